"""How much a line tells as a heading, whatever section it stands over. Pure.

Fitted by logistic regression to 535 lines of 110 stories, each read over its section and called good, fair or weak (it says nothing by
itself, lacks a word, or is a side remark). Crosswise by story it ranks .73 of the pairs of one section as the reader did; the quality of
the cut, the share of its words that a section has and fixed discounts for short lines, which decided before, .60. Half of the lines of
five words were weak, one in six of those of ten. Of fifty other figures (names, the verb and how common its words are, passives, figures,
likeness to the section) none added as much as the draws of stories differ.
"""

from __future__ import annotations

import math
import re

from newsloom.checking import phrases
from newsloom.writing.headline import Line

WORD, RANK, CLEAN, BIAS = 0.26, -0.21, 0.47, -1.84  # of the logit of how good a reader called it, from 0 to 1
MOST_WORDS = 10
#: who says it, at the end: needed, but it tells nothing more
_SAID = re.compile(r", (?:according to .+|[^,]+ (?:said|says|reported|reports|shows|showed|alleges|alleged))$")
FAIR_WORDS = 8  # what a line counts as where words are not written apart
#: how a noun phrase begins that tells of something that happens
_DEED = re.compile(
    r"(?:\S+ ){0,4}?(?:\w{3,}(?:ings?|[st]ions?|ments?|[ae]nces?|als?)|(?:"
    r"appeal|arrest|attack|ban|battle|bid|bill|call|campaign|case|charge|claim|clash|closure|cost|crash|crisis|cut|data|deal"
    r"|death|debate|delay|demand|dispute|effort|election|evidence|fall|fear|fight|film|fire|hope|incident|inquest|inquiry"
    r"|interview|law|lawsuit|launch|limit|loss|march|merger|murder|offer|order|plan|plea|pledge|price|probe|promise|protest"
    r"|purchase|push|race|raid|release|report|rescue|review|rise|row|rule|sale|sanction|scandal|search|storm|strike|study"
    r"|summit|takeover|talk|tariff|threat|trip|verdict|visit|vote|war"
    r")(?:e?s)?) (?:of|for|in|on|over|with|against|to|between|from|at|about|into|towards?|among|near)\b",
    re.I,
)


def telling(line: Line, *, spaced: bool = True) -> float:
    """How much a line tells, in (0, 1]: 1.0 is a line of ten words that ends where a clause does, from the head of its article.

    Args:
        spaced: whether its language writes words apart.
    """
    words = min(len(_SAID.sub("", line.text).split()), MOST_WORDS) if spaced else FAIR_WORDS
    return _share(words, line.rank, line.clean) / _share(MOST_WORDS, 0, True)


def _share(words: int, rank: int, clean: bool) -> float:
    return 1 / (1 + math.exp(-(WORD * words + RANK * math.log1p(rank) + CLEAN * clean + BIAS)))


def tells_deed(line: Line) -> bool:
    """Whether a noun phrase tells of something that happens: "Agreement to raise the dues", and not "Cousin of the captain"."""
    return _DEED.match(line.text) is not None


def names_thing(line: Line) -> bool:
    """Whether a noun phrase names one thing, and not somebody: better than thirty words, no more."""
    return line.quality > phrases.ROLE and " and " not in line.text
