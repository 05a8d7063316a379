# ruff: noqa: E501 - tables
"""Lies and honest sentences written after the rules, to see what these do on what nobody had looked at; since then looked at, too."""

from __future__ import annotations

SOURCES = (
    # 0
    """The airline Corvair cancelled 140 flights on Thursday after pilots began a two-day strike over pay, stranding some 18,000 passengers.
The union Skyline said 90 percent of its members had joined the walkout. Corvair chief executive Marion Oakes called the demands unrealistic.
Union leader Peter Lund said talks could resume on Saturday. The company has offered a raise of 4 percent, while the union wants 9 percent.
Corvair lost 62 million euros last year, compared with a profit of 15 million the year before. No flights to Asia were affected.""",
    # 1
    """Police in Tarvin arrested three men and a woman on suspicion of stealing 27 paintings from the Holm Museum in December.
Nineteen of the works have been recovered, inspector Rosa Keel said. The others, worth about 8 million pounds, are believed to be abroad.
Museum director Hugo Lasker thanked the police and denied that the alarm had been switched off. A guard, Ian Moss, was dismissed in January.
The trial is expected to start in the autumn. The suspects deny the charges.""",
    # 2
    """Scientists from the University of Belmar found that the glacier Tornin shrank by 12 metres in 2025, the fastest loss since records began in 1961.
The team, led by Erik Soll, warned that the glacier could vanish by 2060 unless emissions fall. Snowfall was 30 percent below average.
Environment Minister Lea Carlin promised 20 million crowns for research. Opposition politician Max Dorn said the sum was far too small.
The village of Upper Tornin gets most of its water from the glacier.""",
    # 3
    """The city council of Pellham rejected a plan to close two libraries by 21 votes to 14 on Monday night.
Mayor Grace Tully, who had proposed the plan, said it would have saved 1.1 million dollars a year. About 400 people protested outside the hall.
Councillor Ben Hale voted against the plan although his party supported it. The council approved a rise in parking fees from 2 to 3 dollars an hour.
A new hearing on the bus lines will be held on 9 June.""",
    # 4
    """A bus carrying schoolchildren overturned near Vessel on Monday morning, killing the driver and injuring 22 pupils, five of them seriously.
Transport chief Ronald Pike said the road had been icy. A spokeswoman for the company, Tess Arden, said the bus had been inspected in March.
Witness Karl Odum told the radio that the driver had swerved to avoid a deer. Prosecutors have opened an inquiry but have named no suspect.
Twelve of the pupils were released from hospital on Tuesday. The school will hold a memorial on Friday.""",
    # 5
    """Chipmaker Lumen reported a quarterly profit of 3.2 billion dollars, up from 2.7 billion a year earlier, as demand for servers rose.
Sales in China fell by a fifth. Lumen plans to build a factory in Ostrava that would employ 1,800 people, and has asked the state for 400 million dollars in aid.
Analyst Gail Winter said the forecast was cautious; her colleague Rob Stein called it weak. The company cut its dividend from 40 to 25 cents a share.
Founder Henry Cho will step down as chairman in May and will be succeeded by Alma Reyes.""",
    # 6
    """Voters in Norland elected Social Democrat Ida Falk as president on Sunday with 53.4 percent of the vote, defeating the incumbent, Karl Brun.
Turnout was 61 percent, the lowest in twenty years. Brun conceded defeat before midnight. Observers reported no serious irregularities.
Falk, a former judge, has promised to raise the minimum wage but ruled out new taxes. She takes office on 1 July.
Brun's party still holds most seats in parliament and could block her plans.""",
    # 7
    """Health officials in Darrow confirmed 31 cases of measles, most of them in children who had not been vaccinated. Two patients are in intensive care.
Doctor Vera Pohl urged parents to have their children vaccinated. The clinic on Mill Street gave 900 doses last week, three times as many as usual.
The outbreak began after a wedding in April. Schools remain open. The ministry denied that vaccines were running short.
No deaths have been reported. A similar outbreak in 2019 infected 112 people.""",
)

#: (claim, source)
FALSE: tuple[tuple[str, int], ...] = (
    ("Corvair cancelled 18,000 flights on Thursday.", 0),
    ("The airline Corvair cancelled 140 flights before pilots began a two-day strike.", 0),
    ("Pilots began a three-day strike over pay at Corvair.", 0),
    ("All members of the union Skyline had joined the walkout.", 0),
    ("Union leader Peter Lund called the demands unrealistic.", 0),
    ("Marion Oakes said talks could resume on Saturday.", 0),
    ("Talks between Corvair and the union resumed on Saturday.", 0),
    ("The company has offered a raise of 9 percent, while the union wants 4 percent.", 0),
    ("Corvair made a profit of 62 million euros last year.", 0),
    ("Corvair lost 62 million dollars last year.", 0),
    ("Flights to Asia were affected.", 0),
    ("Corvair lost 62 billion euros last year.", 0),
    ("Fewer than 18,000 passengers were stranded.", 0),
    ("Police arrested three women and a man on suspicion of stealing 27 paintings from the Holm Museum.", 1),
    ("Nineteen paintings were stolen from the Holm Museum in December.", 1),
    ("All of the works have been recovered, inspector Rosa Keel said.", 1),
    ("Inspector Hugo Lasker said nineteen of the works have been recovered.", 1),
    ("The alarm had been switched off, museum director Hugo Lasker said.", 1),
    ("The trial started in the autumn.", 1),
    ("The suspects admitted the charges.", 1),
    ("The police thanked museum director Hugo Lasker.", 1),
    ("A guard, Ian Moss, was arrested in January.", 1),
    ("The others are abroad and worth about 8 million pounds.", 1),
    ("The works that are missing are worth about 8 million euros.", 1),
    ("The glacier Tornin grew by 12 metres in 2025.", 2),
    ("The glacier Tornin shrank by 12 kilometres in 2025.", 2),
    ("The glacier Tornin will vanish by 2060.", 2),
    ("The glacier could vanish by 2060 even if emissions fall.", 2),
    ("Snowfall was 30 percent above average.", 2),
    ("Opposition politician Max Dorn promised 20 million crowns for research.", 2),
    ("Lea Carlin said the sum was far too small.", 2),
    ("It was the slowest loss since records began in 1961.", 2),
    ("The village of Upper Tornin gets all of its water from the glacier.", 2),
    ("The team, led by Lea Carlin, warned that the glacier could vanish by 2060.", 2),
    ("The city council of Pellham approved a plan to close two libraries.", 3),
    ("The plan to close two libraries was rejected by 14 votes to 21.", 3),
    ("Councillor Ben Hale voted for the plan although his party opposed it.", 3),
    ("The plan has saved 1.1 million dollars a year, Mayor Grace Tully said.", 3),
    ("The council approved a rise in parking fees from 3 to 2 dollars an hour.", 3),
    ("The council approved a rise in parking fees by 3 dollars an hour.", 3),
    ("A new hearing on the bus lines was held on 9 June.", 3),
    ("More than 400 people protested outside the hall.", 3),
    ("A new hearing on the bus lines will be held on 6 June.", 3),
    ("Mayor Grace Tully opposed the plan to close two libraries.", 3),
    ("The bus driver and 22 pupils were killed when a bus overturned near Vessel.", 4),
    ("Twenty-two pupils were seriously injured when a bus overturned near Vessel.", 4),
    ("The road had been icy, Tess Arden said.", 4),
    ("Ronald Pike said the bus had been inspected in March.", 4),
    ("The bus overturned on Tuesday morning near Vessel.", 4),
    ("Prosecutors have named a suspect.", 4),
    ("All of the pupils were released from hospital on Tuesday.", 4),
    ("The school held a memorial on Friday.", 4),
    ("The driver had swerved to avoid a deer.", 4),
    ("Five pupils were injured, 22 of them seriously.", 4),
    ("A deer swerved to avoid the driver.", 4),
    ("Lumen reported a quarterly loss of 3.2 billion dollars.", 5),
    ("Lumen reported a quarterly profit of 2.7 billion dollars, up from 3.2 billion a year earlier.", 5),
    ("Lumen reported a quarterly profit of 3.2 million dollars.", 5),
    ("Sales in China rose by a fifth.", 5),
    ("Sales in China fell by a quarter.", 5),
    ("Lumen has built a factory in Ostrava that employs 1,800 people.", 5),
    ("Lumen has received 400 million dollars in aid from the state.", 5),
    ("Analyst Gail Winter called the forecast weak.", 5),
    ("The company raised its dividend from 25 to 40 cents a share.", 5),
    ("Alma Reyes will step down as chairman and will be succeeded by Henry Cho.", 5),
    ("Founder Henry Cho stepped down as chairman in May.", 5),
    ("Lumen reported a quarterly profit of 3.2 billion euros.", 5),
    ("Karl Brun was elected president of Norland on Sunday, defeating Ida Falk.", 6),
    ("Ida Falk was defeated by the incumbent, Karl Brun.", 6),
    ("Turnout was 61 percent, the highest in twenty years.", 6),
    ("Falk conceded defeat before midnight.", 6),
    ("Observers reported serious irregularities.", 6),
    ("Falk has ruled out a higher minimum wage and promised new taxes.", 6),
    ("She took office on 1 July.", 6),
    ("Brun's party holds all seats in parliament.", 6),
    ("Brun, a former judge, has promised to raise the minimum wage.", 6),
    ("Brun conceded defeat after midnight.", 6),
    ("Brun's party will block her plans.", 6),
    ("Officials in Darrow confirmed 112 cases of measles.", 7),
    ("Most of the cases are in children who had been vaccinated.", 7),
    ("Two patients have died of measles in Darrow.", 7),
    ("Parents urged doctor Vera Pohl to have their children vaccinated.", 7),
    ("The clinic on Mill Street gave 900 doses last week, twice as many as usual.", 7),
    ("A wedding in April was held after the outbreak began.", 7),
    ("Schools are closed.", 7),
    ("The ministry said that vaccines were running short.", 7),
    ("Vaccines were running short, the ministry confirmed.", 7),
    ("Two deaths have been reported.", 7),
    ("The outbreak began before a wedding in April.", 7),
)

HONEST: tuple[tuple[str, int], ...] = (
    ("Corvair cancelled 140 flights on Thursday because of a strike by pilots.", 0),
    ("A two-day strike by pilots stranded about 18,000 passengers.", 0),
    ("Marion Oakes, the chief executive of Corvair, called the demands unrealistic.", 0),
    ("The union wants 9 percent, but the company has offered 4 percent.", 0),
    ("Talks could resume on Saturday, according to union leader Peter Lund.", 0),
    ("Last year Corvair lost 62 million euros.", 0),
    ("Flights to Asia were not affected.", 0),
    ("Three men and a woman were arrested on suspicion of stealing 27 paintings from the Holm Museum.", 1),
    ("Nineteen of the 27 paintings have been recovered.", 1),
    ("Hugo Lasker, the museum's director, thanked the police.", 1),
    ("The trial is due to begin in the autumn.", 1),
    ("The suspects have denied the charges.", 1),
    ("The glacier Tornin lost 12 metres in 2025, scientists from the University of Belmar found.", 2),
    ("Unless emissions fall, the glacier could be gone by 2060, the team warned.", 2),
    ("Lea Carlin, the environment minister, promised 20 million crowns for research.", 2),
    ("The sum was far too small, opposition politician Max Dorn said.", 2),
    ("A plan to close two libraries was rejected by the city council of Pellham on Monday night.", 3),
    ("Some 400 people protested outside the hall.", 3),
    ("Mayor Grace Tully said the plan would have saved 1.1 million dollars a year.", 3),
    ("Parking fees will rise from 2 to 3 dollars an hour.", 3),
    ("The hearing on the bus lines will take place on 9 June.", 3),
    ("The driver was killed and 22 pupils were injured when a bus overturned near Vessel.", 4),
    ("Ronald Pike, the transport chief, said the road had been icy.", 4),
    ("Twelve pupils left hospital on Tuesday.", 4),
    ("Prosecutors opened an inquiry but named no suspect.", 4),
    ("A memorial will be held by the school on Friday.", 4),
    ("Quarterly profit at Lumen rose to 3.2 billion dollars from 2.7 billion a year earlier.", 5),
    ("Lumen cut its dividend to 25 cents a share from 40.", 5),
    ("Alma Reyes will succeed Henry Cho as chairman in May.", 5),
    ("Rob Stein called the forecast weak.", 5),
    ("Sales in China dropped by a fifth.", 5),
    ("Ida Falk won the presidency of Norland with 53.4 percent of the vote.", 6),
    ("The incumbent, Karl Brun, was defeated by Ida Falk.", 6),
    ("Karl Brun conceded defeat before midnight.", 6),
    ("No serious irregularities were reported by observers.", 6),
    ("Falk, who was a judge, takes office on 1 July.", 6),
    ("There are 31 confirmed cases of measles in Darrow, most in children who were not vaccinated.", 7),
    ("The clinic on Mill Street gave three times as many doses as usual last week.", 7),
    ("The ministry denied vaccines were running short.", 7),
    ("Nobody has died in the outbreak.", 7),
    ("In 2019 a similar outbreak infected 112 people.", 7),
)
