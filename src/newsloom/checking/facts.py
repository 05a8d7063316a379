"""The facts of a claim against the sentences of a source: figures, dates, names, quotations, negation, doubt, roles. Pure.

Never weighs: it gives each fact that does not stand there, with a reason a reader understands, and whether the source says
otherwise in the same place.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from newsloom.checking import quoting
from newsloom.checking.source import Piece, Prepared
from newsloom.text import names as name_words
from newsloom.text.dates import DateMention
from newsloom.text.names import Name
from newsloom.text.quantities import Quantity

FaultKind: TypeAlias = Literal["figure", "date", "name", "quotation", "negation", "doubt", "roles", "speaker", "opposite"]

QUOTED_WORDS = 3  # words from which a quotation must stand word for word (RESEARCH 4.3)
ROUGH = 0.05  # how far a figure after "about" may be off (RESEARCH 4.3)
_CALENDAR_UNITS = frozenset({"year", "time", "day", "date", "month"})
_WORD = re.compile(r"[^\W_]+")
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be|got|gets)\b(?:\W+\w+){0,3}?\W+by\b", re.I)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fact of the claim that the source does not bear out."""

    kind: FaultKind
    reason: str
    contradicted: bool = False  #: the source says otherwise in the same place
    anywhere: bool = False  #: it stands nowhere in the source, not only not in the sentences read


# ---------------------------------------------------------------------------------------------- figures


def figures(claim: Piece, near: Sequence[Piece], source: Prepared | None = None) -> list[Fault]:
    """Figures of the claim that stand in none of the sentences read."""
    own = [q for q in claim.quantities if q.unit not in _CALENDAR_UNITS and not _in_date(q, claim.dates)]
    if not own:
        return []
    known = [q for piece in near for q in piece.quantities]
    found = []
    for q in own:
        if any(agrees(q, k) for k in known) or _literally(q.text, near):
            continue
        elsewhere = source is not None and _elsewhere(q, source)
        rival = next((k for k in known if k.unit == q.unit and k.unit and not agrees(k, q)), None)
        reason = f"“{q.text.strip()}” is not in the passage"
        if rival is not None and not elsewhere:
            reason += f", which has “{rival.text.strip()}”"
        found.append(Fault("figure", reason, rival is not None and not elsewhere, not elsewhere))
    return found


def agrees(claimed: Quantity, known: Quantity) -> bool:
    """Whether a known figure bears out a claimed one: equal, or near enough where the claim says "about"."""
    if claimed.unit and known.unit and claimed.unit != known.unit and not _same_unit(claimed.unit, known.unit):
        return False
    low, high = float(claimed.low), float(claimed.high)
    a, b = float(known.low), float(known.high)
    if (low, high) == (a, b):
        return True
    slack = ROUGH if claimed.rough and a == b and low == high else 0.0
    return slack > 0 and abs(low - a) <= slack * max(abs(a), abs(low))


def _same_unit(a: str, b: str) -> bool:
    """Units of measure differ for good; counted things may be called otherwise (people, passengers)."""
    fixed = {"percent", "dollar", "euro", "pound", "yen", "won", "ruble", "rupee", "yuan", "franc"}
    return a not in fixed and b not in fixed


def _in_date(q: Quantity, mentions: Sequence[DateMention]) -> bool:
    return any(d.start <= q.start < d.end for d in mentions)


def _literally(text: str, near: Sequence[Piece]) -> bool:
    digits = quoting.NUMBER.findall(text)
    return bool(digits) and all(any(d in quoting.NUMBER.findall(piece.text) for piece in near) for d in digits)


def _elsewhere(q: Quantity, source: Prepared) -> bool:
    digits = quoting.NUMBER.findall(q.text)
    if digits:
        return all(d in source.figures for d in digits)
    return q.text.strip().lower() in source.lower


# ---------------------------------------------------------------------------------------------- dates


def dates(claim: Piece, near: Sequence[Piece], source: Prepared | None = None) -> list[Fault]:
    """Dates of the claim that none of the sentences read gives; a coarser date than the source's is borne out."""
    found = []
    for mention in claim.dates:
        known = [d for piece in near for d in piece.dates]
        if any(_date_agrees(mention, d) for d in known) or _date_literally(mention.text, near):
            continue
        if _is_publication(mention, near):
            continue
        elsewhere = source is not None and _date_words(mention.text, source)
        rival = next((d for d in known if _same_grain(d, mention) and not _date_agrees(mention, d)), None)
        reason = f"“{mention.text.strip()}” is not in the passage"
        if rival is not None and not elsewhere:
            reason += f", which has “{rival.text.strip()}”"
        found.append(Fault("date", reason, rival is not None and not elsewhere, not elsewhere))
    return found


def _date_agrees(claimed: DateMention, known: DateMention) -> bool:
    if claimed.text.lower() == known.text.lower() and (claimed.first is None or known.first is None):
        return True
    if claimed.first is None or claimed.last is None or known.first is None or known.last is None:
        return False
    return claimed.first <= known.first and known.last <= claimed.last


def _same_grain(a: DateMention, b: DateMention) -> bool:
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return a.weekday and b.weekday
    return (a.last - a.first) == (b.last - b.first)


def _date_literally(text: str, near: Sequence[Piece]) -> bool:
    wanted = f" {' '.join(quoting.flat_words(text))} "
    return any(wanted in f" {' '.join(quoting.flat_words(piece.text))} " for piece in near)


def _is_publication(mention: DateMention, near: Sequence[Piece]) -> bool:
    """Whether a resolved day is the day the source came out, which news leaves unsaid."""
    days = {piece.published.date() for piece in near if piece.published}
    return mention.first is not None and mention.first == mention.last and mention.first in days


def _date_words(text: str, source: Prepared) -> bool:
    return all(word in source.flat for word in (f" {w} " for w in quoting.flat_words(text)))


# ---------------------------------------------------------------------------------------------- names


def names(claim: Piece, near: Sequence[Piece], source: Prepared | None = None) -> list[Fault]:
    """Names of the claim that stand in none of the sentences read, under no form of theirs."""
    if not claim.names:
        return []
    text = f" {' '.join(w for piece in near for w in _WORD.findall(piece.text.lower()))} "
    known: list[Name] | None = None
    found = []
    for name in claim.names:
        parts = _WORD.findall(name.text.lower())
        if all(f" {p} " in text or f" {p}s " in text or (p.endswith("s") and f" {p[:-1]} " in text) for p in parts):
            continue
        if known is None:
            known = [n for piece in near for n in piece.names]
        if any(name_words.same(name.key, n.key) for n in known):
            continue
        elsewhere = source is not None and all(f" {p} " in source.flat for p in parts)
        found.append(Fault("name", f"“{name.text}” is not in the passage", False, not elsewhere))
    return found


# ---------------------------------------------------------------------------------------------- quotations


def quotations(claim: str, sources: Sequence[Prepared]) -> list[Fault]:
    """Quotations of three words or more that no source has word for word."""
    found = []
    for quotation in quoting.QUOTATION.findall(claim):
        own = quoting.flat_words(quotation)
        if len(own) < QUOTED_WORDS and not (own and not own[0].isascii() and len(own[0]) > QUOTED_WORDS):
            continue
        wanted = f" {' '.join(own)} " if own[0].isascii() else " ".join(own)
        if not any(wanted in source.flat for source in sources):
            short = quotation if len(quotation) < 60 else f"{quotation[:57]}…"
            found.append(Fault("quotation", f"the quotation “{short}” is not in the passage, word for word", False, True))
    return found


# ---------------------------------------------------------------------------------------------- turns


def polarity(claim: Piece, best: Piece) -> list[Fault]:
    """A negation on one side only."""
    mine, theirs = len(claim.negations), len(best.negations)
    if mine == theirs:
        return []
    if mine > theirs:
        return [Fault("negation", f"the passage does not say “{claim.negations[-1]}”", theirs == 0)]
    lost = [n for n in best.negations if n in best.text.lower()]
    return [Fault("negation", f"the passage says “{(lost or best.negations)[-1]}”", mine == 0)]


def doubt(claim: Piece, best: Piece) -> list[Fault]:
    """A doubt, plan or allegation of the passage that the claim states as a fact."""
    if best.hedges and not claim.hedges:
        return [Fault("doubt", f"the passage says “{best.hedges[0]}”")]
    return []


def roles(claim: Piece, best: Piece) -> list[Fault]:
    """Two names that have changed places around the same words."""
    own = list(claim.names)
    if len(own) < 2:
        return []
    text = best.text.lower()
    for a, b in itertools.pairwise(own):
        first, second = _place(a, text), _place(b, text)
        if first is None or second is None or first <= second or a.key == b.key:
            continue
        between = set(_WORD.findall(claim.text[a.end : b.start].lower()))
        theirs = set(_WORD.findall(text[second:first]))
        if not between & theirs:
            continue
        if bool(_PASSIVE.search(claim.text)) != bool(_PASSIVE.search(best.text)):
            continue
        return [Fault("roles", f"“{a.text}” and “{b.text}” have changed places", True)]
    return []


def _place(name: Name, text: str) -> int | None:
    at = text.find(name.text.lower())
    if at < 0:
        parts = _WORD.findall(name.text.lower())
        at = text.find(parts[-1]) if parts else -1
    return at if at >= 0 else None
