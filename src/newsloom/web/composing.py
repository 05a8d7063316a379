"""What stands where on the front page. I/O: the app's reading verbs, for how the leading story begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, combinations, pairwise
from typing import Any

from newsloom.app import App
from newsloom.model import FrontPage, StoryCard
from newsloom.text.terms import bare
from newsloom.web import heights, views
from newsloom.web.links import Links

LEAST_BESIDE, MOST_BESIDE = 2, 6  # stories beside the leading one
BELOW_LEAD = (2, 4)  # stories below it, in rows of two; all others stand by topic
SINGLES, LATEST = (10, 24), (6, 30)  # of the front page: stories from one source, and the newest articles; least and most
COLUMNS = 3  # of topics
LEDE_SENTENCES, LEDE_LETTERS = (3, 7), (420, 900)  # of the leading story: where nothing else decides, and the most
TOPIC_CARDS, TOPIC_LINES = 2, (1, 5, 8)  # of a topic: stories with their deck, then headlines alone: least, wanted, most
LEVEL = 30  # pixels by which the columns of topics may differ: a headline


@dataclass(frozen=True, slots=True)
class Topic:
    name: str  #: "" for stories of no topic
    cards: tuple[StoryCard, ...]
    rest: tuple[StoryCard, ...] = ()  #: the topic's other stories
    shown: int = 0  #: how many of these are shown, as headlines alone

    @property
    def lines(self) -> tuple[StoryCard, ...]:
        return self.rest[: self.shown]

    @property
    def more(self) -> int:
        """Stories that are not shown."""
        return len(self.rest) - self.shown

    @property
    def height(self) -> int:
        return heights.topic(self.cards, self.lines, more=bool(self.more))


@dataclass(frozen=True, slots=True)
class Lede:
    """The beginning of the leading story."""

    deck: str  #: "" where the first sentence says the same
    lines: tuple[views.Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Top:
    """How the page begins: how many stories stand beside and below the leading one, and how many of its sentences."""

    beside: int = 0
    below: int = 0
    sentences: int = 0
    height: int = 0  #: pixels, about


def composed(found: FrontPage, opening: Callable[[StoryCard], Lede]) -> dict[str, Any]:
    """What stands where: the first by rank, the rest by topic; in the margin the latest articles, and the stories from one source
    where the page is high enough for them there, else below the topics. What is among the latest does not stand there too.

    Args:
        opening: how the leading story begins, as far as there may be room for it.
    """
    lead = opening(found.top[0]) if found.top else Lede("")
    top = beginning(found.top, lead)
    ranked, topics = by_topic(found.top, 1 + top.beside + top.below)
    columns = in_columns(topics)
    height = top.height + max((sum(one.height for one in column) for column in columns), default=0)
    named = [one for one in found.latest if one.title.strip()]
    beside = _fitting(map(heights.single, found.single), height * 2 // 3)
    margin = bool(ranked) and beside >= min(SINGLES[0], len(found.single))
    most = min(SINGLES[1], beside) if margin else SINGLES[0]
    below = sum(map(heights.single, found.single[:most]))
    room = height - below if margin else height + below // COLUMNS
    if ranked:
        latest = named[: max(LATEST[0], min(LATEST[1], _fitting(map(heights.latest, named), room)))]
        told = {one.story for one in latest}
        single = [card for card in found.single if card.id not in told]
        if margin:
            most = min(SINGLES[1], _fitting(map(heights.single, single), height - sum(map(heights.latest, latest))))
        single = single[:most]
    else:  # where single reports are all there is, they are the page
        single = list(found.single[:most])
        told = {card.id for card in single}
        latest = [one for one in named if one.story not in told][: LATEST[1]]
    return {
        "ranked": ranked,
        "lede": Lede(lead.deck, lead.lines[: top.sentences]),
        "long_lead": bool(ranked) and len(ranked[0].headline) > heights.LONG_HEADLINE,
        "second": top.beside,
        "columns": columns,
        "single": single,
        "latest": latest,
        "single_beside": margin,
    }


def _fitting(high: Iterable[int], room: int) -> int:
    """How many from the first fit."""
    return sum(1 for total in accumulate(high) if total <= room)


def beginning(top: Sequence[StoryCard], lead: Lede) -> Top:
    """So many stories beside and below the leading one, and so much of its text, that both sides end at one height."""
    if not top:
        return Top()
    texts = [line.text for line in lead.lines]
    usual = wanted = min(LEDE_SENTENCES[0], len(texts))
    while usual > 1 and sum(map(len, texts[:usual])) > LEDE_LETTERS[0]:
        usual -= 1
    least = min(wanted, usual, 2)
    best: tuple[int, Top] | None = None
    for beside in range(min(LEAST_BESIDE, len(top) - 1), min(MOST_BESIDE, len(top) - 1) + 1):
        right = sum(heights.card(one, deck=not at, first=not at) for at, one in enumerate(top[1 : 1 + beside]))
        for below in BELOW_LEAD:
            under = top[1 + beside : 1 + beside + below]
            rows = sum(max(heights.card(one, deck=True) for one in under[at : at + 2]) for at in range(0, len(under), 2))
            for sentences in range(least, len(texts) + 1):
                left = heights.lead(top[0], lead.deck, texts[:sentences]) + rows
                gap = left - right
                # What stands beside spreads over a few pixels that it lacks; white below the lead shows.
                cost = (gap if gap >= 0 else -3 * gap) + 8 * abs(sentences - usual) + (30 if below > BELOW_LEAD[0] else 0)
                if best is None or cost < best[0]:
                    best = cost, Top(beside, len(under), sentences, max(left, right))
    assert best is not None
    return best[1]


def lede(app: App, links: Links, lead: StoryCard) -> Lede:
    """The deck and the first sentences of the leading story, as many as there may be room for, with their citations."""
    page = app.pages([lead.id]).get(lead.id)
    if page is None:
        return Lede(lead.deck)
    first = [line for part in views.story(page, links).parts for line in part.lines][: LEDE_SENTENCES[1]]
    while len(first) > 1 and sum(len(line.text) for line in first) > LEDE_LETTERS[1]:
        first.pop()
    told = bool(first) and alike(page.deck, first[0].text)
    return Lede("" if told else page.deck, tuple(first))


def alike(one: str, other: str) -> bool:
    """Whether two lines share half of the words of the shorter: figures, and words of four letters or more."""
    words, others = ({word for word in bare(text).split() if len(word) > 3 or word.isdigit()} for text in (one, other))
    return bool(words and others) and 2 * len(words & others) >= min(len(words), len(others))


def by_topic(top: tuple[StoryCard, ...], first: int) -> tuple[tuple[StoryCard, ...], tuple[Topic, ...]]:
    """The first of the ranked stories, and the rest by topic, each topic where its best story stands."""
    ranked, rest = top[:first], top[first:]
    grouped: dict[str, list[StoryCard]] = {}
    for card in rest:
        grouped.setdefault(card.topic, []).append(card)
    made = [
        Topic(name, tuple(cards[:TOPIC_CARDS]), tuple(cards[TOPIC_CARDS:]), min(TOPIC_LINES[1], len(cards[TOPIC_CARDS:])))
        for name, cards in grouped.items()
    ]
    return ranked, tuple(sorted(made, key=lambda topic: not topic.name))


def in_columns(topics: Sequence[Topic]) -> tuple[tuple[Topic, ...], ...]:
    """The topics in their order in columns of one height, as far as a few headlines more or fewer bring that about."""
    number = min(COLUMNS, len(topics))
    if not number:
        return ()
    high = [[replace(one, shown=n).height for n in range(min(TOPIC_LINES[2], len(one.rest)) + 1)] for one in topics]
    best: tuple[int, list[range], list[int]] | None = None
    for cuts in combinations(range(1, len(topics)), number - 1):
        columns = [range(a, b) for a, b in pairwise((0, *cuts, len(topics)))]
        shown = _levelled(columns, high)
        ends = [sum(high[n][shown[n]] for n in column) for column in columns]
        uneven = max(ends) - min(ends)
        if best is None or uneven < best[0]:
            best = uneven, columns, shown
    assert best is not None
    return tuple(tuple(replace(topics[n], shown=best[2][n]) for n in column) for column in best[1])


def _levelled(columns: Sequence[range], high: Sequence[Sequence[int]]) -> list[int]:
    """How many headlines each topic shows.

    Args:
        columns: the topics of each.
        high: how high each topic is with no headline, with one, and so on.
    """
    shown = [min(TOPIC_LINES[1], len(one) - 1) for one in high]

    def height(column: range) -> int:
        return sum(high[n][shown[n]] for n in column)

    most = max(min(map(height, columns)) + LEVEL, sum(map(height, columns)) // len(columns))
    for column in columns:
        while height(column) > most and shown[at := max(column, key=lambda n: (shown[n], n))] > TOPIC_LINES[0]:
            shown[at] -= 1
    most = max(map(height, columns))
    for column in columns:
        for at in (n for _ in range(TOPIC_LINES[2]) for n in column):
            if shown[at] + 1 < len(high[at]) and height(column) + high[at][shown[at] + 1] - high[at][shown[at]] <= most:
                shown[at] += 1
    return shown
