"""Bodies that arrive compressed: once, several times, cut off, lying, or as a bomb."""

from __future__ import annotations

import contextlib
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.net.inflate import Inflated, UnknownEncoding

TEXT = b"The harbour board reopened the quay on Tuesday. " * 400


def inflated(body: bytes, encodings: str, *, max_bytes: int = 10_000_000, piece: int = 1000) -> tuple[bytes, bool]:
    stream = Inflated(encodings, max_bytes=max_bytes)
    plain = b"".join(part for at in range(0, len(body), piece) for part in stream.feed(body[at : at + piece]))
    return plain, stream.whole


def raw_deflate(body: bytes) -> bytes:
    squeeze = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return squeeze.compress(body) + squeeze.flush()


@pytest.mark.parametrize("piece", [1, 7, 100_000])
def test_every_encoding_that_was_asked_for_comes_out_whole(piece: int) -> None:
    for encodings, body in (
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT)),
        ("x-gzip", gzip.compress(TEXT)),
        ("GZip", gzip.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)),
        ("gzip, gzip", gzip.compress(gzip.compress(TEXT))),
        ("deflate, gzip", gzip.compress(zlib.compress(TEXT))),
        ("identity, gzip", gzip.compress(TEXT)),
        ("gzip", gzip.compress(TEXT[:1000]) + gzip.compress(TEXT[1000:])),
        ("gzip", gzip.compress(TEXT) + b"\0" * 64),
    ):
        assert inflated(body, encodings, piece=piece) == (TEXT, True), encodings


def test_a_body_that_is_cut_off_is_not_whole() -> None:
    plain, whole = inflated(gzip.compress(TEXT)[:-20], "gzip")
    assert TEXT.startswith(plain) and not whole


def test_no_body_at_all_is_whole() -> None:
    assert inflated(b"", "gzip") == (b"", True)


@pytest.mark.parametrize("encodings", ["br", "zstd", "gzip, br", "compress", "gzip,gzip,gzip,gzip,gzip"])
def test_what_was_not_asked_for_is_refused(encodings: str) -> None:
    with pytest.raises(UnknownEncoding):
        Inflated(encodings, max_bytes=1000)


@pytest.mark.parametrize("encodings", ["utf-8", "none", "binary", "8bit", "UTF-8, identity", "text/xml", "..\x00", ","])
def test_what_names_no_compression_changes_nothing(encodings: str) -> None:
    assert inflated(TEXT, encodings) == (TEXT, True)
    assert inflated(gzip.compress(TEXT), f"gzip, {encodings}") == (TEXT, True)


@pytest.mark.parametrize(
    "body", [b"<rss></rss>", b"\x1f\x8b\x08garbage that is no deflate at all", gzip.compress(TEXT)[:50] + b"\xff" * 500]
)
def test_a_body_that_is_not_what_its_header_says_is_refused(body: bytes) -> None:
    with pytest.raises(UnknownEncoding):
        inflated(body, "gzip")


@pytest.mark.parametrize("layers", [1, 2, 3, 4])
def test_a_bomb_is_stopped_near_its_bound_and_never_held_in_memory(layers: int) -> None:
    body = bytes(50_000_000)
    for _ in range(layers):
        body = gzip.compress(body, 9)
    stream, size, largest = Inflated(", ".join(["gzip"] * layers), max_bytes=1_000_000), 0, 0
    with pytest.raises(UnknownEncoding):
        for part in stream.feed(body):
            size, largest = size + len(part), max(largest, len(part))
    assert size < 5_000_000 and largest <= 65_536


@given(st.binary(max_size=2000), st.sampled_from(["gzip", "deflate", "gzip, deflate"]), st.integers(1, 300))
def test_no_bytes_whatever_end_in_anything_but_bytes_or_a_refusal(body: bytes, encodings: str, piece: int) -> None:
    with contextlib.suppress(UnknownEncoding):
        inflated(body, encodings, piece=piece, max_bytes=100_000)


def test_a_bomb_is_known_by_how_far_it_inflates_long_before_its_bound() -> None:
    stream, size = Inflated("gzip", max_bytes=15_000_000), 0
    with pytest.raises(UnknownEncoding):
        for part in stream.feed(gzip.compress(bytes(14_000_000), 9)):
            size += len(part)
    assert size < 2_200_000


def test_ten_megabytes_of_one_repeated_line_are_no_bomb() -> None:
    body = b"<tr><td>The harbour board met on Tuesday</td><td>0</td></tr>\n" * 160_000
    assert inflated(gzip.compress(body), "gzip", piece=60_000) == (body, True)


def test_a_body_of_countless_small_pieces_is_refused() -> None:
    with pytest.raises(UnknownEncoding, match="more pieces"):
        inflated(gzip.compress(b"x") * 2000, "gzip", piece=65_536)
