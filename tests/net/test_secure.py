"""Over TLS: certificates that nobody vouches for, and ways between https and http."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsloom.errors import FetchError
from newsloom.testing import Site, StaticResolver

# a key and a certificate that signs itself, for *.secure.example, made for these tests alone
PEM = Path(__file__).parent / "untrusted.pem"


@pytest.fixture
def secure() -> Iterator[Site]:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(PEM)
    with Site(tls=server) as served:
        yield served


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(PEM))


def test_a_certificate_that_nobody_vouches_for_is_refused_with_its_reason_and_nothing_is_asked(secure: Site, fetch) -> None:
    secure.serve("/feed", "<rss/>")
    resolver = StaticResolver(otherwise=[f"127.0.0.1:{secure.port}"])
    with pytest.raises(FetchError, match="certificate cannot be trusted") as caught:
        fetch("https://secure.example/feed", client={"resolver": resolver})
    assert caught.value.remedy and not secure.requests


def test_a_certificate_of_another_name_is_refused(secure: Site, fetch) -> None:
    resolver = StaticResolver(otherwise=[f"127.0.0.1:{secure.port}"])
    with pytest.raises(FetchError, match="certificate cannot be trusted"):
        fetch("https://herald.example/feed", client={"resolver": resolver, "tls": trusting()})
    assert not secure.requests


def test_a_circle_between_https_and_http_is_told_at_once(secure: Site, site: Site, fetch) -> None:
    resolver = StaticResolver({"secure.example": [f"127.0.0.1:{secure.port}"], "plain.example": [f"127.0.0.1:{site.port}"]})
    secure.redirect("/feed", "http://plain.example/feed", status=301)
    site.redirect("/feed", "https://secure.example/feed", status=301)
    with pytest.raises(FetchError, match="circle"):
        fetch("https://secure.example/feed", client={"resolver": resolver, "tls": trusting()})
    assert len(secure.requests) + len(site.requests) == 2


def test_the_readers_own_headers_do_not_leave_https(secure: Site, site: Site, fetch) -> None:
    resolver = StaticResolver(
        {"secure.example": [f"127.0.0.1:{secure.port}"], "plain.secure.example": [f"127.0.0.1:{site.port}"]}
    )
    secure.redirect("/feed", "http://plain.secure.example/feed")
    site.serve("/feed", "<rss/>")
    fetch(
        "https://secure.example/feed",
        client={"resolver": resolver, "tls": trusting()},
        headers=(("Authorization", "Bearer x"),),
    )
    assert secure.requests[0].headers["authorization"] == "Bearer x"
    assert "authorization" not in site.requests[0].headers


@pytest.mark.parametrize("name", ["müller.example", "MÜLLER.example", "xn--mller-kva.example", "例え.テスト", "faß.example"])
def test_a_name_in_any_script_is_asked_for_as_it_is_registered(site: Site, fetch, name: str) -> None:
    site.serve("/1", "hello")
    resolver = StaticResolver(otherwise=[f"127.0.0.1:{site.port}"])
    assert fetch(f"http://{name}/1", client={"resolver": resolver}).body == b"hello"
    assert site.requests[0].host.isascii() and site.requests[0].host.startswith("xn--")
