"""What must hold whoever asks and whatever outlets write: escaping, headers, forms, host names, the password."""

from __future__ import annotations

import asyncio
import json
import re
from urllib.parse import urlsplit

import pytest
from argon2 import PasswordHasher
from html_pages import XHTML, found, links, parsed, words  # beside this file
from starlette.testclient import TestClient

from newsloom import config
from newsloom.app import open_app
from newsloom.web import create_app
from newsloom.web.access import Gate
from newsloom.web.guard import FORM_BYTES, HEADERS

HOST = "http://127.0.0.1:8413"
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{191*7}}"
EVENT = (
    "The harbour council of Eastholm approved a new breakwater on Monday after a vote of 12 to 5. "
    f"Mayor Ada Brandt said the work {EVIL} would begin in March and cost 40 million euros. "
    "Fishing boats will use the southern quay until the breakwater is finished in 2028."
)


def crawl(site, start="/"):
    """Every page that can be reached by following links, with its answer."""
    queue, seen = [start], {}
    while queue:
        path = queue.pop()
        if path in seen:
            continue
        seen[path] = answer = site.get(path)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        for address in links(parsed(answer.text)):
            bare = address.partition("#")[0]
            if bare.startswith("/") and not bare.startswith("/static/"):
                queue.append(bare)
    return {path: answer for path, answer in seen.items() if answer.status_code != 405}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """An app whose outlets write everything that could break a page."""
    folder = tmp_path_factory.mktemp("hostile")
    lines = [
        {
            "id": f"{EVIL}{n}",
            "title": f"Eastholm council approves breakwater {EVIL if n < 2 else ''}",
            "text": EVENT.replace("Monday", ("Monday", "Tuesday", "Monday")[n])
            + f" Report {n}: the pier {'stays' * (n + 1)} open.",
            "source": f"Outlet {n} {EVIL}",
            "url": ("javascript:alert(1)", 'https://a.example/"onmouseover="alert(1)', "https://c.example/x")[n],
            "published": f"2026-01-1{n}T08:00:00Z",
            "lang": ("en", 'en" onload="alert(1)', "en")[n],
        }
        for n in range(3)
    ]
    (folder / "in.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    app = open_app(config.load(db=str(tmp_path_factory.mktemp("db") / "n.db")))
    app.add(str(folder))
    asyncio.run(app.update())
    yield app
    app.close()


def test_nothing_that_outlets_write_is_live_on_any_page(hostile):
    site = TestClient(create_app(hostile, hostile.settings), base_url=HOST, follow_redirects=False)
    pages = crawl(site) | crawl(site, f"/search?q={EVIL.replace('#', '')}") | crawl(site, "/search?q=breakwater")
    assert any(path.startswith("/story/") for path in pages)
    assert any(path.startswith("/article/") for path in pages)
    for path, answer in pages.items():
        assert answer.status_code < 400 or path.startswith("/search"), path
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        document = parsed(answer.text)
        for one in document.iter():
            assert not any(name.startswith("on") or name == "style" for name in one.attrib), path
            if one.tag == XHTML + "script":
                assert one.get("src", "").startswith("/static/") or one.get("type") == "application/ld+json"
            assert one.tag not in (XHTML + "img", XHTML + "style", XHTML + "iframe")
        assert all(urlsplit(address).scheme in ("", "http", "https") for address in links(document)), path
        assert "1337" not in answer.text


def test_links_to_sources_tell_them_nothing(site, demo):
    story = demo.front().top[0].id
    document = parsed(site.get(f"/story/{story}").text)
    outside = [one for one in found(document, "a") if one.get("href", "").startswith("http")]
    assert outside
    assert all({"noopener", "noreferrer"} <= set(one.get("rel", "").split()) for one in outside)


def test_every_link_of_the_site_leads_somewhere_and_every_page_is_valid_html(site):
    pages = crawl(site)
    broken = {path: answer.status_code for path, answer in pages.items() if answer.status_code >= 400}
    assert not broken
    assert len(pages) > 100


def test_no_page_loads_or_names_another_host(site):
    for path in ("/", "/feeds", "/search?q=tram"):
        document = parsed(site.get(path).text)
        loaded = [
            one.get("src") or one.get("href") for one in document.iter() if one.tag.endswith(("}script", "}link", "}img"))
        ]
        assert loaded
        assert all(address.startswith("/") and not address.startswith("//") for address in loaded)


@pytest.mark.parametrize("path", ["/", "/nothing", "/story/x", "/static/0/x", "/healthz", "/feeds/add", "/api/v1/nothing"])
def test_headers_stand_on_every_answer_errors_included(site, path):
    answer = site.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_a_failure_inside_is_a_page_with_the_headers(tmp_path):
    app = open_app(config.load(db=str(tmp_path / "n.db")))
    site = TestClient(create_app(app, app.settings), base_url=HOST, raise_server_exceptions=False)
    app.close()
    for file in tmp_path.glob("n.db*"):
        file.write_bytes(b"no database" * 1000)
    answer = site.get("/stories")
    assert answer.status_code in (500, 503)
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"] == HEADERS["content-security-policy"]


# ---------------------------------------------------------------------------------------------- forms


def token_of(site, path="/feeds") -> str:
    return found(parsed(site.get(path).text), "input", name="token")[0].get("value")


@pytest.fixture
def own(tmp_path):
    """An empty installation of its own, and its site."""
    app = open_app(config.load(db=str(tmp_path / "own.db")))
    with TestClient(create_app(app, app.settings), base_url=HOST, follow_redirects=False) as client:
        yield client
    app.close()


def test_a_form_without_its_token_changes_nothing(own):
    token_of(own)
    answer = own.post("/channels", data={"name": "Stolen", "do": "save"})
    assert answer.status_code == 403
    assert "Stolen" not in own.get("/feeds").text


def test_a_form_sent_from_another_site_changes_nothing(own):
    data = {"name": "Stolen", "do": "save", "token": token_of(own)}
    assert own.post("/channels", data=data, headers={"origin": "https://evil.example"}).status_code == 403
    assert own.post("/channels", data=data, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert own.post("/channels", data=data, headers={"origin": HOST}).status_code == 303


def test_the_token_of_one_reader_is_none_for_another(own):
    token = token_of(own)
    own.cookies.clear()
    own.get("/feeds")
    assert own.post("/channels", data={"name": "Stolen", "token": token}).status_code == 403


def test_get_changes_nothing_where_forms_do(own):
    for path in ("/feeds/add?address=example.org", "/channels?name=x", "/change/1/undo", "/logout"):
        assert own.get(path).status_code == 405


def test_bodies_are_bounded(own):
    data = {"token": token_of(own), "name": "x" * (FORM_BYTES + 1)}
    assert own.post("/channels", data=data).status_code == 413

    def endless():
        for _ in range(100):
            yield b"name=" + b"x" * 10_000

    form = {"content-type": "application/x-www-form-urlencoded"}
    assert own.post("/channels", content=endless(), headers=form).status_code == 413


def test_a_path_of_the_machine_is_not_followed_from_the_site(own, tmp_path):
    (tmp_path / "a.txt").write_text("Secret\n\nA secret text of this machine.", encoding="utf-8")
    for locator in (str(tmp_path), f"file://{tmp_path}/a.txt"):
        answer = own.post("/feeds/add", data={"token": token_of(own), "address": locator})
        assert answer.status_code == 400
    assert "Nothing is followed yet" in own.get("/feeds").text


# ---------------------------------------------------------------------------------------------- who may


@pytest.fixture
def served(tmp_path):
    """Makes a site with settings of its own: `served(host=…, password=…)`."""
    opened = []

    def make(base=HOST, **settings):
        app = open_app(config.load(db=str(tmp_path / f"{len(opened)}.db"), **settings))
        opened.append(app)
        return TestClient(create_app(app, app.settings), base_url=base, follow_redirects=False)

    yield make
    for app in opened:
        app.close()


def test_a_name_that_is_not_this_machines_is_not_answered_on_loopback(served):
    """DNS rebinding: a page elsewhere lets its own name point here."""
    site = served()
    assert site.get("/", headers={"host": "evil.example"}).status_code == 421
    assert site.get("/", headers={"host": "localhost:8413"}).status_code == 200
    assert site.get("/", headers={"host": "[::1]:8413"}).status_code == 200


def test_what_comes_through_a_proxy_is_not_the_owner(served):
    site = served(base_url="https://news.example.org")
    proxied = {"host": "news.example.org", "x-forwarded-for": "203.0.113.9"}
    assert "New channel" in site.get("/feeds").text
    assert "New channel" not in site.get("/feeds", headers=proxied).text


def test_without_password_a_public_site_can_only_be_read(served):
    site = served("http://news.example", host="0.0.0.0")
    assert site.get("/feeds").status_code == 200
    assert "New channel" not in site.get("/feeds").text
    data = {"token": token_of(site), "name": "x"}
    assert site.post("/channels", data=data).status_code == 403


def test_the_first_password_is_set_by_a_link_that_leads_there_once(served, tmp_path):
    site = served("http://news.example", host="0.0.0.0")
    key = site.app.state.first_key
    assert site.get("/first?key=guessed").status_code == site.get("/first").status_code == 403
    token = token_of(site, f"/first?key={key}")
    assert site.post("/first", data={"token": token, "key": key, "password": "short"}).status_code == 400
    assert site.post("/first", data={"token": token, "key": "guessed", "password": "a long one, here"}).status_code == 403
    assert site.post("/first", data={"token": token, "key": key, "password": "a long one, here"}).status_code == 303
    assert "New channel" in site.get("/feeds").text
    assert site.get(f"/first?key={key}").status_code == 403
    with open_app(config.load(db=str(tmp_path / "0.db"), host="0.0.0.0")) as again:
        made = create_app(again, again.settings)
        assert made.state.first_key == ""
        later = TestClient(made, base_url="http://news.example", follow_redirects=False)
        data = {"token": token_of(later, "/login"), "password": "a long one, here"}
        assert later.get("/feeds").status_code == 401
        assert later.post("/login", data=data).status_code == 303


def test_the_link_for_the_first_password_holds_for_an_hour():
    now = [1_000.0]
    gate = Gate(config.load(db="x.db", host="0.0.0.0"), clock=lambda: now[0])
    assert gate.may_set_first(gate.first_key)
    now[0] += 3_601
    assert not gate.may_set_first(gate.first_key)


@pytest.mark.parametrize("settings", [{}, {"host": "0.0.0.0", "password": "a long one"}], ids=["loopback", "password"])
def test_no_link_for_a_first_password_where_none_is_wanted(served, settings):
    site = served(**settings)
    assert site.app.state.first_key == ""
    assert site.get("/first?key=").status_code in (403, 421)


@pytest.mark.parametrize(
    "stored", ["a long one", PasswordHasher(time_cost=1, memory_cost=8192).hash("a long one")], ids=["plain", "hashed"]
)
def test_the_password_opens_the_site_and_logging_out_closes_it(served, stored):
    site = served("http://news.example", host="0.0.0.0", password=stored)
    html = {"accept": "text/html"}
    first = site.get("/feeds", headers=html)
    assert (first.status_code, first.headers["location"]) == (303, "/login?next=%2Ffeeds")
    assert site.get("/feeds.opml").status_code == 401
    token = token_of(site, "/login?next=%2Ffeeds")
    assert site.post("/login", data={"token": token, "password": "another"}).status_code == 403
    entered = site.post("/login", data={"token": token, "password": "a long one", "next": "/feeds"})
    assert (entered.status_code, entered.headers["location"]) == (303, "/feeds")
    assert "New channel" in site.get("/feeds").text
    session = site.cookies.get("newsloom_session")
    site.post("/logout", data={"token": token})
    site.cookies.set("newsloom_session", session, domain="news.example")
    assert site.get("/feeds", headers=html).status_code == 303


def test_a_public_site_with_a_password_is_read_by_all_and_changed_by_the_owner(served):
    site = served("http://news.example", host="0.0.0.0", password="a long one", public=True)
    assert site.get("/feeds").status_code == 200
    assert "New channel" not in site.get("/feeds").text


def test_a_feed_reader_may_send_the_password_along_and_change_nothing(served):
    site = served("http://news.example", host="0.0.0.0", password="a long one")
    asked = site.get("/feed.atom")
    assert asked.status_code == 401
    assert asked.headers["www-authenticate"].startswith("Basic ")
    assert site.get("/feed.atom", auth=("reader", "wrong")).status_code == 401
    assert site.get("/feed.atom", auth=("reader", "a long one")).status_code == 200
    assert site.get("/feeds.opml", auth=("reader", "a long one")).status_code in (303, 403)
    assert "New channel" not in site.get("/feeds", auth=("reader", "a long one")).text


def test_guessing_the_password_is_slowed(served):
    site = served("http://news.example", host="0.0.0.0", password="a long one")
    token = token_of(site, "/login")
    answers = [site.post("/login", data={"token": token, "password": str(n)}).status_code for n in range(12)]
    assert answers[0] == 403
    assert answers[-1] == 429
    assert site.post("/login", data={"token": token, "password": "a long one"}).status_code == 429
    assert site.get("/feed.atom", auth=("reader", "a long one")).status_code == 401


def test_a_forged_session_is_none(served):
    site = served("http://news.example", host="0.0.0.0", password="a long one")
    site.cookies.set("newsloom_session", f"9999999999.abc.{'0' * 64}", domain="news.example")
    assert site.get("/feeds", headers={"accept": "text/html"}).status_code == 303


def test_login_leads_nowhere_else(served):
    site = served("http://news.example", host="0.0.0.0", password="a long one")
    token = token_of(site, "/login")
    for where in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        answer = site.post("/login", data={"token": token, "password": "a long one", "next": where})
        assert answer.headers["location"] == "/"


def test_the_site_works_under_a_sub_path(served):
    site = served("https://example.org", base_url="https://example.org/news")
    for path in ("/news/feeds", "/feeds"):  # a proxy may leave the sub-path in, or cut it off
        answer = site.get(path)
        assert answer.status_code == 200
        own = [address for address in links(parsed(answer.text)) if not address.startswith(("http", "#"))]
        assert all(address.startswith("/news/") for address in own)
    assert re.search("Path=/news/", answer.headers["set-cookie"])


def test_cookies_are_kept_from_scripts_and_other_sites(served):
    site = served("https://news.example", host="0.0.0.0", base_url="https://news.example")
    cookie = site.get("/feeds").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" in cookie


def test_a_reader_does_not_see_addresses_of_feeds(demo, site):
    """They may hold a token that is the owner's own."""
    address = demo.subscriptions()[0].url
    assert address in site.get("/feeds").text
    assert address not in site.get("/feeds", headers={"x-forwarded-for": "203.0.113.9"}).text
    assert words(parsed(site.get("/feeds").text))
