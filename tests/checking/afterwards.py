# ruff: noqa: E501 - tables
"""Lies beside their honest twins, of the kinds of `finer.py`, written after the rules for those and scored once before any more was mended. Invented."""

from __future__ import annotations

SOURCES: tuple[tuple[str, str], ...] = (
    # 0 river
    (
        "en",
        """The dam at Olmen came close to breaking on Tuesday night, deputy chief engineer Rosa Pell said on Wednesday. Water rose from 11 to 14 metres within six hours.
Residents of two of the four villages below the dam were told to leave. Former mayor Hugo Brandl, who had fought the dam in 1998, called it a disaster waiting to happen.
The regional council's water committee rejected a plan to raise the dam in May; the council itself will decide in June. If the council agrees, work could start in September.
At most 3,000 people could be housed in schools, the Red Cross said. The repair was paid for by the state, not by the operator. It was the third-worst flood since records began.""",
    ),
    # 1 trial
    (
        "en",
        """Prosecutors in Varn have indicted the surgeon Milan Hoch on two counts of manslaughter; a third count was dropped. He has been suspended but not dismissed.
The nurse Edit Sell told investigators that Hoch had falsified records. Hoch said Sell had falsified them. The hospital's director, Tom Beck, was questioned as a witness.
Hoch was convicted of drunk driving in 2012. Nearly 40 former patients have come forward, most of them from Varn. The hospital pays its lawyers 90,000 crowns a month.
The court will not hear the case this year but in February, unless the defence asks for a delay.""",
    ),
    # 2 film and money
    (
        "en",
        """The film Salt Road earned 61 million dollars in its second week, less than in its first but more than the film Orion, its closest rival.
The director, Nell Vance, wants to make a sequel. The studio Bright Lane said it had not decided; its interim head, Paul Orr, said a decision would come within three months.
Some of the actors have signed contracts for a sequel. The lead actor, Dev Anand Roy, has not. Critics who praised the book disliked the film; the audience liked it.
Roy said Vance had lied to the crew about the hours. Vance did not say that the crew had been paid late.""",
    ),
    # 3 deutsch
    (
        "de",
        """Der Verkehrsausschuss des Landtags hat am Montag das Tempolimit gebilligt und angenommen; der Landtag stimmt im Juli ab. Die stellvertretende Ministerin Eva Roth sprach von einem Durchbruch.
Der Unfallfahrer Jan Kohl wurde festgenommen, aber bisher nicht angeklagt. Die Zahl der Unfälle sank von 310 auf 270. Mindestens 12 Städte wollen mitmachen.""",
    ),
    # 4 español
    (
        "es",
        """La fiscalía imputó el lunes al exalcalde Pedro Solís por fraude; su esposa declaró como testigo. El gobierno planea construir un puente nuevo en 2028.
Las exportaciones pasaron de 40 a 55 millones. Al menos seis empresas participaron.""",
    ),
    # 5 français
    (
        "fr",
        """La police a interpellé vendredi le directeur adjoint du port, Marc Olin, et a entendu comme témoin Jeanne Prat. Le port devrait rouvrir lundi.
Le trafic est passé de 12 à 9 navires par jour. Au moins quatre grues ont été détruites.""",
    ),
    # 6 中文
    (
        "zh",
        """市议会的财政委员会周一通过了预算案,全会将于下周表决。警方逮捕了商人刘伟,目前尚未起诉他。
失业率从百分之5升到百分之7。公司计划明年在南港建厂。""",
    ),
)

#: kind, what is true of the source, what is not, the source
TWINS: tuple[tuple[str, str, str, int], ...] = (
    ("close to", "The dam at Olmen came close to breaking on Tuesday night.", "The dam at Olmen broke on Tuesday night.", 0),
    ("deputy dropped", "The dam nearly broke, deputy chief engineer Rosa Pell said.", "The dam came close to breaking, chief engineer Rosa Pell said.", 0),
    ("from and to", "Water rose from 11 to 14 metres within six hours.", "Water fell from 14 to 11 metres within six hours.", 0),
    ("two of four to all", "Residents of two of the four villages below the dam were told to leave.", "Residents of the four villages below the dam were told to leave.", 0),
    ("former to present", "Former mayor Hugo Brandl called it a disaster waiting to happen.", "Mayor Hugo Brandl called it a disaster waiting to happen.", 0),
    ("committee for council", "The council's water committee rejected a plan to raise the dam in May.", "The council rejected a plan to raise the dam in May.", 0),
    ("could to will", "Work could start in September if the council agrees.", "Work will start in September.", 0),
    ("at most to at least", "At most 3,000 people could be housed in schools.", "At least 3,000 people could be housed in schools.", 0),
    ("not by", "The repair was paid for by the state, not by the operator.", "The repair was paid for by the operator, not by the state.", 0),
    ("rank", "It was the third-worst flood since records began.", "It was the worst flood since records began.", 0),
    ("indicted to convicted", "The surgeon Milan Hoch has been indicted on two counts of manslaughter.", "The surgeon Milan Hoch has been convicted on two counts of manslaughter.", 1),
    ("count of counts", "A third count was dropped.", "All counts were dropped.", 1),
    ("suspended to dismissed", "Hoch has been suspended but not dismissed.", "Hoch has been dismissed.", 1),
    ("accuser exchanged", "Edit Sell told investigators that Hoch had falsified records.", "Hoch told investigators that Sell had falsified records and Edit Sell denied it.", 1),
    ("witness to suspect", "Tom Beck, the hospital's director, was questioned as a witness.", "Tom Beck, the hospital's director, was indicted.", 1),
    ("nearly", "Nearly 40 former patients have come forward.", "More than 40 former patients have come forward.", 1),
    ("most of them", "Most of the patients who came forward are from Varn.", "All of the patients who came forward are from Varn.", 1),
    ("a month to a year", "The hospital pays its lawyers 90,000 crowns a month.", "The hospital pays its lawyers 90,000 crowns a year.", 1),
    ("not A but B", "The court will hear the case not this year but in February.", "The court will hear the case this year.", 1),
    ("compared with itself", "Salt Road earned less in its second week than in its first.", "Salt Road earned more in its second week than in its first.", 2),
    ("compared with a rival", "Salt Road earned more in its second week than the film Orion.", "Salt Road earned less in its second week than the film Orion.", 2),
    ("wants to", "Nell Vance wants to make a sequel.", "Nell Vance has made a sequel.", 2),
    ("some dropped", "Some of the actors have signed contracts for a sequel.", "The actors have signed contracts for a sequel.", 2),
    ("interim dropped", "Interim head Paul Orr said a decision would come within three months.", "Former head Paul Orr said a decision would come within three months.", 2),
    ("liar exchanged", "Roy said Vance had lied to the crew about the hours.", "Vance said Roy had lied to the crew about the hours.", 2),
    ("allegation to fact", "Vance lied to the crew about the hours, Roy said.", "Vance lied to the crew about the hours.", 2),
    ("did not say", "Vance did not say that the crew had been paid late.", "Vance said that the crew had not been paid late.", 2),
    ("who liked", "Critics who praised the book disliked the film.", "Critics who praised the book liked the film.", 2),
    ("de committee", "Der Verkehrsausschuss des Landtags hat das Tempolimit angenommen.", "Der Landtag hat das Tempolimit angenommen.", 3),
    ("de charged", "Jan Kohl wurde festgenommen, aber nicht angeklagt.", "Jan Kohl wurde angeklagt.", 3),
    ("de deputy", "Die stellvertretende Ministerin Eva Roth sprach von einem Durchbruch.", "Ministerin Eva Roth sprach von einem Durchbruch.", 3),
    ("de from and to", "Die Zahl der Unfälle sank von 310 auf 270.", "Die Zahl der Unfälle stieg von 270 auf 310.", 3),
    ("es convicted", "La fiscalía imputó al exalcalde Pedro Solís por fraude.", "El exalcalde Pedro Solís fue condenado por fraude.", 4),
    ("es plan", "El gobierno planea construir un puente nuevo en 2028.", "El gobierno construyó un puente nuevo en 2028.", 4),
    ("fr witness", "La police a entendu comme témoin Jeanne Prat.", "La police a interpellé Jeanne Prat.", 5),
    ("fr should", "Le port devrait rouvrir lundi.", "Le port a rouvert lundi.", 5),
    ("zh committee", "财政委员会周一通过了预算案。", "全会周一通过了预算案。", 6),
    ("zh charge", "警方逮捕了商人刘伟,尚未起诉他。", "警方已经起诉商人刘伟。", 6),
)  # fmt: skip
