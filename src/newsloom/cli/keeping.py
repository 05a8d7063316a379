"""The commands that keep things safe and take them out: export, backup, restore, erase, password."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from newsloom.cli.console import Report
from newsloom.cli.input import DB, QUIET, opened
from newsloom.errors import UnreadableFile

PANEL = "Keep"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (export, backup, restore, erase, password):
        app.command(rich_help_panel=PANEL)(command)


def export(
    folder: Path = typer.Argument(..., metavar="DIR", help="Where the site goes; made if it is not there."),
    db: str | None = DB,
    quiet: bool = QUIET,
) -> None:
    """Write the site as static files: HTML pages that need no server, Markdown, JSON and feeds."""
    from newsloom import web  # lazy: templates

    report = Report(quiet=quiet)
    app = opened(db)
    try:
        with report.bar():
            count = web.export(app, folder, on_progress=report.progress)
    finally:
        app.close()
    report.say(f"{count} pages in {folder}; open {folder / 'index.html'}")


def backup(
    file: Path = typer.Argument(..., metavar="FILE", help="Where the copy goes."),
    db: str | None = DB,
) -> None:
    """Copy the database to a file; works while the site is running."""
    app = opened(db)
    try:
        app.backup(file)
    finally:
        app.close()
    typer.echo(f"Backed up to {file}.", err=True)


def restore(
    file: Path = typer.Argument(..., metavar="FILE", help="A file that `newsloom backup` wrote."),
    db: str | None = DB,
    yes: bool = typer.Option(False, "--yes", help="Do not ask."),
) -> None:
    """Put a backup in the database's place; what was there is kept beside it."""
    if not file.is_file():
        raise UnreadableFile(file, "there is no such file", remedy="name one that `newsloom backup` wrote")
    app = opened(db)
    try:
        if not yes:
            typer.confirm(f"Replace {app.settings.db} by {file}?", abort=True)
        app.restore(file)
    finally:
        app.close()
    typer.echo(f"Restored from {file}.", err=True)


def erase(
    article: str = typer.Argument(..., help="The article whose text must go."),
    db: str | None = DB,
    yes: bool = typer.Option(False, "--yes", help="Do not ask."),
) -> None:
    """Erase an article's text for good (a publisher's or a court's wish); stories that cited it are written again."""
    app = opened(db)
    try:
        if not yes:
            typer.confirm(f"Erase {app.article(article).article.title!r} for good?", abort=True)
        app.erase(article)
    finally:
        app.close()
    typer.echo(f"{article} is erased; its stories are written again at the next pass.", err=True)


def password(
    remove: bool = typer.Option(False, "--remove", help="Have none."),
    db: str | None = DB,
) -> None:
    """Set the password of the site; asked for, or read from standard input. Only its argon2 hash is kept. The setting comes before it."""
    app = opened(db, known=False)
    try:
        app.set_password(None if remove else _asked_password())
    finally:
        app.close()
    done = "There is no password any more" if remove else "The password is set"
    typer.echo(f"{done}; a site that runs takes it up when it starts again.", err=True)


def _asked_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
