"""Words that shade a statement: "all" for "most", "charged" for "arrested", "more than" before a figure, a title beside a name. Pure.

For a sentence in a writer's own words: such a word must stand in one of its passages, or one that says the same. English; other
languages are left to the rules that need no list of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from newsloom.checking import quoting
from newsloom.checking.cues import word_set
from newsloom.checking.facts import Fault
from newsloom.checking.source import Piece
from newsloom.model import Span

#: words that widen, narrow or colour a statement: each line means about the same
_SCOPE = tuple(
    word_set(line)
    for line in (
        "all every each entire whole both everyone everything totally completely fully",
        "only just merely solely alone barely",
        "none nobody nothing neither never no",
        "most majority mostly",
        "many numerous several few handful various multiple countless",
        "dozens dozen", "hundreds hundred", "thousands thousand", "millions million", "scores",
        "again renewed another repeatedly repeated once twice second further",
        "still remain remains remained continues continue continued continuing",
        "already", "always constantly",
        "first maiden unprecedented never",
        "last final latest",
        "finally eventually belatedly",
        "largest biggest greatest", "smallest", "worst", "best", "highest record", "lowest", "oldest", "youngest", "deadliest", "longest",
        "unfortunately sadly tragically", "fortunately luckily", "clearly obviously evidently", "ironically",
        "surprise surprising surprisingly unexpected unexpectedly sudden suddenly shock shocking",
        "secretly secret", "deliberately intentionally purposely knowingly",
        # who acts or speaks: none stands for another
        "experts expert analysts analyst", "observers", "critics critic criticised criticized", "sources insiders",
        "government ministry cabinet",
        "authorities authority officials official", "police officers", "army military troops soldiers", "opposition", "court judge judges jury",
        "prosecutors prosecutor prosecution", "parliament lawmakers deputies mps", "residents locals", "rebels militants", "hackers",
    )
)  # fmt: skip
_LINE_OF = {word: number for number, line in enumerate(_SCOPE) for word in line}
_IDIOMS = re.compile(
    r"\b(?:at all|after all|in all|first (?:lady|minister|vice|half|round|quarter)|second (?:half|round|quarter|world)"
    r"|last (?:week|month|year|night"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|autumn|winter)|no longer|no one|at least|at most)\b",
    re.I,
)
#: what the law has done with somebody: none of these follows from another
_LAW = tuple(
    re.compile(rf"\b(?:{words})\b", re.I)
    for words in (
        r"arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?|custody",
        r"charge[sd]? with|charged|charges|indict\w*",
        r"convict\w*|guilty",
        r"sentenc\w+|jail\w*|imprison\w*",
        r"acquit\w*|clear(?:s|ed) of",
        r"confess\w*|admit\w*|plead\w*",
        r"murder\w*",
        r"extradit\w*",
        r"resign\w*|step\w* down|quit",
        r"fire[sd]|sack\w*|dismiss\w*",
    )
)
_BOUNDS = (
    re.compile(r"\b(?:more than|over|above|at least|upwards of|exceeding)\W+(?:\w+\W+)?$", re.I),
    re.compile(r"\b(?:less than|fewer than|under|below|at most|up to|nearly|almost|close to|just under)\W+(?:\w+\W+)?$", re.I),
)
_UNITS = (
    "percent per-cent pct", "point points", "dollar dollars", "euro euros", "pound pounds sterling", "yen", "crown crowns",
    "tonne tonnes ton tons",
    "kilometre kilometres kilometer kilometers km", "mile miles", "metre metres meter meters", "foot feet", "hectare hectares", "acre acres",
    "second seconds", "minute minutes", "hour hours", "day days", "week weeks", "month months", "year years", "degree degrees", "litre litres",
)  # fmt: skip
_UNIT_OF = {word: number for number, line in enumerate(_UNITS) for word in line.split()}
_MEASURED = re.compile(
    rf"(\d[\d.,]*\d|\d)[ -]?(?:(?:hundred|thousand|million|billion|trillion)\s)?({'|'.join(sorted(_UNIT_OF, key=len, reverse=True))})\b",
    re.I,
)
OFFICE_REACH = 4  # words between a name and its office
_OFFICES = word_set(
    "president premier chancellor minister governor mayor senator secretary ambassador king queen prince pope general colonel captain judge"
    " prosecutor chief chairman chairwoman chair director ceo founder owner leader deputy spokesman spokeswoman spokesperson coach manager"
    " lawyer attorney doctor professor economist engineer commissioner bishop archbishop inspector sheriff harbour-master editor"
)
_ENDS_APPOSITION = frozenset({",", "while", "and", "but", "who", "whose", "as", "when", "after"})
_UP = re.compile(
    r"\b(?:rose|risen|rise[sn]?|rising|increas\w*|gr(?:ew|own|owth|ows?)|climb\w*|gain\w*|jump\w*|soar\w*|up|more|higher|lift\w*|rais\w+)\b",
    re.I,
)
_DOWN = re.compile(
    r"\b(?:f(?:ell|allen|alls?|alling)|drop\w*|declin\w*|decreas\w*|dip(?:s|ped)?|reduc\w*|slump\w*|shr[aiu]nk\w*|plung\w*|down|less|fewer|lower\w*|cut\w*|lost)\b",
    re.I,
)
_FROM = re.compile(r"(\d+(?:\.\d+)?)[^\d]{0,60}?\bfrom\b[^\d]{0,20}(\d+(?:\.\d+)?)")
_WORD_OR_COMMA = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|,")
_BOUND_REACH = 24  # characters before a figure


def faults(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """What shades the sentence otherwise than its passages do.

    Args:
        near: the sentences of all passages that it cites.
    """
    if claim.lang not in (None, "en") or not near:
        return []
    found = [*_scope(claim, near), *_legal(claim, near), *_limits(claim, near), *_units(claim, near)]
    return [*found, *_offices(claim, near), *_sided(claim, near), *_moved(claim, near)]


def outside(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """What of a pattern stands outside quotations."""
    quoted = [m.span() for m in quoting.QUOTATION.finditer(text)]
    for match in pattern.finditer(text):
        if not any(a <= match.start() < b for a, b in quoted):
            yield match


def _scope(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """Words that widen, narrow or colour what the passages say."""
    text = _IDIOMS.sub(" ", claim.text)
    quoted = [m.span() for m in quoting.QUOTATION.finditer(text)]
    known = {word for piece in near for word in piece.words}
    for match in quoting.WORD.finditer(text):
        word = match[0].lower()
        number = _LINE_OF.get(word)
        if number is None or any(a <= match.start() < b for a, b in quoted) or known & _SCOPE[number]:
            continue
        if word in ("no", "never", "none", "nobody", "nothing", "neither") or _counts(word, near):
            continue  # negations are held against each other elsewhere
        return [Fault("count", f"no passage says “{match[0]}”", True)]
    return []


def _counts(word: str, near: Sequence[Piece]) -> bool:
    """Whether "hundred" or "million" is part of a figure that the passages write in digits."""
    return word in ("hundred", "thousand", "million", "dozen", "second") and any(c.isdigit() for p in near for c in p.text)


def _legal(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    for pattern in _LAW:
        match = next(outside(claim.text, pattern), None)
        if match is not None and not any(pattern.search(piece.text) for piece in near):
            return [Fault("opposite", f"no passage says “{match[0]}”", True)]
    return []


def _limits(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "More than" and "almost" before a figure that the passages give without."""
    for figure in quoting.NUMBER.finditer(claim.text):
        for pattern in _BOUNDS:
            said = pattern.search(claim.text[max(0, figure.start() - _BOUND_REACH) : figure.start()])
            if said is None:
                continue
            places = [(p.text, m.start()) for p in near for m in quoting.NUMBER.finditer(p.text) if m[0] == figure[0]]
            if places and not any(pattern.search(text[max(0, at - _BOUND_REACH) : at]) for text, at in places):
                return [Fault("misplaced", f"no passage says “{' '.join(said[0].split())} {figure[0]}”", True)]
    return []


def _units(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """A figure measured in another unit than the passages measure it in."""
    for match in _MEASURED.finditer(claim.text):
        unit = _UNIT_OF[match[2].lower()]
        theirs = [_UNIT_OF[m[2].lower()] for piece in near for m in _MEASURED.finditer(piece.text) if m[1] == match[1]]
        if theirs and unit not in theirs:
            return [Fault("misplaced", f"“{match[0]}”: the passage measures it otherwise", True)]
    return []


def _offices(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """An office beside a name that no passage puts beside it."""
    for name in claim.names:
        bare = [word for word in quoting.WORD.findall(name.text.lower()) if word not in _OFFICES]
        if not bare:
            continue
        mine = _offices_of(claim.text, bare[-1])
        known = frozenset().union(*(_offices_of(piece.text, bare[-1]) for piece in near))
        lost = sorted(mine - known)
        if lost and any(bare[-1] in piece.text.lower() for piece in near):
            return [Fault("roles", f"no passage calls “{name.text}” {lost[0]}", True)]
    return []


def _offices_of(text: str, surname: str) -> frozenset[str]:
    """The offices right before a name, or in an apposition before or after it."""
    words = _WORD_OR_COMMA.findall(text)
    found: set[str] = set()
    for at, word in enumerate(words):
        if word.lower() not in (surname, f"{surname}'s", f"{surname}’s"):
            continue
        begin = at
        while begin and words[begin - 1][0].isupper() and words[begin - 1].lower() not in _OFFICES:
            begin -= 1
        begin -= words[begin - 1 : begin] == [","]
        begin = 0 if words[begin - 1 : begin] == ["of"] else begin  # "the head of Norvik": of somebody else
        before = takewhile(
            lambda w: w != "," and (w[0].islower() or w.lower() in _OFFICES or w == "The"), reversed(words[:begin])
        )
        after = takewhile(lambda w: w not in _ENDS_APPOSITION, words[at + 2 :]) if words[at + 1 : at + 2] == [","] else ()
        for beside in (before, after):
            found.update(w.lower() for w in islice(beside, OFFICE_REACH) if w.lower() in _OFFICES)
    return frozenset(found)


def _sided(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "For" where the passage says "against" after the same word, and the other way round."""
    for mine, theirs in (("for", "against"), ("against", "for")):
        for match in re.finditer(rf"(\w+) {mine}\b", claim.text):
            word = Piece(match[1], Span(0, 0), claim.lang, None).stemset
            if not word or any(re.search(rf"\b{re.escape(match[0])}", piece.text, re.I) for piece in near):
                continue
            if any(re.search(rf"\b{re.escape(match[1])} {theirs}\b", piece.text, re.I) for piece in near):
                return [Fault("opposite", f"the passage says “{match[1]} {theirs}”", True)]
    return []


def _moved(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """A figure that rises or falls where no passage says so, nor its two values."""
    for mine, up in ((_UP, True), (_DOWN, False)):
        match = next(outside(claim.text, mine), None)
        if match is None or not any(c.isdigit() for c in claim.text) or any(mine.search(piece.text) for piece in near):
            continue
        values = _FROM.search(claim.text)
        if values is None or (float(values[1]) > float(values[2])) != up:
            return [Fault("opposite", f"no passage says “{match[0]}”", True)]
    return []
