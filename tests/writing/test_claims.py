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


REOPENED = [
    "The harbour of Vell reopened on Monday after a week of repairs.",
    "After a week of repairs the harbour of Vell reopened on Monday.",
    "On Monday the harbour of Vell reopened after a week of repairs.",
    "The harbour of Vell has reopened on Monday after one week of repairs.",
]


def test_where_more_outlets_say_it_than_are_shown_those_not_yet_cited_come_first():
    rest = (
        "Two cranes are out of order.",
        "Ferries to Skerry sail again.",
        "The board paid for a new quay.",
        "Sailors waited a week.",
    )
    articles, index, like = seconds(REOPENED[0], *(f"{first} {second}" for first, second in zip(REOPENED, rest, strict=True)))
    shown = {c.article for c in claims.citations(index, like)}
    assert len(shown) == 3
    (left,) = {a.id for a in articles} - shown
    assert left in {c.article for c in claims.citations(index, like, heard=frozenset(shown))}


def test_a_headline_is_cited_to_every_outlet_that_says_the_whole_of_it():
    other = "The mayor of Vell opened a school. The harbour stays as it was, she said of Vell on Monday."
    articles, index, like = seconds(REOPENED[0], *REOPENED[:2], other)
    own = like.candidates[index]
    line, stems = "The harbour of Vell reopened on Monday", frozenset(own.stems[:4])
    cited = claims.line_citations(line, own.citation, stems, like)
    assert [c.article for c in cited] == ["a0", "a1"]
    assert all(c.quote == next(a for a in articles if a.id == c.article).text[c.start : c.end] for c in cited)
    assert claims.line_citations(line, own.citation, stems, like, most=1) == (own.citation,)
