# ruff: noqa: E501 - tables
"""A translation keeps figures, dates, names, negation, doubt and who says so, or it is refused."""

from __future__ import annotations

import pytest

from newsloom.checking import across

TRUE = (
    ('Fire destroyed the boathouse of the Ullmer rowing club on Sunday night, the fire service said.', 'Ein Feuer zerstörte in der Nacht zum Sonntag das Bootshaus des Ruderclubs Ullmer, sagte die Feuerwehr.'),
    ('Some 1,200 people were killed, officials said on Monday.', 'Rund 1.200 Menschen kamen ums Leben, sagten Beamte am Montag.'),
    ('The bank raised its rate by half a point to 4.5 percent.', 'Die Bank erhöhte ihren Zinssatz um einen halben Punkt auf 4,5 Prozent.'),
    ('Two workers died when a crane toppled at the port of Ellerby on Monday.', 'Zwei Arbeiter starben, als am Montag im Hafen von Ellerby ein Kran umstürzte.'),
    ('Harbour master Paul Merrick denied that the crane had been overloaded.', 'Hafenmeister Paul Merrick bestritt, dass der Kran überladen war.'),
    ('South Korean President Lee Jae Myung and Japanese Prime Minister Takaichi Sanae met in Nara on Tuesday.', 'Der südkoreanische Präsident Lee Jae Myung und die japanische Ministerpräsidentin Takaichi Sanae trafen sich am Dienstag in Nara.'),
    ('The ministers agreed on a fund of 90 billion yen.', 'Die Minister einigten sich auf einen Fonds von 90 Milliarden Yen.'),
    ('“We have lost every boat we own,” said Ines Halder.', '„Wir haben jedes Boot verloren, das wir besitzen“, sagte Ines Halder.'),
    ('Nobody was hurt.', 'Niemand wurde verletzt.'),
    ('He was allegedly paid 3 million euros.', 'Ihm wurden angeblich 3 Millionen Euro gezahlt.'),
)  # fmt: skip

#: each with one thing that the original does not say, or without one that it says
FALSE = (
    ('Some 1,200 people were killed, officials said on Monday.', 'Rund 12.000 Menschen kamen ums Leben, sagten Beamte am Montag.'),
    ('Some 1,200 people were killed, officials said on Monday.', 'Rund 1.200 Menschen kamen ums Leben, sagten Beamte am Dienstag.'),
    ('Some 1,200 people were killed, officials said on Monday.', 'Rund 1.200 Menschen kamen am Montag ums Leben.'),
    ('Two workers died when a crane toppled at the port of Ellerby on Monday.', 'Drei Arbeiter starben, als am Montag im Hafen von Ellerby ein Kran umstürzte.'),
    ('Two workers died when a crane toppled at the port of Ellerby on Monday.', 'Zwei Arbeiter starben, als am Montag im Hafen von Norport ein Kran umstürzte.'),
    ('Harbour master Paul Merrick denied that the crane had been overloaded.', 'Hafenmeister Paul Merrick bestätigte, dass der Kran überladen war.'),
    ('Harbour master Paul Merrick denied that the crane had been overloaded.', 'Hafenmeister Ivo Kessel bestritt, dass der Kran überladen war.'),
    ('Nobody was hurt.', 'Jemand wurde verletzt.'),
    ('He was allegedly paid 3 million euros.', 'Ihm wurden 3 Millionen Euro gezahlt.'),
    ('He was paid 3 million euros.', 'Ihm wurden angeblich 3 Millionen Euro gezahlt.'),
    ('The ministers agreed on a fund of 90 billion yen.', 'Die Minister einigten sich auf einen Fonds von 90 Millionen Yen.'),
    ('The bank raised its rate by half a point to 4.5 percent.', 'Die Bank erhöhte ihren Zinssatz um einen halben Punkt auf 45 Prozent.'),
    ('The bank raised its rate to 4.5 percent.', 'The bank raised its key interest rate to 4.5 percent, the central bank of the country said.'),
    ('The bank raised its rate to 4.5 percent.', 'Die Bank erhöhte ihren Zinssatz auf 4,5 Prozent. Das Volk ist wütend.'),
)  # fmt: skip


@pytest.mark.parametrize(("original", "translated"), TRUE)
def test_a_true_translation_passes(original: str, translated: str) -> None:
    assert across.faults(original, translated, lang="en", to="de") == []


@pytest.mark.parametrize(("original", "translated"), FALSE)
def test_a_changed_fact_is_refused(original: str, translated: str) -> None:
    assert across.faults(original, translated, lang="en", to="de")


@pytest.mark.parametrize(("original", "translated"), [*FALSE[:2], *FALSE[3:10]])
def test_the_other_way_round_as_well(original: str, translated: str) -> None:
    assert across.faults(translated, original, lang="de", to="en")


MET = "Chancellor Angela Merkel met Ukrainian President Volodymyr Zelensky in Berlin on 3 June."


@pytest.mark.parametrize(
    ("to", "translated"),
    [
        ("ru", "Канцлер Ангела Меркель встретилась с президентом Украины Владимиром Зеленским в Берлине 3 июня."),
        ("fr", "La chancelière Angela Merkel a rencontré le président ukrainien Volodymyr Zelensky à Berlin le 3 juin."),
        ("es", "La canciller Angela Merkel se reunió con el presidente ucraniano Volodímir Zelenski en Berlín el 3 de junio."),
    ],
)
def test_names_are_known_in_another_spelling_and_another_alphabet(to: str, translated: str) -> None:
    assert across.faults(MET, translated, lang="en", to=to) == []


@pytest.mark.parametrize(
    ("to", "translated"),
    [
        ("ru", "Канцлер Ангела Меркель встретилась с президентом Украины Петром Порошенко в Берлине 3 июня."),
        ("fr", "La chancelière Angela Merkel a rencontré le président ukrainien Petro Porochenko à Berlin le 3 juin."),
        ("ru", "Канцлер Ангела Меркель встретилась с президентом Украины Владимиром Зеленским в Берлине 13 июня."),
    ],
)
def test_another_name_or_day_is_refused_in_another_alphabet_too(to: str, translated: str) -> None:
    assert across.faults(MET, translated, lang="en", to=to)
