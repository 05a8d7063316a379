# ruff: noqa: E501 - tables
"""Lies beside what is true of the same source, by kind, as a hostile fact-checker would try them. Invented; written after the rules."""

from __future__ import annotations

SOURCES: tuple[tuple[str, str], ...] = (
    # 0
    (
        "en",
        """The drugmaker Halvex will withdraw its painkiller Norodin from pharmacies in Tavaria by 1 June, the company said on Wednesday.
Regulators had linked the drug to 14 cases of liver damage, three of them fatal, since 2023. Most of the patients were over 70.
Halvex said some patients had taken more than the recommended dose. Its shares fell 11 percent in Lorhaven after rising 6 percent on Tuesday.
Health minister Petra Anholt said the withdrawal came too late. Professor Leon Marsh, who led the review, called the company's cooperation good.
The regulator did not order the withdrawal. A rival, Benkor, sells a similar drug under the name Calmet.""",
    ),
    # 1
    (
        "en",
        """The Senate of Ostmark voted 48 to 31 on Tuesday to lower the voting age from 18 to 16, sending the bill to the lower house.
Senator Clara Venn, who wrote the bill, said young people paid taxes and deserved a voice. Senator Hugo Ritter, a conservative, warned that schools would become battlegrounds.
If the lower house agrees in September, the change will take effect in 2028. President Amalia Dorn has not said whether she would sign it.
A poll published in March found that 52 percent of voters opposed the idea, four percentage points fewer than a year before.""",
    ),
    # 2
    (
        "en",
        """A Brennish court sentenced the former mayor of Castel, Bruno Aldini, to six years in prison on Friday for taking bribes worth 900,000 crowns.
His wife, Sofia Aldini, was acquitted of money laundering. Prosecutor Dario Pell had asked for nine years. The builder Marco Testa, who paid the bribes, testified against the mayor and received a suspended sentence.
Aldini's lawyer, Irene Falk, said she would appeal. The court found that two tenders had been rigged, in 2017 and in 2019.
Aldini resigned in 2021, a week before his arrest. His successor, Livia Conti, promised to publish every contract.""",
    ),
    # 3
    (
        "en",
        """Two trains collided near Stolpe early on Sunday, killing a conductor and injuring 38 passengers, officials said.
The freight train had passed a red signal, investigator Jens Ohlsen told reporters. The express was on time and was travelling at 90 kilometres an hour.
The railway Nordbahn closed the line until Wednesday and laid on 12 buses. A second conductor, Mara Linz, pulled five passengers from a burning car.
It was the worst accident on the line in 15 years. The driver of the freight train was being questioned but has not been arrested.
Transport minister Rolf Ander visited the site in the afternoon and announced a review of all signals on single-track lines.""",
    ),
    # 4
    (
        "en",
        """Archaeologists from the Lindau Institute have found the remains of a Roman bath beneath a car park in Westhaven, the city said on Monday.
The dig began in February after workers laying cables struck a mosaic. Team leader Ana Reis believes the bath was built in the second century.
About a third of the site has been uncovered. The owner of the car park, Gus Hartley, has offered to sell the land for 2.4 million pounds; the city has offered 1.8 million.
A similar bath was found in nearby Colmer in 1994 and destroyed when a supermarket was built over it. Reis said she hoped to finish before winter.""",
    ),
    # 5
    (
        "en",
        """Striker Lena Okafor scored twice as Valmora beat Trenta 3-1 in the cup final on Saturday, winning the trophy for the first time since 2009.
Trenta took the lead through Julia Marsh after 12 minutes, but goalkeeper Ines Roth was sent off before half-time. Captain Dora Weiss scored the third goal in stoppage time.
Valmora coach Pia Lund said her team had been nervous at the start. Trenta coach Otto Grell blamed the referee and left without shaking hands.
Some 42,000 people watched the match. Okafor, 22, will join the Spanish club Real Alcor in July for 1.5 million euros, a record for the league.""",
    ),
    # 6
    (
        "en",
        """The government of Kestria said on Thursday that it would cut fuel subsidies by 40 percent over two years, as demanded by lenders in exchange for a loan of 3 billion dollars.
Finance minister Ibrahim Sall said poor families would receive payments of 25 dollars a month. Trade unions called a general strike for Monday.
In 2019 a similar plan was dropped after riots in which 11 people died. Opposition leader Mariam Toure said her party supported reform but not in this form.
Inflation slowed to 8.1 percent in October from 9.6 percent in September. The central bank left its main rate unchanged.""",
    ),
    # 7
    (
        "en",
        """The coast guard of Merida rescued 61 people from a sinking fishing boat on Monday night, 20 miles south of Cape Doran. Four people are missing.
Captain Luis Ferro said the boat had been at sea for nine days. Survivors said they had paid smugglers 3,000 euros each. Seventeen of the rescued were children.
The boat had left Port Salem on 2 May, according to a survivor, Amina Diallo. A merchant ship had passed without stopping, she said. The ship's owner, Delmar Lines, denied this.
The aid group Harbour Watch accused the authorities of having ignored two earlier calls. The ministry said the first call came at 9.40 p.m.""",
    ),
    # 8
    (
        "de",
        """Der Stadtrat von Lindach hat am Montag mit 23 zu 18 Stimmen beschlossen, das alte Hallenbad zu schließen. Bürgermeisterin Karin Vogt hatte für die Schließung geworben.
Die Sanierung hätte nach Angaben der Stadt 14 Millionen Euro gekostet. Ein neues Bad soll bis 2029 entstehen. Stadtrat Uwe Brandl (Freie Liste) nannte den Beschluss einen Fehler.
Rund 200 Menschen demonstrierten vor dem Rathaus. Die Polizei nahm niemanden fest. Einige Schulen müssen ihren Schwimmunterricht verlegen.""",
    ),
    # 9
    (
        "fr",
        """Le constructeur Varelle a annoncé mardi la suppression de 850 postes en Bretagne d'ici à 2027, soit un quart de ses effectifs dans la région.
La directrice générale, Anne Kerbrat, a justifié la décision par la baisse des commandes. Le syndicat SOC a appelé à la grève pour jeudi. Le ministre de l'Industrie, Paul Lemaire, a demandé à l'entreprise de revoir son plan.
L'an dernier, Varelle avait perdu 120 millions d'euros. L'usine de Morlac ne sera pas fermée. Certains salariés pourront partir à la retraite plus tôt.""",
    ),
    # 10
    (
        "es",
        """Un terremoto de magnitud 6,1 sacudió el miércoles la provincia de Altara y dejó 9 muertos y 74 heridos, informó la gobernadora Elena Prado.
Unas 300 casas quedaron destruidas en el pueblo de San Telmo. El ejército envió 500 soldados. El presidente Julio Arce, que estaba de viaje en Lima, regresará el jueves.
El alcalde de San Telmo, Tomás Rivas, criticó que la ayuda llegara tarde. La represa de Yacú no sufrió daños. Algunas carreteras siguen cerradas.""",
    ),
)

#: (kind, honest claim, lie, source)
TWINS: tuple[tuple[str, str, str, int], ...] = (
    (
        "planned and done",
        "Halvex is to withdraw Norodin from Tavaria's pharmacies by 1 June.",
        "Halvex has withdrawn Norodin from Tavaria's pharmacies.",
        0,
    ),
    (
        "scope",
        "Halvex said that some patients had taken more than the recommended dose.",
        "Halvex said that all patients had taken more than the recommended dose.",
        0,
    ),
    (
        "toll of another thing",
        "Three cases of liver damage linked to Norodin were fatal.",
        "Fourteen cases of liver damage linked to Norodin were fatal.",
        0,
    ),
    (
        "attribution",
        "Petra Anholt said that the withdrawal came too late.",
        "Leon Marsh said that the withdrawal came too late.",
        0,
    ),
    (
        "negated twin",
        "The regulator did not order the withdrawal of the drug.",
        "The regulator ordered the withdrawal of the drug.",
        0,
    ),
    ("direction", "Shares of Halvex fell 11 percent in Lorhaven.", "Shares of Halvex rose 11 percent in Lorhaven.", 0),
    ("two facts of two", "Benkor sells a similar drug called Calmet.", "Halvex sells a similar drug called Calmet.", 0),
    ("age bound", "Most of the patients were older than 70.", "Most of the patients were younger than 70.", 0),
    (
        "praise turned",
        "Professor Leon Marsh called the company's cooperation good.",
        "Professor Leon Marsh called the company's cooperation poor.",
        0,
    ),
    (
        "percentage points",
        "Opposition to the idea was four percentage points lower than a year before.",
        "Opposition to the idea was four percent lower than a year before.",
        1,
    ),
    ("condition", "The change will take effect in 2028 if the lower house agrees.", "The change will take effect in 2028.", 1),
    (
        "which chamber",
        "Ostmark's Senate voted to lower the voting age to 16.",
        "Ostmark's lower house voted to lower the voting age to 16.",
        1,
    ),
    ("votes exchanged", "The Senate passed the bill by 48 votes to 31.", "The Senate rejected the bill by 48 votes to 31.", 1),
    (
        "speaker of a warning",
        "Hugo Ritter warned that schools would become battlegrounds.",
        "Clara Venn warned that schools would become battlegrounds.",
        1,
    ),
    (
        "silence as a yes",
        "President Amalia Dorn has not said whether she will sign the bill.",
        "President Amalia Dorn has said that she will sign the bill.",
        1,
    ),
    (
        "majority",
        "A poll found that 52 percent of voters opposed lowering the voting age.",
        "A poll found that 52 percent of voters supported lowering the voting age.",
        1,
    ),
    (
        "who was acquitted",
        "Sofia Aldini was acquitted of money laundering.",
        "Bruno Aldini was acquitted of money laundering.",
        2,
    ),
    (
        "asked for and given",
        "Prosecutor Dario Pell had asked for nine years.",
        "The court sentenced Aldini to nine years in prison.",
        2,
    ),
    ("order in time", "Aldini resigned a week before he was arrested.", "Aldini resigned a week after he was arrested.", 2),
    ("who paid", "Marco Testa paid bribes to the mayor.", "The mayor paid bribes to Marco Testa.", 2),
    ("currency", "The bribes were worth 900,000 crowns.", "The bribes were worth 900,000 euros.", 2),
    ("will and did", "Lawyer Irene Falk said she would appeal.", "Lawyer Irene Falk said she had appealed.", 2),
    ("office", "Livia Conti succeeded Aldini as mayor of Castel.", "Irene Falk succeeded Aldini as mayor of Castel.", 2),
    ("suspended", "Marco Testa received a suspended sentence.", "Marco Testa received a prison sentence of six years.", 2),
    (
        "which train",
        "The freight train had run a red signal, investigator Jens Ohlsen said.",
        "The express train had run a red signal, investigator Jens Ohlsen said.",
        3,
    ),
    (
        "killed and injured",
        "A conductor died and 38 passengers were injured when two trains collided near Stolpe.",
        "A passenger died and 38 conductors were injured when two trains collided near Stolpe.",
        3,
    ),
    (
        "questioned and arrested",
        "The driver of the freight train was questioned but not arrested.",
        "The driver of the freight train was arrested.",
        3,
    ),
    (
        "rescuer",
        "Mara Linz pulled five passengers from a burning car.",
        "Jens Ohlsen pulled five passengers from a burning car.",
        3,
    ),
    (
        "superlative",
        "It was the worst accident on the line in 15 years.",
        "It was the worst accident in the country in 15 years.",
        3,
    ),
    ("until", "Nordbahn closed the line until Wednesday.", "Nordbahn closed the line from Wednesday.", 3),
    (
        "cause invented",
        "The minister announced a review of signals on single-track lines after visiting the site.",
        "The collision was caused by a fault in the signals, the minister said.",
        3,
    ),
    ("speed", "The express was travelling at 90 kilometres an hour.", "The express was travelling at 90 miles an hour.", 3),
    (
        "believed",
        "Ana Reis believes that the bath was built in the second century.",
        "Tests showed that the bath was built in the second century.",
        4,
    ),
    ("fraction", "About a third of the site has been uncovered.", "About two thirds of the site has been uncovered.", 4),
    (
        "who offered what",
        "The city has offered 1.8 million pounds for the land.",
        "The city has offered 2.4 million pounds for the land.",
        4,
    ),
    (
        "another place",
        "A bath found in Colmer in 1994 was destroyed when a supermarket was built.",
        "A bath found in Westhaven in 1994 was destroyed when a supermarket was built.",
        4,
    ),
    ("hope", "Reis said she hoped to finish the dig before winter.", "Reis said she would finish the dig before winter.", 4),
    (
        "what set it off",
        "Workers laying cables struck a mosaic.",
        "Archaeologists digging beneath a supermarket struck a mosaic.",
        4,
    ),
    (
        "scorer",
        "Dora Weiss scored Valmora's third goal in stoppage time.",
        "Lena Okafor scored Valmora's third goal in stoppage time.",
        5,
    ),
    ("winner", "Valmora beat Trenta 3-1 in the cup final.", "Trenta beat Valmora 3-1 in the cup final.", 5),
    (
        "sent off",
        "Goalkeeper Ines Roth was sent off before half-time.",
        "Striker Julia Marsh was sent off before half-time.",
        5,
    ),
    ("coach", "Trenta's coach, Otto Grell, blamed the referee.", "Valmora's coach, Pia Lund, blamed the referee.", 5),
    ("nationality", "Okafor will join a Spanish club in July.", "Okafor will join an Italian club in July.", 5),
    ("since", "Valmora won the trophy for the first time since 2009.", "Valmora won the trophy for the first time.", 5),
    (
        "by and to",
        "Inflation in Kestria slowed to 8.1 percent in October.",
        "Inflation in Kestria slowed by 8.1 percent in October.",
        6,
    ),
    (
        "for and against",
        "Mariam Toure said that her party supported reform, but not in this form.",
        "Mariam Toure said that her party opposed reform.",
        6,
    ),
    (
        "years joined",
        "A similar plan was dropped in 2019 after riots in which 11 people died.",
        "Eleven people died in riots over the new plan to cut fuel subsidies.",
        6,
    ),
    (
        "in exchange",
        "Lenders had demanded the cuts in exchange for a loan of 3 billion dollars.",
        "Lenders had demanded a loan of 3 billion dollars in exchange for the cuts.",
        6,
    ),
    ("unchanged", "The central bank kept its main rate unchanged.", "The central bank raised its main rate.", 6),
    (
        "denial dropped",
        "Delmar Lines denied that its ship had passed without stopping.",
        "Delmar Lines said that its ship had passed without stopping.",
        7,
    ),
    (
        "missing and dead",
        "Four people are missing after a boat sank off Cape Doran.",
        "Four people died after a boat sank off Cape Doran.",
        7,
    ),
    (
        "accuser",
        "Harbour Watch accused the authorities of ignoring two earlier calls.",
        "The authorities accused Harbour Watch of ignoring two earlier calls.",
        7,
    ),
    ("part", "Seventeen of the people rescued were children.", "Seventeen children are missing.", 7),
    ("each", "Survivors said they had paid 3,000 euros each.", "Survivors said they had paid 3,000 euros together.", 7),
    (
        "de votes",
        "Der Stadtrat von Lindach stimmte mit 23 zu 18 Stimmen für die Schließung des Hallenbads.",
        "Der Stadtrat von Lindach stimmte mit 23 zu 18 Stimmen gegen die Schließung des Hallenbads.",
        8,
    ),
    ("de speaker", "Uwe Brandl nannte den Beschluss einen Fehler.", "Karin Vogt nannte den Beschluss einen Fehler.", 8),
    ("de would have", "Die Sanierung hätte 14 Millionen Euro gekostet.", "Die Sanierung hat 14 Millionen Euro gekostet.", 8),
    (
        "de scope",
        "Einige Schulen müssen ihren Schwimmunterricht verlegen.",
        "Alle Schulen müssen ihren Schwimmunterricht verlegen.",
        8,
    ),
    (
        "de nobody",
        "Die Polizei nahm bei der Demonstration niemanden fest.",
        "Die Polizei nahm bei der Demonstration 200 Menschen fest.",
        8,
    ),
    ("fr negation", "L'usine de Morlac ne sera pas fermée.", "L'usine de Morlac sera fermée.", 9),
    (
        "fr speaker",
        "Paul Lemaire a demandé à Varelle de revoir son plan.",
        "Anne Kerbrat a demandé à Varelle de revoir son plan.",
        9,
    ),
    (
        "fr fraction",
        "Varelle supprimera un quart de ses effectifs en Bretagne.",
        "Varelle supprimera un tiers de ses effectifs en Bretagne.",
        9,
    ),
    (
        "fr won and lost",
        "Varelle avait perdu 120 millions d'euros l'an dernier.",
        "Varelle avait gagné 120 millions d'euros l'an dernier.",
        9,
    ),
    (
        "fr scope",
        "Certains salariés pourront partir plus tôt à la retraite.",
        "Tous les salariés pourront partir plus tôt à la retraite.",
        9,
    ),
    ("es toll", "El terremoto dejó 9 muertos y 74 heridos.", "El terremoto dejó 74 muertos y 9 heridos.", 10),
    ("es negation", "La represa de Yacú no sufrió daños.", "La represa de Yacú sufrió daños.", 10),
    ("es speaker", "Tomás Rivas criticó que la ayuda llegara tarde.", "Elena Prado criticó que la ayuda llegara tarde.", 10),
    ("es scope", "Algunas carreteras siguen cerradas.", "Todas las carreteras siguen cerradas.", 10),
    ("es done", "El presidente Julio Arce regresará el jueves de Lima.", "El presidente Julio Arce regresó de Lima.", 10),
)
