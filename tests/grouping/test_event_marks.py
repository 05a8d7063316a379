"""What tells two events of one form apart: counts, places, days and years of an opening."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from newsloom.grouping import marks
from newsloom.grouping.features import Featuriser
from newsloom.model import Article

MONDAY = datetime(2026, 1, 5, 12, tzinfo=UTC)
PLAIN = (
    "The harbour board met again and talked for hours about ropes, nets, cables and what they cost the ferries of the coast. "
)


def compared(first: str, second: str, *, lang: str = "en", published: datetime | None = None) -> dict[str, float]:
    """The marks of two texts beside each other."""
    one, two = (
        Featuriser().sketch(Article(text, "", f"{text} {PLAIN * 2}", published=published, lang=lang)).marks
        for text in (first, second)
    )
    return dict(zip(marks.COMPARED, marks.compare(one, np.array([two]))[:, 0].tolist(), strict=True))


@pytest.mark.parametrize(
    ("about", "first", "second", "third"),
    [
        ("figures", "The blast killed 12 people.", "Police said 12 people fled.", "Police said 15 people fled."),
        ("figures", "A 27-year-old sailor fell.", "The 27-year-old was seen.", "The 31-year-old was seen."),
        ("figures", "Then four sailors fell.", "They saw 4 sailors.", "They saw three sailors."),
        ("places", "A fire broke out in Lorn.", "Many live in Lorn.", "Many live in Westrand."),
        ("days", "It sank on Monday.", "On Monday it sank.", "On Friday it sank."),
        ("days", "It sank on March 5.", "On 5 March it sank.", "On 6 March it sank."),
        ("years", "It was built in 1998.", "The quay of 1998.", "The quay of 2004."),
    ],
)
def test_openings_agree_or_differ(about: str, first: str, second: str, third: str) -> None:
    assert compared(first, second)[f"{about}_agree"] > 0
    assert compared(first, third)[f"{about}_agree"] == 0


def test_days_and_years_that_differ_speak_against_one_event() -> None:
    assert compared("It sank on Monday in 1998.", "On Friday it sank in 2004.")["days_differ"] == 1
    assert compared("It sank on Monday in 1998.", "On Friday it sank in 2004.")["years_differ"] == 1
    assert compared("It sank on Monday in 1998.", "On Monday it sank in 1998.")["days_differ"] == 0


def test_yesterday_is_the_weekday_before_publication() -> None:
    tuesday = datetime(2026, 1, 6, 12, tzinfo=UTC)
    assert compared("It sank yesterday.", "It sank on Monday.", published=tuesday)["days_agree"] == 1
    assert compared("It sank today.", "It sank on Monday.", published=tuesday)["days_differ"] == 1
    assert compared("It sank today.", "It sank on Monday.")["days_differ"] == 0


def test_an_opening_that_names_nothing_neither_agrees_nor_differs() -> None:
    assert set(compared("It broke.", "A fire broke out in Lorn on Monday, 12 people fled.").values()) == {0.0}


def test_days_are_known_in_other_languages() -> None:
    assert compared("Das Schiff sank am Montag.", "Am Montag sank es.", lang="de")["days_agree"] == 1
    assert compared("El barco se hundió el lunes.", "Ocurrió el martes.", lang="es")["days_differ"] == 1


def test_marks_survive_being_remembered() -> None:
    from newsloom.grouping import Grouper, memory

    text = "A fire broke out in Lorn on Monday, 12 people fled. " + PLAIN * 2
    blob = Grouper().add(Article("a", "", text, published=MONDAY, lang="en")).memory
    assert memory.unpack(blob).sketch.marks.any()
    assert (
        memory.unpack(blob).sketch.marks == Featuriser().sketch(Article("a", "", text, published=MONDAY, lang="en")).marks
    ).all()
