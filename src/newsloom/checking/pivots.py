"""What stands on each side of a word: "not A but B", "more A than B", "X said that Y", "if" and "unless". Pure.

Each rule fires only where a sentence of the source has the same words on the other sides, or one of them left out, and then it is a
contradiction. English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set

from newsloom.checking import lexicon, quoting
from newsloom.checking.cues import word_set
from newsloom.checking.facts import Fault
from newsloom.checking.source import Piece
from newsloom.model import Span

MOST = 0.75  # of the words of a claim, in a sentence that says the same
_SIDED = re.compile(
    r"\b(?:more|fewer|less|rather)\b[^.;]*?\b(?P<than>than)\b|\bnot\b[^.;]*?\b(?P<but>but)\b|\b(?P<instead>instead of|rather than)\b"
    r"|\b(?P<against>compared (?:with|to)|, against)\b|(?P<not>, (?:and )?not)\b(?![^.;]*\bbut\b)",
    re.I,
)

_PIVOTS = (" than ", " but ", "instead of", "compared ", ", against", ", not", ", and not")  # spare most claims the pattern


def faults(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """What the claim puts on the other side than the sentences read do."""
    return [
        *_exchanged(claim, near),
        *_told(claim, near),
        *_compared(claim, near),
        *_denied(claim, near),
        *_conditions(claim, near),
        *_parts(claim, near),
        *_ranks(claim, near),
        *_signs(claim, near),
    ]


# ---------------------------------------------------------------------------------------------- both sides of a word


def _exchanged(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "More firms than households" for "more households than firms"."""
    if not any(word in claim.lower for word in _PIVOTS):
        return []
    for kind, left, right in _sides(claim):
        for piece in near:
            for other, their_left, their_right in _sides(piece):
                if other != kind:
                    continue
                moved, back = (left - right) & (their_right - their_left), (right - left) & (their_left - their_right)
                told = (left - their_left) | (right - their_right)
                if moved and back and 2 * len(moved | back) >= len(told):
                    return [Fault("roles", "the passage has the two sides the other way round", True, placed=True)]
    return []


def _sides(piece: Piece) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    for match in _SIDED.finditer(piece.text):
        kind = match.lastgroup or ""
        start = match.start() if kind in ("than", "but") else max(0, match.start() - 60)
        left = piece.text[start : match.start(kind)]
        right = re.split(r"[,;.](?=\s|$)", piece.text[match.end() :], maxsplit=1)[0]
        yield kind, stems_of(left, piece), stems_of(right, piece)


_COMPARED = re.compile(r"\b(more|greater|higher|larger|bigger|fewer|less|lower|smaller)\b(?:\W+\w+){0,6}?\W+than\W+", re.I)
_MORE = frozenset({"more", "greater", "higher", "larger", "bigger"})


def _compared(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "More than Belmont" for "fewer than Belmont", where both speak of the same."""
    for match in _COMPARED.finditer(claim.text) if " than " in claim.lower else ():
        mine = _beside(claim, match)
        theirs = [
            m[1].lower() in _MORE
            for piece in _alike(claim, near)
            for m in _COMPARED.finditer(piece.text)
            if mine and (mine <= (other := _beside(piece, m)) or (other and other <= mine))
        ]
        if theirs and (match[1].lower() in _MORE) not in theirs:
            return [Fault("opposite", f"“{match[0].strip()}”: the passage compares them the other way", True, placed=True)]
    return []


def _beside(piece: Piece, match: re.Match[str]) -> frozenset[str]:
    """What something is compared with: the words right behind "than"."""
    run = re.split(r"[,;.]|\b(?:but|and|which|who)\b", piece.text[match.end() :], maxsplit=1)[0]
    return frozenset(word for word in quoting.WORD.findall(run.lower())[:5] if word not in _SMALL)


_SMALL = word_set("the a an its his her their in on at of for with last year week month day rival film company")


# ---------------------------------------------------------------------------------------------- who says what of whom

_BESIDE = re.compile(
    r"\W+(?:(?P<open>would|will|should|could|may) )?(?:not )?(?P<had>(?:had|has|have) )?(?P<be>(?:was|were|is|are|been|be) )?"
    r"(?:\w+ly )?(?P<verb>\w+)"
)


def _told(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "X said that Y lied" for "Y said that X lied"; "Y promised" for "Y said that X promised"."""
    mine = _doers(claim)
    if all(verb == "say" for _, verb in mine):
        return []
    verbs = {verb.removeprefix("be ") for _, verb in mine}
    pieces = [p for p in near if any(who in p.text for who, _ in mine) and _has_verb(p, verbs)]
    doers = [_doers(piece) for piece in pieces]
    says = {who for who, verb in mine if verb == "say"}
    for who, verb in sorted(mine):
        if verb == "say" or any((who, verb) in told for told in doers):
            continue
        for piece, told in zip(pieces, doers, strict=True):
            others = {other for other, v in told if v == verb and other != who}
            if not others:
                continue
            speaks = (
                (who, "say") in told and others - {other for other, v in told if v == "say"} and (not says or says & others)
            )
            acts = not says and any(other == who and v != "say" for other, v in told) and piece in _alike(claim, [piece])
            if speaks or acts:
                return [Fault("roles", f"“{who}”: the passage says it of “{min(others)}”", True, placed=True)]
    return [] if says or claim.hedges else _alleged(mine, doers)


def _has_verb(piece: Piece, verbs: Set[str]) -> bool:
    """Whether a form of one of these verbs stands in a sentence; spares looking for the names of most."""
    return any(not verbs.isdisjoint(lexicon.look(word).lemmas) for word in piece.words)


def _alleged(mine: Iterable[tuple[str, str]], doers: Sequence[set[tuple[str, str]]]) -> list[Fault]:
    """A wrong that the passage lets one person say of another, stated as a fact."""
    for who, verb in sorted(mine):
        told = [known for known in doers if (who, verb) in known] if verb in _WRONGS else []
        accusers = [other for known in told for other, v in sorted(known) if v == "say" and other != who]
        if accusers and all(any(v == "say" and other != who for other, v in known) for known in told):
            return [Fault("doubt", f"only “{accusers[0]}” says so of “{who}”", True, placed=True)]
    return []


_WRONGS = word_set(
    "mislead lie cheat steal bribe abuse assault rape defraud violate breach torture deceive forge embezzle murder threaten harass blackmail"
    " exploit fire shoot ignore"
)
_SAYS = frozenset({"say", "tell", "claim", "allege", "argue", "insist", "state", "warn", "add", "write"})


def _doers(piece: Piece) -> set[tuple[str, str]]:
    """Last name, or the word that begins the sentence, with the first form of the verb right behind it, "say" for all of saying."""
    ends = [(name.text.rpartition(" ")[2], name.end) for name in piece.names]
    first = quoting.WORD.match(piece.text)
    if first is not None and first[0][:1].isupper():
        ends.append((first[0], first.end()))
    found: set[tuple[str, str]] = set()
    for who, end in ends:
        behind = _BESIDE.match(piece.text, end)
        if behind is None or not behind["verb"].islower():
            continue
        word, be = behind["verb"], "be " if behind["be"] else ""
        lemmas = [lemma for lemma in lexicon.look(word).lemmas if lemma != word or behind["open"] or behind["had"]]
        found.update((who, "say" if lemma in _SAYS else be + lemma) for lemma in lemmas)
    return found


# ---------------------------------------------------------------------------------------------- not

_FOUND = {
    "shown": "show",
    "showed": "show",
    "shows": "show",
    "found": "find",
    "said": "say",
    "thought": "think",
    "meant": "mean",
}
_NEGATES = re.compile(r"\b(?:not|never)\b|n['’]t\b", re.I)
_NOT_FIRST = re.compile(r"(?:\bnot|n['’]t|\bnever)\s+(?:(?:want|plan|intend|try|mean|seek|have|wish)\w* to )?(\w+)", re.I)
_BUT = r"\b(?:but|only|just|merely|rather|instead)\W+(?:to |\w+ly )?"


def _denied(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "Showed that it did not" for "did not show that it did"; "does not want to delay" for "not to abolish, only to delay"."""
    if not _NEGATES.search(claim.text):
        return []
    mine = _shown(claim.text)
    for piece in near:
        if mine is not None:
            theirs = _shown(piece.text)
            if theirs is not None and theirs[0] == mine[0] and theirs[1:] == (mine[2], mine[1]) and mine[1] != mine[2]:
                return [Fault("negation", "a negation stands in another place in the passage", True, placed=True)]
        for match in _NOT_FIRST.finditer(claim.text):
            verb = match[1].lower()
            if any(m[1].lower() == verb for m in _NOT_FIRST.finditer(piece.text)):
                break
            if _NOT_FIRST.search(piece.text) and re.search(rf"{_BUT}{re.escape(verb)}\b", piece.text, re.I):
                return [Fault("negation", f"“{match[0]}”: the passage does not deny this", True, placed=True)]
    return []


def _shown(text: str) -> tuple[str, bool, bool] | None:
    """A verb before "that", whether it is negated, and whether what follows is."""
    found = re.search(r"(?P<before>\b(?:not|never) |n['’]t )?\b(?P<verb>\w+) that\b(?P<rest>[^.;]*)", text, re.I)
    if found is None:
        return None
    verb = found["verb"].lower()
    verb = _FOUND.get(verb, verb)
    return verb, bool(found["before"]), bool(_NEGATES.search(found["rest"]))


# ---------------------------------------------------------------------------------------------- conditions

_BEHIND = re.compile(r"[,;]")  # where a condition ends
_IF = re.compile(
    r"\b(?:(?P<unless>unless)|(?P<if>(?<!as )(?<!even )(?<!what )if|provided(?: that)?|as long as|on condition that))\b", re.I
)

_IFS = ("if ", "unless", "provided", "as long as", "on condition")


def _conditions(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "If" for "unless"; what only a condition says, stated as a fact."""
    near = [p for p in _alike(claim, near) if any(word in p.lower for word in _IFS)]
    if not near:
        return []
    mine = {m.lastgroup for m in _IF.finditer(claim.text)}
    for piece in near:
        found = list(_IF.finditer(piece.text))
        if len(found) != 1:
            continue
        condition = found[0]
        if len(mine) == 1 and condition.lastgroup not in mine:
            if bool(_NEGATES.search(claim.text)) == bool(_NEGATES.search(piece.text)):
                return [Fault("opposite", f"the passage says “{condition[0].lower()}”", True, placed=True)]
        elif (
            not mine
            and not claim.hedges
            and told_as_fact(_BEHIND.split(piece.text[condition.end() :], maxsplit=1)[0], claim, piece)
        ):
            return [Fault("doubt", f"the passage says “{condition[0].lower()}”", True, placed=True)]
    return []


def told_as_fact(condition: str, claim: Piece, piece: Piece) -> bool:
    """Whether a claim tells both what a sentence makes a condition and what hangs on it."""
    behind = stems_of(condition, piece)
    said = behind & claim.stemset
    return len(said) > 1 and 2 * len(said) >= len(behind) and len((piece.stemset - behind) & claim.stemset) > 1


# ---------------------------------------------------------------------------------------------- parts, ranks, signs

_PART = re.compile(
    r"\b(?:some|several|many|most|half|part|parts|one|two|three|four|five|six|\d+|members|a (?:few|third|quarter|number|handful)|none)"
    r"(?: \w+)? of (?:the |its |his |her |their |these |those )?(\w+(?: \w+)?)\b(?!['’]s)",
    re.I,
)


_WHOLE = re.compile(r"(?:^|\b(?:the|its|his|her|their|these|those|all))$", re.I)
_INSIDE = re.compile(r"\b(of|from|in|among|for|to|by|with|at|on)(?: (?:the|its|his|her|their))?$", re.I)


def _parts(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "The governing party" for "some members of the governing party"."""
    for piece in _alike(claim, near):
        for match in _PART.finditer(piece.text):
            whole = match[1].lower()
            at = 0 if claim.lower.startswith(whole) else claim.lower.find(f" {whole}")
            if at < 0 or not _WHOLE.search(claim.text[:at].strip()):
                continue
            inside = _INSIDE.search(claim.text[:at])
            if inside and not piece.lower[: match.start()].rstrip().endswith(inside[1].lower()):
                continue
            bare = sum(p.lower.count(whole) - sum(m[1].lower() == whole for m in _PART.finditer(p.text)) for p in near)
            if not bare:
                return [Fault("misplaced", f"“{whole}”: the passage has “{match[0]}”", True, placed=True)]
    return []


_SUPERLATIVE = (
    r"(?:highest|lowest|largest|smallest|biggest|greatest|longest|shortest|oldest|youngest|richest|poorest|worst|best|deadliest|strongest"
    r"|fastest|busiest|tallest)"
)
_RANK = re.compile(
    r"\b((?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:nd|rd|th))[- ]|(?:one of|among) (?:the )?(?:\w+['’]s )?)?"
    rf"({_SUPERLATIVE})\b",
    re.I,
)


def _ranks(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "The highest" for "the second-highest"."""
    for match in _RANK.finditer(claim.text) if "est " in claim.lower or "worst" in claim.lower else ():
        theirs = [m for piece in near for m in _RANK.finditer(piece.text) if m[2].lower() == match[2].lower()]
        if theirs and not match[1] and all(m[1] for m in theirs):
            return [Fault("misplaced", f"“{match[0]}”: the passage has “{theirs[0][0]}”", True, placed=True)]
    return []


_SIGNED = re.compile(r"(\b(?:minus|negative) |(?<![\w.])[-−–])?(\d[\d.,]*\d|\d)(?= ?(?:°|degrees?\b))", re.I)


def _signs(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """ "6 degrees" for "minus 6 degrees"."""
    for match in _SIGNED.finditer(claim.text) if "degree" in claim.lower or "°" in claim.text else ():
        theirs = [m for piece in near for m in _SIGNED.finditer(piece.text) if m[2] == match[2]]
        if theirs and all(bool(m[1]) != bool(match[1]) for m in theirs):
            return [Fault("misplaced", f"“{match[0]}”: the passage has “{theirs[0][0]}”", True, placed=True)]
    return []


def _alike(claim: Piece, near: Sequence[Piece]) -> list[Piece]:
    """The sentences that have most words of the claim."""
    least = MOST * len(claim.stemset)
    return [piece for piece in near if len(piece.stemset & claim.stemset) >= least]


def stems_of(text: str, like: Piece) -> frozenset[str]:
    """The stems of a part of a sentence, in its language."""
    return Piece(text, Span(0, 0), like.lang, None).stemset
