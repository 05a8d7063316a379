"""A person's corrections of the grouping. No later revision undoes them; `undo` does."""

from __future__ import annotations

from dataclasses import asdict

import typer

from newsloom.cli.console import table
from newsloom.cli.input import DB, opened
from newsloom.cli.reading import JSON, print_json
from newsloom.model import CorrectionRecord

PANEL = "Correct"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (merge, split, move, undo, changes):
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
