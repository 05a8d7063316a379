"""Take the article out of a web page: title, text, time, authors, language, what kind of page it is. Pure: no network.

The text is trafilatura's, precision first. What a page states of itself for machines comes before what can be guessed from its look.
"""

from __future__ import annotations

import re
from typing import Any

from newsloom.errors import ExtractionError
from newsloom.intake import times
from newsloom.intake.lines import language
from newsloom.intake.texts import clean, decoded_html, one_line
from newsloom.model import Extracted, Kind
from newsloom.text import kinds

_MAX_TEXT = 500_000  # characters; no article is longer
_LEAST = 25  # characters; less is a menu or a button, in any script
# characters; from here on no second opinion is asked: 600–1200 change nothing on hand-checked pages (token F1 .951 as with it), 0 costs .025
_ENOUGH = 900
_LITTLE = 250  # characters; a page that gives less may carry its text as data
_WORD = re.compile(r"[^\W_]+")
_SITE_SUFFIX = re.compile(r"\s+[|–—-]\s+(?P<site>[^|–—]{2,60})$")


def extract(html: bytes, *, url: str | None, content_type: str | None = None) -> Extracted:
    """The article of a page.

    Args:
        html: the whole page, decompressed.
        url: where it came from; None if nobody knows.
        content_type: the header of that name, for its charset; None if there was none.

    Raises:
        ExtractionError: when the page holds no text.
    """
    import trafilatura  # lazy: half a second to load

    from newsloom.intake import stated  # lazy: lxml

    decoded = decoded_html(html, content_type)
    tree = trafilatura.load_html(decoded)
    if tree is None:
        raise ExtractionError(url or "page", "is no web page", remedy="open it in a browser to see what it is")
    facts = stated.read(tree, url=url)
    page, text = _found(tree, url, decoded, sure=bool(facts.title and facts.published))
    if len(text) < _LITTLE and len(facts.body) > len(text):
        text = clean(facts.body)[:_MAX_TEXT]
    if len(text) < _LEAST:
        raise ExtractionError(url or "page", "holds no article text", remedy="what the feed itself says is used instead")
    return _whole(text, facts, page, url)


def _found(tree: Any, url: str | None, decoded: Any, *, sure: bool) -> tuple[Any, str]:
    """What trafilatura finds; with its second opinions only where its own rules find little, for those cost as much again.

    Args:
        sure: title and time are known already.
    """
    import trafilatura  # lazy: half a second to load

    text, page = "", None
    for fast in (True, False):
        if not fast:
            tree = trafilatura.load_html(decoded)  # it cuts into the tree it is given
        page = trafilatura.bare_extraction(
            tree, url=url, fast=fast, favor_precision=True, include_comments=False, with_metadata=not sure
        )
        text = clean(str(page.text or "") if isinstance(page, trafilatura.settings.Document) else "")[:_MAX_TEXT]
        if len(text) >= _ENOUGH:
            break
    return page, text


def _whole(text: str, facts: Any, page: Any, url: str | None) -> Extracted:
    """What the page states, and where it is silent what trafilatura found."""
    publisher = facts.publisher or getattr(page, "sitename", None) or None
    title = facts.title or _without_site(one_line(clean(getattr(page, "title", None) or "")), publisher)
    when = times.When(facts.published, facts.day_only) if facts.published else times.loose(getattr(page, "date", None))
    authors = facts.authors or tuple(name.strip() for name in (getattr(page, "author", None) or "").split(";"))
    text = _without_repeat(text, title)
    kind = kinds.kind(title, text, url=url)
    if kind is Kind.NEWS:
        kind = facts.kind or (Kind.LISTING if facts.listing else kind)
    return Extracted(
        title=title[:1000],
        text=text,
        lang=language(facts.lang or getattr(page, "language", None)),
        published=when.time if when else None,
        day_only=when.day_only if when else False,
        authors=tuple(one_line(clean(name))[:200] for name in authors if name.strip())[:20],
        publisher=one_line(clean(publisher))[:200] if publisher else None,
        canonical=facts.canonical or getattr(page, "url", None) or None,
        image=facts.image or getattr(page, "image", None) or None,
        kind=kind,
        paid=facts.paid,
    )


def _without_repeat(text: str, title: str) -> str:
    """A page's text without a first line that repeats its title."""
    first, _, rest = text.partition("\n")
    same = title and " ".join(_WORD.findall(first.casefold())) == " ".join(_WORD.findall(title.casefold()))
    return rest.strip() if same and rest.strip() else text


def _without_site(title: str, publisher: str | None) -> str:
    """A page's title without the outlet's name at its end."""
    found = _SITE_SUFFIX.search(title)
    if found and publisher and found["site"].casefold() == publisher.casefold():
        return title[: found.start()]
    return title
