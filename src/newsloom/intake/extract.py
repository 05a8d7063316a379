"""Take the article out of a web page: title, text, time, authors, language, what kind of page it is. Pure: no network."""

from __future__ import annotations

import re

from newsloom.errors import ExtractionError
from newsloom.intake import times
from newsloom.intake.lines import language
from newsloom.model import Extracted

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def extract(html: bytes, *, url: str | None, content_type: str | None = None) -> Extracted:
    """The article of a page.

    Raises:
        ExtractionError: when the page holds no text.
    """
    import trafilatura  # lazy: half a second to load

    page = trafilatura.bare_extraction(html, url=url, favor_precision=True, include_comments=False, with_metadata=True)
    if not isinstance(page, trafilatura.settings.Document) or not (page.text or "").strip():
        raise ExtractionError(url or "page", "holds no article text")
    when = times.loose(page.date)
    return Extracted(
        title=page.title or "",
        text=_CONTROL.sub("", page.text or ""),
        lang=language(page.language),
        published=when.time if when else None,
        day_only=when.day_only if when else False,
        authors=tuple(name.strip() for name in (page.author or "").split(";") if name.strip()),
        publisher=page.sitename or None,
        canonical=page.url or None,
        image=page.image or None,
    )
