"""The addresses of the site, all in one place. Pure.

A page asks its `Links` and never writes an address itself, so that the site works under a sub-path, and an export can give
its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from newsloom.model import Citation, Span

_UNSAFE = re.compile("[\x00-\x20<>\"'`]")


def safe(url: str | None) -> str | None:
    """An outside address that may stand in `href`: http or https with a host; else None."""
    if not url or _UNSAFE.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses within the site."""

    prefix: str = ""  #: sub-path the site is under, such as `/news`; "" at the root
    build: str = "0"  #: of the static files; part of their address, so that they may be kept for ever

    def _at(self, *parts: str, **asked: object) -> str:
        path = "/".join(quote(part, safe="") for part in parts)
        query = urlencode([(key, str(value)) for key, value in asked.items() if value not in (None, "", 0)])
        return f"{self.prefix}/{path}{f'?{query}' if query else ''}"

    def front(self) -> str:
        return self._at("")

    def stories(self, page: int = 1) -> str:
        return self._at("stories", page=page if page > 1 else None)

    def front_as(self, suffix: str) -> str:
        """The feed of Top Headlines: `atom`, `rss`, `json`."""
        return self._at(f"feed.{suffix}")

    def topic(self, topic: str) -> str:
        return self._at("topic", topic.lower())

    def feeds(self) -> str:
        return self._at("feeds")

    def search(self, query: str = "", page: int = 1, **narrowed: str) -> str:
        return self._at("search", q=query, **narrowed, page=page if page > 1 else None)

    def story(self, story: str, *, sentence: int | None = None) -> str:
        return self._at("story", story) + (f"#s{sentence}" if sentence else "")

    def story_as(self, story: str, suffix: str) -> str:
        """The story in another form: `md`, `json`; or its feed: `atom`, `rss`, `feed.json`."""
        return f"{self.story(story)}.{suffix}"

    def story_part(self, story: str, part: str) -> str:
        """`history`, `why`, `correct`, `sources`; or what a form is sent to: `merge`, `split`, `move`, `drop`."""
        return self._at("story", story, part)

    def translated(self, story: str) -> str:
        """The story in the language that the model translates into."""
        return self._at("story", story, "translated")

    def revision(self, story: str, number: int) -> str:
        return self._at("story", story, "revision", str(number))

    def difference(self, story: str, number: int) -> str:
        """What revision `number` changed of the one before it."""
        return self._at("story", story, "difference", str(number))

    def article(self, article: str, version: int | None = None) -> str:
        return self._at("article", article, v=version)

    def picture(self, article: str) -> str:
        """The picture of an article, through this site."""
        return self._at("article", article, "picture")

    def article_difference(self, article: str, version: int) -> str:
        return self._at("article", article, "difference", str(version))

    def passage(self, cited: Citation) -> str:
        """The article page at this very passage."""
        where = f"{'title-' if cited.field == 'title' else ''}{cited.start}-{cited.end}"
        return self._at("article", cited.article, v=cited.version, p=where) + "#passage"

    def channel(self, channel: str) -> str:
        return self._at("channel", channel)

    def channel_as(self, channel: str, suffix: str) -> str:
        """The feed of a channel: `atom`, `rss`, `json`."""
        return f"{self.channel(channel)}.{suffix}"

    def channel_part(self, channel: str, part: str) -> str:
        return self._at("channel", channel, part)

    def channel_new(self, **values: str) -> str:
        return self._at("channels", "new", **values)

    def subscription_part(self, subscription: str, part: str) -> str:
        return self._at("subscription", subscription, part)

    def to(self, *parts: str) -> str:
        """Any other page of the site."""
        return self._at(*parts)

    def static(self, name: str) -> str:
        return f"{self.prefix}/static/{self.build}/{name}"


def passage_span(asked: str) -> tuple[str, Span] | None:
    """Field and span of the `p` in `Links.passage`; None if it is none."""
    start, _, end = asked.removeprefix("title-").partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit() and len(start) < 10 and len(end) < 10):
        return None
    return "title" if asked.startswith("title-") else "text", Span(int(start), int(end))
