"""Fuzzers of feeds, pages and lists: whatever comes, an answer or a reason, in bounded time, and the same each time.

A few seconds each in the suite; `make soak` runs them for minutes (NEWSLOOM_FUZZ_EXAMPLES sets how many). What hypothesis finds is kept in
its own database and tried first the next time.
"""

# ruff: noqa: E501  (pieces stand on one line)

from __future__ import annotations

import os
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsloom.errors import ExtractionError, ParseError
from newsloom.intake import discover, feeds, opml
from newsloom.intake.extract import extract
from newsloom.intake.texts import decoded_html, plain_text
from newsloom.testing import rss

MANY = int(os.environ.get("NEWSLOOM_FUZZ_EXAMPLES", "4000"))
URL = "https://herald.example/feed"
FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck))

_PIECES = st.sampled_from(
    [
        "<rss>", "</rss>", "<channel>", "</channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "</link>", "<guid>", "</guid>", "<pubDate>",
        "</pubDate>", "<description>", "</description>", "<![CDATA[", "]]>", "<!--", "-->", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;",
        "&amp;", "&#0;", "&#xD800;", "&nbsp;", "&", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "</entry>", "</feed>", "<updated>", "</updated>",
        "<link href='/a' rel='hub'/>", "<opml><body>", "<outline text='a' xmlUrl='https://a.example/'>", "</outline>", "</body></opml>", "<html><head>",
        "</head><body>", "<article>", "<p>", "</p>", "<script type='application/ld+json'>", "</script>", '{"@type": "NewsArticle", "headline": "x"}', "<h1>",
        "</h1>", "<table><tr><td>", "<style>", "<a href='", "'>", "<ul><li>", "Tue, 13 Jan 2026 09:00:00 GMT", "2026-01-13", "http://[::1", "https://a.example/1",
        "The board of Lorn reopened the northern quay on Tuesday after three weeks of repairs. ", "{", "}", '"items": [', "]", "\x00", "\x0b", "\ufffe", "\u202e",
        "\ud800", " " * 50, "\n", "<" * 20, "'", '"',
    ]
)  # fmt: skip
_TEXTS = st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=60).map("".join)
_BYTES = st.one_of(
    st.binary(max_size=400),
    st.tuples(_TEXTS, st.sampled_from(["utf-8", "utf-16", "utf-32", "latin-1", "cp1252", "gb18030"])).map(lambda one: one[0].encode(one[1], "replace")),
)  # fmt: skip
_MUTATED = st.tuples(st.integers(0, 10_000), st.integers(0, 400), st.binary(max_size=30))
_WHOLE = rss(
    {"title": "Quay", "link": "https://herald.example/1", "guid": "1", "pubDate": "Tue, 13 Jan 2026 09:00:00 GMT", "description": "<p>Words</p>"},
    {"title": "Chess &amp; more", "link": "/2", "guid": "2", "author": "a@b (Ida)"},
    head="<ttl>60</ttl><language>en</language>",
).encode()  # fmt: skip


def _in_time(began: float) -> None:
    assert time.process_time() - began < 10


def read_feed(body: bytes) -> None:
    began = time.process_time()
    try:
        found = feeds.parse(body, url=URL)
        assert found == feeds.parse(body, url=URL)
        for entry in found.entries:
            assert entry.key and "\x00" not in repr(entry)
            assert entry.link is None or entry.link.startswith(("http://", "https://"))
            f"{entry.title}{entry.summary}{entry.content}{entry.key}".encode()
    except ParseError as exc:
        assert exc.reason
    _in_time(began)


def read_page(body: bytes) -> None:
    began = time.process_time()
    try:
        found = extract(body, url="https://herald.example/1")
        assert found.text.strip() and "\x00" not in found.text + found.title
        f"{found.title}{found.text}".encode()
    except ExtractionError as exc:
        assert exc.reason
    discover.feeds(body, url=URL)
    _in_time(began)


def read_list(body: bytes) -> None:
    began = time.process_time()
    try:
        for row in opml.parse(body, name="feeds.opml"):
            assert not isinstance(row, opml.Outline) or opml.usable(row.url)
    except ParseError as exc:
        assert exc.reason
    _in_time(began)


def mutated(cut: tuple[int, int, bytes]) -> bytes:
    at, length, instead = cut
    at %= len(_WHOLE)
    return _WHOLE[:at] + instead + _WHOLE[at + length :]


@FEW
@given(_BYTES)
def test_any_bytes_as_a_feed(body: bytes) -> None:
    read_feed(body)


@FEW
@given(_MUTATED)
def test_a_good_feed_with_a_piece_cut_out_or_put_in(cut: tuple[int, int, bytes]) -> None:
    read_feed(mutated(cut))


@FEW
@given(_BYTES)
def test_any_bytes_as_a_page(body: bytes) -> None:
    read_page(body)


@FEW
@given(_BYTES)
def test_any_bytes_as_a_list(body: bytes) -> None:
    read_list(body)


@FEW
@given(_TEXTS, st.booleans())
def test_any_html_becomes_plain_text(html: str, inline: bool) -> None:
    plain = plain_text(html, inline=inline)
    plain.encode()
    assert "\x00" not in plain
    assert decoded_html(html.encode("utf-8", "replace")) is not None


@pytest.mark.soak
@pytest.mark.parametrize("what", ["feed", "mutated feed", "page", "list"])
def test_fuzzing_at_length(what: str) -> None:
    read = {"feed": read_feed, "mutated feed": lambda cut: read_feed(mutated(cut)), "page": read_page, "list": read_list}[what]

    @LONG
    @given(_MUTATED if what == "mutated feed" else _BYTES)
    def run(given_: object) -> None:
        read(given_)  # type: ignore[arg-type]

    run()
