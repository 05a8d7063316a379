"""Marks of stories, on both engines: they survive merges, and a muted story is in no list."""

from __future__ import annotations

import pytest
from making import NOW, group, later, placed, publish

from newsloom.errors import StoryNotFound
from newsloom.model import ChangeKind, Channel, StoryMark
from newsloom.store import Store

FOLLOW, MUTE, SAVE = StoryMark.FOLLOW, StoryMark.MUTE, StoryMark.SAVE


@pytest.fixture
def two(store: Store) -> Store:
    """Two stories with a page each."""
    group(store, s=("a",), u=("b",))
    publish(store, "s", "a", headline="The bridge")
    publish(store, "u", "b", headline="The ferry")
    return store


def test_a_mark_is_kept_with_its_time_until_it_is_taken_back(two: Store):
    two.mark("s", FOLLOW, now=NOW)
    two.mark("s", FOLLOW, now=later(hours=1))
    two.mark("s", SAVE, now=later(hours=2))
    assert two.marks() == {FOLLOW: {"s": NOW}, MUTE: {}, SAVE: {"s": later(hours=2)}}
    two.unmark("s", FOLLOW)
    assert two.marks() == {FOLLOW: {}, MUTE: {}, SAVE: {"s": later(hours=2)}}


def test_a_story_that_is_not_there_cannot_be_marked(two: Store):
    for act in (lambda: two.mark("none", SAVE, now=NOW), lambda: two.unmark("none", SAVE)):
        with pytest.raises(StoryNotFound):
            act()


def moved(store: Store, article: str, story: str) -> None:
    store.assign([placed(article, story, None, kind=ChangeKind.MOVE)], arrivals=2, changed=(), now=NOW, revised=True)


def test_a_mark_goes_along_with_a_merge_and_comes_back_with_its_undo(two: Store):
    two.mark("u", FOLLOW, now=NOW)
    moved(two, "b", "s")
    assert two.resolve("u") == "s"
    assert two.marks()[FOLLOW] == {"s": NOW}
    moved(two, "b", "u")
    assert two.marks()[FOLLOW] == {"u": NOW}


def test_what_was_merged_into_a_story_is_unmarked_with_it(two: Store):
    two.mark("u", MUTE, now=NOW)
    moved(two, "b", "s")
    two.unmark("s", MUTE)
    moved(two, "b", "u")
    assert two.marks()[MUTE] == {}


def test_lists_leave_out_the_stories_they_are_told_to(two: Store):
    assert {card.id for card in two.cards(limit=9)} == {"s", "u"}
    assert [card.id for card in two.cards(limit=9, without=["s"])] == ["u"]
    assert [card.id for card in two.front_cards(since=NOW, limit=9, without=["s"])] == ["u"]
    for channel in (Channel("c", "All"), Channel("c", "Words", words=("says",))):
        assert {card.id for card in two.selected(channel, limit=9)} == {"s", "u"}
        assert [card.id for card in two.selected(channel, limit=9, without=["s"])] == ["u"]
    assert {card.id for card in two.latest(limit=9)} == {"a", "b"}
    assert {card.id for card in two.latest(limit=9, without=["s"])} == {"b"}


def test_a_mark_counts_as_a_change_for_those_who_keep_lists(two: Store):
    for act in (
        lambda: two.mark("s", MUTE, now=NOW),
        lambda: two.unmark("s", MUTE),
        lambda: two.catch_up(now=NOW),
    ):
        before = two.generation()
        act()
        assert two.generation() > before


def test_the_page_as_it_stood_at_a_time_can_be_had(two: Store):
    publish(two, "s", "a", headline="The bridge is open", now=later(hours=2))
    at = {"s": later(hours=1), "u": NOW - (later(hours=1) - NOW)}
    assert {story: page.headline for story, page in two.pages_before(at).items()} == {"s": "The bridge"}
    assert two.pages_before({"s": later(hours=2)})["s"].headline == "The bridge is open"


def test_when_all_was_read_is_kept(two: Store):
    assert two.caught_up() is None
    two.catch_up(now=later(hours=3))
    assert two.caught_up() == later(hours=3)


def test_marks_are_in_a_backup(two: Store, tmp_path):
    two.mark("s", SAVE, now=NOW)
    kept = two.backup(tmp_path / "kept.db")
    two.unmark("s", SAVE)
    two.restore(kept)
    assert two.marks()[SAVE] == {"s": NOW}
