"""How likely a sentence is to read wrong on a page: the outlet's opinion, something the page has not told of, beside the point. Pure.

Rules refuse what is certain; what is left was measured. Each kind of fault has its chance, by a few signs that any news has (English only).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

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
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_CAPITALISED = re.compile(r"(?<![\w-])[A-Z][\w’'-]+")


class Words(NamedTuple):
    """What a sentence shows by itself."""

    adverbs: float  #: of ten words outside its quotations
    past: float  #: verbs of the past, halves, up to two
    also: float  #: up to two
    commas: float
    names: float  #: capitals inside, of five words
    dash: float
    quoted: float  #: share of it in quotation marks
    figures: float
    goes_on: float  #: opens on "the" or a pronoun


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
        dash="–" in outside or "—" in outside or "--" in outside,
        quoted=sum(end - start for start, end in wording.quoted_spans(text)) / max(1, len(text)),
        figures=any(map(str.isdigit, text)),
        goes_on=found[:1] != [] and found[0] in _GOES_ON,
    )


#: the chance of one kind of fault, in logits: what it is without any sign, and what each sign adds
Weights = tuple[float, Mapping[str, float]]
# Fitted to 1,510 sentences of 156 stories of nine public sets, read one by one: 912 that stood on their pages and 598 that came next. Area
# under the curve for those on the pages, by stories left out: opinion .90 (50 of them), dangling .75 (58), beside the point .81 (41), any
# fault but repeats .73; of the tenth with the highest risk 59 % have such a fault, of that with the lowest 1 %.
OPINION: Weights = (
    -2.93,
    {
        "judging": 5.51,
        "leaning": 13.34,
        "alone": 0.17,
        "quoted": -4.32,
        "adverbs": 0.86,
        "figures": -0.97,
        "article": -2.35,
        "past": -0.57,
    },
)
DANGLING: Weights = (-1.34, {"about": -0.22, "also": 0.61, "strangers": 1.11, "commas": 0.27, "names": -0.93, "dash": 1.21})
BESIDE: Weights = (-1.03, {"about": -0.12, "fit": -2.23, "past": -0.76, "near": -1.07, "goes_on": -0.75})
USUAL_ALONE = 5.0  # stems that no other origin has, in the mean of those sentences: what a story of one origin is given


def signs(
    candidates: Sequence[Candidate], *, about: Set[str], central: Sequence[float], fit: Mapping[str, float], known: Set[str]
) -> list[dict[str, float]]:
    """The signs of each candidate, by name."""
    said: defaultdict[str, set[int]] = defaultdict(set)
    of_article: defaultdict[str, list[float]] = defaultdict(list)
    for c, near in zip(candidates, central, strict=True):
        of_article[c.article.id].append(near)
        for stem in c.stems:
            said[stem].add(c.origin)
    mean = {article: math.fsum(values) / len(values) for article, values in of_article.items()}
    several = len({c.origin for c in candidates}) > 1
    found = []
    for c, near in zip(candidates, central, strict=True):
        stems, own = frozenset(c.stems), words(c.text)
        found.append(
            {
                "judging": c.judging,
                "leaning": c.leaning,
                "alone": sum(len(said[s]) == 1 for s in stems) if several else USUAL_ALONE,
                "quoted": own.quoted,
                "adverbs": own.adverbs,
                "figures": own.figures,
                "article": mean[c.article.id],
                "past": own.past,
                "about": len(about & stems),
                "also": own.also,
                "strangers": len(people.speakers(c.text) - known),
                "commas": own.commas,
                "names": own.names,
                "dash": own.dash,
                "fit": fit[c.article.id],
                "near": math.log(max(0.02, near)),
                "goes_on": own.goes_on,
            }
        )
    return found


def risks(
    candidates: Sequence[Candidate], *, about: Set[str], central: Sequence[float], fit: Mapping[str, float], known: Set[str]
) -> list[float]:
    """How likely each candidate has one of these faults, in [0, 1); 0.0 in other languages than English.

    Args:
        about: `rating.topic` of them. central: `rating.centrality`. fit: `rating.fitness`. known: names that a reader knows.
    """
    if not candidates or candidates[0].article.lang != "en":
        return [0.0] * len(candidates)
    return [
        1 - math.prod(1 - chance(shown, kind) for kind in (OPINION, DANGLING, BESIDE))
        for shown in signs(candidates, about=about, central=central, fit=fit, known=known)
    ]


def chance(signs: Mapping[str, float], weights: Weights) -> float:
    bias, by_sign = weights
    return 1 / (1 + math.exp(-bias - math.fsum(weight * signs[sign] for sign, weight in by_sign.items())))
