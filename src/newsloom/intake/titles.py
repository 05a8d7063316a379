"""Which of the titles that a page states is that of its article. Pure.

A page has up to five: the one for machines (schema.org), the one made for being shared (Open Graph), its heading, that of Twitter cards, and
that of the window. They differ in the outlet's name, a section, a date, and often in their words. Which of them an outlet takes for *the*
title is a matter of the outlet: on 169 pages with hand-checked titles each of the first three is right to the word on 82 to 88 %, their
agreement decides no better, and one of the five is right on all. So the first that can be a title is taken, whole and without what stands
around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from newsloom.text.terms import folded

_SEPARATOR = re.compile(r"\s[|–—·•»«:/*~-]{1,2}\s|\s?[|｜ㅣ]\s?|[：﹣]|\s?-(?=[^\W\d_]{1,20}[ㅣ|])")
_WORD = re.compile(r"[^\W_]+")
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")
_LONG = 108  # schema.org used to ask for 110 characters: what is this long may have been cut
_SITE_WORDS = 5  # the name of an outlet has no more
_MOST_PARTS = 6  # a title with more is looked at no further


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of one page, each on one line; "" where it states none."""

    headline: str = ""  #: schema.org
    shared: str = ""  #: og:title
    headings: Sequence[str] = ()  #: its first-level headings, in order
    card: str = ""  #: twitter:title
    window: str = ""  #: the title element


def of_article(given: Titles, *, site: Iterable[str], host: str) -> str:
    """The title of the page's article; "" if it states none.

    Args:
        site: what the outlet is called, as far as that is known.
        host: where the page stands; "" if nobody knows.
    """
    names = {_key(name) for name in site} - {""}
    labels = {_key(part) for part in host.split(".")[:-1] if len(part) > 2 and part != "www"}
    said = [given.headline, given.shared, *given.headings, given.card, given.window]
    others = {_key(one) for one in said} - {""}

    def usable(title: str) -> bool:
        return bool(_WORD.search(title)) and not _names_site(title, names, labels)

    heading = _heading(given, [one for one in said if one], usable)
    ranked = [
        _without_site(one, others, names, labels) for one in (given.headline, given.shared, heading, given.card, given.window)
    ]
    ranked = [one for one in ranked if usable(one)]
    return _whole(ranked[0], ranked[1:]) if ranked else ""


def _heading(given: Titles, said: Sequence[str], usable: Callable[[str], bool]) -> str:
    """The heading that is the article's: the only one, or the first that another title begins with or repeats."""
    named = [one for one in dict.fromkeys(given.headings) if usable(one)]
    if len(named) == 1:
        return named[0]
    apart = [one for one in (given.headline, given.shared, given.card, given.window) if one]
    return next((one for one in named if any(_key(other).startswith(_key(one)) for other in apart)), "")


def _without_site(title: str, others: set[str], names: set[str], labels: set[str]) -> str:
    """The title without what stands behind it (or before it) of outlet, section and date."""
    cuts = list(_SEPARATOR.finditer(title))[-_MOST_PARTS:]
    for cut in cuts:  # where another title of the page ends, so does this one
        if _key(title[: cut.start()]) in others and _key(title[: cut.start()]) not in names:
            return title[: cut.start()].strip()
    for cut in reversed(cuts):
        if not _names_site(title[cut.end() :], names, labels):
            break
        title = title[: cut.start()].strip()
    first = _SEPARATOR.search(title)
    if first and _key(title[: first.start()]) in names:
        title = title[first.end() :].strip()
    return title


def _names_site(part: str, names: set[str], labels: set[str]) -> bool:
    key = _key(part)
    if key in names:
        return True
    return len(_WORD.findall(part)) <= _SITE_WORDS and any(label in key and len(key) <= len(label) + 12 for label in labels)


def _whole(title: str, others: Iterable[str]) -> str:
    """The title, or the one that it is cut from."""
    stem = _CUT.sub("", title)
    if stem == title and len(title) < _LONG:
        return title
    return next((one for one in others if len(one) > len(stem) and one.startswith(stem) and not _CUT.search(one)), title)


def _key(text: str) -> str:
    """By what two titles are the same: their letters and digits."""
    return "".join(_WORD.findall(folded(text)))
