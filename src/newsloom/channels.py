"""Which stories a channel selects. Pure.

Matching folds case and accents; a word matches whole words, a phrase its words in order; scripts written without spaces match
anywhere in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from newsloom.model import Channel, StoryCard

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def folded(text: str) -> str:
    """Text as it is compared: lower case, no marks on letters, words parted by single spaces."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        marks = {ord(c): None for c in set(plain) if unicodedata.combining(c)}  # few distinct letters, however long the text
        plain = plain.translate(marks) if marks else plain
    return " ".join(_WORD.findall(plain))


def selects(channel: Channel, card: StoryCard, text: str) -> bool:
    """Whether the channel shows this story.

    Args:
        text: headline, deck and sentences of its page.
    """
    if card.voices < channel.min_origins and card.origin_count < channel.min_origins:
        return False
    if channel.languages and (card.language or "") not in channel.languages:
        return False
    if channel.topics and card.topic.casefold() not in {topic.casefold() for topic in channel.topics}:
        return False
    if channel.publishers and not _any_publisher(channel.publishers, card.publishers):
        return False
    if not channel.words and not channel.without:
        return True
    content = folded(f"{card.headline}\n{card.deck}\n{text}")
    if any(mentions(content, word) for word in channel.without):
        return False
    return not channel.words or any(mentions(content, word) for word in channel.words)


def slug(name: str) -> str:
    """A name for addresses: letters and digits of any script, parted by hyphens; never empty."""
    return "-".join(folded(name).split())[:60] or "channel"


def mentions(content: str, word: str) -> bool:
    """Whether folded text has this word or phrase."""
    return (pattern := _pattern(word)) is not None and pattern.search(content) is not None


@lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str] | None:
    wanted = folded(word)
    if not wanted:
        return None
    edge = "" if _UNSPACED.search(wanted) else r"\b"
    return re.compile(edge + re.escape(wanted) + edge)


def _any_publisher(wanted: Iterable[str], publishers: Iterable[str]) -> bool:
    asked = {name.casefold().strip() for name in wanted}
    return any(name.casefold() in asked for name in publishers)
