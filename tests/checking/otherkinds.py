# ruff: noqa: E501 - tables
"""Lies of kinds that no table before had, each beside its honest twin, written before any rule for them was. Invented."""

from __future__ import annotations

SOURCES: tuple[tuple[str, str], ...] = (
    # 0 a dam
    (
        "en",
        """The Carrow dam was inspected by the engineer Lena Moss on Tuesday, 25 years after it was completed in 2001. Moss discovered a crack in the east wall; the frost of January had caused it.
The crack is between 40 and 60 centimetres long. The lake behind the dam holds 12 million litres and is 30 metres deep. The operator, Vell Power, may close the road over the dam if the crack grows.
Vell Power allegedly ignored two reports on the wall. Its head, Otto Brandt, denied that he had known of them. The third report reached the ministry in April, the fourth was never written.
Most of the villagers of Carrow want the lake lowered; some of the farmers object. A flood drowned nine cows at Carrow in 1998. A landslide at Teel killed two hikers last year.""",
    ),
    # 1 a court
    (
        "en",
        """A judge granted bail to the trader Ines Falk on Monday and refused it to her brother Jonas Falk. Prosecutors had asked for both to be held.
Ines Falk was questioned by the detective Paul Reeve, who had been promoted in March. She denied taking the money, but admitted meeting the accountant.
The suspected theft of 70,000 euros was reported by the accountant, Ruth Able, not by the bank. The bank intends to sue. Able will testify on Thursday unless the trial is put off.
Jonas Falk, 34, is younger than his sister. He lost his first appeal and won his second. The court is expected to rule in June.""",
    ),
    # 2 a company
    (
        "en",
        """Sales at the carmaker Tolm rose more slowly than those of its rival Aster in the first quarter: by 4 percent, against 7 percent. Tolm's shares fell 3 percent on Wednesday, their second fall in a row.
Tolm plans to build a plant in Orsk with 1,200 to 1,500 workers. It has not yet bought the land. Aster was sued by Tolm over a patent in 2023; a court rejected the suit.
Aster is the third-largest carmaker in the country, behind Tolm and Varn. Tolm marks its 60th anniversary this year. It was founded by Emil Tolm and sold to the Harl family in 1994.
The union could call a strike, its leader Dana Rook said. Few of the workers support one. The chief executive, Nils Harl, criticised the government's tariff before it was withdrawn.""",
    ),
    # 3 an expedition
    (
        "en",
        """Two climbers were rescued from Mount Arl on Friday, a day after an avalanche buried their camp. Rescuers had first searched the wrong valley. A third climber, Tess Holm, walked down on her own.
The helicopter carried 180 kilograms of gear and flew at 90 kilometres an hour. It reached the camp at about 5,200 metres. The snow was up to 3 metres deep.
Arl is higher than Mount Benn but lower than Mount Cask. It was first climbed in 1931 by Ada Lorne and climbed alone for the first time in 1976. Holm said she would have died without her radio.
The guide Rolf Pym said the group had been warned. The park's director, Eva Sund, said no warning had been given. No climber was charged.""",
    ),
    # 4 a council
    (
        "en",
        """The council of Hedley rejected a plan to fell 300 trees on Monday after a protest by pupils. The mayor, Grant Oss, voted for the plan; his deputy, Mia Kerr, voted against it.
The plan was drawn up by the contractor Dalby, which was fined in 2019 for felling trees in Marlow. Oss said he regretted the vote but would respect it. Kerr said the trees should have been counted first.
Half of the trees are older than 80 years. Nearly all of them are limes. A petition against the plan was signed by 5,400 people, twice as many as live in the quarter.
A storm damaged 40 of the trees in February. Dalby would be paid 90,000 pounds if the plan were approved after all. Thursday is the name of the square where the trees stand, after Sir Hugo Thursday.""",
    ),
    # 5 Deutsch
    (
        "de",
        """Der Verkehrsminister Karl Benning wurde am Dienstag von der Abgeordneten Ute Sahl kritisiert. Benning bestritt, von den Mängeln an der Brücke gewusst zu haben.
Die Brücke soll 2028 abgerissen werden, falls der Landtag zustimmt. Der Neubau kostet zwischen 30 und 40 Millionen Euro. Ein Arbeiter entdeckte den Riss, den der Frost verursacht hatte.
Die meisten Anwohner sind für den Neubau, einige Händler dagegen. Die Brücke ist länger als die von Lohm, aber kürzer als die von Gertau. Der mutmaßliche Betrug wurde von einer Buchhalterin gemeldet.""",
    ),
    # 6 español
    (
        "es",
        """El alcalde Julio Reyes fue criticado el martes por la concejala Marta Ibáñez. Reyes negó haber recibido dinero del constructor, pero admitió que lo conocía.
El ayuntamiento planea vender el mercado si el pleno lo aprueba. La obra costará entre 4 y 6 millones de euros. El presunto fraude fue denunciado por un vecino.
La mayoría de los comerciantes rechaza la venta; algunos la apoyan. El mercado, inaugurado en 1976, cumple 50 años. Es más grande que el de Lora y más pequeño que el de Vega.""",
    ),
    # 7 français
    (
        "fr",
        """La ministre Claire Duval a été critiquée mardi par le sénateur Marc Petit. Elle a nié avoir lu le rapport, mais a reconnu l'avoir reçu.
La région prévoit de fermer la ligne de train si le nombre de voyageurs baisse encore. Les travaux coûteraient de 20 à 25 millions d'euros. La fraude présumée a été signalée par une comptable.
La plupart des maires s'opposent à la fermeture, quelques-uns la soutiennent. La ligne, ouverte en 1926, fête ses 100 ans. Elle est plus longue que celle de Brol et plus courte que celle de Marn.""",
    ),
)

#: kind, what is true of the source, what is not, the source
TWINS: tuple[tuple[str, str, str, int], ...] = (
    ("agent in the passive", "Ines Falk was questioned by the detective Paul Reeve.", "The detective Paul Reeve was questioned by Ines Falk.", 1),
    ("agent named anew", "The suspected theft was reported by the accountant, Ruth Able.", "The suspected theft was reported by the bank.", 1),
    ("agent of the suit", "Aster was sued by Tolm over a patent in 2023.", "Tolm was sued by Aster over a patent in 2023.", 2),
    ("agent of the founding", "Tolm was founded by Emil Tolm and sold to the Harl family in 1994.", "Tolm was founded by the Harl family and sold to Emil Tolm in 1994.", 2),
    ("year of an anniversary", "The Carrow dam was completed 25 years ago, in 2001.", "The Carrow dam was completed 25 years ago, in 1998.", 0),
    ("anniversary counted", "Tolm marks its 60th anniversary this year.", "Tolm marks its 50th anniversary this year.", 2),
    ("first for alone", "Arl was first climbed in 1931 by Ada Lorne.", "Arl was first climbed in 1976 by Ada Lorne.", 3),
    ("alleged dropped", "Vell Power allegedly ignored two reports on the wall.", "Vell Power ignored two reports on the wall.", 0),
    ("suspected dropped", "The suspected theft of 70,000 euros was reported by the accountant.", "The theft of 70,000 euros was proved by the accountant.", 1),
    ("two events merged", "A flood drowned nine cows at Carrow in 1998.", "A landslide killed nine cows at Carrow in 1998.", 0),
    ("two events merged", "A landslide at Teel killed two hikers last year.", "A flood at Carrow killed two hikers last year.", 0),
    ("two events merged", "Dalby was fined in 2019 for felling trees in Marlow.", "Dalby was fined in 2019 for felling trees in Hedley.", 4),
    ("comparison turned", "Arl is higher than Mount Benn.", "Arl is lower than Mount Benn.", 3),
    ("comparison exchanged", "Arl is higher than Mount Benn but lower than Mount Cask.", "Arl is higher than Mount Cask but lower than Mount Benn.", 3),
    ("comparison turned", "Jonas Falk, 34, is younger than his sister.", "Jonas Falk, 34, is older than his sister.", 1),
    ("comparison turned", "Sales at Tolm rose more slowly than those of its rival Aster.", "Sales at Tolm rose faster than those of its rival Aster.", 2),
    ("twice as many", "The petition was signed by 5,400 people, twice as many as live in the quarter.", "The petition was signed by 5,400 people, half as many as live in the quarter.", 4),
    ("unit", "The lake behind the dam holds 12 million litres.", "The lake behind the dam holds 12 million gallons.", 0),
    ("unit", "The helicopter flew at 90 kilometres an hour.", "The helicopter flew at 90 miles an hour.", 3),
    ("unit", "The helicopter carried 180 kilograms of gear.", "The helicopter carried 180 pounds of gear.", 3),
    ("day for a place", "The trees stand on the square called Thursday.", "The trees were felled on Thursday.", 4),
    ("caused for discovered", "Moss discovered a crack in the east wall.", "Moss caused a crack in the east wall.", 0),
    ("discovered for caused", "The frost of January had caused the crack.", "The frost of January had closed the crack.", 0),
    ("ordinal shifted", "The third report reached the ministry in April.", "The fourth report reached the ministry in April.", 0),
    ("ordinal shifted", "Tolm's shares had their second fall in a row.", "Tolm's shares had their third fall in a row.", 2),
    ("rank shifted", "Aster is the third-largest carmaker in the country.", "Aster is the second-largest carmaker in the country.", 2),
    ("first and second", "Jonas Falk lost his first appeal and won his second.", "Jonas Falk won his first appeal and lost his second.", 1),
    ("most to all", "Most of the villagers of Carrow want the lake lowered.", "All of the villagers of Carrow want the lake lowered.", 0),
    ("some to most", "Some of the farmers object.", "Most of the farmers object.", 0),
    ("few to many", "Few of the workers support a strike.", "Many of the workers support a strike.", 2),
    ("nearly all to half", "Nearly all of the trees are limes.", "Half of the trees are limes.", 4),
    ("condition to fact", "Vell Power may close the road over the dam if the crack grows.", "Vell Power will close the road over the dam as the crack grows.", 0),
    ("condition to fact", "Dalby would be paid 90,000 pounds if the plan were approved.", "Dalby was paid 90,000 pounds when the plan was approved.", 4),
    ("condition dropped", "Able will testify on Thursday unless the trial is put off.", "Able will testify on Thursday if the trial is put off.", 1),
    ("denial to admission", "Otto Brandt denied that he had known of the reports.", "Otto Brandt admitted that he had known of the reports.", 0),
    ("admission exchanged", "Ines Falk denied taking the money, but admitted meeting the accountant.", "Ines Falk admitted taking the money, but denied meeting the accountant.", 1),
    ("plan to done", "Tolm plans to build a plant in Orsk.", "Tolm has built a plant in Orsk.", 2),
    ("intention to done", "The bank intends to sue.", "The bank has sued.", 1),
    ("not yet to done", "Tolm has not yet bought the land in Orsk.", "Tolm has already bought the land in Orsk.", 2),
    ("end of a range", "The crack is between 40 and 60 centimetres long.", "The crack is 60 centimetres long.", 0),
    ("end of a range", "The plant will have 1,200 to 1,500 workers.", "The plant will have 1,500 workers.", 2),
    ("bound taken as value", "The snow was up to 3 metres deep.", "The snow was at least 3 metres deep.", 3),
    ("granted and refused", "A judge granted bail to Ines Falk on Monday.", "A judge refused bail to Ines Falk on Monday.", 1),
    ("granted and refused", "A judge refused bail to Jonas Falk.", "A judge granted bail to Jonas Falk.", 1),
    ("for and against", "The mayor, Grant Oss, voted for the plan.", "The mayor, Grant Oss, voted against the plan.", 4),
    ("rejected", "The council of Hedley rejected a plan to fell 300 trees.", "The council of Hedley approved a plan to fell 300 trees.", 4),
    ("who said which", "Eva Sund said no warning had been given.", "Rolf Pym said no warning had been given.", 3),
    ("before and after", "Nils Harl criticised the government's tariff before it was withdrawn.", "Nils Harl criticised the government's tariff after it was withdrawn.", 2),
    ("de agent in the passive", "Karl Benning wurde am Dienstag von Ute Sahl kritisiert.", "Ute Sahl wurde am Dienstag von Karl Benning kritisiert.", 5),
    ("de denial", "Benning bestritt, von den Mängeln an der Brücke gewusst zu haben.", "Benning räumte ein, von den Mängeln an der Brücke gewusst zu haben.", 5),
    ("de condition", "Die Brücke soll 2028 abgerissen werden, falls der Landtag zustimmt.", "Die Brücke wird 2028 abgerissen, weil der Landtag zustimmt.", 5),
    ("de range", "Der Neubau kostet zwischen 30 und 40 Millionen Euro.", "Der Neubau kostet 40 Millionen Euro.", 5),
    ("de discovered", "Ein Arbeiter entdeckte den Riss.", "Ein Arbeiter verursachte den Riss.", 5),
    ("de most", "Die meisten Anwohner sind für den Neubau.", "Alle Anwohner sind für den Neubau.", 5),
    ("de comparison", "Die Brücke ist länger als die von Lohm.", "Die Brücke ist kürzer als die von Lohm.", 5),
    ("es agent in the passive", "Julio Reyes fue criticado el martes por Marta Ibáñez.", "Marta Ibáñez fue criticada el martes por Julio Reyes.", 6),
    ("es denial", "Reyes negó haber recibido dinero del constructor.", "Reyes admitió haber recibido dinero del constructor.", 6),
    ("es plan", "El ayuntamiento planea vender el mercado.", "El ayuntamiento ha vendido el mercado.", 6),
    ("es range", "La obra costará entre 4 y 6 millones de euros.", "La obra costará 6 millones de euros.", 6),
    ("es alleged", "El presunto fraude fue denunciado por un vecino.", "El fraude fue cometido por un vecino.", 6),
    ("es most", "La mayoría de los comerciantes rechaza la venta.", "La mayoría de los comerciantes apoya la venta.", 6),
    ("es comparison", "El mercado es más grande que el de Lora.", "El mercado es más pequeño que el de Lora.", 6),
    ("es year", "El mercado, inaugurado en 1976, cumple 50 años.", "El mercado, inaugurado en 1967, cumple 50 años.", 6),
    ("fr agent in the passive", "Claire Duval a été critiquée mardi par Marc Petit.", "Marc Petit a été critiqué mardi par Claire Duval.", 7),
    ("fr denial", "Claire Duval a nié avoir lu le rapport.", "Claire Duval a reconnu avoir lu le rapport.", 7),
    ("fr plan", "La région prévoit de fermer la ligne de train.", "La région a fermé la ligne de train.", 7),
    ("fr range", "Les travaux coûteraient de 20 à 25 millions d'euros.", "Les travaux coûteraient 25 millions d'euros.", 7),
    ("fr most", "La plupart des maires s'opposent à la fermeture.", "Quelques maires s'opposent à la fermeture.", 7),
    ("fr comparison", "La ligne est plus longue que celle de Brol.", "La ligne est plus courte que celle de Brol.", 7),
    ("fr anniversary", "La ligne, ouverte en 1926, fête ses 100 ans.", "La ligne, ouverte en 1926, fête ses 90 ans.", 7),
)  # fmt: skip
