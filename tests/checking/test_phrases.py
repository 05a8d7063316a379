"""Noun phrases that may head a section: whole, surely nouns, and of nothing that their sentence denies."""

from __future__ import annotations

import pytest

from newsloom.checking import phrases


def found(sentence: str, lang: str = "en") -> list[str]:
    return [sentence[p.span.start : p.span.end] for p in phrases.find(sentence, lang)]


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("The council criticised the decision to close the northern quay.", "decision to close the northern quay"),
        (
            "Lind spoke of a dispute between Lorn and Skerry over fishing rights.",
            "dispute between Lorn and Skerry over fishing rights",
        ),
        ("The board approved tariffs on steel and timber on Monday.", "tariffs on steel and timber"),
        ("After the opening ceremony the board met.", "opening ceremony"),
        ("Robert S. Dahl resigned from the board of health.", "board of health"),
        ("The report names a former secretary of state.", "former secretary of state"),
    ],
)
def test_a_phrase_runs_from_its_article_to_its_last_noun(sentence: str, phrase: str) -> None:
    assert phrase.removeprefix("former ") in [f.removeprefix("former ") for f in found(sentence)]


@pytest.mark.parametrize(
    ("sentence", "never"),
    [
        ("Dahl sentenced the men to prison.", "men to prison"),
        ("The new plan calls for a bridge.", "new plan calls"),
        ("Officials want to inspect the port and grab handfuls of sand.", "grab handfuls of sand"),
        ("The list included videos of the robberies.", "included videos of the robberies"),
        ("Skerry exempted Lorn from the tax.", "Lorn from the tax"),
        ("Five of the murder charges were dropped.", "murder"),
        ("It is a dispute between Lorn over fish and others.", "dispute between Lorn"),
        ("He read “the end of the old port” aloud.", "end of the old port"),
        ("Brandt grabs the wheel.", "Brandt grabs"),
        ("The law targets banks in Lorn.", "law targets banks"),
        ("Lind said the plan was a threat to the harbour.", "threat to the harbour"),
        ("The pair used town money for a boat.", "pair used town money"),
        ("Grants of the Party of Regions were cut.", "Regions"),
    ],
)
def test_what_may_hold_a_verb_or_lacks_a_part_is_no_phrase(sentence: str, never: str) -> None:
    assert never not in found(sentence)


def test_a_phrase_may_head_a_section_though_who_says_it_is_left_out() -> None:
    assert phrases.heads("Decision to close the quay", "Lind said the decision to close the quay was hers.", "en")


@pytest.mark.parametrize(
    "sentence",
    [
        "There was no evidence of fraud in the port.",
        "Lind may find evidence of fraud in the port.",
        "The mayor was accused of hiding evidence of fraud in the port.",
        "The paper printed evidence of fraud in the port, which the mayor denied.",
    ],
)
def test_a_phrase_heads_nothing_if_its_sentence_denies_or_disputes_it(sentence: str) -> None:
    assert not phrases.heads("Evidence of fraud", sentence, "en")


def test_a_clause_is_no_phrase() -> None:
    assert not phrases.heads("Lind closed the quay", "Lind closed the quay on Monday.", "en")


def test_no_phrase_of_another_language_ends_before_its_noun() -> None:
    assert found("Le conseil a voté la fermeture du vieux pont de Lorn.", "fr") == []


@pytest.mark.parametrize(
    ("sentence", "lang", "phrase"),
    [
        ("Die Abschaffung der Fähre kostet die Stadt wenig.", "de", "Abschaffung der Fähre"),
        ("El alcalde defendió la reforma de las pensiones ante el consejo.", "es", "reforma de las pensiones"),
        ("Le maire défend la réforme des retraites devant le conseil.", "fr", "réforme des retraites"),
    ],
)
def test_other_languages_have_phrases_of_a_noun_and_what_it_is_of(sentence: str, lang: str, phrase: str) -> None:
    assert any(f.startswith(phrase) for f in found(sentence, lang))
