"""A JSON feed whose fields are of every wrong type: the other entries are read all the same."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from newsloom.intake import feeds

FEED: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1", "title": "Lorn Herald", "home_page_url": "http://lorn.example/",
    "feed_url": "http://lorn.example/feed", "description": "News", "language": "en", "icon": "http://lorn.example/i.png",
    "authors": [{"name": "Ida Brandt", "url": "http://lorn.example/ida"}],
    "items": [
        {
            "id": "1", "url": "http://lorn.example/1", "external_url": "http://skerry.example/", "title": "One", "summary": "First",
            "content_html": "<p>First</p>", "content_text": "First", "image": "http://lorn.example/1.png",
            "banner_image": "http://lorn.example/b.png", "date_published": "2026-01-13T09:00:00Z", "language": "en",
            "date_modified": "2026-01-13T09:00:00Z", "authors": [{"name": "Ida Brandt"}], "author": {"name": "Ida Brandt"}, "tags": ["port"],
            "attachments": [{"url": "http://lorn.example/1.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 1}],
        },
        {"id": "2", "url": "http://lorn.example/2", "title": "Two", "content_text": "Second"},
    ],
}  # fmt: skip
WRONG: tuple[Any, ...] = (
    None, True, 0, -1, 1e308, 10**400, float("nan"), "", "x" * 100_000, "\ud800", "\x00", [], [[]], [None], [{}], [1, "a", None],
    {}, {"a": 1}, {"name": 5},
)  # fmt: skip


def titles(document: Any) -> list[str]:
    body = json.dumps(document).encode("utf-8", "surrogatepass")
    read = feeds.parse(body, url="http://lorn.example/feed", content_type="application/feed+json")
    return [entry.title for entry in read.entries]


@pytest.mark.parametrize("field", [key for key in FEED if key not in ("version", "items")])
def test_a_wrong_field_of_the_feed_costs_no_entry(field):
    for value in WRONG:
        assert titles(FEED | {field: value}) == ["One", "Two"]


@pytest.mark.parametrize("field", list(FEED["items"][0]))
def test_a_wrong_field_of_an_entry_costs_no_other(field):
    for value in WRONG:
        document = copy.deepcopy(FEED)
        document["items"][0][field] = value
        assert titles(document)[-1] == "Two"


def test_what_is_no_entry_costs_none():
    for value in WRONG:
        assert {"One", "Two"} <= set(titles(FEED | {"items": [value, *FEED["items"], value]}))
