"""What a new revision tells that is new, and when that counts as a new fact."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from newsloom import ranking
from newsloom.model import Article, Citation, Section, Sentence, StoryPage
from newsloom.pipeline.compose import facts
from newsloom.store import StoryInput

AT = datetime(2026, 1, 14, 9, 0, tzinfo=UTC)
OLD = "A ferry ran aground off Port Ennis on Sunday with 42 people on board."


def page(*texts: str, revision: int = 1, updated: datetime = AT) -> StoryPage:
    sentences = tuple(Sentence(text, (Citation("a", "text", 0, len(text), text),)) for text in texts)
    return StoryPage("s", "Ferry runs aground", (), "", (), updated, (Section("", (), sentences),), (), "en", revision)


def told(previous: StoryPage | None, now: StoryPage) -> list[str]:
    return [sentence.text for sentence in ranking.new_sentences(previous, now)]


def test_the_first_page_tells_nothing_new() -> None:
    assert told(None, page(OLD)) == []


def test_a_sentence_on_something_else_is_new() -> None:
    further = "Divers found a hole of two metres under the bow."
    assert told(page(OLD), page(OLD, further)) == [further]


def test_the_same_in_slightly_other_words_is_not_new() -> None:
    assert told(page(OLD), page("On Sunday a ferry ran aground off Port Ennis with 42 people on board, an officer said.")) == []


def test_another_figure_is_new() -> None:
    changed = OLD.replace("42", "57")
    assert told(page(OLD), page(changed)) == [changed]


@given(st.lists(st.text(max_size=40), max_size=5))
def test_a_page_tells_nothing_that_is_new_to_itself(texts: list[str]) -> None:
    assert told(page(*texts), page(*texts)) == []


def shown(now: StoryPage, before: StoryInput | None) -> tuple[datetime | None, tuple[str, ...]]:
    article = Article("a", "Ferry runs aground", OLD, published=AT + timedelta(hours=3))
    made = facts(now, [article], effective={"a": AT + timedelta(hours=3)}, before=before)
    return made.last_new_fact, made.news


def test_a_revision_that_tells_nothing_new_does_not_move_the_last_new_fact() -> None:
    later = page(OLD, updated=AT + timedelta(hours=3), revision=2)
    assert shown(later, StoryInput("s", (), page(OLD), True, AT)) == (AT, ())


def test_a_revision_with_something_new_moves_it_and_keeps_what_was_new() -> None:
    further = "Divers found a hole of two metres under the bow."
    later = page(OLD, further, updated=AT + timedelta(hours=3), revision=2)
    assert shown(later, StoryInput("s", (), page(OLD), True, AT)) == (AT + timedelta(hours=3), (further,))


def test_what_was_new_stays_new_until_something_newer_comes() -> None:
    further = "Divers found a hole of two metres under the bow."
    before = StoryInput("s", (), page(OLD, further), True, AT, (further, "A sentence that the page lost since."))
    assert shown(page(OLD, further, updated=AT + timedelta(hours=2)), before) == (AT, (further,))
