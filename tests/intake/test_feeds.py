"""Feed documents: the shapes that are in use, the broken ones, and those made to harm."""

# ruff: noqa: E501  (documents stand on one line)

from __future__ import annotations

import time
import tracemalloc
from datetime import UTC, datetime

import pytest

from newsloom.errors import ParseError
from newsloom.intake import feeds
from newsloom.model import ParsedFeed
from newsloom.testing import rss

URL = "https://herald.example/feed"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>H</title><id>h</id>{}</feed>'
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<channel><title>H</title><link>https://herald.example/</link></channel>{}</rdf:RDF>'
)  # fmt: skip
NEWS_MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{}</urlset>'


def parse(document: str | bytes, content_type: str | None = None) -> ParsedFeed:
    return feeds.parse(document.encode() if isinstance(document, str) else document, url=URL, content_type=content_type)


def titles(document: str | bytes, content_type: str | None = None) -> list[str]:
    return [entry.title for entry in parse(document, content_type).entries]


ITEM = "<item><title>Quay</title><link>https://herald.example/1</link><guid>1</guid></item>"
SHAPES = {
    "RSS 2.0": rss({"title": "Quay", "link": "https://herald.example/1"}),
    "RSS 0.91": '<rss version="0.91"><channel><title>H</title>' + ITEM + "</channel></rss>",
    "RSS without channel": '<rss version="2.0">' + ITEM + "</rss>",
    "RSS 1.0": RDF.format('<item rdf:about="https://herald.example/1"><title>Quay</title><link>https://herald.example/1</link></item>'),
    "Atom": ATOM.format('<entry><title>Quay</title><id>1</id><link href="https://herald.example/1"/></entry>'),
    "Atom, relative link": ATOM.format('<entry><title>Quay</title><id>1</id><link rel="alternate" href="/1"/></entry>'),
    "Atom with a prefix": '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>H</a:title><a:entry><a:title>Quay</a:title><a:link href="/1"/></a:entry></a:feed>',
    "JSON Feed": '{"version": "https://jsonfeed.org/version/1.1", "title": "H", "items": [{"id": "1", "title": "Quay", "url": "https://herald.example/1"}]}',
    "news sitemap": NEWS_MAP.format("<url><loc>https://herald.example/1</loc><news:news><news:title>Quay</news:title></news:news></url>"),
    "byte order mark": "\ufeff" + rss({"title": "Quay", "link": "https://herald.example/1"}),
    "blank lines before the declaration": "\n\n  " + rss({"title": "Quay", "link": "https://herald.example/1"}),
    "CDATA": rss().replace("</channel>",
    "<item><title><![CDATA[Quay]]></title><link><![CDATA[https://herald.example/1]]></link></item></channel>"),
    "HTML in the title": rss({"title": "<b>Quay</b>", "link": "https://herald.example/1"}),
    "entities of HTML": '<rss version="2.0"><channel><title>H&nbsp;&eacute;</title><item><title>Quay</title><link>/1</link></item></channel></rss>',
    "a bare ampersand": '<rss version="2.0"><channel><title>A & B</title><item><title>Quay</title><link>/1</link></item></channel></rss>',
    "a tag that is never closed": '<rss version="2.0"><channel><title>H</title><item><title>Quay</title><link>https://herald.example/1</link><br></item></channel></rss>',
    "cut off after an item": '<rss version="2.0"><channel><title>H</title>' + ITEM + "<item><title>Ha",
    "control characters": rss({"title": "Qu\x01ay", "link": "https://herald.example/1"}).replace("Qu\x01ay", "Qu\x01\x0bay"),
    "text before the root": "<!-- generated -->\n<?xml-stylesheet href='x'?>" + rss({"title": "Quay",
    "link": "https://herald.example/1"})[21:],
    "no namespace for a prefix": '<rss version="2.0"><channel><title>H</title><item><title>Quay</title><link>/1</link><media:content url="x"/></item></channel></rss>',
    "upper case": '<RSS VERSION="2.0"><CHANNEL><TITLE>H</TITLE><ITEM><TITLE>Quay</TITLE><LINK>https://herald.example/1</LINK></ITEM></CHANNEL></RSS>',
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_that_is_in_use_gives_its_entry(shape: str) -> None:
    found = parse(SHAPES[shape])
    assert found.entries[0].title == "Quay"
    assert found.entries[0].link == "https://herald.example/1"


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("utf-8", "", None), ("utf-8", "utf-8", None), ("utf-8", "iso-8859-1", None), ("utf-8", "",
        "text/xml; charset=latin-1"),
        ("iso-8859-1", "iso-8859-1", None), ("windows-1252", "", "application/rss+xml; charset=windows-1252"),
        ("iso-8859-1", "", None),
        ("utf-16", "utf-16", None), ("utf-16-le", "utf-16", None), ("utf-16-be", "UTF-16", None), ("utf-32", "", None),
        ("utf-8-sig", "utf-16", None),
        ("iso-8859-15", "iso-8859-15", None), ("utf-8", "no-such-encoding", None), ("utf-8", "utf-7", None),
    ],
)  # fmt: skip
def test_encodings_are_read_also_when_declared_wrongly(encoding: str, declared: str, header: str | None) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else '<?xml version="1.0"?>'
    document = declaration + rss({"title": "Café über Ñandú", "link": "/1"})[21:]
    assert titles(document.encode(encoding), header) == ["Café über Ñandú"]


@pytest.mark.parametrize(("encoding", "title"), [("shift_jis", "港が再開"), ("euc-jp", "港が再開"), ("gb18030", "码头重新开放"), ("big5",
"碼頭重新開放"),
    ("euc-kr", "부두 재개장"), ("koi8-r", "Причал открыт"), ("windows-1251", "Причал открыт"), ("windows-1256", "الميناء"),
    ("iso-2022-jp", "港が再開")])  # fmt: skip
def test_old_encodings_of_other_scripts_are_read_as_declared(encoding: str, title: str) -> None:
    document = f'<?xml version="1.0" encoding="{encoding}"?>' + rss({"title": title, "link": "/1"})[21:]
    assert titles(document.encode(encoding)) == [title]


BOMBS = {
    "billion laughs": "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12)) + "]>",
    "quadratic": "<!DOCTYPE l [<!ENTITY m '" + "a" * 100_000 + "'>]>",
    "file": '<!DOCTYPE l [<!ENTITY m SYSTEM "file:///etc/passwd">]>',
    "network": '<!DOCTYPE l [<!ENTITY m SYSTEM "http://127.0.0.1:1/x">]>',
    "parameter": '<!DOCTYPE l [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p; <!ENTITY m "x">]>',
    "external subset": '<!DOCTYPE l SYSTEM "http://127.0.0.1:1/x.dtd">',
    "public": '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:1/rss.dtd">',
    "brackets in quotes": "<!DOCTYPE l [<!ENTITY m ']>'><!-- ]> --><!ENTITY n \"]>\">]>",
    "never closed": "<!DOCTYPE l [<!ENTITY m 'x'",
    "lower case": '<!doctype l [<!ENTITY m SYSTEM "file:///etc/passwd">]>',
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_no_dtd_is_loaded_and_no_entity_of_one_expanded(bomb: str) -> None:
    document = f'<?xml version="1.0"?>{BOMBS[bomb]}<rss version="2.0"><channel><title>H</title><item><title>Quay {"&m;" * 500}</title><link>/1</link></item></channel></rss>'
    tracemalloc.start()
    began = time.perf_counter()
    try:
        found = parse(document)
    except ParseError:
        assert bomb == "never closed"
    else:
        assert "root:" not in repr(found) and "haha" not in repr(found) and "aaaa" not in repr(found)
        assert found.entries[0].title.startswith("Quay")
    assert time.perf_counter() - began < 10
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


def test_an_inclusion_is_not_followed() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    document = rss({"title": "Quay", "link": "/1"}).replace("</item>", f"<description>{include}</description></item>")
    assert "root:" not in repr(parse(document))


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("", "empty"), ("   \n", "empty"), ("<!doctype html><html><body>x</body></html>", "web page"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'/>", "web page"),
        ("{}", "not a JSON Feed"), ('{"items": 5}', "not a JSON Feed"), ('{"items": [', "broken JSON"), ("[" * 100_000,
        "not a feed"), ("just words", "not a feed"),
        ("<opml><body/></opml>", "not a feed"), ("<sitemapindex/>", "lists sitemaps"),
        ("<urlset><url><loc>x</loc></url></urlset>", "without news"),
        ("%PDF-1.7", "not a feed"), ("\x89PNG\r\n\x1a\n" + "\0" * 100, "not a feed"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "not a feed"),
        ("{" * 100_000, "broken JSON"), ('{"items": ' + "[" * 100_000, "nested beyond reason"),
    ],
)  # fmt: skip
def test_what_is_no_feed_says_what_it_is(document: str, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        parse(document)


SLOW = {
    "authors (feedparser issue 562)": "<item><title>Quay</title><author>" + "a" * 60_000 + "</author></item>",
    "an author of brackets": "<item><title>Quay</title><author>" + "(" * 60_000 + "</author></item>",
    "dates": "<item><title>Quay</title><pubDate>" + "1 " * 60_000 + "</pubDate></item>",
    "many dates": "<item><title>Quay</title>" + "<pubDate>Tue, 13 Jan 2026 09:00:00 GMT</pubDate>" * 5000 + "</item>",
    "ampersands": "<item><title>Quay " + "&" * 100_000 + "</title></item>",
    "angle brackets": "<item><title>Quay</title><description>" + "&lt;" * 60_000 + "</description></item>",
    "open tags": "<item><title>Quay</title><description><![CDATA[" + "<div>" * 60_000 + "]]></description></item>",
    "half tags": "<item><title>Quay</title><description><![CDATA[" + "<a " * 60_000 + "]]></description></item>",
    "half comments": "<item><title>Quay</title><description><![CDATA[" + "<!--" * 60_000 + "]]></description></item>",
    "half CDATA": "<item><title>Quay</title><description>" + "<![CDATA[" * 5000 + "]]></description></item>",
    "doctypes": "<item><title>Quay</title></item>" + "<!DOCTYPE x [" * 5000,
    "spaces": "<item><title>Quay" + " " * 200_000 + "</title></item>",
    "nested elements": "<item><title>Quay</title>" + "<x>" * 5000 + "</x>" * 5000 + "</item>",
    "attributes": "<item><title>Quay</title><x " + " ".join(f'a{n}="b"' for n in range(20_000)) + "/></item>",
    "categories": "<item><title>Quay</title>" + "<category>a</category>" * 20_000 + "</item>",
    "links": "<item><title>Quay</title>" + '<link href="/x" rel="hub"/>' * 10_000 + "</item>",
    "references": "<item><title>Quay" + "&#65;" * 50_000 + "</title></item>",
    "scripts": "<item><title>Quay</title><description><![CDATA[" + "<script>" * 30_000 + "]]></description></item>",
    "style openings in a title": "<item><title><![CDATA[Quay " + "<style>x" * 30_000 + "]]></title></item>",
}  # fmt: skip


@pytest.mark.parametrize("case", SLOW)
def test_documents_made_to_be_slow_are_read_in_time(case: str) -> None:
    """The worst takes under a second on an idle machine; the workers stop what takes fifteen."""
    document = f'<rss version="2.0"><channel><title>H</title>{SLOW[case]}</channel></rss>'
    began = time.process_time()
    try:
        found = parse(document)
        assert found.entries and found.entries[0].title.startswith("Quay")
    except ParseError:
        pass
    assert time.process_time() - began < 8


def test_a_feed_of_a_million_entries_is_bounded_and_the_rest_is_told() -> None:
    many = rss(*({"title": f"S{n}", "link": f"/{n}"} for n in range(feeds.MAX_ENTRIES + 7)))
    found = parse(many)
    assert len(found.entries) == feeds.MAX_ENTRIES and "7 entries beyond" in found.problems[0]


def test_one_poison_entry_of_a_json_feed_never_costs_the_others() -> None:
    items = '[{"id": "1", "title": "Quay"}, 5, null, "x", {"id": {"a": 1}, "url": [1]}, {"id": 7, "title": "Seven"}, {"title": 8, "url": "/8"}]'
    found = parse('{"version": "https://jsonfeed.org/version/1", "title": "H", "items": ' + items + "}")
    assert [(entry.guid, entry.title) for entry in found.entries][:2] == [("1", "Quay"), ("7", "Seven")]
    assert len(found.problems) == 4


def test_links_that_are_no_addresses_are_not_links() -> None:
    for link in (
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@b",
        "http://",
        "ftp://x/",
        "http://[::1",
        "http://u:p@herald.example/",
        "\x00",
    ):
        found = parse(rss({"title": "Quay", "link": link.replace("\x00", "")}))
        assert found.entries[0].link is None or found.entries[0].link.startswith("https://herald.example/"), link


def test_text_comes_without_markup_control_characters_and_scripts() -> None:
    html = "<p>One &amp; two</p><script>alert(1)</script><p onclick='x'>Three<br>four</p><style>p{}</style><!-- c -->"
    (entry,) = parse(rss({"title": "A &lt; B &amp; C", "link": "/1", "description": html})).entries
    assert entry.title == "A < B & C"
    assert entry.summary == "One & two\n\nThree\n\nfour"


def test_a_document_that_ends_early_says_so() -> None:
    whole = rss({"title": "Quay", "link": "/1"}, {"title": "Chess", "link": "/2"})
    assert parse(whole).whole and parse(ATOM.format("")).whole
    assert not parse(whole[: whole.index("Chess")]).whole
    map_ = NEWS_MAP.format("<url><loc>https://h.example/1</loc><news:news><news:title>Q</news:title></news:news></url>")
    assert parse(map_).whole and not parse(map_.removesuffix("</urlset>")).whole


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("<ttl>90</ttl>", 5400.0), ("<ttl>x</ttl>", None), ("<ttl>-5</ttl>", None),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 86_400.0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1800.0), ("", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 3600.0),
    ],
)  # fmt: skip
def test_how_often_a_feed_wants_to_be_asked_is_read(given: str, expected: float | None) -> None:
    assert parse(rss({"title": "Quay"}, head=given)).ttl_s == expected


@pytest.mark.parametrize(
    ("given", "time_", "day_only"),
    [
        ("Tue, 13 Jan 2026 09:00:00 GMT", datetime(2026, 1, 13, 9, tzinfo=UTC), False),
        ("Tue, 13 Jan 2026 00:00:00 GMT", datetime(2026, 1, 13, tzinfo=UTC), False),
        ("2026-01-13", datetime(2026, 1, 13, tzinfo=UTC), True),
        ("13 January 2026", datetime(2026, 1, 13, tzinfo=UTC), True),
        ("13. Januar 2026, 10:00 Uhr", datetime(2026, 1, 13, 10, tzinfo=UTC), False),
        ("2026年1月13日", datetime(2026, 1, 13, tzinfo=UTC), True),
        ("03/04/2026", None, False),
        ("now", None, False),
        ("2026-13-45", None, False),
        ("Tue, 99 Jan 2026 09:00:00 GMT", None, False),
        ("0000-00-00T00:00:00Z", None, False),
        ("Tue, 13 Jan 2026 09:00:00 +9999", None, False),
        ("Tue, 13 Jan 2026 09:00:00 +99999999999999999999", None, False),
        ("2026-01-13T09:00:00+99:99", None, False),
        ("2026-01-13T09:00:00+23:30", None, False),
        ("13 January 2026, 09:00 -7777", None, False),
        ("2026-01-13T09:00:00+14:00", datetime(2026, 1, 12, 19, tzinfo=UTC), False),
        ("Tue, 13 Jan 26 09:00 -1200", datetime(2026, 1, 13, 21, tzinfo=UTC), False),
        ("9999-12-31T23:59:59-12:00", None, False),
    ],
)
def test_times_are_read_as_given_and_never_guessed(given: str, time_: datetime | None, day_only: bool) -> None:
    (entry,) = parse(rss({"title": "Quay", "pubDate": given})).entries
    assert (entry.published, entry.day_only) == (time_, day_only)


def test_the_same_bytes_give_the_same_feed() -> None:
    document = rss(*({"title": f"S{n}", "link": f"/{n % 7}", "guid": str(n % 5)} for n in range(40)))
    assert parse(document) == parse(document)
