"""The tables, once, for both engines. Pure description: no connection is made here.

Times are whole microseconds since 1970 in UTC, so that they sort and compare alike on SQLite and PostgreSQL. What NULL means
stands beside each column that may be NULL. Every text is free of NUL and lone surrogates (`clean`), which PostgreSQL refuses.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

metadata = MetaData()

#: what the front page leads with; in these very words, or the index of them is not used
SEVERAL_OWNERS = "stories.voices >= 2 AND stories.revision > 0 AND stories.shown > 0"


def clean(text: str) -> str:
    """The text without what a database cannot hold: NUL goes, a lone surrogate becomes U+FFFD."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def micros(when: datetime) -> int:
    """A time as it is stored."""
    return (when - _EPOCH) // _MICROSECOND


def moment(stored: int) -> datetime:
    """A stored time."""
    return _EPOCH + timedelta(microseconds=stored)


class Time(TypeDecorator[datetime]):
    """A time in UTC as microseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else moment(value)


class Words(TypeDecorator[tuple[str, ...]]):
    """An ordered list of strings as JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else clean(json.dumps(list(value), ensure_ascii=False))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(json.loads(value))


class Json(TypeDecorator[Any]):
    """Plain data as JSON text; the same data gives the same text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else clean(json.dumps(value, ensure_ascii=False, sort_keys=True))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Times(TypeDecorator[tuple[datetime, ...]]):
    """An ordered list of times, as JSON text of microseconds since 1970."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[datetime, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps([micros(when) for when in value])

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[datetime, ...] | None:
        return None if value is None else tuple(moment(when) for when in json.loads(value))


class Clean(TypeDecorator[str]):
    """Any text, from outside above all: in a row or in a query, it is what a database can hold. Ordered by code point."""

    impl = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else clean(value)


def _required(name: str, kind: Any, *args: Any, **more: Any) -> Column[Any]:
    return Column(name, kind, *args, nullable=False, **more)


#: Counts up by itself on both engines (SQLite: only INTEGER PRIMARY KEY does).
_Counter = BigInteger().with_variant(Integer, "sqlite")

meta = Table("meta", metadata, Column("key", Clean, primary_key=True), _required("value", Clean))

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Clean, primary_key=True),
    _required("url", Clean, unique=True),
    _required("title", Clean),
    Column("site", Clean),
    Column("publisher", Clean),
    Column("owner", Clean),
    _required("category", Clean),
    Column("lang", Clean),
    _required("use", Clean),
    _required("paused", Boolean),
    _required("gone", Boolean),
    Column("last_success", Time),  # NULL: never
    Column("last_polled", Time),  # NULL: never
    Column("next_poll", Time),  # NULL: not polled by itself
    _required("poll_interval_s", Float),
    _required("failures", Integer),
    _required("error", Clean),  # "" while healthy
    Column("etag", Clean),
    Column("last_modified", Clean),
    _required("entries_per_day", Float),
    _required("created", Time),
    _required("state", Json),  # what polling remembers: permanent redirects seen, answers 410
    _required("headers", Json),  # the reader's own for this feed; never exported, never logged
    Column("country", Clean),  # NULL: not known
    _required("paid", Boolean, server_default=false()),  # most of its pages are behind a paywall
    Index("subscriptions_due", "next_poll"),
)

entries = Table(
    "entries",
    metadata,
    Column("id", Clean, primary_key=True),
    _required("subscription", Clean, ForeignKey("subscriptions.id", ondelete="CASCADE")),
    _required("key", Clean),
    Column("guid", Clean),
    Column("link", Clean),
    _required("title", Clean),
    _required("summary", Clean),
    _required("content", Clean),
    Column("published", Time),  # NULL: the feed gave none
    _required("authors", Words),
    Column("lang", Clean),
    _required("first_seen", Time),
    _required("last_seen", Time),  # when it last changed, or was first missed
    _required("article", Clean),  # the id its article has or will have
    _required("live", Boolean),  # false: no longer in the feed
    _required("day_only", Boolean, server_default=false()),  # the feed gave the day alone
    Column("image", Clean),  # the address of its picture; NULL: none
    _required("image_alt", Clean, server_default=""),
    _required("image_credit", Clean, server_default=""),
    UniqueConstraint("subscription", "key", name="entries_identity"),
    Index("entries_article", "article"),
    Index("entries_live", "subscription", "live"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Clean, primary_key=True),
    _required("first_seen", Time),
    _required("effective", Time),  # the earlier of published and first seen
    _required("version", Integer),  # the newest
    _required("found", Boolean),  # false: its feed is read only, it never founds a story
    Column("erased", Time),  # NULL: not erased
    Column("subscription", Clean),  # where it was first seen; NULL: not from a subscription
    Index("articles_newest", "effective", "id"),
)

versions = Table(
    "versions",
    metadata,
    Column("article", Clean, ForeignKey("articles.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("title", Clean),  # NULL: erased
    Column("text", Clean),  # NULL: erased, or dropped by retention
    _required("hash", Clean),  # SHA-256 of title and text; kept for good
    Column("source", Clean),
    Column("url", Clean),
    Column("published", Time),
    _required("day_only", Boolean),
    Column("lang", Clean),
    _required("kind", Clean),
    Column("owner", Clean),
    _required("paid", Boolean),
    Column("canonical", Clean),
    _required("teaser", Boolean),
    _required("authors", Words),
    Column("image", Clean),  # its address; NULL: none
    _required("image_alt", Clean, server_default=""),
    _required("image_credit", Clean, server_default=""),
    _required("stored", Time),
)

stories = Table(
    "stories",
    metadata,
    Column("id", Clean, primary_key=True),
    _required("founded", Time),
    Column("merged_into", Clean),  # NULL: stands on its own
    _required("revision", Integer),  # 0: no page yet
    _required("articles", Integer),  # how many are assigned; 0 hides the story
    _required("held", Words),  # why the gate held sentences back, or the page
    _required("headline", Clean),
    _required("deck", Clean),
    Column("updated", Time),  # NULL: no article has a time
    Column("last_new_fact", Time),
    Column("first_published", Time),
    _required("shown", Integer),  # articles on the page
    _required("origins", Integer),
    _required("voices", Integer),  # independent owners
    _required("publishers", Words),
    Column("language", Clean),
    _required("topic", Clean),
    Column("link", Clean),  # NULL: more than one article, or no address
    _required("coverage", Json),
    _required("joined", Times),  # when each independent owner first reported it
    _required("countries", Words),
    _required("languages", Words),
    _required("news", Words),  # sentences that the last new fact brought
    _required("differing", Integer, server_default="0"),  # figures that its outlets differ on
    _required("changed", Time),  # when its newest revision was made
    Index("stories_changed", "changed"),
    Index("stories_newest", "last_new_fact", "id"),
    Index("stories_of_topic", "topic", "last_new_fact", "id"),
    Index(
        "stories_several",
        "last_new_fact",
        "voices",
        "id",
        sqlite_where=text(SEVERAL_OWNERS),
        postgresql_where=text(SEVERAL_OWNERS),
    ),
)

assignments = Table(
    "assignments",
    metadata,
    Column("seq", _Counter, primary_key=True, autoincrement=True),
    _required("article", Clean, ForeignKey("articles.id")),
    _required("story", Clean, ForeignKey("stories.id")),
    _required("score", Float),
    _required("reasons", Words),
    _required("change", Clean),
    Column("runner_up", Clean),
    _required("runner_up_score", Float),
    _required("by_person", Boolean),
    _required("at", Time),
    Index("assignments_article", "article", "seq"),
    Index("assignments_story", "story"),
)

places = Table(
    "places",
    metadata,
    Column("article", Clean, ForeignKey("articles.id"), primary_key=True),
    _required("story", Clean, ForeignKey("stories.id")),
    _required("seq", BigInteger),  # the assignment that holds
    _required("arrival", BigInteger),  # counts articles in the order in which they were grouped, from 1
    _required("version", Integer),  # the version that was grouped
    Column("memory", LargeBinary),  # what the grouping keeps of the article; NULL: nothing
    Index("places_story", "story"),
    Index("places_arrival", "arrival", unique=True),
)

revisions = Table(
    "revisions",
    metadata,
    Column("story", Clean, ForeignKey("stories.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("page", Clean),  # formats.dump; NULL: withdrawn, it quoted an article that was erased
    _required("digest", Clean),
    Column("updated", Time),
    _required("written", Time),
    _required("reason", Clean),
)

citations = Table(
    "citations",
    metadata,
    Column("story", Clean, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),  # counts citations of the page from 0
    _required("sentence", Integer),  # from 1 in reading order; 0: headline, deck, heading, figure or date
    _required("article", Clean),
    _required("version", Integer),
    _required("field", Clean),
    _required("start", Integer),
    _required("end", Integer),
    Index("citations_article", "article", "version"),
)

related = Table(
    "related",
    metadata,
    Column("story", Clean, ForeignKey("stories.id"), primary_key=True),
    Column("other", Clean, ForeignKey("stories.id"), primary_key=True),
    _required("relation", Clean),
    _required("score", Float),
)

changes = Table(
    "changes",
    metadata,
    Column("seq", _Counter, primary_key=True, autoincrement=True),
    _required("id", Clean, unique=True),
    _required("kind", Clean),
    _required("at", Time),
    _required("articles", Words),
    _required("story", Clean),
    Column("other", Clean),  # NULL: no second story
    _required("reason", Clean),
    _required("by_person", Boolean),
    Column("undone", Time),  # NULL: stands
    _required("before", Json),  # article → the story it was in
    Index("changes_story", "story"),
    Index("changes_other", "other"),
)

constraints = Table(
    "constraints",
    metadata,
    Column("change", Clean, ForeignKey("changes.id"), primary_key=True),
    Column("first", Clean, primary_key=True),
    Column("second", Clean, primary_key=True),
    _required("together", Boolean),
    _required("active", Boolean),
)

drops = Table(
    "drops",
    metadata,
    Column("story", Clean, ForeignKey("stories.id"), primary_key=True),
    Column("publisher", Clean, primary_key=True),
    _required("change", Clean),
)

channels = Table(
    "channels",
    metadata,
    Column("id", Clean, primary_key=True),
    _required("name", Clean),
    _required("body", Json),
    _required("made", Time),
)

marks = Table(
    "marks",
    metadata,
    Column("story", Clean, ForeignKey("stories.id"), primary_key=True),  # as it was marked, merged since or not
    Column("mark", Clean, primary_key=True),
    _required("at", Time),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Clean, primary_key=True),  # follows from story and sentence: the same is one report
    _required("story", Clean, ForeignKey("stories.id")),
    _required("revision", Integer),
    _required("sentence", Integer),  # from 1, in that revision
    _required("text", Clean),  # the sentence
    _required("passages", Json),  # its citations, quotes included
    _required("notes", Words),  # what readers said is wrong, the last few
    _required("times", Integer),
    _required("at", Time),  # when it was reported last
    _required("state", Clean),
    Column("closed", Time),  # NULL: open
    Index("reports_state", "state", "at"),
)

alerts = Table(
    "alerts",
    metadata,
    Column("channel", Clean, ForeignKey("channels.id", ondelete="CASCADE"), primary_key=True),
    _required("body", Json),
)

calls = Table(
    "calls",
    metadata,
    Column("channel", Clean, ForeignKey("channels.id", ondelete="CASCADE"), primary_key=True),
    Column("story", Clean, ForeignKey("stories.id"), primary_key=True),  # as it was then, merged since or not
    _required("state", Clean),
    _required("at", Time),  # when it was planned, sent or given up
    _required("due", Time),
    _required("tries", Integer),
    _required("error", Clean),  # "" unless the last try failed
    Index("calls_due", "state", "due"),
)

problems = Table(
    "problems",
    metadata,
    Column("id", Clean, primary_key=True),
    _required("about", Clean),
    _required("stage", Clean),
    _required("reason", Clean),
    _required("remedy", Clean),
    _required("retry", Boolean),
    _required("at", Time),
    _required("times", Integer),
    Index("problems_at", "at"),
)

work = Table(
    "work",
    metadata,
    Column("stage", Clean, primary_key=True),
    Column("key", Clean, primary_key=True),
    _required("due", Time),
    _required("attempts", Integer),
    _required("error", Clean),
    _required("body", Json),  # what the stage needs beside the key; {} mostly
    Index("work_due", "stage", "due"),
)

llm_answers = Table(
    "llm_answers",
    metadata,
    Column("key", Text, primary_key=True),  # model, prompt version and hashes of the evidence: nothing is paid for twice
    _required("story", Text),  # the last story it was asked for
    _required("model", Clean),
    _required("prompt", Text),  # name and version of the prompt file
    _required("answer", Clean),  # as it came, for audit
    _required("at", Time),
    Index("llm_answers_story", "story"),
    Index("llm_answers_at", "at"),
)

llm_shown = Table(
    "llm_shown",
    metadata,
    Column("story", Text, primary_key=True),
    _required("hashes", Words),  # of all evidence that a request for the story has shown
    _required("at", Time),
)

llm_ledger = Table(
    "llm_ledger",
    metadata,
    Column("seq", _Counter, primary_key=True, autoincrement=True),
    _required("at", Time),
    _required("story", Text),  # "" for what is about no story
    _required("model", Clean),
    _required("prompt", Text),
    _required("tokens_in", BigInteger),
    _required("tokens_out", BigInteger),
    _required("cost", BigInteger),  # millionths of the currency the prices are in
    _required("outcome", Clean),  # "" for an answer, else why there was none
    Index("llm_ledger_at", "at"),
    Index("llm_ledger_story", "story"),
)

#: Parents before children: the order in which rows can be copied.
IN_ORDER: tuple[Table, ...] = tuple(metadata.sorted_tables)
