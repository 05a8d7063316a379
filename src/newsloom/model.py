"""The words of the design as frozen types (docs/glossary.md). Pure data: no I/O, no clock, no settings.

Facts that hold everywhere: times are aware and in UTC; offsets are code-point offsets into the field as given,
never into a folded or cleaned copy; tuples are ordered as their comment says; ids are opaque strings.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal, NamedTuple, TypeAlias

FieldName: TypeAlias = Literal["title", "text"]


class Span(NamedTuple):
    """A half-open range of code points, `text[start:end]`."""

    start: int
    end: int


class Kind(StrEnum):
    """What sort of page an article is. Only NEWS founds stories and is evidence without reservation."""

    NEWS = "news"
    LIVE_BLOG = "live blog"
    OPINION = "opinion"
    ROUND_UP = "round-up"  #: several events in one page: newsletters, briefings, "the week in pictures"
    SPONSORED = "sponsored"
    DEALS = "deals"
    SPORT_TABLE = "sport table"
    WEATHER = "weather"
    HOROSCOPE = "horoscope"
    PODCAST = "podcast"
    VIDEO = "video"
    RELEASE_NOTES = "release notes"
    LISTING = "listing"  #: an index page of other articles
    EMPTY = "empty"  #: consent wall, teaser, crawler notice: no article text to speak of


# ---------------------------------------------------------------------------------------------- articles


@dataclass(frozen=True, slots=True)
class Image:
    """The picture of an article as its page or its feed names it. Nothing fetches it unless the reader allows that."""

    url: str
    alt: str = ""  #: what it shows, in the outlet's words
    credit: str = ""  #: whose it is, without "Photo:" or "©"


@dataclass(frozen=True, slots=True)
class Article:
    """One version of an article: title and text of an entry's page. Versions are immutable."""

    id: str
    title: str = ""  #: "" if none was given
    text: str = ""  #: "" if none was given; paragraphs are separated by line breaks
    source: str | None = None  #: the outlet as given, a name or a domain; None if unknown
    url: str | None = None
    published: datetime | None = None  #: UTC; None if nothing says so (never the time of reading)
    day_only: bool = False  #: `published` was a date alone: it is midnight UTC and means that day
    lang: str | None = None  #: ISO 639-1 code in lower case; None if unknown
    version: int = 1  #: counts up from 1 with every changed text
    kind: Kind = Kind.NEWS
    owner: str | None = None  #: who owns the outlet; None: the outlet counts as its own owner
    paid: bool = False  #: the page is behind a paywall
    canonical: str | None = None  #: canonical address the page names; None if it names none
    teaser: bool = False  #: `text` is what the feed gave, not the page
    image: Image | None = None  #: None if neither page nor feed names one

    def field(self, name: FieldName) -> str:
        """The text that offsets of this field count in."""
        return self.title if name == "title" else self.text

    @property
    def voice(self) -> str:
        """Whom independence is counted by: owner, else outlet, else the article itself."""
        return self.owner or self.source or self.id


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence-sized span of one field of one article version."""

    article: str
    field: FieldName
    start: int
    end: int
    text: str  #: the very characters at [start:end]
    paragraph: int = 0  #: counts paragraphs of the field from 0
    position: int = 0  #: counts passages of the field from 0
    version: int = 1


@dataclass(frozen=True, slots=True)
class Citation:
    """From a sentence of the story page to the exact passage of a source: `quote == article.field[start:end]`."""

    article: str
    field: FieldName
    start: int
    end: int
    quote: str
    version: int = 1
    carries: Span | None = dataclasses.field(
        default=None, compare=False
    )  #: what of a fused sentence it carries; None: all of it


@dataclass(frozen=True, slots=True)
class Origin:
    """Near-duplicate articles (wire copy, light edits): one voice however many outlets carry it."""

    id: str  #: id of its first article
    articles: tuple[str, ...]  #: oldest first
    reason: str = ""  #: "same address", "same text", "87 % of the phrases shared", "both credit Reuters"; "" for one article


# ---------------------------------------------------------------------------------------------- stories


class ChangeKind(StrEnum):
    FOUND = "found"  #: the article founded the story
    JOIN = "join"  #: the article joined on arrival
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"
    DROP = "drop"  #: an outlet was taken out of the story's page by a person


@dataclass(frozen=True, slots=True)
class Assignment:
    """Article → story. Append-only: the newest one of an article holds."""

    article: str
    story: str
    score: float  #: in [0, 1]: probability that the article belongs to the story's event
    reasons: tuple[str, ...] = ()  #: readable, the strongest first
    change: ChangeKind = ChangeKind.JOIN
    runner_up: str | None = None  #: the story it came nearest to otherwise; None if there was none
    runner_up_score: float = 0.0
    by_person: bool = False  #: made by a reader's correction: no later revision undoes it


@dataclass(frozen=True, slots=True)
class Constraint:
    """A person's correction as the grouping sees it: these two articles belong together, or apart."""

    first: str
    second: str
    together: bool


@dataclass(frozen=True, slots=True)
class Related:
    """Two stories that are shown as links of each other and not merged."""

    story: str
    other: str
    relation: Literal["follows", "possibly related"]
    score: float


# ---------------------------------------------------------------------------------------------- checking

VerdictName: TypeAlias = Literal["supported", "unsupported", "contradicted"]
Basis: TypeAlias = str  #: "quoted", "facts checked", "judged by <name>"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checker says of one sentence against its cited passages."""

    verdict: VerdictName
    basis: Basis
    score: float  #: in [0, 1], comparable between kinds of text
    evidence: tuple[Span, ...] = ()  #: spans of the source text that carry it, best first
    reasons: tuple[str, ...] = ()  #: for a reader: "12 is not in the passage"

    @property
    def supported(self) -> bool:
        return self.verdict == "supported"


# ---------------------------------------------------------------------------------------------- the story page


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a story page."""

    text: str
    citations: tuple[Citation, ...]  #: in the order shown; never empty on a published page
    verdict: VerdictName = "supported"
    basis: Basis = "quoted"
    writer: str = "extractive"  #: or the name of the model
    dates: tuple[tuple[Span, date], ...] = ()  #: weekdays and relative dates in `text` and the day they mean


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    heading_citations: tuple[Citation, ...]
    sentences: tuple[Sentence, ...]
    label: bool = False  #: a fixed heading (In brief, Background), which needs no citation


@dataclass(frozen=True, slots=True)
class Source:
    """A line of *Sources*; every article of the story has one."""

    number: int  #: order on the page from 1: first cited first, then those not cited
    article: str
    title: str
    publisher: str
    url: str | None
    published: datetime | None
    cited: bool
    origin: int  #: counts origins of the page from 1
    copies: tuple[int, ...] = ()  #: numbers of the other articles of the same origin
    lang: str | None = None
    paid: bool = False
    kind: Kind = Kind.NEWS
    day_only: bool = False
    note: str = ""  #: why it is not cited, where that needs saying


@dataclass(frozen=True, slots=True)
class DisputedValue:
    value: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Figures for one thing, from independent owners at about one time, that exclude each other."""

    about: str
    values: tuple[DisputedValue, ...]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    day: date
    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said, word for word, in a passage that names them beside it."""

    speaker: str
    text: str  #: without its marks
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """What a reader sees of a story: the content of one revision. Immutable."""

    id: str
    headline: str
    headline_citations: tuple[Citation, ...]
    deck: str  #: "" if there is none
    deck_citations: tuple[Citation, ...]
    updated: datetime | None  #: time of the newest article that changed the page; None if no article has a time
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]  #: by number
    language: str | None
    revision: int = 1
    writer: str = "extractive"
    disagreements: tuple[Disagreement, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    quotations: tuple[Quotation, ...] = ()  #: of people whom the sentences do not quote
    updated_day_only: bool = False

    @property
    def article_count(self) -> int:
        return len(self.sources)

    @property
    def origin_count(self) -> int:
        return len({source.origin for source in self.sources})

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in reading order."""
        return tuple(sentence for section in self.sections for sentence in section.sentences)


# ---------------------------------------------------------------------------------------------- input


class FeedUse(StrEnum):
    NEWS = "news"
    READ_ONLY = "read only"  #: its articles join stories but never found one
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as a feed states it."""

    key: str  #: identity within its feed: guid, else link, else a hash
    guid: str | None
    link: str | None
    title: str = ""
    summary: str = ""  #: plain text
    content: str = ""  #: plain text of the full content, if the feed carries it
    published: datetime | None = None
    authors: tuple[str, ...] = ()
    lang: str | None = None
    day_only: bool = False  #: the feed gives the day alone
    image: Image | None = None


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed document after parsing: its own facts, its entries, and what had to be passed over."""

    title: str
    link: str | None
    entries: tuple[Entry, ...]  #: in document order
    lang: str | None = None
    ttl_s: float | None = None  #: what the feed asks for between polls; None if it says nothing
    hub: str | None = None
    problems: tuple[str, ...] = ()  #: one line for each entry passed over
    whole: bool = True  #: False: the document ends before its last element does, so it was cut off


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article as a page gives it."""

    title: str
    text: str
    lang: str | None = None
    published: datetime | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    canonical: str | None = None
    image: Image | None = None
    kind: Kind = Kind.NEWS
    paid: bool = False
    day_only: bool = False  #: the page gives the day alone


@dataclass(frozen=True, slots=True)
class Problem:
    """One input that could not be used. Shown to the user; never stops the rest."""

    about: str  #: file, line, address or id
    reason: str
    remedy: str = ""
    retry: bool = False  #: it will be tried again

    def __str__(self) -> str:
        sentence = f"{self.about}: {self.reason}"
        return f"{sentence} ({self.remedy})" if self.remedy else sentence


@dataclass(frozen=True, slots=True)
class Subscription:
    """The fact that we follow a feed, and its health."""

    id: str
    url: str  #: address of the feed, or path of a watched folder
    title: str = ""
    site: str | None = None
    publisher: str | None = None
    owner: str | None = None
    category: str = ""
    lang: str | None = None
    use: FeedUse = FeedUse.NEWS
    paused: bool = False
    gone: bool = False  #: answered 410, or removed
    last_success: datetime | None = None
    last_polled: datetime | None = None
    next_poll: datetime | None = None
    poll_interval_s: float = 3600.0
    failures: int = 0  #: in a row
    error: str = ""  #: last failure with its remedy; "" while healthy
    etag: str | None = None  #: byte for byte as the server sent it
    last_modified: str | None = None
    entries_per_day: float = 0.0
    country: str | None = None  #: ISO 3166-1 code of the outlet's country; None if not known
    paid: bool = False  #: most of its pages are behind a paywall


@dataclass(frozen=True, slots=True)
class Channel:
    """A reader's own selection of stories."""

    id: str
    name: str
    words: tuple[str, ...] = ()  #: any of these in headline, deck or text; a phrase matches as a phrase
    publishers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    without: tuple[str, ...] = ()  #: muted words
    min_origins: int = 1
    every: tuple[str, ...] = ()  #: all of these in headline, deck or text
    places: tuple[str, ...] = ()  #: one of these is named there; a country by its people too


class StoryMark(StrEnum):
    """What the reader made of a story; each can be taken back."""

    FOLLOW = "follow"  #: listed with what is new in it
    MUTE = "mute"  #: in no list, no channel and no feed; its page stays
    SAVE = "save"  #: kept for later


@dataclass(frozen=True, slots=True)
class Alert:
    """The address that a channel calls once a story when enough independent owners report it."""

    channel: str
    url: str
    kind: Literal["webhook", "ntfy"] = "webhook"
    owners: int = 3
    quiet: tuple[int, int] | None = (
        None  #: hours of the day between which nothing is sent, the second not included; None: never
    )
    zone: str = "UTC"  #: of the quiet hours
    secret: str = dataclasses.field(default="", repr=False)  #: signs what a webhook gets; "": unsigned


class CallState(StrEnum):
    """What became of a call."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"  #: given up
    PASSED = "passed over"  #: the story was there before the alert


@dataclass(frozen=True, slots=True)
class Call:
    """One story told to the address of a channel."""

    channel: str
    story: str
    state: CallState
    at: datetime  #: when it was planned, sent or given up
    due: datetime
    tries: int = 0
    error: str = ""


class ReportState(StrEnum):
    """What became of a reader's report."""

    OPEN = "open"
    RESOLVED = "resolved"  #: something was done about it
    DISMISSED = "dismissed"  #: nothing was wrong


@dataclass(frozen=True, slots=True)
class Report:
    """A reader says that a sentence is wrong; kept with the sentence and its passages as they were shown."""

    id: str
    story: str
    revision: int  #: of the page it was on
    sentence: int  #: its number there, from 1
    text: str
    passages: tuple[Citation, ...]
    notes: tuple[str, ...]  #: what is wrong, in readers' words; the last five
    times: int  #: how often it was reported
    at: datetime  #: the last time
    state: ReportState = ReportState.OPEN
    closed: datetime | None = None  #: None while it is open


# ---------------------------------------------------------------------------------------------- what readers ask for


@dataclass(frozen=True, slots=True)
class RankTerm:
    """One factor of a story's rank, as *why is this here* shows it."""

    name: str
    value: float
    why: str


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story as a list shows it."""

    id: str
    headline: str
    deck: str
    updated: datetime | None
    last_new_fact: datetime | None
    article_count: int
    origin_count: int
    publishers: tuple[str, ...]  #: first to report first
    language: str | None
    topic: str = ""
    score: float = 0.0
    terms: tuple[RankTerm, ...] = ()
    coverage: tuple[int, ...] = ()  #: articles an interval, oldest first, for the spark-line
    link: str | None = None  #: address at the outlet, for a story of one article
    first_published: datetime | None = None
    voices: int = 0  #: independent owners
    joined: tuple[datetime, ...] = ()  #: when the newest 50 independent owners first reported it, oldest first
    countries: tuple[str, ...] = ()  #: of its outlets, as far as their domains tell, by alphabet
    languages: tuple[str, ...] = ()  #: of its articles, by alphabet
    revision: int = 0  #: of its page; 0: not told
    news: tuple[str, ...] = ()  #: sentences that the last new fact brought; none while all is from the first revision
    changed: datetime | None = None  #: when its newest revision was made; None: not told
    differing: int = 0  #: figures that its outlets differ on


@dataclass(frozen=True, slots=True)
class Marked:
    """A story that the reader has marked."""

    card: StoryCard
    at: datetime  #: when it was marked
    new: tuple[str, ...] = ()  #: sentences of its page that came since it was marked and since all was read


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """An article as a list shows it."""

    id: str
    title: str
    publisher: str
    url: str | None
    published: datetime | None
    story: str | None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class FrontPage:
    top: tuple[StoryCard, ...]  #: stories with two independent owners or more, ranked
    single: tuple[StoryCard, ...]  #: *From one source*, ranked
    latest: tuple[ArticleCard, ...]  #: newest first
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class RevisionNote:
    number: int
    updated: datetime | None
    written: datetime  #: when this revision was made
    reason: str


@dataclass(frozen=True, slots=True)
class CorrectionRecord:
    """A change of grouping as the log shows it; `id` is what `undo` takes."""

    id: str
    kind: ChangeKind
    at: datetime
    articles: tuple[str, ...]
    story: str
    other: str | None
    reason: str
    by_person: bool
    undone: bool = False


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story with all that its page, its history and its explanation need."""

    page: StoryPage
    articles: tuple[Article, ...]  #: the newest versions of its articles, oldest first
    revisions: tuple[RevisionNote, ...]  #: newest first
    changes: tuple[CorrectionRecord, ...]
    assignments: tuple[Assignment, ...]  #: the one that holds of each article
    related: tuple[Related, ...] = ()
    card: StoryCard | None = None
    redirected_from: str | None = None  #: the id that was asked for, if it was merged into this story
    live: bool = True  #: False for an older revision
    held: tuple[str, ...] = ()  #: what was not published of the newest writing, and why


@dataclass(frozen=True, slots=True)
class ArticleView:
    article: Article
    versions: tuple[int, ...]
    story: str | None
    headline: str | None
    cited_by: tuple[tuple[str, int], ...] = ()  #: (story, sentence number from 1) of current pages
    passages: tuple[Span, ...] = field(default_factory=tuple)  #: spans of the text that current pages cite
    erased: bool = False  #: a tombstone: title and text are gone


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What a hit must be beside having the words; "" and None: anything."""

    kind: Literal["", "story", "article"] = ""
    language: str = ""
    publisher: str = ""  #: its whole name, whatever the case
    since: datetime | None = None  #: what was published then or later
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class SearchHit:
    kind: Literal["story", "article"]
    id: str
    title: str
    snippet: str  #: plain text with the matches between \x02 and \x03
    published: datetime | None
    publisher: str = ""
    story: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of long work, for a bar."""

    stage: str
    done: int
    total: int | None  #: None while unknown
    note: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why something is as it is: lines for a reader, the same as data for a script."""

    about: str
    kind: Literal["story", "article", "sentence"]
    lines: tuple[str, ...]  #: the most telling first
    facts: dict[str, Any] = field(default_factory=dict)  #: what JSON can hold


@dataclass(frozen=True, slots=True)
class ProblemRecord:
    """A problem as the store keeps it: the same thing again counts up and moves `at`."""

    problem: Problem
    at: datetime  #: when it last happened
    times: int = 1
    stage: str = ""  #: "poll", "page", "write" …
    next_try: datetime | None = None  #: None: it is not tried again by itself


@dataclass(frozen=True, slots=True)
class Added:
    """What became of something a reader asked to follow."""

    subscriptions: tuple[Subscription, ...]  #: new or already followed, in input order
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What one pass over everything that was due did."""

    polled: int = 0  #: feeds and folders
    fetched: int = 0  #: pages
    new_articles: int = 0
    changed_articles: int = 0
    assigned: int = 0
    written: int = 0  #: new revisions
    problems: int = 0
    waiting: int = 0  #: items that will be tried again later
