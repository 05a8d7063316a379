"""Make a large database of invented stories, to measure the site and the store with.

    python benchmarks/big_store.py DB [--stories 10000] [--articles 100000] [--words 200] [--days 30]

DB is a file or a PostgreSQL address, and must be empty. Words are drawn as English uses them, stories have sizes as news has
them (most have one article, few have hundreds), every citation is exact. The same numbers make the same database. It is written
by the store's own tables and search index, without the pipeline: some 2,000 articles a second.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from newsloom import formats, ranking
from newsloom.model import Article, Citation, Section, Sentence, Source, StoryPage
from newsloom.pipeline.compose import facts
from newsloom.store import Store, open_store, text_hash
from newsloom.store import tables as t
from newsloom.store.pages import cited, page_digest, page_text

END = datetime(2026, 1, 31, 18, 0, tzinfo=UTC)
OUTLETS = 300
SENTENCES, SECTIONS = 11, 3  # of a page
BATCH = 500
SEED = 20260131


class Text:
    """Sentences of English words, as often as English has them."""

    def __init__(self, chance: random.Random) -> None:
        import wordfreq  # lazy: half a second

        known = wordfreq.get_frequency_dict("en", "small")
        self._words = [word for word in known if word.isalpha()][:30_000]
        self._weights = list(accumulate(known[word] for word in self._words))
        self._chance = chance

    def words(self, number: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._weights, k=number)

    def sentences(self, theme: Sequence[str], words: int) -> list[str]:
        """Sentences of two dozen words or fewer, four of them those of the story, until there are so many words."""
        drawn, made, at = self.words(words + 24), [], 0
        while at < words:
            line = drawn[at : at + 12 + int(self._chance.random() * 13)]
            for word in self._chance.choices(theme, k=4):
                line[int(self._chance.random() * len(line))] = word
            made.append(f"{' '.join(line).capitalize()}.")
            at += len(line)
        return made


def sizes(stories: int, articles: int, chance: random.Random) -> list[int]:
    """How many articles each story has: a long tail that adds up."""
    drawn = [int(chance.paretovariate(0.9)) for _ in range(stories)]
    wanted = articles / sum(min(size, 400) for size in drawn)
    made = [max(1, min(400, round(size * wanted))) if size > 1 else 1 for size in drawn]
    at = 0
    while (missing := articles - sum(made)) != 0 and at < 20:
        large = sorted(range(stories), key=lambda n: -made[n])[: max(1, min(stories, abs(missing)))]
        for n in large:
            made[n] = max(1, made[n] + (1 if missing > 0 else -1))
        at += 1
    return made


def articles_of(story: int, number: int, begin: datetime, text: Text, chance: random.Random, words: int) -> list[Article]:
    """The articles of one story, oldest first."""
    theme = [word for word in text.words(40) if len(word) > 4] or text.words(4)
    made = []
    when = begin
    for n in range(number):
        lines = text.sentences(theme, words)
        outlet = chance.randrange(OUTLETS)
        tld = ("com", "com", "com", "co.uk", "de", "fr", "es")[outlet % 7]
        made.append(
            Article(
                id=f"a{story}x{n}",
                title=" ".join(text.words(4) + chance.sample(theme, k=min(4, len(theme)))).capitalize(),
                text="\n\n".join(" ".join(lines[at : at + 3]) for at in range(0, len(lines), 3)),
                source=f"Outlet {outlet}",
                url=f"https://outlet{outlet}.example.{tld}/{story}/{n}",
                published=when,
                lang="en",
                owner=f"Owner {outlet // 2}",
            )
        )
        when = min(END, when + timedelta(minutes=chance.expovariate(1 / 60)))
    return made


def page_of(story: str, articles: Sequence[Article]) -> StoryPage:
    """A page of sentences that stand in the articles, each cited to where it stands."""
    read = articles[:12]
    taken: list[tuple[Article, str]] = []
    for n in range(SENTENCES):
        article = read[n % len(read)]
        lines = article.text.replace("\n\n", " ").split(". ")
        place = 1 + n // len(read)
        if place < len(lines) - 1:
            taken.append((article, f"{lines[place]}."))
    sentences = [Sentence(line, (_cite(article, line),)) for article, line in taken]
    share = max(1, -(-len(sentences) // SECTIONS))
    sections = [
        Section(" ".join(part[0].text.split()[:5]), part[0].citations, tuple(part))
        for at in range(0, len(sentences), share)
        if (part := sentences[at : at + share])
    ]
    first = articles[0]
    head = (Citation(first.id, "title", 0, len(first.title), first.title),)
    sources = tuple(
        Source(n, a.id, a.title, a.source or "", a.url, a.published, n <= len(read), n) for n, a in enumerate(articles, 1)
    )
    newest = max((a.published for a in articles if a.published), default=None)
    return StoryPage(story, first.title, head, "", (), newest, tuple(sections), sources, "en")


def _cite(article: Article, line: str) -> Citation:
    start = article.text.index(line)
    return Citation(article.id, "text", start, start + len(line), line)


def fill(store: Store, *, stories: int, articles: int, words: int, days: int) -> Iterator[int]:
    """Write it all, story by story; yields how many articles are in."""
    chance = random.Random(SEED)
    text = Text(chance)
    done = arrival = 0
    rows: dict[str, list[dict[str, Any]]] = {}
    search: dict[str, list[tuple[str, str, str]]] = {"article": [], "story": []}
    for number, size in enumerate(sizes(stories, articles, chance)):
        begin = END - timedelta(days=days * chance.random())
        told = articles_of(number, size, begin, text, chance, words)
        story = f"s{number:07}"
        page = page_of(story, told)
        shown = replace(
            facts(page, told, effective={a.id: a.published for a in told if a.published}),
            topic=chance.choice(("", *ranking.TOPICS)),
        )
        for article in told:
            arrival += 1
            _article_rows(rows, article, story, arrival)
            search["article"].append((article.id, article.title, article.text))
        _story_rows(rows, page, shown, len(told))
        search["story"].append((story, page.headline, page_text(page)))
        done += size
        if len(search["article"]) >= BATCH:
            _write(store, rows, search)
            rows, search = {}, {"article": [], "story": []}
            yield done
    _write(store, rows, search)
    yield done


def _article_rows(rows: dict[str, list[dict[str, Any]]], a: Article, story: str, arrival: int) -> None:
    when = a.published or END
    rows.setdefault("articles", []).append(
        {"id": a.id, "first_seen": when, "effective": when, "version": 1, "found": True, "erased": None, "subscription": None}
    )
    rows.setdefault("versions", []).append(
        {"article": a.id, "version": 1, "title": a.title, "text": a.text, "hash": text_hash(a.title, a.text), "source": a.source,
         "url": a.url, "published": when, "day_only": False, "lang": a.lang, "kind": a.kind.value, "owner": a.owner, "paid": False,
         "canonical": None, "teaser": False, "authors": (), "image": None, "stored": when}
    )  # fmt: skip
    rows.setdefault("assignments", []).append(
        {"seq": arrival, "article": a.id, "story": story, "score": 0.9, "reasons": ("invented",), "change": "join",
         "runner_up": None, "runner_up_score": 0.0, "by_person": False, "at": when}
    )  # fmt: skip
    rows.setdefault("places", []).append(
        {"article": a.id, "story": story, "seq": arrival, "arrival": arrival, "version": 1, "memory": None}
    )


def _story_rows(rows: dict[str, list[dict[str, Any]]], page: StoryPage, shown: Any, articles: int) -> None:
    rows.setdefault("stories", []).append(
        {"id": page.id, "founded": shown.first_published, "merged_into": None, "revision": 1, "articles": articles, "held": (),
         "headline": shown.headline, "deck": shown.deck, "updated": shown.updated, "last_new_fact": shown.last_new_fact,
         "first_published": shown.first_published, "shown": shown.shown, "origins": shown.origins, "voices": shown.voices,
         "publishers": shown.publishers, "language": shown.language, "topic": shown.topic, "link": shown.link,
         "coverage": list(shown.coverage), "joined": shown.joined, "countries": shown.countries, "languages": shown.languages,
         "news": (), "changed": shown.updated}
    )  # fmt: skip
    rows.setdefault("revisions", []).append(
        {"story": page.id, "number": 1, "page": formats.dump(page), "digest": page_digest(page), "updated": page.updated,
         "written": page.updated, "reason": "invented"}
    )  # fmt: skip
    rows.setdefault("citations", []).extend(
        {"story": page.id, "revision": 1, "place": place, "sentence": sentence, "article": c.article, "version": c.version,
         "field": c.field, "start": c.start, "end": c.end}
        for place, (sentence, c) in enumerate(cited(page))
    )  # fmt: skip


def _write(store: Store, rows: dict[str, list[dict[str, Any]]], search: Mapping[str, Sequence[tuple[str, str, str]]]) -> None:
    with store.database.writing() as connection:
        for name in ("articles", "versions", "stories", "assignments", "places", "revisions", "citations"):
            if rows.get(name):
                connection.execute(t.metadata.tables[name].insert(), rows[name])
        for kind, texts in search.items():
            store.index_texts(connection, kind, texts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("db")
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--words", type=int, default=200, help="of an article")
    parser.add_argument("--days", type=int, default=30, help="over which the stories begin, up to 31 Jan 2026, 18:00 UTC")
    asked = parser.parse_args()
    store = open_store(asked.db if "://" in asked.db else f"sqlite:///{asked.db}")
    try:
        if store.summary()["stories"]:
            sys.exit(f"{asked.db} is not empty")
        for done in fill(store, stories=asked.stories, articles=asked.articles, words=asked.words, days=asked.days):
            print(f"\r{done:,} articles", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        print(store.summary())
    finally:
        store.close()


if __name__ == "__main__":
    main()
