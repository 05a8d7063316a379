"""The pictures of articles, where the owner has switched them on: brought by the guarded client, bounded, kept for a while in memory.

An address is asked for by the article it belongs to: nobody can have this site fetch what no article names. What comes is not
passed on as it came: `intake.pixels` leaves only what draws it. I/O: the app's fetcher.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsloom.app import App
from newsloom.errors import FetchError, NewsloomError, ParseError
from newsloom.intake import pixels
from newsloom.model import Article, Image, StoryPage
from newsloom.ports import Request
from newsloom.web.links import safe

MOST_BYTES = 4_000_000  # of a picture
DEADLINE_S = 10.0
AT_ONCE = 4  # are fetched; who asks for more waits
WAIT_S = 12.0
KEPT_BYTES = 48_000_000
FAILED = 500  # pictures that could not be had are not asked for again until as many others failed
SOURCES = 8  # of a story, the first cited, among which a picture is looked for


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as a page shows it."""

    article: str
    alt: str
    credit: str  #: never empty


def address_of(article: Article) -> str | None:
    """Where the picture of an article is; None if it has none that may be asked for."""
    return safe(article.image.url) if article.image is not None else None


def photo_of(article: Article) -> Photo | None:
    """The picture of an article with whose it is; None where it has none, or nobody to name for it."""
    image = article.image
    if image is None or address_of(article) is None:
        return None
    credit = _credit(image, article.source or "")
    return Photo(article.id, " ".join(image.alt.split())[:300], credit) if credit else None


def _credit(image: Image, outlet: str) -> str:
    whose, outlet = " ".join(image.credit.split())[:160], " ".join(outlet.split())
    return f"{whose} / {outlet}" if whose and outlet and outlet.casefold() not in whose.casefold() else whose or outlet


def of_story(page: StoryPage, articles: Iterable[Article]) -> Photo | None:
    """The picture of the first source that has one, in the order of the page."""
    known = {article.id: article for article in articles}
    found = (photo_of(known[one]) for one in _first_sources(page) if one in known)
    return next((photo for photo in found if photo is not None), None)


def of_stories(app: App, pages: Mapping[str, StoryPage]) -> dict[str, Photo]:
    """The pictures of several stories."""
    articles = app.store.articles([one for page in pages.values() for one in _first_sources(page)])
    found = {story: of_story(page, articles.values()) for story, page in pages.items()}
    return {story: photo for story, photo in found.items() if photo is not None}


def _first_sources(page: StoryPage) -> Sequence[str]:
    return [source.article for source in page.sources if source.cited][:SOURCES]


class Photos:
    """Fetches pictures and keeps the last ones."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._kept: OrderedDict[str, pixels.Pixels] = OrderedDict()
        self._failed: OrderedDict[str, NewsloomError] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(AT_ONCE)

    def get(self, url: str) -> pixels.Pixels:
        """The picture at this address.

        Raises:
            FetchError, ParseError: when it cannot be had, or is none.
        """
        if (known := self._known(url)) is not None:
            return known
        if not self._places.acquire(timeout=WAIT_S):
            raise FetchError(url, "too many pictures are on their way")
        try:
            if (known := self._known(url)) is not None:  # who stood before has brought it
                return known
            return self._keep(url, self._fetched(url))
        except (FetchError, ParseError) as error:
            with self._lock:
                self._failed[url] = error
                while len(self._failed) > FAILED:
                    self._failed.popitem(last=False)
            raise
        finally:
            self._places.release()

    def _fetched(self, url: str) -> pixels.Pixels:
        accept = "image/webp,image/jpeg,image/png;q=0.9"
        request = Request(url, accept=accept, max_bytes=MOST_BYTES, deadline_s=DEADLINE_S)
        answer = self._app.fetch(request)
        if answer.status != 200:
            raise FetchError(url, f"the server answered {answer.status}", status=answer.status)
        return pixels.bare(answer.body, about=url)

    def _known(self, url: str) -> pixels.Pixels | None:
        with self._lock:
            if url in self._failed:
                raise self._failed[url]
            if url in self._kept:
                self._kept.move_to_end(url)
            return self._kept.get(url)

    def _keep(self, url: str, found: pixels.Pixels) -> pixels.Pixels:
        with self._lock:
            self._kept[url] = found
            self._bytes += len(found.body)
            while self._bytes > KEPT_BYTES and len(self._kept) > 1:
                self._bytes -= len(self._kept.popitem(last=False)[1].body)
        return found
