"""Entries and article versions: what came in."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any, Literal, NamedTuple, TypeAlias

from sqlalchemy import Connection, Row, and_, bindparam, false, func, or_, select, true, update

from newsloom.errors import ArticleNotFound
from newsloom.model import Article, Entry, Image, Kind, Problem, Subscription
from newsloom.store import tables as t
from newsloom.store.base import Work, chunks, digest
from newsloom.store.engine import refused
from newsloom.store.subscriptions import Subscriptions, subscription_of

Outcome: TypeAlias = Literal["new", "changed", "same", "erased"]

RECENT = timedelta(days=3)  # pages of younger entries are fetched first

#: what an entry says whose article was erased
BLANK_ENTRY: dict[str, Any] = {
    "title": "", "summary": "", "content": "", "authors": (), "image": None, "image_alt": "", "image_credit": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry as it was last seen, and the article it leads to."""

    id: str
    subscription: str
    entry: Entry
    article: str
    first_seen: datetime
    live: bool = True


class Standing(NamedTuple):
    """What is compared of an entry that stood in its feed's document when that was last read."""

    id: str
    key: str
    guid: str | None
    link: str | None
    title: str
    summary: str
    content: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article version to be stored, with what the article itself does not say."""

    article: Article
    first_seen: datetime
    effective: datetime  #: the earlier of published and first seen
    found: bool = True  #: it may found a story
    subscription: str | None = None
    authors: tuple[str, ...] = ()
    work: tuple[tuple[str, str], ...] = ()  #: outbox items that are done with it
    retry: Work | None = None  #: what to try again later all the same, such as a page that did not come
    problem: Problem | None = None  #: why it is only a teaser, for the record
    entry: StoredEntry | None = field(default=None)  #: one whose page turned out to be this article


@dataclass(frozen=True, slots=True)
class Polled:
    """What one poll brought."""

    subscription: Subscription  #: as it is now, with its validators
    state: Mapping[str, Any]  #: what polling remembers of it
    changed: Sequence[StoredEntry] = ()  #: entries that are new or differ from what is known
    gone: Collection[str] = ()  #: ids of entries that no longer stand in the document
    back: Collection[str] = ()  #: ids of those that stand in it again, and say what they said
    fetch: Collection[str] = ()  #: ids of those `changed` whose pages are to be fetched
    arrivals: Sequence[Arrival] = ()  #: articles that need no page
    problems: Sequence[Problem] = ()


_NOTHING: dict[Outcome, int] = {"new": 0, "changed": 0, "same": 0, "erased": 0}

# Statements of which every poll makes several: making them anew costs several times what they do.
_E, _A, _V = t.entries.c, t.articles.c, t.versions.c
_STANDING = (
    select(*(_E[name] for name in Standing._fields))
    .where(_E.subscription == bindparam("feed"), _E.live.is_(True))
    .order_by(_E.id)
)
_LIKE = select(t.entries).where(
    _E.subscription == bindparam("feed"),
    or_(_E.id.in_(bindparam("ids", expanding=True)), _E.article.in_(bindparam("articles", expanding=True))),
)
_ENTRIES = select(t.entries).where(_E.id.in_(bindparam("ids", expanding=True)))
_FOLLOWED = select(t.subscriptions).where(t.subscriptions.c.id.in_(bindparam("ids", expanding=True)))
_LEFT, _BACK = (
    update(t.entries).where(_E.id.in_(bindparam("ids", expanding=True))).values(last_seen=bindparam("now"), live=there)
    for there in (false(), true())
)
_KNOWN = select(_A.id, _A.version, _A.found, _A.erased).where(_A.id.in_(bindparam("ids", expanding=True)))
_NEW_ARTICLE, _NEW_VERSION = t.articles.insert(), t.versions.insert()


def entry_id(subscription: str, key: str) -> str:
    """The id of an entry: the same for the same key in the same feed."""
    return digest(subscription, key)


def text_hash(title: str, text: str) -> str:
    """SHA-256 of an article version; equal hashes are the same version."""
    return hashlib.sha256(f"{t.clean(title)}\x1f{t.clean(text)}".encode()).hexdigest()


class Input(Subscriptions):
    """Subscriptions, entries and article versions."""

    # -- entries

    def entries(self, subscription: str) -> list[StoredEntry]:
        """What is known of the entries of a feed, by id."""
        query = select(t.entries).where(t.entries.c.subscription == subscription).order_by(t.entries.c.id)
        with self.database.reading() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def standing(self, subscription: str) -> list[Standing]:
        """What stood in the feed's document when it was last read, by id."""
        with self.database.reading() as connection:
            return [Standing._make(row) for row in connection.execute(_STANDING, {"feed": subscription}).all()]

    def entries_like(self, subscription: str, *, ids: Collection[str], articles: Collection[str]) -> list[StoredEntry]:
        """The entries of a feed with one of these ids, or that lead to one of these articles, by id."""
        found: dict[str, StoredEntry] = {}
        with self.database.reading() as connection:
            for some, leading in zip_longest(chunks(ids), chunks(articles), fillvalue=()):
                asked = {"feed": subscription, "ids": list(some), "articles": list(leading)}
                found |= {row.id: _entry(row) for row in connection.execute(_LIKE, asked)}
        return [found[key] for key in sorted(found)]

    def to_fetch(self, entries: Collection[str]) -> list[tuple[StoredEntry, Subscription, dict[str, str]] | None]:
        """Of each entry whose page is wanted the subscription and the reader's own headers for that; None for one that is gone."""
        with self.database.reading() as connection:
            found = {row.id: row for some in chunks(entries) for row in connection.execute(_ENTRIES, {"ids": some})}
            named = chunks(row.subscription for row in found.values())
            feeds = {row.id: row for some in named for row in connection.execute(_FOLLOWED, {"ids": some})}
        wanted = {
            key: (_entry(row), subscription_of(feeds[row.subscription]), feeds[row.subscription].headers)
            for key, row in found.items()
            if row.subscription in feeds
        }
        return [wanted.get(entry) for entry in entries]

    def polled(self, polls: Sequence[Polled], *, now: datetime) -> list[dict[Outcome, int]]:
        """Store what polls brought in one transaction: subscriptions with their validators, entries, work, articles, problems.

        What the database refuses of it is one entry's alone: it is told as a problem, and the others are stored.

        Returns:
            For each poll how many articles were "new", "changed", "same" and "erased".
        """
        with self.database.writing() as connection:
            kept = [poll for poll in polls if self.save_polled(connection, poll.subscription, poll.state)]
            busy = [poll for poll in kept if poll.changed or poll.arrivals]
            brought, poison = self._store_apart(connection, busy, now) if busy else ({}, [])
            for statement, ids in (
                (_LEFT, [one for poll in kept for one in poll.gone]),
                (_BACK, [one for poll in kept for one in poll.back]),
            ):
                for some in chunks(ids):
                    connection.execute(statement, {"ids": some, "now": now})
            self._solved(connection, "poll", [poll.subscription.url for poll in kept])
            self._record(connection, [*(one for poll in kept for one in poll.problems), *poison], stage="poll", now=now)
            self._touch(connection)
        return [brought.get(poll.subscription.id, dict(_NOTHING)) for poll in polls]

    def _store_apart(
        self, connection: Connection, polls: Sequence[Polled], now: datetime
    ) -> tuple[dict[str, dict[Outcome, int]], list[Problem]]:
        """The same, in a savepoint; where the database refuses it, in halves, down to the entry that it refuses."""
        try:
            with connection.begin_nested():
                return self._store_entries(connection, polls, now), []
        except Exception as exc:
            if not refused(exc):
                raise
            halves = _halves(polls)
            if not halves:
                return {}, [_refusal(polls[0], exc)]
        brought: dict[str, dict[Outcome, int]] = {}
        problems: list[Problem] = []
        for half in halves:
            outcomes, told = self._store_apart(connection, half, now)
            problems += told
            for subscription, counts in outcomes.items():
                before = brought.get(subscription, _NOTHING)
                brought[subscription] = {outcome: before[outcome] + count for outcome, count in counts.items()}
        return brought, problems

    def _store_entries(self, connection: Connection, polls: Sequence[Polled], now: datetime) -> dict[str, dict[Outcome, int]]:
        """What became of the articles of each subscription."""
        changed = [entry for poll in polls for entry in poll.changed]
        arrivals = [(poll.subscription.id, arrival) for poll in polls for arrival in poll.arrivals]
        ids = {entry.article for entry in changed} | {arrival.article.id for _, arrival in arrivals}
        known = self._articles_known(connection, sorted(ids))
        erased = {key for key, row in known.items() if row.erased is not None}
        rows = [_entry_row(entry, now) | (BLANK_ENTRY if entry.article in erased else {}) for entry in changed]
        self.upsert(connection, t.entries, rows, keep=("first_seen",))
        fetch = {one for poll in polls for one in poll.fetch}
        self._plan_pages(connection, [e for e in changed if e.id in fetch and e.article not in erased], now)
        brought = {poll.subscription.id: dict(_NOTHING) for poll in polls}
        outcomes = self._take(connection, [arrival for _, arrival in arrivals], now, known=known)
        for (subscription, _), outcome in zip(arrivals, outcomes, strict=True):
            brought[subscription][outcome] += 1
        return brought

    def _articles_known(self, connection: Connection, articles: Iterable[str]) -> dict[str, Any]:
        return {row.id: row for some in chunks(articles) for row in connection.execute(_KNOWN, {"ids": some})}

    def _plan_pages(self, connection: Connection, entries: Sequence[StoredEntry], now: datetime) -> None:
        """Ask for pages, each once: an article that another feed brought needs no second fetch."""
        if not entries:
            return
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
            outcomes = self._take(connection, list(arrivals), now)
            if any(outcome in ("new", "changed") for outcome in outcomes):
                self._touch(connection)
        return outcomes

    def _take(
        self, connection: Connection, arrivals: Sequence[Arrival], now: datetime, *, known: Mapping[str, Row[Any]] | None = None
    ) -> list[Outcome]:
        """What became of each, in order; `known` are those of their articles that are stored, where that has been looked up."""
        self._done_with(connection, arrivals, now)
        self._solved(connection, "page", [one.article.url for one in arrivals if one.problem is None and one.article.url])
        outcomes: list[Outcome] = []
        for batch in _each_once(arrivals):
            if known is None:
                known = self._articles_known(connection, [one.article.id for one in batch])
            self._first_versions(connection, [one for one in batch if one.article.id not in known], now)
            outcomes += [self._taken(connection, one, known.get(one.article.id), now) for one in batch]
            known = None  # what this batch stored the next one may have to know
        return outcomes

    def _done_with(self, connection: Connection, arrivals: Sequence[Arrival], now: datetime) -> None:
        """The work that is done with them, and what is to be tried again."""
        for stage, done in sorted(_by_stage(arrivals).items()):
            self.finished(connection, stage, done)
        for arrival in arrivals:
            if arrival.entry is not None:
                connection.execute(update(t.entries).where(_E.id == arrival.entry.id).values(article=arrival.article.id))
            if (again := arrival.retry) is not None:
                self.put(connection, again.stage, [again.key], due=again.due, body=again.body)
                w = t.work.c
                connection.execute(
                    update(t.work)
                    .where(w.stage == again.stage, w.key == again.key)
                    .values(attempts=again.attempts, error=again.error)
                )
        self._record(connection, [one.problem for one in arrivals if one.problem is not None], stage="page", now=now)

    def _first_versions(self, connection: Connection, arrivals: Sequence[Arrival], now: datetime) -> None:
        if not arrivals:
            return
        connection.execute(
            _NEW_ARTICLE,
            [
                {
                    "id": arrival.article.id,
                    "first_seen": arrival.first_seen,
                    "effective": arrival.effective,
                    "version": 1,
                    "found": arrival.found,
                    "erased": None,
                    "subscription": arrival.subscription,
                }
                for arrival in arrivals
            ],
        )
        connection.execute(_NEW_VERSION, [_version_row(arrival, 1, now) for arrival in arrivals])
        self.put(connection, "assign", [arrival.article.id for arrival in arrivals], due=now)
        self.index_texts(connection, "article", [(one.article.id, one.article.title, one.article.text) for one in arrivals])

    def _taken(self, connection: Connection, arrival: Arrival, known: Row[Any] | None, now: datetime) -> Outcome:
        """What became of an article that was `known`, or is stored now; its next version, if it says something else."""
        if known is None:
            return "new"
        if known.erased is not None:
            return "erased"
        if arrival.found and not known.found:
            connection.execute(update(t.articles).where(_A.id == arrival.article.id).values(found=True))
        return self._next_version(connection, arrival, known.version, now)

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


def _halves(polls: Sequence[Polled]) -> list[list[Polled]]:
    """The first and the second half of what they brought; none where that is of one article."""
    if len(polls) > 1:
        return [list(polls[: len(polls) // 2]), list(polls[len(polls) // 2 :])]
    (poll,) = polls
    articles = list(dict.fromkeys((*(one.article for one in poll.changed), *(one.article.id for one in poll.arrivals))))
    if len(articles) < 2:
        return []
    first = set(articles[: len(articles) // 2])
    return [
        [
            replace(
                poll,
                changed=[one for one in poll.changed if (one.article in first) is wanted],
                arrivals=[one for one in poll.arrivals if (one.article.id in first) is wanted],
            )
        ]
        for wanted in (True, False)
    ]


def _refusal(poll: Polled, exc: Exception) -> Problem:
    """What is told of an entry that the database refuses."""
    about = next((one.entry.link or one.entry.key for one in poll.changed), poll.subscription.url)
    why = str(getattr(exc, "orig", None) or exc).partition("\n")[0][:200]
    return Problem(about, f"could not be stored: {why}", "please report this; the other entries of its feed are there")


def _each_once(arrivals: Sequence[Arrival]) -> Iterator[list[Arrival]]:
    """Runs of them in which each article comes once: a second one may be its next version."""
    run: dict[str, Arrival] = {}
    for arrival in arrivals:
        if arrival.article.id in run:
            yield list(run.values())
            run = {}
        run[arrival.article.id] = arrival
    if run:
        yield list(run.values())


def _by_stage(arrivals: Sequence[Arrival]) -> dict[str, list[str]]:
    """The keys of the work that is done with them."""
    keys: dict[str, list[str]] = {}
    for arrival in arrivals:
        for stage, key in arrival.work:
            keys.setdefault(stage, []).append(key)
    return keys


def _page_due(stored: StoredEntry, now: datetime) -> datetime:
    """Work is done in order of its due time: what is not news any more comes after all that is."""
    published = stored.entry.published
    old = published is not None and published < now - RECENT
    return now if old else now - RECENT


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
        _image_of(row),
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
        **_image_row(e.image),
    }


def _image_row(image: Image | None) -> dict[str, Any]:
    if image is None:
        return {"image": None, "image_alt": "", "image_credit": ""}
    return {"image": image.url, "image_alt": image.alt, "image_credit": image.credit}


def _image_of(row: Row[Any]) -> Image | None:
    return Image(row.image, row.image_alt, row.image_credit) if row.image else None


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
        **_image_row(a.image),
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
        image=_image_of(row),
    )
