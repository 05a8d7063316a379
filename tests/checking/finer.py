# ruff: noqa: E501 - tables
"""Lies of a fifth turn, each beside its honest twin: phase, scope, bound, direction, speaker, office and legal state. Invented; scored before any rule was mended."""

from __future__ import annotations

SOURCES: tuple[tuple[str, str], ...] = (
    # 0 cable car
    (
        "en",
        """A cable car at Mount Arvel stopped on Sunday with 34 people on board after its brakes failed, the operator Arvelbahn said. The brakes had failed before, in 2019, according to the mechanic Jonas Weil.
Two passengers nearly fell when a door opened, and a third was treated for shock. Rescuers brought down the last passenger shortly after 11 p.m.; they had begun at 4 p.m. and paused for an hour because of wind.
Arvelbahn plans to resume service on Friday if the inspectors agree. Acting director Selma Ruud said the cable would be replaced in the spring; former director Karl Hest had rejected that in 2022.
The temperature on the mountain fell to minus 6 degrees Celsius. At least five passengers suffered mild hypothermia, the rescue service said. The operator carries up to 1,200 people a day in winter.""",
    ),
    # 1 tax bill
    (
        "en",
        """The finance committee of the lower house of Dravia approved a bill on Tuesday that would raise the tax on flights from 8 to 12 crowns; the house will vote on it next week.
If the upper house agrees too, the tax would rise on 1 January. Deputy finance minister Ola Brandt said most airlines had accepted the plan. The airline Norsky said it had not been asked.
Transport economist Edda Kron said Brandt had misled parliament about the cost. Brandt said the figures came from the audit office.
The tax brought in 310 million crowns last year, 40 million less than expected. Some members of the governing party will abstain, its whip, Timo Haas, said. The opposition does not want to abolish the tax, only to delay it.""",
    ),
    # 2 arrests
    (
        "en",
        """Police in Carrow arrested the banker Theo Marsh on Monday on suspicion of fraud and questioned his partner, Ines Kolb, as a witness. Marsh has not been charged.
The accountant Pavel Duda was charged with forgery on Wednesday; a judge released him on bail of 50,000 dollars. In 2017 Duda was acquitted of tax evasion.
Investigators say Marsh moved about 9 million dollars a month through the firm Ledra. Ledra's founder, Ruth Sommer, sued Marsh in April. Her lawyer, Adam Fry, said she had warned the regulator twice.
Marsh would have left the country on Tuesday if the police had not acted, prosecutor Lena Orth told the court. His passport was seized. No money has been recovered so far.""",
    ),
    # 3 heat and power
    (
        "en",
        """Electricity use in Solvia rose from 41 to 47 gigawatts on Thursday as temperatures reached 42 degrees Celsius, the grid company Solnet said. It was the second-highest value on record.
Solnet asked factories to use less power between 5 and 9 p.m. More households than firms complied. Half of the country's 16 gas plants were running; three had been shut for repairs since May.
The outage in the district of Pera lasted two hours and came before the peak, not after it, engineer Mira Tal said. She said it was not caused by the heat but by a fire in a transformer.
Hospitals in Pera did not lose power. Doctors there treated 120 people for heatstroke this week, compared with 75 a week earlier. Rain is expected by the weekend.""",
    ),
    # 4 company results
    (
        "en",
        """The carmaker Taro said on Friday that it sold 1.3 million cars last year, fewer than its rival Belmont, which sold 1.5 million. Taro's profit fell by 20 percent to 2.4 billion euros.
Chief executive Mona Reis said Taro would close one of its three plants in Galben unless wages were frozen. The union leader Juri Pohl called the threat blackmail. Works council member Ada Lenz told the paper Kurier that Reis had promised in 2023 not to close any plant.
Taro will pay its suppliers within 30 days instead of 60. It has spent 700 million euros on batteries and expects to spend at least 900 million more.
Belmont's shares rose after the news and Taro's fell. Taro's former chairman, Emil Vogt, sold his shares in March.""",
    ),
    # 5 health
    (
        "en",
        """People who walked more than 7,000 steps a day were less likely to have a stroke, a study of 61,000 adults in Kelland found. The authors, led by Joan Abbey, said this did not show that walking prevented strokes.
Nearly a third of the participants dropped out before the study ended. Among smokers no difference was found. The health service had paid for the study but had no say in it, Abbey said.
The neurologist Piet Vos, who had criticised an earlier study by the team, called this one careful. He said Abbey should publish the raw data; she said she would do so in June.
Kelland's guideline recommends at least 6,000 steps. Stroke deaths fell from 88 to 71 per 100,000 between 2010 and 2020. The third edition of the guideline is due next year.""",
    ),
    # 6 diplomacy
    (
        "en",
        """Foreign ministers of Ardena and Belk met in Coro on Wednesday for the first time since the border war ended in 2014. They agreed to reopen one crossing in May; a second will stay closed.
Ardena's minister, Livia Sand, said Belk had violated the truce eleven times. Belk's minister, Omar Tiel, rejected the accusation and said Ardena had fired first in March.
The mediator, former president Ilse Gran of Noria, said the talks had come close to failing. Both sides want to exchange prisoners, but they have not agreed on how many. Belk holds 140 Ardenans, and Ardena 90 people from Belk.
Ardena will withdraw its troops from the village of Hemm three weeks after Belk does. Talks will continue on 12 June, two days before elections in Belk.""",
    ),
    # 7 school fire
    (
        "en",
        """A fire destroyed the gym of the Lessing school in Tarn on the night of 3 March; nobody was hurt. The school was closed for four days and reopened on 8 March.
The police first suspected two pupils but cleared them after a week. They now believe that a heater caused the fire. The caretaker, Bruno Ahl, who discovered it, said he had reported the heater as faulty in January.
The town council said it had no record of such a report. Mayor Greta Nolde promised to rebuild the gym within two years, provided the state pays half of the 6 million euros. The state has not yet decided.
Parents collected 48,000 euros in ten days. Head teacher Ravi Lal thanked them. His deputy, Eva Stark, will lead the school from August, when Lal retires.""",
    ),
    # 8 Deutsch
    (
        "de",
        """Die Bundesnetzagentur von Velden hat am Mittwoch den Bau der Stromtrasse Nordlink genehmigt. Der Landkreis Orsa will dagegen klagen, falls die Leitung nicht unterirdisch verlegt wird.
Die Kosten steigen nach Angaben des Betreibers Velnet von 1,2 auf 1,7 Milliarden Euro. Velnet-Chef Arno Lutz kündigte an, die Arbeiten im Mai zu beginnen. Landrätin Heide Born warf ihm vor, die Gemeinden getäuscht zu haben.
Mindestens 40 Grundstücke müssen enteignet werden. Die meisten Eigentümer haben dem Verkauf zugestimmt. Der frühere Minister Knut Ries hatte die Trasse 2018 geplant.""",
    ),
    # 9 español
    (
        "es",
        """El Senado de Quilmar aprobó el jueves en primera votación la reforma de las pensiones; la Cámara de Diputados la debatirá en mayo. Si se aprueba, la edad de jubilación subirá de 62 a 64 años.
La ministra de Trabajo, Rosa Lira, dijo que el sindicato UTQ había aceptado el texto. El portavoz del sindicato, Iván Peña, lo negó y acusó a Lira de mentir.
Unas 30.000 personas protestaron en la capital; la policía detuvo a doce manifestantes y dejó en libertad a nueve. La exministra Nora Vidal apoyó la reforma.""",
    ),
    # 10 français
    (
        "fr",
        """Le tribunal de Mérac a mis en examen samedi l'ancien maire Luc Ferrand pour corruption et a laissé en liberté son adjoint, Yves Morel, entendu comme témoin.
Selon le procureur Alain Bresson, l'entreprise Sogex a versé au moins 300 000 euros entre 2018 et 2020. L'avocate de Luc Ferrand, Claire Dumas, affirme que son client n'a rien reçu.
La maire actuelle, Sophie Lang, a promis de publier les contrats si le conseil l'accepte. La plupart des conseillers y sont favorables. Le procès pourrait commencer en octobre.""",
    ),
    # 11 русский
    (
        "ru",
        """Комитет парламента Верании одобрил во вторник законопроект о повышении налога на табак с 10 до 15 процентов; парламент рассмотрит его в июне.
Заместитель министра финансов Олег Лавров заявил, что большинство фракций поддерживают документ. Депутат Анна Крылова обвинила его во лжи.
Полиция задержала бывшего директора завода «Луч» Павла Громова по подозрению в мошенничестве. Обвинение ему пока не предъявлено. Завод планирует возобновить работу в мае.""",
    ),
    # 12 中文
    (
        "zh",
        """海宁市政府周三宣布,计划在六月恢复地铁三号线的运营,前提是安全检查合格。三号线自三月火灾后停运。
副市长陈立说,至少有二十名乘客受伤,多数已经出院。前市长王芳曾于2021年推迟更换电缆。
警方拘留了一名电工李强,但尚未起诉他。票价将从三元上调到四元。""",
    ),
    # 13 日本語
    (
        "ja",
        """北浜市議会の委員会は火曜日、バス料金を200円から230円に引き上げる案を可決した。本会議での採決は来週行われる。
副市長の森健太は、多くの市民が値上げを支持していると述べた。前市長の林ゆりは値上げに反対した。
警察は運転手の男性を過失の疑いで逮捕したが、まだ起訴していない。少なくとも7人が負傷した。""",
    ),
    # 14 العربية
    (
        "ar",
        """وافقت لجنة المالية في برلمان سالما يوم الثلاثاء على مشروع قانون يرفع الضريبة من 5 إلى 8 في المئة، وسيصوت البرلمان عليه في يونيو.
وقال نائب الوزير كريم حداد إن معظم الشركات قبلت الخطة. واتهمت النائبة ليلى منصور حداد بتضليل البرلمان.
واعتقلت الشرطة المدير السابق للميناء سامر عيسى للاشتباه في اختلاس، ولم توجه إليه تهمة حتى الآن. وأصيب ما لا يقل عن 12 عاملا.""",
    ),
)

#: kind, what is true of the source, what is not, the source
TWINS: tuple[tuple[str, str, str, int], ...] = (
    # English
    ("past before the past", "The brakes had failed before, in 2019, mechanic Jonas Weil said.", "The brakes had failed, for the first time in 2019, mechanic Jonas Weil said.", 0),
    ("before dropped", "The brakes of the cable car had already failed once, according to the mechanic Jonas Weil.", "The brakes of the cable car had never failed before, according to the mechanic Jonas Weil.", 0),
    ("nearly dropped", "Two passengers nearly fell when a door opened.", "Two passengers fell when a door opened.", 0),
    ("plans to for did", "Arvelbahn plans to resume service on Friday.", "Arvelbahn resumed service on Friday.", 0),
    ("resume for begin", "Arvelbahn plans to resume service on Friday if the inspectors agree.", "Arvelbahn plans to end service on Friday if the inspectors agree.", 0),
    ("acting dropped", "Acting director Selma Ruud said the cable would be replaced in the spring.", "Former director Selma Ruud said the cable would be replaced in the spring.", 0),
    ("former for acting", "Former director Karl Hest had rejected that in 2022.", "Acting director Karl Hest had rejected that in 2022.", 0),
    ("end for beginning", "Rescuers brought down the last passenger shortly after 11 p.m.", "Rescuers brought down the first passenger shortly after 11 p.m.", 0),
    ("hour exchanged", "Rescuers had begun at 4 p.m.", "Rescuers had begun at 11 p.m.", 0),
    ("at least to exactly", "At least five passengers suffered mild hypothermia, the rescue service said.", "Exactly five passengers suffered mild hypothermia, the rescue service said.", 0),
    ("at least to at most", "Five passengers or more suffered mild hypothermia.", "At most five passengers suffered mild hypothermia.", 0),
    ("up to to at least", "The operator carries up to 1,200 people a day in winter.", "The operator carries at least 1,200 people a day in winter.", 0),
    ("per day to per week", "The operator carries up to 1,200 people a day.", "The operator carries up to 1,200 people a week.", 0),
    ("sign of a temperature", "The temperature on the mountain fell to minus 6 degrees Celsius.", "The temperature on the mountain fell to 6 degrees Celsius.", 0),
    ("mild to severe", "At least five passengers suffered mild hypothermia.", "At least five passengers suffered severe hypothermia.", 0),
    ("committee for house", "The finance committee of the lower house approved a bill on Tuesday that would raise the tax on flights.", "The lower house approved a bill on Tuesday that would raise the tax on flights.", 1),
    ("bill for law", "The house will vote next week on a bill that would raise the tax on flights.", "The tax on flights was raised on Tuesday from 8 to 12 crowns.", 1),
    ("condition dropped", "The tax would rise on 1 January if the upper house agrees too.", "The tax will rise on 1 January.", 1),
    ("deputy dropped", "Deputy finance minister Ola Brandt said most airlines had accepted the plan.", "Finance minister Ola Brandt said most airlines had accepted the plan.", 1),
    ("most to all", "Most airlines had accepted the plan, Brandt said.", "All airlines had accepted the plan, Brandt said.", 1),
    ("accuser exchanged", "Edda Kron said Brandt had misled parliament about the cost.", "Brandt said Edda Kron had misled parliament about the cost.", 1),
    ("allegation to fact", "Brandt had misled parliament about the cost, transport economist Edda Kron said.", "Brandt misled parliament about the cost.", 1),
    ("less than expected to more", "The tax brought in 40 million crowns less than expected last year.", "The tax brought in 40 million crowns more than expected last year.", 1),
    ("some to the party", "Some members of the governing party will abstain, its whip said.", "The governing party will abstain, its whip said.", 1),
    ("scope of not", "The opposition does not want to abolish the tax.", "The opposition does not want to delay the tax.", 1),
    ("arrested for both", "Theo Marsh was arrested on Monday and Ines Kolb was questioned as a witness.", "Theo Marsh and Ines Kolb were arrested on Monday.", 2),
    ("suspected to charged", "Theo Marsh was arrested on suspicion of fraud.", "Theo Marsh was charged with fraud.", 2),
    ("charged to convicted", "The accountant Pavel Duda was charged with forgery on Wednesday.", "The accountant Pavel Duda was convicted of forgery on Wednesday.", 2),
    ("acquitted to convicted", "Duda was acquitted of tax evasion in 2017.", "Duda was convicted of tax evasion in 2017.", 2),
    ("month to year", "Marsh moved about 9 million dollars a month through the firm Ledra, investigators say.", "Marsh moved about 9 million dollars a year through the firm Ledra, investigators say.", 2),
    ("who sued whom", "Ledra's founder, Ruth Sommer, sued Marsh in April.", "Marsh sued Ledra's founder, Ruth Sommer, in April.", 2),
    ("counterfactual to fact", "Marsh would have left the country on Tuesday if the police had not acted.", "Marsh left the country on Tuesday.", 2),
    ("twice to once", "Her lawyer, Adam Fry, said Sommer had warned the regulator twice.", "Her lawyer, Adam Fry, said the regulator had warned Sommer twice.", 2),
    ("so far dropped", "No money has been recovered so far.", "Some money has been recovered so far.", 2),
    ("released for held", "A judge released Pavel Duda on bail of 50,000 dollars.", "A judge refused Pavel Duda bail of 50,000 dollars.", 2),
    ("from and to exchanged", "Electricity use in Solvia rose from 41 to 47 gigawatts on Thursday.", "Electricity use in Solvia rose from 47 to 41 gigawatts on Thursday.", 3),
    ("rank", "It was the second-highest value on record.", "It was the highest value on record.", 3),
    ("more A than B", "More households than firms complied.", "More firms than households complied.", 3),
    ("half to most", "Half of the country's 16 gas plants were running.", "Most of the country's 16 gas plants were running.", 3),
    ("before and after", "The outage in the district of Pera came before the peak.", "The outage in the district of Pera came after the peak.", 3),
    ("not A but B", "The outage was not caused by the heat but by a fire in a transformer, Mira Tal said.", "The outage was not caused by a fire in a transformer but by the heat, Mira Tal said.", 3),
    ("Celsius to Fahrenheit", "Temperatures reached 42 degrees Celsius.", "Temperatures reached 42 degrees Fahrenheit.", 3),
    ("week compared", "Doctors treated 120 people for heatstroke this week, compared with 75 a week earlier.", "Doctors treated 75 people for heatstroke this week, compared with 120 a week earlier.", 3),
    ("rival compared", "Taro sold fewer cars last year than its rival Belmont.", "Taro sold more cars last year than its rival Belmont.", 4),
    ("by for to", "Taro's profit fell by 20 percent to 2.4 billion euros.", "Taro's profit fell by 2.4 billion euros.", 4),
    ("billion to million", "Taro's profit fell to 2.4 billion euros.", "Taro's profit fell to 2.4 million euros.", 4),
    ("one of three to three", "Taro would close one of its three plants in Galben unless wages were frozen, Mona Reis said.", "Taro would close its three plants in Galben unless wages were frozen, Mona Reis said.", 4),
    ("unless to if", "Taro would close one of its three plants in Galben unless wages were frozen.", "Taro would close one of its three plants in Galben if wages were frozen.", 4),
    ("instead of", "Taro will pay its suppliers within 30 days instead of 60.", "Taro will pay its suppliers within 60 days instead of 30.", 4),
    ("spent and to be spent", "Taro has spent 700 million euros on batteries.", "Taro has spent 900 million euros on batteries.", 4),
    ("who told whom", "Ada Lenz said Reis had promised in 2023 not to close any plant.", "Ada Lenz had promised in 2023 not to close any plant.", 4),
    ("correlation to cause", "People who walked more than 7,000 steps a day were less likely to have a stroke, the study found.", "Walking more than 7,000 steps a day prevented strokes, the study found.", 5),
    ("did not show", "The authors said the study did not show that walking prevented strokes.", "The authors said the study showed that walking did not prevent strokes.", 5),
    ("nearly a third", "Nearly a third of the participants dropped out before the study ended.", "More than a third of the participants dropped out before the study ended.", 5),
    ("earlier for this", "Piet Vos had criticised an earlier study by the team.", "Piet Vos criticised this study by the team.", 5),
    ("she for he", "Abbey said she would publish the raw data in June.", "Vos said he would publish the raw data in June.", 5),
    ("per 100,000", "Stroke deaths fell from 88 to 71 per 100,000 between 2010 and 2020.", "Stroke deaths fell from 88 to 71 per 10,000 between 2010 and 2020.", 5),
    ("edition", "The third edition of the guideline is due next year.", "The second edition of the guideline is due next year.", 5),
    ("violator", "Livia Sand said Belk had violated the truce eleven times.", "Livia Sand said Ardena had violated the truce eleven times.", 6),
    ("close to", "The talks had come close to failing, the mediator said.", "The talks had failed, the mediator said.", 6),
    ("one to both", "They agreed to reopen one crossing in May.", "They agreed to reopen both crossings in May.", 6),
    ("whose prisoners", "Belk holds 140 Ardenans.", "Ardena holds 140 people from Belk.", 6),
    ("weeks after", "Ardena will withdraw its troops from the village of Hemm three weeks after Belk does.", "Belk will withdraw its troops from the village of Hemm three weeks after Ardena does.", 6),
    ("days before", "Talks will continue on 12 June, two days before elections in Belk.", "Talks will continue on 12 June, two days after elections in Belk.", 6),
    ("date reckoned", "Elections in Belk will be held two days after talks continue on 12 June.", "Elections in Belk will be held on 12 June.", 6),
    ("not agreed", "Both sides want to exchange prisoners but have not agreed on how many.", "Both sides have agreed to exchange 140 prisoners.", 6),
    ("first and now", "The police now believe that a heater caused the fire.", "The police now believe that two pupils caused the fire.", 7),
    ("cleared", "The police first suspected two pupils but cleared them after a week.", "The police suspect two pupils.", 7),
    ("provided that", "Mayor Greta Nolde promised to rebuild the gym within two years, provided the state pays half.", "Mayor Greta Nolde promised to rebuild the gym within two years, and the state pays half.", 7),
    ("deputy and head", "Eva Stark will lead the school from August, when Ravi Lal retires.", "Ravi Lal will lead the school from August, when Eva Stark retires.", 7),
    ("days counted", "The school was closed for four days and reopened on 8 March.", "The school was closed for eight days and reopened on 8 March.", 7),
    ("discovered", "The caretaker, Bruno Ahl, who discovered the fire, said he had reported the heater as faulty in January.", "The caretaker, Bruno Ahl, who caused the fire, said he had reported the heater as faulty in January.", 7),
    ("not yet", "The state has not yet decided.", "The state has already decided.", 7),
    # Deutsch
    ("de will klagen", "Der Landkreis Orsa will klagen, falls die Leitung nicht unterirdisch verlegt wird.", "Der Landkreis Orsa hat gegen die Genehmigung geklagt.", 8),
    ("de from and to", "Die Kosten steigen von 1,2 auf 1,7 Milliarden Euro.", "Die Kosten sinken von 1,7 auf 1,2 Milliarden Euro.", 8),
    ("de begun", "Arno Lutz kündigte an, die Arbeiten im Mai zu beginnen.", "Arno Lutz kündigte an, die Arbeiten im Mai zu beenden.", 8),
    ("de accuser", "Heide Born warf Arno Lutz vor, die Gemeinden getäuscht zu haben.", "Arno Lutz warf Heide Born vor, die Gemeinden getäuscht zu haben.", 8),
    ("de at least", "Mindestens 40 Grundstücke müssen enteignet werden.", "Höchstens 40 Grundstücke müssen enteignet werden.", 8),
    ("de most", "Die meisten Eigentümer haben dem Verkauf zugestimmt.", "Alle Eigentümer haben dem Verkauf zugestimmt.", 8),
    ("de former", "Der frühere Minister Knut Ries hatte die Trasse 2018 geplant.", "Der amtierende Minister Knut Ries hatte die Trasse 2018 geplant.", 8),
    # español
    ("es chamber", "El Senado de Quilmar aprobó la reforma de las pensiones en primera votación.", "La Cámara de Diputados aprobó la reforma de las pensiones en primera votación.", 9),
    ("es condition", "La edad de jubilación subirá de 62 a 64 años si se aprueba la reforma.", "La edad de jubilación subió de 62 a 64 años.", 9),
    ("es accuser", "Iván Peña acusó a Lira de mentir.", "Rosa Lira acusó a Iván Peña de mentir.", 9),
    ("es released", "La policía detuvo a doce manifestantes y dejó en libertad a nueve.", "La policía detuvo a nueve manifestantes y dejó en libertad a doce.", 9),
    ("es former", "La exministra Nora Vidal apoyó la reforma.", "La ministra Nora Vidal apoyó la reforma.", 9),
    # français
    ("fr who", "L'ancien maire Luc Ferrand a été mis en examen samedi pour corruption.", "Yves Morel a été mis en examen samedi pour corruption.", 10),
    ("fr convicted", "Le tribunal de Mérac a mis en examen l'ancien maire Luc Ferrand pour corruption.", "Le tribunal de Mérac a condamné l'ancien maire Luc Ferrand pour corruption.", 10),
    ("fr at least", "Sogex a versé au moins 300 000 euros entre 2018 et 2020, selon le procureur.", "Sogex a versé au plus 300 000 euros entre 2018 et 2020, selon le procureur.", 10),
    ("fr former", "L'ancien maire Luc Ferrand a été mis en examen.", "Le maire actuel Luc Ferrand a été mis en examen.", 10),
    ("fr could", "Le procès pourrait commencer en octobre.", "Le procès a commencé en octobre.", 10),
    # русский
    ("ru committee", "Комитет парламента одобрил законопроект о повышении налога на табак.", "Парламент принял закон о повышении налога на табак.", 11),
    ("ru from and to", "Налог на табак предлагается повысить с 10 до 15 процентов.", "Налог на табак предлагается понизить с 15 до 10 процентов.", 11),
    ("ru accuser", "Анна Крылова обвинила Олега Лаврова во лжи.", "Олег Лавров обвинил Анну Крылову во лжи.", 11),
    ("ru charge", "Обвинение Павлу Громову пока не предъявлено.", "Павлу Громову предъявлено обвинение.", 11),
    ("ru most", "Большинство фракций поддерживают документ, заявил Олег Лавров.", "Все фракции поддерживают документ, заявил Олег Лавров.", 11),
    # 中文
    ("zh plan", "海宁市政府计划在六月恢复地铁三号线的运营。", "海宁市政府六月已恢复地铁三号线的运营。", 12),
    ("zh at least", "至少有二十名乘客受伤。", "至多有二十名乘客受伤。", 12),
    ("zh charge", "警方拘留了电工李强,但尚未起诉他。", "警方已起诉电工李强。", 12),
    ("zh from and to", "票价将从三元上调到四元。", "票价将从四元下调到三元。", 12),
    # 日本語
    ("ja committee", "市議会の委員会は料金を引き上げる案を可決した。", "市議会の本会議は料金を引き上げる案を可決した。", 13),
    ("ja from and to", "バス料金を200円から230円に引き上げる案が可決された。", "バス料金を230円から200円に引き下げる案が可決された。", 13),
    ("ja charge", "警察は運転手の男性を逮捕したが、まだ起訴していない。", "警察は運転手の男性を逮捕し、起訴した。", 13),
    ("ja at least", "少なくとも7人が負傷した。", "多くとも7人が負傷した。", 13),
    # العربية
    ("ar committee", "وافقت لجنة المالية في البرلمان على مشروع القانون.", "وافق البرلمان على القانون.", 14),
    ("ar from and to", "مشروع القانون يرفع الضريبة من 5 إلى 8 في المئة.", "مشروع القانون يخفض الضريبة من 8 إلى 5 في المئة.", 14),
    ("ar accuser", "اتهمت ليلى منصور كريم حداد بتضليل البرلمان.", "اتهم كريم حداد ليلى منصور بتضليل البرلمان.", 14),
    ("ar charge", "لم توجه تهمة إلى سامر عيسى حتى الآن.", "وجهت تهمة إلى سامر عيسى.", 14),
)  # fmt: skip
