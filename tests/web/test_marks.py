"""Following, saving and muting stories, and being caught up; on the site, in the API and by command."""

from __future__ import annotations

from datetime import timedelta

import pytest
from html_pages import found, parsed, words  # beside this file
from starlette.testclient import TestClient

from newsloom import config
from newsloom.model import StoryMark
from newsloom.web import create_app

HOST = "http://127.0.0.1:8413"


@pytest.fixture
def form(site):
    """Sends a form of the site as its owner does."""

    def send(path, **data):
        token = found(parsed(site.get("/feeds").text), "input", name="token")[0].get("value")
        return site.post(path, data={"token": token, **data})

    return send


@pytest.fixture
def story(demo):
    """A story of several revisions, none of them by a correction of another test; without a mark before and after."""
    views = [demo.story(card.id) for card in demo.stories(limit=100)]
    story = next(
        view.page.id
        for view in views
        if not any("correct" in note.reason for note in view.revisions)
        and {s.text for s in view.page.sentences} - {s.text for s in demo.story(view.page.id, revision=1).page.sentences}
    )
    now = demo.clock.now
    yield story
    demo.clock.now = now
    for mark in StoryMark:
        demo.mark(story, mark, on=False)


def headlines(site, path) -> list[str]:
    return [one.get("data-story") for one in found(parsed(site.get(path).text), "article", class_="card")]


def test_a_story_is_followed_and_left_from_its_page(site, form, story):
    assert form(f"/story/{story}/mark", mark="follow").headers["location"] == f"/story/{story}"
    assert headlines(site, "/following") == [story]
    pressed = found(parsed(site.get(f"/story/{story}").text), "button", value="follow")[0]
    assert pressed.get("aria-pressed") == "true"
    assert form(f"/story/{story}/mark", mark="follow", off="1", next="/following").headers["location"] == "/following"
    assert headlines(site, "/following") == []


def test_what_is_new_in_a_followed_story_is_shown_until_all_is_read(site, form, demo, story, unread):
    view = demo.story(story)
    now, first = demo.clock.now, min(note.written for note in view.revisions)
    demo.clock.now = first
    demo.mark(story, StoryMark.FOLLOW)
    demo.clock.now = now
    old = {sentence.text for sentence in demo.story(story, revision=1).page.sentences}
    [marked] = demo.marked(StoryMark.FOLLOW)
    assert set(marked.new) == {s.text for s in view.page.sentences} - old
    shown = words(parsed(site.get("/following").text))
    assert marked.new and all(" ".join(text.split()) in shown for text in marked.new[:4])
    form("/caught-up", next="/following")
    assert demo.marked(StoryMark.FOLLOW)[0].new == ()


def test_a_muted_story_is_in_no_list_until_it_is_unmuted(site, form, demo):
    story = demo.front().top[0].id
    lists = ("/", "/stories", "/feed.atom", "/api/v1/stories", "/api/v1/front")
    assert all(story in site.get(path).text for path in lists)
    form(f"/story/{story}/mark", mark="mute")
    try:
        assert not any(story in site.get(path).text for path in lists)
        assert site.get(f"/story/{story}").status_code == 200
        assert headlines(site, "/muted") == [story]
    finally:
        form(f"/story/{story}/mark", mark="mute", off="1")
    assert all(story in site.get(path).text for path in lists)


def test_lists_say_what_changed_since_all_was_read(site, form, demo, unread):
    now = demo.clock.now
    written = sorted({card.changed for card in demo.stories(limit=100)})
    try:
        demo.clock.now = written[-1] - timedelta(microseconds=1)
        form("/caught-up")
        demo.clock.now = now
        page = parsed(site.get("/stories").text)
        fresh = [one for one in found(page, "article", class_="card") if found(one, "b", class_="fresh")]
        assert {one.get("data-story") for one in fresh} <= {c.id for c in demo.stories(limit=100) if c.changed == written[-1]}
        assert "since you were caught up" in words(parsed(site.get("/").text))
    finally:
        demo.clock.now = now


def test_a_mark_that_is_none_is_refused(form, story):
    assert form(f"/story/{story}/mark", mark="love").status_code == 400
    assert form("/story/none/mark", mark="save").status_code == 404


def test_marks_are_the_owners_own(site, demo, story):
    settings = config.load(db="x.db", password="a long password", public=True, base_url="http://news.example")
    with TestClient(create_app(demo, settings), base_url="http://news.example", follow_redirects=False) as other:
        assert other.get("/").status_code == 200
        assert other.get("/following").status_code == 303
        assert other.get("/api/v1/marked/save").status_code == 403
        assert not found(parsed(other.get(f"/story/{story}").text), "div", class_="marks")
        assert other.get("/api/v1/marked/save", auth=("me", "a long password")).json()["items"] == []


def test_the_api_tells_what_is_marked(site, demo, story):
    demo.mark(story, StoryMark.SAVE)
    [one] = site.get("/api/v1/marked/save").json()["items"]
    assert one["story"]["id"] == story and one["new"] == []
