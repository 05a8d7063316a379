"""Hold the sketches of the window and find the few articles an arriving one could belong with. Pure: arrays in memory only.

Everything lies in fixed-width rows of arrays, a ring of at most `window` articles. Retrieval reads the newest
`POSTING_READ` postings of the arriving article's heaviest terms, so its cost does not grow with the window.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Any

import numpy as np

from newsloom.grouping import marks
from newsloom.grouping.features import LEAD, NAME, NUMBER, TERM, TITLE, WIDTH, Sketch
from newsloom.grouping.lexicon import TERM_MASK, Array

ROW_LINKS = 30  #: candidates an article is scored against
EXAMINED = 64  #: of which the best by exact similarity are taken from this many found by the postings
INDEXED_TERMS = 40  #: heaviest entries of an article that lead to it
QUERY_TERMS = 28  #: heaviest entries it is looked up by
POSTING_READ = 256  #: newest articles read of one term
POSTING_KEPT = 512
_SLOT_BITS = 18
_SLOT_MASK = (1 << _SLOT_BITS) - 1
NO_LINK = -1
MOST_TIMES = 255  #: a word told oftener counts as told so often
#: what a word told so many times weighs, 1 + ln(times), as precise as a sketch has it
TOLD = (1.0 + np.log(np.maximum(np.arange(MOST_TIMES + 1), 1))).astype(np.float16).astype(np.float32)
GROUND_PRIOR, GROUND_WORTH = 0.08, 200  #: the usual background before anything arrived, and how many articles that counts as
_GROUND_PARTS = 1 << 20

# Columns of `totals`.
TOTAL_ALL, TOTAL_TITLE, TOTAL_LEAD, TOTAL_NAMES, TOTAL_LEAD_NAMES, TOTAL_NUMBERS = range(6)
SUM_TITLE, SUM_LEAD_NAMES, COUNT_LEAD_NAMES, SUM_LEAD_NUMBERS, SUM_LEAD = range(6, 11)
_TOTALS = 11


@dataclass(slots=True)
class Facts:
    """What pair features need beside the words."""

    hours: float  #: time in hours since the epoch; NaN if unknown
    day_only: bool
    lang: int
    source: int
    text: int = 0  #: hash of the words; 0 if there are too few to tell a copy


class Index:
    """Sketches by arrival number, and the postings that lead to them."""

    def __init__(self, window: int) -> None:
        self.window = window
        self.capacity = 0
        self.postings: dict[int, array[int]] = {}  #: term → rows, the newest last
        self._place = np.zeros(window, np.int32)
        self._slot = np.full(1 << _SLOT_BITS, -1, np.int16)
        self._grounds = self._grounded = 0  # sum of all backgrounds, in whole parts, and how many there are
        self._grow(min(window, 1024))

    def _grow(self, capacity: int) -> None:
        shapes: dict[str, tuple[tuple[int, ...], Any, float]] = {
            "arrival": ((), np.int64, -1),
            "entries": ((WIDTH,), np.uint32, 0),
            "times": ((WIDTH,), np.uint8, 0),
            "idf": ((WIDTH,), np.float16, 0),
            "width": ((), np.int16, 0),
            "totals": ((_TOTALS,), np.float32, 0),
            "signature": ((8,), np.uint64, 0),
            "bits": ((), np.int16, 0),
            "marks": ((marks.WORDS,), np.uint64, 0),
            "hours": ((), np.float64, np.nan),
            "day_only": ((), np.bool_, 0),
            "length": ((), np.int16, 0),
            "titled": ((), np.bool_, 0),
            "lang": ((), np.int32, 0),
            "source": ((), np.int64, 0),
            "text": ((), np.int64, 0),
            "best": ((), np.float32, 0),
            "ground": ((), np.float32, 0),
            "back": ((ROW_LINKS,), np.uint32, 0),  # how many arrivals before; 0 for no link
            "chances": ((ROW_LINKS,), np.float16, 0),
        }
        for name, (shape, kind, fill) in shapes.items():
            fresh = np.full((capacity, *shape), fill, kind) if fill else np.zeros((capacity, *shape), kind)
            if self.capacity:
                fresh[: self.capacity] = getattr(self, name)
            setattr(self, name, fresh)
        self.capacity = capacity

    arrival: Array
    entries: Array
    times: Array
    idf: Array
    width: Array
    totals: Array
    signature: Array
    bits: Array
    marks: Array
    hours: Array
    day_only: Array
    length: Array
    titled: Array
    lang: Array
    source: Array
    text: Array
    best: Array
    ground: Array
    back: Array
    chances: Array

    def row(self, arrival: int) -> int:
        return arrival % self.window

    def holds(self, arrival: int) -> bool:
        row = self.row(arrival)
        return row < self.capacity and int(self.arrival[row]) == arrival

    def write(self, arrival: int, sketch: Sketch, facts: Facts) -> int:
        """Put a sketch into its row; returns the row. What lay there before must have been dropped."""
        row = self.row(arrival)
        while row >= self.capacity:
            self._grow(min(self.window, max(self.capacity * 2, row + 1)))
        width = len(sketch.entries)
        self.arrival[row] = arrival
        times = np.minimum(np.searchsorted(TOLD[1:], sketch.tf.astype(np.float32)) + 1, MOST_TIMES)
        for column, values in (("entries", sketch.entries), ("times", times), ("idf", sketch.idf)):
            store = getattr(self, column)
            store[row, :width] = values
            store[row, width:] = 0
        self.width[row] = width
        self.totals[row] = _totals(sketch.entries, TOLD[times], sketch.idf.astype(np.float32))
        self.signature[row] = sketch.signature
        self.marks[row] = sketch.marks
        self.bits[row] = int(np.bitwise_count(sketch.signature).sum())
        self.hours[row], self.day_only[row] = facts.hours, facts.day_only
        self.length[row], self.titled[row] = min(sketch.length, 30_000), sketch.titled
        self.lang[row], self.source[row], self.text[row] = facts.lang, facts.source, facts.text
        self.best[row] = self.ground[row] = 0.0
        self.back[row] = 0
        self.chances[row] = 0
        return row

    def link(self, arrival: int, links: Array, chances: Array) -> None:
        """Note what an article was scored against, as arrival numbers, with the probabilities."""
        row, count = self.row(arrival), len(links)
        self.back[row, :count], self.chances[row, :count] = arrival - links, chances

    def links(self, arrivals: Array) -> Array:
        """What each article was scored against on arrival, (len(arrivals), `ROW_LINKS`) arrival numbers; `NO_LINK` where it was not."""
        back = self.back[arrivals % self.window]
        return np.where(back, arrivals[:, np.newaxis] - back, NO_LINK)

    def settle(self, row: int, ground: float) -> None:
        """Set the background of a row: how like it those articles are that are not of its own event."""
        self.ground[row] = ground
        self._count_ground(row, 1)

    @property
    def usual_ground(self) -> float:
        """The mean background of the window's articles."""
        return (GROUND_PRIOR * GROUND_WORTH + self._grounds / _GROUND_PARTS) / (GROUND_WORTH + self._grounded)

    def _count_ground(self, row: int, sign: int) -> None:
        parts = round(float(self.ground[row]) * _GROUND_PARTS)  # whole, so that what is left is as if it had never been
        self._grounds += sign * parts
        self._grounded += sign * (parts > 0)

    def publish(self, row: int) -> None:
        """Let later articles find this row."""
        for term in self._heaviest(row, INDEXED_TERMS)[0].tolist():
            posting = self.postings.get(term)
            if posting is None:
                self.postings[term] = array("I", (row,))
            else:
                posting.append(row)
                if len(posting) > POSTING_KEPT:
                    del posting[:-POSTING_READ]

    def drop(self, arrival: int) -> None:
        """Take an article out: its row is free, and its postings lead nowhere."""
        row = self.row(arrival)
        for term in self._heaviest(row, INDEXED_TERMS)[0].tolist():
            posting = self.postings.get(term)
            if posting is None:
                continue
            if posting[0] == row:  # the oldest of the window, as nearly always
                del posting[0]
            elif row in posting:
                posting.remove(row)
            if not posting:
                del self.postings[term]
        self._count_ground(row, -1)
        self.arrival[row] = -1

    def _heaviest(self, row: int, count: int) -> tuple[Array, Array]:
        width = int(self.width[row])
        weights = TOLD[self.times[row, :width]] * self.idf[row, :width].astype(np.float32)
        order = np.argsort(-weights, kind="stable")[:count]
        return self.entries[row, order] & np.uint32(TERM_MASK), weights[order]

    def find(self, row: int) -> Array:
        """Rows that share heavy terms with this one, at most `EXAMINED`, the most promising by shared weight."""
        ids, weights = self._heaviest(row, QUERY_TERMS)
        found: list[Array] = []
        shares: list[float] = []
        postings = self.postings
        for term, weight in zip(ids.tolist(), weights.tolist(), strict=True):
            posting = postings.get(term)
            if posting is not None:
                found.append(np.frombuffer(posting, np.uint32)[-POSTING_READ:])
                shares.append(weight)
        if not found:
            return np.zeros(0, np.int64)
        rows = np.concatenate(found).astype(np.int64)
        weighed = np.repeat(np.array(shares), [len(part) for part in found])
        # Each row's last place in the list stands for it: no sorting of thousands to keep a few dozen.
        places = np.arange(len(rows), dtype=np.int32)
        self._place[rows] = places
        place = self._place[rows]
        sums = np.bincount(place, weights=weighed, minlength=len(rows))
        (once,) = ((place == places) & (rows != row)).nonzero()
        sums, arrivals = sums[once], self.arrival[rows[once]]
        if len(sums) > EXAMINED:
            (enough,) = (sums >= np.partition(sums, -EXAMINED)[-EXAMINED]).nonzero()
            order = np.lexsort((arrivals[enough], -sums[enough]))[:EXAMINED]
            arrivals = arrivals[enough[order]]
        return np.sort(arrivals) % self.window

    def matches(self, row: int, rows: Array) -> tuple[Array, Array, Array]:
        """Where the entries of `row` occur in `rows`: (which of rows, place in all entries laid flat, own column), ordered by the first."""
        width = int(self.width[row])
        if not width:
            empty = np.zeros(0, np.int64)
            return empty, empty, empty
        own = self.entries[row, :width]
        slots = own & np.uint32(_SLOT_MASK)
        self._slot[slots] = np.arange(width, dtype=np.int16)
        theirs = self.entries[rows]
        position = self._slot.take(theirs & np.uint32(_SLOT_MASK)).ravel()
        self._slot[slots] = -1
        (flat,) = (position >= 0).nonzero()
        column = position[flat].astype(np.int64)
        real = ((own[column] ^ theirs.ravel()[flat]) & np.uint32(TERM_MASK)) == 0
        flat, column = flat[real], column[real]
        which = flat // WIDTH
        return which, flat + (rows[which] - which) * WIDTH, column


def _totals(entries: Array, tf: Array, idf: Array) -> Array:
    is_term, is_name = (entries & TERM) != 0, (entries & NAME) != 0
    lead, title, number = (entries & LEAD) != 0, (entries & TITLE) != 0, (entries & NUMBER) != 0
    squares, weights = idf * idf, (tf * idf) ** 2
    totals = np.zeros(_TOTALS, np.float32)
    totals[TOTAL_ALL] = np.sqrt(weights[is_term].sum())
    totals[TOTAL_TITLE] = np.sqrt(squares[is_term & title].sum())
    totals[TOTAL_LEAD] = np.sqrt(squares[is_term & lead].sum())
    totals[TOTAL_NAMES] = np.sqrt(squares[is_name].sum())
    totals[TOTAL_LEAD_NAMES] = np.sqrt(squares[is_name & lead].sum())
    totals[TOTAL_NUMBERS] = np.sqrt(squares[number].sum())
    totals[SUM_TITLE] = idf[is_term & title].sum()
    totals[SUM_LEAD_NAMES] = idf[is_name & lead].sum()
    totals[COUNT_LEAD_NAMES] = np.count_nonzero(is_name & lead)
    totals[SUM_LEAD_NUMBERS] = idf[number & lead].sum()
    totals[SUM_LEAD] = idf[is_term & lead].sum()
    return totals
