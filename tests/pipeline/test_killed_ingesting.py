"""Killed at chance moments while feeds and pages come in: nothing is lost, nothing comes twice, the database is whole."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial

import ingesting
import killing
import pytest
from killing import Run
from sqlalchemy import text

from newsloom.store import open_store
from newsloom.testing import Site


def progress(url: str, feeds: int, entries: int) -> tuple[tuple[int, ...], str]:
    """How far the work is, and what is under way."""
    store = open_store(url)
    try:
        done = (store.count("entries"), store.count("articles"), store.waiting("page"))
    finally:
        store.close()
    taken, articles, pages = done
    if taken < feeds * entries:
        return done, "polling"
    return done, "fetching" if pages or articles < taken else killing.NOTHING_LEFT


def nothing_lost_nothing_twice(
    new_database: Callable[..., str], *, feeds: int, entries: int, kills: int, processes: int = 1, seed: int
) -> None:
    chance, left, all_of_it = random.Random(seed), kills, feeds * entries
    with Site() as site:
        ingesting.serve(site, feeds=feeds, entries=entries)
        seconds = Run(ingesting.main, new_database(), site.port, feeds).finish()
        while left > 0:
            url = new_database()
            left -= killing.killed(
                url,
                partial(Run, ingesting.main, url, site.port, feeds),
                partial(progress, url, feeds, entries),
                kills=left,
                shortest=min(2.5 * seconds / kills, 0.5),
                chance=chance,
                processes=processes,
            )
            store = open_store(url)
            try:
                counts = {table: store.count(table) for table in ("entries", "articles", "versions")}
                with store.database.reading() as connection:
                    counts["found by search"] = connection.execute(text("SELECT count(*) FROM search_docs")).scalar_one()
                assert counts == dict.fromkeys(counts, all_of_it)
                assert (store.waiting("page"), store.waiting("assign"), store.problems(limit=9)) == (0, all_of_it, [])
                assert all(one.last_success == ingesting.NOW for one in store.subscriptions())
                told = [entry for one in store.subscriptions() for entry in store.entries(one.id)]
                articles = store.articles({one.article for one in told})
                assert len(articles) == all_of_it
                assert all(one.text and not one.teaser for one in articles.values()), "each page has come"
            finally:
                store.close()


def test_killed_five_times_while_news_comes_in_nothing_is_lost_and_nothing_comes_twice(new_database: Callable[..., str]):
    nothing_lost_nothing_twice(new_database, feeds=4, entries=10, kills=5, seed=1)


@pytest.mark.soak
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_killed_two_hundred_times_over_20_feeds_of_50_entries_nothing_is_lost(new_database: Callable[..., str]):
    nothing_lost_nothing_twice(new_database, feeds=20, entries=50, kills=200, seed=2)


@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_two_processes_of_which_two_hundred_are_killed_lose_nothing(new_database: Callable[..., str]):
    nothing_lost_nothing_twice(new_database, feeds=20, entries=50, kills=200, processes=2, seed=3)
