"""A person's corrections stand: through passes, revisions of grouping, restarts and new articles, until they are undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from passes import NOW, pipeline, update

import invented
from newsloom.errors import ArticleNotFound, ChangeNotFound, CorrectionError, StoryNotFound
from newsloom.model import Article, Assignment, ChangeKind
from newsloom.pipeline.correct import Corrections
from newsloom.pipeline.run import Pipeline
from newsloom.store import Placed, Store, open_store

NEWS = invented.articles(24)  # six events; the first and the last are of one kind and may look alike


@pytest.fixture
def made(store: Store) -> Iterator[Pipeline]:
    """A pipeline that has read three events, on each engine."""
    made = pipeline(store, NEWS[:12])
    update(made)
    yield made


def again(made: Pipeline) -> Pipeline:
    """The same after a restart: nothing is in memory any more."""
    return pipeline(made.store)


def more(made: Pipeline, articles: list[Article]) -> Pipeline:
    """After a restart, these articles are on the web, and what came before is looked at anew by a revision."""
    fresh = pipeline(made.store, articles)
    fresh.clock.advance(hours=30)
    for one in made.store.subscriptions():
        made.store.poll_now(one.id, now=fresh.clock())
    update(fresh)
    return fresh


def stories(store: Store) -> dict[str, tuple[str, ...]]:
    return {card.id: store.articles_of(card.id) for card in store.cards(limit=99)}


def together(store: Store) -> set[frozenset[str]]:
    return {frozenset(articles) for articles in stories(store).values()}


def test_merged_stories_stay_one_and_the_old_address_leads_to_it(made: Pipeline):
    store = made.store
    (one, mine), (two, theirs), *_ = stories(store).items()
    change = Corrections(made.desk).merge(one, two)
    assert (change.kind, change.story, change.other, change.by_person) == (ChangeKind.MERGE, one, two, True)
    assert store.resolve(one) == two
    assert set(store.articles_of(two)) == {*mine, *theirs}
    page = store.story_record(two).page
    assert {source.article for source in page.sources} == {*mine, *theirs}, "its page is written at once"

    after = more(again(made), NEWS)
    assert store.count("articles") == 24
    assert {*mine, *theirs} <= set(store.articles_of(store.resolve(one)))
    assert store.resolve(one) == store.resolve(two)
    assert after.desk.grouper().articles_of(store.resolve(two)) == store.articles_of(store.resolve(two))


def test_split_articles_stay_apart_and_undone_they_go_back(made: Pipeline):
    store = made.store
    whole, articles = next(iter(stories(store).items()))
    out = articles[1:3]
    change = Corrections(made.desk).split(whole, out)
    part = change.other
    assert (store.articles_of(part), store.articles_of(whole)) == (out, (articles[0], *articles[3:]))
    assert {source.article for source in store.story_record(part).page.sources} == set(out)
    assert not set(out) & {source.article for source in store.story_record(whole).page.sources}

    after = more(again(made), NEWS)
    assert {store.story_of(one) for one in out}.isdisjoint({store.story_of(one) for one in store.articles_of(whole)})

    Corrections(after.desk).undo(change.id)
    assert set(articles) <= set(store.articles_of(whole))
    assert store.resolve(part) == whole
    assert set(articles) <= {source.article for source in store.story_record(whole).page.sources}
    assert part not in {card.id for card in store.cards(limit=99)}


def test_a_moved_article_stays_where_it_was_put(made: Pipeline):
    store = made.store
    (one, mine), (two, theirs), *_ = stories(store).items()
    Corrections(made.desk).move(mine[0], two)
    more(again(made), NEWS)
    assert store.story_of(mine[0]) == store.story_of(theirs[0])
    assert all(store.story_of(other) != store.story_of(mine[0]) for other in mine[1:])
    newest, _ = store.history(mine[0])[0]
    assert newest.by_person
    assert one in stories(store)


def test_a_dropped_outlet_stays_out_of_the_page_until_that_is_undone(made: Pipeline):
    store = made.store
    story, articles = next(iter(stories(store).items()))
    outlet = store.articles(articles)[articles[0]].source

    def publishers() -> set[str]:
        return {source.publisher for source in store.story_record(story).page.sources}

    change = Corrections(made.desk).drop(story, outlet.upper())
    assert outlet not in publishers()
    fresh = again(made)
    with store.database.writing() as connection:
        store.put(connection, "write", [story], due=NOW)
    update(fresh)
    assert outlet not in publishers()
    Corrections(fresh.desk).undo(change.id)
    assert outlet in publishers()


def test_an_undone_merge_gives_both_stories_back_with_their_pages(made: Pipeline):
    store = made.store
    before = stories(store)
    (one, mine), (two, theirs), *_ = before.items()
    change = Corrections(made.desk).merge(one, two)
    Corrections(again(made).desk).undo(change.id)
    assert stories(store) == before
    assert (store.resolve(one), store.resolve(two)) == (one, two)
    for story, articles in ((one, mine), (two, theirs)):
        assert {source.article for source in store.story_record(story).page.sources} == set(articles)
    assert {hit.id for hit in store.search("crowns", limit=99) if hit.kind == "story"} >= {one, two}


def test_what_a_revision_of_grouping_did_can_be_undone_and_then_stands(made: Pipeline):
    store = made.store
    (one, mine), (two, theirs), *_ = before = list(stories(store).items())
    merged = [Placed(Assignment(article, two, 0.6, ("alike",), ChangeKind.MERGE)) for article in mine]
    store.assign(merged, arrivals=12, changed=(), now=NOW, revised=True)
    update(made)
    assert set(store.articles_of(two)) == {*mine, *theirs}
    [change] = store.changes(limit=9)
    assert not change.by_person

    Corrections(made.desk).undo(change.id)
    assert stories(store) == dict(before)
    bars = {constraint.together for constraint in store.constraints()}
    assert bars == {True, False}, "its articles are held together, and apart from those they were put with"
    more(again(made), NEWS)
    assert set(mine) <= set(store.articles_of(store.resolve(one)))
    assert store.story_of(mine[0]) != store.story_of(theirs[0])


def test_corrections_that_contradict_a_standing_one_are_refused_with_the_remedy_and_change_nothing(made: Pipeline):
    store, corrections = made.store, Corrections(made.desk)
    whole, articles = next(iter(stories(store).items()))
    part = corrections.split(whole, articles[:1]).other
    before = (stories(store), store.constraints(), store.count("changes"))
    for refused in (lambda: corrections.merge(part, whole), lambda: corrections.move(articles[0], whole)):
        with pytest.raises(CorrectionError, match="standing correction keeps") as caught:
            refused()
        assert "undo that first" in caught.value.remedy
    assert (stories(store), store.constraints(), store.count("changes")) == before


def test_what_cannot_be_meant_is_refused(made: Pipeline):
    store, corrections = made.store, Corrections(made.desk)
    (one, mine), (_, theirs), *_ = stories(store).items()
    before = stories(store)
    for refused, error in (
        (lambda: corrections.merge(one, one), CorrectionError),
        (lambda: corrections.merge(one, "nothing"), StoryNotFound),
        (lambda: corrections.split(one, mine), CorrectionError),
        (lambda: corrections.split(one, []), CorrectionError),
        (lambda: corrections.split(one, theirs[:1]), CorrectionError),
        (lambda: corrections.move(mine[0], one), CorrectionError),
        (lambda: corrections.move("nothing", one), ArticleNotFound),
        (lambda: corrections.drop(one, "Nobody's Paper"), CorrectionError),
        (lambda: corrections.undo("c99"), ChangeNotFound),
    ):
        with pytest.raises(error):
            refused()
    assert (stories(store), store.changes(limit=9, by_person=True)) == (before, [])


def test_a_correction_that_cannot_be_stored_leaves_grouping_as_it_was(new_database: Callable[..., str]):
    class Full(Store):
        """A store on a disk that is full for corrections."""

        def correct(self, *args: object, **more: object) -> tuple[str, int]:
            raise CorrectionError("news.db", "the disk is full")

    opened = open_store(new_database())
    update(pipeline(opened, NEWS[:12]))
    made = pipeline(Full(opened.database))
    before = stories(opened)
    one, two, *_ = before
    with pytest.raises(CorrectionError, match="full"):
        Corrections(made.desk).merge(one, two)
    assert stories(opened) == before
    assert {story: made.desk.grouper().articles_of(story) for story in before} == before
    opened.close()
