"""Subscriptions as OPML 2.0: read a list that someone brings, write one to take along. Pure: no network, no DTD, no entities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from newsloom.errors import ParseError
from newsloom.model import Problem, Subscription

LONGEST_ADDRESS = 2_000  # bytes; PostgreSQL indexes no value of more than 2,700
LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list."""

    url: str
    title: str = ""
    site: str | None = None
    category: str = ""  #: names of the folders around it, joined by " / "
    lang: str | None = None


def parse(body: bytes, *, name: str) -> list[Outline | Problem]:
    """The feeds of a list in document order; a line that cannot be used is a problem that names it.

    Raises:
        ParseError: when it is no OPML.
    """
    try:
        return _parse(_REFERENCE.sub(_unless_half, body), name)
    except UnicodeDecodeError as exc:  # in an encoding in which the reference is not seen
        raise ParseError(name, "is not OPML: it has characters that are none", remedy="export the list again") from exc


#: lxml lets references to half a surrogate pair pass, and fails when the text is read
_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));?")


def _unless_half(match: re.Match[bytes]) -> bytes:
    number = int(match[1], 16) if match[1] else int(match[2])
    return b"" if 0xD800 <= number <= 0xDFFF else match[0]


def _parse(body: bytes, name: str) -> list[Outline | Problem]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(body.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        raise ParseError(name, f"is not OPML: {exc}", remedy="export the list again from the other reader") from exc
    if root is None or _local(root) != "opml":
        raise ParseError(name, "is not OPML", remedy="it must begin with <opml>")
    found: list[Outline | Problem] = []
    seen: set[str] = set()
    for outline, category in _outlines(root):
        address = _attribute(outline, "xmlUrl")
        if address is None:
            if _attribute(outline, "type") in ("rss", "atom") and not len(outline):
                found.append(Problem(f"{name}, line {outline.sourceline}", "a feed without xmlUrl", "add its address"))
            continue
        if not usable(address):
            found.append(
                Problem(
                    f"{name}, line {outline.sourceline}", f"{address[:120]!r} is no address of a feed", "it must be http(s)"
                )
            )
        elif address not in seen:
            seen.add(address)
            title = _attribute(outline, "title") or _attribute(outline, "text") or ""
            site = _attribute(outline, "htmlUrl")
            known = site if site is not None and usable(site) else None
            found.append(
                Outline(address, title[:LONGEST_NAME], known, category[:LONGEST_NAME], _attribute(outline, "language") or None)
            )
    if not found:
        raise ParseError(name, "lists no feed", remedy="an outline with an xmlUrl names one")
    return found


def dump(subscriptions: Iterable[Subscription], *, title: str = "Newsloom") -> str:
    """A list of these subscriptions, folders of files left out; categories are folders. Carries no password or header."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {"": body}
    for one in subscriptions:
        if not usable(one.url):
            continue
        parent = _folder(folders, one.category)
        facts = {"type": "rss", "text": one.title or one.url, "title": one.title or one.url, "xmlUrl": one.url}
        if one.site:
            facts["htmlUrl"] = one.site
        if one.lang:
            facts["language"] = one.lang
        etree.SubElement(parent, "outline", {key: _writable(value) for key, value in facts.items()})
    return str(etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8"), "utf-8")


def usable(address: str) -> bool:
    """Whether this can be the address of a feed."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and len(address.encode("utf-8", "replace")) <= LONGEST_ADDRESS
    )


def _outlines(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """All outlines with the names of the folders around them; without recursion, since a list may be nested by a stranger."""
    waiting: list[tuple[etree._Element, str]] = [
        (child, "") for child in reversed(root) if _local(child) in ("body", "outline")
    ]
    while waiting:
        element, category = waiting.pop()
        inside = category
        if _local(element) == "outline":
            yield element, category
            if _attribute(element, "xmlUrl") is None:
                name = _attribute(element, "title") or _attribute(element, "text") or ""
                inside = f"{category} / {name}" if category and name else category or name
                inside = inside[:LONGEST_NAME]
        waiting += [(child, inside) for child in reversed(element) if _local(child) == "outline"]


def _folder(folders: dict[str, etree._Element], category: str) -> etree._Element:
    if category not in folders:
        above, _, name = category.rpartition(" / ")
        parent = _folder(folders, above)
        folders[category] = etree.SubElement(parent, "outline", {"text": _writable(name), "title": _writable(name)})
    return folders[category]


def _local(element: etree._Element) -> str:
    return (
        element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
    )  # QName refuses what the parser let through


def _attribute(element: etree._Element, name: str) -> str | None:
    """An attribute whatever the case of its name: exporters differ."""
    wanted = name.lower()
    return next((str(value).strip() for key, value in element.attrib.items() if str(key).lower() == wanted), None)


def _writable(text: str) -> str:
    return "".join(c for c in text if c in "\t\n\r" or "\x20" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")
