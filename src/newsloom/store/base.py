"""What all parts of the store share: transactions, upserts, the outbox and the record of problems."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Connection, Table, Text, bindparam, cast, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from newsloom.model import Problem, ProblemRecord
from newsloom.store import tables as t
from newsloom.store.engine import Database

CHUNK = 500  # ids in one IN (…): under every engine's limit of parameters, SQLite's old one of 999 too
CLOCK_SET_BACK = timedelta(minutes=10)  # what was done this far ahead of now was done by a clock that has been set back
FARTHEST = timedelta(days=40)  # nothing is planned further ahead; what is, was planned by such a clock


@dataclass(frozen=True, slots=True)
class Work:
    """An item of the outbox: what is to be done next, and how often it was tried."""

    stage: str
    key: str
    due: datetime
    attempts: int = 0
    error: str = ""
    body: dict[str, Any] = field(default_factory=dict)


def digest(*parts: str, length: int = 20) -> str:
    """A short name for these texts: the same everywhere, always."""
    return hashlib.sha256("\x1f".join(t.clean(part) for part in parts).encode()).hexdigest()[:length]


def chunks(ids: Iterable[str]) -> Iterable[list[str]]:
    """Distinct ids, sorted, in lists that one statement takes."""
    known = sorted(set(ids))
    return (known[i : i + CHUNK] for i in range(0, len(known), CHUNK))


@lru_cache(maxsize=200)  # making the statement anew costs several times what it does
def _upserting(sqlite: bool, table: Table, names: tuple[str, ...], keep: tuple[str, ...]) -> Any:
    insert: Any = sqlite_insert if sqlite else postgres_insert
    statement = insert(table)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in names if name not in keys and name not in keep}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


# Statements that nearly every write makes: making them anew costs several times what they do.
_P = t.problems.c
_COUNT_UP = update(t.meta).where(t.meta.c.key == "generation").values(value=cast(cast(t.meta.c.value, BigInteger) + 1, Text))
_FACT = select(t.meta.c.value).where(t.meta.c.key == bindparam("key"))
_SOLVED = delete(t.problems).where(_P.id.in_(bindparam("ids", expanding=True)))
_COUNTED = (
    update(t.problems)
    .where(_P.id == bindparam("name"))
    .values(times=_P.times + 1, **{name: bindparam(name) for name in ("reason", "remedy", "retry", "at")})
)


class Base:
    """Transactions, the outbox and the record of problems."""

    def __init__(self, database: Database) -> None:
        self.database = database

    # -- statements that differ between the engines

    def upsert(self, connection: Connection, table: Table, rows: Sequence[dict[str, Any]], *, keep: Sequence[str] = ()) -> None:
        """Insert rows; where the key exists, replace all other columns but those to `keep`."""
        if not rows:
            return
        connection.execute(_upserting(self.database.sqlite, table, tuple(rows[0]), tuple(keep)), list(rows))

    def insert_new(self, connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows; those whose key exists stay as they are."""
        if rows:
            insert: Any = sqlite_insert if self.database.sqlite else postgres_insert
            connection.execute(insert(table).on_conflict_do_nothing(), list(rows))

    # -- small facts

    def fact(self, key: str, default: str = "") -> str:
        """A value kept under this name."""
        with self.database.reading() as connection:
            found = connection.execute(_FACT, {"key": key}).scalar()
        return default if found is None else str(found)

    def keep_fact(self, key: str, value: str) -> None:
        with self.database.writing() as connection:
            self.upsert(connection, t.meta, [{"key": key, "value": value}])

    def _touch(self, connection: Connection) -> None:
        """Count up the generation, by which readers know that something they may have shown has changed."""
        if connection.execute(_COUNT_UP).rowcount == 0:
            self.insert_new(connection, t.meta, [{"key": "generation", "value": "1"}])

    def generation(self) -> int:
        """Counts what was published; the same number means that lists and pages are the same."""
        return int(self.fact("generation", "0"))

    # -- the outbox

    def put(
        self, connection: Connection, stage: str, keys: Iterable[str], *, due: datetime, body: dict[str, Any] | None = None
    ) -> None:
        """Ask for work; an item that waits for a retry becomes due."""
        rows = [
            {"stage": stage, "key": key, "due": due, "attempts": 0, "error": "", "body": body or {}}
            for key in sorted(set(keys))
        ]
        self.upsert(connection, t.work, rows)

    def due(self, stage: str, *, now: datetime, limit: int) -> list[Work]:
        """Work of a stage that is due, the longest waiting first."""
        w = t.work.c
        ready = or_(w.due <= now, w.due > now + FARTHEST)
        query = select(t.work).where(w.stage == stage, ready).order_by(w.due, w.key).limit(limit)
        with self.database.reading() as connection:
            return [Work(**row._mapping) for row in connection.execute(query)]

    def waiting(self, stage: str | None = None) -> int:
        """How much work there is, that of later included."""
        query = select(func.count()).select_from(t.work)
        with self.database.reading() as connection:
            return int(connection.execute(query if stage is None else query.where(t.work.c.stage == stage)).scalar_one())

    def finished(self, connection: Connection, stage: str, keys: Iterable[str]) -> None:
        """Take work off the outbox, in the transaction that stores its result."""
        for some in chunks(keys):
            connection.execute(delete(t.work).where(t.work.c.stage == stage, t.work.c.key.in_(some)))

    def give_up(self, stage: str, key: str) -> None:
        """Take work off the outbox that cannot be done."""
        with self.database.writing() as connection:
            self.finished(connection, stage, [key])

    def retry(self, item: Work, *, due: datetime, problem: Problem, now: datetime, failed: bool = True) -> None:
        """Try this work again at `due`, and record why. What has not `failed` was not tried, and does not count as an attempt."""
        w = t.work.c
        with self.database.writing() as connection:
            connection.execute(
                update(t.work)
                .where(w.stage == item.stage, w.key == item.key)
                .values(due=due, attempts=item.attempts + failed, error=problem.reason)
            )
            self._record(connection, [problem], stage=item.stage, now=now)

    # -- problems

    def record(self, problems: Iterable[Problem], *, stage: str, now: datetime) -> None:
        """Keep problems; one about the same thing in the same stage counts up and is replaced."""
        with self.database.writing() as connection:
            self._record(connection, list(problems), stage=stage, now=now)

    def _record(self, connection: Connection, problems: Sequence[Problem], *, stage: str, now: datetime) -> None:
        for problem in problems:
            name = digest(stage, problem.about)
            changed = {"reason": problem.reason, "remedy": problem.remedy, "retry": problem.retry, "at": now}
            if connection.execute(_COUNTED, {"name": name, **changed}).rowcount == 0:
                row = {"id": name, "about": problem.about, "stage": stage, "times": 1, **changed}
                self.insert_new(connection, t.problems, [row])

    def solved(self, stage: str, about: str) -> None:
        """What was in the way is out of it."""
        with self.database.reading() as connection:
            if connection.execute(select(t.problems.c.id).where(t.problems.c.id == digest(stage, about))).first() is None:
                return
        with self.database.writing() as connection:
            self._solved(connection, stage, [about])

    def _solved(self, connection: Connection, stage: str, about: Iterable[str]) -> None:
        for some in chunks(digest(stage, one) for one in about):
            connection.execute(_SOLVED, {"ids": some})

    def problems(self, *, limit: int) -> list[ProblemRecord]:
        """What could not be used, newest first."""
        p, w = t.problems.c, t.work.c
        query = select(t.problems).order_by(p.at.desc(), p.id).limit(limit)
        with self.database.reading() as connection:
            rows = list(connection.execute(query))
            next_try = {
                (row.stage, row.body.get("about", row.key)): row.due
                for row in connection.execute(select(t.work).where(w.attempts > 0))
            }
        return [
            ProblemRecord(
                Problem(row.about, row.reason, row.remedy, row.retry),
                row.at,
                row.times,
                row.stage,
                next_try.get((row.stage, row.about)),
            )
            for row in rows
        ]
