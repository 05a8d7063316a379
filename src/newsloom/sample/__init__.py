"""The bundled sample: articles of nine invented outlets, and the servers on this machine that show them as the web would.

The corpus itself is read from the files beside this module (CC0, see its README). Reading it does no other I/O; `Outlets`
opens one socket on 127.0.0.1. Nothing here reaches another machine.

    with sample.Outlets() as outlets:                       # or `async with`, or `open()` and `close()`
        app = open_app(…, fetcher=outlets.fetcher(), clock=outlets.clock)
        await sample.run(store, app.update, outlets)        # follows the nine feeds and makes the passes
"""

from __future__ import annotations

from newsloom.sample.corpus import Outlet, articles, gold, outlets, subscriptions, versions
from newsloom.sample.moment import NOW, SampleClock, clock
from newsloom.sample.passes import PASSES, run
from newsloom.sample.serving import NETWORKS, Outlets

__all__ = [
    "NETWORKS",
    "NOW",
    "PASSES",
    "Outlet",
    "Outlets",
    "SampleClock",
    "articles",
    "clock",
    "gold",
    "outlets",
    "run",
    "subscriptions",
    "versions",
]
