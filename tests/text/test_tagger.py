"""What part of speech a word is, and what a verb wants beside it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.text import frames, tagger


def tags(text):
    return [(t.text, t.tag) for t in tagger.tag(text)]


def test_one_word_is_tagged_by_where_it_stands():
    assert ("vote", "NN") in tags("The vote on the harbour tax was close.")
    assert ("vote", "VB") in tags("The board will vote on the harbour tax.")


def test_a_participle_is_told_from_a_finite_verb():
    assert ("dismissed", "VN") in tags("The board was dismissed by the mayor.")
    assert ("dismissed", "VF") in tags("The mayor dismissed the board.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vane's quay", ["Vane", "'s", "quay"]),
        ("the officials’ plan", ["the", "officials", "’", "plan"]),
        ("It didn't close.", ["It", "didn't", "close", "."]),
        ("the rebel-held U.S. base", ["the", "rebel-held", "U.S.", "base"]),
        ("(the quay) closed—again", ["(", "the", "quay", ")", "closed", "—", "again"]),
    ],
)
def test_marks_are_words_of_their_own_and_owners_are_parted(text, words):
    assert [text[a:b] for a, b in tagger.spans(text)] == words


@settings(deadline=None)  # the weights are read on the first call
@given(st.text(max_size=120))
def test_any_text_is_tagged_in_order_within_itself(text):
    found = tagger.tag(text)
    assert all(text[t.start : t.end] == t.text and t.tag in tagger.TAGS for t in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_a_verb_is_not_whole_without_the_preposition_it_must_have():
    assert "of" in frames.look("accused").must
    assert frames.look("approved").must == frozenset()


def test_a_verb_that_needs_no_object_is_known_by_its_share_of_bare_uses():
    assert frames.look("died").bare > 0.9 > 0.2 > frames.look("killed").bare


def test_an_unknown_verb_has_the_frame_that_fits_most():
    assert frames.look("blorped") == frames.Frame()


def test_no_sum_of_weights_outgrows_its_place():
    """A row is one whole number with BITS for each tag: fifteen features of the largest weights must not reach the next tag's."""
    rows = [tagger._ROW.unpack(row.to_bytes(tagger._ROW.size, "little")) for row in tagger._model().weights.values()]
    assert min(map(min, rows)) > 0
    assert max(map(max, rows)) * len(tagger.features(["a"], ["a"], 0, "^", "^")) < 1 << tagger.BITS
