"""Over two hundred ways to get a script to run, through feed title, title, text, author, link and page: none is live in what we serve.

They come in by the real path (feeds and pages on loopback), and go out as every page and feed of the site: what a browser builds of these is
looked at, and then loaded by a real one, without the policy that would stop what were live. The suite takes every fifteenth way,
`make soak` all.
"""

from __future__ import annotations

import asyncio
import html
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import browsing  # beside this file
import html5lib
import pytest
from html_pages import XHTML, links  # beside this file
from starlette.testclient import TestClient
from test_safety import HOST, crawl
from vectors import ADDRESSES, TEXTS, numbered

from newsloom import config
from newsloom.app import App, open_app
from newsloom.net.client import GuardedClient
from newsloom.testing import Site, StaticResolver, rss
from newsloom.web import create_app

WAYS = tuple(enumerate((*TEXTS, *ADDRESSES)))
EVERY = 15
OF_ONE_EVENT = 6  # outlets that tell of it
FEEDS = ("/feed.atom", "/feed.rss", "/feed.json")
PLACES = ("Eastholm", "Brackwater", "Corvale", "Dunmere", "Farrow", "Gildern", "Harsk", "Ilmouth", "Jarrow", "Kestrel")
MATTERS = ("breakwater", "tramway", "reservoir", "lighthouse", "market hall")


def told(number: int, way: str) -> tuple[str, list[str]]:
    """Title and sentences of an article that brings this way along; those next to each other tell of one event."""
    event = number // OF_ONE_EVENT
    place, matter = PLACES[event % len(PLACES)], MATTERS[event // len(PLACES) % len(MATTERS)]
    return f"{place} council approves new {matter} {way}", [
        f"The council of {place} approved a new {matter} on Monday after a vote of {event + 12} to 5.",
        f"Mayor Ada Brandt said the work {way} would begin in March and cost {event + 40} million euros.",
        f"Residents of {place} will use the old {matter} until the new one is finished in 2028, report {number} says.",
    ]


def serve(site: Site, ways: Sequence[tuple[int, str]]) -> None:
    """A feed and a page for each way, which stands wherever an outlet may write; another entry has it for its link."""
    for place, (number, vector) in enumerate(ways):
        way = numbered(vector, number)
        title, sentences = told(place, way)
        page = f"http://outlet{number}.example/page"
        facts = {
            "@type": "NewsArticle",
            "headline": title,
            "author": {"@type": "Person", "name": way},
            "image": way,
            "publisher": {"name": way},
        }
        paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
        site.serve(
            f"//outlet{number}.example/page",
            f'<html lang=en><head><title>{title}</title><meta property="og:title" content="{html.escape(title)}">'
            f'<meta name=author content="{html.escape(way)}"><link rel=canonical href="{html.escape(way)}">'
            f"<script type=application/ld+json>{json.dumps(facts)}</script></head><body><article><h1>{title}</h1>{paragraphs}"
            f"<p>{html.escape(way)} is what a reader wrote.</p></article></body></html>",
        )
        common = {"pubDate": "Tue, 13 Jan 2026 09:00:00 GMT", "author": way, "category": way}
        items = [
            {"title": title, "link": page, "guid": way, "description": " ".join(sentences), **common},
            {
                "title": html.escape(title), "link": way if vector in ADDRESSES else f"{page}?{way}", "guid": f"{number}",
                "description": html.escape(" ".join(sentences)), **common,
            },
        ]  # fmt: skip
        site.serve(
            f"//outlet{number}.example/feed",
            rss(*items, title=f"Outlet {number} {way}", link=way),
            content_type="application/rss+xml",
        )


@dataclass
class Brought:
    """An installation that has read it all, and every page and feed of its site."""

    app: App
    pages: dict[str, str]
    feeds: dict[str, str]


def brought(folder: Path, ways: Sequence[tuple[int, str]]) -> Iterator[Brought]:
    with Site() as outlets:
        serve(outlets, ways)
        client = GuardedClient(
            resolver=StaticResolver(otherwise=[f"127.0.0.1:{outlets.port}"]),
            allowed_networks=("127.0.0.0/8",),
            requests_per_s=None,
        )
        with open_app(config.load(db=str(folder / "news.db"), deadline_s=300), fetcher=client, workers=2) as app:
            for number, _ in ways:
                app.add(f"http://outlet{number}.example/feed")
            asyncio.run(app.update())
            with TestClient(create_app(app, app.settings), base_url=HOST, follow_redirects=False) as site:
                found = crawl(site)
                for word in ("council", *(numbered(vector, number)[:60] for number, vector in ways[:20])):
                    path = f"/search?q={quote(word)}"
                    found[path] = site.get(path)
                stories = [f"/story/{card.id}" for card in app.stories(limit=1000)]
                served = (*FEEDS, *(f"{story}.{kind}" for story in stories for kind in ("atom", "rss", "feed.json")))
                feeds = {path: answer.text for path in served if (answer := site.get(path)).status_code == 200}
            pages = {
                path: answer.text
                for path, answer in found.items()
                if answer.headers.get("content-type", "").startswith("text/html")
            }
            yield Brought(app, pages, feeds)


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brought]:
    yield from brought(tmp_path_factory.mktemp("vectors"), WAYS[::EVERY])


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brought]:
    yield from brought(tmp_path_factory.mktemp("vectors"), WAYS)


def live(document: ET.Element) -> list[str]:
    """What of a page could run, load or lead anywhere but to the web."""
    found = []
    for one in document.iter():
        tag = str(one.tag).removeprefix(XHTML)
        ours = tag == "script" and (one.get("src", "").startswith("/static/") or one.get("type") == "application/ld+json")
        loads = tag in (
            "iframe",
            "object",
            "embed",
            "base",
            "style",
            "svg",
            "math",
            "template",
            "video",
            "audio",
            "link",
            "img",
        )
        if (tag == "script" and not ours) or (loads and not one.get("href", one.get("src", "")).startswith(("/", HOST))):
            found.append(tag)
        if tag == "meta" and one.get("http-equiv", "").lower() == "refresh" and "url" in one.get("content", "").lower():
            found.append("refresh")
        found += [
            f"{tag} {name}"
            for name in one.attrib
            if name.startswith(("on", "hx-on")) or name in ("style", "srcdoc", "background")
        ]
    for address in links(document):
        if urlsplit(address.strip("".join(map(chr, range(33)))).replace("\t", "").replace("\n", "")).scheme not in (
            "",
            "http",
            "https",
        ):
            found.append(address)
    return found


def markup(path: str, text: str) -> list[str]:
    """What a reader of a feed takes for HTML: what is said to be, and all titles, since of those of RSS nobody knows."""
    if path.endswith("json"):
        return [item[name] for item in json.loads(text)["items"] for name in ("title", "content_html") if name in item]
    html_too = ("title", "description", "encoded")
    return [
        one.text
        for one in ET.fromstring(text).iter()
        if one.text and (one.get("type") == "html" or one.tag.rpartition("}")[2] in html_too)
    ]


def nothing_is_live(shown: Brought, ways: int) -> None:
    assert len(shown.app.subscriptions()) == ways and not [one.error for one in shown.app.subscriptions() if one.error]
    assert sum(path.startswith("/story/") for path in shown.pages) >= ways // OF_ONE_EVENT
    assert sum(path.startswith("/article/") for path in shown.pages) >= ways and len(shown.feeds) > len(FEEDS)
    for path, text in shown.pages.items():
        assert live(html5lib.parse(text, treebuilder="etree")) == [], path
        assert "1337" not in text, path  # 191 * 7, of a template that was run
    for path, text in shown.feeds.items():
        for part in markup(path, text):
            assert live(html5lib.parse(part, treebuilder="etree")) == [], (path, part[:300])


def test_there_are_at_least_two_hundred_ways() -> None:
    assert len({vector for _, vector in WAYS}) >= 200


def test_nothing_of_what_strangers_write_is_live_in_any_page_or_feed(some: Brought) -> None:
    nothing_is_live(some, len(WAYS[::EVERY]))


@pytest.mark.soak
def test_nothing_of_all_two_hundred_ways_is_live_in_any_page_or_feed(every: Brought) -> None:
    nothing_is_live(every, len(WAYS))


# ---------------------------------------------------------------------------------------------- in a real browser

#: points at, focuses and fires whatever waits for that, as no reader could in so short a time
_PROVOKE = """() => {
  for (const one of document.querySelectorAll('*')) {
    for (const name of one.getAttributeNames()) {
      if (name.startsWith('on')) one.dispatchEvent(new Event(name.slice(2)));
      if (/^(href|action|formaction|data|src|xlink:href)$/.test(name) && /^(java|vb|live)script:/.test(one[name] ?? ''))
        { alert('address ' + one[name]); }
    }
  }
}"""


class Watching:
    """A tab that notes what runs, and does not stop it."""

    def __init__(self, browser: Any, base: str | None = None) -> None:
        self.fired: list[str] = []
        self.page = browser.new_context(bypass_csp=True, base_url=base).new_page()
        self.page.on("dialog", self._noted)

    def _noted(self, dialog: Any) -> None:
        self.fired.append(dialog.message)
        dialog.dismiss()

    def looks_at(self, path: str) -> None:
        self.page.goto(path, wait_until="domcontentloaded")
        self.page.evaluate(_PROVOKE)

    def takes(self, text: str) -> None:
        self.page.set_content(text, wait_until="domcontentloaded")
        self.page.evaluate(_PROVOKE)


@pytest.fixture
def chromium() -> Iterator[Any]:
    with browsing.chromium() as browser:
        yield browser


def nothing_fires(shown: Brought, browser: Any) -> None:
    with browsing.served(shown.app) as address:
        tab = Watching(browser, address)
        for path in shown.pages:
            tab.looks_at(path)
            assert tab.fired == [], path
        for path, text in shown.feeds.items():
            tab.takes("\n".join(f"<section>{part}</section>" for part in markup(path, text)))
            assert tab.fired == [], path


@pytest.mark.browser
def test_the_ways_do_lead_to_a_script_where_nothing_is_done_against_them(chromium: Any) -> None:
    tab, fired = Watching(chromium), 0
    for number, vector in WAYS:
        tab.fired.clear()
        way = numbered(vector, number)
        tab.takes(f'<a href="{html.escape(way)}">x</a>' if vector in ADDRESSES else way)
        fired += bool(tab.fired)
    assert fired >= 100


@pytest.mark.browser
def test_nothing_of_what_strangers_write_runs_in_a_browser(some: Brought, chromium: Any) -> None:
    nothing_fires(some, chromium)


@pytest.mark.soak
@pytest.mark.browser
def test_nothing_of_all_two_hundred_ways_runs_in_a_browser(every: Brought, chromium: Any) -> None:
    nothing_fires(every, chromium)
