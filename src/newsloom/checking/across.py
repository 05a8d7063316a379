"""Does a translated sentence keep the facts of its original? Rules across languages; in doubt it does not. Pure.

Held against each other: figures, dates, names (through the Cyrillic and Greek alphabets too), negation, doubt, who says so,
quotations, and how many sentences there are. Whether the words between them are well chosen nobody here can tell.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from newsloom.checking import cues, quoting
from newsloom.text import dates, language, names, quantities, sentences, terms

LENGTH = (0.45, 2.4)  # characters of a translation to one of the original, between alphabets
RARE = 5.2  # −log₁₀ of the probability of a word from which it is a name that every language writes alike
UNKNOWN = 6.9  # of a word in capitals that the language of the translation does not know: a name too
PART = 1e-7  # probability of each part of a compound, which is no name
LEAST = 40  # letters from which the language of a text is looked at
_ANCHOR = date(2026, 6, 17)  # any day will do: both sides count from it
_FIGURE = re.compile(r"\d+(?:[.,'’\u202f\xa0 ]\d{3})*(?:[.,:]\d+)?")
_CAPITAL = re.compile(r"(?<![^\W\d_])[^\W\d_a-zß-öø-ÿ]\w+(?:['’-]\w+)*")
_WORD = re.compile(r"[^\W\d_]+")
_SPELLED = str.maketrans(
    {
        **dict(zip("абвгдеёзийклмнопрстуфыэіґ", "abvgdeeziiklmnoprstufyeig", strict=True)),
        "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ї": "yi", "є": "ye", "ъ": "", "ь": "",
        **dict(zip("αβγδεζηικλμνξοπρστυφχως", "avgdezhiklmnxoprstyfhos", strict=True)),
        "θ": "th", "ψ": "ps", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe",
    }
)  # fmt: skip
_SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("tch", "k"), ("zh", "z"), ("kh", "k"), ("gh", "g"), ("ch", "k"), ("sh", "s"), ("ph", "f"), ("th", "t"),
    ("ts", "s"), ("dz", "z"), ("dj", "z"), ("ck", "k"), ("x", "ks"), ("c", "k"), ("q", "k"), ("w", "v"), ("j", "z"), ("h", ""),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouyäöüáéíóúâêîôûàèìòùãõåāēīōū]")
_TWICE = re.compile(r"(.)\1+")
_ALPHABETS = re.compile(r"[A-Za-zÀ-ɏΑ-ωά-ώΆ-Ώа-яА-ЯёЁіІїЇєЄґҐ]")


def faults(original: str, translated: str, *, lang: str | None, to: str) -> list[str]:
    """What the translation does not keep, a reason a line; [] if nothing was found.

    Args:
        lang: language of the original, to: of the translation; ISO 639-1.
    """
    found = [*_shape(original, translated, lang, to), *_figures(original, translated, lang, to)]
    found += [*_dates(original, translated, lang, to), *_names(original, translated, lang, to)]
    return [*found, *_cues(original, translated, lang, to), *_quotations(original, translated)]


def in_language(text: str, to: str) -> bool:
    """Whether a text is in this language, as far as its length lets one say."""
    return len(_WORD.sub("", text)) == len(text) or sum(map(len, _WORD.findall(text))) < LEAST or language.detect(text) == to


def _shape(original: str, translated: str, lang: str | None, to: str) -> list[str]:
    if len(sentences.split(original, lang=lang)) != len(sentences.split(translated, lang=to)):
        return ["it has another number of sentences"]
    if not LENGTH[0] <= len(translated) / max(1, len(original)) <= LENGTH[1] and min(len(original), len(translated)) > 20:
        return ["it has another length"]
    if not in_language(translated, to):
        return ["it is in another language"]
    return []


# ---------------------------------------------------------------------------------------------- figures and dates


def _figures(original: str, translated: str, lang: str | None, to: str) -> list[str]:
    mine, theirs = _digits(original), _digits(translated)
    if mine != theirs and _values(original, lang, digits=True) != _values(translated, to, digits=True):
        lost = sorted((mine - theirs) or (theirs - mine))
        return [f"its figures are not those of the original ({', '.join(lost[:3])})"]
    if quantities.reads(lang) and quantities.reads(to) and _values(original, lang) != _values(translated, to):
        return ["its numbers are not those of the original"]
    return []


def _digits(text: str) -> Counter[str]:
    """The figures of a text as every locale writes them: without marks between their digits."""
    return Counter(re.sub(r"\D", "", figure).lstrip("0") or "0" for figure in _FIGURE.findall(text))


def _values(text: str, lang: str | None, *, digits: bool = False) -> set[tuple[float, float]]:
    """The values of the figures of a text, or of those written in digits alone; one is no figure but an article in many languages."""
    return {
        (float(q.low), float(q.high))
        for q in quantities.find(text, lang=lang)
        if (float(q.high) > 1 or "," in q.text or "." in q.text) and (not digits or any(c.isdigit() for c in q.text))
    }


def _dates(original: str, translated: str, lang: str | None, to: str) -> list[str]:
    mine = {(d.first, d.last) for d in dates.find(original, anchor=_ANCHOR, lang=lang) if d.first}
    theirs = {(d.first, d.last) for d in dates.find(translated, anchor=_ANCHOR, lang=to) if d.first}
    return [] if mine == theirs else ["its dates are not those of the original"]


# ---------------------------------------------------------------------------------------------- names


def _names(original: str, translated: str, lang: str | None, to: str) -> list[str]:
    known = {_sounds(word) for word in _WORD.findall(translated)} - {""}
    for name in names.find(original, lang=lang):
        for word in _WORD.findall(name.text):
            if _is_name(word, lang) and not any(_alike(_sounds(word), other) for other in known):
                return [f"“{word}” is not in it"]
    mine = {_sounds(word) for word in _WORD.findall(original)} - {""}
    for match in _CAPITAL.finditer(translated):
        word = match[0]
        unknown = _rarity(word, to) >= UNKNOWN and not names.is_country(word.lower()) and not _compound(word.lower(), to)
        if unknown and not any(_alike(_sounds(word), other) for other in mine):
            return [f"“{word}” is not in the original"]
    return []


def _is_name(word: str, lang: str | None) -> bool:
    """Whether a word of a name is one that a translation keeps: rare, and neither a title nor a country."""
    if len(word) < 3 or not word[0].isupper() or names.is_country(word.lower()):
        return False
    return _rarity(word, lang) >= RARE and len(_sounds(word)) >= 2 and not _compound(word.lower(), lang)


def _compound(word: str, lang: str | None) -> bool:
    """Whether a word is put together of two that its language knows, as in German."""
    return any(
        terms.prior(word[:cut].removesuffix("s"), lang) >= PART and terms.prior(word[cut:], lang) >= PART
        for cut in range(4, len(word) - 3)
    )


def _rarity(word: str, lang: str | None) -> float:
    probability = terms.prior(word.lower(), lang)
    return -math.log10(probability) if probability > 0 else 8.0


def _sounds(word: str) -> str:
    """The consonants of a word as they sound, whatever alphabet it is written in; of other alphabets the word itself."""
    if not _ALPHABETS.search(word):
        return word
    spelled = names.key(word).translate(_SPELLED)
    for letters, sound in _SOUNDS:
        spelled = spelled.replace(letters, sound)
    return _TWICE.sub(r"\1", _VOWELS.sub("", spelled))


def _alike(one: str, other: str) -> bool:
    """Whether two are the same name, one perhaps with an ending of its case."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= 3 and long.startswith(short) and len(long) - len(short) <= 2)


# ---------------------------------------------------------------------------------------------- negation, doubt, speech, quotations


def _cues(original: str, translated: str, lang: str | None, to: str) -> list[str]:
    found = []
    if cues.known(lang) and cues.known(to):
        if bool(cues.negations(original, lang)) != bool(cues.negations(translated, to)):
            found.append("a negation is in only one of the two")
        if _says(original, lang) and not cues.speech(translated, to):
            found.append("it does not say who says so")
        if cues.doubts(original) and not _any(cues.doubts(translated), cues.hedges(translated, to)):
            found.append("it is surer than the original")
    if cues.doubts(translated) and not _any(cues.doubts(original), cues.hedges(original, lang)):
        found.append("it is less sure than the original")
    return found


def _says(text: str, lang: str | None) -> bool:
    """Whether the text says who says so; "denied" may stand as a negation in the other language."""
    return bool(set(cues.speech(text, lang)) - set(cues.negations(text, lang)))


def _any(*found: Iterable[str]) -> bool:
    return any(word for words in found for word in words)


def _quotations(original: str, translated: str) -> list[str]:
    mine, theirs = len(quoting.QUOTATION.findall(original)), len(quoting.QUOTATION.findall(translated))
    return [] if mine == theirs else ["a quotation is in only one of the two"]
