"""Which passages of a story's articles may stand on its page. Pure: no clock, network or database.

A candidate is a passage, or a contiguous part of one: deletions only, never another word, so that its offsets stay true.
Never evidence: furniture, the outlet's own first person, what addresses the reader, opinion and advertisements.
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from newsloom.model import Article, Citation, Kind, Origin, Passage
from newsloom.text import kinds, language, sentences, terms
from newsloom.writing import ahead, inserts, people, tone, wording
from newsloom.writing.wording import Hang

MAX_ORIGINS = 36  # WCEP: ten more articles give a steep gain, over a hundred none; the summary is written from a sample
MAX_PASSAGES = 30  # of one origin: news says first what matters; multinews dev R1 46.0 at 30, 45.8 at 15
MIN_WORDS, MAX_WORDS = 7, 52
POOR, WORST = 2, 3  # grades: what stands on a page only where it has hardly better, and the last that may stand on one at all
EARLY = 4  # rank up to which a sentence counts as one of the first
#: what is no news of the outlet's, but prose; all other furniture is never shown, whatever else there is
_PROSE = frozenset({"first person", "question", "exclamation", "addresses the reader", "heading", "shouting"})
OFF_TOPIC = 0.04  # cosine with the rest of the story; on multinews all below are crawler notices, shop pages and index pages
READ = 500  # articles of which what was read is kept for the next revision of their stories; 77 kB each
NUMBERED = (
    125  # articles whose candidates are kept as the last revision had them, with concepts and content; as much again each
)
UNQUOTABLE = "has no sentence that could be quoted"  #: why an article is not cited
TINY = 1e-12  # of a sum of squares: what is left of it where nothing is left
SPAN_OF_SENTENCE = 400  # characters; a longer "sentence" is a list or a broken page

_LAST = re.compile(rf"[{sentences.FULL_STOPS}!?！？…؟][\"”’»'」』)\]]*$")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S|pic\.twitter|\.com/|[<>{}|©●•■►▶→#\u202d\u202e]|_{2,}|\*\*")
_ADDRESS_SIGN = re.compile(r"[@<>{}|#_*]|://")  # one of these stands in every such address in ASCII
_SPACE = re.compile(r"\s+")
_CONTENT = re.compile(r"\w{4,}")
_UNSPACED = frozenset({"zh", "ja", "th"})

#: Kinds in the order in which they may serve as evidence; what is in no row never does while another has any.
_TIERS: tuple[frozenset[Kind], ...] = (
    frozenset({Kind.NEWS, Kind.LIVE_BLOG, Kind.ROUND_UP, Kind.WEATHER, Kind.SPORT_TABLE, Kind.RELEASE_NOTES}),
    frozenset({Kind.OPINION, Kind.PODCAST, Kind.VIDEO, Kind.LISTING}),
    frozenset({Kind.SPONSORED, Kind.DEALS, Kind.HOROSCOPE, Kind.EMPTY}),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage as the page could show it."""

    index: int  #: in the evidence, counted from 0
    article: Article
    origin: int  #: index of its origin
    voice: str  #: whom independence is counted by
    passage: Passage  #: the part shown
    whole: Passage  #: the sentence it is a part of
    text: str  #: as shown: one line, a capital first
    stems: tuple[str, ...]
    concepts: frozenset[object]  #: stems and pairs of neighbouring stems
    content: frozenset[str]  #: words of more than three letters, in lower case
    words: int
    hang: Hang
    grade: int  #: 0 good; 1 hangs on another sentence; 2 poor; 3 only if there is nothing else; 4 never
    judging: float  #: `tone.marks` of it
    plain: float  #: `tone.plainness` of it
    rank: int  #: counts the candidates of its article from 0
    before: int | None  #: index of the candidate directly before it in its article; None if there is none
    needs: frozenset[str] = frozenset()  #: what an earlier sentence of its article introduces: surnames, nouns after "the"
    gives: frozenset[str] = frozenset()  #: whom it names in full
    leaning: float = 0.0  #: `tone.leaning` of its article
    resolved: str = ""  #: whom its leading "He" or "She" stands for, where the sentence before says so plainly

    @property
    def citation(self) -> Citation:
        return cite(self.passage)


@dataclass(frozen=True, slots=True)
class Evidence:
    candidates: tuple[Candidate, ...]
    articles: tuple[Article, ...]
    origins: tuple[Origin, ...]
    origin_of: dict[str, int]
    lang: str | None
    people: dict[str, tuple[str, ...]]  #: whom each article names in full
    usable: frozenset[str]  #: ids of the articles whose passages were looked at
    notes: dict[str, str]  #: why an article gave nothing
    outdated: frozenset[str] = (
        frozenset()
    )  #: ids of the articles whose titles tell a count that a later article corrects or raises

    def day(self, article: str) -> date | None:
        """When this article was published; None if nothing says."""
        return next((a.published.date() for a in self.articles if a.id == article and a.published is not None), None)


def cite(passage: Passage) -> Citation:
    return Citation(passage.article, passage.field, passage.start, passage.end, passage.text, passage.version)


def narrow(passage: Passage, start: int, end: int) -> Passage:
    """The part `[start:end]` of a passage, counted in its own text."""
    return Passage(
        passage.article, passage.field, passage.start + start, passage.start + end, passage.text[start:end],
        passage.paragraph, passage.position, passage.version,
    )  # fmt: skip


def one_line(text: str) -> str:
    return " ".join(text.split())


def capitalised(text: str) -> str:
    """With a capital first, in scripts that have them at the head of a sentence (the Georgian one has them for whole words only)."""
    return text[:1].title() + text[1:]


def count_words(text: str, lang: str | None) -> int:
    """Words, or for scripts without spaces what about 1.7 characters make one."""
    if lang in _UNSPACED:
        return max(1, round(len(_SPACE.sub("", text)) / 1.7))
    return len(text.split())


@lru_cache(maxsize=4096)
def content_words(text: str, lang: str | None) -> frozenset[str]:
    """What a repeat is recognised by: words of more than three letters, or pairs of characters."""
    folded = text.lower()
    if lang in _UNSPACED:
        letters = [c for c in folded if c.isalnum()]
        return frozenset(a + b for a, b in itertools.pairwise(letters))
    return frozenset(_CONTENT.findall(folded))


def page_language(articles: Sequence[Article]) -> tuple[str | None, dict[str, str | None]]:
    """The language that most owners write in, the first seen of equals, and the language of each article."""
    of_article = {a.id: language.of_article(a) for a in articles}
    voices: dict[str, set[str]] = {}
    for article in articles:
        lang = of_article[article.id]
        if lang and (article.text or article.title):
            voices.setdefault(lang, set()).add(article.voice)
    if not voices:
        return None, of_article
    order = list(voices)
    return max(order, key=lambda lang: (len(voices[lang]), -order.index(lang))), of_article


def gather(articles: Sequence[Article], origins: Sequence[Origin]) -> Evidence:
    """Read the articles of one story and keep the sentences that may stand on its page.

    Args:
        articles: of the story, oldest first. origins: every article in exactly one.
    Returns: the evidence; empty only if no article has a sentence in any state.
    """
    by_id = {a.id: a for a in articles}
    lang, of_article = page_language(articles)
    origin_of = {article: i for i, origin in enumerate(origins) for article in origin.articles}
    notes: dict[str, str] = {}
    tiers = _tiers(articles, of_article, lang, notes)
    candidates: list[Candidate] = []
    named: dict[str, tuple[str, ...]] = {}
    usable: set[str] = set()
    for tier in tiers:
        chosen = _sample([o for o in origins if any(a in tier for a in o.articles)])
        for origin in chosen:
            members = [by_id[a] for a in origin.articles if a in tier]
            usable.update(a.id for a in members)
            candidates += _of_origin(members, origin_of[members[0].id], lang, named, first=len(candidates))
        if any(c.grade < 3 for c in candidates):
            break
    candidates = _overtaken(_unintroduced(_on_topic(candidates, lang, notes), named), lang)
    for article in articles:
        if article.id in usable and article.id not in notes and not any(c.article.id == article.id for c in candidates):
            notes.setdefault(article.id, UNQUOTABLE)
    return Evidence(tuple(candidates), tuple(articles), tuple(origins), origin_of, lang, named, frozenset(usable), notes)


def _tiers(
    articles: Sequence[Article], of_article: dict[str, str | None], lang: str | None, notes: dict[str, str]
) -> list[set[str]]:
    """Ids of the articles that may serve, the best tier first; the rest get a note."""
    tiers: list[set[str]] = [set() for _ in range(len(_TIERS) + 1)]
    for article in articles:
        own = of_article[article.id]
        if lang and own and own != lang:
            notes[article.id] = f"in another language ({own})"
            tiers[-1].add(article.id)
            continue
        kind = article.kind
        if kind is Kind.NEWS:
            kind = kinds.kind(article.title, article.text, url=article.url, lang=own)
        tier = next((i for i, row in enumerate(_TIERS) if kind in row), 0)
        if article.teaser:
            tier = max(tier, 1)
        if tier:
            notes[article.id] = "is only the teaser of the feed" if article.teaser else f"is no news report ({kind.value})"
        tiers[tier].add(article.id)
    return [tier for tier in tiers if tier]


def _sample(origins: Sequence[Origin]) -> list[Origin]:
    """At most MAX_ORIGINS of them: the first, the last, and evenly from between."""
    if len(origins) <= MAX_ORIGINS:
        return list(origins)
    step = (len(origins) - 1) / (MAX_ORIGINS - 1)
    return [origins[round(i * step)] for i in range(MAX_ORIGINS)]


def _of_origin(
    members: Sequence[Article], origin: int, lang: str | None, named: dict[str, tuple[str, ...]], *, first: int
) -> list[Candidate]:
    """The candidates of one origin: of its best copy, and what only another copy says."""
    best_first = sorted(members, key=lambda a: (a.paid, a.teaser, -len(a.text), a.id))
    found: list[Candidate] = []
    seen: set[str] = set()
    for article in best_first[:4]:  # a wire text carried by more outlets says nothing new in the fifth
        said = [
            (one_line(c.whole.text).lower(), c) for c in _of_article(article, origin, lang, named, first=first + len(found))
        ]
        fresh = [c for words, c in said if words not in seen]
        seen.update(words for words, _ in said)
        renumbered = {c.index: first + len(found) + i for i, c in enumerate(fresh)}
        found += [_renumber(c, renumbered[c.index], None if c.before is None else renumbered.get(c.before)) for c in fresh]
    return found


def _on_topic(candidates: list[Candidate], lang: str | None, notes: dict[str, str]) -> list[Candidate]:
    """The candidates without those of origins that share hardly a rare word with the rest of the story.

    Grouping errs, and a fetched page may be another than the feed promised: such an article is listed, with a note, not quoted.
    """
    of_origin: dict[int, list[Candidate]] = {}
    for c in candidates:
        if c.grade <= 2:
            of_origin.setdefault(c.origin, []).append(c)
    if len(of_origin) < 2:
        return candidates
    vectors = {origin: _vector(own, lang) for origin, own in of_origin.items()}
    whole: dict[str, float] = {}
    for origin in sorted(vectors):
        for word, weight in vectors[origin].items():
            whole[word] = whole.get(word, 0.0) + weight
    square = math.fsum(value * value for value in whole.values())
    off = [o for o in sorted(vectors) if _near_rest(vectors[o], whole, square) < OFF_TOPIC]
    if len(off) == len(vectors) or (len(vectors) == 2 and off):
        main = max(of_origin, key=lambda o: (sum(c.words for c in of_origin[o] if c.grade == 0), -o))
        off = [o for o in sorted(vectors) if o != main]
    for origin in off:
        for c in of_origin[origin]:
            notes.setdefault(c.article.id, "is about something else")
    if not off:
        return candidates
    kept = [c for c in candidates if c.origin not in set(off)]
    number = {c.index: i for i, c in enumerate(kept)}
    return [replace(c, index=i, before=None if c.before is None else number.get(c.before)) for i, c in enumerate(kept)]


def _unintroduced(candidates: list[Candidate], named: Mapping[str, tuple[str, ...]]) -> list[Candidate]:
    """The candidates; who speaks in them by a surname alone, and is named in full by another article only, has to be introduced."""
    surnames = {name.split()[-1] for full in named.values() for name in full}
    return [
        replace(c, needs=c.needs | strangers) if (strangers := (people.speakers(c.text) & surnames) - c.needs - c.gives) else c
        for c in candidates
    ]


def _overtaken(candidates: list[Candidate], lang: str | None) -> list[Candidate]:
    """The candidates, those poor that tell of what was still to come, not known or so for the time being, and newer articles come after."""
    newest = max((c.article.published for c in candidates if c.article.published is not None), default=None)
    return [
        replace(c, grade=POOR) if c.grade < POOR and ahead.overtaken(c.text, c.article, newest, lang) else c for c in candidates
    ]


def _vector(own: Sequence[Candidate], lang: str | None) -> Mapping[str, float]:
    """The words of an origin by how often, how early and how rare, of length 1."""
    return _vector_of(tuple((c.rank, c.stems) for c in own[:20]), tuple(sorted({c.article.title for c in own})), lang)


@lru_cache(maxsize=READ)
def _vector_of(said: tuple[tuple[int, tuple[str, ...]], ...], titles: tuple[str, ...], lang: str | None) -> Mapping[str, float]:
    """Args: said: the rank and the stems of each sentence."""
    often: dict[str, float] = {}
    for rank, stems in said:
        for word in sorted(set(stems)):
            often[word] = often.get(word, 0.0) + 1 / (1 + 0.05 * rank)
    for word in sorted({stem for title in titles for stem in terms.stems(title, lang)}):
        often[word] = often.get(word, 0.0) + 1.0
    weighted = {w: math.log(1 + n) * min(6.0, math.log(1 + 1e-3 / max(1e-6, terms.prior(w, lang)))) for w, n in often.items()}
    norm = math.sqrt(math.fsum(v * v for v in weighted.values())) or 1.0
    return {w: v / norm for w, v in weighted.items()}


def _near_rest(own: Mapping[str, float], whole: dict[str, float], square: float) -> float:
    """Cosine of one origin with the sum of all others; square: the sum of the squares of the whole."""
    rest = math.fsum([square, *(value * (value - 2 * whole[word]) for word, value in own.items())])
    if rest <= TINY * square:
        return 0.0
    return math.fsum(value * (whole[word] - value) for word, value in own.items()) / math.sqrt(rest)


def _renumber(c: Candidate, index: int, before: int | None) -> Candidate:
    if (c.index, c.before) == (index, before):
        return c
    return replace(c, index=index, before=before)


def _of_article(
    article: Article, origin: int, lang: str | None, named: dict[str, tuple[str, ...]], *, first: int
) -> list[Candidate]:
    """The candidates of one article, numbered from `first`; it is read once for all revisions of its story."""
    numbered, named[article.id] = _numbered(article, lang, origin, first)
    return list(numbered)


@lru_cache(maxsize=NUMBERED)
def _numbered(article: Article, lang: str | None, origin: int, first: int) -> tuple[tuple[Candidate, ...], tuple[str, ...]]:
    """As `_read`, as of this origin and numbered from `first`."""
    read, full = _read(article, lang)
    numbered = tuple(
        replace(
            c,
            index=first + c.index,
            origin=origin,
            before=None if c.before is None else first + c.before,
            concepts=frozenset[object](c.stems).union(itertools.pairwise(c.stems)),
            content=content_words(c.text, lang),
        )
        for c in read
    )
    return numbered, full


@lru_cache(maxsize=READ)
def _read(article: Article, lang: str | None) -> tuple[tuple[Candidate, ...], tuple[str, ...]]:
    """The candidates of one article as of origin 0, numbered from 0, and whom it names in full.

    Without their concepts and content, which take half of the room and a hundredth of the time.
    """
    found: list[Candidate] = []
    last_position = -2
    previous: Passage | None = None
    introduced = people.Introduced(lang)
    orders = kinds.orders(article.text)
    for passage in sentences.each_passage(article):
        if len(found) >= MAX_PASSAGES:
            break
        if orders and passage.field == "text" and any(o.start < passage.end and passage.start < o.end for o in orders):
            continue
        before = found[-1].index if found and last_position == passage.position - 1 else None
        made = _candidate(passage, article, 0, lang, introduced, previous, index=len(found), rank=len(found), before=before)
        previous = passage
        if made is None:
            introduced.read(passage.text, "", terms.stems(passage.text, lang))
            continue
        found.append(made)
        last_position = passage.position
    return tuple(_without_opinion(found)), tuple(introduced.full)


def _without_opinion(found: list[Candidate]) -> list[Candidate]:
    """The sentences of an article, those poor in which the outlet judges: the sooner the more the whole article does.

    An article that has no others keeps those that judge least, lest it be unheard.
    """
    leaning = tone.leaning([c.judging for c in found], sum(c.grade == WORST for c in found))
    loaded = {
        c.index
        for c in found
        if c.grade < POOR
        and c.judging
        and c.judging + tone.LEANS * leaning >= (tone.LOADED if c.rank < EARLY else tone.LOADED_LATER)
    }
    if all(c.grade > 0 or c.index in loaded for c in found):
        loaded -= {c.index for c in found if c.judging <= tone.BEARABLE}
    if not leaning and not loaded:
        return found
    return [replace(c, grade=POOR if c.index in loaded else c.grade, leaning=leaning) for c in found]


def _candidate(
    passage: Passage, article: Article, origin: int, lang: str | None, introduced: people.Introduced, previous: Passage | None,
    *, index: int, rank: int, before: int | None,
) -> Candidate | None:  # fmt: skip
    """What of this passage could be shown; None if nothing ever could.

    Args:
        introduced: by the sentences of the article before this one; it takes this one in. previous: the passage before.
    """
    if len(passage.text) < 12:
        return None
    part = _clean(passage)
    if part is None:
        return None
    place = wording.standing(part.text, lang)
    hang = place.hang
    if not hang and previous is not None and wording.elsewhere(part.text, previous.text, lang):
        hang = Hang.DEFINITE
    shown = narrow(part, place.start, len(part.text)) if place.start else part
    text = one_line(shown.text)
    if shown.start != passage.start or text[:1].islower():
        text = capitalised(text)
    words = count_words(text, lang)
    if words < 4 or len(text) > 3 * SPAN_OF_SENTENCE:
        return None
    grade = _grade(text, lang, words, hang)
    judging = tone.marks(text, lang)
    stems = tuple(terms.stems(text, lang))
    needs, gives = introduced.read(passage.text, text, stems)
    resolved = inserts.subject(text, previous, lang) if hang is Hang.PRONOUN and grade == 1 else ""
    return Candidate(
        index, article, origin, article.voice, shown, passage, text, stems, frozenset(), frozenset(), words,
        hang, grade, judging, tone.plainness(text, judging), rank, before, needs, gives, resolved=resolved,
    )  # fmt: skip


def _clean(passage: Passage) -> Passage | None:
    """The longest part that is left after datelines and credits are cut; None if nothing is."""
    spans = kinds.clean_spans(passage.text)
    if not spans:
        return None
    start, end = max(spans, key=lambda s: (s[1] - s[0], -s[0]))
    text = passage.text[start:end]
    start += len(text) - len(text.lstrip())
    end -= len(text) - len(text.rstrip())
    return narrow(passage, start, end) if (start, end) != (0, len(passage.text)) else passage


def _addressed(text: str) -> bool:
    """Whether a link, an address or what pages are built of stands in it."""
    if (
        text.isascii()
        and not _ADDRESS_SIGN.search(text)
        and "www." not in text
        and "pic.twitter" not in text
        and ".com/" not in text
    ):
        return False
    return bool(_ADDRESS.search(text))


def _grade(text: str, lang: str | None, words: int, hang: Hang) -> int:
    """How fit a sentence is to be shown; see `Candidate.grade`."""
    letters = sum(map(str.isalpha, text))
    if not text.isascii() and letters < 0.7 * len(text):
        letters = sum(unicodedata.category(char)[0] in "LM" for char in text)  # the vowels of many scripts are marks
    furniture = kinds.furniture(text, lang=lang)
    if (furniture and furniture not in _PROSE) or letters < 0.55 * len(text.replace(" ", "")):
        return WORST + 1
    if furniture or _addressed(text) or text.endswith((":", "：")):
        return WORST
    first, second = wording.persons_in(text, lang)
    upper = sum(map(str.isupper, text))
    if (
        first or second or words < MIN_WORDS or words > MAX_WORDS or len(text) > SPAN_OF_SENTENCE or not _LAST.search(text)
        or "[" in text or "]" in text or text[0] in "-–—,.;:)/" or not wording.balanced(text) or upper > 0.4 * letters or "?" in text
        or wording.fragment(text, lang)
    ):  # fmt: skip
        return POOR
    return 1 if hang else 0


def voices(candidates: Sequence[Candidate]) -> int:
    return len({c.voice for c in candidates})


def document_frequency(candidates: Sequence[Candidate]) -> Counter[str]:
    """In how many candidates each stem stands."""
    count: Counter[str] = Counter()
    for candidate in candidates:
        count.update(set(candidate.stems))
    return count
