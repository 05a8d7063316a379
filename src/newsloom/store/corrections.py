"""Corrections: what persons changed of the grouping, how it is taken back, and the log of all changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update

from newsloom.errors import ChangeNotFound, CorrectionError
from newsloom.model import (
    ChangeKind,
    Constraint,
    CorrectionRecord,
)
from newsloom.store import tables as t
from newsloom.store.pages import Pages
from newsloom.store.places import Placed


class Corrections(Pages):
    """A person's corrections and the log of changes."""

    def correct(
        self,
        kind: ChangeKind,
        *,
        placed: Sequence[Placed],
        constraints: Sequence[Constraint],
        story: str,
        other: str | None,
        reason: str,
        arrivals: int,
        changed: Sequence[str],
        drop: str | None = None,
        by_person: bool = True,
        now: datetime,
    ) -> tuple[str, int]:
        """Store a correction, a person's or a model's, with all that follows, in one transaction.

        Returns:
            The id of the change, and the grouping generation now.
        """
        with self.database.writing() as connection:
            articles = tuple(sorted(one.assignment.article for one in placed))
            before = self._places(connection, articles)
            change = self._log(connection, kind=kind, articles=articles, story=story, other=other, reason=reason,
                               by_person=by_person, before=before, now=now)  # fmt: skip
            rows = [
                {"change": change, "first": c.first, "second": c.second, "together": c.together, "active": True}
                for c in constraints
            ]
            self.insert_new(connection, t.constraints, rows)
            touched = self._assign(connection, placed, now=now, log=False) | {story}
            if drop is not None:
                self.upsert(connection, t.drops, [{"story": story, "publisher": drop, "change": change}])
            if changed:
                self.put(connection, "revise", ["all"], due=now)
            self._want_pages(connection, touched, now, "grouping was corrected")
            return change, self._remember_grouping(connection, arrivals, changed)

    def undo(self, change: str, *, placed: Sequence[Placed], arrivals: int, changed: Sequence[str], now: datetime) -> int:
        """Take a person's correction back: its constraints end, these articles go where they were. Returns the generation."""
        with self.database.writing() as connection:
            record = connection.execute(select(t.changes).where(t.changes.c.id == change)).one()
            connection.execute(update(t.changes).where(t.changes.c.id == change).values(undone=now))
            connection.execute(update(t.constraints).where(t.constraints.c.change == change).values(active=False))
            connection.execute(delete(t.drops).where(t.drops.c.change == change))
            touched = self._assign(connection, placed, now=now, log=False) | {record.story}
            if changed:
                self.put(connection, "revise", ["all"], due=now)
            self._want_pages(connection, touched, now, "a correction was undone")
            return self._remember_grouping(connection, arrivals, changed)

    def change(self, change: str) -> tuple[CorrectionRecord, dict[str, str], list[Constraint]]:
        """A change of grouping, where its articles were before, and its constraints.

        Raises:
            ChangeNotFound: no change has this id.
        """
        c = t.constraints.c
        with self.database.reading() as connection:
            row = connection.execute(select(t.changes).where(t.changes.c.id == change)).first()
            if row is None:
                raise ChangeNotFound(change)
            rows = connection.execute(
                select(t.constraints).where(c.change == change, c.active.is_(True)).order_by(c.first, c.second)
            )
            constraints = [Constraint(r.first, r.second, r.together) for r in rows]
        if row.undone is not None:
            raise CorrectionError(change, "this change is undone already")
        return record_of(row), dict(row.before), constraints

    def changes(self, *, limit: int, story: str | None = None, by_person: bool | None = None) -> list[CorrectionRecord]:
        """Changes of grouping, the newest first; of one story, if named."""
        c = t.changes.c
        query = select(t.changes).order_by(c.seq.desc()).limit(limit)
        if story is not None:
            query = query.where(or_(c.story == story, c.other == story))
        if by_person is not None:
            query = query.where(c.by_person.is_(by_person))
        with self.database.reading() as connection:
            return [record_of(row) for row in connection.execute(query)]


def record_of(row: Any) -> CorrectionRecord:
    return CorrectionRecord(
        row.id,
        ChangeKind(row.kind),
        row.at,
        row.articles,
        row.story,
        row.other,
        row.reason,
        row.by_person,
        row.undone is not None,
    )
