"""Read the sample's files: outlets, articles with their versions, and which event each is about. Reads package files only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from newsloom import origins
from newsloom.model import Article, Kind, Subscription


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented outlet."""

    id: str
    host: str
    name: str
    owner: str
    lang: str
    format: str  #: of its feed: "rss", "atom" or "json"
    about: str

    @property
    def feed(self) -> str:
        """The address of its feed."""
        return f"http://{self.host}/{'feed.json' if self.format == 'json' else 'feed.xml'}"


@dataclass(frozen=True, slots=True)
class Filed:
    """One version of an article as its file states it; `article` is what a reader of the page should get."""

    article: Article
    outlet: Outlet
    slug: str
    event: str  #: events of one article begin with "single-"
    deck: str  #: "" if there is none
    section: str
    author: str
    caption: str  #: of its picture; "" if there is none
    updated: datetime  #: when this version went out

    @property
    def path(self) -> str:
        """The path of its page."""
        when = self.article.published
        assert when is not None, "every article of the sample has a time"
        return f"/{when:%Y/%m/%d}/{self.slug}"


@cache
def outlets() -> tuple[Outlet, ...]:
    """The nine outlets."""
    return tuple(Outlet(**one) for one in json.loads(_folder().joinpath("outlets.json").read_text(encoding="utf-8")))


@cache
def versions() -> tuple[Filed, ...]:
    """Every version of every article, in the order in which they went out."""
    found = [_read(file, outlet) for outlet in outlets() for file in _articles_of(outlet)]
    return tuple(sorted(found, key=lambda one: (one.updated, one.article.id)))


def current(now: datetime | None = None) -> tuple[Filed, ...]:
    """The newest version of each article that was out at `now` (None: at the end), by time of publication."""
    newest = {one.article.id: one for one in versions() if now is None or _out(one) <= now}
    return tuple(sorted(newest.values(), key=lambda one: (one.article.published or one.updated, one.article.id)))


def articles(now: datetime | None = None) -> list[Article]:
    """The newest versions that were out at `now` (None: at the end), by time of publication.

    Ids are those that the pipeline gives to the same addresses.
    """
    return [one.article for one in current(now)]


def gold() -> dict[str, str]:
    """Article id → event, for every article. The names of events of one article begin with `single-`."""
    return {one.article.id: one.event for one in current()}


def subscriptions() -> list[Subscription]:
    """The nine feeds, with publisher and owner."""
    return [
        Subscription(
            id=_digest("feed", one.feed),
            url=one.feed,
            title=one.name,
            site=f"http://{one.host}/",
            publisher=one.name,
            owner=one.owner,
            lang=one.lang,
        )
        for one in outlets()
    ]


# ---------------------------------------------------------------------------------------------- files


def _folder() -> Traversable:
    return files("newsloom.sample")


def _articles_of(outlet: Outlet) -> Iterator[Traversable]:
    folder = _folder().joinpath("articles", outlet.id)
    yield from sorted((one for one in folder.iterdir() if one.name.endswith(".md")), key=lambda one: one.name)


def _read(file: Traversable, outlet: Outlet) -> Filed:
    """A file: lines `name: value` between two lines `---`, then paragraphs. `SLUG.2.md` is the second version of `SLUG.md`."""
    _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
    fields = {name: value for name, _, value in (line.partition(": ") for line in head.splitlines())}
    slug, _, version = file.name.removesuffix(".md").partition(".")
    published = _time(fields["published"])
    article = Article(
        id="",
        title=fields["title"],
        text="\n".join(line for line in body.splitlines() if line.strip()),  # a paragraph a line, as extraction gives it
        source=outlet.name,
        published=published,
        lang=fields.get("lang", outlet.lang),
        version=int(version or 1),
        kind=Kind(fields.get("kind", Kind.NEWS)),
        owner=outlet.owner,
    )
    filed = Filed(
        article,
        outlet,
        slug,
        fields["event"],
        fields.get("deck", ""),
        fields["section"],
        fields["author"],
        fields.get("caption", ""),
        _time(fields["updated"]) if "updated" in fields else published,
    )
    url = f"http://{outlet.host}{filed.path}"
    return replace(
        filed, article=replace(article, id=_digest("address", origins.canonical_address(url)), url=url, canonical=url)
    )


def _out(one: Filed) -> datetime:
    """When this version could first be read: a live page is there from its first line, a correction from its own time."""
    return one.updated if one.article.version > 1 else one.article.published or one.updated


def _time(given: str) -> datetime:
    return datetime.fromisoformat(given).astimezone(UTC)


def _digest(*parts: str) -> str:
    """As the store names what it keeps, so that ids here are ids there (a test holds the two together)."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]
