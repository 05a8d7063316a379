"""What a story costs when its last article comes: written first without that article, then anew with it.

usage: NEWSLOOM_DATA=… python benchmarks/rewriting.py [--events N]
Over stories of five to ten articles in `summaries/multinews.jsonl` of that folder, all first, then all anew, so that none is fresh in
mind. Prints both as ratios to splitting the same articles into sentences, in processor time of one run, with Python's collector as
`newsloom write` and the passes set it. Splitting is so short that it is done five times and the shortest counts.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Callable

from newsloom.bench.write import events
from newsloom.model import StoryPage
from newsloom.pipeline import seldom
from newsloom.pipeline.compose import composed
from newsloom.text import sentences


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--events", type=int, default=20)
    wanted = arguments.parse_args().events
    found = (articles for _, articles, _ in events("multinews") if 5 <= len(articles) <= 10)
    stories = list(itertools.islice(found, wanted + 5))
    for story in stories[wanted:]:  # the tables of words are read
        composed(story, story_id="warm")
    stories = stories[:wanted]
    split_s = min(_timed(lambda: [sentences.passages(article) for story in stories for article in story]) for _ in range(5))
    pages: list[StoryPage | None] = []
    with seldom.collected():
        first_s = _timed(lambda: pages.extend(composed(story[:-1], story_id="story").page for story in stories))
        anew_s = _timed(lambda: [composed(s, story_id="story", previous=page) for s, page in zip(stories, pages, strict=True)])
    count = sum(map(len, stories))
    print(
        f"{len(stories)} stories, {count} articles: first {first_s / split_s:.0f} times the splitting, anew {anew_s / split_s:.0f}"
    )


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
