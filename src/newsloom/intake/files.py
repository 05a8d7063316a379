"""Read article files and folders of them: .txt .md .html .json .jsonl .eml. Reads the disk, never writes, never fetches.

What cannot be used becomes a Problem that names the file and the remedy; the rest goes on. JSON lines as streams
(`articles`, `events`, `claims`) are in `intake.lines` and may be called from here.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from newsloom.errors import ExtractionError, InputError, NewsloomError, UnreadableFile
from newsloom.intake import times
from newsloom.intake.decoding import decoded
from newsloom.intake.lines import BadField, article_of, articles, claims, events, language
from newsloom.model import Article, Problem

__all__ = ["SUFFIXES", "articles", "claims", "events", "found", "plain_article", "read", "read_file"]

STDIN = "-"
SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson", ".eml")

MAX_FILE_BYTES = 20_000_000  # of one article file; JSON lines are read as a stream and have no bound
_LONGEST_TITLE = 250  # characters; a longer first line is the text itself
_LONGEST_DECK = 300
_WRAPPED_WIDTH = 100  # a file without a longer line is taken as hard-wrapped: its lines are not paragraphs
_HEADER_LINES = 8  # a `Date:` line stands within these or is text

_WORDS = re.compile(r"[^\W_]+")
_FULL_STOP = tuple('.!?。！？…:;”"')
_BYLINE = re.compile(r"(?i:by|von|par|por|di|da|door|av|af)\s+[^\W\d_a-z]|[\w .'-]{3,60}\s+\|\s+")
_HEADER = re.compile(
    r"\s*(date|published|publication date|source|publisher|url|link|lang|language)\s*:\s*(\S.*)", re.IGNORECASE
)


def read(names: Sequence[str | os.PathLike[str]] | str) -> Iterator[Article | Problem]:
    """The articles of files and folders, in the order given; within a folder by path, hidden files passed over.

    An article's id is what its file states (JSON), else its position from 1.

    Args:
        names: files and folders; `-` is standard input, of whatever kind its content says.
    """
    taken: set[str] = set()
    position = 0
    for name in [names] if isinstance(names, str) else names:
        for path in _paths(name):
            if isinstance(path, Problem):
                yield path
                continue
            for item in _items(path):
                if isinstance(item, Problem):
                    yield item
                    continue
                position += 1
                yield replace(item, id=_free(item.id or str(position), taken))


def read_file(path: str | os.PathLike[str]) -> list[Article | Problem]:
    """What one file holds. The id of an article is "" unless the file states it."""
    return list(_items(Path(path)))


def found(folder: str | os.PathLike[str]) -> list[Path]:
    """The article files below a folder, by path; hidden ones, pipes, devices and those of other kinds are passed over.

    Raises:
        UnreadableFile: when the folder is missing or may not be listed.
    """
    root = Path(folder)

    def fail(exc: OSError) -> None:
        if exc.filename == str(root):
            raise exc

    paths: list[Path] = []
    try:
        for here, folders, files in os.walk(root, onerror=fail):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            named = (Path(here, name) for name in files if not name.startswith(".") and name.lower().endswith(SUFFIXES))
            paths.extend(path for path in named if not _waits(path))
    except OSError as exc:
        raise UnreadableFile(_shown(root), (exc.strerror or str(exc)).lower(), remedy="check the name and permissions") from exc
    return sorted(paths)


def _waits(path: Path) -> bool:
    """Whether it is a pipe or a device, which would be waited for or never end. What cannot be looked at is left to be told."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def plain_article(text: str) -> Article:
    """A plain text as an article: the first line is the title, a short line without a full stop after it the deck.

    A repeated title is dropped. The deck stays as the first line of the text if it says more than the title does.
    Lines such as `Date: 2026-01-13` at the top are taken as what they say; nothing else gives a time.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    stated, lines = _headers(lines)
    rest = _after_blank(lines)
    if not rest:
        return _stated(Article(id=""), stated)
    title = rest[0].strip()
    if len(title) > _LONGEST_TITLE:
        return _stated(Article(id="", text=_joined(rest)), stated)
    wrapped = all(len(line) <= _WRAPPED_WIDTH for line in rest)
    body = _without_repeat(rest[1:], title)
    deck = _deck(body, wrapped=wrapped)
    if deck:
        body = _without_repeat(_after_blank(body)[1:], title)
        if _says_more(deck, title):
            body = [deck, "", *body]
    return _stated(Article(id="", title=title, text=_joined(body)), stated)


# ---------------------------------------------------------------------------------------------- which files


def _paths(name: str | os.PathLike[str]) -> Iterator[Path | Problem]:
    path = Path(name)
    if str(name) == STDIN or not path.is_dir():
        yield path
        return
    try:
        inside = found(path)
    except InputError as exc:
        yield _problem(exc)
        return
    if not inside:
        yield Problem(_shown(path), "the folder has no article files", f"articles are files ending in {' '.join(SUFFIXES)}")
    yield from inside


def _items(path: Path) -> Iterator[Article | Problem]:
    """What one file holds; its own faults come as values."""
    try:
        if path.suffix.lower() in (".jsonl", ".ndjson"):
            yield from _lines(path)
            return
        content = _bytes(path)
        reader = _READERS.get(path.suffix.lower()) or _by_content(content, path)
        yield from reader(content, path)
    except NewsloomError as exc:
        yield _problem(exc)
    except BadField as exc:
        yield Problem(_shown(path), exc.reason, exc.remedy)
    except RecursionError:
        yield Problem(_shown(path), "is nested beyond reason", "it is not a file of articles")


def _problem(exc: NewsloomError) -> Problem:
    return Problem(exc.about, exc.reason, exc.remedy)


def _free(wanted: str, taken: set[str]) -> str:
    free, number = wanted, 1
    while free in taken:
        number += 1
        free = f"{wanted}~{number}"
    taken.add(free)
    return free


def _shown(path: Path) -> str:
    """The name as it can be printed: bytes that are no text, line breaks and control characters as escapes."""
    name = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in name)


# ---------------------------------------------------------------------------------------------- bytes to text


def _bytes(path: Path) -> bytes:
    """The whole file.

    Raises:
        UnreadableFile: when it is missing, empty, too large, or no file.
    """
    name = _shown(path)
    try:
        if str(path) == STDIN:
            content = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
        else:
            mode = path.stat().st_mode
            if stat.S_ISSOCK(mode) or stat.S_ISBLK(mode):
                raise UnreadableFile(name, "is not a file", remedy="name a file of text")
            with path.open("rb") as stream:
                content = stream.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError as exc:
        raise UnreadableFile(name, "there is no such file", remedy="check the name") from exc
    except (OSError, ValueError) as exc:  # ValueError: a NUL in the name
        reason = getattr(exc, "strerror", None) or str(exc)
        raise UnreadableFile(name, f"cannot be read: {reason.lower()}", remedy="check the name and permissions") from exc
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFile(
            name, f"is larger than {MAX_FILE_BYTES // 1_000_000} MB", remedy="split it, or give it as .jsonl, which is streamed"
        )
    if not content.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise UnreadableFile(name, "is empty", remedy="there is nothing to read in it")
    return content


# ---------------------------------------------------------------------------------------------- plain text


def _headers(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """`Date: …`, `Source: …` lines at the top, and the lines without them. A date that is none stays text."""
    stated: dict[str, str] = {}
    kept: list[str] = []
    for number, line in enumerate(lines):
        matched = _HEADER.fullmatch(line) if number < _HEADER_LINES and len(line) < 500 else None
        if matched is None:
            if 0 < number < _HEADER_LINES and "date" not in stated and times.only(line):
                stated["date"] = line
            else:
                kept.append(line)
            continue
        field = _FIELDS[matched[1].lower()]
        if field in stated or (field == "date" and times.loose(matched[2]) is None):
            kept.append(line)
        else:
            stated[field] = matched[2].strip()
    return stated, kept


_FIELDS = {
    "date": "date", "published": "date", "publication date": "date", "pubdate": "date", "source": "source", "publisher": "source",
    "url": "url", "link": "url", "canonical": "url", "lang": "lang", "language": "lang", "title": "title",
}  # fmt: skip


def _stated(article: Article, stated: dict[str, str]) -> Article:
    when = times.loose(stated.get("date"))
    return replace(
        article,
        title=stated.get("title") or article.title,
        source=stated.get("source") or article.source,
        url=_web_address(stated.get("url")) or article.url,
        published=when.time if when else article.published,
        day_only=when.day_only if when else article.day_only,
        lang=language(stated.get("lang")) or article.lang,
    )


def _web_address(given: str | None) -> str | None:
    return given if given and given.lower().startswith(("http://", "https://")) else None


def _after_blank(lines: list[str]) -> list[str]:
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    return lines[start:]


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip()


def _without_repeat(lines: list[str], title: str) -> list[str]:
    """The lines without first ones that repeat the title."""
    rest, wanted, start = _after_blank(lines), _folded(title), 0
    while start + 1 < len(rest) and (not rest[start].strip() or _folded(rest[start]) == wanted):
        start += 1
    return rest[start:]


def _folded(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def _deck(lines: list[str], *, wrapped: bool) -> str:
    """The first line if it is a deck: short, no full stop, a paragraph of its own, with text after it."""
    if len(lines) < 2:
        return ""
    first = lines[0].strip()
    if len(first) > _LONGEST_DECK or first.endswith(_FULL_STOP) or _BYLINE.match(first):
        return ""
    alone = not lines[1].strip() or not wrapped
    return first if alone and _after_blank(lines[1:]) else ""


def _says_more(deck: str, title: str) -> bool:
    """Whether the deck has at least two words, or a quarter of its own, that the title has not."""
    words, known = _WORDS.findall(deck.casefold()), set(_WORDS.findall(title.casefold()))
    new = [word for word in words if word not in known]
    return len(new) >= max(2, len(words) // 4)


def _plain(content: bytes, path: Path) -> Iterator[Article]:
    yield plain_article(decoded(content, _shown(path)))


# ---------------------------------------------------------------------------------------------- Markdown

_MARKUP: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"^\s*(```|~~~).*$", re.MULTILINE), ""),
    (re.compile(r"!\[[^\[\]\n]{0,1000}\]\([^)\[\n]{0,2000}\)"), ""),  # images
    (re.compile(r"\[([^\[\]\n]{1,1000})\](?:\([^)\[\n]{0,2000}\)|\[[^\[\]\n]{0,200}\])"), r"\1"),  # links
    (re.compile(r"^\s*\[[^\]\n]{1,200}\]:\s*\S.*$", re.MULTILINE), ""),  # where the links lead
    (re.compile(r"<(https?://[^<>\s]{1,2000})>"), r"\1"),
    (re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE), r"\1"),
    (re.compile(r"^ {0,3}(?:=+|-{2,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*[-*+][ \t]+", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]{1,1000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,1000}?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_\n]{1,1000}?)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"`([^`\n]{1,1000})`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>\n]{0,500}>"), ""),
    (re.compile(r"\n{3,}"), "\n\n"),
)
_ITEM = re.compile(r"([A-Za-z_-]{1,40})\s*[:=]\s*(.*)")


def _markdown(content: bytes, path: Path) -> Iterator[Article]:
    """Front matter for the facts, else the first heading for the title; markup is taken off."""
    stated, body = _front_matter(decoded(content, _shown(path)))
    for pattern, plain in _MARKUP:
        body = pattern.sub(plain, body)
    body = body.strip()
    if stated.get("title"):
        lines = _without_repeat(body.split("\n"), stated["title"])
        yield _stated(Article(id="", text=_joined(lines)), stated)
    else:
        yield _stated(plain_article(body), stated)


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The simple `name: value` lines between two fences (--- or +++), and the text after them."""
    lines = text.split("\n")
    fence = lines[0].strip()
    if fence not in ("---", "+++"):
        return {}, text
    end = next((number for number, line in enumerate(lines[1:200], 1) if line.strip() == fence), None)
    if end is None:
        return {}, text
    stated: dict[str, str] = {}
    for line in lines[1:end]:
        if (matched := _ITEM.fullmatch(line)) and (field := _FIELDS.get(matched[1].lower())):
            value = matched[2].strip()
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            stated.setdefault(field, value)
    return stated, "\n".join(lines[end + 1 :])


# ---------------------------------------------------------------------------------------------- HTML, mail, JSON


def _html(content: bytes, path: Path) -> Iterator[Article]:
    from newsloom.intake import extract  # lazy: trafilatura takes half a second to load

    try:
        page = extract.extract(content, url=None)
    except ExtractionError as exc:
        raise ExtractionError(_shown(path), exc.reason, remedy=exc.remedy or "save the page of one article") from exc
    yield Article(
        id="",
        title=page.title,
        text=page.text,
        source=page.publisher,
        url=page.canonical,
        published=page.published,
        day_only=page.day_only,
        lang=page.lang,
        kind=page.kind,
        paid=page.paid,
        canonical=page.canonical,
        image=page.image,
    )


def _mail(content: bytes, path: Path) -> Iterator[Article]:
    from newsloom.intake import mail  # lazy: the standard library's parser takes a moment to load

    yield mail.article(content, _shown(path))


def _json(content: bytes, path: Path) -> Iterator[Article | Problem]:
    """One article as an object, several as a list, or as the list `articles` of an object."""
    name = _shown(path)
    try:
        whole = json.loads(decoded(content, name))
    except json.JSONDecodeError as exc:
        raise UnreadableFile(
            name, f"broken JSON at line {exc.lineno}: {exc.msg}", remedy="mend it, or name it .jsonl if it has an object a line"
        ) from exc
    except ValueError as exc:  # a number of thousands of digits
        raise UnreadableFile(name, "broken JSON", remedy="mend it") from exc
    if isinstance(whole, dict) and isinstance(whole.get("articles"), list):
        whole = whole["articles"]
    rows = whole if isinstance(whole, list) else [whole]
    if not rows:
        raise UnreadableFile(name, "has no articles", remedy='an article is an object with "title" and "text"')
    for number, row in enumerate(rows, 1):
        about = name if len(rows) == 1 else f"{name}, article {number}"
        try:
            yield _from_object(row)
        except BadField as exc:
            yield Problem(about, exc.reason, exc.remedy)


def _lines(path: Path) -> Iterator[Article | Problem]:
    name = _shown(path)
    try:
        with path.open("rb") as stream:
            empty = True
            for number, line in enumerate(stream, 1):
                if not line.strip(b"\xef\xbb\xbf\r\n\t "):
                    continue
                empty = False
                try:
                    yield _from_object(json.loads(line.decode("utf-8-sig")))
                except BadField as exc:
                    yield Problem(f"{name}, line {number}", exc.reason, exc.remedy)
                except (ValueError, RecursionError) as exc:
                    reason = exc.msg if isinstance(exc, json.JSONDecodeError) else "not UTF-8, or nested beyond reason"
                    yield Problem(f"{name}, line {number}", f"broken JSON: {reason}", "each line must be one whole JSON object")
            if empty:
                yield Problem(name, "is empty", "there is nothing to read in it")
    except OSError as exc:
        remedy = "check the name" if isinstance(exc, FileNotFoundError) else "check the name and permissions"
        yield Problem(name, f"cannot be read: {(exc.strerror or str(exc)).lower()}", remedy)


def _from_object(row: Any) -> Article:
    if not isinstance(row, dict):
        raise BadField("is not an object", 'an article is an object with "title" and "text"')
    given = row.get("id")
    inner = str(given) if isinstance(given, (str, int, float)) and not isinstance(given, bool) else ""
    article = article_of(row, inner, warn=lambda _: None)
    if not (article.title.strip() or article.text.strip()):
        raise BadField("has neither title nor text", 'give it "title" or "text"')
    return article


_Reader = Callable[[bytes, Path], Iterable[Article | Problem]]

_READERS: dict[str, _Reader] = {
    ".txt": _plain,
    ".text": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".json": _json,
    ".eml": _mail,
}


def _by_content(content: bytes, path: Path) -> _Reader:
    """The reader for a file whose name does not say what it is.

    Raises:
        UnreadableFile: when its content is of no kind that holds articles.
    """
    head = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return _html
    if re.match(rb"<\?xml|<rss|<feed|<opml", head):
        raise UnreadableFile(
            _shown(path), "is a feed or a list of feeds, not an article", remedy="follow it with `newsloom add`"
        )
    if head.startswith((b"%pdf", b"pk\x03\x04", b"\x89png", b"\xff\xd8\xff", b"gif8", b"\x1f\x8b")):
        raise UnreadableFile(_shown(path), "is binary, not text", remedy="export it as text, Markdown or HTML first")
    if head.startswith((b"{", b"[")):
        return (
            _json if not head.startswith(b"{") or b"}\n{" not in content[:MAX_FILE_BYTES].replace(b"\r", b"") else _json_stream
        )
    return _plain


def _json_stream(content: bytes, path: Path) -> Iterator[Article | Problem]:
    """JSON lines from standard input, or from a file whose name does not say so."""
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield _from_object(json.loads(line))
        except BadField as exc:
            yield Problem(f"{_shown(path)}, line {number}", exc.reason, exc.remedy)
        except (ValueError, RecursionError):
            yield Problem(f"{_shown(path)}, line {number}", "broken JSON", "each line must be one whole JSON object")
