"""Parse and extract in other processes, each of which may be killed: whatever a page does, it costs only itself.

A job has a bound of computing time, of time on the clock and of memory. A worker that crosses one is stopped, the job fails with
a reason, and the next job gets a fresh worker. Workers start when they are first needed and live for many jobs, because loading
trafilatura costs as much as ten pages. I/O: pipes to the workers, nothing else.

The pool belongs to no event loop and may be used from several threads.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import os
import pickle
import queue
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

from newsloom.errors import ExtractionError, NewsloomError, ParseError, UnreadableFile
from newsloom.model import Article, Extracted, ParsedFeed, Problem

CPU_S = 15.0  # computing time of one job: 100 times a large page
MEMORY_MB = 1536  # address space of one worker; a page of 10 MB takes about 500
JOBS = 1000  # of one worker; caches of the parsers grow, so it is then replaced
GIVES_WAY = 5  # niceness of a worker: what readers of the site wait for comes first, where both want the same core
_LENGTH = struct.Struct(">I")

T = TypeVar("T")


class Stopped(Exception):
    """A worker crossed a bound or died; the reason is for the user."""


class Pool:
    """Killable worker processes for parsing and extraction.

    Args:
        processes: how many at most; 0 means one a core.
        cpu_s: computing time of one job.
        wall_s: time of one job on the clock; None means ten times `cpu_s`, for machines that are busy.
        memory_mb: address space of one worker.
    """

    def __init__(
        self,
        processes: int = 0,
        *,
        cpu_s: float = CPU_S,
        wall_s: float | None = None,
        memory_mb: int = MEMORY_MB,
        jobs: int = JOBS,
    ) -> None:
        self.processes = processes or _cores()
        self._cpu_s = cpu_s
        self._wall_s = wall_s if wall_s is not None else 10 * cpu_s
        self._memory_mb = memory_mb
        self._jobs = jobs
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._all: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._threads = ThreadPoolExecutor(max_workers=self.processes, thread_name_prefix="newsloom-worker")

    async def parse(self, body: bytes, *, url: str, content_type: str | None = None) -> ParsedFeed:
        """As `feeds.parse`.

        Raises:
            ParseError: when it is no feed, or took more than it may.
        """
        found = await self.call(
            "newsloom.intake.feeds:parse", body, about=url, error=ParseError, url=url, content_type=content_type
        )
        return cast(ParsedFeed, found)

    async def extract(self, html: bytes, *, url: str | None, content_type: str | None = None) -> Extracted:
        """As `extract.extract`.

        Raises:
            ExtractionError: when the page has no article, or took more than it may.
        """
        about = url or "page"
        function = "newsloom.intake.extract:extract"
        return cast(
            Extracted, await self.call(function, html, about=about, error=ExtractionError, url=url, content_type=content_type)
        )

    async def read(self, path: Path) -> list[Article | Problem]:
        """As `files.read_file`.

        Raises:
            UnreadableFile: when reading it took more than it may.
        """
        found = await self.call("newsloom.intake.files:read_file", str(path), about=str(path), error=UnreadableFile)
        return cast("list[Article | Problem]", found)

    async def call(
        self, function: str, *args: Any, about: str = "", error: type[NewsloomError] = ExtractionError, **named: Any
    ) -> Any:
        """Call `module:function` in a worker; arguments and result are pickled.

        Raises:
            NewsloomError: what the function raised of its own, else `error` when it was stopped or failed.
        """
        job = partial(self._run, function, args, named, about, error)
        return await asyncio.get_running_loop().run_in_executor(self._threads, job)

    def close(self) -> None:
        """Stop all workers, those at work included. May be called twice."""
        with self._lock:
            self._closed = True
            workers = list(self._all)
        for worker in workers:
            worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in workers:
            worker.kill()

    async def __aenter__(self) -> Pool:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------------------------------------ in a thread

    def _run(self, function: str, args: tuple[Any, ...], named: dict[str, Any], about: str, error: type[NewsloomError]) -> Any:
        worker = self._take()
        try:
            outcome = worker.ask((function, args, named), wall_s=self._wall_s, cpu_s=self._cpu_s, memory_mb=self._memory_mb)
        except Stopped as exc:
            self._drop(worker)
            raise error(about, str(exc), remedy="it is passed over") from exc
        except BaseException:
            self._drop(worker)
            raise
        if worker.jobs >= self._jobs:
            self._drop(worker)
        else:
            self._idle.put(worker)
        if isinstance(outcome, NewsloomError):
            raise outcome
        if isinstance(outcome, _Failed):
            raise error(about, outcome.reason)
        return outcome

    def _take(self) -> _Worker:
        with contextlib.suppress(queue.Empty):
            while True:
                worker = self._idle.get_nowait()
                if worker.alive:
                    return worker
                self._drop(worker)
        with self._lock:
            if self._closed:
                raise Stopped("Newsloom is stopping")
            worker = _Worker(self._memory_mb)
            self._all.add(worker)
        return worker

    def _drop(self, worker: _Worker) -> None:
        worker.kill()
        with self._lock:
            self._all.discard(worker)


class _Failed:
    """What a function raised that is not of our tree: most often a bug of a parser, met on odd input."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


class _Worker:
    """One process and the pipes to it."""

    def __init__(self, memory_mb: int) -> None:
        code = f"import sys; sys.path[:] = {sys.path!r}; from newsloom.intake.workers import serve; serve({memory_mb})"
        self._process = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        )
        self.jobs = 0

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()

    def ask(self, job: Any, *, wall_s: float, cpu_s: float, memory_mb: int) -> Any:
        """Raises Stopped when there is no answer."""
        self.jobs += 1
        sent = pickle.dumps((cpu_s, job), protocol=pickle.HIGHEST_PROTOCOL)
        until = time.monotonic() + wall_s
        try:
            self._send(_LENGTH.pack(len(sent)) + sent, until)
            (length,) = _LENGTH.unpack(self._receive(_LENGTH.size, until))
            return pickle.loads(self._receive(length, until))
        except (TimeoutError, OSError, EOFError, ValueError) as exc:
            self._process.kill()
            code = self._process.wait()
            raise Stopped(_why(exc, code, cpu_s=cpu_s, wall_s=wall_s, memory_mb=memory_mb)) from exc

    def _send(self, content: bytes, until: float) -> None:
        assert self._process.stdin is not None
        pipe = self._process.stdin.fileno()
        os.set_blocking(pipe, False)
        left = memoryview(content)
        while left:
            _wait(pipe, until, writing=True)
            with contextlib.suppress(BlockingIOError):
                left = left[os.write(pipe, left[: 1 << 20]) :]

    def _receive(self, length: int, until: float) -> bytes:
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        content = bytearray()
        while len(content) < length:
            _wait(pipe, until, writing=False)
            part = os.read(pipe, min(length - len(content), 1 << 20))
            if not part:
                raise EOFError
            content += part
        return bytes(content)


def _wait(pipe: int, until: float, *, writing: bool) -> None:
    poll = select.poll()
    poll.register(pipe, select.POLLOUT if writing else select.POLLIN)
    if not poll.poll(max(until - time.monotonic(), 0) * 1000):
        raise TimeoutError


def _why(exc: BaseException, code: int, *, cpu_s: float, wall_s: float, memory_mb: int) -> str:
    import signal

    if isinstance(exc, TimeoutError):
        return f"took longer than {wall_s:g} s and was stopped"
    if code == -signal.SIGPROF:
        return f"took more than {cpu_s:g} s of computing and was stopped"
    if code == _OUT_OF_MEMORY:
        return f"needed more than {memory_mb} MB of memory and was stopped"
    return "made its parser crash"


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        return os.cpu_count() or 1


# ---------------------------------------------------------------------------------------------- in the worker

_OUT_OF_MEMORY = 77


def serve(memory_mb: int) -> None:
    """Answer jobs from standard input until it closes. Runs in a process of its own."""
    import resource
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program that started us
    os.nice(GIVES_WAY)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # which ends the process, in whatever C code it is
    for name, bound in (("RLIMIT_AS", memory_mb * 1_000_000), ("RLIMIT_CORE", 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (bound, bound))
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what a library prints must not come between the answers
    jobs = os.fdopen(os.dup(0), "rb", buffering=1 << 16)
    functions: dict[str, Callable[..., Any]] = {}
    while (head := jobs.read(_LENGTH.size)) and len(head) == _LENGTH.size:
        cpu_s, (name, args, named) = pickle.loads(jobs.read(_LENGTH.unpack(head)[0]))
        if name not in functions:
            module, _, function = name.partition(":")
            functions[name] = getattr(importlib.import_module(module), function)  # loading does not count as computing
        signal.setitimer(signal.ITIMER_PROF, cpu_s)
        outcome = _outcome(functions[name], args, named)
        signal.setitimer(signal.ITIMER_PROF, 0)
        _write(answers, outcome)


def _outcome(function: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]) -> bytes:
    try:
        outcome: Any = function(*args, **named)
    except NewsloomError as exc:
        outcome = exc
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except RecursionError:
        outcome = _Failed("is nested beyond reason")
    except Exception as exc:  # parsers of the open web fail in a hundred ways; this one input did it
        outcome = _Failed(f"cannot be read ({type(exc).__name__})")
    try:
        return pickle.dumps(outcome, protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)


def _write(answers: BinaryIO, content: bytes) -> None:
    left = memoryview(_LENGTH.pack(len(content)) + content)
    while left:
        left = left[answers.write(left) :]
