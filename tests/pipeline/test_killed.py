"""Killed at chance moments and started again, a run comes to the same end as one that nobody disturbed."""

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

import passes
import pytest
from passes import outcome

from newsloom.store import open_store

# a server that has loaded what a pass needs and forks for each: loading takes longer than most of these processes live
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["warm"])


class Run:
    """A process at work."""

    def __init__(self, url: str, articles: int) -> None:
        mine, theirs = _FORKS.Pipe()
        self.process = _FORKS.Process(target=passes.main, args=(url, articles, theirs), daemon=True)
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

    def finish(self) -> None:
        assert self._said.recv() == "done"
        self.process.join(30)
        assert self.process.exitcode == 0


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


def undisturbed(url: str, articles: int) -> tuple[dict[str, Any], float]:
    """What comes out when nobody kills, and the seconds from being ready to the end."""
    run = Run(url, articles)
    began = time.monotonic()
    run.finish()
    seconds = time.monotonic() - began
    store = open_store(url)
    try:
        return outcome(store), seconds
    finally:
        store.close()


def steps(url: str) -> tuple[int, ...]:
    """How far the work is."""
    store = open_store(url)
    try:
        return tuple(store.count(table) for table in ("entries", "articles", "assignments", "revisions", "work"))
    finally:
        store.close()


def stage(done: tuple[int, ...], articles: int) -> str:
    """What was under way."""
    _, taken, assigned, revisions, work = done
    if taken < articles:
        return "fetching"
    return "grouping" if assigned < articles else "writing" if work or not revisions else "nothing left"


def killed(url: str, articles: int, kills: int, shortest: float, chance: random.Random, *, processes: int = 1) -> int:
    """Kill so many times, each time start again, then let it end. Returns how many kills came before all was done.

    The moment is a matter of chance, within a stretch that grows for as long as the work does not come on, so that most kills hit
    work and none stops it for good. Fewer if all is done before.
    """
    stretch = shortest
    before, useful = steps(url), 0
    stages: Counter[str] = Counter()
    running: list[Run] = []
    for _ in range(kills):
        while len(running) < processes:
            running.append(Run(url, articles))
        time.sleep(chance.uniform(0, stretch))
        useful += running.pop(chance.randrange(len(running))).kill()
        whole(url)
        now = steps(url)
        stages[stage(now, articles)] += 1
        if stage(now, articles) == "nothing left":
            break
        stretch = shortest if now != before else min(stretch * 1.5, 20 * shortest)
        before = now
    for run in [*running, Run(url, articles)]:
        run.finish()
    whole(url)
    print(f"{useful} of {kills} kills hit a process at work; so far done: {dict(stages)}")
    return useful


def same_in_the_end(new_database: Callable[..., str], *, articles: int, kills: int, processes: int = 1, seed: int) -> None:
    """Kill so many processes at work; if a run comes to its end before that, another is begun. All come to the same end."""
    expected, seconds = undisturbed(new_database(), articles)
    assert len(expected["articles"]) == articles
    assert len(expected["pages"]) == len(expected["stories"]) > articles / 10
    chance, left = random.Random(seed), kills
    while left > 0:
        url = new_database()
        left -= killed(url, articles, left, 2.5 * seconds / kills, chance, processes=processes)
        store = open_store(url)
        came = outcome(store)
        for what, wanted in expected.items():
            assert came[what] == wanted, f"{what} differ"
        assert store.waiting() == 0
        assert store.problems(limit=9) == []
        assert store.count("versions") == articles, "no article is lost, none came twice"
        store.close()


def test_killed_five_times_it_comes_to_the_same_end(new_database: Callable[..., str]):
    same_in_the_end(new_database, articles=40, kills=5, seed=1)


@pytest.mark.soak
def test_killed_fifty_times_on_300_articles_it_comes_to_the_same_end(new_database: Callable[..., str]):
    same_in_the_end(new_database, articles=300, kills=50, seed=2)


@pytest.mark.soak
@pytest.mark.parametrize("engine", [pytest.param("postgres", marks=pytest.mark.postgres), "sqlite"], indirect=True)
def test_two_processes_of_which_fifty_are_killed_come_to_the_same_end(new_database: Callable[..., str]):
    same_in_the_end(new_database, articles=300, kills=50, processes=2, seed=3)
