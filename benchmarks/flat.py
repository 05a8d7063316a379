"""Does the cost of an arriving article stay flat? A rolling window of made-up news, and what each arrival costs.

    python benchmarks/flat.py [--windows 20000 100000] [--measure 3000]

Fills a window, then times arrivals one by one (revisions included), and a restart from memories. Reads no data; numpy only.
The made-up stream has a vocabulary of 300,000 words with Zipf's frequencies and events whose size and life vary as news does.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from newsloom.grouping import Grouper
from newsloom.model import Article

SEED = 7
WORDS = 300_000
PER_DAY = 10_000
START = datetime(2026, 1, 1, tzinfo=UTC)
_ONSETS = "b c d f g h j k l m n p r s t v w z br cr dr fr gr pr st tr pl cl sh ch th".split()  # noqa: SIM905
_CORES = "a e i o u ai ea io ou ar er or an en in on".split()  # noqa: SIM905


def vocabulary() -> list[str]:
    """Distinct words, the commonest first."""
    chance = np.random.default_rng(SEED)
    words: dict[str, None] = {}
    while len(words) < WORDS:
        shape = chance.integers(0, [len(_ONSETS), len(_CORES)] * 4, size=(20_000, 8))
        lengths = chance.integers(2, 5, size=20_000)
        for row, length in zip(shape.tolist(), lengths.tolist(), strict=True):
            words[
                "".join(_ONSETS[a] + _CORES[b] for a, b in zip(row[: 2 * length : 2], row[1 : 2 * length : 2], strict=True))
            ] = None
    return list(words)[:WORDS]


def articles(words: list[str]) -> Iterator[Article]:
    """An endless stream: one article in three opens an event, the others follow one of the last two days."""
    chance = np.random.default_rng(SEED + 1)
    shares = 1.0 / np.arange(1, WORDS + 1)
    steps = np.cumsum(shares / shares.sum())
    events: list[tuple[np.ndarray, list[str]]] = []
    number = 0
    while True:
        if not events or chance.random() < 0.33:
            own = np.searchsorted(steps, chance.uniform(0.45, 1.0, 45))
            names = [words[int(at)].title() for at in np.searchsorted(steps, chance.uniform(0.6, 1.0, 6))]
            events.append((own, names))
            about = events[-1]
        else:
            back = min(len(events) - 1, int(chance.exponential(PER_DAY / 6)))
            about = events[-1 - back]
        if len(events) > 2 * PER_DAY:
            del events[:PER_DAY]
        yield _article(number, about, words, steps, chance)
        number += 1


def _article(
    number: int, about: tuple[np.ndarray, list[str]], words: list[str], steps: np.ndarray, chance: np.random.Generator
) -> Article:
    own, names = about
    common = np.searchsorted(steps, chance.random(190))
    told = chance.choice(own, 90)
    mixed = chance.permutation(np.concatenate((common, told)))
    body = []
    for at in range(0, len(mixed), 14):
        sentence = [words[int(word)] for word in mixed[at : at + 14]]
        body.append(f"{' '.join(sentence[:7]).capitalize()} {names[int(chance.integers(6))]} {' '.join(sentence[7:])}.")
    title = f"{names[0]} {' '.join(words[int(word)] for word in chance.choice(own[:15], 6))}"
    when = START + timedelta(days=number / PER_DAY)
    return Article(f"a{number}", title, "\n".join(body), source=f"outlet {int(chance.integers(40))}", published=when, lang="en")


def resident_mb() -> float:
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


def measure(window: int, count: int, words: list[str]) -> dict[str, float]:
    """Fill a window, then time arrivals and a restart."""
    gc.collect()
    before = resident_mb()
    grouper = Grouper(window=window)
    stream = articles(words)
    memories: list[tuple[str, bytes]] = []
    filled = 0.0
    for _ in range(window):
        one = next(stream)
        start = time.process_time()
        placed = grouper.add(one)
        if grouper.due():
            grouper.revise()
        filled += time.process_time() - start
        memories.append((one.id, placed.memory))
    resident = resident_mb() - before - sum(len(blob) for _, blob in memories) / 1e6
    costs = []
    for _ in range(count):
        one = next(stream)
        start = time.process_time()
        grouper.add(one)
        if grouper.due():
            grouper.revise()
        costs.append(time.process_time() - start)
    stories = {name: grouper.story_of(name) for name, _ in memories[count:]}
    start = time.process_time()
    again = Grouper(window=window)
    for name, blob in memories[count:]:
        again.remember(name, stories[name], blob)
    restart = (time.process_time() - start) * window / max(1, len(memories) - count)
    taken = np.array(costs) * 1000
    return {
        "window": window, "mean ms": float(taken.mean()), "median ms": float(np.median(taken)), "p99 ms": float(np.quantile(taken, 0.99)),
        "most ms": float(taken.max()), "p99/median": float(np.quantile(taken, 0.99) / np.median(taken)), "resident MB": resident,
        "fill s": filled, "restart/fill": restart / filled,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="Cost of an arriving article against the size of the window.")
    parser.add_argument("--windows", type=int, nargs="+", default=[20_000, 100_000])
    parser.add_argument("--measure", type=int, default=3000)
    options = parser.parse_args()
    words = vocabulary()
    first: float | None = None
    for window in options.windows:
        found = measure(window, options.measure, words)
        first = first or found["mean ms"]
        print(
            "  ".join(f"{name} {value:.3g}" for name, value in found.items()),
            f" cost ×{found['mean ms'] / first:.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
