"""Read a feed document: RSS, Atom, JSON Feed or news sitemap. Pure: bytes in, entries out; never fetches anything.

fastfeedparser reads it first, and feedparser, which is fifty times slower, where the first one fails or finds fewer entries than
the document holds. Before either sees it, the document is turned into UTF-8, its DTD is cut out (so that no entity is ever
expanded and nothing ever loaded) and times that no parser should guess at are taken away.
"""

from __future__ import annotations

import codecs
import hashlib
import html as html_entities
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from newsloom.errors import ParseError
from newsloom.intake import images, times
from newsloom.intake.lines import language
from newsloom.intake.links import absolute
from newsloom.intake.texts import one_line, plain_text
from newsloom.model import Entry, ParsedFeed
from newsloom.origins import canonical_address

MAX_ENTRIES = 5000  # a feed with more is no feed; the rest is named in `problems`
_MAX_TITLE = 1000  # characters
_MAX_TEXT = 500_000
_HEAD = 60_000  # bytes before the first entry in which the feed's own facts are looked for

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,500}>", re.IGNORECASE)
_REFERENCE = re.compile(  # a CDATA section, a named entity, or an ampersand that begins no reference
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:amp|lt|gt|quot|apos);|#\d{1,7};|#x[0-9a-fA-F]{1,6};)(?:([A-Za-z][A-Za-z0-9]{1,31});)?",
    re.DOTALL,
)
_NUMBERED = re.compile(r"&#(?:(\d{1,7})|x([0-9a-fA-F]{1,6}));")
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13)) + b"\x7f"
_ITEM = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_ITEM_END = re.compile(r"</(?:\w{1,20}:)?(?:item|entry)\s*>")
_MOST_TAGS = 20_000  # of one entry
_DATED = re.compile(
    r"(<((?:\w{1,20}:)?(?:pubDate|published|updated|issued|modified|date|created|lastBuildDate))(?:\s[^<>]{0,200})?>)([^<]{1,200})(?=</\2)",
    re.IGNORECASE,
)
_SURE = re.compile(  # what any parser reads as we do
    r"\s*(?:(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|UTC|Z|[+-]\d{4})"
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d))\s*"
)
_ENDS = re.compile(r"</(?:\w{1,20}:)?(?:rss|feed|rdf|channel|urlset)\s*>", re.IGNORECASE)
_DAY_ALONE = re.compile(r">(\d{4}-\d\d-\d\d)</")
_TTL = re.compile(r"<ttl>\s*(\d{1,6})\s*</ttl>")
_PERIOD = re.compile(r"<sy:updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*<", re.IGNORECASE)
_FREQUENCY = re.compile(r"<sy:updateFrequency>\s*(\d{1,4})\s*<")
_LANGUAGE = re.compile(
    r"<(?:dc:)?language>\s*(?:<!\[CDATA\[)?\s*([\w-]{2,20})|<(?:feed|rss|channel)\b[^>]{0,2000}\bxml:lang\s*=\s*[\"']([\w-]{2,20})"
)
_HUB = re.compile(r"<[^<>]{0,300}\brel\s*=\s*[\"']hub[\"'][^<>]{0,300}>")
_HREF = re.compile(r"\bhref\s*=\s*[\"']([^\"']{1,2000})[\"']")
_NAME_IN_MAIL = re.compile(r"^\S+@\S+\s+\((.+)\)$")
_PERIODS_S = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_HTML_PAGE = "is a web page, not a feed"


def parse(body: bytes, *, url: str, content_type: str | None = None) -> ParsedFeed:
    """The feed that these bytes are.

    Args:
        body: the whole document, decompressed.
        url: where it came from; relative links count from it.
        content_type: the header of that name, for its charset; None if there was none.

    Returns:
        Its entries in document order, at most `MAX_ENTRIES`; what had to be passed over is in `problems`.

    Raises:
        ParseError: when it is no feed.
    """
    if not body.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise ParseError(url, "the feed is empty", remedy="the site sent nothing; it will be asked again")
    text = decoded(body, content_type)
    start = text.lstrip("\ufeff \t\r\n")[:2000]
    if start.startswith("{"):
        return _finished(*_json_feed(text, url), url=url)
    text = _readable(text)
    root = _root(text)
    if root == "html":
        raise ParseError(url, _HTML_PAGE, remedy="give the address of a page whose feed can be found, or of the feed itself")
    if root in ("urlset", "sitemapindex"):
        return _finished(*_sitemap(text, url, root), url=url)
    return _with_days(_finished(*_xml_feed(text, url), url=url), text)


# ---------------------------------------------------------------------------------------------- bytes to harmless text


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
    named = [declared[1].decode("ascii")] if declared else []
    if content_type and (header := _CHARSET.search(content_type)):
        named.append(header[1])
    tried = named if named and named[0].lower().startswith("iso-2022") else ["utf-8", *named]
    for encoding in tried:
        if encoding.lower().replace("_", "-") in ("utf-7", "utf7", "unicode-escape", "raw-unicode-escape", "idna", "punycode"):
            continue  # encodings that only attackers choose: they hide markup from whoever reads bytes
        try:
            return body.decode(encoding)
        except (LookupError, ValueError):
            continue
    fallback = next((name for name in named if _is_text_codec(name)), "utf-8" if _mostly_utf8(body) else "cp1252")
    return body.decode(fallback, "replace")


def _is_text_codec(name: str) -> bool:
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return found._is_text_encoding and found.name.startswith(("utf-8", "iso", "cp", "gb", "big5", "euc", "shift", "koi8"))


def _mostly_utf8(body: bytes) -> bool:
    head = body[:200_000]
    return head.decode("utf-8", "replace").count("\ufffd") * 20 < sum(byte > 127 for byte in head[:200_000:7]) * 7 + 1


def _readable(text: str) -> str:
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
    return _DATED.sub(_sure_time, cleaned)


def _without_doctype(text: str) -> str:
    """The document without its DTD, whatever it declares, so that entities beyond XML's five are never expanded.

    Linear: each character is looked at once.
    """
    start = text[:100_000].upper().find("<!DOCTYPE")
    first = _ITEM.search(text)
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


def _root(text: str) -> str:
    """The local name of the first element, in lower case; "" if there is none."""
    position = 0
    for _ in range(200):
        position = text.find("<", position)
        if position < 0:
            return ""
        if text.startswith("<!--", position):
            position = text.find("-->", position)
        elif text.startswith(("<?", "<!"), position):
            position = text.find(">", position)
        else:
            found = re.compile(r"<(?:[\w.-]{1,40}:)?([\w.-]{1,40})").match(text, position)
            return found[1].lower() if found else ""
        if position < 0:
            return ""
    return ""


# ---------------------------------------------------------------------------------------------- RSS and Atom


def _xml_feed(text: str, url: str) -> tuple[ParsedFeed, list[Mapping[str, Any]]]:
    expected = _count(text)
    read, reason = _read_fast(text)
    monsters = 0
    if read is None or len(read["entries"]) < expected:
        text, monsters = _without_monsters(text)
        if monsters:
            expected = _count(text)
            read, reason = _read_fast(text)
    if read is None or len(read["entries"]) < expected:
        slow = _read_tolerantly(text)
        if slow is not None and (read is None or len(slow["entries"]) > len(read["entries"])):
            read = slow
    if read is None:
        raise ParseError(url, f"is not a feed ({reason})", remedy="open the address in a browser to see what it is")
    about, entries = read["feed"], list(read["entries"])
    if not entries and not (about.get("title") or expected) and _root(text) not in ("rss", "feed", "rdf"):
        raise ParseError(url, "is not a feed", remedy="open the address in a browser to see what it is")
    first = _ITEM.search(text)
    head = text[: min(first.start() if first else _HEAD, _HEAD)]
    feed = ParsedFeed(
        title=one_line(_text(about.get("title")))[:_MAX_TITLE],
        link=absolute(about.get("link"), url),
        entries=(),
        lang=_language(head, about),
        ttl_s=_ttl_s(head),
        hub=_hub(head, url),
        whole=_ENDS.search(text, max(len(text) - 2000, 0)) is not None,
        problems=(f"{monsters} entries of more tags than any has are passed over",) if monsters else (),
    )
    return feed, entries


def _count(text: str) -> int:
    return min(sum(1 for _ in _ITEM.finditer(text)), 10 * MAX_ENTRIES)


def _with_days(feed: ParsedFeed, text: str) -> ParsedFeed:
    """Entries whose time was given as a day alone say so; the parsers make midnight of it."""
    days = set(_DAY_ALONE.findall(text))
    if not days:
        return feed
    return replace(
        feed,
        entries=tuple(
            replace(entry, day_only=True) if entry.published and _midnight_of(entry.published) in days else entry
            for entry in feed.entries
        ),
    )


def _midnight_of(when: datetime) -> str | None:
    return when.date().isoformat() if when.time() == time() else None


def _read_fast(text: str) -> tuple[dict[str, Any] | None, str]:
    import fastfeedparser  # lazy: lxml and dateutil, 60 ms

    try:
        # Bytes, never text: a text that begins with http:// would be fetched.
        return dict(fastfeedparser.parse(b'<?xml version="1.0" encoding="utf-8"?>\n' + text.encode("utf-8"))), ""
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as exc:
        return None, one_line(str(exc))[:150]


def _read_tolerantly(text: str) -> dict[str, Any] | None:
    import feedparser  # lazy: only malformed feeds need it

    try:
        read = feedparser.parse(
            io.BytesIO(b'<?xml version="1.0" encoding="utf-8"?>\n' + text.encode("utf-8")),
            sanitize_html=False,  # we keep plain text only
            resolve_relative_uris=False,
            response_headers={"content-type": "application/xml; charset=utf-8"},
        )
    except Exception:  # a parser of thirty formats fails in as many ways; then the fast one's answer stands
        return None
    if not read.get("entries") and not read.get("version"):
        return None
    return {"feed": read.get("feed") or {}, "entries": read.get("entries") or []}


def _without_monsters(text: str) -> tuple[str, int]:
    """The document without entries of more tags than any has, on which parsers would work for ever, and how many those are. Linear."""
    starts = [found.start() for found in _ITEM.finditer(text)]
    kept, at, monsters = [], 0, 0
    for start, following in pairwise([*starts, len(text)]):
        if text.count("<", start, following) > _MOST_TAGS:
            end = _ITEM_END.search(text, start, following)
            kept.append(text[at:start])
            at = end.end() if end else following
            monsters += 1
    return "".join([*kept, text[at:]]), monsters


def _language(head: str, about: Mapping[str, Any]) -> str | None:
    if found := _LANGUAGE.search(head):
        return language(found[1] or found[2])
    return language(_text(about.get("language")))


def _ttl_s(head: str) -> float | None:
    if found := _TTL.search(head):
        return float(found[1]) * 60
    if found := _PERIOD.search(head):
        times_each = _FREQUENCY.search(head)
        return _PERIODS_S[found[1].lower()] / max(int(times_each[1]) if times_each else 1, 1)
    return None


def _hub(head: str, url: str) -> str | None:
    tag = _HUB.search(head)
    found = _HREF.search(tag[0]) if tag else None
    return absolute(html_entities.unescape(found[1]), url) if found else None


# ---------------------------------------------------------------------------------------------- JSON Feed, news sitemap


def _json_feed(text: str, url: str) -> tuple[ParsedFeed, list[Mapping[str, Any]]]:
    try:
        whole = json.loads(text.lstrip("\ufeff"), strict=False, parse_int=_number)
    except (ValueError, RecursionError) as exc:
        why = "nested beyond reason" if isinstance(exc, RecursionError) else "broken JSON"
        raise ParseError(url, f"is not a feed ({why})", remedy="open the address in a browser to see what it is") from exc
    if not isinstance(whole, dict) or not isinstance(whole.get("items"), list):
        raise ParseError(url, "is JSON, but not a JSON Feed", remedy="look for the site's feed address")
    feed = ParsedFeed(
        title=one_line(_text(whole.get("title")))[:_MAX_TITLE],
        link=absolute(whole.get("home_page_url"), url),
        entries=(),
        lang=language(_text(whole.get("language"))),
        hub=next(
            (absolute(hub.get("url"), url) for hub in _listed(whole.get("hubs")) if isinstance(hub, dict) and hub.get("url")),
            None,
        ),
    )
    return feed, [_json_item(item) for item in whole["items"]]


def _number(digits: str) -> int | str:
    """Python reads no number of thousands of digits; as an entry's name it is one like any other."""
    return int(digits) if len(digits) < 1000 else digits


def _json_item(item: Any) -> Mapping[str, Any]:
    """An item of JSON Feed in the names that the XML parsers use; what is no object has no names."""
    if not isinstance(item, dict):
        return {}
    content = _text(item.get("content_html")) or html_entities.escape(_text(item.get("content_text")))
    authors = [
        author.get("name") for author in _listed(item.get("authors") or [item.get("author")]) if isinstance(author, dict)
    ]
    identity = item.get("id")
    return {
        "id": str(identity) if isinstance(identity, (str, int, float)) else "",
        "link": _text(item.get("url")) or _text(item.get("external_url")),
        "title": item.get("title"),
        "description": html_entities.escape(_text(item.get("summary"))),
        "content": [{"value": content}],
        "published": _text(item.get("date_published")) or _text(item.get("date_modified")),
        "authors": [{"name": name} for name in authors],
        "language": item.get("language"),
        "image": item.get("image"),
        "banner_image": item.get("banner_image"),
        "enclosures": [
            {"url": part.get("url"), "type": part.get("mime_type")}
            for part in _listed(item.get("attachments"))
            if isinstance(part, dict)
        ],
    }


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _sitemap(text: str, url: str, root: str) -> tuple[ParsedFeed, list[Mapping[str, Any]]]:
    if root == "sitemapindex":
        raise ParseError(url, "lists sitemaps, not news", remedy="give the address of the news sitemap itself")
    from lxml import etree  # lazy: only sitemaps need it here

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as exc:
        raise ParseError(url, "is a broken sitemap") from exc
    entries: list[Mapping[str, Any]] = []
    names: list[str] = []
    for element in tree.iter("{*}url") if tree is not None else ():
        facts, picture = _said(element), _said(next(element.iter("{*}image"), None))
        news = facts | _said(next(element.iter("{*}news"), None))
        if "publication_date" not in news and "title" not in news:
            continue  # a page of the site, not news
        publication = _said(next(element.iter("{*}publication"), None))
        names.append(publication.get("name", ""))
        entries.append(
            {
                "link": facts.get("loc"),
                "title": news.get("title"),
                "published": news.get("publication_date") or facts.get("lastmod"),
                "language": publication.get("language") or news.get("language"),
                "media_content": [
                    {
                        "url": picture.get("loc"),
                        "medium": "image",
                        "description": picture.get("caption") or picture.get("title"),
                    }
                ],
            }
        )
    if not entries:
        raise ParseError(url, "is a sitemap without news", remedy="look for the site's feed or news sitemap")
    langs = {language(_text(entry["language"])) for entry in entries}
    title = (names[0] if len(set(names)) == 1 else "") or urlsplit(url).hostname or ""
    lang = langs.pop() if len(langs) == 1 else None
    whole = _ENDS.search(text, max(len(text) - 2000, 0)) is not None
    return ParsedFeed(one_line(title)[:_MAX_TITLE], absolute("/", url), (), lang, whole=whole), entries


def _said(element: Any) -> dict[str, str]:
    """What the children of an element say, by their local names; what is within a child, such as the address of a picture, is not its own."""
    return {
        part.tag.rpartition("}")[2]: (part.text or "").strip()
        for part in (() if element is None else element)
        if isinstance(part.tag, str)
    }


# ---------------------------------------------------------------------------------------------- entries


def _finished(feed: ParsedFeed, raw: list[Mapping[str, Any]], *, url: str) -> ParsedFeed:
    problems = list(feed.problems)
    entries: list[Entry] = []
    base = feed.link or url
    for number, item in enumerate(raw[:MAX_ENTRIES], 1):
        try:
            entry = _entry(item, base, feed.lang)
        except (
            ValueError,
            TypeError,
            KeyError,
            AttributeError,
            RecursionError,
        ) as exc:  # one poison entry never costs the others
            problems.append(f"entry {number} cannot be read: {one_line(str(exc))[:100]}")
            continue
        if entry is None:
            problems.append(f"entry {number} has neither link, title nor text")
        else:
            entries.append(entry)
    if len(raw) > MAX_ENTRIES:
        problems.append(f"{len(raw) - MAX_ENTRIES} entries beyond the first {MAX_ENTRIES}")
    return replace(feed, entries=tuple(_told_apart(entries)), problems=tuple(problems))


def _entry(item: Mapping[str, Any], base: str, feed_lang: str | None) -> Entry | None:
    guid = _text(item.get("id")).strip()[:2000] or None
    link = absolute(item.get("link"), base) or (
        absolute(guid, base) if guid and guid.startswith(("http://", "https://")) else None
    )
    title = one_line(plain_text(_text(item.get("title")), inline=True))[:_MAX_TITLE]
    described = _text(item.get("description") or item.get("summary"))[:_MAX_TEXT]
    whole = max(
        (_text(part.get("value")) for part in _listed(item.get("content")) if isinstance(part, Mapping)), key=len, default=""
    )
    summary = plain_text(described)
    content = "" if whole == described else plain_text(whole[:_MAX_TEXT])
    if not (link or title or summary or content):
        return None
    when = times.loose(_text(item.get("published")) or _text(item.get("updated")))
    return Entry(
        key=guid or link or _hash(title, summary or content),
        guid=guid,
        link=link,
        title=title,
        summary=summary,
        content=content if content != summary else "",
        published=when.time if when else None,
        day_only=when.day_only if when else False,
        authors=_authors(item),
        lang=language(_text(item.get("language"))) or feed_lang,
        image=images.of_item(item, whole or described, base=base),
    )


def _told_apart(entries: list[Entry]) -> Iterator[Entry]:
    """Each entry once. A guid shared by several links, or by several texts without one, is as many entries, in whatever order they stand."""
    places: dict[str, set[str]] = defaultdict(set)
    apart = [canonical_address(entry.link or "") or _hash(entry.title, entry.summary) for entry in entries]
    for entry, place in zip(entries, apart, strict=True):
        places[entry.key].add(place)
    seen: set[str] = set()
    for entry, place in zip(entries, apart, strict=True):
        if len(places[entry.key]) > 1:
            entry = replace(entry, key=f"{entry.key} {place}")
        if entry.key not in seen:
            seen.add(entry.key)
            yield entry


def _authors(item: Mapping[str, Any]) -> tuple[str, ...]:
    named = [author.get("name") for author in _listed(item.get("authors")) if isinstance(author, Mapping)] or [
        item.get("author")
    ]
    return tuple(dict.fromkeys(_people(named)))[:20]


def _people(named: Iterable[Any]) -> Iterator[str]:
    for name in named:
        cleaned = one_line(plain_text(_text(name)[:300], inline=True))
        if found := _NAME_IN_MAIL.match(cleaned):
            cleaned = found[1]
        if cleaned and "@" not in cleaned:
            yield cleaned


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _hash(*parts: str) -> str:
    return "hash:" + hashlib.blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()
