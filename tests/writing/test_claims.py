"""Which passages of other outlets support a whole sentence of the page."""

from __future__ import annotations

from newsloom import origins
from newsloom.model import Article
from newsloom.writing import claims, evidence


def seconds(sentence, *texts):
    """What supports the sentence that begins so, of several articles by as many outlets."""
    articles = [Article(f"a{i}", "", text, source=f"Outlet {i}", lang="en") for i, text in enumerate(texts)]
    found = evidence.gather(articles, origins.group(articles))
    like = claims.likeness(found.candidates)
    index = next(c.index for c in found.candidates if c.text.startswith(sentence))
    return articles, index, like


QUOTED = (
    "The harbour of Vell reopened on Monday after a week of repairs. “The new quay will hold the largest ferries we have,” harbour master "
    "Ada Lind said on Monday. Two cranes are still out of order."
)
APART = (
    "Ships may call at Vell again. Harbour master Ada Lind cut the ribbon on Monday. “The new quay will hold the largest ferries "
    "we have,” Lind said. A third crane arrives in May."
)


def test_a_quotation_whose_speaker_the_sentence_before_names_is_a_second_source():
    articles, index, like = seconds("“The new quay", QUOTED, APART)
    (passage,) = like.seconds(index)
    assert passage.text == articles[1].text[passage.start : passage.end]
    assert passage.text.startswith("Harbour master Ada Lind cut") and passage.text.endswith("Lind said.")


def test_a_sentence_that_supports_it_alone_is_cited_without_its_neighbour():
    _, index, like = seconds("The harbour", QUOTED, f"After a week of repairs the harbour of Vell reopened on Monday. {APART}")
    (passage,) = like.seconds(index)
    assert passage.text == "After a week of repairs the harbour of Vell reopened on Monday."


def test_two_sentences_that_say_it_only_in_part_are_no_second_source():
    part = APART.replace("largest", "smallest")
    _, index, like = seconds("“The new quay", QUOTED, part)
    assert like.seconds(index) == []


def test_neighbours_of_different_paragraphs_far_apart_are_not_joined():
    """A sentence that cannot be evidence stands between them."""
    part = APART.replace("Monday. “The", "Monday. Sign up for our newsletter here. “The")
    _, index, like = seconds("“The new quay", QUOTED, part)
    assert all("newsletter" not in passage.text for passage in like.seconds(index))


def test_the_first_citation_is_the_sentence_itself_then_what_supports_it():
    articles, index, like = seconds("“The new quay", QUOTED, APART)
    own, second = claims.citations(index, like)
    assert own.article == "a0" and second.article == "a1"
    assert second.quote == articles[1].text[second.start : second.end]
