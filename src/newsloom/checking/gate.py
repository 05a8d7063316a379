"""Let through of a page what its sources bear out, and nothing else. Pure: no clock, network or database.

Every citation is held against the article again; every sentence, heading, deck, headline, disputed value and timeline
entry against its citations. What fails is dropped, with a reason; a section without a heading that holds is joined to its
neighbour; a page without a headline or a sentence that holds is not published. Never adds a word of its own: a headline that
failed is replaced by a line of a source, or the page is held.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from newsloom.checking import cite, facts, joint, phrases, quoting
from newsloom.checking.cues import word_set
from newsloom.checking.source import Piece, Prepared
from newsloom.checking.support import FACTS_CHECKED, QUOTED
from newsloom.errors import NewsloomError
from newsloom.model import (
    Article,
    Citation,
    Disagreement,
    DisputedValue,
    Passage,
    Quotation,
    Section,
    Sentence,
    Source,
    Span,
    StoryPage,
    TimelineEntry,
    Verdict,
)
from newsloom.ports import Judge
from newsloom.text import dates
from newsloom.text.sentences import split

HEADLINE_LENGTH = (20, 140)  # characters of a line that may stand in for a headline that failed
LABEL_WORDS = 5  # a fixed label is short and has no figure: it states nothing
AROUND = 400  # characters looked at on each side of a citation for the rest of its sentence
_DATE_PARTS = word_set(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday"
)
_PARAGRAPH = re.compile(r"[\n\r]")
_CLAUSE_END = re.compile(r"[,;:–—](?=\s)|[.!。！](?=[\"”’»)]*$)")
LONG_SECTION = 5  # sentences from which a page of three articles has more than one section
OPENING_WORDS = (4, 14)  # of a sentence's opening that stands in for a heading
_NOT_CITED = "none of its sentences passed the check"


@dataclass(frozen=True, slots=True)
class Gated:
    """What of a page is published, and what was held back and why."""

    page: StoryPage | None  #: None if nothing publishable is left
    held: tuple[str, ...] = ()  #: a line for each thing dropped, in page order


@dataclass(slots=True)
class _Held:
    """A text after checking: its verdict and the citations that hold."""

    verdict: Verdict
    citations: tuple[Citation, ...]

    @property
    def passes(self) -> bool:
        return self.verdict.supported and bool(self.citations)


@dataclass(slots=True)
class _Gate:
    articles: Mapping[str, Article]
    judges: Sequence[Judge]
    page: StoryPage
    held: list[str] = field(default_factory=list)

    # ------------------------------------------------------------------------------------------ citations

    def sound(self, citations: Sequence[Citation], about: str) -> tuple[Citation, ...]:
        """The citations whose quote is the very text at its place in an article of this page, each once."""
        listed = {source.article for source in self.page.sources}
        good: list[Citation] = []
        for c in dict.fromkeys(citations):
            why = self._unsound(c, listed)
            if why:
                self.held.append(f"{about}: a citation was dropped, {why}")
            else:
                good.append(c)
        return tuple(good)

    def _unsound(self, c: Citation, listed: set[str]) -> str:
        article = self.articles.get(c.article)
        if article is None or c.article not in listed:
            return f"{c.article!r} is no article of this story"
        if c.field not in ("title", "text"):
            return f"an article has no field {c.field!r}"
        if c.version != article.version:
            return f"it quotes version {c.version} of {c.article}, which is now {article.version}"
        if not c.quote.strip() or not 0 <= c.start < c.end or article.field(c.field)[c.start : c.end] != c.quote:
            return f"its quote is not the text of {c.article} at {c.start}–{c.end}"
        return ""

    def around(self, c: Citation) -> tuple[str, str]:
        """What of its sentences stands before and after a citation."""
        text = self.articles[c.article].field(c.field)
        before = _PARAGRAPH.split(text[max(0, c.start - AROUND) : c.start])[-1]
        after = _PARAGRAPH.split(text[c.end : c.end + AROUND])[0]
        if not before.strip() and not after.strip():
            return "", ""
        first, last = len(before), len(before) + c.end - c.start
        spans = split(f"{before}{c.quote}{after}", lang=self._lang(c))
        start = max((s.start for s in spans if s.start <= first), default=first)
        end = min((s.end for s in spans if s.end >= last), default=last)
        return before[start:], after[: end - last]

    # ------------------------------------------------------------------------------------------ one text

    def hold(self, text: str, citations: Sequence[Citation], about: str, *, own_words: bool = False) -> _Held:
        """Check a text against its citations.

        Args:
            own_words: the text may be in other words than its sources (a model wrote it).
        """
        good = self.sound(citations, about)
        if not text.strip():
            return _Held(_no("it is empty"), good)
        if not good:
            return _Held(_no("no citation is left"), good)
        quoted, turned = self._quoted(text, good)
        if quoted is not None:
            kept = (quoted, *(c for c in good if c is not quoted and self._second(text, quoted, c)))
            kept = tuple(c for c in good if c in kept)
            for c in good:
                if c not in kept:
                    self.held.append(f"{about}: a further citation was dropped, {c.article} does not say the whole of it")
            return _Held(self._literal(text, kept, exact=True) or Verdict("supported", QUOTED, 1.0), kept)
        failed = self._literal(text, good, exact=not own_words)
        if failed is None and not own_words:
            failed = _no(turned or "its words are not those of a cited passage")
        return _Held(failed, good) if failed else self._joint(text, good, about)

    def _quoted(self, text: str, citations: Sequence[Citation]) -> tuple[Citation | None, str]:
        """The citation that the text is quoted from, or why it is not."""
        turned = ""
        for c in citations:
            before, after = self.around(c)
            found = quoting.find(text, c.quote, lang=self._lang(c), before=before, after=after)
            if found is None:
                continue
            if not found.turned:
                return c, ""
            turned = turned or found.turned
        return None, turned

    def _lang(self, c: Citation) -> str | None:
        return self.articles[c.article].lang or self.page.language

    def _second(self, text: str, first: Citation, c: Citation) -> bool:
        """Whether a further citation says the whole text by itself."""
        article = self.articles[c.article]
        before, after = self.around(c)
        if quoting.find(text, c.quote, lang=self._lang(c), before=before, after=after):
            return True
        verdict = cite.second_source(
            quoting.without_inserts(text),
            c.quote,
            lang=self._lang(c),
            claim_published=self.articles[first.article].published,
            source_published=article.published,
        )
        return verdict.supported

    def _literal(self, text: str, citations: Sequence[Citation], *, exact: bool) -> Verdict | None:
        """Faults that no score outweighs: words, figures and quotations that stand in no cited passage, inserts from nowhere."""
        quotes = [c.quote for c in citations]
        if exact and quoting.ungrounded(text, quotes):
            lost = "”, “".join(quoting.missing_words(text, quotes)[:3])
            return _no(f"“{lost}” is in no cited passage")
        for number in quoting.missing_numbers(text, quotes):
            return _no(f"“{number}” is in no cited passage")
        for quotation in quoting.missing_quotations(text, quotes):
            return _no(f"the quotation “{quotation[:60]}” is in no cited passage")
        return self._insert(text, citations)

    def _insert(self, text: str, citations: Sequence[Citation]) -> Verdict | None:
        inserts = quoting.INSERT.findall(text)
        if not inserts:
            return None
        known = set(_DATE_PARTS)
        for c in citations:
            known.update(word.lower() for word in quoting.WORD.findall(self.articles[c.article].title))
            known.update(word.lower() for word in quoting.WORD.findall(self.articles[c.article].text))
        for word in (w for insert in inserts for w in quoting.WORD.findall(insert.lower())):
            if word not in known and not word.isdigit():
                return _no(f"the insert “{word}” stands nowhere in the cited article")
        return None

    def _joint(self, text: str, citations: Sequence[Citation], about: str) -> _Held:
        """A text in its own words: rules first, then the judges, who can only refuse; citations that carry nothing are dropped."""
        sources = [Prepared(c.quote, lang=self._lang(c), published=self.articles[c.article].published) for c in citations]
        plain = quoting.INSERT.sub(lambda insert: " " * len(insert.group()), text)  # offsets stay true
        found = joint.check(plain, sources, lang=self.page.language)
        verdict = found.verdict
        if not verdict.supported:
            return _Held(verdict, tuple(citations))
        kept: list[Citation] = []
        for number, c in enumerate(citations):
            part = found.part(number)
            if part is None:
                self.held.append(f"{about}: a citation was dropped, {c.article} carries nothing of it")
            else:
                kept.append(replace(c, carries=None if _whole(part, plain) else part))
        return _Held(self._judged(text, kept, verdict), tuple(kept))

    def _judged(self, text: str, citations: Sequence[Citation], verdict: Verdict) -> Verdict:
        basis = FACTS_CHECKED
        for judge in self.judges:
            try:
                judgement = judge.judge(text, [_passage(c) for c in citations])
            except NewsloomError as error:  # a judge that cannot answer says nothing, for or against
                self.held.append(f"a judge gave no answer: {error}")
                continue
            if judgement.refused:
                return _no(judgement.reason or f"refused by {judgement.judge or 'a judge'}")
            basis = f"judged by {judgement.judge}" if judgement.judge else basis
        return replace(verdict, basis=basis)

    # ------------------------------------------------------------------------------------------ parts of a page

    def sentence(self, sentence: Sentence) -> Sentence | None:
        about = f"sentence “{_short(sentence.text)}”"
        held = self.hold(sentence.text, sentence.citations, about, own_words=sentence.writer != "extractive")
        if not held.passes:
            self.held.append(f"{about}: {_reason(held)}")
            return None
        spans = tuple((span, day) for span, day in sentence.dates if 0 <= span.start < span.end <= len(sentence.text))
        return replace(sentence, citations=held.citations, verdict=held.verdict.verdict, basis=held.verdict.basis, dates=spans)

    def line(self, text: str, citations: Sequence[Citation], what: str) -> tuple[Citation, ...]:
        """The citations of a headline, deck or heading that holds; none if it does not."""
        about = f"{what} “{_short(text)}”"
        held = self.hold(text, citations, about, own_words=self.page.writer != "extractive")
        if held.passes:
            return held.citations
        self.held.append(f"{about}: {_reason(held)}")
        return ()

    def phrase(self, heading: str, citations: Sequence[Citation]) -> tuple[Citation, ...]:
        """The first citation of whose sentence the heading is a noun phrase, which states nothing; none if it is more than that."""
        for c in dict.fromkeys(citations):
            if self._unsound(c, {source.article for source in self.page.sources}):
                continue
            before, after = self.around(c)
            if phrases.heads(heading, f"{before}{c.quote}{after}", self._lang(c)) and not quoting.ungrounded(
                heading, [c.quote]
            ):
                return (c,)
        return ()

    def sections(self) -> tuple[Section, ...]:
        kept: list[Section] = []
        homeless: list[Sentence] = []
        taken: set[str] = set()
        several = self.page.article_count > 2
        for section in self.page.sections:
            sentences = tuple(s for given in section.sentences if (s := self.sentence(given)) is not None)
            if not sentences:
                continue
            named = self.named(section, sentences, taken, needed=several)
            if named is not None:
                taken.add(named.heading.strip().casefold())
                kept.append(replace(named, sentences=(*homeless, *named.sentences)))
                homeless = []
            elif kept:
                kept[-1] = replace(kept[-1], sentences=(*kept[-1].sentences, *sentences))
            else:
                homeless += sentences
        if homeless and not kept:  # a page is not lost for want of a heading: a line of its own stands in
            named = self.named(Section("", (), ()), tuple(homeless), taken, needed=True)
            kept, homeless = ([named], []) if named is not None else ([], homeless)
        if homeless:
            self.held.append("no heading of the page holds")
        if several and len(kept) == 1 and len(kept[0].sentences) >= LONG_SECTION:
            kept = self.halved(kept[0], taken)
        return tuple(kept)

    def halved(self, section: Section, taken: set[str]) -> list[Section]:
        """A long page of one section as two, the second under a line of its own; as it was if it has none."""
        middle = (len(section.sentences) + 1) // 2
        rest = section.sentences[middle:]
        second = self.named(Section("", (), ()), rest, taken, needed=True)
        return [replace(section, sentences=section.sentences[:middle]), second] if second else [section]

    def named(self, section: Section, sentences: tuple[Sentence, ...], taken: set[str], *, needed: bool) -> Section | None:
        """The section under a heading that holds: its own, else the title of an article it cites; None if neither does."""
        heading = section.heading.strip()
        about = f"heading “{_short(heading)}”"
        if heading and heading.casefold() in taken:
            self.held.append(f"{about}: stands on the page already")
        elif section.label and _is_label(heading):
            return replace(section, heading=heading, sentences=sentences)
        elif heading and (
            citations := self.phrase(heading, section.heading_citations)
            or self.line(heading, section.heading_citations, "heading")
        ):
            return replace(section, heading=heading, heading_citations=citations, sentences=sentences, label=False)
        elif not heading:
            self.held.append("a section has no heading")
        lines = [(text, cited) for text, cited in self._lines(sentences) if text.casefold() not in taken] if needed else []
        lines.sort(
            key=lambda line: line[0].casefold() == self.page.headline.casefold()
        )  # twice the same only if there is no other
        for text, cited in lines:
            return replace(section, heading=text, heading_citations=cited, sentences=sentences, label=False)
        return None

    def _lines(self, sentences: tuple[Sentence, ...]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
        """Lines that may stand in for a heading that failed, the best first: titles that fit, then the openings of sentences."""
        texts = [s.text for s in sentences]
        for c in self._titles(sentences):
            if cite.heading_fits(c.quote, texts, lang=self.page.language) >= HEADING_FIT:
                yield c.quote, (c,)
        for sentence in sentences:
            for found in _CLAUSE_END.finditer(sentence.text):
                opening = sentence.text[: found.start()].strip()
                words = len(opening.split())
                if (
                    OPENING_WORDS[0] <= words <= OPENING_WORDS[1]
                    and self.hold(opening, sentence.citations[:1], "heading").passes
                ):
                    yield opening, sentence.citations[:1]
        for sentence in sorted(sentences, key=lambda s: (len(s.text), s.text)):
            if "[" not in sentence.text:
                yield sentence.text.rstrip(" .。"), sentence.citations[:1]

    def _titles(self, sentences: Iterable[Sentence]) -> list[Citation]:
        """The titles of the articles these sentences cite, as citations of themselves."""
        cited = dict.fromkeys(c.article for s in sentences for c in s.citations)
        found = []
        for article in (self.articles[a] for a in cited):
            title = article.title.strip()
            start = article.title.find(title)
            if HEADLINE_LENGTH[0] <= len(title) <= HEADLINE_LENGTH[1] and not re.search(r"[?!…|\n]", title):
                found.append(Citation(article.id, "title", start, start + len(title), title, article.version))
        return found

    def headline(self, deck: tuple[Citation, ...], sections: Sequence[Section]) -> tuple[str, tuple[Citation, ...]]:
        """The headline with its citations; if it fails, the deck, a title or a short sentence instead; "" if there is none."""
        citations = self.line(self.page.headline, self.page.headline_citations, "headline")
        if citations:
            return self.page.headline, citations
        body = [s for section in sections for s in section.sentences]
        found: list[tuple[str, tuple[Citation, ...]]] = [(c.quote, (c,)) for c in self._titles(body)]
        if deck:
            found.insert(0, (self.page.deck, deck))
        found += [(s.text, s.citations) for s in body]
        texts = [s.text for s in body[:6]]
        for text, cited in found:
            fits = HEADLINE_LENGTH[0] <= len(text) <= HEADLINE_LENGTH[1] and "[" not in text
            if fits and cite.heading_fits(text, texts, lang=self.page.language) >= HEADING_FIT:
                return text, cited
        return (body[0].text, body[0].citations) if body else ("", ())

    def disagreements(self) -> tuple[Disagreement, ...]:
        kept = []
        for dispute in self.page.disagreements:
            values: list[DisputedValue] = []
            for value in dispute.values:
                about = f"disputed value “{_short(value.value)}”"
                good = tuple(c for c in self.sound(value.citations, about) if self._states(value.value, c))
                if good:
                    values.append(replace(value, citations=good))
                else:
                    self.held.append(f"{about}: is in no cited passage")
            if len({v.value.casefold().strip() for v in values}) > 1:
                kept.append(replace(dispute, values=tuple(values)))
            else:
                self.held.append(f"disagreement “{_short(dispute.about)}”: fewer than two values hold")
        return tuple(kept)

    def _states(self, value: str, c: Citation) -> bool:
        """Whether a passage has this value: its figure and its words."""
        if quoting.missing_numbers(value, [c.quote]) or quoting.missing_quotations(value, [c.quote]):
            return False
        if not quoting.missing_words(value, [c.quote]):
            return True
        whole = Span(0, len(value))
        return bool(quoting.NUMBER.search(value)) and not facts.figures(
            Piece(value, whole, self._lang(c), None), [Piece(c.quote, Span(0, len(c.quote)), self._lang(c), None)]
        )

    def quotations(self) -> tuple[Quotation, ...]:
        """Those whose every passage has their words between marks, and the speaker's surname outside them."""
        kept = []
        for one in self.page.quotations:
            about = f"quotation “{_short(one.text)}”"
            good = tuple(c for c in self.sound(one.citations, about) if quoting.quotes(c.quote, one.text, speaker=one.speaker))
            if good:
                kept.append(replace(one, citations=good))
            else:
                self.held.append(f"{about}: no cited passage gives it to {one.speaker}")
        return tuple(kept)

    def timeline(self) -> tuple[TimelineEntry, ...]:
        kept = []
        for entry in self.page.timeline:
            about = f"timeline entry “{_short(entry.text)}”"
            held = self.hold(entry.text, entry.citations, about, own_words=self.page.writer != "extractive")
            if not held.passes:
                self.held.append(f"{about}: {_reason(held)}")
            elif not any(self._dated(entry, c) for c in held.citations):
                self.held.append(f"{about}: no cited passage gives {entry.day.isoformat()}")
            else:
                kept.append(replace(entry, citations=held.citations))
        return tuple(kept)

    def _dated(self, entry: TimelineEntry, c: Citation) -> bool:
        """Whether the day is said in the sentence cited, or is the day its article came out."""
        article = self.articles[c.article]
        if article.published and article.published.date() == entry.day:
            return True
        before, after = self.around(c)
        found = dates.find(f"{before}{c.quote}{after}", anchor=article.published, lang=self._lang(c))
        return any(d.first is not None and d.last is not None and d.first <= entry.day <= d.last for d in found)


HEADING_FIT = 0.3  # as writing asks of the headings it chooses


def gate(page: StoryPage, articles: Mapping[str, Article], *, judges: Sequence[Judge] = ()) -> Gated:
    """Check a whole page and keep what holds.

    Args:
        articles: of the story, by id, in the versions that the page cites. judges: models that may refuse a sentence in its
            own words; of quoted sentences they are not asked.

    Returns: the page with verdict and basis on every sentence and its sources renumbered, or None; and what was held.
    """
    check = _Gate(articles, judges, page)
    sections = check.sections()
    if not sections:
        return Gated(None, (*check.held, "no sentence is left"))
    deck_citations = check.line(page.deck, page.deck_citations, "deck") if page.deck else ()
    headline, headline_citations = check.headline(deck_citations, sections)
    if not headline_citations:
        return Gated(None, (*check.held, "no headline holds"))
    keeps_deck = bool(deck_citations) and page.deck.casefold() != headline.casefold()
    passed = replace(
        page,
        headline=headline,
        headline_citations=headline_citations,
        deck=page.deck if keeps_deck else "",
        deck_citations=deck_citations if keeps_deck else (),
        sections=sections,
        disagreements=check.disagreements(),
        quotations=check.quotations(),
        timeline=check.timeline(),
    )
    return Gated(_with_time(renumber(passed), articles), tuple(check.held))


def sentence(
    given: Sentence, page: StoryPage, articles: Mapping[str, Article], *, judges: Sequence[Judge] = ()
) -> tuple[Sentence | None, tuple[str, ...]]:
    """One sentence as the gate lets it through, or None; and what was held of it and why. A page's sentences each by themselves.

    Args:
        page: whose sources may be cited. articles: of the story, by id.
    """
    check = _Gate(articles, judges, page)
    return check.sentence(given), tuple(check.held)


# ---------------------------------------------------------------------------------------------- numbers of the sources


def renumber(page: StoryPage) -> StoryPage:
    """The page with its sources in the order in which a reader meets them: deck and sentences first, what is not cited last."""
    order = {article: i for i, article in enumerate(dict.fromkeys(c.article for c in _reading_order(page)))}
    ranked = sorted(page.sources, key=lambda s: (order.get(s.article, len(order)), s.number))
    number = {source.number: i for i, source in enumerate(ranked, 1)}
    origin: dict[int, int] = {}
    for source in ranked:
        origin.setdefault(source.origin, len(origin) + 1)
    return replace(page, sources=tuple(_renumbered(s, number, origin, s.article in order) for s in ranked))


def _renumbered(source: Source, number: Mapping[int, int], origin: Mapping[int, int], cited: bool) -> Source:
    note = _NOT_CITED if source.cited else source.note
    return replace(
        source,
        number=number[source.number],
        origin=origin[source.origin],
        copies=tuple(sorted(number[n] for n in source.copies if n in number)),
        cited=cited,
        note="" if cited else note,
    )


def _reading_order(page: StoryPage) -> list[Citation]:
    """All citations: first those whose markers a reader sees, as they come, then those of headline and headings."""
    found = [*page.deck_citations]
    found += [c for sentence in page.sentences for c in sentence.citations]
    found += [c for dispute in page.disagreements for value in dispute.values for c in value.citations]
    found += [c for one in page.quotations for c in one.citations]
    found += [c for entry in page.timeline for c in entry.citations]
    found += page.headline_citations
    return [*found, *(c for section in page.sections for c in section.heading_citations)]


def _with_time(page: StoryPage, articles: Mapping[str, Article]) -> StoryPage:
    """`updated` is the newest cited article's time, should the newest that the draft cited have been dropped."""
    cited = [articles[s.article] for s in page.sources if s.cited]
    times = [(a.published, a.day_only) for a in cited if a.published is not None]
    if page.updated is None or not times or any(when == page.updated for when, _ in times):
        return page
    newest = max(times, key=lambda t: (t[0], not t[1]))
    return replace(page, updated=newest[0], updated_day_only=newest[1]) if newest[0] < page.updated else page


# ---------------------------------------------------------------------------------------------- small pieces


def _no(reason: str) -> Verdict:
    return Verdict("unsupported", FACTS_CHECKED, 0.0, (), (reason,))


def _reason(held: _Held) -> str:
    return "; ".join(held.verdict.reasons) or "it is not supported"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 70 else f"{flat[:67]}…"


def _is_label(heading: str) -> bool:
    return 0 < len(heading.split()) <= LABEL_WORDS and len(heading) <= 40 and not re.search(r"[\d\"“”]", heading)


def _whole(part: Span, text: str) -> bool:
    """Whether a part is all of a text, its full stop aside."""
    return not re.search(r"\w", text[: part.start] + text[part.end :])


def _passage(c: Citation) -> Passage:
    return Passage(c.article, c.field, c.start, c.end, c.quote, 0, 0, c.version)
