"""Processes at work on one database, killed at chance moments and started again."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# a server that has loaded what a pass needs and forks for each: loading takes longer than most of these processes live
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["warm"])

NOTHING_LEFT = "nothing left"


class Run:
    """A process at work: `main(*given, told)` says "ready" before its work and "done" after it."""

    def __init__(self, main: Callable[..., None], *given: Any) -> None:
        mine, theirs = _FORKS.Pipe()
        self.process = _FORKS.Process(target=main, args=(*given, theirs), daemon=True)
        with _importing_from(Path(__file__).parent):
            self.process.start()
        theirs.close()
        assert mine.recv() == "ready"
        self._said = mine

    def kill(self) -> bool:
        """SIGKILL; whether it was still at work."""
        self.process.kill()
        self.process.join(30)
        return self.process.exitcode == -signal.SIGKILL

    def finish(self) -> float:
        """Wait for its end; seconds from now to that."""
        began = time.monotonic()
        assert self._said.recv() == "done"
        self.process.join(30)
        assert self.process.exitcode == 0
        return time.monotonic() - began


@contextlib.contextmanager
def _importing_from(folder: Path) -> Iterator[None]:
    """The server of forks looks for modules only here."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(part for part in (str(folder), before) if part)
    try:
        yield
    finally:
        os.environ.pop("PYTHONPATH") if before is None else os.environ.update(PYTHONPATH=before)


def whole(url: str) -> None:
    if "://" not in url:
        with contextlib.closing(sqlite3.connect(url)) as file:
            assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def killed(
    url: str,
    start: Callable[[], Run],
    done: Callable[[], tuple[tuple[int, ...], str]],
    *,
    kills: int,
    shortest: float,
    chance: random.Random,
    processes: int = 1,
) -> int:
    """Kill so many times, each time start again, then let it end. Returns how many kills there were.

    The moment is a matter of chance, within a stretch that grows for as long as the work does not come on, so that most kills hit
    work and none stops it for good. Fewer if all is done before.

    Args:
        done: how far the work is, and what is under way.
    """
    stretch = shortest
    (before, _), useful, number = done(), 0, 0
    stages: Counter[str] = Counter()
    running: list[Run] = []
    while number < kills:
        while len(running) < processes:
            running.append(start())
        time.sleep(chance.uniform(0, stretch))
        useful += running.pop(chance.randrange(len(running))).kill()
        number += 1
        whole(url)
        now, stage = done()
        stages[stage] += 1
        if stage == NOTHING_LEFT:
            break
        stretch = shortest if now != before else min(stretch * 1.5, 20 * shortest)
        before = now
    for run in [*running, start()]:
        run.finish()
    whole(url)
    print(f"{useful} of {number} kills hit a process at work; so far done: {dict(stages)}")
    return number
