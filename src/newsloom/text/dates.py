"""Dates that a text names, resolved against its time of publication. Pure; no clock.

A mention that cannot be resolved (no anchor, or a date like 4/5/2026 that two countries read differently) keeps `first` None.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "january jan januar jänner janvier janv enero ene janeiro gennaio января январь",
        "february feb februar février févr febrero fevereiro febbraio февраля февраль",
        "march mar märz mars marzo março марта март",
        "april apr avril abril abr aprile апреля апрель",
        "may mai mayo maio maggio мая май",
        "june jun juni juin junio junho giugno июня июнь",
        "july jul juli juillet juil julio julho luglio июля июль",
        "august aug août agosto августа август",
        "september sep sept septembre septiembre setembro settembre сентября сентябрь",
        "october oct oktober okt octobre octubre outubro ottobre октября октябрь",
        "november nov novembre noviembre novembro ноября ноябрь",
        "december dec dezember dez décembre déc diciembre dic dezembro dicembre декабря декабрь",
    ),
    1,
):
    _MONTHS |= dict.fromkeys(_names.split(), _number)
_WEEKDAYS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "monday mon montag lundi lunes segunda-feira lunedì понедельник",
        "tuesday tue tues dienstag mardi martes terça-feira martedì вторник",
        "wednesday wed mittwoch mercredi miércoles quarta-feira mercoledì среду среда",
        "thursday thu thurs donnerstag jeudi jueves quinta-feira giovedì четверг",
        "friday fri freitag vendredi viernes sexta-feira venerdì пятницу пятница",
        "saturday sat samstag sonnabend samedi sábado sabato субботу суббота",
        "sunday sun sonntag dimanche domingo domenica воскресенье",
    )
):
    _WEEKDAYS |= dict.fromkeys(_names.split(), _number)
_RELATIVE = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "yesterday": -1, "last night": -1, "tomorrow": 1,
    "heute": 0, "gestern": -1, "vorgestern": -2, "morgen": 1, "aujourd'hui": 0, "hier": -1, "demain": 1, "hoy": 0, "ayer": -1, "mañana": 1,
    "hoje": 0, "ontem": -1, "amanhã": 1, "сегодня": 0, "вчера": -1, "завтра": 1, "今日": 0, "昨日": -1, "明日": 1, "오늘": 0, "어제": -1, "내일": 1,
    "今天": 0, "昨天": -1, "明天": 1, "اليوم": 0, "أمس": -1, "غدا": 1, "hôm nay": 0, "hôm qua": -1,
}  # fmt: skip
_COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
#: short names that are ordinary words, too: only with a day beside them
_AMBIGUOUS_MONTHS = {"may", "mar", "mai", "march", "mars", "jan", "ago", "set", "déc", "dec", "dic", "ene", "abr", "okt", "dez"}

_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_NAME = "|".join(
    sorted(
        (
            w
            for w in _WEEKDAYS
            if len(w) > 5 or w in ("monday", "friday", "sunday", "mardi", "lunes", "lundi", "jeudi", "среду")
        ),
        key=len,
        reverse=True,
    )
)
_PATTERN = re.compile(
    rf"(?P<iso>(?<![\d-])(?:19|20)\d\d-[01]\d-[0-3]\d(?![\d-]))"
    rf"|(?P<cjk>(?:(?P<cy>\d{{4}})\s?[年년]\s?)?(?P<cm>\d{{1,2}})\s?[月월]\s?(?P<cd>\d{{1,2}})\s?[日일])"
    rf"|(?P<dotted>(?<![\d.])(?P<dd>[0-3]?\d)\.(?P<dm>[01]?\d)\.(?P<dy>(?:19|20)\d\d)(?![\d.]))"
    rf"|(?P<slashed>(?<![\d/])(?P<sa>[0-3]?\d)/(?P<sb>[0-3]?\d)/(?P<sy>(?:19|20)\d\d)(?![\d/]))"
    rf"|(?<!\w)(?P<dmy>(?P<d1>[0-3]?\d)(?:st|nd|rd|th|er|º|\.)?(?:\s+(?:de|of))?\s+(?P<m1>{_MONTH})\b\.?(?:,?\s+(?:de\s+)?(?P<y1>(?:19|20)\d\d))?)(?!\w)"
    rf"|(?<!\w)(?P<mdy>(?P<m2>{_MONTH})\b\.?\s+(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|[,.]\d{{3}})(?:,?\s+(?P<y2>(?:19|20)\d\d))?)(?!\w)"
    rf"|(?<!\w)(?P<my>(?P<m3>{_MONTH})\b\.?,?\s+(?:de\s+|of\s+)?(?P<y3>(?:19|20)\d\d))(?!\w)"
    rf"|(?<!\w)(?P<ago>(?P<n>\d{{1,3}}|{'|'.join(_COUNTS)})\s+(?P<unit>day|week|month|year)s?\s+ago)(?!\w)"
    rf"|(?<!\w)(?P<span>(?P<which>last|next|this|past)\s+(?P<of>week|month|year|weekend))(?!\w)"
    rf"|(?<!\w)(?P<weekday>(?P<dir>(?:last|next|this|past|am|le|el|em|na|в|во)\s+)?(?P<wd>{_DAY_NAME})s?)(?!\w)"
    rf"|(?<!\w)(?P<rel>{'|'.join(sorted((w for w in _RELATIVE if w.isascii() or (w[0].isalpha() and ord(w[0]) < 0x600)), key=len, reverse=True))})(?!\w)"
    rf"|(?P<relc>今日|昨日|明日|今天|昨天|明天|오늘|어제|내일|اليوم|أمس|غدا)"
    rf"|(?<![\d.,$€£/-])(?P<year>(?:19|20)\d\d)(?![\d%/]|[.,]\d|-\d)",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|would|to be|is due|are due|plans? to|expected|scheduled|next|set to|wird|werden|soll|aura|sera|será|serão|будет)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: the first and last day it may mean, None while it cannot be resolved."""

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    relative: bool = False  #: it means what it means only beside its time of publication
    weekday: bool = False


def find(text: str, *, anchor: datetime | date | None = None, lang: str | None = None) -> list[DateMention]:
    """The dates of a text in order.

    Args:
        anchor: when the text was published; relative dates and dates without a year are read from there.
    """
    day = anchor.date() if isinstance(anchor, datetime) else anchor
    found: list[DateMention] = []
    for match in _PATTERN.finditer(text):
        mention = _read(match, text, day)
        if mention is not None:
            found.append(mention)
    return found


def _read(match: re.Match[str], text: str, anchor: date | None) -> DateMention | None:
    g = match.groupdict()
    start, end = match.span()
    given = match.group()

    def absolute(first: date | None, last: date | None = None, *, relative: bool = False) -> DateMention:
        return DateMention(start, end, given, first, last or first, relative)

    if g["iso"]:
        year, month, number = map(int, given.split("-"))
        return absolute(_day(year, month, number))
    if g["cjk"]:
        return absolute(_near(int(g["cm"]), int(g["cd"]), anchor, g["cy"]), relative=not g["cy"])
    if g["dotted"]:
        return absolute(_day(int(g["dy"]), int(g["dm"]), int(g["dd"])))
    if g["slashed"]:
        a, b, year = int(g["sa"]), int(g["sb"]), int(g["sy"])
        return absolute(_day(year, b, a) if a > 12 or a == b else _day(year, a, b) if b > 12 else None)
    for d, m, y in (("d1", "m1", "y1"), ("d2", "m2", "y2")):
        if g[d]:
            if not _looks_like_month(g[m], text, match.start(m)):
                return None
            return absolute(_near(_MONTHS[g[m].lower()], int(g[d]), anchor, g[y]), relative=not g[y])
    if g["my"]:
        return absolute(*_whole_month(int(g["y3"]), _MONTHS[g["m3"].lower()]))
    if g["year"]:
        return absolute(date(int(given), 1, 1), date(int(given), 12, 31))
    if g["weekday"]:
        return DateMention(start, end, given, *_of_weekday(g, text, match, anchor), True, True)
    first, last = _relative(g, anchor)
    return DateMention(start, end, given, first, last, True)


def _looks_like_month(name: str, text: str, at: int) -> bool:
    return name.lower() not in _AMBIGUOUS_MONTHS or text[at].isupper() or name.lower() in ("mai", "mars", "mayo")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _near(month: int, day: int, anchor: date | None, year: str | None) -> date | None:
    """The day of this month nearest to the anchor, or in the year that is given."""
    if year:
        return _day(int(year), month, day)
    if anchor is None:
        return None
    near = [d for y in (anchor.year - 1, anchor.year, anchor.year + 1) if 0 < y < 10_000 and (d := _day(y, month, day))]
    return min(near, key=lambda d: (abs((d - anchor).days), d), default=None)


def _whole_month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _shifted(anchor: date, days: int) -> date | None:
    try:
        return anchor + timedelta(days=days)
    except OverflowError:
        return None


def _of_weekday(
    g: dict[str, str | None], text: str, match: re.Match[str], anchor: date | None
) -> tuple[date | None, date | None]:
    """The last such day, the day of publication included; the next one where the clause speaks of what is to come."""
    if anchor is None:
        return None, None
    number = _WEEKDAYS[str(g["wd"]).lower()]
    back = (anchor.weekday() - number) % 7
    direction = (g["dir"] or "").strip().lower()
    clause = re.split(r"[.;:!?]", text[max(0, match.start() - 90) : match.start()])[-1]
    ahead = direction == "next" or (direction not in ("last", "past") and bool(_FUTURE.search(clause)))
    if ahead:
        first = _shifted(anchor, (7 - back) if back else (7 if direction == "next" else 0))
    else:
        first = _shifted(anchor, -back if back or direction not in ("last", "past") else -7)
    return first, first


def _relative(g: dict[str, str | None], anchor: date | None) -> tuple[date | None, date | None]:
    if anchor is None:
        return None, None
    word = g["rel"] or g["relc"]
    if word:
        day = _shifted(anchor, _RELATIVE[word.lower()])
        return day, day
    if g["ago"]:
        count = (
            _COUNTS.get(str(g["n"]).lower()) or int(str(g["n"]))
            if str(g["n"]).lower() in _COUNTS or str(g["n"]).isdigit()
            else 1
        )
        unit = str(g["unit"]).lower()
        if unit == "day":
            day = _shifted(anchor, -count)
            return day, day
        slack, length = {"week": (3, 7), "month": (15, 30), "year": (183, 365)}[unit]
        return _shifted(anchor, -count * length - slack), _shifted(anchor, -count * length + slack)
    step = {"last": -1, "past": -1, "this": 0, "next": 1}[str(g["which"]).lower()]
    unit = str(g["of"]).lower()
    if unit in ("week", "weekend"):
        monday = _shifted(anchor, -anchor.weekday() + 7 * step)
        return monday, _shifted(monday, 6) if monday else None
    if unit == "month":
        total = anchor.year * 12 + anchor.month - 1 + step
        return _whole_month(max(1, total // 12), total % 12 + 1)
    year = min(max(anchor.year + step, 1), 9999)
    return date(year, 1, 1), date(year, 12, 31)
