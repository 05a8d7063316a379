# ruff: noqa: E501 - tables
"""Lies and honest sentences of a fourth turn, for testing alone: written without looking at the rules and scored before any was mended."""

from __future__ import annotations

SOURCES: tuple[str, ...] = (
    # 0 ferry
    """The ferry Solveig ran aground off the island of Harn early on Thursday with 212 passengers and 19 crew on board, the coast guard said.
Nobody was seriously hurt, but nine passengers were treated for bruises at a clinic in Port Ellery. The captain, Henrik Aune, 58, has been suspended while investigators read the ship's data recorder.
Deckhand Tilde Moen told the radio station Kyst that the fog had been so thick that she could not see the bow. The operator, Norlines, said the ship had passed a safety inspection in March.
In 2016 a sister ship, the Ragnhild, hit the same reef; two passengers drowned. The mayor of Harn, Stian Vik, has asked for a lighthouse since then. The ministry of transport rejected his request twice, citing cost.
The Solveig is expected to be towed to Brannes on Saturday if the weather allows.""",
    # 1 school strike
    """Teachers in the region of Upper Callow walked out on Tuesday over pay, closing 340 of the region's 415 schools.
The union EduForce wants a rise of 9 percent; the regional government has offered 4.5 percent and a single payment of 600 crowns. Negotiator Marek Dolan said the two sides were "miles apart".
Education secretary Judit Farkas said the strike was unlawful and threatened to go to court. A judge in Callow refused last week to ban it.
Parents' groups were divided. "I support them, but I have no one to look after my son," said Bianca Oros, a nurse with two children.
Exams for final-year pupils will go ahead in June, the government said. Kindergartens are not affected. Bus drivers ended a strike of three weeks in April after winning a rise of 7 percent.""",
    # 2 merger
    """Two makers of hearing aids, Sonavia of Lund and the Swiss company Auricel, agreed on Monday to merge in a deal that values Auricel at 4.1 billion francs.
Sonavia's shareholders will own 62 percent of the new company, which will keep its headquarters in Lund. Sonavia's chief executive, Maja Ekdahl, will lead it; Auricel's founder, Reto Imhof, will become chairman.
About 800 of the 11,500 jobs will go, mostly in administration. No factory will be closed, Ekdahl said. Shares in Auricel jumped 18 percent; those of Sonavia slipped 3 percent.
Competition authorities must still approve the deal. A rival, Clarent, said it was considering a complaint. Analyst Noor Haddad of Bank Brenner called the price "generous".
Imhof founded Auricel in 1994 in his parents' garage. In 2018 he turned down an offer from Clarent.""",
    # 3 murder trial
    """A jury in Eastmoor found the chemist Adrian Sloane guilty on Wednesday of poisoning his business partner, Colm Reddy, in 2022. He was cleared of a second charge, of trying to poison Reddy's brother Declan.
Judge Philippa Dane will sentence him on 14 July. The prosecution had said that Sloane put thallium into Reddy's tea at least four times. Sloane, 46, denied it and accused a former employee, Petra Lisle, who was never charged.
Lisle told the court that she had seen him labelling bottles at night. The defence lawyer, Oscar Brandt, said there would be an appeal.
Reddy died after five weeks in Saint Anne's hospital. His widow, Niamh, said outside the court: "Nothing brings him back." Inspector Ravi Kohli said the case had been the hardest of his career.""",
    # 4 vaccine trial
    """A vaccine against the tick-borne disease Lassen fever protected 71 percent of volunteers in a trial in Odrava, researchers said on Friday in the journal Clinical Reports.
The trial included 6,400 adults; half of them received the vaccine and half a placebo. Fever and headaches were more common in the vaccine group, but no serious side effects were found. Children were not included.
The vaccine, developed by the Hallam Institute with money from the Rowe Foundation, needs two doses four weeks apart. Protection fell to 58 percent after a year.
Epidemiologist Gita Rao, who was not involved, said the results were encouraging but that a larger trial was needed. Lead author Tomas Brix said a third dose might help.
Lassen fever kills about 1,100 people a year, mostly farmers. The Hallam Institute plans to apply for approval in the autumn.""",
    # 5 flood
    """The river Tamar burst its banks near Weldon on Sunday after three days of rain, flooding some 1,300 homes. Two people died: a 71-year-old man in his cellar in Weldon and a woman whose car was swept away in Ashby.
Governor Lucia Prentice declared a state of emergency in four districts. About 5,000 people were told to leave; most had returned by Monday evening. A dam at Colby, which engineers had called unsafe in 2020, held.
The insurer Meridian put the damage at 240 million dollars. The fire chief of Weldon, Dale Strand, said sirens had failed in two villages. The company that maintains them, Alertis, blamed a power cut.
Farmers fear the loss of the potato harvest. The flood of 1998 was worse: it killed 17 people and destroyed the old bridge. Rain is forecast to return on Thursday.""",
    # 6 football transfer / tennis
    """Nineteen-year-old Ema Kolar beat the champion, Sonja Rydell, 6-4, 3-6, 7-5 on Saturday to reach the final of the Bergen Open, her first at a major tournament.
Kolar saved three match points in a match of three hours and eight minutes. Rydell, who was treated for a knee injury in the second set, congratulated her and said she had played "without fear".
In the final on Sunday she meets Lucia Ferrand of Argentina, who needed only 52 minutes against Mei Tanaka. Ferrand, 31, won the title in 2021. The two have met once; Ferrand won.
Kolar's coach and father, Petr Kolar, watched from the hotel because he was ill. Last year she lost in the first round in Bergen. The winner receives 1.9 million euros, the loser half of that.""",
    # 7 spy/politics
    """Prime minister Oren Talvik dismissed his defence minister, Kaja Lepp, on Friday after leaked messages showed that she had known of faulty helmets months before a soldier died in training.
Lepp, who denies wrongdoing, said she had passed a warning to the army's procurement office. The head of that office, Colonel Arvo Saar, resigned on Thursday. The helmets were made by the firm Steelan.
The soldier, Rasmus Ots, 20, was hit by a falling beam in February. His mother, Merle Ots, had demanded Lepp's removal for weeks. The opposition party Renewal called for an election; Talvik ruled it out.
The interior minister, Joonas Rebane, will run the defence ministry until a successor is named. A poll for the newspaper Postimees Noon found that 64 percent of voters thought Talvik had acted too late.""",
    # 8 museum theft
    """Thieves stole six paintings worth an estimated 30 million euros from the Van Loon museum in Delmeer on the night of Monday, police said. Two of them were by Pieter Claes, four by lesser-known artists.
They entered through a skylight and stayed for less than five minutes. An alarm rang, but the two guards took it for a fault. A white van was later found burnt out near the border.
Director Saskia Hooft said the works were insured but could not be replaced. Police inspector Bram de Wit said there were signs that the thieves had help from inside. No one has been arrested.
The museum will stay shut until Friday. In 1999 a Claes portrait was stolen from the same room; it turned up in a barn eleven years later. The museum turned down a plan for new cameras in 2023, to save money.""",
    # 9 wildfire smelter / company pollution
    """The mining company Ferrona agreed on Thursday to pay 85 million dollars to 2,300 residents of Los Pinos whose wells were polluted with arsenic by its smelter between 2004 and 2015.
The company did not admit guilt. It will also pay for a new water works, to be finished by 2028. A lawyer for the residents, Teresa Quiroga, called the settlement "late but fair".
Activist Raul Menchaca said it was far too little; he asked residents to reject it. They have 60 days to decide. If fewer than 80 percent accept, Ferrona may withdraw.
The smelter was closed in 2016. Tests last year found arsenic above the legal limit in 41 of 180 wells. The health ministry began to hand out bottled water in 2009, five years after doctors first reported skin diseases.
Ferrona earned 1.2 billion dollars last year. Its shares rose 2 percent on the news.""",
    # 10 space
    """The space agency of Corvania lost contact with its lunar probe Tern on Tuesday, 40 minutes before it was to land near the south pole of the Moon.
Mission chief Ilse Maren said a thruster had probably failed. Engineers will go on trying to reach the probe until its batteries run out, on Thursday at the latest. "We knew the risk," she said.
The probe cost 310 million crowns, a fifth of what a similar mission of the agency's partner, Helion, cost in 2023. That probe tipped over on landing but sent pictures for six days.
Tern carried a drill from the University of Sarn and a camera built by students. A second probe, Plover, is being built and will fly in two years. Science minister Edo Falk said the programme would not be cut.""",
    # 11 bridge / railway / crime gang
    """Police in five cities arrested 33 people on Monday in raids against a gang that is alleged to have smuggled cocaine in shipments of bananas through the port of Varga.
Officers seized 2.6 tonnes of the drug, eleven cars and 900,000 euros in cash. The suspected leader, Dragan Milos, is still at large; his wife, Vesna, was detained in Orlen.
Prosecutor Helga Stamm said the gang had bribed at least three dock workers. The investigation began two years ago after a tip from a truck driver. Two officers were slightly injured when a suspect drove at them.
The fruit importer Tropex, in whose containers the drug was found, is not under suspicion. It said it was helping the police. Those arrested include a former customs officer and a lawyer.
Last year 7.4 tonnes of cocaine were found in Varga, twice as much as in the year before.""",
)

#: (kind, claim, source)
LIES: tuple[tuple[str, str, int], ...] = (
    # figure bound to another thing
    ("figure of another", "Nineteen passengers were treated for bruises after the ferry ran aground.", 0),
    ("figure of another", "The regional government has offered teachers a rise of 7 percent.", 1),
    ("figure of another", "Sonavia's shares jumped 18 percent after the merger was announced.", 2),
    ("figure of another", "The flood on Sunday killed 17 people.", 5),
    ("figure of another", "Arsenic above the legal limit was found in 180 wells.", 9),
    ("figure of another", "Police found 7.4 tonnes of cocaine in Monday's raids.", 11),
    # person in another's place
    ("person exchanged", "Reto Imhof will lead the new company.", 2),
    ("person exchanged", "Adrian Sloane was found guilty of poisoning Declan Reddy.", 3),
    ("person exchanged", "Mei Tanaka will meet Ema Kolar in the final.", 6),
    ("person exchanged", "Talvik dismissed Joonas Rebane after leaked messages were published.", 7),
    ("person exchanged", "Clarent, a rival, was founded by Imhof in a garage.", 2),
    ("person exchanged", "Police detained Dragan Milos in Orlen.", 11),
    # speaker
    ("wrong speaker", "Gita Rao said that a third dose might help.", 4),
    ("wrong speaker", "Teresa Quiroga said the settlement was far too little.", 9),
    ("wrong speaker", "The captain said that the fog had been so thick that he could not see the bow.", 0),
    ("wrong speaker", "Bianca Oros, a nurse, said the strike was unlawful.", 1),
    ("wrong speaker", "Saskia Hooft said there were signs that the thieves had help from inside.", 8),
    # roles
    ("roles", "Clarent turned down an offer from Reto Imhof in 2018.", 2),
    ("roles", "Petra Lisle accused Adrian Sloane of the poisoning, and he was never charged.", 3),
    ("roles", "Sonja Rydell beat Ema Kolar in three sets to reach the final.", 6),
    ("roles", "Ema Kolar won the only match that she and Lucia Ferrand have played.", 6),
    ("roles", "The opposition party Renewal ruled out an election that Talvik had called for.", 7),
    # negation
    ("negation", "A judge in Callow banned the teachers' strike last week.", 1),
    ("negation", "Children were among the volunteers in the trial.", 4),
    ("negation", "Ferrona admitted guilt when it agreed to pay 85 million dollars.", 9),
    ("negation", "The fruit importer Tropex is under suspicion.", 11),
    ("negation", "The dam at Colby gave way.", 5),
    # plan, allegation, wish told as done
    ("told as done", "The Solveig was towed to Brannes.", 0),
    ("told as done", "Competition authorities have approved the merger of Sonavia and Auricel.", 2),
    ("told as done", "Adrian Sloane has appealed.", 3),
    ("told as done", "The Hallam Institute has applied for approval of the vaccine.", 4),
    ("told as done", "The potato harvest has been lost.", 5),
    ("told as done", "A thruster failed, mission chief Ilse Maren confirmed.", 10),
    # scope
    ("scope", "All schools in Upper Callow were closed by the walkout.", 1),
    ("scope", "All six stolen paintings were by Pieter Claes.", 8),
    ("scope", "Everyone who was told to leave had returned by Monday evening.", 5),
    ("scope", "Lassen fever kills only farmers.", 4),
    ("scope", "The new company will close some factories.", 2),
    # time
    ("time", "The ferry Ragnhild hit the reef two years ago.", 0),
    ("time", "The sirens failed in the flood of 1998.", 5),
    ("time", "Health officials began to hand out bottled water five years before doctors first reported skin diseases.", 9),
    ("time", "Contact with Tern was lost 40 minutes after it had landed.", 10),
    ("time", "Colonel Arvo Saar resigned after Kaja Lepp had been dismissed.", 7),
    ("time", "The judge sentenced Adrian Sloane on Wednesday.", 3),
    # cause
    ("cause", "The teachers walked out because the bus drivers had won a rise.", 1),
    ("cause", "The sirens failed because of a fault at the dam at Colby.", 5),
    ("cause", "Rydell lost because of a knee injury.", 6),
    ("cause", "Rasmus Ots died because he wore no helmet.", 7),
    # added modifier
    ("added", "Captain Henrik Aune, who was drunk, has been suspended.", 0),
    ("added", "Thieves stole six famous paintings from the Van Loon museum.", 8),
    ("added", "The experienced chemist Adrian Sloane was found guilty by a unanimous jury.", 3),
    ("added", "Masked thieves entered the museum through a skylight.", 8),
    ("added", "The suspected leader, Dragan Milos, who has fled abroad, is still at large.", 11),
    # another verb or noun
    ("another deed", "The ministry of transport has delayed the lighthouse twice.", 0),
    ("another deed", "Colonel Arvo Saar was arrested on Thursday.", 7),
    ("another deed", "Activist Raul Menchaca urged residents to sue Ferrona.", 9),
    ("another deed", "The burnt-out white van was sold near the border.", 8),
    ("another deed", "Kaja Lepp admitted that she had ignored a warning.", 7),
    # unit, bound, multiple, share
    ("measure", "Protection fell by 58 percent after a year.", 4),
    ("measure", "Sonavia's shareholders will own less than half of the new company.", 2),
    ("measure", "The thieves stayed in the museum for more than five minutes.", 8),
    ("measure", "The loser of the final receives 1.9 million euros.", 6),
    ("measure", "The probe Tern cost five times as much as Helion's mission.", 10),
    ("measure", "Half as much cocaine was found in Varga last year as in the year before.", 11),
    # place, age, kinship, office
    ("attribute", "A 71-year-old woman died when her car was swept away in Ashby.", 5),
    ("attribute", "Niamh, Colm Reddy's sister, spoke outside the court.", 3),
    ("attribute", "Lucia Ferrand, 19, has reached her first final at a major tournament.", 6),
    ("attribute", "The headquarters of the new company will be in Switzerland.", 2),
    ("attribute", "The drill on board Tern was built by students.", 10),
    ("attribute", "Interior minister Kaja Lepp was dismissed by the prime minister.", 7),
    # condition, and what is open
    ("condition", "The Solveig will be towed to Brannes on Saturday whatever the weather.", 0),
    ("condition", "Ferrona will withdraw from the settlement.", 9),
    ("condition", "Ferrona may withdraw if more than 80 percent of residents accept.", 9),
    ("condition", "Engineers have given up trying to reach the probe Tern.", 10),
)

HONEST: tuple[tuple[str, int], ...] = (
    ("Nine passengers received treatment for bruises at a clinic in Port Ellery.", 0),
    ("The ferry had 231 people on board, among them 19 crew, when it ran aground off Harn.", 0),
    ("Henrik Aune, the captain of the Solveig, has been suspended.", 0),
    ("A deckhand, Tilde Moen, said the fog was so thick that she could not see the bow.", 0),
    (
        "Stian Vik, mayor of Harn, asked for a lighthouse, but the transport ministry twice rejected the request because of the cost.",
        0,
    ),
    ("Two passengers drowned when the Ragnhild hit the same reef in 2016.", 0),
    ("A strike by teachers closed 340 of the 415 schools in Upper Callow on Tuesday.", 1),
    ("The government offers 4.5 percent, the union demands 9 percent.", 1),
    ("Education secretary Judit Farkas called the strike unlawful.", 1),
    ("A judge refused to ban the strike.", 1),
    ("Final-year exams will take place in June despite the strike, according to the government.", 1),
    ("Bus drivers won a rise of 7 percent in April after striking for three weeks.", 1),
    ("Sonavia and Auricel, which make hearing aids, plan to merge.", 2),
    ("Maja Ekdahl of Sonavia will be chief executive of the new company and Reto Imhof its chairman.", 2),
    ("The merger will cost about 800 jobs, but no factory is to close.", 2),
    ("Auricel's shares rose 18 percent and Sonavia's fell 3 percent.", 2),
    ("Reto Imhof founded Auricel in his parents' garage in 1994.", 2),
    ("Imhof rejected an offer from Clarent in 2018.", 2),
    ("The chemist Adrian Sloane was convicted on Wednesday of poisoning Colm Reddy, his business partner.", 3),
    ("Sloane will be sentenced on 14 July.", 3),
    ("He was acquitted of trying to poison Declan Reddy, the victim's brother.", 3),
    ("Petra Lisle testified that she had seen Sloane labelling bottles at night.", 3),
    ("Sloane's lawyer, Oscar Brandt, announced an appeal.", 3),
    ("Reddy died in hospital after five weeks.", 3),
    ("In a trial of 6,400 adults the vaccine protected 71 percent of those who took part.", 4),
    ("No serious side effects were found in the trial, which did not include children.", 4),
    ("The vaccine was developed by the Hallam Institute and paid for by the Rowe Foundation.", 4),
    ("After one year the protection had fallen to 58 percent.", 4),
    ("Gita Rao, an epidemiologist, said that a larger trial was needed.", 4),
    ("Every year Lassen fever kills about 1,100 people, most of them farmers.", 4),
    ("Two people died when the Tamar burst its banks near Weldon on Sunday.", 5),
    ("One of the dead was a man of 71 who died in his cellar in Weldon.", 5),
    ("Some 1,300 homes were flooded after three days of rain.", 5),
    ("Governor Lucia Prentice has declared an emergency in four districts.", 5),
    ("Dale Strand, the fire chief, said that sirens in two villages had failed.", 5),
    ("The damage amounts to 240 million dollars, according to the insurer Meridian.", 5),
    ("Ema Kolar, 19, defeated Sonja Rydell in three sets to reach the final of the Bergen Open.", 6),
    ("Rydell received treatment for a knee injury during the second set.", 6),
    ("Lucia Ferrand took 52 minutes to beat Mei Tanaka.", 6),
    ("Ferrand won the tournament in 2021.", 6),
    ("Her father and coach, Petr Kolar, was ill and watched from the hotel.", 6),
    ("Prime minister Oren Talvik sacked Kaja Lepp, the defence minister, on Friday.", 7),
    ("Kaja Lepp denies having done anything wrong.", 7),
    ("Colonel Arvo Saar, head of the procurement office, stepped down on Thursday.", 7),
    ("Joonas Rebane, the interior minister, will take over the defence ministry for the time being.", 7),
    ("Talvik acted too late, 64 percent of voters said in a poll.", 7),
    ("Six paintings, two of them by Pieter Claes, were stolen from the Van Loon museum in Delmeer.", 8),
    ("The thieves came in through a skylight and were gone in less than five minutes.", 8),
    ("The guards thought the alarm was a fault.", 8),
    ("According to the director, Saskia Hooft, the paintings were insured.", 8),
    ("Nobody has been arrested so far.", 8),
    ("A portrait by Claes that was stolen in 1999 was found eleven years later in a barn.", 8),
    ("Ferrona will pay 85 million dollars to residents of Los Pinos whose wells were polluted with arsenic.", 9),
    ("Ferrona agreed to pay, but did not admit guilt.", 9),
    ("Residents have 60 days to accept or reject the settlement.", 9),
    ("Last year 41 of 180 wells had more arsenic than the law allows.", 9),
    ("Raul Menchaca, an activist, called on residents to reject the settlement.", 9),
    ("The space agency lost contact with the probe Tern shortly before its planned landing on the Moon.", 10),
    ("A thruster has probably failed, said Ilse Maren, who leads the mission.", 10),
    ("The agency is building a second probe, Plover.", 10),
    ("Tern carries a camera that students built.", 10),
    ("Police arrested 33 people in five cities on Monday.", 11),
    ("The police seized 2.6 tonnes of cocaine, eleven cars and 900,000 euros.", 11),
    ("Dragan Milos, who is suspected of leading the gang, has not been caught.", 11),
    ("At least three dock workers were bribed, prosecutor Helga Stamm said.", 11),
    ("Two officers suffered slight injuries when a suspect drove at them.", 11),
)

#: for the generator of edits: names of these articles, and pairs of them around one verb
NAMES = (
    "Henrik Aune", "Tilde Moen", "Norlines", "Stian Vik", "Solveig", "Ragnhild", "Marek Dolan", "Judit Farkas", "Bianca Oros", "EduForce",
    "Sonavia", "Auricel", "Maja Ekdahl", "Reto Imhof", "Clarent", "Noor Haddad", "Adrian Sloane", "Colm Reddy", "Philippa Dane", "Petra Lisle",
    "Oscar Brandt", "Ravi Kohli", "Hallam Institute", "Rowe Foundation", "Gita Rao", "Tomas Brix", "Lucia Prentice", "Dale Strand", "Meridian",
    "Alertis", "Ema Kolar", "Sonja Rydell", "Lucia Ferrand", "Mei Tanaka", "Petr Kolar", "Oren Talvik", "Kaja Lepp", "Arvo Saar", "Steelan",
    "Rasmus Ots", "Joonas Rebane", "Saskia Hooft", "Pieter Claes", "Ferrona", "Teresa Quiroga", "Raul Menchaca", "Ilse Maren", "Helion",
    "Edo Falk", "Dragan Milos", "Helga Stamm", "Tropex",
)  # fmt: skip
ROLES = (
    ("Sonavia", "Auricel"), ("Imhof", "Clarent"), ("Ema Kolar", "Sonja Rydell"), ("Oren Talvik", "Kaja Lepp"), ("Adrian Sloane", "Colm Reddy"),
    ("Ferrand", "Mei Tanaka"), ("Hallam Institute", "Rowe Foundation"), ("Ferrona", "Los Pinos"), ("Talvik", "Renewal"), ("Kolar", "Rydell"),
)  # fmt: skip
