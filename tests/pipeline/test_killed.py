"""Killed at chance moments and started again, a run comes to the same end as one that nobody disturbed."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import Any

import killing
import passes
import pytest
from killing import Run
from passes import outcome

from newsloom.store import open_store


def undisturbed(url: str, articles: int) -> tuple[dict[str, Any], float]:
    """What comes out when nobody kills, and the seconds from being ready to the end."""
    seconds = Run(passes.main, url, articles).finish()
    store = open_store(url)
    try:
        return outcome(store), seconds
    finally:
        store.close()


def progress(url: str, articles: int) -> tuple[tuple[int, ...], str]:
    """How far the work is, and what is under way."""
    store = open_store(url)
    try:
        done = tuple(store.count(table) for table in ("entries", "articles", "assignments", "revisions", "work"))
    finally:
        store.close()
    _, taken, assigned, revisions, work = done
    if taken < articles:
        return done, "fetching"
    return done, "grouping" if assigned < articles else "writing" if work or not revisions else killing.NOTHING_LEFT


def same_in_the_end(new_database: Callable[..., str], *, articles: int, kills: int, processes: int = 1, seed: int) -> None:
    """Kill so many processes at work; if a run comes to its end before that, another is begun. All come to the same end."""
    expected, seconds = undisturbed(new_database(), articles)
    assert len(expected["articles"]) == articles
    assert len(expected["pages"]) == len(expected["stories"]) > articles / 10
    chance, left = random.Random(seed), kills
    while left > 0:
        url = new_database()
        left -= killing.killed(
            url,
            partial(Run, passes.main, url, articles),
            partial(progress, url, articles),
            kills=left,
            shortest=2.5 * seconds / kills,
            chance=chance,
            processes=processes,
        )
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
