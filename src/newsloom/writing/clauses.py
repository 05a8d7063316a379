"""Cut a clause that can stand as a headline or heading out of a title or sentence. Pure; deletions only, never a new word.

A cut ends where English grammar allows a reader to stop (before a comma, a relative clause, a prepositional phrase) and where
what is lost does not turn the meaning: never before "unless", "if", "but not", and never just before who said it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsloom.model import Span
from newsloom.text import terms
from newsloom.writing.verbs import BE, FINITE, INTRANSITIVE, has_verb, is_finite, words_of

_WORD = re.compile(r"[^\W_]+(?:[.'’\-][^\W_]+)*\.?(?=[^\W_]|)|[^\w\s]", re.U)
_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Clause:
    span: Span  #: in the text given
    quality: float  #: in (0, 1]: how safe the cut is


#: boundary word → how safe it is to stop before it
_BEFORE = {
    "who": 1.0, "which": 1.0, "whose": 1.0, "while": 1.0, "when": 0.95, "after": 1.0, "as": 0.9, "because": 0.9, "although": 0.9,
    "though": 0.9, "before": 0.85, "where": 0.95, "following": 0.95, "amid": 1.0, "during": 0.95, "since": 0.9, "despite": 0.9,
    "in": 0.8, "on": 0.75, "at": 0.8, "near": 0.85, "by": 0.6, "for": 0.55, "from": 0.6, "with": 0.6, "over": 0.7, "against": 0.5,
    "and": 0.55, "under": 0.6, "that": 0.0, "to": 0.0, "of": 0.0, "about": 0.5, "into": 0.4, "through": 0.6, "until": 0.6,
    "outside": 0.8, "inside": 0.75, "between": 0.6, "saying": 0.7, "including": 0.9, "according": 0.2, "ahead": 0.9, "killing": 0.8,
    "leaving": 0.8, "making": 0.7, "using": 0.7, "where's": 0.0, "early": 0.6, "late": 0.6, "last": 0.6, "this": 0.6,
    "monday": 0.8, "tuesday": 0.8, "wednesday": 0.8, "thursday": 0.8, "friday": 0.8, "saturday": 0.8, "sunday": 0.8, "earlier": 0.8,
}  # fmt: skip
_HEAVY = frozenset({"for", "from", "with", "by", "against", "about", "into", "over", "in", "on", "at"})
_WANTS_CLAUSE = words_of(
    """said says say told tells thinks think thought believes believe believed knows know knew argues argue argued predicted predicts suggests
    suggested insisted insists claims claimed alleges alleged noted notes added adds hopes hoped means meant shows showed seems seemed appears
    appeared wants wanted consider considers considered warned warns explained explains concluded estimates estimated assured told"""
)
_SUBORDINATE = re.compile(
    r"(?:while|when|as|if|because|although|though|after|before|since|unless|until|whether|where|once|even|despite|with|without|like|unlike|given|asked|named"
    r"|among|under|according|following|amid|by|for|from|to|at|in|on|during|about|along|instead|rather|not|what|who|why|how|whatever|so|then|and|but|or)\b",
    re.I,
)
_LOOSE = re.compile(
    r"\b(?:he|she|they|it|him|them|himself|herself|themselves|this|these|those|i|we|you|me|us|my|our|your)\b", re.I
)
_TURNS = re.compile(
    r"^[\s,;:–—-]*(?:if|unless|except|provided|without|but|or|rather|instead|until|not|only if|as long as|as if|as though|as well)\b",
    re.I,
)
_LOST_SPEAKER = re.compile(
    r"\b(?:said|says|say|told|according to|reported|reports|claims?|claimed|alleged|alleges?|believes?|believed"
    r"|argued|argues|suggested|tweeted|wrote|insisted"
    r"|thinks?|accused|denied|denies)\b",
    re.I,
)
_LAST_BAD = words_of(
    """a an the of to and or but in on at for from with by as that this these those his her its their our my your who which whose is are was
    were be been being has have had will would can could may might must should not no more most less least very so too than then also just
    only even still about into over under after before because while when where if between among against during both each every any some
    all other another such mr mrs ms dr gen sen rep gov st president mayor senator judge minister prime chief former new same own next last
    first second third two three four five six seven eight nine ten dozens hundreds thousands several many few u.s us one allegedly reportedly
    nearly almost around roughly least up out off down away back within without upon toward towards through throughout across
    behind beyond along near per via amid despite including like unlike outside inside onto since until that's it's he's"""
)  # fmt: skip
_SPACED_STOPS = re.compile(r"[,;:–—]|\s-\s")


def clauses(text: str, lang: str | None, *, words: tuple[int, int], characters: tuple[int, int] = (1, 400)) -> list[Clause]:
    """The clauses of a sentence or title that begin at its start, by length.

    Args:
        text: one line without furniture. words, characters: bounds of a clause, both inclusive.
    Returns: the whole text without its full stop first, if it is short enough, then the cuts from short to long.
    """
    body = text.rstrip(" .。．।۔")
    found: list[Clause] = []

    def consider(end: int, quality: float) -> None:
        piece = body[:end].rstrip(" ,;:–—-")
        n = len(_TOKEN.findall(piece)) if lang not in ("zh", "ja", "th") else max(1, round(len(piece) / 2.5))
        if quality > 0 and words[0] <= n <= words[1] and characters[0] <= len(piece) <= characters[1] and _closed(piece):
            found.append(Clause(Span(0, len(piece)), quality))

    consider(len(body), 1.0)
    if lang == "en" and _SUBORDINATE.match(body) and not sentence_opens(body):
        return found
    if lang == "en":
        _english(body, consider)
    elif lang not in ("ja", "ko", "zh", "th"):
        for stop in _SPACED_STOPS.finditer(body):
            consider(stop.start(), 0.45)
    elif lang == "zh":
        for at, letter in enumerate(body):
            if letter in "，；":
                consider(at, 0.5)
    return found


def sentence_opens(body: str) -> bool:
    """Whether a sentence that begins on a subordinate word has its main clause after a comma near its front."""
    comma = body.find(",")
    return 0 < comma <= 45


def reads_alone(text: str, lang: str | None) -> bool:
    """Whether a clause can stand as a heading: no pronoun without its noun, no quotation marks, no bare subordinate clause."""
    if any(mark in text for mark in '"“”«»„'):
        return False
    if lang != "en":
        return True
    words = [w.strip(",;:.'‘’()–—").lower() for w in text.split()]
    if not has_verb(words):
        return False
    comma = text.find(",")
    return not _LOOSE.search(text) and not (_SUBORDINATE.match(text) and (comma < 0 or len(text[comma:].split()) < 4))


def _closed(piece: str) -> bool:
    return (
        piece.count('"') % 2 == 0
        and piece.count("“") == piece.count("”")
        and piece.count("(") == piece.count(")")
        and piece[-1:] not in "“\"'‘("
    )


def _english(body: str, consider: object) -> None:
    assert callable(consider)
    tokens = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(body)]
    verb_at: int | None = None
    for i, (start, _, token) in enumerate(tokens):
        bare = token.strip(",;:.\"“”'‘’()–—").lower()
        if i >= 4 and verb_at is not None and verb_at < i - 0:
            quality = _cut_before(tokens, i, bare, verb_at, body)
            if quality:
                consider(start, quality)
        if i and verb_at is None and is_finite(bare, tokens[i - 1][2].lower()):
            verb_at = i


def _cut_before(tokens: list[tuple[int, int, str]], i: int, bare: str, verb_at: int, body: str) -> float:
    """How safe it is to stop before token `i`; 0.0 if it is not."""
    last = tokens[i - 1][2]
    at_punctuation = last[-1:] in ",;:–—"
    quality = max(_at_punctuation(last, bare), _BEFORE.get(bare, 0.0))
    if not quality:
        return 0.0
    ending = last.strip(",;:\"“”'‘’()–—").lower()
    if (
        not ending
        or ending in _LAST_BAD
        or ending.rstrip(".") in _LAST_BAD
        or ending.isdigit()
        or ending.endswith(("'s", "’s", "-"))
    ):
        return 0.0
    if _ends_on_verb(tokens, i - 1, ending, verb_at):
        return 0.0
    rest = body[tokens[i][0] :]
    if _TURNS.match(rest):
        return 0.0
    if bare == "as" and rest[3:8].lower().startswith(("well", "a ")):
        return 0.0
    kept = body[: tokens[i - 1][1]].lower()
    if bare == "and" and re.search(r"\b(?:between|both|either|from)\b", kept):
        return 0.0
    if at_punctuation and "," in kept[:-1]:
        quality *= 0.8  # between two commas: perhaps a list or an apposition
    if _LOST_SPEAKER.search(rest) and not _LOST_SPEAKER.search(kept):
        quality *= 0.5
    if bare in _HEAVY and re.search(r"\bto [a-z]+ ", kept):
        quality *= 0.4  # "to blame his country | for": the infinitive still wants its object
    return quality * _whole(tokens, i, verb_at)


def _whole(tokens: list[tuple[int, int, str]], i: int, verb_at: int) -> float:
    """Whether what stands before token `i` says a whole thing: 0.0 if its verb still wants a clause."""
    verb = tokens[verb_at][2].strip(",;:").lower()
    words = [t[2].strip(",;:.\"“”'‘’()–—").lower() for t in tokens[:i]]
    if verb not in _WANTS_CLAUSE:
        return 1.0
    after = [k for k in range(verb_at + 2, i) if is_finite(words[k], words[k - 1])]
    return 0.9 if after and i - after[0] >= 2 and words[-1] not in FINITE else 0.0


def _at_punctuation(last: str, following: str) -> float:
    """How safe it is to stop after a comma or dash, by what follows it."""
    if last[-1:] in ";–—":
        return 0.9
    if last[-1:] != ",":
        return 0.0
    if following in _BEFORE or following.endswith("ing"):
        return 0.95
    return 0.75 if following in ("a", "an", "the", "some", "its", "his", "her", "their") else 0.3


def _ends_on_verb(tokens: list[tuple[int, int, str]], at: int, ending: str, verb_at: int) -> bool:
    if ending in INTRANSITIVE:
        return False
    if at == verb_at:
        return True
    previous = tokens[at - 1][2].lower()
    if ending.endswith("ing") and previous in BE:
        return True
    if ending.endswith("ed") and previous in BE:
        return False  # "was arrested" is whole
    return ending in FINITE


def sentence_case(title: str, lang: str | None, known_lower: frozenset[str]) -> str:
    """A title in Title Case as a sentence writes it: words that the articles write small become small; no word changes.

    Args:
        known_lower: words that stand in lower case inside sentences of the same articles.
    """
    words = [w for w in re.findall(r"[^\W\d_]+", title) if len(w) > 3]
    if lang != "en" or len(words) < 2 or sum(w[:1].isupper() for w in words) < 0.7 * len(words):
        return title
    first = True

    def lower(match: re.Match[str]) -> str:
        nonlocal first
        word = match.group()
        keep = first or (word.isupper() and len(word) > 1) or word[1:] != word[1:].lower()
        first = False
        if keep or not (word.lower() in known_lower or terms.is_stop(word.lower(), lang)):
            return word
        return word.lower()

    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lower, title)
