"""Stories that the grouping holds for possibly related: one event or two? Asked of the language model, twice, in both orders.

Only where it says "the same" both times are two stories merged, as a change that the log names and anybody may undo; a person's
word that they are apart stands. It can merge nothing that the grouping does not hold for possible. I/O: the store, the LLM.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from newsloom.errors import CorrectionError, NewsloomError
from newsloom.model import Article
from newsloom.pipeline.correct import Corrections
from newsloom.pipeline.group import Desk
from newsloom.pipeline.purse import Purse
from newsloom.ports import LLM

STORIES, PAIRS = 60, 12  # looked at, and asked about at a time
SINCE = timedelta(days=3)
REPORTS = 3  # of each story, its first: they stay when it grows, and so does the answer


@dataclass(frozen=True, slots=True)
class Pair:
    """Two stories, each by its first reports."""

    first: str
    second: str
    mine: tuple[Article, ...]
    theirs: tuple[Article, ...]


class GreyZone:
    """Asks about possibly related stories."""

    def __init__(
        self, purse: Purse, llm: LLM, model: str, *, delimiter: Callable[[], str] = lambda: secrets.token_hex(4)
    ) -> None:
        self.purse, self.llm, self.model = purse, llm, model
        self.delimiter = delimiter

    def pairs(self, desk: Desk) -> list[Pair]:
        """What there is to ask about, the most likely first. The caller holds the `stories` lock."""
        store, grouper = desk.store, desk.grouper()
        cards = [*store.front_cards(since=desk.clock() - SINCE, limit=STORIES), *store.cards(limit=STORIES)]
        scores: dict[tuple[str, str], float] = {}
        for story in dict.fromkeys(card.id for card in cards):
            try:
                related = grouper.related(story)
            except NewsloomError:  # it left the window
                continue
            for one in related:
                if one.relation == "possibly related":
                    names = (min(story, one.other), max(story, one.other))
                    scores[names] = max(one.score, scores.get(names, 0.0))
        found = []
        for first, second in sorted(scores, key=lambda names: (-scores[names], names))[:PAIRS]:
            mine, theirs = self._reports(desk, first), self._reports(desk, second)
            if mine and theirs:
                found.append(Pair(first, second, mine, theirs))
        return found

    def _reports(self, desk: Desk, story: str) -> tuple[Article, ...]:
        """The first reports of a story; () if any of them gives orders."""
        from newsloom.writing import hostile  # lazy: the stages

        names = desk.store.articles_of(story)[:REPORTS]
        articles = desk.store.articles(names)
        told = tuple(articles[name] for name in names if name in articles)
        orders = any(hostile.commands(a.title) or hostile.near_orders(a.text, 0, min(len(a.text), 300)) for a in told)
        return () if orders else told

    async def same(self, pair: Pair) -> bool:
        """Whether the model holds the two for one event, asked in both orders.

        Raises:
            LLMError: the model could not be asked, or the budget is spent.
        """
        return await self._asked(pair.first, pair.mine, pair.theirs) and await self._asked(pair.first, pair.theirs, pair.mine)

    async def _asked(self, story: str, a: Sequence[Article], b: Sequence[Article]) -> bool:
        from newsloom.writing import answer as answers  # lazy: the stages
        from newsloom.writing import prompt

        llm = self.purse.of(story, self.llm, model=self.model)
        answer = await llm.complete(prompt.same_event(a, b, delimiter=self.delimiter()))
        return (answers.parse(answer.text) or {}).get("same") is True

    def merge(self, desk: Desk, pair: Pair) -> bool:
        """Merge the two, unless somebody said that they are apart or one is gone. The caller holds the `stories` lock."""
        try:
            into, story = (pair.first, pair.second) if len(pair.mine) >= len(pair.theirs) else (pair.second, pair.first)
            Corrections(desk).merge(story, into, judged_by=self.model)
        except (CorrectionError, NewsloomError):
            return False
        return True
