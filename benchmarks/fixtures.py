"""What of feedparser's own fixtures we read: those in the source archive of feedparser, which is not part of this repository.

usage: pip download --no-deps --no-binary feedparser feedparser && tar xf feedparser-*.tar.gz
       python benchmarks/fixtures.py feedparser-*/tests [--missed]

Each document is parsed in a worker process with the bounds of an installation. *With items* are those in which feedparser finds an entry that
has a title, a text to be read or an address on the web; of these we must find one. Nothing of the documents is kept.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import feedparser
import nh3

from newsloom import bench
from newsloom.errors import ParseError
from newsloom.intake.workers import Pool

URL = "http://127.0.0.1:8097/feed.xml"
_TYPE = re.compile(rb"Header:\s*Content-type:\s*([^\r\n]+)", re.IGNORECASE)
_CRASHED = re.compile("cannot be read \\(|made its parser crash|stopped|beyond reason")


def documents(folder: Path) -> Iterator[tuple[str, Path]]:
    """Kind and file of each fixture."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in (".xml", ".json", ".gz", ".z"):
            yield path.relative_to(folder).parts[0], path


def has_item(body: bytes, content_type: str | None) -> bool:
    """Whether feedparser finds an entry of which an article could be made."""
    found = feedparser.parse(body, response_headers={"content-type": content_type} if content_type else {}, sanitize_html=False)
    return any(_usable(entry) for entry in found.entries)


def _usable(entry: Any) -> bool:
    texts = (entry.get("title"), entry.get("summary"), *(one.get("value") for one in entry.get("content", ())))
    return any(html.unescape(nh3.clean(text or "", tags=set())).strip() for text in texts) or str(
        entry.get("link", "")
    ).startswith(("http://", "https://"))


async def read(folder: Path, *, missed: bool) -> None:
    """Print the counts by kind."""
    count: Counter[tuple[str, str]] = Counter()
    slowest = 0.0
    async with Pool() as pool:
        for kind, path in documents(folder):
            body = path.read_bytes()
            stated = _TYPE.search(body)
            content_type = stated[1].decode("latin-1").strip() if stated else None
            began, entries, why = time.perf_counter(), 0, ""
            try:
                entries = len((await pool.parse(body, url=URL, content_type=content_type)).entries)
            except ParseError as exc:
                why = exc.reason
            slowest = max(slowest, time.perf_counter() - began)
            wanted = has_item(body, content_type)
            count[kind, "files"] += 1
            count[kind, "crashed"] += bool(_CRASHED.search(why))
            count[kind, "items"] += wanted
            count[kind, "given"] += wanted and entries > 0
            if missed and wanted and not entries:
                print(f"{path.relative_to(folder)}: {why or 'no entry'}", file=sys.stderr)
    kinds = sorted({kind for kind, _ in count})
    rows = [(kind, *(str(count[kind, what]) for what in ("files", "crashed", "items", "given"))) for kind in kinds]
    rows.append(("all", *(str(sum(count[kind, what] for kind in kinds)) for what in ("files", "crashed", "items", "given"))))
    print(bench.aligned(("fixtures", "documents", "crashed or stopped", "with items", "of these we give entries"), rows))
    print(f"slowest: {slowest:.2f} s, of 15 s of computing that each may take")


def main(given: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--missed", action="store_true", help="name those with items of which we give none")
    asked = parser.parse_args(given)
    asyncio.run(read(asked.folder, missed=asked.missed))


if __name__ == "__main__":
    main()
