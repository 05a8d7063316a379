"""How well and how fast news comes in.

usage: NEWSLOOM_DATA=… python benchmarks/ingestion.py extraction [--worst N] | feeds
       python benchmarks/ingestion.py cycle [--feeds 1000] [--entries 50] [--cycles 3] [--readers 10]
       python benchmarks/ingestion.py handover

`extraction` reads `web/pages` of that folder: pages with hand-checked bodies, titles and dates. It compares the tokens of the text that
Newsloom takes from each with those of the hand-checked body, beside trafilatura's own text of the same page, in the same run. A page has up
to three titles (heading, schema.org, Open Graph), and the labels take now this one, now that: right is a title with at least half of the
words of the label (token F1), to the word is the very one that the label took.
`feeds` serves the feeds of `web/feeds` on loopback and says what came of each.
`cycle` polls feeds on loopback, of which three in ten are broken in mixed ways, and compares a cycle with parsing the same bytes alone, while
readers ask for pages of the site. `handover` measures what these wait beside a thread that computes without a pause.
Texts are read to be measured only; nothing of them is kept or printed.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

import cycles
import extracted
from newsloom import bench
from newsloom.model import Subscription
from newsloom.pipeline.collect import Values


def feeds(folder: Path) -> None:
    """Serve the feeds and say what came of each; pages are not asked for."""
    from newsloom.testing import Site

    rows = []
    with Site() as site, tempfile.TemporaryDirectory() as place:
        for path in sorted((folder / "web" / "feeds").iterdir()):
            site.serve(f"/{path.name}", path.read_bytes(), content_type="application/xml")
            with cycles.opened(Path(place) / f"{path.stem}.db") as store:
                clock = cycles.Clock()
                url = site.url(f"/{path.name}")
                store.add_subscription(Subscription("s", url, next_poll=clock()), now=clock())
                asyncio.run(cycles.collect(store, clock, Values(fetch_pages=False), hosts=None))
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
        extracted.extraction(bench.folder(), worst=asked.worst)
    elif asked.what == "feeds":
        feeds(bench.folder())
        cycles.close_pools()
    elif asked.what == "handover":
        cycles.handover()
    else:
        cycles.cycle(
            asked.feeds, entries=asked.entries, cycles=asked.cycles, deadline_s=asked.deadline, readers_a_second=asked.readers
        )


if __name__ == "__main__":
    main()
