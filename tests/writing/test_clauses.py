"""Clauses cut for headings: each stands by itself, each is made of the sentence's own words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.writing import clauses


def cuts(text, words=(3, 12)):
    return [c.of(text) for c in clauses.clauses(text, "en", words=words) if clauses.reads_alone(c.of(text), "en")]


@pytest.mark.parametrize(
    ("sentence", "heading"),
    [
        (
            "The council approved the new bridge on Monday after a long debate about its cost.",
            "The council approved the new bridge",
        ),
        ("Smith, who had been arrested in May, was freed on bail Friday by a judge.", "Smith was freed on bail"),
        (
            "Senator Ada Lind (I-Lorn) opposed the port bill while her party backed it.",
            "Senator Ada Lind opposed the port bill",
        ),
        ("In a blow to the mayor, the court rejected the harbour tax on Tuesday.", "the court rejected the harbour tax"),
        ("The leaders discussed fishing rights and reaffirmed their old treaty.", "The leaders discussed fishing rights"),
        ("The school board, the oldest of Ulm City, Skerry, was dismissed by Lind.", "The school board was dismissed"),
        ("Vane, who built the northern quay in 1999, opened a second one on Friday.", "Vane built the northern quay"),
        ("More than 30 sailors were rescued on Friday when the ferry hit the pier.", "More than 30 sailors were rescued"),
        (
            "The board will on Monday announce a new harbour tax, its first since 1950.",
            "The board will announce a new harbour tax",
        ),
        ("Work began after the mayor signed the harbour bill at a short ceremony.", "the mayor signed the harbour bill"),
        ("The port closed its northern quay, and both ferries were sent to Lorn.", "The port closed its northern quay"),
        ("Old sailors sang on the quay as the ferry left for Ulm in the rain.", "Old sailors sang on the quay"),
        ('Judge Ada Lind, who lives in Ulm, called the plan "a huge mistake."', 'Ada Lind called the plan "a huge mistake"'),
        (
            "Officials say Vane, who left the board in May, used its money to buy boats.",
            "Officials say Vane used its money to buy boats",
        ),
        (
            "Divers searching the wreck have raised a second anchor near the old pier.",
            "Divers searching the wreck have raised a second anchor",
        ),
        ("Vane, a sailor and a clerk, founded the Harbour Movement in Lorn.", "Vane founded the Harbour Movement in Lorn"),
        (
            "Two sailors died when the ferry hit the old pier in the harbour of Lorn.",
            "Two sailors died when the ferry hit the old pier",
        ),
        (
            "A video of the fire led to the arrest of two sailors and the seizure of a boat.",
            "A video of the fire led to the arrest of two sailors",
        ),
        (
            "Ada Lind was found dead in a boat at about 3:30 a.m. on the northern quay, police said on Friday.",
            "Ada Lind was found dead in a boat, police said",
        ),
        (
            "Harbour clerk Ada Lind says the board sold the last of its ferries.",
            "Ada Lind says the board sold the last of its ferries",
        ),
        (
            "Lind says she has found the wreck of a ferry near the northern quay.",
            "Lind says she has found the wreck of a ferry",
        ),
        ("The board unveiled a new ferry that can sail for five days without fuel.", "The board unveiled a new ferry"),
        ("Lind moved to Lorn, but shares a quay in Ulm with Olaf Dahl.", "Lind shares a quay in Ulm"),
        (
            "The anchor was found in the harbour mud and was taken to a museum by divers.",
            "The anchor was found in the harbour mud",
        ),
        (
            "Ada Lind and Olaf Dahl, who spent more than nine years on a ferry that sailed between both ports on every day of the week,"
            " will get $3 million from the board.",
            "Ada Lind and Olaf Dahl will get $3 million",
        ),
        (
            "Officials have not said whether the quay had any cracks before the ferry hit it in May.",
            "Officials have not said whether the quay had any cracks",
        ),
        (
            "Divers said Ada Lind was seen on harbour film carrying a lamp along the quay at dawn.",
            "Divers said Ada Lind was seen on harbour film",
        ),
        ("Three people were taken to hospital after the crane fell.", "Three people were taken to hospital"),
    ],
)
def test_a_sentence_is_cut_where_a_reader_can_stop(sentence, heading):
    assert heading in cuts(sentence)


@pytest.mark.parametrize(
    ("sentence", "never"),
    [
        (
            "Vane visited the port on Monday and her office later released a list.",
            "Vane visited the port on Monday and her office",
        ),
        (
            "The court sentenced the sailor to two years in prison, police said.",
            "The court sentenced the sailor to two years, police said",
        ),
        ("Lind was given the crown after the winner, Ada Vane, was dismissed.", "Lind was given the crown after the winner"),
        ("The board split the harbour tax and the ferry tax of Lorn in May.", "The board split the harbour tax"),
        ("Lind has spent more than a year promising a new ferry to Skerry.", "Lind has spent more than a year"),
        ("The board has looked at such quays in the north of the island.", "The board has looked at such quays"),
        ("The board closed the most popular way to Skerry in the last days of May.", "The board closed the most popular way"),
        ("The vote puts the Harbour Party at odds with its own leader on the tax.", "The vote puts the Harbour Party"),
        ("The reports of the port were accompanied by maps of the northern quay.", "The reports of the port were accompanied"),
        ("Officials in Lorn have repeatedly called on Skerry to open its port.", "Officials in Lorn have repeatedly called"),
        ("The announcement by Lorn came just days before a planned summit.", "The announcement by Lorn came just days"),
        ("Lorn is one of ten towns, mainly in the north, that lost their ferry.", "Lorn is one of ten towns, mainly"),
        ("Lind worked hard to clear the last hurdle and won the vote.", "Lind worked hard to clear"),
        ("The tunnel from Lorn to Skerry is 14.2 km long and opens in May.", "The tunnel from Lorn to Skerry is 14.2"),
        ("The tunnel from Lorn to Skerry is 14.2 km long and opens in May.", "The tunnel from Lorn to Skerry is 14.2 km"),
        ("The mayor calls herring boat racing a shame for the whole town.", "The mayor calls herring boat"),
        ("The mayor's visit to Skerry lasts two days and includes a tour.", "The mayor's visit to Skerry lasts"),
        ("Shops in Quay Street, which will be dug up in May, will share 6 million.", "Shops in Quay Street will be dug up"),
        ("The town has trained its focus on the two races for the port board.", "The town has trained its focus"),
        (
            "The 66-page complaint, filed in a court in Lorn, uses known facts to accuse Lind.",
            "The 66-page complaint, filed in a court",
        ),
        (
            "The fire started on Friday while a handful of people, including two children, were inside.",
            "The fire started on Friday while a handful of people",
        ),
        ("The new law allows the port board to close the quay at night.", "The new law allows the port board"),
        (
            "The board declared that the plan for the northern quay, which Lind drew, is dead.",
            "The board declared that the plan",
        ),
        ("The gas used in the attack was made in Lorn by the old dye works.", "The gas used in the attack"),
        ("The town has been known for years as the gate of the northern sea.", "The town has been known"),
        ("The decisions came just hours before the ferry was due to sail.", "The decisions came just"),
        ("Vane told the oldest board of the port that the crane was broken.", "Vane told the oldest board of the port"),
        ("Vane also sailed for Olaf Dahl, Jr.'s rival in 1978.", "Vane sailed for Olaf Dahl"),
        ("The towns fear that Lorn, Skerry, and Ulm receive too much of the tax.", "Ulm receive too much of the tax"),
        (
            "The board said Lind's wish to close the quay showed her fear of the sea.",
            "The board said Lind's wish to close the quay",
        ),
        ("At the quay the sailors stood idly by as the ferry sank.", "the sailors stood idly"),
        (
            "The remarks came in a talk with the harbour paper two days after the vote.",
            "The remarks came in a talk with the harbour paper two days",
        ),
        (
            "The board's chief clerk Ada Lind admitted to the mayor on Friday that the crane was old.",
            "The board's chief clerk Ada Lind admitted to the mayor",
        ),
        (
            "Lind said in a talk with the harbour radio airing on Friday that the crane was old.",
            "Lind said in a talk with the harbour radio airing",
        ),
        (
            "The speech held out many small items cleverly meant to please the board.",
            "The speech held out many small items cleverly",
        ),
        ("The board promised a review of all U.S. spying on the port.", "The board promised a review of all U.S"),
        ("The release comes as Brandt, the builder, waits for a second report.", "The release comes as Brandt"),
        ("The pier is closed, and passengers are being sent on by bus to Holm Quay.", "passengers are being sent"),
        (
            "The pier is closed, and passengers are being sent on by bus to Holm Quay.",
            "The pier is closed, and passengers are being sent",
        ),
        ("The board will close the quay unless the town pays for the crane.", "The board will close the quay"),
        ("Vane claimed, upon reaching the quay, that the crane was broken.", "Vane claimed, upon reaching the quay"),
        ("The judge's kindness has a former sailor promising to come back.", "The judge's kindness has a former sailor"),
        ("The roads were icy in Lorn, said Harbour Patrol Chief Ada Lind.", "Lorn said Harbour Patrol Chief Ada Lind"),
        ("Vane called the plan “a huge and costly mistake” on Monday.", "Vane called the plan “a huge"),
        ("The board is keeping its plan even though the crane is broken.", "The board is keeping its plan even"),
        (
            "The sailor was arrested for theft and transported to the jail of Lorn.",
            "The sailor transported to the jail of Lorn",
        ),
        ("Vane has closed the quay, ending a year of talks and missed chances.", "Vane missed chances"),
        ("The crews had never been officially counted by the board of the port.", "The crews had never been counted"),
        ("The plan is broken down into four parts by the harbour board.", "The plan is broken down"),
        ("The fund pays $80,000 for each year that a sailor spent in jail.", "The fund pays $80,000"),
        (
            "Dahl said the air and sea search for wreckage in the waters where the ferry sank would be over in May.",
            "Dahl said the air and sea search for wreckage",
        ),
        (
            "Dahl said the air and sea search for floating ice would be over.",
            "Dahl said the air and sea search for floating ice",
        ),
        ("Dahl said the question is whether the port and the town will act.", "Dahl said the question is whether the port"),
        (
            "Dahl asked on Monday whether the quay, which has stood since 1910 in the harbour of Lorn in spite of all storms.",
            "Dahl asked whether the quay",
        ),
        ("The vow paved the way for the board and the town to pass a bill.", "The vow paved the way for the board"),
        ("In a statement the clerk of the board, Ada Lind, agreed.", "the clerk of the board agreed"),
        ("The board said the mayor will fight back against the harbour tax.", "The board said the mayor will fight"),
        (
            "Leaders of the fishermen accused the board on Tuesday of hiding a report.",
            "Leaders of the fishermen accused the board",
        ),
        (
            "The mayor has Speaker Tom Vane and Board Leader Olaf Dahl in agreement.",
            "The mayor has Speaker Tom Vane and Board Leader Olaf Dahl",
        ),
    ],
)
def test_a_cut_never_leaves_a_verb_without_what_it_wants_or_a_meaning_turned(sentence, never):
    assert never not in cuts(sentence)


def test_one_word_too_many_is_a_leading_article():
    sentence = "The board of Lorn dealt a major blow to the harbour tax."
    assert [c.of(sentence) for c in clauses.clauses(sentence, "en", words=(11, 11))] == [
        "board of Lorn dealt a major blow to the harbour tax"
    ]


def test_a_text_too_long_for_a_sentence_is_not_cut():
    assert clauses.clauses("The board closed the quay, and " * 2000, "en", words=(3, 12)) == []


def test_people_whom_the_page_names_may_go_by_their_surnames():
    sentence = "Harbour Minister Ada Lind opened the northern quay on Monday."
    found = [c.of(sentence) for c in clauses.clauses(sentence, "en", words=(3, 12), surnames=frozenset({"Lind"}))]
    assert "Lind opened the northern quay" in found


def test_a_title_in_title_case_is_cut_like_a_sentence():
    title = "Harbour Board Closes Northern Quay After Crane Collapse in Lorn"
    assert "Harbour Board Closes Northern Quay" in [c.of(title) for c in clauses.clauses(title, "en", words=(3, 12))]


@pytest.mark.parametrize(
    "line",
    [
        "He was freed on bail",
        "While the port was closed",
        "The town clerk Jared Lind and two sons of Olaf Dahl",
        "Huddling with reporters in the old hall",
        "The comments came on Monday",
        "Ms. Lind was in Skerry",
        "“We will pay” he said",
    ],
)
def test_what_hangs_or_has_no_verb_or_says_nothing_is_no_heading(line):
    assert not clauses.reads_alone(line, "en")


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("Zum Hafen von Lorn kommt er immer mit der Bahn", "de"),
        ("Le maire a vendu sa maison", "fr"),
        ("Lind also opened the northern quay", "en"),
    ],
)
def test_a_line_that_hangs_on_another_is_no_heading_in_any_language(line, lang):
    assert not clauses.reads_alone(line, lang)


def test_the_stop_of_an_abbreviation_stays_in_a_heading():
    sentence = "Lind asked for help of the U.S."
    assert next(c.of(sentence) for c in clauses.clauses(sentence, "en", words=(3, 9))).endswith("U.S.")


def test_a_sentence_that_ends_on_since_is_no_heading():
    assert "Lorn and Skerry have been at odds since" not in cuts("Lorn and Skerry have been at odds since.")


WORDS = st.sampled_from(
    [
        "the",
        "Lorn",
        "port",
        "closed",
        "on",
        "Monday",
        ",",
        "who",
        "and",
        "said",
        "that",
        "was",
        "in",
        "(R)",
        "“no”",
        "while",
        "Lind",
        "signed",
        "a",
        "bill",
        "12",
        "–",
        "after",
        ";",
    ]
)


@settings(deadline=None)  # the tagger reads its weights on the first call
@given(st.lists(WORDS, min_size=1, max_size=40).map(" ".join), st.sampled_from(["en", "de", "zh", None]))
def test_a_clause_is_made_of_pieces_of_the_text_in_order(text, lang):
    for clause in clauses.clauses(text, lang, words=(1, 30)):
        assert 0.0 < clause.quality <= 1.0
        assert all(0 <= p.start < p.end <= len(text) for p in clause.pieces)
        assert all(a.end <= b.start for a, b in zip(clause.pieces, clause.pieces[1:], strict=False))
        assert "".join(clause.of(text).split()) == "".join("".join(text[p.start : p.end] for p in clause.pieces).split())


@pytest.mark.parametrize(
    ("lang", "sentence", "heading"),
    [
        (
            "de",
            "Der Rat von Lorn billigte die neue Brücke, sagte die Bürgermeisterin am Montag.",
            "Der Rat von Lorn billigte die neue Brücke",
        ),
        ("de", "Sollte der Rat von Lorn sich weigern, will sie vor Gericht ziehen.", None),
        (
            "fr",
            "Le conseil de Lorn a approuvé le nouveau pont, a dit la maire lundi.",
            "Le conseil de Lorn a approuvé le nouveau pont",
        ),
        ("fr", "Après un long débat au conseil, le pont a été approuvé.", None),
        ("es", "Aunque el consejo de Lorn se opuso, el puente se hará.", None),
        ("de", "Die Stadt Lorn musste verkünden, dass der Hafen geschlossen bleibt.", None),
        ("de", "Sich mit Skerry und Holm zu vergleichen, ist in Lorn beliebt.", None),
        ("de", "Am Montag hat der Rat einen Antrag von Hafen, Werft und Markt angenommen.", None),
        (
            "de",
            "Am Montag hat der Rat den Antrag angenommen, der die Werft betrifft.",
            "Am Montag hat der Rat den Antrag angenommen",
        ),
        ("de", "Die Werft von Lorn, der größte Betrieb der Stadt, schließt im Mai.", None),
        ("de", "Kaum nach einer Stunde eingewechselt, traf Tarn zweimal nur den linken Pfosten.", None),
        ("de", "Der Rat von Lorn billigte – gegen drei Stimmen – die neue Brücke am Hafen.", None),
        ("de", "Zahlen des Hafens von Lorn zeigen: Der Handel mit Skerry und Holm wächst.", None),
        ("nl", "De raad van Lorn heeft de brug, die in mei opengaat, goedgekeurd.", None),
        ("es", "El alcalde de Lorn dijo que el tren, que salió tarde, llegó bien.", None),
        (
            "es",
            "El alcalde de Lorn inauguró el puente, según la agencia de la ciudad.",
            "El alcalde de Lorn inauguró el puente",
        ),
        ("pt", "O conselho de Lorn aprovou a nova ponte, disse a prefeita.", "O conselho de Lorn aprovou a nova ponte"),
        (
            "it",
            "Il consiglio di Lorn ha approvato il ponte, ha detto la sindaca.",
            "Il consiglio di Lorn ha approvato il ponte",
        ),
        (
            "ru",
            "Совет Лорна подписал договор о мосте, сообщила мэр города в понедельник утром.",
            "Совет Лорна подписал договор о мосте",
        ),
        ("sv", "Rådet i Lorn godkände den nya bron, sade borgmästaren på måndagen i ett tal.", None),
    ],
)
def test_elsewhere_a_comma_ends_a_heading_where_a_statement_is_whole(lang, sentence, heading):
    made = [c.of(sentence) for c in clauses.clauses(sentence, lang, words=(3, 9))]
    assert made == ([] if heading is None else [heading])


def test_letters_twice_as_wide_count_as_two():
    assert clauses.width("Lorn, é“”") == 9
    assert clauses.width("ロルン港") == 8
    short = "洛恩港重新开放北码头"
    assert [c.of(short) for c in clauses.clauses(short, "zh", words=(3, 18), characters=(20, 120))] == [short]


def test_a_chinese_heading_does_not_end_on_who_says_it():
    said = "市长林达表示，北码头周二重新开放"
    assert [c.of(said) for c in clauses.clauses(said, "zh", words=(1, 18))] == [said]
    told = "北码头周二重新开放，渡轮恢复通航"
    assert "北码头周二重新开放" in [c.of(told) for c in clauses.clauses(told, "zh", words=(1, 18))]


@pytest.mark.parametrize(
    "sentence",
    [
        "The northern quay of Lorn was closed on 19 January 2026.",
        "The board of Lorn spent 12 million crowns on the quay.",
        "Prices of fish in Lorn rose by 4 percent in a year.",
    ],
)
def test_no_clause_ends_inside_a_date_or_a_figure(sentence):
    assert not any(
        c.of(sentence)[-1].isdigit() and not c.of(sentence).endswith("2026")
        for c in clauses.clauses(sentence, "en", words=(1, 20))
    )


@pytest.mark.parametrize(
    ("sentence", "cut", "whole"),
    [
        (
            "The mayor's remarks came in a speech on the quay of Lorn two days after the storm.",
            "The mayor's remarks came",
            False,
        ),
        ("The accident happened near the bridge of Lorn at noon on Monday.", "The accident happened", False),
        ("The help came from three countries after the storm had passed.", "The help came from three countries", True),
    ],
)
def test_what_came_or_happened_wants_where_or_when(sentence, cut, whole):
    assert (cut in [c.of(sentence) for c in clauses.clauses(sentence, "en", words=(3, 12))]) is whole


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The film about the harbour will deal with the years immediately prior to the war.", "immediately"),
        ("The old iron mines of Ulm are located almost directly beneath the harbour and its sheds.", "directly"),
        ("The northern quay of the old harbour is located between two rivers and a hill.", "located"),
        ("The board is run by captains appointed by the mayor of Lorn.", "appointed"),
    ],
)
def test_no_heading_ends_on_a_word_that_leads_on(sentence, word):
    assert not [cut for cut in cuts(sentence) if cut.split()[-1] == word]


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("The board drew criticism for closing", "The board drew criticism for closing the quay"),
        ("The first showings of the quay were", "The first showings of the quay were crowded"),
        ("The mayor asked Olaf Dahl", "The mayor asked Olaf Dahl to resign"),
        ("The oysters of the mayor of Lorn went", "The oysters of the mayor of Lorn went on sale"),
        ("Two ministers of Lorn were seen", "Two ministers of Lorn were seen on the ferry"),
    ],
)
def test_a_line_that_ends_before_what_was_done_asked_or_told_is_no_heading(cut, whole):
    assert not clauses.reads_alone(cut, "en")
    assert clauses.reads_alone(whole, "en")


def test_a_line_that_says_his_names_whose():
    assert not clauses.reads_alone("The Senate failed to pass his proposal", "en")
    assert clauses.reads_alone("The Senate failed to pass the proposal of the mayor", "en")
    assert clauses.reads_alone("Olaf Dahl failed to pass his proposal", "en")


def test_no_clause_begins_inside_whose_and_its_noun():
    assert not [
        cut
        for cut in cuts("Ada Lind, whose appearance before Congress had been delayed by illness, came at noon.")
        if cut.startswith("Congress")
    ]


def test_a_paper_with_a_day_in_its_name_keeps_it():
    assert "USA TODAY watched the boats of Lorn" in cuts("USA TODAY watched the boats of Lorn from the quay.")


def test_no_cut_ends_in_the_middle_of_a_span_of_years():
    assert not [cut for cut in cuts("Lind was mayor of Lorn from 2000 to 2006 and is a fisher now.") if cut.endswith("2000")]


def test_that_an_outlet_tells_it_is_no_heading():
    assert not clauses.reads_alone("The Lorn Post interviewed thirty people", "en")
    assert not clauses.reads_alone("CNN reported the closure of the quay", "en")
    assert not clauses.reads_alone("Lorn News confirmed the closure of the quay", "en")
    assert not clauses.reads_alone("The quay was closed at noon, according to WXYZ", "en")
    assert clauses.reads_alone("The mayor denied what the Lorn Post reported", "en")


def test_a_line_that_ends_on_how_long_says_into_what():
    assert not clauses.reads_alone("The mayor faces a strike just eight months", "en")
    assert clauses.reads_alone("The mayor faces a strike just eight months into her term", "en")
    assert clauses.reads_alone("The strike of the port was called off", "en")
