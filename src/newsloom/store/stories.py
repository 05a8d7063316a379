"""Stories: which articles are in which, by whose decision, and the published revisions of their pages."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select, update

from newsloom import formats
from newsloom.errors import ChangeNotFound, CorrectionError, StoryNotFound
from newsloom.model import (
    Article,
    Assignment,
    ChangeKind,
    Citation,
    Constraint,
    CorrectionRecord,
    Related,
    StoryPage,
)
from newsloom.store import tables as t
from newsloom.store.base import chunks
from newsloom.store.input import article_of
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


@dataclass(frozen=True, slots=True)
class StoryInput:
    """All that a story's page is written from."""

    story: str
    articles: tuple[Article, ...]  #: by effective time, then id; without those of dropped outlets
    previous: StoryPage | None
    founding: bool  #: whether any of its articles may found a story
    last_new_fact: datetime | None = None  #: of the previous page
    news: tuple[str, ...] = ()  #: what that fact brought


@dataclass(frozen=True, slots=True)
class Facts:
    """What lists say of a story beside its page."""

    headline: str
    deck: str
    updated: datetime | None
    last_new_fact: datetime | None
    first_published: datetime | None
    shown: int
    origins: int
    voices: int
    publishers: tuple[str, ...]
    language: str | None
    link: str | None
    topic: str = ""
    coverage: tuple[int, ...] = ()
    joined: tuple[datetime, ...] = ()  #: when each independent owner first reported it, oldest first
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    news: tuple[str, ...] = ()  #: sentences that the last new fact brought


def page_digest(page: StoryPage) -> str:
    """SHA-256 of what a page says: the same for pages that differ only in revision."""
    return hashlib.sha256(formats.dump(replace(page, revision=0)).encode()).hexdigest()


def cited(page: StoryPage) -> Iterator[tuple[int, Citation]]:
    """All citations of a page with the number of their sentence, from 1; 0 for those outside sentences."""
    for citation in (*page.headline_citations, *page.deck_citations):
        yield 0, citation
    number = 0
    for section in page.sections:
        for citation in section.heading_citations:
            yield 0, citation
        for sentence in section.sentences:
            number += 1
            for citation in sentence.citations:
                yield number, citation
    for dispute in page.disagreements:
        for value in dispute.values:
            for citation in value.citations:
                yield 0, citation
    for entry in page.timeline:
        for citation in entry.citations:
            yield 0, citation


class Stories(Search):
    """Assignments, revisions, corrections."""

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

    # -- pages

    def story_input(self, story: str) -> StoryInput:
        """What this story's page is to be written from now."""
        a, p, v = t.articles.c, t.places.c, t.versions.c
        query = (
            select(t.versions, a.effective, a.found)
            .join(t.articles, (a.id == v.article) & (a.version == v.version))
            .join(t.places, p.article == a.id)
            .where(p.story == story, a.erased.is_(None))
            .order_by(a.effective, a.id)
        )
        with self.database.reading() as connection:
            rows = list(connection.execute(query))
            dropped = {
                row.publisher.casefold()
                for row in connection.execute(select(t.drops.c.publisher).where(t.drops.c.story == story))
            }
            page = self._live_page(connection, story)
            known = connection.execute(
                select(t.stories.c.last_new_fact, t.stories.c.news).where(t.stories.c.id == story)
            ).first()
        rows = [
            row for row in rows if (row.source or "").casefold() not in dropped and (row.owner or "").casefold() not in dropped
        ]
        fact, news = (known.last_new_fact, known.news) if known is not None else (None, ())
        return StoryInput(story, tuple(article_of(row) for row in rows), page, any(row.found for row in rows), fact, news)

    def _live_page(self, connection: Connection, story: str) -> StoryPage | None:
        r, s = t.revisions.c, t.stories.c
        query = select(r.page).join(t.stories, (s.id == r.story) & (s.revision == r.number)).where(s.id == story)
        page = connection.execute(query).scalar()
        return None if page is None else formats.load(page)

    def publish(
        self,
        story: str,
        page: StoryPage | None,
        facts: Facts | None,
        *,
        held: Sequence[str] = (),
        related: Sequence[Related] | None = None,
        now: datetime,
        why: str,
        stage: str = "write",
        then: tuple[str, datetime] | None = None,
        seen: Sequence[str] | None = None,
    ) -> bool:
        """Store what became of writing a story, in one transaction: a new revision, if the page would change.

        Args:
            page: None if nothing can be published; the last page then stays readable.
            facts: what lists say of it; None for a story without articles.
            stage: whose work this ends. then: a stage whose work this begins, and when.
            seen: hashes of the evidence that a language model was shown, to be kept; None: as they are.

        Returns:
            Whether there is a new revision.
        """
        s = t.stories.c
        with self.database.writing() as connection:
            self.finished(connection, stage, [story])
            if then is not None:
                self.put(connection, then[0], [story], due=then[1])
            if seen is not None:
                self.upsert(connection, t.llm_shown, [{"story": story, "hashes": tuple(seen), "at": now}])
            if page is not None:
                self._solved(connection, "write", f"story {story}")
            live = self._live_page(connection, story)
            changed: dict[str, Any] = {"held": tuple(held)}
            if facts is not None:
                changed |= {
                    "headline": facts.headline, "deck": facts.deck, "updated": facts.updated, "shown": facts.shown,
                    "last_new_fact": facts.last_new_fact, "first_published": facts.first_published,
                    "origins": facts.origins, "voices": facts.voices, "publishers": facts.publishers,
                    "language": facts.language, "topic": facts.topic, "link": facts.link, "coverage": list(facts.coverage),
                    "joined": facts.joined, "countries": facts.countries, "languages": facts.languages, "news": facts.news,
                }  # fmt: skip
            else:
                changed["shown"] = 0
            fresh = page is not None and (live is None or page_digest(page) != page_digest(live))
            if page is not None and fresh:
                changed |= self._new_revision(connection, story, page, live, now, why)
            if facts is None:
                self.unindex(connection, "story", story, None if live is None else (live.headline, page_text(live)))
            elif live is not None and not fresh and not self.is_indexed(connection, "story", story):
                self.index_text(connection, "story", story, live.headline, page_text(live))  # it came back by an undo
            connection.execute(update(t.stories).where(s.id == story).values(changed))
            if related is not None:
                self._relate(connection, story, related)
            self._touch(connection)
        return fresh

    def _new_revision(
        self, connection: Connection, story: str, page: StoryPage, live: StoryPage | None, now: datetime, why: str
    ) -> dict[str, Any]:
        r = t.revisions.c
        number = connection.execute(select(func.coalesce(func.max(r.number), 0)).where(r.story == story)).scalar_one() + 1
        numbered = replace(page, id=story, revision=number)
        connection.execute(
            t.revisions.insert(),
            {"story": story, "number": number, "page": t.clean(formats.dump(numbered)), "digest": page_digest(page),
             "updated": page.updated, "written": now, "reason": why},
        )  # fmt: skip
        rows = [
            {"story": story, "revision": number, "place": place, "sentence": sentence, "article": c.article,
             "version": c.version, "field": c.field, "start": c.start, "end": c.end}
            for place, (sentence, c) in enumerate(cited(numbered))
        ]  # fmt: skip
        if rows:
            connection.execute(t.citations.insert(), rows)
        old = None if live is None else (live.headline, page_text(live))
        self.index_text(connection, "story", story, numbered.headline, page_text(numbered), old=old)
        return {"revision": number, "changed": now}

    def voices_of(self, story: str) -> int:
        """How many independent owners a story has; 0 if there is none of this id."""
        with self.database.reading() as connection:
            return int(connection.execute(select(t.stories.c.voices).where(t.stories.c.id == story)).scalar() or 0)

    # -- names of stories

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

    # -- corrections

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
        now: datetime,
    ) -> tuple[str, int]:
        """Store a person's correction with all that follows, in one transaction.

        Returns:
            The id of the change, and the grouping generation now.
        """
        with self.database.writing() as connection:
            articles = tuple(sorted(one.assignment.article for one in placed))
            before = self._places(connection, articles)
            change = self._log(connection, kind=kind, articles=articles, story=story, other=other, reason=reason,
                               by_person=True, before=before, now=now)  # fmt: skip
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
            self._want_pages(connection, touched, now, reason)
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
            self._want_pages(connection, touched, now, f"correction {change} was undone")
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


def page_text(page: StoryPage) -> str:
    """What search finds a story page by, beside its headline."""
    parts = [page.deck]
    for section in page.sections:
        parts += [section.heading, *(sentence.text for sentence in section.sentences)]
    return "\n".join(part for part in parts if part)


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
