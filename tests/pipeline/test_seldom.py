"""Python's collector during a pass."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

import newsloom
from newsloom import sample
from newsloom.pipeline import seldom


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_the_collector_looks_less_often_and_is_put_back_when_work_fails() -> None:
    gc.set_threshold(700, 10, 10)
    with pytest.raises(ZeroDivisionError), seldom.collected():
        assert gc.get_threshold() == (seldom.COLLECTED_EVERY, 10, 10)
        _ = 1 / 0
    assert gc.get_threshold() == (700, 10, 10)


def test_a_collector_that_was_switched_off_stays_off() -> None:
    gc.set_threshold(0)
    with seldom.collected():
        assert gc.get_threshold()[0] == 0


def test_writing_a_story_makes_no_circles() -> None:
    """They would wait for the collector, a story's worth each time."""
    gold = sample.gold()
    articles = [article for article in sample.articles() if gold[article.id] == "nara-summit"]
    newsloom.write(articles, story_id="nara")  # fills what is kept
    gc.collect()
    gc.disable()
    try:
        newsloom.write(articles, story_id="nara")
        assert gc.collect() == 0
    finally:
        gc.enable()
