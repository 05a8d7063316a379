"""What makes a sentence hang on the one before it, or sound unlike a news page, in each language. Pure: tables and matching.

Never changes a text: it says from which offset a sentence can be shown, and what is wrong with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from newsloom.text.terms import word_set
from newsloom.text.verbs import FINITE, has_verb, words_of
from newsloom.writing import captions
from newsloom.writing.leads import table


class Hang(StrEnum):
    """Why a sentence does not stand alone."""

    NO = ""
    PRONOUN = "pronoun"  #: it begins on "he", "it", "this"
    SPEAKER = "speaker"  #: a quotation whose speaker is "he said"
    DEFINITE = "definite"  #: "the company", which nobody has named
    CONNECTIVE = "connective"  #: it hangs on "for example", "instead"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a sentence can be shown: from `start` on; `hang` says what it then still lacks."""

    start: int
    hang: Hang


_OPENING = "\"'“‘«„「『( "
_COMMA = ",،，、"
#: "It is clear that": the pronoun stands for what follows in the sentence.
_EXPLETIVE = {
    "en": re.compile(
        r"(?:it|there)(?:['’]s| is| was| were| are| has been| remains| remained| had been| will be| would be| could be| may be)"
        r"(?: still| also| not| now)? (?:n[o']t )?(?:un|im|in)?(?:clear|known|possible|likely|certain|expected"
        r"|believed|thought|common|rare|estimated"
        r"|reported|understood|legal|difficult|hard|easy|important|too (?:early|soon)|no|not|about|at least"
        r"|more|some|\d)\b"
        r"|there(?:['’]s| is| are| was| were| has| have| had| will| would| could| may| might)\b"
        r"|(?:all|most|many|some|several|each|both|none|half|few|one|two|three) (?:of (?:the |[A-Z])"
        r"|(?!of\b|these\b|those\b|this\b|that\b|say\b|said\b|are\b|is\b|were\b|was\b|have\b|had\b|will\b)[a-z])"
        r"|(?:this|that) (?:year|month|week|summer|winter|spring|autumn|fall|morning|afternoon|evening|season|weekend)\b"
        r"|its? (?:takes|took) (?:more|about|a|an|the|\d)\b",
        re.I,
    ),
    "de": re.compile(r"es (?:gibt|gab|ist (?:un)?klar|handelt|sei (?:un)?klar|werde|wurde|wird|kam|gebe|bleibt)\b", re.I),
    "fr": re.compile(r"(?:il (?:y a|y avait|s['’]agit|faut|est (?:im)?possible|a fallu|pleut)|ce (?:lundi|mardi"
                     r"|mercredi|jeudi|vendredi|samedi|dimanche|matin|soir|mois)|cet(?:te)? (?:été|hiver|année|semaine|nuit"
                     r"|après-midi))\b", re.I),
    "pt": re.compile(r"(?:est[ae] (?:segunda|terça|quarta|quinta|sexta|sábado|domingo|semana|ano|mês|manhã|tarde|noite)|neste|nesta)\b", re.I),
    "es": re.compile(r"(?:este|esta) (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo|semana|año|mes|mañana|tarde|noche)\b", re.I),
}  # fmt: skip

#: "Why it matters: …": an outlet's signpost, not the news.
_SIGNPOST_EN = re.compile(
    r"(?:driving the news|why (?:it|this) matters|the big picture|what['’]s (?:next|new|happening)|what happened"
    r"|between the lines|by the numbers"
    r"|zoom (?:in|out)|the (?:bottom line|latest|backdrop|background|details|context|intrigue|other side)|of note"
    r"|state of play|context"
    r"|what (?:they['’]re|we['’]re) (?:saying|hearing|watching)|yes, but|flashback|catch up quick|details|the takeaway"
    r"|worth noting|threat level"
    r"|how it works|the state of play|reality check|go deeper|editor['’]s note|breaking|update|close)\s?:\s*(?=\S)",
    re.I,
)

_SPAN = r"(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|moments?|seasons?)"
#: "Two days later", "By the next year", "Later that night", "He moved soon afterwards": after what, the sentence before says
_SINCE_EN = re.compile(
    r"(?:About |Nearly |Almost |Just |Only |Less than |More than |Some |Barely )?"
    r"(?:[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ss]everal|[Mm]any|\d+"
    rf"|[Aa] (?:few|couple of|dozen|short|little|half)) {_SPAN} (?:(?:later|earlier|afterwards?)\b(?! than\b)|(?:after|before)(?: that)?,)"
    r"|(?:Later|Early|Earlier|Late)(?: on)? that (?:same )?(?:day|night|week|month|year|morning|afternoon|evening|summer|winter|spring|fall)\b"
    rf"|(?:By|On|In|During|Until|The) (?:the )?(?:next|following|previous) {_SPAN}\b|(?:By|Before|Until|After) (?:then|that time)\b"
    rf"|In the {_SPAN} (?:since|that followed|afterwards?),|[^,\x00]{{3,60}}? (?:shortly|soon) (?:thereafter|afterwards?)\b"
)
#: "Police say the two were playing": which two?
_THE_TWO_EN = re.compile(
    r"\b[Tt]he (?:two|three|four|five|six|seven|eight|nine|ten|pair|trio|duo|couple) (?:were|was|had|have|are|is|did|will|would|could|can|may"
    r"|met|said|say|also|later|then|first|both|never|(?!seed\b|injured\b|[a-z]+ed (?:[a-z]+s|men|women|people|children)\b)[a-z]+ed)\b"
)
_INDEFINITE_EN = re.compile(r"\b(?:[Aa]n?|his|her|their|two|three|four|five|six) [a-z\d]")
#: "the company": a noun that names somebody the page may not have named.
_DEFINITE_EN = re.compile(
    r"[Tt]he (?:[a-z]+ )?(company|firm|party|officers|officials|deputies|girls|boys|victims|drivers|players|students|protesters|lawyers"
    r"|suspect|suspects|man|woman|men|women|couple|group|agency|actor|actress|singer"
    r"|star|author|study|report"
    r"|boy|girl|teen|teenager|teens|victim|duo|plan|bill|book|film|movie|show|song|album|team|player|coach|officer"
    r"|deputy|driver|pilot"
    r"|lawsuit|suit|letter|statement|document|documents|memo|email|emails|video|post|tweet|survey|poll|researchers"
    r"|scientists|authors|paper"
    r"|findings|family|mother|father|son|daughter|husband|wife|brother|sister|baby|child|children|kids|parents|dog|cat"
    r"|animal|animals"
    r"|senator|congressman|congresswoman|lawmaker|governor|mayor|judge|lawyer|attorney|professor|doctor|billionaire"
    r"|businessman|candidate"
    r"|magazine|newspaper|outlet|site|website|channel|network|store|restaurant|school|university|hospital|church"
    r"|building|house|home|island"
    r"|device|system|technology|project|program|programme|law|measure|deal|agreement|proposal|move|decision|case|trial|ruling"
    r"|order|policy|idea|trend"
    r"|official|aide|source|spokesman|spokeswoman|spokesperson|analyst|adviser|advisor|executive|diplomat|expert|researcher|scientist"
    r"|witness|reporter|economist|investigator|detective|prosecutor|soldier|worker|employee|patient|neighbor|neighbour|resident"
    r"|item|object|piece|painting|photo|image|picture|pictures|photos|footage|clip|interview|story|article|feature|app"
    r"|game|car|truck|boat|ship"
    r"|vessel|plane|aircraft|jet|helicopter|train|bus|craft|machine|robot|gun|weapon|bomb|knife|drug|disease|virus"
    r"|infection|condition|syndrome"
    r"|\d+[- ]year[- ]old\w*|[a-z]+-year-old\w*|trio|pair|accident|defendant|accused|former [a-z]+)\b"
    r"(?!,? (?:of|who|that|which|behind|from|in|at|for|on|with|by) | [A-Z])"
)
#: "The remaining 492", "Brandt continued, calling", "Lind shot back", "Either option": the rest of what has been told, or an answer to it
_REST_EN = re.compile(
    r"[Tt]he (?:remaining|other) (?:\d|two|three|four|five|six|seven|eight|nine|ten|dozen|[a-z]+s\b(?! (?:of|in|on|at|from|who|that)\b))"
    r"|(?:[A-Z][\w.'’-]+ ){1,3}(?:continued|went on|concluded|added), (?![\"“])"
    r"|(?:[A-Z][\w.'’-]+ ){1,3}(?:(?:shot|fired|hit|snapped) back\b|(?:is|was|are|were) referring to\b)"
    r"|(?:Either (?:option|outcome|choice|scenario|case|result)|However (?:it|he|she|they))\b"
    r"|(?!(?:Indeed|United)\b)[A-Z][a-z]{3,}ed, (?:an?|the|he|she|they|[A-Z][a-z]+)\b(?! and\b)"
    r"|(?:[\w.-]+ ){0,3}[\w.-]+(?:['’]s|s['’]) other (?:two|three|four|five|six|[a-z]+s)\b"
)
_THEY_SAY_EN = re.compile(r"\bthey\b", re.I)
#: "…, the statement said.": which statement?
_PAPER_SAYS_EN = re.compile(
    r"\b(?:the|this) (statement|report|complaint|suit|lawsuit|letter|memo|document|study|article|indictment|filing|paper|post|tweet|e-?mail)"
    r" (?:said|says|read|reads|added|adds|states?|stated|concluded|continued)[^a-z]*$",
)
_PAPERS_EN = words_of(
    "statement report complaint suit lawsuit letter memo document study article indictment filing paper post tweet email mail"
)
#: "On that day", "ten of those seats": points back.
_DEMONSTRATIVE_EN = re.compile(
    r"(?:[\w-]+ ){0,4}?(?:on|at|in|by|since|during|after|before|for|with|from|under|of|to|about|both of|some of|most of|many of|one of"
    r"|all of|none of|each of)"
    r" (?:that|these|those|this|them)\b(?! (?:year|month|week|summer|winter|spring|autumn|fall|morning|afternoon|evening|weekend|season))",
    re.I,
)
#: "Named for the singer, it occurs": the subject is a pronoun
_SUBJECT_AFTER_EN = re.compile(
    r"(?:\w+ed|\w+ing|(?i:in|at|on|by|for|with|during|after|before|under|from|through|despite|since|as|when|while|if"
    r"|once|because|until"
    r"|against|amid|among|without|like|unlike|although|though|following|throughout|within|today|yesterday|later|earlier|again|to|of))"
    r" [^A-Z\x00]{3,110}[,—–] ?(?:it|they|he|she)\b"
)
#: "After calling Ada Lind a liar, he left": whoever called is whoever left, and is named by the sentence before
_DOING_FIRST_EN = re.compile(
    r"(?:(?:After|Before|While|When|By|Since|Upon|Despite|Without|In|On|Besides|Instead of) )?"
    r"(?!(?i:during|following|according|including|regarding|concerning|morning|evening|spring|nothing|everything|something|anything)\b)"
    r"[A-Za-z]+ing\b"
)
_HE_AFTER_EN = re.compile(r", (?:he|she|they) ")
_PERSONAL_EN = re.compile(r"(?:he|she|they|him|her|them|his|hers|their)\b", re.I)
#: "In his speech, Lee said": the name follows
_NAMED_AFTER_EN = re.compile(
    r"(?:(?i:in|on|at|with|after|before|during|throughout|despite|under|through|for|by|since|as|thanks|unlike|like"
    r"|while|when|from"
    r"|following)|\w+ing|\w+ed) [^,\x00]{2,70}, (?:the |former |however, |then-)?[A-Z]\w+"
)
#: one of these must stand in a sentence for the patterns of pronouns to match
_PERSON_PRONOUNS_EN = words_of("he she him her his hers himself herself")
_PRONOUNS_EN = _PERSON_PRONOUNS_EN | words_of("they them their theirs themselves it its")
_PERSON_PRONOUN_EN = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.I)
#: "are no pushovers either.", "On the first, he said", "Other ratings fell as well.", "Additional questions are"
_ADDS_EN = re.compile(
    r"\b(?:either|as well)\.?$|, too(?:,|\.?$)|^On the (?:first|second|third|latter|former|other),"
    r"|^In an? (?:related|separate|similar) (?:story|article|report)\b"
    r"|^There (?:is|was|['’]s) (?:just |only )?(?:one|another|an?) (?:[a-z]+ )?(?:problem|catch|snag|reason|exception|hitch)\b"
    r"|^(?:Additional|Further|Other|More|Similar) (?:[a-z-]+ )?[a-z]+s (?!(?:of|in|on|at|from|for|to|with|by|who|that|including|than)\b)"
)
#: "Those two facts are", "Alongside that, he": what a quotation begins on was said before it
_POINTS_BACK_QUOTED_EN = re.compile(
    r"(?:those|these|both|alongside (?:that|this)|neither)\b(?! (?:who|of)\b)|that['’]s (?:why|because|when|where|how)\b"
    r"|in this (?:study|case|report|situation|instance)\b",
    re.I,
)
#: "the town council here": at the place of the dateline
_HERE_EN = re.compile(r"\bhere\b")
#: "Asked about the quay, he said"
_ASKED_EN = re.compile(r"(?:When )?[Aa]sked [^\x00]{3,160}?, (?:he|she|they) (?:said|replied|answered|added|told)\b")
#: "…," the former senator said: who that is, the sentence before says
_ROLE_SAYS_EN = re.compile(
    r"\x00,? (?:the|a|another) (?:[\w'’.-]+ ){0,8}?(?:speaker|senator|congressman|congresswoman|lawmaker|republican|democrat"
    r"|contender|candidate|nominee"
    r"|member|resident|witness|neighbou?r|governor|mayor|actor|actress|singer|player|coach|professor|author|lawyer|attorney|officer"
    r"|spokesman|spokeswoman|minister|leader|official|man|woman|mother|father|teenager|teen|student|doctor|scientist|analyst|aide|source"
    r"|adviser|advisor|executive|diplomat|expert|researcher|\d+-year-old) (?:said|says|told|added|wrote|tweeted)\b",
    re.I,
)
_THEY_EN = re.compile(r"\b(?:they|them|their|theirs|themselves|it|its)\b", re.I)
_THEM_EN = re.compile(r"\bthem\b")
_PEOPLE_EN = words_of("and people men women children police those many others some all both two three who team crew staff data")
_UNITS_EN = words_of(
    "dollars euros pounds cents pence yen years months weeks days hours minutes seconds miles metres meters kilometres kilometers"
    " feet inches degrees points times tons tonnes acres hectares"
)
_SPEAKER_PRONOUN = {
    "en": re.compile(
        r"(?:^|[,”\"’?!.] ?)\s*(?:(?:he|she|they|it) (?:also |then |later |had |has |would )?(?:said|says|told"
        r"|added|adds|wrote|writes|tweeted|explained|continued|asked|noted|recalled|posted|joked|insisted|replied)"
        r"|(?:said|says|added|wrote) (?:he|she|they)\b)", re.I),
    "de": re.compile(r"(?:sagte|sagt|erklärte|betonte|fügte|so) (?:er|sie)\b", re.I),
    "fr": re.compile(r"(?:a-t-(?:il|elle)|-t-(?:il|elle)|dit-(?:il|elle)|explique-t)", re.I),
    "es": re.compile(r"(?:\b(?:dijo|añadió|agregó|explicó|señaló|afirmó|aseguró)(?: (?:él|ella))?(?=[.,]?\s*$))", re.I),
}  # fmt: skip

_QUOTE_MARK = re.compile(r"[\"“«„「『]")
_QUOTED = re.compile(r"[\"“«„][^\"“”«»„]*[\"”»“]|「[^」]*」|『[^』]*』")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
ROLE_WORDS = 3  # of a sentence, in which an office or its holder's is told: "The council's leader"
_BARE_WORD = re.compile(r"\w+")


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Where the quotations of a text stand."""
    first = _QUOTE_MARK.search(text)
    return [m.span() for m in _QUOTED.finditer(text, first.start())] if first else []


def without_quotations(text: str) -> str:
    return _QUOTED.sub(" ", text)


@lru_cache(maxsize=64)
def _lead_patterns(lang: str | None) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None, re.Pattern[str] | None]:
    """Patterns for the front of a sentence: cuttable connectives, pronouns, connectives that cannot be cut."""
    words = table(lang)
    end = r"(?![\w'’])" if words.spaced else ""

    def alternatives(phrases: tuple[str, ...]) -> str:
        return "|".join(
            (re.escape(p) if p[-1:] == "," else re.escape(p) + end).replace("'", "['’]")
            for p in sorted(phrases, key=lambda p: (-len(p), p))
        )

    comma = rf"\s*[{_COMMA}]\s*"
    cut = None
    if words.cut or words.bare:
        parts = []
        if words.cut:
            parts.append(rf"(?:{alternatives(words.cut)}){comma}")
        if words.bare:
            parts.append(
                rf"(?:{alternatives(words.bare)})(?:\s+|{comma})" if words.spaced else rf"(?:{alternatives(words.bare)})"
            )
        cut = re.compile("|".join(parts), re.I)
    pronouns = re.compile(alternatives(words.pronouns), re.I) if words.pronouns else None
    hang = re.compile(alternatives(words.hang), re.I) if words.hang else None
    return cut, pronouns, hang


def standing(text: str, lang: str | None) -> Standing:
    """From where a sentence can be shown and whether it then stands alone.

    Args:
        text: one sentence. lang: its language; of one without a table every sentence stands.
    """
    cut, pronouns, hang = _lead_patterns(lang)
    start = len(text) - len(text.lstrip())
    for _ in range(2):  # "And yet, however, …": two at most, more is not prose
        found = (cut.match(text, start) if cut else None) or (_SIGNPOST_EN.match(text, start) if lang == "en" else None)
        if not found or found.end() >= len(text):
            break
        start = found.end()
    lead = start
    while lead < len(text) and text[lead] in _OPENING:
        lead += 1
    expletive = _EXPLETIVE.get(lang or "")
    if expletive and expletive.match(text, lead):
        return Standing(start, _inner_hang(text[start:], lang, expletive=True))
    if lang == "en" and lead > start and _POINTS_BACK_QUOTED_EN.match(text, lead):
        return Standing(start, Hang.PRONOUN)
    if pronouns and pronouns.match(text, lead):
        # "In his speech": only the very front; what is inside a quotation refers to its own speaker
        if not text[start:lead].strip(" (") or lang != "en" or _PERSONAL_EN.match(text, lead):
            return Standing(start, Hang.PRONOUN)
        return Standing(start, _inner_hang(text[start:], lang))
    if hang and hang.match(text, lead) and lead == start:
        return Standing(start, Hang.CONNECTIVE)
    return Standing(start, _inner_hang(text[start:], lang))


def elsewhere(text: str, previous: str, lang: str | None) -> bool:
    """Whether it speaks of somebody of another place, which only the sentence before names: "… Ardlow, where the council …. Council leader …".

    Args:
        text: one sentence. previous: the one before it in its article.
    """
    where = table(lang).where
    if not where or f", {where} " not in previous:
        return False
    place, _, clause = previous.partition(f", {where} ")
    name = _WORD.findall(place)[-1:]
    if not name or name[0] in text or not name[0][:1].isupper():
        return False
    there = {word.casefold() for word in _WORD.findall(clause)}
    return any(len(word) > 3 and word.casefold() in there for word in _WORD.findall(text)[:ROLE_WORDS])


def _inner_hang(text: str, lang: str | None, *, expletive: bool = False) -> Hang:
    """What a sentence lacks although its first word is harmless."""
    outside = _QUOTED.sub(lambda m: "\x00" * len(m.group()), text)
    words = word_set(text)
    speaker = _SPEAKER_PRONOUN.get(lang or "")
    if speaker and (lang != "en" or not words.isdisjoint(_PRONOUNS_EN)):
        found = speaker.search(text)
        if (
            found
            and (text[:1] in _OPENING or "\x00" in outside[: found.start() + 1])
            and (not _names_before(outside[: found.start()]) or _THEY_SAY_EN.search(found.group()))
        ):
            return Hang.SPEAKER
    if lang == "en":
        if _ASKED_EN.match(outside):
            return Hang.SPEAKER
        if _ADDS_EN.search(outside) or ("here" in words and _HERE_EN.search(outside)):
            return Hang.CONNECTIVE
        if text[:1] in _OPENING and "\x00" in outside and _ROLE_SAYS_EN.search(outside):
            return Hang.SPEAKER
        if _DEMONSTRATIVE_EN.match(outside) or _SINCE_EN.match(outside):
            return Hang.PRONOUN
        found = None if words.isdisjoint(_PERSON_PRONOUNS_EN) else _PERSON_PRONOUN_EN.search(outside)
        if found and not _person_before(outside[: found.start()]) and not _NAMED_AFTER_EN.match(outside):
            return Hang.PRONOUN
        found = None if expletive or words.isdisjoint(_PRONOUNS_EN) else _THEY_EN.search(outside, 0, 36)
        if found and found.start() < 24 and not _NAMED_AFTER_EN.match(outside):
            before = _WORD.findall(outside[: found.start()])
            if len(before) < 3 and all(w.lower() in _COMMON_FIRST for w in before):
                return Hang.PRONOUN
        found = _THEM_EN.search(outside) if "them" in words else None
        if found and not _several_before(outside[: found.start()]):
            return Hang.PRONOUN
        if not words.isdisjoint(_PRONOUNS_EN) and (_SUBJECT_AFTER_EN.match(outside) or _subject_implied(outside)):
            return Hang.PRONOUN
        said = None if words.isdisjoint(_PAPERS_EN) else _PAPER_SAYS_EN.search(outside)
        if _REST_EN.match(outside):
            return Hang.CONNECTIVE
        two = _THE_TWO_EN.search(outside)
        if two and not _two_before(outside[: two.start()]):
            return Hang.DEFINITE
        if _DEFINITE_EN.match(outside) or (said and said.group(1) not in outside[: said.start()].lower()):
            return Hang.DEFINITE
    return Hang.NO


def _subject_implied(outside: str) -> bool:
    """Whether an English sentence opens on what somebody does, and calls whoever does it "he" where it names them."""
    found = _HE_AFTER_EN.search(outside) if _DOING_FIRST_EN.match(outside) else None
    if found is None:
        return False
    between = outside[: found.start()].split(", ")[1:]
    return not any(part[:4] not in ("who ", "whic") and not FINITE.isdisjoint(part.split()) for part in between)


def _two_before(text: str) -> bool:
    """Is there, before "the two", anything they can be: two names, "an officer … a boy", a list?"""
    names = [word for word in _WORD.findall(text)[1:] if word[:1].isupper()]
    return " and " in text or len(names) > 1 or len(_INDEFINITE_EN.findall(text)) > 1


def _names_before(text: str) -> bool:
    return any(word[:1].isupper() for word in _WORD.findall(text)[1:])


_ANTECEDENT_EN = re.compile(
    r"\b(?:an?|one|the) (?:[\w'-]+ ){0,3}?(?:man|woman|boy|girl|teen|teenager|officer|person|student|president"
    r"|minister|suspect|official|mother|father|driver"
    r"|patient|doctor|nurse|judge|senator|lawyer|actor|actress|singer|player|coach|victim|leader|pope|king|queen|prince"
    r"|princess|gunman|soldier|worker"
    r"|spokesman|spokeswoman|spokesperson|baby|child|\w+er|\w+or|\w+ist|\w+ian)\b",
    re.I,
)  # fmt: skip


def _several_before(text: str) -> bool:
    """Is there, before a "them", something in the plural it can stand for?"""
    words = [word.lower() for word in _WORD.findall(text)]
    return any(
        word in _PEOPLE_EN or (len(word) > 3 and word[-1] == "s" and word[-2] not in "'’sui" and word not in _UNITS_EN)
        for word in words
    )


def _person_before(text: str) -> bool:
    """Is there, before a "he", somebody it can stand for: a name after the first word, or "a woman"?"""
    words = _WORD.findall(text)
    if any(
        word[:1].isupper() and not word.isupper() and len(word) > 1 and word.lower() not in _CALENDAR_EN for word in words[1:]
    ):
        return True
    if words and words[0][:1].isupper() and not words[0].isupper() and len(words) > 1:
        first = words[0].lower()
        if first not in _COMMON_FIRST and not first.endswith(("ly", "ing", "ed")):
            return True
    return bool(_ANTECEDENT_EN.search(text))


_CALENDAR_EN = words_of(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october"
    " november december jan feb mar apr aug sept sep oct nov dec christmas easter thanksgiving"
)
#: words that open a sentence with a capital and name nobody
_COMMON_FIRST = words_of(
    "the a an in on at for with after before as when while during since if by from to of and but or both all some one"
    " two three many most"
    " according asked despite although though because until under over about last next this that these those there"
    " here what who why how"
    " where now then so yet once upon even not no only just still police officials authorities prosecutors"
    " investigators among amid among"
    " following speaking prior along earlier later twice once often sometimes soon late early today yesterday tomorrow"
    " tonight monday tuesday"
    " wednesday thursday friday saturday sunday january february march april may june july august september october"
    " november december"
    " nearly almost within without through throughout despite across against near like unlike behind beyond besides"
    " inside outside given"
    " having being instead perhaps maybe whether whatever whoever every each such other another few several more less"
    " than again ever"
    " never nobody nothing something everyone people sources witnesses critics supporters recently currently"
    " previously initially eventually"
    " because thanks together part half except regarding apart according with upon"
)


@lru_cache(maxsize=64)
def _person_words(lang: str | None) -> frozenset[str]:
    """What the words of the first and second person of a language begin with: "i" of "i'm"."""
    words = table(lang)
    return frozenset(part for word in (*words.first, *words.second) for part in _BARE_WORD.findall(word)[:1])


def persons_in(text: str, lang: str | None) -> tuple[bool, bool]:
    """Whether a sentence speaks in the first person, and whether it addresses the reader, outside its quotations."""
    words = table(lang)
    if not words.first and not words.second:
        return False, False
    if words.spaced and word_set(text).isdisjoint(_person_words(lang)):
        return False, False
    outside = without_quotations(text)
    if not words.spaced:
        return any(w in outside for w in words.first), any(w in outside for w in words.second)
    said = {word.replace("’", "'").lower() if word not in ("US", "Us") else "" for word in _WORD.findall(outside)}
    return not said.isdisjoint(words.first), not said.isdisjoint(words.second)


#: a paper's notes
_NOTES = re.compile(r"\((?:[^()]{0,80}[ ,])?(?:Figs?|refs?|Table|Eq)\.? ?\d|\([A-Z][^()\d]{2,60}, (?:19|20)\d\d[a-z]?\)")
_GLUED = re.compile(r"[a-z]{2}[.!?][A-Z][a-z]|\b[a-z]{4,}[A-Z][a-z]{2,}|\b\d+[a-z]+[A-Z]")
_MAY_BE_GLUED = re.compile(r"[a-z.!?][A-Z]")
CAPTION_WORDS = 12  # so long a line whose only verb may be a noun is the caption of a picture
_FOOTNOTES = re.compile(r"[a-z]{3}\d{1,2}(?:,\d{1,2})+\b")
#: before the first sentence nothing has been told to add to, or to guess about
_PRESUMING_EN = re.compile(
    r" also |^It (?:is|was) (?:still |not )?(?:yet )?(?:possible|likely|unlikely|unclear|clear|known|believed|thought)\b"
)
#: "2 In developed nations": the number of a note, which belongs to the sentence before
_NOTE_FIRST_EN = re.compile(
    r"\d{1,3}(?: ?, ?\d{1,3})* (?:An?|The|In|On|At|For|With|This|These|However|It|We|They|As|By|From|After|Although|While|When|If|There|Most"
    r"|Many|Several) [a-z]"
)
_CONTROLS = re.compile("[\x80-\x9f\ufffd]|â€|Ã[\x80-\xbf]")
#: "Though they called it a sauce.": a subordinate clause without its sentence.
_SUBORDINATE_ONLY_EN = re.compile(
    r"The (?:point|idea|problem|result|reason|upshot) being\b"
    r"|(?:Though|Although|Because|Whereas|Which|Who|Whose|Whom|While)\b(?=[^,—–;:]*[.]?$)"
)
#: what leads to another page, or to what stands beside the text there
_POINTS_EN = re.compile(
    r"\b(?:can|could|may|will) be (?:read|seen|found|viewed|watched|heard|downloaded) (?:here|below|above)\b", re.I
)
#: "Would recommend it": who?
_NOBODY_EN = re.compile(
    r"(?:Would|Will|Can|Could|Should|Must|Has|Does|Did) (?:highly |definitely |[a-z]+ly )?(?!not\b|the\b|an?\b)[a-z]+ "
)
#: "Thursday, was expecting", "Sunday when it rained" behind "6 p.m.", "L for a billion": the rest of a sentence that was cut at a stop
_BEHEADED_EN = re.compile(
    r"[B-HJ-Z] [a-z]|(?:Com|Org|Net)(?:,| [a-z])"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:, (?:is|was|were|are|has|had|have|will|would|said)"
    r"|(?: (?:morning|afternoon|evening|night))? (?:when|after|following|outside|inside|near))\b"
)
#: "according to police spokesman Const.": the name was cut off
_CUT_SHORT_EN = re.compile(r"\b(?:Const|Sgt|Lt|Det|Insp|Supt|Cpl|Capt|Cmdr|Lieut|Rev|Hon|Prof|Mrs?|Ms|Dr|Sen|Rep)\.$")
#: "No further details were released.": that there is nothing to tell
_NOTHING_EN = re.compile(
    r"\bno (?:further|other|additional|more) (?:details|information)\b"
    r"|\binvestigation (?:is|was|remains|into [^,.]{3,60} is) (?:still )?(?:[\"“]?active|ongoing|continuing|under ?way)\b"
    r"|\b(?:police|authorities|detectives|investigators|officials) (?:are|were) (?:still |continuing to )?"
    r"(?:investigat\w+|looking into|trying to (?:determine|figure out))\b[^,.]{0,60}\.$"
    r"|\b(?:is|are|was|were|remains?|remained) (?:still )?under investigation\b[^,.]{0,30}\.$|\bwith a few caveats\b"
    r"|\b(?:anyone|anybody|those|people) with (?:any )?(?:information|tips)\b|\bstory is developing\b",
    re.I,
)
#: "(Ada Lind/ Lorn Herald) An officer pours", the credit of a picture
_CREDIT = re.compile(
    r"\([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3} ?(?:/ ?[A-Z][^()]{1,40}|Videos?|Photos?|Images?|Pictures?|Graphics?)\) |Caption [A-Z]"
)
#: "A: Sign the ticket", "PHOTOS: …": an interview or a caption.
_TAGGED = re.compile(r"(?:[QA]|[A-Z][A-Z .'’-]{3,28})\s?[:.]\s")


def fragment(text: str, lang: str | None) -> bool:
    """Whether this is no whole statement: no verb outside its quotations, a quotation without a speaker, words run together."""
    if _TAGGED.match(text) or _CREDIT.match(text) or (text[:1] == "(" and text.rstrip(" .")[-1:] == ")"):
        return True
    if lang == "en" and (
        _SUBORDINATE_ONLY_EN.match(text)
        or _NOTE_FIRST_EN.match(text)
        or _BEHEADED_EN.match(text)
        or _CUT_SHORT_EN.search(text)
        or _NOBODY_EN.match(text)
        or _POINTS_EN.search(text)
        or _NOTHING_EN.search(text)
        or captions.is_caption(text)
    ):
        return True
    if garbled(text):
        return True
    outside = without_quotations(text)
    found = _WORD.findall(outside)
    if len(found) < 2 and _QUOTED.search(text):
        return True
    if ("(" in text and _NOTES.search(text)) or _FOOTNOTES.search(text):
        return True
    if "..." in outside or "…" in outside:
        return True  # words left out by the outlet, or gossip
    if (_MAY_BE_GLUED.search(text) and _GLUED.search(text)) or text.rstrip('"”’»').endswith(("...", "…", ":", ",")):
        return True
    if lang != "en":
        return False
    words = found if outside.isascii() else [w.replace("’", "'") for w in found]
    words = ["" if i and w[:1].isupper() else w.lower() for i, w in enumerate(words)]  # "Jared" is no verb
    return not has_verb(words, sure=len(words) >= CAPTION_WORDS)


def presuming(text: str) -> bool:
    """Whether a sentence that stands alone is none to open a page: it adds to something, or guesses about it."""
    return _PRESUMING_EN.search(text) is not None


def garbled(text: str) -> bool:
    """Whether letters were decoded wrongly somewhere on the way here."""
    return not text.isascii() and _CONTROLS.search(text) is not None


def balanced(text: str) -> bool:
    """Whether every quotation mark and bracket that opens in the text also closes in it."""
    for left, right in (("“", "”"), ("«", "»"), ("「", "」"), ("『", "』"), ("(", ")"), ("（", "）")):
        if text.count(left) != text.count(right) and not (left == "“" and text.count("„") == text.count("“")):
            return left == "«" and text.count("»") == text.count("«")
    return text.count('"') % 2 == 0
