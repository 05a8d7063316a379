"""Group a stream of articles into stories, one arrival at a time, and revise what changed. Pure: no clock, network or database.

`Grouper` holds the window in memory. Everything that matters after a restart is in the memory blob of each article, in the
assignments, and in two small facts the store keeps (`arrivals` and `changed`): remembering the same articles gives the same state.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from newsloom.grouping import memory as blobs
from newsloom.grouping import nearness, pairs
from newsloom.grouping.corrections import Corrections
from newsloom.grouping.explain import Explanation, Standing, explained
from newsloom.grouping.features import LEAD_TOKENS
from newsloom.grouping.index import ROW_LINKS, Facts
from newsloom.grouping.lexicon import Array
from newsloom.grouping.model import Weights, shipped
from newsloom.grouping.names import story_id
from newsloom.grouping.regroup import Regrouping
from newsloom.grouping.ties import reasons, ties
from newsloom.grouping.window import NEAR, Window
from newsloom.model import Article, Assignment, ChangeKind, Constraint, Kind, Related

WINDOW = 100_000  #: articles held; older ones leave, their stories stay as they are
REVISE_EVERY = 50  #: arrivals between two revisions
MIN_LIKENESS = 0.06  #: candidates less alike than this are not scored
LARGE = 60  #: articles of a story that is its own background
GROUND_FROM, GROUND_TO = 10, 40  #: ranks whose mean likeness is the background of an article
COPY_WORDS = 60  #: a shorter text may be two outlets' same words by chance, or a notice
COPY_SCORE = 0.99  #: of an article that is a copy of one already placed
#: kinds that may found a story and draw others in; the rest may only follow
LEADING = frozenset({Kind.NEWS})


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

    def __init__(self, *, weights: Weights | None = None, window: int = WINDOW) -> None:
        self._weights = weights or shipped()
        self._floor = int(self._weights.thresholds["floor"])
        self._window = Window(window)
        self._corrections = Corrections()
        self._changed: set[int] = set()
        self.arrivals = 0  #: articles ever added; the store keeps it for `resume`

    # ------------------------------------------------------------------------------------------ arriving

    def add(self, article: Article) -> Placement:
        """Place an arriving article; one with an id that is in the window is a new version, which keeps its story.

        An article with the very text of one in the window is a copy, and goes straight to that one's story.
        """
        window = self._window
        kept = window.story.get(window.number[article.id]) if article.id in window.number else None
        if kept is not None:
            self.forget(article.id)
        arrival = self.arrivals
        self._make_room(arrival)
        sketch = window.featuriser.sketch(article)
        facts = _facts(article)
        row = window.index.write(arrival, sketch, facts)
        links, chances, likeness = self._score(row)
        quiet = article.kind not in LEADING
        window.enter(arrival, article.id, sketch, quiet=quiet, links=links, chances=chances, likeness=likeness)
        origin = None if quiet else window.copied_by(arrival)
        assignment = self._place(arrival, article.id, origin=origin, kept=kept)
        window.put(arrival, assignment.story)
        self._corrections.renew(article.id, window.number)
        self._changed.add(arrival)
        self.arrivals += 1
        return Placement(assignment, window.pack(arrival, sketch, facts, likeness))

    def _score(self, row: int) -> tuple[Array, Array, Array]:
        """Candidates of a row as arrival numbers, their probabilities and cosines; sets the row's context."""
        index = self._window.index
        rows = index.find(row)
        if len(rows):
            sums = pairs.similarity(index, row, rows)
            cos = pairs.cosines(index, row, rows, sums)
            chars = pairs.characters(index, row, rows)
            rank_by = cos[0] + 0.35 * cos[1] + 0.25 * cos[4] + 0.15 * chars
            order = np.argsort(-rank_by, kind="stable")
            behind = order[GROUND_FROM:GROUND_TO]
            index.settle(row, self._ground(row, cos[0][behind], index.arrival[rows[behind]]))
            order = order[:ROW_LINKS]
            order = order[rank_by[order] > MIN_LIKENESS]
            rows, sums, cos, chars = rows[order], sums[:, order], cos[:, order], chars[order]
        if not len(rows):
            return np.zeros(0, np.int64), np.zeros(0, np.float16), np.zeros(0, np.float16)
        index.best[row] = cos[0].max()
        described = pairs.describe(index, row, rows, sums, cos, chars)
        arrivals = index.arrival[rows]
        return arrivals, self._chances(described, arrivals), cos[0].astype(np.float16)

    def _ground(self, row: int, likeness: Array, arrivals: Array) -> float:
        """The background of an article, from those behind the most alike.

        Articles of a very large story count for no more than is usual: in its midst they are the story itself, against which
        nothing would stand out any more. Not so for a title alone, whose few words a large story draws in too easily.
        """
        window = self._window
        if window.index.length[row] > LEAD_TOKENS:
            large = [window.leading[window.story[arrival]] >= LARGE for arrival in arrivals.tolist()]
            if any(large):
                likeness = np.where(large, np.minimum(likeness, window.index.usual_ground), likeness)
        return float(likeness.sum()) / (GROUND_TO - GROUND_FROM)

    def _chances(self, described: Array, arrivals: Array) -> Array:
        """Pair probabilities with the articles of these arrival numbers, as precise as they are kept."""
        return self._weights.pair.probabilities(described).astype(np.float16)

    def _place(self, arrival: int, article_id: str, *, origin: str | None, kept: str | None) -> Assignment:
        window = self._window
        scores = nearness.on_arrival(window, arrival, self._floor)
        ranked = sorted(scores, key=lambda story: (-scores[story], window.members[story][0]))
        copied = window.story.get(window.number.get(origin, -1)) if origin and origin != article_id else None
        chosen: str | None = None
        score, why = 0.0, tuple[str, ...]()
        if copied is not None:
            chosen, score, why = copied, COPY_SCORE, (f"is a copy of {origin}",)
        elif kept is not None and kept in window.members:
            chosen, score, why = kept, max(0.5, scores.get(kept, 0.5)), ("a new version of an article of this story",)
        elif near := next((story for story in ranked if scores[story] >= self._needed(story)), None):
            chosen, score = near, scores[near]
            why = reasons(window, arrival, chosen)
        rival = next((story for story in ranked if story != chosen), None)
        rival_score = round(scores[rival], 4) if rival else 0.0
        if chosen is None:
            story = story_id(article_id)
            if story in window.members:
                story = story_id(f"{article_id}\x00{arrival}")
            alone = round(1.0 - rival_score, 4)
            reason = "nothing in the window is like it" if rival is None else "no story is near enough"
            return Assignment(article_id, story, alone, (reason,), ChangeKind.FOUND, rival, rival_score)
        return Assignment(article_id, chosen, round(float(score), 4), why, ChangeKind.JOIN, rival, rival_score)

    def _needed(self, story: str) -> float:
        """The score from which on an article joins a story; to found one with a single other takes more."""
        thresholds = self._weights.thresholds
        alone = len(self._window.members[story]) == 1
        return max(thresholds["join"], thresholds["found"]) if alone else thresholds["join"]

    # ------------------------------------------------------------------------------------------ revising

    def due(self) -> bool:
        """Whether a revision is due; by counts only, so that a replay revises at the same places."""
        return bool(self._changed) and self.arrivals % REVISE_EVERY == 0

    @property
    def changed(self) -> tuple[str, ...]:
        """Articles whose stories the next revision will look at; the store keeps it for `resume`."""
        return tuple(self._window.article[arrival] for arrival in sorted(self._changed))

    def revise(self) -> list[Assignment]:
        """Re-cluster the surroundings of what changed.

        Returns: new assignments of the articles that changed story, by arrival; empty if none did.
        """
        window = self._window
        regrouping = Regrouping(window, self._corrections, self._weights, self.arrivals)
        before: dict[int, str] = {}
        todo = sorted(self._changed)
        self._changed = set()
        done: set[str] = set()
        for arrival in todo:
            story = window.story.get(arrival)
            if story is None or story in done:
                continue
            done.add(story)
            for member, old in regrouping.recluster(story):
                before.setdefault(member, old)
        for follower in sorted(self._left_alone(todo)):
            for member, old in regrouping.follow(follower):
                before.setdefault(member, old)
        moved = [arrival for arrival in sorted(before) if window.story[arrival] != before[arrival]]
        gone = {before[arrival] for arrival in moved if before[arrival] not in window.members}
        names = {window.story[arrival] for arrival in moved}
        # a story was there before if articles of it were, those included that this revision did not look at
        old_names = set(before.values()).union(name for name in names if not before.keys() >= set(window.members[name]))
        return [self._moved(arrival, before[arrival], gone, old_names) for arrival in moved]

    def _left_alone(self, changed: Iterable[int]) -> set[int]:
        """Quiet articles that stand alone among what changed and what is near to it, such as a live blog that was there first."""
        window = self._window
        looked_at = [arrival for arrival in changed if arrival in window.story]
        near = {other for arrival in looked_at for other, chance in window.links(arrival) if chance >= NEAR}
        return {arrival for arrival in window.quiet & near.union(looked_at) if window.alone(arrival)}

    def _moved(self, arrival: int, old: str, gone: set[str], old_names: set[str]) -> Assignment:
        window = self._window
        new = window.story[arrival]
        if old in gone:
            kind = ChangeKind.MERGE
        elif new not in old_names:
            kind = ChangeKind.SPLIT
        else:
            kind = ChangeKind.MOVE
        score, others = nearness.standing(window, arrival, self._floor)
        rival = max(others, key=lambda story: (others[story], story), default=None)
        why = reasons(window, arrival, new)
        if kind is ChangeKind.SPLIT and len(window.members[new]) == 1:
            why = ("nearer to none of the story's other articles than to itself", *why)
        return Assignment(window.article[arrival], new, score, why, kind, rival, round(others[rival], 4) if rival else 0.0)

    # ------------------------------------------------------------------------------------------ corrections

    def constrain(self, constraint: Constraint) -> None:
        """Bind two articles together, or keep them apart, from the next revision on.

        Raises: CorrectionError: a standing correction says the opposite. ArticleNotFound: not in the window.
        """
        first, second = self._window.arrival_of(constraint.first), self._window.arrival_of(constraint.second)
        self._corrections.add(constraint, first, second)
        self._changed.update((first, second))

    def release(self, constraint: Constraint) -> None:
        """Take a correction back; what it held is looked at again in the next revision."""
        number = self._window.number
        first, second = number.get(constraint.first), number.get(constraint.second)
        self._corrections.remove(constraint, first, second)
        if first is not None and second is not None:
            self._changed.update((first, second))

    def move(self, article_id: str, story: str) -> Assignment:
        """Put an article into a story at once (an existing one, or a new id). A person's doing: constrain it as well."""
        arrival = self._window.arrival_of(article_id)
        self._window.put(arrival, story)
        self._changed.add(arrival)
        return Assignment(article_id, story, 1.0, ("placed by hand",), ChangeKind.MOVE, by_person=True)

    # ------------------------------------------------------------------------------------------ remembering

    def forget(self, article_id: str) -> None:
        """Take an article out, as if it had left the window; the rest of its story is looked at again."""
        arrival = self._window.arrival_of(article_id)
        story = self._window.story[arrival]
        self._evict(arrival)
        rest = self._window.members.get(story)
        if rest:
            self._changed.add(rest[0])

    def _make_room(self, arrival: int) -> None:
        if arrival >= self._window.index.window:
            self._evict(arrival - self._window.index.window)

    def _evict(self, arrival: int) -> None:
        self._window.drop(arrival)
        self._changed.discard(arrival)
        self._corrections.drop(arrival)

    def remember(self, article_id: str, story: str, memory: bytes) -> None:
        """Take an article back from the store; in order of arrival, before `resume`.

        Raises: StoreError: the blob cannot be read.
        """
        window = self._window
        kept = blobs.unpack(memory)
        self._make_room(kept.arrival)
        row = window.index.write(kept.arrival, kept.sketch, kept.facts)
        window.index.best[row] = kept.best
        window.index.settle(row, kept.ground)
        window.enter(
            kept.arrival, article_id, kept.sketch,
            quiet=kept.quiet, links=kept.links, chances=kept.chances, likeness=kept.likeness,
        )  # fmt: skip
        window.put(kept.arrival, story)
        self.arrivals = kept.arrival + 1

    def resume(self, arrivals: int, changed: Iterable[str]) -> None:
        """Finish remembering: how many articles had ever arrived, and which were waiting for a revision."""
        self.arrivals = arrivals
        self._changed = {self._window.number[article] for article in changed if article in self._window.number}

    # ------------------------------------------------------------------------------------------ asking

    def story_of(self, article_id: str) -> str:
        return self._window.story[self._window.arrival_of(article_id)]

    def articles_of(self, story: str) -> tuple[str, ...]:
        """The story's articles in the window, by arrival."""
        return tuple(self._window.article[arrival] for arrival in self._window.members_of(story))

    def related(self, story: str) -> list[Related]:
        """Stories to show as links of this one, the nearest first: those it follows, and those it may have to do with."""
        return nearness.related(self._window, story, least=self._weights.thresholds["related"], floor=self._floor)

    def explain(self, article_id: str) -> Explanation:
        """What ties an article to its story, what it came nearest to otherwise, and what would have changed that."""
        window = self._window
        arrival = window.arrival_of(article_id)
        story = window.story[arrival]
        score, others = nearness.standing(window, arrival, self._floor)
        rival = max(others, key=lambda name: (others[name], name), default=None)
        linked = sorted(window.linked(arrival).items(), key=lambda item: (-item[1], item[0]))
        trees = self._weights.pair
        own = ties(window, arrival, [one for one in linked if window.story.get(one[0]) == story], trees)
        rivals = ties(window, arrival, [one for one in linked if window.story.get(one[0]) != story], trees)
        near = [tie for tie in rivals if tie.story == rival]
        rival_score = round(others[rival], 4) if rival else 0.0
        standing = Standing(
            article_id,
            story,
            score,
            others=len(window.members[story]) - 1,
            without_best=nearness.without_best(window, linked, story, self._floor),
            rival=rival,
            rival_score=rival_score,
            rival_at_once=max((rival_score * tie.at_once / max(tie.score, 1e-3) for tie in near[:1]), default=rival_score),
            join=self._weights.thresholds["join"],
            rival_takes=self._needed(rival) if rival else 1.0,
            bound=self._corrected(self._corrections.bound, arrival),
            barred=self._corrected(self._corrections.barred, arrival),
            quiet=arrival in window.quiet,
        )
        return explained(standing, own[:5], rivals[:5])

    def _corrected(self, table: dict[int, set[int]], arrival: int) -> tuple[str, ...]:
        return tuple(self._window.article[other] for other in sorted(table.get(arrival, ())) if other in self._window.article)


def _facts(article: Article) -> Facts:
    hours = math.nan if article.published is None else article.published.timestamp() / 3600.0
    words = article.text.split()
    text = _code(" ".join(words)) if len(words) >= COPY_WORDS else 0
    return Facts(hours, article.day_only, _code(article.lang) & 0x7FFFFFFF, _code(article.source), text)


def _code(text: str | None) -> int:
    if not text:
        return 0
    return int.from_bytes(hashlib.blake2b(text.casefold().encode("utf-8", "surrogatepass"), digest_size=6).digest(), "little")
