"""The alert of a channel on its page, in the API, and by command."""

from __future__ import annotations

import pytest
from html_pages import found, parsed, words  # beside this file
from starlette.testclient import TestClient

from newsloom import config
from newsloom.app import open_app
from newsloom.model import Alert, Channel
from newsloom.testing import FakeFetcher, FixedClock
from newsloom.web import create_app

HOST = "http://127.0.0.1:8413"
URL = "https://ntfy.example/storms"


@pytest.fixture
def own(tmp_path):
    """An installation with one channel, and a web of one address."""
    fetcher = FakeFetcher({URL: b"ok"})
    app = open_app(config.load(db=str(tmp_path / "own.db")), fetcher=fetcher, clock=FixedClock(), workers=1)
    app.save_channel(Channel("", "Storms", words=("storm",)))
    with TestClient(create_app(app, app.settings), base_url=HOST, follow_redirects=False) as client:
        yield app, client, fetcher
    app.close()


def send(client, **data):
    token = found(parsed(client.get("/channel/storms/alert").text), "input", name="token")[0].get("value")
    return client.post("/channel/storms/alert", data={"token": token, **data})


FORM = {"do": "save", "kind": "ntfy", "url": URL, "owners": "4", "quiet_from": "22", "quiet_to": "7", "secret": "s3cret"}


def test_an_alert_is_set_up_tried_and_taken_away(own):
    app, client, fetcher = own
    assert send(client, **FORM).status_code == 303
    assert app.alerts()["storms"] == Alert("storms", URL, "ntfy", 4, (22, 7), "UTC", "s3cret")
    assert send(client, do="try").headers["location"].endswith("?done=try")
    assert [request.url for request in fetcher.requests] == [URL]
    page = client.get("/channel/storms/alert").text
    assert "s3cret" not in page
    assert send(client, do="remove").status_code == 303
    assert app.alerts() == {}


def test_a_secret_is_kept_unless_it_is_changed_or_taken_away(own):
    app, client, _ = own
    send(client, **FORM)
    send(client, **{**FORM, "secret": "", "owners": "2"})
    assert (app.alerts()["storms"].secret, app.alerts()["storms"].owners) == ("s3cret", 2)
    send(client, **{**FORM, "secret": "", "no_secret": "1"})
    assert app.alerts()["storms"].secret == ""


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"url": "file:///etc/passwd"}, "no address"),
        ({"url": ""}, "no address"),
        ({"owners": "0"}, "1 to 99"),
        ({"quiet_to": ""}, "a beginning and an end"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(own, fields, why):
    app, client, _ = own
    answer = send(client, **{**FORM, **fields})
    assert answer.status_code == 400 and why in words(parsed(answer.text))
    assert app.alerts() == {}


def test_a_try_that_fails_says_why(own):
    _, client, fetcher = own
    assert send(client, do="try").status_code == 400
    send(client, **FORM)
    del fetcher.answers[URL]
    assert "answered 404" in words(parsed(send(client, do="try").text))


API = "/api/v1/channels/storms/alert"
BODY = {"url": URL, "kind": "ntfy", "owners": 4, "quiet": [22, 7], "zone": "Europe/Berlin", "secret": "s3cret"}


def test_an_alert_is_set_up_read_tried_and_taken_away_by_the_api(own):
    app, client, fetcher = own
    assert client.get(API).status_code == 404
    told = client.put(API, json=BODY)
    assert told.json() == {"channel": "storms", **{k: v for k, v in BODY.items() if k != "secret"}, "signed": True}
    assert client.get(API).json() == told.json()
    assert app.alerts()["storms"] == Alert("storms", URL, "ntfy", 4, (22, 7), "Europe/Berlin", "s3cret")
    assert client.post(f"{API}/try", json={}).json() == {"done": True}
    assert [request.url for request in fetcher.requests] == [URL]
    assert client.delete(API).json() == {"done": True}
    assert app.alerts() == {}
    assert client.post(f"{API}/try", json={}).status_code == 404


def test_the_api_keeps_a_secret_that_is_not_named(own):
    app, client, _ = own
    client.put(API, json=BODY)
    client.put(API, json={"url": URL})
    assert (app.alerts()["storms"].secret, app.alerts()["storms"].zone) == ("s3cret", "UTC")
    assert client.put(API, json={"url": URL, "secret": ""}).json()["signed"] is False


@pytest.mark.parametrize(
    "wrong", [{"url": "file:///etc/passwd"}, {"zone": "Nowhere/Such"}, {"quiet": [22, 24]}, {"quiet": [22]}, {"owners": 0}]
)
def test_the_api_refuses_what_cannot_be(own, wrong):
    app, client, _ = own
    answer = client.put(API, json={**BODY, **wrong})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert app.alerts() == {}


def test_only_the_owner_sees_an_alert(own, demo):
    settings = config.load(db="x.db", password="a long password", public=True, base_url="http://news.example")
    made = demo.save_channel(Channel("", "Alerted", words=("storm",)))
    with TestClient(create_app(demo, settings), base_url="http://news.example", follow_redirects=False) as other:
        assert other.get(f"/channel/{made.id}").status_code == 200
        assert other.get(f"/channel/{made.id}/alert").status_code == 303
        assert other.get(f"/api/v1/channels/{made.id}/calls").status_code == 403
        assert other.get(f"/api/v1/channels/{made.id}/alert").status_code == 403
        assert other.put(f"/api/v1/channels/{made.id}/alert", json={"url": URL}).status_code == 403
    demo.remove_channel(made.id)
