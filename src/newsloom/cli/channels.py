"""Channels by command: make, list and delete them, and have one call an address."""

from __future__ import annotations

from dataclasses import asdict

import typer

from newsloom.cli.console import table
from newsloom.cli.input import DB, opened
from newsloom.cli.reading import JSON, print_json, zone

PANEL = "Read"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (channel, channels, alert):
        app.command(rich_help_panel=PANEL)(command)


def channel(
    name: str = typer.Argument(..., help="Its name."),
    words: list[str] = typer.Option([], "--word", help="Any of these words or phrases."),
    every: list[str] = typer.Option([], "--every", help="All of these words or phrases."),
    without: list[str] = typer.Option([], "--without", help="None of these."),
    places: list[str] = typer.Option([], "--place", help="One of these places is named; a country also by its people."),
    outlets: list[str] = typer.Option([], "--outlet", help="One of these outlets reports it."),
    topics: list[str] = typer.Option([], "--topic", help="World, Politics, Business, Science …"),
    languages: list[str] = typer.Option([], "--lang", help="Languages, by two letters."),
    min_origins: int = typer.Option(1, "--origins", min=1, max=99, help="Independent sources, at least."),
    db: str | None = DB,
) -> None:
    """Make a channel: a selection of stories with a page and a feed of its own. Options that are lists may be repeated.

    Example:  newsloom channel "Northern ferries" --word ferry --word "harbour strike" --place Iceland --origins 2
    """
    from newsloom.model import Channel

    wanted = Channel(
        "",
        name,
        words=tuple(words),
        every=tuple(every),
        without=tuple(without),
        places=tuple(places),
        publishers=tuple(outlets),
        topics=tuple(topics),
        languages=tuple(code.lower() for code in languages),
        min_origins=min_origins,
    )
    app = opened(db)
    try:
        made = app.save_channel(wanted)
        cards = app.channel_stories(made, limit=5)
    finally:
        app.close()
    typer.echo(f"{made.id} is made" + (", with these stories first:" if cards else "; no story is like this yet."))
    for card in cards:
        typer.echo(f"  {card.headline}")


def channels(
    delete: str | None = typer.Option(None, "--delete", metavar="ID", help="Delete this one; its stories stay."),
    as_json: bool = JSON,
    db: str | None = DB,
) -> None:
    """List the channels, or delete one; `channel` makes one, as the site's Feeds page does."""
    app = opened(db)
    try:
        if delete:
            app.remove_channel(delete)
        found = app.channels()
    finally:
        app.close()
    if as_json:
        print_json([asdict(channel) for channel in found])
    elif found:
        typer.echo(table([(c.id, c.name, ", ".join(c.words)) for c in found], ("channel", "name", "words")))
    else:
        typer.echo("No channels yet: make one with `newsloom channel NAME`, or on the site's Feeds page.", err=True)


def alert(
    channel: str = typer.Argument(..., help="A channel's id."),
    url: str | None = typer.Argument(None, help="What is called; without it, what was told so far is listed."),
    ntfy: bool = typer.Option(False, "--ntfy", help="The address is a topic of ntfy; else it gets JSON."),
    owners: int = typer.Option(3, "--owners", min=1, max=99, help="When a story reaches so many independent owners."),
    quiet: str = typer.Option("", "--quiet", metavar="HOURS", help="Nothing is sent between these hours, like 22-7."),
    secret: str = typer.Option(
        "", "--secret", envvar="NEWSLOOM_ALERT_SECRET", help="Signs what a webhook gets; the token of ntfy."
    ),
    test: bool = typer.Option(False, "--try", help="Call it now with the newest story."),
    off: bool = typer.Option(False, "--off", help="Call nothing any more."),
    as_json: bool = JSON,
    db: str | None = DB,
) -> None:
    """Have a channel call one address once a story, when enough independent owners report it.

    Example:  newsloom alert storms https://ntfy.sh/a-topic-of-mine --ntfy --owners 4 --quiet 22-7
    """
    from newsloom.model import Alert

    app = opened(db)
    try:
        if off:
            app.remove_alert(app.channel(channel).id)
        elif url is not None:
            kind = "ntfy" if ntfy else "webhook"
            made = Alert(channel, url, kind, owners, _hours(quiet), zone().key, secret)  # type: ignore[arg-type]
            app.save_alert(made)
        if test:
            app.try_alert(channel)
            typer.echo("The address took the call.")
        found = app.calls(app.channel(channel).id)
    finally:
        app.close()
    if as_json:
        print_json([asdict(call) for call in found])
    elif found:
        rows = [(call.story, call.state.value, str(call.tries), call.error) for call in found]
        typer.echo(table(rows, ("story", "state", "tries", "error")))
    elif url is None and not off and not test:
        typer.echo("Nothing was told yet.", err=True)


def _hours(given: str) -> tuple[int, int] | None:
    if not given:
        return None
    begin, _, end = given.partition("-")
    if not (begin.isascii() and begin.isdigit() and end.isascii() and end.isdigit()):
        raise typer.BadParameter("is written as 22-7", param_hint="--quiet")
    return int(begin), int(end)
