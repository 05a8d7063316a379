# ruff: noqa: E501 - tables
"""Claims written by hand to slip past a checker: one change of meaning each, in other words than the generator's.

Each row: what is done to the fact, the claim, and the number of its source. `HONEST` holds fair ways to say the same things,
so that a rule that catches a lie by refusing everything shows.
"""

from __future__ import annotations

SOURCES = (
    # 0
    """A gas explosion at a bakery in Merrow killed four people and injured eleven on Tuesday night, the fire service said.
Two of the injured, both firefighters, are in a serious condition. More than 300 residents were moved to a school.
Fire chief Nadia Kerr said the blast was probably caused by a leak, but police chief Omar Dell said it was too early to name a cause.
The owner, Lewis Hart, was questioned and allegedly ignored two warnings from inspectors. He has not been charged.
His brother Martin Hart, who runs a cafe next door, was not hurt. The street will reopen on Friday, the council said.""",
    # 1
    """Unemployment in Ostria rose from 6.2 percent in March to 6.8 percent in April, the statistics office said on 5 May.
Prices climbed 3.1 percent from a year earlier. The central bank raised its rate by half a percentage point to 4 percent.
Some economists expect a further increase in June. Finance Minister Ilse Brandt rejected a call by opposition leader Tomas Wirth to cut taxes.
Exports fell to 12.4 billion crowns because a strike closed the port of Lunden. The government plans to sell its stake in Ostair for at least 900 million euros.""",
    # 2
    """Norvik Energy agreed to buy the wind park Hallsund from Seldon Power for 640 million dollars, the two companies said on Monday.
The park has 48 turbines and produces a third of the electricity of the Tarn region. The deal must be approved by the regulator.
Norvik was founded in 1987 and employs about 5,200 people. Its shares slipped 2 percent, their second fall this week.
Seldon may use the money to pay back debts, its chief executive Ruth Amsel said. "We are not leaving the market," she said.""",
    # 3
    """Inspector Paula Renz was praised by Judge Emil Carver for her work in the trial of Victor Lang.
Lang was acquitted of murder but found guilty of fraud and sentenced to six years in prison. His lawyer, Dora Stein, said he would appeal.
Prosecutor Anton Weil had asked for nine years. Most jurors voted for an acquittal on the first count.
Lang, 52, was arrested in Porto Salvo in October 2023 after his former partner Greta Lang called the police.""",
    # 4
    """The parliament of Karland voted 112 to 97 on Thursday for a law that bans advertising for betting from July 2027.
Nearly all members of the Green party backed the bill, while the Liberals abstained. President Sven Halberg has said he will sign it.
The law does not apply to lotteries. Fines of up to 50,000 crowns are possible. Betting companies warned that some clubs could lose a tenth of their income.
An earlier draft was defeated in 2022.""",
    # 5
    """Rowan United beat Elmsdale 2-1 in the second round of the Northern Cup on Sunday after extra time.
Striker Kofi Mensah scored the winner in the 117th minute, his third goal of the season. Elmsdale had taken the lead through Jan Ruud.
Rowan, who are eighth in the league, had lost five of their last six games. Elmsdale coach Bruno Sala blamed referee Ida Holm for a penalty.
About 21,000 people watched the match. Captain Leo Brandt missed the game because of a knee injury.""",
    # 6
    """The drug Levarin reduced the risk of stroke by 18 percent in a trial with 2,400 patients, researchers at Calder University reported in June.
The effect was seen only in women over 60. Side effects were mild in most cases, but nine patients stopped treatment.
The study, which was paid for by the maker Orbex, has not been reviewed by other scientists. Orbex hopes to apply for approval next year.
Lead author Hana Voss warned against using the drug before then.""",
    # 7
    """The river Aune rose by 4 metres within ten hours and flooded the town of Brigg before dawn on 3 November.
Dozens of houses were damaged and at least seven people are missing. Mayor Clara Novik ordered the evacuation of the old town after a dam upstream began to leak.
The army sent 150 soldiers. The water company Brigg Water denied that it had opened the gates too late.
Farmers lost an estimated 3,000 sheep. It was the worst flood since 1954. Schools will stay closed until Monday.""",
)

#: (what is done, claim, source)
FALSE: tuple[tuple[str, str, int], ...] = (
    ("count for toll", "Eleven people were killed and four injured in a gas explosion at a bakery in Merrow.", 0),
    ("sum as toll", "Fifteen people died in the explosion at a bakery in Merrow.", 0),
    ("figure in words", "The explosion in Merrow killed five people on Tuesday night.", 0),
    ("swapped speaker", "Police chief Omar Dell said the blast was probably caused by a leak.", 0),
    ("dropped allegedly", "Lewis Hart, the owner of the bakery, ignored two warnings from inspectors.", 0),
    ("dropped negation", "The owner, Lewis Hart, has been charged.", 0),
    ("shared surname", "Martin Hart was questioned and allegedly ignored two warnings from inspectors.", 0),
    ("will to did", "The street reopened on Friday, the council said.", 0),
    ("more to fewer than", "Fewer than 300 residents were moved to a school.", 0),
    ("dropped probably", "The blast in Merrow was caused by a leak, fire chief Nadia Kerr said.", 0),
    ("who it concerns", "Two of the injured, both police officers, are in a serious condition.", 0),
    ("percent for points", "The central bank raised its rate by half a percent to 4 percent.", 1),
    ("by for to", "Unemployment in Ostria rose by 6.8 percent in April.", 1),
    ("exchanged ends", "Unemployment in Ostria fell from 6.8 percent in March to 6.2 percent in April.", 1),
    ("some to all", "All economists expect a further increase in June.", 1),
    ("date shifted", "The statistics office said on 6 May that unemployment rose to 6.8 percent in April.", 1),
    ("month exchanged", "Unemployment in Ostria rose to 6.8 percent in March.", 1),
    (
        "roles in the passive",
        "A call by Finance Minister Ilse Brandt to cut taxes was rejected by opposition leader Tomas Wirth.",
        1,
    ),
    ("cause turned round", "A strike closed the port of Lunden because exports fell to 12.4 billion crowns.", 1),
    ("currency", "Exports fell to 12.4 billion euros because a strike closed the port of Lunden.", 1),
    ("least to most", "The government plans to sell its stake in Ostair for at most 900 million euros.", 1),
    ("plan to deed", "The government has sold its stake in Ostair for at least 900 million euros.", 1),
    ("opposite", "Prices dropped 3.1 percent from a year earlier.", 1),
    ("magnitude", "Exports fell to 12.4 million crowns because a strike closed the port of Lunden.", 1),
    ("buyer for seller", "Seldon Power agreed to buy the wind park Hallsund from Norvik Energy for 640 million dollars.", 2),
    (
        "seller in the passive",
        "The wind park Hallsund will be sold by Norvik Energy to Seldon Power for 640 million dollars.",
        2,
    ),
    ("fraction", "The wind park Hallsund produces two thirds of the electricity of the Tarn region.", 2),
    ("condition done", "The deal has been approved by the regulator.", 2),
    ("order by number", "Shares of Norvik slipped 2 percent, their third fall this week.", 2),
    ("may to will", "Seldon will use the money to pay back debts, its chief executive Ruth Amsel said.", 2),
    ("quotation turned", '"We are leaving the market," Ruth Amsel said.', 2),
    ("unit", "The wind park Hallsund has 48 megawatts and produces a third of the electricity of the Tarn region.", 2),
    ("about to exactly more", "Norvik employs more than 5,200 people and was founded in 1987.", 2),
    ("passive turned active", "Inspector Paula Renz praised Judge Emil Carver for his work in the trial of Victor Lang.", 3),
    ("counts exchanged", "Victor Lang was acquitted of fraud but found guilty of murder.", 3),
    ("asked for given", "Victor Lang was sentenced to nine years in prison.", 3),
    ("same surname", "Greta Lang was acquitted of murder but found guilty of fraud.", 3),
    ("lawyer exchanged", "Victor Lang's lawyer, Anton Weil, said he would appeal.", 3),
    ("most to all", "All jurors voted for an acquittal on the first count.", 3),
    ("year shifted", "Lang was arrested in Porto Salvo in October 2022.", 3),
    ("age", "Lang, 25, was arrested in Porto Salvo in October 2023.", 3),
    ("would to did", "Victor Lang appealed, his lawyer Dora Stein said.", 3),
    (
        "tally exchanged",
        "The parliament of Karland voted 97 to 112 on Thursday for a law that bans advertising for betting.",
        4,
    ),
    ("for to against", "The parliament of Karland voted 112 to 97 against a law that bans advertising for betting.", 4),
    ("abstained to backed", "The Liberals backed the bill, while nearly all members of the Green party abstained.", 4),
    ("will to has", "President Sven Halberg has signed the law that bans advertising for betting.", 4),
    ("exception dropped", "The law bans advertising for betting and applies to lotteries.", 4),
    ("up to to at least", "Fines of at least 50,000 crowns are possible under the law.", 4),
    ("fraction of income", "Betting companies warned that some clubs could lose half of their income.", 4),
    ("winner exchanged", "Elmsdale beat Rowan United 2-1 in the second round of the Northern Cup on Sunday.", 5),
    ("round", "Rowan United beat Elmsdale 2-1 in the third round of the Northern Cup on Sunday.", 5),
    ("score", "Rowan United beat Elmsdale 3-1 in the second round of the Northern Cup after extra time.", 5),
    ("lost to won", "Rowan had won five of their last six games.", 5),
    ("blamed exchanged", "Referee Ida Holm blamed Elmsdale coach Bruno Sala for a penalty.", 5),
    ("scorer", "Jan Ruud scored the winner in the 117th minute.", 5),
    ("rise for fall", "The drug Levarin increased the risk of stroke by 18 percent in a trial with 2,400 patients.", 6),
    ("only dropped", "The effect of Levarin was seen in men and women over 60.", 6),
    ("not reviewed", "The study, which was paid for by the maker Orbex, has been reviewed by other scientists.", 6),
    ("hope to deed", "Orbex has applied for approval of the drug Levarin.", 6),
    ("over to under", "The effect was seen only in women under 60.", 6),
    ("payer", "The study was paid for by Calder University.", 6),
    ("before to after", "Mayor Clara Novik ordered the evacuation of the old town before a dam upstream began to leak.", 7),
    ("denied dropped", "The water company Brigg Water had opened the gates too late.", 7),
    ("missing to dead", "At least seven people are dead after the river Aune flooded the town of Brigg.", 7),
    ("unit of length", "The river Aune rose by 4 centimetres within ten hours and flooded the town of Brigg.", 7),
    ("until to from", "Schools will stay closed from Monday.", 7),
    ("dozens to hundreds", "Hundreds of houses were damaged when the river Aune flooded the town of Brigg.", 7),
    ("denied to admitted", "The water company Brigg Water admitted that it had opened the gates too late.", 7),
)

#: fair ways to say what the sources say
HONEST: tuple[tuple[str, int], ...] = (
    ("Four people were killed and eleven injured in a gas explosion at a bakery in Merrow.", 0),
    ("More than 300 residents were taken to a school.", 0),
    ("A leak probably caused the blast, fire chief Nadia Kerr said.", 0),
    ("Lewis Hart, the owner, allegedly ignored two warnings from inspectors and has not been charged.", 0),
    ("The street will be open again on Friday, according to the council.", 0),
    ("The statistics office said unemployment in Ostria rose to 6.8 percent in April from 6.2 percent in March.", 1),
    ("The central bank raised its rate to 4 percent, an increase of half a percentage point.", 1),
    ("A call by opposition leader Tomas Wirth to cut taxes was rejected by Finance Minister Ilse Brandt.", 1),
    ("Exports fell to 12.4 billion crowns after a strike closed the port of Lunden.", 1),
    ("The government wants to sell its stake in Ostair for 900 million euros or more.", 1),
    ("Seldon Power agreed to sell the wind park Hallsund to Norvik Energy for 640 million dollars.", 2),
    ("The wind park Hallsund has 48 turbines and supplies a third of the electricity of the Tarn region.", 2),
    ("Norvik, founded in 1987, employs some 5,200 people.", 2),
    ("Seldon could use the money to pay back debts, said chief executive Ruth Amsel.", 2),
    ("Judge Emil Carver praised Inspector Paula Renz for her work in the trial of Victor Lang.", 3),
    ("Victor Lang was found guilty of fraud and sentenced to six years in prison.", 3),
    ("Lang's lawyer, Dora Stein, said that he would appeal.", 3),
    ("Prosecutor Anton Weil asked for nine years in prison.", 3),
    ("Karland's parliament voted 112 to 97 for a law banning advertising for betting from July 2027.", 4),
    ("President Sven Halberg said he would sign the law.", 4),
    ("The Liberals abstained, while nearly all members of the Green party backed the bill.", 4),
    ("Lotteries are not covered by the law, which bans advertising for betting.", 4),
    ("Elmsdale were beaten 2-1 by Rowan United in the second round of the Northern Cup on Sunday.", 5),
    ("Kofi Mensah scored the winner in the 117th minute.", 5),
    ("Some 21,000 people watched the match, which captain Leo Brandt missed with a knee injury.", 5),
    ("In a trial with 2,400 patients, the drug Levarin cut the risk of stroke by 18 percent.", 6),
    ("The study was paid for by Orbex, the maker of the drug, and has not been reviewed by other scientists.", 6),
    ("Lead author Hana Voss warned against use of the drug before it is approved.", 6),
    ("After a dam upstream began to leak, Mayor Clara Novik ordered the evacuation of the old town.", 7),
    ("Brigg Water denied opening the gates too late.", 7),
    ("The flood was the worst since 1954, and at least seven people are missing.", 7),
)

#: (language, source, what is done, false claim, honest claim)
ABROAD: tuple[tuple[str, str, str, str, str], ...] = (
    ("de", "Bei einem Zugunglück bei Hallbach sind am Montag drei Menschen getötet und 27 verletzt worden, teilte die Polizei mit. Der Lokführer Jens Rath hat das Signal angeblich nicht gesehen.",
     "toll for count", "Bei einem Zugunglück bei Hallbach sind am Montag 27 Menschen getötet und drei verletzt worden.", "Bei dem Zugunglück bei Hallbach wurden am Montag drei Menschen getötet und 27 verletzt."),
    ("de", "Der Stadtrat von Lindau hat den Bau der Brücke nicht genehmigt. Bürgermeisterin Eva Horn will im Herbst einen neuen Entwurf vorlegen.",
     "dropped negation", "Der Stadtrat von Lindau hat den Bau der Brücke genehmigt.", "Der Stadtrat von Lindau hat den Bau der Brücke nicht genehmigt, Bürgermeisterin Eva Horn will einen neuen Entwurf vorlegen."),
    ("de", "Der Konzern Falkbau will bis 2028 rund 1.500 Stellen streichen. Im vergangenen Jahr sank der Umsatz um 4 Prozent auf 2,3 Milliarden Euro.",
     "magnitude", "Im vergangenen Jahr sank der Umsatz von Falkbau um 4 Prozent auf 2,3 Millionen Euro.", "Der Umsatz von Falkbau sank im vergangenen Jahr um 4 Prozent auf 2,3 Milliarden Euro."),
    ("fr", "Le ministre Paul Garnier a rejeté mardi la proposition de la députée Anne Roux de baisser la taxe. Le vote aura lieu le 14 mars.",
     "roles", "La députée Anne Roux a rejeté mardi la proposition du ministre Paul Garnier de baisser la taxe.", "Mardi, le ministre Paul Garnier a rejeté la proposition de la députée Anne Roux de baisser la taxe."),
    ("fr", "Au moins douze personnes ont été blessées dans l'incendie d'un hôtel à Valmy. Aucun touriste ne figure parmi les victimes, selon le préfet.",
     "figure in words", "Au moins quinze personnes ont été blessées dans l'incendie d'un hôtel à Valmy.", "L'incendie d'un hôtel à Valmy a fait au moins douze blessés, selon le préfet."),
    ("fr", "Le vote aura lieu le 14 mars, a annoncé la présidente Claire Morel.",
     "date shifted", "Le vote aura lieu le 24 mars, a annoncé la présidente Claire Morel.", "La présidente Claire Morel a annoncé que le vote aura lieu le 14 mars."),
    ("es", "El gobierno de Arenal aprobó el jueves una ley que prohíbe la pesca en la bahía. El alcalde Luis Prado no asistió a la sesión.",
     "dropped negation", "El alcalde Luis Prado asistió a la sesión.", "El gobierno de Arenal aprobó el jueves la ley que prohíbe la pesca en la bahía."),
    ("es", "La empresa Solmar ganó 340 millones de euros en 2025, un 12 por ciento menos que el año anterior.",
     "year shifted", "La empresa Solmar ganó 340 millones de euros en 2023.", "Solmar ganó 340 millones de euros en 2025."),
    ("es", "La fiscal Marta Gil acusó al juez Pedro Luna de aceptar 40.000 euros.",
     "roles", "El juez Pedro Luna acusó a la fiscal Marta Gil de aceptar 40.000 euros.", "La fiscal Marta Gil acusó de aceptar 40.000 euros al juez Pedro Luna."),
    ("pt", "O tribunal condenou o empresário Rui Matos a oito anos de prisão. A defesa não vai recorrer, disse o advogado.",
     "figure in words", "O tribunal condenou o empresário Rui Matos a dez anos de prisão.", "O empresário Rui Matos foi condenado pelo tribunal a oito anos de prisão."),
    ("pt", "A barragem de Alvor não rompeu, mas 600 moradores foram retirados na sexta-feira.",
     "dropped negation", "A barragem de Alvor rompeu e 600 moradores foram retirados na sexta-feira.", "Na sexta-feira, 600 moradores foram retirados; a barragem de Alvor não rompeu."),
    ("it", "La sindaca Carla Neri ha annunciato mercoledì la chiusura del ponte sull'Arda per tre mesi.",
     "weekday", "La sindaca Carla Neri ha annunciato lunedì la chiusura del ponte sull'Arda per tre mesi.", "Mercoledì la sindaca Carla Neri ha annunciato la chiusura per tre mesi del ponte sull'Arda."),
    ("it", "La fabbrica di Torvi licenzierà 420 operai entro dicembre, secondo il sindacato.",
     "figure", "La fabbrica di Torvi licenzierà 240 operai entro dicembre, secondo il sindacato.", "Secondo il sindacato, la fabbrica di Torvi licenzierà entro dicembre 420 operai."),
    ("nl", "De rechtbank heeft de ondernemer Kees Vonk vrijgesproken. Het openbaar ministerie gaat niet in beroep.",
     "dropped negation", "Het openbaar ministerie gaat in beroep.", "De ondernemer Kees Vonk is door de rechtbank vrijgesproken."),
    ("ru", "Мэр города Рябинск Ольга Серова сообщила во вторник, что мост не будет открыт в мае. Ремонт стоит 40 миллионов рублей.",
     "dropped negation", "Мэр города Рябинск Ольга Серова сообщила во вторник, что мост будет открыт в мае.", "Мост не будет открыт в мае, сообщила во вторник мэр города Рябинск Ольга Серова."),
    ("ru", "При пожаре на складе в Рябинске погибли три человека, 14 пострадали.",
     "figure", "При пожаре на складе в Рябинске погибли три человека, 41 пострадал.", "При пожаре на складе в Рябинске пострадали 14 человек, три человека погибли."),
    ("zh", "林城市政府周二宣布，地铁五号线将于2027年6月开通。市长陈立表示，票价不会上涨。",
     "dropped negation", "市长陈立表示，票价会上涨。", "林城市政府宣布，地铁五号线将于2027年6月开通。"),
    ("zh", "山火造成至少12人死亡，430栋房屋被毁，省长王岚说。",
     "figure", "山火造成至少12人死亡，340栋房屋被毁，省长王岚说。", "省长王岚说，山火造成至少12人死亡，430栋房屋被毁。"),
    ("ja", "県は火曜日、工場の再開を認めないと発表した。田村知事は5月に調査を終えるとしている。",
     "dropped negation", "県は火曜日、工場の再開を認めると発表した。", "県は火曜日、工場の再開を認めないと発表した。"),
    ("ar", "أعلن رئيس البلدية سامي حداد يوم الأحد أن الجسر لن يفتح قبل عام 2028.",
     "year shifted", "أعلن رئيس البلدية سامي حداد يوم الأحد أن الجسر لن يفتح قبل عام 2026.", "أعلن رئيس البلدية سامي حداد أن الجسر لن يفتح قبل عام 2028."),
)  # fmt: skip
