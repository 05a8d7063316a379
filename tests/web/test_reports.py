"""*This sentence is wrong*: who may say so, how often, and what the owner sees and does."""

from __future__ import annotations

import pytest
from html_pages import found, links, parsed, words  # beside this file
from starlette.testclient import TestClient

from newsloom import config
from newsloom.model import ReportState
from newsloom.web import create_app
from newsloom.web import visit as pages

PUBLIC = {"password": "a long password", "public": True, "base_url": "http://news.example"}


@pytest.fixture
def story(demo):
    """A story; what is reported of it is dismissed afterwards."""
    yield demo.front().top[0].id
    for report in demo.reports():
        demo.close_report(report.id, ReportState.DISMISSED)


def send(client, path, page, **data):
    token = found(parsed(client.get(page).text), "input", name="token")[0].get("value")
    return client.post(path, data={"token": token, **data})


def reader(demo, **settings):
    """A browser of somebody who may only read."""
    known = config.load(db="x.db", **{**PUBLIC, **settings})
    return TestClient(create_app(demo, known), base_url="http://news.example", follow_redirects=False)


def test_a_sentence_is_reported_with_its_passages_and_resolved_at_the_desk(site, demo, story):
    sentence = demo.story(story).page.sentences[1]
    assert f"/story/{story}/wrong?s=2" in links(parsed(site.get(f"/story/{story}/why/2").text))
    chosen = found(parsed(site.get(f"/story/{story}/wrong?s=2").text), "input", name="sentence")[1]
    assert chosen.get("checked") is not None
    sent = send(site, f"/story/{story}/wrong", f"/story/{story}/wrong", sentence="2", revision="1", note="It was <b>eight</b>.")
    assert "Thank you" in words(parsed(site.get(sent.headers["location"]).text))
    desk = parsed(site.get("/desk").text)
    shown = words(desk)
    assert " ".join(sentence.text.split()) in shown and "It was <b>eight</b>." in shown
    assert all(" ".join(cited.quote.split()) in shown for cited in sentence.citations)
    [report] = demo.reports()
    assert send(site, f"/report/{report.id}", "/desk", state="resolved").status_code == 303
    assert demo.reports() == []
    assert {one.id: one.state for one in demo.reports(closed=True)}[report.id] is ReportState.RESOLVED


def test_what_cannot_be_reported_says_why(site, demo, story):
    address = f"/story/{story}/wrong"
    assert send(site, address, address).status_code == 400
    assert send(site, address, address, sentence="9999").status_code == 404
    assert send(site, "/story/none/wrong", address, sentence="1").status_code == 404
    assert site.post(address, data={"sentence": "1"}).status_code == 403
    assert send(site, "/report/none", "/desk", state="resolved").status_code == 404
    assert send(site, "/report/none", "/desk", state="burnt").status_code == 400
    assert demo.reports() == []


def test_readers_of_a_public_site_report_only_where_the_setting_lets_them(demo, story):
    with reader(demo) as client:
        assert "wrong" not in client.get(f"/story/{story}").text
        assert client.get(f"/story/{story}/wrong").status_code == 403
        assert send(client, f"/story/{story}/wrong", "/", sentence="1").status_code == 403
    with reader(demo, reports=True) as client:
        assert send(client, f"/story/{story}/wrong", f"/story/{story}/wrong", sentence="1").status_code == 303
        assert client.get("/desk").status_code == 303
        assert client.get("/api/v1/reports").status_code == 403
    assert [report.sentence for report in demo.reports()] == [1]


def test_a_reader_who_reports_very_often_is_asked_to_wait(demo, story):
    with reader(demo, reports=True) as client:
        answers = [send(client, f"/story/{story}/wrong", "/", sentence="1").status_code for _ in range(pages.REPORTS + 2)]
    assert answers == [303] * pages.REPORTS + [429] * 2


def test_a_long_note_is_cut(site, demo, story):
    send(site, f"/story/{story}/wrong", "/desk", sentence="1", note="word " * 3_000)
    assert max(len(note) for note in demo.reports()[0].notes) == 1_000


def test_the_api_tells_the_owner_what_waits(site, demo, story):
    demo.report(story, 3, "No.")
    [one] = site.get("/api/v1/reports").json()["items"]
    assert (one["story"], one["sentence"], one["notes"], one["state"]) == (story, 3, ["No."], "open")
