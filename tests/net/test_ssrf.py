"""No spelling of a private address, by whatever path it is reached, makes one connection to a canary on this machine."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from newsloom import config
from newsloom.app import open_app
from newsloom.errors import AddressRefused, FetchError, NewsloomError
from newsloom.intake.workers import Pool
from newsloom.model import Article, Image, Subscription
from newsloom.net.client import GuardedClient, SystemResolver
from newsloom.pipeline.collect import Collector, Values
from newsloom.pipeline.subscribe import Subscriber
from newsloom.ports import Request
from newsloom.store import Arrival, open_store
from newsloom.testing import FixedClock, Page, Site, StaticResolver, rss
from newsloom.web import create_app

OPEN = "127.0.0.2"  # the one address that is allowed: where the attacker's site stands

# HOST is replaced by these; each leads to loopback, to this machine, or to a network that is not the web
SPELLINGS = (
    "127.0.0.1", "127.0.0.1.", "127.1", "127.0.1", "127.000.000.001", "127.0.0.3", "127.255.255.254", "2130706433",
    "017700000001", "0177.0.0.1",
    "0177.0.0.01", "0x7f.0.0.1", "0x7f.1", "0x7f000001", "0x7F.0x0.0x0.0x1", "00000177.00000000.00000000.00000001", "0",
    "0.0.0.0", "0x0", "00",
    "localhost", "LOCALHOST", "localhost.", "loc%61lhost", "%31%32%37.0.0.1", "127%2e0%2e0%2e1", "①②⑦.⓪.⓪.①", "127。0。0。1",
    "127．0．0．1", "127｡0｡0｡1",
    "[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:127.0.0.1]", "[::ffff:0:127.0.0.1]",
    "[::127.0.0.1]", "[::7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]",
    "[2002:7f00:0001::1]",
    "[2001:0:7f00:1::]", "[fe80::1]", "[fe80::1%25lo]", "[fe80::1%lo]", "[fc00::1]", "[fd00::1]", "[fec0::1]", "[ff02::1]",
    "[100::1]", "[2001:db8::1]",
    "10.0.0.1", "10.1", "172.16.0.1", "192.168.0.1", "192.168.1", "3232235777", "169.254.169.254", "169.254.43518",
    "2852039166", "0xa9fea9fe",
    "100.64.0.1", "198.18.0.1", "192.0.0.1", "192.0.2.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "user@127.0.0.1", "a:b@127.0.0.1",
    "127.0.0.1%00.example", "127.0.0.1#.example", "example.org@127.0.0.1", "example.org\\@127.0.0.1", "127.0.0.1\\.example.org",
)  # fmt: skip
NAMES = {  # names whose servers point inwards
    "inward.example": ["127.0.0.1"], "mapped.example": ["::ffff:127.0.0.1"], "six.example": ["::1"],
    "mixed.example": ["127.0.0.1", "::1"],
    "metadata.example": ["169.254.169.254"], "nat.example": ["64:ff9b::7f00:1"], "zoned.example": ["fe80::1%lo"],
    "house.example": ["192.168.1.7"],
}  # fmt: skip


class Inward(SystemResolver):
    """The machine's own resolver, which reads every odd spelling, with the attacker's names beside it."""

    async def resolve(self, host: str, port: int) -> list[str]:
        if host in NAMES:
            return NAMES[host]
        if host.endswith(".example"):
            return [OPEN]
        return list(await super().resolve(host, port))


@pytest.fixture(scope="module")
def canary() -> Iterator[Site]:
    """What must never be reached: this machine, under the port that every address here names."""
    with Site(address="127.0.0.1") as site:
        site.serve("/", rss({"title": "Secret", "link": "http://secret.example/1"}))
        yield site


@pytest.fixture(scope="module")
def attacker() -> Iterator[Site]:
    with Site(address=OPEN) as site:
        yield site


def addresses(port: int) -> list[str]:
    return [f"http://{host}:{port}/" for host in (*SPELLINGS, *NAMES)] + [f"https://127.0.0.1:{port}/", f"HTTP://[::1]:{port}/"]


def test_there_are_at_least_sixty_spellings() -> None:
    assert len(set(SPELLINGS)) + len(NAMES) >= 80


def client() -> GuardedClient:
    return GuardedClient(resolver=Inward(), allowed_networks=(f"{OPEN}/32",), requests_per_s=None, per_host=None)


def test_the_canary_would_sing(canary: Site) -> None:
    async def reach() -> int:
        async with GuardedClient(allowed_networks=("127.0.0.0/8",)) as open_client:
            return (await open_client.fetch(Request(f"http://127.0.0.1:{canary.port}/"))).status

    assert asyncio.run(reach()) == 200
    assert canary.connections == 1
    canary.connections = 0


@pytest.mark.parametrize("path", ["direct", "redirect", "robots", "second hop", "call"])
def test_no_spelling_reaches_the_canary_by_fetching(canary: Site, attacker: Site, path: str) -> None:
    async def attack() -> None:
        async with client() as guarded:
            for number, address in enumerate(addresses(canary.port)):
                url = address
                if path not in ("direct", "call"):
                    attacker.redirect(f"/{path}{number}".replace(" ", ""), address)
                    url = attacker.url(f"/{path}{number}".replace(" ", ""))
                if path == "second hop":
                    attacker.redirect(f"/first{number}", url)
                    url = attacker.url(f"/first{number}")
                try:
                    body = b"{}" if path == "call" else None
                    answer = await guarded.fetch(Request(url, obey_robots=path == "robots", deadline_s=5, body=body))
                except FetchError:
                    continue
                assert b"Secret" not in answer.body, address

    asyncio.run(attack())
    assert canary.connections == 0


def test_no_spelling_reaches_the_canary_by_subscribing_polling_or_reading_pages(canary: Site, attacker: Site, tmp_path) -> None:
    """By `add` (address, site with feeds, OPML list), by polling what is followed,
    by a feed that moved, and by pages of entries."""
    wanted = addresses(canary.port)
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{address}">' for address in wanted)
    attacker.serve("/site", f"<html><head>{links}</head><body>news</body></html>")
    outlines = "".join(f'<outline type="rss" text="x" xmlUrl="{address.replace("&", "&amp;")}"/>' for address in wanted)
    attacker.serve("/list", f'<opml version="2.0"><body>{outlines}</body></opml>', content_type="text/x-opml")
    items = [{"guid": str(number), "title": f"Story {number}", "link": address + "a"} for number, address in enumerate(wanted)]
    attacker.serve("/feed", rss(*items), content_type="application/rss+xml")
    store, clock = open_store(str(tmp_path / "news.db")), FixedClock()

    async def attack() -> None:
        async with client() as guarded, Pool(1) as pool:
            subscriber = Subscriber(store, guarded, pool, clock, Values())
            for locator in (*wanted[:30], attacker.url("/site"), attacker.url("/list"), attacker.url("/feed")):
                try:
                    await subscriber.add(locator)
                except NewsloomError:
                    continue
            for number, address in enumerate(wanted):
                attacker.redirect(f"/moved{number}", address, status=301)
                moved = Subscription(f"moved{number}", attacker.url(f"/moved{number}"), next_poll=clock())
                store.add_subscription(moved, now=clock())
            collector = Collector(store, guarded, pool, clock, Values(deadline_s=5))
            for _ in range(3):
                await collector.collect()
                clock.advance(hours=26)

    asyncio.run(attack())
    followed = {one.url: one for one in store.subscriptions()}
    assert canary.connections == 0
    assert attacker.url("/feed") in followed and followed[attacker.url("/feed")].last_success is not None
    assert sum(bool(one.error) for one in followed.values()) > 60  # each refusal is told
    store.close()


@pytest.mark.parametrize("path", ["direct", "redirect"])
def test_no_spelling_reaches_the_canary_by_the_picture_of_an_article(canary: Site, attacker: Site, tmp_path, path: str) -> None:
    wanted = addresses(canary.port)
    with open_app(config.load(db=str(tmp_path / "n.db"), images=True), fetcher=client(), clock=FixedClock(), workers=1) as app:
        now = app.clock()
        for number, address in enumerate(wanted):
            if path == "redirect":
                attacker.redirect(f"/picture{number}", address)
                address = attacker.url(f"/picture{number}")
            article = Article(f"a{number}", f"Story {number}", "It has a picture.", image=Image(address))
            app.store.take([Arrival(article, now, now)], now=now)
        with TestClient(create_app(app, app.settings), base_url="http://127.0.0.1") as site:
            answers = [site.get(f"/article/a{number}/picture") for number in range(len(wanted))]
    assert {answer.status_code for answer in answers} <= {404, 502} and not any(b"Secret" in one.content for one in answers)
    assert canary.connections == 0
    assert path == "direct" or len(attacker.asked("/picture7")) == 1  # pictures are fetched, and lead nowhere


def test_a_name_that_changes_its_address_between_check_and_use_gains_nothing(canary: Site, attacker: Site) -> None:
    class Rebinding:
        """Answers with a good address at first and then with the canary's, as an attacker's name server does."""

        def __init__(self) -> None:
            self.asked = 0

        async def resolve(self, host: str, port: int) -> list[str]:
            self.asked += 1
            return [OPEN] if self.asked % 2 else ["127.0.0.1"]

    attacker.pages["/"] = Page(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nfine")
    resolver = Rebinding()

    async def attack() -> list[str]:
        told: list[str] = []
        async with GuardedClient(resolver=resolver, allowed_networks=(f"{OPEN}/32",), requests_per_s=None) as guarded:
            for _ in range(20):
                try:
                    await guarded.fetch(Request(f"http://rebind.example:{attacker.port}/"))
                    told.append("fetched")
                except AddressRefused:
                    told.append("refused")
        return told

    told = asyncio.run(attack())
    assert set(told) == {"fetched", "refused"} and resolver.asked >= 20
    assert canary.connections == 0


def test_of_several_addresses_only_the_public_ones_are_tried(canary: Site, attacker: Site) -> None:
    attacker.serve("/", b"fine")
    resolver = StaticResolver({"both.example": ["127.0.0.1", OPEN]})

    async def ask() -> None:
        async with GuardedClient(resolver=resolver, allowed_networks=(f"{OPEN}/32",)) as guarded:
            with contextlib.suppress(AddressRefused):
                await guarded.fetch(Request(f"http://both.example:{attacker.port}/"))

    asyncio.run(ask())
    assert canary.connections == 0


def test_a_refusal_prints_the_one_setting_line_that_would_allow_it() -> None:
    async def ask(address: str) -> AddressRefused:
        async with GuardedClient(resolver=StaticResolver({"rsshub": ["172.18.0.4"]})) as guarded:
            with pytest.raises(AddressRefused) as caught:
                await guarded.fetch(Request(address))
            return caught.value

    for address in ("http://rsshub:1200/feed", "http://172.18.0.4:1200/feed"):
        refused = asyncio.run(ask(address))
        assert 'allow_networks = ["172.18.0.4/32"]' in refused.remedy and "private network" in refused.reason
