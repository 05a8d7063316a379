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

from newsloom.checking import closed, cues, quoting, slots
from newsloom.checking import opposites as opposite_words
from newsloom.checking.cues import word_set
from newsloom.checking.source import UNSPACED, WORD, Piece, Prepared, stem_table
from newsloom.text import names as name_words
from newsloom.text import terms
from newsloom.text.dates import DateMention
from newsloom.text.quantities import Quantity

FaultKind: TypeAlias = Literal[
    "figure", "date", "name", "quotation", "negation", "doubt", "roles", "speaker", "opposite", "count", "misplaced"
]

QUOTED_WORDS = 3  # words from which a quotation must stand word for word (RESEARCH 4.3)
ROUGH = 0.05  # how far a figure after "about" may be off (RESEARCH 4.3)
COUNTED = 2  # words behind a figure among which what it counts is looked for
REACH = 14  # letters before a figure in which its bound stands
ACRONYM = 6  # letters of the longest acronym
ROLE_BESIDE = 3  # words from one name to another with nothing but the verb between them
ROLE_REACH = 8  # words between two names that one verb joins
_CODE = re.compile(r"\b[^\W\d_]+(?:-[^\W_]+)*-?\d+\b")
_CALENDAR_UNITS = frozenset({"year", "time", "day", "date", "month"})
_WORD = re.compile(r"[^\W_]+")
_JOINING = word_set("and of the for in on at de la le du des und der die y e")
_QUARTER = re.compile(r"\b[qQ]([1-4])\b")
_QUARTERS = ("first", "second", "third", "fourth")
_BOUND = re.compile(r"\b(?:(more than|over|at least|above)|less than|fewer than|under|below|up to|nearly|almost)\W*$", re.I)
_ACRONYM = re.compile(r"\b[A-Z]\.?[A-Z]")
_OWNED = re.compile(r"['’]s?$")
_APPOSITION = re.compile(
    r"^\W*[A-Z]\w+(?: [A-Z]\w+){0,2}, (?:the|an?|its) [^,]*(?:,|$)"
)  # "Ada Holm, the head of Norvik, said"
_ARTICLES, _BELONGS = word_set("a an the"), word_set("with of at for from in")
MOST_OF_A_POST = 6  # words: "Micro advanced threat researcher Paul"
_SYMMETRIC = word_set("and while whereas but")
_COUNTED = word_set("one two three four both")
_BEATEN = frozenset({"beat", "beaten"})  # one deed, told from either side
_VOTES = re.compile(r"\d+ votes?\b|\d+ Stimmen\b", re.I)
_AGAINST = re.compile(r"\b(\d+) ?(?:to|[-–]|zu|gegen) ?(\d+)\b")
_SEASON = re.compile(r"\b((?:19|20)\d\d)[-–/](\d\d)\b")
_RANGE = re.compile(r"(\d[\d.,]*)\s?[-–]\s?(\d[\d.,]*)")


@dataclass(frozen=True, slots=True)
class Fault:
    """A fact of the claim that the source does not bear out."""

    kind: FaultKind
    reason: str
    contradicted: bool = False  #: the source says otherwise in the same place
    anywhere: bool = False  #: it stands nowhere in the source, not only not in the sentences read
    placed: bool = False  #: both sides were laid word by word against each other: it is surely the same statement


# ---------------------------------------------------------------------------------------------- figures


def figures(claim: Piece, near: Sequence[Piece], source: Prepared | None = None) -> list[Fault]:
    """Figures of the claim that stand in none of the sentences read."""
    own = _own(claim)
    loose = _loose(claim, near)
    if not own:
        return loose
    known: list[Quantity] | None = None
    found = []
    for q in own:
        if _literally(q, near):  # first: it costs least
            continue
        if known is None:
            known = [q for piece in near for q in piece.quantities]
        bound = _BOUND.search(claim.text[max(0, q.start - REACH) : q.start]) if q.rough else None
        if any(_within(q, k, least=bool(bound.group(1))) if bound else agrees(q, k) for k in known):
            continue
        if any(_ends(q, k, piece) for piece in near for k in piece.quantities):
            continue
        if _VOTES.match(claim.text, q.start) and _of_a_vote(q, near):
            continue
        if (year := quoting.NUMBER.match(claim.text, q.start)) and _in_season(claim, year, near):
            continue
        elsewhere = source is not None and _elsewhere(q, source)
        rival = next((k for k in known if k.unit == q.unit and k.unit and not agrees(k, q)), None)
        reason = f"“{q.text.strip()}” is not in the passage"
        if rival is not None and not elsewhere:
            reason += f", which has “{rival.text.strip()}”"
        # "two friends" is counted by the reader, not stated by the source
        kind: FaultKind = "count" if rival is None and q.text.strip().lower() in _COUNTED else "figure"
        found.append(Fault(kind, reason, rival is not None and not elsewhere, not elsewhere))
    return found or loose


def _ends(q: Quantity, known: Quantity, piece: Piece) -> bool:
    """Whether a figure is one of the two values of "from 40 to 25"."""
    two = known.low != known.high and piece.text[max(0, known.start - 5) : known.start].lower().endswith("from ")
    return two and q.low == q.high and q.low in (known.low, known.high) and _same_unit(q.unit, known.unit)


def _of_a_vote(q: Quantity, near: Sequence[Piece]) -> bool:
    """Whether one side of a vote stands there: "48 votes" of "48 to 31"."""
    digits = quoting.NUMBER.findall(q.text)
    return bool(digits) and any(digits[0] in m.groups() for piece in near for m in _AGAINST.finditer(piece.text))


def _own(claim: Piece) -> list[Quantity]:
    """The figures of the claim that count or measure, not those of its dates and times."""
    return [q for q in claim.quantities if q.unit not in _CALENDAR_UNITS and not _in_date(q, claim.dates)]


def _loose(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """Digits of the claim that are part of no known figure or date and stand in none of the sentences read."""
    found = []
    digits: set[str] | None = None
    for match in quoting.NUMBER.finditer(claim.text):
        at = match.start()
        if any(q.start <= at < q.end for q in claim.quantities) or any(d.start <= at < d.end for d in claim.dates):
            continue
        if digits is None:
            digits = {number for piece in near for number in quoting.NUMBER.findall(piece.text)}
        if match.group() in digits or _in_season(claim, match, near):
            continue
        if not _quarter(claim.text[max(0, at - 1) : match.end()], near):
            found.append(Fault("figure", f"“{match.group()}” is not in the passage", False, True))
    return found


def _in_season(claim: Piece, year: re.Match[str], near: Sequence[Piece]) -> bool:
    """Whether a figure is the second year of "2018–19", and both stand there in full."""
    found = _SEASON.search(claim.text, max(0, year.start() - 5), year.end())
    if found is None:
        return False
    digits = {number for piece in near for number in quoting.NUMBER.findall(piece.text)}
    return {found[1], found[1][:2] + found[2]} <= digits


def _quarter(code: str, near: Sequence[Piece]) -> bool:
    """Whether "Q3" stands there as "third quarter"."""
    found = _QUARTER.fullmatch(code)
    if found is None:
        return False
    said = f"{_QUARTERS[int(found.group(1)) - 1]} quarter"
    return any(said in piece.lower or f"{said[:-8]}-quarter" in piece.lower for piece in near)


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


def _within(claimed: Quantity, known: Quantity, *, least: bool) -> bool:
    """Whether a claimed bound is a fair way to put a known figure: "more than 100" of 116, "under 30" of 28."""
    if claimed.low != claimed.high or known.low != known.high or not _same_unit(claimed.unit, known.unit):
        return False
    return claimed.low <= known.low <= 1.5 * claimed.low if least else 0.8 * claimed.low <= known.low <= claimed.low


def _same_unit(a: str, b: str) -> bool:
    """Units of measure differ for good; counted things may be called otherwise (people, passengers)."""
    fixed = {"percent", "dollar", "euro", "pound", "yen", "won", "ruble", "rupee", "yuan", "franc"}
    return a == b or (a not in fixed and b not in fixed)


def _in_date(q: Quantity, mentions: Sequence[DateMention]) -> bool:
    return any(d.start <= q.start < d.end for d in mentions)


def _literally(q: Quantity, near: Sequence[Piece]) -> bool:
    """Whether the very words of a figure stand there: of a bare one its digits, else digits and unit."""
    words = quoting.flat_words(q.text)
    wanted = " ".join(words)
    if not q.unit or wanted.isdigit():
        digits = quoting.NUMBER.findall(q.text)
        if digits and (not q.unit or _RANGE.search(q.text)):
            return all(any(d in quoting.NUMBER.findall(piece.text) for piece in near) for d in digits)
        return False
    return any(f" {wanted} " in piece.flat for piece in near if _may_have(words, piece))


def _elsewhere(q: Quantity, source: Prepared) -> bool:
    digits = quoting.NUMBER.findall(q.text)
    if digits:
        return all(map(source.has_figure, digits))
    return q.text.strip().lower() in source.lower


# ---------------------------------------------------------------------------------------------- dates


def dates(claim: Piece, near: Sequence[Piece], source: Prepared | None = None) -> list[Fault]:
    """Dates of the claim that none of the sentences read gives; a coarser date than the source's is borne out."""
    known: list[DateMention] | None = None
    found = []
    for mention in claim.dates:
        if not mention.relative and _date_literally(mention.text, near):  # first: it costs least
            continue
        if known is None:
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


_PLACED_DAY = re.compile(r"\b(?:at|near|outside|across) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?!['’ ][A-Zs])")


def day_for_place(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """A day where none of the sentences read has it, in the place of a place: "the harbour at Tuesday"."""
    for found in _PLACED_DAY.finditer(claim.text) if "day" in claim.text else ():
        if not any(found[0].lower() in piece.lower for piece in near):
            return [Fault("date", f"“{found[0]}” is not in the passage", True, placed=True)]
    return []


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
    words = quoting.flat_words(text)
    wanted = f" {' '.join(words)} "
    return any(wanted in piece.flat for piece in near if _may_have(words, piece))


def _may_have(words: Sequence[str], piece: Piece) -> bool:
    """Whether the first of some words can stand in a sentence; spares most sentences being folded."""
    return not words or words[0] in piece.lower or not piece.lower.isascii()


def _is_publication(mention: DateMention, near: Sequence[Piece]) -> bool:
    """Whether a resolved day is the day the source came out, which news leaves unsaid."""
    days = {piece.published.date() for piece in near if piece.published}
    return mention.first is not None and mention.first == mention.last and mention.first in days


def _date_words(text: str, source: Prepared) -> bool:
    words = quoting.WORD.findall(text.lower())
    return all(source.has_figure(word) if word.isdigit() else source.has_word(word) for word in words)


# ---------------------------------------------------------------------------------------------- names


def names(claim: Piece, near: Sequence[Piece], source: Prepared | None = None) -> list[Fault]:
    """Names of the claim that stand in none of the sentences read, under no form of theirs."""
    if not claim.names:
        return []
    text = f" {' '.join(w for piece in near for w in _WORD.findall(piece.lower.replace('.', '')))} "
    found = []
    for name in claim.names:
        parts = [p for p in _WORD.findall(name.text.lower().replace(".", "")) if p not in _JOINING] or [name.text.lower()]
        if all(f" {p} " in text or f" {p}s " in text or (p.endswith("s") and f" {p[:-1]} " in text) for p in parts):
            continue
        known = (n for piece in near if _may_name(parts, piece) for n in piece.names)
        if any(name_words.same(name.key, n.key) for n in known) or _quarter(name.text, near):
            continue
        elsewhere = source is not None and all(source.has_word(p) for p in parts)
        if elsewhere and source is not None and source.is_about(parts):
            continue  # it need not be named again
        found.append(Fault("name", f"“{name.text}” is not in the passage", False, not elsewhere))
    return found


def _may_name(parts: Sequence[str], piece: Piece) -> bool:
    """Whether a sentence can have a form of a name; spares looking for the names of most."""
    if len(parts) == 1 and (len(parts[0]) <= ACRONYM or name_words.is_country(parts[0])):
        return True
    return any(part[:-1] in piece.lower for part in parts) or any(
        m[0][0].lower() == parts[0][0] for m in _ACRONYM.finditer(piece.text)
    )


# ---------------------------------------------------------------------------------------------- quotations


def quotations(claim: str, sources: Sequence[Prepared]) -> list[Fault]:
    """Quotations of three words or more that no source has word for word; titles in quotation marks are names, not quotations."""
    found = []
    for quotation in quoting.QUOTATION.findall(claim):
        if _is_title(quotation):
            continue
        for part in _LEFT_OUT.split(quotation):
            own = quoting.flat_words(part)
            if not own or (len(own) < QUOTED_WORDS and (own[0].isascii() or len(own[0]) <= QUOTED_WORDS)):
                continue
            wanted = f" {' '.join(own)} " if own[0].isascii() else " ".join(own)
            if not any(wanted in source.flat for source in sources):
                short = quotation if len(quotation) < 60 else f"{quotation[:57]}…"
                found.append(Fault("quotation", f"the quotation “{short}” is not in the passage, word for word", False, True))
                break
    return found


_LEFT_OUT = re.compile(r"\[[^\]]*\]|…|\.\.\.")


def _is_title(quotation: str) -> bool:
    long = [word for word in _WORD.findall(quotation) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long)
    return len(_WORD.findall(quotation)) <= 12 and 0 < len(long) <= 8 and capitals > 0.6 * len(long)


# ---------------------------------------------------------------------------------------------- turns


def polarity(claim: Piece, near: Sequence[Piece], best: Piece) -> list[Fault]:
    """A word that is negated on one side only."""
    if claim.lang in UNSPACED or claim.lang == "ko":
        return [] if bool(claim.negations) == bool(best.negations) else [_added(claim, best)]
    if not claim.negations and not best.negations:
        return []
    mine = claim.negated
    if bool(slots.PASSIVE.search(claim.text)) != bool(slots.PASSIVE.search(best.text)) and claim.negations == best.negations:
        return []  # "was rejected by", "rejected": what it reaches stands on the other side
    reached = not mine.isdisjoint(best.negated) or any(_reached(mine, piece) for piece in near)
    for stem in () if reached else sorted(mine):
        told = [piece for piece in (best, *near) if stem in piece.stemset]
        if told and not any(stem in piece.negated for piece in told):
            return [_added(claim, best)]
    lost = sorted((best.negated & claim.stemset) - mine)
    if lost and not claim.negations:
        return [Fault("negation", _which(claim, best))]
    if claim.negations and not any(piece.negations for piece in (best, *near)):
        return [_added(claim, best)]
    return []


def _reached(mine: frozenset[str], piece: Piece) -> bool:
    """Whether a negation reaches the better part of these words there, too."""
    return 2 * len(mine & piece.negated) > len(mine)


def _added(claim: Piece, best: Piece) -> Fault:
    return Fault("negation", _which(claim, best), anywhere=not best.negations)


def _which(claim: Piece, best: Piece) -> str:
    if claim.negations and not best.negations:
        return f"the passage does not say “{claim.negations[0]}”"
    if best.negations and not claim.negations:
        return f"the passage says “{best.negations[0]}”"
    return "a negation stands in another place in the passage"


def turns(claim: Piece, near: Sequence[Piece], best: Piece, closest: Piece | None = None) -> list[Fault]:
    """All that turns a statement round: negation, doubt, roles, opposites, codes.

    Args:
        best: the sentence that says most of it. closest: the one that says it most alike; None: the same.
    """
    return [
        *in_place(claim, closest or best, near),
        *polarity(claim, near, best),
        *doubt(claim, best),
        *roles(claim, closest or best),
        *opposites(claim, near, best),
        *codes(claim, near),
    ]


def in_place(claim: Piece, best: Piece, near: Sequence[Piece] = ()) -> list[Fault]:
    """What the sentence nearest to the claim has otherwise in the same place, unless another of them bears it out."""
    found = []
    for clash in slots.clashes(claim, best):
        if clash.kind == "figure" and _counted_so(clash, claim, best, [p for p in near if p is not best]):
            continue  # "105 migrants" beside "more than 100 African migrants"
        rough = clash.kind == "figure" and any(q.rough and q.text in clash.mine for q in _own(claim))
        if rough and not closed.fraction(clash.mine.lower().split()):
            continue  # "more than 100" beside 116: `figures` holds them against each other
        other = f"has “{clash.theirs}” in this place" if clash.theirs else "does not have it"
        sure = clash.kind != "name" or _as_long(claim, best)
        reason = f"“{clash.mine}”: the passage {other}" if clash.mine else f"the passage says “{clash.theirs}”"
        found.append(Fault(clash.kind, reason, sure, placed=True))
    return found


def _counted_so(clash: slots.Clash, claim: Piece, best: Piece, near: Sequence[Piece]) -> bool:
    """Whether another sentence has the figure with one of the words behind it, and the nearest one a round figure below it."""
    at = claim.text.find(clash.mine)
    return any(
        any(k.rough and _within(k, q, least=True) for k in best.quantities)
        and any(
            (k.low, k.high) == (q.low, q.high) and not _behind(q, claim).isdisjoint(_behind(k, piece))
            for piece in near
            for k in piece.quantities
        )
        for q in _own(claim)
        if at <= q.start < at + len(clash.mine) and q.unit
    )


def _behind(q: Quantity, piece: Piece) -> frozenset[str]:
    """The stems of the words right behind a figure: of what it counts and of what kind they are."""
    table = stem_table(piece.lang)
    return frozenset(table[word] for word in quoting.WORD.findall(piece.lower[q.end :])[:COUNTED]) - {""}


def _as_long(claim: Piece, best: Piece) -> bool:
    """Whether the two are the same sentence but for an edit; one that was cut may call the same person otherwise."""
    return abs(len(claim.words) - len(best.words)) <= 0.2 * len(claim.words) + 1


def attributed(text: str, lang: str | None) -> bool:
    """Whether the text says who states it, or puts it in quotation marks."""
    return bool(quoting.QUOTATION.search(text) or cues.speech(text, lang))


def doubt(claim: Piece, best: Piece) -> list[Fault]:
    """A doubt, plan or allegation of the passage that the claim states as a fact."""
    if best.hedges and not claim.hedges and not _told_later(claim, best):
        return [Fault("doubt", f"the passage says “{best.hedges[0]}”")]
    return []


def _told_later(claim: Piece, best: Piece) -> bool:
    """Whether "would" stands beside "said" on both sides, once as "will"."""
    return "will" in claim.words and set(best.hedges) == {"would"} and bool(cues.speech(claim.text, claim.lang))


def roles(claim: Piece, best: Piece) -> list[Fault]:
    """Two words of one kind (names) that have changed places around the same verb."""
    own = _capitalised(claim)
    if _clauses_moved(claim, best):
        return []
    if _reordered(claim, best, own):
        return [Fault("roles", "the names of the passage stand in another order", True, placed=True)]
    if len(own) < 2 or bool(slots.PASSIVE.search(claim.text)) != bool(slots.PASSIVE.search(best.text)):
        return []
    theirs = best.words
    for (a, i), (b, j) in itertools.pairwise(pair for pair in own if pair[0] not in slots.CALENDAR):
        if a == b or theirs.count(a) != 1 or theirs.count(b) != 1 or j - i > ROLE_REACH:
            continue
        first, second = theirs.index(a), theirs.index(b)
        if first < second or first - second > 2 * ROLE_REACH or _APPOSITION.search(claim.text):
            continue
        if _post_named(claim.words[i + 1 : j], theirs[second + 1 : first]):
            continue
        table = stem_table(claim.lang)
        between = {table[w] for w in claim.words[i + 1 : j]} - {""}
        if between & ({table[w] for w in theirs[second + 1 : first]} - {""}):
            reason = f"“{a.title()}” and “{b.title()}” have changed places"
            beside = max(j - i, first - second) <= ROLE_BESIDE
            return [Fault("roles", reason, beside or _as_long(claim, best), placed=beside)]
    return []


def _post_named(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether one text has a post after the person and the other before: "Lind, a researcher with Norvik", "Norvik researcher Lind"."""
    after, before = (mine, theirs) if mine[:1] and mine[0] in _ARTICLES else (theirs, mine)
    return (
        len(after) > 2
        and after[0] in _ARTICLES
        and after[-1] in _BELONGS
        and 0 < len(before) <= MOST_OF_A_POST
        and after[-2] in before
    )


def _reordered(claim: Piece, best: Piece, own: Sequence[tuple[str, int]]) -> bool:
    """Whether these are the very words of the sentence with its names in another order."""
    if len(own) < 2 or len(claim.words) != len(best.words):
        return False
    mine = [_bare(word) for word in claim.words]
    if sorted(mine) != sorted(_bare(word) for word in best.words):
        return False
    theirs = [_bare(word) for word, _ in _capitalised(best) if word not in slots.CALENDAR]
    names = {_bare(word) for word, _ in own if word not in slots.CALENDAR}
    return [name for word, _ in own if (name := _bare(word)) in theirs] != [name for name in theirs if name in names]


def _clauses_moved(claim: Piece, best: Piece) -> bool:
    """Whether only the two sides of a conjunction have changed places: "A, while B" for "B, while A"."""
    theirs = best.words
    return any(word in _SYMMETRIC and [*theirs[at + 1 :], word, *theirs[:at]] == claim.words for at, word in enumerate(theirs))


def _bare(word: str) -> str:
    return _OWNED.sub("", word)


def _capitalised(claim: Piece) -> list[tuple[str, int]]:
    """The words of the claim that are written with a capital, in small letters, with their number among its words."""
    if claim.lang in UNSPACED:
        return []
    found = []
    for number, match in enumerate(WORD.finditer(claim.text)):
        if match.group()[0].isupper() and (number or stem_table(claim.lang)[match.group().lower()]):
            found.append((match.group().lower(), number))
    return found if len(found) <= 0.6 * len(claim.words) else []


def opposites(claim: Piece, near: Sequence[Piece], best: Piece) -> list[Fault]:
    """A word of the claim that the source does not have, where its sentence has one that excludes it."""
    if claim.lang not in (None, "en"):
        return []
    table = opposite_words.sides()
    mine = claim.stems_like(opposite_words.heads())
    heads = frozenset(stem[: opposite_words.HEAD] for stem in mine if stem in table)
    if not heads:
        return []
    known = frozenset().union(*(piece.stems_like(heads) for piece in near))
    theirs: dict[int, set[int]] = {}
    rivals: dict[tuple[int, int], str] = {}
    for stem in sorted(best.stems_like(opposite_words.heads())):
        if stem == "defeat" and _suffered(best):
            continue
        for line, side in table.get(stem, ()):
            theirs.setdefault(line, set()).add(side)
            if stem not in mine:
                rivals.setdefault((line, side), stem)
    for stem in sorted(mine):
        if stem in known:
            continue
        if stem in _BEATEN and bool(slots.PASSIVE.search(claim.text)) != bool(slots.PASSIVE.search(best.text)):
            continue
        for line, side in table.get(stem, ()):
            other = next((s for s in sorted(theirs.get(line, ())) if s != side and (line, s) in rivals), None)
            if other is not None and side not in theirs[line]:
                return [Fault("opposite", f"the passage says “{_word(best, rivals[line, other])}”, not “{_word(claim, stem)}”")]
    return []


_DEFEATS = re.compile(
    r"(?<!\bto )(?<!\bcould )(?<!\bcan )(?<!\bwould )(?<!\bwill )(?<!\bnot )\bdefeats?\b(?! (?:the|him|her|it|them|[A-Z]))"
)
_DEFEATED = re.compile(r"\bdefeat(?:ed|ing)\b|\b(?:to|could|can|would|will|not) defeat\b", re.I)


def _suffered(piece: Piece) -> bool:
    """Whether a defeat is somebody's own: "after a 3-1 defeat Lorn are out"."""
    return _DEFEATS.search(piece.text) is not None and _DEFEATED.search(piece.text) is None


def _word(piece: Piece, stem: str) -> str:
    return next((word for word in piece.words if terms.stem(word, "en") == stem), stem)


def codes(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """Names with figures in them (SARS-CoV-2, A380) that stand in none of the sentences read."""
    found = []
    for match in _CODE.finditer(claim.text):
        code = match.group().lower()
        if not any(code in piece.lower for piece in near) and not _quarter(code, near):
            found.append(Fault("name", f"“{match.group()}” is not in the passage", anywhere=True))
    return found
