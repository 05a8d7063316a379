"""How likely a sentence is to read wrong where it would stand on a page. Pure.

It hangs on what the page has not told, tells what the page has told, is out of place in time, the outlet's opinion, or beside the point.
Rules refuse what is certain; what is left was measured. Each kind of fault has its chance, by a few signs that any news has: some a sentence
has by itself, some by what the page tells before it (English only).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from newsloom.text import terms
from newsloom.text.verbs import words_of
from newsloom.writing import people, wording
from newsloom.writing.evidence import Candidate

#: "also", "the other": what goes on from something, or sets itself against it
_ALSO = words_of(
    """also too another other others again however instead still even both either already similar same later earlier previously eventually
    separate separately meanwhile"""
)
_ADVERBS = words_of(
    """just even only still never ever again already soon now once almost away yet so too very long far back ago more most less as not well
    often instead together"""
)
_PAST = words_of("was were had did said told found took held made went came got led left gave")
_GOES_ON = words_of("the he she they it his her its their")
_PRONOUNS = words_of("he she they him her them his hers their it its")
_SAID = words_of("said says told wrote tweeted announced reported confirmed added testified ruled argued argues according")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_CAPITALISED = re.compile(r"(?<![\w-])[A-Z][\w’'-]+")
#: what is yet to come, and the verb that says what
_AHEAD = re.compile(
    r"\b(?:will|would|(?:is|are|was|were|set|expected|plans?|planned|due|vow(?:s|ed)|agreed|want(?:s|ed)?|about) to|may|might|could"
    r"|called (?:on|for)(?: \w+){1,4}? to)\b(?: (?:not|also|soon|be|have|only))*(?: ([a-z]+))?"
)
#: what speaks back to somebody, or goes on
_ANSWERS = words_of("replied responded answered countered added agreed continued afterward afterwards reiterated repeated")


class Words(NamedTuple):
    """What a sentence shows by itself."""

    adverbs: float  #: of ten words outside its quotations
    past: float  #: verbs of the past, halves, up to two
    also: float  #: up to two
    commas: float
    names: float  #: capitals inside, of five words
    quoted: float  #: share of it in quotation marks
    figures: float
    goes_on: float  #: opens on "the" or a pronoun
    pronouns: float  #: up to three
    said: float  #: tells who says it
    ahead: float  #: "will", "is expected to"
    answers: float  #: "replied"


@lru_cache(maxsize=20_000)
def awaited(text: str) -> frozenset[str]:
    """The stems of what a sentence says is yet to be done."""
    outside = wording.without_quotations(text)
    return frozenset(terms.stem(m.group(1), "en") for m in _AHEAD.finditer(outside) if m.group(1))


@lru_cache(maxsize=20_000)
def words(text: str) -> Words:
    """The signs of one sentence that no other sentence changes."""
    outside = wording.without_quotations(text)
    found = [w.lower() for w in _WORD.findall(outside)]
    length = max(1, len(text.split()))
    return Words(
        adverbs=10 * sum((w.endswith("ly") and len(w) > 4) or w in _ADVERBS for w in found) / length,
        past=0.5 * min(4, sum(w in _PAST or (w.endswith("ed") and len(w) > 3) for w in found)),
        also=min(2, sum(w in _ALSO for w in found)),
        commas=outside.count(","),
        names=5 * sum(m.start() > 0 for m in _CAPITALISED.finditer(outside)) / length,
        quoted=sum(end - start for start, end in wording.quoted_spans(text)) / max(1, len(text)),
        figures=any(map(str.isdigit, text)),
        goes_on=found[:1] != [] and found[0] in _GOES_ON,
        pronouns=min(3, sum(w in _PRONOUNS for w in found)),
        said=not _SAID.isdisjoint(found),
        ahead=_AHEAD.search(outside) is not None,
        answers=not _ANSWERS.isdisjoint(found),
    )


#: the chance of one kind of fault, in logits: what it is without any sign, and what each sign adds
Weights = tuple[float, Mapping[str, float]]
# Fitted to 4,692 sentences as they stood on pages that were written five ways from 426 draws of stories of seven public sets, each read in its
# place by one of sixteen strangers who knew no code: 1,219 had a fault. Area under the curve by stories left out: dangling .77 (443), told
# before .82 (166), out of place in time .66 (234), opinion .86 (166), beside the point .71 (210), any .72; of the tenth with the least risk
# 7 % have a fault, of that with the most 57 %.
DANGLING: Weights = (
    -3.08,
    {
        "linked": 3.86, "new": 0.36, "follows": -0.71, "opens": 0.64, "needs": 1.14, "strangers": 0.18, "goes_apart": 0.30,
        "about": -0.14, "names": -0.28, "pronouns": -0.26, "said": 0.59, "head": -1.38, "article": 3.57, "fit": -0.67,
    },
)  # fmt: skip
TOLD: Weights = (
    -3.13,
    {
        "near": 0.96, "fresh": -0.12, "told": 3.58, "opens": -3.35, "head": 1.64, "new": 0.42, "names": -0.69, "pronouns":
        -0.09, "figures": 0.41,
    },
)  # fmt: skip
AMISS: Weights = (
    -2.87,
    {
        "older": 0.23, "overtaken": 0.82, "awaited": 1.20, "near": 0.59, "about": -0.09, "follows": -0.67, "judging": 1.43,
        "answers": 0.92, "commas": -0.05,
    },
)  # fmt: skip
OPINION: Weights = (
    -2.89,
    {
        "leaning": 9.19, "judging": 4.44, "said": -1.43, "adverbs": 0.99, "alone": 0.12, "names": -0.58, "fit": -1.40, "past":
        -0.36, "pronouns": 0.28, "quoted": -2.04, "told": -1.79,
    },
)  # fmt: skip
BESIDE: Weights = (
    -1.71,
    {
        "fit": -1.05, "about": -0.16, "goes_on": -0.95, "said": -0.77, "linked": 0.74, "head": 0.59, "alone": 0.05, "new": 0.19,
    },
)  # fmt: skip
KINDS = (DANGLING, TOLD, AMISS, OPINION, BESIDE)
#: signs that depend on where a sentence would stand, and what each adds to each kind
PLACED = words_of("opens follows new near linked needs strangers awaited overtaken goes_apart fresh told")
_CHANGED = tuple(tuple((sign, weight) for sign, weight in by_sign.items() if sign in PLACED) for _, by_sign in KINDS)
USUAL_ALONE = 5.0  # stems that no other origin has, in the mean of those sentences: what a story of one origin is given
MOST_DAYS, MOST_FRESH = 10.0, 20


class Place(NamedTuple):
    """Where a sentence would stand."""

    opens: bool = False  #: the page
    follows: bool = False  #: right after the sentence before it in its article
    new: bool = False  #: its article has no sentence before it
    near: float = 0.0  #: how near it comes to saying what a sentence of another article says, in [0, 1]


class Risks:
    """How likely each candidate of a story has one of these faults, given where it would stand and what the page tells."""

    def __init__(
        self, candidates: Sequence[Candidate], *, about: Set[str], central: Sequence[float], fit: Mapping[str, float],
        rarity: Mapping[str, float],
    ) -> None:  # fmt: skip
        """Args: about: `rating.topic` of them. central: `rating.centrality`. fit: `rating.fitness`. rarity: of each stem."""
        self._rarity = rarity
        self._english = bool(candidates) and candidates[0].article.lang == "en"
        self._signs: list[dict[str, float]] = []
        self._logits: list[tuple[float, ...]] = []  # of each kind, by the signs that no place changes
        self._links: list[frozenset[str]] = []
        self._stems: list[frozenset[str]] = []
        self._weight: list[float] = []
        if not self._english:
            return
        earlier: defaultdict[str, set[str]] = defaultdict(set)
        for c in candidates:
            own = frozenset(c.stems)
            self._stems.append(own)
            self._links.append(own & earlier[c.article.id])
            self._weight.append(math.fsum(rarity.get(s, 1.0) for s in own) or 1.0)
            earlier[c.article.id] |= own
        self._signs = _signs(candidates, about=about, central=central, fit=fit)
        for own_signs in self._signs:
            self._logits.append(
                tuple(bias + math.fsum([w * own_signs[s] for s, w in by.items() if s in own_signs]) for bias, by in KINDS)
            )

    def signs(self, c: Candidate, place: Place, known: Set[str]) -> dict[str, float]:
        """All signs of a candidate, by name; known: stems and names that the page tells before it."""
        return {**self._signs[c.index], **self._placed(c, place, known)}

    def _placed(self, c: Candidate, place: Place, known: Set[str]) -> dict[str, float]:
        """The signs of a candidate that its place and the page change."""
        links, weight, own = self._links[c.index], self._weight[c.index], self._signs[c.index]
        fresh = self._stems[c.index] - known
        return {
            "opens": place.opens,
            "follows": place.follows,
            "new": place.new and not place.opens,
            "near": place.near,
            "linked": math.fsum([self._rarity.get(s, 1.0) for s in links - known]) / weight,
            "needs": len(c.needs - known),
            "strangers": len(people.speakers(c.text) - known),
            "awaited": len(awaited(c.text) & known),
            "overtaken": own["ahead"] * min(1.0, own["older"]),
            "goes_apart": 0.0 if place.follows else own["also"],
            "fresh": min(MOST_FRESH, len(fresh)),
            "told": 1 - math.fsum([self._rarity.get(s, 1.0) for s in fresh]) / weight,
        }

    def of(self, c: Candidate, place: Place, known: Set[str]) -> float:
        """How likely it has a fault, in [0, 1); 0.0 in other languages than English."""
        if not self._english:
            return 0.0
        placed = self._placed(c, place, known)
        sound = 1.0
        for logit, changed in zip(self._logits[c.index], _CHANGED, strict=True):
            for sign, weight in changed:
                logit += weight * placed[sign]
            sound *= 1 - 1 / (1 + math.exp(-logit))
        return 1 - sound


NONE = Risks((), about=frozenset(), central=(), fit={}, rarity={})  #: what is no risk to a reader that words it anew


def _signs(
    candidates: Sequence[Candidate], *, about: Set[str], central: Sequence[float], fit: Mapping[str, float]
) -> list[dict[str, float]]:
    """The signs of each candidate that the page does not change."""
    said: defaultdict[str, set[int]] = defaultdict(set)
    of_article: defaultdict[str, list[float]] = defaultdict(list)
    for c, near in zip(candidates, central, strict=True):
        of_article[c.article.id].append(near)
        for stem in c.stems:
            said[stem].add(c.origin)
    mean = {article: math.fsum(values) / len(values) for article, values in of_article.items()}
    origins = len({c.origin for c in candidates})
    newest = max((c.article.published for c in candidates if c.article.published), default=None)
    found = []
    for c in candidates:
        stems, published = frozenset(c.stems), c.article.published
        found.append(
            {
                **words(c.text)._asdict(),
                "judging": c.judging,
                "plain": c.plain,
                "leaning": c.leaning,
                "alone": sum(len(said[s]) == 1 for s in stems) if origins > 1 else USUAL_ALONE,
                "article": mean[c.article.id],
                "about": len(about & stems),
                "fit": fit[c.article.id],
                "head": c.rank == 0,
                "older": min(MOST_DAYS, (newest - published).total_seconds() / 86_400) if newest and published else 0.0,
            }
        )
    return found


def chance(signs: Mapping[str, float], weights: Weights) -> float:
    bias, by_sign = weights
    return 1 / (1 + math.exp(-bias - math.fsum(weight * signs[sign] for sign, weight in by_sign.items())))
