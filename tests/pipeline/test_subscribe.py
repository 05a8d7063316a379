"""From what a reader types to what is followed: addresses, sites, lists, folders, the catalogue."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest
from collecting import Rig

from newsloom.errors import FetchError, InputError, ParseError
from newsloom.intake import catalogue, opml
from newsloom.model import Added, Subscription
from newsloom.net.client import GuardedClient
from newsloom.pipeline.arriving import PROBLEMS_OF_A_FILE
from newsloom.pipeline.subscribe import Subscriber, header_of
from newsloom.testing import Page, Seen, StaticResolver, rss

STORY = {"title": "Quay reopens", "link": "http://herald.example/1", "guid": "1"}


def add(rig: Rig, locator: str, **how: Any) -> Added:
    async def once() -> Added:
        resolver = StaticResolver(otherwise=[f"127.0.0.1:{rig.site.port}"])
        async with GuardedClient(resolver=resolver, allowed_networks=("127.0.0.0/8",), requests_per_s=None) as client:
            return await Subscriber(rig.store, client, rig.pool, rig.clock, rig.values).add(locator, **how)

    return asyncio.run(once())


def listed(rig: Rig, body: bytes) -> Added:
    async def once() -> Added:
        async with GuardedClient() as client:
            return await Subscriber(rig.store, client, rig.pool, rig.clock, rig.values).listed(body, name="feeds.opml")

    return asyncio.run(once())


def test_a_feed_address_is_followed_and_due_at_once(rig: Rig) -> None:
    rig.site.serve("/feed", rss(STORY, title="The Herald", link="http://herald.example/"))
    (one,) = add(rig, "http://herald.example/feed").subscriptions
    assert (one.title, one.site, one.next_poll) == ("The Herald", "http://herald.example/", rig.clock())


@pytest.mark.parametrize(
    "given", ["feed:http://herald.example/feed", "feed://herald.example/feed", "FEED:https://herald.example/feed"]
)
def test_the_scheme_that_some_pages_give_their_feeds_leads_to_the_feed(rig: Rig, given: str) -> None:
    rig.site.serve("/feed", rss(STORY))
    rig.follow(f"http{'s' if given != 'feed:http://herald.example/feed' else ''}://herald.example/feed")
    assert len(add(rig, given).subscriptions) == len(rig.store.subscriptions()) == 1


def test_following_again_changes_nothing_and_asks_nothing(rig: Rig) -> None:
    rig.site.serve("/feed", rss(STORY))
    first = add(rig, "http://herald.example/feed")
    asked = len(rig.site.requests)
    assert add(rig, "http://herald.example/feed") == first
    assert len(rig.store.subscriptions()) == 1 and len(rig.site.requests) == asked


@pytest.mark.parametrize(
    ("head", "feed"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/named.xml">', "/named.xml"),
        ('<link rel="alternate" type="application/atom+xml" title="News" href="named.xml">', "/named.xml"),
        ('<base href="/deep/"><link rel=alternate type="application/feed+json" href=named.xml>', "/deep/named.xml"),
        ('<LINK REL="Alternate" TYPE="Application/RSS+XML; charset=utf-8" HREF="/named.xml">', "/named.xml"),
        (
            '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">'
            '<link rel="alternate" type="application/rss+xml" href="/named.xml">',
            "/named.xml",
        ),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:x"><link rel=icon href=/x>', "/feed"),
        ("", "/rss.xml"),
        ("", "/feed"),
        ("", "/atom.xml"),
    ],
)
def test_a_home_page_leads_to_its_feed_by_link_tags_or_well_known_paths(rig: Rig, head: str, feed: str) -> None:
    rig.site.serve("//herald.example/", f"<html><head>{head}</head><body><p>The news of Lorn.</p></body></html>")
    rig.site.serve("/comments/feed", rss(title="Comments"))
    rig.site.serve(feed, rss(STORY, title="The Herald"))
    (one,) = add(rig, "http://herald.example").subscriptions
    assert one.url == f"http://herald.example{feed}" and one.title == "The Herald"


def test_a_news_sitemap_is_found_where_there_is_no_feed(rig: Rig) -> None:
    rig.site.serve("//herald.example/", "<html><body>News</body></html>")
    news = '<news:news xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><news:title>Quay</news:title></news:news>'
    urlset = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://herald.example/1</loc>{news}</url></urlset>'
    rig.site.serve("/news-sitemap.xml", urlset, content_type="application/xml")
    (one,) = add(rig, "http://herald.example/").subscriptions
    assert one.url.endswith("/news-sitemap.xml")


@pytest.mark.parametrize(
    ("home", "feed"),
    [
        ('<base href="/de/"><link rel="alternate" type="application/rss+xml" href="rss">', "/de/rss"),
        ('<link rel="alternate" type="application/feed+json" href="feed.json">', "/feed.json"),
        (
            '<link rel="alternate" type="application/rss+xml" href="/dead"><a href="/service/top.rss">RSS</a>',
            "/service/top.rss",
        ),
        ('<a href="http://other.example/feed">Elsewhere</a><a href="/lorn/feed/">Feed</a>', "/lorn/feed/"),
        ("<LINK REL='ALTERNATE' TYPE='application/RSS+XML' HREF='/f.xml'>", "/f.xml"),
    ],
)
def test_home_pages_of_every_make_lead_to_their_feed(rig: Rig, home: str, feed: str) -> None:
    rig.site.serve("//herald.example/", f"<html><body>{home}</body></html>")
    whole = '{"version": "https://jsonfeed.org/version/1.1", "title": "H", "items": [{"id": "1", "title": "Quay"}]}'
    rig.site.serve(feed, whole if feed.endswith("json") else rss(STORY))
    (one,) = add(rig, "http://herald.example").subscriptions
    assert one.url == f"http://herald.example{feed}"


def test_a_news_sitemap_that_only_robots_txt_names_is_found_and_has_a_name(rig: Rig) -> None:
    rig.site.serve("//herald.example/", "<html><body>News</body></html>")
    named = "Sitemap: http://herald.example/all.xml\nSitemap: http://herald.example/maps/google-news.xml\n"
    rig.site.serve("/robots.txt", f"User-agent: *\nDisallow:\n{named}")
    news = '<news:news xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><news:title>Quay</news:title></news:news>'
    urlset = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://herald.example/1</loc>{news}</url></urlset>'
    rig.site.serve("/maps/google-news.xml", urlset, content_type="application/xml")
    (one,) = add(rig, "http://herald.example/").subscriptions
    assert (one.url, one.title) == ("http://herald.example/maps/google-news.xml", "herald.example")


@pytest.mark.parametrize(
    ("feed", "why"), [("http://192.168.1.1/feed", r'allow_networks = \["192\.168\.1\.1/32"\]'), ("/gone.xml", "answered 404")]
)
def test_a_feed_that_the_page_names_and_that_does_not_come_is_told(rig: Rig, feed: str, why: str) -> None:
    head = f'<link rel="alternate" type="application/rss+xml" href="{feed}">'
    rig.site.serve("//herald.example/", f"<html><head>{head}</head></html>")
    with pytest.raises(FetchError, match=why):
        add(rig, "http://herald.example/")


def test_a_home_page_that_turns_readers_away_still_leads_to_its_feed(rig: Rig) -> None:
    rig.site.serve("//herald.example/", status=403)
    rig.site.serve("/feed", rss(STORY))
    (one,) = add(rig, "http://herald.example/").subscriptions
    assert one.url == "http://herald.example/feed"


def test_five_sites_are_followed_by_typing_their_names(rig: Rig, tmp_path: Path) -> None:
    rig.site.serve(
        "/", '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>x</body></html>'
    )
    rig.site.serve("/feed", rss(STORY))
    for number in range(5):
        add(rig, f"http://outlet{number}.example/")
    assert [one.url for one in rig.store.subscriptions()] == [f"http://outlet{number}.example/feed" for number in range(5)]


def test_a_page_without_a_feed_says_what_to_do(rig: Rig) -> None:
    rig.site.serve("//herald.example/", "<html><body>Nothing</body></html>")
    with pytest.raises(InputError) as caught:
        add(rig, "http://herald.example/")
    assert "no feed was found" in caught.value.reason and "address of its feed" in caught.value.remedy


@pytest.mark.parametrize(
    "locator",
    ["", "   ", "ftp://example.org/feed", "no such thing", "http://", "feeds.opml", "file:///etc/passwd", "http://[::1/"],
)
def test_what_cannot_be_followed_says_why(rig: Rig, locator: str) -> None:
    with pytest.raises((InputError, FetchError)) as caught:
        add(rig, locator)
    assert caught.value.reason and not rig.store.subscriptions()


def test_a_site_that_answers_404_is_told_and_not_followed(rig: Rig) -> None:
    with pytest.raises(FetchError, match="answered 404"):
        add(rig, "http://herald.example/no/feed/here")
    assert not rig.store.subscriptions()


# -- the reader's own keys


def test_a_password_in_the_address_is_kept_apart_from_it(rig: Rig) -> None:
    def guarded(seen: Seen) -> Page:
        return Page(rss(STORY).encode()) if seen.headers.get("authorization") == "Basic bWU6czNjcmV0" else Page(status=401)

    rig.site.pages["/feed"] = guarded
    add(rig, "http://me:s3cret@herald.example/feed")
    (one,) = rig.store.subscriptions()
    assert one.url == "http://herald.example/feed" and "s3cret" not in repr(one)
    assert "s3cret" not in opml.dump([one])
    assert rig.collect().problems == 1 or rig.feed.last_success == rig.clock()
    assert rig.feed.last_success == rig.clock()


def test_a_header_of_the_readers_own_goes_to_the_site_and_its_feed_alone(rig: Rig) -> None:
    rig.site.serve(
        "//herald.example/", '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>'
    )
    rig.site.serve("/feed", rss(STORY))
    add(rig, "http://herald.example/", headers={"Cookie": "session=s3cret"})
    assert all(seen.headers["cookie"] == "session=s3cret" for seen in rig.site.requests)
    assert rig.store.polling_state(rig.feed.id)[1] == {"Cookie": "session=s3cret"}
    rig.site.serve(
        "//herald.example/b",
        '<html><head><link rel="alternate" type="application/rss+xml" href="http://cdn.example/f"></head></html>',
    )
    rig.site.serve("/f", rss(STORY))
    add(rig, "http://herald.example/b", headers={"Cookie": "session=s3cret"})
    assert "cookie" not in rig.site.asked("/f")[0].headers


def test_a_password_in_a_list_is_kept_apart_too(rig: Rig) -> None:
    listed(rig, b'<opml><body><outline type="rss" xmlUrl="https://me:s3cret@h.example/feed"/></body></opml>')
    assert rig.feed.url == "https://h.example/feed"
    assert rig.store.polling_state(rig.feed.id)[1] == {"Authorization": "Basic bWU6czNjcmV0"}


@pytest.mark.parametrize(
    "line", ["Cookie", "", ": x", "A B: c", "X-A: a\nB: c", "X: ", "Host: other.example", "X: \u00fc", "content-length: 5"]
)
def test_what_is_no_header_is_refused_without_repeating_it(line: str) -> None:
    with pytest.raises(InputError) as caught:
        header_of(line)
    assert "other.example" not in str(caught.value)


# -- lists


LIST = (
    b"""<?xml version="1.0"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="World">
  <outline text="Far">
    <outline type="rss" text="Herald" xmlUrl="https://herald.example/feed" htmlUrl="https://herald.example/" language="en-GB"/>
  </outline>
  <outline type="rss" text="No address"/>
  <outline type="rss" text="Bad" xmlUrl="javascript:alert(1)"/>
  <outline type="rss" text="Long" xmlUrl="https://long.example/"""
    + "é".encode() * 1200
    + b""""/>
</outline>
<outline type="rss" title="Post" XMLURL="https://post.example/rss?a=1&amp;b=2"/>
<outline type="rss" text="Herald again" xmlUrl="https://herald.example/feed"/>
</body></opml>"""
)


def test_a_list_keeps_its_folders_reports_bad_lines_and_takes_the_good_ones(rig: Rig) -> None:
    added = listed(rig, LIST)
    assert [(one.title, one.url, one.category) for one in added.subscriptions] == [
        ("Herald", "https://herald.example/feed", "World / Far"),
        ("Post", "https://post.example/rss?a=1&b=2", ""),
    ]
    assert [problem.about for problem in added.problems] == [f"feeds.opml, line {number}" for number in (7, 8, 9)]
    assert listed(rig, LIST).subscriptions == added.subscriptions
    assert len(rig.store.subscriptions()) == 2


def test_a_list_comes_out_as_it_went_in(rig: Rig) -> None:
    listed(rig, LIST)
    before = [(one.url, one.title, one.site, one.category, one.lang) for one in rig.store.subscriptions()]
    written = opml.dump(rig.store.subscriptions())
    for one in rig.store.subscriptions():
        rig.store.remove_subscription(one.id)
    listed(rig, written.encode())
    assert [(one.url, one.title, one.site, one.category, one.lang) for one in rig.store.subscriptions()] == before


def test_a_list_may_be_an_address_or_a_file(rig: Rig, tmp_path: Path) -> None:
    rig.site.serve("/feeds.opml", LIST, content_type="text/x-opml")
    assert len(add(rig, "http://lists.example/feeds.opml").subscriptions) == 2
    (tmp_path / "my.opml").write_bytes(LIST)
    assert len(add(rig, str(tmp_path / "my.opml")).subscriptions) == 2
    assert len(rig.store.subscriptions()) == 2


HUGE = (
    b'<!DOCTYPE o [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    + b']><opml><body><outline text="&m;" xmlUrl="https://h.example/feed"/></body></opml>'
)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"not xml", b"<html><body/></html>", b"<opml/>", b"<opml><body></body></opml>",
        b"<opml><body><outline text='x'/></body></opml>", b"{}",
        bytes(range(256)), b"<opml><body><outline xmlUrl='https://", b"<rss></rss>",
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><opml><body><outline type="rss" text="&e;" xmlUrl="&e;"/></body></opml>',
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_with_a_reason(rig: Rig, body: bytes) -> None:
    try:
        added = listed(rig, body)
    except ParseError as exc:
        assert exc.reason and "root:" not in str(exc)
    else:
        assert not added.subscriptions and added.problems


def test_entities_of_a_list_are_never_expanded(rig: Rig) -> None:
    try:
        followed = listed(rig, HUGE).subscriptions
    except ParseError:
        followed = ()
    assert all("aaaaaaaaaa" not in one.title for one in followed)


def test_a_list_nested_beyond_reason_is_read_or_refused_and_crashes_nothing(rig: Rig) -> None:
    deep = b"<outline text='x'>" * 20_000 + b"<outline xmlUrl='https://h.example/feed'/>"
    try:
        listed(rig, b"<opml><body>" + deep)
    except ParseError as exc:
        assert exc.reason


# -- folders and the catalogue


def test_a_folder_is_followed_and_its_files_are_read_once(rig: Rig, tmp_path: Path) -> None:
    folder = tmp_path / "clippings"
    folder.mkdir()
    (folder / "a.txt").write_text("Quay reopens\n\nThe quay of Lorn reopened on Tuesday after three weeks of repairs.\n")
    (folder / "bad.json").write_text("{")
    add(rig, str(folder))
    told = rig.collect()
    assert (told.new, told.problems) == (1, 1) and "bad.json" in rig.problems[0].problem.about
    rig.clock.advance(minutes=10)
    assert rig.collect().new == 0
    (folder / "a.txt").write_text("Quay reopens\n\nThe quay of Lorn reopened on Wednesday after four weeks of repairs.\n")
    (folder / "sub").mkdir()
    (folder / "sub" / "b.md").write_text("# Chess\n\nMio Tarn won the national chess championship in Vell on Sunday.\n")
    rig.clock.advance(minutes=10)
    told = rig.collect()
    assert (told.new, told.changed) == (1, 1)


def test_files_whose_names_differ_only_in_bytes_that_are_no_text_are_two_articles_read_once(rig: Rig, tmp_path: Path) -> None:
    folder = tmp_path / "clippings"
    folder.mkdir()
    for number, byte in enumerate((b"\xff", b"\xfe")):
        text = f"Matter {number}\n\nThe board of Lorn met on matter {number} on Tuesday and will meet again.\n"
        (folder / os.fsdecode(b"bad" + byte + b"\x1b[31m\n.txt")).write_text(text)
    add(rig, str(folder))
    assert rig.collect().new == 2
    rig.clock.advance(minutes=10)
    told = rig.collect()
    assert (told.new, told.changed, rig.store.count("versions")) == (0, 0, 2)


def test_a_file_of_another_kind_is_told_in_a_few_lines(rig: Rig, tmp_path: Path) -> None:
    folder = tmp_path / "clippings"
    folder.mkdir()
    (folder / "table.jsonl").write_text("a,b,c\n" * 5000 + '{"title": "Quay", "text": "It reopened."}\n')
    add(rig, str(folder))
    assert rig.collect().new == 1
    told = [one.problem for one in rig.problems]
    assert len(told) == PROBLEMS_OF_A_FILE + 1
    assert sum(one.reason == f"{5000 - PROBLEMS_OF_A_FILE} more lines cannot be used" for one in told) == 1


def test_a_folder_that_is_gone_is_told_and_comes_back(rig: Rig, tmp_path: Path) -> None:
    folder = tmp_path / "clippings"
    folder.mkdir()
    add(rig, str(folder))
    folder.rmdir()
    rig.collect()
    assert "no such file" in rig.feed.error.lower()
    folder.mkdir()
    (folder / "a.txt").write_text("Quay reopens\n\nThe quay of Lorn reopened on Tuesday after three weeks of repairs.\n")
    assert rig.poll(hours=2).new == 1 and rig.feed.error == ""


def test_the_catalogue_is_of_many_outlets_and_languages_and_complete() -> None:
    feeds = catalogue.feeds()
    assert len(feeds) >= 60 and len({feed.lang for feed in feeds}) >= 8
    assert len({feed.url for feed in feeds}) == len(feeds)
    for feed in feeds:
        assert feed.url.startswith("https://") and feed.title and feed.publisher and feed.owner and feed.category and feed.site
        assert feed.country is None or (len(feed.country) == 2 and feed.country.isupper())
    assert any(feed.paid for feed in feeds) and not all(feed.paid for feed in feeds)


def test_the_catalogue_is_followed_without_a_request_whole_or_by_name(rig: Rig) -> None:
    async def follow(*names: str) -> Added:
        async with GuardedClient(resolver=StaticResolver()) as client:
            return Subscriber(rig.store, client, rig.pool, rig.clock, rig.values).catalogue(names)

    german = asyncio.run(follow("DE"))
    assert german.subscriptions and all(one.lang == "de" or one.country == "DE" for one in german.subscriptions)
    assert {one.publisher for one in asyncio.run(follow("le monde")).subscriptions} == {"Le Monde"}
    whole = asyncio.run(follow())
    assert len(whole.subscriptions) == len(catalogue.feeds()) == len(rig.store.subscriptions())
    assert asyncio.run(follow()) == whole
    assert next(one for one in rig.store.subscriptions() if one.publisher == "Le Monde").paid
    with pytest.raises(InputError, match="not in the catalogue"):
        asyncio.run(follow("Daily Planet"))


def test_what_a_subscription_says_of_itself_reaches_its_articles(rig: Rig) -> None:
    rig.site.serve("/feed", rss(STORY | {"description": "Words of the feed."}))
    paid = Subscription(
        "s", "http://herald.example/feed", publisher="The Herald", owner="Lorn Press", paid=True, next_poll=rig.clock()
    )
    rig.store.add_subscription(paid, now=rig.clock())
    rig.site.serve("/1", status=403)
    rig.collect()
    (article,) = rig.articles
    assert (article.source, article.owner, article.paid, article.teaser) == ("The Herald", "Lorn Press", True, True)
