"""What tests in a real browser need: Chromium, and a site on a port of its own."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn

from newsloom.app import App
from newsloom.web import create_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def violations(page: Any, options: dict[str, Any] | None = None) -> list[tuple[str, str]]:
    """What axe finds wrong on a page: the rule and the first element. It is asked for nothing else, which takes half of its time."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"], **(options or {})}).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found]


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser; where there is none, the test is skipped and says how to get one."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium here: `apt-get install chromium` brings it")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def served(app: App, made: Any = None) -> Iterator[str]:
    """The address of the app's site, which another thread serves; `made` where the test needs the ASGI app, too."""
    server = uvicorn.Server(
        uvicorn.Config(made or create_app(app, app.settings), host="127.0.0.1", port=0, log_level="warning")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
