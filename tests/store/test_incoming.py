"""Subscriptions, entries, articles and the outbox, on both engines."""

from __future__ import annotations

from dataclasses import replace

import pytest
from making import FEED, NOW, arrival, entry, group, later, poll, take

from newsloom.errors import ArticleNotFound, StoreError, SubscriptionNotFound
from newsloom.model import FeedUse, Problem, Subscription
from newsloom.store import Store, Work


def test_an_article_comes_with_its_place_in_the_queue_for_grouping(store: Store):
    assert store.take([arrival("a")], now=NOW) == ["new"]
    assert [item.key for item in store.due("assign", now=NOW, limit=10)] == ["a"]


def test_the_same_text_again_is_neither_a_version_nor_work(store: Store):
    group(store, s=("a",))
    waiting, generation = store.waiting(), store.generation()
    assert store.take([arrival("a")], now=later(hours=1)) == ["same"]
    assert store.article_version("a")[1] == (1,)
    assert (store.waiting(), store.generation()) == (waiting, generation)


def test_a_changed_text_is_a_new_version_and_the_old_one_stays_as_it_was(store: Store):
    group(store, s=("a",))
    store.give_up("write", "s")
    before = store.article_version("a", 1)[0]
    assert store.take([arrival("a", "It says something else now.")], now=later(hours=1)) == ["changed"]
    newest, numbers, _ = store.article_version("a")
    assert (newest.version, newest.text, numbers) == (2, "It says something else now.", (1, 2))
    assert store.article_version("a", 1)[0] == before
    assert [item.key for item in store.due("write", now=later(hours=1), limit=10)] == ["s"]


def test_a_text_that_goes_back_to_what_it_was_is_a_third_version(store: Store):
    take(store, "a")
    store.take([arrival("a", "Other words.")], now=NOW)
    assert store.take([arrival("a")], now=NOW) == ["changed"]
    assert store.article_version("a")[1] == (1, 2, 3)


def test_a_teaser_never_replaces_a_page_and_a_page_does_replace_a_teaser(store: Store):
    teaser = replace(
        arrival("a", "Only the beginning"), article=replace(arrival("a", "Only the beginning").article, teaser=True)
    )
    assert store.take([teaser], now=NOW) == ["new"]
    group(store, s=())
    store.give_up("assign", "a")
    assert store.take([arrival("a")], now=NOW) == ["changed"]
    assert store.waiting("assign") == 1, "it is grouped anew by its whole text"
    assert store.take([teaser], now=NOW) == ["same"]
    assert store.article_version("a")[0].text == "This is what a says."


def test_a_write_that_fails_in_its_middle_writes_nothing(store: Store):
    take(store, "a")
    known, work = store.count("versions"), store.waiting()
    broken = replace(arrival("c"), first_seen=None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match=r"(?i)null"):
        store.take([arrival("b"), broken], now=NOW)
    assert (store.count("versions"), store.waiting(), store.articles(["b"])) == (known, work, {})
    take(store, "b")
    assert store.articles(["b"])["b"].title == "Title of b", "the connection is of use afterwards"


def test_an_unknown_article_or_version_is_not_found(store: Store):
    take(store, "a")
    for asked in (("b", None), ("a", 2), ("a\x00b", None), ("a\ud800", None)):
        with pytest.raises(ArticleNotFound):
            store.article_version(*asked)


def test_text_that_no_database_holds_is_kept_without_what_it_cannot_hold(store: Store):
    store.take([arrival("a", "one\x00two \ud83d three 😀")], now=NOW)
    assert store.article_version("a")[0].text == "onetwo \ufffd three 😀"
    assert store.take([arrival("a", "one\x00two \ud83d three 😀")], now=NOW) == ["same"]


def test_times_keep_their_microseconds_and_come_back_in_utc(store: Store):
    when = NOW.replace(microsecond=123_457)
    store.take([arrival("a", when=when)], now=NOW)
    published = store.article_version("a")[0].published
    assert published == when
    assert published.utcoffset().total_seconds() == 0


# ---------------------------------------------------------------------------------------------- subscriptions and polls


def test_following_an_address_twice_is_following_it_once(store: Store):
    assert store.add_subscription(FEED, now=NOW) == (FEED, True)
    again, new = store.add_subscription(Subscription("other", FEED.url, title="Another title"), now=NOW)
    assert (again, new) == (FEED, False)
    assert store.subscriptions() == [FEED]


def test_subscriptions_are_ordered_alike_whatever_the_language_of_the_database(store: Store):
    for number, title in enumerate(("émile", "Zeit", "apple", "Äpfel", "_x", "Émile", "10", "9")):
        store.add_subscription(Subscription(f"f{number}", f"https://x.example/{number}", title=title), now=NOW)
    assert [one.title for one in store.subscriptions()] == ["10", "9", "Zeit", "_x", "apple", "Äpfel", "Émile", "émile"]


def test_paused_gone_and_ignored_feeds_are_never_due(store: Store):
    for name, more in {
        "a": {},
        "b": {"paused": True},
        "c": {"gone": True},
        "d": {"use": FeedUse.IGNORED},
        "e": {"next_poll": later(hours=1)},
        "f": {"next_poll": None},
        "g": {"use": FeedUse.READ_ONLY, "next_poll": later(hours=-1)},
    }.items():
        store.add_subscription(replace(FEED, id=name, url=f"https://{name}.example/", **more), now=NOW)
    assert [one.id for one in store.due_subscriptions(now=NOW, limit=10)] == ["g", "a"]


def test_a_poll_stores_validators_entries_and_work_in_one_transaction_or_nothing(store: Store):
    store.add_subscription(FEED, now=NOW)
    polled = replace(FEED, etag='"1"', last_success=NOW)
    broken = Problem("the last that a poll writes", None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match=r"(?i)null"):
        poll(store, polled, state={"x": 1}, changed=[entry("one")], fetch=[entry("one").id], problems=[broken], now=NOW)
    assert store.subscription("feed") == FEED
    assert (store.entries("feed"), store.polling_state("feed"), store.waiting()) == ([], ({}, {}), 0)

    poll(store, polled, state={"x": 1}, changed=[entry("one")], fetch=[entry("one").id], now=NOW)
    assert store.subscription("feed") == polled
    assert [one.entry.key for one in store.entries("feed")] == ["one"]
    assert store.polling_state("feed")[0] == {"x": 1}
    assert [item.key for item in store.due("page", now=NOW, limit=9)] == ["article-one"]


def test_a_poll_of_a_feed_that_was_removed_meanwhile_stores_nothing(store: Store):
    told = poll(store, FEED, state={}, changed=[entry("one")], fetch=[entry("one").id], now=NOW)
    assert told["new"] == 0
    assert (store.entries("feed"), store.waiting()) == ([], 0)


def test_an_entry_that_left_the_feed_is_kept_as_such_and_may_come_back(store: Store):
    store.add_subscription(FEED, now=NOW)
    one, two = entry("one"), entry("two")
    poll(store, FEED, state={}, changed=[one, two], now=NOW)
    poll(store, FEED, state={}, gone={one.id}, now=later(hours=1))
    assert {e.entry.key: e.live for e in store.entries("feed")} == {"one": False, "two": True}
    poll(store, FEED, state={}, back={one.id}, now=later(hours=2))
    assert {e.entry.key: e.live for e in store.entries("feed")} == {"one": True, "two": True}


def test_removing_a_subscription_keeps_its_articles_and_forgets_its_entries_and_work(store: Store):
    store.add_subscription(FEED, now=NOW)
    poll(store, FEED, state={}, changed=[entry("one")], fetch=[entry("one").id], arrivals=[arrival("a")], now=NOW)
    store.remove_subscription("feed")
    assert store.entries("feed") == []
    assert store.waiting("page") == 0
    assert store.article_version("a")[0].id == "a"
    with pytest.raises(SubscriptionNotFound):
        store.subscription("feed")


def test_a_readers_own_headers_are_kept_apart_from_the_subscription(store: Store):
    store.add_subscription(FEED, now=NOW, headers={"Authorization": "Bearer of-mine"})
    assert store.polling_state("feed")[1] == {"Authorization": "Bearer of-mine"}
    assert "of-mine" not in repr(store.subscriptions())


# ---------------------------------------------------------------------------------------------- the outbox and problems


def test_work_is_done_in_order_of_due_times_and_not_before(store: Store):
    with store.database.writing() as connection:
        store.put(connection, "write", ["c", "a"], due=NOW)
        store.put(connection, "write", ["b"], due=later(minutes=-1))
        store.put(connection, "write", ["d"], due=later(minutes=1))
    assert [item.key for item in store.due("write", now=NOW, limit=10)] == ["b", "a", "c"]
    assert [item.key for item in store.due("write", now=NOW, limit=2)] == ["b", "a"]
    assert store.waiting("write") == 4


def test_a_retry_waits_counts_and_says_why(store: Store):
    with store.database.writing() as connection:
        store.put(connection, "page", ["a"], due=NOW, body={"about": "https://x.example/a"})
    item = store.due("page", now=NOW, limit=1)[0]
    problem = Problem("https://x.example/a", "answered 503", retry=True)
    store.retry(item, due=later(hours=1), problem=problem, now=NOW)
    assert store.due("page", now=NOW, limit=1) == []
    assert store.due("page", now=later(hours=1), limit=1) == [
        Work("page", "a", later(hours=1), 1, "answered 503", {"about": "https://x.example/a"})
    ]
    assert [(one.problem, one.stage, one.next_try) for one in store.problems(limit=9)] == [(problem, "page", later(hours=1))]


def test_the_same_problem_counts_up_and_is_gone_when_it_is_solved(store: Store):
    about = "https://ardent.example/a"
    for hours in range(3):
        store.record([Problem(about, f"answered {500 + hours}")], stage="page", now=later(hours=hours))
    assert [(one.times, one.problem.reason, one.at) for one in store.problems(limit=9)] == [(3, "answered 502", later(hours=2))]
    store.take([arrival("a")], now=later(hours=3))
    assert store.problems(limit=9) == []


def test_a_mistake_of_ours_is_not_dressed_up_as_trouble_with_the_database(store: Store):
    with pytest.raises(Exception, match=r"(?i)null") as caught:
        store.keep_fact("a", None)  # type: ignore[arg-type]
    assert not isinstance(caught.value, StoreError)
