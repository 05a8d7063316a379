"""Figures turned round: the number of the injured given for the dead, "by" for "to", "at least" for "up to". Pure.

Each rule fires only where the passage surely counts the same thing otherwise, and then it is a contradiction. All but tolls are English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from newsloom.checking import closed, quoting
from newsloom.checking.cues import word_set
from newsloom.checking.facts import Fault
from newsloom.checking.source import Piece, stem_table
from newsloom.text.quantities import Quantity


def faults(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """The figures of the claim that the sentences read give to something else, or with another bound."""
    found = [*_tolls(claim, near), *_ends(claim, near)]
    if claim.lang in (None, "en"):
        found += [
            *_steps(claim, near),
            *_bounds(claim, near),
            *_heaps(claim, near),
            *_parts(claim, near),
            *_units(claim, near),
            *_multiples(claim, near),
            *_points(claim, near),
            *_since(claim, near),
            *_part_of(claim, near),
            *_earlier(claim, near),
        ]
    return found


# ---------------------------------------------------------------------------------------------- tolls

#: what so many came to
_HARM = {
    "killed": r"kill(?:s|ed|ing)?|d(?:ied|ies|ying)|dead|deaths?|getötet\w*|tote[nr]?|tot|starben|tuée?s?|morts?|mortes|muert[oa]s?|murieron"
    r"|fallecid[oa]s|morreram|morti|uccis[ie]|doden|gedood|погиб\w*|убит\w*",
    "injured": r"injur(?:ed|ing|es)|wound(?:ed|ing|s)|hurt|verletzt\w*|blessée?s?|herid[oa]s?|ferid[oa]s?|ferit[ie]"
    r"|gewonden?|ранен\w*|пострада\w*",
    "gained": r"profits?|earn(?:s|ed|ings)|gewinn\w*|bénéfices?|ganancias?|utili|winst",
    "lost": r"loss(?:es)?|lost|los(?:es|ing)|verlust\w*|pertes?|pérdidas?|perdite|verlies",
    "missing": r"missing|vermisst\w*|disparue?s?|desaparecid[oa]s?|dispers[ie]|vermist\w*|пропал\w*",
    "released": r"released|freed|freigelassen\w*|relâchée?s?|liberad[oa]s?|dejó en libertad|освобожд\w*|отпу[сщ]\w*",
    "arrested": r"arrest(?:ed|ing|s)|detain(?:ed|ing|s)|festgenommen\w*|arrêtée?s?|detenid[oa]s?|detuv\w+|detid[oa]s|arrestat[ie]|задержан\w*",
}  # fmt: skip
_HARMED = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _HARM.items()), re.I)
HEAD = 3  # letters of a word by which most sentences are passed over
_HARM_HEADS = frozenset(
    part[:HEAD] for words in _HARM.values() for part in re.sub(r"\(.*?\)|\[.*?\]", "", words).split("|") if len(part) >= HEAD
) | {"die", "dyi", "tué", "tot", "tue"}
_OF_ONE = re.compile(r"di(?:ed|es)\b", re.I)
_AGE = re.compile(r"[- ]year")
TOLL_REACH = 40  # characters between a figure and what came to so many
_OF_TIME = frozenset({"year", "time", "day", "date", "month"})


def _tolls(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """The number of the injured given for the dead, a loss for a profit."""
    mine = list(_counted(claim, loosely=False))
    if not mine:
        return []
    theirs: dict[str, set[float]] = {}
    for piece in near:
        for harm, number, _ in _counted(piece, loosely=True):
            theirs.setdefault(harm, set()).add(number)
    for harm, number, shown in mine:
        if number in theirs.get(harm, ()):
            continue
        others = [other for other, numbers in theirs.items() if other != harm and number in numbers]
        if others:
            return [Fault("misplaced", f"“{shown}” {harm}: in the passage {others[0]}", True, placed=True)]
    return []


def _counted(piece: Piece, *, loosely: bool) -> Iterator[tuple[str, float, str]]:
    """What so many came to: figure and word in turn, whichever comes first; loosely: those that stand beside each other, too."""
    if not any(word[:HEAD] in _HARM_HEADS for word in piece.words):
        return
    harms = [(m.start(), m.lastgroup or "") for m in _HARMED.finditer(piece.text)]
    if not harms:
        return
    days = [(d.start, d.end) for d in piece.dates]
    figures = [
        q
        for q in piece.quantities
        if q.unit not in _OF_TIME
        and not q.ordinal
        and not _AGE.match(piece.text, q.end)
        and not any(a <= q.start < b for a, b in days)
    ]
    row = sorted([*((at, name, None) for at, name in harms), *((q.start, "", q) for q in figures)], key=lambda r: r[0])
    if row and row[0][2] is None and _OF_ONE.match(piece.text, row[0][0]):
        row = row[1:]  # "a guard died and 38 were injured": no figure behind it counts the dead
    if len(row) % 2 or any((a[2] is None) == (b[2] is None) for a, b in pairwise(row)):
        if loosely:
            yield from _beside(row)
        return
    for first, second in zip(row[::2], row[1::2], strict=True):
        figure, harm = (second[2], first[1]) if first[2] is None else (first[2], second[1])
        if figure is not None and second[0] - first[0] <= TOLL_REACH:
            yield harm, figure.low, figure.text.strip()


def _beside(row: Sequence[tuple[int, str, Quantity | None]]) -> Iterator[tuple[str, float, str]]:
    """Of words and figures that do not take turns, each figure with the word right after it, else with the one right before it."""
    for before, (at, _, figure), after in zip([None, *row], row, [*row[1:], None], strict=False):
        if figure is None:
            continue
        harm = ""
        if after is not None and after[2] is None and after[0] - at <= TOLL_REACH:
            harm = after[1]
        elif before is not None and before[2] is None and at - before[0] <= TOLL_REACH:
            harm = before[1]
        if harm:
            yield harm, figure.low, figure.text.strip()


# ---------------------------------------------------------------------------------------------- ends of a range

_RANGED = re.compile(
    r"\b(?:between|zwischen|entre|tra|fra|tussen|up to|at least|at most|bis zu|mindestens|höchstens|hasta|al menos|jusqu['’]à|au moins"
    r"|fino a|até|tot)\W+$",
    re.I,
)
_MOVES = re.compile(r"\b(?:from|von|de|desde|da|van)\W+$", re.I)


def _ends(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "40 million" for "between 30 and 40 million"."""
    own = [q for q in claim.quantities if q.unit and q.low == q.high and q.unit not in _OF_TIME and not q.rough]
    may = [piece for piece in near if _MAY_RANGE.search(piece.text)] if own else []
    for q in own if may else ():
        if _RANGED.search(claim.text[max(0, q.start - LIMIT_REACH) : q.start]):
            continue
        known = [(piece, k) for piece in near for k in piece.quantities if k.low <= q.low <= k.high and k.unit == q.unit]
        ranges = [(piece, k) for piece, k in known if q.low in (k.low, k.high) and _rises(k)]
        if any(other.low in (k.low, k.high) for _, k in ranges for other in own if other is not q):
            continue  # it gives both ends
        if ranges and len(ranges) == len(known) and not any(_moves(piece, k) for piece, k in ranges):
            return [Fault("misplaced", f"“{q.text.strip()}”: the passage has “{ranges[0][1].text.strip()}”", True, placed=True)]
    return []


_MAY_RANGE = re.compile(r"\d\D{0,14}?(?:[-–—]|\b(?:to|and|bis|und|à|et|a|y|e|tot|en)\b)\s?[^\d\s]?\d")
_TO = re.compile(r"^(\d[\d.,]*)[^\d]{0,12}?\s?(?:[-–—]|to|and|bis|und|à|et|a|y|e|tot|en)\s?[^\d\s]?(\d[\d.,]*)")
_SCORES = word_set("votes vote goals goal points point stimmen votos voix punkte puntos")


def _rises(k: Quantity) -> bool:
    """Whether a figure is a range, not the two sides of a vote or of a match, nor a sum put in two ways."""
    found = _TO.search(k.text.strip().lstrip("$€£¥"))
    return k.low < k.high and k.unit not in _SCORES and found is not None and len(found[1]) <= len(found[2])


def _moves(piece: Piece, k: Quantity) -> bool:
    """Whether the two figures are where something came from and where it came to: "rose from 40 to 60"."""
    between = _RANGED.search(piece.text[max(0, k.start - LIMIT_REACH) : k.start])
    return between is None and _MOVES.search(piece.text[max(0, k.start - 8) : k.start]) is not None and piece.lang != "fr"


# ---------------------------------------------------------------------------------------------- how much

_STEP = re.compile(r"\b(by|to|at)\W+$", re.I)
_LIMIT = re.compile(
    r"\b(?:(?P<least>at least|more than|no fewer than|not less than|upwards of|over|(?:old|long|tall|high|larg|great|heavi)er than|above)"
    r"|(?P<most>at most|up to|less than|fewer than|no more than|under|below|(?:young|short|low|small|light)er than)"
    r"|(?P<near>about|around|some|roughly|approximately|nearly|almost))\W+(?:\w+\W+)?$",
    re.I,
)
LIMIT_REACH = 24  # characters before a figure
_STRICT = re.compile(r"\b(?:more|less|fewer) than\W+(?:\w+\W+)?$", re.I)


def _steps(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "By 6 percent" for "to 6 percent", and the other way round."""
    for q in claim.quantities:
        mine = _STEP.search(claim.text[max(0, q.start - 6) : q.start])
        if mine is None or q.unit in _OF_TIME:
            continue
        theirs = [
            found[1].lower() if (found := _STEP.search(p.text[max(0, k.start - 6) : k.start])) else ""
            for p in near
            for k in p.quantities
            if (k.low, k.high) == (q.low, q.high) and k.unit == q.unit
        ]
        theirs += ["to" for p in near for k in p.quantities if k.low < k.high == q.low and k.unit == q.unit]  # "from 2 to 3"
        step = mine[1].lower()
        if theirs and "" not in theirs and all((step == "by") != (other == "by") for other in theirs):
            return [
                Fault(
                    "misplaced", f"“{step} {q.text.strip()}”: the passage has “{theirs[0]} {q.text.strip()}”", True, placed=True
                )
            ]
    return []


def _bounds(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "At least" a figure that the passages give as the most, and the other way round."""
    for q in claim.quantities:
        mine = _limit(claim.text, q.start)
        if mine not in ("least", "most"):
            continue
        places = [(p.text, k.start) for p in near for k in p.quantities if (k.low, k.high) == (q.low, q.high)]
        theirs = {_limit(text, at) for text, at in places}
        other = "most" if mine == "least" else "least"
        strictly = _STRICT.search(claim.text[max(0, q.start - LIMIT_REACH) : q.start]) is not None
        if theirs and mine not in theirs and (other in theirs or (strictly and "near" in theirs)):
            return [Fault("misplaced", f"“{q.text.strip()}” has another bound in the passage", True, placed=True)]
    return []


_HEAPS = re.compile(r"\b(dozens|scores|hundreds|thousands|millions|billions) of (\w+)", re.I)


def _heaps(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "Hundreds of houses" for "dozens of houses"."""
    for match in _HEAPS.finditer(claim.text) if " of " in claim.lower else ():
        theirs = {m[1].lower() for piece in near for m in _HEAPS.finditer(piece.text) if m[2].lower() == match[2].lower()}
        if theirs and match[1].lower() not in theirs:
            return [Fault("misplaced", f"“{match[0]}”: the passage has “{min(theirs)}”", True, placed=True)]
    return []


def _limit(text: str, at: int) -> str:
    found = _LIMIT.search(text[max(0, at - LIMIT_REACH) : at])
    return (found.lastgroup or "") if found else ""


_SOME = (
    r"some|most|many|several|half|part|few|nearly all|almost all|a (?:third|quarter|majority|minority|handful|number)|\d+(?: percent|%)"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?|\d[\d,.]*"
)
_WHOSE = r"(?:of )?(?:the |its |his |her |their |all )?(?:[a-z]+['’]s )?"
_ALL = re.compile(rf"(?<!nearly )(?<!almost )\b(all|every|each|both) {_WHOSE}([a-z]+)", re.I)
_PART = re.compile(rf"\b({_SOME}) {_WHOSE}(?:\d[\d,.]* )?([a-z]+)", re.I)
_WHOLES = word_set(
    "all every each both everyone everybody nobody no none only solely exclusively entirely wholly"
)  # one of them in each
_WHOLLY = re.compile(r"\b(only|solely|exclusively|entirely|wholly) (\w+)", re.I)
_PARTLY = re.compile(r"\b(mostly|mainly|largely|partly|chiefly|primarily) (\w+)", re.I)
_EVERYONE = re.compile(r"\b(?:everyone|everybody|all of them|they all|nobody|no one|none of them)\b", re.I)
_THE_MOST = re.compile(
    r"\b(?:most|many|some|several|a few|few)(?: of (?:them|whom|those))? (?:(?:had|have|has|was|were|are|is) )?(\w+ed)\b", re.I
)


def _parts(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "All of the works" for "nineteen of the works"."""
    if _WHOLES.isdisjoint(claim.words):
        return []
    for match in _WHOLLY.finditer(claim.text):
        part = next((m for piece in near for m in _PARTLY.finditer(piece.text) if m[2].lower() == match[2].lower()), None)
        if part is not None:
            return [Fault("misplaced", f"“{match[0]}”: the passage has “{part[0]}”", True, placed=True)]
    for match in _EVERYONE.finditer(claim.text):
        part = next((m for piece in near for m in _THE_MOST.finditer(piece.text) if m[1].lower() in claim.words), None)
        if part is not None:
            return [Fault("misplaced", f"“{match[0]}”: the passage has “{part[0]}”", True, placed=True)]
    table = stem_table("en")
    for match in _ALL.finditer(claim.text):
        thing = table[match[2].lower()]
        whole = any(table[m[2].lower()] == thing for piece in near for m in _ALL.finditer(piece.text))
        part = next((m for piece in near for m in _PART.finditer(piece.text) if thing and table[m[2].lower()] == thing), None)
        part = part or next(
            (m for p in near if thing in p.stemset for m in _MOST_OF.finditer(p.text) if _is_told(m, claim)), None
        )
        if part is not None and not whole:
            return [Fault("misplaced", f"“{match[0]}”: the passage has “{part[0]}”", True, placed=True)]
    return []


_MOST_OF = re.compile(r"\b(?:most|many|some|half|few|several) of (?:them|whom|which|these|those)\b([^,.;]*)", re.I)


def _is_told(match: re.Match[str], claim: Piece) -> bool:
    """Whether the claim says what the passage says of "most of them"."""
    words = [word for word in quoting.WORD.findall(match[1].lower()) if stem_table("en")[word]]
    return bool(words) and all(word in claim.words for word in words)


_MEASURED = re.compile(r"(\d[\d.,]*\d|\d)[ -]?(?:(hundred|thousand|million|billion|trillion) )?([a-z]+)", re.I)


def _units(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """A figure in another unit than the passages give it in."""
    for match in _MEASURED.finditer(claim.text) if claim.quantities else ():
        if not closed.is_unit(match[3].lower()):
            continue
        theirs = [m[3].lower() for piece in near for m in _MEASURED.finditer(piece.text) if m.group(1, 2) == match.group(1, 2)]
        if theirs and all(closed.measured([match[3].lower()], [unit]) and closed.is_unit(unit) for unit in theirs):
            return [Fault("misplaced", f"“{match[0]}”: the passage has “{theirs[0]}”", True, placed=True)]
    return []


_MULTIPLE = re.compile(
    r"\b(?:(?P<twice>twice|two times|twofold|doubl(?:e[ds]?|ing))|(?P<thrice>three times|threefold|tripl(?:e[ds]?|ing))"
    r"|(?P<fourfold>four times|fourfold)|(?P<fivefold>five times|fivefold)|(?P<tenfold>ten times|tenfold))\b",
    re.I,
)


def _multiples(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "Twice" for "three times"."""
    mine = {m.lastgroup: m[0] for m in _MULTIPLE.finditer(claim.text)}
    if not mine:
        return []
    theirs = {m.lastgroup: m[0] for piece in near for m in _MULTIPLE.finditer(piece.text)}
    for group, shown in mine.items():
        if theirs and group not in theirs:
            return [Fault("misplaced", f"“{shown}”: the passage has “{next(iter(theirs.values()))}”", True, placed=True)]
    return []


_POINTS = re.compile(r"(\w[\w.,]*)[ -](?:(?P<points>percentage[ -]points?)|percent\b|per cent\b)", re.I)


def _points(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "Four percent" for "four percentage points", and the other way round."""
    for match in _POINTS.finditer(claim.text) if "per" in claim.lower else ():
        theirs = {bool(m["points"]) for piece in near for m in _POINTS.finditer(piece.text) if m[1].lower() == match[1].lower()}
        if theirs == {not match["points"]}:
            return [
                Fault(
                    "misplaced", f"“{match[0]}”: the passage has percent and percentage points the other way", True, placed=True
                )
            ]
    return []


_FIRST_TIME = re.compile(r"\bfirst (?:time|such \w+|\w+)(?P<since> (?:since|in|for|of|this|under)\b)?", re.I)


def _since(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "For the first time" for "for the first time since 2009"."""
    found = _FIRST_TIME.finditer(claim.text) if "first time" in claim.lower else ()
    mine = [m for m in found if m[0].lower().startswith("first time")]
    if len(mine) != 1 or mine[0]["since"]:
        return []
    theirs = [m for piece in near for m in _FIRST_TIME.finditer(piece.text) if m[0].lower().startswith("first time")]
    if theirs and all(m["since"] and m["since"].strip().lower() in ("since", "in") for m in theirs):
        return [Fault("misplaced", f"“{mine[0][0]}”: the passage has “{theirs[0][0]}”", True, placed=True)]
    return []


_OF_THEM = re.compile(
    r"\b(\w+) of (?:them|whom|which|those|these),? (?:(?:were|was|are|being|fatally|seriously|badly) )?(\w+)", re.I
)


def _part_of(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "Fourteen cases were fatal" for "14 cases, three of them fatal"."""
    for piece in near if claim.quantities else ():
        for match in _OF_THEM.finditer(piece.text) if " of " in piece.text else ():
            part = next((q for q in piece.quantities if q.start == match.start(1)), None)
            if part is None or match[2].lower() not in claim.words:
                continue
            mine = [q for q in claim.quantities if q.unit not in _OF_TIME]
            whole = {q.low for q in piece.quantities if q.start < match.start(1)}
            if len(mine) == 1 and mine[0].low in whole and mine[0].low != part.low:
                return [Fault("misplaced", f"“{mine[0].text.strip()}”: in the passage it is “{match[1]}”", True, placed=True)]
    return []


_BESIDE = ("before", "earlier", "after", "later")
_BESIDE_DAY = re.compile(
    r"\b(\w+ (?:second|minute|hour|day|week|month|year|decade)s?) (?:(?P<before>before|earlier)|(?P<after>after|later))\b", re.I
)


def _earlier(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "A week after" for "a week before"."""
    for match in _BESIDE_DAY.finditer(claim.text) if any(word in claim.lower for word in _BESIDE) else ():
        known = [(p, m) for p in near for m in _BESIDE_DAY.finditer(p.text) if m[1].lower() == match[1].lower()]
        other = [m for p, m in known if bool(m["before"]) != bool(match["before"]) and len(p.stemset & claim.stemset) > 1]
        if other and len(other) == len(known):
            return [Fault("misplaced", f"“{match[0]}”: the passage has “{other[0][0]}”", True, placed=True)]
    return []
