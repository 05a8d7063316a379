"""The site in a real Chromium over a real server: two widths, light and dark, with keyboard, with scripts off, by axe-core."""

from __future__ import annotations

import browsing  # beside this file
import pytest

pytestmark = pytest.mark.browser
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PAGES = (
    "/",
    "/feeds",
    "/stories",
    "/search?q=tram",
    "/search?q=ferry&kind=story&from=2026-01-01",
    "/channels/new?words=tram",
    "/keys",
    "/settings",
    "/changes",
    "/following",
    "/saved",
    "/desk",
    "STORY/wrong?s=2",
    "/nothing",
    "STORY",
    "STORY/history",
    "STORY/why",
    "STORY/why/1",
    "/topic/business",
    "STORY/correct",
    "STORY/difference/1",
    "ARTICLE",
)


@pytest.fixture(scope="module")
def base(new_demo):
    """The demo's site on a port of its own."""
    app = new_demo()
    with browsing.served(app) as address:
        yield address
    app.close()


@pytest.fixture(scope="module")
def chromium(base):  # after the demo: playwright keeps an event loop in this thread, and the demo runs one of its own
    with browsing.chromium() as browser:
        yield browser


@pytest.fixture
def tab(chromium, base):
    """Opens a tab; at the end, none may have asked another host, nor have had an error or a breach of the policy."""
    contexts, strange, errors = [], [], []

    def open_tab(viewport=WIDE, **how):
        context = chromium.new_context(viewport=viewport, base_url=base, **how)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: strange.append(request.url) if not request.url.startswith(base) else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if "Content Security" in said.text else None)
        return page

    yield open_tab
    for context in contexts:
        context.close()
    assert not strange
    assert not errors


def story_of(page, words="Nara") -> str:
    """Opens the front page, then this story by its headline; gives its path."""
    page.goto("/")
    page.locator(".card a", has_text=words).first.click()
    page.wait_for_selector("article.story")
    return page.evaluate("location.pathname")


@pytest.fixture(scope="module")
def address(chromium, base):
    """Gives a path of PAGES with the story and the article filled in, which are looked up once."""
    context = chromium.new_context(viewport=WIDE, base_url=base)
    page = context.new_page()
    story = story_of(page, "Power back in most")
    story_of(page)
    article = page.locator(".text .c").first.get_attribute("href")
    context.close()
    return lambda path: path.replace("STORY", story).replace("ARTICLE", article)


@pytest.mark.parametrize(
    ("viewport", "theme"),
    [
        pytest.param(WIDE, "light", id="wide-light"),
        pytest.param(NARROW, "dark", id="narrow-dark"),
        pytest.param(WIDE, "dark", id="wide-dark", marks=pytest.mark.soak),  # colours do not depend on the width
        pytest.param(NARROW, "light", id="narrow-light", marks=pytest.mark.soak),
    ],
)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(tab, address, path, viewport, theme):
    page = tab(viewport, color_scheme=theme, reduced_motion="reduce")
    page.goto(address(path))
    for one in page.locator("details").all():
        one.evaluate("one => one.open = true")
    assert browsing.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize("width", [360, 768, 1024, 1920])
def test_no_width_makes_a_page_stick_out(tab, width):
    page = tab({"width": width, "height": 800})
    for path in ("/", "/feeds", story_of(page)):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


NARROWED = """[...document.querySelectorAll("main p, main li, main td")]
    .filter(one => one.checkVisibility() && !one.closest(".out") && one.textContent.trim().length > 60 && one.offsetWidth < 140)
    .map(one => one.outerHTML.slice(0, 200))"""


@pytest.mark.parametrize("width", [390, 1280])
def test_no_text_is_squeezed_into_a_column_of_a_few_letters(tab, address, width):
    page = tab({"width": width, "height": 900})
    for path in ("/", "/feeds", "/changes", "/channels/new?words=tram", "STORY", "STORY/why", "STORY/why/1"):
        page.goto(address(path))
        assert page.evaluate(NARROWED) == [], path


def test_a_line_of_text_is_of_readable_length(tab):
    page = tab({"width": 1920, "height": 1000})
    story_of(page)
    letters = page.evaluate(
        """() => { const p = document.querySelector(".text p"), lines = p.clientHeight / parseFloat(getComputedStyle(p).lineHeight);
        return p.textContent.length / lines; }"""
    )
    assert 50 <= letters <= 80


# ---------------------------------------------------------------------------------------------- citations


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_click_opens_the_passage_and_the_other_sources_that_say_the_same(tab, viewport):
    page = tab(viewport)
    path = story_of(page)
    sentence = page.locator(".text .s", has=page.locator(".c >> nth=1")).first
    number = sentence.locator(".c").first.inner_text().strip("[]")
    sentence.locator(".c").first.click()
    card = page.locator("#card")
    assert card.locator("mark").count() == sentence.locator(".c").count()
    assert card.locator("b").first.inner_text().startswith(f"[{number}]")
    said = "Another source says the same" if sentence.locator(".c").count() == 2 else "Other sources say the same"
    assert card.get_by_text(said).is_visible()
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= viewport["width"]
    assert page.evaluate("location.pathname") == path
    assert sentence.locator(".c").first.bounding_box()["y"] >= 0
    page.locator("#card .close").click()
    assert card.count() == 0


def test_on_the_front_page_a_citation_of_the_lead_opens_its_passage_and_does_not_count_as_reading(tab):
    page = tab()
    page.goto("/")
    citation = page.locator(".lede .c").first
    citation.click()
    page.wait_for_selector("#card mark")
    assert page.evaluate("location.pathname") == "/"
    assert (
        page.locator("#card a", has_text="in the article").first.get_attribute("href").endswith(citation.get_attribute("href"))
    )
    page.keyboard.press("Escape")
    assert page.locator("#card").count() == 0
    assert page.evaluate("document.activeElement.className") == "c"
    page.locator(".lede .c").last.click()
    assert page.locator("#card mark").count() >= 1
    assert "seen" not in {cookie["name"] for cookie in page.context.cookies()}


def test_where_the_passages_cannot_be_had_a_citation_of_the_lead_leads_to_the_article(tab):
    page = tab()
    page.goto("/")
    page.route("**/story/*", lambda route: route.abort())
    page.locator(".lede .c").first.click()
    page.wait_for_url("**/article/**")
    assert page.locator("#passage").first.is_visible()


def test_a_card_opens_moves_and_closes_by_keyboard(tab):
    page = tab()
    story_of(page)
    page.locator(".text .c").first.focus()
    page.keyboard.press("Enter")
    first = page.locator("#card mark").first.inner_text()
    page.keyboard.press("ArrowRight")
    assert page.locator("#card mark").first.inner_text() != first
    page.keyboard.press("ArrowLeft")
    assert page.locator("#card mark").first.inner_text() == first
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#card') !== null")
    page.keyboard.press("Escape")
    assert page.locator("#card").count() == 0
    assert page.evaluate("document.activeElement.matches('.text .c')")


def test_a_tap_opens_a_card_and_a_tap_beside_it_closes_it(tab):
    page = tab(NARROW, has_touch=True)
    story_of(page)
    page.locator(".text .c").first.tap()
    assert page.locator("#card").is_visible()
    page.touchscreen.tap(20, 120)
    assert page.locator("#card").count() == 0


def test_without_scripts_a_citation_leads_to_its_passage_and_back(tab):
    page = tab(java_script_enabled=False)
    page.goto("/")
    page.locator(".card a", has_text="Nara").first.click()
    quoted = page.locator(".text .s").first.locator(".c").first
    quoted.click()
    assert "#passage" in page.url
    assert page.locator("mark#passage").is_visible()
    page.locator("a.c", has_text="↩1").first.click()
    assert page.url.endswith("#s1")


def test_without_scripts_every_page_of_the_navigation_can_be_reached(tab):
    page = tab(java_script_enabled=False)
    page.goto("/feeds")
    page.get_by_role("link", name="Top Headlines", exact=True).click()
    page.get_by_role("link", name="Feeds", exact=True).click()
    page.get_by_label("Search stories and articles").fill("comet")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=comet")
    assert page.locator(".hits li").count() > 0


# ---------------------------------------------------------------------------------------------- what a stranger does


def test_where_two_outlets_differ_both_figures_open_their_passages(tab):
    page = tab()
    story_of(page, "Power back in most")
    values = page.locator(".dispute li")
    assert values.count() >= 2
    values.nth(1).locator(".c").click()
    assert values.nth(1).locator(".value").inner_text() in page.locator("#card mark").first.inner_text()
    assert page.locator("#card h2").inner_text() == "Another source says otherwise"
    assert values.nth(0).locator(".value").inner_text() in page.locator("#card mark").last.inner_text()


def test_a_channel_is_made_with_a_preview_while_typing(tab):
    page = tab()
    page.goto("/feeds")
    page.get_by_role("link", name="New channel").click()
    page.get_by_label("Name").fill("Ferries")
    page.get_by_label("Any of these words").fill("comet")
    sync_api.expect(page.locator("#preview li")).to_have_count(1)
    sync_api.expect(page.locator("#preview li")).to_contain_text("comet")
    page.get_by_label("Any of these words").fill("ferry")
    sync_api.expect(page.locator("#preview li").first).to_contain_text("erry")
    page.get_by_role("button", name="Make the channel").click()
    sync_api.expect(page.get_by_role("heading", name="Ferries", exact=True)).to_be_visible()
    assert page.locator(".card").count() >= 2
    page.get_by_text("Delete it").click()
    page.get_by_role("button", name="Yes, delete").click()
    assert page.get_by_role("heading", name="Feeds", exact=True).is_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_wrong_grouping_is_corrected_and_undone(tab, scripts):
    page = tab(java_script_enabled=scripts)
    page.goto("/")
    page.locator(".card a", has_text="Quillon recalls").first.click()
    path = page.url
    count = page.locator(".sources > ol > li").count()
    page.get_by_role("link", name="Correct the grouping").click()
    page.locator(".ticks input").first.check()
    page.get_by_role("button", name="Make them a story of their own").click()
    assert "a story of their own now" in page.locator(".notice").inner_text()
    page.locator(".notice").get_by_role("link", name="Back to “").click()
    page.wait_for_url(path)
    assert page.locator(".sources > ol > li").count() < count
    page.go_back()
    page.get_by_role("button", name="Undo").click()
    sync_api.expect(page.get_by_text("The correction was undone.")).to_be_visible()
    page.goto(path)
    assert page.locator(".sources > ol > li").count() == count


def test_keys_walk_through_the_headlines(tab):
    page = tab()
    page.goto("/")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") != first
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == first
    page.keyboard.press("o")
    page.wait_for_url("**/story/*")
    page.keyboard.press("g")
    page.keyboard.press("f")
    page.wait_for_url("**/feeds")
    page.keyboard.press("/")
    page.keyboard.type("comet")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=comet")


def test_dark_can_be_chosen_and_is_kept(tab):
    page = tab(color_scheme="light")
    page.goto("/")

    def paper():
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    light = paper()
    with page.expect_response("**/look"):
        page.get_by_role("button", name="Dark", exact=True).click()
    dark = paper()
    assert dark != light
    page.goto("/feeds")
    assert paper() == dark


def test_nothing_moves_while_a_page_loads(tab):
    page = tab()
    page.goto("/")
    moved = page.evaluate(
        """() => new Promise(done => { let sum = 0; new PerformanceObserver(list => { for (const one of list.getEntries()) sum += one.value; })
        .observe({type: "layout-shift", buffered: true}); setTimeout(() => done(sum), 500); })"""
    )
    assert moved < 0.01


def test_printed_the_page_is_the_story_alone(tab):
    page = tab()
    story_of(page)
    page.emulate_media(media="print")
    assert not page.locator(".mast nav").is_visible()
    assert page.locator(".text").is_visible()
    assert page.locator(".sources").is_visible()
    assert not page.locator(".of-reader, .asked, .acts").filter(visible=True).count()


def test_printed_the_front_page_is_its_stories_without_the_terms_of_their_rank(tab):
    page = tab()
    page.goto("/")
    page.emulate_media(media="print")
    assert page.locator(".lead h2").is_visible()
    assert not page.locator(".why, .caught-up, .mast").filter(visible=True).count()


def test_the_keys_save_a_story_from_its_page_and_mute_one_in_a_list(tab):
    page = tab()
    story = story_of(page, "Power back in most")
    page.keyboard.press("s")
    page.wait_for_selector(".marks [value=save][aria-pressed=true]")
    page.goto("/saved")
    assert page.locator(".card h2").count() == 1
    page.locator(".card .marks button").click()
    sync_api.expect(page.locator(".card")).to_have_count(0)
    page.goto("/stories")
    before = page.locator(".card").count()
    page.locator(f".card a[href='{story}']").focus()
    page.keyboard.press("m")
    sync_api.expect(page.locator("#doing")).to_have_text("Muted")
    page.reload()
    assert page.locator(".card").count() == before - 1
    page.goto("/muted")
    page.get_by_role("button", name="Show it again").click()
    page.goto("/stories")
    assert page.locator(".card").count() == before


def test_a_wrong_sentence_is_reported_from_its_card_without_a_mouse(tab):
    page = tab()
    story = story_of(page)
    page.locator("#s2 .c").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="This sentence is wrong").press("Enter")
    page.wait_for_url(f"**{story}/wrong?s=2")
    assert page.locator("[name=sentence]:checked").get_attribute("value") == "2"
    page.get_by_role("textbox", name="What is wrong?").fill("It was the day before.")
    page.get_by_role("button", name="Send it to the owner").click()
    page.wait_for_selector("[role=status] >> text=Thank you")
    page.goto("/desk")
    assert page.locator(".note").inner_text() == "It was the day before."
    page.get_by_role("button", name="Nothing is wrong").click()
    page.wait_for_selector("text=Nothing waits for you")


def test_times_are_those_of_the_readers_machine_once_it_told(tab):
    page = tab(timezone_id="Asia/Tokyo")
    story = story_of(page)
    page.goto(story)
    assert "18:30" in page.locator(".byline").inner_text()
    page.goto("/settings")
    page.get_by_label("Time zone").select_option("UTC")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved. It is").wait_for()
    page.goto(story)
    assert "09:30" in page.locator(".byline").inner_text()


def test_settings_work_without_scripts_and_larger_text_sticks_out_nowhere(tab):
    page = tab(NARROW, java_script_enabled=False)
    page.goto("/settings")
    page.get_by_label("Largest").check()
    page.get_by_label("Dark").check()
    page.get_by_label("Time zone").select_option("Asia/Tokyo")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved. It is").wait_for()
    wide = tab(NARROW, storage_state=page.context.storage_state())
    for path in ("/", "/feeds", "/settings", story_of(wide)):
        wide.goto(path)
        assert wide.evaluate("document.documentElement.dataset.size") == "largest"
        assert wide.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_a_channel_is_made_and_calls_an_address_that_cannot_be_reached_which_is_told(tab):
    page = tab(NARROW)
    page.goto("/channels/new?name=Trams&words=tram")
    page.get_by_role("button", name="Make the channel").click()
    page.get_by_role("link", name="Alert me").click()
    page.get_by_label("ntfy, to a phone").check()
    page.get_by_label("Address").fill("http://127.0.0.1:9/topic")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Try it now").click()
    page.wait_for_selector("[role=alert]")
    assert "127.0.0.1" in page.get_by_role("alert").inner_text()
    assert browsing.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
