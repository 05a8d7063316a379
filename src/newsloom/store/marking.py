"""What the reader made of stories: followed, muted, saved; and when all was read.

A mark stays with the id it was given to and holds for the story that id leads to, so that it survives a merge and its undo.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, func, select

from newsloom import formats
from newsloom.model import StoryMark, StoryPage
from newsloom.store import tables as t
from newsloom.store.places import Places

_CAUGHT_UP = "caught_up"


class Marking(Places):
    """Marks of stories."""

    def mark(self, story: str, mark: StoryMark, *, now: datetime) -> None:
        """Give a story a mark; one it has already keeps its time.

        Raises:
            StoryNotFound: no story has this id.
        """
        self.resolve(story)
        with self.database.writing() as connection:
            self.insert_new(connection, t.marks, [{"story": story, "mark": mark.value, "at": now}])
            self._touch(connection)

    def unmark(self, story: str, mark: StoryMark) -> None:
        """Take a mark from a story, and from those that were merged into it.

        Raises:
            StoryNotFound: no story has this id.
        """
        present, m = self.resolve(story), t.marks.c
        with self.database.reading() as connection:
            marked = list(connection.execute(select(m.story).where(m.mark == mark.value)).scalars())
        known = [one for one in marked if self.resolve(one) == present]
        with self.database.writing() as connection:
            connection.execute(delete(t.marks).where(m.mark == mark.value, m.story.in_(known)))
            self._touch(connection)

    def marks(self) -> dict[StoryMark, dict[str, datetime]]:
        """The marked stories by their present ids, each with the time of its earliest mark, the newest first."""
        m, s = t.marks.c, t.stories.c
        query = select(t.marks, s.merged_into).join(t.stories, s.id == m.story).order_by(m.at.desc(), m.story)
        with self.database.reading() as connection:
            rows = list(connection.execute(query))
        found: dict[StoryMark, dict[str, datetime]] = {mark: {} for mark in StoryMark}
        for row in rows:
            present = row.story if row.merged_into is None else self.resolve(row.story)
            found[StoryMark(row.mark)][present] = row.at
        return found

    def catch_up(self, *, now: datetime) -> None:
        """All that was published until now counts as read."""
        with self.database.writing() as connection:
            self.upsert(connection, t.meta, [{"key": _CAUGHT_UP, "value": str(t.micros(now))}])
            self._touch(connection)

    def caught_up(self) -> datetime | None:
        """When all was read last; None: never."""
        kept = self.fact(_CAUGHT_UP)
        return t.moment(int(kept)) if kept else None

    def pages_before(self, since: Mapping[str, datetime]) -> dict[str, StoryPage]:
        """The page of each story as it stood at its time; a story that had none then is left out."""
        r, found = t.revisions.c, dict[str, StoryPage]()
        with self.database.reading() as connection:
            for story, when in since.items():
                last = select(func.max(r.number)).where(r.story == story, r.written <= when).scalar_subquery()
                dumped = connection.execute(select(r.page).where(r.story == story, r.number == last)).scalar()
                if dumped is not None:
                    found[story] = formats.load(dumped)
        return found
