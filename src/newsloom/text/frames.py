"""What an English verb wants beside it, and which preposition a noun does. Pure, but for reading its table once (`frames.txt` of this package).

Counted by `benchmarks/train_tagger.py` in news that a larger parser read: single words and shares, nothing of the texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from newsloom.text import terms

FILE = "frames.txt"


@dataclass(frozen=True, slots=True)
class Frame:
    """Shares are of the uses in which the verb is active."""

    bare: float = 0.3  #: with neither object nor clause
    with_object: float = 0.6
    with_clause: float = 0.1  #: with a clause or an infinitive
    wants: frozenset[str] = frozenset()  #: prepositions that often complete it
    wants_more: frozenset[str] = frozenset()  #: the same where it has its object
    must: frozenset[str] = frozenset()  #: of those, without which it is not whole


_UNKNOWN = Frame()
#: shares of bare uses that the count has too high: of "including", and of meetings of several that are said of one
_SELDOM_BARE = {"includ": 0.05, "meet": 0.3}
#: verbs that their object does not make whole: it was put somewhere, a year was spent doing something
_PLACING = frozenset(("put", "spend", "place", "turn"))
#: verbs that say in what state their object is: "has both leaders in agreement", "left the town under water"
_KEEPING = frozenset(("has", "have", "had", "keep", "kept", "leav", "left"))
_STATES = frozenset(("in", "on", "under"))
#: verbs whose object is whole only with what it is called
_NAMING = frozenset(("call", "dub", "label", "brand", "deem"))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """What a form of a verb or noun is looked up by."""
    return terms.stem(word, "en")


def look(word: str) -> Frame:
    """The frame of a verb in small letters, in any of its forms; one that fits most verbs where it is not known."""
    return _table()[0].get(stem(word), _UNKNOWN)


def is_placing(word: str) -> bool:
    """Whether a verb wants a place, or what was done, besides its object."""
    return stem(word) in _PLACING or word == "spent"


def is_naming(word: str) -> bool:
    """Whether a verb says what its object is called: "called the plan a mistake"."""
    return stem(word) in _NAMING


def look_noun(word: str) -> frozenset[str]:
    """The prepositions, "of" apart, that often complete a noun."""
    return _table()[1].get(stem(word), frozenset())


@cache
def _table() -> tuple[dict[str, Frame], dict[str, frozenset[str]]]:
    verbs: dict[str, Frame] = {}
    nouns: dict[str, frozenset[str]] = {}
    for line in resources.files("newsloom.text").joinpath(FILE).read_text("utf-8").split("\n"):
        cells = line.split("\t")
        if cells[0] == "v":
            bare, with_object, with_clause = (int(c) / 100 for c in cells[2:5])
            wants, wants_more, must = (frozenset(c.split()) for c in cells[5:8])
            bare = min(bare, _SELDOM_BARE.get(cells[1], 1.0))
            if cells[1] in _KEEPING:
                wants_more |= _STATES
            verbs[cells[1]] = Frame(bare, with_object, with_clause, wants, wants_more, must)
        elif cells[0] == "n":
            nouns[cells[1]] = frozenset(cells[2].split())
    return verbs, nouns
