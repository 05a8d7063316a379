"""Polling and reading pages against a server with faults: what is stored, what is told, what is asked again."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from collecting import PARAGRAPHS, Rig, page

from newsloom.model import FeedUse, Image, Kind
from newsloom.net.client import GuardedClient
from newsloom.pipeline.collect import Collector
from newsloom.store.input import RECENT
from newsloom.testing import Page, Seen, StaticResolver, rss

FEED = "//herald.example/feed"
XML = "application/rss+xml"


def item(number: int = 1, **facts: str) -> dict[str, str]:
    return {
        "title": f"Story {number}",
        "link": f"http://herald.example/{number}",
        "guid": f"guid-{number}",
        "pubDate": "Tue, 13 Jan 2026 09:00:00 GMT",
        "description": f"What the feed says of story {number}.",
    } | facts


def serve(rig: Rig, *items: dict[str, str], path: str = FEED, head: str = "", **how: Any) -> None:
    rig.site.serve(path, rss(*items, head=head), content_type=XML, **how)


# -- what comes in


def test_an_entry_becomes_the_article_of_its_page(rig: Rig) -> None:
    serve(rig, item(title="Quay at Lorn reopens"))
    rig.site.serve("/1", page())
    rig.follow()
    tally = rig.collect()
    (article,) = rig.articles
    assert (tally.polled, tally.fetched, tally.new, tally.problems) == (1, 1, 1, 0)
    assert article.title == "Quay at Lorn reopens" and article.text.split("\n") == list(PARAGRAPHS)
    assert article.published == datetime(2026, 1, 13, 9, tzinfo=UTC) and not article.teaser and article.lang == "en"


def test_an_article_knows_its_picture_with_its_credit_and_nobody_fetches_it(rig: Rig) -> None:
    head = '<meta property="og:image" content="http://herald.example/quay-77412.jpg">'
    figure = '<figure><img src="/quay-77412.jpg" alt="The quay"><figcaption>Photo: Ida Sund</figcaption></figure>'
    rig.values = replace(rig.values, deadline_s=60)
    serve(rig, item(1, title="Quay at Lorn reopens"), item(2, description='A ferry. <img src="/ferry.jpg" alt="A ferry">'))
    rig.site.serve("/1", page(head=head).replace("<article>", f"<article>{figure}"))
    rig.site.pages["/2"] = Page(b"gone", 404)
    rig.follow()
    rig.collect()
    assert [article.image for article in rig.articles] == [
        Image("http://herald.example/quay-77412.jpg", "The quay", "Ida Sund"),
        Image("http://herald.example/ferry.jpg", "A ferry"),
    ]
    assert not [seen.path for seen in rig.site.requests if seen.path.endswith(".jpg")]


def test_polling_again_brings_nothing_twice(rig: Rig) -> None:
    serve(rig, *(item(number) for number in range(5)))
    for number in range(5):
        rig.site.serve(f"/{number}", page(f"Story {number}"))
    rig.follow()
    assert rig.collect().new == 5
    again = rig.poll(hours=2)
    assert (again.polled, again.new, again.changed, again.fetched) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "case",
    [
        "404", "403 wall", "consent wall", "empty page", "pdf", "time-out", "too large", "robots", "cut off", "no host",
        "redirect circle", "binary",
        "javascript only",
    ],
)  # fmt: skip
def test_where_the_page_gives_less_the_feeds_text_is_used_and_the_article_says_so(rig: Rig, case: str) -> None:
    serve(rig, item(description="The feed says that the quay reopened on Tuesday, after three weeks of repairs."))
    rig.values = replace(rig.values, max_page_bytes=50_000, deadline_s=1.0)
    pages: dict[str, Page] = {
        "404": Page(b"gone", 404),
        "403 wall": Page(b"<html><body><p>Subscribe to continue reading.</p></body></html>", 403),
        "consent wall": Page(page("Before you continue", "We use cookies. Accept all cookies to go on.").encode()),
        "empty page": Page(b"<html><head></head><body></body></html>"),
        "pdf": Page(b"%PDF-1.7 ...", headers=(("Content-Type", "application/pdf"),)),
        "time-out": Page(b"<html></html>", wait_s=10),
        "too large": Page(b"<html>" + b"x" * 60_000),
        "cut off": Page(page().encode(), cut_at=100),
        "redirect circle": Page(status=302, headers=(("Location", "/1"),)),
        "binary": Page(bytes(range(256)) * 50),
        "javascript only": Page(
            b"<html><head><script>var a='" + b"x" * 2000 + b"'</script></head><body><div id=root></div></body></html>"
        ),
    }
    if case == "robots":
        rig.site.serve("/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")
        rig.site.serve("/1", page())
    elif case == "no host":
        serve(
            rig,
            item(
                link="http://[bad/",
                description="The feed says that the quay reopened on Tuesday, after three weeks of repairs.",
            ),
        )
    else:
        rig.site.pages["/1"] = pages[case]
    rig.follow()
    assert rig.collect().new == 1
    (article,) = rig.articles
    assert article.teaser and article.text.startswith("The feed says")
    assert article.title == "Story 1"


def test_a_page_that_comes_later_takes_the_place_of_the_feeds_text(rig: Rig) -> None:
    serve(rig, item())
    rig.site.serve("/1", status=503)
    rig.follow()
    rig.collect()
    assert rig.articles[0].teaser
    rig.site.serve("/1", page())
    rig.clock.advance(minutes=20)
    tally = rig.collect()
    assert tally.changed == 1 and not rig.articles[0].teaser and rig.articles[0].version == 2
    assert not rig.problems


def test_a_page_that_fails_is_tried_five_times_with_growing_gaps_and_no_more(rig: Rig) -> None:
    serve(rig, item())
    rig.site.serve("/1", status=500)
    rig.follow(url="http://herald.example/feed")
    rig.collect()
    rig.change(paused=True)
    for _ in range(60):
        rig.clock.advance(hours=1)
        rig.collect()
    assert len(rig.site.asked("/1")) == 5
    assert rig.store.waiting("page") == 0


@pytest.mark.parametrize("status", [401, 402, 403, 404, 410, 451])
def test_a_page_that_is_refused_for_good_is_asked_once(rig: Rig, status: int) -> None:
    serve(rig, item())
    rig.site.serve("/1", status=status)
    rig.follow()
    rig.collect()
    rig.poll(hours=30)
    assert len(rig.site.asked("/1")) == 1


def test_a_page_without_anything_in_feed_or_page_is_told_and_makes_no_article(rig: Rig) -> None:
    serve(rig, {"link": "http://herald.example/1", "guid": "1"}, item(2))
    rig.site.serve("/2", page("Story 2"))
    rig.follow()
    rig.collect()
    assert [article.title for article in rig.articles] == ["Story 2"]
    assert [kept.problem.about for kept in rig.problems] == ["http://herald.example/1"]


def test_the_feeds_own_full_text_is_kept_where_the_page_shows_less(rig: Rig) -> None:
    whole = "".join(f"<p>{text}</p>" for text in PARAGRAPHS * 4)
    head = '<feed xmlns="http://www.w3.org/2005/Atom"><title>H</title><id>h</id>'
    content = f'<content type="html"><![CDATA[{whole}]]></content>'
    entry = f'<entry><id>1</id><title>Quay</title><link href="http://herald.example/1"/>{content}</entry>'
    rig.site.serve(FEED, f"{head}{entry}</feed>", content_type="application/atom+xml")
    rig.site.serve("/1", page("Quay", PARAGRAPHS[0]))
    rig.follow()
    rig.collect()
    (article,) = rig.articles
    assert article.teaser and article.text.count("Ida Sund") == 4


def test_a_paywall_that_the_page_states_is_marked(rig: Rig) -> None:
    facts = '{"@type": "NewsArticle", "headline": "Quay", "isAccessibleForFree": false}'
    stated = f'<script type="application/ld+json">{facts}</script>'
    serve(rig, item())
    rig.site.serve("/1", page("Quay", head=stated))
    rig.follow()
    rig.collect()
    assert rig.articles[0].paid


def test_kinds_of_pages_are_marked(rig: Rig) -> None:
    titles = {1: "Live: the quay reopens", 2: "Opinion: the quay is too dear", 3: "Quay at Lorn reopens"}
    serve(rig, *(item(number, title=title) for number, title in titles.items()))
    for number, title in titles.items():
        rig.site.serve(f"/{number}", page(title))
    rig.follow()
    rig.collect()
    assert {article.title: article.kind for article in rig.articles} == {
        titles[1]: Kind.LIVE_BLOG,
        titles[2]: Kind.OPINION,
        titles[3]: Kind.NEWS,
    }


def test_without_fetching_pages_the_feeds_text_is_the_article(rig: Rig) -> None:
    rig.values = replace(rig.values, fetch_pages=False)
    serve(rig, item())
    rig.follow()
    assert rig.collect().new == 1
    assert rig.articles[0].teaser and not rig.site.asked("/1")


def test_a_home_page_is_not_fetched_as_an_article(rig: Rig) -> None:
    serve(rig, item(1, link="http://herald.example/"), item(2, link="http://herald.example/"))
    rig.follow()
    assert rig.collect().new == 2
    assert len(rig.site.requests) == 1


# -- identity


def test_the_same_page_from_two_feeds_is_one_article_and_fetched_once(rig: Rig) -> None:
    serve(rig, item())
    serve(
        rig,
        item(guid="other", link="https://www.herald.example/1?utm_source=x".replace("https", "http")),
        path="//herald.example/other",
    )
    rig.site.serve("/1", page())
    rig.follow()
    rig.follow("http://herald.example/other")
    tally = rig.collect()
    asked = [seen for seen in rig.site.requests if seen.path.startswith("/1")]
    assert tally.new == 1 and len(rig.articles) == 1 and len(asked) == 1


def test_a_link_that_leads_to_the_page_through_another_host_is_the_same_article(rig: Rig) -> None:
    serve(rig, item(title="Quay at Lorn reopens"))
    rig.site.serve("/1", page())
    rig.follow()
    rig.collect()
    serve(rig, item(7, title="Quay at Lorn reopens", link="http://track.example/click/77"), path="//herald.example/other")
    rig.site.redirect("/click/77", "http://herald.example/1")
    rig.follow("http://herald.example/other")
    assert rig.collect().new == 0
    assert len(rig.articles) == 1
    assert rig.poll(hours=3).new == 0 and len(rig.articles) == 1


def test_a_login_to_which_all_links_lead_is_not_one_article(rig: Rig) -> None:
    serve(rig, item(1, title="Quay at Lorn reopens"), item(2, title="Chess: Mio Tarn wins"))
    for number in (1, 2):
        rig.site.redirect(f"/{number}", "http://login.example/sign-in")
    rig.site.serve("/sign-in", page("Welcome back", "Enter your name and the word that only you know. " * 8))
    rig.follow()
    assert rig.collect().new == 2


def test_a_changed_text_is_a_new_version_and_the_first_is_kept(rig: Rig) -> None:
    serve(rig, item())
    rig.site.serve("/1", page())
    rig.follow()
    rig.collect()
    serve(rig, item(description="Corrected: the repairs cost 2.3 million."))
    rig.site.serve(
        "/1",
        page("Quay at Lorn reopens", *PARAGRAPHS[:3], "Repairs cost 2.3 million crowns, according to harbour master Ida Sund."),
    )
    tally = rig.poll(hours=2)
    (article,) = rig.articles
    assert tally.changed == 1 and article.version == 2 and "2.3 million" in article.text
    assert "3.2 million" in rig.store.article_version(article.id, 1)[0].text


def test_an_entry_that_leaves_the_feed_and_comes_back_is_no_news(rig: Rig) -> None:
    serve(rig, item(1), item(2))
    for number in (1, 2):
        rig.site.serve(f"/{number}", page(f"Story {number}"))
    rig.follow()
    rig.collect()
    serve(rig, item(2))
    rig.poll(hours=2)
    assert [entry.live for entry in sorted(rig.entries, key=lambda one: one.entry.key)] == [False, True]
    serve(rig, item(1), item(2))
    told = rig.poll(hours=2)
    assert (told.new, told.changed, told.fetched) == (0, 0, 0)
    assert all(entry.live for entry in rig.entries)


def test_guids_drawn_anew_for_every_poll_bring_nothing_twice(rig: Rig) -> None:
    drawn = 0

    def document(seen: Seen) -> Page:
        nonlocal drawn
        drawn += 1
        return Page(rss(item(1, guid=f"r{drawn}"), {"title": "No link", "guid": f"q{drawn}", "description": "Words"}).encode())

    rig.site.pages[FEED] = document
    rig.site.serve("/1", page())
    rig.follow()
    assert rig.collect().new == 2
    for _ in range(3):
        assert rig.poll(hours=2).new == 0
    assert len(rig.articles) == len(rig.entries) == 2


# -- times


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("Tue, 13 Jan 2026 09:00:00 GMT", datetime(2026, 1, 13, 9, tzinfo=UTC)),
        ("Tue, 13 Jan 2026 09:00:00 +0900", datetime(2026, 1, 13, 0, tzinfo=UTC)),
        ("Tue, 13 Jan 2026 04:00:00 EST", datetime(2026, 1, 13, 9, tzinfo=UTC)),
        ("2026-01-13T10:00:00+01:00", datetime(2026, 1, 13, 9, tzinfo=UTC)),
        ("Sun, 29 Mar 2015 02:30:00 +0100", datetime(2015, 3, 29, 1, 30, tzinfo=UTC)),  # an hour that summer time leaves out
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Mon, 01 Jan 0001 00:00:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        ("Sat, 13 Jan 2029 09:00:00 GMT", None),
        ("Tue, 13 Jan 2026 20:00:00 GMT", datetime(2026, 1, 13, 12, tzinfo=UTC)),  # hours ahead: first seen is earlier
        ("yesterday", None),
        ("", None),
    ],
)
def test_absurd_times_are_kept_as_given_and_not_used(rig: Rig, given: str, used: datetime | None) -> None:
    serve(rig, item(pubDate=given))
    rig.site.serve("/1", page())
    rig.follow()
    rig.collect()
    (article,) = rig.articles
    assert article.published == used
    effective, _ = rig.store.effective_times([article.id])[article.id]
    assert effective == (used or rig.clock())
    if given.startswith("Sat, 13 Jan 2029"):
        assert rig.entries[0].entry.published == datetime(2029, 1, 13, 9, tzinfo=UTC)


def test_a_day_alone_stays_a_day_and_a_page_that_knows_the_hour_gives_it(rig: Rig) -> None:
    serve(rig, item(1, pubDate="2026-01-12"), item(2, pubDate="2026-01-12"))
    rig.site.serve("/1", page("Story 1"))
    rig.site.serve("/2", page("Story 2", head='<meta property="article:published_time" content="2026-01-12T07:45:00+01:00">'))
    rig.follow()
    rig.collect()
    day, hour = rig.articles
    assert day.day_only and day.published == datetime(2026, 1, 12, tzinfo=UTC)
    assert not hour.day_only and hour.published == datetime(2026, 1, 12, 6, 45, tzinfo=UTC)


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400), timedelta(hours=-1), timedelta(hours=1)])
def test_a_clock_that_jumps_brings_no_duplicate_no_storm_and_no_silence(rig: Rig, jump: timedelta) -> None:
    serve(rig, item(1), item(2))
    for number in (1, 2):
        rig.site.serve(f"/{number}", page(f"Story {number}"))
    rig.follow()
    rig.collect()
    rig.clock.advance(days=jump.days, seconds=jump.seconds)
    polls = []
    for _ in range(48):
        before = len(rig.site.asked("/feed"))
        rig.clock.advance(hours=1)
        assert rig.collect().new == 0
        polls.append(len(rig.site.asked("/feed")) - before)
    assert max(polls) <= 1 and sum(polls) >= 2
    assert len(rig.articles) == 2 and len(rig.site.asked("/1")) == 1


# -- validators


def test_validators_are_stored_with_the_entries_they_came_with_and_sent_back(rig: Rig) -> None:
    serve(rig, item(), etag='W/"13 jan, é"', headers=[("Last-Modified", "Tue, 13 Jan 2026 09:00:00 +0000")])
    rig.site.serve("/1", page())
    rig.follow()
    rig.collect()
    assert rig.feed.etag == 'W/"13 jan, é"'
    rig.poll(hours=2)
    sent = rig.site.asked("/feed")[-1].headers
    assert sent["if-none-match"].encode("latin-1").decode() == 'W/"13 jan, é"'
    assert sent["if-modified-since"] == "Tue, 13 Jan 2026 09:00:00 +0000"
    assert rig.feed.error == "" and rig.feed.last_success == rig.clock()


@pytest.mark.parametrize("how", ["length", "chunked", "gzip", "no length", "in the middle of an entry"])
def test_a_truncated_body_advances_no_validator_and_loses_no_entry(rig: Rig, how: str) -> None:
    document = rss(item(1), item(2), item(3)).encode()
    at = document.index(b"Story 3")
    headers = ((("Content-Type"), XML), ("ETag", '"whole"'))
    cut: dict[str, Page] = {
        "length": Page(document, headers=headers, cut_at=at),
        "chunked": Page(document, headers=headers, cut_at=at, chunked=True),
        "gzip": Page(gzip.compress(document)[:-30], headers=(*headers, ("Content-Encoding", "gzip"))),
        "no length": Page(raw=b'HTTP/1.1 200 OK\r\nETag: "whole"\r\nContent-Type: application/rss+xml\r\n\r\n' + document[:at]),
        "in the middle of an entry": Page(document[:at], headers=headers),
    }
    rig.values = replace(rig.values, fetch_pages=False)
    rig.site.pages[FEED] = cut[how]
    rig.follow()
    rig.collect()
    assert rig.feed.etag is None
    rig.site.pages[FEED] = Page(document, headers=headers, etag='"whole"')
    rig.poll(hours=2)
    assert len(rig.articles) == 3 and rig.feed.etag == '"whole"'


def test_a_poll_that_cannot_be_parsed_keeps_the_validators_of_the_last_that_could(rig: Rig) -> None:
    rig.values = replace(rig.values, fetch_pages=False)
    serve(rig, item(), etag='"one"')
    rig.follow()
    rig.collect()
    rig.site.serve(FEED, "<html><body>Down for maintenance</body></html>", headers=[("ETag", '"two"')])
    rig.poll(hours=2)
    assert rig.feed.etag == '"one"' and "web page" in rig.feed.error


# -- health


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Page(status=404), "answered 404"), (Page(status=401), "answered 401"), (Page(status=403), "answered 403"),
        (Page(status=500), "answered 500"),
        (Page(status=204), "answered 204"), (Page(b"<html><head></head><body>Not a feed</body></html>"),
        "is a web page, not a feed"), (Page(b""), "is empty"),
        (Page(b'{"a": 1}'), "not a JSON Feed"), (Page(bytes(range(256)) * 40), "is not a feed"),
        (Page(b"x" * 200, wait_s=30), "timed out"),
        (Page(raw=b"nonsense"), "HTTP"), (Page(b"<rss>", cut_at=2), "cut off"), (Page(b"z" * 30_000), "larger than"),
        (Page(status=302, headers=(("Location", "ftp://x/"),)), "only http and https"),
        (Page(status=302, headers=(("Location", "/feed"),)), "circle"),
        (Page(gzip.compress(bytes(30_000_000)), headers=(("Content-Encoding", "gzip"),)), "larger than"),
        (Page(b"<sitemapindex></sitemapindex>"), "lists sitemaps"), (Page(b"<opml><body/></opml>"), "is not a feed"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_visible_with_its_reason_and_the_other_feeds_go_on(rig: Rig, answer: Page, reason: str) -> None:
    rig.values = replace(rig.values, fetch_pages=False, deadline_s=1.0, max_feed_bytes=20_000)
    rig.site.pages["//bad.example/feed"] = answer
    serve(rig, item())
    bad = rig.follow("http://bad.example/feed")
    rig.follow()
    tally = rig.collect()
    told = rig.store.subscription(bad.id)
    assert reason in told.error and told.failures == 1
    assert told.next_poll is not None and timedelta(minutes=30) <= told.next_poll - rig.clock() <= timedelta(minutes=34)
    assert (tally.polled, tally.new, tally.problems) == (2, 1, 1)
    assert [kept.problem.about for kept in rig.problems] == ["http://bad.example/feed"]


def test_410_is_asked_three_times_in_all_whatever_a_person_presses(rig: Rig) -> None:
    rig.site.serve(FEED, status=410)
    rig.follow()
    for _ in range(10):
        rig.poll(hours=48)
    assert len(rig.site.asked("/feed")) == 3
    assert rig.feed.gone and "gone for good" in rig.feed.error


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_to_wait_is_obeyed_also_when_a_person_presses_refresh_all(rig: Rig, status: int) -> None:
    rig.site.serve(FEED, status=status, headers=[("Retry-After", "36000")])
    rig.follow()
    rig.collect()
    for _ in range(9):
        rig.poll(hours=1)
    assert len(rig.site.asked("/feed")) == 1
    rig.poll(hours=1.5)
    assert len(rig.site.asked("/feed")) == 2


def test_a_date_to_wait_for_is_read_too(rig: Rig) -> None:
    rig.site.serve(FEED, status=503, headers=[("Retry-After", "Tue, 13 Jan 2026 20:00:00 GMT")])
    rig.follow()
    rig.collect()
    assert rig.feed.next_poll == datetime(2026, 1, 13, 20, tzinfo=UTC)


def test_a_permanent_redirect_is_adopted_after_three_polls_over_a_day_and_then_asked_directly(rig: Rig) -> None:
    rig.values = replace(rig.values, fetch_pages=False)
    serve(rig, item(), path="//herald.example/new")
    rig.site.redirect(FEED, "http://herald.example/new", status=301)
    rig.follow()
    rig.collect()
    urls = [rig.feed.url.rpartition("/")[2]]
    for _ in range(3):
        rig.poll(hours=10)
        urls.append(rig.feed.url.rpartition("/")[2])
    assert urls == ["feed", "feed", "feed", "new"]
    rig.poll(hours=10)
    assert len(rig.site.asked("/feed")) == 4 and len(rig.entries) == 1


def test_a_temporary_redirect_is_never_adopted(rig: Rig) -> None:
    rig.values = replace(rig.values, fetch_pages=False)
    serve(rig, item(), path="//herald.example/new")
    rig.site.redirect(FEED, "http://herald.example/new", status=307)
    rig.follow()
    for _ in range(6):
        rig.poll(hours=20)
    assert rig.feed.url.endswith("/feed") and len(rig.articles) == 1


def test_paused_gone_and_ignored_feeds_are_not_polled(rig: Rig) -> None:
    for number, facts in enumerate(({"paused": True}, {"gone": True}, {"use": FeedUse.IGNORED})):
        rig.follow(f"http://herald.example/feed{number}", **facts)
    assert rig.poll(hours=1).polled == 0 and not rig.site.requests


def test_entries_of_a_feed_that_is_read_only_found_no_story(rig: Rig) -> None:
    rig.values = replace(rig.values, fetch_pages=False)
    serve(rig, item())
    rig.follow(use=FeedUse.READ_ONLY)
    rig.collect()
    (article,) = rig.articles
    assert rig.store.effective_times([article.id])[article.id][1] is False


# -- the reader's own keys


def test_a_readers_own_headers_go_to_the_feed_and_its_pages_and_nowhere_else(rig: Rig) -> None:
    serve(rig, item(1), item(2, link="http://elsewhere.example/2"))
    for number in (1, 2):
        rig.site.serve(f"/{number}", page(f"Story {number}"))
    rig.follow(headers={"Authorization": "Bearer s3cret", "Cookie": "session=s3cret"})
    rig.collect()
    for seen in rig.site.requests:
        assert ("s3cret" in str(seen.headers)) is (seen.host == "herald.example" and seen.path != "/robots.txt"), seen
    assert "s3cret" not in repr(rig.store.subscriptions()) and "s3cret" not in repr(rig.problems)


# -- politeness and fairness


def test_a_feed_that_hangs_holds_nobody_up(rig: Rig) -> None:
    rig.values = replace(rig.values, fetch_pages=False, deadline_s=8)
    order: list[str] = []

    def hang(seen: Seen) -> Page:
        return Page(b"x", wait_s=7)

    def answer(seen: Seen) -> Page:
        order.append(seen.host)
        return Page(rss(item(len(order), link=f"http://{seen.host}/a")).encode())

    rig.site.pages["/hang"] = hang
    rig.site.pages["/feed"] = answer
    for number in range(40):
        rig.follow(f"http://slow{number}.example/hang")
    for number in range(40):
        rig.follow(f"http://good{number}.example/feed")
    began = rig.site.requests
    rig.collect()
    good = [seen.at for seen in began if seen.path == "/feed"]
    assert len(good) == 40 and max(good) - min(seen.at for seen in began) < 6.5


def test_a_host_with_many_pages_does_not_stand_before_the_others(rig: Rig) -> None:
    crowd = [item(number, link=f"http://crowd.example/c/{number}") for number in range(30)]
    serve(rig, *crowd, *(item(100 + number, link=f"http://h{number}.example/page") for number in range(5)))
    rig.site.pages["/page"] = Page(page().encode())
    for number in range(30):
        rig.site.pages[f"/c/{number}"] = Page(page(f"Story {number}").encode(), wait_s=0.1)
    rig.follow()
    assert rig.collect().new == 35
    paths = [seen.path for seen in rig.site.requests]
    assert max(index for index, path in enumerate(paths) if path == "/page") < 24


def test_no_more_than_two_pages_of_a_host_are_under_way(rig: Rig) -> None:
    under_way, most = 0, 0

    def slow(seen: Seen) -> Page:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        import time

        time.sleep(0.05)
        under_way -= 1
        return Page(page(seen.path).encode())

    serve(rig, *(item(number) for number in range(12)))
    for number in range(12):
        rig.site.pages[f"/{number}"] = slow
    rig.follow()
    rig.collect()
    assert most == 2


def test_newest_pages_come_first(rig: Rig) -> None:
    rig.values = replace(rig.values, per_host=1)
    serve(
        rig,
        item(1, pubDate="Thu, 01 Jan 2026 09:00:00 GMT"),
        item(2),
        item(3, pubDate="Fri, 02 Jan 2026 09:00:00 GMT"),
        item(4),
    )
    for number in range(1, 5):
        rig.site.serve(f"/{number}", page(f"Story {number}"))
    rig.follow()
    rig.collect()
    asked = [seen.path for seen in rig.site.requests if seen.path[1:].isdigit()]
    assert set(asked[:2]) == {"/2", "/4"} and set(asked[2:]) == {"/1", "/3"}


def test_a_new_feed_can_be_read_before_its_pages_come(rig: Rig) -> None:
    old = (rig.clock() - RECENT - timedelta(hours=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    serve(rig, item(1), item(2, pubDate=old))
    rig.follow()
    rig.collect(seconds=0.0)
    assert rig.articles == []
    rig.change(next_poll=rig.clock())

    def first(seen: Seen) -> Page:
        assert [article.title for article in rig.articles] == ["Story 1"]
        return Page(page("Story 1").encode())

    rig.site.pages["/1"] = first
    rig.site.serve("/2", page("Story 2"))
    rig.collect(seconds=30.0, teasers=True)
    assert [(article.title, article.teaser, article.version) for article in rig.articles] == [
        ("Story 1", False, 2),
        ("Story 2", False, 1),
    ]


def test_stopping_in_the_middle_leaves_the_rest_for_the_next_pass(rig: Rig) -> None:
    serve(rig, *(item(number) for number in range(30)))
    for number in range(30):
        rig.site.pages[f"/{number}"] = Page(page(f"Story {number}").encode(), wait_s=0.05)
    rig.follow()
    rig.collect(seconds=0.5)
    half = len(rig.articles)
    assert half < 30
    rig.collect()
    assert len(rig.articles) == 30 and sum(len(rig.site.asked(f"/{number}")) for number in range(30)) == 30


# -- hostile documents


def test_poison_entries_never_cost_the_others(rig: Rig) -> None:
    rig.values = replace(rig.values, fetch_pages=False)
    poison = [
        "<item/>", "<item><title></title></item>", "<item><link>javascript:alert(1)</link></item>",
        "<item><title>\ufffe\uffff</title></item>",
        "<item><title>A&#0;B&#xD800;C</title><link>http://herald.example/nul</link></item>",
        "<item><pubDate>never</pubDate><title>No time</title></item>",
        "<item><guid>" + "g" * 100_000 + "</guid><title>Long guid</title></item>",
        "<item><title>" + "t" * 200_000 + "</title></item>",
        "<item><link>http://[::1</link><title>Bad link</title></item>",
        "<item><title><![CDATA[<script>alert(1)</script>Scripted]]></title></item>",
    ]  # fmt: skip
    document = (
        rss(item(1), item(2))
        .replace("</channel>", "".join(poison) + "</channel>")
        .replace("<item>", "".join(poison) + "<item>", 1)
    )
    rig.site.serve(FEED, document, content_type=XML)
    rig.follow()
    rig.collect()
    titles = {article.title for article in rig.articles}
    assert {"Story 1", "Story 2", "No time", "Bad link"} <= titles
    assert not any("\x00" in article.title + article.text or "<script" in article.title for article in rig.articles)


def test_a_document_that_makes_its_parser_work_for_ever_costs_only_itself(rig: Rig) -> None:
    """feedparser's issue 562: minutes of work on some tens of kilobytes of an author."""
    rig.values = replace(rig.values, fetch_pages=False)
    hostile = "<rss><channel><title>x</title><item><title>t</title><author>" + "a" * 60_000 + "</author></item>" + "<item>" * 5
    rig.site.serve("//bad.example/feed", hostile)
    serve(rig, item())
    rig.follow("http://bad.example/feed")
    rig.follow()
    assert rig.collect().polled == 2
    assert "Story 1" in {article.title for article in rig.articles}


# -- in the background


def test_what_a_person_decides_while_a_feed_is_polled_stands(rig: Rig) -> None:
    rig.values = replace(rig.values, fetch_pages=False)

    def decided(seen: Seen) -> Page:
        rig.change(paused=True, use=FeedUse.READ_ONLY, category="Sea")
        return Page(rss(item()).encode())

    rig.site.pages[FEED] = decided
    rig.follow()
    assert rig.collect().new == 1
    assert (rig.feed.paused, rig.feed.use, rig.feed.category) == (True, FeedUse.READ_ONLY, "Sea")
    assert rig.feed.last_success == rig.clock()


def test_what_became_due_during_a_pause_is_asked_one_after_the_other(rig: Rig) -> None:
    for number in range(100):
        rig.follow(f"http://outlet{number}.example/feed", last_polled=rig.clock() - timedelta(days=3))
    new = rig.follow("http://new.example/feed")
    rig.clock.advance(hours=5)
    rig.store.spread_overdue(now=rig.clock())
    due = sorted(one.next_poll for one in rig.store.subscriptions() if one.id != new.id and one.next_poll is not None)
    assert len(set(due)) == 100 and due[-1] - due[0] <= timedelta(minutes=10)
    assert rig.store.subscription(new.id).next_poll == new.next_poll  # what was never read is read at once


def test_something_wanted_at_once_waits_for_no_slow_page_and_nothing_is_lost(rig: Rig) -> None:
    rig.values = replace(rig.values, deadline_s=60)
    serve(rig, *(item(number) for number in range(4)))
    for number in range(4):
        rig.site.pages[f"/{number}"] = Page(page(f"Story {number}").encode(), wait_s=30)
    rig.follow()

    async def hurried() -> float:
        hurry = asyncio.Event()
        asyncio.get_running_loop().call_later(1.0, hurry.set)
        began = asyncio.get_running_loop().time()
        resolver = StaticResolver(otherwise=[f"127.0.0.1:{rig.site.port}"])
        async with GuardedClient(resolver=resolver, allowed_networks=("127.0.0.0/8",), requests_per_s=None) as client:
            await Collector(rig.store, client, rig.pool, rig.clock, rig.values).collect(hurry=hurry)
        return asyncio.get_running_loop().time() - began

    assert asyncio.run(hurried()) < 20
    assert rig.store.waiting("page") == 4
    for number in range(4):
        rig.site.pages[f"/{number}"] = Page(page(f"Story {number}").encode())
    assert rig.collect().new == 4


def test_entries_that_all_lead_to_one_page_are_one_article_with_one_version(rig: Rig) -> None:
    rig.values = replace(rig.values, fetch_pages=False)
    serve(rig, *(item(number, link="http://herald.example/live") for number in range(300)))
    rig.follow()
    assert rig.collect().new == 1
    (article,) = rig.articles
    assert (article.version, article.title) == (1, "Story 0")
    assert rig.poll(hours=2).changed == 0
