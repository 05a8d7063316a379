"""Whether copies are told from separate reports: edits of wire copy made from real articles, and real reports of one event.

    NEWSLOOM_DATA=FOLDER python benchmarks/origins.py [SET …]

Prints, for each kind of edit, the share of copies that is found; and of the pairs of reports on one event the share that is taken for
copies, with their ids and the reason. Read those: outlets do print one agency's text, and their own again with a new lead.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from itertools import combinations

from newsloom.bench.cluster import load
from newsloom.model import Article
from newsloom.origins import fingerprint, same

SETS = ("basil", "newswcl50", "gvc", "multinews")
LEAST_WORDS = 150  #: shorter articles are not edited
SEED = 20260113


def edits(words: list[str], others: list[str], chance: random.Random) -> dict[str, list[str]]:
    """What outlets make of an agency's text, by name; `others` are the words of an unrelated article."""
    made = {
        f"{share:.0%} of the words changed": [chance.choice(others) if chance.random() < share else word for word in words]
        for share in (0.02, 0.05, 0.10, 0.20)
    }
    beside = len(words) // 4
    return made | {
        "cut to a third": words[: len(words) // 3],
        "a new lead": others[:35] + words[25:],
        "merged with a text half as long": others[:beside] + words + others[beside : 2 * beside],
    }


def main(names: Sequence[str]) -> None:
    chance = random.Random(SEED)
    found: dict[str, list[bool]] = {}
    copies: list[str] = []
    pairs = 0
    for name in names:
        articles, gold = load(name)
        prints = {one.id: fingerprint(one) for one in articles}
        events: dict[str, list[str]] = {}
        for one in articles:
            events.setdefault(gold[one.id], []).append(one.id)
        for first, second in (pair for members in events.values() for pair in combinations(members, 2)):
            pairs += 1
            if (reason := same(prints[first], prints[second])) is not None:
                copies.append(f"{first} {second}: {reason}")
        for at, one in enumerate(articles):
            words = one.text.split()
            other = articles[(at + len(articles) // 2) % len(articles)].text.split()
            if len(words) >= LEAST_WORDS <= len(other):
                for how, text in edits(words, other, chance).items():
                    copy = Article(f"{one.id} {how}", f"{one.title} again", " ".join(text), source="other")
                    found.setdefault(how, []).append(same(prints[one.id], fingerprint(copy)) is not None)
    for how, hits in found.items():
        print(f"{how:32s} recall {sum(hits) / len(hits):.4f} of {len(hits)}")
    print(f"pairs of reports on one event: {pairs}, taken for copies: {len(copies)} ({len(copies) / max(1, pairs):.4f})")
    print("\n".join(copies))


if __name__ == "__main__":
    main(sys.argv[1:] or SETS)
