"""Where an English sentence holds a clause that can stand alone: who, a finite verb, and what that verb wants. Pure.

A shallow parse over the tags of `text.tagger`. Deletions only. A clause is the main one, one joined by "and", one that "after", "as" or
"because" states as a fact, or a relative clause with its noun; never one of "if", "whether" or "until", nor what a verb of saying governs.
Besides, days, "also" and the titles of whom the page names can be left out of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from newsloom.text import frames
from newsloom.text.tagger import Token
from newsloom.text.verbs import PARTICIPLES, is_past, words_of
from newsloom.writing.complements import CLAUSE, SAYING, TURNS, ends
from newsloom.writing.groups import (
    BE,
    FACTS,
    Verb,
    agrees,
    base_phrase,
    listed,
    noun_phrase,
    quantity,
    timely,
    verb_group,
    when,
)

MOST_LEADING = 16  # words of an adverbial that may be left out at the front
MOST_MODIFYING = 10  # words of a participle that belongs to the subject
MOST_INSIDE = 28  # words of an apposition or relative clause that may be left out
SAID_OF = 0.6  # how safe a cut must be for ", police said" to follow it
MOST_SAYING = 16  # words of who says what the sentence tells
PLAIN_NAME = 0.85  # for a name without what somebody is
SHORTENED = 0.97  # for words left out inside
MAIN = 0.95  # of the start of a main clause, after what leads to it at the most
REST = 0.7  # for all that follows a verb
RELATIVE = 0.85  # for a relative clause between commas with its noun
JOINED = 0.85  # for a second verb that "and" joins to the first, with the subject of both
_OPENERS = ("DT", "NP", "NN", "NS", "JJ", "CD", "PS")  # tags that a noun phrase begins with
#: adverbs that join a sentence to another, or tell when
_JOINING = words_of(
    "also still then again now recently earlier later already meanwhile currently previously eventually finally officially formally"
)
_ROLES = words_of(
    "counsel president minister leader senator governor secretary mayor judge chancellor attorney sheriff chief director chairman coach"
    " speaker general justice chairwoman congressman congresswoman representative whip nominee candidate ambassador commissioner"
    " president-elect gov. sen. rep. mr. mrs. ms. dr. gen. lt. col. rev. sgt. capt. mr mrs ms dr"
)
_FORMERLY = words_of("former then-president outgoing incumbent presumptive vice")
_NOBODY = words_of(
    "those anyone everyone someone people anybody nobody one ones others something anything nothing all many some few"
)
_TELLING = SAYING | words_of(
    "confirms confirm reports report shows showed show claims claim alleges alleged allege insists insisted suggests suggested"
)
_CLOSING = {",": ",", "(": ")", "—": "—", "–": "–", "--": "--"}
_OF_A_TIME = words_of("when before after while")
_VAGUE_SUBJECT = words_of("it he she they i we you this that these those there who which what him her them")


@dataclass(frozen=True, slots=True)
class Found:
    """A clause: tokens kept, from first to before last in order, and how safe the cut is, in (0, 1]."""

    pieces: tuple[tuple[int, int], ...]
    quality: float


def clauses(tokens: Sequence[Token], surnames: Set[str] = frozenset()) -> Iterator[Found]:
    """Every clause of a sentence, every way it can end: as it stands, and without days, "also" and the titles of whom the page names.

    Args:
        surnames: of people whom the page may call by them alone.
    """
    idle = _idle(tokens)
    known = _titles(tokens, surnames)
    dropped = {i for start, end in idle for i in range(start, end)}
    places = [i for i in range(len(tokens)) if i not in dropped]
    if len(places) == len(tokens):
        found = list(_clauses(tokens))
    else:
        found = [f for f in _clauses(tokens) if not any(a <= s and e <= b for a, b in f.pieces for s, e in idle)]
        found += [
            Found(_runs(places[i] for a, b in f.pieces for i in range(a, b)), f.quality * SHORTENED)
            for f in _clauses([tokens[i] for i in places])
        ]
    said = _attribution(tokens)
    found += [Found(pieces, f.quality * PLAIN_NAME) for f in found if (pieces := _named(tokens, f.pieces)) is not None]
    for clause in found:
        yield clause
        shorter = _without(clause.pieces, known)
        if shorter != clause.pieces:
            yield Found(shorter, clause.quality * SHORTENED)
        if said is not None and clause.quality >= SAID_OF and clause.pieces[-1][1] <= said[0]:
            yield Found((*clause.pieces, said), clause.quality * SHORTENED)
            if shorter != clause.pieces:
                yield Found((*shorter, said), clause.quality * SHORTENED * SHORTENED)


def _named(tokens: Sequence[Token], pieces: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...] | None:
    """The pieces from a full name on that what somebody is stands before, without an article: "Harbour clerk | Ada Lind". None without one."""
    start, end = pieces[0]
    at = start
    while at < end and tokens[at].tag in ("NP", "NN", "JJ", "CD"):
        at += 1
    first = at
    while first > start and tokens[first - 1].tag == "NP":
        first -= 1
    if first <= start or tokens[first - 1].tag != "NN" or not 2 <= at - first <= 3 or at == end:
        return None
    return ((first, end), *pieces[1:])


def _attribution(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Who says all that a sentence tells, at its end: ", according to the mayor" or ", police said", without where and when."""
    n = len(tokens)
    for comma in range(n - 2, max(0, n - MOST_SAYING), -1):
        if tokens[comma].text != ",":
            continue
        low = tokens[comma + 1].low
        if low == "according" and comma + 3 < n and tokens[comma + 2].low == "to":
            end = noun_phrase(tokens, comma + 3)
            return None if end is None or tokens[comma + 3].tag == "PR" else (comma, end)
        end = noun_phrase(tokens, comma + 1, subject=True)
        verb = None if end is None or tokens[comma + 1].tag == "PR" else verb_group(tokens, end)
        if verb is not None and tokens[verb.at].low in _TELLING:
            following = tokens[verb.end] if verb.end < n else None
            whole = (
                following is None or following.tag in ("IN", "RB", "TO") or following.text == "." or timely(tokens, verb.end)
            )
            return (comma, verb.end) if whole else None
    return None


def _runs(places: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Numbers in order as spans of neighbours."""
    runs: list[tuple[int, int]] = []
    for i in places:
        if runs and runs[-1][1] == i:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return tuple(runs)


def _without(pieces: tuple[tuple[int, int], ...], gone: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The pieces less the spans that lie inside them."""
    left: list[tuple[int, int]] = []
    for start, end in pieces:
        at = start
        for a, b in gone:
            if at <= a and b <= end and (a, b) != (start, end):
                if at < a:
                    left.append((at, a))
                at = b
        if at < end:
            left.append((at, end))
    return tuple(left)


def _idle(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """What can be left out anywhere in a clause: when it was, and adverbs that only join it to what was said before."""
    gone = []
    i = 0
    while i < len(tokens):
        end = when(tokens, i)
        if end is not None:
            gone.append((i, end))
            i = end
            continue
        after = _insertion(tokens, i)
        if after is not None:
            gone.append((i, after))
            i = after
            continue
        if (
            tokens[i].low in _JOINING
            and tokens[i].tag == "RB"
            and not any(w.low in ("not", "never") for w in tokens[max(0, i - 2) : i])
            and not (i + 1 < len(tokens) and tokens[i + 1].tag in ("JJ", "CD"))
        ):
            gone.append((i, i + 1))
        i += 1
    return gone


def _insertion(tokens: Sequence[Token], at: int) -> int | None:
    """The end of an apposition or relative clause between two commas or dashes, or of brackets, that begins here and that a verb follows."""
    closing = _CLOSING.get(tokens[at].text)
    if closing is None or not at or tokens[at - 1].tag not in ("NN", "NS", "NP"):
        return None
    inner = next((k for k in range(at + 1, min(at + MOST_INSIDE + 2, len(tokens))) if tokens[k].text == closing), None)
    if inner is None:
        return None
    if closing == ")":
        return inner + 1
    if verb_group(tokens, inner + 1) is None or listed(tokens, at) or not _inserted(tokens, at + 1, inner):
        return None
    return inner + 1


def _titles(tokens: Sequence[Token], surnames: Set[str]) -> list[tuple[int, int]]:
    """What stands before a name and belongs to it: "President" of "President Ada Lind", "President Ada" too if "Lind" is known."""
    gone = []
    for i, t in enumerate(tokens):
        if t.tag != "NP" or t.low in _ROLES or (i + 1 < len(tokens) and tokens[i + 1].tag == "NP"):
            continue
        first = i  # of the name
        if t.text not in surnames:
            while first > 0 and tokens[first - 1].tag == "NP" and tokens[first - 1].low not in _ROLES:
                first -= 1
            if first in (0, i) or tokens[first - 1].low not in _ROLES or tokens[first - 1].tag not in ("NP", "NN"):
                continue
        k = first
        while k > 0 and _of_a_title(tokens[k - 1]):
            k -= 1
        while (
            k > 0
            and tokens[k - 1].tag == "NN"
            and tokens[k - 1].low in _ROLES
            and tokens[k - 2 : k - 1]
            and tokens[k - 2].tag != "DT"
        ):
            k -= 1
        if k < first and (k == 0 or tokens[k - 1].tag not in ("DT", "JJ", "NN", "NS", "CC", "OS", "PS", "VN")):
            gone.append((k, first))
    return gone


def _of_a_title(t: Token) -> bool:
    return t.tag == "NP" or t.low in _FORMERLY or (t.tag in ("NN", "JJ") and (t.text[:1].isupper() or t.low in _ROLES))


def _clauses(tokens: Sequence[Token]) -> Iterator[Found]:
    said = any(t.low in SAYING for t in tokens)
    for start, quality in _starts(tokens):
        subject = _subject(tokens, start)
        if subject is None:
            continue
        pieces, at = subject
        verb, end = verb_group(tokens, at), pieces[-1][1]
        if verb is not None and (quality == 1.0 or agrees(tokens, start, end, at)) and not _whenever(tokens, start, at):
            yield from _ended(tokens, pieces, at, verb, quality)
            second = _second(tokens, at, verb) if quality >= MAIN else None
            if second is not None and (joined := verb_group(tokens, second)) is not None:
                yield from _ended(tokens, pieces, second, joined, quality * JOINED)
        if end + 2 < len(tokens) and tokens[end].text == "," and tokens[end + 1].low in ("who", "which") and not said:
            relative = verb_group(tokens, end + 2)
            # of "shops in Mill Street, which will be dug up" the clause may tell of either
            alone = base_phrase(tokens, pieces[-1][0]) == end
            if relative is not None and alone and tokens[end - 1].low not in _NOBODY:
                yield from _ended(tokens, pieces, end + 2, relative, quality * RELATIVE)


def _second(tokens: Sequence[Token], at: int, verb: Verb) -> int | None:
    """Where a second finite verb begins that "and" or "but" joins to the first: "lives in Lorn, but | works in Ulm".

    None if another verb or clause stands between the two, or if it may be a participle: then it may belong to something else.

    Args:
        at: where the group of the first verb begins.
    """
    participles = verb.end - at > 1
    for i in range(verb.end, len(tokens) - 2):
        t = tokens[i]
        if (
            t.tag in ("VF", "MD", "SC", "WH", "PR", "EX")
            or t.low in ("that", "or", "nor")
            or t.text in (";", "—", "–", "--", ":")
        ):
            return None
        participles = participles or t.tag in ("VG", "VN")
        second = verb_group(tokens, i + 1) if t.low in ("and", "but") else None
        if second is not None:
            low = tokens[second.at].low
            alone = tokens[second.at].tag == "VF" and all(w.tag == "RB" for w in tokens[i + 1 : second.at])
            return None if participles and alone and (low.endswith("ed") or low in PARTICIPLES) else i + 1
    return None


def _whenever(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Whether what "when" or "before" joins is no fact that was: "restored when her party rules", "before the court decides"."""
    return start > 0 and tokens[start - 1].low in _OF_A_TIME and not is_past(tokens[at].low)


def _ended(
    tokens: Sequence[Token], subject: tuple[tuple[int, int], ...], at: int, verb: Verb, quality: float
) -> Iterator[Found]:
    for end, safe in itertools.chain(ends(tokens, verb), _rests(tokens, verb.end) if quality >= MAIN else ()):
        if subject[-1][1] == at:
            pieces = (*subject[:-1], (subject[-1][0], end))
        else:
            pieces = (*subject, (at, end))
        yield Found(pieces, quality * safe)


def _rests(tokens: Sequence[Token], at: int) -> Iterator[tuple[int, float]]:
    """Where what follows a verb is whole whatever the verb wants: before ", which" or ", leaving", and at the end of the sentence."""
    frame = frames.look(tokens[at - 1].low)
    saying = tokens[at - 1].low in SAYING or frame.with_clause >= CLAUSE or bool(frame.must)
    begun = False  # a clause that has no verb yet: "whether the quay, which"
    for i in range(at, len(tokens)):
        t = tokens[i]
        begun = t.low in ("whether", "if", "that") or (begun and t.tag not in ("VF", "MD"))
        saying = saying and t.tag not in ("VF", "MD")  # "said the mayor": what was said stands before, or is still to come
        if saying or begun or t.text != "," or i + 1 == len(tokens):
            continue
        following = tokens[i + 1]
        if following.tag in ("VG", "WH", "SC") and following.low not in TURNS | {"that"} and _insertion(tokens, i) is None:
            yield i, REST
    end = len(tokens)
    while end > at and tokens[end - 1].text in (".", ";", ","):
        end -= 1
    if end > at and not saying:
        yield end, REST


# ---------------------------------------------------------------------------------------------- where a clause begins


def _starts(tokens: Sequence[Token]) -> Iterator[tuple[int, float]]:
    """Tokens at which a subject may begin."""
    n = len(tokens)
    if not n:
        return
    first = tokens[0]
    if (first.tag in (*_OPENERS, "VN", "VG", "EX") and not timely(tokens, 0)) or (
        first.tag in ("RB", "IN") and quantity(tokens, 0) is not None
    ):
        yield 0, 1.0
    leading = first.tag in ("IN", "SC", "VG", "VN", "TO", "RB", "CC", "WH", "JJ") or timely(tokens, 0)
    turned = first.low in TURNS
    commas = 0
    for i in range(1, n - 2):
        t, before = tokens[i], tokens[i - 1]
        if t.tag not in _OPENERS and t.tag != "EX" and quantity(tokens, i) is None:
            continue
        if before.text == "," and leading and not commas and i <= MOST_LEADING and not turned:
            yield i, MAIN
        elif before.text in (";",):
            yield i, 0.9
        elif before.low in ("and", "but") and tokens[i - 2].text in (",", ";", "—", "–", "--") and not turned:
            if not _in_a_list(tokens, i - 2):
                yield i, 0.85
        elif (
            before.low in FACTS
            and (before.tag in ("SC", "WH") or (before.tag == "IN" and before.low != "as"))
            and not turned
            and i > 1
            and all(w.low != "whose" for w in tokens[max(0, i - 5) : i - 1])  # "whose arrival before | Congress had been"
        ):
            yield i, 0.8 if before.low not in ("before", "as") else 0.7
        if before.text == ",":
            commas += 1


def _in_a_list(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a comma before "and" ends a noun alone, as in "Lorn, Skerry, and Ulm have"."""
    before = next((k for k in range(comma - 1, -1, -1) if tokens[k].text == ","), None)
    return before is not None and base_phrase(tokens, before + 1) == comma


def _subject(tokens: Sequence[Token], start: int) -> tuple[tuple[tuple[int, int], ...], int] | None:
    """The pieces of the subject that are kept, and where its verb should stand."""
    if tokens[start].tag == "EX":
        return (((start, start + 1),), start + 1) if start + 1 < len(tokens) and tokens[start + 1].low in BE else None
    if tokens[start].low in _VAGUE_SUBJECT:
        return None
    end = noun_phrase(tokens, start, subject=True)
    if end is None:
        return None
    if end < len(tokens) and tokens[end].tag in ("VN", "VG", "TO") and verb_group(tokens, end) is None:
        end = _modified(tokens, end) or end
    at = end
    pieces: tuple[tuple[int, int], ...] = ((start, end),)
    if at < len(tokens) and tokens[at].text in (",", "(", "—", "–", "--"):
        closing = ")" if tokens[at].text == "(" else tokens[at].text
        inner = next((k for k in range(at + 1, min(at + MOST_INSIDE + 2, len(tokens))) if tokens[k].text == closing), None)
        if inner is not None and _inserted(tokens, at + 1, inner):
            follow = inner + 1
            # "in Mahan City, Pennvale, was", "Ms Ada Lind, 43, of Oslo, said"
            for _ in range(2):
                again = next((k for k in range(follow, min(follow + 9, len(tokens))) if tokens[k].text == ","), None)
                if closing != "," or verb_group(tokens, follow) is not None or again is None:
                    break
                follow = again + 1
            if verb_group(tokens, follow) is not None:
                return pieces, follow
    return pieces, at


def _modified(tokens: Sequence[Token], at: int) -> int | None:
    """The end of what a participle or infinitive says of the subject before it: "divers | searching the wreck | have found"."""
    for i in range(at + 1, min(at + MOST_MODIFYING + 1, len(tokens))):
        t = tokens[i]
        if t.tag in ("SC", "WH", "CC", "PR", "-") or t.low == "that":
            return None
        if t.tag in ("VF", "MD"):
            return i if tokens[i - 1].tag in ("NN", "NS", "NP", "CD", "RB") and verb_group(tokens, i) is not None else None
    return None


def _inserted(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether what stands between two commas after a noun is an apposition or a relative clause, and not the sentence going on."""
    if start >= end:
        return False
    if tokens[start].tag == "WH" or tokens[start].low == "who":
        return True
    if tokens[start].tag in ("CC", "SC"):
        return False
    return tokens[start].tag in ("DT", "JJ", "NN", "NS", "NP", "CD", "VG", "VN", "IN", "PS", "RB") and not any(
        t.tag in ("VF", "MD") and not any(w.tag == "WH" or w.low == "that" for w in tokens[start:k])
        for k, t in enumerate(tokens[start:end], start)
    )
