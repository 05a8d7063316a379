"""The words of a text as search and channels compare them."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.text.terms import _ALONE, bare


def by_the_letter(text: str) -> str:
    """What `bare` is said to give, character by character."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return " ".join(re.findall(r"\w+", _ALONE.sub(r" \g<0> ", plain)))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_every_way_of_reading_a_text_gives_the_same_words(text: str) -> None:
    assert bare(text) == by_the_letter(text)


def test_a_text_of_many_letters_is_read_the_same() -> None:
    text = "".join(map(chr, range(0xC0, 0x180))) + " “so”"
    assert bare(text) == by_the_letter(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The “Kai” – l’été, naïve", "the kai l ete naive"),
        ("plain_words, and 3.5", "plain_words and 3 5"),
        ("Ｆｕｌｌ ﬁre Straße", "full fire strasse"),
        ("港が reopens", "港 か reopens"),
    ],
)
def test_case_accents_and_marks_do_not_count(text: str, words: str) -> None:
    assert bare(text) == words
