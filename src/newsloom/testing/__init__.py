"""Fakes for tests of programs that use Newsloom, and for its own: clock, fetcher, workers, resolver, feed, and a site with faults.

`Site` opens a socket on 127.0.0.1 and `InlineWorkers` reads files; nothing else here does any I/O. A scripted language model is in
`newsloom.testing.model`.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from newsloom.errors import FetchError
from newsloom.model import Article, Extracted, ParsedFeed, Problem
from newsloom.ports import Request, Response


class FixedClock:
    """A Clock that stands still until it is moved."""

    def __init__(self, now: datetime = datetime(2026, 1, 13, 12, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **parts: float) -> datetime:
        """Move on by so many `hours=`, `minutes=` … and give the new time."""
        self.now += timedelta(**parts)
        return self.now


def rss(*items: Mapping[str, str], title: str = "Test Herald", link: str = "", head: str = "") -> str:
    """An RSS document with these items.

    Args:
        items: `title`, `link`, `guid`, `pubDate`, `description` … as they stand in the document; values are escaped here.
        head: XML that stands before the items, as it is.
    """
    made = "".join(
        "<item>" + "".join(f"<{name}>{escape(value)}</{name}>" for name, value in item.items()) + "</item>" for item in items
    )
    site = f"<link>{escape(link)}</link>" if link else ""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{escape(title)}</title>{site}{head}{made}</channel></rss>'


class FakeFetcher:
    """A Fetcher that answers from a table and remembers what it was asked.

    Args:
        answers: address → body, Response, or an exception to raise. An address that is not there answers 404.
    """

    def __init__(self, answers: Mapping[str, bytes | str | Response | Exception] | None = None) -> None:
        self.answers: dict[str, bytes | str | Response | Exception] = dict(answers or {})
        self.requests: list[Request] = []

    async def fetch(self, request: Request) -> Response:
        self.requests.append(request)
        answer = self.answers.get(request.url)
        if isinstance(answer, FetchError):
            raise answer
        if isinstance(answer, Exception):
            raise FetchError(request.url, str(answer)) from answer
        if isinstance(answer, Response):
            return answer
        if answer is None:
            return Response(request.url, 404, b"")
        body = answer.encode() if isinstance(answer, str) else answer
        return Response(request.url, 200, body[: request.max_bytes])

    async def close(self) -> None:
        """Nothing to close."""


class InlineWorkers:
    """Workers that parse and extract in this very process: the same outcome without other processes, and without their bounds."""

    async def parse(self, body: bytes, *, url: str, content_type: str | None) -> ParsedFeed:
        from newsloom.intake import feeds  # lazy: feedparser

        return feeds.parse(body, url=url, content_type=content_type)

    async def extract(self, html: bytes, *, url: str, content_type: str | None) -> Extracted:
        from newsloom.intake import extract  # lazy: trafilatura

        return extract.extract(html, url=url, content_type=content_type)

    async def read(self, path: Path) -> list[Article | Problem]:
        from newsloom.intake import files  # lazy: not every test reads files

        return files.read_file(path)


class StaticResolver:
    """A Resolver from a table; a name that is not there gets `otherwise`, or is not found.

    Args:
        table: host → addresses; a list of lists is used up one by one, as by a server that changes its answer.
    """

    def __init__(self, table: Mapping[str, Sequence[str]] | None = None, *, otherwise: Sequence[str] = ()) -> None:
        self.table = dict(table or {})
        self.otherwise = otherwise
        self.asked: list[str] = []

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        found = self.table.get(host, self.otherwise)
        if not found:
            raise OSError(f"{host} is not in the table")
        return found


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that a Site received."""

    method: str
    host: str
    path: str
    headers: dict[str, str]  #: names in lower case
    at: float  #: seconds on the monotonic clock
    body: bytes = b""

    @property
    def url(self) -> str:
        return f"http://{self.host}{self.path}"


@dataclass(frozen=True, slots=True)
class Page:
    """What a Site answers."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    raw: bytes | None = None  #: sent instead of all the rest, to the byte
    wait_s: float = 0.0  #: before the first byte
    trickle_s: float = 0.0  #: between two bytes of the body
    cut_at: int | None = None  #: the connection ends after so many bytes of the body
    chunked: bool = False
    etag: str | None = None  #: answers 304 to it


_REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 404: "Not Found", 410: "Gone"}


@dataclass
class Site:
    """A web server on 127.0.0.1 for as long as a `with` lasts. Serves any host name that is led to it.

    >>> with Site() as site:
    ...     site.serve("/feed.xml", b"<rss/>", content_type="application/rss+xml")
    ...     site.url("/feed.xml")

    A page of one host is served as `//host/path`. Whatever is not there answers 404.
    """

    pages: dict[str, Page | Callable[[Seen], Page]] = field(default_factory=dict)
    requests: list[Seen] = field(default_factory=list)
    connections: int = 0  #: accepted so far
    address: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None  #: speaks https with this; None: http
    _socket: socket.socket | None = None
    _open: set[socket.socket] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Site:
        family = socket.AF_INET6 if ":" in self.address else socket.AF_INET
        self._socket = socket.socket(family, socket.SOCK_STREAM)
        self._socket.bind((self.address, 0))
        self._socket.listen(200)
        threading.Thread(target=self._accept, args=(self._socket,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            self._socket.close()
        with self._lock:
            left = list(self._open)
        for connection in left:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    @property
    def port(self) -> int:
        assert self._socket is not None, "only inside `with`"
        return int(self._socket.getsockname()[1])

    def url(self, path: str = "/", *, host: str | None = None) -> str:
        """The address of a path, under the loopback address or under a host name that a resolver leads here."""
        shown = host or (f"[{self.address}]" if ":" in self.address else self.address)
        return f"http://{shown}:{self.port}{path}"

    def serve(
        self,
        path: str,
        body: bytes | str = b"",
        *,
        content_type: str = "text/html; charset=utf-8",
        status: int = 200,
        headers: Iterable[tuple[str, str]] = (),
        **how: object,
    ) -> None:
        """Serve a page at a path; `how` are the fields of `Page`."""
        content = body.encode() if isinstance(body, str) else body
        self.pages[path] = Page(content, status, (("Content-Type", content_type), *headers), **how)  # type: ignore[arg-type]

    def redirect(self, path: str, target: str, *, status: int = 302) -> None:
        """Lead a path elsewhere."""
        self.pages[path] = Page(status=status, headers=(("Location", target),))

    def bomb(self, path: str, *, size: int, layers: int = 1) -> None:
        """Serve so many zero bytes, compressed so many times over."""
        body = bytes(size)
        for _ in range(layers):
            body = gzip.compress(body, 9, mtime=0)
        encoding = ", ".join(["gzip"] * layers)
        self.pages[path] = Page(body, headers=(("Content-Type", "text/html"), ("Content-Encoding", encoding)))

    def asked(self, path: str) -> list[Seen]:
        """The requests for a path, in order."""
        return [seen for seen in self.requests if seen.path == path]

    # ------------------------------------------------------------------------------------------ the server

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            self.connections += 1
            with self._lock:
                self._open.add(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            connection.settimeout(120)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self.tls is not None:
                connection = self._secured(connection, self.tls)
            with connection, connection.makefile("rb") as stream:
                while (seen := _request(stream)) is not None:
                    with self._lock:
                        self.requests.append(seen)
                    if not _answer(connection, self._page(seen), seen):
                        return
        except OSError:
            pass  # the client hung up, which is what many tests are about
        finally:
            with self._lock:
                self._open.discard(connection)

    def _secured(self, connection: socket.socket, tls: ssl.SSLContext) -> socket.socket:
        secured = tls.wrap_socket(connection, server_side=True)
        with self._lock:
            self._open.discard(connection)
            self._open.add(secured)
        return secured

    def _page(self, seen: Seen) -> Page:
        host = seen.host.rpartition(":")[0] or seen.host
        bare = urlsplit(seen.path).path
        for key in (f"//{host}{seen.path}", f"//{host}{bare}", seen.path, bare):
            if (found := self.pages.get(key)) is not None:
                return found if isinstance(found, Page) else found(seen)
        return Page(b"not here", 404, (("Content-Type", "text/plain"),))


def _request(stream: object) -> Seen | None:
    line = stream.readline(70_000)  # type: ignore[attr-defined]
    if not line.strip():
        return None
    method, _, rest = line.decode("latin-1").partition(" ")
    headers: dict[str, str] = {}
    while (header := stream.readline(70_000)).strip():  # type: ignore[attr-defined]
        name, _, value = header.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", 0)))  # type: ignore[attr-defined]
    return Seen(method, headers.get("host", ""), rest.rpartition(" ")[0], headers, time.monotonic(), body)


def _answer(connection: socket.socket, page: Page, seen: Seen) -> bool:
    """Send the page; whether the connection may be used again."""
    if page.wait_s:
        time.sleep(page.wait_s)
    if page.raw is not None:
        connection.sendall(page.raw)
        return False
    if page.etag is not None and seen.headers.get("if-none-match") == page.etag:
        connection.sendall(_head(304, (("ETag", page.etag),), 0))
        return True
    extra = (("ETag", page.etag),) if page.etag is not None else ()
    if page.chunked:
        head = _head(page.status, (*page.headers, *extra, ("Transfer-Encoding", "chunked")), None)
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page.body), page.body) if page.body else b"0\r\n\r\n"
    else:
        head, body = _head(page.status, (*page.headers, *extra), len(page.body)), page.body
    connection.sendall(head)
    sent = body if page.cut_at is None else body[: page.cut_at]
    if page.trickle_s:
        for number in range(len(sent)):
            connection.sendall(sent[number : number + 1])
            time.sleep(page.trickle_s)
    else:
        connection.sendall(sent)
    return page.cut_at is None


def _head(status: int, headers: Iterable[tuple[str, str]], length: int | None) -> bytes:
    lines = [f"HTTP/1.1 {status} {_REASONS.get(status, 'Status')}", *(f"{name}: {value}" for name, value in headers)]
    if length is not None:
        lines.append(f"Content-Length: {length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")
