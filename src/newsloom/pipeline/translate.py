"""Stories in the reader's language, by the language model: asked for when a page is finished, kept, and read back. I/O: the store, the LLM.

What is kept is the model's answer, under the very words of the page and the language: a page that changes is asked about anew, one that
stays is never paid for twice. What of the answer holds is decided when it is read, by the rules of that day.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from newsloom.errors import LLMError
from newsloom.model import StoryPage
from newsloom.pipeline.purse import Purse, kept_as
from newsloom.ports import LLM
from newsloom.store import Store

if TYPE_CHECKING:
    from newsloom.writing.translation import Translated

STORIES = 60  # of the front page and the newest, which are looked at
FRONT = timedelta(days=3)
NONE = "0"  # the name of an answer does not depend on the delimiter
REST = timedelta(hours=6)  # before a page is asked about again whose answer could not be read


class Translator:
    """Translates pages into one language.

    Args:
        to: ISO 639-1 code. delimiter: makes an unguessable delimiter for each request.
    """

    def __init__(
        self,
        purse: Purse,
        llm: LLM,
        model: str,
        to: str,
        *,
        concurrency: int = 1,
        delimiter: Callable[[], str] = lambda: secrets.token_hex(4),
    ) -> None:
        self.purse, self.llm, self.model, self.to = purse, llm, model, to
        self.concurrency = concurrency
        self.delimiter = delimiter
        self._failed: dict[str, datetime] = {}

    def foreign(self, page: StoryPage) -> bool:
        return page.language is not None and page.language != self.to

    def page(self, page: StoryPage) -> Translated | None:
        """The page as it was translated; None if it was not, or if too little of that holds."""
        from newsloom.writing import translation  # lazy: the stages

        if not self.foreign(page):
            return None
        asked = translation.request(page, self.to, delimiter=NONE)
        answer = self.purse.store.answer(kept_as(self.model, asked))
        return None if answer is None else translation.accept(answer, page, self.to, model=self.model)

    def has(self, page: StoryPage) -> bool:
        """Whether there is an answer for the page, whatever of it holds."""
        from newsloom.writing import translation  # lazy: the stages

        if not self.foreign(page):
            return False
        asked = translation.request(page, self.to, delimiter=NONE)
        return self.purse.store.answer(kept_as(self.model, asked)) is not None

    async def run(self, store: Store, *, but: Collection[str] = ()) -> int:
        """Translate the pages of the front and the newest stories that are not yet. Returns how many answers came.

        Args:
            but: stories whose pages are about to change.

        Raises:
            LLMError: the model could not be asked, or the budget is spent: the rest waits.
        """
        since = self.purse.clock() - FRONT
        cards = [*store.front_cards(since=since, limit=STORIES), *store.cards(limit=STORIES)]
        stories = [card.id for card in sorted(cards, key=lambda card: (-card.voices, card.id)) if card.id not in but]
        pages = store.pages(list(dict.fromkeys(stories))[:STORIES])
        waiting = [pages[story] for story in dict.fromkeys(stories) if story in pages and self._waits(pages[story])]
        done = 0
        while waiting:
            now, waiting = waiting[: self.concurrency], waiting[self.concurrency :]
            results = await asyncio.gather(*(self._one(page) for page in now), return_exceptions=True)
            done += sum(result is None for result in results)
            for result in results:
                if isinstance(result, BaseException):
                    raise result
        return done

    def _waits(self, page: StoryPage) -> bool:
        from newsloom.writing import translation  # lazy: the stages

        if not self.foreign(page):
            return False
        failed = self._failed.get(kept_as(self.model, translation.request(page, self.to, delimiter=NONE)))
        rests = failed is not None and self.purse.clock() < failed + REST
        return not rests and not self.has(page)

    async def _one(self, page: StoryPage) -> None:
        from newsloom.writing import translation  # lazy: the stages

        asked = translation.request(page, self.to, delimiter=self.delimiter())
        self._failed[kept_as(self.model, asked)] = self.purse.clock()  # an answer that can be read is kept, and asked for first
        try:
            await self.purse.of(page.id, self.llm, model=self.model).complete(asked)
        except LLMError:
            del self._failed[kept_as(self.model, asked)]
            raise
        self.purse.store.shown_anew()
