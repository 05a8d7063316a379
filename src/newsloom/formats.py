"""A story page as data, plain text and Markdown. Pure: HTML is the web room's, storing is the store's.

`page_json` is the public story JSON (docs/reference/json.md); `dump` and `load` are the lossless form that the store keeps.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from newsloom.model import (
    Citation,
    Disagreement,
    DisputedValue,
    Kind,
    Quotation,
    Section,
    Sentence,
    Source,
    Span,
    StoryPage,
    TimelineEntry,
)
from newsloom.text.sentences import FULL_STOPS

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ENDS_IN_ABBREVIATION = re.compile(r"(?:\b\w\.){2,}$")
_MARKDOWN_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_MARKDOWN_LEAD = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$|=|-)")


# ---------------------------------------------------------------------------------------------- small pieces


def iso(when: datetime | None) -> str | None:
    """A time as `2026-01-13T09:30:00Z`; None stays None."""
    if when is None:
        return None
    return when.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def day(when: date) -> str:
    """A day as a reader sees it: `13 Jan 2026`. The same in every locale."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def moment(when: datetime, *, zone: tzinfo = UTC, day_only: bool = False) -> str:
    """A time as a reader sees it: `13 Jan 2026, 09:30`, or the day alone where that is all that is known."""
    if day_only:
        return day(when.astimezone(UTC).date())
    local = when.astimezone(zone)
    return f"{day(local.date())}, {local.hour:02}:{local.minute:02}"


def counted(number: int, what: str) -> str:
    """`1 article`, `4 articles`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def count_line(page: StoryPage) -> str:
    """`4 articles`, or `7 articles, 4 independent` when some are copies."""
    articles = counted(page.article_count, "article")
    return articles if page.origin_count == page.article_count else f"{articles}, {page.origin_count} independent"


def updated_line(page: StoryPage, *, zone: tzinfo = UTC) -> str:
    """`Updated 13 Jan 2026, 09:30 (4 articles)`; without a time if no article has one."""
    if page.updated is None:
        return f"Updated ({count_line(page)})"
    return f"Updated {moment(page.updated, zone=zone, day_only=page.updated_day_only)} ({count_line(page)})"


def with_markers(text: str, markers: str) -> str:
    """The sentence with its citation markers before its full stop: `Gyeongju[1].`

    They follow the whole sentence where a stop is not the sentence's own: after a closing quotation mark, an ellipsis
    or an abbreviation.
    """
    if not markers:
        return text
    last = text[-1:]
    own_stop = last and last in FULL_STOPS and not text.endswith(("..", "…")) and not _ENDS_IN_ABBREVIATION.search(text)
    return f"{text[:-1]}{markers}{last}" if own_stop else f"{text}{markers}"


def numbers_of(citations: Sequence[Citation], page: StoryPage) -> list[int]:
    """The source numbers of these citations, each once, in their order."""
    number = {source.article: source.number for source in page.sources}
    return list(dict.fromkeys(number[citation.article] for citation in citations if citation.article in number))


# ---------------------------------------------------------------------------------------------- JSON


def page_json(page: StoryPage, *, ids: Mapping[str, Any] | None = None, story_id: Any = None) -> dict[str, Any]:
    """The story JSON of the contract.

    Args:
        ids: what each article is called outside, by its id here (`write` gives back ids of the type they came with).
        story_id: what the story is called outside; its own id if None.
    """
    number = {source.article: source.number for source in page.sources}
    outside = ids or {}

    def cite(citations: Sequence[Citation]) -> list[dict[str, Any]]:
        return [_citation_json(c, number[c.article]) for c in citations]

    def sentence(s: Sentence) -> dict[str, Any]:
        shown: dict[str, Any] = {"text": s.text, "verdict": s.verdict, "basis": s.basis, "citations": cite(s.citations)}
        if s.writer != page.writer:
            shown["writer"] = s.writer
        if s.dates:
            shown["dates"] = [{"start": span.start, "end": span.end, "date": when.isoformat()} for span, when in s.dates]
        return shown

    return {
        "id": page.id if story_id is None else story_id,
        "headline": page.headline,
        "headline_citations": cite(page.headline_citations),
        "deck": page.deck,
        "deck_citations": cite(page.deck_citations),
        "updated": iso(page.updated),
        "revision": page.revision,
        "article_count": page.article_count,
        "origin_count": page.origin_count,
        "language": page.language,
        "writer": page.writer,
        "sections": [
            {
                "heading": section.heading,
                "heading_citations": cite(section.heading_citations),
                "label": section.label,
                "sentences": [sentence(s) for s in section.sentences],
            }
            for section in page.sections
        ],
        "sources": [_source_json(source, outside) for source in page.sources],
        "disagreements": [
            {"about": d.about, "values": [{"value": v.value, "citations": cite(v.citations)} for v in d.values]}
            for d in page.disagreements
        ],
        "quotations": [{"speaker": q.speaker, "text": q.text, "citations": cite(q.citations)} for q in page.quotations],
        "timeline": [{"date": t.day.isoformat(), "text": t.text, "citations": cite(t.citations)} for t in page.timeline],
    }


def _citation_json(c: Citation, number: int) -> dict[str, Any]:
    shown: dict[str, Any] = {"source": number, "field": c.field, "start": c.start, "end": c.end, "quote": c.quote}
    if c.carries is not None:
        shown["carries"] = {"start": c.carries.start, "end": c.carries.end}
    return shown


def _source_json(source: Source, outside: Mapping[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "number": source.number,
        "article": outside.get(source.article, source.article),
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "published": iso(source.published),
        "cited": source.cited,
        "origin": source.origin,
        "copies": list(source.copies),
    }
    if source.lang:
        shown["lang"] = source.lang
    if source.paid:
        shown["paid"] = True
    if source.kind is not Kind.NEWS:
        shown["kind"] = source.kind.value
    if source.note:
        shown["note"] = source.note
    return shown


def dump(page: StoryPage) -> str:
    """The page as one line of JSON that `load` turns back into an equal page; the same page gives the same bytes."""
    return json.dumps(page, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: object) -> str | dict[str, object]:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if is_dataclass(value):
        return {one.name: getattr(value, one.name) for one in fields(value)}
    raise TypeError(f"a story page holds no {type(value).__name__}")


def load(dumped: str) -> StoryPage:
    """The page that `dump` wrote.

    Raises:
        KeyError, TypeError, ValueError: when it is not a dumped page.
    """
    raw = json.loads(dumped)
    sections = tuple(
        Section(
            **{
                **s,
                "heading_citations": citations_of(s["heading_citations"]),
                "sentences": tuple(_sentence(x) for x in s["sentences"]),
            }
        )
        for s in raw["sections"]
    )
    return StoryPage(
        **{
            **raw,
            "headline_citations": citations_of(raw["headline_citations"]),
            "deck_citations": citations_of(raw["deck_citations"]),
            "updated": _time(raw["updated"]),
            "sections": sections,
            "sources": tuple(_source(s) for s in raw["sources"]),
            "disagreements": tuple(
                Disagreement(d["about"], tuple(DisputedValue(v["value"], citations_of(v["citations"])) for v in d["values"]))
                for d in raw["disagreements"]
            ),
            "quotations": tuple(
                Quotation(q["speaker"], q["text"], citations_of(q["citations"])) for q in raw.get("quotations", ())
            ),
            "timeline": tuple(
                TimelineEntry(date.fromisoformat(t["day"]), t["text"], citations_of(t["citations"])) for t in raw["timeline"]
            ),
        }
    )


def gist(dumped: str) -> tuple[str, str, datetime | None]:
    """Headline, text and time of the page that `dump` wrote: what a search needs, at a tenth of the cost of `load`."""
    raw = json.loads(dumped)
    parts = [raw["deck"]]
    for section in raw["sections"]:
        parts += [section["heading"], *(sentence["text"] for sentence in section["sentences"])]
    return raw["headline"], "\n".join(part for part in parts if part), _time(raw["updated"])


def citations_of(raw: Sequence[Mapping[str, Any]]) -> tuple[Citation, ...]:
    """Citations from the plain data that `dump` made of them."""
    return tuple(Citation(**{**c, "carries": Span(*c["carries"]) if c.get("carries") else None}) for c in raw)


def _time(raw: str | None) -> datetime | None:
    return datetime.fromisoformat(raw) if raw is not None else None


def _sentence(raw: Mapping[str, Any]) -> Sentence:
    dates = tuple((Span(*span), date.fromisoformat(when)) for span, when in raw["dates"])
    return Sentence(**{**raw, "citations": citations_of(raw["citations"]), "dates": dates})


def _source(raw: Mapping[str, Any]) -> Source:
    changed = {"published": _time(raw["published"]), "copies": tuple(raw["copies"]), "kind": Kind(raw["kind"])}
    return Source(**{**raw, **changed})


# ---------------------------------------------------------------------------------------------- text


def plain(page: StoryPage, *, zone: tzinfo = UTC, navigation: bool = False) -> str:
    """The page as plain text: headline, `Updated …`, each section as heading and paragraph, `Sources (N articles)`."""
    blocks = ["Top Headlines", "Feeds"] if navigation else []
    blocks.append(_cited(page.headline, (), page))
    if page.deck:
        blocks.append(_cited(page.deck, page.deck_citations, page))
    blocks.append(updated_line(page, zone=zone))
    for section in page.sections:
        paragraph = " ".join(_cited(s.text, s.citations, page) for s in section.sentences)
        blocks.append(f"{section.heading}\n{paragraph}" if section.heading else paragraph)
    for dispute in page.disagreements:
        values = "; ".join(f"{v.value}{_markers(v.citations, page)}" for v in dispute.values)
        blocks.append(f"Where sources differ: {dispute.about}\n{values}")
    if page.quotations:
        spoken = [f"{q.speaker}: {_cited(f'“{q.text}”', q.citations, page)}" for q in page.quotations]
        blocks.append("\n".join(["Who says what", *spoken]))
    if page.timeline:
        entries = [f"{day(entry.day)}: {_cited(entry.text, entry.citations, page)}" for entry in page.timeline]
        blocks.append("\n".join(["Timeline", *entries]))
    sources = [_source_line(source, zone) for source in page.sources]
    blocks.append("\n".join([f"Sources ({count_line(page)})", *sources]))
    return "\n\n".join(blocks) + "\n"


def _markers(citations: Sequence[Citation], page: StoryPage) -> str:
    return "".join(f"[{number}]" for number in numbers_of(citations, page))


def _cited(text: str, citations: Sequence[Citation], page: StoryPage) -> str:
    return with_markers(" ".join(text.split()), _markers(citations, page))


def source_facts(source: Source, *, zone: tzinfo = UTC) -> list[str]:
    """What a line of *Sources* says after outlet and title: time, language, copies, kind, paywall, why it is not cited."""
    facts = [moment(source.published, zone=zone, day_only=source.day_only)] if source.published else []
    if source.copies:
        facts.append("same text as " + "".join(f"[{n}]" for n in source.copies))
    if source.kind is not Kind.NEWS:
        facts.append(source.kind.value)
    if source.paid:
        facts.append("paywall")
    if source.note:
        facts.append(source.note)
    elif not source.cited and not source.copies:
        facts.append("not cited")
    return facts


def _source_line(source: Source, zone: tzinfo) -> str:
    name = " ".join(part for part in (f"{source.publisher}:" if source.publisher else "", source.title or "(no title)") if part)
    line = f"[{source.number}] " + ", ".join([" ".join(name.split()), *source_facts(source, zone=zone)])
    return f"{line}\n    {source.url}" if source.url else line


# ---------------------------------------------------------------------------------------------- Markdown


def _escaped(text: str) -> str:
    flat = _MARKDOWN_SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _MARKDOWN_LEAD.sub(lambda m: f"{m.group(1)}\\{m.group(2)}", flat)


def _safe_link(url: str | None) -> str | None:
    """The address for a Markdown link, or None: only http(s), nothing that could end the link early."""
    if url is None or not url.lower().startswith(("http://", "https://")) or re.search(r"[\s<>\x00-\x1f]", url):
        return None
    return url


def markdown(page: StoryPage, *, zone: tzinfo = UTC, passage_link: Callable[[Citation], str] | None = None) -> str:
    """The page as Markdown: citations are footnotes that hold the quoted passage and a link to its source.

    Args:
        passage_link: gives the address of a cited passage; the source's own page if None.
    """
    sources = {source.article: source for source in page.sources}
    notes: dict[Citation, int] = {}

    def cited(text: str, citations: Sequence[Citation]) -> str:
        markers = "".join(f"[^{notes.setdefault(c, len(notes) + 1)}]" for c in citations)
        return with_markers(_escaped(text), markers)

    blocks = [f"# {cited(page.headline, ())}"]
    if page.deck:
        blocks.append(f"*{_escaped(page.deck)}*{''.join(cited('', page.deck_citations))}")
    blocks.append(updated_line(page, zone=zone))
    for section in page.sections:
        if section.heading:
            blocks.append(f"## {_escaped(section.heading)}")
        blocks.append(" ".join(cited(s.text, s.citations) for s in section.sentences))
    if page.disagreements:
        blocks.append("## Where sources differ")
        lines = [
            f"- {_escaped(d.about)}: " + "; ".join(cited(v.value, v.citations) for v in d.values) for d in page.disagreements
        ]
        blocks.append("\n".join(lines))
    if page.quotations:
        blocks.append("## Who says what")
        blocks.append("\n".join(f"- {_escaped(q.speaker)}: {cited(f'“{q.text}”', q.citations)}" for q in page.quotations))
    if page.timeline:
        blocks.append("## Timeline")
        blocks.append("\n".join(f"- {day(t.day)}: {cited(t.text, t.citations)}" for t in page.timeline))
    blocks.append(f"## Sources ({count_line(page)})")
    blocks.append("\n".join(_source_item(source, zone) for source in page.sources))
    footnotes = []
    for citation, number in notes.items():
        source = sources[citation.article]
        address = _safe_link(passage_link(citation) if passage_link else source.url)
        where = f"[{_escaped(source.publisher or source.title)}](<{address}>)" if address else _escaped(source.publisher)
        footnotes.append(f"[^{number}]: “{_escaped(citation.quote)}” — {where or 'source'} \\[{source.number}\\]")
    blocks.append("\n".join(footnotes))
    return "\n\n".join(blocks) + "\n"


def _source_item(source: Source, zone: tzinfo) -> str:
    title = _escaped(source.title or "(no title)")
    link = _safe_link(source.url)
    named = f"[{title}](<{link}>)" if link else title
    outlet = f"{_escaped(source.publisher)}: " if source.publisher else ""
    return f"{source.number}. " + ", ".join([f"{outlet}{named}", *(_escaped(fact) for fact in source_facts(source, zone=zone))])
