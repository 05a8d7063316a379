"""How a text reads once the disguises of its words are undone: letters of other alphabets, turned, boxed or set apart, digits for letters.

Only to look for orders in; what is shown and published is always the text itself. Pure, linear time.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

#: letters that look like Latin ones, so that a word of both is Latin in disguise
_LOOKALIKE = str.maketrans(
    "аеорсухіјѕԁһӏɡｏαορτνικεАВЕКМНОРСТХІЈЅοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
    "ցոօհյսզꓮꓐꓚꓓꓰꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜᎪᏴᏟᎠᎬᏀᎻᏆᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ",
    "aeopcyxijsdhlgoaoptvikeABEKMHOPCTXIJSoABEZHIKMNOPTYX"
    "gnohjuqABCDEGHIJKLMNOPRSTUVWXYZABCDEGHIJKLMPRSTVWZ",
)  # fmt: skip
#: what else stands for them where nobody would read another word: small capitals, turned letters, Cyrillic ones of the same look in capitals
_STANDING_FOR = str.maketrans(
    "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎтмнвк",
    "abcdefghijklmnopqrstuvwyzacefghijkmrtvwytmhbk",
) | {base + i: letter for base in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6) for i, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}  # fmt: skip
_TURNED = re.compile("[ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎ]")
_UPSIDE = str.maketrans("nubqdpNU", "unqbpdUN")
_LEET = str.maketrans("013457@$", "oieastas")
_SIGNS = str.maketrans("0134578@$!|", "oieastbasii")
_MIXED = re.compile(r"\w*[a-z]\w*", re.I)
_SPELT_OUT = re.compile(r"\b(?:[^\W\d_][ ._-]){4,}[^\W\d_]\b")
_HYPHENED = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011](?=[a-z])")
_NO_LETTER = re.compile(r"[^a-z]+")
#: an order in one run of letters: only these words may stand between its verb and its object, so that news of ignored rules is none
_RUN = re.compile(
    r"(?:ignore|disregard|forget|override|bypass)(?!d|s|t)"
    r"(?:all|any|the|every|each|your|these|those|my|our|previous|prior|earlier|above|preceding|foregoing|other|of|and|system|given)*"
    r"(?:instructions?|prompts?|rules|guidelines|directives)"
)


def readings(text: str) -> list[str]:
    """The text, and as it reads with letters of other alphabets, digits for letters and letters set apart undone."""
    folded = unicodedata.normalize("NFKC", text)
    folded = _MIXED.sub(lambda m: m[0].translate(_LOOKALIKE) if not m[0].isascii() else m[0], folded)
    folded = _MIXED.sub(lambda m: m[0].translate(_LEET) if any(c.isdigit() or c in "@$" for c in m[0]) else m[0], folded)
    joined = _SPELT_OUT.sub(lambda m: re.sub(r"[ ._-]", "", m[0]), folded)
    found = [text, folded, joined, _HYPHENED.sub("", folded)]
    if not text.isascii():
        found.append(_latin(text))
    return list(dict.fromkeys(found))


def backwards(text: str) -> list[str]:
    """The text as it reads from its end, upside down, and by the cipher that its own decoding undoes."""
    found = [codecs.encode(text, "rot13"), text[::-1]]
    if _TURNED.search(text):
        found.append(_latin(text)[::-1].translate(_UPSIDE))
    return found


def runs(text: str) -> bool:
    """Whether an order to forget one's orders stands in the letters alone, whatever stands between them."""
    letters = _NO_LETTER.sub("", _latin(text).translate(_SIGNS).lower())
    return _RUN.search(letters) is not None


def masked(text: str) -> bool:
    """Whether a Latin word is spelt with letters of another alphabet."""
    if text.isascii():
        return False
    return any(not word.isascii() and word.translate(_LOOKALIKE).isascii() for word in _MIXED.findall(text))


def _latin(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(_STANDING_FOR)).translate(_LOOKALIKE)
