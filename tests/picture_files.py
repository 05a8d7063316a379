"""Picture files made by hand, for tests of what is kept of them."""

from __future__ import annotations

import struct
import zlib

SECRET = b"51.4778 N, camera of A. N. Other"


def png_chunk(name: bytes, told: bytes) -> bytes:
    return struct.pack(">I", len(told)) + name + told + struct.pack(">I", zlib.crc32(name + told))


def png(width: int = 300, height: int = 200, *more: bytes) -> bytes:
    lines = zlib.compress((b"\0" + b"\x20\x60\xa0" * width) * min(height, 4000))
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + png_chunk(b"IDAT", lines) + png_chunk(b"IEND", b"")


def segment(marker: int, told: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(told) + 2) + told


def jpeg(width: int = 300, height: int = 200, *more: bytes, tail: bytes = b"") -> bytes:
    frame = segment(0xC2, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")
    scan = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\0\x34\xff\xd0\x56"
    tables = segment(0xDB, b"\0" * 65) + segment(0xC4, b"\0" * 20)
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
        + b"".join(more)
        + tables
        + frame
        + scan
        + scan
        + b"\xff\xd9"
        + tail
    )


def webp_chunk(name: bytes, told: bytes) -> bytes:
    return name + struct.pack("<I", len(told)) + told + b"\0" * (len(told) % 2)


def webp(*chunks: bytes) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body
