"""What changed between two texts, readable: paragraphs that came, went or stayed, and words within those that changed. Pure.

Time is bounded: long paragraphs are compared whole, and more than `MOST` of them are not compared at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from newsloom.model import StoryPage

MOST = 1_500  # paragraphs or sentences of each side
MOST_WORDS = 400  # of a paragraph that is compared word by word
ALIKE = 0.5  # share of words in common from which two paragraphs are one that was changed, not two
_WORD = re.compile(r"\s+|\w+|[^\w\s]")

How = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Run:
    how: How
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph: as it stayed, came, went, stands elsewhere now, or with the words that changed."""

    how: Literal["same", "added", "removed", "changed", "moved"]
    runs: tuple[Run, ...]


def paragraphs(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """The changes from one list of paragraphs to another, in reading order."""
    before, after = list(old[:MOST]), list(new[:MOST])
    changes: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            changes += [Change("same", (Run("same", text),)) for text in before[a:b]]
        else:
            changes += _replaced(before[a:b], after[c:d])
    return _moved(changes)


def _moved(changes: list[Change]) -> list[Change]:
    """What went in one place and came in another was moved: it is shown once, where it stands now."""
    gone = {change.runs[0].text for change in changes if change.how == "removed"}
    moved = {change.runs[0].text for change in changes if change.how == "added"} & gone
    return [
        Change("moved", (Run("same", change.runs[0].text),))
        if change.how == "added" and change.runs[0].text in moved
        else change
        for change in changes
        if not (change.how == "removed" and change.runs[0].text in moved)
    ]


def _replaced(gone: Sequence[str], come: Sequence[str]) -> Iterable[Change]:
    """Pairs what is alike in order; the rest came or went."""
    left = list(gone)
    for text in come:
        twin = next((i for i, other in enumerate(left[:12]) if _alike(other, text)), None)
        if twin is None:
            yield Change("added", (Run("added", text),))
            continue
        yield from (Change("removed", (Run("removed", other),)) for other in left[:twin])
        yield Change("changed", tuple(words(left[twin], text)))
        del left[: twin + 1]
    yield from (Change("removed", (Run("removed", other),)) for other in left)


def _alike(one: str, other: str) -> bool:
    first, second = set(one.casefold().split()), set(other.casefold().split())
    return bool(first and second) and len(first & second) / min(len(first), len(second)) >= ALIKE


def words(old: str, new: str) -> list[Run]:
    """The changes within a paragraph, word by word."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > 2 * MOST_WORDS:
        return [Run("removed", old), Run("added", new)]
    runs: list[Run] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Run("same", "".join(before[a:b])))
        else:
            runs += [Run("removed", "".join(before[a:b]))] if b > a else []
            runs += [Run("added", "".join(after[c:d]))] if d > c else []
    return runs


def page_lines(page: StoryPage) -> list[str]:
    """A story page as the lines that two revisions are compared by: headline, deck, headings and sentences."""
    lines = [page.headline, *([page.deck] if page.deck else [])]
    for section in page.sections:
        lines += [section.heading] if section.heading else []
        lines += [" ".join(sentence.text.split()) for sentence in section.sentences]
    return lines


def pages(old: StoryPage | None, new: StoryPage) -> list[Change]:
    """What a revision changed of the one before it; all is new in the first."""
    return paragraphs(page_lines(old) if old is not None else [], page_lines(new))


def sources(old: StoryPage | None, new: StoryPage) -> tuple[list[str], list[str]]:
    """Outlet and title of the sources that came and that went."""

    def named(page: StoryPage | None) -> dict[str, str]:
        return {s.article: f"{s.publisher}: {s.title}" if s.publisher else s.title for s in page.sources} if page else {}

    before, after = named(old), named(new)
    return [after[a] for a in after if a not in before], [before[a] for a in before if a not in after]
