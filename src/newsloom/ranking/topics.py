"""What a story is about, in one word: World, Business, Sport …; by weighted lists of words. Pure but for its own word lists.

A list is a file of `words/`: lines of `Topic weight: word, a phrase, beginning*`. Weight 3 is a sure sign, 1 a hint.
A word is looked for as search does it: case, accents and a final s do not count. Nothing is learned or downloaded.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import NamedTuple

from newsloom.model import Article, StoryPage
from newsloom.text.terms import bare

#: all there are, in the order in which a page shows them
TOPICS = (
    "World",
    "Politics",
    "Business",
    "Technology",
    "Science",
    "Health",
    "Environment",
    "Crime",
    "Culture",
    "Sport",
)

TITLE_WEIGHT = 3.0  # of a word in a title; in the text it weighs 1
TEXT_READ = 1_200  # characters of a text that are looked at: news says first what it is about
ARTICLES_READ = 12  # of a story; more would not change the answer
LEAST = 4.0  # a likely sign in the title, or two sure ones in the text; a hint, such as the name of a country, is not enough
LEAD = 1.25  # times the score of the next topic; below it the story is of no topic
FIRST = 2  # letters by which beginnings are looked up; none is shorter
HINT = 1.0  # the names of two countries are no more of a sign than that of one


class _Words(NamedTuple):
    """What a language's list says: for a phrase of bare words the topics with their weights."""

    whole: dict[str, tuple[tuple[str, float], ...]]
    starts: dict[str, tuple[tuple[str, float], ...]]
    lengths: dict[
        str, tuple[int, ...]
    ]  #: for two first letters, the lengths of the beginnings that have them, the longest first
    longest: dict[str, int]  #: for a first word, how many words the longest phrase has


def topic(page: StoryPage | None, articles: Sequence[Article]) -> str:
    """The topic of a story, one of `TOPICS`; "" where the words do not decide it.

    Args:
        page: None if the story has none yet.
        articles: of the story, in any order; a dozen are looked at, the first by id.
    """
    language = page.language if page is not None else None
    found: dict[str, float] = {}
    texts = [(page.headline, TITLE_WEIGHT, language), (page.deck, 1.0, language)] if page is not None else []
    read = sorted(articles, key=lambda article: article.id)[:ARTICLES_READ]
    for article in read:
        share = 2.0 / (1 + len(read))
        texts.append((article.title, TITLE_WEIGHT * share, article.lang or language))
        texts.append((article.text[:TEXT_READ], share, article.lang or language))
    for text, weight, lang in texts:
        for name, value in _signs(text, lang).items():
            found[name] = found.get(name, 0.0) + weight * value
    return _decided(found)


def _decided(found: dict[str, float]) -> str:
    if not found:
        return ""
    ranked = sorted(found.items(), key=lambda one: (-one[1], TOPICS.index(one[0])))
    name, value = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return name if value >= LEAST and value >= LEAD * second else ""


def _signs(text: str, lang: str | None) -> dict[str, float]:
    """The weights of the words of a text, each word counted once, all hints of a topic as one; the longest phrase first."""
    listed = _words(lang or "en")
    words = [_stub(word) for word in bare(text).split()]
    seen: set[str] = set()
    hinted: set[str] = set()
    found: dict[str, float] = {}
    at = 0
    while at < len(words):
        matched = _match(words, at, listed)
        if matched is None:
            at += 1
            continue
        phrase, length, weights = matched
        if phrase not in seen:
            seen.add(phrase)
            for name, weight in weights:
                if weight > HINT or name not in hinted:
                    found[name] = found.get(name, 0.0) + weight
                if weight <= HINT:
                    hinted.add(name)
        at += length
    return found


def _match(words: list[str], at: int, listed: _Words) -> tuple[str, int, tuple[tuple[str, float], ...]] | None:
    """The longest phrase that stands here, else the longest beginning of the word, with how many words it has and its weights."""
    word = words[at]
    for length in range(min(listed.longest.get(word, 0), len(words) - at), 0, -1):
        phrase = " ".join(words[at : at + length])
        if weights := listed.whole.get(phrase):
            return phrase, length, weights
    for letters in listed.lengths.get(word[:FIRST], ()):
        if weights := listed.starts.get(word[:letters]):
            return word[:letters], 1, weights
    return None


def _stub(word: str) -> str:
    """The word without a final s, so that one form finds both."""
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


@functools.cache
def _words(lang: str) -> _Words:
    """The words of a language with those that all languages share: names, abbreviations, English loans."""
    whole: dict[str, dict[str, float]] = {}
    starts: dict[str, dict[str, float]] = {}
    for name in dict.fromkeys(("all", lang if lang in _listed() else "en")):
        for about, weight, phrase in _lines(name):
            kept = starts if phrase.endswith("*") else whole
            kept.setdefault(phrase.rstrip("*"), {})[about] = weight
    longest: dict[str, int] = {}
    for phrase in whole:
        first, *rest = phrase.split()
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    lengths: dict[str, set[int]] = {}
    for start in starts:
        lengths.setdefault(start[:FIRST], set()).add(len(start))
    return _Words(
        {phrase: tuple(sorted(weights.items())) for phrase, weights in whole.items()},
        {start: tuple(sorted(weights.items())) for start, weights in starts.items()},
        {first: tuple(sorted(of, reverse=True)) for first, of in lengths.items()},
        longest,
    )


def _lines(name: str) -> Iterator[tuple[str, float, str]]:
    """Topic, weight and phrase (folded as a text is) of each word of a list."""
    text = (resources.files("newsloom.ranking") / "words" / f"{name}.txt").read_text("utf-8")
    for line in text.splitlines():
        head, colon, phrases = line.partition(":")
        if not colon or head.startswith("#"):
            continue
        about, _, weight = head.strip().rpartition(" ")
        for phrase in phrases.split(","):
            folded = " ".join(_stub(word) for word in bare(phrase).split())
            if folded:
                yield about, float(weight), folded + ("*" if phrase.strip().endswith("*") else "")


@functools.cache
def _listed() -> frozenset[str]:
    folder = resources.files("newsloom.ranking") / "words"
    return frozenset(file.name.removesuffix(".txt") for file in folder.iterdir() if file.name.endswith(".txt"))
