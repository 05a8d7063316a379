"""Bring in what is new: poll what is due, fetch the pages of new entries, extract their articles.

Each outcome is stored in one transaction with the work that follows from it, so that it can be stopped anywhere.
I/O: the fetcher, files of watched folders, worker processes, the store. The caller holds the store's `intake` lock.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from newsloom import origins
from newsloom.errors import AddressRefused, ExtractionError, FetchError, NewsloomError, ParseError, TooLarge
from newsloom.model import Article, Entry, Extracted, FeedUse, ParsedFeed, Problem, Progress, Subscription
from newsloom.ports import Clock, Fetcher, OnProgress, Request, Response
from newsloom.store import Arrival, Store, StoredEntry, Work, entry_id
from newsloom.store.base import digest

FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, application/xml;q=0.9, */*;q=0.5"
)
PAGE_TYPES = "text/html, application/xhtml+xml, */*;q=0.1"
POLLS = 32  # feeds at once
PAGES = 24  # pages at once
PAGE_TRIES = 5
PAGE_GAPS_H = (0.25, 1.0, 4.0, 24.0)  # between tries
FEED_GAPS_H = (0.5, 1.0, 3.0, 8.0, 24.0)  # after failures in a row
LONGEST_WAIT = timedelta(days=31)
GONE_TRIES = 3  # answers 410 before a feed is stopped for good
MOVED_POLLS, MOVED_FOR = 3, timedelta(days=1)  # a permanent redirect is adopted when it has lasted this long
EARLIEST_YEAR = 1990  # a time before is no time of publication
TOO_LATE = timedelta(days=1)  # a time further ahead than this is no time at all
FILES_TOGETHER = 50  # articles of files stored in one transaction
FOLDER_EVERY_S = 300.0
#: answers that will not get better by asking again soon
FINAL = frozenset({400, 401, 402, 403, 404, 405, 406, 410, 414, 451})


class Workers(Protocol):
    """Parses and extracts, out of this process. Raises ParseError and ExtractionError."""

    async def parse(self, body: bytes, *, url: str, content_type: str | None) -> ParsedFeed: ...

    async def extract(self, html: bytes, *, url: str, content_type: str | None) -> Extracted: ...


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
    hosts: Counter[str] = field(default_factory=Counter)  #: pages on their way, by host


def article_id(link: str | None, *otherwise: str) -> str:
    """The id of an article: the same for the same address, whatever feed it came by."""
    address = origins.canonical_address(link) if link else ""
    return digest("address", address) if address else digest(*otherwise)


def usable(published: datetime | None, first_seen: datetime) -> datetime | None:
    """The time of publication, if it can be one: None for a date long past or to come."""
    if published is None or published.year < EARLIEST_YEAR or published > first_seen + TOO_LATE:
        return None
    return min(published, first_seen)


class Collector:
    """Polls and fetches."""

    def __init__(self, store: Store, fetcher: Fetcher, workers: Workers, clock: Clock, values: Values) -> None:
        self.store = store
        self.fetcher = fetcher
        self.workers = workers
        self.clock = clock
        self.values = values
        self.tally = Tally()

    async def collect(self, on_progress: OnProgress | None = None, *, seconds: float | None = None) -> Tally:
        """Poll what is due and fetch until nothing is left that can be fetched now.

        Args:
            seconds: stop taking new work after about this long; None: go to the end.
        """
        self.tally = Tally()
        began = asyncio.get_running_loop().time()
        now = self.clock()

        def more() -> bool:
            return seconds is None or asyncio.get_running_loop().time() - began < seconds

        due = self.store.due_subscriptions(now=now, limit=100_000)
        total = len(due)

        def told(stage: str, done: int, of: int | None) -> None:
            if on_progress is not None:
                on_progress(Progress(stage, done, of))

        told("poll", 0, total)
        polls = _Crowd(POLLS)
        for position, subscription in enumerate(due):
            if not more():
                break
            await polls.start(self._poll_safely(subscription))
            told("poll", position + 1, total)
        await polls.finish()
        await self._pages(told, more)
        return self.tally

    # -- pages

    async def _pages(self, told: Callable[[str, int, int | None], None], more: Callable[[], bool]) -> None:
        """Fetch pages while there are any due, few of one host at a time so that a slow one holds nobody up."""
        crowd = _Crowd(PAGES)
        busy: set[str] = set()
        total = self.store.waiting("page")
        while more():
            ready = [item for item in self.store.due("page", now=self.clock(), limit=2_000) if item.key not in busy]
            started = 0
            for item in ready:
                host = _host(str(item.body.get("about", "")))
                if self.tally.hosts[host] >= self.values.per_host:
                    continue
                busy.add(item.key)
                self.tally.hosts[host] += 1
                await crowd.start(self._page_safely(item, host, busy))
                started += 1
                told("fetch", self.tally.fetched, max(total, self.tally.fetched))
                if not more():
                    break
            if not started and not await crowd.one():
                break
        await crowd.finish()

    async def _page_safely(self, item: Work, host: str, busy: set[str]) -> None:
        try:
            await self._page(item)
        except NewsloomError as exc:
            self._again(item, str(item.body.get("about", item.key)), exc)
        finally:
            self.tally.fetched += 1
            self.tally.hosts[host] -= 1
            busy.discard(item.key)

    async def _page(self, item: Work) -> None:
        """One page: its article, or what its feed said of it, or another try."""
        stored = self.store.entry(str(item.body.get("entry", "")))
        if stored is None or stored.entry.link is None:
            self.store.give_up("page", item.key)
            return
        subscription = self.store.subscription(stored.subscription)
        link = stored.entry.link
        try:
            answer = await self._get(
                Request(
                    link,
                    accept=PAGE_TYPES,
                    max_bytes=self.values.max_page_bytes,
                    deadline_s=self.values.deadline_s,
                    obey_robots=True,
                )
            )
            page = await self.workers.extract(answer.body, url=answer.url, content_type=answer.header("content-type"))
        except (FetchError, ExtractionError) as exc:
            self._without_page(item, stored, subscription, exc)
            return
        self._took(self._arrival(stored, subscription, page, work=item))

    def _without_page(self, item: Work, stored: StoredEntry, subscription: Subscription, exc: NewsloomError) -> None:
        """Make do with what the feed says; try the page again later if that may help."""
        now = self.clock()
        again = _may_pass(exc) and item.attempts + 1 < PAGE_TRIES
        about = stored.entry.link or stored.entry.key
        problem = Problem(about, exc.reason, exc.remedy, again)
        self.tally.problems += 1
        later = None
        if again:
            gap = timedelta(hours=PAGE_GAPS_H[min(item.attempts, len(PAGE_GAPS_H) - 1)])
            wait = getattr(exc, "retry_after_s", None)
            due = now + max(gap, min(timedelta(seconds=wait or 0.0), LONGEST_WAIT))
            later = Work("page", item.key, due, item.attempts + 1, exc.reason, item.body)
        arrival = self._arrival(stored, subscription, None, work=item)
        if arrival.article.title or arrival.article.text:
            self._took(replace(arrival, retry=later, problem=problem))
        elif later is not None:
            self.store.retry(item, due=later.due, problem=problem, now=now)
        else:
            self.store.give_up("page", item.key)
            self.store.record([problem], stage="page", now=now)

    def _again(self, item: Work, about: str, exc: NewsloomError) -> None:
        gap = timedelta(hours=PAGE_GAPS_H[min(item.attempts, len(PAGE_GAPS_H) - 1)])
        problem = Problem(about, exc.reason, exc.remedy, retry=True)
        self.tally.problems += 1
        self.store.retry(item, due=self.clock() + gap, problem=problem, now=self.clock())

    def _took(self, arrival: Arrival) -> None:
        for outcome in self.store.take([arrival], now=self.clock()):
            self.tally.new += outcome == "new"
            self.tally.changed += outcome == "changed"

    def _arrival(
        self, stored: StoredEntry, subscription: Subscription, page: Extracted | None, *, work: Work | None = None
    ) -> Arrival:
        """The article that page and feed make together: the page's where there is one, the feed's text where that says more."""
        entry = stored.entry
        given = entry.content or entry.summary
        text, teaser = given, not entry.content
        if page is not None and len(page.text) * 1.2 >= len(entry.content) and len(page.text) >= len(entry.summary):
            text, teaser = page.text, False
        title = entry.title if page is None or not page.title else page.title
        link = entry.link
        published = usable(entry.published or (page.published if page is not None else None), stored.first_seen)
        publisher, owner = outlet(subscription, link, page.publisher if page is not None else None)
        article = Article(
            id=stored.article,
            title=title,
            text=text,
            source=publisher,
            url=link,
            published=published,
            lang=(page.lang if page is not None else None) or _language(title, text, hint=entry.lang or subscription.lang),
            owner=owner,
            paid=page.paid if page is not None else False,
            canonical=page.canonical if page is not None else None,
            teaser=teaser,
        )
        article = replace(article, kind=page.kind if page is not None else _kind(article))
        return Arrival(
            article,
            stored.first_seen,
            published or stored.first_seen,
            found=subscription.use is not FeedUse.READ_ONLY,
            subscription=subscription.id,
            authors=(page.authors if page is not None else ()) or entry.authors,
            image=page.image if page is not None else None,
            work=(("page", work.key),) if work is not None else (),
        )

    # -- feeds

    async def _poll_safely(self, subscription: Subscription) -> None:
        try:
            if is_folder(subscription.url):
                await self._poll_folder(subscription)
            else:
                await self._poll(subscription)
        except NewsloomError as exc:
            self._failed(subscription, exc)
        self.tally.polled += 1

    async def _poll(self, subscription: Subscription) -> None:
        state, headers = self.store.polling_state(subscription.id)
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
        now = self.clock()
        subscription, state = _moved(subscription, state, answer, now)
        if answer.status == 304:
            self.store.polled(self._healthy(subscription, None, answer, now), state=state, now=now)
            return
        feed = await self.workers.parse(answer.body, url=answer.url, content_type=answer.header("content-type"))
        known = {one.entry.key: one for one in self.store.entries(subscription.id)}
        first = subscription.last_success is None
        subscription = self._described(subscription, feed)
        changed, seen = _compare(known, feed.entries, subscription, now)
        fetch = [one.id for one in changed if self.values.fetch_pages and _is_web(one.entry.link)]
        arrivals = [self._arrival(one, subscription, None) for one in changed if one.id not in set(fetch)]
        new = sum(one.entry.key not in known for one in changed)
        healthy = self._healthy(subscription, feed, answer, now, new=new, first=first)
        told = self.store.polled(
            healthy,
            state=state,
            changed=changed,
            seen=seen,
            fetch=fetch,
            arrivals=arrivals,
            problems=[Problem(subscription.url, reason) for reason in feed.problems],
            now=now,
        )
        self.tally.new += told["new"]
        self.tally.changed += told["changed"]
        self.tally.problems += len(feed.problems)

    def _described(self, subscription: Subscription, feed: ParsedFeed) -> Subscription:
        return replace(
            subscription,
            title=subscription.title or feed.title,
            site=subscription.site or feed.link,
            lang=subscription.lang or feed.lang,
        )

    def _healthy(
        self,
        subscription: Subscription,
        feed: ParsedFeed | None,
        answer: Response,
        now: datetime,
        *,
        new: int = 0,
        first: bool = False,
    ) -> Subscription:
        """The subscription after a poll that went well; the next is due by its own pace, later if the server asks for that."""
        pace = subscription.entries_per_day
        if feed is not None and first:
            dated = [entry.published for entry in feed.entries if entry.published is not None]
            days = max(1.0, (now - min(dated)).total_seconds() / 86_400) if dated else 7.0
            pace = len(feed.entries) / days
        elif feed is not None and subscription.last_success is not None:
            days = max((now - subscription.last_success).total_seconds() / 86_400, 1 / 48)
            pace += (new / days - pace) * min(1.0, days / 7)  # a mean over about a week
        low, high = self.values.poll_min_s, self.values.poll_max_s
        interval = min(max(86_400 / max(pace, 0.01) / 2, low), high)
        asked = max(_max_age_s(answer), (feed.ttl_s or 0.0) if feed is not None else 0.0)
        interval = max(interval, min(asked, LONGEST_WAIT.total_seconds()))
        changed = replace(
            subscription,
            last_success=now,
            last_polled=now,
            next_poll=now + timedelta(seconds=interval * _jitter(subscription, now, first=first)),
            poll_interval_s=interval,
            failures=0,
            error="",
            gone=False,
            entries_per_day=pace,
        )
        if feed is not None:
            changed = replace(changed, etag=answer.header("etag"), last_modified=answer.header("last-modified"))
        return changed

    def _failed(self, subscription: Subscription, exc: NewsloomError) -> None:
        """The subscription after a poll that went wrong: growing gaps, the reason kept where the reader sees it."""
        now = self.clock()
        state, _ = self.store.polling_state(subscription.id)
        status, wait = getattr(exc, "status", None), getattr(exc, "retry_after_s", None)
        failures = subscription.failures + 1
        gap = timedelta(hours=FEED_GAPS_H[min(failures, len(FEED_GAPS_H)) - 1])
        if wait:
            gap = max(gap, min(timedelta(seconds=wait), LONGEST_WAIT))
            state = {**state, "not_before": int((now + gap).timestamp() * 1_000_000)}
        gone = False
        if status == 410:
            state = {**state, "gone": int(state.get("gone", 0)) + 1}
            gone = state["gone"] >= GONE_TRIES
        problem = Problem(subscription.url, exc.reason, exc.remedy, retry=not gone)
        changed = replace(
            subscription,
            last_polled=now,
            next_poll=None if gone else now + gap * _jitter(subscription, now),
            failures=failures,
            error=f"{exc.reason} ({exc.remedy})" if exc.remedy else exc.reason,
            gone=gone,
        )
        self.tally.problems += 1
        self.store.polled(changed, state=state, problems=[problem], now=now)

    async def _get(self, request: Request) -> Response:
        """The answer, if it is one that can be used.

        Raises:
            FetchError: when it is not.
        """
        answer = await self.fetcher.fetch(request)
        if answer.status in (200, 203, 206, 226) or (answer.status == 304 and (request.etag or request.last_modified)):
            return answer
        raise FetchError(request.url, f"answered {answer.status}", status=answer.status, retry_after_s=_retry_after_s(answer))

    # -- folders

    async def _poll_folder(self, subscription: Subscription) -> None:
        """Read the files of a folder that are new or have changed; each article is stored with the rest of its batch."""
        from newsloom.intake import files  # lazy: not every installation watches a folder

        now = self.clock()
        state, _ = self.store.polling_state(subscription.id)
        known: dict[str, list[int]] = dict(state.get("files", {}))
        root = Path(subscription.url)
        problems: list[Problem] = []
        for path in await asyncio.to_thread(lambda: [root] if root.is_file() else files.found(root)):
            stat = path.stat()
            stamp = [stat.st_mtime_ns, stat.st_size]
            name = path.name if path == root else path.relative_to(root).as_posix()
            if known.get(name) == stamp:
                continue
            for part in _batches(await asyncio.to_thread(files.read_file, path)):
                problems += [one for one in part if isinstance(one, Problem)]
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
        self.store.polled(healthy, state={**state, "files": known}, problems=problems, now=now)

    def _store_files(self, subscription: Subscription, name: str, articles: Sequence[Article], now: datetime) -> None:
        arrivals = []
        effective = None
        for given in articles:
            published = usable(given.published, now)
            # without a time an article keeps its place after the one before it
            effective = published or effective or now
            article = replace(
                given,
                id=article_id(given.url, "file", subscription.url, name, given.id),
                published=published,
                day_only=given.day_only and published == given.published,
                source=given.source or subscription.publisher,
                owner=given.owner or subscription.owner,
                lang=given.lang or _language(given.title, given.text, hint=subscription.lang),
            )
            arrivals.append(
                Arrival(article, now, effective, found=subscription.use is not FeedUse.READ_ONLY, subscription=subscription.id)
            )
        for outcome in self.store.take(arrivals, now=now):
            self.tally.new += outcome == "new"
            self.tally.changed += outcome == "changed"


# ---------------------------------------------------------------------------------------------- small decisions


def is_folder(url: str) -> bool:
    """Whether a subscription is a folder (or file) and no address."""
    return not url.lower().startswith(("http://", "https://"))


def outlet(subscription: Subscription, link: str | None, said: str | None) -> tuple[str | None, str | None]:
    """Name and owner of the outlet of an article: by domain, so that several feeds of one outlet speak with one voice."""
    host = _domain(_host(link or ""))
    home = _domain(_host(subscription.site or subscription.url))
    if subscription.publisher and (not host or host == home):
        return subscription.publisher, subscription.owner or host or home or None
    name = said or host or subscription.publisher or subscription.title or None
    owner = subscription.owner if host == home else None
    return name, owner or host or None


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _domain(host: str) -> str:
    """The domain that an outlet has registered: `bbc.co.uk` of `news.bbc.co.uk`; the host where no list knows it."""
    if not host:
        return ""
    from courlan import extract_domain  # lazy: its list of suffixes takes a moment to load; comes with trafilatura

    return str(extract_domain(f"https://{host}/") or host.removeprefix("www."))


def _is_web(link: str | None) -> bool:
    return link is not None and link.lower().startswith(("http://", "https://"))


def _may_pass(exc: NewsloomError) -> bool:
    """Whether the same request may succeed later."""
    if isinstance(exc, (AddressRefused, TooLarge, ExtractionError, ParseError)):
        return False
    return getattr(exc, "status", None) not in FINAL


def _kind(article: Article) -> Any:
    from newsloom.text import kinds  # lazy: only for articles that come without a page

    return kinds.kind(article.title, article.text, url=article.url, lang=article.lang)


def _language(title: str, text: str, *, hint: str | None) -> str | None:
    from newsloom.text import language  # lazy: its model takes a moment to load

    return language.detect(f"{title}\n{text[:4000]}", hint=hint)


def _compare(
    known: dict[str, StoredEntry], entries: Sequence[Entry], subscription: Subscription, now: datetime
) -> tuple[list[StoredEntry], set[str]]:
    """Entries that are new or say something else than before, each key once, and the ids of all."""
    changed: dict[str, StoredEntry] = {}
    seen: set[str] = set()
    for entry in entries:
        old = known.get(entry.key)
        one = StoredEntry(
            entry_id(subscription.id, entry.key),
            subscription.id,
            entry,
            old.article if old is not None else article_id(entry.link, "entry", subscription.url, entry.key),
            old.first_seen if old is not None else now,
        )
        seen.add(one.id)
        if old is None or _says(old.entry) != _says(entry):
            changed.setdefault(one.id, one)
    return list(changed.values()), seen


def _says(entry: Entry) -> tuple[Any, ...]:
    return entry.link, entry.title, entry.summary, entry.content


def _moved(
    subscription: Subscription, state: dict[str, Any], answer: Response, now: datetime
) -> tuple[Subscription, dict[str, Any]]:
    """Adopt a permanent redirect once it has been seen on several polls over a day."""
    kept = {key: value for key, value in state.items() if key not in ("moved", "gone", "not_before")}
    if answer.permanent is None or answer.permanent == subscription.url:
        return subscription, kept
    before: dict[str, Any] = state.get("moved") or {}
    stamp = int(now.timestamp())
    moved: dict[str, Any] = {"to": answer.permanent, "times": 1, "since": stamp}
    if before.get("to") == answer.permanent:
        moved = {**before, "times": before["times"] + 1}
    if moved["times"] >= MOVED_POLLS and stamp - moved["since"] >= MOVED_FOR.total_seconds():
        return replace(subscription, url=answer.permanent), kept
    return subscription, {**kept, "moved": moved}


def _max_age_s(answer: Response) -> float:
    for part in (answer.header("cache-control") or "").split(","):
        name, _, value = part.strip().partition("=")
        if name.lower() == "max-age" and value.strip('"').isdigit():
            return float(value.strip('"')[:9])
    return 0.0


def _retry_after_s(answer: Response) -> float | None:
    value = (answer.header("retry-after") or "").strip()
    return float(value[:9]) if value.isdigit() else None


def _jitter(subscription: Subscription, now: datetime, *, first: bool = False) -> float:
    """Between 1.0 and 1.1, different for every feed and poll, without a source of chance: feeds never march in step."""
    if first:
        return 1.0
    return 1.0 + int(digest(subscription.id, now.isoformat(), length=6), 16) / 0xFFFFFF / 10


def _batches(items: Sequence[Any]) -> list[Sequence[Any]]:
    return [items[i : i + FILES_TOGETHER] for i in range(0, len(items), FILES_TOGETHER)]


class _Crowd:
    """Coroutines at work, at most so many at once; the first bug among them stops all."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, work: Coroutine[Any, Any, None]) -> None:
        if len(self._tasks) >= self._most:
            try:
                await self.one()
            except BaseException:
                work.close()
                raise
        self._tasks.add(asyncio.create_task(work))

    async def one(self) -> bool:
        """Wait until at least one is done; False if none is at work."""
        if not self._tasks:
            return False
        try:
            done, self._tasks = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        except BaseException:
            await self._stop()
            raise
        return True

    async def finish(self) -> None:
        while await self.one():
            pass

    async def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = set()
