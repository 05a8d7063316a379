"""Places: which article is in which story, by whose decision, and what the grouping keeps to go on after a restart."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select, update

from newsloom.errors import StoryNotFound
from newsloom.model import (
    Assignment,
    ChangeKind,
    Constraint,
    Related,
)
from newsloom.store import tables as t
from newsloom.store.base import chunks
from newsloom.store.search import Search


@dataclass(frozen=True, slots=True)
class Placed:
    """An assignment to be stored, with what the grouping wants back after a restart."""

    assignment: Assignment
    arrival: int | None = None  #: None: it moved, its memory stays
    memory: bytes | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class GroupingState:
    """What the grouping needs beside the memories to go on as if it had never stopped."""

    generation: int
    arrivals: int
    changed: tuple[str, ...]


class Places(Search):
    """Assignments, and the names of stories."""

    # -- the state of grouping

    def grouping_state(self) -> GroupingState:
        """Arrivals so far and what waits for a revision."""
        return GroupingState(
            int(self.fact("grouping_generation", "0")),
            int(self.fact("grouping_arrivals", "0")),
            tuple(json.loads(self.fact("grouping_changed", "[]"))),
        )

    def memories(self, *, since: int = 0) -> Iterator[tuple[str, str, bytes]]:
        """Article, story and memory of what was grouped, by arrival from `since` on."""
        p = t.places.c
        at = since - 1
        while True:
            query = select(p.article, p.story, p.memory, p.arrival).where(p.arrival > at).order_by(p.arrival).limit(5_000)
            with self.database.reading() as connection:
                rows = list(connection.execute(query))
            if not rows:
                return
            for row in rows:
                if row.memory is not None:
                    yield row.article, row.story, row.memory
            at = rows[-1].arrival

    def constraints(self) -> list[Constraint]:
        """Standing corrections as the grouping sees them, the oldest first."""
        c = t.constraints.c
        query = (
            select(c.first, c.second, c.together)
            .join(t.changes, t.changes.c.id == c.change)
            .where(c.active.is_(True))
            .order_by(t.changes.c.seq, c.first, c.second)
        )
        with self.database.reading() as connection:
            return [Constraint(row.first, row.second, row.together) for row in connection.execute(query)]

    def to_assign(self, *, now: datetime, limit: int) -> list[str]:
        """Articles waiting to be grouped, by effective time, then id."""
        w, a = t.work.c, t.articles.c
        query = (
            select(a.id)
            .join(t.work, w.key == a.id)
            .where(w.stage == "assign", w.due <= now)
            .order_by(a.effective, a.id)
            .limit(limit)
        )
        with self.database.reading() as connection:
            return [row.id for row in connection.execute(query)]

    def assign(
        self,
        placed: Sequence[Placed],
        *,
        arrivals: int,
        changed: Sequence[str],
        now: datetime,
        done: Collection[str] = (),
        revised: bool = False,
        related: Mapping[str, Sequence[Related]] | None = None,
        why: str = "",
    ) -> int:
        """Store assignments, what grouping remembers, redirects and the pages to be written, in one transaction.

        Args:
            arrivals, changed: the state of grouping after these.
            done: articles to be taken off the outbox of `assign`.
            revised: these are the outcome of a revision, which is then done.

        Returns:
            The grouping generation now.
        """
        with self.database.writing() as connection:
            touched = self._assign(connection, placed, now=now, log=revised)
            self.finished(connection, "assign", done)
            if revised:
                self.finished(connection, "revise", ["all"])
            elif changed:
                self.put(connection, "revise", ["all"], due=now)
            self._want_pages(connection, touched, now, why or ("grouping was revised" if revised else "new articles"))
            for story, links in (related or {}).items():
                self._relate(connection, story, links)
            return self._remember_grouping(connection, arrivals, changed)

    def _remember_grouping(self, connection: Connection, arrivals: int, changed: Sequence[str]) -> int:
        m = t.meta.c
        at = connection.execute(select(m.value).where(m.key == "grouping_generation")).scalar()
        generation = int(at or 0) + 1
        facts = {
            "grouping_generation": str(generation),
            "grouping_arrivals": str(arrivals),
            "grouping_changed": json.dumps(list(changed)),
        }
        self.upsert(connection, t.meta, [{"key": key, "value": value} for key, value in facts.items()])
        return generation

    def _assign(self, connection: Connection, placed: Sequence[Placed], *, now: datetime, log: bool) -> set[str]:
        """Append assignments and move places. Returns the stories whose articles changed."""
        if not placed:
            return set()
        before = self._places(connection, [one.assignment.article for one in placed])
        new = sorted({one.assignment.story for one in placed})
        self.insert_new(connection, t.stories, [_empty_story(story, now) for story in new])
        rows = [_assignment_row(one.assignment, now) for one in placed]
        first = connection.execute(select(func.coalesce(func.max(t.assignments.c.seq), 0))).scalar_one()
        connection.execute(t.assignments.insert(), rows)
        seqs = {
            row.article: row.seq
            for row in connection.execute(
                select(t.assignments.c.article, func.max(t.assignments.c.seq).label("seq"))
                .where(t.assignments.c.seq > first)
                .group_by(t.assignments.c.article)
            )
        }
        arrived: list[dict[str, Any]] = []
        for one in placed:
            new_one = one.assignment
            if one.arrival is not None:
                arrived.append(
                    {"article": new_one.article, "story": new_one.story, "seq": seqs[new_one.article], "arrival": one.arrival,
                     "version": one.version, "memory": one.memory}
                )  # fmt: skip
            else:
                connection.execute(
                    update(t.places)
                    .where(t.places.c.article == new_one.article)
                    .values(story=new_one.story, seq=seqs[new_one.article])
                )
        self.upsert(connection, t.places, arrived)
        moved = {a: (before[a], one.assignment) for one in placed if (a := one.assignment.article) in before}
        left = {story for story, assignment in moved.values() if story != assignment.story}
        if log:
            self._log_revision(connection, [(old, new) for old, new in moved.values()], now)
        touched = left | set(new)
        self._recount(connection, touched, {a: (old, new.story) for a, (old, new) in moved.items()})
        return touched

    def _places(self, connection: Connection, articles: Iterable[str]) -> dict[str, str]:
        p = t.places.c
        found: dict[str, str] = {}
        for some in chunks(articles):
            for row in connection.execute(select(p.article, p.story).where(p.article.in_(some))):
                found[row.article] = row.story
        return found

    def _recount(self, connection: Connection, stories: Iterable[str], moved: Mapping[str, tuple[str, str]]) -> None:
        """Count the articles of stories; one that lost its last redirects to where most of them went, for ever."""
        went: dict[str, Counter[str]] = {}
        for old, new in moved.values():
            if old != new:
                went.setdefault(old, Counter())[new] += 1
        p, s = t.places.c, t.stories.c
        for some in chunks(stories):
            counts = {
                row.story: row.n
                for row in connection.execute(
                    select(p.story, func.count().label("n")).where(p.story.in_(some)).group_by(p.story)
                )
            }
            for story in some:
                changed: dict[str, Any] = {"articles": counts.get(story, 0)}
                if counts.get(story):
                    changed["merged_into"] = None
                elif story in went:
                    changed["merged_into"] = min(went[story], key=lambda name: (-went[story][name], name))
                connection.execute(update(t.stories).where(s.id == story).values(changed))

    def _log_revision(self, connection: Connection, moves: Sequence[tuple[str, Assignment]], now: datetime) -> None:
        """One line of the log for each way articles went, as a revision of grouping moved them."""
        ways: dict[tuple[str, str, str], list[Assignment]] = {}
        for old, assignment in moves:
            if old != assignment.story:
                ways.setdefault((old, assignment.story, assignment.change.value), []).append(assignment)
        for (old, new, kind), assignments in sorted(ways.items()):
            self._log(
                connection,
                kind=ChangeKind(kind),
                articles=tuple(sorted(a.article for a in assignments)),
                story=old,
                other=new,
                reason=assignments[0].reasons[0] if assignments[0].reasons else "",
                by_person=False,
                before={a.article: old for a in assignments},
                now=now,
            )

    def _log(
        self,
        connection: Connection,
        *,
        kind: ChangeKind,
        articles: tuple[str, ...],
        story: str,
        other: str | None,
        reason: str,
        by_person: bool,
        before: Mapping[str, str],
        now: datetime,
    ) -> str:
        last = connection.execute(select(func.coalesce(func.max(t.changes.c.seq), 0))).scalar_one()
        name = f"c{last + 1}"
        row = {"id": name, "kind": kind.value, "at": now, "articles": articles, "story": story, "other": other,
               "reason": reason, "by_person": by_person, "undone": None, "before": dict(before)}  # fmt: skip
        connection.execute(t.changes.insert(), row)
        return name

    def _want_pages(self, connection: Connection, stories: Iterable[str], now: datetime, why: str) -> None:
        s = t.stories.c
        for some in chunks(stories):
            alive = select(s.id).where(s.id.in_(some), or_(s.articles > 0, s.revision > 0))
            self.put(connection, "write", [row.id for row in connection.execute(alive)], due=now, body={"why": why})

    def _relate(self, connection: Connection, story: str, links: Sequence[Related]) -> None:
        connection.execute(delete(t.related).where(t.related.c.story == story))
        known = {row.id for some in chunks(link.other for link in links)
                 for row in connection.execute(select(t.stories.c.id).where(t.stories.c.id.in_(some)))}  # fmt: skip
        rows = [
            {"story": story, "other": link.other, "relation": link.relation, "score": link.score}
            for link in links
            if link.other in known and link.other != story
        ]
        self.upsert(connection, t.related, rows)

    # -- names of stories

    def voices_of(self, story: str) -> int:
        """How many independent owners a story has; 0 if there is none of this id."""
        with self.database.reading() as connection:
            return int(connection.execute(select(t.stories.c.voices).where(t.stories.c.id == story)).scalar() or 0)

    def resolve(self, story: str) -> str:
        """The id of the story that this id leads to now, merges followed to their end.

        Raises:
            StoryNotFound: no story has this id.
        """
        s = t.stories.c
        seen = [story]
        with self.database.reading() as connection:
            while True:
                row = connection.execute(select(s.merged_into).where(s.id == seen[-1])).first()
                if row is None:
                    raise StoryNotFound(story)
                if row.merged_into is None or row.merged_into in seen:  # a ring cannot be made, but would end here
                    return seen[-1]
                seen.append(row.merged_into)

    def articles_of(self, story: str) -> tuple[str, ...]:
        """Ids of the story's articles, by arrival."""
        p = t.places.c
        with self.database.reading() as connection:
            return tuple(
                row.article for row in connection.execute(select(p.article).where(p.story == story).order_by(p.arrival))
            )

    def story_of(self, article: str) -> str | None:
        """The story an article is in; None if it is not grouped yet."""
        with self.database.reading() as connection:
            return connection.execute(select(t.places.c.story).where(t.places.c.article == article)).scalar()

    def history(self, article: str) -> list[tuple[Assignment, datetime]]:
        """All assignments of an article, the newest first."""
        a = t.assignments.c
        with self.database.reading() as connection:
            rows = connection.execute(select(t.assignments).where(a.article == article).order_by(a.seq.desc()))
            return [(assignment_of(row), row.at) for row in rows]


def assignment_of(row: Any) -> Assignment:
    return Assignment(
        row.article,
        row.story,
        row.score,
        row.reasons,
        ChangeKind(row.change),
        row.runner_up,
        row.runner_up_score,
        row.by_person,
    )


def _assignment_row(a: Assignment, now: datetime) -> dict[str, Any]:
    return {
        "article": a.article,
        "story": a.story,
        "score": float(a.score),
        "reasons": tuple(a.reasons),
        "change": a.change.value,
        "runner_up": a.runner_up,
        "runner_up_score": float(a.runner_up_score),
        "by_person": a.by_person,
        "at": now,
    }


def _empty_story(story: str, now: datetime) -> dict[str, Any]:
    return {
        "id": story,
        "founded": now,
        "merged_into": None,
        "revision": 0,
        "articles": 0,
        "held": (),
        "headline": "",
        "deck": "",
        "updated": None,
        "last_new_fact": None,
        "first_published": None,
        "shown": 0,
        "origins": 0,
        "voices": 0,
        "publishers": (),
        "language": None,
        "topic": "",
        "link": None,
        "coverage": [],
        "joined": (),
        "countries": (),
        "languages": (),
        "news": (),
        "changed": now,
    }
