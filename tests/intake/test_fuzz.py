"""Fuzzers of feeds, pages and lists: whatever comes, an answer or a reason, in bounded time, and the same each time.

In the suite each has a few examples; `make fuzz SECONDS=60` runs each for so long. They start from the small documents of `corpus/`, which
the suite reads whole; an input that fails at length is added there, so that it is tried ever after.
"""

# ruff: noqa: E501  (pieces stand on one line)

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from newsloom.errors import ExtractionError, ParseError
from newsloom.intake import discover, feeds, opml
from newsloom.intake.extract import extract
from newsloom.intake.texts import decoded_html, plain_text

SECONDS = float(os.environ.get("NEWSLOOM_FUZZ_SECONDS", "60"))  # of each target at length
FIRST_DRAW = int(os.environ.get("NEWSLOOM_FUZZ_DRAW", "0"))  # the same inputs each time, for CI; 0: others each time
CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())
URL = "https://herald.example/feed"
FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck))

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
_CUTS = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 60), st.one_of(st.binary(max_size=8), _PIECES)), min_size=1, max_size=4
)
_MUTATED = st.tuples(st.sampled_from(CORPUS), _CUTS).map(lambda one: mutated(*one))


def mutated(path: Path, cuts: list[tuple[int, int, bytes | str]]) -> bytes:
    """A document of the corpus with pieces cut out and put in."""
    whole = path.read_bytes()
    for at, length, instead in cuts:
        at %= len(whole) or 1
        piece = instead if isinstance(instead, bytes) else instead.encode("utf-8", "replace")
        whole = whole[:at] + piece + whole[at + length :]
    return whole


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


READERS = {"feed": read_feed, "page": read_page, "list": read_list}


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_every_document_of_the_corpus_is_read_or_refused_with_a_reason(path: Path) -> None:
    for read in READERS.values():
        read(path.read_bytes())


@FEW
@given(_BYTES)
def test_any_bytes_as_a_feed(body: bytes) -> None:
    read_feed(body)


@FEW
@given(_MUTATED)
def test_a_good_document_with_pieces_cut_out_or_put_in(body: bytes) -> None:
    for read in READERS.values():
        read(body)


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
@pytest.mark.parametrize("what", READERS)
@pytest.mark.parametrize("made", ["of any bytes", "from the corpus"])
def test_fuzzing_at_length(what: str, made: str) -> None:
    until, rounds = time.monotonic() + SECONDS, 0
    while time.monotonic() < until:
        rounds += 1
        chance = FIRST_DRAW + rounds if FIRST_DRAW else int(time.time() * 1000)
        fuzz(READERS[what], _BYTES if made == "of any bytes" else _MUTATED, chance, until)
    print(f"{what} {made}: about {rounds * 200} inputs")


def fuzz(read: Callable[[bytes], None], bodies: st.SearchStrategy[bytes], chance: int, until: float) -> None:
    """Some hundred inputs; one that fails, made as small as it can be, is kept."""
    failed: list[bytes] = []

    @seed(chance)
    @LONG
    @given(bodies)
    def run(body: bytes) -> None:
        if time.monotonic() > until and not failed:
            return
        try:
            read(body)
        except BaseException:
            failed.append(body)
            raise

    try:
        run()
    finally:
        if failed:
            name = hashlib.sha256(failed[-1]).hexdigest()[:12]
            (CORPUS[0].parent / f"found-{name}").write_bytes(failed[-1])
