"""Sections: which sentences belong together, in what order. Pure.

Sentences are joined by average linkage on shared stems and nearness in their articles. Of the partitions into two to five sections the
one is taken whose sections are best named by headings (`headings`), and units go to the section whose heading they fit: where none fits,
sections are joined rather than labelled.
A short brief is one section: of 407 that might have been parted, seven were.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date

from newsloom.writing import headings, wording
from newsloom.writing.chosen import Unit
from newsloom.writing.claims import Likeness
from newsloom.writing.evidence import Candidate, Evidence
from newsloom.writing.headline import Line
from newsloom.writing.prospects import LACK_OPENING, Part, Pool
from newsloom.writing.select import LEAD_BY_RANK, before, share_of

MOST_SECTIONS = 5
SENTENCES_A_SECTION = 3  # seed 004 has three in each
MOST_UNNAMED = 9  # sentences that go under one heading rather than that a part of them has none that fits
UNDER_LABEL = (
    0.5  # what a sentence counts that stands under the label of the opening: as one under a heading as likely as not to stand
)
MIDDLING = 6  # sentences of a page that may have an opening under a label besides one section with a heading of its own
WORTHWHILE = 0.4  # of `Part.value`, from which that heading is worth a section
LONG = 9  # sentences of a page that may have an opening under a label besides two sections with headings of their own
LARGE = 11  # sentences of a page that has three sections at least
LACKING = 4  # of a page of PARTED sentences that gives up one rather than have no heading at all
ECHO = 3  # what a section of one sentence lacks, which its heading only repeats: as much as one without a heading
EVERY_WAY = 8  # units of a page that is parted in two in every way where no other way has a heading for each section
PARTED = 5  # sentences from which a page of three articles has two sections
LONGEST_RUN = 3  # sentences of one article that stay together
LARGEST = 5  # sentences of a section; longer ones are parted, whatever their headings
NEAR_BONUS = 0.12  # for sentences of one article at most three apart
NEAR_IN_ORDER = (
    0.1  # for neighbours in reading order, none for first and last; ROUGE-L 20.6 at 0, 20.8 at 0.1; themes blur from 0.2
)
SMALL = 3  # sentences of a page whose sections may have one each
ALONE = 0.35  # taken off a partition for each section of a single sentence
OUT_OF_ORDER = 4.0  # times the share of pairs of sentences that stand the other way round than in their articles; at 1.5 ROUGE-L is .05 lower
CHOSEN_LATER = 0.04  # of the headline's words, for each place later in the choice
ROUNDS = 2  # in which a unit may go to another section; at 4 the headings match no better
AMISS = 0.1  # for each section more or less than one for SENTENCES_A_SECTION, and each sentence beyond LARGEST


Place = tuple[str, int, int]  #: article, start and end of a passage of its text


def arrange(
    units: Sequence[Unit], evidence: Evidence, like: Likeness, headline: Line, pool: Pool, *, kept: Set[Place] = frozenset()
) -> list[Part]:  # fmt: skip
    """Put the chosen sentences into sections in reading order, each with a heading.

    Args:
        units: the choice. headline: what no heading may repeat. pool: lines that could be headings.
        kept: where sentences stand that readers have seen on the page: none of them is given up.
    """
    ordered = runs(units, headline.stems)
    first = opening(units, headline, like.rarity, evidence.day(headline.citation.article))
    lead = next(u for u in ordered if first.first in u.members)
    count = sum(len(u.members) for u in ordered)
    brief = len({c.origin for c in evidence.candidates}) == 1
    fewest = max(
        2 if count >= PARTED and len(evidence.articles) >= 3 else 1, math.ceil(count / MOST_UNNAMED), 3 if count >= LARGE else 1
    )
    most = fewest if brief and count < MIDDLING else min(MOST_SECTIONS, len(ordered), max(fewest, math.ceil(count / 2)))
    alike = _alike(ordered, like.rarity)
    partitions = [_cluster(ordered, wanted, alike) for wanted in range(most, fewest - 1, -1)]
    if most > 1:
        partitions += [groups for groups in headings.themes(ordered, pool, most, alike) if len(groups) >= fewest]

    known: dict[tuple[tuple[int, ...], ...], tuple[int, float, list[Part], list[list[int]]]] = {}

    def named(groups: list[list[int]]) -> tuple[int, float, list[Part], list[list[int]]]:
        """What the sections lack in headings that fit, negated, how well the rest are named, the sections and their units."""
        key = tuple(map(tuple, groups))
        while key not in known:
            parts = _order(_parts(groups, ordered), lead)
            headings.name(parts, evidence, pool)
            opened = parts[0].label and len(parts) > 1 and count >= (LONG if len(parts) > 2 else MIDDLING)
            amiss = min(parts[opened:], key=lambda p: p.value)
            if amiss.value > (WORTHWHILE if opened else 0) or len(groups) <= fewest:
                alone = ECHO * sum(len(p.candidates) == 1 for p in parts) * (count > SMALL)
                known[key] = -sum(p.lack for p in parts) - alone, _value(parts, count), parts, groups
                break
            groups = _joined(groups, _group_of(amiss, ordered), alike)
        return known[key]

    found = [named(groups) for groups in partitions]
    if fewest == 2 and all(unnamed for unnamed, *_ in found):
        found += [named([list(range(k)), list(range(k, len(ordered)))]) for k in range(1, len(ordered))]
    best = max(found, key=lambda f: f[:2])
    if (fewest == 2 or (fewest == 1 and count >= MIDDLING)) and best[0] and 4 <= len(ordered) <= EVERY_WAY:
        found += [named(groups) for groups in _in_two(len(ordered))]
        best = max(found, key=lambda f: f[:2])
    for _ in range(ROUNDS if len(best[3]) > 1 else 0):
        better = max((named(groups) for groups in _moved(best[3])), key=lambda f: f[:2], default=best)
        if better[:2] <= best[:2]:
            break
        best = better
    if best[0] <= -LACKING and count == PARTED and fewest == 2 and (spared := _spared(units, first, kept)) is not None:
        return arrange([u for u in units if u is not spared], evidence, like, headline, pool, kept=kept)
    return best[2]


def _in_two(count: int) -> Iterator[list[list[int]]]:
    """Every way to part so many units in two."""
    for mask in range(1, 1 << (count - 1)):
        yield [[k for k in range(count) if mask >> k & 1], [k for k in range(count) if not mask >> k & 1]]


def _spared(units: Sequence[Unit], lead: Unit, kept: Set[Place]) -> Unit | None:
    """The sentence chosen last that the page can do without: it neither opens the page nor is the only one of its article, introduces
    nobody whom another names, and no reader has seen it. None if there is none.
    """
    for unit in reversed(units):
        others = [c for u in units if u is not unit for c in u.members]
        alone = all(c.article.id != unit.first.article.id for c in others)
        introduces = any(not c.needs.isdisjoint(m.gives) for c in others for m in unit.members)
        seen = any((c.article.id, c.passage.start, c.passage.end) in kept for c in unit.members)
        if unit is not lead and len(unit.members) == 1 and not alone and not introduces and not seen:
            return unit
    return None


def _moved(groups: Sequence[list[int]]) -> Iterator[list[list[int]]]:
    """The groups with one of their units in another group."""
    for i, group in enumerate(groups):
        for unit in group if len(group) > 1 else ():
            for j in range(len(groups)):
                if j != i:
                    yield [
                        sorted([*g, unit]) if k == j else [u for u in g if u != unit] if k == i else list(g)
                        for k, g in enumerate(groups)
                    ]


def _value(parts: Sequence[Part], count: int) -> float:
    """How well the sections are named, how near they come to the size wanted and keep to the order of the articles."""
    value = math.fsum((UNDER_LABEL if p.lack == LACK_OPENING else p.value) * len(p.candidates) for p in parts) / count
    value -= ALONE * sum(len(p.candidates) == 1 for p in parts) * (count > SMALL)
    value -= AMISS * abs(len(parts) - count / SENTENCES_A_SECTION)
    value -= AMISS * sum(max(0, len(p.candidates) - LARGEST) for p in parts)
    return value - OUT_OF_ORDER * _disorder([u for p in parts for u in p.units])


def _disorder(units: Sequence[Unit]) -> float:
    """Share of pairs of units that stand the other way round in their articles."""
    keys = [u.first.rank for u in units]
    pairs = len(keys) * (len(keys) - 1) / 2
    return sum(a > b for i, a in enumerate(keys) for b in keys[i + 1 :]) / pairs if pairs else 0.0


def _parts(groups: Sequence[Sequence[int]], units: Sequence[Unit]) -> list[Part]:
    return [Part([units[k] for k in group]) for group in groups]


def _group_of(part: Part, units: Sequence[Unit]) -> list[int]:
    return sorted(i for i, u in enumerate(units) if any(u is other for other in part.units))


def _joined(groups: Sequence[list[int]], one: list[int], alike: Sequence[Sequence[float]]) -> list[list[int]]:
    """The groups with one of them joined to the group that is most like it, the smaller of equals."""
    rest = [g for g in groups if g != one]
    nearest = max(
        rest, key=lambda g: (math.fsum(alike[k][m] for k in one for m in g) / (len(one) * len(g)) - 0.03 * len(g), -g[0])
    )
    return [sorted(g + one) if g is nearest else g for g in rest]


def opening(units: Sequence[Unit], headline: Line, rarity: Mapping[str, float], day: date | None = None) -> Unit:
    """The sentence the page opens with: of those at the head of their articles, if it can be none of a day before the headline's, the
    one that says most of what the headline does.

    Args:
        units: the choice, in order of choosing: of equal ones the first. day: of the headline.
    """
    standing = [(k, u) for k, u in enumerate(units) if not u.first.hang and u.first.rank < len(LEAD_BY_RANK)]
    if not standing:
        return min(enumerate(units[:3]), key=lambda pair: (pair[1].first.hang != "", pair[1].first.rank > 3, pair[0]))[1]

    standing = [(k, u) for k, u in standing if not before(u.first.article, day)] or standing
    standing = [(k, u) for k, u in standing if not wording.presuming(u.first.text)] or standing
    standing = [
        (k, u) for k, u in standing if u.first.text[:1] not in "\"“'‘«„「"
    ] or standing  # the news, then what is said of it
    return max(standing, key=lambda pair: share_of(headline.stems, pair[1].first.stems, rarity) - CHOSEN_LATER * pair[0])[1]


def runs(units: Sequence[Unit], headline: frozenset[str]) -> list[Unit]:
    """The units in reading order; those that stand one right after the other in their article, and take up each other's words, as one.

    Args:
        headline: its stems, which all sentences share.
    """
    made: list[Unit] = []
    for unit in sorted(units, key=lambda u: u.first.index):
        if made and len(made[-1].members) < LONGEST_RUN and _goes_on(unit.first, made[-1].members[-1], headline):
            made[-1] = Unit((*made[-1].members, *unit.members))
        else:
            made.append(unit)
    return sorted(made, key=reading_key)


def _goes_on(c: Candidate, last: Candidate, headline: frozenset[str]) -> bool:
    """Whether a sentence stands in its article right after another and takes up something of it that the headline has not."""
    return c.before == last.index and bool(c.hang or c.needs or not headline.issuperset(set(last.stems).intersection(c.stems)))


def reading_key(unit: Unit) -> tuple[int, int]:
    return (unit.first.rank, unit.first.index)


def _alike(units: Sequence[Unit], rarity: dict[str, float]) -> list[list[float]]:
    """How much each two units, in reading order, belong together: cosine of their stems by rarity, nearness in one article and in order."""
    stems = [frozenset(s for c in u.members for s in c.stems) for u in units]
    norm = [math.sqrt(math.fsum(rarity.get(s, 1.0) ** 2 for s in own)) or 1.0 for own in stems]
    table = [[0.0] * len(units) for _ in units]
    for i, a in enumerate(units):
        for j in range(i):
            b = units[j]
            common = math.fsum(rarity.get(s, 1.0) ** 2 for s in stems[i] & stems[j])
            distance = min(abs(c.passage.position - d.passage.position) for c in a.members for d in b.members)
            near = a.first.article.id == b.first.article.id and distance <= 3
            along = NEAR_IN_ORDER * (1 - (i - j) / (len(units) - 1))
            table[i][j] = table[j][i] = common / (norm[i] * norm[j]) + (NEAR_BONUS if near else 0.0) + along
    return table


def _cluster(units: Sequence[Unit], wanted: int, alike: Sequence[Sequence[float]]) -> list[list[int]]:
    """So many sections by average linkage, none much larger than the rest."""
    groups = [[i] for i in range(len(units))]
    count = sum(len(u.members) for u in units)
    largest = max(SENTENCES_A_SECTION + 1, math.ceil(count / max(1, wanted)) + 1)
    sizes = [len(u.members) for u in units]
    while len(groups) > wanted:
        best: tuple[float, int, int] | None = None
        for i, a in enumerate(groups):
            for j in range(i + 1, len(groups)):
                b = groups[j]
                size = sum(sizes[k] for k in (*a, *b))
                value = math.fsum(alike[k][m] for k in a for m in b) / (len(a) * len(b))
                value -= 0.02 * size + (1.0 if size > largest else 0.0)
                if best is None or value > best[0] + 1e-12:
                    best = (value, i, j)
        assert best is not None
        _, i, j = best
        groups[i] = sorted(groups[i] + groups[j])
        del groups[j]
    return groups


def _order(parts: list[Part], lead: Unit) -> list[Part]:
    """The section with the opening sentence first, it at the head; the others by how early their sentences stand in their articles."""
    for part in parts:
        part.units.sort(key=lambda u: (u is not lead, *reading_key(u)))

    def earliest(part: Part) -> tuple[bool, float, int]:
        ranks = sorted(c.rank for c in part.candidates)
        return (lead not in part.units, ranks[0] + math.fsum(ranks) / len(ranks), part.candidates[0].index)

    return sorted(parts, key=earliest)
