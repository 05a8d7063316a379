"""What holds for every request and every answer, errors included: host names, size of bodies, headers, who may read. ASGI."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from urllib.parse import urlencode

from starlette._utils import get_route_path
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from newsloom.web.access import Gate
from newsloom.web.links import Links

log = logging.getLogger("newsloom.web")

FORM_BYTES = 256_000
UPLOAD_BYTES = 4_000_000
UPLOADS = ("/feeds/opml",)
OPEN = (
    "/static/",
    "/login",
    "/healthz",
    "/look",
    "/settings",
    "/first",
    "/metrics",
)  # answered to anyone, or by a rule of their own

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with no-referrer, browsers send forms of the site with `Origin: null`
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


class TooMuch(Exception):
    """A body has more bytes than its bound."""


class Guard:
    """Around the whole site."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        gate: Gate,
        failed: Callable[[Request, int, str], Response],
        readers: AbstractContextManager[object],
        root: str = "",
    ) -> None:
        """
        Args:
            root: sub-path the site is under; a proxy may leave it in or cut it off.
            failed: makes the answer to what cannot be done, from status and sentence.
            readers: entered around each answer: whom passes give way to.
        """
        self.app = app
        self.gate = gate
        self.failed = failed
        self.readers = readers
        self.root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        with self.readers:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.root:
            scope = {**scope, "root_path": self.root}
        request = Request(scope)
        path = get_route_path(scope)
        begun = False

        async def with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "private, no-cache")
            await send(message)

        refused = self._refused(request, path)
        if refused is not None:
            await refused(scope, receive, with_headers)
            return
        try:
            await self.app(scope, bounded(receive, UPLOAD_BYTES if path in UPLOADS else FORM_BYTES), with_headers)
        except TooMuch:
            if begun:
                raise
            await self.failed(request, 413, "That is more than this page takes.")(scope, receive, with_headers)
        except Exception:
            log.exception("web.failed %s %s", scope["method"], path)
            if begun:
                raise
            sentence = "Something went wrong here; it has been written to the log."
            await self.failed(request, 500, sentence)(scope, receive, with_headers)

    def _refused(self, request: Request, path: str) -> Response | None:
        if not self.gate.host_allowed(request.headers.get("host", "")):
            return PlainTextResponse("This site does not answer under that name; set base_url to its public address.\n", 421)
        length = request.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > (UPLOAD_BYTES if path in UPLOADS else FORM_BYTES):
            return self.failed(request, 413, "That is more than this page takes.")
        if path.startswith(OPEN) or self.gate.may_read(request):
            return None
        if request.method in ("GET", "HEAD") and "text/html" in request.headers.get("accept", ""):
            asked = path + (f"?{request.url.query}" if request.url.query else "")
            login = Links(request.scope.get("root_path", "")).to("login")
            return RedirectResponse(f"{login}?{urlencode({'next': asked})}", 303)
        answer = self.failed(request, 401, "This site can be read after logging in.")
        answer.headers["www-authenticate"] = 'Basic realm="Newsloom", charset="UTF-8"'
        return answer


def bounded(receive: Receive, most_bytes: int) -> Callable[[], Awaitable[Message]]:
    """Reads a body and raises `TooMuch` when it has more bytes."""
    seen = 0

    async def read() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > most_bytes:
                raise TooMuch
        return message

    return read
