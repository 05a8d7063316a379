"""Passes of the whole pipeline on a real store of each engine, over an invented web."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from passes import NOW, outcome, pipeline, update

import invented
from newsloom import formats
from newsloom.errors import FetchError, StoreError
from newsloom.grouping import Grouper
from newsloom.model import Article, Problem, Subscription
from newsloom.pipeline.background import Background
from newsloom.pipeline.compose import Composed, composed
from newsloom.pipeline.group import Desk
from newsloom.pipeline.run import Pipeline
from newsloom.store import Store, open_store
from newsloom.testing import FakeFetcher, FixedClock, InlineWorkers

NEWS = invented.articles(16)  # four events, four articles each


def later(made: Pipeline, articles: list[Article], **parts: float) -> None:
    """Move the clock on and let the web hold these articles."""
    made.clock.advance(**parts)
    made.collector.fetcher.answers = dict(invented.web(articles))
    for one in invented.subscriptions(articles):
        made.store.add_subscription(one, now=made.clock())
    for one in made.store.subscriptions():
        made.store.save_subscription(replace(one, next_poll=made.clock()))


def story_about(store: Store, article: Article) -> str:
    found = next(hit for hit in store.search(f'"{article.title}"', limit=99) if hit.kind == "article")
    assert found.story is not None
    return found.story


def stored_id(store: Store, article: Article) -> str:
    return next(card.id for card in store.latest(limit=1000) if card.url == article.url)


# ---------------------------------------------------------------------------------------------- passes


def test_a_pass_brings_in_groups_and_writes_everything(store: Store):
    report = update(pipeline(store, NEWS))
    assert (report.polled, report.fetched, report.new_articles, report.assigned) == (6, 16, 16, 16)
    assert (report.written, report.problems, report.waiting) == (4, 0, 0)
    for title in (NEWS[0].title, NEWS[-1].title):
        assert any(hit.kind == "article" for hit in store.search(f'"{title}"', limit=9))
    for page in store.pages([card.id for card in store.cards(limit=9)]).values():
        for citation in (c for sentence in page.sentences for c in sentence.citations):
            cited = store.article_version(citation.article, citation.version)[0]
            assert cited.field(citation.field)[citation.start : citation.end] == citation.quote


def test_a_second_pass_over_the_same_changes_nothing_at_all(store: Store):
    made = pipeline(store, NEWS)
    update(made)
    before, generation = outcome(store), store.generation()
    report = update(made)
    assert (report.polled, report.fetched, report.assigned, report.written) == (0, 0, 0, 0)
    assert (outcome(store), store.generation()) == (before, generation)

    later(made, NEWS, hours=30)
    report = update(made)
    assert (report.polled, report.fetched, report.new_articles, report.changed_articles, report.written) == (6, 0, 0, 0, 0)
    assert outcome(store) == before


def test_the_outcome_does_not_depend_on_who_was_fetched_first(new_database: Callable[..., str]):
    stores = [open_store(new_database()) for _ in range(2)]
    update(pipeline(stores[0], NEWS))
    update(pipeline(stores[1], NEWS[::-1]))
    assert outcome(stores[0]) == outcome(stores[1])
    for store in stores:
        store.close()


def test_an_article_that_adds_to_a_page_makes_a_revision_and_one_that_does_not_makes_none(store: Store):
    first = [one for one in NEWS if one.url.split("/")[3] == "0"]
    made = pipeline(store, NEWS[:1] + first[1:2])
    update(made)
    story = story_about(store, first[0])
    assert [note.number for note in store.story_record(story).revisions] == [1]
    page = formats.dump(store.story_record(story).page)

    later(made, first, hours=2)
    update(made)
    record = store.story_record(story)
    assert (record.page.revision, record.page.article_count) == (2, 4)
    assert formats.dump(store.story_record(story, 1).page) == page, "the old revision stays readable as it was"

    later(made, first, hours=30)
    update(made)
    assert store.story_record(story).page.revision == 2


def test_a_changed_article_is_a_new_version_and_its_story_is_written_again(store: Store):
    made = pipeline(store, NEWS)
    update(made)
    target = NEWS[0]
    story, article = story_about(store, target), stored_id(store, target)
    others = {card.id for card in store.cards(limit=9)} - {story}
    first = store.story_record(story).page
    assert any(c.article == article for sentence in first.sentences for c in sentence.citations)

    corrected = replace(target, title="Correction: " + target.title, text="It was all a mistake, the town council said later.")
    later(made, [corrected, *NEWS[1:]], hours=30)
    web = made.collector.fetcher
    web.answers[target.url] = invented.page(corrected)
    update(made)
    newest, versions, _ = store.article_version(article)
    assert (newest.version, versions) == (2, (1, 2))
    record = store.story_record(story)
    assert record.page.revision == 2
    gone = {target.text[c.start : c.end] for sentence in first.sentences for c in sentence.citations if c.article == article}
    shown = {c.quote for sentence in record.page.sentences for c in sentence.citations if c.article == article}
    assert not gone & shown
    assert all(store.story_record(other).page.revision == 1 for other in others)


def test_an_erased_article_leaves_its_story_and_does_not_come_back(store: Store):
    made = pipeline(store, NEWS)
    update(made)
    story, article = story_about(store, NEWS[0]), stored_id(store, NEWS[0])
    with_it = store.story_record(story).page
    store.erase(article, now=made.clock())
    update(made)
    record = store.story_record(story)
    assert record.page.revision == 2
    assert article not in {source.article for source in record.page.sources}
    assert record.page.article_count == with_it.article_count - 1
    later(made, NEWS, hours=30)
    report = update(made)
    assert (report.new_articles, report.fetched, report.written) == (0, 0, 0)
    assert store.article_version(article)[2]


# ---------------------------------------------------------------------------------------------- faults


def test_a_bug_in_writing_one_story_is_told_and_does_not_stop_the_others(store: Store):
    def with_a_bug(articles: Sequence[Article], **more: object) -> Composed:
        if any(article.url == NEWS[0].url for article in articles):
            raise AttributeError("'NoneType' object has no attribute 'text'")
        return composed(articles, **more)

    made = pipeline(store, NEWS)
    made.desk = Desk(store, made.clock, compose=with_a_bug)
    report = update(made)
    story = story_about(store, NEWS[0])
    assert report.written == 3
    assert store.story_record(story).page is None
    [told] = store.problems(limit=9)
    assert told.problem.about == f"story {story}"
    assert "AttributeError" in told.problem.reason
    assert "writing failed" in store.story_record(story).held[0]

    with store.database.writing() as connection:
        store.put(connection, "write", [story], due=NOW)
    assert update(pipeline(store)).written == 1
    assert store.problems(limit=9) == []


def test_an_article_that_cannot_be_grouped_is_told_and_does_not_stop_the_others(store: Store):
    class Chokes(Grouper):
        def add(self, article: Article):
            placement = super().add(article)
            if article.url == NEWS[6].url:
                raise AttributeError("a bug that this article finds, after half the work is done")
            return placement

    made = pipeline(store, NEWS)
    made.desk = Desk(store, made.clock, grouping=Chokes)
    report = update(made)
    assert (report.new_articles, report.assigned) == (16, 15)
    poison = stored_id(store, NEWS[6])
    assert store.story_of(poison) is None
    [told] = store.problems(limit=9)
    assert (told.problem.about, told.stage) == (f"article {poison}", "assign")

    assert store.count("places") == 15
    assert store.waiting() == 0


def test_pages_that_do_not_come_and_a_feed_that_is_none_cost_only_themselves(store: Store):
    web: dict[str, object] = dict(invented.web(NEWS))
    web[NEWS[3].url] = FetchError(NEWS[3].url, "took longer than 60 s")
    web[NEWS[5].url] = b"\x00\xff\xfe binary \x00"
    web[NEWS[7].url] = ""
    feeds = [address for address in web if address.endswith("feed.xml")]
    web[feeds[0]] = "<html><body>Not a feed</body></html>"
    lost = {one.url for one in NEWS if one.url.startswith(feeds[0].removesuffix("feed.xml"))}
    made = pipeline(store, NEWS, fetcher=FakeFetcher(web))
    report = update(made)
    came = {card.url for card in store.latest(limit=99)}
    assert came == {one.url for one in NEWS} - lost
    assert report.problems >= 3
    assert {one.problem.about for one in store.problems(limit=9)} >= {feeds[0], NEWS[3].url} - lost
    assert store.cards(limit=9)


def test_the_store_failing_ends_the_pass_and_the_next_goes_on_to_the_same_end(new_database: Callable[..., str]):
    class Full(Store):
        """A store on a disk that is full after so many pages."""

        left = 2

        def publish(self, *args: object, **more: object) -> bool:
            self.left -= 1
            if self.left < 0:
                raise StoreError("news.db", "the disk is full")
            return super().publish(*args, **more)

    whole = open_store(new_database())
    update(pipeline(whole, NEWS))
    opened = open_store(new_database())
    full = Full(opened.database)
    with pytest.raises(Exception, match="the disk is full"):
        update(pipeline(full, NEWS))
    assert (opened.count("revisions"), opened.waiting("write")) == (2, 2)
    update(pipeline(opened, NEWS))
    assert outcome(opened) == outcome(whole)
    for store in (opened, whole):
        store.close()


# ---------------------------------------------------------------------------------------------- two at once, and for ever


def test_two_passes_at_once_do_everything_once(new_database: Callable[..., str]):
    url = new_database()
    stores = [open_store(url), open_store(url)]
    made = [pipeline(store, NEWS) for store in stores]

    async def both() -> list[object]:
        return await asyncio.gather(*(one.update() for one in made))

    reports = asyncio.run(both())
    assert sum(report.new_articles for report in reports) == sum(report.assigned for report in reports) == 16
    assert sum(report.written for report in reports) == 4
    alone = open_store(new_database())
    update(pipeline(alone, NEWS))
    assert outcome(stores[0]) == outcome(alone)
    for store in (*stores, alone):
        store.close()


def test_in_the_background_passes_go_on_until_they_are_stopped_and_start_at_once_when_poked(store: Store):
    made = pipeline(store, NEWS[:8])

    async def run() -> None:
        stop, poke = asyncio.Event(), asyncio.Event()
        task = asyncio.create_task(made.run_forever(stop, poke))
        await until(lambda: store.count("articles") == 8 and store.waiting() == 0)
        later(made, NEWS, hours=30)
        poke.set()
        await until(lambda: store.count("articles") == 16 and store.waiting() == 0)
        stop.set()
        await asyncio.wait_for(task, 30)

    asyncio.run(run())
    assert len(store.cards(limit=9)) == 4


def test_readers_get_their_turn_ten_times_sooner_while_the_background_computes_and_as_before_after_it(store: Store):
    before = sys.getswitchinterval()
    background = Background(pipeline(store, NEWS[:8]))
    during = sys.getswitchinterval()
    background.stop()
    assert (during, sys.getswitchinterval()) == (pytest.approx(before / 10), before)


def test_the_background_outlives_a_pass_that_fails_and_says_why(store: Store):
    class Moody:
        """A Collector that has no luck at first."""

        failed = 0

        async def collect(self, *args: object, **more: object) -> object:
            self.failed += 1
            if self.failed == 1:
                raise FetchError("the web", "is not there")
            return await luck.collect(*args, **more)

    made = pipeline(store, NEWS[:4])
    luck, made.collector = made.collector, Moody()

    async def run() -> None:
        stop, poke = asyncio.Event(), asyncio.Event()
        task = asyncio.create_task(made.run_forever(stop, poke))
        await until(lambda: any(one.stage == "pass" for one in store.problems(limit=9)))
        poke.set()
        await until(lambda: store.count("articles") == 4)
        stop.set()
        await asyncio.wait_for(task, 30)

    asyncio.run(run())


async def until(reached: Callable[[], bool], seconds: float = 60.0) -> None:
    for _ in range(int(seconds / 0.05)):
        if reached():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it never came to that")


# ---------------------------------------------------------------------------------------------- folders


def test_a_watched_folder_is_read_once_and_again_where_it_changed(store: Store, tmp_path: Path):
    folder = tmp_path / "watched"
    folder.mkdir()
    for number, article in enumerate(NEWS[:4]):
        (folder / f"{number}.txt").write_text(f"{article.title}\n\n{article.text}\n")
    store.add_subscription(Subscription("folder", str(folder), next_poll=NOW), now=NOW)
    made = Pipeline(store, FakeFetcher(), InlineWorkers(), FixedClock(NOW))
    assert update(made).new_articles == 4
    made.clock.now += timedelta(hours=1)
    report = update(made)
    assert (report.polled, report.new_articles, report.changed_articles) == (1, 0, 0)
    (folder / "0.txt").write_text(f"{NEWS[0].title}\n\nQuite another text stands here now, for the first was wrong.\n")
    (folder / "broken.json").write_text("{")
    made.clock.now += timedelta(hours=1)
    report = update(made)
    assert (report.new_articles, report.changed_articles, report.problems) == (0, 1, 1)
    assert isinstance(store.problems(limit=1)[0].problem, Problem)
