"""A person's corrections of the grouping: merge, split, move, drop an outlet, undo. Each is a constraint that later revisions keep.

I/O: the store. The caller holds the store's `stories` lock throughout.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsloom.errors import ArticleNotFound, CorrectionError
from newsloom.model import ChangeKind, Constraint, CorrectionRecord
from newsloom.pipeline.group import Desk, moved
from newsloom.store import Placed


class Corrections:
    """Corrections at a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.store = desk.store

    def merge(self, story: str, into: str, *, judged_by: str = "") -> CorrectionRecord:
        """All articles of one story go into the other.

        Args:
            judged_by: the model that holds them for one event; "": a person said so.
        """
        source, target = self.store.resolve(story), self.store.resolve(into)
        if source == target:
            raise CorrectionError(story, "it is the same story already")
        mine, theirs = self._articles(source), self._articles(target)
        self._check(mine, theirs, together=True)
        # all of them: bound to one article only, they would draw that one away from the rest of its story
        bonds = [Constraint(article, theirs[0], True) for article in (*mine, *theirs[1:])]
        return self._correct(
            ChangeKind.MERGE,
            mine,
            target,
            bonds,
            source,
            target,
            f"{source} was merged into {target} {f'since {judged_by} holds them for one event' if judged_by else 'by hand'}",
            by_person=not judged_by,
        )

    def split(self, story: str, articles: Sequence[str]) -> CorrectionRecord:
        """These articles of a story become a story of their own."""
        source = self.store.resolve(story)
        inside = self._articles(source)
        chosen = [article for article in inside if article in set(articles)]
        if strangers := sorted(set(articles) - set(inside)):
            raise CorrectionError(strangers[0], "it is not in that story", remedy="the page of the story lists its articles")
        rest = [article for article in inside if article not in set(chosen)]
        if not chosen or not rest:
            raise CorrectionError(source, "a split leaves at least one article on each side")
        self._check(chosen, rest, together=False)
        target = self._new_story(chosen[0])
        bonds = [Constraint(chosen[0], other, True) for other in chosen[1:]]
        bars = [Constraint(chosen[0], other, False) for other in rest]
        return self._correct(ChangeKind.SPLIT, chosen, target, [*bonds, *bars], source, target, f"split from {source} by hand")

    def move(self, article: str, story: str) -> CorrectionRecord:
        """One article goes into another story."""
        target = self.store.resolve(story)
        source = self.store.story_of(article)
        if source is None:
            raise ArticleNotFound(article, "it is in no story")
        if source == target:
            raise CorrectionError(article, "it is in that story already")
        theirs, rest = self._articles(target), [other for other in self._articles(source) if other != article]
        self._check([article], theirs, together=True)
        self._check([article], rest, together=False)
        bonds = [Constraint(article, other, True) for other in theirs]
        bars = [Constraint(article, other, False) for other in rest]
        why = f"moved from {source} by hand"
        return self._correct(ChangeKind.MOVE, [article], target, [*bonds, *bars], source, target, why)

    def drop(self, story: str, publisher: str) -> CorrectionRecord:
        """Write a story without an outlet."""
        source = self.store.resolve(story)
        articles = self.store.articles(self._articles(source)).values()
        named = publisher.casefold()
        if not any(named in ((one.source or "").casefold(), (one.owner or "").casefold()) for one in articles):
            raise CorrectionError(publisher, "no article of that story is by this outlet")
        return self._correct(ChangeKind.DROP, [], source, [], source, None, f"written without {publisher}", drop=publisher)

    def undo(self, change: str) -> CorrectionRecord:
        """Take a correction back; a change that a revision made is turned into its opposite, which then stands."""
        record, before, constraints = self.store.change(change)
        grouper = self.desk.grouper()
        still = [article for article in record.articles if self.store.story_of(article) == record.other]
        try:
            kept = {(one.first, one.second) for one in self.store.constraints() if one not in constraints}
            placed = [
                moved(grouper, article, before[article], f"correction {change} was undone", ChangeKind.UNDO)
                for article in still
                if record.by_person
            ]
            for constraint in constraints:
                if (constraint.first, constraint.second) not in kept:
                    grouper.release(constraint)
            if not record.by_person:
                self._turn_back(record, before, still)
            generation = self.store.undo(
                change, placed=placed, arrivals=grouper.arrivals, changed=grouper.changed, now=self.desk.clock()
            )
            self.desk.stored(generation)
        except BaseException:
            self.desk.forget()
            raise
        self._write({record.story, record.other, *before.values()})
        return self._record(change)

    def _turn_back(self, record: CorrectionRecord, before: dict[str, str], still: Sequence[str]) -> None:
        """Against a revision's change: the articles go back together, and stay apart from those they were put with."""
        if not still or record.other is None:
            return
        chosen = set(still)
        rest = [article for article in self._articles(record.other) if article not in chosen]
        home = before[still[0]]
        bonds = [Constraint(still[0], other, True) for other in (*still[1:], *self.store.articles_of(home))]
        bars = [Constraint(still[0], other, False) for other in rest]
        self._correct(
            ChangeKind.UNDO, still, home, [*bonds, *bars], record.other, home, f"change {record.id} was undone by hand"
        )

    # -- shared

    def _correct(
        self,
        kind: ChangeKind,
        articles: Iterable[str],
        target: str,
        constraints: Sequence[Constraint],
        story: str,
        other: str | None,
        reason: str,
        *,
        drop: str | None = None,
        by_person: bool = True,
    ) -> CorrectionRecord:
        grouper = self.desk.grouper()
        try:
            placed: list[Placed] = [moved(grouper, article, target, reason, kind, by_person=by_person) for article in articles]
            for constraint in constraints:
                try:
                    grouper.constrain(constraint)
                except ArticleNotFound:  # it left the window: no revision moves it any more
                    continue
            change, generation = self.store.correct(
                kind,
                placed=placed,
                constraints=constraints,
                story=story,
                other=other,
                reason=reason,
                arrivals=grouper.arrivals,
                changed=grouper.changed,
                drop=drop,
                by_person=by_person,
                now=self.desk.clock(),
            )
            self.desk.stored(generation)
        except BaseException:
            self.desk.forget()  # what it has in memory was not stored
            raise
        self._write({story, other})
        return self._record(change)

    def _check(self, first: Sequence[str], second: Sequence[str], *, together: bool) -> None:
        """Refuse what a standing correction says the opposite of."""
        mine, theirs = set(first), set(second)
        for standing in self.store.constraints():
            crosses = (standing.first in mine and standing.second in theirs) or (
                standing.first in theirs and standing.second in mine
            )
            if crosses and standing.together != together:
                raise CorrectionError(
                    standing.first,
                    f"a standing correction keeps it together with {standing.second}"
                    if standing.together
                    else f"a standing correction keeps it apart from {standing.second}",
                    remedy="undo that first, under Corrections",
                )

    def _articles(self, story: str) -> tuple[str, ...]:
        articles = self.store.articles_of(story)
        if not articles:
            raise CorrectionError(story, "it has no articles")
        return articles

    def _new_story(self, article: str) -> str:
        from newsloom.grouping import story_id  # lazy: numpy

        name, number = story_id(article), 1
        while self.store.card(name) is not None:
            number += 1
            name = story_id(f"{article}\x00split {number}")
        return name

    def _write(self, stories: Iterable[str | None]) -> None:
        self.desk.write_now(sorted({story for story in stories if story is not None}))

    def _record(self, change: str) -> CorrectionRecord:
        return next(one for one in self.store.changes(limit=1_000) if one.id == change)
