"""Measure how fast the site answers from a large database, as ratios to a static route of the same site in the same run.

    python benchmarks/site_speed.py DB [--rate 50] [--seconds 10] [--publish] [--profile KIND]

DB is what `big_store.py` made. The site runs in a process of its own, pinned to one core where that can be done; this process asks for
pages at a fixed rate whether or not earlier ones have come (open loop), each kind of page in its turn, the static route before and
after each. With `--publish` a second process writes new revisions all the time, as ingestion does. With `--profile` one kind of
page is asked for in this process under a profiler instead.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import os
import pstats
import random
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from big_store import END, SEED, Text
from newsloom import app as composition
from newsloom.config import load
from newsloom.model import Channel
from newsloom.testing import FixedClock

PROFILED = 20
WARMED = 4  # requests of each kind before those that are timed
NOW = END + timedelta(minutes=5)
CHANNELS = (
    Channel("words", "Words", words=("market", "new york", "music")),
    Channel("rare", "Rare", words=("meteorite", "archbishop")),
    Channel("topic", "Topic", topics=("Business",), min_origins=3),
    Channel("without", "Without", topics=("World", "Sport"), without=("war", "game")),
)


def opened(db: str) -> composition.App:
    """The installation, its clock just after the last article."""
    return composition.open_app(load(db=db, host="127.0.0.1", port=0), clock=FixedClock(NOW), workers=1)


# ---------------------------------------------------------------------------------------------- the other processes


def serve(db: str) -> None:
    """The site, until it is told to stop; prints its port."""
    import uvicorn

    from newsloom.web import create_app

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    app = opened(db)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[Any] | None = None) -> None:
            await super().startup(sockets=sockets)
            print(self.servers[0].sockets[0].getsockname()[1], flush=True)

    Server(uvicorn.Config(create_app(app, app.settings), host="127.0.0.1", port=0, log_level="error", access_log=False)).run()
    app.close()


def publish(db: str) -> None:
    """Write a new revision of some story ten times a second."""
    app = opened(db)
    chance = random.Random(SEED)
    stories = [card.id for card in app.stories(limit=200)]
    number = 0
    while True:
        number += 1
        given = app.store.story_input(chance.choice(stories))
        if given.previous is not None:
            page = replace(given.previous, deck=f"Deck {number}")
            app.store.publish(given.story, page, None, now=NOW, why="measured")
        time.sleep(0.1)


# ---------------------------------------------------------------------------------------------- asking


async def asked(port: int, address: Callable[[], str], *, rate: float, seconds: float) -> list[float]:
    """Milliseconds from when each page was to be asked for to its last byte."""
    import aiohttp

    took: list[float] = []

    async def one(session: aiohttp.ClientSession, due: float) -> None:
        async with session.get(f"http://127.0.0.1:{port}{address()}", allow_redirects=False) as answer:
            await answer.read()
            if answer.status != 200:
                raise SystemExit(f"{answer.url}: {answer.status}")
        took.append((time.perf_counter() - due) * 1000)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        await asyncio.gather(*(one(session, time.perf_counter()) for _ in range(WARMED)))  # connections, caches
        took.clear()
        begin, waiting = time.perf_counter() + 0.05, []
        for n in range(int(rate * seconds)):
            due = begin + n / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            waiting.append(asyncio.create_task(one(session, due)))
        await asyncio.gather(*waiting)
    return took


def processor_ms(process: int) -> float:
    """Milliseconds that a process has computed; 0.0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def quantiles(took: list[float]) -> tuple[float, float]:
    """Median and 99th percentile."""
    ordered = sorted(took)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def kinds(db: str) -> dict[str, Callable[[], str]]:
    """Kinds of page, each with addresses drawn anew for every request; saves the channels."""
    from newsloom.web import render

    chance = random.Random(SEED + 1)
    app = opened(db)
    try:
        for channel in CHANNELS:
            app.save_channel(channel)
        total = int(app.facts()["stories"])
    finally:
        app.close()
    text = Text(random.Random(SEED + 2))
    few = [word for word in text.words(4000) if len(word) > 5]

    def of_channel(name: str) -> Callable[[], str]:
        return lambda: f"/channel/{name}"

    return {
        "static": lambda: f"/static/{render.build()}/icon.svg",
        "front": lambda: "/",
        "story": lambda: f"/story/s{chance.randrange(total):07}",
        "stories": lambda: f"/stories?page={chance.randrange(1, 50)}",
        "feeds": lambda: "/feeds",
        "search": lambda: f"/search?q={chance.choice(few)}",
        "search 2": lambda: f"/search?q={chance.choice(few)}+{chance.choice(few)}",
        **{f"channel {one.id}": of_channel(one.id) for one in CHANNELS},
        "atom": lambda: "/feed.atom",
        "api story": lambda: f"/api/v1/stories/s{chance.randrange(total):07}",
    }


def measure(db: str, *, rate: float, seconds: float, publishing: bool, only: str) -> None:
    """Print a line for each kind of page."""
    addresses = kinds(db)
    me = [sys.executable, __file__, db]
    site = subprocess.Popen([*me, "--serve"], stdout=subprocess.PIPE, text=True)
    writer = subprocess.Popen([*me, "--write"]) if publishing else None
    try:
        assert site.stdout is not None
        port = int(site.stdout.readline())
        print(f"ms at {rate:g} a second, and how many times the static route's; cpu: computing of the site's process")
        print(f"{'page':16}{'median':>9}{'times':>8}{'p99':>9}{'times':>8}{'cpu':>8}{'times':>8}")
        for name, address in addresses.items():
            if name == "static" or (only and not name.startswith(only)):
                continue
            marks = [processor_ms(site.pid)]
            before = asyncio.run(asked(port, addresses["static"], rate=rate, seconds=seconds / 2))
            marks.append(processor_ms(site.pid))
            took = asyncio.run(asked(port, address, rate=rate, seconds=seconds))
            marks.append(processor_ms(site.pid))
            after = asyncio.run(asked(port, addresses["static"], rate=rate, seconds=seconds / 2))
            marks.append(processor_ms(site.pid))
            (base_median, base_p99), (median, p99) = quantiles(before + after), quantiles(took)
            cpu = (marks[2] - marks[1]) / (len(took) + WARMED)
            base_cpu = (marks[1] - marks[0] + marks[3] - marks[2]) / (len(before) + len(after) + 2 * WARMED)
            times = (median / base_median, p99 / base_p99, cpu / base_cpu if base_cpu else 0.0)
            print(f"{name:16}{median:9.1f}{times[0]:8.1f}{p99:9.1f}{times[1]:8.1f}{cpu:8.1f}{times[2]:8.1f}", flush=True)
    finally:
        for process in (site, writer):
            if process is not None:
                process.send_signal(signal.SIGTERM)
                process.wait(20)


def profile(db: str, kind: str) -> None:
    """The functions that one kind of page spends its time in."""
    import anyio.to_thread
    from starlette.testclient import TestClient

    from newsloom.web import create_app

    async def inline(function: Any, *given: Any, **_: Any) -> Any:
        watched.enable()
        try:
            return function(*given)
        finally:
            watched.disable()

    anyio.to_thread.run_sync = inline  # type: ignore[assignment]  # handlers run in threads, where the profiler would not see them
    address, watched = kinds(db)[kind], cProfile.Profile()
    with opened(db) as app, TestClient(create_app(app, app.settings), base_url="http://127.0.0.1") as client:
        client.get(address())
        watched.clear()
        begin = time.perf_counter()
        for _ in range(PROFILED):
            app._front.forget()  # made anew each time
            client.get(address())
        print(f"{kind}: {(time.perf_counter() - begin) / PROFILED * 1000:.1f} ms, under the profiler")
        pstats.Stats(watched).sort_stats("cumulative").print_stats(45)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("db")
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--publish", action="store_true", help="with a process that writes meanwhile")
    parser.add_argument("--only", default="", help="kinds of page that begin so")
    parser.add_argument("--profile", default="", metavar="KIND")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    asked_for = parser.parse_args()
    if asked_for.serve:
        serve(asked_for.db)
    elif asked_for.write:
        publish(asked_for.db)
    elif asked_for.profile:
        profile(asked_for.db, asked_for.profile)
    else:
        measure(asked_for.db, rate=asked_for.rate, seconds=asked_for.seconds, publishing=asked_for.publish, only=asked_for.only)


if __name__ == "__main__":
    main()
