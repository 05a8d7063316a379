"""Take the article out of a web page: title, text, time, authors, language, what kind of page it is. Pure: no network.

The text is trafilatura's, precision first. What a page states of itself for machines comes before what can be guessed from its look.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from typing import Any

from newsloom.errors import ExtractionError
from newsloom.intake import times
from newsloom.intake.lines import language
from newsloom.intake.links import absolute
from newsloom.intake.texts import clean, decoded_html, few_attributes, one_line
from newsloom.model import Extracted, Kind
from newsloom.text import kinds

_MAX_TEXT = 500_000  # characters; no article is longer
_LEAST = 25  # characters; less is a menu or a button, in any script
# characters; from here on no second opinion is asked: 600–1200 change nothing on hand-checked pages (token F1 .951 as with it), 0 costs .025
_ENOUGH = 900
_LITTLE = 250  # characters; a page that gives less may carry its text as data
#: of what trafilatura deletes: what it first makes something else of where it holds tables, formulas or the whole page
_SOMETIMES_TEXT = frozenset({"figure", "form", "math"})
_WORD = re.compile(r"[^\W_]+")
_DOCTYPE = re.compile(r"\s*<\s?!\s?doctype[^>]{0,1000}>", re.IGNORECASE)
_SELF_CLOSED = re.compile(r"<html[^>]*/>", re.IGNORECASE)
_NO_XML = bytes(sorted(set(range(32)) - set(b"\t\n\r")))


def extract(html: bytes, *, url: str | None, content_type: str | None = None) -> Extracted:
    """The article of a page.

    Args:
        html: the whole page, decompressed.
        url: where it came from; None if nobody knows.
        content_type: the header of that name, for its charset; None if there was none.

    Raises:
        ExtractionError: when the page holds no text.
    """
    from lxml import etree  # lazy: with trafilatura half a second to load

    from newsloom.intake import hidden, stated  # lazy: lxml

    decoded = few_attributes(decoded_html(html, content_type))
    tree = _tree(decoded)
    if tree is None:
        raise ExtractionError(url or "page", "is no web page", remedy="open it in a browser to see what it is")
    facts = stated.read(tree, url=url)
    looks = None if facts.title and facts.published else _looks(tree, url)
    etree.strip_elements(tree, *_never_text(), with_tail=False)
    hidden.strip(tree)
    text = _text(tree, url, decoded)
    if len(text) < _LITTLE and len(facts.body) > len(text):
        text = clean(facts.body)[:_MAX_TEXT]
    if len(text) < _LEAST:
        raise ExtractionError(url or "page", "holds no article text", remedy="what the feed itself says is used instead")
    return _whole(text, facts, looks, url)


def _tree(decoded: str) -> Any:
    """The page as trafilatura parses it; None for what is no HTML.

    What need not be mended first, as most pages need not, goes to the parser as it is: to look for what trafilatura would mend
    takes as long as to parse.
    """
    import trafilatura  # lazy: half a second to load
    from lxml.etree import LxmlError
    from lxml.html import fromstring

    begins = _DOCTYPE.match(decoded)
    page = decoded[begins.end() if begins else 0 :]
    body = page.encode("utf-8", "replace")
    if (
        "html" in decoded[:50].lower()
        and not _SELF_CLOSED.search(page[:4096])
        and len(body) == len(body.translate(None, _NO_XML))
        and "\ufffe" not in page
        and "\uffff" not in page
    ):
        with suppress(LxmlError):
            tree = fromstring(body, parser=_parser())
            if len(tree):
                return tree
    return trafilatura.load_html(decoded)


@cache
def _parser() -> Any:
    """As trafilatura's is set."""
    from lxml.html import HTMLParser  # lazy: with trafilatura half a second to load

    return HTMLParser(collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True)


@cache
def _never_text() -> tuple[str, ...]:
    """The elements that trafilatura deletes, menus and pictures and the like: after it has searched and copied them, and not
    all where one stands in another of its kind. Without them a page takes it three quarters of the time.
    """
    from trafilatura.settings import MANUALLY_CLEANED  # lazy: half a second to load

    return tuple(tag for tag in MANUALLY_CLEANED if tag not in _SOMETIMES_TEXT)


def _looks(tree: Any, url: str | None) -> Any:
    """What trafilatura makes of title, time and authors from the look of a page that does not state them."""
    from trafilatura.metadata import extract_metadata  # lazy: half a second to load

    # the extensive search guesses a year from anything, and loads 200 calendars into each worker, which costs as much as 50 pages
    return extract_metadata(tree, url, {"original_date": True, "extensive_search": False}, extensive=False)


def _text(tree: Any, url: str | None, decoded: str) -> str:
    """What trafilatura finds; with its second opinions only where its own rules find little, for those cost as much again."""
    import trafilatura  # lazy: half a second to load

    from newsloom.intake import hidden  # lazy: with lxml

    text = ""
    for fast in (True, False):
        if not fast:
            tree = _tree(decoded)  # trafilatura cuts into the tree it is given
            hidden.strip(tree)
        page = trafilatura.bare_extraction(tree, url=url, fast=fast, favor_precision=True, include_comments=False)
        text = clean(str(page.text or "") if isinstance(page, trafilatura.settings.Document) else "")[:_MAX_TEXT]
        if len(text) >= _ENOUGH:
            break
    return text


def _whole(text: str, facts: Any, looks: Any, url: str | None) -> Extracted:
    """What the page states, and where it is silent what trafilatura found."""
    publisher = facts.publisher or getattr(looks, "sitename", None) or None
    title = facts.title or one_line(clean(getattr(looks, "title", None) or ""))
    when = times.When(facts.published, facts.day_only) if facts.published else times.loose(getattr(looks, "date", None))
    authors = facts.authors or tuple(name.strip() for name in (getattr(looks, "author", None) or "").split(";"))
    text = _without_repeat(text, title)
    kind = kinds.kind(title, text, url=url)
    if kind is Kind.NEWS:
        kind = facts.kind or (Kind.LISTING if facts.listing else kind)
    return Extracted(
        title=title[:1000],
        text=text,
        lang=language(facts.lang or getattr(looks, "language", None)),
        published=when.time if when else None,
        day_only=when.day_only if when else False,
        authors=tuple(one_line(clean(name))[:200] for name in authors if name.strip())[:20],
        publisher=one_line(clean(publisher))[:200] if publisher else None,
        canonical=facts.canonical or absolute(getattr(looks, "url", None), url),
        image=facts.image,
        kind=kind,
        paid=facts.paid,
    )


def _without_repeat(text: str, title: str) -> str:
    """A page's text without a first line that repeats its title."""
    first, _, rest = text.partition("\n")
    same = title and " ".join(_WORD.findall(first.casefold())) == " ".join(_WORD.findall(title.casefold()))
    return rest.strip() if same and rest.strip() else text
