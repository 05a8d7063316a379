"""The small pages: login and logout, light and dark, keys, health, what the background does, static files, pictures."""

from __future__ import annotations

import gzip
from functools import lru_cache

from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from newsloom.app.installation import SHORTEST_PASSWORD
from newsloom.errors import InputError, NewsloomError, NotFound, ParseError
from newsloom.web import access, photos, preferences, render
from newsloom.web.visit import Site, Visit
from newsloom.web.words import INTERFACES, words

YEAR_S = 365 * 24 * 3600
DAY_S = 24 * 3600
PICTURE_POLICY = "default-src 'none'; sandbox"  # of a picture that is opened by itself


def login_page(site: Site, visit: Visit) -> Response:
    """Where the password is asked for."""
    if visit.owner:
        return site.redirect(visit, visit.links.front())
    return site.page(visit, "login.html", title=visit.say("Log in"), next=visit.query("next"), wrong="")


def login(site: Site, visit: Visit) -> Response:
    """A right password begins a new session."""
    client = visit.request.client.host if visit.request.client else ""
    if site.gate.too_many(client):
        return site.failed(visit.request, 429, "There were too many wrong passwords. Try again in ten minutes.")
    if not site.gate.right_password(visit.field("password"), client):
        wrong = (
            visit.say("That is not the password.")
            if site.gate.has_password
            else visit.say("This site has no password: it can only be read.")
        )
        return site.page(visit, "login.html", status=403, title=visit.say("Log in"), next=visit.field("next"), wrong=wrong)
    visit.cookies[access.SESSION_COOKIE] = (site.gate.new_session(), "/", access.SESSION_S)
    return site.redirect(visit, site.back(visit, visit.links.front()))


def first_page(site: Site, visit: Visit) -> Response:
    """Where the first password is set, for who has the link of the log."""
    key = visit.query("key")
    if not site.gate.may_set_first(key):
        return _no_longer(site, visit)
    return site.page(visit, "first.html", title=visit.say("Set the password"), key=key, least=SHORTEST_PASSWORD, wrong="")


def first(site: Site, visit: Visit) -> Response:
    """Keep the first password, and let in who set it."""
    key = visit.field("key")
    if not site.gate.may_set_first(key):
        return _no_longer(site, visit)
    try:
        hashed = site.app.set_password(visit.field("password")[: access.MAX_PASSWORD])
    except InputError as error:
        return site.page(
            visit,
            "first.html",
            status=400,
            title=visit.say("Set the password"),
            key=key,
            least=SHORTEST_PASSWORD,
            wrong=words(visit.language).problem(error.reason),
        )
    site.gate.first_password(hashed)
    visit.cookies[access.SESSION_COOKIE] = (site.gate.new_session(), "/", access.SESSION_S)
    return site.redirect(visit, visit.links.front())


def _no_longer(site: Site, visit: Visit) -> Response:
    return site.failed(visit.request, 403, "This link was used, or its hour is over.", "Start the site again for a new one.")


def logout(site: Site, visit: Visit) -> Response:
    """Ends the session, here and for whoever else has its cookie."""
    site.gate.end_session(visit.request.cookies.get(access.SESSION_COOKIE, ""))
    visit.cookies[access.SESSION_COOKIE] = ("", "/", 0)
    return site.redirect(visit, visit.links.front())


def look(site: Site, visit: Visit) -> Response:
    """Light, dark, or as the system has it; kept by this browser."""
    _keep(visit, preferences.with_theme(visit.chosen, visit.field("theme")))
    return site.redirect(visit, site.back(visit, visit.links.front()))


def settings(site: Site, visit: Visit) -> Response:
    """How this browser wants the site."""
    return site.page(
        visit,
        "settings.html",
        title=visit.say("Settings"),
        chosen=visit.chosen,
        zones=preferences.zones(),
        listed=any(visit.chosen.zone in names for _, names in preferences.zones()),
        interfaces=INTERFACES.items(),
        own_zone=site.settings.zone,
        now=site.app.clock(),
        saved=visit.query("saved") == "1",
    )


def set_settings(site: Site, visit: Visit) -> Response:
    """Keep what was chosen, in this browser."""
    chosen = preferences.of(
        visit.field("theme"), visit.field("size"), visit.field("zone"), visit.field("languages"), visit.field("interface")
    )
    _keep(visit, chosen)
    return site.redirect(visit, visit.links.to("settings") + "?saved=1")


def _keep(visit: Visit, chosen: preferences.Preferences) -> None:
    cookie = preferences.written(chosen)
    visit.cookies[preferences.COOKIE] = (cookie, "/", YEAR_S if cookie else 0)


def keys(site: Site, visit: Visit) -> Response:
    """The keyboard."""
    return site.page(visit, "keys.html", title=visit.say("Keyboard"))


def progress(site: Site, visit: Visit) -> Response:
    """What the background is doing, as a line."""
    return PlainTextResponse(site.app.progress(), headers={"cache-control": "no-store"})


def health(site: Site, visit: Visit) -> Response:
    """Whether the database answers, and for the owner what is in it."""
    try:
        facts = site.app.facts() if visit.owner else {}
        site.app.stories(limit=1)
    except NewsloomError as error:
        return JSONResponse({"ok": False, "reason": error.reason}, 503)
    return JSONResponse({"ok": True, **facts})


@lru_cache(maxsize=64)
def _compressed(name: str) -> bytes:
    return gzip.compress(render.static_files()[name][1], 9, mtime=0)


def static(site: Site, visit: Visit) -> Response:
    """A static file; its address changes with its content, so it may be kept for ever."""
    name = visit.part("name")
    files = render.static_files()
    if name not in files:
        return site.failed(visit.request, 404, "There is no such file.")
    if visit.part("build") != render.build():
        return RedirectResponse(visit.links.static(name), 302)
    kind, body = files[name]
    headers = {"cache-control": f"public, max-age={YEAR_S}, immutable", "vary": "accept-encoding"}
    if not kind.startswith("font/") and "gzip" in visit.request.headers.get("accept-encoding", ""):
        body = _compressed(name)
        headers["content-encoding"] = "gzip"
    return Response(body, headers={**headers, "content-type": kind})


def picture(site: Site, visit: Visit) -> Response:
    """The picture of an article, where the owner lets the site show any."""
    name = visit.part("article")
    url = photos.address_of(site.app.article(name).article) if site.settings.images else None
    if url is None:
        raise NotFound(name, "there is no picture")
    try:
        found = site.photos.get(url)
    except ParseError as error:
        raise NotFound(name, "there is no picture that can be shown") from error
    headers = {"cache-control": f"private, max-age={DAY_S}", "content-security-policy": PICTURE_POLICY}
    return Response(found.body, headers=headers, media_type=found.kind)
