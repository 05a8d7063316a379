"""The front page as it was last made, and when it is made anew. I/O: the store."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from newsloom.model import FrontPage

if TYPE_CHECKING:
    from newsloom.store import Store

FRONT_DAYS = 7  # the front page looks this far back, further where that is too little
FRONT_CARDS = 100  # of each kind: newest and most reported of several owners, newest of one
FRONT_S = 5.0  # for so long the front page is not made anew while a pass publishes page after page
FEW_CARDS = 30
LATEST = 40


class Front:
    """Keeps the front page. One thread makes it anew, while others are given the one before: all who ask at that moment making it
    would each take as many times as long.

    Args:
        muted: stories that are left out.
    """

    def __init__(self, store: Store, *, muted: Callable[[], Collection[str]]) -> None:
        self._store = store
        self._muted = muted
        self._forgotten = 0
        self._making = threading.Lock()
        self._kept: tuple[tuple[int, datetime], float, FrontPage] | None = None  #: generation and minute, when it was made

    def forget(self) -> None:
        """Something was done that readers are to see at once."""
        self._kept = None
        self._forgotten += 1

    def page(self, *, now: datetime) -> tuple[tuple[int, datetime], FrontPage]:
        """What is stored and the minute of its ranking, which name its state, and the page."""
        asked_at, minute = time.monotonic(), now.replace(second=0, microsecond=0)
        kept = self._kept
        if kept is not None and kept[0][1] == minute and asked_at - kept[1] < FRONT_S:
            return kept[0], kept[2]
        key = (self._store.generation(), minute)
        if kept is not None and kept[0] == key:
            return key, kept[2]
        if kept is not None and not self._making.acquire(blocking=False):
            return kept[0], kept[2]
        if kept is None:
            self._making.acquire()
        try:
            forgotten = self._forgotten
            made = self._made(now, self._muted())
            if forgotten == self._forgotten:  # else it may lack what was done meanwhile
                self._kept = (key, asked_at, made)
        finally:
            self._making.release()
        return key, made

    def _made(self, now: datetime, without: Collection[str]) -> FrontPage:
        from newsloom import ranking  # lazy: word lists

        cards = self._store.front_cards(since=now - timedelta(days=FRONT_DAYS), limit=FRONT_CARDS, without=without)
        if len(cards) < FEW_CARDS:
            cards = self._store.cards(limit=FEW_CARDS, without=without)
        return ranking.front(cards, self._store.latest(limit=LATEST, without=without), now=now)
