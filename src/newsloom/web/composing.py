"""What stands where on the front page. I/O: the app's reading verbs, for how the leading story begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from newsloom.app import App
from newsloom.model import FrontPage, StoryCard
from newsloom.text.terms import bare
from newsloom.web import views
from newsloom.web.links import Links

LEAST_BESIDE, MOST_BESIDE, BELOW_LEAD = 2, 5, 2  # stories beside the leading one, and below it; all others stand by topic
LONG_HEADLINE = 60  # letters, from which a leading headline is set smaller
SINGLES, LATEST = (14, 24), (6, 18)  # of the front page: stories from one source, and the newest articles; least and most
TOP_ROWS, TOPIC_ROWS, CARD_ROWS, LINE_ROWS, LATEST_ROWS, SINGLE_ROWS = (
    37,
    5,
    8,
    3.7,
    4,
    4.9,
)  # lines of text high, on a wide screen
COLUMNS = 3  # of topics
LEDE_SENTENCES, LEDE_LETTERS = 3, 420  # of the leading story on the front page
TOPIC_CARDS, TOPIC_LINES = 2, 5  # of a topic on the front page: stories with their deck, then headlines alone


@dataclass(frozen=True, slots=True)
class Topic:
    name: str  #: "" for stories of no topic
    cards: tuple[StoryCard, ...]
    lines: tuple[StoryCard, ...] = ()  #: headlines alone
    more: int = 0  #: stories that are not shown


@dataclass(frozen=True, slots=True)
class Lede:
    """The beginning of the leading story."""

    deck: str  #: "" where the first sentence says the same
    lines: tuple[views.Line, ...] = ()


def composed(found: FrontPage, opening: Callable[[StoryCard], Lede]) -> dict[str, Any]:
    """What stands where: the first by rank, the rest by topic; in the margin the latest articles, and the stories from one source
    where the page is high enough for them there, else below the topics. What is among the latest does not stand there too.

    Args:
        opening: how the leading story begins.
    """
    lead = opening(found.top[0]) if found.top else Lede("")
    second = beside_lead(found.top, lead)
    ranked, topics = by_topic(found.top, 1 + second + BELOW_LEAD)
    named = [one for one in found.latest if one.title.strip()]
    rows = sum(TOPIC_ROWS + CARD_ROWS * len(one.cards) + LINE_ROWS * len(one.lines) for one in topics)
    height = TOP_ROWS + rows / COLUMNS
    beside = int((height * 2 / 3) / SINGLE_ROWS)
    margin = bool(ranked) and beside >= min(SINGLES[0], len(found.single))
    most = min(SINGLES[1], beside) if margin else SINGLES[0]
    singles = min(most, len(found.single))
    newest = (height - singles * SINGLE_ROWS if margin else height + singles / COLUMNS * SINGLE_ROWS) / LATEST_ROWS
    if ranked:
        latest = named[: max(LATEST[0], min(LATEST[1], int(newest)))]
        told = {one.story for one in latest}
        single = [card for card in found.single if card.id not in told][:most]
    else:  # where single reports are all there is, they are the page
        single = list(found.single[:most])
        told = {card.id for card in single}
        latest = [one for one in named if one.story not in told][: LATEST[1]]
    return {
        "ranked": ranked,
        "lede": lead,
        "long_lead": bool(ranked) and len(ranked[0].headline) > LONG_HEADLINE,
        "second": second,
        "topics": topics,
        "single": single,
        "latest": latest,
        "single_beside": margin,
    }


def beside_lead(top: Sequence[StoryCard], lead: Lede) -> int:
    """How many stories stand beside the leading one, so that both columns end at about one height. Pixels, on a screen of 1,280."""
    if not top:
        return 0

    def lines(text: str, letters: int) -> int:
        return -(-len(text) // letters)

    def card(one: StoryCard, letters: int, line: int, *, deck: bool) -> int:
        told = 25 * lines(one.deck, 26) if deck else 0
        return 95 + line * lines(one.headline, letters) + told

    first = top[0]
    body = sum(len(line.text) for line in lead.lines)
    long = len(first.headline) > LONG_HEADLINE
    own = (
        110 + (44 if long else 60) * lines(first.headline, 27 if long else 20) + 31 * lines(lead.deck, 50) + 26 * -(-body // 58)
    )
    right, best = 0, (10**6, 0)
    for beside, one in enumerate(top[1 : 1 + MOST_BESIDE], 1):
        right += card(one, 19 if beside == 1 else 23, 29 if beside == 1 else 24, deck=beside == 1)
        below = [card(one, 22, 24, deck=True) for one in top[1 + beside : 1 + beside + BELOW_LEAD]]
        if beside >= LEAST_BESIDE or beside == len(top) - 1:
            best = min(best, (abs(own + max(below, default=0) - right), beside))
    return best[1]


def lede(app: App, links: Links, lead: StoryCard) -> Lede:
    """How the front page begins: the deck and the first sentences of the leading story, with their citations."""
    page = app.pages([lead.id]).get(lead.id)
    if page is None:
        return Lede(lead.deck)
    first = [line for part in views.story(page, links).parts for line in part.lines][:LEDE_SENTENCES]
    while len(first) > 1 and sum(len(line.text) for line in first) > LEDE_LETTERS:
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
    shown = TOPIC_CARDS + TOPIC_LINES
    made = [
        Topic(name, tuple(cards[:TOPIC_CARDS]), tuple(cards[TOPIC_CARDS:shown]), max(0, len(cards) - shown))
        for name, cards in grouped.items()
    ]
    return ranked, tuple(sorted(made, key=lambda topic: not topic.name))
