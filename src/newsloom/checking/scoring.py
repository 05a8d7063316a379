"""From what is missing to one score: an additive model with fixed signs, its weights from `benchmarks/train_check.py`. Pure.

Each feature speaks only against a claim, none for it; how much it tells depends on how far the claim is copied and on how many
sentences it has (`_tells`). The score is the probability that the source supports the claim, were half of all claims supported;
one threshold is meant to serve every text.
I/O: reads `weights.json` of this package, once.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from newsloom.checking import features
from newsloom.checking.facts import Fault
from newsloom.checking.features import Cover

THRESHOLD = 0.5  # by calibration: classes weighed alike in training
VETO = 0.49  # the highest score of a claim that the source contradicts

FACTS = (
    "name_near", "name_doc", "figure_near", "figure_doc", "figure_rival", "count", "misplaced", "date_doc", "negation",
    "negation_close", "roles", "quotation", "opposite", "in_place",
)  # fmt: skip
NAMES = (*features.NAMES, *FACTS)
SUMMED = frozenset({"thing_count"})  # over the sentences of a claim; of all others the worst sentence counts
RETOLD = 0.2  # share of a sentence missing in its three best of the source, from which it is retold, not copied; swept 0.1–0.5
BORROWED = 0.75  # how much more a thing missing tells in a copied claim; swept 0–2 with each set left out, flat from 0.5 to 1
LONG = 0.15  # how much less in a claim of several sentences, by the logarithm of their number; swept 0–0.3
CLOSE = 0.5  # share of a sentence in one sentence of the source from which a turn surely concerns the same statement


@dataclass(frozen=True, slots=True)
class Weights:
    """An additive model: `z = intercept + Σ weight · value`."""

    intercept: float
    weights: tuple[float, ...]  #: by feature, none above 0


@cache
def shipped() -> Weights:
    """The weights of this version."""
    card = json.loads(resources.files("newsloom.checking").joinpath("weights.json").read_text("utf-8"))
    return Weights(float(card["intercept"]), tuple(float(card["features"][name]) for name in NAMES))


def vector(rows: Sequence[tuple[Cover, Sequence[Fault]]]) -> tuple[float, ...]:
    """The features of a claim from those of its sentences, in the order of NAMES."""
    columns = list(zip(*((*cover.values, *_fact_values(cover, faults)) for cover, faults in rows), strict=True))
    tells = _tells([cover for cover, _ in rows])
    return tuple(tells * (sum(c) if name in SUMMED else max(c)) for name, c in zip(NAMES, columns, strict=True))


def _tells(covers: Sequence[Cover]) -> float:
    """How much each thing that is missing tells.

    More of a claim whose words are all the source's: one that is retold in other words misses something anyway. Less of one
    in several sentences: the worst of many is worse by chance.
    """
    borrowed = sum(max(0.0, 1.0 - (1.0 - cover.near_share) / RETOLD) for cover in covers) / len(covers)
    return (1.0 + BORROWED * borrowed) / (1.0 + LONG * math.log(len(covers)))


def _fact_values(cover: Cover, faults: Sequence[Fault]) -> tuple[float, ...]:
    count: dict[str, int] = {}
    rivals: set[str] = set()
    nowhere: dict[str, int] = {}
    for fault in faults:
        count[fault.kind] = count.get(fault.kind, 0) + 1
        if fault.anywhere:
            nowhere[fault.kind] = nowhere.get(fault.kind, 0) + 1
        if fault.contradicted:
            rivals.add(fault.kind)
    close = cover.share >= CLOSE

    def two(counts: dict[str, int], kind: str) -> float:
        return float(min(2, counts.get(kind, 0)))

    return (
        two(count, "name"),
        two(nowhere, "name"),
        two(count, "figure"),
        two(nowhere, "figure"),
        float("figure" in rivals),
        float("count" in count),
        float("misplaced" in count),
        two(nowhere, "date"),
        float("negation" in nowhere),  # of a summary, one that only the source has tells nothing
        float("negation" in count and close),
        float("roles" in count),
        float("quotation" in count),
        float("opposite" in count),
        float(any(f.contradicted and f.kind in _TURNS for f in faults)),
    )


_TURNS = frozenset({"negation", "opposite", "doubt", "name", "date"})


def score(values: Sequence[float], weights: Weights | None = None) -> float:
    """Probability that the source supports a claim with these features, were half of all claims supported."""
    known = weights or shipped()
    z = known.intercept + sum(weight * value for weight, value in zip(known.weights, values, strict=True))
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z)))), 4)
