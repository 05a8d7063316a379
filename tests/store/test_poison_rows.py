"""What a feed may say that no database takes: it costs the database nothing, and the others of its feed nothing, on both engines."""

from __future__ import annotations

import json
import random

import pytest
from making import FEED, NOW, poll

from newsloom.intake.feeds import parse
from newsloom.pipeline import identity
from newsloom.store import Store

LONG = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789中文字", k=4000))


def took(store: Store, *items: dict) -> list[str]:
    """Titles of what is stored of a feed with these items and a good one; all is stored again without a change."""
    document = json.dumps({"title": "H", "items": [*items, {"id": "good", "url": "https://h.example/good", "title": "Good"}]})
    feed = parse(document.encode("utf-8", "surrogatepass"), url=FEED.url)
    for expected in (len(feed.entries), 0):
        settled = identity.settle(store.entries(FEED.id), feed.entries, subscription=FEED.id, url=FEED.url, now=NOW)
        assert len(settled.changed) == expected
        poll(store, changed=settled.changed, fetch=[one.id for one in settled.changed], now=NOW)
    return [one.entry.title for one in store.entries(FEED.id)]


@pytest.mark.parametrize(
    "item",
    [
        {"id": LONG}, {"id": LONG, "url": f"https://h.example/{LONG[:3000]}"}, {"url": f"https://h.example/{LONG[:3900]}"},
        {"id": "nul\x00in it", "content_text": "a\x00b\x1fc"}, {"id": "half \ud800 a pair", "content_text": "\udfff"},
        {"id": "w", "content_text": "w" * 400_000}, {"id": "words", "content_text": " ".join(f"word{n}" for n in range(60_000))},
        {"id": "t", "date_published": "0001-01-01T00:00:00+14:00"}, {"id": "u", "date_published": "9999-12-31T23:59:59-12:00"},
    ],
    ids=lambda item: "-".join(item)[:40],
)  # fmt: skip
def test_an_entry_that_no_database_would_take_is_stored_as_far_as_it_goes(store: Store, item: dict) -> None:
    store.add_subscription(FEED, now=NOW)
    assert sorted(took(store, {"title": "Odd", **item})) == ["Good", "Odd"]


def test_long_names_that_begin_alike_are_two_entries(store: Store) -> None:
    store.add_subscription(FEED, now=NOW)
    assert len(took(store, {"id": f"{LONG[:1900]} one", "title": "One"}, {"id": f"{LONG[:1900]} two", "title": "Two"})) == 3
