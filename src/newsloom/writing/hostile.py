"""What of an article's text a language model may be shown: what a reader sees, and no words that give orders. Pure, linear time.

The last line of defence is the checker: a sentence that no cited passage bears out is not published, whoever asked for it.
"""

from __future__ import annotations

import re
import unicodedata

from newsloom.text import terms
from newsloom.writing import disguises

_KEPT = frozenset("\u200c\u200d")  # joiners that spell words in Persian and the scripts of India
_NEVER_VISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_TAGS = re.compile("[\U000e0000-\U000e007f]")
_SPACE = re.compile(r"\s+")
_PARAGRAPH = re.compile(r"[\n\r]")
SMUGGLED = 8  # invisible characters in one passage from which they are a message, not spelling

_BLOB = re.compile(r"[A-Za-z0-9+/_-]{32,}={0,2}")  # with capitals and digits: base64
_ESCAPED = re.compile(
    r"(?:\\x[0-9a-f]{2}|\\u\{?[0-9a-f]{4,6}\}?|%[0-9a-f]{2}|&#x?[0-9a-f]{1,6};){4}|(?:(?![\u0900-\uffff])\w){80}", re.I
)
_MARKUP = re.compile(
    r"<\|?/?\s*[a-z!][^>\n]{0,80}>|\[/?(?:INST|SYS|system|assistant|user)\]|<<|>>|\{\{|\}\}|```|^\s*#{2,}\s*\w|!\[|\]\("
    r"|\bon\w+=|javascript:|\{\s*\"|^\s*[epq]\d{1,3}\s*[|:]|\|[^|\n]{0,60}\||\{\s*q\d",
    re.I,
)
_ROLE = re.compile(
    r"(?:^|[\n.!?:;\"“(\]]\s*)(?:new |updated? |hidden |internal |end of )?(?:system|assistants?|developer|user|human|ai|ais|models?"
    r"|agents?|bots?"
    r"|aggregators?|summari[sz]ers?|admin|editor)"
    r"(?:'s)?(?: (?:prompt|message|note|override|instructions?|notice|directive))?\s*(?:[:>\]=]|---)",
    re.I,
)
_OVERRIDE = re.compile(
    r"\b(?:ignore|disregard|forget|override|overrule|bypass|neglect|discard|drop|skip|delete|cancel)\b.{0,60}?"
    r"\b(?:instructions?|prompts?|rules?|guidelines?|directions?|directives?|commands?|above|previous|prior|preceding|earlier|foregoing"
    r"|context|everything|evidence|sources?|safeguards?)\b",
    re.I,
)
_ADDRESSED = re.compile(
    r"\b(?:you are|you're|you must|you will|you should|you have to|you need to|you can|if you|when you|act as|pretend(?: to be)?|role[- ]?play"
    r"|your (?:task|instructions?|system|answer|response|reply|output|rules?|story|summary|article|page|job|role|programming|training"
    r"|headline|deck|lead sentence|first sentence|title)"
    r"|as an? (?:ai|assistant|language model|llm|chatbot|editor|summari[sz]er))\b",
    re.I,
)
_TO_MODEL = re.compile(
    r"\b(?:dear|attention|notice to|note to|message (?:to|for)|instructions? (?:to|for)|memo to|hey|hello|calling all|for the attention of)"
    r",? (?:the |any |all |every |your |an? )?(?:ai|a\.i\.|llms?|language|large|assistants?|chatbots?|models?|summari[sz]\w*|crawlers?|bots?"
    r"|agents?|gpt|claude|editors?|writers?|readers?|scrapers?|aggregators?)\b"
    r"|\b(?:summary|headline|answer|response|output|story)\b.{0,30}?\b(?:must|should|shall|has to|needs? to)\b.{0,20}?"
    r"\b(?:include|begin|start|say|state|mention|contain|end|cite|read|be)\b"
    r"|\b(?:ai|llm|language model|chatbot|assistant|summari[sz]er|aggregator|crawler)s?\b.{0,40}?"
    r"\b(?:must|should|shall|are to|is to|have to|are (?:required|instructed|asked|told|requested|directed) to"
    r"|is (?:required|instructed|asked|told|requested|directed) to)\b",
    re.I,
)
#: who is meant where somebody writes for a program
_READER = (
    r"(?:(?:the|any|all|every|each|an?|no) )?(?:ai|a\.i\.|llms?|language models?|(?:ai |automated |intelligent )?"
    r"(?:systems?|agents?|readers?|tools?)"
    r"|assistants?|chatbots?|bots?|summari[sz]ers?|aggregators?|crawlers?|models?)"
)
_OUTPUT = r"(?:write|say|state|print|report|include|mention|cite|add|repeat|output|lead with|publish|put|quote|begin|start)"
_MEANT = re.compile(
    rf"\b{_READER}\b.{{0,40}}\b(?:read(?:s|ing)?|process(?:es|ing)?|of|summari[sz](?:es?|ing)) this "
    r"(?:line|article|page|text|sentence|passage|story)\b"
    rf"|\b{_READER} (?:of this \w+ )?(?:must|should|shall|will now|will|has to|have to|(?:is|are) "
    r"(?:asked|told|invited|expected|obliged|urged|requested|encouraged|reminded|advised) to)"
    rf" (?:now |always |first |then |please )?{_OUTPUT}\b"
    rf"|\b{_READER} (?:that|which|who) {_OUTPUT}s?\b (?:that|the following|this)"
    rf"|\bto {_READER}\s*[:,]"
    r"|\b(?:summar(?:y|ies)|digests?)\b (?:of this \w+ )?(?:should|must|shall|has to|have to|ought to)\b"
    r"|\b(?:summar(?:y|ies)|headlines?|aggregators?)\b.{0,60}\b(?:violat\w+|licen[cs]e of this|licen[cs]e terms)"
    r"|\b(?:decode|decrypt|decipher)\b\s*(?:this|these|the following|it|first|and|:)"
    r"|\band then (?:write|print|output|repeat|cite|state)\b"
    r"|(?:^|[.!?:;]\s+|\b[0-9a-f]{12,64}\s+)(?:write|rewrite|update|produce|generate|summari[sz]e)"
    r" the (?:story|page|summary|headline|article)\b"
    r"|\b(?:evidence|passages?|sources?) [epq]\d{1,3}\b|\b[ep]\d{1,2}(?:,| and) [ep]\d{1,2}\b"
    r"|^\s*[0-9a-f]{12,64}\s*$",
    re.I,
)
#: what only speaks of the request or of other texts for it: its parts, codes, a game, who alone may be believed
_STAGED = re.compile(
    r"\b(?:evidence|instructions?|prompts?|context|rules|passages?) (?:given |shown )?(?:above|below)\b"
    r"|\b(?:previous|prior|earlier|foregoing|preceding) (?:instructions|prompts?)\b"
    r"|\binstead of [ps]\d{1,2}\b|^\W*[epqs]\d{1,3}\b\s*(?:[|:]|is (?:right|true|wrong|false|the only))"
    r"|\bonly this (?:report|article|text|page|outlet|source) (?:may|can|must|should|is to) be\b"
    r"|\bfrom now on\b.{0,60}\b(?:editor|assistant|model|page|writer|ai)\b"
    r"|\b(?:developer|debug|god|sudo|jailbreak|dan) mode (?:is |was )?(?:now )?(?:on|enabled|activated|active)\b"
    r"|\b(?:reminder|message|word|request|note|instruction|order)s? (?:from|by|of) the "
    r"(?:operator|developer|system|administrator|owner|provider|maintainer)s? of (?:this|the) "
    r"(?:service|site|page|system|model|assistant|app|program)\b"
    r"|\b(?:machines?|programs?|software|robots?|algorithms?|systems?|whoever|anyone|those) (?:(?:that|which|who) )?"
    r"(?:condens|summari[sz]|aggregat|digest|prepar|compil)(?:e|es|s|ing)\b.{0,60}?"
    r"\b(?:must|should|shall|is to|are to|has to|have to)\b"
    r"|\blet(?: us|'s|’s) play a game\b|\bthe (?:next|following|last) (?:line|sentence|paragraph) (?:is|becomes|shall be|must be)"
    r" (?:the|your) (?:headline|story|summary|title|answer|lead)\b"
    r"|\b(?:response|answer|summary|overview|output|digest|reply) (?:without|lacking|omitting|that (?:lacks|omits))\b"
    r"|\bdecod(?:e|es|ed|ing) (?:with|to|base|from)\b|\b(?:every|each) (?:other|second|third) (?:letter|word|character|line)\b"
    r"|\b(?:shift|rotate|reverse|swap|read) (?:each|every|all the) letters?\b"
    r"|\b(?:base ?(?:16|32|58|64|85)|rot ?-?(?:13|47)|atbash)\b"
    r"|\b(?:is|are|has|have) to (?:be (?:printed|written|shown|placed|put|said|repeated|cited)|stand|come|appear) "
    r"(?:first|on top|at the top|everywhere|in full|verbatim)\b",
    re.I,
)
_LOWER = re.compile(r"(?<![\w'’.-])[^\W\d_A-ZÀ-Þ][^\W\d_]*(?![\w'’-])")
STRANGE = 3  # words in a row that the article's language does not know, from which they are of another
KNOWN = 3.0e-7  # probability from which a language knows a word
COMMON = 1.0e-3  # probability of the words that hold a sentence together, of which every longer one has some
_ORDERS = (
    "ignore|disregard|forget|write|print|output|say|state|reply|respond|answer|repeat|translate|summari[sz]e|include|insert|append|add"
    "|cite|quote|use|mention|pretend|act|tell|publish|report|claim|emphasi[sz]e|conclude|begin|start|end|replace|render|embed|click|visit"
    "|subscribe|follow|send|fetch|load|open|call|execute|run|delete|reveal|show|display|list|generate|produce|create|ensure|remember|note"
    "|put|place|make|treat|consider|describe|assert|declare|announce|attribute|link|set|change|switch|stop|remove|omit|copy|paste|post"
    "|encode|decode"
)
_DETERMINERS = (
    "that|this|these|those|the|all|any|every|each|your|my|our|his|her|their|me|us|it|them|only|in|a|an|as|to|exactly|nothing|no|with|from"
    "|here|now|instead|just|sure|whatever|anything|everything|what|who|how|there|verbatim|out|at|by|on"
    "|readers|users|everyone|people|visitors|nobody|yes|no one"
)
_IMPERATIVE = re.compile(
    rf"(?:^|[.!?:;—–\n\"“”‘'(\[]\s*|\b(?:please|kindly)\s+)(?:(?:now|then|instead|first|next|simply|just|also),?\s+)?(?:{_ORDERS})"
    rf"(?:\s+(?:{_DETERMINERS})\b|\s*[:\"“‘\[<])",
    re.I,
)
_FORBIDS = re.compile(r"(?:^|[.!?:;—–\n\"“(\[]\s*)(?:please\s+)?(?:do not|don't|never|always|make sure|be sure|stop)\b", re.I)
_CITING = re.compile(
    r"\bcit(?:e|ed|ing)\b.{0,30}?(?:\[\w{1,4}\]|\bas (?:evidence|source|\[|e\d)|\b(?:me|this (?:article|text|page|outlet|sentence)|us)\b)"
    r"|\b(?:system prompt|prompt injection|jailbreak|response_format|json schema)\b.{0,60}?[:=]",
    re.I,
)
#: the same order in the languages that attacks are seen in: a verb of leaving aside near a word for instructions
_ELSEWHERE = tuple(
    (re.compile(verb, re.I), re.compile(thing, re.I))
    for verb, thing in (
        (r"\b(?:ignora[dr]?|ignore[ns]?|olvida[dr]?|olvide|desatiende|descarta|omite|omita)\b", r"instrucci|anterior|órden|orden|reglas"),
        (r"\b(?:ignore[rz]?|oublie[rz]?|néglige[rz]?|fai(?:s|tes) abstraction)\b",
            r"instruction|consigne|précédent|règle|ci-dessus"),
        (r"\b(?:ignorier\w*|vergiss|vergessen sie|missachte\w*|überspring\w*)\b", r"anweisung|vorherig|obig|bisherig|regel|befehl|vorgabe"),
        (r"\b(?:ignora|ignorate|ignori|dimentica\w*|trascura\w*)\b", r"istruzion|precedent|regol|comand"),
        (r"\b(?:ignor\w+|esqueç\w+|desconsider\w+|despreze\w*)\b", r"instruç|anterior|regras|ordens|comando"),
        (r"\b(?:negeer|vergeet|sla over)\b", r"instructie|vorige|eerdere|regels|opdracht"),
        (r"\b(?:zignoruj\w*|ignoruj\w*|zapomnij\w*|pomiń\w*)\b", r"instrukcj|polece|poprzedni|zasad"),
        (r"\b(?:проигнорируй\w*|игнорируй\w*|забудь\w*|отбрось\w*|ігноруй\w*)\b",
            r"инструкц|указани|предыдущ|правил|команд|інструкц|попередн"),
        (r"yok say|görmezden gel|unut\w*|dikkate alma", r"talimat|önceki|komut|kural"),
        (r"忽略|无视|無視し|忘记|忽視|忘記|無視", r"指令|指示|之前|以上|提示|規則|规则|命令|先前|これまで|上記"),
        (r"무시|잊어", r"지시|명령|이전|위의|규칙|프롬프트"),
        (r"تجاهل|انس|تغاض", r"تعليم|السابق|الأوامر|القواعد"),
        (r"अनदेखा|नज़रअंदाज़|नजरअंदाज|भूल जा", r"निर्देश|पिछल|आदेश|नियम"),
        (r"\b(?:abaikan|lupakan|hiraukan)\b", r"instruksi|perintah|arahan|sebelumnya|aturan"),
        (r"bỏ qua|phớt lờ|quên", r"hướng dẫn|chỉ dẫn|lệnh|trước|quy tắc"),
        (r"\b(?:ignorera|glöm|ignorér|ignorer|glem)\b", r"instruktion|tidigare|tidligere|regler|instruks"),
        (r"\b(?:αγνόησ\w*|αγνοήστε|ξέχασ\w*)", r"οδηγί|εντολ|προηγούμεν|κανόν"),
    )
)  # fmt: skip


def visible(text: str) -> str:
    """The text as a reader sees it, in one line: no invisible, direction-turning or tag characters, no controls."""
    if text.isascii() and text.isprintable():
        return _SPACE.sub(" ", text).strip()
    kept: list[str] = []
    for i, char in enumerate(text):
        if char.isspace():
            kept.append(" ")
        elif char in _KEPT:
            around = (text[i - 1 : i], text[i + 1 : i + 2])
            if all("\u0600" <= one < "\u0e00" for one in around if one) and all(around):
                kept.append(char)
        elif char not in _NEVER_VISIBLE and unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cs", "Cn"):
            kept.append(char)
    return _SPACE.sub(" ", _SELECTORS.sub("", "".join(kept))).strip()


def smuggles(text: str) -> bool:
    """Whether so much of the text is invisible that something is hidden in it."""
    if text.isascii():
        return False
    if _TAGS.search(text) or any(c in "\u202d\u202e\u2066\u2067\u2068" for c in text):
        return True
    hidden = sum(
        1 for c in text if c not in _KEPT and (c in _NEVER_VISIBLE or (unicodedata.category(c) == "Cf" and c != "\xad"))
    )
    return hidden + len(_SELECTORS.findall(text)) >= SMUGGLED


AROUND = 500  # characters beside an order to a model in which nothing is believed


def near_orders(text: str, start: int, end: int) -> bool:
    """Whether orders to a model stand in this part of a text or beside it: in its paragraph, the one before or the one behind."""
    before = _PARAGRAPH.split(text[max(0, start - AROUND) : start])
    after = _PARAGRAPH.split(text[end : end + AROUND])
    own = f"{before[-1]}{text[start:end]}{after[0]}"
    beside = [next((p for p in reversed(before[:-1]) if p.strip()), ""), next((p for p in after[1:] if p.strip()), "")]
    return any(bool(_orders(visible(part))) for part in (own, *beside) if part.strip())


def strange(text: str, lang: str | None) -> bool:
    """Whether a sentence has words of another language than its article's: an order that a model understands and its readers do not."""
    run = known = unknown = longest = 0
    common = False
    for match in _LOWER.finditer(text):
        if (prior := terms.prior(match[0], lang)) >= KNOWN:
            known, run = known + 1, 0
            common = common or prior >= COMMON
        else:
            unknown, run = unknown + 1, run + 1
            longest = max(longest, run)
    return known > 0 and (longest >= STRANGE or (unknown >= STRANGE and not common))


def commands(text: str) -> str:
    """Why these words are an order to a reader or a model and no news; "" if they are not.

    Errs on the safe side: a report that quotes such an order is passed over as well; the extractive writer does not ask here.
    """
    shown = visible(text)
    if why := _orders(shown):
        return why
    for version in disguises.readings(shown):
        if _ADDRESSED.search(version):
            return "it speaks to its reader"
        if _IMPERATIVE.search(version) or _FORBIDS.search(version):
            return "it gives its reader orders"
    return ""


def _orders(shown: str) -> str:
    """Why these visible words are an order to a model; "" if they are not."""
    versions = disguises.readings(shown)
    if any(_MARKUP.search(version) for version in versions):
        return "it holds markup"
    if _ESCAPED.search(shown) or any(re.search(r"\d", blob) and re.search(r"[A-Z]", blob) for blob in _BLOB.findall(shown)):
        return "it holds something encoded"
    if any(p.search(v) for v in versions for p in (_OVERRIDE, _ROLE, _CITING, _TO_MODEL, _MEANT, _STAGED)):
        return "it gives a model orders"
    if any(verb.search(shown) and thing.search(shown) for verb, thing in _ELSEWHERE):
        return "it gives a model orders"
    if disguises.masked(shown) or disguises.runs(shown) or any(_OVERRIDE.search(v) for v in disguises.backwards(shown)):
        return "it gives a model orders in disguise"
    return ""
