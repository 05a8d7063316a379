"""Serve the sample's outlets on 127.0.0.1, each under its own host name, as the web would show them at the sample's time.

Links carry no port: `Outlets.resolver` leads `host:80` to the port that was free. Never answers for other hosts, and only GET and HEAD.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from newsloom.sample import corpus, pages
from newsloom.sample.moment import NOW, SampleClock

if TYPE_CHECKING:
    from newsloom.net.client import GuardedClient

NETWORKS = ("127.0.0.0/8",)  #: the one network that the client must be allowed to reach
_ROBOTS = "User-agent: *\nAllow: /\n"


class LoopbackResolver:
    """A Resolver that knows the sample's hosts and no other."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        if host not in {outlet.host for outlet in corpus.outlets()}:
            raise OSError(f"{host} is no host of the sample")
        return (f"127.0.0.1:{self._port}",)


class Outlets:
    """The nine outlets as web servers, for as long as a `with` or `async with` lasts.

    Args:
        clock: what has been published by its time is what is served; a clock of its own, at the sample's last evening, if None.
    """

    def __init__(self, clock: SampleClock | None = None) -> None:
        self.clock = clock or SampleClock(NOW)
        self._server: _Server | None = None

    def open(self) -> Outlets:
        """Begin to serve. Opening what is open does nothing."""
        if self._server is None:
            self._server = _Server(self.clock)
            threading.Thread(target=self._server.serve_forever, args=(0.05,), name="newsloom-sample", daemon=True).start()
        return self

    def close(self) -> None:
        """Stop. May be called twice."""
        server, self._server = self._server, None
        if server is not None:
            server.shutdown()
            server.server_close()

    def __enter__(self) -> Outlets:
        return self.open()

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __aenter__(self) -> Outlets:
        return self.open()

    async def __aexit__(self, *_: object) -> None:
        self.close()

    @property
    def port(self) -> int:
        """The port of 127.0.0.1 on which all nine answer."""
        assert self._server is not None, "only while open"
        return int(self._server.server_address[1])

    def fetcher(self) -> GuardedClient:
        """A client that reaches these servers and nothing else, without the limits that politeness asks for on the web."""
        from newsloom.net.client import GuardedClient  # lazy: aiohttp

        return GuardedClient(resolver=self.resolver, allowed_networks=NETWORKS, per_host=None, requests_per_s=None)

    @property
    def resolver(self) -> LoopbackResolver:
        """Leads the hosts of the outlets here."""
        return LoopbackResolver(self.port)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, clock: SampleClock) -> None:
        self.clock = clock
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is no matter."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "sample", ""
    timeout = 30
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave in one packet
    server: _Server

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        host = self.headers.get("Host", "").partition(":")[0].lower()
        found = _document(host, urlsplit(self.path).path, self.server.clock)
        if found is None:
            self._send(404, b"Not here.\n", (("Content-Type", "text/plain"),), with_body=with_body)
            return
        kind, text, changed = found
        body = text.encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        headers = [("ETag", etag), ("Vary", "Accept-Encoding")]
        if changed is not None:
            headers.append(("Last-Modified", changed))
        if self.headers.get("If-None-Match") == etag:
            self._send(304, b"", headers, with_body=False)
        else:
            self._send(200, body, [("Content-Type", kind), *headers], with_body=with_body)

    def _send(self, status: int, body: bytes, headers: Sequence[tuple[str, str]], *, with_body: bool) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Keeps no log."""


def _document(host: str, path: str, clock: SampleClock) -> tuple[str, str, str | None] | None:
    """Content type, text and time of change of what stands at this address now; None if nothing does."""
    outlet = next((one for one in corpus.outlets() if one.host == host), None)
    if outlet is None:
        return None
    out = [one for one in corpus.current(clock()) if one.outlet.id == outlet.id]
    newest = format_datetime(max(one.updated for one in out), usegmt=True) if out else None
    if path == "/robots.txt":
        return "text/plain; charset=utf-8", _ROBOTS, None
    if path == "/":
        return "text/html; charset=utf-8", pages.home(outlet, out), newest
    if path == urlsplit(outlet.feed).path:
        return pages.FEED_TYPES[outlet.format], pages.feed(outlet, out), newest
    filed = next((one for one in out if one.path == path), None)
    if filed is None:
        return None
    return "text/html; charset=utf-8", pages.article(filed, out), format_datetime(filed.updated, usegmt=True)
