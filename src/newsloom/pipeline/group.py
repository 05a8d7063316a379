"""Group the articles that wait, and write the stories that changed. The order and the transactions are decided here, nothing else.

I/O: the store. The caller holds the store's `stories` lock throughout.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from newsloom.errors import ArticleNotFound, CorrectionError, StoreError, StoryNotFound
from newsloom.model import Article, Assignment, ChangeKind, Kind, Problem, Progress
from newsloom.pipeline.compose import Composed, composed, facts
from newsloom.ports import Clock, Judge, OnProgress
from newsloom.store import Placed, Store, StoryInput, Work

if TYPE_CHECKING:
    from newsloom.grouping import Grouper

BATCH = 200  # articles read at a time
TOGETHER = 25  # assignments stored in one transaction
PAGES = 64  # stories taken from the outbox at a time


class Rewords(Protocol):
    """Who puts a page into other words after it is written."""

    def begun(self, desk: Desk, told: Composed, given: StoryInput) -> tuple[Composed, datetime | None]:
        """What is published at once, and when the rest is to follow; None: nothing follows."""
        ...


class Desk:
    """Groups and writes. Not for two threads at once: the `stories` lock sees to that."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        judges: Sequence[Judge] = (),
        options: Any = None,
        prose: Rewords | None = None,
        grouping: Callable[[], Grouper] | None = None,
        compose: Callable[..., Composed] = composed,
    ) -> None:
        """`grouping` makes an empty grouping; None for the one that Newsloom comes with. `compose` is what writes a page."""
        self.store = store
        self.clock = clock
        self.judges = judges
        self.options = options
        self.prose = prose
        self._new = grouping
        self._compose = compose
        self._grouper: Grouper | None = None
        self._generation = -1

    # -- the state of grouping

    def grouper(self) -> Grouper:
        """The grouping as the store has it, read again if another process or a correction has changed it."""
        state = self.store.grouping_state()
        if self._grouper is None or state.generation != self._generation:
            self._grouper = self._resumed(state.arrivals, state.changed)
            self._generation = state.generation
        return self._grouper

    def _resumed(self, arrivals: int, changed: Sequence[str]) -> Grouper:
        from newsloom.grouping import Grouper  # lazy: numpy
        from newsloom.grouping.assign import WINDOW

        grouper = Grouper() if self._new is None else self._new()
        for article, story, memory in self.store.memories(since=max(0, arrivals - WINDOW)):
            grouper.remember(article, story, memory)
        for constraint in self.store.constraints():
            try:
                grouper.constrain(constraint)
            except (ArticleNotFound, CorrectionError):  # it left the window: nothing moves it any more
                continue
        grouper.resume(arrivals, changed)
        return grouper

    def forget(self) -> None:
        """Read the state of grouping from the store again: what is in memory may be ahead of it."""
        self._grouper = None

    def stored(self, generation: int) -> None:
        """The state in memory is the one that was just stored under this number."""
        self._generation = generation

    # -- grouping

    async def group(self, on_progress: OnProgress | None = None) -> int:
        """Assign all articles that wait, by effective time, then id; then revise. Returns how many were assigned.

        Revisions fall due by counts only, so where the work was interrupted before makes no difference.
        """
        done = 0
        total = self.store.waiting("assign")
        try:
            while waiting := self.store.to_assign(now=self.clock(), limit=BATCH):
                done += await self._assign(waiting, done, total, on_progress)
            if self.store.waiting("revise"):
                self._revise(self.grouper())
        except BaseException:
            self.forget()
            raise
        return done

    async def _assign(self, waiting: Sequence[str], done: int, total: int, on_progress: OnProgress | None) -> int:
        articles = self.store.articles(waiting)
        times = self.store.effective_times(waiting)
        grouper = self.grouper()
        placed: list[Placed] = []
        taken: list[str] = []
        for article_id in waiting:
            if grouper.due():
                self._keep(grouper, placed, taken)
                placed, taken = [], []
                self._revise(grouper)
            taken.append(article_id)
            if (article := articles.get(article_id)) is not None:
                try:
                    placed.append(_placed(grouper, _to_group(article, *times[article_id])))
                except Exception as exc:  # an article that cannot be grouped must not stop those behind it
                    return self._without(article_id, exc, stored=waiting.index(article_id) + 1 - len(taken))
            if len(taken) >= TOGETHER:
                self._keep(grouper, placed, taken)
                placed, taken = [], []
                if on_progress is not None:
                    on_progress(Progress("group", done + waiting.index(article_id) + 1, max(total, done + len(waiting))))
                await asyncio.sleep(0)
        self._keep(grouper, placed, taken)
        return len(waiting)

    def _without(self, article: str, exc: Exception, *, stored: int) -> int:
        """Go on without an article that cannot be grouped: what came since the last that was stored is grouped again."""
        self._failed("assign", f"article {article}", "grouped", exc)
        self.store.give_up("assign", article)
        self.forget()
        return stored

    def _keep(self, grouper: Grouper, placed: Sequence[Placed], taken: Sequence[str]) -> None:
        if taken:
            generation = self.store.assign(
                placed, arrivals=grouper.arrivals, changed=grouper.changed, now=self.clock(), done=taken
            )
            self.stored(generation)

    def _revise(self, grouper: Grouper) -> None:
        moved = [Placed(assignment) for assignment in grouper.revise()]
        generation = self.store.assign(
            moved, arrivals=grouper.arrivals, changed=grouper.changed, now=self.clock(), revised=True
        )
        self.stored(generation)

    # -- writing

    async def write(self, on_progress: OnProgress | None = None, *, only: Sequence[str] | None = None) -> int:
        """Write the stories whose articles changed; with `only`, those at once. Returns how many revisions are new."""
        written = done = 0
        total = self.store.waiting("write") if only is None else len(only)
        while items := self._to_write(only):
            for item in items:
                written += self._write_one(item)
                done += 1
                if on_progress is not None:
                    on_progress(Progress("write", done, max(total, done)))
                await asyncio.sleep(0)
            if only is not None:
                break
        return written

    def write_now(self, stories: Sequence[str]) -> int:
        """Write these stories, if they wait for it. Returns how many revisions are new."""
        return sum(self._write_one(item) for item in self._to_write(stories))

    def _to_write(self, only: Sequence[str] | None) -> list[Work]:
        if only is None:
            return self.store.due("write", now=self.clock(), limit=PAGES)
        return [item for item in self.store.due("write", now=self.clock(), limit=100_000) if item.key in set(only)]

    def _write_one(self, item: Work) -> bool:
        given = self.store.story_input(item.key)
        why = str(item.body.get("why", ""))
        if not given.articles:
            return self.store.publish(item.key, None, None, now=self.clock(), why=why)
        try:
            told = self._compose(
                given.articles, story_id=item.key, previous=given.previous, judges=self.judges, options=self.options
            )
        except Exception as exc:  # whatever the bug is: a page that cannot be written must not stop the others
            told = Composed(None, (f"writing failed: {type(exc).__name__}: {exc}",))
            self._failed("write", f"story {item.key}", "written", exc)
        then = None
        if self.prose is not None:
            try:
                told, due = self.prose.begun(self, told, given)
                then = ("prose", due) if due is not None else None
            except Exception as exc:  # the extractive page is there: it is published as it is
                self._failed("prose", f"story {item.key}", "put in a model's words", exc)
        return self.publish(item.key, given, told, why, then=then)

    def _failed(self, stage: str, about: str, done: str, exc: Exception) -> None:
        """A bug met on one item stays visible as a problem of that item."""
        problem = Problem(about, f"could not be {done}: {type(exc).__name__}: {exc}", "please report this")
        self.store.record([problem], stage=stage, now=self.clock())

    def publish(
        self,
        story: str,
        given: StoryInput,
        told: Composed,
        why: str,
        *,
        stage: str = "write",
        then: tuple[str, datetime] | None = None,
        seen: Sequence[str] | None = None,
    ) -> bool:
        """Store what became of writing a story (see `Store.publish`). Returns whether there is a new revision."""
        times = {article: when for article, (when, _) in self.store.effective_times(a.id for a in given.articles).items()}
        shown = facts(told.page or given.previous, given.articles, effective=times, founding=given.founding, before=given)
        if stage != "write":  # other words for what was told before are no new fact
            shown = replace(shown, last_new_fact=given.last_new_fact or shown.last_new_fact, news=given.news)
        return self.store.publish(
            story,
            told.page,
            shown,
            held=told.held,
            related=self._related(story),
            now=self.clock(),
            why=why,
            stage=stage,
            then=then,
            seen=seen,
        )

    def _related(self, story: str) -> list[Any]:
        try:
            return list(self.grouper().related(story))
        except (StoryNotFound, ArticleNotFound, StoreError):  # it left the window
            return []


def _to_group(article: Article, effective: datetime, may_found: bool) -> Article:
    """The article as grouping is to see it."""
    if article.published is None and article.url is not None:
        article = replace(article, published=effective)  # a page is at least as old as our first sight of it
    return article if may_found else replace(article, kind=Kind.ROUND_UP)  # it may follow, but draws nothing in


def _placed(grouper: Grouper, article: Article) -> Placed:
    arrival = grouper.arrivals
    placement = grouper.add(article)
    return Placed(placement.assignment, arrival, placement.memory, article.version)


def moved(grouper: Grouper, article: str, story: str, reason: str, kind: ChangeKind, *, by_person: bool = True) -> Placed:
    """Put an article into a story at once, because a person says so, or a model that was asked."""
    try:
        made = grouper.move(article, story)
    except ArticleNotFound:  # it left the window: only the store knows it still
        made = Assignment(article, story, 1.0)
    return Placed(replace(made, reasons=(reason,), change=kind, by_person=by_person))
