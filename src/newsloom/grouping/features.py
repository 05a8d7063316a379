"""Turn an article into a sketch: its weighted terms, names and numbers as small arrays. Pure: no clock, network or database.

A sketch is frozen when the article arrives. Rareness (idf) comes from the language at large (a prior worth
`PRIOR_ARTICLES` articles) and from the stream so far, so the first hundred articles of a new installation weigh
their words as well as the millionth. Terms are hashed to `TERM_BITS` bits: the arrays stay small and nothing grows
with the vocabulary but the table of document counts, whose size is fixed. They count events rather than articles (`parts`).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from newsloom.grouping import marks
from newsloom.grouping.lexicon import CAPITAL, DIGIT, DROP, MARK, TERM_BITS, TERM_MASK, Array, Lexicon
from newsloom.model import Article
from newsloom.text import language

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 128  #: entries kept of an article, the heaviest first
MAX_NAMES = 40  #: of which names and pairs of names at most
PRIOR_ARTICLES = 2000.0  #: how many articles the frequency of a word in the language at large counts as
UNSEEN = 0.3  #: what a word never met counts as
WHOLE = 64  #: parts that an article counts as, if it counts whole
FULL = 8.0  #: articles of one event that count whole
POWER = 3.0  #: how fast each further one counts less: the thirtieth a fiftieth
RAREST = math.log(PRIOR_ARTICLES / UNSEEN)
TITLE_TOKENS, LEAD_TOKENS, BODY_TOKENS = 40, 70, 500
BODY_CHARS = 4000  #: about 500 words and their spaces; nothing beyond is read

WEST = timedelta(hours=4)  #: what is told in the small hours UTC is mostly told on the evening before, in America

# Flags ride above the term's bits.
TITLE, LEAD, NAME, NUMBER, TERM = (1 << (TERM_BITS + bit) for bit in range(5))
# A word of letters ends at a hyphen, so that the name of Nara is in Nara-Gipfel; what has a digit in it (14-year-old, Covid-19) stays whole.
_TOKEN = re.compile(r"[^\W\d_]++(?:['’][^\W\d_]++)*+(?![\d_]|['’\-][^\W_]*\d)|[^\W_]+(?:['’\-][^\W_]+)*|[.!?。！？:\n\"“”«»]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_SIGNATURE_BITS = 512  #: Bloom signature of the title's character 4-grams


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """What grouping keeps of an article. `entries` are term ids with flags above `TERM_BITS`; the arrays are parallel."""

    entries: Array  # uint32[m]
    tf: Array  # float16[m], 1 + ln(count)
    idf: Array  # float16[m]
    signature: Array  # uint64[8]
    marks: Array  # uint64[marks.WORDS], see `marks`
    length: int  #: tokens read
    titled: bool
    labels: tuple[str, ...]  #: surface forms, for reasons
    label_ids: Array  # uint32[len(labels)], term ids without flags


class Featuriser:
    """Makes sketches; keeps the document counts of the stream."""

    def __init__(self) -> None:
        self.counts = np.zeros(TERM_MASK + 1, np.uint32)  # in parts of an article
        self.articles = 0  # likewise
        self._lexicons: dict[str, Lexicon] = {}

    def learn(self, entries: Array, parts: int) -> None:
        """Count so many parts of an article with these terms."""
        self.counts[entries & np.uint32(TERM_MASK)] += np.uint32(parts)
        self.articles += parts

    def unlearn(self, entries: Array, parts: int) -> None:
        """Take them out again; whole numbers, so that what is left is what it would be without them."""
        ids = entries & np.uint32(TERM_MASK)
        self.counts[ids] -= np.minimum(self.counts[ids], np.uint32(parts))
        self.articles -= parts

    def sketch(self, article: Article) -> Sketch:
        """The article's sketch with the counts as they stand; does not count the article itself."""
        lang = article.lang or language.detect(f"{article.title}\n{article.text[:1000]}") or "und"
        lexicon = self._lexicons.get(lang)
        if lexicon is None:
            lexicon = self._lexicons[lang] = Lexicon(lang)
        lexicon.trim()
        title, body, sure = _token_rows(article, lexicon)
        return self._weigh(
            lexicon, title, body, sure,
            titled=bool(article.title.strip()), title_text=_title(article), today=_weekday(article),
        )  # fmt: skip

    def _weigh(
        self, lexicon: Lexicon, title: Array, body: Array, sure: Array, *, titled: bool, title_text: str, today: int | None
    ) -> Sketch:
        rows = np.concatenate((title, body))
        n_title = len(title)
        flags = lexicon.flags[rows]
        lead_end = n_title + _nth_word(flags[n_title:], LEAD_TOKENS)
        (kept,) = ((flags & (MARK | DROP)) == 0).nonzero()
        term_ids, first, term_tf, term_flags = _distinct(lexicon.term[rows[kept]], kept, n_title, lead_end)
        term_rows = kept[first]
        priors = lexicon.prior[rows[term_rows]]
        numbers = (flags[term_rows] & DIGIT) != 0
        term_flags |= numbers * np.uint32(NUMBER) | np.uint32(TERM)
        names, pairs, pair_ids = _names(lexicon, rows, flags, n_title, sure)
        positions = np.concatenate((names, pairs))
        name_ids, first, name_tf, name_flags = _distinct(
            np.concatenate((lexicon.name[rows[names]], pair_ids)), positions, n_title, lead_end
        )
        name_priors = np.where(first >= len(names), 0.0, lexicon.prior[rows[positions[first]]])
        idf = self._idf(term_ids, priors)
        name_idf = self._idf(name_ids, name_priors)
        best = _heaviest((1.0 + np.log(name_tf)) * name_idf + 2.0 * ((name_flags & LEAD) != 0), MAX_NAMES)
        room = WIDTH - len(best)
        weights = (1.0 + np.log(term_tf)) * idf
        top = _heaviest(weights + 1.0 * ((term_flags & LEAD) != 0) + 4.0 * ((term_flags & TITLE) != 0), room)
        entries = np.concatenate((term_ids[top] | term_flags[top], name_ids[best] | name_flags[best] | np.uint32(NAME)))
        opening_end = n_title + _nth_word(flags[n_title:], marks.OPENING_TOKENS)
        labels, label_ids = _labels(lexicon, rows, term_ids, term_rows, weights, term_flags)
        return Sketch(
            entries=entries.astype(np.uint32),
            tf=(1.0 + np.log(np.concatenate((term_tf[top], name_tf[best])))).astype(np.float16),
            idf=np.concatenate((idf[top], name_idf[best])).astype(np.float16),
            signature=_signature(title_text),
            marks=marks.read(lexicon, rows[:opening_end], flags[:opening_end], n_title, today),
            length=int(np.count_nonzero((flags & MARK) == 0)),
            titled=titled,
            labels=labels,
            label_ids=label_ids,
        )

    def _idf(self, ids: Array, priors: Array) -> Array:
        """Rareness on one scale however many articles were seen: a word never met counts `RAREST`."""
        total = PRIOR_ARTICLES + self.articles / WHOLE + 1.0
        return np.asarray(
            np.log(total / (PRIOR_ARTICLES * priors + self.counts[ids] / WHOLE + UNSEEN)) * (RAREST / math.log(total / UNSEEN))
        )


def parts(chances: Array) -> int:
    """How much of an article counts towards the rareness of its words, in parts of `WHOLE`, by its nearness to others.

    Rareness is over events rather than articles: were the thousandth article of one event to count like the first, the very
    words that make it one event would grow common, and it would fall apart.
    """
    # the articles it shares its event with, itself included; a sum that is exact in whatever order and company of zeros
    about = 1.0 + float(chances.sum(dtype=np.float64))
    return max(1, round(WHOLE * min(1.0, math.pow(FULL / about, POWER))))


def _weekday(article: Article) -> int | None:
    """Weekday of publication between Europe and America, Monday 0."""
    if article.published is None:
        return None
    return (article.published if article.day_only else article.published - WEST).weekday()


def _title(article: Article) -> str:
    if article.title.strip():
        return article.title[:400]
    return re.split(r"[.!?\n]", article.text[:400].lstrip(), maxsplit=1)[0]


def _tokens(text: str) -> list[str]:
    found: list[str] = _TOKEN.findall(text)
    if text.isascii() or not _UNSPACED.search(text):
        return found
    parts: list[str] = []
    for token in found:
        if _UNSPACED.match(token):
            parts += [token[at : at + 2] for at in range(max(1, len(token) - 1))]
        else:
            parts.append(token)
    return parts


def _token_rows(article: Article, lexicon: Lexicon) -> tuple[Array, Array, Array]:
    """Lexicon rows of title and body; `sure` are the rows that were seen capitalised inside a sentence of the body."""
    body_tokens = _tokens(article.text[:BODY_CHARS])
    if article.title.strip():
        title_tokens = _tokens(article.title[:400])[:TITLE_TOKENS]
    else:
        ends = [at for at, token in enumerate(body_tokens[:30]) if token in ".!?\n" and at > 2]
        title_tokens = body_tokens[: ends[0] if ends else 30]
    rows_of = lexicon.__getitem__
    title = np.array(list(map(rows_of, title_tokens)), np.int64)
    body = np.array(list(map(rows_of, body_tokens[: BODY_TOKENS + 100])), np.int64)
    flags = lexicon.flags[body]
    inside = np.zeros(len(body), bool)
    if len(body) > 1:
        inside[1:] = ((flags[1:] & CAPITAL) != 0) & ((flags[:-1] & MARK) == 0)
    return title, body, body[inside]


def _nth_word(flags: Array, count: int) -> int:
    """Where the first `count` words end, marks not counted."""
    (words,) = ((flags & MARK) == 0).nonzero()
    return int(words[count - 1]) + 1 if len(words) >= count else len(flags)


def _distinct(ids: Array, positions: Array, n_title: int, lead_end: int) -> tuple[Array, Array, Array, Array]:
    """Distinct ids, ascending, with where each comes first, its count (title words count double) and flags."""
    order = np.argsort(ids, kind="stable")
    ordered = ids[order]
    new = np.ones(len(ids), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    (starts,) = new.nonzero()
    if not len(starts):
        return np.zeros(0, np.uint32), starts, np.zeros(0), np.zeros(0, np.uint32)
    at = positions[order]
    first = at[starts]  # the order is stable, and positions of one id ascend
    count = np.add.reduceat(at < n_title, starts, dtype=np.float64)
    count[:-1] += starts[1:] - starts[:-1]
    count[-1] += len(ids) - starts[-1]
    flags = (first < n_title) * np.uint32(TITLE) | (first < lead_end) * np.uint32(LEAD)
    return ordered[starts].astype(np.uint32), order[starts], count, flags


def _names(lexicon: Lexicon, rows: Array, flags: Array, n_title: int, sure: Array) -> tuple[Array, Array, Array]:
    """Positions of name words, positions of the second word of a pair of them, and the pairs' ids."""
    capital = (flags & CAPITAL) != 0
    word = (flags & MARK) == 0
    inside = capital.copy()
    inside[1:] &= word[:-1]
    if len(inside):
        inside[0] = False
    if n_title:
        inside[n_title : n_title + 1] = False
        title_words = word[:n_title]
        shouting = capital[:n_title].sum() >= 0.6 * max(1, int(title_words.sum()))
        if len(rows) > n_title + 30:
            inside[:n_title] = capital[:n_title] & lexicon.among(rows[:n_title], sure)
        elif shouting:
            inside[:n_title] = capital[:n_title]
    # The first word of a sentence is part of a name if a name word follows and it was seen as a name elsewhere.
    pair = np.zeros(len(rows), bool)
    pair[1:] = inside[1:] & (inside[:-1] | (capital[:-1] & lexicon.among(rows[:-1], sure)))
    (pairs,) = pair.nonzero()
    left = lexicon.name[rows[pairs - 1]].astype(np.uint64)
    right = lexicon.name[rows[pairs]].astype(np.uint64)
    mixed = (left * np.uint64(2654435761) + right * np.uint64(40503)) & np.uint64(TERM_MASK)
    return inside.nonzero()[0], pairs, np.maximum(mixed, 1).astype(np.uint32)


def _heaviest(weights: Array, count: int) -> Array:
    """Positions of the `count` largest weights, ascending by position; ties to the lower position."""
    if len(weights) <= count:
        return np.arange(len(weights))
    order = np.argsort(-weights, kind="stable")[:count]
    return np.sort(order)


def _labels(
    lexicon: Lexicon, rows: Array, ids: Array, first: Array, weights: Array, flags: Array
) -> tuple[tuple[str, ...], Array]:
    """Surface forms of the ten heaviest terms, heaviest first."""
    order = np.argsort(-(weights * (1.0 + ((flags & LEAD) != 0))), kind="stable")[:10]
    words = tuple(lexicon.words[int(rows[first[at]])] for at in order)
    return words, ids[order]


def _signature(title: str) -> Array:
    """Bloom signature of the character 4-grams of a title, 512 bits."""
    text = " ".join(re.findall(r"[^\W_]+", title.casefold()))[:200]
    bits = np.zeros(_SIGNATURE_BITS, np.uint8)
    if len(text) >= 2:
        codes = np.frombuffer(f" {text} ".encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
        if len(codes) >= 4:
            grams = ((codes[:-3] * np.uint64(31) + codes[1:-2]) * np.uint64(31) + codes[2:-1]) * np.uint64(31) + codes[3:]
            bits[((grams * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(55)).astype(np.int64)] = 1
    return np.packbits(bits).view(np.uint64)


def entry_ids(entries: Array) -> Array:
    """Term ids without their flags."""
    return entries & np.uint32(TERM_MASK)


def shared_labels(labels: Sequence[str], label_ids: Array, others: Sequence[Array], limit: int = 4) -> tuple[str, ...]:
    """The labels whose terms occur in any of the other entry arrays, heaviest first."""
    if not others or not len(label_ids):
        return ()
    known = set(entry_ids(np.concatenate(others)).tolist())
    return tuple(word for word, term in zip(labels, label_ids.tolist(), strict=True) if term in known)[:limit]
