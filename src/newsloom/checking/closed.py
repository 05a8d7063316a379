"""Small words of closed classes that exclude each other in one place: "all" and "some", "until" and "from", metres and miles. Pure: tables.

English, and the commonest in six languages more, verbs that rise and fall with them. A word of a line on one side of a slot, another of
the same line on the other: the two cannot both be true.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LINES = """
all every everyone everybody both | some several certain | most majority | few none nobody | half
dozens dozen | hundreds hundred | thousands thousand | millions million | billions billion | trillions trillion
for | against
with | without
until till | from since
over above | under below
before | after
into | out
percent per-cent | point points
sole only | another
each apiece | together altogether combined
may might could | must will
arrested | charged | convicted | acquitted | sentenced | dismissed | released | questioned
daily | weekly | monthly | yearly annual annually
"""
_LINES_ABROAD = {
    "de": """
alle allen aller alles jeder jede jedes jeden sämtliche | einige einigen einzelne manche mehrere | meisten mehrheit | wenige kaum | keine keiner
für | gegen
vor | nach
bis | seit ab
mindestens | höchstens
über | unter
mit | ohne
gewonnen gewann gewinn | verloren verlor verlust
steigen steigt stieg stiegen gestiegen | sinken sinkt sank sanken gesunken fiel fielen gefallen
angenommen zugestimmt | abgelehnt
beginnen beginnt begann begonnen starten | beenden beendet endet endete abschließen
""",
    "fr": """
tous toutes tout chaque | certains certaines quelques plusieurs | plupart majorité | aucun aucune
pour | contre
avant | après
avec | sans
jusqu | depuis
plus | moins
gagné gagner bénéfice | perdu perdre perte
augmenté hausse progressé | baissé baisse diminué reculé
adopté accepté approuvé | rejeté refusé
""",
    "es": """
todos todas todo toda cada | algunos algunas varios varias | mayoría | ningún ninguna ninguno
contra | favor
antes | después
con | sin
hasta | desde
más | menos
ganó ganado ganancia | perdió perdido pérdida
aumentó aumentado subió subido | cayó caído bajó bajado disminuyó
aprobó aprobado aceptó | rechazó rechazado
""",
    "it": """
tutti tutte ogni | alcuni alcune qualche diversi | maggioranza | nessun nessuno nessuna
prima | dopo
con | senza
più | meno
""",
    "pt": """
todos todas cada | alguns algumas vários várias | maioria | nenhum nenhuma
antes | depois
com | sem
mais | menos
""",
    "nl": """
alle iedere elke | sommige enkele enige | meeste meerderheid | geen
voor | tegen
voor | na
met | zonder
meer | minder
""",
    "ru": """
все всех всем каждый каждая | некоторые некоторых несколько многие | большинство большинства большинству | никто
до | после
выше | ниже
больше более | меньше менее
повысить повысил повышение вырос выросла выросли увеличил | понизить снизить снизил снижение снизился упал упала упали сократил
одобрил одобрила одобрили принял приняла поддержал | отклонил отклонила отклонили отверг
""",
}
_MEASURES = """
millimetre millimetres millimeter millimeters mm | centimetre centimetres centimeter centimeters cm
| metre metres meter meters | kilometre kilometres kilometer kilometers km | mile miles | foot feet | inch inches
| yard yards | hectare hectares | acre acres | second seconds | minute minutes | hour hours | day days | week weeks
| month months | year years | decade decades | gram grams | kilo kilos kilogram kilograms kg | tonne tonnes ton tons
| litre litres liter liters | gallon gallons | barrel barrels | watt watts | kilowatt kilowatts | megawatt megawatts
| gigawatt gigawatts | degree degrees | dollar dollars | euro euros | pound pounds lb lbs | yen | yuan | crown crowns
| franc francs | rouble roubles rouble | rupee rupees | percent | peso pesos
"""
SCALES = frozenset({"hundred", "thousand", "million", "billion", "trillion"})
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_PARTS_ABROAD = {
    "de": {"hälfte": 2, "drittel": 3, "viertel": 4, "fünftel": 5}, "fr": {"moitié": 2, "tiers": 3, "quart": 4, "cinquième": 5},
    "es": {"mitad": 2, "tercio": 3, "cuarto": 4, "quinto": 5}, "it": {"metà": 2, "terzo": 3, "quarto": 4},
    "pt": {"metade": 2, "terço": 3, "quarto": 4}, "nl": {"helft": 2, "derde": 3, "kwart": 4},
}  # fmt: skip
_TIMES_ABROAD = {
    "zwei": 2, "drei": 3, "deux": 2, "trois": 3, "dos": 2, "tres": 3, "due": 2, "tre": 3, "dois": 2, "três": 3, "twee": 2, "drie": 3,
}  # fmt: skip
_TIMES = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "nine": 9}
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
_ORDER = re.compile(r"(\d+)(?:st|nd|rd|th)")


def _table(lines: Sequence[str]) -> dict[str, tuple[tuple[int, int], ...]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for number, line in enumerate(lines):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                found.setdefault(word, []).append((number, side))
    return {word: tuple(places) for word, places in found.items()}


_SIDES = {
    "en": _table(_LINES.strip().splitlines()),
    **{lang: _table(rows.strip().splitlines()) for lang, rows in _LINES_ABROAD.items()},
}
_UNIT = {word: side for side, words in enumerate(_MEASURES.split("|")) for word in words.split()}


def exclude(mine: Sequence[str], theirs: Sequence[str], known: Sequence[str], lang: str | None) -> tuple[str, str] | None:
    """A word of each side, in small letters, that exclude each other; None if there are none.

    Args:
        known: all words of their sentence: a deed that it has elsewhere ("charged a convicted felon") excludes nothing.
    """
    sides = _SIDES.get(lang or "en", {})
    for a in mine:
        if a.endswith("ed") and a in known:
            continue
        for line, side in sides.get(a, ()):
            for b in theirs:
                if any(other == line and at != side for other, at in sides.get(b, ())) and b not in mine and a not in theirs:
                    return a, b
    return None


def is_unit(word: str) -> bool:
    """Whether a word in small letters is a unit of measure or money."""
    return word in _UNIT


def measured(mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, str] | None:
    """The units that the two sides give one figure, if they differ: each side is what follows it."""
    if not mine or not theirs or mine[0] == theirs[0] or not (mine[0] in _UNIT or theirs[0] in _UNIT):
        return None
    return None if _UNIT.get(mine[0]) == _UNIT.get(theirs[0]) else (mine[0], theirs[0])


def ordinal(words: Sequence[str]) -> int:
    """The place in an order that the words name; 0 if they name none."""
    for word in words:
        found = _ORDER.fullmatch(word)
        if found:
            return int(found[1])
        if word in _ORDINALS:
            return _ORDINALS.index(word) + 1
    return 0


def fraction(words: Sequence[str], lang: str | None = None) -> float:
    """The part of a whole that the words name: "two thirds"; 0 if they name none."""
    if lang in _PARTS_ABROAD:
        for at, word in enumerate(words):
            part = _PARTS_ABROAD[lang].get(word) or _PARTS_ABROAD[lang].get(word.removesuffix("s"))
            if part:
                return _TIMES_ABROAD.get(words[at - 1] if at else "", 1) / part
        return 0.0
    for at, word in enumerate(words):
        part = (
            _PARTS.get(word)
            or _PARTS.get(word.removesuffix("s"))
            or (4 if word == "quarters" else 2 if word == "halves" else 0)
        )
        if part:
            return _TIMES.get(words[at - 1], 1) / part if at else 1 / part
    return 0.0
