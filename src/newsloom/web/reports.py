"""*This sentence is wrong*: a reader's report, and the desk on which the owner sees it. I/O: the app's verbs."""

from __future__ import annotations

from starlette.responses import Response

from newsloom.app.reader import MOST_NOTE
from newsloom.errors import InputError
from newsloom.model import ReportState
from newsloom.web.visit import Site, Visit

CLOSED = 30  # reports shown that are closed


def wrong(site: Site, visit: Visit) -> Response:
    """Which sentence is wrong, and what is wrong with it."""
    if not site.may_report(visit):
        return _not_here(site, visit)
    view = site.app.story(visit.part("story"))
    chosen = visit.number("s", default=0)
    sent = visit.query("sent") == "1"
    return site.page(
        visit,
        "wrong.html",
        title=visit.say("A sentence of “{headline}” is wrong", headline=view.page.headline),
        page=view.page,
        chosen=chosen,
        sent=sent,
        most=MOST_NOTE,
    )


def send(site: Site, visit: Visit) -> Response:
    """Keep the report for the owner."""
    if not site.may_report(visit):
        return _not_here(site, visit)
    client = visit.request.client.host if visit.request.client else ""
    if not visit.owner:
        if site.reported.too_many(client):
            return site.failed(visit.request, 429, "There were many reports of late. Try again in ten minutes.")
        site.reported.count(client)
    number, revision = visit.field("sentence"), visit.field("revision")
    if not _is_number(number):
        raise InputError("", "no sentence was chosen", remedy="go back and choose the one that is wrong")
    report = site.app.report(
        visit.part("story"), int(number), visit.field("note"), revision=int(revision) if _is_number(revision) else None
    )
    return site.redirect(visit, visit.links.story_part(report.story, "wrong") + "?sent=1")


def _is_number(given: str) -> bool:
    return given.isascii() and given.isdigit() and len(given) < 8


def _not_here(site: Site, visit: Visit) -> Response:
    return site.failed(visit.request, 403, "On this site, readers cannot report sentences.")


def desk(site: Site, visit: Visit) -> Response:
    """What waits for the owner: reports of readers; below them what was closed."""
    reports, closed = site.app.reports(), site.app.reports(closed=True, limit=CLOSED)
    pages = site.app.pages(sorted({report.story for report in (*reports, *closed)}))
    return site.page(visit, "desk.html", title=visit.say("Desk"), reports=reports, closed=closed, pages=pages)


def close(site: Site, visit: Visit) -> Response:
    """Resolve or dismiss a report, or open it again."""
    state = visit.field("state")
    if state not in list(ReportState):
        raise InputError(state[:40], "is nothing that becomes of a report", remedy="resolve it, dismiss it or open it again")
    site.app.close_report(visit.part("report"), ReportState(state))
    return site.redirect(visit, visit.links.to("desk"))
