"""A heading for each section, out of what the sources wrote. Pure; the only fixed headings are the labels of `labels`.

A heading is a title, a clause or a noun phrase. It fits a section if the *other* sentences of the section share its words too, not only
the one it was cut from, and no other section as many: then a reader who sees headings and sections apart can match them.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Collection, Sequence

from newsloom.writing import clauses, labels
from newsloom.writing.chosen import Unit
from newsloom.writing.evidence import Candidate, Evidence
from newsloom.writing.headline import Line
from newsloom.writing.prospects import ENOUGH, LACK_ALL, LACK_OPENING, LACK_OWN, WEIGHTY, Fit, Part, Pool, Prospects, restates

LEAST = 0.32  # of `Fit.worth`, from which a line stands over a section; of clauses beyond .3 a third was weak
TITLE_LATER = 0.6  # for a title over a later section: it tells the news itself; three in five were weak
#: the same of the section that opens the page, for which the headline is nearly heading enough: a title, or a clause that more than a
#: side point of it shares words with. Of the clauses that share less 41 % were weak at any worth, of these 31 %, of titles 20 %.
LEAST_OPENING, COVERS = 0.5, 0.5
STANDS_IN = 0.55  # of `Fit.chance`, for want of a line whose words tell that it is this section's
FEW = 2  # sentences of a section over which one stands in: of more it would tell one of many facts
TRUE_LABEL = 0.6  # what a label is worth that says what its section tells
MOST_LINES = 16  # looked at for one section


def name(parts: Sequence[Part], evidence: Evidence, of: Pool) -> None:
    """Give each section the best line that no other needs more, else a label: one that is true of it, or the one that says it is the news.

    Args:
        parts: in reading order.
    """
    prospects = [of.prospects(part) for part in parts]
    values: list[list[tuple[Fit, float]]] = []  # of each section, what the lines near it are worth
    for own in prospects:
        others = [other for other in prospects if other is not own]
        values.append([(fit, fit.worth(max([other.tells[fit.at] for other in others], default=-0.5))) for fit in own.fits])
    taken = [of.headline.stems]
    waiting = set(range(len(parts)))
    for value, i, _, line in sorted((row for at, near in enumerate(values) for row in _best(near, at, of)), key=_order):
        if i in waiting and not restates(line.stems, taken, of.names) and prospects[i].holds(line, of.lang):
            _give(parts[i], line, value)
            taken.append(line.stems)
            waiting.discard(i)
    for i in sorted(waiting):
        label = labels.label_of(parts[i].candidates, evidence) if i else ""
        if label and all(label != p.heading for p in parts):
            _label(parts[i], label, TRUE_LABEL, 0)
        elif not i and (label := labels.brief(evidence.lang)):
            _label(parts[i], label, 0.0, LACK_OPENING)
        else:
            taken += _stand_in(parts[i], prospects[i], evidence, of, taken, {p.heading for p in parts} | {of.headline.text})


_Row = tuple[float, int, str, Line]


def _best(near: Sequence[tuple[Fit, float]], i: int, of: Pool) -> list[_Row]:
    """The lines that may stand over a section, the best first: what each is worth, the section's number, its text and itself."""
    rows = []
    for fit, worth in near:
        line = of.lines[fit.at]
        value = worth * TITLE_LATER if i and line.is_title else worth
        if fit.at not in of.again and (
            value >= LEAST if i else value >= LEAST_OPENING and (line.is_title or fit.covers >= COVERS)
        ):
            rows.append((value, i, line.text, line))
    return sorted(rows, key=_order)[:MOST_LINES]


def _order(row: _Row) -> tuple[float, int, str]:
    return -row[0], row[1], row[2]


def _give(part: Part, line: Line, value: float, lack: int = 0) -> None:
    part.heading, part.citations, part.label, part.value, part.lack = line.text, (line.citation,), False, value, lack


def _label(part: Part, label: str, value: float, lack: int) -> None:
    part.heading, part.citations, part.label, part.value, part.lack = label, (), True, value, lack


def themes(units: Sequence[Unit], of: Pool, most: int, alike: Sequence[Sequence[float]]) -> list[list[list[int]]]:
    """Partitions of units, in reading order, into two groups to `most` by the lines that could head them.

    For each number one whose groups go wherever their lines fit, and one whose groups are stretches of the reading order.
    """
    fits = _fits(units, of)
    if not fits:
        return []
    return [*_loose(fits, most, alike), *_stretches([row for _, _, row in fits], most)]


def _fits(units: Sequence[Unit], of: Pool) -> list[tuple[Line, frozenset[str], list[float]]]:
    """The lines that two units at least share words with: each with its content words and how much of it each unit shares, in [0, 1]."""
    stems = [frozenset(s for c in u.members for s in c.stems) for u in units]
    owner = {c.index: i for i, u in enumerate(units) for c in u.members}
    often = Counter(s for own in stems for s in own)
    telling = {s: math.log(len(units) / n) for s, n in often.items()}
    found = []
    for at, (line, weight, good) in enumerate(zip(of.lines, of.weight, of.good, strict=True)):
        own = line.stems
        if not weight or at in of.again:
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
        fits = [f for f in fits if not restates(f[1], [own], frozenset())]
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
    part: Part, prospects: Prospects, evidence: Evidence, of: Pool, taken: Sequence[frozenset[str]], used: Collection[str]
) -> list[frozenset[str]]:  # fmt: skip
    """Where no line fits the section: one that its words do not tell from others', else a label, else its shortest sentence.

    Returns: the stems of the line given, if any.
    """
    few = len(part.candidates) <= FEW
    near = [
        (fit.chance, 0, of.lines[fit.at].text, of.lines[fit.at]) for fit in prospects.fits if few and fit.at not in of.again
    ]
    for value, _, _, line in sorted((row for row in near if row[0] >= STANDS_IN), key=_order):
        if not restates(line.stems, taken, of.names) and prospects.holds(line, of.lang):
            _give(part, line, value - 1, LACK_OWN)
            return [line.stems]
    if (label := labels.details(evidence.lang)) and label not in used:
        _label(part, label, -0.8, LACK_ALL)
        return []
    last = _shortest(part, used, evidence.lang) or _shortest(part, (), evidence.lang)
    assert last is not None  # a section has a sentence
    _give(part, last, -1.0, LACK_ALL)
    return [last.stems]


def _shortest(part: Part, used: Collection[str], lang: str | None) -> Line | None:
    """The shortest of the section's sentences that can stand alone, whole; None if all are in use."""

    def order(c: Candidate) -> tuple[int, bool, bool, int, int]:
        return c.grade, c.text[:1] in '"“', not clauses.reads_alone(c.text, lang), len(c.text), c.index

    for c in sorted(part.candidates, key=order):
        text = c.text.rstrip(" .。")
        if text not in used:
            return Line(text, c.citation, frozenset(c.stems), 0.05, c.voice, False, c.index)
    return None
