"""Which English words mean nearly the same, which exclude each other, and which name no thing. Pure: a table.

Made from WordNet 3.0 by `benchmarks/make_lexicon.py`; its licence is beside it (`lexicon.LICENCE.txt`). Knows some 20,000
frequent words; of any other it says that it may name a thing and is like nothing. I/O: reads `lexicon.txt.gz` of this package, once.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources

FILE = "lexicon.txt.gz"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_ENDINGS = (
    ("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("ies", "y"), ("es", "e"), ("es", ""),
    ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""), ("er", ""), ("est", ""), ("er", "e"), ("est", "e"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.*([a-z]))\2(?:ed|ing)")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one form of a word."""

    known: bool = False
    noun: bool = True  #: it can name a thing
    own: frozenset[int] = frozenset()  #: its senses
    near: frozenset[int] = frozenset()  #: the senses next to them
    lemmas: frozenset[str] = frozenset()
    opposites: frozenset[str] = frozenset()  #: lemmas


@dataclass(slots=True)
class Field:
    """The senses of some words, to be asked for words like them."""

    own: set[int] = field(default_factory=set)
    near: set[int] = field(default_factory=set)
    lemmas: set[str] = field(default_factory=set)

    def add(self, words: Iterable[str]) -> None:
        for word in words:
            entry = look(word)
            if entry.known:
                self.own |= entry.own
                self.near |= entry.near
                self.lemmas |= entry.lemmas

    def has_like(self, word: str) -> bool:
        """Whether a word of nearly the same meaning is among them."""
        entry = look(word)
        return entry.known and not (
            self.own.isdisjoint(entry.own) and self.own.isdisjoint(entry.near) and self.near.isdisjoint(entry.own)
        )

    def has_same(self, word: str) -> bool:
        """Whether a word that can say the very same is among them."""
        return not self.own.isdisjoint(look(word).own)

    def has_opposite(self, word: str) -> bool:
        """Whether a word that excludes it is among them."""
        return not self.lemmas.isdisjoint(look(word).opposites)


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
    table = _table()
    lemmas = [lemma for lemma in _lemmas(word, table) if lemma in table.words]
    if not lemmas:
        return Entry()
    lines = [table.words[lemma] for lemma in lemmas]
    own = frozenset(int(sense, 36) for line in lines for sense in line[2].split())
    near = frozenset(int(sense, 36) for number in own for sense in table.near[number].split() if sense != "-")
    opposites = frozenset(other for line in lines if len(line) > 3 for other in line[3].split())
    return Entry(True, any(line[1] == "n" for line in lines), own, near, frozenset(lemmas), opposites)


def _lemmas(word: str, table: _Table) -> list[str]:
    found = [word, *table.forms.get(word, ())]
    found += [word[: -len(end)] + new for end, new in _ENDINGS if word.endswith(end) and len(word) > len(end) + 1]
    doubled = _DOUBLED.fullmatch(word)
    return list(dict.fromkeys([*found, doubled.group(1)] if doubled else found))
