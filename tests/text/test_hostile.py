"""Nothing in this room raises, whatever the text, and every span lies inside it."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.model import Kind
from newsloom.text import dates, kinds, language, names, quantities, sentences, terms

ODD = list(" .,-–—!?\n\r\t\"“”'’«»()[]<>&|/%$€:;…\u200b\u00ad\x00\x1c\x85\ud800\u202e\ufeffſK©İıﬁ٣²½ⅷ")
PIECES = [
    "Jan. ", "May 5", "31/2/2026", "2026-13-45", "0000年1月1日",
    "99月99日", "two weeks ago", "next ", "ſunday", "morgen ", "1990s",
    "U.S.", " of ",
    "$2.5bn", "1万2000人", "between 3 and ", "twenty-three ", "10 000", "Mr. ", "(AP) — ", "LONDON (Reuters) - ", "By Ann Orr", "I ",
    "www.", "<b>",
    "„Ja“", "「はい」", "서울", "Лорн ", "مرحبا ", "กรุงเทพ", "Holm’s ", "O'Neil ", "al-Sisi ", "30km", "9/11", "5 p.m.",
]  # fmt: skip
HOSTILE = st.lists(st.one_of(st.characters(), st.sampled_from(ODD), st.sampled_from(PIECES)), max_size=60).map("".join)
LANGS = st.sampled_from([None, "en", "de", "es", "fr", "pt", "ru", "ar", "zh", "ja", "ko", "vi", "xx", ""])
ANCHORS = st.sampled_from(
    [None, datetime(2026, 1, 15, 9, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)]
)


@settings(max_examples=200, deadline=None)
@given(HOSTILE, LANGS, ANCHORS)
def test_mentions_are_inside_in_order_and_say_their_own_text(text: str, lang: str | None, anchor: datetime | None) -> None:
    mentions = (
        dates.find(text, anchor=anchor, lang=lang),
        quantities.find(text, lang=lang),
        terms.tokens(text),
    )
    for found in mentions:
        at = 0
        for one in found:
            assert at <= one.start < one.end <= len(text)
            assert text[one.start : one.end] == one.text
            at = one.end
    for day in mentions[0]:
        assert (day.first is None) == (day.last is None)
        assert day.first is None or day.last is None or day.first <= day.last
    for figure in mentions[1]:
        assert figure.low <= figure.high
    for name in names.find(text, lang=lang):
        assert 0 <= name.start < name.end <= len(text)
        assert text[name.start : name.end] == name.text


@settings(max_examples=200, deadline=None)
@given(HOSTILE, LANGS)
def test_judgements_never_raise(text: str, lang: str | None) -> None:
    assert isinstance(kinds.kind(text, text, url=text, lang=lang), Kind)
    reason = kinds.furniture(text, lang=lang)
    assert reason is None or reason
    for start, end in kinds.clean_spans(text):
        assert 0 <= start < end <= len(text)
    assert all(terms.stems(text, lang))
    found = language.detect(text, hint="en")
    assert found is None or len(found) >= 2


@settings(max_examples=200, deadline=None)
@given(HOSTILE)
def test_folding_keeps_a_way_back(text: str) -> None:
    fold = terms.fold(text)
    assert len(fold.map) == len(fold.text)
    assert list(fold.map) == sorted(fold.map)
    whole = fold.original(0, len(fold.text))
    assert 0 <= whole.start <= whole.end <= len(text)
    assert terms.fold(fold.text).text.strip() == fold.text.strip() or not text.isascii()


@settings(max_examples=100, deadline=None)
@given(HOSTILE, HOSTILE)
def test_sameness_of_names_is_symmetric_and_every_name_is_itself(a: str, b: str) -> None:
    assert names.same(a, a)
    assert names.same(a, b) == names.same(b, a)


LONG = {
    "one letter": "a" * 200_000,
    "stops": "." * 200_000,
    "spaces": " " * 200_000,
    "digits": "1" * 200_000,
    "grouped digits": "1,000," * 30_000,
    "quotes": '"' * 100_000,
    "open brackets": "(" * 100_000,
    "capitals": "Aa " * 60_000,
    "names joined": "Aa of " * 30_000,
    "initials": "A. " * 60_000,
    "hyphens": "a-" * 100_000,
    "lines": "ab\n" * 60_000,
    "numbers": "two " * 40_000,
    "tags": "<a " * 50_000,
    "kana": "カ" * 100_000,
}


@pytest.mark.parametrize("name", LONG)
def test_long_text_takes_linear_time(name: str) -> None:
    text = LONG[name]
    begun = time.process_time()
    sentences.split(text, lang="en")
    terms.stems(text, "en")
    terms.fold(text)
    names.find(text, lang="en")
    dates.find(text, anchor=datetime(2026, 1, 15, tzinfo=UTC), lang="en")
    quantities.find(text, lang="en")
    kinds.kind(text, text, url=text)
    kinds.furniture(text, lang="en")
    kinds.clean_spans(text)
    language.detect(text)
    assert time.process_time() - begun < 8


PLAIN = st.text(alphabet="abcsT 10.,:'’“”‘–—…\u00a0`-\n", max_size=40)


@settings(max_examples=200, deadline=None)
@given(PLAIN)
def test_a_text_in_plain_letters_is_folded_and_stemmed_as_it_is_beside_a_letter_that_is_not(text: str) -> None:
    """Most English texts take a shorter way, which must lead to the same."""
    assert terms.folded(f"é{text}") == f"é{terms.folded(text)}"
    assert terms.stems(f"é {text}") == terms.stems(text)
