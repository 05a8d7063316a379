"""Backup, restore, retention and erasing: what is done to the store as a whole."""

from __future__ import annotations

import glob
import json
import sqlite3
import tempfile
from collections.abc import Collection, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Text, and_, delete, exists, inspect, select, text, type_coerce, update
from sqlalchemy import Table as SqlTable

from newsloom import formats
from newsloom.errors import ArticleNotFound, StoreError, UnreadableFile
from newsloom.model import StoryPage
from newsloom.store import migrate
from newsloom.store import tables as t
from newsloom.store.base import chunks
from newsloom.store.engine import Database
from newsloom.store.input import BLANK_ENTRY
from newsloom.store.pages import page_text
from newsloom.store.reading import Reading

ROWS = 1_000  # copied at a time


class Upkeep(Reading):
    """Backup, restore, retention, erasing."""

    # -- backup and restore

    def backup(self, path: Path) -> Path:
        """Copy everything, as it is at one moment, into one SQLite file, while work goes on.

        The file is a complete database of its own, whatever engine it came from. It appears under its name only when it
        is whole and was checked.

        Raises:
            StoreError: when it cannot be written.
        """
        path = path.expanduser().absolute()
        unfinished = path.with_name(path.name + ".unfinished")
        if path.is_dir():
            raise StoreError(path, "is a folder", remedy="name the file that the backup becomes")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _remove(unfinished)
            if self.database.sqlite:
                self._copy_file(unfinished)
            else:
                self._copy_rows(unfinished)
            check_file(unfinished)
            unfinished.replace(path)
        except (OSError, sqlite3.Error) as exc:
            raise StoreError(
                path, f"the backup cannot be written: {getattr(exc, 'strerror', None) or exc}", remedy="choose another place"
            ) from exc
        finally:
            _remove(unfinished)
        return path

    def beside(self, why: str, *, folder: Path | None = None) -> Path:
        """A name for a backup beside the database, or in the present folder where that is on a server."""
        database = self.database
        place = folder or (database.path.parent if database.path else Path.cwd())
        name = database.path.name if database.path else f"{database.url.database}.db"
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")  # only the name of a file: nothing that is stored depends on it
        return place / f"{name}.{why}-{stamp}"

    def _copy_file(self, target: Path) -> None:
        assert self.database.path is not None
        with closing(sqlite3.connect(f"{self.database.path.as_uri()}?mode=ro", uri=True)) as source:
            source.execute("PRAGMA wal_autocheckpoint = 0")
            with closing(sqlite3.connect(target)) as copy:
                source.backup(copy)  # all pages in one step: one moment, and writers wait for nothing
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it

    def _copy_rows(self, target: Path) -> None:
        copy = Database(f"sqlite:///{target}")
        try:
            step = migrate.version(self.database)
            migrate.upgrade(copy, to=step or "head")  # before an upgrade this is an older one
            with self.database.reading() as source:
                _copy_tables(source, copy)
            if step == migrate.HEAD:
                rebuild_search(Upkeep(copy))
        finally:
            copy.close()
        with closing(sqlite3.connect(target)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it

    def restore(self, path: Path) -> None:
        """Replace everything by what a backup holds, in one transaction; a backup of an older version is upgraded on the way.

        What was there before is backed up beside the database first, if it is anything. What has been erased since the backup
        was made stays erased. The caller holds the locks `intake` and `stories`.

        Raises:
            UnreadableFile: when the file is no whole backup; nothing was changed then.
        """
        path = path.expanduser().absolute()
        check_file(path)
        if self.count("articles") or self.count("subscriptions"):
            self.backup(self.beside("before-restore"))
        with tempfile.TemporaryDirectory(prefix="newsloom-") as folder:
            working = Path(folder) / "backup.db"
            with (
                closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as source,
                closing(sqlite3.connect(working)) as copy,
            ):
                source.backup(copy)
            old = Database(f"sqlite:///{working}")
            try:
                migrate.upgrade(old)  # the index is made anew below
                with self.database.writing() as connection, old.reading() as source_:
                    generation = self.generation()
                    erased = self._tombstones(connection)
                    for table in reversed(t.IN_ORDER):
                        connection.execute(delete(table))
                    for table in t.IN_ORDER:
                        for rows in _rows(source_, table):
                            connection.execute(_plain(table).insert(), rows)
                    self._after_restore(connection, generation)
                    for article, tombstone in erased.items():
                        self._erase_again(connection, article, *tombstone)
            finally:
                old.close()

    def _after_restore(self, connection: Connection, generation: int) -> None:
        if not self.database.sqlite:
            for table, column in (("assignments", "seq"), ("changes", "seq"), ("llm_ledger", "seq")):
                connection.execute(
                    text(
                        f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'),"  # noqa: S608  names of this file
                        f" (SELECT coalesce(max({column}), 0) + 1 FROM {table}), false)"
                    )
                )
        grouped = int(self.fact("grouping_generation", "0"))
        # both only ever count up, so that nobody mistakes what was restored for what it had in memory
        self.keep_fact("generation", str(max(generation, self.generation()) + 1))
        self.keep_fact("grouping_generation", str(max(generation, grouped) + 1_000_000))
        self._rebuild_search(connection)

    def _tombstones(self, connection: Connection) -> dict[str, tuple[dict[str, Any], list[dict[str, Any]]]]:
        """The rows that stay of each erased article, as they are stored."""
        articles, versions = _plain(t.articles), _plain(t.versions)
        found: dict[str, tuple[dict[str, Any], list[dict[str, Any]]]] = {}
        for row in connection.execute(select(articles).where(articles.c.erased.is_not(None)).order_by(articles.c.id)).all():
            kept = connection.execute(select(versions).where(versions.c.article == row.id).order_by(versions.c.version))
            found[row.id] = (dict(row._mapping), [dict(one._mapping) for one in kept])
        return found

    def _erase_again(
        self, connection: Connection, article: str, tombstone: dict[str, Any], versions: list[dict[str, Any]]
    ) -> None:
        known = connection.execute(select(t.articles.c.erased).where(t.articles.c.id == article)).first()
        if known is None:
            connection.execute(_plain(t.articles).insert(), tombstone)
            connection.execute(_plain(t.versions).insert(), versions)
        elif known.erased is None:
            self.erase(article, now=t.moment(tombstone["erased"]))

    # -- search index

    def _rebuild_search(self, connection: Connection) -> None:
        """Index all live pages and newest versions anew."""
        if self.database.sqlite:
            connection.execute(text("INSERT INTO search_text (search_text) VALUES ('delete-all')"))
        else:
            connection.execute(text("DELETE FROM search_text"))
        connection.execute(text("DELETE FROM search_docs"))
        v, a = t.versions.c, t.articles.c
        newest = select(v.article, v.title, v.text).join(t.articles, and_(a.id == v.article, a.version == v.version))
        for row in _pages_of(connection, newest.where(a.erased.is_(None)), v.article):
            self.index_text(connection, "article", row.article, row.title or "", row.text or "")
        r, s = t.revisions.c, t.stories.c
        live = select(r.story, r.page).join(t.stories, and_(s.id == r.story, s.revision == r.number)).where(s.shown > 0)
        for row in _pages_of(connection, live, r.story):
            if row.page is not None:
                page = formats.load(row.page)
                self.index_text(connection, "story", row.story, page.headline, page_text(page))

    # -- retention and erasing

    def retain(self, *, before: datetime, limit: int = 10_000) -> int:
        """Drop old bodies that no page cites: texts of versions whose article is older than `before`.

        Hashes, titles, assignments, revisions and all cited versions stay. Returns how many bodies were dropped.
        """
        v, a, c = t.versions.c, t.articles.c, t.citations.c
        quoted = exists().where(c.article == v.article, c.version == v.version)
        old = (
            select(v.article, v.version, v.title, v.text, a.version.label("newest"))
            .join(t.articles, a.id == v.article)
            .where(a.effective < before, v.text.is_not(None), ~quoted)
            .order_by(v.article, v.version)
            .limit(limit)
        )
        with self.database.writing() as connection:
            rows = list(connection.execute(old))
            for row in rows:
                if row.version == row.newest:
                    self.unindex(connection, "article", row.article, (row.title or "", row.text or ""))
                    self.index_text(connection, "article", row.article, row.title or "", "")
                connection.execute(
                    update(t.versions).where(v.article == row.article, v.version == row.version).values(text=None)
                )
            e = t.entries.c
            connection.execute(update(t.entries).where(e.last_seen < before, e.live.is_(False)).values(summary="", content=""))
            connection.execute(delete(t.llm_answers).where(t.llm_answers.c.at < before))
            if rows:
                self._touch(connection)
        return len(rows)

    def erase(self, article: str, *, now: datetime) -> list[str]:
        """Delete title and text of all versions, and every page that quotes them; a tombstone keeps hashes and assignments.

        The bytes are overwritten in the file too (SQLite), as soon as nobody reads. The caller holds the lock `stories`.

        Returns:
            The stories that have to be written again; their place in the outbox is taken.

        Raises:
            ArticleNotFound: no article has this id.
        """
        v, a, c = t.versions.c, t.articles.c, t.citations.c
        with self.database.writing() as connection:
            known = connection.execute(
                select(v.title, v.text).join(t.articles, and_(a.id == v.article, a.version == v.version)).where(a.id == article)
            ).first()
            if known is None:
                raise ArticleNotFound(article)
            self.unindex(connection, "article", article, (known.title or "", known.text or ""))
            connection.execute(update(t.articles).where(a.id == article).values(erased=now))
            self._blank(connection, article)
            self.finished(connection, "page", [article])
            self.finished(connection, "assign", [article])
            stories = {row.story for row in connection.execute(select(c.story).where(c.article == article).distinct())}
            place = connection.execute(select(t.places.c.story).where(t.places.c.article == article)).scalar()
            if place is not None:
                stories.add(place)
            for story in sorted(stories):
                self._withdraw(connection, story, article)
            connection.execute(delete(t.citations).where(c.article == article))
            connection.execute(delete(t.places).where(t.places.c.article == article))
            self._recount(connection, stories, {})
            self._want_pages(connection, stories, now, "an article was erased")
            self._remember_grouping(connection, *self._grouping_left(article))
            self._touch(connection)
            if self.database.sqlite:  # the index forgets the words of what was taken out only when it is written anew
                connection.execute(text("INSERT INTO search_text (search_text) VALUES ('optimize')"))
        self.database.sweep()
        return sorted(stories)

    def _blank(self, connection: Connection, article: str) -> None:
        """Take what the article says, and what says something of it, out of every table; its entry and its hashes stay."""
        v, e, p = t.versions.c, t.entries.c, t.problems.c
        addresses = {row.url for row in connection.execute(select(v.url).where(v.article == article)) if row.url}
        gone = {
            "title": None,
            "text": None,
            "url": None,
            "canonical": None,
            "image": None,
            "image_alt": "",
            "image_credit": "",
            "authors": (),
        }
        connection.execute(update(t.versions).where(v.article == article).values(gone))
        connection.execute(update(t.entries).where(e.article == article).values(BLANK_ENTRY))
        for some in chunks(addresses):
            connection.execute(delete(t.problems).where(p.about.in_(some)))
        connection.execute(update(t.assignments).where(t.assignments.c.article == article).values(reasons=()))
        quoted = type_coerce(t.reports.c.passages, Text).contains(json.dumps(article, ensure_ascii=False), autoescape=True)
        connection.execute(delete(t.reports).where(quoted))
        named = type_coerce(t.changes.c.articles, Text).contains(json.dumps(article, ensure_ascii=False), autoescape=True)
        connection.execute(update(t.changes).where(named, t.changes.c.by_person.is_(False)).values(reason=""))

    def _grouping_left(self, article: str) -> tuple[int, list[str]]:
        state = self.grouping_state()
        return state.arrivals, [one for one in state.changed if one != article]

    def _withdraw(self, connection: Connection, story: str, article: str) -> None:
        """Blank the revisions of a story that name the article; its live page leaves the index with its words."""
        r, s = t.revisions.c, t.stories.c
        live = self._live_page(connection, story)
        connection.execute(delete(t.llm_answers).where(t.llm_answers.c.story == story))  # they may quote it
        for row in connection.execute(select(r.number, r.page).where(r.story == story, r.page.is_not(None))).all():
            if names(formats.load(row.page), article):
                connection.execute(update(t.revisions).where(r.story == story, r.number == row.number).values(page=None))
        blank: dict[str, Any] = {"held": ()}
        if live is None or names(live, article):
            self.unindex(connection, "story", story, None if live is None else (live.headline, page_text(live)))
            blank |= {"shown": 0, "headline": "", "deck": "", "link": None, "news": ()}
        connection.execute(update(t.stories).where(s.id == story).values(blank))


def names(page: StoryPage, article: str) -> bool:
    """Whether a page lists the article among its sources (its title stands there, cited or not)."""
    return any(source.article == article for source in page.sources)


def rebuild_search(store: Upkeep) -> None:
    """Index everything anew, in one transaction."""
    with store.database.writing() as connection:
        store._rebuild_search(connection)


def _remove(unfinished: Path) -> None:
    """Take away a backup that was not finished, with what SQLite keeps beside it."""
    with suppress(OSError):
        for left in unfinished.parent.glob(f"{glob.escape(unfinished.name)}*"):
            left.unlink(missing_ok=True)


def check_file(path: Path) -> None:
    """Make sure that a file is a whole Newsloom database.

    Raises:
        UnreadableFile: when it is not.
    """
    if not path.is_file():
        raise UnreadableFile(path, "there is no such file", remedy="give the file that `newsloom backup` made")
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            whole = connection.execute("PRAGMA integrity_check").fetchone()[0]
            known = connection.execute(
                "SELECT count(*) FROM sqlite_master WHERE name IN ('alembic_version', 'revisions')"
            ).fetchone()[0]
    except sqlite3.Error as exc:
        raise UnreadableFile(path, f"this is no backup: {exc}", remedy="give the file that `newsloom backup` made") from exc
    if whole != "ok" or known != 2:
        raise UnreadableFile(path, "this is no whole backup of Newsloom", remedy="give the file that `newsloom backup` made")


# ---------------------------------------------------------------------------------------------- copying rows


def _plain(table: SqlTable, columns: Collection[str] | None = None) -> SqlTable:
    """The table with its stored values as they are, so that a copy changes nothing; with these columns only, if named."""
    from sqlalchemy import Column, MetaData

    kept = [c for c in table.columns if columns is None or c.name in columns]
    return SqlTable(table.name, MetaData(), *(Column(c.name, _stored(c)) for c in kept))


def _stored(column: Any) -> Any:
    kind = column.type
    return getattr(kind, "impl_instance", None) or getattr(kind, "impl", kind)


def _rows(source: Connection, table: SqlTable, columns: Collection[str] | None = None) -> Iterator[list[dict[str, Any]]]:
    """All rows of a table as they are stored, some at a time, by key."""
    plain = _plain(table, columns)
    keys = [plain.c[column.name] for column in table.primary_key]
    result = source.execution_options(yield_per=ROWS).execute(select(plain).order_by(*keys))
    for some in result.partitions(ROWS):
        yield [dict(row._mapping) for row in some]


def _copy_tables(source: Connection, copy: Database) -> None:
    """Copy what the source has; it may be at an older step than this code, and then so is the copy."""
    inspector = inspect(source)
    there = set(inspector.get_table_names())
    with copy.writing() as connection:
        for table in t.IN_ORDER:
            if table.name in there:
                columns = {column["name"] for column in inspector.get_columns(table.name)}
                for rows in _rows(source, table, columns):
                    connection.execute(_plain(table, columns).insert(), rows)


def _pages_of(connection: Connection, query: Any, key: Any) -> Iterator[Any]:
    """The rows of a query in steps by key, so that rows may be written between."""
    at = ""
    while True:
        rows = connection.execute(query.where(key > at).order_by(key).limit(ROWS)).all()
        yield from rows
        if len(rows) < ROWS:
            return
        at = rows[-1][0]
