"""Sentences turned false by one edit are caught; sentences left as they are never refused."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsloom.checking import support
from newsloom.checking.support import Mode

sys.path.insert(0, str(Path(__file__).parent))
import edits  # beside this file
import unseen

PUBLISHED = datetime(2026, 1, 14, 12, tzinfo=UTC)
FLOORS = {
    "numbers": 0.97, "dates": 0.97, "negations": 0.97, "roles": 0.97, "entities": 0.90, "hedges": 0.90, "antonyms": 0.90,
}  # fmt: skip


def _caught(rows: list[tuple[str, str]], mode: Mode) -> float:
    assert len(rows) >= 10
    told = [
        support.check(claim, support.prepare(article, lang="en", published=PUBLISHED), mode=mode) for claim, article in rows
    ]
    return sum(not verdict.supported for verdict in told) / len(rows)


@pytest.mark.parametrize("mode", [Mode.PARAPHRASE, Mode.SECOND_SOURCE, Mode.JOINT])
@pytest.mark.parametrize("kind", list(FLOORS))
def test_an_edit_that_makes_a_sentence_false_is_caught(kind: str, mode: Mode) -> None:
    """Floors of the project's own generator; they may only rise."""
    assert _caught(getattr(edits, kind)(), mode) >= FLOORS[kind]


@pytest.mark.parametrize("mode", [Mode.PARAPHRASE, Mode.SECOND_SOURCE, Mode.JOINT])
@pytest.mark.parametrize("kind", list(FLOORS))
def test_an_edit_is_caught_on_articles_that_no_rule_was_written_on(kind: str, mode: Mode) -> None:
    names = {"roles": {"pairs": unseen.ROLES}, "entities": {"names": unseen.NAMES}}
    assert _caught(getattr(edits, kind)(unseen.SOURCES, **names.get(kind, {})), mode) >= FLOORS[kind]


@pytest.mark.parametrize("mode", list(Mode))
def test_a_sentence_is_never_refused_by_its_own_article(mode: Mode) -> None:
    for line, article in [*edits.sentences(), *edits.sentences(unseen.SOURCES)]:
        verdict = support.check(line, support.prepare(article, lang="en", published=PUBLISHED), mode=mode)
        assert verdict.supported and verdict.basis == "quoted" and verdict.score == 1.0, line


def test_a_changed_figure_is_a_contradiction_and_the_reason_names_both() -> None:
    line, article = next(edits.sentences())
    verdict = support.check(line.replace("killing 12", "killing 15"), support.prepare(article, lang="en"))
    assert verdict.verdict == "contradicted"
    assert any("15" in reason and "12" in reason for reason in verdict.reasons)


def test_evidence_is_the_sentence_that_carries_the_claim() -> None:
    article = edits.ARTICLES[0]
    verdict = support.check("Keld Lines carried 1.2 million passengers in 2025.", support.prepare(article, lang="en"))
    assert "1.2 million passengers" in article[verdict.evidence[0].start : verdict.evidence[0].end]
