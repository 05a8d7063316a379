"""What a revision calls its changes: a merge, a split or a move is one, and says so in the history."""

from __future__ import annotations

from made_stream import stream

from newsloom.grouping import Grouper
from newsloom.model import Assignment, ChangeKind, Constraint


def grouped(events: list[int]) -> Grouper:
    grouper = Grouper()
    for one in stream(events):
        grouper.add(one)
    grouper.revise()
    return grouper


def kinds(changes: list[Assignment]) -> dict[str, ChangeKind]:
    return {one.article: one.change for one in changes}


def test_a_story_that_goes_wholly_into_another_is_merged() -> None:
    grouper = grouped([1, 1, 1, 2, 2])
    for first, second in (("1-1", "2-1"), ("1-1", "2-2")):
        grouper.constrain(Constraint(first, second, True))
    assert kinds(grouper.revise()) == {"2-1": ChangeKind.MERGE, "2-2": ChangeKind.MERGE}


def test_an_article_that_founds_a_story_of_its_own_is_split_off() -> None:
    grouper = grouped([1, 1, 1])
    for other in ("1-1", "1-2"):
        grouper.constrain(Constraint("1-3", other, False))
    assert kinds(grouper.revise()) == {"1-3": ChangeKind.SPLIT}


def test_an_article_that_goes_to_another_story_while_its_own_stays_is_moved() -> None:
    grouper = grouped([1, 1, 1, 2, 2])
    for other in ("2-1", "2-2"):
        grouper.constrain(Constraint("1-3", other, True))
    for other in ("1-1", "1-2"):
        grouper.constrain(Constraint("1-3", other, False))
    assert kinds(grouper.revise()) == {"1-3": ChangeKind.MOVE}
