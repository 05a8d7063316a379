"""Why something is as it is: a story's members and rank, an article's place, a sentence's citations. I/O: reads the store."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from newsloom import formats
from newsloom.errors import ArticleNotFound, StoryNotFound
from newsloom.model import ArticleView, Citation, Explanation, Sentence, Source, StoryView
from newsloom.pipeline.group import Desk

EXTRACTIVE = "extractive"  # the writer that quotes
MOST_HELD = 12  # things not published that are told
WHOLE = "The sentence is this passage, word for word."
CUT = "The sentence is cut from this passage; nothing was added."
PARAPHRASED = "The sentence says what this passage says, in other words."
PART = "A part of the sentence is from this passage."
ALSO = "This passage says the whole sentence too: the same figures, names and words."
RESTS = (WHOLE, CUT, PARAPHRASED, PART, ALSO)


def story(view: StoryView) -> Explanation:
    """Why these articles are one story and why it stands where it stands."""
    page = view.page
    lines = [f"“{page.headline}” ({page.id}): {formats.count_line(page)}, revision {page.revision}."]
    title = {article.id: article.title or article.id for article in view.articles}
    outlet = {article.id: article.source or "" for article in view.articles}
    for one in view.assignments:
        said = "; ".join(one.reasons) or "it founded the story"
        who = " (by hand)" if one.by_person else ""
        lines.append(
            f"{one.article} {outlet.get(one.article, '')}: “{title.get(one.article, '')}” – {said}{who} [{one.score:.2f}]"
        )
    lines += [f"Copies of one text: {_copies(source)}" for source in page.sources if _leads_copies(source)]
    lines += [f"{one.relation.capitalize()}: story {one.other} [{one.score:.2f}]" for one in view.related]
    if view.card is not None and view.card.terms:
        lines.append(f"On the front page with a rank of {view.card.score:.2f}:")
        lines += [f"  {term.name} {term.value:.2f}: {term.why}" for term in view.card.terms]
    lines += [f"{formats.moment(change.at)}: {change.reason}" for change in view.changes]
    if page.writer != EXTRACTIVE:
        own = sum(one.writer != EXTRACTIVE for one in page.sentences)
        lines.append(f"{own} of {len(page.sentences)} sentences are in the words of the language model {page.writer}.")
    lines += [f"Not published: {line}" for line in view.held[:MOST_HELD]]
    facts: dict[str, Any] = {
        "story": page.id,
        "articles": [asdict(one) for one in view.assignments],
        "related": [asdict(one) for one in view.related],
        "rank": [asdict(term) for term in view.card.terms] if view.card is not None else [],
        "writer": page.writer,
        "held": list(view.held),
    }
    return Explanation(page.id, "story", tuple(lines), facts)


def article(view: ArticleView, desk: Desk) -> Explanation:
    """What tied an article to its story, what it came nearest to otherwise, and what happened to it since."""
    one = view.article
    lines = [f"“{one.title or one.id}” ({one.source or 'outlet unknown'}), {one.kind.value}."]
    facts: dict[str, Any] = {"article": one.id, "story": view.story, "kind": one.kind.value}
    history = desk.store.history(one.id)
    if view.story is None:
        lines.append("It is in no story: it was erased." if view.erased else "It waits to be grouped: `newsloom update`.")
    else:
        lines.append(f"It is in story {view.story}: “{view.headline or 'no page yet'}”.")
    try:
        told = desk.grouper().explain(one.id)
    except (ArticleNotFound, StoryNotFound):
        lines.append("It has left the window of articles that grouping looks at; what was decided then:")
        told = None
    if told is not None:
        lines += told.lines
        facts |= {
            "score": told.score,
            "ties": [asdict(tie) for tie in told.ties],
            "runner_up": told.runner_up,
            "runner_up_score": told.runner_up_score,
            "rivals": [asdict(tie) for tie in told.rivals],
            "would_change": list(told.would_change),
        }
    for assignment, at in reversed(history):
        said = "; ".join(assignment.reasons)
        lines.append(f"{formats.moment(at)}: {assignment.change.value} → {assignment.story}" + (f" ({said})" if said else ""))
    facts["history"] = [{**asdict(assignment), "at": formats.iso(at)} for assignment, at in history]
    return Explanation(one.id, "article", tuple(lines), facts)


def sentence(view: StoryView, number: int) -> Explanation:
    """Why a sentence of a page is cited so.

    Raises:
        StoryNotFound: the page has no such sentence.
    """
    page = view.page
    if not 1 <= number <= len(page.sentences):
        raise StoryNotFound(f"{page.id}#{number}", f"the page has sentences 1 to {len(page.sentences)}")
    one = page.sentences[number - 1]
    source = {known.article: known for known in page.sources}
    writer = "the extractive writer" if one.writer == EXTRACTIVE else f"the language model {one.writer}"
    lines = [one.text, f"{one.verdict}, {one.basis}; written by {writer}."]
    reasons = [why(one, citation, first=position == 0) for position, citation in enumerate(one.citations)]
    for citation, reason in zip(one.citations, reasons, strict=True):
        known, place = source[citation.article], f"{citation.field} {citation.start}–{citation.end}"
        said = f"{reason[0].lower()}{reason[1:]}"
        lines.append(f"[{known.number}] {known.publisher}, {place}: “{citation.quote}” – {said}")
    others = sorted(known.number for known in page.sources if known.article not in {c.article for c in one.citations})
    if others:
        listed = "".join(f"[{n}]" for n in others)
        lines.append(f"Not cited here: {listed}: no passage of theirs supports the whole sentence by the strictest rules.")
    facts: dict[str, Any] = {
        "story": page.id,
        "sentence": number,
        "verdict": one.verdict,
        "basis": one.basis,
        "writer": one.writer,
        "citations": [
            {**asdict(c), "source": source[c.article].number, "why": reason}
            for c, reason in zip(one.citations, reasons, strict=True)
        ],
        "not_cited": others,
    }
    return Explanation(f"{page.id}#{number}", "sentence", tuple(lines), facts)


def why(one: Sentence, citation: Citation, *, first: bool) -> str:
    """What a passage is to the sentence that cites it: one of `RESTS`."""
    if citation.quote == one.text:
        return WHOLE
    if citation.carries is not None:
        return PART
    if not first:
        return ALSO
    return CUT if one.writer == EXTRACTIVE else PARAPHRASED


def _leads_copies(source: Source) -> bool:
    return bool(source.copies) and source.number < min(source.copies)


def _copies(source: Source) -> str:
    return ", ".join(f"[{number}]" for number in (source.number, *source.copies))
