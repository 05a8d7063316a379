"""What a subscription is after a poll: when it is due again, what is remembered, what its reader is told. Pure.

`state` is what polling remembers of a feed beside the subscription itself:
`moved` (a permanent redirect and since when it has been seen), `gone` (answers 410), `not_before` (until when the server asked to be
left alone, in microseconds since 1970), `ttl_s` (what the feed asks for between polls).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from newsloom.errors import NewsloomError
from newsloom.intake import opml, times
from newsloom.model import ParsedFeed, Problem, Subscription
from newsloom.ports import Response

FEED_GAPS_H = (0.5, 1.0, 3.0, 8.0, 24.0)  # after failures in a row
LONGEST_WAIT = timedelta(days=31)  # whatever a server or a feed asks for
GONE_TRIES = 3  # answers 410 before a feed is stopped for good
MOVED_POLLS, MOVED_FOR = 3, timedelta(days=1)  # a permanent redirect is adopted when it has lasted this long
JITTER = 0.1  # share of the interval by which a poll is put off, differently each time
FIRST_JITTER = 1.0  # the same before the second poll: feeds that were added together part for good
PACE_DAYS = 7.0  # the pace of a feed is a mean over about this long
BUSY = frozenset({429, 503})  # answers by which a server asks to be left alone


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of the time between two polls of a feed."""

    fastest_s: float
    slowest_s: float


def healthy(
    subscription: Subscription,
    state: Mapping[str, Any],
    answer: Response,
    now: datetime,
    *,
    feed: ParsedFeed | None = None,
    new: int = 0,
    bounds: Bounds,
) -> tuple[Subscription, dict[str, Any]]:
    """After a poll that went well; the next is due by the feed's own pace, later if the server asks for that.

    Args:
        feed: what came; None if nothing changed (304).
        new: entries that were not known.
        bounds: of the interval, whatever the pace.
    """
    first = subscription.last_success is None
    subscription, kept = moved(subscription, state, answer, now)
    if feed is not None:
        kept.pop("ttl_s", None)
        if feed.ttl_s:
            kept["ttl_s"] = feed.ttl_s
    pace = _pace(subscription, feed, new, now, first=first)
    own_s = min(max(86_400 / max(pace, 0.01) / 2, bounds.fastest_s), bounds.slowest_s)
    asked_s = min(max(_max_age_s(answer), float(kept.get("ttl_s", 0.0))), LONGEST_WAIT.total_seconds())
    interval_s = max(own_s, asked_s)
    spread = FIRST_JITTER if first else JITTER
    delay_s = interval_s * (1 + spread * _chance(subscription, now))
    if asked_s < bounds.slowest_s < delay_s:
        delay_s = max(bounds.slowest_s * (1 - JITTER * _chance(subscription, now)), asked_s)
    changed = replace(
        subscription,
        last_success=now,
        last_polled=now,
        next_poll=now + timedelta(seconds=min(delay_s, LONGEST_WAIT.total_seconds())),
        poll_interval_s=interval_s,
        failures=0,
        error="",
        gone=False,
        entries_per_day=pace,
    )
    if feed is not None:
        changed = replace(changed, etag=None, last_modified=None)
        if feed.whole:  # a document that was cut off is asked for again as a whole
            changed = replace(changed, etag=_echoed(answer, "etag"), last_modified=_echoed(answer, "last-modified"))
    return changed, kept


def failed(
    subscription: Subscription, state: Mapping[str, Any], exc: NewsloomError, now: datetime
) -> tuple[Subscription, dict[str, Any], Problem]:
    """After a poll that went wrong: growing gaps, and the reason where the reader sees it."""
    kept = dict(state)
    status, asked_s = getattr(exc, "status", None), getattr(exc, "retry_after_s", None)
    failures = subscription.failures + 1
    gap = timedelta(hours=FEED_GAPS_H[min(failures, len(FEED_GAPS_H)) - 1]) * (1 + JITTER * _chance(subscription, now))
    if asked_s:
        gap = max(gap, min(timedelta(seconds=asked_s), LONGEST_WAIT))
    if asked_s or status in BUSY:
        kept["not_before"] = int((now + gap).timestamp() * 1_000_000)
    gone = False
    if status == 410:
        kept["gone"] = int(kept.get("gone", 0)) + 1
        gone = kept["gone"] >= GONE_TRIES
    error = f"{exc.reason} ({exc.remedy})" if exc.remedy else exc.reason
    if gone:
        error = f"{exc.reason}: the feed is gone for good, says its server; it is not asked again"
    problem = Problem(subscription.url, exc.reason, exc.remedy, retry=not gone)
    changed = replace(
        subscription,
        last_polled=now,
        next_poll=None if gone else now + gap,
        failures=failures,
        error=error,
        gone=gone,
    )
    return changed, kept, problem


def moved(
    subscription: Subscription, state: Mapping[str, Any], answer: Response, now: datetime
) -> tuple[Subscription, dict[str, Any]]:
    """Adopt a permanent redirect once it has been seen on several polls over a day."""
    kept = {key: value for key, value in state.items() if key not in ("moved", "gone", "not_before")}
    if answer.permanent is None or answer.permanent == subscription.url or not opml.usable(answer.permanent):
        return subscription, kept
    before: dict[str, Any] = state.get("moved") or {}
    stamp = int(now.timestamp())
    seen: dict[str, Any] = {"to": answer.permanent, "times": 1, "since": stamp}
    if before.get("to") == answer.permanent:
        seen = {**before, "times": before["times"] + 1, "since": min(before["since"], stamp)}
    if seen["times"] >= MOVED_POLLS and stamp - seen["since"] >= MOVED_FOR.total_seconds():
        return replace(subscription, url=answer.permanent), kept
    return subscription, {**kept, "moved": seen}


def _pace(subscription: Subscription, feed: ParsedFeed | None, new: int, now: datetime, *, first: bool) -> float:
    """New entries a day."""
    if first or subscription.last_success is None:
        dated = [entry.published for entry in feed.entries if entry.published is not None] if feed is not None else []
        days = max(1.0, (now - min(dated)).total_seconds() / 86_400) if dated else PACE_DAYS
        return len(feed.entries) / days if feed is not None else 0.0
    days = max((now - subscription.last_success).total_seconds() / 86_400, 1 / 48)
    pace = subscription.entries_per_day
    return pace + (new / days - pace) * min(1.0, days / PACE_DAYS)


def _chance(subscription: Subscription, now: datetime) -> float:
    """In [0, 1), different for every feed and poll, without a source of chance: feeds never march in step."""
    told = hashlib.sha256(f"{subscription.id}\x1f{now.isoformat()}".encode("utf-8", "replace")).digest()
    return int.from_bytes(told[:6]) / 2**48


def _max_age_s(answer: Response) -> float:
    for part in (answer.header("cache-control") or "").split(","):
        name, _, value = part.strip().partition("=")
        value = value.strip().strip('"')
        if name.strip().lower() == "max-age" and value.isascii() and value.isdigit():
            return float(value[:12])
    return 0.0


def _echoed(answer: Response, name: str) -> str | None:
    """A validator if it can be sent back byte for byte; None for one that cannot, which is then not sent at all."""
    value = answer.header(name)
    if not value or len(value) > 4000 or any(char < " " or char == "\x7f" or "\ud800" <= char <= "\udfff" for char in value):
        return None
    return value


def retry_after_s(answer: Response, now: datetime) -> float | None:
    """Seconds that the answer asks to wait, by its server's clock if that is told; None if it says nothing."""
    sent = times.loose(answer.header("date"))
    return times.wait_s(answer.header("retry-after"), now=sent.time if sent else now)
