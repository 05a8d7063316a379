"""How near an article is to a story, and two stories to each other: means of pair probabilities. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np

from newsloom.grouping.window import Window
from newsloom.model import Related

FOLLOWS = 0.35  # read on the sample and three development sets: below it, links were as often chance as not
FOLLOWS_H = 18.0  #: a related story that began so long after half of another was out follows it: a morning later at the least
LOOKED_AT = 300  #: newest articles of a story that are compared with other stories
SHOWN = 10  #: links of a story at most


def summed(window: Window, linked: Iterable[tuple[int, float]]) -> dict[str, tuple[float, int]]:
    """Story → sum of probabilities with its articles, and how many they are."""
    found: dict[str, tuple[float, int]] = {}
    for other, chance in linked:
        story = window.story.get(other)
        if story is not None:
            total, count = found.get(story, (0.0, 0))
            found[story] = (total + chance, count + 1)
    return found


def on_arrival(window: Window, arrival: int, floor: int) -> dict[str, float]:
    """Mean probability with the articles of every story among the links, few unknown pairs forgiven."""
    return to_stories(window, [(other, chance) for other, chance in window.links(arrival) if other not in window.quiet], floor)


def to_stories(window: Window, linked: Iterable[tuple[int, float]], floor: int) -> dict[str, float]:
    """Mean probability with the articles of every story among these articles that may found stories."""
    return {
        story: total / min(max(1, window.leading[story]), max(count, floor))
        for story, (total, count) in summed(window, linked).items()
    }  # fmt: skip


def standing(window: Window, arrival: int, floor: int) -> tuple[float, dict[str, float]]:
    """Score of an article in its present story, and in the others it is near to."""
    own = window.story[arrival]
    scores: dict[str, float] = {}
    for story, (total, count) in summed(window, window.linked(arrival).items()).items():
        size = len(window.members[story]) - (story == own)
        scores[story] = total / max(1, min(size, max(count, floor)))
    score = scores.pop(own, None)
    if score is None:
        score = 1.0 - max(scores.values(), default=0.0)
    return round(min(1.0, score), 4), scores


def without_best(window: Window, linked: list[tuple[int, float]], story: str, floor: int) -> float:
    """Score in its story had the strongest tie not been there; `linked` with the strongest first."""
    chances = [chance for other, chance in linked if window.story.get(other) == story][1:]
    rest = len(window.members[story]) - 2
    return round(sum(chances) / max(1, min(rest, max(len(chances), floor))), 4) if rest > 0 else 0.0


def between(window: Window, story: str, floor: int) -> dict[str, tuple[float, float]]:
    """Story → its mean probability with this one, few unknown pairs forgiven, and the highest of one pair.

    Of a large story the newest articles stand for it: what the whole of it costs must not grow with its age.
    """
    members = window.newest(story, LOOKED_AT)
    most: dict[str, float] = {}
    pairs = [pair for member in members if member not in window.quiet for pair in window.near.get(member, {}).items()]
    for other, chance in pairs:
        name = window.story[other]
        most[name] = max(most.get(name, 0.0), chance)
    return {
        name: (total / min(len(members) * len(window.members[name]), max(count, floor)), most[name])
        for name, (total, count) in summed(window, pairs).items()
        if name != story
    }


def related(window: Window, story: str, *, least: float, floor: int) -> list[Related]:
    """Stories to show as links of this one, the nearest first: those it follows, and those it may have to do with."""
    members = window.members_of(story)
    scores = {name: max(mean, most / 2) for name, (mean, most) in between(window, story, floor).items()}
    found = sorted(
        (name for name in scores if scores[name] >= least), key=lambda name: (-scores[name], window.members[name][0])
    )
    return [
        Related(story, name, _relation(window, members, name, scores[name]), round(scores[name], 4)) for name in found[:SHOWN]
    ]


def _relation(window: Window, members: list[int], other: str, score: float) -> Literal["follows", "possibly related"]:
    """A story follows another if it surely has to do with it and began well after the bulk of the other was told."""
    if score < FOLLOWS:
        return "possibly related"
    own, theirs = window.hours(members), window.hours(window.members[other])
    if not len(own) or not len(theirs):
        return "possibly related"
    return "follows" if own.min() - np.median(theirs) >= FOLLOWS_H else "possibly related"
