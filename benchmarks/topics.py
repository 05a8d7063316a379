"""Print the topic that the word lists give to each story of a labelled set, to be read by a person.

    NEWSLOOM_DATA=FOLDER python benchmarks/topics.py clusters/og2021.jsonl [LANGUAGE] [--stories 60]

The sets have no labels of topics; what comes first is how often each topic was given, by story and by single headline.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections import Counter
from pathlib import Path

from newsloom import ranking
from newsloom.model import Article


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", help="a file of the folder NEWSLOOM_DATA")
    parser.add_argument("language", nargs="?", help="only articles in it")
    parser.add_argument("--stories", type=int, default=60, help="how many are printed")
    asked = parser.parse_args()
    folder = os.environ.get("NEWSLOOM_DATA")
    if folder is None:
        sys.exit("NEWSLOOM_DATA is not set: the folder with the labelled sets")
    stories: dict[str, list[Article]] = {}
    for line in (Path(folder) / asked.set).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if asked.language in (None, row.get("lang")):
            article = Article(str(row["id"]), row.get("title") or "", row.get("text") or "", lang=row.get("lang"))
            stories.setdefault(str(row["cluster"]), []).append(article)
    told = [(ranking.topic(None, articles), articles[0].title or articles[0].text[:80]) for articles in stories.values()]
    alone = Counter(ranking.topic(None, [article]) or "none" for articles in stories.values() for article in articles)
    print("stories: ", dict(Counter(topic or "none" for topic, _ in told).most_common()))
    print("articles:", dict(alone.most_common()))
    for topic, title in random.Random(1).sample(told, min(asked.stories, len(told))):
        print(f"{topic or '-':12}{title}")


if __name__ == "__main__":
    main()
