"""The sample through the real path: feeds and pages over loopback, extraction in worker processes, a real database, three passes."""

from __future__ import annotations

import asyncio

import pytest

from newsloom import evaluate, sample
from newsloom.errors import FetchError
from newsloom.intake.workers import Pool
from newsloom.net.client import GuardedClient
from newsloom.pipeline.run import Pipeline
from newsloom.ports import Request
from newsloom.store import open_store

pytest.importorskip("newsloom.ranking", reason="lists need the ranking")


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """The store after all passes, what each pass did, and the clock."""
    store = open_store(str(tmp_path_factory.mktemp("sample") / "sample.db"))
    reports = []

    async def passes():
        async with sample.Outlets() as outlets, outlets.fetcher() as fetcher:
            pool = Pool(2)
            pipeline = Pipeline(store, fetcher, pool, outlets.clock)

            async def update(on_progress):
                reports.append(await pipeline.update(on_progress))

            try:
                await sample.run(store, update, outlets)
            finally:
                pool.close()
            return outlets.clock()

    now = asyncio.run(passes())
    yield store, reports, now
    store.close()


def test_every_article_arrives_once_and_one_is_corrected(ran):
    _, reports, now = ran
    assert sum(report.new_articles for report in reports) == len(sample.articles())
    assert [report.changed_articles for report in reports] == [0, 0, 1]
    assert sum(report.problems for report in reports) == 0
    assert now == sample.NOW


def test_stored_articles_are_those_of_the_files_with_outlet_owner_and_time(ran):
    store, _, _ = ran
    for wanted in sample.articles():
        stored, _, _ = store.article_version(wanted.id)
        assert (stored.title, stored.source, stored.published) == (wanted.title, wanted.source, wanted.published)
        assert stored.lang == wanted.lang
    owners = {
        store.article_version(article.id)[0].owner for article in sample.articles() if article.owner == "Castlegate Media"
    }
    assert owners == {"Castlegate Media"}


def test_the_corrected_article_keeps_its_first_version(ran):
    store, _, _ = ran
    corrected = next(article for article in sample.articles() if article.version == 2)
    newest, numbers, _ = store.article_version(corrected.id)
    assert numbers == (1, 2)
    assert "2.4 million" in newest.text
    assert "4.2 million" in store.article_version(corrected.id, 1)[0].text


def test_stories_are_the_events(ran):
    store, _, _ = ran
    gold = sample.gold()
    assert evaluate.grouping(gold, {article: store.story_of(article) or "" for article in gold}).f1 >= 0.95


def test_the_summit_is_one_story_of_four_independent_outlets(ran):
    store, _, _ = ran
    nara = [article for article, event in sample.gold().items() if event == "nara-summit"]
    story = store.story_of(nara[0])
    assert sorted(store.articles_of(story)) == sorted(nara)
    page = store.pages([story])[story]
    assert (page.article_count, page.origin_count) == (4, 4)
    assert 9 <= len(page.sentences) <= 14
    assert page.updated == max(article.published for article in sample.articles() if article.id in nara)


def test_links_carry_no_port(ran):
    store, _, _ = ran
    for page in store.pages([card.id for card in store.cards(limit=100)]).values():
        assert all(source.url is not None and ".example/" in source.url for source in page.sources)


def test_the_servers_are_gone_afterwards():
    async def ask():
        async with sample.Outlets() as outlets:
            resolver = outlets.resolver
        async with GuardedClient(resolver=resolver, allowed_networks=sample.NETWORKS) as fetcher:
            await fetcher.fetch(Request(sample.subscriptions()[0].url))

    with pytest.raises(FetchError):
        asyncio.run(ask())
