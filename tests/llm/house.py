"""An installation whose stories are put together by hand, with a scripted model, for the tests of writing by a model."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsloom import config, sample
from newsloom.app import App
from newsloom.checking import gate
from newsloom.model import Article, Assignment, StoryPage
from newsloom.store import Arrival, Placed
from newsloom.testing import FakeFetcher, FixedClock
from newsloom.testing.model import ModelServer

KEY = "sk-test-0123456789abcdefghijklmnop"
NOW = datetime(2026, 1, 14, 12, tzinfo=UTC)


def summit() -> list[Article]:
    """Four articles of the sample about one event, from four outlets."""
    return [a for a in sample.articles() if "Takaichi" in a.text]


def storm() -> list[Article]:
    """Articles of the sample about a storm that two outlets give different figures of."""
    return [a for a in sample.articles() if "Ilse" in a.title and a.lang == "en"]


class House:
    """An app with a scripted model as its endpoint; `stories` are articles that belong together."""

    def __init__(self, folder: Path, server: ModelServer | None, **settings: object) -> None:
        given: dict[str, object] = {"db": str(folder / "news.db"), "workers": 1, "llm_deadline_s": 1.5, **settings}
        if server is not None:
            given |= {"llm_base_url": server.base_url, "llm_model": "scripted", "llm_api_key": KEY}
        self.clock = FixedClock(NOW)
        self.app = App(config.load(**given), fetcher=FakeFetcher(), clock=self.clock)
        self.store = self.app.store

    def __enter__(self) -> House:
        return self

    def __exit__(self, *_: object) -> None:
        self.app.close()

    def put(self, story: str, articles: Iterable[Article]) -> None:
        """Store articles as one story, without asking the grouping."""
        given = list(articles)
        when = [a.published or self.clock() for a in given]
        self.store.take(
            [Arrival(a, self.clock(), min(t, self.clock())) for a, t in zip(given, when, strict=True)], now=self.clock()
        )
        at = self.store.grouping_state().arrivals
        placed = [Placed(Assignment(a.id, story, 1.0, ("by hand",)), at + i, b"") for i, a in enumerate(given)]
        self.store.assign(placed, arrivals=at + len(given), changed=(), now=self.clock(), done=[a.id for a in given])

    def update(self) -> int:
        """Write what is to be written, and let the model write what waits for it. Returns how many revisions are new."""

        async def run() -> int:
            desk = self.app._pipeline.desk
            return await desk.write() + await self.app._pipeline.prose()

        return asyncio.run(run())

    def page(self, story: str) -> StoryPage:
        return self.app.story(story).page

    def held(self, story: str) -> tuple[str, ...]:
        """What was not published of a story, and why."""
        return self.store.story_record(story).held

    def told(self) -> str:
        """All that the installation would show of its pages and problems."""
        parts = [str(record) for record in self.app.problems()]
        for card in self.app.stories(1000):
            view = self.app.story(card.id)
            parts += [str(view.page), str(view.revisions), str(card)]
        return "\n".join(parts)


def assert_sound(page: StoryPage, articles: Sequence[Article]) -> None:
    """Every sentence, headline, deck and heading is cited, every citation is true, and the gate lets all of it through again."""
    by_id = {a.id: a for a in articles}
    assert page.sections
    assert page.headline
    assert page.headline_citations
    everything = [*page.headline_citations, *page.deck_citations]
    for section in page.sections:
        assert section.heading
        assert section.label or section.heading_citations
        everything += section.heading_citations
        for sentence in section.sentences:
            assert sentence.citations, sentence.text
            assert sentence.verdict == "supported"
            everything += sentence.citations
    listed = {source.article for source in page.sources}
    for c in everything:
        assert c.article in listed
        assert c.quote == by_id[c.article].field(c.field)[c.start : c.end]
    again = gate.gate(page, by_id)
    assert again.page is not None
    assert [s.text for s in again.page.sentences] == [s.text for s in page.sentences]
    numbers = [s.number for s in page.sources]
    assert numbers == list(range(1, len(by_id) + 1))


def hours(number: float) -> timedelta:
    return timedelta(hours=number)
