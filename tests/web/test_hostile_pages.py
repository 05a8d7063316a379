"""What outlets may send, on the pages of the site in a real Chromium: nothing breaks the layout."""

from __future__ import annotations

import asyncio
import json

import browsing  # beside this file
import pytest

from newsloom import config
from newsloom.app import open_app
from newsloom.testing import FixedClock

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

PILE = "".join(chr(mark) for mark in range(0x300, 0x312))
OUTLET = "Sehrlangermediennamederkeineleerzeichenhat" * 3
TITLES = (
    "Donaudampfschifffahrtsgesellschaftskapitän" * 7,
    "W" * 300,
    "".join(f"{letter}{PILE}" for letter in "Northmere votes to build"),
    "Northmere votes \u202eto build a tram\u202c <b>line</b> &amp; \u2066more",
    "Northmere votes: تصويت المجلس على بناء خط ترام جديد إلى الميناء",
    "🎉" * 120,
    "日本語の見出しはスペースなしで続いてとても長くなりますので折り返しが必要になります" * 3,
)
TEXT = (
    "The city council of Northmere voted by 29 to 22 on Monday night to build a tram line to Eastholm. The line will be 11.4 km long, with "
    "19 stops, and is to open in 2031. {more} Mayor Ada Kerrin said the vote was the largest step the city had taken in a generation. "
    "Trams last ran in Northmere in 1957. The line will cost 340 million euros, of which the government pays 60 percent."
)
MORE = (
    "Shops in Mill Street will share six million euros.",
    "Opponents said buses would have been cheaper.",
    "Work begins in the spring of next year.",
    f"A word of no end is {'x' * 400}.",
    "The depot will stand beside the gasworks.",
    "The city expects 31,000 passengers a day.",
    "A bridge over the Ilm has to be widened first.",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """An installation whose only story is made of these articles, and the address of its site."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in").mkdir()
    with (folder / "in" / "all.jsonl").open("w", encoding="utf-8") as lines:
        for number, (title, more) in enumerate(zip(TITLES, MORE, strict=True)):
            row = {
                "title": title,
                "text": TEXT.format(more=more),
                "source": f"{OUTLET}{number}",
                "published": f"2026-01-13T0{number}:10:00Z",
            }
            lines.write(json.dumps({**row, "url": f"https://outlet{number}.example/{'y' * 300}"}) + "\n")
    app = open_app(config.load(db=str(folder / "site.db")), clock=FixedClock(), workers=1)
    app.add(str(folder / "in"))
    asyncio.run(app.update())
    with browsing.served(app) as address:
        yield app, address
    app.close()


@pytest.fixture(scope="module")
def browser(hostile):
    with browsing.chromium() as found:
        yield found


# Whatever is wider than the window, and whether the navigation can still be seen and reached.
BROKEN = """() => ({
    wide: [...document.querySelectorAll("body *")].filter(one => !one.closest(".out, svg, option"))
        .filter(one => one.getBoundingClientRect().right > innerWidth + 1).map(one => `${one.tagName}.${one.className}`).slice(0, 5),
    page: document.documentElement.scrollWidth > innerWidth,
    covered: [...document.querySelectorAll(".mast nav a")].filter(one => { const box = one.getBoundingClientRect();
        return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) !== one; }).length})"""
WHOLE = {"wide": [], "page": False, "covered": 0}


@pytest.mark.parametrize("width", [360, 1280])
def test_titles_and_names_of_any_length_and_script_break_no_page(hostile, browser, width):
    app, address = hostile
    told = max(app.stories(limit=20), key=lambda card: card.article_count)
    assert told.article_count >= 4
    story, article = f"/story/{told.id}", f"/article/{app.story(told.id).page.sources[0].article}"
    paths = [
        "/",
        "/stories",
        "/feeds",
        "/search?q=tram",
        "/search?q=" + "x" * 390,
        "/changes",
        article,
        f"/channels/new?words={'y' * 300}",
    ]
    paths += [f"{story}{part}" for part in ("", "/why", "/why/1", "/sources", "/correct", "/wrong", "/history")]
    page = browser.new_page(viewport={"width": width, "height": 800}, base_url=address)
    for path in paths:
        page.goto(path)
        assert page.evaluate(BROKEN) == WHOLE, path
    page.goto(story)
    page.locator(".text .c").first.click()
    assert page.evaluate(BROKEN) == WHOLE
    page.close()
