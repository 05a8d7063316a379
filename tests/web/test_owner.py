"""What the owner does on the site: corrections and their undo, channels, subscriptions; and what is new since the last visit."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

import pytest
from html_pages import found, links, parsed, words  # beside this file
from starlette.testclient import TestClient

from newsloom import config
from newsloom.app import open_app
from newsloom.model import FeedUse, Subscription
from newsloom.testing import FakeFetcher, FixedClock
from newsloom.web import create_app

HOST = "http://127.0.0.1:8413"
FEED = """<rss version="2.0"><channel><title>The Eastholm Echo</title><link>https://echo.example/</link>
<item><title>Ferry timetable changes in March</title><link>https://echo.example/1</link><guid>1</guid>
<pubDate>Mon, 12 Jan 2026 08:00:00 GMT</pubDate></item></channel></rss>"""


@pytest.fixture
def form(site):
    """Sends a form of the site as its owner does."""

    def send(path, page="/feeds", **data):
        token = found(parsed(site.get(page).text), "input", name="token")[0].get("value")
        return site.post(path, data={"token": token, **data})

    return send


@pytest.fixture
def undoes(demo):
    """Takes back every correction that a test made."""
    before = {change.id for change in demo.changes()}
    yield
    for change in demo.changes():
        if change.id not in before and change.by_person and not change.undone:
            demo.undo(change.id)


def grouping(demo) -> dict[str, frozenset[str]]:
    return {card.id: frozenset(a.id for a in demo.story(card.id).articles) for card in demo.stories(limit=100)}


def test_a_merge_redirects_for_ever_and_its_undo_brings_both_back(site, demo, form, undoes):
    before = grouping(demo)
    one, other = (card.id for card in demo.stories(limit=100) if "erry" in card.headline and card.article_count > 1)
    done = form(f"/story/{one}/merge", f"/story/{one}/correct", other=f"{HOST}/story/{other}")
    assert done.status_code == 303
    answer = site.get(f"/story/{one}")
    assert (answer.status_code, answer.headers["location"]) == (308, f"/story/{other}")
    shown = parsed(site.get(done.headers["location"]).text)
    undo = next(address for address in links(shown) if address.endswith("/undo"))
    assert form(undo, f"/story/{other}/correct").status_code == 303
    assert grouping(demo) == before


def test_a_split_makes_a_story_of_the_ticked_articles(site, demo, form, undoes):
    card = next(card for card in demo.stories() if card.article_count >= 4)
    chosen = [article.id for article in demo.story(card.id).articles][:2]
    done = form(f"/story/{card.id}/split", f"/story/{card.id}/correct", article=chosen)
    new = done.headers["location"].partition("?")[0].rpartition("/")[2]
    assert {article.id for article in demo.story(new).articles} == set(chosen)
    assert "a story of their own now" in words(parsed(site.get(done.headers["location"]).text))


def test_an_article_can_be_moved(demo, form, undoes):
    source, target = [card.id for card in demo.stories() if card.article_count >= 3][:2]
    article = demo.story(source).articles[0].id
    assert form(f"/story/{source}/move", f"/story/{source}/correct", article=article, story=target).status_code == 303
    assert article in {one.id for one in demo.story(target).articles}


def test_an_outlet_can_be_left_out_and_the_story_says_so(site, demo, form, undoes):
    card = next(card for card in demo.stories() if len(card.publishers) >= 3)
    outlet = card.publishers[0]
    assert form(f"/story/{card.id}/drop", f"/story/{card.id}/correct", publisher=outlet).status_code == 303
    assert outlet not in {source.publisher for source in demo.story(card.id).page.sources if source.cited}
    assert f"written without {outlet}" in words(parsed(site.get(f"/story/{card.id}").text))


def test_a_correction_that_cannot_be_done_says_why(site, demo, form):
    story = demo.stories()[0].id
    answer = form(f"/story/{story}/merge", f"/story/{story}/correct", other=story)
    assert answer.status_code == 409
    assert "same story" in answer.text
    assert form(f"/story/{story}/split", f"/story/{story}/correct").status_code == 400


# ---------------------------------------------------------------------------------------------- channels


def test_a_channel_is_previewed_made_changed_and_deleted(site, demo, form):
    fields = {"name": "Trams & ferries", "words": "tram, ferry", "min_origins": "2"}
    preview = form("/channels", do="preview", **fields)
    assert preview.status_code == 200
    assert demo.channels() == []
    made = form("/channels", do="save", **fields)
    where = made.headers["location"]
    page = parsed(site.get(where).text)
    assert "“tram” or “ferry”" in words(page)
    assert len(found(page, "article", class_="card")) == len(demo.channel_stories(demo.channels()[0])) > 0
    identity = demo.channels()[0].id
    form("/channels", id=identity, do="save", **{**fields, "words": "comet"})
    assert demo.channel(identity).words == ("comet",)
    assert form(f"{where}/delete").status_code == 303
    assert demo.channels() == []


def test_the_preview_while_typing_is_a_page_that_changes_nothing(site, demo):
    page = parsed(site.get("/channels/new", params={"words": "comet"}).text)
    preview = next(one for one in found(page, "section") if one.get("id") == "preview")
    assert "comet" in words(preview).lower()
    assert demo.channels() == []


def test_a_channel_without_name_is_asked_for_one(form):
    answer = form("/channels", words="tram", do="save")
    assert answer.status_code == 400
    assert "Give the channel a name" in answer.text


# ---------------------------------------------------------------------------------------------- subscriptions


@pytest.fixture
def own(tmp_path):
    """An empty installation with one feed on its web."""
    clock = FixedClock()
    fetcher = FakeFetcher({"https://echo.example/feed": FEED})
    app = open_app(config.load(db=str(tmp_path / "own.db")), fetcher=fetcher, clock=clock, workers=1)
    with TestClient(create_app(app, app.settings), base_url=HOST, follow_redirects=False) as client:
        yield app, client
    app.close()


def send(client, path, page="/", files=None, **data):
    token = found(parsed(client.get(page).text), "input", name="token")[0].get("value")
    return client.post(path, data={"token": token, **data}, files=files)


def test_an_empty_site_asks_for_an_address_or_a_list(own):
    _, client = own
    page = parsed(client.get("/").text)
    assert {"/feeds/add", "/feeds/opml"} <= {one.get("action") for one in found(page, "form")}
    assert "What happens next" in words(page)


def test_a_feed_is_followed_paused_resumed_and_removed(own):
    app, client = own
    assert send(client, "/feeds/add", address="https://echo.example/feed").status_code == 200
    one = app.subscriptions()[0]
    assert one.title == "The Eastholm Echo"
    assert "on their way" in client.get("/").text
    send(client, f"/subscription/{one.id}/pause", "/feeds")
    assert app.subscriptions()[0].paused
    send(client, f"/subscription/{one.id}/resume", "/feeds")
    assert not app.subscriptions()[0].paused
    assert send(client, f"/subscription/{one.id}/refresh", "/feeds").status_code == 303
    send(client, f"/subscription/{one.id}/remove", "/feeds")
    assert app.subscriptions() == []


def test_what_a_feed_is_used_for_is_chosen_and_the_page_tells_when_it_is_read_next(own):
    app, client = own
    send(client, "/feeds/add", address="https://echo.example/feed")
    asyncio.run(app.update())
    shown = words(parsed(client.get("/feeds").text))
    assert "The Eastholm Echo" in shown and re.search(r"a day · read \S+ .*· next \S+ .*· every \d+ h", shown)
    one = app.subscriptions()[0]
    for use in (FeedUse.READ_ONLY, FeedUse.IGNORED, FeedUse.NEWS):
        assert send(client, f"/subscription/{one.id}/use", "/feeds", use=use.value).status_code == 303
        assert app.subscriptions()[0].use is use
        assert (use is FeedUse.IGNORED) == ("ignored" in words(parsed(client.get("/feeds").text)))
    send(client, f"/subscription/{one.id}/use", "/feeds", use="anything else")
    assert app.subscriptions()[0].use is FeedUse.NEWS


def test_thousands_of_feeds_are_several_pages_and_those_that_fail_stand_on_the_first(own):
    app, client = own
    for number in range(450):
        given = Subscription(
            f"f{number}", f"https://o{number}.example/feed", title=f"Outlet {number:03}", failures=number > 447
        )
        app.store.add_subscription(given, now=app.clock())
        app.store.save_subscription(given)
    seen = [words(parsed(client.get(f"/feeds?page={number}").text)) for number in (1, 2, 3, 99)]
    assert all("450 feeds, 2 failing" in page for page in seen) and seen[3] == seen[2]
    assert [page.count("Outlet 4") > 0 for page in seen[:3]] == [True, False, True]
    assert "Outlet 449" in seen[0] and sum(page.count("not polled yet") for page in seen[:3]) == 448


def test_a_list_is_uploaded_bad_lines_are_named_and_it_can_be_taken_along(own):
    app, client = own
    opml = '<opml version="2.0"><body><outline xmlUrl="https://echo.example/feed"/><outline text="no" xmlUrl="ftp://x"/></body></opml>'
    answer = send(client, "/feeds/opml", files={"file": ("list.opml", opml.encode())})
    assert answer.status_code == 200
    assert "1 line could not be used" in words(parsed(answer.text))
    assert "https://echo.example/feed" in client.get("/feeds.opml").text
    assert len(app.subscriptions()) == 1


def test_an_upload_that_is_no_list_says_so(own):
    _, client = own
    answer = send(client, "/feeds/opml", files={"file": ("x.opml", b"not a list")})
    assert answer.status_code == 400
    assert "is not OPML" in answer.text


def test_an_address_that_does_not_answer_says_so(own):
    _, client = own
    answer = send(client, "/feeds/add", address="nothing.example")
    assert answer.status_code == 400
    assert found(parsed(answer.text), "div", class_="bad")


# ---------------------------------------------------------------------------------------------- new since the last visit


@pytest.fixture
def returning(demo):
    """A reader who saw the first revision of a story that has grown since, an hour ago; the clock stands again afterwards."""
    story = next(
        card.id
        for card in demo.stories()
        if demo.story(card.id).page.revision == 2
        and {s.text for s in demo.story(card.id).page.sentences}
        - {s.text for s in demo.story(card.id, revision=1).page.sentences}
    )
    now = demo.clock.now
    with TestClient(create_app(demo, demo.settings), base_url=HOST, follow_redirects=False) as client:
        seen = f"0.1.{int((now - timedelta(hours=1)).timestamp())}"
        client.cookies.set("seen", seen, domain="127.0.0.1", path=f"/story/{story}")
        yield client, story
    demo.clock.now = now


def marked(client, story) -> set[str]:
    return {one.get("id") for one in found(parsed(client.get(f"/story/{story}").text), "span", class_="new") if one.get("id")}


def test_what_is_new_since_the_last_visit_is_marked_until_the_next(returning, demo):
    client, story = returning
    old = {sentence.text for sentence in demo.story(story, revision=1).page.sentences}
    new = {f"s{n}" for n, sentence in enumerate(demo.story(story).page.sentences, 1) if sentence.text not in old}
    assert marked(client, story) == new != set()
    assert marked(client, story) == new, "reloading does not take the marks away"
    demo.clock.now += timedelta(hours=5)
    assert marked(client, story) == set()


def test_a_first_visit_has_no_marks(returning):
    client, story = returning
    client.cookies.clear()
    assert marked(client, story) == set()
