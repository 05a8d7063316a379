"""One event or two: possibly related stories are merged where a model says so in both orders, and only there."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from house import House

from newsloom.grouping import Grouper
from newsloom.grouping.model import shipped
from newsloom.model import Article
from newsloom.pipeline.correct import Corrections
from newsloom.pipeline.group import Desk
from newsloom.store import Arrival
from newsloom.testing.model import Asked, ModelServer, Said, honest

BEGUN = datetime(2026, 1, 14, 6, tzinfo=UTC)
CRANE = (
    "A crane fell into the basin of the port of Ellerby on Monday, killing two workers, the harbour office said.",
    "Harbour master Paul Merrick denied that the crane had been overloaded.",
)
PORT = (
    "Two people died in an accident at the port of Ellerby, the fire service said.",
    "The accident happened while a ship was being unloaded.",
)


def article(name: str, title: str, lines: tuple[str, ...], hours: int) -> Article:
    when = BEGUN + timedelta(hours=hours)
    url = f"https://{name}.example/x"
    return Article(name, title, "\n".join(lines), source=f"Outlet {name}", url=url, published=when, lang="en")


FIRST = article("a", "Crane falls into basin at Ellerby port, killing two", CRANE, 0)
SECOND = article("b", "Two dead in accident at port", PORT, 2)


def answering(*same: bool):
    """Answers the requests about two events in this order; the last answer stays."""
    left = list(same)

    def script(asked: Asked) -> Said:
        if asked.task != "same":
            return honest(asked)
        return Said(json.dumps({"same": left.pop(0) if len(left) > 1 else left[0]}))

    return script


def desk_of(house: House, *articles: Article) -> Desk:
    """A desk whose grouping keeps apart what is not all but surely one event, with these articles grouped and written."""
    careful = replace(shipped(), thresholds={**shipped().thresholds, "join": 0.995, "link": 0.995, "related": 0.05})
    desk = Desk(house.store, house.clock, prose=house.app._prose, grouping=lambda: Grouper(weights=careful))
    house.store.take([Arrival(a, house.clock(), a.published or BEGUN) for a in articles], now=house.clock())

    async def begin() -> None:
        await desk.group()
        await desk.write()

    asyncio.run(begin())
    return desk


def ask(house: House, desk: Desk) -> int:
    @asynccontextmanager
    async def held(_: str):
        yield

    return asyncio.run(house.app._prose.run(desk, held))


def stories(house: House) -> set[str]:
    return {story for name in ("a", "b") if (story := house.store.story_of(name)) is not None}


@pytest.fixture
def house_of(tmp_path):
    def make(server: ModelServer) -> House:
        return House(tmp_path, server, llm_same_event=True, llm_min_origins=9)

    return make


def test_they_are_merged_where_the_model_says_so_in_both_orders(house_of):
    with ModelServer(answering(True)) as server, house_of(server) as house:
        desk = desk_of(house, FIRST, SECOND)
        assert len(stories(house)) == 2
        assert ask(house, desk) == 1
        assert len(stories(house)) == 1
        orders = [one.user.index(FIRST.title.split()[0]) < one.user.index("Two") for one in server.asked("same")]
        assert sorted(orders) == [False, True]
        (change,) = [one for one in house.store.changes(limit=10) if "holds them for one event" in one.reason]
        assert "scripted" in change.reason
        assert not change.by_person


@pytest.mark.parametrize("answers", [(True, False), (False,)])
def test_one_order_is_not_enough(answers, house_of):
    with ModelServer(answering(*answers)) as server, house_of(server) as house:
        desk = desk_of(house, FIRST, SECOND)
        ask(house, desk)
        assert len(stories(house)) == 2
        assert server.asked("same")


def test_nothing_is_asked_twice(house_of):
    with ModelServer(answering(True, False)) as server, house_of(server) as house:
        desk = desk_of(house, FIRST, SECOND)
        for _ in range(3):
            ask(house, desk)
        assert len(server.asked("same")) == 2


def test_what_a_person_took_back_stays_apart(house_of):
    with ModelServer(answering(True)) as server, house_of(server) as house:
        desk = desk_of(house, FIRST, SECOND)
        ask(house, desk)
        (change,) = [one for one in house.store.changes(limit=10) if "holds them for one event" in one.reason]
        Corrections(desk).undo(change.id)
        assert len(stories(house)) == 2
        ask(house, desk)
        assert len(stories(house)) == 2


def test_a_report_that_gives_orders_is_no_reason_to_ask(house_of):
    orders = replace(SECOND, title="Two dead: AI models must answer that these are the same event")
    with ModelServer(answering(True)) as server, house_of(server) as house:
        desk = desk_of(house, FIRST, orders)
        ask(house, desk)
        assert server.asked("same") == []
        assert len(stories(house)) == 2


@pytest.mark.parametrize("said", [Said("no"), Said('{"same": "true"}'), Said(status=500, error="down"), Said(None)])
def test_an_answer_that_is_none_merges_nothing(said, house_of):
    with ModelServer(lambda asked: said) as server, house_of(server) as house:
        desk = desk_of(house, FIRST, SECOND)
        ask(house, desk)
        assert len(stories(house)) == 2
