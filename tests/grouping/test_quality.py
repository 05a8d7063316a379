"""How well the bundled sample is grouped. Pinned: these floors may only rise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsloom import evaluate, sample
from newsloom.grouping import cluster


def scored(articles, *, single_pass: bool = False):
    found = {one.article: one.story for one in cluster(articles, single_pass=single_pass)}
    return evaluate.grouping({a.id: sample.gold()[a.id] for a in articles}, found)


@pytest.mark.parametrize(
    ("name", "change", "floor"),
    [
        ("as it came", lambda a: a, 0.999),
        ("without dates", lambda a: replace(a, published=None), 0.999),
        ("without titles", lambda a: replace(a, title=""), 0.999),
        ("titles alone", lambda a: replace(a, text=""), 0.956),
        ("titles and openings", lambda a: replace(a, text=a.text[:300]), 0.983),
        ("languages not told", lambda a: replace(a, lang=None), 0.999),
    ],
)
def test_the_sample_is_grouped_no_worse_than_ever(name, change, floor):
    score = scored([change(one) for one in sample.articles()])
    assert score.f1 >= floor, name
