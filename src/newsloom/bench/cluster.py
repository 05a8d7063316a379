"""Grouping against labelled events: BCubed precision, recall and F1 and pair F1, set by set, with simple peers."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from newsloom import evaluate
from newsloom.bench import aligned, folder, rows
from newsloom.intake import files
from newsloom.model import Article

SETS = ("stream", "home", "gvc", "ecbplus", "multinews", "allsides", "basil", "newswcl50", "og2021", "argos")
#: what an engine may see; everything else is a label
VISIBLE = ("id", "title", "text", "published", "source", "lang")


def by_time(articles: Sequence[Article]) -> list[Article]:
    """In order of publication; one without a time keeps its place after the one before it."""
    latest = datetime.min.replace(tzinfo=UTC)
    timed = []
    for position, article in enumerate(articles):
        latest = article.published or latest
        timed.append((latest, position, article))
    return [article for *_, article in sorted(timed, key=lambda t: t[:2])]


def load(name: str) -> tuple[list[Article], dict[str, str]]:
    """The articles of a set in order of time, and the event of each."""
    import json

    articles: list[Article] = []
    gold: dict[str, str] = {}
    for row in rows(folder() / "clusters" / f"{name}.jsonl"):
        line = json.dumps({key: row.get(key) for key in VISIBLE}).encode()
        for item in files.articles([line], name=name, warn=lambda _: None):
            if isinstance(item, Exception):
                continue
            articles.append(item[2])
            gold[item[2].id] = str(row["cluster"])
    return by_time(articles), gold


def table(sets: Sequence[str] = SETS, *, peers: bool = True, tell: Callable[[str], None] = lambda _: None) -> str:
    """The table of all sets and methods."""
    body: list[list[str]] = []
    for name in sets:
        articles, gold = load(name)
        methods: dict[str, Callable[[], dict[str, str]]] = {
            "newsloom": partial(_ours, articles),
            "newsloom, single pass": partial(_ours, articles, single_pass=True),
        }
        if peers:
            methods |= _peers(articles, gold)
        for method, run in methods.items():
            tell(f"{name}: {method}")
            score = evaluate.grouping(gold, run())
            figures = [f"{x:.4f}" for x in (score.precision, score.recall, score.f1, score.pair_f1)]
            body.append([name, method, *figures, str(score.events), str(score.stories)])
    return aligned(("set", "method", "BCubed P", "R", "F1", "pair F1", "events", "stories"), body)


def _ours(articles: Sequence[Article], *, single_pass: bool = False) -> dict[str, str]:
    from newsloom import app  # lazy: the engine

    return {one.article: one.story for one in app.cluster(articles, single_pass=single_pass)}


# ---------------------------------------------------------------------------------------------- peers


def _peers(articles: Sequence[Article], gold: dict[str, str]) -> dict[str, Callable[[], dict[str, str]]]:
    return {
        "TF-IDF × time, average link (its best threshold)": lambda: _average_link(articles, gold),
        "headline overlap ≥ 0.6": lambda: _headlines(articles),
        "DBSCAN on TF-IDF (its best eps)": lambda: _dbscan(articles, gold),
    }


def _similarity(articles: Sequence[Article]) -> Any:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer  # lazy: of the bench extra

    texts = [f"{a.title} {a.title} {a.text[:4000]}" for a in articles]
    vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=1).fit_transform(texts)
    similar = (vectors @ vectors.T).toarray()
    hours = np.array([a.published.timestamp() / 3600 if a.published else math.nan for a in articles])
    apart = np.nan_to_num(hours[:, None] - hours[None, :])
    return similar * np.exp(-(apart**2) / (2 * 72.0**2))


def _best(
    gold: dict[str, str], articles: Sequence[Article], label: Callable[[float], Any], steps: Sequence[float]
) -> dict[str, str]:
    tried = []
    for step in steps:
        labels = label(step)
        told = {a.id: str(k) if k >= 0 else f"single {a.id}" for a, k in zip(articles, labels, strict=True)}
        tried.append((evaluate.grouping(gold, told).f1, step, told))
    return max(tried, key=lambda t: t[:2])[2]


def _average_link(articles: Sequence[Article], gold: dict[str, str]) -> dict[str, str]:
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage  # lazy: comes with scikit-learn
    from scipy.spatial.distance import squareform

    distance = 1 - _similarity(articles)
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(np.clip(distance, 0, 1), checks=False), "average")
    return _best(gold, articles, lambda t: fcluster(tree, 1 - t, "distance"), [x / 50 for x in range(2, 26)])


def _dbscan(articles: Sequence[Article], gold: dict[str, str]) -> dict[str, str]:
    import numpy as np
    from sklearn.cluster import DBSCAN  # lazy: of the bench extra

    distance = np.clip(1 - _similarity(articles), 0, 1)
    run = lambda eps: DBSCAN(eps=eps, min_samples=2, metric="precomputed").fit_predict(distance)  # noqa: E731
    return _best(gold, articles, run, [x / 20 for x in range(6, 19)])


def _headlines(articles: Sequence[Article]) -> dict[str, str]:
    """Single link on Jaccard of title words ≥ 0.6."""
    parent = list(range(len(articles)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    words = [frozenset((a.title or a.text[:80]).lower().split()) for a in articles]
    holders: dict[str, list[int]] = defaultdict(list)
    for i, bag in enumerate(words):
        for other in {j for w in bag for j in holders[w]}:
            if len(bag & words[other]) >= 0.6 * len(bag | words[other]):
                parent[root(i)] = root(other)
        for w in bag:
            holders[w].append(i)
    return {a.id: str(root(i)) for i, a in enumerate(articles)}
