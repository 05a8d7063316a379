"""After a restart grouping goes on as if it had never stopped; damaged memories are refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_stream import article, stream

from newsloom.errors import StoreError
from newsloom.grouping import Grouper
from newsloom.grouping.memory import pack, unpack
from newsloom.model import Kind


class Kept:
    """What a store would hold: memories in order of arrival, and where each article is."""

    def __init__(self) -> None:
        self.memory: dict[str, bytes] = {}
        self.story: dict[str, str] = {}

    def run(self, grouper: Grouper, articles, log: list | None = None) -> None:
        for one in articles:
            if grouper.due():
                self._moved(grouper.revise(), log)
            placed = grouper.add(one)
            self.memory.pop(one.id, None)
            self.memory[one.id] = placed.memory
            self._moved([placed.assignment], log)

    def _moved(self, assignments, log) -> None:
        self.story.update({one.article: one.story for one in assignments})
        if log is not None:
            log += assignments

    def restarted(self, grouper: Grouper) -> Grouper:
        again = Grouper(window=grouper._window.index.window)
        for name, blob in self.memory.items():
            if name in grouper._window.number:
                again.remember(name, self.story[name], blob)
        again.resume(grouper.arrivals, grouper.changed)
        return again


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=2, max_size=120),
    st.integers(1, 119),
    st.sampled_from([40, 1000]),
    st.sets(st.integers(0, 119), max_size=6),
)
def test_a_restart_at_any_moment_changes_nothing(events, stop, window, quiet):
    articles = [
        one if at not in quiet else article(events[at], 500 + at, hours=at * 0.5, kind=Kind.ROUND_UP)
        for at, one in enumerate(stream(events))
    ]
    stop %= len(articles)
    undisturbed: list = []
    Kept().run(Grouper(window=window), articles, undisturbed)
    kept, log = Kept(), []
    first = Grouper(window=window)
    kept.run(first, articles[:stop], log)
    kept.run(kept.restarted(first), articles[stop:], log)
    assert repr(log) == repr(undisturbed)


def test_a_memory_says_the_same_after_a_round_trip():
    blob = Grouper().add(article(1, 1)).memory
    assert pack(unpack(blob)) == blob


@pytest.mark.parametrize("damage", [lambda b: b[:40], lambda b: b"", lambda b: b[:-200], lambda b: b"\x63" + b[1:]])
def test_a_damaged_or_foreign_memory_is_refused(damage):
    blob = Grouper().add(article(1, 1)).memory
    with pytest.raises(StoreError):
        Grouper().remember("1-1", "story", damage(blob))


def test_a_memory_holds_no_text_but_a_few_words():
    one = article(1, 1, words=500)
    assert len(Grouper().add(one).memory) < 2000
    assert one.text[:60].encode() not in Grouper().add(one).memory
