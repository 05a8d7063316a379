"""Which picture a page or an entry names as its own, what it shows and whose it is. Pure: nothing is ever fetched.

A page names its picture for machines (schema.org, Open Graph) and shows it in a figure with a caption. What the figure says counts only
where the same file stands in it: the credit of another picture would be a wrong one.
"""

from __future__ import annotations

import html as html_entities
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from newsloom.intake.links import absolute
from newsloom.intake.texts import clean, one_line, plain_text
from newsloom.model import Image

_MAX_ALT, _MAX_CREDIT = 500, 200  # characters
_MOST_FIGURES = 60
_MOST_SOURCES = 30  # of one figure; figures may stand in figures
_MOST_CAPTION = 3000  # characters
_MOST_CREDITS = 20  # of one figure
_CREDIT_ELEMENTS = ("span", "div", "p", "small", "cite", "figcaption", "em", "i", "a", "dd")
_METAS = ("og:image", "og:image:secure_url", "og:image:url", "twitter:image", "twitter:image:src", "parsely-image-url")
_ALTS = ("og:image:alt", "twitter:image:alt")
_SOURCES = ("src", "srcset", "data-src", "data-srcset", "data-original", "data-lazy-src")
_NO_PICTURE = re.compile(  # what stands in for a picture: the outlet's own mark, or nothing
    r"(?:^|[/_.-])(?:(?:site-?)?logos?|placeholders?|fall-?back|favicons?|apple-touch-icon|blank|spacer|pixel|avatars?|no-?image|sprites?)"
    r"(?:[/_.-]|\d|$)|(?:^|/)(?:(?:og|social|share|default)[_-]?)+(?:image|share|card|img)?\.\w{3,4}$|\.svg$|\.ico$",
    re.IGNORECASE,
)
_CREDITED = re.compile(r"credit|copyright|photographer|attribution|image-?source|caption-?source|image__source", re.IGNORECASE)
_LABEL = (
    r"(?:(?:image|picture|photo|foto|bild|illustration|symbol)[\s-]?)?(?:credits?|copyright|source|quelle|crédits?|crédito|créditos|fotos?"
    r"|photos?|photographs?|pictures?|images?|bild(?:er)?|symbolfoto|symbolbild|fuente|imagen|immagine|fonte|illustration)"
)
_LABELLED = re.compile(
    rf"(?:^|[\s([|.!?…\"'“”’])({_LABEL}(?:\s*[:=]|\s+(?:by|courtesy(?:\s+of)?|von|par|de)\b|\s*©)|©(?:\s*copyright)?|\(c\))\s*"
    r"([^()\[\]|©]{2,200}(?:\|[^()\[\]©]{2,80}|\([^()]{1,40}\))?)[)\]]?\.?$",
    re.IGNORECASE,
)
_AGENCY = (
    r"(?:AP|AFP|EPA|ANSA|EFE|DPA|TASS|PA(?: Wire| Media| Images)?|Reuters|Getty(?: Images)?|Bloomberg|Shutterstock|Alamy|iStock(?:photo)?|Imago"
    r"|SIPA|Rex|Xinhua|Kyodo|Yonhap|Keystone|Zuma(?: Press)?|picture[ -]alliance|Associated Press|The Associated Press|Agence France-Presse)"
)
_BRACKETED = re.compile(rf"[(\[]([^()\[\]]{{0,120}}\b{_AGENCY}\b[^()\[\]]{{0,80}})[)\]]\.?$", re.IGNORECASE)
_SLASHED = re.compile(
    rf"(?:^|[.!?…»”\"]\s*)([^.!?…»”\"()]{{2,60}}?\s?/\s?(?:via\s+)?{_AGENCY}(?:\s?/[^/.]{{2,40}})?)\.?$", re.IGNORECASE
)
_LEADING = re.compile(rf"^[\s([|–—-]*(?:(?:{_LABEL})\s*(?:[:=]|by\b|courtesy(?:\s+of)?\b)|©|\(c\))\s*", re.IGNORECASE)
_LABEL_AT_END = re.compile(rf"(?:[\s([|]*(?:(?:{_LABEL})\s*[:=]?|(?:{_LABEL})\s+by|©|\(c\)))+\s*$", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,200}")
_SIZE = re.compile(r"[-_](?:\d{2,4}x\d{2,4}|\d{3,4}w?|scaled)$")
_NO_NAME = re.compile(r"[\d_x-]+$|[a-z-]+$", re.IGNORECASE)  # a date, a size, a word: many files have it in their address
_IMG = re.compile(r"<img\b([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(src|alt|width|height)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


# ---------------------------------------------------------------------------------------------- pages


def of_page(
    tree: HtmlElement, metas: Mapping[str, str], node: Mapping[str, Any], nodes: Iterable[Mapping[str, Any]], *, url: str | None
) -> Image | None:
    """The picture of a page's article; None if it names none, or only its outlet's mark.

    Args:
        metas: contents of its meta elements by name in lower case.
        node: the schema.org object of the article; empty if there is none.
        nodes: all schema.org objects of the page, to which that one may refer.
        url: where the page came from; None if nobody knows.
    """
    stated = [one for one in (_of_node(_meant(one, nodes), url) for one in listed(node.get("image"))[:20]) if one is not None]
    shared = [Image(address) for name in _METAS if (address := absolute(metas.get(name), url)) is not None]
    named = [one for one in [*stated, *shared] if is_picture(one.url)]
    if not named:
        return None
    best = named[0]
    shown = _shown(tree, named)
    alts = (shown.alt if shown else "", *(_words(metas.get(name), _MAX_ALT) for name in _ALTS), *(one.alt for one in stated))
    credits = (*(one.credit for one in stated if one.url == best.url), shown.credit if shown else "")
    return Image(best.url, alt=next(filter(None, alts), ""), credit=next(filter(None, credits), ""))


def _meant(value: Any, nodes: Iterable[Mapping[str, Any]]) -> Any:
    """The object that another one only refers to."""
    name = value.get("@id") if isinstance(value, Mapping) and not (value.get("url") or value.get("contentUrl")) else None
    if not isinstance(name, str):
        return value
    return next((node for node in nodes if node.get("@id") == name and (node.get("url") or node.get("contentUrl"))), None)


def is_picture(address: str) -> bool:
    """Whether an address may be a picture of something, and not the mark of an outlet or a stopgap."""
    return not _NO_PICTURE.search(urlsplit(address).path)


def _of_node(value: Any, url: str | None) -> Image | None:
    """An image of schema.org: an address, or an object with one."""
    if not isinstance(value, Mapping):
        return Image(address) if (address := _address(value, url)) else None
    address = next(
        (found for name in ("url", "contentUrl") for one in listed(value.get(name)) if (found := _address(one, url))), None
    )
    if address is None:
        return None
    holders = (value.get(name) for name in ("creditText", "copyrightNotice", "creator", "author", "copyrightHolder"))
    credit = next((name for one in holders if (name := _name(one))), "")
    return Image(address, alt=_words(value.get("caption") or value.get("description"), _MAX_ALT), credit=_bare(credit))


def _address(value: Any, url: str | None) -> str | None:
    return absolute(html_entities.unescape(value[:4000]), url) if isinstance(value, str) else None


def _name(value: Any) -> str:
    names = [one.get("name") if isinstance(one, Mapping) else one for one in listed(value)[:5]]
    return ", ".join(name for one in names if (name := _words(one, _MAX_CREDIT)) and "://" not in name)


def _shown(tree: HtmlElement, named: Iterable[Image]) -> Image | None:
    """What the figure says in which one of these pictures stands; None if none does."""
    figures = [(figure, _files(figure)) for figure in islice(tree.iter("figure"), _MOST_FIGURES)]
    common = Counter(token for _, files in figures for token in files)
    everywhere = {
        token for token, times in common.items() if times > 1 and times == len(figures)
    }  # the name of an account, not a file
    wanted = {token for one in named for token in _tokens(one.url)} - everywhere
    figure = next((figure for figure, files in figures if files & wanted), None)
    if figure is None:
        return None
    images = [image for image in figure.iter("img") if _tokens(_sources(image)) & wanted] or list(figure.iter("img"))
    caption = _caption(figure)
    credit = _marked_credit(figure) or credit_of(caption)
    alts = (_words(image.get("alt"), _MAX_ALT) for image in images)
    told = (alt for alt in alts if " " in alt and "${" not in alt and _bare(alt) != credit)
    return Image("", alt=next(told, "") or _without(caption, credit), credit=credit)


def _files(figure: HtmlElement) -> set[str]:
    images = islice(figure.iter("img", "source", "amp-img"), _MOST_SOURCES)
    return {token for one in images for token in _tokens(_sources(one))}


def _sources(element: HtmlElement) -> str:
    return " ".join(value[:4000] for name in _SOURCES if (value := element.get(name)))


def _tokens(addresses: str) -> set[str]:
    """Parts of addresses that name a file, whatever size of it is asked for and whichever server is asked."""
    found = (name for token in _TOKEN.findall(unquote(addresses)) for name in (token, _SIZE.sub("", token)))
    return {token for token in found if len(token) >= 8 and (not _NO_NAME.match(token) or token.count("-") >= 3)}


def _caption(figure: HtmlElement) -> str:
    captions = [one_line(clean(str(one.text_content())[:_MOST_CAPTION])) for one in figure.iter("figcaption")]
    return next((caption for caption in captions if caption), "")


def _marked_credit(figure: HtmlElement) -> str:
    """The credit that the page marks as one, by a name that says so."""
    marked = (element for element in figure.iter(*_CREDIT_ELEMENTS) if _CREDITED.search(_names(element)))
    for element in islice(marked, _MOST_CREDITS):
        text = one_line(clean(str(element.text_content())[:_MOST_CAPTION]))
        credit = _bare(credit_of(text) or text)
        if 1 < len(credit) < _MAX_CREDIT:
            tail = _caption(figure).rpartition(credit)[2]
            return _bare(credit + tail) if tail.lstrip()[:1] in ("/", "|") and len(tail) < _MAX_CREDIT // 2 else credit
    return ""


def _names(element: HtmlElement) -> str:
    return " ".join(value[:500] for name in ("class", "itemprop", "data-testid") if (value := element.get(name)))


def credit_of(caption: str) -> str:
    """Whose a picture is by the end of its caption: `Photo: …`, `© …`, `(… / AP)`; "" if it does not say."""
    tail = caption[-(_MAX_CREDIT + 60) :]
    for pattern, group in ((_LABELLED, 2), (_BRACKETED, 1), (_SLASHED, 1)):
        if found := pattern.search(tail):
            return _bare(found[group])
    return ""


def _without(caption: str, credit: str) -> str:
    """What a caption says of the picture itself."""
    if not credit or credit not in caption:
        return caption[:_MAX_ALT]
    return _LABEL_AT_END.sub("", caption.rpartition(credit)[0]).rstrip(" ([|/–—-")[:_MAX_ALT]


def _bare(credit: str) -> str:
    """A credit without what says that it is one."""
    for _ in range(2):
        credit = _LEADING.sub("", credit)
    credit = credit.strip(" |,;:–—-")
    return (credit if credit.count("(") == credit.count(")") else credit.strip("()[]"))[:_MAX_CREDIT].strip()


# ---------------------------------------------------------------------------------------------- entries of feeds


def of_item(item: Mapping[str, Any], html: str, *, base: str) -> Image | None:
    """The picture of a feed's entry: what it names as one, else the first in its text; None if there is none.

    Args:
        item: the entry in the names that parsers use.
        html: its text as it came.
        base: what relative addresses count from.
    """
    for image in (*_media(item, base), *_enclosed(item, base), *_in_text(html, base)):
        if is_picture(image.url):
            return image
    return None


def _media(item: Mapping[str, Any], base: str) -> Iterator[Image]:
    """Media RSS, the largest first; JSON Feed; the image extension of sitemaps."""
    parts = [part for part in listed(item.get("media_content"))[:50] if isinstance(part, Mapping)]
    pictures = [part for part in parts if _is_image(part)]
    credits = [part.get("content") for part in listed(item.get("media_credit")) if isinstance(part, Mapping)]
    for part in sorted(pictures, key=_width, reverse=True) or listed(item.get("media_thumbnail"))[:1]:
        if isinstance(part, Mapping) and (address := absolute(part.get("url"), base)):
            credit = _words(part.get("credit"), _MAX_CREDIT) or next((_words(one, _MAX_CREDIT) for one in credits), "")
            alt = _words(part.get("description") or part.get("title"), _MAX_ALT)
            yield Image(address, alt=alt, credit=_bare(credit) or credit_of(alt))
    for name in ("image", "banner_image"):
        if address := absolute(item.get(name), base):
            yield Image(address)


def _enclosed(item: Mapping[str, Any], base: str) -> Iterator[Image]:
    for part in listed(item.get("enclosures"))[:50]:
        if isinstance(part, Mapping) and _is_image(part) and (address := absolute(part.get("url") or part.get("href"), base)):
            yield Image(address)


def _in_text(html: str, base: str) -> Iterator[Image]:
    """The first picture of the text that is more than a dot that counts readers."""
    for found in _IMG.finditer(html[:20_000]):
        said = {name.lower(): html_entities.unescape(one or other) for name, one, other in _ATTRIBUTE.findall(found[1])}
        if said.get("width") in ("0", "1") or said.get("height") in ("0", "1"):
            continue
        if address := absolute(said.get("src"), base):
            yield Image(address, alt=_words(said.get("alt"), _MAX_ALT))
            return


def _is_image(part: Mapping[str, Any]) -> bool:
    kind, medium = (str(part.get(name) or "").lower() for name in ("type", "medium"))
    if kind or medium:
        return kind.startswith("image/") or medium == "image"
    return bool(re.search(r"\.(?:jpe?g|png|webp|gif|avif)$", urlsplit(str(part.get("url") or "")[:4000]).path, re.IGNORECASE))


def _width(part: Mapping[str, Any]) -> int:
    width = str(part.get("width") or "")[:6]
    return int(width) if width.isascii() and width.isdigit() else 0


def listed(value: Any) -> list[Any]:
    """What schema.org and feeds say as one thing or as a list of them, as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _words(value: Any, most: int) -> str:
    """What somebody wrote, as one line of plain text."""
    if not isinstance(value, str):
        return ""
    return one_line(plain_text(html_entities.unescape(value[: 4 * most]), inline=True))[:most]
