"""How much there is of everything, for whoever watches over an installation: counts alone, no names of feeds, stories or readers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, not_, select

from newsloom.store import tables as t
from newsloom.store.base import Base
from newsloom.store.spending import Spent

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The queue of one stage."""

    length: int
    due: int  #: of them, those whose time has come
    tried: int  #: of them, those that failed before


@dataclass(frozen=True, slots=True)
class Asked:
    """What one model was asked by one version of a prompt, since the beginning."""

    model: str
    prompt: str
    spent: Spent
    failed: int  #: calls that were paid and brought nothing usable


@dataclass(frozen=True, slots=True)
class Measures:
    """The counts of one moment."""

    feeds: Mapping[str, int]  #: by state: well, failing, paused, gone
    feeds_due: int
    polled_last_hour: int
    last_polled: datetime | None  #: None: never
    articles: int
    versions: int
    stories: int  #: that have a page
    stories_held: int  #: of them, those of which the gate held something back
    revisions: int
    problems: Mapping[str, int]  #: by stage
    queues: Mapping[str, Waiting]  #: by stage
    llm: tuple[Asked, ...]  #: by model and prompt


class Measuring(Base):
    """Counts."""

    def measures(self, *, now: datetime) -> Measures:
        """The counts of this moment."""
        s, w, c = t.subscriptions.c, t.work.c, t.llm_ledger.c
        state = case((s.gone, "gone"), (s.paused, "paused"), (s.failures > 0, "failing"), else_="well")
        shown, held = t.stories.c.shown > 0, t.stories.c.held != ()
        ledger = select(
            c.model,
            c.prompt,
            func.count(),
            func.sum(c.tokens_in),
            func.sum(c.tokens_out),
            func.sum(c.cost),
            _many(c.outcome != ""),
        )
        with self.database.reading() as connection:

            def one(query: Select[Any]) -> int:
                return int(connection.execute(query).scalar_one())

            feeds = connection.execute(select(state, func.count()).group_by(state)).all()
            problems = connection.execute(select(t.problems.c.stage, func.count()).group_by(t.problems.c.stage)).all()
            queues = connection.execute(
                select(w.stage, func.count(), _many(w.due <= now), _many(w.attempts > 0)).group_by(w.stage)
            ).all()
            asked = connection.execute(ledger.group_by(c.model, c.prompt).order_by(c.model, c.prompt)).all()
            return Measures(
                feeds={"well": 0, "failing": 0, "paused": 0, "gone": 0} | {str(name): int(n) for name, n in feeds},
                feeds_due=one(_count(t.subscriptions.c.next_poll <= now, not_(s.paused), not_(s.gone))),
                polled_last_hour=one(_count(s.last_polled > now - HOUR)),
                last_polled=connection.execute(select(func.max(s.last_polled))).scalar(),
                articles=one(select(func.count()).select_from(t.articles)),
                versions=one(select(func.count()).select_from(t.versions)),
                stories=one(_count(shown)),
                stories_held=one(_count(shown, held)),
                revisions=one(select(func.count()).select_from(t.revisions)),
                problems={str(stage): int(n) for stage, n in sorted(problems)},
                queues={str(stage): Waiting(int(n), int(due), int(tried)) for stage, n, due, tried in sorted(queues)},
                llm=tuple(
                    Asked(str(model), str(prompt), Spent(int(n), int(read or 0), int(told or 0), int(cost or 0)), int(failed))
                    for model, prompt, n, read, told, cost, failed in asked
                ),
            )


def _count(*which: ColumnElement[bool]) -> Select[Any]:
    return select(func.count()).where(*which)


def _many(which: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows of a group are such."""
    return func.coalesce(func.sum(case((which, 1), else_=0)), 0)
