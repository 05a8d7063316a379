"""Which passages of independent origins state the same thing. Pure: no clock, network or database.

Two steps: a cheap one that finds passages alike, over an index of shared word pairs, and the checker's strict one
(`checking.cite.second_source`), asked only for sentences that the page may show. Only the strict one makes citations.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsloom.checking import cite as checker
from newsloom.model import Citation, Claim
from newsloom.writing.evidence import Candidate, document_frequency

ALIKE = 0.42  # share of the rarity-weighted stems of a sentence that its like must hold, to be worth asking the checker
ASKED = 6  # passages the checker is asked about for one sentence, the likest first
MAX_POSTING = 24  # word pairs that stand in more sentences than this tell nothing apart
MAX_CITATIONS = 3  # shown at one sentence


@dataclass(slots=True)
class Likeness:
    """Which candidates of other origins are like each candidate, the likest first."""

    candidates: Sequence[Candidate]
    rarity: dict[str, float]
    of: dict[int, list[tuple[int, float]]]
    _cited: dict[tuple[int, int], bool] = field(default_factory=dict)

    def voices(self, index: int) -> int:
        """How many other owners say something like it."""
        own = self.candidates[index].voice
        return len({self.candidates[i].voice for i, _ in self.of.get(index, ())} - {own})

    def supports(self, index: int, other: int) -> bool:
        """Whether the checker says that the passage of `other` by itself supports the whole sentence `index`."""
        key = (index, other)
        if key not in self._cited:
            sentence, passage = self.candidates[index], self.candidates[other]
            verdict = checker.second_source(
                sentence.text, passage.whole.text, lang=passage.article.lang,
                claim_published=sentence.article.published, source_published=passage.article.published,
            )  # fmt: skip
            self._cited[key] = verdict.supported
        return self._cited[key]

    def seconds(self, index: int) -> list[int]:
        """The candidates that support this one wholly: one of each further origin and owner, the likest first."""
        found: list[int] = []
        own = self.candidates[index]
        origins, owners = {own.origin}, {own.voice}
        for other, _ in self.of.get(index, [])[:ASKED]:
            candidate = self.candidates[other]
            if candidate.origin in origins or candidate.voice in owners or not self.supports(index, other):
                continue
            origins.add(candidate.origin)
            owners.add(candidate.voice)
            found.append(other)
        return found

    def claim(self, index: int) -> Claim:
        others = [self.candidates[i] for i in self.seconds(index)]
        return Claim((self.candidates[index].passage, *(c.whole for c in others)), 1 + len(others))


def likeness(candidates: Sequence[Candidate]) -> Likeness:
    """Index the candidates by pairs of neighbouring stems and by rare stems, and link those of different origins that are alike."""
    total = max(1, len(candidates))
    rarity = {stem: math.log(1 + total / n) for stem, n in document_frequency(candidates).items()}
    postings: defaultdict[object, list[int]] = defaultdict(list)
    for c in candidates:
        for concept in c.concepts:
            postings[concept].append(c.index)
    shared: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for found in postings.values():
        if 2 <= len(found) <= MAX_POSTING:
            for i, a in enumerate(found):
                for b in found[i + 1 :]:
                    if candidates[a].origin != candidates[b].origin:
                        shared[a][b] += 1
                        shared[b][a] += 1
    weight = {c.index: sum(rarity[s] for s in set(c.stems)) or 1.0 for c in candidates}
    of: dict[int, list[tuple[int, float]]] = {}
    for a in sorted(shared):
        mine = set(candidates[a].stems)
        near = [
            (b, sum(sorted(rarity[s] for s in mine.intersection(candidates[b].stems))) / weight[a])
            for b, n in shared[a].items()
            if n >= 3
        ]
        alike = [(b, round(share, 6)) for b, share in near if share >= ALIKE]
        if alike:
            of[a] = sorted(alike, key=lambda pair: (-pair[1], pair[0]))
    return Likeness(candidates, rarity, of)


def citations(index: int, like: Likeness, *, most: int = MAX_CITATIONS) -> tuple[Citation, ...]:
    """The citations of a shown sentence: its own passage, then those that support it wholly.

    Of passages that say the same, a freely readable one stands before a paid one, but the words shown are always the first's.
    """
    own = like.candidates[index]
    others = [like.candidates[i] for i in like.seconds(index)][: most - 1]
    return (own.citation, *(Citation(c.whole.article, c.whole.field, c.whole.start, c.whole.end, c.whole.text, c.whole.version)
                            for c in sorted(others, key=lambda c: c.article.paid)))  # fmt: skip
