"""Pictures as numbers for inline SVG: the spark-line of a card, and who published when. Pure; templates draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from newsloom.model import Source, StoryPage
from newsloom.ranking import country_of
from newsloom.web.words import Words

BAR_PX, GAP_PX, HEIGHT_PX = 3, 1, 14
WIDTH_PX, LANE_PX, LEFT_PX, RIGHT_PX, TOP_PX = 320, 30, 6, 6, 22
LANE_LETTERS = 46  # of a name
OPENING_LETTERS = 64  # of a sentence that is named
LANES = 14  # outlets shown; the rest are counted in a line below


@dataclass(frozen=True, slots=True)
class Bar:
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Spark:
    """A spark-line: one bar an interval, the tallest filling the height."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    label: str


def spark(coverage: Sequence[int]) -> Spark | None:
    """The spark-line of a card; None where there is no course of time to show."""
    if len(coverage) < 2 or not any(coverage):
        return None
    most = max(coverage)
    bars = []
    for place, count in enumerate(coverage):
        height = max(3, round(count / most * HEIGHT_PX)) if count else 1
        bars.append(Bar(place * (BAR_PX + GAP_PX), HEIGHT_PX - height, height))
    label = ", ".join(str(count) for count in coverage)
    return Spark(tuple(bars), len(coverage) * (BAR_PX + GAP_PX) - GAP_PX, HEIGHT_PX, label)


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    label: str
    copy: bool  #: the text is one that another outlet carries too
    number: int


@dataclass(frozen=True, slots=True)
class Lane:
    name: str
    y: int
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Alone:
    """The sentences that rest on one outlet's text alone: number and opening words."""

    outlet: str
    sentences: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who published when: a lane for each outlet, in the order of their first article."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    width: int
    height: int
    more: int  #: outlets that have no lane
    untimed: int  #: articles without a time
    countries: tuple[tuple[str, int], ...] = ()  #: of the outlets, as far as their domains tell, with how many; most first
    alone: tuple[Alone, ...] = ()  #: outlets that say something which no other does, in the order of the page


def coverage(page: StoryPage, *, zone: tzinfo, speaking: Words) -> Coverage | None:
    """The picture of a story's coverage; None where there are not two moments to show."""
    timed = sorted((source for source in page.sources if source.published is not None), key=_order)
    if len(timed) < 2 or timed[0].published == timed[-1].published:
        return None
    first, last = timed[0].published, timed[-1].published
    assert first is not None and last is not None
    span = (last - first).total_seconds()

    def x(when: datetime) -> float:
        share = (when - first).total_seconds() / span
        return round(LEFT_PX + share * (WIDTH_PX - LEFT_PX - RIGHT_PX), 1)

    by_outlet: dict[str, list[Source]] = {}
    for source in timed:
        by_outlet.setdefault(_shown(source.publisher or speaking.say("unnamed outlet")), []).append(source)
    lanes = []
    seen_origins: set[int] = set()
    copies = {source.number for source in timed if source.origin in seen_origins or seen_origins.add(source.origin)}  # type: ignore[func-returns-value]
    for place, (name, sources) in enumerate(list(by_outlet.items())[:LANES]):
        dots = tuple(
            Dot(
                x(source.published),
                f"{speaking.moment(source.published, zone=zone, day_only=source.day_only)}: {source.title}",
                source.number in copies,
                source.number,
            )
            for source in sources
            if source.published is not None
        )
        lanes.append(Lane(name, TOP_PX + place * LANE_PX, dots))
    height = TOP_PX + len(lanes) * LANE_PX
    days_only = all(source.day_only for source in timed)
    ticks = _ticks(first, last, zone, speaking, days_only=days_only)
    more, untimed = max(0, len(by_outlet) - LANES), len(page.sources) - len(timed)
    return Coverage(tuple(lanes), ticks, WIDTH_PX, height, more, untimed, countries(page, speaking), alone(page))


def countries(page: StoryPage, speaking: Words) -> tuple[tuple[str, int], ...]:
    """The countries of a page's outlets by their domains, each with how many outlets, the most first; () where there are not two."""
    outlets: dict[str, set[str]] = {}
    for source in page.sources:
        if (code := country_of(source.url)) is not None:
            outlets.setdefault(code, set()).add(source.publisher)
    counted = sorted(
        ((speaking.country(code), len(names)) for code, names in outlets.items()), key=lambda one: (-one[1], one[0])
    )
    return tuple(counted) if len(counted) > 1 else ()


def alone(page: StoryPage) -> tuple[Alone, ...]:
    """What one outlet alone reports; () for a page of one origin, all of which is so."""
    origin = {source.article: source.origin for source in page.sources}
    first = {source.origin: source for source in reversed(page.sources)}
    if len(first) < 2:
        return ()
    found: dict[str, list[tuple[int, str]]] = {}
    for number, sentence in enumerate(page.sentences, 1):
        behind = {origin[cited.article] for cited in sentence.citations if cited.article in origin}
        if len(behind) == 1:
            source = first[behind.pop()]
            found.setdefault(source.publisher or source.title or "unnamed outlet", []).append((number, _opening(sentence.text)))
    return tuple(Alone(outlet, tuple(sentences)) for outlet, sentences in found.items())


def _opening(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= OPENING_LETTERS else flat[:OPENING_LETTERS].rsplit(" ", 1)[0] + " …"


def _shown(name: str) -> str:
    """A name that fits on its lane."""
    flat = " ".join(name.split())
    return flat if len(flat) <= LANE_LETTERS else flat[: LANE_LETTERS - 1] + "…"


def _order(source: Source) -> tuple[datetime, int]:
    assert source.published is not None
    return source.published, source.number


def _ticks(first: datetime, last: datetime, zone: tzinfo, speaking: Words, *, days_only: bool) -> tuple[Tick, ...]:
    """The first and the last moment: times within a day, days where they are far apart, both between."""
    one_day = first.astimezone(zone).date() == last.astimezone(zone).date()

    def label(when: datetime) -> str:
        local = when.astimezone(UTC if days_only else zone)
        clock, day = f"{local.hour:02}:{local.minute:02}", speaking.short_day(local.date())
        if days_only or last - first > timedelta(days=4):
            return day
        return clock if one_day else f"{day}, {clock}"

    return Tick(LEFT_PX, label(first), "start"), Tick(WIDTH_PX - RIGHT_PX, label(last), "end")
