"""What tells two events of one form apart: counts, places, days and years of an opening, as small bit fields. Pure.

Two shootings share most of their words; they differ in when, where and how many. Each of these is hashed into a field of bits as the
article arrives, so that comparing costs a few operations. A field that is empty on either side says nothing. No list of places is
needed: a capital after a preposition of place is one. Days agree in every labelled set where articles are of one event, and differ where
they are not; of counts and places only agreement says anything, since reports of one event name different ones.
"""

from __future__ import annotations

import numpy as np

from newsloom.grouping.lexicon import CAPITAL, COUNT, DROP, FROM_TODAY, MARK, MONTH, PLACE_FOLLOWS, WEEKDAY, Array, Lexicon

OPENING_TOKENS = 120  #: words of the body that are looked at; further down reports tell of other events
ENOUGH = 30  #: a body of so many words is read for places without its title, where every word may be a capital
# The fields, as ranges of 64-bit words.
FACTS, PLACES, DAYS, YEARS = slice(0, 2), slice(2, 4), slice(4, 5), slice(5, 6)
WORDS = 6
_ALONE = 1  #: the role of a figure that counts nothing named, such as an age after a name
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
#: columns of `compare`
COMPARED = ("figures_agree", "places_agree", "days_agree", "days_differ", "years_agree", "years_differ")


def read(lexicon: Lexicon, rows: Array, flags: Array, n_title: int, today: int | None) -> Array:
    """The fields of an opening, uint64[WORDS].

    Args:
        rows, flags: its tokens, those of the title first.
        today: weekday of publication, Monday 0, from which "yesterday" is read; None if unknown.
    """
    out = np.zeros(WORDS, np.uint64)
    places = np.zeros(len(rows), bool)
    places[1:] = ((flags[:-1] & PLACE_FOLLOWS) != 0) & ((flags[1:] & CAPITAL) != 0)
    if len(rows) - n_title >= ENOUGH:
        places[:n_title] = False
    if places.any():
        _set(out, PLACES, lexicon.name[rows[places]])
    (told,) = (flags & (WEEKDAY | MONTH | COUNT)).nonzero()
    if len(told):
        _read_figures(out, lexicon, rows.tolist(), flags.tolist(), told.tolist(), today)
    return out


def _read_figures(out: Array, lexicon: Lexicon, rows: list[int], flags: list[int], told: list[int], today: int | None) -> None:
    facts: list[int] = []
    days = years = 0
    last = len(rows) - 1
    for here in told:
        value = int(lexicon.value[rows[here]])
        if flags[here] & WEEKDAY:
            if value < FROM_TODAY - 3:
                days |= 1 << value
            elif today is not None:
                days |= 1 << (today + value - FROM_TODAY) % 7
        elif flags[here] & MONTH:
            for beside in (here - 1, here + 1):
                if 0 <= beside <= last and flags[beside] & COUNT and 1 <= (day := int(lexicon.value[rows[beside]])) <= 31:
                    days |= 1 << (8 + (value * 37 + day) % 56)
        elif _FIRST_YEAR <= value <= _LAST_YEAR:
            years |= 1 << value % 64
        elif not ((here and flags[here - 1] & MONTH) or (here < last and flags[here + 1] & MONTH)):
            role = int(lexicon.unit[rows[here]]) or _role(lexicon, rows, flags, here)
            if role:
                facts.append((role * 2654435761 + value * 40503) & 0xFFFFFFFF)
    out[DAYS], out[YEARS] = days, years
    if facts:
        _set(out, FACTS, np.array(facts, np.uint32))


def _role(lexicon: Lexicon, rows: list[int], flags: list[int], here: int) -> int:
    """What a figure counts: the word after it, if it is an ordinary one; 0 for none."""
    if here + 1 >= len(rows) or flags[here + 1] & MARK:
        return _ALONE
    if flags[here + 1] & (CAPITAL | COUNT):
        return 0
    return _ALONE if flags[here + 1] & DROP else int(lexicon.term[rows[here + 1]])


def _set(out: Array, field: slice, ids: Array) -> None:
    """Set the bit of each id in a field of two words."""
    bits = (ids.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(57)
    for bit in bits.tolist():
        out[field.start + (bit >> 6)] |= np.uint64(1 << (bit & 63))


def compare(mine: Array, theirs: Array) -> Array:
    """Agreement and difference of one opening with others, (len(COMPARED), len(theirs)); zero where either says nothing."""
    both = np.bitwise_count(theirs & mine).astype(np.float32)
    out = np.empty((len(COMPARED), len(theirs)), np.float32)
    out[0] = both[:, FACTS].sum(axis=1)
    out[1] = both[:, PLACES].sum(axis=1)
    times = slice(DAYS.start, YEARS.stop)
    least = np.minimum(np.bitwise_count(theirs[:, times]), np.bitwise_count(mine[times])).astype(np.float32)
    common = both[:, times]
    out[2::2] = common.T
    out[3::2] = np.where(common == 0, least, 0).T
    return out
