"""Assignments, redirects, corrections and revisions of pages, on both engines."""

from __future__ import annotations

from dataclasses import replace

import pytest
from making import FEED, NOW, arrival, entry, facts, group, later, page, placed, poll, publish, take
from sqlalchemy import event, update

from newsloom.errors import ChangeNotFound, CorrectionError, StoryNotFound
from newsloom.model import ChangeKind, Channel, Citation, Constraint, Related
from newsloom.store import Store
from newsloom.store import tables as t


def test_an_assignment_is_stored_with_the_end_of_its_work_and_the_page_to_be_written(store: Store):
    take(store, "a", "b")
    store.assign([placed("a", "s", 0)], arrivals=1, changed=("a",), now=NOW, done=["a"])
    assert store.to_assign(now=NOW, limit=9) == ["b"]
    assert [item.key for item in store.due("write", now=NOW, limit=9)] == ["s"]
    assert store.waiting("revise") == 1
    assert (store.story_of("a"), store.articles_of("s")) == ("s", ("a",))


def test_articles_wait_for_grouping_in_order_of_effective_time_then_id(store: Store):
    store.take([arrival("c", when=NOW), arrival("b", when=NOW), arrival("a", when=later(hours=1))], now=NOW)
    assert store.to_assign(now=NOW, limit=9) == ["b", "c", "a"]
    assert store.to_assign(now=NOW, limit=2) == ["b", "c"]


def test_assignments_are_only_ever_added_and_the_newest_holds(store: Store):
    group(store, s=("a", "b"), other=("c",))
    first = store.history("a")
    store.assign([placed("a", "other", None, kind=ChangeKind.MOVE)], arrivals=3, changed=(), now=later(hours=1), revised=True)
    assert store.history("a")[1:] == first
    assert [assignment.story for assignment, _ in store.history("a")] == ["other", "s"]
    assert (store.articles_of("s"), store.articles_of("other")) == (("b",), ("a", "c"))


def test_what_grouping_remembers_comes_back_by_arrival(store: Store):
    group(store, s=("a", "b"), other=("c",))
    store.assign([placed("a", "other", None)], arrivals=3, changed=("a", "c"), now=NOW, revised=True)
    assert list(store.memories()) == [
        ("a", "other", b"memory of a"),
        ("b", "s", b"memory of b"),
        ("c", "other", b"memory of c"),
    ]
    assert [article for article, _, _ in store.memories(since=1)] == ["b", "c"]
    state = store.grouping_state()
    assert (state.arrivals, state.changed) == (3, ("a", "c"))


def test_a_new_version_that_is_grouped_again_arrives_again(store: Store):
    group(store, s=("a", "b"))
    store.assign([placed("a", "s", 2)], arrivals=3, changed=(), now=NOW)
    assert [article for article, _, _ in store.memories()] == ["b", "a"]
    assert store.articles_of("s") == ("b", "a")


def test_every_change_of_grouping_gets_a_new_generation(store: Store):
    seen = {store.grouping_state().generation}
    group(store, s=("a",), other=("b",))
    seen.add(store.grouping_state().generation)
    seen.add(store.assign([placed("a", "other", None)], arrivals=2, changed=(), now=NOW, revised=True))
    store.erase("b", now=NOW)
    seen.add(store.grouping_state().generation)
    assert len(seen) == 4


# ---------------------------------------------------------------------------------------------- redirects


def test_a_merged_story_leads_to_its_end_however_often_that_was_merged_again(store: Store):
    group(store, s=("a",), t=("b",), u=("c",))
    store.assign([placed("a", "t", None, kind=ChangeKind.MERGE)], arrivals=3, changed=(), now=NOW, revised=True)
    moved = [placed(one, "u", None, kind=ChangeKind.MERGE) for one in ("a", "b")]
    store.assign(moved, arrivals=3, changed=(), now=NOW, revised=True)
    assert {store.resolve(story) for story in ("s", "t", "u")} == {"u"}


def test_a_story_whose_articles_went_apart_leads_to_where_most_went(store: Store):
    group(store, s=("a", "b", "c"), t=("x",), u=("y",))
    moved = [placed("a", "t", None), placed("b", "u", None), placed("c", "u", None)]
    store.assign(moved, arrivals=5, changed=(), now=NOW, revised=True)
    assert store.resolve("s") == "u"


def test_a_story_that_gets_its_articles_back_stands_on_its_own_and_never_leads_in_a_ring(store: Store):
    group(store, s=("a",), t=("b",))
    store.assign([placed("a", "t", None)], arrivals=2, changed=(), now=NOW, revised=True)
    store.assign([placed("a", "s", None), placed("b", "s", None)], arrivals=2, changed=(), now=NOW, revised=True)
    assert (store.resolve("s"), store.resolve("t")) == ("s", "s")


def test_an_id_that_no_story_ever_had_is_not_found(store: Store):
    for ask in (store.resolve, store.story_record):
        for name in ("nothing", "no\x00thing"):
            with pytest.raises(StoryNotFound):
                ask(name)


# ---------------------------------------------------------------------------------------------- pages


def test_a_page_is_stored_with_the_end_of_its_work_and_a_new_generation(store: Store):
    group(store, s=("a",))
    before = store.generation()
    assert publish(store, "s", "a")
    assert store.waiting("write") == 0
    assert store.generation() > before
    record = store.story_record("s")
    assert record.page == replace(page("s", "a"), revision=1)
    assert [card.headline for card in store.cards(limit=9)] == ["What happened"]


def test_the_same_page_is_no_new_revision(store: Store):
    group(store, s=("a",))
    publish(store, "s", "a")
    assert not publish(store, "s", "a", now=later(hours=1))
    assert [note.number for note in store.story_record("s").revisions] == [1]


def test_a_changed_page_is_a_new_revision_and_the_old_one_stays_readable_to_the_byte(store: Store):
    group(store, s=("a", "b"))
    publish(store, "s", "a")
    first = store.story_record("s").page
    assert publish(store, "s", "a", "b", headline="More happened", now=later(hours=1))
    record = store.story_record("s")
    assert (record.page.revision, record.page.headline, record.live) == (2, "More happened", True)
    old = store.story_record("s", 1)
    assert (old.page, old.live) == (first, False)
    assert [(note.number, note.written) for note in record.revisions] == [(2, later(hours=1)), (1, NOW)]
    with pytest.raises(StoryNotFound, match="revision 3"):
        store.story_record("s", 3)


def test_a_page_that_is_held_back_leaves_the_last_one_in_place_and_says_why(store: Store):
    group(store, s=("a",))
    publish(store, "s", "a")
    assert not store.publish("s", None, facts(), held=("nothing could be checked",), now=later(hours=1), why="new articles")
    record = store.story_record("s")
    assert (record.page.revision, record.held) == (1, ("nothing could be checked",))


def test_a_page_says_who_cites_an_article_and_where(store: Store):
    group(store, s=("a", "b"))
    publish(store, "s", "a", "b")
    assert store.cited_by("b", 1) == ((("s", 2),), ((0, len("This is what b says.")),))
    assert store.cited_by("b", 2) == ((("s", 2),), ())


def test_a_cited_passage_is_shown_from_the_very_version_that_was_cited(store: Store):
    store.take([arrival("a", "Before. The very words. After.")], now=NOW)
    store.take([arrival("a", "Nothing of it now.")], now=NOW)
    citation = Citation("a", "text", 8, 23, "The very words.", 1)
    assert store.passage(citation) == ("Before. ", "The very words.", " After.")
    assert store.passage(citation, context=3) == ("e. ", "The very words.", " Af")


def test_a_story_without_articles_leaves_all_lists_and_its_page_stays_under_its_address(store: Store):
    group(store, s=("a",), t=("b",))
    publish(store, "s", "a")
    store.assign([placed("a", "t", None)], arrivals=2, changed=(), now=NOW, revised=True)
    assert store.story_input("s").articles == ()
    store.publish("s", None, None, now=NOW, why="merged")
    assert (store.cards(limit=9), store.front_cards(since=NOW, limit=9), store.search("happened", limit=9)) == ([], [], [])
    assert (store.resolve("s"), store.story_record("s").page.headline) == ("t", "What happened")


def test_lists_put_the_newest_fact_first_and_what_has_no_time_last(store: Store):
    group(store, s=("a",), t=("b",), u=("c",))
    for story, article, when in (("s", "a", None), ("t", "b", NOW), ("u", "c", later(hours=1))):
        store.publish(story, page(story, article), facts(when=when), now=NOW, why="")
    assert [card.id for card in store.cards(limit=9)] == ["u", "t", "s"]
    assert [card.id for card in store.cards(limit=1, offset=1)] == ["t"]
    assert {card.id for card in store.front_cards(since=NOW, limit=9)} == {"u", "t"}


def test_the_latest_articles_and_those_on_their_way_are_ordered_alike_on_both_engines(store: Store):
    store.add_subscription(FEED, now=NOW)
    coming = [entry("one"), replace(entry("two"), entry=replace(entry("two").entry, published=None))]
    poll(store,
        FEED, state={}, changed=coming, fetch=[e.id for e in coming],
        arrivals=[arrival("a", when=later(hours=-1))], now=NOW,
    )  # fmt: skip
    assert [card.id for card in store.latest(limit=9)] == ["article-one", "article-two", "a"]
    assert [card.id for card in store.latest(limit=1)] == ["article-one"]


def test_articles_of_one_moment_come_out_of_the_index_in_order(store: Store):
    """A folder of files may have thousands of the same day: they must not be sorted for each reader."""
    if not store.database.sqlite:
        pytest.skip("PostgreSQL chooses by what it has counted")
    store.add_subscription(FEED, now=NOW)
    poll(store, FEED, state={}, changed=[], fetch=[], arrivals=[arrival(f"a{n}", when=NOW) for n in range(9)], now=NOW)
    asked: list[tuple[str, object]] = []
    event.listen(store.database.reader, "before_cursor_execute", lambda *given: asked.append((given[2], given[3])))
    assert [card.id for card in store.latest(limit=3)] == ["a8", "a7", "a6"]
    query, given = next(one for one in asked if one[0].startswith("SELECT"))
    with store.database.reading() as connection:
        steps = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", given)]
    assert "SCAN articles USING INDEX articles_newest" in steps
    assert not [step for step in steps if "TEMP B-TREE" in step]


def test_related_stories_are_links_among_those_that_show(store: Store):
    group(store, s=("a",), t=("b",), u=("c",))
    publish(store, "t", "b")
    links = [Related("s", "t", "follows", 0.5), Related("s", "u", "possibly related", 0.9), Related("s", "x", "follows", 1.0)]
    store.publish("s", page("s", "a"), facts(), related=links, now=NOW, why="")
    assert [link.other for link in store.story_record("s").related] == ["t"]


# ---------------------------------------------------------------------------------------------- search


def test_search_finds_the_same_on_both_engines(store: Store):
    store.take(
        [
            arrival("a", "The café in Zürich-Oerlikon opened 12 new_rooms in 2026.", title="Ein Café"),
            arrival("b", "東京で地震。津波の心配はない。", title="地震"),
            arrival("c", "The bridge was closed; the old bridge stays open.", title="Bridge"),
            arrival("d", "Мост закрыт. Straße gesperrt.", title="Мост"),
        ],
        now=NOW,
    )

    def found(query: str) -> set[str]:
        return {hit.id for hit in store.search(query, limit=9)}

    assert found("cafe") == found("CAFÉ") == found("zurich oerlikon") == found('"new rooms"') == found("2026") == {"a"}
    assert found("地震") == found("津波") == found("京 心") == {"b"}
    assert found('"old bridge"') == found("bridge -cafe") == found("clos*") == {"c"}
    assert found("мост") == found("strasse") == {"d"}
    assert found("bridge cafe") == found("") == found('"') == found("-bridge") == found("* AND (") == set()
    assert found("the") == {"a", "c"}


def test_search_lists_stories_before_articles_and_goes_on_where_it_left_off(store: Store):
    group(store, s=("a",), t=("b", "c"))
    publish(store, "s", "a")
    publish(store, "t", "b", "c")
    hits = [(hit.kind, hit.id) for hit in store.search("says", limit=9)]
    assert [kind for kind, _ in hits] == ["story", "story", "article", "article", "article"]
    steps = [(hit.kind, hit.id) for offset in range(0, 6, 2) for hit in store.search("says", limit=2, offset=offset)]
    assert steps == hits


def test_search_forgets_what_an_article_or_page_no_longer_says(store: Store):
    group(store, s=("a",))
    publish(store, "s", "a", headline="Zebra escapes")
    publish(store, "s", "a", headline="Zebra is caught")
    store.take([arrival("a", "Quite another matter.")], now=NOW)
    assert [hit.id for hit in store.search("zebra", limit=9)] == ["s"]
    assert store.search("escapes", limit=9) == []
    assert [hit.kind for hit in store.search("says", limit=9)] == ["story"]


# ---------------------------------------------------------------------------------------------- corrections


def _merge(store: Store) -> str:
    bond = Constraint("a", "b", True)
    return store.correct(
        ChangeKind.MERGE, placed=[placed("a", "t", None, kind=ChangeKind.MERGE)], constraints=[bond], story="s", other="t",
        reason="by hand", arrivals=2, changed=("a", "b"), now=NOW,
    )[0]  # fmt: skip


def test_a_correction_is_stored_with_its_constraints_log_redirect_and_pages(store: Store):
    group(store, s=("a",), t=("b",))
    change = _merge(store)
    record, before, constraints = store.change(change)
    assert (record.kind, record.articles, record.story, record.other, record.by_person) == (
        ChangeKind.MERGE, ("a",), "s", "t", True,
    )  # fmt: skip
    assert before == {"a": "s"}
    assert constraints == store.constraints() == [Constraint("a", "b", True)]
    assert store.resolve("s") == "t"
    assert {item.key for item in store.due("write", now=NOW, limit=9)} == {"s", "t"}
    assert store.history("a")[0][0].change is ChangeKind.MERGE


def test_an_undone_correction_holds_no_more_and_cannot_be_undone_twice(store: Store):
    group(store, s=("a",), t=("b",))
    change = _merge(store)
    back = [placed("a", "s", None, kind=ChangeKind.UNDO)]
    store.undo(change, placed=back, arrivals=2, changed=(), now=later(hours=1))
    assert (store.constraints(), store.resolve("s"), store.story_of("a")) == ([], "s", "s")
    assert [(one.id, one.undone) for one in store.changes(limit=9)] == [(change, True)]
    assert len(store.history("a")) == 3, "the assignments stay"
    with pytest.raises(CorrectionError, match="undone already"):
        store.change(change)
    with pytest.raises(ChangeNotFound):
        store.change("c99")


def test_a_dropped_outlet_is_left_out_of_what_the_page_is_written_from(store: Store):
    group(store, s=("a",))
    store.take([replace(arrival("b"), article=replace(arrival("b").article, source="Corvale Times"))], now=NOW)
    store.assign([placed("b", "s", 1)], arrivals=2, changed=(), now=NOW, done=["b"])
    assert [one.id for one in store.story_input("s").articles] == ["a", "b"]
    change, _ = store.correct(
        ChangeKind.DROP, placed=[], constraints=[], story="s", other=None, reason="", arrivals=2, changed=(),
        drop="corvale times", now=NOW,
    )  # fmt: skip
    assert [one.id for one in store.story_input("s").articles] == ["a"]
    store.undo(change, placed=[], arrivals=2, changed=(), now=NOW)
    assert [one.id for one in store.story_input("s").articles] == ["a", "b"]


def test_what_a_revision_of_grouping_did_is_in_the_log(store: Store):
    group(store, s=("a", "b"), t=("c",))
    moved = [placed(one, "t", None, kind=ChangeKind.MERGE, why="one event") for one in ("b", "a")]
    store.assign(moved, arrivals=3, changed=(), now=NOW, revised=True)
    [change] = store.changes(limit=9, story="s")
    assert (change.kind, change.articles, change.story, change.other, change.reason, change.by_person) == (
        ChangeKind.MERGE, ("a", "b"), "s", "t", "one event", False,
    )  # fmt: skip
    assert store.changes(limit=9, by_person=True) == []
    assert store.changes(limit=9, story="t") == [change]


# ---------------------------------------------------------------------------------------------- channels


def test_channels_come_back_as_they_were_saved_in_the_order_they_were_made(store: Store):
    first = Channel("b", "Bridges", words=("bridge", "old bridge"), without=("game",), min_origins=2)
    second = Channel("a", "Æther", languages=("de",))
    store.save_channel(first, now=NOW)
    store.save_channel(second, now=later(minutes=1))
    store.save_channel(replace(first, publishers=("Ardent Post",)), now=later(minutes=2))
    assert store.channels() == [replace(first, publishers=("Ardent Post",)), second]
    store.remove_channel("b")
    assert store.channels() == [second]


def test_stories_without_a_time_stand_at_the_end_of_the_list_however_it_is_read(store: Store):
    for name, when in (("u", None), ("v", None), ("a", NOW), ("b", NOW), ("c", later(hours=-1))):
        group(store, **{name: (f"{name}1",)})
        publish(store, name, f"{name}1")
        with store.database.writing() as connection:
            connection.execute(update(t.stories).where(t.stories.c.id == name).values(last_new_fact=when))
    whole = [card.id for card in store.cards(limit=9)]
    assert whole == ["b", "a", "c", "v", "u"]
    assert [card.id for at in range(0, 8, 2) for card in store.cards(limit=2, offset=at)] == whole
