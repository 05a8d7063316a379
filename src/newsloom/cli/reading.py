"""The commands that show what there is: stories, show, explain, search, subscriptions."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import typer

from newsloom.cli.console import table
from newsloom.cli.input import DB, opened
from newsloom.model import FeedUse

PANEL = "Read"
JSON = typer.Option(False, "--json", help="JSON for scripts instead of text for people.")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (stories, show, explain, search, subscriptions):
        app.command(rich_help_panel=PANEL)(command)


def print_json(value: Any) -> None:
    """JSON on standard output; times as ISO 8601."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> str:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def zone() -> ZoneInfo:
    """The reader's time zone."""
    from newsloom import config

    return ZoneInfo(config.load().zone)


def stories(
    limit: int = typer.Option(30, "-n", "--limit", min=1, help="How many at the most."),
    as_json: bool = JSON,
    db: str | None = DB,
) -> None:
    """List the stories as the front page ranks them."""
    from newsloom import formats

    app = opened(db)
    try:
        cards = app.stories(limit=limit)
    finally:
        app.close()
    if as_json:
        print_json([asdict(card) for card in cards])
        return
    if not cards:
        typer.echo("No stories yet. Subscribe with `newsloom add ADDRESS`, then `newsloom update`.", err=True)
        return
    local = zone()
    rows = [
        (
            c.id,
            str(c.article_count),
            str(c.origin_count),
            formats.moment(c.updated, zone=local) if c.updated else "",
            c.headline,
        )
        for c in cards
    ]
    typer.echo(table(rows, ("story", "articles", "origins", "updated", "headline")))


def show(
    story: str = typer.Argument(..., metavar="STORY", help="A story's id; one that was merged away leads to where it went."),
    revision: int | None = typer.Option(None, "--revision", min=1, help="An older revision."),
    format: str = typer.Option("text", "-f", "--format", help="text, md, html or json."),
    as_json: bool = JSON,
    db: str | None = DB,
) -> None:
    """Print a story page."""
    from newsloom import formats

    app = opened(db)
    try:
        page = app.story(story, revision=revision).page
    finally:
        app.close()
    if as_json or format == "json":
        print_json(formats.page_json(page))
    elif format == "text":
        typer.echo(formats.plain(page, zone=zone()), nl=False)
    elif format == "md":
        typer.echo(formats.markdown(page, zone=zone()), nl=False)
    elif format == "html":
        from newsloom.web import render  # lazy: templates

        typer.echo(render.story_html(page), nl=False)
    else:
        raise typer.BadParameter("must be text, md, html or json", param_hint="--format")


def explain(
    subject: str = typer.Argument(
        ..., metavar="ID[#SENTENCE]", help="A story, an article, or a sentence of a story by its number: STORY#3."
    ),
    as_json: bool = JSON,
    db: str | None = DB,
) -> None:
    """Say why: why these articles are together, why a story is ranked here, why a sentence is cited so.

    Examples:  newsloom explain Xk2f9a    newsloom explain Xk2f9a#3
    """
    name, _, sentence = subject.partition("#")
    if sentence and not sentence.isdigit():
        raise typer.BadParameter("a sentence is named by its number: STORY#3", param_hint="ID")
    app = opened(db)
    try:
        told = app.explain(name, sentence=int(sentence) if sentence else None)
    finally:
        app.close()
    if as_json:
        print_json(asdict(told))
    else:
        typer.echo("\n".join(told.lines))


def search(
    query: str = typer.Argument(..., help='Words; "a phrase" in quotation marks.'),
    kind: str = typer.Option("", "--kind", help="`story` or `article` alone."),
    lang: str = typer.Option("", "--lang", help="A language, by its two letters."),
    outlet: str = typer.Option("", "--outlet", help="The whole name of an outlet."),
    first: str = typer.Option("", "--from", metavar="DAY", help="The first day, like 2026-01-13."),
    last: str = typer.Option("", "--to", metavar="DAY", help="The last day."),
    limit: int = typer.Option(20, "-n", "--limit", min=1, help="How many at the most."),
    as_json: bool = JSON,
    db: str | None = DB,
) -> None:
    """Search stories and articles."""
    from newsloom.channels import narrowed  # lazy: word lists

    if kind not in ("", "story", "article"):
        raise typer.BadParameter("must be story or article", param_hint="--kind")
    only = narrowed(kind, lang, outlet, _day(first, "--from"), _day(last, "--to"), zone=zone())
    app = opened(db)
    try:
        hits = app.search(query, limit=limit, only=only)
    finally:
        app.close()
    if as_json:
        print_json([asdict(hit) for hit in hits])
        return
    for hit in hits:
        snippet = hit.snippet.replace("\x02", "").replace("\x03", "")
        typer.echo(f"{hit.kind:8}{hit.id}  {hit.title}\n        {snippet}")
    if not hits:
        typer.echo("Nothing found.", err=True)


def _day(given: str, option: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise typer.BadParameter("a day is written as 2026-01-13", param_hint=option) from None


def subscriptions(
    refresh: str | None = typer.Option(None, "--refresh", metavar="ID", help="Poll this one at the next pass."),
    pause: str | None = typer.Option(None, "--pause", metavar="ID", help="Stop polling this one."),
    resume: str | None = typer.Option(None, "--resume", metavar="ID", help="Poll this one again."),
    remove: str | None = typer.Option(None, "--remove", metavar="ID", help="Stop following this one; its articles stay."),
    news: str | None = typer.Option(None, "--news", metavar="ID", help="Its articles found stories and join them."),
    read_only: str | None = typer.Option(
        None, "--read-only", metavar="ID", help="Its articles join stories that others report, and found none."
    ),
    ignore: str | None = typer.Option(None, "--ignore", metavar="ID", help="Keep it in the list and do not read it."),
    opml: bool = typer.Option(False, "--opml", help="Print all subscriptions as OPML."),
    as_json: bool = JSON,
    db: str | None = DB,
) -> None:
    """List what is followed and its health: last success, next poll, pace, entries a day, errors with the remedy."""
    app = opened(db)
    try:
        for given, act in ((refresh, app.refresh), (remove, app.unsubscribe)):
            if given:
                act(given)
        for given, paused in ((pause, True), (resume, False)):
            if given:
                app.pause(given, paused=paused)
        for given, use in ((news, FeedUse.NEWS), (read_only, FeedUse.READ_ONLY), (ignore, FeedUse.IGNORED)):
            if given:
                app.use(given, use)
        if opml:
            typer.echo(app.opml(), nl=False)
            return
        found = app.subscriptions()
    finally:
        app.close()
    if as_json:
        print_json([asdict(s) for s in found])
    elif found:
        rows = [
            (
                s.id,
                _state(s),
                _when(s.last_success),
                _when(s.next_poll),
                f"{s.poll_interval_s / 3600:.0f} h",
                f"{s.entries_per_day:.1f}",
                s.use.value,
                s.title or s.url,
            )
            for s in found
        ]
        typer.echo(table(rows, ("id", "state", "last success", "next poll", "every", "a day", "use", "feed")))
        for s in found:
            if s.error:
                typer.echo(f"{s.id}: {s.error}")
    else:
        typer.echo("Nothing is followed yet: `newsloom add ADDRESS`.", err=True)


def _state(subscription: Any) -> str:
    if subscription.gone:
        return "gone"
    if subscription.paused:
        return "paused"
    if subscription.failures:
        return f"failing ({subscription.failures})"
    return "good" if subscription.last_success else "new"


def _when(when: datetime | None) -> str:
    from newsloom import formats

    return formats.moment(when, zone=zone()) if when else "-"
