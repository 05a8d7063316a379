"""Say why an article is in its story, what it came nearest to otherwise, and what would have changed that. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tie:
    """One article that speaks for (or against) an article's story."""

    article: str
    story: str
    score: float  #: probability that the two are about one event
    shares: tuple[str, ...]  #: words of both, the rarest first
    hours_apart: float | None  #: None if either has no time
    at_once: float  #: the same probability had both been published in the same hour


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an article is where it is."""

    article: str
    story: str
    score: float
    ties: tuple[Tie, ...]  #: articles of its story, the strongest first
    runner_up: str | None
    runner_up_score: float
    rivals: tuple[Tie, ...]  #: articles of other stories, the strongest first
    would_change: tuple[str, ...]  #: what would have led to another decision, for a reader
    lines: tuple[str, ...]  #: all of it for a reader, the most telling first


@dataclass(frozen=True, slots=True)
class Standing:
    """How an article stands to its story and to the nearest other one."""

    article: str
    story: str
    score: float
    others: int  #: further articles of its story
    without_best: float  #: score in its story without its strongest tie
    rival: str | None
    rival_score: float
    rival_at_once: float  #: score of the rival had all been published in the same hour
    join: float  #: from which score on an article joins a story
    rival_takes: float  #: from which score on it would have joined the rival, which takes more if it is one article
    bound: tuple[str, ...]  #: articles of its story that a person put together with it
    barred: tuple[str, ...]  #: articles that a person keeps apart from it
    quiet: bool  #: a kind of page that draws nothing in


def explained(standing: Standing, ties: Sequence[Tie], rivals: Sequence[Tie]) -> Explanation:
    """The whole of it, in data and in words."""
    would_change = tuple(_would_change(standing, ties))
    return Explanation(
        standing.article,
        standing.story,
        standing.score,
        tuple(ties),
        standing.rival,
        standing.rival_score,
        tuple(rivals),
        would_change,
        (*_lines(standing, ties, rivals), *would_change),
    )


def _lines(standing: Standing, ties: Sequence[Tie], rivals: Sequence[Tie]) -> list[str]:
    lines = []
    if standing.bound:
        lines.append(f"A person put it together with {listed(standing.bound[:3])}.")
    if standing.barred:
        lines.append(f"A person keeps it apart from {listed(standing.barred[:3])}.")
    if standing.others:
        lines.append(f"It belongs to this story with probability {standing.score:.2f}.")
    else:
        lines.append("It is the only article of its story.")
    lines += [f"With {tie.article} it {_tie(tie)} (probability of one event {tie.score:.2f})." for tie in ties[:3]]
    if standing.others and not ties:
        lines.append("No other article of the story is near it.")
    if standing.rival is not None:
        lines.append(f"The next nearest story is {standing.rival} with {standing.rival_score:.2f}.")
        if rivals:
            lines.append(f"With {rivals[0].article} of another story it {_tie(rivals[0])} ({rivals[0].score:.2f}).")
    else:
        lines.append("No other story in the window is near it.")
    if standing.quiet:
        lines.append("Pages of its kind follow a story and draw no other article into it.")
    return lines


def _tie(tie: Tie) -> str:
    shares = f"shares {listed(tie.shares)}" if tie.shares else "shares common words only"
    apart = "" if tie.hours_apart is None else f", {gap(tie.hours_apart)} apart"
    return shares + apart


def _would_change(standing: Standing, ties: Sequence[Tie]) -> list[str]:
    lines = []
    if len(ties) > 1 and standing.without_best < standing.join:
        lines.append(
            f"Without {ties[0].article} it would have come to {standing.without_best:.2f}, less than the {standing.join:.2f} it takes."
        )
    elif len(ties) == 1 and standing.others == 1:
        lines.append(f"Without {ties[0].article} it would be the only article of its story.")
    if standing.rival is not None:
        own = standing.score if standing.others else 0.0
        needed = max(standing.rival_takes, own)
        if standing.rival_score < needed <= standing.rival_at_once:
            lines.append(
                f"Had both been published in the same hour, {standing.rival} would have come to {standing.rival_at_once:.2f} and had it."
            )
        else:
            lines.append(f"{standing.rival} would have had it from {needed:.2f} on.")
    return lines


def gap(hours: float) -> str:
    """Hours in words."""
    if math.isnan(hours):
        return "an unknown time"
    if hours < 1:
        return f"{max(1, round(hours * 60))} min"
    return f"{hours:.0f} h" if hours < 48 else f"{hours / 24:.0f} days"


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence; "" for none."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
