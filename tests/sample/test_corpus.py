"""The bundled sample holds what its README says, and its files are what a reader of its pages gets."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

from newsloom import sample
from newsloom.model import Kind
from newsloom.pipeline.collect import article_id

NARA_QUOTATION = "complex and turbulent international order"


def of(event: str):
    """The articles of an event."""
    gold = sample.gold()
    return [article for article in sample.articles() if gold[article.id] == event]


def test_it_has_ten_events_and_some_singles_by_nine_outlets():
    events = Counter(sample.gold().values())
    assert len(sample.outlets()) == 9
    assert sum(not event.startswith("single-") for event in events) == 10
    assert all((count == 1) == event.startswith("single-") for event, count in events.items())
    assert sum(events.values()) == 46


def test_two_outlets_share_an_owner_and_no_more():
    owners = Counter(outlet.owner for outlet in sample.outlets())
    assert sorted(owners.values()) == [1] * 7 + [2]


def test_all_of_it_lies_in_one_fortnight_before_its_last_evening():
    times = [article.published for article in sample.articles()]
    assert max(times) <= sample.NOW
    assert max(times).date() == sample.NOW.date()
    assert max(times) - min(times) < timedelta(days=14)


def test_every_host_is_under_a_name_that_nobody_can_register():
    assert all(outlet.host.endswith(".example") for outlet in sample.outlets())
    assert all(re.match(r"http://[a-z]+\.example/2026/01/\d\d/[a-z0-9-]+$", article.url) for article in sample.articles())


def test_ids_are_those_that_the_pipeline_gives_to_the_same_addresses():
    assert all(article.id == article_id(article.url) for article in sample.articles())


def test_the_summit_has_four_articles_of_four_owners_and_no_quotation_but_the_one_that_was_said():
    nara = of("nara-summit")
    assert len({article.owner for article in nara}) == len(nara) == 4
    quoted = [words for article in nara for words in re.findall(r"“(.+?)”", article.text)]
    assert set(quoted) == {NARA_QUOTATION}
    assert all('"' not in article.text and 250 <= len(article.text.split()) <= 450 for article in nara)


def test_a_corrected_article_has_two_versions_and_one_id():
    both = [one.article for one in sample.versions() if one.slug == "vessin-altarpiece-found"]
    assert [article.version for article in both] == [1, 2]
    assert both[0].id == both[1].id
    assert "4.2 million" in both[0].text.partition("Correction")[0]
    assert "4.2 million" not in both[1].text.partition("Correction")[0]


def test_what_was_out_at_a_moment_is_what_had_been_published_by_then():
    for moment in sample.PASSES:
        assert all(article.published <= moment for article in sample.articles(moment))
    counts = [len(sample.articles(moment)) for moment in sample.PASSES]
    assert counts == sorted(set(counts))
    assert counts[-1] == len(sample.articles())


def test_every_shape_that_news_comes_in_is_there():
    kinds = Counter(article.kind for article in sample.articles())
    assert kinds[Kind.LIVE_BLOG] == 1
    assert kinds[Kind.OPINION] == 2
    assert kinds[Kind.EMPTY] == 1
    assert Counter(article.lang for article in sample.articles()) == {"en": 42, "de": 2, "fr": 2}


def test_the_package_ships_its_articles():
    """A wheel without its data files would pass every other test in a source tree."""
    from importlib.resources import files

    assert files("newsloom.sample").joinpath("articles", "meridianwire", "lee-takaichi-nara-summit.md").is_file()
