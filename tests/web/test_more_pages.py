"""Pages that the sample alone does not show, in a real Chromium: first password, login, an empty site, a channel with its alert; and the way
of the keyboard through pages, at 320 pixels too (a window of 1,280 at 400 per cent)."""

from __future__ import annotations

import browsing  # beside this file
import pytest

from newsloom import config
from newsloom.app import open_app
from newsloom.model import Alert, Channel
from newsloom.web import create_app

pytestmark = pytest.mark.browser
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")

OF_CHANNEL = ("/channel/storms", "/channel/storms/edit", "/channel/storms/alert", "/channel/nothing", "/feeds")
OTHERS = (
    "/muted",
    "/desk/spending",
    "/topic/Business",
    "/search?q=qqqq",
    "STORY/sources",
    "STORY/difference/2",
    "STORY/revision/1",
)
REACHED = """() => { const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    return one === document.body ? null : {what: one.outerHTML.slice(0, 120),
        shown: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none",
        inside: box.width > 0 && (box.height > innerHeight || (box.top >= -4 && box.bottom <= innerHeight + 4))}; }"""
FOCUSABLE = """[...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter(one => one.checkVisibility() && !one.disabled).length"""


@pytest.fixture(scope="module")
def place(new_demo):
    app = new_demo()
    app.save_channel(Channel("", "Storms", words=("storm", "ferry")))
    app.save_channel(Channel("", "Nothing", words=("xyzzy",)))
    app.save_alert(Alert("storms", "https://ntfy.example/storms", "ntfy", 4, (22, 7), "UTC", "s3cret"))
    with browsing.served(app) as address:
        yield address
    app.close()


@pytest.fixture(scope="module")
def bare(place, tmp_path_factory):
    """Addresses: a site without stories, one with a password, and that on which the first password is set."""
    folder = tmp_path_factory.mktemp("bare")
    empty = open_app(config.load(db=str(folder / "empty.db")), workers=1)
    locked = open_app(config.load(db=str(folder / "locked.db"), host="0.0.0.0", password="of ten letters"), workers=1)
    first = open_app(config.load(db=str(folder / "first.db"), host="0.0.0.0"), workers=1)
    made = create_app(first, first.settings)
    with browsing.served(empty) as one, browsing.served(locked) as other, browsing.served(first, made) as third:
        yield {
            "empty": f"{one}/",
            "feeds": f"{one}/feeds",
            "login": f"{other}/login",
            "first": f"{third}/first?key={made.state.first_key}",
        }
    for app in (empty, locked, first):
        app.close()


@pytest.fixture(scope="module")
def browser(bare):
    with browsing.chromium() as found:
        yield found


def opened(browser, address: str, width: int, theme: str = "light"):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=theme, reduced_motion="reduce")
    page.goto(address)
    return page


def checked(page, width: int) -> None:
    assert browsing.violations(page, {"rules": {"target-size": {"enabled": True}}}) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.fixture(scope="module")
def story(browser, place) -> str:
    page = opened(browser, place, 1280)
    found = page.locator(".card a", has_text="Power back in most").first.get_attribute("href")
    page.close()
    return found


@pytest.mark.parametrize(("width", "theme"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing_on_the_pages_of_a_channel_and_the_owners(browser, place, story, width, theme):
    for path in (*OF_CHANNEL, *OTHERS):
        checked(opened(browser, place + path.replace("STORY", story), width, theme), width)


@pytest.mark.parametrize("name", ["empty", "feeds", "login", "first"])
@pytest.mark.parametrize(("width", "theme"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing_where_one_begins(browser, bare, name, width, theme):
    checked(opened(browser, bare[name], width, theme), width)


def test_the_keyboard_reaches_everything_sees_where_it_is_and_leaves_every_page(browser, place, story):
    for path in ("/", "/feeds", "/settings", "/channel/storms/alert", "STORY", "STORY/correct"):
        page = opened(browser, place + path.replace("STORY", story), 1280)
        number = page.evaluate(FOCUSABLE)
        for _ in range(number + 3):
            page.keyboard.press("Tab")
            if (reached := page.evaluate(REACHED)) is None:
                break
            assert reached["shown"] and reached["inside"], (path, reached)
        else:
            pytest.fail(f"{path}: the keyboard does not get out")
        page.close()


def test_the_first_password_is_said_to_need_ten_letters_before_it_is_refused(browser, bare):
    page = opened(browser, bare["first"], 390)
    assert "10 characters or more" in page.locator("#password-hint").inner_text()
    assert page.locator("#password").get_attribute("minlength") == "10"
    page.close()


def test_the_feed_of_a_channel_stands_above_its_stories(browser, place):
    page = opened(browser, f"{place}/channel/storms", 390)
    feed, card = page.get_by_role("link", name="Atom").bounding_box(), page.locator(".card").first.bounding_box()
    assert feed["y"] < card["y"]
    page.close()


def test_from_the_sources_of_a_story_one_click_leads_to_where_one_is_taken_out(browser, place, story):
    page = opened(browser, place + story, 1280)
    page.locator(".sources").get_by_role("link", name="One does not belong here").click()
    assert page.url.endswith("/correct")
    page.close()
