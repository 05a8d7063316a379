# ruff: noqa: E501 - tables
"""Lies beside their honest twins, of the kinds of `finer.py`, written when those of `afterwards.py` were mended, and scored once before any more was. Invented."""

from __future__ import annotations

SOURCES: tuple[tuple[str, str], ...] = (
    # 0 strike at a mine
    (
        "en",
        """Rescue teams at the Orlo mine reached the fourth of six trapped miners on Thursday; two are still missing. The roof had caved in twice before, the inspector Hanna Voss said.
Vice president Igor Lanz of the owner, Minar, said output would fall from 900 to 650 tonnes a day. The former foreman Petr Holub said Minar had ignored warnings; Lanz said Holub had never reported any.
The union's board, not its members, voted to end the strike. More miners from Orlo than from Teln joined it. Several of the shafts will stay shut unless the ministry pays for new supports.
Minar was fined at least 2 million crowns in 2020 and almost lost its licence. It was the second-deadliest accident in the region's history.""",
    ),
    # 1 election court
    (
        "en",
        """The constitutional court of Palen will hear the complaint against the election in May; it has not ruled on it. The upper house's legal committee backed a new election law on Tuesday.
Candidate Nora Steen accused the election office of losing votes. The office's acting head, Jan Pohl, said Steen had misread the figures. The activist Lars Mott was detained but released without charge.
Steen received fewer votes in Palen city than in the villages. Turnout rose from 51 to 58 percent, not because of the campaign but because of the weather, a study said.
If the court orders a new vote, it would take place in September. The study did not find that votes had been lost.""",
    ),
    # 2 Deutsch
    (
        "de",
        """Der frühere Bankchef Udo Rahn wurde am Freitag wegen Betrugs angeklagt; verurteilt wurde bisher niemand. Seine Sekretärin Ilse Korn sagte als Zeugin aus.
Die Bank Terra hätte ohne Hilfe des Staates schließen müssen. Die Zahl der Filialen sinkt von 80 auf 55. Höchstens 300 Stellen werden gestrichen.""",
    ),
    # 3 español
    (
        "es",
        """La comisión de Justicia del Senado aprobó el miércoles la ley de alquileres. El viceministro Raúl Peña dijo que los precios bajarán.
El número de viviendas vacías pasó de 900 a 700. La policía detuvo al constructor Luis Mena; todavía no ha sido imputado.""",
    ),
)

#: kind, what is true of the source, what is not, the source
TWINS: tuple[tuple[str, str, str, int], ...] = (
    ("rank of several", "Rescue teams reached the fourth of six trapped miners on Thursday.", "Rescue teams reached the last of six trapped miners on Thursday.", 0),
    ("twice before", "The roof had caved in twice before, the inspector Hanna Voss said.", "The roof had caved in once before, the inspector Hanna Voss said.", 0),
    ("vice dropped", "Vice president Igor Lanz said output would fall.", "President Igor Lanz said output would fall.", 0),
    ("from and to", "Output would fall from 900 to 650 tonnes a day.", "Output would fall from 650 to 900 tonnes a day.", 0),
    ("per day", "Output would fall to 650 tonnes a day.", "Output would fall to 650 tonnes a month.", 0),
    ("accuser", "Petr Holub said Minar had ignored warnings.", "Igor Lanz said Minar had ignored warnings.", 0),
    ("fact of an allegation", "Minar had ignored warnings, the former foreman Petr Holub said.", "Minar ignored warnings.", 0),
    ("board for members", "The union's board voted to end the strike.", "The union's members voted to end the strike.", 0),
    ("more A than B", "More miners from Orlo than from Teln joined the strike.", "More miners from Teln than from Orlo joined the strike.", 0),
    ("several to all", "Several of the shafts will stay shut.", "All of the shafts will stay shut.", 0),
    ("unless", "Several of the shafts will stay shut unless the ministry pays for new supports.", "Several of the shafts will stay shut if the ministry pays for new supports.", 0),
    ("at least", "Minar was fined at least 2 million crowns in 2020.", "Minar was fined at most 2 million crowns in 2020.", 0),
    ("almost", "Minar almost lost its licence.", "Minar lost its licence.", 0),
    ("second-deadliest", "It was the second-deadliest accident in the region's history.", "It was the deadliest accident in the region's history.", 0),
    ("not ruled", "The court will hear the complaint against the election in May.", "The court ruled on the complaint against the election in May.", 1),
    ("committee", "The upper house's legal committee backed a new election law on Tuesday.", "The upper house backed a new election law on Tuesday.", 1),
    ("acting", "The office's acting head, Jan Pohl, said Steen had misread the figures.", "The office's former head, Jan Pohl, said Steen had misread the figures.", 1),
    ("who misread", "Jan Pohl said Nora Steen had misread the figures.", "Nora Steen said Jan Pohl had misread the figures.", 1),
    ("detained to charged", "Lars Mott was detained but released without charge.", "Lars Mott was charged.", 1),
    ("fewer", "Steen received fewer votes in Palen city than in the villages.", "Steen received more votes in Palen city than in the villages.", 1),
    ("not because", "Turnout rose not because of the campaign but because of the weather, a study said.", "Turnout rose not because of the weather but because of the campaign, a study said.", 1),
    ("would", "A new vote would take place in September if the court orders one.", "A new vote will take place in September.", 1),
    ("did not find", "The study did not find that votes had been lost.", "The study found that votes had not been lost.", 1),
    ("de charged", "Udo Rahn wurde wegen Betrugs angeklagt.", "Udo Rahn wurde wegen Betrugs verurteilt.", 2),
    ("de witness", "Ilse Korn sagte als Zeugin aus.", "Ilse Korn wurde wegen Betrugs angeklagt.", 2),
    ("de would have", "Die Bank Terra hätte ohne Hilfe des Staates schließen müssen.", "Die Bank Terra hat ohne Hilfe des Staates schließen müssen.", 2),
    ("de at most", "Höchstens 300 Stellen werden gestrichen.", "Mindestens 300 Stellen werden gestrichen.", 2),
    ("es committee", "La comisión de Justicia del Senado aprobó la ley de alquileres.", "El Senado aprobó la ley de alquileres.", 3),
    ("es future", "Raúl Peña dijo que los precios bajarán.", "Raúl Peña dijo que los precios bajaron.", 3),
    ("es charge", "La policía detuvo al constructor Luis Mena.", "El constructor Luis Mena ha sido imputado.", 3),
)  # fmt: skip
