"""How much a line tells as a heading: by its length, where it was cut and where its sentence stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsloom.checking import phrases
from newsloom.model import Citation
from newsloom.writing.headline import Line
from newsloom.writing.telling import names_thing, telling, tells_deed


def line(text, **more):
    return Line(text, Citation("a", "text", 0, 1, "x"), frozenset(), 1.0, "a", False, 0, **more)


def test_a_longer_line_tells_more_up_to_ten_words():
    shares = [telling(line(" ".join(["word"] * n))) for n in range(3, 14)]
    assert shares == sorted(shares)
    assert shares[-1] == shares[-4] == 1.0
    assert shares[2] < 0.65


def test_a_line_cut_before_a_preposition_tells_less_than_one_that_ends_where_its_clause_does():
    assert telling(line("The board sold four ferries", clean=False)) < telling(line("The board sold four ferries"))


def test_a_line_of_a_later_sentence_tells_less():
    assert telling(line("The board sold four ferries", rank=9)) < telling(line("The board sold four ferries", rank=1))


def test_who_said_it_makes_no_line_tell_more():
    plain = telling(line("The board sold four ferries"))
    assert telling(line("The board sold four ferries, police said")) == plain
    assert telling(line("The board sold four ferries, according to the mayor of Lorn")) == plain


def test_where_words_are_not_written_apart_length_counts_for_nothing():
    assert telling(line("港口关闭"), spaced=False) == telling(line("港口将于周一因风暴而关闭"), spaced=False)


@pytest.mark.parametrize(
    ("phrase", "tells"),
    [
        ("Agreement to raise the harbour dues", True),
        ("Lawsuit against the builders of the quay", True),
        ("Higher spending on ferries", True),
        ("Cousin of the captain’s father", False),
        ("Port Ulm fish shop", False),
        ("Chairman of the Harbour Fund", False),
        ("Phone number for the harbour office", False),
    ],
)
def test_a_noun_phrase_tells_where_it_begins_with_what_happens(phrase, tells):
    assert tells_deed(line(phrase)) is tells


def test_a_thing_is_one_and_nobody():
    of = {
        phrase: names_thing(replace(line(phrase), quality=found.quality))
        for text in ("Neighbours wrote to the cousin of the captain.", "Divers found the anchor of the ferry.")
        for found in phrases.find(text, "en")
        for phrase in [text[found.span.start : found.span.end]]
    }
    assert of == {"cousin of the captain": False, "anchor of the ferry": True}
    assert not names_thing(line("Anchor of the ferry and the captain"))
