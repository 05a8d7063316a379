"""Who somebody is and whom a deed struck: ages, kin, and the object of a verb, given to another than the source gives them to. Pure.

Each rule fires only where the source surely says it otherwise, and then it is a contradiction; of what it does not say nothing is made.
English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsloom.checking import lexicon, quoting
from newsloom.checking.cues import word_set
from newsloom.checking.facts import Fault
from newsloom.checking.slots import PASSIVE
from newsloom.checking.source import Piece, Prepared
from newsloom.text import names as name_words
from newsloom.text.names import Name

OBJECT = 4  # words between a verb and whom it struck: "dismissed his defence minister, Kaja Lepp"
COVERED = 0.6  # of the content words of the claim, in the sentence that tells the deed
BESIDE = 40  # characters beside a name in which its age or kinship stands
MOST_TIMES = 50  # that one name is looked for in a text


def faults(claim: Piece, near: Sequence[Piece], source: Prepared) -> list[Fault]:
    """What the claim says of a person and the source says otherwise of the same, or of another."""
    return [*_sexes(claim, near), *_ages(claim, source), *_kin(claim, source), *_objects(claim, near)]


# ---------------------------------------------------------------------------------------------- ages

_AGED = re.compile(r"\b(\w+)-year-old (\w+)", re.I)
_MALE = word_set("man boy male father husband son brother schoolboy grandfather")
_FEMALE = word_set("woman girl female mother wife daughter sister schoolgirl grandmother")
_AGE = re.compile(r",? \(?(?:aged )?(\d{1,3})[,;.)](?!\d)")


def _sexes(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "A 71-year-old woman" for "a 71-year-old man"."""
    for match in _AGED.finditer(claim.text) if "year-old" in claim.lower else ():
        mine = match[2].lower()
        theirs = {m[2].lower() for piece in near for m in _AGED.finditer(piece.text) if m[1].lower() == match[1].lower()}
        if theirs and ((mine in _MALE and theirs <= _FEMALE) or (mine in _FEMALE and theirs <= _MALE)):
            return [Fault("misplaced", f"“{match[0]}”: the passage has “{min(theirs)}”", True, placed=True)]
    return []


def _ages(claim: Piece, source: Prepared) -> list[Fault]:
    """Another age beside a name: "Ferrand, 19," for "Ferrand, 31,"."""
    for name in claim.names:
        mine = _AGE.match(claim.text, name.end)
        if mine is None:
            continue
        theirs = {m[1] for end in _ends(name, source.text) if (m := _AGE.match(source.text, end))}
        if theirs and mine[1] not in theirs:
            return [Fault("misplaced", f"“{name.text}”, {mine[1]}: the source says {min(theirs)}", True, placed=True)]
    return []


def _ends(name: Name, text: str) -> Iterator[int]:
    """Where a name ends in a text; where it has several parts, its last, unless another first name stands before that."""
    first, _, last = name.text.rpartition(" ")
    at = text.find(last)
    for _ in range(MOST_TIMES):
        if at < 0:
            return
        before = text[max(0, at - BESIDE) : at].rstrip().rpartition(" ")[2]
        whole = not text[at - 1 : at].isalnum() and not text[at + len(last) : at + len(last) + 1].isalnum()
        if whole and (not first or not before[:1].isupper() or not before.isalpha() or before in first):
            yield at + len(last)
        at = text.find(last, at + 1)


# ---------------------------------------------------------------------------------------------- kin

_SINGLE = "sister brother son daughter uncle aunt cousin nephew niece grandmother grandfather grandson granddaughter"
#: word → kind of kin, some of which go by more than one
_KIN = {
    word: number
    for number, words in enumerate(
        (
            "wife widow spouse girlfriend fiancée ex-wife partner",
            "husband widower boyfriend fiancé ex-husband",
            "mother mum mom",
            "father dad",
        )
    )
    for word in words.split()
} | {word: number for number, word in enumerate(_SINGLE.split(), 4)}
_BEHIND = re.compile(r", (?:(?:his|her|their|the|a)|(?:[A-Z][\w-]+ ){0,2}[A-Z][\w-]+['’]s) (?:(?!and\b)[\w-]+ )?([\w-]+)")


def _kin(claim: Piece, source: Prepared) -> list[Fault]:
    """ "His sister, Niamh," for "his widow, Niamh,"."""
    if not any(word in _KIN for word in claim.words):
        return []
    for name in claim.names:
        mine = _kinship(claim.text, name.start, name.end)
        if mine is None:
            continue
        last = len(name.text.rpartition(" ")[2])
        ends = [end for end in _ends(name, source.text) if source.text[max(0, end - len(name.text)) : end] == name.text]
        starts = ends or list(_ends(name, source.text))
        theirs = {k for e in starts if (k := _kinship(source.text, e - (len(name.text) if ends else last), e)) is not None}
        if theirs and mine not in theirs:
            return [
                Fault("misplaced", f"“{name.text}”: the source calls them somebody else's kin, or other kin", True, placed=True)
            ]
    return []


def _kinship(text: str, start: int, end: int) -> int | None:
    """The kind of kin that stands right before or behind a name."""
    before = quoting.WORD.findall(text[max(0, start - BESIDE) : start].lower())
    if before and before[-1] in _KIN:
        return _KIN[before[-1]]
    behind = _BEHIND.match(text, end)
    return _KIN.get(behind[1].lower()) if behind else None


# ---------------------------------------------------------------------------------------------- whom it struck

_ENDS_OBJECT = word_set("and but or who which that while because after before when as if to said")


def _objects(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "Dismissed Rebane" for "dismissed his minister, Lepp"."""
    if not claim.names or PASSIVE.search(claim.text):
        return []
    for verb, mine in _struck(claim):
        rest = claim.stemset - Piece(mine.text, claim.span, claim.lang, None).stemset
        known: list[Name] = []
        covered = False
        for piece in near:
            for other, theirs in _struck(piece) if not PASSIVE.search(piece.text) else ():
                if other == verb:
                    known += [theirs, *(name for name in piece.names if name.start > theirs.start)]
                    covered = covered or len(rest & piece.stemset) >= COVERED * len(rest)
            if not known and any(verb.split()[0] in lexicon.look(word).lemmas for word in piece.words):
                break  # somebody is struck whom it does not name
        else:
            if covered and not any(_may_be(mine, other) for other in known):
                return [Fault("roles", f"“{mine.text}”: in the passage it is {known[0].text}", True, placed=True)]
    return []


def _may_be(a: Name, b: Name) -> bool:
    return name_words.same(a.key, b.key) or not set(a.key.split()).isdisjoint(b.key.split())


_PREPOSITIONS = word_set("in on at against from with by for of to into over under off about after near")


def _struck(piece: Piece) -> Iterator[tuple[str, Name]]:
    """Each verb that may be in the past, by its first form and the preposition behind it, with the first name soon behind it."""
    for name in piece.names:
        before = piece.text[: name.start]
        if before.endswith(", "):
            before = f"{before[:-2]} "  # an apposition
        run = re.split(r"[,;:()“”\"]", before)[-1]
        words = quoting.WORD.findall(run)[-OBJECT - 1 :]
        for number in range(len(words) - 1, -1, -1):
            word = words[number]
            if word in _ENDS_OBJECT or word[:1].isupper():
                break
            verb = _past(word)
            if verb:
                yield " ".join([verb, *(w for w in words[number + 1 :] if w in _PREPOSITIONS)]), name
                break


_UNCHANGED = word_set("beat hit hurt")  # in the past as in the present


def _past(word: str) -> str:
    """The first form of a verb in the past; "" for what is none."""
    if word in _UNCHANGED:
        return word
    if not word.islower() or word.endswith(("s", "er", "est", "ing")):
        return ""
    lemmas = lexicon.look(word).lemmas
    return next((lemma for lemma in lemmas if lemma != word and (word.endswith("ed") or not word.startswith(lemma))), "")
