"""Bring one address from the web: guarded, bounded, polite. The only way by which feeds and pages come in.

The address is checked when the socket is made, after DNS and on every hop, so that neither a redirect nor a name that changes
its address leads anywhere private. Keeps no cookies, follows no script, never writes to disk.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import socket
import ssl
import time
import urllib.request
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.client_exceptions import ClientConnectorCertificateError
from yarl import URL

from newsloom.errors import AddressRefused, FetchError, RobotsRefused, TooLarge
from newsloom.intake import times
from newsloom.net import addresses, robots
from newsloom.net.inflate import Inflated, UnknownEncoding
from newsloom.ports import Request, Resolver, Response

MAX_HOPS = 10
CONNECTIONS_PER_HOST = 2
REQUESTS_PER_S = 1.0  # to one host
_CONNECT_S = 20.0
_ROBOTS_S = 86_400.0  # RFC 9309, 2.4: no longer than a day
_ROBOTS_FAILED_S = 600.0
_LONGEST_DELAY_S = 30.0  # of what a robots.txt asks for; more would stop a site from being read at all
_MAX_HOSTS = 20_000  # whose pace is remembered
_LOOKUPS = 64  # of names, at once
_CHUNK = 65_536
_LONGEST_HEADER = (
    65_536  # bytes: security policies and preloads of real sites take more than aiohttp's 8 kB, browsers four times this
)
_MOST_HEADERS = 500
_REDIRECTS = {301: True, 302: False, 303: False, 307: False, 308: True}  # status: for good?
_BUSY = frozenset({429, 503})
_LONGEST_REST_S = 31 * 86_400.0
_AGENT = "newsloom"


class SystemResolver:
    """Names to addresses as the machine does it."""

    def __init__(self) -> None:
        # Threads of its own: a name server that keeps silent holds each of them for many seconds.
        self._threads = ThreadPoolExecutor(_LOOKUPS, thread_name_prefix="newsloom-names")

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM))
        return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class _Refused(OSError):
    """Raised where the socket would be made; carries the address and why."""

    def __init__(self, address: str, why: str) -> None:
        self.address, self.why = address, why
        super().__init__(f"{address} is {why}")


@dataclass(slots=True)
class _Host:
    """The pace of one host."""

    slots: asyncio.Semaphore
    interval_s: float
    free_at: float = 0.0  #: on the loop's clock
    rests_until: float = 0.0  #: the same: it has asked to be left alone
    rests_status: int = 429
    users: int = 0


@dataclass(slots=True)
class _KnownRobots:
    rules: robots.Robots
    until: float
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class GuardedClient:
    """A Fetcher for the open web.

    Every status is an answer and comes back as a Response (the body only for 200 and its kind); FetchError means there was none.
    May be used from one event loop at a time; a new loop starts it afresh.

    Args:
        resolver: names to addresses; the machine's own if None. What it says is checked as any other.
        allowed_networks: private networks the user allowed, such as `192.168.1.0/24`.
        contact: an address at which publishers reach the user; part of the User-Agent.
        per_host: connections to one host at a time; None lifts the limit.
        requests_per_s: requests to one host a second; None lifts the limit.
        use_proxy: honour HTTP_PROXY, HTTPS_PROXY and NO_PROXY; the proxy then checks addresses.
        tls: for tests with certificates of their own.
    """

    def __init__(
        self,
        *,
        resolver: Resolver | None = None,
        allowed_networks: Iterable[str] = (),
        contact: str = "",
        per_host: int | None = CONNECTIONS_PER_HOST,
        requests_per_s: float | None = REQUESTS_PER_S,
        use_proxy: bool = False,
        connections: int = 200,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._resolver = resolver or SystemResolver()
        self._allowed = addresses.networks(allowed_networks)
        self._agent = user_agent(contact)
        self._per_host = per_host
        self._interval_s = 1 / requests_per_s if requests_per_s else 0.0
        self._use_proxy = use_proxy
        self._connections = connections
        self._tls = tls
        self._loop: asyncio.AbstractEventLoop | None = None
        self._sessions: dict[bool, aiohttp.ClientSession] = {}
        self._hosts: OrderedDict[str, _Host] = OrderedDict()
        self._robots: OrderedDict[str, _KnownRobots] = OrderedDict()

    async def __aenter__(self) -> GuardedClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections. The client may be used again afterwards."""
        sessions, self._sessions = list(self._sessions.values()), {}
        for session in sessions:
            await session.close()

    async def fetch(self, request: Request) -> Response:
        """Bring an address, following at most ten redirects, each of them checked like the first.

        Raises:
            AddressRefused: it, or where it leads, is private, reserved, or not http(s).
            TooLarge: the decoded body has more than `max_bytes`.
            FetchError: there was no whole answer within `deadline_s`, or robots.txt refuses the page.
        """
        self._on_this_loop()
        return await self._follow(request)

    # ------------------------------------------------------------------------------------------ one request, hop by hop

    async def _follow(self, request: Request) -> Response:
        url, login = _without_login(_checked_url(request.url))
        permanent: str | None = None
        for_good, used_s, origin, seen = True, 0.0, _origin(url), {url}
        for _ in range(MAX_HOPS + 1):
            if request.obey_robots:
                await self._ask_robots(url, request)
            async with self._polite(url):
                began = time.monotonic()
                own = (*login, *request.headers) if _same_site(_origin(url), origin) else ()
                response = await self._hop(request, url, own, request.deadline_s - used_s)
                used_s += time.monotonic() - began
            self._note_rest(response, url)
            target = _redirect(response, url) if request.body is None else None
            if target is None:
                return Response(url, response.status, response.body, response.headers, permanent)
            for_good = for_good and _REDIRECTS[response.status]
            url = _checked_url(target, led_from=request.url)
            permanent = url if for_good else permanent
            if url in seen:
                raise FetchError(request.url, "redirects in a circle", status=response.status)
            seen.add(url)
        raise FetchError(request.url, f"redirects more than {MAX_HOPS} times", status=response.status)

    async def _hop(self, request: Request, url: str, own: Sequence[tuple[str, str]], left_s: float) -> Response:
        try:
            async with asyncio.timeout(max(left_s, 0.001)):
                return await self._exchange(request, url, own)
        except TimeoutError as exc:
            raise FetchError(url, f"timed out after {request.deadline_s:g} s", remedy="it will be tried again") from exc
        except FetchError:
            raise
        except UnknownEncoding as exc:
            raise FetchError(url, str(exc)) from exc
        except (aiohttp.ClientError, OSError, ValueError, asyncio.IncompleteReadError) as exc:
            raise _explained(exc, url) from exc

    async def _exchange(self, request: Request, url: str, own: Sequence[tuple[str, str]]) -> Response:
        proxy = _proxy_for(url) if self._use_proxy else None
        headers = self._headers(request, own)
        async with self._session(proxied=proxy is not None).request(
            "GET" if request.body is None else "POST",
            URL(url),
            data=request.body,
            headers=headers,
            allow_redirects=False,
            proxy=proxy,
            skip_auto_headers=("User-Agent",),
        ) as answer:
            kept = tuple(
                (name.lower(), value)
                for name, value in answer.headers.items()
                if name.lower() not in ("set-cookie", "set-cookie2")
            )
            body = await _body(answer, url, request.max_bytes) if 200 <= answer.status < 300 else b""
            return Response(url, answer.status, body, kept)

    def _headers(self, request: Request, own: Sequence[tuple[str, str]]) -> dict[str, str]:
        headers = {"User-Agent": self._agent, "Accept": request.accept, "Accept-Encoding": "gzip, deflate"}
        headers |= {
            name: value
            for name, value in (("If-None-Match", request.etag), ("If-Modified-Since", request.last_modified))
            if value and _sendable(value)
        }
        return headers | {name: value for name, value in own if _sendable(name) and _sendable(value)}

    # ------------------------------------------------------------------------------------------ connections

    def _on_this_loop(self) -> None:
        loop = asyncio.get_running_loop()
        if self._loop is not loop:  # what belongs to a loop that is gone cannot be awaited any more
            for session in self._sessions.values():
                if session.connector is not None:
                    session.connector.close()
                session.detach()
            self._sessions, self._loop = {}, loop
            self._hosts.clear()
            self._robots.clear()

    def _session(self, *, proxied: bool) -> aiohttp.ClientSession:
        session = self._sessions.get(proxied)
        if session is None or session.closed:
            connector = aiohttp.TCPConnector(
                resolver=_Adapter(self._resolver),
                socket_factory=None if proxied else self._socket,
                limit=self._connections,
                limit_per_host=self._per_host or 0,
                use_dns_cache=False,
                ssl=self._tls or True,
            )
            session = self._sessions[proxied] = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
                raise_for_status=False,
                max_line_size=_LONGEST_HEADER,
                max_field_size=_LONGEST_HEADER,
                max_headers=_MOST_HEADERS,
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_S),
            )
        return session

    def _socket(self, found: tuple[int, int, int, str, tuple[object, ...]]) -> socket.socket:
        """The socket for one address that DNS, or the address itself, gave: here, and only here, it is let through or not."""
        family, kind, protocol, _, sockaddr = found
        address = str(sockaddr[0])
        why = addresses.refusal(address, self._allowed)
        if why is not None:
            raise _Refused(address, why)
        return socket.socket(family, kind, protocol)

    # ------------------------------------------------------------------------------------------ being a good guest

    def _note_rest(self, response: Response, url: str) -> None:
        """A host that says when to come back is left alone until then, whatever is asked of it."""
        if response.status not in _BUSY or not self._interval_s:
            return
        sent = times.loose(response.header("date"))
        if wait_s := times.wait_s(response.header("retry-after"), now=sent.time if sent else datetime.now(UTC)):
            host = self._host(url)
            host.rests_until = asyncio.get_running_loop().time() + min(wait_s, _LONGEST_REST_S)
            host.rests_status = response.status

    @contextlib.asynccontextmanager
    async def _polite(self, url: str) -> AsyncIterator[None]:
        """Wait for this host's turn: at most `per_host` at a time, and a pause between two."""
        host = self._host(url)
        host.users += 1
        try:
            async with host.slots:
                loop = asyncio.get_running_loop()
                if host.rests_until > loop.time():
                    left_s = host.rests_until - loop.time()
                    reason = f"answered {host.rests_status} and asks to be left alone for {_spoken(left_s)}"
                    remedy = "it will be tried again after that"
                    raise FetchError(url, reason, status=host.rests_status, retry_after_s=left_s, remedy=remedy)
                begin = max(loop.time(), host.free_at)
                host.free_at = begin + host.interval_s
                if begin > loop.time():
                    await asyncio.sleep(begin - loop.time())
                yield
        finally:
            host.users -= 1

    def _host(self, url: str) -> _Host:
        name = (urlsplit(url).hostname or "").lower()
        known = self._hosts.get(name)
        if known is None:
            known = self._hosts[name] = _Host(asyncio.Semaphore(self._per_host or 10_000), self._interval_s)
            while len(self._hosts) > _MAX_HOSTS:
                oldest = next((key for key, host in self._hosts.items() if not host.users and key != name), None)
                if oldest is None:
                    break
                del self._hosts[oldest]
        self._hosts.move_to_end(name)
        return known

    async def _ask_robots(self, url: str, request: Request) -> None:
        """Raises FetchError when the site's robots.txt refuses this page, or cannot be had."""
        rules = await self._rules(_origin(url))
        if not rules.allows(url):
            reason = "its robots.txt cannot be had" if rules.everything_refused else "its robots.txt refuses the page"
            refused = FetchError if rules.everything_refused else RobotsRefused
            raise refused(url, reason, remedy="what the feed itself says is used instead")

    async def _rules(self, origin: str) -> robots.Robots:
        loop = asyncio.get_running_loop()
        known = self._robots.get(origin)
        if known is None:
            known = self._robots[origin] = _KnownRobots(robots.Robots(), until=0.0)
            while len(self._robots) > _MAX_HOSTS:
                self._robots.popitem(last=False)
        async with known.lock:
            if known.until <= loop.time():
                known.rules, kept_s = await self._fetch_rules(origin)
                known.until = loop.time() + kept_s
                if known.rules.delay_s and self._interval_s:
                    host = self._host(origin)
                    host.interval_s = max(self._interval_s, min(known.rules.delay_s, _LONGEST_DELAY_S))
        return known.rules

    async def _fetch_rules(self, origin: str) -> tuple[robots.Robots, float]:
        try:
            answer = await self._follow(
                Request(f"{origin}/robots.txt", accept="text/plain,*/*;q=0.1", max_bytes=2_000_000, deadline_s=30)
            )
        except AddressRefused:
            raise
        except TooLarge:
            return robots.Robots(), _ROBOTS_S
        except FetchError:
            return robots.Robots(everything_refused=True), _ROBOTS_FAILED_S
        if answer.status >= 500 or answer.status == 429:
            return robots.Robots(everything_refused=True), _ROBOTS_FAILED_S
        if answer.status >= 300:
            return robots.Robots(), _ROBOTS_S
        return robots.parse(answer.body, agent=_AGENT), _ROBOTS_S


class _Adapter(AbstractResolver):
    """A Resolver in the shape that aiohttp asks for."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        try:
            found = await self._resolver.resolve(host, port)
        except UnicodeError as exc:  # a name that IDNA cannot spell
            raise OSError(f"{host} is no name of a host") from exc
        if not found:
            raise OSError(f"{host} has no address")
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=led_to,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for address, led_to in (_with_port(one, port) for one in found)
        ]

    async def close(self) -> None:
        return None


# ---------------------------------------------------------------------------------------------- small pieces


def user_agent(contact: str = "") -> str:
    """Who we are, honestly, and how to reach the person who runs this installation."""
    from newsloom import __version__

    about = f"self-hosted news reader; contact: {contact}" if contact else "self-hosted news reader"
    printable = "".join(char for char in about if char.isascii() and char.isprintable() and char not in "()")
    return f"Newsloom/{__version__} ({printable})"


def _with_port(given: str, port: int) -> tuple[str, int]:
    """What a Resolver gave as address and port: `127.0.0.1:8080` leads to another port than was asked for."""
    address, colon, other = given.partition(":")
    return (address, int(other)) if colon and "." in address and other.isdecimal() else (given, port)


def _checked_url(url: str, *, led_from: str | None = None) -> str:
    """The address without its fragment, and a redirect's without credentials.

    Raises:
        AddressRefused: it is not http or https.
        FetchError: it is no address.
    """
    shown = led_from or url
    try:
        parts = urlsplit(url.strip())
        scheme, host = parts.scheme.lower(), parts.hostname
        _ = parts.port
    except ValueError as exc:
        raise FetchError(shown, "is no address that can be fetched", remedy="check its spelling") from exc
    if scheme not in ("http", "https"):
        led = f"leads to a {scheme}: address; " if led_from and scheme else ""
        raise AddressRefused(shown, f"{led}only http and https are fetched", remedy="check its spelling")
    if not host or any(ord(char) <= 32 or char in "\x7f\\" for char in parts.netloc):
        raise FetchError(shown, "is no address that can be fetched", remedy="check its spelling")
    netloc = parts.netloc.rpartition("@")[2] if led_from else parts.netloc
    return urlunsplit((scheme, netloc, parts.path or "/", parts.query, ""))


def _without_login(url: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The address as it may be shown, and the header that carries the name and password that stood in it."""
    parts = urlsplit(url)
    login, at, place = parts.netloc.rpartition("@")
    if not at:
        return url, ()
    token = base64.b64encode(unquote(login).encode("utf-8", "replace")).decode("ascii")
    return urlunsplit(parts._replace(netloc=place)), (("Authorization", f"Basic {token}"),)


def _same_site(origin: str, first: str) -> bool:
    """Whether what the reader gave for one may be sent to the other: the same, or the same made secure."""
    return origin == first or origin == f"https{first.removeprefix('http')}"


def _spoken(seconds: float) -> str:
    minutes = max(round(seconds / 60), 1)
    return f"{minutes} min" if minutes < 120 else f"{round(minutes / 60)} h"


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def _redirect(response: Response, url: str) -> str | None:
    location = response.header("location") if response.status in _REDIRECTS else None
    if not location:
        return None
    try:
        # Servers send raw UTF-8 here, which arrives as its bytes.
        target = location.encode("utf-8", "surrogateescape").decode("utf-8", "replace").strip()
        return urljoin(url, target)
    except ValueError as exc:
        raise FetchError(url, "redirects to what is no address", status=response.status) from exc


def _proxy_for(url: str) -> str | None:
    parts = urlsplit(url)
    if urllib.request.proxy_bypass(parts.netloc.rpartition("@")[2]):
        return None
    return urllib.request.getproxies().get(parts.scheme)


def _sendable(value: str) -> bool:
    if "\r" in value or "\n" in value or "\x00" in value:
        return False
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


async def _body(answer: aiohttp.ClientResponse, url: str, max_bytes: int) -> bytes:
    """The decoded body.

    Raises:
        TooLarge: at the first byte beyond the bound, whether before or after decompression.
        FetchError: when it ends before it should.
    """
    length = answer.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > max_bytes:
        raise TooLarge(url, f"is larger than {_megabytes(max_bytes)}", status=answer.status)
    stream = Inflated(",".join(answer.headers.getall("Content-Encoding", [])), max_bytes=max_bytes)
    received, parts, size = 0, [], 0
    async for chunk in answer.content.iter_chunked(_CHUNK):
        received += len(chunk)
        for part in stream.feed(chunk):
            size += len(part)
            if size > max_bytes:
                break
            parts.append(part)
        if size > max_bytes or received > max_bytes:
            answer.close()
            raise TooLarge(url, f"is larger than {_megabytes(max_bytes)}", status=answer.status)
        await asyncio.sleep(0)  # a body that inflates a thousandfold must not hold up the others
    if not stream.whole:
        raise FetchError(url, "the answer was cut off", status=answer.status, remedy="it will be tried again")
    return b"".join(parts)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:g} MB"


def _explained(exc: BaseException, url: str) -> FetchError:
    """What went wrong, in words that a reader of news understands."""
    refused = _find_refused(exc)
    if refused is not None:
        setting = addresses.setting_for(refused.address)
        remedy = f"if it is yours, allow it in the settings: {setting}" if setting else ""
        return AddressRefused(url, f"its address {refused.address} is {refused.why}", remedy=remedy)
    again = "it will be tried again"
    if isinstance(exc, (ClientConnectorCertificateError, ssl.SSLCertVerificationError)):
        return FetchError(url, "its certificate cannot be trusted", remedy="open it in a browser; the site has to mend it")
    if isinstance(exc, (aiohttp.ClientConnectorSSLError, ssl.SSLError)):
        return FetchError(url, "no secure connection could be made", remedy=again)
    if isinstance(exc, aiohttp.ClientConnectorDNSError):
        return FetchError(url, "no host has this name", remedy="check its spelling; it will be tried again")
    if isinstance(exc, aiohttp.ServerTimeoutError):
        return FetchError(url, "the server cannot be reached", remedy=again)
    if isinstance(exc, aiohttp.ClientConnectorError):
        return FetchError(url, f"the server cannot be reached ({_short(exc.os_error)})", remedy=again)
    if isinstance(exc, aiohttp.InvalidURL):
        return FetchError(url, "is no address that can be fetched", remedy="check its spelling")
    if isinstance(
        exc, (aiohttp.ClientPayloadError, aiohttp.ServerDisconnectedError, ConnectionError, asyncio.IncompleteReadError)
    ):
        return FetchError(url, "the answer was cut off", remedy=again)
    if isinstance(exc, aiohttp.ClientResponseError):
        return FetchError(url, "the server does not speak HTTP as it should", remedy=again)
    return FetchError(url, f"the request failed ({_short(exc)})", remedy=again)


def _find_refused(exc: BaseException | None) -> _Refused | None:
    for _ in range(10):
        if exc is None or isinstance(exc, _Refused):
            return exc
        for inner in (getattr(exc, "os_error", None), *getattr(exc, "exceptions", ())):
            if isinstance(inner, _Refused):
                return inner
        exc = exc.__cause__ or exc.__context__
    return None


def _short(exc: BaseException) -> str:
    text = " ".join((getattr(exc, "strerror", None) or str(exc) or type(exc).__name__).split())
    return text[:120].lower()
