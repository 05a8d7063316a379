"""Words that stand for each other when one event is told twice."""

from __future__ import annotations

from importlib import resources

import pytest

from newsloom.text import kin, terms


def family(word: str, lang: str | None = "en") -> str:
    return kin.family(terms.stem(word, lang), lang)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("earthquake", "tremor"),
        ("wounded", "hurts"),
        ("shot", "shooting"),
        ("found", "discovers"),
        ("broke", "broken"),
        ("two", "2"),
        ("men", "women"),
    ],
)
def test_kin_and_the_forms_of_a_word_are_one_family(one: str, other: str):
    assert family(one) == family(other)


@pytest.mark.parametrize(("one", "other"), [("killed", "wounded"), ("bought", "sold"), ("two", "three"), ("bridge", "tunnel")])
def test_what_does_not_stand_for_the_other_is_apart(one: str, other: str):
    assert family(one) != family(other)


def test_a_word_without_kin_is_its_own_family_and_so_is_any_of_another_language():
    assert family("barometer") == terms.stem("barometer", "en")
    assert family("tremor", "es") == terms.stem("tremor", "es")
    assert family("two", None) == terms.stem("two", None)


def test_no_word_of_the_table_is_in_two_families():
    seen: dict[str, str] = {}
    for line in resources.files("newsloom.text").joinpath(kin.FILE).read_text("utf-8").splitlines():
        for word in line.split():
            assert seen.setdefault(terms.stem(word, "en"), line) == line, word
