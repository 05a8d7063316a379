"""`add`, `update`, `subscriptions` on a web with faults: what is told, what goes on, how the command ends."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from command import Ran, newsloom

from newsloom.store import open_store
from newsloom.testing import Page, Site, rss

WORDS = (
    "The harbour board of Lorn reopened the northern quay on Tuesday after three weeks of repairs.",
    "Engineers replaced 140 metres of decking that a storm tore away in December, the board said.",
    "The first ferry to Skerry left at 06:40 with 212 passengers and two lorries of mail on board.",
)


LOOPBACK = {"allow_networks": '["127.0.0.0/8"]', "deadline_s": "2", "workers": "1"}


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        yield served


def run(*arguments: str | Path) -> Ran:
    """The command with settings that allow the site on loopback."""
    return newsloom(*arguments, settings=LOOPBACK)


def test_bad_feeds_are_told_with_their_remedy_and_the_good_one_is_read(site: Site, tmp_path: Path) -> None:
    article = (
        "<html><head><title>Quay reopens</title></head><body><article>"
        + "".join(f"<p>{w}</p>" for w in WORDS)
        + "</article></body></html>"
    )
    site.serve("/1", article)
    site.serve("/2", "<html><body></body></html>")
    items = [{"title": "Quay reopens", "link": site.url("/1"), "guid": "1"}, {"link": site.url("/2"), "guid": "2"}]
    site.serve("/good", rss(*items))
    for path in ("/html", "/missing", "/slow"):
        site.serve(path, rss({"title": "Once", "guid": path, "description": "Words of the feed."}))
    db = tmp_path / "news.db"
    added = run("add", *(site.url(path) for path in ("/good", "/html", "/missing", "/slow")), "--db", db)
    assert added.code == 0, added.err
    site.serve("/html", "<!doctype html><html><body>Down for maintenance</body></html>")
    site.pages["/missing"] = Page(status=404)
    site.pages["/slow"] = Page(b"x", wait_s=20)
    ran = run("update", "--db", db)
    assert ran.code == 1
    told = {
        path: next(line for line in ran.err.splitlines() if site.url(path) in line)
        for path in ("/html", "/missing", "/slow", "/2")
    }
    assert "is a web page, not a feed" in told["/html"] and "address" in told["/html"]
    assert "answered 404" in told["/missing"] and "new address" in told["/missing"]
    assert "timed out after 2 s" in told["/slow"] and "tried again" in told["/slow"]
    assert "no article text" in told["/2"]
    assert "Traceback" not in ran.err and "1 new article and 0 changed" in ran.err
    shown = run("subscriptions", "--db", db)
    assert shown.code == 0 and "answered 404" in shown.out


def test_locators_that_cannot_be_followed_are_told_and_the_others_followed(site: Site, tmp_path: Path) -> None:
    site.serve("/good", rss({"title": "Quay", "guid": "1"}))
    (tmp_path / "bad.opml").write_text("not opml")
    ran = run("add", "no such thing", tmp_path / "bad.opml", site.url("/gone"), site.url("/good"), "--db", tmp_path / "news.db")
    assert ran.code == 1 and ran.err.count("newsloom: skipped") == 3 and "following" in ran.err and "Traceback" not in ran.err


def test_a_private_address_is_refused_with_the_line_that_allows_it(tmp_path: Path) -> None:
    ran = newsloom("add", "http://127.0.0.1:9/feed", "--db", tmp_path / "news.db")
    assert ran.code == 1 and 'allow_networks = ["127.0.0.1/32"]' in ran.err


def test_a_login_of_the_readers_own_is_shown_nowhere(site: Site, tmp_path: Path) -> None:
    site.serve("/feed", rss({"title": "Quay", "guid": "1"}))
    db = tmp_path / "news.db"
    url = site.url("/feed").replace("http://", "http://me:s3cret@")
    told = [run("add", url, "--header", "X-Token: t0ken", "--db", db), run("update", "--db", db)]
    told += [
        run("subscriptions", "--db", db),
        run("subscriptions", "--json", "--db", db),
        run("subscriptions", "--opml", "--db", db),
    ]
    assert [ran.code for ran in told] == [0] * 5, [ran.err for ran in told]
    assert all(
        "s3cret" not in ran.out + ran.err and "t0ken" not in ran.out + ran.err and "bWU6" not in ran.out + ran.err
        for ran in told
    )
    assert site.requests[-1].headers["x-token"] == "t0ken"


def test_the_catalogue_is_followed_by_name_and_wrong_usage_ends_with_2(tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    assert run("add", "--catalogue", "Tagesschau", "--db", db).code == 0
    assert run("add", "--catalogue", "Daily Planet", "--db", db).code == 1
    assert run("add", "--db", db).code == 2
    (one,) = json.loads(run("subscriptions", "--json", "--db", db).out)
    for option, use in (("--ignore", "ignored"), ("--read-only", "read only"), ("--news", "news")):
        shown = run("subscriptions", option, one["id"], "--db", db).out
        assert "Tagesschau" in shown and use in shown and "next poll" in shown


def test_updating_nothing_says_what_to_do(tmp_path: Path) -> None:
    ran = run("update", "--db", tmp_path / "news.db")
    assert ran.code == 1 and "newsloom add" in ran.err


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_in_use_is_told_at_once_with_the_way_out(command: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        given = ("--db", tmp_path / "news.db") if command == "serve" else ()
        ran = run(command, "--port", place.split(":")[1], *given)
    assert ran.code == 1
    assert f"{place}: cannot listen there: address already in use" in ran.err and "--port 0" in ran.err
    assert "Traceback" not in ran.err


def test_an_impossible_port_is_wrong_usage(tmp_path: Path) -> None:
    assert run("serve", "--port", "70000", "--db", tmp_path / "news.db").code == 2


def test_an_address_of_another_machine_cannot_be_listened_on(tmp_path: Path) -> None:
    ran = run("serve", "--host", "192.0.2.1", "--db", tmp_path / "news.db")
    assert ran.code == 1 and "192.0.2.1:8413: cannot listen there" in ran.err


def test_a_backup_that_is_not_there_is_told_before_any_question(tmp_path: Path) -> None:
    ran = run("restore", tmp_path / "none.db", "--db", tmp_path / "news.db")
    assert ran.code == 1
    assert "there is no such file" in ran.err and "Replace" not in ran.out


def test_a_backup_into_a_folder_is_told_to_need_a_file(tmp_path: Path) -> None:
    run("update", "--db", tmp_path / "news.db")
    ran = run("backup", tmp_path, "--db", tmp_path / "news.db")
    assert ran.code == 1 and "is a folder (name the file" in ran.err


def test_what_is_explained_may_be_a_story_or_an_article(tmp_path: Path) -> None:
    run("update", "--db", tmp_path / "news.db")
    assert "no story and no article has this id" in run("explain", "nothing", "--db", tmp_path / "news.db").err


def test_a_name_mistyped_is_no_database_and_makes_none(tmp_path: Path) -> None:
    ran = run("stories", "--db", tmp_path / "nwes.db")
    assert ran.code == 1 and "nwes.db: is no database" in ran.err and "newsloom add --db" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_two_updates_at_once_on_one_file_store_everything_once_and_neither_is_told_of_a_lock(
    site: Site, tmp_path: Path
) -> None:
    db = tmp_path / "news.db"
    for feed in range(4):
        items = [{"title": f"Quay {feed}.{n} reopens", "guid": f"{feed}.{n}", "description": WORDS[n % 3]} for n in range(10)]
        site.serve(f"/{feed}", rss(*items))
    assert run("add", *(site.url(f"/{feed}") for feed in range(4)), "--db", db).code == 0
    with ThreadPoolExecutor(2) as both:
        ran = list(both.map(lambda _: run("update", "--db", db), range(2)))
    assert [one.code for one in ran] == [0, 0]
    assert all("lock" not in one.err.lower() for one in ran)
    store = open_store(str(db))
    try:
        assert (store.count("entries"), store.count("articles"), store.count("versions")) == (40, 40, 40)
    finally:
        store.close()
