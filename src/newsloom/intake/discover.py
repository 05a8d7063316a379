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
MOST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that a page names."""

    url: str
    title: str = ""


def feeds(body: bytes, *, url: str) -> list[Found]:
    """The feeds that a page links to, the one to follow first: not those of comments, the page's own order otherwise."""
    try:
        page = html.document_fromstring(body, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (html.etree.ParserError, html.etree.XMLSyntaxError, ValueError):
        return []
    base = next((str(one) for one in page.xpath("//base/@href")[:1]), "")
    home = urljoin(url, base) if base else url
    found: dict[str, tuple[tuple[bool, int, int], Found]] = {}
    for position, link in enumerate(page.iter("link")):
        kind = str(link.get("type") or "").partition(";")[0].strip().lower()
        relation = str(link.get("rel") or "").lower().split()
        target = link.get("href")
        if kind not in TYPES or "alternate" not in relation or not target:
            continue
        try:
            address = urljoin(home, target.strip())
            scheme = urlsplit(address).scheme
        except ValueError:
            continue
        if scheme not in ("http", "https") or address in found:
            continue
        title = " ".join(str(link.get("title") or "").split())[:300]
        rank = (bool(_COMMENTS.search(title) or _COMMENTS.search(address)), TYPES[kind], position)
        found[address] = (rank, Found(address, title))
    return [one for _, one in sorted(found.values(), key=lambda item: item[0])][:MOST]


def guesses(url: str) -> list[str]:
    """Addresses at which the feed of a site often stands."""
    return [urljoin(url, path) for path in WELL_KNOWN]
