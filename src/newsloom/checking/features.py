"""How far a source covers a claim: cheap figures, each of which can only speak against the claim. Pure.

Every feature is 0 where nothing is missing and grows with what is; `NAMES` is their order. Which of them weighs how much
is learned (`weights.json`), with the sign held fixed (RESEARCH 4.5: sign constraints gave +4 AUC over free boosting).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from newsloom.checking import lexicon
from newsloom.checking.source import RAREST, UNSPACED, Piece, Prepared, rarity, rarity_table, stem_table

WINDOW = 3  # neighbouring sentences that are read together
UNION = 3  # sentences from anywhere that are read together
NEAR = 6  # content words between two words that still stand together
CANDIDATES = 6  # sentences looked at closely, the best covering first
CENTRES = 3  # of these, how many a window is laid around
HEAD = 3  # letters that a word shares with the words of its stem
TELLS = 3.0  # −log₁₀ of the probability of a word above which it tells something: commoner ones are stop words
UNSPACED_RARITY = 5.0  # of a pair of characters

NAMES = ("pairs", "bigrams", "things", "thing_count", "rarest_thing", "apart", "apart_weight", "excluded")


@dataclass(frozen=True, slots=True)
class Cover:
    """What of one claim sentence stands where in a source."""

    values: tuple[float, ...]  #: in the order of NAMES
    near: tuple[Piece, ...]  #: the sentences that cover it, in text order
    best: Piece | None  #: the single sentence that covers most; None if the source has none
    share: float  #: rarity-weighted share of the claim in `best`
    near_share: float  #: in the up to three best sentences together
    lost: tuple[str, ...] = ()  #: stems of the claim that stand nowhere in the source
    runs: float = 0.0  #: share of its runs of three words that stand in the sentences looked at
    closest: Piece | None = None  #: the sentence that has most of its words side by side


_NOTHING = Cover((1.0,) * len(NAMES), (), None, 0.0, 0.0)


def cover(claim: Piece, source: Prepared) -> Cover:
    """Hold one sentence against a source."""
    wanted = told(claim)
    weight = sum(wanted.values())
    if not weight or not source.paragraphs:
        return _NOTHING
    known = probes(claim)
    region = source.region(wanted, known)
    pieces, held = region.pieces, region.held
    share = {number: sum(found.values()) for number, found in held.items()}
    ranked = sorted(share, key=lambda n: (-share[n], n))[:CANDIDATES] or [0]
    best = ranked[0]
    window = _window(held, ranked, region.follows)
    union, in_union = _union(wanted, held, ranked)
    near = tuple(pieces[number] for number in sorted({*window, *union}))
    missing_doc = [stem for stem in wanted if stem not in region.present]
    looked = [pieces[n] for n in ranked]
    three, two, closest = _ngrams(claim, looked)
    lost_union = [value for stem, value in wanted.items() if stem not in in_union]
    in_near = frozenset[str]().union(*(held.get(number, ()) for number in (*window, *union)))
    places = _Places(wanted, known)
    senses = cache(lambda: _senses(near))  # costs much, and most claims need it for nothing
    values = (
        _pairs(claim, looked, wanted, places),
        two,
        *_things(claim, wanted, in_near | region.topics, senses),
        *_apart(claim, near, wanted, set(missing_doc), places),
        float(_excluded(claim, missing_doc, senses)),
    )
    held_best, held_near = share.get(best, 0.0) / weight, 1.0 - sum(lost_union) / weight
    return Cover(values, near, pieces[best], held_best, held_near, tuple(missing_doc), 1.0 - three, closest or pieces[best])


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
            shared = stem if word.startswith(stem) else _shared(word, stem)
            found[stem] = shared if len(shared) >= min(3, len(stem)) else ""
    return found


def _shared(word: str, stem: str) -> str:
    return word[: next((i for i, (a, b) in enumerate(zip(word, stem, strict=False)) if a != b), len(stem))]


def present(claim: Piece, source: Prepared) -> frozenset[str]:
    """The stems of the claim that stand anywhere in the source."""
    return source.holds(told(claim), probes(claim))


def missing(claim: Piece, lost: Iterable[str]) -> list[str]:
    """The words of the claim that have these stems, the rarest first."""
    wanted = told(claim)
    ranked = sorted(lost, key=lambda s: (-wanted.get(s, UNSPACED_RARITY), s))
    if claim.lang in UNSPACED:
        return ranked
    table = stem_table(claim.lang)
    return [next(word for word in claim.words if table[word] == stem) for stem in ranked]


def _window(held: Mapping[int, Mapping[str, float]], ranked: Sequence[int], follows: Sequence[bool]) -> range:
    """The neighbouring sentences around the best ones that cover most."""
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
    return best


def _union(
    wanted: Mapping[str, float], held: Mapping[int, Mapping[str, float]], ranked: Sequence[int]
) -> tuple[list[int], set[str]]:
    """Up to three sentences from anywhere, each adding most to those before, and what they hold."""
    have: set[str] = set()
    chosen: list[int] = []
    left = [(-n, held[n]) for n in ranked if n in held]
    for _ in range(UNION):
        gains = [(sum([v for s, v in found.items() if s not in have]), n) for n, found in left if -n not in chosen]
        gain, number = max(gains, default=(0.0, 0))
        if gain <= 0:
            break
        chosen.append(-number)
        have.update(held[-number])
    return chosen, have


class _Places(dict[int, dict[str, list[int]]]):
    """Where the words of a claim stand among those of a sentence that tell something; each sentence is looked through once.

    Only words that begin like one of the claim are stemmed: it costs fifty times the rest, and most words of a text are new.
    """

    def __init__(self, wanted: Mapping[str, float], probes: Mapping[str, str]) -> None:
        super().__init__()
        self.wanted = wanted
        self.heads = frozenset(probe[:HEAD] for probe in probes.values())
        self.all = not probes or "" in self.heads

    def of(self, piece: Piece) -> dict[str, list[int]]:
        found = self.get(piece.span.start)
        if found is None:
            found = self[piece.span.start] = self._looked(piece)
        return found

    def _looked(self, piece: Piece) -> dict[str, list[int]]:
        at: dict[str, list[int]] = {}
        if self.all:
            for i, stem in enumerate(piece.stems):
                if stem in self.wanted:
                    at.setdefault(stem, []).append(i)
            return at
        table, rare, wanted, heads, words = (
            stem_table(piece.lang),
            rarity_table(piece.lang),
            self.wanted,
            self.heads,
            piece.words,
        )
        hits = [(n, s) for n, word in enumerate(words) if word[:HEAD] in heads and (s := table[word]) in wanted]
        i = last = 0  # only what stands between two of them is counted
        for number, stem in hits:
            if at:
                i += sum([rare[word] > TELLS for word in words[last:number]])
            at.setdefault(stem, []).append(i)
            last = number
        return at


def _beside(pairs: Iterable[tuple[str, str]], at: Mapping[str, list[int]]) -> list[tuple[str, str]]:
    """The pairs that stand near each other in a sentence."""
    here = [(a, b) for a, b in pairs if a in at and b in at]
    return [(a, b) for a, b in here if any(abs(i - j) <= NEAR for i in at[a] for j in at[b])]


def _pairs(claim: Piece, looked: Iterable[Piece], wanted: Mapping[str, float], places: _Places) -> float:
    """Share of neighbouring content words of the claim that stand near each other in no sentence."""
    left = {(a, b): min(wanted.get(a, 2.0), wanted.get(b, 2.0)) for a, b in itertools.pairwise(claim.stems)}
    whole = sum(left.values())
    if not whole:
        return 0.0
    for piece in looked:
        for pair in _beside(left, places.of(piece)):
            del left[pair]
    return sum(left.values()) / whole


def _things(
    claim: Piece, wanted: Mapping[str, float], known: Set[str], senses: Callable[[], lexicon.Field]
) -> tuple[float, float, float]:
    """What can name a thing and stands near the claim in no word like it: its share of the claim, how many, the rarest.

    A paraphrase changes its verbs and adjectives freely, its nouns hardly: of other missing words nothing is made here.
    """
    lost = [(word, wanted[stem]) for word, stem in words(claim) if stem not in known]
    if not lost:
        return 0.0, 0.0, 0.0
    if claim.lang == "en":
        lost = [(word, value) for word, value in lost if lexicon.look(word).noun]
        like = senses() if lost else _NO_SENSES
        lost = [(word, value) for word, value in lost if not like.has_like(word)]
    values = [value for _, value in lost]
    return sum(values) / sum(wanted.values()), len(values) / 4.0, max(values, default=0.0) / RAREST


def words(claim: Piece) -> list[tuple[str, str]]:
    """The first word of each stem that tells something, with the stem."""
    if claim.lang in UNSPACED:
        return [(stem, stem) for stem in dict.fromkeys(claim.stems)]
    table = stem_table(claim.lang)
    first: dict[str, str] = {}
    for word in claim.words:
        if table[word]:
            first.setdefault(table[word], word)
    return [(word, stem) for stem, word in first.items()]


_NO_SENSES = lexicon.Field(())


def _senses(near: Sequence[Piece]) -> lexicon.Field:
    rare = rarity_table("en")
    return lexicon.Field({word for piece in near for word in piece.words if rare[word] > TELLS})


def _apart(
    claim: Piece, near: Sequence[Piece], wanted: Mapping[str, float], lost: Set[str], places: _Places
) -> tuple[float, float]:
    """Neighbouring words of the claim that the source has, but nowhere near each other: their share of such pairs, and of the claim."""
    pairs = {(a, b) for a, b in itertools.pairwise(claim.stems) if a != b and a not in lost and b not in lost}
    if not pairs:
        return 0.0, 0.0
    left = set(pairs)
    for piece in near:
        if left:
            left.difference_update(_beside(left, places.of(piece)))
    weight = sum(min(wanted.get(a, 2.0), wanted.get(b, 2.0)) for a, b in sorted(left))
    return len(left) / len(pairs), weight / sum(wanted.values())


def _excluded(claim: Piece, lost: Sequence[str], senses: Callable[[], lexicon.Field]) -> bool:
    """Whether a word that the source does not have is the opposite of one that stands near the claim."""
    if claim.lang != "en" or not lost:
        return False
    gone = set(lost)
    against = [word for word, stem in words(claim) if stem in gone and lexicon.opposites(word)]
    if not against:
        return False
    like = senses()
    return any(like.has_opposite(word) and not like.has_like(word) for word in against)


def _ngrams(claim: Piece, looked: Sequence[Piece]) -> tuple[float, float, Piece | None]:
    """Share of the claim's runs of three and of two words, stop words included, that stand in none of the sentences.

    Returns with them the sentence that has most of the runs of two, None if none has any.
    """
    own = claim.words
    if len(own) < 2:
        return 0.0, 0.0, None
    two = set(itertools.pairwise(own))
    three = set(zip(own, own[1:], own[2:], strict=False))
    left_two, left_three = set(two), set(three)
    closest, most = None, 0
    for piece in looked:
        words = piece.words
        pairs = two.intersection(itertools.pairwise(words))
        if len(pairs) > most:
            closest, most = piece, len(pairs)
        left_two -= pairs
        left_three.difference_update(zip(words, words[1:], words[2:], strict=False))
    return len(left_three) / len(three) if three else 0.0, len(left_two) / len(two), closest
