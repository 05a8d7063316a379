"""How well the text, title and day of pages are taken, against hand-checked ones: `ingestion.py extraction`.

Texts are read to be measured only; nothing of them is kept or printed.
"""

from __future__ import annotations

import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsloom import bench
from newsloom.errors import ExtractionError
from newsloom.intake.extract import extract
from newsloom.text.terms import folded

_TOKEN = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class Page:
    """A page and what people found on it."""

    name: str
    country: str
    url: str
    html: bytes
    body: str
    title: str
    published: datetime | None


def pages(folder: Path) -> Iterator[Page]:
    """The pages of `web/pages`, by country and name."""
    for country in sorted(path for path in folder.iterdir() if path.is_dir()):
        facts = json.loads((country / "meta.info").read_text())
        for labels in sorted(country.glob("*.json")):
            cases = json.loads(labels.read_text())
            stored = sorted(country.glob(f"{labels.stem}_[0-9]*.html.gz"))
            for path, label in zip(stored, cases.values(), strict=True):
                yield Page(
                    path.name,
                    country.name,
                    facts[path.name]["url"],
                    gzip.decompress(path.read_bytes()),
                    _body(label["body"]),
                    label["title"] or "",
                    datetime.fromisoformat(label["publishing_date"]) if label["publishing_date"] else None,
                )


def _body(label: dict[str, Any]) -> str:
    parts = list(label["summary"])
    for section in label["sections"]:
        parts += [*section["headline"], *section["paragraphs"]]
    return "\n".join(parts)


def tokens(text: str) -> Counter[str]:
    """Words, and single characters where a script knows no spaces."""
    spaced = _UNSPACED.sub(lambda found: f" {found[0]} ", text.casefold())
    return Counter(_TOKEN.findall(spaced))


def f1(ours: str, theirs: str) -> float:
    """Token F1, as bags."""
    left, right = tokens(ours), tokens(theirs)
    shared = sum((left & right).values())
    return 2 * shared / (sum(left.values()) + sum(right.values())) if shared else 0.0


def same_title(ours: str, theirs: str) -> bool:
    """Whether they are the same words, or one is the other with the outlet's name or a kicker."""
    a, b = (" ".join(_TOKEN.findall(folded(text))) for text in (ours, theirs))
    return bool(a and b) and (a == b or (min(len(a), len(b)) > 15 and (a in b or b in a)))


def extraction(folder: Path, *, worst: int) -> None:
    """Print the scores by country and in all."""
    import trafilatura

    scores: list[tuple[str, str, float, float, bool, bool | None, float]] = []
    spent = {"newsloom": 0.0, "trafilatura": 0.0}
    for page in pages(folder / "web" / "pages"):
        began = time.perf_counter()
        bare = trafilatura.bare_extraction(
            page.html, url=page.url, favor_precision=True, include_comments=False, with_metadata=True
        )
        spent["trafilatura"] += time.perf_counter() - began
        began = time.perf_counter()
        try:
            ours = extract(page.html, url=page.url)
        except ExtractionError:
            ours = None
        spent["newsloom"] += time.perf_counter() - began
        dated = None
        if page.published is not None:
            dated = ours is not None and ours.published is not None and _same_day(ours.published, page.published)
        scores.append(
            (
                page.country,
                page.name,
                f1(ours.text if ours else "", page.body),
                f1(getattr(bare, "text", "") or "", page.body),
                ours is not None and same_title(ours.title, page.title),
                dated,
                f1(ours.title if ours else "", page.title),
            )
        )
    rows = []
    for country in [*sorted({score[0] for score in scores}), "all"]:
        some = [score for score in scores if country in (score[0], "all")]
        dates = [score[5] for score in some if score[5] is not None]
        rows.append(
            (
                country,
                str(len(some)),
                f"{statistics.mean(score[2] for score in some):.4f}",
                f"{statistics.mean(score[3] for score in some):.4f}",
                f"{100 * statistics.mean(score[4] for score in some):.1f} %",
                f"{100 * statistics.mean(score[6] >= 0.5 for score in some):.1f} %",
                f"{100 * statistics.mean(dates):.1f} %",
            )
        )
    print(bench.aligned(("pages", "n", "token F1", "trafilatura", "titles to the word", "titles right", "days right"), rows))
    print(f"time against trafilatura alone: {spent['newsloom'] / spent['trafilatura']:.2f}")
    if worst:
        for score in sorted(scores, key=lambda one: one[2] - one[3])[:worst]:
            print(f"{score[1]:50} {score[2]:.3f} {score[3]:.3f} title {score[4]} date {score[5]}", file=sys.stderr)
        for score in scores:
            if not score[4] or score[5] is False:
                print(f"{score[0]} {score[1]:50} title {score[4]} date {score[5]}", file=sys.stderr)


def _same_day(ours: datetime, theirs: datetime) -> bool:
    """Within a day: a page states its own zone or none."""
    return abs((ours - (theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC))).total_seconds()) <= 86_400
