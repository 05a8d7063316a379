"""Whether a clause of German, Dutch, French, Spanish, Portuguese, Italian or Russian states something. Pure: tables and two questions.

A tagger would know; these languages have none here. Precision first: a clause whose verb is not known is taken for none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsloom.text.verbs import words_of

#: finite verbs that news uses; in German and Dutch `_WANTS_MORE` are others
_VERBS = {
    "de": words_of(
        "ist sind war waren gab gibt geht ging gehen kommt kam kommen kamen steht stand stehen liegt lag liegen bleibt blieb bleiben hält"
        " hielt nimmt nahm nehmen nahmen sieht sah sehen sahen trifft traf treffen findet fand finden fanden fällt fiel fallen steigt stieg"
        " steigen sinkt sank sinken verliert verlor verlieren gewinnt gewann gewinnen stirbt starb starben lässt ließ lassen heißt hieß"
        " weiß wusste bringt brachte bringen brachten tritt trat treten traten ruft rief rufen spricht sprach sprechen schließt schloss"
        " schließen verbietet verbot wirft warf werfen beginnt begann beginnen verspricht versprach droht drohen warnt warnen fordert"
        " fordern verurteilt erklärt erklärten kündigt bestätigt begrüßt kritisiert erwartet entscheidet entschied einigt einigen rollt"
        " kämpft kämpfen schlägt schlug besiegt übernimmt übernahm tut tat lief läuft fuhr fährt zog zieht griff greift stellt stellen"
        " sitzt saß wächst wuchs brach bricht befindet blickt leidet profitiert sorgt bekommt erhält erhielt unterliegt verlässt verließ"
    ),
    "nl": words_of(
        "is zijn was waren ging gaat gaan kwam komt komen staat stond staan ligt lag liggen blijft bleef blijven zegt zei zeggen krijgt kreeg"
        " krijgen neemt nam nemen ziet zag zien vindt vond vinden valt viel vallen stijgt steeg daalt daalde verliest verloor wint won winnen"
        " sterft stierf laat liet heet houdt hield brengt bracht roept riep spreekt sprak sluit sloot begint begon belooft dreigt"
        " waarschuwt eist veroordeelt verklaart bevestigt bekritiseert verwacht beslist besloot slaat sloeg doet deed loopt liep rijdt reed"
        " trekt trok stelt stelde zit zat groeit groeide meldt meldde maakt maakte werkt werkte opent opende vertrekt vertrok"
    ),
    "fr": words_of(
        "a ont est sont sera seront va vont fait font fit peut peuvent doit doivent dit disent veut veulent prend prennent met mettent voit"
        " voient tient tiennent vient viennent reste restent reçoit perd perdent gagne gagnent meurt annonce annoncent accuse accusent demande"
        " demandent appelle appellent dénonce condamne critique affirme assure déclare confirme refuse propose prévoit rejette soutient menace"
        " ouvre ferme lance relance quitte remporte bat entre arrive permet permettent existe montre montrent porte compte attend attendent"
        " ouvrira avait avaient était étaient fut furent s'est n'est c'est qu'il"
    ),
    "es": words_of(
        "ha han es son fue fueron era eran está están será serán hay tiene tienen tuvo puede pueden debe deben dice dicen dijo dijeron va van"
        " hace hacen hizo quiere pide piden anuncia anuncian acusa acusan exige exigen denuncia condena critica afirma asegura confirma"
        " rechaza propone prevé apoya amenaza abre cierra lanza deja dejan gana ganan pierde muere mueren sigue siguen llega llegan vuelve"
        " queda quedan supone busca buscan ofrece permite muestra espera esperan recibe sube baja crece cae había habían estaba estaban"
    ),
    "pt": words_of(
        "é são foi foram era eram está estão será serão há tem têm teve pode podem deve devem diz dizem disse disseram vai vão faz fazem fez"
        " quer pede pedem anuncia acusa exige denuncia condena critica afirma assegura confirma rejeita propõe prevê apoia ameaça abre"
        " fecha lança deixa deixam ganha perde morre morrem segue chega chegam volta fica ficam busca oferece permite mostra espera"
        " recebe sobe cai cresce havia estava estavam veio vieram houve"
    ),
    "it": words_of(
        "è sono ha hanno fu furono era erano sarà saranno può possono deve devono va vanno fa fanno fece dice dicono disse vuole vogliono"
        " chiede chiedono annuncia accusa denuncia condanna critica afferma assicura conferma rifiuta propone prevede sostiene minaccia"
        " apre chiude lancia lascia lasciano vince perde muore muoiono resta restano arriva arrivano torna offre permette mostra aspetta"
        " riceve sale scende cresce cade aveva avevano stava c'è c'era"
    ),
    "ru": words_of(
        "будет будут может могут должен должна должны есть стал стала стали был была было были сказал сказала заявил заявила заявили сообщил"
        " сообщила сообщили считает считают говорит говорят идет идёт идут хочет хотят требует требуют начал начала начали погиб погибла"
        " погибли умер умерла решил решила решили принял приняла приняли подписал подписала отказался отказалась призвал призвала призвали"
        " обвинил обвинила обвинили объявил объявила объявили закрыл закрыла открыл открыла выиграл выиграла проиграл проиграла получил"
        " получила получили остается остаётся остаются вырос выросла выросли упал упала упали прошел прошла прошли"
    ),
}  # fmt: skip
#: auxiliaries, whose clause is whole only with the participle or infinitive at its end
_WANTS_MORE = {
    "de": words_of(
        "hat hatte haben hatten wird werden wurde wurden würde würden kann können konnte konnten muss müssen musste mussten soll sollen sollte"
        " sollten will wollen wollte wollten darf dürfen durfte durften möchte mag"
    ),
    "nl": words_of(
        "heeft had hebben hadden wordt worden werd werden zal zullen zou zouden kan kunnen kon konden moet moeten moest mag mogen wil"
    ),
}  # fmt: skip
_AT_THE_END = {
    "de": re.compile(r"[^\W\d_]*[a-zäöüß](?:t|en|rn|ln|an|tan|sein)$"),
    "nl": re.compile(r"[^\W\d_]*[a-zë](?:d|t|en|n)$"),
}
#: endings of finite verbs that hardly any other word has
_ENDINGS = {
    "fr": re.compile(r"\w{2,}(?:ait|aient|era|eront|irent|èrent)$"),
    "es": re.compile(r"\w{2,}(?:ó|aron|ieron|aba|aban|rá|rán)$"),
    "pt": re.compile(r"\w{2,}(?:ou|eu|iu|aram|eram|iram|ava|avam|rá|rão)$"),
    "it": re.compile(r"\w{2,}(?:ò|arono|irono|erà|eranno)$"),
    "ru": re.compile(r"\w{3,}(?:лся|лась|лось|лись|ется|ются|ится|ятся|ывает|ивает|ывают|ивают)$"),
}
LANGUAGES = frozenset(_VERBS)
_NO_VERB = {
    "fr": words_of("lait fait souhait portrait retrait extrait attrait forfait opéra caméra"),
    "pt": words_of("ou seu meu teu museu europeu"),
    "es": words_of("acaba"),
    "it": words_of("però ciò può"),
    "ru": frozenset[str](),
}
_WEAK_DE = re.compile(
    r"[a-zäöüß]{2,}(?:t|te|ten)$"
)  # "scheitert", "rollte", "scheiterten": or an adverb, an adjective, a participle
_NO_VERB_DE = words_of(
    "nicht jetzt erst fast selbst oft seit mit statt laut samt sonst zuletzt zunächst dort recht bereit direkt insgesamt überhaupt gut weit"
    " leicht schlecht echt rot tot alt kalt breit spät hat acht nächst höchst längst meist bekannt berühmt konkret rechte linke heute heute"
    " bitte mitte quer unt besonders vergangenen letzten ersten zweiten dritten weiteren besten meisten rechten alten gesamten nächsten"
    " erste zweite dritte letzte beste letzte weite"
)
_PARTICIPLE_DE = re.compile(
    r"(?:(?:[a-zäöü]{2,6})?ge[a-zäöüß]{2,}|(?:be|ver|ent|er|zer|miss|über|unter)[a-zäöüß]+|[a-zäöüß]+iert)t?$"
)
_BEFORE_NOUN_DE = words_of(
    "der die das den dem des ein eine einen einem einer eines im am zum zur vom beim kein keine keinen seine seinen seiner ihre ihren ihrer"
    " alle allen viele vielen mehrere mehreren diese dieser diesen jede jeder mit von in an auf für und"
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: what opens a clause within a clause, which wants a verb of its own: "dijo que el tren"
_OPENS = {
    "nl": words_of("dat die of omdat terwijl"), "fr": words_of("que qui où quand lorsque si dont"),
    "es": words_of("que quien donde cuando si cuyo cuya"), "pt": words_of("que quem onde quando se cujo cuja"),
    "it": words_of("che chi dove quando se cui"), "ru": words_of("что который которая которые чтобы если когда"),
}  # fmt: skip
_AND = {
    "de": "und|oder|sowie", "nl": "en|of", "fr": "et|ou", "es": "y|e|o|u", "pt": "e|ou", "it": "e|ed|o", "ru": "и|или",
}  # fmt: skip
_OF_A_LIST = {
    lang: re.compile(rf"\s*(?:[\w«»„“”'’.-]+\s+){{0,3}}(?:[\w«»„“”'’.-]+,|(?:{ands})\s)") for lang, ands in _AND.items()
}


def states(clause: str, lang: str) -> bool:
    """Whether a clause has a finite verb and, in German and Dutch, what its auxiliary wants.

    Args:
        lang: one of those named above; of any other the answer is no.
    """
    if lang not in _VERBS:
        return False
    words = [w.replace("’", "'") for w in _TOKEN.findall(clause)]
    opened = _OPENS.get(lang, frozenset())
    inner = max((i for i, w in enumerate(words) if w in opened or w.startswith(("qu'", "ch'"))), default=-1)
    if inner >= 0 and not any(_finite(words, i, lang) for i in range(inner + 1, len(words))):
        return False
    more = _WANTS_MORE.get(lang, frozenset())
    if any(w in more for w in words):
        return bool(_AT_THE_END[lang].match(words[-1])) and words[-1] not in more
    return any(_finite(words, i, lang) for i in range(len(words)))


def in_a_list(text: str, comma: int, lang: str) -> bool:
    """Whether the comma at this place parts the members of a list: "SPD, CDU und FDP"."""
    return lang in _OF_A_LIST and _OF_A_LIST[lang].match(text, comma + 1) is not None


def _finite(words: Sequence[str], at: int, lang: str) -> bool:
    word = words[at]
    if at == 0 and lang in ("de", "nl"):
        return False  # a question, or an order
    if word in _VERBS[lang]:
        return True
    if lang == "de":
        last = at == len(words) - 1
        return (
            not last
            and bool(_WEAK_DE.match(word))
            and word not in _NO_VERB_DE
            and not _PARTICIPLE_DE.match(word)
            and words[at - 1].lower() not in _BEFORE_NOUN_DE
        )
    endings = _ENDINGS.get(lang)
    return endings is not None and at > 0 and bool(endings.match(word)) and word not in _NO_VERB[lang]
