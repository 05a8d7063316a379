"""A source text made ready for many claims: its sentences, words, figures, names and dates, each found when first asked for. Pure.

Never changes the text: all offsets count in it as given. Costs little more than the splitting into sentences.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache

from newsloom.checking import cues, quoting
from newsloom.model import Span
from newsloom.text import dates, language, names, quantities, sentences, terms

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*\d*")
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
UNSPACED = frozenset({"zh", "ja", "th"})
_LETTERS = re.compile(r"[^\W_]+")
_MOSTWORDS = 200_000  # kept in a table of stems; more means text that is no language
RAREST = 7.0  # −log₁₀ of the probability of a word that no list has
LONGEST_CLAIM = 4_000  # characters of a claim that are looked at


class _Stems(dict[str, str]):
    """Word in small letters → stem, or "" for a stop word."""

    def __init__(self, lang: str | None) -> None:
        super().__init__()
        self.lang = lang

    def __missing__(self, word: str) -> str:
        if len(self) > _MOSTWORDS:
            self.clear()
        found = terms.stems(word, self.lang)
        self[word] = stem = found[0] if found else ""
        return stem


@cache
def stem_table(lang: str | None) -> dict[str, str]:
    """Word in small letters → stem, "" for a stop word; asked for, never written to."""
    return _Stems(lang)


def words(text: str, lang: str | None) -> list[str]:
    """All words in small letters, stop words too; single characters where words are not separated."""
    if lang in UNSPACED:
        return [c for run in _LETTERS.findall(text.lower()) for c in ([run] if run.isascii() else run)]
    return WORD.findall(text.lower())


def stems(text: str, lang: str | None) -> list[str]:
    """The stems of a text without its stop words, in order; pairs of characters where words are not separated."""
    if lang in UNSPACED:
        return terms.stems(text, lang)
    table = stem_table(lang)
    return [stem for word in WORD.findall(text.lower()) if (stem := table[word])]


@cache
def _rarities(lang: str | None) -> dict[str, float]:
    return {}


def rarity(word: str, lang: str | None) -> float:
    """How much a word tells: −log₁₀ of its probability in the language, between 2 and 7; figures tell as much as rare words."""
    table = _rarities(lang)
    known = table.get(word)
    if known is None:
        if len(table) > _MOSTWORDS:
            table.clear()
        probability = terms.prior(word, lang) if not word[:1].isdigit() else 1e-6
        known = table[word] = min(RAREST, max(2.0, -math.log10(probability))) if probability > 0 else RAREST
    return known


class Piece:
    """A sentence of a source, or a claim: a text with what stands in it."""

    __slots__ = (
        "_dates",
        "_hedges",
        "_names",
        "_negated",
        "_negations",
        "_quantities",
        "_stems",
        "_stemset",
        "_stemset_all",
        "_words",
        "lang",
        "published",
        "span",
        "text",
    )

    def __init__(self, text: str, span: Span, lang: str | None, published: datetime | None) -> None:
        self.text = text
        self.span = span
        self.lang = lang
        self.published = published
        self._words: list[str] | None = None
        self._stems: list[str] | None = None
        self._stemset: frozenset[str] | None = None
        self._stemset_all: frozenset[str] | None = None
        self._quantities: list[quantities.Quantity] | None = None
        self._names: list[names.Name] | None = None
        self._dates: list[dates.DateMention] | None = None
        self._negations: list[str] | None = None
        self._hedges: list[str] | None = None
        self._negated: frozenset[str] | None = None

    @property
    def words(self) -> list[str]:
        if self._words is None:
            self._words = words(self.text, self.lang)
        return self._words

    @property
    def stems(self) -> list[str]:
        if self._stems is None:
            self._stems = stems(self.text, self.lang)
        return self._stems

    @property
    def stemset(self) -> frozenset[str]:
        if self._stemset is None:
            self._stemset = frozenset(self.stems)
        return self._stemset

    @property
    def stemset_all(self) -> frozenset[str]:
        """Stems of all words, stop words too."""
        if self._stemset_all is None:
            self._stemset_all = frozenset(terms.stem(word, self.lang) for word in self.words)
        return self._stemset_all

    @property
    def quantities(self) -> list[quantities.Quantity]:
        if self._quantities is None:
            self._quantities = quantities.find(self.text, lang=self.lang)
        return self._quantities

    @property
    def names(self) -> list[names.Name]:
        if self._names is None:
            self._names = names.find(self.text, lang=self.lang)
        return self._names

    @property
    def dates(self) -> list[dates.DateMention]:
        if self._dates is None:
            self._dates = dates.find(self.text, anchor=self.published, lang=self.lang)
        return self._dates

    @property
    def negations(self) -> list[str]:
        if self._negations is None:
            self._negations = cues.negations(self.text, self.lang)
        return self._negations

    @property
    def negated(self) -> frozenset[str]:
        """Stems of the content words in reach of a negation."""
        if self._negated is None:
            table = stem_table(self.lang)
            self._negated = frozenset(stem for word in cues.negated(self.text, self.lang) if (stem := table[word]))
        return self._negated

    @property
    def hedges(self) -> list[str]:
        if self._hedges is None:
            self._hedges = cues.hedges(self.text, self.lang)
        return self._hedges


class Prepared:
    """A source text, ready for any number of claims. Immutable for the caller; what it finds it keeps."""

    __slots__ = ("_figures", "_flat", "_lang", "_lower", "_pieces", "_postings", "given_lang", "published", "text")

    def __init__(self, text: str, *, lang: str | None = None, published: datetime | None = None) -> None:
        self.text = text
        self.given_lang = lang
        self.published = published
        self._lang: str | None = None
        self._pieces: list[Piece] | None = None
        self._postings: dict[str, list[int]] | None = None
        self._flat: str | None = None
        self._lower: str | None = None
        self._figures: frozenset[str] | None = None

    @property
    def lang(self) -> str | None:
        """The language as given, else as detected."""
        if self.given_lang is None and self._lang is None:
            self._lang = language.detect(self.text[:1500]) or "en"
        return self.given_lang or self._lang

    @property
    def pieces(self) -> list[Piece]:
        """The sentences in order."""
        if self._pieces is None:
            lang = self.lang
            self._pieces = [
                Piece(self.text[span.start : span.end], span, lang, self.published)
                for span in sentences.split(self.text, lang=lang)
            ]
        return self._pieces

    @property
    def postings(self) -> dict[str, list[int]]:
        """Stem → numbers of the sentences that hold it."""
        if self._postings is None:
            found: dict[str, list[int]] = {}
            for number, piece in enumerate(self.pieces):
                for stem in piece.stemset:
                    found.setdefault(stem, []).append(number)
            self._postings = found
        return self._postings

    @property
    def flat(self) -> str:
        """Its words without case, marks and width, between single spaces: for exact quotations."""
        if self._flat is None:
            self._flat = f" {' '.join(quoting.flat_words(self.text))} "
        return self._flat

    @property
    def figures(self) -> frozenset[str]:
        """Its figures in digits, as written."""
        if self._figures is None:
            self._figures = frozenset(_FIGURE.findall(self.text))
        return self._figures

    @property
    def lower(self) -> str:
        if self._lower is None:
            self._lower = self.text.lower()
        return self._lower


def claim_pieces(claim: str, *, lang: str | None, published: datetime | None) -> list[Piece]:
    """The sentences of a claim; the whole claim if it is one."""
    given = claim[:LONGEST_CLAIM]
    spans: Sequence[Span] = sentences.split(given, lang=lang) or [Span(0, len(given))]
    found = [Piece(given[span.start : span.end], span, lang, published) for span in spans]
    return [piece for piece in found if piece.stems] or [Piece(given, Span(0, len(given)), lang, published)]
