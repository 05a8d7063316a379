"""Take the pictures of the docs: the demo's site in headless Chromium, at 1280 and 390 pixels, light and dark.

    python docs/take_pictures.py

Writes only `pictures/` beside this file. Needs Playwright, a Chromium, and Pillow to make the files small.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import threading
from pathlib import Path
from typing import Any

import uvicorn
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from newsloom.app import open_demo
from newsloom.web import create_app

PICTURES = Path(__file__).parent / "pictures"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 780}


def story(page: Page, words: str) -> None:
    page.goto("/")
    page.locator(".card a", has_text=words).first.click()
    page.wait_for_selector("article.story")


def front(page: Page) -> None:
    page.goto("/")


def card(page: Page) -> None:
    """A story with the passages behind a sentence open."""
    story(page, "Nara summit")
    cited_twice = page.locator(".text .s", has=page.locator(".c >> nth=1")).first
    cited_twice.locator(".c").first.click()
    page.mouse.move(0, 0)


def differ(page: Page) -> None:
    story(page, "Power back in most")


def feeds(page: Page) -> None:
    page.goto("/feeds")


SHOTS: tuple[tuple[str, Any, dict[str, int], str], ...] = (
    ("front-light", front, WIDE, "light"),
    ("front-dark", front, WIDE, "dark"),
    ("story-light", card, WIDE, "light"),
    ("story-dark", differ, WIDE, "dark"),
    ("phone-light", front, PHONE, "light"),
    ("phone-dark", card, PHONE, "dark"),
    ("feeds-light", feeds, WIDE, "light"),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = open_demo(Path(folder) / "demo.db")
        server = uvicorn.Server(uvicorn.Config(create_app(app, app.settings), host="127.0.0.1", port=0, log_level="warning"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.05)
        base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            for name, show, viewport, theme in SHOTS:
                page = browser.new_context(viewport=viewport, color_scheme=theme, base_url=base).new_page()  # type: ignore[arg-type]
                show(page)
                page.wait_for_timeout(300)
                shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(160, method=Image.Quantize.MAXCOVERAGE)
                shot.save(PICTURES / f"{name}.png", optimize=True)
            browser.close()
        server.should_exit = True
        thread.join(10)
        app.close()


if __name__ == "__main__":
    main()
