"""Noun phrases that can stand as a heading: "Decision to close the harbour", "Tariffs on steel and aluminium". Pure.

Found by the words around them, without a tagger: a phrase begins after an article, a preposition, a verb or a stop and ends where its
last word is surely a noun and the next one surely none. Precision first: where a word may be the verb, there is no phrase.
Deletions only: a phrase is a part of its sentence, its leading article left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from newsloom.checking import cues, lexicon
from newsloom.checking.quoting import flat_words
from newsloom.model import Span
from newsloom.text import terms
from newsloom.text.verbs import ALSO_NOUNS, BE, FINITE, NOT_VERB_ED, PARTICIPLES, is_finite, words_of

MOST_WORDS = 8
ROLE = 0.4  # for "officials in Kiev", "founder of the firm"
MOST_JOINED = 3  # prepositions in one phrase

_TOKEN = re.compile(r"\S+")
_QUOTED = re.compile(r"[\"“«„][^\"“”«»„]*[\"”»“]")
#: what makes of the thing named a matter of dispute
_CONTESTED = re.compile(
    r"\b(?:accus\w+|alleg\w+|claim\w*|den(?:y|ies|ied|ying)|suspect\w*|rumou?r\w*|false\w*|hoax\w*|conspira\w+|purport\w*|supposed\w*|so-called"
    r"|fabricat\w+|unfounded|baseless|debunk\w+|disput\w+|refut\w+|acquitted|angeblich\w*|bestreite\w*|bestritt\w*|soll|sollen|presunt\w+|niega\w*"
    r"|niegan|présumé\w*|dément\w*|suposto\w*|suposta\w*|nega\w*)\b",
    re.I,
)
_CLAUSE_START = re.compile(r"[,;:–—]\s|\b(?:but|aber|pero|mais|mas)\b")
_MARKS = ",;:.!?\"“”'‘’()[]–—"
_ARTICLES = words_of("the a an")
_OWNERS = words_of("his her its their our my your")
_MODALS = words_of("will would can could may might must should shall to not n't cannot won't didn't don't doesn't never")
#: prepositions that a phrase may hold
_INSIDE = words_of("of for on in over with against to between from at about into toward towards among near")
#: of those, what after the object of a verb belongs to the object, as a rule
_OF_OBJECT = words_of("of over against between on for about")
#: words that are never part of a phrase
_NEVER = words_of(
    """i you he she it we they me him us them who whom whose which that this these those what how why when where while as if because
    although though since unless until than then there here so but or nor yet not no never also only just even still too very more most
    less least some any all both each every either neither other others another such same own one ones once again already almost nearly
    about around before after during despite through throughout across without within under above below behind beyond by via per amid
    off out up down away back ahead along like unlike according including following ever far long much many few several enough else
    instead rather quite mr mrs ms dr gov sen rep gen lt col sgt capt prof st rev today yesterday tomorrow tonight now later earlier ago
    soon monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
    november december jan feb mar apr jun jul aug sept oct nov dec way ways lot thing things part kind sort case fact end side time
    times day days week weeks month months year years hour hours minute minutes morning afternoon evening night weekend moment percent
    able due likely unlikely set ready expected supposed aware clear sure available responsible involved based known called worth at
    least got get gets getting got make makes made let lets go going come coming want wants used"""
)
#: what may open a phrase in the source and says nothing at its head
_IDLE_FIRST = words_of(
    "new first second third latest recent last next full whole entire main major big own early late next current former old good bad"
)
#: plurals that stand before other nouns
_PLURAL_FIRST = words_of(
    """arms weapons rights sales sports news jobs politics savings drugs sanctions human united states nations women's men's veterans
    operations communications services systems materials resources affairs games honours honors goods elections relations"""
)
#: "decision to close": nouns that an infinitive completes
_TO_NOUNS = words_of(
    """plan plans decision decisions bid bids effort efforts push vow pledge pledges agreement refusal attempt attempts campaign call calls
    offer right order orders request promise promises threat threats proposal proposals deal intention move law bill measure resolution
    chance failure fight race vote deadline mission power authority ability willingness"""
)
_NOT_LAST = words_of(
    """black white red green blue grey gray young rich poor dead himself herself itself themselves last first second third next own
    only other late early mr united new north south east west saint san los las el al de former prime vice secretary-general
    president minister senator"""
)
_PREDICATES = words_of("is are was were be been being as became become becomes called remains remained not")
_SURE_VERB = BE | words_of("says does")
_NOUNS_ING = words_of(
    """meeting hearing ruling shooting building killing bombing spending funding filing offering opening landing training warning briefing
    housing financing lending banking farming fishing drilling fracking testing voting polling policing policymaking trading shipping
    racing boxing finding feeling wedding gathering crossing understanding beginning evening morning thing king ring wing string spring
    ceiling being hacking spying bullying vaping doping smuggling trafficking laundering shelling stabbing mining planning pricing
    rating setting standing surveillance sentencing beating painting recording warming wiretapping tampering meddling lobbying
    redistricting gerrymandering"""
)
_MONTHS = words_of("january february march april may june july august september october november december")
_CALENDAR = _MONTHS | words_of("monday tuesday wednesday thursday friday saturday sunday")
#: a full stop that ends nothing: "U.S.", "Robert S.", "Gov."
_ABBREVIATED = re.compile(r"(?:[A-Z]\.)+|(?:Gov|Sen|Rep|Gen|Mr|Mrs|Ms|Dr|St|Lt|Jr)\.")
#: who says it, or who is told of: a heading of them names no matter
_ROLES = words_of(
    """congressman congresswoman mayor official officials member members editor director chairman chief founder graduate graduates user
    users senator senators governor judge president minister spokesman spokeswoman adviser advisers aide aides lawyer lawyers
    attorney attorneys manager analyst analysts expert experts critic critics activist activists resident residents supporter
    supporters prosecutor prosecutors author authors host professor researcher researchers scientist scientists doctor doctors
    surgeon surgeons mother father woman women man men people group groups candidate candidates lawmaker lawmakers republican
    republicans democrat democrats politician source sources agency agencies investigator investigators reporter reporters
    journalist secretary commissioner conference interview statement news network outlet outlets newspaper strategist leader leaders
    ambassador counsel staff team unit office department committee organization organisation company firm administration secretaries
    executive executives economist economists voter voters citizen citizens veteran witness witnesses observer observers majority
    minority number string series variety array host couple husband wife brother sister cousin uncle aunt son daughter parent parents friend
    friends neighbour neighbours neighbor neighbors owner owners winner winners co-author co-authors"""
)
#: "Iranian files", "FBI agents", "Brandt's aides", not "Brandt grabs"
_ADJECTIVE_NAME = re.compile(r"(?:an|ese|ish|ch|ic|al|crat|crats|'s|’s|-\w+|[A-Z.]{2,})$")
_DASHES = ("-", "–", "—", "―")
_NUMBERS = words_of(
    "two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands million billion trillion"
)
_MAYBE_VERBS = words_of("run win grow watch wait rally march rank rule ally trade pressure change fight fund guard question")
_HELPERS = words_of("help helps helped let lets and")


@dataclass(frozen=True, slots=True)
class Phrase:
    span: Span  #: in the sentence
    quality: float  #: in (0, 1]: how well it reads as a heading


class _Word(NamedTuple):
    start: int
    end: int
    raw: str
    bare: str

    @property
    def capital(self) -> bool:
        return self.raw.lstrip(_MARKS)[:1].isupper()

    @property
    def stops(self) -> bool:
        """Whether a mark after it ends what it is part of."""
        return self.raw[-1:] in _MARKS and self.raw[-2:] not in ("s'", "s’") and not self.abbreviated

    @property
    def abbreviated(self) -> bool:
        return bool(_ABBREVIATED.fullmatch(self.raw))


@lru_cache(maxsize=2048)  # a sentence gives headings, and is asked again whether it has them
def find(text: str, lang: str | None) -> tuple[Phrase, ...]:
    """The phrases of one sentence that can be headings, in order; none for languages without rules here."""
    return tuple(_english(text) if lang == "en" else _by_pattern(text, lang))


def heads(text: str, sentence: str, lang: str | None) -> bool:
    """Whether a text is a noun phrase of the sentence that may stand as a heading by itself.

    It states nothing, so that who says it may be missing; not so if the sentence denies, doubts or disputes what it names.
    """
    wanted = flat_words(text)
    for phrase in find(sentence, lang):
        if flat_words(sentence[phrase.span.start : phrase.span.end]) != wanted:
            continue
        if _CONTESTED.search(sentence):
            return False
        clause = _CLAUSE_START.split(sentence[: phrase.span.start])[-1]
        if not (cues.negations(clause, lang) or cues.hedges(clause, lang) or cues.conditions(clause, lang)):
            return True
    return False


# ---------------------------------------------------------------------------------------------- English


def _english(text: str) -> list[Phrase]:
    words = [_word(m) for m in _TOKEN.finditer(text)]
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    bases = _bases(words)
    ends = dict(bases)
    found: list[Phrase] = []
    for first, last in bases:
        start = _begins(words, first, last)
        if start is None:
            continue
        of_verb = first > 0 and _verb_before(words, first)
        for end, quality in _ends(words, start, last, ends, of_verb=of_verb):
            opening = len(words[start].raw) - len(words[start].raw.lstrip(_MARKS))
            span = Span(
                words[start].start + opening, words[end].start + len(words[end].raw.rstrip(_MARKS if words[end].stops else ""))
            )
            if any(a < span.end and span.start < b for a, b in quoted):
                continue
            quality *= _reads(words[start : end + 1]) * (ROLE if _is_role(words[start : last + 1]) else 1.0)
            if quality > 0:
                found.append(Phrase(span, quality))
    return found


def _word(m: re.Match[str]) -> _Word:
    bare = m.group().strip(_MARKS).lower().replace("’", "'")
    return _Word(m.start(), m.end(), m.group(), bare)


def _nominal(words: Sequence[_Word], i: int) -> bool:
    """Whether word `i` can be part of the run of words before and with a noun."""
    word = words[i]
    bare = word.bare.removesuffix("'s")
    if word.raw in _DASHES:
        return False
    if not bare or bare in _NEVER or bare in _INSIDE or bare in _ARTICLES or bare in _OWNERS or bare in _MODALS or bare in BE:
        return False
    if word.raw[:1] in '("“‘[' or "'" in bare or (word.raw.startswith("$") and len(word.raw) < 3):
        return False
    if word.capital and i and not words[i - 1].stops:
        return True
    if bare.endswith("ly") and bare not in (
        "family",
        "supply",
        "assembly",
        "ally",
        "rally",
        "monopoly",
        "anomaly",
        "fly",
        "july",
    ):
        return False
    if bare == "and" or terms.is_stop(bare, "en"):
        return False
    previous = words[i - 1].bare if i else ""
    if bare.endswith("ing") and word.capital:
        return i > 0 and not words[i - 1].stops
    if bare in FINITE or bare in _MAYBE_VERBS or is_finite(bare, previous):
        # after an adjective or an article a listed verb is a noun: "the trade talks", where what follows is none
        return (bare in ALSO_NOUNS or bare in _MAYBE_VERBS) and i > 0 and (previous in _ARTICLES or _adjective(previous))
    if bare.endswith(
        "ing"
    ):  # "the opening ceremony", "over fishing rights", not "after opening talks" nor "Democrats reacting"
        if i == 0 or previous in _ARTICLES or _adjective(previous):
            return i > 0
        following = words[i + 1].bare if i + 1 < len(words) and not word.stops else ""
        first_of_two = following.endswith("s") and following not in FINITE and previous in _INSIDE
        return bare in _NOUNS_ING and (first_of_two or _compound(words, i))
    return True


def _compound(words: Sequence[_Word], i: int) -> bool:
    """Whether the word before can be the first part of a compound: "city council meeting", not "Iowan running"."""
    before = words[i - 1]
    return (
        not before.stops
        and not before.capital
        and before.bare not in _INSIDE
        and lexicon.look(before.bare).noun
        and not before.bare.endswith("s")
    )


def _adjective(word: str) -> bool:
    return (
        word.endswith(("al", "ic", "ive", "ous", "ary", "ful", "less", "able", "ible", "ed", "ent", "ant", "ish", "ese", "ian"))
        and not lexicon.look(word).noun
    )


def _bases(words: Sequence[_Word]) -> list[tuple[int, int]]:
    """Runs of adjectives and nouns, each ending in a noun: first and last word of each."""
    found: list[tuple[int, int]] = []
    i = 0
    while i < len(words):
        if not _nominal(words, i) or _infinitive(words, i):
            i += 1
            continue
        first = last = i
        while last + 1 < len(words) and not words[last].stops and _nominal(words, last + 1):
            last += 1
            if words[last].bare.endswith("'s") and not words[last - 1].capital and not _adjective(words[last - 1].bare):
                first = last  # "address Iran's concerns"
        if _noun_last(words, first, last) and _sure_end(words, last):
            found.append((first, last))
        i = last + 1
    return found


def _infinitive(words: Sequence[_Word], i: int) -> bool:
    """Whether a word is the verb after "to" or "will"."""
    if not i or words[i].capital:
        return False
    k = i - 1
    while k > 0 and words[k].bare.endswith("ly"):
        k -= 1
    return words[k].bare in _MODALS and (words[k].bare != "to" or not words[i].bare.endswith(("s", "ing", "ion")))


def _noun_last(words: Sequence[_Word], first: int, last: int) -> bool:
    word = words[last]
    bare = word.bare
    if bare.endswith("'s") or bare in _NOT_LAST or bare in _NUMBERS or word.raw[:1].isdigit() or "--" in word.raw:
        return False
    if any(  # "sanctions target banks": a plural before another noun is rather a subject before its verb
        w.bare.endswith("s") and not w.capital and not w.bare.endswith(("ss", "us", "is", "'s")) and w.bare not in _PLURAL_FIRST
        for w in words[first:last]
    ):
        return False
    if (
        bare.endswith("s")
        and last == first + 1
        and words[first].capital
        and not word.capital
        and not _ADJECTIVE_NAME.search(words[first].raw)
    ):
        return False  # "Brandt grabs"
    if "-the-" in bare or (bare.count("-") and bare.split("-")[0] in _INSIDE):
        return False
    if word.capital and last:
        return not (word.abbreviated and len(word.raw) == 2)  # "Robert S."
    if len(bare) < 3 or not bare.replace("-", "").isalpha():
        return False
    tail = bare.rsplit("-", 1)[-1]
    if (
        (tail.endswith("ing") and tail not in _NOUNS_ING)
        or (tail.endswith("ed") and tail not in NOT_VERB_ED)
        or tail.endswith("est")
    ):
        return False
    return lexicon.look(tail).noun and bare not in PARTICIPLES and not _adjective(bare)


def _sure_end(words: Sequence[_Word], last: int) -> bool:
    """Whether what follows the run is surely no part of it, and its last word surely no verb."""
    if last + 1 >= len(words) or words[last].stops:
        return True
    following = words[last + 1].bare
    if (
        (words[last + 1].capital and following not in _CALENDAR)
        or following in ALSO_NOUNS
        or (following in FINITE and following.endswith("s") and following not in _SURE_VERB)
    ):
        return False  # "murder charges" or "the court charges"?
    if words[last].bare in ALSO_NOUNS and following in ("for", "on", "to", "that", "in", "at", "up", "with", "the", "a", "an"):
        return last > 0 and (words[last - 1].bare in _ARTICLES or _adjective(words[last - 1].bare))
    return bool(following) and words[last + 1].raw[:1] not in "'’"


def _is_role(run: Sequence[_Word]) -> bool:
    """Whether a run of words names who somebody is: "officials", "House leader Ada Lind"."""
    heads = [w.bare for w in run if not w.capital]
    return run[-1].bare in _ROLES or (run[-1].capital and any(w in _ROLES for w in heads[-1:]))


def _verb_before(words: Sequence[_Word], first: int) -> bool:
    k = first - 1
    while k >= 0 and (words[k].bare in _ARTICLES or words[k].bare in _OWNERS or words[k].bare.endswith("ly")):
        k -= 1
    if k < 0 or words[k].stops:
        return False
    bare = words[k].bare
    return bare in FINITE or bare in PARTICIPLES or bare.endswith(("ed", "ing")) or _infinitive(words, k)


def _begins(words: Sequence[_Word], first: int, last: int) -> int | None:
    """Where the phrase of this run begins, idle words at its front left out; None if it cannot stand by itself."""
    if first and not words[first - 1].stops:
        before = words[first - 1]
        if (
            before.bare.endswith("'s")
            or before.bare in ("mr", "mrs", "ms", "dr", "gov", "sen", "rep", "st", "mount")
            or before.abbreviated
        ):
            return None
        if before.bare in ("and", "or", "then") and not words[first].capital:
            return None  # "security and economic matters" begins at "security"; "and grab handfuls of cash"
        if before.bare in _HELPERS and not words[first].capital and before.bare != "and":
            return None  # "helped elect the mayor"
        if before.bare in _ARTICLES and first > 1 and words[first - 2].bare in _PREDICATES:
            return None  # "is a threat to the port": what somebody says of a thing is not its name
        if before.bare == "of" and first > 1 and words[first - 2].capital and words[first].capital:
            return None  # "the Party of Regions"
        if before.bare in _MONTHS or (before.bare == "of" and not words[first].capital and first == last):
            return None  # "June 25 special election", "secretary of state"
        if before.bare.isdigit() or before.bare in ("more", "other", "another", "such", "same", "own"):
            return None
    if words[first].bare.endswith("ed") and (
        not first or words[first - 1].stops or words[first - 1].bare not in _ARTICLES | _OWNERS | _INSIDE
    ):
        return None  # "the files included surveillance videos"
    while first < last and words[first].bare in _IDLE_FIRST and not words[first + 1].capital:
        first += 1
    return first


def _ends(words: Sequence[_Word], first: int, last: int, ends: dict[int, int], *, of_verb: bool) -> Iterator[tuple[int, float]]:
    """Words with which a phrase beginning at `first` can end, the run itself first, then with what prepositions and "and" join to it."""
    yield last, 0.85 if last > first else 0.5
    joined, end, quality = 0, last, 1.0
    pending = False  #: a "between" that wants its "and"
    while joined < MOST_JOINED and end + 2 < len(words) and not words[end].stops:
        link = words[end + 1].bare
        at = end + 2
        if link == "to" and words[end].bare in _TO_NOUNS and _infinitive(words, at) and at + 1 < len(words):
            at += 1
            link = "infinitive"
        if words[at - 1].stops:
            return
        if at < len(words) and words[at].bare in _ARTICLES:
            at += 1
        run = ends.get(at)
        if run is None or run - first >= MOST_WORDS:
            return
        if link == "and":
            after = words[run + 1].bare if run + 1 < len(words) and not words[run].stops else ""
            if is_finite(after, words[run].bare) or after in _MODALS:
                return  # "and officials said" begins another clause
            quality *= 0.95
        elif link in _INSIDE or link == "infinitive":
            if words[end].capital and not joined and link not in ("of", "in") and not words[end].bare.endswith("s"):
                return  # "exempted Brazil | from tariffs"
            if of_verb and not joined and link not in _OF_OBJECT and link != "infinitive":
                return  # "sentenced the men to death"
            if link == "on" and words[at].bare in _NEVER:
                return
        else:
            return
        joined += 1
        end = run
        pending = link == "between" or (pending and link != "and")
        if not pending:
            yield end, quality


def _reads(words: Sequence[_Word]) -> float:
    """How well the words read as a heading, by their number and what they are."""
    n = len(words)
    if n > MOST_WORDS or any(w.stops for w in words[:-1]):
        return 0.0
    if n == 1:
        return 0.0
    if not any(not w.capital and w.bare not in _INSIDE and w.bare not in _ARTICLES and w.bare != "and" for w in words):
        return 0.35 if n <= 5 else 0.0  # names alone say little
    if words[0].bare.endswith("'s") and not words[0].capital:
        return 0.5  # "panel's Republicans": which panel?
    return (0.0, 0.0, 0.65, 0.95, 1.0, 1.0, 1.0, 0.95, 0.85)[n]


# ---------------------------------------------------------------------------------------------- other languages

_NOUN_DE = r"[A-ZÄÖÜ][a-zäöüß]{3,}(?:-[A-ZÄÖÜ]?[a-zäöüß]+)*"
#: the noun after an article that leaves it as it is, and what follows it in the genitive or with a preposition
_GERMAN = re.compile(
    rf"(?:(?<=\b[Dd]ie )|(?<=\b[Dd]as )|(?<=\b[Dd]er )|(?<=\b[Ee]ine )|(?<=\b[Ee]in )|^)"
    rf"{_NOUN_DE} (?:(?:der|des) {_NOUN_DE}|(?:um|über|gegen|für|mit|zwischen|an|in|auf|bei|von|nach) (?:(?:den|die|das|der|dem) )?{_NOUN_DE})"
    rf"(?: (?:in|der|des|und|mit) {_NOUN_DE})?"
)
_NOUN_ROMANCE = r"[a-zà-ÿ]{4,}"
_NAME = r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,2}"
_OF = {
    "es": r"(?:de la|del|de los|de las|de|contra la|contra el|contra|sobre la|sobre el|sobre|entre)",
    "fr": r"(?:de la|du|des|de l['’]|d['’]|de|contre la|contre le|contre|sur la|sur le|sur les|entre)",
    "pt": r"(?:da|do|das|dos|de|contra a|contra o|contra|sobre a|sobre o|entre)",
    "it": r"(?:della|del|dello|delle|dei|degli|dell['’]|di|contro la|contro il|contro|sulla|sul|tra)",
}
_THE = {
    "es": r"(?:(?<=\bla )|(?<=\bel )|(?<=\blos )|(?<=\blas )|(?<=\bLa )|(?<=\bEl )|(?<=\bLos )|(?<=\bLas ))",
    "fr": r"(?:(?<=\bla )|(?<=\ble )|(?<=\bles )|(?<=\bLa )|(?<=\bLe )|(?<=\bLes )|(?<=\b[lL]['’]))",
    "pt": r"(?:(?<=\ba )|(?<=\bo )|(?<=\bos )|(?<=\bas )|(?<=\bA )|(?<=\bO )|(?<=\bOs )|(?<=\bAs ))",
    "it": r"(?:(?<=\bla )|(?<=\bil )|(?<=\bi )|(?<=\ble )|(?<=\bgli )|(?<=\bLa )|(?<=\bIl )|(?<=\bI )|(?<=\bLe )|(?<=\b[lL]['’]))",
}
_ROMANCE = {
    lang: re.compile(rf"{_THE[lang]}{_NOUN_ROMANCE}(?: {_OF[lang]} ?(?:{_NAME}|{_NOUN_ROMANCE})(?![\w’'-])){{1,2}}")
    for lang in _OF
}

#: adjectives that stand before their noun: "fermeture du vieux | pont"
_BEFORE_NOUN = {
    "es": words_of(
        "nuevo nueva nuevos nuevas viejo vieja viejos viejas gran grandes primer primero primera primeros primeras segundo segunda tercer"
        " tercera último última últimos últimas buen buena mal mala mejor mejores peor peores próximo próxima antiguo antigua futuro futura"
        " mismo misma otro otra otros otras propio propia mayor pequeño pequeña"
    ),
    "fr": words_of(
        "vieux vieil vieille vieilles nouveau nouvel nouveaux nouvelle nouvelles grand grande grands grandes petit petite petits petites bon"
        " bonne bons bonnes mauvais mauvaise beau bel belle belles premier première premiers premières second seconde deuxième troisième"
        " dernier dernière derniers dernières jeune jeunes gros grosse long longue haut haute futur future ancien ancienne anciens anciennes"
        " même mêmes autre autres prochain prochaine double plus"
    ),
    "pt": words_of(
        "novo nova novos novas velho velha velhos velhas grande grandes primeiro primeira primeiros primeiras segundo segunda terceiro"
        " terceira último última últimos últimas melhor melhores pior piores antigo antiga futuro futura próximo próxima mesmo mesma outro"
        " outra outros outras próprio própria maior pequeno pequena"
    ),
    "it": words_of(
        "nuovo nuova nuovi nuove vecchio vecchia vecchi vecchie grande grandi primo prima primi prime secondo seconda terzo terza ultimo"
        " ultima ultimi ultime migliore migliori peggiore antico antica futuro futura stesso stessa altro altra altri altre prossimo"
        " prossima maggiore piccolo piccola"
    ),
}


def _by_pattern(text: str, lang: str | None) -> list[Phrase]:
    pattern = _GERMAN if lang == "de" else _ROMANCE.get(lang or "")
    if pattern is None:
        return []
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    found = []
    for m in pattern.finditer(text):
        parts = m.group().split()
        if len(parts) <= MOST_WORDS and not any(a < m.end() and m.start() < b for a, b in quoted):
            last = parts[-1].lower()
            if terms.is_stop(parts[0].lower(), lang) or terms.is_stop(last, lang) or last in _BEFORE_NOUN.get(lang or "", ()):
                continue
            found.append(Phrase(Span(m.start(), m.end()), 0.9))
    return found
