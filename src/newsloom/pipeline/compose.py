"""From the articles of one story to its checked page, and what lists say of it. Pure: no clock, network or database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from newsloom.model import Article, StoryPage
from newsloom.ports import Judge

if TYPE_CHECKING:
    from newsloom.store import Facts, StoryInput

INTERVALS = 12  # of the spark-line of coverage
MOST_JOINED = 50  # owners whose time is kept; the rank asks for the last hours


@dataclass(frozen=True, slots=True)
class Composed:
    """What came of writing a story."""

    page: StoryPage | None  #: None: nothing can be published
    held: tuple[str, ...] = ()  #: what the gate held back and why


def compose(
    articles: Sequence[Article],
    *,
    now: datetime | None = None,
    story_id: str = "story",
    previous: StoryPage | None = None,
    judges: Sequence[Judge] = (),
    options: Any = None,
) -> StoryPage | None:
    """The checked page of one story: origins, then draft, then gate.

    Args:
        articles: in the order of their numbers where nothing else decides; ids are distinct.
        now: only passed on; nothing on the page depends on the time of writing.
        previous: the page that readers see now, so that what has not changed stays as it is.
        options: `writing.draft.Options`; None for the defaults.

    Returns:
        None if nothing in these articles can be published.
    """
    return composed(articles, story_id=story_id, previous=previous, judges=judges, options=options).page


def composed(
    articles: Sequence[Article],
    *,
    story_id: str,
    previous: StoryPage | None = None,
    judges: Sequence[Judge] = (),
    options: Any = None,
) -> Composed:
    """As `compose`, with what the gate held back."""
    from newsloom import origins  # lazy, all of these: `newsloom --help` must not load the stages
    from newsloom.checking import gate
    from newsloom.writing import draft

    articles = [_in_its_language(article) for article in articles]
    given = {} if options is None else {"options": options}
    page = draft.draft(articles, origins.group(articles), story_id=story_id, previous=previous, **given)
    if page is None:
        return Composed(None, ("no sentence of these articles can stand on its own",))
    gated = gate.gate(page, {article.id: article for article in articles}, judges=judges)
    return Composed(gated.page, tuple(gated.held))


def _in_its_language(article: Article) -> Article:
    """The article with its language found out once for all stages, where nobody has said it."""
    from newsloom.text import language  # lazy: as above

    return article if article.lang else replace(article, lang=language.of_article(article))


def facts(
    page: StoryPage | None,
    articles: Sequence[Article],
    *,
    effective: Mapping[str, datetime],
    founding: bool = True,
    before: StoryInput | None = None,
) -> Facts:
    """What lists say of a story.

    Args:
        articles: of the story, at least one, by effective time.
        effective: the effective time of each article.
        founding: False if none of them may found a story; it is then in no list.
        before: the page that was, with its last new fact, which stays the last if this page tells nothing new.
    """
    from newsloom import ranking  # lazy, both: `newsloom write` needs neither lists nor a database
    from newsloom.store import Facts

    times = [effective[article.id] for article in articles if article.id in effective]
    origin = _origins(page, articles)
    alone = articles[0] if len(articles) == 1 else None
    updated = page.updated if page is not None else max(times, default=None)
    countries, languages = ranking.spread(articles)
    newest = max(times, default=None)
    fact, news = _news(page, before, updated if updated is not None else newest)
    if fact is not None and newest is not None:
        fact = min(fact, newest)  # the article that brought it may have gone elsewhere
    return Facts(
        headline=page.headline if page is not None else articles[0].title,
        deck=page.deck if page is not None else "",
        updated=updated,
        last_new_fact=fact,
        first_published=min(times, default=None),
        shown=len(articles) if founding else 0,
        origins=len(set(origin.values())),
        voices=len(voices(articles, origin)),
        publishers=tuple(dict.fromkeys(article.source for article in articles if article.source)),
        language=page.language if page is not None else articles[0].lang,
        link=alone.url if alone is not None else None,
        topic=ranking.topic(page, articles),
        coverage=coverage(times),
        joined=joined(articles, origin, effective),
        countries=countries,
        languages=languages,
        news=news,
        differing=len(page.disagreements) if page is not None else 0,
    )


def _news(page: StoryPage | None, before: StoryInput | None, when: datetime | None) -> tuple[datetime | None, tuple[str, ...]]:
    """When the last new fact came, and the sentences it brought."""
    from newsloom import ranking  # lazy: as above

    if page is None or before is None or before.previous is None or before.last_new_fact is None:
        return when, ()
    fresh = tuple(sentence.text for sentence in ranking.new_sentences(before.previous, page))
    if not fresh:
        shown = {sentence.text for sentence in page.sentences}
        return before.last_new_fact, tuple(sentence for sentence in before.news if sentence in shown)
    return max(before.last_new_fact, when) if when is not None else before.last_new_fact, fresh


def _origins(page: StoryPage | None, articles: Sequence[Article]) -> dict[str, str]:
    if page is None:
        return {article.id: article.id for article in articles}
    return {source.article: str(source.origin) for source in page.sources}


def voices(articles: Sequence[Article], origin: Mapping[str, str]) -> dict[str, list[str]]:
    """The independent owners with their articles: articles of one owner, and copies of one text, speak with one voice.

    Args:
        origin: of each article; one that is not named is its own.

    Returns:
        For each voice, by any name, its articles in their order; at least one.
    """
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for article in articles:
        first, second = sorted((find(f"v{article.voice.casefold()}"), find(f"o{origin.get(article.id, article.id)}")))
        leader[second] = first
    found: dict[str, list[str]] = {}
    for article in articles:
        found.setdefault(find(f"v{article.voice.casefold()}"), []).append(article.id)
    return found


def joined(articles: Sequence[Article], origin: Mapping[str, str], effective: Mapping[str, datetime]) -> tuple[datetime, ...]:
    """When the newest `MOST_JOINED` independent owners first reported it, oldest first; those without a time are left out."""
    firsts = []
    for ids in voices(articles, origin).values():
        times = [effective[article] for article in ids if article in effective]
        if times:
            firsts.append(min(times))
    return tuple(sorted(firsts)[-MOST_JOINED:])


def coverage(times: Sequence[datetime]) -> tuple[int, ...]:
    """Articles in each of `INTERVALS` equal spans between the first and the last; one number if there is one moment."""
    if not times:
        return ()
    first, last = min(times), max(times)
    span = (last - first).total_seconds()
    if span <= 0:
        return (len(times),)
    counted = [0] * INTERVALS
    for when in times:
        counted[min(INTERVALS - 1, int((when - first).total_seconds() / span * INTERVALS))] += 1
    return tuple(counted)
