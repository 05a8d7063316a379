"""What the commands share: where results go, progress on standard error, and how a skipped line is told."""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import typer

from newsloom.errors import InputError, UnreadableFile
from newsloom.model import Progress

STDIO = "-"


class Report:
    """Tells of progress and trouble on standard error, and keeps the exit code."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.skipped = 0
        self._bar: Any = None
        self._task: Any = None
        self._stage = ""

    def skip(self, problem: object) -> None:
        """One input was passed over: say which and why; the command will end with 1."""
        self.skipped += 1
        self._print(f"newsloom: skipped {problem}")

    def warn(self, text: object) -> None:
        """Something a user should know that stops nothing."""
        self._print(f"newsloom: {text}")

    def say(self, text: str) -> None:
        """A closing sentence; silent with --quiet."""
        if not self.quiet:
            self._print(text)

    def _print(self, text: str) -> None:
        if self._bar is not None:
            self._bar.console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            typer.echo(text, err=True)

    def progress(self, step: Progress) -> None:
        """Move the bar, if there is one."""
        if self._bar is None:
            return
        if step.stage != self._stage:
            if self._task is not None:
                self._bar.update(self._task, visible=False)
            self._task, self._stage = self._bar.add_task(step.stage, total=step.total), step.stage
        self._bar.update(self._task, completed=step.done, total=step.total, note=step.note)

    @contextlib.contextmanager
    def bar(self) -> Iterator[None]:
        """Show a bar meanwhile, on a terminal and unless --quiet."""
        if self.quiet or not sys.stderr.isatty():
            yield
            return
        from rich.console import Console  # lazy: a quarter of a typer start
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Bar(*columns, TextColumn("{task.fields[note]}"), console=Console(stderr=True), transient=True) as shown:
            self._bar = _WithNote(shown)
            try:
                yield
            finally:
                self._bar = None
                self._task = None
                self._stage = ""

    def done(self) -> None:
        """End the command with 1 if anything was skipped."""
        if self.skipped:
            raise typer.Exit(1)


class _WithNote:
    """A rich bar whose tasks always have the field `note`."""

    def __init__(self, bar: Any) -> None:
        self._bar = bar
        self.console = bar.console

    def add_task(self, description: str, *, total: int | None) -> Any:
        return self._bar.add_task(description, total=total, note="")

    def update(self, task: Any, **fields: Any) -> None:
        self._bar.update(task, **fields)


@contextlib.contextmanager
def reading(name: str) -> Iterator[BinaryIO]:
    """The bytes of a file, or of standard input for `-`, in UTF-8.

    Raises:
        UnreadableFile: when there is no such file, or it may not be read.
    """
    if name == STDIO:
        yield _as_utf8(sys.stdin.buffer)
        return
    path = Path(name)
    if path.is_dir():
        raise UnreadableFile(name, "is a folder", remedy="name a file of JSON lines")
    try:
        stream = path.open("rb")
    except OSError as exc:
        remedy = "check the name" if isinstance(exc, FileNotFoundError) else "check its permissions"
        raise UnreadableFile(name, (exc.strerror or str(exc)).lower(), remedy=remedy) from exc
    with stream:
        yield _as_utf8(stream)


def _as_utf8(stream: BinaryIO) -> BinaryIO:
    """The stream itself, or what it says in UTF-8 where its first bytes say that it is UTF-16, as PowerShell writes."""
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    if isinstance(stream, io.BufferedReader) and stream.peek(2)[:2] in marks:
        return cast("BinaryIO", codecs.EncodedFile(stream, "utf-8", "utf-16", errors="replace"))
    return stream


@contextlib.contextmanager
def writing(name: str) -> Iterator[IO[str]]:
    """A text file to write results to, or standard output for `-`.

    A regular file appears whole or not at all: it is written beside its place and moved there at the end, so that
    a stopped command leaves the old one, and input and output may be the same file.

    Raises:
        InputError: when the file cannot be written.
    """
    if name == STDIO:
        yield sys.stdout
        sys.stdout.flush()
        return
    path = Path(name)
    try:
        if path.exists() and not path.is_file():  # a device or a named pipe
            with path.open("w", encoding="utf-8") as stream:
                yield stream
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as exc:
        raise InputError(name, f"cannot be written: {exc.strerror or exc}") from exc
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass", newline="\n") as stream:
            yield stream
        umask = os.umask(0)
        os.umask(umask)
        Path(beside).chmod(0o666 & ~umask)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def size_of(name: str) -> int | None:
    """Bytes of a regular file, for a bar; None for anything else."""
    path = Path(name)
    return path.stat().st_size if name != STDIO and path.is_file() else None


def table(rows: Sequence[tuple[str, ...]], head: tuple[str, ...]) -> str:
    """Columns of plain text; the last column is not padded."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in [head, *rows]]
    return "\n".join(lines)
