"""The commands about language models: is the one that is set fit to write, and what has it cost."""

from __future__ import annotations

import json
from typing import Any

import typer

from newsloom.cli.console import table
from newsloom.cli.input import DB, opened

PANEL = "Language models"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (doctor, spending):
        app.command(rich_help_panel=PANEL)(command)


def doctor(
    as_json: bool = typer.Option(False, "--json", help="One JSON object instead of lines."),
    quiet: bool = typer.Option(False, "-q", "--quiet", help="Leave out the story it wrote."),
) -> None:
    """Try the language models that the settings name: is the one that writes reachable, does it hold to a schema, how fast and dear is
    it, and what does a story of the bundled sample read like; do those that judge tell a truth from a lie.

    Ends with 1 if one of them is not fit for its work. Nothing is stored.

    Example:  newsloom doctor
    """
    from newsloom import app, config, formats  # lazy: the engine

    settings = config.load()
    writes = bool(settings.llm_base_url and settings.llm_model)
    if not writes and settings.nli_model is None:
        typer.echo("No language model is set; stories are by the extractive writer, which needs none.")
        typer.echo("To set one: NEWSLOOM_LLM_BASE_URL and NEWSLOOM_LLM_MODEL, see docs/how-to/use-an-llm.md.")
        raise typer.Exit(1)
    found, page = app.doctor(settings)
    if as_json:
        rows = [{"name": f.name, "well": f.well, "text": f.text, "remedy": f.remedy} for f in found]
        story = formats.page_json(page) if page is not None else None
        typer.echo(json.dumps({"model": settings.llm_model, "findings": rows, "story": story}, ensure_ascii=False))
    else:
        if writes:
            typer.echo(f"Model {settings.llm_model} at {app.endpoint_of(settings)}")
        for finding in found:
            remedy = f" ({finding.remedy})" if finding.remedy and not finding.well else ""
            typer.echo(f"{'ok  ' if finding.well else 'FAIL'}  {finding.name:9} {finding.text}{remedy}")
        if page is not None and not quiet:
            typer.echo("\n" + formats.plain(page))
    if not all(finding.well for finding in found):
        raise typer.Exit(1)


def spending(
    days: int = typer.Option(30, "--days", min=1, max=3660, help="How far back."),
    db: str | None = DB,
    as_json: bool = typer.Option(False, "--json", help="One JSON object instead of a table."),
) -> None:
    """What language models have cost: in all, and by story, model and prompt, the dearest first.

    Example:  newsloom spending --days 7
    """
    app = opened(db)
    try:
        told: dict[str, Any] = app.spending(days=days)
    finally:
        app.close()
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    typer.echo(f"{told['calls']:,} calls, {told['tokens']:,} tokens, {told['cost']:.4f} in {days} days")
    if told["limit"]:
        typer.echo(f"The budget of {told['limit']} is spent: stories are by the extractive writer until then.")
    rows = [
        (line["story"], line["model"], line["prompt"], f"{line['calls']:,}", f"{line['tokens']:,}", f"{line['cost']:.4f}")
        for line in told["lines"]
    ]
    if rows:
        typer.echo("\n" + table(rows, ("STORY", "MODEL", "PROMPT", "CALLS", "TOKENS", "COST")))
