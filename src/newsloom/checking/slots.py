"""What stands in the same place: a claim laid word by word against the one sentence it is nearest to. Pure.

Where both agree to the left and to the right and differ between, the words between fill the same slot: another name, figure,
date, negation or opposite there is a contradiction, however often it stands elsewhere in the source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from typing import Literal

from newsloom.checking import closed, cues, lexicon
from newsloom.checking import opposites as opposite_words
from newsloom.checking.cues import word_set
from newsloom.checking.source import UNSPACED, WORD, Piece, rarity, stem_table
from newsloom.text import names as name_words
from newsloom.text import terms

LIKE = 0.6  # share of the claim's words that must stand in the sentence in their order
VERY_LIKE = 0.97  # … beside the slot, for names and doubt, which a paraphrase may put otherwise: "the Frenchman"
INITIAL_RARITY = 5.5  # −log₁₀ of the probability of a word from which one that only begins a sentence is taken for a name
WIDEST = 6  # words of a slot
LONGEST = 120  # words of a sentence that is laid out; longer ones are lists
_TITLES = word_set(
    "mr mrs ms dr president minister prime secretary senator sen rep gov governor mayor judge king queen "
    "prince princess pope captain chief sir lord lady chancellor professor prof general gen the a an in on at "
    "by and of for"
)
CALENDAR = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december"
)
_SMALL = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        map(str, range(1, 13)),
        strict=True,
    )
)


PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be|got|gets)\b(?:\W+\w+){0,3}?\W+by\b", re.I)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_LIST = re.compile(r"[A-Z][\w'’-]+,? and (?:the )?[A-Z]")


@dataclass(frozen=True, slots=True)
class Slot:
    """A difference between a claim and a sentence, and the words on each side of it."""

    mine: tuple[str, ...]  #: as written in the claim
    theirs: tuple[str, ...]
    first: bool = False  #: it begins the sentence
    before: str = ""  #: the word before it on both sides, "" if it has none


@dataclass(frozen=True, slots=True)
class Clash:
    """Two fillings of one slot that exclude each other."""

    kind: Literal["figure", "date", "name", "opposite", "negation", "doubt", "count"]
    mine: str
    theirs: str  #: "" if the sentence has nothing there


def clashes(claim: Piece, best: Piece) -> list[Clash]:
    """The slots of the claim that the sentence nearest to it fills otherwise; none if the two are not alike."""
    if claim.lang in UNSPACED or claim.lang != best.lang:
        return []
    mine, theirs = WORD.findall(claim.text), WORD.findall(best.text)
    if not (1 < len(mine) <= LONGEST and 1 < len(theirs) <= LONGEST) or claim.words == best.words:
        return []
    blocks, like = _aligned(claim.words, best.words)
    if like < LIKE:
        return []
    found = []
    for slot in _slots(mine, theirs, blocks):
        clash = _clash(slot, claim, best, very=like + len(slot.mine) / len(mine) >= VERY_LIKE)
        if clash is not None:
            found.append(clash)
    return found


def _aligned(a: Sequence[str], b: Sequence[str]) -> tuple[list[Match], float]:
    """The runs that both have in the same order, and their share of the first; none where it cannot reach LIKE."""
    known = set(b)
    if sum([word in known for word in a]) < LIKE * len(a):  # first: it costs a tenth
        return [], 0.0
    if (Counter(a) & Counter(b)).total() < LIKE * len(a):
        return [], 0.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    return blocks, sum(block.size for block in blocks) / len(a)


def _slots(mine: Sequence[str], theirs: Sequence[str], blocks: Sequence[Match]) -> Iterator[Slot]:
    i = j = 0
    ends: list[tuple[int, int, int]] = [*((b.a, b.b, b.size) for b in blocks), (len(mine), len(theirs), 0)]
    for number, (end_i, end_j, size) in enumerate(ends):
        edge = number == 0 or not size
        if max(end_i - i, end_j - j) <= WIDEST and ((end_i > i and (end_j > j or not edge)) or (end_j > j and not edge)):
            before = mine[i - 1] if number and i else ""
            yield Slot(tuple(mine[i:end_i]), tuple(theirs[j:end_j]), number == 0, before)
        i, j = end_i + size, end_j + size


def _clash(slot: Slot, claim: Piece, best: Piece, *, very: bool) -> Clash | None:
    lang = claim.lang
    found = _figure(slot, claim, best) or _calendar(slot) or _opposite(slot, lang) or _negation(slot, _no_for_not(claim, best))
    if found is None:
        found = _closed(slot, best)
    if found is None and very:
        found = _name(slot, claim, best) or _doubt(slot)
    return found


def _figure(slot: Slot, claim: Piece, best: Piece) -> Clash | None:
    mine = [_digits(w) for w in slot.mine if _digits(w)]
    theirs = [_digits(w) for w in slot.theirs if _digits(w)]
    moved = (
        len(mine) == 1
        and _YEAR.fullmatch(mine[0]) is not None
        and mine[0] in best.words
        and set(slot.theirs) <= set(claim.words)
    )
    if len(mine) == len(theirs) == 1 and len(slot.mine) <= 3 and not _same_digits(mine[0], theirs[0]) and not moved:
        return Clash("figure", " ".join(slot.mine), " ".join(slot.theirs))
    return None


def _same_digits(a: str, b: str) -> bool:
    """Whether two figures are one, also the "19" of "2018–19" and 2019."""
    a, b = a.replace(",", ""), b.replace(",", "")
    return a == b or (len(a) == 2 and len(b) == 4 and b.endswith(a)) or (len(b) == 2 and len(a) == 4 and a.endswith(b))


def _digits(word: str) -> str:
    return word if word[:1].isdigit() else _SMALL.get(word.lower(), "")


def _calendar(slot: Slot) -> Clash | None:
    mine = [w for w in slot.mine if w.lower() in CALENDAR and w[:1].isupper()]
    theirs = [w for w in slot.theirs if w.lower() in CALENDAR and w[:1].isupper()]
    if mine and theirs and mine[0].lower() != theirs[0].lower():
        return Clash("date", mine[0], theirs[0])
    return None


def _name(slot: Slot, claim: Piece, best: Piece) -> Clash | None:
    mine = _capitals(slot.mine, claim.lang)
    theirs = _capitals(slot.theirs, claim.lang)
    if slot.first and len(theirs) == 1 and _only_begins(theirs[0].lower(), claim.lang):
        return None
    if not mine or not theirs:
        return None
    if any(w.lower() in claim.words for w in theirs) and any(w.lower() in best.words for w in mine) and _may_move(claim, best):
        return None
    first, second = " ".join(mine), " ".join(theirs)
    if name_words.same(first, second) or any(name_words.same(a, b) or a[:5] == b[:5] for a in mine for b in theirs):
        return None
    return Clash("name", first, second)


def _only_begins(word: str, lang: str | None) -> bool:
    """Whether a word has its capital of the beginning of a sentence alone: it is common, or an adverb ("Boldly")."""
    return rarity(word, lang) < INITIAL_RARITY or (
        lang in (None, "en") and word.endswith("ly") and bool(lexicon.look(word[:-2]).lemmas)
    )


def _may_move(claim: Piece, best: Piece) -> bool:
    """Whether names can change places without changing what is said: in a list, or between active and passive."""
    if bool(PASSIVE.search(claim.text)) != bool(PASSIVE.search(best.text)):
        return True
    return bool(_LIST.search(claim.text) and _LIST.search(best.text))


def _capitals(words: Sequence[str], lang: str | None) -> list[str]:
    table = stem_table(lang)
    return [w for w in words if w[:1].isupper() and table[w.lower()] and w.lower() not in _TITLES and w.lower() not in CALENDAR]


def _opposite(slot: Slot, lang: str | None) -> Clash | None:
    if lang not in (None, "en") or len(slot.mine) > 3 or len(slot.theirs) > 3:
        return None
    table = opposite_words.sides()
    for mine in slot.mine:
        places = dict(table.get(terms.stem(mine.lower(), "en"), ()))
        for theirs in slot.theirs:
            for line, side in table.get(terms.stem(theirs.lower(), "en"), ()):
                if line in places and places[line] != side:
                    return Clash("opposite", mine, theirs)
    return None


def _closed(slot: Slot, best: Piece) -> Clash | None:
    """Small words that exclude each other: quantifiers, prepositions, ordinals, fractions, units of the same figure."""
    mine, theirs = [w.lower() for w in slot.mine], [w.lower() for w in slot.theirs]
    if not mine or not theirs or len(mine) > 3 or len(theirs) > 3:
        return None
    orders, parts = (
        (closed.ordinal(mine), closed.ordinal(theirs)),
        (closed.fraction(mine, best.lang), closed.fraction(theirs, best.lang)),
    )
    told = (" ".join(slot.mine), " ".join(slot.theirs))
    if (all(orders) and orders[0] != orders[1]) or (all(parts) and parts[0] != parts[1]):
        return Clash("figure", *told)
    pair = closed.measured(mine, theirs) if _digits(slot.before) or slot.before.lower() in closed.SCALES else None
    pair = pair or closed.exclude(mine, theirs, best.words, best.lang)
    return Clash("count", *pair) if pair else None


def _no_for_not(claim: Piece, best: Piece) -> bool:
    """Whether one side says "no one came" and the other "one did not come"."""
    mine, theirs = cues.plain_negations(claim.text), cues.plain_negations(best.text)
    return len(mine) == len(theirs) == 1 and mine != theirs


def _negation(slot: Slot, moved: bool) -> Clash | None:
    mine, theirs = (cues.plain_negations(" ".join(side)) for side in (slot.mine, slot.theirs))
    if bool(mine) == bool(theirs) or moved or max(len(slot.mine), len(slot.theirs)) > 4:
        return None
    return Clash("negation", (mine or [" ".join(slot.mine)])[0], (theirs or [" ".join(slot.theirs)])[0])


def _doubt(slot: Slot) -> Clash | None:
    mine, theirs = (cues.doubts(" ".join(side)) for side in (slot.mine, slot.theirs))
    if not mine or theirs or len(slot.mine) > 4:
        return None
    return Clash("doubt", mine[0], " ".join(slot.theirs))
