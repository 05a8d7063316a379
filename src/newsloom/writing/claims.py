"""Which passages of independent origins state the same thing. Pure: no clock, network or database.

Two steps: a cheap one that finds passages alike, over an index of shared word pairs, and the checker's strict one
(`checking.cite.second_source`), asked only for sentences that the page may show. Only the strict one makes citations.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass, field

from newsloom.checking import cite as checker
from newsloom.model import Article, Citation, Passage
from newsloom.writing.evidence import Candidate, cite, document_frequency

ALIKE = 0.42  # share of the rarity-weighted stems of a sentence that its like must hold, to be worth asking the checker
ASKED = 6  # passages the checker is asked about for one sentence, the likest first
WINDOW = 0.75  # the same share that two neighbouring sentences must hold together, and more than the one does alone
LONGEST_WINDOW = 900  # characters of two neighbouring sentences; more is no passage
SHARED = 3  # word pairs and words that two sentences must have in common to be looked at together
MAX_POSTING = 24  # word pairs that stand in more sentences than this tell nothing apart
EARLY_WITNESS = 8  # sentences of an article that are looked at for what a headline or deck says
MAX_CITATIONS = 3  # shown at one sentence


@dataclass(slots=True)
class Likeness:
    """Which candidates of other origins are like each candidate, the likest first."""

    candidates: Sequence[Candidate]
    rarity: dict[str, float]
    of: dict[int, list[tuple[int, float]]]
    _after: dict[int, int] = field(init=False)  #: what stands directly after each candidate
    _told: dict[tuple[int, int], Passage | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._after = {c.before: c.index for c in self.candidates if c.before is not None}

    def voices(self, index: int) -> int:
        """How many other owners say something like it."""
        own = self.candidates[index].voice
        return len({self.candidates[i].voice for i, _ in self.of.get(index, ())} - {own})

    def support(self, index: int, other: int) -> Passage | None:
        """The passage of `other` that the checker says supports the whole sentence `index` by itself: its sentence, or that with a neighbour.

        An outlet often names the speaker in the sentence before the quotation, or says in two sentences what another says in one.
        """
        key = (index, other)
        if key not in self._told:
            passages = (self.candidates[other].whole, *self._windows(index, other))
            self._told[key] = next((p for p in passages if self._supports(index, other, p)), None)
        return self._told[key]

    def _supports(self, index: int, other: int, passage: Passage) -> bool:
        sentence = self.candidates[index]
        return self._states(sentence.text, sentence.article, self.candidates[other].article, passage)

    @staticmethod
    def _states(text: str, of: Article, by: Article, passage: Passage) -> bool:
        """Whether the passage of one article says the whole of a text that another has."""
        return checker.second_source(
            text, passage.text, lang=by.lang, claim_published=of.published, source_published=by.published
        ).supported

    def _windows(self, index: int, other: int) -> list[Passage]:
        """The other sentence with the one before it, and with the one after it, where together they hold enough of this one's words."""
        mine = frozenset(self.candidates[index].stems)
        alone = self.held(mine, self.candidates[other].stems)
        found: list[Passage] = []
        for pair in ((self.candidates[other].before, other), (other, self._after.get(other))):
            if pair[0] is None or pair[1] is None:
                continue
            first, last = self.candidates[pair[0]], self.candidates[pair[1]]
            if first.whole.field != last.whole.field or last.whole.end - first.whole.start > LONGEST_WINDOW:
                continue
            if self.held(mine, (*first.stems, *last.stems)) >= max(WINDOW, alone + 0.01):
                found.append(_joined(first, last))
        return found

    def held(self, mine: frozenset[str], stems: Collection[str]) -> float:
        """The rarity-weighted share of the stems of a sentence or line that are among others."""
        unseen = math.log(1 + len(self.candidates))  # of a title's stem that no sentence has
        whole = math.fsum(sorted(self.rarity.get(s, unseen) for s in mine))
        return math.fsum(sorted(self.rarity.get(s, unseen) for s in mine.intersection(stems))) / whole if whole else 0.0

    def witnesses(self, text: str, stems: frozenset[str], article: str, heard: Set[str]) -> list[Passage]:
        """The passages that say the whole of a line cut from an article or its title: one of each further origin and owner.

        Args:
            heard: ids of the articles that are cited already; those not cited yet come first, then the likest.
        """
        own = next((c for c in self.candidates if c.article.id == article), None)
        if own is None or not stems:
            return []
        near = [
            (c.article.id in heard, -round(share, 6), c)
            for c in self.candidates
            if c.rank < EARLY_WITNESS and c.origin != own.origin and c.voice != own.voice
            and (share := self.held(stems, c.stems)) >= WINDOW
        ]  # fmt: skip
        found: list[Passage] = []
        origins, voices = {own.origin}, {own.voice}
        for _, _, c in sorted(near, key=lambda row: (row[0], row[1], row[2].index))[:ASKED]:
            if c.origin in origins or c.voice in voices or not self._states(text, own.article, c.article, c.whole):
                continue
            origins.add(c.origin)
            voices.add(c.voice)
            found.append(c.whole)
        return found

    def seconds(self, index: int) -> list[Passage]:
        """The passages that support this one wholly: one of each further origin and owner, the likest first."""
        found: list[Passage] = []
        own = self.candidates[index]
        origins, owners = {own.origin}, {own.voice}
        for other, _ in self.of.get(index, [])[:ASKED]:
            candidate = self.candidates[other]
            if candidate.origin in origins or candidate.voice in owners:
                continue
            passage = self.support(index, other)
            if passage is not None:
                origins.add(candidate.origin)
                owners.add(candidate.voice)
                found.append(passage)
        return found

    def paid(self, passage: Passage) -> bool:
        """Whether a reader must pay to read the passage where it stands."""
        return any(c.article.paid for c in self.candidates if c.article.id == passage.article)


def _joined(first: Candidate, last: Candidate) -> Passage:
    """The passage from the start of one sentence to the end of its neighbour."""
    a, b = first.whole, last.whole
    text = first.article.field(a.field)[a.start : b.end]
    return Passage(a.article, a.field, a.start, b.end, text, a.paragraph, a.position, a.version)


def likeness(candidates: Sequence[Candidate]) -> Likeness:
    """Index the candidates by pairs of neighbouring stems and by rare stems, and link those of different origins that are alike."""
    total = max(1, len(candidates))
    rarity = {stem: math.log(1 + total / n) for stem, n in document_frequency(candidates).items()}
    if len({c.origin for c in candidates}) < 2:
        return Likeness(candidates, rarity, {})
    had = Counter(concept for c in candidates for concept in c.concepts)
    telling = frozenset(concept for concept, n in had.items() if 2 <= n <= MAX_POSTING)
    told = [telling.intersection(c.concepts) for c in candidates]
    postings: defaultdict[object, list[int]] = defaultdict(list)
    for index, concepts in enumerate(told):
        for concept in concepts:
            postings[concept].append(index)
    of: dict[int, list[tuple[int, float]]] = {}
    for a, concepts in enumerate(told):
        own = candidates[a]
        shared = Counter(itertools.chain.from_iterable(map(postings.__getitem__, concepts)))
        others = [b for b, n in shared.items() if n >= SHARED and candidates[b].origin != own.origin]
        if not others:
            continue
        mine = frozenset(own.stems)
        weight = math.fsum(map(rarity.__getitem__, mine)) or 1.0
        near = [(b, math.fsum(map(rarity.__getitem__, mine.intersection(candidates[b].stems))) / weight) for b in others]
        alike = [(b, round(share, 6)) for b, share in near if share >= ALIKE]
        if alike:
            of[a] = sorted(alike, key=lambda pair: (-pair[1], pair[0]))
    return Likeness(candidates, rarity, of)


def citations(index: int, like: Likeness, *, most: int = MAX_CITATIONS, heard: Set[str] = frozenset()) -> tuple[Citation, ...]:
    """The citations of a shown sentence: its own passage, then those that support it wholly.

    Of passages that say the same, a freely readable one stands before a paid one, but the words shown are always the first's.

    Args:
        heard: ids of the articles that are cited already: where there are more passages than places, those of others come first.
    """
    return _with_further(like.candidates[index].citation, like.seconds(index), like, most, heard)


def line_citations(
    text: str, own: Citation, stems: frozenset[str], like: Likeness, *, most: int = MAX_CITATIONS, heard: Set[str] = frozenset()
) -> tuple[Citation, ...]:
    """As `citations`, of a headline or deck: a fact that several outlets state is cited to several."""
    return _with_further(own, like.witnesses(text, stems, own.article, heard), like, most, heard)


def _with_further(
    own: Citation, further: Sequence[Passage], like: Likeness, most: int, heard: Set[str]
) -> tuple[Citation, ...]:
    others = sorted(further, key=lambda p: p.article in heard)[: most - 1]
    return (own, *(cite(p) for p in sorted(others, key=like.paid)))
