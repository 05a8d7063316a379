"""The reader's own verbs of an installation: marks of stories, what is read, reports of wrong sentences, channels. I/O: the store.

`App` has them beside its other verbs; whose edition this is, is whose marks they are: there is one reader, the owner.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from newsloom.errors import InputError, StoryNotFound
from newsloom.model import Channel, Marked, Report, ReportState, StoryCard, StoryMark
from newsloom.ports import Clock

if TYPE_CHECKING:
    from newsloom.store import Store

Marks: TypeAlias = Mapping[StoryMark, Mapping[str, datetime]]

KEPT = 64  # lists of channels that are kept until something is published,
LISTS_S = 5.0  # and for so long while a pass publishes page after page
MOST_NOTE = 1_000  # characters
MOST_MUTED = 500  # those muted last; the rest are long past


class Reader:
    """Marks of stories, when all was read, and channels.

    Args:
        changed: told when something was done that readers are to see at once.
    """

    def __init__(self, store: Store, clock: Clock, *, changed: Callable[[], None]) -> None:
        self.store = store
        self.clock = clock
        self._changed = changed
        self._kept: tuple[int, Marks, datetime | None] = (-1, {}, None)  #: generation, marks, when all was read
        self._lists: dict[tuple[Channel, int], tuple[int, list[StoryCard]]] = {}
        self._edition: tuple[int, float] | None = None  #: generation, and when it was looked up
        self._keeping = threading.Lock()

    # -- marks

    def mark(self, story: str, mark: StoryMark, on: bool = True) -> None:
        """Follow, mute or save a story; or no longer.

        Raises:
            StoryNotFound: no story has this id.
        """
        if on:
            self.store.mark(story, mark, now=self.clock())
        else:
            self.store.unmark(story, mark)
        self._changed()

    def marks(self) -> Marks:
        """The marked stories by their present ids, each with the time of its mark, the newest first."""
        return self._known()[1]

    def marked(self, mark: StoryMark) -> list[Marked]:
        """The stories with this mark: followed ones by their newest fact, others by when they were marked, each newest first."""
        known, all_read = self.marks()[mark], self.caught_up()
        cards = self.store.cards_of(known)
        since = {story: max(at, all_read) if all_read else at for story, at in known.items() if story in cards}
        new = self._new_sentences(since) if mark is StoryMark.FOLLOW else {}
        found = [Marked(cards[story], known[story], new.get(story, ())) for story in since]
        if mark is StoryMark.FOLLOW:
            found.sort(key=lambda one: one.card.last_new_fact or one.at, reverse=True)
        return found

    def _new_sentences(self, since: Mapping[str, datetime]) -> dict[str, tuple[str, ...]]:
        """The sentences of each story that its page did not have at that time."""
        before, now = self.store.pages_before(since), self.store.pages(since)
        found = {}
        for story, page in now.items():
            old = {sentence.text for sentence in before[story].sentences} if story in before else set()
            found[story] = tuple(sentence.text for sentence in page.sentences if sentence.text not in old)
        return found

    def catch_up(self) -> None:
        """Count all that is published as read."""
        self.store.catch_up(now=self.clock())
        self._changed()

    def caught_up(self) -> datetime | None:
        """When all was read last; None: never."""
        return self._known()[2]

    def _known(self) -> tuple[int, Marks, datetime | None]:
        generation = self.store.generation()
        if self._kept[0] != generation:
            self._kept = (generation, self.store.marks(), self.store.caught_up())
        return self._kept

    # -- reports

    def report(self, story: str, sentence: int, note: str = "", *, revision: int | None = None) -> Report:
        """Tell the owner that a sentence is wrong.

        Args:
            sentence: its number on the page, from 1.
            note: what is wrong, at most `MOST_NOTE` characters of it are kept.
            revision: the one that was read; None: the newest.

        Raises:
            NotFound: there is no such story, revision or sentence.
            InputError: when too many reports wait already.
        """
        present = self.store.resolve(story)
        page = self.store.story_record(present, revision).page
        if page is None or not 1 <= sentence <= len(page.sentences):
            raise StoryNotFound(f"{story}#{sentence}", "there is no such sentence")
        said, kept = page.sentences[sentence - 1], " ".join(note.split())[:MOST_NOTE]
        return self.store.report(
            present,
            revision=page.revision,
            sentence=sentence,
            text=said.text,
            passages=said.citations,
            note=kept,
            now=self.clock(),
        )

    def reports(self, closed: bool = False, limit: int = 100) -> list[Report]:
        """What readers say is wrong: what is open, or what was closed; the newest first."""
        return self.store.reports(closed=closed, limit=limit)

    def close_report(self, report: str, state: ReportState = ReportState.RESOLVED) -> Report:
        """Resolve or dismiss a report, or open it again. Raises ReportNotFound."""
        return self.store.close_report(report, state, now=self.clock())

    # -- channels

    def edition(self) -> int:
        """The generation that lists of channels are made of: the same for `LISTS_S` while a pass publishes page after page, the
        present one as soon as something is done here.
        """
        now = time.monotonic()
        if self._edition is None or now - self._edition[1] >= LISTS_S:
            self._edition = (self.store.generation(), now)
        return self._edition[0]

    def channels(self) -> list[Channel]:
        """All, in the order they were made."""
        return self.store.channels()

    def channel(self, channel: str) -> Channel:
        """Raises ChannelNotFound."""
        return self.store.channel(channel)

    def save_channel(self, channel: Channel) -> Channel:
        """Make a channel, or change the one of this id; an empty id is made from the name.

        Raises:
            InputError: when it has no name.
        """
        from newsloom import channels  # lazy: small, but only channels need it

        name = " ".join(channel.name.split())
        if not name:
            raise InputError("channel", "has no name", remedy="give it one")
        wanted = channel.id or channels.slug(name)
        taken = {one.id for one in self.channels()} if not channel.id else set()
        identity, number = wanted, 1
        while identity in taken:
            number += 1
            identity = f"{wanted}-{number}"
        saved = replace(channel, id=identity, name=name)
        self.store.save_channel(saved, now=self.clock())
        self._changed()
        return saved

    def remove_channel(self, channel: str) -> None:
        """Raises ChannelNotFound."""
        self.store.remove_channel(channel)
        self._changed()

    def channel_stories(self, channel: str | Channel, limit: int = 30) -> list[StoryCard]:
        """The channel's stories, newest fact first; a channel that is not saved gives its preview."""
        asked = self.channel(channel) if isinstance(channel, str) else channel
        edition, wanted = self.edition(), (replace(asked, id="", name=""), limit)
        kept = self._lists.get(wanted)
        if kept is not None and kept[0] == edition:
            return list(kept[1])
        found = self.store.selected(asked, limit=limit, without=self._muted())
        with self._keeping:
            while len(self._lists) >= KEPT:
                del self._lists[next(iter(self._lists))]
            self._lists[wanted] = (edition, found)
        return list(found)

    def _muted(self) -> list[str]:
        return list(self.marks()[StoryMark.MUTE])[:MOST_MUTED]
