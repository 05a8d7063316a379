"""Ask a language model: for a story, for changes of one, for corrections, for an opinion. Pure: the call itself is made elsewhere.

Whatever comes out of articles stands between two lines of a delimiter that cannot be guessed, and is marked throughout.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from functools import cache
from importlib import resources
from typing import Any

from newsloom.model import Article, Citation, Disagreement, Sentence
from newsloom.ports import Prompt
from newsloom.text.language import LANGUAGES
from newsloom.writing import hostile
from newsloom.writing.dossier import CONTEXT, PER_TOKEN, Dossier, Exhibit

STORY, UPDATE, REPAIR, JUDGE, TRANSLATE, HEADINGS, SAME = (
    "story.v2",
    "update.v5",
    "repair.v1",
    "judge.v1",
    "translate.v1",
    "headings.v1",
    "same.v1",
)  # files in `prompts`; a changed file gets a new number

#: for a story of which so much is new that all of it is asked anew
RENEW = """

The page now

Evidence p1, p2 … are sentences that the page shows now. To keep one word for word, give its id alone and "text": "". Keep all that \
still hold; write new sentences only for what new evidence adds or changes. An empty headline or deck keeps the present one."""

MARK_EVERY = 5  # spaces: data-marking keeps the evidence apart at a tenth of the tokens that marking each would cost
MARKS = "‡¦◊¤§¬"
INSTEAD = "instead of p"  # of a place, that a sentence of the page makes way
HEADLINE = "headline"  # the place of a new headline


@cache
def template(name: str) -> str:
    """A prompt file of this package, as it is shipped."""
    return resources.files("newsloom.writing").joinpath("prompts", f"{name}.md").read_text(encoding="utf-8").strip()


def key(dossier: Dossier, *, sample: int = 0, style: str = "") -> str:
    """Names all that an answer depends on but the model: prompt version, evidence, the page's sentences."""
    parts = [UPDATE if dossier.update else STORY, style, str(sample), dossier.lang or "", dossier.headline]
    parts += [*dossier.headings, *(f"{e.id}:{e.hash}" for e in (*dossier.exhibits, *dossier.standing))]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


def request(
    dossier: Dossier,
    *,
    delimiter: str,
    sample: int = 0,
    style: str = "",
    temperature: float = 0.2,
    context: int = CONTEXT,
) -> Prompt:
    """The request for a story. The system part is the same for all stories, so that vendors' prompt caches serve it.

    Args:
        delimiter: unguessable, new for each request: at least eight hexadecimal digits.
        sample: number of the answer, where several are asked for. style: a sentence or two of the operator's own.
    """
    lines = [f"Language: {LANGUAGES.get(dossier.lang or 'en', dossier.lang or 'English')}"]
    lines += opened(delimiter)
    lines += _evidence_lines(dossier.exhibits, delimiter)
    for dispute in dossier.disputes:
        lines.append(marked(f"Sources differ on {hostile.visible(dispute.about)}: {_values(dispute, dossier)}", delimiter))
    if dossier.standing:
        lines += ["", "On the page now:"]
        lines += _page_lines(dossier, delimiter)
    lines += [delimiter, "", "Update the page." if dossier.standing else "Write the story."]
    name = UPDATE if dossier.update else STORY
    system = template(name)
    if dossier.standing and not dossier.update:
        system += RENEW
    if style.strip():
        system += f"\n\nStyle\n\n{style.strip()}"
    user = "\n".join(lines)
    left = context - int((len(system) + len(user)) / PER_TOKEN) - 1  # servers refuse what might not fit
    return Prompt(
        system,
        user,
        schema=UPDATE_SCHEMA if dossier.update else SCHEMA,
        version=name,
        max_tokens=max(400, min(1000 if dossier.update else 2400, left)),
        temperature=temperature if sample == 0 else max(temperature, 0.5),
        key=key(dossier, sample=sample, style=style),
    )


def _page_lines(dossier: Dossier, delimiter: str) -> list[str]:
    """The page as a request shows it: for an update its headline and headings, and of its sentences those that have to do with what is
    new."""
    if not dossier.update:
        return [f"{e.id} | {marked(e.text, delimiter)}" for e in dossier.standing]
    lines, related = [f"{HEADLINE} | {marked(dossier.headline, delimiter)}"], dossier.related()
    for number, heading in enumerate(dossier.headings, 1):
        lines.append(f"s{number} | {marked(heading, delimiter)}")
        own = [e for e in related if e.section == number]
        lines += [f"{e.id} | {marked(e.text, delimiter)}" for e in own]
    return lines


def repair(failed: Sequence[tuple[Sentence, Sequence[str]]], dossier: Dossier, *, delimiter: str) -> Prompt:
    """The request to correct sentences that the checker refused, each with its reasons; only their evidence is shown again."""
    named: list[Exhibit] = []
    lines: list[str] = []
    for number, (sentence, reasons) in enumerate(failed, 1):
        own = [e for e in (*dossier.exhibits, *dossier.standing) if set(e.citations) & set(sentence.citations)]
        named += own
        lines.append(f"{number} | {marked(sentence.text, delimiter)}")
        lines.append(f"   evidence named: {', '.join(e.id for e in own)}")
        lines.append(f"   refused: {marked('; '.join(hostile.visible(reason) for reason in reasons[:3]), delimiter)}")
    shown = [e for e in dossier.exhibits if e in named]
    standing = [f"{e.id} | {marked(e.text, delimiter)}" for e in dossier.standing if e in named]
    user = "\n".join(
        [*opened(delimiter), *_evidence_lines(shown, delimiter), *standing, "", "Refused sentences:", *lines, delimiter]
    )
    digest = hashlib.sha256("\x1f".join([REPAIR, *(s.text for s, _ in failed), *(e.hash for e in named)]).encode()).hexdigest()
    return Prompt(template(REPAIR), user, schema=REPAIR_SCHEMA, version=REPAIR, max_tokens=900, temperature=0.0, key=digest)


def judging(claims_: Sequence[tuple[str, Sequence[str]]], *, delimiter: str) -> Prompt:
    """The request to judge texts, each against its passages."""
    lines = opened(delimiter)
    for number, (text, passages) in enumerate(claims_, 1):
        lines.append(f"{number} | {marked(hostile.visible(text), delimiter)}")
        lines += [f"   passage: {marked(hostile.visible(passage), delimiter)}" for passage in passages]
    lines.append(delimiter)
    digest = hashlib.sha256(json.dumps([JUDGE, [[t, list(p)] for t, p in claims_]]).encode()).hexdigest()
    return Prompt(
        template(JUDGE), "\n".join(lines), schema=JUDGE_SCHEMA, version=JUDGE, max_tokens=900, temperature=0.0, key=digest
    )


def headings(sections: Mapping[int, Sequence[str]], lang: str | None, *, delimiter: str) -> Prompt:
    """The request for headings of numbered sections, each given by its sentences."""
    shown = [f"{n} | {marked(hostile.visible(' '.join(told)), delimiter)}" for n, told in sections.items()]
    language = LANGUAGES.get(lang or "en", lang or "English")
    user = "\n".join([f"Language: {language}", *opened(delimiter), *shown, delimiter, "", "Write the headings."])
    digest = hashlib.sha256(
        json.dumps([HEADINGS, lang, [[n, list(told)] for n, told in sections.items()]]).encode()
    ).hexdigest()
    return Prompt(
        template(HEADINGS), user, schema=HEADINGS_SCHEMA, version=HEADINGS, max_tokens=400, temperature=0.0, key=digest
    )


LEAD = 280  # characters of a report's text that are shown where two events are compared


def same_event(a: Sequence[Article], b: Sequence[Article], *, delimiter: str) -> Prompt:
    """The request to say whether two groups of reports are about one event. Its name follows the order of the two."""
    lines = []
    for name, reports in (("A", a), ("B", b)):
        for one in reports:
            when = one.published.astimezone(UTC).strftime("%Y-%m-%d %H:%M") if one.published else "undated"
            told = hostile.visible(f"{one.title}. {one.text[:LEAD]}")
            lines.append(f"{name} | {when} | {marked(told, delimiter)}")
    user = "\n".join([*opened(delimiter), *lines, delimiter, "", "Are A and B about one and the same event?"])
    told = json.dumps([SAME, *([[r.title, r.text[:LEAD]] for r in reports] for reports in (a, b))])
    digest = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
    return Prompt(template(SAME), user, schema=SAME_SCHEMA, version=SAME, max_tokens=200, temperature=0.0, key=digest)


def opened(delimiter: str) -> list[str]:
    return [f"Delimiter: {delimiter}", f"Mark: {mark(delimiter)}", "", delimiter]


def mark(delimiter: str) -> str:
    """The mark that stands for some of the spaces of a request with this delimiter."""
    return MARKS[int(hashlib.sha256(delimiter.encode()).hexdigest(), 16) % len(MARKS)]


def marked(text: str, delimiter: str) -> str:
    sign = mark(delimiter)
    words = text.replace(sign, " ").replace(delimiter, " ").split(" ")
    return sign + "".join(word if i == 0 else f"{sign if i % MARK_EVERY == 0 else ' '}{word}" for i, word in enumerate(words))


def _evidence_lines(exhibits: Iterable[Exhibit], delimiter: str) -> list[str]:
    """The pieces below the outlet and time of each article; a quotation has its name before it."""
    lines: list[str] = []
    head = ""
    for e in exhibits:
        when = e.when.astimezone(UTC).strftime("%Y-%m-%d %H:%M") if e.when else "undated"
        if (named := f"# {marked(e.outlet, delimiter)} | {when}") != head:
            head = named
            lines.append(head)
        lines.append(f"{e.id} | {marked(_quotations_named(e), delimiter)}")
    return lines


def _quotations_named(exhibit: Exhibit) -> str:
    parts, at = [], 0
    for name, start in exhibit.quotes_at:
        parts += [exhibit.text[at:start], f"{{{{{name}}}}}"]
        at = start
    return "".join((*parts, exhibit.text[at:]))


def _values(dispute: Disagreement, dossier: Dossier) -> str:
    told = []
    for value in dispute.values:
        ids = [e.id for e in dossier.exhibits if any(_same_place(c, d) for c in e.citations for d in value.citations)]
        told.append(hostile.visible(value.value) + (f" ({', '.join(ids)})" if ids else ""))
    return "; ".join(told)


def _same_place(one: Citation, other: Citation) -> bool:
    return (one.article, one.field) == (other.article, other.field) and one.start < other.end and other.start < one.end


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


_IDS = {
    "type": "array",
    "items": {"type": "string", "enum": [f"{k}{n}" for k, m in (("e", 60), ("p", 30)) for n in range(1, m + 1)]},
}
_TEXT = {"type": "string"}
_CITED = _object(text=_TEXT, evidence=_IDS)
SCHEMA: dict[str, Any] = _object(
    headline=_CITED,
    deck=_CITED,
    sections={"type": "array", "items": _object(heading=_TEXT, sentences={"type": "array", "items": _CITED})},
)
_PLACES = [HEADLINE, *(f"{k}{n}" for k, m in (("s", 9), ("p", 30), (INSTEAD, 30)) for n in range(1, m))]
UPDATE_SCHEMA: dict[str, Any] = _object(
    changes={"type": "array", "items": _object(at={"type": "string", "enum": _PLACES}, text=_TEXT, evidence=_IDS)}
)
REPAIR_SCHEMA: dict[str, Any] = _object(
    sentences={"type": "array", "items": _object(number={"type": "integer"}, text=_TEXT, evidence=_IDS)}
)
_NUMBERED = _object(number={"type": "integer"}, text=_TEXT)
TRANSLATE_SCHEMA: dict[str, Any] = _object(lines={"type": "array", "items": _NUMBERED})
HEADINGS_SCHEMA: dict[str, Any] = _object(headings={"type": "array", "items": _NUMBERED})
SAME_SCHEMA: dict[str, Any] = _object(same={"type": "boolean"})
JUDGE_SCHEMA: dict[str, Any] = _object(refused={"type": "array", "items": _object(number={"type": "integer"}, reason=_TEXT)})
