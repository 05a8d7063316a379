# ruff: noqa: E501  (file contents stand on one line)
"""Article files of every kind, encoding and fault."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsloom.intake import files
from newsloom.model import Article, Problem

QUAY = "The harbour board of Lorn reopened the northern quay on Tuesday after three weeks of repairs. Engineers replaced 140 metres of decking."
CHESS = "Sixteen-year-old Mio Tarn won the national chess championship in Vell on Sunday, beating Osk Brandt in 41 moves."


def read(path: Path) -> list[Article | Problem]:
    return files.read_file(path)


def only(path: Path) -> Article:
    (article,) = read(path)
    assert isinstance(article, Article), article
    return article


def problem(path: Path) -> Problem:
    (found,) = read(path)
    assert isinstance(found, Problem), found
    assert path.name in found.about and found.reason and found.remedy
    return found


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# -- plain text


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        (f"Quay reopens\n\n{QUAY}\n", "Quay reopens", QUAY),
        (f"Quay reopens\n{QUAY}\n", "Quay reopens", QUAY),
        (f"Quay reopens\n\nQuay reopens\n\n{QUAY}\n", "Quay reopens", QUAY),
        (f"Quay reopens\n\nQUAY REOPENS!\n\n{QUAY}\n", "Quay reopens", QUAY),
        (
            f"Quay reopens\n\nFerries sail after a winter of storms\n\n{QUAY}\n",
            "Quay reopens",
            f"Ferries sail after a winter of storms\n\n{QUAY}",
        ),
        (
            f"Quay reopens\n\nFerries sail after a winter of storms\n\nQuay reopens\n\n{QUAY}\n",
            "Quay reopens",
            f"Ferries sail after a winter of storms\n\n{QUAY}",
        ),
        (
            f"Quay of Lorn reopens\n\nQuay reopens in Lorn\n\n{QUAY}\n",
            "Quay of Lorn reopens",
            QUAY,
        ),  # a deck that says no more than the title
        (
            f"Quay reopens\n\nIt is open. \n\n{QUAY}\n",
            "Quay reopens",
            f"It is open.\n\n{QUAY}",
        ),  # a full stop: no deck, but text
        (QUAY * 3, "", QUAY * 3),  # too long to be a title
        ("Only a title\n", "Only a title", ""),
        (f"\n\n  Quay reopens  \r\n\r\n{QUAY}\r\n", "Quay reopens", QUAY),
    ],
)
def test_the_first_line_is_the_title_a_short_one_after_it_the_deck_and_a_repeated_title_is_dropped(
    tmp_path: Path, text: str, title: str, body: str
) -> None:
    article = only(put(tmp_path, "a.txt", text))
    assert (article.title, article.text, article.published) == (title, body, None)


def test_what_the_head_of_a_text_states_is_taken_and_nothing_else_gives_a_time(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "a.txt",
        f"Quay reopens\nDate: 2026-01-13\nSource: The Herald\nURL: https://herald.example/1\nLang: en-GB\n\n{QUAY}\n",
    )
    article = only(path)
    assert (article.published, article.day_only) == (datetime(2026, 1, 13, tzinfo=UTC), True)
    assert (article.source, article.url, article.lang, article.text) == ("The Herald", "https://herald.example/1", "en", QUAY)
    os.utime(path, (1, 1))
    assert only(put(tmp_path, "2026-01-13.txt", f"Quay reopens\n\n{QUAY}")).published is None


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Café"), ("utf-8-sig", "Café"), ("utf-16", "Café"), ("utf-16-le", "Cafe"), ("utf-16-be", "Cafe"), ("utf-32", "Café"), ("iso-8859-1", "Café"),
        ("cp1252", "“Café” – €5"), ("shift_jis", "港の北埠頭は火曜日に再開した"), ("windows-1251", "Северный причал открылся во вторник утром"),
        ("gb18030", "北码头星期二重新开放并恢复渡轮服务"),
    ],
)  # fmt: skip
def test_encodings_are_known_by_their_bytes(tmp_path: Path, encoding: str, text: str) -> None:
    spaced = f"{text}\n\n{text} {text} {text} {text} {text} {text} {text} {text}"
    assert only(put(tmp_path, "a.txt", spaced.encode(encoding))).title == text


# -- Markdown, HTML, mail, JSON


def test_markdown_gives_up_its_markup_and_its_front_matter(tmp_path: Path) -> None:
    plain = only(
        put(tmp_path, "a.md", f"# Quay **reopens**\n\n![x](y.png)\n\n{QUAY} [More](https://x.example/).\n\n> *Quoted* `code`\n")
    )
    assert plain.title == "Quay reopens" and "More." in plain.text and "Quoted code" in plain.text and "](" not in plain.text
    stated = only(
        put(
            tmp_path,
            "b.md",
            f'---\ntitle: "Quay reopens"\ndate: 2026-01-13T09:30:00+01:00\nlang: en\n---\n\n# Quay reopens\n\n{QUAY}\n',
        )
    )
    assert (stated.title, stated.published, stated.text) == ("Quay reopens", datetime(2026, 1, 13, 8, 30, tzinfo=UTC), QUAY)


def test_a_saved_page_gives_its_article(tmp_path: Path) -> None:
    html = f"<html lang=en><head><title>Quay reopens</title></head><body><nav>Menu</nav><article><h1>Quay reopens</h1><p>{QUAY}</p><p>{CHESS}</p></article></body></html>"
    article = only(put(tmp_path, "a.html", html))
    assert article.title == "Quay reopens" and QUAY in article.text and "Menu" not in article.text


MAIL = "From: Herald <news@herald.example>\nSubject: {subject}\nDate: Tue, 13 Jan 2026 10:00:00 +0100\nMIME-Version: 1.0\nContent-Type: {kind}\n\n{body}"


@pytest.mark.parametrize(
    ("subject", "kind", "body", "title", "text"),
    [
        ("Quay reopens", "text/plain; charset=utf-8", QUAY, "Quay reopens", QUAY),
        ("=?utf-8?q?Caf=C3=A9_reopens?=", "text/plain", QUAY, "Café reopens", QUAY),
        ("Quay", "text/html; charset=utf-8", f"<p>{QUAY}</p><script>x</script><p>{CHESS}</p>", "Quay", f"{QUAY}\n\n{CHESS}"),
        ("Quay", "text/plain; charset=no-such", QUAY, "Quay", QUAY),
        (
            "Quay",
            'multipart/alternative; boundary="b"',
            f"--b\nContent-Type: text/html\n\n<p>HTML</p>\n--b\nContent-Type: text/plain\n\n{QUAY}\n--b--\n",
            "Quay",
            QUAY,
        ),
    ],
)
def test_a_mail_gives_subject_text_sender_and_time(
    tmp_path: Path, subject: str, kind: str, body: str, title: str, text: str
) -> None:
    article = only(put(tmp_path, "a.eml", MAIL.format(subject=subject, kind=kind, body=body)))
    assert (article.title, article.text, article.source) == (title, text, "Herald")
    assert article.published == datetime(2026, 1, 13, 9, tzinfo=UTC)


@pytest.mark.parametrize("content", ["Subject: =?bad?x?=\n\n", "\x00" * 50, "From: \ufffd\nSubject: \n\n", "no mail at all"])
def test_a_mail_that_is_none_or_broken_is_told_or_read(tmp_path: Path, content: str) -> None:
    for item in read(put(tmp_path, "a.eml", content)):
        assert isinstance(item, Article) or item.remedy


def test_json_is_one_article_a_list_or_an_object_of_articles(tmp_path: Path) -> None:
    one, two = {"id": 7, "title": "Quay", "text": QUAY}, {"title": "Chess", "text": CHESS}
    assert only(put(tmp_path, "a.json", json.dumps(one))).id == "7"
    for whole in ([one, two], {"articles": [one, two]}):
        assert [item.title for item in read(put(tmp_path, "b.json", json.dumps(whole))) if isinstance(item, Article)] == [
            "Quay",
            "Chess",
        ]
    mixed = read(put(tmp_path, "c.json", json.dumps([one, 5, {"title": ["x"]}, {}, two])))
    assert [type(item).__name__ for item in mixed] == ["Article", "Problem", "Problem", "Problem", "Article"]
    assert [item.about.rpartition(", ")[2] for item in mixed if isinstance(item, Problem)] == [
        "article 2",
        "article 3",
        "article 4",
    ]


def test_a_broken_line_of_json_lines_is_told_with_its_number_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = [json.dumps({"title": f"Story {n}", "text": QUAY}) for n in range(1, 10)]
    rows[6] = '{"title": "Story 7", "text": '
    found = read(put(tmp_path, "a.jsonl", "\n".join(rows)))
    assert len([item for item in found if isinstance(item, Article)]) == 8
    (bad,) = [item for item in found if isinstance(item, Problem)]
    assert bad.about.endswith("a.jsonl, line 7") and "broken JSON" in bad.reason and "whole JSON object" in bad.remedy


# -- faults


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".json", ".jsonl", ".eml", ""])
@pytest.mark.parametrize("fault", ["missing", "empty", "blank", "binary", "folder"])
def test_every_fault_of_a_file_is_told_with_its_name_and_a_remedy(tmp_path: Path, suffix: str, fault: str) -> None:
    path = tmp_path / f"news{suffix}"
    content = {"empty": b"", "blank": b" \n\t\r\n", "binary": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40}
    if fault == "folder":
        path.mkdir()
    elif fault != "missing":
        path.write_bytes(content[fault])
    found = read(path)
    assert found and all(
        isinstance(item, Problem) and item.about and item.remedy and str(path.name) in item.about for item in found
    ), found


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("page.html", "<html><body><nav>Menu</nav></body></html>", "no article"), ("a.json", '{"title": "x"', "broken JSON"), ("b.json", "5", "not an object"),
        ("c.json", "[]", "no articles"), ("d.json", "{}", "neither title nor text"), ("e.json", '{"title": 5}', "must be a string"),
        ("feed", '<?xml version="1.0"?><rss/>', "a feed"), ("doc", b"%PDF-1.7" + b"x" * 100, "binary"), ("f.json", "[" * 100_000, "nested beyond reason"),
        ("g.json", "1" * 10_000, ""),
    ],
)  # fmt: skip
def test_what_is_not_an_article_says_what_it_is(tmp_path: Path, name: str, content: str | bytes, reason: str) -> None:
    assert reason in problem(put(tmp_path, name, content)).reason


def test_a_file_beyond_its_bound_is_told(tmp_path: Path) -> None:
    assert "larger than" in problem(put(tmp_path, "a.txt", b"x" * (files.MAX_FILE_BYTES + 1))).reason


def test_names_of_files_are_shown_so_that_they_can_be_read(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(str(tmp_path)) + b"/caf\xe9\n\x1b[31m.txt"))
    path.write_bytes(b"")
    (found,) = read(path)
    assert isinstance(found, Problem)
    assert "\n" not in found.about and "\x1b" not in found.about
    found.about.encode()


def test_a_folder_is_read_by_path_without_hidden_files_and_bad_ones_never_cost_the_others(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b.txt", "a.md", "sub/c.txt", ".hidden/x.txt", ".y.txt"):
        put(tmp_path, name, f"Title of {name}\n\n{QUAY}")
    put(tmp_path, "bad.json", "{")
    put(tmp_path, "picture.png", b"\x89PNG")
    found = list(files.read([str(tmp_path)]))
    assert [item.title for item in found if isinstance(item, Article)] == [
        "Title of a.md",
        "Title of b.txt",
        "Title of sub/c.txt",
    ]
    assert len([item for item in found if isinstance(item, Problem)]) == 1
    assert [item.id for item in found if isinstance(item, Article)] == ["1", "2", "3"]


def test_an_empty_folder_and_a_loop_of_links_are_no_trap(tmp_path: Path) -> None:
    (found,) = files.read([str(tmp_path)])
    assert isinstance(found, Problem) and "no article files" in found.reason
    (tmp_path / "loop").symlink_to(tmp_path)
    put(tmp_path, "a.txt", f"Quay\n\n{QUAY}")
    assert len(list(files.read([str(tmp_path)]))) == 1


def test_a_file_whose_name_says_nothing_is_one_object_or_a_line_for_each(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    article = {"title": "Quay reopens", "text": "The quay of Lorn reopened on Tuesday."}
    one.write_text(json.dumps(article, indent=2), encoding="utf-8")
    two.write_bytes(b"\r\n".join(json.dumps(article | {"title": title}).encode() for title in ("First", "Second")))
    assert [a.title for a in files.read_file(one) if isinstance(a, Article)] == ["Quay reopens"]
    assert [a.title for a in files.read_file(two) if isinstance(a, Article)] == ["First", "Second"]
