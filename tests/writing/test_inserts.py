"""Who "he" is: named only where the sentence before leaves no doubt."""

from __future__ import annotations

import pytest

from newsloom.model import Passage
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
    ],
)
def test_he_stays_he_where_there_is_a_doubt(text: str, said: str) -> None:
    assert inserts.subject(text, before(said), "en") == ""


def test_he_at_the_head_of_an_article_or_in_another_language_is_nobody() -> None:
    assert inserts.subject("He wants to stop in May.", None, "en") == ""
    assert inserts.subject("He wants to stop in May.", before("Tim Ahlgren runs the ferry to Skarra."), "de") == ""
