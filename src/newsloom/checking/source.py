"""A source text made ready for many claims: its sentences, words, figures, names and dates, each found when first asked for. Pure.

Never changes the text: all offsets count in it as given. Costs little more than the splitting into sentences.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from newsloom.checking import cues, quoting
from newsloom.model import Span
from newsloom.text import dates, language, names, quantities, sentences, terms

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*\d*")
_ASCII_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*[0-9]*|[0-9]+(?:[.,][0-9]+)*")  # the same in small letters; takes half the time
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
#: without a digit an English text has figures in these words alone
_FIGURE_WORDS = cues.word_set(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    " twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions trillion"
    " trillions dozen dozens half once twice percent first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth"
    " eightieth ninetieth"
)
_DIGIT = re.compile(r"\d")
#: an English date has one of these words, two of the next, or more digits than a count
_DATE_WORDS = {
    name for name in dates.names() if dates.month(name) or name[:3] in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
}
_DATE_WORDS |= {"today", "tonight", "yesterday", "tomorrow", "ago"}
_WHICH = frozenset(("last", "next", "this", "past"))
_SPANS = frozenset(("week", "weekend", "month", "year", "night", "morning", "afternoon", "evening"))
_DATE_IN_DIGITS = re.compile(r"(?:19|20)\d\d|\d[./-]\d")
UNSPACED = frozenset({"zh", "ja", "th"})
_LETTERS = re.compile(r"[^\W_]+")
_MOSTWORDS = 200_000  # kept in a table of stems; more means text that is no language
RAREST = 7.0  # −log₁₀ of the probability of a word that no list has
_ENGLISH = (" and ", " of ", " to ", " that ", " with ", " was ", " for ")
PLAIN_IN = (
    500,
    1_200,
    4_000,
)  # characters of a text in which the commonest English words are counted; the first are enough for most
DETECTED_IN = 400  # characters of a text whose language is looked for: of 349 web pages it is the same as in 1,500
SHORT = 1_500  # characters of a source that is read whole
PARAGRAPHS = 6  # of a longer one, those that hold most of the claim
MOST_PLACES = 400  # of one word in one text; more tells nothing, and bounds the work on hostile texts
TOPIC_TIMES = 3  # times that a source says a word it is about
TOPIC_HEAD = 300  # characters of its opening, in which it says what it is about
LONGEST_PARAGRAPH = 20_000  # characters; a longer one is no paragraph and is read in parts, so that only some of it need be
LONGEST_PASSAGE = 20_000  # characters of a cited passage that are looked at; passages are sentences
LONGEST_CLAIM = 4_000  # characters of a claim that are looked at


#: "haven't", "it'd", "we've": words that tell nothing, whatever their apostrophe; negations are read apart
_SHORTENED = re.compile(r"[a-z]+n['’]t|(?:i|you|he|she|it|we|they|that|there|who|what|here)['’](?:d|ll|s|re|ve|m)")


class _Stems(dict[str, str]):
    """Word in small letters → stem, or "" for a stop word."""

    def __init__(self, lang: str | None) -> None:
        super().__init__()
        self.lang = lang

    def __missing__(self, word: str) -> str:
        if len(self) > _MOSTWORDS:
            self.clear()
        found = [] if self.lang == "en" and _SHORTENED.fullmatch(word) else terms.stems(word, self.lang)
        self[word] = stem = found[0] if found else ""
        return stem


class _AllStems(dict[str, str]):
    """Word in small letters → stem, stop words too."""

    def __init__(self, lang: str | None) -> None:
        super().__init__()
        self.lang = lang

    def __missing__(self, word: str) -> str:
        if len(self) > _MOSTWORDS:
            self.clear()
        self[word] = stem = terms.stem(word, self.lang)
        return stem


@cache
def _all_stems(lang: str | None) -> dict[str, str]:
    return _AllStems(lang)


@cache
def stem_table(lang: str | None) -> dict[str, str]:
    """Word in small letters → stem, "" for a stop word; asked for, never written to."""
    return _Stems(lang)


def small(text: str) -> str:
    """A text in small letters, of the same length: "İ" alone would become two, the second of them no letter."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "İ".join(part.lower() for part in text.split("İ"))


def words(text: str, lang: str | None) -> list[str]:
    """All words in small letters, stop words too; single characters where words are not separated."""
    lower = small(text)
    if lang in UNSPACED:
        return [c for run in _LETTERS.findall(lower) for c in ([run] if run.isascii() else run)]
    return (_ASCII_WORD if lower.isascii() else WORD).findall(lower)


def stems(text: str, lang: str | None) -> list[str]:
    """The stems of a text without its stop words, in order; pairs of characters where words are not separated."""
    if lang in UNSPACED:
        return terms.stems(text, lang)
    return _told(WORD.findall(text.lower()), lang)


def _told(words: Iterable[str], lang: str | None) -> list[str]:
    table = stem_table(lang)
    return [stem for word in words if (stem := table[word])]


class _Rarities(dict[str, float]):
    """Word in small letters → how much it tells."""

    def __init__(self, lang: str | None) -> None:
        super().__init__()
        self.lang = lang

    def __missing__(self, word: str) -> float:
        if len(self) > _MOSTWORDS:
            self.clear()
        probability = terms.prior(word, self.lang) if not word[:1].isdigit() else 1e-6
        self[word] = found = min(RAREST, max(2.0, -math.log10(probability))) if probability > 0 else RAREST
        return found


@cache
def rarity_table(lang: str | None) -> dict[str, float]:
    """Word in small letters → its rarity; asked for, never written to."""
    return _Rarities(lang)


def rarity(word: str, lang: str | None) -> float:
    """How much a word tells: −log₁₀ of its probability in the language, between 2 and 7; figures tell as much as rare words."""
    return rarity_table(lang)[word]


class Piece:
    """A sentence of a source, or a claim: a text with what stands in it."""

    __slots__ = (
        "_dates",
        "_flat",
        "_hedges",
        "_lower",
        "_names",
        "_negated",
        "_negations",
        "_quantities",
        "_stems",
        "_stemset",
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
        self._lower: str | None = None
        self._flat: str | None = None
        self._words: list[str] | None = None
        self._stems: list[str] | None = None
        self._stemset: frozenset[str] | None = None
        self._quantities: list[quantities.Quantity] | None = None
        self._names: list[names.Name] | None = None
        self._dates: list[dates.DateMention] | None = None
        self._negations: list[str] | None = None
        self._hedges: list[str] | None = None
        self._negated: frozenset[str] | None = None

    @property
    def lower(self) -> str:
        """The text in small letters."""
        if self._lower is None:
            self._lower = self.text.lower()
        return self._lower

    @property
    def flat(self) -> str:
        """Its words without case, marks and width, between single spaces."""
        if self._flat is None:
            self._flat = f" {' '.join(quoting.flat_words(self.text))} "
        return self._flat

    @property
    def words(self) -> list[str]:
        if self._words is None:
            self._words = words(self.text, self.lang)
        return self._words

    @property
    def stems(self) -> list[str]:
        if self._stems is None:
            self._stems = _told(self.words, self.lang) if self.lang not in UNSPACED else stems(self.text, self.lang)
        return self._stems

    @property
    def stemset(self) -> frozenset[str]:
        if self._stemset is None:
            self._stemset = frozenset(self.stems)
        return self._stemset

    def stems_like(self, heads: Set[str]) -> set[str]:
        """Stems of the words, stop words too, that begin with one of these pairs of letters."""
        table = _all_stems(self.lang)
        return {table[word] for word in self.words if word[:2] in heads}

    @property
    def quantities(self) -> list[quantities.Quantity]:
        if self._quantities is None:
            may = not self._plain or _DIGIT.search(self.text) or not _FIGURE_WORDS.isdisjoint(self._bare)
            self._quantities = quantities.find(self.text, lang=self.lang) if may else []
        return self._quantities

    @property
    def _plain(self) -> bool:
        """Whether an English text may be passed over that has no word of what costs more to look for."""
        return self.lang == "en" and self.text.isascii()

    @property
    def _bare(self) -> list[str]:
        """Its words without what stands behind an apostrophe."""
        return [word.partition("'")[0] for word in self.words] if "'" in self.text else self.words

    def _may_date(self) -> bool:
        words = self._bare
        if not _DATE_WORDS.isdisjoint(words) or _DATE_IN_DIGITS.search(self.text):
            return True
        return not _WHICH.isdisjoint(words) and not _SPANS.isdisjoint(words)

    @property
    def names(self) -> list[names.Name]:
        if self._names is None:
            self._names = names.find(self.text, lang=self.lang)
        return self._names

    @property
    def dates(self) -> list[dates.DateMention]:
        if self._dates is None:
            may = not self._plain or self._may_date()
            self._dates = dates.find(self.text, anchor=self.published, lang=self.lang) if may else []
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


@dataclass(frozen=True, slots=True)
class Region:
    """The part of a source that a claim can be about."""

    pieces: Sequence[Piece]  #: in text order
    follows: Sequence[bool]  #: whether each stands right after the one before it
    held: Mapping[int, Mapping[str, float]]  #: number of a piece → what of the claim it holds, by stem
    present: frozenset[str]  #: stems of the claim that stand anywhere in the source
    topics: frozenset[str] = (
        frozenset()
    )  #: those that the source opens with or comes back to: it may leave them unsaid elsewhere


def _plainly_english(text: str) -> bool:
    """Whether so many words are English ones of no other language that none needs to be looked for; costs a tenth of that."""
    found = text.lower().split()
    flat = f"  {'  '.join(found)}  "
    the = flat.count(" the ")
    return len(found) >= 20 and the >= 3 and the + sum(map(flat.count, _ENGLISH)) >= 0.07 * len(found)


class Prepared:
    """A source text, ready for any number of claims. Immutable for the caller; what it finds it keeps.

    Sentences are cut only where a claim leads: of a long text the paragraphs that hold most of its rare words.
    """

    __slots__ = ("_cut", "_figures", "_flat", "_lang", "_lower", "_paragraphs", "_stems", "given_lang", "published", "text")

    def __init__(self, text: str, *, lang: str | None = None, published: datetime | None = None) -> None:
        self.text = text
        self.given_lang = lang
        self.published = published
        self._lang: str | None = None
        self._paragraphs: list[Span] | None = None
        self._cut: dict[int, list[Piece]] = {}
        self._stems: dict[str, list[int]] | None = None
        self._flat: str | None = None
        self._lower: str | None = None
        self._figures: frozenset[str] | None = None

    @property
    def lang(self) -> str | None:
        """The language as given, else as detected."""
        if self._lang is None:
            self._lang = self.given_lang or self._detected()
        return self._lang

    def _detected(self) -> str:
        if any(_plainly_english(self.text[:letters]) for letters in PLAIN_IN):
            return "en"
        return language.detect(self.text[:DETECTED_IN]) or "en"

    @property
    def paragraphs(self) -> list[Span]:
        if self._paragraphs is None:
            found = sentences.paragraphs(self.text)
            if any(span.end - span.start > LONGEST_PARAGRAPH for span in found):
                found = [part for span in found for part in _parted(self.text, span)]
            self._paragraphs = found
        return self._paragraphs

    @property
    def pieces(self) -> list[Piece]:
        """All its sentences in order."""
        return [piece for number in range(len(self.paragraphs)) for piece in self._sentences(number)]

    def _sentences(self, number: int) -> list[Piece]:
        found = self._cut.get(number)
        if found is None:
            lang = self.lang
            spans = sentences.split_paragraph(self.text, self.paragraphs[number], lang=lang)
            found = self._cut[number] = [Piece(self.text[s.start : s.end], s, lang, self.published) for s in spans]
        return found

    def around(self, span: Span) -> list[Piece]:
        """The sentences that a span of the text touches, in order."""
        starts = [paragraph.start for paragraph in self.paragraphs]
        first, last = bisect_right(starts, span.start) - 1, bisect_right(starts, span.end - 1) - 1
        cut = [piece for number in range(max(0, first), last + 1) for piece in self._sentences(number)]
        return [piece for piece in cut if piece.span.start < span.end and piece.span.end > span.start]

    def region(self, wanted: Mapping[str, float], probes: Mapping[str, str]) -> Region:
        """Where the words of a claim stand.

        Args:
            wanted: stem → weight. probes: stem → the letters every word of this stem begins with; "" if it is not known.
        """
        places = {stem: self._places(stem, probes.get(stem, "")) for stem in wanted}
        starts = [span.start for span in self.paragraphs]
        weight: dict[int, float] = {}
        for stem, offsets in places.items():
            for number in {bisect_right(starts, offset) - 1 for offset in offsets}:
                weight[number] = weight.get(number, 0.0) + wanted[stem]
        numbers = self._chosen(weight)
        pieces: list[Piece] = []
        follows: list[bool] = []
        for at, number in enumerate(numbers):
            cut = self._sentences(number)
            follows += [i > 0 or (at > 0 and numbers[at - 1] == number - 1) for i in range(len(cut))]
            pieces += cut
        begins = [piece.span.start for piece in pieces]
        held: dict[int, dict[str, float]] = {}
        for stem, offsets in places.items():
            for offset in offsets:
                number = bisect_right(begins, offset) - 1
                if number >= 0 and offset < pieces[number].span.end:
                    held.setdefault(number, {})[stem] = wanted[stem]
        topics = frozenset(s for s, at in places.items() if at and (len(at) >= TOPIC_TIMES or at[0] < TOPIC_HEAD))
        return Region(pieces, follows, held, frozenset(stem for stem, offsets in places.items() if offsets), topics)

    def holds(self, wanted: Iterable[str], probes: Mapping[str, str]) -> frozenset[str]:
        """Which stems of a claim stand anywhere in the text. probes: as above."""
        return frozenset(stem for stem in wanted if self._places(stem, probes.get(stem, "")))

    def _chosen(self, weight: Mapping[int, float]) -> list[int]:
        """Numbers of the paragraphs to be read, in order: all of a short text, else the best and what stands around the best."""
        if len(self.text) <= SHORT or len(self.paragraphs) <= PARAGRAPHS:
            return list(range(len(self.paragraphs)))
        ranked = sorted(weight, key=lambda n: (-weight[n], n))[:PARAGRAPHS] or [0]
        around = [n + step for n in ranked[:2] for step in (-1, 1) if 0 <= n + step < len(self.paragraphs)]
        return sorted({*ranked, *around})

    def _places(self, stem: str, probe: str) -> list[int]:
        """Offsets of the words of a stem, the first MOST_PLACES of them."""
        lang, lower = self.lang, self.lower
        if lang in UNSPACED:
            return _occurrences(lower, stem)
        if not probe:
            return self._all_stems().get(stem, [])
        table = stem_table(lang)
        found: list[int] = []
        at, left = lower.find(probe), MOST_PLACES
        while at >= 0 and left:
            if not at or not lower[at - 1].isalnum():
                word = WORD.match(lower, at)
                if word is not None and table[word.group()] == stem:
                    found.append(at)
            at, left = lower.find(probe, at + 1), left - 1
        return found

    def _all_stems(self) -> dict[str, list[int]]:
        """Stem → offsets, of the whole text: for languages whose stems are not the beginnings of their words."""
        if self._stems is None:
            table = stem_table(self.lang)
            found: dict[str, list[int]] = {}
            for match in WORD.finditer(self.lower):
                stem = table[match.group()]
                if stem:
                    found.setdefault(stem, []).append(match.start())
            self._stems = found
        return self._stems

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

    def has_figure(self, digits: str) -> bool:
        """Whether a figure stands in the text as it is written."""
        return digits in self.text and digits in self.figures

    @property
    def lower(self) -> str:
        """The text in small letters, of the same length."""
        if self._lower is None:
            self._lower = small(self.text)
        return self._lower

    def is_about(self, words: Sequence[str]) -> bool:
        """Whether the text opens with words in small letters, or comes back to them."""
        found = [_occurrences(self.lower, word) for word in words]
        return all(at and (len(at) >= TOPIC_TIMES or at[0] < TOPIC_HEAD) for at in found)

    def has_word(self, word: str) -> bool:
        """Whether a word in small letters stands somewhere in the text, as a whole word."""
        lower = self.lower
        for at in _occurrences(lower, word):
            end = at + len(word)
            if not (at and lower[at - 1].isalnum()) and not (end < len(lower) and lower[end].isalnum()):
                return True
        return False


def _parted(text: str, span: Span) -> list[Span]:
    """A paragraph in parts that are not too long, each cut behind a space if there is one."""
    parts: list[Span] = []
    start = span.start
    while span.end - start > LONGEST_PARAGRAPH:
        space = text.rfind(" ", start + 1, start + LONGEST_PARAGRAPH)
        end = space + 1 if space > start + LONGEST_PARAGRAPH // 2 else start + LONGEST_PARAGRAPH
        parts.append(Span(start, end))
        start = end
    return [*parts, Span(start, span.end)]


def passage(text: Prepared) -> Prepared:
    """What is looked at of a cited passage: all of any that is one."""
    if len(text.text) <= LONGEST_PASSAGE:
        return text
    return Prepared(text.text[:LONGEST_PASSAGE], lang=text.lang, published=text.published)


def _occurrences(text: str, part: str) -> list[int]:
    found: list[int] = []
    at = text.find(part)
    while at >= 0 and len(found) < MOST_PLACES:
        found.append(at)
        at = text.find(part, at + 1)
    return found


#: as tokenisers and summarisers leave them: "£ 5 m", "2 - 1", "do n't", "year - old ,"
_SPACED = (
    (re.compile(r"(?<=[£$€]) (?=\d)"), ""),
    (re.compile(r"(?<=\w) - (?=\w)"), "-"),
    (re.compile(r"(?<=\w) (?=n['’]t\b)|(?<=\w) (?=['’](?:s|re|ve|ll|d|m)\b)|(?<=\w['’]) (?=s\b)"), ""),
    (re.compile(r"(?<=\d) (?=(?:m|bn|k|%)(?:\W|$))"), ""),
    (re.compile(r" (?=[.,;:!?)](?:\s|$))|(?<=\() "), ""),
)


#: no pattern matches without; spares most claims the five of them
_SPACE_BESIDE = re.compile(r" (?:[-.,;:!?)'’]|n['’]|m\b|bn\b|k\b|%)|[£$€('’] ")


def untokenised(text: str) -> str:
    """The text without the spaces that a tokeniser put around marks and signs."""
    if not _SPACE_BESIDE.search(text):
        return text
    for pattern, joined in _SPACED:
        text = pattern.sub(joined, text)
    return text


#: "Click here for all the latest news."
_INVITES = re.compile(
    r"(?:(?:click|tap) here|scroll down) for [^:;,.“”\"]{0,60}\b(?:news|stories|updates|details|more|videos?|pictures|photos)\W*",
    re.I,
)


def invites(text: str) -> bool:
    """Whether a sentence of a summary states nothing but where more can be read."""
    return text[0] in "CcTtSs" and _INVITES.fullmatch(text) is not None


def claim_pieces(claim: str, *, lang: str | None, published: datetime | None) -> list[Piece]:
    """The sentences of a claim; the whole claim if it is one."""
    given = claim[:LONGEST_CLAIM]
    spans: Sequence[Span] = sentences.split(given, lang=lang) or [Span(0, len(given))]
    found = [Piece(given[span.start : span.end], span, lang, published) for span in spans]
    return [piece for piece in found if piece.stems] or [Piece(given, Span(0, len(given)), lang, published)]
