"""What a page states of itself for machines: JSON-LD of schema.org, and the meta elements that news sites use. Pure; believes nothing blindly.

Every value is bounded, plain text or an http(s) address, and None or empty where the page does not say it.
"""

from __future__ import annotations

import html as html_entities
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsloom.intake import images, times, titles
from newsloom.intake.images import listed
from newsloom.intake.links import absolute
from newsloom.intake.texts import clean, one_line, plain_text
from newsloom.model import Image, Kind
from newsloom.origins import canonical_address

_ARTICLE = re.compile(
    r"(?:\w*NewsArticle|Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|Report|AdvertiserContentArticle)$"
)
_LISTS = frozenset({"ItemList", "CollectionPage", "SearchResultsPage"})
_KINDS = {
    "LiveBlogPosting": Kind.LIVE_BLOG,
    "OpinionNewsArticle": Kind.OPINION,
    "AdvertiserContentArticle": Kind.SPONSORED,
    "PodcastEpisode": Kind.PODCAST,
    "VideoObject": Kind.VIDEO,
}
_OPINION = re.compile(
    r"(?:opinions?|op-?ed|editorials?|commentary|kommentare?|meinung|tribunes?|opini[óo]n|columns?)$", re.IGNORECASE
)
_TIMES = (  # names of meta elements that hold when the article came out, the surest first
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "publish-date", "publish_date", "publication_date", "publicationdate", "dc.date.issued",
    "dcterms.created", "dc.date", "pubdate", "date",
)  # fmt: skip
_AUTHORS = (  # the same of who wrote it
    "author", "article:author", "og:article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
)  # fmt: skip
_CLOSED = re.compile(r"locked|metered|paid|premium|subscri|hard|plus", re.IGNORECASE)
_MAX_TITLE = 1000  # characters
_MAX_NODES = 4000  # of all JSON-LD of a page
_MAX_JSON = 2_000_000  # characters


@dataclass(frozen=True, slots=True)
class Stated:
    """The facts of one page."""

    title: str = ""
    published: datetime | None = None
    day_only: bool = False
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    canonical: str | None = None
    image: Image | None = None
    lang: str | None = None
    kind: Kind | None = None  #: None: the page does not say
    paid: bool = False
    body: str = ""  #: the article's text, where the page carries it as data and not as a page
    listing: bool = False  #: it says that it is a list of other pages


def read(tree: HtmlElement, *, url: str | None) -> Stated:
    """The facts of a parsed page; never fails on what a page may say."""
    metas = _metas(tree)
    nodes = list(_nodes(tree))
    canonical = _canonical(tree, metas, url)
    told = _titles(tree, metas)
    heading = told.headings[0] if len(told.headings) == 1 else told.shared
    article = _article(nodes, {canonical_address(one) for one in (url, canonical) if one}, heading)
    stated = Stated(
        publisher=one_line(metas.get("og:site_name", ""))[:200] or None,
        canonical=canonical,
        image=images.of_page(tree, metas, article or {}, nodes, url=url),
        lang=_attribute(tree, "lang"),
        kind=Kind.OPINION if _OPINION.search(metas.get("article:section", "").strip()) else None,
        paid=bool(_CLOSED.search(metas.get("article:content_tier", ""))),
        listing=article is None and any(_types(node) & _LISTS for node in nodes),
    )
    if article is not None:
        stated = _with_article(stated, article, url)
        told = replace(told, headline=_plain(article.get("headline"))[:_MAX_TITLE] or told.headline)
    site = [one for one in (stated.publisher, metas.get("og:site_name"), metas.get("application-name")) if one]
    stated = replace(stated, title=titles.of_article(told, site=site, host=_host(url or canonical)))
    if not stated.authors:
        written = (_people(metas[name].split(";")) for name in _AUTHORS if name in metas)
        stated = replace(stated, authors=next((some for some in written if some), ()))
    if stated.published is None:
        when = _first_time([metas.get(name) for name in _TIMES]) or _first_time(
            [element.get("datetime") or element.get("content") for element in tree.xpath("//*[@itemprop='datePublished']")[:3]]
        )
        if when is not None:
            stated = replace(stated, published=when.time, day_only=when.day_only)
    return stated


def _with_article(stated: Stated, node: dict[str, Any], url: str | None) -> Stated:
    when = _first_time([node.get("datePublished"), node.get("dateCreated")])
    kinds = [_KINDS[name] for name in sorted(_types(node)) if name in _KINDS]
    sections = [_plain(one) for one in listed(node.get("articleSection"))]
    if not kinds and any(_OPINION.match(section) for section in sections):
        kinds = [Kind.OPINION]
    paid = stated.paid or _is_closed(node)
    return replace(
        stated,
        published=when.time if when else None,
        day_only=when.day_only if when else False,
        authors=_people(node.get("author")),
        publisher=next(iter(_people(node.get("publisher"))), None) or stated.publisher,
        lang=_plain(node.get("inLanguage")) or stated.lang,
        kind=kinds[0] if kinds else stated.kind,
        paid=paid,
        body="" if paid else _paragraphs(node.get("articleBody")),
    )


# ---------------------------------------------------------------------------------------------- JSON-LD


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """All objects of the page's JSON-LD, outer ones first, at most so many."""
    waiting: list[Any] = []
    for script in tree.xpath("//script[@type='application/ld+json']")[:50]:
        text = (script.text or "")[:_MAX_JSON].strip().removeprefix("<!--").removesuffix("-->")
        text = text.replace("<![CDATA[", "").replace("]]>", "").strip().rstrip(";")
        try:
            waiting.append(json.loads(text, strict=False))
        except (ValueError, RecursionError):
            continue
    at = 0
    while at < len(waiting) and at < _MAX_NODES:
        one = waiting[at]
        at += 1
        if isinstance(one, list):
            waiting += one[:200]
        elif isinstance(one, dict):
            yield one
            waiting += [value for value in list(one.values())[:200] if isinstance(value, (dict, list))]


def _article(nodes: list[dict[str, Any]], addresses: set[str], heading: str) -> dict[str, Any] | None:
    """The object that describes this page's article: the one with its address, else with its heading, else the only one."""
    articles = [node for node in nodes if any(_ARTICLE.match(name) for name in _types(node)) and _plain(node.get("headline"))]
    for node in articles:
        own = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
        named = [one.get("@id") or one.get("url") if isinstance(one, dict) else one for one in own]
        if any(isinstance(one, str) and canonical_address(one) in addresses for one in named):
            return node
    wanted = one_line(heading).casefold()
    for node in articles:
        if wanted and _plain(node.get("headline")).casefold() == wanted:
            return node
    return articles[0] if articles and len({_plain(node.get("headline")) for node in articles}) == 1 else None


def _types(node: dict[str, Any]) -> set[str]:
    return {one.rpartition("/")[2] for one in listed(node.get("@type")) if isinstance(one, str)}


def _is_closed(node: dict[str, Any]) -> bool:
    value = node.get("isAccessibleForFree")
    return value is False or (isinstance(value, str) and value.strip().lower() in ("false", "http://schema.org/false", "no"))


def _people(value: Any) -> tuple[str, ...]:
    names = [_plain(one.get("name") if isinstance(one, dict) else one) for one in listed(value)[:20]]
    return tuple(dict.fromkeys(name[:200] for name in names if name and "://" not in name and "@" not in name))


def _plain(value: Any) -> str:
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str)), None)
    if not isinstance(value, str):
        return ""
    return one_line(plain_text(html_entities.unescape(value[:5000]), inline=True))


def _paragraphs(value: Any) -> str:
    """The text of a page as it states it; markup and escapes are taken off."""
    text = value if isinstance(value, str) else ""
    return plain_text(html_entities.unescape(text[:500_000]))


# ---------------------------------------------------------------------------------------------- meta elements


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]")[:500]:
        for name in (element.get("property"), element.get("name"), element.get("itemprop")):
            if name and (content := element.get("content").strip()):
                found.setdefault(name.strip().lower(), content[:5000])
    return found


def _canonical(tree: HtmlElement, metas: dict[str, str], url: str | None) -> str | None:
    named = tree.xpath("//link[@rel='canonical']/@href")
    address = absolute(str(named[0]) if named else metas.get("og:url"), url)
    return address if address and urlsplit(address).path.strip("/") else None  # sites that name their home page on every page


def _titles(tree: HtmlElement, metas: dict[str, str]) -> titles.Titles:
    def named(name: str) -> str:
        return one_line(html_entities.unescape(clean(metas.get(name, ""))))[:_MAX_TITLE]

    windows = tree.xpath("//head/title")[:1] or tree.xpath("//title[not(ancestor::svg)]")[:1]
    headings = [_inside(one) for one in tree.xpath("//h1")[:5]]
    window = next((_inside(one) for one in windows), "")
    return titles.Titles(
        headline=named("headline"),
        shared=named("og:title"),
        headings=[one for one in headings if one],
        card=named("twitter:title"),
        window=window,
    )


def _inside(element: HtmlElement) -> str:
    return one_line(clean(str(element.text_content())[:20_000]))[:_MAX_TITLE]


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").lower()
    except ValueError:
        return ""


def _attribute(tree: HtmlElement, name: str) -> str | None:
    return next((str(value) for value in tree.xpath(f"/html/@{name}")), None)


def _first_time(values: list[Any]) -> times.When | None:
    return next((when for value in values if isinstance(value, str) and (when := times.loose(value)) is not None), None)
