"""Put a page together of sentences by two writers, a model and the extractive one. Pure: no clock, network or database.

Words that readers have seen stay as they are as long as their sources bear them out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from newsloom.model import Article, Citation, Section, Sentence, StoryPage
from newsloom.writing import evidence, hostile, twice, wording

EXTRACTIVE = "extractive"
MOST_SENTENCES = 24  # of a page of two writers
NOT_NEEDED = "not needed: the sources above say the same"


def standing(page: StoryPage | None, articles: Sequence[Article]) -> tuple[Section, ...]:
    """The sections of a page with the sentences that a model wrote and whose passages still stand where they stood."""
    by_id = {a.id: a for a in articles}
    kept: list[Section] = []
    for section in page.sections if page is not None else ():
        sentences = []
        for sentence in section.sentences:
            if sentence.writer == EXTRACTIVE:
                continue
            citations = [_moved(c, by_id) for c in sentence.citations]
            if all(c is not None for c in citations):
                sentences.append(replace(sentence, citations=tuple(c for c in citations if c is not None)))
        if sentences:
            cited = tuple(m for c in section.heading_citations if (m := _moved(c, by_id)) is not None)
            kept.append(replace(section, sentences=tuple(sentences), heading_citations=cited))
    return tuple(kept)


def _moved(c: Citation, articles: Mapping[str, Article]) -> Citation | None:
    """The citation in the article's present version, if that has the same text at the same place."""
    article = articles.get(c.article)
    if article is None or article.field(c.field)[c.start : c.end] != c.quote:
        return None
    return replace(c, version=article.version)


def clean(text: str, citations: Sequence[Citation], articles: Mapping[str, Article]) -> bool:
    """Whether a text of a page gives no reader or model orders, and is not quoted from beside such orders."""
    return not hostile.commands(text) and not any(
        hostile.near_orders(articles[c.article].field(c.field), c.start, c.end) for c in citations if c.article in articles
    )


def washed(page: StoryPage, articles: Mapping[str, Article]) -> StoryPage:
    """The page without what is not clean."""

    sections = []
    for section in page.sections:
        sentences = tuple(s for s in section.sentences if clean(s.text, s.citations, articles))
        if sentences:
            heading = section.heading if clean(section.heading, section.heading_citations, articles) else ""
            sections.append(replace(section, sentences=sentences, heading=heading))
    deck = clean(page.deck, page.deck_citations, articles)
    return replace(
        page,
        headline=page.headline if clean(page.headline, page.headline_citations, articles) else "",
        deck=page.deck if deck else "",
        deck_citations=page.deck_citations if deck else (),
        sections=tuple(sections),
        disagreements=tuple(
            d for d in page.disagreements if all(clean(f"{d.about}: {v.value}", v.citations, articles) for v in d.values)
        ),
        quotations=tuple(one for one in page.quotations if clean(f"{one.speaker}: {one.text}", one.citations, articles)),
        timeline=tuple(entry for entry in page.timeline if clean(entry.text, entry.citations, articles)),
    )


def carries_on(
    page: StoryPage, base: StoryPage, *, only: Sequence[Citation] | None = None, but: Callable[[str], bool] | None = None
) -> StoryPage:
    """The page with the sentences of the extractive page that nothing on it tells, in sections of their headings.

    Args:
        only: take a sentence only if it quotes one of these passages; None: any.
        but: passages, by their text, that a model was shown and had nothing to say of; None: none.
    """
    told = [(evidence.content_words(s.text, page.language), s.citations) for s in page.sentences]
    sections = list(page.sections)
    room = MOST_SENTENCES - len(told)
    for section in base.sections:
        fresh: list[Sentence] = []
        before: Sentence | None = None
        for sentence in section.sentences:
            mine = before
            before = sentence
            if len(fresh) >= room or (only is not None and not _near(sentence.citations, only)):
                continue
            if _is_told(sentence, told, page.language):
                continue
            if but is not None and but(sentence.citations[0].quote):
                continue
            if hangs(sentence, page.language) and (mine is None or mine not in fresh):
                continue
            fresh.append(sentence)
        room -= len(fresh)
        told += [(evidence.content_words(s.text, page.language), s.citations) for s in fresh]
        if not fresh:
            continue
        at = next((i for i, s in enumerate(sections) if s.heading.casefold() == section.heading.casefold()), None)
        if at is None:
            sections.append(replace(section, sentences=tuple(fresh)))
        else:
            sections[at] = replace(sections[at], sentences=(*sections[at].sentences, *fresh))
    return replace(page, sections=tuple(sections))


def _is_told(sentence: Sentence, told: Sequence[tuple[frozenset[str], tuple[Citation, ...]]], lang: str | None) -> bool:
    words = evidence.content_words(sentence.text, lang)
    return any(
        _near(sentence.citations, citations) or len(words & other) >= twice.REPEAT * max(4, min(len(words), len(other)))
        for other, citations in told
    )


def _near(mine: Sequence[Citation], others: Sequence[Citation]) -> bool:
    return any(
        (a.article, a.field) == (b.article, b.field) and a.start < b.end and b.start < a.end for a in mine for b in others
    )


def hangs(sentence: Sentence, lang: str | None) -> bool:
    """Whether a sentence says "he" or "this" of something that the sentence before it names."""
    return bool(wording.standing(sentence.text, lang).hang)


def without_hanging(sections: Sequence[Section], dropped: Callable[[Sentence], bool], lang: str | None) -> tuple[Section, ...]:
    """The sections without what is dropped, and without what hangs on a sentence dropped."""
    kept: list[Section] = []
    for section in sections:
        sentences: list[Sentence] = []
        lost = False
        for sentence in section.sentences:
            lost = dropped(sentence) or (lost and hangs(sentence, lang))
            if not lost:
                sentences.append(sentence)
        if sentences:
            kept.append(replace(section, sentences=tuple(sentences)))
    return tuple(kept)


def credited(page: StoryPage, model: str) -> StoryPage:
    """The page with its writer, the model if it wrote any of its sentences; sources that it does not need are told so."""
    cited = {c.article for c in all_citations(page)}
    sources = tuple(
        replace(s, cited=s.article in cited, note=NOT_NEEDED if s.cited and s.article not in cited else s.note)
        for s in page.sources
    )
    written = any(s.writer != EXTRACTIVE for s in page.sentences)
    return replace(page, writer=model if written else EXTRACTIVE, sources=sources)


def all_citations(page: StoryPage) -> list[Citation]:
    """Every citation of a page, headings aside."""
    found = [c for sentence in page.sentences for c in sentence.citations]
    found += [*page.headline_citations, *page.deck_citations]
    found += [c for dispute in page.disagreements for value in dispute.values for c in value.citations]
    found += [c for one in page.quotations for c in one.citations]
    return [*found, *(c for entry in page.timeline for c in entry.citations)]
