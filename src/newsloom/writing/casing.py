"""One casing over the page: a title in Title Case written as a sentence writes it. Pure; no word changes but in its capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from newsloom.model import Article
from newsloom.text import names, tagger, terms
from newsloom.text.verbs import FINITE

READ = 6000  # characters of an article; names stand early
COMMON = 3e-6  # probability from which a word that no article writes is taken for a common one
HEADLINE = 160  # characters; a longer line is no headline
LEAST_READ = 300  # characters of text below which that is no evidence

_GOES_ON = r"[^\W_][,;]? "  # inside a sentence, after a comma too
_PAIR = re.compile(_GOES_ON + r"(?=([A-ZÀ-Þ][^\W\d_'’-]*) ([A-ZÀ-Þ][^\W\d_'’-]*))")
_INSIDE = re.compile(_GOES_ON + r"(?=([^\W\d_][^\W\d_'’-]*))")
#: titles whose full stop ends no sentence
_TITLE = re.compile(r"\b(Gov|Sen|Rep|Mr|Mrs|Ms|Dr|Gen|Lt|Prof|St|Rev|Sgt|Capt|Col|Maj|Adm|Sens|Reps)\. ")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
#: what no name ends on, as a rule
_COMMON_ENDS = ("ing", "ed", "ly", "tion", "tions", "ness", "ship", "ator", "ators", "ism", "ists")
_AFTER_STOP = re.compile(r"[:–—]\s[\"'“‘]?$")


@dataclass(frozen=True, slots=True)
class Casing:
    """How the articles of a story write their words inside sentences."""

    lower: frozenset[str]  #: seen without a capital
    stems: frozenset[str]  #: of those
    upper: frozenset[str]  #: lower-case forms of words seen with a capital, and never without
    pairs: frozenset[tuple[str, str]]  #: lower-case forms of neighbours that both had a capital: Supreme Court
    enough: bool  #: there is enough text for a word's absence to say something

    def is_common(self, word: str) -> bool:
        """Whether a lower-case word that stands in no article may lose its capital."""
        if word in FINITE or word.endswith(_COMMON_ENDS) or terms.stem(word, "en") in self.stems:
            return True
        if not self.enough or names.is_country(word):
            return False
        plain = word[:-1] if word.endswith("s") and len(word) > 4 else word  # "exposes"
        return max(terms.prior(word, "en"), terms.prior(plain, "en"), terms.prior(plain.removesuffix("e"), "en")) >= COMMON


NO_CASING = Casing(frozenset(), frozenset(), frozenset(), frozenset(), enough=False)


def learn(articles: Iterable[Article], lang: str | None) -> Casing:
    """Read how the articles write their words; only English needs it."""
    if lang != "en":
        return NO_CASING
    seen = [_seen(article.text[:READ]) for article in articles]
    lower = frozenset[str]().union(*(one.lower for one in seen))
    return Casing(
        lower,
        frozenset[str]().union(*(one.stems for one in seen)),
        frozenset[str]().union(*(one.upper for one in seen)) - lower,
        frozenset[tuple[str, str]]().union(*(one.pairs for one in seen)),
        sum(one.length for one in seen) >= LEAST_READ,
    )


class _Seen(NamedTuple):
    """What one text writes inside its sentences, as `Casing` has it; a word may be in both, `lower` and `upper`."""

    lower: frozenset[str]
    stems: frozenset[str]
    upper: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    length: int  #: characters of the text


@lru_cache(maxsize=500)  # a story is written anew with each article
def _seen(text: str) -> _Seen:
    lower: set[str] = set()
    upper: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    text = _TITLE.sub(r"\1 ", text)
    for line in text.split("\n"):
        if len(line) < HEADLINE and in_title_case(line):
            continue  # the headline of another article
        for word in _INSIDE.findall(line):
            (upper if word[:1].isupper() else lower).add(word.lower())
        pairs.update((a.lower(), b.lower()) for a, b in _PAIR.findall(line))
    return _Seen(frozenset(lower), frozenset(terms.stem(w, "en") for w in lower), frozenset(upper), frozenset(pairs), len(text))


def in_title_case(text: str) -> bool:
    """Whether most longer words of a line have a capital."""
    words = [w for w in re.findall(r"[^\W\d_]+", text) if len(w) > 3]
    return len(words) >= 2 and sum(w[:1].isupper() for w in words) >= 0.7 * len(words)


def sentence_case(title: str, lang: str | None, casing: Casing) -> str:
    """A line in Title Case as a sentence writes it.

    A word keeps its capital if the articles write it with one inside their sentences; it loses it if they write it, or a form of it,
    without, or if it is a common word that none of them uses, or stands as a verb or adverb where it is.
    """
    if lang != "en" or not in_title_case(title):
        return title
    words = [(m.start(), m.group(), _bare(m.group())) for m in _WORD.finditer(title)]
    made = list(title)
    unsure: list[tuple[int, str]] = []
    for i, (at, word, small) in enumerate(words):
        if title[at - 1 : at] == "-" and i and made[words[i - 1][0]].isupper():
            continue  # "Wal-Mart" is one name
        if not i or _AFTER_STOP.search(title[max(0, at - 4) : at]) or _fixed(title, at, word) or small in casing.upper:
            continue
        paired = (i and (words[i - 1][2], small) in casing.pairs) or (
            i + 1 < len(words) and (small, words[i + 1][2]) in casing.pairs
        )
        if not paired and (small in casing.lower or casing.is_common(small)):
            made[at] = word[:1].lower()
        elif not paired and casing.enough and not names.is_country(small):
            unsure.append((at, word))
    if unsure:
        looked = list(made)
        for at, word in unsure:
            looked[at] = word[:1].lower()
        tag_at = {t.start: t.tag for t in tagger.tag("".join(looked))}
        for at, word in unsure:
            if tag_at.get(at) in ("VF", "VB", "RB"):
                made[at] = word[:1].lower()
    return "".join(made)


def _bare(word: str) -> str:
    return re.sub(r"['’]s$", "", word).lower()


def _fixed(title: str, at: int, word: str) -> bool:
    """Whether the capitals belong to the word: an acronym, an initial, McDonald."""
    plain = re.sub(r"['’]s$", "", word)
    initial = len(plain) == 1 and (title[at + 1 : at + 2] == "." or title[max(0, at - 1) : at] == ".")
    return initial or (len(plain) > 1 and plain[1:] != plain[1:].lower())
