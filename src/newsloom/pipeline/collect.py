"""Bring in what is new: poll what is due, fetch the pages of new entries, extract their articles.

Each outcome is stored in one transaction with the work that follows from it, so that it can be stopped anywhere.
I/O: the fetcher, files of watched folders, worker processes, the store. The caller holds the store's `intake` lock.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from newsloom.errors import (
    ExtractionError,
    FetchError,
    NewsloomError,
    StoreError,
)
from newsloom.model import Article, Extracted, FeedUse, Kind, ParsedFeed, Problem, Progress, Subscription
from newsloom.pipeline import arriving, identity, polling
from newsloom.pipeline.crowd import Crowd, Hosts, host_of
from newsloom.pipeline.identity import article_id
from newsloom.pipeline.together import Together
from newsloom.ports import Clock, Fetcher, OnProgress, Request, Response
from newsloom.store import Arrival, Store, StoredEntry, Work
from newsloom.store.input import RECENT, Outcome, Polled, Standing

FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, application/xml;q=0.9, */*;q=0.5"
)
PAGE_TYPES = "text/html, application/xhtml+xml, */*;q=0.1"
POLLS = 32  # feeds at once,
SLOW_AFTER_S = 4.0  # of which one that takes longer than this makes room for another,
SLOW_POLLS = 64  # as long as no more than these are under way
PAGES = 24  # pages at once
STORED_WITHIN_S = 0.25  # articles that come within this time are stored at once, which costs half of what one by one does
LOOK_EVERY_S = 1.0  # for pages that were asked for meanwhile
PAGE_TRIES = 5
PAGE_GAPS_H = (0.25, 1.0, 4.0, 24.0)  # between tries
HURRY_S = 3.0  # that work in flight gets when something else is wanted at once
PAGES_LISTED = 20_000  # pieces of work looked at together
TURN = 20  # entries of one feed after which others get their turn
FILES_TOGETHER = 50  # articles of files stored in one transaction
FOLDER_EVERY_S = 300.0
_READABLE = re.compile(r"text/|application/(?:xhtml\+xml|xml|json|octet-stream)|$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]{3,}|[\u3040-\u9fff\uac00-\ud7af]")


class Workers(Protocol):
    """Parses, extracts and reads files, out of this process. Raises ParseError, ExtractionError and UnreadableFile."""

    async def parse(self, body: bytes, *, url: str, content_type: str | None) -> ParsedFeed: ...

    async def extract(self, html: bytes, *, url: str, content_type: str | None) -> Extracted: ...

    async def read(self, path: Path) -> list[Article | Problem]: ...


@dataclass(frozen=True, slots=True)
class Values:
    """What of the settings matters here."""

    fetch_pages: bool = True
    deadline_s: float = 60.0
    max_feed_bytes: int = 15_000_000
    max_page_bytes: int = 10_000_000
    poll_min_s: float = 3600.0
    poll_max_s: float = 86_400.0
    per_host: int = 2


@dataclass(slots=True)
class Tally:
    """What was done so far."""

    polled: int = 0
    fetched: int = 0
    new: int = 0
    changed: int = 0
    problems: int = 0


class Collector:
    """Polls and fetches."""

    def __init__(self, store: Store, fetcher: Fetcher, workers: Workers, clock: Clock, values: Values) -> None:
        self.store = store
        self.fetcher = fetcher
        self.workers = workers
        self.clock = clock
        self.values = values
        self.tally = Tally()
        self._stirred = asyncio.Event()  # pages were asked for, or one is done
        self._polled = Together(self._store_polls)
        self._wanted = Together(self.store.to_fetch, within_s=0.0)
        self._arrived = Together(self._store_articles, within_s=STORED_WITHIN_S)

    async def collect(
        self,
        on_progress: OnProgress | None = None,
        *,
        seconds: float | None = None,
        teasers: bool = False,
        hurry: asyncio.Event | None = None,
    ) -> Tally:
        """Poll what is due and fetch until nothing is left that can be fetched now.

        Args:
            seconds: stop taking new work after about this long; None: go to the end.
            teasers: store what a new feed says of its last three days at once, so that it can be read before the pages come.
            hurry: when it is set, what is not done within a few seconds is left to the next pass.
        """
        self.tally = Tally()
        self._stirred = asyncio.Event()
        began = asyncio.get_running_loop().time()

        def more() -> bool:
            if hurry is not None and hurry.is_set():
                return False
            return seconds is None or asyncio.get_running_loop().time() - began < seconds

        def told(stage: str, done: int, of: int | None) -> None:
            if on_progress is not None:
                on_progress(Progress(stage, done, of))

        polls = asyncio.create_task(self._polls(told, more, teasers=teasers))
        polls.add_done_callback(lambda _: self._stirred.set())
        pages = asyncio.create_task(self._pages(told, more, polls))
        work = asyncio.gather(polls, pages)
        try:
            if hurry is None:
                await work
            else:
                await _or_hurry(work, hurry)
        finally:
            for task in (polls, pages):
                task.cancel()
            for gathered in (self._polled, self._wanted, self._arrived):
                gathered.flush()
            await asyncio.gather(work, polls, pages, return_exceptions=True)
        return self.tally

    async def _polls(self, told: Callable[[str, int, int | None], None], more: Callable[[], bool], *, teasers: bool) -> None:
        """Poll what is due, healthy feeds first, so that none of them waits for those that fail."""
        due = sorted(self.store.due_subscriptions(now=self.clock(), limit=100_000), key=lambda one: one.failures > 0)
        remembered = self.store.polling_states(one.id for one in due)
        told("poll", 0, len(due))
        async with Crowd(POLLS, slow_after_s=SLOW_AFTER_S, slow=SLOW_POLLS) as crowd:
            for subscription in due:
                if not more():
                    break
                state, headers = remembered.get(subscription.id, ({}, {}))
                await crowd.start(self._poll_safely(subscription, state, headers, teasers=teasers))
                told("poll", self.tally.polled, len(due))
            while await crowd.one():
                told("poll", self.tally.polled, len(due))

    # -- pages

    async def _pages(
        self, told: Callable[[str, int, int | None], None], more: Callable[[], bool], polls: asyncio.Task[None]
    ) -> None:
        """Fetch pages while there are any due, host by host in turn, so that a slow one holds nobody up."""
        hosts, look_at, loop = Hosts(), 0.0, asyncio.get_running_loop()
        async with Crowd(PAGES) as crowd:
            while more():
                self._stirred.clear()
                last = polls.done()
                if not hosts.waiting or loop.time() >= look_at:
                    began = loop.time()
                    for item in self.store.due("page", now=self.clock(), limit=PAGES_LISTED):
                        hosts.put(item)
                    look_at = loop.time() + max(LOOK_EVERY_S, 20 * (loop.time() - began))
                while (taken := hosts.take(self.values.per_host)) is not None:
                    await crowd.start(self._page_safely(*taken, hosts))
                if last:
                    told("fetch", self.tally.fetched, len(hosts.listed))
                if await crowd.one(LOOK_EVERY_S):
                    continue
                if last and not hosts.waiting:
                    break
                await self._stirred.wait()

    async def _page_safely(self, host: str, item: Work, hosts: Hosts) -> None:
        try:
            await self._page(item)
        except StoreError:
            raise
        except NewsloomError as exc:
            self._again(item, exc.reason, exc.remedy)
        except Exception as exc:  # whatever the bug is, or what of it the database refuses: the other pages go on
            self._again(item, *_bug(exc))
        finally:
            self.tally.fetched += 1
            hosts.done(host)
            self._stirred.set()

    async def _page(self, item: Work) -> None:
        """One page: its article, or what its feed said of it, or another try."""
        wanted = await self._wanted.done(str(item.body.get("entry", "")))
        if wanted is None or wanted[0].entry.link is None:
            self.store.give_up("page", item.key)
            return
        stored, subscription, headers = wanted
        try:
            answer = await self._get(self._page_request(wanted[0].entry.link, subscription, headers))
            kind = answer.header("content-type") or ""
            if not _READABLE.match(kind):
                raise ExtractionError(stored.entry.link, f"is no page but {kind.partition(';')[0][:60]}")
            page = await self.workers.extract(answer.body, url=answer.url, content_type=kind or None)
        except (FetchError, ExtractionError) as exc:
            await self._without_page(item, stored, subscription, exc)
            return
        home = self._at_home(stored, answer, page)
        arrival = self._arrival(home, subscription, page, work=item)
        await self._arrived.done(arrival if home is stored else replace(arrival, entry=home))

    def _page_request(self, link: str, subscription: Subscription, headers: Mapping[str, str]) -> Request:
        """What the reader gave for the feed is sent to pages of the same site, and to no other."""
        own = headers if host_of(link) == host_of(subscription.url) else {}
        return Request(
            link,
            accept=PAGE_TYPES,
            max_bytes=self.values.max_page_bytes,
            deadline_s=self.values.deadline_s,
            headers=tuple(sorted(own.items())),
            obey_robots=True,
        )

    def _at_home(self, stored: StoredEntry, answer: Response, page: Extracted) -> StoredEntry:
        """The entry under the article of the address that its link led to, so that a page is one article by whatever way it is reached.

        Only where what stands there is what the entry speaks of: a login, a consent wall or a list of news is not its home.
        """
        home = article_id(answer.url, stored.article)
        if home == stored.article or page.kind in (Kind.EMPTY, Kind.LISTING) or self.store.articles([stored.article]):
            return stored
        said, there = (
            set(_WORD.findall(stored.entry.title.casefold())),
            set(_WORD.findall(f"{page.title} {page.text}".casefold())),
        )
        return replace(stored, article=home) if said and len(said & there) * 3 >= len(said) * 2 else stored

    async def _without_page(self, item: Work, stored: StoredEntry, subscription: Subscription, exc: NewsloomError) -> None:
        """Make do with what the feed says; try the page again later if that may help."""
        now = self.clock()
        again = arriving.may_pass(exc) and item.attempts + 1 < PAGE_TRIES
        about = stored.entry.link or stored.entry.key
        problem = Problem(about, exc.reason, exc.remedy, again)
        self.tally.problems += 1
        later = None
        if again:
            gap = timedelta(hours=PAGE_GAPS_H[min(item.attempts, len(PAGE_GAPS_H) - 1)])
            wait = getattr(exc, "retry_after_s", None)
            due = now + max(gap, min(timedelta(seconds=wait or 0.0), polling.LONGEST_WAIT))
            later = Work("page", item.key, due, item.attempts + 1, exc.reason, item.body)
        arrival = self._arrival(stored, subscription, None, work=item)
        if arrival.article.title or arrival.article.text:
            await self._arrived.done(replace(arrival, retry=later, problem=problem))
        elif later is not None:
            self.store.retry(item, due=later.due, problem=problem, now=now)
        else:
            self.store.give_up("page", item.key)
            self.store.record([problem], stage="page", now=now)

    def _again(self, item: Work, reason: str, remedy: str) -> None:
        """Try the page again later, as often as one that does not come."""
        again = item.attempts + 1 < PAGE_TRIES
        problem = Problem(str(item.body.get("about", item.key)), reason, remedy, again)
        self.tally.problems += 1
        now = self.clock()
        if again:
            gap = timedelta(hours=PAGE_GAPS_H[min(item.attempts, len(PAGE_GAPS_H) - 1)])
            self.store.retry(item, due=now + gap, problem=problem, now=now)
        else:
            self.store.give_up("page", item.key)
            self.store.record([problem], stage="page", now=now)

    def _store_articles(self, arrivals: Sequence[Arrival]) -> list[Outcome]:
        outcomes = self.store.take(arrivals, now=self.clock())
        self.tally.new += outcomes.count("new")
        self.tally.changed += outcomes.count("changed")
        return outcomes

    def _arrival(
        self, stored: StoredEntry, subscription: Subscription, page: Extracted | None, *, work: Work | None = None
    ) -> Arrival:
        """The article that page and feed make together: the page's where there is one, the feed's text where that says more."""
        entry = stored.entry
        if page is not None and page.kind is Kind.EMPTY and (entry.summary or entry.content):
            page = replace(
                page, title="", text="", authors=(), lang=None
            )  # a wall: of it only what it says of the article counts
        text, teaser = entry.content or entry.summary, True
        if page is not None and len(page.text) * 1.2 >= len(entry.content) and len(page.text) >= len(entry.summary):
            text, teaser = page.text, False
        title = entry.title if page is None or not page.title else page.title
        link = entry.link
        said = arriving.usable(entry.published, stored.first_seen)
        told = arriving.usable(page.published if page else None, stored.first_seen)
        published = told if said is None or (entry.day_only and told and page and not page.day_only) else said
        publisher, owner = arriving.outlet(subscription, link, page.publisher if page is not None else None)
        article = Article(
            id=stored.article,
            title=title,
            text=text,
            source=publisher,
            url=link,
            published=published,
            day_only=published is not None and (entry.day_only if published is said else bool(page and page.day_only)),
            lang=(page.lang if page is not None else None)
            or arriving.language(title, text, hint=entry.lang or subscription.lang),
            owner=owner,
            paid=bool(page and page.paid) or (teaser and subscription.paid),
            canonical=page.canonical if page is not None else None,
            teaser=teaser,
            image=arriving.image(page, entry),
        )
        article = replace(article, kind=arriving.kind(article) if page is None or teaser else page.kind)
        return Arrival(
            article,
            stored.first_seen,
            published or stored.first_seen,
            found=subscription.use is not FeedUse.READ_ONLY,
            subscription=subscription.id,
            authors=(page.authors if page is not None else ()) or entry.authors,
            work=(("page", work.key),) if work is not None else (),
        )

    # -- feeds

    async def _poll_safely(
        self, subscription: Subscription, state: Mapping[str, Any], headers: Mapping[str, str], *, teasers: bool
    ) -> None:
        try:
            if is_folder(subscription.url):
                await self._poll_folder(subscription, state)
            else:
                await self._poll(subscription, state, headers, teasers=teasers)
        except StoreError:
            raise
        except NewsloomError as exc:
            await self._poll_failed(subscription, state, exc)
        except Exception as exc:  # whatever the bug is: the other feeds go on
            reason, remedy = _bug(exc)
            await self._poll_failed(subscription, state, NewsloomError(subscription.url, reason, remedy=remedy))
        self.tally.polled += 1

    async def _poll_failed(self, subscription: Subscription, state: Mapping[str, Any], exc: NewsloomError) -> None:
        changed, kept, problem = polling.failed(subscription, state, exc, self.clock())
        self.tally.problems += 1
        await self._stored(changed, state=kept, problems=[problem])

    async def _poll(
        self, subscription: Subscription, state: Mapping[str, Any], headers: Mapping[str, str], *, teasers: bool
    ) -> None:
        answer = await self._get(
            Request(
                subscription.url,
                etag=subscription.etag,
                last_modified=subscription.last_modified,
                accept=FEED_TYPES,
                max_bytes=self.values.max_feed_bytes,
                deadline_s=self.values.deadline_s,
                headers=tuple(sorted(headers.items())),
            )
        )
        bounds = polling.Bounds(self.values.poll_min_s, self.values.poll_max_s)
        if answer.status == 304:
            now = self.clock()
            healthy, kept = polling.healthy(subscription, state, answer, now, bounds=bounds)
            await self._stored(healthy, state=kept)
            return
        feed = await self.workers.parse(answer.body, url=answer.url, content_type=answer.header("content-type"))
        now = self.clock()
        standing = self.store.standing(subscription.id)
        settled = self._settled(subscription, standing, feed, now)
        described = arriving.described(subscription, feed)
        healthy, kept = polling.healthy(described, state, answer, now, feed=feed, new=settled.new, bounds=bounds)
        fetch = {one.id for one in settled.changed if self.values.fetch_pages and arriving.has_page(one.entry.link)}
        first = teasers and subscription.last_success is None
        newest = {
            one.article: one for one in reversed(settled.changed)
        }  # entries with one address are one article, not its versions
        arrivals = await self._arrivals(
            (
                one
                for one in settled.changed
                if newest[one.article] is one
                and (one.id not in fetch or (first and (one.entry.published or now) > now - RECENT))
            ),
            described,
        )
        stood = {one.id for one in standing}
        told = await self._stored(
            healthy,
            state=kept,
            changed=settled.changed,
            gone=stood - settled.seen,
            back=settled.seen - stood - {one.id for one in settled.changed},
            fetch=fetch,
            arrivals=arrivals,
            problems=[Problem(subscription.url, reason) for reason in feed.problems],
        )
        self.tally.new += told["new"]
        self.tally.changed += told["changed"]
        self.tally.problems += len(feed.problems)
        if fetch:
            self._stirred.set()

    async def _arrivals(self, entries: Iterable[StoredEntry], subscription: Subscription) -> list[Arrival]:
        """The articles of entries whose pages have not come; other feeds get their turn meanwhile, for one may bring thousands."""
        arrivals = []
        for entry in entries:
            arrivals.append(self._arrival(entry, subscription, None))
            if len(arrivals) % TURN == 0:
                await asyncio.sleep(0)
        return arrivals

    async def _stored(self, subscription: Subscription, **outcome: Any) -> dict[Outcome, int]:
        """What became of a poll's articles; it is stored in one transaction with what other polls bring in the same moment."""
        return await self._polled.done(Polled(subscription, **outcome))

    def _store_polls(self, polls: Sequence[Polled]) -> list[dict[Outcome, int]]:
        return self.store.polled(polls, now=self.clock())

    def _settled(
        self, subscription: Subscription, standing: Sequence[Standing], feed: ParsedFeed, now: datetime
    ) -> identity.Settled:
        """What the document says against what is known; most entries of most documents stood in the last one as they are."""
        feed_id, url = subscription.id, subscription.url
        seen, left = identity.unchanged(standing, feed.entries)
        ids, articles = identity.elsewhere(standing, left, subscription=feed_id, url=url)
        known = self.store.entries_like(feed_id, ids=ids, articles=articles) if left else []
        return identity.settle(known, left, subscription=feed_id, url=url, now=now, seen=seen)

    async def _get(self, request: Request) -> Response:
        """The answer, if it is one that can be used.

        Raises:
            FetchError: when it is not.
        """
        answer = await self.fetcher.fetch(request)
        if answer.status in (200, 203, 226) or (answer.status == 304 and (request.etag or request.last_modified)):
            return answer
        wait = polling.retry_after_s(answer, self.clock())
        raise FetchError(
            request.url,
            f"answered {answer.status}",
            status=answer.status,
            retry_after_s=wait,
            remedy=arriving.remedy(answer.status),
        )

    # -- folders

    async def _poll_folder(self, subscription: Subscription, state: Mapping[str, Any]) -> None:
        """Read the files of a folder that are new or have changed; each article is stored with the rest of its batch."""
        from newsloom.intake import files  # lazy: not every installation watches a folder

        now = self.clock()
        known: dict[str, list[int]] = dict(state.get("files", {}))
        root = Path(subscription.url)
        problems: list[Problem] = []
        for path in await asyncio.to_thread(lambda: [root] if root.is_file() else files.found(root)):
            name = _name(path.name if path == root else path.relative_to(root).as_posix())
            stamp = await asyncio.to_thread(_stamp, path)
            if known.get(name) == stamp:
                continue
            try:
                read = await self.workers.read(path)
            except NewsloomError as exc:
                problems.append(Problem(exc.about, exc.reason, exc.remedy))
                read = []
            problems += arriving.some([one for one in read if isinstance(one, Problem)], name)
            for part in _batches(read):
                self._store_files(subscription, name, [one for one in part if isinstance(one, Article)], now)
                await asyncio.sleep(0)
            known[name] = stamp
        self.tally.problems += len(problems)
        healthy = replace(
            subscription,
            last_success=now,
            last_polled=now,
            next_poll=now + timedelta(seconds=FOLDER_EVERY_S),
            poll_interval_s=FOLDER_EVERY_S,
            failures=0,
            error="",
        )
        await self._stored(healthy, state={**state, "files": known}, problems=problems)

    def _store_files(self, subscription: Subscription, name: str, articles: Sequence[Article], now: datetime) -> None:
        arrivals = []
        effective = None
        for given in articles:
            published = arriving.usable(given.published, now)
            # without a time an article keeps its place after the one before it
            effective = published or effective or now
            article = replace(
                given,
                id=article_id(given.url, "file", subscription.url, name, given.id),
                published=published,
                day_only=given.day_only and published == given.published,
                source=given.source or subscription.publisher,
                owner=given.owner or subscription.owner,
                lang=given.lang or arriving.language(given.title, given.text, hint=subscription.lang),
            )
            arrivals.append(
                Arrival(article, now, effective, found=subscription.use is not FeedUse.READ_ONLY, subscription=subscription.id)
            )
        self._store_articles(arrivals)


# ---------------------------------------------------------------------------------------------- small decisions


async def _or_hurry(work: asyncio.Future[Any], hurry: asyncio.Event) -> None:
    """Wait for the work, but no longer than a few seconds once there is a hurry; it is then stopped, which loses nothing."""
    called = asyncio.create_task(hurry.wait())
    try:
        await asyncio.wait({work, called}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            await asyncio.wait({work}, timeout=HURRY_S)
        if work.done():
            await work
    finally:
        called.cancel()
        await asyncio.gather(called, return_exceptions=True)


def _bug(exc: Exception) -> tuple[str, str]:
    """Reason and remedy of what only a bug of ours can bring about."""
    return f"could not be stored: {type(exc).__name__}: {str(exc).partition(chr(10))[0][:200]}", "please report this"


def is_folder(url: str) -> bool:
    """Whether a subscription is a folder (or file) and no address."""
    return not url.lower().startswith(("http://", "https://"))


def _stamp(path: Path) -> list[int]:
    """By what a file is known to have changed; [] for one that is gone or may not be looked at."""
    try:
        stat = path.stat()
    except OSError:
        return []
    return [stat.st_mtime_ns, stat.st_size]


def _name(path: str) -> str:
    """A file's name as text: two files whose names differ only in bytes that are no text stay two."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _batches(items: Sequence[Any]) -> list[Sequence[Any]]:
    return [items[i : i + FILES_TOGETHER] for i in range(0, len(items), FILES_TOGETHER)]
