"""The exported site: every link leads somewhere in the folder, and nothing outside an earlier export is touched."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from newsloom import formats, sample
from newsloom.app import open_app
from newsloom.config import load
from newsloom.errors import InputError
from newsloom.model import Channel
from newsloom.testing import FakeFetcher
from newsloom.web import export
from newsloom.web.exporting import FileLinks, file_name
from newsloom.web.views import WORD_JOINER


@pytest.fixture(scope="module")
def folder(demo, tmp_path_factory):
    """The sample's site with a channel, exported once."""
    where = tmp_path_factory.mktemp("export") / "site"
    channel = demo.save_channel(Channel("", "Häfen & <Fähren>", words=("ferry",)))
    export(demo, where)
    demo.remove_channel(channel.id)
    return where


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def links(page: Path) -> list[str]:
    tree = html.fromstring(page.read_text(encoding="utf-8"))
    return [one.get(name) for one in tree.iter() for name in ("href", "src", "action") if one.get(name) is not None]


def anchors(page: Path) -> set[str]:
    return {one.get("id") for one in html.fromstring(page.read_text(encoding="utf-8")).iter() if one.get("id")}


def test_every_link_leads_to_a_file_and_its_anchor(folder):
    broken = []
    for page in sorted(folder.rglob("*.html")):
        for link in links(page):
            if urlsplit(link).scheme:
                continue
            path, anchor = urldefrag(link)
            target = (page.parent / unquote(path)).resolve() if path else page
            inside = target.is_file() and folder.resolve() in target.parents
            if not inside or (anchor and unquote(anchor) not in anchors(target)):
                broken.append((page.name, link))
    assert not broken


def test_links_out_of_the_folder_are_those_of_the_sources(folder, demo):
    out = {link for page in folder.rglob("*.html") for link in links(page) if urlsplit(link).scheme}
    known = {article.url for card in demo.stories(limit=1000) for article in demo.story(card.id).articles}
    known |= {one.site for one in demo.subscriptions()}
    assert out and out <= known


def test_the_style_finds_its_fonts(folder):
    for name in re.findall(r"url\(([^)]+)\)", (folder / "static/site.css").read_text(encoding="utf-8")):
        assert (folder / "static" / name).is_file()


def test_a_page_needs_no_server(folder):
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<form" not in text and "site.js" not in text and 'href="/' not in text


def test_every_story_is_there_in_every_form(folder, demo):
    for card in demo.stories(limit=1000):
        page = demo.story(card.id).page
        assert json.loads((folder / f"story/{file_name(page.id)}.json").read_text(encoding="utf-8")) == formats.page_json(page)
        assert (folder / f"story/{file_name(page.id)}.md").read_text(encoding="utf-8") == formats.markdown(page)
        told = html.fromstring((folder / f"story/{file_name(page.id)}.html").read_text(encoding="utf-8"))
        headline = told.find(".//h1").text_content().replace(WORD_JOINER, "")
        assert " ".join(headline.split()) == " ".join(page.headline.split())


@pytest.mark.parametrize("suffix", ["atom", "rss"])
def test_the_feeds_lead_into_the_folder(folder, suffix):
    for feed in [folder / f"feed.{suffix}", *folder.glob(f"channel/*.{suffix}")]:
        read = feedparser.parse(feed.read_bytes())
        assert read.entries
        assert all((feed.parent / entry.link).is_file() for entry in read.entries)


def test_the_front_page_leads_with_the_lead(folder, demo):
    told = html.fromstring((folder / "index.html").read_text(encoding="utf-8"))
    first = told.find(".//article//h2")
    assert " ".join(first.text_content().split()) == " ".join(demo.front().top[0].headline.split())


def test_the_same_state_gives_the_same_bytes(demo, tmp_path):
    export(demo, tmp_path / "a")
    export(demo, tmp_path / "b")
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_the_number_of_pages_is_told_and_the_way_there(demo, tmp_path):
    seen = []
    count = export(demo, tmp_path / "site", on_progress=seen.append)
    assert count == len(list((tmp_path / "site").rglob("*.html")))
    assert {step.stage for step in seen} == {"stories", "articles"}
    assert all(step.total is None or step.done <= step.total for step in seen)


# -- the folder


@pytest.fixture
def own(demo, tmp_path):
    """A copy of the sample that a test may change."""
    demo.backup(tmp_path / "backup.db")
    shutil.move(tmp_path / "backup.db", tmp_path / "own.db")
    with open_app(tmp_path / "own.db", fetcher=FakeFetcher(), clock=sample.SampleClock()) as app:
        yield app


def test_a_new_export_takes_away_what_is_no_more(own, tmp_path):
    site = tmp_path / "site"
    export(own, site)
    first, second = (card.id for card in own.front().top[:2])
    own.merge(first, second)
    export(own, site)
    assert not (site / f"story/{file_name(first)}.html").exists()
    assert (site / f"story/{file_name(second)}.html").exists()


def test_other_files_in_the_folder_stay(demo, tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/HEAD").write_text("ref: x")
    (tmp_path / "CNAME").write_text("news.example")
    export(demo, tmp_path)
    export(demo, tmp_path)
    assert (tmp_path / ".git/HEAD").read_text() == "ref: x" and (tmp_path / "CNAME").read_text() == "news.example"


def test_a_file_that_no_export_wrote_is_not_replaced(demo, tmp_path):
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(InputError, match="no export wrote it"):
        export(demo, tmp_path)
    assert files(tmp_path) == {"index.html": b"mine"}


def test_a_link_in_the_folder_is_not_followed_out_of_it(demo, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    site = tmp_path / "site"
    site.mkdir()
    (site / "story").symlink_to(outside)
    with pytest.raises(InputError, match="link"):
        export(demo, site)
    assert not list(outside.iterdir())


def test_a_manifest_cannot_name_files_outside_the_folder(demo, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "precious").write_text("keep")
    (site / ".newsloom-export").write_text(json.dumps({"files": ["../precious", "/etc/x", "a/../../precious", 5]}))
    export(demo, site)
    assert (tmp_path / "precious").read_text() == "keep"


def test_a_file_is_no_folder(demo, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="is a file"):
        export(demo, tmp_path / "file")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user who may not write everywhere")
def test_a_folder_that_cannot_be_written_is_told(demo, tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="cannot be written"):
        export(demo, tmp_path / "site")


def test_with_full_text_off_an_article_is_an_excerpt(demo, tmp_path):
    demo.backup(tmp_path / "own.db")
    with open_app(load(db=str(tmp_path / "own.db"), full_text=False), fetcher=FakeFetcher(), clock=sample.SampleClock()) as app:
        export(app, tmp_path / "site")
        story = app.story(app.front().top[0].id)
        article = max(story.articles, key=lambda one: len(one.text))
    page = (tmp_path / "site" / FileLinks("").article(article.id)).read_text(encoding="utf-8")
    shown = " ".join(html.fromstring(page).find(".//main").text_content().split())
    assert "excerpt" in shown and " ".join(article.text.split()) not in shown


def test_with_a_public_address_feeds_lead_there(demo, tmp_path):
    demo.backup(tmp_path / "own.db")
    settings = load(db=str(tmp_path / "own.db"), base_url="https://news.example/sub/")
    with open_app(settings, fetcher=FakeFetcher(), clock=sample.SampleClock()) as app:
        export(app, tmp_path / "site")
    read = feedparser.parse((tmp_path / "site/feed.atom").read_bytes())
    assert all(entry.link.startswith("https://news.example/sub/story/") for entry in read.entries)


# -- names


@given(st.text(max_size=200))
def test_a_file_name_is_harmless(identity):
    name = file_name(identity)
    assert re.fullmatch(r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?", name) and len(name) <= 80


@given(st.lists(st.text("aAbB.-/x", max_size=6), unique=True, max_size=30))
def test_different_ids_have_different_file_names(ids):
    assert len({file_name(one).casefold() for one in ids}) == len(ids)


@pytest.mark.parametrize("identity", ["con", "NUL", "lpt1", "..", ".", "", "a/b", "x-forged", "ä", "a" * 81])
def test_what_a_file_system_may_take_for_something_else_gets_another_name(identity):
    assert file_name(identity).startswith("x-")
