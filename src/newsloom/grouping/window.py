"""The articles of the window, the story each stands in, and how near they are to each other. Pure: state in memory only.

Articles are known by their arrival number in here. Nothing is decided: `Window` enters, moves and drops what it is told.
"""

from __future__ import annotations

import numpy as np

from newsloom.errors import ArticleNotFound, StoryNotFound
from newsloom.grouping import memory as blobs
from newsloom.grouping.features import Featuriser, Sketch, parts
from newsloom.grouping.index import NO_LINK, Facts, Index
from newsloom.grouping.lexicon import Array

COPY_HOURS = 168.0  #: the same text after a week is a form that recurs
NEAR = 0.05  #: pair probabilities below this are not kept between articles
_CHANCES: list[float] = np.arange(0x3C01, dtype=np.uint16).view(np.float16).tolist()  # every one from 0 to 1, by its bits


class Window:
    """Who is in the window, and where."""

    def __init__(self, size: int) -> None:
        self.index = Index(size)
        self.featuriser = Featuriser()
        self.number: dict[str, int] = {}  #: article id → arrival number
        self.article: dict[int, str] = {}
        self.story: dict[int, str] = {}
        self.members: dict[str, list[int]] = {}  #: story → arrival numbers, ascending
        self.leading: dict[str, int] = {}  #: story → how many of its articles draw others in
        #: pairs of articles that may found stories, from `NEAR` on; beside a quiet one, those that came after it
        self.near: dict[int, dict[int, float]] = {}
        self._labels: dict[int, bytes] = {}
        self.texts: dict[int, int] = {}  #: hash of a text → the article that had it first
        self.quiet: set[int] = set()  #: articles that follow a story but draw none in

    # ------------------------------------------------------------------------------------------ entering and leaving

    def enter(
        self, arrival: int, article_id: str, sketch: Sketch, *, quiet: bool, links: Array, chances: Array, likeness: Array
    ) -> None:
        """Enter an article whose row is written: its links, counts, postings."""
        index, row = self.index, self.index.row(arrival)
        self.number[article_id], self.article[arrival] = arrival, article_id
        self._labels[arrival] = blobs.pack_labels(sketch.labels, sketch.label_ids)
        index.link(arrival, links, chances)
        others = links % index.window
        held = index.arrival[np.minimum(others, index.capacity - 1)] == links
        index.best[others[held]] = np.maximum(index.best[others[held]], likeness[held].astype(np.float32))
        if quiet:
            self.quiet.add(arrival)
        else:
            strong = held & (chances >= NEAR)
            mine = {}
            for other, chance in zip(links[strong].tolist(), _told(chances[strong]), strict=True):
                self.near.setdefault(other, {})[arrival] = chance
                if other not in self.quiet:
                    mine[other] = chance
            if mine:
                self.near[arrival] = mine
            if text := int(index.text[row]):
                self.texts.setdefault(text, arrival)
        index.publish(row)
        self.featuriser.learn(sketch.entries, parts(chances))

    def drop(self, arrival: int) -> None:
        """Forget an article; nothing happens if none has this number."""
        article_id = self.article.pop(arrival, None)
        if article_id is None:
            return
        index, row = self.index, self.index.row(arrival)
        self.featuriser.unlearn(index.entries[row, : int(index.width[row])], parts(index.chances[row]))
        if self.texts.get(text := int(index.text[row])) == arrival:
            del self.texts[text]
        index.drop(arrival)
        followers = [other for other, _ in self.links(arrival) if other in self.quiet]
        for other in (*self.near.pop(arrival, {}), *followers):
            links = self.near.get(other)
            if links is not None:
                links.pop(arrival, None)
                if not links:
                    del self.near[other]
        del self.number[article_id], self._labels[arrival]
        self._leave(arrival, self.story.pop(arrival))
        self.quiet.discard(arrival)

    def put(self, arrival: int, story: str) -> None:
        """Put an article into a story, out of the one it was in."""
        old = self.story.get(arrival)
        if old == story:
            return
        if old is not None:
            self._leave(arrival, old)
        self.story[arrival] = story
        members = self.members.setdefault(story, [])
        members.append(arrival)
        if len(members) > 1 and members[-2] > arrival:
            members.sort()
        self.leading[story] = self.leading.get(story, 0) + (arrival not in self.quiet)

    def _leave(self, arrival: int, story: str) -> None:
        self.members[story].remove(arrival)
        self.leading[story] -= arrival not in self.quiet
        if not self.members[story]:
            del self.members[story], self.leading[story]

    def pack(self, arrival: int, sketch: Sketch, facts: Facts, likeness: Array) -> bytes:
        """The blob from which the article can be entered again."""
        index, row = self.index, self.index.row(arrival)
        count = len(likeness)
        return blobs.pack(
            blobs.Memory(
                arrival, sketch, facts, arrival in self.quiet, float(index.best[row]), float(index.ground[row]),
                index.links(np.array([arrival]))[0, :count], index.chances[row, :count], likeness,
            )
        )  # fmt: skip

    # ------------------------------------------------------------------------------------------ asking

    def arrival_of(self, article_id: str) -> int:
        """Raises: ArticleNotFound."""
        arrival = self.number.get(article_id)
        if arrival is None:
            raise ArticleNotFound(article_id)
        return arrival

    def members_of(self, story: str) -> list[int]:
        """Raises: StoryNotFound."""
        members = self.members.get(story)
        if members is None:
            raise StoryNotFound(story)
        return members

    def copied_by(self, arrival: int) -> str | None:
        """The article whose very text this one has, if that is not long past."""
        hours, row = self.index.hours, self.index.row(arrival)
        first = self.texts.get(int(self.index.text[row]), arrival)
        late = abs(hours[row] - hours[self.index.row(first)]) > COPY_HOURS  # False without times
        return None if first == arrival or late else self.article[first]

    def labels(self, arrival: int) -> tuple[tuple[str, ...], Array]:
        """The words that say most about an article, heaviest first, with their terms."""
        return blobs.unpack_labels(self._labels[arrival])

    def copies_among(self, arrivals: list[int]) -> list[tuple[int, int]]:
        """Pairs of places in this list whose texts are the very same: the first of each text with every other."""
        rows = np.array(arrivals, np.int64) % self.index.window
        first: dict[int, int] = {}
        found = []
        for at, (text, hours) in enumerate(zip(self.index.text[rows].tolist(), self.index.hours[rows].tolist(), strict=True)):
            origin = first.setdefault(text, at) if text else at
            if origin != at and not abs(hours - self.index.hours[rows[origin]]) > COPY_HOURS:  # True without times
                found.append((origin, at))
        return found

    def newest(self, story: str, count: int) -> list[int]:
        """Its newest articles: all, or so many."""
        return self.members[story][-count:]

    def links(self, arrival: int) -> list[tuple[int, float]]:
        """What an article was scored against on arrival, most alike first, those that left included; with probabilities."""
        row = self.index.row(arrival)
        found = zip(self.index.links(np.array([arrival]))[0].tolist(), self.index.chances[row].tolist(), strict=True)
        return [(other, chance) for other, chance in found if other != NO_LINK]

    def linked(self, arrival: int) -> dict[int, float]:
        """Articles near this one that may found stories, with pair probabilities."""
        after = self.near.get(arrival, {})
        if arrival not in self.quiet:
            return after
        before = {other: chance for other, chance in self.links(arrival) if chance >= NEAR and other in self.story}
        return {other: chance for other, chance in (before | after).items() if other not in self.quiet}

    def alone(self, arrival: int) -> bool:
        """Whether it is the only article of its story."""
        return len(self.members[self.story[arrival]]) == 1

    def hours(self, arrivals: list[int]) -> Array:
        """Times of the articles that have one, in hours."""
        hours = self.index.hours[np.array(arrivals, np.int64) % self.index.window]
        return np.asarray(hours[np.isfinite(hours)])

    def chances_among(self, arrivals: Array) -> tuple[Array, Array]:
        """Pair probabilities and which pairs were scored, for ascending arrivals; symmetric."""
        index = self.index
        links = index.links(arrivals)
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


def _told(chances: Array) -> list[float]:
    """Probabilities as numbers that are shared by all who have the same: there are few, and millions of pairs."""
    return [_CHANCES[code] for code in chances.astype(np.float16).view(np.uint16).tolist()]
