"""Have a story written by a language model, and publish of it what the gate lets through. I/O: the LLM it is given, nothing else.

The extractive page is the ground: it picks the evidence, it is what a sentence or the whole story falls back to, and a
model that says nothing, nonsense or what somebody told it to say changes nothing of it.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsloom.errors import LLMError
from newsloom.model import Article, Citation, Passage, Section, Sentence, StoryPage
from newsloom.ports import LLM, Judge, Judgement

if TYPE_CHECKING:
    from newsloom.writing.answer import Accepted
    from newsloom.writing.dossier import Dossier

FEWEST = 2  # sentences of a model that make a page worth its name
SHARE = 0.5  # of the extractive page's sentences that a page must have, or it tells too little
MOST_RETRIED = 8  # refused sentences sent back with reasons, once


@dataclass(frozen=True, slots=True)
class Style:
    """How to ask."""

    samples: int = 1  #: answers asked for; the best by citation recall and precision is taken
    temperature: float = 0.2
    words: str = ""  #: the operator's own sentence or two on style
    min_origins: int = 2  #: stories of fewer independent texts stay as the extractive writer made them
    context: int = 8192  #: tokens that the model can read and write in one request
    pace_min: float = 0.0  #: minutes between two requests for a story, and before its first


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What came of asking."""

    page: StoryPage | None  #: None: nothing better than what there was
    held: tuple[str, ...] = ()  #: what was refused and why
    seen: tuple[str, ...] = ()  #: hashes of all evidence shown so far
    asked: bool = False  #: False: there was nothing new to tell


@dataclass(frozen=True, slots=True)
class _Draft:
    """An answer after checking each of its sentences."""

    page: StoryPage
    passed: dict[Sentence, Sentence]  #: as answered → as checked
    failed: dict[Sentence, tuple[str, ...]]  #: with reasons
    refused: tuple[str, ...]

    @property
    def rank(self) -> tuple[float, float, int]:
        """Citation recall, citation precision, sentences (ALCE's measures, by our checker)."""
        total = len(self.passed) + len(self.failed)
        given = sum(len(s.citations) for s in self.passed)
        kept = sum(len(s.citations) for s in self.passed.values())
        return len(self.passed) / max(1, total), kept / max(1, given), len(self.passed)


class _Told:
    """A Judge that repeats what a model said of these sentences when it was asked."""

    def __init__(self, name: str, refused: Mapping[str, str], asked: Sequence[str]) -> None:
        self.name, self.refused, self.asked = name, refused, frozenset(asked)

    def judge(self, claim: str, passages: Sequence[Passage]) -> Judgement:
        if claim in self.refused:
            return Judgement(True, f"{self.name} refused it: {self.refused[claim]}".rstrip(": "), self.name)
        return Judgement(False, "", self.name if claim in self.asked else "")


class Rewriter:
    """Writes stories by a model.

    Args:
        judge: another model, or the same, that may refuse sentences which the rules let through; None: none.
        delimiter: makes an unguessable delimiter for each request.
    """

    def __init__(
        self,
        *,
        style: Style | None = None,
        judges: Sequence[Judge] = (),
        delimiter: Callable[[], str] = lambda: secrets.token_hex(4),
    ) -> None:
        self.style = style or Style()
        self.judges = tuple(judges)
        self.delimiter = delimiter

    def woven(
        self, base: StoryPage, articles: Sequence[Article], previous: StoryPage | None, seen: Collection[str] = ()
    ) -> tuple[StoryPage, tuple[str, ...]]:
        """The page without asking a model: what one wrote and still holds stays, and the extractive writer tells the rest.

        Args:
            seen: hashes of the evidence that the model was shown: what it left out of that stays out.
        """
        from newsloom.writing import weave  # lazy: the stages

        sections = weave.standing(previous, articles)
        if previous is None or not sections:
            return base, ()
        page = replace(
            base,
            headline=previous.headline,
            headline_citations=previous.headline_citations,
            deck=previous.deck,
            deck_citations=previous.deck_citations,
            sections=sections,
            writer=previous.writer,
        )
        return self._finished(page, base, articles, judges=self.judges, fill=True, seen=seen)

    async def rewrite(
        self,
        base: StoryPage,
        articles: Sequence[Article],
        *,
        llm: LLM,
        judge: LLM | None = None,
        previous: StoryPage | None = None,
        seen: Sequence[str] = (),
    ) -> Rewritten:
        """The story by a model.

        Args:
            base: the extractive page, checked. previous: the page that readers see now. seen: hashes of the evidence that earlier
                requests showed: without new evidence nothing is asked.

        Raises:
            LLMError: the model could not be asked, or gave no answer at all.
        """
        from newsloom.writing import dossier as dossiers  # lazy: the stages
        from newsloom.writing import weave

        if base.origin_count < self.style.min_origins:
            return Rewritten(None, seen=tuple(seen))
        sections = weave.standing(previous, articles)
        old = [s for section in sections for s in section.sentences]
        if len(old) < FEWEST:
            old, sections, seen = [], (), ()
        headline = previous.headline if previous is not None and old else ""
        dossier = dossiers.make(articles, base, sections=sections, headline=headline, seen=seen, context=self.style.context)
        if not dossier.exhibits:
            return Rewritten(None, seen=dossier.shown)
        drafts = await self._answers(dossier, base, articles, llm, previous if old else None, sections)
        good = [draft for draft in drafts if draft.passed or draft.failed]
        if not good:
            refused = tuple(line for draft in drafts for line in draft.refused)
            return Rewritten(None, refused, dossier.shown, asked=True)
        best = max(enumerate(good), key=lambda pair: (pair[1].rank, -pair[0]))[1]
        best, held = await self._retried(best, dossier, base, articles, llm)
        judges = self.judges
        if judge is not None and best.passed:
            told, note = await self._judged(best, judge)
            judges = (*judges, *told)
            held += note
        page, more = self._assembled(best, base, articles, judges, fill=dossier.update, seen=seen)
        held = (*best.refused, *held, *more)
        if page is None:
            return Rewritten(None, held, dossier.shown, asked=True)
        return Rewritten(page, held, dossier.shown, asked=True)

    # ------------------------------------------------------------------------------------------ answers

    async def _answers(
        self,
        dossier: Dossier,
        base: StoryPage,
        articles: Sequence[Article],
        llm: LLM,
        previous: StoryPage | None,
        sections: Sequence[Section],
    ) -> list[_Draft]:
        """What the model answered, each answer checked; of several, those that came.

        Raises:
            LLMError: none came.
        """
        from newsloom.writing import answer as answers  # lazy: the stages
        from newsloom.writing import prompt

        asked = [
            llm.complete(
                prompt.request(
                    dossier,
                    delimiter=self.delimiter(),
                    sample=sample,
                    style=self.style.words,
                    temperature=self.style.temperature,
                    context=self.style.context,
                )
            )
            for sample in range(max(1, self.style.samples))
        ]
        drafts: list[_Draft] = []
        errors: list[LLMError] = []
        for answer in await asyncio.gather(*asked, return_exceptions=True):
            if isinstance(answer, LLMError):
                errors.append(answer)
            elif isinstance(answer, BaseException):
                raise answer
            else:
                taken = answers.accept(answer.text, dossier, base=base, model=answer.model, sections=sections)
                drafts.append(self._checked(taken.page or base, taken, base, articles, previous))
        if errors and not drafts:
            raise errors[0]
        return drafts

    def _checked(
        self, page: StoryPage, taken: Accepted, base: StoryPage, articles: Sequence[Article], previous: StoryPage | None
    ) -> _Draft:
        """An answer with each sentence checked; headline and deck that it left out or that do not hold are the page's present ones, or
        the base's."""
        from newsloom.checking import gate  # lazy: the stages

        if taken.page is None:
            return _Draft(base, {}, {}, taken.refused)
        by_id = {article.id: article for article in articles}
        passed: dict[Sentence, Sentence] = {}
        failed: dict[Sentence, tuple[str, ...]] = {}
        for sentence in page.sentences:
            kept, held = gate.sentence(sentence, base, by_id)
            if kept is not None:
                passed[sentence] = kept
            else:
                failed[sentence] = _reasons(held) or ("it is not supported",)
        before = previous or base
        if not _held_line(page.headline, page.headline_citations, base, by_id):
            page = replace(page, headline=before.headline, headline_citations=before.headline_citations)
        if not _held_line(page.deck, page.deck_citations, base, by_id):
            page = replace(page, deck=before.deck, deck_citations=before.deck_citations)
        return _Draft(page, passed, failed, taken.refused)

    async def _retried(
        self, draft: _Draft, dossier: Dossier, base: StoryPage, articles: Sequence[Article], llm: LLM
    ) -> tuple[_Draft, tuple[str, ...]]:
        """The draft with its refused sentences sent back once, with the reasons; what fails again stays refused."""
        from newsloom.checking import gate  # lazy: the stages
        from newsloom.writing import answer as answers
        from newsloom.writing import prompt

        model = draft.page.writer
        lines = tuple(f"{model}: “{_short(s.text)}”: {'; '.join(why)}" for s, why in draft.failed.items())
        failed = [(s, why) for s, why in draft.failed.items() if s.writer == model][:MOST_RETRIED]
        if not failed:
            return draft, lines
        try:
            answer = await llm.complete(prompt.repair(failed, dossier, delimiter=self.delimiter()))
        except LLMError as exc:
            return draft, (*lines, f"no second try: {exc.reason}")
        by_id = {article.id: article for article in articles}
        passed, left = dict(draft.passed), dict(draft.failed)
        for (sentence, _), made in zip(failed, answers.corrected(answer.text, failed, dossier, model=model), strict=True):
            kept, held = gate.sentence(made, base, by_id) if made is not None else (None, ())
            if kept is not None:
                passed[sentence] = kept
                del left[sentence]
            elif made is not None:
                lines += (f"{model}, second try: “{_short(made.text)}”: {'; '.join(_reasons(held))}",)
        return replace(draft, passed=passed, failed=left), lines

    async def _judged(self, draft: _Draft, judge: LLM) -> tuple[tuple[Judge, ...], tuple[str, ...]]:
        """What another model says of the sentences in a model's own words; it can only refuse."""
        from newsloom.writing import answer as answers  # lazy: the stages
        from newsloom.writing import prompt

        own = [s for s in draft.passed.values() if s.basis != "quoted"]
        if not own:
            return (), ()
        claims = [(s.text, [c.quote for c in s.citations]) for s in own]
        try:
            answer = await judge.complete(prompt.judging(claims, delimiter=self.delimiter()))
        except LLMError as exc:
            return (), (f"the judge gave no answer: {exc.reason}",)
        refused = answers.judged(answer.text, len(own))
        if refused is None:
            return (), ("the judge's answer cannot be read",)
        told = {own[i].text: why for i, why in refused.items()}
        return (_Told(answer.model, told, [s.text for s in own]),), ()

    # ------------------------------------------------------------------------------------------ the page

    def _assembled(
        self,
        draft: _Draft,
        base: StoryPage,
        articles: Sequence[Article],
        judges: Sequence[Judge],
        *,
        fill: bool,
        seen: Collection[str] = (),
    ) -> tuple[StoryPage | None, tuple[str, ...]]:
        """The page of what passed.

        Args:
            fill: what the extractive page tells and this does not is told in the extractive writer's words.
        """
        from newsloom.writing import weave  # lazy: the stages

        lang = base.language
        sections = weave.without_hanging(draft.page.sections, lambda s: s not in draft.passed, lang)
        sections = tuple(replace(section, sentences=tuple(draft.passed[s] for s in section.sentences)) for section in sections)
        if sum(len(s.sentences) for s in sections) < FEWEST:
            return None, ("too few sentences of the model hold: the page stays the extractive writer's",)
        lost = [c for s in draft.failed for c in s.citations]
        page = weave.carries_on(replace(draft.page, sections=_headed(sections)), base, only=lost)
        made, held = self._finished(page, base, articles, judges=judges, fill=fill, seen=seen)
        written = sum(s.writer != weave.EXTRACTIVE for s in made.sentences)
        if written < FEWEST or len(made.sentences) < SHARE * len(base.sentences):
            return None, (*held, "too little of the model's page holds: it stays the extractive writer's")
        return made, held

    def _finished(
        self,
        page: StoryPage,
        base: StoryPage,
        articles: Sequence[Article],
        *,
        judges: Sequence[Judge],
        fill: bool = True,
        seen: Collection[str] = (),
    ) -> tuple[StoryPage, tuple[str, ...]]:
        """The page through the gate, with the extractive headline, deck and sentences where its own do not hold."""
        from newsloom.checking import gate  # lazy: the stages
        from newsloom.writing import dossier, hostile, weave

        by_id = {a.id: replace(a, title="") if hostile.commands(a.title) else a for a in articles}
        model = page.writer
        headline = _held_line(page.headline, page.headline_citations, page, by_id)
        if not headline:
            page = replace(page, headline=base.headline, headline_citations=base.headline_citations)
        if page.deck and not _held_line(page.deck, page.deck_citations, page, by_id):
            page = replace(page, deck=base.deck, deck_citations=base.deck_citations)
        if fill:
            shown = frozenset(seen)
            page = weave.carries_on(page, base, but=lambda quote: dossier.text_hash(quote) in shown)
        page = _dated(weave.credited(weave.washed(page, by_id), model), by_id)
        gated = gate.gate(page, by_id, judges=judges)
        if gated.page is None:
            return base, gated.held
        written = any(s.writer != weave.EXTRACTIVE for s in gated.page.sentences)
        return replace(gated.page, writer=model if written else weave.EXTRACTIVE), gated.held


def _held_line(text: str, citations: Sequence[Citation], page: StoryPage, articles: Mapping[str, Article]) -> bool:
    """Whether a headline or deck holds by itself."""
    from newsloom.checking import gate  # lazy: the stages

    if not text or not citations:
        return False
    kept, _ = gate.sentence(Sentence(text, tuple(citations), writer=page.writer), page, articles)
    return kept is not None


def _headed(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Headings cite what the sentences left below them cite; the gate keeps of that what carries them."""
    return tuple(
        section
        if section.label or not section.heading
        else replace(section, heading_citations=tuple(dict.fromkeys(replace(c, carries=None) for s in section.sentences for c in s.citations)))
        for section in sections
    )  # fmt: skip


def _dated(page: StoryPage, articles: Mapping[str, Article]) -> StoryPage:
    """The page with the time of the newest article it cites."""
    from newsloom.writing import weave  # lazy: the stages

    cited = {c.article for c in weave.all_citations(page)}
    times = [(a.published, not a.day_only) for i in sorted(cited) if (a := articles.get(i)) and a.published is not None]
    if not times:
        return page
    when, exact = max(times)
    return replace(page, updated=when, updated_day_only=not exact)


def _reasons(held: Sequence[str]) -> tuple[str, ...]:
    """What the gate said of one sentence, without the sentence."""
    return tuple(line.partition("”: ")[2] or line for line in held)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 70 else f"{flat[:67]}…"
