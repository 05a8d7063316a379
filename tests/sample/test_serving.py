"""The sample is served as the web would serve it: feeds, pages, conditional requests; read here by the real client and parsers."""

from __future__ import annotations

import asyncio

import pytest

from newsloom import sample
from newsloom.errors import AddressRefused, FetchError
from newsloom.intake import extract, feeds
from newsloom.model import Kind
from newsloom.net.client import GuardedClient
from newsloom.ports import Request


def client(outlets: sample.Outlets, **given) -> GuardedClient:
    return GuardedClient(
        **{"resolver": outlets.resolver, "allowed_networks": sample.NETWORKS, "per_host": None, "requests_per_s": None} | given
    )


def read(*requests: Request, clock: sample.SampleClock | None = None, **given):
    """The answers to these requests, one after the other, from outlets that are open for as long as that takes."""

    async def run():
        async with sample.Outlets(clock) as outlets, client(outlets, **given) as fetcher:
            return [await fetcher.fetch(request) for request in requests]

    return asyncio.run(run())


def entries(clock: sample.SampleClock | None = None):
    followed = sample.subscriptions()
    answers = read(*(Request(one.url) for one in followed), clock=clock)
    parsed = [
        feeds.parse(answer.body, url=one.url, content_type=answer.header("content-type"))
        for one, answer in zip(followed, answers, strict=True)
    ]
    assert not any(feed.problems for feed in parsed)
    return [entry for feed in parsed for entry in feed.entries]


def test_the_feeds_list_every_article_with_its_time():
    found = {entry.link: entry.published for entry in entries()}
    assert found == {article.url: article.published for article in sample.articles()}


def test_extraction_gives_the_very_text_of_the_files():
    """Navigation, captions, bylines, related links and the cookie notice are left behind."""
    known = [article for article in sample.articles() if article.kind not in (Kind.EMPTY, Kind.LIVE_BLOG)]
    answers = read(*(Request(article.url, obey_robots=True) for article in known))
    for article, answer in zip(known, answers, strict=True):
        page = extract.extract(answer.body, url=article.url, content_type=answer.header("content-type"))
        assert (page.title, page.text) == (article.title, article.text)


def test_an_entry_that_was_corrected_says_something_new():
    early, late = (
        next(entry for entry in entries(sample.SampleClock(moment)) if "altarpiece-found" in entry.link)
        for moment in sample.PASSES[1:]
    )
    assert early.key == late.key
    assert early.summary != late.summary


def test_nothing_is_served_before_its_time():
    clock = sample.SampleClock(sample.PASSES[0])
    later = next(article for article in sample.articles() if article.published > clock.now)
    assert read(Request(later.url), clock=clock)[0].status == 404
    assert {entry.link for entry in entries(clock)} == {article.url for article in sample.articles(clock.now)}


def test_what_has_not_changed_is_not_sent_again():
    feed = sample.subscriptions()[0].url
    first = read(Request(feed))[0]
    again = read(Request(feed, etag=first.header("etag")))[0]
    assert (again.status, again.body) == (304, b"")
    assert first.header("last-modified")


def test_an_outlet_names_its_feed_on_its_front_page():
    outlet = sample.outlets()[0]
    assert outlet.feed.encode() in read(Request(f"http://{outlet.host}/"))[0].body


def test_the_loopback_network_must_be_allowed():
    with pytest.raises(AddressRefused):
        read(Request(sample.subscriptions()[0].url), allowed_networks=())


def test_no_other_host_can_be_reached():
    with pytest.raises(FetchError):
        read(Request("http://example.org/"))
