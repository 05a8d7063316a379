"""Take out of a web page what its own styling keeps from a reader's eyes: where somebody writes for machines, this is where. Pure.

Sees what an element says of itself, not what style sheets say of it. Words that a script is going to show look the same as words that nobody
is to see, so that a page which hides much keeps it.
"""

from __future__ import annotations

import re
from typing import Any

MOST = 0.2  # share of a page's text up to which what is hidden goes; more is a page that a script shows when it is loaded

_STYLED = "//*[@style or @hidden or (self::span and (contains(@class, '-only') or contains(@class, 'hidden') or contains(@class, '-reader')))]"
_LENGTH = "string-length(.)"
_GONE = "hidden-element"  # a name that no page uses
_FOR_SCREEN_READERS = frozenset(("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only"))
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_NOTHING = r"[+-]?(?:0+(?:\.0\d*)?|\.0\d*)"
_UNSEEN = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)"
    r"|text-indent:-\d{4,}|(?:margin-)?(?:left|top|right|bottom):-\d{4,}"
    r"|clip:rect\([01](?:px)?[,)]|clip-path:(?:inset\((?:50|100)%|circle\(0)"
    rf"|transform:scale\({_NOTHING}\)"
    r"|(?:"
    rf"opacity:{_NOTHING}%?"
    r"|font-size:(?:[01](?:\.\d+)?(?:px|pt)?|0?\.[01]\d*r?em|0r?em|\d(?:\.\d+)?%)"
    rf"|color:(?:transparent|(?:rgb|hsl)a\([^,)]{{1,12}},[^,)]{{1,12}},[^,)]{{1,12}},{_NOTHING}%?\)|\#[0-9a-f]{{6}}00|\#[0-9a-f]{{3}}0)"
    r")(?=;|!|$))"
)
_SMALL = re.compile(r"(?:^|;)(?:max-)?(?:height|width):[01](?:px)?(?=;|!|$)")
_COLOUR = re.compile(r"(?:^|;)(color|background|background-color):(#?[0-9a-z(),.%]{3,40})")
_WHITE, _BLACK = "#ffffff", "#000000"
_SAME = {"white": _WHITE, "#fff": _WHITE, "rgb(255,255,255)": _WHITE, "black": _BLACK, "#000": _BLACK, "rgb(0,0,0)": _BLACK}


def strip(tree: Any) -> None:
    """Take the hidden elements out of an lxml tree, in time linear in it; what stands behind them stays."""
    from lxml import etree  # lazy: half a second with what is loaded beside it

    found: list[Any] = []
    for element in tree.xpath(_STYLED):  # in the order of the page, so that only the one found last can be around this one
        around = element.iterancestors() if found else ()
        if not any(one is found[-1] for one in around) and _hidden(element):
            found.append(element)
    if not found or sum(element.xpath(_LENGTH) for element in found) > MOST * tree.xpath(_LENGTH):
        return
    for element in found:
        element.tag = _GONE
    etree.strip_elements(tree, _GONE, with_tail=False)  # one by one, what stands behind each would be copied for each


def _hidden(element: Any) -> bool:
    if element.getparent() is None or element.tag == "body":
        return False
    if element.get("hidden") is not None or not _FOR_SCREEN_READERS.isdisjoint(element.get("class", "").split()):
        return True
    style = "".join(_COMMENT.sub("", element.get("style", "").lower()).split())
    return (
        bool(_UNSEEN.search(style)) or ("overflow:hidden" in style and bool(_SMALL.search(style))) or _on_its_own_colour(style)
    )


def _on_its_own_colour(style: str) -> bool:
    colours = {("ink" if name == "color" else "paper"): _SAME.get(value, value) for name, value in _COLOUR.findall(style)}
    return len(colours) == 2 and colours["ink"] == colours["paper"]
