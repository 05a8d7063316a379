"""Whom and what a sentence speaks of as known: a surname alone, "the bottle". Pure.

In its article an earlier sentence has introduced them; on the page that sentence may be missing. English only: elsewhere nothing is needed.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache

from newsloom.checking import lexicon
from newsloom.text import names, terms
from newsloom.text.verbs import words_of
from newsloom.writing.wording import quoted_spans, without_quotations

#: "The bottle was found", "In the filing, lawyers said"
_THE = re.compile(
    r"(?:[\"'“‘(]?[Tt]he|(?:In|At|During|After|Before|On|From|Under|With|By|Since|Despite|Following|As|Through|Amid|Of) the)"
    r" ((?:[a-z][\w'’-]* ){0,2}?)([a-z][a-z'’-]{2,})(?=[ ,.;:])"
)
#: nouns that stand for what an earlier sentence has told in other words
_STANDING_FOR = words_of(
    """issue problem question dispute controversy request action effort measure incident allegation accusation claim complaint filing
    petition panel commission announcement comment remark response reaction warning scheme practice approach change result number
    figure increase decrease loss win victory defeat tabloid publication broadcaster station organisation organization nonprofit charity
    airline retailer carrier automaker manufacturer startup tip charge motion resolution provision initiative position dilemma
    difference argument suggestion invitation gesture mistake error delay threat promise witness caller passerby"""
)
#: "the Observatory": a part of a longer name
_THE_NAME = re.compile(r"\b[Tt]he $")
_AFTER_NAMES = words_of("Jr Jr. Sr Sr. II III IV")
#: "such grievances", "at those ages": plurals alone, as "those killed" points at nothing before it; "this proposal"
_SUCH = re.compile(
    r"\b(?:(?:[Tt]h[eo]se|[Ss]uch) (?:(?!who\b|\w+(?:ed|ing)\b)[a-z]+ )?((?!days\b|times\b|as\b|was\b|is\b|has\b)[a-z-]+s)"
    r"|[Tt]his ((?!year|month|week|morn|after|even|summer|winter|spring|autumn|fall|season|time|day|night|is\b|was\b|has\b|past\b|early\b"
    r"|late\b|point\b|country\b|kind\b|sort\b|type\b|century\b|decade\b|world\b)[a-z-]{4,})"
    r"|that ((?!year|month|week|time|night|point|same|much|many|some)[a-z-]{4,})(?=[.,;]))\b(?!['’])"
)
#: "Senators offer the amendments": known things, in the plural, or what stands for something told
_THE_INSIDE = re.compile(r"\bthe ([a-z-]+)(?= ([a-z-]+)|[ ,.;:])")
_KNOWN_PLURALS = words_of(
    """states lawmakers officials police people voters americans republicans democrats media streets years months weeks days hours
    years ranks others polls"""
)
_STANDING_FOR_STEMS = frozenset(terms.stem(noun, "en") for noun in _STANDING_FOR)
_CAPITALISED = re.compile(r"(?<![\w-])[A-Z]\w[\w-]*")
_LONGER = re.compile(r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z]")
_WORD_BEFORE = re.compile(r"(?<![\w-])([A-Z][\w.-]*) $")
_CAPITAL = re.compile(r"(?<=[^.] )[A-Z]")
_TAIL = re.compile(r",? (?:of|who|that|which|behind|from|in|at|for|on|with|by|to|between|against|among)\b| [A-Z]")
#: offices beside those that names begin with anywhere, and parties: "House Speaker Ada Lind", "Democrat Ada Lind"
_OFFICES = words_of("leader speaker whip counsel democrat republican")
#: given names that are no nouns
_GIVEN = words_of(
    "rusty sandy curt sunny lucky randy bonny merry happy dusty rocky stormy misty stella olive tiny sonny desire will mercy"
)
_GENERIC = words_of(
    """daily web site online radio television agency party house senate court university street county city bank group president committee
    ministry department council state government news republican republicans democrat democrats center centre school college hospital
    church company corporation north south east west act bill association institute police force army times post journal union league
    club team society township road avenue boulevard lake river valley hills bay beach park island islands airport stadium tower hotel
    museum states united post-dispatch show forest reservoir memorial festival award awards"""
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
    first = lexicon.look(lowered[0])
    if first.lemmas and not first.noun and lowered[0] not in _GIVEN:
        return False  # "Apparently Lopes", "Illicit Lopes"
    if words[0].isupper() and len(words[0]) > 2:
        return False  # "CLOSE Norline", the word of a button
    return not lowered[0].endswith(("ing", "ern")) and not words[-1].isupper()


def whom(name: str) -> str:
    """The person whom a run of capitals names, without office and "Jr.": "Ada Lind" of "Lorn Gov. Ada Lind"; "" if it names none."""
    words = name.split()
    while len(words) > 2 and words[-1] in _AFTER_NAMES:
        words.pop()
    office = max((i for i, word in enumerate(words) if names.is_title(word) or word.lower() in _OFFICES), default=-1)
    rest = " ".join(words[office + 1 :])
    return rest if person(rest) else ""


def capitals(text: str) -> frozenset[str]:
    """The words of a text that begin with a capital."""
    return frozenset(m.group() for m in _CAPITALISED.finditer(text))


def alone(text: str, surnames: Container[str]) -> Iterator[re.Match[str]]:
    """Where surnames stand by themselves or behind an office, not in a longer name: "Lind said", "Mr. Lind"."""
    for word in _CAPITALISED.finditer(text):
        if word.group() in surnames and not _LONGER.match(text, word.end()):
            before = _WORD_BEFORE.search(text, 0, word.start())
            if before is None or names.is_title(before.group(1)):
                yield word


#: "Lind said", "said Lind": a name, before or behind a verb of saying, and the word before it
_SPEAKER = re.compile(
    r"(?<![\w.'’-])(?:([A-Z][\w.'’-]*) )?([A-Z][a-z]\w+) (?:said|says|told|wrote|added|argued|noted|explained|questioned|tweeted|asked"
    r"|acknowledged|testified|insisted|warned)\b|\b(?:said|says|added|wrote) (?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Sgt|Lt|Capt)\. )?"
    r"([A-Z][a-z]\w+)(?![\w’'-]| [A-Z])"
)
_NO_SPEAKERS = words_of(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Police Officials Authorities Prosecutors Investigators Detectives He She They It"
)


@lru_cache(maxsize=20_000)
def speakers(text: str) -> frozenset[str]:
    """The names that say something outside its quotations and stand alone or behind an office: of "Lind said", "Mr. Lind said"."""
    found = _SPEAKER.finditer(without_quotations(text))
    return frozenset(m.group(2) or m.group(3) for m in found if not m.group(1) or names.is_title(m.group(1))) - _NO_SPEAKERS


def _several(word: str) -> bool:
    """Whether a word is a plural that is not known to everybody."""
    return len(word) > 4 and word[-1] == "s" and word[-2] not in "su" and word not in _KNOWN_PLURALS


class Introduced:
    """What the sentences of an article read so far have introduced."""

    def __init__(self, lang: str | None) -> None:
        self._lang = lang
        self.full: list[str] = []  #: names of people in full, in order
        self._surnames: set[str] = set()
        self._words: set[str] = set()
        self._parts: set[str] = set()  # words of longer names

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
        needs = (
            {name for word in alone(shown, self._surnames) if (name := word.group()) not in inside} if self._surnames else set()
        )
        needs |= {
            terms.stem(n.text.lower(), "en")
            for n in named
            if n.text in self._parts and n.text not in inside and _THE_NAME.search(sentence, 0, n.start) and n.text in shown
        }
        the = _THE.match(shown)
        if the and not _TAIL.match(shown, the.end()):
            noun = terms.stem(the.group(2).lower(), "en")
            if noun in self._words or noun in _STANDING_FOR_STEMS:
                needs.add(noun)
        if (such := _SUCH.search(shown)) and not any(a <= such.start() < b for a, b in quoted_spans(shown)):
            needs.add(terms.stem(next(filter(None, such.groups())), "en"))
        needs |= self._the_inside(shown)
        people = [who for text in full if (who := whom(text))]
        self._parts.update(w for text in full if not whom(text) for w in text.split() if len(w) > 3)
        self.full += [name for name in people if name not in self.full]
        gives = frozenset(name.split()[-1] for name in people)
        self._surnames |= gives
        self._words.update(stems)
        return frozenset(needs), frozenset(s for s in gives if s in shown)

    def _the_inside(self, shown: str) -> set[str]:
        """Nouns that a sentence takes for known, as an earlier one of its article has told of them."""
        quoted = quoted_spans(shown)
        found = set()
        for the in _THE_INSIDE.finditer(shown):
            for at in (1, 2):
                word = the.group(at) or ""
                noun = terms.stem(word, "en")
                if noun in self._words and (noun in _STANDING_FOR_STEMS or _several(word)):
                    if not _TAIL.match(shown, the.end(at)) and not any(a <= the.start() < b for a, b in quoted):
                        found.add(noun)
                    break
        return found
