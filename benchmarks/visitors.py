"""Readers of a site while it is at work: pages asked for at a fixed rate from a process of their own. I/O: HTTP on loopback.

with Visitors(port, addresses) as visitors:
    visitors.come(); …; took_ms = visitors.leave()
"""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
import time
from collections.abc import Sequence
from typing import Any

WARMED = 2  # requests of each address before the first that is timed


class Visitors:
    """A process that asks for these addresses in turn, whether or not earlier answers have come (open loop)."""

    def __init__(self, port: int, addresses: Sequence[str], *, rate: float = 10.0) -> None:
        self.rate = rate  #: pages a second; 0: nobody comes
        self._pipe, there = multiprocessing.Pipe()
        make = multiprocessing.get_context("spawn").Process
        self._process = make(target=_visit, args=(port, tuple(addresses), rate, there), daemon=True)
        self._process.start()
        self._pipe.recv()

    def __enter__(self) -> Visitors:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()

    def come(self) -> None:
        """Begin to ask."""
        self._pipe.send("come")

    def leave(self) -> list[float]:
        """Stop asking; milliseconds from when each page was to be asked for to its last byte."""
        self._pipe.send("leave")
        took: list[float] = self._pipe.recv()
        return took


def p95(took: Sequence[float]) -> float:
    """Of what was measured, 95 in 100 took no longer."""
    ordered = sorted(took)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] if ordered else 0.0


def _visit(port: int, addresses: tuple[str, ...], rate: float, pipe: Any) -> None:
    asyncio.run(_visits(port, addresses, rate, pipe))


async def _visits(port: int, addresses: tuple[str, ...], rate: float, pipe: Any) -> None:
    import aiohttp

    async def one(address: str, due: float) -> float:
        async with session.get(f"http://127.0.0.1:{port}{address}", allow_redirects=False) as answer:
            await answer.read()
            if answer.status != 200:
                raise SystemExit(f"{answer.url}: {answer.status}")
        return (time.perf_counter() - due) * 1000

    # a connection of its own for each: one that was kept may be closed by the site just when it is used again
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0, force_close=True)) as session:
        for address in addresses * WARMED:
            await one(address, 0.0)
        pipe.send("ready")
        while await asyncio.to_thread(pipe.recv) == "come":
            begun, asked = time.perf_counter(), []
            for number, address in enumerate(itertools.cycle(addresses)):
                if not rate:
                    await asyncio.to_thread(pipe.poll, None)
                    break
                due = begun + number / rate
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                if pipe.poll():
                    break
                asked.append(asyncio.create_task(one(address, due)))
            pipe.recv()
            pipe.send(list(await asyncio.gather(*asked)))
