"""Plain text from HTML and from text that was not cleaned by anyone. Pure."""

from __future__ import annotations

import html as html_entities
import re

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BREAKING = re.compile(
    r"<(?:/p|/div|/h[1-6]|/li|/tr|/blockquote|/figcaption|/figure|/section|/article|/header|/footer|/ul|/ol|/table|br|hr|p)\b"
    r"[^<>]{0,500}>",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    r"<(script|style|title|noscript|template|iframe|svg|object|select|textarea)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(
    r"</?(?:b|i|em|strong|a|span|p|br|div|u|sub|sup|small|mark|q|cite|code|font|img|h[1-6])\b[^<>]{0,1000}>", re.IGNORECASE
)
_BREAK = "\u2029"  # stands for a line break of the page while breaks of the source are still spaces


def plain_text(html: str, *, inline: bool = False) -> str:
    """What a piece of HTML reads like: a paragraph a line, with an empty line between. Never raises.

    Args:
        inline: a title or a name, in which only tags that belong there are tags: `a < b` and `<Untitled>` stay.
    """
    if "<" not in html:
        return clean(html_entities.unescape(html) if "&" in html else html)
    if inline:
        return clean(html_entities.unescape(_TAG.sub("", html)))
    import nh3  # lazy: not every run reads HTML

    broken = _BREAKING.sub(_BREAK, _UNSEEN.sub(" ", html))
    text = html_entities.unescape(nh3.clean(_SURROGATE.sub("\ufffd", broken), tags=set(), attributes={}))
    lines = (" ".join(line.split()) for line in clean(text).split(_BREAK))
    return "\n\n".join(line for line in lines if line)


def clean(text: str) -> str:
    """The text without control characters and lone surrogates, trimmed, with `\\n` as its only line end."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", text)).strip()


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())
