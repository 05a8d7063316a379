"""Whether memory stays flat over many claims, each against a new source.

usage: python benchmarks/check_memory.py [--claims N] [--seconds S]
Sources and claims are invented from a seed: sentences of made-up names, figures and words, so that tables of words fill up as on real
texts and run over (there are three million such names). Prints, as it goes, the memory of the process and the highest so far at 1, 2 and
5 times each power of ten and at each tenth, and at the end the slope over the second half, in bytes a claim. Needs no data.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from pathlib import Path

from newsloom.checking import support

SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "qui",
    "ro",
    "su",
    "ta",
    "ve",
    "wi",
    "xo",
    "zu",
)
VERBS = ("opened", "closed", "bought", "sold", "visited", "rebuilt", "praised", "blamed", "sued", "rescued")
NOUNS = ("bridge", "harbour", "school", "factory", "museum", "station", "market", "library", "theatre", "garden")
SENTENCES = 12  # of a source
PAGE = 4096
LOOKED_AT = frozenset(step * 10**power for power in range(3, 6) for step in (1, 2, 5))


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--claims", type=int, default=1_000_000)
    arguments.add_argument(
        "--seconds", type=float, default=1_200.0, help="to stop after, told with the claims that were reached"
    )
    given = arguments.parse_args()
    chance = random.Random(20261126)
    began = time.monotonic()
    told: list[tuple[int, int]] = []
    for number in range(1, given.claims + 1):
        facts = [sentence(chance) for _ in range(SENTENCES)]
        support.check(chance.choice(facts) if number % 2 else sentence(chance), support.prepare(" ".join(facts), lang="en"))
        late = time.monotonic() - began > given.seconds
        if number % max(1, given.claims // 100) == 0 or late:
            told.append((number, resident()))
        if late or number % max(1, given.claims // 10) == 0 or number in LOOKED_AT:
            print(f"{number:>9} claims: {resident() / 2**20:7.1f} MB, at most {highest():4.0f} MB", flush=True)
        if late:
            break
    half = told[len(told) // 2 :]
    slope = (half[-1][1] - half[0][1]) / max(1, half[-1][0] - half[0][0])
    print(f"{told[-1][0]} claims; second half {slope:+.1f} bytes a claim; peak {highest():.0f} MB")
    return 0


def sentence(chance: random.Random) -> str:
    who, other, where = (name(chance) for _ in range(3))
    count, year = chance.randint(2, 9999), chance.randint(1950, 2026)
    return f"{who} {other} {chance.choice(VERBS)} {count} {chance.choice(NOUNS)}s in {where} in {year}."


def name(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 5))).title()


def highest() -> float:
    """Megabytes of the process at its largest so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def resident() -> int:
    """Bytes of the process in memory."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE


if __name__ == "__main__":
    sys.exit(main())
