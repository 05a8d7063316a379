"""Is a text quoted: its passage, or what is left of it after deletions that turn nothing? Pure.

Never forgives a changed word. Words are compared without case, marks and spacing; an editor's [insert] is looked at
apart. A deletion that loses a negation, a doubt, a condition or who says so is no quotation of the passage.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from newsloom.checking import cues
from newsloom.checking.cues import word_set
from newsloom.model import Span

INSERT = re.compile(r"\[([^\[\]]*)\]")
WORD = re.compile(r"\w+")
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
QUOTATION = re.compile(r"[\"“„«「『]([^\"“”„«»「」『』]{3,}?)[\"”“»」』]")
UNGROUNDED_SHARE = 0.1  # of an extractive text's words that may stand in none of its passages (DESIGN: deletions only)
MOST_SPEAKER = 14  # words of ", according to the mayor of Lorn"
MOST_STARTS = 24  # places tried for the first word of a shortened text; passages are sentences, they have fewer

#: an end of a sentence, not after "Gov." or an initial
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b(?:Gov|Sen|Rep|Gen|Col|Sgt|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mrs))[.!?…][\"”’»)\]]*"
    r"(?:\s+(?=[\"“‘«(\[#–—-]*\s*(?:[^\W_a-z]|$))|\s*$)|[。！？।۔]|\n"
)
_STOP_INSIDE = re.compile(r"[^\W\d_]{3,}[.!?…][\"”’»)\]]*\s+[\"“‘«(]*[^\W\d_a-z]|[。！？।۔]|\n")
_MARK_BEFORE = re.compile(r"[,;:()\[\]–—―…“”\"„«»、，；：（）।-]\W*$")
_MARK_AFTER = re.compile(r"^\W*?[,;:()\[\]–—―…“”\"„«»、，；：（）.!?。！？-]")
_AND = re.compile(r"(?:[;:–—]|,?\s*\b(?:but|and|while|aber|und|mais|et|pero|y|mas|e|но|а|и)\b|,)\W*$", re.I)
_TURNING_TAIL = re.compile(
    r"^\W*(?:if|unless|except|provided|only if|as long as|as if|as though|but (?:only|not|never)|until|without|rather than|instead of|in case"
    r"|falls|sofern|wenn|außer|ohne|sauf|sans|salvo|excepto|sin|sem|если|кроме)\b",
    re.I,
)
#: ", Minister Olaf Brandt promised."
_SAYS = re.compile(r"^\W*(?:[A-Z][\w.'’-]*\W+){1,5}([a-z]+ed)[.\"”]*\s*$")
_ACCORDING = re.compile(r"^\W*(?:according to|laut|según|selon|segundo|secondo|volgens|по словам)\b", re.I)
_BEFORE_SPEAKER = re.compile(r",\s*$")
_SUBORDINATE = re.compile(
    r"^\W*(?:after|before|when|while|who|whom|whose|which|where|because|since|as|although|though|and|but|so|with|despite|during|including)\b",
    re.I,
)
_IDLE = word_set(
    "also however meanwhile moreover furthermore therefore still now then too again later earlier already just "
    "additionally nevertheless thus indeed auch jedoch allerdings zudem también además aussi toutefois também "
    "além ещё также"
)
#: left out of a statement that denies nothing they turn nothing either
_LIGHT = word_set("recently currently eventually finally officially formally previously")
#: what stands before a name and tells an office
_OFFICE = word_set(
    "mr mrs ms dr sen sens rep reps gov gen lt col maj sgt capt rev prof president vice senator governor representative congressman"
    " congresswoman secretary minister prime speaker chancellor mayor justice judge chairman chairwoman counsel attorney"
    " leader whip former"
)
_RELATIVE = re.compile(r",\s*(?:who|which)\s+")
#: when it was: left out inside a clause it turns nothing
_WHEN = re.compile(
    r"(?:(?:on|in|over|during|at) )?(?:(?:the|this|last|next|past|recent|coming|early|late|earlier|later|two|three|four|five|six|\d{1,2}) )*"
    r"(?:today|yesterday|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|(?:jan|feb|aug|sept|oct|nov|dec)|(?:this|last|next|past|recent|coming|the|two|three|four|five|six|\d{1,2})"
    r" (?:days?|weeks?|months?|years?|weekend|morning|afternoon|evening))"
    r"(?: (?:morning|afternoon|evening|night|\d{1,2}|(?:19|20)\d\d))*|in (?:19|20)\d\d"
)


@dataclass(frozen=True, slots=True)
class Quoting:
    """How a text stands in a passage."""

    span: Span  #: from its first to its last word, in the passage
    whole: bool  #: nothing is left out between them
    turned: str = ""  #: why what is left out turns the meaning; "" if it does not

    @property
    def loses(self) -> str:
        """What is left out: "negation", "doubt" or "condition"; "" for nothing, who says so, or words inside a clause."""
        found = _LOSES.match(self.turned)
        return found.group(1) if found else ""


_LOSES = re.compile(r"leaves out (?:a )?(negation|doubt|condition)\b")


def without_inserts(text: str) -> str:
    """The text with a space for each [insert]."""
    return INSERT.sub(" ", text)


def flat_words(text: str) -> list[str]:
    """Words without case and width, as `\\w+` runs."""
    return WORD.findall(_flat(text))


def _flat(text: str) -> str:
    lowered = text.casefold()
    return lowered if lowered.isascii() else unicodedata.normalize("NFKC", lowered)


def _placed(text: str) -> list[tuple[str, int, int]]:
    if text.isascii():
        return [(m.group(), m.start(), m.end()) for m in WORD.finditer(text.lower())]
    return [(" ".join(flat_words(m.group())), m.start(), m.end()) for m in WORD.finditer(text)]


def find(text: str, passage: str, *, lang: str | None, before: str = "", after: str = "") -> Quoting | None:
    """Look for the text in the passage, whole or with deletions.

    Args:
        before, after: what stands around the passage in its article, as far as its sentence reaches.
    Returns: None if the words of the text do not stand in the passage in this order.
    """
    wanted = flat_words(without_inserts(text))
    given = _placed(passage)
    if not wanted:
        return None
    places = _contiguous(wanted, [word for word, _, _ in given])
    whole = places is not None
    if places is None:
        places = _subsequence(wanted, [word for word, _, _ in given])
    if places is None:
        return _inside_runs(text, passage)
    first, last = given[places[0]][1], given[places[-1]][2]
    head = _last_sentence(before + passage[:first])
    tail = _first_sentence(passage[last:] + after)
    turned = _turned_head(head, lang) or _turned_tail(tail, lang)
    if not turned and not whole:
        turned = _turned_inside(text, passage, given, places, lang)
    return Quoting(Span(first, last), whole, turned)


def _contiguous(wanted: Sequence[str], given: Sequence[str]) -> list[int] | None:
    n = len(wanted)
    for i in range(len(given) - n + 1):
        if given[i] == wanted[0] and given[i : i + n] == wanted:
            return list(range(i, i + n))
    return None


def _subsequence(wanted: Sequence[str], given: Sequence[str]) -> list[int] | None:
    """The places of the words in order with the fewest gaps, among the starts tried."""
    best: list[int] | None = None
    fewest = (len(given), len(given))
    for start in [i for i, word in enumerate(given) if word == wanted[0]][:MOST_STARTS]:
        places, at = [start], start
        for word in wanted[1:]:
            try:
                at = given.index(word, at + 1)
            except ValueError:
                break
            places.append(at)
        if len(places) < len(wanted):
            break  # a later start has fewer words after it
        gaps = sum(b - a > 1 for a, b in itertools.pairwise(places))
        if (gaps, at - start) < fewest:  # of equals the closest together
            best, fewest = places, (gaps, at - start)
    return best


def _inside_runs(text: str, passage: str) -> Quoting | None:
    """Scripts without spaces: the very characters, marks and spaces aside."""
    wanted = "".join(flat_words(without_inserts(text)))
    if len(wanted) < 4 or wanted.isascii():
        return None
    letters, at = [], []
    for i, letter in enumerate(passage):
        flat = "".join(flat_words(letter))
        letters.append(flat)
        at.extend([i] * len(flat))
    start = "".join(letters).find(wanted)
    return Quoting(Span(at[start], at[start + len(wanted) - 1] + 1), True) if start >= 0 else None


# ---------------------------------------------------------------------------------------------- deletions that turn


def _last_sentence(text: str) -> str:
    ends = list(_SENTENCE_END.finditer(text))
    return text[ends[-1].end() :] if ends else text


def _first_sentence(text: str) -> str:
    found = _SENTENCE_END.search(text)
    return text[: found.end()] if found else text


def _turned_head(head: str, lang: str | None) -> str:
    """Why dropping the front of a sentence turns what is left."""
    if not WORD.search(head):
        return ""
    lost = cues.negations(head, lang)
    if lost and not _AND.search(head):
        return f"leaves out a negation (“{lost[-1]}”)"
    graded = _GRADED.search(head)
    if graded:
        return f"leaves out words inside a clause (“{graded[1]}”)"
    if _AND_CLAUSE.search(head):
        return ""
    for kind, found in (("doubt", cues.hedges(head, lang)), ("a condition", cues.conditions(head, lang))):
        if found:
            return f"leaves out {kind} (“{found[-1]}”)"
    lost = cues.speech(head, lang)
    return f"leaves out who says so (“{lost[-1]}”)" if lost else ""


#: right before what is left: "deputy" of an office, "some members of" a party
_GRADED = re.compile(
    r"\b(deputy|vice|acting|interim|assistant|nearly|almost|minus|stellvertretende[rn]?|subdirectora?|"
    r"(?:(?:some|several|many|most|half|part|parts|one|two|three|four|five|six|\d+|members|opponents|critics|supporters|a (?:few|third"
    r"|quarter|number|handful))(?: [a-z]+){0,2} (?:of|in)|(?:sub)?committee of)(?: the| its| his| her| their)?)[\s-]*$",
    re.I,
)
_BEFORE = re.compile(r"^\s*(before|earlier|previously|in the past)[\s]*(?:[,.;:”\"]|$)", re.I)
_AND_CLAUSE = re.compile(r"(?:;|,\s*\b(?:but|aber|mais|pero|mas|но)\b)\W*$", re.I)


def _turned_tail(tail: str, lang: str | None) -> str:
    """Why dropping the end of a sentence turns what is left."""
    if not WORD.search(tail):
        return ""
    earlier = _BEFORE.match(tail)
    if earlier:
        return f"leaves out words inside a clause (“{earlier[1]}”)"
    if _TURNING_TAIL.match(tail):
        return f"leaves out a condition (“{' '.join(WORD.findall(tail)[:2])}”)"
    if _MARK_AFTER.match(tail) and not _SUBORDINATE.match(tail):
        lost = cues.speech(" ".join(tail.split()[:9]), lang) or _SAYS.findall(tail)
        if lost:
            return f"leaves out who says so (“{lost[0]}”)"
    elif _ACCORDING.match(tail):
        return "leaves out who says so"
    return ""


def _turned_inside(
    text: str, passage: str, given: Sequence[tuple[str, int, int]], places: Sequence[int], lang: str | None
) -> str:
    sentences_in_text = len(_STOP_INSIDE.findall(without_inserts(text)))
    denies: bool | None = None
    for left, right in itertools.pairwise(places):
        if right - left == 1:
            continue
        start, end = given[left][2], given[right][1]
        run = passage[start:end]
        words = [word for word, _, _ in given[left + 1 : right]]
        if words[-1] == "that" and cues.speech(given[left][0], lang):
            words.pop()  # "said that"
        rest = [w for w in words if w not in _IDLE]
        if rest and denies is None:
            denies = bool(cues.negations(text, lang))
        rest = rest if denies else [w for w in rest if w not in _LIGHT]
        if not rest or _WHEN.fullmatch(" ".join(rest)):
            continue
        if given[right][0] not in _OFFICE and all(w in _OFFICE for w in words) and passage[given[right][1]].isupper():
            continue  # "Sen. Ada Lind"
        if _STOP_INSIDE.search(passage[given[left][1] : given[right][2]]) and not sentences_in_text:
            return "joins two sentences"
        if _RELATIVE.fullmatch(run):
            continue  # what stands between commas about somebody is stated of them
        if _BEFORE_SPEAKER.search(run) and _tells_speaker(passage, given, places, right, lang):
            if lost_tail := _turned_tail(run, lang):  # ", police said" stays: what stands before it ends as a sentence may
                return lost_tail
            continue
        if not (_MARK_AFTER.match(run) and _MARK_BEFORE.search(run)):
            return f"leaves out words inside a clause (“{' '.join(WORD.findall(run)[:4])}”)"
        short = len(words) <= 4
        lost = cues.speech(run, lang) or cues.hedges(run, lang) or (cues.negations(run, lang) if short else [])
        if lost and not _SUBORDINATE.match(run):
            return f"leaves out “{lost[0]}”"
    return ""


def _tells_speaker(
    passage: str, given: Sequence[tuple[str, int, int]], places: Sequence[int], right: int, lang: str | None
) -> bool:
    """Whether what is kept from this word on, without a gap, says who says it, and no more."""
    if places[-1] - right >= MOST_SPEAKER or places[-1] - right != len(places) - 1 - places.index(right):
        return False
    kept = passage[given[right][1] : given[places[-1]][2]]
    return bool(_ACCORDING.match(kept)) or bool(cues.speech(" ".join(kept.split()[-2:]), lang))


# ---------------------------------------------------------------------------------------------- what must stand in a passage


def missing_words(text: str, passages: Sequence[str]) -> list[str]:
    """The words of the text, inserts aside, that stand in none of the passages."""
    have = {word.lower() for passage in passages for word in WORD.findall(passage)}
    have.update(word for passage in passages for word in WORD.findall(passage.lower()))
    return [word for word in WORD.findall(without_inserts(text).lower()) if word not in have]


def ungrounded(text: str, passages: Sequence[str]) -> bool:
    """Whether more than a tenth of the words stand in none of the passages."""
    own = WORD.findall(without_inserts(text).lower())
    return bool(own) and len(missing_words(text, passages)) > UNGROUNDED_SHARE * len(own)


def missing_numbers(text: str, passages: Sequence[str]) -> list[str]:
    """The figures of the text that stand in none of the passages in this form."""
    have = set(NUMBER.findall(" ".join(passages)))
    return [number for number in NUMBER.findall(without_inserts(text)) if number not in have]


def missing_quotations(text: str, passages: Sequence[str]) -> list[str]:
    """What the text puts in quotation marks and no passage says, word for word."""
    near = f" {' '.join(flat_words(' '.join(passages)))} "
    return [q for q in QUOTATION.findall(without_inserts(text)) if f" {' '.join(flat_words(q))} " not in near]


def quotes(passage: str, said: str, *, speaker: str) -> bool:
    """Whether the passage has these very words between marks, and the last of the speaker's names outside all marks."""
    between = [f" {' '.join(flat_words(q))} " for q in QUOTATION.findall(passage)]
    outside = flat_words(QUOTATION.sub(" ", passage))
    wanted, surname = flat_words(said), flat_words(speaker)[-1:]
    return bool(wanted) and any(f" {' '.join(wanted)} " in q for q in between) and bool(surname) and surname[0] in outside
