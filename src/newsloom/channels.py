"""Which stories a channel selects, which it calls for and when, and what a search is narrowed by. Pure.

A word matches whole words, a phrase its words in order, `begin*` the beginnings of words; case and accents do not count. In scripts
written without spaces each character is a word. This is how search matches too, so that the store may find by its index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from newsloom.model import Alert, Channel, SearchFilter, StoryCard
from newsloom.text.names import forms_of
from newsloom.text.terms import bare

STALE = timedelta(days=3)  # what has had nothing new for so long is not told any more
_QUERY = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


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
    wanted = groups(channel)
    if not wanted and not channel.without:
        return True
    content = bare(f"{card.headline}\n{card.deck}\n{text}")
    if any(mentions(content, word) for word in channel.without):
        return False
    return all(any(mentions(content, word) for word in group) for group in wanted)


def groups(channel: Channel) -> tuple[tuple[str, ...], ...]:
    """Of each of these groups of words a story must have one."""
    any_of = (channel.words,) if channel.words else ()
    named = (tuple(form for place in channel.places for form in forms_of(place)),) if channel.places else ()
    return (*any_of, *((word,) for word in channel.every), *named)


def terms_of(query: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words and "phrases" of a search, and those that -exclude."""
    wanted: list[str] = []
    excluded: list[str] = []
    for minus, phrase, word in _QUERY.findall(query[:1000]):
        if bare(term := phrase or word):
            (excluded if minus else wanted).append(term)
    return tuple(wanted), tuple(excluded)


def narrowed(
    kind: str, language: str, publisher: str, first: date | None, last: date | None, *, zone: tzinfo = UTC
) -> SearchFilter:
    """What a search is narrowed by.

    Args:
        first, last: days in this zone, the last one whole; None: from the beginning, to the end.
    """
    since = None if first is None else datetime.combine(first, time(), zone)
    before = None if last is None or last == date.max else datetime.combine(last + timedelta(days=1), time(), zone)
    only = {"story": "story", "article": "article"}.get(kind, "")
    return SearchFilter(only, language.lower(), publisher, since, before)  # type: ignore[arg-type]


def calls_for(alert: Alert, card: StoryCard, *, now: datetime) -> bool:
    """Whether a story is to be told: enough owners report it, and something is new in it of late."""
    return card.voices >= alert.owners and card.last_new_fact is not None and card.last_new_fact > now - STALE


def after_quiet(alert: Alert, now: datetime) -> datetime:
    """The next moment that is not in the alert's quiet hours: now, or when they end."""
    if alert.quiet is None:
        return now
    begin, end = alert.quiet
    local = now.astimezone(ZoneInfo(alert.zone))
    if not (begin <= local.hour < end if begin < end else local.hour >= begin or local.hour < end):
        return now
    day = local.date() + timedelta(days=begin >= end and local.hour >= begin)
    return datetime.combine(day, time(end), local.tzinfo).astimezone(UTC)


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
