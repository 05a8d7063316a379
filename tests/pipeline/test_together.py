"""What several polls bring is written at once, and what cannot be written costs only itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from newsloom.errors import StoreError
from newsloom.pipeline.together import Together


class Book:
    """Writes numbers, all or none; refuses zero, and everything while it is full."""

    def __init__(self, *, full: bool = False) -> None:
        self.written: list[list[int]] = []
        self.tries = 0
        self.full = full

    def write(self, numbers: Sequence[int]) -> list[str]:
        self.tries += 1
        if self.full:
            raise StoreError("book", "the disk is full")
        if 0 in numbers:
            raise ValueError("zero")
        self.written.append(list(numbers))
        return [f"wrote {number}" for number in numbers]


def outcomes(book: Book, *numbers: int) -> list[object]:
    async def all_at_once() -> list[object]:
        together = Together(book.write)
        return await asyncio.gather(*(together.done(number) for number in numbers), return_exceptions=True)

    return asyncio.run(all_at_once())


def test_what_comes_in_the_same_moment_is_written_at_once_and_each_is_told_its_own() -> None:
    book = Book()
    assert outcomes(book, 1, 2, 3) == ["wrote 1", "wrote 2", "wrote 3"]
    assert book.written == [[1, 2, 3]]


def test_what_cannot_be_written_costs_only_itself() -> None:
    book = Book()
    first, poison, last = outcomes(book, 1, 0, 3)
    assert (first, last) == ("wrote 1", "wrote 3") and isinstance(poison, ValueError)
    assert book.written == [[1], [3]]


def test_a_full_disk_is_tried_once_for_all() -> None:
    book = Book(full=True)
    assert all(isinstance(outcome, StoreError) for outcome in outcomes(book, 1, 2, 3))
    assert book.tries == 1


def test_what_comes_later_in_the_same_turn_is_written_with_the_first_and_what_comes_in_the_next_is_not() -> None:
    book = Book()

    async def turns() -> None:
        together = Together(book.write, within_s=0.0)
        first = [asyncio.create_task(together.done(number)) for number in (1, 2)]
        await asyncio.gather(*first)
        await together.done(3)

    asyncio.run(turns())
    assert book.written == [[1, 2], [3]]
