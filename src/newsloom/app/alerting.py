"""The verbs of alerts: which address a channel calls, and what it was told. I/O: the store, and the address when it is tried."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import urlsplit

from newsloom.app.reader import Reader
from newsloom.errors import InputError, NotFound
from newsloom.model import Alert, Call, Channel
from newsloom.ports import Clock

if TYPE_CHECKING:
    from newsloom.pipeline.calling import Caller
    from newsloom.store import Store

T = TypeVar("T")


class Awaits(Protocol):
    """Does asynchronous work to its end, from a thread that has no loop."""

    def __call__(self, work: Coroutine[Any, Any, T], /) -> T: ...


class Alerting(Reader):
    """Alerts of channels.

    Args:
        changed: as for `Reader`.
        caller: gives who calls the addresses. awaited: does what that is told to do.
    """

    def __init__(
        self, store: Store, clock: Clock, *, changed: Callable[[], None], caller: Callable[[], Caller], awaited: Awaits
    ) -> None:
        super().__init__(store, clock, changed=changed)
        self._caller = caller
        self._awaited = awaited

    def alerts(self) -> dict[str, Alert]:
        """The address that each channel calls, by channel."""
        return self.store.alerts()

    def alert(self, channel: str) -> Alert:
        """The address that a channel calls.

        Raises:
            ChannelNotFound: there is no such channel. NotFound: it calls nothing.
        """
        found = self.alerts().get(self.store.channel(channel).id)
        if found is None:
            raise NotFound(channel, "this channel calls no address")
        return found

    def calls(self, channel: str, limit: int = 20) -> list[Call]:
        """What a channel has told its address, the newest first."""
        return self.store.calls(channel, limit=limit)

    def save_alert(self, alert: Alert) -> None:
        """Have a channel call an address when a story reaches so many independent owners; what has done so already is not told.

        Raises:
            ChannelNotFound: there is no such channel. InputError: when the address, the number or the hours cannot be.
        """
        self.store.channel(alert.channel)
        parts = urlsplit(alert.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or not alert.url.isprintable() or " " in alert.url:
            raise InputError(
                alert.url[:200], "is no address that can be called", remedy="give one such as https://ntfy.sh/a-topic"
            )
        if alert.quiet is not None and not all(0 <= hour < 24 for hour in alert.quiet):
            raise InputError("quiet hours", "go from 0 to 23")
        if not 1 <= alert.owners <= 99:
            raise InputError("owners", "go from 1 to 99")
        self.store.save_alert(alert)
        self._caller().pass_over(alert)

    def save_channel(self, channel: Channel) -> Channel:
        """As `Reader` does; what a changed channel newly selects of older stories is not told."""
        saved = super().save_channel(channel)
        if (alert := self.alerts().get(saved.id)) is not None:
            self._caller().pass_over(alert)
        return saved

    def remove_alert(self, channel: str) -> None:
        """Have the channel call nothing."""
        self.store.remove_alert(channel)

    def try_alert(self, channel: str) -> None:
        """Call the address of a channel now, with its newest story.

        Raises:
            ChannelNotFound: there is no such channel. NotFound: it calls nothing.
            FetchError: when the address does not answer as it should.
        """
        self._awaited(self._caller().try_out(self.alert(channel)))
