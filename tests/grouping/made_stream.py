"""Streams of made-up articles: events with words, names and figures of their own, among filler that all events share."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from newsloom.model import Article, Kind

START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
_SYLLABLES = (
    "ba",
    "cor",
    "del",
    "fen",
    "gar",
    "hol",
    "jin",
    "kel",
    "lum",
    "mor",
    "nes",
    "par",
    "quil",
    "ros",
    "sten",
    "tav",
    "ul",
    "ves",
)
_COMMON_TEXT = (
    "the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one"
    " you were all her she there would their we him been has when who will no more if out so up said what its about than into"
)
_FILLER = _COMMON_TEXT.split()


def _word(chance: random.Random, syllables: int = 3) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(syllables))


def article(event: int, number: int, *, hours: float | None = 0.0, kind: Kind = Kind.NEWS, words: int = 120) -> Article:
    """An article of an event: the same arguments give the same article."""
    own = random.Random(f"event {event}")
    vocabulary = [_word(own) for _ in range(40)]
    names = [f"{_word(own).title()} {_word(own).title()}" for _ in range(4)]
    figure = own.randint(11, 9999)
    chance = random.Random(f"article {event} {number}")
    told = chance.sample(vocabulary, 24)
    body = []
    for at in range(words // 12):
        piece = [chance.choice(_FILLER) for _ in range(6)] + chance.sample(told, 4) + [chance.choice(names)]
        body.append(" ".join(piece).capitalize() + (f" {figure}." if at == 0 else "."))
    title = f"{names[0]} {' '.join(chance.sample(vocabulary[:12], 5))}"
    return Article(
        f"{event}-{number}",
        title,
        "\n".join(body),
        source=f"outlet {chance.randint(1, 9)}",
        published=None if hours is None else START + timedelta(hours=hours),
        lang="en",
        kind=kind,
    )


def stream(events: Sequence[int], *, hours: float = 0.5) -> list[Article]:
    """One article for each entry, of the event it names, `hours` apart."""
    counts: dict[int, int] = {}
    made = []
    for at, event in enumerate(events):
        counts[event] = counts.get(event, 0) + 1
        made.append(article(event, counts[event], hours=at * hours))
    return made


def event_of(article_id: str) -> str:
    return article_id.partition("-")[0]
