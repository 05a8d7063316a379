"""Make the checker's table of related English words from a WordNet 3.0 dictionary folder.

usage: python benchmarks/make_lexicon.py FOLDER
FOLDER holds data.*, index.* and *.exc as Debian's wordnet-base installs them in /usr/share/wordnet. Writes
`src/newsloom/checking/lexicon.txt.gz`: for each frequent word whether it can be a noun, its senses, and for each sense those
next to it. Deterministic: the same folder and word frequencies give the same file.
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from pathlib import Path

from wordfreq import zipf_frequency

from newsloom.checking import lexicon

LEAST_ZIPF = 2.8  # of a word that is kept: about once in two million words
SENSES = 4  # of a word and part of speech, the most frequent
NEXT = frozenset(["@", "~", "@i", "~i", "&", "+", "*", ">", "^", "$", "\\"])  # like, above, below, derived, entailed
OPPOSITE = "!"
PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(sys.argv[1])
    senses, nouns = read_index(folder)
    near, opposite = read_data(folder, senses)
    kept = {sense for found in senses.values() for sense in found}
    number = {sense: i for i, sense in enumerate(sorted(kept))}
    lines = []
    for word in sorted(senses):
        own = " ".join(lexicon.encoded(number[s]) for s in senses[word])
        against = " ".join(sorted(w for w in opposite.get(word, ()) if w in senses))
        lines.append("\t".join((word, "n" if word in nouns else "-", own, against)).rstrip("\t"))
    lines.append("")
    for sense in sorted(kept, key=number.__getitem__):
        beside = sorted(number[s] for s in near.get(sense, ()) if s in kept)
        lines.append(" ".join(lexicon.encoded(n) for n in beside) or "-")
    lines.append("")
    for part in PARTS:
        for line in sorted((folder / f"{part}.exc").read_text("utf-8").splitlines()):
            form, *words = line.split()
            if form.isalpha() and any(word in senses for word in words):
                lines.append(" ".join([form, *(word for word in words if word in senses)]))
    path = Path(lexicon.__file__).with_name(lexicon.FILE)
    path.write_bytes(gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0))
    print(f"wrote {path.name}: {len(senses)} words, {len(kept)} senses, {path.stat().st_size:,} bytes")
    return 0


def read_index(folder: Path) -> tuple[dict[str, list[str]], set[str]]:
    """Word → its most frequent senses, and the words that can be nouns."""
    senses: dict[str, list[str]] = defaultdict(list)
    nouns: set[str] = set()
    for part, letter in PARTS.items():
        for line in (folder / f"index.{part}").read_text("utf-8").splitlines():
            if line.startswith(" "):
                continue
            columns = line.split()
            word = columns[0]
            if not word.isalpha() or zipf_frequency(word, "en") < LEAST_ZIPF:
                continue
            senses[word] += [letter + offset for offset in columns[-int(columns[2]) :][:SENSES]]
            if part == "noun":
                nouns.add(word)
    return dict(senses), nouns


def read_data(folder: Path, senses: dict[str, list[str]]) -> tuple[dict[str, list[str]], dict[str, set[str]]]:
    """Sense → those next to it, and word → words that are its opposite in one of its senses."""
    near: dict[str, list[str]] = {}
    words: dict[str, list[str]] = {}
    against: list[tuple[str, int, str, int]] = []
    for part, letter in PARTS.items():
        for line in (folder / f"data.{part}").read_text("utf-8").splitlines():
            if line.startswith(" "):
                continue
            columns = line.split(" | ")[0].split()
            sense, count = letter + columns[0], int(columns[3], 16)
            words[sense] = [columns[4 + 2 * i].split("(")[0].lower() for i in range(count)]
            at = 5 + 2 * count
            near[sense] = []
            for i in range(int(columns[at - 1])):
                kind, offset, other, places = columns[at + 4 * i : at + 4 * i + 4]
                target = ("a" if other == "s" else other) + offset
                if kind in NEXT:
                    near[sense].append(target)
                elif kind == OPPOSITE:
                    against.append((sense, int(places[:2], 16), target, int(places[2:], 16)))
    opposite: dict[str, set[str]] = defaultdict(set)
    for sense, mine, target, theirs in against:
        for word in words[sense] if not mine else [words[sense][mine - 1]]:
            if sense in senses.get(word, ()):
                opposite[word] |= set(words[target] if not theirs else [words[target][theirs - 1]])
    return near, dict(opposite)


if __name__ == "__main__":
    sys.exit(main())
