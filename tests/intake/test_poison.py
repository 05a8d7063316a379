"""Input made to crash, hang, hide or fake: it costs only itself, in the time that a worker has, and what stands beside it is read."""

from __future__ import annotations

import gzip
import json
import os
import time
from pathlib import Path

import pytest

from newsloom.errors import ParseError
from newsloom.intake import feeds, files
from newsloom.intake.extract import extract
from newsloom.model import Article, Problem
from newsloom.testing import rss

URL = "https://herald.example/feed"
GOOD = "<item><title>Good one</title><link>https://herald.example/good</link><guid>good</guid></item>"
TEXT = "The harbour board of Lorn reopened the northern quay on Tuesday after three weeks of repairs, it said."
PAGE = "".join(f"<p>{TEXT}</p>" for _ in range(4))
IN_TIME_S = 10.0  # of computing; a worker has 15


def document(*items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>H</title>{"".join(items)}{GOOD}</channel></rss>'.encode()


def item(title: str = "Bad", description: str = "", more: str = "") -> str:
    return f"<item><title>{title}</title><link>https://herald.example/bad</link><description>{description}</description>{more}</item>"


def atom(content: str) -> bytes:
    bad = f'<entry><title>Bad</title><id>b</id><link href="https://herald.example/bad"/><content type="xhtml">{content}</content></entry>'
    good = '<entry><title>Good one</title><id>g</id><link href="https://herald.example/good"/></entry>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>{bad}{good}</feed>'.encode()


def cdata(text: str) -> str:
    return f"<![CDATA[{text}]]>"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(document(item(description=cdata("<div>" * 100_000 + "deep"))), id="block elements in each other"),
        pytest.param(document(item(description=cdata("<table><tr><td>" * 30_000))), id="tables in each other"),
        pytest.param(document(item(description=cdata("<p><b><i><u>" * 30_000))), id="formatting never closed"),
        pytest.param(document(item(description=cdata("<svg><math><title>" * 20_000))), id="foreign elements in each other"),
        pytest.param(document(item(description=cdata("<!--" * 100_000))), id="comments never closed"),
        pytest.param(document(item(title=cdata("<b>" * 100_000 + "deep"))), id="a title of tags"),
        pytest.param(document(item(title="A" * 5_000_000)), id="a title of five megabytes"),
        pytest.param(document(item(description="&amp;" * 100_000 + "lt;")), id="a chain of references"),
        pytest.param(document(item(more="<x>" * 5000 + "</x>" * 5000)), id="elements in each other"),
        pytest.param(document(item(more=f"<pubDate>{'9' * 200_000}</pubDate>")), id="a time of digits"),
        pytest.param(document(item(more=f"<author>{'a@' * 100_000}</author>")), id="an author of signs"),
        pytest.param(document(item(more="<category>x</category>" * 15_000)), id="categories without end"),
        pytest.param(
            document(item(more="<media:content " + " ".join(f'a{n}="x"' for n in range(150_000)) + "/>")),
            id="attributes without end",
        ),
        pytest.param(
            document(item(more=f"<x {' '.join(f'xmlns:n{n}=' + repr(str(n)) for n in range(150_000))}>x</x>")),
            id="prefixes without end",
        ),
        pytest.param(
            document(item(description=cdata("</description></item><item><title>Not an item</title>"))), id="an item in CDATA"
        ),
        pytest.param(document(item(title=cdata("a]]]]><![CDATA[>b"))), id="an end of CDATA in CDATA"),
        pytest.param(atom("<div>" * 300 + "x" + "</div>" * 300), id="XHTML deeper than an XML parser goes"),
        pytest.param(atom("<div>" * 40_000 + "x" + "</div>" * 40_000), id="XHTML deeper than any parser goes"),
        pytest.param(b'<?xml version="1.0"?>' + b"<?p x?>" * 100_000 + document(), id="instructions before the feed"),
        pytest.param(document(item(description="<b open < & <i")), id="markup left open"),
        pytest.param(
            b'{"items": [{"id": ' + b"9" * 5000 + b', "title": "Bad"}, {"id": "g", "title": "Good one"}]}',
            id="a number of digits",
        ),
        pytest.param(
            json.dumps({"items": [{"id": float("nan"), "title": {"x": 1}}, {"id": "g", "title": "Good one"}]}).encode(),
            id="values of no kind",
        ),
    ],
)
def test_a_poison_entry_costs_only_itself(body: bytes) -> None:
    began = time.process_time()
    read = feeds.parse(body, url=URL)
    assert "Good one" in [entry.title for entry in read.entries]
    assert time.process_time() - began < IN_TIME_S


def test_what_stands_beyond_the_first_entries_is_told_and_costs_nothing() -> None:
    items = "".join(f"<item><title>Matter {n}</title><guid>{n}</guid></item>" for n in range(150_000))
    began = time.process_time()
    found = feeds.parse(document(items), url=URL)
    assert time.process_time() - began < IN_TIME_S
    assert [entry.title for entry in found.entries[::4999]] == ["Matter 0", "Matter 4999"] and found.whole
    assert found.problems == (f"{150_001 - feeds.MAX_ENTRIES} entries beyond the first {feeds.MAX_ENTRIES}",)


def test_a_json_feed_nested_beyond_reason_says_so() -> None:
    with pytest.raises(ParseError, match="nested beyond reason"):
        feeds.parse(b'{"items": [{"x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}]}", url=URL)


def test_one_guid_for_all_entries_without_links_does_not_swallow_a_feed() -> None:
    said = [{"guid": "x", "title": f"Matter {number}"} for number in range(50)]
    keys = {entry.title: entry.key for entry in feeds.parse(rss(*said).encode(), url=URL).entries}
    assert len(keys) == len(set(keys.values())) == 50
    again = {entry.title: entry.key for entry in feeds.parse(rss(*reversed(said)).encode(), url=URL).entries}
    assert again == keys


@pytest.mark.parametrize(
    "year", ["0000-00-00T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "10000-01-01", "-1"]
)
def test_times_at_the_ends_of_time_are_no_trap(year: str) -> None:
    read = feeds.parse(document(item(more=f"<pubDate>{year}</pubDate>")), url=URL)
    assert [entry.title for entry in read.entries] == ["Bad", "Good one"]


@pytest.mark.parametrize("turn", ["\u202e", "\u202d", "\u2066", "\u2067", "\u2068", "\u202a"])
def test_no_title_name_or_text_is_shown_in_another_order_than_it_has(turn: str) -> None:
    (entry, _) = feeds.parse(
        document(item(f"Pay{turn}lap", f"<p>a{turn}b</p>", f"<author>I{turn}da</author>")), url=URL
    ).entries
    page = extract(
        f"<html><head><title>Quay{turn} opens</title></head><article><h1>Quay{turn} opens</h1>{PAGE}{turn}</article>".encode(),
        url=URL,
    )
    assert turn not in f"{entry.title}{entry.summary}{entry.authors}{page.title}{page.text}"
    assert entry.title == "Paylap"


def test_markup_hidden_in_utf_7_stays_text() -> None:
    body = b'<?xml version="1.0" encoding="utf-7"?>' + document(item("+ADw-script+AD4-alert(1)+ADw-/script+AD4-"))
    assert feeds.parse(body, url=URL).entries[0].title.startswith("+ADw-script")


# -- pages


@pytest.mark.parametrize(
    "extra",
    [
        pytest.param("<" * 2_000_000, id="brackets"),
        pytest.param("<a " * 300_000, id="tags never closed"),
        pytest.param("<a href=x>" * 20_000, id="links in each other"),
        pytest.param("&notanentity" * 100_000, id="entities that are none"),
        pytest.param(f"<div {' '.join(f'a{n}=1' for n in range(150_000))}>x</div>", id="attributes without end"),
        pytest.param(f'<div title="{"x" * 9_000_000}">x</div>', id="an attribute of nine megabytes"),
        pytest.param(f"<script type='application/ld+json'>{'[' * 200_000}</script>", id="data nested beyond reason"),
        pytest.param(
            "<script type='application/ld+json'>"
            + json.dumps(
                {"@type": ["NewsArticle", 5, None], "headline": {"a": 1}, "author": [[["x"]]], "datePublished": [5, {"x": 1}],
                 "image": {"url": {"@id": "x"}}, "publisher": 5, "isAccessibleForFree": [False], "mainEntityOfPage": [{"@id": 5}]}
            )
            + "</script>",
            id="data of no kind",
        ),
        pytest.param("<time datetime='2026-01-13'>x</time>" * 10_000, id="times without end"),
        pytest.param("<plaintext>", id="all that follows is text"),
    ],
)  # fmt: skip
def test_a_page_with_a_trap_gives_its_article_in_time(extra: str) -> None:
    began = time.process_time()
    page = extract(f"<html><body>{extra}<article><h1>Quay reopens</h1>{PAGE}</article></body></html>".encode(), url=URL)
    assert "northern quay" in page.text
    assert time.process_time() - began < IN_TIME_S


def test_addresses_that_a_page_states_lead_to_the_web_or_nowhere() -> None:
    head = '<base href="javascript:alert(1)"><link rel="canonical" href="javascript:x"><meta property="og:image" content="data:text/html,x">'
    page = extract(f"<head>{head}<title>Quay</title></head><article><h1>Quay reopens</h1>{PAGE}</article>".encode(), url=URL)
    assert page.image is None
    assert (page.canonical or "https://").startswith("https://")


# -- files


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sender.eml", b"From: " + b'"a\\"<' * 100_000 + b"\nSubject: Quay\n\n" + TEXT.encode()),
        ("comments.eml", b"From: " + b"(" * 100_000 + b"\nSubject: Quay\n\n" + TEXT.encode()),
        ("subject.eml", b"Subject: Quay " + b"=?utf-8?B?QUFB?= " * 100_000 + b"\n\n" + TEXT.encode()),
        ("headers.eml", b"X-A: b\n" * 200_000 + b"Subject: Quay\n\n" + TEXT.encode()),
        ("type.eml", b"Subject: Quay\nContent-Type: text/plain; " + b'a="b;";' * 300_000 + b"\n\n" + TEXT.encode()),
        ("charset.eml", b'Subject: Quay\nContent-Type: text/plain; charset="unicode_escape"\n\n\\x3cb\\x3e ' + TEXT.encode()),
        (
            "parts.eml",
            b"Subject: Quay\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n" + TEXT.encode() + b"\n--x\n\nx\n" * 30_000,
        ),
        ("brackets.md", b"# Quay\n\n" + TEXT.encode() + b"\n\n" + b"[" * 500_000),
        ("links.md", b"# Quay\n\n" + TEXT.encode() + b"\n\n" + b"[a](" * 200_000),
        ("addresses.md", b"# Quay\n\n" + TEXT.encode() + b"\n\n" + b"<http://" * 100_000),
        ("repeated.md", b"Quay\n" * 100_000 + b"\n" + TEXT.encode()),
        ("marks.txt", b"\xef\xbb\xbf\xef\xbb\xbfQuay\n\n" + TEXT.encode()),
        ("half.txt", b"Quay\n\n" + TEXT.encode() + b"\xe2\x82"),
        ("nowhere.txt", b"Quay\nURL: javascript:alert(1)\n\n" + TEXT.encode()),
    ],
)
def test_a_file_with_a_trap_gives_its_article_in_time(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    began = time.process_time()
    (article,) = files.read_file(path)
    assert time.process_time() - began < IN_TIME_S
    assert isinstance(article, Article)
    assert article.title.startswith("Quay") and "northern quay" in article.text
    assert article.url is None


def test_an_attachment_is_neither_text_nor_written_anywhere(tmp_path: Path) -> None:
    parts = (
        'Content-Type: text/plain; name="x"\nContent-Disposition: attachment; filename="../../evil.txt"\n\nNot this.',
        f"Content-Type: text/plain\n\n{TEXT}",
    )
    whole = "Subject: Quay\nContent-Type: multipart/mixed; boundary=x\n\n--x\n" + "\n--x\n".join(parts) + "\n--x--"
    (tmp_path / "a.eml").write_text(whole)
    (article,) = files.read_file(tmp_path / "a.eml")
    assert isinstance(article, Article) and article.text == TEXT
    assert [path.name for path in tmp_path.iterdir()] == ["a.eml"]


def test_a_mail_of_a_thousand_layers_is_told_or_read(tmp_path: Path) -> None:
    layers = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(1000))
    (tmp_path / "a.eml").write_text(f"Subject: Quay\n{layers}Content-Type: text/plain\n\n{TEXT}")
    (found,) = files.read_file(tmp_path / "a.eml")
    assert isinstance(found, Article) or found.reason == "is nested beyond reason"


def test_pipes_devices_and_loops_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(f"Quay\n\n{TEXT}")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    read = list(files.read([tmp_path]))
    assert [one.title for one in read if isinstance(one, Article)] == ["Quay"]
    assert [one.about.rpartition("/")[2] for one in read if isinstance(one, Problem)] == ["loop.txt"]


def test_a_compressed_file_that_calls_itself_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(gzip.compress(TEXT.encode()))
    (found,) = files.read_file(tmp_path / "a.txt")
    assert isinstance(found, Problem) and "binary" in found.reason
