"""What the lines of a story are to the sections of its page: which could head which, and how well. Pure.

A page is parted in many ways, and a section comes again in many of them: all that does not hang on the other sections is measured once.
"""

from __future__ import annotations

import functools
import math
import operator
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from newsloom.checking import cite as checker
from newsloom.model import Citation
from newsloom.text import terms
from newsloom.writing import clauses, worth
from newsloom.writing import headline as headlines
from newsloom.writing.casing import Casing
from newsloom.writing.chosen import Unit
from newsloom.writing.claims import Likeness
from newsloom.writing.evidence import Candidate, Evidence
from newsloom.writing.headline import Line

HEADING_WORDS = (4, 10)
LEAST_QUALITY, LEAST_CUT = 0.45, 0.35  # of a title, a teaser has less; of a clause
WHOLE_SENTENCE = 0.3  # for a whole sentence of the section, which is read again below
ALONE = 0.5  # for the heading of a single sentence, which it only repeats
ECHOED = 0.75  # for a line with whose first words the section begins: they are read twice
ECHO_WORDS = 4
HERE = 0.45  # share of its weight that the section must hold
COVERED = 0.5  # of a section, for what a line is worth before there are sections
ENOUGH = 0.4  # share of a heading's weight that a sentence must hold to be wholly about it
WEIGHTY = 14.0  # weight of some four words: a longer line need not have all its words in other sentences
RESTATED = 0.5  # share of the shorter line's stems in another from which it says nearly the same
ALSO_RESTATED = 0.34  # the same where two of them are no names
MOST_CUT = 70  # sentences that clauses are cut from; twice as many gave the same headings on 74 events
RARE = 1e-5  # probability of a word in the language below which it is taken for a name
LACK_OPENING, LACK_OWN, LACK_ALL = (
    1,
    2,
    3,
)  # what a section lacks under the opening's label, a line not its own, the label of the rest


@dataclass(slots=True)
class Part:
    """A section in the making."""

    units: list[Unit]
    heading: str = ""
    citations: tuple[Citation, ...] = ()
    label: bool = False
    value: float = (
        0.0  #: how likely an editor lets the heading stand, in [0, 1]; 0.0 or less if it is none of the section's own
    )
    lack: int = 0  #: how far the section is from a heading that fits it: 0 if it has one

    @property
    def candidates(self) -> list[Candidate]:
        return [c for unit in self.units for c in unit.members]

    @property
    def key(self) -> tuple[int, ...]:
        """Its sentences, in whatever order."""
        return tuple(sorted(c.index for unit in self.units for c in unit.members))


@dataclass(slots=True)
class Pool:
    """Lines that could be headings, and what they are measured by."""

    lines: Sequence[Line]
    headline: Line
    rarity: dict[str, float]
    lang: str | None
    telling: Mapping[str, float]  #: of the page's stems, how well each tells one section from another
    names: Set[str]  #: stems of words with a capital
    page: Sequence[Candidate]  #: the sentences to be parted
    weight: list[float] = field(init=False)  #: of each line: its stems by rarity
    told: list[worth.Told] = field(init=False)  #: of each line
    good: list[float] = field(init=False)  #: of each line: how likely an editor lets it stand over a section that says it
    words: list[LineWords] = field(init=False)
    fresh: list[int] = field(init=False)  #: of each line: the sentences that have a fresh stem of it
    bits: dict[int, int] = field(init=False)  #: of each sentence, by its index: its bit in a set of sentences
    again: Set[int] = field(init=False)  #: the lines that say nearly what the headline does, and those cut shorter from them
    _sections: dict[tuple[int, ...], Prospects] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.weight = [self._rare(x.stems) for x in self.lines]
        self.told = [worth.told(x, self.headline.stems, self.rarity, self.names, self.lang) for x in self.lines]
        self.good = [worth.chance(told.logit, 1.0, COVERED) for told in self.told]
        self.bits = {c.index: 1 << at for at, c in enumerate(self.page)}
        where: dict[str, int] = {}
        for c in self.page:
            for stem in c.stems:
                where[stem] = where.get(stem, 0) | self.bits[c.index]
        self.words = [
            LineWords(
                [(where[s], self.rarity.get(s, headlines.UNKNOWN), self.telling.get(s, 0.0)) for s in x.stems if s in where],
                x.stems,
            )
            for x in self.lines
        ]
        self.fresh = [functools.reduce(operator.or_, (where.get(s, 0) for s in told.fresh), 0) for told in self.told]
        self.again = self._saying_again()

    def prospects(self, part: Part) -> Prospects:
        """What the lines are to a section; kept, as a page is parted in many ways."""
        key = part.key
        if key not in self._sections:
            self._sections[key] = Prospects(part, self)
        return self._sections[key]

    def _saying_again(self) -> Set[int]:
        key = [(x.candidate, x.citation.article) for x in self.lines]
        said: defaultdict[tuple[int | None, str], list[frozenset[str]]] = defaultdict(list)
        for i, line in enumerate(self.lines):
            if restates(line.stems, [self.headline.stems], self.names):
                said[key[i]].append(line.stems)
        return frozenset(i for i, x in enumerate(self.lines) if any(x.stems <= t for t in said.get(key[i], ())))

    def _rare(self, stems: frozenset[str]) -> float:
        weigh = self.rarity.get
        return math.fsum([weigh(s, headlines.UNKNOWN) for s in stems])  # exact, in whatever order


class LineWords:
    """Which sentences of a page have which words of a line; sets of sentences are bits of a number."""

    __slots__ = ("_shares", "_tells", "all_in", "any_in", "of")

    def __init__(self, of: list[tuple[int, float, float]], stems: frozenset[str]) -> None:
        """Args: of: the sentences, the rarity and `Pool.telling` of each stem that the page has."""
        self.of = of
        self.any_in, self.all_in = 0, -1 if len(of) == len(stems) else 0
        for where, *_ in of:
            self.any_in |= where
            self.all_in &= where
        self._shares: dict[int, float] = {}
        self._tells: dict[int, float] = {}

    def rare(self, within: int) -> float:
        """The weight of those that stand in these sentences."""
        key = within & self.any_in
        if key not in self._shares:
            self._shares[key] = math.fsum([rarity for where, rarity, _ in self.of if where & key])
        return self._shares[key]

    def tells(self, within: int) -> float:
        """How well those that stand in these sentences tell one section from another."""
        key = within & self.any_in
        if key not in self._tells:
            self._tells[key] = math.fsum([telling for where, _, telling in self.of if where & key])
        return self._tells[key]


def pool(evidence: Evidence, like: Likeness, casing: Casing, chosen: Sequence[Candidate], headline: Line) -> Pool:
    """Lines of HEADING_WORDS that could head a section: titles, and clauses of sentences shown and not shown.

    Args:
        headline: of the page, which no heading is to say again.
    """
    shown = {c.index for c in chosen}
    about = frozenset(s for c in chosen for s in c.stems)
    rest = [c for c in evidence.candidates if c.grade == 0 and (c.index in shown or len(about.intersection(c.stems)) >= 3)]
    rest.sort(key=lambda c: (c.index not in shown, c.rank, c.index))
    lines = headlines.title_lines(evidence, casing, words=HEADING_WORDS, characters=(12, 80))
    surnames = frozenset(name for c in evidence.candidates for name in c.needs if name[:1].isupper())
    cut = headlines.sentence_lines(rest[:MOST_CUT], evidence.lang, words=HEADING_WORDS, characters=(12, 80), surnames=surnames)
    lines += [x for x in cut if clauses.reads_alone(x.text, evidence.lang)]
    lines = [x for x in lines if x.quality >= (LEAST_QUALITY if x.is_title else LEAST_CUT) and len(x.stems) >= 2]
    often = Counter(s for c in chosen for s in frozenset(c.stems))
    telling = {s: math.log(1 + len(chosen) / n) for s, n in often.items()}
    names = frozenset(s for c in chosen for s in names_in(c.text, evidence.lang))
    return Pool(lines, headline, like.rarity, evidence.lang, telling, names, chosen)


@dataclass(frozen=True, slots=True)
class Fit:
    """How a line fits a section, whatever sections the rest of the page is parted in."""

    at: int  #: number of the line
    telling: (
        float  #: what the section without the sentence it was cut from has of it; -1.0 if only one sentence has a word of it
    )
    chance: float  #: how likely an editor lets it stand
    covers: float  #: share of the section's sentences that have a word of it that is no name and not the headline's

    def worth(self, told_elsewhere: float) -> float:
        """How likely an editor lets it stand over this section; 0.0 if its words do not tell that it is this section's.

        Args:
            told_elsewhere: what tells sections apart that another has of it at most.
        """
        return self.chance if self.telling > told_elsewhere else 0.0


class Prospects:
    """What the lines of a page are to one of its sections, whatever sections the rest of the page is parted in."""

    def __init__(self, part: Part, of: Pool) -> None:
        self._candidates = part.candidates  # and not the pool, which has these: a circle would wait for the collector
        stems = [frozenset(c.stems) for c in self._candidates]
        self._about = frozenset[str]().union(*stems)
        self._bits = [of.bits[c.index] for c in self._candidates]
        self._within = functools.reduce(operator.or_, self._bits, 0)
        shares = [words.rare(self._within) / w if w else 0.0 for words, w in zip(of.words, of.weight, strict=True)]
        self.tells = [words.tells(self._within) for words in of.words]  #: of each line, how much of what tells sections apart
        self._place = {c.index: k for k, c in enumerate(self._candidates)}
        self._begins = _first_words(self._candidates[0].text)
        self._whole = {c.text.rstrip(" .。") for c in self._candidates}
        self.fits = [
            self._fit(at, share, of) for at, share in enumerate(shares) if share >= HERE or (share and self._own(of.lines[at]))
        ]
        self._holding: dict[tuple[str, int | None], bool] = {}

    def _own(self, line: Line) -> bool:
        return line.candidate in self._place

    def _fit(self, at: int, share: float, of: Pool) -> Fit:
        line = of.lines[at]
        covers = (self._within & of.fresh[at]).bit_count() / len(self._bits)
        chance = worth.chance(of.told[at].logit, share, covers)
        chance *= WHOLE_SENTENCE if line.text in self._whole else ALONE if len(self._bits) == 1 else 1.0
        chance *= ECHOED if _first_words(line.text) == self._begins else 1.0
        return Fit(at, self._telling(line, of.words[at]), chance, covers)

    def _telling(self, line: Line, words: LineWords) -> float:
        """Whether a reader can tell by its words alone, as `evaluate.headings_matched` asks of a page; -1.0 if not."""
        within = self._within
        if (within & words.any_in).bit_count() < min(2, len(self._bits)):
            return -1.0
        if len(self._bits) == 1:
            return words.tells(within)
        cut_from = self._place.get(line.candidate) if line.candidate is not None else None
        source = next((k for k, bit in enumerate(self._bits) if k == cut_from or words.all_in & bit), None)
        return words.tells(within if source is None else within & ~self._bits[source])

    def holds(self, line: Line, lang: str | None) -> bool:
        """Whether the checker lets the line stand over the section: its names and figures are there, and its cut turns nothing."""
        key = (line.text, line.candidate)
        found = self._holding.get(key)
        if found is None:
            found = self._holding[key] = self._holds(line, lang)
        return found

    def _holds(self, line: Line, lang: str | None) -> bool:
        if checker.heading_fits(line.text, [c.text for c in self._candidates], lang=lang) < 0.3:
            return False
        return self._own(line) or names_in(line.text, lang) <= self._about  # else the section does not say of whom and where


def _first_words(text: str) -> list[str]:
    return text.lower().split(None, ECHO_WORDS)[:ECHO_WORDS]


def restates(own: frozenset[str], taken: Sequence[frozenset[str]], names: Set[str], share: float = RESTATED) -> bool:
    """Whether a line says nearly what another does: half of its words, or two at least that are no names and a third of its words."""
    for other in taken:
        common = own & other
        least = max(2, min(len(own), len(other)))
        if len(common) >= share * least or (
            share <= RESTATED and len(common - names) >= 2 and len(common) >= ALSO_RESTATED * least
        ):
            return True
    return False


@functools.lru_cache(maxsize=1024)
def names_in(text: str, lang: str | None) -> frozenset[str]:
    """The stems of words with a capital, of the first only if it is no common word."""
    words = [w for i, w in enumerate(text.split()) if w[:1].isupper() and (i or terms.prior(w.lower(), lang) < RARE)]
    return frozenset(s for w in words for s in terms.stems(w, lang))
