"""The background on a disk that is full: it says so, leaves publishers in peace, and goes on by itself once there is room."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import ingesting
import pytest

from disks import fill_up, mount, small_disk
from newsloom.model import Subscription
from newsloom.net.client import GuardedClient
from newsloom.pipeline.background import Background
from newsloom.pipeline.collect import Values
from newsloom.pipeline.run import Pipeline
from newsloom.store import Store, open_store
from newsloom.testing import FixedClock, InlineWorkers, Site, StaticResolver

WITHIN_S = 60.0


def until(true: Callable[[], bool], *, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def background(store: Store, site: Site) -> Background:
    client = GuardedClient(
        resolver=StaticResolver(otherwise=[f"127.0.0.1:{site.port}"]), allowed_networks=("127.0.0.0/8",), requests_per_s=None
    )
    return Background(Pipeline(store, client, InlineWorkers(), FixedClock(ingesting.NOW), values=Values(fetch_pages=False)))


@pytest.mark.parametrize("trouble", ["full", "read-only"])
def test_work_stops_on_a_disk_that_takes_nothing_and_goes_on_within_a_minute(tmp_path: Path, trouble: str) -> None:
    with small_disk(tmp_path / "disk") as disk, Site() as site:
        ingesting.serve(site, feeds=2, entries=40)
        store = open_store(str(disk / "news.db"))
        for number in range(2):
            made = Subscription(f"s{number}", ingesting.feed_url(number), next_poll=ingesting.NOW)
            store.add_subscription(made, now=ingesting.NOW)
        filler = fill_up(disk, leave=30_000)
        if trouble == "read-only":
            filler.unlink()
            store.close()
            assert mount("-o", "remount,ro", str(disk))
            store = open_store(str(disk / "news.db"))
        working = background(store, site)
        try:
            assert until(lambda: working.line.startswith("Stopped: "), seconds=WITHIN_S)
            assert ("read-only" if trouble == "read-only" else "full") in working.line or "cannot be written" in working.line
            assert store.count("entries") < 80 and len(store.subscriptions()) == 2, "reading goes on"
            asked = [len(site.asked(f"/feed/{number}")) for number in range(2)]
            for _ in range(3):
                working.poke()
                time.sleep(0.3)
            assert [len(site.asked(f"/feed/{number}")) for number in range(2)] == asked, "nobody is asked in vain"
            waiting = [one for one in store.subscriptions() if one.last_success is None]
            assert all(one.etag is None for one in waiting)
            if trouble == "full":
                filler.unlink()
            else:
                assert mount("-o", "remount,rw", str(disk))
            began = time.monotonic()
            assert until(lambda: store.count("entries") == 80, seconds=WITHIN_S), working.line
            assert until(lambda: working.line == "", seconds=WITHIN_S)
            assert time.monotonic() - began < WITHIN_S
        finally:
            working.stop()
            store.close()
