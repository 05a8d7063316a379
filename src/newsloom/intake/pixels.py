"""A picture without what its file tells besides: place and time of the camera, comments, previews. Pure; decodes nothing.

JPEG, PNG and WebP alone, told by their own bytes and never by a name or a content type; SVG is a document and no picture. Of the file
only the parts are kept that a browser needs to draw it: EXIF, XMP, IPTC, comments and what follows the end are left out. Linear.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsloom.errors import ParseError

MOST_PIXELS = 40_000_000  # a browser needs four bytes for each
LEAST_PX = 120  # of a side: what is smaller counts visits or is a mark
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs"})
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"})
_WEBP_TOLD = 0x08 | 0x04  # flags of a WebP: it has EXIF, it has XMP
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG: segments that tell the size
_TABLES = frozenset({0xC4, 0xCC, 0xDB, 0xDD}) | _FRAMES
_SCAN, _END = 0xDA, 0xD9


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture that may be shown."""

    kind: str  #: content type
    width: int
    height: int
    body: bytes


def bare(body: bytes, *, about: str = "") -> Pixels:
    """The picture in these bytes, with nothing but what draws it.

    Raises:
        ParseError: when they are no JPEG, PNG or WebP, end too early, or have a size that is not shown.
    """
    try:
        if body.startswith(b"\xff\xd8\xff"):
            found = _jpeg(body)
        elif body.startswith(_PNG):
            found = _png(body)
        elif body[:4] == b"RIFF" and body[8:12] == b"WEBP":
            found = _webp(body)
        else:
            raise ParseError(about, "is no picture that is shown: JPEG, PNG and WebP are")
    except (IndexError, ValueError) as exc:
        raise ParseError(about, "is a broken picture") from exc
    if min(found.width, found.height) < LEAST_PX or found.width * found.height > MOST_PIXELS:
        raise ParseError(about, f"is {found.width} × {found.height} pixels, which is not shown")
    return found


def _number(body: bytes, at: int, size: int, order: str = "big") -> int:
    part = body[at : at + size]
    if len(part) < size:
        raise ValueError("ends too early")
    return int.from_bytes(part, "big" if order == "big" else "little")


def _jpeg(body: bytes) -> Pixels:
    kept, size, at = [b"\xff\xd8"], (0, 0), 2
    while True:
        while body[at] == 0xFF and body[at + 1] == 0xFF:  # fill bytes
            at += 1
        if body[at] != 0xFF:
            raise ValueError("no marker")
        marker, start = body[at + 1], at
        if marker == _END:
            kept.append(b"\xff\xd9")
            break
        length = _number(body, at + 2, 2)
        at += 2 + length
        if length < 2 or at > len(body):
            raise ValueError("ends too early")
        if marker in _FRAMES:
            size = (_number(body, start + 7, 2), _number(body, start + 5, 2))
        if marker == _SCAN:
            at = _after_scan(body, at)
        if marker in _TABLES or marker == _SCAN or _colour(marker, body[start + 4 : start + 16]):
            kept.append(body[start:at])
    return Pixels("image/jpeg", *size, b"".join(kept))


def _colour(marker: int, begins: bytes) -> bool:
    """Whether this part says how the colours are meant: JFIF, a colour profile, Adobe's transform."""
    return (
        (marker == 0xE0 and begins.startswith(b"JFIF\0"))
        or (marker == 0xE2 and begins.startswith(b"ICC_PROFILE\0"))
        or (marker == 0xEE and begins.startswith(b"Adobe"))
    )


def _after_scan(body: bytes, at: int) -> int:
    """Where the next marker stands that is not part of the drawn lines."""
    while True:
        at = body.index(b"\xff", at)
        following = body[at + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7 and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2


def _png(body: bytes) -> Pixels:
    kept, size, at = [_PNG], (0, 0), len(_PNG)
    while True:
        length, name = _number(body, at, 4), body[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(body):
            raise ValueError("ends too early")
        if name == b"IHDR":
            size = (_number(body, at + 8, 4), _number(body, at + 12, 4))
        if name in _PNG_KEPT:
            kept.append(body[at:end])
        if name == b"IEND":
            return Pixels("image/png", *size, b"".join(kept))
        at = end


def _webp(body: bytes) -> Pixels:
    kept: list[bytes] = []
    size: tuple[int, int] | None = None
    for name, part in _chunks(body):
        if size is None:
            size = _webp_size(name, part[8:])
        if name == b"VP8X":
            part = part[:8] + bytes([part[8] & ~_WEBP_TOLD & 0xFF]) + part[9:]
        if name in _WEBP_KEPT:
            kept.append(part)
    whole = b"WEBP" + b"".join(kept)
    return Pixels("image/webp", *(size or (0, 0)), b"RIFF" + len(whole).to_bytes(4, "little") + whole)


def _chunks(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, last = 12, min(len(body), 8 + _number(body, 4, 4, "little"))
    while at + 8 <= last:
        length = _number(body, at + 4, 4, "little")
        end = at + 8 + length + length % 2
        if at + 8 + length > len(body):
            raise ValueError("ends too early")
        yield body[at : at + 4], body[at : at + 8 + length] + b"\0" * (length % 2)
        at = end


def _webp_size(name: bytes, told: bytes) -> tuple[int, int]:
    if name == b"VP8X":
        return 1 + _number(told, 4, 3, "little"), 1 + _number(told, 7, 3, "little")
    if name == b"VP8L":
        bits = _number(told, 1, 4, "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if name == b"VP8 " and told[3:6] == b"\x9d\x01\x2a":
        return _number(told, 6, 2, "little") & 0x3FFF, _number(told, 8, 2, "little") & 0x3FFF
    raise ValueError("no size")
