"""What a claim turns round against the sentences it follows: what has not happened yet, what came of what, who says it. Pure.

Each rule fires only where both sides are surely about the same thing, and then it is a contradiction; it says nothing of what is
merely absent. These rules are for English, and for languages without spaces; those of `amounts` and `deeds` are asked with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from newsloom.checking import (
    amounts,
    clauses,
    counterparts,
    cues,
    deeds,
    lexicon,
    persons,
    pivots,
    quoting,
    slots,
    stages,
    subjects,
)
from newsloom.checking.cues import word_set
from newsloom.checking.facts import Fault, day_for_place
from newsloom.checking.source import UNSPACED, Piece, Prepared, stem_table
from newsloom.model import Span
from newsloom.text.names import Name

LEAST = 2  # content words of a part that can be recognised on the other side
MOST = 0.75  # of the content words of a short sentence of the passage, from which the claim takes it up
SIDE = 0.6  # of the content words of a cause or an effect, on the side where it is recognised


def faults(claim: Piece, near: Sequence[Piece], best: Piece, source: Prepared) -> list[Fault]:
    """What the claim turns round.

    Args:
        near: the sentences that cover it. best: the one that says most of it.
    """
    near = [piece for piece in near if len(piece.words) <= deeds.LONGEST]
    if len(claim.words) > deeds.LONGEST or not near or best not in near:
        return []
    if claim.lang in UNSPACED:
        return [*_unspaced(claim, near), *stages.faults(claim, near)]
    found = [*amounts.faults(claim, near), *deeds.faults(claim, near, best, source), *subjects.faults(claim, near)]
    found += [*stages.faults(claim, near), *counterparts.faults(claim, near)]
    if claim.lang in (None, "en"):
        found += [
            *_open(claim, near),
            *_surer(claim, near),
            *_sides(claim, near),
            *_said(claim, near),
            *_days(claim, best),
            *day_for_place(claim, near),
        ]
        found += [*_denied(claim, near), *persons.faults(claim, near, source), *pivots.faults(claim, near)]
    return found


# ---------------------------------------------------------------------------------------------- what is open

_OPENING = (
    "will|would|shall|may|might|could|must|should|plan(?:s|ned)? to|hope[sd]? to|want(?:s|ed)? to|intend(?:s|ed)? to|aim(?:s|ed)? to"
    "|expect(?:s|ed)? to|promised to|vowed to|pledged to|threaten(?:s|ed)? to|agreed to|refused to|declined to|failed to|seeks? to"
    "|sought to|tried to|proposed to|set to|about to|likely to|allegedly|probably|reportedly|apparently|possibly|perhaps|not|n['’]t|never"
    r"|denie[sd] that (?:\w+ ){1,4}?(?:ha[sd]|was|were|is|are|did)|denie[sd] having|nearly|almost|narrowly|close to"
)
_OPEN = re.compile(rf"(?:\b|(?<=\w))({_OPENING})\s+((?:\w+\s+){{0,2}}\w+)", re.I)
_SHORT_OF = word_set("nearly almost narrowly")
_DENIES = re.compile(r"not|n['’]t|never", re.I)
_TENTATIVE = word_set(
    "will would shall might could must should not never no nor neither nobody none without if unless hope hopes hoped hoping agreed"
    " planned planning perhaps likely deny denies denied denial thought ahead future soon can cannot nearly almost narrowly"
)
_TENTATIVE_HEADS = (
    "want", "expect", "intend", "aim", "promis", "threat", "refus", "declin", "alleg", "probabl", "reported", "apparent",
    "possibl", "suspect", "accus", "propos", "suggest", "claim", "believ",
)  # fmt: skip
_TO_COME = re.compile(
    r"\b(?:close to|fail(?:s|ed)? to|warn(?:s|ed)? that|fears? that|(?:is|are|was|were|plans?) to)\b|n['’]t\b", re.I
)
_IDLE = word_set("be have been also still even now then first again soon later he she it they the a an to yet being any")
_WAS = re.compile(r"\bwere? $|\bwas $")
_LY = word_set("apply supply reply rely comply imply fly multiply")  # no adverbs
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HANGS = re.compile(r"\W*(?:he|she|it|they|his|her|its|their)\b", re.I)


def _open(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """A deed stated as done that the passage only plans, supposes or denies."""
    if _YEAR.search(claim.text) or _tentative(claim):
        return []  # with its year, it looks back on what was to come
    done = _verbs(claim.text)
    if not done:
        return []
    for number, piece in enumerate(near):
        before = near[number - 1].stemset if number and _HANGS.match(piece.text) else frozenset()
        shared = len((piece.stemset | before) & claim.stemset)
        whole = shared >= SIDE * len(claim.stemset) or len(piece.stemset & claim.stemset) >= MOST * len(piece.stemset)
        doer = next((name.text for name in claim.names[:1]), "")
        if shared < LEAST or not (whole or (doer and doer in piece.text)):
            continue
        may = not _OPENERS.isdisjoint(piece.words) or "n't" in piece.lower or "n’t" in piece.lower
        for at, cue, verb in _opened(piece.text) if may else ():
            finite = done.get(verb)
            if finite is None or (finite != "past" and not _DENIES.fullmatch(cue)):
                continue
            least = LEAST if cue.lower() in _SHORT_OF else 0  # what nearly came did, of something else
            stated = (one for one in near if len(one.stemset & claim.stemset) >= least and verb in _stated(one.text))
            if (not whole and doer not in piece.text[:at]) or any(stated):
                continue
            return [Fault("doubt", f"the passage says “{cue}” of what is stated as a fact", True, placed=True)]
    return []


def _denied(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """Two words side by side that the sentences read have only right behind "did not": "admitted guilt", "did not admit guilt"."""
    if claim.negations or claim.hedges:
        return []
    mine = set(pairwise(claim.stems))
    for piece in near if mine else ():
        for pair in _refused(piece):
            if pair in mine and not any(pair in set(pairwise(other.stems)) for other in near if other is not piece):
                return [Fault("negation", "the passage says “not” of it", True, placed=True)]
    return []


def _refused(piece: Piece) -> Iterator[tuple[str, str]]:
    """The two words that tell something behind each "did not", the first of them at once or behind an adverb."""
    table = stem_table(piece.lang)
    for match in _NOT_AT_ONCE.finditer(piece.text):
        behind = [stem for word in quoting.WORD.findall(piece.lower[match.end() :])[:DENIED] if (stem := table[word])]
        first = table[match[1].lower()]
        if first and behind:
            yield first, behind[0]


_NOT_AT_ONCE = re.compile(r"\b(?:did|do|does|ha[sd]|have)(?: not| never|n['’]t) (?:\w+ly )?(\w+)", re.I)
DENIED = 4  # words behind the first, among which the second is looked for


_WILL = re.compile(r"\b(?:will|must)\s+(?:\w+ly\s+)?(\w+)", re.I)
_MAY = re.compile(r"\b(?:may|might|could)\s+(?:\w+ly\s+)?(\w+)", re.I)


def _surer(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "Will block" for "could block"."""
    for match in _WILL.finditer(claim.text):
        verb = match[1].lower()
        if verb == "be" or any(m[1].lower() == verb for piece in near for m in _WILL.finditer(piece.text)):
            continue
        may = any(m[1].lower() == verb for piece in near for m in _MAY.finditer(piece.text))
        if may or (not _ON_CONDITION.search(claim.text) and any(m[1].lower() == verb for p in near for m in _would(p))):
            return [Fault("doubt", f"“{match[0]}”: the passage does not say it so surely", True, placed=True)]
    return []


def _would(piece: Piece) -> Iterator[re.Match[str]]:
    """What "would" be, on a condition that the sentence names first: "if the house agrees, it would rise"."""
    found = _WOULD.finditer(piece.text) if _ON_CONDITION.search(piece.text) else ()
    return iter(found)


_WOULD = re.compile(r"\bwould\s+(?:\w+ly\s+)?(\w+)", re.I)
_ON_CONDITION = re.compile(r"\b(?:if|unless|provided)\b", re.I)


def _days(claim: Piece, best: Piece) -> list[Fault]:
    """The whole sentence, on another day of the week or in another month."""
    mine = [word for word in claim.words if word in _CALENDAR]
    theirs = [word for word in best.words if word in _CALENDAR]
    if len(mine) != 1 or not theirs or mine[0] in theirs:
        return []
    rest = claim.stemset - _content(mine[0], claim)
    if len(rest) > LEAST and rest <= best.stemset:
        return [Fault("date", f"“{mine[0].title()}”: the passage has “{theirs[0].title()}”", True, placed=True)]
    return []


_CALENDAR = slots.CALENDAR - {"may"}  # more often a verb


def _tentative(claim: Piece) -> bool:
    may = "may" in claim.hedges
    return (
        may
        or any(word in _TENTATIVE or word.startswith(_TENTATIVE_HEADS) for word in claim.words)
        or bool(_TO_COME.search(claim.text))
    )


#: the first words of `_OPENING`, of which one stands in every sentence that it matches, but for "n't"
_OPENERS = word_set(
    "will would shall may might could must should plan plans planned hope hopes hoped want wants wanted intend intends intended aim aims aimed"
    " expect expects expected promised vowed pledged threaten threatens threatened agreed refused declined failed seek seeks sought tried"
    " proposed set about likely allegedly probably reportedly apparently possibly perhaps not never denies denied nearly almost narrowly close"
)


def _opened(text: str) -> Iterator[tuple[int, str, str]]:
    """Each word that leaves a deed open, with its place and the first form of the verb."""
    for match in _OPEN.finditer(text):
        word = _first_verb(match[2])
        for lemma in lexicon.look(word).lemmas if word else ():
            yield match.start(), match[1], lemma


def _first_verb(words: str) -> str:
    found = (w for w in quoting.WORD.findall(words.lower()) if w not in _IDLE)
    return next((w for w in found if not w.endswith("ly") or w in _LY), "")


def _verbs(text: str) -> dict[str, str]:
    """First forms of what may be a verb, and whether it stands in the past."""
    found: dict[str, str] = {}
    for match in quoting.WORD.finditer(text):
        word = match[0]
        if word.islower() and (not word.endswith("ing") or _WAS.search(text, max(0, match.start() - 5), match.start())):
            for lemma in lexicon.look(word).lemmas:
                if lemma != word:
                    found[lemma] = "present" if word.endswith("s") else "past"
    return found


def _stated(text: str) -> set[str]:
    """First forms of the verbs in the past that nothing leaves open."""
    open_at = {match.start(2) + match[2].lower().find(_first_verb(match[2])) for match in _OPEN.finditer(text)}
    found: set[str] = set()
    for match in quoting.WORD.finditer(text):
        if match.start() not in open_at and match[0].islower():
            found.update(lemma for lemma, form in _verbs(match[0]).items() if form == "past")
    return found


# ---------------------------------------------------------------------------------------------- what came of what

_BECAUSE = re.compile(r"\b(?:because(?: of)?|due to|owing to|as a result of|after|following)\b|\b(before)\b", re.I)


def _sides(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """A cause given for the effect, a later thing for the earlier one."""
    mine = _bound(claim)
    if mine is None:
        return []
    for piece in near:
        theirs = _bound(piece)
        if theirs is None:
            continue
        (effect, cause), (their_effect, their_cause) = mine, theirs
        if _mostly(effect, their_cause) and _mostly(cause, their_effect) and not _mostly(effect, their_effect):
            return [
                Fault("roles", "the passage has cause and effect, or before and after, the other way round", True, placed=True)
            ]
    return []


def _mostly(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    both = len(mine & theirs)
    return both >= LEAST and both >= SIDE * len(mine)


def _bound(piece: Piece) -> tuple[frozenset[str], frozenset[str]] | None:
    """The content words of what happened, and of what went before it; None if the sentence joins no two things."""
    found = list(_BECAUSE.finditer(piece.text))
    if len(found) != 1:
        return None
    match = found[0]
    left, right = piece.text[: match.start()], piece.text[match.end() :]
    if len(_content(left, piece)) < LEAST:
        right, _, left = right.partition(",")
    effect, cause = _content(left, piece), _content(right, piece)
    return (cause, effect) if match[1] else (effect, cause)


def _content(text: str, like: Piece) -> frozenset[str]:
    return Piece(text, Span(0, 0), like.lang, None).stemset


# ---------------------------------------------------------------------------------------------- who says it


def _said(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """A statement given to the wrong one of two speakers, or to another than the one speaker of the sentence that has it."""
    speaker = _speaker(claim)
    if speaker is None:
        return []
    aside = _ASIDE.match(claim.text, speaker.end)
    about = claim.stemset - _content(speaker.text + (aside[0] if aside else ""), claim)
    table = stem_table(claim.lang)
    about -= {table[word] for word in cues.speech(claim.text, claim.lang)}
    if len(about) < LEAST:
        return []
    most = max(near, key=lambda p: (len(p.stemset & about), -p.span.start))
    only = _speaker(most)
    shared = len(most.stemset & about)
    said = shared == len(about) or (shared >= MOST * len(about) and len(about) > LEAST)
    if only is not None and said and _is_person(speaker) and _is_person(only):
        last = quoting.WORD.findall(speaker.text)[-1]
        if not deeds.same(speaker, only) and last not in most.text and quoting.WORD.findall(only.text)[-1] not in claim.text:
            return [Fault("speaker", f"the passage gives it to “{only.text}”", True, placed=True)]
    for piece in near:
        parts = [Piece(p.text, p.span, piece.lang, None) for p in clauses.split(piece)]
        told = [(part, who) for part in parts if (who := _speaker(part)) is not None]
        if len(told) < 2 or not any(deeds.same(speaker, who) for _, who in told):
            continue
        part, who = max(told, key=lambda t: len(t[0].stemset & about))
        others = (
            max(len(p.stemset & about) for p, w in told if deeds.same(speaker, w))
            if any(deeds.same(speaker, w) for _, w in told)
            else 0
        )
        if (
            not deeds.same(speaker, who)
            and len(part.stemset & about) >= max(LEAST, SIDE * len(about))
            and others <= len(part.stemset & about) - LEAST
        ):
            return [Fault("speaker", f"the passage gives it to “{who.text}”", True, placed=True)]
    return []


_BODIES = word_set(
    "house street office ministry department court council party union agency university institute police bank group state states"
)


def _is_person(name: Name) -> bool:
    """Whether a name has a first and a last part and is no body that speaks through somebody."""
    words = name.text.lower().split()
    return len(words) > 1 and words[-1] not in _BODIES


_ASIDE = re.compile(r", (?:an?|the|who|\d+|his|her|their|its)\b[^,.;:“”\"]{1,60},")  # "Gita Rao, an epidemiologist, said"


def _speaker(piece: Piece) -> Name | None:
    """The one name beside a verb of saying."""
    found = []
    for name in piece.names:
        aside = _ASIDE.match(piece.text, name.end)
        after = " ".join(quoting.WORD.findall(piece.text[aside.end() if aside else name.end :])[:2])
        before = " ".join(quoting.WORD.findall(piece.text[: name.start])[-3:])
        if cues.speech(after, piece.lang) or cues.speech(before, piece.lang):
            found.append(name)
    return found[0] if len(found) == 1 else None


# ---------------------------------------------------------------------------------------------- without spaces

_NOT = re.compile(r"[不没沒未無无非]|ない|ません|なかっ|ず(?=に)")


def _unspaced(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """The very words of the passage, but for a negation."""
    mine = _NOT.findall(claim.text)
    bare = _run(claim.text)
    for piece in near:
        theirs = _NOT.findall(piece.text)
        if len(mine) != len(theirs) and bare and bare in _run(piece.text):
            return [Fault("negation", "a negation of the passage is left out or added", True, placed=True)]
    return []


def _run(text: str) -> str:
    affirmed = text.replace("なかった", "た").replace("ない", "る").replace("ません", "ます")
    return "".join(c for c in _NOT.sub("", affirmed) if c.isalnum())
