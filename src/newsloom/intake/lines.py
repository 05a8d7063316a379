"""Read JSON lines as streams: articles, events and claims. A bad line is given back as a value and never stops the rest.

Does no I/O of its own: the caller brings the lines and takes what each gives. Memory holds one line and the ids seen.
Ids come back with the type they had; inside they are strings that are safe to store, whatever was given.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from newsloom.errors import BadLine, InputError
from newsloom.intake import times
from newsloom.model import Article, Kind

Warn: TypeAlias = Callable[[str], None]

_LONGEST_ID = 200  # characters; longer ones, and those no database would take, stand inside as their hash
_NAMES = {str: "a string", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}

# ISO 639-2 and -3 codes that feeds and pages use in place of the two letters.
_THREE_LETTERS = {
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt", "nld": "nl", "dut": "nl",
    "pol": "pl", "rus": "ru", "ukr": "uk", "jpn": "ja", "kor": "ko", "zho": "zh", "chi": "zh", "cmn": "zh", "ara": "ar", "tur": "tr",
    "swe": "sv", "nor": "no", "nob": "no", "dan": "da", "fin": "fi", "ces": "cs", "cze": "cs", "hun": "hu", "ron": "ro", "rum": "ro",
    "ell": "el", "gre": "el", "heb": "he", "hin": "hi", "vie": "vi", "tha": "th", "ind": "id", "cat": "ca", "hrv": "hr", "srp": "sr",
}  # fmt: skip
# Codes of countries that pages give for their language; as languages they mean none, or one that hardly any outlet writes.
_COUNTRIES = {
    "jp": "ja",
    "kr": "ko",
    "cn": "zh",
    "tw": "zh",
    "gr": "el",
    "dk": "da",
    "cz": "cs",
    "ua": "uk",
    "gb": "en",
    "us": "en",
}


class BadField(Exception):
    """Why a line cannot be used; becomes a BadLine with its place."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(reason)


def articles(lines: Iterable[bytes], *, name: str, warn: Warn) -> Iterator[tuple[int, Any, Article] | InputError]:
    """Articles, one a line: `{id, title, text, published, source, lang, url}`.

    All but id and one of title and text may be null or absent; unknown fields are ignored.

    Args:
        name: what messages call the input.
        warn: told of what is odd and stops nothing, such as a time that cannot be read.

    Returns:
        In input order (line number from 1, id as given, article), or a BadLine.
    """
    known = _Ids()
    for number, row in _rows(lines, name):
        if isinstance(row, InputError):
            yield row
            continue
        try:
            given, inner = known.take(row)
            article = article_of(row, inner, warn=_at(warn, name, number))
            if not (article.title.strip() or article.text.strip()):
                raise BadField("has neither title nor text", 'give it "title" or "text"')
        except BadField as bad:
            yield BadLine(name, number, bad.reason, remedy=bad.remedy)
        else:
            yield number, given, article


def events(
    lines: Iterable[bytes], *, name: str, warn: Warn
) -> Iterator[tuple[int, Any, dict[str, Any], list[Article]] | InputError]:
    """Events, one a line: `{id, articles: [{id, title, text, source, published, url, lang}]}`; of an article only text is needed.

    Returns:
        In input order (line number from 1, id as given, article id here → article id as given or position from 1, articles),
        or a BadLine: of an event, or before it of each of its articles that is left out.
    """
    known = _Ids()
    for number, row in _rows(lines, name):
        if isinstance(row, InputError):
            yield row
            continue
        try:
            given, _ = known.take(row)
            ids, found, unusable = _event(row, _at(warn, name, number))
        except BadField as bad:
            yield BadLine(name, number, bad.reason, remedy=bad.remedy)
        else:
            yield from (BadLine(name, number, bad.reason, remedy=bad.remedy) for bad in unusable)
            yield number, given, ids, found


def claims(lines: Iterable[bytes], *, name: str, warn: Warn) -> Iterator[tuple[int, Any, str, Article] | InputError]:
    """Claims, one a line: `{id, claim, source_text, published, lang}`; the last two may be null or absent.

    Returns:
        In input order (line number from 1, id as given, claim, the source as an article), or a BadLine.
    """
    known = _Ids()
    for number, row in _rows(lines, name):
        if isinstance(row, InputError):
            yield row
            continue
        try:
            given, inner = known.take(row)
            claim = _string(row, "claim")
            if not claim.strip():
                raise BadField("has no claim", 'give it "claim", the sentence to check')
            if not _string(row, "source_text").strip():
                raise BadField("has no source_text", 'give it "source_text", the text to check the claim against')
            source = article_of({**row, "text": row["source_text"], "title": None}, inner, warn=_at(warn, name, number))
        except BadField as bad:
            yield BadLine(name, number, bad.reason, remedy=bad.remedy)
        else:
            yield number, given, claim, source


def _event(row: Mapping[str, Any], warn: Warn) -> tuple[dict[str, Any], list[Article], list[BadField]]:
    """Ids and articles of an event, and why others of its articles cannot be used.

    Raises:
        BadField: when there is nothing to write.
    """
    listed = row.get("articles")
    if not isinstance(listed, list):
        raise BadField("has no list of articles", 'give it "articles", a list of objects with "text"')
    ids: dict[str, Any] = {}
    found: list[Article] = []
    unusable: list[BadField] = []
    known = _Ids()
    for position, item in enumerate(listed, 1):
        try:
            if not isinstance(item, dict):
                raise BadField(f"must be an object, is {_named(item)}")
            given, inner = (position, known.free(str(position))) if item.get("id") is None else known.take(item)
            article = article_of(item, inner, warn=warn)
        except BadField as bad:
            unusable.append(BadField(f"article {position}: {bad.reason}", bad.remedy))
            continue
        ids[inner] = given
        found.append(article)
    if not any(article.title.strip() or article.text.strip() for article in found):
        if unusable:
            raise unusable[0]
        raise BadField("has no article with text, so there is nothing to write", 'each article needs "text"')
    return ids, found, unusable


def _rows(lines: Iterable[bytes], name: str) -> Iterator[tuple[int, dict[str, Any] | InputError]]:
    """The objects of the lines with their numbers; blank lines are passed over."""
    for number, line in enumerate(lines, 1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        try:
            yield number, _object(line)
        except BadField as bad:
            yield number, BadLine(name, number, bad.reason, remedy=bad.remedy)


def _object(line: bytes) -> dict[str, Any]:
    if line.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in line:
        raise BadField("is not UTF-8 text", "save the file as UTF-8")
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as exc:
        raise BadField(f"is not UTF-8 (byte {exc.start + 1})", "save the file as UTF-8") from exc
    except json.JSONDecodeError as exc:
        raise BadField(f"broken JSON: {exc.msg} at character {exc.colno}", "each line must be one whole JSON object") from exc
    except (ValueError, RecursionError) as exc:  # a number of thousands of digits, or brackets nested as deep
        raise BadField("broken JSON: nested or numbered beyond reason") from exc
    if not isinstance(row, dict):
        raise BadField(f"must be a JSON object, is {_named(row)}", "each line must be one whole JSON object")
    return row


class _Ids:
    """The ids met so far. 1 and "1" are two ids."""

    def __init__(self) -> None:
        self._given: set[tuple[bool, str]] = set()
        self._inner: set[str] = set()

    def take(self, row: Mapping[str, Any]) -> tuple[Any, str]:
        """The id of the row as given, and the one it has inside.

        Raises:
            BadField: when it has none, or one that was met before.
        """
        given = row.get("id")
        if given is None:
            raise BadField("has no id", 'give it "id", a string or a number')
        if isinstance(given, bool) or not isinstance(given, (str, int, float)):
            raise BadField(f"id must be a string or a number, is {_named(given)}")
        if isinstance(given, float) and not math.isfinite(given):
            raise BadField("id must be a string or a number, is not a number")
        if given == "":
            raise BadField("id is empty", 'give it "id", a string or a number')
        text = _safe_id(str(given))
        mark = (isinstance(given, str), text)
        if mark in self._given:
            raise BadField(
                f"id {_shown(given)} is repeated", "the first line with it was used; give each line an id of its own"
            )
        self._given.add(mark)
        return given, self.free(text)

    def free(self, wanted: str) -> str:
        """`wanted`, or the like of it that is not taken; it is taken then."""
        inner, number = wanted, 1
        while inner in self._inner:
            number += 1
            inner = f"{wanted}~{number}"
        self._inner.add(inner)
        return inner


def _safe_id(given: str) -> str:
    """The id, or its hash where it is long or holds what a database or a file name chokes on."""
    if len(given) <= _LONGEST_ID and given.isprintable() and given.strip() == given:
        return given
    return "id-" + hashlib.blake2b(given.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def article_of(row: Mapping[str, Any], inner: str, *, warn: Warn) -> Article:
    """The article that an object of JSON states; `inner` becomes its id.

    Raises:
        BadField: when a field has the wrong type.
    """
    title, text = _string(row, "title"), _string(row, "text")
    when = _published(row.get("published"), warn)
    return Article(
        id=inner,
        title=title,
        text=text,
        source=_string(row, "source").strip() or None,
        url=_string(row, "url").strip() or None,
        published=when.time if when else None,
        day_only=when.day_only if when else False,
        lang=language(_string(row, "lang")),
        kind=Kind.NEWS if title.strip() or text.strip() else Kind.EMPTY,
    )


def _string(row: Mapping[str, Any], field: str) -> str:
    value = row.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadField(f"{field} must be a string, is {_named(value)}", "write it in quotes, or leave it out")
    return value


def _published(value: Any, warn: Warn) -> times.When | None:
    if value is None or value == "":
        return None
    when = times.iso(value) if isinstance(value, str) else None
    if when is None:
        warn(f"published {_shown(value)} is not an ISO 8601 date or time; taken as not given")
    return when


def language(tag: str | None) -> str | None:
    """The ISO 639-1 code of a language tag such as `en-GB` or `deu`; None if it is none."""
    first = (tag or "").strip()[:40].replace("_", "-").split("-")[0].lower()
    first = _COUNTRIES.get(first, first)
    if len(first) == 2 and first.isascii() and first.isalpha():
        return first
    return _THREE_LETTERS.get(first)


def _named(value: Any) -> str:
    return _NAMES.get(type(value), "null")


def _shown(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _at(warn: Warn, name: str, number: int) -> Warn:
    return lambda text: warn(f"{name}, line {number}: {text}")
