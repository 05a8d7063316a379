"""The address that a channel calls: its form, a try, and what it was told. I/O: the app's verbs."""

from __future__ import annotations

from starlette.responses import Response

from newsloom.errors import InputError, NewsloomError
from newsloom.model import Alert
from newsloom.web.visit import Site, Visit

CALLS = 20  # shown
OWNERS = 3  # offered


def alert(site: Site, visit: Visit) -> Response:
    """The form, and the calls so far."""
    return _page(site, visit, done=visit.query("done"))


def save(site: Site, visit: Visit) -> Response:
    """Keep the address, try it, or call nothing from now on."""
    channel, do = site.app.channel(visit.part("channel")), visit.field("do")
    try:
        if do == "remove":
            site.app.remove_alert(channel.id)
        elif do == "try":
            site.app.try_alert(channel.id)
        else:
            site.app.save_alert(_of_form(site, visit, channel.id))
    except NewsloomError as error:
        return _page(site, visit, status=400, failed=error)
    return site.redirect(visit, visit.links.channel_part(channel.id, "alert") + f"?done={do or 'save'}")


def _of_form(site: Site, visit: Visit, channel: str) -> Alert:
    owners = visit.field("owners")
    begin, end = _hour(visit.field("quiet_from")), _hour(visit.field("quiet_to"))
    if (begin is None) != (end is None):
        raise InputError("quiet hours", "have a beginning and an end", remedy="give both, or neither")
    quiet = None if begin is None or end is None or begin == end else (begin, end)
    known = site.app.alerts().get(channel)
    secret = visit.field("secret") or (known.secret if known is not None and not visit.field("no_secret") else "")
    return Alert(
        channel,
        visit.field("url")[:2_000],
        "ntfy" if visit.field("kind") == "ntfy" else "webhook",
        int(owners) if owners.isascii() and owners.isdigit() and len(owners) < 4 else OWNERS,
        quiet,
        site.zone_of(visit).key,
        secret[:200],
    )


def _hour(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 3 and int(given) < 24 else None


def _page(site: Site, visit: Visit, *, status: int = 200, done: str = "", failed: NewsloomError | None = None) -> Response:
    channel = site.app.channel(visit.part("channel"))
    known = site.app.alerts().get(channel.id)
    calls = site.app.calls(channel.id, limit=CALLS)
    return site.page(
        visit,
        "alert.html",
        status=status,
        nav="feeds",
        title=visit.say("Alert of “{name}”", name=channel.name),
        channel=channel,
        alert=known or Alert(channel.id, "", owners=max(OWNERS, channel.min_origins)),
        kept=known is not None,
        calls=calls,
        pages=site.app.pages(sorted({call.story for call in calls})),
        zone=known.zone if known is not None else site.zone_of(visit).key,
        done=done,
        failed=failed,
    )
