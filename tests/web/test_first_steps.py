"""A new reader types the home pages of five sites, one after the other, and sees what becomes of them until there are stories."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from html_pages import found, parsed, words  # beside this file
from starlette.testclient import TestClient
from test_owner import send

from newsloom import config, sample
from newsloom.app import App, open_app
from newsloom.web import create_app

HOST = "http://127.0.0.1:8413"
MOST_S = 240.0


@pytest.fixture
def begun(tmp_path) -> Iterator[tuple[App, TestClient, sample.Outlets]]:
    """A site as `newsloom serve` runs it, its passes in the background, with the sample's outlets for its web."""
    with sample.Outlets() as outlets:
        outlets.clock.now = sample.NOW
        with open_app(config.load(db=str(tmp_path / "n.db")), fetcher=outlets.fetcher(), clock=outlets.clock, workers=1) as app:
            app.start()
            with TestClient(create_app(app, app.settings), base_url=HOST, follow_redirects=False) as client:
                yield app, client, outlets


def test_five_home_pages_typed_one_after_the_other_become_stories_and_every_step_is_shown(begun) -> None:
    app, client, _ = begun
    sites = [outlet.host for outlet in sample.outlets()[:5]]
    for number, host in enumerate(sites):
        answer = send(client, "/feeds/add", page="/" if number == 0 else "/feeds", address=f"http://{host}/")
        assert answer.status_code == 200, words(parsed(answer.text))
        assert "Following" in words(found(parsed(answer.text), "div", role="status")[0])
    missing = send(client, "/feeds/add", page="/feeds", address="nobody.example")
    told = words(found(parsed(missing.text), "div", role="alert")[0])
    assert missing.status_code == 400 and "nobody.example" in told and len(told.split(". ")) > 1  # reason and remedy

    seen: list[str] = []
    until = time.monotonic() + MOST_S
    while time.monotonic() < until and not (seen and app.front().top and not app.progress() and not app.store.waiting("page")):
        line = client.get("/progress").text
        if line and line not in seen:
            seen.append(line)
        time.sleep(0.01)
    stages = list(dict.fromkeys(line.partition(":")[0] for line in seen))
    assert {"Reading feeds", "Fetching pages", "Writing stories"} <= set(stages)
    assert any(line.startswith("Fetching pages: ") and " of " in line for line in seen)

    shown = words(parsed(client.get("/feeds").text))
    assert "5 feeds" in shown and shown.count("fine") == 5 and shown.count("· next") == 5
    top = app.front().top
    assert top and top[0].headline in words(parsed(client.get("/").text))
