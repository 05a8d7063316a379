"""Several small writes, or reads, in one transaction. No I/O but what they do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from newsloom.errors import StoreError

WITHIN_S = 0.05  # what comes in within this time is written at once: polls together cost half of what they cost one by one
MOST = 100

T = TypeVar("T")
R = TypeVar("R")


class Together(Generic[T, R]):
    """Gathers what is asked of the store and does it at once; what cannot be done so is done one by one, so that it costs only itself.

    Args:
        do: stores, or reads, all that it is given, or nothing and raises; returns what became of each, in order.
        within_s: how long the first may wait for others; 0 gathers what is asked for in the same turn of the event loop.
    """

    def __init__(self, do: Callable[[Sequence[T]], Sequence[R]], *, within_s: float = WITHIN_S) -> None:
        self._do = do
        self._within_s = within_s
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._timer: asyncio.TimerHandle | None = None

    async def done(self, one: T) -> R:
        """What became of it, once it is done. For who is cancelled while waiting it is done all the same.

        Raises:
            Exception: what doing it raised.
        """
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[R] = loop.create_future()
        self._waiting.append((one, outcome))
        if len(self._waiting) >= MOST:
            self.flush()
        elif self._timer is None:
            self._timer = loop.call_later(self._within_s, self.flush)
        return await outcome

    def flush(self) -> None:
        """Do at once what waits. Never raises: who waits is told."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer, (batch, self._waiting) = None, (self._waiting, [])
        if not batch:
            return
        try:
            self._all(batch)
        except Exception as exc:
            if isinstance(exc, StoreError) or len(batch) == 1:  # a full disk is not to be tried a hundred times
                _told(batch, exc)
                return
            for one in batch:
                try:
                    self._all([one])
                except Exception as own:
                    _told([one], own)

    def _all(self, batch: list[tuple[T, asyncio.Future[R]]]) -> None:
        for (_, done), outcome in zip(batch, self._do([one for one, _ in batch]), strict=True):
            if not done.done():
                done.set_result(outcome)


def _told(batch: list[tuple[Any, asyncio.Future[Any]]], exc: Exception) -> None:
    for _, done in batch:
        if not done.done():
            done.set_exception(exc)
