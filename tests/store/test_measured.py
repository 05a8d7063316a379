"""Counts for who watches over an installation, the same on both engines."""

from __future__ import annotations

from making import NOW, group, later, publish

from newsloom.store import Store


def test_an_empty_store_counts_nothing(store: Store):
    told = store.measures(now=NOW)
    assert (told.articles, told.stories, told.revisions, told.last_polled, told.llm) == (0, 0, 0, None, ())
    assert set(told.feeds.values()) == {0}


def test_stories_revisions_and_waiting_work_are_counted(store: Store):
    group(store, s=("a",), u=("b",))
    before = store.measures(now=later(hours=1))
    publish(store, "s", "a")
    told = store.measures(now=later(hours=1))
    assert (told.articles, told.stories, told.revisions) == (2, 1, 1)
    assert sum(q.length for q in told.queues.values()) == store.waiting()
    assert sum(q.length for q in before.queues.values()) > sum(q.length for q in told.queues.values())


def test_what_models_cost_is_counted_by_model_and_prompt(store: Store):
    for outcome in ("", "", "the answer is no JSON"):
        store.paid(story="s", model="m", prompt="story.v2", tokens_in=100, tokens_out=10, cost=7, outcome=outcome, now=NOW)
    store.paid(story="u", model="m", prompt="update.v3", tokens_in=1, tokens_out=2, cost=3, now=NOW)
    first, second = store.measures(now=NOW).llm
    assert (first.prompt, first.spent.calls, first.spent.tokens, first.spent.cost, first.failed) == ("story.v2", 3, 330, 21, 1)
    assert (second.prompt, second.spent.calls, second.failed) == ("update.v3", 1, 0)
