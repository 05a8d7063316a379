"""What part of speech each word of an English sentence is. Pure, but for reading its weights once (`tagger.txt.gz` of this package).

An averaged perceptron (Collins 2002) over the word, its ending and its neighbours, with the two tags before; words that nearly always
are one thing are looked up. Trained by `benchmarks/train_tagger.py`, which says on what and how often it agrees with its teacher.
"""

from __future__ import annotations

import gzip
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

FILE = "tagger.txt.gz"
#: finite verb (of any form), modal, base form, -ing form, participle; nouns, plurals, names; adjective, adverb, number, determiner; pronoun,
#: possessive pronoun, 's; preposition, subordinating conjunction, "to", "and", particle, wh-word, "there is"; anything else; a mark
TAGS = (
    "VF", "MD", "VB", "VG", "VN", "NN", "NS", "NP", "JJ", "RB", "CD", "DT",
    "PR", "PS", "OS", "IN", "SC", "TO", "CC", "RP", "WH", "EX", "XX", "-",
)  # fmt: skip
_CHUNK = re.compile(r"\S+")
_OPENING = "\"“‘'([{«"
_CLOSING = ",;:.!?\"”’')]}»…"
_ABBREVIATED = re.compile(
    r"(?:[^\W\d_]\.)+|(?:Mr|Mrs|Ms|Dr|Gov|Sen|Sens|Rep|Reps|Gen|St|Lt|Col|Maj|Sgt|Capt|Jr|Sr|Inc|Corp|Co|Ltd|vs|No|Prof|Rev|Adm|Calif|Fla|Mass|Conn"
    r"|Okla|Ariz|Ill|Pa|Va|Wis|Tenn|Ore|Wash|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\."
)
_OWNER = re.compile(r"[^\W_](['’]s|['’])$")
_DASH = re.compile(r"[–—]|--+")


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    text: str
    tag: str
    low: str  #: in small letters


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Words and marks: "Trump's" is two, "didn't" and "rebel-held" are one, "U.S." keeps its stops."""
    for chunk in _CHUNK.finditer(text):
        at = chunk.start()
        for dash in _DASH.finditer(chunk.group()):
            yield from _words(text, at, chunk.start() + dash.start())
            yield chunk.start() + dash.start(), chunk.start() + dash.end()
            at = chunk.start() + dash.end()
        yield from _words(text, at, chunk.end())


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start] in _OPENING:
        yield start, start + 1
        start += 1
    last = end
    while start < last and text[last - 1] in _CLOSING:
        if text[last - 1] == "." and _ABBREVIATED.fullmatch(text, start, last):
            break
        if (
            text[last - 1] in "'’"
            and text[last - 2 : last - 1] == "s"
            and text.find("‘", 0, start) < 0
            and text.find("'", 0, start) < 0
        ):
            break  # "officials' plan"
        last -= 1
    if start < last:
        owner = _OWNER.search(text, start, last)
        if owner:
            yield start, owner.start(1)
            yield owner.start(1), last
        else:
            yield start, last
    for at in range(last, end):
        yield at, at + 1


@lru_cache(maxsize=512)  # headline, headings and deck look at the same sentences
def tag(text: str) -> tuple[Token, ...]:
    """The words and marks of one sentence, each with its tag of TAGS."""
    places = list(spans(text))
    words = [text[a:b] for a, b in places]
    return tuple(Token(a, b, w, t, w.lower()) for (a, b), w, t in zip(places, words, tags(words), strict=True))


def tags(words: Sequence[str]) -> list[str]:
    model = _model()
    forms = [form(w) for w in words]
    made: list[str] = []
    before = two_before = "^"
    for i, word in enumerate(words):
        found = known(word) or model.only.get(forms[i]) or model.best(features(words, forms, i, before, two_before))
        made.append(found)
        two_before, before = before, found
    return made


def known(word: str) -> str | None:
    """The tag that needs no weights: of a mark."""
    return (
        None if any(c.isalnum() for c in word) or word in ("$", "%", "'s", "’s", "&") else "OS" if word in ("'", "’") else "-"
    )


@lru_cache(maxsize=20_000)
def form(word: str) -> str:
    """How a word is looked up: small letters, figures as 0."""
    return re.sub(r"\d", "0", word.lower().replace("’", "'"))


def shape(word: str, first: bool) -> str:
    if word[:1].isdigit():
        return "0"
    if "-" in word:
        return "H" if word[:1].isupper() else "h"
    if word[:1].isupper():
        return "F" if first else "A" if len(word) > 1 and word.isupper() else "C"
    return "s"


def features(words: Sequence[str], forms: Sequence[str], i: int, before: str, two_before: str) -> tuple[str, ...]:
    """What is looked at to tag word `i`."""
    own = forms[i]
    last = forms[i - 1] if i else "^"
    following = forms[i + 1] if i + 1 < len(forms) else "$"
    second = forms[i + 2] if i + 2 < len(forms) else "$"
    look = shape(words[i], i == 0)
    return (
        "w" + own, "e" + own[-3:], "f" + own[-2:], "s" + look, "t" + before, "u" + before + two_before, "v" + before + own, "l" + last,
        "n" + following, "m" + following[-3:], "a" + look + (shape(words[i + 1], False) if i + 1 < len(words) else "$"), "o" + second,
        "k" + (forms[i - 2] if i > 1 else "^"), "x" + before + following[-2:], "y" + own[-3:] + before,
    )  # fmt: skip


#: a row of weights is one whole number of so many bits for each tag: rows are added up without a loop over the tags
BITS = 16
LEVEL = (
    1 << 9
)  # added to each weight of a row, so that no sum falls below 0: none of the model is as large, nor fifteen together too large
_ROW = struct.Struct(f"<{len(TAGS)}H")


@dataclass(frozen=True, slots=True)
class _Model:
    only: dict[str, str]  #: of words that nearly always are one thing
    weights: dict[str, int]  #: of each feature: what it says for each tag, in one number

    def best(self, found: Sequence[str]) -> str:
        weights, total = self.weights, 0
        for name in found:
            total += weights.get(name, 0)
        scores = _ROW.unpack(total.to_bytes(_ROW.size, "little"))
        return TAGS[scores.index(max(scores))]


@cache
def _model() -> _Model:
    raw = gzip.decompress(resources.files("newsloom.text").joinpath(FILE).read_bytes()).decode()
    only, weights = raw.split("\n\n")
    level = sum(LEVEL << BITS * at for at in range(len(TAGS)))
    rows = (line.split(" ") for line in weights.split("\n") if line)
    return _Model(
        dict(line.split(" ") for line in only.split("\n")),
        {name: level + sum(int(v) << BITS * int(p) for p, v in (cell.split(":") for cell in cells)) for name, *cells in rows},
    )
