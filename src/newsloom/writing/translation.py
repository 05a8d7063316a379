"""A finished page in another language, by a model, sentence by sentence, each held against its original. Pure: the call is made elsewhere.

What does not keep the facts of its original stays in the original's words. Citations are the page's own: they cite the sources in
their own languages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsloom.checking import across
from newsloom.model import Citation, StoryPage
from newsloom.ports import Prompt
from newsloom.text.language import LANGUAGES
from newsloom.writing import answer as answers
from newsloom.writing import hostile, labels, prompt

LONGER = 1.5  # tokens of a translation to those of its original, at most
LEAST_SHARE = 0.5  # of a page's lines that must hold: one that is mostly in its own language is no translation


@dataclass(frozen=True, slots=True)
class Translated:
    """A page in another language."""

    page: StoryPage
    model: str
    kept: tuple[str, ...] = ()  #: lines that stay as they were, as they stand on the page
    refused: tuple[str, ...] = ()  #: a line for each that was refused, and why

    @property
    def whole(self) -> bool:
        return not self.kept


def lines(page: StoryPage) -> tuple[str, ...]:
    """What of a page is translated, each text once: headline, deck, headings, sentences."""
    return tuple(dict.fromkeys(text for text in _texts(page) if text.strip()))


def _texts(page: StoryPage) -> Iterator[str]:
    yield page.headline
    yield page.deck
    for section in page.sections:
        if not section.label:
            yield section.heading
        for sentence in section.sentences:
            yield sentence.text


def request(page: StoryPage, to: str, *, delimiter: str) -> Prompt:
    """The request for a translation. What of a page gives orders is not shown.

    Args:
        to: ISO 639-1 code of the language. delimiter: unguessable, new for each request.
    """
    shown = [f"{n} | {prompt.marked(hostile.visible(text), delimiter)}" for n, text in _numbered(page)]
    language = LANGUAGES.get(to, to)
    user = "\n".join([f"Language: {language}", *prompt.opened(delimiter), *shown, delimiter, "", f"Translate into {language}."])
    told = "\x1f".join([to, page.language or "", *(text for _, text in _numbered(page))])
    return Prompt(
        prompt.template(prompt.TRANSLATE),
        user,
        schema=prompt.TRANSLATE_SCHEMA,
        version=prompt.TRANSLATE,
        max_tokens=max(400, min(4000, int(LONGER * len(user) / 2))),
        temperature=0.0,
        key=hashlib.sha256(told.encode("utf-8", "replace")).hexdigest(),
    )


def _numbered(page: StoryPage) -> list[tuple[int, str]]:
    return [(n, text) for n, text in enumerate(lines(page), 1) if not hostile.commands(text)]


def accept(answer: str, page: StoryPage, to: str, *, model: str) -> Translated | None:
    """The page in the words of an answer where they hold; None if too few of them do."""
    told = answers.parse(answer) or {}
    listed = told.get("lines")
    given: dict[int, str] = {}
    for row in listed[: 2 * len(lines(page))] if isinstance(listed, list) else ():
        number, text = (row.get("number"), row.get("text")) if isinstance(row, dict) else (None, None)
        if isinstance(number, int) and not isinstance(number, bool) and isinstance(text, str):
            given.setdefault(number, text)
    words: dict[str, str] = {}
    refused: list[str] = []
    for number, original in _numbered(page):
        plain = answers.plain(given.get(number, ""))
        why = across.faults(original, plain, lang=page.language, to=to) if plain else ["there is no line for it"]
        if why:
            refused.append(f"{model}: “{original[:70]}”: {why[0]}")
        else:
            words[original] = plain
    if len(words) < LEAST_SHARE * len(lines(page)) or not across.in_language(" ".join(words.values()), to):
        return None
    kept = tuple(text for text in lines(page) if text not in words)
    return Translated(_worded(page, words, to, model), model, kept, tuple(refused))


def _worded(page: StoryPage, words: dict[str, str], to: str, model: str) -> StoryPage:
    """The page with these words in place of its own; which part a citation carries is told of its own words only."""

    def whole(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        return tuple(replace(c, carries=None) for c in citations)

    sections = tuple(
        replace(
            section,
            heading=labels.translated(section.heading, page.language, to)
            if section.label
            else words.get(section.heading, section.heading),
            sentences=tuple(
                replace(s, text=words[s.text], citations=whole(s.citations), dates=(), basis=f"translated by {model}")
                if s.text in words
                else s
                for s in section.sentences
            ),
        )
        for section in page.sections
    )
    return replace(
        page,
        headline=words.get(page.headline, page.headline),
        deck=words.get(page.deck, page.deck),
        sections=sections,
        language=to,
    )
