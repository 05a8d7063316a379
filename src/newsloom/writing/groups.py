"""Noun phrases, verb groups and days in the tagged words of an English sentence. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsloom.text.tagger import Token
from newsloom.text.verbs import PARTICIPLES, words_of

NOUNS = ("NN", "NS", "NP")
BE = words_of("is are was were be been being 's 're isn't aren't wasn't weren't")
_HAVE = words_of("has have had having hasn't haven't hadn't")
_DO = words_of("do does did don't doesn't didn't")
TIME = words_of(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
    december jan. feb. aug. sept. oct. nov. dec. today yesterday tomorrow tonight week month year morning afternoon evening night weekend
    day summer winter spring fall autumn hours days weeks months years minutes"""
)
_DAYS = words_of(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november"
    " december"
)
_WHEN = TIME | words_of("early late earlier later last next past recent coming this few several two three four five six ten")
_VERBS = ("VF", "VB", "VN", "VG")
_WHEN_PREPOSITIONS = words_of("on in over during at")
_AT_ABOUT = words_of("at around about just before after shortly")
_HALVES = words_of("a.m. p.m. am pm a.m p.m")
_BEFORE_NO_TIME = ("IN", "TO", "DT", "PS", "OS", "JJ", "CC", "SC")
_AFTER_NO_TIME = words_of("and or to of after before since ago")
#: what they open is stated as a fact
FACTS = words_of("after because as when while since although though before")
_NEARLY = words_of("nearly almost about some roughly around approximately over")
#: what opens a quantity, and the word that may follow it
_QUANTITY: dict[str, tuple[str, ...]] = {
    "at": ("least", "most"), "up": ("to",), "as": ("many",), "more": ("than",), "less": ("than",), "fewer": ("than",),
    "just": ("over", "under"), "well": ("over",), **dict.fromkeys(_NEARLY, ()),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verb:
    at: int  #: of the word that carries the meaning
    end: int  #: after the group
    passive: bool
    copula: bool


def timely(tokens: Sequence[Token], at: int) -> bool:
    low = tokens[at].low
    return low in TIME or (
        low in ("last", "next", "this", "early", "late", "earlier") and at + 1 < len(tokens) and tokens[at + 1].low in TIME
    )


def when(tokens: Sequence[Token], at: int) -> int | None:
    """The end of "on Monday", "early Friday", "last week", "in the past two weeks" or "on June 1, 2012" that begins here."""
    t, n = tokens[at], len(tokens)
    hour = at
    while hour < n and tokens[hour].low in _AT_ABOUT:
        hour += 1
    if at < hour < n - 1 and tokens[hour].text[:1].isdigit() and tokens[hour + 1].low in _HALVES:
        return hour + 2
    if t.text.isupper() and at and tokens[at - 1].text.isupper():
        return None  # "USA TODAY"
    preposition = t.low in _WHEN_PREPOSITIONS and t.tag == "IN"
    if not preposition and (
        t.low not in _WHEN or (at and (tokens[at - 1].tag in _BEFORE_NO_TIME or tokens[at - 1].text == "-"))
    ):
        return None
    if at and not preposition and (t.tag == "CD" or t.low in ("few", "several")) and tokens[at - 1].tag in _VERBS:
        return None  # "lasts two days"
    first = i = at + preposition
    while i < n and (
        tokens[i].low in _WHEN
        or (tokens[i].tag == "DT" and i == first and preposition)
        or (tokens[i].tag == "CD" and i > first)
    ):
        i += 1
    if any(w.low in TIME for w in tokens[first:i]):
        i += 2 if i + 1 < n and tokens[i].text == "," and is_year(tokens[i + 1]) else 0
    elif preposition and i == first and i < n and is_year(tokens[i]):
        i += 1
    else:
        return None
    if i - first == 1 and not preposition and t.low not in _DAYS and t.low not in ("today", "yesterday", "tonight"):
        return None
    if i < n:
        following = tokens[i]
        another = following.low == "and" and i + 1 < n and tokens[i + 1].tag in ("VF", "MD")  # "in 2011 and has"
        if following.tag in ("OS", "NN", "NS", "JJ") or (following.low in _AFTER_NO_TIME and not another):
            return None  # "the Monday meeting", "two days after"
        if following.tag == "NP" and tokens[first].low not in _DAYS:
            return None  # "this April Fools' Day"
    return i


def is_year(t: Token) -> bool:
    return t.tag == "CD" and len(t.text) == 4 and t.text[:2] in ("19", "20")


def base_phrase(tokens: Sequence[Token], start: int) -> int | None:
    """The end of the noun phrase without prepositions that begins here."""
    n = len(tokens)
    i = quantity(tokens, start) or start
    while i < n and tokens[i].tag in ("DT", "PS"):
        i += 1
    if i < n and tokens[i].tag == "PR":
        return i + 1 if i == start else None
    last = None
    while i < n:
        tag = tokens[i].tag
        if last is not None and tokens[i].low in _DAYS and tag == "NP":
            break  # "on bail | Friday"
        if "-" in tokens[i].text and tokens[i].text[:1].isdigit():
            tag = "JJ"  # "a 40-foot wall"
        if tag in NOUNS or tag == "CD":
            last = i + 1
        elif tag == "OS":
            last = None
        elif tag == "RB":
            if not (i + 1 < n and tokens[i + 1].tag in ("JJ", "CD", "VN", "RB")) or last is not None:
                break
        elif tag in ("VN", "VG"):
            # "the proposed rules", "a working group"; after a noun it begins something else
            if last is not None or not (i + 1 < n and tokens[i + 1].tag in (*NOUNS, "JJ", "VN", "VG")):
                break
        elif tag == "JJ":
            if last is not None and tokens[i - 1].tag in ("NN", "NS") and not (i + 1 < n and tokens[i + 1].tag in NOUNS):
                break
        elif tag in ("CC",) or tokens[i].text == ",":
            # "political and economic ties"
            if not (
                last is None
                and i > start
                and (tokens[i - 1].tag == "JJ" or "-" in tokens[i - 1].text)
                and i + 1 < n
                and tokens[i + 1].tag in ("JJ", "VN", "NN")
            ):
                break
        elif tokens[i].low in ("%", "percent", "$"):
            last = i + 1
        else:
            break
        i += 1
    if last is None and i > start and tokens[i - 1].tag in ("DT", "CD"):
        return i if tokens[i - 1].tag == "CD" else None
    return last


def quantity(tokens: Sequence[Token], at: int) -> int | None:
    """The end of "more than", "at least", "up to" or "nearly" before a number."""
    low = tokens[at].low if at < len(tokens) else ""
    second = _QUANTITY.get(low)
    if second is None:
        return None
    number = at + 1
    if second:
        number += 1
        if number >= len(tokens) or tokens[at + 1].low not in second:
            if low not in _NEARLY:
                return None
            number = at + 1
    known = number < len(tokens) and (tokens[number].tag == "CD" or tokens[number].low in ("a", "half", "$", "all"))
    return number if known else None


def noun_phrase(tokens: Sequence[Token], start: int, *, subject: bool = False) -> int | None:
    """The end of a noun phrase with "of …", and with the nouns that "and" joins to it; of a subject with every preposition."""
    end = base_phrase(tokens, start)
    if end is None:
        return None
    n = len(tokens)
    for _ in range(6):
        if end >= n:
            break
        low = tokens[end].low
        if low == "of" or (subject and tokens[end].tag in ("IN", "TO") and low not in FACTS and low != "that"):
            inner = base_phrase(tokens, end + 1)
            if inner is None:
                break
            end = inner
        elif tokens[end].tag == "CC" and low in ("and", "or", "&"):
            inner = base_phrase(tokens, end + 1)
            if inner is None or (not subject and _acts(tokens, inner)):
                break  # "the church and her office later released": another clause
            end = inner
        elif tokens[end].text == "," and listed(tokens, end):
            inner = base_phrase(tokens, end + 1)
            if inner is None:
                break
            end = inner
            if end < n and tokens[end].text == "," and tokens[end + 1 : end + 2] and tokens[end + 1].tag == "CC":
                end += 1
        else:
            break
    return end


def _acts(tokens: Sequence[Token], at: int) -> bool:
    """Whether a finite verb follows, an adverb before it or not."""
    while at < len(tokens) and tokens[at].tag == "RB":
        at += 1
    return at < len(tokens) and tokens[at].tag in ("VF", "MD")


def listed(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a comma stands in "A, B and C"."""
    i = comma
    for _ in range(5):
        if i >= len(tokens) or tokens[i].text != ",":
            return False
        inner = base_phrase(tokens, i + 1)
        if inner is None or inner >= len(tokens):
            return False
        i = inner
        if tokens[i].text == "," and i + 1 < len(tokens) and tokens[i + 1].low in ("and", "or"):
            i += 1
        if tokens[i].low in ("and", "or"):
            last = base_phrase(tokens, i + 1)
            if last is None or last >= len(tokens):
                return last is not None
            if tokens[last].text == "," and last + 1 < len(tokens) and tokens[last + 1].tag in ("VF", "MD"):
                return False  # "Lind, a sailor and a clerk, opened"
            return not (tokens[last].tag in ("VF", "MD") and tokens[i - 1].text == ",")
    return False


def verb_group(tokens: Sequence[Token], at: int) -> Verb | None:
    """The finite verb group that begins at a token, an adverb before it allowed."""
    n = len(tokens)
    i = at
    while i < n and tokens[i].tag == "RB" and i < at + 2:
        i += 1
    if i >= n or (tokens[i].tag not in ("VF", "MD") and not _finite_after_all(tokens, i)):
        return None
    main, passive = i, False
    low = tokens[i].low
    modal = tokens[i].tag == "MD" or low in _DO
    copula = low in BE
    k = i + 1
    while k < n:
        t = tokens[k]
        if t.tag == "RB" or t.low == "not":
            k += 1
            continue
        if modal and (t.tag == "VB" or (t.tag == "VF" and not t.low.endswith(("s", "ed")))):
            main, modal, copula = k, False, t.low == "be"
        elif (tokens[main].low in BE or tokens[main].low in _HAVE) and t.tag in ("VN", "VG"):
            passive = tokens[main].low in BE and t.tag == "VN"
            main, copula = k, t.low in ("been", "being")
        elif modal is False and tokens[main].low in _HAVE and t.tag == "VF":  # "has cut", tagged as finite
            main, copula = k, False
        else:
            break
        k += 1
    if modal and tokens[i].tag == "MD":
        return None
    if main == i and _reduced(tokens, i):
        return None
    end = main + 1
    if copula:
        while end < n and tokens[end].tag == "RB":
            end += 1
    return Verb(main, end, passive, copula)


def _finite_after_all(tokens: Sequence[Token], at: int) -> bool:
    """Whether what is tagged as a participle is the verb of the clause: "fighting flared", since no other follows."""
    if tokens[at].tag != "VN" or not tokens[at].low.endswith("ed") or not at or tokens[at - 1].tag not in (*NOUNS, "-"):
        return False
    for t in tokens[at + 1 :]:
        if t.tag in ("VF", "MD"):
            return False
        if t.tag in ("SC", "WH") or t.text in (";", "—", "–", "--"):
            break
    return True


def agrees(tokens: Sequence[Token], start: int, end: int, at: int) -> bool:
    """Whether a subject goes with the verb that begins at `at`: in "Lind, and Dahl were freed" it does not begin at "Dahl"."""
    return tokens[at].low not in ("are", "were", "have") or any(
        t.tag in ("NS", "CC", "CD") or t.low.endswith("s") for t in tokens[start:end]
    )


def _reduced(tokens: Sequence[Token], at: int) -> bool:
    """Whether "used" in "the gas used in the attack was" is no verb of the clause: a surer one follows."""
    word = tokens[at].low
    if not (word.endswith("ed") or word in PARTICIPLES) or at + 1 >= len(tokens) or tokens[at + 1].tag not in ("IN", "TO"):
        return False
    for t in tokens[at + 1 : at + 12]:
        if t.tag in ("VF", "MD"):
            return t.low in BE or t.low in _HAVE or t.tag == "MD"
        if t.tag in ("SC", "WH", "CC", "-") or t.low == "that":
            return False
    return False
