"""What is measured of all sentences of a story before any is chosen: what concepts are worth, nearness, fitness, risk. Pure."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsloom.writing import risk
from newsloom.writing.claims import Likeness
from newsloom.writing.evidence import POOR, Candidate

CENTRAL_DECAY = 0.08  # by which a place further down in its article counts less for the centroid; swept 0–0.3, flat 0.03–0.1
CENTRAL_AGAIN = 0.75  # power of what one origin says of a stem: repeated by one it counts less than said by two; swept 0.5–1
CENTRAL_OFTEN = 1.3  # power of a stem's weight in the centroid; swept 0.5–1.5, flat 1–1.5
CENTRAL_LENGTH = 1.1  # power of a sentence's own weight that its likeness is divided by; swept 0.6–1.4, flat 1.1–1.4
FIT = 2.0  # power of the share of its article that a page could show; of live blogs, interviews and columns it is small; swept 0–2
FIT_OF, LEAST_FIT = 8, 0.1  # sentences from which an article is judged so; what at least is left
SHARED_PAIR = 2.5  # worth of two words in a row that two origins have, to those that one repeats; swept 1–2.5
TOPIC = 25  # stems that the sources say first, by which one tells what a story is about


@dataclass(frozen=True, slots=True)
class Rated:
    """What is measured of all candidates of a story before any is chosen."""

    about: frozenset[str]  #: `topic` of them
    central: Sequence[float]  #: `centrality`
    fit: Mapping[str, float]  #: `fitness` of their articles
    risks: risk.Risks  #: of theirs


def weights(candidates: Sequence[Candidate], rarity: dict[str, float]) -> dict[object, float]:
    """What each concept is worth: how many origins have it, how early, how often."""
    of_origin: defaultdict[int, dict[object, float]] = defaultdict(dict)
    for c in sorted(candidates, key=lambda c: -c.rank):  # the earliest of an origin last, so that it counts
        of_origin[c.origin].update(dict.fromkeys(c.concepts, 1 / (1 + 0.05 * c.rank)))
    spread: dict[object, float] = {}
    for origin in sorted(of_origin):
        for concept, early in of_origin[origin].items():
            spread[concept] = spread.get(concept, 0.0) + early
    had = Counter(itertools.chain.from_iterable(of_origin.values()))
    often: Counter[object] = Counter(itertools.chain.from_iterable(c.stems for c in candidates))
    often.update(itertools.chain.from_iterable(itertools.pairwise(c.stems) for c in candidates))
    worth: dict[object, float] = {}
    for concept, early in spread.items():
        times = often[concept]
        if isinstance(concept, str):
            worth[concept] = early * 0.3 * math.log(1 + times) * rarity.get(concept, 1.0)
        else:
            worth[concept] = early * math.log(1 + times) * (SHARED_PAIR if had[concept] > 1 else 1.0 if times > 1 else 0.15)
    return worth


def topic(candidates: Sequence[Candidate]) -> frozenset[str]:
    """The stems that most origins say in their first sentences."""
    of: defaultdict[str, set[int]] = defaultdict(set)
    often: Counter[str] = Counter()
    for c in candidates:
        if c.rank <= 4 and c.grade <= 2:
            often.update(c.stems)
            for stem in c.stems:
                of[stem].add(c.origin)
    return frozenset(sorted(of, key=lambda s: (-len(of[s]), -often[s], s))[:TOPIC])


def centrality(candidates: Sequence[Candidate], rarity: dict[str, float]) -> list[float]:
    """How near each sentence is to what all sources write about, in [0, 1], 1.0 for the nearest.

    The likeness of its stems to the centroid of the story, in which each stem counts by the share of the origins that have it.
    Of what was tried, nothing ranks sentences more like human summaries do (`benchmarks/choosing.py centrality`), nor does any of 30
    features (place, length, names, figures, quotations, titles) in a linear model beside it add to that on a set left out.
    """
    said: defaultdict[str, dict[int, float]] = defaultdict(dict)
    own = [frozenset(c.stems) for c in candidates]
    square = {stem: value**2 for stem, value in rarity.items()}
    lengths = [math.sqrt(math.fsum(map(square.__getitem__, stems))) or 1.0 for stems in own]
    for c, stems, length in zip(candidates, own, lengths, strict=True):
        origin, decay = c.origin, 1 + CENTRAL_DECAY * c.rank
        for stem in stems:
            of = said[stem]
            of[origin] = of.get(origin, 0.0) + rarity[stem] / length / decay
    count = len({c.origin for c in candidates}) or 1
    weight: dict[str, float] = {}
    for stem, of in said.items():
        total = math.fsum(math.pow(value, CENTRAL_AGAIN) for value in of.values())
        weight[stem] = rarity[stem] * math.pow(total, CENTRAL_OFTEN) * len(of) / count
    near = [
        math.fsum(map(weight.__getitem__, stems)) / math.pow(n, CENTRAL_LENGTH) for stems, n in zip(own, lengths, strict=True)
    ]
    most = max(near, default=0.0) or 1.0
    return [value / most for value in near]


def fitness(candidates: Sequence[Candidate]) -> dict[str, float]:
    """What speaks for the sentences of each article: little if most of its neighbours address, ask, exclaim, list or speak of "us"."""
    count = Counter(c.article.id for c in candidates)
    unfit = Counter(c.article.id for c in candidates if c.grade >= POOR)
    return {a: max(LEAST_FIT, math.pow(1 - unfit[a] / n, FIT)) if n >= FIT_OF else 1.0 for a, n in count.items()}


def rate(candidates: Sequence[Candidate], like: Likeness) -> Rated:
    """Measure all candidates of a story."""
    about, central, fit = topic(candidates), centrality(candidates, like.rarity), fitness(candidates)
    return Rated(about, central, fit, risk.Risks(candidates, about=about, central=central, fit=fit, rarity=like.rarity))
