"""What polling many feeds costs, and what readers of the site wait meanwhile: `ingestion.py cycle` and `handover`.

Feeds come from loopback, three in ten of them broken in mixed ways. A cycle is compared with parsing the same bytes alone, by computing time of
all processes, since on the clock the deadline of those that hang counts too. Meanwhile readers ask for the pages of the site, which runs in the
same process as in `newsloom serve`, with the stories of the sample; just before and after each cycle they do so while nothing else is done.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import multiprocessing
import os
import re
import statistics
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsloom import bench
from newsloom.errors import ParseError
from newsloom.model import Subscription
from newsloom.pipeline.collect import Tally, Values
from newsloom.ports import Request, Response
from newsloom.store import Store, open_store
from visitors import Visitors, p95

if TYPE_CHECKING:
    from newsloom.app import App

YARDSTICK_EVERY = 5  # cycles after which parsing alone is timed anew: the documents are of the same size in each
INTERVAL_S = 3600.0  # the shortest between two polls of a feed
IDLE_S = 10.0  # that readers come while nothing else is done, before each cycle and after it
BROKEN = ("404", "500", "429", "html", "empty", "cut off", "garbage", "hangs", "bomb", "circle")


def _broken(number: int) -> str:
    """How this feed is broken; "" for the seven in ten that are well."""
    return BROKEN[number // 10 % len(BROKEN)] if number % 10 < 3 else ""


def _document(number: int, cycle: int, entries: int) -> bytes:
    """Feed `number` in this cycle: each time two entries are new, and the two oldest are gone."""
    from newsloom.testing import rss

    def item(at: int) -> dict[str, str]:
        return {
            "title": f"Outlet {number} reports on matter {at} of the day in the harbour town of Lorn",
            "link": f"http://outlet{number}.example/{at}",
            "guid": f"{number}-{at}",
            "pubDate": f"Tue, 13 Jan 2026 {at % 12:02d}:{at % 60:02d}:00 GMT",
            "description": f"What outlet {number} says of matter {at}: the board met, talked for {at} minutes, and will meet again. "
            * 3,
        }

    newest = entries + 2 * cycle
    return rss(*(item(at) for at in range(newest - 1, newest - entries - 1, -1)), title=f"Outlet {number}").encode()


def _body_of(number: int, cycle: int, entries: int) -> bytes:
    """What of this feed comes to be parsed; nothing of those that have no answer."""
    how = _broken(number)
    if how in ("", "cut off"):
        whole = _document(number, cycle, entries)
        return whole[:-200] if how else whole
    return {"html": b"<html><body>Down for maintenance</body></html>", "garbage": bytes(range(256)) * 40}.get(how, b"")


def _serve(entries: int, ready: Any) -> None:
    """A server of all these outlets in a process of its own; `/cycle/N` moves it on."""
    from aiohttp import web

    cycle = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal cycle
        if request.path.startswith("/cycle/"):
            cycle = int(request.path.rpartition("/")[2])
            return web.Response()
        number = int(request.host.removeprefix("outlet").partition(".")[0])
        how = _broken(number)
        if how == "hangs":
            await asyncio.sleep(60)
        if how in ("404", "500", "429"):
            return web.Response(status=int(how))
        if how == "circle":
            return web.Response(status=302, headers={"Location": "/feed"})
        if how == "bomb":
            return web.Response(body=_BOMB, headers={"Content-Encoding": "gzip"})
        return web.Response(body=_body_of(number, cycle, entries), headers={"ETag": f'"{cycle}"'})

    async def run() -> None:
        app = web.Application()
        app.router.add_get("/{path:.*}", answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, backlog=1000)
        await site.start()
        ready.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(run())


_BOMB = gzip.compress(bytes(40_000_000), 9)


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 1, 13, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Store]:
    store = open_store(str(path))
    try:
        yield store
    finally:
        store.close()


async def collect(store: Store, clock: Clock, values: Values, *, hosts: int | None, times: list[float] | None = None) -> Tally:
    """One pass; with `hosts`, the port that any host name leads to."""
    from newsloom.intake.workers import Pool
    from newsloom.net.client import GuardedClient
    from newsloom.pipeline.collect import Collector
    from newsloom.testing import StaticResolver

    resolver = StaticResolver(otherwise=[f"127.0.0.1:{hosts}"]) if hosts is not None else None
    client = GuardedClient(resolver=resolver, allowed_networks=("127.0.0.0/8",), requests_per_s=None, per_host=None)
    began = time.perf_counter()

    class Noting:
        """The client, noting when good feeds came."""

        async def fetch(self, request: Request) -> Response:
            answer = await client.fetch(request)
            if times is not None and not _broken(int(re.findall(r"outlet(\d+)", request.url)[0])):
                times.append(time.perf_counter() - began)
            return answer

    async with client:
        return await Collector(store, Noting(), _pool(Pool), clock, values).collect()


_POOLS: list[Any] = []


def close_pools() -> None:
    """End the workers."""
    for pool in _POOLS:
        pool.close()


def _pool(kind: Any) -> Any:
    """One pool for all passes, as an installation has."""
    if not _POOLS:
        _POOLS.append(kind())
    return _POOLS[0]


def _computing_s() -> float:
    """Computing time of what collects: this thread, those that speak with workers, and the workers, those that were replaced included."""
    import resource  # lazy: POSIX only

    gone = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = time.thread_time() + gone.ru_utime + gone.ru_stime
    speaking = (one for one in threading.enumerate() if one.name.startswith("newsloom-worker"))
    tasks = [f"/proc/self/task/{one.native_id}/stat" for one in speaking]
    for stat in (*tasks, *(f"/proc/{worker._process.pid}/stat" for pool in _POOLS for worker in pool._all)):
        fields = Path(stat).read_text().rpartition(")")[2].split()
        spent += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return spent


def _memory_mb() -> float:
    """What this process and its workers hold now."""
    pages = 0
    for pid in (os.getpid(), *(worker._process.pid for pool in _POOLS for worker in pool._all)):
        pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextlib.contextmanager
def _site(path: Path) -> Iterator[tuple[App, int]]:
    """An installation with the stories of the sample, and the port of its site, which runs in a thread of this process."""
    import uvicorn

    from newsloom import sample
    from newsloom.app import open_app
    from newsloom.config import load
    from newsloom.pipeline.background import SWITCH_S
    from newsloom.web import create_app

    settings = load(db=str(path), host="127.0.0.1", port=0)
    with sample.Outlets() as outlets, open_app(settings, fetcher=outlets.fetcher(), clock=outlets.clock) as app:
        asyncio.run(sample.run(app.store, app.update, outlets))
        for subscription in app.subscriptions():
            app.unsubscribe(subscription.id)
        config = uvicorn.Config(create_app(app, settings), host="127.0.0.1", port=0, log_level="error", access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, name="newsloom-site", daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        sys.setswitchinterval(SWITCH_S)  # as `newsloom serve` does
        try:
            yield app, server.servers[0].sockets[0].getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(10)


def _idle(visitors: Visitors) -> list[float]:
    """What readers wait while nothing else is done."""
    visitors.come()
    time.sleep(IDLE_S if visitors.rate else 0)
    return visitors.leave()


def _parsing_alone_s(bodies: Iterable[bytes]) -> float:
    """Computing time of parsing these one after the other, and nothing else."""
    from newsloom.intake import feeds as parser

    spent = 0.0
    for body in filter(None, bodies):
        began = time.thread_time()
        with contextlib.suppress(ParseError):
            parser.parse(body, url="http://outlet.example/feed")
        spent += time.thread_time() - began
    return spent


@dataclass(frozen=True)
class Turn:
    """What one cycle took."""

    polled: int
    new: int
    alone_s: float  #: computing time of parsing alone
    computed_s: float
    clock_s: float
    good_s: float  #: from the start of the cycle until 95 of 100 good feeds were read
    memory_mb: float
    waited_ms: float  #: by 95 of 100 readers at most; 0: nobody came
    idle_ms: float  #: the same just before and after it

    @property
    def row(self) -> tuple[str, ...]:
        told = f"{self.alone_s:.1f} {self.computed_s:.1f} {self.computed_s / self.alone_s:.2f} {self.clock_s:.1f} {self.good_s:.1f}"
        site = (f"{self.waited_ms:.0f}", f"{self.idle_ms:.0f}", f"{self.waited_ms / self.idle_ms:.2f}" if self.idle_ms else "")
        return (str(self.polled), str(self.new), *told.split(), f"{self.memory_mb:.0f}", *site)


_HEAD = (
    "cycle", "polled", "new", "parse alone, CPU s", "cycle, CPU s", "ratio", "clock s", "good feeds p95, s", "memory, MB",
    "site p95, ms", "idle, ms", "ratio",
)  # fmt: skip


def cycle(count: int, *, entries: int, cycles: int, deadline_s: float, readers_a_second: float) -> None:
    """Print what each cycle took, against parsing the same bytes alone in one process, and what readers waited meanwhile."""
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(entries, there), daemon=True)
    server.start()
    port = here.recv()
    broken = sum(bool(_broken(number)) for number in range(count))
    turns: list[Turn] = []
    try:
        with tempfile.TemporaryDirectory() as place, _site(Path(place) / "news.db") as (app, site):
            clock = Clock()
            addresses = ("/", "/stories", "/search?q=summit", *(f"/story/{card.id}" for card in app.stories(limit=6)))
            for number in range(count):
                url = f"http://outlet{number}.example/feed"
                app.store.add_subscription(Subscription(f"s{number}", url, next_poll=clock()), now=clock())
            app.store.database.patient(app.readers.give_way)  # as `newsloom serve` does
            values, alone_s = Values(fetch_pages=False, deadline_s=deadline_s), 0.0
            with Visitors(site, addresses, rate=readers_a_second) as visitors:
                for number in range(cycles + 1):
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/cycle/{number}").read()
                    if number % YARDSTICK_EVERY == 0:
                        alone_s = _parsing_alone_s(_body_of(feed, number, entries) for feed in range(count))
                    turns.append(_turn(app.store, clock, values, port, visitors, alone_s))
                    print(number, *turns[-1].row, file=sys.stderr, flush=True)  # a long run shows how far it is
    finally:
        server.kill()
        close_pools()
    print(f"{count} feeds of {entries} entries, {broken} of them broken; two entries new in each cycle")
    print(bench.aligned(_HEAD, [(str(number) if number else "first", *turn.row) for number, turn in enumerate(turns)]))
    for line in _told(turns[1:]):
        print(line)


def _turn(store: Store, clock: Clock, values: Values, port: int, visitors: Visitors, alone_s: float) -> Turn:
    """One cycle over all feeds; two hours pass after it."""
    store.poll_now(None, now=clock())
    times: list[float] = []
    idle = _idle(visitors)
    computing, began = _computing_s(), time.perf_counter()
    visitors.come()
    tally = asyncio.run(collect(store, clock, values, hosts=port, times=times))
    waited = visitors.leave()
    clock_s, computed_s = time.perf_counter() - began, _computing_s() - computing
    idle += _idle(visitors)
    clock.now += timedelta(hours=2)
    return Turn(tally.polled, tally.new, alone_s, computed_s, clock_s, p95(times), _memory_mb(), p95(waited), p95(idle))


def _told(turns: Sequence[Turn]) -> Iterator[str]:
    """What is promised of the cycles after the first, in which everything is new."""
    ratios = [turn.computed_s / turn.alone_s for turn in turns]
    latest_s = max(turn.good_s for turn in turns)
    yield f"computing against parsing alone: {statistics.median(ratios):.2f} in the median cycle, {max(ratios):.2f} at most (3 wanted)"
    yield f"95 of 100 good feeds within {latest_s:.1f} s, {latest_s / INTERVAL_S:.1%} of the shortest interval (20 % wanted)"
    if len(turns) > 2:
        grown = turns[-1].memory_mb / turns[1].memory_mb - 1
        yield f"memory after cycle {len(turns)} against cycle 2: {grown:+.1%} (5 % wanted)"
    waits = [turn.waited_ms / turn.idle_ms for turn in turns if turn.idle_ms]
    if waits:
        yield f"the site's p95 against idle: {statistics.median(waits):.2f} in the median cycle, {max(waits):.2f} at most (2 wanted)"


def handover() -> None:
    """Print what readers wait beside a thread that computes without a pause, by how often Python hands over."""
    computing = threading.Event()

    def compute() -> None:
        while computing.wait():
            sum(range(1000))

    threading.Thread(target=compute, daemon=True).start()
    took: dict[float | None, list[float]] = {}
    with tempfile.TemporaryDirectory() as place, _site(Path(place) / "news.db") as (app, port):
        ours = sys.getswitchinterval()
        addresses = ("/", "/stories", "/search?q=summit", *(f"/story/{card.id}" for card in app.stories(limit=6)))
        with Visitors(port, addresses) as visitors:
            for turn in range(9):  # in turns, so that what else the machine does falls on all alike
                every_s = (None, 0.005, ours)[turn % 3]
                sys.setswitchinterval(every_s or ours)
                if every_s is not None:
                    computing.set()
                took.setdefault(every_s, []).extend(_idle(visitors))
                computing.clear()
    rows = [
        ("idle" if every_s is None else f"every {every_s * 1000:g} ms", f"{statistics.median(ms):.0f}", f"{p95(ms):.0f}")
        for every_s, ms in took.items()
    ]
    print(bench.aligned(("handed over", "median, ms", "p95, ms"), rows))
