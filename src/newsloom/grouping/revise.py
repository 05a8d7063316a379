"""Re-cluster a few neighbouring stories from their articles: merges, splits and moves come from this one step. Pure.

Average linkage over pair probabilities that have been sharpened by shared neighbours. A person's corrections come first: clusters
that hold two articles bound together are one story however little they are alike, so that each goes on drawing in articles like its
own; and nothing joins clusters that hold a pair kept apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from newsloom.grouping.lexicon import Array

KEPT = 0.05  #: pair probabilities below this say nothing about shared neighbours


def shared_features(chance: Array) -> Array:
    """Seven features of every pair of a group, (n, n, 7), from its matrix of pair probabilities (symmetric, zero diagonal)."""
    kept = np.where(chance > KEPT, chance, 0.0).astype(np.float32)
    common = kept @ kept + 2 * chance
    squares = (kept * kept).sum(axis=1)
    sums = kept.sum(axis=1)
    most = np.maximum(kept.max(axis=1, initial=0.0), 1e-3)
    out = np.empty((*chance.shape, 7), np.float32)
    out[..., 0] = chance
    out[..., 1] = common / np.sqrt((squares[:, None] + 1) * (squares[None, :] + 1))
    out[..., 2] = common / np.maximum(1.0, np.minimum(sums[:, None], sums[None, :]) + 1)
    out[..., 3] = np.minimum(sums[:, None], sums[None, :])
    out[..., 4] = np.maximum(sums[:, None], sums[None, :])
    ratio_a, ratio_b = chance / most[:, None], chance / most[None, :]
    out[..., 5] = np.minimum(ratio_a, ratio_b)
    out[..., 6] = np.maximum(ratio_a, ratio_b)
    return out


def sharpen(chance: Array, score: Callable[[Array], Array]) -> Array:
    """Second-stage probabilities for the pairs that have one, zero elsewhere; symmetric."""
    left, right = np.nonzero(np.triu(chance, 1))
    sharp = np.zeros_like(chance)
    if len(left):
        values = score(shared_features(chance)[left, right])
        sharp[left, right] = values
        sharp[right, left] = values
    return sharp


def average_link(
    chance: Array,
    scored: Array,
    *,
    stop: float,
    alone: float = 0.0,
    floor: int,
    together: Iterable[tuple[int, int]] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """Clusters of 0..n-1 by average linkage, best first, until no linkage reaches `stop`; each ascending, ordered by first member.

    Two single articles need a linkage of `alone`, if that is more: nothing but each other speaks for them.

    `scored` says which pairs were looked at. In large clusters a pair that never was is unknown rather than unlike: the sum is
    divided by the number of scored pairs, but by no less than `floor` and no more than all pairs.
    """
    n = len(chance)
    members: list[list[int]] = [[at] for at in range(n)]
    sums = chance.astype(np.float64).copy()
    counts = scored.astype(np.float64).copy()
    sizes = np.ones(n)
    bonds = _Bonds(n, together, apart)
    links = _links(sums, counts, sizes, floor)
    links[links < alone] = 0.0
    links[bonds.apart] = 0.0
    np.fill_diagonal(links, 0.0)
    alive = np.ones(n, bool)
    while n > 1:
        best = int(np.argmax(links))
        a, b = divmod(best, n)
        if links[a, b] < stop:
            break
        a, b = min(a, b), max(a, b)
        members[a] += members[b]
        members[b] = []
        for matrix in (sums, counts):
            matrix[a] += matrix[b]
            matrix[:, a] = matrix[a]
        sizes[a] += sizes[b]
        alive[b] = False
        row = _links(sums[a], counts[a], sizes, floor, own=float(sizes[a]))
        row[~alive] = 0.0
        row[a] = 0.0
        links[a] = row
        links[:, a] = row
        links[b] = 0.0
        links[:, b] = 0.0
        bonds.join(a, b)
        if bonds.any:
            links[bonds.apart] = 0.0
    return sorted(
        sorted(at for one in whole for at in members[one]) for whole in bonds.wholes() if any(members[one] for one in whole)
    )


class _Bonds:
    """Which clusters make one story whatever their linkage, and which may never meet. Clusters are named by their first article."""

    def __init__(self, n: int, together: Iterable[tuple[int, int]], apart: Iterable[tuple[int, int]]) -> None:
        self.whole = np.arange(n)
        self.apart = np.zeros((n, n), bool)
        for first, second in apart:
            self.apart[first, second] = self.apart[second, first] = True
        self.any = bool(self.apart.any())
        for first, second in together:
            self.any = True
            if not self.apart[first, second]:
                self.join(first, second)

    def join(self, a: int, b: int) -> None:
        """Make one story of the two stories that hold these clusters."""
        if self.whole[a] == self.whole[b]:
            return
        self.whole[self.whole == self.whole[b]] = self.whole[a]
        if self.any:
            inside = np.flatnonzero(self.whole == self.whole[a])
            row: Array = np.any(self.apart[inside], axis=0)
            row[inside] = False
            self.apart[inside] = row
            self.apart[:, inside] = row[:, np.newaxis]

    def wholes(self) -> list[list[int]]:
        """Clusters by story."""
        found: dict[int, list[int]] = {}
        for at, whole in enumerate(self.whole.tolist()):
            found.setdefault(whole, []).append(at)
        return list(found.values())


def _links(sums: Array, counts: Array, sizes: Array, floor: int, own: float | None = None) -> Array:
    pairs = sizes[:, None] * sizes[None, :] if own is None else sizes * own
    return np.asarray(sums / np.minimum(pairs, np.maximum(counts, floor)))


def name_parts(parts: Sequence[Sequence[int]], old: Sequence[str], age: dict[str, int]) -> list[str | None]:
    """The story each part keeps: largest part first, the story it shares most articles with, the older one on a tie; else None."""
    order = sorted(range(len(parts)), key=lambda at: (-len(parts[at]), parts[at][0]))
    taken: set[str] = set()
    names: list[str | None] = [None] * len(parts)
    for at in order:
        shares: dict[str, int] = {}
        for member in parts[at]:
            if old[member] not in taken:
                shares[old[member]] = shares.get(old[member], 0) + 1
        if shares:
            name = min(shares, key=lambda story: (-shares[story], age[story]))
            names[at] = name
            taken.add(name)
    return names
