"""What is taken from a page: the text, and what the page states of itself."""

# ruff: noqa: E501  (documents stand on one line)

from __future__ import annotations

import contextlib
import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest
import trafilatura
from lxml import etree

from newsloom.errors import ExtractionError
from newsloom.intake.extract import _tree, extract
from newsloom.model import Image, Kind

URL = "https://herald.example/2026/quay"
WORDS = (
    "The harbour board of Lorn reopened the northern quay on Tuesday after three weeks of repairs, its chairwoman said.",
    "Engineers replaced 140 metres of decking that a storm tore away in December, the board said in a statement.",
    "The first ferry to Skerry left at 06:40 with 212 passengers and two lorries of mail on board.",
    "Repairs cost 3.2 million crowns, a third less than planned, according to harbour master Ida Sund.",
)
TEXT = "\n".join(WORDS)


def html(*, head: str = "", title: str = "Quay at Lorn reopens", words: tuple[str, ...] = WORDS, body: str = "") -> str:
    inside = "".join(f"<p>{text}</p>" for text in words)
    return f"<!doctype html><html lang=en><head><title>{title} - The Herald</title>{head}</head><body>{body}<article><h1>{title}</h1>{inside}</article></body></html>"


def stated(**facts: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **facts})}</script>'


def page(**how: Any) -> Any:
    return extract(html(**how).encode(), url=URL)


def test_the_text_is_the_articles_and_nothing_else() -> None:
    menu = "<nav><a href=/a>World</a> <a href=/b>Sport</a></nav><div class=cookie>We use cookies. Accept</div>"
    assert page(body=menu).text == TEXT
    assert page().title == "Quay at Lorn reopens"


def test_boxes_within_boxes_do_not_let_those_behind_them_into_the_text() -> None:
    """trafilatura stops deleting elements of a kind behind one that stands in another of its kind."""
    long = tuple(f"{text} The board counted {n} ships." for n, text in enumerate((*WORDS, *WORDS)))
    nested = "<aside><p>Most read</p><aside><p>Ferry strike</p></aside></aside>"
    inside = "</p><aside><p>The council wants to know what the storm of December cost the town and its port.</p></aside><p>"
    assert page(body=nested, words=(*long[:5], inside, *long[5:])).text == "\n".join(long)


def test_a_title_that_the_text_repeats_stands_once() -> None:
    assert not page().text.startswith("Quay at Lorn")


def test_what_the_page_states_for_machines_comes_first() -> None:
    facts = {
        "headline": "Quay reopens &amp; ferries sail", "datePublished": "2026-01-13T10:30:00+01:00",
        "author": [{"name": "Ida Berg"}, {"name": "Osk Lind"}],
        "publisher": {"name": "The Herald"}, "inLanguage": "en-GB", "image": {"url": "/quay.jpg"},
        "isAccessibleForFree": "False",
    }  # fmt: skip
    found = page(head=stated(**facts) + '<link rel="canonical" href="https://herald.example/2026/quay?utm=1">')
    assert (found.title, found.published, found.day_only) == (
        "Quay reopens & ferries sail",
        datetime(2026, 1, 13, 9, 30, tzinfo=UTC),
        False,
    )
    assert (found.authors, found.publisher, found.lang, found.paid) == (("Ida Berg", "Osk Lind"), "The Herald", "en", True)
    assert (
        found.image == Image("https://herald.example/quay.jpg") and found.canonical == "https://herald.example/2026/quay?utm=1"
    )


@pytest.mark.parametrize(
    "facts",
    [
        '{"@graph": [{"@type": "WebSite", "name": "H"}, {"@type": "NewsArticle", "headline": "Stated title"}]}',
        '[{"@type": "BreadcrumbList"}, {"@type": ["Thing", "ReportageNewsArticle"], "headline": "Stated title"}]',
        '{"@type": "WebPage", "mainEntity": {"@type": "https://schema.org/NewsArticle", "headline": "Stated title"}}',
        '<!-- {"@type": "Article", "headline": "Stated title"} -->',
        '{"@type": "NewsArticle", "headline": "Stated\ntitle"};',
        '[{"@type": "NewsArticle", "headline": "Another story"}, {"@type": "NewsArticle", "headline": "Stated title", "url": "https://herald.example/2026/quay/"}]',
    ],
)  # fmt: skip
def test_facts_are_found_in_every_shape_they_come_in(facts: str) -> None:
    assert page(head=f'<script type="application/ld+json">{facts}</script>').title == "Stated title"


@pytest.mark.parametrize(
    "facts",
    [
        "", "{", "[]", "null", "5", '"x"', "[" * 100_000, '{"@type": 5, "headline": {}}', '{"@type": "NewsArticle", "headline": 7, "author": 5, "image": [[]]}',
        '{"@type": "NewsArticle"}', '{"a": ' * 5000, '[{"@type": "NewsArticle", "headline": "One"}, {"@type": "NewsArticle", "headline": "Two"}]',
        json.dumps([{"@type": "Thing", "x": list(range(50))}] * 5000),
    ],
)  # fmt: skip
def test_facts_that_are_broken_or_of_other_articles_do_no_harm(facts: str) -> None:
    found = page(head=f'<script type="application/ld+json">{facts}</script>')
    assert found.title == "Quay at Lorn reopens" and found.text == TEXT


@pytest.mark.parametrize(
    ("head", "when", "day_only"),
    [
        (
            '<meta property="article:published_time" content="2026-01-13T10:30:00+01:00">',
            datetime(2026, 1, 13, 9, 30, tzinfo=UTC),
            False,
        ),
        ('<meta name="date" content="2026-01-13">', datetime(2026, 1, 13, tzinfo=UTC), True),
        ('<meta itemprop="datePublished" content="2026-01-13T09:30Z">', datetime(2026, 1, 13, 9, 30, tzinfo=UTC), False),
        ('<meta property="article:published_time" content="soon">', None, False),
    ],
)
def test_the_time_is_the_one_the_page_states(head: str, when: datetime | None, day_only: bool) -> None:
    found = page(head=head)
    assert (found.published, found.day_only) == (when, day_only)


def test_a_year_in_the_small_print_is_no_time_of_publication() -> None:
    assert page(body="<footer>© 2019 The Herald. All rights reserved.</footer>").published is None


def test_a_day_that_only_the_look_of_the_page_tells_is_found() -> None:
    found = page(body='<time datetime="2026-01-12">Monday</time>')
    assert (found.published, found.day_only) == (datetime(2026, 1, 12, tzinfo=UTC), True)


@pytest.mark.parametrize(
    ("how", "kind"),
    [
        ({}, Kind.NEWS),
        ({"title": "Live updates: quay reopens"}, Kind.LIVE_BLOG),
        ({"head": stated(**{"@type": "LiveBlogPosting", "headline": "Quay reopens"})}, Kind.LIVE_BLOG),
        ({"head": stated(**{"@type": "OpinionNewsArticle", "headline": "Quay reopens"})}, Kind.OPINION),
        ({"head": stated(headline="Quay reopens", articleSection=["News", "Opinion"])}, Kind.OPINION),
        ({"head": '<meta property="article:section" content="Editorial">'}, Kind.OPINION),
        ({"head": stated(**{"@type": "AdvertiserContentArticle", "headline": "Quay reopens"})}, Kind.SPONSORED),
        ({"head": '<script type="application/ld+json">{"@type": "CollectionPage", "mainEntity": {"@type": "ItemList"}}</script>'}, Kind.LISTING),
        ({"title": "Subscribe",
        "words": ("Please enable JavaScript and cookies to continue reading this page.",) * 2}, Kind.EMPTY),
    ],
)  # fmt: skip
def test_kinds_are_known_by_what_the_page_says_and_states(how: dict[str, Any], kind: Kind) -> None:
    assert page(**how).kind is kind


@pytest.mark.parametrize("tier", ["locked", "metered", "free"])
def test_a_content_tier_is_a_paywall_or_not(tier: str) -> None:
    assert page(head=f'<meta property="article:content_tier" content="{tier}">').paid is (tier != "free")


def test_text_that_a_page_carries_only_as_data_is_found_unless_it_is_paid_for() -> None:
    shell = "<html><head>{}</head><body><div id=root></div></body></html>"
    open_ = shell.format(stated(headline="Quay", articleBody="<p>" + "</p><p>".join(WORDS) + "</p>"))
    assert extract(open_.encode(), url=URL).text.replace("\n\n", "\n") == TEXT
    closed = shell.format(stated(headline="Quay", articleBody=TEXT, isAccessibleForFree=False))
    with pytest.raises(ExtractionError):
        extract(closed.encode(), url=URL)


@pytest.mark.parametrize(
    ("encoding", "meta", "header"),
    [
        ("utf-8", "", None), ("utf-8", "iso-8859-1", None), ("utf-8", "", "text/html; charset=iso-8859-1"), ("iso-8859-1",
        "iso-8859-1", None),
        ("windows-1252", "", "text/html; charset=windows-1252"), ("windows-1252", "iso-8859-1", None), ("windows-1252",
        "", None), ("utf-16", "", None),
        ("utf-8-sig", "utf-16", None), ("utf-8", "utf-7", None), ("utf-8", "", "text/html; charset=\x00\xff"),
    ],
)  # fmt: skip
def test_encodings_of_pages_are_read_also_when_declared_wrongly(encoding: str, meta: str, header: str | None) -> None:
    text = "Die Brücke über die Ñandú wurde für “drei” Wochen gesperrt, sagte die Behörde am Dienstag in Lorn."
    if encoding == "iso-8859-1":
        text = text.replace("“", '"').replace("”", '"')
    document = html(head=f'<meta charset="{meta}">' if meta else "", words=(text,) * 4).encode(encoding)
    assert extract(document, url=URL, content_type=header).text.split("\n")[0] == text


@pytest.mark.parametrize(("encoding", "text"), [("shift_jis", "港の北埠頭は火曜日に再開した。"), ("euc-kr", "북쪽 부두가 화요일에 다시 열렸다."),
    ("gb18030", "北码头星期二重新开放。"), ("windows-1251", "Северный причал открылся во вторник."), ("iso-2022-jp",
    "港の北埠頭は火曜日に再開した。")])  # fmt: skip
def test_old_encodings_of_other_scripts_are_read_as_declared(encoding: str, text: str) -> None:
    document = html(
        head=f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">', words=(text * 12,) * 4, title="x"
    )
    assert text in extract(document.encode(encoding), url=URL).text


@pytest.mark.parametrize("body", [b"", b"   ", b"<html></html>", b"<html><body><script>1</script></body></html>", b"plain",
bytes(range(256)) * 8, b"\0" * 5000,
    b"<" * 5000, b"<html><body>" + b"<div>" * 500, b"%PDF-1.4 stream"])  # fmt: skip
def test_a_page_without_an_article_says_so(body: bytes) -> None:
    with pytest.raises(ExtractionError):
        extract(body, url=URL)


@pytest.mark.parametrize(
    "page",
    [
        html(),
        "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd'>"
        + html()[15:],
        "<?xml version='1.0' encoding='utf-16'?>" + html()[15:],
        "<!doctype html><html lang=en />" + html()[30:],
        html().replace("Tuesday", "Tues\x0bday\ufffe"),
        html().replace("quay", "Kai – 埠頭"),
        "\n\n " + html(),
        "<!doctype html>",
        "<html>",
        "no page at all",
        "",
    ],
)
def test_a_page_is_parsed_as_trafilatura_parses_it(page: str) -> None:
    theirs, ours = trafilatura.load_html(page), _tree(page)
    assert (ours is None) is (theirs is None)
    assert ours is None or etree.tostring(ours) == etree.tostring(theirs)


def test_control_characters_and_scripts_never_reach_the_text() -> None:
    hostile = "The board\x00 said\x0b <script>alert(1)</script> that the quay\u202e would <img src=x onerror=alert(1)> open on Tuesday, at last."
    found = page(words=(hostile,) * 4, title="Quay \x07reopens")
    assert not any(char in found.text + found.title for char in "\x00\x0b\x07")
    assert "<" not in found.text and "alert" not in found.text


@pytest.mark.parametrize(
    "hostile",
    ["<div>" * 3000, "<a href=" * 20_000, "<p>" * 20_000 + "x", "<table><tr><td>" * 800, "<!--" * 20_000,
    "<b><i>" * 2000 + "x", "&" * 50_000, "<meta name=a content=b>" * 20_000],
)  # fmt: skip
def test_pages_made_to_be_slow_end_in_time(hostile: str) -> None:
    began = time.process_time()
    with contextlib.suppress(ExtractionError):
        extract(html(body=hostile).encode(), url=URL)
    assert time.process_time() - began < 12


@pytest.mark.parametrize(
    ("said", "lang"),
    [("en-GB", "en"), ("kr", "ko"), ("jp", "ja"), ("deu", "de"), ("zh_CN", "zh"), ("", None), ("x-default", None)],
)
def test_the_language_is_the_one_stated_also_where_a_country_is_named_for_it(said: str, lang: str | None) -> None:
    document = html().replace("<html lang=en>", f'<html lang="{said}">')
    assert extract(document.encode(), url=URL).lang == lang
