"""Section headings by a language model, for pages that stay in the extractive writer's words. I/O: the LLM it is given, nothing else.

A heading takes the place of ours only where every word of it stands in its section and the gate lets it through against the
section's citations; else ours stays.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from newsloom.model import Article, Section, Sentence, StoryPage
from newsloom.pipeline.rewrite import Rewritten, Style
from newsloom.ports import LLM

WORDS = (3, 9)  # of a heading


class Headings:
    """Has headings written; asked and used like `Rewriter`."""

    def __init__(self, *, style: Style | None = None, delimiter: Callable[[], str] = lambda: secrets.token_hex(4)) -> None:
        self.style = style or Style()
        self.delimiter = delimiter

    def woven(
        self, base: StoryPage, articles: Sequence[Article], previous: StoryPage | None, seen: Collection[str] = ()
    ) -> tuple[StoryPage, tuple[str, ...]]:
        """The page without asking: a section that readers have seen with these sentences keeps its heading."""
        known = {_told(s): s for s in previous.sections} if previous is not None else {}
        taken: set[str] = set()
        sections: list[Section] = []
        for section in base.sections:
            old = known.get(_told(section))
            made = section
            if old is not None and not old.label and old.heading.casefold() not in taken:
                made = replace(section, heading=old.heading, heading_citations=old.heading_citations, label=False)
            taken.add(made.heading.casefold())
            sections.append(made)
        return replace(base, sections=tuple(sections)), ()

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
        """The page with headings by a model.

        Args:
            seen: names of the sections that a model was asked about: those are not asked about again. judge: not asked: a heading
                has no word that its section lacks.

        Raises:
            LLMError: the model could not be asked.
        """
        from newsloom.writing import answer as answers  # lazy: the stages
        from newsloom.writing import dossier, hostile, prompt, weave

        by_id = {article.id: article for article in articles}
        page, _ = self.woven(base, articles, previous)
        names = {number: dossier.text_hash("\n".join(_told(section))) for number, section in enumerate(page.sections, 1)}
        new = {n: s for n, s in enumerate(page.sections, 1) if names[n] not in seen}
        new = {
            n: section
            for n, section in new.items()
            if all(
                weave.clean(s.text, s.citations, by_id) and not hostile.strange(s.text, base.language)
                for s in section.sentences
            )
        }
        shown = tuple(dict.fromkeys([*seen, *(names[n] for n in new)]))
        if not new or base.origin_count < self.style.min_origins:
            return Rewritten(None, seen=tuple(seen))
        told = {n: [s.text for s in section.sentences] for n, section in new.items()}
        answer = await llm.complete(prompt.headings(told, base.language, delimiter=self.delimiter()))
        made, held = self._taken(page, new, answers.headings(answer.text, new), answer.model, by_id)
        return Rewritten(made if made != page else None, held, shown, asked=True)

    def _taken(
        self,
        page: StoryPage,
        new: Mapping[int, Section],
        given: Mapping[int, str],
        model: str,
        articles: Mapping[str, Article],
    ) -> tuple[StoryPage, tuple[str, ...]]:
        taken = {page.headline.casefold(), *(s.heading.casefold() for s in page.sections)}
        sections, held = list(page.sections), []
        for number, heading in given.items():
            section = new[number]
            made, why = _held(heading, section, page, articles, model)
            if made is not None and heading.casefold() not in taken:
                taken.add(heading.casefold())
                sections[number - 1] = replace(section, heading=made.text, heading_citations=made.citations, label=False)
            else:
                held.append(f"{model}: heading “{heading}”: {why or 'it stands on the page already'}")
        return replace(page, sections=tuple(sections)), tuple(held)


def _told(section: Section) -> tuple[str, ...]:
    return tuple(sentence.text for sentence in section.sentences)


def _held(
    heading: str, section: Section, page: StoryPage, articles: Mapping[str, Article], model: str
) -> tuple[Sentence | None, str]:
    """The heading with the citations that carry it; None, and why, if it says more than its section."""
    from newsloom.checking import gate, quoting  # lazy: the stages
    from newsloom.writing import evidence

    text = " ".join(_told(section))
    if not page.language or page.language not in ("zh", "ja", "th"):
        words = quoting.WORD.findall(heading)
        if not WORDS[0] <= len(words) <= WORDS[1]:
            return None, "it has another length than a heading"
    missing = evidence.content_words(heading, page.language) - evidence.content_words(text, page.language)
    if missing:
        return None, f"its section does not say “{min(missing)}”"
    if lost := [n for n in quoting.NUMBER.findall(heading) if n not in quoting.NUMBER.findall(text)]:
        return None, f"its section does not say “{lost[0]}”"
    citations = tuple(dict.fromkeys(replace(c, carries=None) for s in section.sentences for c in s.citations))
    kept, held = gate.sentence(Sentence(heading, citations, writer=model), page, articles)
    return kept, "; ".join(line.partition("”: ")[2] for line in held)
