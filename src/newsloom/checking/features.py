"""How far a source covers a claim: cheap figures, each of which can only speak against the claim. Pure.

Every feature is 0 where nothing is missing and grows with what is; `NAMES` is their order. Which of them weighs how much
is learned (`weights.json`), with the sign held fixed (RESEARCH 4.5: sign constraints gave +4 AUC over free boosting).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsloom.checking.source import RAREST, UNSPACED, Piece, Prepared, rarity, stem_table

WINDOW = 3  # neighbouring sentences that are read together
UNION = 3  # sentences from anywhere that are read together
NEAR = 6  # content words between two words that still stand together
CANDIDATES = 6  # sentences looked at closely, the best covering first
CENTRES = 3  # of these, how many a window is laid around
UNSPACED_RARITY = 5.0  # of a pair of characters

NAMES = (
    "miss_doc", "miss_best", "miss_window", "miss_union", "rarest_doc", "rarest_union", "pairs", "trigrams", "bigrams", "lost",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cover:
    """What of one claim sentence stands where in a source."""

    values: tuple[float, ...]  #: in the order of NAMES
    near: tuple[Piece, ...]  #: the sentences that cover it, in text order
    best: Piece | None  #: the single sentence that covers most; None if the source has none
    share: float  #: rarity-weighted share of the claim in `best`
    near_share: float  #: in the up to three best sentences together
    lost: tuple[str, ...] = ()  #: stems of the claim that stand nowhere in the source


_NOTHING = Cover((1.0,) * len(NAMES), (), None, 0.0, 0.0)


def cover(claim: Piece, source: Prepared) -> Cover:
    """Hold one sentence against a source."""
    wanted = told(claim)
    weight = sum(wanted.values())
    if not weight or not source.paragraphs:
        return _NOTHING
    region = source.region(wanted, probes(claim))
    pieces, held = region.pieces, region.held
    share = {number: sum(found.values()) for number, found in held.items()}
    ranked = sorted(share, key=lambda n: (-share[n], n))[:CANDIDATES] or [0]
    best = ranked[0]
    window, in_window = _window(held, ranked, region.follows)
    union, in_union = _union(wanted, held, ranked)
    missing_doc = [stem for stem in wanted if stem not in region.present]
    looked = [pieces[n] for n in ranked]
    three, two = _ngrams(claim, looked)
    lost_union = [value for stem, value in wanted.items() if stem not in in_union]
    lost_doc = [wanted[stem] for stem in missing_doc]
    values = (
        sum(lost_doc) / weight,
        1.0 - share.get(best, 0.0) / weight,
        1.0 - in_window / weight,
        sum(lost_union) / weight,
        max(lost_doc, default=0.0) / RAREST,
        max(lost_union, default=0.0) / RAREST,
        _pairs(claim, looked, wanted),
        three,
        two,
        sum(lost_doc) / 10.0,
    )
    near = tuple(pieces[number] for number in sorted({*window, *union}))
    return Cover(values, near, pieces[best], share.get(best, 0.0) / weight, 1.0 - sum(lost_union) / weight, tuple(missing_doc))


def told(claim: Piece) -> dict[str, float]:
    """Stem → rarity of its word."""
    if claim.lang in UNSPACED:
        return dict.fromkeys(claim.stems, UNSPACED_RARITY)
    table = stem_table(claim.lang)
    found: dict[str, float] = {}
    for word in claim.words:
        stem = table[word]
        if stem:
            found[stem] = max(found.get(stem, 0.0), rarity(word, claim.lang))
    return found


def probes(claim: Piece) -> dict[str, str]:
    """Stem → the letters that all its words begin with; "" where the claim's own word shows that they do not."""
    if claim.lang in UNSPACED:
        return {}
    table = stem_table(claim.lang)
    found: dict[str, str] = {}
    for word in claim.words:
        stem = table[word]
        if stem:
            shared = word[: next((i for i, (a, b) in enumerate(zip(word, stem, strict=False)) if a != b), len(stem))]
            found[stem] = shared if len(shared) >= min(3, len(stem)) else ""
    return found


def present(claim: Piece, source: Prepared) -> frozenset[str]:
    """The stems of the claim that stand anywhere in the source."""
    return source.region(told(claim), probes(claim)).present


def missing(claim: Piece, lost: Iterable[str]) -> list[str]:
    """The words of the claim that have these stems, the rarest first."""
    wanted = told(claim)
    ranked = sorted(lost, key=lambda s: (-wanted.get(s, UNSPACED_RARITY), s))
    if claim.lang in UNSPACED:
        return ranked
    table = stem_table(claim.lang)
    return [next(word for word in claim.words if table[word] == stem) for stem in ranked]


def _window(held: Mapping[int, Mapping[str, float]], ranked: Sequence[int], follows: Sequence[bool]) -> tuple[range, float]:
    """The neighbouring sentences around the best ones that cover most, and how much."""
    best, most = range(0), -1.0
    seen: set[int] = set()
    for centre in ranked[:CENTRES]:
        for first in range(max(0, centre - WINDOW + 1), centre + 1):
            if first in seen:
                continue
            seen.add(first)
            last = first + 1
            while last < min(first + WINDOW, len(follows)) and follows[last]:
                last += 1
            together: dict[str, float] = {}
            for number in range(first, last):
                together.update(held.get(number, {}))
            value = sum(sorted(together.values()))
            if value > most:
                best, most = range(first, last), value
    return best, max(0.0, most)


def _union(
    wanted: Mapping[str, float], held: Mapping[int, Mapping[str, float]], ranked: Sequence[int]
) -> tuple[list[int], set[str]]:
    """Up to three sentences from anywhere, each adding most to those before, and what they hold."""
    have: set[str] = set()
    chosen: list[int] = []
    for _ in range(UNION):
        gains = [(sum(v for s, v in held.get(n, {}).items() if s not in have), -n) for n in ranked if n not in chosen]
        gain, number = max(gains, default=(0.0, 0))
        if gain <= 0:
            break
        chosen.append(-number)
        have.update(held[-number])
    return chosen, have


def _pairs(claim: Piece, looked: Iterable[Piece], wanted: Mapping[str, float]) -> float:
    """Share of neighbouring content words of the claim that stand near each other in no sentence."""
    left: dict[tuple[str, str], float] = {}
    for a, b in itertools.pairwise(claim.stems):
        left[a, b] = min(wanted.get(a, 2.0), wanted.get(b, 2.0))
    whole = sum(left.values())
    if not whole:
        return 0.0
    for piece in looked:
        at: dict[str, list[int]] = {}
        for i, stem in enumerate(piece.stems):
            if stem in wanted:
                at.setdefault(stem, []).append(i)
        for a, b in [pair for pair in left if pair[0] in at and pair[1] in at]:
            if any(abs(i - j) <= NEAR for i in at[a] for j in at[b]):
                del left[a, b]
    return sum(left.values()) / whole


def _ngrams(claim: Piece, looked: Iterable[Piece]) -> tuple[float, float]:
    """Share of the claim's runs of three and of two words, stop words included, that stand in none of the sentences."""
    own = claim.words
    if len(own) < 2:
        return 0.0, 0.0
    two = set(itertools.pairwise(own))
    three = set(zip(own, own[1:], own[2:], strict=False))
    left_two, left_three = set(two), set(three)
    for piece in looked:
        words = piece.words
        left_two.difference_update(itertools.pairwise(words))
        left_three.difference_update(zip(words, words[1:], words[2:], strict=False))
    return len(left_three) / len(three) if three else 0.0, len(left_two) / len(two)
