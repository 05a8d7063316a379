"""The pure path from articles to a page: no clock, no database, the same input gives the same bytes."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

import invented
import newsloom
from newsloom import formats
from newsloom.model import Article
from newsloom.pipeline import compose
from newsloom.pipeline.compose import coverage, voices

NEWS = invented.articles(24)
EVENTS = [[one for one in NEWS if one.url.split("/")[3] == str(number)] for number in range(6)]


@pytest.mark.parametrize("articles", EVENTS, ids=lambda articles: articles[0].title)
def test_the_same_articles_give_the_same_bytes_again(articles: list[Article]):
    first, second = (formats.dump(newsloom.write(articles)) for _ in range(2))
    assert first == second


def test_the_bytes_depend_neither_on_the_process_nor_on_its_hashing_nor_its_time_zone():
    """Sets of strings come in another order in each process; a page must not show it."""
    code = (
        "import sys; sys.path.append(sys.argv[1]); import invented, newsloom; from newsloom import formats\n"
        "news = invented.articles(24)\n"
        "for n in range(6): print(formats.dump(newsloom.write([a for a in news if a.url.split('/')[3] == str(n)])))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code, str(Path(invented.__file__).parent)],
            capture_output=True, check=True, env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": "/usr/bin:/bin"},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"), ("3", "America/St_Johns"))
    }  # fmt: skip
    assert len(told) == 1
    here = "".join(formats.dump(newsloom.write(articles)) + "\n" for articles in EVENTS)
    assert told == {here.encode()}


@pytest.mark.parametrize("articles", EVENTS, ids=lambda articles: articles[0].title)
def test_articles_with_times_of_their_own_may_come_in_any_order(articles: list[Article]):
    chance = random.Random(5)
    expected = formats.dump(newsloom.write(articles))
    for _ in range(3):
        shuffled = chance.sample(articles, len(articles))
        assert formats.dump(newsloom.write(shuffled)) == expected


def test_neither_the_time_of_writing_nor_the_zone_of_a_time_changes_anything():
    articles = EVENTS[0]
    expected = formats.dump(compose(articles, now=datetime(2026, 1, 13, tzinfo=UTC)))
    assert formats.dump(compose(articles, now=datetime(2036, 1, 13, tzinfo=UTC))) == expected
    east = timezone(timedelta(hours=9))
    moved = [replace(one, published=one.published.astimezone(east).astimezone(UTC)) for one in articles]
    assert formats.dump(compose(moved)) == expected


def test_a_page_is_as_new_as_the_newest_article_that_changed_it():
    page = newsloom.write(EVENTS[0])
    cited = {source.published for source in page.sources}
    assert page.updated in cited
    assert page.updated <= max(one.published for one in EVENTS[0])


def test_every_article_stands_once_among_the_sources_and_every_quote_at_its_place():
    for articles in EVENTS:
        page = newsloom.write(articles)
        assert sorted(source.article for source in page.sources) == sorted(one.id for one in articles)
        given = {one.id: one for one in articles}
        for sentence in page.sentences:
            assert sentence.citations
            for citation in sentence.citations:
                assert given[citation.article].field(citation.field)[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    "articles",
    [
        [],
        [Article("a")],
        [Article("a", "Only a title")],
        [Article("a", "", "."), Article("b", "", "…")],
        [Article("a", "Title", "\x00\x01\ufffd")],
    ],
    ids=["none", "empty", "title alone", "no words", "no text"],
)
def test_where_there_is_nothing_to_say_there_is_no_page(articles: list[Article]):
    assert newsloom.write(articles) is None


def test_the_page_that_readers_see_now_stays_when_nothing_new_was_said():
    articles = EVENTS[1]
    page = newsloom.write(articles)
    again = compose(articles, previous=page)
    assert formats.dump(replace(again, revision=1)) == formats.dump(page)


def test_articles_of_one_owner_and_copies_of_one_text_speak_with_one_voice():
    a, b, c = (Article(name, source=f"Paper {name}") for name in "abc")
    apart = {one.id: one.id for one in (a, b, c)}
    assert len(voices([a, b, c], apart)) == 3
    assert len(voices([a, b, c], {"a": "a", "b": "a", "c": "c"})) == 2
    assert len(voices([replace(a, owner="House"), b, replace(c, owner="house")], apart)) == 2
    assert len(voices([replace(a, owner="House"), replace(b, owner="House"), c], {"a": "x", "b": "y", "c": "y"})) == 1


def test_coverage_counts_articles_in_twelve_equal_spans():
    start = datetime(2026, 1, 13, tzinfo=UTC)
    assert coverage([]) == ()
    assert coverage([start] * 3) == (3,)
    hours = [start + timedelta(hours=hour) for hour in (0, 0.5, 6, 12)]
    assert coverage(hours) == (2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)
