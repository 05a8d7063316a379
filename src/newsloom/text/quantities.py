"""Figures of a text with their units, ranges and rounding words, as comparable values. Pure.

Years, clock times and days of dates are figures too; their unit says so ("year", "time", "day"), so that callers can pass over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from newsloom.text.terms import word_set

_SPACE = "[ \u00a0\u202f\u2009]"
_DIGITS = rf"\d{{1,3}}(?:(?:,|\.|'|’|{_SPACE})\d{{3}})+(?:[.,]\d{{1,2}})?(?!\d)|\d+(?:[.,]\d+)?"

_EN_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS: dict[str, dict[str, int]] = {
    "en": {word: value for value, word in enumerate(_EN_UNITS.split())}
    | dict(zip(_EN_TENS.split(), range(20, 100, 10), strict=True))
    | {"dozen": 12, "hundred": 100, "thousand": 1000},
    "de": {"zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11,
    "zwölf": 12,
           "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50,
           "hundert": 100, "tausend": 1000},
    "es": {"dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
    "once": 11, "doce": 12,
           "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "cien": 100, "mil": 1000},
    "fr": {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11,
    "douze": 12,
           "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "cent": 100, "mille": 1000},
    "pt": {"dois": 2, "duas": 2, "três": 3, "quatro": 4, "cinco": 5, "seis": 6, "sete": 7, "oito": 8, "nove": 9, "dez": 10,
    "onze": 11, "doze": 12,
           "vinte": 20, "trinta": 30, "quarenta": 40, "cinquenta": 50, "cem": 100, "mil": 1000},
    "ru": {"два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9,
    "десять": 10, "одиннадцать": 11,
           "двенадцать": 12, "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "сто": 100, "тысяча": 1000},
}  # fmt: skip
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fifteenth": 15, "twentieth": 20,
}  # fmt: skip
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "millions": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6,
    "billion": 1e9, "billions": 1e9,
    "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12, "lakh": 1e5, "crore": 1e7, "dozen": 12,
    "tausend": 1e3, "millionen": 1e6, "mio": 1e6, "milliarde": 1e9, "milliarden": 1e9, "mrd": 1e9,
    "mil": 1e3, "mille": 1e3, "millones": 1e6, "millón": 1e6, "milliard": 1e9, "milliards": 1e9, "milhão": 1e6,
    "milhões": 1e6, "bilhões": 1e9,
    "тысяч": 1e3, "тыс": 1e3, "миллион": 1e6, "миллионов": 1e6, "млн": 1e6, "миллиардов": 1e9, "млрд": 1e9,
    "nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9, "ألف": 1e3, "آلاف": 1e3, "مليون": 1e6, "مليار": 1e9,
    "万": 1e4, "萬": 1e4, "만": 1e4, "億": 1e8, "亿": 1e8, "억": 1e8, "兆": 1e12, "조": 1e12, "千": 1e3, "천": 1e3,
}  # fmt: skip
_CJK_SCALES = frozenset("万萬億亿兆千만억조천")
_CURRENCY = {
    "$": "dollar", "us$": "dollar", "usd": "dollar", "dollar": "dollar", "dollars": "dollar", "dólares": "dollar",
    "€": "euro", "eur": "euro",
    "euro": "euro", "euros": "euro", "£": "pound", "gbp": "pound", "¥": "yen", "yen": "yen", "円": "yen", "₩": "won",
    "won": "won", "원": "won",
    "đồng": "dong", "₽": "ruble", "rubles": "ruble", "рублей": "ruble", "₹": "rupee", "rs": "rupee", "rupees": "rupee",
    "yuan": "yuan", "元": "yuan",
    "chf": "franc", "francs": "franc", "a$": "dollar", "c$": "dollar", "r$": "real", "reais": "real", "kr": "krona",
    "crowns": "crown",
}  # fmt: skip
_PERCENT = {
    "%",
    "percent",
    "per cent",
    "pc",
    "prozent",
    "por ciento",
    "por cento",
    "pour cent",
    "процентов",
    "퍼센트",
    "パーセント",
}

_ROUGH = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|some|nearly|almost|close to|an estimated|estimated|more than|over|at least|up to"
    r"|less than|fewer than|under|as many as|"
    r"no more than|etwa|rund|mehr als|fast|knapp|bis zu|mindestens|environ|près de|plus de|moins de|presque|unos|unas|cerca de|más de"
    r"|menos de|casi|mais de|quase|"
    r"около|более|почти|до)|約|约|超过|より多い|약)\s*$",
    re.IGNORECASE,
)
#: how all of them end: spares most figures the search
_ROUGH_ENDS = (
    "about", "around", "roughly", "mately", "some", "nearly", "almost", "close to", "estimated", "than", "over", "least", "up to", "under",
    "many as", "etwa", "rund", "mehr als", "fast", "knapp", "bis zu", "mindestens", "environ", "près de", "plus de", "moins de", "presque",
    "unos", "unas", "cerca de", "más de", "menos de", "casi", "mais de", "quase", "около", "более", "почти", "до", "約", "约", "超过",
    "より多い", "약",
)  # fmt: skip
_NOUN = re.compile(
    r"[\s-]*(?:d['’]|(?:(?:de|of the|other|others|more|new|additional|further|local|civilian|young|old|square|cubic|metric|nautical"
    r"|were|was|are"
    r"|have been|had been)\s+){0,2})([^\W\d_]+)"
)
#: letters that may stand right after a figure: scales, measures, clock halves
_ATTACHED = r"(?:(?:m|b|tr)illion|bn|tn|mn|mln|[mkb]|km|kg|mph|kph|km/h|ft|lbs?|mm|cm|[kmg]wh?|ha|am|pm)(?![^\W\d_])"
_ANY_DIGIT = re.compile(r"\d")
_CURRENCY_REACH = 8  # characters before a digit, more than any sign of a currency has
_FIGURE = re.compile(
    r"(?P<currency>(?:US|A|C|R)?\$|[€£¥₩₽₹]|\b(?:USD|EUR|GBP|CHF|Rs\.?)\s?)?"
    rf"{_SPACE}?(?<![A-Za-zÀ-ɏА-я0-9_.])(?<![A-Za-z]-)(?<!\d[/:])(?P<digits>(?>{_DIGITS}))(?P<ordinal>(?:st|nd|rd|th|º|ª)(?!\w))?"
    rf"(?:(?![A-Za-zÀ-ɏА-я0-9_]|/\d)|(?={_ATTACHED}))",
    re.IGNORECASE,
)
_SCALE_AFTER = re.compile(
    rf"(?:{_SPACE}|-)?(hundred|thousand|millions?|billions?|trillion|dozen|mln|mn|bn|tn|lakh|crore|tausend|millionen|mio|milliarden?"
    rf"|mrd|millones|millón|milliards?"
    r"|milhão|milhões|bilhões|mille|mil|тысяч|тыс|миллион(?:ов)?|миллиардов|млн|млрд|nghìn|ngàn|triệu|tỷ|tỉ|ألف|آلاف|مليون|مليار"
    r"|[mkb](?![\w'’])|[万萬億亿兆千만억조천])\.?(?![^\W\d_\u3400-\u9fff\uac00-\ud7af])",
    re.IGNORECASE,
)
_RANGE = re.compile(r"^\s*(?:to|and|or|bis|und|à|et|a|y|e|до|и|-|–|—|~|から)\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from|zwischen|von|entre|de|от|между)\s*$", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?!\d)(?:\s*(?:[ap]\.?m\.?|gmt|uhr))?", re.IGNORECASE)
_MONTH = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|januar|februar|märz|mai|juni|juli|okt|dez|janv|févr|mars|avril|juin|juil"
    r"|août|sept|déc|ene|enero|febrero|marzo|abril"
    r"|mayo|junio|julio|agosto|octubre|dic|fevereiro|março|maio|junho|julho|setembro|outubro|dezembro|января|февраля|марта|апреля|мая"
    r"|июня|июля|августа|сентября|октября|ноября|декабря)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: `low` and `high` are equal unless it is a range; `unit` is a folded word or "" ("percent", "dollar", "people")."""

    start: int
    end: int
    text: str
    low: float
    high: float
    unit: str
    rough: bool = False
    ordinal: bool = False


@dataclass(slots=True)
class _Raw:
    start: int
    end: int
    value: float
    unit: str = ""
    ordinal: bool = False
    factor: float = 1.0  #: what its scale word multiplied it by


def reads(lang: str | None) -> bool:
    """Whether numbers written in words are found in this language."""
    return (lang or "en") in _WORDS


def word_value(word: str, lang: str | None) -> int | None:
    """The number that one lower-case word of a language spells; None for any other word."""
    return _WORDS.get(lang or "en", {}).get(word)


def find(text: str, *, lang: str | None = None) -> list[Quantity]:
    """The figures of a text in order."""
    raw = sorted([*_in_digits(text), *_in_words(text, lang)], key=lambda r: r.start)
    found: list[Quantity] = []
    at = 0
    while at < len(raw):
        one = raw[at]
        last, low, high = one, one.value, one.value
        if at + 1 < len(raw) and _is_range(text, one, raw[at + 1]):
            last = raw[at + 1]
            low, high = sorted((one.value, last.value))
            if one.factor == 1.0 < last.factor and one.value < last.value / last.factor:
                low, high = one.value * last.factor, last.value  # 3 to 5 million
            at += 1
        at += 1
        if found and one.start < found[-1].end:
            continue
        unit = last.unit or one.unit or _unit(text, last.end)
        before = text[max(0, one.start - 24) : one.start].rstrip()
        rough = before.lower().endswith(_ROUGH_ENDS) and bool(_ROUGH.search(before))
        found.append(Quantity(one.start, last.end, text[one.start : last.end], low, high, unit, rough, one.ordinal))
    return found


def _is_range(text: str, one: _Raw, other: _Raw) -> bool:
    between = text[one.end : other.start]
    if (
        len(between) > 6
        or not _RANGE.match(between)
        or one.ordinal
        or one.unit in ("year", "time")
        or other.unit in ("year", "time")
    ):
        return False
    if between.strip() in ("-", "–", "—") and other.value / other.factor <= one.value / one.factor:
        return False  # a score, a vote
    if between.strip().lower() in ("and", "und", "et", "y", "e", "и"):
        return bool(_BETWEEN.search(text[max(0, one.start - 12) : one.start]))
    return True


def _number(digits: str) -> float:
    """The value of digits in the separators of any country; a lone group of three after a comma is thousands."""
    plain = re.sub(rf"{_SPACE}|['’]", "", digits)
    groups = re.split(r"[.,]", plain)
    if len(groups) == 1:
        return float(plain)
    last = plain[-len(groups[-1]) - 1]
    if len(groups) == 2:
        thousands = len(groups[1]) == 3 and len(groups[0]) <= 3 and (last == "," or len(groups[0]) >= 1) and groups[0] != "0"
        if thousands and last == "." and len(groups[0]) == 1 and int(groups[0]) < 1:
            thousands = False
        return float("".join(groups)) if thousands else float(f"{groups[0]}.{groups[1]}")
    separators = [c for c in plain if c in ".,"]
    if len(set(separators)) == 2:
        return float("".join(groups[:-1]) + "." + groups[-1])
    return float("".join(groups))


def _in_digits(text: str) -> list[_Raw]:
    found: list[_Raw] = []
    for match in _figures(text):
        digits = match.group("digits")
        if len(digits) > 40:
            continue
        start = match.start() if match.group("currency") else match.end() - len(match.group().lstrip(" \u00a0\u202f\u2009"))
        end = match.end()
        clock = _CLOCK.match(text, match.start("digits"))
        if clock and ":" in clock.group():
            found.append(_Raw(clock.start(), clock.end(), _clock_value(clock.group()), "time"))
            continue
        value = _number(digits)
        one = _Raw(start, end, value, ordinal=bool(match.group("ordinal")))
        if match.group("currency"):
            one.unit = _CURRENCY.get(match.group("currency").strip().rstrip(".").lower(), "")
        scale = None if one.ordinal else _SCALE_AFTER.match(text, end)
        while scale:
            one.factor *= _SCALES.get(scale.group(1).lower(), 1.0)
            one.end = scale.end()
            scale = _SCALE_AFTER.match(text, one.end) if scale.group(1) in _CJK_SCALES else None
        one.value *= one.factor
        if not one.unit and one.end == end:
            one.unit = _of_calendar(text, one, digits)
        one.value = float(f"{one.value:.12g}")
        if found and found[-1].end == one.start and text[one.start - 1] in _CJK_SCALES and one.value < found[-1].factor:
            found[-1].value += one.value  # 1万2000 is one figure
            found[-1].end = one.end
            found[-1].factor = max(one.factor, 1.0)
            found[-1].unit = ""
            continue
        found.append(one)
    return found


def _figures(text: str) -> Iterator[re.Match[str]]:
    """All matches of _FIGURE, which is tried only where a digit is near: it costs much on plain words."""
    at = 0
    while digit := _ANY_DIGIT.search(text, at):
        match = _FIGURE.search(text, max(at, digit.start() - _CURRENCY_REACH))
        if match is None:
            return
        yield match
        at = match.end()


def _clock_value(clock: str) -> float:
    hours, minutes = re.split(r"[:.h]", clock[:5])[:2]
    late = 12 if re.search(r"p\.?m", clock, re.IGNORECASE) and int(hours) < 12 else 0
    return int(hours) + late + int(minutes[:2]) / 100


def _of_calendar(text: str, one: _Raw, digits: str) -> str:
    before, after = text[max(0, one.start - 12) : one.start], text[one.end : one.end + 14]
    if len(digits) == 4 and digits.isdigit() and 1500 <= one.value <= 2100 and not _count_follows(after):
        return "year"
    if one.value <= 31 and float(one.value).is_integer():
        month_before = re.search(r"([^\W\d_]+)\.?\s*$", before)
        month_after = re.match(r"\.?\s*(?:de |of )?([^\W\d_]+)", after)
        if (month_before and _is_month(month_before.group(1))) or (month_after and _is_month(month_after.group(1))):
            return "day"
    if re.match(r"\s*(?:[ap]\.?m\b|o'clock|uhr\b)", after, re.IGNORECASE):
        return "time"
    if after and after[0] in "年년":
        return "year"
    if after and after[0] in "月월日일":
        return "day"
    if after and after[0] in "時时시":
        return "time"
    return ""


def _count_follows(after: str) -> bool:
    return bool(
        re.match(
            r"\s+(?:people|homes|jobs|workers|miles|km|kilomet|deaths|cases|troops|soldiers|students|points|votes|acres|tons|tonnes)",
            after,
        )
    )


def _is_month(word: str) -> bool:
    return bool(_MONTH.fullmatch(word) or (len(word) > 3 and _MONTH.match(word) and word[0].isupper()))


@cache
def _number_words(lang: str) -> frozenset[str]:
    return frozenset((*_WORDS.get(lang, {}), *(_ORDINALS if lang == "en" else ())))


@cache
def _word_pattern(lang: str) -> re.Pattern[str]:
    words = sorted(_number_words(lang), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?:[\s-]+(?:and\s+)?(?:{'|'.join(words)}))*(?![\w])", re.IGNORECASE)


def _in_words(text: str, lang: str | None) -> list[_Raw]:
    code = (lang or "en") if (lang or "en") in _WORDS else None
    if code is None:
        return []
    values = _WORDS[code]
    found: list[_Raw] = []
    if word_set(text).isdisjoint(_number_words(code)):
        return found
    for match in _word_pattern(code).finditer(text):
        words = [w for w in re.split(r"[\s-]+", match.group().lower()) if w != "and"]
        if (
            code == "en"
            and words[0] in ("one", "second", "first")
            and len(words) == 1
            and not _ordinal_use(text, match.end(), words[0])
        ):
            continue
        if words[0] in ("hundred", "thousand", "dozen") and not re.search(
            r"\b(?:a|an)\s+$", text[max(0, match.start() - 4) : match.start()]
        ):
            continue
        ordinal = words[-1] in _ORDINALS and code == "en"
        total, current = 0.0, 0.0
        for word in words:
            value = values.get(word, _ORDINALS.get(word, 0))
            if word in ("hundred", "dozen") or value == 100:
                current = max(current, 1) * value
            elif value == 1000:
                total += max(current, 1) * 1000
                current = 0
            else:
                current += value
        one = _Raw(match.start(), match.end(), total + current, ordinal=ordinal)
        scale = _SCALE_AFTER.match(text, one.end)
        if scale and not ordinal:
            one.factor = _SCALES.get(scale.group(1).lower(), 1.0)
            one.value *= one.factor
            one.end = scale.end()
        found.append(one)
    return found


def _ordinal_use(text: str, end: int, word: str) -> bool:
    """Whether "one" counts something ("one person died"); "first" and "second" stand alone too often to be figures."""
    return word == "one" and bool(
        re.match(
            r"\s+(?:person|man|woman|child|people|soldier|officer|student|worker|passenger|million|billion|hundred|thousand|year"
            r"|month|week|day|hour)\b",
            text[end:],
        )
    )


def _unit(text: str, end: int) -> str:
    """The noun that the figure counts, where it follows at once."""
    after = text[end : end + 40]
    percent = re.match(
        r"\s*(%|percent\b|per cent\b|pc\b|prozent\b|por ciento\b|por cento\b|pour cent\b|процент\w*|퍼센트|パーセント|phần trăm"
        r"|في المئة|بالمئة)",
        after,
        re.IGNORECASE,
    )
    if percent:
        return "percent"
    counter = _COUNTER.match(after)
    if counter:
        return _CURRENCY.get(counter.group(1), counter.group(1))
    noun = _NOUN.match(after)
    if not noun:
        return ""
    word = noun.group(1).lower()
    return _CURRENCY.get(word, "" if word in _NO_UNITS else _DURATIONS.get(word, word))


#: what follows a figure in Chinese, Japanese and Korean: a currency or a counter, then anything
_COUNTER = re.compile(r"\s?([円元원人名戸軒件台歳岁명건대세])")
#: words after a figure that it does not count
_NO_UNITS = frozenset(
    (
        "and",
        "or",
        "of",
        "the",
        "a",
        "an",
        "in",
        "to",
        "on",
        "at",
        "for",
        "from",
        "by",
        "with",
        "as",
        "than",
        "de",
        "und",
        "et",
        "y",
        "e",
        "и",
    )
)
#: "year", "day" and "time" are kept for dates and clocks
_DURATIONS = {"year": "years", "day": "days", "time": "times"}
