"""What is read of an article is kept for the next revision of its story, and never for another version of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from newsloom import origins
from newsloom.model import Article
from newsloom.writing import evidence

SENTENCES = (
    "The council of Hollin voted on Monday to close the old quay after a wall gave way in the storm.",
    "Mayor Ada Lind said the repair of the wall would take two years and cost nine million crowns.",
    "Fishermen protested outside the town hall against the decision on Tuesday morning.",
    "A report on the quay had found cracks in the wall in the spring of last year.",
)
WHEN = datetime(2026, 3, 3, 9, tzinfo=UTC)


def _article(number: int, sentences: tuple[str, ...]) -> Article:
    return Article(
        f"a{number}", "Quay to close", " ".join(sentences), source=f"outlet{number}.example", published=WHEN, lang="en"
    )


def _gathered(articles: list[Article]) -> evidence.Evidence:
    return evidence.gather(articles, origins.group(articles))


def test_evidence_is_the_same_whether_its_articles_were_read_before_or_not() -> None:
    articles = [_article(1, SENTENCES), _article(2, SENTENCES[::-1])]
    evidence._read.cache_clear()
    evidence._numbered.cache_clear()
    afresh = _gathered(articles)
    assert evidence._read.cache_info().misses == 2
    again = _gathered([*articles, _article(3, SENTENCES[:2])])
    assert evidence._read.cache_info().misses == 3
    assert again.candidates[: len(afresh.candidates)] == afresh.candidates


def test_the_number_of_a_candidate_is_its_place_in_the_evidence_of_this_story() -> None:
    one, two = _article(1, SENTENCES), _article(2, SENTENCES[::-1])
    _gathered([one, two])
    turned = _gathered([two, one])
    assert [c.index for c in turned.candidates] == list(range(len(turned.candidates)))
    assert [turned.candidates[c.before].rank for c in turned.candidates if c.before is not None] == [
        c.rank - 1 for c in turned.candidates if c.before is not None
    ]


def test_a_corrected_article_is_read_anew() -> None:
    article = _article(1, SENTENCES)
    _gathered([article])
    corrected = replace(article, text=article.text.replace("nine million", "seven million"), version=2)
    texts = [c.text for c in _gathered([corrected]).candidates]
    assert any("seven million" in text for text in texts)
    assert not any("nine million" in text for text in texts)
