"""Whom and what a sentence speaks of as known: a surname alone, "the bottle". Pure.

In its article an earlier sentence has introduced them; on the page that sentence may be missing. English only: elsewhere nothing is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from newsloom.text import names, terms
from newsloom.writing.wording import quoted_spans

_THE = re.compile(r"[\"'“‘(]?[Tt]he ((?:[a-z][\w'’-]* ){0,2}?)([a-z][a-z'’-]{2,})(?=[ ,.;:])")
#: "such grievances", "at those ages": plurals alone, as "those killed" points at nothing before it
_SUCH = re.compile(
    r"\b(?:[Tt]h[eo]se|[Ss]uch) (?:(?!who\b|\w+(?:ed|ing)\b)[a-z]+ )?((?!days\b|times\b|as\b|was\b|is\b|has\b)[a-z-]+s)\b(?!['’])"
)
_CAPITAL = re.compile(r"(?<=[^.] )[A-Z]")
_TAIL = re.compile(r",? (?:of|who|that|which|behind|from|in|at|for|on|with|by|to|between|against|among)\b| [A-Z]")
_GENERIC = frozenset(
    [
        "daily",
        "web",
        "site",
        "online",
        "radio",
        "television",
        "agency",
        "party",
        "house",
        "senate",
        "court",
        "university",
        "street",
        "county",
        "city",
        "bank",
        "group",
        "president",
        "committee",
        "ministry",
        "department",
        "council",
        "state",
        "government",
        "news",
        "republican",
        "republicans",
        "democrat",
        "democrats",
        "center",
        "centre",
        "school",
        "college",
        "hospital",
        "church",
        "company",
        "corporation",
        "north",
        "south",
        "east",
        "west",
        "act",
        "bill",
        "association",
        "institute",
        "police",
        "force",
        "army",
        "times",
        "post",
        "journal",
        "union",
        "league",
        "club",
        "team",
        "society",
        "church",
    ]
)


@lru_cache(maxsize=20_000)
def person(name: str) -> bool:
    """Whether a run of capitalised words looks like a given name and a surname, and like nothing else."""
    words = name.split()
    if not 2 <= len(words) <= 3 or not all(w[:1].isupper() and w.replace("-", "").replace(".", "").isalpha() for w in words):
        return False
    lowered = [w.lower() for w in words]
    if any(w in _GENERIC or names.is_country(w) for w in lowered) or len(words[-1]) < 3 or len(words[0].rstrip(".")) < 2:
        return False
    return not lowered[0].endswith(("ing", "ern")) and not words[-1].isupper()


class Introduced:
    """What the sentences of an article read so far have introduced."""

    def __init__(self, lang: str | None) -> None:
        self._lang = lang
        self.full: list[str] = []  #: names of people in full, in order
        self._surnames: set[str] = set()
        self._words: set[str] = set()

    def read(self, sentence: str, shown: str, stems: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Take in the next sentence.

        Args:
            shown: the part of it that the page could show; "" if none. stems: of the sentence.
        Returns: what the shown part takes as known from earlier sentences (surnames alone, the noun after a leading "the" or
            after "such"), and the surnames of those it names in full.
        """
        if self._lang != "en":
            return frozenset(), frozenset()
        named = names.find(sentence, lang="en") if _CAPITAL.search(sentence) else []
        full = [n.text for n in named if " " in n.text]
        inside = {w for text in full for w in text.split()}
        needs = {n.text for n in named if n.text in self._surnames and n.text not in inside and n.text in shown}
        the = _THE.match(shown)
        if the and not _TAIL.match(shown, the.end()):
            noun = terms.stem(the.group(2).lower(), "en")
            if noun in self._words:
                needs.add(noun)
        if (such := _SUCH.search(shown)) and not any(a <= such.start() < b for a, b in quoted_spans(shown)):
            needs.add(terms.stem(such.group(1), "en"))
        people = [" ".join(text.split()) for text in full if person(text)]
        self.full += [name for name in people if name not in self.full]
        gives = frozenset(name.split()[-1] for name in people)
        self._surnames |= gives
        self._words.update(stems)
        return frozenset(needs), frozenset(s for s in gives if s in shown)
