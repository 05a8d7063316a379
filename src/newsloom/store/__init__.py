"""The store: all state of an installation, on SQLite or PostgreSQL. Only the store changes state.

The contract
------------
*Any method may raise StoreError; then nothing of it was written. Times are UTC. Lists are ordered as stated.*

1. **One write is one transaction**, and it holds the result of a step together with the work that follows from it: an article
   version with its place in the queue for grouping, an assignment with the pages to be written again, a page with the end of
   that wish. The queue (`work`) is part of the store: whoever is stopped between two transactions, by SIGKILL too, goes on
   where it was. Nothing is lost, done twice or half-written.
2. **Kept for good**: article versions with their hash, the passages that pages cite, assignments (append-only; the newest of an article
   holds), revisions (never edited), redirects of merged stories (followed to their end, for ever), the log of changes.
   A changed text is a new version; a changed page is a new revision; the same text or page is neither.
3. **May be dropped**: with `retain`, bodies of old versions that no page cites, and what feeds said of entries that they no longer
   list. With `erase` (a publisher's or a court's wish), title and text of an article in all versions, and each revision that
   shows them: a tombstone stays, the article is never taken in again, and the stories that had it are to be written again.
4. **One moment**: each reading method sees what was stored at one moment. Reading never waits for writing.
5. **Several processes** may have the same database open and write to it. `lock("intake")` is for who polls and fetches,
   `lock("stories")` for who groups and writes, `lock("prose")` for who asks a language model, `lock("calls")` for who sends alerts;
   all end with their process.
6. **Backups** are one SQLite file whatever the engine, made while work goes on, checked before they get their name; they can be restored
   into either engine, which is also the way from one to the other. Before a database is upgraded it is backed up beside itself.

The two engines give the same answers; one suite of tests runs on both. SQLite is safe with the versions that have the WAL-reset bug
(see `engine`).
"""

from __future__ import annotations

from pathlib import Path

from newsloom.store import migrate
from newsloom.store.alerts import Alerts
from newsloom.store.base import Work
from newsloom.store.engine import Database, Lock, safe_sqlite
from newsloom.store.input import Arrival, StoredEntry, entry_id, text_hash
from newsloom.store.marking import Marking
from newsloom.store.measures import Measures, Measuring
from newsloom.store.pages import Facts, StoryInput
from newsloom.store.places import Placed
from newsloom.store.reading import StoryRecord
from newsloom.store.reports import Reports
from newsloom.store.spending import LedgerLine, Spending, Spent
from newsloom.store.upkeep import Upkeep, rebuild_search

__all__ = [
    "Arrival",
    "Facts",
    "LedgerLine",
    "Measures",
    "Placed",
    "Spent",
    "Store",
    "StoredEntry",
    "StoryInput",
    "StoryRecord",
    "Work",
    "entry_id",
    "open_store",
    "safe_sqlite",
    "text_hash",
]


class Store(Upkeep, Marking, Alerts, Reports, Spending, Measuring):
    """An opened store. Safe to use from several threads."""

    def lock(self, name: str) -> Lock:
        """The lock of this name between processes and threads: `intake`, `stories`, `prose` or `calls`."""
        return self.database.lock(name)

    def check_writable(self) -> None:
        """Write a little, to see whether more can be written.

        Raises:
            StoreError: when nothing can be, or there is too little room.
        """
        self.database.check_room()
        with self.database.writing() as connection:
            self._touch(connection)

    def close(self) -> None:
        """Close all connections. May be called twice."""
        self.database.close()


def open_store(url: str, *, backups: Path | None = None) -> Store:
    """Open a database, making or upgrading it where that is needed; an upgrade makes a backup first.

    Args:
        url: a file, `sqlite:///FILE` or `postgresql://USER@HOST/NAME`.
        backups: folder of the backup before an upgrade; None: beside the SQLite file, or the present folder for PostgreSQL.

    Raises:
        StoreError: when it cannot be opened, is not Newsloom's, or was made by a newer version.
    """
    database = Database(url)
    store = Store(database)

    def keep(step: str) -> None:
        store.backup(store.beside(f"before-upgrade-from-{step}", folder=backups))

    try:
        migrate.upgrade(database, before=keep, after=lambda step: rebuild_search(store) if step < "0002" else None)
    except BaseException:
        database.close()
        raise
    return store
