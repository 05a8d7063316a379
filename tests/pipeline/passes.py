"""The pipeline over invented news, in this process or in one of its own that can be killed."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))

import invented
import newsloom.grouping
import newsloom.intake.extract
import newsloom.intake.feeds
import newsloom.ranking
import newsloom.writing.draft  # noqa: F401  all of these are loaded before a process is forked to make a pass
from newsloom import formats
from newsloom.model import Article, UpdateReport
from newsloom.pipeline.run import Pipeline
from newsloom.store import Store, open_store
from newsloom.testing import FakeFetcher, FixedClock, InlineWorkers

NOW = datetime(2026, 1, 30, 12, tzinfo=UTC)  # after all that is invented has happened


def pipeline(store: Store, articles: Sequence[Article] = (), **more: Any) -> Pipeline:
    """A pipeline to whose fetcher the feeds and pages of these articles are the whole web; the feeds are followed."""
    for one in invented.subscriptions(list(articles)):
        store.add_subscription(replace(one, next_poll=NOW), now=NOW)
    fetcher = more.pop("fetcher", None) or FakeFetcher(invented.web(list(articles)))
    return Pipeline(store, fetcher, InlineWorkers(), more.pop("clock", None) or FixedClock(NOW), **more)


def update(made: Pipeline, on_progress: Any = None) -> UpdateReport:
    return asyncio.run(made.update(on_progress))


def outcome(store: Store) -> dict[str, Any]:
    """All that has come of it, but for times of writing and numbers of revisions."""
    articles = sorted(row for row in _all_articles(store))
    stories = sorted({story for one in articles if (story := store.story_of(one)) is not None})
    pages = store.pages(stories)
    return {
        "articles": {one: store.article_version(one)[:2] for one in articles},
        "assignments": {one: [assignment for assignment, _ in store.history(one)] for one in articles},
        "stories": {story: store.articles_of(story) for story in stories},
        "pages": {story: formats.dump(replace(page, revision=0)) for story, page in pages.items()},
        "cards": store.cards(limit=10_000),
        "found": {hit.id for hit in store.search("crowns", limit=10_000)},
    }


def _all_articles(store: Store) -> list[str]:
    return [card.id for card in store.latest(limit=100_000)]


def main(url: str, count: int, told: Connection) -> None:
    """One pass, in a process of its own: says "ready" before it and "done" after it."""
    store = open_store(url)
    made = pipeline(store, invented.articles(count))
    told.send("ready")
    update(made)
    store.close()
    told.send("done")
