"""What is known of a token for itself, looked up once: its term, its name, how rare it is, what kind of word. Pure: no I/O.

Terms are hashed to `TERM_BITS` bits: the arrays stay small and nothing grows with the vocabulary.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, TypeAlias
from zlib import crc32

import numpy as np

from newsloom.text import dates, quantities, terms

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]

TERM_BITS = 23  #: 8.4 million buckets; a stream of a million articles uses about half of them
TERM_MASK = (1 << TERM_BITS) - 1
COMMON = 1e-3  #: words at least this frequent in the language say nothing about an event (Zipf value 6)
# What kind of token a row is.
MARK, DROP, CAPITAL, DIGIT, PLACE_FOLLOWS, WEEKDAY, MONTH, COUNT = (1 << bit for bit in range(8))
#: what stands before a place, in languages that write names with capitals
_PREPOSITIONS = frozenset(
    "in at near outside across bei nahe im aus à au aux en dans près em no na nel nella bij te в во на под".split()  # noqa: SIM905
)
FROM_TODAY = 16  #: the value of "today"; that of "yesterday" is one less
_FIGURE = re.compile(r"(\d{1,9})(?:-([^\W\d_]{2,}))?")

_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun"  # noqa: SIM905
    " january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sept sep oct nov dec"
    " montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember".split()
)
_LATIN = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфхцыэіїєґћђјљњλ", "abvgdeeziiclmnoprstufhcieiiegcdjlnl", strict=True))
    | {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "iu", "я": "ia", "ъ": "", "ь": "", "џ": "dz"}
    | {"ß": "ss", "ø": "o", "æ": "e", "œ": "e", "ł": "l", "đ": "d", "ı": "i"}
)
_SAME_SOUND = str.maketrans("yk", "ic")
_DOUBLED = re.compile(r"([a-z])\1")


class Lexicon(dict[str, int]):
    """Token → row of parallel columns, for one language. Filled as tokens are met; emptied when it grows past `LIMIT`."""

    LIMIT = 300_000

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.lang = lang
        self._reset()

    def _reset(self) -> None:
        self.clear()
        self.words: list[str] = []
        self.term = np.zeros(4096, np.uint32)
        self.name = np.zeros(4096, np.uint32)
        self.prior = np.zeros(4096, np.float64)
        self.flags = np.zeros(4096, np.uint8)
        self.marked = np.zeros(4096, np.bool_)
        self.value = np.zeros(4096, np.uint32)  # of a figure, a month, a weekday
        self.unit = np.zeros(4096, np.uint32)  # term of what a token such as 35-year-old counts; 0 for none

    def among(self, rows: Array, others: Array) -> Array:
        """Which of the rows are among the others."""
        self.marked[others] = True
        found: Array = self.marked[rows]
        self.marked[others] = False
        return found

    def trim(self) -> None:
        """Forget all words if there are too many; between articles only, since rows change."""
        if len(self) > self.LIMIT:
            self._reset()

    def __missing__(self, token: str) -> int:
        row = len(self.words)
        if row == len(self.term):
            for column in ("term", "name", "prior", "flags", "marked", "value", "unit"):
                old = getattr(self, column)
                setattr(self, column, np.concatenate((old, np.zeros_like(old))))
        self.words.append(token)
        self[token] = row
        self._describe(row, token)
        return row

    def _describe(self, row: int, token: str) -> None:
        first = token[0]
        if not first.isalnum():
            self.flags[row] = MARK
            return
        folded = unicodedata.normalize("NFKC", token).casefold().replace("’", "'").removesuffix("'s")
        capital = first.isupper() and folded not in _CALENDAR and len(folded) > 1
        digit = not folded.isalpha() and any(character.isdigit() for character in folded)
        prior = terms.prior(folded, self.lang)
        stem = folded if digit or len(folded) < 3 else terms.stem(folded, self.lang)
        drop = (len(folded) < 2 and not digit) or prior >= COMMON or not stem
        self.term[row] = _hash(crossing(stem))
        if first.isupper():
            self.name[row] = _hash("\x00" + crossing(folded))
        self.prior[row] = min(prior, COMMON)
        flags = (DROP if drop else 0) | (CAPITAL if capital and not drop else 0) | (DIGIT if digit else 0)
        self.flags[row] = flags | (PLACE_FOLLOWS if folded in _PREPOSITIONS else 0) | self._read_figure(row, folded)

    def _read_figure(self, row: int, folded: str) -> int:
        """Note the value of a figure, a month or a weekday; returns its flag."""
        if folded[:1].isdigit() and (figure := _FIGURE.match(folded)):
            self.value[row] = int(figure[1])
            self.unit[row] = _hash(crossing(terms.stem(figure[2], self.lang))) if figure[2] else 0
            return COUNT
        shift = dates.days_from_today(folded, self.lang)
        for flag, value in (
            (WEEKDAY, None if shift is None else FROM_TODAY + shift),
            (COUNT, quantities.word_value(folded, self.lang)), (MONTH, dates.month(folded)), (WEEKDAY, dates.weekday(folded)),
        ):  # fmt: skip
            if value is not None:
                self.value[row] = value
                return flag
        return 0


def crossing(word: str) -> str:
    """A spelling that one name or international word has in common in many languages: no marks, Latin letters, no ending vowels."""
    if not word.isascii():
        plain = unicodedata.normalize("NFKD", word.translate(_LATIN))
        word = "".join(letter for letter in plain if not unicodedata.combining(letter))
        if not word.isascii():
            return word
    word = _DOUBLED.sub(r"\1", word.translate(_SAME_SOUND).replace("ph", "f").replace("ou", "u").replace("gh", "g"))
    return word[:3] + word[3:].rstrip("aeiou")


def _hash(text: str) -> int:
    return (crc32(text.encode("utf-8", "surrogatepass")) & TERM_MASK) or 1
