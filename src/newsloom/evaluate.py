"""Scores against labels: BCubed and pairs for grouping, balanced accuracy and AUC for checking, faults and ROUGE for pages.

Pure; labels are never an input of a stage. ROUGE needs the package of the `bench` extra.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from newsloom.text import terms

T = TypeVar("T")

# ---------------------------------------------------------------------------------------------- grouping


@dataclass(frozen=True, slots=True)
class GroupingScore:
    """BCubed averaged over articles (Bagga & Baldwin 1998), and F1 over pairs of articles placed together."""

    precision: float
    recall: float
    f1: float
    pair_f1: float
    events: int
    stories: int
    articles: int


def _f1(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def grouping(gold: Mapping[str, str], predicted: Mapping[str, str]) -> GroupingScore:
    """Score predicted stories; an article without a prediction counts as a story of its own."""
    told = {article: predicted.get(article, f"missing {article}") for article in gold}
    events, stories = Counter(gold.values()), Counter(told.values())
    both = Counter((gold[a], told[a]) for a in gold)
    n = len(gold) or 1
    precision = sum(c * c / stories[story] for (_, story), c in both.items()) / n
    recall = sum(c * c / events[event] for (event, _), c in both.items()) / n

    def pairs(counts: Iterable[int]) -> float:
        return sum(c * (c - 1) / 2 for c in counts)

    right, placed, labelled = pairs(both.values()), pairs(stories.values()), pairs(events.values())
    pair_f1 = _f1(right / placed if placed else 1.0, right / labelled if labelled else 1.0)
    return GroupingScore(precision, recall, _f1(precision, recall), pair_f1, len(events), len(stories), len(gold))


# ---------------------------------------------------------------------------------------------- checking


def balanced_accuracy(rows: Sequence[tuple[bool, bool]]) -> float:
    """Mean of the recalls of the two classes over (label, verdict) rows; of one class if the other is absent."""
    recalls = []
    for wanted in (True, False):
        told = [verdict == wanted for label, verdict in rows if label == wanted]
        if told:
            recalls.append(sum(told) / len(told))
    return sum(recalls) / len(recalls) if recalls else float("nan")


def auc(rows: Sequence[tuple[bool, float]]) -> float:
    """Area under the ROC curve over (label, score) rows, ties counted half; NaN where a class is absent."""
    ranked = sorted(rows, key=lambda row: row[1])
    rank_sum, first = 0.0, 0
    while first < len(ranked):
        after = first
        while after < len(ranked) and ranked[after][1] == ranked[first][1]:
            after += 1
        rank_sum += sum(label for label, _ in ranked[first:after]) * (first + 1 + after) / 2
        first = after
    positive = sum(label for label, _ in rows)
    negative = len(rows) - positive
    return (rank_sum - positive * (positive + 1) / 2) / (positive * negative) if positive and negative else float("nan")


def bootstrap(
    rows: Sequence[T], measure: Callable[[Sequence[T]], float], *, times: int = 200, seed: int = 1
) -> tuple[float, float]:
    """The 2.5 and 97.5 percentiles of `measure` over resampled rows."""
    drawn = random.Random(seed)
    values = sorted(measure([drawn.choice(rows) for _ in rows]) for _ in range(times))
    return values[int(0.025 * times)], values[min(times - 1, int(0.975 * times))]


# ---------------------------------------------------------------------------------------------- pages

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_QUOTED = re.compile(r"[\"“]([^\"“”]{3,}?)[\"”]")
_INSERT = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageScore:
    """Faults (name → count, none is the only good figure) and figures of one story JSON."""

    faults: Mapping[str, int] = field(default_factory=dict)
    sentences: int = 0
    sections: int = 0
    words: int = 0
    articles: int = 0
    articles_cited: int = 0
    repeated: int = 0
    multi_source: int = 0
    origins: int = 0  #: of its articles; 0 if the story does not say
    headings: int = 0  #: of pages with several sections, fixed labels apart
    headings_matched: int = 0  #: of those, the ones that a reader who sees headings and sections apart can match


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _repeats(earlier: Sequence[set[str]], bag: set[str]) -> bool:
    return any(min(len(bag), len(b)) >= 5 and len(bag & b) >= 0.6 * min(len(bag), len(b)) for b in earlier)


def headings_matched(sections: Sequence[tuple[str, Sequence[str]]], lang: str | None) -> list[bool]:
    """Whether each heading can be told to be its section's by the words alone.

    It can if the section, without the sentence that the heading was cut from, shares more of its words, weighted by rarity on the page,
    than any other section does, and at least two of its sentences (or its only one) share one.
    """
    stems = [[set(terms.stems(text, lang)) for text in sentences] for _, sentences in sections]
    often = Counter(stem for section in stems for own in section for stem in own)
    total = sum(map(len, stems))
    found = []
    for at, (heading, _) in enumerate(sections):
        own = set(terms.stems(heading, lang))
        weight = {stem: math.log(1 + total / often[stem]) for stem in own if often[stem]}
        cut_from = next((s for s in stems[at] if own <= s), None) if len(stems[at]) > 1 else None
        shares = []
        for section in stems:
            said = set().union(*(s for s in section if s is not cut_from))
            shares.append(math.fsum(sorted(weight[stem] for stem in weight.keys() & said)))
        touched = sum(not own.isdisjoint(s) for s in stems[at])
        others = max((share for i, share in enumerate(shares) if i != at), default=0.0)
        found.append(shares[at] > others and touched >= min(2, len(stems[at])))
    return found


def page(articles: Sequence[Mapping[str, Any]], story: Mapping[str, Any]) -> PageScore:
    """Hold a story JSON against the articles it was written from.

    Faults: `uncited` text, `bad span` (a quote that is not the text at its place), `ungrounded` (over a tenth of an
    extractive sentence's words in none of its passages), `number` and `quotation` that stand in no cited passage,
    `heading` that is empty or repeated, `empty` page.
    """
    by_id = {str(a.get("id") or i): a for i, a in enumerate(articles, 1)}
    source = {s["number"]: by_id.get(str(s["article"]), {}) for s in story["sources"]}
    faults: Counter[str] = Counter()
    cited: set[int] = set()

    def hold(text: str, citations: Sequence[Mapping[str, Any]], *, whole: bool = True) -> None:
        faults["uncited"] += not citations
        passages = []
        for c in citations:
            given = source.get(c["source"], {}).get(c["field"]) or ""
            passages.append(given[c["start"] : c["end"]])
            faults["bad span"] += not passages[-1] or passages[-1] != c["quote"]
            cited.add(c["source"])
        near, plain = " ".join(passages), _INSERT.sub(" ", text)
        known, own = set(_words(near)), _words(plain)
        faults["ungrounded"] += whole and sum(w not in known for w in own) > 0.1 * len(own)
        faults["number"] += sum(n not in set(_NUMBER.findall(near)) for n in _NUMBER.findall(plain))
        flat = " ".join(_words(near))
        faults["quotation"] += sum(" ".join(_words(q)) not in flat for q in _QUOTED.findall(plain))

    extractive = story.get("writer", "extractive") == "extractive"
    hold(story["headline"], story["headline_citations"], whole=extractive)
    if story["deck"]:
        hold(story["deck"], story["deck_citations"], whole=extractive)
    sentences = [s for section in story["sections"] for s in section["sentences"]]
    for section in story["sections"]:
        if not section["label"]:
            hold(section["heading"], section["heading_citations"], whole=extractive)
    for s in sentences:
        hold(s["text"], s["citations"], whole=extractive)
    for entry in [v for d in story["disagreements"] for v in d["values"]]:
        hold(entry["value"], entry["citations"], whole=False)
    for entry in story.get("quotations", ()):
        hold(entry["text"], entry["citations"], whole=False)
    for entry in story["timeline"]:
        hold(entry["text"], entry["citations"], whole=False)
    headings = [section["heading"].strip() for section in story["sections"]]
    faults["heading"] += sum(not h for h in headings) + len(headings) - len(set(headings))
    faults["empty"] += not sentences
    told = [(section["heading"], [s["text"] for s in section["sentences"]]) for section in story["sections"]]
    matched = headings_matched(told, story.get("language")) if len(told) > 1 else []
    judged = [good for good, section in zip(matched, story["sections"], strict=False) if not section["label"]]
    bags = [{w for w in _words(_INSERT.sub(" ", s["text"])) if len(w) > 3} for s in sentences]
    return PageScore(
        faults={name: count for name, count in faults.items() if count},
        sentences=len(sentences),
        sections=len(headings),
        words=sum(len(s["text"].split()) for s in sentences),
        articles=len(articles),
        articles_cited=len(cited),
        repeated=sum(_repeats(bags[:i], bag) for i, bag in enumerate(bags)),
        multi_source=sum(len({c["source"] for c in s["citations"]}) > 1 for s in sentences),
        origins=story.get("origin_count", 0),
        headings=len(judged),
        headings_matched=sum(judged),
    )


class Rouge:
    """ROUGE-1, -2 and -L F1 (Lin 2004) with the reference implementation of the `bench` extra.

    Raises:
        ImportError: when the extra is not installed.
    """

    measures = ("rouge1", "rouge2", "rougeL")

    def __init__(self) -> None:
        from rouge_score.rouge_scorer import RougeScorer  # lazy: only benchmarks need it

        self._scorer = RougeScorer(list(self.measures), use_stemmer=True)

    def best(self, references: Sequence[str], text: str) -> tuple[float, ...]:
        """The best of several references, by measure."""
        scores = [self._scorer.score(reference, text) for reference in references]
        return tuple(max(score[m].fmeasure for score in scores) for m in self.measures)
