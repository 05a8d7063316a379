"""`newsloom bench`: the quality and speed tables, on the labelled data named by NEWSLOOM_DATA."""

from __future__ import annotations

import typer

from newsloom.errors import InputError

app = typer.Typer(
    help="Measure quality and speed on labelled data (set NEWSLOOM_DATA; needs `pip install newsloom\\[bench]`).",
    no_args_is_help=True,
)


def _tell(text: str) -> None:
    typer.echo(text, err=True)


def _need_extra(exc: ImportError) -> InputError:
    return InputError(exc.name or "a package", "is not installed", remedy="pip install 'newsloom[bench]'")


@app.command()
def cluster(
    sets: list[str] = typer.Argument(None, help="Sets to measure; all by default.", show_default=False),
    peers: bool = typer.Option(True, help="Run the simple peers, too."),
) -> None:
    """Grouping against labelled events: BCubed and pair F1; how steady it is; what it costs."""
    from newsloom.bench import cluster as bench  # lazy: numpy, scikit-learn
    from newsloom.bench import steadiness

    try:
        typer.echo(bench.table(tuple(sets or bench.SETS), peers=peers, tell=_tell))
        if not sets or "stream" in sets:
            typer.echo()
            typer.echo(steadiness.table(tell=_tell))
    except ImportError as exc:
        raise _need_extra(exc) from exc


@app.command()
def check(
    sets: list[str] = typer.Argument(None, help="Sets to measure; all by default.", show_default=False),
    limit: int | None = typer.Option(None, help="Claims of each set at the most."),
) -> None:
    """The checker against labelled claims: balanced accuracy and AUC."""
    from newsloom.bench import check as bench  # lazy: the engine

    typer.echo(bench.table(tuple(sets or bench.SETS), limit=limit, tell=_tell))


@app.command()
def write(
    sets: list[str] = typer.Argument(None, help="Sets to measure; all by default.", show_default=False),
    limit: int | None = typer.Option(None, help="Events of each set at the most."),
    peers: bool = typer.Option(True, help="Run lead, LexRank, TextRank and LSA, too."),
) -> None:
    """Story pages against human summaries: faults, ROUGE, length, citations, repeats."""
    from newsloom.bench import write as bench  # lazy: the engine

    try:
        typer.echo(bench.table(tuple(sets or bench.SETS), limit=limit, peers=peers, tell=_tell))
    except ImportError as exc:
        raise _need_extra(exc) from exc


@app.command(name="all")
def everything() -> None:
    """All tables, one after the other."""
    cluster(sets=[], peers=True)
    write(sets=[], limit=None, peers=True)
    check(sets=[], limit=None)
