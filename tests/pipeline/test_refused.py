"""What the database itself refuses costs only itself, on both engines: here it is made to refuse whatever is called poison."""

from __future__ import annotations

import pytest
from collecting import Rig, page
from sqlalchemy import text

from newsloom.model import Subscription
from newsloom.store import Store
from newsloom.testing import rss

HERALD, COURIER = "http://herald.example/feed", "http://courier.example/feed"
MANY = 9


def refuse(store: Store, table: str) -> None:
    """From now on no row of this table may have a title with poison in it."""
    made = f"ALTER TABLE {table} ADD CONSTRAINT no_poison CHECK (title NOT LIKE '%poison%')"
    if store.database.sqlite:
        made = (
            f"CREATE TRIGGER no_poison BEFORE INSERT ON {table} WHEN NEW.title LIKE '%poison%' "
            "BEGIN SELECT RAISE(ABORT, 'no_poison'); END"
        )
    with store.database.writing() as connection:
        connection.execute(text(made))


@pytest.fixture
def two(rig: Rig, store: Store) -> Rig:
    """Two feeds of many entries with pages; the entry in the middle of the first is to be refused."""
    rig.store.close()
    rig.store = store
    for host in ("herald", "courier"):
        items = []
        for number in range(MANY):
            title = f"{host} {number}" + (" poison" if (host, number) == ("herald", MANY // 2) else "")
            link = f"http://{host}.example/{host}/{number}"
            items.append({"title": title, "link": link, "guid": f"{host}-{number}", "description": f"{title} in short."})
            rig.site.serve(f"/{host}/{number}", page(title))
        rig.site.serve(f"//{host}.example/feed", rss(*items, title=host), headers=[("ETag", f'"{host}"')])
        rig.follow(f"http://{host}.example/feed")
    return rig


def feeds(rig: Rig) -> dict[str, Subscription]:
    return {one.url: one for one in rig.store.subscriptions()}


@pytest.mark.parametrize("teasers", [True, False], ids=["with articles", "entries alone"])
def test_an_entry_that_the_database_refuses_in_the_middle_of_a_feed_costs_only_itself(two: Rig, teasers: bool) -> None:
    refuse(two.store, "entries")
    told = two.collect(teasers=teasers)
    assert told.polled == 2 and len(two.entries) == 2 * MANY - 1
    assert len(two.articles) == 2 * MANY - 1 and not any(one.teaser for one in two.articles)
    assert [one.error for one in feeds(two).values()] == ["", ""] and feeds(two)[HERALD].etag == '"herald"'
    (problem,) = two.problems
    assert problem.problem.about == f"http://herald.example/herald/{MANY // 2}" and "no_poison" in problem.problem.reason


def test_an_article_that_the_database_refuses_costs_only_itself_whether_feed_or_page_brings_it(two: Rig) -> None:
    refuse(two.store, "versions")
    two.collect(teasers=True)
    assert len(two.articles) == 2 * MANY - 1
    (problem,) = two.problems
    assert problem.problem.about.endswith(f"/{MANY // 2}") and "no_poison" in problem.problem.reason


def test_a_page_whose_article_the_database_refuses_is_tried_as_often_as_one_that_does_not_come(two: Rig) -> None:
    refuse(two.store, "versions")
    two.collect()
    assert len(two.articles) == 2 * MANY - 1
    for _ in range(8):
        two.clock.advance(hours=25)
        two.collect()
    assert len(two.site.asked(f"/herald/{MANY // 2}")) == 5 and two.store.waiting("page") == 0
    assert not any(one.problem.retry for one in two.problems)


def test_a_feed_whose_own_facts_the_database_refuses_fails_and_the_others_go_on(two: Rig) -> None:
    two.site.serve("//herald.example/feed", rss({"title": "x", "link": "http://herald.example/1"}, title="poison"))
    with two.store.database.writing() as connection:
        if two.store.database.sqlite:
            connection.execute(
                text(
                    "CREATE TRIGGER no_poison BEFORE UPDATE ON subscriptions WHEN NEW.title LIKE '%poison%' "
                    "BEGIN SELECT RAISE(ABORT, 'no_poison'); END"
                )
            )
        else:
            connection.execute(text("ALTER TABLE subscriptions ADD CONSTRAINT no_poison CHECK (title NOT LIKE '%poison%')"))
    two.collect()
    assert len(two.articles) == MANY
    failing = feeds(two)[HERALD]
    assert failing.failures == 1 and "no_poison" in failing.error and failing.next_poll is not None
    assert feeds(two)[COURIER].failures == 0
