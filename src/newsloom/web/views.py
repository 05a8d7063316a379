"""What a template needs of a story or an article, made ready: numbered citations, passages in context, marked text. Pure.

The order of everything is that of the page; nothing here decides what is shown to whom.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from newsloom import formats
from newsloom.model import Article, Citation, Section, Sentence, Source, Span, StoryPage
from newsloom.web.links import Links, safe

CONTEXT_CHARS = 160  # of an article's text on each side of a cited passage, cut at a sentence where there is one
SOURCES_SHOWN = 60  # sources that are not cited, on the story page itself; the rest have a page of their own
LINKED = 40  # sources named in the data for machines
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
WORD_JOINER = "\u2060"  # no line ends here
_SHORT_PIECE = re.compile(r"(?:(?<=\b\w)|(?<=\b\w\w)|(?<=\b\w\w\w))-(?=\w)|(?<=\w)-(?=\w{1,3}\b)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_OPENING = re.compile(r"(?:(?<=^)|(?<=[\s(\[—–/“‘]))[\"'](?=\S)")
_SENTENCE_END = re.compile(r"[.!?…。！？]['”’\")]*\s+")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a sentence was found to be."""

    key: str
    sign: str  #: shown after a sentence; "" for the usual case, which is left unmarked
    name: str
    meaning: str


WORD_FOR_WORD = Mark("quoted", "", "word for word", "taken from the cited source as it stands there")
CHECKED = Mark(
    "checked", "✓", "facts checked", "shortened or joined; names, figures, dates and negations were checked against the passage"
)
UNSUPPORTED = Mark("open", "?", "not confirmed", "the cited passage does not say all of this")
CONTRADICTED = Mark("against", "≠", "contradicted", "the cited passage says otherwise")


def mark_of(sentence: Sentence) -> Mark:
    """The mark of a sentence, from its verdict and on what ground."""
    if sentence.verdict == "contradicted":
        return CONTRADICTED
    if sentence.verdict == "unsupported":
        return UNSUPPORTED
    if sentence.basis == "quoted":
        return WORD_FOR_WORD
    if sentence.basis == "facts checked":
        return CHECKED
    return Mark("judged", "✓", sentence.basis, f"{sentence.basis}; names, figures, dates and negations were checked too")


@dataclass(frozen=True, slots=True)
class Marker:
    """A citation as the text shows it: `[1]`."""

    number: int  #: of the source
    note: int  #: of the passage in the list under the text, from 1
    href: str
    publisher: str
    also: tuple[int, ...] = ()  #: further passages of the same source behind this marker
    part: str = ""  #: what of the sentence it carries; "" for all of it


@dataclass(frozen=True, slots=True)
class Note:
    """A cited passage in its context."""

    note: int
    source: Source
    before: str
    quote: str
    after: str
    href: str


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a sentence; `day` is the day that its words (Monday, last week) mean."""

    text: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence ready to be shown: the text up to its full stop, the markers, the full stop."""

    runs: tuple[Run, ...]
    stop: str
    markers: tuple[Marker, ...]
    number: int = 0  #: of the sentence on the page, from 1; 0 for a heading, a deck, a value
    mark: Mark | None = None
    new: bool = False
    stood_in: bool = False  #: by the extractive writer, on a page that a language model wrote

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page."""

    heading: Line | None
    lines: tuple[Line, ...]
    label: bool = False


@dataclass(frozen=True, slots=True)
class Folded:
    """A line of *Sources* with the copies folded under it."""

    source: Source
    copies: tuple[Source, ...] = ()
    new: bool = False
    sentences: int = 0  #: of the page that cite it or a copy of it
    alone: int = 0  #: of these, those that cite no other
    opening: str = ""  #: what the page first cites of it, where it has no title to be known by


@dataclass(frozen=True, slots=True)
class StoryPicture:
    """All of a story page that templates show."""

    page: StoryPage
    headline: Line
    deck: Line | None
    parts: tuple[Part, ...]
    notes: tuple[Note, ...]
    disagreements: tuple[tuple[str, tuple[Line, ...]], ...]
    quotations: tuple[tuple[str, Line], ...]
    timeline: tuple[tuple[object, Line], ...]
    cited: tuple[Folded, ...]
    grouped: tuple[Folded, ...]  #: not cited, nor a copy of what is
    marks: tuple[tuple[Mark, int], ...]  #: those of the page with the number of sentences
    linked: Markup  #: the page as schema.org data
    stood_in: int = 0  #: sentences by the extractive writer on a page of a language model
    new_count: int = 0
    hidden_sources: int = 0
    direction: str = "ltr"


def direction(language: str | None) -> str:
    """`rtl` for a language that is written so."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def told(text: str) -> str:
    """A sentence as two visits compare it."""
    return " ".join(text.split()).casefold()


def typeset(text: str, language: str | None) -> str:
    """A headline as a printer would set it: on one line, apostrophes and, in English, quotation marks curved, no line ending
    on a short piece before a hyphen (`e-`) or beginning with one (`K`).

    For headlines, headings and decks alone: a sentence stands as its source has it.
    """
    set_ = _SHORT_PIECE.sub("-" + WORD_JOINER, _APOSTROPHE.sub("’", " ".join(text.split())))
    if language != "en":
        return set_
    return _OPENING.sub(lambda found: "“" if found[0] == '"' else "‘", set_).replace('"', "”").replace("'", "’")


class Citing:
    """Gives markers to citations, and keeps their passages in order of first citation."""

    def __init__(self, page: StoryPage, links: Links, articles: Mapping[str, Article]) -> None:
        self.language = page.language
        self.writer = page.writer
        self._sources = {source.article: source for source in page.sources}
        self._links = links
        self._articles = articles
        self.notes: dict[Citation, Note] = {}

    def note(self, cited: Citation) -> Note:
        if cited not in self.notes:
            before, after = context(cited, self._articles.get(cited.article))
            quote = " ".join(cited.quote.split())
            source = self._sources[cited.article]
            self.notes[cited] = Note(len(self.notes) + 1, source, before, quote, after, self._links.passage(cited))
        return self.notes[cited]

    def markers(self, citations: Sequence[Citation], text: str = "") -> tuple[Marker, ...]:
        """One for each source, in order; a source cited twice has its further passages behind the first."""
        by_source: dict[int, list[tuple[Note, str]]] = {}
        for cited in citations:
            if cited.article in self._sources:
                note = self.note(cited)
                part = text[cited.carries.start : cited.carries.end] if cited.carries is not None else ""
                by_source.setdefault(note.source.number, []).append((note, part))
        return tuple(
            Marker(
                number,
                found[0][0].note,
                found[0][0].href,
                found[0][0].source.publisher,
                tuple(note.note for note, _ in found[1:]),
                "" if any(not part for _, part in found) else " … ".join(dict.fromkeys(part for _, part in found)),
            )
            for number, found in by_source.items()
        )

    def line(self, text: str, citations: Sequence[Citation], dates: Sequence[tuple[Span, date]] = ()) -> Line:
        """Text with its markers before the full stop, and the days that words in it mean."""
        plain = text.replace("\x00", " ")
        flat = " ".join(plain.split())
        body, _, stop = formats.with_markers(flat, "\x00").partition("\x00")
        return Line(tuple(_runs(body, dates if flat == plain else ())), stop, self.markers(citations, text))

    def sentence(self, sentence: Sentence, *, number: int, new: bool) -> Line:
        line = self.line(sentence.text, sentence.citations, sentence.dates)
        stood_in = sentence.writer == "extractive" != self.writer
        return replace(line, number=number, mark=mark_of(sentence), new=new, stood_in=stood_in)


def _runs(text: str, dates: Sequence[tuple[Span, date]]) -> Iterator[Run]:
    at = 0
    for span, day in sorted(dates):
        if at <= span.start < span.end <= len(text):
            if span.start > at:
                yield Run(text[at : span.start])
            yield Run(text[span.start : span.end], day)
            at = span.end
    if at < len(text):
        yield Run(text[at:])


def context(cited: Citation, article: Article | None) -> tuple[str, str]:
    """What stands before and after a passage in its paragraph, cut to whole sentences where they are near.

    Empty where the version at hand is not the one that was cited.
    """
    if article is None or article.version != cited.version or cited.field == "title":
        return "", ""
    text = article.text
    if text[cited.start : cited.end] != cited.quote:
        return "", ""
    paragraph = text.rfind("\n", 0, cited.start) + 1
    end = text.find("\n", cited.end)
    before = text[max(paragraph, cited.start - CONTEXT_CHARS) : cited.start]
    after = text[cited.end : min(len(text) if end < 0 else end, cited.end + CONTEXT_CHARS)]
    if cited.start - paragraph > CONTEXT_CHARS:
        found = _SENTENCE_END.search(before)
        before = before[found.end() :] if found else "… " + before.partition(" ")[2]
    if (len(text) if end < 0 else end) - cited.end > CONTEXT_CHARS:
        ends = [match.end() for match in _SENTENCE_END.finditer(after)]
        after = after[: ends[-1]].rstrip() if ends else after.rpartition(" ")[0] + " …"
    return before.replace("\xa0", " "), after


def story(
    page: StoryPage,
    links: Links,
    *,
    articles: Iterable[Article] = (),
    known: StoryPage | None = None,
    all_sources: bool = False,
) -> StoryPicture:
    """A story page ready to be shown.

    Args:
        articles: whose text gives the context of the passages; without them a passage stands alone.
        known: the page that this reader read last; what it does not have is marked as new. None: nothing is.
        all_sources: show every source, however many there are.
    """
    citing = Citing(page, links, {article.id: article for article in articles})
    old = None if known is None else {told(sentence.text) for sentence in known.sentences}
    headline = citing.line(page.headline, page.headline_citations)
    deck = citing.line(typeset(page.deck, page.language), page.deck_citations) if page.deck else None
    number = 0
    parts: list[Part] = []
    for section in page.sections:
        heading = _heading(citing, section)
        lines = []
        for sentence in section.sentences:
            number += 1
            new = old is not None and told(sentence.text) not in old
            lines.append(citing.sentence(sentence, number=number, new=new))
        parts.append(Part(heading, tuple(lines), section.label))
    disagreements = tuple(
        (one.about, tuple(citing.line(value.value, value.citations) for value in one.values)) for one in page.disagreements
    )
    quotations = tuple((one.speaker, citing.line(f"“{one.text}”", one.citations)) for one in page.quotations)
    timeline = tuple((entry.day, citing.line(entry.text, entry.citations)) for entry in page.timeline)
    cited, grouped = folded(page, known)
    shown = grouped if all_sources else grouped[:SOURCES_SHOWN]
    return StoryPicture(
        page=page,
        headline=headline,
        deck=deck,
        parts=tuple(parts),
        notes=tuple(citing.notes.values()),
        disagreements=disagreements,
        quotations=quotations,
        timeline=timeline,
        cited=cited,
        grouped=shown,
        marks=_marks(page),
        stood_in=sum(line.stood_in for part in parts for line in part.lines),
        new_count=sum(line.new for part in parts for line in part.lines),
        hidden_sources=len(grouped) - len(shown),
        direction=direction(page.language),
        linked=linked_data(page),
    )


def linked_data(page: StoryPage) -> Markup:
    """The page as a NewsArticle of schema.org with the articles it cites: JSON that may stand in a `script` element."""
    cited = [source for source in page.sources if source.cited][:LINKED]
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.headline,
        "description": page.deck,
        "dateModified": formats.iso(page.updated),
        "inLanguage": page.language,
        "version": page.revision,
        "isAccessibleForFree": True,
        "citation": [
            _told(
                {
                    "@type": "NewsArticle",
                    "headline": source.title,
                    "url": safe(source.url),
                    "datePublished": formats.iso(source.published),
                    "publisher": {"@type": "NewsMediaOrganization", "name": source.publisher} if source.publisher else None,
                }
            )
            for source in cited
        ],
    }
    text = json.dumps(_told(told), ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate({ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}))


def _told(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in (None, "", [])}


def citations(page: StoryPage) -> Iterator[Citation]:
    """All citations of a page, in reading order."""
    yield from page.headline_citations
    yield from page.deck_citations
    for section in page.sections:
        yield from section.heading_citations
        for sentence in section.sentences:
            yield from sentence.citations
    for dispute in page.disagreements:
        for value in dispute.values:
            yield from value.citations
    for one in page.quotations:
        yield from one.citations
    for entry in page.timeline:
        yield from entry.citations


def _heading(citing: Citing, section: Section) -> Line | None:
    return citing.line(typeset(section.heading, citing.language), section.heading_citations) if section.heading else None


def _marks(page: StoryPage) -> tuple[tuple[Mark, int], ...]:
    counted: dict[Mark, int] = {}
    for sentence in page.sentences:
        mark = mark_of(sentence)
        counted[mark] = counted.get(mark, 0) + 1
    return tuple(counted.items())


def folded(page: StoryPage, known: StoryPage | None = None) -> tuple[tuple[Folded, ...], tuple[Folded, ...]]:
    """The sources, cited and only grouped, copies under the first of their origin that is shown."""
    old = None if known is None else {source.article for source in known.sources}
    by_number = {source.number: source for source in page.sources}
    taken: set[int] = set()
    origin = {source.article: source.origin for source in page.sources}
    behind = [{origin[c.article] for c in sentence.citations if c.article in origin} for sentence in page.sentences]
    cited: list[Folded] = []
    grouped: list[Folded] = []
    first: dict[str, str] = {}
    for citation in citations(page):
        first.setdefault(citation.article, citation.quote)
    for source in page.sources:
        if source.number in taken:
            continue
        copies = [by_number[n] for n in source.copies if n in by_number and n not in taken and n > source.number]
        taken |= {source.number, *(copy.number for copy in copies)}
        new = old is not None and source.article not in old
        count = sum(source.origin in one for one in behind)
        alone = sum(one == {source.origin} for one in behind)
        (cited if source.cited else grouped).append(
            Folded(source, tuple(copies), new, count, alone, "" if source.title.strip() else first.get(source.article, ""))
        )
    return tuple(cited), tuple(grouped)


# ---------------------------------------------------------------------------------------------- an article


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of an article's text: plain, cited by a story, or the passage that was asked for."""

    text: str
    cited: bool = False
    asked: bool = False
    first: bool = False  #: begins the asked passage
    spans: tuple[Span, ...] = ()  #: cited passages that end here
    begins: tuple[Span, ...] = ()  #: cited passages that begin here


@dataclass(frozen=True, slots=True)
class Paragraph:
    pieces: tuple[Piece, ...]
    cut: bool = False  #: something was left out before it


def marked(text: str, cited: Iterable[Span], asked: Span | None = None, *, whole: bool = True) -> tuple[Paragraph, ...]:
    """A text in paragraphs, cited passages and the asked one marked; `whole` False keeps only paragraphs with marks."""
    spans = sorted({span for span in cited if 0 <= span.start < span.end <= len(text)})
    wanted = asked if asked is not None and 0 <= asked.start < asked.end <= len(text) else None
    paragraphs: list[Paragraph] = []
    cut, at = False, 0
    for line in text.split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        if not line.strip():
            continue
        inside = [span for span in spans if span.start < end and span.end > start]
        here = wanted is not None and wanted.start < end and wanted.end > start
        if not whole and not inside and not here and paragraphs:
            cut = True
            continue
        paragraphs.append(Paragraph(tuple(_pieces(text, start, end, inside, wanted if here else None)), cut))
        cut = False
    return tuple(paragraphs)


def _pieces(text: str, start: int, end: int, spans: Sequence[Span], asked: Span | None) -> Iterable[Piece]:
    every = [*spans, asked] if asked is not None else list(spans)
    edges = sorted({start, end, *(edge for span in every for edge in span if start < edge < end)})
    for left, right in pairwise(edges):
        covering = any(span.start <= left and span.end >= right for span in spans)
        is_asked = asked is not None and asked.start <= left and asked.end >= right
        ending = tuple(span for span in spans if span.end == right or (right == end and span.end > end > span.start))
        first = asked is not None and left == max(asked.start, start) and asked.start >= start
        begins = tuple(span for span in spans if span.start == left)
        yield Piece(text[left:right], covering, is_asked, is_asked and first, ending if covering else (), begins)


def citing_sentences(pages: Iterable[StoryPage], article: str, version: int) -> dict[Span, tuple[tuple[StoryPage, int], ...]]:
    """Which sentences of these pages cite which passage of the article's text."""
    found: dict[Span, dict[tuple[str, int], tuple[StoryPage, int]]] = {}
    for page in pages:
        for number, sentence in enumerate(page.sentences, 1):
            for cited in sentence.citations:
                if cited.article == article and cited.version == version and cited.field == "text":
                    found.setdefault(Span(cited.start, cited.end), {})[page.id, number] = (page, number)
    return {span: tuple(found[span].values()) for span in sorted(found)}


# ---------------------------------------------------------------------------------------------- snippets


def snippet_parts(snippet: str) -> tuple[tuple[str, bool], ...]:
    """A search snippet as (text, whether it is a match); \\x02 and \\x03 enclose matches."""
    parts: list[tuple[str, bool]] = []
    for run in snippet.split("\x02"):
        match, closed, rest = run.partition("\x03")
        if closed:
            parts += [(match, True), (rest, False)]
        else:
            parts.append((match, False))
    return tuple((text, is_match) for text, is_match in parts if text)
