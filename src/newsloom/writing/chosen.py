"""The state of a page while its sentences are chosen: what has been taken, what it tells, how much room is left. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from newsloom.writing import twice
from newsloom.writing.evidence import Candidate
from newsloom.writing.risk import NONE, Place, Risks

ARTICLE_SHARE, ARTICLE_SENTENCES = 0.25, 4  # fair use: of one article, whichever is more
# gain below which the page of several origins ends: of 376 sentences read one by one, a fifth lay below it, with a third of the faults
WORTHWHILE = 0.4
USUAL_RISK, HOPELESS = 0.15, 0.8  # of a sentence on a page, and from which one is as bad as another


@dataclass(frozen=True, slots=True)
class Budget:
    words: int
    sentences: int  #: at most
    article_share: float = ARTICLE_SHARE  #: of one article's words, ARTICLE_SENTENCES being always allowed
    worthwhile: float = WORTHWHILE  #: gain below which a page of several origins ends


@dataclass(slots=True)
class Unit:
    """One sentence, or one with the predecessor it hangs on: chosen, placed and dropped together."""

    members: tuple[Candidate, ...]

    @property
    def words(self) -> int:
        return sum(c.words for c in self.members)

    @property
    def first(self) -> Candidate:
        return self.members[0]


@dataclass(frozen=True, slots=True)
class Priors:
    """What speaks for each candidate apart from what it adds to a page, less the likelier it is to read wrong there."""

    alone: Mapping[int, float]
    risks: Risks = NONE
    power: float = 0.0  #: of the chance to read right

    def of(self, c: Candidate, unit: Unit, chosen: Chosen) -> float:
        if not self.power:
            return self.alone[c.index]
        return self.alone[c.index] * caution(chosen.risk(c, unit, self.risks), self.power)


@dataclass(slots=True)
class Chosen:
    """The state of the greedy choice."""

    units: list[Unit] = field(default_factory=list)
    covered: set[object] = field(default_factory=set)
    words_of_article: Counter[str] = field(default_factory=Counter)
    sentences_of_article: Counter[str] = field(default_factory=Counter)
    words_of_voice: Counter[str] = field(default_factory=Counter)
    taken: set[int] = field(default_factory=set)
    before: set[int] = field(default_factory=set)  #: what stands directly before one taken
    known: set[str] = field(default_factory=set)  #: stems and surnames that the page has
    start: Set[str] = frozenset()  #: of these, what a reader knew before
    unnamable: Callable[[Candidate, Set[str]], bool] = lambda _, strangers: False  #: as `choose` was given it
    near: dict[int, float] = field(
        default_factory=dict
    )  #: how near a sentence comes to one of another article taken, in [0, 1]
    told: set[int] = field(default_factory=set)  #: what says what those taken say already
    kept: Set[int] = frozenset()  #: what stands on the page's last revision: no risk any more
    articles: set[str] = field(default_factory=set)  #: that have a sentence
    risked: dict[int, float] = field(default_factory=dict)  #: the risk of those taken, as they were
    _risks: dict[tuple[int, bool], float] = field(default_factory=dict)  # of what is not taken, as the page is now
    _left: dict[int, tuple[int, frozenset[object], float]] = field(default_factory=dict)

    @property
    def words(self) -> int:
        return sum(self.words_of_article.values())

    @property
    def sentences(self) -> int:
        return sum(self.sentences_of_article.values())

    @property
    def candidates(self) -> list[Candidate]:
        return [c for unit in self.units for c in unit.members]

    def add(self, unit: Unit) -> None:
        fresh = [c for c in unit.members if c.index not in self.taken]
        joined = next((u for u in self.units if u.members[-1].index == unit.first.index and len(unit.members) > 1), None)
        if joined is not None:
            joined.members = (*joined.members, *fresh)
        else:
            self.units.append(unit)
        self._risks.clear()
        for c in fresh:
            self.taken.add(c.index)
            self.articles.add(c.article.id)
            if c.before is not None:
                self.before.add(c.before)
            self.covered |= c.concepts
            self.known |= c.gives.union(c.stems)
            self.words_of_article[c.article.id] += c.words
            self.sentences_of_article[c.article.id] += 1
            self.words_of_voice[c.voice] += c.words

    def left(self, c: Candidate, worth: Mapping[object, float]) -> float:
        """What the concepts of a sentence not taken are worth that are not covered; kept while no more of them are."""
        before, concepts, value = self._left.get(c.index, (-1, c.concepts, 0.0))
        if before != len(self.covered):
            still = concepts.difference(self.covered)
            if before < 0 or len(still) != len(concepts):
                value = math.fsum(map(worth.__getitem__, still))
            self._left[c.index] = len(self.covered), still, value
        return value

    def risk(self, c: Candidate, unit: Unit, risks: Risks) -> float:
        """How likely a sentence not taken would read wrong as part of this unit; kept until something is added."""
        led = any(m.index == c.before for m in unit.members)
        key = (c.index, led)
        if key not in self._risks:
            known = self.known
            if led:
                known = known.union(*(m.gives.union(m.stems) for m in unit.members if m.index < c.index))
            place = Place(
                opens=not self.taken and not led,
                follows=led or c.before in self.taken,
                new=not led and c.article.id not in self.articles,
                near=self.near.get(c.index, 0.0),
            )
            risk = risks.of(c, place, known)
            self._risks[key] = min(risk, USUAL_RISK) if c.index in self.kept else risk
        return self._risks[key]

    def compare(self, unit: Unit, pool: Sequence[Unit]) -> None:
        """Note of what is left how near it comes to the unit just added."""
        for c in {m.index: m for u in pool for m in u.members if m.index not in self.taken}.values():
            near = (
                twice.overlap(c, other) / twice.limit(c, other) for other in unit.members if other.article.id != c.article.id
            )
            self.near[c.index] = min(1.0, max((self.near.get(c.index, 0.0), *near)))

    def exchanged(self, out: Unit, new: Unit, pool: Sequence[Unit]) -> Chosen:
        """The same choice with one unit in the place of another."""
        made = Chosen(
            known=set(self.start), start=self.start, unnamable=self.unnamable, kept=self.kept, risked=dict(self.risked)
        )
        for unit in self.units:
            made.add(new if unit is out else unit)
        for unit in made.units:
            made.compare(unit, pool)
        return made


def caution(risk: float, power: float) -> float:
    """What is left of the worth of a sentence by its risk; all where that is as usual."""
    return math.pow((1 - min(HOPELESS, risk)) / (1 - USUAL_RISK), power)
