"""One of two words that exclude each other, said of the same thing: "denied" for "admitted", "lower" for "higher". Pure.

Of each such word the words around it in its clause are looked at: where the source has them around the counterpart, and not around the
word itself, it is a contradiction. By tables of words, in seven languages; so are exchanged names of the passive, conditions and what only
another is said not to have done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from newsloom.checking import cues, quoting
from newsloom.checking.cues import word_set
from newsloom.checking.facts import Fault
from newsloom.checking.pivots import stems_of, told_as_fact
from newsloom.checking.source import Piece, stem_table
from newsloom.text import names as name_words

AROUND = 9  # words before and after a word among which what it is said of is looked for
LEAST = 2.0  # weight of the words around that both have
MOST = 0.6  # … as a share of those around the word in the claim
SOME = 0.5  # of them that are no part of a name, likewise
NAMED = 3.0  # weight of a part of a name; of any other word 1

#: a line: words that say the same | words that exclude them
_LINES = {
    "en": """
admit admits admitted admitting acknowledge acknowledged acknowledges concede conceded confess confessed | deny denies denied denying
grant grants granted granting release released | refuse refuses refused refusing denied
discover discovered discovers spotted noticed detected | cause caused causes causing
reported reports | committed commits
increase increases increased rise rises rose risen grew grown gained | decrease decreased decline declined fall falls fell fallen drop dropped
accepted approved backed | rejected
supports supported | opposes
longer | shorter
higher taller | lower
older | younger
larger bigger greater | smaller
faster quicker | slower slowly
heavier | lighter
richer | poorer
stronger | weaker
cheaper | dearer costlier
earlier sooner | later
twice double | half
few | many most
some | most
half | most few
voted backed | opposed
""",
    "de": """
gesteht gestand räumte räumt eingeräumt zugegeben zugab gab | bestreitet bestritt bestritten leugnet leugnete geleugnet dementierte
entdeckte entdeckt entdeckten fand bemerkte | verursachte verursacht verursachten
gemeldet meldete | begangen beging
länger längere längste | kürzer kürzere
größer größere | kleiner kleinere
höher höhere | niedriger niedrigere
älter ältere | jünger jüngere
schneller | langsamer
stärker | schwächer
teurer | billiger günstiger
früher | später
erlaubt erlaubte genehmigt genehmigte bewilligt bewilligte | verweigert verweigerte verboten verbot abgelehnt
unterstützt unterstützte unterstützen befürwortet befürworten | kritisiert lehnt lehnen ablehnt
doppelt | halb
wenige | viele meisten
einige | meisten
""",
    "es": """
admite admitió admitido reconoce reconoció reconocido confiesa confesó | niega negó negado desmiente desmintió
descubrió descubrieron halló encontró | causó causaron provocó
denunciado denunciada denunció | cometido cometida cometió
grande grandes mayor | pequeño pequeña pequeños pequeñas menor
largo larga | corto corta
alto alta | bajo baja
rápido rápida | lento lenta
caro cara | barato barata
apoya apoyan apoyó respalda respaldan | rechaza rechazan rechazó opone oponen
concedió concede concedido | negó niega denegó denegado rechazó
doble | mitad
pocos pocas | muchos muchas mayoría
algunos algunas | mayoría
""",
    "fr": """
admet admis admise reconnaît reconnu reconnue avoue avoué | nie nié niée dément démenti
découvert découverte découvrit trouvé | causé causée provoqué provoquée
signalé signalée | commis commise
long longue longs longues | court courte courts courtes
grand grande grands grandes | petit petite petits petites
haut haute | bas basse
rapide rapides | lent lente
cher chère | économique
vieux vieille âgé âgée | jeune
soutient soutiennent soutenu appuie approuve | oppose opposent rejette rejettent rejeté
accordé accorde | refusé refuse
double | moitié
peu | beaucoup plupart
""",
    "it": """
ammette ammesso riconosce riconosciuto confessa confessato | nega negato smentisce smentito
scoperto trovato | causato provocato
lungo lunga | corto corta
grande grandi | piccolo piccola
alto alta | basso bassa
sostiene sostengono appoggia | respinge respingono
""",
    "pt": """
admite admitiu reconhece reconheceu confessou | nega negou desmente desmentiu
descobriu encontrou | causou provocou
longo longa | curto curta
grande grandes maior | pequeno pequena menor
alto alta | baixo baixa
apoia apoiam apoiou | rejeita rejeitam rejeitou
""",
    "nl": """
geeft gaf erkent erkende bekende toegegeven | ontkent ontkende ontkend
ontdekte ontdekt vond | veroorzaakte veroorzaakt
langer | korter
groter | kleiner
hoger | lager
ouder | jonger
sneller | langzamer
steunt steunen steunde | verwerpt verwerpen verwierp
""",
}  # fmt: skip
_NOT = word_set(
    "not never no without nicht nie kein keine ohne nunca ni sin pas jamais sans ne n non mai não nem niet geen nor neither cannot"
)
_THEM = word_set(
    "he him she her they them it ihn ihm ihr ihnen er sie es él ella ellos ellas lo le les il elle ils elles lui leur egli lei loro ele ela"
    " hij zij hem"
)
_CLAUSE = re.compile(
    r"[.;:!?()“”\"](?=\s|$)|,(?= (?:which|whose|who|den|dem|die|deren|dessen|qui|dont|quien|cuyo|che|said|says|sagte|dijo) )"
    r"|\s(?:but|and|while|whereas|aber|und|sondern|während|pero|y|sino|mientras|mais|et|tandis|ma|e|mentre|mas|enquanto|maar|en|terwijl)(?=\s)",
    re.I,
)


@cache
def _sides(lang: str) -> dict[str, tuple[tuple[int, int], ...]]:
    """Word → (line, side) of each line that has it."""
    found: dict[str, list[tuple[int, int]]] = {}
    for number, line in enumerate(_LINES.get(lang, "").strip().splitlines()):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                found.setdefault(word, []).append((number, side))
    return {word: tuple(places) for word, places in found.items()}


def faults(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """What the claim says with the one word and the sentences read with the other."""
    return [
        *_excluded(claim, near),
        *_passive(claim, near),
        *_not_by(claim, near),
        *_conditions(claim, near),
        *_elsewhere(claim, near),
    ]


# ---------------------------------------------------------------------------------------------- the word and its counterpart


@dataclass(frozen=True, slots=True)
class _Said:
    """A word of the table where it stands."""

    word: str
    places: tuple[tuple[int, int], ...]  #: its lines, with its side of each
    around: frozenset[str]  #: stems of the words around it in its clause, without those of the table
    denied: bool
    joined: bool  #: its clause leaves out what the one before it names: "and granted one to"
    hangs: bool  #: its clause names nobody, but speaks of "him", or of nobody


def _excluded(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    table = _sides(claim.lang or "en")
    if table.keys().isdisjoint(claim.words):
        return []
    names = _named(claim)
    for mine in _said(claim, table):
        if len(mine.around) < LEAST:
            continue
        same = other = 0.0
        shown = ""
        for piece in near:
            for theirs in _said(piece, table):
                side = _side(mine.places, theirs.places)
                shared = _weight(mine.around & theirs.around, names)
                if side is None or not shared:
                    continue
                if side == (mine.denied == theirs.denied):  # the same word, or the denied counterpart
                    same = max(same, shared)
                elif shared > other and _same_thing(mine, theirs, names, piece):
                    other, shown = shared, theirs.word
        if shown and other > same:
            return [Fault("opposite", f"“{mine.word}”: the passage says “{shown}”", True, placed=True)]
    return []


def _same_thing(mine: _Said, theirs: _Said, names: frozenset[str], piece: Piece) -> bool:
    """Whether so much of what stands around a word stands around its counterpart that they are said of one thing.

    Args:
        names: those of the claim. piece: the sentence of the counterpart.
    """
    told = frozenset() if theirs.hangs else names & piece.stemset
    if names and not told and not theirs.hangs and (_named(piece) - names) & theirs.around:
        return False  # said of somebody else
    plain, both = mine.around - names, mine.around & theirs.around
    known = theirs.around | piece.stemset if theirs.joined else theirs.around
    whole = _weight(mine.around - (names - told), names)
    return len(plain & known) >= SOME * len(plain) and _weight(both, names) >= max(LEAST, MOST * whole)


def _named(piece: Piece) -> frozenset[str]:
    return frozenset(stem for name in piece.names for stem in stems_of(name.text, piece))


def _side(mine: tuple[tuple[int, int], ...], theirs: tuple[tuple[int, int], ...]) -> bool | None:
    """Whether two words stand on one side of a line; None if they share none."""
    pairs = [side == other for line, side in mine for number, other in theirs if number == line]
    return any(pairs) if pairs else None


def _weight(stems: frozenset[str], names: frozenset[str]) -> float:
    return sum(NAMED if stem in names else 1.0 for stem in stems)


def _said(piece: Piece, table: dict[str, tuple[tuple[int, int], ...]]) -> Iterator[_Said]:
    """Each word of the table in a sentence, in order."""
    if table.keys().isdisjoint(piece.words):
        return
    stems, names = stem_table(piece.lang), _named(piece)
    at = 0
    for end in (*_cuts(piece, table), len(piece.text)):
        words, start = quoting.WORD.findall(piece.lower[at:end]), at
        at = end
        for number, word in enumerate(words):
            if word not in table:
                continue
            beside = words[max(0, number - AROUND) : number] + words[number + 1 : number + 1 + AROUND]
            around = frozenset(stem for w in beside if (stem := stems[w]) and w not in table)
            joined = start > 0 and piece.text[start] not in ".;:!?"
            hangs = not _THEM.isdisjoint(beside) or (joined and around.isdisjoint(names))
            yield _Said(word, table[word], around, not _NOT.isdisjoint(words[max(0, number - 3) : number]), joined, hangs)


def _cuts(piece: Piece, table: dict[str, tuple[tuple[int, int], ...]]) -> list[int]:
    """Where clauses begin, also those that begin on a word of the table: "…, gab aber zu"."""
    found = {m.start() for m in _CLAUSE.finditer(piece.text)}
    return sorted(found | {m.start() for m in _COMMA.finditer(piece.lower) if m[1] in table})


_COMMA = re.compile(r", (\w+)")


# ---------------------------------------------------------------------------------------------- the passive

#: language → what makes a passive, what stands before who did it
_VOICE = {
    "de": (r"\b(?:wurden?|wird|werden|worden)\b", r"\b(?:von|vom|durch)\b"),
    "es": (r"\b(?:fue|fueron|(?:ha|han|había) sido|es|son)\b", r"\bpor\b"),
    "fr": (r"\b(?:(?:a|ont|avait|avaient) été|est|sont|fut|furent)\b", r"\bpar\b"),
    "it": (r"\b(?:(?:è|sono|era) stat[oaie]|viene|fu|furono)\b", r"\bd(?:a|al|alla|allo|ai)\b"),
    "pt": (r"\b(?:foi|foram|é|são)\b", r"\b(?:por|pel[oa]s?)\b"),
    "nl": (r"\b(?:werd|werden|wordt|worden)\b", r"\bdoor\b"),
    "en": (r"\b(?:was|were|is|are|been|being)\b", r"\bby\b"),
}
_VOICES = {lang: (re.compile(be, re.I), re.compile(by, re.I)) for lang, (be, by) in _VOICE.items()}


def _passive(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "A was criticised by B" for "B was criticised by A"."""
    mine = _struck(claim)
    if mine is None:
        return []
    for piece in near:
        theirs = _struck(piece)
        if theirs is None or not theirs[2] & mine[2]:
            continue
        if mine[0] == theirs[1] and mine[1] == theirs[0] and mine[0] != mine[1]:
            return [Fault("roles", f"“{mine[0]}”: in the passage it is done by them", True, placed=True)]
    return []


def _struck(piece: Piece) -> tuple[str, str, frozenset[str]] | None:
    """Of a sentence in the passive the last name of whom it struck, that of who did it, and its other words."""
    pattern = _VOICES.get(piece.lang or "en")
    be = pattern[0].search(piece.text) if pattern else None
    by = pattern[1].search(piece.text, be.end()) if pattern and be else None
    if be is None or by is None:
        return None
    before = [name for name in piece.names if name.end <= be.start()]
    behind = [name for name in piece.names if name.end > by.end()]
    if not before or not behind:
        return None
    named = stems_of(f"{before[-1].text} {behind[0].text}", piece)
    return before[-1].key.rpartition(" ")[2], behind[0].key.rpartition(" ")[2], piece.stemset - named


# ---------------------------------------------------------------------------------------------- not by

_NOT_BY = re.compile(
    r"(?P<not>\b(?:not|nicht|no|pas|non|não|niet) )?\b(?P<by>by|from|in|for|because of|von|vom|in|wegen|por|en|par|dans|da|dal|door)"
    r" (?:the |a |an |his |her |its |their |der |die |das |dem |den |el |la |los |las |le |les |l['’]|un |una |une )?(?P<what>\w+)",
    re.I,
)


def _not_by(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "Reported by the bank" for "reported by the accountant, not by the bank"."""
    denied = [(m, piece) for piece in near if _may_deny(piece) for m in _NOT_BY.finditer(piece.text) if m["not"]]
    if not denied:
        return []
    for match in _NOT_BY.finditer(claim.text):
        if match["not"]:
            continue
        for other, piece in denied:
            if (match["by"].lower(), match["what"].lower()) != (other["by"].lower(), other["what"].lower()):
                continue
            rest = claim.stemset - stems_of(match["what"], claim)
            if len(rest & piece.stemset) >= max(LEAST, MOST * len(rest)) and not cues.plain_negations(claim.text):
                return [Fault("negation", f"“{match[0].strip()}”: the passage says “{other[0].strip()}”", True, placed=True)]
    return []


# ---------------------------------------------------------------------------------------------- conditions, places

#: English has rules of its own for them (`pivots`)
_IF = {
    lang: re.compile(rf"\b(?:{words})\b", re.I)
    for lang, words in {
        "de": "falls|wenn|sofern|es sei denn", "es": "si|siempre que", "fr": "si|s['’]il|à condition que", "it": "se|purché",
        "pt": "se|caso", "nl": "indien|mits|tenzij",
    }.items()
}  # fmt: skip
_ENDS = re.compile(r"[,;.](?=\s|$)")


def _conditions(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """What only a condition says, told as a fact: "weil der Landtag zustimmt" for "falls der Landtag zustimmt"."""
    pattern = _IF.get(claim.lang or "en")
    if pattern is None or pattern.search(claim.text) or claim.hedges:
        return []
    for piece in near:
        found = list(pattern.finditer(piece.text))
        if len(found) != 1:
            continue
        if told_as_fact(_ENDS.split(piece.text[found[0].end() :], maxsplit=1)[0], claim, piece):
            return [Fault("doubt", f"the passage says “{found[0][0].lower()}”", True, placed=True)]
    return []


_IN = re.compile(
    r"(?P<what>\w+ \w+) (?P<prep>in|at|near|outside|bei|nahe|en|à|a|em|te) (?=[^\W\d_a-z])(?P<where>[^\W\d_]\w+)\b(?!['’ ][A-Z])"
)


def _elsewhere(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "Felling trees in Hedley" for "felling trees in Marlow"."""
    for match in _IN.finditer(claim.text):
        what, where = stems_of(match["what"], claim), match["where"]
        if (
            len(what) < LEAST
            or name_words.is_country(where.lower())
            or any(day.start <= match.start("where") < day.end for day in claim.dates)
        ):
            continue
        told = [m for piece in near for m in _IN.finditer(piece.text) if stems_of(m["what"], piece) == what]
        others = [m["where"] for m in told if m["prep"] == match["prep"] and not name_words.is_country(m["where"].lower())]
        if others and where not in others and not any(where in p.text for p in near if what <= p.stemset):
            return [Fault("name", f"“{match[0]}”: the passage has “{others[0]}” in this place", True, placed=True)]
    return []


_DENIAL = {"de": "nicht ", "es": "no ", "fr": "pas ", "it": "non ", "pt": "não ", "nl": "niet "}


def _may_deny(piece: Piece) -> bool:
    return _DENIAL.get(piece.lang or "", "not ") in piece.lower
