"""The two questions that writing asks of the checker: is this passage a further source, and does this heading fit? Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from newsloom.checking import features, support
from newsloom.checking.source import Prepared, claim_pieces
from newsloom.checking.support import Mode
from newsloom.model import Verdict


def second_source(
    sentence: str,
    passage: str,
    *,
    lang: str | None = None,
    claim_published: datetime | None = None,
    source_published: datetime | None = None,
) -> Verdict:
    """Whether the passage by itself supports the whole sentence, strictly: same figures, names, dates, quotations and turns.

    Args:
        lang: of both. claim_published, source_published: what relative dates in each count from; None if unknown.
    """
    return _second(sentence, passage, lang, claim_published, source_published)


@lru_cache(maxsize=4096)  # a story is written anew with each article, and most of its pairs of sentences are those of before
def _second(
    sentence: str, passage: str, lang: str | None, claim_published: datetime | None, source_published: datetime | None
) -> Verdict:
    known = Prepared(passage, lang=lang, published=source_published or claim_published)
    return support.check(sentence, known, lang=lang, published=claim_published, mode=Mode.SECOND_SOURCE)


def heading_fits(heading: str, sentences: Sequence[str], *, lang: str | None = None) -> float:
    """How well a heading names its section, in [0, 1]: the rarity-weighted share of its words that the sentences hold.

    0.0 where the heading has a figure or a name that no sentence has.
    """
    return _fits(heading, tuple(sentences), lang)


@lru_cache(maxsize=1024)  # a page is parted in many ways, and most sections of one come again in another
def _fits(heading: str, sentences: tuple[str, ...], lang: str | None) -> float:
    section = _section(sentences, lang)
    asked = _asked(heading, lang or section.lang)
    if not asked.told or not asked.figures <= section.figures:
        return 0.0
    known = section.holds(asked.told, asked.probes)
    return round(sum(value for stem, value in asked.told.items() if stem in known) / sum(asked.told.values()), 4)


class _Asked(NamedTuple):
    """What a section is asked for, for the sake of a heading."""

    told: dict[str, float]  #: as `features.told`
    probes: dict[str, str]  #: as `features.probes`
    figures: frozenset[str]


@lru_cache(maxsize=1024)
def _asked(heading: str, lang: str | None) -> _Asked:
    piece = claim_pieces(heading, lang=lang, published=None)[0]
    return _Asked(features.told(piece), features.probes(piece), Prepared(heading, lang=lang).figures)


@lru_cache(maxsize=64)
def _section(sentences: tuple[str, ...], lang: str | None) -> Prepared:
    return Prepared("\n".join(sentences), lang=lang)
