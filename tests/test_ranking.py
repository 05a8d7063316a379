"""The front page: topics, ranks and their reasons, the mix of the first places."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom import ranking
from newsloom.model import Article, StoryCard
from newsloom.ranking import scoring, topics

NOW = datetime(2026, 1, 14, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def card(name: str = "s", *, hours: tuple[float, ...] = (5, 2), fact: float | None = None, **more: object) -> StoryCard:
    """A story that independent owners joined so many hours ago."""
    joined = tuple(sorted(NOW - hour * HOUR for hour in hours))
    newest = NOW - min(hours) * HOUR if fact is None else NOW - fact * HOUR
    made = StoryCard(
        id=name, headline=name, deck="", updated=newest, last_new_fact=newest, article_count=len(hours),
        origin_count=len(hours), publishers=tuple(f"{name}{n}.example" for n in range(len(hours))), language="en",
        first_published=joined[0], voices=len(hours), joined=joined,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


ages = st.lists(st.floats(0, 200), min_size=1, max_size=12).map(tuple)
cards = st.builds(
    lambda hours, topic, countries: card(hours=hours, topic=topic, countries=countries),
    ages,
    st.sampled_from(("", *ranking.TOPICS[:4])),
    st.sampled_from((("de",), ("de", "fr"), ())),
)
lists = st.lists(cards, max_size=30).map(lambda some: [replace(c, id=f"s{n}") for n, c in enumerate(some)])


def value(some: StoryCard, now: datetime = NOW) -> float:
    return ranking.score(some, now=now)[0]


# -- the rank


@given(ages, st.floats(0, 200))
def test_another_owner_never_lowers_the_rank(hours: tuple[float, ...], further: float) -> None:
    assert value(card(hours=(*hours, further))) >= value(card(hours=hours, fact=min(*hours, further)))


@given(cards)
def test_a_copy_changes_nothing_of_the_rank(some: StoryCard) -> None:
    """One more outlet with the same text: articles and publishers grow, origins and owners do not."""
    copied = replace(some, article_count=some.article_count + 1, publishers=(*some.publishers, "copy.example"))
    assert value(copied) == value(some)


@given(cards, st.floats(0, 100), st.floats(0.1, 100))
def test_the_rank_only_falls_while_nothing_happens(some: StoryCard, soon: float, later: float) -> None:
    at = NOW + soon * HOUR
    assert value(some, at + later * HOUR) < value(some, at)


def test_the_rank_halves_in_one_half_life() -> None:
    some = card(hours=(30, 20))
    assert value(some, NOW + timedelta(hours=14)) == pytest.approx(value(some) / 2)


def test_the_rank_is_the_product_of_the_terms_shown() -> None:
    product = 1.0
    total, terms = ranking.score(card(hours=(5, 2, 1), countries=("de", "fr"), languages=("de", "en", "fr")), now=NOW)
    for term in terms:
        product *= term.value
    assert product == pytest.approx(total)


@given(cards)
def test_every_term_says_why_in_a_sentence(some: StoryCard) -> None:
    assert all(not term.why[0].islower() and term.why.endswith(".") for term in ranking.score(some, now=NOW)[1])


def test_the_time_of_the_last_corroboration_counts_not_that_of_the_first_report() -> None:
    """Two outlets, the second this hour, outrank one outlet that alone reported something later."""
    assert value(card(hours=(20, 0.5))) > value(card(hours=(0.2,)))


def test_a_new_fact_of_a_known_owner_makes_fresh_but_less_than_another_owner() -> None:
    quiet = card(hours=(30, 20))
    told_again = card(hours=(30, 20), fact=1)
    another = card(hours=(30, 1), fact=1)
    assert value(quiet) < value(told_again) < value(another)


def test_owners_within_three_hours_raise_the_pace() -> None:
    slow, fast = card(hours=(40, 30, 1)), card(hours=(2.5, 2, 1))
    assert value(fast) > value(slow)


@pytest.mark.parametrize(("field", "names"), [("countries", ("de", "fr")), ("languages", ("de", "fr"))])
def test_spread_raises_the_rank(field: str, names: tuple[str, ...]) -> None:
    assert value(card(**{field: names})) > value(card(**{field: names[:1]}))  # type: ignore[arg-type]


def test_a_time_to_come_ranks_as_now() -> None:
    assert value(card(hours=(5, -30), fact=-30)) == value(card(hours=(5, 0), fact=0))


def test_a_story_without_any_time_is_ranked_last() -> None:
    undated = replace(card(), joined=(), updated=None, last_new_fact=None, first_published=None)
    assert 0 < value(undated) < value(card(hours=(50, 48)))


# -- the page


@given(lists, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_given(some: list[StoryCard], chance: random.Random) -> None:
    shuffled = list(some)
    chance.shuffle(shuffled)
    assert ranking.front(shuffled, [], now=NOW) == ranking.front(some, [], now=NOW)


@given(lists)
def test_every_story_is_on_the_page_once(some: list[StoryCard]) -> None:
    page = ranking.front(some, [], now=NOW)
    assert sorted(c.id for c in (*page.top, *page.single)) == sorted(c.id for c in some)


@given(lists)
def test_top_headlines_have_two_independent_owners(some: list[StoryCard]) -> None:
    page = ranking.front(some, [], now=NOW)
    assert all(c.voices >= 2 for c in page.top) and all(c.voices < 2 for c in page.single)


@given(lists)
def test_a_third_story_of_one_topic_comes_in_the_first_ten_only_when_no_other_is_left(some: list[StoryCard]) -> None:
    top = ranking.front(some, [], now=NOW).top
    seen: Counter[str] = Counter()
    for at, one in enumerate(top[:10]):
        if one.topic and seen[one.topic] >= 2:
            assert all(later.topic and seen[later.topic] >= 2 for later in top[at:])
        seen[one.topic] += 1


@given(lists)
def test_stories_of_one_topic_stay_in_the_order_of_their_rank(some: list[StoryCard]) -> None:
    for about in ranking.TOPICS:
        scores = [c.score for c in ranking.front(some, [], now=NOW).top if c.topic == about]
        assert scores == sorted(scores, reverse=True)


def test_one_busy_outlet_does_not_fill_from_one_source() -> None:
    busy = [card(f"b{n}", hours=(0.1 * n,), publishers=("busy.example",)) for n in range(12)]
    others = [card(f"o{n}", hours=(20 + n,), publishers=(f"o{n}.example",)) for n in range(12)]
    single = ranking.front([*busy, *others], [], now=NOW).single
    assert Counter(c.publishers[0] for c in single[:10])["busy.example"] == 2


# -- topics

TOLD = [
    ("World", "en", "Ceasefire holds as foreign ministers meet for peace talks"),
    ("Politics", "en", "Senate passes bill after election pledge"),
    ("Business", "en", "Shares fall as central bank raises interest rates"),
    ("Technology", "en", "New smartphone runs its artificial intelligence offline"),
    ("Science", "en", "Astronomers find a comet with a new telescope"),
    ("Health", "en", "Hospital starts vaccine trial against measles"),
    ("Environment", "en", "Storm leaves thousands without power as floods rise"),
    ("Crime", "en", "Police arrest suspect after robbery"),
    ("Culture", "en", "Museum shows the painter's last works in a new exhibition"),
    ("Sport", "en", "Late goal sends United into the cup final"),
    ("World", "de", "Außenminister beraten über eine Waffenruhe"),
    ("Business", "de", "Notenbank hebt Leitzins an, Aktien fallen"),
    ("Environment", "fr", "Inondations et tempête dans le sud"),
    ("Health", "es", "El hospital vacuna a los pacientes contra el virus"),
    ("Sport", "pt", "Goleiro defende pênalti e leva o clube à final"),
    ("Sport", "ru", "Сборная вышла в финал чемпионата"),
    ("World", "zh", "外交部长在联合国呼吁停火"),
    ("Politics", "it", "Il governo porta il decreto in parlamento"),
    ("Politics", "fr", "L’Assemblée nationale adopte le projet de loi"),
    ("Health", "es", "EL HOSPITAL VACUNA A LOS PACIENTES CONTRA EL VIRUS"),
]


@pytest.mark.parametrize(("about", "lang", "title"), TOLD)
def test_the_topic_is_found_from_the_title(about: str, lang: str, title: str) -> None:
    assert ranking.topic(None, [Article("a", title, lang=lang)]) == about


def test_a_text_that_says_nothing_is_of_no_topic() -> None:
    assert ranking.topic(None, [Article("a", "What we know so far", "There is more to come. Read on below.")]) == ""


def test_two_topics_that_weigh_the_same_leave_it_open() -> None:
    assert ranking.topic(None, [Article("a", "Senator and goalkeeper")]) == ""


@given(st.text(max_size=300), st.sampled_from(("en", "de", "zh", "xx", None)))
def test_any_text_has_one_of_the_topics_or_none(text: str, lang: str | None) -> None:
    assert ranking.topic(None, [Article("a", text[:80], text, lang=lang)]) in {"", *ranking.TOPICS}


@given(st.lists(st.sampled_from(TOLD), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_topic_does_not_depend_on_the_order_of_articles(told: list[tuple[str, str, str]], chance: random.Random) -> None:
    articles = [Article(str(n), title, lang=lang) for n, (_, lang, title) in enumerate(told)]
    shuffled = list(articles)
    chance.shuffle(shuffled)
    assert ranking.topic(None, shuffled) == ranking.topic(None, articles)


def test_the_name_of_a_country_alone_is_no_topic() -> None:
    assert ranking.topic(None, [Article("a", "Spain makes its debut against Iran", lang="en")]) == ""


@pytest.mark.parametrize("lang", sorted(topics._listed()))
def test_every_line_of_a_word_list_has_a_topic_a_weight_and_words(lang: str) -> None:
    lines = list(topics._lines(lang))
    assert lines and all(name in ranking.TOPICS and 1 <= weight <= 3 and phrase.strip("*") for name, weight, phrase in lines)
    assert not [phrase for _, _, phrase in lines if phrase.endswith("*") and " " in phrase], "a beginning is one word"


# -- the page that explains it

PAGE = (Path(__file__).parents[1] / "docs/explanation/front-page.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "told",
    [
        f"**{scoring.HALF_LIFE_H:.0f} hours**",
        f"**{scoring.FACT_LAG_H:.0f} hours**",
        f"**+{scoring.PACE_GAIN:.0%}**".replace("%", " %"),
        f"**+{scoring.COUNTRY_GAIN:.0%}**".replace("%", " %"),
        f"**+{scoring.LANGUAGE_GAIN:.0%}**".replace("%", " %"),
        *ranking.TOPICS,
    ],
)
def test_the_docs_tell_the_numbers_of_the_formula(told: str) -> None:
    assert told in PAGE


# -- spread


def test_countries_are_read_from_domains_that_tell_one() -> None:
    urls = ["https://a.de/x", "https://b.co.uk/", "https://c.com", "https://d.io", None, "http://[", "https://e.de./"]
    countries, _ = ranking.spread([Article(str(n), url=url) for n, url in enumerate(urls)])
    assert countries == ("de", "uk")
