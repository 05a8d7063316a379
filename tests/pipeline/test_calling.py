"""An address is called once a story, when enough owners report it: retried, outside quiet hours, by the guarded client."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "store"))

import making

from newsloom import channels
from newsloom.errors import AddressRefused, FetchError
from newsloom.model import Alert, CallState, ChangeKind, Channel, StoryCard, StoryMark
from newsloom.net.client import GuardedClient
from newsloom.pipeline.calling import WAITS, Caller, header_text
from newsloom.pipeline.run import Pipeline
from newsloom.ports import Request, Response
from newsloom.store import Store
from newsloom.testing import FakeFetcher, FixedClock, InlineWorkers, Page, Site

URL = "https://hook.example/in"
ALERT = Alert("all", URL, owners=2)


class Desk:
    """A store with a channel that calls, its web and its clock."""

    def __init__(self, store: Store, alert: Alert = ALERT) -> None:
        self.store, self.clock, self.fetcher = store, FixedClock(making.NOW), FakeFetcher({URL: b"ok"})
        store.save_channel(Channel("all", "All"), now=making.NOW)
        store.save_alert(alert)
        self.caller = Caller(store, self.fetcher, self.clock, story_link=lambda story: f"https://news.example/story/{story}")

    def publish(self, story: str, voices: int, *, headline: str = "The bridge", hours: float = 0) -> None:
        if self.store.card(story) is None:
            making.group(self.store, **{story: (f"a-{story}",)})
        facts = replace(making.facts(when=making.later(hours=hours)), voices=voices, headline=headline)
        made = making.page(story, f"a-{story}", headline=headline)
        self.store.publish(story, made, facts, now=self.clock.now, why="test")

    def run(self, *, after: timedelta = timedelta(0)) -> int:
        self.clock.now += after
        return asyncio.run(self.caller.run())

    @property
    def told(self) -> list[str]:
        return [json.loads(request.body or b"")["story"]["id"] for request in self.fetcher.requests]


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


def test_a_story_is_told_once_when_enough_owners_report_it(desk: Desk):
    desk.publish("s", 1)
    assert desk.run() == 0
    desk.publish("s", 2)
    assert desk.run() == 1
    desk.publish("s", 3, headline="The bridge is open")
    assert desk.run() == 0
    assert desk.told == ["s"]
    [call] = desk.store.calls("all", limit=9)
    assert (call.state, call.tries, call.error) == (CallState.SENT, 1, "")


def test_what_was_there_before_the_alert_is_not_told(desk: Desk):
    desk.publish("old", 4)
    desk.caller.pass_over(ALERT)
    desk.publish("new", 4)
    desk.run()
    assert desk.told == ["new"]
    assert [call.story for call in desk.store.calls("all", limit=9)] == ["new"]


def test_a_story_merged_into_one_that_was_told_is_not_told_again(desk: Desk):
    desk.publish("s", 2)
    desk.run()
    desk.publish("u", 1)
    moved = [making.placed("a-s", "u", None, kind=ChangeKind.MOVE)]
    desk.store.assign(moved, arrivals=2, changed=(), now=desk.clock.now, revised=True)
    desk.publish("u", 3)
    desk.run()
    assert desk.store.resolve("s") == "u" and desk.told == ["s"]


def test_stories_muted_or_long_past_or_outside_the_channel_are_not_told(desk: Desk):
    desk.publish("muted", 2)
    desk.store.mark("muted", StoryMark.MUTE, now=making.NOW)
    desk.publish("past", 2, hours=-80)
    desk.store.save_channel(Channel("all", "All", without=("ferry",)), now=making.NOW)
    desk.publish("ferry", 2, headline="The ferry")
    assert desk.run() == 0


def test_a_call_that_fails_is_tried_again_later_and_then_given_up(desk: Desk):
    desk.fetcher.answers[URL] = Response(URL, 503, b"")
    desk.publish("s", 2)
    assert desk.run() == 0
    assert desk.run() == 0 and len(desk.told) == 1, "not before its time"
    for wait in WAITS:
        desk.run(after=wait)
    assert len(desk.told) == 1 + len(WAITS)
    [call] = desk.store.calls("all", limit=9)
    assert (call.state, call.error) == (CallState.FAILED, "answered 503")
    desk.run(after=timedelta(days=1))
    assert len(desk.told) == 1 + len(WAITS)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Response(URL, 404, b""), "answered 404"),
        (Response(URL, 302, b"", (("location", "http://127.0.0.1/"),)), "leads elsewhere"),
        (AddressRefused(URL, "10.0.0.1 is private"), "private"),
    ],
)
def test_what_no_other_try_can_change_is_given_up_at_once(desk: Desk, answer, why: str):
    desk.fetcher.answers[URL] = answer
    desk.publish("s", 2)
    desk.run()
    [call] = desk.store.calls("all", limit=9)
    assert call.state is CallState.FAILED and why in call.error


def test_an_address_that_comes_back_gets_the_call(desk: Desk):
    desk.fetcher.answers[URL] = FetchError(URL, "timed out")
    desk.publish("s", 2)
    desk.run()
    desk.fetcher.answers[URL] = b"ok"
    assert desk.run(after=WAITS[0]) == 1


def test_whoever_is_stopped_while_calling_goes_on_at_the_next_try(desk: Desk):
    class Stopped(BaseException):
        pass

    class Stops:
        async def fetch(self, request: Request) -> Response:
            raise Stopped

    desk.publish("s", 2)
    with pytest.raises(Stopped):
        asyncio.run(Caller(desk.store, Stops(), desk.clock).run())
    assert desk.run() == 0
    assert desk.run(after=WAITS[0]) == 1


def test_in_quiet_hours_nothing_is_sent_until_they_end(store: Store):
    desk = Desk(store, replace(ALERT, quiet=(22, 7), zone="Europe/Madrid"))
    desk.clock.now = datetime(2026, 1, 13, 22, 30, tzinfo=UTC)  # half past eleven in Madrid
    desk.publish("s", 2, hours=10)
    assert desk.run() == 0
    assert desk.run(after=timedelta(hours=7)) == 0
    assert desk.run(after=timedelta(minutes=31)) == 1


@pytest.mark.parametrize(
    ("quiet", "hour", "ends"),
    [((22, 7), 21, None), ((22, 7), 22, 31), ((22, 7), 3, 7), ((22, 7), 7, None), ((1, 5), 4, 5), ((1, 5), 5, None)],
)
def test_quiet_hours_end_when_they_say(quiet: tuple[int, int], hour: int, ends: int | None):
    midnight = datetime(2026, 1, 13, tzinfo=UTC)
    now = midnight + timedelta(hours=hour, minutes=10)
    expected = now if ends is None else midnight + timedelta(hours=ends)
    assert channels.after_quiet(replace(ALERT, quiet=quiet), now) == expected


def test_a_webhook_gets_the_story_signed(store: Store):
    desk = Desk(store, replace(ALERT, secret="shared"))
    desk.publish("s", 2, headline="Crue à Besançon")
    desk.run()
    [request] = desk.fetcher.requests
    headers, told = dict(request.headers), json.loads(request.body or b"")
    signed = hmac.new(b"shared", request.body or b"", hashlib.sha256).hexdigest()
    assert headers["X-Newsloom-Signature"] == f"sha256={signed}"
    assert told["id"] == headers["X-Newsloom-Delivery"]
    assert (told["story"]["headline"], told["story"]["url"]) == ("Crue à Besançon", "https://news.example/story/s")


def test_ntfy_gets_a_title_a_text_and_a_link(store: Store):
    desk = Desk(store, replace(ALERT, kind="ntfy", secret="token"))
    desk.publish("s", 2, headline="Crue à Besançon\r\nX-Evil: 1")
    desk.run()
    [request] = desk.fetcher.requests
    headers = dict(request.headers)
    assert headers["Title"].startswith("=?utf-8?B?") and "\n" not in headers["Title"]
    assert (headers["Click"], headers["Authorization"]) == ("https://news.example/story/s", "Bearer token")
    assert b"A deck" in (request.body or b"")


def test_a_plain_title_stays_as_it_is():
    assert header_text("Bridge  reopens") == "Bridge reopens"


def test_a_channel_that_calls_nothing_any_more_forgets_its_calls(desk: Desk):
    desk.publish("s", 2)
    desk.run()
    desk.store.remove_alert("all")
    assert desk.store.alerts() == {} and desk.store.calls("all", limit=9) == []
    desk.publish("u", 2)
    assert desk.run() == 0


def test_a_deleted_channel_calls_nothing(desk: Desk):
    desk.publish("s", 2)
    desk.store.remove_channel("all")
    assert desk.run() == 0 and desk.store.alerts() == {}


def test_a_pass_of_the_pipeline_makes_the_calls(desk: Desk):
    desk.publish("s", 2)
    asyncio.run(Pipeline(desk.store, desk.fetcher, InlineWorkers(), desk.clock).update())
    assert desk.told == ["s"]


# -- over the real client


def posted(url: str, **how: object) -> Response:
    async def send() -> Response:
        async with GuardedClient(requests_per_s=None, **how) as client:  # type: ignore[arg-type]
            return await client.fetch(Request(url, body=b"told", headers=(("Title", "x"),), deadline_s=5))

    return asyncio.run(send())


def test_a_body_is_sent_by_post_and_no_redirect_is_followed():
    with Site() as site:
        site.serve("/in", b"taken")
        site.redirect("/away", site.url("/in"))
        allowed = {"allowed_networks": ["127.0.0.0/8"]}
        assert posted(site.url("/in"), **allowed).body == b"taken"
        assert posted(site.url("/away"), **allowed).status == 302
        [seen] = site.asked("/in")
        assert (seen.method, seen.body, seen.headers["title"]) == ("POST", b"told", "x")


def test_an_address_that_feeds_may_not_be_on_may_not_be_called():
    with Site() as site:
        site.pages["/in"] = Page(b"taken")
        with pytest.raises(AddressRefused):
            posted(site.url("/in"))
        assert site.requests == []


def test_a_try_calls_with_the_newest_story_or_says_what_is_wrong(desk: Desk):
    asyncio.run(desk.caller.try_out(ALERT))
    desk.publish("s", 1)
    asyncio.run(desk.caller.try_out(ALERT))
    assert desk.told == ["test", "s"]
    desk.fetcher.answers[URL] = Response(URL, 500, b"")
    with pytest.raises(FetchError, match="answered 500"):
        asyncio.run(desk.caller.try_out(ALERT))
    assert isinstance(desk.store.card("s"), StoryCard) and desk.store.told("all") == set()
