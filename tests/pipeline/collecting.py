"""A rig for collecting: a real store, real worker processes, a real client, a site with faults, and a clock that is moved by hand."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

from newsloom.intake.workers import Pool
from newsloom.model import Article, ProblemRecord, Subscription
from newsloom.net.client import GuardedClient
from newsloom.pipeline.collect import Collector, Tally, Values
from newsloom.store import StoredEntry, open_store
from newsloom.store.base import digest
from newsloom.testing import FixedClock, Site, StaticResolver


class Rig:
    """Polls and fetches what the site serves; any host name leads to it."""

    def __init__(self, site: Site, pool: Pool, folder: Path) -> None:
        self.site = site
        self.pool = pool
        self.clock = FixedClock()
        self.store = open_store(str(folder / "news.db"))
        self.values = Values(deadline_s=5)
        self.client: dict[str, Any] = {}

    def follow(
        self, url: str = "http://herald.example/feed", headers: dict[str, str] | None = None, **facts: Any
    ) -> Subscription:
        wanted = Subscription(digest(url, length=12), url, next_poll=self.clock(), **facts)
        return self.store.add_subscription(wanted, now=self.clock(), headers=headers)[0]

    def collect(self, **how: Any) -> Tally:
        """One pass over what is due."""

        async def once() -> Tally:
            given: dict[str, Any] = {"requests_per_s": None, "per_host": None} | self.client
            resolver = StaticResolver(otherwise=[f"127.0.0.1:{self.site.port}"])
            async with GuardedClient(resolver=resolver, allowed_networks=("127.0.0.0/8",), **given) as client:
                return await Collector(self.store, client, self.pool, self.clock, self.values).collect(**how)

        return asyncio.run(once())

    def poll(self, *, hours: float = 0.0, **how: Any) -> Tally:
        """Let time pass, make everything due as a person would, and collect."""
        self.clock.advance(hours=hours)
        self.store.poll_now(None, now=self.clock())
        return self.collect(**how)

    @property
    def feed(self) -> Subscription:
        """The one subscription."""
        (one,) = self.store.subscriptions()
        return one

    @property
    def entries(self) -> list[StoredEntry]:
        return [entry for one in self.store.subscriptions() for entry in self.store.entries(one.id)]

    @property
    def articles(self) -> list[Article]:
        """The newest version of every article, by title."""
        ids = {entry.article for entry in self.entries}
        return sorted(self.store.articles(ids).values(), key=lambda article: (article.title, article.id))

    @property
    def problems(self) -> list[ProblemRecord]:
        return self.store.problems(limit=1000)

    def change(self, **facts: Any) -> Subscription:
        """Change the one subscription."""
        changed = replace(self.feed, **facts)
        self.store.save_subscription(changed)
        return changed


PARAGRAPHS = (
    "The harbour board of Lorn reopened the northern quay on Tuesday after three weeks of repairs.",
    "Engineers replaced 140 metres of decking that a storm tore away in December, the board said.",
    "The first ferry to Skerry left at 06:40 with 212 passengers and two lorries of mail on board.",
    "Repairs cost 3.2 million crowns, a third less than planned, according to harbour master Ida Sund.",
)


def page(title: str = "Quay at Lorn reopens", *paragraphs: str, head: str = "") -> str:
    """A page with an article."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs or PARAGRAPHS)
    return (
        f"<html lang=en><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"
    )
