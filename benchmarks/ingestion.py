"""How well and how fast news comes in.

usage: NEWSLOOM_DATA=… python benchmarks/ingestion.py extraction [--worst N] | feeds
       python benchmarks/ingestion.py cycle [--feeds 1000] [--entries 50] [--cycles 3] [--readers 10]
       python benchmarks/ingestion.py handover

`extraction` reads `web/pages` of that folder: pages with hand-checked bodies, titles and dates. It compares the tokens of the text that
Newsloom takes from each with those of the hand-checked body, beside trafilatura's own text of the same page, in the same run. A page has up
to three titles (heading, schema.org, Open Graph), and the labels take now this one, now that: right is a title with at least half of the
words of the label (token F1), to the word is the very one that the label took.
`feeds` serves the feeds of `web/feeds` on loopback and says what came of each.
`cycle` polls feeds on loopback, of which three in ten are broken in mixed ways, and compares a cycle with parsing the same bytes alone, by
computing time of all processes, since on the clock the deadline of those that hang counts too. Meanwhile readers ask for the pages of the
site, which runs in the same process as in `newsloom serve`, with the stories of the sample; just before and after each cycle they do so while
nothing else is done. `handover` measures the same beside a thread that computes without a pause.
Texts are read to be measured only; nothing of them is kept or printed.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gzip
import json
import os
import re
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsloom import bench
from newsloom.errors import ExtractionError, ParseError
from newsloom.intake.extract import extract
from newsloom.model import Subscription
from newsloom.pipeline.collect import Tally, Values
from newsloom.ports import Request, Response
from newsloom.store import Store, open_store
from newsloom.text.terms import folded
from visitors import Visitors, p95

if TYPE_CHECKING:
    from newsloom.app import App

_TOKEN = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class Page:
    """A page and what people found on it."""

    name: str
    country: str
    url: str
    html: bytes
    body: str
    title: str
    published: datetime | None


def pages(folder: Path) -> Iterator[Page]:
    """The pages of `web/pages`, by country and name."""
    for country in sorted(path for path in folder.iterdir() if path.is_dir()):
        facts = json.loads((country / "meta.info").read_text())
        for labels in sorted(country.glob("*.json")):
            cases = json.loads(labels.read_text())
            stored = sorted(country.glob(f"{labels.stem}_[0-9]*.html.gz"))
            for path, label in zip(stored, cases.values(), strict=True):
                yield Page(
                    path.name,
                    country.name,
                    facts[path.name]["url"],
                    gzip.decompress(path.read_bytes()),
                    _body(label["body"]),
                    label["title"] or "",
                    datetime.fromisoformat(label["publishing_date"]) if label["publishing_date"] else None,
                )


def _body(label: dict[str, Any]) -> str:
    parts = list(label["summary"])
    for section in label["sections"]:
        parts += [*section["headline"], *section["paragraphs"]]
    return "\n".join(parts)


def tokens(text: str) -> Counter[str]:
    """Words, and single characters where a script knows no spaces."""
    spaced = _UNSPACED.sub(lambda found: f" {found[0]} ", text.casefold())
    return Counter(_TOKEN.findall(spaced))


def f1(ours: str, theirs: str) -> float:
    """Token F1, as bags."""
    left, right = tokens(ours), tokens(theirs)
    shared = sum((left & right).values())
    return 2 * shared / (sum(left.values()) + sum(right.values())) if shared else 0.0


def same_title(ours: str, theirs: str) -> bool:
    """Whether they are the same words, or one is the other with the outlet's name or a kicker."""
    a, b = (" ".join(_TOKEN.findall(folded(text))) for text in (ours, theirs))
    return bool(a and b) and (a == b or (min(len(a), len(b)) > 15 and (a in b or b in a)))


def extraction(folder: Path, *, worst: int) -> None:
    """Print the scores by country and in all."""
    import trafilatura

    scores: list[tuple[str, str, float, float, bool, bool | None, float]] = []
    spent = {"newsloom": 0.0, "trafilatura": 0.0}
    for page in pages(folder / "web" / "pages"):
        began = time.perf_counter()
        bare = trafilatura.bare_extraction(
            page.html, url=page.url, favor_precision=True, include_comments=False, with_metadata=True
        )
        spent["trafilatura"] += time.perf_counter() - began
        began = time.perf_counter()
        try:
            ours = extract(page.html, url=page.url)
        except ExtractionError:
            ours = None
        spent["newsloom"] += time.perf_counter() - began
        dated = None
        if page.published is not None:
            dated = ours is not None and ours.published is not None and _same_day(ours.published, page.published)
        scores.append(
            (
                page.country,
                page.name,
                f1(ours.text if ours else "", page.body),
                f1(getattr(bare, "text", "") or "", page.body),
                ours is not None and same_title(ours.title, page.title),
                dated,
                f1(ours.title if ours else "", page.title),
            )
        )
    rows = []
    for country in [*sorted({score[0] for score in scores}), "all"]:
        some = [score for score in scores if country in (score[0], "all")]
        dates = [score[5] for score in some if score[5] is not None]
        rows.append(
            (
                country,
                str(len(some)),
                f"{statistics.mean(score[2] for score in some):.4f}",
                f"{statistics.mean(score[3] for score in some):.4f}",
                f"{100 * statistics.mean(score[4] for score in some):.1f} %",
                f"{100 * statistics.mean(score[6] >= 0.5 for score in some):.1f} %",
                f"{100 * statistics.mean(dates):.1f} %",
            )
        )
    print(bench.aligned(("pages", "n", "token F1", "trafilatura", "titles to the word", "titles right", "days right"), rows))
    print(f"time against trafilatura alone: {spent['newsloom'] / spent['trafilatura']:.2f}")
    if worst:
        for score in sorted(scores, key=lambda one: one[2] - one[3])[:worst]:
            print(f"{score[1]:50} {score[2]:.3f} {score[3]:.3f} title {score[4]} date {score[5]}", file=sys.stderr)
        for score in scores:
            if not score[4] or score[5] is False:
                print(f"{score[0]} {score[1]:50} title {score[4]} date {score[5]}", file=sys.stderr)


def _same_day(ours: datetime, theirs: datetime) -> bool:
    """Within a day: a page states its own zone or none."""
    return abs((ours - (theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC))).total_seconds()) <= 86_400


# ---------------------------------------------------------------------------------------------- feeds of others, on loopback


def feeds(folder: Path) -> None:
    """Serve the feeds and say what came of each; pages are not asked for."""
    from newsloom.testing import Site

    rows = []
    with Site() as site, tempfile.TemporaryDirectory() as place:
        for path in sorted((folder / "web" / "feeds").iterdir()):
            site.serve(f"/{path.name}", path.read_bytes(), content_type="application/xml")
            with _store(Path(place) / f"{path.stem}.db") as store:
                clock = _Clock()
                url = site.url(f"/{path.name}")
                store.add_subscription(Subscription("s", url, next_poll=clock()), now=clock())
                asyncio.run(_collect(store, clock, Values(fetch_pages=False), hosts=None))
                kept = store.entries("s")
                feed = store.subscription("s")
                texts = [len(one.entry.content or one.entry.summary) for one in kept]
                rows.append(
                    (
                        path.name,
                        feed.title[:40],
                        str(len(kept)),
                        str(sum(one.entry.published is not None for one in kept)),
                        str(sum(bool(one.entry.authors) for one in kept)),
                        str(int(statistics.median(texts)) if texts else 0),
                        feed.error or f"{feed.entries_per_day:.1f} a day",
                    )
                )
    print(bench.aligned(("feed", "title", "entries", "dated", "with authors", "characters", "health"), rows))


# ---------------------------------------------------------------------------------------------- cycles over many feeds

YARDSTICK_EVERY = 5  # cycles after which parsing alone is timed anew: the documents are of the same size in each
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


class _Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 1, 13, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@contextlib.contextmanager
def _store(path: Path) -> Iterator[Store]:
    store = open_store(str(path))
    try:
        yield store
    finally:
        store.close()


async def _collect(
    store: Store, clock: _Clock, values: Values, *, hosts: int | None, times: list[float] | None = None
) -> Tally:
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


def cycle(count: int, *, entries: int, cycles: int, deadline_s: float, readers_a_second: float) -> None:
    """Print what each cycle took, against parsing the same bytes alone in one process, and what readers waited meanwhile."""
    import multiprocessing
    import urllib.request
    from datetime import timedelta

    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(entries, there), daemon=True)
    server.start()
    port = here.recv()
    good = sum(not _broken(number) for number in range(count))
    rows: list[tuple[str, ...]] = []
    try:
        with tempfile.TemporaryDirectory() as place, _site(Path(place) / "news.db") as (app, site):
            store, clock, values = app.store, _Clock(), Values(fetch_pages=False, deadline_s=deadline_s)
            addresses = ("/", "/stories", "/search?q=summit", *(f"/story/{card.id}" for card in app.stories(limit=6)))
            for number in range(count):
                url = f"http://outlet{number}.example/feed"
                store.add_subscription(Subscription(f"s{number}", url, next_poll=clock()), now=clock())
            alone = 0.0
            with Visitors(site, addresses, rate=readers_a_second) as visitors:
                for turn in range(cycles + 1):
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/cycle/{turn}").read()
                    if turn % YARDSTICK_EVERY == 0:
                        alone = _parsing_alone_s(_body_of(number, turn, entries) for number in range(count))
                    store.poll_now(None, now=clock())
                    times: list[float] = []
                    idle = _idle(visitors)
                    computing, began = _computing_s(), time.perf_counter()
                    visitors.come()
                    tally = asyncio.run(_collect(store, clock, values, hosts=port, times=times))
                    waited = visitors.leave()
                    took, computed = time.perf_counter() - began, _computing_s() - computing
                    idle += _idle(visitors)
                    clock.now += timedelta(hours=2)
                    rows.append(
                        (
                            "first" if turn == 0 else str(turn),
                            str(tally.polled),
                            str(tally.new),
                            f"{alone:.1f}",
                            f"{computed:.1f}",
                            f"{computed / alone:.2f}",
                            f"{took:.1f}",
                            f"{sorted(times)[int(len(times) * 0.95)]:.1f}" if times else "",
                            f"{_memory_mb():.0f}",
                            f"{p95(waited):.0f}",
                            f"{p95(idle):.0f}",
                            f"{p95(waited) / p95(idle):.2f}" if idle else "",
                        )
                    )
                    print(" ".join(rows[-1]), file=sys.stderr, flush=True)  # a long run shows how far it is
    finally:
        server.kill()
        for pool in _POOLS:
            pool.close()
    head = (
        "cycle",
        "polled",
        "new",
        "parse alone, CPU s",
        "cycle, CPU s",
        "ratio",
        "clock s",
        "good feeds p95, s",
        "memory, MB",
        "site p95, ms",
        "idle, ms",
        "ratio",
    )
    print(f"{count} feeds of {entries} entries, {count - good} of them broken; two entries new in each cycle")
    print(bench.aligned(head, rows))


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


def main(given: Sequence[str] | None = None) -> None:
    """Run what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("extraction", "feeds", "cycle", "handover"))
    parser.add_argument("--worst", type=int, default=0, help="name so many of the worst pages on standard error")
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=50)
    parser.add_argument("--cycles", type=int, default=3)
    parser.add_argument(
        "--deadline", type=float, default=5.0, help="seconds that a request may take; the default setting is 60"
    )
    parser.add_argument("--readers", type=float, default=10.0, help="pages of the site asked for a second meanwhile; 0: none")
    asked = parser.parse_args(given)
    if asked.what == "extraction":
        extraction(bench.folder(), worst=asked.worst)
    elif asked.what == "feeds":
        feeds(bench.folder())
        for pool in _POOLS:
            pool.close()
    elif asked.what == "handover":
        handover()
    else:
        cycle(
            asked.feeds, entries=asked.entries, cycles=asked.cycles, deadline_s=asked.deadline, readers_a_second=asked.readers
        )


if __name__ == "__main__":
    main()
