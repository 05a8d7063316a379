"""Grouping a stream: the same at every run, the whole history told, every article in one story, no id lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_stream import START, article, event_of, stream

from newsloom.errors import ArticleNotFound, StoryNotFound
from newsloom.grouping import Grouper, cluster
from newsloom.grouping.model import shipped
from newsloom.grouping.regroup import STORY_LIMIT
from newsloom.model import Article, Assignment, ChangeKind, Kind

EVENTS = st.lists(st.integers(0, 9), min_size=1, max_size=70)
FEW = settings(max_examples=12, deadline=None)


def parts(assignments: list[Assignment]) -> set[frozenset[str]]:
    """The stories as sets of articles, whatever they are called."""
    stories: dict[str, set[str]] = {}
    for one in assignments:
        stories.setdefault(one.story, set()).add(one.article)
    return {frozenset(members) for members in stories.values()}


@FEW
@given(EVENTS)
def test_every_article_ends_in_exactly_one_story_in_input_order(events):
    articles = stream(events)
    assert [one.article for one in cluster(articles)] == [one.id for one in articles]


@FEW
@given(EVENTS)
def test_the_same_input_gives_the_same_output_to_the_byte(events):
    first, second = [], []
    ends = [cluster(stream(events), on_change=log.append) for log in (first, second)]
    assert repr(ends[0]) == repr(ends[1])
    assert repr(first) == repr(second)


@FEW
@given(EVENTS)
def test_the_history_replayed_gives_the_final_state(events):
    log: list[Assignment] = []
    final = cluster(stream(events), on_change=log.append)
    last = {one.article: one.story for one in log}
    assert last == {one.article: one.story for one in final}


@FEW
@given(EVENTS)
def test_articles_of_one_made_up_event_are_one_story_and_of_two_are_not(events):
    found = parts(cluster(stream(events)))
    articles = stream(events)
    assert found == {frozenset(a.id for a in articles if event_of(a.id) == str(event)) for event in set(events)}


@FEW
@given(st.lists(st.integers(0, 5), min_size=2, max_size=40), st.randoms(use_true_random=False))
def test_articles_of_one_minute_may_come_in_any_order(events, chance):
    articles = stream(events, hours=0.0)
    shuffled = articles.copy()
    chance.shuffle(shuffled)
    assert parts(cluster(articles)) == parts(cluster(shuffled))


@FEW
@given(EVENTS)
def test_no_score_leaves_its_range_and_no_story_is_its_own_runner_up(events):
    log: list[Assignment] = []
    cluster(stream(events), on_change=log.append)
    assert all(0 <= one.score <= 1 and 0 <= one.runner_up_score <= 1 for one in log)
    assert all(one.story != one.runner_up for one in log)


@FEW
@given(EVENTS)
def test_a_story_id_is_never_used_again_for_other_articles(events):
    """Once a story has lost all its articles its id comes back at most for one of them."""
    log: list[Assignment] = []
    cluster(stream(events), on_change=log.append)
    where: dict[str, str] = {}
    ever: dict[str, set[str]] = {}
    for one in log:
        known = ever.setdefault(one.story, set())
        alive = one.story in where.values()
        assert alive or not known or one.article in known
        where[one.article] = one.story
        known.add(one.article)


@FEW
@given(EVENTS)
def test_a_revision_of_what_was_just_revised_changes_nothing(events):
    grouper = Grouper()
    for one in stream(events):
        grouper.add(one)
    grouper.revise()
    for one in stream(events):
        grouper._changed.add(grouper._window.number[one.id])
    assert grouper.revise() == []


def test_revision_puts_together_what_the_first_pass_could_not_know():
    """Four short articles that share little come together when a long one shows that they are one event."""
    scraps = [article(1, number, hours=number, words=24) for number in range(4)]
    grown = [*scraps, *(article(1, number, hours=number, words=300) for number in range(4, 9))]
    assert len(parts(cluster(grown))) == 1
    assert len(parts(cluster(grown))) <= len(parts(cluster(grown, single_pass=True)))


def test_single_pass_never_moves_an_article():
    log: list[Assignment] = []
    cluster(stream([1, 2, 1, 3, 2, 1] * 12), single_pass=True, on_change=log.append)
    assert {one.change for one in log} <= {ChangeKind.FOUND, ChangeKind.JOIN}


def test_the_reasons_name_what_is_shared_and_how_far_apart():
    found = cluster(stream([1, 1]))[1]
    assert found.reasons[0].startswith("shares ")
    assert found.reasons[0].endswith("30 min apart")


def test_an_article_like_nothing_else_says_so():
    assert cluster([article(1, 1)])[0].reasons == ("nothing in the window is like it",)


def test_an_empty_article_is_a_story_of_its_own():
    empty = [Article("a"), Article("b"), Article("c", "  ", "\n\n")]
    assert len(parts(cluster(empty))) == 3


@pytest.mark.parametrize(
    "text", ["\ud800\udfff " * 400, "\x00" * 5000, "a" * 1_000_000, "(" * 20_000, "é́" * 9000, "漢" * 50_000]
)
def test_hostile_text_is_grouped_like_any_other(text):
    found = cluster([Article("a", text[:300], text), Article("b", text[:300], text), article(1, 1)])
    assert found[0].story != found[2].story


def test_the_same_text_from_two_outlets_is_one_story_without_dates_or_titles():
    one = article(3, 1, hours=None)
    two = Article("copy", "", one.text, source="other")
    assert len(parts(cluster([one, article(4, 1, hours=None), two]))) == 2


def test_what_leaves_the_window_stays_in_its_story_and_moves_no_more():
    grouper = Grouper(window=20)
    log = [grouper.add(one).assignment for one in stream([1] * 3 + [2, 3, 4, 5] * 6)]
    with pytest.raises(ArticleNotFound):
        grouper.story_of("1-1")
    with pytest.raises(StoryNotFound):
        grouper.articles_of(log[0].story)


def test_a_new_version_keeps_its_story():
    grouper = Grouper()
    for one in stream([1, 1, 2]):
        grouper.add(one)
    story = grouper.story_of("1-1")
    assert (
        grouper.add(article(2, 9, hours=3).__class__("1-1", article(2, 9).title, article(2, 9).text)).assignment.story == story
    )


def test_an_article_with_the_very_text_of_another_goes_straight_to_its_story():
    grouper = Grouper()
    wire = f"{article(1, 1).text}\n{article(1, 2).text}"
    first = grouper.add(Article("wire", article(1, 1).title, wire)).assignment
    copy = grouper.add(Article("copy", "Wholly other words", wire)).assignment
    assert (copy.story, copy.reasons) == (first.story, ("is a copy of wire",))


@pytest.mark.parametrize(
    "kind", [Kind.LIVE_BLOG, Kind.ROUND_UP, Kind.DEALS, Kind.HOROSCOPE, Kind.WEATHER, Kind.SPORT_TABLE, Kind.EMPTY]
)
def test_some_kinds_follow_a_story_but_glue_no_two_together(kind):
    """A page made of two events' words stands between them; as news it would be near to both."""
    one, two = [article(1, n, hours=n) for n in range(5)], [article(2, n, hours=n) for n in range(5)]
    both = [
        Article(
            f"both {n}",
            f"{one[n].title} {two[n].title}",
            f"{one[n].text}\n{two[n].text}",
            published=one[n].published,
            kind=kind,
        )
        for n in range(5)
    ]
    found = {a.article: a.story for a in cluster([*one, *both, *two])}
    assert found["1-0"] != found["2-0"]


def test_a_round_up_draws_no_later_article_into_its_story():
    page = article(1, 1, kind=Kind.ROUND_UP)
    found = cluster([page, article(1, 2, hours=1.0)])
    assert found[0].story == found[1].story or found[1].change is ChangeKind.FOUND


@pytest.mark.parametrize("reports", [1, 3])
def test_a_live_blog_that_was_there_first_follows_the_reports(reports):
    blog = article(1, 0, kind=Kind.LIVE_BLOG)
    found = cluster([blog, *(article(1, n, hours=n) for n in range(1, reports + 1)), article(2, 1, hours=2.0)])
    assert found[0].story == found[1].story != found[-1].story
    assert found[0].change is ChangeKind.MERGE


def test_a_live_blog_follows_nothing_that_is_not_near_it():
    found = cluster([article(1, 0, kind=Kind.LIVE_BLOG), *(article(2, n, hours=n) for n in range(1, 4))])
    assert found[0].story not in {one.story for one in found[1:]}


def test_two_pages_that_only_follow_found_no_story_together():
    found = cluster([article(1, n, hours=n, kind=Kind.OPINION) for n in range(3)])
    assert len({one.story for one in found}) == 3


def test_a_story_of_hundreds_of_articles_is_still_revised():
    """What does not belong in it leaves, and its older articles stay."""
    grouper = Grouper()
    for one in stream([event for other in range(2, 432) for event in (1, other)], hours=0.1):
        grouper.add(one)
    story = grouper.story_of("1-1")
    for number in range(1, 431):
        grouper.move(f"1-{number}", story)
    grouper.move("431-1", story)
    assert len(grouper.articles_of(story)) > STORY_LIMIT
    grouper.revise()
    assert grouper.story_of("431-1") != story
    assert {f"1-{number}" for number in range(1, 30)} <= set(grouper.articles_of(story))


def test_an_event_that_hundreds_report_on_stays_one_story_however_common_its_words_become():
    grouper = Grouper()
    for one in stream([event for other in range(2, 252) for event in (1, other)], hours=0.02):
        grouper.add(one)
        if grouper.due():
            grouper.revise()
    grouper.revise()
    assert len({grouper.story_of(f"1-{number}") for number in range(1, 251)}) == 1


def test_hundreds_of_copies_are_one_story():
    text = article(1, 1, words=240).text
    grouper = Grouper()
    for number in range(350):
        grouper.add(
            Article(f"copy-{number}", "Storm over the coast", text, source=f"outlet {number}", published=START, lang="en")
        )
        if grouper.due():
            grouper.revise()
    grouper.revise()
    assert len({grouper.story_of(f"copy-{number}") for number in range(350)}) == 1


def test_two_single_articles_take_more_to_found_a_story_than_a_third_to_join_it():
    """On arrival and in revision alike; what they take is a threshold of the weights."""
    one, other = article(3, 0), article(3, 1)
    assert len(parts(together(one, other, found=0.5))) == 1
    assert len(parts(together(one, other, found=1.0))) == 2


def together(*articles: Article, found: float) -> list[Assignment]:
    weights = replace(shipped(), thresholds=shipped().thresholds | {"found": found})
    grouper = Grouper(weights=weights)
    final = {one.id: grouper.add(one).assignment for one in articles}
    final.update({one.article: one for one in grouper.revise()})
    return list(final.values())
