"""An installation: `open_app` builds it, `App` has the verbs that every edge calls.

Any verb may raise the errors of `newsloom.errors`, and nothing else on purpose. Reading verbs are synchronous and may be
called from any thread; `update` and `run` are awaited, from whatever loop. Times are UTC.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from newsloom.app.alerting import Alerting
from newsloom.app.courtesy import Readers
from newsloom.app.front import Front
from newsloom.app.models import prose_of
from newsloom.app.nli import nli_judges
from newsloom.errors import ArticleNotFound, InputError, StoreError, StoryNotFound
from newsloom.model import (
    Added,
    ArticleView,
    Citation,
    CorrectionRecord,
    Explanation,
    FeedUse,
    FrontPage,
    ProblemRecord,
    SearchFilter,
    SearchHit,
    StoryCard,
    StoryPage,
    StoryView,
    Subscription,
    UpdateReport,
)
from newsloom.ports import Clock, Fetcher, Judge, OnProgress, Request, Response

if TYPE_CHECKING:
    from newsloom.config import Settings
    from newsloom.intake.workers import Pool
    from newsloom.pipeline.background import Background
    from newsloom.pipeline.calling import Caller
    from newsloom.pipeline.collect import Values
    from newsloom.pipeline.correct import Corrections
    from newsloom.pipeline.prose import Prose
    from newsloom.pipeline.run import Pipeline
    from newsloom.pipeline.subscribe import Subscriber
    from newsloom.store import Measures
    from newsloom.writing.translation import Translated

T = TypeVar("T")

WAIT_S = 30.0  # how long a correction waits for a pass that is grouping or writing
SHORTEST_PASSWORD = 10  # characters of one that is kept here


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


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


SAMPLE_NOTICE = (
    "This is Newsloom's sample. Its outlets, people, firms, places and events are invented, except the summit in Nara of 13 January 2026, "
    "which invented outlets report from the facts."
)


def open_demo(path: str | Path, *, port: int = 0, on_progress: OnProgress | None = None) -> App:
    """An installation with the bundled sample, read through the real path: nine outlets served on 127.0.0.1 and polled.

    Nothing else is reached, and the clock stands at the evening of the sample's last day. Closing the app stops the outlets.
    """
    from newsloom import config, sample  # lazy: pydantic; the corpus

    outlets = sample.Outlets().open()
    try:
        settings = config.load(db=str(path), host="127.0.0.1", port=port, fetch_pages=True, base_url="", use_proxy=False)
        app = App(settings, fetcher=outlets.fetcher(), clock=outlets.clock)
        app.notice = SAMPLE_NOTICE
        app._closing.callback(outlets.close)
    except BaseException:
        outlets.close()
        raise
    try:
        asyncio.run(sample.run(app.store, app.update, outlets, on_progress))
    except BaseException:
        app.close()
        raise
    return app


class App(Alerting):
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
        from newsloom.store import open_store  # lazy: SQLAlchemy

        self._judges = (*judges, *nli_judges(settings))
        super().__init__(
            open_store(settings.db), clock, changed=self._forget_lists, caller=self._calling, awaited=self._awaiting
        )
        self.settings = settings
        self.notice = ""  #: shown at the foot of every page
        self._fetcher = fetcher
        self._workers = settings.workers if workers is None else workers
        self._closing = ExitStack()
        self._closing.callback(self.store.close)
        self._guard = threading.RLock()
        self.readers = Readers()  #: of the site, whom passes in the background give way to
        self._background: Background | None = None
        self._front = Front(self.store, muted=self._muted)

    def __enter__(self) -> App:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop what runs in the background and close the database. May be called twice."""
        background, self._background = self._background, None
        if background is not None:
            background.stop()
        self._closing.close()

    # -- its parts, made when they are first needed

    @cached_property
    def _pool(self) -> Pool:
        from newsloom.intake.workers import Pool  # lazy: processes

        pool = Pool(self._workers)
        self._closing.callback(pool.close)
        return pool

    @cached_property
    def _client(self) -> Fetcher:
        if self._fetcher is not None:
            return self._fetcher
        from newsloom.net.client import GuardedClient  # lazy: aiohttp

        s = self.settings
        return GuardedClient(allowed_networks=s.allow_networks, contact=s.contact, use_proxy=s.use_proxy)

    @cached_property
    def _values(self) -> Values:
        from newsloom.pipeline.collect import Values  # lazy: the pipeline

        s = self.settings
        return Values(
            fetch_pages=s.fetch_pages,
            deadline_s=s.deadline_s,
            max_feed_bytes=s.max_feed_bytes,
            max_page_bytes=s.max_page_bytes,
            poll_min_s=s.poll_min_h * 3600,
            poll_max_s=s.poll_max_h * 3600,
        )

    @cached_property
    def _pipeline(self) -> Pipeline:
        from newsloom.pipeline.run import Pipeline  # lazy: the pipeline
        from newsloom.writing.draft import Options

        days = self.settings.keep_texts_days
        return Pipeline(
            self.store,
            self._client,
            self._pool,
            self.clock,
            values=self._values,
            judges=self._judges,
            prose=self._prose,
            options=Options(article_share=self.settings.max_article_share),
            keep_texts=timedelta(days=days) if days else None,
            story_link=self._story_link if self.settings.base_url else None,
        )

    @cached_property
    def _prose(self) -> Prose | None:
        """Writing by a language model, if one is set."""
        return prose_of(self.settings, self.store, self.clock, self._judges)

    # -- input

    def add(self, locator: str, *, category: str = "", headers: Mapping[str, str] | None = None) -> Added:
        """Follow a feed address, a site, an OPML file or a folder; doing it again changes nothing.

        Args:
            headers: the reader's own for this site (a token, a cookie); sent to it alone, never logged or exported.

        Raises:
            InputError: when the locator is none of these.
            FetchError: when a site has to be looked at and gives no answer.
        """
        added = self._awaiting(self._subscriber().add(locator, category=category, headers=headers))
        self._poke()
        return added

    def add_catalogue(self, names: Sequence[str] = ()) -> Added:
        """Follow feeds of the built-in catalogue, all or those that the names mean. Raises InputError for an unknown name."""
        added = self._subscriber().catalogue(names)
        self._poke()
        return added

    def add_list(self, body: bytes, *, name: str = "list", category: str = "") -> Added:
        """Follow the feeds of an OPML list. Raises ParseError when it is none."""
        added = self._awaiting(self._subscriber().listed(body, name=name, category=category))
        self._poke()
        return added

    def fetch(self, request: Request) -> Response:
        """Bring one address of the web as feeds and pages are brought, guarded. Raises FetchError."""
        return self._awaiting(self._client.fetch(request))

    def _subscriber(self) -> Subscriber:
        from newsloom.pipeline.subscribe import Subscriber  # lazy: lxml

        return Subscriber(self.store, self._client, self._pool, self.clock, self._values)

    def _story_link(self, story: str) -> str:
        return f"{(self.settings.base_url or '').rstrip('/')}/story/{quote(story, safe='')}"

    def _calling(self) -> Caller:
        return self._pipeline.caller

    def _awaiting(self, work: Coroutine[Any, Any, T]) -> T:
        """Do it on the loop of the background, if there is one: the client belongs to one loop at a time."""
        background = self._background
        if background is not None:
            return background.ask(work)
        with self._guard:
            return asyncio.run(self._closing_client(work))

    async def _closing_client(self, work: Coroutine[Any, Any, T]) -> T:
        """Do it, and leave no connection behind that belongs to a loop about to end."""
        try:
            return await work
        finally:
            if (close := getattr(self._client, "close", None)) is not None:
                await close()

    def subscriptions(self) -> list[Subscription]:
        """All subscriptions with their health, by category and title."""
        return self.store.subscriptions()

    def refresh(self, subscription: str | None = None) -> None:
        """Make one subscription, or all, due now (what a server asked us to wait for is still obeyed)."""
        self.store.poll_now(subscription, now=self.clock())
        self._poke()

    def pause(self, subscription: str, paused: bool = True) -> Subscription:
        """Stop or resume polling it."""
        changed = replace(self.store.subscription(subscription), paused=paused)
        self.store.save_subscription(changed)
        if not paused:
            self._poke()
        return changed

    def use(self, subscription: str, use: FeedUse) -> Subscription:
        """Take it as news, as read only (its articles join stories and found none), or ignore it."""
        changed = replace(self.store.subscription(subscription), use=use)
        self.store.save_subscription(changed)
        return changed

    def unsubscribe(self, subscription: str) -> None:
        """Stop following it. Its articles and the stories they are in stay."""
        self.store.remove_subscription(subscription)

    def opml(self) -> str:
        """The subscriptions as OPML."""
        from newsloom.intake import opml  # lazy: lxml

        return opml.dump(self.subscriptions())

    async def update(self, on_progress: OnProgress | None = None) -> UpdateReport:
        """One pass over everything that is due: poll, fetch, extract, group, write."""
        try:
            return await self._closing_client(self._pipeline.update(on_progress))
        finally:
            self._forget_lists()

    def _forget_lists(self) -> None:
        """What was done here is seen at once; what others do, within `FRONT_S` and `LISTS_S`."""
        self._front.forget()
        self._edition = None

    def start(self, on_progress: OnProgress | None = None) -> None:
        """Run passes in the background, for as long as the app is open. Does nothing if they run already."""
        from newsloom.pipeline.background import Background  # lazy: the pipeline

        with self._guard:
            if self._background is None:
                self._background = Background(self._pipeline, on_progress, give_way=self.readers.give_way)

    def progress(self) -> str:
        """What the background is doing, as a line for the page; "" when it rests."""
        return self._background.line if self._background is not None else ""

    def _poke(self) -> None:
        if self._background is not None:
            self._background.poke()

    def problems(self, limit: int = 100) -> list[ProblemRecord]:
        """Inputs that could not be used, newest first."""
        return self.store.problems(limit=limit)

    # -- reading

    def front(self) -> FrontPage:
        """*Top Headlines*, *From one source* and the latest articles."""
        return self._front.page(now=self.clock())[1]

    def front_state(self) -> tuple[int, datetime]:
        """Names the state that `front` has at this moment: what is stored, and the minute of its ranking."""
        return self._front.page(now=self.clock())[0]

    def stories(self, limit: int = 30, offset: int = 0) -> list[StoryCard]:
        """All stories that have a page and are not muted, newest change first."""
        return self.store.cards(limit=limit, offset=offset, without=self._muted())

    def story(self, story: str, revision: int | None = None) -> StoryView:
        """A story, by its id or the id of one merged into it.

        Raises:
            StoryNotFound: no story has this id, merged ones included, or it has no such revision.
        """
        from newsloom import ranking  # lazy: word lists

        present = self.store.resolve(story)
        record = self.store.story_record(present, revision)
        if record.page is None:
            why = record.held[0] if record.held else "it waits to be written"
            raise StoryNotFound(story, f"it has no page: {why}")
        score, terms = ranking.score(record.card, now=self.clock())
        return StoryView(
            record.page,
            record.articles,
            record.revisions,
            record.changes,
            record.assignments,
            record.related,
            replace(record.card, score=score, terms=terms),
            redirected_from=story if present != story else None,
            live=record.live,
            held=record.held,
        )

    def translated(self, page: StoryPage) -> Translated | None:
        """A page in the language that readers of this installation want (`llm_translate_to`); None if there is none that holds."""
        translator = self._prose.translator if self._prose is not None else None
        return translator.page(page) if translator is not None else None

    def translated_into(self, page: StoryPage) -> str:
        """The language that this page was translated into; "" if it was not."""
        translator = self._prose.translator if self._prose is not None else None
        return translator.to if translator is not None and translator.has(page) else ""

    def pages(self, stories: Sequence[str]) -> dict[str, StoryPage]:
        """The pages of these stories as readers see them now; one that has none is left out."""
        return self.store.pages(stories)

    def article(self, article: str, version: int | None = None) -> ArticleView:
        """An article, its newest version if none is named.

        Raises:
            ArticleNotFound: no article has this id, or it has no such version.
        """
        found, versions, erased = self.store.article_version(article, version)
        story = self.store.story_of(article)
        card = self.store.card(story) if story is not None else None
        places, spans = self.store.cited_by(article, found.version)
        return ArticleView(found, versions, story, card.headline if card else None, places, spans, erased)

    def passage(self, citation: Citation) -> tuple[str, str, str]:
        """What stands before, in and after a cited passage, in the very version that was cited."""
        return self.store.passage(citation)

    def search(self, query: str, *, limit: int = 30, offset: int = 0, only: SearchFilter | None = None) -> list[SearchHit]:
        """Stories, then articles, that have all the words of the query; "…" makes a phrase, a leading - excludes.

        Args:
            only: what they must be beside that; None: anything.
        """
        return self.store.search(query, limit=limit, offset=offset, only=only or SearchFilter())

    def explain(self, about: str, sentence: int | None = None) -> Explanation:
        """Why a story holds these articles and stands where it stands; why an article is in its story; why a sentence
        (from 1, in reading order) is cited so. `about` may be `ID#SENTENCE`.

        Raises:
            StoryNotFound, ArticleNotFound: nothing has this id.
        """
        from newsloom.pipeline import explain  # lazy: the pipeline

        name, _, number = about.partition("#")
        if number.isdecimal() and sentence is None:
            sentence = int(number)
        try:
            view = self.story(name)
        except StoryNotFound as missing:
            if sentence is not None:
                raise
            try:
                found = self.article(name)
            except ArticleNotFound:
                raise StoryNotFound(name, "no story and no article has this id") from missing
            with self._stories():
                return explain.article(found, self._pipeline.desk)
        return explain.story(view) if sentence is None else explain.sentence(view, sentence)

    # -- corrections

    def merge(self, story: str, into: str) -> CorrectionRecord:
        """Make two stories one; the address of the first leads to the second. `undo` takes it back.

        Raises:
            CorrectionError: when it contradicts a standing correction.
        """
        with self._stories() as corrections:
            return corrections.merge(story, into)

    def split(self, story: str, articles: Sequence[str]) -> CorrectionRecord:
        """Make these articles of the story a story of their own."""
        with self._stories() as corrections:
            return corrections.split(story, articles)

    def move(self, article: str, story: str) -> CorrectionRecord:
        """Move an article into another story."""
        with self._stories() as corrections:
            return corrections.move(article, story)

    def drop_publisher(self, story: str, publisher: str) -> CorrectionRecord:
        """Write the story without this outlet."""
        with self._stories() as corrections:
            return corrections.drop(story, publisher)

    def undo(self, change: str) -> CorrectionRecord:
        """Take a correction back.

        Raises:
            ChangeNotFound: no correction has this id.
            CorrectionError: when it is undone already.
        """
        with self._stories() as corrections:
            return corrections.undo(change)

    def changes(self, limit: int = 100) -> list[CorrectionRecord]:
        """Changes of grouping by people and by revision, newest first."""
        return self.store.changes(limit=limit)

    def erase(self, article: str) -> None:
        """Delete title and text of an article for good; the stories that cited it are written again without it."""
        with self._stories() as corrections:
            stories = self.store.erase(article, now=self.clock())
            corrections.desk.forget()
            corrections.desk.write_now(stories)

    @contextmanager
    def _stories(self) -> Iterator[Corrections]:
        """Corrections, while nobody else groups or writes.

        Raises:
            StoreError: when another pass does not end in time.
        """
        from newsloom.pipeline.correct import Corrections  # lazy: the pipeline

        with self._held("stories"):
            yield Corrections(self._pipeline.desk)

    @contextmanager
    def _held(self, *names: str) -> Iterator[None]:
        with ExitStack() as stack:
            stack.callback(self._forget_lists)
            for name in names:
                lock, until = self.store.lock(name), time.monotonic() + WAIT_S
                while not lock.take():
                    if time.monotonic() > until:
                        raise StoreError(name, "another pass is at work", remedy="try again when it has ended")
                    time.sleep(0.05)
                stack.callback(lock.leave)
            yield

    # -- the password

    def password_hash(self) -> str:
        """The argon2 hash of the password that was set on the site or by command; "" if none was."""
        return self.store.fact("password")

    def set_password(self, password: str | None) -> str:
        """Keep the argon2 hash of this password and return it; None: have none. A site that runs takes it up when it starts again.

        Raises:
            InputError: when it is too short.
        """
        hashed = ""
        if password is not None:
            from argon2 import PasswordHasher  # lazy: hardly ever

            if len(password.strip()) < SHORTEST_PASSWORD:
                raise InputError("", f"a password has {SHORTEST_PASSWORD} characters or more", remedy="take a longer one")
            hashed = PasswordHasher().hash(password.strip())
        self.store.keep_fact("password", hashed)
        return hashed

    # -- the database

    def backup(self, path: str | Path) -> Path:
        """Copy the database into one file while everything goes on."""
        return self.store.backup(Path(path))

    def restore(self, path: str | Path) -> None:
        """Replace all that is stored by a backup (what was there is backed up beside it first)."""
        given = Path(path)
        with self._held("intake", "stories"):
            self.store.restore(given)
            self._pipeline.desk.forget()

    def facts(self) -> dict[str, Any]:
        """Counts and versions, for `/healthz` and `newsloom subscriptions`."""
        from newsloom import __version__

        counted: dict[str, Any] = dict(self.store.summary())
        told = {"version": __version__, **counted, "generation": self.store.generation(), "doing": self.progress()}
        if self._prose is not None:
            budget = self._prose.purse.budget()
            told |= {
                "llm": self._prose.models.model,
                "llm_tokens_today": budget.day.tokens,
                "llm_waiting": self.store.waiting("prose"),
                "llm_limit": budget.reached(),  #: "today" or "this month" while that budget is spent
            }
        return told

    def measures(self) -> Measures:
        """Counts of everything at this moment, for who watches over the installation; nothing of anybody."""
        return self.store.measures(now=self.clock())

    def spending(self, *, days: int = 30, limit: int = 100) -> dict[str, Any]:
        """What language models have cost in so many days: in all, and by story, model and prompt version, the dearest first."""
        from newsloom.pipeline.purse import ledger  # lazy: the pipeline

        told = ledger(self.store, since=self.clock() - timedelta(days=days), limit=limit)
        budget = self._prose.purse.budget() if self._prose is not None else None
        return told | {
            "model": self._prose.models.model if self._prose is not None else "",
            "limit": budget.reached() if budget is not None else "",
            "limits": budget.rows() if budget is not None else [],
        }
