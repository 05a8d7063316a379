"""Decompress a body while it arrives, in pieces of bounded size. Pure.

gzip and deflate, and any chain of them; more than a few layers, or a compression that was not asked for, is refused. What names no
compression at all (`utf-8`, `none`, `binary`, as servers that are set up wrongly send) changes nothing, as in browsers.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_PIECE = 65_536
_READ = frozenset({"gzip", "x-gzip", "deflate"})
_NOT_ASKED_FOR = frozenset(
    {"br", "zstd", "compress", "x-compress", "dcb", "dcz", "exi", "pack200-gzip", "aes128gcm"}
)  # IANA's list
_MAX_LAYERS = 4
# What inflates more than this is a bomb and not worth the time to reach the bound: feeds and pages inflate 4- to 20-fold, a megabyte
# of one repeated line 340-fold, zeros 1030-fold.
_MOST_FOLD = 500
_MOST_MEMBERS = 1000  # gzip files strung together; each costs as much as what stands behind it in the same chunk
_ANY_FOLD = 2_000_000  # bytes; as long as no more than this has come out, any ratio is fine


class UnknownEncoding(ValueError):
    """The body is encoded in a way that was not asked for, or is not what its header says."""


class Inflated:
    """A body of which the wire bytes are fed and the plain bytes come out."""

    def __init__(self, encodings: str, *, max_bytes: int) -> None:
        names = [name for part in encodings.split(",") if (name := part.strip().lower()) in _READ | _NOT_ASKED_FOR]
        if len(names) > _MAX_LAYERS:
            raise UnknownEncoding(f"the answer is compressed {len(names)} times")
        self._layers = [_Layer(name, max_bytes) for name in reversed(names)]

    @property
    def whole(self) -> bool:
        """Whether every layer has come to its end (an empty body counts as whole)."""
        return all(layer.whole for layer in self._layers)

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The plain bytes that this chunk completes, piece by piece.

        Raises:
            UnknownEncoding: when the bytes are not of the encoding that the header names.
        """
        return self._through(chunk, 0)

    def _through(self, chunk: bytes, depth: int) -> Iterator[bytes]:
        if depth == len(self._layers):
            yield chunk
            return
        for piece in self._layers[depth].feed(chunk):
            yield from self._through(piece, depth + 1)


class _Layer:
    def __init__(self, name: str, max_bytes: int) -> None:
        if name not in _READ:
            raise UnknownEncoding(f"the answer is compressed in a way that was not asked for ({name})")
        self._head: bytes | None = b"" if name == "deflate" else None  #: until its kind is known; many servers send it bare
        self._engine = zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib, as its first bytes say
        self._begun = False
        self._most = 4 * max_bytes + _PIECE  # bytes out; a layer inside may be larger than the whole, but not by much
        self._taken = self._given = 0  #: bytes in and out
        self._members = 1

    @property
    def whole(self) -> bool:
        return not self._begun or self._engine.eof

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        self._begun = self._begun or bool(chunk)
        if self._head is not None:
            chunk = self._head + chunk
            if len(chunk) < 2:
                self._head = chunk
                return
            self._head = None
            if not _has_header(chunk):
                self._engine = zlib.decompressobj(-zlib.MAX_WBITS)
        more = False
        while chunk or more:
            if self._engine.eof:
                if not chunk.strip(b"\x00"):
                    return
                self._members += 1
                if self._members > _MOST_MEMBERS:
                    raise UnknownEncoding("the answer is compressed in more pieces than any is")
                self._engine = zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip files may be strung together
            piece, before = self._piece(chunk), len(chunk)
            chunk = self._engine.unused_data if self._engine.eof else self._engine.unconsumed_tail
            more = len(piece) == _PIECE and not self._engine.eof  # it may hold output although all input is consumed
            self._taken += before - len(chunk)
            self._given += len(piece)
            if piece:
                yield piece
            if self._given > self._most or self._given > max(_ANY_FOLD, _MOST_FOLD * self._taken):
                raise UnknownEncoding("the answer inflates beyond its bound")

    def _piece(self, chunk: bytes) -> bytes:
        try:
            return self._engine.decompress(chunk, _PIECE)
        except zlib.error as exc:
            raise UnknownEncoding("the answer is not compressed as its header says") from exc


def _has_header(start: bytes) -> bool:
    """Whether these are the first bytes of zlib's form (RFC 1950) or of gzip's."""
    return start[:2] == b"\x1f\x8b" or (start[0] & 0x0F == 8 and (start[0] << 8 | start[1]) % 31 == 0)
