"""Draft the story page from the articles of one event. Pure: no clock, network, database, settings or randomness.

What of the draft is published is decided afterwards, by `checking.gate`.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from newsloom.model import Article, Citation, Origin, Section, Sentence, Source, StoryPage
from newsloom.writing import (
    casing,
    claims,
    differences,
    evidence,
    headline,
    inserts,
    people,
    prospects,
    rating,
    sections,
    select,
    spoken,
    timeline,
)
from newsloom.writing.chosen import ARTICLE_SHARE, Budget, Unit
from newsloom.writing.claims import Likeness
from newsloom.writing.evidence import Candidate, Evidence
from newsloom.writing.prospects import Part
from newsloom.writing.risk import Place


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader may set about a page."""

    words: int | None = None  #: length of the page; None: by what there is to say
    citations: int = claims.MAX_CITATIONS  #: shown at one sentence
    article_share: float = ARTICLE_SHARE  #: of one article's words that a page may carry; four sentences always


PROMISED = 0.65  # share of a headline, by rarity, that its page should tell
TOPIC_STEMS = 25  # a figure counts as the story's only in a sentence that shares two of so many
_DEFAULT = Options()


def draft(
    articles: Sequence[Article],
    origins: Sequence[Origin],
    *,
    story_id: str,
    previous: StoryPage | None = None,
    options: Options = _DEFAULT,
) -> StoryPage | None:
    """Write the page of one story.

    Args:
        articles: of the story, in any order. origins: `origins.group` of them.
        previous: the story's last revision: its sentences stay unless others are clearly better.
    Returns: the draft, for the gate; None if no article has a sentence that is any.
    """
    ordered = oldest_first(articles)
    found = evidence.gather(ordered, _in_time(origins, ordered))
    if all(c.grade > evidence.WORST for c in found.candidates):
        return None
    found = differences.latest(found, rating.topic(found.candidates))
    like = claims.likeness(found.candidates)
    limit = select.budget(found.candidates)
    if options.words is not None:
        limit = Budget(options.words, max(limit.sentences, options.words // 15), worthwhile=0.0)
    limit = replace(limit, article_share=options.article_share)
    worth = rating.weights(found.candidates, like.rarity)
    letters = casing.learn(ordered, found.lang)
    last = previous.headline if previous else ""
    head = headline.choose_headline(found, like, casing=letters, previous=last)
    if head is None:
        return None
    named = inserts.People(found.people, [a.title for a in found.articles])

    kept = _kept(previous, ordered)
    rated = rating.rate(found.candidates, like)

    def under(line: headline.Line | None) -> list[Unit]:
        """The sentences chosen for a page that a line stands over; of one that has none yet, what it would open with."""
        known = (line.stems | people.capitals(line.text) if line else frozenset()) | named.known
        return select.choose(
            found.candidates,
            like,
            worth,
            limit=limit if line else replace(limit, words=1),
            kept=kept,
            headline=line.stems if line else frozenset(),
            since=found.day(line.citation.article) if line else None,
            known=known,
            unnamable=_Unnamable(named, found.lang),
            rated=rated,
        )

    if not head.is_title and (news := _stems(under(None))):
        # without titles the news is what the page would open with, and the headline is cut to it
        head = headline.choose_headline(found, like, casing=letters, previous=last, told=news) or head
    units = under(head)
    if head.is_title and (told := _stems(units)) and like.held(head.stems, told) < PROMISED:
        # a page that does not tell it has another title
        other = headline.choose_headline(found, like, casing=letters, previous=last, told=told)
        if other is not None and other.text != head.text:
            again = under(other)
            if like.held(other.stems, _stems(again)) > like.held(head.stems, told):
                head, units = other, again
    if not units:
        return None
    chosen = [c for u in units for c in u.members]
    pool = prospects.pool(found, like, letters, chosen, head)
    parts = sections.arrange(units, found, like, head, pool, kept=kept)
    chosen = [c for part in parts for c in part.candidates]
    told = _stems(units) | head.stems | named.known
    sound = [c for c in found.candidates if rated.risks.of(c, Place(new=True), told) < select.RISKIEST]
    deck = headline.choose_deck(
        found,
        sound,
        like,
        worth,
        head,
        chosen,
        [p.heading for p in parts],
        casing=letters,
        previous=previous.deck if previous else "",
    )
    return _page(story_id, found, like, worth, parts, head, deck, named, previous, options)


def _stems(units: Sequence[Unit]) -> frozenset[str]:
    return frozenset(stem for unit in units for c in unit.members for stem in c.stems)


class _Unnamable:
    """Whether no insert can tell who some surnames of a candidate are; asked anew for each choice, found out once."""

    def __init__(self, named: inserts.People, lang: str | None) -> None:
        self._named, self._lang = named, lang
        self._told: dict[tuple[int, frozenset[str]], bool] = {}

    def __call__(self, c: Candidate, strangers: Set[str]) -> bool:
        key = (c.index, frozenset(strangers))
        if key not in self._told:
            self._told[key] = inserts.unnamable(c.text, strangers, c.article, self._named, self._lang)
        return self._told[key]


def oldest_first(articles: Sequence[Article]) -> list[Article]:
    """By time, the undated after the dated, else in the order given."""
    far = datetime.max.replace(tzinfo=UTC)
    return [a for _, _, a in sorted((a.published or far, i, a) for i, a in enumerate(articles))]


def _in_time(origins: Sequence[Origin], articles: Sequence[Article]) -> list[Origin]:
    at = {a.id: i for i, a in enumerate(articles)}
    return sorted(origins, key=lambda o: min((at.get(a, len(at)) for a in o.articles), default=len(at)))


def _kept(previous: StoryPage | None, articles: Sequence[Article]) -> frozenset[tuple[str, int, int]]:
    """The passages of the last revision that still stand where they stood."""
    if previous is None:
        return frozenset()
    by_id = {a.id: a for a in articles}
    kept = set()
    for sentence in previous.sentences:
        for c in sentence.citations[:1]:
            article = by_id.get(c.article)
            if article is not None and article.field(c.field)[c.start : c.end] == c.quote:
                kept.add((c.article, c.start, c.end))
    return frozenset(kept)


def _page(
    story_id: str, found: Evidence, like: Likeness, worth: dict[object, float], parts: Sequence[Part], head: headline.Line,
    deck: headline.Line | None, named: inserts.People, previous: StoryPage | None, options: Options,
) -> StoryPage:  # fmt: skip
    heard = {c.article.id for part in parts for c in part.candidates}
    cited_sentences = [_sentences(part, like, options, heard) for part in parts]
    head_citations = _line_citations(head, like, options, heard)
    deck_citations = _line_citations(deck, like, options, heard) if deck else ()
    everything = [c for group in cited_sentences for _, sentence in group for c in sentence.citations]
    everything += [*head_citations, *deck_citations, *(c for p in parts for c in p.citations)]
    newest = _newest(found, frozenset(c.article for c in everything))
    made = _sections(parts, cited_sentences, found, head, deck, named, newest.published if newest else None)
    cited = [c.article for c in _reading_order(made, head_citations, deck_citations)]
    sources = number_sources(found, list(dict.fromkeys(cited)))
    about = frozenset(_topic(worth))
    return StoryPage(
        id=story_id,
        headline=head.text,
        headline_citations=head_citations,
        deck=deck.text if deck else "",
        deck_citations=deck_citations,
        updated=newest.published if newest else None,
        updated_day_only=bool(newest and newest.day_only),
        sections=made,
        sources=sources,
        language=found.lang,
        revision=previous.revision + 1 if previous else 1,
        disagreements=differences.disagreements(found, about),
        quotations=spoken.quotations(
            found, [c for part in parts for c in part.candidates], about, article_share=options.article_share
        ),
        timeline=timeline.timeline(found, [c for part in parts for c in part.candidates], about),
    )


def _sentences(part: Part, like: Likeness, options: Options, heard: set[str]) -> list[tuple[Candidate, Sentence]]:
    """The sentences of a part with their citations; heard: ids of the articles cited so far, to which theirs are added."""
    made = []
    for c in part.candidates:
        cited = claims.citations(c.index, like, most=options.citations, heard=heard)
        heard.update(one.article for one in cited)
        made.append((c, Sentence(c.text, cited)))
    return made


def _line_citations(line: headline.Line, like: Likeness, options: Options, heard: set[str]) -> tuple[Citation, ...]:
    cited = claims.line_citations(line.text, line.citation, line.stems, like, most=options.citations, heard=heard)
    heard.update(one.article for one in cited)
    return cited


def _sections(
    parts: Sequence[Part], cited: Sequence[Sequence[tuple[Candidate, Sentence]]], found: Evidence, head: headline.Line,
    deck: headline.Line | None, named: inserts.People, updated: datetime | None,
) -> tuple[Section, ...]:  # fmt: skip
    """The sections as shown: who "he" is and who a surname is where the page has not said so, and the days of old weekdays."""
    introduced = {*named.known, *people.capitals(head.text)}
    inserts.introduce(head.text, introduced, found.lang)
    if deck is not None:
        inserts.introduce(deck.text, introduced, found.lang)
    made: list[Section] = []
    for part, group in zip(parts, cited, strict=True):
        shown: list[Sentence] = []
        room = 1  # inserts a section
        previous: Candidate | None = None
        passed: set[int] = set()  # over, and with them what hangs on them
        for c, sentence in group:
            text = sentence.text
            follows = previous is not None and previous.index == c.before
            if c.hang and c.before in passed and not c.resolved:
                passed.add(c.index)
                continue
            if c.resolved and not follows:
                text = inserts.with_subject(text, c.resolved)
            elif room:
                text = inserts.first_name(text, c.article, named, introduced, found.lang) or text
            if text != sentence.text:
                if not room:
                    passed.add(c.index)
                    continue  # a second insert in one section: the sentence is passed over
                room -= 1
                sentence = replace(sentence, text=text)
            told = set(introduced)
            inserts.introduce(text, told, found.lang)
            if not follows and any(name[:1].isupper() and name not in told for name in c.needs):
                passed.add(c.index)
                continue  # what introduces them stands further down
            introduced = told
            shown.append(inserts.dated(sentence, c.article.published, updated, found.lang))
            previous = c
        if shown:
            made.append(Section(part.heading, part.citations, tuple(shown), part.label))
    return tuple(made)


def _reading_order(made: Sequence[Section], head: Sequence[Citation], deck: Sequence[Citation]) -> list[Citation]:
    """All citations, those of the body first: its numbers are what a reader sees."""
    body = [c for s in made for sentence in s.sentences for c in sentence.citations]
    return [*body, *head, *deck, *(c for s in made for c in s.heading_citations)]


def _topic(worth: dict[object, float]) -> list[str]:
    """The stems that say most of what the story is about."""
    stems = [s for s in worth if isinstance(s, str)]
    return heapq.nsmallest(TOPIC_STEMS, stems, key=lambda s: (-worth[s], s))


def number_sources(found: Evidence, cited: Sequence[str]) -> tuple[Source, ...]:
    """Every article once: those cited in order of first citation, then the rest, oldest first."""
    rest = [a.id for a in found.articles if a.id not in set(cited)]
    by_id = {a.id: a for a in found.articles}
    order = [*cited, *rest]
    number = {article: n for n, article in enumerate(order, 1)}
    origin_number: dict[int, int] = {}
    for article in order:
        origin_number.setdefault(found.origin_of[article], len(origin_number) + 1)
    sources = []
    for article_id in order:
        a = by_id[article_id]
        origin = found.origins[found.origin_of[article_id]]
        copies = tuple(sorted(number[o] for o in origin.articles if o != article_id and o in number))
        is_cited = article_id in set(cited)
        note = "" if is_cited else _why_not(found, article_id, copies, number, cited)
        sources.append(
            Source(number[article_id], article_id, a.title, a.source or "", a.url, a.published, is_cited,
                   origin_number[found.origin_of[article_id]], copies, a.lang, a.paid, a.kind, a.day_only, note)
        )  # fmt: skip
    return tuple(sources)


def _why_not(found: Evidence, article: str, copies: Sequence[int], number: dict[str, int], cited: Sequence[str]) -> str:
    """Why the page does not cite this article; nothing if the text it is a copy of is cited, which its `copies` say."""
    if any(n <= len(cited) for n in copies):
        return ""
    if article in found.notes:
        return found.notes[article]
    if article not in found.usable:
        return "not needed: the sources above say the same"
    good = [c for c in found.candidates if c.article.id == article and c.grade < evidence.POOR]
    if not good:
        return evidence.UNQUOTABLE
    if all(c.leaning >= select.COLUMN for c in good):
        return "judges more than it reports"
    return "adds nothing that the page had room for"


def _newest(found: Evidence, cited: frozenset[str]) -> Article | None:
    """The newest article that the page cites; if none of those has a time, the newest of all."""
    dated = [a for a in found.articles if a.published is not None and a.id in cited] or [
        a for a in found.articles if a.published is not None
    ]
    return max(dated, key=lambda a: (a.published or datetime.min.replace(tzinfo=UTC), a.id), default=None)
