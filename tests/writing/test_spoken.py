"""Who says what: the words are the source's, the speaker is named beside them, and nobody is given another's words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsloom import origins
from newsloom.model import Article
from newsloom.writing import evidence, spoken

AT = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
LEAD = (
    "The ferry Skarra Maid hit a rock off the island of Skarra on Tuesday with 420 people on board. "
    "The coastguard brought all passengers of the ferry to the harbour of Skarra by midnight. "
    "Norline, which owns the ferry, has stopped all ships of this type until they are inspected. "
    "The transport ministry will look into the cause of the accident together with the port board of Skarra. "
)
OTHER = " “The ferry was far too close to the rocks of Skarra,” said Olga Lind, a fisherwoman."


def told(sentence, *, lang="en", lead=LEAD, other=OTHER):
    article = Article("a", "Ferry hits rock off Skarra", lead + sentence + other, source="A", published=AT, lang=lang)
    found = evidence.gather([article], origins.group([article]))
    about = {stem for c in found.candidates for stem in c.stems}
    made = spoken.quotations(found, [], about, article_share=0.25)
    for one in made:
        assert all(one.text in c.quote for c in one.citations)
    return {one.speaker: one.text for one in made}


@pytest.mark.parametrize(
    "sentence",
    [
        "“The ferry came to the harbour of Skarra without its bow,” said Ida Brandt, the harbour master.",
        "“The ferry came to the harbour of Skarra without its bow,” said harbour master Ida Brandt.",
        "“The ferry came to the harbour of Skarra without its bow,” Ida Brandt said on Tuesday night.",
        "“The ferry came to the harbour of Skarra without its bow,” Ida Brandt, the harbour master, told a news agency.",
        "“The ferry came to the harbour of Skarra without its bow,” said Pilots Union President Ida Brandt.",
        "Ida Brandt, the harbour master, said: “The ferry came to the harbour of Skarra without its bow.”",
        "Harbour master Ida Brandt joined the crew. “The ferry came to the harbour of Skarra without its bow,” Ms. Brandt said.",
    ],
)
def test_the_speaker_stands_beside_the_words(sentence):
    assert told(sentence)["Ida Brandt"].rstrip(".") == "The ferry came to the harbour of Skarra without its bow"


@pytest.mark.parametrize(
    "sentence",
    [
        "“The ferry came to the harbour of Skarra without its bow,” she said of Ida Brandt's crew.",
        "“The ferry came to the harbour of Skarra without its bow,” said a friend of Ida Brandt.",
        "“The ferry came to the harbour of Skarra without its bow,” said a spokesman for Ida Brandt.",
        "A colleague of Ida Brandt said: “The ferry came to the harbour of Skarra without its bow.”",
        "“The ferry came to the harbour of Skarra without its bow,” the coastguard said. Ida Brandt was not there.",
        "Ida Brandt joined the crew, and later Minister Brandt came. “The ferry came to Skarra without its bow,” Ms. Brandt said.",
        "Ida Brandt and Jon Brandt joined the crew. “The ferry came to the harbour of Skarra without its bow,” Brandt said.",
        "“She came to the harbour of Skarra without her crew,” said Ida Brandt.",
        "“Even with that the ferry came to the harbour of Skarra without its bow,” said Ida Brandt.",
        "“That is why the ferry came to the harbour of Skarra without its bow,” said Ida Brandt.",
    ],
)
def test_nobody_is_given_words_that_may_be_anothers(sentence):
    second = " “The rocks of Skarra are on every chart of the ferry,” said Tom Nyberg, a pilot."
    assert set(told(sentence, other=OTHER + second)) <= {"Olga Lind", "Tom Nyberg"}


def test_one_voice_alone_is_no_list_of_voices():
    assert told("") == {}


def test_what_the_sentences_quote_already_is_not_told_again():
    first = " “The ferry came to the harbour of Skarra without its bow,” said Ida Brandt, the harbour master."
    article = Article("a", "Ferry hits rock off Skarra", LEAD + first + OTHER, source="A", published=AT)
    found = evidence.gather([article], origins.group([article]))
    shown = [c for c in found.candidates if "bow" in c.text]
    assert spoken.quotations(found, shown, {"ferri", "skarra"}, article_share=1.0) == ()
    assert len(spoken.quotations(found, [], {"ferri", "skarra"}, article_share=1.0)) == 2


def test_an_article_gives_no_more_words_than_fair_use_allows():
    article = Article("a", "Ferry hits rock off Skarra", LEAD + OTHER, source="A", published=AT)
    found = evidence.gather([article], origins.group([article]))
    shown = [c for c in found.candidates if "“" not in c.text]
    assert len(shown) >= 4
    assert spoken.quotations(found, shown, {"ferri"}, article_share=0.25) == ()


def test_german_voices_are_told_as_well():
    lead = (
        "Die Fähre Skarra Maid ist am Dienstag mit 420 Menschen an Bord vor der Insel Skarra auf einen Felsen gelaufen. "
        "Die Küstenwache brachte alle Fahrgäste der Fähre bis Mitternacht in den Hafen von Skarra. "
        "Die Reederei Norline hat alle Schiffe dieser Bauart bis zu einer Prüfung stillgelegt. "
        "Das Verkehrsministerium untersucht die Ursache des Unfalls gemeinsam mit der Hafenbehörde von Skarra. "
    )
    first = "„Die Fähre kam ohne ihren Bug in den Hafen von Skarra“, sagte Hafenmeisterin Ida Brandt. "
    second = "„Die Fähre fuhr viel zu nah an den Felsen von Skarra vorbei“, sagte Olga Lind."
    assert set(told(first, lang="de", lead=lead, other=second)) == {"Hafenmeisterin Ida Brandt", "Olga Lind"}
