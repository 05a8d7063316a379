"""Whether two sentences tell one fact, and whether one tells as its own what another quotes. Pure.

By the words they share, and by kin of those: likeness of meaning is not known here. What two leads share weighs most, since they
tell one event.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from newsloom.text import kin, terms
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
FEWEST = 3  # words in common; of pairs with fewer that the rest would hold for one fact, six in nine were not
LEAST_WEIGHT = 8.0  # rarity of all words below which a sentence counts as if it had so much
LEAD_ENDS = 2  # rank up to which a sentence may tell in full what the one before it told in short
GOES_ON = 2.0  # times the limit, for two of one article: half of those between, read one by one, told something of their own
DEEPEST, MOST_FIGURES = 8, 2  # places down in its article, and figures in common, beyond which more say nothing
QUOTED_RUN = 4  # words that two outlets quote: the same thing said
SAID = 0.7  # share of a sentence's stems that the whole page holds, from which it adds nothing
SPEECH_RUN = 7  # words that one outlet quotes and another tells as its own

_YEAR = re.compile(r"(?:19|20)\d\d")
_CAPITAL_NOUNS = frozenset(("de", "lb"))
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


@dataclass(frozen=True, slots=True)
class Weights:
    """Of a logistic likelihood that two sentences tell one fact."""

    shared: float  #: of the rarity-weighted share of words that they have in common
    things: float  #: of each word in common that is no name
    figures: float  #: of each figure in common, up to MOST_FIGURES
    deep: float  #: of each place down in its article of the later one, up to DEEPEST: what comes first is told by all
    alike_long: float  #: of the share that the shorter one's words are of the longer one's
    never: float  #: with none of these
    limit: float  #: likelihood from which the page does without one of the two


#: Stems, their share the geometric mean of both shares: fitted to 1,259 pairs of two articles, read one by one
STEMS = Weights(13.4, 0.0, 0.5, -0.195, 0.4, -3.1, limit=0.2)
#: Kin counted as one word, their share that of the shorter one: fitted to 2,372 pairs of 95 stories, of one article or two
KIN = Weights(
    9.35, 0.33, 0.33, -0.26, 1.04, -4.0, limit=0.3
)  # swept with GOES_ON, .25–.4 and 1–2: below, the page loses more than repeats


class Measure:
    """Of two sentences of one story, how likely they tell one fact: by the stems they share, or by kin of their words, whichever says more.

    Two measures, since one sees rare words that both have ("raid"), the other the same deed in other words ("wounded", "hurt").
    """

    def __init__(self, candidates: Sequence[Candidate], lang: str | None) -> None:
        """Args: candidates: all of the story: what many of them have tells little."""
        self._lang = lang
        self._stems = [frozenset(c.stems) for c in candidates]
        self._kin = [frozenset(kin.family(s, lang) for s in c.stems) for c in candidates]
        self._rarity = [_rarity(self._stems), _rarity(self._kin)]

    def degree(self, a: Candidate, b: Candidate) -> float:
        """How likely they tell one fact, as a multiple of the likelihood from which the page does without one of them.

        By kin alone of one article, whose sentences share what it is about; below its lead a neighbour goes on from the one before it.
        """
        if a.article.id == b.article.id and abs(a.rank - b.rank) == 1 and max(a.rank, b.rank) > LEAD_ENDS:
            return 0.0
        by_kin = self._likelihood(a, b, self._kin, self._rarity[1], KIN, mean=False) / KIN.limit
        if a.article.id == b.article.id:
            return by_kin / GOES_ON
        return max(by_kin, self._likelihood(a, b, self._stems, self._rarity[0], STEMS, mean=True) / STEMS.limit)

    def _likelihood(
        self, a: Candidate, b: Candidate, words: Sequence[frozenset[str]], rarity: Mapping[str, float], weights: Weights, *, mean: bool
    ) -> float:  # fmt: skip
        common = words[a.index] & words[b.index]
        if len(common) < FEWEST:
            return 0.0
        whole = [max(LEAST_WEIGHT, math.fsum(rarity[w] for w in words[c.index])) for c in (a, b)]
        shared = math.fsum(rarity[w] for w in common) / (math.sqrt(whole[0] * whole[1]) if mean else min(whole))
        things = len(common - self._names(a) - self._names(b)) if weights.things else 0
        figures = min(MOST_FIGURES, sum(w[:1].isdigit() for w in common))
        told = weights.shared * shared + weights.things * things + weights.figures * figures + weights.never
        told += weights.deep * min(DEEPEST, max(a.rank, b.rank))
        told += weights.alike_long * min(a.words, b.words) / max(a.words, b.words)
        return 1 / (1 + math.exp(-told))

    def _names(self, c: Candidate) -> frozenset[str]:
        """Words with a capital inside the sentence, where only names have one: they stand in most sentences of a story."""
        if self._lang in _CAPITAL_NOUNS:
            return frozenset()
        words = (t.text for t in terms.tokens(c.text)[1:] if t.text[:1].isupper())
        return frozenset(kin.family(terms.stem(word.lower(), self._lang), self._lang) for word in words)


def _rarity(sentences: Sequence[Set[str]]) -> dict[str, float]:
    """How rare each word is among them, as `claims.Likeness` has it."""
    often = Counter(word for words in sentences for word in words)
    return {word: math.log(1 + len(sentences) / n) for word, n in often.items()}


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
