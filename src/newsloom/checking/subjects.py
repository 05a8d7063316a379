"""Of whom it is said: what a clause of the source says of one name, given to another; who denied it, made its speaker. Pure.

By names and places of words, in every language that writes names with a capital; each rule fires only where the source has a name of
its own in the same place, and then it is a contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from newsloom.checking import clauses, cues, quoting, slots
from newsloom.checking.cues import word_set
from newsloom.checking.facts import Fault
from newsloom.checking.source import Piece, rarity
from newsloom.model import Span
from newsloom.text import names as name_words

OPENING = 4  # words of a clause before its subject at most: "captain of the club, Dora Weiss"
APPOSITION = 8  # words of a clause that only names whom the next one speaks of
SOON = 5  # words behind a name among which what is said of it begins
LEAST = 2  # content words that are said of a subject
MOST = 0.75  # of them, in the clause that says it


def faults(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """What the claim says of a name and the sentences read say of another, and what they let somebody deny whom the claim lets say it."""
    found = []
    for number, part in enumerate(clauses.split(claim)):
        mine = _subject(part) or (_unlisted(part, near) if number == 0 else None)
        if mine is None:
            continue
        rest = part.stemset.difference(*(_stems(text, part) for text in (mine, *_named(part))))
        if len(rest) < LEAST:
            continue
        enough = max(LEAST, MOST * len(rest))  # a sentence that holds less has no clause that holds so much
        other = _other(mine, part, rest, [clauses.split(p) for p in near if len(rest & p.stemset) >= enough])
        if other:
            found.append(Fault("roles", f"“{mine}”: the passage says it of “{other}”", True, placed=True))
    return [*found, *_denied(claim, near)]


def _other(mine: str, part: Piece, rest: frozenset[str], clauses_of: Sequence[Sequence[Piece]]) -> str:
    """The name of whom the source says it, in each clause that says it; "" if one says it of the claim's, or of no name."""
    most = max((len(rest & clause.stemset) for own in clauses_of for clause in own), default=0)
    if most < max(LEAST, MOST * len(rest)):
        return ""
    other = ""
    for own in clauses_of:
        for at, clause in enumerate(own):
            if len(rest & clause.stemset) < most:
                continue
            text = clause.text
            theirs = _subject(clause)
            if theirs is None and at and len(own[at - 1].text.split()) <= APPOSITION:
                theirs, text = _subject(own[at - 1]), " ".join(one.text for one in own[: at + 1])
            elif _LIST_END.match(text):  # "of Fifth and Quebec, said": the end of a list is no subject
                text = " ".join(one.text for one in own[: at + 1])
            if theirs is None or _stands(mine, text) or _stands(theirs, part.text) or _alike(mine, theirs):
                return ""
            if not _says_soon(theirs, text, rest, clause):
                return ""
            other = other or theirs
    return other


def _says_soon(name: str, text: str, rest: frozenset[str], clause: Piece) -> bool:
    """Whether what is said begins right behind the name, or behind an apposition to it."""
    behind = text[text.find(name) + len(name) :]
    spoken = behind.rpartition(",")[2] if behind.lstrip().startswith((",", "(")) and behind.count(",") > 1 else behind
    return any(not rest.isdisjoint(_stems(" ".join(run.split()[:SOON]), clause)) for run in (behind, spoken))


def _alike(a: str, b: str) -> bool:
    """Whether two names may be one, short and long: "Hibs", "Hibernian"."""
    return name_words.same(a, b) or any(x[:3] == y[:3] for x in a.lower().split() for y in b.lower().split())


def _subject(part: Piece) -> str | None:
    """The first name of a clause, if it stands at its front, or behind a comma or conjunction there."""
    for name in part.names:
        before = _JOINS.split(part.text[: name.start])[-1].split()
        if not _is_name(name.text, part.lang) or _OWNS.match(part.text, name.end):
            continue
        if len(before) <= OPENING and not (before and before[-1].lower() in _PREPOSITIONS):
            return name.text
        return None
    return None


def _unlisted(part: Piece, near: Sequence[Piece]) -> str | None:
    """The first word of the claim, if the sentences read write it with a capital inside a sentence."""
    word = quoting.WORD.match(part.text)
    if (
        word is None
        or not word[0][0].isupper()
        or part.lang == "de"
        or rarity(word[0].lower(), part.lang) < slots.INITIAL_RARITY
    ):
        return None
    return word[0] if any(f" {word[0]}" in piece.text for piece in near) else None


#: it is not the name itself of which something is said
_OWNS = re.compile(
    r"['’]s?\b|\W(?:administration|government|campaign|office|team|side|camp|spokes\w+|aides?|lawyers?|family|officials?)\b"
)
_JOINS = re.compile(r",\s|\b(?:and|but|while|und|aber|während|et|mais|y|pero)\b")
_LIST_END = re.compile(r"\W*(?:and|or|und|et|y|e) [^\s,]+(?: [^\s,]+){0,2},", re.I)
_PREPOSITIONS = word_set(
    "in at on of from for with by to near against between over under into after before than as like in am im zu von vom bei mit für gegen"
    " de du des à au aux en dans sur avec pour par entre del al con por para sobre contra da di do em no na van bij met voor"
)


def _is_name(text: str, lang: str | None) -> bool:
    """Whether a name can be told from a common noun, and is no country, which what belongs to it speaks for."""
    words = text.split()
    return (len(words) > 1 or lang != "de") and len(text) > 2 and not name_words.is_country(text.lower())


def _named(part: Piece) -> list[str]:
    return [*(name.text for name in part.names if _is_name(name.text, part.lang)), *(day.text for day in part.dates)]


def _stands(name: str, text: str) -> bool:
    """Whether a text has any part of a name."""
    lower = text.lower()
    return name.lower() in lower or any(word in lower for word in quoting.WORD.findall(name.lower()) if len(word) > 2)


def _stems(text: str, like: Piece) -> frozenset[str]:
    return Piece(text, Span(0, 0), like.lang, None).stemset


_DENIED = re.compile(
    r"\W+(?:\w+ly\W+)?(?:denie[ds]|rejected|disputed|contested)\W+(?:this|that|it|both|the (?:claim|charge|allegation|accusation)s?)\b",
    re.I,
)
_DENIES = re.compile(r"\b(?:den(?:y|ied|ies)|reject\w*|disput\w*|contest\w*)\b", re.I)
_SAID = re.compile(r"\W+(?:said|says|confirmed|admitted|acknowledged|stated)\b", re.I)


def _denied(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "X said that it had" for "It had, she said. X denied this"."""
    if claim.lang not in (None, "en") or _DENIES.search(claim.text):
        return []
    for name in claim.names:
        if not _SAID.match(claim.text, name.end):
            continue
        for before, piece in pairwise(near):
            for theirs in piece.names:
                if name_words.same(name.key, theirs.key) and _DENIED.match(piece.text, theirs.end):
                    said = (
                        claim.stemset - _stems(name.text, claim) - _stems(" ".join(cues.speech(claim.text, claim.lang)), claim)
                    )
                    if len(said & before.stemset) >= max(LEAST, len(said) / 2):
                        return [Fault("negation", f"the passage says that “{name.text}” denied it", True, placed=True)]
    return []
