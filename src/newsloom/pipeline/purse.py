"""A language model with a purse: answers kept so that none is paid for twice, a ledger, and limits that hold. I/O: the LLM and the store."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from newsloom.errors import BudgetSpent, LLMError
from newsloom.ports import LLM, Clock, Completion, Prompt
from newsloom.store import Spent, Store

UNIT = 1_000_000  # of money in the ledger, and the tokens that a price is for
ROOM = (1_000, 500)  # tokens read and written of the smallest request for a story: with less left, nothing is written any more


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be spent; 0 lifts a limit. Money is in the currency that the prices are in."""

    tokens_a_day: int = 0
    tokens_a_month: int = 0
    money_a_day: float = 0.0
    money_a_month: float = 0.0
    price_in: float = 0.0  #: of a million tokens read
    price_out: float = 0.0  #: of a million tokens written

    def cost(self, tokens_in: int, tokens_out: int) -> int:
        """In millionths."""
        return round(tokens_in * self.price_in + tokens_out * self.price_out)


@dataclass(frozen=True, slots=True)
class Budget:
    """What is spent, as a reader sees it."""

    day: Spent
    month: Spent
    limits: Limits

    def reached(self, tokens: int = sum(ROOM), cost: int | None = None) -> str:
        """Which limit so much more would break, "" if none: "today", "this month". By default, the least that a story takes."""
        many = self.limits
        cost = many.cost(*ROOM) if cost is None else cost
        for what, spent, most_tokens, most_money in (
            ("today", self.day, many.tokens_a_day, many.money_a_day),
            ("this month", self.month, many.tokens_a_month, many.money_a_month),
        ):
            if most_tokens and spent.tokens + tokens > most_tokens:
                return what
            if most_money and spent.cost + cost > most_money * UNIT:
                return what
        return ""

    def rows(self) -> list[dict[str, Any]]:
        """Each limit with what is spent of it; `most` is 0 where there is none, `whole` whether it counts tokens and not money."""
        many = self.limits
        return [
            {"name": name, "spent": spent, "most": most, "whole": isinstance(spent, int)}
            for name, spent, most in (
                ("tokens today", self.day.tokens, many.tokens_a_day),
                ("tokens this month", self.month.tokens, many.tokens_a_month),
                ("money today", self.day.cost / UNIT, many.money_a_day),
                ("money this month", self.month.cost / UNIT, many.money_a_month),
            )
        ]


def ledger(store: Store, *, since: datetime, limit: int) -> dict[str, Any]:
    """What was spent from this time on: in all, and by story, model and prompt version, the dearest first."""
    total = store.spent(since=since)
    lines = [
        {
            "story": line.story,
            "model": line.model,
            "prompt": line.prompt,
            "calls": line.spent.calls,
            "tokens": line.spent.tokens,
            "cost": line.spent.cost / UNIT,
        }
        for line in store.ledger(since=since, limit=limit)
    ]
    return {"calls": total.calls, "tokens": total.tokens, "cost": total.cost / UNIT, "lines": lines}


def kept_as(model: str, prompt: Prompt) -> str:
    """The name under which the answer of a model to a request is kept; "" if it is not to be kept."""
    return hashlib.sha256(f"{model}\x1f{prompt.version}\x1f{prompt.key}".encode()).hexdigest() if prompt.key else ""


class Purse:
    """Pays for completions. Days and months begin at midnight UTC."""

    def __init__(self, store: Store, clock: Clock, limits: Limits) -> None:
        self.store = store
        self.clock = clock
        self.limits = limits
        self.asking: dict[str, asyncio.Event] = {}  #: set once the answer under this name is there, or none came

    def of(self, story: str, llm: LLM, *, model: str) -> LLM:
        """The model, for one story: what it costs is put down to that story."""
        return _Paid(self, llm, story, model)

    def budget(self) -> Budget:
        now = self.clock()
        day = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return Budget(self.store.spent(since=day), self.store.spent(since=day.replace(day=1)), self.limits)

    def ask(self, tokens: int = sum(ROOM), cost: int | None = None) -> None:
        """Raises BudgetSpent when so much more might break a limit. Calls on their way count with what they may cost at most."""
        what = self.budget().reached(tokens, cost)
        if what:
            until = self._until(what)
            raise BudgetSpent(
                "language model",
                f"the budget of {what} is spent",
                until=until,
                remedy="stories are written by the extractive writer until then; the limits are settings",
            )

    def _until(self, what: str) -> datetime:
        day = self.clock().replace(hour=0, minute=0, second=0, microsecond=0)
        if what == "today":
            return day + timedelta(days=1)
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


class _Paid:
    """One story's model."""

    def __init__(self, purse: Purse, llm: LLM, story: str, model: str) -> None:
        self.purse, self.llm, self.story, self.model = purse, llm, story, model

    async def complete(self, prompt: Prompt) -> Completion:
        key = kept_as(self.model, prompt)
        asking = self.purse.asking
        while key in asking:  # another story of the same evidence
            await asking[key].wait()
        if key and (kept := self.purse.store.answer(key)) is not None:
            return Completion(kept, self.model, 0, 0)
        if not key:
            return await self._bought(prompt, key)
        asking[key] = asyncio.Event()
        try:
            return await self._bought(prompt, key)
        finally:
            asking.pop(key).set()

    async def _bought(self, prompt: Prompt, key: str) -> Completion:
        from newsloom.writing import answer as answers  # lazy: the stages

        number = self._put_aside(prompt)
        try:
            answer = await self.llm.complete(prompt)
        except LLMError as exc:
            self._settle(number, exc.tokens, 0, outcome=exc.reason)
            raise
        usable = answers.parse(answer.text) is not None
        outcome = "" if usable else "the answer is no JSON"
        kept_under = key if usable else ""
        self._settle(number, answer.tokens_in, answer.tokens_out, outcome=outcome, key=kept_under, answer=answer.text)
        return answer

    def _put_aside(self, prompt: Prompt) -> int:
        """Put the call down at what it may cost at most. Raises BudgetSpent where that may not be spent."""
        purse = self.purse
        tokens_in = (len(prompt.system) + len(prompt.user)) // 3
        cost = purse.limits.cost(tokens_in, prompt.max_tokens)
        return purse.store.put_aside(
            story=self.story,
            model=self.model,
            prompt=prompt.version,
            tokens_in=tokens_in,
            tokens_out=prompt.max_tokens,
            cost=cost,
            now=purse.clock(),
            allowed=lambda: purse.ask(tokens_in + prompt.max_tokens, cost),
        )

    def _settle(self, number: int, tokens_in: int, tokens_out: int, *, outcome: str, key: str = "", answer: str = "") -> None:
        purse = self.purse
        purse.store.settle(
            number,
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            cost=purse.limits.cost(tokens_in, tokens_out),
            outcome=outcome,
            key=key,
            answer=answer,
            now=purse.clock(),
        )
