"""Read a feed document: RSS, Atom, JSON Feed or news sitemap. Pure: bytes in, entries out; never fetches anything.

fastfeedparser reads it first, and feedparser, which is fifty times slower, where the first one fails or finds fewer entries than
the document holds. Before either sees it, the document is turned into UTF-8, its DTD is cut out (so that no entity is ever
expanded and nothing ever loaded) and times that no parser should guess at are taken away.
"""

from __future__ import annotations

import hashlib
import html as html_entities
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from itertools import islice, pairwise
from typing import Any
from urllib.parse import urlsplit

from newsloom.errors import ParseError
from newsloom.intake import images, times
from newsloom.intake.lines import language
from newsloom.intake.links import absolute
from newsloom.intake.readable import GZIP, ITEM, decoded, inflated, readable, root_name
from newsloom.intake.texts import one_line, plain_text
from newsloom.model import Entry, ParsedFeed
from newsloom.origins import canonical_address

MAX_ENTRIES = 5000  # a feed with more is no feed; the rest is named in `problems`
_MAX_TITLE = 1000  # characters
_MAX_TEXT = 500_000
_LONGEST_KEY = 600  # characters, each of up to four bytes: PostgreSQL indexes no value of more than 2,700 bytes
_HEAD = 60_000  # bytes before the first entry in which the feed's own facts are looked for

_ITEM_END = re.compile(r"</(?:\w{1,20}:)?(?:item|entry)\s*>")
_MOST_TAGS = 20_000  # of one entry
_BASE = re.compile(r"\bxml:base\s*=\s*[\"']([^\"'<>]{1,2000})[\"']")
_OPENING = re.compile(r"<(?:\w{1,20}:)?(?:feed|rss|rdf|channel|item|entry)\b[^<>]{0,4000}>", re.IGNORECASE)
_DATE_ELEMENT = re.compile(
    r"<(?:\w{1,20}:)?(?:pubdate|published|updated|issued|modified|date|created|publicationdate)[\s>]", re.IGNORECASE
)
_LIKE_TIME = re.compile(r"(?!https?://).{0,10}\d")  # a guid that a parser may take for a time
_ENDS = re.compile(r"</(?:\w{1,20}:)?(?:rss|feed|rdf|channel|urlset)\s*>", re.IGNORECASE)
_BEGINS = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
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
_TEXTS = ("description", "summary", "content")  # where parsers put what an entry says
#: an element of an entry that has a text, of those that hold what it says
_SAYS = re.compile(
    r"<(?:(?:atom|content|xhtml|html):)?(?:summary|description|content|encoded|body|fullitem)\b[^<>]*(?<!/)>(?!\s*</)"
)


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
    if body.startswith(GZIP):
        body = inflated(body, url)
    if not body.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise ParseError(url, "the feed is empty", remedy="the site sent nothing; it will be asked again")
    text = decoded(body, content_type)
    start = text.lstrip("\ufeff \t\r\n")[:2000]
    if start.startswith("{"):
        return _finished(*_json_feed(text, url), url=url)
    text = readable(text)
    root = root_name(text)
    if root == "html":
        raise ParseError(url, _HTML_PAGE, remedy="give the address of a page whose feed can be found, or of the feed itself")
    if root in ("urlset", "sitemapindex"):
        return _finished(*_sitemap(text, url, root), url=url)
    return _with_days(_finished(*_xml_feed(text, url), url=url), text)


# ---------------------------------------------------------------------------------------------- RSS and Atom


def _xml_feed(whole: str, url: str) -> tuple[ParsedFeed, list[Mapping[str, Any]]]:
    text, beyond = _first_entries(whole)
    expected = _count(text)
    read, reason = _read_fast(text)
    monsters = 0
    if read is None or len(read["entries"]) < expected:
        text, monsters = _without_monsters(text)
        if monsters:
            expected = _count(text)
            read, reason = _read_fast(text)
    if (read is None or len(read["entries"]) < expected) and (expected or _BEGINS.search(text)):
        slow = _read_tolerantly(text)
        if slow is not None and (read is None or len(slow["entries"]) > len(read["entries"])):
            read = slow
    if read is None:
        raise ParseError(url, f"is not a feed ({reason})", remedy="open the address in a browser to see what it is")
    about, entries = read["feed"], _in_place(_with_texts(read["entries"], text), text, url)
    if not entries and not (about.get("title") or expected) and root_name(text) not in ("rss", "feed", "rdf"):
        raise ParseError(url, "is not a feed", remedy="open the address in a browser to see what it is")
    first = ITEM.search(text)
    head = text[: min(first.start() if first else _HEAD, _HEAD)]
    feed = ParsedFeed(
        title=one_line(_text(about.get("title")))[:_MAX_TITLE],
        link=absolute(about.get("link"), url),
        entries=(),
        lang=_language(head, about),
        ttl_s=_ttl_s(head),
        hub=_hub(head, url),
        whole=_ENDS.search(whole, max(len(whole) - 2000, 0)) is not None,
        problems=(
            *((f"{monsters} entries of more tags than any has are passed over",) if monsters else ()),
            *((f"{beyond} entries beyond the first {MAX_ENTRIES}",) if beyond else ()),
        ),
    )
    return feed, entries


def _with_texts(entries: Sequence[Mapping[str, Any]], text: str) -> Sequence[Mapping[str, Any]]:
    """The entries; one that has a text which the fast parser did not find (inline XHTML, names of long ago) as the tolerant one reads it."""
    silent = [number for number, entry in enumerate(entries) if not any(entry.get(name) for name in _TEXTS)]
    starts = [found.start() for found in islice(ITEM.finditer(text), len(entries) + 1)] if silent else []
    if len(starts) != len(entries):
        return entries
    ends = [*starts, len(text)][1:]
    hollow = [number for number in silent if _SAYS.search(text, starts[number], ends[number])]
    slow = _read_tolerantly(text) if hollow else None
    if slow is None or len(slow["entries"]) != len(entries):
        return entries
    filled = list(entries)
    for number in hollow:
        filled[number] = slow["entries"][number]
    return filled


def _in_place(entries: Sequence[Mapping[str, Any]], text: str, url: str) -> list[Mapping[str, Any]]:
    """What the parsers made of the entries, against where each stands: the parsers find times in guids, and pass over `xml:base`."""
    starts = [found.start() for found in islice(ITEM.finditer(text), len(entries) + 1)]
    if len(starts) != len(entries):
        return list(entries)
    above = _base(text[: min([*starts, _HEAD])], url) if "xml:base" in text else None
    placed = []
    for entry, start, end in zip(entries, starts, [*starts, len(text)][1:], strict=True):
        changed: dict[str, Any] = {}
        if _LIKE_TIME.match(_text(entry.get("id"))) and not _DATE_ELEMENT.search(text, start, end):
            changed = {"published": None, "updated": None}
        if above is not None:
            opening = _OPENING.match(text, start)
            changed["base"] = _base(opening[0] if opening else "", above)
        placed.append({**entry, **changed} if changed else entry)
    return placed


def _base(head: str, url: str) -> str:
    """What relative addresses count from by `xml:base` of the elements that are open, the innermost last."""
    for opening in _OPENING.findall(head):
        if found := _BASE.search(opening):
            url = absolute(html_entities.unescape(found[1]), url) or url
    return url


def _count(text: str) -> int:
    return sum(1 for _ in ITEM.finditer(text))


def _first_entries(text: str) -> tuple[str, int]:
    """The document without what stands beyond its first `MAX_ENTRIES`, which parsers would read too, and how many those are. Linear."""
    following = islice(ITEM.finditer(text), MAX_ENTRIES, None)
    if (first := next(following, None)) is None:
        return text, 0
    beyond = 1 + sum(1 for _ in following)
    ends = [found.end() for found in _ITEM_END.finditer(text, max(len(text) - 2000, first.start()))]
    return text[: first.start()] + (text[ends[-1] :] if ends else ""), beyond


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
    starts = [found.start() for found in ITEM.finditer(text)]
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
        decoder = json.JSONDecoder(strict=False, parse_int=_number)
        whole, _ = decoder.raw_decode(text.lstrip("\ufeff \t\r\n"))  # what stands behind it does no harm
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
            entry = _entry(item, item.get("base") or base, feed.lang)
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
        key=indexable(guid or link or _hash(title, summary or content)),
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
            entry = replace(entry, key=indexable(f"{entry.key} {place}"))
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


def indexable(key: str) -> str:
    """The key of an entry, or a hash of one that is too long for the index of a database."""
    return key if len(key) <= _LONGEST_KEY else _hash(key)


def _hash(*parts: str) -> str:
    return "hash:" + hashlib.blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()
