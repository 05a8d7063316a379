"""Who "he" is: named only where the sentence before leaves no doubt."""

from __future__ import annotations

import pytest

from newsloom.model import Article, Passage
from newsloom.writing import inserts


def before(text: str) -> Passage:
    return Passage("a", "text", 0, len(text), text)


def test_he_is_the_one_person_whom_the_sentence_before_is_about() -> None:
    said = before("Tim Ahlgren runs the ferry to Skarra.")
    assert inserts.subject("He wants to stop in May.", said, "en") == "Tim Ahlgren"
    assert inserts.with_subject("He wants to stop in May.", "Tim Ahlgren") == "[Tim Ahlgren] wants to stop in May."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It wants to stop in May.", "Tim Ahlgren runs the ferry to Skarra."),
        ("Hereafter he wants to stop.", "Tim Ahlgren runs the ferry to Skarra."),
        ("He wants to stop in May.", "Tim Ahlgren met Ida Brandt on the ferry."),
        ("He wants to stop in May.", "The ferry to the island of Skarra is run by Tim Ahlgren."),
        ("He wants to stop in May.", "Ahlgren runs the ferry to Skarra."),
        ("He is to appear in June.", "Judge Ida Brandt ordered Ahlgren held on bond."),
    ],
)
def test_he_stays_he_where_there_is_a_doubt(text: str, said: str) -> None:
    assert inserts.subject(text, before(said), "en") == ""


def test_he_at_the_head_of_an_article_or_in_another_language_is_nobody() -> None:
    assert inserts.subject("He wants to stop in May.", None, "en") == ""
    assert inserts.subject("He wants to stop in May.", before("Tim Ahlgren runs the ferry to Skarra."), "de") == ""


def test_he_is_who_is_named_beside_a_place_and_a_day() -> None:
    said = before("Tim Ahlgren took the ferry to Skarra on Monday.")
    assert inserts.subject("He wants to stop in May.", said, "en") == "Tim Ahlgren"


def test_a_town_that_was_read_as_a_surname_gets_no_first_name() -> None:
    told = Article("a", "The trial", "Ida Brandt wrote of the trial in Skarra. Ahlgren was not there.", lang="en")
    people = inserts.People({"a": ("Ida Brandt Skarra", "Tim Ahlgren")})
    assert inserts.first_name("The letter lay in the mayor's Skarra house.", told, people, set(), "en") is None
    assert inserts.first_name("The letter lay with Ahlgren.", told, people, set(), "en") == "The letter lay with [Tim] Ahlgren."
