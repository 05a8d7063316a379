"""Subscriptions, entries and article versions: what came in."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from sqlalchemy import Connection, Row, and_, delete, func, or_, select, update

from newsloom.errors import ArticleNotFound, SubscriptionNotFound
from newsloom.model import Article, Entry, FeedUse, Kind, Problem, Subscription
from newsloom.store import tables as t
from newsloom.store.base import CLOCK_SET_BACK, Work, chunks, digest
from newsloom.store.search import Search

Outcome: TypeAlias = Literal["new", "changed", "same", "erased"]

SPREAD_EACH, SPREAD_MOST = timedelta(seconds=0.1), timedelta(minutes=10)  # between two overdue feeds; for all of them
RECENT = timedelta(days=3)  # pages of younger entries are fetched first
#: what the reader decides, which no poll that was under way meanwhile may undo
_READERS = frozenset({"paused", "use", "category", "publisher", "owner", "country", "paid"})
_SUBSCRIPTION = tuple(column.name for column in t.subscriptions.c if column.name not in ("created", "state", "headers"))

_BLANK: dict[str, Any] = {"title": "", "summary": "", "content": "", "authors": ()}  #: an entry whose article was erased


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry as it was last seen, and the article it leads to."""

    id: str
    subscription: str
    entry: Entry
    article: str
    first_seen: datetime
    live: bool = True


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article version to be stored, with what the article itself does not say."""

    article: Article
    first_seen: datetime
    effective: datetime  #: the earlier of published and first seen
    found: bool = True  #: it may found a story
    subscription: str | None = None
    authors: tuple[str, ...] = ()
    image: str | None = None
    work: tuple[tuple[str, str], ...] = ()  #: outbox items that are done with it
    retry: Work | None = None  #: what to try again later all the same, such as a page that did not come
    problem: Problem | None = None  #: why it is only a teaser, for the record
    entry: StoredEntry | None = field(default=None)  #: one whose page turned out to be this article


def entry_id(subscription: str, key: str) -> str:
    """The id of an entry: the same for the same key in the same feed."""
    return digest(subscription, key)


def text_hash(title: str, text: str) -> str:
    """SHA-256 of an article version; equal hashes are the same version."""
    return hashlib.sha256(f"{t.clean(title)}\x1f{t.clean(text)}".encode()).hexdigest()


class Input(Search):
    """Subscriptions, entries and article versions."""

    # -- subscriptions

    def add_subscription(
        self, subscription: Subscription, *, now: datetime, headers: Mapping[str, str] | None = None
    ) -> tuple[Subscription, bool]:
        """Follow it, unless its address is followed already; with it, whether it is new."""
        s = t.subscriptions.c
        with self.database.writing() as connection:
            known = connection.execute(select(t.subscriptions).where(s.url == t.clean(subscription.url))).first()
            if known is not None:
                return _subscription(known), False
            row = {name: getattr(subscription, name) for name in _SUBSCRIPTION}
            row |= {"use": subscription.use.value, "created": now, "state": {}, "headers": dict(headers or {})}
            connection.execute(t.subscriptions.insert(), row)
            self._touch(connection)
        return subscription, True

    def subscription(self, subscription: str) -> Subscription:
        """Raises SubscriptionNotFound."""
        with self.database.reading() as connection:
            row = connection.execute(select(t.subscriptions).where(t.subscriptions.c.id == subscription)).first()
        if row is None:
            raise SubscriptionNotFound(subscription)
        return _subscription(row)

    def subscriptions(self) -> list[Subscription]:
        """All, by category, title and address."""
        s = t.subscriptions.c
        with self.database.reading() as connection:
            return [
                _subscription(row) for row in connection.execute(select(t.subscriptions).order_by(s.category, s.title, s.url))
            ]

    def polling_state(self, subscription: str) -> tuple[dict[str, Any], dict[str, str]]:
        """What polling remembers of this feed, and the reader's own headers for it."""
        s = t.subscriptions.c
        with self.database.reading() as connection:
            row = connection.execute(select(s.state, s.headers).where(s.id == subscription)).first()
        return (row.state, row.headers) if row is not None else ({}, {})

    def due_subscriptions(self, *, now: datetime, limit: int) -> list[Subscription]:
        """Those to be polled, the longest waiting first."""
        s = t.subscriptions.c
        set_back = s.last_polled > now + CLOCK_SET_BACK  # else nothing would be due until the old time comes again
        query = (
            select(t.subscriptions)
            .where(
                or_(s.next_poll <= now, and_(set_back, s.next_poll.is_not(None))),
                s.paused.is_(False),
                s.gone.is_(False),
                s.use != FeedUse.IGNORED.value,
            )
            .order_by(s.next_poll, s.id)
            .limit(limit)
        )
        with self.database.reading() as connection:
            return [_subscription(row) for row in connection.execute(query)]

    def spread_overdue(self, *, now: datetime) -> None:
        """After a time without polling: feeds that became due meanwhile are due one after the other, not all at once."""
        s = t.subscriptions.c
        query = select(s.id).where(s.next_poll <= now, s.last_polled.is_not(None)).order_by(s.id)
        with self.database.writing() as connection:
            ids = list(connection.execute(query).scalars())
            step = min(SPREAD_EACH, SPREAD_MOST / max(len(ids), 1))
            for number, key in enumerate(ids):
                connection.execute(update(t.subscriptions).where(s.id == key).values(next_poll=now + number * step))

    def save_subscription(self, subscription: Subscription, *, state: Mapping[str, Any] | None = None) -> None:
        """Store what is known of it now. Raises SubscriptionNotFound."""
        with self.database.writing() as connection:
            if not self._save_subscription(connection, subscription, state):
                raise SubscriptionNotFound(subscription.id)
            self._touch(connection)

    def _save_subscription(
        self,
        connection: Connection,
        subscription: Subscription,
        state: Mapping[str, Any] | None,
        *,
        leave: Collection[str] = (),
    ) -> bool:
        row: dict[str, Any] = {
            name: getattr(subscription, name) for name in _SUBSCRIPTION if name != "id" and name not in leave
        }
        if "use" in row:
            row["use"] = subscription.use.value
        if state is not None:
            row["state"] = dict(state)
        taken = select(t.subscriptions.c.id).where(t.subscriptions.c.url == row["url"], t.subscriptions.c.id != subscription.id)
        if connection.execute(taken).first() is not None:
            del row["url"]  # it moved to an address that is followed already: both stay as they are
        changed = connection.execute(update(t.subscriptions).where(t.subscriptions.c.id == subscription.id).values(row))
        return changed.rowcount > 0

    def poll_now(self, subscription: str | None, *, now: datetime) -> None:
        """Make it (or all) due, but never before the time that its server asked us to wait for.

        Raises:
            SubscriptionNotFound: nothing has this id.
        """
        s = t.subscriptions.c
        query = select(s.id, s.state) if subscription is None else select(s.id, s.state).where(s.id == subscription)
        with self.database.writing() as connection:
            known = list(connection.execute(query))
            if subscription is not None and not known:
                raise SubscriptionNotFound(subscription)
            for row in known:
                wait = row.state.get("not_before")
                due = max(now, t.moment(wait)) if wait is not None else now
                connection.execute(update(t.subscriptions).where(s.id == row.id).values(next_poll=due))
            self._touch(connection)

    def remove_subscription(self, subscription: str) -> None:
        """Stop following it and forget its entries; its articles stay. Raises SubscriptionNotFound."""
        with self.database.writing() as connection:
            mine = select(t.entries.c.article).where(t.entries.c.subscription == subscription)
            waiting = [row.article for row in connection.execute(mine)]
            if not connection.execute(delete(t.subscriptions).where(t.subscriptions.c.id == subscription)).rowcount:
                raise SubscriptionNotFound(subscription)
            self.finished(connection, "page", waiting)
            self._touch(connection)

    # -- entries

    def entries(self, subscription: str) -> list[StoredEntry]:
        """What is known of the entries of a feed, by id."""
        query = select(t.entries).where(t.entries.c.subscription == subscription).order_by(t.entries.c.id)
        with self.database.reading() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def entries_live(self, subscription: str) -> list[StoredEntry]:
        """The entries that stood in the feed's document when it was last read, by id."""
        e = t.entries.c
        query = select(t.entries).where(e.subscription == subscription, e.live.is_(True)).order_by(e.id)
        with self.database.reading() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def entries_like(self, subscription: str, *, ids: Collection[str], articles: Collection[str]) -> list[StoredEntry]:
        """The entries of a feed with one of these ids, or that lead to one of these articles, by id."""
        e = t.entries.c
        mine = select(t.entries).where(e.subscription == subscription)
        found: dict[str, StoredEntry] = {}
        with self.database.reading() as connection:
            queries = [mine.where(e.id.in_(some)) for some in chunks(ids)]
            queries += [mine.where(e.article.in_(some)) for some in chunks(articles)]
            for query in queries:
                found |= {row.id: _entry(row) for row in connection.execute(query)}
        return [found[key] for key in sorted(found)]

    def entry(self, entry: str) -> StoredEntry | None:
        with self.database.reading() as connection:
            row = connection.execute(select(t.entries).where(t.entries.c.id == entry)).first()
        return None if row is None else _entry(row)

    def entry_of(self, article: str) -> StoredEntry | None:
        """The entry that was first seen of those that lead to this article."""
        e = t.entries.c
        with self.database.reading() as connection:
            query = select(t.entries).where(e.article == article).order_by(e.first_seen, e.id).limit(1)
            row = connection.execute(query).first()
        return None if row is None else _entry(row)

    def polled(
        self,
        subscription: Subscription,
        *,
        state: Mapping[str, Any],
        changed: Sequence[StoredEntry] = (),
        seen: Collection[str] | None = None,
        fetch: Collection[str] = (),
        arrivals: Sequence[Arrival] = (),
        problems: Sequence[Problem] = (),
        now: datetime,
    ) -> dict[str, int]:
        """Store the outcome of a poll in one transaction: the subscription with its validators, entries, work, problems.

        Args:
            changed: entries that are new or differ from what is known.
            seen: ids of all entries of the document; None if there was no document.
            fetch: ids of those `changed` whose pages are to be fetched.
            arrivals: articles that need no page.

        Returns:
            How many articles were "new", "changed" and "same".
        """
        told = {"new": 0, "changed": 0, "same": 0, "erased": 0}
        with self.database.writing() as connection:
            if not self._save_subscription(connection, subscription, state, leave=_READERS):
                return told  # unsubscribed meanwhile
            gone = self._erased(connection, [entry.article for entry in changed])
            rows = [_entry_row(entry, now) | (_BLANK if entry.article in gone else {}) for entry in changed]
            self.upsert(connection, t.entries, rows, keep=("first_seen",))
            if seen is not None:
                self._mark_seen(connection, subscription.id, set(seen), now)
            wanted = set(fetch)
            self._plan_pages(connection, [e for e in changed if e.id in wanted and e.article not in gone], now)
            for arrival in arrivals:
                told[self._take(connection, arrival, now)] += 1
            self._solved(connection, "poll", subscription.url)
            self._record(connection, problems, stage="poll", now=now)
            self._touch(connection)
        return told

    def _erased(self, connection: Connection, articles: Iterable[str]) -> set[str]:
        """Which of these articles were erased: nothing of them is stored again."""
        a = t.articles.c
        return {
            row.id
            for some in chunks(articles)
            for row in connection.execute(select(a.id).where(a.id.in_(some), a.erased.is_not(None)))
        }

    def _mark_seen(self, connection: Connection, subscription: str, seen: set[str], now: datetime) -> None:
        """Note which entries came back and which are gone; most polls change neither, and then nothing is written."""
        e = t.entries.c
        standing = select(e.id).where(e.subscription == subscription, e.live.is_(True))
        live = set(connection.execute(standing).scalars())
        for ids, there in ((seen - live, True), (live - seen, False)):
            for some in chunks(ids):
                connection.execute(update(t.entries).where(e.id.in_(some)).values(last_seen=now, live=there))

    def _plan_pages(self, connection: Connection, entries: Sequence[StoredEntry], now: datetime) -> None:
        """Ask for pages, each once: an article that another feed brought needs no second fetch."""
        known: set[str] = set()
        for some in chunks(entry.article for entry in entries):
            rows = connection.execute(
                select(t.articles.c.id, t.entries.c.id.label("other"))
                .join(t.entries, t.entries.c.article == t.articles.c.id)
                .where(t.articles.c.id.in_(some))
            )
            mine = {entry.article: entry.id for entry in entries}
            for row in rows:
                if row.other != mine[row.id]:
                    known.add(row.id)
        fresh = [entry for entry in entries if entry.article not in known]
        rows_ = [
            {"stage": "page", "key": entry.article, "due": _page_due(entry, now), "attempts": 0, "error": "",
             "body": {"entry": entry.id, "about": entry.entry.link or entry.entry.key}}
            for entry in {entry.article: entry for entry in fresh}.values()
        ]  # fmt: skip
        self.upsert(connection, t.work, rows_)

    # -- articles

    def take(self, arrivals: Iterable[Arrival], *, now: datetime) -> list[Outcome]:
        """Store article versions, each with the work that follows from it, in one transaction."""
        with self.database.writing() as connection:
            outcomes = [self._take(connection, arrival, now) for arrival in arrivals]
            if any(outcome in ("new", "changed") for outcome in outcomes):
                self._touch(connection)
        return outcomes

    def _take(self, connection: Connection, arrival: Arrival, now: datetime) -> Outcome:
        article = arrival.article
        if arrival.entry is not None:
            connection.execute(update(t.entries).where(t.entries.c.id == arrival.entry.id).values(article=article.id))
        for stage, key in arrival.work:
            self.finished(connection, stage, [key])
        if arrival.retry is not None:
            again = arrival.retry
            self.put(connection, again.stage, [again.key], due=again.due, body=again.body)
            w = t.work.c
            connection.execute(
                update(t.work)
                .where(w.stage == again.stage, w.key == again.key)
                .values(attempts=again.attempts, error=again.error)
            )
        if arrival.problem is not None:
            self._record(connection, [arrival.problem], stage="page", now=now)
        elif article.url:
            self._solved(connection, "page", article.url)
        known = connection.execute(select(t.articles).where(t.articles.c.id == article.id)).first()
        if known is None:
            return self._first_version(connection, arrival, now)
        if known.erased is not None:
            return "erased"
        if arrival.found and not known.found:
            connection.execute(update(t.articles).where(t.articles.c.id == article.id).values(found=True))
        return self._next_version(connection, arrival, known.version, now)

    def _first_version(self, connection: Connection, arrival: Arrival, now: datetime) -> Outcome:
        article = arrival.article
        connection.execute(
            t.articles.insert(),
            {
                "id": article.id,
                "first_seen": arrival.first_seen,
                "effective": arrival.effective,
                "version": 1,
                "found": arrival.found,
                "erased": None,
                "subscription": arrival.subscription,
            },
        )
        connection.execute(t.versions.insert(), _version_row(arrival, 1, now))
        self.put(connection, "assign", [article.id], due=now)
        self.index_text(connection, "article", article.id, article.title, article.text)
        return "new"

    def _next_version(self, connection: Connection, arrival: Arrival, version: int, now: datetime) -> Outcome:
        article = arrival.article
        v = t.versions.c
        last = connection.execute(select(t.versions).where(v.article == article.id, v.version == version)).one()
        row = _version_row(arrival, version + 1, now)
        if last.hash == row["hash"] or (article.teaser and not last.teaser):
            return "same"  # the page failed this time: what it said before stands
        connection.execute(t.versions.insert(), row)
        connection.execute(update(t.articles).where(t.articles.c.id == article.id).values(version=version + 1))
        place = connection.execute(select(t.places.c.story).where(t.places.c.article == article.id)).scalar()
        if place is not None:
            self.put(connection, "write", [place], due=now, body={"why": "an article changed"})
        if last.teaser and not article.teaser:
            self.put(connection, "assign", [article.id], due=now)  # what it was grouped by was the feed's teaser
        self.index_text(connection, "article", article.id, article.title, article.text, old=(last.title or "", last.text or ""))
        return "changed"

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """The newest versions of these articles; erased ones and unknown ids are left out."""
        found: dict[str, Article] = {}
        with self.database.reading() as connection:
            for some in chunks(ids):
                query = (
                    select(t.versions)
                    .join(
                        t.articles, and_(t.articles.c.id == t.versions.c.article, t.articles.c.version == t.versions.c.version)
                    )
                    .where(t.articles.c.id.in_(some), t.articles.c.erased.is_(None))
                )
                for row in connection.execute(query):
                    found[row.article] = article_of(row)
        return found

    def article_version(self, article: str, version: int | None = None) -> tuple[Article, tuple[int, ...], bool]:
        """One version of an article (the newest if none is named), the numbers of all, and whether it was erased.

        Raises:
            ArticleNotFound: no article has this id, or it has no such version.
        """
        v = t.versions.c
        with self.database.reading() as connection:
            rows = list(connection.execute(select(t.versions).where(v.article == article).order_by(v.version)))
            erased = connection.execute(select(t.articles.c.erased).where(t.articles.c.id == article)).scalar()
        if not rows:
            raise ArticleNotFound(article)
        wanted = rows[-1] if version is None else next((row for row in rows if row.version == version), None)
        if wanted is None:
            raise ArticleNotFound(article, f"it has no version {version}", remedy=f"it has versions 1 to {rows[-1].version}")
        return article_of(wanted), tuple(row.version for row in rows), erased is not None

    def effective_times(self, ids: Iterable[str]) -> dict[str, tuple[datetime, bool]]:
        """Effective time of these articles, and whether they may found a story."""
        found: dict[str, tuple[datetime, bool]] = {}
        a = t.articles.c
        with self.database.reading() as connection:
            for some in chunks(ids):
                for row in connection.execute(select(a.id, a.effective, a.found).where(a.id.in_(some))):
                    found[row.id] = (row.effective, row.found)
        return found

    def count(self, table: str) -> int:
        """How many rows a table has."""
        with self.database.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(t.metadata.tables[table])).scalar_one())


# ---------------------------------------------------------------------------------------------- rows and types


def _page_due(stored: StoredEntry, now: datetime) -> datetime:
    """Work is done in order of its due time: what is not news any more comes after all that is."""
    published = stored.entry.published
    old = published is not None and published < now - RECENT
    return now if old else now - RECENT


def _subscription(row: Row[Any]) -> Subscription:
    known = {name: getattr(row, name) for name in _SUBSCRIPTION}
    return Subscription(**{**known, "use": FeedUse(row.use)})


def _entry(row: Row[Any]) -> StoredEntry:
    entry = Entry(
        row.key,
        row.guid,
        row.link,
        row.title,
        row.summary,
        row.content,
        row.published,
        row.authors or (),
        row.lang,
        row.day_only,
    )
    return StoredEntry(row.id, row.subscription, entry, row.article, row.first_seen, row.live)


def _entry_row(stored: StoredEntry, now: datetime) -> dict[str, Any]:
    e = stored.entry
    return {
        "id": stored.id,
        "subscription": stored.subscription,
        "key": e.key,
        "guid": e.guid,
        "link": e.link,
        "title": e.title,
        "summary": e.summary,
        "content": e.content,
        "published": e.published,
        "authors": e.authors,
        "lang": e.lang,
        "first_seen": stored.first_seen,
        "last_seen": now,
        "article": stored.article,
        "live": True,
        "day_only": e.day_only,
    }


def _version_row(arrival: Arrival, version: int, now: datetime) -> dict[str, Any]:
    a = arrival.article
    return {
        "article": a.id,
        "version": version,
        "title": a.title,
        "text": a.text,
        "hash": text_hash(a.title, a.text),
        "source": a.source,
        "url": a.url,
        "published": a.published,
        "day_only": a.day_only,
        "lang": a.lang,
        "kind": a.kind.value,
        "owner": a.owner,
        "paid": a.paid,
        "canonical": a.canonical,
        "teaser": a.teaser,
        "authors": arrival.authors,
        "image": arrival.image,
        "stored": now,
    }


def article_of(row: Row[Any]) -> Article:
    """The article version of a row of `versions`."""
    return Article(
        id=row.article,
        title=row.title or "",
        text=row.text or "",
        source=row.source,
        url=row.url,
        published=row.published,
        day_only=row.day_only,
        lang=row.lang,
        version=row.version,
        kind=Kind(row.kind),
        owner=row.owner,
        paid=row.paid,
        canonical=row.canonical,
        teaser=row.teaser,
    )
