"""The command `newsloom`. Each command is thin: it reads words, calls `app`, and prints.

Results go to standard output or the file given with `-o`; progress, warnings and errors go to standard error.
Exit codes: 0 done, 1 failed or something was skipped, 2 wrong usage. Heavy imports are inside the commands, so that
`newsloom --help` stays instant.
"""

from __future__ import annotations

import sys

import typer

from newsloom.cli import bench, channels, input, keeping, lines, marking, model, reading, repairing
from newsloom.errors import NewsloomError

_HELP = """News that you can check: one page for one event, every sentence cited to the exact passage it came from.

See it work: [bold]newsloom demo[/bold]. On your own feeds: [bold]newsloom add ADDRESS[/bold], then [bold]newsloom serve[/bold].
Without a database: [bold]newsloom write article.txt other.html[/bold].
"""

app = typer.Typer(
    name="newsloom",
    help=_HELP,
    no_args_is_help=True,
    rich_markup_mode="rich",
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from newsloom import __version__

        typer.echo(f"newsloom {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version and exit."),
) -> None:
    pass


for _module in (input, reading, channels, marking, repairing, lines, model, keeping):
    _module.register(app)
app.add_typer(bench.app, name="bench", rich_help_panel=keeping.PANEL)


def main() -> None:
    """Entry point: errors become one sentence and exit code 1, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a pipe in the C locale must not lose a word
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except NewsloomError as error:
        typer.echo(f"newsloom: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output, `head` say, has seen enough
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
