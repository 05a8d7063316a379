"""What the whole pipeline costs beside extraction alone, and how much memory the engine takes.

usage: NEWSLOOM_DATA=… python benchmarks/pipeline.py cost [--pages 1000] [--processes 2] [--profile FILE]
       python benchmarks/pipeline.py memory [--articles 100000]

`cost` takes the pages of `web/pages` of that folder, makes as many copies as asked, each with names, numbers and the order of sentences
changed so that none is a duplicate, and serves them on loopback with a feed for each outlet. It then compares the computing time of the
whole pipeline (polling, fetching, extraction, storing, grouping, writing, checking, search index) with that of
`trafilatura.bare_extraction` over the same pages, as it comes and with the settings that the rules of ingestion ask for, with as many
processes, in the same run. Loading the programs counts on both sides, the server on neither.
`memory` groups so many invented articles and says how much memory that took at most.
Texts are read to be measured only; nothing of them is kept or printed.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import hashlib
import html
import os
import pickle
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

NOW = datetime(2026, 1, 13, 12, tzinfo=UTC)
_SKIPPED = re.compile(r"(<(script|style)\b.*?</\2\s*>|<!--.*?-->|<[^>]*>)", re.IGNORECASE | re.DOTALL)
_TITLES = re.compile(r"(<meta[^>]+(?:title|description)[^>]+content=\")([^\"]*)(\")", re.IGNORECASE)
_NAME = re.compile(r"(?<=[\w,;] )[A-ZÄÖÜÉ][\w'’-]{3,}|\d+")
_SENTENCE = re.compile(r"(?<=[.!?。]) +(?=[A-ZÄÖÜÉ])")
_SYLLABLES = ("bar", "den", "fol", "gar", "hem", "kir", "lan", "mor", "nes", "pol", "rin", "sal", "tor", "ved", "wen", "zim")


@dataclass(frozen=True)
class Served:
    """A page as it is served."""

    host: str
    path: str
    body: bytes
    published: datetime

    @property
    def url(self) -> str:
        return f"http://{self.host}{self.path}"


def copies(folder: Path, count: int) -> list[Served]:
    """So many pages, by turns from all that there are."""
    import extracted

    known = list(extracted.pages(folder))
    made = []
    for number in range(count):
        page, copy = known[number % len(known)], number // len(known)
        host = (urlsplit(page.url).hostname or page.name).removeprefix("www.")
        when = NOW - timedelta(minutes=7 * (count - number))
        made.append(Served(host, f"/{copy}/{number}.html", changed(page.html, copy), when))
    return made


def changed(body: bytes, copy: int) -> bytes:
    """The page with other names and numbers, and the sentences of its paragraphs in another order; copy 0 too."""
    chance = random.Random(copy)

    def other(found: re.Match[str]) -> str:
        said = found.group()
        seed = hashlib.sha256(f"{copy} {said}".encode()).digest()
        if said.isdecimal():
            return (
                str(int.from_bytes(seed[:8]) % 9 * 10 ** (len(said) - 1) + int(said))[-len(said) :] if len(said) < 5 else said
            )
        return "".join(_SYLLABLES[byte % 16] for byte in seed[: 2 + len(said) % 2]).capitalize()

    def retold(plain: str) -> str:
        sentences = _SENTENCE.split(plain)
        if len(sentences) > 2:
            chance.shuffle(sentences)
        return _NAME.sub(other, " ".join(sentences))

    text = body.decode("utf-8", "replace")
    text = _TITLES.sub(lambda found: found[1] + _NAME.sub(other, found[2]) + found[3], text)
    parts = _SKIPPED.split(text)  # text, tag, name of a skipped element or None, text, …
    parts = ["" if at % 3 == 2 else (part or "") if at % 3 else retold(part) for at, part in enumerate(parts)]
    return "".join(parts).encode()


# ---------------------------------------------------------------------------------------------- the server


def feeds(pages: Sequence[Served]) -> dict[str, bytes]:
    """Host → its feed, of links alone, as most feeds of outlets are."""
    items: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        when, link = format_datetime(page.published), html.escape(page.url)
        items[page.host].append(f"<item><title>{page.path}</title><link>{link}</link><pubDate>{when}</pubDate></item>")
    return {
        host: f'<rss version="2.0"><channel><title>{host}</title>{"".join(lines)}</channel></rss>'.encode()
        for host, lines in items.items()
    }


async def serve(pages: Sequence[Served]) -> None:
    """Answer on 127.0.0.1 until standard input closes; the port is the first line of standard output."""
    known = {(page.host, page.path): (b"text/html; charset=utf-8", page.body) for page in pages}
    known |= {(host, "/feed.xml"): (b"application/rss+xml", body) for host, body in feeds(pages).items()}

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := (await reader.readuntil(b"\r\n\r\n") if not reader.at_eof() else b""):
            path = head.split(b" ", 2)[1].decode()
            host = re.search(rb"(?im)^host:\s*([^\s:]+)", head)
            kind, body = known.get((host[1].decode() if host else "", path), (b"", b""))
            status = b"200 OK" if kind else b"404 Not Found"
            writer.write(
                b"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (status, kind or b"text/plain", len(body))
            )
            writer.write(body)
            await writer.drain()

    async def quietly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await answer(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(quietly, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


class Loopback:
    """A Resolver that leads every host to the server."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        return (f"127.0.0.1:{self.port}",)


# ---------------------------------------------------------------------------------------------- the two sides


#: how trafilatura is called: as it comes, and as Newsloom's rules ask for (precision first, with title, time and authors)
SETTINGS: dict[str, dict[str, Any]] = {
    "as it comes": {},
    "as needed": {"favor_precision": True, "include_comments": False, "with_metadata": True},
}


def bare(pages: Sequence[Served], processes: int, settings: str) -> str:
    """Extraction alone."""
    from multiprocessing import Pool

    with Pool(processes) as pool:
        texts = sum(pool.map(_bare_one, [(page.body, page.url, SETTINGS[settings]) for page in pages], chunksize=8))
        pool.close()
        pool.join()
    return f"{texts} pages with text"


def _bare_one(page: tuple[bytes, str, dict[str, Any]]) -> bool:
    import trafilatura

    found = trafilatura.bare_extraction(page[0], url=page[1], **page[2])
    return bool(found is not None and not isinstance(found, dict) and found.text)


def whole(hosts: Sequence[str], port: int, processes: int, profile: str | None) -> str:
    """The pipeline, from feeds to story pages in a database."""
    from newsloom.intake.workers import Pool
    from newsloom.model import Subscription
    from newsloom.net.client import GuardedClient
    from newsloom.pipeline.run import Pipeline
    from newsloom.store import open_store
    from newsloom.testing import FixedClock

    async def run(path: str) -> str:
        store = open_store(path)
        for host in hosts:
            store.add_subscription(replace(Subscription(host, f"http://{host}/feed.xml"), next_poll=NOW), now=NOW)
        pool = Pool(processes)
        client = GuardedClient(resolver=Loopback(port), allowed_networks=("127.0.0.0/8",), per_host=None, requests_per_s=None)
        try:
            stages: dict[str, float] = {"start": time.process_time()}
            report = await Pipeline(store, client, pool, FixedClock(NOW)).update(
                lambda step: stages.update({step.stage: time.process_time()})
            )
        finally:
            pool.close()
            await client.close()
        told = f"{report.new_articles} articles, {store.summary()['stories']} stories, {report.written} revisions, {report.problems} problems"
        store.close()
        ended = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in stages.items())
        return f"{told}; the main process had computed, at the end of {ended}"

    with tempfile.TemporaryDirectory() as folder:
        if profile is None:
            return asyncio.run(run(str(Path(folder) / "news.db")))
        with cProfile.Profile(time.process_time) as profiled:
            said = asyncio.run(run(str(Path(folder) / "news.db")))
        profiled.dump_stats(profile)
        return said


def timed(*arguments: str) -> tuple[float, float, str]:
    """Computing time of a side with all its processes, time on the clock, and what it says of its outcome."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([sys.executable, __file__, *arguments], stdout=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{arguments[0]} failed")
        said.seek(0)
        told = said.read().decode().strip()
    return used.ru_utime + used.ru_stime, time.monotonic() - began, told


def cost(count: int, processes: int, profile: str | None) -> int:
    from newsloom import bench

    with tempfile.TemporaryDirectory() as folder:
        file, hosts = Path(folder) / "pages", Path(folder) / "hosts"
        pages = copies(bench.folder() / "web" / "pages", count)
        file.write_bytes(pickle.dumps(pages))
        hosts.write_bytes(pickle.dumps(sorted({page.host for page in pages})))
        server = subprocess.Popen([sys.executable, __file__, "serve", str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert server.stdout is not None
        port = server.stdout.readline().decode().strip()
        try:
            alone = {name: timed("bare", str(file), str(processes), name) for name in SETTINGS}
            pipeline = timed("whole", str(hosts), str(processes), port, profile or "")
        finally:
            server.communicate()
    rows = {**{f"extraction {name}": one for name, one in alone.items()}, "the pipeline": pipeline}
    print(f"{'':24} {'computing':>10} {'on the clock':>13}   a page")
    for name, (computing, clock, told) in rows.items():
        print(f"{name:24} {computing:8.1f} s {clock:11.1f} s   {computing / count * 1000:.1f} ms   {told}")
    for name, (computing, _, _) in alone.items():
        print(f"the pipeline costs {pipeline[0] / computing:.2f} times extraction {name} (at most 1.5 wanted)")
    return 0 if pipeline[0] <= 1.5 * alone["as needed"][0] else 1


# ---------------------------------------------------------------------------------------------- memory


def invented(count: int) -> Iterator[Any]:
    """Articles of invented events, four of each, with words of many."""
    from newsloom.model import Article

    chance = random.Random(1)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3, 4)))) for _ in range(60_000)]
    for number in range(count):
        about = random.Random(number // 4)
        names = [about.choice(words).capitalize() for _ in range(8)]
        told = [" ".join(chance.choices(words, k=14) + about.sample(names, 4)).capitalize() + "." for _ in range(16)]
        title = " ".join(about.sample(names, 4) + chance.choices(words, k=3))
        when = NOW + timedelta(minutes=number)
        yield Article(f"a{number}", title, "\n".join(told), source=f"outlet-{number % 50}", published=when, lang="en")


def memory(count: int) -> int:
    from newsloom.grouping import cluster

    began = time.process_time()
    found = cluster(invented(count))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    stories = len({one.story for one in found})
    print(
        f"{count} articles, {stories} stories: {peak:.0f} MB at most, {(time.process_time() - began) / count * 1000:.1f} ms an article"
    )
    return 0 if peak < 1000 else 1


def main() -> int:
    if len(sys.argv) > 2 and sys.argv[1] in ("serve", "bare", "whole"):
        given = pickle.loads(
            Path(sys.argv[2]).read_bytes()
        )  # written by the run that started this one: pages, or the hosts of them
        if sys.argv[1] == "serve":
            asyncio.run(serve(given))
        elif sys.argv[1] == "bare":
            print(bare(given, int(sys.argv[3]), sys.argv[4]))
        else:
            print(whole(given, int(sys.argv[4]), int(sys.argv[3]), sys.argv[5] or None))
        return 0
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = arguments.add_subparsers(dest="kind", required=True)
    costs = kinds.add_parser("cost")
    costs.add_argument("--pages", type=int, default=1000)
    costs.add_argument("--processes", type=int, default=2)
    costs.add_argument("--profile", help="where a profile of the pipeline's main process goes")
    sizes = kinds.add_parser("memory")
    sizes.add_argument("--articles", type=int, default=100_000)
    given = arguments.parse_args()
    return cost(given.pages, given.processes, given.profile) if given.kind == "cost" else memory(given.articles)


if __name__ == "__main__":
    sys.exit(main())
