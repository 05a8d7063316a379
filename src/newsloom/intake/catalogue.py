"""The built-in catalogue of well-known feeds. Reads `catalogue.csv` beside it, which is meant to be edited; never asks the network.

A row: name, feed, site, publisher, owner (independence is counted by it), country (ISO 3166-1), language (ISO 639-1), category, paid (yes where
most pages are behind a paywall).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from newsloom.errors import InputError
from newsloom.model import Subscription

FILE = Path(__file__).with_name("catalogue.csv")


@lru_cache(maxsize=1)
def feeds() -> tuple[Subscription, ...]:
    """All feeds of the catalogue, in the order of the file; their ids are empty."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        return tuple(_subscription(row) for row in csv.DictReader(stream))


def chosen(names: Sequence[str]) -> list[Subscription]:
    """The feeds that these names mean, in the order of the catalogue; all if there is no name.

    A name is that of a feed, an outlet, a category, a language (`de`) or a country (`FR`), in whatever case.

    Raises:
        InputError: when a name means nothing here.
    """
    for name in names:
        if not any(name.strip().casefold() in _means(feed) for feed in feeds()):
            raise InputError(
                name, "is not in the catalogue", remedy=f"it has {', '.join(_offered())}; or the name of an outlet"
            )
    wanted = {name.strip().casefold() for name in names}
    return [feed for feed in feeds() if not wanted or wanted & _means(feed)]


def _means(feed: Subscription) -> set[str]:
    given = (feed.title, feed.publisher, feed.category, feed.lang, feed.country)
    return {value.casefold() for value in given if value}


def _offered() -> Iterator[str]:
    yield from sorted({feed.category for feed in feeds()})
    yield from sorted({feed.lang for feed in feeds() if feed.lang})


def _subscription(row: dict[str, str]) -> Subscription:
    return Subscription(
        "",
        row["feed"],
        row["name"],
        row["site"] or None,
        row["publisher"] or None,
        row["owner"] or None,
        row["category"],
        row["language"] or None,
        country=row["country"] or None,
        paid=row["paid"] == "yes",
    )
