"""Which English words stand for each other when one event is told twice: "quake" and "tremor", "wounded" and "hurt", "two" and "2". Pure, but
for reading its table once (`kin.txt` of this package).

Each line is a family, named by its first word, made by hand from what newsrooms exchange; irregular forms are families of their own.
Kin are no synonyms: a reader takes them for one thing only where the rest of two sentences is alike, too.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from newsloom.text import terms

FILE = "kin.txt"


def family(stem: str, lang: str | None) -> str:
    """What a stem shares with its kin; the stem itself where it has none that are known."""
    return _table().get(stem, stem) if lang == "en" else stem


@cache
def _table() -> dict[str, str]:
    """The family of each stem: a number as figures, else the first word's stem."""
    found: dict[str, str] = {}
    for line in resources.files("newsloom.text").joinpath(FILE).read_text("utf-8").splitlines():
        words = line.split()
        name = terms.stem(words[0], "en")
        for word in words:
            found.setdefault(terms.stem(word, "en"), name)
    return found
