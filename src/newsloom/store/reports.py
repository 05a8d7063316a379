"""What readers report of wrong sentences: bounded, one report a sentence, closed by the owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, update

from newsloom.errors import InputError, ReportNotFound
from newsloom.formats import citations_of
from newsloom.model import Citation, Report, ReportState
from newsloom.store import tables as t
from newsloom.store.base import Base, digest

MOST_OPEN = 500  # reports that wait for the owner; more are refused
KEPT_CLOSED = 500  # those closed last
NOTES = 5  # of one report


class Reports(Base):
    """Reports of wrong sentences."""

    def report(
        self, story: str, *, revision: int, sentence: int, text: str, passages: Sequence[Citation], note: str, now: datetime
    ) -> Report:
        """Keep a report; the same sentence reported again counts up and is open again.

        Raises:
            InputError: when too many wait already.
        """
        r, name = t.reports.c, digest(story, text)
        with self.database.writing() as connection:
            old = connection.execute(select(t.reports).where(r.id == name)).first()
            waiting = select(func.count()).select_from(t.reports).where(r.state == ReportState.OPEN.value)
            if (old is None or old.closed is not None) and connection.execute(waiting).scalar_one() >= MOST_OPEN:
                raise InputError("", "too many reports wait for the owner already", remedy="try again in some days")
            notes = (*(old.notes if old is not None else ()), *([note] if note else []))[-NOTES:]
            row = {
                "id": name, "story": story, "revision": revision, "sentence": sentence, "text": text,
                "passages": [asdict(cited) for cited in passages], "notes": notes, "at": now,
                "times": 1 if old is None else old.times + 1, "state": ReportState.OPEN.value, "closed": None,
            }  # fmt: skip
            self.upsert(connection, t.reports, [row])
            return _report(connection.execute(select(t.reports).where(r.id == name)).one())

    def reports(self, *, closed: bool = False, limit: int) -> list[Report]:
        """Those that are open, or closed; the newest first."""
        r = t.reports.c
        wanted = r.closed.is_not(None) if closed else r.closed.is_(None)
        query = select(t.reports).where(wanted).order_by((r.closed if closed else r.at).desc(), r.id).limit(limit)
        with self.database.reading() as connection:
            return [_report(row) for row in connection.execute(query)]

    def close_report(self, report: str, state: ReportState, *, now: datetime) -> Report:
        """Say what became of a report; OPEN opens it again. Of those closed long ago the oldest are forgotten.

        Raises:
            ReportNotFound: no report has this id.
        """
        r, closed = t.reports.c, None if state is ReportState.OPEN else now
        with self.database.writing() as connection:
            changed = connection.execute(update(t.reports).where(r.id == report).values(state=state.value, closed=closed))
            if not changed.rowcount:
                raise ReportNotFound(report)
            kept = select(r.id).where(r.closed.is_not(None)).order_by(r.closed.desc(), r.id).limit(KEPT_CLOSED)
            connection.execute(delete(t.reports).where(r.closed.is_not(None), r.id.not_in(kept.scalar_subquery())))
            return _report(connection.execute(select(t.reports).where(r.id == report)).one())


def _report(row: Row[Any]) -> Report:
    return Report(
        row.id,
        row.story,
        row.revision,
        row.sentence,
        row.text,
        citations_of(row.passages),
        row.notes,
        row.times,
        row.at,
        ReportState(row.state),
        row.closed,
    )
