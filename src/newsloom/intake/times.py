"""Read times as people and machines write them. Pure: no clock; what cannot be read is None, never today."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple


class When(NamedTuple):
    """A time in UTC; `day_only` if only the day was given (it is then midnight UTC)."""

    time: datetime
    day_only: bool = False


_LONGEST = 100  # characters; nothing longer is a time
_FARTHEST_H = 15.0  # from UTC; zones go from -12 to +14, and who writes +99:99 says no time
_ORDINAL_DAY = re.compile(r"(\d{4})-?(\d{3})")
_LEAP_SECOND = re.compile(r"(T\d\d:?\d\d:?)60")
_END_OF_DAY = re.compile(r"T24(:?00(:?00([.,]0+)?)?)?(?=$|[Z+-])")
_SHORT_ZONE = re.compile(r"(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*([+-])(\d{1,2}):?(\d\d)?$")

# Names of zones that feeds use and RFC 5322 does not know; hours east of UTC.
_ZONES = {
    "utc": 0, "gmt": 0, "ut": 0, "z": 0, "wet": 0, "bst": 1, "ist": 5.5, "west": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2,
    "eet": 2, "eest": 3, "msk": 3, "jst": 9, "kst": 9, "hkt": 8, "sgt": 8, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
_NAMED_ZONE = re.compile(r"\s\(?([A-Za-z]{1,4})\)?$")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier janv enero gennaio janeiro januari styczeń stycznia ene января январь січня ocak "
            "leden ledna ianuarie tammikuuta január ιανουαρίου",
            "feb february februar février fevrier febrero febbraio fevereiro februari lutego fév févr февраля февраль "
            "лютого şubat února februarie helmikuuta február φεβρουαρίου",
            "mar march märz mars marzo março maart marca mär mrz марта март березня mart března martie maaliskuuta "
            "március μαρτίου",
            "apr april avril abril aprile kwietnia avr abr апреля апрель квітня nisan dubna aprilie huhtikuuta április "
            "απριλίου",
            "may mai mayo maggio maio mei maja maj мая май травня mayıs května toukokuuta május μαΐου",
            "jun june juni juin junio giugno junho czerwca июня июнь червня haziran června iunie kesäkuuta június ιουνίου",
            "jul july juli juillet julio luglio julho lipca juil июля июль липня temmuz července iulie heinäkuuta július "
            "ιουλίου",
            "aug august août aout agosto augustus sierpnia ago августа август серпня ağustos srpna elokuuta augusztus "
            "αυγούστου augusti",
            "sep sept september septembre septiembre settembre setembro września set сентября сентябрь вересня eylül "
            "září septembrie syyskuuta szeptember σεπτεμβρίου",
            "oct october oktober octobre octubre ottobre outubro października okt ott out октября октябрь жовтня ekim "
            "října octombrie lokakuuta október οκτωβρίου",
            "nov november novembre noviembre novembro listopada ноября ноябрь листопада kasım listopadu noiembrie "
            "marraskuuta νοεμβρίου",
            "dec december dezember décembre decembre diciembre dicembre dezembro grudnia dez déc dic декабря декабрь "
            "грудня aralık prosince decembrie joulukuuta δεκεμβρίου desember",
        ),
        1,
    )
    for name in names.split()
}
_WORD = r"([^\W\d_]{3,12})\.?"
_CLOCK = (
    r"(?:[\s,]*(?:um|at|à|a las|alle|às|T)?\s*(\d{1,2})[:.h](\d\d)(?::(\d\d))?\s*([ap]\.?m\.?)?(?:\s*(?:Uhr|h))?"
    r"\s*([A-Za-z]{1,4}|[+-]\d\d:?\d\d)?)?"
)
_LEAD = re.compile(r"^(?:(?:published|posted|updated)\b:?\s*(?:on\s+)?)?(?:[^\W\d_]{2,10}\.?,\s+)?", re.IGNORECASE)
_DAY_MONTH = re.compile(
    rf"(?:^|[\s,])(\d{{1,2}})(?:st|nd|rd|th|\.|º|er)?\s*(?:de\s+|of\s+)?{_WORD},?\s+(?:de\s+)?(\d{{4}}){_CLOCK}", re.I
)
_MONTH_DAY = re.compile(rf"(?:^|[\s,]){_WORD}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_CLOCK}", re.I)
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일](?:\s*(\d{1,2})\s*[時时시:]\s*(\d{1,2}))?")
_NUMBERS = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})" + _CLOCK, re.I)
_SLASHED = re.compile(r"^(\d{4})/(\d{1,2})/(\d{1,2})" + _CLOCK, re.I)


def iso(text: str) -> When | None:
    """An ISO 8601 date or time; without a zone it is UTC, a date alone has day precision. None if it is neither."""
    text = text.strip()
    if not text or len(text) > _LONGEST or not text.isascii():
        return None
    text = text.upper()
    try:
        return _midnight(date.fromisoformat(text))
    except ValueError:
        pass
    if found := _ORDINAL_DAY.fullmatch(text):
        return _ordinal(int(found[1]), int(found[2]))
    plus = timedelta()
    text = _LEAP_SECOND.sub(r"\g<1>59", text, count=1)
    if _END_OF_DAY.search(text):
        text, plus = _END_OF_DAY.sub("T00:00", text, count=1), timedelta(days=1)
    try:
        return _utc(datetime.fromisoformat(text), plus)
    except ValueError:
        return None


def loose(text: str | None) -> When | None:
    """A time in any form that feeds, mails and pages use: ISO 8601, RFC 5322, or a day with the month's name.

    A zone that is not said counts as UTC. None if it cannot be read without guessing (03/04/2026).
    """
    if not text:
        return None
    text = " ".join(text[: 2 * _LONGEST].split())
    return iso(_SHORT_ZONE.sub(_full_zone, text)) or _worded(text) or _mail(text)


def only(line: str) -> When | None:
    """The time that a line says if it says nothing else: `Tuesday, 13 January 2026, 09:30`. None otherwise."""
    text = _LEAD.sub("", " ".join(line[:_LONGEST].split()), count=1)
    if len(line) > _LONGEST or not text:
        return None
    if any(pattern.fullmatch(text) for pattern in (_DAY_MONTH, _MONTH_DAY, _EAST_ASIAN, _NUMBERS)):
        return loose(text)
    return iso(text) if len(text) >= 10 else None


def wait_s(value: str | None, *, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks to wait, whether it gives seconds or a time; None if it says nothing.

    A time gone by asks for no wait: 0.
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])
    try:
        until = parsedate_to_datetime(value)
        return max((until if until.tzinfo else until.replace(tzinfo=UTC)).timestamp() - now.timestamp(), 0.0)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _full_zone(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}{int(found[3]):02d}:{found[4] or '00'}"


def _midnight(day: date) -> When:
    return When(datetime(day.year, day.month, day.day, tzinfo=UTC), True)


def _ordinal(year: int, day: int) -> When | None:
    try:
        found = date(year, 1, 1) + timedelta(days=day - 1)
    except (ValueError, OverflowError):
        return None
    return _midnight(found) if day and found.year == year else None


def _utc(time: datetime, plus: timedelta = timedelta()) -> When | None:
    try:
        aware = time if time.tzinfo else time.replace(tzinfo=UTC)
        if abs(aware.utcoffset() or timedelta()) > timedelta(hours=_FARTHEST_H):
            return None
        return When(aware.astimezone(UTC) + plus)
    except (OverflowError, ValueError):  # the first or last hours that a datetime can hold
        return None


def _mail(text: str) -> When | None:
    zone = _NAMED_ZONE.search(text)
    hours = _ZONES.get(zone[1].lower()) if zone else None
    bare = text[: zone.start()] if zone and hours is not None else text
    try:
        read = parsedate_to_datetime(bare)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if ":" not in bare:
        return _midnight(read.date()) if read.year > 1 else None
    return _utc(read, -timedelta(hours=hours) if hours is not None and read.tzinfo is None else timedelta())


def _worded(text: str) -> When | None:
    if found := _DAY_MONTH.search(text):
        return _built(found[3], _MONTHS.get(found[2].lower()), found[1], found.groups()[3:])
    if found := _MONTH_DAY.search(text):
        return _built(found[3], _MONTHS.get(found[1].lower()), found[2], found.groups()[3:])
    if found := _EAST_ASIAN.search(text):
        return _built(found[1], found[2], found[3], (found[4], found[5], None, None, None))
    if found := _NUMBERS.search(text):  # with full stops the day always comes first
        return _built(found[3], found[2], found[1], found.groups()[3:])
    if found := _SLASHED.search(text):
        return _built(found[1], found[2], found[3], found.groups()[3:])
    return None


def _built(year: str, month: str | int | None, day: str, clock: tuple[str | None, ...]) -> When | None:
    if month is None:
        return None
    hour, minute, second, half, zone = clock
    try:
        if hour is None:
            return _midnight(date(int(year), int(month), int(day)))
        hours = int(hour)
        if half:
            hours = hours % 12 + (12 if half.lower().startswith("p") else 0)
        read = datetime(int(year), int(month), int(day), hours, int(minute or 0), int(second or 0), tzinfo=UTC)
    except ValueError:
        return None
    east_h = _offset_h(zone)
    return _utc(read, -timedelta(hours=east_h)) if abs(east_h) <= _FARTHEST_H else None


def _offset_h(zone: str | None) -> float:
    if not zone:
        return 0.0
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "")
        return (int(digits[:2]) + int(digits[2:4] or 0) / 60) * (1 if zone[0] == "+" else -1)
    return float(_ZONES.get(zone.lower(), 0))
