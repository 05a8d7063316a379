"""Which English words mean nearly the same, which exclude each other, and which name no thing. Pure: a table.

Made from WordNet 3.0 by `benchmarks/make_lexicon.py`; its licence is beside it (`lexicon.LICENCE.txt`). Knows some 20,000
frequent words; of any other it says that it may name a thing and is like nothing. I/O: reads `lexicon.txt.gz` of this package, once.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

FILE = "lexicon.txt.gz"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_ENDINGS = (
    ("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("ies", "y"), ("es", "e"), ("es", ""),
    ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""), ("er", ""), ("est", ""), ("er", "e"), ("est", "e"),
)  # fmt: skip
_LAST = ("s", "d", "g", "r", "t", "n")  # letters that the endings end in
_DOUBLED = re.compile(r"(.*([a-z]))\2(?:ed|ing)")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one form of a word."""

    lemmas: tuple[str, ...] = ()  #: of which it may be a form; none if it is not known
    noun: bool = True  #: it can name a thing
    own: frozenset[int] = frozenset()  #: its senses


class Field:
    """The senses of some words in small letters, to be asked for words like them."""

    __slots__ = ("_known", "_own")

    def __init__(self, words: Iterable[str]) -> None:
        self._known = list(map(look, words))
        self._own: frozenset[int] = frozenset().union(*[entry.own for entry in self._known])

    def has_like(self, word: str) -> bool:
        """Whether a word of nearly the same meaning is among them."""
        own = look(word).own
        return not self._own.isdisjoint(own) or any(not self._own.isdisjoint(_next(sense)) for sense in own)

    def has_same(self, word: str) -> bool:
        """Whether a word that can say the very same is among them."""
        return not self._own.isdisjoint(look(word).own)

    def has_opposite(self, word: str) -> bool:
        """Whether a word that excludes it is among them."""
        against = opposites(word)
        return bool(against) and any(not against.isdisjoint(entry.lemmas) for entry in self._known)


@dataclass(frozen=True, slots=True)
class _Table:
    words: dict[str, tuple[str, ...]]  #: columns of its line
    near: list[str]  #: of each sense, undecoded
    forms: dict[str, list[str]]  #: irregular ones


@cache
def _table() -> _Table:
    raw = gzip.decompress(resources.files("newsloom.checking").joinpath(FILE).read_bytes()).decode()
    words, near, forms = (block.split("\n") for block in raw.split("\n\n"))
    return _Table(
        {(columns := tuple(line.split("\t")))[0]: columns for line in words},
        near,
        {line.split(" ", 1)[0]: line.split()[1:] for line in forms},
    )


def encoded(number: int) -> str:
    """A number of the table in base 36."""
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


@lru_cache(maxsize=50_000)
def look(word: str) -> Entry:
    """What is known of a word in small letters, in any of its forms."""
    words = _table().words
    lemmas = tuple(lemma for lemma in _lemmas(word) if lemma in words)
    if not lemmas:
        return Entry()
    lines = [words[lemma] for lemma in lemmas]
    own = frozenset(int(sense, 36) for line in lines for sense in line[2].split())
    return Entry(lemmas, any(line[1] == "n" for line in lines), own)


def opposites(word: str) -> frozenset[str]:
    """The words, as the dictionary writes them, that exclude a word in one of its senses."""
    words = _table().words
    lines = [words[lemma] for lemma in look(word).lemmas]
    return frozenset(other for line in lines if len(line) > 3 for other in line[3].split())


@lru_cache(maxsize=50_000)
def _next(sense: int) -> tuple[int, ...]:
    """The senses next to one."""
    return tuple(int(other, 36) for other in _table().near[sense].split() if other != "-")


def _lemmas(word: str) -> list[str]:
    found = [word, *_table().forms.get(word, ())]
    if word.endswith(_LAST):
        found += [word[: -len(end)] + new for end, new in _ENDINGS if word.endswith(end) and len(word) > len(end) + 1]
        doubled = _DOUBLED.fullmatch(word)
        if doubled:
            found.append(doubled.group(1))
    return list(dict.fromkeys(found))
