"""Sections: which sentences belong together, in what order, under which heading. Pure; headings come from the sources.

Sentences are joined by average linkage on shared stems and nearness in their article. A section without a heading that fits it
is joined to its nearest rather than labelled; only *What happens next* and *Background* are fixed labels, and only where true.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsloom.checking import cite as checker
from newsloom.model import Citation
from newsloom.writing import clauses, labels
from newsloom.writing import headline as headlines
from newsloom.writing.claims import Likeness
from newsloom.writing.evidence import Candidate, Evidence, content_words
from newsloom.writing.headline import Line
from newsloom.writing.select import Unit

MOST_SECTIONS = 5
SENTENCES_A_SECTION = 3  # seed 004 has three in each
HEADING_WORDS = (4, 10)
HEADING_FIT = (
    0.42  # share of a heading's rarity-weighted stems that its section must hold; below, readers match fewer than 80 %
)
NEAR_BONUS = 0.12  # for sentences of one article at most three apart


@dataclass(slots=True)
class Part:
    """A section in the making."""

    units: list[Unit]
    heading: str = ""
    citations: tuple[Citation, ...] = ()
    label: bool = False
    lines: list[tuple[float, Line]] = field(default_factory=list)  #: headings that fit, best first

    @property
    def candidates(self) -> list[Candidate]:
        return [c for unit in self.units for c in unit.members]

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(s for c in self.candidates for s in c.stems)


def arrange(units: Sequence[Unit], evidence: Evidence, like: Likeness, headline: Line, pool: Sequence[Line]) -> list[Part]:
    """Put the chosen sentences into sections in reading order, each with a heading.

    Args:
        units: the choice. headline: what no heading may repeat. pool: lines that could be headings.
    """
    ordered = sorted(units, key=reading_key)
    lead = opening(units)
    count = sum(len(u.members) for u in ordered)
    wanted = min(MOST_SECTIONS, max(1, round(count / SENTENCES_A_SECTION)))
    if count >= 5 and len(evidence.articles) >= 3:
        wanted = max(2, wanted)
    parts = _cluster(ordered, wanted, like.rarity)
    return _name(_order(parts, lead), evidence, like, headline, pool, lead)


def opening(units: Sequence[Unit]) -> Unit:
    """The sentence the page opens with: of the first choices, the one that stands first in its article."""
    return min(enumerate(units[:3]), key=lambda pair: (pair[1].first.hang != "", pair[1].first.rank > 3, pair[0]))[1]


def reading_key(unit: Unit) -> tuple[int, int]:
    return (unit.first.rank, unit.first.index)


def likeness_of(a: Unit, b: Unit, rarity: dict[str, float]) -> float:
    """How much two units are about the same: cosine of their stems by rarity, and nearness in one article."""
    mine = {s for c in a.members for s in c.stems}
    other = {s for c in b.members for s in c.stems}
    common = math.fsum(rarity.get(s, 1.0) ** 2 for s in sorted(mine & other))
    norm = math.sqrt(
        math.fsum(rarity.get(s, 1.0) ** 2 for s in sorted(mine)) * math.fsum(rarity.get(s, 1.0) ** 2 for s in sorted(other))
    )
    near = a.first.article.id == b.first.article.id and abs(a.first.passage.position - b.members[-1].passage.position) <= 3
    return (common / norm if norm else 0.0) + (NEAR_BONUS if near else 0.0)


def _cluster(units: Sequence[Unit], wanted: int, rarity: dict[str, float]) -> list[Part]:
    parts = [Part([u]) for u in units]
    alike = {(i, j): likeness_of(a, b, rarity) for i, a in enumerate(units) for j, b in enumerate(units) if i < j}
    at = {id(u): i for i, u in enumerate(units)}
    count = sum(len(u.members) for u in units)
    largest = max(SENTENCES_A_SECTION + 1, math.ceil(count / max(1, wanted)) + 1)
    while len(parts) > wanted:
        best: tuple[float, int, int] | None = None
        for i, a in enumerate(parts):
            for j in range(i + 1, len(parts)):
                b = parts[j]
                size = len(a.candidates) + len(b.candidates)
                pairs = [alike[min(at[id(u)], at[id(v)]), max(at[id(u)], at[id(v)])] for u in a.units for v in b.units]
                value = math.fsum(pairs) / len(pairs) - 0.02 * size - (1.0 if size > largest else 0.0)
                if best is None or value > best[0] + 1e-12:
                    best = (value, i, j)
        assert best is not None
        _, i, j = best
        parts[i].units = sorted([*parts[i].units, *parts[j].units], key=reading_key)
        del parts[j]
    return parts


def _order(parts: list[Part], lead: Unit) -> list[Part]:
    """The section with the opening sentence first, it at the head; the others by how early their sentences stand in their articles."""
    for part in parts:
        part.units.sort(key=lambda u: (u is not lead, *reading_key(u)))

    def earliest(part: Part) -> tuple[bool, float, int]:
        ranks = sorted(c.rank for c in part.candidates)
        return (lead not in part.units, ranks[0] + math.fsum(ranks) / len(ranks), part.candidates[0].index)

    return sorted(parts, key=earliest)


# ---------------------------------------------------------------------------------------------- headings


def heading_pool(evidence: Evidence, known_lower: frozenset[str], chosen: Sequence[Candidate]) -> list[Line]:
    """Lines of HEADING_WORDS that could head a section: titles, clauses of sentences not shown, clauses of those shown."""
    lines = headlines.title_lines(evidence, known_lower, words=HEADING_WORDS, characters=(12, 90))
    shown = {c.index for c in chosen}
    about = frozenset(s for c in chosen for s in c.stems)
    rest = [c for c in evidence.candidates if c.grade == 0 and (c.index in shown or len(about.intersection(c.stems)) >= 3)]
    rest.sort(key=lambda c: (c.index not in shown, c.rank, c.index))
    cut = headlines.sentence_lines(rest[:140], evidence.lang, words=HEADING_WORDS, characters=(12, 90))
    lines += [x for x in cut if clauses.reads_alone(x.text, evidence.lang)]
    return [x for x in lines if x.quality >= 0.3]


def fit(line: Line, part: Part, others: Sequence[Part], rarity: dict[str, float]) -> float:
    """How well a line heads this section and no other: share of its stems here, by rarity, less the best share elsewhere."""

    def share(stems: frozenset[str]) -> float:
        total = math.fsum(rarity.get(s, 3.0) for s in sorted(line.stems))
        return math.fsum(rarity.get(s, 3.0) for s in sorted(line.stems & stems)) / total if total else 0.0

    here = share(part.stems)
    sentences = [frozenset(c.stems) for c in part.candidates]
    spread = math.fsum(min(1.0, len(line.stems & s) / 2) for s in sentences) / len(sentences)
    elsewhere = max((share(p.stems) for p in others), default=0.0)
    return here * (0.7 + 0.3 * spread) - 0.45 * elsewhere


def _name(
    parts: list[Part], evidence: Evidence, like: Likeness, headline: Line, pool: Sequence[Line], lead: Unit
) -> list[Part]:
    """Give each section the best free line, or a label where one is true; join sections that get none."""
    lang = evidence.lang
    while True:
        taken: list[frozenset[str]] = [content_words(headline.text, lang)]
        nameless: Part | None = None
        ease = 0.7 if len(parts) <= _welcome(parts) else 1.0
        for part in parts:
            others = [p for p in parts if p is not part]
            line = _best_line(part, others, like, pool, taken, lang, least=ease * HEADING_FIT)
            label = "" if line is not None or lead in part.units else labels.label_of(part.candidates, evidence)
            if line is not None:
                part.heading, part.citations, part.label = line.text, (line.citation,), False
                taken.append(content_words(line.text, lang))
            elif label and all(label != p.heading for p in others):
                part.heading, part.citations, part.label = label, (), True
            else:
                nameless = part
                break
        if nameless is None:
            return parts
        if len(parts) <= _fewest(parts, evidence):
            return _name_anyhow(parts, evidence, like, headline, pool)
        parts = _order(_join(parts, nameless, like), lead)


def _fewest(parts: Sequence[Part], evidence: Evidence) -> int:
    """The least number of sections that a page of this size must have."""
    count = sum(len(p.candidates) for p in parts)
    return 2 if (count >= 5 and len(evidence.articles) >= 3) or count >= 7 else 1


def _welcome(parts: Sequence[Part]) -> int:
    """The number of sections below which a weaker heading is better than none."""
    count = sum(len(p.candidates) for p in parts)
    return 3 if count >= 9 else 2 if count >= 5 else 1


def _best_line(
    part: Part, others: Sequence[Part], like: Likeness, pool: Sequence[Line], taken: Sequence[frozenset[str]],
    lang: str | None, *, least: float = HEADING_FIT,
) -> Line | None:  # fmt: skip
    first = part.candidates[0]
    shown = {c.index for c in part.candidates}
    ranked: list[tuple[float, str, Line]] = []
    for line in pool:
        if line.candidate == first.index and len(part.candidates) > 1:
            value = fit(line, part, others, like.rarity) * line.quality * 0.6  # would be read twice in a row
        else:
            value = fit(line, part, others, like.rarity) * line.quality
            if line.candidate in shown:
                value *= 0.8
        if line.is_title:
            value *= 1.25
        if value > 0.1:
            ranked.append((-value, line.text, line))
    ranked.sort(key=lambda r: r[:2])
    sentences = [c.text for c in part.candidates]
    for value, _, line in ranked[:12]:
        own = content_words(line.text, lang)
        if any(len(own & t) >= 0.6 * max(2, min(len(own), len(t))) for t in taken):
            continue
        if -value >= least * 0.6 and checker.heading_fits(line.text, sentences, lang=lang) >= 0.3:
            return line
    return None


def _join(parts: list[Part], nameless: Part, like: Likeness) -> list[Part]:
    """Join a section to the one most like it."""
    at = parts.index(nameless)

    def alike(other: Part) -> float:
        pairs = [likeness_of(u, v, like.rarity) for u in nameless.units for v in other.units]
        return math.fsum(pairs) / len(pairs) - 0.03 * len(other.candidates)

    target = max((p for p in parts if p is not nameless), key=lambda p: (alike(p), -parts.index(p)))
    target.units = [*target.units, *nameless.units]
    del parts[at]
    return parts


def _name_anyhow(parts: list[Part], evidence: Evidence, like: Likeness, headline: Line, pool: Sequence[Line]) -> list[Part]:
    """The last resort: of the lines left, the best that is not yet on the page, however weak; else the start of a sentence."""
    used = {headline.text}
    for part in parts:
        others = [p for p in parts if p is not part]
        shown = {c.index for c in part.candidates}
        free = [x for x in pool if x.text not in used and (x.candidate in shown or fit(x, part, others, like.rarity) > 0.2)]
        line = max(free, key=lambda x: (fit(x, part, others, like.rarity) * x.quality, x.text), default=None) or _opening(
            part, used
        )
        part.heading, part.citations = line.text, (line.citation,)
        used.add(line.text)
    return parts


def _opening(part: Part, used: set[str]) -> Line:
    """The first words of one of the section's sentences."""
    for c in part.candidates:
        for n in range(8, 3, -1):
            words = c.passage.text.split()[:n]
            end = 0
            for word in words:
                end = c.passage.text.index(word, end) + len(word)
            quote = c.passage.text[:end] if len(words) > 1 else c.passage.text[:40]
            text = " ".join(quote.split()).rstrip(' ,;:.–—-"“')
            if text and text not in used:
                citation = Citation(
                    c.passage.article, c.passage.field, c.passage.start, c.passage.start + len(quote), quote, c.passage.version
                )
                return Line(text[:1].upper() + text[1:], citation, frozenset(c.stems), 0.1, c.voice, False, c.index)
    c = part.candidates[0]
    return Line(c.text, c.citation, frozenset(c.stems), 0.05, c.voice, False, c.index)
