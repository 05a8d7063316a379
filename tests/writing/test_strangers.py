"""Whom and what a sentence takes for known, and what later articles have overtaken."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsloom import origins
from newsloom.model import Article
from newsloom.writing import ahead, evidence, people

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


def test_what_was_known_stays_so():
    text = "Police identified the driver as a man of 40 and charged him."
    assert not ahead.overtaken(text, Article("a", "", text, published=SUNDAY, lang="en"), TUESDAY, "en")
