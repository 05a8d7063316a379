"""Reading HTML as a browser does, for tests: html5lib, strict."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import html5lib

XHTML = "{http://www.w3.org/1999/xhtml}"


def parsed(text: str) -> ET.Element:
    """The document; any parse error of the HTML standard fails."""
    return html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True).parse(text)


def found(document: ET.Element, tag: str, **wanted: str) -> list[ET.Element]:
    """All elements of this tag with these attributes (`class_` for class)."""
    attributes = {name.rstrip("_"): value for name, value in wanted.items()}
    return [
        one
        for one in document.iter(XHTML + tag)
        if all(
            value in one.get(name, "").split() if name == "class" else one.get(name) == value
            for name, value in attributes.items()
        )
    ]


def words(element: ET.Element) -> str:
    """Its text, spaces folded."""
    return " ".join("".join(element.itertext()).split())


def links(document: ET.Element) -> list[str]:
    """Every address the page leads to or loads."""
    return [one.get(name) for one in document.iter() for name in ("href", "src", "action", "formaction") if one.get(name)]
