"""Work in flight: how much at once, and whose turn it is. No I/O of its own; knows nothing of feeds."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Any
from urllib.parse import urlsplit

from newsloom.store import Work


def host_of(url: str) -> str:
    """The host of an address; "" if it is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


@dataclass(slots=True)
class Hosts:
    """Pages to be fetched, by host, so that a host with many never stands before the others."""

    waiting: dict[str, deque[Work]] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)  #: keys that wait, or are on their way, or were done in this pass
    busy: dict[str, int] = field(default_factory=dict)  #: pages on their way

    def put(self, item: Work) -> None:
        if item.key not in self.listed:
            self.listed.add(item.key)
            self.waiting.setdefault(host_of(str(item.body.get("about", ""))), deque()).append(item)

    def take(self, per_host: int) -> tuple[str, Work] | None:
        """The next page of the host whose turn it is; None if all that wait are of hosts that are busy."""
        for host in list(self.waiting):
            if self.busy.get(host, 0) >= per_host:
                continue
            queue = self.waiting.pop(host)
            item = queue.popleft()
            if queue:
                self.waiting[host] = queue  # behind the others
            self.busy[host] = self.busy.get(host, 0) + 1
            return host, item
        return None

    def done(self, host: str) -> None:
        self.busy[host] -= 1
        if not self.busy[host]:
            del self.busy[host]


class Crowd:
    """Coroutines at work, at most so many at once; the first bug among them stops all. Left, it has waited for them.

    Args:
        most: how many at once.
        slow_after_s: one that takes longer no longer counts among these, as long as no more than `slow` do.
    """

    def __init__(self, most: int, *, slow_after_s: float = 0.0, slow: int = 0) -> None:
        self._most = most
        self._slow_after_s = slow_after_s
        self._most_slow = slow
        self._tasks: dict[asyncio.Task[None], float] = {}  # since when
        self._done: list[asyncio.Task[None]] = []  # not looked at yet
        self._moved = asyncio.Event()  # one is done

    async def __aenter__(self) -> Crowd:
        return self

    async def __aexit__(self, kind: object, *_: object) -> None:
        if kind is None:
            while await self.one():
                pass
        else:
            await self._stop()

    async def start(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            while len(self._tasks) - self._slow() >= self._most:
                await self._wait(self._slow_after_s / 4 if self._slow() < self._most_slow else None)
        except BaseException:
            work.close()
            raise
        task = asyncio.create_task(work)
        self._tasks[task] = asyncio.get_running_loop().time()
        task.add_done_callback(self._note)

    async def one(self, seconds: float | None = None) -> bool:
        """Wait until at least one is done, or so many seconds have passed; False if none is at work."""
        if not self._tasks:
            return False
        await self._wait(seconds)
        return True

    def _slow(self) -> int:
        """How many have been at work for long: they stand first, since tasks are kept in the order of their start."""
        if not self._most_slow:
            return 0
        since = asyncio.get_running_loop().time() - self._slow_after_s
        return sum(1 for _ in islice(takewhile(lambda began: began < since, self._tasks.values()), self._most_slow))

    def _note(self, task: asyncio.Task[None]) -> None:
        self._done.append(task)
        self._moved.set()

    async def _wait(self, seconds: float | None) -> None:
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._moved.wait()
            self._moved.clear()
            done, self._done = self._done, []
            for task in done:
                del self._tasks[task]
                if not task.cancelled():
                    task.exception()  # looked at, or Python logs that of a second one that failed in the same moment
            for task in done:
                task.result()
        except BaseException:
            await self._stop()
            raise

    async def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks, self._done = {}, []
