"""Backup, restore, retention and erasing: what is done to the store as a whole."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, and_, delete, exists, select, text, update
from sqlalchemy import Table as SqlTable

from newsloom import formats
from newsloom.errors import ArticleNotFound, StoreError, UnreadableFile
from newsloom.model import StoryPage
from newsloom.store import migrate
from newsloom.store import tables as t
from newsloom.store.engine import Database
from newsloom.store.reading import Reading
from newsloom.store.stories import page_text

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
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished.unlink(missing_ok=True)
            if self.database.sqlite:
                self._copy_file(unfinished)
            else:
                self._copy_rows(unfinished)
            check_file(unfinished)
            unfinished.replace(path)
        except (OSError, sqlite3.Error) as exc:
            unfinished.unlink(missing_ok=True)
            raise StoreError(path, f"the backup cannot be written: {exc}", remedy="choose another place") from exc
        return path

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
            migrate.upgrade(copy)
            with self.database.writer.connect().execution_options(isolation_level="REPEATABLE READ") as source, source.begin():
                _copy_tables(source, copy)
            rebuild_search(Upkeep(copy))
        finally:
            copy.close()
            target.with_name(f"{target.name}.lock").unlink(missing_ok=True)
        with closing(sqlite3.connect(target)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it

    def restore(self, path: Path) -> None:
        """Replace everything by what a backup holds, in one transaction; a backup of an older version is upgraded on the way.

        Raises:
            UnreadableFile: when the file is no whole backup; nothing was changed then.
        """
        path = path.expanduser().absolute()
        check_file(path)
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
                    for table in reversed(t.IN_ORDER):
                        connection.execute(delete(table))
                    for table in t.IN_ORDER:
                        for rows in _rows(source_, table):
                            connection.execute(_plain(table).insert(), rows)
                    self._after_restore(connection, generation)
            finally:
                old.close()

    def _after_restore(self, connection: Connection, generation: int) -> None:
        if not self.database.sqlite:
            for table, column in (("assignments", "seq"), ("changes", "seq")):
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
        return len(rows)

    def erase(self, article: str, *, now: datetime) -> list[str]:
        """Delete title and text of all versions, and every page that quotes them; a tombstone keeps hashes and assignments.

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
            gone = {"title": None, "text": None, "url": None, "canonical": None, "image": None, "authors": ()}
            connection.execute(update(t.versions).where(v.article == article).values(gone))
            connection.execute(
                update(t.entries).where(t.entries.c.article == article).values(title="", summary="", content="", authors=())
            )
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
        return sorted(stories)

    def _grouping_left(self, article: str) -> tuple[int, list[str]]:
        state = self.grouping_state()
        return state.arrivals, [one for one in state.changed if one != article]

    def _withdraw(self, connection: Connection, story: str, article: str) -> None:
        """Blank the revisions of a story that name the article; its live page leaves the index with its words."""
        r, s = t.revisions.c, t.stories.c
        live = self._live_page(connection, story)
        for row in connection.execute(select(r.number, r.page).where(r.story == story, r.page.is_not(None))).all():
            if names(formats.load(row.page), article):
                connection.execute(update(t.revisions).where(r.story == story, r.number == row.number).values(page=None))
        if live is not None and names(live, article):
            self.unindex(connection, "story", story, (live.headline, page_text(live)))
            connection.execute(update(t.stories).where(s.id == story).values(shown=0, headline="", deck="", link=None))


def names(page: StoryPage, article: str) -> bool:
    """Whether a page lists the article among its sources (its title stands there, cited or not)."""
    return any(source.article == article for source in page.sources)


def rebuild_search(store: Upkeep) -> None:
    """Index everything anew, in one transaction."""
    with store.database.writing() as connection:
        store._rebuild_search(connection)


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


def _plain(table: SqlTable) -> SqlTable:
    """The table with its stored values as they are, so that a copy changes nothing."""
    from sqlalchemy import Column, MetaData

    return SqlTable(table.name, MetaData(), *(Column(c.name, _stored(c)) for c in table.columns))


def _stored(column: Any) -> Any:
    kind = column.type
    return getattr(kind, "impl_instance", None) or getattr(kind, "impl", kind)


def _rows(source: Connection, table: SqlTable) -> Iterator[list[dict[str, Any]]]:
    """All rows of a table as they are stored, some at a time, by key."""
    plain = _plain(table)
    keys = [plain.c[column.name] for column in table.primary_key]
    result = source.execution_options(yield_per=ROWS).execute(select(plain).order_by(*keys))
    for some in result.partitions(ROWS):
        yield [dict(row._mapping) for row in some]


def _copy_tables(source: Connection, copy: Database) -> None:
    with copy.writing() as connection:
        for table in reversed(t.IN_ORDER):
            connection.execute(delete(table))
        for table in t.IN_ORDER:
            for rows in _rows(source, table):
                connection.execute(_plain(table).insert(), rows)


def _pages_of(connection: Connection, query: Any, key: Any) -> Iterator[Any]:
    """The rows of a query in steps by key, so that rows may be written between."""
    at = ""
    while True:
        rows = connection.execute(query.where(key > at).order_by(key).limit(ROWS)).all()
        yield from rows
        if len(rows) < ROWS:
            return
        at = rows[-1][0]
