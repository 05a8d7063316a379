"""One casing over the page."""

from __future__ import annotations

import pytest

from newsloom.model import Article
from newsloom.writing import casing

TEXT = (
    "Senator Ada Lind on Monday approved the plan of the Supreme Court in Lorn. The court said that U.S. officials had urged the senate of the "
    "island to caps on fishing. A spokesman for PETA and a judge of the Supreme Court were there, and a new bridge was opened. "
    * 3
)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Supreme Court Approves a Plan of Senator Ada Lind", "Supreme Court approves a plan of senator Ada Lind"),
        ("U.S. Officials Urge Caps on Fishing", "U.S. officials urge caps on fishing"),
        ("New Bridge Opened: A Plan Exposes PETA", "New bridge opened: A plan exposes PETA"),
        ("Lind opens a bridge in Lorn", "Lind opens a bridge in Lorn"),
        ("Court Approves Plan of Quix-Bridge", "Court approves plan of Quix-Bridge"),
    ],
)
def test_a_title_in_title_case_is_written_as_its_articles_write(title, shown):
    learned = casing.learn([Article("a", title, TEXT, lang="en")], "en")
    assert casing.sentence_case(title, "en", learned) == shown


def test_a_name_that_only_follows_its_office_or_a_comma_keeps_its_capital():
    text = (
        TEXT
        + "The letters reached Gov. Mark Grant. The board, Brook Harbour Trust, was told by Sen. Rose Field on Monday. " * 2
    )
    learned = casing.learn([Article("a", "", text)], "en")
    for title in ("Court Opens Mark Grant Papers on Monday", "Court Opens Rose Field Papers on Monday"):
        assert title.split()[2] in casing.sentence_case(title, "en", learned)
    assert "Brook Harbour Trust" in casing.sentence_case("Court Opens Brook Harbour Trust Papers", "en", learned)


def test_nothing_but_capitals_changes():
    learned = casing.learn([Article("a", "", TEXT)], "en")
    title = "Mcdonald's İstanbul Office, Straße And ΣΊΣΥΦΟΣ Court Plans"
    assert casing.sentence_case(title, "en", learned).casefold() == title.casefold()


def test_titles_of_other_languages_stay_as_they_are():
    title = "Bundesrat Billigt Neues Hafengesetz"
    assert casing.sentence_case(title, "de", casing.learn([], "de")) == title


def test_headlines_inside_a_text_teach_no_capitals():
    text = TEXT + "\nLind Approves New Bridge Plan\nPort Of Lorn Opens Bridge\n"
    learned = casing.learn([Article("a", "", text)], "en")
    assert casing.sentence_case("Court Opens New Bridge Plan", "en", learned) == "Court opens new bridge plan"
