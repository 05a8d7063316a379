"""Subscriptions: what is followed, when it is due, and what polling remembers of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, case, delete, exists, or_, select, update

from newsloom.errors import SubscriptionNotFound
from newsloom.model import FeedUse, Subscription
from newsloom.store import tables as t
from newsloom.store.base import CLOCK_SET_BACK, chunks
from newsloom.store.search import Search

SPREAD_EACH, SPREAD_MOST = timedelta(seconds=0.1), timedelta(minutes=10)  # between two overdue feeds; for all of them
#: what the reader decides, which no poll that was under way meanwhile may undo
_READERS = frozenset({"paused", "use", "category", "publisher", "owner", "country", "paid"})
_ALL = tuple(column.name for column in t.subscriptions.c if column.name not in ("created", "state", "headers"))
_POLLED = tuple(name for name in _ALL if name not in _READERS)
_S = t.subscriptions.c
_STATES = select(_S.id, _S.state, _S.headers).where(_S.id.in_(bindparam("ids", expanding=True)))
_DUE = update(t.subscriptions).where(_S.id == bindparam("this")).values(next_poll=bindparam("at"))


@lru_cache(maxsize=4)  # making a statement anew costs several times what it does
def _saving(names: tuple[str, ...]) -> Any:
    """Store these columns of one subscription; one that moved to an address that is followed already stays where it is."""
    other = t.subscriptions.alias()
    s, wanted = t.subscriptions.c, bindparam("to_url", type_=t.subscriptions.c.url.type)
    taken = exists().where(other.c.url == wanted, other.c.id != s.id)
    values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in names if name not in ("id", "url")}
    values["url"] = case((s.url == wanted, s.url), (taken, s.url), else_=wanted)
    return update(t.subscriptions).where(s.id == bindparam("this")).values(values)


class Subscriptions(Search):
    """What is followed."""

    def add_subscription(
        self, subscription: Subscription, *, now: datetime, headers: Mapping[str, str] | None = None
    ) -> tuple[Subscription, bool]:
        """Follow it, unless its address is followed already; with it, whether it is new."""
        s = t.subscriptions.c
        with self.database.writing() as connection:
            known = connection.execute(select(t.subscriptions).where(s.url == t.clean(subscription.url))).first()
            if known is not None:
                return subscription_of(known), False
            row = {name: getattr(subscription, name) for name in _ALL}
            row |= {"use": subscription.use.value, "created": now, "state": {}, "headers": dict(headers or {})}
            connection.execute(t.subscriptions.insert(), row)
            self._touch(connection)
        return subscription, True

    def subscription(self, subscription: str) -> Subscription:
        """Raises SubscriptionNotFound."""
        with self.database.reading() as connection:
            row = connection.execute(select(t.subscriptions).where(t.subscriptions.c.id == subscription)).first()
        if row is None:
            raise SubscriptionNotFound(subscription)
        return subscription_of(row)

    def subscriptions(self) -> list[Subscription]:
        """All, by category, title and address."""
        s = t.subscriptions.c
        with self.database.reading() as connection:
            return [
                subscription_of(row) for row in connection.execute(select(t.subscriptions).order_by(s.category, s.title, s.url))
            ]

    def outlets(self) -> list[str]:
        """The names of the outlets that are followed, by alphabet."""
        with self.database.reading() as connection:
            named = connection.execute(select(t.subscriptions.c.publisher).distinct()).scalars()
            return sorted({name for name in named if name}, key=lambda name: (name.casefold(), name))

    def polling_state(self, subscription: str) -> tuple[dict[str, Any], dict[str, str]]:
        """What polling remembers of this feed, and the reader's own headers for it."""
        return self.polling_states([subscription]).get(subscription, ({}, {}))

    def polling_states(self, subscriptions: Iterable[str]) -> dict[str, tuple[dict[str, Any], dict[str, str]]]:
        """The same of several."""
        with self.database.reading() as connection:
            rows = [row for some in chunks(subscriptions) for row in connection.execute(_STATES, {"ids": some})]
        return {row.id: (row.state, row.headers) for row in rows}

    def due_subscriptions(self, *, now: datetime, limit: int) -> list[Subscription]:
        """Those to be polled, the longest waiting first."""
        s = t.subscriptions.c
        set_back = s.last_polled > now + CLOCK_SET_BACK  # else nothing would be due until the old time comes again
        query = (
            select(t.subscriptions)
            .where(
                or_(s.next_poll <= now, and_(set_back, s.next_poll.is_not(None))),
                s.paused.is_(False),
                s.gone.is_(False),
                s.use != FeedUse.IGNORED.value,
            )
            .order_by(s.next_poll, s.id)
            .limit(limit)
        )
        with self.database.reading() as connection:
            return [subscription_of(row) for row in connection.execute(query)]

    def spread_overdue(self, *, now: datetime) -> None:
        """After a time without polling: feeds that became due meanwhile are due one after the other, not all at once."""
        s = t.subscriptions.c
        query = select(s.id).where(s.next_poll <= now, s.last_polled.is_not(None)).order_by(s.id)
        with self.database.writing() as connection:
            ids = list(connection.execute(query).scalars())
            step = min(SPREAD_EACH, SPREAD_MOST / max(len(ids), 1))
            if ids:
                connection.execute(_DUE, [{"this": key, "at": now + number * step} for number, key in enumerate(ids)])

    def save_subscription(self, subscription: Subscription, *, state: Mapping[str, Any] | None = None) -> None:
        """Store what is known of it now. Raises SubscriptionNotFound."""
        names = _ALL if state is None else (*_ALL, "state")
        with self.database.writing() as connection:
            if not self._save(connection, subscription, state, names):
                raise SubscriptionNotFound(subscription.id)
            self._touch(connection)

    def save_polled(self, connection: Connection, subscription: Subscription, state: Mapping[str, Any]) -> bool:
        """Store what a poll may change; False if it was unsubscribed meanwhile."""
        return self._save(connection, subscription, state, (*_POLLED, "state"))

    def _save(
        self, connection: Connection, subscription: Subscription, state: Mapping[str, Any] | None, names: tuple[str, ...]
    ) -> bool:
        row: dict[str, Any] = {f"to_{name}": getattr(subscription, name) for name in names if name not in ("id", "state")}
        if "use" in names:
            row["to_use"] = subscription.use.value
        if state is not None:
            row["to_state"] = dict(state)
        return connection.execute(_saving(names), {**row, "this": subscription.id}).rowcount > 0

    def poll_now(self, subscription: str | None, *, now: datetime) -> None:
        """Make it (or all) due, but never before the time that its server asked us to wait for.

        Raises:
            SubscriptionNotFound: nothing has this id.
        """
        s = t.subscriptions.c
        query = select(s.id, s.state) if subscription is None else select(s.id, s.state).where(s.id == subscription)
        with self.database.writing() as connection:
            known = list(connection.execute(query))
            if subscription is not None and not known:
                raise SubscriptionNotFound(subscription)
            waits = [(row.id, row.state.get("not_before")) for row in known]
            due = [{"this": key, "at": now if wait is None else max(now, t.moment(wait))} for key, wait in waits]
            if due:
                connection.execute(_DUE, due)
            self._touch(connection)

    def remove_subscription(self, subscription: str) -> None:
        """Stop following it and forget its entries; its articles stay. Raises SubscriptionNotFound."""
        with self.database.writing() as connection:
            mine = select(t.entries.c.article).where(t.entries.c.subscription == subscription)
            waiting = [row.article for row in connection.execute(mine)]
            if not connection.execute(delete(t.subscriptions).where(t.subscriptions.c.id == subscription)).rowcount:
                raise SubscriptionNotFound(subscription)
            self.finished(connection, "page", waiting)
            self._touch(connection)


def subscription_of(row: Row[Any]) -> Subscription:
    """What is followed, from its row."""
    known = {name: getattr(row, name) for name in _ALL}
    return Subscription(**{**known, "use": FeedUse(row.use)})
