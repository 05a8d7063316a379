"""What a browser chooses: look, size of text, time zone, languages; and what is not sent, or not made, twice."""

from __future__ import annotations

import gzip

import pytest
from html_pages import found, parsed, words  # beside this file
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from newsloom.web import create_app, preferences
from newsloom.web.preferences import Preferences
from newsloom.web.site import endpoint
from newsloom.web.visit import Page, Site

HOST = "http://127.0.0.1:8413"


@pytest.fixture
def browser(demo):
    """A browser of its own, with what it chose."""
    with TestClient(create_app(demo, demo.settings), base_url=HOST, follow_redirects=False) as client:
        yield client


def choose(client, **chosen):
    token = found(parsed(client.get("/settings").text), "input", name="token")[0].get("value")
    return client.post("/settings", data={"token": token, **chosen})


def test_what_is_chosen_holds_on_every_page_and_can_be_taken_back(browser):
    assert choose(browser, theme="dark", size="large", zone="Asia/Tokyo").headers["location"] == "/settings?saved=1"
    for path in ("/", "/stories", "/nothing"):
        html = parsed(browser.get(path).text)
        assert (html.get("data-theme"), html.get("data-size")) == ("dark", "large")
    assert found(parsed(browser.get("/settings").text), "option", value="Asia/Tokyo")[0].get("selected") is not None
    choose(browser)
    assert parsed(browser.get("/").text).get("data-theme") is None
    assert preferences.COOKIE not in browser.cookies


def test_times_are_those_of_the_readers_zone(browser, demo):
    story = demo.front().top[0].id

    def byline() -> str:
        return words(found(parsed(browser.get(f"/story/{story}").text), "p", class_="byline")[0])

    updated = demo.story(story).page.updated
    assert f"{updated:%H:%M}" in byline()
    choose(browser, zone="Asia/Kathmandu")
    minutes = updated.hour * 60 + updated.minute + 345
    assert f"{minutes // 60 % 24:02}:{minutes % 60:02}" in byline()


def test_the_front_page_shows_the_languages_that_are_read(browser, demo):
    spoken = {card.language for card in demo.front().top + demo.front().single}
    assert len(spoken) > 1
    for language in sorted(spoken):
        choose(browser, languages=language)
        shown = {one.get("data-story") for one in parsed(browser.get("/").text).iter() if one.get("data-story")}
        assert shown and {demo.story(story).card.language for story in shown} == {language}
    choose(browser, languages="tlh")
    assert "No story is in the languages" in words(parsed(browser.get("/").text))


def test_the_look_of_the_foot_leaves_the_rest_as_it_was_chosen(browser):
    choose(browser, size="small", zone="Europe/Madrid")
    token = found(parsed(browser.get("/").text), "input", name="token")[0].get("value")
    browser.post("/look", data={"token": token, "theme": "light"})
    assert preferences.read(browser.cookies[preferences.COOKIE].strip('"')) == Preferences("light", "small", "Europe/Madrid")


@given(st.text(max_size=500))
def test_any_cookie_is_read_as_what_is_known_or_as_nothing(cookie):
    read = preferences.read(cookie)
    assert read.theme in ("", *preferences.THEMES) and read.size in ("", *preferences.SIZES)
    assert preferences.read(preferences.written(read)) == read


def test_the_zone_of_the_machine_holds_until_one_is_chosen():
    told = preferences.read("", "Asia%2FTokyo")
    assert (str(told.time_zone), preferences.written(told)) == ("Asia/Tokyo", "")
    chosen = preferences.read(preferences.written(Preferences(zone="Europe/Madrid")), "Asia/Tokyo")
    assert str(chosen.time_zone) == "Europe/Madrid"
    assert preferences.read("", "Nowhere/Town").time_zone is None
    assert preferences.read("", "../../etc/passwd") == Preferences()


@pytest.mark.parametrize("zone", ["../../etc/passwd", "/etc/localtime", "Europe", "Nowhere/Town", "a" * 99, "Europe/\x00"])
def test_a_zone_that_is_none_is_not_looked_for(zone):
    assert preferences.known_zone(zone) is None


# ---------------------------------------------------------------------------------------------- not twice


@pytest.mark.parametrize("path", ["/", "/stories", "/topic/business", "/search?q=tram", "STORY", "STORY/history", "ARTICLE"])
def test_a_page_that_the_reader_has_is_not_sent_again(browser, demo, path):
    story = demo.front().top[0].id
    path = path.replace("STORY", f"/story/{story}").replace("ARTICLE", f"/article/{demo.story(story).articles[0].id}")
    browser.get(path)  # sets the cookies that a page depends on
    first = browser.get(path)
    again = browser.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])


def test_a_page_is_not_made_for_a_reader_who_has_its_state(demo):
    made = []
    site = Site(demo, demo.settings)

    def handler(site, visit) -> Response:
        made.append(visit.tag)
        return site.page(visit, "keys.html", title="Keyboard")

    state = ["one"]
    page = Page("GET", "/page", handler, state=lambda site, visit: state[0])
    with TestClient(Starlette(routes=[Route("/page", endpoint(site, page))]), base_url=HOST) as client:
        client.get("/page")
        tag = client.get("/page").headers["etag"]
        assert client.get("/page", headers={"if-none-match": tag}).status_code == 304
        assert len(made) == 2
        state[0] = "two"
        assert client.get("/page", headers={"if-none-match": tag}).status_code == 200


def test_a_page_is_another_for_another_reader_or_another_state(browser, demo, unread):
    browser.get("/stories")
    tags = {browser.get("/stories").headers["etag"]}
    choose(browser, zone="Asia/Tokyo")
    tags.add(browser.get("/stories").headers["etag"])
    demo.catch_up()
    tags.add(browser.get("/stories").headers["etag"])
    browser.cookies.clear()
    tags.add(browser.get("/stories").headers["etag"])
    assert len(tags) == 4


@pytest.mark.parametrize("path", ["/", "/feed.atom", "/api/v1/stories"])
def test_answers_are_compressed_for_those_who_take_it(browser, path):
    plain = browser.get(path, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers and "accept-encoding" in plain.headers["vary"]
    with browser.stream("GET", path, headers={"accept-encoding": "gzip"}) as answer:
        sent = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert len(sent) < 0.4 * len(plain.content) and len(gzip.decompress(sent)) == len(plain.content)


def test_what_another_site_asked_for_is_not_compressed(browser):
    answer = browser.get("/stories", headers={"accept-encoding": "gzip", "sec-fetch-site": "cross-site"})
    assert "content-encoding" not in answer.headers
