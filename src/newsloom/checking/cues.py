"""Words that turn a statement: negation, doubt, condition, and who says so, in each language. Pure: tables and matching.

Never decides anything: it says which of these words stand in a text.
"""

from __future__ import annotations

import re
from functools import lru_cache


def word_set(words: str) -> frozenset[str]:
    """The words of a table written as one line."""
    return frozenset(words.split())


_NEGATION = {
    "en": "not no never none nobody nothing neither nor without cannot n't nowhere hardly barely scarcely fail"
    " fails failed failing ruled_out rule_out rules_out called_off calls_off call_off deny denies"
    " denied denying refuse refuses refused refusing reject rejects rejected rejecting unable lack lacks"
    " lacked halt halted cancel cancelled"
    " canceled stop stopped prevent prevented avoid avoided ain't dismiss dismissed",
    "de": "nicht kein keine keinen keinem keiner nie niemals niemand nichts ohne weder nirgends bestreitet"
    " bestritt verweigert verweigerte lehnt"
    " ablehnt lehnte ablehnte",
    "es": "no nunca nadie nada ningún ninguna ninguno ni sin tampoco jamás niega negó rechaza rechazó",
    "fr": "ne n pas jamais rien aucun aucune ni sans nie nié refuse refusé rejette rejeté",
    "pt": "não nunca ninguém nada nenhum nenhuma nem sem jamais nega negou recusa recusou rejeita rejeitou",
    "it": "non mai nessuno niente nulla nessun nessuna né senza nega negato rifiuta rifiutato",
    "nl": "niet geen nooit niemand niets zonder noch ontkent ontkende weigert weigerde",
    "sv": "inte ingen inget inga aldrig utan nekar nekade vägrar",
    "pl": "nie nigdy nikt nic bez żaden żadna ani zaprzecza odmówił",
    "ru": "не нет ни никогда никто ничего без нельзя никакой отрицает отказался отказалась отверг",
    "ar": "لا لم لن ليس ليست ما غير دون بدون نفى نفت رفض رفضت",
    "vi": "không chưa chẳng đừng chớ phủ từ_chối",
    "tr": "değil yok hiç hiçbir asla",
}
_HEDGE = {
    "en": "may might could would should possibly perhaps maybe likely unlikely allegedly alleged apparently"
    " reportedly purportedly suspected presumed"
    " believed rumored rumoured rumor rumour seems seem seemed appears appear appeared expected expects"
    " expect planned plans plan planning intends"
    " hopes hope hoped wants want wanted considering consider considers threatens threaten threatened"
    " proposed proposes claims claim claimed"
    " accused accuses accuse suggest suggests suggested potential potentially probably supposedly"
    " unconfirmed attempt attempts attempted trying tries"
    " try tried aims aim seeks seek sought ordered called urged asked charged",
    "de": "könnte könnten dürfte dürften soll sollen sollte sollten wohl möglicherweise vielleicht angeblich"
    " mutmaßlich mutmaßliche offenbar"
    " vermutlich womöglich wahrscheinlich scheint plant planen will wollen erwartet",
    "es": "podría podrían puede quizá quizás tal_vez posiblemente supuesto supuesta presunto presunta"
    " presuntamente supuestamente al_parecer"
    " probablemente planea prevé espera habría",
    "fr": "pourrait pourraient peut-être serait seraient aurait auraient probablement présumé présumée"
    " prétendument apparemment envisage prévoit"
    " devrait devraient soupçonné",
    "pt": "poderia poderiam pode talvez possivelmente suposto suposta supostamente provavelmente teria teriam"
    " planeja espera deveria",
    "it": "potrebbe potrebbero forse possibilmente presunto presunta presumibilmente probabilmente sarebbe avrebbe dovrebbe",
    "nl": "zou zouden mogelijk misschien vermoedelijk wellicht waarschijnlijk vermeend vermeende",
    "ru": "может могут возможно вероятно предположительно якобы будто видимо наверное планирует намерен ожидается",
    "ar": "قد ربما يحتمل يزعم زعم مزعوم محتمل يتوقع",
    "vi": "có_thể có_lẽ dường_như nghi được_cho_là dự_kiến",
}
_CONDITION = {
    "en": "if unless whether except provided until until otherwise",
    "de": "wenn falls ob außer sofern bevor bis",
    "es": "si salvo excepto hasta menos",
    "fr": "si sauf excepté jusqu jusque moins",
    "pt": "se salvo exceto até menos",
    "it": "se salvo eccetto finché",
    "nl": "als indien tenzij of totdat",
    "ru": "если кроме пока ли разве",
    "ar": "إذا لو إلا ما_لم",
    "vi": "nếu trừ",
}
_SPEECH = {
    "en": "promised promises vowed pledged explained acknowledged conceded noted"
    " said says say saying told tells according claims claimed claim alleged alleges allege reported"
    " reports stated states announced announces"
    " argued argues insisted insists warned warns added adds denied denies suggested suggests believes"
    " believed accused accuses testified wrote tweeted"
    " confirmed confirms estimates estimated thinks thought predicted predicts",
    "de": "sagte sagt sagten laut zufolge erklärte erklärt teilte mitteilte berichtete berichtet behauptet"
    " behauptete betonte nannte angaben kündigte ankündigte so",
    "es": "dijo dice según afirmó afirma aseguró asegura declaró señaló informó explicó denunció indicó",
    "fr": "dit selon affirme affirmé déclaré déclare assure assuré indiqué indique annoncé précisé estime",
    "pt": "disse diz segundo afirmou afirma declarou informou explicou garantiu conforme",
    "it": "detto dice secondo affermato dichiarato ha_detto riferito spiegato",
    "nl": "zei zegt volgens aldus verklaarde meldde meldt",
    "ru": "сказал сказала заявил заявила сообщил сообщила сообщили сообщает словам утверждает отметил отметила подчеркнул",
    "ar": "قال قالت وفقا بحسب أعلن أعلنت صرح أفاد أفادت ذكر ذكرت أكد أكدت",
    "vi": "nói theo cho_biết tuyên_bố khẳng_định",
}
_UNSPACED_NEGATION = {
    "zh": re.compile(r"不|没有|沒有|未|无|無|非|否认|否認|拒绝|拒絕|别"),
    "ja": re.compile(r"ない|なかっ|ず(?=[、。に])|ません|否定|拒否|無い|未"),
    "ko": re.compile(r"않|아니|없|못|안 |부인|거부"),
    "th": re.compile(r"ไม่|มิ|ปฏิเสธ"),
}
_UNSPACED_HEDGE = {
    "zh": re.compile(r"可能|或许|或許|也许|也許|据称|據稱|涉嫌|疑似|预计|預計|计划|計劃|拟"),
    "ja": re.compile(r"かもしれ|可能性|とみられ|見込み|予定|疑い|方針|おそれ"),
    "ko": re.compile(r"수 있|것으로 보|가능성|혐의|예정|계획|전망"),
    "th": re.compile(r"อาจ|คาดว่า|น่าจะ"),
}
_UNSPACED_SPEECH = {
    "zh": re.compile(r"说|說|表示|称|稱|据|據|指出|宣布"),
    "ja": re.compile(r"によると|述べ|語っ|話し|という|発表"),
    "ko": re.compile(r"말했|밝혔|따르면|전했|라고"),
    "th": re.compile(r"กล่าว|ระบุ|ตาม"),
}


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_PLAIN_NOT = word_set(
    "not no never none nobody nothing neither nor without nicht kein keine keinen nie ohne nunca ni sin pas "
    "jamais aucun aucune sans não nem sem non mai senza niet geen не нет ни без لا لم لن ليس không chưa"
)
_DOUBTFUL = word_set(
    "may might could possibly perhaps maybe allegedly alleged reportedly apparently probably supposedly "
    "purportedly könnte vielleicht möglicherweise angeblich mutmaßlich quizá quizás posiblemente presuntamente "
    "supuestamente pourrait peut-être probablement prétendument talvez supostamente provavelmente forse "
    "presumibilmente возможно якобы вероятно"
)
_CLAUSE = re.compile(r"[,;:()–—.!?\"“”]\s|\bbut\b")
_SHORTENED = re.compile(r"\b(\w+?)n['’]t\b")


def _words(table: dict[str, str], lang: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in table.get(lang, "").split())


@lru_cache(maxsize=64)
def _tables(lang: str | None) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Negation, hedges, conditions, speech of a language; of an unknown one the English."""
    known = lang if lang in _NEGATION else "en"
    return tuple(_words(table, known) for table in (_NEGATION, _HEDGE, _CONDITION, _SPEECH))  # type: ignore[return-value]


@lru_cache(maxsize=64)  # negation, doubt and speech are looked for in the same few sentences
def _spoken(text: str) -> tuple[str, ...]:
    """Words in small letters; `didn't` gives `did` and `not`."""
    flat = _SHORTENED.sub(r"\1 not", text.lower()) if "n't" in text or "n’t" in text else text.lower()
    return tuple(_WORD.findall(flat.replace("cannot", "can not")))


@lru_cache(maxsize=256)
def _phrases(words: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(word for word in words if " " in word))


def _count(text: str, words: frozenset[str], pattern: re.Pattern[str] | None) -> list[str]:
    spoken = _spoken(text)
    found = [word for word in spoken if word in words]
    phrases = _phrases(words)
    if phrases:
        flat = " ".join(spoken)
        found += [phrase for phrase in phrases if phrase in flat]
    if pattern:
        found += pattern.findall(text)
    return found


def known(lang: str | None) -> bool:
    """Whether the tables of negation, doubt and speech have this language."""
    return (lang or "en") in _SPEECH


def negations(text: str, lang: str | None) -> list[str]:
    """The words that negate, in order."""
    return _count(text, _tables(lang)[0], _UNSPACED_NEGATION.get(lang or ""))


def plain_negations(text: str) -> list[str]:
    """The words that do nothing but negate, in any language that has them."""
    return [word for word in _spoken(text) if word in _PLAIN_NOT]


def doubts(text: str) -> list[str]:
    """The words that do nothing but cast doubt, in any language that has them."""
    return [word for word in _spoken(text) if word in _DOUBTFUL and (word != "may" or _MAY.search(text))]


_MAY = re.compile(r"\bmay\b")  # with a capital it is the month
SCOPE = 6  # words after a negation that it reaches, to the next mark


def negated(text: str, lang: str | None) -> list[str]:
    """The words in reach of a negation, in order; the negating words themselves are not among them."""
    if lang in _UNSPACED_NEGATION:
        return []
    words, found = _tables(lang)[0], []
    for clause in _CLAUSE.split(text):
        spoken = _spoken(clause)
        left = 0
        for word in spoken:
            if word in words:
                left = SCOPE
            elif left:
                left -= 1
                found.append(word)
    return found


def hedges(text: str, lang: str | None) -> list[str]:
    """The words that make a statement doubtful, intended or alleged, in order."""
    found = _count(text, _tables(lang)[1], _UNSPACED_HEDGE.get(lang or ""))
    return [word for word in found if word != "may" or _MAY.search(text)]


def conditions(text: str, lang: str | None) -> list[str]:
    """The words that make a statement depend on something, in order."""
    return _count(text, _tables(lang)[2], None)


def speech(text: str, lang: str | None) -> list[str]:
    """The words that say who states something, in order."""
    return _count(text, _tables(lang)[3], _UNSPACED_SPEECH.get(lang or ""))
