"""The site over the bundled sample, read once through the real path for all tests of this folder."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from newsloom.app import open_demo
from newsloom.web import create_app

HOST = "http://127.0.0.1:8413"


@pytest.fixture(scope="session")
def new_demo(read_sample, tmp_path_factory):
    """Opens the sample's app, each time anew; what the passes find there already they do not read again."""
    return lambda: open_demo(shutil.copy(read_sample, tmp_path_factory.mktemp("demo") / "demo.db"))


@pytest.fixture(scope="session")
def demo(new_demo):
    """The sample's app. Tests that change what others read take it back, or use `own`."""
    app = new_demo()
    yield app
    app.close()


@pytest.fixture(scope="session")
def site(demo):
    """A browser without scripts, on this machine: the owner."""
    with TestClient(create_app(demo, demo.settings), base_url=HOST, follow_redirects=False) as client:
        yield client


@pytest.fixture
def unread(demo):
    """Nothing counts as read, as before the owner was ever caught up; before and after the test."""
    long_ago = datetime(2000, 1, 1, tzinfo=UTC)
    demo.store.catch_up(now=long_ago)
    yield
    demo.store.catch_up(now=long_ago)
