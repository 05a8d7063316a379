"""Headline and deck: the fact that the sources share, chosen or cut from what they wrote, never composed. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from newsloom.checking import quoting
from newsloom.model import Article, Citation, Passage
from newsloom.text import kin, terms
from newsloom.text.sentences import FULL_STOPS
from newsloom.writing import clauses, hostile, wording
from newsloom.writing.ahead import AHEAD, freshness
from newsloom.writing.casing import NO_CASING, Casing, sentence_case
from newsloom.writing.claims import Likeness
from newsloom.writing.evidence import EARLY, Candidate, Evidence, capitalised, cite, content_words, narrow, one_line

_ASKS = "?？؟"
SHORTEST, LONGEST = 45, 95  # characters of a headline
LONG_TITLE = 0.45  # for a title beyond that
LONGER, LONG, LONGER_STILL = (
    112,
    0.15,
    0.06,
)  # for a clause beyond it: a fact too long is better than one that is beside the point
COVERS = 2.0  # power of the share that a clause has of what the sources say first; at 1.5 side remarks won
# where a headline is chosen anew, as the page hardly tells the first: power of the share of a line that it tells, and share of the score of
# the best that a line must have; below, of forty read one by one, most were worse
KEPT, ANEW = 3.0, 0.5
FEWEST_WORDS = 6  # of a clause as a headline: shorter ones tell no news
DECK_LENGTH = (45, 170)
TAKEN_UP = 0.2  # share of a deck, by rarity, that the sentences below it take up; at .35 a third of the pages have none
TOLD_AGAIN = 0.4  # of a deck's weight in the headline: it tells the same in other words
UNKNOWN = 3.0  # rarity of a stem that no sentence has
ROUTINE = 0.3  # for a deck that tells where the news was told
UNHEARD = 1.3  # for a deck out of an article that the page does not cite yet
LATER, MOST_CUT = 12, 60  # sentences of titleless articles that clauses are cut from: up to this rank, so many

_SUFFIX = re.compile(r"\s+(?:[-–—|·•:]{1,2}|::)\s+[^-–—|·•]{2,40}$")
_PREFIX = re.compile(
    r"^(?:(?:LIVE|Live|BREAKING|Breaking|EXCLUSIVE|Exclusive|WATCH|Watch|VIDEO|Video|UPDATE|Update|JUST IN"
    r"|Eilmeldung|En directo|En direct|URGENT|Urgente?)"
    r"(?: (?:NEWS|News|updates?|Updates?))?\s*[:|–—-]\s*|\[[^\]]{2,20}\]\s*|[A-Z]{2,12} NEWS:\s*|[A-Z]{6,14}:\s+)"
)
_TEASER = re.compile(
    r"\?|!|…|\.\.\.|^(?:how|why|what|when|where|who|here['’]?s?|this|these|watch|meet|inside|opinion|analysis|live|photos?|pictures?|video|gallery|quiz|review"
    r"|five|seven|ten|\d+ (?:things|reasons|ways|facts|takeaways)|everything|the (?:latest|\d+)|fact[- ]check|explainer|explained)\b"
    r"|:\s*(?:what|how|why|who|where|here['’]?s)\b|\b(?:you need to know|what we know|what to know|you|your|things to know|shocking"
    r"|live updates?"
    r"|as it happened|explained|photos|here['’]s)\b"
    r"|\blive(?: ?blog| coverage)?(?::| [–—|-])|[–—|] live\b|\b(?:live-?ticker|en direct|en vivo|ao vivo|minuto a minuto)\b",
    re.I,
)
#: where the news was told, not what it is; what is done whenever there is such news
OCCASION = re.compile(
    r"\b(?:news|press) (?:conference|briefing|release)|\bheld a (?:meeting|briefing|rally)|\b(?:spoke|talked|speaking) to reporters\b"
    r"|\b(?:made|makes|gave|issued) (?:\w+ ){1,3}(?:announcements?|requests?|comments?|remarks?|statements?|appearances?)\b"
    r"|\b(?:responded|(?:were|was) (?:dispatched|called)) to\b|\bresponded$|\bwas listed in \w+ condition\b",
    re.I,
)
#: "The director said": the page has not told of which
_CERTAIN = re.compile(r"The [a-z]+(?: [a-z]+)? (?!of\b)")
#: what an outlet says of its own or another's report; rests of a sentence
_OUTLETS = re.compile(r"\s[—–]|--|\breports? that\b|^\w+ were ")
_BARE = re.compile(r"\W+$|['’]s\W*$")
#: what no line may hold: markup, an address, characters that turn the direction of what follows
_MARKED = re.compile(
    r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]{2,8}|#x?[0-9a-fA-F]{2,6});|https?://|\bwww\.|pic\.twitter|\*\*|\{\{|^\s*#+ |[\u202d\u202e]"
)
_QUOTES = "\"“'‘«„「"
_DIGITS = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True, slots=True)
class Line:
    """A headline, deck or heading to choose from: its words as shown and where they stand."""

    text: str
    citation: Citation
    stems: frozenset[str]
    quality: float  #: in (0, 1]: how well it reads
    voice: str
    is_title: bool
    candidate: int | None = None  #: the sentence it was cut from; None for a title


def title_part(article: Article) -> Passage | None:
    """The title without outlet, "LIVE" and the like; None if nothing usable is left."""
    title = article.title
    start, end = len(title) - len(title.lstrip()), len(title.rstrip())
    found = _PREFIX.match(title[start:end])
    if found:
        start += found.end()
    outlet = (article.source or "").lower()
    for _ in range(2):
        found = _SUFFIX.search(title[start:end])
        if not found:
            break
        tail = found.group().strip(" -–—|·•:").lower()
        separator = found.group().strip()[:1]
        known = outlet and (tail in outlet or outlet.split(".")[0] in tail.replace(" ", ""))
        if not (known or separator in "|·•" or (len(tail.split()) <= 4 and separator in "-–—" and found.start() >= 25)):
            break
        end = start + found.start()
    if end - start < 8 or wording.garbled(title[start:end]):
        return None
    return Passage(article.id, "title", start, end, title[start:end], 0, 0, article.version)


def title_lines(evidence: Evidence, casing: Casing, *, words: tuple[int, int], characters: tuple[int, int]) -> list[Line]:
    """Every title in the page's language, whole or cut, that could serve."""
    lines: list[Line] = []
    for article in evidence.articles:
        if article.id not in evidence.usable or article.id in evidence.outdated or not article.title:
            continue
        part = title_part(article)
        if part is None or "[" in part.text or _MARKED.search(part.text):
            continue
        flaws = 0.35 if _TEASER.search(part.text) else 1.0
        letters = [c for c in part.text if c.isalpha()]
        if letters and sum(c.isupper() for c in letters) > 0.6 * len(letters):
            flaws *= 0.5
        lines += _lines(part, evidence.lang, casing, words, characters, flaws, article.voice, None)
    return lines


def sentence_lines(
    candidates: Sequence[Candidate], lang: str | None, *, words: tuple[int, int], characters: tuple[int, int],
    surnames: Set[str] = frozenset(),
) -> list[Line]:  # fmt: skip
    """Clauses cut from sentences that stand alone and have no words of another language, which may be an order.

    Args:
        surnames: of people who may be called by them alone.
    """
    lines: list[Line] = []
    for c in candidates:
        if c.grade == 0 and c.text[:1] not in '"“«„「' and not hostile.strange(c.text, lang):
            lines += _lines(c.passage, lang, NO_CASING, words, characters, c.plain, c.voice, c, surnames)
    return lines


def _lines(
    part: Passage, lang: str | None, casing: Casing, words: tuple[int, int], characters: tuple[int, int],
    flaws: float, voice: str, candidate: Candidate | None, surnames: Set[str] = frozenset(),
) -> list[Line]:  # fmt: skip
    lines: list[Line] = []
    for clause in clauses.clauses(part.text, lang, words=words, characters=characters, surnames=surnames):
        span = clause.span
        piece = narrow(part, span.start, span.end)
        text = one_line(clause.of(part.text))
        text = capitalised(text)
        if candidate is None:
            text = sentence_case(text, lang, casing)
        stems = _stands(text, part.text, lang, title=candidate is None)
        if stems is not None:
            lines.append(
                Line(
                    text,
                    cite(piece),
                    stems,
                    flaws * clause.quality,
                    voice,
                    candidate is None,
                    candidate.index if candidate else None,
                )
            )
    return lines


@lru_cache(maxsize=8192)  # headline, deck and headings look at the same lines, and so does the next revision
def _stands(text: str, whole: str, lang: str | None, *, title: bool) -> frozenset[str] | None:
    """The stems of a line; None if it hangs on another sentence or the checker says that what is left out turns the meaning."""
    if not title and wording.standing(text, lang).hang:
        return None
    if len(text) < len(whole) - 1:
        found = quoting.find(text, whole, lang=lang)
        if found is None or found.turned:
            return None
    return frozenset(terms.stems(text, lang))


def shared(line: Line, voice_stems: dict[str, frozenset[str]], rarity: dict[str, float]) -> float:
    """How much of the line the sources share: the mean, over the owners, of the rarity-weighted share of its stems they have."""
    total = math.fsum(rarity.get(s, UNKNOWN) for s in sorted(line.stems))
    if not total or not voice_stems:
        return 0.0
    shares = [math.fsum(rarity.get(s, UNKNOWN) for s in sorted(line.stems & have)) / total for have in voice_stems.values()]
    return math.fsum(shares) / len(shares)


def unshared_figure(text: str, evidence: Evidence, own: str) -> bool:
    """Whether the text has a figure that no article of another owner has, where there is another owner."""
    figures = set(_DIGITS.findall(text))
    others = [a for a in evidence.articles if a.id in evidence.usable and a.voice != own]
    return bool(others) and any(not any(f in a.text or f in a.title for a in others) for f in sorted(figures))


def choose_headline(
    evidence: Evidence, like: Likeness, *, casing: Casing, previous: str = "", told: Set[str] = frozenset()
) -> Line | None:
    """The line that says most of what the sources say first, in SHORTEST to LONGEST characters where there is one.

    Args:
        told: stems of a page that the line is to stand over; empty while there is none.
    """
    lines = title_lines(evidence, casing, words=(3, 18), characters=(20, 120))
    if not any(x.quality >= 0.5 for x in lines):
        first = sorted((c for c in evidence.candidates if c.rank <= LATER and c.grade <= 1), key=lambda c: (c.rank, c.index))
        lines += sentence_lines(first[:MOST_CUT], evidence.lang, words=(4, 22), characters=(25, 130))
    early = early_stems(evidence)
    top = math.fsum(sorted(early.values(), reverse=True)[:10]) or 1.0
    most = max(early.values(), default=1.0)
    voice_stems = stems_by_voice(evidence)
    newest = max((a.published for a in evidence.articles if a.published), default=None)
    fresh = {a.id: freshness(a.published, newest) for a in evidence.articles}

    def score(line: Line) -> float:
        own = math.fsum(early.get(s, 0.0) for s in line.stems)
        length = clauses.width(line.text)
        value = line.quality * (max(0.25, length / SHORTEST - 0.1) if length < SHORTEST else 1.0)
        if line.candidate is None:
            value *= own / top * (0.3 + own / (most * max(3, len(line.stems)))) * (LONG_TITLE if length > LONGEST else 1.0)
        else:
            value *= math.pow(own / top, COVERS) * (0.2 + shared(line, voice_stems, like.rarity))
            value *= 1.0 if length <= LONGEST else LONG if length <= LONGER else LONGER_STILL
            value *= _alone(line, evidence)
        if unshared_figure(line.text, evidence, line.voice):
            value *= 0.6
        if any(mark in line.text for mark in _ASKS):
            value *= 0.35  # a sentence that tells it is better than a title that asks
        if AHEAD.search(line.text):
            value *= 0.85  # of "set to vote" and "votes", what has happened is the news
        value *= fresh[line.citation.article]
        return value * (1.2 if line.text == previous else 1.0)

    scores = {line: score(line) for line in lines}
    if told:
        least = ANEW * max(scores.values(), default=0.0)
        scores = {line: value * math.pow(like.held(line.stems, told), KEPT) for line, value in scores.items() if value >= least}
    best = max(scores, key=lambda line: (scores[line], -len(line.text), line.text), default=None)
    return best or _any_line(evidence, like)


def _alone(line: Line, evidence: Evidence) -> float:
    """How well a clause out of a sentence stands over a page of which a reader has seen nothing, in (0, 1]."""
    assert line.candidate is not None
    c = evidence.candidates[line.candidate]
    value = 1 / (1 + 0.2 * c.rank)
    value *= 1.0 if clauses.reads_alone(line.text, evidence.lang) else 0.3
    value *= 0.2 if OCCASION.search(line.text) else 1.0
    value *= 0.3 if len(line.text.split()) < FEWEST_WORDS else 1.0
    value *= 0.5 if c.hang else 1.0
    value *= 0.6 if c.rank and _CERTAIN.match(line.text) else 1.0
    value *= 0.4 if _OUTLETS.search(line.text) else 1.0
    words = frozenset(_BARE.sub("", w) for w in line.text.split())
    return value * (0.4 if any(name[:1].isupper() and name in words for name in c.needs) else 1.0)


def early_stems(evidence: Evidence) -> dict[str, float]:
    """How many origins say each stem in title and first sentences, the earlier the more."""
    found: dict[str, dict[int, float]] = {}

    def say(stems: Iterable[str], origin: int, weight: float) -> None:
        for stem in stems:
            of = found.setdefault(stem, {})
            of[origin] = max(of.get(origin, 0.0), weight)

    for c in evidence.candidates:
        if c.rank <= EARLY and c.grade <= 2:
            say(c.stems, c.origin, 1 / (1 + 0.5 * c.rank))
    for article in evidence.articles:
        if article.id in evidence.usable and article.title:
            say(terms.stems(article.title, evidence.lang), evidence.origin_of[article.id], 1.0)
    return {stem: math.fsum(of[o] for o in sorted(of)) for stem, of in sorted(found.items())}


def stems_by_voice(evidence: Evidence) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for c in evidence.candidates:
        if c.grade <= 2:
            found.setdefault(c.voice, set()).update(c.stems)
    return {voice: frozenset(stems) for voice, stems in sorted(found.items())}


def _any_line(evidence: Evidence, like: Likeness) -> Line | None:
    """Where nothing can be chosen or cut well: the shortest of the first sentences, as it is."""
    first = sorted(evidence.candidates, key=lambda c: (c.grade, c.rank > EARLY, abs(len(c.text) - 80), c.index))
    if not first:
        return None
    c = first[0]
    return Line(c.text.rstrip(f" ,;:，；：{FULL_STOPS}"), c.citation, frozenset(c.stems), 0.1, c.voice, False, c.index)


def choose_deck(
    evidence: Evidence, sound: Sequence[Candidate], like: Likeness, worth: dict[object, float], headline: Line, on_page: Sequence[Candidate],
    headings: Sequence[str], *, casing: Casing, previous: str = "",
) -> Line | None:  # fmt: skip
    """A second fact, in one line that no headline or heading says and that is no sentence of the page; None if there is none.

    Args:
        sound: the candidates that may well stand on a page.
    """
    told = {stem for c in on_page for stem in c.stems}
    shown, heard = {c.index for c in on_page}, {c.article.id for c in on_page}
    rest = [c for c in sound if c.grade == 0 and c.rank <= EARLY and c.index not in shown and not c.needs]
    rest = sorted(rest, key=lambda c: (c.rank, c.index))[:80]
    lines = sentence_lines(rest, evidence.lang, words=(6, 28), characters=DECK_LENGTH)
    lines = [x for x in lines if clauses.reads_alone(x.text, evidence.lang)]
    lines += title_lines(evidence, casing, words=(6, 20), characters=DECK_LENGTH)
    voice_stems = stems_by_voice(evidence)
    said = [content_words(text, evidence.lang) for text in (headline.text, *headings)]
    known = frozenset(kin.family(s, evidence.lang) for s in headline.stems)
    bodies = [c.content for c in on_page]

    def told_again(line: Line) -> float:
        """The share of a line's weight that the headline has, in these words or kindred ones."""
        weight = {s: like.rarity.get(s, UNKNOWN) for s in sorted(line.stems)}
        again = math.fsum(w for s, w in weight.items() if kin.family(s, evidence.lang) in known)
        return again / (math.fsum(weight.values()) or 1.0)

    def fits(line: Line) -> bool:
        if line.is_title and line.text[:1] in _QUOTES:
            return False  # a feature that opens on a quotation: the page has better
        if told_again(line) > TOLD_AGAIN:
            return False
        own = content_words(line.text, evidence.lang)
        if any(len(own & text) >= 0.45 * max(3, min(len(own), len(text))) for text in said):
            return False
        if like.held(line.stems, told) < TAKEN_UP:
            return False
        return not any(len(own & body) >= 0.55 * max(3, len(own)) for body in bodies)

    def score(line: Line) -> float:
        value = line.quality * (0.1 + shared(line, voice_stems, like.rarity)) * like.held(line.stems, told)
        value *= math.log(1 + math.fsum(worth.get(s, 0.0) for s in line.stems)) * math.sqrt(1 - told_again(line))
        value *= ROUTINE if OCCASION.search(line.text) else 1.0
        if unshared_figure(line.text, evidence, line.voice):
            value *= 0.7
        if line.candidate is not None:
            value *= 1 / (1 + 0.1 * evidence.candidates[line.candidate].rank)
        if line.citation.article not in heard:
            value *= UNHEARD
        return value * (1.2 if line.text == previous else 1.0)

    return max((x for x in lines if x.quality >= 0.6 and fits(x)), key=lambda x: (score(x), x.text), default=None)
