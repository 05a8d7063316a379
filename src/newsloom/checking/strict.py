"""Does this passage by itself say the whole of this sentence? The strictest of the modes; no score decides it, rules do. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence, Set
from datetime import datetime

from newsloom.checking import bonds, cues, facts, features, lexicon, quoting, shades, turned
from newsloom.checking.cues import word_set
from newsloom.checking.features import Cover
from newsloom.checking.source import Piece, Prepared, claim_pieces, rarity
from newsloom.checking.source import passage as passage_of
from newsloom.checking.source import stems as stems_of
from newsloom.model import Verdict
from newsloom.text import terms

#: who says it is compared apart; these only carry it
_IDLE = word_set(
    "said says saying told tells added adds adding according reported stated statement read reads wrote writes tweeted noted notes noting"
    " explained continued release news interview"
)
_IDLE_STEMS = frozenset(terms.stem(word, "en") for word in _IDLE)
#: one word written in several ways: a row is one meaning
_WAYS = (
    "sen senator", "gov governor", "rep representative", "sgt sergeant", "lt lieutenant", "col colonel", "gen general", "capt captain",
    "dr doctor", "prof professor", "rev reverend", "dept department", "mt mount", "ft fort", "ave avenue", "blvd boulevard", "td touchdown",
    "tds touchdowns", "tv television", "pct percent", "uk britain", "1 one", "2 two", "3 three", "4 four", "5 five", "6 six", "7 seven",
    "8 eight", "9 nine", "10 ten", "11 eleven", "12 twelve", "jan january", "feb february", "aug august", "sept september", "oct october",
    "nov november", "dec december",
)  # fmt: skip
_ALSO_WRITTEN = {word: frozenset(row.split()) for row in _WAYS for word in row.split()}
#: before a name: who is meant is said by the name
_ADDRESSES = word_set("mr mrs ms")
_TITLES = word_set("dr doctor prof professor president sen senator gov governor rep representative congressman congresswoman")
SHARE = 0.78  # rarity-weighted share of the sentence's words in the passage
TRIGRAMS = 0.40  # share of its runs of three words in the passage (RESEARCH 4.5: a 3-gram gate)
_APART = features.NAMES.index("apart")
MOST_APART = 0.2  # share of its neighbouring words that the passage has, but nowhere near each other
FULL_SHARE, FEW_TRIGRAMS = 0.92, 0.25  # with nearly all its words there they may stand in another order
LEAST_STEMS = 4  # words that tell something, of a sentence that the passage puts otherwise
SAID_REACH = 4  # words between a verb of saying and who says it
LEAST_RETOLD = 3  # of one that it has in another order
MOST_MISSING = 2  # words of the sentence that the passage may put otherwise
RAREST_MISSING = (
    3.4  # −log₁₀ of the probability of the rarest of them: hardly any; at 4.9 "died" and "girl" passed (83 % right)
)


#: "P.J.", "E.U.", but not "U.S.", which other rules know
_INITIALS = re.compile(r"\b(?!U\.S\.)(?:[A-Z]\.){2,}")
_ISE = re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|ing|ation)\b)")


_CAPITAL = re.compile(r"\b[A-Z]\w+")
_FRACTION = re.compile(r"\b\d+[ -]\d/\d\b|\d?[½¼¾⅓⅔]")
#: who finds out what they say
_AUTHORITIES = word_set(
    "police officers officer sheriff sheriff's officials official authorities investigators detectives firefighters paramedics coroner"
    " coroner's examiner examiner's hospital court records documents affidavit ministry spokesman spokeswoman spokesperson inspector constable"
    " chief agency service department team company university report data"
)
_PLAINLY_SAID = word_set(
    "said says say according reported reports announced announces added adds confirmed confirms noted stated"
)
#: what the passage need not say in so many words
_EMPTY = word_set("man woman person people come comes came such year years old having did found made part")
_TO_COME = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were|set|due|about|plans?) to)\W+(?:be )?((?:\w+\W+){0,1}\w+)", re.I
)
#: doubt and intent, whatever other words of that kind the sentence itself has
_CASTS_DOUBT = word_set(
    "may might could would should possibly perhaps likely unlikely allegedly alleged apparently reportedly suspected expected expects"
    " planned plans intends hopes proposed threatened considering accused potential potentially"
)


def second(sentence: str, passages: Sequence[Prepared], *, lang: str | None, published: datetime | None) -> Verdict:
    """The best verdict over the passages, each by itself."""
    return max(
        (_second(sentence, p, lang, published) for p in passages if p.text.strip()), key=lambda v: (v.supported, v.score)
    )


def _second(sentence: str, passage: Prepared, lang: str | None, published: datetime | None) -> Verdict:
    sentence = quoting.without_inserts(sentence)
    passage = passage_of(passage)
    if passage.lang == "en":  # elsewhere the marks make the word: "não", "könnte"
        sentence = _plain(sentence)
        if (plain := _plain(passage.text)) != passage.text:
            passage = Prepared(plain, lang=passage.lang, published=passage.published)
    pieces = claim_pieces(sentence, lang=lang or passage.lang, published=published or passage.published)
    told = [_missing(piece, passage) for piece in pieces]
    share = min(held for held, _ in told)
    lost = [word for _, words in told for word in words]
    rare = any(rarity(word, pieces[0].lang) > RAREST_MISSING for word in lost)
    if (
        share < SHARE or rare or len(lost) > MOST_MISSING
    ):  # most are refused here; how the rest stands in the passage costs more
        reason = f"the passage does not speak of “{'”, “'.join(lost[:3])}”" if lost else "the passage says less"
        return Verdict("unsupported", "facts checked", round(max(0.0, min(0.49, share / 2)), 4), (), (reason,))
    covers = [features.cover(piece, passage) for piece in pieces]
    runs = min(c.runs for c in covers)
    score = round(max(0.0, min(1.0, share * (0.5 + 0.5 * runs))), 4)
    reasons: list[str] = []
    moved = max(c.values[_APART] for c in covers) > MOST_APART
    if moved or runs < (FEW_TRIGRAMS if share >= FULL_SHARE else TRIGRAMS):
        reasons += _retold(pieces, passage, lost)
    if min(len(piece.stemset) for piece in pieces) < LEAST_STEMS and share < 1.0:
        reasons.append("it is too short to be put in other words")
    if not reasons:
        reasons = _differences(sentence, pieces, covers, passage)
    spans = tuple(c.best.span for c in covers if c.best is not None)
    if reasons:
        return Verdict("unsupported", "facts checked", min(score, 0.49), spans, tuple(reasons))
    return Verdict("supported", "facts checked", max(score, 0.5), spans, ("the passage says the whole sentence",))


def _retold(pieces: Sequence[Piece], passage: Prepared, lost: Sequence[str]) -> list[str]:
    """Why a passage that has the words of a sentence in another order does not say it: it is asked what a text in a writer's own words is."""
    near = passage.pieces
    if passage.lang != "en" or min(len(piece.stemset) for piece in pieces) < LEAST_RETOLD:
        return ["the passage puts it in other words"]
    known = {word for one in near for word in one.words}
    stems = frozenset[str]().union(*(one.stemset for one in near))
    other = [w for piece in pieces for w, stem in features.words(piece) if stem not in stems and not _may_differ(w, known)]
    if other or not _EMPTY.issuperset(lost):
        return [f"the passage does not speak of “{(other or lost)[0]}”"]
    return [f.reason for piece in pieces for f in (*shades.faults(piece, near), *bonds.faults(piece, near))]


def _may_differ(word: str, known: Set[str]) -> bool:
    """Whether a word that the passage has in another may be one: a name of a thing must be the same word, or the same written otherwise."""
    if word in _EMPTY or word in _IDLE or word in _ADDRESSES or not known.isdisjoint(_ALSO_WRITTEN.get(word, ())):
        return True
    return not lexicon.look(word).noun or word.endswith(("ed", "ing"))


def _planned(piece: Piece, near: Sequence[Piece]) -> list[str]:
    """What the passage says is to come and the sentence says has come."""
    if _TO_COME.search(piece.text):
        return []
    planned = (m for one in near for m in _TO_COME.finditer(one.text))
    return [f"the passage says “{m[0]}”" for m in planned if not piece.stemset.isdisjoint(stems_of(m[1], piece.lang))]


def _missing(piece: Piece, passage: Prepared) -> tuple[float, list[str]]:
    """How much of a sentence the passage holds, and the words it lacks: without those that only say that someone says it, and
    without verbs and adjectives that it puts in another word for the very same."""
    wanted = {stem: value for stem, value in features.told(piece).items() if stem not in _IDLE_STEMS}
    known = frozenset[str]().union(*(p.stemset for p in passage.pieces))
    lost = {stem for stem in wanted if stem not in known}
    if lost and piece.lang == "en":
        said = {word for one in passage.pieces for word in one.words} | ({"percent"} if "%" in passage.text else set())
        senses = lexicon.Field(said)
        lost = {
            stem
            for word, stem in features.words(piece)
            if stem in lost and said.isdisjoint(_ALSO_WRITTEN.get(word, ())) and not _put_otherwise(word, senses)
        }
        lost -= {stem for word, stem in features.words(piece) if stem in lost and word in _TITLES and _names(piece, word, said)}
    weight = sum(wanted.values())
    held = 1.0 - sum(wanted[stem] for stem in sorted(lost)) / weight if weight else 0.0
    return held, features.missing(piece, sorted(lost))


def _names(piece: Piece, title: str, said: Set[str]) -> bool:
    """Whether a name that the passage has, with no title there, follows each time on this one: who is meant is said without it."""
    if not _TITLES.isdisjoint(said):
        return False
    after = [piece.words[at + 1 : at + 3] for at, word in enumerate(piece.words) if word == title]
    capitals = {match.group().lower() for match in _CAPITAL.finditer(piece.text)}
    return all(capitals.issuperset(names[:1]) and any(name in capitals and name in said for name in names) for names in after)


def _put_otherwise(word: str, senses: lexicon.Field) -> bool:
    """Whether the passage need not have it, or has another word: for a noun the very same, for a verb or an adjective one like it."""
    return word in _ADDRESSES or senses.has_same(word) or (not lexicon.look(word).noun and senses.has_like(word))


def _plain(text: str) -> str:
    """The text, of the same length, without marks on Latin letters, stops in "P.J." and the choice between -ise and -ize."""
    if not text.isascii():
        text = "".join(unicodedata.normalize("NFD", c)[0] if "\xc0" <= c < "\u0250" else c for c in text)
    if "." in text:
        text = _INITIALS.sub(lambda m: m[0].replace(".", "").ljust(len(m[0])), text)
    return _ISE.sub("iz", text)


def _found_out(passage: Prepared) -> bool:
    """Whether the passage gives what it states, not in quotation marks, to those whose work it is to find it out."""
    if passage.lang != "en" or quoting.QUOTATION.search(passage.text):
        return False
    words = [word for one in passage.pieces for word in one.words]
    said = [at for at, word in enumerate(words) if word in cues.speech(word, passage.lang)]
    return all(
        words[at] in _PLAINLY_SAID and not _AUTHORITIES.isdisjoint(words[max(0, at - SAID_REACH) : at + SAID_REACH])
        for at in said
    )


def _differences(sentence: str, pieces: Sequence[Piece], covers: Sequence[Cover], passage: Prepared) -> list[str]:
    near = passage.pieces
    mine_said, said = (bool(facts.attributed(text, passage.lang)) for text in (sentence, passage.text))
    if mine_said != said and (mine_said or not _found_out(passage)):
        return ["only one of the two says who says so"]
    outside, quoted = quoting.QUOTATION.subn(" ", sentence)
    if (
        quoted
        and cues.speech(outside, passage.lang)
        and not cues.speech(quoting.QUOTATION.sub(" ", passage.text), passage.lang)
    ):
        return ["the passage does not say who says it"]
    if sorted(_FRACTION.findall(sentence)) != sorted(_FRACTION.findall(passage.text)):
        return ["a fraction is in only one of the two"]
    mine = {word for piece in pieces for word in piece.hedges}
    for cover in covers:
        cast = [word for word in (cover.best.hedges if cover.best else ()) if word in _CASTS_DOUBT and word not in mine]
        if cast:
            return [f"the passage says “{cast[0]}”"]
    found = facts.quotations(sentence, [passage])
    for piece, cover in zip(pieces, covers, strict=True):
        best = cover.best or near[0]
        found += [*facts.figures(piece, near), *facts.dates(piece, near), *facts.names(piece, near)]
        found += [*facts.turns(piece, near, best), *turned.faults(piece, near, best, passage)]
        if planned := _planned(piece, near):
            return planned
    return list(dict.fromkeys(f.reason for f in found))
