"""Score many candidates at once with small boosted trees kept as flat arrays. Pure; numpy only.

The trees come from a JSON file (`weights.json`) that `benchmarks/train_grouping.py` writes. Scoring follows QuickScorer
(Lucchese et al. 2015): every test of every tree is made for all rows together, each failed test strikes the leaves on its left,
and the leftmost leaf that is left is the one the row falls into.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from newsloom.grouping.lexicon import Array

_ALL = np.uint16(0xFFFF)
_LOWEST = np.array([0] + [(value & -value).bit_length() - 1 for value in range(1, 1 << 16)], np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Boosted trees of at most 16 leaves; padding tests always hold."""

    feature: Array  # int16[tests * trees], test-major
    threshold: Array  # float32[tests * trees, 1]
    strike: Array  # uint16[tests * trees, 1]
    leaf: Array  # float32[trees * 16]
    tests: int
    slope: float  #: calibration: probability = sigmoid(slope * margin + shift)
    shift: float

    @classmethod
    def load(cls, plain: dict[str, Any]) -> Trees:
        """From the JSON form: for each tree its tests as [feature, threshold, struck leaves], and its leaf values."""
        trees = plain["trees"]
        tests = max(1, *(len(tree["tests"]) for tree in trees))
        feature = np.zeros((tests, len(trees)), np.int16)
        threshold = np.full((tests, len(trees)), np.inf, np.float32)
        strike = np.full((tests, len(trees)), _ALL, np.uint16)
        leaf = np.zeros((len(trees), 16), np.float32)
        for number, tree in enumerate(trees):
            for at, (column, bound, struck) in enumerate(tree["tests"]):
                feature[at, number], threshold[at, number] = column, bound
                strike[at, number] = 0xFFFF & ~struck
            leaf[number, : len(tree["leaves"])] = tree["leaves"]
        return cls(
            feature.ravel(), threshold.reshape(-1, 1), strike.reshape(-1, 1), leaf.ravel(), tests,
            float(plain.get("slope", 1.0)), float(plain.get("shift", 0.0)),
        )  # fmt: skip

    def margins(self, rows: Array) -> Array:
        """Sums of leaf values, for rows (n, features)."""
        failed = rows.T[self.feature] > self.threshold
        struck = np.where(failed, self.strike, _ALL).reshape(self.tests, -1, len(rows))
        left = np.bitwise_and.reduce(struck, axis=0)
        offsets = np.arange(0, len(self.leaf), 16, dtype=np.int32)[:, None]
        return np.asarray(self.leaf[_LOWEST[left] + offsets].sum(axis=0))

    def probabilities(self, rows: Array) -> Array:
        return sigmoid(self.slope * self.margins(rows) + self.shift)


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
