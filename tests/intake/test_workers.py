"""Worker processes: what a job may cost, and that a job which costs more costs nobody else."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator

import pytest

from newsloom.errors import ExtractionError, ParseError
from newsloom.intake.workers import GIVES_WAY, Pool
from newsloom.testing import rss


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool(1, cpu_s=1.0, wall_s=15.0, memory_mb=400)
    yield made
    made.close()


def ask(pool: Pool, function: str, *args: object) -> object:
    return asyncio.run(pool.call(function, *args, about="job"))


def test_a_job_gives_what_the_function_gives(pool: Pool) -> None:
    assert ask(pool, "os.path:join", "a", "b") == "a/b"
    found = asyncio.run(pool.parse(rss({"title": "Quay"}).encode(), url="http://h.example/"))
    assert found.entries[0].title == "Quay"


def test_a_worker_gives_way_to_what_readers_wait_for(pool: Pool) -> None:
    assert ask(pool, "os:nice", 0) == min(os.nice(0) + GIVES_WAY, 19)


def test_errors_of_ours_come_back_as_they_are_and_others_become_ours(pool: Pool) -> None:
    with pytest.raises(ParseError, match="is empty"):
        asyncio.run(pool.parse(b"", url="http://h.example/"))
    with pytest.raises(ExtractionError, match="cannot be read"):
        ask(pool, "json:loads", "{")


@pytest.mark.parametrize(
    ("function", "argument", "reason"),
    [
        ("re:compile", "", "works"),
        ("builtins:pow", None, "computing|longer than 15 s"),  # the latter first where others want the cores
        ("time:sleep", 60, "longer than 15 s"),
        ("os:abort", None, "crash"),
        ("os:_exit", 3, "crash"),
        ("builtins:bytearray", 2_000_000_000, "memory"),
    ],
)
def test_a_job_beyond_its_bounds_is_stopped_and_the_next_one_is_done(
    pool: Pool, function: str, argument: object, reason: str
) -> None:
    began = time.monotonic()
    if reason == "works":
        assert ask(pool, "os.path:join", "a", "b") == "a/b"
        return
    arguments: tuple[object, ...] = () if argument is None else (argument,)
    if function == "builtins:pow":
        arguments = (7, 10**9)  # minutes of computing in C, where no signal handler of Python runs
    with pytest.raises(ExtractionError, match=reason):
        ask(pool, function, *arguments)
    assert time.monotonic() - began < 40
    assert ask(pool, "os.path:join", "a", "b") == "a/b"


def test_what_a_job_prints_does_not_come_between_the_answers(pool: Pool) -> None:
    assert ask(pool, "builtins:print", "x" * 100_000) is None
    assert ask(pool, "os.path:join", "a", "b") == "a/b"


def test_a_closed_pool_says_so(pool: Pool) -> None:
    pool.close()
    pool.close()
    with pytest.raises((ExtractionError, RuntimeError)):
        ask(pool, "os.path:join", "a", "b")
