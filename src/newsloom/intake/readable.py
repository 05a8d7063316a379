"""Bytes of feeds to text that any parser may have. Pure.

The document is made UTF-8, its DTD is cut out (so that no entity is ever expanded and nothing ever loaded), references to what XML cannot hold
are dropped, and what parsers pass over or guess at is said so that they need not: times, titles that are markup, prefixes without a meaning.
"""

from __future__ import annotations

import codecs
import html as html_entities
import re
import zlib

from newsloom.errors import ParseError
from newsloom.intake import times
from newsloom.intake.texts import few_attributes, meant

ITEM = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
GZIP = b"\x1f\x8b"
_LARGEST = 15_000_000  # bytes, as the setting for the body of a feed
_LONGEST_TITLE = 4000  # characters
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,500}>", re.IGNORECASE)
_REFERENCE = re.compile(  # a CDATA section, a named entity, or an ampersand that begins no reference
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:amp|lt|gt|quot|apos);|#\d{1,7};|#x[0-9a-fA-F]{1,6};)(?:([A-Za-z][A-Za-z0-9]{1,31});)?",
    re.DOTALL,
)
_NUMBERED = re.compile(r"&#(?:(\d{1,7})|x([0-9a-fA-F]{1,6}));")
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13)) + b"\x7f"
_DATED = re.compile(
    r"(<((?:\w{1,20}:)?(?:pubDate|published|updated|issued|modified|date|created|lastBuildDate))(?:\s[^<>]{0,200})?>)([^<]{1,200})(?=</\2)",
    re.IGNORECASE,
)
_SURE = re.compile(  # what any parser reads as we do
    r"\s*(?:(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|UTC|Z|[+-](?:0\d|1[0-4])[0-5]\d)"
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d))\s*"
)
_ELEMENT = re.compile(r"<(?:[\w.-]{1,40}:)?([\w.-]{1,40})")
_MARKED_UP = re.compile(
    r"<((?:\w{1,20}:)?title)\s[^<>]{0,200}?\btype\s*=\s*[\"'](?:xhtml|application/xhtml\+xml)[\"'][^<>]{0,200}>"
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_PREFIXES = (
    ("content", "http://purl.org/rss/1.0/modules/content/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("media", "http://search.yahoo.com/mrss/"),
    ("atom", "http://www.w3.org/2005/Atom"),
    ("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
    ("news", "http://www.google.com/schemas/sitemap-news/0.9"),
    ("image", "http://www.google.com/schemas/sitemap-image/1.1"),
)


def inflated(body: bytes, url: str) -> bytes:
    """What a compressed file holds that is served as a file, as sitemaps are.

    Raises:
        ParseError: when it is broken, or holds more than any feed does.
    """
    engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        whole = engine.decompress(body, _LARGEST)
    except zlib.error as exc:
        raise ParseError(url, "is a broken compressed file", remedy="it will be asked again") from exc
    if engine.unconsumed_tail:
        raise ParseError(url, f"holds over {_LARGEST // 1_000_000} MB", remedy="look for a shorter feed of the site")
    return whole


def decoded(body: bytes, content_type: str | None = None) -> str:
    """The document as text: by its byte order mark, as UTF-8 if it is valid, as it declares, as the header says; never fails."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    if body[:4] in (b"<\x00?\x00", b"<\x00r\x00", b"<\x00f\x00"):
        return body.decode("utf-16-le", "replace")
    if body[:4] in (b"\x00<\x00?", b"\x00<\x00r", b"\x00<\x00f"):
        return body.decode("utf-16-be", "replace")
    declared = _DECLARED.search(body[:1000])
    names = [declared[1].decode("ascii")] if declared else []
    if content_type and (header := _CHARSET.search(content_type)):
        names.append(header[1])
    named = [codec for name in names if (codec := meant(name))]
    stateful = bool(named) and named[0].startswith(("iso2022", "hz"))  # these look like ASCII
    for codec in named if stateful else ["utf-8", *named]:
        try:
            return body.decode(codec)
        except ValueError:
            continue
    fallback = next(iter(named), "utf-8" if _mostly_utf8(body) else "cp1252")
    return body.decode(fallback, "replace")


def _mostly_utf8(body: bytes) -> bool:
    head = body[:200_000]
    return head.decode("utf-8", "replace").count("\ufffd") * 20 < sum(byte > 127 for byte in head[:200_000:7]) * 7 + 1


def readable(text: str) -> str:
    """The XML without declaration, DTD, control characters, named entities of HTML, and times that would be guessed at."""
    text = text.lstrip("\ufeff \t\r\n")
    if (found := _DECLARATION.match(text)) is not None:
        text = text[found.end() :]
    if "<!DOCTYPE" in text or "<!doctype" in text[:5000]:
        text = _without_doctype(text)
    cleaned = text.encode("utf-8", "replace").translate(None, _CONTROLS).decode("utf-8")
    cleaned = cleaned.replace("\ufffe", "").replace("\uffff", "")
    if "&" in cleaned:
        cleaned = _NUMBERED.sub(_possible_character, _REFERENCE.sub(_known_reference, cleaned))
    cleaned = few_attributes(cleaned)
    if "xhtml" in cleaned:
        cleaned = _with_plain_titles(cleaned)
    return _DATED.sub(_sure_time, _with_prefixes(cleaned))


def _with_plain_titles(text: str) -> str:
    """Titles that are markup (Atom's xhtml) as the text they show, which is what the parsers look for. Linear."""
    parts, at = [], 0
    for found in _MARKED_UP.finditer(text):
        end = text.find(f"</{found[1]}", found.end(), found.end() + _LONGEST_TITLE)
        if found.start() < at or end < 0:
            continue
        parts += [text[at : found.start()], f"<{found[1]}>", _TAG.sub("", text[found.end() : end])]
        at = end
    return "".join([*parts, text[at:]])


def _with_prefixes(text: str) -> str:
    """The document with the well-known prefixes declared that it uses without saying what they mean, or their elements would be lost."""
    missing = [f' xmlns:{name}="{uri}"' for name, uri in _PREFIXES if f"<{name}:" in text and f"xmlns:{name}" not in text]
    found = _root_element(text) if missing else None
    return text if found is None else text[: found.end()] + "".join(missing) + text[found.end() :]


def _without_doctype(text: str) -> str:
    """The document without its DTD, whatever it declares, so that entities beyond XML's five are never expanded.

    Linear: each character is looked at once.
    """
    start = text[:100_000].upper().find("<!DOCTYPE")
    first = ITEM.search(text)
    if start < 0 or (first and first.start() < start):
        return text
    position, depth, size = start + 9, 0, len(text)
    while position < size:
        char = text[position]
        if char in "\"'":
            closing = text.find(char, position + 1)
            if closing < 0:
                break
            position = closing
        elif text.startswith("<!--", position):
            closing = text.find("-->", position)
            if closing < 0:
                break
            position = closing + 2
        elif char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
        elif char == ">" and depth <= 0:
            return text[:start] + text[position + 1 :]
        position += 1
    return text[:start]


def _known_reference(found: re.Match[str]) -> str:
    """HTML's character for its name; an entity that only a DTD could define, and a bare ampersand, stay as text."""
    if found[0].startswith("<"):
        return found[0]
    if found[1] is None:
        return "&amp;"
    char = html_entities.unescape(found[0])
    return char if char != found[0] and not char.endswith(";") else f"&amp;{found[1]};"


def _possible_character(found: re.Match[str]) -> str:
    """A reference by number, unless to what XML cannot hold: control characters, surrogates, numbers beyond Unicode."""
    code = int(found[1]) if found[1] else int(found[2], 16)
    possible = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF
    return found[0] if possible else ""


def _sure_time(found: re.Match[str]) -> str:
    if _SURE.fullmatch(found[3]):
        return found[0]
    when = times.loose(html_entities.unescape(found[3]))
    if when is None:
        return found[1]
    return found[1] + (
        when.time.strftime("%Y-%m-%d").zfill(10) if when.day_only else when.time.isoformat().replace("+00:00", "Z")
    )


def root_name(text: str) -> str:
    """The local name of the first element, in lower case; "" if there is none."""
    found = _root_element(text)
    return found[1].lower() if found else ""


def _root_element(text: str) -> re.Match[str] | None:
    """Where the first element begins, up to the end of its name; None if there is none."""
    position = 0
    for _ in range(200):
        position = text.find("<", position)
        if position < 0:
            return None
        if text.startswith("<!--", position):
            position = text.find("-->", position)
        elif text.startswith(("<?", "<!"), position):
            position = text.find(">", position)
        else:
            return _ELEMENT.match(text, position)
        if position < 0:
            return None
    return None
