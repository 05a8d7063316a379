# ruff: noqa: E501 - tables
"""Lies beside their honest twins, of the kinds of `otherkinds.py`, written when the rules for those stood, and scored once before any more was mended. Invented."""

from __future__ import annotations

SOURCES: tuple[tuple[str, str], ...] = (
    # 0 a ferry
    (
        "en",
        """The ferry Alma was stopped by the coast guard off Peron on Sunday, ten years after it first sailed in 2016. A sailor noticed smoke in the engine room; a broken pump had caused it.
The captain, Ivo Tann, conceded that the pump had been repaired twice, but denied that passengers had been in danger. The passenger Lia Mohr was comforted by the purser, Hal Orr.
The Alma is faster than its sister ship Bela but smaller. It carries between 200 and 260 passengers and 60 tonnes of freight. Most of the passengers were pupils; few of them had life jackets.
The owner, Nordline, may sell the Alma if the repair costs more than 2 million crowns. It has not yet filed a report. Nordline was founded in 1971 and bought by the Vest group in 2004.""",
    ),
    # 1 a school
    (
        "en",
        """The education board refused a licence to Hollin College on Thursday and granted one to the Merle School. Hollin's head, Joan Tarr, said the decision would be appealed.
An inspector, Carl Bane, had found mould in the Hollin kitchen, not in the classrooms. The alleged forgery of marks was reported by a former teacher, Nan Weir. Tarr denied knowing about it.
The Merle School has twice as many pupils as Hollin and is older. Its pupils came second in the county; Hollin's came third. Some parents at Hollin back the board.
The board plans to close a third school, Arden, unless it finds a new head by June. Tarr criticised the board's chairman, Piet Loos, after he had visited the school.""",
    ),
    # 2 a film prize
    (
        "en",
        """The director Maud Ferri won the Golden Lynx in Sestra on Saturday for her third film; the actor Leo Brack lost to Ines Quill. Ferri was introduced by Brack, who had appeared in her first film.
The festival, held for the 40th time, sold 52,000 tickets, fewer than last year but more than in 2020. The jury intends to publish its votes. Quill's film cost 9 million euros, Ferri's from 3 to 4 million.
A critic, Otto Reim, said Quill's film was the longer of the two. A fire in a hotel in Sestra hurt four guests on Friday; a gas leak at a cinema in Polle hurt two. Nearly all of the guests were actors.
The suspected arson is being looked into. The mayor, Tea Blum, voted against the festival's grant in March, her party for it.""",
    ),
    # 3 Deutsch
    (
        "de",
        """Die Bürgermeisterin Inga Rohde wurde am Montag vom Stadtrat Falk Berger angezeigt. Rohde leugnete, das Gutachten gekannt zu haben, gab aber zu, den Architekten getroffen zu haben.
Das Schwimmbad soll im Herbst schließen, sofern der Kreis kein Geld gibt. Die Sanierung dauert zwischen 14 und 18 Monaten. Die meisten Vereine lehnen die Schließung ab, wenige unterstützen sie.
Das Becken ist kleiner als das in Norden, aber größer als das in Leer. Eine Badegast entdeckte das Leck, das ein Bagger verursacht hatte.""",
    ),
    # 4 español
    (
        "es",
        """La jueza Clara Soto fue denunciada el jueves por el abogado Iván Roca. Soto desmintió haber filtrado el informe, pero reconoció que lo había leído.
El gobierno prevé cerrar la mina si baja el precio del cobre. El cierre afectaría a entre 300 y 450 obreros. La mayoría de los vecinos apoya el cierre; algunos lo rechazan.
El túnel es más largo que el de Arce y más bajo que el de Pola. Un guarda descubrió la grieta que la lluvia había causado.""",
    ),
    # 5 français
    (
        "fr",
        """Le maire Hugo Lenoir a été accusé lundi par la conseillère Anne Faure. Il a démenti avoir vendu le terrain, mais a admis l'avoir promis.
L'usine fermera si la commande est annulée. Le chantier durera entre 8 et 10 mois. La plupart des ouvriers soutiennent le projet, peu le rejettent.
Le pont est plus haut que celui de Nesle et plus court que celui de Rive. Une promeneuse a découvert la fuite que le gel avait causée.""",
    ),
)

#: kind, what is true of the source, what is not, the source
TWINS: tuple[tuple[str, str, str, int], ...] = (
    ("agent in the passive", "The passenger Lia Mohr was comforted by the purser, Hal Orr.", "The purser Hal Orr was comforted by the passenger, Lia Mohr.", 0),
    ("agent in the passive", "Ferri was introduced by Brack.", "Brack was introduced by Ferri.", 2),
    ("year of an anniversary", "The Alma first sailed in 2016, ten years ago.", "The Alma first sailed in 2004, ten years ago.", 0),
    ("caused for noticed", "A sailor noticed smoke in the engine room.", "A sailor caused smoke in the engine room.", 0),
    ("noticed for caused", "A broken pump had caused the smoke.", "A broken pump had stopped the smoke.", 0),
    ("admission exchanged", "The captain conceded that the pump had been repaired twice.", "The captain denied that the pump had been repaired twice.", 0),
    ("denial to admission", "Ivo Tann denied that passengers had been in danger.", "Ivo Tann conceded that passengers had been in danger.", 0),
    ("comparison turned", "The Alma is faster than its sister ship Bela.", "The Alma is slower than its sister ship Bela.", 0),
    ("comparison turned", "The Alma is smaller than its sister ship Bela.", "The Alma is larger than its sister ship Bela.", 0),
    ("end of a range", "The ferry carries between 200 and 260 passengers.", "The ferry carries 260 passengers.", 0),
    ("unit", "The ferry carries 60 tonnes of freight.", "The ferry carries 60 kilograms of freight.", 0),
    ("most to few", "Most of the passengers were pupils.", "Few of the passengers were pupils.", 0),
    ("condition to fact", "Nordline may sell the Alma if the repair costs more than 2 million crowns.", "Nordline will sell the Alma because the repair costs more than 2 million crowns.", 0),
    ("not yet to done", "Nordline has not yet filed a report.", "Nordline has already filed a report.", 0),
    ("two events merged", "Nordline was bought by the Vest group in 2004.", "Nordline was bought by the Vest group in 1971.", 0),
    ("granted and refused", "The education board refused a licence to Hollin College on Thursday.", "The education board granted a licence to Hollin College on Thursday.", 1),
    ("granted and refused", "The board granted a licence to the Merle School.", "The board refused a licence to the Merle School.", 1),
    ("agent named anew", "An inspector had found mould in the Hollin kitchen.", "An inspector had found mould in the classrooms at Hollin.", 1),
    ("alleged dropped", "The alleged forgery of marks was reported by a former teacher.", "The forgery of marks was committed by a former teacher.", 1),
    ("denial to admission", "Joan Tarr denied knowing about the forgery.", "Joan Tarr admitted knowing about the forgery.", 1),
    ("twice as many", "The Merle School has twice as many pupils as Hollin.", "The Merle School has half as many pupils as Hollin.", 1),
    ("ordinal shifted", "Hollin's pupils came third in the county.", "Hollin's pupils came second in the county.", 1),
    ("some to most", "Some parents at Hollin back the board.", "Most parents at Hollin back the board.", 1),
    ("condition dropped", "The board plans to close Arden unless it finds a new head by June.", "The board has closed Arden as it found no new head by June.", 1),
    ("before and after", "Tarr criticised Piet Loos after he had visited the school.", "Tarr criticised Piet Loos before he had visited the school.", 1),
    ("won and lost", "Maud Ferri won the Golden Lynx on Saturday.", "Leo Brack won the Golden Lynx on Saturday.", 2),
    ("ordinal shifted", "Ferri won the prize for her third film.", "Ferri won the prize for her first film.", 2),
    ("comparison turned", "The festival sold 52,000 tickets, fewer than last year.", "The festival sold 52,000 tickets, more than last year.", 2),
    ("intention to done", "The jury intends to publish its votes.", "The jury has published its votes.", 2),
    ("end of a range", "Ferri's film cost from 3 to 4 million euros.", "Ferri's film cost 4 million euros.", 2),
    ("two events merged", "A fire in a hotel in Sestra hurt four guests on Friday.", "A gas leak in a hotel in Sestra hurt four guests on Friday.", 2),
    ("two events merged", "A gas leak at a cinema in Polle hurt two.", "A fire at a cinema in Polle hurt two.", 2),
    ("suspected dropped", "The suspected arson is being looked into.", "The arson has been proved.", 2),
    ("for and against", "The mayor, Tea Blum, voted against the festival's grant in March.", "The mayor, Tea Blum, voted for the festival's grant in March.", 2),
    ("de agent in the passive", "Inga Rohde wurde am Montag von Falk Berger angezeigt.", "Falk Berger wurde am Montag von Inga Rohde angezeigt.", 3),
    ("de denial", "Rohde leugnete, das Gutachten gekannt zu haben.", "Rohde gab zu, das Gutachten gekannt zu haben.", 3),
    ("de range", "Die Sanierung dauert zwischen 14 und 18 Monaten.", "Die Sanierung dauert 14 Monate.", 3),
    ("de comparison", "Das Becken ist kleiner als das in Norden.", "Das Becken ist größer als das in Norden.", 3),
    ("de most", "Die meisten Vereine lehnen die Schließung ab.", "Die meisten Vereine unterstützen die Schließung.", 3),
    ("es agent in the passive", "Clara Soto fue denunciada el jueves por Iván Roca.", "Iván Roca fue denunciado el jueves por Clara Soto.", 4),
    ("es denial", "Soto desmintió haber filtrado el informe.", "Soto reconoció haber filtrado el informe.", 4),
    ("es condition", "El gobierno prevé cerrar la mina si baja el precio del cobre.", "El gobierno ha cerrado la mina porque baja el precio del cobre.", 4),
    ("es range", "El cierre afectaría a entre 300 y 450 obreros.", "El cierre afectaría a 450 obreros.", 4),
    ("es discovered", "Un guarda descubrió la grieta.", "Un guarda causó la grieta.", 4),
    ("fr agent in the passive", "Hugo Lenoir a été accusé lundi par Anne Faure.", "Anne Faure a été accusée lundi par Hugo Lenoir.", 5),
    ("fr denial", "Hugo Lenoir a démenti avoir vendu le terrain.", "Hugo Lenoir a admis avoir vendu le terrain.", 5),
    ("fr condition", "L'usine fermera si la commande est annulée.", "L'usine fermera parce que la commande est annulée.", 5),
    ("fr range", "Le chantier durera entre 8 et 10 mois.", "Le chantier durera 10 mois.", 5),
    ("fr most", "La plupart des ouvriers soutiennent le projet.", "La plupart des ouvriers rejettent le projet.", 5),
    ("fr comparison", "Le pont est plus haut que celui de Nesle.", "Le pont est plus bas que celui de Nesle.", 5),
)  # fmt: skip
