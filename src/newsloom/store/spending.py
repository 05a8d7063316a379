"""What language models answered, what they were shown of each story, and what that cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update

from newsloom.store import tables as t
from newsloom.store.base import Base

UNHEARD = "asked, and no answer was put down"


@dataclass(frozen=True, slots=True)
class Spent:
    """A sum of the ledger."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: int = 0  #: millionths of the currency the prices are in

    @property
    def tokens(self) -> int:
        return self.tokens_in + self.tokens_out


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What one story, model and prompt version cost together."""

    story: str
    model: str
    prompt: str
    spent: Spent


class Spending(Base):
    """Answers of models, and the ledger."""

    def answer(self, key: str) -> str | None:
        """The answer kept under this key; None if there is none."""
        with self.database.reading() as connection:
            found = connection.execute(select(t.llm_answers.c.answer).where(t.llm_answers.c.key == key)).scalar()
        return None if found is None else str(found)

    def put_aside(
        self,
        *,
        story: str,
        model: str,
        prompt: str,
        tokens_in: int,
        tokens_out: int,
        cost: int,
        now: datetime,
        allowed: Callable[[], None] = lambda: None,
    ) -> int:
        """Put a call into the ledger before it is made, at what it may cost at most; whoever is stopped before its answer is put down
        has paid for it all the same.

        Args:
            allowed: raises where so much may not be spent; asked in the same transaction, so that no other process spends it meanwhile.

        Returns: the number by which `settle` knows it.
        """
        row = {"at": now, "story": story, "model": model, "prompt": prompt, "tokens_in": tokens_in, "tokens_out": tokens_out,
               "cost": cost, "outcome": UNHEARD}  # fmt: skip
        with self.database.writing() as connection:
            allowed()
            made = connection.execute(t.llm_ledger.insert().returning(t.llm_ledger.c.seq), row).scalar_one()
        return int(made)

    def settle(
        self,
        number: int,
        *,
        tokens_in: int,
        tokens_out: int,
        cost: int,
        outcome: str = "",
        key: str = "",
        answer: str = "",
        now: datetime,
    ) -> None:
        """Put down what a call did cost and, with a key, its answer beside it, in one transaction. What cost nothing leaves the ledger."""
        c = t.llm_ledger.c
        with self.database.writing() as connection:
            if outcome and not tokens_in and not tokens_out:
                connection.execute(delete(t.llm_ledger).where(c.seq == number))
                return
            values = {"tokens_in": tokens_in, "tokens_out": tokens_out, "cost": cost, "outcome": outcome}
            row = connection.execute(
                update(t.llm_ledger).where(c.seq == number).values(values).returning(c.story, c.model, c.prompt)
            ).first()
            if key and row is not None:
                kept = {"key": key, "story": row.story, "model": row.model, "prompt": row.prompt, "answer": answer, "at": now}
                self.upsert(connection, t.llm_answers, [kept])

    def shown_anew(self) -> None:
        """Let readers' pages be made anew: what they show beside the stories has changed."""
        with self.database.writing() as connection:
            self._touch(connection)

    def shown(self, story: str) -> tuple[str, ...]:
        """Hashes of the evidence that requests for this story have shown."""
        with self.database.reading() as connection:
            found = connection.execute(select(t.llm_shown.c.hashes).where(t.llm_shown.c.story == story)).scalar()
        return tuple(found or ())

    def shown_at(self, story: str) -> datetime | None:
        """When a model was last asked about this story; None: never."""
        with self.database.reading() as connection:
            found = connection.execute(select(t.llm_shown.c.at).where(t.llm_shown.c.story == story)).first()
        return None if found is None else found.at

    def spent(self, *, since: datetime, story: str | None = None) -> Spent:
        """What was spent from this time on."""
        c = t.llm_ledger.c
        query = select(func.count(), func.sum(c.tokens_in), func.sum(c.tokens_out), func.sum(c.cost)).where(c.at >= since)
        with self.database.reading() as connection:
            row = connection.execute(query if story is None else query.where(c.story == story)).one()
        return Spent(*(int(value or 0) for value in row))

    def ledger(self, *, since: datetime, limit: int = 100) -> list[LedgerLine]:
        """What each story, model and prompt version cost from this time on, the dearest first."""
        c = t.llm_ledger.c
        total = func.sum(c.tokens_in + c.tokens_out)
        query = (
            select(c.story, c.model, c.prompt, func.count(), func.sum(c.tokens_in), func.sum(c.tokens_out), func.sum(c.cost))
            .where(c.at >= since)
            .group_by(c.story, c.model, c.prompt)
            .order_by(total.desc(), c.story, c.model, c.prompt)
            .limit(limit)
        )
        with self.database.reading() as connection:
            rows: Sequence[tuple[object, ...]] = [tuple(row) for row in connection.execute(query)]
        return [
            LedgerLine(str(story), str(model), str(prompt), Spent(*(int(str(value or 0)) for value in sums)))
            for story, model, prompt, *sums in rows
        ]
