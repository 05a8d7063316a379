"""What tests put into a store: articles, entries, pages, assignments, with only what matters named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newsloom.model import (
    Article,
    Assignment,
    ChangeKind,
    Citation,
    Entry,
    Section,
    Sentence,
    Source,
    StoryPage,
    Subscription,
)
from newsloom.store import Arrival, Facts, Placed, Store, StoredEntry, entry_id
from newsloom.store.input import Polled

NOW = datetime(2026, 1, 13, 12, tzinfo=UTC)
FEED = Subscription("feed", "https://ardent.example/feed.xml", title="Ardent Post", next_poll=NOW)


def later(**parts: float) -> datetime:
    return NOW + timedelta(**parts)


def arrival(name: str, text: str = "", *, title: str = "", when: datetime = NOW, **more: object) -> Arrival:
    """An article version; without a text it says something of its own."""
    given = Article(
        name,
        title or f"Title of {name}",
        text or f"This is what {name} says.",
        source="Ardent Post",
        url=f"https://ardent.example/{name}",
        published=when,
        lang="en",
    )
    return Arrival(given, when, when, **more)  # type: ignore[arg-type]


def take(store: Store, *names: str) -> None:
    store.take([arrival(name) for name in names], now=NOW)


def entry(name: str, *, title: str = "A title", text: str = "A summary.", feed: str = "feed") -> StoredEntry:
    link = f"https://ardent.example/{name}"
    given = Entry(name, name, link, title=title, summary=text, published=NOW)
    return StoredEntry(entry_id(feed, name), feed, given, f"article-{name}", NOW)


def placed(article: str, story: str, arrival: int | None, *, kind: ChangeKind = ChangeKind.JOIN, why: str = "alike") -> Placed:
    memory = None if arrival is None else f"memory of {article}".encode()
    return Placed(Assignment(article, story, 0.9, (why,), kind), arrival, memory)


def poll(
    store: Store, subscription: Subscription = FEED, *, now: datetime, state: dict | None = None, **brought: object
) -> dict:
    """Store what one poll brought; what became of its articles."""
    return store.polled([Polled(subscription, state or {}, **brought)], now=now)[0]  # type: ignore[arg-type]


def group(store: Store, **stories: tuple[str, ...]) -> None:
    """Take these articles and put them into these stories, one after the other."""
    at = store.grouping_state().arrivals
    for story, articles in stories.items():
        take(store, *articles)
        for article in articles:
            store.assign([placed(article, story, at)], arrivals=at + 1, changed=(), now=NOW, done=[article])
            at += 1


def page(story: str, *articles: str, headline: str = "What happened", says: str | None = None) -> StoryPage:
    """A page with one sentence quoted from each of these articles."""
    sentences = []
    sources = []
    for number, article in enumerate(articles, start=1):
        text = says or f"This is what {article} says."
        quote = Citation(article, "text", 0, len(text), text)
        sentences.append(Sentence(text, (quote,)))
        sources.append(
            Source(
                number,
                article,
                f"Title of {article}",
                "Ardent Post",
                f"https://ardent.example/{article}",
                NOW,
                cited=True,
                origin=number,
            )
        )
    first = sentences[0].citations
    section = Section("How it went", first, tuple(sentences))
    return StoryPage(story, headline, first, "A deck", first, NOW, (section,), tuple(sources), "en")


def facts(shown: int = 1, *, headline: str = "What happened", when: datetime | None = NOW, news: tuple[str, ...] = ()) -> Facts:
    return Facts(
        headline, "A deck", when, when, when, shown, shown, shown, ("Ardent Post",), "en", None, coverage=(shown,), news=news
    )


def publish(store: Store, story: str, *articles: str, headline: str = "What happened", now: datetime = NOW) -> bool:
    made = page(story, *articles, headline=headline)
    return store.publish(story, made, facts(len(articles), headline=headline), now=now, why="new articles")
