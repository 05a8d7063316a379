"""Connections, transactions and locks of the two engines. The only place that knows which engine it is.

SQLite: WAL, foreign keys and a busy timeout on every connection. SQLite before 3.51.3 (3.50.7, 3.44.6) can corrupt a WAL
database when one connection writes while another checkpoints, and Python mostly links an older one. So in a process one
connection does all writing and with it all checkpointing; readers are opened read-only, which can do neither, not even on
close; and between processes a lock file is held over every transaction that writes and the checkpoint that follows it. The same lock
is why nobody meets "database is locked": writers queue for it. What is deleted is overwritten (`secure_delete`).

PostgreSQL: a pool of connections, advisory locks in place of lock files; writers queue for one of these too, so that what one
counts no other counts at the same time and none ever meets a deadlock.
"""

from __future__ import annotations

import os
import select
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    DatabaseError,
    DataError,
    DisconnectionError,
    IntegrityError,
    InterfaceError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.pool import QueuePool, StaticPool

from newsloom.errors import StoreError

BUSY_TIMEOUT_S = 120.0  # longer than any transaction here by far; a pass of another process never holds it that long
ROOM_BYTES = 1_000_000  # with less left on the disk nothing is asked for: it could not be stored
_FREE_SPACE = "free some space; work goes on by itself then"
IDLE_S = 1.0  # a connection to a server that lay idle for longer is asked whether it is still one
READERS = 16  # open reading connections at most; more threads than that queue
OLDEST_SQLITE = (3, 35)  # RETURNING
#: any fixed numbers, the same in all processes
_ADVISORY = {"write": 7_216_001, "intake": 7_216_002, "stories": 7_216_003, "prose": 7_216_004, "calls": 7_216_005}


_PATIENCE = f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT_S * 1000)}"
#: what only a bug of ours can raise: it must be seen as one
_BUGS = (IntegrityError, ProgrammingError, DataError)
_OF_VALUES = ("22", "23", "54")  # classes of PostgreSQL's errors: data, constraints, more than it can hold
_QUEUE = text("SELECT set_config('lock_timeout', :limit, true), pg_advisory_xact_lock(:n)")


def refused(exc: Exception) -> bool:
    """Whether an engine will not have the very values it was given (a bug of ours), as against not being able to write at all."""
    state = str(getattr(getattr(exc, "orig", None), "sqlstate", None) or "")
    return isinstance(exc, (DataError, IntegrityError, ValueError, OverflowError)) or state.startswith(_OF_VALUES)


class Lock(Protocol):
    """Exclusive between processes and, with the same name, between threads of one."""

    def take(self) -> bool: ...

    def leave(self) -> None: ...


class FileLock:
    """An advisory lock on a file beside the database; the kernel frees it when its process dies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None
        self._guard = threading.Lock()

    def take(self) -> bool:
        """Take it if it is free."""
        import fcntl  # lazy: POSIX only, as the lock is

        if not self._guard.acquire(blocking=False):
            return False
        try:
            if self._file is None:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._guard.release()
            return False
        except OSError:
            self._guard.release()
            raise
        return True

    def leave(self) -> None:
        import fcntl  # lazy: POSIX only

        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        self._guard.release()

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


class AdvisoryLock:
    """PostgreSQL's advisory lock on a connection of its own; the server frees it when that connection ends."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._number = _ADVISORY[name]
        self._connection: Connection | None = None
        self._guard = threading.Lock()

    def take(self) -> bool:
        if not self._guard.acquire(blocking=False):
            return False
        connection = None
        try:
            connection = self._engine.connect()
            held = bool(connection.execute(text("SELECT pg_try_advisory_lock(:n)"), {"n": self._number}).scalar())
            connection.commit()
        except BaseException:
            if connection is not None:
                connection.close()
            self._guard.release()
            raise
        if not held:
            connection.close()
            self._guard.release()
            return False
        self._connection = connection
        return True

    def leave(self) -> None:
        connection, self._connection = self._connection, None
        try:
            if connection is not None:
                with suppress(SQLAlchemyError):  # the server is gone, and the lock with it
                    connection.execute(text("SELECT pg_advisory_unlock(:n)"), {"n": self._number})
                    connection.commit()
                connection.close()
        finally:
            self._guard.release()

    def close(self) -> None:
        """Nothing is kept between uses."""


class Database:
    """One opened database: transactions to read and to write, and named locks."""

    def __init__(self, url: str) -> None:
        self.url = _url(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self.path = Path(self.url.database).absolute() if self.sqlite and self.url.database else None
        self._thread = threading.RLock()
        self._open: Connection | None = None
        self._owner = 0  # the thread whose transaction is open
        self._locks: dict[str, FileLock | AdvisoryLock] = {}
        self._patient = 0  # the thread that gives way to others before each of its statements
        self._give_way: Callable[[], None] | None = None
        if self.sqlite:
            assert self.path is not None
            self._write_lock = FileLock(self.path.with_name(self.path.name + ".lock"))
            self.writer, self.reader = _sqlite_writer(self.path), _sqlite_reader(self.path)
            for engine in (self.writer, self.reader):
                event.listen(engine, "before_cursor_execute", self._before)
        else:
            self.writer = _postgres(self.url)
            event.listen(
                self.writer, "before_cursor_execute", self._before
            )  # before the reader is made of it, or that has none
            self.reader = self.writer.execution_options(isolation_level="REPEATABLE READ")

    def __str__(self) -> str:
        return str(self.path) if self.path else self.url.render_as_string(hide_password=True)

    def patient(self, give_way: Callable[[], None] | None) -> None:
        """Have the thread that calls this give way, as the function does, before each of its statements; None: no longer."""
        self._patient, self._give_way = threading.get_ident(), give_way

    def _before(self, *_: Any) -> None:
        if self._give_way is not None and self._patient == threading.get_ident():
            self._give_way()

    def exists(self) -> bool:
        """Whether there is something to read: a server always has its database, a file is made by the first who writes."""
        try:
            return self.path is None or self.path.stat().st_size > 0
        except OSError:
            return False

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that may write; inside another of the same thread it is part of that one.

        Raises:
            StoreError: when the database is busy for too long, full, read-only or gone; nothing was written.
        """
        with self._thread:
            if self._open is not None:
                yield self._open
                return
            self._take_write()
            try:
                with self._transaction() as connection:
                    yield connection
            finally:
                self._leave_write()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self.writer.begin() as connection:
                if not self.sqlite:
                    connection.execute(_QUEUE, {"limit": str(int(BUSY_TIMEOUT_S * 1000)), "n": _ADVISORY["write"]})
                self._open, self._owner = connection, threading.get_ident()
                try:
                    yield connection
                finally:
                    self._open, self._owner = None, 0
        except _BUGS:
            raise
        except (DatabaseError, InterfaceError, sqlite3.Error) as exc:
            raise self.error(exc) from exc

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of what is stored; inside a writing transaction of this thread, with what that has written."""
        if self._owner == threading.get_ident() and self._open is not None:
            yield self._open
            return
        try:
            with self.reader.begin() as connection:
                yield connection
        except _BUGS:
            raise
        except (DatabaseError, InterfaceError, sqlite3.Error) as exc:
            raise self.error(exc) from exc

    def check_room(self) -> None:
        """Make sure that there is room for what a poll writes (SQLite; a server minds its own disk).

        Raises:
            StoreError: when there is not.
        """
        if self.path is not None and shutil.disk_usage(self.path.parent).free < ROOM_BYTES:
            raise StoreError(self, "the disk is full", remedy=_FREE_SPACE)

    def _take_write(self) -> None:
        if not self.sqlite:
            return
        deadline = time.monotonic() + BUSY_TIMEOUT_S
        pause_s = 0.0005
        try:
            while not self._write_lock.take():
                if time.monotonic() > deadline:
                    raise StoreError(self, f"another process has been writing for {BUSY_TIMEOUT_S:.0f} s", remedy="try again")
                time.sleep(pause_s)
                pause_s = min(pause_s * 2, 0.02)
        except OSError as exc:
            raise StoreError(
                self, f"cannot be written: {exc.strerror}", remedy="check the folder's permissions and free space"
            ) from exc

    def _leave_write(self) -> None:
        if self.sqlite:
            self._write_lock.leave()

    def sweep(self) -> None:
        """Bring all that was written into the file and empty the log beside it (SQLite), unless a reader is in the way.

        What was deleted then stands nowhere any more. Does nothing inside a transaction.
        """
        if not self.sqlite or self._open is not None:
            return
        with self._thread:
            self._take_write()
            try:
                connection = self.writer.raw_connection()
                connection.execute("PRAGMA busy_timeout = 1000")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.execute(_PATIENCE)
                connection.close()
            except sqlite3.Error as exc:
                raise self.error(exc) from exc
            finally:
                self._leave_write()

    def lock(self, name: str) -> Lock:
        """The lock of this name: `intake` over polling and fetching, `stories` over grouping and writing, `prose` over models,
        `calls` over alerts."""
        if name not in self._locks:
            if self.path is not None:
                self._locks[name] = FileLock(self.path.with_name(f"{self.path.name}.{name}.lock"))
            else:
                self._locks[name] = AdvisoryLock(self.writer, name)
        return self._locks[name]

    def error(self, exc: Exception) -> StoreError:
        """The engine's complaint as one a user can act on."""
        said = (str(getattr(exc, "orig", None) or exc).strip().splitlines() or [type(exc).__name__])[0]
        low = said.lower()
        if "readonly" in low or "read-only" in low:
            return StoreError(self, "the database is read-only", remedy="check the permissions of the file and its folder")
        if "full" in low or "no space" in low:
            return StoreError(self, "the disk is full", remedy=_FREE_SPACE)
        if "malformed" in low or "not a database" in low:
            return StoreError(self, said, remedy="move the file away, then `newsloom restore FILE` with a backup")
        return StoreError(self, said)

    def close(self) -> None:
        """Close all connections; the write lock is held meanwhile, because closing may checkpoint."""
        self.reader.dispose()
        with self._thread:
            try:
                self._take_write()
            except StoreError:
                self.writer.dispose()
            else:
                self.writer.dispose()
                self._leave_write()
        for lock in self._locks.values():
            lock.close()
        if self.sqlite:
            self._write_lock.close()


# ---------------------------------------------------------------------------------------------- SQLite


def _url(url: str) -> URL:
    given = make_url(url) if "://" in url else URL.create("sqlite", database=url)
    backend = given.get_backend_name()
    if backend == "sqlite":
        if not given.database or given.database == ":memory:":
            raise StoreError(url, "the database must be a file", remedy="give a file name, or sqlite:///FILE")
        return given
    if backend == "postgresql":
        return given.set(drivername="postgresql+psycopg")
    raise StoreError(url, "this is neither SQLite nor PostgreSQL", remedy="give a file name or postgresql://USER@HOST/NAME")


def safe_sqlite(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite is free of the WAL-reset bug (fixed in 3.51.3, 3.50.7 and 3.44.6)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def check_sqlite(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """Make sure that this SQLite can hold a store at all.

    Raises:
        StoreError: when it is too old.
    """
    if version < OLDEST_SQLITE:
        needed, linked = (".".join(map(str, one)) for one in (OLDEST_SQLITE, version))
        raise StoreError(
            "SQLite", f"version {linked} is too old; {needed} is needed", remedy="use a newer Python, or PostgreSQL"
        )


def _sqlite_writer(path: Path) -> Engine:
    check_sqlite()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise StoreError(path, f"its folder cannot be made: {exc.strerror}", remedy="choose another with --db") from exc

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, check_same_thread=False, isolation_level=None)

    engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: Any) -> None:
        _pragmas(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        # in WAL mode a killed process loses nothing, a power cut only the newest
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = ON")  # an erased article must not stand in free pages

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _sqlite_reader(path: Path) -> Engine:
    def still() -> bool:
        """On a read-only disk nobody can write, and the files that readers of a WAL database share cannot be made."""
        return not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()

    def connect() -> sqlite3.Connection:
        address = f"{path.as_uri()}?mode=ro" + ("&immutable=1" if still() else "")
        return sqlite3.connect(address, uri=True, timeout=BUSY_TIMEOUT_S, check_same_thread=False, isolation_level=None)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=READERS, max_overflow=0)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, record: Any) -> None:
        record.info["still"] = still()
        _pragmas(connection)
        connection.execute("PRAGMA wal_autocheckpoint = 0")

    @event.listens_for(engine, "checkout")
    def _renew(_: sqlite3.Connection, record: Any, __: Any) -> None:
        """Who was opened while nobody could write sees nothing of what is written since."""
        if record.info["still"] and not still():
            raise DisconnectionError("the disk can be written again")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _pragmas(connection: sqlite3.Connection) -> None:
    connection.execute(_PATIENCE)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -16000")  # 16 MB a connection
    connection.execute("PRAGMA temp_store = MEMORY")


# ---------------------------------------------------------------------------------------------- PostgreSQL


def _postgres(url: URL) -> Engine:
    try:
        import psycopg  # lazy: an extra that most installations do not have
    except ImportError as exc:
        raise StoreError(
            url.render_as_string(hide_password=True), "PostgreSQL needs an extra", remedy="pip install 'newsloom[postgres]'"
        ) from exc
    engine = create_engine(url, pool_size=READERS, max_overflow=8, connect_args={"connect_timeout": 10})

    @event.listens_for(engine, "connect")
    def _plan_anew(connection: Any, _: Any) -> None:
        """A statement that is often sent gets one plan for all words, which for a common word is the wrong one. Compiling it, or
        handing parts of it to other processes, takes longer than what is asked here, and from those who ask meanwhile."""
        connection.execute("SET plan_cache_mode = force_custom_plan; SET jit = off; SET max_parallel_workers_per_gather = 0")
        connection.commit()

    @event.listens_for(engine, "checkin")
    def _idle(_: Any, record: Any) -> None:
        record.info["idle"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _alive(connection: Any, record: Any, __: Any) -> None:
        """Ask whether the server is still there where that is in doubt: to ask each time is a quarter of all that is sent."""
        if time.monotonic() - record.info.get("idle", time.monotonic()) < IDLE_S and not _spoke(connection):
            return
        try:
            engine.dialect.do_ping(connection)
        except psycopg.Error as exc:
            raise DisconnectionError("the server went away") from exc

    return engine


def _spoke(connection: Any) -> bool:
    """Whether a server has said something that nobody asked for: as a rule, that it ends."""
    try:
        return bool(select.select([connection.fileno()], [], [], 0)[0])
    except (OSError, ValueError):  # it is closed, or its number is beyond what `select` takes
        return True
