"""What readers ask for: lists, stories with their history, articles, channels. Writes nothing but channels."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Text,
    and_,
    column,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
    type_coerce,
)

from newsloom import channels, formats, ranking
from newsloom.errors import ChannelNotFound, StoryNotFound
from newsloom.model import (
    Article,
    ArticleCard,
    Assignment,
    Channel,
    Citation,
    CorrectionRecord,
    Related,
    RevisionNote,
    SearchFilter,
    SearchHit,
    Span,
    StoryCard,
    StoryPage,
)
from newsloom.store import tables as t
from newsloom.store.base import chunks
from newsloom.store.corrections import Corrections, record_of
from newsloom.store.input import Input, article_of
from newsloom.store.places import assignment_of
from newsloom.store.search import EVERYTHING, like, matching, parse, snippet
from newsloom.text.terms import bare

MAX_WORDS = 300  # of a group of a channel: a country has some fifteen forms
OVERFETCHED = 4  # times as many stories as a channel is asked for: the last to change are not always those with the newest fact


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """All that is stored of a story, for its page."""

    card: StoryCard
    page: StoryPage | None  #: None: no revision was published, or the one asked for was withdrawn
    live: bool
    articles: tuple[Article, ...]
    revisions: tuple[RevisionNote, ...]
    changes: tuple[CorrectionRecord, ...]
    assignments: tuple[Assignment, ...]
    related: tuple[Related, ...]
    held: tuple[str, ...]


class Reading(Input, Corrections):
    """Lists, stories, articles, search, channels."""

    # -- lists

    def cards(self, *, limit: int, offset: int = 0, without: Collection[str] = ()) -> list[StoryCard]:
        """Stories with a page, the newest fact first; `without` those of these ids."""
        with self.database.reading() as connection:
            return self._newest(connection, *_but(without), limit=limit, offset=offset)

    def _newest(self, connection: Connection, *conditions: ColumnElement[bool], limit: int, offset: int) -> list[StoryCard]:
        """The stories with a page of which this is true, the newest fact first, as an index has them; those without a time last."""
        s = t.stories.c
        shown = select(t.stories).where(s.revision > 0, s.shown > 0, *conditions)
        dated = shown.where(s.last_new_fact.is_not(None))
        ordered = dated.order_by(s.last_new_fact.desc(), s.id.desc()).limit(limit).offset(offset)
        found = [card_of(row) for row in connection.execute(ordered)]
        if len(found) < limit:
            before = offset + len(found)
            if not found and offset:
                before = connection.execute(select(func.count()).select_from(dated.subquery())).scalar_one()
            undated = shown.where(s.last_new_fact.is_(None)).order_by(s.id.desc()).limit(limit - len(found))
            found += [card_of(row) for row in connection.execute(undated.offset(max(0, offset - before)))]
        return found

    def front_cards(self, *, since: datetime, limit: int, without: Collection[str] = ()) -> list[StoryCard]:
        """The stories with something new since then that may lead: of several owners the newest and the most widely
        reported, of one owner the newest; `limit` of each at the most, in no order."""
        s = t.stories.c
        recent = select(t.stories).where(s.last_new_fact >= since, *_but(without))
        several = recent.where(text(t.SEVERAL_OWNERS))
        single = recent.where(s.voices < 2, s.revision > 0, s.shown > 0)
        widest = several.with_only_columns(s.id).order_by(s.voices.desc(), s.last_new_fact.desc(), s.id.desc()).limit(limit)
        queries = (
            several.order_by(s.last_new_fact.desc(), s.voices.desc(), s.id.desc()).limit(limit),
            select(t.stories).where(s.id.in_(widest)),  # put in order by the index alone: of a week there are thousands
            single.order_by(s.last_new_fact.desc(), s.id.desc()).limit(limit),
        )
        with self.database.reading() as connection:
            return list({row.id: card_of(row) for query in queries for row in connection.execute(query)}.values())

    def selected(self, channel: Channel, *, limit: int, without: Collection[str] = ()) -> list[StoryCard]:
        """The stories that a channel selects, the newest fact first. Found by the index of words where there are words:
        then, of more than a few times `limit`, those whose pages changed last."""
        wanted = [_bare_words(group) for group in channels.groups(channel)]
        if not all(wanted):  # of signs alone, which no text has
            return []
        left = _but(without)
        return self._by_words(channel, wanted, limit, left) if wanted else self._by_fact(channel, limit, left)

    def _by_words(
        self, channel: Channel, wanted: Sequence[Sequence[tuple[str, bool]]], limit: int, left: Sequence[ColumnElement[bool]]
    ) -> list[StoryCard]:
        """Of the stories with these words, those of the channel; looked for from the page that changed last."""
        s, number = t.stories.c, "rowid" if self.database.sqlite else "id"
        texts, docs = table("search_text", column(number)), table("search_docs", column("id"), column("kind"), column("ref"))
        condition, bound = matching(wanted, sqlite=self.database.sqlite, name="wanted")
        conditions: list[Any] = [text(condition).bindparams(**bound), s.revision > 0, s.shown > 0]
        if unwanted := _bare_words(channel.without):
            conditions.append(~exists(self._texts_with(unwanted, docs.c.id)))
        query = (
            select(s.id, s.last_new_fact)
            .select_from(texts.join(docs, docs.c.id == texts.c[number]).join(t.stories, s.id == docs.c.ref))
            .where(*conditions, *left, *self._of_channel(channel))
            .order_by((texts.c[number] if self.database.sqlite else texts.c[number] + 0).desc())  # as in `search`
        )
        found, plain, most = list[StoryCard](), _without_words(channel), OVERFETCHED * limit
        matches: list[tuple[int, str]] = []
        with self.database.reading() as connection:
            for stretch, blocks in self.newest_first(connection, "story", matches, most):
                asked = query.where(text(stretch).bindparams(**blocks)).limit(most - len(matches))
                matches += [(t.micros(fact) if fact else 0, story) for story, fact in connection.execute(asked)]
                if len(matches) >= most:
                    break
            matches.sort(reverse=True)
            for at in range(0, len(matches), limit):  # whole cards only of those that are shown
                some = [story for _, story in matches[at : at + limit]]
                cards = {row.id: card_of(row) for row in connection.execute(select(t.stories).where(s.id.in_(some)))}
                found += [cards[story] for story in some if channels.selects(plain, cards[story], "")]
                if len(found) >= limit:
                    break
        return found[:limit]

    def _by_fact(self, channel: Channel, limit: int, left: Sequence[ColumnElement[bool]]) -> list[StoryCard]:
        """The stories of a channel without words, the newest fact first; muted words are looked for only in those read."""
        plain, conditions = _without_words(channel), (*left, *self._of_channel(channel))
        unwanted, docs = _bare_words(channel.without), table("search_docs", column("id"), column("kind"), column("ref"))
        step, found = limit + 20, list[StoryCard]()
        with self.database.reading() as connection:
            for offset in count(0, step):
                cards = self._newest(connection, *conditions, limit=step, offset=offset)
                muted: set[str] = set()
                for some in chunks(card.id for card in cards) if unwanted else ():
                    named = docs.c.kind == "story", docs.c.ref.in_(some), exists(self._texts_with(unwanted, docs.c.id))
                    muted |= set(connection.execute(select(docs.c.ref).where(*named)).scalars())
                found += [card for card in cards if card.id not in muted and channels.selects(plain, card, "")]
                if len(found) >= limit or len(cards) < step:
                    break
        return found[:limit]

    def _texts_with(self, words: Sequence[tuple[str, bool]], number: ColumnElement[Any]) -> Select[Any]:
        """The text of this number in the index, if it has any of these words."""
        texts = table("search_text", column("rowid"), column("id"))
        condition, bound = matching([words], sqlite=self.database.sqlite, name="unwanted")
        own = texts.c.rowid if self.database.sqlite else texts.c.id
        return select(literal_column("1")).select_from(texts).where(own == number, text(condition).bindparams(**bound))

    def _of_channel(self, channel: Channel) -> list[ColumnElement[bool]]:
        """What a story must be for the channel, words aside; publishers only nearly."""
        s = t.stories.c
        conditions: list[ColumnElement[bool]] = []
        if channel.min_origins > 1:
            conditions.append((s.voices >= channel.min_origins) | (s.origins >= channel.min_origins))
        if channel.languages:
            conditions.append(s.language.in_(channel.languages))
        if channel.topics:
            asked = {topic.casefold() for topic in channel.topics}
            conditions.append(s.topic.in_([*channel.topics, *(topic for topic in ranking.TOPICS if topic.casefold() in asked)]))
        if channel.publishers:
            names = [f"%{like(name)}%" for name in channel.publishers]
            conditions.append(or_(*(func.lower(type_coerce(s.publishers, Text)).like(name, escape="\\") for name in names)))
        return conditions

    def card(self, story: str) -> StoryCard | None:
        with self.database.reading() as connection:
            row = connection.execute(select(t.stories).where(t.stories.c.id == story)).first()
        return None if row is None else card_of(row)

    def cards_of(self, stories: Iterable[str]) -> dict[str, StoryCard]:
        found: dict[str, StoryCard] = {}
        with self.database.reading() as connection:
            for some in chunks(stories):
                rows = connection.execute(select(t.stories).where(t.stories.c.id.in_(some), t.stories.c.shown > 0))
                found |= {row.id: card_of(row) for row in rows}
        return found

    def latest(self, *, limit: int, without: Collection[str] = ()) -> list[ArticleCard]:
        """The newest articles, and entries whose pages are still on their way; none of the stories `without`."""
        a, v, p, e, w = t.articles.c, t.versions.c, t.places.c, t.entries.c, t.work.c
        stored = (
            select(a.id, a.effective, v.title, v.source, v.url, v.published, v.lang, p.story)
            .join(t.versions, and_(v.article == a.id, v.version == a.version))
            .outerjoin(t.places, p.article == a.id)
            .where(a.erased.is_(None), *([p.story.is_(None) | p.story.not_in(sorted(without))] if without else ()))
            .order_by(a.effective.desc(), a.id.desc())  # as the index has them: thousands may have the same day
            .limit(limit)
        )
        expected = (
            select(e.article, e.title, e.link, e.published, e.lang, e.first_seen, t.subscriptions.c.title.label("feed"))
            .join(t.work, and_(w.stage == "page", w.key == e.article))
            .join(t.subscriptions, t.subscriptions.c.id == e.subscription)
            .outerjoin(t.articles, a.id == e.article)
            .where(a.id.is_(None))
            .order_by(e.first_seen.desc(), e.published.desc().nulls_last(), e.article)
            .limit(limit)
        )
        with self.database.reading() as connection:
            cards = [
                (
                    row.effective,
                    ArticleCard(row.id, row.title or "", row.source or "", row.url, row.published, row.story, row.lang),
                )
                for row in connection.execute(stored)
            ]
            coming = {
                row.article: (
                    min(row.published or row.first_seen, row.first_seen),
                    ArticleCard(row.article, row.title, row.feed, row.link, row.published, None, row.lang),
                )
                for row in connection.execute(expected)
            }
        both = sorted([*cards, *coming.values()], key=lambda one: -t.micros(one[0]))  # those of one moment stay as they came
        return [card for _, card in both[:limit]]

    # -- a story

    def story_record(self, story: str, revision: int | None = None) -> StoryRecord:
        """A story under its present id.

        Raises:
            StoryNotFound: no story has this id, or it has no such revision.
        """
        a, p, r, v = t.articles.c, t.places.c, t.revisions.c, t.versions.c
        with self.database.reading() as connection:
            row = connection.execute(select(t.stories).where(t.stories.c.id == story)).first()
            if row is None:
                raise StoryNotFound(story)
            number = row.revision if revision is None else revision
            found = connection.execute(select(r.page).where(r.story == story, r.number == number)).first()
            if revision is not None and found is None:
                raise StoryNotFound(f"{story}, revision {revision}", "there is no such revision")
            if revision is not None and found is not None and found.page is None:
                raise StoryNotFound(f"{story}, revision {revision}", "it was withdrawn: it quoted an article that was erased")
            articles = connection.execute(
                select(t.versions, a.effective)
                .join(t.articles, and_(a.id == v.article, a.version == v.version))
                .join(t.places, p.article == a.id)
                .where(p.story == story, a.erased.is_(None))
                .order_by(a.effective, a.id)
            )
            kept = tuple(article_of(one) for one in articles)
            notes = connection.execute(
                select(r.number, r.updated, r.written, r.reason).where(r.story == story).order_by(r.number.desc())
            )
            revisions = tuple(RevisionNote(one.number, one.updated, one.written, one.reason) for one in notes)
            assigned = connection.execute(
                select(t.assignments).join(t.places, p.seq == t.assignments.c.seq).where(p.story == story).order_by(p.arrival)
            )
            assignments = tuple(assignment_of(one) for one in assigned)
            c = t.changes.c
            logged = connection.execute(
                select(t.changes).where((c.story == story) | (c.other == story)).order_by(c.seq.desc()).limit(100)
            )
            changes = tuple(record_of(one) for one in logged)
            links = connection.execute(
                select(t.related)
                .join(t.stories, t.stories.c.id == t.related.c.other)
                .where(t.related.c.story == story, t.stories.c.shown > 0)
                .order_by(t.related.c.score.desc(), t.related.c.other)
            )
            related = tuple(Related(one.story, one.other, one.relation, one.score) for one in links)
        page = formats.load(found.page) if found is not None and found.page is not None else None
        return StoryRecord(card_of(row), page, number == row.revision, kept, revisions, changes, assignments, related, row.held)

    def cited_by(self, article: str, version: int) -> tuple[tuple[tuple[str, int], ...], tuple[Span, ...]]:
        """Who cites an article on current pages: (story, sentence), and which spans of this version's text."""
        c, s = t.citations.c, t.stories.c
        query = (
            select(c.story, c.sentence, c.version, c.field, c.start, c.end)
            .join(t.stories, and_(s.id == c.story, s.revision == c.revision))
            .where(c.article == article, s.shown > 0)
            .order_by(c.story, c.sentence, c.start)
        )
        with self.database.reading() as connection:
            rows = list(connection.execute(query))
        places = tuple(dict.fromkeys((row.story, row.sentence) for row in rows if row.sentence))
        spans = sorted({Span(row.start, row.end) for row in rows if row.version == version and row.field == "text"})
        return places, tuple(spans)

    def passage(self, citation: Citation, *, context: int = 160) -> tuple[str, str, str]:
        """What stands before, in and after a cited passage in the very version that was cited."""
        v = t.versions.c
        with self.database.reading() as connection:
            row = connection.execute(
                select(v.title, v.text).where(v.article == citation.article, v.version == citation.version)
            ).first()
        whole = "" if row is None else (row.title if citation.field == "title" else row.text) or ""
        start, end = citation.start, citation.end
        if whole[start:end] != citation.quote:
            return "", citation.quote, ""  # retention dropped the body: the quoted passage itself is kept
        return whole[max(0, start - context) : start], citation.quote, whole[end : end + context]

    # -- search

    def search(self, query: str, *, limit: int, offset: int = 0, only: SearchFilter = EVERYTHING) -> list[SearchHit]:
        """Stories, then articles, that have all terms of the query and are as `only` says."""
        asked = parse(query)
        hits: list[SearchHit] = []
        if only.kind != "article":
            hits = self._story_hits(self.find("story", asked, limit=limit, offset=offset, only=only), asked)
        if only.kind != "story" and len(hits) < limit:
            before = len(self.find("story", asked, limit=10_000, only=only)) if offset and only.kind != "article" else 0
            articles = self.find("article", asked, limit=limit - len(hits), offset=max(0, offset - before), only=only)
            hits += self._article_hits(articles, asked)
        return hits

    def _story_hits(self, ids: Sequence[str], asked: Any) -> list[SearchHit]:
        gists = self._gists(ids)
        return [
            SearchHit("story", one, headline, snippet(told, asked), updated, "", one)
            for one in ids
            if one in gists
            for headline, told, updated in [gists[one]]
        ]

    def _article_hits(self, ids: Sequence[str], asked: Any) -> list[SearchHit]:
        articles = self.articles(ids)
        with self.database.reading() as connection:
            places = self._places(connection, ids)
        return [
            SearchHit(
                "article", one, a.title or (a.url or one), snippet(a.text, asked), a.published, a.source or "", places.get(one)
            )
            for one in ids
            if (a := articles.get(one)) is not None
        ]

    # -- channels

    def channels(self) -> list[Channel]:
        """All, in the order they were made."""
        with self.database.reading() as connection:
            rows = connection.execute(select(t.channels).order_by(t.channels.c.made, t.channels.c.id))
            return [_channel(row) for row in rows]

    def channel(self, channel: str) -> Channel:
        """Raises ChannelNotFound."""
        with self.database.reading() as connection:
            row = connection.execute(select(t.channels).where(t.channels.c.id == channel)).first()
        if row is None:
            raise ChannelNotFound(channel)
        return _channel(row)

    def save_channel(self, channel: Channel, *, now: datetime) -> None:
        body = {key: value for key, value in asdict(channel).items() if key not in ("id", "name")}
        with self.database.writing() as connection:
            self.upsert(
                connection, t.channels, [{"id": channel.id, "name": channel.name, "body": body, "made": now}], keep=("made",)
            )
            self._touch(connection)

    def remove_channel(self, channel: str) -> None:
        """Raises ChannelNotFound."""
        with self.database.writing() as connection:
            if not connection.execute(delete(t.channels).where(t.channels.c.id == channel)).rowcount:
                raise ChannelNotFound(channel)
            self._touch(connection)

    def pages(self, stories: Iterable[str]) -> dict[str, StoryPage]:
        """The live pages of these stories."""
        return {story: formats.load(dumped) for story, dumped in self._dumped(stories).items()}

    def _gists(self, stories: Iterable[str]) -> dict[str, tuple[str, str, datetime | None]]:
        return {story: formats.gist(dumped) for story, dumped in self._dumped(stories).items()}

    def _dumped(self, stories: Iterable[str]) -> dict[str, str]:
        r, s = t.revisions.c, t.stories.c
        found: dict[str, str] = {}
        with self.database.reading() as connection:
            for some in chunks(stories):
                query = (
                    select(r.story, r.page)
                    .join(t.stories, and_(s.id == r.story, s.revision == r.number))
                    .where(r.story.in_(some))
                )
                found |= {row.story: row.page for row in connection.execute(query) if row.page is not None}
        return found

    def summary(self) -> dict[str, int]:
        """How much there is of everything."""
        with self.database.reading() as connection:
            counted = {
                table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
                for table in (t.subscriptions, t.articles, t.versions, t.revisions, t.problems, t.work)
            }
            shown = select(func.count()).select_from(t.stories).where(t.stories.c.shown > 0)
            counted["stories"] = int(connection.execute(shown).scalar_one())
        return counted


def card_of(row: Row[Any]) -> StoryCard:
    """The card of a row of `stories`."""
    return StoryCard(
        id=row.id,
        headline=row.headline,
        deck=row.deck,
        updated=row.updated,
        last_new_fact=row.last_new_fact,
        article_count=row.shown,
        origin_count=row.origins,
        publishers=row.publishers,
        language=row.language,
        topic=row.topic,
        coverage=tuple(row.coverage),
        link=row.link,
        first_published=row.first_published,
        voices=row.voices,
        joined=row.joined,
        countries=row.countries,
        languages=row.languages,
        revision=row.revision,
        news=row.news,
        differing=row.differing,
        changed=row.changed,
    )


def _but(stories: Collection[str]) -> list[ColumnElement[bool]]:
    return [t.stories.c.id.not_in(sorted(stories))] if stories else []


def _bare_words(words: Sequence[str]) -> list[tuple[str, bool]]:
    """Words as the index has them, each with whether it is only the beginning of one."""
    return [(found, channels.is_beginning(word)) for word in words[:MAX_WORDS] if (found := bare(word))]


def _without_words(channel: Channel) -> Channel:
    return replace(channel, words=(), every=(), places=(), without=())


def _channel(row: Row[Any]) -> Channel:
    known: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.body.items()}
    return replace(Channel(row.id, row.name), **known)
