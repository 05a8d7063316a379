"""Score many candidates at once with small boosted trees kept as flat arrays. Pure; numpy only.

The trees come from a JSON file (`weights.json`) that `benchmarks/train_grouping.py` writes. Scoring follows QuickScorer
(Lucchese et al. 2015): a failed test strikes the leaves on its left, and the leftmost leaf of a tree that is left is the one a row
falls into. What the failed tests of one feature strike together depends only on which bounds its value lies between, so that is
worked out once for every gap between bounds: a row costs one look-up a feature, not one test a node.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from newsloom.grouping.lexicon import Array

_ALL = 0xFFFF
_LOWEST = np.array([0] + [(value & -value).bit_length() - 1 for value in range(1, 1 << 16)], np.uint8)
_FEATURE_SHIFT = 33  #: a key is a feature's place above a value's order


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Boosted trees of at most 16 leaves."""

    features: Array  # int64[f], the columns that are tested
    bounds: Array  # int64[b], all bounds as keys, ascending
    left: Array  # uint16[b + f, trees], the leaves left between two bounds of a feature
    leaf: Array  # float32[trees * 16]
    slope: float  #: calibration: probability = sigmoid(slope * margin + shift)
    shift: float

    @classmethod
    def load(cls, plain: dict[str, Any]) -> Trees:
        """From the JSON form: for each tree its tests as [feature, threshold, struck leaves], and its leaf values."""
        trees = plain["trees"]
        tests: dict[int, list[tuple[np.float32, int, int]]] = {}
        leaf = np.zeros((len(trees), 16), np.float32)
        for number, tree in enumerate(trees):
            for column, bound, struck in tree["tests"]:
                tests.setdefault(column, []).append((np.float32(bound), number, _ALL & ~struck))
            leaf[number, : len(tree["leaves"])] = tree["leaves"]
        features = sorted(tests)
        bounds, left = [np.zeros(0, np.int64)], [np.zeros((0, len(trees)), np.uint16)]
        for place, column in enumerate(features):
            values = sorted({bound for bound, _, _ in tests[column]})
            gaps = np.full((len(values) + 1, len(trees)), _ALL, np.uint16)
            at = {value: gap for gap, value in enumerate(values)}
            for bound, number, strike in tests[column]:
                gaps[at[bound] + 1 :, number] &= strike
            bounds.append(_order(np.array(values, np.float32)) + (place << _FEATURE_SHIFT))
            left.append(gaps)
        return cls(
            np.array(features, np.int64), np.concatenate(bounds), np.concatenate(left), leaf.ravel(),
            float(plain.get("slope", 1.0)), float(plain.get("shift", 0.0)),
        )  # fmt: skip

    def margins(self, rows: Array) -> Array:
        """Sums of leaf values, for rows (n, features)."""
        places = np.arange(len(self.features))
        keys = _order(rows[:, self.features]) + (places << _FEATURE_SHIFT)
        # Every feature before has one gap more than bounds.
        gap = np.searchsorted(self.bounds, keys) + places
        left = np.ascontiguousarray(np.bitwise_and.reduce(self.left[gap], axis=1).T)
        offsets = np.arange(0, len(self.leaf), 16, dtype=np.int32)[:, None]
        return np.asarray(self.leaf[_LOWEST[left] + offsets].sum(axis=0))

    def probabilities(self, rows: Array) -> Array:
        return sigmoid(self.slope * self.margins(rows) + self.shift)


def _order(values: Array) -> Array:
    """Numbers of 32 bits in the order of these floats; nought is one number whatever its sign."""
    bits = np.ascontiguousarray(values, np.float32).view(np.int32).astype(np.int64)
    return np.where(bits < 0, -(bits & 0x7FFFFFFF), bits)


def sigmoid(margins: Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(margins, -30.0, 30.0))), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """All that training decides: the two models and the thresholds, with the version that blobs name."""

    pair: Trees
    shared: Trees
    thresholds: dict[str, float]
    version: int


def read_weights(text: str) -> Weights:
    """Weights from their JSON text."""
    plain = json.loads(text)
    return Weights(Trees.load(plain["pair"]), Trees.load(plain["shared"]), dict(plain["thresholds"]), int(plain["version"]))


@cache
def shipped() -> Weights:
    """The weights that come with the package."""
    return read_weights(resources.files("newsloom.grouping").joinpath("weights.json").read_text(encoding="utf-8"))
