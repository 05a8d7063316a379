"""Open formats: Atom, RSS 2.0 and JSON Feed of Top Headlines, of each channel, of each story; a story as JSON and Markdown.

I/O: the app it is given.

One entry a story, for ever: its id follows from the story's id alone, its link leads on after a merge. It moves only when
the story tells a new fact, at most once an hour, and then says first what is new. The text goes with its citations.
"""

from __future__ import annotations

import html
import json
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from lxml import etree
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from newsloom import __version__, formats
from newsloom.app import App
from newsloom.errors import StoryNotFound
from newsloom.model import Citation, Sentence, StoryCard, StoryPage
from newsloom.web.answers import READ, answered, site_address
from newsloom.web.links import Links, safe

ENTRIES = 40  # a feed has so many stories at the most
LISTED = 30  # sources of a story beside those that are cited
KEPT = 400  # items that are kept as they were told last
KEPT_FEEDS = 40  # documents that are kept as they were written last
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)  # Atom wants a time; that of a story no article of which has one
ATOM, CONTENT, DUBLIN = (
    "http://www.w3.org/2005/Atom",
    "http://purl.org/rss/1.0/modules/content/",
    "http://purl.org/dc/elements/1.1/",
)

# What XML 1.0 cannot hold, however it is written.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """A story as all three formats tell it."""

    story: str
    link: str  #: of the story page
    title: str
    summary: str  #: plain text: what is new, else the deck, else the first sentence
    content: str  #: HTML
    published: datetime
    updated: datetime
    publishers: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]  #: title and address of what it cites
    topic: str
    language: str | None
    articles: int
    origins: int
    revision: int
    news: tuple[str, ...]

    @property
    def id(self) -> str:
        return urn(f"story:{self.story}")


@dataclass(frozen=True, slots=True)
class Feed:
    """A list of stories with its own name."""

    id: str
    title: str
    subtitle: str
    home: str  #: address of the page it is the feed of
    own: Mapping[str, str]  #: its own address in each format
    items: tuple[Item, ...]  #: last moved first

    @property
    def updated(self) -> datetime:
        return max((item.updated for item in self.items), default=UNDATED)


def urn(name: str) -> str:
    """The id of a feed or entry: the same on every address that the site has or will have."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"newsloom:{name}").urn


def clean(text: str) -> str:
    """The text on one line without what XML cannot hold."""
    return " ".join(_ILLEGAL.sub(" ", text).split())


# ---------------------------------------------------------------------------------------------- from pages to items


def item(card: StoryCard, page: StoryPage, links: Links) -> Item:
    """What a feed tells of a story.

    Args:
        links: with the whole address of the site before each path.
    """
    published = card.first_published or page.updated or UNDATED
    news = tuple(s for s in page.sentences if s.text in card.news)
    first = news[0].text if news else page.deck or next((s.text for s in page.sentences), "")
    cited = (source for source in page.sources if source.cited)
    sources = ((source.title or source.publisher, address) for source in cited if (address := safe(source.url)))
    return Item(
        story=page.id,
        link=links.story(page.id),
        title=clean(page.headline),
        summary=clean(f"New: {first}" if news else first),
        content=_ILLEGAL.sub(" ", _content(page, news, links)),
        published=published,
        updated=moved(card, published),
        publishers=tuple(clean(name) for name in card.publishers),
        sources=tuple((clean(title), address) for title, address in sources),
        topic=card.topic,
        language=page.language,
        articles=page.article_count,
        origins=page.origin_count,
        revision=page.revision,
        news=tuple(clean(s.text) for s in news),
    )


def moved(card: StoryCard, published: datetime) -> datetime:
    """When the entry last moved: the hour of the last new fact, so that it moves once an hour at the most."""
    fact = card.last_new_fact or published
    return max(published, fact.replace(minute=0, second=0, microsecond=0))


def _content(page: StoryPage, news: Sequence[Sentence], links: Links) -> str:
    """The story as HTML that any reader shows: what is new, then the page with its citations and sources."""
    number = {source.article: source.number for source in page.sources}

    def markers(citations: Sequence[Citation]) -> str:
        first = {number[c.article]: c for c in reversed(citations) if c.article in number}
        found = dict.fromkeys(number[c.article] for c in citations if c.article in number)
        return "".join(f'<a href="{html.escape(links.passage(first[n]))}">[{n}]</a>' for n in found)

    def cited(text: str, citations: Sequence[Citation]) -> str:
        return formats.with_markers(html.escape(" ".join(text.split()), quote=False), markers(citations))

    blocks = []
    if news:
        blocks.append("<p><strong>New:</strong> " + " ".join(cited(s.text, s.citations) for s in news) + "</p><hr>")
    if page.deck:
        blocks.append(f"<p><em>{cited(page.deck, page.deck_citations)}</em></p>")
    for section in page.sections:
        if section.heading:
            blocks.append(f"<h3>{cited(section.heading, ())}</h3>")
        blocks.append("<p>" + " ".join(cited(s.text, s.citations) for s in section.sentences) + "</p>")
    for dispute in page.disagreements:
        values = "; ".join(cited(v.value, v.citations) for v in dispute.values)
        blocks.append(f"<p><strong>Where sources differ</strong>, {cited(dispute.about, ())}: {values}</p>")
    listed = [source for source in page.sources if source.cited or source.number <= LISTED]
    lines = "".join(_source_line(s.number, s.publisher, s.title, safe(s.url)) for s in listed)
    blocks.append(f"<h3>Sources ({formats.count_line(page)})</h3><ol>{lines}</ol>")
    return f'<div dir="auto">{"".join(blocks)}</div>'


def _source_line(number: int, publisher: str, title: str, url: str | None) -> str:
    named = html.escape(title or "(no title)", quote=False)
    linked = f'<a href="{html.escape(url)}">{named}</a>' if url else named
    outlet = f"{html.escape(publisher, quote=False)}: " if publisher else ""
    return f'<li value="{number}">{outlet}{linked}</li>'


# ---------------------------------------------------------------------------------------------- formats


def _add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    made = etree.SubElement(parent, name, {key.rstrip("_"): value for key, value in attributes.items()})
    made.text = text
    return made


def _written(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def atom(feed: Feed) -> bytes:
    """RFC 4287."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    a = f"{{{ATOM}}}"
    _add(root, f"{a}id", feed.id)
    _add(root, f"{a}title", feed.title)
    _add(root, f"{a}subtitle", feed.subtitle)
    _add(root, f"{a}updated", formats.iso(feed.updated))
    _add(root, f"{a}link", rel="self", type="application/atom+xml", href=feed.own["atom"])
    _add(root, f"{a}link", rel="alternate", type="text/html", href=feed.home)
    _add(root, f"{a}generator", "Newsloom", version=__version__)
    _add(_add(root, f"{a}author"), f"{a}name", "Newsloom")
    for one in feed.items:
        entry = _add(root, f"{a}entry")
        if one.language:
            entry.set("{http://www.w3.org/XML/1998/namespace}lang", one.language)
        _add(entry, f"{a}id", one.id)
        _add(entry, f"{a}title", one.title, type="text")
        _add(entry, f"{a}link", rel="alternate", type="text/html", href=one.link)
        _add(entry, f"{a}published", formats.iso(one.published))
        _add(entry, f"{a}updated", formats.iso(one.updated))
        for name in one.publishers:
            _add(_add(entry, f"{a}author"), f"{a}name", name)
        if one.topic:
            _add(entry, f"{a}category", term=one.topic)
        for title, address in one.sources:
            _add(entry, f"{a}link", rel="via", href=address, title=title)
        _add(entry, f"{a}summary", one.summary, type="text")
        _add(entry, f"{a}content", one.content, type="html")
    return _written(root)


def rss(feed: Feed) -> bytes:
    """RSS 2.0 with the whole text in `content:encoded`; `pubDate` is when the story last moved."""
    root = etree.Element("rss", version="2.0", nsmap={"atom": ATOM, "content": CONTENT, "dc": DUBLIN})
    channel = _add(root, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.home)
    _add(channel, "description", feed.subtitle)
    _add(channel, "lastBuildDate", format_datetime(feed.updated.astimezone(UTC), usegmt=True))
    _add(channel, "generator", f"Newsloom {__version__}")
    _add(channel, "ttl", "60")
    _add(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=feed.own["rss"])
    for one in feed.items:
        entry = _add(channel, "item")
        _add(entry, "title", one.title)
        _add(entry, "link", one.link)
        _add(entry, "guid", one.id, isPermaLink="false")
        _add(entry, "pubDate", format_datetime(one.updated.astimezone(UTC), usegmt=True))
        if one.publishers:
            _add(entry, f"{{{DUBLIN}}}creator", ", ".join(one.publishers))
        if one.topic:
            _add(entry, "category", one.topic)
        _add(entry, "description", one.summary)
        _add(entry, f"{{{CONTENT}}}encoded", one.content)
    return _written(root)


def json_feed(feed: Feed) -> bytes:
    """JSON Feed 1.1."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.home,
        "feed_url": feed.own["json"],
        "items": [_json_item(one) for one in feed.items],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _json_item(one: Item) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": one.id,
        "url": one.link,
        "title": one.title,
        "summary": one.summary,
        "content_html": one.content,
        "date_published": formats.iso(one.published),
        "date_modified": formats.iso(one.updated),
        "authors": [{"name": name} for name in one.publishers],
        "tags": [one.topic] if one.topic else [],
        "_newsloom": {
            "story": one.story,
            "revision": one.revision,
            "article_count": one.articles,
            "origin_count": one.origins,
            "new": list(one.news),
            "sources": [{"title": title, "url": address} for title, address in one.sources],
        },
    }
    if one.language:
        told["language"] = one.language
    return told


FORMATS: dict[str, tuple[str, Callable[[Feed], bytes]]] = {
    "atom": ("application/atom+xml; charset=utf-8", atom),
    "rss": ("application/rss+xml; charset=utf-8", rss),
    "json": ("application/feed+json; charset=utf-8", json_feed),
}


#: what the feed of a single story ends in: ID.json is the story itself
OF_STORY = {"atom": "atom", "rss": "rss", "json": "feed.json"}


# ---------------------------------------------------------------------------------------------- which stories


Told: TypeAlias = dict[tuple[StoryCard, Links], Item]  #: items by card, which names the revision, and address


def top_feed(app: App, links: Links, told: Told) -> Feed:
    """Top Headlines; *From one source* fills it up while few stories have two owners."""
    page = app.front()
    cards = [*page.top, *page.single][:ENTRIES]
    subtitle = "What several independent outlets report, every sentence cited and checked."
    own = {suffix: links.front_as(suffix) for suffix in FORMATS}
    return Feed(urn("feed:top"), "Top Headlines", subtitle, links.front(), own, _items(app, cards, links, told))


def channel_feed(app: App, links: Links, channel: str, told: Told) -> Feed:
    """A channel. Raises ChannelNotFound."""
    known = app.channel(channel)
    cards = app.channel_stories(known, limit=ENTRIES)
    subtitle = f"Stories of the channel “{clean(known.name)}”, every sentence cited and checked."
    own = {suffix: links.channel_as(known.id, suffix) for suffix in FORMATS}
    feed = urn(f"feed:channel:{known.id}")
    return Feed(feed, clean(known.name), subtitle, links.channel(known.id), own, _items(app, cards, links, told))


def story_feed(app: App, links: Links, story: str) -> Feed:
    """One story, for who follows it. Raises StoryNotFound."""
    view = app.story(story)
    if view.card is None:
        raise StoryNotFound(story)
    one = item(view.card, view.page, links)
    own = {suffix: links.story_as(one.story, OF_STORY[suffix]) for suffix in FORMATS}
    return Feed(urn(f"feed:story:{one.story}"), one.title, "One story, as it goes on.", one.link, own, (one,))


def _items(app: App, cards: Sequence[StoryCard], links: Links, told: Told) -> tuple[Item, ...]:
    """What a feed tells of these stories, last moved first; only what changed since is told anew."""
    plain = [replace(card, score=0.0, terms=()) for card in cards]
    known = {card.id: kept for card in plain if (kept := told.get((card, links))) is not None}
    pages = app.pages([card.id for card in plain if card.id not in known])
    for card in plain:
        if card.id in pages:
            if len(told) >= KEPT:
                told.clear()
            known[card.id] = told[card, links] = item(card, pages[card.id], links)
    items = [known[card.id] for card in plain if card.id in known]
    return tuple(sorted(items, key=lambda one: (-one.updated.timestamp(), one.story)))


# ---------------------------------------------------------------------------------------------- addresses


def router(app: App) -> APIRouter:
    """`/feed.atom`, `/channel/ID.rss`, `/story/ID.json` …; to be included before the pages with the same beginnings."""
    routes = APIRouter(include_in_schema=False)
    told: Told = {}
    written: dict[tuple[str, str, str], tuple[str, tuple[Item, ...], bytes]] = {}

    def links(request: Request) -> Links:
        return Links(site_address(app, request))

    def document(suffix: str, feed: Feed) -> bytes:
        """The feed as it was written last, if it says the same."""
        known = written.get((suffix, feed.id, feed.home))
        if known is None or known[:2] != (feed.title, feed.items):
            if len(written) >= KEPT_FEEDS:
                written.clear()
            known = written[suffix, feed.id, feed.home] = (feed.title, feed.items, FORMATS[suffix][1](feed))
        return known[2]

    def add(suffix: str) -> None:
        kind, write = FORMATS[suffix]

        @routes.api_route(f"/feed.{suffix}", methods=READ)
        def of_top(request: Request) -> Response:
            return answered(request, document(suffix, top_feed(app, links(request), told)), kind)

        @routes.api_route(f"/channel/{{channel}}.{suffix}", methods=READ)
        def of_channel(request: Request, channel: str) -> Response:
            return answered(request, document(suffix, channel_feed(app, links(request), channel, told)), kind)

        @routes.api_route(f"/story/{{story}}.{OF_STORY[suffix]}", methods=READ)
        def of_story(request: Request, story: str) -> Response:
            feed = story_feed(app, links(request), story)
            if feed.items[0].story != story:  # it was merged: its feed leads on as its page does
                return RedirectResponse(feed.own[suffix], 308)
            return answered(request, write(feed), kind)

    for suffix in FORMATS:
        add(suffix)

    @routes.api_route("/story/{story}.json", methods=READ)
    def story_json(request: Request, story: str) -> Response:
        view = app.story(story)
        if view.redirected_from is not None:
            return RedirectResponse(links(request).story_as(view.page.id, "json"), 308)
        body = json.dumps(formats.page_json(view.page), ensure_ascii=False, indent=1).encode("utf-8", "replace")
        return answered(request, body, "application/json; charset=utf-8")

    @routes.api_route("/story/{story}.md", methods=READ)
    def story_markdown(request: Request, story: str) -> Response:
        here, view = links(request), app.story(story)
        if view.redirected_from is not None:
            return RedirectResponse(here.story_as(view.page.id, "md"), 308)
        text = formats.markdown(view.page, zone=ZoneInfo(app.settings.zone), passage_link=here.passage)
        return answered(request, text.encode("utf-8", "replace"), "text/markdown; charset=utf-8")

    return routes
