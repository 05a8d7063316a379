"""Where sources differ. Pure; precision first: a false "sources differ" is worse than a missed one.

Three kinds of figures can be told to be of one thing without understanding the text: how many were killed, injured, arrested and the
like; the age of a person named in full; and a figure that both sources set between the same words ("the … word oath"). Two of
them differ only if they stand alone and unhedged in their sentences, come from independent owners, were published within hours of
each other, and exclude each other. A later figure is an update of an earlier one, never a conflict with it: the page tells the
later one (`latest`). And an owner who has the other's figure as well knows of two things, not of one.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from newsloom.model import Disagreement, DisputedValue
from newsloom.text import terms
from newsloom.text.quantities import Quantity
from newsloom.writing.evidence import EARLY, POOR, Candidate, Evidence
from newsloom.writing.figures import dates_of, quantities_of
from newsloom.writing.people import person
from newsloom.writing.wording import quoted_spans

SAME_TIME = timedelta(hours=6)  # figures published further apart are updates
SAME_AGE = timedelta(days=3)  # ages are not updated, but people have birthdays
MOST = 5  # disagreements on a page
MOST_ALIKE = 60  # figures beside one word that are compared with each other
NEAR = 8  # words on each side of a figure that say what it counts
LEAST_SHARED, LEAST_ALIKE = 3, 0.3  # stems of these that two sentences on one thing share: as many, and such a part
TIMES_AS_MANY, TIMES_RISEN = 4, 20  # a count so many times another, or an earlier one, is of something else
LEAST_FRAME = 2  # words with a meaning of their own that stand next to both figures


@dataclass(frozen=True, slots=True)
class _Measure:
    about: str  #: what a reader reads: "people killed"
    after: re.Pattern[str]  #: directly after the figure
    before: re.Pattern[str] | None  #: directly before it
    words: tuple[str, ...]  #: of which a text that has such a figure holds one at least


def _measure(about: str, after: str, before: str | None = None) -> _Measure:
    words = tuple(dict.fromkeys(re.findall(r"[a-zäöüéíóúç]{4,}", after.lower())))
    return _Measure(about, re.compile(after, re.I), re.compile(before, re.I) if before else None, words)


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
_ROUGHLY = (
    r"at least|about|around|nearly|almost|more than|over|up to|as many as|some|approximately|roughly"
    r"|an estimated|dozens|mindestens|rund|etwa|fast"
    r"|über|al menos|unos|unas|más de|cerca de|casi|au moins|environ|près de|plus de|pelo menos|mais de|quase"
)
#: a part of what is counted, or what was counted before
_IN_PART = r"initially|earlier|first|other|another|still|including|among them|darunter|entre ellos|dont|incluindo"
_HEDGE = re.compile(rf"(?:{_ROUGHLY}|{_IN_PART})\s+$", re.I)
_OF_MORE = re.compile(rf"(?:{_IN_PART})\s+$", re.I)
_PAST_TOLL = re.compile(
    r"\b(?:in (?:19|20)\d\d|last (?:year|month|week|decade)|previous(?:ly)?|since|earlier (?:attack|crash"
    r"|incident)|history|years? ago|so far this year|this year"
    r"|worldwide|nationwide|each year|every year|annually|per year|if|could|would|may|might|revised|updated|lowered|raised|initial)\b",
    re.I,
)


_WORD = re.compile(r"[\w'’]+")
_SPANS_OF_TIME = frozenset(("minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months"))
_SAYS_LITTLE = frozenset(
    ("people", "persons", "percent", "million", "billion", "dollars", "euros", "year", "years", "were", "said", "about")
)
_FULL = r"(?P<name>[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+){1,2})"
_YEARS = r"(?P<age>[1-9]\d?)"
_AGE: dict[str, tuple[re.Pattern[str], ...]] = {
    "en": (
        re.compile(rf"\b{_FULL}, (?:aged |age |who (?:is|was) )?{_YEARS}(?=[,.;]| (?:was|of|and|who|is|has|had)\b)"),
        re.compile(rf"\b{_FULL} \({_YEARS}\)"),
        re.compile(rf"\b{_YEARS}-year-old (?:[a-z-]+ ){{0,3}}{_FULL}"),
    ),
    "de": (re.compile(rf"\b{_FULL} \({_YEARS}\)"), re.compile(rf"\b{_YEARS}-jährigen? {_FULL}")),
    "es": (re.compile(rf"\b{_FULL}, de {_YEARS} años"),),
    "fr": (re.compile(rf"\b{_FULL}, (?:âgée? de )?{_YEARS} ans"),),
    "pt": (re.compile(rf"\b{_FULL}, (?:de )?{_YEARS} anos"),),
}
_DIED_EN = re.compile(rf"\b(?:died|dies|dead)\b[^.!?,]{{0,60}}?\b(?:aged|at the age of) {_YEARS}\b")
_NAMED = re.compile(rf"\b(?!(?:The|An?|In|On|At|Mr|Mrs|Ms) ){_FULL}")
_TRIAL_EN = re.compile(r"\b(?:guilty|convicted|sentenced|jury|jurors)\b", re.I)
_AGE_OF = {"en": "age of {}", "de": "Alter von {}", "es": "edad de {}", "fr": "âge de {}", "pt": "idade de {}"}


@dataclass(frozen=True, slots=True)
class _Figure:
    value: str
    low: float
    high: float
    candidate: Candidate
    at: datetime | None
    rough: bool = False  #: "at least", "about"


@dataclass(frozen=True, slots=True)
class _InWords:
    figure: _Figure
    start: int  #: in the passage
    end: int
    unit: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    near: frozenset[str]  #: stems around it
    days: frozenset[tuple[date | None, date | None]]  #: days that its sentence names


def disagreements(evidence: Evidence, about: frozenset[str]) -> tuple[Disagreement, ...]:
    """Figures for one thing from independent owners at about one time that exclude each other.

    Args:
        about: stems that the story is about; a sentence must share two of them, so that another event's figures do not count.
    """
    if len({c.voice for c in evidence.candidates}) < 2:
        return ()
    measured = _MEASURES.get(evidence.lang or "", ())
    counts: defaultdict[str, list[_Figure]] = defaultdict(list)
    ages: defaultdict[str, list[_Figure]] = defaultdict(list)
    others: list[_InWords] = []
    known: defaultdict[str, set[float]] = defaultdict(set)
    for c in evidence.candidates:
        text = c.passage.text
        found = quantities_of(text, evidence.lang)
        known[c.voice].update(end for q in found for end in (q.low, q.high))
        if c.grade > 1 or not found or len(about.intersection(c.stems)) < 2:
            continue
        for name, figure in _ages(c, evidence.lang):
            ages[name].append(figure)
        if _PAST_TOLL.search(text):
            continue
        if measured and (evidence.lang == "en" or any(ch.isdigit() for ch in text)):
            for measure, figure in _figures(c, measured, found):
                counts[measure.about].append(figure)
        others += _in_words(c, evidence.lang, found)
    result = [d for name in sorted(counts) if (d := _conflict(name, counts[name], SAME_TIME)) is not None]
    age_of = _AGE_OF.get(evidence.lang or "", "{}")
    result += [
        d for name in sorted(ages) if (d := _conflict(age_of.format(name), ages[name], SAME_AGE, timed=False)) is not None
    ]
    told = {c.quote for d in result for v in d.values for c in v.citations}
    for frame, pair in _paired(others, known, evidence.lang):
        if told.isdisjoint(f.candidate.citation.quote for f in pair) and (d := _conflict(frame, pair, SAME_TIME)) is not None:
            result.append(d)
            told.update(f.candidate.citation.quote for f in pair)
    return tuple(result[:MOST])


def latest(evidence: Evidence, about: frozenset[str]) -> Evidence:
    """The evidence without counts that a later article corrects or raises: their sentences poor, their titles no headlines.

    The later count must stand among the first sentences of its article, hours after the other, and be of the same order.

    Args:
        about: stems that the story is about; a sentence must share two of them.
    """
    measured = _MEASURES.get(evidence.lang or "", ())
    if not measured or len({a.published for a in evidence.articles}) < 2:
        return evidence
    counts: defaultdict[str, list[_Figure]] = defaultdict(list)
    for c in evidence.candidates:
        text = c.passage.text
        if c.grade < POOR and len(about.intersection(c.stems)) >= 2 and not _PAST_TOLL.search(text):
            for measure, q in _counted(text, measured, quantities_of(text, evidence.lang), rough=True):
                figure = _Figure(q.text, float(q.low), float(q.high), c, c.article.published, q.rough)
                counts[measure.about].append(figure)
    stale = {f.candidate.index for figures in counts.values() for f in _outdated(figures)}
    if not stale:
        return evidence
    gone = {about: {(f.low, f.high) for f in figures if f.candidate.index in stale} for about, figures in counts.items()}
    titles = {
        a.id
        for a in evidence.articles
        for measure, q in _counted(a.title, measured, quantities_of(a.title, evidence.lang), rough=True)
        if (float(q.low), float(q.high)) in gone.get(measure.about, ())
    }
    regraded = tuple(replace(c, grade=POOR) if c.index in stale else c for c in evidence.candidates)
    notes = {c.article.id: "tells a count that a later report has changed" for c in evidence.candidates if c.index in stale}
    return replace(evidence, candidates=regraded, outdated=frozenset(titles), notes=notes | evidence.notes)


def _outdated(figures: Sequence[_Figure]) -> Iterator[_Figure]:
    """Those that the newest figure raises or, if it is exact, corrects, hours later. A toll may rise to many times what it was."""
    dated = [(f.at, -f.candidate.rank, f) for f in figures if f.at is not None]
    if not dated:
        return
    at, _, newest = max(dated, key=lambda one: one[:2])
    if newest.candidate.rank > EARLY or any(f.at == at and (f.low, f.high) != (newest.low, newest.high) for f in figures):
        return
    for then, _, f in dated:
        risen = f.high < newest.low <= TIMES_RISEN * max(1.0, f.high)
        corrected = newest.high < f.low <= TIMES_AS_MANY * max(1.0, newest.high) and not newest.rough
        if at - then > SAME_TIME and (risen or corrected):
            yield f


def _figures(c: Candidate, measures: Sequence[_Measure], found: Sequence[Quantity]) -> list[tuple[_Measure, _Figure]]:
    return [
        (measure, _Figure(q.text, float(q.low), float(q.high), c, c.article.published))
        for measure, q in _counted(c.passage.text, measures, found)
    ]


def _counted(
    text: str, measures: Sequence[_Measure], found: Sequence[Quantity], *, rough: bool = False
) -> list[tuple[_Measure, Quantity]]:
    """The quantities that count what is measured, one of each measure; none of a measure that is told twice.

    Args:
        rough: "at least 7" counts too.
    """
    lower = text.lower()
    if not found or not any(word in lower for m in measures for word in m.words):
        return []
    got: list[tuple[_Measure, Quantity]] = []
    for q in found:
        if (q.rough and not rough) or (_OF_MORE if rough else _HEDGE).search(text[: q.start]):
            continue
        after, before = text[q.end :], text[: q.start]
        got += [(m, q) for m in measures if m.after.search(after) or (m.before and m.before.search(before))]
    counted = Counter(measure.about for measure, _ in got)
    return [(measure, q) for measure, q in got if counted[measure.about] == 1]


def _ages(c: Candidate, lang: str | None) -> Iterator[tuple[str, _Figure]]:
    """The ages of people named in full: `("Ida Brandt", 34)`."""
    text = c.passage.text
    if c.article.published is None and _TRIAL_EN.search(text):
        return  # years after the deed, and nothing tells how many
    for pattern in _AGE.get(lang or "", ()):
        for match in pattern.finditer(text):
            words = match["name"].split()
            name = f"{words[0]} {words[-1]}"
            if person(name) and not quoted_spans(text[: match.end()][match.start() :]):
                age = match["age"]
                yield name, _Figure(age, float(age), float(age), c, c.article.published)
    if lang == "en" and (died := _DIED_EN.search(text)):
        before = [m for m in _NAMED.finditer(text, 0, died.start()) if person(m["name"])]
        # of two, who died may be either; of one inside a clause, it may be somebody whose name is no full one
        if len(before) == 1 and "," not in text[: before[0].start()] and not quoted_spans(text[: died.end()]):
            words, age = before[0]["name"].split(), died["age"]
            yield f"{words[0]} {words[-1]}", _Figure(age, float(age), float(age), c, c.article.published)


def _in_words(c: Candidate, lang: str | None, found: Sequence[Quantity]) -> Iterator[_InWords]:
    """The figures of a sentence that stand alone in their unit, with the words around them."""
    text = c.passage.text
    quoted = quoted_spans(text)
    units = Counter(q.unit for q in found)
    for q in found:
        if q.rough or q.ordinal or units[q.unit] > 1 or q.unit in _SPANS_OF_TIME or _HEDGE.search(text[: q.start]):
            continue
        if any(start <= q.start < end for start, end in quoted):
            continue
        left, right = _WORD.findall(text[: q.start]), _WORD.findall(text[q.end :])
        near = frozenset(
            terms.stem(w.lower(), lang) for w in (*left[-NEAR:], *right[:NEAR]) if len(w) > 3 and not w[0].isdigit()
        )
        days = frozenset(
            (m.first, m.last) for m in dates_of(text, c.article.published, lang) if m.end <= q.start or q.end <= m.start
        )
        figure = _Figure(q.text, float(q.low), float(q.high), c, c.article.published)
        yield _InWords(figure, q.start, q.end, q.unit, tuple(left), tuple(right), near, days)


def _paired(
    figures: Sequence[_InWords], known: Mapping[str, Set[float]], lang: str | None
) -> Iterator[tuple[str, list[_Figure]]]:
    """Figures that two owners set between the same words, with these words: `("the … word oath", …)`."""
    by_word: defaultdict[tuple[str, str], list[_InWords]] = defaultdict(list)
    for one in figures:
        if one.left:
            by_word[one.unit, one.left[-1].casefold() + " …"].append(one)
        if one.right:
            by_word[one.unit, "… " + one.right[0].casefold()].append(one)
    seen: set[tuple[int, int, float, float]] = set()
    for group in by_word.values():
        for a, b in itertools.combinations(group[:MOST_ALIKE], 2):
            x, y = a.figure, b.figure
            pair = (x.candidate.index, y.candidate.index, x.low, y.low)
            if x.candidate.voice == y.candidate.voice or pair in seen:
                continue
            seen.add(pair)
            frame = _frame(a, b, lang)
            if frame and x.low not in known[y.candidate.voice] and y.low not in known[x.candidate.voice]:
                yield frame, [x, y]


def _frame(a: _InWords, b: _InWords, lang: str | None) -> str:
    """The words that both figures stand between, "" if they are too few or the sentences are of different things."""
    shared = a.near & b.near
    if (
        len(shared) < LEAST_SHARED
        or len(shared) < LEAST_ALIKE * len(a.near | b.near)
        or (a.days != b.days and a.days and b.days)
    ):
        return ""
    left = _common(a.left[::-1], b.left[::-1])[::-1]
    right = _common(a.right, b.right)
    if (
        sum(len(w) > 3 and w.casefold() not in _SAYS_LITTLE and not terms.is_stop(w.casefold(), lang) for w in (*left, *right))
        < LEAST_FRAME
    ):
        return ""  # "12 people were killed" and "15 people were injured" share words, too
    text = a.figure.candidate.passage.text
    words = list(_WORD.finditer(text))
    before = [w.start() for w in words if w.end() <= a.start]
    after = [w.end() for w in words if w.start() >= a.end]
    begin = before[-min(len(left), NEAR)] if left else a.start
    stop = after[min(len(right), NEAR) - 1] if right else a.end
    return f"{text[begin : a.start]}…{text[a.end : stop]}"


def _common(a: Sequence[str], b: Sequence[str]) -> list[str]:
    return [x for x, _ in itertools.takewhile(lambda pair: pair[0].casefold() == pair[1].casefold(), zip(a, b, strict=False))]


def _conflict(about: str, figures: Sequence[_Figure], window: timedelta, *, timed: bool = True) -> Disagreement | None:
    """One disagreement, if the last figures of at least two owners exclude each other at about one time.

    Args:
        timed: figures of an article without a time do not count.
    """
    if not timed and all(f.at is None for f in figures):
        figures = [replace(f, at=datetime.min.replace(tzinfo=UTC)) for f in figures]
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
    recent = [f for f in dated if f.at is not None and newest - f.at <= window]
    groups: dict[tuple[float, float], list[_Figure]] = {}
    for figure in recent:
        groups.setdefault((figure.low, figure.high), []).append(figure)
    ranges = sorted(groups)
    if len(ranges) < 2 or len({f.candidate.origin for f in recent}) < 2:
        return None
    if any(a[1] >= b[0] for a, b in itertools.pairwise(ranges)) or ranges[-1][0] > TIMES_AS_MANY * max(1.0, ranges[0][1]):
        return None  # ranges that touch agree; four times as many is another count
    values = tuple(DisputedValue(groups[r][0].value, tuple(f.candidate.citation for f in groups[r])) for r in ranges)
    return Disagreement(about, values)
