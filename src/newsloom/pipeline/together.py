"""Several small writes in one transaction. I/O: the store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from newsloom.store import Store

WITHIN_S = 0.05  # what comes in within this time is written at once: polls together cost half of what they cost one by one
MOST = 100

T = TypeVar("T")


class Together:
    """Gathers writes and makes them in one transaction: all of them are stored, or none is."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[Callable[[], Any], asyncio.Future[Any]]] = []
        self._timer: asyncio.TimerHandle | None = None

    async def write(self, work: Callable[[], T]) -> T:
        """What `work` returns, once it is stored. Who is cancelled while waiting has written all the same.

        Raises:
            StoreError: when the transaction failed.
        """
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        self._waiting.append((work, done))
        if len(self._waiting) >= MOST:
            self.flush()
        elif self._timer is None:
            self._timer = loop.call_later(WITHIN_S, self.flush)
        return await done

    def flush(self) -> None:
        """Write at once what waits. Never raises: who waits is told."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer, (batch, self._waiting) = None, (self._waiting, [])
        if not batch:
            return
        try:
            with self._store.transaction():
                outcomes = [work() for work, _ in batch]
        except Exception as exc:
            for _, done in batch:
                if not done.done():
                    done.set_exception(exc)
            return
        for (_, done), outcome in zip(batch, outcomes, strict=True):
            if not done.done():
                done.set_result(outcome)
