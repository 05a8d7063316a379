"""Dates that a text names, resolved against its time of publication. Pure; no clock.

A mention that cannot be resolved (no anchor, or a date like 4/5/2026 that two countries read differently) keeps `first` None.
Only words and digits that can begin a date are looked at closely, so a text without dates costs next to nothing.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

_MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "january jan januar jänner janvier janv enero ene janeiro gennaio января январь يناير",
        "february feb februar février févr febrero fevereiro febbraio февраля февраль فبراير",
        "march mar märz mars marzo março марта март مارس",
        "april apr avril abril abr aprile апреля апрель أبريل إبريل",
        "may mai mayo maio maggio мая май مايو",
        "june jun juni juin junio junho giugno июня июнь يونيو",
        "july jul juli juillet juil julio julho luglio июля июль يوليو",
        "august aug août agosto августа август أغسطس",
        "september sep sept septembre septiembre setembro settembre сентября сентябрь سبتمبر",
        "october oct oktober okt octobre octubre outubro ottobre октября октябрь أكتوبر",
        "november nov novembre noviembre novembro ноября ноябрь نوفمبر",
        "december dec dezember dez décembre déc diciembre dic dezembro dicembre декабря декабрь ديسمبر",
    ),
    1,
):
    _MONTHS |= dict.fromkeys(_names.split(), _number)
_WEEKDAYS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "monday montag lundi lunes segunda-feira lunedì понедельник الاثنين",
        "tuesday dienstag mardi martes terça-feira martedì вторник الثلاثاء",
        "wednesday mittwoch mercredi miércoles quarta-feira mercoledì среду среда الأربعاء",
        "thursday donnerstag jeudi jueves quinta-feira giovedì четверг الخميس",
        "friday freitag vendredi viernes sexta-feira venerdì пятницу пятница الجمعة",
        "saturday samstag sonnabend samedi sábado sabato субботу суббота السبت",
        "sunday sonntag dimanche domingo domenica воскресенье الأحد",
    )
):
    _WEEKDAYS |= dict.fromkeys(_names.split(), _number)
#: first letters of a weekday as a token, for those written with a hyphen: segunda-feira begins with segunda
_WEEKDAY_STARTS = frozenset(name.split("-")[0] + end for name in _WEEKDAYS for end in ("", "s"))
#: days from publication, by language, as the same letters mean other things elsewhere (hier is "here" in German)
_RELATIVE: dict[str, dict[str, int]] = {
    "en": {
        "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "yesterday": -1, "last night": -1,
        "tomorrow": 1,
    },
    "de": {"heute": 0, "gestern": -1, "vorgestern": -2, "morgen": 1, "übermorgen": 2},
    "fr": {"aujourd'hui": 0, "aujourd’hui": 0, "hier": -1, "avant-hier": -2, "demain": 1},
    "es": {"hoy": 0, "ayer": -1, "anoche": -1, "mañana": 1},
    "pt": {"hoje": 0, "ontem": -1, "amanhã": 1},
    "it": {"oggi": 0, "ieri": -1, "domani": 1},
    "ru": {"сегодня": 0, "вчера": -1, "завтра": 1},
    "ar": {"اليوم": 0, "أمس": -1, "غدا": 1, "غدًا": 1},
    "vi": {"hôm nay": 0, "hôm qua": -1, "ngày mai": 1},
}  # fmt: skip
_RELATIVE_CJK = {"今日": 0, "昨日": -1, "明日": 1, "오늘": 0, "어제": -1, "내일": 1, "今天": 0, "昨天": -1, "明天": 1}
#: words that mean something else in another language: read only where the language is known
_ONLY_AT_HOME = frozenset(("morgen", "hier", "mañana", "demain", "اليوم"))
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS = {word: count for count, word in enumerate(_NUMBERS, 1)} | {"a": 1, "an": 1}
_WHICH = {"last": -1, "past": -1, "this": 0, "next": 1}
#: names that are ordinary words, too: only with a capital, or where the language has none on months
_AMBIGUOUS_MONTHS = {"may", "mar", "march", "jan", "déc", "dec", "dic", "ene", "abr", "okt", "dez"}

_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_FROM_DIGITS = re.compile(
    rf"(?P<iso>(?<![\d-]){_YEAR}-[01]\d-[0-3]\d(?![\d-]))"
    r"|(?P<cjk>(?:(?P<cy>\d{4})\s?[年년]\s?)?(?P<cm>\d{1,2})\s?[月월]\s?(?P<cd>\d{1,2})\s?[日일])"
    rf"|(?P<dotted>(?<![\d.])(?P<dd>[0-3]?\d)\.(?P<dm>[01]?\d)\.(?P<dy>{_YEAR})(?![\d.]))"
    rf"|(?P<slashed>(?<![\d/])(?P<sa>[0-3]?\d)/(?P<sb>[0-3]?\d)/(?P<sy>{_YEAR})(?![\d/]))"
    r"|(?<![\w.,])(?P<dmy>(?P<d1>[0-3]?\d)(?:st|nd|rd|th|er|º|\.)?(?:\s+(?:de|of|tháng))?\s+"
    rf"(?:(?P<m1>{_MONTH})\b\.?|(?<=tháng\s)(?P<mv>1[0-2]|0?[1-9])(?!\d))(?:,?\s+(?:de\s+|năm\s+)?(?P<y1>{_YEAR}))?)(?!\w)"
    r"|(?<!\w)(?P<ago>(?P<n>\d{1,3})\s+(?P<unit>day|week|month|year)s?\s+ago)(?!\w)"
    rf"|(?<![\d.,$€£/-])(?P<year>{_YEAR})(?![\d%/]|[.,]\d|-\d|\s+(?:people|homes|jobs|workers|troops|soldiers|km|miles|metres|meters)\b)",
    re.IGNORECASE,
)
_FROM_MONTH = re.compile(
    rf"(?P<mdy>(?P<m2>{_MONTH})\b\.?\s+(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|[,.]\d{{3}})(?:,?\s+(?P<y2>{_YEAR}))?)(?!\w)"
    rf"|(?P<my>(?P<m3>{_MONTH})\b\.?,?\s+(?:de\s+|of\s+)?(?P<y3>{_YEAR}))(?!\w)",
    re.IGNORECASE,
)
_FROM_COUNT = re.compile(rf"(?P<ago>(?P<n>{'|'.join(_COUNTS)})\s+(?P<unit>day|week|month|year)s?\s+ago)(?!\w)", re.IGNORECASE)
_FROM_WHICH = re.compile(r"(?P<span>(?P<which>last|next|this|past)\s+(?P<of>weekend|week|month|year))(?!\w)", re.IGNORECASE)
_FROM_WEEKDAY = re.compile(rf"(?P<weekday>(?P<wd>{'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})s?)(?!\w)", re.IGNORECASE)
_CJK_DAY = re.compile("|".join(_RELATIVE_CJK))
_DIRECTION = re.compile(r"(?<!\w)(last|next|this|past)\s+$", re.IGNORECASE)
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_FUTURE = re.compile(
    r"\b(?:will|would|to be|(?:is|are) (?:due|to)|(?:plan|hope|aim|intend|want)s? to|expected|scheduled|next|set to"
    r"|wird|werden|soll|sollen|wollen|aura|sera|va|vont|vai|vão|van|\w{3,}r(?:á|án|ão|ont)|будет|будут)\b",
    re.IGNORECASE,
)


#: "could sign it as soon as Wednesday"
_SOON = re.compile(r"\bas soon as\s+$", re.IGNORECASE)
_CLAUSE_START = re.compile(r"[.;:!?]|\b(?:after|since|because|nachdem|weil)\b", re.IGNORECASE)
#: "closed until Tuesday" is as often said of the Tuesday to come as of the one that was
_EITHER_WAY = re.compile(r"\b(?:until|till|for|by|from|bis|ab|für|jusqu'à|hasta|até)\s+$", re.IGNORECASE)
#: "pledged to hold it on Sunday", "ahead of the vote on Sunday": the intention lies in the past, its day often does not
_INTENT = re.compile(
    r"\b(?:pledged|vowed|agreed|promised|planned|planning|decided|threatened|prepar(?:ed|ing)|hop(?:ed|ing)|intend(?:ed|ing)|wanted"
    r"|refused|offered|urged|asked|ordered|told|allowed|ready|likely|due|set|going|about|scheduled) (?:[\w'’-]+ ){0,4}to [\w'’-]+"
    r"|\b(?:ahead (?:of|with)|before|in time for|in the run-up to|calls? for|called for|calling for|plans? for|preparations? for)\b",
    re.IGNORECASE,
)
_PLANNED = (
    r"(?:referend(?:um|a)|elections?|votes?|ballots?|polls?|primary|primaries|run-?offs?|summits?|meetings?|talks|hearings?|trials?|rally|rallies"
    r"|protests?|demonstrations?|strikes?|match(?:es)?|games?|finals?|funerals?|debates?|deadlines?|launch(?:es)?|ceremony|conferences?"
    r"|sessions?|visits?|inauguration|festivals?|parades?|concerts?|Wahl(?:en)?|Abstimmung|Gipfel|Treffen|élections?|sommet|réunion"
    r"|elecci(?:ón|ones)|cumbre|reunión)"
)
#: "a referendum on Sunday", "elections set for 3 June": the day belongs to the event, whenever the sentence speaks
_OF_AN_EVENT = re.compile(
    rf"\b{_PLANNED}(?:,? (?:\w+ )?(?:set|scheduled|planned|due|slated|called|expected|held))?(?: (?:on|for|this|am|le|el))? ?$",
    re.IGNORECASE,
)
#: what makes such an event one that was: "won the vote on Sunday", "after talks on Monday", "were shot at a rally on Friday"
_TOOK_PLACE = re.compile(
    r"\b(?:(?:held|took|attended|won|lost|ended|began|started|staged|marred|saw|after|since|from|following|chaired|hosted|left|joined|resumed"
    r"|suspended|cancelled|called off|disrupted|nach|après|tras)"
    r"|(?:(?:\w+ed|won|lost|beat|shot|took|was|were|had|gave|made|left|came|went|met|spoke)\b.*\b(?:in|at|during|bei|lors|durante)))"
    r" (?:[\w'’-]+ ){0,3}$",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    rf"(?:['’]s (?:[\w-]+ ){{0,2}}| (?:(?!(?:that|the|an?|of|when|and|for|to|in|as|after|before|his|her|its|their)\b)[\w-]+ )?){_PLANNED}\b",
    re.IGNORECASE,
)  # "Sunday's referendum", "a May 12 deadline"
_MAY = re.compile(r"\b(?:could|may|might|can|must|should|vow|pledge|agree|plan|decide)\w*\b", re.IGNORECASE)
_COMING = re.compile(r"[\s,]+(?:will|would|could|may|might|is|are|to)\b", re.IGNORECASE)


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


@cache
def _openings(lang: str | None) -> dict[str, re.Pattern[str]]:
    """Lower-case word that may begin a date → the pattern to try there."""
    words = _RELATIVE.get(lang or "", {}) if lang in _RELATIVE else _everywhere()
    by_length = sorted(words, key=len, reverse=True)
    relative = re.compile(rf"(?P<rel>{'|'.join(map(re.escape, by_length))})(?!\w)", re.IGNORECASE)
    found = {re.split(r"[\s'’-]", word)[0]: relative for word in words}
    found |= (
        dict.fromkeys(_COUNTS, _FROM_COUNT)
        | dict.fromkeys(_MONTHS, _FROM_MONTH)
        | dict.fromkeys(_WEEKDAY_STARTS, _FROM_WEEKDAY)
    )
    for which in _WHICH:
        both = f"{_FROM_WHICH.pattern}|{relative.pattern}"
        found[which] = re.compile(both, re.IGNORECASE)
    return found


def _everywhere() -> dict[str, int]:
    return {word: days for words in _RELATIVE.values() for word, days in words.items() if word not in _ONLY_AT_HOME}


def names() -> frozenset[str]:
    """The lower-case names of months in every language known, and of weekdays as they begin, with a plural."""
    return frozenset(_MONTHS) | _WEEKDAY_STARTS


def month(word: str) -> int | None:
    """Number of the month that a lower-case word names in one of the languages known, 1 to 12."""
    return _MONTHS.get(word)


def weekday(word: str) -> int | None:
    """Number of the weekday that a lower-case word names in one of the languages known, Monday 0."""
    return _WEEKDAYS.get(word)


def days_from_today(word: str, lang: str | None) -> int | None:
    """What one lower-case word such as "yesterday" means in days from publication; None for any other word."""
    return _RELATIVE.get(lang or "", {}).get(word)


def find(text: str, *, anchor: datetime | date | None = None, lang: str | None = None) -> list[DateMention]:
    """The dates of a text in order.

    Args:
        anchor: when the text was published; relative dates and dates without a year are read from there.
        lang: decides what `hier` and 4/5/2026 mean; None leaves such words alone.
    """
    day = anchor.date() if isinstance(anchor, datetime) else anchor
    openings = _openings(lang)
    found: list[DateMention] = []
    done = 0
    may = not openings.keys().isdisjoint(_TOKEN.findall(text.lower())) or _DIGIT.search(text)
    for token in _TOKEN.finditer(text) if may else ():  # most sentences have none
        word = token.group()
        pattern = _FROM_DIGITS if word[0].isdigit() else openings.get(word.lower())
        if pattern is None or token.start() < done:
            continue
        at = token.start()
        if pattern is not _FROM_DIGITS and at and (text[at - 1].isalnum() or text[at - 1] == "_"):
            continue
        match = pattern.match(text, at)
        mention = _read(match, text, day, lang, done) if match else None
        if mention is not None:
            found.append(mention)
            done = mention.end
    if not text.isascii():
        found += _in_cjk(text, day)
        found.sort(key=lambda mention: mention.start)
    return found


def _in_cjk(text: str, anchor: date | None) -> list[DateMention]:
    found = []
    for match in _CJK_DAY.finditer(text):
        day = _shifted(anchor, _RELATIVE_CJK[match.group()]) if anchor else None
        found.append(DateMention(match.start(), match.end(), match.group(), day, day, True))
    return found


def _read(match: re.Match[str], text: str, anchor: date | None, lang: str | None, done: int) -> DateMention | None:
    g = match.groupdict()
    start, end = match.span()
    given = match.group()

    def absolute(first: date | None, last: date | None = None, *, relative: bool = False) -> DateMention:
        return DateMention(start, end, given, first, last or first, relative)

    if g.get("iso"):
        return absolute(_day(*map(int, given.split("-"))))
    if g.get("cjk"):
        return absolute(_near(int(g["cm"]), int(g["cd"]), anchor, g["cy"]), relative=not g["cy"])
    if g.get("dotted"):
        return absolute(_day(int(g["dy"]), int(g["dm"]), int(g["dd"])))
    if g.get("slashed"):
        return absolute(_slashed(int(g["sa"]), int(g["sb"]), int(g["sy"]), lang))
    if g.get("mv"):
        return absolute(_near(int(g["mv"]), int(g["d1"]), anchor, g["y1"]), relative=not g["y1"])
    for d, m, y in (("d1", "m1", "y1"), ("d2", "m2", "y2")):
        if g.get(d):
            month = _MONTHS.get(g[m].lower())
            if month is None or not _looks_like_month(g[m], text, match.start(m)):
                return None
            return absolute(_near(month, int(g[d]), anchor, g[y]), relative=not g[y])
    if g.get("my"):
        return absolute(*_whole_month(int(g["y3"]), _MONTHS.get(g["m3"].lower(), 1)))
    if g.get("year"):
        return absolute(date(int(given), 1, 1), date(int(given), 12, 31))
    if g.get("weekday"):
        before = _DIRECTION.search(text, max(done, start - 8), start)
        at, which = (before.start(), before.group(1).lower()) if before else (start, "")
        return DateMention(at, end, text[at:end], *_of_weekday(g, which, text, at, anchor), True, True)
    if g.get("rel") and lang == "de" and not _is_tomorrow(text, start, given):
        return None
    first, last = _relative(g, anchor, lang)
    return DateMention(start, end, given, first, last, True)


def _is_tomorrow(text: str, at: int, word: str) -> bool:
    """German Morgen is the morning, and so is `morgen` after a day."""
    return word.lower() != "morgen" or (
        word[0].islower() and not re.search(r"(?:heute|gestern|\w+tag)\s+$", text[max(0, at - 14) : at])
    )


def _slashed(a: int, b: int, year: int, lang: str | None) -> date | None:
    """4/5/2026 is left open in English, the day comes first elsewhere."""
    if a > 12 or a == b or lang not in (None, "en"):
        return _day(year, b, a)
    return _day(year, a, b) if b > 12 else None


def _looks_like_month(name: str, text: str, at: int) -> bool:
    return name.lower() not in _AMBIGUOUS_MONTHS or text[at].isupper() or not text[at].isascii()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _near(month: int, day: int, anchor: date | None, year: str | None) -> date | None:
    """The day of this month nearest to the anchor, or in the year that is given."""
    if year:
        return _day(int(year), month, day) if int(year) else None
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


#: six days back is also tomorrow: a page that was changed the day after its date, or comes from a zone ahead, means that day
DAYS_LEFT_OPEN = 6


def _of_weekday(
    g: dict[str, str | None], direction: str, text: str, at: int, anchor: date | None
) -> tuple[date | None, date | None]:
    """The last such day, the day of publication included; the next one where the clause speaks of what is to come."""
    if anchor is None:
        return None, None
    number = _WEEKDAYS.get(str(g["wd"]).lower())
    if number is None:
        return None, None
    back = (anchor.weekday() - number) % 7
    clause = _CLAUSE_START.split(text[max(0, at - 90) : at])[-1]
    ahead = direction == "next" or (direction not in ("last", "past") and bool(_FUTURE.search(clause) or _SOON.search(clause)))
    open_ended = _EITHER_WAY.search(clause) or _INTENT.search(clause) or of_an_event(text, at, at + len(str(g["weekday"])))
    if not ahead and direction not in ("last", "past") and open_ended:
        return None, None
    if not ahead and back == DAYS_LEFT_OPEN and direction not in ("last", "past"):
        return None, None
    if ahead:
        first = _shifted(anchor, (7 - back) if back else (7 if direction == "next" else 0))
    else:
        first = _shifted(anchor, -back if back or direction not in ("last", "past") else -7)
    return first, first


def of_an_event(text: str, start: int, end: int) -> bool:
    """Whether the day at this place is part of what an event is called ("elections on 3 June"), not when its sentence happened."""
    clause = _CLAUSE_START.split(text[max(0, start - 90) : start])[-1]
    if _WHOSE.match(text, end):
        return _TOOK_PLACE.search(clause) is None
    event = _OF_AN_EVENT.search(clause)
    if event is None:
        return False
    lead = clause[: event.start()]
    if len(lead.split()) <= SUBJECT_WORDS:
        return bool(_COMING.match(text, end))
    return _TOOK_PLACE.search(lead) is None


def told_ahead(text: str, start: int) -> bool:
    """Whether the clause that leads to this place speaks of what is to come."""
    return bool(_FUTURE.search(text, max(0, start - 160), start) or _MAY.search(text, max(0, start - 160), start))


SUBJECT_WORDS = 3  # "The first round of" before an event that begins its clause


def _relative(g: dict[str, str | None], anchor: date | None, lang: str | None) -> tuple[date | None, date | None]:
    if anchor is None:
        return None, None
    if g.get("rel"):
        word = str(g["rel"]).lower()
        days = _RELATIVE.get(lang or "", {}).get(word, _everywhere().get(word))
        day = None if days is None else _shifted(anchor, days)
        return day, day
    if g.get("ago"):
        return _ago(str(g["n"]).lower(), str(g["unit"]).lower(), anchor)
    step = _WHICH.get(str(g["which"]).lower(), 0)
    unit = str(g["of"]).lower()
    if unit.startswith("week"):
        monday = _shifted(anchor, -anchor.weekday() + 7 * step)
        return monday, _shifted(monday, 6) if monday else None
    if unit == "month":
        total = anchor.year * 12 + anchor.month - 1 + step
        return _whole_month(min(max(1, total // 12), 9999), total % 12 + 1)
    year = min(max(anchor.year + step, 1), 9999)
    return date(year, 1, 1), date(year, 12, 31)


def _ago(number: str, unit: str, anchor: date) -> tuple[date | None, date | None]:
    """Days are exact; "two weeks ago" is a span of about the length of its unit."""
    count = _COUNTS.get(number) or (int(number) if number.isdecimal() else 1)
    if unit == "day":
        day = _shifted(anchor, -count)
        return day, day
    slack, length = {"week": (3, 7), "month": (15, 30)}.get(unit, (183, 365))
    return _shifted(anchor, -count * length - slack), _shifted(anchor, -count * length + slack)
