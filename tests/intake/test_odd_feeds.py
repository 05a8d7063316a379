"""Feeds as the open web serves them: legal and seldom, or broken and common. Each gives the entries that a person would see in it."""

# ruff: noqa: E501  (documents stand on one line)

from __future__ import annotations

import gzip
import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from newsloom.errors import ParseError
from newsloom.intake.feeds import parse
from newsloom.model import Entry, ParsedFeed

URL = "https://herald.example/feeds/main.xml"


def read(document: str | bytes, *, content_type: str | None = None) -> ParsedFeed:
    return parse(document.encode() if isinstance(document, str) else document, url=URL, content_type=content_type)


def rss(item: str, *, attributes: str = "", declared: str = "") -> str:
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return f'{head}<rss version="2.0" {attributes}><channel><title>H</title><link>https://herald.example/</link><item>{item}</item></channel></rss>'


def atom(entry: str, *, attributes: str = "", own: str = "") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>H</title><link href="https://herald.example/"/><id>urn:h</id><entry {own}>{entry}</entry></feed>'


def one(document: str | bytes, **how: Any) -> Entry:
    [entry] = read(document, **how).entries
    return entry


# -- addresses


@pytest.mark.parametrize(
    "document, link",
    [
        (atom("<title>a</title><id>1</id><link href='x'/>", attributes="xml:base='https://other.example/base/'"), "https://other.example/base/x"),
        (atom("<title>a</title><id>1</id><link href='x'/>", own="xml:base='https://third.example/e/'"), "https://third.example/e/x"),
        (atom("<title>a</title><id>1</id><link href='x'/>", attributes="xml:base='/base/'", own="xml:base='sub/'"), "https://herald.example/base/sub/x"),
        (atom("<title>a</title><id>1</id><link href='x'/>", attributes="xml:base='javascript:'"), "https://herald.example/feeds/x"),
        (rss("<title>a</title><link>x</link>", attributes="xml:base='https://other.example/base/'"), "https://other.example/base/x"),
        (rss("<title>a</title><link>/2026/x</link>"), "https://herald.example/2026/x"),
        (rss("<title>a</title><link>//cdn.example/x</link>"), "https://cdn.example/x"),
        (rss("<title>a</title><link>\n  https://herald.example/a b?c=\\d\n </link>"), "https://herald.example/a%20b?c=\\d"),
        (rss("<title>a</title><link>https://herald.example/long\n    /path</link>"), "https://herald.example/long/path"),
        (rss("<title>a</title><link>https:\\\\herald.example\\1</link>"), "https://herald.example/1"),
        (rss("<title>a</title><link>https://müller.example/straße</link>"), "https://müller.example/straße"),
        (rss("<title>a</title><link>https://me:pw@herald.example/1</link><guid>g</guid>"), None),
        (rss("<title>a</title><link>javascript:alert(1)</link><guid>g</guid>"), None),
        (rss("<title>a</title><guid isPermaLink='true'>javascript:alert(1)</guid>"), None),
        (rss("<title>a</title><link>data:text/html,x</link><guid>g</guid>"), None),
        (rss("<title>a</title><guid isPermaLink='true'>https://herald.example/9</guid>"), "https://herald.example/9"),
        (atom("<title>a</title><id>1</id><link rel='self' href='/self'/><link rel='enclosure' href='/a.mp3'/><link rel='alternate' href='/page'/><link rel='replies' href='/c'/>"), "https://herald.example/page"),
    ],
)  # fmt: skip
def test_a_link_leads_where_a_browser_would_be_led_or_nowhere(document: str, link: str | None) -> None:
    assert one(document).link == link


# -- words


@pytest.mark.parametrize(
    "document, title",
    [
        (atom('<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>bold</b> title &amp; more</div></title><id>1</id><link href="/1"/>'), "A bold title & more"),
        (atom('<title type="html">A &lt;b&gt;bold&lt;/b&gt; &amp;amp; more</title><id>1</id><link href="/1"/>'), "A bold & more"),
        (atom('<title type="text">5 &lt; 6 &amp; 7</title><id>1</id><link href="/1"/>'), "5 < 6 & 7"),
        (rss("<title><![CDATA[A <![CDATA[ nested ]]]]><![CDATA[> title]]></title><link>/1</link>"), "A <![CDATA[ nested ]]> title"),
        (rss("<title>Tom &amp;amp; Jerry &amp;#8217;s</title><link>/1</link>"), "Tom & Jerry ’s"),
        (rss("<title>A&nbsp;b&mdash;c&hellip;</title><link>/1</link>"), "A b—c…"),
        (rss("<title>a</title><media:title>b</media:title><link>/1</link>"), "a"),
        ("<RSS VERSION='2.0'><CHANNEL><TITLE>U</TITLE><ITEM><TITLE>Upper</TITLE><LINK>https://u.example/1</LINK></ITEM></CHANNEL></RSS>", "Upper"),
    ],
)  # fmt: skip
def test_a_title_is_what_a_reader_of_the_feed_sees(document: str, title: str) -> None:
    assert one(document).title == title


@pytest.mark.parametrize(
    "item",
    [
        '<entry><title>Quay</title><summary type="application/xhtml+xml"><div xmlns="http://www.w3.org/1999/xhtml">It <b>reopens</b>.</div></summary></entry>',
        '<entry><title>Quay</title><summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It <i>reopens</i>.</p></div></summary></entry>',
        "<item><title>Quay</title><body>It <b>reopens</b>.</body></item>",
        '<item><title>Quay</title><body xmlns="http://www.w3.org/1999/xhtml"><p>It reopens.</p></body></item>',
        "<item><title>Quay</title><fullitem>&lt;p&gt;It reopens.&lt;/p&gt;</fullitem></item>",
        "<item><title>Quay</title><description><p>It <b>reopens</b>.</p></description></item>",
    ],
)
def test_text_written_as_elements_or_under_a_name_of_long_ago_is_read(item: str) -> None:
    around = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>H</title>{}</feed>'
        if item.startswith("<entry")
        else ('<rss version="2.0"><channel><title>H</title>{}</channel></rss>')
    )
    plain = item.replace("Quay", "Other").replace("reopens", "closes")
    first, second = parse(around.format(item + plain).encode(), url="http://h.example/feed").entries
    assert [one.title for one in (first, second)] == ["Quay", "Other"]
    assert [" ".join((one.content or one.summary).split()) for one in (first, second)] == ["It reopens.", "It closes."]


def test_paragraphs_of_prefixed_xhtml_stay_apart() -> None:
    inside = '<xh:div xmlns:xh="http://www.w3.org/1999/xhtml"><xh:p>One</xh:p><xh:p>Two</xh:p></xh:div>'
    assert (
        one(atom(f'<title>a</title><id>1</id><link href="/1"/><content type="xhtml">{inside}</content>')).content
        == "One\n\nTwo"
    )


@pytest.mark.parametrize("broken", ["", "<b><i></item>"])
def test_text_under_a_prefix_that_nobody_declared_is_not_lost(broken: str) -> None:
    document = rss(
        "<title>a</title><link>/1</link><content:encoded><![CDATA[<p>Long</p><p>text</p>]]></content:encoded><dc:creator>Ida</dc:creator>"
        + broken
    )
    assert (one(document).content or one(document).summary, one(document).authors) == ("Long\n\ntext", ("Ida",))


# -- encodings


@pytest.mark.parametrize(
    "title, encoding, declared, header",
    [
        ("镕基", "gbk", "gb2312", None), ("①髙島屋", "cp932", "Shift_JIS", None), ("뷁", "cp949", "euc-kr", None), ("“quoted” €", "cp1252", "iso-8859-1", None),
        ("“quoted”", "cp1252", "us-ascii", None), ("Işık", "cp1254", "iso-8859-9", None), ("Привет", "cp1251", "", "text/xml; charset=windows-1251"),
        ("Привет", "koi8-r", "KOI8-R", None), ("Ünï", "utf-8", "utf-16", "text/html; charset=iso-8859-1"), ("Ünï", "utf-32", "", None), ("é", "latin-1", "x-unheard-of", None),
    ],
)  # fmt: skip
def test_an_encoding_means_what_browsers_take_it_for(title: str, encoding: str, declared: str, header: str | None) -> None:
    document = rss(f"<title>{title}</title><link>/1</link>", declared=declared)
    assert one(document.encode(encoding), content_type=header).title == title


def test_two_marks_of_byte_order_are_none_too_many() -> None:
    assert one(b"\xef\xbb\xbf\xef\xbb\xbf" + rss("<title>é</title><link>/1</link>").encode()).title == "é"


# -- times


@pytest.mark.parametrize("guid", ["1", "12", "2026", "20260113", "13 Jan 2026", "10.2", "5-1", "Jan 5"])
def test_a_guid_is_no_time(guid: str) -> None:
    assert one(rss(f"<title>a</title><link>/1</link><guid>{guid}</guid>")).published is None


def test_the_time_of_an_entry_with_a_guid_like_a_time_is_its_own() -> None:
    dated = one(rss("<title>a</title><link>/1</link><guid>12</guid><pubDate>Tue, 13 Jan 2026 09:00:00 GMT</pubDate>"))
    assert dated.published == datetime(2026, 1, 13, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "given",
    [
        "mar., 13 janv. 2026 09:00:00 +0000", "Di, 13 Jan 2026 09:00:00 GMT", "martes, 13 de enero de 2026 9:00", "13 января 2026 09:00", "13 січня 2026, 09:00",
        "13 Ocak 2026 09:00", "13. ledna 2026 9:00", "13 ianuarie 2026 09:00", "13. tammikuuta 2026 09:00", "13 Ιανουαρίου 2026 09:00", "13 stycznia 2026 09:00",
        "13 gennaio 2026 09:00", "13 janeiro 2026 09:00", "13 januari 2026 09:00", "2026年1月13日 09:00", "2026년 1월 13일 9:00",
    ],
)  # fmt: skip
def test_months_are_read_in_the_languages_of_their_feeds(given: str) -> None:
    assert one(rss(f"<title>a</title><link>/1</link><pubDate>{given}</pubDate>")).published == datetime(
        2026, 1, 13, 9, tzinfo=UTC
    )


# -- documents


@pytest.mark.parametrize(
    "before, after",
    [
        ("<br />\n<b>Warning</b>: include() failed in line 3<br />\n", ""), ("Warning: foo\n", ""), ("\n\n <!-- cached -->\n", ""),
        ("", "<script>x</script>\x00\x00 <!-- generated -->"), ("", "\n</body></html>"), ("", "\x1a\x1a\x1a"), ("", "<rss>"),
    ],
)  # fmt: skip
def test_what_stands_around_a_feed_does_no_harm(before: str, after: str) -> None:
    assert (
        one(before + rss("<title>a</title><link>https://herald.example/1</link>") + after, content_type="text/html").title
        == "a"
    )


def test_a_feed_that_was_half_written_gives_what_was_written_and_says_that_it_is_not_whole() -> None:
    whole = rss("<title>a</title><link>/1</link></item><item><title>bbbb</title><link>/2</link>")
    for end in range(whole.index("<link>/1") + 20, len(whole) - 20, 3):
        feed = read(whole[:end])
        assert feed.entries[0].title == "a" and not feed.whole


def test_a_json_feed_with_something_behind_it_is_read() -> None:
    document = json.dumps({"version": "https://jsonfeed.org/version/1", "title": "J", "items": [{"id": "1", "title": "t"}]})
    assert one(f"\ufeff {document}\n<!-- 0.2 s -->").title == "t"


def test_both_versions_of_json_feed_are_read_and_what_is_of_another_type_is_passed_over() -> None:
    def item(**facts: Any) -> Entry:
        return one(json.dumps({"title": 5, "items": [{"id": "1", "url": "/1", **facts}]}))

    assert item(author={"name": "Ida"}).authors == item(authors=[{"name": "Ida"}]).authors == ("Ida",)
    assert item(content_text="x < y & z").content == "x < y & z"
    for poison in (
        {"title": ["x"]},
        {"authors": "Ida"},
        {"content_html": {"a": 1}},
        {"date_published": 5},
        {"language": []},
        {"id": True},
    ):
        assert item(**poison).link == "https://herald.example/1"


def test_marked_up_titles_without_an_end_are_read_in_time() -> None:
    began = time.process_time()
    read(atom('<title type="xhtml">' * 50_000 + "</title>" + "<id>1</id>"))
    assert time.process_time() - began < 10


def test_a_sitemap_that_is_served_as_a_compressed_file_is_read_within_bounds() -> None:
    document = rss("<title>a</title><link>/1</link>").encode()
    assert one(gzip.compress(document), content_type="application/x-gzip").title == "a"
    assert not read(gzip.compress(document)[:-20]).whole
    for broken in (gzip.compress(b"not a feed"), b"\x1f\x8b" + b"x" * 50):
        with pytest.raises(ParseError):
            read(broken)
    with pytest.raises(ParseError, match="15 MB"):
        read(gzip.compress(bytes(15_000_001)))
