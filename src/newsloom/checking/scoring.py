"""From what is missing to one score: an additive model with fixed signs, its weights from `benchmarks/train_check.py`. Pure.

Each feature speaks only against a claim, in steps: the more is missing, the lower the score, never the other way. The score
is the probability that the source supports the claim, were half of all claims supported; so one threshold serves every text.
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
    "name_near", "name_doc", "figure_near", "figure_doc", "figure_rival", "date_near", "date_doc", "negation", "negation_close", "roles",
    "quotation", "opposite", "doubt",
)  # fmt: skip
NAMES = (*features.NAMES, *FACTS)
SUMMED = frozenset({"lost"})  # over the sentences of a claim; of all others the worst sentence counts
CLOSE = 0.5  # share of a sentence in one sentence of the source from which a turn surely concerns the same statement


@dataclass(frozen=True, slots=True)
class Weights:
    """A monotone additive model: `z = intercept + Σ weight · value + Σ step · (value ≥ knot)`."""

    intercept: float
    linear: tuple[float, ...]  #: by feature, none above 0
    steps: tuple[tuple[tuple[float, float], ...], ...]  #: by feature: (knot, weight)


@cache
def shipped() -> Weights:
    """The weights of this version."""
    card = json.loads(resources.files("newsloom.checking").joinpath("weights.json").read_text("utf-8"))
    by_name = card["features"]
    return Weights(
        float(card["intercept"]),
        tuple(float(by_name[name]["weight"]) for name in NAMES),
        tuple(tuple((float(k), float(w)) for k, w in by_name[name]["steps"]) for name in NAMES),
    )


def vector(rows: Sequence[tuple[Cover, Sequence[Fault]]]) -> tuple[float, ...]:
    """The features of a claim from those of its sentences, in the order of NAMES."""
    columns = list(zip(*((*cover.values, *_fact_values(cover, faults)) for cover, faults in rows), strict=True))
    return tuple(sum(c) if name in SUMMED else max(c) for name, c in zip(NAMES, columns, strict=True))


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
        two(count, "date"),
        two(nowhere, "date"),
        float("negation" in count),
        float("negation" in count and close),
        float("roles" in count),
        float("quotation" in count),
        float("opposite" in count),
        float("doubt" in count) * cover.share,
    )


def score(values: Sequence[float], weights: Weights | None = None) -> float:
    """Probability that the source supports a claim with these features, were half of all claims supported."""
    known = weights or shipped()
    z = known.intercept
    for value, linear, steps in zip(values, known.linear, known.steps, strict=True):
        z += linear * value
        for knot, weight in steps:
            if value >= knot:
                z += weight
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z)))), 4)
