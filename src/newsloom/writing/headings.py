"""A heading for each section, out of what the sources wrote. Pure; the only fixed headings are the labels of `labels`.

A heading is a title, a clause or a noun phrase. It fits a section if the *other* sentences of the section share its words too, not only
the one it was cut from, and no other section as many: then a reader who sees headings and sections apart can match them.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set

from newsloom.writing import clauses, labels
from newsloom.writing.evidence import Candidate, Evidence
from newsloom.writing.headline import Line
from newsloom.writing.prospects import ENOUGH, WEIGHTY, Part, Pool, Prospects, Stand, is_long, restates
from newsloom.writing.select import Unit
from newsloom.writing.telling import names_thing, tells_deed

LEAST = 0.03  # of `worth`, by eye on pages read: below it a heading seems to name its section no better than another
GOOD = 0.42  # of `worth`: a heading as good as they come
NAMED_AMISS = 0.4  # taken off a section whose heading stands in
HARDLY_NAMED = 1.0  # and off one whose heading has more words than HEADING_WORDS, or no verb
TITLE_AFAR = 0.01  # for a title that shares little with the section: better than a whole sentence as a heading
STAND_IN = 0.5  # of its worth counts a line that fits no better than by LEAST
#: `Part.value` up to which the heading of a section stands in for one that fits, and up to which there is none to speak of
STANDS_IN, UNNAMED = -NAMED_AMISS / 2, -HARDLY_NAMED + STAND_IN
SAID = 0.7  # and from which it says nothing else
HALF_SAID = 0.3  # for the fact of a line that says nearly the same as another
MOST_LINES = 16  # looked at for one section


def name(parts: Sequence[Part], evidence: Evidence, of: Pool, headline: Line, *, join: bool = False) -> None:
    """Give each section the best line that no other needs more, else a label where one is true, else a line that at least tells a fact.

    Args:
        join: the section of least value is to be joined to another if that is not above 0: if only one can be it, nothing stands in there.
    """
    prospects = [of.prospects(part) for part in parts]
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
        if i not in waiting or restates(line.stems, taken, of.names) or not prospects[i].holds(line, evidence, of.lang):
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
        return (value + fact) * (HALF_SAID if restates(line.stems, taken, of.names) else 1.0)

    def repeats(line: Line) -> int:
        """Whether a line says what headline and headings say: 2 if so, 1 if nearly, 0 if not."""
        return 2 if restates(line.stems, taken, of.names, SAID) else int(line.text in again)

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
        hardly = repeating == 2 or is_long(line.text, of.lang) or (line.phrase and of.lang == "en")
        return HARDLY_NAMED if hardly else NAMED_AMISS

    near, spare = prospects.near(of), prospects.spare(of)
    found = best(near) or best(near, repeating=1) or best(spare)
    if found is None:
        named = prospects.phrases(of.lang)
        deeds = [option for option in named if tells_deed(option[1])]
        about = Counter(s for stems in prospects.stems for s in stems)
        found = best([option for option in deeds if any(about[s] > 1 for s in option[1].stems)])
        found = found or best(near, repeating=2) or best(spare, repeating=2) or best(deeds)
    if found is None:
        last = _shortest(part, used, evidence.lang) or _shortest(part, (), evidence.lang)
        assert last is not None  # a section has a sentence
        found = best([option for option in named if names_thing(option[1])]) if is_long(last.text, of.lang) else None
        return found or (last, -amiss(last, 0))
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
