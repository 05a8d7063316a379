"""Who did it, and to whom: roles exchanged between active and passive, a deed or a name given to another. Pure.

Each rule fires only where both sides are surely about the same deed, and then it is a contradiction. Names are compared in every
language, verbs in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsloom.checking import lexicon, quoting
from newsloom.checking.cues import word_set
from newsloom.checking.facts import Fault
from newsloom.checking.slots import PASSIVE
from newsloom.checking.source import Piece, Prepared, stem_table
from newsloom.text import names as name_words
from newsloom.text.names import Name


def faults(claim: Piece, near: Sequence[Piece], best: Piece, source: Prepared) -> list[Fault]:
    """What the claim says of somebody whom the passage does not say it of.

    Args:
        near: the sentences that cover it. best: the one that says most of it.
    """
    found = _surnames(claim, best, source)
    if claim.lang in (None, "en"):
        found += [*_doers(claim, near, best), *_subject(claim, near), *_exchanged(claim, best)]
    return found


def _surnames(claim: Piece, best: Piece, source: Prepared) -> list[Fault]:
    """One of a family for another: the sentence names the other in full, or stands before this one is first named."""
    for name in claim.names:
        words = quoting.WORD.findall(name.text)
        if len(words) != 2 or words[0] in best.text or words[1] not in best.text:
            continue
        first, last = words
        bearers = _bearers(last, source.text)
        if first not in bearers:
            continue
        for other, at in bearers.items():
            if other == first or other in claim.text or other[:2] == first[:2]:
                continue
            named = best.text.count(f"{other} {last}")
            if (named and named == best.text.count(last)) or (
                at < best.span.start < best.span.end <= bearers[first] and source.text.find(last) >= at
            ):
                return [Fault("name", f"“{name.text}”: the passage says it of {other} {last}", True, placed=True)]
    return []


def _bearers(surname: str, text: str) -> dict[str, int]:
    """First names that stand before a surname, with their first place."""
    found: dict[str, int] = {}
    at = text.find(f" {surname}")
    while at >= 0 and len(found) < MOST_BEARERS:
        begin = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
        first = text[begin:at].lstrip("(“\"'‘")
        if first.isalpha() and first[0].isupper() and first.lower() not in _TITLES:
            found.setdefault(first, at - len(first))
        at = text.find(f" {surname}", at + 1)
    return found


MOST_BEARERS = 20  # of one surname that are told apart
_TITLES = word_set(
    "mr mrs ms dr sir the minister president mayor governor senator judge chief king queen prince princess coach captain inspector"
)
_BY = re.compile(r"\b(?:was|were|is|are|been|being|be)\W+(?:\w+ly\W+)?(\w+)((?:\W+\w+){0,3}?)\W+by\W+", re.I)
_CONVERSE = {"sell": "buy", "lend": "borrow"}
_BASES = frozenset({*_CONVERSE, *_CONVERSE.values()})
_TOLD_OTHERWISE = word_set("by buy buys bought sell sells sold lend lends lent borrow borrows borrowed")
_PARTNER = re.compile(r"\b(?:to|from)\W+(?:the\W+)?$")
LONGEST = 150  # words of a sentence that is looked at; longer ones are lists
REACH = 70  # characters between a verb and who does it, or to whom


@dataclass(frozen=True, slots=True)
class _Deed:
    """Who does what to whom."""

    verb: str  #: by its first form, "buy" also for "sell"
    said: str  #: the form that stands there
    passive: bool
    doer: Name | None
    done_to: Name | None


def _doers(claim: Piece, near: Sequence[Piece], best: Piece) -> list[Fault]:
    """Who did it and to whom it was done, exchanged; or a deed given to somebody else than the passage gives it to by name."""
    for mine, theirs in _same_deeds(claim, best):
        if same(mine.doer, theirs.done_to) and same(mine.done_to, theirs.doer) and not same(mine.doer, theirs.doer):
            return [
                Fault("roles", f"“{mine.doer.text if mine.doer else ''}”: in the passage it is done to them", True, placed=True)
            ]
    if "by" not in claim.words:
        return []
    agents = [agent for piece in near for agent in _agents(piece)]
    for verb, _, names in _agents(claim):
        known = [(text, others) for other, text, others in agents if other == verb]
        if not names or not known or not all(others for _, others in known):
            continue
        if not any(word in text for text, _ in known for word in quoting.WORD.findall(names[0].text)):
            return [Fault("roles", f"“{names[0].text}”: in the passage it is {known[0][1][0].text}", True, placed=True)]
    return []


def converse(claim: Piece, best: Piece) -> bool:
    """Whether a sale is told from the other side: "A sold to B", "B bought from A"."""
    return any(
        mine.said != theirs.said and same(mine.doer, theirs.doer) and same(mine.done_to, theirs.done_to)
        for mine, theirs in _same_deeds(claim, best)
        if mine.verb in _BASES
    )


def _same_deeds(claim: Piece, best: Piece) -> Iterator[tuple[_Deed, _Deed]]:
    """Deeds of one verb that one side tells in the passive or from the other end; of others `facts.roles` speaks."""
    if not claim.names or len(claim.words) > LONGEST or len(best.words) > LONGEST:
        return
    if not any(word in _TOLD_OTHERWISE for piece in (claim, best) for word in piece.words):
        return
    known = list(_deeds(best))
    for mine in _deeds(claim):
        for theirs in known:
            if mine.verb == theirs.verb and (mine.passive != theirs.passive or mine.verb in _BASES):
                yield mine, theirs


def same(a: Name | None, b: Name | None) -> bool:
    """Whether two names are there and mean one."""
    return a is not None and b is not None and name_words.same(a.key, b.key)


def _agents(piece: Piece) -> Iterator[tuple[str, str, list[Name]]]:
    """Each verb in the passive by its first form, with what stands after its "by" and the names there."""
    for match in _BY.finditer(piece.text):
        lemmas = [lemma for lemma in lexicon.look(match[1].lower()).lemmas if lemma != match[1].lower()]
        end = next((m.start() for m in _STOP.finditer(piece.text, match.end())), len(piece.text))
        if lemmas:
            yield lemmas[0], piece.text[match.end() : end], [n for n in piece.names if match.end() <= n.start < end]


_STOP = re.compile(r"[,;:()]|\.(?=\s|$)|\s(?:and|who|which|that|after|before|in|on|for|to)\s")


def _deeds(piece: Piece) -> Iterator[_Deed]:
    """What the sentence says that somebody with a name did, with the nearest names before and after the verb."""
    text = piece.text
    if not piece.names:
        return
    passive = {m.start(1): m.end() for m in _BY.finditer(text)}
    for match in quoting.WORD.finditer(text):
        word = match[0]
        if not word.islower() or len(word) < 3:
            continue
        lemmas = [lemma for lemma in lexicon.look(word).lemmas if lemma != word or word in _BASES]
        if not lemmas:
            continue
        before = [n for n in piece.names if n.end <= match.start() and match.start() - n.end <= REACH]
        after = [n for n in piece.names if n.start >= match.end() and n.start - match.end() <= REACH]
        verb, doer = lemmas[0], before[-1] if before else None
        done_to = after[0] if after else None
        if match.start() in passive:
            agents = [n for n in after if n.start >= passive[match.start()]]
            doer, done_to = agents[0] if agents else None, doer
        if verb in _BASES:
            partners = [n for n in after if _PARTNER.search(text, max(0, n.start - 10), n.start)]
            done_to = partners[0] if partners else None
        if verb in _CONVERSE:
            verb, doer, done_to = _CONVERSE[verb], done_to, doer
        yield _Deed(verb, lemmas[0], match.start() in passive, doer, done_to)


OFFICE = 3  # words before a name that say what somebody is
RUN = 4  # words that follow a name on both sides


def _subject(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """The sentence as it stands, but under another name."""
    if not claim.names or len(quoting.WORD.findall(claim.names[0].text)) < 2:
        return []
    if len(claim.text[: claim.names[0].start].split()) > OFFICE:
        return []
    mine = claim.names[0]
    rest = quoting.flat_words(claim.text[mine.end :])
    if len(rest) < RUN:
        return []
    for piece in near:
        if any(word in piece.text for word in quoting.WORD.findall(mine.text)):
            continue
        for theirs in piece.names:
            if len(quoting.WORD.findall(theirs.text)) > 1 and quoting.flat_words(piece.text[theirs.end :])[: len(rest)] == rest:
                return [Fault("name", f"“{mine.text}”: the passage says it of {theirs.text}", True, placed=True)]
    return []


BESIDE = 4  # words before and after a verb among which who did it and to whom are looked for


def _exchanged(claim: Piece, best: Piece) -> list[Fault]:
    """What stands before a verb and what stands after it in each other's place: "the police thanked him", "he thanked the police"."""
    if bool(PASSIVE.search(claim.text)) != bool(PASSIVE.search(best.text)) or len(best.words) > LONGEST:
        return []
    for verb in dict.fromkeys(claim.words):
        if not verb.endswith("ed") or claim.words.count(verb) != 1 or best.words.count(verb) != 1:
            continue
        if (_before(claim, verb) in _BE) != (_before(best, verb) in _BE):
            continue
        (left, right), (their_left, their_right) = _around(claim, verb), _around(best, verb)
        hanging = _before_them(best, verb)  # "she had warned the regulator"
        if left and right and left <= their_right and (right & their_left or hanging) and not left & their_left:
            return [Fault("roles", f"who “{verb}” whom is the other way round in the passage", True, placed=True)]
    return []


_BE = word_set("was were is are been being be got")


def _before(piece: Piece, verb: str) -> str:
    at = piece.words.index(verb)
    return piece.words[at - 1] if at else ""


_THEY = word_set("he she they who it")
_HAD = word_set("had has have")


def _before_them(piece: Piece, verb: str) -> bool:
    """Whether only a pronoun stands before a verb."""
    before = [word for word in piece.words[: piece.words.index(verb)][-2:] if word not in _HAD]
    return bool(before) and before[-1] in _THEY


def _around(piece: Piece, verb: str) -> tuple[frozenset[str], frozenset[str]]:
    """The content words right before and right after a verb, in its clause."""
    table, at = stem_table(piece.lang), piece.words.index(verb)
    before, after = piece.words[max(0, at - BESIDE) : at], piece.words[at + 1 : at + 1 + BESIDE]
    cut = max((i for i, word in enumerate(before) if word in _JOINING), default=-1)
    end = next((i for i, word in enumerate(after) if word in _JOINING), len(after))
    return frozenset(table[w] for w in before[cut + 1 :]) - {""}, frozenset(table[w] for w in after[:end]) - {""}


_JOINING = word_set("and but or which who that while because after before when as if")
