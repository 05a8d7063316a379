"""Does a source support a claim? One verdict, by rules and a calibrated score. Pure: no clock, network, database or model.

Rules catch what differs; they do not verify a paraphrase. So four modes stay apart, each with its own threshold:
*verbatim* (the very words, or deletions), *second source* (one passage, the whole sentence, strictly), *paraphrase*
(a whole text; a score), *joint* (a sentence that fuses facts of several passages).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from newsloom.checking import deeds, facts, features, joint, places, quoting, scoring, strict, turned
from newsloom.checking.facts import Fault
from newsloom.checking.features import Cover
from newsloom.checking.source import Piece, Prepared, claim_pieces, invites, untokenised
from newsloom.model import Span, Verdict, VerdictName

QUOTED = "quoted"
FACTS_CHECKED = "facts checked"
MOST_REASONS = 6
SAME_THINGS = 0.6  # share of a claim that its three best sentences must hold before it can turn them round
SAME_PLACE = 0.55  # share of a claim that one sentence must hold before a difference in it is called a contradiction


class Mode(StrEnum):
    """How strictly a claim is held against its source."""

    VERBATIM = "verbatim"
    SECOND_SOURCE = "second source"
    PARAPHRASE = "paraphrase"
    JOINT = "joint"


def prepare(text: str, *, lang: str | None = None, published: datetime | None = None) -> Prepared:
    """Make a source text ready for any number of claims; what is found in it is kept, each thing when first asked for.

    Args:
        lang: ISO 639-1 code; None to detect it. published: what "Tuesday" and "yesterday" in it count from; None if unknown.
    """
    return Prepared(text, lang=lang, published=published)


def check(
    claim: str,
    source: Prepared | Sequence[Prepared],
    *,
    lang: str | None = None,
    published: datetime | None = None,
    mode: Mode = Mode.PARAPHRASE,
) -> Verdict:
    """Whether the source supports the claim.

    Args:
        source: one text, or several of which any may carry the claim (joint: may carry a part of it).
        lang: of the claim; None: that of the source. published: anchor of relative dates in the claim; None: the source's.

    Returns: verdict and basis, a score in [0, 1] that means the same on every kind of text, and the spans that carry the
        claim; they count in the one source, of several in the first (`joint.check` says which carries what).
    """
    sources = [source] if isinstance(source, Prepared) else list(source)
    if not claim.strip():
        return Verdict("unsupported", FACTS_CHECKED, 0.0, (), ("there is no claim",))
    if not any(s.text.strip() for s in sources):
        return Verdict("unsupported", FACTS_CHECKED, 0.0, (), ("there is no source text",))
    verbatim = _verbatim(claim, sources)
    if verbatim is not None and (verbatim.supported or mode is not Mode.VERBATIM):
        return verbatim
    if mode is Mode.VERBATIM:
        return Verdict("unsupported", QUOTED, 0.0, (), ("the source has other words",))
    if mode is Mode.JOINT:
        return joint.check(claim, sources, lang=lang, published=published).verdict
    if mode is Mode.SECOND_SOURCE:
        return strict.second(claim, sources, lang=lang, published=published)
    verdicts = [_paraphrase(claim, one, lang, published) for one in sources if one.text.strip()]
    return max(verdicts, key=lambda v: (v.supported, v.score))


# ---------------------------------------------------------------------------------------------- verbatim


def _verbatim(claim: str, sources: Sequence[Prepared]) -> Verdict | None:
    """The verdict on a claim whose very words stand in a source; None if they do not, or only who says so is left out."""
    wanted = quoting.flat_words(quoting.without_inserts(claim))
    if not wanted:
        return None
    flat = f" {' '.join(wanted)} " if wanted[0].isascii() else " ".join(wanted)
    refused: Verdict | None = None
    for source in sources:
        if not _may_stand(wanted, source) or flat not in source.flat:
            continue
        for span in _where(flat, source):
            found = quoting.find(claim, source.text[span.start : span.end], lang=source.lang)
            if found is None:
                continue
            at = Span(span.start + found.span.start, span.start + found.span.end)
            if not found.turned or _whole_sentences(at, source):
                return Verdict("supported", QUOTED, 1.0, (at,), ("stands in the source word for word",))
            if found.loses in ("negation", "doubt", "condition"):
                name: VerdictName = "contradicted" if found.loses == "negation" else "unsupported"
                refused = Verdict(name, FACTS_CHECKED, scoring.VETO, (at,), (found.turned,))
    return refused


def _whole_sentences(at: Span, source: Prepared) -> bool:
    """Whether a span holds all words of the sentences it touches: nothing of them is left out."""
    touched = [piece.span for piece in source.around(at)]
    if not touched:
        return False
    left = source.text[touched[0].start : at.start] + source.text[at.end : touched[-1].end]
    return not quoting.WORD.search(left)


def _may_stand(wanted: Sequence[str], source: Prepared) -> bool:
    """Whether all longer words of a claim stand in the source: spares most claims the folding of the whole text."""
    return all(word in source.lower for word in wanted if len(word) > 3 and word.isascii())


def _where(flat: str, source: Prepared) -> list[Span]:
    """The paragraphs that hold the words; the whole text if they reach over the end of one."""
    found = [p for p in source.paragraphs if flat in f" {' '.join(quoting.flat_words(source.text[p.start : p.end]))} "]
    return found or [Span(0, len(source.text))]


# ---------------------------------------------------------------------------------------------- paraphrase


def _pieces(claim: str, source: Prepared, lang: str | None, published: datetime | None) -> list[Piece]:
    found = claim_pieces(untokenised(claim), lang=lang or source.lang, published=published or source.published)
    return [piece for piece in found if not invites(piece.text)] or found


def _paraphrase(claim: str, source: Prepared, lang: str | None, published: datetime | None) -> Verdict:
    pieces = _pieces(claim, source, lang, published)
    rows = rows_of(claim, pieces, source)
    covers = [cover for cover, _ in rows]
    faults = [fault for _, found in rows for fault in found]
    contradicted = _contradicted(rows)
    score = min(scoring.score(scoring.vector(rows)), _ceiling(rows))
    spans = tuple(dict.fromkeys(_evidence(cover) for cover in covers if cover.best is not None))
    return _verdict(score, contradicted, spans, faults, pieces, covers)


def measured(claim: str, source: Prepared, *, lang: str | None = None) -> tuple[tuple[float, ...], float, float]:
    """What the score of a paraphrase is made of, for training and explaining.

    Returns: the features in the order of `scoring.NAMES`, and the lowest and the highest score that the rules allow.
    """
    rows = rows_of(claim, _pieces(claim, source, lang, None), source)
    verbatim = _verbatim(claim, [source])
    if verbatim is not None:
        return scoring.vector(rows), verbatim.score, verbatim.score
    return scoring.vector(rows), 0.0, _ceiling(rows)


def _contradicted(rows: Sequence[tuple[Cover, Sequence[Fault]]]) -> bool:
    return any(f.contradicted and (f.placed or cover.share >= SAME_PLACE) for cover, found in rows for f in found)


def _ceiling(rows: Sequence[tuple[Cover, Sequence[Fault]]]) -> float:
    """The highest score of a claim with these faults: no coverage outweighs a contradiction or a false quotation."""
    vetoed = _contradicted(rows) or any(f.kind == "quotation" for _, found in rows for f in found)
    return scoring.VETO if vetoed else 1.0


def rows_of(claim: str, pieces: Sequence[Piece], source: Prepared) -> list[tuple[Cover, list[Fault]]]:
    """What of each sentence of a claim the source has, and what it does not bear out."""
    rows = []
    for piece in pieces:
        cover = features.cover(piece, source)
        rows.append((cover, piece_faults(piece, cover, source)))
    rows[0][1].extend(facts.quotations(claim, [source]))
    return rows


def piece_faults(piece: Piece, cover: Cover, source: Prepared) -> list[Fault]:
    """What of one sentence of the claim the source does not bear out."""
    near, best = cover.near, cover.best
    if best is None:
        return []
    found = [
        *facts.figures(piece, near, source),
        *facts.dates(piece, near, source),
        *facts.names(piece, near, source),
        *facts.turns(piece, near, best, cover.closest),
        *places.figures(piece, near),
        *places.speakers(piece, near),
    ]
    if cover.near_share < SAME_THINGS:
        return found
    if any(fault.kind == "opposite" for fault in found) and deeds.converse(piece, best):
        found = [fault for fault in found if fault.kind != "opposite"]
    return [*found, *turned.faults(piece, near, best, source)]


def _evidence(cover: Cover) -> Span:
    return cover.best.span if cover.best else Span(0, 0)


def _verdict(
    score: float, contradicted: bool, spans: tuple[Span, ...], faults: Sequence[Fault], pieces: Sequence[Piece],
    covers: Sequence[Cover],
) -> Verdict:  # fmt: skip
    reasons = list(dict.fromkeys(f.reason for f in faults))
    if score >= scoring.THRESHOLD:
        return Verdict(
            "supported", FACTS_CHECKED, score, spans, tuple(reasons[:MOST_REASONS]) or ("its facts stand in the source",)
        )
    reasons += _missing(pieces, covers)
    shown = tuple(reasons[:MOST_REASONS]) or ("the source says it in no one place",)
    return Verdict("contradicted" if contradicted else "unsupported", FACTS_CHECKED, score, spans, shown)


def _missing(pieces: Sequence[Piece], covers: Sequence[Cover]) -> list[str]:
    """The rarest words of the claim that the source does not have."""
    lost = [word for piece, cover in zip(pieces, covers, strict=True) for word in features.missing(piece, cover.lost)][:3]
    return [f"the source does not speak of “{'”, “'.join(lost)}”"] if lost else []
