"""How much a line tells as a heading: by its length, where it was cut and where its sentence stands."""

from __future__ import annotations

from newsloom.model import Citation
from newsloom.writing.headline import Line
from newsloom.writing.telling import telling


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
