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
from newsloom.checking import phrases
from newsloom.model import Citation, Span
from newsloom.text import terms
from newsloom.writing import clauses
from newsloom.writing import headline as headlines
from newsloom.writing.casing import Casing
from newsloom.writing.claims import Likeness
from newsloom.writing.evidence import Candidate, Evidence, capitalised, cite, narrow, one_line
from newsloom.writing.headline import Line
from newsloom.writing.select import Unit
from newsloom.writing.telling import telling

HEADING_WORDS = (4, 10)
SPARE_PHRASE = 0.2  # the same where no line fits the whole section: a clause at least tells a fact
LONGEST_HEADING = 12  # words of a line that must do where no shorter one is whole
LEAST_QUALITY = 0.45  # of a line that heads a section: a teaser has less
SAID_TWICE = 0.9  # for a clause that is read again in the section's first sentence
WHOLE_SENTENCE = 0.3  # for a whole sentence of the section
TITLE = 1.15  # for a line that an editor wrote as one
ALONE = 0.5  # for the heading of a single sentence, which every part of it fits
FACT = 0.4  # for a line that tells a fact of one sentence of the section only
PHRASE_WORDS = 3
ENOUGH = 0.4  # share of a heading's weight that a sentence must hold to be wholly about it
WEIGHTY = 14.0  # weight of some four words: a longer line need not have all its words in other sentences
OCCASIONAL = 0.5  # for where the news was told: "held a news conference"
TELLS = 2.0  # power of `telling`; at 1.0 short lines win, at 3.0 too few sections have a heading whose words tell it apart
TOLD_OF = 1.0  # power of the share of a line's weight that the section holds
OUTSIDE, OUTSIDE_HELD = 0.12, 0.6  # for a line out of a sentence not shown, as a stand-in, if the section holds so much of it
HERE = 0.45  # share of its weight that the section must hold
RESTATED = 0.5  # share of the shorter line's stems in another from which it says nearly the same
ALSO_RESTATED = 0.34  # the same where two of them are no names
MOST_CUT = 70  # sentences that clauses are cut from; twice as many gave the same headings on 74 events
RARE = 1e-5  # probability of a word in the language below which it is taken for a name
UNKNOWN = 3.0  # weight of a stem that no sentence has


@dataclass(slots=True)
class Part:
    """A section in the making."""

    units: list[Unit]
    heading: str = ""
    citations: tuple[Citation, ...] = ()
    label: bool = False
    value: float = 0.0  #: how well the heading names it, in [0, 1]

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
    spare: Sequence[Line]  #: longer ones, for want of better
    rarity: dict[str, float]
    lang: str | None
    telling: Mapping[str, float]  #: of the page's stems, how well each tells one section from another
    names: Set[str]  #: stems of words with a capital
    page: Sequence[Candidate]  #: the sentences to be parted
    weight: list[float] = field(init=False)  #: of each line: its stems by rarity
    good: list[float] = field(init=False)  #: of each line: how well it reads
    words: list[LineWords] = field(init=False)
    bits: dict[int, int] = field(init=False)  #: of each sentence, by its index: its bit in a set of sentences
    _sections: dict[tuple[int, ...], Prospects] = field(default_factory=dict)
    _again: Set[int] | None = None

    def __post_init__(self) -> None:
        self.weight = [self.rare(x.stems) for x in self.lines]
        self.good = [good(x, self.lang) for x in self.lines]
        self.bits = {c.index: 1 << at for at, c in enumerate(self.page)}
        where: dict[str, int] = {}
        for c in self.page:
            for stem in c.stems:
                where[stem] = where.get(stem, 0) | self.bits[c.index]
        self.words = [
            LineWords(
                [(where[s], self.rarity.get(s, UNKNOWN), self.telling.get(s, 0.0)) for s in x.stems if s in where], x.stems
            )
            for x in self.lines
        ]

    def prospects(self, part: Part) -> Prospects:
        """What the lines are to a section; kept, as a page is parted in many ways."""
        key = part.key
        if key not in self._sections:
            self._sections[key] = Prospects(part, self)
        return self._sections[key]

    def again(self, headline: Line) -> Set[int]:
        """The lines that say nearly what the headline does, and those cut shorter from them; kept, as the page has one headline."""
        if self._again is None:
            key = [(x.candidate, x.citation.article) for x in self.lines]
            said: defaultdict[tuple[int | None, str], list[frozenset[str]]] = defaultdict(list)
            for i, line in enumerate(self.lines):
                if restates(line.stems, [headline.stems], self.names):
                    said[key[i]].append(line.stems)
            self._again = frozenset(i for i, x in enumerate(self.lines) if any(x.stems <= t for t in said.get(key[i], ())))
        return self._again

    def rare(self, stems: frozenset[str]) -> float:
        weigh = self.rarity.get
        return math.fsum([weigh(s, UNKNOWN) for s in stems])  # exact, in whatever order


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


def pool(evidence: Evidence, like: Likeness, casing: Casing, chosen: Sequence[Candidate]) -> Pool:
    """Lines of HEADING_WORDS that could head a section: titles, and clauses and noun phrases of sentences shown and not shown."""
    shown = {c.index for c in chosen}
    about = frozenset(s for c in chosen for s in c.stems)
    rest = [c for c in evidence.candidates if c.grade == 0 and (c.index in shown or len(about.intersection(c.stems)) >= 3)]
    rest.sort(key=lambda c: (c.index not in shown, c.rank, c.index))
    lines = headlines.title_lines(evidence, casing, words=HEADING_WORDS, characters=(12, 80))
    surnames = frozenset(name for c in evidence.candidates for name in c.needs if name[:1].isupper())
    cut = headlines.sentence_lines(rest[:MOST_CUT], evidence.lang, words=HEADING_WORDS, characters=(12, 80), surnames=surnames)
    lines += [x for x in cut if clauses.reads_alone(x.text, evidence.lang)]
    lines = [x for x in lines if x.quality >= LEAST_QUALITY and len(x.stems) >= 2]
    spare = headlines.title_lines(evidence, casing, words=(HEADING_WORDS[0], LONGEST_HEADING), characters=(12, 100))
    spare = [x for x in spare if x.quality >= 0.5]
    long = headlines.sentence_lines(chosen, evidence.lang, words=(4, LONGEST_HEADING), characters=(12, 110), surnames=surnames)
    spare += [x for x in long if clauses.reads_alone(x.text, evidence.lang)]
    often = Counter(s for c in chosen for s in frozenset(c.stems))
    telling = {s: math.log(1 + len(chosen) / n) for s, n in often.items()}
    names = frozenset(s for c in chosen for s in names_in(c.text, evidence.lang))
    return Pool(lines, spare, like.rarity, evidence.lang, telling, names, chosen)


def phrase_lines(candidates: Sequence[Candidate], lang: str | None) -> list[Line]:
    """The noun phrases of sentences, each once."""
    found: dict[str, Line] = {}
    for c in candidates:
        for span, text, stems, quality in _phrases(c.passage.text, lang):
            if text not in found:
                part = narrow(c.passage, span.start, span.end)
                found[text] = Line(text, cite(part), stems, quality, c.voice, False, c.index, phrase=True)
    return list(found.values())


@functools.lru_cache(maxsize=1024)  # of few sentences, which come again in many sections, and in the next revision
def _phrases(sentence: str, lang: str | None) -> tuple[tuple[Span, str, frozenset[str], float], ...]:
    """The noun phrases of a sentence that say something: where each stands, as a line, its stems, and its quality."""
    made = []
    for phrase in phrases.find(sentence, lang):
        text = capitalised(one_line(sentence[phrase.span.start : phrase.span.end]))
        stems = frozenset(terms.stems(text, lang))
        if len(stems) >= 2 and len(text.split()) >= PHRASE_WORDS:
            made.append((phrase.span, text, stems, phrase.quality))
    return tuple(made)


def good(line: Line, lang: str | None) -> float:
    """How well a line reads as a heading, in (0, 1]."""
    tells = telling(line, spaced=lang not in clauses.UNSPACED)
    tells *= OCCASIONAL if headlines.OCCASION.search(line.text) else 1.0
    return math.sqrt(line.quality) * told(line) * math.pow(tells, TELLS)


def told(line: Line) -> float:
    """How much a line says, in (0, 1]: "Holder made the comments" names no section."""
    return (0.05, 0.1, 0.3, 0.7, 0.95)[len(line.stems)] if len(line.stems) < 5 else 1.0


@dataclass(frozen=True, slots=True)
class Fit:
    """How a line fits a section, whatever sections the rest of the page is parted in."""

    at: int  #: number of the line
    shared: float  #: what of it the section's other sentences have, in [FACT, 1]
    telling: (
        float  #: what the section without the sentence it was cut from has of it; -1.0 if only one sentence has a word of it
    )
    factors: tuple[float, float, float, float]  #: how much of it is told here, and how well such a line heads such a section

    def worth(self, elsewhere: float, told_elsewhere: float) -> float:
        """How well the line heads this section and no other, in [0, 1].

        Args:
            elsewhere: the share of its weight that another section holds at most.
            told_elsewhere: what tells sections apart that another has of it at most.
        """
        if self.telling <= told_elsewhere:
            return 0.0  # its words alone do not tell it to be this section's
        here, alone, reads, kind = self.factors
        return (self.shared - 0.25 * elsewhere) * here * alone * reads * kind


#: what may stand in: the number of a line, None if it is none of those that could fit; the line; what the fact it tells is worth
Stand = tuple[int | None, Line, float]


class Prospects:
    """What the lines of a page are to one of its sections, whatever sections the rest of the page is parted in."""

    def __init__(self, part: Part, of: Pool) -> None:
        self._candidates = part.candidates  # and not the pool, which has these: a circle would wait for the collector
        self.stems = [frozenset(c.stems) for c in self._candidates]
        self._bits = [of.bits[c.index] for c in self._candidates]
        self._within = functools.reduce(operator.or_, self._bits, 0)
        self._outside = ((1 << len(of.page)) - 1) & ~self._within
        self.shares = [words.rare(self._within) / w if w else 0.0 for words, w in zip(of.words, of.weight, strict=True)]
        self.tells = [words.tells(self._within) for words in of.words]  #: of each line, how much of what tells sections apart
        self.place = {c.index: k for k, c in enumerate(self._candidates)}
        self.whole = {c.text.rstrip(" .。") for c in self._candidates}
        self._opens = part.units[0].first.index
        self._single = len(self._candidates) == 1
        self.fits = [
            self._fit(at, of.lines[at], of)
            for at, share in enumerate(self.shares)
            if share >= HERE or (share and of.lines[at].candidate in self.place)
        ]
        self._holding: dict[tuple[str, int | None, bool], bool] = {}
        self._near: list[Stand] | None = None
        self._phrases: list[Stand] | None = None

    def _fit(self, at: int, line: Line, of: Pool) -> Fit:
        words = of.words[at]
        telling = self._telling(line, words)
        shared = self._shared(line, words, ENOUGH * min(of.weight[at], WEIGHTY)) if telling >= 0 else 0.0
        return Fit(at, FACT + (1 - FACT) * shared, telling, self._factors(at, line, of.good[at]))

    def _shared(self, line: Line, words: LineWords, enough: float) -> float:
        """Mean share of a line that the sentences have, but for the one it was cut from, in [0, 1]."""
        outside, outsiders = self._outside, max(1, self._outside.bit_count())
        within = self._within & words.any_in
        # a word that stands all over the page tells no section from another
        own = [
            (where, rarity * (1 - 0.7 * (where & outside).bit_count() / outsiders))
            for where, rarity, _ in words.of
            if where & within
        ]
        cut_from = None if self._single or line.candidate is None else self.place.get(line.candidate)
        rest = [bit for k, bit in enumerate(self._bits) if k != cut_from]
        touched = [min(1.0, math.fsum([w for where, w in own if where & bit]) / enough) for bit in rest if bit & within]
        return math.fsum(touched) / len(rest)

    def _telling(self, line: Line, words: LineWords) -> float:
        """Whether a reader can tell by its words alone, as `evaluate.headings_matched` asks of a page; -1.0 if not."""
        within = self._within
        if (within & words.any_in).bit_count() < min(2, len(self._bits)):
            return -1.0
        if self._single:
            return words.tells(within)
        cut_from = self.place.get(line.candidate) if line.candidate is not None else None
        source = next((k for k, bit in enumerate(self._bits) if k == cut_from or words.all_in & bit), None)
        return words.tells(within if source is None else within & ~self._bits[source])

    def _factors(self, at: int, line: Line, reads: float) -> tuple[float, float, float, float]:
        here = math.pow(self.shares[at], TOLD_OF)  # what a line says, its section should say
        if line.candidate is None:
            kind = TITLE
        elif line.text in self.whole:
            kind = WHOLE_SENTENCE
        else:
            kind = SAID_TWICE if line.candidate == self._opens else 1.0
        return here, ALONE if self._single else 1.0, reads, kind

    def holds(self, line: Line, evidence: Evidence, lang: str | None) -> bool:
        """Whether the checker lets the line stand over the section: its names and figures are there, and its cut turns nothing."""
        key = (line.text, line.candidate, line.phrase)
        found = self._holding.get(key)
        if found is None:
            found = self._holding[key] = self._holds(line, evidence, lang)
        return found

    def _holds(self, line: Line, evidence: Evidence, lang: str | None) -> bool:
        if checker.heading_fits(line.text, [c.text for c in self._candidates], lang=lang) < 0.3:
            return False
        if line.candidate not in self.place and not names_in(line.text, lang) <= frozenset[str]().union(*self.stems):
            return False  # of whom and where the section says nothing
        if not line.phrase or line.candidate is None:
            return True
        return phrases.heads(line.text, evidence.candidates[line.candidate].whole.text, lang)

    def near(self, of: Pool) -> list[Stand]:
        """What may stand in where no line fits the whole section: the lines near it, and titles for want of better."""
        if self._near is None:
            fitting = {fit.at for fit in self.fits}
            near = [(at, x) for at, x in enumerate(of.lines) if at in fitting or x.candidate in self.place]
            titles = [x for x in of.spare if x.is_title and not is_long(x.text, of.lang)]
            self._near = [(at, x, self._fact(x, of.lang) or self._unshown(at, of)) for at, x in near]
            self._near += [(None, x, 0.0) for x in titles]
        return self._near

    def spare(self, of: Pool) -> list[Stand]:
        """Longer ones, for want of better still."""
        return [(None, x, self._fact(x, of.lang)) for x in of.spare if x.candidate in self.place or x.is_title]

    def phrases(self, lang: str | None) -> list[Stand]:
        """A name for a thing is better than a whole long sentence, in English."""
        if self._phrases is None:
            named = phrase_lines(self._candidates, lang) if lang == "en" else []
            self._phrases = [(None, x, self._fact(x, lang)) for x in named if len(x.text.split()) >= HEADING_WORDS[0]]
        return self._phrases

    def _unshown(self, at: int, of: Pool) -> float:
        """What a line out of a sentence that is not shown is worth, if its words tell no section from another."""
        return OUTSIDE * of.good[at] * self.shares[at] if self.shares[at] >= OUTSIDE_HELD else 0.0

    def _fact(self, line: Line, lang: str | None) -> float:
        """What a line is worth for telling a fact of an early sentence; 0.0 if it is of no sentence here."""
        if line.candidate is None or line.candidate not in self.place:
            return 0.0
        fact = 0.2 * good(line, lang) / (1 + 0.15 * self.place[line.candidate])
        return fact * (SPARE_PHRASE if line.phrase else WHOLE_SENTENCE if line.text in self.whole else 1.0)


def is_long(text: str, lang: str | None) -> bool:
    return lang not in clauses.UNSPACED and len(text.split()) > HEADING_WORDS[1]


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
