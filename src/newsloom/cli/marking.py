"""What a reader makes of stories: follow, mute, save, and saying that all is read. Each can be taken back."""

from __future__ import annotations

from dataclasses import asdict

import typer

from newsloom.cli.console import table
from newsloom.cli.input import DB, opened
from newsloom.cli.reading import JSON, print_json, zone
from newsloom.model import StoryMark

PANEL = "Read"
STORY = typer.Argument(None, metavar="[STORY]", help="A story's id; without one, those there are are listed.")
OFF = typer.Option(False, "--off", help="No longer.")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (follow, save, mute, catch_up):
        app.command(rich_help_panel=PANEL)(command)


def follow(story: str | None = STORY, off: bool = OFF, as_json: bool = JSON, db: str | None = DB) -> None:
    """Follow a story, or list those that are followed with what is new in them."""
    _mark(StoryMark.FOLLOW, "followed", story, off, as_json, db)


def save(story: str | None = STORY, off: bool = OFF, as_json: bool = JSON, db: str | None = DB) -> None:
    """Keep a story for later, or list those that are kept."""
    _mark(StoryMark.SAVE, "saved", story, off, as_json, db)


def mute(story: str | None = STORY, off: bool = OFF, as_json: bool = JSON, db: str | None = DB) -> None:
    """Take a story out of all lists, channels and feeds, or list those that are muted. Its page stays."""
    _mark(StoryMark.MUTE, "muted", story, off, as_json, db)


def catch_up(db: str | None = DB) -> None:
    """Count everything that is published as read."""
    app = opened(db)
    try:
        app.catch_up()
    finally:
        app.close()
    typer.echo("Everything counts as read.")


def _mark(mark: StoryMark, name: str, story: str | None, off: bool, as_json: bool, db: str | None) -> None:
    if story is None and off:
        raise typer.BadParameter("needs a story", param_hint="--off")
    app = opened(db)
    try:
        if story is not None:
            app.mark(story, mark, on=not off)
            typer.echo(f"{story} is {'no longer ' if off else ''}{name}.")
            return
        marked = app.marked(mark)
    finally:
        app.close()
    if as_json:
        print_json([asdict(one) for one in marked])
    elif marked:
        from newsloom import formats  # lazy: only to show times

        local = zone()
        rows = [(one.card.id, formats.moment(one.at, zone=local), str(len(one.new)), one.card.headline) for one in marked]
        typer.echo(table(rows, ("story", "since", "new", "headline")))
        for one in marked:
            for sentence in one.new:
                typer.echo(f"{one.card.id}: {sentence}")
    else:
        typer.echo(f"No story is {name}.", err=True)
