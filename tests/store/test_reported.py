"""Reports of wrong sentences, on both engines: one a sentence, bounded, gone with what they quote."""

from __future__ import annotations

import pytest
from making import NOW, group, later, page, publish

from newsloom.errors import InputError, ReportNotFound
from newsloom.model import Report, ReportState
from newsloom.store import Store
from newsloom.store import reports as bounds


@pytest.fixture
def told(store: Store) -> Store:
    """Two stories with a page each."""
    group(store, s=("a",), u=("b",))
    publish(store, "s", "a")
    publish(store, "u", "b")
    return store


def report(store: Store, story: str = "s", note: str = "", *, hours: int = 0, text: str = "") -> Report:
    said = page(story, "a" if story == "s" else "b").sentences[0]
    return store.report(
        story, revision=1, sentence=1, text=text or said.text, passages=said.citations, note=note, now=later(hours=hours)
    )


def test_a_report_comes_back_with_its_sentence_and_passages(told: Store):
    made = report(told, note="It was Tuesday.")
    assert told.reports(limit=9) == [made]
    assert (made.text, made.notes, made.times) == ("This is what a says.", ("It was Tuesday.",), 1)
    assert made.passages == page("s", "a").sentences[0].citations


def test_the_same_sentence_is_one_report_that_counts_and_keeps_the_last_notes(told: Store):
    for number in range(7):
        made = report(told, note=f"note {number}", hours=number)
    report(told, "u")
    assert (made.times, made.at) == (7, later(hours=6))
    assert made.notes == tuple(f"note {number}" for number in range(2, 7))
    assert len(told.reports(limit=9)) == 2


def test_a_report_is_closed_reopened_by_the_owner_and_by_the_next_reader(told: Store):
    made = report(told)
    closed = told.close_report(made.id, ReportState.DISMISSED, now=later(hours=1))
    assert (closed.state, closed.closed) == (ReportState.DISMISSED, later(hours=1))
    assert (told.reports(limit=9), told.reports(closed=True, limit=9)) == ([], [closed])
    assert told.close_report(made.id, ReportState.OPEN, now=later(hours=2)).closed is None
    told.close_report(made.id, ReportState.RESOLVED, now=later(hours=3))
    assert report(told).state is ReportState.OPEN
    with pytest.raises(ReportNotFound):
        told.close_report("none", ReportState.RESOLVED, now=NOW)


def test_no_more_reports_wait_than_may(told: Store):
    for number in range(bounds.MOST_OPEN):
        report(told, text=f"Sentence {number}.")
    with pytest.raises(InputError, match="too many reports"):
        report(told, text="One more.")
    assert report(told, text="Sentence 3.").times == 2
    told.close_report(told.reports(limit=1)[0].id, ReportState.RESOLVED, now=NOW)
    assert report(told, text="One more.").times == 1


def test_a_report_goes_with_the_article_that_it_quotes(told: Store):
    report(told)
    kept = report(told, "u")
    told.erase("a", now=NOW)
    assert told.reports(limit=9) == [kept]
