"""Of a picture's file only what draws it is kept; what is no picture, or broken, or of an odd size, is refused."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.errors import ParseError
from newsloom.intake.pixels import LEAST_PX, bare
from picture_files import SECRET, jpeg, png, png_chunk, segment, webp, webp_chunk

LOSSY = webp_chunk(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 300, 200) + b"drawn")
WIDE = webp_chunk(b"VP8X", bytes([0x0C, 0, 0, 0]) + (299).to_bytes(3, "little") + (199).to_bytes(3, "little"))
PICTURES = {
    "image/jpeg": jpeg(),
    "image/png": png(),
    "image/webp": webp(WIDE, LOSSY),
}
TOLD = {
    "exif": jpeg(300, 200, segment(0xE1, b"Exif\0\0" + SECRET)),
    "xmp": jpeg(300, 200, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)),
    "iptc": jpeg(300, 200, segment(0xED, b"Photoshop 3.0\0" + SECRET)),
    "comment": jpeg(300, 200, segment(0xFE, SECRET)),
    "after the end": jpeg(tail=SECRET),
    "a preview in the head": jpeg(300, 200, segment(0xE0, b"JFXX\0" + SECRET)),
    "text of a PNG": png(300, 200, png_chunk(b"tEXt", b"Comment\0" + SECRET)),
    "EXIF of a PNG": png(300, 200, png_chunk(b"eXIf", SECRET)),
    "after the end of a PNG": png() + SECRET,
    "EXIF of a WebP": webp(WIDE, LOSSY, webp_chunk(b"EXIF", SECRET)),
    "XMP of a WebP": webp(WIDE, LOSSY, webp_chunk(b"XMP ", SECRET)),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_is_told_by_its_bytes_and_knows_its_size(kind: str):
    found = bare(PICTURES[kind])
    assert (found.kind, found.width, found.height) == (kind, 300, 200)


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_that_tells_nothing_more_stays_as_it_is_and_so_does_what_was_made_of_it(kind: str):
    once = bare(PICTURES[kind]).body
    assert bare(once).body == once
    assert kind == "image/webp" or once == PICTURES[kind]


@pytest.mark.parametrize("where", TOLD)
def test_what_a_file_tells_besides_is_left_out(where: str):
    assert SECRET in TOLD[where]
    assert SECRET not in bare(TOLD[where]).body


def test_a_webp_no_longer_says_that_it_has_what_was_left_out():
    assert bare(webp(WIDE, LOSSY, webp_chunk(b"EXIF", SECRET))).body[20] & 0x0C == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"GIF89a" + b"\0" * 40,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"<!DOCTYPE html>",
        b"\xff\xd8\xff",
    ],
)
def test_what_is_no_picture_is_refused(body: bytes):
    with pytest.raises(ParseError):
        bare(body)


@pytest.mark.parametrize("size", [(1, 1), (LEAST_PX - 1, 500), (500, LEAST_PX - 1), (30_000, 30_000)])
def test_a_picture_of_a_size_that_is_not_shown_is_refused(size: tuple[int, int]):
    with pytest.raises(ParseError, match="pixels"):
        bare(jpeg(*size))


@given(st.data())
def test_bytes_that_break_off_or_are_changed_give_a_picture_or_a_refusal(data: st.DataObject):
    whole = data.draw(st.sampled_from([*PICTURES.values(), *TOLD.values()]))
    broken = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 4))):
        if broken:
            broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = bare(bytes(broken))
    except ParseError:
        return
    assert bare(found.body) == found
