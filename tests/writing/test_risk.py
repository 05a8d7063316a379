"""How likely a sentence is to read wrong, and what that means for the page."""

from __future__ import annotations

from dataclasses import replace

import pytest

import newsloom
from newsloom import origins
from newsloom.model import Article
from newsloom.writing import claims, evidence, rating, risk, select

HERALD = Article(
    "herald", "Lorn approves new harbour bridge",
    "The council of Lorn on Tuesday approved a new harbour bridge that will cost 84 million crowns. Mayor Ada Lind said the bridge would open "
    "the northern quay of Lorn to lorries in May 2027. Nobody really ever needs yet another bridge, and the harbour is still not even deep. "
    "Brandt said the bridge of Lorn would be built in steel. The painters of Skerry show their boats again this summer.",
    source="Herald", lang="en",
)  # fmt: skip
COURIER = Article(
    "courier", "Council of Lorn votes for bridge over harbour",
    "The council of Lorn approved a bridge over the harbour on Tuesday at a cost of 84 million crowns. Mayor Ada Lind of Lorn called the vote "
    "“a good day for the northern quay and for every lorry of the harbour”. The bridge over the harbour of Lorn will be 410 metres long.",
    source="Courier", lang="en",
)  # fmt: skip


def risks(*articles, known=frozenset()):
    found = evidence.gather(articles, origins.group(articles)).candidates
    rated = rating.rate(found, claims.likeness(found), known=known)
    return {c.text: r for c, r in zip(found, rated.risks, strict=True)}


def of(told, words):
    return next(r for text, r in told.items() if words in text)


def test_a_sentence_that_judges_is_a_greater_risk_than_one_that_reports():
    told = risks(HERALD, COURIER)
    assert of(told, "Nobody really") > select.RISKIEST > of(told, "on Tuesday approved")


def test_a_speaker_of_whom_nothing_has_told_is_a_risk_and_a_known_one_less():
    assert of(risks(HERALD, COURIER), "Brandt said") > of(risks(HERALD, COURIER, known=frozenset({"Brandt"})), "Brandt said")


def test_what_the_story_is_not_about_is_a_risk():
    told = risks(HERALD, COURIER)
    assert of(told, "painters of Skerry") > of(told, "410 metres")


@pytest.mark.parametrize(
    ("text", "sign", "more"),
    [
        ("He came, saw, and left.", "goes_on", True), ("Ada Lind came.", "goes_on", False),
        ("Ada Lind, too, came.", "commas", 2), ("Ada Lind — mayor — came.", "dash", True), ("Another ship came again.", "also", 2),
        ("They left at 9.", "figures", True), ("“Go” is what Ada said.", "quoted", 4 / 22),
    ],
)  # fmt: skip
def test_the_signs_of_a_sentence_are_what_stands_in_it(text, sign, more):
    assert getattr(risk.words(text), sign) == more


def test_words_in_quotation_marks_are_no_sign():
    assert risk.words("Ada Lind said: “It never, ever really worked.”").adverbs == 0


def test_other_languages_are_not_measured_by_english_words():
    told = risks(
        *(replace(a, lang="de", text="Der Rat von Lorn hat am Dienstag eine neue Brücke beschlossen.") for a in (HERALD,))
    )
    assert set(told.values()) == {0.0}


def test_a_single_outlet_is_not_a_risk_for_saying_what_no_other_says():
    alone = risks(replace(HERALD, text=HERALD.text.split("Nobody")[0]))
    assert max(alone.values()) < select.RISKIEST


def test_a_page_does_without_what_is_likely_to_read_wrong():
    page = newsloom.write([HERALD, COURIER])
    assert not [s for s in page.sentences if "Nobody really" in s.text]


def test_an_outlet_is_heard_even_where_all_it_says_is_a_risk():
    column = Article(
        "column", "Nobody needs a bridge", "Nobody really ever needs yet another bridge of Lorn. The harbour is still not even deep, again.",
        source="Column", lang="en",
    )  # fmt: skip
    page = newsloom.write([HERALD, COURIER, column])
    assert {s.number for s in page.sources if s.article == "column" and s.cited}


def test_a_sentence_that_is_on_the_page_is_no_risk_to_its_next_revision():
    found = evidence.gather((HERALD, COURIER), origins.group((HERALD, COURIER))).candidates
    like = claims.likeness(found)
    painters = next(c for c in found if "Skerry" in c.text)
    worth, rated = rating.weights(found, like.rarity), rating.rate(found, like)
    rated = replace(rated, risks=[0.9 if c is painters else r for c, r in zip(found, rated.risks, strict=True)])

    def shown(kept):
        units = select.choose(found, like, worth, limit=select.Budget(200, 14, worthwhile=0.0), kept=kept, rated=rated)
        return painters in [c for u in units for c in u.members]

    assert not shown(frozenset())
    assert shown({(painters.passage.article, painters.passage.start, painters.passage.end)})
