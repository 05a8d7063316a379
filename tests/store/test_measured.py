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
    def paid(prompt: str, tokens_in: int, tokens_out: int, cost: int, outcome: str = "") -> None:
        number = store.put_aside(story="s", model="m", prompt=prompt, tokens_in=900, tokens_out=900, cost=900, now=NOW)
        store.settle(number, tokens_in=tokens_in, tokens_out=tokens_out, cost=cost, outcome=outcome, now=NOW)

    for outcome in ("", "", "the answer is no JSON"):
        paid("story.v2", 100, 10, 7, outcome)
    paid("update.v3", 1, 2, 3)
    paid("update.v3", 0, 0, 0, "the server is down")
    first, second = store.measures(now=NOW).llm
    assert (first.prompt, first.spent.calls, first.spent.tokens, first.spent.cost, first.failed) == ("story.v2", 3, 330, 21, 1)
    assert (second.prompt, second.spent.calls, second.failed) == ("update.v3", 1, 0)
