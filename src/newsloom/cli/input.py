"""The commands that bring news in and show it: demo, add, update, serve."""

from __future__ import annotations

import asyncio
import errno
import socket
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from newsloom.cli.console import Report
from newsloom.errors import InputError, NewsloomError

if TYPE_CHECKING:
    from newsloom.app import App
    from newsloom.config import Settings
    from newsloom.model import Added

PANEL = "Start here"

DB = typer.Option(
    None,
    "--db",
    metavar="FILE|URL",
    help="Database; default: newsloom.db in your data folder, or the setting `db`.",
    show_default=False,
)
QUIET = typer.Option(False, "-q", "--quiet", help="No progress on standard error.")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (demo, add, update, serve):
        app.command(rich_help_panel=PANEL)(command)


def opened(db: str | None, *, known: bool = True, **given: Any) -> App:
    """The app over this database; the caller closes it.

    Args:
        known: a file that is named must be there, so that a slip of the pen does not make an empty database.

    Raises:
        InputError: when it is not.
    """
    from newsloom import config  # lazy: pydantic
    from newsloom.app import open_app  # lazy: the engine and the database

    if known and db is not None and "://" not in db and not Path(db).exists():
        raise InputError(db, "is no database", remedy=f"`newsloom add --db {db} ADDRESS` makes one, or name one that is there")
    return open_app(config.load(db=db, **given))


def demo(
    once: bool = typer.Option(False, "--once", help="Print the top story as plain text and stop."),
    port: int = typer.Option(0, "--port", min=0, max=65535, help="Port of the site; 0 takes a free one."),
    quiet: bool = QUIET,
) -> None:
    """Run the whole pipeline on the bundled sample and show the site.

    Nine invented outlets are served on this machine; their feeds are polled, their pages fetched, grouped, written and
    checked, into a temporary database that is gone when you stop. Nothing leaves this machine.
    """
    from newsloom import config, formats
    from newsloom.app import open_demo  # lazy: the engine, the database and the sample

    report = Report(quiet=quiet)
    listening = None if once else _listening(config.load(host="127.0.0.1", port=port))  # before the work, not after it
    with tempfile.TemporaryDirectory(prefix="newsloom-demo-") as folder:
        with report.bar():
            app = open_demo(Path(folder) / "demo.db", port=port, on_progress=report.progress)
        try:
            for kept in app.problems(limit=20):
                report.warn(kept.problem)
            top = app.front().top
            if not top:
                report.skip("the sample: no story came of it, which is a defect of Newsloom")
            elif listening is None:
                typer.echo(formats.plain(app.story(top[0].id).page, navigation=True), nl=False)
            else:
                followed = formats.counted(len(app.subscriptions()), "feed")
                report.say(f"{len(top)} stories of several outlets from {followed}. Stop with Ctrl-C.")
                _serve_site(app, listening, with_pipeline=False)
        finally:
            app.close()
    report.done()


def add(
    locators: list[str] = typer.Argument(
        None, metavar="URL | FILE.opml | DIR …", help="Feeds, sites, OPML files or folders to watch; names with --catalogue."
    ),
    catalogue: bool = typer.Option(
        False, "--catalogue", help="From the built-in list: all, or what the names mean (an outlet, a topic, `de`, `FR`)."
    ),
    header: list[str] = typer.Option(
        None,
        "--header",
        metavar="NAME: VALUE",
        help='Sent to this site only, such as "Authorization: Bearer …" or "Cookie: …"; never shown or exported.',
    ),
    category: str = typer.Option("", "--category", help="Where it stands in the list of feeds."),
    db: str | None = DB,
    quiet: bool = QUIET,
) -> None:
    """Subscribe to feeds, sites, the feeds of an OPML file, or a folder of articles.

    Repeating it changes nothing. Each bad line of an OPML file is reported and the good ones are added.

    Example:  newsloom add https://example.org/news feeds.opml ~/clippings
    Example:  newsloom add --catalogue Science de "The Guardian"
    """
    from newsloom.pipeline.subscribe import header_of  # lazy: lxml

    if not locators and not catalogue:
        raise typer.BadParameter("give an address, an OPML file, a folder, or --catalogue", param_hint="URL | FILE.opml | DIR")
    headers = dict(header_of(line) for line in header or ())
    report = Report(quiet=quiet)
    app = opened(db, known=False)

    def one(locator: str) -> Added:
        return app.add_catalogue([locator]) if catalogue else app.add(locator, category=category, headers=headers)

    try:
        with report.bar():
            if catalogue and not locators:
                _tell_added(report, app.add_catalogue())
            for locator in locators or ():
                try:
                    added = one(locator)
                except NewsloomError as error:  # one bad locator never costs the others
                    report.skip(error)
                    continue
                _tell_added(report, added)
    finally:
        app.close()
    if not report.skipped:
        report.say("Next: `newsloom update` for one pass, or `newsloom serve` for the site.")
    report.done()


def _tell_added(report: Report, added: Added) -> None:
    for problem in added.problems:
        report.skip(problem)
    for subscription in added.subscriptions:
        report.say(f"following {subscription.title or subscription.url}")


def update(
    everything: bool = typer.Option(
        False, "--all", help="Poll every feed now, not only those that are due (what servers asked for is still obeyed)."
    ),
    db: str | None = DB,
    quiet: bool = QUIET,
) -> None:
    """One pass: poll the feeds that are due, fetch, group, write and check what is new."""
    from newsloom.formats import counted  # lazy: the language tables

    report = Report(quiet=quiet)
    app = opened(db, known=False)
    try:
        if not app.subscriptions():
            raise InputError("", "nothing is followed yet", remedy="newsloom add ADDRESS")
        if everything:
            app.refresh()
        began = app.clock()
        with report.bar():
            told = asyncio.run(app.update(on_progress=report.progress))
        for kept in app.problems(limit=1000):
            if kept.at >= began:
                report.skip(kept.problem)
    finally:
        app.close()
    report.say(
        f"{counted(told.polled, 'feed')} polled, {counted(told.fetched, 'page')} fetched, {counted(told.new_articles, 'new article')} "
        f"and {told.changed_articles} changed, {counted(told.written, 'story page')} written"
        + (f"; {counted(told.waiting, 'item')} still to try again" if told.waiting else "")
    )
    report.done()


def serve(
    host: str | None = typer.Option(None, "--host", help="Address to listen on; default 127.0.0.1.", show_default=False),
    port: int | None = typer.Option(
        None, "--port", min=0, max=65535, help="Port to listen on; 0 takes a free one; default 8413.", show_default=False
    ),
    db: str | None = DB,
    no_update: bool = typer.Option(False, "--no-update", help="Only the site; feeds are not polled."),
) -> None:
    """Run the site, with the pipeline in the background."""
    app = opened(db, known=False, host=host, port=port)
    try:
        _serve_site(app, _listening(app.settings), with_pipeline=not no_update)
    finally:
        app.close()


def _listening(settings: Settings) -> socket.socket:
    """The socket that the site listens on.

    Raises:
        InputError: when the address is in use, or none of this machine's.
    """
    place = (settings.host, settings.port)
    try:
        return socket.create_server(place, family=socket.AF_INET6 if ":" in settings.host else socket.AF_INET, backlog=2048)
    except OSError as exc:
        remedy = {
            errno.EADDRINUSE: "what runs there may be Newsloom already; or try --port 0 for a free port",
            errno.EACCES: "ports below 1024 are the system's; try --port 8413",
        }
        reason = (exc.strerror or str(exc)).lower()
        raise InputError(
            f"{settings.host}:{settings.port}",
            f"cannot listen there: {reason}",
            remedy=remedy.get(exc.errno or 0, "check --host; 127.0.0.1 is this machine alone"),
        ) from exc


def _serve_site(app: App, listening: socket.socket, *, with_pipeline: bool) -> None:
    """Serve until SIGINT or SIGTERM; prints `Newsloom: http://…/` once ready."""
    import uvicorn  # lazy: only the site needs it

    from newsloom.web import create_app

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[Any] | None = None) -> None:
            await super().startup(sockets=sockets)
            if self.started:
                host, port = self.servers[0].sockets[0].getsockname()[:2]
                shown = f"[{host}]" if ":" in host else host
                typer.echo(f"Newsloom: http://{shown}:{port}/")
                sys.stdout.flush()
                if key := site.state.first_key:
                    where = (settings.base_url or f"http://{shown}:{port}").rstrip("/")
                    typer.echo(
                        "No password is set: whoever reaches the site may read it, and nobody may change anything.\n"
                        f"Set one within an hour, once: {where}/first?key={key}",
                        err=True,
                    )

    settings = app.settings
    site = create_app(app, settings)
    server = Server(uvicorn.Config(site, log_level="warning", access_log=False))
    if with_pipeline:
        app.start()
    server.run(sockets=[listening])
