"""The labelled streams that grouping is trained and measured on: the sets of NEWSLOOM_DATA, and the same told otherwise. Reads files only.

One mixed stream is told in several ways, so that the weights learn what two reports of one event have in common, not what the sets
look like: without dates, over months, within two days, thinned.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsloom.bench import steadiness
from newsloom.model import Article

SETS = ("stream", "home", "allsides", "ecbplus", "multinews", "gvc", "basil", "newswcl50", "argos", "og2021")
SINGLE = "single "  #: what the labels of singles mixed in start with
SEED = 20260113


@dataclass(frozen=True, slots=True)
class Item:
    article: Article
    label: str


def read(name: str) -> list[Item]:
    """The articles of a set, in the order of the file, or by time where it has times for all."""
    folder = os.environ.get("NEWSLOOM_DATA")
    if not folder:
        sys.exit("NEWSLOOM_DATA is not set: it names the folder of labelled sets that this benchmark reads")
    with (Path(folder) / "clusters" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return by_time([Item(article(row), str(row["cluster"])) for row in rows])


def article(row: dict[str, Any]) -> Article:
    stamp, published, day_only = row.get("published"), None, False
    if stamp:
        published = datetime.fromisoformat(stamp)
        published = published.replace(tzinfo=UTC) if published.tzinfo is None else published.astimezone(UTC)
        day_only = len(stamp) == 10
    return Article(
        str(row["id"]), row.get("title") or "", row.get("text") or "", source=row.get("source"), published=published,
        day_only=day_only, lang=row.get("lang"),
    )  # fmt: skip


def by_time(items: Sequence[Item]) -> list[Item]:
    """By time; an article without one keeps its place after the one before it."""
    last, keyed = datetime.min.replace(tzinfo=UTC), []
    for at, item in enumerate(items):
        last = item.article.published or last
        keyed.append((last, at, item))
    return [item for _, _, item in sorted(keyed, key=lambda entry: entry[:2])]


def among_singles(items: Sequence[Item], *, held_back: bool = False) -> list[Item]:
    """The stream with the singles of `scale/` that are for training, each an event of its own; or with those held back from it, too."""
    times = [item.article.published for item in items if item.article.published is not None]
    alone = steadiness.singles((min(times), max(times)), but_for={item.article.id for item in items})
    return by_time([*items, *(Item(one, SINGLE + one.id) for one in alone if held_back or not steadiness.held_back(one.id))])


def headlines(items: Sequence[Item]) -> list[Item]:
    """The titles alone, of articles that have one."""
    return [Item(replace(item.article, text=""), item.label) for item in items if item.article.title.strip()]


def undated(items: Sequence[Item]) -> list[Item]:
    return [Item(replace(item.article, published=None), item.label) for item in items]


def thinned(items: Sequence[Item], share: float, seed: int) -> list[Item]:
    """Of `share` of the events a single article is left."""
    chance = random.Random(seed)
    labels = sorted({item.label for item in items})
    poor = {label for label in labels if chance.random() < share}
    kept: dict[str, int] = {}
    order = list(range(len(items)))
    chance.shuffle(order)
    for at in order:
        kept.setdefault(items[at].label, at)
    return [item for at, item in enumerate(items) if item.label not in poor or kept[item.label] == at]


def stretched(items: Sequence[Item]) -> list[Item]:
    """The stream over months: events further apart, and the articles of some events up to thirty times further from each other."""
    chance = random.Random(9)
    first: dict[str, datetime] = {}
    times: dict[str, int] = {}
    start = min(item.article.published or datetime.max.replace(tzinfo=UTC) for item in items)
    out = []
    for item in items:
        published = item.article.published or start
        opened = first.setdefault(item.label, published)
        factor = times.setdefault(item.label, chance.choice((1, 4, 10, 30)))
        out.append(
            Item(replace(item.article, published=start + (opened - start) * 8 + (published - opened) * factor), item.label)
        )
    return by_time(out)


def condensed(items: Sequence[Item]) -> list[Item]:
    """The stream in two days instead of thirty: nearly 2,000 articles a day, as 100 busy feeds bring; inside an event all stays."""
    first: dict[str, datetime] = {}
    start = min(item.article.published or datetime.max.replace(tzinfo=UTC) for item in items)
    out = []
    for item in items:
        published = item.article.published or start
        opened = first.setdefault(item.label, published)
        out.append(Item(replace(item.article, published=start + (opened - start) / 15 + (published - opened)), item.label))
    return by_time(out)
