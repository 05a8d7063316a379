"""Counts for Prometheus: who may read them, what they say, and what they never say."""

from __future__ import annotations

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from newsloom.web import create_app

HOST = "http://127.0.0.1:8413"
TOKEN = "a-token-of-some-length"
BEARER = {"authorization": f"Bearer {TOKEN}"}


def site_with(demo, **settings):
    return TestClient(create_app(demo, demo.settings.model_copy(update=settings)), base_url=HOST, follow_redirects=False)


@pytest.fixture(scope="module")
def watched(demo):
    from pydantic import SecretStr

    return site_with(demo, metrics_token=SecretStr(TOKEN))


def counted(text):
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_metrics_are_off_unless_they_are_turned_on(site):
    assert site.get("/metrics").status_code == 404


def test_the_token_opens_metrics_and_nothing_else_does(watched):
    assert watched.get("/metrics", headers=BEARER).status_code == 200
    for given in ({}, {"authorization": "Bearer wrong"}, {"authorization": TOKEN}, {"authorization": "Bearer "}):
        answer = watched.get("/metrics", headers=given)
        assert answer.status_code == 401
        assert "newsloom_" not in answer.text


def test_the_token_opens_nothing_but_metrics(demo):
    from pydantic import SecretStr

    site = site_with(demo, metrics_token=SecretStr(TOKEN), password=SecretStr("long enough a password"))
    assert site.get("/metrics", headers=BEARER).status_code == 200
    assert site.get("/api/v1/stories", headers=BEARER).status_code == 401
    assert site.get("/desk", headers=BEARER).status_code in (303, 401, 403)


def test_turned_on_without_a_token_they_are_the_owners(demo):
    site = site_with(demo, metrics=True)
    assert site.get("/metrics").status_code == 200
    assert site.get("/metrics", headers={"x-forwarded-for": "203.0.113.9"}).status_code == 401


def test_the_counts_are_those_of_the_store(watched, demo):
    told = counted(watched.get("/metrics", headers=BEARER).text)
    facts = demo.facts()
    assert told[("newsloom_stories",)] == facts["stories"]
    assert told[("newsloom_articles",)] == facts["articles"]
    assert told[("newsloom_revisions",)] == facts["revisions"]
    assert sum(value for key, value in told.items() if key[0] == "newsloom_feeds") == facts["subscriptions"]
    assert sum(value for key, value in told.items() if key[0] == "newsloom_problems") == facts["problems"]
    assert sum(value for key, value in told.items() if key[0] == "newsloom_queue_length") == facts["work"]


def test_a_scraper_that_wants_openmetrics_gets_it(watched):
    answer = watched.get("/metrics", headers=BEARER | {"accept": "application/openmetrics-text; version=1.0.0"})
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    assert answer.text.rstrip().endswith("# EOF")


def test_metrics_name_no_feed_no_outlet_and_no_story(watched, demo):
    text = watched.get("/metrics", headers=BEARER).text.casefold()
    for one in demo.subscriptions():
        assert one.url.casefold() not in text
        assert one.title.casefold() not in text
    for card in demo.stories(200):
        assert card.id.casefold() not in text
        assert card.headline.casefold() not in text
