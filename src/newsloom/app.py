"""The composition root: `open_app` builds an installation, `App` has the verbs that every edge calls.

Any verb may raise the errors of `newsloom.errors`, and nothing else on purpose. Reading verbs are synchronous and may be
called from any thread; `update` and `run` are awaited, from whatever loop. Times are UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsloom.model import (
    Added,
    Article,
    ArticleView,
    Assignment,
    Channel,
    CorrectionRecord,
    Explanation,
    FrontPage,
    ProblemRecord,
    SearchHit,
    StoryCard,
    StoryPage,
    StoryView,
    Subscription,
    UpdateReport,
    Verdict,
)
from newsloom.ports import Clock, Fetcher, Judge, OnProgress

if TYPE_CHECKING:
    from newsloom.config import Settings


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


# ---------------------------------------------------------------------------------------------- verbs without a database


def cluster(
    articles: Iterable[Article], *, single_pass: bool = False, on_change: Callable[[Assignment], None] | None = None
) -> list[Assignment]:
    """Group articles into stories, taken as a stream in the order given.

    Args:
        single_pass: leave out the revision of earlier decisions.
        on_change: called with every assignment as it happens, revisions included.

    Returns:
        One assignment for each article, in input order, with its final story.
    """
    from newsloom.grouping import cluster as group  # lazy: numpy

    return group(articles, single_pass=single_pass, on_change=on_change)


def write(articles: Sequence[Article], *, story_id: str = "story", judges: Sequence[Judge] = ()) -> StoryPage | None:
    """One story page for the articles of one event; None if there is nothing to publish.

    Every sentence, heading, deck and headline is cited, and `quote == article.field[start:end]` for every citation.
    """
    from newsloom import pipeline  # lazy: the stages

    return pipeline.compose(articles, story_id=story_id, judges=judges)


def check(
    claim: str,
    sources: str | Article | Sequence[str | Article],
    *,
    lang: str | None = None,
    published: datetime | None = None,
) -> Verdict:
    """Whether the sources support the claim, on what ground, and where.

    Args:
        sources: texts or articles; `evidence` of the verdict counts in the one source, if there is one.
        lang: ISO 639-1 code of the claim; None to detect it.
        published: anchor of relative dates in the claim and in sources given as text.
    """
    from newsloom.checking import support  # lazy: the stages

    given = [sources] if isinstance(sources, (str, Article)) else list(sources)
    prepared = [
        support.prepare(source.text, lang=source.lang, published=source.published)
        if isinstance(source, Article)
        else support.prepare(source, lang=lang, published=published)
        for source in given
    ]
    return support.check(claim, prepared[0] if len(prepared) == 1 else prepared, lang=lang, published=published)


# ---------------------------------------------------------------------------------------------- an installation


def open_app(
    settings: Settings | str | Path | None = None,
    *,
    fetcher: Fetcher | None = None,
    clock: Clock = utc_now,
    judges: Sequence[Judge] = (),
    workers: int | None = None,
) -> App:
    """Open an installation, making its database if there is none.

    Args:
        settings: the settings, or only the database: a file or a URL; None for the settings of this machine.
        fetcher: brings feeds and pages; the guarded client if None.
        clock: gives the time, in UTC.
        workers: processes that parse and extract; None: as the settings say.

    Raises:
        StoreError: when the database cannot be opened.
    """
    from newsloom import config  # lazy: pydantic

    known = settings if isinstance(settings, config.Settings) else config.load(db=None if settings is None else str(settings))
    return App(known, fetcher=fetcher, clock=clock, judges=judges, workers=workers)


class App:
    """An open installation."""

    def __init__(
        self,
        settings: Settings,
        *,
        fetcher: Fetcher | None = None,
        clock: Clock = utc_now,
        judges: Sequence[Judge] = (),
        workers: int | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock

    def __enter__(self) -> App:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop what runs in the background and close the database. May be called twice."""

    # -- input

    def add(self, locator: str, *, category: str = "") -> Added:
        """Follow a feed address, a site, an OPML file or a folder; doing it again changes nothing.

        Raises:
            InputError: when the locator is none of these.
            FetchError: when a site has to be looked at and gives no answer.
        """
        raise NotImplementedError

    def subscriptions(self) -> list[Subscription]:
        """All subscriptions with their health, by category and title."""
        raise NotImplementedError

    def refresh(self, subscription: str | None = None) -> None:
        """Make one subscription, or all, due now (what a server asked us to wait for is still obeyed)."""
        raise NotImplementedError

    def pause(self, subscription: str, paused: bool = True) -> Subscription:
        """Stop or resume polling it."""
        raise NotImplementedError

    def unsubscribe(self, subscription: str) -> None:
        """Stop following it. Its articles and the stories they are in stay."""
        raise NotImplementedError

    def opml(self) -> str:
        """The subscriptions as OPML."""
        raise NotImplementedError

    async def update(self, on_progress: OnProgress | None = None) -> UpdateReport:
        """One pass over everything that is due: poll, fetch, extract, group, write."""
        raise NotImplementedError

    def start(self, on_progress: OnProgress | None = None) -> None:
        """Run passes in the background, for as long as the app is open. Does nothing if they run already."""
        raise NotImplementedError

    def progress(self) -> str:
        """What the background is doing, as a line for the page; "" when it rests."""
        raise NotImplementedError

    def problems(self, limit: int = 100) -> list[ProblemRecord]:
        """Inputs that could not be used, newest first."""
        raise NotImplementedError

    # -- reading

    def front(self) -> FrontPage:
        """*Top Headlines*, *From one source* and the latest articles."""
        raise NotImplementedError

    def stories(self, limit: int = 30, offset: int = 0) -> list[StoryCard]:
        """All stories that have a page, newest change first."""
        raise NotImplementedError

    def story(self, story: str, revision: int | None = None) -> StoryView:
        """A story, by its id or the id of one merged into it.

        Raises:
            StoryNotFound: no story has this id, merged ones included, or it has no such revision.
        """
        raise NotImplementedError

    def article(self, article: str, version: int | None = None) -> ArticleView:
        """An article, its newest version if none is named.

        Raises:
            ArticleNotFound: no article has this id, or it has no such version.
        """
        raise NotImplementedError

    def search(self, query: str, *, limit: int = 30, offset: int = 0) -> list[SearchHit]:
        """Stories, then articles, that have all the words of the query; "…" makes a phrase, a leading - excludes."""
        raise NotImplementedError

    def explain(self, about: str, sentence: int | None = None) -> Explanation:
        """Why a story holds these articles and stands where it stands; why an article is in its story; why a sentence
        (from 1, in reading order) is cited so. `about` may be `ID#SENTENCE`.

        Raises:
            StoryNotFound, ArticleNotFound: nothing has this id.
        """
        raise NotImplementedError

    # -- channels

    def channels(self) -> list[Channel]:
        raise NotImplementedError

    def channel(self, channel: str) -> Channel:
        """Raises ChannelNotFound."""
        raise NotImplementedError

    def save_channel(self, channel: Channel) -> Channel:
        """Make a channel, or change the one of this id; an empty id is made from the name."""
        raise NotImplementedError

    def remove_channel(self, channel: str) -> None:
        raise NotImplementedError

    def channel_stories(self, channel: str | Channel, limit: int = 30) -> list[StoryCard]:
        """The channel's stories, newest change first; a channel that is not saved gives its preview."""
        raise NotImplementedError

    # -- corrections

    def merge(self, story: str, into: str) -> CorrectionRecord:
        """Make two stories one; the address of the first leads to the second. `undo` takes it back.

        Raises:
            CorrectionError: when it contradicts a standing correction.
        """
        raise NotImplementedError

    def split(self, story: str, articles: Sequence[str]) -> CorrectionRecord:
        """Make these articles of the story a story of their own."""
        raise NotImplementedError

    def move(self, article: str, story: str) -> CorrectionRecord:
        """Move an article into another story."""
        raise NotImplementedError

    def drop_publisher(self, story: str, publisher: str) -> CorrectionRecord:
        """Write the story without this outlet."""
        raise NotImplementedError

    def undo(self, change: str) -> CorrectionRecord:
        """Take a correction back.

        Raises:
            ChangeNotFound: no correction has this id.
            CorrectionError: when it is undone already.
        """
        raise NotImplementedError

    def changes(self, limit: int = 100) -> list[CorrectionRecord]:
        """Changes of grouping by people and by revision, newest first."""
        raise NotImplementedError

    def erase(self, article: str) -> None:
        """Delete title and text of an article for good; the stories that cited it are written again without it."""
        raise NotImplementedError

    # -- the database

    def backup(self, path: str | Path) -> Path:
        """Copy the database into one file while everything goes on."""
        raise NotImplementedError

    def restore(self, path: str | Path) -> None:
        """Replace all that is stored by a backup (what was there is backed up beside it first)."""
        raise NotImplementedError

    def facts(self) -> dict[str, Any]:
        """Counts and versions, for `/healthz` and `newsloom subscriptions`."""
        raise NotImplementedError
