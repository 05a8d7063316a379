"""Which stories a channel selects. Pure.

A word matches whole words, a phrase its words in order, `begin*` the beginnings of words; case and accents do not count. In scripts
written without spaces each character is a word. This is how search matches too, so that the store may find by its index.
"""

from __future__ import annotations

from collections.abc import Iterable

from newsloom.model import Channel, StoryCard
from newsloom.text.terms import bare


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
    content = bare(f"{card.headline}\n{card.deck}\n{text}")
    if any(mentions(content, word) for word in channel.without):
        return False
    return not channel.words or any(mentions(content, word) for word in channel.words)


def slug(name: str) -> str:
    """A name for addresses: letters and digits of any script, parted by hyphens; never empty."""
    return "-".join(bare(name).split())[:60] or "channel"


def mentions(content: str, word: str) -> bool:
    """Whether a text of bare words has this word, phrase or beginning."""
    wanted = bare(word)
    return bool(wanted) and f" {wanted}{'' if is_beginning(word) else ' '}" in f" {content} "


def is_beginning(word: str) -> bool:
    """Whether `begin*` is meant: one word of which only the beginning is told."""
    return word.rstrip().endswith("*") and " " not in bare(word)


def _any_publisher(wanted: Iterable[str], publishers: Iterable[str]) -> bool:
    asked = {name.casefold().strip() for name in wanted}
    return any(name.casefold() in asked for name in publishers)
