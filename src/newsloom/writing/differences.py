"""Where sources differ, and what happened on which day. Pure; precision first: a false "sources differ" is worse than a missed one.

Two figures differ only if they count the same kind of thing (dead, injured, arrested, missing, displaced, magnitude), stand alone
and unhedged in their sentences, come from independent owners, were published within hours of each other, and exclude each other.
A later figure is an update of an earlier one, never a conflict with it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from newsloom.model import Disagreement, DisputedValue, TimelineEntry
from newsloom.text import dates, quantities
from newsloom.writing.evidence import Candidate, Evidence
from newsloom.writing.select import repeats
from newsloom.writing.wording import quoted_spans

SAME_TIME = timedelta(hours=6)  # figures published further apart are updates
MOST_DAYS = 8  # of a timeline
LEAST_DAYS = 3  # fewer are told by the text itself
TOPICAL = 3  # stems of the story that a sentence outside the page must share
REMOTE = timedelta(days=730)  # a day further off counts only if two owners name it
#: what makes a date part of a name: "the Sept. 11 attacks", "the 17 February Brigade"
_NAMING = re.compile(
    r",? (?:\d{4},? )?(?:attacks?|victims|terror\w*|riots?|insurrection|massacre"
    r"|bombings?|uprising|movement|revolution|commission|families|plot|hijackers)\b"
    r"| [A-Z]"
)
_QUOTES = "\"“'‘«„「『(["


@dataclass(frozen=True, slots=True)
class _Measure:
    about: str  #: what a reader reads: "people killed"
    after: re.Pattern[str]  #: directly after the figure
    before: re.Pattern[str] | None = None  #: directly before it


def _measure(about: str, after: str, before: str | None = None) -> _Measure:
    return _Measure(about, re.compile(after, re.I), re.compile(before, re.I) if before else None)


_PEOPLE = (
    r"\s+(?:other\s+)?(?:people|persons|passengers|students|workers|soldiers|civilians|children|victims"
    r"|residents|men|women|migrants|tourists)?\s*"
)
_WERE = r"(?:(?:have\s+been|had\s+been|has\s+been|were|was|are|is)\s+)?(?:confirmed\s+)?"
_MEASURES: dict[str, tuple[_Measure, ...]] = {
    "en": (
        _measure("people killed", rf"^{_PEOPLE}{_WERE}(?:killed|dead|died|deaths|fatalities)\b",
                 r"\b(?:killed|killing|kills|death toll (?:of|at|to)|claimed the lives of)\s+$"),
        _measure("people injured", rf"^{_PEOPLE}{_WERE}(?:injured|wounded|hurt|injuries)\b",
                 r"\b(?:injured|injuring|injures|wounded|wounding|wounds)\s+$"),
        _measure("people arrested", rf"^{_PEOPLE}{_WERE}(?:arrested|detained)\b", r"\b(?:arrested|arresting|arrests|detained|detaining)\s+$"),
        _measure("people missing", rf"^{_PEOPLE}{_WERE}(?:missing|unaccounted for)\b"),
        _measure("people evacuated", rf"^{_PEOPLE}{_WERE}(?:evacuated|displaced)\b", r"\b(?:evacuated|displaced)\s+$"),
        _measure("people rescued", rf"^{_PEOPLE}{_WERE}(?:rescued)\b", r"\b(?:rescued|rescuing)\s+$"),
        _measure("homes without power", r"^\s+(?:homes|households|customers|properties)\s+(?:were|was|are"
                                        r"|is)?\s*(?:left\s+)?without\s+(?:power|electricity)\b"),
        _measure("magnitude", r"^[- ]magnitude\b", r"\bmagnitude[- ](?:of )?$"),
    ),
    "de": (
        _measure("Tote", r"^\s+(?:Menschen\s+|Personen\s+)?(?:Tote|Todesopfer|getötet|starben|ums Leben)\b"),
        _measure("Verletzte", r"^\s+(?:Menschen\s+|Personen\s+)?(?:Verletzte|verletzt|wurden verletzt)\b"),
    ),
    "es": (
        _measure("muertos", r"^\s+(?:personas\s+)?(?:muertos|muertas|fallecidos|murieron|fallecieron)\b"),
        _measure("heridos", r"^\s+(?:personas\s+)?(?:heridos|heridas|resultaron heridas)\b"),
    ),
    "fr": (
        _measure("morts", r"^\s+(?:personnes\s+)?(?:morts|tuées|sont mortes|décès)\b"),
        _measure("blessés", r"^\s+(?:personnes\s+)?(?:blessés|blessées|ont été blessées)\b"),
    ),
    "pt": (
        _measure("mortos", r"^\s+(?:pessoas\s+)?(?:mortos|mortas|morreram)\b"),
        _measure("feridos", r"^\s+(?:pessoas\s+)?(?:feridos|feridas|ficaram feridas)\b"),
    ),
}  # fmt: skip
_HEDGE = re.compile(
    r"(?:at least|about|around|nearly|almost|more than|over|up to|as many as|some|approximately|roughly"
    r"|an estimated|dozens|mindestens|rund|etwa|fast"
    r"|über|al menos|unos|unas|más de|cerca de|casi|au moins|environ|près de|plus de|pelo menos|mais de|quase"
    r"|initially|earlier|first|other|another|still)\s+$",
    re.I,
)
_PAST_TOLL = re.compile(
    r"\b(?:in (?:19|20)\d\d|last (?:year|month|week|decade)|previous(?:ly)?|since|earlier (?:attack|crash"
    r"|incident)|history|years? ago|so far this year|this year"
    r"|worldwide|nationwide|each year|every year|annually|per year|if|could|would|may|might|revised|updated|lowered|raised|initial)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Figure:
    value: str
    low: float
    high: float
    candidate: Candidate
    at: datetime | None


def disagreements(evidence: Evidence, about: frozenset[str]) -> tuple[Disagreement, ...]:
    """Figures for one thing from independent owners at about one time that exclude each other.

    Args:
        about: stems that the story is about; a sentence must share two of them, so that another event's toll does not count.
    """
    measures = _MEASURES.get(evidence.lang or "", ())
    found: defaultdict[str, list[_Figure]] = defaultdict(list)
    for c in evidence.candidates:
        if c.grade > 1 or (evidence.lang != "en" and not any(ch.isdigit() for ch in c.text)):
            continue
        if not measures or len(about.intersection(c.stems)) < 2 or _PAST_TOLL.search(c.passage.text):
            continue
        for about_what, figure in _figures(c, measures, evidence.lang):
            found[about_what.about].append(figure)
    result = [d for name in sorted(found) if (d := _conflict(name, found[name])) is not None]
    return tuple(result)


def _figures(c: Candidate, measures: Sequence[_Measure], lang: str | None) -> list[tuple[_Measure, _Figure]]:
    text = c.passage.text
    if not any(m.after.pattern and _mentions(m, text) for m in measures):
        return []
    got: list[tuple[_Measure, _Figure]] = []
    for q in quantities.find(text, lang=lang):
        if q.rough or _HEDGE.search(text[: q.start]):
            continue
        figure = _Figure(q.text, float(q.low), float(q.high), c, c.article.published)
        after, before = text[q.end :], text[: q.start]
        got += [(m, figure) for m in measures if m.after.search(after) or (m.before and m.before.search(before))]
    counted = Counter(measure.about for measure, _ in got)
    return [(measure, figure) for measure, figure in got if counted[measure.about] == 1]


def _mentions(measure: _Measure, text: str) -> bool:
    return any(w in text.lower() for w in re.findall(r"[a-zäöüéíóúç]{4,}", measure.after.pattern.lower()))


def _conflict(about: str, figures: Sequence[_Figure]) -> Disagreement | None:
    """One disagreement, if the last figures of at least two owners exclude each other at about one time."""
    last: dict[str, _Figure] = {}
    for figure in figures:
        earlier = last.get(figure.candidate.voice)
        if earlier and (earlier.low, earlier.high) != (figure.low, figure.high) and earlier.at == figure.at:
            return None  # one owner with two figures at once: they count different things
        if earlier is None or (figure.at is not None and earlier.at is not None and figure.at > earlier.at):
            last[figure.candidate.voice] = figure
    dated = sorted((f for f in last.values() if f.at is not None), key=lambda f: (f.at, f.candidate.index))
    if len(dated) < 2:
        return None
    newest = dated[-1].at
    assert newest is not None
    recent = [f for f in dated if f.at is not None and newest - f.at <= SAME_TIME]
    groups: dict[tuple[float, float], list[_Figure]] = {}
    for figure in recent:
        groups.setdefault((figure.low, figure.high), []).append(figure)
    ranges = sorted(groups)
    if len(ranges) < 2 or len({f.candidate.origin for f in recent}) < 2:
        return None
    if any(a[1] >= b[0] for a, b in itertools.pairwise(ranges)) or ranges[-1][0] > 4 * max(1.0, ranges[0][1]):
        return None  # ranges that touch agree; four times as many is another count
    values = tuple(DisputedValue(groups[r][0].value, tuple(f.candidate.citation for f in groups[r])) for r in ranges)
    return Disagreement(about, values)


# ---------------------------------------------------------------------------------------------- timeline


def timeline(evidence: Evidence, chosen: Sequence[Candidate], about: frozenset[str]) -> tuple[TimelineEntry, ...]:
    """One sentence for each day that the sentences name, when they name at least LEAST_DAYS distinct days.

    Days named most often and early win (date-mention counts select days about as well as supervised methods, Gholipour 2020). A day is
    left out where a date is part of a name ("the Sept. 11 attacks", "the 17 February Brigade"), or lies years back and one owner
    alone names it.

    Args:
        about: stems that the story is about; a sentence that is not shown must share three of them.
    """
    shown = {c.index for c in chosen}
    by_day: defaultdict[date, list[Candidate]] = defaultdict(list)
    for c in evidence.candidates:
        if c.grade != 0 or (c.index not in shown and (c.rank > 12 or len(about.intersection(c.stems)) < TOPICAL)):
            continue
        if c.text[:1] in _QUOTES or (c.needs and c.index not in shown):
            continue
        days = _days(c, evidence.lang)
        if len(days) == 1:
            by_day[min(days)].append(c)
    for day in [d for d, found in by_day.items() if _remote(d, found)]:
        del by_day[day]
    best_days = sorted(by_day, key=lambda d: (-len({c.voice for c in by_day[d]}), -len(by_day[d]), d))[:MOST_DAYS]
    entries: list[TimelineEntry] = []
    used: list[Candidate] = []
    for day in sorted(best_days):
        free = [c for c in by_day[day] if c not in used and not repeats(c, used)]
        if not free:
            continue
        c = min(free, key=lambda c: (c.index not in shown, c.words > 30, c.rank, c.index))
        used.append(c)
        entries.append(TimelineEntry(day, c.text, (c.citation,)))
    return tuple(entries) if len(entries) >= LEAST_DAYS else ()


def _days(c: Candidate, lang: str | None) -> set[date]:
    """The days on which a sentence says that something happens: not in quotations, names, or what a coming event is called.

    "Declared her candidacy for the election on 3 June" says nothing of that day.
    """
    text = c.passage.text
    quoted = quoted_spans(text)
    today = c.article.published.date() if c.article.published else date.max
    return {
        m.first
        for m in dates.find(text, anchor=c.article.published, lang=lang)
        if m.first
        and m.first == m.last
        and not _NAMING.match(text, m.end)
        and not (m.first > today and dates.of_an_event(text, m.start, m.end))
        and not any(a <= m.start < b for a, b in quoted)
    }


def _remote(day: date, found: Sequence[Candidate]) -> bool:
    published = [c.article.published.date() for c in found if c.article.published]
    return bool(published) and abs(min(published) - day) > REMOTE and len({c.voice for c in found}) < 2
