"""A sentence in parts that each state something. Pure: marks and a table of conjunctions, no grammar."""

from __future__ import annotations

import re

from newsloom.checking import quoting
from newsloom.checking.source import Piece
from newsloom.model import Span

LEAST_STEMS = 3  # content words of a part that states something by itself
_COORDINATE = "and but while whereas und aber während et mais tandis y pero mientras e mas enquanto и но а و và nhưng"
_SUBORDINATE = "after before because when who which whose where although though nachdem après tras após пока после"
_BREAK = re.compile(rf"[;:–—](?=\s)|,(?=\s)|[、，；،؛]|\s(?=(?:{'|'.join(f'{_COORDINATE} {_SUBORDINATE}'.split())})\s)", re.I)
_COORDINATED = re.compile(rf"\W*(?:{'|'.join(_COORDINATE.split())})\s", re.I)

_NAME = re.compile(r"\W*(?:[^\W\d_a-z][\w.'’-]*|&)(?: (?:[^\W\d_a-z][\w.'’-]*|&|of|de|von|van))*\W*")  # nothing but a name


def split(piece: Piece) -> list[Piece]:
    """The parts of a sentence in order, at least one; their spans count in the text that the sentence's span counts in."""
    text, start = piece.text, piece.span.start
    quoted = [m.span() for m in quoting.QUOTATION.finditer(text)]
    cuts = [m.end() for m in _BREAK.finditer(text) if not any(a < m.start() < b for a, b in quoted)]
    segments = [text[a:b] for a, b in zip((0, *cuts), (*cuts, len(text)), strict=True)]
    told = [len(Piece(segment, Span(0, 0), piece.lang, None).stemset) for segment in segments]
    parts: list[tuple[int, int]] = []
    begin, inside, after = 0, 0, sum(told)
    for cut, count in zip((*cuts, len(text)), told, strict=True):
        inside, after = inside + count, after - count
        if parts and inside < LEAST_STEMS <= after and _NAME.fullmatch(text[begin:cut]) and _COORDINATED.match(text[cut:]):
            parts[-1] = (parts[-1][0], cut)  # an apposition belongs to what it explains, not to the clause behind it
            begin, inside = cut, 0
            continue
        if cut == len(text) or (inside >= LEAST_STEMS and after >= LEAST_STEMS):
            parts.append((begin, cut))
            begin, inside = cut, 0
    found = []
    for a, b in parts:
        shown = text[a:b].strip().rstrip(",;:–—")
        if shown:
            left = a + len(text[a:b]) - len(text[a:b].lstrip())
            found.append(Piece(shown, Span(start + left, start + left + len(shown)), piece.lang, piece.published))
    return found or [piece]


def coordinate(part: Piece) -> bool:
    """Whether a part begins with a word that only joins it to the one before: what is said there is no doubt of this."""
    return _COORDINATED.match(part.text) is not None
