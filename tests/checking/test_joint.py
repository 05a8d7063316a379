"""Sentences made of several passages: each part is carried by one of them, or the sentence falls."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsloom.checking import joint, support
from newsloom.model import Span

sys.path.insert(0, str(Path(__file__).parent))
import fused  # beside this file

PUBLISHED = datetime(2026, 1, 14, 12, tzinfo=UTC)
FIRST = "The ferry Aurora sank off Port Lind on Tuesday."
SECOND = "Twelve people died when the Aurora sank, the coast guard said."
CLAIM = "The ferry Aurora sank off Port Lind on Tuesday, and twelve people died, the coast guard said."


def check(text: str, *passages: str) -> joint.Joint:
    return joint.check(text, [support.prepare(p, lang="en", published=PUBLISHED) for p in passages])


def test_what_an_editor_would_fuse_passes() -> None:
    """A floor that may only rise."""
    told = [check(text, *fused.cited(article, lines)) for article, lines, text in fused.TRUE]
    assert sum(found.verdict.supported for found in told) / len(told) >= 0.97


def test_every_passage_that_a_true_sentence_needs_carries_a_part_of_it() -> None:
    for article, lines, text in fused.TRUE:
        assert len(check(text, *fused.cited(article, lines)).sources) == len(lines), text


def test_one_thing_that_no_passage_bears_out_refuses_the_sentence() -> None:
    """A floor that may only rise. Missed: two verbs exchanged between a plan and its background."""
    told = [check(text, *fused.cited(article, lines)) for article, lines, text in fused.FALSE]
    assert sum(not found.verdict.supported for found in told) / len(told) >= 0.96


def test_each_part_is_told_with_the_sentence_that_carries_it() -> None:
    found = check(CLAIM, FIRST, SECOND)
    assert found.verdict.supported and found.sources == (0, 1)
    parts = {CLAIM[one.part.start : one.part.end]: one for one in found.carried}
    ferry = parts["The ferry Aurora sank off Port Lind on Tuesday"]
    assert (ferry.source, ferry.span) == (0, Span(0, len(FIRST)))
    assert found.part(1) == Span(CLAIM.index("and twelve"), len(CLAIM))


def test_a_passage_that_carries_nothing_is_not_among_the_sources() -> None:
    found = check(CLAIM, FIRST, "Parliament debated the budget on Thursday.", SECOND)
    assert found.verdict.supported and found.sources == (0, 2) and found.part(1) is None


def test_half_of_a_sentence_is_not_enough() -> None:
    assert not check(CLAIM, FIRST).verdict.supported
    assert not check(CLAIM, SECOND).verdict.supported


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The ferry Aurora sank off Port Lind on Tuesday with 40 aboard.", "40"),
        ("The ferry Aurora sank off Port Lind on Tuesday after a mutiny.", "mutiny"),
        ("The ferry Aurora sank off Port Lind on Wednesday.", "Wednesday"),
        ("The ferry Borealis sank off Port Lind on Tuesday.", "Borealis"),
    ],
)
def test_the_reason_names_what_no_passage_has(text: str, reason: str) -> None:
    found = check(text, FIRST, SECOND)
    assert not found.verdict.supported and any(reason in told for told in found.verdict.reasons)


def test_a_quotation_given_to_another_speaker_is_refused() -> None:
    said = '"We closed the bridge as a precaution," said engineer Mira Holt. Mayor Jonas Feld praised the crews.'
    assert check('Engineer Mira Holt said: "We closed the bridge as a precaution."', said).verdict.supported
    wrong = check('Mayor Jonas Feld said: "We closed the bridge as a precaution."', said)
    assert not wrong.verdict.supported and any("mira holt" in told.lower() for told in wrong.verdict.reasons)


def test_figures_that_count_each_others_things_are_refused() -> None:
    passage = "The storm killed 12 people and injured 34 others, and 56 houses burned."
    assert check("The storm killed 12 people, injured 34 others and burned 56 houses.", passage).verdict.supported
    assert not check("The storm killed 34 people, injured 12 others and burned 56 houses.", passage).verdict.supported


def test_a_doubt_of_another_clause_does_not_refuse_this_one() -> None:
    passage = "Governor Price declared an emergency in Harlow County and may ask Washington for help."
    assert check("Governor Price declared an emergency in Harlow County.", passage).verdict.supported
    assert not check("Governor Price will ask Washington for help.", passage).verdict.supported


@pytest.mark.parametrize("passages", [[], [""], ["\x00", " "], ["\u200b"]])
def test_nothing_to_read_supports_nothing(passages: list[str]) -> None:
    assert not check(CLAIM, *passages).verdict.supported


def test_a_day_is_no_place() -> None:
    told = "Two bus routes were suspended, and the harbour at Port Lind was shut to small boats until Tuesday morning."
    moved = "Two bus routes were suspended, and the harbour at Tuesday was shut to small boats until Port Lind morning."
    assert check(told, told).verdict.supported
    assert not check(moved, told).verdict.supported
