"""A sentence that fuses facts of several passages: is each of its parts carried by at least one of them? Pure.

The sentence is cut into clauses. Each must stand, for the most part, in one passage or in a few sentences of them together;
each figure, date, name and quotation must stand in one; and none may be turned round: negation, doubt, roles, opposites,
figures and speakers in each other's place. Says which sentence of which passage carries which part, so that a citation that
carries nothing can be dropped. Confirms no paraphrase beyond that (RESEARCH 4.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from newsloom.checking import bonds, clauses, cues, deeds, facts, features, places, scoring, shades, turned
from newsloom.checking.facts import Fault
from newsloom.checking.source import Piece, Prepared, claim_pieces, passage
from newsloom.model import Span, Verdict, VerdictName

FACTS_CHECKED = "facts checked"
PART_SHARE = 0.5  # of the rarity-weighted words of a clause in what carries it; a model may put a verb otherwise
WHOLE_SHARE = 0.70  # of those of the whole sentence in all passages (RESEARCH 4.3: 0.70 for LLM text)
MOST_SENTENCES = 3  # of one passage that may carry a clause together
SAME_PLACE = 0.6  # of a clause in one sentence, from which an opposite in that sentence surely concerns the same statement
FROM_ONE = 0.75  # of a whole sentence in one sentence, from which it fuses nothing: what differs is an edit
RARE_MISSING = 4.9  # −log₁₀ of the probability of a word that no passage has and that a writer must not bring in
ADDS = 0.08  # share of a clause that a sentence must add to those before to carry a part of it
MOST_REASONS = 6
MOST_READ = 400  # sentences of all passages that are read


@dataclass(frozen=True, slots=True)
class Carried:
    """A part of a sentence and what carries it."""

    part: Span  #: in the sentence
    source: int  #: counts the passages given from 0
    span: Span  #: in the text of that passage: the sentence that carries the part


@dataclass(frozen=True, slots=True)
class Joint:
    """What several passages together say of one sentence."""

    verdict: Verdict
    carried: tuple[Carried, ...] = ()  #: by part, for each the strongest first; a part that two passages carry stands twice

    @property
    def sources(self) -> tuple[int, ...]:
        """The passages that carry something, in the order given."""
        return tuple(sorted({one.source for one in self.carried}))

    def part(self, source: int) -> Span | None:
        """From the first to the last of what one passage carries of the sentence; None if it carries nothing."""
        parts = [one.part for one in self.carried if one.source == source]
        return Span(min(p.start for p in parts), max(p.end for p in parts)) if parts else None


@dataclass(frozen=True, slots=True)
class _Sentence:
    source: int
    piece: Piece


def check(text: str, passages: Sequence[Prepared], *, lang: str | None = None, published: datetime | None = None) -> Joint:
    """Whether the passages together support the whole sentence, and which carries what.

    Args:
        text: one sentence or a few, in any words. passages: what it cites, made by `support.prepare` with their language
            and time of publication.
        lang: of the text; None: that of the first passage. published: what relative dates in the text count from; None:
            the first passage's.

    Returns: the verdict, its `evidence` counting in the first passage, and the parts with their passages. A verdict that is
        not supported names what no passage has: to write again from, or to drop the sentence.
    """
    given = [(number, passage(one)) for number, one in enumerate(passages) if one.text.strip()]
    if not text.strip() or not given:
        return Joint(
            Verdict("unsupported", FACTS_CHECKED, 0.0, (), ("there is no claim" if given else "there is no source text",))
        )
    sources = [one for _, one in given]
    rows = [_Sentence(number, piece) for number, source in given for piece in source.pieces][:MOST_READ]
    near = [row.piece for row in rows]
    if not near:
        return Joint(Verdict("unsupported", FACTS_CHECKED, 0.0, (), ("there is no source text",)))
    pieces = claim_pieces(text, lang=lang or sources[0].lang, published=published or sources[0].published)
    carried: list[Carried] = []
    faults = facts.quotations(text, sources)
    shares: list[float] = []
    reasons: list[str] = []
    for piece in pieces:
        faults += [*facts.figures(piece, near), *facts.dates(piece, near), *facts.names(piece, near), *facts.codes(piece, near)]
        faults += places.figures(piece, near)
        faults += places.speakers(piece, near)
        faults += [*bonds.faults(piece, near), *shades.faults(piece, near)]
        faults += _altered(piece, near)
        best = max(rows, key=lambda row: (len(row.piece.stemset & piece.stemset), -row.source, -row.piece.span.start))
        faults += turned.faults(piece, near, best.piece, dict(given)[best.source])
        converse = deeds.converse(piece, best.piece)
        whole, lost = _share(piece, near)
        shares.append(whole)
        if whole < WHOLE_SHARE or max(lost.values(), default=0.0) > RARE_MISSING:
            reasons.append(_unsaid(piece, near))
        for clause in clauses.split(piece):
            found, share = _carriers(clause, rows)
            carried += found
            if share < PART_SHARE:
                shares.append(share)
                reasons.append(f"no cited passage says “{_short(clause.text)}”")
            faults += _turned(clause, piece, found, rows)
        if converse:  # "sold to" for "bought from": who stands where is told by that rule
            faults = [f for f in faults if f.kind not in ("opposite", "roles")]
    score = round(max(0.0, min(1.0, min(shares, default=0.0))), 4)
    evidence = tuple(dict.fromkeys(one.span for one in carried if one.source == given[0][0]))
    reasons = list(dict.fromkeys([*(f.reason for f in faults), *reasons]))
    if reasons:
        contradicted = any(f.contradicted for f in faults)
        name: VerdictName = "contradicted" if contradicted else "unsupported"
        return Joint(
            Verdict(name, FACTS_CHECKED, min(score, scoring.VETO), evidence, tuple(reasons[:MOST_REASONS])), tuple(carried)
        )
    said = Verdict(
        "supported", FACTS_CHECKED, max(score, scoring.THRESHOLD), evidence, ("its facts stand in the cited passages",)
    )
    return Joint(said, tuple(carried))


# ---------------------------------------------------------------------------------------------- who carries what


def _share(piece: Piece, near: Sequence[Piece]) -> tuple[float, dict[str, float]]:
    """The rarity-weighted share of the piece in these sentences together, and what they lack."""
    wanted = features.told(piece)
    known = frozenset[str]().union(*(one.stemset for one in near))
    lost = {stem: value for stem, value in wanted.items() if stem not in known}
    weight = sum(wanted.values())
    return (1.0 - sum(lost.values()) / weight if weight else 1.0), lost


def _carriers(clause: Piece, rows: Sequence[_Sentence]) -> tuple[list[Carried], float]:
    """What carries a clause, and how much of it: each passage that does so by itself, else sentences of several."""
    wanted = features.told(clause)
    weight = sum(wanted.values())
    if not weight:
        return [], 1.0
    alone: list[tuple[float, int, list[Carried]]] = []
    for number in dict.fromkeys(row.source for row in rows):
        own = [row for row in rows if row.source == number]
        chosen, share = _greedy(wanted, own, MOST_SENTENCES)
        near = [row.piece for row in chosen]
        if share >= PART_SHARE and not [*facts.figures(clause, near), *facts.dates(clause, near), *facts.names(clause, near)]:
            alone.append((-share, number, [Carried(clause.span, number, row.piece.span) for row in chosen]))
    if alone:
        return [one for _, _, found in sorted(alone, key=lambda a: a[:2]) for one in found], -min(a[0] for a in alone)
    chosen, share = _greedy(wanted, rows, MOST_SENTENCES + 2)
    return [Carried(clause.span, row.source, row.piece.span) for row in chosen], share


def _greedy(wanted: dict[str, float], rows: Sequence[_Sentence], most: int) -> tuple[list[_Sentence], float]:
    """The sentences that together hold most of the words, each adding something, the strongest first."""
    weight = sum(wanted.values())
    left = dict(wanted)
    chosen: list[_Sentence] = []
    for _ in range(most):
        gains = [(sum(v for s, v in left.items() if s in row.piece.stemset), -i) for i, row in enumerate(rows)]
        gain, at = max(gains, default=(0.0, 0))
        if gain <= ADDS * weight:
            break
        chosen.append(rows[-at])
        left = {s: v for s, v in left.items() if s not in rows[-at].piece.stemset}
    return chosen, 1.0 - sum(left.values()) / weight


def _turned(clause: Piece, whole: Piece, found: Sequence[Carried], rows: Sequence[_Sentence]) -> list[Fault]:
    """What turns the clause round against the sentence that carries most of it."""
    if not found:
        return []
    best = next(row.piece for row in rows if row.source == found[0].source and row.piece.span == found[0].span)
    near = [row.piece for row in rows]
    nearest = _nearest(clause, best)
    told = set(whole.negations) >= set(best.negations)  # elsewhere in the sentence
    faults = [
        f
        for f in (*facts.turns(clause, near, best), *facts.roles(clause, nearest))
        if f.kind != "doubt" and not (f.kind == "negation" and told and not clause.negations)
    ]
    faults += facts.opposites(clause, near, Piece(" ".join(p.text for p in near), Span(0, 0), best.lang, None))
    if _share(clause, [best])[0] >= SAME_PLACE:
        faults += facts.opposites(clause, [best], best)
    return [*faults, *places.subjects(clause, best), *_doubt(clause, whole, best)]


def _altered(piece: Piece, near: Sequence[Piece]) -> list[Fault]:
    """What the whole sentence has otherwise than the one it is closest to, and doubt that no passage casts."""
    best = max(near, key=lambda p: (_share(piece, [p])[0], -p.span.start))
    faults = []
    if _share(piece, [best])[0] >= FROM_ONE:
        faults += [*facts.in_place(piece, best), *facts.roles(piece, best)]
    cast = cues.doubts(piece.text)
    if cast and not any(p.hedges for p in near):
        faults.append(Fault("doubt", f"no cited passage says “{cast[0]}”"))
    return faults


def _nearest(clause: Piece, best: Piece) -> Piece:
    return max(clauses.split(best), key=lambda p: (len(p.stemset & clause.stemset), -p.span.start))


def _doubt(clause: Piece, whole: Piece, best: Piece) -> list[Fault]:
    """A doubt cast on what the clause says, where its sentence casts none; that of a further clause concerns something else."""
    parts = clauses.split(best)
    if len(parts) > 1 and not whole.hedges:
        nearest = _nearest(clause, best)
        parts = [
            p
            for p in parts
            if p.span == nearest.span or (p.span.start < nearest.span.start and not clauses.coordinate(nearest))
        ]
        return [f for part in parts for f in facts.doubt(clause, part)][:1]
    return facts.doubt(whole, best)


# ---------------------------------------------------------------------------------------------- reasons


def _unsaid(piece: Piece, near: Sequence[Piece]) -> str:
    lost = features.missing(piece, _share(piece, near)[1])[:3]
    return f"no cited passage speaks of “{'”, “'.join(lost)}”"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:57]}…"
