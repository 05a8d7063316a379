"""From what a reader types to what is followed: a feed, a site, a list of feeds, a folder of articles.

I/O: the fetcher, files the reader names, worker processes, the store.
"""

from __future__ import annotations

import asyncio
import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from newsloom.errors import FetchError, InputError, NewsloomError, ParseError
from newsloom.intake import discover, opml
from newsloom.model import Added, ParsedFeed, Problem, Subscription
from newsloom.pipeline.collect import FEED_TYPES, Values
from newsloom.ports import Clock, Fetcher, Request, Response
from newsloom.store import Store
from newsloom.store.base import digest

_FEED_SCHEME = re.compile(r"^feed:(?://)?(?=(https?://|[^/]))", re.IGNORECASE)  # as some pages write the address of a feed
_DOMAIN = re.compile(r"(?!\.)[^\s/\\:@]+\.[^\s/\\:@.]{2,}(?::\d+)?(?:/\S*)?")
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_OURS = frozenset(
    {"host", "content-length", "transfer-encoding", "connection", "accept-encoding", "if-none-match", "if-modified-since"}
)
LIST_ENDINGS = (".opml", ".xml")
MAX_LIST_BYTES = 5_000_000


class Readers(Protocol):
    """Reads what strangers wrote, out of this process."""

    async def parse(self, body: bytes, *, url: str, content_type: str | None) -> ParsedFeed: ...

    async def call(self, function: str, *args: Any, about: str = "", error: type[NewsloomError] = ..., **named: Any) -> Any: ...


class Subscriber:
    """Takes subscriptions in."""

    def __init__(self, store: Store, fetcher: Fetcher, readers: Readers, clock: Clock, values: Values) -> None:
        self.store = store
        self.fetcher = fetcher
        self.readers = readers
        self.clock = clock
        self.values = values

    async def add(self, locator: str, *, category: str = "", headers: Mapping[str, str] | None = None) -> Added:
        """Follow a feed address, a site, a list of feeds or a folder; what is followed already stays as it is.

        Args:
            headers: the reader's own for this site, such as a token; a name and password in the address count among them. They
                are sent to that site only, and kept apart from the address, which is shown and exported.

        Raises:
            InputError: when the locator is none of these.
            FetchError: when an address has to be looked at and gives no answer.
        """
        given = locator.strip()
        if not given:
            raise InputError("", "nothing to follow", remedy="give an address, an OPML file or a folder")
        given = _FEED_SCHEME.sub(lambda found: "" if found[1].lower().startswith("http") else "https://", given)
        if not given.lower().startswith(("http://", "https://")):
            path = Path(given).expanduser()
            if await asyncio.to_thread(path.exists):
                return await self._path(path, category)
            if "://" in given:
                raise InputError(given, f"{given.partition('://')[0]} is not supported", remedy="addresses are http or https")
            if not _DOMAIN.fullmatch(given) or given.lower().endswith(LIST_ENDINGS):
                raise InputError(given, "is neither an address nor a file or folder here", remedy="check how it is written")
            given = f"https://{given}"
        if not opml.usable(given):
            raise InputError(given, "is no address", remedy="it must be like https://example.org/feed.xml")
        given, own = without_login(given)
        if (known := self._known(given)) is not None:
            return Added((known,))
        return await self._address(given, category, {**own, **(headers or {})})

    def catalogue(self, names: Sequence[str] = ()) -> Added:
        """Follow feeds of the built-in catalogue: those that the names mean, or all. Asks the network for nothing.

        Raises:
            InputError: when a name means nothing there.
        """
        from newsloom.intake import catalogue  # lazy: most never open it

        return Added(tuple(self._follow(one) for one in catalogue.chosen(names)))

    async def listed(self, body: bytes, *, name: str, category: str = "") -> Added:
        """Follow the feeds of an OPML list. Raises ParseError when it is none."""
        if len(body) > MAX_LIST_BYTES:
            raise ParseError(name, f"is over {MAX_LIST_BYTES // 1_000_000} MB", remedy="split the list")
        rows: Sequence[opml.Outline | Problem] = await self.readers.call(
            "newsloom.intake.opml:parse", body, about=name, error=ParseError, name=name
        )
        followed = [
            self._follow(
                Subscription("", one.url, one.title, one.site, category=one.category or category, lang=_language(one.lang))
            )
            for one in rows
            if isinstance(one, opml.Outline)
        ]
        return Added(tuple(followed), tuple(one for one in rows if isinstance(one, Problem)))

    # -- what is on this machine

    async def _path(self, path: Path, category: str) -> Added:
        path = path.absolute()
        if path.is_dir():
            return Added((self._follow(Subscription("", str(path), path.name, category=category)),))
        if path.suffix.lower() in LIST_ENDINGS:
            try:
                body = await asyncio.to_thread(path.read_bytes)
            except OSError as exc:
                raise InputError(str(path), f"cannot be read: {exc.strerror}", remedy="check its permissions") from exc
            return await self.listed(body, name=path.name, category=category)
        return Added((self._follow(Subscription("", str(path), path.stem, category=category)),))

    # -- what is on the web

    async def _address(self, url: str, category: str, own: Mapping[str, str]) -> Added:
        found: Sequence[discover.Found] = ()
        missed: FetchError | None = None
        home = url
        try:
            answer = await self._get(url, own)
        except FetchError as exc:
            if exc.status is None or exc.status in (410, 429) or urlsplit(url).path.strip("/"):
                raise
            missed = exc  # many a home page turns readers like this one away, and its feed does not
        else:
            home = answer.url
            if (feed := await self._feed(answer)) is not None:
                return Added((self._follow(_described(Subscription("", url, category=category), feed), own),))
            if _is_list(answer.body):
                return await self.listed(answer.body, name=url, category=category)
            found = await self.readers.call("newsloom.intake.discover:feeds", answer.body, about=url, url=answer.url)
        failed: list[FetchError] = []
        guessed = [discover.Found(guess) for guess in discover.guesses(home)]
        added = await self._first([*found, *guessed], home, category, own, failed)
        if added is None:
            added = await self._first([discover.Found(one) for one in await self._sitemaps(home)], home, category, own, failed)
        if added is not None:
            return added
        if missed is not None:
            raise missed
        told = {one.url for one in found}
        for error in failed:
            if error.about in told:  # what the page itself names is worth telling
                raise error
        raise InputError(
            url, "is a page, and no feed was found on it", remedy="give the address of its feed (RSS, Atom, JSON Feed)"
        )

    async def _first(
        self, candidates: Sequence[discover.Found], home: str, category: str, own: Mapping[str, str], failed: list[FetchError]
    ) -> Added | None:
        """Follow the first of these addresses that is a feed; None if none is. What did not come is put to `failed`."""
        for one in candidates:
            if (known := self._known(one.url)) is not None:
                return Added((known,))
            kept = own if _host(one.url) == _host(home) else {}
            try:
                feed = await self._feed(await self._get(one.url, kept))
            except FetchError as exc:
                failed.append(exc)
                continue
            if feed is not None:
                site = Subscription("", one.url, "", home, category=category)
                return Added((self._follow(_described(site, feed), kept),))
        return None

    async def _sitemaps(self, home: str) -> list[str]:
        """News sitemaps of a site, by its robots.txt."""
        try:
            answer = await self._get(urljoin(home, "/robots.txt"), {})
        except FetchError:
            return []
        return discover.sitemaps(answer.body, url=answer.url)

    async def _get(self, url: str, own: Mapping[str, str]) -> Response:
        request = Request(
            url,
            accept=FEED_TYPES,
            max_bytes=self.values.max_feed_bytes,
            deadline_s=self.values.deadline_s,
            headers=tuple(sorted(own.items())),
        )
        answer = await self.fetcher.fetch(request)
        if answer.status != 200:
            raise FetchError(url, f"answered {answer.status}", status=answer.status, remedy="check the address in a browser")
        return answer

    async def _feed(self, answer: Response) -> ParsedFeed | None:
        try:
            return await self.readers.parse(answer.body, url=answer.url, content_type=answer.header("content-type"))
        except ParseError:
            return None

    # -- shared

    def _known(self, url: str) -> Subscription | None:
        return next((one for one in self.store.subscriptions() if one.url == url), None)

    def _follow(self, wanted: Subscription, own: Mapping[str, str] | None = None) -> Subscription:
        """Store it, due at once; one that is followed already is given back as it is."""
        now = self.clock()
        url, login = without_login(wanted.url) if opml.usable(wanted.url) else (wanted.url, {})
        made = replace(wanted, url=url, id=digest("subscription", url, length=12), next_poll=now)
        return self.store.add_subscription(made, now=now, headers={**login, **(own or {})})[0]


def without_login(url: str) -> tuple[str, dict[str, str]]:
    """The address as it may be shown, and the header that carries the name and password that stood in it."""
    parts = urlsplit(url)
    login, at, place = parts.netloc.rpartition("@")
    if not at:
        return url, {}
    token = base64.b64encode(unquote(login).encode("utf-8", "replace")).decode("ascii")
    return urlunsplit(parts._replace(netloc=place)), {"Authorization": f"Basic {token}"}


def header_of(line: str) -> tuple[str, str]:
    """Name and value of a header as a reader writes it: `Authorization: Bearer …`.

    Raises:
        InputError: when it is none. The value is not repeated in the message.
    """
    name, colon, value = line.partition(":")
    name, value = name.strip(), value.strip()
    if not (colon and value and _HEADER_NAME.fullmatch(name) and value.isprintable() and value.isascii()):
        raise InputError(
            "--header", "is no header", remedy='it must be like "Authorization: Bearer TOKEN" or "Cookie: name=value"'
        )
    if name.lower() in _OURS:
        raise InputError(f"--header {name}", "is set by Newsloom itself", remedy="leave it out")
    return name, value


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _described(subscription: Subscription, feed: ParsedFeed) -> Subscription:
    return replace(
        subscription, title=subscription.title or feed.title, site=subscription.site or feed.link, lang=_language(feed.lang)
    )


def _language(given: str | None) -> str | None:
    code = (given or "").partition("-")[0].strip().lower()
    return code if re.fullmatch("[a-z]{2,3}", code) else None


def _is_list(body: bytes) -> bool:
    return re.search(rb"<opml[\s>]", body[:2_000], re.I) is not None
