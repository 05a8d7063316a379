"""A heading for each section, out of what the sources wrote. Pure; the only fixed headings are the labels of `labels`.

A heading is a title, a clause or a noun phrase. It fits a section if the *other* sentences of the section share its words too, not only
the one it was cut from, and no other section as many: then a reader who sees headings and sections apart can match them.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field

from newsloom.checking import cite as checker
from newsloom.checking import phrases
from newsloom.model import Citation
from newsloom.text import terms
from newsloom.writing import clauses, labels
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
LEAST = 0.03  # of `worth`, by eye on pages read: below it a heading seems to name its section no better than another
GOOD = 0.42  # of `worth`: a heading as good as they come
SAID_TWICE = 0.9  # for a clause that is read again in the section's first sentence
WHOLE_SENTENCE = 0.3  # for a whole sentence of the section
TITLE = 1.15  # for a line that an editor wrote as one
ALONE = 0.5  # for the heading of a single sentence, which every part of it fits
FACT = 0.4  # for a line that tells a fact of one sentence of the section only
NAMED_AMISS = 0.4  # taken off a section whose heading stands in
HARDLY_NAMED = 1.0  # and off one whose heading has more words than HEADING_WORDS, or no verb
TITLE_AFAR = 0.01  # for a title that shares little with the section: better than a whole sentence as a heading
STAND_IN = 0.5  # of its worth counts a line that fits no better than by LEAST
#: `Part.value` up to which the heading of a section stands in for one that fits, and up to which there is none to speak of
STANDS_IN, UNNAMED = -NAMED_AMISS / 2, -HARDLY_NAMED + STAND_IN
PHRASE_WORDS = 3
ENOUGH = 0.4  # share of a heading's weight that a sentence must hold to be wholly about it
WEIGHTY = 14.0  # weight of some four words: a longer line need not have all its words in other sentences
TELLS = 2.0  # power of `telling`; at 1.0 short lines win, at 3.0 too few sections have a heading whose words tell it apart
TOLD_OF = 1.0  # power of the share of a line's weight that the section holds
OUTSIDE, OUTSIDE_HELD = 0.12, 0.6  # for a line out of a sentence not shown, as a stand-in, if the section holds so much of it
HERE = 0.45  # share of its weight that the section must hold
RESTATED = 0.5  # share of the shorter line's stems in another from which it says nearly the same
ALSO_RESTATED = 0.34  # the same where two of them are no names
SAID = 0.7  # and from which it says nothing else
HALF_SAID = 0.3  # for the fact of a line that says nearly the same as another
MOST_LINES = 16  # looked at for one section
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
    weight: list[float] = field(default_factory=list)  #: of each line: its stems by rarity
    good: list[float] = field(default_factory=list)  #: of each line: how well it reads
    _sections: dict[tuple[int, ...], Prospects] = field(default_factory=dict)
    _again: Set[int] | None = None

    def __post_init__(self) -> None:
        self.weight = [self.rare(x.stems) for x in self.lines]
        self.good = [good(x, self.lang) for x in self.lines]

    def prospects(self, part: Part, page: Sequence[Part]) -> Prospects:
        """What the lines are to a section; kept, as a page is parted in many ways. Args: page: all its sections."""
        key = part.key
        if key not in self._sections:
            self._sections[key] = Prospects(part, [other for other in page if other is not part], self)
        return self._sections[key]

    def again(self, headline: Line) -> Set[int]:
        """The lines that say nearly what the headline does, and those cut shorter from them; kept, as the page has one headline."""
        if self._again is None:
            key = [(x.candidate, x.citation.article) for x in self.lines]
            said: defaultdict[tuple[int | None, str], list[frozenset[str]]] = defaultdict(list)
            for i, line in enumerate(self.lines):
                if _restates(line.stems, [headline.stems], self.names):
                    said[key[i]].append(line.stems)
            self._again = frozenset(i for i, x in enumerate(self.lines) if any(x.stems <= t for t in said.get(key[i], ())))
        return self._again

    def told(self, stems: Collection[str]) -> float:
        weigh = self.telling.get
        return math.fsum([weigh(s, 0.0) for s in stems])

    def rare(self, stems: frozenset[str]) -> float:
        weigh = self.rarity.get
        return math.fsum([weigh(s, UNKNOWN) for s in stems])  # exact, in whatever order


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
    spare = headlines.title_lines(evidence, casing, words=(3, LONGEST_HEADING), characters=(12, 100))
    spare = [x for x in spare if x.quality >= 0.5]
    long = headlines.sentence_lines(chosen, evidence.lang, words=(4, LONGEST_HEADING), characters=(12, 110), surnames=surnames)
    spare += [x for x in long if clauses.reads_alone(x.text, evidence.lang)]
    often = Counter(s for c in chosen for s in frozenset(c.stems))
    telling = {s: math.log(1 + len(chosen) / n) for s, n in often.items()}
    names = frozenset(s for c in chosen for s in _names(c.text, evidence.lang))
    return Pool(lines, spare, like.rarity, evidence.lang, telling, names)


def phrase_lines(candidates: Sequence[Candidate], lang: str | None) -> list[Line]:
    """The noun phrases of sentences, each once."""
    found: dict[str, Line] = {}
    for c in candidates:
        for phrase in phrases.find(c.passage.text, lang):
            part = narrow(c.passage, phrase.span.start, phrase.span.end)
            text = one_line(part.text)
            text = capitalised(text)
            stems = frozenset(terms.stems(text, lang))
            if text not in found and len(stems) >= 2 and (len(text.split()) >= PHRASE_WORDS or not text.isascii()):
                found[text] = Line(text, cite(part), stems, phrase.quality, c.voice, False, c.index, phrase=True)
    return list(found.values())


def good(line: Line, lang: str | None) -> float:
    """How well a line reads as a heading, in (0, 1]."""
    tells = telling(line, spaced=lang not in clauses.UNSPACED)
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

    def __init__(self, part: Part, others: Sequence[Part], of: Pool) -> None:
        self._candidates = part.candidates  # and not the pool, which has these: a circle would wait for the collector
        self.stems = [frozenset(c.stems) for c in self._candidates]
        self.held = frozenset[str]().union(*self.stems)
        self.shares = [of.rare(x.stems & self.held) / w if w else 0.0 for x, w in zip(of.lines, of.weight, strict=True)]
        self.tells = [of.told(x.stems & self.held) for x in of.lines]  #: of each line, how much of what tells sections apart
        self.place = {c.index: k for k, c in enumerate(self._candidates)}
        self.whole = {c.text.rstrip(" .。") for c in self._candidates}
        self._opens = part.units[0].first.index
        self._single = len(self._candidates) == 1
        beyond = [frozenset(c.stems) for other in others for c in other.candidates]
        self._outside = Counter(s for sentence in beyond for s in sentence)
        self._outsiders = max(1, len(beyond))
        self.fits = [
            self._fit(at, of.lines[at], of)
            for at, share in enumerate(self.shares)
            if share >= HERE or (share and of.lines[at].candidate in self.place)
        ]
        self._holding: dict[tuple[str, int | None, bool], bool] = {}
        self._near: list[Stand] | None = None
        self._phrases: list[Stand] | None = None

    def _fit(self, at: int, line: Line, of: Pool) -> Fit:
        outside, outsiders = self._outside, self._outsiders
        # a word that stands all over the page tells no section from another
        own = {s: of.rarity.get(s, UNKNOWN) * (1 - 0.7 * outside[s] / outsiders) for s in line.stems}
        cut_from = None if self._single else self.place.get(line.candidate) if line.candidate is not None else None
        rest = [line.stems & stems for k, stems in enumerate(self.stems) if k != cut_from]
        enough = ENOUGH * min(of.weight[at], WEIGHTY)
        touched = math.fsum([min(1.0, math.fsum([own[s] for s in r]) / enough) for r in rest]) / len(rest)
        return Fit(at, FACT + (1 - FACT) * touched, self._telling(line, of), self._factors(at, line, of.good[at]))

    def _telling(self, line: Line, of: Pool) -> float:
        """Whether a reader can tell by its words alone, as `evaluate.headings_matched` asks of a page."""
        sentences = self.stems
        if sum(not line.stems.isdisjoint(stems) for stems in sentences) < min(2, len(sentences)):
            return -1.0
        source = next(
            (k for k, c in enumerate(self._candidates) if c.index == line.candidate or line.stems <= sentences[k]), None
        )
        beside = [stems for k, stems in enumerate(sentences) if k != source or self._single]
        return of.told(line.stems.intersection(frozenset[str]().union(*beside)))

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
        if line.candidate not in self.place and not _names(line.text, lang) <= self.held:
            return False  # of whom and where the section says nothing
        if not line.phrase or line.candidate is None:
            return True
        return phrases.heads(line.text, evidence.candidates[line.candidate].whole.text, lang)

    def near(self, of: Pool) -> list[Stand]:
        """What may stand in where no line fits the whole section: the lines near it, and titles for want of better."""
        if self._near is None:
            fitting = {fit.at for fit in self.fits}
            near = [(at, x) for at, x in enumerate(of.lines) if at in fitting or x.candidate in self.place]
            titles = [x for x in of.spare if x.is_title and not _is_long(x.text, of.lang)]
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


def _is_long(text: str, lang: str | None) -> bool:
    return lang not in clauses.UNSPACED and len(text.split()) > HEADING_WORDS[1]


def name(parts: Sequence[Part], evidence: Evidence, of: Pool, headline: Line, *, join: bool = False) -> None:
    """Give each section the best line that no other needs more, else a label where one is true, else a line that at least tells a fact.

    Args:
        join: the section of least value is to be joined to another if that is not above 0: if only one can be it, nothing stands in there.
    """
    prospects = [of.prospects(part, parts) for part in parts]
    again = of.again(headline)
    values: list[dict[int, float]] = []  # of each section, what the lines near it are worth
    for own in prospects:
        others = [other for other in prospects if other is not own]
        near: dict[int, float] = {}
        for fit in own.fits:
            at = fit.at
            elsewhere = max([other.shares[at] for other in others], default=0.0)
            told_elsewhere = max([other.tells[at] for other in others], default=-0.5)
            near[at] = fit.worth(elsewhere, told_elsewhere)
        values.append(near)
    best = [
        sorted(
            ((v, of.lines[at].text, of.lines[at]) for at, v in table.items() if v >= LEAST and at not in again),
            key=lambda r: (-r[0], r[1]),
        )
        for table in values
    ]
    best = [rows[:MOST_LINES] for rows in best]
    taken = [headline.stems]
    waiting = set(range(len(parts)))
    for value, i, _, line in sorted(
        ((v, i, t, x) for i, table in enumerate(best) for v, t, x in table), key=lambda r: (-r[0], r[1], r[2])
    ):
        if i not in waiting or _restates(line.stems, taken, of.names) or not prospects[i].holds(line, evidence, of.lang):
            continue
        _give(parts[i], line, min(1.0, value / GOOD))
        taken.append(line.stems)
        waiting.discard(i)
    for i in sorted(waiting):
        label = labels.label_of(parts[i].candidates, evidence) if i else ""
        if label and all(label != p.heading for p in parts):
            parts[i].heading, parts[i].citations, parts[i].label, parts[i].value = label, (), True, 0.8
            continue
        if join and len(waiting) == 1 and STAND_IN * max(values[i].values(), default=0.0) / GOOD <= NAMED_AMISS:
            parts[i].value = UNNAMED
            continue
        used = {p.heading for p in parts} | {headline.text}
        said = frozenset(of.lines[at].text for at in again)
        line, value = _stand_in(parts[i], prospects[i], values[i], evidence, of, taken, used, said)
        _give(parts[i], line, value)
        taken.append(line.stems)


def _give(part: Part, line: Line, value: float) -> None:
    part.heading, part.citations, part.label, part.value = line.text, (line.citation,), False, value


def lack(part: Part) -> int:
    """How far a section is from a heading that fits it: 0 if it has one, 1 if another stands in, 2 if it has none to speak of."""
    return (part.value <= STANDS_IN) + (part.value <= UNNAMED)


def _restates(own: frozenset[str], taken: Sequence[frozenset[str]], names: Set[str], share: float = RESTATED) -> bool:
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
def _names(text: str, lang: str | None) -> frozenset[str]:
    """The stems of words with a capital, of the first only if it is no common word."""
    words = [w for i, w in enumerate(text.split()) if w[:1].isupper() and (i or terms.prior(w.lower(), lang) < RARE)]
    return frozenset(s for w in words for s in terms.stems(w, lang))


def themes(
    units: Sequence[Unit], of: Pool, headline: Line, most: int, alike: Sequence[Sequence[float]]
) -> list[list[list[int]]]:
    """Partitions of units, in reading order, into two groups to `most` by the lines that could head them.

    For each number one whose groups go wherever their lines fit, and one whose groups are stretches of the reading order.
    """
    fits = _fits(units, of, headline)
    if not fits:
        return []
    return [*_loose(fits, most, alike), *_stretches([row for _, _, row in fits], most)]


def _fits(units: Sequence[Unit], of: Pool, headline: Line) -> list[tuple[Line, frozenset[str], list[float]]]:
    """The lines that two units at least share words with: each with its content words and how much of it each unit shares, in [0, 1]."""
    stems = [frozenset(s for c in u.members for s in c.stems) for u in units]
    owner = {c.index: i for i, u in enumerate(units) for c in u.members}
    often = Counter(s for own in stems for s in own)
    telling = {s: math.log(len(units) / n) for s, n in often.items()}
    again = of.again(headline)
    found = []
    for at, (line, weight, good) in enumerate(zip(of.lines, of.weight, of.good, strict=True)):
        own = line.stems
        if not weight or at in again:
            continue
        enough = ENOUGH * min(weight, WEIGHTY)
        row = [good * min(1.0, math.fsum(telling[s] for s in sorted(line.stems & have)) / enough) for have in stems]
        if line.candidate in owner:
            row[owner[line.candidate]] *= 0.5  # of its own sentence it says all, whatever the rest is about
        if sum(value > 0.2 for value in row) >= 2:
            found.append((line, own, row))
    return found


def _loose(
    fits: list[tuple[Line, frozenset[str], list[float]]], most: int, alike: Sequence[Sequence[float]]
) -> list[list[list[int]]]:
    """Greedy: the line that most units share words with, then the one that most of the rest do; each unit to the line it shares most with."""
    best = [0.0] * len(alike)
    chosen: list[list[float]] = []
    found = []
    while len(chosen) < most and fits:
        gains = [(math.fsum(max(0.0, v - b) for v, b in zip(row, best, strict=True)), line.text) for line, _, row in fits]
        at = max(range(len(fits)), key=lambda i: gains[i])
        if gains[at][0] <= 0.2:
            break
        _, own, row = fits[at]
        chosen.append(row)
        best = [max(v, b) for v, b in zip(row, best, strict=True)]
        fits = [f for f in fits if not _restates(f[1], [own], frozenset())]
        if len(chosen) >= 2:
            groups = _assigned(chosen, alike)
            if all(groups):
                found.append(groups)
    return found


def _stretches(rows: Sequence[Sequence[float]], most: int) -> list[list[list[int]]]:
    """The best cuts of the reading order: each stretch is worth what its units share of the line that fits it best."""
    n = len(rows[0])
    value = {}
    for i in range(n):
        for j in range(i + 1, n + 1):
            value[i, j] = max(math.fsum(row[i:j]) for row in rows) * (1.0 if j - i > 1 else 0.3)
    best = {(1, j): (value[0, j], [j]) for j in range(1, n + 1)}
    found = []
    for k in range(2, min(most, n) + 1):
        for j in range(k, n + 1):
            best[k, j] = max(
                ((best[k - 1, i][0] + value[i, j], [*best[k - 1, i][1], j]) for i in range(k - 1, j)), key=lambda r: r[0]
            )
        ends = [0, *best[k, n][1]]
        found.append([list(range(a, b)) for a, b in itertools.pairwise(ends)])
    return found


def _assigned(rows: Sequence[Sequence[float]], alike: Sequence[Sequence[float]]) -> list[list[int]]:
    """Each unit with the row in which it has most; one that has nothing in any with the group it is most like."""
    groups: list[list[int]] = [[] for _ in rows]
    homeless = []
    for unit in range(len(alike)):
        value, at = max((row[unit], -k) for k, row in enumerate(rows))
        if value > 0:
            groups[-at].append(unit)
        else:
            homeless.append(unit)
    firm = [list(g) for g in groups]
    for unit in homeless:
        at = max(range(len(groups)), key=lambda k: (math.fsum(alike[unit][m] for m in firm[k]) / max(1, len(firm[k])), -k))
        groups[at].append(unit)
    return [sorted(g) for g in groups]


def _stand_in(
    part: Part,
    prospects: Prospects,
    values: Mapping[int, float],
    evidence: Evidence,
    of: Pool,
    taken: Sequence[frozenset[str]],
    used: Set[str],
    again: Set[str],
) -> tuple[Line, float]:
    """Where no line fits the whole section: one that tells a fact of an early sentence of it, and what it is worth.

    Args:
        values: what the lines near the section are worth, by number. again: lines that say nearly what the headline does.
    """

    def score(value: float, line: Line, fact: float) -> float:
        if line.candidate not in prospects.place:
            return value or (TITLE_AFAR * line.quality if line.is_title else fact)
        return (value + fact) * (HALF_SAID if _restates(line.stems, taken, of.names) else 1.0)

    def repeats(line: Line) -> int:
        """Whether a line says what headline and headings say: 2 if so, 1 if nearly, 0 if not."""
        return 2 if _restates(line.stems, taken, of.names, SAID) else int(line.text in again)

    def best(options: Sequence[Stand], *, repeating: int = 0) -> tuple[Line, float] | None:
        """The best of those that so far say again what headline and headings say."""
        found = []
        for at, line, fact in options:
            if line.text not in used and repeats(line) == repeating:
                value = values.get(at, 0.0) if at is not None else 0.0
                found.append((score(value, line, fact), line.text, value, line))
        for total, _, value, line in sorted(found, key=lambda r: (-r[0], r[1])):
            if total > 0 and prospects.holds(line, evidence, of.lang):
                return line, STAND_IN * min(1.0, value / GOOD) - amiss(line, repeating)
        return None

    def amiss(line: Line, repeating: int) -> float:
        hardly = repeating == 2 or _is_long(line.text, of.lang) or (line.phrase and of.lang == "en")
        return HARDLY_NAMED if hardly else NAMED_AMISS

    near, spare = prospects.near(of), prospects.spare(of)
    named: list[Stand] = []
    found = best(near) or best(near, repeating=1) or best(spare)
    if found is None:
        named = prospects.phrases(of.lang)
        about = Counter(s for stems in prospects.stems for s in stems)
        found = best([option for option in named if any(about[s] > 1 for s in option[1].stems)])
    found = found or best(near, repeating=2) or best(spare, repeating=2) or best(named)
    if found is None:
        last = _shortest(part, used, evidence.lang) or _shortest(part, (), evidence.lang)
        assert last is not None  # a section has a sentence
        return last, -amiss(last, 0)
    return found


def _shortest(part: Part, used: Collection[str], lang: str | None) -> Line | None:
    """The shortest of the section's sentences that can stand alone, whole; None if all are in use."""

    def order(c: Candidate) -> tuple[int, bool, bool, int, int]:
        return c.grade, c.text[:1] in '"“', not clauses.reads_alone(c.text, lang), len(c.text), c.index

    for c in sorted(part.candidates, key=order):
        text = c.text.rstrip(" .。")
        if text not in used:
            return Line(text, c.citation, frozenset(c.stems), 0.05, c.voice, False, c.index)
    return None
