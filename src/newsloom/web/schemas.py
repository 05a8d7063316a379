"""The shapes that the JSON API answers with, for its OpenAPI document and for who checks against it. Pure descriptions.

Fields may be added within `/api/v1`; none is taken away or changes its meaning.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


# -- the story of docs/reference/json.md


class CitationShape(_Shape):
    """From a sentence to the exact passage: `quote == article[field][start:end]`, offsets in code points."""

    source: int = Field(description="`number` of a source", examples=[1])
    field: Literal["text", "title"]
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str
    carries: dict[str, int] | None = Field(
        None, description="`start` and `end` of the part of the sentence that this passage carries; absent: all of it"
    )


class DateShape(_Shape):
    """A weekday or relative date in a sentence, and the day it means."""

    start: int
    end: int
    date: date


class SentenceShape(_Shape):
    text: str
    verdict: Literal["supported", "unsupported", "contradicted"]
    basis: str = Field(examples=["quoted", "facts checked"])
    citations: list[CitationShape]
    writer: str | None = Field(None, description="where it is not the page's")
    dates: list[DateShape] | None = None


class SectionShape(_Shape):
    heading: str
    heading_citations: list[CitationShape]
    label: bool = Field(description="a fixed heading, which needs no citation")
    sentences: list[SentenceShape]


class SourceShape(_Shape):
    number: int = Field(description="order on the page, first cited first")
    article: str
    title: str
    publisher: str
    url: str | None
    published: datetime | None
    cited: bool
    origin: int = Field(description="articles of one text have one origin")
    copies: list[int] = Field(description="numbers of the other articles of the same origin")
    lang: str | None = None
    paid: bool | None = None
    kind: str | None = None
    note: str | None = Field(None, description="why it is not cited")


class ValueShape(_Shape):
    value: str
    citations: list[CitationShape]


class DisagreementShape(_Shape):
    about: str
    values: list[ValueShape]


class QuotationShape(_Shape):
    """What somebody said, word for word."""

    speaker: str = Field(examples=["Ida Brandt"])
    text: str
    citations: list[CitationShape]


class TimelineShape(_Shape):
    date: date
    text: str
    citations: list[CitationShape]


class StoryShape(_Shape):
    """A story page, as `newsloom show --json` prints it."""

    id: str
    headline: str
    headline_citations: list[CitationShape]
    deck: str
    deck_citations: list[CitationShape]
    updated: datetime | None = Field(description="time of the newest article that changed the page")
    revision: int
    article_count: int
    origin_count: int
    language: str | None
    writer: str
    sections: list[SectionShape]
    sources: list[SourceShape]
    disagreements: list[DisagreementShape]
    quotations: list[QuotationShape]
    timeline: list[TimelineShape]


# -- lists


class TermShape(_Shape):
    """One factor of a story's rank."""

    name: str = Field(examples=["freshness"])
    value: float
    why: str


class CardShape(_Shape):
    """A story as a list shows it."""

    id: str
    url: str = Field(description="its page on this site")
    headline: str
    deck: str
    updated: datetime | None
    last_new_fact: datetime | None
    first_published: datetime | None
    article_count: int
    origin_count: int
    owner_count: int = Field(description="independent owners")
    publishers: list[str] = Field(description="first to report first")
    language: str | None
    languages: list[str]
    countries: list[str]
    topic: str = Field(description='"" where the words do not decide it')
    coverage: list[int] = Field(description="articles an interval between the first and the last")
    news: list[str] = Field(description="sentences that the last new fact brought")
    link: str | None = Field(description="the outlet's page, for a story of one article")
    score: float | None = Field(None, description="its rank; only where the list is ranked")
    why: list[TermShape] | None = Field(None, description="the factors whose product the score is")


class CardsShape(_Shape):
    items: list[CardShape]
    next: str | None = Field(description="address of the next part; null at the end")


class ArticleCardShape(_Shape):
    id: str
    title: str
    publisher: str
    url: str | None
    published: datetime | None
    story: str | None
    lang: str | None


class CardListShape(_Shape):
    items: list[CardShape]


class LatestShape(_Shape):
    items: list[ArticleCardShape] = Field(description="newest first")


class FrontShape(_Shape):
    updated: datetime | None
    top: list[CardShape] = Field(description="stories of two independent owners or more, ranked")
    single: list[CardShape] = Field(description="from one source, ranked")
    latest: list[ArticleCardShape]


class RevisionShape(_Shape):
    number: int
    updated: datetime | None
    written: datetime
    reason: str


class RevisionsShape(_Shape):
    items: list[RevisionShape] = Field(description="newest first")


class CitedByShape(_Shape):
    story: str
    sentence: int


class ArticleShape(_Shape):
    """An article as it was extracted; with `full_text` off, the text is left out."""

    id: str
    title: str
    text: str | None
    source: str | None
    url: str | None
    published: datetime | None
    lang: str | None
    version: int
    versions: list[int]
    kind: str
    paid: bool
    story: str | None
    cited_by: list[CitedByShape]
    erased: bool


class HitShape(_Shape):
    kind: Literal["story", "article"]
    id: str
    title: str
    snippet: str
    published: datetime | None
    publisher: str
    story: str | None


class HitsShape(_Shape):
    items: list[HitShape]
    next: str | None


class ChannelShape(_Shape):
    """A reader's own selection of stories."""

    id: str
    name: str
    words: list[str]
    publishers: list[str]
    languages: list[str]
    topics: list[str]
    without: list[str]
    min_origins: int
    every: list[str] = Field(description="words that must all be there")
    places: list[str] = Field(description="one of which must be named")
    url: str


class ChannelsShape(_Shape):
    items: list[ChannelShape]


class AlertShape(_Shape):
    """The address that a channel calls; its secret is never told."""

    channel: str
    url: str
    kind: Literal["webhook", "ntfy"]
    owners: int = Field(description="called once a story has so many independent owners")
    quiet: list[int] | None = Field(
        description="hours between which nothing is sent, the second not included", examples=[[22, 7]]
    )
    zone: str = Field(description="time zone of the quiet hours", examples=["Europe/Berlin"])
    signed: bool = Field(description="whether it has a secret")


class CallShape(_Shape):
    """One story told to the address of a channel."""

    channel: str
    story: str
    state: Literal["waiting", "sent", "failed", "passed over"]
    at: datetime = Field(description="when it was planned, sent or given up")
    due: datetime
    tries: int
    error: str


class CallsShape(_Shape):
    items: list[CallShape]


class MarkedShape(_Shape):
    """A story that the owner has marked."""

    story: CardShape
    at: datetime = Field(description="when it was marked")
    new: list[str] = Field(description="of a followed story: sentences that came since it was marked and since all was read")


class MarkedListShape(_Shape):
    caught_up: datetime | None = Field(description="when all was read last")
    items: list[MarkedShape]


class PassageShape(_Shape):
    """A cited passage by its article; offsets in code points of that version."""

    article: str
    version: int
    field: Literal["text", "title"]
    start: int
    end: int
    quote: str
    carries: list[int] | None


class ReportShape(_Shape):
    """A reader says that a sentence is wrong."""

    id: str
    story: str
    revision: int
    sentence: int = Field(description="its number on that revision's page, from 1")
    text: str
    passages: list[PassageShape]
    notes: list[str] = Field(description="what is wrong, in readers' words")
    times: int
    at: datetime
    state: Literal["open", "resolved", "dismissed"]
    closed: datetime | None


class ReportsShape(_Shape):
    items: list[ReportShape]


class SubscriptionShape(_Shape):
    """A feed that is followed, and its health."""

    id: str
    url: str
    title: str
    site: str | None
    publisher: str | None
    category: str
    lang: str | None
    use: str
    paused: bool
    gone: bool
    last_success: datetime | None
    next_poll: datetime | None
    failures: int
    error: str
    entries_per_day: float


class SubscriptionsShape(_Shape):
    items: list[SubscriptionShape]


class ChangeShape(_Shape):
    """A change of grouping, by a person or by a revision."""

    id: str
    kind: str
    at: datetime
    articles: list[str]
    story: str
    other: str | None
    reason: str
    by_person: bool
    undone: bool


class ChangesShape(_Shape):
    items: list[ChangeShape]


class ExplanationShape(_Shape):
    """Why something is as it is."""

    about: str
    kind: Literal["story", "article", "sentence"]
    lines: list[str]
    facts: dict[str, Any]


class HealthShape(_Shape):
    ok: bool
    version: str


class ProblemShape(BaseModel):
    """RFC 9457."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["abc: no story has this id"])
    remedy: str | None = None
