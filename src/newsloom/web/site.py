"""The site: every page in one visible list, and the ASGI app made of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from fastapi import FastAPI
from starlette._utils import get_route_path
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match, Route

from newsloom import __version__
from newsloom.app import App
from newsloom.config import Settings
from newsloom.errors import NewsloomError
from newsloom.web import alerts, api, desk, doors, feeds, marks, metrics, reading, reports, syndication
from newsloom.web.guard import Guard
from newsloom.web.links import Links
from newsloom.web.visit import Page, Site

MAX_FIELDS = 600  # of a form: a split ticks articles


def endpoint(site: Site, page: Page) -> Callable[[Request], Any]:
    """The ASGI endpoint of a page: who may, the form and its token, then the handler in a thread, unless the reader has the page."""

    def answered(request: Request, form: FormData | None) -> Response:
        visit = site.visit(request, form, page=page)
        return site.unchanged(visit, visit.tag) if site.has(visit, visit.tag) else page.handler(site, visit)

    async def answer(request: Request) -> Response:
        if page.owner and not site.gate.owner(request):
            links = Links(request.scope.get("root_path", ""))
            if site.gate.has_password and request.method == "GET":
                return RedirectResponse(f"{links.to('login')}?{urlencode({'next': get_route_path(request.scope)})}", 303)
            return site.failed(request, 403, "Only the owner of this site can do that.")
        form = None
        if page.method == "POST":
            form = await request.form(max_files=1, max_fields=MAX_FIELDS)
            if refused := site.gate.form_refused(request, str(form.get("token", ""))):
                return site.failed(
                    request,
                    403,
                    f"The form was not accepted: {refused}.",
                    "Go back, load the page again, and send it once more.",
                )
        try:
            return await run_in_threadpool(answered, request, form)
        finally:
            if form is not None:
                await form.close()

    return answer


def pages() -> tuple[Page, ...]:
    """All pages of the site, in one list. The JSON API and the feeds add theirs (`api`, `syndication`)."""
    return (
        Page("GET", "/", reading.front, state=reading.front_state),
        Page("GET", "/stories", reading.stories, state=reading.stored),
        Page("GET", "/topic/{topic}", reading.topic, state=reading.listed),
        Page("GET", "/search", reading.search, state=reading.stored),
        Page("GET", "/story/{story}", reading.story, state=reading.story_state),
        Page("GET", "/story/{story}/revision/{number:int}", reading.revision, state=reading.stored),
        Page("GET", "/story/{story}/translated", reading.translated, state=reading.stored),
        Page("GET", "/story/{story}/history", reading.history, state=reading.stored),
        Page("GET", "/story/{story}/difference/{number:int}", reading.difference),
        Page("GET", "/story/{story}/sources", reading.sources, state=reading.stored),
        Page("GET", "/story/{story}/why", reading.why),
        Page("GET", "/story/{story}/why/{number:int}", reading.why_sentence),
        Page("GET", "/article/{article}", reading.article, state=reading.stored),
        Page("GET", "/article/{article}/picture", doors.picture),
        Page("GET", "/article/{article}/difference/{number:int}", reading.article_difference),
        Page("POST", "/story/{story}/mark", marks.mark, owner=True),
        Page("GET", "/following", marks.following, owner=True),
        Page("GET", "/saved", marks.saved, owner=True),
        Page("GET", "/muted", marks.muted, owner=True),
        Page("POST", "/caught-up", marks.caught_up, owner=True),
        Page("GET", "/story/{story}/correct", desk.correct, owner=True),
        Page("POST", "/story/{story}/merge", desk.merge, owner=True),
        Page("POST", "/story/{story}/split", desk.split, owner=True),
        Page("POST", "/story/{story}/move", desk.move, owner=True),
        Page("POST", "/story/{story}/drop", desk.drop, owner=True),
        Page("POST", "/change/{change}/undo", desk.undo, owner=True),
        Page("GET", "/story/{story}/wrong", reports.wrong),
        Page("POST", "/story/{story}/wrong", reports.send),
        Page("GET", "/desk", reports.desk, owner=True),
        Page("GET", "/desk/spending", desk.spending, owner=True),
        Page("POST", "/report/{report}", reports.close, owner=True),
        Page("GET", "/changes", desk.changes),
        Page("GET", "/feeds", feeds.feeds),
        Page("POST", "/feeds/add", feeds.add, owner=True),
        Page("POST", "/feeds/opml", feeds.upload, owner=True),
        Page("GET", "/feeds.opml", feeds.opml, owner=True),
        Page("POST", "/feeds/refresh", feeds.refresh_all, owner=True),
        Page("POST", "/subscription/{subscription}/refresh", feeds.refresh, owner=True),
        Page("POST", "/subscription/{subscription}/pause", feeds.pause, owner=True),
        Page("POST", "/subscription/{subscription}/resume", feeds.resume, owner=True),
        Page("POST", "/subscription/{subscription}/use", feeds.use, owner=True),
        Page("POST", "/subscription/{subscription}/remove", feeds.remove, owner=True),
        Page("GET", "/channels/new", feeds.channel_new),
        Page("POST", "/channels", feeds.channel_save, owner=True),
        Page("GET", "/channel/{channel}", feeds.channel, state=reading.listed),
        Page("GET", "/channel/{channel}/edit", feeds.channel_edit, owner=True),
        Page("GET", "/channel/{channel}/alert", alerts.alert, owner=True),
        Page("POST", "/channel/{channel}/alert", alerts.save, owner=True),
        Page("POST", "/channel/{channel}/delete", feeds.channel_delete, owner=True),
        Page("GET", "/login", doors.login_page),
        Page("POST", "/login", doors.login),
        Page("POST", "/logout", doors.logout),
        Page("GET", "/first", doors.first_page),
        Page("POST", "/first", doors.first),
        Page("POST", "/look", doors.look),
        Page("GET", "/settings", doors.settings),
        Page("POST", "/settings", doors.set_settings),
        Page("GET", "/keys", doors.keys),
        Page("GET", "/progress", doors.progress),
        Page("GET", "/healthz", doors.health),
        Page("GET", "/metrics", metrics.metrics),
        Page("GET", "/static/{build}/{name:path}", doors.static),
    )


def create_app(app: App, settings: Settings) -> FastAPI:
    """The site over an open app.

    Args:
        settings: where it is served, its password, its time zone.

    Returns:
        The ASGI app; `state.first_key` opens the page `/first`, on which the first password is set, "" where none is wanted.
    """
    site = Site(app, settings)
    made = FastAPI(
        title="Newsloom",
        version=__version__,
        docs_url=None,  # its page loads scripts from another host
        redoc_url=None,
        redirect_slashes=False,
        openapi_url="/api/v1/openapi.json",
    )
    routers = [api.router(app, site.gate), syndication.router(app)]
    for router in routers:
        made.include_router(router)
    for page in pages():
        made.add_route(page.path, endpoint(site, page), methods=[page.method], include_in_schema=False)
    routes = [route for router in (*routers, made.router) for route in router.routes if isinstance(route, Route)]
    for kind in (HTTPException, NewsloomError):
        made.add_exception_handler(kind, _handler(site, routes))
    root = urlsplit(settings.base_url or "").path.rstrip("/")
    made.state.first_key = site.gate.first_key
    made.add_middleware(Guard, gate=site.gate, failed=site.failed, readers=app.readers, root=root)
    return made


def _handler(site: Site, routes: Sequence[Route]) -> Callable[[Request, Exception], Any]:
    async def answer(request: Request, error: Exception) -> Response:
        answered = await run_in_threadpool(site.error, request, error)
        if answered.status_code == HTTPStatus.METHOD_NOT_ALLOWED:  # of the first route that fits alone, says the framework
            answered.headers["allow"] = ", ".join(allowed(request, routes))
        return answered

    return answer


def allowed(request: Request, routes: Sequence[Route]) -> list[str]:
    """The methods of the address that was asked for."""
    here = [route for route in routes if route.matches(request.scope)[0] != Match.NONE]
    return sorted({method for route in here for method in route.methods or ()})
