"""An e-mail as an article: subject, sender, date, and the text of its plain part, else what its HTML part reads like. Pure."""

from __future__ import annotations

import email
import re
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from newsloom.errors import UnreadableFile
from newsloom.intake import times
from newsloom.intake.decoding import decoded, visible
from newsloom.intake.lines import language
from newsloom.intake.texts import one_line, plain_text
from newsloom.model import Article

_FIELD = re.compile(rb"^(subject|from|date|content-[a-z-]{1,40}|mime-version)[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*", re.I | re.M)
_END_OF_HEAD = re.compile(rb"\n\r?\n")
_MAX_FIELD = 8_000  # bytes; the standard library takes a time that grows with the square of a field's length
_MAX_PARTS = 200  # a mail with more is no article


def article(content: bytes, name: str) -> Article:
    """The article of a mail.

    Raises:
        UnreadableFile: when it has neither subject nor text.
    """
    message = email.message_from_bytes(
        _bounded(content)
    )  # the old policy: the new one is ten times slower and fails on odd headers
    title = _header(message, "subject")
    parts = [part for part, _ in zip(message.walk(), range(_MAX_PARTS), strict=False)]
    text = _part(parts, "text/plain") or plain_text(_part(parts, "text/html"))
    text = text.strip()
    if not (title or text):
        raise UnreadableFile(name, "is not an e-mail with a subject or a text", remedy="save it as .eml from the mail program")
    when = times.loose(_header(message, "date"))
    sender, address = parseaddr(_header(message, "from")[:300])  # nested comments are read by recursion
    return Article(
        id="",
        title=title,
        text=text,
        source=sender or address or None,
        published=when.time if when else None,
        day_only=when.day_only if when else False,
        lang=language(_header(message, "content-language")),
    )


def _bounded(content: bytes) -> bytes:
    """The mail with the first of each header that is read, cut to a length that can be read in time."""
    end = _END_OF_HEAD.search(content)
    head, body = (content[: end.start()], content[end.end() :]) if end else (content, b"")
    kept: dict[bytes, bytes] = {}
    for field in _FIELD.finditer(head):
        kept.setdefault(field[1].lower(), field[0][:_MAX_FIELD].rstrip(b"\r"))
    return b"\n".join([*kept.values(), b"", body])


def _header(message: Message, name: str) -> str:
    try:
        return (
            one_line(visible(str(make_header(decode_header(str(message.get(name) or "")))))).encode("utf-8", "replace").decode()
        )
    except (ValueError, LookupError):  # malformed in one of the many ways there are, or in an encoding that nobody knows
        return ""


def _part(parts: list[Message], kind: str) -> str:
    """The text of the first part of this kind that is no attachment; "" if there is none."""
    for part in parts:
        if part.is_multipart() or part.get_content_type() != kind or part.get_content_disposition() == "attachment":
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content.strip():
            return _text(content, str(part.get_content_charset() or "utf-8"))
    return ""


def _text(content: bytes, charset: str) -> str:
    try:
        return visible(content.decode(charset if charset not in ("utf-7", "unicode_escape", "raw_unicode_escape") else "utf-8"))
    except (ValueError, LookupError):
        try:
            return decoded(content, "")
        except UnreadableFile:
            return ""
