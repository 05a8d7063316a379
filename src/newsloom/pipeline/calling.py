"""Tell an address of a story that enough independent owners report: by webhook or ntfy, once, retried, outside quiet hours.

I/O: store, fetcher, the clock it is given. What is sent goes through the same guarded client as everything else, so that no address
is reached which feeds could not be on. An answer that is lost may be followed by the same call again, under the same id.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from newsloom import __version__, channels, formats
from newsloom.errors import AddressRefused, ChannelNotFound, FetchError
from newsloom.model import Alert, Call, CallState, StoryCard, StoryMark
from newsloom.ports import Clock, Fetcher, Request, Response
from newsloom.store import Store

log = logging.getLogger("newsloom.alerts")

WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6))
LOOKED_AT = 100  # stories of a channel, the newest
AT_ONCE = 20  # calls of a pass
DEADLINE_S = 15.0
MOST_ANSWER = 100_000  # bytes of an answer
_PASSING = frozenset({408, 425, 429})  # statuses that another try may change


class Caller:
    """Plans and makes the calls of all channels.

    Args:
        story_link: the public address of a story by its id; None: it is not told.
    """

    def __init__(self, store: Store, fetcher: Fetcher, clock: Clock, *, story_link: Callable[[str], str] | None = None) -> None:
        self._store = store
        self._fetcher = fetcher
        self._clock = clock
        self._story_link = story_link

    def any_due(self) -> bool:
        return bool(self._store.due_calls(now=self._clock(), limit=1))

    async def run(self) -> int:
        """Plan what is new and make the calls that are due, unless another process does. Returns how many were sent."""
        alerts, lock = self._store.alerts(), self._store.lock("calls")
        if not alerts or not lock.take():
            return 0
        try:
            for alert in alerts.values():
                self._plan(alert)
            sent = 0
            for call in self._store.due_calls(now=self._clock(), limit=AT_ONCE):
                sent += await self._make(call, alerts[call.channel])
            return sent
        finally:
            lock.leave()

    def pass_over(self, alert: Alert) -> None:
        """What is there already is not news to whoever sets up an alert."""
        self._plan(alert, state=CallState.PASSED)

    async def try_out(self, alert: Alert) -> None:
        """Call the address with the newest story of the channel, whatever was told before.

        Raises:
            FetchError: when it does not answer as it should.
        """
        cards = self._store.selected(self._store.channel(alert.channel), limit=1)
        card = cards[0] if cards else StoryCard("test", "A test of this channel", "", None, None, 0, 0, (), "en")
        answer = await self._fetcher.fetch(self._request(alert, card))
        if (why := refusal(answer)) is not None:
            raise FetchError(alert.url, why, status=answer.status)

    def _plan(self, alert: Alert, *, state: CallState = CallState.WAITING) -> None:
        now, store = self._clock(), self._store
        try:
            channel = store.channel(alert.channel)
        except ChannelNotFound:  # deleted just now
            return
        muted = list(store.marks()[StoryMark.MUTE])
        cards = store.selected(channel, limit=LOOKED_AT, without=muted[:LOOKED_AT])
        wanted = [card.id for card in cards if channels.calls_for(alert, card, now=now)]
        if wanted and (new := set(wanted) - store.told(alert.channel)):
            due = channels.after_quiet(alert, now)
            store.plan_calls(alert.channel, sorted(new), due=due, now=now, state=state)

    async def _make(self, call: Call, alert: Alert) -> bool:
        """One call; whether it was taken."""
        now = self._clock()
        if (later := channels.after_quiet(alert, now)) > now:
            self._store.note_call(replace(call, due=later))
            return False
        card = self._store.card(self._store.resolve(call.story))
        if card is None:
            return False
        # the next try is planned before this one is made: whoever is stopped here goes on then
        wait = WAITS[min(call.tries, len(WAITS) - 1)]
        begun = replace(call, tries=call.tries + 1, due=now + wait)
        self._store.note_call(begun)
        try:
            answer = await self._fetcher.fetch(self._request(alert, card))
            why, passes = refusal(answer), answer.status >= 500 or answer.status in _PASSING
        except FetchError as exc:
            why, passes = exc.reason, not isinstance(exc, AddressRefused)
        if why is None:
            self._store.note_call(replace(begun, state=CallState.SENT, at=self._clock(), error=""))
            log.info("alert.sent channel=%s story=%s", call.channel, card.id)
            return True
        given_up = not passes or begun.tries > len(WAITS)
        state = CallState.FAILED if given_up else CallState.WAITING
        self._store.note_call(replace(begun, state=state, at=self._clock(), error=why[:300]))
        log.warning("alert.failed channel=%s story=%s tries=%d: %s", call.channel, card.id, begun.tries, why)
        return False

    # -- what is sent

    def _request(self, alert: Alert, card: StoryCard) -> Request:
        body, headers = (self._ntfy if alert.kind == "ntfy" else self._webhook)(alert, card)
        return Request(
            alert.url, accept="*/*", max_bytes=MOST_ANSWER, deadline_s=DEADLINE_S, headers=tuple(headers.items()), body=body
        )

    def _webhook(self, alert: Alert, card: StoryCard) -> tuple[bytes, dict[str, str]]:
        told: dict[str, Any] = {
            "id": delivery(alert, card),
            "event": "story.reached",
            "channel": alert.channel,
            "owners": alert.owners,
            "story": {
                "id": card.id,
                "url": self._story_link(card.id) if self._story_link else None,
                "headline": card.headline,
                "deck": card.deck,
                "article_count": card.article_count,
                "owner_count": card.voices,
                "publishers": card.publishers,
                "language": card.language,
                "topic": card.topic,
                "last_new_fact": formats.iso(card.last_new_fact) if card.last_new_fact else None,
            },
        }
        body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "X-Newsloom-Version": __version__,
            "X-Newsloom-Delivery": delivery(alert, card),
        }
        if alert.secret:
            headers["X-Newsloom-Signature"] = "sha256=" + hmac.new(alert.secret.encode(), body, hashlib.sha256).hexdigest()
        return body, headers

    def _ntfy(self, alert: Alert, card: StoryCard) -> tuple[bytes, dict[str, str]]:
        outlets = f"{formats.counted(card.article_count, 'article')}: {', '.join(card.publishers[:4])}"
        text = "\n\n".join(filter(None, (" ".join(card.deck.split()), outlets)))
        headers = {"Title": header_text(card.headline), "Tags": "newspaper", "Content-Type": "text/plain; charset=utf-8"}
        if self._story_link:
            headers["Click"] = self._story_link(card.id)
        if alert.secret:
            headers["Authorization"] = f"Bearer {alert.secret}"
        return text.encode("utf-8", "replace")[:4_000], headers


def delivery(alert: Alert, card: StoryCard) -> str:
    """The id of a call: the same for the same story and channel, however often it is tried."""
    return hashlib.sha256(f"{alert.channel}\x1f{card.id}".encode()).hexdigest()[:32]


def header_text(text: str) -> str:
    """Any text as the value of a header: as it is where it is plain, else encoded as RFC 2047 says."""
    flat = " ".join(text.split())[:200]
    if flat.isascii() and flat.isprintable():
        return flat
    return f"=?utf-8?B?{base64.b64encode(flat.encode('utf-8', 'replace')).decode()}?="


def refusal(answer: Response) -> str | None:
    """Why an answer does not mean that the call was taken; None if it does."""
    if 200 <= answer.status < 300:
        return None
    if 300 <= answer.status < 400:
        return "leads elsewhere, which is not followed: give the address it leads to"
    return f"answered {answer.status}"
