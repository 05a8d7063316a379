"""How far it has got, who holds what office, how far a figure reaches: charged for arrested, the house for its committee. Pure.

"At most" for "at least", "from B to A" for "from A to B", the director for the deputy. By tables of words, in the languages that they
have; each rule fires only where the source says it otherwise of the same, and then it is a contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsloom.checking import cues, quoting
from newsloom.checking.facts import Fault
from newsloom.checking.source import UNSPACED, Piece, stem_table
from newsloom.text.names import Name

BESIDE = 24  # letters before a word of a table in which what denies it stands
CASE = 2  # words of a claim that a sentence may have fewer than another and still speak of the same case
MOST = 0.6  # of the words of a claim, in a sentence that speaks of the same

HEAD = 4  # letters of a word by which most English claims are passed over
_HEADS = cues.word_set(
    "arre deta char indi conv guil sent jail acqu exon appr pass adop back reje leas most more fewe exac prec from"
)


def faults(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """What the claim carries further than the sentences read, or gives to another office, bound or end."""
    if claim.lang == "en" and _HEADS.isdisjoint(word[:HEAD] for word in claim.words):
        return _offices(claim, near)
    found = [*_law(claim, near), *_bodies(claim, near), *_bounds(claim, near), *_ends(claim, near), *_done(claim, near)]
    return found if claim.lang in UNSPACED else [*found, *_offices(claim, near)]


# ---------------------------------------------------------------------------------------------- the law

_LAW = re.compile(
    r"(?P<arrested>\b(?:arrest(?:ed|s)?|detain(?:ed|s)|festgenommen|verhaftet|detuvo|detenid[oa]s?|arrêtée?s?|interpellée?s?"
    r"|задержал\w*|задержан\w*|арестова\w+)\b|拘留|逮捕|拘捕|اعتقل)"
    r"|(?P<charged>\b(?:charged|indicted|angeklagt|imputad[oa]s?|imputó|procesad[oa]s?|mise?s? en examen|inculpée?s?)\b"
    r"|обвинени\w+ (?:\w+ ){0,3}предъявл|предъявл\w+ обвинени|起诉|起訴|وجهت)"
    r"|(?P<convicted>\b(?:convicted|guilty|sentenced|jailed|verurteilt\w*|condenad[oa]s?|condenó|condamnée?s?|осужд[её]н\w*|приговор\w+)\b"
    r"|判刑|定罪|有罪|أدانت|أدين)"
    r"|(?P<acquitted>\b(?:acquitted|exonerated|freigesprochen|absuelt[oa]s?|absolvió|acquittée?s?|relaxée?s?|оправда\w+)\b|無罪|无罪)"
    r"|(?P<witness>\b(?:as a witness|als Zeug\w+|testigos?|témoins?|свидетел\w+)\b)|(?P<heard>\b(?:questioned|laissée?s? en liberté)\b)",
    re.I,
)  # fmt: skip
_NOT = re.compile(
    r"\b(?:not|never|n['’]t|without|nor|nicht|nie|ohne|kein\w*|no|nunca|sin|ne|n['’]|pas|jamais|sans|не|пока не|без|لم|لا|دون)\b"
    r"|n['’]t\b|[未没沒不]|尚未|いない|ない",
    re.I,
)  # fmt: skip


_HEARD = ("witness", "heard")
#: who is charged was arrested, as a rule; to be heard says nothing of what came before or after
_ORDER = ("witness", "heard", "arrested", "charged", "convicted", "acquitted")


def _law(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """What the law is said to have done with somebody, where the sentences that name them say that it has done another thing."""
    stages = list(_LAW.finditer(claim.text))
    for match in stages:
        stage = match.lastgroup or ""
        if stage in _HEARD or _denied(claim, match) or any(word != "charged" for word in claim.hedges):
            continue
        names = [name for name in claim.names if _nearest(name, claim, stages) is match]
        for name in names or ((None,) if not claim.names else ()):
            told = [piece for piece in near if name is None or _last(name) in piece.text]
            other = _instead(stage, name, _closest(claim, told))
            if other:
                return [Fault("opposite", f"“{match[0]}”: the passage says “{other}”", True, placed=True)]
    return []


def _closest(claim: Piece, told: Sequence[Piece]) -> list[Piece]:
    """Of the sentences that tell of the law those that speak of the same case, not of an older one."""
    told = [piece for piece in told if _LAW.search(piece.text)]
    most = max((len(piece.stemset & claim.stemset) for piece in told), default=0)
    return [piece for piece in told if len(piece.stemset & claim.stemset) > most - CASE]


def _instead(stage: str, name: Name | None, told: Sequence[Piece]) -> str:
    """What else the law has done according to these sentences; "" where they say this, too, or nothing of the kind."""
    other = ""
    for piece in told:
        found = list(_LAW.finditer(piece.text))
        heard = name is not None and _only_heard(piece, name, found)
        for match in found:
            denied = _denied(piece, match)
            if match.lastgroup == stage and not denied and not heard:
                return ""
            if denied or heard or _excludes(match.lastgroup or "", stage):
                other = other or match[0]
    return other


def _excludes(other: str, stage: str) -> bool:
    """Whether one stage leaves another open or undoes it; a later one takes those before it along."""
    if other == "witness":
        return True
    if other == "heard" or other == stage:
        return False
    undone = "acquitted" in (other, stage) and "convicted" in (other, stage)
    return undone or _ORDER.index(other) < _ORDER.index(stage)


def _only_heard(piece: Piece, name: Name, found: Sequence[re.Match[str]]) -> bool:
    """Whether this one was questioned, and another of the sentence arrested: each word belongs to the name nearest to it."""
    if not any(match.lastgroup in _HEARD for match in found):
        return False
    nearest = _nearest(name, piece, found)
    return nearest is not None and nearest.lastgroup in _HEARD and len(piece.names) > 1


def _nearest(name: Name, piece: Piece, found: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """The word of the table that stands nearest to a name."""
    at = piece.text.find(_last(name))
    return min(found, key=lambda m: min(abs(m.start() - at), abs(at - m.end())), default=None)


def _denied(piece: Piece, match: re.Match[str]) -> bool:
    behind = piece.text[match.end() : match.end() + 5] if piece.lang == "ja" else ""
    end = match.end() if piece.lang == "ru" else match.start()  # "обвинение пока не предъявлено"
    if _NOBODY.search(piece.text, match.end(), match.end() + BESIDE):
        return True
    return _NOT.search(piece.text[max(0, match.start() - BESIDE) : end] + behind) is not None


_NOBODY = re.compile(r"\b(?:nobody|no one|niemand|nadie|personne|никто)\b", re.I)


def _last(name: Name) -> str:
    return name.text.rpartition(" ")[2]


# ---------------------------------------------------------------------------------------------- committee and house

_BODY = re.compile(
    r"(?P<committee>\b(?:(?:sub)?committee|panel|\w*ausschuss|comisión|comité|commission|комитет)\b|委員会|委员会|لجنة)"
    r"|(?P<upper>\b(?:senate|upper house|senado|sénat)\b)"
    r"|(?P<lower>\b(?:lower house|house of representatives|chamber of deputies|cámara de diputados|assemblée nationale|chambre des députés)\b)"
    r"|(?P<whole>\b(?:parliament|congress|council|bundestag|landtags?|(?:bundes|stadt|gemeinde|kreis|national|land)rat(?:s|es)?|parlament|parlamento|parlement|парламент|дума)\b|本会議|全会|البرلمان)",
    re.I,
)
_PASSED = re.compile(
    r"\b(?:approved|passed|adopted|voted|backed|rejected|genehmigt\w*|angenommen|gebilligt|zugestimmt|verabschiedete?|beschloss(?:en)?|aprobó|aprobado|adopté|approuvé"
    r"|одобрил\w*|принял\w*)\b|可決|通过|通過|وافقت?",
    re.I,
)
BODY_REACH = 70  # letters before a verb in which who did it stands


def _bodies(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """A chamber said to have passed what the source says that its committee, or another chamber, passed."""
    passed = _PASSED.search(claim.text)
    if passed is None:
        return []
    mine = _body(claim, passed)
    if mine is None:
        return []
    theirs = [
        body
        for piece in near
        if len(piece.stemset & claim.stemset) >= 2
        for match in _PASSED.finditer(piece.text)
        if (body := _body(piece, match)) is not None
    ]
    if theirs and not any(_may_be(mine, body) for body in theirs):
        return [Fault("roles", f"“{mine[0]}”: in the passage it is “{theirs[0][0]}”", True, placed=True)]
    return []


def _body(piece: Piece, passed: re.Match[str]) -> re.Match[str] | None:
    """Who passed it: of the bodies right before the verb (in Arabic, behind it) the committee, else the last."""
    if piece.lang == "ar":
        return _BODY.search(piece.text, passed.end(), passed.end() + BODY_REACH)
    before = list(_BODY.finditer(piece.text, max(0, passed.start() - BODY_REACH), passed.start()))
    return next((m for m in before if m.lastgroup == "committee"), before[-1] if before else None)


def _may_be(mine: re.Match[str], theirs: re.Match[str]) -> bool:
    if mine.lastgroup == theirs.lastgroup:
        return True
    return "whole" in (mine.lastgroup, theirs.lastgroup) and "committee" not in (mine.lastgroup, theirs.lastgroup)


# ---------------------------------------------------------------------------------------------- bounds and ends

_FIGURE = r"(?:\d[\d.,\u00a0\u202f ]*\d|\d|[一二三四五六七八九十百千万两]+)"
_BOUND = re.compile(
    r"(?:(?P<least>\b(?:at least|no fewer than|mindestens|wenigstens|al menos|por lo menos|au moins|almeno|pelo menos|не менее|как минимум"
    r"|по меньшей мере)\b|至少|少なくとも|ما لا يقل عن)"
    r"|(?P<most>\b(?:at most|no more than|höchstens|maximal|como máximo|a lo sumo|au plus|au maximum|al massimo|no máximo|не более|максимум)\b"
    r"|至多|最多|多くとも|最大|ما لا يزيد عن)"
    r"|(?P<exact>\b(?:exactly|precisely|genau|exactamente|exactement|esattamente|exatamente|ровно)\b|恰好|正好|ちょうど))"
    rf"有?\s?(?:({_FIGURE})|(\w+))",
    re.I,
)


def _bounds(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "Exactly five" for "at least five"."""
    for match in _BOUND.finditer(claim.text):
        mine, figure = _bound(match)
        theirs = {
            bound for piece in near for m in _BOUND.finditer(piece.text) for bound, other in [_bound(m)] if other == figure
        }
        bare = sum(piece.lower.count(figure) for piece in near) > len(theirs)
        if theirs and mine not in theirs and not (bare and mine == "exact"):
            return [Fault("misplaced", f"“{match[0]}” has another bound in the passage", True, placed=True)]
    return []


def _bound(match: re.Match[str]) -> tuple[str, str]:
    kind = next(name for name, found in match.groupdict().items() if found)
    return kind, (match[4] or match[5]).lower()


_END = re.compile(
    rf"(?:\b(?:from|von|de|da|van|с|من)\s|从|從)(?P<first>{_FIGURE})(?:\D{{0,14}}?)(?:\b(?:to|auf|bis|a|à|para|naar|до|إلى)\s|到|至|から)"
    rf"(?P<last>{_FIGURE})|(?P<ja>{_FIGURE})円?から(?P<ja_last>{_FIGURE})",
    re.I,
)


def _ends(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "From 47 to 41" for "from 41 to 47"."""
    for first, last, shown in _from_to(claim):
        theirs = {(a, b) for piece in near for a, b, _ in _from_to(piece)}
        if (last, first) in theirs and (first, last) not in theirs and first != last:
            return [Fault("misplaced", f"“{shown}”: the passage has it the other way round", True, placed=True)]
    return []


def _from_to(piece: Piece) -> list[tuple[str, str, str]]:
    return [(m["first"] or m["ja"], m["last"] or m["ja_last"], m[0]) for m in _END.finditer(piece.text)]


# ---------------------------------------------------------------------------------------------- offices

_GRADE = re.compile(
    r"\b(?:(?P<former>former|erstwhile|früher\w*|ehemalig\w*|antigu[oa]|ancien(?:ne)?|бывш\w+|السابقة?)|ex-?(?=\w{4})"
    r"|(?P<acting>acting|interim|caretaker|kommissarisch\w*|interin[oa]|intérimaire)"
    r"|(?P<deputy>deputy|vice|assistant|stellvertretend\w*|adjoint\w*|заместител\w+|نائب)"
    r"|(?P<present>current|sitting|incumbent|amtierend\w*|derzeitig\w*|actual|actuel\w*|нынешн\w+|действующ\w+|الحالي))",
    re.I,
)
TITLE = 48  # letters before a name in which an office stands
_CUT = re.compile(r"[.;:!?()“”\"«»]|,(?!\s*$)")


def _offices(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """The director for the deputy, the former for the acting director."""
    graded = _graded(claim)
    for name in claim.names:
        last = _last(name)
        told = [piece for piece in near if last in piece.text]
        if not graded and not any(map(_graded, told)):
            continue
        office, grades = _title(claim, name)
        if not office:
            continue
        theirs = [_title(piece, n) for piece in told for n in piece.names if _last(n) == last]
        known = [their_grades for their_office, their_grades in theirs if their_office == office]
        if not known or grades in known:
            continue
        other = min(sorted(known[0] or grades), default="")
        if all(their_grades and grades != their_grades for their_grades in known):
            return [Fault("roles", f"“{name.text}”: the passage says “{other}”", True, placed=True)]
    return []


_GRADES_EN = cues.word_set("former erstwhile ex acting interim caretaker deputy vice assistant current sitting incumbent")


def _graded(piece: Piece) -> bool:
    """Whether a word that grades an office stands in a sentence."""
    return not _GRADES_EN.isdisjoint(piece.words) if piece.lang == "en" else _GRADE.search(piece.text) is not None


def _title(piece: Piece, name: Name) -> tuple[str, frozenset[str]]:
    """The word of an office right before a name, "" if there is none, and what grades it."""
    at = name.end - len(" ".join(name.text.split()[-2:]))  # an office may have been taken for a part of it
    run = _CUT.split(piece.text[max(0, at - TITLE) : at].rstrip(", "))[-1]
    words = quoting.WORD.findall(_GRADE.sub(" ", run).lower())
    if not words or words[-1] in cues.speech(words[-1], piece.lang):
        return "", frozenset()
    return stem_table(piece.lang)[words[-1]], frozenset((m.lastgroup or "former") for m in _GRADE.finditer(run))


# ---------------------------------------------------------------------------------------------- plan and deed, elsewhere than in English

#: language → what has come, what is to come; the last group is the verb, none where the whole sentence is held against the other
_CAME = {
    "de": (
        r"\b(?:hat|haben|ist|sind)\b[^.,;]*?\b(\w+)(?=[.,;]|$)",
        r"\b(?:hätten?|wären?|würden?|könnten?|soll|sollen|will|wollen|wird|werden)\b[^.,;]*?\b(\w+)(?=[.,;]|$)",
    ),
    "fr": (
        r"\b(?:a|ont|est|sont|s['’]est)\s+(?:été\s+)?(\w+)",
        r"\b(?:pourrai(?:t|ent)|devrai(?:t|ent)|veu(?:t|lent)|(?:envisage|prévoi|promet)\w* de)\s+(?:être\s+)?(\w+)|\b(\w+[aeiou]r(?:a|ont))\b",
    ),
    "es": (
        r"\b(?:ha|han)\s+(?:sido\s+)?(\w+)|\b(\w+(?:ó|aron|ieron))\b",
        r"\b(?:podrían?|planean?|prevén?|quieren?|esperan?|van? a)\s+(\w+)|\b(\w+[aei]rán?)\b",
    ),
    "pt": (
        r"\b(\w+(?:ou|iu|eu|aram|iram))\b",
        r"\b(?:poderiam?|podem?|planejam?|quer(?:em)?|devem?|vai|vão)\s+(\w+)",
    ),
    "it": (
        r"\b(?:ha|hanno|è|sono)\s+(?:stat[oaie]\s+)?(\w+)",
        r"\b(?:potrebbe(?:ro)?|dovrebbe(?:ro)?|vuole|vogliono)\s+(?:essere\s+)?(\w+)",
    ),
    "zh": (r"已经?|了", r"计划|計劃|拟|预计|預計|将于|將於"),
    "ja": (r"した。|しました|られた", r"予定|見込み|計画|方針"),
}
_CAME_IN = {lang: tuple(re.compile(one, re.I) for one in pair) for lang, pair in _CAME.items()}


def _done(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """A deed told as done that the sentence only plans or makes depend on something."""
    came, to_come = _CAME_IN.get(claim.lang or "", (None, None))
    if came is None or to_come is None or to_come.search(claim.text) or claim.hedges:
        return []
    done = [_verb(m, claim) for m in came.finditer(claim.text)]
    for piece in near if done else ():
        if len(piece.stemset & claim.stemset) < MOST * len(claim.stemset):
            continue
        told = {_verb(m, piece) for m in came.finditer(piece.text)}
        for match in to_come.finditer(piece.text):
            verb = _verb(match, piece)
            if verb in done and verb not in told:
                return [Fault("doubt", f"the passage says “{match[0]}”", True, placed=True)]
    return []


def _verb(match: re.Match[str], piece: Piece) -> str:
    """The stem of the verb; "" where the pattern has none."""
    word = next((group for group in match.groups() if group), "").lower()
    return stem_table(piece.lang)[word] if word else ""
