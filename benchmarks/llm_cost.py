"""What stories by a language model cost in tokens, against writing the whole story again with every article.

    python benchmarks/llm_cost.py [--stories 500] [--copies 0.25] [--pace 60] [--real]

With --real, stories are the first five articles of each event of the labelled stream, at their own times (NEWSLOOM_DATA). Else they
are made up: each has a first article and four updates, of which a quarter (--copies) are wire copies; of the rest, a third
say nothing new in other words and two thirds bring new facts. The times of updates follow the quantiles of 305 real stories of five
articles or more (OG2021, minute times). The model is scripted and writes what the evidence says; tokens are counted as a
quarter of the characters, on all sides alike.

Two yardsticks: `all articles` sends the text of all of the story's articles with every article that comes, as a plain script does;
`all evidence` sends the evidence that Newsloom would choose, anew each time, so that only what is saved by not asking again counts
(with five articles no way of asking reaches 5 there: one whole request is a fifth). Rules, form of the answer and answer are the same.

I/O: a temporary database. The model is in this process.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
from collections.abc import Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsloom.model import Article, Assignment
from newsloom.pipeline.compose import composed
from newsloom.pipeline.group import Desk
from newsloom.pipeline.prose import STAGE, Models, Prose
from newsloom.pipeline.purse import Limits, Purse
from newsloom.pipeline.rewrite import Rewriter, Style
from newsloom.ports import Completion, Prompt
from newsloom.store import Arrival, Placed, open_store
from newsloom.testing import FixedClock
from newsloom.testing.model import Asked, honest
from newsloom.writing import dossier, prompt

UPDATES = 4
#: minutes from a story's first article to its next four, at five quantiles
OFFSETS = ((4, 10, 44, 160, 597), (14, 35, 115, 404, 1071), (24, 64, 200, 637, 1370), (41, 112, 339, 1022, 1998))
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
KINDS = ("copy", "same", "new")
TOWNS = (
    "Arle",
    "Bexwith",
    "Corrin",
    "Dunsop",
    "Ellerby",
    "Fenwick",
    "Garrow",
    "Hexley",
    "Ingram",
    "Jarrow",
    "Kelham",
    "Lorton",
)
PEOPLE = ("Ada Brandt", "Ivo Kessel", "Mara Linden", "Tom Arkwright", "Nils Oster", "Rita Vaughan", "Paul Merrick", "Sina Holt")
OUTLETS = (
    "Meridian Wire",
    "The Courier",
    "Ledger Post",
    "Kestrel News",
    "County Radio",
    "Morning Call",
    "The Gazette",
    "Channel Nine",
)
#: what is known of an event, in two wordings
FACTS = (
    ("The bridge over the {river} in {town} was closed on {day} after cracks were found in two of its piers, the road office said.",
     "Cracks in two piers led the road office to close the bridge across the {river} at {town} on {day}."),
    ("{n1} vehicles cross the bridge on a working day, a third of them lorries.",
     "On working days the bridge carries {n1} vehicles, and one in three of them is a lorry."),
    ("Traffic is led through the village of {other}, which adds {n2} kilometres to the journey.",
     "A diversion of {n2} kilometres leads drivers through the village of {other}."),
    ("Engineer {p1} said the cracks were up to {n3} millimetres wide and had grown since the last inspection in April.",
     "The cracks are up to {n3} millimetres wide and have grown since April, said the engineer {p1}."),
    ("The bridge was built in {year} and last repaired nine years ago.", "Built in {year}, the bridge was last repaired nine years ago."),
    ("Mayor {p2} asked the province for {n4} million crowns to strengthen the piers.",
     "{n4} million crowns are needed to strengthen the piers, and mayor {p2} has asked the province to pay them."),
    ("The hospital of {town} moved two ambulances to the east bank so that patients are reached in time.",
     "So that patients on the east bank are reached in time, the hospital of {town} stationed two ambulances there."),
    ("School buses will leave {n5} minutes earlier from Thursday, the education office announced.",
     "From Thursday school buses leave {n5} minutes earlier, according to the education office."),
    ("A ferry with room for {n6} passengers will link the two banks from Saturday on.",
     "From Saturday a ferry for {n6} passengers will run between the two banks."),
    ("Haulier {p3} said her firm was losing {n7} crowns a day because of the diversion.",
     "The diversion costs her firm {n7} crowns a day, said the haulier {p3}."),
    ("Divers found that the river had washed gravel from under the western pier.",
     "Gravel had been washed from under the western pier by the river, divers found."),
    ("The province promised to decide about the money by the end of the month.",
     "A decision about the money will be made by the end of the month, the province promised."),
    ("Weight limits were ordered for {n8} other bridges of the same design.",
     "{n8} other bridges of the same design may now carry only lighter vehicles."),
    ("Union leader {p4} called the closure the result of years of neglect.",
     "Years of neglect led to the closure, said the union leader {p4}."),
    ("One lane for cars is to open again in {month}, if supports can be put in place.",
     "If supports can be placed, a lane for cars will open again in {month}."),
    ("Two market days were called off because traders could not reach the square.",
     "As traders could not reach the square, two market days were called off."),
)  # fmt: skip


@dataclass
class Scripted:
    """An LLM in this process that writes what the evidence says, and counts."""

    tokens_in: int = 0
    tokens_out: int = 0
    calls: dict[str, int] = field(default_factory=dict)

    async def complete(self, given: Prompt) -> Completion:
        messages = [{"role": "system", "content": given.system}, {"role": "user", "content": given.user}]
        text = honest(Asked("", {}, {"messages": messages}, 0.0)).content or ""
        return Completion(text, "scripted", *self.count(given, text))

    def count(self, given: Prompt, answer: str) -> tuple[int, int]:
        count = (_tokens(given.system + given.user), _tokens(answer))
        self.tokens_in += count[0]
        self.tokens_out += count[1]
        self.calls[given.version] = self.calls.get(given.version, 0) + 1
        return count

    @property
    def tokens(self) -> int:
        return self.tokens_in + self.tokens_out


def _tokens(text: str) -> int:
    return -(-len(text) // 4)


def event(number: int, rng: random.Random, start: datetime, copies: float) -> list[Article]:
    """The five articles of one made-up story, in order of time."""
    named = {
        "town": rng.choice(TOWNS), "other": f"Upper {rng.choice(TOWNS)}", "river": rng.choice(("Sorne", "Ulver", "Tarn", "Wend")),
        "day": rng.choice(("Monday", "Tuesday", "Wednesday")), "year": str(rng.randint(1931, 1978)), "month": rng.choice(("March", "May")),
        **{f"p{i}": name for i, name in enumerate(rng.sample(PEOPLE, 4), 1)},
        **{f"n{i}": f"{rng.randint(3, 96) * (1000 if i in (1, 7) else 1):,}" for i in range(1, 9)},
    }  # fmt: skip
    facts = [0, *rng.sample(range(1, len(FACTS)), len(FACTS) - 1)]
    known = 7
    outlets = rng.sample(OUTLETS, UPDATES + 1)
    texts: list[tuple[str, str]] = []
    articles = []
    for i in range(UPDATES + 1):
        kind = "new" if i == 0 else rng.choices(KINDS, (copies, (1 - copies) / 3, (1 - copies) * 2 / 3))[0]
        if kind == "copy":
            title, text = texts[rng.randrange(len(texts))]
        else:
            if kind == "new" and i:
                known = min(len(facts), known + rng.randint(1, 3))
            told = [
                facts[0],
                *([facts[known - 1]] if i and kind == "new" else []),
                *rng.sample(facts[1:known], min(known - 1, 5)),
            ]
            wording = rng.randrange(2)
            lines = [FACTS[f][wording].format(**named) for f in dict.fromkeys(told)]
            title = f"Bridge in {named['town']} closed: {'what is known' if i == 0 else f'report {i}'}"
            text = "\n".join(lines)
        texts.append((title, text))
        minutes = 0.0 if i == 0 else _offset(i, rng)
        when = start + timedelta(minutes=minutes)
        articles.append(Article(f"s{number}a{i}", title, text, source=outlets[i], published=when, lang="en"))
    return sorted(articles, key=lambda a: (a.published, a.id))


def _offset(update: int, rng: random.Random) -> float:
    at = rng.uniform(QUANTILES[0], QUANTILES[-1])
    row = OFFSETS[update - 1]
    for (q, low), (r, high) in zip(zip(QUANTILES, row, strict=True), zip(QUANTILES[1:], row[1:], strict=False), strict=False):
        if q <= at <= r:
            return low + (high - low) * (at - q) / (r - q)
    return row[-1]


async def every_time(articles: Sequence[Article], evidence: Scripted, whole: Scripted) -> None:
    """The whole story anew with every article: from chosen evidence, and from the articles' whole text."""
    for i in range(1, len(articles) + 1):
        page = composed(articles[:i], story_id="s").page
        if page is None:
            continue
        asked = prompt.request(dossier.make(articles[:i], page), delimiter="00" * 8)
        answer = await evidence.complete(asked)
        whole.count(replace(asked, user="\n\n".join(f"{a.source}: {a.title}\n{a.text}" for a in articles[:i])), answer.text)


async def as_newsloom_does(desk: Desk, prose: Prose, story: str, articles: Sequence[Article], clock: FixedClock) -> None:
    """Through the store, by its clock: written when an article arrives, by the model when that is due."""

    @asynccontextmanager
    async def held(_: str):  # type: ignore[no-untyped-def]
        yield

    for article in [*articles, None]:
        until = article.published if article is not None and article.published else clock.now + timedelta(days=1)
        while waiting := desk.store.due(STAGE, now=until, limit=1):
            clock.now = max(clock.now, waiting[0].due)
            await prose.run(desk, held)
        clock.now = max(clock.now, until)
        if article is None:
            return
        desk.store.take([Arrival(article, clock.now, clock.now)], now=clock.now)
        at = desk.store.grouping_state().arrivals
        desk.store.assign(
            [Placed(Assignment(article.id, story, 1.0), at, b"")], arrivals=at + 1, changed=(), now=clock.now, done=[article.id]
        )
        await desk.write()


def real(count: int) -> list[list[Article]]:
    """The first five articles of events of the labelled stream, at their own times, an event an item."""
    from newsloom.bench import cluster  # lazy: reads the folder of NEWSLOOM_DATA

    articles, gold = cluster.load("stream")
    events: dict[str, list[Article]] = {}
    for article in articles:
        if article.published is not None and not article.day_only and len(article.text) > 400:
            events.setdefault(gold[article.id], []).append(article)
    return [event[: UPDATES + 1] for event in events.values() if len(event) > UPDATES][:count]


def made_up(count: int, rng: random.Random, copies: float) -> list[list[Article]]:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    return [event(number, rng, start + timedelta(days=number), copies) for number in range(count)]


async def main(events: Sequence[Sequence[Article]], pace_min: float) -> dict[str, Scripted]:
    """Each way of asking, by its name."""
    whole, chosen, ours = Scripted(), Scripted(), Scripted()
    clock = FixedClock(datetime(2000, 1, 1, tzinfo=UTC))
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(str(Path(folder) / "cost.db"))
        prose = Prose(Models(ours, "scripted"), Purse(store, clock, Limits()), Rewriter(style=Style(pace_min=pace_min)))
        desk = Desk(store, clock, prose=prose)
        for number, articles in enumerate(events):
            clock.now = articles[0].published or clock.now
            await every_time(articles, chosen, whole)
            await as_newsloom_does(desk, prose, f"s{number}", articles, clock)
        store.close()
    return {"all articles": whole, "all evidence": chosen, "newsloom": ours}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", type=float, default=0.25, help="share of updates that are wire copies")
    parser.add_argument("--pace", type=float, default=60.0, help="the setting llm_pace_min")
    parser.add_argument("--real", action="store_true", help="real events instead, of the folder NEWSLOOM_DATA")
    given = parser.parse_args()
    events = real(given.stories) if given.real else made_up(given.stories, random.Random(given.seed), given.copies)
    spent = asyncio.run(main(events, given.pace))
    ours = spent["newsloom"].tokens
    for name, one in spent.items():
        ratio = f"{one.tokens / max(1, ours):5.2f} x"
        read, told = one.tokens_in / len(events), one.tokens_out / len(events)
        day = f"{one.tokens:>12,} tokens for a day of {len(events)} stories"
        print(f"{name:13} {day}; a story {read:8,.0f} read {told:6,.0f} written; {ratio}, calls {one.calls}")
