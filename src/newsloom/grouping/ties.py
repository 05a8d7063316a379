"""What ties an article of the window to others, in words and figures. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from newsloom.grouping import pairs
from newsloom.grouping.explain import Tie, gap, listed
from newsloom.grouping.features import shared_labels
from newsloom.grouping.lexicon import Array
from newsloom.grouping.model import Trees
from newsloom.grouping.window import Window

LOOKED_AT = 8  #: links of an article that are put in words


def reasons(window: Window, arrival: int, story: str) -> tuple[str, ...]:
    """The strongest tie in words: what is shared and how far apart in time."""
    linked = [(chance, other) for other, chance in window.linked(arrival).items() if window.story.get(other) == story]
    if not linked:
        return ()
    _, other = max(linked, key=lambda item: (item[0], -item[1]))
    shares = _shares(window, arrival, [other])
    hours = float(pairs.gaps(window.index, window.index.row(arrival), np.array([window.index.row(other)]))[0])
    parts = [f"shares {listed(shares)}"] if shares else []
    if not math.isnan(hours):
        parts.append(f"{gap(hours)} apart")
    return ("; ".join(parts),) if parts else ()


def ties(window: Window, arrival: int, linked: Sequence[tuple[int, float]], trees: Trees) -> list[Tie]:
    """The strongest ties; `linked` are articles with their probabilities, the strongest first."""
    return [_tie(window, arrival, other, chance, trees) for other, chance in linked[:LOOKED_AT]]


def _tie(window: Window, arrival: int, other: int, chance: float, trees: Trees) -> Tie:
    index = window.index
    row, rows = index.row(arrival), np.array([index.row(other)])
    hours = float(pairs.gaps(index, row, rows)[0])
    at_once = chance if math.isnan(hours) else max(chance, _at_once(window, row, rows, trees))
    return Tie(
        window.article[other],
        window.story[other],
        round(chance, 4),
        _shares(window, arrival, [other]),
        None if math.isnan(hours) else hours,
        round(at_once, 4),
    )


def _at_once(window: Window, row: int, rows: Array, trees: Trees) -> float:
    """Probability of a pair had both articles been published in the same hour."""
    index = window.index
    sums = pairs.similarity(index, row, rows)
    cos, chars = pairs.cosines(index, row, rows, sums), pairs.characters(index, row, rows)
    described = pairs.describe(index, row, rows, sums, cos, chars, gap=np.zeros(len(rows)))
    return float(trees.probabilities(described)[0])


def _shares(window: Window, arrival: int, others: Iterable[int]) -> tuple[str, ...]:
    labels, ids = window.labels(arrival)
    return shared_labels(labels, ids, [window.index.entries[window.index.row(other)] for other in others])
