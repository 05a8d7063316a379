"""The API's verbs that change something: what each does, that it can be undone, and who may not."""

from __future__ import annotations

import base64

import pytest
from starlette.testclient import TestClient

from newsloom import config
from newsloom.app import open_app, open_demo
from newsloom.testing import FakeFetcher
from newsloom.web import create_app, schemas

API = "/api/v1"
HOST = "http://127.0.0.1:8413"


def ask(site: TestClient, method: str, path: str, body: object = None, **headers: str):
    sent = {"content-type": "application/json", **headers} if method != "DELETE" else headers
    return site.request(method, f"{API}{path}", json=body if method != "DELETE" else None, headers=sent)


def grouping(demo) -> dict[str, frozenset[str]]:
    return {card.id: frozenset(one.id for one in demo.story(card.id).articles) for card in demo.stories(limit=100)}


def test_each_correction_is_done_told_as_a_change_and_undone(site, demo):
    before = grouping(demo)
    one, other = (card.id for card in demo.front().top[:2])
    article = next(iter(before[one]))
    outlet = demo.story(one).page.sources[0].publisher
    for path, body in (
        (f"/stories/{one}/merge", {"into": other}),
        (f"/stories/{one}/split", {"articles": [article]}),
        (f"/articles/{article}/move", {"into": other}),
        (f"/stories/{one}/drop", {"publisher": outlet}),
    ):
        answer = ask(site, "POST", path, body)
        assert answer.status_code == 200, answer.text
        made = schemas.ChangeShape.model_validate(answer.json())
        assert made.by_person
        if not path.endswith("/drop"):
            assert grouping(demo) != before
        undone = ask(site, "POST", f"/changes/{made.id}/undo", {})
        assert undone.status_code == 200
        assert grouping(demo) == before


def test_a_channel_is_made_changed_followed_and_deleted(site, demo):
    made = ask(site, "POST", "/channels", {"name": "Ferries", "words": ["ferry"]})
    assert made.status_code == 201
    channel = schemas.ChannelShape.model_validate(made.json()).id
    assert site.get(f"{API}/channels/{channel}/stories").json()["items"]
    ask(site, "PUT", f"/channels/{channel}", {"name": "Trams", "words": ["tram"], "languages": ["EN"]})
    assert (demo.channel(channel).name, demo.channel(channel).languages) == ("Trams", ("en",))
    assert ask(site, "DELETE", f"/channels/{channel}").json() == {"done": True}
    assert ask(site, "DELETE", f"/channels/{channel}").status_code == 404


def test_a_story_is_marked_and_no_longer(site, demo):
    story = demo.front().top[0].id
    for _ in range(2):
        assert ask(site, "PUT", f"/marked/save/{story}", {}).status_code == 200
    assert [one["story"]["id"] for one in site.get(f"{API}/marked/save").json()["items"]] == [story]
    ask(site, "DELETE", f"/marked/save/{story}")
    assert site.get(f"{API}/marked/save").json()["items"] == []


def test_a_wrong_sentence_is_reported_and_closed(site, demo):
    story = demo.front().top[0].id
    report = ask(site, "POST", f"/stories/{story}/reports", {"sentence": 1, "note": "It was the day before."}).json()
    assert (report["state"], report["passages"] != []) == ("open", True)
    assert ask(site, "PUT", f"/reports/{report['id']}", {"state": "dismissed"}).json()["state"] == "dismissed"


def test_a_feed_is_taken_as_read_only_and_as_news_again(site, demo):
    feed = demo.subscriptions()[0]
    for use in ("read only", feed.use.value):
        assert ask(site, "PUT", f"/subscriptions/{feed.id}/use", {"use": use}).status_code == 200
        assert demo.store.subscription(feed.id).use.value == use


def test_an_erased_article_is_cited_no_longer(tmp_path):
    with open_demo(tmp_path / "erased.db") as app, TestClient(create_app(app, app.settings), base_url=HOST) as site:
        story = app.front().top[0].id
        cited = app.story(story).page.sources[0].article
        assert ask(site, "DELETE", f"/articles/{cited}").json() == {"done": True}
        assert cited not in [source.article for source in app.story(story).page.sources]
        assert site.get(f"{API}/articles/{cited}").json()["erased"] is True


def test_an_address_that_is_none_of_the_web_is_not_followed(site):
    for address in ("/etc/passwd", "file:///etc", "two words"):
        answer = ask(site, "POST", "/subscriptions", {"url": address})
        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    "headers", [{"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}]
)
def test_a_page_of_another_site_changes_nothing(site, headers):
    assert ask(site, "POST", "/caught-up", {}, **headers).status_code == 403
    assert ask(site, "DELETE", "/channels/any", **headers).status_code == 403


def test_what_is_not_json_is_refused(site):
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = site.post(f"{API}/caught-up", content=b"{}", headers={"content-type": kind})
        assert (answer.status_code, answer.headers["content-type"]) == (415, "application/problem+json")


def test_readers_of_a_public_site_change_nothing_and_the_password_lets_its_owner(tmp_path):
    settings = config.load(db=str(tmp_path / "p.db"), host="192.0.2.1", password="correct horse", public=True)
    with (
        open_app(settings, fetcher=FakeFetcher({})) as app,
        TestClient(create_app(app, settings), base_url="http://192.0.2.1") as site,
    ):
        body = {"name": "Ferries", "words": ["ferry"]}
        assert ask(site, "POST", "/channels", body).status_code == 403
        wrong, right = (base64.b64encode(f"me:{one}".encode()).decode() for one in ("wrong", "correct horse"))
        assert ask(site, "POST", "/channels", body, authorization=f"Basic {wrong}").status_code == 403
        assert app.channels() == []
        assert ask(site, "POST", "/channels", body, authorization=f"Basic {right}").status_code == 201
        assert [one.name for one in app.channels()] == ["Ferries"]
