"""How well the choice of sentences agrees with human summaries, and how many of the sentences chosen have a second source.

usage: NEWSLOOM_DATA=… python benchmarks/choosing.py centrality|second-sources [--limit EVENTS]
*centrality*: rank correlation, story by story, of three measures of a sentence with what the summary has of its words and word pairs.
*second-sources*: over stories of four origins and more in `summaries/multinews.jsonl` and `clusters/`, as chosen and with all else given
up for it. Reads that folder; needs the `bench` extra.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean

from scipy.stats import spearmanr

from newsloom import origins
from newsloom.bench.write import MANY_ORIGINS, SETS, events
from newsloom.intake import files
from newsloom.model import Article
from newsloom.writing import claims, evidence, rating, select
from newsloom.writing.claims import Likeness
from newsloom.writing.draft import oldest_first
from newsloom.writing.evidence import Evidence

CLUSTERS = ("argos", "newswcl50", "stream")
LEAST_TEXT = 400  # characters of an article of those; the stream has articles that are titles alone
LEAST_SENTENCES = 6  # of a story whose ranking says something


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("what", choices=("centrality", "second-sources"))
    arguments.add_argument("--limit", type=int, default=None, help="events of a set at most")
    given = arguments.parse_args()
    if not os.environ.get("NEWSLOOM_DATA"):
        print("NEWSLOOM_DATA is not set: it names the folder with the labelled data", file=sys.stderr)
        return 1
    (centrality if given.what == "centrality" else second_sources)(given.limit)
    return 0


def centrality(limit: int | None) -> None:
    print(f"{'set':12}{'centrality':>12}{'coverage':>12}{'place':>12}")
    for name in SETS:
        rows: list[list[float]] = []
        for row, articles, _ in events(name, limit):
            found, like = read(articles)
            taken = [max(overlap(c.text, reference) for reference in row["references"]) for c in found.candidates]
            if len(taken) < LEAST_SENTENCES or len(set(taken)) == 1:
                continue
            worth = rating.weights(found.candidates, like.rarity)
            density = [math.fsum(worth[k] for k in c.concepts) / max(8, c.words) ** 0.6 for c in found.candidates]
            place = [1 / (1 + c.rank) for c in found.candidates]
            rows.append(
                [spearmanr(m, taken).statistic for m in (rating.centrality(found.candidates, like.rarity), density, place)]
            )
        print(
            f"{name:12}" + "".join(f"{fmean(v for v in column if v == v):12.3f}" for column in zip(*rows, strict=True)),
            flush=True,
        )


def overlap(text: str, reference: str) -> float:
    """The share of a sentence's words, halved, and of its word pairs that a summary has."""
    own, other = (t.lower().split() for t in (text, reference))
    pairs, known = Counter(itertools.pairwise(own)), Counter(itertools.pairwise(other))
    words = (Counter(own) & Counter(other)).total() / max(1, len(own))
    return 0.5 * words + (pairs & known).total() / max(1, len(own) - 1)


def second_sources(limit: int | None) -> None:
    chosen, confirmed = dict.fromkeys((select.SHARED, 1e3), 0), dict.fromkeys((select.SHARED, 1e3), 0)
    stories = candidates = stated = 0
    for articles in large(limit):
        found, like = read(articles)
        if len({c.origin for c in found.candidates}) < MANY_ORIGINS:
            continue
        stories += 1
        fit = [c for c in found.candidates if c.grade <= 1]
        candidates += len(fit)
        stated += sum(bool(like.seconds(c.index)) for c in fit)
        worth, budget = rating.weights(found.candidates, like.rarity), select.budget(found.candidates)
        for weight in chosen:
            select.SHARED = weight
            shown = [c for u in select.choose(found.candidates, like, worth, limit=budget) for c in u.members]
            chosen[weight] += len(shown)
            confirmed[weight] += sum(bool(like.seconds(c.index)) for c in shown)
    print(f"{stories} stories; with a second source: {stated / candidates:.3f} of {candidates} candidates")
    for weight, count in chosen.items():
        print(f"confirmed sentences weighed {weight:g}: {confirmed[weight] / count:.3f} of {count} chosen")


def large(limit: int | None) -> Iterator[list[Article]]:
    """The stories of four articles and more, each once."""
    yield from (articles for _, articles, _ in events("multinews", limit) if len(articles) >= MANY_ORIGINS)
    folder, seen = Path(os.environ["NEWSLOOM_DATA"]) / "clusters", set[str]()
    for name in CLUSTERS:
        grouped: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
        for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if len(row["text"] or "") > LEAST_TEXT:
                grouped[str(row.pop("cluster"))].append(row)
        for number, (label, rows) in enumerate(grouped.items()):
            if len(rows) < MANY_ORIGINS or rows[0]["text"] in seen or (limit is not None and number >= limit):
                continue
            seen.add(rows[0]["text"])
            for item in files.events([json.dumps({"id": label, "articles": rows}).encode()], name=name, warn=lambda _: None):
                if not isinstance(item, Exception):
                    yield item[3]


def read(articles: Sequence[Article]) -> tuple[Evidence, Likeness]:
    ordered = oldest_first(articles)
    found = evidence.gather(ordered, origins.group(ordered))
    return found, claims.likeness(found.candidates)


if __name__ == "__main__":
    sys.exit(main())
