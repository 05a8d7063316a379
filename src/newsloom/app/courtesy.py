"""Readers first: a pass gives way to the pages that are being made in the same process. No I/O.

Both share one interpreter. A page that must have it back after each step that reads waits for a pass that computes every time; a
pass that stands still for the few milliseconds that a page takes loses little.
"""

from __future__ import annotations

import threading
import time
from types import TracebackType

MOST_S = 0.05  # that one step of a pass waits
LEAST_S = 0.0002  # that it must have worked before it waits again


class Readers:
    """Counts the pages that are being made; a context manager around each. Of many threads."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._pages = 0
        self._none = threading.Event()
        self._none.set()
        self._waited = time.monotonic()  #: when the pass waited last; of the pass's thread alone

    def __enter__(self) -> Readers:
        with self._guard:
            self._pages += 1
            self._none.clear()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with self._guard:
            self._pages -= 1
            if not self._pages:
                self._none.set()

    def give_way(self) -> None:
        """Wait until no page is being made, but no longer than the pass has worked since it last waited.

        So however many readers come, or however slowly one reads, a pass takes at most twice as long.
        """
        if self._none.is_set():
            return
        worked_s = time.monotonic() - self._waited
        if worked_s > LEAST_S:
            self._none.wait(min(worked_s, MOST_S))
            self._waited = time.monotonic()
