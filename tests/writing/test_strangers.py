"""Whom and what a sentence takes for known, and what later articles have overtaken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import newsloom
from newsloom import origins
from newsloom.model import Article
from newsloom.pipeline import compose
from newsloom.writing import ahead, claims, evidence, people, select

SUNDAY, TUESDAY = datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 3, 3, 9, tzinfo=UTC)


def needs(text):
    article = Article("a", "", text, source="Herald", lang="en")
    return {c.text: set(c.needs) for c in evidence.gather([article], origins.group([article])).candidates}


@pytest.mark.parametrize(
    ("run", "who"),
    [
        ("Lorn Gov. Ada Lind", "Ada Lind"),
        ("Skerry Republican Sen. Olaf Dahl", "Olaf Dahl"),
        ("Rolf Brandt Jr", "Rolf Brandt"),
        ("Ada Lind", "Ada Lind"),
        ("Democrat Ada Lind", "Ada Lind"),
        ("House Minority Leader Ada Lind", "Ada Lind"),
        ("Lorn Harbour Police", ""),
        ("Attorney General", ""),
    ],
)
def test_a_person_is_known_without_office_and_descent(run, who):
    assert people.whom(run) == who


def test_whoever_was_introduced_with_an_office_is_a_stranger_by_surname_alone():
    told = needs(
        "The crane of Lorn fell on Sunday, said Lorn Gov. Ada Lind on the quay. A second crane stands idle, Lind told the council."
    )
    assert told["A second crane stands idle, Lind told the council."] == {"Lind"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Lind, who sits on the council, called the crane unsafe.",
        "“Nobody is safe on this coast,” Lind told the council.",
        "Mr. Lind left by ferry.",
    ],
)
def test_a_surname_counts_wherever_it_stands(sentence):
    assert needs(f"The crane of Lorn fell on Sunday, said Ada Lind on the quay. {sentence}")[sentence] == {"Lind"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Lind said so.", {"Lind"}), ("It rained, said Lind.", {"Lind"}), ("It rained, said Mr. Lind.", {"Lind"}),
        ("Sen. Lind said so.", {"Lind"}),
        ("Ada Lind said so.", set()), ("It rained, said Lind Brandt.", set()), ("Police said so.", set()), ("He wrote: “Lind said so.”", set()),
    ],
)  # fmt: skip
def test_who_says_something_by_a_surname_alone_is_told_from_whoever_is_named_in_full(text, who):
    assert people.speakers(text) == who


def test_a_speaker_whom_only_another_article_names_in_full_must_be_introduced():
    herald = Article(
        "herald",
        "Crane falls",
        "The crane of Lorn fell on Sunday, Lind said. Dahl said it was old.",
        source="Herald",
        lang="en",
    )
    courier = Article(
        "courier", "Crane falls", "The crane fell in Lorn on Sunday. Ada Lind saw the crane fall.", source="Courier", lang="en"
    )
    found = evidence.gather([herald, courier], origins.group([herald, courier])).candidates
    assert {c.text: set(c.needs) for c in found if c.needs} == {"The crane of Lorn fell on Sunday, Lind said.": {"Lind"}}


@pytest.mark.parametrize("sentence", ["The Lind Foundation pays for cranes.", "Ada Lind pays for cranes in Lorn and Skerry."])
def test_a_surname_inside_a_longer_name_is_no_stranger(sentence):
    assert needs(f"The crane of Lorn fell on Sunday, said Ada Lind on the quay. {sentence}")[sentence] == set()


def test_an_adverb_or_adjective_before_a_name_is_no_first_name():
    assert not people.person("Apparently Norline")
    assert not people.person("Illicit Norline") and people.person("Rusty Norline")
    assert not people.person("CLOSE Norline") and people.person("AJ Norline")
    assert people.person("Sally Dahl") and people.person("Emily Dahl")


def test_the_short_form_of_a_longer_name_waits_for_it():
    told = needs(
        "Nine boats left, said the Royal Lorn Harbour Observatory on Sunday. By noon the Observatory had counted forty boats in the bay. "
        "An Observatory stands on every hill of the island by now."
    )
    assert told["By noon the Observatory had counted forty boats in the bay."] == {"observatori"}
    assert told["An Observatory stands on every hill of the island by now."] == set()


@pytest.mark.parametrize(
    ("sentence", "noun"),
    [
        ("The issue has long strained relations with Skerry.", "issu"),
        ("In the filing, lawyers of the port called the crane unsafe.", "file"),
        ("Dockers read the amendments aloud on the quay of Lorn.", "amend"),
        ("Two members of the council wrote this proposal in a week.", "propos"),
        ("Ada Lind, who sits on the council, never signed that proposal.", "propos"),
    ],
)
def test_a_noun_that_stands_for_something_told_waits_for_it(sentence, noun):
    told = needs(
        f"The council of Lorn heard eleven amendments on Sunday. The vote lasted until midnight in the hall. {sentence}"
    )
    assert told[sentence] == {noun}


@pytest.mark.parametrize(
    "sentence",
    [
        "The issue of the crane has split Lorn and Skerry.",
        "Voters and officials of the town filled the streets by noon.",
        "“We read the amendments all night,” said Ada Lind of Lorn.",
    ],
)
def test_what_says_of_which_it_speaks_waits_for_nothing(sentence):
    told = needs(f"The council of Lorn heard eleven amendments on Sunday. Officials and voters wept in the streets. {sentence}")
    assert told[sentence] == set()


@pytest.mark.parametrize(
    "text",
    [
        "The cause of the fire remains under investigation.",
        "Police have not identified the driver of the truck.",
        "No arrests have been made in the harbour.",
        "Divers are still searching for the captain.",
        "It was not immediately clear who had started the engine.",
    ],
)
def test_what_was_not_known_days_before_the_newest_article_is_overtaken(text):
    article = Article("a", "", text, published=SUNDAY, lang="en")
    assert ahead.overtaken(text, article, TUESDAY, "en")
    assert not ahead.overtaken(text, article, SUNDAY, "en")


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("The quay is closed to all boats.", True),
        ("No trains are running between Lorn and Skerry.", True),
        ("The warning stays in force until 3 am.", True),
        ("Crews searched the whole harbour of Lorn this morning.", True),
        ("The council of Lorn will vote on it on Monday.", True),
        ("The board will close the quay at the end of June, it said on Sunday.", False),
        ("The quay was closed for three weeks.", False),
        ("The plant is the largest employer in Lorn.", False),
        ("“We are leaving today,” said Ida Sund.", False),
    ],
)
def test_what_was_so_for_the_time_being_is_poor_beside_the_news_of_a_later_day(text, over):
    later = "Boats left the harbour of Lorn at dawn on Tuesday, as the harbour master said they would, and the council of Lorn was glad."
    articles = [
        Article("a", "Quay of Lorn", f"The council of Lorn met in the harbour hall on Sunday to hear the harbour master. {text}",
                source="Herald", published=SUNDAY, lang="en"),
        Article("b", "Boats leave Lorn", later, source="Post", published=TUESDAY, lang="en"),
    ]  # fmt: skip
    grades = {c.text: c.grade for c in evidence.gather(articles, origins.group(articles)).candidates}
    assert (grades[text] >= evidence.POOR) is over
    alone = {c.text: c.grade for c in evidence.gather(articles[:1], origins.group(articles[:1])).candidates}
    assert alone[text] < evidence.POOR


def test_the_page_opens_with_news_of_the_day_of_its_headline():
    def told(name, title, text, when):
        return Article(name, title, text, source=name, published=when, lang="en")

    page = newsloom.write(
        [
            told("Herald", "What we know of Storm Ida so far", "Storm Ida cut power to 40,000 homes in Lorn on Sunday as gusts "
                 "brought down trees along the coast. The gusts blew over two lorries near the bridge.", SUNDAY),
            told("Post", "Two lorries blown over in Lorn", "Gusts of Storm Ida cut power to about 40,000 homes in Lorn on Sunday, the grid "
                 "of the town said. Waves closed the road to Skerry.", SUNDAY),
            told("Courier", "Power back in most homes in Lorn after Storm Ida", "Electricity was back in most homes in Lorn on Tuesday, two "
                 "days after Storm Ida brought down lines. The grid said 900 homes would be reconnected by Thursday.", TUESDAY),
        ]
    )  # fmt: skip
    assert page.headline == "Power back in most homes in Lorn after Storm Ida"
    assert page.sections[0].sentences[0].text.startswith("Electricity was back")


@pytest.mark.parametrize(
    "live", ["Storm Ida live: power lost and roads shut in Lorn", "Power lost and roads shut in Lorn – live"]
)
def test_the_title_of_a_live_blog_is_no_headline(live):
    texts = {
        live: "Storm Ida cut power to 40,000 homes in Lorn on Tuesday, the grid said. Roads in Lorn were shut as trees fell.",
        "Storm Ida cuts power and shuts roads in Lorn": "Storm Ida cut power to 40,000 homes in Lorn on Tuesday, the grid said."
        " Roads in Lorn were shut on Tuesday because trees had fallen.",
    }
    page = newsloom.write(
        [Article(title, title, text, source=title, published=TUESDAY, lang="en") for title, text in texts.items()]
    )
    assert page.headline == "Storm Ida cuts power and shuts roads in Lorn"


def test_what_was_known_stays_so():
    text = "Police identified the driver as a man of 40 and charged him."
    assert not ahead.overtaken(text, Article("a", "", text, published=SUNDAY, lang="en"), TUESDAY, "en")


def test_the_lines_of_older_articles_count_less_day_by_day_for_a_week():
    days = [ahead.freshness(TUESDAY - timedelta(days=n), TUESDAY) for n in (0, 1, 2, 7, 30)]
    assert 1.0 == days[0] > days[1] > days[2] > days[3] == days[4] > 0.4
    assert ahead.freshness(None, TUESDAY) == ahead.freshness(SUNDAY, None) == 1.0


def test_of_two_headlines_that_say_as_much_the_newer_stands():
    titles = ("Ferry Orla leaves rocks off Vell at last", "Ferry Orla meets rocks off Vell at last")

    def headline(newer):
        articles = [
            Article(
                f"a{n}", title, f"{title}, the coast guards of Vell said on the quay.", source=f"Outlet {n}",
                published=TUESDAY if title == newer else TUESDAY - timedelta(days=9), lang="en",
            )
            for n, title in enumerate(titles)
        ]  # fmt: skip
        made = compose(articles, story_id="ferry")
        return made and made.headline

    assert [headline(title) for title in titles] == list(titles)


def test_another_case_and_its_people_far_down_in_a_report_count_less():
    stranger = "A trader called Rolf Brandt was jailed in a case about the Orla years ago."
    nobody = "A trader in wine was jailed in a case about the Orla years ago."
    report = " ".join(f"Divers looked for leaks in the Orla off Vell on day {n}." for n in range(9))
    priors = []
    for last in (stranger, nobody):
        article = Article("a", "", f"{report} {last}", source="Herald", lang="en")
        found = evidence.gather([article], origins.group([article])).candidates
        priors.append(select.prior(found[-1], claims.likeness(found), frozenset(), frozenset(["orla", "vell"]), 0.5))
    assert priors[0] < 0.5 * priors[1]
