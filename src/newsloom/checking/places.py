"""True words in the wrong place: a figure that counts something else in the passage, a quotation another person said. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsloom.checking import clauses, cues, lexicon, quoting
from newsloom.checking.cues import word_set
from newsloom.checking.facts import Fault
from newsloom.checking.slots import PASSIVE
from newsloom.checking.source import UNSPACED, Piece, stem_table
from newsloom.text import names as name_words
from newsloom.text import quantities

REACH = 3  # words after a figure among which what it counts is looked for
_ANYONE = word_set("people persons men women man woman others suspects victims members adults")
_HANGING = re.compile(r"\W*(?:an? |the former |its |his |her |\w+ing\b)", re.I)
SPEAKER_REACH = 8  # words between a name and its verb of saying
_SMALL = word_set(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty"
    " forty fifty sixty seventy eighty ninety dozen"
)
_JOINING = word_set("and or but while und oder et ou y o e en i и или")
_OF_THEM = re.compile(r" of (?:them|whom|which|those|these)\b", re.I)
_NOTHING = word_set(
    "percent per cent million billion thousand hundred dozen about more than over least most nearly almost other"
)


#: units by their signs
_WRITTEN = {
    sign: stem_table("en")[word]
    for word, signs in (
        ("pounds", "lb lbs"),
        ("kilograms", "kg kgs kilo kilos"),
        ("kilometres", "km kms kilometers"),
        ("metres", "meters"),
    )
    for sign in signs.split()
}


_Count = tuple[str, str, tuple[str, str]]  #: a figure, it with its word as written, the side and the stem of the word


def figures(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """Figures of the claim that stand in the passage, but with other words, where it has another figure with these."""
    if claim.lang in UNSPACED:
        return []
    own = list(_counted(claim))
    if not own:
        return []
    theirs = [(piece, list(_counted(piece))) for piece in near]
    found = []
    for figure, shown, place in own:
        rival = ""
        for piece, counted in theirs:
            counts = [f for f, _, known in counted if known == place]
            if _part_of(figure, piece):
                rival = ""  # "14 cases, three of them fatal"
                break
            if place[0] == "after" and not any(f == figure and known[0] == "after" for f, _, known in counted):
                continue  # "for 2.4 million pounds; the city has offered 1.8 million"
            if figure in counts:
                rival = ""
                break
            if counts and figure in _figures(piece):
                rival = counts[0]
        if rival:
            found.append(Fault("misplaced", f"“{shown}”: the passage has “{rival}” in this place", True))
    return found or _things(claim, own, theirs)


def _part_of(figure: str, piece: Piece) -> bool:
    """Whether a figure stands there for a part of what was counted: "14 cases, three of them fatal"."""
    for part in _OF_THEM.finditer(piece.text):
        before = piece.text[: part.start()].lower()
        last = before.rpartition(" ")[2].lstrip("(“\"'")
        if _in_digits(last) == figure:
            return True
    return False


def _counts_things(shown: str, claim: Piece) -> bool:
    """Whether a figure with the word behind it counts things of a kind: no date, no sum, no people in general."""
    word = shown.split()[-1]
    at = claim.text.lower().find(shown)
    if at < 0 or not lexicon.look(word).noun or word in _ANYONE or any(day.start <= at < day.end for day in claim.dates):
        return False
    behind = quoting.WORD.match(claim.text, at + len(shown) + 1)
    follows = behind[0].lower() if behind else ""
    return claim.text[max(0, at - 1) : at] not in ("$", "£", "€") and not (
        stem_table(claim.lang)[follows] and lexicon.look(follows).noun
    )


def _things(claim: Piece, own: Sequence[_Count], theirs: Sequence[tuple[Piece, Sequence[_Count]]]) -> list[Fault]:
    """A figure that the passage gives to one thing and the claim to another of the same sentence: "38 guards" for "38 passengers"."""
    if claim.lang not in (None, "en"):
        return []
    found = []
    for figure, shown, (side, thing) in own:
        if side != "after" or not _counts_things(shown, claim):
            continue
        things_of = [(piece, {t for f, _, (s, t) in counted if f == figure and s == "after"}) for piece, counted in theirs]
        known = [(piece, things) for piece, things in things_of if things]
        if any(_part_of(figure, piece) for piece, _ in known):
            continue
        if known and all(thing not in things and thing in piece.stemset for piece, things in known):
            found.append(Fault("misplaced", f"“{shown}”: the passage has so many of something else", True, placed=True))
    return found


def _in_digits(word: str) -> str:
    """A small number in words as digits; any other word as it is."""
    return str(quantities.word_value(word, "en")) if word in _SMALL else word


def _figures(piece: Piece) -> list[str]:
    return [_in_digits(word) for word in piece.words if word[:1].isdigit() or word in _SMALL]


def _counted(piece: Piece) -> Iterator[_Count]:
    """Each figure with a word that says what it counts: how the two are written, and the side and the stem of the word."""
    table, words = stem_table(piece.lang), piece.words
    if _SMALL.isdisjoint(words) and not quoting.NUMBER.search(piece.text):
        return
    for at, figure in enumerate(words):
        if not (figure[:1].isdigit() or figure in _SMALL) or words[at + 1 : at + 2] == ["times"]:
            continue
        digits = _in_digits(figure)
        for word in words[at + 1 : at + 1 + REACH]:
            if word[:1].isdigit() or word in _SMALL or word in _JOINING:
                break
            if table[word] and word not in _NOTHING:
                yield digits, f"{figure} {word}", ("after", _WRITTEN.get(word) or table[word])
                break
        before = words[at - 1] if at else ""
        if table[before] and before not in _NOTHING and not before[:1].isdigit():
            yield digits, f"{before} {figure}", ("before", table[before])


def speakers(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """Quotations that the passage gives to another name than the claim does."""
    if claim.lang in UNSPACED:
        return []
    found = []
    for quotation in quoting.QUOTATION.findall(claim.text):
        own = quoting.flat_words(quotation)
        if len(own) < REACH:
            continue
        mine = _speakers(claim)
        wanted = f" {' '.join(own)} "
        for number, piece in enumerate(near):
            if not mine or wanted not in piece.flat:
                continue
            theirs = _speakers(piece)
            around = " ".join(p.text.lower() for p in near[max(0, number - 2) : number + 2])
            known = any(name_words.same(a, b) for a in mine for b in theirs)
            if known or (not theirs and any(a.split()[-1] in around for a in mine)):
                break
            if theirs:
                found.append(Fault("speaker", f"the passage gives “{_short(quotation)}” to {theirs[0].title()}", True))
                break
    return found


def subjects(clause: Piece, best: Piece) -> list[Fault]:
    """A clause that says of one what the sentence says, in a clause of its own, of another.

    Its first word stands in another clause of the sentence; the clause that holds most of it begins with words of its own.
    """
    if clause.lang in UNSPACED or clause.lang != best.lang or len(clause.stems) < REACH:
        return []
    parts = clauses.split(best)
    if len(parts) < 2:
        return []
    mine = clause.stems[0]
    nearest = max(parts, key=lambda p: (len(p.stemset & clause.stemset), -p.span.start))
    own = nearest.stems
    if _HANGING.match(nearest.text):  # an apposition, or what the subject of the clause before does
        return []
    if mine not in best.stemset or mine in nearest.stemset or not own or own[0] in clause.stemset:
        return []
    if len(nearest.stemset & clause.stemset) < REACH or PASSIVE.search(clause.text) or PASSIVE.search(nearest.text):
        return []
    if not any(stem in nearest.stemset for stem in clause.stems[1:3]):
        return []
    return [Fault("roles", f"“{_short(clause.text)}”: the passage says it of “{_first(nearest)}”", True)]


def _first(piece: Piece) -> str:
    table = stem_table(piece.lang)
    return next((word for word in piece.words if table[word]), "another")


def _speakers(piece: Piece) -> list[str]:
    """The names beside a verb of saying, outside quotations."""
    inside = [m.span() for m in quoting.QUOTATION.finditer(piece.text)]
    outside = [n for n in piece.names if not any(a <= n.start < b for a, b in inside)]
    found = []
    for name in outside:
        before = piece.text[max(0, name.start - 60) : name.start]
        after = piece.text[name.end : name.end + 60]
        behind = quoting.WORD.findall(before.split(",")[-1].split('"')[-1].split("”")[-1])[-SPEAKER_REACH:]
        ahead = quoting.WORD.findall(after.split('"')[0].split("“")[0])[:3]
        if cues.speech(" ".join(behind), piece.lang) or cues.speech(" ".join(ahead), piece.lang):
            found.append(name.key)
    return found


def _short(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:47]}…"
