"""The verbs of an installation, on the bundled sample read through the real path."""

from __future__ import annotations

import asyncio
import shutil
from datetime import timedelta

import pytest

from newsloom import app as composition
from newsloom import config, sample
from newsloom.errors import ChannelNotFound, CorrectionError, FetchError, InputError, StoryNotFound, SubscriptionNotFound
from newsloom.model import Channel, FeedUse, StoryMark
from newsloom.store.pages import cited as citations_of
from newsloom.testing import FakeFetcher, FixedClock

RSS = """<rss version="2.0"><channel><title>Harbour news</title><link>https://harbour.example/</link>
<item><title>A crane falls in the port</title><link>https://harbour.example/crane</link><guid>1</guid>
<description>A crane fell into the harbour basin of Port Ennis on Sunday, the harbour master said.</description></item>
</channel></rss>"""
PAGE = """<html><head><link rel="alternate" type="application/rss+xml" href="/comments.xml" title="Comments">
<link rel="alternate" type="application/rss+xml" href="/news.xml" title="News"></head><body>Home</body></html>"""
OPML = """<opml version="2.0"><body><outline text="Ports"><outline type="rss" text="Harbour" xmlUrl="https://harbour.example/news.xml"/>
<outline type="rss" text="Odd" xmlUrl="ftp://odd.example/feed"/></outline></body></opml>"""


@pytest.fixture
def app(read_sample, tmp_path):
    path = tmp_path / "sample.db"
    shutil.copy(read_sample, path)
    with composition.open_app(path, fetcher=FakeFetcher(), clock=sample.SampleClock()) as opened:
        yield opened


@pytest.fixture
def empty(tmp_path):
    """An installation with nothing in it and a web of three documents."""
    web = FakeFetcher(
        {"https://harbour.example/": PAGE, "https://harbour.example/news.xml": RSS, "https://harbour.example/list": OPML}
    )
    with composition.open_app(tmp_path / "new.db", fetcher=web, clock=FixedClock(), workers=1) as opened:
        yield opened


def nara(app):
    return next(card for card in app.front().top if "Nara" in card.headline)


def test_the_lead_story_is_the_one_most_outlets_agree_on(app):
    front = app.front()
    assert front.top[0].voices >= 3
    assert all(card.voices >= 2 for card in front.top)
    assert all(card.voices < 2 for card in front.single)
    assert front.latest


def test_a_story_is_found_by_its_id_and_carries_its_rank(app):
    view = app.story(nara(app).id)
    assert view.page.article_count == len(view.articles) == 4
    assert view.card is not None
    assert view.card.terms
    assert view.live


def test_an_unknown_story_is_not_found(app):
    with pytest.raises(StoryNotFound):
        app.story("nothing")


def test_an_article_knows_its_story_and_what_is_cited_of_it(app):
    view = app.story(nara(app).id)
    found = app.article(view.articles[0].id)
    assert found.story == view.page.id
    assert found.passages
    assert all(found.article.text[start:end].strip() for start, end in found.passages)


def test_the_context_of_a_citation_surrounds_its_very_words(app):
    view = app.story(nara(app).id)
    citation = view.page.sentences[0].citations[0]
    before, quote, after = app.passage(citation)
    article = next(one for one in view.articles if one.id == citation.article)
    assert quote == citation.quote
    assert before + quote + after in article.field(citation.field)


def test_each_kind_of_thing_is_explained(app):
    view = app.story(nara(app).id)
    assert app.explain(view.page.id).kind == "story"
    told = app.explain(view.articles[-1].id)
    assert told.kind == "article"
    assert told.facts["ties"]
    assert set(told.facts["would_change"]) <= set(told.lines)
    assert any("runner" in line or "next nearest" in line or "No other story" in line for line in told.lines)
    said = app.explain(f"{view.page.id}#1")
    assert said.lines[0] == view.page.sentences[0].text
    assert said.facts["citations"]
    with pytest.raises(StoryNotFound):
        app.explain(f"{view.page.id}#99")


def test_a_merge_leads_the_old_address_on_and_undo_takes_it_back(app):
    first, second = app.front().top[:2]
    change = app.merge(first.id, second.id)
    merged = app.story(first.id)
    assert merged.redirected_from == first.id
    assert merged.page.id == second.id
    assert merged.page.article_count == first.article_count + second.article_count
    app.undo(change.id)
    assert app.story(first.id).page.id == first.id
    with pytest.raises(CorrectionError):
        app.undo(change.id)


def test_a_split_makes_a_story_of_its_own_and_a_move_brings_it_back(app):
    view = app.story(nara(app).id)
    article = view.articles[0].id
    app.split(view.page.id, [article])
    alone = app.article(article).story
    assert alone != view.page.id
    assert app.story(view.page.id).page.article_count == 3
    with pytest.raises(CorrectionError):
        app.move(article, view.page.id)  # the split says: apart
    app.undo(app.changes()[0].id)
    assert app.article(article).story == view.page.id


def test_a_story_is_written_without_an_outlet_that_was_dropped(app):
    view = app.story(nara(app).id)
    outlet = view.articles[0].source
    change = app.drop_publisher(view.page.id, outlet)
    assert outlet not in {source.publisher for source in app.story(view.page.id).page.sources}
    app.undo(change.id)
    assert outlet in {source.publisher for source in app.story(view.page.id).page.sources}


def test_an_erased_article_leaves_its_story(app):
    view = app.story(nara(app).id)
    gone = view.articles[0]
    app.erase(gone.id)
    assert gone.id not in {source.article for source in app.story(view.page.id).page.sources}
    assert app.article(gone.id).erased
    assert app.article(gone.id).article.text == ""


def test_search_finds_the_story_first(app):
    hits = app.search("Nara summit")
    assert hits[0].kind == "story"
    assert hits[0].id == nara(app).id


def test_a_channel_selects_by_words_and_mutes(app):
    made = app.save_channel(Channel("", "Asia and Pacific", words=("takaichi",)))
    assert made.id == "asia-and-pacific"
    assert nara(app).id in {card.id for card in app.channel_stories(made.id)}
    muted = Channel("", "Not that", words=("takaichi",), without=("summit",))
    assert nara(app).id not in {card.id for card in app.channel_stories(muted)}
    assert app.save_channel(Channel("", "Asia and Pacific")).id == "asia-and-pacific-2"
    app.remove_channel(made.id)
    with pytest.raises(ChannelNotFound):
        app.channel(made.id)


def test_lists_of_channels_show_what_others_do_soon_and_what_is_done_here_at_once(app, tmp_path):
    channel, story = Channel("", "Asia", words=("takaichi",)), nara(app).id
    another = next(card.id for card in app.stories() if card.id != story)
    assert story in {card.id for card in app.channel_stories(channel)}
    with composition.open_app(tmp_path / "sample.db", fetcher=FakeFetcher(), clock=sample.SampleClock()) as other:
        other.mark(story, StoryMark.MUTE)
    assert app.edition() != app.store.generation()
    assert story in {card.id for card in app.channel_stories(channel)}, "the list stands for some seconds"
    app.mark(another, StoryMark.FOLLOW)
    assert app.edition() == app.store.generation()
    assert story not in {card.id for card in app.channel_stories(channel)}


def test_a_channel_needs_a_name(app):
    with pytest.raises(InputError):
        app.save_channel(Channel("", " "))


def test_a_feed_is_followed_once_however_often_it_is_added(empty):
    first = empty.add("https://harbour.example/news.xml")
    again = empty.add("https://harbour.example/news.xml")
    assert first.subscriptions == again.subscriptions
    assert [one.title for one in empty.subscriptions()] == ["Harbour news"]


def test_a_site_is_followed_by_the_feed_of_its_news(empty):
    added = empty.add("harbour.example/")
    assert [one.url for one in added.subscriptions] == ["https://harbour.example/news.xml"]


@pytest.mark.parametrize("locator", ["https://harbour.example/list", "FILE"])
def test_a_list_keeps_its_folders_and_tells_its_bad_lines(empty, tmp_path, locator):
    if locator == "FILE":
        (tmp_path / "list.opml").write_text(OPML)
        locator = str(tmp_path / "list.opml")
    added = empty.add(locator)
    assert [(one.url, one.category) for one in added.subscriptions] == [("https://harbour.example/news.xml", "Ports")]
    assert "line 2" in added.problems[0].about
    assert empty.add(locator).subscriptions == added.subscriptions


def test_the_list_that_is_taken_along_reads_back_the_same(empty, tmp_path):
    empty.add("https://harbour.example/list")
    with composition.open_app(tmp_path / "other.db", fetcher=FakeFetcher(), clock=FixedClock(), workers=1) as other:
        other.add_list(empty.opml().encode(), name="export")
        assert [(one.url, one.title, one.category) for one in other.subscriptions()] == [
            (one.url, one.title, one.category) for one in empty.subscriptions()
        ]


@pytest.mark.parametrize("locator", ["", "no such thing", "missing.opml", "ftp://harbour.example/"])
def test_what_is_neither_address_nor_file_is_told(empty, locator):
    with pytest.raises(InputError):
        empty.add(locator)


def test_an_address_that_gives_no_answer_is_told(empty):
    with pytest.raises(FetchError):
        empty.add("https://nobody.example/feed")


def test_a_pass_brings_articles_to_stories_and_another_changes_nothing(empty):
    empty.add("https://harbour.example/news.xml")
    first = asyncio.run(empty.update())
    assert (first.polled, first.new_articles) == (1, 1)
    assert empty.front().latest[0].title == "A crane falls in the port"
    second = asyncio.run(empty.update())
    assert (second.new_articles, second.written) == (0, 0)


def test_a_subscription_can_be_paused_used_otherwise_and_dropped(empty):
    (one,) = empty.add("https://harbour.example/news.xml").subscriptions
    assert empty.pause(one.id).paused
    assert asyncio.run(empty.update()).polled == 0
    assert not empty.pause(one.id, paused=False).paused
    assert empty.use(one.id, FeedUse.READ_ONLY).use is FeedUse.READ_ONLY
    empty.unsubscribe(one.id)
    with pytest.raises(SubscriptionNotFound):
        empty.pause(one.id)


def test_the_background_reads_what_is_added_and_ends_with_the_app(tmp_path):
    web = FakeFetcher({"https://harbour.example/news.xml": RSS})
    seen = []
    app = composition.open_app(tmp_path / "new.db", fetcher=web, clock=FixedClock(), workers=1)
    app.start(seen.append)
    app.add("https://harbour.example/news.xml")
    for _ in range(200):
        if app.facts()["articles"] and not app.facts()["work"]:
            break
        asyncio.run(asyncio.sleep(0.05))
    assert app.facts()["articles"] == 1
    app.close()
    app.close()
    assert {step.stage for step in seen} >= {"poll", "rest"}


def test_texts_that_no_page_cites_go_after_their_time_and_pages_stay(read_sample, tmp_path):
    path = tmp_path / "sample.db"
    shutil.copy(read_sample, path)
    clock = sample.SampleClock()
    with composition.open_app(config.load(db=str(path), keep_texts_days=30), fetcher=FakeFetcher(), clock=clock) as app:
        page = app.story(nara(app).id).page
        asyncio.run(app.update())
        texts = {one.id: app.article(one.id).article.text for one in app.front().latest}
        assert all(texts.values())
        clock.now += timedelta(days=60)
        asyncio.run(app.update())
        pages = app.pages([card.id for card in app.stories(limit=1000)]).values()
        cited = {citation.article for page in pages for _, citation in citations_of(page)}
        uncited = [one for one in texts if one not in cited]
        assert uncited
        assert all(app.article(one).article.text == "" for one in uncited)
        assert all(app.article(one).article.text == texts[one] for one in texts if one not in uncited)
        assert app.story(page.id).page == page


def test_a_backup_holds_everything_and_can_be_restored(app, tmp_path):
    before = app.facts()["stories"]
    path = app.backup(tmp_path / "copy.db")
    first, second = app.front().top[:2]
    app.merge(first.id, second.id)
    assert app.facts()["stories"] == before - 1
    app.restore(path)
    assert app.facts()["stories"] == before
    assert app.story(nara(app).id).page.article_count == 4
