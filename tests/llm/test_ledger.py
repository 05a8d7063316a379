"""What is paid is put down, whoever is killed and however many ask at once."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsloom.errors import BudgetSpent, LLMError
from newsloom.net.llm import ChatClient, Dialect
from newsloom.pipeline.purse import Limits, Purse
from newsloom.ports import Prompt
from newsloom.store import open_store
from newsloom.testing import FixedClock
from newsloom.testing.model import ModelServer, Said

NOW = datetime(2026, 1, 14, 12, tzinfo=UTC)
YESTERDAY = NOW - timedelta(days=1)
PROMPT = Prompt("You are brief.", "Say so. " * 300, version="story.v9", max_tokens=400)

#: asks as many times as it is told, each under a limit, from a process of its own
ASKS = """
import asyncio, sys
from datetime import UTC, datetime
from newsloom.errors import BudgetSpent
from newsloom.net.llm import ChatClient
from newsloom.pipeline.purse import Limits, Purse
from newsloom.ports import Prompt
from newsloom.store import open_store
path, url, many, limit = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
purse = Purse(open_store(path), lambda: datetime(2026, 1, 14, 12, tzinfo=UTC), Limits(tokens_a_day=limit))
async def ask(n):
    prompt = Prompt("You are brief.", "Say so. " * 300, version="story.v9", max_tokens=400)
    try:
        await purse.of(f"s{n}", ChatClient(url, "m"), model="m").complete(prompt)
    except BudgetSpent:
        print("spent")
async def main():
    await asyncio.gather(*(ask(n) for n in range(many)))
asyncio.run(main())
"""


def asking(path: Path, url: str, *, many: int = 1, limit: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ASKS, str(path), url, str(many), str(limit)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def purse(tmp_path):
    store = open_store(str(tmp_path / "n.db"))
    yield Purse(store, FixedClock(NOW), Limits(price_in=1.0, price_out=4.0))
    store.close()


def test_a_process_that_is_killed_between_call_and_answer_has_paid(tmp_path):
    path = tmp_path / "n.db"
    open_store(str(path)).close()
    with ModelServer(lambda asked: Said(wait_s=60)) as server, asking(path, server.base_url) as process:
        until = time.monotonic() + 60
        while not server.requests:
            assert time.monotonic() < until
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    store = open_store(str(path))
    (line,) = store.ledger(since=YESTERDAY)
    store.close()
    assert line.story == "s0"
    assert line.spent.tokens >= 400 + len(PROMPT.user) // 4


def test_two_processes_spend_no_more_than_there_is(tmp_path):
    """A limit that has room for three calls is asked by two processes, four times each, at one moment."""
    path = tmp_path / "n.db"
    open_store(str(path)).close()
    one = 400 + (len("You are brief.") + len(PROMPT.user)) // 3
    with ModelServer(lambda asked: Said('{"a": 1}', wait_s=1.0, usage=(one - 400, 400))) as server:
        both = [asking(path, server.base_url, many=4, limit=3 * one + 10) for _ in range(2)]
        told = "".join(process.communicate(timeout=60)[0] for process in both)
        assert len(server.requests) == 3
    assert told.count("spent") == 5
    store = open_store(str(path))
    assert store.spent(since=YESTERDAY).tokens == 3 * one
    store.close()


def test_an_answer_is_put_down_at_what_it_did_cost(purse):
    with ModelServer(lambda asked: Said('{"a": 1}', usage=(120, 7))) as server:
        asyncio.run(purse.of("s", ChatClient(server.base_url, "m"), model="m").complete(PROMPT))
    spent = purse.store.spent(since=YESTERDAY)
    assert (spent.calls, spent.tokens_in, spent.tokens_out, spent.cost) == (1, 120, 7, 148)


def test_a_call_that_cost_nothing_leaves_the_ledger(purse):
    with ModelServer(lambda asked: Said(status=401)) as server, pytest.raises(LLMError):
        asyncio.run(purse.of("s", ChatClient(server.base_url, "m"), model="m").complete(PROMPT))
    assert purse.store.spent(since=YESTERDAY).calls == 0


def test_answers_that_were_paid_and_thrown_away_are_counted_and_asked_for_once_more_only(purse):
    """A server that sends half an answer each time has written each of them."""
    with ModelServer(lambda asked: Said('{"a": 1}' * 100, cut_at=200)) as server:
        client = ChatClient(server.base_url, "m", first_pause_s=0.01)
        with pytest.raises(LLMError):
            asyncio.run(purse.of("s", client, model="m").complete(PROMPT))
        assert len(server.requests) == 2
    assert purse.store.spent(since=YESTERDAY).tokens_in >= 2 * len(PROMPT.user) // 4


def test_an_answer_after_one_thrown_away_costs_both(purse):
    with ModelServer(
        [lambda asked: Said('{"a": 1}' * 100, cut_at=200), lambda asked: Said('{"a": 1}', usage=(700, 9))]
    ) as server:
        client = ChatClient(server.base_url, "m", first_pause_s=0.01)
        asyncio.run(purse.of("s", client, model="m").complete(PROMPT))
    assert purse.store.spent(since=YESTERDAY).tokens_in >= 700 + len(PROMPT.user) // 4


def test_at_the_limit_no_request_leaves(tmp_path):
    store = open_store(str(tmp_path / "n.db"))
    with ModelServer(lambda asked: Said("{}")) as server:
        purse = Purse(store, FixedClock(NOW), Limits(tokens_a_day=1_000))
        with pytest.raises(BudgetSpent):
            asyncio.run(purse.of("s", ChatClient(server.base_url, "m"), model="m").complete(PROMPT))
        assert server.requests == []
    assert store.spent(since=YESTERDAY).calls == 0
    store.close()


@pytest.mark.parametrize(
    ("limit", "spent_at", "still", "again"),
    [
        ("tokens_a_day", "2026-01-14T23:59:59", "2026-01-14T23:59:59", "2026-01-15T00:00:00"),
        ("tokens_a_day", "2026-02-28T00:00:00", "2026-02-28T23:59:59", "2026-03-01T00:00:00"),
        ("tokens_a_month", "2026-01-31T23:59:59", "2026-01-31T23:59:59", "2026-02-01T00:00:00"),
        ("tokens_a_month", "2026-12-01T00:00:00", "2026-12-31T23:59:59", "2027-01-01T00:00:00"),
        ("tokens_a_month", "2028-02-01T00:00:00", "2028-02-29T23:59:59", "2028-03-01T00:00:00"),
    ],
)
def test_a_budget_begins_anew_at_midnight_utc_and_not_a_second_before(limit, spent_at, still, again, tmp_path):
    store, clock = open_store(str(tmp_path / "n.db")), FixedClock(at(spent_at))
    purse = Purse(store, clock, Limits(**{limit: 2_500}))
    with ModelServer(lambda asked: Said('{"a": 1}', usage=(2_000, 100))) as server:
        client = ChatClient(server.base_url, "m")

        def ask():
            return asyncio.run(purse.of("s", client, model="m").complete(PROMPT))

        ask()
        clock.now = at(still)
        with pytest.raises(BudgetSpent) as found:
            ask()
        assert found.value.until == at(again)
        clock.now = at(again)
        assert ask().text == '{"a": 1}'
    store.close()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_two_stories_that_ask_the_same_at_one_moment_pay_once(purse):
    prompt = replace(PROMPT, key="the same evidence")
    with ModelServer(lambda asked: Said('{"a": 1}', wait_s=0.3)) as server:

        async def both():
            client = ChatClient(server.base_url, "m")
            return await asyncio.gather(*(purse.of(name, client, model="m").complete(prompt) for name in "abc"))

        assert [one.text for one in asyncio.run(both())] == ['{"a": 1}'] * 3
        assert len(server.requests) == 1


def test_who_waited_for_an_answer_that_never_came_asks_for_itself(purse):
    prompt = replace(PROMPT, key="the same evidence")
    with ModelServer([lambda asked: Said(status=400, error="no", wait_s=0.3), lambda asked: Said('{"a": 1}')]) as server:

        async def both():
            client = ChatClient(server.base_url, "m")
            client.dialect = Dialect(format="")
            given = (purse.of(name, client, model="m").complete(prompt) for name in "ab")
            return await asyncio.gather(*given, return_exceptions=True)

        first, second = asyncio.run(both())
    assert isinstance(first, LLMError)
    assert second.text == '{"a": 1}'


#: writes one story by a model and is killed with the answer put down and the page not yet published
DIES = """
import asyncio, os, signal, sys
from datetime import UTC, datetime
from newsloom.net.llm import ChatClient
from newsloom.pipeline.purse import Limits, Purse
from newsloom.ports import Prompt
from newsloom.store import open_store
purse = Purse(open_store(sys.argv[1]), lambda: datetime(2026, 1, 14, 12, tzinfo=UTC), Limits())
prompt = Prompt("You are brief.", "Say so. " * 300, version="story.v9", max_tokens=400, key="evidence")
asyncio.run(purse.of("s0", ChatClient(sys.argv[2], "m"), model="m").complete(prompt))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_an_answer_that_came_before_the_process_was_killed_is_not_paid_for_again(tmp_path):
    path = tmp_path / "n.db"
    open_store(str(path)).close()
    with ModelServer(lambda asked: Said('{"a": 1}')) as server:
        killed = subprocess.run([sys.executable, "-c", DIES, str(path), server.base_url], timeout=120, check=False)
        assert killed.returncode == -signal.SIGKILL
        store = open_store(str(path))
        purse = Purse(store, FixedClock(NOW), Limits())
        found = asyncio.run(
            purse.of("s0", ChatClient(server.base_url, "m"), model="m").complete(replace(PROMPT, key="evidence"))
        )
        store.close()
        assert found.text == '{"a": 1}'
        assert len(server.requests) == 1
