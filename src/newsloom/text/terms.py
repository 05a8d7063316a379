"""Words of a text: tokens with their places, stems, stop words, how common a word is, and a folded form with a way back. Pure."""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from newsloom.model import Span

_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "et": "estonian",
    "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

#: words so common that they carry nothing, where wordfreq has no list or would say otherwise
_ALWAYS_STOP = frozenset(("'s", "n't", "said", "says"))
_STOP_PRIOR = 10 ** (6.0 - 9)  # zipf 6: a thousand times in a million words

# A number keeps its separators; a word keeps inner apostrophes; scripts without word breaks are taken whole and cut later.
_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*"
    r"|[\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff\u0e00-\u0e7f\uf900-\ufaff々]+"
    r"|[^\W\d_\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff\u0e00-\u0e7f]+(?:['’\u02bc](?=[^\W\d_])[^\W\d_]+)*\d*"
)
_PLAIN_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*|[a-z]+(?:['’][a-z]+)*\d*"
)  # the same for plain lower-case letters, at half the time
_UNBROKEN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff\u0e00-\u0e7f\uf900-\ufaff々]")
_MOST_KEPT = 200_000  # words a language; some 20 MB
_POSSESSIVE = re.compile(r"['’\u02bc][sS]$")


#: the marks that make most English texts more than ASCII: as `fold` takes them, and as they stand between words
_FOLDED_MARKS = (("’", "'"), ("“", '"'), ("”", '"'), ("‘", "'"), ("–", "-"), ("—", "-"), ("…", "..."), ("\u00a0", " "))
_SEPARATED = tuple((mark, " ") for mark, _ in _FOLDED_MARKS if mark != "’")


def _with_plain_marks(text: str, marks: tuple[tuple[str, str], ...]) -> str:
    for mark, plain in marks:
        if mark in text:
            text = text.replace(mark, plain)
    return text


class Token(NamedTuple):
    """A word or number and its place."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Words and numbers in order. Numbers keep separators (3,500); a run of Chinese, Japanese or Thai is one token."""
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


@functools.cache
def _stemmer(lang: str | None) -> Callable[[str], str]:
    import snowballstemmer  # lazy: a fifth of a second

    name = _SNOWBALL.get(lang or "en")
    if name is None:
        return str
    stem_word = snowballstemmer.stemmer(name).stemWord
    return functools.lru_cache(maxsize=100_000)(lambda word: str(stem_word(word)))


def stem(word: str, lang: str | None) -> str:
    """The Snowball stem of a lower-case word; the word itself where the language has no stemmer. None means English."""
    return _stemmer(lang)(word)


class _Reduced(dict[str, str]):
    """Lower-case word → stem, "" for what is left out. Filled as words are met; bounded, as input may be hostile."""

    def __init__(self, lang: str | None) -> None:
        super().__init__()
        self._lang, self._stem = lang, _stemmer(lang)

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_KEPT:
            self.clear()
        bare = _POSSESSIVE.sub("", word)
        left_out = (len(bare) < 2 and not bare.isdigit()) or is_stop(bare, self._lang)
        found = self[word] = "" if left_out else self._stem(bare.replace("’", "'"))
        return found


_reduced = functools.lru_cache(maxsize=64)(_Reduced)


def stems(text: str, lang: str | None = None) -> list[str]:
    """Folded stems in order without stop words; character bigrams where words are not separated."""
    reduced = _reduced(lang)
    lower = text.lower()
    plain = lower if lower.isascii() else _with_plain_marks(lower, _SEPARATED)
    if plain.isascii() or plain.replace("’", "").isascii():
        return [found for word in _PLAIN_TOKEN.findall(plain) if (found := reduced[word])]
    words = _TOKEN.findall(lower)
    if not _UNBROKEN.search(lower):
        return [found for word in words if (found := reduced[word])]
    return [piece for word in words for piece in (_bigrams(word) if _UNBROKEN.match(word) else [reduced[word]]) if piece]


def _bigrams(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


@functools.cache
def _frequencies(lang: str) -> dict[str, float]:
    import wordfreq  # lazy: half a second, and some MB for each language

    if lang not in wordfreq.available_languages("small"):  # asked for another, it would take the nearest and say so on stderr
        return {}
    return dict(wordfreq.get_frequency_dict(lang, "small"))


def prior(word: str, lang: str | None) -> float:
    """Probability of a lower-case word in the language at large (wordfreq); 0.0 for a rare or unknown one. None means English."""
    return _frequencies(lang or "en").get(word, 0.0)


@functools.lru_cache(maxsize=200_000)
def is_stop(word: str, lang: str | None = None) -> bool:
    """Whether a lower-case word is too common to carry anything."""
    return word in _ALWAYS_STOP or prior(word, lang) >= _STOP_PRIOR


# ---------------------------------------------------------------------------------------------- folding

_BARE_WORD = re.compile(r"\w+")


@functools.lru_cache(maxsize=4096)
def word_set(text: str) -> frozenset[str]:
    """The words of a text in lower case, without any mark: a quick look at what cannot stand in it, before a costly pattern is tried."""
    return frozenset(_BARE_WORD.findall(text.lower()))


# scripts written without spaces, each character of which is a word of its own
_ALONE = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


_FEW = 24
_NO_WORD = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}


def bare(text: str) -> str:
    """The words of a text as search and channels compare them: lower case, no accents, single spaces between.

    Every character of a script without spaces is a word, so that a word of several is a phrase.
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    if not plain.isascii():
        odd = {c for c in set(plain) if not c.isascii()}  # few distinct characters, however long the text
        if len(odd) <= _FEW:  # mostly quotation marks, dashes and accents; without them it is read as fast as plain ASCII
            for char in odd:
                if unicodedata.combining(char):
                    plain = plain.replace(char, "")
                elif not char.isalnum():
                    plain = plain.replace(char, " ")
        else:
            plain = plain.translate({ord(c): None for c in odd if unicodedata.combining(c)})
    if plain.isascii():
        return " ".join(plain.lower().translate(_NO_WORD).split())
    return " ".join(_BARE_WORD.findall(_ALONE.sub(r" \g<0> ", plain.casefold())))


_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_IGNORED = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text for matching: NFKC, lower case, plain quotes and dashes, single spaces, nothing invisible."""

    text: str
    starts: tuple[int, ...] | range  #: offset in the original of each folded character
    length: int  #: of the original

    @property
    def map(self) -> tuple[int, ...] | range:
        """`map[i]` is the offset in the original of folded character i."""
        return self.starts

    def original(self, start: int, end: int) -> Span:
        """The span of the original that the folded span came from."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else self.length
            return Span(at, at)
        last = self.starts[end - 1]
        # the next folded character that came from a later original one tells where the last one ends
        after = bisect_right(self.starts, last, lo=end - 1)
        stop = self.starts[after] if after < len(self.starts) else self.length
        return Span(self.starts[start], stop)


def fold(text: str) -> Folded:
    """Fold a text for comparing, with a map back to its offsets."""
    if text.isascii() and not _ODD_SPACE.search(text):
        return Folded(text.lower().replace("`", "'"), range(len(text)), len(text))
    out: list[str] = []
    starts: list[int] = []
    at = 0
    for match in _SPECIAL.finditer(text):
        first, after = match.span()
        if first > at:
            out.append(text[at:first].lower())
            starts.extend(range(at, first))
        at = after
        if match.lastgroup == "spaces":
            if not (out and out[-1].endswith(" ")):
                out.append(" ")
                starts.append(first)
            continue
        for place in range(first, after):
            char = text[place]
            if not _IGNORED.match(char):
                piece = _plain(char)
                out.append(piece)
                starts.extend([place] * len(piece))
    out.append(text[at:].lower())
    starts.extend(range(at, len(text)))
    return Folded("".join(out), tuple(starts), len(text))


#: what the bulk of a text is not: runs of spaces that are not one blank, characters beyond ASCII, and the backtick
_SPECIAL = re.compile(r"(?P<spaces>\s{2,}|[^\S ])|(?P<others>[^\x00-\x7f]+|`)")
_ODD_SPACE = re.compile(r"\s\s|[^\S ]")


@functools.lru_cache(maxsize=20_000)
def _plain(char: str) -> str:
    """One character folded; may be several, with any space as a blank."""
    folded_char = unicodedata.normalize("NFKC", char).translate(_SAME).lower()
    return "".join(" " if piece.isspace() else piece for piece in folded_char)


def folded(text: str) -> str:
    """`fold(text).text` where no way back is needed."""
    plain = text if text.isascii() else _with_plain_marks(text, _FOLDED_MARKS)
    if plain.isascii():
        lower = plain.lower().replace("`", "'")
        return _SPACES.sub(" ", lower) if _ODD_SPACE.search(lower) else lower
    return _SPACES.sub(" ", _IGNORED.sub("", unicodedata.normalize("NFKC", text).translate(_SAME).lower()))
