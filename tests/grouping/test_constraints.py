"""A person's corrections: no revision undoes them, new versions of the articles keep them, and each can be taken back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_stream import article, stream

from newsloom.errors import ArticleNotFound, CorrectionError
from newsloom.grouping import Grouper
from newsloom.model import Constraint, Kind

EVENTS = st.lists(st.integers(0, 4), min_size=4, max_size=40)


def grouped(events: list[int]) -> Grouper:
    grouper = Grouper()
    for one in stream(events):
        grouper.add(one)
    grouper.revise()
    return grouper


@settings(max_examples=15, deadline=None)
@given(EVENTS, st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39), st.booleans()), max_size=6), st.integers(0, 30))
def test_corrections_that_do_not_contradict_each_other_hold_through_every_revision(events, wanted, later):
    articles = stream(events)
    grouper = grouped(events)
    together: list[set[str]] = []
    held: list[Constraint] = []
    for first, second, join in wanted:
        a, b = articles[first % len(articles)].id, articles[second % len(articles)].id
        one = Constraint(a, b, join)
        if a == b or not _agrees([*held, one]):
            continue
        grouper.constrain(one)
        held.append(one)
    grouper.revise()
    for number in range(later):
        grouper.add(article(number % 5, 100 + number, hours=50 + number))
        grouper.revise()
    for one in held:
        assert (grouper.story_of(one.first) == grouper.story_of(one.second)) is one.together
    assert together == []


def _agrees(constraints: list[Constraint]) -> bool:
    """Whether all of them can hold at once."""
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for one in constraints:
        if one.together:
            root[find(one.first)] = find(one.second)
    return all(one.together or find(one.first) != find(one.second) for one in constraints)


def test_two_events_put_together_by_hand_stay_together_and_draw_both_kinds_of_article():
    grouper = grouped([1, 1, 2, 2])
    grouper.constrain(Constraint("1-1", "2-1", True))
    grouper.revise()
    story = grouper.story_of("1-1")
    grouper.add(article(2, 3, hours=3))
    grouper.revise()
    assert grouper.story_of("2-1") == grouper.story_of("2-3") == story


def test_an_article_taken_out_by_hand_stays_out():
    grouper = grouped([1, 1, 1, 1])
    grouper.move("1-4", "a story of its own")
    for other in ("1-1", "1-2", "1-3"):
        grouper.constrain(Constraint("1-4", other, False))
    grouper.revise()
    for number in range(5, 9):
        grouper.add(article(1, number, hours=number))
        grouper.revise()
    assert grouper.story_of("1-4") != grouper.story_of("1-1")


def test_a_correction_holds_for_the_next_version_of_its_article():
    grouper = grouped([1, 1, 1, 2])
    grouper.move("2-1", grouper.story_of("1-1"))
    grouper.constrain(Constraint("2-1", "1-1", True))
    grouper.add(article(2, 1, hours=9))
    grouper.revise()
    assert grouper.story_of("2-1") == grouper.story_of("1-1")


@pytest.mark.parametrize("kind", [Kind.ROUND_UP, Kind.LIVE_BLOG])
def test_a_page_that_only_follows_stays_where_a_person_put_it(kind):
    grouper = grouped([1, 1, 2, 2])
    grouper.add(article(1, 3, hours=2, kind=kind))
    assert grouper.story_of("1-3") == grouper.story_of("1-1")
    grouper.move("1-3", grouper.story_of("2-1"))
    grouper.constrain(Constraint("1-3", "2-1", True))
    for other in ("1-1", "1-2"):
        grouper.constrain(Constraint("1-3", other, False))
    grouper.revise()
    assert grouper.story_of("1-3") == grouper.story_of("2-1")


def test_a_page_that_only_follows_stays_out_when_a_person_took_it_out_whatever_comes_later():
    grouper = Grouper()
    grouper.add(article(1, 0, kind=Kind.LIVE_BLOG))
    grouper.add(article(1, 1, hours=1))
    grouper.revise()
    assert grouper.story_of("1-0") == grouper.story_of("1-1")
    grouper.move("1-0", "a story of its own")
    grouper.constrain(Constraint("1-0", "1-1", False))
    for number in range(2, 5):
        grouper.add(article(1, number, hours=number))
        grouper.revise()
    assert grouper.story_of("1-0") == "a story of its own"


def test_a_correction_taken_back_is_looked_at_again():
    grouper = grouped([1, 1, 1, 1])
    apart = [Constraint("1-4", other, False) for other in ("1-1", "1-2", "1-3")]
    for one in apart:
        grouper.constrain(one)
    grouper.revise()
    assert grouper.story_of("1-4") != grouper.story_of("1-1")
    for one in apart:
        grouper.release(one)
    grouper.revise()
    assert grouper.story_of("1-4") == grouper.story_of("1-1")


def test_the_opposite_of_a_standing_correction_is_refused():
    grouper = grouped([1, 2])
    grouper.constrain(Constraint("1-1", "2-1", True))
    with pytest.raises(CorrectionError, match="says the opposite"):
        grouper.constrain(Constraint("2-1", "1-1", False))


def test_a_correction_about_an_unknown_article_is_refused():
    with pytest.raises(ArticleNotFound):
        grouped([1, 2]).constrain(Constraint("1-1", "9-9", True))
