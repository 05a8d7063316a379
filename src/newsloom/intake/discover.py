"""Find the feeds of a site from its home page. Pure: looks at the page only; fetching what is found is the caller's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import html

TYPES = {
    "application/rss+xml": 0,
    "application/atom+xml": 0,
    "application/feed+json": 1,
    "application/json": 2,
    "application/rdf+xml": 2,
    "text/xml": 3,
}
#: where feeds stand when a page names none, the likeliest first
WELL_KNOWN = (
    "/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed/", "/feeds/posts/default", "/news-sitemap.xml",
    "/sitemap-news.xml",
)  # fmt: skip
_COMMENTS = re.compile(r"comment|kommentar|comentario|commentaire|/oembed|wp-json", re.I)
#: a link for people to what is a feed, by its address
_LOOKS_LIKE_ONE = re.compile(
    r"(?:\.(?:rss|atom|rdf)|/(?:rss|feed|atom)(?:\.xml|\.json)?|/feed[\w-]{0,30}\.(?:xml|json))/?(?:\?[^#]*)?$", re.I
)
_FOR_PEOPLE = 9  # after all that is named for machines
_SITEMAP = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(https?://\S{1,2000})", re.I | re.M)
MOST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that a page names."""

    url: str
    title: str = ""


def feeds(body: bytes, *, url: str) -> list[Found]:
    """The feeds that a page names, the one to follow first: not those of comments, the page's own order otherwise.

    What it names for machines comes before links for people that look like feeds and stay on its host.
    """
    try:
        page = html.document_fromstring(body, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (html.etree.ParserError, html.etree.XMLSyntaxError, ValueError):
        return []
    base = next((str(one) for one in page.xpath("//base/@href")[:1]), "")
    home = urljoin(url, base) if base else url
    found: dict[str, tuple[tuple[bool, int, int], Found]] = {}
    for position, link in enumerate(page.iter("link", "a")):
        kind = str(link.get("type") or "").partition(";")[0].strip().lower()
        relation = str(link.get("rel") or "").lower().split()
        target = str(link.get("href") or "").strip()
        named = link.tag == "link" and kind in TYPES and "alternate" in relation
        if not target or not (named or (link.tag == "a" and _LOOKS_LIKE_ONE.search(target[:500]))):
            continue
        try:
            address = urljoin(home, target)
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme not in ("http", "https") or address in found or not (named or parts.netloc == urlsplit(url).netloc):
            continue
        title = " ".join(str(link.get("title") or "").split())[:300]
        comments = bool(_COMMENTS.search(title) or _COMMENTS.search(address))
        found[address] = ((comments, TYPES[kind] if named else _FOR_PEOPLE, position), Found(address, title))
    return [one for _, one in sorted(found.values(), key=lambda item: item[0])][:MOST]


def sitemaps(robots: bytes, *, url: str) -> list[str]:
    """The news sitemaps that a robots.txt names."""
    named = _SITEMAP.findall(robots[:500_000].decode("utf-8", "replace"))
    return [address for address in dict.fromkeys(urljoin(url, one) for one in named) if "news" in address.lower()][:3]


def guesses(url: str) -> list[str]:
    """Addresses at which the feed of a site often stands."""
    return [urljoin(url, path) for path in WELL_KNOWN]
