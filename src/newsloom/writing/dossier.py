"""Choose what a language model is shown of a story: numbered evidence, and the sentences of its page. Pure.

Evidence is what the extractive engine chose, never a page, a title or an address; what gives orders is none.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from newsloom import origins
from newsloom.model import Article, Citation, Disagreement, Passage, Section, Sentence, StoryPage
from newsloom.text import terms
from newsloom.writing import claims, evidence, hostile, rating, risk, select, twice
from newsloom.writing.chosen import Budget
from newsloom.writing.draft import oldest_first
from newsloom.writing.evidence import Candidate

MOST, MOST_NEW = 48, 8  # pieces of evidence of a first request, and of an update
MOST_CHANGED = 20  # new pieces of weight with which a page is not updated any more: all is asked anew
LEAST_NEW, LEAST_WEIGHTY = 3, 2  # new statements that a request waits for: till then the extractive writer tells them
ALIKE = 0.25  # share of a new piece's longer words in a sentence of the page from which the two have to do with each other
RELATED = 2  # sentences of the page that are shown beside a new piece
REPEAT = 0.8  # share of a sentence's longer words in an earlier one from which it says nothing new
CONTEXT = 8192  # tokens a model can read and write, if nothing else is said
ANSWER = 1200  # tokens kept for the answer
PER_TOKEN = 3.3  # characters, marks and numbers counted in
RULES = 3000  # characters of the longest prompt file
LINE = 60  # characters of a piece of evidence beside its text: id, outlet, time, marks

_QUOTE = re.compile(
    r"“([^“”\n]{12,400})”|\"([^\"\n]{12,400})\"|«\s?([^«»\n]{12,400}?)\s?»|„([^„“”\n]{12,400})[“”]|「([^「」\n]{6,200})」"
)
_FIGURE = re.compile(r"\d[\d.,]*")
_NAME = re.compile(r"[^|\n\r:‡¦◊¤§¬<>{}]*")
_OUTLET = re.compile(r"[^\w .&'’-]+")


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A piece of evidence as a request shows it."""

    id: str  #: e1, e2 …; of the page's own sentences p1, p2 …
    text: str  #: what is shown, before marking
    citations: tuple[Citation, ...]  #: what naming it cites: its passage; of a sentence of the page, that sentence's own
    outlet: str = ""
    when: datetime | None = None
    quotes: tuple[tuple[str, str], ...] = ()  #: id and words of each quotation in it
    quotes_at: tuple[tuple[str, int], ...] = ()  #: id of each, and where in the text its opening mark stands
    sentence: Sentence | None = None  #: the sentence of the page, for p1, p2 …
    section: int = 0  #: number of its section, from 1; 0 for evidence

    @property
    def hash(self) -> str:
        """Of the passage; of a sentence of the page, of its words."""
        return text_hash(self.text if self.sentence is not None else self.citations[0].quote)


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that one request shows."""

    exhibits: tuple[Exhibit, ...]  #: by article, the oldest first, and by place in it
    standing: tuple[Exhibit, ...] = ()  #: sentences of the page that readers see now and that still hold; () at first
    lang: str | None = None
    disputes: tuple[Disagreement, ...] = ()
    headline: str = ""  #: of the page now; "" at first
    headings: tuple[str, ...] = ()  #: of the page's sections s1, s2 …
    shown: tuple[str, ...] = ()  #: hashes of all evidence that there was at this and earlier requests for the story

    @property
    def update(self) -> bool:
        """Whether only changes of the page are asked for."""
        return bool(self.standing) and len(self.exhibits) <= 2 * MOST_NEW

    def related(self) -> list[Exhibit]:
        """The sentences of the page that have to do with what is new: of each new piece the likest two."""
        own = [(e, evidence.content_words(e.text, self.lang)) for e in self.standing]
        near: set[str] = set()
        for exhibit in self.exhibits:
            new = evidence.content_words(exhibit.text, self.lang)
            shared = [(len(words & new), e.id) for e, words in own if len(words & new) >= ALIKE * max(4, len(new))]
            near.update(name for _, name in sorted(shared, key=lambda pair: -pair[0])[:RELATED])
        return [e for e in self.standing if e.id in near]

    def find(self, name: str) -> Exhibit | None:
        """The piece of this id; None if this request has none such."""
        return next((one for one in (*self.exhibits, *self.standing) if one.id == name), None)


def text_hash(text: str) -> str:
    """Names a text: the same words, the same name."""
    return hashlib.sha256(text.casefold().encode("utf-8", "replace")).hexdigest()[:16]


def make(
    articles: Sequence[Article],
    page: StoryPage,
    *,
    sections: Sequence[Section] = (),
    headline: str = "",
    seen: Collection[str] = (),
    context: int = CONTEXT,
) -> Dossier:
    """The evidence for a request.

    Args:
        articles: of the story. page: what the extractive writer made of them, checked.
        sections: of the page now, with the sentences a model wrote that still hold; with any, only evidence not yet shown is shown.
        headline: of the page now. seen: hashes of the evidence that earlier requests showed.
        context: tokens that the model can read and write; evidence is left out to fit, the least worth first.
    """
    ordered = oldest_first(articles)
    found = evidence.gather(ordered, origins.group(ordered))
    good = {c.index: c for c in found.candidates if c.grade <= 1 and not hostile.smuggles(c.whole.text)}
    good = {i: c for i, c in good.items() if not hostile.commands(c.text) and not _beside_orders(c)}
    good = {i: c for i, c in good.items() if not hostile.strange(c.text, c.article.lang)}
    standing = [s for section in sections for s in section.sentences]
    like = claims.likeness(found.candidates)
    chosen, weighty = _chosen(found.candidates, page, good, like)
    if standing:
        fresh = _distinct(_fresh(chosen, good, standing, like, seen, found.lang), good)
        new = [i for i in fresh if i in weighty]
        enough = len(fresh) >= LEAST_NEW and len(new) >= LEAST_WEIGHTY
        if not enough and not any(_overtakes(good[i], standing, found.lang) for i in new):
            return Dossier((), lang=found.lang, shown=tuple(seen))  # what is new is not worth a place on the page
        if len(new) <= MOST_CHANGED:
            chosen = [*new, *(i for i in fresh if i not in new)][: min(MOST_NEW, max(LEAST_NEW, len(new)))]
    room = int((context - ANSWER - RULES / PER_TOKEN) * PER_TOKEN) - sum(len(s.text) + 10 for s in standing)
    twins = _folded(chosen, good, like)
    chosen = sorted(_fitting(_with_before(list(twins)[:MOST], good), good, room))
    exhibits = _numbered([good[i] for i in chosen])
    if standing and len(exhibits) <= 2 * MOST_NEW:  # who says the same is not shown again, but cited
        exhibits = tuple(replace(e, citations=claims.citations(i, like)) for e, i in zip(exhibits, chosen, strict=True))
    else:
        also = [tuple(good[j].citation for j in twins.get(i, ())) for i in chosen]
        exhibits = tuple(replace(e, citations=e.citations + more) for e, more in zip(exhibits, also, strict=True))
    numbered = [(number, s) for number, section in enumerate(sections, 1) for s in section.sentences]
    kept = tuple(Exhibit(f"p{n}", s.text, s.citations, sentence=s, section=at) for n, (at, s) in enumerate(numbered, 1))
    headings = tuple(section.heading for section in sections)
    shown = dict.fromkeys([*seen, *(text_hash(c.passage.text) for c in good.values())])
    disputes = tuple(d for d in page.disagreements if not hostile.commands(d.about))
    return Dossier(exhibits, kept, found.lang, disputes, headline, headings, tuple(shown))


def _chosen(
    candidates: Sequence[Candidate], page: StoryPage, good: Mapping[int, Candidate], like: claims.Likeness
) -> tuple[list[int], frozenset[int]]:
    """What the page cites, then what it has no room for, then who says the same, by worth; and what of it has weight: what the
    extractive writer put on the page, and what two independent owners say."""
    places = {(c.article, c.field, c.start, c.end) for s in page.sentences for c in s.citations[:1]}
    on_page = [i for i, c in good.items() if any(_overlaps(c.passage, place) for place in places)]
    worth = rating.weights(candidates, like.rarity)
    rated = replace(rating.rate(candidates, like), risks=risk.NONE)  # a model words anew what reads wrong as it stands
    units = select.choose(candidates, like, worth, limit=Budget(words=1400, sentences=MOST, worthwhile=0.0), rated=rated)
    order = [*on_page, *(c.index for unit in units for c in unit.members)]
    for i in list(order):
        own = candidates[i].voice
        order += [j for j, _ in like.of.get(i, ())[:4] if candidates[j].voice != own][:2]
    weighty = frozenset(on_page) | {i for i in order if i in good and like.voices(i)}
    return [i for i in dict.fromkeys(order) if i in good], weighty


def _fresh(
    chosen: Sequence[int],
    good: Mapping[int, Candidate],
    standing: Sequence[Sentence],
    like: claims.Likeness,
    seen: Collection[str],
    lang: str | None,
) -> list[int]:
    """Those that neither the page nor an earlier request has, be it in the words of another outlet; other figures are new."""
    told = [evidence.content_words(s.text, lang) for s in standing]
    places = [(c.article, c.field, c.start, c.end) for s in standing for c in s.citations]
    known = {i for i, c in good.items() if text_hash(c.passage.text) in seen or any(_overlaps(c.passage, p) for p in places)}
    fresh = []
    for i in chosen:
        figures = frozenset(_FIGURE.findall(good[i].text))
        same = (j for j, _ in like.of.get(i, ()) if j in known)
        if i not in known and not _told(good[i], told) and all(figures - set(_FIGURE.findall(good[j].text)) for j in same):
            fresh.append(i)
    return fresh


def _distinct(chosen: Sequence[int], good: Mapping[int, Candidate]) -> list[int]:
    """The first of those that say the same."""
    kept: list[int] = []
    for i in chosen:
        if not twice.repeats(good[i], [good[j] for j in kept]):
            kept.append(i)
    return kept


def _folded(chosen: Sequence[int], good: Mapping[int, Candidate], like: claims.Likeness) -> dict[int, list[int]]:
    """The chosen without those that say what one before them says and add no word to it; those are cited with it, not shown.

    Who says the same in other words stays, so that a model sees how others word it.

    Returns: each that stays, in the order given, with those that carry it, too.
    """
    kept: dict[str, int] = {}
    found: dict[int, list[int]] = {}
    for i in chosen:
        wording = " ".join(token.text for token in terms.tokens(good[i].text.casefold()))
        if wording in kept:
            found[kept[wording]].append(i)
            continue
        fuller = (j for j, _ in like.of.get(i, ()) if j in found and set(good[i].stems) <= set(good[j].stems))
        same = next((j for j in fuller if like.support(i, j) is not None), i)
        kept[wording] = same
        if same == i:
            found[i] = []
        elif like.support(same, i) is not None:
            found[same].append(i)
    return found


def _beside_orders(candidate: Candidate) -> bool:
    whole = candidate.whole
    return hostile.near_orders(candidate.article.field(whole.field), whole.start, whole.end)


def _overlaps(passage: Passage, place: tuple[str, str, int, int]) -> bool:
    article, field, start, end = place
    return passage.article == article and passage.field == field and passage.start < end and start < passage.end


def _with_before(chosen: Sequence[int], good: Mapping[int, Candidate]) -> list[int]:
    """The chosen, each that hangs on the sentence before it together with that."""
    wanted: list[int] = []
    for i in chosen:
        before = good[i].before
        wanted += [before, i] if good[i].hang and before is not None and before in good else [i]
    return list(dict.fromkeys(wanted))


def _overtakes(candidate: Candidate, standing: Sequence[Sentence], lang: str | None) -> bool:
    """Whether it has other figures for what a sentence of the page gives figures of: that page may be out of date."""
    figures = frozenset(_FIGURE.findall(candidate.text))
    for sentence in standing if figures else ():
        words, theirs = evidence.content_words(sentence.text, lang), frozenset(_FIGURE.findall(sentence.text))
        if (
            theirs
            and not figures <= theirs
            and len(words & candidate.content) >= ALIKE * max(4, min(len(words), len(candidate.content)))
        ):
            return True
    return False


def _fitting(chosen: Sequence[int], good: Mapping[int, Candidate], room: int) -> list[int]:
    """As many of the first as have room; five in any case."""
    kept: list[int] = []
    for i in chosen:
        room -= len(good[i].text) + LINE
        if room < 0 and len(kept) >= 5:
            break
        kept.append(i)
    return kept


def _told(candidate: Candidate, told: Sequence[frozenset[str]]) -> bool:
    words = candidate.content
    return any(len(words & other) >= REPEAT * max(4, len(words)) for other in told)


def _shown(candidate: Candidate) -> str:
    return hostile.visible(candidate.text).replace("{", "(").replace("}", ")")


def _numbered(chosen: Sequence[Candidate]) -> tuple[Exhibit, ...]:
    exhibits: list[Exhibit] = []
    quotes = 0
    for number, candidate in enumerate(chosen, 1):
        text = _shown(candidate)
        found: list[tuple[str, str]] = []
        places: list[tuple[str, int]] = []
        for match in _QUOTE.finditer(text):
            words = next(group for group in match.groups() if group).strip(" ,.;")
            if len(words.split()) >= 3 or candidate.article.lang in ("zh", "ja", "th"):
                quotes += 1
                found.append((f"q{quotes}", words))
                places.append((f"q{quotes}", match.start()))
        outlet = _OUTLET.sub(" ", _NAME.match(candidate.article.source or "")[0])[:40].strip()  # type: ignore[index]
        exhibits.append(
            Exhibit(
                f"e{number}",
                text,
                (candidate.citation,),
                "an outlet" if not outlet or hostile.commands(outlet) else outlet,
                candidate.article.published,
                tuple(found),
                tuple(places),
            )
        )
    return tuple(exhibits)
