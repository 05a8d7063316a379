"""The checker against labelled claims: balanced accuracy at its own threshold and AUC, with bootstrap intervals; and its speed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from typing import Any

from newsloom import evaluate
from newsloom.bench import aligned, folder, rows
from newsloom.model import Article, Verdict

SETS = ("wice", "summedits_news", "cliff", "goyal21", "qags", "summedits_other", "xsumfaith")
ROUNDS = 15  # of timing; by five, other work on the machine adds a tenth to a check and half of it to the shorter splitting


def table(sets: Sequence[str] = SETS, *, limit: int | None = None, tell: Callable[[str], None] = lambda _: None) -> str:
    """The table of all sets; the peer is the share of the claim's words that stand in the source, at a threshold of 0.8."""
    from newsloom import app  # lazy: the engine

    body: list[list[str]] = []
    for name in sets:
        tell(name)
        told: list[tuple[bool, Verdict]] = []
        plain: list[tuple[bool, float]] = []
        for number, row in enumerate(rows(folder() / "claims" / f"{name}.jsonl")):
            if limit is not None and number >= limit:
                break
            source = Article(id=str(row["id"]), text=row["source_text"])
            told.append((bool(row["label"]), app.check(row["claim"], [source])))
            plain.append((bool(row["label"]), _overlap(row["claim"], row["source_text"])))
        body.append([name, "newsloom", *_figures([(y, v.supported, v.score) for y, v in told])])
        body.append([name, "word overlap ≥ 0.8", *_figures([(y, s >= 0.8, s) for y, s in plain])])
    shown = aligned(("set", "method", "balanced accuracy", "95 %", "AUC", "95 %", "claims"), body)
    return f"{shown}\n\n{speed()}" if "wice" in sets else shown


def speed(*, words: tuple[int, int] = (600, 1500)) -> str:
    """What a check against a new source of about 1,000 words costs, as a ratio to splitting that source into sentences.

    Both are timed in one run on WiCE sources, each made ready anew: with half of their words never met before, and then with all of
    them met, of which the least time of ROUNDS counts for each source, as whatever else runs on the machine can only add to it; the two
    take turns, so that they meet the same machine.
    """
    from newsloom.checking import support  # lazy: the engine
    from newsloom.text import sentences

    known = [r for r in rows(folder() / "claims" / "wice.jsonl") if words[0] <= len(r["source_text"].split()) <= words[1]]
    half = len(known) // 2

    def check(row: dict[str, Any]) -> object:
        return support.check(row["claim"], support.prepare(row["source_text"]))

    def split(row: dict[str, Any]) -> object:
        return sentences.split(row["source_text"], lang="en")

    _least([check], known[:half], rounds=1)
    first = _least([check], known[half:], rounds=1)[0]
    again, splitting = _least([check, split], known[half:])
    return (
        f"Speed: a check against a new source costs {again / splitting:.2f} times the splitting of that source into sentences"
        f" ({1 / again:.0f} a second), {first / splitting:.1f} times while many of its words are met for the first time"
        f" ({len(known) - half} sources of {words[0]}–{words[1]} words)"
    )


def _least(
    works: Sequence[Callable[[dict[str, Any]], object]], some: Sequence[dict[str, Any]], *, rounds: int = ROUNDS
) -> list[float]:
    """The mean processor time of a row by each work, in seconds, each by its quickest round; the works take turns on every row."""
    times = [[math.inf] * len(some) for _ in works]
    for _ in range(rounds):  # all rows in each, so that none finds what is kept of itself
        for number, row in enumerate(some):
            for work, least in zip(works, times, strict=True):
                started = time.process_time()
                work(row)
                least[number] = min(least[number], time.process_time() - started)
    return [math.fsum(least) / len(least) for least in times]


def _figures(told: Sequence[tuple[bool, bool, float]]) -> list[str]:
    def accuracy(rows: Sequence[tuple[bool, bool, float]]) -> float:
        return evaluate.balanced_accuracy([(label, verdict) for label, verdict, _ in rows])

    def area(rows: Sequence[tuple[bool, bool, float]]) -> float:
        return evaluate.auc([(label, score) for label, _, score in rows])

    shown = []
    for measure in (accuracy, area):
        low, high = evaluate.bootstrap(told, measure)
        shown += [f"{measure(told):.4f}", f"{low:.3f}–{high:.3f}"]
    return [*shown, str(len(told))]


def _overlap(claim: str, source: str) -> float:
    words, known = claim.lower().split(), set(source.lower().split())
    return sum(w in known for w in words) / (len(words) or 1)
