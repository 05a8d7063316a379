"""Average linkage with a person's corrections, and trees as flat arrays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.grouping.lexicon import crossing
from newsloom.grouping.model import Trees
from newsloom.grouping.revise import average_link, name_parts


def matrix(n: int, pairs: dict[tuple[int, int], float]) -> np.ndarray:
    out = np.zeros((n, n), np.float32)
    for (a, b), chance in pairs.items():
        out[a, b] = out[b, a] = chance
    return out


def linked(n: int, pairs: dict[tuple[int, int], float], **more) -> list[list[int]]:
    chance = matrix(n, pairs)
    return average_link(chance, chance > 0, stop=0.4, floor=8, **more)


def test_what_is_likely_one_event_is_joined_and_the_rest_is_not():
    assert linked(4, {(0, 1): 0.9, (2, 3): 0.8, (1, 2): 0.1}) == [[0, 1], [2, 3]]


def test_what_lets_a_third_article_join_does_not_found_a_story_of_two():
    assert linked(2, {(0, 1): 0.5}, alone=0.6) == [[0], [1]]
    assert linked(3, {(0, 1): 0.7, (0, 2): 0.5, (1, 2): 0.5}, alone=0.6) == [[0, 1, 2]]


def test_articles_bound_together_join_their_whole_clusters():
    assert linked(4, {(0, 1): 0.9, (2, 3): 0.8}, together=[(0, 3)]) == [[0, 1, 2, 3]]


def test_an_article_like_one_half_of_a_bound_pair_joins_both():
    assert linked(3, {(0, 2): 0.9}, together=[(0, 1)]) == [[0, 1, 2]]


def test_articles_kept_apart_are_apart_however_alike():
    assert linked(2, {(0, 1): 1.0}, apart=[(0, 1)]) == [[0], [1]]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_cluster_holds_a_pair_kept_apart_and_every_bound_pair_is_in_one(data):
    n = data.draw(st.integers(2, 9))
    pair = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda two: two[0] < two[1])
    chances = data.draw(st.dictionaries(pair, st.floats(0, 1, width=32), max_size=20))
    apart = data.draw(st.lists(pair, max_size=4, unique=True))
    together = data.draw(st.lists(pair, max_size=1)) if not apart else []
    parts = linked(n, chances, apart=apart, together=together)
    assert sorted(at for part in parts for at in part) == list(range(n))
    where = {at: number for number, part in enumerate(parts) for at in part}
    assert all(where[a] != where[b] for a, b in apart)
    assert all(where[a] == where[b] for a, b in together)


def test_the_largest_part_keeps_the_id_and_the_older_story_wins_a_tie():
    assert name_parts([[0, 1, 2], [3]], ["a", "a", "b", "a"], {"a": 0, "b": 2}) == ["a", None]
    assert name_parts([[0, 1]], ["b", "a"], {"a": 5, "b": 1}) == ["b"]


def test_trees_as_arrays_give_what_walking_them_gives():
    plain = {"trees": [{"tests": [[0, 0.5, 0b001], [1, 0.2, 0b010]], "leaves": [1.0, 2.0, 4.0]}]}
    rows = np.array([[0.4, 0.0], [0.6, 0.1], [0.6, 0.9]], np.float32)
    assert Trees.load(plain).margins(rows).tolist() == [1.0, 2.0, 4.0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("méxico", "mexico"),
        ("kabul", "cabul"),
        ("путина", "putin"),
        ("россия", "rossia"),
        ("афганистан", "afghanistan"),
        ("łódź", "lodz"),
    ],
)
def test_one_name_in_two_spellings_is_one(one, other):
    assert crossing(one) == crossing(other)


@pytest.mark.parametrize(("one", "other"), [("paris", "berlin"), ("東京", "大阪"), ("القاهرة", "بيروت"), ("iran", "iraq")])
def test_two_names_stay_two(one, other):
    assert crossing(one) != crossing(other)
