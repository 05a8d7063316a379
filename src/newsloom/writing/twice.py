"""Whether two sentences tell one fact, and whether one tells as its own what another quotes. Pure.

By the words they share: likeness of meaning is not known here. What two leads share weighs most, since they tell one event.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
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
# The likelihood that two sentences of two articles tell one fact, fitted to 1,259 pairs of 56 stories that were read one by one
# (110 tell one fact, 105 half of one); none of 50 further figures, of names, places, quotations or titles, added to these.
SHARED = 13.4  # of the rarity-weighted share of stems that they have in common, the geometric mean of both shares
DEEP, DEEPEST = -0.195, 8  # of each place down in its article of the later one, up to so many: what comes first is told by all
FIGURES, MOST_FIGURES = 0.5, 2  # of each figure in common, up to so many
ALIKE_LONG = 0.4  # of the share that the shorter one's words are of the longer one's
NEVER = -3.1  # with none of these
FEWEST = 3  # stems in common; of pairs with fewer that the rest would hold for one fact, six in nine were not
LEAST_WEIGHT = 8.0  # rarity of all stems below which a sentence counts as if it had so much
TWICE = 0.2  # likelihood from which the page does without one of the two; swept 0.12–0.35: of 22 repeats 16 stay, 17, 21
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


class Measure:
    """Of two sentences of one story, how likely they tell one fact."""

    def __init__(self, rarity: Mapping[str, float]) -> None:
        """Args: rarity: of each stem of the story, as `claims.Likeness` has it."""
        self._rarity = rarity

    def likelihood(self, a: Candidate, b: Candidate) -> float:
        """How likely it is that the two tell one fact, in [0, 1); 0 of one article: its sentences go on from each other."""
        common = frozenset(a.stems).intersection(b.stems)
        if len(common) < FEWEST or a.article.id == b.article.id:
            return 0.0
        shared = math.sqrt(self.held(a, b) * self.held(b, a))
        figures = min(MOST_FIGURES, sum(stem[:1].isdigit() for stem in common))
        place = min(DEEPEST, max(a.rank, b.rank))
        length = min(a.words, b.words) / max(a.words, b.words)
        return 1 / (1 + math.exp(-(SHARED * shared + DEEP * place + FIGURES * figures + ALIKE_LONG * length + NEVER)))

    def held(self, a: Candidate, b: Candidate) -> float:
        """The rarity-weighted share of the stems of the first that the second holds."""
        return self._weight(frozenset(a.stems).intersection(b.stems)) / max(LEAST_WEIGHT, self._weight(a.stems))

    def _weight(self, stems: Iterable[str]) -> float:
        return math.fsum(map(self._rarity.__getitem__, frozenset(stems)))


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
