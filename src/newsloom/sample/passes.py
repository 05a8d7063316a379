"""When the sample is read: the passes that show it as it came out. I/O only through what it is given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from newsloom.model import Subscription
from newsloom.ports import OnProgress
from newsloom.sample import corpus
from newsloom.sample.moment import NOW
from newsloom.sample.serving import Outlets

#: the sample is read three times, so that stories are seen to grow and an article is corrected between the second and third
PASSES = (datetime(2026, 1, 5, 21, 0, tzinfo=UTC), datetime(2026, 1, 10, 20, 0, tzinfo=UTC), NOW)


class KeepsSubscriptions(Protocol):
    """What `run` asks of the store."""

    def add_subscription(self, subscription: Subscription, *, now: datetime) -> object: ...


async def run(
    store: KeepsSubscriptions,
    update: Callable[[OnProgress | None], Awaitable[object]],
    outlets: Outlets,
    on_progress: OnProgress | None = None,
) -> None:
    """Follow the nine feeds and make the passes; the clock of `outlets` is moved on before each and stands at NOW at the end.

    Args:
        update: makes one pass over what is due, such as `App.update`; it must go by `outlets.clock`.
    """
    for moment in PASSES:
        outlets.clock.now = moment
        if moment == PASSES[0]:
            for one in corpus.subscriptions():
                store.add_subscription(replace(one, next_poll=moment), now=moment)  # due at once
        await update(on_progress)
