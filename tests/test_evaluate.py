"""The scores, on cases small enough to reckon by hand."""

from __future__ import annotations

import math

import pytest

from newsloom import evaluate


def test_bcubed_of_a_perfect_grouping_is_one() -> None:
    score = evaluate.grouping({"a": "x", "b": "x", "c": "y"}, {"a": "1", "b": "1", "c": "2"})
    assert (score.precision, score.recall, score.f1, score.pair_f1) == (1, 1, 1, 1)


def test_bcubed_of_one_blob_has_full_recall_and_poor_precision() -> None:
    score = evaluate.grouping({"a": "x", "b": "x", "c": "y"}, {"a": "1", "b": "1", "c": "1"})
    assert score.recall == 1
    assert score.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert score.pair_f1 == pytest.approx(2 * (1 / 3) / (1 / 3 + 1))


def test_an_article_that_was_not_placed_counts_as_alone() -> None:
    score = evaluate.grouping({"a": "x", "b": "x"}, {"a": "1"})
    assert (score.recall, score.precision, score.stories) == (0.5, 1, 2)


def test_balanced_accuracy_weighs_both_classes_alike() -> None:
    rows = [(True, True)] * 9 + [(True, False)] + [(False, True)]
    assert evaluate.balanced_accuracy(rows) == pytest.approx((0.9 + 0) / 2)


def test_auc_counts_ties_half() -> None:
    assert evaluate.auc([(True, 0.9), (False, 0.1)]) == 1
    assert evaluate.auc([(True, 0.5), (False, 0.5)]) == 0.5
    assert math.isnan(evaluate.auc([(True, 0.5)]))


ARTICLES = [{"id": 5, "title": "Quay reopens", "text": "The quay reopened on Tuesday with 12 boats."}]


def story(**changes: object) -> dict[str, object]:
    quote = ARTICLES[0]["text"]
    whole = {"source": 1, "field": "text", "start": 0, "end": len(str(quote)), "quote": quote}
    title = {"source": 1, "field": "title", "start": 0, "end": 12, "quote": "Quay reopens"}
    return {
        "headline": "Quay reopens",
        "headline_citations": [title],
        "deck": "",
        "deck_citations": [],
        "writer": "extractive",
        "sections": [
            {
                "heading": "Quay reopens",
                "heading_citations": [title],
                "label": False,
                "sentences": [{"text": quote, "citations": [whole]}],
            }
        ],
        "sources": [{"number": 1, "article": 5}],
        "disagreements": [],
        "timeline": [],
        **changes,
    }


def test_a_page_of_verbatim_sentences_has_no_fault() -> None:
    score = evaluate.page(ARTICLES, story())
    assert score.faults == {}
    assert (score.sentences, score.articles_cited, score.words) == (1, 1, 8)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("The quay reopened on Tuesday with 15 boats.", "number"),
        ("The quay reopened “with great joy” on Tuesday.", "quotation"),
        ("A bridge collapsed in the night near town.", "ungrounded"),
    ],
)
def test_a_sentence_its_passage_does_not_hold_is_a_fault(text: str, fault: str) -> None:
    bad = story()
    bad["sections"][0]["sentences"][0]["text"] = text  # type: ignore[index]
    assert fault in evaluate.page(ARTICLES, bad).faults


def test_a_span_that_is_not_its_quote_is_a_fault() -> None:
    bad = story()
    bad["sections"][0]["sentences"][0]["citations"][0]["start"] = 1  # type: ignore[index]
    assert evaluate.page(ARTICLES, bad).faults["bad span"] == 1


def test_the_same_thing_said_twice_is_counted() -> None:
    twice = story()
    sentences = twice["sections"][0]["sentences"]  # type: ignore[index]
    sentences.append(dict(sentences[0]))
    assert evaluate.page(ARTICLES, twice).repeated == 1
    for sentence in sentences:
        sentence["text"] = "The quay is open."  # under five long words: too little to tell
    assert evaluate.page(ARTICLES, twice).repeated == 0


def test_a_page_tells_its_origins_and_how_many_of_its_headings_match() -> None:
    one = story(origin_count=4)
    assert (evaluate.page(ARTICLES, one).origins, evaluate.page(ARTICLES, one).headings) == (4, 0)
    two = story(language="en")
    cited = two["sections"][0]["heading_citations"]  # type: ignore[index]
    two["sections"] = [
        {"heading": heading, "heading_citations": cited, "label": False,
         "sentences": [{"text": text, "citations": cited} for text in sentences]}
        for heading, sentences in (("Boats at the quay", QUAY), ("Boats at the quay again", COURT))
    ]  # fmt: skip
    score = evaluate.page(ARTICLES, two)
    assert (score.headings, score.headings_matched) == (2, 1)


QUAY = ("The quay reopened on Tuesday.", "Boats came to the quay by noon.")
COURT = ("The court fined the mayor.", "A lawyer of the mayor said the court was wrong.")


def test_a_heading_is_matched_if_the_rest_of_its_section_shares_its_words_and_no_other_does() -> None:
    sections = [("Boats at the quay", QUAY), ("Court fines the mayor", COURT)]
    assert evaluate.headings_matched(sections, "en") == [True, True]


def test_a_heading_that_fits_one_sentence_of_its_section_only_is_not_matched() -> None:
    sections = [
        ("The quay reopened on Tuesday", ("The quay reopened on Tuesday.", "Snow fell.")),
        ("Court fines the mayor", COURT),
    ]
    assert evaluate.headings_matched(sections, "en") == [False, True]


def test_headings_of_the_wrong_section_are_not_matched() -> None:
    assert evaluate.headings_matched([("Court fines the mayor", QUAY), ("Boats at the quay", COURT)], "en") == [False, False]
