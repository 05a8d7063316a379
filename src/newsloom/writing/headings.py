"""A heading for each section, out of what the sources wrote. Pure; only *What happens next* and *Background* are fixed labels.

A line heads a section if the section holds most of its words, several of its sentences some of them, and no other section as many:
then a reader who sees headings and sections apart can match them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsloom.checking import cite as checker
from newsloom.model import Citation
from newsloom.writing import clauses, labels
from newsloom.writing import headline as headlines
from newsloom.writing.casing import Casing
from newsloom.writing.claims import Likeness
from newsloom.writing.evidence import Candidate, Evidence, content_words
from newsloom.writing.headline import Line
from newsloom.writing.select import Unit

HEADING_WORDS = (4, 10)
LONGEST_HEADING = 16  # words of a line that must do where no shorter one is whole
LEAST = 0.12  # of `worth`, set by eye on pages read: below it a heading seems to name its section no better than another
GOOD = 0.55  # of `worth`: a heading as good as they come
OWN_WORDS = 0.75  # for a clause of a sentence that stands in the section: it is read twice
FIRST_WORDS = 0.6  # for one of the section's first sentence: it is read twice in a row
WHOLE_SENTENCE = 0.4  # for a whole sentence of the section
TITLE = 1.25  # for a line that an editor wrote as one
RESTATED = 0.6  # share of the shorter line's content words in another from which it says the same
MOST_LINES = 12  # looked at for one section


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


@dataclass(slots=True)
class Pool:
    """Lines that could be headings, and what they are measured by."""

    lines: Sequence[Line]
    spare: Sequence[Line]  #: longer ones, for want of better
    rarity: dict[str, float]
    lang: str | None
    weight: list[float] = field(default_factory=list)  #: of each line: its stems by rarity

    def __post_init__(self) -> None:
        self.weight = [self.rare(x.stems) for x in self.lines]

    def rare(self, stems: frozenset[str]) -> float:
        return math.fsum(sorted(self.rarity.get(s, 3.0) for s in stems))


def pool(evidence: Evidence, like: Likeness, casing: Casing, chosen: Sequence[Candidate]) -> Pool:
    """Lines of HEADING_WORDS that could head a section: titles, clauses of sentences shown, clauses of sentences not shown."""
    lines = headlines.title_lines(evidence, casing, words=HEADING_WORDS, characters=(12, 90))
    shown = {c.index for c in chosen}
    about = frozenset(s for c in chosen for s in c.stems)
    rest = [c for c in evidence.candidates if c.grade == 0 and (c.index in shown or len(about.intersection(c.stems)) >= 3)]
    rest.sort(key=lambda c: (c.index not in shown, c.rank, c.index))
    cut = headlines.sentence_lines(rest[:140], evidence.lang, words=HEADING_WORDS, characters=(12, 90))
    lines += [x for x in cut if clauses.reads_alone(x.text, evidence.lang)]
    spare = headlines.title_lines(evidence, casing, words=(3, LONGEST_HEADING), characters=(12, 120))
    spare = [x for x in spare if x.quality >= 0.5]
    long = headlines.sentence_lines(chosen, evidence.lang, words=(3, LONGEST_HEADING), characters=(12, 120))
    spare += [x for x in long if clauses.reads_alone(x.text, evidence.lang)]
    return Pool([x for x in lines if x.quality >= 0.3 and told(x) >= 0.5], spare, like.rarity, evidence.lang)


def told(line: Line) -> float:
    """How much a line says, in (0, 1]: "Holder made the comments" names no section."""
    return (0.05, 0.2, 0.5, 0.85)[len(line.stems)] if len(line.stems) < 4 else 1.0


def worth(line: Line, weight: float, part: Part, others: Sequence[frozenset[str]], of: Pool) -> float:
    """How well a line heads this section and no other, in [0, 1].

    Args:
        weight: of the line. others: the stems of each other section.
    """
    sentences = [frozenset(c.stems) for c in part.candidates]
    here = of.rare(line.stems.intersection(*[frozenset().union(*sentences)])) / weight if weight else 0.0
    if here < 0.4:
        return 0.0
    touched = math.fsum(sorted(min(1.0, len(line.stems & s) / 2) for s in sentences)) / len(sentences)
    elsewhere = max((of.rare(line.stems & s) / weight for s in others), default=0.0)
    value = (here * (0.5 + 0.5 * touched) - 0.4 * elsewhere) * line.quality * told(line)
    if line.candidate is None:
        return value * TITLE
    if line.text in {c.text.rstrip(" .。") for c in part.candidates}:
        return value * WHOLE_SENTENCE
    if line.candidate == part.candidates[0].index and len(sentences) > 1:
        return value * FIRST_WORDS
    return value * (OWN_WORDS if line.candidate in {c.index for c in part.candidates} else 1.0)


def name(parts: Sequence[Part], evidence: Evidence, of: Pool, headline: Line, *, least: float = LEAST) -> list[int]:
    """Give each section the best line that no other needs more, or a label where one is true; returns which are left without."""
    options: list[tuple[float, int, str, Line]] = []
    stems = [frozenset(s for c in p.candidates for s in c.stems) for p in parts]
    for i, part in enumerate(parts):
        others = [s for j, s in enumerate(stems) if j != i]
        ranked = [(worth(x, w, part, others, of), i, x.text, x) for x, w in zip(of.lines, of.weight, strict=True)]
        options += sorted((r for r in ranked if r[0] >= least), key=lambda r: (-r[0], r[2]))[:MOST_LINES]
    taken = [content_words(headline.text, of.lang)]
    waiting = set(range(len(parts)))
    for value, i, text, line in sorted(options, key=lambda r: (-r[0], r[1], r[2])):
        own = content_words(text, of.lang)
        if i not in waiting or any(len(own & t) >= RESTATED * max(2, min(len(own), len(t))) for t in taken):
            continue
        if checker.heading_fits(text, [c.text for c in parts[i].candidates], lang=of.lang) < 0.3:
            continue
        part = parts[i]
        part.heading, part.citations, part.label, part.value = text, (line.citation,), False, min(1.0, value / GOOD)
        taken.append(own)
        waiting.discard(i)
    nameless: list[int] = []
    for i in sorted(waiting):
        label = labels.label_of(parts[i].candidates, evidence) if i else ""
        if not label or any(label == p.heading for p in parts):
            nameless.append(i)
            continue
        parts[i].heading, parts[i].citations, parts[i].label, parts[i].value = label, (), True, 0.8
    return nameless


def name_anyhow(parts: Sequence[Part], of: Pool, headline: Line) -> None:
    """The last resort: of all lines that are whole, the best that is not yet on the page; else one of the section's sentences."""
    used = [headline.text]
    stems = [frozenset(s for c in p.candidates for s in c.stems) for p in parts]
    lines = [*of.lines, *of.spare]
    for i, part in enumerate(parts):
        others = [s for j, s in enumerate(stems) if j != i]
        said = [content_words(text, of.lang) for text in used]

        def score(
            line: Line, part: Part = part, others: Sequence[frozenset[str]] = others, said: Sequence[frozenset[str]] = said
        ) -> float:
            own = content_words(line.text, of.lang)
            again = any(len(own & t) >= RESTATED * max(2, min(len(own), len(t))) for t in said)
            return (worth(line, of.rare(line.stems), part, others, of) + 0.01) * (0.3 if again else 1.0)

        free = [x for x in lines if x.text not in used]
        line = max(free, key=lambda x: (score(x), x.text), default=None)
        if line is None or score(line) <= 0.011:
            line = _shortest(part, used) or line or _shortest(part, [])
        assert line is not None
        part.heading, part.citations, part.label = line.text, (line.citation,), False
        used.append(line.text)


def _shortest(part: Part, used: Sequence[str]) -> Line | None:
    """The shortest of the section's sentences, whole; None if all are in use."""
    for c in sorted(part.candidates, key=lambda c: (c.grade, len(c.text), c.index)):
        text = c.text.rstrip(" .。")
        if text not in used:
            return Line(text, c.citation, frozenset(c.stems), 0.05, c.voice, False, c.index)
    return None
