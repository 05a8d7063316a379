"""Describe a pair of articles by numbers, and turn them into the probability that both are about one event. Pure."""

from __future__ import annotations

import numpy as np

from newsloom.grouping import index as columns
from newsloom.grouping import marks
from newsloom.grouping.features import LEAD, NAME, NUMBER, TERM, TITLE
from newsloom.grouping.index import Index
from newsloom.grouping.lexicon import Array

FEATURES = (
    "all", "title", "lead", "names", "lead_names", "numbers", "characters",
    "title_in_lead_most", "title_in_lead_least", "lead_shared", "lead_shared_top", "names_shared", "name_top",
    "names_known_most", "names_known_least", "numbers_known_most", "numbers_known_least",
    "gap", "near", "dated", "untitled", "length_least", "length_ratio", "same_source", "same_lang",
    "best", "to_best", "to_other_best", "ground", "other_ground", "above_ground", "width_least",
    "lead_known_most", "lead_known_least", *marks.COMPARED,
)  # fmt: skip
ALL = FEATURES.index("all")
UNDATED_GAP, UNDATED_NEAR = 2.5, 0.9  #: what an undated pair counts as: log(1 + hours), and closeness
NEAR_H = 72.0
LIKE = 0.3  #: a best match less alike than this says nothing by being the best
_EPSILON = 1e-6
_SUMS = 16


def similarity(index: Index, row: int, rows: Array) -> Array:
    """Sums over shared words, (`_SUMS`, len(rows)); the raw matter of `describe`, independent of time and context."""
    which, place, own = index.matches(row, rows)
    sums = np.zeros((_SUMS, len(rows)), np.float32)
    if not len(which):
        return sums
    mine, theirs = index.entries[row].take(own), index.entries.ravel().take(place)
    idf_mine = index.idf[row].take(own).astype(np.float32)
    idf_theirs = index.idf.ravel().take(place).astype(np.float32)
    both = mine & theirs
    product = idf_mine * idf_theirs
    term, name, lead = (both & TERM) != 0, (both & NAME) != 0, (both & LEAD) != 0
    weight = columns.TOLD[index.times[row].take(own)] * columns.TOLD[index.times.ravel().take(place)]
    parts = np.empty((_SUMS, len(which)), np.float32)
    parts[0] = product * weight * term
    parts[1] = product * (term & ((both & TITLE) != 0))
    parts[2] = product * (term & lead)
    parts[3] = product * name
    parts[4] = product * (name & lead)
    parts[5] = product * ((both & NUMBER) != 0)
    parts[6] = idf_mine * (term & ((mine & TITLE) != 0) & ((theirs & LEAD) != 0))
    parts[7] = idf_theirs * (term & ((theirs & TITLE) != 0) & ((mine & LEAD) != 0))
    parts[8] = idf_mine * (term & lead)
    parts[9] = name & lead
    parts[10] = idf_mine * (name & ((mine & LEAD) != 0))
    parts[11] = idf_theirs * (name & ((theirs & LEAD) != 0))
    parts[12] = idf_mine * (((both & NUMBER) != 0) & ((mine & LEAD) != 0))
    parts[13] = idf_theirs * (((both & NUMBER) != 0) & ((theirs & LEAD) != 0))
    parts[14] = parts[8]
    parts[15] = idf_mine * (name & lead)
    counts = np.bincount(which, minlength=len(rows))
    (filled,) = counts.nonzero()
    starts = (np.cumsum(counts) - counts)[filled]
    sums[:14, filled] = np.add.reduceat(parts[:14], starts, axis=1)
    sums[14:, filled] = np.maximum.reduceat(parts[14:], starts, axis=1)
    return sums


def cosines(index: Index, row: int, rows: Array, sums: Array) -> Array:
    """The six weighted cosines, (6, len(rows))."""
    totals = index.totals[rows, :6].T * index.totals[row, :6, None]
    return np.asarray(sums[:6] / np.maximum(totals, _EPSILON), np.float32)


def characters(index: Index, row: int, rows: Array) -> Array:
    """Likeness of the titles' character 4-grams in [0, 1]."""
    common = np.bitwise_count(index.signature[rows] & index.signature[row]).sum(axis=1).astype(np.float32)
    mine, theirs = np.float32(index.bits[row]), index.bits[rows].astype(np.float32)
    chance = mine * theirs / 512.0
    return np.asarray(np.maximum(common - chance, 0) / np.maximum(np.sqrt(mine * theirs) - chance, 1.0), np.float32)


def gaps(index: Index, row: int, rows: Array) -> Array:
    """Hours between the articles; NaN where either has no time. A date alone means any time of its day."""
    gap = np.abs(index.hours[rows] - index.hours[row])
    loose = np.where(index.day_only[rows] | index.day_only[row], 12.0, 0.0)
    return np.asarray(np.maximum(gap - loose, 0.0))


def describe(index: Index, row: int, rows: Array, sums: Array, cos: Array, chars: Array, *, gap: Array | None = None) -> Array:
    """The features of (row, each of rows), (len(rows), len(FEATURES)). Uses `best` and `ground` of both sides.

    `gap` stands for the hours between them, where another time is to be tried.
    """
    mine, theirs = index.totals[row], index.totals[rows]
    out = np.zeros((len(FEATURES), len(rows)), np.float32)
    out[0:6], out[6] = cos, chars
    forward, backward = (
        sums[6] / max(float(mine[columns.SUM_TITLE]), _EPSILON),
        sums[7] / np.maximum(theirs[:, columns.SUM_TITLE], _EPSILON),
    )
    out[7], out[8] = np.maximum(forward, backward), np.minimum(forward, backward)
    out[9], out[10], out[11], out[12] = np.log1p(sums[8]), sums[14], np.log1p(sums[9]), sums[15]
    forward = sums[10] / max(float(mine[columns.SUM_LEAD_NAMES]), 4.0)
    backward = sums[11] / np.maximum(theirs[:, columns.SUM_LEAD_NAMES], 4.0)
    out[13], out[14] = np.maximum(forward, backward), np.minimum(forward, backward)
    forward = sums[12] / max(float(mine[columns.SUM_LEAD_NUMBERS]), 4.0)
    backward = sums[13] / np.maximum(theirs[:, columns.SUM_LEAD_NUMBERS], 4.0)
    out[15], out[16] = np.maximum(forward, backward), np.minimum(forward, backward)
    gap = gaps(index, row, rows) if gap is None else gap
    dated = np.isfinite(gap)
    hours = np.where(dated, gap, 0.0)
    out[17] = np.where(dated, np.log1p(hours), UNDATED_GAP)
    out[18] = np.where(dated, np.exp(-0.5 * (hours / NEAR_H) ** 2), UNDATED_NEAR)
    out[19] = dated
    out[20] = 2.0 - index.titled[rows].astype(np.float32) - float(index.titled[row])
    length, other = float(index.length[row]), index.length[rows].astype(np.float32)
    out[21] = np.log1p(np.minimum(length, other))
    out[22] = np.abs(np.log1p(length) - np.log1p(other))
    out[23] = (index.source[rows] == index.source[row]) & (index.source[row] != 0)
    out[24] = index.lang[rows] == index.lang[row]
    best, ground = float(index.best[row]), float(index.ground[row])
    other_best = np.maximum(index.best[rows], cos[0])
    out[25] = best
    out[26] = cos[0] / max(best, LIKE)
    out[27] = cos[0] / np.maximum(other_best, LIKE)
    out[28], out[29] = ground, index.ground[rows]
    out[30] = cos[0] - (ground + index.ground[rows]) / 2
    out[31] = np.log1p(np.minimum(float(index.width[row]), index.width[rows]))
    forward = sums[8] / max(float(mine[columns.SUM_LEAD]), 4.0)
    backward = sums[8] / np.maximum(theirs[:, columns.SUM_LEAD], 4.0)
    out[32], out[33] = np.maximum(forward, backward), np.minimum(forward, backward)
    out[34:] = marks.compare(index.marks[row], index.marks[rows])
    return np.ascontiguousarray(out.T)
