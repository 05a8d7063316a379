"""Feeds of stories, read back by two parsers and held against their specifications; a story as JSON and Markdown."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import fastfeedparser
import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from newsloom import formats
from newsloom.model import Channel, Citation, Section, Sentence, Source, StoryCard, StoryPage
from newsloom.web import syndication
from newsloom.web.links import Links

AT = datetime(2026, 1, 14, 9, 40, tzinfo=UTC)
LINKS = Links("https://news.example/sub")
A = "{http://www.w3.org/2005/Atom}"
SUFFIXES = ("atom", "rss", "json")


def entries(suffix: str, body: bytes) -> list[dict[str, str]]:
    """Id, title, link and text of each entry, as feedparser reads them; JSON Feed by itself."""
    if suffix == "json":
        told = json.loads(body)
        return [{"id": i["id"], "title": i["title"], "link": i["url"], "text": i["content_html"]} for i in told["items"]]
    parsed = feedparser.parse(body)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return [{"id": e.id, "title": e.title, "link": e.link, "text": e.content[0].value} for e in parsed.entries]


# -- over the site


@pytest.fixture(scope="module")
def channel(demo):
    made = demo.save_channel(Channel("", "Ships & “harbours”", words=("ferry",)))
    yield made.id
    demo.remove_channel(made.id)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_feed_of_top_headlines_has_its_stories(site, demo, suffix):
    got = entries(suffix, site.get(f"/feed.{suffix}").content)
    top = {card.headline for card in demo.front().top}
    assert top and top <= {" ".join(one["title"].split()) for one in got}


def test_all_three_formats_tell_the_same(site):
    atom, rss, jsons = (entries(suffix, site.get(f"/feed.{suffix}").content) for suffix in SUFFIXES)
    assert [(e["id"], e["title"], e["link"]) for e in atom] == [(e["id"], e["title"], e["link"]) for e in rss]
    assert [(e["id"], e["title"], e["link"]) for e in atom] == [(e["id"], e["title"], e["link"]) for e in jsons]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_fastfeedparser_reads_the_feed_too(site, suffix):
    body = site.get(f"/feed.{suffix}").text
    read = fastfeedparser.parse(body)
    assert [e.id for e in read.entries] == [e["id"] for e in entries(suffix, body.encode())]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_feed_of_a_channel_has_the_channels_stories(site, demo, channel, suffix):
    got = entries(suffix, site.get(f"/channel/{channel}.{suffix}").content)
    assert {e["link"].rsplit("/", 1)[1] for e in got} == {card.id for card in demo.channel_stories(channel)}
    assert got


@pytest.mark.parametrize("suffix", ["atom", "rss", "feed.json"])
def test_the_feed_of_a_story_has_one_entry(site, demo, suffix):
    story = demo.front().top[0]
    got = entries(suffix.removeprefix("feed."), site.get(f"/story/{story.id}.{suffix}").content)
    assert [e["title"] for e in got] == [" ".join(story.headline.split())]


@pytest.mark.parametrize("path", ["/channel/none.atom", "/story/none.rss", "/story/none.json", "/story/none.md"])
def test_an_unknown_channel_or_story_has_no_feed(site, path):
    assert site.get(path).status_code == 404


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [("atom", "application/atom+xml"), ("rss", "application/rss+xml"), ("json", "application/feed+json")],
)
def test_a_feed_names_its_kind_and_itself(site, suffix, kind):
    answer = site.get(f"/feed.{suffix}")
    assert answer.headers["content-type"].startswith(kind)
    assert f"http://127.0.0.1:8413/feed.{suffix}" in answer.text


@pytest.mark.parametrize("path", ["/feed.atom", "/feed.json"])
def test_a_feed_that_did_not_change_is_not_sent_again(site, path):
    first = site.get(path)
    again = site.get(path, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content


def test_a_feed_can_be_asked_for_its_head_alone(site):
    answer = site.head("/feed.atom")
    assert answer.status_code == 200 and answer.headers["etag"]


def test_the_whole_text_goes_with_its_citations(site, demo):
    story = demo.story(demo.front().top[0].id).page
    text = entries("atom", site.get(f"/story/{story.id}.atom").content)[0]["text"]
    told = " ".join(html.fromstring(text).text_content().split())
    for sentence in story.sentences:
        markers = "".join(f"[{n}]" for n in formats.numbers_of(sentence.citations, story))
        assert formats.with_markers(" ".join(sentence.text.split()), markers) in told


def test_each_citation_of_an_entry_leads_to_its_passage(site, demo):
    story = demo.front().top[0].id
    text = entries("json", site.get(f"/story/{story}.feed.json").content)[0]["text"]
    links = [a.get("href") for a in html.fromstring(text).iter("a") if re.fullmatch(r"\[\d+\]", a.text_content())]
    assert links
    for link in links:
        answer = site.get(link)
        assert answer.status_code == 200 and 'id="passage"' in answer.text


def test_a_merged_story_is_one_entry_and_its_old_feed_leads_on(site, demo):
    first, second = (card.id for card in demo.front().top[:2])
    before = {e["link"]: e["id"] for e in entries("atom", site.get("/feed.atom").content)}
    change = demo.merge(first, second)
    try:
        after = {e["link"]: e["id"] for e in entries("atom", site.get("/feed.atom").content)}
        kept = f"http://127.0.0.1:8413/story/{second}"
        assert after[kept] == before[kept] and not any(link.endswith(first) for link in after)
        for suffix in ("atom", "rss", "feed.json", "json", "md"):
            old = site.get(f"/story/{first}.{suffix}")
            assert (old.status_code, old.headers["location"]) == (308, f"{kept}.{suffix}")
    finally:
        demo.undo(change.id)
    assert {e["link"]: e["id"] for e in entries("atom", site.get("/feed.atom").content)} == before


def test_a_story_as_json_is_the_contracts(site, demo):
    page = demo.story(demo.front().top[0].id).page
    answer = site.get(f"/story/{page.id}.json")
    assert answer.json() == formats.page_json(page)
    assert answer.headers["content-type"].startswith("application/json")


def test_a_story_as_markdown_links_its_passages(site, demo):
    page = demo.story(demo.front().top[0].id).page
    text = site.get(f"/story/{page.id}.md").text
    assert text.startswith("# ") and "http://127.0.0.1:8413/article/" in text


# -- specifications

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}"


def test_the_atom_feed_keeps_to_its_specification(site):
    """RFC 4287, sections 4.1.1 and 4.1.2."""
    root = etree.fromstring(site.get("/feed.atom").content)
    assert root.tag == f"{A}feed"
    for parent in (root, *root.iter(f"{A}entry")):
        for once in ("id", "title", "updated"):
            assert len(parent.findall(f"{A}{once}")) == 1
        assert parent.find(f"{A}id").text.startswith("urn:uuid:")
        assert datetime.fromisoformat(parent.find(f"{A}updated").text).tzinfo
        assert parent.findall(f"{A}author/{A}name")
        assert len([link for link in parent.findall(f"{A}link") if link.get("rel") == "alternate"]) == 1
    ids = [e.text for e in root.findall(f"{A}entry/{A}id")]
    assert len(ids) == len(set(ids))
    for content in root.iter(f"{A}content"):
        assert content.get("type") == "html" and len(content) == 0


def test_the_rss_feed_keeps_to_its_specification(site):
    """RSS 2.0.11 and the best practices profile."""
    root = etree.fromstring(site.get("/feed.rss").content)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    channel = root.find("channel")
    assert all(channel.find(name).text for name in ("title", "link", "description"))
    assert channel.find(f"{A}link").get("rel") == "self"
    for item in channel.findall("item"):
        assert item.find("guid").get("isPermaLink") == "false"
        assert item.find("pubDate").text.endswith("GMT") and parsedate_to_datetime(item.find("pubDate").text)
        assert len(item.findall("description")) == len(item.findall("title")) == len(item.findall("link")) == 1


def test_the_json_feed_keeps_to_its_specification(site):
    """JSON Feed 1.1."""
    feed = site.get("/feed.json").json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["title"]
    for item in feed["items"]:
        assert isinstance(item["id"], str) and item["content_html"]
        assert all(datetime.fromisoformat(item[name]).tzinfo for name in ("date_published", "date_modified"))
        assert all(set(author) == {"name"} for author in item["authors"])


# -- what an entry says, and when it moves


def story(headline: str = "Ferry runs aground", *, text: str = "A ferry ran aground on Sunday.", **more: object) -> StoryPage:
    cited = (Citation("a", "text", 0, len(text), text),)
    sources = (Source(1, "a", headline, "The Courier", "https://courier.example/1", AT, True, 1),)
    sections = (Section("What happened", (), (Sentence(text, cited),)),)
    return replace(StoryPage("s1", headline, cited, "", (), AT, sections, sources, "en"), **more)  # type: ignore[arg-type]


def card(**more: object) -> StoryCard:
    made = StoryCard("s1", "Ferry runs aground", "", AT, AT, 1, 1, ("The Courier",), "en", "World", first_published=AT)
    return replace(made, **more)  # type: ignore[arg-type]


def feed(*items: syndication.Item) -> syndication.Feed:
    own = {suffix: f"https://n.example/feed.{suffix}" for suffix in SUFFIXES}
    return syndication.Feed(syndication.urn("feed:t"), "T", "S", "https://n.example/", own, items)


def test_the_id_of_an_entry_does_not_depend_on_the_address_of_the_site():
    there, here = (syndication.item(card(), story(), Links(prefix)) for prefix in ("https://a.example", "http://b.example/x"))
    assert there.id == here.id and there.link != here.link


def test_an_entry_does_not_move_when_only_the_page_changed():
    """Another article without a new fact: `updated` is later, the last new fact is not."""
    before = syndication.item(card(), story(), LINKS)
    after = syndication.item(card(updated=AT + timedelta(hours=5), article_count=2), story(revision=2), LINKS)
    assert after.updated == before.updated


def test_an_entry_moves_when_there_is_a_new_fact():
    before = syndication.item(card(), story(), LINKS)
    after = syndication.item(card(last_new_fact=AT + timedelta(hours=2)), story(), LINKS)
    assert after.updated > before.updated


@given(st.lists(st.integers(0, 59), min_size=2, max_size=20))
def test_an_entry_moves_once_an_hour_at_the_most(minutes):
    hour = AT.replace(minute=0) + timedelta(hours=3)
    times = {syndication.moved(card(last_new_fact=hour + timedelta(minutes=m)), AT) for m in minutes}
    assert len(times) == 1


def test_an_entry_says_first_what_is_new():
    text = "Divers found a hole of two metres under the bow."
    cited = (Citation("a", "text", 0, len(text), text),)
    page = story()
    page = replace(page, sections=(*page.sections, Section("", (), (Sentence(text, cited),))))
    told = syndication.item(card(news=(text,)), page, LINKS)
    assert told.summary == f"New: {text}"
    assert told.content.index("Divers") < told.content.index("A ferry ran aground")
    assert "[1]" in told.content[: told.content.index("<hr>")]


# -- hostile titles and texts

HOSTILE = [
    "<script>alert(1)</script>",
    "]]><x>",
    "&lt;b&gt; &amp; &#x0;",
    "\x00\x08\x0b\x0c\x1f\ufffe\uffff",
    "lone \ud800 surrogate",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
    "\u202eevil\u202c",
    "a\r\nb\u2028c",
]


@pytest.mark.parametrize("nasty", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_titles_and_texts_do_no_harm(nasty):
    page = story(nasty, text=f"{nasty} was found.", deck=nasty)
    made = feed(syndication.item(card(publishers=(nasty,), topic="World", news=(f"{nasty} was found.",)), page, LINKS))
    for suffix in SUFFIXES:
        body = syndication.FORMATS[suffix][1](made)
        content = entries(suffix, body)[0]["text"] if suffix == "json" else None
        if content is None:
            root = etree.fromstring(body)
            content = next(e for e in root.iter(f"{A}content", "{http://purl.org/rss/1.0/modules/content/}encoded")).text
        tags = {element.tag for element in html.fromstring(content).iter()}
        assert tags <= {"div", "p", "strong", "em", "a", "hr", "h3", "ol", "li"}


@given(st.text(), st.text(min_size=1))
def test_any_text_makes_a_feed_that_a_strict_parser_reads(title, text):
    made = feed(syndication.item(card(publishers=(title,)), story(title, text=text), LINKS))
    for write in (syndication.atom, syndication.rss):
        etree.fromstring(write(made))
    assert json.loads(syndication.json_feed(made))["items"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", 'https://a.example/" onload="x', "ftp://a.example/"]
)
def test_an_address_that_is_not_of_the_web_is_no_link(url):
    page = story()
    page = replace(page, sources=(replace(page.sources[0], url=url),))
    made = syndication.item(card(), page, LINKS)
    assert made.sources == ()
    assert all(a.get("href").startswith("https://news.example/") for a in html.fromstring(made.content).iter("a"))
