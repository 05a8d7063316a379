"""One request as a handler sees it, and what all handlers share: pages, redirects, errors. I/O: the app it is given."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup
from starlette._utils import get_route_path
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from newsloom.app import App
from newsloom.config import Settings
from newsloom.errors import CorrectionError, FetchError, InputError, NewsloomError, NotFound, ParseError, StoreError
from newsloom.web import access, preferences, render, words
from newsloom.web.answers import squeezed
from newsloom.web.links import Links
from newsloom.web.photos import Photos
from newsloom.web.preferences import Preferences

KEPT = 20  # parts of pages
MOST_VALUES = 500  # of one name in a form or a query
REPORTS, REPORTS_ALL = 5, 60  # of wrong sentences: of one address, of all, within ten minutes


@dataclass(frozen=True, slots=True)
class Visit:
    """One request as a handler sees it."""

    request: Request
    links: Links
    owner: bool
    seed: str  #: what the tokens of this reader's forms are tied to
    token: str
    chosen: Preferences
    language: str  #: of the interface
    form: FormData = field(default_factory=FormData)
    cookies: dict[str, tuple[str, str, int]] = field(default_factory=dict)  #: to be set: name → value, path, seconds
    tag: str = ""  #: names the state of all that the page will show; "": it follows from more than is known before

    def say(self, text: str, **values: object) -> str:
        """A text of the site in the reader's language, `{name}` filled in."""
        return words.words(self.language).say(text, **values)

    def part(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    def query(self, name: str, default: str = "") -> str:
        return self.request.query_params.get(name, default)[:2_000]

    def queries(self, name: str) -> list[str]:
        """All values that the query gives a name, in their order."""
        return [value[:2_000] for value in self.request.query_params.getlist(name)[:MOST_VALUES]]

    def number(self, name: str, default: int = 1, most: int = 1_000) -> int:
        """A whole number of the query, within bounds."""
        given = self.request.query_params.get(name, "")
        return min(most, max(1, int(given))) if given.isascii() and given.isdigit() and len(given) < 8 else default

    def field(self, name: str) -> str:
        """A field of the form, without the spaces around it."""
        value = self.form.get(name, "")
        return value.strip()[:20_000] if isinstance(value, str) else ""

    def fields(self, name: str) -> list[str]:
        return [value[:20_000] for value in self.form.getlist(name)[:MOST_VALUES] if isinstance(value, str)]

    @property
    def path(self) -> str:
        """The path that was asked for, under the site's own root."""
        return get_route_path(self.request.scope) or "/"


Handler = Callable[["Site", Visit], Response]


@dataclass(frozen=True, slots=True)
class Page:
    """A route: GET pages change nothing, POST needs a token; `owner` pages are for the owner alone."""

    method: str
    path: str
    handler: Handler
    owner: bool = False
    state: Callable[[Site, Visit], object] | None = None  #: what the page shows follows from this, the day and the reader alone


class Site:
    """What all handlers share."""

    def __init__(self, app: App, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self.gate = access.Gate(settings, kept=app.password_hash())
        self.zone = ZoneInfo(settings.zone)
        self.reported = access.Tries(REPORTS, REPORTS_ALL)
        self.photos = Photos(app)
        self._kept: dict[str, tuple[object, Markup]] = {}
        self._making = threading.Lock()
        self._times: dict[tuple[str, str], dict[str, Any]] = {}
        self._born = secrets.token_hex(4)  # another process may have other settings

    def visit(self, request: Request, form: FormData | None = None, *, page: Page | None = None) -> Visit:
        """The request with what is known of who asks.

        Args:
            page: whose answer it is, for the tag of its state.
        """
        seed = self.gate.form_seed(request)
        links = Links(request.scope.get("root_path", ""), render.build())
        chosen = preferences.read(*(request.cookies.get(name, "") for name in (preferences.COOKIE, preferences.ZONE_COOKIE)))
        language = words.chosen(chosen.interface, request.headers.get("accept-language", ""))
        owner, token = self.gate.owner(request), self.gate.token(seed)
        visit = Visit(request, links, owner, seed, token, chosen, language, form or FormData())
        return visit if page is None or page.state is None else replace(visit, tag=self._tag(visit, page.state(self, visit)))

    def _tag(self, visit: Visit, state: object) -> str:
        url, today = visit.request.url, self.today(visit)
        reader = (visit.owner, visit.token, visit.chosen, visit.language)
        named = repr(
            (self._born, render.build(), state, visit.links.prefix, url.path, url.query, *reader, today, self.app.progress())
        )
        return f'W/"{hashlib.blake2b(named.encode("utf-8", "replace"), digest_size=12).hexdigest()}"'

    def zone_of(self, visit: Visit) -> ZoneInfo:
        """The time zone that times are shown in."""
        return visit.chosen.time_zone or self.zone

    def today(self, visit: Visit) -> date:
        return self.app.clock().astimezone(self.zone_of(visit)).date()

    def times(self, visit: Visit) -> dict[str, Any]:
        """What templates show times by, in the reader's zone."""
        zone = self.zone_of(visit)
        kept = zone.key, visit.language
        if kept not in self._times:
            self._times[kept] = render.times(zone, self.app.clock, visit.language)
        return self._times[kept]

    # -- parts of pages that are the same for every reader

    def part(self, template: str, visit: Visit, **values: Any) -> Markup:
        """A part of a page that says nothing of who reads it."""
        shown = {**self.times(visit), "links": visit.links, "local": False, **values}
        return Markup(render.html(template, shown, language=visit.language))

    def kept(self, name: str, of: object, make: Callable[[], Markup]) -> Markup:
        """What was made of this very object under this name, or make it now, once for all who wait; one is kept under a name."""
        known = self._kept.get(name)
        if known is not None and known[0] is of:
            return known[1]
        with self._making:
            known = self._kept.get(name)
            if known is None or known[0] is not of:
                if len(self._kept) > KEPT:
                    self._kept.clear()
                known = self._kept[name] = (of, make())
        return known[1]

    def may_report(self, visit: Visit) -> bool:
        """Whether this reader may say that a sentence is wrong."""
        return visit.owner or self.settings.reports

    # -- answers

    def page(
        self, visit: Visit, template: str, *, status: int = 200, nav: str = "", title: str = "", **values: Any
    ) -> Response:
        """A page of the site; an unchanged one that the reader has already is a 304."""
        today = self.today(visit)
        shared: dict[str, Any] = {
            **self.times(visit),
            "status": status,
            "links": visit.links,
            "owner": visit.owner,
            "token": visit.token,
            "has_password": self.gate.has_password,
            "theme": visit.chosen.theme,
            "size": visit.chosen.size,
            "here": visit.path,
            "nav": nav,
            "title": title,
            "query": "",
            "local": False,
            "today": words.words(visit.language).day(today),
            "weekday": words.words(visit.language).weekday(today),
            "progress": self.app.progress(),
            "notice": self.app.notice,
            "may_report": self.may_report(visit),
            "since": self.app.caught_up() if visit.owner else None,
        }
        body = render.html(template, {**shared, **values}, language=visit.language).encode("utf-8", "replace")
        tag = visit.tag or f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        if status == 200 and self.has(visit, tag):
            return self.unchanged(visit, tag)
        headers = {"vary": "cookie, accept-language", **({"etag": tag} if status == 200 else {})}
        shown = squeezed(visit.request, body, headers)
        return self._with_cookies(visit, Response(shown, status, headers, "text/html; charset=utf-8"))

    def has(self, visit: Visit, tag: str) -> bool:
        """Whether the reader has this state of the page already."""
        return bool(tag) and tag in visit.request.headers.get("if-none-match", "")

    def unchanged(self, visit: Visit, tag: str) -> Response:
        """The answer to who has it."""
        headers = {"etag": tag, "vary": "cookie, accept-language, accept-encoding"}
        return self._with_cookies(visit, Response(status_code=304, headers=headers))

    def _with_cookies(self, visit: Visit, response: Response) -> Response:
        secure = self.gate.secure or visit.request.url.scheme == "https"
        root = visit.links.prefix + "/"
        if visit.request.cookies.get(access.FORM_COOKIE) != visit.seed:
            response.set_cookie(access.FORM_COOKIE, visit.seed, path=root, httponly=True, samesite="lax", secure=secure)
        for name, (value, path, seconds) in visit.cookies.items():
            response.set_cookie(
                name, value, max_age=seconds, path=visit.links.prefix + path, httponly=True, samesite="lax", secure=secure
            )
        return response

    def redirect(self, visit: Visit, where: str, *, status: int = 303) -> Response:
        """Lead on to an address of the site."""
        return self._with_cookies(visit, RedirectResponse(where, status))

    def back(self, visit: Visit, default: str) -> str:
        """Where a form said to go afterwards, if that is on this site."""
        asked = visit.field("next") or visit.query("next")
        on_site = asked.startswith("/") and not asked.startswith("//") and "\\" not in asked and asked.isprintable()
        return visit.links.prefix + asked if on_site else default

    def failed(self, request: Request, status: int, sentence: str, remedy: str = "", *, about: str = "") -> Response:
        """The page of an error.

        Args:
            about: the id, address or name in question.
        """
        if get_route_path(request.scope).startswith("/api/"):
            detail = f"{about}: {sentence}" if about else sentence
            problem = {"type": "about:blank", "title": TITLES.get(status, "Error"), "status": status, "detail": detail}
            return JSONResponse(problem, status, media_type="application/problem+json")
        heading = TITLES.get(status, "That did not work")
        try:
            visit = self.visit(request)
            say = words.words(visit.language).problem
            values = {"heading": visit.say(heading), "sentence": say(sentence), "remedy": say(remedy), "about": about}
            return self.page(visit, "error.html", status=status, title=visit.say(heading), **values)
        except Exception:  # the page of an error must not fail: the database may be what does not answer
            return Response(f"{status}: {sentence}\n", status, media_type="text/plain; charset=utf-8")

    def error(self, request: Request, error: Exception) -> Response:
        """The answer to an error that was raised on purpose."""
        if isinstance(error, HTTPException):
            sentence = SENTENCES.get(error.status_code, str(error.detail))
            answer = self.failed(request, error.status_code, sentence)
            answer.headers.update(error.headers or {})
            return answer
        assert isinstance(error, NewsloomError)
        return self.failed(request, status_of(error), error.reason, error.remedy, about=error.about)


TITLES = {
    400: "That cannot be used",
    401: "Log in first",
    403: "That is for the owner",
    404: "There is no such page",
    405: "That is not done this way",
    409: "That contradicts something",
    413: "That is too much",
    429: "Too many tries",
    500: "Something went wrong",
    502: "No answer from there",
    503: "Busy just now",
}
SENTENCES = {
    404: "Nothing is at this address. It may never have been, or it was mistyped.",
    405: "This address is for forms of this site.",
}


def status_of(error: NewsloomError) -> int:
    """The HTTP status of an error."""
    kinds = (
        (NotFound, 404),
        (CorrectionError, 409),
        (InputError, 400),
        (ParseError, 400),
        (FetchError, 502),
        (StoreError, 503),
    )
    return next((status for kind, status in kinds if isinstance(error, kind)), 500)
