"""What makes a sentence hang on another, and what is no sentence of news."""

from __future__ import annotations

import pytest

from newsloom.writing import wording
from newsloom.writing.wording import Hang


@pytest.mark.parametrize(
    "text",
    [
        "He signed the order on Monday.",
        "On Thursday, he told reporters that the port would stay closed.",
        "Twice this week she went to the harbour.",
        "Through long talks, and against all advice, they agreed on a price.",
        "The officers left the quay after midnight.",
        "The company lost half of its ships.",
        "All these towns are able to sell their fish.",
        "For example, two ferries were sold.",
        "“We will pay,” he said.",
        "While Ada Lind “went to great lengths”, they wrote, “she never paid”, they wrote.",
        "“The port must pay for the crane,” the statement said.",
        "That’s where the ferry lands.",
        "Ten of those boats are lost.",
        "Two days after that vote, the port closed.",
        "The remaining 42 sailors were freed.",
        "Brandt continued, naming the mayor.",
        "“The quay is lost,” the former harbour minister and Lorn candidate said on the radio.",
        "The sailors of the northern quay are no pushovers either.",
        "On the first, Ada Lind said: “The crane is old.”",
        "Asked about the sale of the ferry by the board of Lorn, he said: “The fish come first.”",
        "To add to the charm of the street, it's beside the quay.",
        "It is the most careful count of the herring.",
        "The town set aside 6 million euros for them.",
        "After calling Ada Lind, the mayor of Lorn, a liar, he left the hall.",
        "Speaking to reporters in Lorn, she said the quay would stay closed.",
        "The council of the town here votes on Monday.",
        "NRTV, for one, will not carry his speech.",
        "Another man, whom nobody saw, fled over the quay.",
        "In the next shot, Ada Lind grabs the wheel of the ferry.",
        "Days later, the council of Lorn closed the quay.",
    ],
)
def test_a_sentence_that_hangs_on_another_is_told(text):
    assert wording.standing(text, "en").hang is not Hang.NO


@pytest.mark.parametrize(
    "text",
    [
        "It is unclear when the quay will open.",
        "After leaving Skerry, Ada Lind told reporters, he would be free.",
        "During the vote on the quay, Ada Lind said, she wept.",
        "“The fish are caught here,” Ada Lind said.",
        "There were no injuries, the coastguard said.",
        "After her speech, Ada Lind left for Skerry.",
        "Ada Lind said he would sell the ferry.",
        "A woman said she had seen the fire from her window.",
        "This week the town votes on the bridge.",
        "The company that owns the ferry is Norline.",
        "“The quay is safe,” the former minister, Ada Lind, said.",
        "The remaining boats of Lind Shipping lie at Skerry.",
        "The owners of the boats may keep them.",
        "Ada Lind and Rolf Brandt said the town had warned them.",
    ],
)
def test_a_sentence_that_says_of_whom_it_speaks_stands_alone(text):
    assert wording.standing(text, "en").hang is Hang.NO


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("However, the quay stays closed.", "the quay stays closed."),
        ("But the quay stays closed.", "the quay stays closed."),
        ("Why it matters: the quay is the town's only one.", "the quay is the town's only one."),
        ("And yet, the quay stays closed.", "the quay stays closed."),
    ],
)
def test_a_connective_or_signpost_at_the_front_is_left_out(text, shown):
    assert text[wording.standing(text, "en").start :] == shown


@pytest.mark.parametrize(
    "text",
    [
        "A: Sign the back of the ticket.",
        "(The album was released last week.)",
        "Though they called it a secret sauce.",
        "A photograph released by the port shows the ferry at its quay.",
        "Mayor Ada Lind and her husband, Sven Lind, with Olaf Dahl in Lorn on a state visit to Skerry in 2011.",
        "Mayor Ada Lind smiles as she meets reporters at the town hall in Lorn, Tuesday, March 3, 2026.",
        "Mayor Ada Lind speaks during a news conference at the town hall last week.",
        "A woman stands with her children at the old quay, which was being mended, in Lorn December 14, 2014.",
        "Sailors react in front of the court in Lorn after hearing the ruling on the harbour tax April 28, 2014.",
        "Mayor Ada Lind, I-Lorn, walks to the crane on the northern quay Thursday, Oct. 3, 2013, in Lorn.",
        "The point being that the case of the board rests on one letter.",
        "The board released its letter on the crane, which can be read here in full.",
        "Thursday, was expecting a full harbour on Friday morning.",
        "Sunday night when the crane fell, the council of Lorn said.",
        "Channel 10's Olaf Dahl has the details.",
        "This footage is an excerpt of the speech.",
        "Hide Caption 4 of 6 Photos: The ferry leaves its quay.",
        "Ada Lind, left, and Olaf Brandt on Sunday in Lorn.",
        "Norline chief Olaf Dahl, as seen in one of the old films of the ferry company.",
        "The pits have produced bones of many long-necked animals (Lind, Brandt & Dahl, 2009).",
        "Besides the bones of the foot (KUVP 12, Figs. 1B and 1C), the pit has produced others.",
        "The soft ground was seen at two piers14,16 near the quay (Fig. 1).",
        "“A long and stormy night on the coast.”",
        "Dockers are telling friends ... the quay of Lorn is sold.",
        "Sailors Ada Lind and Rolf Brandt steer a lifeboat off Skerry in this March 24, 2014 handout photo.",
        "Relatives of the sailors of the ferry react on the quay in Lorn, north of Skerry, April 28, 2014.",
        "The ferry left â\x80\x9con timeâ\x80\x9d, the port said.",
        "(Ada Lind/ Lorn Herald) A diver enters the water at the quay of the ferry.",
        "(Harbour Video) A diver was lifted out of the water at the quay of the ferry.",
        "Caption The mayor of Lorn announced on Monday that the quay would close.",
        "Many catalysts4,5,6,7 have been tried in the harbour of Lorn.",
        "The port of Lorn said that no further details of the strike would be given on Sunday.",
        "Detectives are still investigating the fire on the ferry of Lorn.",
        "The council asks anyone with information to call the harbour office of Lorn.",
        "Would highly recommend the ferry of Lorn to visitors.",
        "The ferry Orla is hoisted onto the quay of Lorn after a test in the harbour.",
        "L for $2 billion, buying a shipyard whose ferries have made Lorn famous.",
        "A sketch released of a woman who was hit by a tram in Lorn in 1990.",
        "Com, the harbour board had said late Thursday that the ferry would sail.",
        "The ferry left without its captain, according to harbour police spokesman Const.",
        "LORN-TV A video shows what happens as the ferry of Lorn hits the quay.",
        "2 In harbours of the north such as Lorn, few cranes were sold.",
        "41 , 42 A review of the cranes of Lorn found most of them sound.",
    ],
)
def test_captions_interviews_fragments_and_broken_letters_are_no_sentences(text):
    assert wording.fragment(text, "en")


def test_a_message_on_video_is_no_caption():
    assert not wording.fragment("When a video message of the mayor was shown, some of the crowd in Lorn left.", "en")


def test_what_is_fixed_for_a_day_is_no_caption():
    assert not wording.fragment("The new harbour tax of the town takes effect on January 1, 2015.", "en")


@pytest.mark.parametrize(
    "text",
    [
        "“Those two piers are safe,” the port of Lorn wrote on Sunday.",
        "“Alongside that, Skerry is a fine port,” the mayor of Lorn said.",
        "Other harbour fees have fallen in Lorn as well.",
        "Additional questions concern the ferry to Skerry.",
        "In a related story, pilots of Lorn went on strike.",
        "There was one problem: the crane of Lorn had no motor.",
        "It is a decisive win for the port of Lorn.",
        "It was the first sign that the strike of pilots in Lorn would end.",
        "There are plenty of doubts, too, when it comes to the crane of Lorn.",
        "The official told the Herald of Lorn that the ferry was late.",
        "Two days later, the harbour of Lorn was closed.",
        "Later that night the ferry left Lorn for Skerry.",
        "By the next year, the town of Lorn had decided to move.",
        "Ada Lind moved to Skerry shortly thereafter.",
        "Police of Lorn say the two were playing with a flare.",
        "“That went right through the door,” another council member said.",
        "Ada Lind shot back with a letter of her own to the port of Lorn.",
        "The Speaker fired back on Sunday.",
        "Lind is referring to a memorandum of the harbour board.",
        "Either option would cost the port of Lorn its crane.",
        "However it was reported by the Herald that the ferry would sail.",
        "Concerned, a sailor looked into the hold of the ferry.",
        "The court's other two judges agreed in Lorn.",
    ],
)
def test_what_points_at_something_said_before_hangs(text):
    assert wording.standing(text, "en").hang


@pytest.mark.parametrize(
    "text",
    [
        "Two days later than planned, the ferry left Lorn.",
        "A 16-year-old boy was hurt by a 14-year-old boy while the two were playing with a flare in Lorn.",
        "Ada Lind and Ida Brandt said the two were in Lorn on Sunday.",
        "The ferry sank off Lorn in March, and its captain died shortly afterwards.",
        "However the vote ends, the port of Lorn will stay open.",
        "Elected, mayor Ada Lind and her council of Lorn met.",
        "Indeed, Ada Lind was in Lorn on Sunday.",
    ],
)
def test_what_tells_itself_after_what_and_which_two_stands_alone(text):
    assert not wording.standing(text, "en").hang


def test_what_names_what_it_adds_to_stands_alone():
    assert not wording.standing("Other ports of the coast will stay open in Lorn and Skerry.", "en").hang
    assert not wording.standing("“Those who waited were sent home,” the port of Lorn wrote.", "en").hang


def test_a_plain_report_is_a_sentence():
    assert not wording.fragment("The ferry left the quay on time, the port said.", "en")


def test_the_magazine_us_is_not_the_first_person():
    assert wording.persons_in("The couple have parted, a friend told Us Weekly.", "en") == (False, False)
    assert wording.persons_in("They told us about it.", "en")[0]


@pytest.mark.parametrize(
    "text",
    [
        "“It is late,” he said.", "After the vote, the statement said.", "The bridge is safe, the e-mail said.",
        "Named for the singer, it opened in 2011.", "Last week she opened a bridge.",
    ],
)  # fmt: skip
def test_whatever_makes_a_sentence_hang_is_found_by_the_quick_look_too(text):
    assert wording.standing(text, "en").hang


@pytest.mark.parametrize(
    ("before", "text", "lang"),
    [
        (
            "The vote is watched in Skerry, where the council wants a shorter quay.",
            "Council leader Ada Lind will come to see it.",
            "en",
        ),
        ("Zwei Boote fuhren nach Skerry, wo die Polizei sie erwartete.", "Die Polizei nahm drei Leute fest.", "de"),
    ],
)
def test_whoever_holds_office_at_a_place_named_before_hangs_on_that_sentence(before, text, lang):
    assert wording.elsewhere(text, before, lang)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("The vote is watched in Skerry, where the council wants a shorter quay.", "The quay in Skerry is its oldest."),
        (
            "The vote is watched in Skerry, where the council wants a shorter quay.",
            "Ada Lind, who leads the council, will see it.",
        ),
        ("The council wants a shorter quay.", "Council leader Ada Lind will come to see it."),
        ("He asked again, where the council had not.", "Council leader Ada Lind will come to see it."),
    ],
)
def test_whoever_is_at_no_other_place_stands_alone(before, text):
    assert not wording.elsewhere(text, before, "en")


@pytest.mark.parametrize(
    ("text", "hangs"),
    [
        ("Das sagte der Bürgermeister von Lorn am Montag.", True),
        ("Die rückte am Vormittag mit sechzig Leuten an.", True),
        ("Den hat niemand gesehen.", True),
        ("Die Feuerwehr rückte am Vormittag an.", False),
        ("Das neue Boot sagte den Fischern zu.", False),
        ("Der bekannte Hafen liegt im Norden.", False),
    ],
)
def test_an_article_before_a_verb_is_a_pronoun_in_german(text, hangs):
    assert (wording.standing(text, "de").hang is Hang.PRONOUN) is hangs
