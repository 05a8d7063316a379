"""Group a stream of articles into stories, one arrival at a time, and revise what changed. Pure: no clock, network or database.

`Grouper` holds the window in memory. Everything that matters after a restart is in the memory blob of each article, in the
assignments, and in two small facts the store keeps (`arrivals` and `changed`): remembering the same articles gives the same state.
"""

from __future__ import annotations

import hashlib
import math
from base64 import b32encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from newsloom.errors import ArticleNotFound, CorrectionError, StoryNotFound
from newsloom.grouping import memory as blobs
from newsloom.grouping import pairs, revise
from newsloom.grouping.explain import Explanation, Standing, Tie, explained, gap, listed
from newsloom.grouping.features import Array, Featuriser, Sketch, shared_labels
from newsloom.grouping.index import NO_LINK, ROW_LINKS, Facts, Index
from newsloom.grouping.model import Weights, shipped
from newsloom.model import Article, Assignment, ChangeKind, Constraint, Kind, Related
from newsloom.ports import Encoder
from newsloom.text import kinds

WINDOW = 100_000  #: articles held; older ones leave, their stories stay as they are
REVISE_EVERY = 50  #: arrivals between two revisions
NEAR = 0.05  #: pair probabilities below this are not kept between articles
MIN_LIKENESS = 0.06  #: candidates less alike than this are not scored
GROUP_LIMIT = 300  #: articles re-clustered at once
GROUND_FROM, GROUND_TO = 10, 40  #: ranks whose mean likeness is the background of an article
FOLLOWS = 0.35  # read on the sample and three development sets: below it, links were as often chance as not
FOLLOWS_H = 18.0  #: a related story that began so long after half of another was out follows it: a morning later at the least
COPY_SCORE = 0.99  #: of an article that is a copy of one already placed
#: kinds that may found a story and draw others in; the rest may only follow
LEADING = frozenset({Kind.NEWS, Kind.OPINION, Kind.VIDEO, Kind.PODCAST, Kind.SPONSORED})


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an arriving article went, and the blob to keep beside it."""

    assignment: Assignment
    memory: bytes


class Grouper:
    """Online grouping of articles into stories.

    Stories are named by ids derived from their founding article. All methods may raise ArticleNotFound or StoryNotFound
    for ids that are not in the window.
    """

    def __init__(self, *, weights: Weights | None = None, encoder: Encoder | None = None, window: int = WINDOW) -> None:
        self._weights = weights or shipped()
        self._thresholds = self._weights.thresholds
        self._encoder = encoder
        self._index = Index(window)
        self._featuriser = Featuriser()
        self._number: dict[str, int] = {}
        self._article: dict[int, str] = {}
        self._story: dict[int, str] = {}
        self._members: dict[str, list[int]] = {}
        self._near: dict[int, dict[int, float]] = {}
        self._labels: dict[int, tuple[tuple[str, ...], Array]] = {}
        self._quiet: set[int] = set()
        self._changed: set[int] = set()
        self._bound: dict[int, set[int]] = {}
        self._barred: dict[int, set[int]] = {}
        self._constraints: dict[tuple[str, str], bool] = {}
        self._corrections: dict[str, set[tuple[str, str]]] = {}
        self.arrivals = 0  #: articles ever added; the store keeps it for `resume`

    # ------------------------------------------------------------------------------------------ arriving

    def add(self, article: Article, *, origin: str | None = None) -> Placement:
        """Place an arriving article.

        Args:
            article: with an id not in the window; a known id is a new version, which keeps its story.
            origin: id of an article this one is a copy of, where known: it goes straight to that article's story.
        """
        kept = self._story.get(self._number[article.id]) if article.id in self._number else None
        if kept is not None:
            self.forget(article.id)
        arrival = self.arrivals
        if arrival >= self._index.window:
            self._evict(arrival - self._index.window)
        sketch = self._featuriser.sketch(article)
        facts = _facts(article)
        row = self._index.write(arrival, sketch, facts)
        links, chances, likeness = self._score(row)
        quiet = article.kind not in LEADING
        self._note(arrival, article.id, sketch, quiet=quiet, links=links, chances=chances, likeness=likeness)
        assignment = self._place(arrival, article.id, origin=origin, kept=kept)
        self._put(arrival, assignment.story)
        self._bind_again(article.id)
        self._changed.add(arrival)
        self.arrivals += 1
        return Placement(assignment, self._pack(arrival, sketch, facts))

    def _bind_again(self, article_id: str) -> None:
        """Corrections about an article hold for its next version, too."""
        for first, second in sorted(self._corrections.get(article_id, ())):
            if first in self._number and second in self._number:
                self._tie_down(first, second, together=self._constraints[first, second])

    def _score(self, row: int) -> tuple[Array, Array, Array]:
        """Candidates of a row as arrival numbers, their probabilities and cosines; sets the row's context."""
        index = self._index
        rows = index.find(row)
        if len(rows):
            sums = pairs.similarity(index, row, rows)
            cos = pairs.cosines(index, row, rows, sums)
            chars = pairs.characters(index, row, rows)
            rank_by = cos[0] + 0.35 * cos[1] + 0.25 * cos[4] + 0.15 * chars
            order = np.argsort(-rank_by, kind="stable")
            ground = cos[0][order[GROUND_FROM:GROUND_TO]]
            index.ground[row] = ground.sum() / (GROUND_TO - GROUND_FROM)
            order = order[:ROW_LINKS]
            order = order[rank_by[order] > MIN_LIKENESS]
            rows, sums, cos, chars = rows[order], sums[:, order], cos[:, order], chars[order]
        if not len(rows):
            return np.zeros(0, np.int64), np.zeros(0, np.float16), np.zeros(0, np.float16)
        index.best[row] = cos[0].max()
        described = pairs.describe(index, row, rows, sums, cos, chars)
        arrivals = index.arrival[rows]
        return arrivals, self._chances(described, arrivals), cos[0].astype(np.float16)

    def _chances(self, described: Array, arrivals: Array) -> Array:
        """Pair probabilities with the articles of these arrival numbers, as precise as they are kept."""
        return self._weights.pair.probabilities(described).astype(np.float16)

    def _note(
        self, arrival: int, article_id: str, sketch: Sketch, *, quiet: bool, links: Array, chances: Array, likeness: Array
    ) -> None:
        """Enter an article whose row is written: links, counts, postings. Shared by `add` and `remember`."""
        index, row = self._index, self._index.row(arrival)
        self._number[article_id], self._article[arrival] = arrival, article_id
        self._labels[arrival] = (sketch.labels, sketch.label_ids)
        count = len(links)
        index.links[row, :count], index.chances[row, :count], index.likeness[row, :count] = links, chances, likeness
        others = links % index.window
        held = index.arrival[np.minimum(others, index.capacity - 1)] == links
        index.best[others[held]] = np.maximum(index.best[others[held]], likeness[held].astype(np.float32))
        if quiet:
            self._quiet.add(arrival)
        else:
            strong = held & (chances >= NEAR)
            mine = {}
            for other, chance in zip(links[strong].tolist(), chances[strong].tolist(), strict=True):
                mine[other] = chance
                self._near.setdefault(other, {})[arrival] = chance
            if mine:
                self._near[arrival] = mine
            index.publish(row)
        self._featuriser.learn(sketch.entries)

    def _place(self, arrival: int, article_id: str, *, origin: str | None, kept: str | None) -> Assignment:
        scores = self._story_scores(arrival)
        ranked = sorted(scores, key=lambda story: (-scores[story], self._members[story][0]))
        copied = self._story.get(self._number.get(origin, -1)) if origin and origin != article_id else None
        chosen: str | None = None
        score, reasons = 0.0, tuple[str, ...]()
        if copied is not None:
            chosen, score, reasons = copied, COPY_SCORE, (f"is a copy of {origin}",)
        elif kept is not None and kept in self._members:
            chosen, score, reasons = kept, max(0.5, scores.get(kept, 0.5)), ("a new version of an article of this story",)
        elif ranked and scores[ranked[0]] >= self._thresholds["join"]:
            chosen, score = ranked[0], scores[ranked[0]]
            reasons = self._reasons(arrival, chosen)
        rivals = [story for story in ranked if story != chosen]
        rival = rivals[0] if rivals else None
        rival_score = round(scores[rival], 4) if rival else 0.0
        if chosen is None:
            story = story_id(article_id)
            if story in self._members:
                story = story_id(f"{article_id}\x00{arrival}")
            alone = round(1.0 - rival_score, 4)
            reason = "nothing in the window is like it" if rival is None else "no story is near enough"
            return Assignment(article_id, story, alone, (reason,), ChangeKind.FOUND, rival, rival_score)
        return Assignment(article_id, chosen, round(float(score), 4), reasons, ChangeKind.JOIN, rival, rival_score)

    def _story_scores(self, arrival: int) -> dict[str, float]:
        """Mean probability with the articles of every story among the links, few unknown pairs forgiven."""
        sums: dict[str, float] = {}
        counts: dict[str, int] = {}
        row = self._index.row(arrival)
        for other, chance in zip(self._index.links[row].tolist(), self._index.chances[row].tolist(), strict=True):
            story = self._story.get(other) if other != NO_LINK else None
            if story is not None and other not in self._quiet:
                sums[story] = sums.get(story, 0.0) + chance
                counts[story] = counts.get(story, 0) + 1
        floor = int(self._thresholds["floor"])
        return {
            story: total / min(self._leading(story), max(counts[story], floor))
            for story, total in sums.items()
        }  # fmt: skip

    def _leading(self, story: str) -> int:
        if not self._quiet:
            return len(self._members[story])
        return max(1, sum(member not in self._quiet for member in self._members[story]))

    def _put(self, arrival: int, story: str) -> None:
        old = self._story.get(arrival)
        if old == story:
            return
        if old is not None:
            self._members[old].remove(arrival)
            if not self._members[old]:
                del self._members[old]
        self._story[arrival] = story
        members = self._members.setdefault(story, [])
        members.append(arrival)
        if len(members) > 1 and members[-2] > arrival:
            members.sort()

    def _pack(self, arrival: int, sketch: Sketch, facts: Facts) -> bytes:
        index, row = self._index, self._index.row(arrival)
        count = int(np.count_nonzero(index.links[row] != NO_LINK))
        return blobs.pack(
            blobs.Memory(
                arrival, sketch, facts, arrival in self._quiet, float(index.best[row]), float(index.ground[row]),
                index.links[row, :count], index.chances[row, :count], index.likeness[row, :count],
            )
        )  # fmt: skip

    # ------------------------------------------------------------------------------------------ revising

    def due(self) -> bool:
        """Whether a revision is due; by counts only, so that a replay revises at the same places."""
        return bool(self._changed) and self.arrivals % REVISE_EVERY == 0

    @property
    def changed(self) -> tuple[str, ...]:
        """Articles whose stories the next revision will look at; the store keeps it for `resume`."""
        return tuple(self._article[arrival] for arrival in sorted(self._changed))

    def revise(self) -> list[Assignment]:
        """Re-cluster the surroundings of what changed.

        Returns: new assignments of the articles that changed story, by arrival; empty if none did.
        """
        before: dict[int, str] = {}
        todo = sorted(self._changed)
        self._changed = set()
        done: set[str] = set()
        for arrival in todo:
            story = self._story.get(arrival)
            if story is None or story in done:
                continue
            done.add(story)
            for member, old in self._recluster(story):
                before.setdefault(member, old)
        moved = [arrival for arrival in sorted(before) if self._story[arrival] != before[arrival]]
        gone = {before[arrival] for arrival in moved if before[arrival] not in self._members}
        old_names = set(before.values())
        return [self._moved(arrival, before[arrival], gone, old_names) for arrival in moved]

    def _group(self, story: str) -> list[str]:
        """The story and the stories near enough to be re-clustered with it, best first."""
        near: dict[str, float] = {}
        counts: dict[str, int] = {}
        must: set[str] = set()
        for member in self._members[story]:
            for other, chance in self._near.get(member, {}).items():
                name = self._story.get(other)
                if name is not None and name != story:
                    near[name] = near.get(name, 0.0) + chance
                    counts[name] = counts.get(name, 0) + 1
            must.update(self._story[other] for other in self._bound.get(member, ()) if other in self._story)
        must.discard(story)
        size = len(self._members[story])
        floor = int(self._thresholds["floor"])
        means = {name: total / min(size * len(self._members[name]), max(counts[name], floor)) for name, total in near.items()}
        group = [story, *sorted(must, key=lambda name: self._members[name][0])]
        total = sum(len(self._members[name]) for name in group)
        for name in sorted(means, key=lambda name: (-means[name], self._members[name][0])):
            if means[name] < self._thresholds["group"]:
                break
            if name not in must and total + len(self._members[name]) <= GROUP_LIMIT:
                group.append(name)
                total += len(self._members[name])
        return group

    def _recluster(self, story: str) -> list[tuple[int, str]]:
        """Re-cluster a story with its neighbours. Returns the articles that moved, with the story they were in."""
        group = self._group(story)
        everyone = [member for name in group for member in self._members[name]]
        arrivals = sorted(member for member in everyone if member not in self._quiet)
        if len(arrivals) < 2 or (len(group) == 1 and len(arrivals) > GROUP_LIMIT):
            return []
        parts = self._parts(arrivals)
        old = [self._story[arrival] for arrival in arrivals]
        age = {name: self._members[name][0] for name in group}
        names = revise.name_parts(parts, old, age)
        result: dict[int, str] = {}
        for part, name in zip(parts, names, strict=True):
            fresh = name or self._fresh_id(arrivals[part[0]])
            for at in part:
                result[arrivals[at]] = fresh
        for follower in sorted(member for member in everyone if member in self._quiet):
            result[follower] = self._follow(follower, result)
        moved = [(arrival, self._story[arrival]) for arrival in sorted(result) if self._story[arrival] != result[arrival]]
        for arrival, _ in moved:
            self._put(arrival, result[arrival])
        return moved

    def _parts(self, arrivals: list[int]) -> list[list[int]]:
        chance, scored = self._matrix(np.array(arrivals, np.int64))
        sharp = revise.sharpen(chance, self._weights.shared.probabilities)
        old = [self._story[arrival] for arrival in arrivals]
        bonus = self._thresholds.get("inertia", 0.0)
        if bonus:
            code = {name: at for at, name in enumerate(dict.fromkeys(old))}
            codes = np.array([code[name] for name in old])
            sharp = np.where((codes[:, None] == codes[None, :]) & (sharp > 0), np.minimum(1.0, sharp + bonus), sharp)
        position = {arrival: at for at, arrival in enumerate(arrivals)}
        return revise.average_link(
            sharp,
            scored,
            stop=self._thresholds["link"],
            floor=int(self._thresholds["floor"]),
            together=_local(self._bound, position),
            apart=_local(self._barred, position),
        )

    def _matrix(self, arrivals: Array) -> tuple[Array, Array]:
        """Pair probabilities and which pairs were scored, for ascending arrivals; symmetric."""
        index = self._index
        links = index.links[arrivals % index.window]
        at = np.minimum(np.searchsorted(arrivals, links), len(arrivals) - 1)
        which, column = np.nonzero(arrivals[at] == links)
        other = at[which, column]
        chance = np.zeros((len(arrivals), len(arrivals)), np.float32)
        scored = np.zeros(chance.shape, bool)
        values = index.chances[arrivals[which] % index.window, column].astype(np.float32)
        chance[which, other] = values
        chance[other, which] = values
        scored[which, other] = scored[other, which] = True
        return chance, scored

    def _follow(self, follower: int, result: dict[int, str]) -> str:
        """The story a quiet article follows its nearest articles into; a person's corrections come first."""
        own = self._story[follower]
        for other in sorted(self._bound.get(follower, ())):
            if (story := result.get(other, self._story.get(other))) is not None:
                return story
        barred = {result.get(other, self._story.get(other)) for other in self._barred.get(follower, ())}
        sums: dict[str, float] = {}
        row = self._index.row(follower)
        for other, chance in zip(self._index.links[row].tolist(), self._index.chances[row].tolist(), strict=True):
            story = result.get(other)
            if story is not None and story not in barred and chance >= NEAR:
                sums[story] = sums.get(story, 0.0) + chance
        best = max(sums, key=lambda story: (sums[story], story), default=None)
        alone = self._members[own] == [follower]
        if best is not None and (not alone or sums[best] >= self._thresholds["join"]):
            return best
        return self._fresh_id(follower) if own in barred else own

    def _fresh_id(self, arrival: int) -> str:
        return story_id(f"{self._article[arrival]}\x00{self.arrivals}")

    def _moved(self, arrival: int, old: str, gone: set[str], old_names: set[str]) -> Assignment:
        new = self._story[arrival]
        if old in gone:
            kind = ChangeKind.MERGE
        elif new not in old_names:
            kind = ChangeKind.SPLIT
        else:
            kind = ChangeKind.MOVE
        score, others = self._standing(arrival)
        rival = max(others, key=lambda story: (others[story], story), default=None)
        reasons = self._reasons(arrival, new)
        if kind is ChangeKind.SPLIT and len(self._members[new]) == 1:
            reasons = ("nearer to none of the story's other articles than to itself", *reasons)
        return Assignment(self._article[arrival], new, score, reasons, kind, rival, round(others[rival], 4) if rival else 0.0)

    def _standing(self, arrival: int) -> tuple[float, dict[str, float]]:
        """Score in its present story, and in the others it is near to."""
        own = self._story[arrival]
        sums: dict[str, float] = {}
        counts: dict[str, int] = {}
        for other, chance in self._linked(arrival).items():
            story = self._story.get(other)
            if story is not None:
                sums[story] = sums.get(story, 0.0) + chance
                counts[story] = counts.get(story, 0) + 1
        floor = int(self._thresholds["floor"])
        scores: dict[str, float] = {}
        for story, total in sums.items():
            size = len(self._members[story]) - (story == own)
            scores[story] = total / max(1, min(size, max(counts[story], floor)))
        score = scores.pop(own, None)
        if score is None:
            score = 1.0 - max(scores.values(), default=0.0)
        return round(min(1.0, score), 4), scores

    def _linked(self, arrival: int) -> dict[int, float]:
        """Articles near this one, with pair probabilities; for a quiet one those it was scored against."""
        if arrival not in self._quiet:
            return self._near.get(arrival, {})
        row = self._index.row(arrival)
        pairs_of = zip(self._index.links[row].tolist(), self._index.chances[row].tolist(), strict=True)
        return {other: chance for other, chance in pairs_of if chance >= NEAR and other in self._story}

    # ------------------------------------------------------------------------------------------ corrections

    def constrain(self, constraint: Constraint) -> None:
        """Bind two articles together, or keep them apart, from the next revision on.

        Raises: CorrectionError: a standing correction says the opposite. ArticleNotFound: not in the window.
        """
        first, second = self._arrival(constraint.first), self._arrival(constraint.second)
        key = _pair(constraint.first, constraint.second)
        if first == second or self._constraints.get(key, constraint.together) != constraint.together:
            raise CorrectionError(constraint.first, f"a standing correction about it and {constraint.second} says the opposite")
        self._constraints[key] = constraint.together
        for article in key:
            self._corrections.setdefault(article, set()).add(key)
        self._tie_down(*key, together=constraint.together)
        self._changed.update((first, second))

    def _tie_down(self, first_id: str, second_id: str, *, together: bool) -> None:
        first, second = self._number[first_id], self._number[second_id]
        table = self._bound if together else self._barred
        table.setdefault(first, set()).add(second)
        table.setdefault(second, set()).add(first)

    def release(self, constraint: Constraint) -> None:
        """Take a correction back; what it held is looked at again in the next revision."""
        key = _pair(constraint.first, constraint.second)
        self._constraints.pop(key, None)
        for article in key:
            self._corrections.get(article, set()).discard(key)
        table = self._bound if constraint.together else self._barred
        first, second = self._number.get(constraint.first), self._number.get(constraint.second)
        if first is not None and second is not None:
            table.get(first, set()).discard(second)
            table.get(second, set()).discard(first)
            self._changed.update((first, second))

    def move(self, article_id: str, story: str) -> Assignment:
        """Put an article into a story at once (an existing one, or a new id). A person's doing: constrain it as well."""
        arrival = self._arrival(article_id)
        self._put(arrival, story)
        self._changed.add(arrival)
        return Assignment(article_id, story, 1.0, ("placed by hand",), ChangeKind.MOVE, by_person=True)

    # ------------------------------------------------------------------------------------------ remembering

    def forget(self, article_id: str) -> None:
        """Take an article out, as if it had left the window; the rest of its story is looked at again."""
        arrival = self._arrival(article_id)
        story = self._story[arrival]
        self._evict(arrival)
        rest = self._members.get(story)
        if rest:
            self._changed.add(rest[0])

    def _evict(self, arrival: int) -> None:
        article_id = self._article.pop(arrival, None)
        if article_id is None:
            return
        index, row = self._index, self._index.row(arrival)
        self._featuriser.learn(index.entries[row, : int(index.width[row])], -1)
        index.drop(arrival)
        for other in self._near.pop(arrival, {}):
            links = self._near.get(other)
            if links is not None:
                links.pop(arrival, None)
                if not links:
                    del self._near[other]
        del self._number[article_id], self._labels[arrival]
        story = self._story.pop(arrival)
        self._members[story].remove(arrival)
        if not self._members[story]:
            del self._members[story]
        self._quiet.discard(arrival)
        self._changed.discard(arrival)
        for table in (self._bound, self._barred):
            for other in table.pop(arrival, ()):
                table.get(other, set()).discard(arrival)

    def remember(self, article_id: str, story: str, memory: bytes) -> None:
        """Take an article back from the store; in order of arrival, before `resume`.

        Raises: StoreError: the blob cannot be read.
        """
        kept = blobs.unpack(memory)
        if kept.arrival >= self._index.window:
            self._evict(kept.arrival - self._index.window)
        row = self._index.write(kept.arrival, kept.sketch, kept.facts)
        self._index.best[row], self._index.ground[row] = kept.best, kept.ground
        self._note(
            kept.arrival,
            article_id,
            kept.sketch,
            quiet=kept.quiet,
            links=kept.links,
            chances=kept.chances,
            likeness=kept.likeness,
        )
        self._put(kept.arrival, story)
        self.arrivals = kept.arrival + 1

    def resume(self, arrivals: int, changed: Iterable[str]) -> None:
        """Finish remembering: how many articles had ever arrived, and which were waiting for a revision."""
        self.arrivals = arrivals
        self._changed = {self._number[article] for article in changed if article in self._number}

    # ------------------------------------------------------------------------------------------ asking

    def story_of(self, article_id: str) -> str:
        return self._story[self._arrival(article_id)]

    def articles_of(self, story: str) -> tuple[str, ...]:
        """The story's articles in the window, by arrival."""
        return tuple(self._article[arrival] for arrival in self._require(story))

    def related(self, story: str) -> list[Related]:
        """Stories to show as links of this one, the nearest first: those it follows, and those it may have to do with."""
        members = self._require(story)
        sums: dict[str, list[float]] = {}
        for member in members:
            for other, chance in self._near.get(member, {}).items():
                name = self._story[other]
                if name != story:
                    sums.setdefault(name, []).append(chance)
        found = []
        for name, chances in sums.items():
            score = max(sum(chances) / min(len(members) * len(self._members[name]), max(len(chances), 5)), max(chances) / 2)
            if score >= self._thresholds["related"]:
                found.append((name, score))
        found.sort(key=lambda item: (-item[1], self._members[item[0]][0]))
        return [Related(story, name, self._relation(members, name, score), round(score, 4)) for name, score in found[:10]]

    def _relation(self, members: list[int], other: str, score: float) -> Literal["follows", "possibly related"]:
        """A story follows another if it surely has to do with it and began well after the bulk of the other was told."""
        if score < FOLLOWS:
            return "possibly related"
        own, theirs = self._hours(members), self._hours(self._members[other])
        if not len(own) or not len(theirs):
            return "possibly related"
        return "follows" if own.min() - np.median(theirs) >= FOLLOWS_H else "possibly related"

    def _hours(self, arrivals: list[int]) -> Array:
        """Times of the articles that have one, in hours."""
        hours = self._index.hours[np.array(arrivals, np.int64) % self._index.window]
        return np.asarray(hours[np.isfinite(hours)])

    def explain(self, article_id: str) -> Explanation:
        """What ties an article to its story, what it came nearest to otherwise, and what would have changed that."""
        arrival = self._arrival(article_id)
        story = self._story[arrival]
        score, others = self._standing(arrival)
        rival = max(others, key=lambda name: (others[name], name), default=None)
        linked = sorted(self._linked(arrival).items(), key=lambda item: (-item[1], item[0]))
        ties = self._ties(arrival, [one for one in linked if self._story.get(one[0]) == story])
        rivals = self._ties(arrival, [one for one in linked if self._story.get(one[0]) != story])
        near = [tie for tie in rivals if tie.story == rival]
        rival_score = round(others[rival], 4) if rival else 0.0
        standing = Standing(
            article_id,
            story,
            score,
            others=len(self._members[story]) - 1,
            without_best=self._without(arrival, linked, story),
            rival=rival,
            rival_score=rival_score,
            rival_at_once=max((rival_score * tie.at_once / max(tie.score, 1e-3) for tie in near[:1]), default=rival_score),
            join=self._thresholds["join"],
            bound=self._corrected(self._bound, arrival),
            barred=self._corrected(self._barred, arrival),
            quiet=arrival in self._quiet,
        )
        return explained(standing, ties[:5], rivals[:5])

    def _corrected(self, table: dict[int, set[int]], arrival: int) -> tuple[str, ...]:
        return tuple(self._article[other] for other in sorted(table.get(arrival, ())) if other in self._article)

    def _without(self, arrival: int, linked: list[tuple[int, float]], story: str) -> float:
        """Score in its story had the strongest tie not been there."""
        chances = [chance for other, chance in linked if self._story.get(other) == story][1:]
        rest = len(self._members[story]) - 2
        return (
            round(sum(chances) / max(1, min(rest, max(len(chances), int(self._thresholds["floor"])))), 4) if rest > 0 else 0.0
        )

    def _ties(self, arrival: int, linked: list[tuple[int, float]]) -> list[Tie]:
        """The strongest ties in words; the linked articles as they come, with their probabilities."""
        return [self._tie(arrival, other, chance) for other, chance in linked[:8]]

    def _tie(self, arrival: int, other: int, chance: float) -> Tie:
        index = self._index
        row, rows = index.row(arrival), np.array([index.row(other)])
        hours = float(pairs.gaps(index, row, rows)[0])
        at_once = chance if math.isnan(hours) else max(chance, self._at_once(row, rows))
        return Tie(
            self._article[other],
            self._story[other],
            round(chance, 4),
            self._shares(arrival, [other]),
            None if math.isnan(hours) else hours,
            round(at_once, 4),
        )

    def _at_once(self, row: int, rows: Array) -> float:
        """Probability of a pair had both articles been published in the same hour."""
        index = self._index
        sums = pairs.similarity(index, row, rows)
        cos, chars = pairs.cosines(index, row, rows, sums), pairs.characters(index, row, rows)
        described = pairs.describe(index, row, rows, sums, cos, chars, gap=np.zeros(len(rows)))
        return float(self._weights.pair.probabilities(described)[0])

    def _shares(self, arrival: int, others: list[int]) -> tuple[str, ...]:
        labels, ids = self._labels[arrival]
        entries = [self._index.entries[self._index.row(other)] for other in others]
        return shared_labels(labels, ids, entries)

    def _reasons(self, arrival: int, story: str) -> tuple[str, ...]:
        """The strongest tie in words: what is shared and how far apart in time."""
        linked = [(chance, other) for other, chance in self._linked(arrival).items() if self._story.get(other) == story]
        if not linked:
            return ()
        _, other = max(linked, key=lambda item: (item[0], -item[1]))
        shares = self._shares(arrival, [other])
        hours = float(pairs.gaps(self._index, self._index.row(arrival), np.array([self._index.row(other)]))[0])
        parts = [f"shares {listed(shares)}"] if shares else []
        if not math.isnan(hours):
            parts.append(f"{gap(hours)} apart")
        return ("; ".join(parts),) if parts else ()

    def _arrival(self, article_id: str) -> int:
        arrival = self._number.get(article_id)
        if arrival is None:
            raise ArticleNotFound(article_id)
        return arrival

    def _require(self, story: str) -> list[int]:
        members = self._members.get(story)
        if members is None:
            raise StoryNotFound(story)
        return members


def cluster(
    articles: Iterable[Article], *, single_pass: bool = False, on_change: Callable[[Assignment], None] | None = None
) -> list[Assignment]:
    """Group a stream of articles, in the order given.

    Args:
        articles: with distinct ids; of those that are NEWS, the kind is looked at.
        single_pass: leave revision off.
        on_change: called with every assignment as it is made.

    Returns: one assignment for each article, in input order, the one that holds at the end.
    """
    grouper = Grouper()
    final: dict[str, Assignment] = {}

    def take(assignment: Assignment) -> None:
        final[assignment.article] = assignment
        if on_change is not None:
            on_change(assignment)

    for article in articles:
        if article.kind is Kind.NEWS:
            article = replace(article, kind=kinds.kind(article.title, article.text, url=article.url, lang=article.lang))
        take(grouper.add(article).assignment)
        if not single_pass and grouper.due():
            for assignment in grouper.revise():
                take(assignment)
    if not single_pass:
        for assignment in grouper.revise():
            take(assignment)
    return list(final.values())


def story_id(article_id: str) -> str:
    """A short id for the story that this article founds; safe in addresses."""
    digest = hashlib.blake2b(article_id.encode("utf-8", "surrogatepass"), digest_size=8, person=b"story").digest()
    return b32encode(digest).decode("ascii").rstrip("=").lower()


def _facts(article: Article) -> Facts:
    hours = math.nan if article.published is None else article.published.timestamp() / 3600.0
    return Facts(hours, article.day_only, _code(article.lang) & 0x7FFFFFFF, _code(article.source))


def _code(text: str | None) -> int:
    if not text:
        return 0
    return int.from_bytes(hashlib.blake2b(text.casefold().encode("utf-8", "surrogatepass"), digest_size=6).digest(), "little")


def _pair(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first <= second else (second, first)


def _local(table: dict[int, set[int]], position: dict[int, int]) -> list[tuple[int, int]]:
    """Constraints between articles of a group, as local positions, in order."""
    return sorted(
        (position[first], position[second])
        for first in position
        for second in table.get(first, ())
        if second in position and first < second
    )
