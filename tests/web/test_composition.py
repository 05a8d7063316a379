"""The composition of the front page, measured in a real Chromium with the site's own type: no side is left white."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import browsing  # beside this file
import pytest

from newsloom.model import ArticleCard, FrontPage, RankTerm, StoryCard
from newsloom.testing import FixedClock
from newsloom.web import composing, render, views
from newsloom.web.links import Links

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

NOW = datetime(2026, 1, 13, 12, 0, tzinfo=UTC)
WORDS = "ferry council votes build tram storm miners find over northern islands government agrees with on pay museum in barn".split()  # noqa: SIM905
TOPICS = ("World", "Politics", "Business", "Science", "Sport", "Culture", "Health", "")
OUTLETS = ("Meridian Wire", "The Harbour Courier", "Kestrel News", "Northmere Gazette", "The Ledger Post")


def told(chance: random.Random, letters: int) -> str:
    """So many letters of words, or a few more."""
    made = ""
    while len(made) < letters:
        made = f"{made} {chance.choice(WORDS)}".strip()
    return made.capitalize()


def story(
    chance: random.Random, number: int, topics: tuple[str, ...], sizes: tuple[int, ...] = (2, 2, 3, 3, 4, 7, 12)
) -> StoryCard:
    articles = chance.choice(sizes)
    deck = told(chance, chance.randint(50, 120)) if chance.random() < 0.8 else ""
    return StoryCard(
        f"s{number}", told(chance, chance.randint(35, 90)), deck, NOW, NOW - timedelta(hours=number), articles, articles,
        OUTLETS[: min(articles, len(OUTLETS))], "en", chance.choice(topics), 1.0, (RankTerm("pace", 1.0, ""),), coverage=(1, 0, 2, 1),
    )  # fmt: skip


def front(seed: int, stories: int, topics: tuple[str, ...] = TOPICS) -> FrontPage:
    chance = random.Random(seed)
    ranked = tuple(story(chance, number, topics) for number in range(stories))
    single = tuple(story(chance, 1_000 + number, topics, (1,)) for number in range(40))
    latest = tuple(
        ArticleCard(
            f"a{n}", told(chance, chance.randint(35, 80)), chance.choice(OUTLETS), None, NOW - timedelta(minutes=20 * n), None
        )
        for n in range(40)
    )
    return FrontPage(ranked, single, latest, NOW)


def lede(seed: int) -> composing.Lede:
    chance = random.Random(seed)
    sentences = [told(chance, chance.randint(60, 190)) for _ in range(7)]
    return composing.Lede(
        "", tuple(views.Line((views.Run(f"{text} "),), ".", (), number) for number, text in enumerate(sentences, 1))
    )


def shown(found: FrontPage, seed: int) -> str:
    """The front page's HTML, below its head."""
    values = {
        **render.times(UTC, FixedClock(NOW)),
        "links": Links("", render.build()),
        "local": False,
        "since": None,
        "photos": {},
    }
    return render.html("front_body.html", {**values, **composing.composed(found, lambda _: lede(seed))})


@pytest.fixture(scope="module")
def place(new_demo):
    app = new_demo()
    with browsing.served(app) as address:
        yield address
    app.close()


@pytest.fixture(scope="module")
def page(place):
    with browsing.chromium() as browser:
        tab = browser.new_page(viewport={"width": 1280, "height": 900}, base_url=place)
        tab.goto("/")
        tab.evaluate("Promise.all([...document.fonts].map(face => face.load()))")  # or the first pages are set in others
        yield tab


ENDS = """html => { document.querySelector("main").innerHTML = html;
    const end = one => Math.round(one.getBoundingClientRect().bottom + scrollY), all = of => [...document.querySelectorAll(of)];
    const last = of => Math.max(...all(of).map(end)), second = document.querySelector(".second");
    const high = of => all(of).reduce((sum, one) => sum + one.getBoundingClientRect().height, 0);
    return {lead: last(".third .meta"), spread: second.clientHeight - high(".second .card"), second: end(second),
        columns: all(".topics .column").map(one => end(one.lastElementChild)), river: end(document.querySelector(".river")),
        headless: all(".topics .column").filter(one => !one.firstElementChild.querySelector("h2.label")).length,
        margin: last(".margin > section")}; }"""


def test_white_below_the_leading_story_is_less_than_a_headline(page):
    for seed in range(12):
        ends = page.evaluate(ENDS, shown(front(seed, 40), seed))
        assert ends["second"] - ends["lead"] < 75, seed
        assert ends["spread"] < 150, seed  # over the gaps between the stories beside it


def test_columns_of_topics_end_at_about_one_height_and_each_begins_with_a_name(page):
    for seed in range(6):
        ends = page.evaluate(ENDS, shown(front(seed, 60), seed))
        assert len(ends["columns"]) == 3
        assert ends["headless"] == 0
        assert max(ends["columns"]) - min(ends["columns"]) < 420, seed  # of some 1,900; a topic is not torn apart


def test_one_long_topic_gives_way_to_short_ones(page):
    for topics in (("World",), ("World", "World", "World", "Sport"), ("World", "World", "World", "Sport", "Science")):
        ends = page.evaluate(ENDS, shown(front(3, 40, topics), 3))
        assert len(ends["columns"]) == len(set(topics))
        assert max(ends["columns"]) - min(ends["columns"]) < 330, topics


def test_the_margin_is_as_long_as_the_page_is_high(page):
    for stories in (12, 60):
        ends = page.evaluate(ENDS, shown(front(1, stories), 1))
        assert abs(ends["margin"] - ends["river"]) < 220, (stories, ends)
