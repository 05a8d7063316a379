"""Story pages against human summaries: faults, ROUGE, length, citations, repeats; extractive peers in the same run.

Each peer is given, event by event, as many words as the story page has, so that length decides nothing.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from newsloom import evaluate, formats
from newsloom.bench import aligned, folder, rows
from newsloom.intake import files
from newsloom.model import Article
from newsloom.text import sentences

SETS = ("multinews", "allsides", "neus")
MANY_ORIGINS = 4  # from which two sources a sentence are looked for
_HEAD = (
    "set", "method", "ROUGE-1", "ROUGE-2", "ROUGE-L", "words", "sections", "sentences", "articles cited",
    "multi-source", "at 4 origins", "repeated", "headings matched", "faults", "events", "time / splitting",
)  # fmt: skip

type_of_event = tuple[dict[str, Any], list[Article], dict[str, Any]]


def events(name: str, limit: int | None = None) -> Iterable[type_of_event]:
    """Each event of a set: its row, its articles, and what each article is called outside."""
    import json

    for number, row in enumerate(rows(folder() / "summaries" / f"{name}.jsonl")):
        if limit is not None and number >= limit:
            return
        seen = {"id": row["id"], "articles": row["articles"]}
        for item in files.events([json.dumps(seen).encode()], name=name, warn=lambda _: None):
            if not isinstance(item, Exception):
                yield row, item[3], item[2]


def table(
    sets: Sequence[str] = SETS, *, limit: int | None = None, peers: bool = True, tell: Callable[[str], None] = lambda _: None
) -> str:
    """The table of all sets and methods; the time of writing is a ratio to splitting the same articles into sentences, in the same run."""
    from newsloom import app  # lazy: the engine

    rouge = evaluate.Rouge()
    body: list[list[str]] = []
    for name in sets:
        tell(name)
        scores: list[evaluate.PageScore] = []
        overlap: dict[str, list[tuple[float, ...]]] = {"newsloom": []}
        missing = 0
        split_s = write_s = 0.0
        for row, articles, ids in events(name, limit):
            began = time.perf_counter()
            for article in articles:
                sentences.passages(article)
            split_s += time.perf_counter() - began
            began = time.perf_counter()
            page = app.write(articles, story_id=str(row["id"]))
            write_s += time.perf_counter() - began
            if page is None:
                missing += 1
                continue
            story = formats.page_json(page, ids=ids)
            score = evaluate.page(row["articles"], story)
            scores.append(score)
            references = row.get("references") or []
            text = " ".join(s["text"] for section in story["sections"] for s in section["sentences"])
            if references:
                overlap["newsloom"].append(rouge.best(references, text))
            if references and peers:
                for peer, summary in _peers(articles, score.words).items():
                    overlap.setdefault(peer, []).append(rouge.best(references, summary))
        body.append(
            [name, "newsloom", *_means(overlap["newsloom"]), *_figures(scores, missing), f"{write_s / (split_s or 1):.0f}"]
        )
        body += [[name, peer, *_means(rows), *[""] * (len(_HEAD) - 5)] for peer, rows in overlap.items() if peer != "newsloom"]
    return aligned(_HEAD, body)


def _means(scores: Sequence[tuple[float, ...]]) -> list[str]:
    n = len(scores) or 1
    return [f"{100 * sum(score[i] for score in scores) / n:.1f}" for i in range(3)]


def _figures(scores: Sequence[evaluate.PageScore], missing: int) -> list[str]:
    n, sentences = len(scores) or 1, sum(s.sentences for s in scores) or 1
    faults = sum((Counter(s.faults) for s in scores), Counter({"missing": missing} if missing else {}))
    return [
        f"{sum(s.words for s in scores) / n:.0f}",
        f"{sum(s.sections for s in scores) / n:.1f}",
        f"{sum(s.sentences for s in scores) / n:.1f}",
        f"{sum(s.articles_cited for s in scores) / (sum(s.articles for s in scores) or 1):.3f}",
        f"{sum(s.multi_source for s in scores) / sentences:.3f}",
        f"{_share_of_many(scores):.3f}",
        f"{sum(s.repeated for s in scores) / sentences:.3f}",
        f"{sum(s.headings_matched for s in scores) / (sum(s.headings for s in scores) or 1):.3f}",
        ", ".join(f"{name} {count}" for name, count in sorted(faults.items())) or "0",
        str(len(scores)),
    ]


def _share_of_many(scores: Sequence[evaluate.PageScore]) -> float:
    """Share of sentences with two sources or more, of stories of MANY_ORIGINS."""
    many = [s for s in scores if s.origins >= MANY_ORIGINS]
    return sum(s.multi_source for s in many) / (sum(s.sentences for s in many) or 1)


# ---------------------------------------------------------------------------------------------- peers


class _Tokenizer:
    """Sentences and words for sumy, which otherwise asks for data that must be downloaded."""

    def to_sentences(self, text: str) -> tuple[str, ...]:
        return tuple(" ".join(text[a:b].split()) for a, b in sentences.split(text))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(re.findall(r"\w+", sentence))


def _peers(articles: Sequence[Article], words: int) -> dict[str, str]:
    """What lead, LexRank, TextRank and LSA (sumy) write in so many words."""
    from sumy.nlp.stemmers import Stemmer  # lazy: of the bench extra
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.lsa import LsaSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer

    tokenizer = _Tokenizer()
    document = PlaintextParser.from_string("\n".join(a.text for a in articles), tokenizer).document
    told = {"lead": _cut(_lead(articles, tokenizer), words)}
    for name, kind in (("LexRank", LexRankSummarizer), ("TextRank", TextRankSummarizer), ("LSA", LsaSummarizer)):
        summarizer = kind(Stemmer("english"))
        count = max(1, min(len(document.sentences), words // 12 + 2))
        ranked = summarizer(document, count)
        told[name] = _cut((str(sentence) for sentence in ranked), words)
    return told


def _lead(articles: Sequence[Article], tokenizer: _Tokenizer) -> Iterable[str]:
    """First sentences of all articles, then second ones, and so on."""
    split = [tokenizer.to_sentences(a.text) for a in articles]
    for position in range(max(map(len, split), default=0)):
        yield from (sentences[position] for sentences in split if position < len(sentences))


def _cut(sentences: Iterable[str], words: int) -> str:
    """The first so many words of them."""
    kept: list[str] = []
    for sentence in sentences:
        if len(kept) >= words:
            break
        kept += sentence.split()
    return " ".join(kept[:words])
