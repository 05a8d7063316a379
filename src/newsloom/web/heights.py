"""How high what stands on the front page will be, estimated from its letters. Pure.

Pixels, on a screen 1,280 pixels wide, with the fonts and spaces of `site.css`; a browser's own lines differ by one now and then.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsloom.model import ArticleCard, StoryCard

LONG_HEADLINE = 60  # letters, from which a leading headline is set smaller
SMALL = 19  # a line of outlets, of counts
TOPIC_NAME = 21  # above a headline
LABEL, COLUMN_END = 28, 21  # the name of a topic with its rule; the space below its stories
LEAST_SPARK = 5  # articles, from which a story has a spark-line


def lines(text: str, letters: int) -> int:
    """How many lines a text takes, so many letters of it on one."""
    return -(-len(text) // letters)


def _about(story: StoryCard, letters: int, named: int) -> int:
    outlets = ", ".join(story.publishers[:named]) + (" and 2 more" if len(story.publishers) > named else "")
    crowded = LEAST_SPARK <= story.article_count != story.origin_count and letters < 40
    return 7 + SMALL * (lines(outlets, letters) + (2 if crowded else 1))


def lead(story: StoryCard, deck: str, sentences: Sequence[str]) -> int:
    """The leading story, with its deck and so much of its text."""
    long = len(story.headline) > LONG_HEADLINE
    headline = (46 if long else 55) * lines(story.headline, 27 if long else 22)
    told = 13 + 25.5 * lines(" ".join(sentences), 65) if sentences else 0
    return int(
        (TOPIC_NAME if story.topic else 0)
        + headline
        + (13 + 29 * lines(deck, 52) if deck else 0)
        + told
        + (7 + _about(story, 75, 6))
        + 22
    )


def card(story: StoryCard, *, deck: bool, first: bool = False, kicker: bool = True) -> int:
    """A story in a column; the first of the column is set larger and has no rule above it."""
    headline = 29 * lines(story.headline, 19) if first else 24 * lines(story.headline, 25)
    told = 6 + 23 * lines(story.deck, 31) if deck and story.deck else 0
    return (TOPIC_NAME if kicker and story.topic else 0) + headline + told + _about(story, 34, 3) + (16 if first else 31)


def line(story: StoryCard) -> int:
    """A headline alone, with how many articles it has."""
    return 17 + 21 * lines(f"{story.headline} 10 articles", 33)


def topic(cards: Sequence[StoryCard], rest: Sequence[StoryCard], *, more: bool) -> int:
    """A topic in its column."""
    told = sum(_in_topic(one, first=not at) for at, one in enumerate(cards))
    return LABEL + told + (13 + sum(map(line, rest)) if rest else 0) + (19 if more else 0) + COLUMN_END


def _in_topic(story: StoryCard, *, first: bool) -> int:
    if first:
        return card(story, deck=True, kicker=False) - 7
    return 22 * lines(story.headline, 29) + _about(story, 34, 3) + 31


def latest(article: ArticleCard) -> int:
    """An article in the margin."""
    return 14 + 20 * lines(f"{article.title} {article.publisher or ''}", 29)


def single(story: StoryCard) -> int:
    """A story from one source, in the margin or a column."""
    return 24 + 20 * lines(story.headline, 32) + 7 + SMALL
