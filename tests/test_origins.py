"""Copies are found through the edits that outlets make to wire copy, and two reports of one event are no copies."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsloom import sample
from newsloom.model import Article
from newsloom.origins import OriginIndex, canonical_address, fingerprint, group, same

WIRE = [one for one in sample.articles() if len(one.text.split()) >= 150]
OTHER_WORDS = sorted({word for one in sample.articles() for word in one.text.split()})


def edited(words: list[str], share: float, chance: random.Random) -> list[str]:
    """Of the words, this share replaced by others."""
    return [chance.choice(OTHER_WORDS) if chance.random() < share else word for word in words]


def variant(one: Article, how: str, chance: random.Random) -> Article:
    """A copy of an article as another outlet would print it."""
    words = one.text.split()
    filler = [chance.choice(OTHER_WORDS) for _ in range(len(words) // 2)]
    texts = {
        "2 % of the words": lambda: edited(words, 0.02, chance),
        "5 % of the words": lambda: edited(words, 0.05, chance),
        "10 % of the words": lambda: edited(words, 0.10, chance),
        "20 % of the words": lambda: edited(words, 0.20, chance),
        "cut to a third": lambda: words[: len(words) // 3],
        "a new lead": lambda: [chance.choice(OTHER_WORDS) for _ in range(35)] + words[25:],
        "merged with own text": lambda: filler[: len(filler) // 2] + words + filler[len(filler) // 2 :],
    }
    return Article(f"{one.id} {how}", f"{one.title} again", " ".join(texts[how]()), source="other")


EDITS = [
    "2 % of the words",
    "5 % of the words",
    "10 % of the words",
    "20 % of the words",
    "cut to a third",
    "a new lead",
    "merged with own text",
]


@pytest.mark.parametrize("how", EDITS)
def test_wire_copy_is_found_through_this_edit(how):
    """Recall ≥ 0.95 for each kind of edit, two drawn of every article of the sample."""
    pairs = [(one, variant(one, how, random.Random(f"{one.id} {seed}"))) for one in WIRE for seed in range(2)]
    found = sum(same(fingerprint(one), fingerprint(other)) is not None for one, other in pairs)
    assert found / len(pairs) >= 0.95


def test_two_reports_of_one_event_are_no_copies_of_each_other():
    """No pair of the sample's articles about one event, but for the one report that four outlets took from an agency."""
    gold = sample.gold()
    by_event: dict[str, list[Article]] = {}
    for one in sample.articles():
        by_event.setdefault(gold[one.id], []).append(one)
    pairs = [pair for members in by_event.values() for pair in combinations(members, 2)]
    copies = {gold[a.id] for a, b in pairs if same(fingerprint(a), fingerprint(b))}
    assert len(pairs) > 50
    assert copies == {"brackwell-cannery"}  # one agency's report in four outlets


def test_an_index_finds_the_copies_that_comparing_all_pairs_finds():
    chance = random.Random(5)
    articles = [*WIRE, *(variant(one, how, chance) for one in WIRE[:20] for how in EDITS)]
    index = OriginIndex()
    first = {one.id: index.add(one)[0] for one in articles}
    missed = [one.id for one in articles if one.id not in {a.id for a in WIRE} and first[one.id] == one.id]
    assert len(missed) <= 0.05 * len(WIRE[:20]) * len(EDITS)


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(8)), st.lists(st.sampled_from(EDITS), min_size=4, max_size=4))
def test_every_article_is_in_one_origin_whatever_the_order(order, hows):
    chance = random.Random(0)
    articles = [*WIRE[:4], *(variant(one, how, chance) for one, how in zip(WIRE[:4], hows, strict=True))]
    groups = group([articles[at] for at in order])
    assert sorted(name for one in groups for name in one.articles) == sorted(one.id for one in articles)
    assert {frozenset(one.articles) for one in groups} == {frozenset(one.articles) for one in group(articles)}
    assert all(one.id == one.articles[0] for one in groups)


def test_the_same_articles_give_the_same_origins_to_the_byte():
    articles = [*WIRE, *(variant(one, how, random.Random(1)) for one in WIRE[:12] for how in EDITS)]
    assert repr(group(articles)) == repr(group(articles))


def test_an_origin_says_why():
    one = WIRE[0]
    copy = Article("copy", one.title, one.text, url="https://other.example/2026/a")
    assert group([one, copy])[0].reason == "same text"
    assert group([one])[0].reason == ""


def test_agency_credits_join_what_shares_less():
    words = WIRE[0].text.split()
    cut = " ".join([*words[:90], *(random.Random(3).choice(OTHER_WORDS) for _ in range(50)), *words[140:200]])
    heavy = " ".join(edited(cut.split(), 0.25, random.Random(4)))
    plain = Article("a", "t", " ".join(words)), Article("b", "t", heavy)
    credited = Article("a", "t", f"(Reuters) - {' '.join(words)}"), Article("b", "t", f"(Reuters) - {heavy}")
    assert same(*map(fingerprint, plain)) is None
    assert same(*map(fingerprint, credited)).startswith("both credit Reuters")


@pytest.mark.parametrize(
    "other",
    [
        "http://www.paper.example/2026/01/a-story/?utm_source=x&fbclid=1",
        "https://m.paper.example/2026/01/a-story#comments",
        "https://paper.example/2026/01/a-story/amp/",
        "https://amp.paper.example:443/2026/01/a-story",
        "https://www-paper-example.cdn.ampproject.org/c/s/www.paper.example/2026/01/a-story",
        "https://www.google.com/amp/s/paper.example/2026/01/a-story",
        "https://paper.example//2026/01/a-story/index.html",
    ],
)
def test_one_address_in_many_spellings_is_one(other):
    assert canonical_address(other) == canonical_address("https://paper.example/2026/01/a-story")


@pytest.mark.parametrize(
    "other",
    [
        "https://paper.example/2026/01/a-story?page=2",
        "https://paper.example/2026/01/another",
        "https://paper.example:8080/2026/01/a-story",
    ],
)
def test_different_pages_stay_different_addresses(other):
    assert canonical_address(other) != canonical_address("https://paper.example/2026/01/a-story")


@pytest.mark.parametrize(
    "bad", ["", "not an address", "ftp://a.example/b", "https://[::1", "javascript:alert(1)", "https://a.example:99999/x"]
)
def test_what_is_no_address_has_none(bad):
    assert canonical_address(bad) == ""


@settings(max_examples=200, deadline=None)
@example("\x1f")
@example("quay/%20?page=2")
@given(st.text(max_size=80))
def test_an_address_made_canonical_twice_is_the_same(tail):
    once = canonical_address(f"https://paper.example/{tail}")
    assert canonical_address(once) == once or not once


def test_two_articles_of_a_front_page_are_not_one():
    one, two = (
        Article(str(n), f"title {n}", text, url="https://paper.example/") for n, text in enumerate(["a " * 90, "b " * 90])
    )
    assert same(fingerprint(one), fingerprint(two)) is None


def test_short_teasers_with_one_title_are_copies_for_two_days():
    when = datetime(2026, 1, 5, tzinfo=UTC)
    title = "Minister resigns after the vote on the harbour bill"
    first, soon, late = (
        Article(str(hours), title, "Read on.", published=when + timedelta(hours=hours)) for hours in (0, 5, 24 * 30)
    )
    assert same(fingerprint(first), fingerprint(soon)) == "same title"
    assert same(fingerprint(first), fingerprint(late)) is None


def test_an_article_taken_out_of_the_index_is_found_no_more():
    index = OriginIndex()
    index.add(WIRE[0])
    index.forget(WIRE[0].id)
    assert len(index) == 0
    copy = Article("copy", WIRE[0].title, WIRE[0].text)
    assert index.add(copy) == ("copy", "")


@pytest.mark.parametrize("text", ["", "\ud800 " * 99, "a" * 2_000_000, "漢字" * 40_000, "x " * 200_000])
def test_hostile_text_has_a_print(text):
    one = fingerprint(Article("a", text[:50], text))
    assert len(one.shingles) <= 4000
