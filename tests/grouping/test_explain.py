"""Why an article is in its story, in data and in words; which stories are links of each other."""

from __future__ import annotations

import pytest
from made_stream import article, stream

from newsloom.errors import ArticleNotFound, StoryNotFound
from newsloom.grouping import Grouper
from newsloom.grouping.explain import gap, listed
from newsloom.model import Article, Constraint, Kind


def grouped(articles: list[Article]) -> Grouper:
    grouper = Grouper()
    for one in articles:
        grouper.add(one)
    grouper.revise()
    return grouper


def test_the_ties_are_articles_of_its_story_and_the_rivals_are_not():
    told = grouped(stream([1, 2, 1, 2, 1])).explain("1-2")
    assert {tie.article for tie in told.ties} == {"1-1", "1-3"}
    assert all(tie.story == told.story for tie in told.ties)
    assert all(tie.story != told.story for tie in told.rivals)


def test_a_tie_says_what_is_shared_and_how_far_apart():
    tie = grouped(stream([1, 1])).explain("1-2").ties[0]
    assert tie.shares
    assert tie.hours_apart == pytest.approx(0.5)


def test_an_article_tied_to_one_other_would_be_alone_without_it():
    told = grouped(stream([1, 1])).explain("1-2")
    assert told.would_change == ("Without 1-1 it would be the only article of its story.",)


def test_an_article_alone_says_that_nothing_is_near():
    told = grouped([article(1, 1)]).explain("1-1")
    assert told.lines == ("It is the only article of its story.", "No other story in the window is near it.")


def test_a_correction_is_told_first():
    grouper = grouped(stream([1, 2]))
    grouper.constrain(Constraint("1-1", "2-1", True))
    grouper.revise()
    assert grouper.explain("1-1").lines[0] == "A person put it together with 2-1."


def test_a_page_that_only_follows_says_so():
    told = grouped([*stream([1, 1]), article(1, 3, kind=Kind.ROUND_UP)]).explain("1-3")
    assert "Pages of its kind follow a story and draw no other article into it." in told.lines


def test_every_line_is_found_again_in_the_explanation_of_the_same_stream():
    assert grouped(stream([1, 2, 1])).explain("1-1") == grouped(stream([1, 2, 1])).explain("1-1")


def test_what_is_not_there_cannot_be_explained():
    with pytest.raises(ArticleNotFound):
        Grouper().explain("nothing")
    with pytest.raises(StoryNotFound):
        Grouper().related("nothing")


def mixed(first: Article, second: Article, name: str, hours: float) -> Article:
    """An article with the words of two."""
    half = len(first.text) // 2
    at = article(1, 1, hours=hours).published
    return Article(name, first.title, f"{first.text[:half]}\n{second.text[half:]}", published=at, lang="en")


@pytest.mark.parametrize(("hours", "relation"), [(30.0, "follows"), (1.0, "possibly related")])
def test_a_story_kept_apart_follows_the_other_if_it_began_a_day_later(hours, relation):
    grouper = grouped([article(1, 1), article(1, 2, hours=0.5)])
    later = mixed(article(1, 3), article(2, 1), "later", hours)
    grouper.add(later)
    grouper.move("later", "another story")
    for other in ("1-1", "1-2"):
        grouper.constrain(Constraint("later", other, False))
    grouper.revise()
    links = grouper.related(grouper.story_of("later"))
    assert [(link.other, link.relation) for link in links] == [(grouper.story_of("1-1"), relation)]


def test_the_earlier_story_does_not_follow_the_later_one():
    grouper = grouped([article(1, 1), article(1, 2, hours=0.5)])
    grouper.add(mixed(article(1, 3), article(2, 1), "later", 30.0))
    grouper.move("later", "another story")
    for other in ("1-1", "1-2"):
        grouper.constrain(Constraint("later", other, False))
    grouper.revise()
    assert {link.relation for link in grouper.related(grouper.story_of("1-1"))} <= {"possibly related"}


@pytest.mark.parametrize(("hours", "words"), [(0.2, "12 min"), (0.0, "1 min"), (5.2, "5 h"), (47.0, "47 h"), (72.0, "3 days")])
def test_times_apart_are_told_in_words(hours, words):
    assert gap(hours) == words


@pytest.mark.parametrize(("words", "told"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")])
def test_lists_are_told_as_in_a_sentence(words, told):
    assert listed(words) == told
