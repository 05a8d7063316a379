"""The commands that need no database: cluster, write and check, from lines (or files) to lines.

Input is taken as a stream and output leaves as one; a bad line is reported with its number, and the rest is done.
"""

from __future__ import annotations

import json
import pickle
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, BinaryIO

import typer

from newsloom.cli.console import STDIO, Report, reading, size_of, writing
from newsloom.errors import BadSetting, InputError
from newsloom.model import Article, Assignment, Progress, StoryPage

PANEL = "Without a database"


class Format(StrEnum):
    JSON = "json"
    TEXT = "text"
    MARKDOWN = "md"
    HTML = "html"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (cluster, write, check):
        app.command(rich_help_panel=PANEL)(command)


_OUTPUT = typer.Option(STDIO, "-o", "--output", metavar="FILE", help="Where the result goes; - is standard output.")
_QUIET = typer.Option(False, "-q", "--quiet", help="No progress on standard error.")


def _line(out: IO[str], row: dict[str, Any]) -> None:
    # surrogates may stand in a hostile id; as \uXXXX they stay valid JSON
    text = json.dumps(row, ensure_ascii=False)
    out.write((text if text.isprintable() or _encodable(text) else json.dumps(row)) + "\n")


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _counted(stream: BinaryIO, report: Report, stage: str, name: str) -> Iterator[bytes]:
    """The lines of the input of this name, moving the bar by their bytes; an input without any is told."""
    done, total = 0, size_of(name)
    empty = True
    for number, line in enumerate(stream, 1):
        done += len(line)
        empty = empty and not line.strip(b"\xef\xbb\xbf\r\n\t ")
        if number % 50 == 0:
            report.progress(Progress(stage, done, total, f"line {number}"))
        yield line
    if empty:
        report.skip(f"{name}: is empty (it should hold one JSON object a line; see --help)")


# ---------------------------------------------------------------------------------------------- cluster


def cluster(
    input: str = typer.Argument(
        ..., metavar="IN.jsonl", help="A line for each article: id, title, text, published, source, lang. - is standard input."
    ),
    output: str = _OUTPUT,
    by_time: bool = typer.Option(False, "--by-time", help="Take the articles in order of `published`, not of the file."),
    single_pass: bool = typer.Option(False, "--single-pass", help="Leave revision off: no article ever changes its story."),
    history: str | None = typer.Option(
        None, "--history", metavar="FILE", help="Write every change as it happens to this file."
    ),
    quiet: bool = _QUIET,
) -> None:
    """Group articles into stories, one line out for each article.

    In, a line each: {"id", "title", "text", "published", "source", "lang"}; all but id and one of title and text may be
    null or absent. Out, in input order: {"id", "story", "score", "reasons"} with the article's final story.

    Example:  newsloom cluster articles.jsonl --by-time -o stories.jsonl
    """
    from newsloom import app  # lazy: the engine
    from newsloom.intake import files

    report = Report(quiet=quiet)
    outside: dict[str, Any] = {}
    order: list[str] = []

    def accepted(stream: BinaryIO) -> Iterator[Article]:
        for row in files.articles(_counted(stream, report, "reading", input), name=input, warn=report.warn):
            if isinstance(row, InputError):
                report.skip(row)
                continue
            _, given, article = row
            outside[article.id] = given
            order.append(article.id)
            yield article

    with reading(input) as stream, report.bar(), writing(output) as out, _history(history, outside) as told:
        articles: Iterable[Article] = accepted(stream)
        if by_time:
            articles = _by_time(articles, report)
        final = {a.article: a for a in app.cluster(articles, single_pass=single_pass, on_change=told)}
        for key in order:
            placed = final[key]
            _line(
                out,
                {"id": outside[key], "story": placed.story, "score": round(placed.score, 4), "reasons": list(placed.reasons)},
            )
    report.done()


class _History:
    """Writes each change as a line, in the order they happen."""

    def __init__(self, out: IO[str] | None, outside: dict[str, Any]) -> None:
        self._out = out
        self._outside = outside
        self._number = 0

    def __call__(self, change: Assignment) -> None:
        if self._out is None:
            return
        self._number += 1
        row = {
            "number": self._number,
            "id": self._outside.get(change.article, change.article),
            "story": change.story,
            "change": change.change.value,
            "score": round(change.score, 4),
            "reasons": list(change.reasons),
        }
        _line(self._out, row)

    def __enter__(self) -> _History:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._out is not None:
            self._out.close()


def _history(name: str | None, outside: dict[str, Any]) -> _History:
    if name is None:
        return _History(None, outside)
    try:
        return _History(Path(name).open("w", encoding="utf-8", newline="\n"), outside)
    except OSError as exc:
        raise InputError(name, f"cannot be written: {exc.strerror or exc}") from exc


def _by_time(articles: Iterable[Article], report: Report) -> Iterator[Article]:
    """The articles in order of publication; one without a time keeps its place after the one before it.

    Texts wait in a temporary file, so that memory holds a time and a place for each article and no more.
    """
    places: list[tuple[datetime, int]] = []
    latest = datetime.min.replace(tzinfo=UTC)
    with tempfile.TemporaryFile(prefix="newsloom-") as spool:
        for article in articles:
            latest = article.published or latest
            places.append((latest, spool.tell()))
            pickle.dump(article, spool, protocol=pickle.HIGHEST_PROTOCOL)
        places.sort()
        for number, (_, place) in enumerate(places, 1):
            if number % 50 == 0 or number == len(places):
                report.progress(Progress("grouping", number, len(places)))
            spool.seek(place)
            yield pickle.load(spool)


# ---------------------------------------------------------------------------------------------- write


def write(
    inputs: list[str] = typer.Argument(
        ..., metavar="EVENTS.jsonl | FILE …", help="One event a line, or article files that are one event. - is standard input."
    ),
    output: str = _OUTPUT,
    format: Format = typer.Option(
        Format.JSON,
        "-f",
        "--format",
        help="json: a line for each story; text, md, html: pages; several md or html pages make a folder.",
    ),
    llm: bool = typer.Option(
        False, "--llm", help="In the words of the language model that the settings name, where they pass the check."
    ),
    quiet: bool = _QUIET,
) -> None:
    """Write one cited and checked story page for each event.

    EVENTS.jsonl holds one event a line: {"id", "articles": [{"id", "title", "text", "source", "published", "url", "lang"}]};
    of an article only `text` is needed. Article files (.txt .md .html .json .eml, or folders of them) given instead
    are together one event.

    Examples:  newsloom write events.jsonl -o stories.jsonl
               newsloom write reuters.html local-paper.txt --format text
    """
    report = Report(quiet=quiet)
    if len(inputs) > 1 and any(name == STDIO or _is_lines(name) for name in inputs):
        raise typer.BadParameter("give one file of events, or article files; not both", param_hint="INPUTS")
    single = inputs[0] == STDIO or _is_lines(inputs[0])
    writer = _writer(report, llm)
    pages = _events(inputs[0], report, writer) if single else _one_event(inputs, report, writer)
    from newsloom.pipeline import seldom  # lazy: the engine

    with report.bar(), seldom.collected():
        if format in (Format.MARKDOWN, Format.HTML) and single and output != STDIO:
            _write_folder(pages, Path(output), format)
        else:
            with writing(output) as out:
                for number, (story_id, ids, page) in enumerate(pages):
                    _write_one(out, page, format, story_id=story_id, ids=ids, first=number == 0)
    report.done()


def _is_lines(name: str) -> bool:
    return name.endswith((".jsonl", ".ndjson"))


type_of_row = tuple[Any, dict[str, Any], StoryPage]


Writer = Callable[[Sequence[Article], str], StoryPage | None]


def _writer(report: Report, llm: bool) -> Writer:
    """Writes the page of an event; by the language model that is set, if asked for, with a note where that fails.

    Raises:
        BadSetting: when it is asked for and none is set.
    """
    from newsloom import app, config  # lazy: the engine

    if not llm:
        return lambda articles, story: app.write(articles, story_id=story)
    models = app.language_models(settings := config.load())
    if models is None:
        raise BadSetting("--llm", "no language model is set", remedy="set llm_base_url and llm_model; see `newsloom doctor`")
    model, judge, judges = app.metered(models.llm, settings), models.judge, app.nli_judges(settings)
    style = app.style_of(settings, min_origins=1)

    def write(articles: Sequence[Article], story: str) -> StoryPage | None:
        page, held = app.write_with(articles, model, story_id=story, judge=judge, judges=judges, style=style)
        if page is not None and page.writer == "extractive":
            report.warn(f"{story}: by the extractive writer: {held[-1] if held else 'the model wrote nothing'}")
        return page

    return write


def _events(name: str, report: Report, write: Writer) -> Iterator[type_of_row]:
    from newsloom.intake import files  # lazy: parsers

    with reading(name) as stream:
        for row in files.events(_counted(stream, report, "writing", name), name=name, warn=report.warn):
            if isinstance(row, InputError):
                report.skip(row)
                continue
            number, given, ids, articles = row
            page = write(articles, str(given))
            if page is None:
                report.skip(
                    f"{name}, line {number}: nothing in its articles can be cited (they hold no whole sentences of news)"
                )
                continue
            yield given, ids, page


def _one_event(names: list[str], report: Report, write: Writer) -> Iterator[type_of_row]:
    from newsloom.intake import files  # lazy: parsers

    articles: list[Article] = []
    for item in files.read(names):
        if isinstance(item, Article):
            articles.append(item)
        else:
            report.skip(item)
    page = write(articles, "story") if articles else None
    if page is not None:
        yield page.id, {}, page
    elif articles:
        report.skip(f"{', '.join(names)}: nothing in them can be cited (they hold no whole sentences of news)")


def _write_one(out: IO[str], page: StoryPage, format: Format, *, story_id: Any, ids: dict[str, Any], first: bool) -> None:
    from newsloom import formats

    if format is Format.JSON:
        _line(out, formats.page_json(page, ids=ids, story_id=story_id))
        return
    if not first:
        out.write("\n\n" if format is Format.MARKDOWN else "\n" + "=" * 72 + "\n\n" if format is Format.TEXT else "\n")
    out.write(_page(page, format))


def _page(page: StoryPage, format: Format) -> str:
    from newsloom import formats

    if format is Format.TEXT:
        return formats.plain(page)
    if format is Format.MARKDOWN:
        return formats.markdown(page)
    from newsloom.web import render  # lazy: templates

    return render.story_html(page)


def _write_folder(pages: Iterator[type_of_row], folder: Path, format: Format) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise InputError(folder, f"is not a folder to write pages into: {exc.strerror or exc}") from exc
    taken: set[str] = set()
    for story_id, _, page in pages:
        name = file_name(str(story_id), taken)
        (folder / f"{name}.{format.value}").write_text(_page(page, format), encoding="utf-8", errors="replace")


def file_name(story_id: str, taken: set[str]) -> str:
    """A harmless file name for an id from outside, unlike those taken (which it joins)."""
    stem = re.sub(r"[^\w-]+", "-", story_id).strip("-_")[:80] or "story"
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return name


# ---------------------------------------------------------------------------------------------- check


def check(
    input: str = typer.Argument(
        ..., metavar="CLAIMS.jsonl", help="A line for each claim: id, claim, source_text, published, lang. - is standard input."
    ),
    output: str = _OUTPUT,
    quiet: bool = _QUIET,
) -> None:
    """Check claims against the text they are said to come from.

    In, a line each: {"id", "claim", "source_text", "published", "lang"} (the last two optional). Out: {"id", "supported",
    "score", "verdict", "basis", "evidence": [{"start", "end"}], "reasons"}; `supported` is true only for the verdict
    "supported". What a verdict means and what it does not: docs/explanation/what-a-citation-guarantees.md.

    Example:  newsloom check claims.jsonl -o verdicts.jsonl
    """
    from newsloom import app  # lazy: the engine
    from newsloom.intake import files

    report = Report(quiet=quiet)
    with reading(input) as stream, report.bar(), writing(output) as out:
        for row in files.claims(_counted(stream, report, "checking", input), name=input, warn=report.warn):
            if isinstance(row, InputError):
                report.skip(row)
                continue
            _, given, claim, source = row
            verdict = app.check(claim, [source])
            shown = {
                "id": given,
                "supported": verdict.supported,
                "score": round(verdict.score, 4),
                "verdict": verdict.verdict,
                "basis": verdict.basis,
                "evidence": [{"start": span.start, "end": span.end} for span in verdict.evidence],
                "reasons": list(verdict.reasons),
            }
            _line(out, shown)
    report.done()
