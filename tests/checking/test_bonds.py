"""True parts, false whole: what a writer in its own words may bind, shade or attribute otherwise than its passages do."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsloom.checking import joint, support

sys.path.insert(0, str(Path(__file__).parent))
import lies  # beside this file

PUBLISHED = datetime(2026, 1, 13, 8, tzinfo=UTC)


def passes(event: tuple[tuple[str, ...], ...], text: str, cited: tuple[int, ...]) -> bool:
    lines = [line for article in event for line in article]
    return joint.check(text, [support.prepare(lines[n], lang="en", published=PUBLISHED) for n in cited]).verdict.supported


def said(text: str, *passages: str) -> bool:
    return joint.check(text, [support.prepare(p, lang="en", published=PUBLISHED) for p in passages]).verdict.supported


def test_lies_made_of_true_parts_are_refused() -> None:
    """A floor that may only rise: 112 of 115, before these rules 64. Missed: two subjects of one verb; a verb exchanged for one that
    no list excludes; a condition left out where "could" is kept."""
    told = [(lies.HARBOUR, *row) for row in lies.HARBOUR_LIES] + [(lies.BANK, *row) for row in lies.BANK_LIES]
    assert len(told) >= 110
    assert sum(not passes(*row) for row in told) / len(told) >= 0.97


def test_what_an_honest_editor_makes_of_the_same_lines_passes() -> None:
    """A floor that may only rise: 40 of 49, as many as before these rules."""
    told = [(lies.HARBOUR, *row) for row in lies.HARBOUR_TRUE] + [(lies.BANK, *row) for row in lies.BANK_TRUE]
    assert sum(passes(*row) for row in told) / len(told) >= 0.81


@pytest.mark.parametrize(
    ("true", "lie", "passages"),
    [
        (
            "The market closed after the flood reached the square.",
            "The market closed after the mayor left the council.",
            ("The market closed after the flood reached the square.", "The mayor left the council."),
        ),
        (
            "Anna Weiss said the bridge would open in May.",
            "Emil Novak said the bridge would open in May.",
            ("Anna Weiss said the bridge would open in May.", "Emil Novak said the ferry was full."),
        ),
        (
            "Most of the ferries ran on Monday.",
            "All of the ferries ran on Monday.",
            ("Most of the ferries ran on Monday.",),
        ),
        (
            "Turnout was 61 percent, up from 58 percent.",
            "Turnout was 58 percent, up from 61 percent.",
            ("Turnout was 61 percent, against 58 percent last time.", "Four years ago turnout was 61 percent, then 58 percent."),
        ),
        (
            "The council voted against the tunnel.",
            "The council voted for the tunnel.",
            ("The council voted against the tunnel.",),
        ),
        (
            "The tunnel is 12 kilometres long.",
            "The tunnel is 12 miles long.",
            ("The tunnel is 12 kilometres long.",),
        ),
    ],
)  # fmt: skip
def test_a_word_decides(true: str, lie: str, passages: tuple[str, ...]) -> None:
    assert said(true, *passages)
    assert not said(lie, *passages)


@pytest.mark.parametrize(
    ("lie", "passages"),
    [
        (
            "Der Markt wurde geschlossen, weil der Bürgermeister den Rat verließ.",
            ("Der Markt wurde geschlossen.", "Der Bürgermeister verließ den Rat."),
        ),
        ("Le marché a fermé à cause de la démission du maire.", ("Le marché a fermé.", "La démission du maire a été acceptée.")),
    ],
)  # fmt: skip
def test_a_cause_that_no_passage_names_is_refused_in_other_languages_too(lie: str, passages: tuple[str, ...]) -> None:
    lang = "de" if lie.startswith("Der") else "fr"
    assert not joint.check(lie, [support.prepare(p, lang=lang, published=PUBLISHED) for p in passages]).verdict.supported
