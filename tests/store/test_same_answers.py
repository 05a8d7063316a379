"""Whatever is done to them, the two engines hold the same and answer the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from making import FEED, arrival, entry, facts, later, page, placed, poll
from test_erased import everything

from newsloom.errors import NewsloomError
from newsloom.model import ChangeKind, Constraint
from newsloom.store import Store, open_store
from newsloom.store.search import parse, snippet

ARTICLES = st.sampled_from([f"a{n}" for n in range(6)])
STORIES = st.sampled_from(["s", "t", "u"])
#: words of several scripts and cases, and what search treats as more than a word
TEXTS = st.lists(
    st.sampled_from(
        ["Bridge", "BRÜCKE", "brucke", "東京", "Ёлка", "the", "2.5", "new-rooms", "é", "\x00", "'", '"', "𝔘", "ß", "_x"]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


class Both(RuleBasedStateMachine):
    """Does everything to a store of each engine."""

    stores: tuple[Store, Store]

    def __init__(self) -> None:
        super().__init__()
        self.hours = 0
        self.arrivals = 0

    def both(self, ask: Any) -> Any:
        """Do it to both; they answer, or refuse, alike."""
        told = []
        for store in self.stores:
            try:
                told.append(ask(store))
            except NewsloomError as exc:
                told.append((type(exc), exc.about))
        assert told[0] == told[1]
        return told[0]

    @property
    def now(self) -> Any:
        self.hours += 1
        return later(hours=self.hours)

    @rule(name=ARTICLES, text=TEXTS, title=TEXTS)
    def take(self, name: str, text: str, title: str) -> None:
        now = self.now
        self.both(lambda store: store.take([arrival(name, text, title=title)], now=now))

    @rule(names=st.sets(ARTICLES), text=TEXTS)
    def poll(self, names: set[str], text: str) -> None:
        now, told = self.now, [entry(name, text=text) for name in sorted(names)]
        seen = {one.id for one in told}
        gone = {one.id for one in self.stores[0].standing(FEED.id)} - seen
        self.both(lambda store: poll(store, FEED, state={}, changed=told, gone=gone, fetch=seen, now=now))

    @rule(name=ARTICLES, story=STORIES, revised=st.booleans())
    def assign(self, name: str, story: str, revised: bool) -> None:
        if not self.both(lambda store: sorted(store.articles([name]))):
            return
        now, known = self.now, self.both(lambda store: store.story_of(name)) is not None
        one = placed(name, story, None if known else self.arrivals)
        self.arrivals += not known
        self.both(lambda s: s.assign([one], arrivals=self.arrivals, changed=[name], now=now, done=[name], revised=revised))

    @rule(story=STORIES, headline=TEXTS)
    def publish(self, story: str, headline: str) -> None:
        articles = self.both(lambda store: [one.id for one in store.story_input(story).articles]) if self.known(story) else []
        if articles:
            now, made = self.now, page(story, *articles, headline=headline)
            self.both(lambda s: s.publish(story, made, facts(len(articles), headline=headline), now=now, why="new"))

    @rule(story=STORIES, other=STORIES)
    def merge(self, story: str, other: str) -> None:
        if story == other or not self.known(story) or not self.known(other):
            return
        now, mine = self.now, self.both(lambda store: store.articles_of(story))
        theirs = self.both(lambda store: store.articles_of(other))
        if mine and theirs:
            moved = [placed(one, other, None, kind=ChangeKind.MERGE) for one in mine]
            bonds = [Constraint(one, theirs[0], True) for one in mine]
            self.both(
                lambda s: s.correct(ChangeKind.MERGE, placed=moved, constraints=bonds, story=story, other=other, reason="by hand",
                                    arrivals=self.arrivals, changed=mine, now=now)
            )  # fmt: skip

    @rule(name=ARTICLES)
    def erase(self, name: str) -> None:
        now = self.now
        self.both(lambda store: store.erase(name, now=now))

    @rule(hours=st.integers(-5, 40))
    def retain(self, hours: int) -> None:
        self.both(lambda store: store.retain(before=later(hours=hours)))

    @rule(query=TEXTS)
    def search(self, query: str) -> None:
        self.both(lambda store: {(hit.kind, hit.id, hit.title, hit.snippet) for hit in store.search(query, limit=50)})

    @rule()
    def look(self) -> None:
        self.hold_the_same()
        for story in ("s", "t", "u"):
            self.both(lambda store, story=story: store.resolve(story))
            self.both(lambda store, story=story: store.story_record(store.resolve(story)))
        self.both(lambda store: (store.cards(limit=9), store.latest(limit=9), list(store.memories()), store.constraints()))
        self.both(
            lambda store: [store.due(stage, now=later(days=9), limit=99) for stage in ("page", "assign", "write", "revise")]
        )

    def hold_the_same(self) -> None:
        first, second = map(everything, self.stores)
        assert first == second

    def known(self, story: str) -> bool:
        return bool(self.both(lambda store: store.card(story) is not None))


@pytest.mark.postgres
@pytest.mark.parametrize("lives", [6, pytest.param(100, marks=pytest.mark.soak)])
def test_both_engines_hold_and_answer_the_same_whatever_is_done(postgres, tmp_path: Path, lives: int):
    for url in (made := (str(tmp_path / "empty.db"), postgres.new())):
        open_store(url).close()

    @contextmanager
    def fresh(number: int) -> Iterator[tuple[Store, Store]]:
        path, url = tmp_path / f"{number}.db", postgres.new(template=made[1])
        shutil.copy(made[0], path)
        pair = (open_store(str(path)), open_store(url))
        for store in pair:
            store.add_subscription(FEED, now=later())
        yield pair
        for store in pair:
            store.close()
        postgres.drop(url)

    numbers = iter(range(100_000))

    class Fresh(Both):
        def __init__(self) -> None:
            super().__init__()
            self.opened = fresh(next(numbers))
            self.stores = self.opened.__enter__()

        def teardown(self) -> None:
            self.hold_the_same()
            self.opened.__exit__(None, None, None)

    run_state_machine_as_test(
        Fresh,
        settings=settings(
            max_examples=lives, stateful_step_count=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.parametrize(
    ("plain", "shown"),
    [
        (
            "The deck stands alone\nThe storm came on Monday.\nIt left.",
            "The deck stands alone · The \x02storm\x03 came on Monday. It left.",
        ),
        ("storm " + "considerable " * 30, "\x02storm\x03 " + "considerable " * 16 + "…"),
        ("嵐" * 300, None),
    ],
)
def test_a_snippet_ends_with_a_word_and_parts_a_deck_from_what_follows(plain: str, shown: str | None):
    made = snippet(plain, parse("storm"))
    assert made == shown if shown is not None else len(made) <= 222
