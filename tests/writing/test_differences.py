"""Where sources differ, and the days of a story: precision first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newsloom import origins
from newsloom.model import Article
from newsloom.pipeline import compose
from newsloom.writing import differences, evidence, rating

AT = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


def told(first, second, *, hours=1):
    pair = [
        Article("a", "Ferry Skarra Maid sinks off Skarra", "The ferry Skarra Maid hit a rock off the island of Skarra on Tuesday. "
                f"{first} Divers searched the wreck of the Skarra Maid off Skarra.", source="A", published=AT),
        Article("b", "Skarra ferry sinks", "Rescuers in Skarra spent the night at the wreck of a ferry that sank on Tuesday. "
                f"{second} Its owner Norline has stopped all ferries of this type.", source="B",
                published=AT + timedelta(hours=hours)),
    ]  # fmt: skip
    page = compose(pair, story_id="ferry")
    assert page is not None
    return [(d.about, [v.value for v in d.values]) for d in page.disagreements]


def test_figures_of_one_hour_that_exclude_each_other_stand_side_by_side():
    first = "Police said 12 people were killed on the Skarra ferry."
    second = "The coastguard said 15 people were killed on the Skarra ferry."
    assert told(first, second) == [("people killed", ["12", "15"])]


@pytest.mark.parametrize(
    ("first", "second", "hours"),
    [
        (
            "Police said 12 people were killed on the Skarra ferry.",
            "The coastguard said 15 people were killed on the Skarra ferry.",
            9,
        ),
        (
            "Police said 12 people were killed on the Skarra ferry.",
            "The coastguard said at least 15 people were killed on the Skarra ferry.",
            1,
        ),
        (
            "Police said 12 people were killed on the Skarra ferry.",
            "The coastguard said twelve people were killed on the Skarra ferry.",
            1,
        ),
        (
            "Police said 12 people were killed on the Skarra ferry.",
            "The coastguard said 15 people were injured on the Skarra ferry.",
            1,
        ),
        (
            "Police said 12 people were killed on the Skarra ferry.",
            "In 1998 a ferry sank off Skarra and 89 people were killed.",
            1,
        ),
        ("Police said 12 people were killed on the Skarra ferry.", "Up to 15 people were killed on the Skarra ferry.", 1),
        (
            "Police said 12 people may have been killed on the Skarra ferry.",
            "Police said 15 people were killed on the Skarra ferry.",
            1,
        ),
    ],
)
def test_updates_hedges_other_counts_and_old_events_are_no_disagreement(first, second, hours):
    assert told(first, second, hours=hours) == []


def test_two_ages_of_one_person_stand_side_by_side():
    first = "The captain of the Skarra ferry, Ida Brandt, 34, was questioned."
    second = "Police questioned 37-year-old Ida Brandt, who steered the Skarra ferry."
    assert told(first, second, hours=30) == [("age of Ida Brandt", ["34", "37"])]


def test_two_ages_at_which_somebody_died_stand_side_by_side():
    first = "Ida Holm, who had sailed the Skarra ferry since 1990, has died aged 61 in Skarra."
    second = "The Skarra captain Ida Holm died on Tuesday at the age of 62, Norline said."
    assert told(first, second) == [("age of Ida Holm", ["61", "62"])]


def test_whose_death_it_is_must_be_plain():
    first = "Ida Holm said the Skarra captain Tim Orr had died aged 61 on the Skarra ferry."
    second = "The Skarra captain Ida Holm died on the ferry at the age of 62, Norline said."
    assert told(first, second) == []
    first = "Skarra, a seal of the Lorn Sea Park, died aged 31 near the Skarra ferry."
    second = "Skarra, the seal of the Lorn Sea Park, died on the Skarra ferry at the age of 32."
    assert told(first, second) == []


def test_two_people_of_one_surname_have_ages_of_their_own():
    first = "The captain of the Skarra ferry, Ida Brandt, 34, was questioned."
    second = "Police questioned 37-year-old Olga Brandt, who steered the Skarra ferry."
    assert told(first, second) == []


def test_figures_between_the_same_words_stand_side_by_side():
    first = "The Skarra ferry had 420 life jackets on board, the coastguard said."
    second = "The coastguard said the Skarra ferry had 310 life jackets."
    assert told(first, second) == [("The Skarra ferry had … life jackets", ["310", "420"])]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "The Skarra ferry had 420 life jackets on board, the coastguard said.",
            "The coastguard said the Skarra ferry had 310 life jackets, not 420 as its papers say.",
        ),
        (
            "In 2019 the Skarra ferry had 420 life jackets on board, the coastguard said.",
            "In 2025 the Skarra ferry had 310 life jackets on board, the coastguard said.",
        ),
        (
            "The Skarra ferry had about 420 life jackets on board, the coastguard said.",
            "The coastguard said the Skarra ferry had 310 life jackets.",
        ),
        (
            "“The Skarra ferry had 420 life jackets on board,” the coastguard said.",
            "The coastguard said the Skarra ferry had 310 life jackets.",
        ),
        (
            "Eight people including 3 children were injured on the Skarra ferry.",
            "Rescuers found 7 people injured on the Skarra ferry.",
        ),
        ("Police said 12 people were killed on the Skarra ferry.", "Police said 15 people were rescued from the Skarra ferry."),
    ],
)
def test_figures_of_two_things_in_like_words_are_no_disagreement(first, second):
    assert told(first, second) == []


def days_of(text):
    page = compose([Article("a", "Lorn harbour talks", text, source="A", published=AT)], story_id="talks")
    assert page is not None
    return [(e.day.isoformat(), e.text[:24]) for e in page.timeline]


def test_days_are_told_in_their_order_one_sentence_each():
    text = (
        "Dockers and the port board of Lorn signed a wage deal on Tuesday. The strike for higher wages began on 24 February when 600 dockers "
        "laid down their tools. A court in Lorn rejected the board's complaint about the strike on 27 February. "
        "Wages rise by four per cent, the port board said."
    )
    assert [day for day, _ in days_of(text)] == ["2026-02-24", "2026-02-27", "2026-03-03"]


def test_a_date_that_is_part_of_a_name_is_no_day_of_the_story():
    text = (
        "The harbour talks of Lorn ended on Tuesday without a result. The talks of Lorn had begun on 24 February "
        "with a meeting of the dockers. "
        "Families of the Sept. 11 attacks victims sent flowers to the harbour talks of Lorn. "
        "The 17 February Brigade guarded the harbour talks of Lorn."
    )
    assert days_of(text) == []


def test_the_day_of_a_coming_event_is_not_the_day_of_what_is_said_about_it():
    text = (
        "Dockers and the port board of Lorn signed a wage deal on Tuesday. The strike for higher wages began on 24 February when 600 dockers "
        "laid down their tools. A court in Lorn rejected the board's complaint about the strike on 27 February. "
        "The harbour union of the dockers named a candidate for the elections on 30 June. "
        "The harbour talks of the dockers came weeks before a self-imposed May 12 deadline. "
        "The harbour of Lorn has room for twenty ships until 20 May, its dockers found."
    )
    assert [day for day, _ in days_of(text)] == ["2026-02-24", "2026-02-27", "2026-03-03"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour of Lorn and its dockers were to sign a wage deal on 2 March.",
        "The dockers could be back in the harbour of Lorn by 2 March, the port board said.",
        "Shares in the harbour of Lorn fell after rising sharply on 2 March when its dockers began to talk.",
        "The dockers have kept the harbour of Lorn closed since 2 March.",
    ],
)
def test_a_day_on_which_something_else_happened_or_was_only_planned_is_not_told(sentence: str) -> None:
    before = (
        "The strike for higher wages began on 24 February when 600 dockers laid down their tools. "
        "A court in Lorn rejected the board's complaint about the strike on 27 February. "
    )
    after = "Dockers and the port board of Lorn signed a wage deal on Tuesday. "
    assert [day for day, _ in days_of(f"{after}{before}{sentence}")] == ["2026-02-24", "2026-02-27", "2026-03-03"]
    happened = "The dockers of the harbour of Lorn met on 2 March to vote on the deal."
    assert "2026-03-02" in [day for day, _ in days_of(f"{after}{before}{happened}")]


def test_what_is_planned_for_a_day_still_to_come_is_told() -> None:
    text = (
        "Dockers and the port board of Lorn signed a wage deal on Tuesday. The strike for higher wages began on 24 February when 600 dockers "
        "laid down their tools. A court in Lorn rejected the board's complaint about the strike on 27 February. "
        "Ferries to Skarra will leave the harbour of Lorn again on Friday with 600 dockers at work. "
    )
    assert days_of(text)[-1][0] == "2026-03-06"


def test_the_age_at_a_trial_is_not_held_against_the_age_at_the_deed_where_nothing_tells_the_times() -> None:
    texts = (
        "Police in Skarra are looking for Ida Brandt, 34, who steered the Skarra ferry.",
        "A jury in Skarra found Ida Brandt, 36, guilty of steering the Skarra ferry.",
    )
    articles = [Article(str(n), "", text, source=str(n)) for n, text in enumerate(texts)]
    found = evidence.gather(articles, origins.group(articles))
    assert differences.disagreements(found, rating.topic(found.candidates)) == ()


def bus_crash(*, hours: int = 20, first: str = "Fifteen", second: str = "Five", before: str = "") -> list[Article]:
    return [
        Article("a", f"{first} hurt in bus crash", f"{first} people were hurt when a bus hit a wall in Lorn on Monday, police said. "
                "The driver of the bus was taken to the hospital of Lorn.", source="A", published=AT),
        Article("b", f"{second} hurt in bus crash", f"{before}{second} people were hurt when a bus hit a wall in Lorn on Monday. The "
                "road was closed for three hours on Monday evening.", source="B", published=AT + timedelta(hours=hours)),
    ]  # fmt: skip


def outdated(articles: list[Article]) -> list[str]:
    found = evidence.gather(articles, origins.group(articles))
    current = differences.latest(found, rating.topic(found.candidates))
    worse = [
        c.text.split()[0] for c, before in zip(current.candidates, found.candidates, strict=True) if c.grade > before.grade
    ]
    return worse + sorted(current.outdated)


@pytest.mark.parametrize(("first", "second"), [("Fifteen", "Five"), ("Five", "Fifteen")])
def test_a_page_tells_the_later_count_and_not_the_one_it_changes(first: str, second: str) -> None:
    made = compose(bus_crash(first=first, second=second), story_id="bus")
    assert made is not None
    shown = [made.headline, made.deck, *(s.heading for s in made.sections), *(s.text for s in made.sentences)]
    assert not any(f"{first} " in line for line in shown)
    assert any(f"{second} " in line for line in shown)


def test_a_toll_that_rises_is_told_as_it_stands_last_however_fast_it_rose() -> None:
    reports = [
        Article(f"r{n}", f"Skarra ferry toll rises to {n}", f"At least {n} people were killed when a ferry sank off Skarra on Tuesday, the "
                "coastguard said. Divers went on searching the wreck on the next morning.", source=f"Outlet {n}",
                published=AT + timedelta(days=day))
        for day, n in enumerate((3, 7, 40))
    ]  # fmt: skip
    made = compose(reports, story_id="ferry")
    assert made is not None
    assert [s.text.split(" people")[0] for s in made.sentences if "killed" in s.text] == ["At least 40"]
    assert "40" in made.headline


def test_a_rough_count_corrects_no_exact_one_downwards() -> None:
    assert outdated(bus_crash(first="Fifteen", second="At least five")) == []
    assert outdated(bus_crash(first="Five", second="At least fifteen")) == ["Five", "a"]


def test_the_later_count_makes_the_sentence_and_the_title_of_the_earlier_one_outdated() -> None:
    assert outdated(bus_crash()) == ["Fifteen", "a"]


@pytest.mark.parametrize(
    "articles",
    [
        bus_crash(hours=1),  # they differ
        bus_crash(second="Nine hundred"),  # another count
        bus_crash(second="Fifteen"),
        bus_crash(before="The street of the bus crash is known for one in Lorn, last year. In 2019 "),
        bus_crash(before="A bus hit a wall in Lorn. " * 6),  # not what the later report is about
    ],
)
def test_a_count_of_the_same_hour_of_another_order_of_the_past_or_far_down_replaces_none(articles: list[Article]) -> None:
    assert outdated(articles) == []
