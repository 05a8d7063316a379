"""Feeds and pages on loopback, brought in by a process of its own that can be killed."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from multiprocessing.connection import Connection

from newsloom.model import Subscription
from newsloom.net.client import GuardedClient
from newsloom.pipeline.collect import Collector, Values
from newsloom.store import open_store
from newsloom.testing import FixedClock, InlineWorkers, Site, StaticResolver, rss

NOW = datetime(2026, 1, 13, 12, tzinfo=UTC)


def feed_url(number: int) -> str:
    return f"http://outlet{number}.example/feed/{number}"


def serve(site: Site, *, feeds: int, entries: int) -> None:
    """Feeds of as many outlets, whose entries each have a page of their own."""
    for number in range(feeds):
        items = []
        for at in range(entries):
            title = f"Outlet {number} on matter {at}"
            items.append(
                {
                    "title": title,
                    "link": f"http://outlet{number}.example/{number}/{at}",
                    "guid": f"{number}-{at}",
                    "pubDate": format_datetime(NOW - timedelta(minutes=at)),
                    "description": f"What outlet {number} says of matter {at}, in short.",
                }
            )
            text = f"<p>Outlet {number} tells of matter {at}: the board met for {at} minutes and will meet again.</p>" * 4
            page = f"<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>"
            site.serve(f"/{number}/{at}", page)
        site.serve(f"/feed/{number}", rss(*items, title=f"Outlet {number}"), content_type="application/rss+xml")


def main(url: str, port: int, feeds: int, told: Connection) -> None:
    """One pass over these feeds: says "ready" before it and "done" after it."""
    store = open_store(url)
    for number in range(feeds):
        store.add_subscription(Subscription(f"s{number}", feed_url(number), next_poll=NOW), now=NOW)
    resolver = StaticResolver(otherwise=[f"127.0.0.1:{port}"])

    async def once() -> None:
        async with GuardedClient(
            resolver=resolver, allowed_networks=("127.0.0.0/8",), requests_per_s=None, per_host=None
        ) as client:
            await Collector(store, client, InlineWorkers(), FixedClock(NOW), Values()).collect()

    told.send("ready")
    lock = store.lock("intake")
    while not lock.take():  # as a pass does
        time.sleep(0.02)
    asyncio.run(once())
    lock.leave()
    store.close()
    told.send("done")
