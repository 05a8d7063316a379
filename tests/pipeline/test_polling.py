"""When a feed is due again, and what is remembered of it. Pure decisions, no network."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from newsloom.errors import FetchError
from newsloom.model import Entry, ParsedFeed, Subscription
from newsloom.pipeline.polling import Bounds, failed, healthy
from newsloom.ports import Response

NOW = datetime(2026, 1, 13, 12, tzinfo=UTC)
HOUR, DAY = 3600.0, 86_400.0
BOUNDS = Bounds(HOUR, DAY)


def entry(number: int, when: datetime | None = None) -> Entry:
    return Entry(str(number), str(number), f"http://herald.example/{number}", f"Story {number}", published=when)


def document(a_day: float, **facts: Any) -> ParsedFeed:
    """A feed whose entries come at this pace."""
    return ParsedFeed("Herald", None, tuple(entry(n, NOW - timedelta(days=n / a_day)) for n in range(40)), **facts)


def answered(*headers: tuple[str, str], status: int = 200, permanent: str | None = None) -> Response:
    return Response("http://herald.example/feed", status, b"", headers, permanent)


def subscription(**facts: Any) -> Subscription:
    return Subscription("s", "http://herald.example/feed", **facts)


def after(
    feed: ParsedFeed | None = None, *headers: tuple[str, str], state: dict[str, Any] | None = None, **facts: Any
) -> float:
    """Seconds until the next poll."""
    answer = answered(*headers, status=304 if feed is None else 200)
    polled, _ = healthy(subscription(**facts), state or {}, answer, NOW, feed=feed, bounds=BOUNDS)
    assert polled.next_poll is not None
    return (polled.next_poll - NOW).total_seconds()


KNOWN = {"last_success": NOW - timedelta(hours=2), "last_polled": NOW - timedelta(hours=2), "entries_per_day": 200.0}


@pytest.mark.parametrize(("a_day", "hours"), [(100.0, 1.0), (24.0, 1.0), (6.0, 2.0), (1.0, 12.0), (0.2, 24.0), (0.01, 24.0)])
def test_the_interval_follows_the_feeds_own_pace_between_an_hour_and_a_day(a_day: float, hours: float) -> None:
    polled, _ = healthy(subscription(), {}, answered(), NOW, feed=document(a_day), bounds=BOUNDS)
    assert polled.poll_interval_s == pytest.approx(hours * HOUR, rel=0.06)


def test_a_feed_that_falls_silent_is_polled_less_and_less_often() -> None:
    feed = subscription(**{**KNOWN, "entries_per_day": 24.0})
    now, intervals = NOW, []
    for _ in range(600):
        feed, _ = healthy(feed, {}, answered(status=304), now, bounds=BOUNDS)
        intervals.append(feed.poll_interval_s)
        assert feed.next_poll is not None
        now = feed.next_poll
    assert intervals[0] < 2 * HOUR and intervals[-1] > 12 * HOUR and intervals == sorted(intervals)


def test_no_poll_is_ever_sooner_than_the_shortest_interval_or_later_than_the_longest() -> None:
    for number in range(300):
        for a_day in (0.01, 1.0, 1000.0):
            first, _ = healthy(Subscription(f"s{number}", "x"), {}, answered(), NOW, feed=document(a_day), bounds=BOUNDS)
            assert first.next_poll is not None
            later, _ = healthy(first, {}, answered(), first.next_poll, feed=document(a_day), bounds=BOUNDS, new=1)
            assert later.next_poll is not None
            for gap in (first.next_poll - NOW, later.next_poll - first.next_poll):
                assert HOUR <= gap.total_seconds() <= DAY


def test_ten_thousand_feeds_added_together_are_not_polled_together_again() -> None:
    """From the second poll on: no minute has more than a few percent of them."""
    seconds = []
    for number in range(10_000):
        polled, _ = healthy(Subscription(f"s{number}", "x"), {}, answered(), NOW, feed=document(100), bounds=BOUNDS)
        assert polled.next_poll is not None
        seconds.append((polled.next_poll - NOW).total_seconds())
    by_minute = [sum(minute * 60 <= at < (minute + 1) * 60 for at in seconds) for minute in range(60, 121)]
    assert max(by_minute) < 300 and min(by_minute[:-1]) > 100


def test_jitter_differs_from_poll_to_poll_and_is_the_same_for_the_same_poll() -> None:
    gaps = {after(document(100), state={}, **KNOWN) for _ in range(5)}
    assert len(gaps) == 1
    feed = subscription(**KNOWN)
    other, _ = healthy(feed, {}, answered(status=304), NOW + timedelta(seconds=1), bounds=BOUNDS)
    assert other.next_poll is not None and (other.next_poll - NOW).total_seconds() - 1 not in gaps


@pytest.mark.parametrize(
    ("headers", "at_least"),
    [
        ([("cache-control", "max-age=7200")], 7200),
        ([("cache-control", 'public, MAX-AGE="7200", x=y')], 7200),
        ([("cache-control", "max-age=99999999999999999999")], 31 * DAY),
        ([("cache-control", "max-age=-5")], HOUR),
        ([("cache-control", "max-age=soon")], HOUR),
        ([("cache-control", "no-cache")], HOUR),
        ([("cache-control", f"max-age={40 * 86_400}")], 31 * DAY),
        ([("cache-control", f"max-age={5 * 86_400}")], 5 * DAY),
    ],
)
def test_what_the_server_asks_for_is_obeyed_where_it_is_longer(headers: list[tuple[str, str]], at_least: float) -> None:
    delay = after(document(100), *headers, **KNOWN)
    assert at_least <= delay <= min(max(at_least, HOUR) * 1.1, 31 * DAY)


def test_a_ttl_is_obeyed_also_when_nothing_changed_since() -> None:
    first = subscription(**KNOWN)
    polled, state = healthy(first, {}, answered(), NOW, feed=document(100, ttl_s=6 * HOUR), bounds=BOUNDS)
    assert polled.poll_interval_s == 6 * HOUR
    assert after(None, state=state, **KNOWN) >= 6 * HOUR
    _, without = healthy(polled, state, answered(), NOW, feed=document(100), bounds=BOUNDS)
    assert "ttl_s" not in without


def test_failures_in_a_row_make_the_gaps_grow_and_the_reason_is_kept() -> None:
    feed, state, gaps = subscription(), {}, []
    for _ in range(7):
        feed, state, problem = failed(
            feed, state, FetchError("x", "answered 500", status=500, remedy="it will be tried again"), NOW
        )
        assert feed.next_poll is not None and problem.retry
        gaps.append((feed.next_poll - NOW).total_seconds() / HOUR)
    assert gaps == sorted(gaps) or all(gap >= 24 for gap in gaps[4:])
    assert gaps[0] < 0.6 and 24 <= gaps[-1] <= 26.5
    assert feed.failures == 7 and feed.error == "answered 500 (it will be tried again)"


def test_success_clears_failures_and_their_reason() -> None:
    feed, state, _ = failed(subscription(**KNOWN), {}, FetchError("x", "answered 500", status=500), NOW)
    feed, state = healthy(feed, state, answered(status=304), NOW, bounds=BOUNDS)
    assert (feed.failures, feed.error) == (0, "")
    assert "not_before" not in state


@pytest.mark.parametrize("status", [429, 503, 500, 403])
def test_retry_after_is_obeyed_whatever_the_status_and_no_longer_than_31_days(status: int) -> None:
    for asked, expected in ((7 * HOUR, 7 * HOUR), (90 * DAY, 31 * DAY)):
        feed, state, _ = failed(subscription(), {}, FetchError("x", "no", status=status, retry_after_s=asked), NOW)
        assert feed.next_poll is not None
        assert (feed.next_poll - NOW).total_seconds() == pytest.approx(expected)
        assert state["not_before"] == int(feed.next_poll.timestamp() * 1_000_000)


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_is_busy_is_left_alone_also_when_it_does_not_say_for_how_long(status: int) -> None:
    _, state, _ = failed(subscription(), {}, FetchError("x", "busy", status=status), NOW)
    assert state["not_before"] >= int((NOW + timedelta(minutes=30)).timestamp() * 1_000_000)


def test_410_is_asked_three_times_and_then_never_again_and_told() -> None:
    feed, state = subscription(), {}
    for asked in range(1, 4):
        feed, state, problem = failed(feed, state, FetchError("x", "answered 410", status=410), NOW)
        assert feed.gone is (asked == 3) and problem.retry is (asked < 3)
    assert feed.next_poll is None and "gone for good" in feed.error


def test_other_failures_between_answers_410_do_not_start_the_count_again_and_success_does() -> None:
    gone, down = FetchError("x", "answered 410", status=410), FetchError("x", "timed out")
    feed, state, _ = failed(subscription(), {}, gone, NOW)
    feed, state, _ = failed(feed, state, down, NOW)
    feed, state, _ = failed(feed, state, gone, NOW)
    assert state["gone"] == 2
    _, cleared = healthy(feed, state, answered(), NOW, feed=document(1), bounds=BOUNDS)
    assert "gone" not in cleared


MOVED = "https://new.example/feed"
LONG = f"https://new.example/{'中' * 700}"


def moves(*seen: tuple[float, str | None]) -> Subscription:
    """The subscription after polls at these hours, each led to this address for good."""
    feed, state = subscription(**KNOWN), {}
    for hours, to in seen:
        feed, state = healthy(
            feed, state, answered(permanent=to), NOW + timedelta(hours=hours), feed=document(1), bounds=BOUNDS
        )
    return feed


@pytest.mark.parametrize(
    ("seen", "adopted"),
    [
        ([(0, MOVED), (12, MOVED), (24, MOVED)], True),
        ([(0, MOVED), (1, MOVED), (2, MOVED), (3, MOVED)], False),  # three polls, but not a day
        ([(hours, LONG) for hours in (0, 12, 24)], False),  # longer than a database indexes
        ([(0, MOVED), (30, MOVED)], False),  # a day, but not three polls
        ([(0, MOVED), (12, None), (24, MOVED), (36, MOVED)], False),  # it came back in between
        ([(0, MOVED), (12, "https://third.example/"), (24, MOVED), (30, MOVED)], False),
        ([(0, MOVED), (-500, MOVED), (-490, MOVED)], False),  # the clock was set back
    ],
)
def test_a_permanent_redirect_is_adopted_after_three_polls_over_a_day(
    seen: list[tuple[float, str | None]], adopted: bool
) -> None:
    assert moves(*seen).url == (MOVED if adopted else "http://herald.example/feed")


def test_validators_are_those_of_the_last_whole_document() -> None:
    headers = (("etag", 'W/"7 ü"'), ("last-modified", "yesterday, they say"))
    feed, _ = healthy(subscription(), {}, answered(*headers), NOW, feed=document(1), bounds=BOUNDS)
    assert (feed.etag, feed.last_modified) == ('W/"7 ü"', "yesterday, they say")
    same, _ = healthy(feed, {}, answered(("etag", '"other"'), status=304), NOW, bounds=BOUNDS)
    assert (same.etag, same.last_modified) == (feed.etag, feed.last_modified)
    cut, _ = healthy(feed, {}, answered(*headers), NOW, feed=document(1, whole=False), bounds=BOUNDS)
    assert (cut.etag, cut.last_modified) == (None, None)
    without, _ = healthy(feed, {}, answered(), NOW, feed=document(1), bounds=BOUNDS)
    assert (without.etag, without.last_modified) == (None, None)


@pytest.mark.parametrize("etag", ['"a\udce9"', '"a\r\nb"', '"' + "x" * 5000 + '"', "\x7f", ""])
def test_a_validator_that_cannot_be_echoed_byte_for_byte_is_not_kept(etag: str) -> None:
    assert healthy(subscription(), {}, answered(("etag", etag)), NOW, feed=document(1), bounds=BOUNDS)[0].etag is None
