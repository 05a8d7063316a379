"""The client against a server with faults: redirects, deadlines, bounds, politeness, headers. Real sockets on loopback."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from newsloom.errors import AddressRefused, FetchError, RobotsRefused, TooLarge
from newsloom.net.client import GuardedClient, user_agent
from newsloom.ports import Request
from newsloom.testing import Page, Seen, Site, StaticResolver

BODY = b"<rss><channel><title>Quay</title></channel></rss>"


# -- what comes back


def test_body_status_and_headers_come_back(site: Site, fetch) -> None:
    site.serve("/feed.xml", BODY, content_type="application/rss+xml", headers=[("ETag", '"a"'), ("X-Two", "1"), ("X-Two", "2")])
    answer = fetch(site.url("/feed.xml"))
    assert (answer.status, answer.body, answer.header("etag")) == (200, BODY, '"a"')
    assert [value for name, value in answer.headers if name == "x-two"] == ["1", "2"]


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param([("Content-Security-Policy", "x" * 60_000)], id="one long header"),
        pytest.param([("Link", f"</{number}>; rel=preload") for number in range(400)], id="many headers"),
    ],
)
def test_headers_as_long_as_real_sites_send_them_are_read(site: Site, fetch, headers: list[tuple[str, str]]) -> None:
    site.serve("/feed", BODY, headers=headers)
    assert fetch(site.url("/feed")).body == BODY


@pytest.mark.parametrize("status", [404, 410, 429, 500, 503])
def test_every_status_is_an_answer_and_its_body_is_not_read(site: Site, fetch, status: int) -> None:
    site.serve("/x", b"z" * 50_000, status=status)
    answer = fetch(site.url("/x"), max_bytes=100)
    assert (answer.status, answer.body) == (status, b"")


@pytest.mark.parametrize("etag", ['"abc"', 'W/"abc"', '"with spaces"', "unquoted", '"a,b;c=d"', '"\u00e9\u4e2d"'])
def test_validators_are_echoed_byte_for_byte(site: Site, fetch, etag: str) -> None:
    site.serve("/feed", BODY, headers=[("ETag", etag), ("Last-Modified", "Tue, 13 Jan 2026 09:00:00 +0000")])
    first = fetch(site.url("/feed"))
    fetch(site.url("/feed"), etag=first.header("etag"), last_modified=first.header("last-modified"))
    sent = site.requests[-1].headers
    assert sent["if-none-match"].encode("latin-1") == etag.encode()
    assert sent["if-modified-since"] == "Tue, 13 Jan 2026 09:00:00 +0000"


def test_a_validator_with_a_line_break_is_never_sent(site: Site, fetch) -> None:
    site.serve("/feed", BODY)
    fetch(site.url("/feed"), etag='"a"\r\nX-Evil: 1', headers=(("X-Own", "1\r\nX-Evil: 2"),))
    assert "x-evil" not in site.requests[-1].headers and "if-none-match" not in site.requests[-1].headers


def test_the_user_agent_is_honest_and_has_the_contact(site: Site, fetch) -> None:
    site.serve("/", BODY)
    fetch(site.url("/"), client={"contact": "desk@example.org"})
    assert site.requests[-1].headers["user-agent"].startswith("Newsloom/")
    assert "contact: desk@example.org" in site.requests[-1].headers["user-agent"]
    assert "\n" not in user_agent("a\r\nX: (b)") and user_agent("a(b)").count("(") == 1


def test_no_cookie_is_kept_or_shown(site: Site, fetch) -> None:
    site.serve("/a", BODY, headers=[("Set-Cookie", "id=1; Path=/")])
    site.pages["/r"] = Page(status=302, headers=(("Location", "/a"), ("Set-Cookie", "id=2; Path=/")))
    answer = fetch(site.url("/r"))
    assert answer.header("set-cookie") is None
    assert all("cookie" not in seen.headers for seen in site.requests)


# -- redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_only_permanent_ones_are_told(site: Site, fetch, status: int) -> None:
    site.redirect("/old", "/new", status=status)
    site.serve("/new", BODY)
    answer = fetch(site.url("/old"))
    assert answer.url == site.url("/new")
    assert answer.permanent == (site.url("/new") if status in (301, 308) else None)


def test_what_comes_after_a_temporary_hop_is_not_permanent(site: Site, fetch) -> None:
    site.redirect("/a", "/b", status=301)
    site.redirect("/b", "/c", status=302)
    site.redirect("/c", "/d", status=301)
    site.serve("/d", BODY)
    assert fetch(site.url("/a")).permanent == site.url("/b")


def test_ten_hops_are_followed_and_not_eleven(site: Site, fetch) -> None:
    for hop in range(11):
        site.redirect(f"/{hop}", f"/{hop + 1}")
    site.serve("/10", BODY)
    assert fetch(site.url("/0")).status == 200
    site.redirect("/10", "/11")
    site.serve("/11", BODY)
    with pytest.raises(FetchError, match="more than 10"):
        fetch(site.url("/0"))


def test_a_circle_is_told_at_once(site: Site, fetch) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    with pytest.raises(FetchError, match="circle"):
        fetch(site.url("/a"))
    assert len(site.requests) == 2


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/", "data:text/html,x", "javascript:1", "unix:/run/x"],
)
def test_a_redirect_to_another_scheme_is_refused(site: Site, fetch, target: str) -> None:
    site.redirect("/a", target)
    with pytest.raises(AddressRefused, match="only http and https"):
        fetch(site.url("/a"))


@pytest.mark.parametrize("target", ["http://", "http://[::1", "//", "http://a b/", "http://\\\\x/", "https://:99999/"])
def test_a_redirect_to_nowhere_is_a_fetch_error(site: Site, fetch, target: str) -> None:
    site.redirect("/a", target)
    with pytest.raises(FetchError):
        fetch(site.url("/a"))


def test_the_readers_own_headers_stay_with_the_site_they_are_for(site: Site, fetch) -> None:
    resolver = StaticResolver(otherwise=[f"127.0.0.1:{site.port}"])
    site.redirect("//own.example/feed", "http://own.example/moved")
    site.redirect("//own.example/moved", "http://other.example/feed")
    site.serve("/feed", BODY)
    fetch(
        "http://own.example/feed",
        client={"resolver": resolver},
        headers=(("Authorization", "Bearer s3cret"), ("Cookie", "k=1")),
    )
    own, moved, other = site.requests
    assert own.headers["authorization"] == moved.headers["authorization"] == "Bearer s3cret"
    assert "authorization" not in other.headers and "cookie" not in other.headers


def test_a_login_in_the_address_is_sent_as_one_and_shown_nowhere(site: Site, fetch) -> None:
    site.serve("/feed", BODY)
    site.redirect("/gone", "http://other.example:1/", status=302)
    answer = fetch(site.url("/feed").replace("http://", "http://me:p%40ss@"))
    assert site.requests[-1].headers["authorization"] == "Basic bWU6cEBzcw=="
    assert "p%40ss" not in answer.url and "me:" not in answer.url
    with pytest.raises(FetchError) as caught:
        fetch(site.url("/gone").replace("http://", "http://me:p%40ss@"), client={"resolver": StaticResolver()})
    assert "p%40ss" not in str(caught.value)


# -- bounds


@pytest.mark.parametrize("how", ["head", "body", "trickle", "trickled headers", "silence", "hops"])
def test_the_deadline_holds_whatever_trickles_in(site: Site, fetch, how: str) -> None:
    site.pages["/head"] = Page(BODY, wait_s=30)
    site.pages["/body"] = Page(BODY * 1000, trickle_s=0.2)
    site.pages["/trickle"] = Page(gzip.compress(BODY), headers=(("Content-Encoding", "gzip"),), trickle_s=0.3)
    for hop in range(9):
        site.pages[f"/hops{hop or ''}"] = Page(status=302, headers=(("Location", f"/hops{hop + 1}"),), wait_s=0.3)
    url = site.url(f"/{how}")
    if how in ("trickled headers", "silence"):
        url = next(_dripping(b"" if how == "silence" else b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 5000))
    began = time.perf_counter()
    with pytest.raises(FetchError, match="timed out after 1 s"):
        fetch(url, deadline_s=1.0)
    assert time.perf_counter() - began < 10


def _dripping(content: bytes) -> Iterator[str]:
    """A server that sends a byte now and then, for ever."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listening.accept()
        try:
            for byte in content or b"\n" * 0:
                connection.sendall(bytes([byte]))
                time.sleep(0.1)
            time.sleep(20)
        except OSError:
            pass

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


def test_a_body_one_byte_over_its_bound_is_refused_and_one_at_it_is_not(site: Site, fetch) -> None:
    site.serve("/a", b"x" * 1000)
    assert len(fetch(site.url("/a"), max_bytes=1000).body) == 1000
    for how in ({}, {"chunked": True}):
        site.serve("/b", b"x" * 1001, **how)
        with pytest.raises(TooLarge):
            fetch(site.url("/b"), max_bytes=1000)


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_bomb_of_any_depth_is_refused(site: Site, fetch, layers: int) -> None:
    site.bomb("/bomb", size=40_000_000, layers=layers)
    with pytest.raises(FetchError):
        fetch(site.url("/bomb"), max_bytes=1_000_000)


def test_an_endless_body_is_left_at_its_bound(site: Site, fetch) -> None:
    site.pages["/endless"] = Page(raw=b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 5_000_000)
    with pytest.raises(TooLarge):
        fetch(site.url("/endless"), max_bytes=100_000)


@pytest.mark.parametrize("cut", [{"cut_at": 20}, {"cut_at": 20, "chunked": True}, {"cut_at": 0}])
def test_a_body_that_is_cut_off_is_no_answer(site: Site, fetch, cut: dict[str, object]) -> None:
    site.serve("/cut", BODY, **cut)
    with pytest.raises(FetchError, match="cut off"):
        fetch(site.url("/cut"))


def test_a_compressed_body_that_is_cut_off_is_no_answer(site: Site, fetch) -> None:
    whole = gzip.compress(BODY * 50)
    site.serve("/cut", whole[: len(whole) // 2], headers=[("Content-Encoding", "gzip")])
    with pytest.raises(FetchError, match="cut off"):
        fetch(site.url("/cut"))


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"garbage\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nabcde",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"a" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 50_000 + b"\r\n", b"SSH-2.0-OpenSSH_9.6\r\n", b"\x16\x03\x01\x02\x00",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nabc",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 2_000_000,
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 200\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nhi",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"0" * 200_000,
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 20_000,
        b'HTTP/1.1 200 OK\r\nETag: "\xff\x00\x1b"\r\nContent-Length: 2\r\n\r\nhi',
        b"HTTP/1.1 302 Found\r\nLocation: http://x@y:z@w.example\\@herald.example/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: http://１６９。254.169.254/\r\nContent-Length: 0\r\n\r\n".encode(),
        b"<rss></rss>",
    ],
)  # fmt: skip
def test_a_server_that_speaks_no_http_is_a_fetch_error_with_a_reason(site: Site, fetch, raw: bytes) -> None:
    site.pages["/raw"] = Page(raw=raw)
    with pytest.raises(FetchError) as caught:
        fetch(site.url("/raw"), deadline_s=5)
    assert caught.value.reason and "Traceback" not in str(caught.value)


def test_a_closed_port_and_an_unknown_name_say_what_is_wrong(fetch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch(f"http://127.0.0.1:{port}/")
    with pytest.raises(FetchError, match="no host has this name"):
        fetch("http://nowhere.example/", client={"resolver": StaticResolver()})


@pytest.mark.parametrize(
    "url",
    [
        "",
        "feed",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://",
        "http:///x",
        "http://[::1/",
        "http://a b/",
        "//x",
        "http://x:y/",
        "mailto:a@b",
    ],
)
def test_what_is_no_address_on_the_web_is_refused_without_a_request(fetch, url: str) -> None:
    with pytest.raises(FetchError):
        fetch(url, client={"resolver": StaticResolver()})


# -- being a good guest


def test_no_more_than_two_connections_and_the_pace_to_one_host_and_none_to_others(site: Site) -> None:
    at_once, most, lock = 0, 0, threading.Lock()

    def answer(seen: Seen) -> Page:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.3)
        with lock:
            at_once -= 1
        return Page(BODY)

    site.pages["//one.example/x"] = answer
    site.serve("//two.example/x", BODY)
    resolver = StaticResolver(otherwise=[f"127.0.0.1:{site.port}"])

    async def all_at_once() -> None:
        client = GuardedClient(resolver=resolver, allowed_networks=("127.0.0.0/8",), requests_per_s=5)
        async with client:
            hosts = ["one"] * 6 + ["two"] * 2
            await asyncio.gather(*(client.fetch(Request(f"http://{host}.example/x")) for host in hosts))

    asyncio.run(all_at_once())
    times = sorted(seen.at for seen in site.requests if seen.host.startswith("one"))
    assert most <= 2
    assert min(later - earlier for earlier, later in itertools.pairwise(times)) > 0.15
    others = [seen.at for seen in site.requests if seen.host.startswith("two")]
    assert min(others) < times[1]


def test_the_published_limits_are_the_defaults() -> None:
    client = GuardedClient()
    assert (client._per_host, client._interval_s) == (2, 1.0)


def test_a_host_that_asks_to_be_left_alone_is_whatever_is_asked_of_it(site: Site) -> None:
    site.serve("/busy", status=429, headers=[("Retry-After", "120")])
    site.serve("/other", BODY)

    async def twice() -> FetchError:
        async with GuardedClient(allowed_networks=("127.0.0.0/8",), requests_per_s=50) as client:
            assert (await client.fetch(Request(site.url("/busy")))).status == 429
            with pytest.raises(FetchError) as caught:
                await client.fetch(Request(site.url("/other")))
            return caught.value

    refused = asyncio.run(twice())
    assert len(site.requests) == 1
    assert refused.status == 429 and refused.retry_after_s is not None and 100 < refused.retry_after_s <= 120
    assert "left alone" in refused.reason


def test_a_time_to_come_back_is_read_by_the_servers_own_clock(site: Site) -> None:
    headers = [("Date", "Tue, 13 Jan 1998 09:00:00 GMT"), ("Retry-After", "Tue, 13 Jan 1998 09:10:00 GMT")]
    site.serve("/busy", status=503, headers=headers)

    async def twice() -> FetchError:
        async with GuardedClient(allowed_networks=("127.0.0.0/8",), requests_per_s=50) as client:
            await client.fetch(Request(site.url("/busy")))
            with pytest.raises(FetchError) as caught:
                await client.fetch(Request(site.url("/busy")))
            return caught.value

    assert 590 < (asyncio.run(twice()).retry_after_s or 0) <= 600


def test_robots_are_asked_once_for_pages_and_never_for_feeds(site: Site) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /private\n", content_type="text/plain")
    site.serve("/private/feed", BODY)
    site.serve("/a", BODY)
    site.serve("/b", BODY)

    async def some() -> None:
        async with GuardedClient(allowed_networks=("127.0.0.0/8",), requests_per_s=None) as client:
            assert (await client.fetch(Request(site.url("/private/feed")))).status == 200
            assert not site.asked("/robots.txt")
            for path in ("/a", "/b"):
                assert (await client.fetch(Request(site.url(path), obey_robots=True))).status == 200
            with pytest.raises(RobotsRefused):
                await client.fetch(Request(site.url("/private/page"), obey_robots=True))

    asyncio.run(some())
    assert len(site.asked("/robots.txt")) == 1 and not site.asked("/private/page")


@pytest.mark.parametrize(("status", "fetched"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_a_robots_txt_that_is_missing_allows_and_one_that_fails_refuses(site: Site, fetch, status: int, fetched: bool) -> None:
    site.serve("/robots.txt", status=status)
    site.serve("/page", BODY)
    if fetched:
        assert fetch(site.url("/page"), obey_robots=True).status == 200
    else:
        with pytest.raises(FetchError, match=r"robots\.txt cannot be had"):
            fetch(site.url("/page"), obey_robots=True)
        assert not site.asked("/page")


def test_a_redirect_is_no_way_around_robots(site: Site, fetch) -> None:
    resolver = StaticResolver(otherwise=[f"127.0.0.1:{site.port}"])
    site.serve("//closed.example/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")
    site.redirect("//open.example/a", "http://closed.example/b")
    site.serve("/b", BODY)
    with pytest.raises(RobotsRefused):
        fetch("http://open.example/a", client={"resolver": resolver}, obey_robots=True)
    assert not site.asked("/b")


def test_an_endless_robots_txt_is_no_way_to_hold_us(site: Site, fetch) -> None:
    site.serve("/robots.txt", b"# x\n" * 1_000_000, content_type="text/plain")
    site.serve("/page", BODY)
    assert fetch(site.url("/page"), obey_robots=True).status == 200
