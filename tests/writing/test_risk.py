"""How likely a sentence is to read wrong, and what that means for the page."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

import newsloom
from newsloom import origins
from newsloom.model import Article
from newsloom.text import terms
from newsloom.writing import claims, evidence, rating, risk, select
from newsloom.writing.chosen import Budget

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


NEW, FOLLOWS = risk.Place(new=True), risk.Place(follows=True)


def measured(*articles):
    found = evidence.gather(articles, origins.group(articles)).candidates
    return found, rating.rate(found, claims.likeness(found)).risks


def risk_of(words, *articles, place=NEW, known=frozenset()):
    found, risks = measured(*articles)
    return next(risks.of(c, place, known) for c in found if words in c.text)


def test_a_sentence_that_judges_is_a_greater_risk_than_one_that_reports():
    assert risk_of("Nobody really", HERALD, COURIER) > select.RISKIEST
    assert risk_of("on Tuesday approved", HERALD, COURIER, place=risk.Place(opens=True)) < select.RISKIEST


def test_a_speaker_of_whom_nothing_has_told_is_a_risk_and_a_known_one_less():
    assert risk_of("Brandt said", HERALD, COURIER) > risk_of("Brandt said", HERALD, COURIER, known=frozenset({"Brandt"}))


def test_what_the_story_is_not_about_is_beside_the_point():
    found, risks = measured(HERALD, COURIER)

    def beside(words):
        return next(risk.chance(risks.signs(c, NEW, frozenset()), risk.BESIDE) for c in found if words in c.text)

    assert beside("painters of Skerry") > beside("410 metres")


def test_what_goes_on_from_the_sentence_before_it_is_a_risk_without_it_and_less_behind_it():
    words = "would open the northern quay"
    behind = frozenset(terms.stems(HERALD.text.split(". ")[0], "en"))
    assert risk_of(words, HERALD, COURIER) > risk_of(words, HERALD, COURIER, place=FOLLOWS, known=behind)


def test_what_comes_near_to_a_sentence_of_the_page_is_a_risk():
    near = risk.Place(new=True, near=1.0)
    assert risk_of("410 metres", HERALD, COURIER, place=near) > risk_of("410 metres", HERALD, COURIER)


def test_the_risk_is_that_of_all_kinds_together():
    found, risks = measured(HERALD, COURIER)
    for c in found:
        sound = math.prod(1 - risk.chance(risks.signs(c, NEW, frozenset({"Lind"})), kind) for kind in risk.KINDS)
        assert risks.of(c, NEW, frozenset({"Lind"})) == pytest.approx(1 - sound)


@pytest.mark.parametrize(
    ("text", "sign", "more"),
    [
        ("He came, saw, and left.", "goes_on", True), ("Ada Lind came.", "goes_on", False),
        ("Ada Lind, too, came.", "commas", 2), ("Brandt replied.", "answers", True), ("The yard will close.", "ahead", True),
        ("Another ship came again.", "also", 2),
        ("They left at 9.", "figures", True), ("“Go” is what Ada said.", "quoted", 4 / 22),
    ],
)  # fmt: skip
def test_the_signs_of_a_sentence_are_what_stands_in_it(text, sign, more):
    assert getattr(risk.words(text), sign) == more


def test_words_in_quotation_marks_are_no_sign():
    assert risk.words("Ada Lind said: “It never, ever really worked.”").adverbs == 0


def test_other_languages_are_not_measured_by_english_words():
    german = replace(HERALD, lang="de", text="Der Rat von Lorn hat am Dienstag eine neue Brücke beschlossen.")
    assert risk_of("Brücke", german) == 0.0


def test_a_single_outlet_is_not_a_risk_for_saying_what_no_other_says():
    alone = replace(HERALD, text=HERALD.text.split("Nobody")[0])
    assert risk_of("would open the northern quay", alone, place=FOLLOWS) < select.RISKIEST


def test_a_page_does_without_what_is_likely_to_read_wrong():
    page = newsloom.write([HERALD, COURIER])
    assert not [s for s in page.sentences if "Nobody really" in s.text]


def test_an_outlet_whose_every_sentence_is_likelier_wrong_than_right_is_not_quoted_and_the_page_says_why():
    column = Article(
        "column", "Nobody needs a bridge", "Nobody really ever needs yet another bridge of Lorn. The harbour is still not even deep, again.",
        source="Column", lang="en",
    )  # fmt: skip
    page = newsloom.write([HERALD, COURIER, column])
    source = next(s for s in page.sources if s.article == "column")
    assert not source.cited
    assert source.note


class OneIsWrong:
    """Risks of which one sentence has nearly all."""

    def __init__(self, words):
        self.words = words

    def of(self, c, place, known):
        return 0.9 if self.words in c.text else 0.1


def test_a_sentence_that_is_on_the_page_is_no_risk_to_its_next_revision():
    found, _ = measured(HERALD, COURIER)
    like = claims.likeness(found)
    painters = next(c for c in found if "Skerry" in c.text)
    worth, rated = rating.weights(found, like.rarity), replace(rating.rate(found, like), risks=OneIsWrong("Skerry"))

    def shown(kept):
        units = select.choose(found, like, worth, limit=Budget(200, 14, worthwhile=0.0), kept=kept, rated=rated)
        return painters in [c for u in units for c in u.members]

    assert not shown(frozenset())
    assert shown({(painters.passage.article, painters.passage.start, painters.passage.end)})
