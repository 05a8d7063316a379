"""Pages: what a story is written from, and the published revisions of its page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from newsloom import formats
from newsloom.model import (
    Article,
    Citation,
    Related,
    StoryPage,
)
from newsloom.store import tables as t
from newsloom.store.input import article_of
from newsloom.store.places import Places


@dataclass(frozen=True, slots=True)
class StoryInput:
    """All that a story's page is written from."""

    story: str
    articles: tuple[Article, ...]  #: by effective time, then id; without those of dropped outlets
    previous: StoryPage | None
    founding: bool  #: whether any of its articles may found a story
    last_new_fact: datetime | None = None  #: of the previous page
    news: tuple[str, ...] = ()  #: what that fact brought


@dataclass(frozen=True, slots=True)
class Facts:
    """What lists say of a story beside its page."""

    headline: str
    deck: str
    updated: datetime | None
    last_new_fact: datetime | None
    first_published: datetime | None
    shown: int
    origins: int
    voices: int
    publishers: tuple[str, ...]
    language: str | None
    link: str | None
    topic: str = ""
    coverage: tuple[int, ...] = ()
    joined: tuple[datetime, ...] = ()  #: when each independent owner first reported it, oldest first
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    news: tuple[str, ...] = ()  #: sentences that the last new fact brought
    differing: int = 0  #: figures that its outlets differ on


def page_digest(page: StoryPage) -> str:
    """SHA-256 of what a page says: the same for pages that differ only in revision."""
    return hashlib.sha256(formats.dump(replace(page, revision=0)).encode()).hexdigest()


def cited(page: StoryPage) -> Iterator[tuple[int, Citation]]:
    """All citations of a page with the number of their sentence, from 1; 0 for those outside sentences."""
    for citation in (*page.headline_citations, *page.deck_citations):
        yield 0, citation
    number = 0
    for section in page.sections:
        for citation in section.heading_citations:
            yield 0, citation
        for sentence in section.sentences:
            number += 1
            for citation in sentence.citations:
                yield number, citation
    for dispute in page.disagreements:
        for value in dispute.values:
            for citation in value.citations:
                yield 0, citation
    for one in page.quotations:
        for citation in one.citations:
            yield 0, citation
    for entry in page.timeline:
        for citation in entry.citations:
            yield 0, citation


class Pages(Places):
    """What writing takes and gives."""

    def story_input(self, story: str) -> StoryInput:
        """What this story's page is to be written from now."""
        a, p, v = t.articles.c, t.places.c, t.versions.c
        query = (
            select(t.versions, a.effective, a.found)
            .join(t.articles, (a.id == v.article) & (a.version == v.version))
            .join(t.places, p.article == a.id)
            .where(p.story == story, a.erased.is_(None))
            .order_by(a.effective, a.id)
        )
        with self.database.reading() as connection:
            rows = list(connection.execute(query))
            dropped = {
                row.publisher.casefold()
                for row in connection.execute(select(t.drops.c.publisher).where(t.drops.c.story == story))
            }
            page = self._live_page(connection, story)
            known = connection.execute(
                select(t.stories.c.last_new_fact, t.stories.c.news).where(t.stories.c.id == story)
            ).first()
        rows = [
            row for row in rows if (row.source or "").casefold() not in dropped and (row.owner or "").casefold() not in dropped
        ]
        fact, news = (known.last_new_fact, known.news) if known is not None else (None, ())
        return StoryInput(story, tuple(article_of(row) for row in rows), page, any(row.found for row in rows), fact, news)

    def _live_page(self, connection: Connection, story: str) -> StoryPage | None:
        r, s = t.revisions.c, t.stories.c
        query = select(r.page).join(t.stories, (s.id == r.story) & (s.revision == r.number)).where(s.id == story)
        page = connection.execute(query).scalar()
        return None if page is None else formats.load(page)

    def publish(
        self,
        story: str,
        page: StoryPage | None,
        facts: Facts | None,
        *,
        held: Sequence[str] = (),
        related: Sequence[Related] | None = None,
        now: datetime,
        why: str,
        stage: str = "write",
        then: tuple[str, datetime] | None = None,
        seen: Sequence[str] | None = None,
    ) -> bool:
        """Store what became of writing a story, in one transaction: a new revision, if the page would change.

        Args:
            page: None if nothing can be published; the last page then stays readable.
            facts: what lists say of it; None for a story without articles.
            stage: whose work this ends. then: a stage whose work this begins, and when.
            seen: hashes of the evidence that a language model was shown, to be kept; None: as they are.

        Returns:
            Whether there is a new revision.
        """
        s = t.stories.c
        with self.database.writing() as connection:
            self.finished(connection, stage, [story])
            if then is not None:
                self.put(connection, then[0], [story], due=then[1])
            if seen is not None:
                self.upsert(connection, t.llm_shown, [{"story": story, "hashes": tuple(seen), "at": now}])
            if page is not None:
                self._solved(connection, "write", [f"story {story}"])
            live = self._live_page(connection, story)
            changed: dict[str, Any] = {"held": tuple(held)}
            if facts is not None:
                changed |= {
                    "headline": facts.headline, "deck": facts.deck, "updated": facts.updated, "shown": facts.shown,
                    "last_new_fact": facts.last_new_fact, "first_published": facts.first_published,
                    "origins": facts.origins, "voices": facts.voices, "publishers": facts.publishers,
                    "language": facts.language, "topic": facts.topic, "link": facts.link, "coverage": list(facts.coverage),
                    "joined": facts.joined, "countries": facts.countries, "languages": facts.languages, "news": facts.news,
                    "differing": facts.differing,
                }  # fmt: skip
            else:
                changed["shown"] = 0
            fresh = page is not None and (live is None or page_digest(page) != page_digest(live))
            if page is not None and fresh:
                changed |= self._new_revision(connection, story, page, live, now, why)
            if facts is None:
                self.unindex(connection, "story", story, None if live is None else (live.headline, page_text(live)))
            elif live is not None and not fresh and not self.is_indexed(connection, "story", story):
                self.index_text(connection, "story", story, live.headline, page_text(live))  # it came back by an undo
            connection.execute(update(t.stories).where(s.id == story).values(changed))
            if related is not None:
                self._relate(connection, story, related)
            self._touch(connection)
        return fresh

    def _new_revision(
        self, connection: Connection, story: str, page: StoryPage, live: StoryPage | None, now: datetime, why: str
    ) -> dict[str, Any]:
        r = t.revisions.c
        number = connection.execute(select(func.coalesce(func.max(r.number), 0)).where(r.story == story)).scalar_one() + 1
        numbered = replace(page, id=story, revision=number)
        connection.execute(
            t.revisions.insert(),
            {"story": story, "number": number, "page": t.clean(formats.dump(numbered)), "digest": page_digest(page),
             "updated": page.updated, "written": now, "reason": why},
        )  # fmt: skip
        rows = [
            {"story": story, "revision": number, "place": place, "sentence": sentence, "article": c.article,
             "version": c.version, "field": c.field, "start": c.start, "end": c.end}
            for place, (sentence, c) in enumerate(cited(numbered))
        ]  # fmt: skip
        if rows:
            connection.execute(t.citations.insert(), rows)
        old = None if live is None else (live.headline, page_text(live))
        self.index_text(connection, "story", story, numbered.headline, page_text(numbered), old=old)
        return {"revision": number, "changed": now}


def page_text(page: StoryPage) -> str:
    """What search finds a story page by, beside its headline."""
    parts = [page.deck]
    for section in page.sections:
        parts += [section.heading, *(sentence.text for sentence in section.sentences)]
    return "\n".join(part for part in parts if part)
