"""Whether grouping keeps still: among single articles, over time, under shuffled arrival, at every run; and what it costs."""

from __future__ import annotations

import hashlib
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from newsloom import app, evaluate
from newsloom.bench import aligned, folder, rows
from newsloom.bench.cluster import VISIBLE, by_time, load
from newsloom.intake import files
from newsloom.model import Article, Assignment

SEED = 20260113
SHUFFLED_H = 6.0


def singles(span: tuple[datetime, datetime], *, but_for: set[str]) -> list[Article]:
    """One article of each labelled event of `scale/` whose articles are not in `but_for`, those without a time put somewhere in the span."""
    chance = random.Random(SEED)
    found: list[Article] = []
    for name in ("neus", "uci_headlines"):
        events: dict[str, list[Article]] = {}
        known: set[str] = set()
        for row in rows(folder() / "scale" / f"{name}.jsonl"):
            line = json.dumps({key: row.get(key) for key in VISIBLE}).encode()
            for item in files.articles([line], name=name, warn=lambda _: None):
                if not isinstance(item, Exception):
                    events.setdefault(str(row["cluster"]), []).append(item[2])
                    if item[2].id in but_for:
                        known.add(str(row["cluster"]))
        for event in sorted(events.keys() - known):
            at = span[0] + (span[1] - span[0]) * chance.random()
            found.append(replace(chance.choice(events[event]), published=at, day_only=False))
    return found


def held_back(single: str) -> bool:
    """Whether a single, by its id, is of the half that the weights have not seen."""
    return bool(hashlib.md5(single.encode(), usedforsecurity=False).digest()[-1] & 1)


def separated(log: Sequence[Assignment]) -> float:
    """Of the article pairs that stood in one story at some time, the share that does not at the end."""
    story: dict[str, str] = {}
    members: dict[str, set[str]] = {}
    seen: set[tuple[str, str]] = set()
    for one in log:
        if one.article in story:
            members[story[one.article]].discard(one.article)
        story[one.article] = one.story
        together = members.setdefault(one.story, set())
        seen.update((min(one.article, other), max(one.article, other)) for other in together)
        together.add(one.article)
    return sum(story[a] != story[b] for a, b in seen) / max(1, len(seen))


def settled_after_h(articles: Sequence[Article], log: Sequence[Assignment]) -> float:
    """Hours from arrival to the last change of place, mean over the articles that changed it; by the times of the articles."""
    times = {one.id: one.published or datetime.min.replace(tzinfo=UTC) for one in articles}
    now = datetime.min.replace(tzinfo=UTC)
    arrived: set[str] = set()
    last: dict[str, float] = {}
    for one in log:
        if one.article not in arrived:
            arrived.add(one.article)
            now = max(now, times[one.article])
        else:
            last[one.article] = (now - times[one.article]) / timedelta(hours=1)
    return sum(last.values()) / max(1, len(last))


def table(*, tell: Callable[[str], None] = lambda _: None) -> str:
    """Figures of the set `stream` that one score does not show."""
    articles, gold = load("stream")
    tell("stream: as it is")
    log: list[Assignment] = []
    plain = app.cluster(articles, on_change=log.append)
    score = _f1(gold, plain)
    body = [["F1", f"{score:.4f}"], ["pairs once together and separated later", f"{separated(log):.2%}"]]
    moved = {one.article for one in log if one.change not in ("found", "join")}
    body.append(["articles that changed their story", f"{len(moved) / len(articles):.2%}"])
    body.append(["hours from arrival to final place, of those", f"{settled_after_h(articles, log):.1f}"])
    tell("stream: again")
    body.append(["same output at a second run", "yes" if repr(app.cluster(articles)) == repr(plain) else "NO"])
    tell("stream: shuffled")
    body.append(
        [f"change of F1 when shuffled within {SHUFFLED_H:.0f} h", f"{_f1(gold, app.cluster(_shuffled(articles))) - score:+.4f}"]
    )
    tell("stream: among singles")
    body += _among_singles(articles, gold, score)
    tell("stream: speed")
    body += _speed(articles)
    return aligned(("stream", "figure"), body)


def _f1(gold: dict[str, str], found: Sequence[Assignment]) -> float:
    return evaluate.grouping(gold, {one.article: one.story for one in found}).f1


def _shuffled(articles: Sequence[Article]) -> list[Article]:
    """As if every article had been met up to six hours late; its own time stays."""
    chance = random.Random(SEED)
    late = [
        (one.published or datetime.min.replace(tzinfo=UTC)) + timedelta(hours=SHUFFLED_H * chance.random()) for one in articles
    ]
    return [one for _, _, one in sorted(zip(late, range(len(articles)), articles, strict=True), key=lambda entry: entry[:2])]


def _among_singles(articles: Sequence[Article], gold: dict[str, str], score: float) -> list[list[str]]:
    times = [one.published for one in articles if one.published is not None]
    alone = singles((min(times), max(times)), but_for=set(gold))
    found = {one.article: one.story for one in app.cluster(by_time([*articles, *alone]))}
    sizes: dict[str, int] = {}
    for story in found.values():
        sizes[story] = sizes.get(story, 0) + 1
    unseen = [one for one in alone if held_back(one.id)]
    partnered, strangers = (sum(sizes[found[one.id]] > 1 for one in part) / len(part) for part in (alone, unseen))
    inside = evaluate.grouping(gold, {name: found[name] for name in gold})
    return [
        ["single articles mixed in", f"{len(alone)}"],
        ["of them with a partner", f"{partnered:.2%}"],
        [f"of the {len(unseen)} that the weights have not seen", f"{strangers:.2%}"],
        ["change of F1 of the others", f"{inside.f1 - score:+.4f}"],
    ]


def _speed(articles: Sequence[Article]) -> list[list[str]]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # lazy: of the bench extra

    texts = [f"{one.title}\n{one.text}" for one in articles]
    ratios = []
    for _ in range(3):
        start = time.process_time()
        TfidfVectorizer().fit_transform(texts)
        yardstick = time.process_time() - start
        start = time.process_time()
        app.cluster(articles)
        ratios.append((time.process_time() - start) / yardstick)
    return [["times TfidfVectorizer().fit_transform on the same texts", f"{sorted(ratios)[1]:.1f}"]]
