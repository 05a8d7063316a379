"""Dates, quantities, names and terms of invented news."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from newsloom.text import dates, language, names, quantities, terms

ANCHOR = datetime(2026, 1, 15, 9, tzinfo=UTC)  # a Thursday

DATES = [
    ("en", "on Jan. 13", date(2026, 1, 13)),
    ("en", "on 13 January 2026", date(2026, 1, 13)),
    ("en", "on Tuesday", date(2026, 1, 13)),
    ("en", "it will open on Saturday", date(2026, 1, 17)),
    ("en", "last Thursday", date(2026, 1, 8)),
    ("en", "could sign it as soon as Tuesday", date(2026, 1, 20)),
    ("en", "yesterday", date(2026, 1, 14)),
    ("en", "3 days ago", date(2026, 1, 12)),
    ("en", "on December 30", date(2025, 12, 30)),
    ("de", "am 13. Januar", date(2026, 1, 13)),
    ("de", "der Zug fährt morgen", date(2026, 1, 16)),
    ("fr", "le 3 février", date(2026, 2, 3)),
    ("fr", "hier", date(2026, 1, 14)),
    ("es", "el 5 de mayo de 2025", date(2025, 5, 5)),
    ("pt", "na segunda-feira", date(2026, 1, 12)),
    ("ru", "в среду", date(2026, 1, 14)),
    ("ar", "13 يناير 2026", date(2026, 1, 13)),
    ("zh", "2026年1月13日", date(2026, 1, 13)),
    ("ja", "1月13日に", date(2026, 1, 13)),
    ("ko", "1월 13일", date(2026, 1, 13)),
    ("vi", "ngày 13 tháng 1 năm 2026", date(2026, 1, 13)),
    (None, "2026-01-13", date(2026, 1, 13)),
    (None, "13.1.2026", date(2026, 1, 13)),
    (None, "1/13/2026", date(2026, 1, 13)),
]


@pytest.mark.parametrize(("lang", "text", "meant"), DATES)
def test_a_date_is_read_from_the_day_of_publication(lang: str | None, text: str, meant: date) -> None:
    found = dates.find(text, anchor=ANCHOR, lang=lang)
    assert [(d.first, d.last) for d in found] == [(meant, meant)]


def test_a_date_that_two_countries_read_differently_stays_open() -> None:
    assert dates.find("4/5/2026", anchor=ANCHOR, lang="en")[0].first is None
    assert dates.find("4/5/2026", anchor=ANCHOR, lang="fr")[0].first == date(2026, 5, 4)


def test_words_that_mean_a_day_elsewhere_are_left_alone() -> None:
    assert dates.find("Hier steht das Haus am Morgen.", anchor=ANCHOR, lang="de") == []
    assert dates.find("They may march 3 times.", anchor=ANCHOR, lang="en") == []


def test_without_a_day_of_publication_relative_dates_stay_open() -> None:
    assert [d.first for d in dates.find("yesterday, on Jan. 13", anchor=None)] == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        "The union pledged to press ahead with a ballot on Monday.",
        "The rebels vowed to leave the city on Monday.",
        "A vote on Monday will decide the matter.",
        "The two leaders face a summit on Monday.",
        "They met ahead of the vote on Monday.",
        "Many said that Monday's ballot was the only way.",
        "The two sides spoke of a Monday deadline.",
    ],
)
def test_the_weekday_of_an_intention_or_a_coming_event_stays_open(text):
    (found,) = dates.find(text, anchor=ANCHOR, lang="en")
    assert found.first is None


@pytest.mark.parametrize(
    "text",
    [
        "The union lost the ballot on Monday.",
        "Voters rejected the plan in a referendum on Monday.",
        "The cabinet resigned after talks on Monday.",
        "Protests on Monday drew thousands.",
        "Three dockers were hurt during Monday's strike.",
        "She told reporters on Monday that the quay was closed.",
    ],
)
def test_the_weekday_of_an_event_that_took_place_is_the_last_one(text):
    (found,) = dates.find(text, anchor=ANCHOR, lang="en")
    assert found.first == date(2026, 1, 12)


def test_a_weekday_that_is_also_tomorrow_stays_open() -> None:
    """A page dated Thursday that says what happened "on Friday" was changed a day later, or comes from a zone ahead."""
    assert [d.first for d in dates.find("the office replied on Friday", anchor=ANCHOR, lang="en")] == [None]
    assert [d.first for d in dates.find("the office replied last Friday", anchor=ANCHOR, lang="en")] == [date(2026, 1, 9)]
    assert [d.first for d in dates.find("the office replied on Saturday", anchor=ANCHOR, lang="en")] == [date(2026, 1, 10)]


def test_a_year_and_a_month_are_spans() -> None:
    year, month = dates.find("in 2019 and May 2024", anchor=ANCHOR)
    assert (year.first, year.last) == (date(2019, 1, 1), date(2019, 12, 31))
    assert (month.first, month.last) == (date(2024, 5, 1), date(2024, 5, 31))


QUANTITIES = [
    ("en", "12 people were killed", 12, 12, "people"),
    ("en", "12 were killed", 12, 12, "killed"),
    ("en", "between 12 and 15 people", 12, 15, "people"),
    ("en", "12-15 people", 12, 15, "people"),
    ("en", "3,500 homes", 3500, 3500, "homes"),
    ("en", "€2.5bn", 2.5e9, 2.5e9, "euro"),
    ("en", "2.5 billion euros", 2.5e9, 2.5e9, "euro"),
    ("en", "$3-5 million", 3e6, 5e6, "dollar"),
    ("en", "45 per cent", 45, 45, "percent"),
    ("en", "twenty-three boats", 23, 23, "boats"),
    ("en", "one hundred and five boats", 105, 105, "boats"),
    ("en", "in 2019", 2019, 2019, "year"),
    ("en", "at 5 p.m.", 5, 5, "time"),
    ("en", "on Jan. 13", 13, 13, "day"),
    ("en", "30km", 30, 30, "km"),
    ("de", "2,5 Milliarden Euro", 2.5e9, 2.5e9, "euro"),
    ("de", "3.500 Menschen", 3500, 3500, "menschen"),
    ("fr", "1,5 million d'euros", 1.5e6, 1.5e6, "euro"),
    ("fr", "10 000 personnes", 10_000, 10_000, "personnes"),
    ("es", "3.200 millones de euros", 3.2e9, 3.2e9, "euro"),
    ("pt", "30 mil pessoas", 30_000, 30_000, "pessoas"),
    ("ru", "5 тысяч человек", 5000, 5000, "человек"),
    ("ja", "1万2000人が死亡", 12_000, 12_000, "人"),
    ("zh", "3.5亿元", 3.5e8, 3.5e8, "yuan"),
    ("ko", "300억 원", 3e10, 3e10, "won"),
    ("vi", "2,5 triệu đồng", 2.5e6, 2.5e6, "dong"),
]


@pytest.mark.parametrize(("lang", "text", "low", "high", "unit"), QUANTITIES)
def test_a_figure_has_its_value_and_unit(lang: str, text: str, low: float, high: float, unit: str) -> None:
    assert [(q.low, q.high, q.unit) for q in quantities.find(text, lang=lang)] == [(low, high, unit)]


def test_rough_words_are_told() -> None:
    assert [q.rough for q in quantities.find("about 30 boats, 30 cars, more than two million", lang="en")] == [
        True,
        False,
        True,
    ]


def test_names_of_things_are_not_figures() -> None:
    assert quantities.find("COVID-19, an F-16, the A320, open 24/7 since the 1990s", lang="en") == []


def test_a_score_is_two_figures_and_no_range() -> None:
    assert [q.low for q in quantities.find("a 5-4 vote", lang="en")] == [5, 4]


def found(text: str, lang: str = "en") -> list[str]:
    return [name.key for name in names.find(text, lang=lang)]


def test_names_are_parted_where_two_persons_or_an_office_meet() -> None:
    assert found("South Korea's President Oh Min met Ida Sund of Lorn and Vell Safety Director Jon Marr.") == [
        "south korea", "oh min", "ida sund", "lorn", "vell safety", "jon marr",
    ]  # fmt: skip


def test_names_keep_their_particles_and_lose_their_titles() -> None:
    assert found("They met Mr. Jan van der Holm and the University of Lorn.") == ["jan van der holm", "university of lorn"]


def test_the_start_of_a_sentence_makes_no_name() -> None:
    assert found("Ferries left. Repairs took weeks. While Mara Holm waited, New York slept.") == ["mara holm", "new york"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Sund", "Ida Sund"),
        ("UN", "United Nations"),
        ("U.S.", "American"),
        ("Brazil", "Brazilian"),
        ("São Vel", "Sao Vel"),
        ("al-Harun", "Al Harun"),
        ("J. Pell", "Jon Pell"),
    ],
)
def test_two_names_of_one_are_the_same(a: str, b: str) -> None:
    assert names.same(a, b)


@pytest.mark.parametrize(("a", "b"), [("Ida Sund", "Ana Sund"), ("France", "German"), ("Lorn", "Vell")])
def test_two_names_of_two_are_not(a: str, b: str) -> None:
    assert not names.same(a, b)


def test_numbers_are_one_token_and_inner_apostrophes_stay() -> None:
    assert [t.text for t in terms.tokens("The mayor's 3,500 votes, 4.5 percent")] == [
        "The", "mayor's", "3,500", "votes", "4.5", "percent",
    ]  # fmt: skip


def test_stems_leave_out_stop_words_and_cut_unbroken_scripts_into_pairs() -> None:
    assert terms.stems("The boats were sailing", "en") == ["boat", "sail"]
    assert terms.stems("橋は再開", "ja") == ["橋は", "は再", "再開"]


def test_folding_leads_back_to_the_original() -> None:
    text = "“Voilà”  ﬁn\u200bal"
    fold = terms.fold(text)
    assert fold.text == '"voilà" final'
    at = fold.text.index("final")
    assert text[slice(*fold.original(at, at + 5))] == "ﬁn\u200bal"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The harbour board reopened the northern quay on Tuesday.", "en"),
        ("Der Hafenrat hat den nördlichen Kai am Dienstag wieder geöffnet.", "de"),
        ("Le conseil du port a rouvert le quai nord mardi.", "fr"),
        ("La junta del puerto reabrió el muelle norte el martes.", "es"),
        ("A junta do porto reabriu o cais norte na terça-feira.", "pt"),
        ("Портовый совет снова открыл северную пристань во вторник.", "ru"),
        ("أعاد مجلس الميناء فتح الرصيف الشمالي يوم الثلاثاء.", "ar"),
        ("港务局周二重新开放了北码头。", "zh"),
        ("港湾局は火曜日に北埠頭を再開した。", "ja"),
        ("항만청은 화요일에 북쪽 부두를 다시 열었다.", "ko"),
        ("Ban quản lý cảng đã mở lại bến phía bắc hôm thứ Ba.", "vi"),
        ("തുറമുഖ ബോർഡ് ചൊവ്വാഴ്ച വടക്കൻ കടവ് വീണ്ടും തുറന്നു.", "ml"),
        ("የወደብ ቦርዱ ማክሰኞ ሰሜናዊውን መትከያ እንደገና ከፈተ።", "am"),
        ("នាយកដ្ឋានកំពង់ផែបានបើកផែខាងជើងឡើងវិញ។", "km"),
    ],
)
def test_the_language_of_a_sentence_is_told(text: str, lang: str) -> None:
    assert language.detect(text) == lang


def test_too_little_text_takes_the_hint() -> None:
    assert language.detect("12", hint=None) is None
    assert language.detect("OK", hint="de") == "de"


def test_one_is_a_figure_only_before_what_it_counts() -> None:
    found = quantities.find("One person died and one officer was hurt, one said; no one knew the first of them.", lang="en")
    assert [(q.text, q.low, q.unit) for q in found] == [("One", 1, "person"), ("one", 1, "officer")]


def test_names_beside_each_other_are_parted_at_the_word_between_them() -> None:
    text = "Then Ida Brandt and Paul Reiter of Lorn met Ann Dahl and Tim Orr."
    found = [text[name.start : name.end] for name in names.find(text, lang="en")]
    assert found == ["Ida Brandt", "Paul Reiter", "Lorn", "Ann Dahl", "Tim Orr"]


def test_a_scale_written_right_behind_its_figure_belongs_to_it() -> None:
    found = quantities.find("The club paid £50million and a fee of $3.5billion.", lang="en")
    assert [(q.low, q.unit) for q in found] == [(50e6, "pound"), (3.5e9, "dollar")]
