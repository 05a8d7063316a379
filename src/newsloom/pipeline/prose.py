"""Stories by a language model, in the stored path: after a page is published, its better version follows when the model has it.

A page never waits for a model. The wish for a better one is an item of the outbox (`prose`), put there in the transaction
that publishes the page; asking happens outside transactions and locks, and what comes back is published only if the story is
still the one that was asked about. I/O: the store, the LLM.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsloom.errors import BudgetSpent, LLMError
from newsloom.model import Article, Problem, Progress, StoryMark, StoryPage
from newsloom.pipeline.compose import Composed, composed
from newsloom.pipeline.grey import GreyZone
from newsloom.pipeline.group import Desk
from newsloom.pipeline.headings import Headings
from newsloom.pipeline.purse import Purse
from newsloom.pipeline.rewrite import Rewriter, Rewritten
from newsloom.pipeline.translate import Translator
from newsloom.ports import LLM, OnProgress
from newsloom.store import StoryInput, Work

STAGE = "prose"
AHEAD = 256  # stories looked at, of which the most important are written first
OF_CHANNEL = 60  # stories of a channel that go before others
RETRY_S = (300.0, 21_600.0)  # after a failure, at first and at most
BUDGET_S = 600.0  # a budget that is spent is looked at again as soon as this: its owner may raise it
LONGEST_PACES = 6  # of `llm_pace_min` between two requests for an old story
TRIES = 8  # then the story waits for its next article
ABOUT = "language model"

Held = Callable[[str], AbstractAsyncContextManager[None]]


@dataclass(frozen=True, slots=True)
class Models:
    """The endpoints of an installation."""

    llm: LLM
    model: str
    judge: LLM | None = None
    judge_model: str = ""
    concurrency: int = 2


class Prose:
    """Writes stories by a model: first those that the reader follows or has a channel for, then those of most owners."""

    def __init__(
        self,
        models: Models,
        purse: Purse,
        rewriter: Rewriter | Headings,
        translator: Translator | None = None,
        grey: GreyZone | None = None,
    ) -> None:
        self.models = models
        self.purse = purse
        self.rewriter = rewriter
        self.translator = translator
        self.grey = grey

    # -- at the time of writing

    def begun(self, desk: Desk, told: Composed, given: StoryInput) -> tuple[Composed, datetime | None]:
        """What is published at once, without asking: the extractive page, in the words that a model found before for what has
        not changed. And when the model is to be asked; None: not at all."""
        base = told.page
        if base is None:
            return told, None
        page, held = self.rewriter.woven(base, given.articles, given.previous, desk.store.shown(given.story))
        due = self._due(desk, given) if base.origin_count >= self.rewriter.style.min_origins else None
        return Composed(page, (*told.held, *held)), due

    def _due(self, desk: Desk, given: StoryInput) -> datetime:
        """Not before the story has an age, nor before it is twice as old as at the last time: what comes meanwhile is asked about
        together, and the older a story is, the longer it can wait."""
        pace = timedelta(minutes=self.rewriter.style.pace_min)
        now = desk.clock()
        times = [when for when, _ in desk.store.effective_times(a.id for a in given.articles).values()]
        begun = min(times, default=now)
        asked = desk.store.shown_at(given.story)
        if asked is None:
            return max(now, begun + pace)
        return max(now, asked + min(max(pace, asked - begun), LONGEST_PACES * pace))

    # -- afterwards

    async def run(self, desk: Desk, held: Held, on_progress: OnProgress | None = None) -> int:
        """Write what waits for the model. Ends early where the budget is spent or the endpoint fails: the rest keeps waiting.

        Args:
            held: gives the lock of this name for as long as a `with` lasts.

        Returns: how many revisions are new.
        """
        waiting = self._waiting(desk)
        total, done, written = len(waiting), 0, 0
        while waiting:
            now, waiting = waiting[: self.models.concurrency], waiting[self.models.concurrency :]
            results = await asyncio.gather(*(self._one(desk, item, held) for item in now))
            done += len(now)
            written += sum(result is True for result in results)
            if on_progress is not None:
                on_progress(Progress(STAGE, done, total))
            if any(result is None for result in results):
                return written
        if self.translator is not None:
            await self._translated(desk, self.translator)
        if self.grey is not None:
            written += await self._merged(desk, self.grey, held)
        return written

    async def _merged(self, desk: Desk, grey: GreyZone, held: Held) -> int:
        """Merge what the model holds for one event. Returns how many stories went into another."""
        async with held("stories"):
            pairs = grey.pairs(desk)
        merged = 0
        try:
            for pair in pairs:
                if await grey.same(pair):
                    async with held("stories"):
                        merged += grey.merge(desk, pair)
        except LLMError as exc:
            problem = Problem("same event", str(exc), "possibly related stories stay apart meanwhile", retry=True)
            desk.store.record([problem], stage=STAGE, now=desk.clock())
            return merged
        desk.store.solved(STAGE, "same event")
        return merged

    async def _translated(self, desk: Desk, translator: Translator) -> None:
        """Have finished pages translated; what fails is a problem that readers see, and is tried again."""
        later = desk.store.due(STAGE, now=desk.clock() + timedelta(days=1), limit=100_000)
        try:
            await translator.run(desk.store, but={item.key for item in later})
        except LLMError as exc:
            problem = Problem("translation", str(exc), "stories stand in their own language meanwhile", retry=True)
            desk.store.record([problem], stage=STAGE, now=desk.clock())
            return
        desk.store.solved(STAGE, "translation")

    def _waiting(self, desk: Desk) -> list[Work]:
        items = desk.store.due(STAGE, now=desk.clock(), limit=AHEAD)
        voices = {item.key: desk.store.voices_of(item.key) for item in items}
        wanted = self._wanted(desk) if len(items) > self.models.concurrency else frozenset()
        return sorted(items, key=lambda item: (item.key not in wanted, -voices[item.key], item.due, item.key))

    def _wanted(self, desk: Desk) -> frozenset[str]:
        """Stories that the reader follows, and those of the reader's channels."""
        followed = desk.store.marks()[StoryMark.FOLLOW]
        listed = (desk.store.selected(channel, limit=OF_CHANNEL) for channel in desk.store.channels())
        return frozenset([*followed, *(card.id for cards in listed for card in cards)])

    async def _one(self, desk: Desk, item: Work, held: Held) -> bool | None:
        """Write one story. Returns whether there is a new revision; None if no further story need be tried now."""
        given = desk.store.story_input(item.key)
        if not given.articles or given.previous is None:
            desk.store.give_up(STAGE, item.key)
            return False
        try:
            self.purse.ask()
            made = await self._asked(desk, item.key, given)
        except BudgetSpent as exc:
            problem = Problem(ABOUT, exc.reason, exc.remedy, retry=True)
            due = min(exc.until, desk.clock() + timedelta(seconds=BUDGET_S))
            desk.store.retry(item, due=due, problem=problem, now=desk.clock(), failed=False)
            return None
        except LLMError as exc:
            self._failed(desk, item, exc)
            return None
        except Exception as exc:  # whatever the bug is: the page stays as it is, and the other stories go on
            problem = Problem(
                f"story {item.key}", f"could not be put in a model's words: {type(exc).__name__}: {exc}", "please report this"
            )
            desk.store.record([problem], stage=STAGE, now=desk.clock())
            desk.store.give_up(STAGE, item.key)
            return False
        desk.store.solved(STAGE, ABOUT)
        async with held("stories"):
            after = desk.store.story_input(item.key)
            if _names(after.articles) != _names(given.articles) or _number(after.previous) != _number(given.previous):
                return False  # the story has changed meanwhile, and its new page has asked anew
            if not made.asked:
                desk.store.give_up(STAGE, item.key)
                return False
            return desk.publish(
                item.key,
                after,
                Composed(made.page, made.held),
                f"{'headings' if isinstance(self.rewriter, Headings) else 'written'} by {self.models.model}",
                stage=STAGE,
                seen=made.seen,
            )

    async def _asked(self, desk: Desk, story: str, given: StoryInput) -> Rewritten:
        told = composed(given.articles, story_id=story, previous=given.previous, options=desk.options)
        if told.page is None:
            return Rewritten(None)
        m = self.models
        return await self.rewriter.rewrite(
            told.page,
            given.articles,
            llm=self.purse.of(story, m.llm, model=m.model),
            judge=self.purse.of(story, m.judge, model=m.judge_model or m.model) if m.judge is not None else None,
            previous=given.previous,
            seen=desk.store.shown(story),
        )

    def _failed(self, desk: Desk, item: Work, exc: LLMError) -> None:
        problem = Problem(ABOUT, str(exc), "stories are written by the extractive writer meanwhile", retry=True)
        if item.attempts + 1 >= TRIES:
            desk.store.give_up(STAGE, item.key)
            desk.store.record([problem], stage=STAGE, now=desk.clock())
            return
        wait_s = min(RETRY_S[0] * 2**item.attempts, RETRY_S[1])
        desk.store.retry(item, due=desk.clock() + timedelta(seconds=wait_s), problem=problem, now=desk.clock())


def _names(articles: Sequence[Article]) -> list[tuple[str, int]]:
    return [(article.id, article.version) for article in articles]


def _number(page: StoryPage | None) -> int:
    return 0 if page is None else page.revision
