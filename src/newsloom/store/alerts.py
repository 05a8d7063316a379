"""Which address a channel calls, and the calls: each story once, retried, kept as a log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from newsloom.model import Alert, Call, CallState
from newsloom.store import tables as t
from newsloom.store.places import Places


class Alerts(Places):
    """Alerts and calls."""

    def save_alert(self, alert: Alert) -> None:
        """Have a channel call an address, in place of the one before."""
        body = {key: value for key, value in asdict(alert).items() if key != "channel"}
        with self.database.writing() as connection:
            self.upsert(connection, t.alerts, [{"channel": alert.channel, "body": body}])

    def remove_alert(self, channel: str) -> None:
        """Have it call nothing; its calls are forgotten too."""
        with self.database.writing() as connection:
            connection.execute(delete(t.alerts).where(t.alerts.c.channel == channel))
            connection.execute(delete(t.calls).where(t.calls.c.channel == channel))

    def alerts(self) -> dict[str, Alert]:
        """All, by their channel."""
        with self.database.reading() as connection:
            rows = connection.execute(select(t.alerts).order_by(t.alerts.c.channel))
            return {row.channel: _alert(row) for row in rows}

    def told(self, channel: str) -> set[str]:
        """The present ids of the stories that the channel has called for, or passed over."""
        c, s = t.calls.c, t.stories.c
        query = select(c.story, s.merged_into).join(t.stories, s.id == c.story).where(c.channel == channel)
        with self.database.reading() as connection:
            rows = list(connection.execute(query))
        return {row.story if row.merged_into is None else self.resolve(row.story) for row in rows}

    def plan_calls(
        self, channel: str, stories: Iterable[str], *, due: datetime, now: datetime, state: CallState = CallState.WAITING
    ) -> None:
        """Note that the channel is to call for these stories; those it called for already stay as they are."""
        rows = [
            {"channel": channel, "story": story, "state": state.value, "at": now, "due": due, "tries": 0, "error": ""}
            for story in stories
        ]
        with self.database.writing() as connection:
            self.insert_new(connection, t.calls, rows)

    def due_calls(self, *, now: datetime, limit: int) -> list[Call]:
        """Calls that wait and are due, the longest waiting first."""
        c = t.calls.c
        query = select(t.calls).where(c.state == CallState.WAITING.value, c.due <= now).order_by(c.due, c.channel, c.story)
        with self.database.reading() as connection:
            return [_call(row) for row in connection.execute(query.limit(limit))]

    def note_call(self, call: Call) -> None:
        """Keep what became of a call."""
        c = t.calls.c
        row = {key: value for key, value in asdict(call).items() if key not in ("channel", "story")}
        with self.database.writing() as connection:
            connection.execute(update(t.calls).where(c.channel == call.channel, c.story == call.story).values(row))

    def calls(self, channel: str, *, limit: int) -> list[Call]:
        """What a channel has called for and what became of it, the newest first."""
        c = t.calls.c
        known = select(t.calls).where(c.channel == channel, c.state != CallState.PASSED.value)
        with self.database.reading() as connection:
            return [_call(row) for row in connection.execute(known.order_by(c.at.desc(), c.story).limit(limit))]


def _alert(row: Row[Any]) -> Alert:
    quiet = row.body["quiet"]
    return Alert(row.channel, **{**row.body, "quiet": tuple(quiet) if quiet else None})


def _call(row: Row[Any]) -> Call:
    return Call(row.channel, row.story, CallState(row.state), row.at, row.due, row.tries, row.error)
