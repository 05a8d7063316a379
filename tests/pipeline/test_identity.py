"""Which entry is which: guid, link, hash; what changes and what does not."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.intake.feeds import parse
from newsloom.model import Entry
from newsloom.pipeline.identity import Settled, article_id, elsewhere, place_of, settle, unchanged
from newsloom.store import StoredEntry
from newsloom.store.input import Standing

NOW = datetime(2026, 1, 13, 12, tzinfo=UTC)


def entry(guid: str | None = None, link: str | None = "http://h.example/a", title: str = "Quay reopens", **facts: Any) -> Entry:
    key = facts.pop("key", None) or guid or link or f"hash:{title}"
    return Entry(key, guid, link, title, **facts)


class Feed:
    """Reads document after document, keeping what is known as the store does."""

    def __init__(self) -> None:
        self.known: dict[str, StoredEntry] = {}

    def read(self, *entries: Entry) -> Settled:
        told = settle(
            sorted(self.known.values(), key=lambda one: one.id), entries, subscription="s", url="http://h.example/feed", now=NOW
        )
        self.known |= {one.id: one for one in told.changed}
        return told

    @property
    def articles(self) -> set[str]:
        return {one.article for one in self.known.values()}


def test_the_same_document_again_changes_nothing() -> None:
    feed = Feed()
    document = [entry("1"), entry(None, "http://h.example/b", "B"), entry(None, None, "C")]
    assert feed.read(*document).new == 3
    again = feed.read(*document)
    assert (again.changed, again.new, len(again.seen)) == ((), 0, 3)
    assert feed.read(*reversed(document)).changed == ()


@pytest.mark.parametrize("field", ["title", "summary", "content"])
def test_changed_words_are_a_change_of_the_same_entry(field: str) -> None:
    feed = Feed()
    feed.read(entry("1"))
    told = feed.read(entry("1", **{field: "Quay reopens late"}))
    assert (len(told.changed), told.new, len(feed.known)) == (1, 0, 1)


def test_a_guid_shared_by_two_links_is_two_entries_and_two_articles_in_whatever_order_they_come() -> None:
    a, b = entry("1", "http://h.example/a", "A"), entry("1", "http://h.example/b", "B")
    for first, second in ((a, b), (b, a)):
        feed = Feed()
        feed.read(first)
        feed.read(second)
        assert len(feed.known) == len(feed.articles) == 2
        assert feed.read(first).changed == () and feed.read(second).changed == ()


def test_a_constant_guid_does_not_swallow_a_feed() -> None:
    feed = Feed()
    for number in range(20):
        feed.read(entry("1", f"http://h.example/{number}", f"Story {number}"))
    assert len(feed.articles) == 20


def test_a_constant_guid_does_not_swallow_a_feed_without_links() -> None:
    def document(*titles: str) -> tuple[Entry, ...]:
        items = [{"id": "always", "title": title} for title in titles]
        return parse(json.dumps({"title": "H", "items": items}).encode(), url="https://h.example/feed").entries

    feed = Feed()
    assert feed.read(*document("A", "B", "C")).new == 3
    assert feed.read(*document("A", "B", "C")).changed == ()
    assert feed.read(*document("B", "C", "D")).new == 1
    assert feed.read(*document("D")).changed == ()
    assert len(feed.articles) == 4


@pytest.mark.parametrize(
    "item",
    [
        lambda poll, n: {"id": "always", "url": f"https://h.example/{poll}/{n}", "title": f"{poll} {n}"},
        lambda poll, n: {"id": f"{poll} {n}", "url": f"https://h.example/{poll}/{n}", "title": "always"},
        lambda poll, n: {"id": f"{poll} {n}", "url": "https://h.example/always", "title": f"{poll} {n}"},
        lambda poll, n: {"url": f"https://h.example/{poll}/{n}", "title": "always"},
        lambda poll, n: {"id": "always", "title": f"{poll} {n}"},
    ],
)  # fmt: skip
def test_thousands_of_entries_that_share_what_should_tell_them_apart_are_settled_in_time(
    item: Callable[[int, int], dict],
) -> None:
    feed, began = Feed(), time.process_time()
    for poll in range(2):
        document = json.dumps({"title": "H", "items": [item(poll, number) for number in range(4000)]})
        assert feed.read(*parse(document.encode(), url="https://h.example/feed").entries).new == 4000
    assert time.process_time() - began < 10


def test_a_guid_that_changes_while_link_and_words_stay_is_the_same_entry() -> None:
    feed = Feed()
    for number in range(5):
        told = feed.read(entry(f"random-{number}"))
    assert (told.new, told.changed, len(feed.known), len(feed.articles)) == (0, (), 1, 1)


def test_the_same_without_a_link() -> None:
    feed = Feed()
    feed.read(entry("x1", None, "Quay reopens", summary="At last."))
    assert feed.read(entry("x2", None, "Quay reopens", summary="At last.")).new == 0


def test_entries_without_guid_and_link_are_told_apart_by_their_words() -> None:
    feed = Feed()
    assert feed.read(entry(None, None, "A"), entry(None, None, "B")).new == 2
    assert feed.read(entry(None, None, "C"), entry(None, None, "A")).new == 1
    assert len(feed.articles) == 3


def test_a_link_that_moves_while_guid_and_words_stay_is_the_same_entry() -> None:
    feed = Feed()
    feed.read(entry("1", "http://h.example/a", summary="Words"))
    told = feed.read(entry("1", "http://h.example/2026/a", summary="Words"))
    assert told.new == 0 and len(feed.articles) == 1


@pytest.mark.parametrize(
    "other",
    [
        "https://h.example/a", "http://H.example/a", "http://www.h.example/a", "http://m.h.example/a",
        "http://h.example/a/", "http://h.example:80/a",
        "http://h.example/a?utm_source=rss&utm_medium=feed", "http://h.example/a#comments", "http://h.example/a?fbclid=1",
        "http://h.example/a/amp",
        "http://h.example/amp/a", "https://amp.h.example/a", "http://h.example//a", "http://h.example/a?at_campaign=rss",
        "https://h-example.cdn.ampproject.org/c/s/h.example/a",
    ],
)  # fmt: skip
def test_scheme_tracking_and_amp_make_no_new_article(other: str) -> None:
    assert article_id("http://h.example/a") == article_id(other)
    feed = Feed()
    feed.read(entry(None, "http://h.example/a"))
    assert feed.read(entry(None, other)).new == 0


def test_a_name_written_in_its_script_or_as_it_is_asked_for_is_one_place() -> None:
    assert len({article_id(f"https://{host}/a") for host in ("müller.example", "MÜLLER.example", "xn--mller-kva.example")}) == 1
    assert article_id("https://muller.example/a") != article_id("https://müller.example/a")
    assert article_id(f"https://{'ü' * 70}.example/a")  # no name can be that long: it stays as it is


@pytest.mark.parametrize(
    "other",
    [
        "http://h.example/b",
        "http://h.example/a?id=2",
        "http://other.example/a",
        "http://h.example:8080/a",
        "http://h.example/A",
    ],
)
def test_another_page_is_another_article(other: str) -> None:
    assert article_id("http://h.example/a") != article_id(other)


def test_a_home_page_is_no_articles_address() -> None:
    assert place_of("http://h.example/") == place_of("http://h.example") == place_of("http://h.example/?utm_source=x") == ""
    feed = Feed()
    feed.read(entry("1", "http://h.example/", "A"), entry("2", "http://h.example/", "B"))
    assert len(feed.articles) == 2


def test_two_feeds_with_the_same_link_lead_to_one_article_and_with_none_to_two() -> None:
    def one(url: str, given: Entry) -> str:
        return settle([], [given], subscription=url, url=url, now=NOW).changed[0].article

    assert one("http://h.example/feed", entry("1")) == one("http://h.example/other", entry("7"))
    assert one("http://h.example/feed", entry("1", None)) != one("http://h.example/other", entry("1", None))


def test_first_seen_stays_what_it_was() -> None:
    feed = Feed()
    feed.read(entry("1"))
    (changed,) = settle(
        list(feed.known.values()), [entry("1", title="New")], subscription="s", url="u", now=NOW.replace(year=2027)
    ).changed
    assert changed.first_seen == NOW


_ENTRIES = st.lists(
    st.builds(
        entry,
        st.sampled_from([None, "1", "2", "3"]),
        st.sampled_from([None, "http://h.example/a", "https://h.example/a", "http://h.example/b", "http://h.example/"]),
        st.sampled_from(["", "A", "B"]),
    ),
    max_size=8,
    unique_by=lambda one: one.key,  # as the parser gives them
)


@settings(max_examples=300)
@given(_ENTRIES, _ENTRIES)
def test_whatever_a_feed_does_it_settles(first: list[Entry], second: list[Entry]) -> None:
    """Reading a document twice brings no article that reading it once did not, and from then on nothing is new."""
    feed = Feed()
    feed.read(*first)
    feed.read(*second)
    articles = feed.articles
    feed.read(*second)
    assert feed.articles == articles
    assert feed.read(*second).new == 0


@settings(max_examples=500)
@given(st.lists(_ENTRIES, min_size=1, max_size=4), _ENTRIES)
def test_looking_only_at_what_could_have_changed_settles_as_looking_at_all_that_stood(
    before: list[list[Entry]], document: list[Entry]
) -> None:
    feed, url = Feed(), "http://h.example/feed"
    for earlier in before:
        seen = feed.read(*earlier).seen
    everything = sorted(feed.known.values(), key=lambda one: one.id)
    ids, articles = elsewhere((), document, subscription="s", url=url)
    could_be = [one for one in everything if one.id in seen or one.id in ids or one.article in articles]
    standing = [_standing(one) for one in everything if one.id in seen]
    same, left = unchanged(standing, document)
    first = [entry for entry in document if entry not in left]  # what stands as it stood comes before what could take its place
    whole = settle(could_be, [*first, *left], subscription="s", url=url, now=NOW)
    ids, articles = elsewhere(standing, left, subscription="s", url=url)
    known = [one for one in everything if one.id in ids or one.article in articles]
    assert settle(known, left, subscription="s", url=url, now=NOW, seen=same) == whole


def _standing(one: StoredEntry) -> Standing:
    entry = one.entry
    return Standing(one.id, entry.key, entry.guid, entry.link, entry.title, entry.summary, entry.content)
