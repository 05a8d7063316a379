"""Re-cluster a story together with the stories near it, inside the window. Pure.

What `revise` does to a matrix is done here to articles: which stories are looked at together, what becomes of their names, where
quiet articles follow, and what a person's corrections demand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from newsloom.grouping import nearness, revise
from newsloom.grouping.corrections import Corrections, within
from newsloom.grouping.model import Weights
from newsloom.grouping.names import story_id
from newsloom.grouping.window import Window

GROUP_LIMIT = 600  #: articles re-clustered at once
STORY_LIMIT = 400  #: of which so many of one story, the newest: those before it stay with the larger part of them


@dataclass(frozen=True, slots=True)
class Regrouping:
    """One revision of a window: the weights it follows and the corrections it must keep."""

    window: Window
    corrections: Corrections
    weights: Weights
    now: int  #: arrivals so far, which makes fresh story ids differ

    def recluster(self, story: str) -> list[tuple[int, str]]:
        """Re-cluster a story with its neighbours. Returns the articles that moved, with the story they were in."""
        window = self.window
        group = self._group(story)
        everyone = [member for name in group for member in window.newest(name, STORY_LIMIT)]
        arrivals = sorted(member for member in everyone if member not in window.quiet)
        if len(arrivals) < 2:
            return []
        parts = self._parts(arrivals)
        old = [window.story[arrival] for arrival in arrivals]
        names = revise.name_parts(parts, old, {name: window.members[name][0] for name in group})
        result: dict[int, str] = {}
        for part, name in zip(parts, names, strict=True):
            fresh = name or self._fresh_id(arrivals[part[0]])
            for at in part:
                result[arrivals[at]] = fresh
        for follower in sorted(member for member in everyone if member in window.quiet):
            result[follower] = self._follow(follower, result)
        for name in group:
            self._take_along(name, result)
        moved = [(arrival, window.story[arrival]) for arrival in sorted(result) if window.story[arrival] != result[arrival]]
        for arrival, _ in moved:
            window.put(arrival, result[arrival])
        return moved

    def _take_along(self, story: str, result: dict[int, str]) -> None:
        """Older articles of a large story go where all the newest went."""
        members = self.window.members[story]
        if len(members) > STORY_LIMIT:
            new = {result[member] for member in members[-STORY_LIMIT:]}
            if len(new) == 1:
                result |= dict.fromkeys(members[:-STORY_LIMIT], new.pop())

    def _group(self, story: str) -> list[str]:
        """The story and the stories near enough to be re-clustered with it, best first."""
        window = self.window
        means = {
            name: mean for name, (mean, _) in nearness.between(window, story, int(self.weights.thresholds["floor"])).items()
        }
        must = {
            window.story[other]
            for member in window.members[story]
            for other in self.corrections.bound.get(member, ())
            if other in window.story
        } - {story}
        group = [story, *sorted(must, key=lambda name: window.members[name][0])]
        total = sum(len(window.newest(name, STORY_LIMIT)) for name in group)
        for name in sorted(means, key=lambda name: (-means[name], window.members[name][0])):
            if means[name] < self.weights.thresholds["group"]:
                break
            size = len(window.newest(name, STORY_LIMIT))
            if name not in must and total + size <= GROUP_LIMIT:
                group.append(name)
                total += size
        return group

    def _parts(self, arrivals: list[int]) -> list[list[int]]:
        chance, scored = self.window.chances_among(np.array(arrivals, np.int64))
        sharp = revise.sharpen(chance, self.weights.shared.probabilities)
        old = [self.window.story[arrival] for arrival in arrivals]
        bonus = self.weights.thresholds.get("inertia", 0.0)
        if bonus:
            code = {name: at for at, name in enumerate(dict.fromkeys(old))}
            codes = np.array([code[name] for name in old])
            sharp = np.where((codes[:, None] == codes[None, :]) & (sharp > 0), np.minimum(1.0, sharp + bonus), sharp)
        return revise.average_link(
            sharp,
            scored,
            stop=self.weights.thresholds["link"],
            alone=self.weights.thresholds["found"],
            floor=int(self.weights.thresholds["floor"]),
            together=[*within(self.corrections.bound, arrivals), *self.window.copies_among(arrivals)],
            apart=within(self.corrections.barred, arrivals),
        )

    def follow(self, follower: int) -> list[tuple[int, str]]:
        """Let a quiet article that stands alone follow what came after it. Returns it with the story it was in, if it moved."""
        window, corrections, thresholds = self.window, self.corrections, self.weights.thresholds
        own = window.story[follower]
        barred = {window.story.get(other) for other in corrections.barred.get(follower, ())}
        scores = nearness.to_stories(window, window.linked(follower).items(), int(thresholds["floor"]))
        best = max(scores.keys() - barred, key=lambda story: (scores[story], story), default=own)
        if corrections.bound.get(follower) or scores.get(best, 0.0) < thresholds["join"]:
            return []
        window.put(follower, best)
        return [(follower, own)]

    def _follow(self, follower: int, result: dict[int, str]) -> str:
        """The story a quiet article follows its nearest articles into; a person's corrections come first."""
        window, corrections = self.window, self.corrections
        own = window.story[follower]
        for other in sorted(corrections.bound.get(follower, ())):
            if (story := result.get(other, window.story.get(other))) is not None:
                return story
        barred = {result.get(other, window.story.get(other)) for other in corrections.barred.get(follower, ())}
        sums: dict[str, float] = {}
        for other, chance in window.linked(follower).items():
            story = result.get(other)
            if story is not None and story not in barred:
                sums[story] = sums.get(story, 0.0) + chance
        best = max(sums, key=lambda story: (sums[story], story), default=None)
        alone = window.alone(follower)
        if best is not None and (not alone or sums[best] >= self.weights.thresholds["join"]):
            return best
        return self._fresh_id(follower) if own in barred else own

    def _fresh_id(self, arrival: int) -> str:
        return story_id(f"{self.window.article[arrival]}\x00{self.now}")
