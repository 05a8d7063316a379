# ruff: noqa: E501 - tables
"""Sentences in other words that fuse passages of the test articles, true and false. Written for these tests."""

from __future__ import annotations

import edits

_LINES = [article.splitlines() for article in edits.ARTICLES]

#: (article, lines cited, sentence): what a careful editor would write from these lines
TRUE: tuple[tuple[int, tuple[int, ...], str], ...] = (
    (0, (0, 1), "The ferry Aurora, which was carrying 187 passengers to the island of Keld, sank off Port Lind on Tuesday, killing 12 people."),
    (0, (0, 3), "Twelve people died when the ferry Aurora sank off Port Lind on Tuesday, and rescue crews pulled 141 survivors from the water."),
    (0, (1, 2), "The vessel struck a reef at about 6 a.m., and Captain Ruta Varga ordered an evacuation within four minutes."),
    (0, (3,), "Crews from Norland rescued 141 survivors, while the navy sent two helicopters."),
    (0, (4, 7), "Transport Minister Olaf Brandt suspended the licence of Keld Lines on Wednesday and promised a public inquiry before 15 March 2026."),
    (0, (5,), "Keld Lines blamed the Harbour Board for a missing buoy."),
    (0, (5, 8), "The Harbour Board accused Keld Lines of ignoring warnings, and pilot Ida Solberg said the reef was marked on every chart."),
    (1, (0, 1), "Veltra Motors announced on Monday that it will close its Dornau plant, which opened in 1974, by June 2027."),
    (1, (0, 4), "The carmaker will cut 2,400 jobs, a plan that the union IG Werk rejected, calling a strike for 3 February."),
    (1, (2, 3), "Veltra lost $310 million last year, and chief executive Marta Klein told workers that demand for the X40 fell 38 percent."),
    (1, (5, 9), "Mayor Jonas Feld offered tax relief worth 15 million euros, and the government in Halden approved a fund of 200 million euros."),
    (1, (6,), "Veltra shares rose 6 percent after the announcement."),
    (1, (7,), "In 2024 rival Sondra bought a smaller factory from Veltra for 90 million euros."),
    (2, (0, 1), "Brandsen beat Corvia 3-1 in the Continental Cup final on Saturday, with Luis Ortega scoring twice in the first half."),
    (2, (1,), "Tom Reyes added the third goal in the 78th minute."),
    (2, (3, 5), "Coach Anna Weiss praised goalkeeper Dario Penn, while Corvia coach Emil Novak criticised referee Hanna Lind for the late penalty."),
    (2, (4, 9), "The match drew 62,000 spectators, and the victory was the first international title for Brandsen in 31 years."),
    (2, (7,), "Ortega joined from Tarland in January 2024 for 22 million euros."),
    (3, (0, 1), "Former governor Viktor Ramon, accused of taking bribes worth $4.5 million, was sentenced to nine years in prison on Thursday."),
    (3, (0, 3), "The High Court in Tessaly convicted Viktor Ramon of fraud, and his lawyer Paul Iversen said he would appeal within 30 days."),
    (3, (5, 6), "The court acquitted his former aide Lena Marsh of all charges, and Teron Group paid a fine of $12 million in 2024."),
    (3, (7,), "Some 300 protesters gathered outside the court and demanded a longer sentence."),
    (4, (0, 2), "The wildfire near Ashgrove destroyed 86 homes, and it covered 14,000 acres, fire chief Dana Whitlock said."),
    (4, (0, 5), "A fire that started on Friday when lightning struck a ridge above Pine Creek has destroyed 86 homes near Ashgrove."),
    (4, (4, 7), "Governor Samuel Price declared an emergency in Harlow County, and Linden opened three shelters."),
)  # fmt: skip

#: the same, each with one thing that its lines do not bear out
FALSE: tuple[tuple[int, tuple[int, ...], str], ...] = (
    (0, (0, 1), "The ferry Aurora, which was carrying 178 passengers to the island of Keld, sank off Port Lind on Tuesday, killing 12 people."),
    (0, (0, 3), "Twelve people died when the ferry Aurora sank off Port Lind on Monday, and rescue crews pulled 141 survivors from the water."),
    (0, (0, 3), "The ferry Aurora sank off Port Lind on Tuesday, injuring 12 people and killing 34 others."),
    (0, (1, 2), "The vessel struck a reef at about 6 a.m., and Captain Ruta Varga did not order an evacuation."),
    (0, (3,), "The navy pulled 141 survivors from the water, and rescue crews from Norland sent two helicopters."),
    (0, (4, 7), "Transport Minister Olaf Brandt suspended the licence of Keld Lines on Wednesday and ruled out a public inquiry."),
    (0, (4, 7), "Transport Minister Olaf Brandt suspended the licence of the Harbour Board on Wednesday and promised a public inquiry."),
    (0, (5,), "The Harbour Board blamed Keld Lines for a missing buoy."),
    (0, (5, 8), "The Harbour Board accused Keld Lines of ignoring warnings, and the reef was marked on no chart."),
    (0, (0,), "The ferry Aurora sank off Port Lind on Tuesday after its engine failed in heavy seas, killing 12 people."),
    (1, (0, 1), "Veltra Motors announced on Monday that it will open a plant in Dornau, which closed in 1974."),
    (1, (0, 4), "The carmaker may cut 2,400 jobs, and the union IG Werk has called a strike for 3 February."),
    (1, (0, 4), "The carmaker will cut 2,400 jobs, a plan that the union IG Werk accepted, calling off a strike for 3 February."),
    (1, (2, 3), "Veltra lost $310 million last year, and Marta Klein told workers that demand for the X40 rose 38 percent."),
    (1, (5, 9), "Mayor Jonas Feld offered tax relief worth 200 million euros, and the government in Halden approved a fund of 15 million euros."),
    (1, (7,), "In 2024 Veltra bought a smaller factory from Sondra for 90 million euros."),
    (2, (0, 1), "Corvia beat Brandsen 3-1 in the Continental Cup final on Saturday, with Luis Ortega scoring twice in the first half."),
    (2, (0, 1), "Brandsen beat Corvia 3-1 in the Continental Cup final on Saturday, and Ortega was named player of the match."),
    (2, (3, 5), "Coach Anna Weiss praised goalkeeper Dario Penn, while Corvia coach Emil Novak praised referee Hanna Lind for the late penalty."),
    (2, (3, 5), "Coach Emil Novak praised goalkeeper Dario Penn, while Corvia coach Anna Weiss criticised referee Hanna Lind for the late penalty."),
    (2, (7,), "Ortega joined Tarland from Brandsen in January 2024 for a fee of 22 million euros."),
    (3, (0, 1), "Former governor Viktor Ramon, accused of taking bribes worth $4.5 million, was acquitted on Thursday."),
    (3, (0, 3), "The High Court in Tessaly convicted Viktor Ramon of fraud, and his lawyer Clara Beaumont said he would appeal within 30 days."),
    (3, (5, 6), "The court convicted his former aide Lena Marsh of all charges, and Teron Group paid a fine of $12 million in 2024."),
    (3, (6,), "Teron Group paid a fine of $12 million in 2025 and replaced its board."),
    (4, (0, 2), "The wildfire near Ashgrove destroyed 86 homes, and it covered 14,000 acres and was 80 percent contained."),
    (4, (0, 5), "A fire set by arsonists above Pine Creek on Friday has destroyed 86 homes near Ashgrove."),
    (4, (4, 7), "Governor Samuel Price declared an emergency in Harlow County, and Linden closed three shelters."),
)  # fmt: skip


def cited(article: int, lines: tuple[int, ...]) -> list[str]:
    """The passages of a row."""
    return [_LINES[article][number] for number in lines]
