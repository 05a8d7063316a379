"""Bytes of unknown encoding to text. Pure."""

from __future__ import annotations

import codecs
import re

from newsloom.errors import UnreadableFile

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u202a-\u202e\u2066-\u2069]")  # and what turns text around


def visible(text: str) -> str:
    """The text with `\\n` as its only line end, without control characters and without those that show text in another order."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def decoded(content: bytes, name: str) -> str:
    """Text of unknown encoding: UTF-8, UTF-16 or -32 by their marks, else the likeliest of the old encodings.

    Line ends become `\\n`; control characters are removed.

    Raises:
        UnreadableFile: when it is binary.
    """
    text = _by_mark(content)
    if text is None:
        if content.count(b"\x00") > len(content) // 200:
            raise UnreadableFile(name, "is binary, not text", remedy="export it as text, Markdown or HTML first")
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            text = _old_encoding(content)
    controls = len(_CONTROL.findall(text[:20_000]))
    if controls > len(text[:20_000]) // 50:
        raise UnreadableFile(name, "is binary, not text", remedy="export it as text, Markdown or HTML first")
    return visible(text)


def _by_mark(content: bytes) -> str | None:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    head = content[:2000]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):  # Latin text in UTF-16 without a mark
        if len(head) >= 20 and head[start::2].count(0) > 0.8 * len(head) / 2 and head[1 - start :: 2].count(0) == 0:
            return content.decode(encoding, "replace")
    return None


def _old_encoding(content: bytes) -> str:
    """Windows-1252 where few bytes are above ASCII; else what the statistics of the bytes say (Cyrillic, East Asian …)."""
    head = content[:20_000]
    above = sum(byte > 127 for byte in head)
    if above > len(head) * 0.2:
        from charset_normalizer import from_bytes  # lazy: 20 ms of start, and rarely needed

        best = from_bytes(head).best()
        if best is not None:
            return content.decode(best.encoding, "replace")
    return content.decode("cp1252", "replace")
