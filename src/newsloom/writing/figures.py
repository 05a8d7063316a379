"""The figures and days of a sentence, read once for all that asks for them and for all revisions of its stories. Pure."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from newsloom.text import dates, quantities
from newsloom.text.dates import DateMention
from newsloom.text.quantities import Quantity
from newsloom.writing.evidence import MAX_PASSAGES, READ

_KEPT = READ * MAX_PASSAGES // 2  # sentences; half of what is kept of articles has to do with what stories are about


@lru_cache(maxsize=_KEPT)
def quantities_of(text: str, lang: str | None) -> tuple[Quantity, ...]:
    """As `quantities.find`."""
    return tuple(quantities.find(text, lang=lang))


@lru_cache(maxsize=_KEPT)
def dates_of(text: str, published: datetime | None, lang: str | None) -> tuple[DateMention, ...]:
    """As `dates.find`. Args: published: when the sentence's article was."""
    return tuple(dates.find(text, anchor=published, lang=lang))
