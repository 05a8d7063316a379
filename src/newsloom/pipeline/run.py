"""The stored path: collect, then group, then write and tell of it, under locks that keep two processes from doing one thing twice.

I/O: store, fetcher, worker processes, the clock it is given.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from newsloom.errors import NewsloomError, StoreError
from newsloom.model import Problem, Progress, UpdateReport
from newsloom.pipeline import seldom
from newsloom.pipeline.calling import Caller
from newsloom.pipeline.collect import Collector, Values, Workers
from newsloom.pipeline.group import Desk
from newsloom.ports import Clock, Fetcher, Judge, OnProgress
from newsloom.store import Store

if TYPE_CHECKING:
    from newsloom.pipeline.prose import Prose

LOCK_EVERY_S = 0.1  # between two tries for a lock that another process holds
SLICE_S = 45.0  # in the background, what has come in is grouped and written at least this often
REST_S = 20.0  # between two looks for what is due
PROSE_EVERY_S = 5.0  # between two looks for what waits for the language model


class Pipeline:
    """Runs passes over everything that is due."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        workers: Workers,
        clock: Clock,
        *,
        values: Values | None = None,
        judges: Sequence[Judge] = (),
        options: Any = None,
        keep_texts: timedelta | None = None,
        prose: Prose | None = None,
        story_link: Callable[[str], str] | None = None,
    ) -> None:
        """
        Args:
            story_link: the public address of a story, for those who are told of it.
        """
        self.store = store
        self.keep_texts = keep_texts  #: how long texts are kept that no page cites; None: for good
        self.clock = clock
        self.collector = Collector(store, fetcher, workers, clock, values or Values())
        self._prose = prose
        self.desk = Desk(store, clock, judges=judges, options=options, prose=prose)
        self.caller = Caller(store, fetcher, clock, story_link=story_link)

    async def update(
        self,
        on_progress: OnProgress | None = None,
        *,
        seconds: float | None = None,
        prose: bool = True,
        hurry: asyncio.Event | None = None,
    ) -> UpdateReport:
        """One pass: poll and fetch until nothing is left that can be fetched now, then group, then write.

        Stopped anywhere and called again, it comes to the same end. Another pass at the same time, in this process or
        another, waits for this one.

        Args:
            seconds: leave what is not fetched after about this long to the next pass, and let new feeds be read before their
                pages come; None: fetch all.
            hurry: when it is set, what is not fetched by then is left to the next pass.
            prose: wait for the language model too, if there is one; what it has not written by then keeps waiting.
        """
        with seldom.collected():
            return await self._pass(on_progress, seconds=seconds, prose=prose, hurry=hurry)

    async def _pass(
        self, on_progress: OnProgress | None, *, seconds: float | None, prose: bool, hurry: asyncio.Event | None
    ) -> UpdateReport:
        async with self._held("intake", on_progress):
            tally = await self.collector.collect(on_progress, seconds=seconds, teasers=seconds is not None, hurry=hurry)
        async with self._held("stories", on_progress):
            assigned = await self.desk.group(on_progress)
            written = await self.desk.write(on_progress)
            self._drop_old_texts()
        if prose:
            written += await self.prose(on_progress)
        await self.caller.run()
        return UpdateReport(
            polled=tally.polled,
            fetched=tally.fetched,
            new_articles=tally.new,
            changed_articles=tally.changed,
            assigned=assigned,
            written=written,
            problems=tally.problems,
            waiting=self.store.waiting("page"),
        )

    def _drop_old_texts(self) -> None:
        """Let go of texts that are past their time; a day's worth a pass at most, so that no pass is held up."""
        if self.keep_texts is not None:
            self.store.retain(before=self.clock() - self.keep_texts)

    async def prose(self, on_progress: OnProgress | None = None) -> int:
        """Have the language model write what waits for it, unless another process does. Returns how many revisions are new."""
        prose, lock = self._prose, self.store.lock("prose")
        if prose is None or not lock.take():
            return 0
        try:
            return await prose.run(self.desk, lambda name: self._held(name, None), on_progress)
        finally:
            lock.leave()

    async def run_forever(self, stop: asyncio.Event, poke: asyncio.Event, on_progress: OnProgress | None = None) -> None:
        """Passes in the background until `stop`; `poke` starts the next one at once.

        A store that cannot be written (disk full, read-only) ends no more than the pass: the next tries again, and asks nobody
        for anything before there is where to put it. A language
        model writes beside the passes, which never wait for it.
        """
        beside = None if self._prose is None else asyncio.create_task(self._prose_forever(stop, on_progress))
        try:
            await self._passes(stop, poke, on_progress)
        finally:
            if beside is not None:
                beside.cancel()
                await asyncio.gather(beside, return_exceptions=True)

    async def _prose_forever(self, stop: asyncio.Event, on_progress: OnProgress | None) -> None:
        while not stop.is_set():
            try:
                await self.prose(on_progress)
            except NewsloomError as exc:
                await self._note(exc)
            await asyncio.sleep(PROSE_EVERY_S)

    async def _passes(self, stop: asyncio.Event, poke: asyncio.Event, on_progress: OnProgress | None) -> None:
        begun, stuck = False, ""
        while not stop.is_set():
            poke.clear()
            rest_s = REST_S
            try:
                if stuck:
                    self.store.check_writable()
                    stuck = ""
                if not begun:
                    self.store.spread_overdue(now=self.clock())
                    begun = True
                if self._any_due():
                    told = await self.update(on_progress, seconds=SLICE_S, prose=False, hurry=poke)
                    if told.fetched or told.new_articles:
                        rest_s = 0.0
            except StoreError as exc:
                stuck = f"{exc.reason} ({exc.remedy})" if exc.remedy else exc.reason
                await self._note(exc)
            except NewsloomError as exc:
                await self._note(exc)
            if on_progress is not None:
                on_progress(Progress("stuck" if stuck else "rest", 0, None, stuck))
            await _first_of(stop, poke, rest_s)

    def _any_due(self) -> bool:
        now = self.clock()
        return bool(
            self.store.due_subscriptions(now=now, limit=1)
            or any(self.store.due(stage, now=now, limit=1) for stage in ("page", "assign", "revise", "write"))
            or self.caller.any_due()
        )

    async def _note(self, exc: NewsloomError) -> None:
        try:
            self.store.record([Problem(exc.about, exc.reason, exc.remedy, retry=True)], stage="pass", now=self.clock())
        except NewsloomError:  # the very database is the problem; reading shows it
            return

    @asynccontextmanager
    async def _held(self, name: str, on_progress: OnProgress | None) -> AsyncIterator[None]:
        lock = self.store.lock(name)
        while not lock.take():
            if on_progress is not None:
                on_progress(Progress("wait", 0, None, "another update is running"))
            await asyncio.sleep(LOCK_EVERY_S)
        try:
            yield
        finally:
            lock.leave()


async def _first_of(stop: asyncio.Event, poke: asyncio.Event, seconds: float) -> None:
    waits = [asyncio.create_task(stop.wait()), asyncio.create_task(poke.wait())]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
