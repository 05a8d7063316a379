"""When the sample happens, and the clock that stands at it. No I/O."""

from __future__ import annotations

from datetime import UTC, datetime

NOW = datetime(2026, 1, 13, 20, 0, tzinfo=UTC)  #: the evening of the sample's last day


class SampleClock:
    """A Clock that stands still until it is set."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


clock = SampleClock()  #: stands at NOW; for whoever only needs the time of the sample
