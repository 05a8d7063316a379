"""Plain text from HTML and from text that was not cleaned by anyone. Pure."""

from __future__ import annotations

import codecs
import html as html_entities
import re

#: control characters, and those that show text in another order than it has: of no use in news, and a way to fake a name or an address
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BREAKING = re.compile(
    r"<(?:/(?:\w{1,12}:)?(?:p|div|h[1-6]|li|tr|blockquote|figcaption|figure|section|article|header|footer|ul|ol|table)|br|hr|p)\b"
    r"[^<>]{0,500}>",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    r"<(script|style|title|noscript|template|iframe|svg|object|select|textarea)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_SCRIPT = re.compile(r"<(script|style)\b[^<>]{0,500}>[^<]{0,5000}</\1\s{0,20}>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:b|i|em|strong|a|span|p|br|div|u|sub|sup|small|mark|q|cite|code|font|img|h[1-6])\b[^<>]{0,1000}>", re.IGNORECASE
)
_ANY_TAG = re.compile(r"<[^<>]{0,5000}>")
_MOST_TAGS = 5_000  # what is nested is read in a time that grows with the square of its depth: with more, tags are only cut out
_META_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{2,40})", re.IGNORECASE
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{2,40})", re.IGNORECASE)
_REAL_TEXT = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii", "hz"})
_REAL_FAMILIES = (
    "iso8859",
    "iso2022",
    "cp",
    "gb",
    "big5",
    "euc",
    "shift_jis",
    "koi8",
    "mac-",
    "tis-620",
)  # and not utf-7, which hides markup
_WIDER = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
_LONG_TAG = re.compile(r"<([\w:.-]{1,80})\s[^<>]{10000,}>")
_MOST_ATTRIBUTES = 1000  # of one element; parsers compare each with all others
_BREAK = "\u2029"  # stands for a line break of the page while breaks of the source are still spaces


def plain_text(html: str, *, inline: bool = False) -> str:
    """What a piece of HTML reads like: a paragraph a line, with an empty line between. Never raises.

    Args:
        inline: a title or a name, in which only tags that belong there are tags: `a < b` and `<Untitled>` stay.
    """
    if "<" not in html:
        return clean(html_entities.unescape(html) if "&" in html else html)
    if inline:
        return clean(html_entities.unescape(_TAG.sub("", _SCRIPT.sub("", html))))
    import nh3  # lazy: not every run reads HTML

    broken = _SURROGATE.sub("\ufffd", _BREAKING.sub(_BREAK, _UNSEEN.sub(" ", html)))
    if broken.count("<") > _MOST_TAGS:
        bare = _ANY_TAG.sub(" ", broken)
    else:
        bare = nh3.clean(broken, tags=set(), attributes={})
    text = html_entities.unescape(bare)
    lines = (" ".join(line.split()) for line in clean(text).split(_BREAK))
    return "\n\n".join(line for line in lines if line)


def clean(text: str) -> str:
    """The text without control characters, changes of direction and lone surrogates, trimmed, with `\\n` as its only line end."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", text)).strip()


def decoded_html(body: bytes, content_type: str | None = None) -> str:
    """A page as text: by its byte order mark, as UTF-8 if it is valid, as header or page declare, else as old pages are; never fails.

    What is valid UTF-8 is UTF-8 whatever is declared: texts in other encodings hardly ever are.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    declared = _META_CHARSET.search(body[:4096])
    header = _CHARSET.search(content_type or "")
    named = [header[1]] if header else []
    named += [declared[1].decode("ascii")] if declared else []
    stateful = bool(named) and named[0].lower().startswith(("iso-2022", "hz"))  # these look like ASCII
    for encoding in [*(named if stateful else ()), "utf-8", *named]:
        try:
            if (codec := meant(encoding)) is not None:
                return body.decode(codec)
        except (LookupError, ValueError):
            continue
    usable = next((codec for name in named if (codec := meant(name))), "cp1252")
    mostly = body[:100_000].decode("utf-8", "replace").count("\ufffd") * 200 < len(body[:100_000])
    return body.decode("utf-8" if mostly else usable, "replace")


def meant(name: str) -> str | None:
    """The codec for the name of an encoding as browsers take it: the larger set that those who name the smaller one write.

    None for what is no encoding of text, and for those that only attackers choose, because they hide markup from whoever reads bytes.
    """
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return _WIDER.get(found, found) if found in _REAL_TEXT or found.startswith(_REAL_FAMILIES) else None


def few_attributes(markup: str) -> str:
    """The XML or HTML, in which elements of more attributes than any has stand without them. Linear."""
    return _LONG_TAG.sub(_bare_tag, markup) if markup.count("=") > 5 * _MOST_ATTRIBUTES else markup


def _bare_tag(found: re.Match[str]) -> str:
    if found[0].count("=") <= _MOST_ATTRIBUTES:
        return found[0]
    return f"<{found[1]}/>" if found[0].endswith("/>") else f"<{found[1]}>"


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())
