"""A person's corrections of the grouping. No later revision undoes them; `undo` does."""

from __future__ import annotations

from dataclasses import asdict

import typer

from newsloom.cli.console import table
from newsloom.cli.input import DB, opened
from newsloom.cli.reading import JSON, print_json
from newsloom.model import CorrectionRecord, ReportState

PANEL = "Correct"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (merge, split, move, undo, changes, report, reports):
        app.command(rich_help_panel=PANEL)(command)


def _told(change: CorrectionRecord, what: str) -> None:
    typer.echo(f"{what}. Take it back with: newsloom undo {change.id}")


def merge(
    story: str = typer.Argument(..., help="The story that goes."),
    into: str = typer.Argument(..., help="The story that stays; the other's address leads here for ever."),
    db: str | None = DB,
) -> None:
    """Make one story of two."""
    app = opened(db)
    try:
        _told(app.merge(story, into), f"{story} is now part of {into}")
    finally:
        app.close()


def split(
    story: str = typer.Argument(..., help="The story to take articles out of."),
    articles: list[str] = typer.Argument(..., help="The articles that become a story of their own."),
    db: str | None = DB,
) -> None:
    """Take articles out of a story into a new one."""
    app = opened(db)
    try:
        _told(app.split(story, articles), f"{len(articles)} articles left {story} for a story of their own")
    finally:
        app.close()


def move(
    article: str = typer.Argument(..., help="The article."),
    story: str = typer.Argument(..., help="The story it belongs to."),
    db: str | None = DB,
) -> None:
    """Move an article to another story."""
    app = opened(db)
    try:
        _told(app.move(article, story), f"{article} is now in {story}")
    finally:
        app.close()


def undo(
    change: str = typer.Argument(..., help="A change's id, from `newsloom changes` or the correction itself."),
    db: str | None = DB,
) -> None:
    """Take a correction back."""
    app = opened(db)
    try:
        app.undo(change)
    finally:
        app.close()
    typer.echo(f"{change} is undone.")


def changes(
    limit: int = typer.Option(30, "-n", "--limit", min=1, help="How many at the most."),
    as_json: bool = JSON,
    db: str | None = DB,
) -> None:
    """List merges, splits and moves, by people and by revision, the newest first."""
    from newsloom import formats

    app = opened(db)
    try:
        found = app.changes(limit=limit)
    finally:
        app.close()
    if as_json:
        print_json([asdict(change) for change in found])
        return
    rows = [
        (
            c.id,
            formats.moment(c.at),
            c.kind.value,
            "person" if c.by_person else "revision",
            c.story,
            c.reason + (" (undone)" if c.undone else ""),
        )
        for c in found
    ]
    typer.echo(table(rows, ("change", "at", "kind", "by", "story", "reason")))


def report(
    sentence: str = typer.Argument(..., metavar="STORY#SENTENCE", help="A sentence of a story by its number, from 1."),
    note: str = typer.Argument("", help="What is wrong with it."),
    db: str | None = DB,
) -> None:
    """Note that a sentence is wrong, with the passages it cites; `reports` lists what is noted."""
    story, _, number = sentence.partition("#")
    if not (number.isascii() and number.isdigit()):
        raise typer.BadParameter("a sentence is named by its number: STORY#3", param_hint="STORY#SENTENCE")
    app = opened(db)
    try:
        made = app.report(story, int(number), note)
    finally:
        app.close()
    typer.echo(f"Noted: {made.text}")


def reports(
    resolve: str | None = typer.Option(None, "--resolve", metavar="ID", help="Something was done about this one."),
    dismiss: str | None = typer.Option(None, "--dismiss", metavar="ID", help="Nothing is wrong with this one."),
    reopen: str | None = typer.Option(None, "--reopen", metavar="ID", help="This one waits again."),
    closed: bool = typer.Option(False, "--closed", help="List those that were resolved or dismissed."),
    as_json: bool = JSON,
    db: str | None = DB,
) -> None:
    """List the sentences that readers say are wrong, and say what became of them."""
    states = ((resolve, ReportState.RESOLVED), (dismiss, ReportState.DISMISSED), (reopen, ReportState.OPEN))
    app = opened(db)
    try:
        for given, state in states:
            if given:
                app.close_report(given, state)
        found = app.reports(closed=closed)
    finally:
        app.close()
    if as_json:
        print_json([asdict(one) for one in found])
        return
    for one in found:
        typer.echo(f"{one.id}  {one.story}#{one.sentence} (revision {one.revision}, {one.state.value})\n  {one.text}")
        for cited in one.passages:
            typer.echo(f"  cites {cited.article}: {cited.quote}")
        for said in one.notes:
            typer.echo(f"  reader: {said}")
    if not found:
        typer.echo("No report is closed." if closed else "No report waits.", err=True)
