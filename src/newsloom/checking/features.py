"""How far a source covers a claim: cheap figures, each of which can only speak against the claim. Pure.

Every feature is 0 where nothing is missing and grows with what is; `NAMES` is their order. Which of them weighs how much
is learned (`weights.json`), with the sign held fixed (RESEARCH 4.5: sign constraints gave +4 AUC over free boosting).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from newsloom.checking.source import UNSPACED, Piece, Prepared, rarity, stem_table, words

WINDOW = 3  # neighbouring sentences that are read together
UNION = 3  # sentences from anywhere that are read together
NEAR = 6  # words between two words that still stand together
CANDIDATES = 8  # sentences looked at closely, the best covering first

NAMES = (
    "miss_doc", "miss_best", "miss_window", "miss_union", "rarest_doc", "rarest_window", "rarest_union", "miss_count", "pairs", "pairs_window",
    "trigrams", "bigrams", "order", "function_words",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cover:
    """What of one claim sentence stands where in a source."""

    values: tuple[float, ...]  #: in the order of NAMES
    window: tuple[int, ...]  #: numbers of the neighbouring sentences that cover most
    union: tuple[int, ...]  #: numbers of up to three sentences that cover most together
    best: int  #: the single sentence that covers most; −1 if the source has none
    share: float  #: rarity-weighted share of the claim in `best`
    window_share: float
    union_share: float


def cover(claim: Piece, source: Prepared) -> Cover:
    """Hold one sentence against a source."""
    wanted = told(claim)
    pieces, postings = source.pieces, source.postings
    weight = sum(wanted.values()) or 1.0
    if not pieces or not wanted:
        return Cover((1.0,) * len(NAMES), (), (), -1, 0.0, 0.0, 0.0)
    hits: dict[int, float] = {}
    for stem, value in wanted.items():
        for number in postings.get(stem, ()):
            hits[number] = hits.get(number, 0.0) + value
    ranked = sorted(hits, key=lambda n: (-hits[n], n))[:CANDIDATES]
    best = ranked[0] if ranked else 0
    window, in_window = _window(wanted, pieces, ranked or [0])
    union, in_union = _union(wanted, pieces, ranked or [0])
    missing_doc = [stem for stem in wanted if stem not in postings]
    missing_window = [stem for stem in wanted if stem not in in_window]
    missing_union = [stem for stem in wanted if stem not in in_union]

    def lost(stems: Sequence[str]) -> float:
        return sum(wanted[s] for s in stems) / weight

    def rarest(stems: Sequence[str]) -> float:
        return max((wanted[s] for s in stems), default=0.0) / 7.0

    looked = [pieces[n] for n in ranked]
    pairs, pairs_near = _pairs(claim, looked, wanted)
    near = [pieces[n] for n in sorted({*window, *union})]
    values = (
        lost(missing_doc),
        1.0 - hits.get(best, 0.0) / weight,
        lost(missing_window),
        lost(missing_union),
        rarest(missing_doc),
        rarest(missing_window),
        rarest(missing_union),
        min(1.0, len(missing_doc) / 4.0),
        pairs,
        pairs_near,
        _ngrams(claim, looked, 3),
        _ngrams(claim, looked, 2),
        _disorder(claim, pieces[best]),
        _function_words(claim, near),
    )
    return Cover(
        values, window, union, best, hits.get(best, 0.0) / weight, 1.0 - lost(missing_window), 1.0 - lost(missing_union)
    )


def told(claim: Piece) -> dict[str, float]:
    """Stem → rarity of its word."""
    found: dict[str, float] = {}
    if claim.lang in UNSPACED:
        return dict.fromkeys(claim.stems, 5.0)
    table = stem_table(claim.lang)
    for word in claim.words:
        stem = table[word]
        if stem:
            found[stem] = max(found.get(stem, 0.0), rarity(word, claim.lang))
    return found


def missing(claim: Piece, source: Prepared) -> list[str]:
    """The words of the claim whose stems stand nowhere in the source, the rarest first."""
    wanted = told(claim)
    lost = sorted((s for s in wanted if s not in source.postings), key=lambda s: (-wanted[s], s))
    if claim.lang in UNSPACED:
        return lost
    table = stem_table(claim.lang)
    return [next(word for word in claim.words if table[word] == stem) for stem in lost]


def _window(told: dict[str, float], pieces: Sequence[Piece], ranked: Sequence[int]) -> tuple[tuple[int, ...], frozenset[str]]:
    """The neighbouring sentences around the best ones that cover most."""
    best: tuple[float, tuple[int, ...], frozenset[str]] = (-1.0, (0,), frozenset())
    for centre in ranked[:4]:
        for first in range(max(0, centre - WINDOW + 1), centre + 1):
            numbers = tuple(range(first, min(first + WINDOW, len(pieces))))
            have = frozenset(s for s in told if any(s in pieces[n].stemset for n in numbers))
            value = sum(told[s] for s in told if s in have)
            if value > best[0]:
                best = (value, numbers, have)
    return best[1], best[2]


def _union(told: dict[str, float], pieces: Sequence[Piece], ranked: Sequence[int]) -> tuple[tuple[int, ...], frozenset[str]]:
    """Up to three sentences from anywhere, each adding most to those before."""
    have: frozenset[str] = frozenset()
    chosen: list[int] = []
    for _ in range(UNION):
        gains = [(sum(told[s] for s in told if s not in have and s in pieces[n].stemset), n) for n in ranked if n not in chosen]
        if not gains:
            break
        gain, number = max(gains, key=lambda g: (g[0], -g[1]))
        if gain <= 0:
            break
        chosen.append(number)
        have |= frozenset(s for s in told if s in pieces[number].stemset)
    return tuple(chosen), have


def _pairs(claim: Piece, looked: Sequence[Piece], told: dict[str, float]) -> tuple[float, float]:
    """Share of neighbouring content words of the claim that stand in no one sentence together, and not near each other."""
    stems = claim.stems
    whole = apart = far = 0.0
    places: list[dict[str, list[int]]] = []
    for piece in looked:
        at: dict[str, list[int]] = {}
        for i, stem in enumerate(piece.stems):
            if stem in told:
                at.setdefault(stem, []).append(i)
        places.append(at)
    for a, b in itertools.pairwise(stems):
        value = min(told.get(a, 2.0), told.get(b, 2.0))
        whole += value
        together = [at for at in places if a in at and b in at]
        if not together:
            apart += value
            far += value
        elif not any(abs(i - j) <= NEAR for at in together for i in at[a] for j in at[b]):
            far += value
    return (apart / whole, far / whole) if whole else (0.0, 0.0)


def _ngrams(claim: Piece, looked: Sequence[Piece], n: int) -> float:
    """Share of the claim's runs of n words, stop words included, that stand in none of the sentences."""
    own = claim.words
    if len(own) < n:
        return 0.0
    have = {tuple(piece.words[i : i + n]) for piece in looked for i in range(len(piece.words) - n + 1)}
    runs = [tuple(own[i : i + n]) for i in range(len(own) - n + 1)]
    return sum(run not in have for run in runs) / len(runs)


def _disorder(claim: Piece, best: Piece) -> float:
    """Share of neighbouring shared words whose order is turned round in the best sentence."""
    at: dict[str, int] = {}
    twice: set[str] = set()
    for i, stem in enumerate(best.stems):
        if stem in at:
            twice.add(stem)
        at[stem] = i
    places = [at[s] for s in claim.stems if s in at and s not in twice]
    if len(places) < 3:
        return 0.0
    return sum(b < a for a, b in itertools.pairwise(places)) / (len(places) - 1)


def _function_words(claim: Piece, near: Sequence[Piece]) -> float:
    """Share of all words, stop words included, that stand in none of the sentences read."""
    own = claim.words
    have = {word for piece in near for word in piece.words}
    return sum(word not in have for word in own) / len(own) if own else 0.0


def worst(covers: Sequence[Cover]) -> tuple[float, ...]:
    """Of several sentences of one claim, the worst of each feature."""
    return tuple(max(c.values[i] for c in covers) for i in range(len(NAMES))) if covers else (1.0,) * len(NAMES)


def length(claim: Piece) -> float:
    """Words of the claim on a log scale, about 1 for twenty."""
    return math.log(1 + len(words(claim.text, claim.lang))) / 3.0
