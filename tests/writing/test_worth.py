"""How likely an editor lets a line stand over a section: what it tells that the headline has not told, and whether the section tells it."""

from __future__ import annotations

from dataclasses import replace

from newsloom.model import Citation
from newsloom.text import terms
from newsloom.writing import worth
from newsloom.writing.headline import Line

HEADLINE = frozenset(terms.stems("Lorn approves new harbour bridge for 84 million crowns", "en"))
NAMES = frozenset(terms.stems("Lorn Lind", "en"))


def line(text, lang="en", *, is_title=False):
    return Line(text, Citation("a", "text", 0, 1, "x"), frozenset(terms.stems(text, lang)), 1.0, "a", is_title, 0)


def logit(given, lang="en"):
    return worth.told(given if isinstance(given, Line) else line(given, lang), HEADLINE, {}, NAMES, lang).logit


def test_a_line_that_says_the_headline_again_is_worth_less_than_one_that_tells_a_new_fact():
    assert logit("Lorn approves bridge over harbour") < logit("Fishermen collected signatures against dredging")


def test_a_line_whose_new_words_are_common_is_worth_less():
    assert logit("The people made it good today") < logit("Fishermen dredge oysters near piers")


def test_a_longer_line_is_worth_more():
    shares = [logit(" ".join(["Oysters", *["of"] * n])) for n in range(2, 10)]
    assert shares == sorted(shares) and shares[0] < shares[-1]


def test_a_title_is_worth_more_than_the_same_words_of_a_sentence():
    cut = line("Fishermen collect signatures")
    assert logit(replace(cut, is_title=True)) > logit(cut)


def test_a_title_that_tells_what_was_to_come_is_worth_less():
    to_come, done = line("Fishermen to vote on dredging", is_title=True), line("Fishermen do vote on dredging", is_title=True)
    assert logit(to_come) < logit(done)
    assert logit(replace(to_come, is_title=False)) == logit(replace(done, is_title=False))


def test_what_judges_is_worth_less():
    assert logit("A truly disastrous gamble endangers piers") < logit("A second report endangers piers")


def test_a_thing_that_the_reader_has_not_met_makes_a_line_worth_less():
    assert logit("Fishermen opposed the resolution strongly") < logit("Fishermen opposed a resolution strongly")
    assert logit("Fishermen opposed the bridge strongly") == logit("Fishermen opposed a bridge strongly")


def test_where_the_news_was_told_is_no_news():
    assert logit("Lind held a news conference on piers") < logit("Lind held a dredging licence on piers")


def test_a_step_on_the_way_to_the_news_is_worth_less():
    assert logit("Fishermen of Ulm arrived at the pier") < logit("Fishermen of Ulm blocked the pier")
    assert logit("Fishermen had to moor at Ulm") < logit("Fishermen have moored at Ulm")


def test_only_names_of_a_line_are_not_fresh():
    told = worth.told(line("Lind welcomes oysters"), HEADLINE, {}, NAMES, "en")
    assert told.fresh == frozenset(terms.stems("welcomes oysters", "en"))


def test_the_more_of_a_line_its_section_holds_and_the_more_sentences_share_it_the_likelier_it_stands():
    assert worth.chance(0.0, 0.4, 0.5) < worth.chance(0.0, 0.9, 0.5) < worth.chance(0.0, 0.9, 1.0)


def test_where_words_are_not_written_apart_length_counts_for_nothing():
    short, long = logit("港口关闭", "zh"), logit("港口将于周一因风暴而关闭", "zh")
    assert short < long  # for what it tells
    assert (
        worth.told(line("", "zh"), HEADLINE, {}, NAMES, "zh").logit
        > worth.told(line("", "de"), HEADLINE, {}, NAMES, "de").logit
    )
