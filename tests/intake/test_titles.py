"""Which of a page's titles is that of its article, and where it ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.intake.titles import Titles, of_article

TITLE = "Quay at Lorn reopens after three weeks"


def title(*, site: str = "The Lorn Herald", host: str = "www.lornherald.example", **given_: object) -> str:
    return of_article(Titles(**given_), site=[site], host=host)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "window",
    [
        f"{TITLE} | The Lorn Herald", f"{TITLE} - Lorn Herald", f"{TITLE} – News – The Lorn Herald", f"{TITLE} | lornherald.example",
        f"{TITLE} ｜ The Lorn Herald", f"{TITLE} * The Lorn Herald", f"The Lorn Herald | {TITLE}", TITLE,
    ],
)  # fmt: skip
def test_a_title_ends_where_the_outlet_begins(window: str) -> None:
    assert title(window=window, headings=[TITLE]) == TITLE
    if "News" not in window:
        assert title(window=window) == TITLE


@pytest.mark.parametrize("tail", [" | Europe | 28.04.2026", " – LH – 28.04.2026", "：Lorn digital", "-Politics|Lorn"])
def test_a_title_ends_where_another_title_of_the_page_ends(tail: str) -> None:
    assert title(shared=TITLE + tail, headings=[TITLE]) == TITLE


def test_a_title_keeps_its_own_dashes_and_colons() -> None:
    for whole in ("Ferry: board votes 5 - 4 for a second boat", "Lorn | Skerry: two towns, one ferry", "Quay open – at last"):
        assert title(shared=whole, headings=[whole], window=f"{whole} | The Lorn Herald") == whole


def test_the_name_of_the_outlet_is_no_title() -> None:
    assert title(shared="The Lorn Herald", headings=["Lorn Herald", TITLE], window=f"{TITLE} | Lorn Herald") == TITLE
    assert title(shared="The Lorn Herald") == ""


@pytest.mark.parametrize("end", ["…", " ...", ""])
def test_a_title_that_was_cut_is_taken_whole_from_another(end: str) -> None:
    whole = "The harbour board of Lorn reopens the northern quay after three weeks of repairs that cost a third less than it had planned"
    assert title(headline=whole[:109] + end, headings=[whole]) == whole


def test_of_several_headings_the_one_that_another_title_repeats_is_the_article_s() -> None:
    assert title(headings=["Log in", TITLE, "More news"], window=f"{TITLE} | The Lorn Herald", card="") == TITLE


def test_a_page_without_titles_has_none() -> None:
    assert title() == title(headings=["–", " "], window="| |") == ""


@given(st.lists(st.text(max_size=60), min_size=4, max_size=4), st.lists(st.text(max_size=40), max_size=4), st.text(max_size=30))
def test_whatever_a_page_says_its_title_is_a_piece_of_it(said: list[str], headings: list[str], host: str) -> None:
    found = of_article(Titles(said[0], said[1], headings, said[2], said[3]), site=said[:1], host=host)
    assert any(found in one for one in (*said, *headings))
