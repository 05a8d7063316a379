"""How likely an editor lets a line stand over a section of a page. Pure: a few signs and what was measured of them.

An editor asks what the line tells that the headline has not told, and whether the section tells it. Both can be counted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Set
from typing import NamedTuple

from newsloom.text import tagger, terms
from newsloom.writing import tone
from newsloom.writing.ahead import AHEAD
from newsloom.writing.clauses import UNSPACED
from newsloom.writing.headline import OCCASION, UNKNOWN, Line

NEVER = 1e-7  # probability in the language of a word that its table lacks

# Fitted by logistic regression to 1,188 lines that could stand over one of 294 sections of 197 stories of nine public sets, shuffled and each
# called good, fair or weak by a stern reader who saw headline, deck and section: 70 % were weak (what the headline says in other words, one
# fact of many, nothing by itself, cut amiss). Crosswise by story the area under the curve is .80. Where a line was cut, how far down its
# article it stands and how many outlets say it adds nothing to these.
BIAS = -7.44
NEW, RARE, AGAIN, WORD = 0.67, 1.37, -2.69, 0.18
JUDGING, PASSIVE, PRESUMED, TITLE = -4.34, -0.42, -0.44, 0.38
HELD, COVERS = 2.65, 0.71
OCCASIONAL = -2.5  # for where the news was told, by hand: there are few
ON_THE_WAY = -2.0  # for a step on the way to the news, or half of one, by hand
OVERTAKEN = -1.0  # for a title that tells what was to come: the sentences tell what came, by hand
FAIR_WORDS = 8  # what a line counts as where words are not written apart

_ON_THE_WAY = re.compile(
    r"\b(?:arrived|landed|travel(?:l?ed|s)|flew|drove|headed) (?:in|at|to|from) [^,]{2,24}$|\b(?:arrived|responded|emerged)$"
    r"|\bhad to \w+|\bwent on to\b|\bdecided to take\b|\bentered the (?:vehicle|car|building|home|house|room|business)\b"
    r"|\b(?:was|were) waiting\b|\bwas the (?:moderator|host)\b|\b(?:sought|tried) to (?:push back|respond)\b|\bgraduated from\b"
    r"|\b(?:discuss|describ|address)(?:es|e?d) the (?:\w+ )?(?:situation|matter|issue)\b|\bstopped a (?:vehicle|car)\b"
    r"|\b(?:reached|struck) an? (?:agreement|deal|compromise)$|\bissued statements\b"
    r"|\b(?:lies|is located) \w+ (?:miles|kilometres|kilometers|km)\b"
)
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "has", "have", "had"})


class Told(NamedTuple):
    """What a line tells under a headline."""

    logit: float  #: of how good an editor would call it, but for what depends on the section
    fresh: frozenset[str]  #: stems that are new and no names


def told(line: Line, headline: Set[str], rarity: Mapping[str, float], names: Set[str], lang: str | None) -> Told:
    """What speaks for and against a line under a headline, whatever section it stands over.

    Args:
        headline: its stems. rarity: of stems. names: stems of words with a capital.
    """
    weight = {s: rarity.get(s, UNKNOWN) for s in sorted(line.stems)}
    new = math.fsum(w for s, w in weight.items() if s not in headline)
    fresh = frozenset(s for s in weight if s not in headline and s not in names)
    rare = math.fsum(-math.log(max(NEVER, terms.prior(s, lang))) for s in sorted(fresh)) / max(1, len(fresh)) / 10
    logit = BIAS + NEW * math.log1p(new) + RARE * rare
    logit += AGAIN * (1 - new / (math.fsum(weight.values()) or 1.0))
    logit += TITLE * line.is_title + WORD * (len(line.text.split()) if lang not in UNSPACED else FAIR_WORDS)
    if lang == "en":
        tokens = tagger.tag(line.text)
        logit += JUDGING * tone.marks(line.text, lang) + PASSIVE * _passive(tokens) + PRESUMED * _presumed(tokens, headline)
        logit += OVERTAKEN * (line.is_title and bool(AHEAD.search(line.text)))
        logit += OCCASIONAL * bool(OCCASION.search(line.text)) + ON_THE_WAY * bool(_ON_THE_WAY.search(line.text))
    return Told(logit, fresh)


def chance(logit: float, held: float, covered: float) -> float:
    """How likely an editor lets a line stand, in (0, 1).

    Args:
        logit: `Told.logit`. held: share of the line's weight that the section has.
        covered: share of the section's sentences that have one of its fresh stems.
    """
    return 1 / (1 + math.exp(-(logit + HELD * held + COVERS * covered)))


def _passive(tokens: tuple[tagger.Token, ...]) -> bool:
    """Whether the first finite verb is a passive: "was approved"."""
    at = next((i for i, t in enumerate(tokens) if t.tag in ("VF", "MD")), None)
    return at is not None and tokens[at].low in _BE and any(t.tag == "VN" for t in tokens[at : at + 3])


def _presumed(tokens: tuple[tagger.Token, ...], known: Set[str]) -> int:
    """How many things it names as if the reader knew them, "the resolution", that the headline has not named."""
    found = 0
    for i, token in enumerate(tokens[:-1]):
        if token.low != "the":
            continue
        at = next((j for j in range(i + 1, len(tokens)) if tokens[j].tag not in ("JJ", "CD")), None)
        if at is None or tokens[at].tag not in ("NN", "NS") or terms.stem(tokens[at].low, "en") in known:
            continue
        found += not (at + 1 < len(tokens) and tokens[at + 1].low in ("of", "for", "to", "in", "on", "that"))
    return found
