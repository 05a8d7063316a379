"""Whether two sentences tell one fact, and whether one tells as its own what another quotes. Pure.

By the words they share: likeness of meaning is not known here. What two leads share weighs most, since they tell one event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from newsloom.writing import wording
from newsloom.writing.evidence import Candidate

REPEAT = 0.5  # share of the shorter sentence's content words in another from which it says the same; readers notice from 0.6
SAME = 0.45  # the same of stems; of twenty pages read, pairs above it told one fact twice, few below did
SAME_ELSEWHERE = 0.38  # of two articles: of pairs between the two, half told one fact
SAME_EARLY, SAME_FIRST = (
    0.31,
    0.24,
)  # of sentences among the first five, and the first two, of two articles: leads tell one fact
EARLY, LEADS = 5, 1  # rank below which a sentence is early, and up to which it is of the lead
SAME_FIGURE, SAME_THINGS = 0.3, 2  # overlap and other stems with which one figure in two sentences tells one fact
QUOTED_RUN = 4  # words that two outlets quote: the same thing said
SAID = 0.7  # share of a sentence's stems that the whole page holds, from which it adds nothing
SPEECH_RUN = 7  # words that one outlet quotes and another tells as its own

_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"\w+")


def repeats(candidate: Candidate, others: Sequence[Candidate], *, lenient: bool = False) -> bool:
    """Whether the candidate says what one of the others, or all together, already say."""
    if any(says_same(candidate, other, lenient=lenient) for other in others):
        return True
    mine = set(candidate.stems)
    left = mine.difference(*(other.stems for other in others))
    return len(mine) >= 4 and len(left) <= (1 - SAID) * len(mine) and not any(stem[:1].isdigit() for stem in left)


def says_same(a: Candidate, b: Candidate, *, lenient: bool) -> bool:
    if len(a.content & b.content) >= REPEAT * max(4, min(len(a.content), len(b.content))):
        return True
    if _same_figure(a, b) or _same_words(a, b):
        return True
    return overlap(a, b) >= (SAME if lenient else limit(a, b))


def _same_figure(a: Candidate, b: Candidate) -> bool:
    """Whether both tell one figure of one thing: "683 men were sentenced", "the sentences of the 683 men"."""
    common = frozenset(a.stems) & frozenset(b.stems)
    figures = sum(stem[:1].isdigit() and len(stem) > 1 and not _YEAR.fullmatch(stem) for stem in common)
    return bool(figures) and len(common) - figures >= SAME_THINGS and overlap(a, b) >= SAME_FIGURE


def _same_words(a: Candidate, b: Candidate) -> bool:
    """Whether both quote the same words."""
    if a.article.id == b.article.id:
        return False
    first, second = _quoted_runs(a.text), _quoted_runs(b.text)
    return not first.isdisjoint(second)


def bare_speech(c: Candidate, quoted: Set[tuple[str, ...]]) -> bool:
    """Whether it says as a fact what another sentence of the story has in quotation marks: a statement whose speaker went missing.

    Args:
        quoted: every SPEECH_RUN words in a row that stand in quotation marks.
    """
    if not quoted:
        return False
    outside = list(c.text.lower())
    for start, end in wording.quoted_spans(c.text):
        outside[start:end] = "." * (end - start)
    return any(run in quoted for run in _runs("".join(outside), SPEECH_RUN))


def _runs(text: str, length: int) -> Iterator[tuple[str, ...]]:
    """Every so many words in a row."""
    words = _WORD.findall(text)
    return zip(*(words[i:] for i in range(length)), strict=False)


def speech(candidates: Sequence[Candidate]) -> frozenset[tuple[str, ...]]:
    """Every SPEECH_RUN words in a row that a sentence has in quotation marks."""
    found: set[tuple[str, ...]] = set()
    for c in candidates:
        for start, end in wording.quoted_spans(c.text):
            found.update(_runs(c.text[start:end].lower(), SPEECH_RUN))
    return frozenset(found)


@lru_cache(maxsize=1024)
def _quoted_runs(text: str) -> frozenset[tuple[str, ...]]:
    """Every QUOTED_RUN words in a row that stand in quotation marks."""
    found: set[tuple[str, ...]] = set()
    for start, end in wording.quoted_spans(text):
        found.update(_runs(text[start:end].lower(), QUOTED_RUN))
    return frozenset(found)


def limit(a: Candidate, b: Candidate) -> float:
    """The overlap from which two sentences say the same."""
    if a.article.id == b.article.id:
        return SAME
    if max(a.rank, b.rank) >= EARLY:
        return SAME_ELSEWHERE
    return SAME_FIRST if max(a.rank, b.rank) <= LEADS else SAME_EARLY


def overlap(a: Candidate, b: Candidate) -> float:
    """The share of the shorter sentence's stems that are in the other."""
    mine, other = frozenset(a.stems), frozenset(b.stems)
    return len(mine & other) / max(4, min(len(mine), len(other)))
