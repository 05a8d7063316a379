"""What retention may drop and what erasing leaves: a tombstone, and nothing of what was said, on both engines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from making import FEED, NOW, arrival, entry, facts, group, later, page, placed, poll, publish, take
from sqlalchemy import select

from newsloom.errors import ArticleNotFound, StoryNotFound
from newsloom.model import ChangeKind, Image, Problem
from newsloom.store import Store, open_store
from newsloom.store import tables as t


def everything(store: Store) -> str:
    """All that stands in all tables, the search index aside."""
    with store.database.reading() as connection:
        return "\n".join(
            str(tuple(row)) for table in t.IN_ORDER for row in connection.execute(select(table).order_by(*table.primary_key))
        )


SECRET = "Xylophonist"  # stands in title and text of the article that is erased, and in nothing else


def with_secret(store: Store) -> None:
    """An article that is to be erased, wherever an article can leave its words."""
    store.add_subscription(FEED, now=NOW)
    told = entry("z", title=f"{SECRET} sued", text=f"A {SECRET} was sued.")
    picture = Image(f"https://x.example/{SECRET}.jpg", SECRET, SECRET)
    told = replace(told, entry=replace(told.entry, image=picture))
    given = arrival("article-z", f"The {SECRET} of the town was sued.", title=f"{SECRET} sued")
    gone = replace(
        given,
        article=replace(given.article, image=picture),
        authors=(SECRET,),
        subscription="feed",
    )
    poll(store, FEED, state={}, changed=[told], arrivals=[gone], now=NOW)
    store.take([replace(gone, article=replace(gone.article, text=f"A second version names the {SECRET} too."))], now=NOW)
    store.record([Problem("https://ardent.example/article-z", f"the page of the {SECRET} answered 503")], stage="page", now=NOW)
    group(store, s=("a", "b"), t=("c",))
    store.assign(
        [placed("article-z", "s", 3, why=f"shares {SECRET}")], arrivals=4, changed=("article-z",), now=NOW, done=["article-z"]
    )
    store.assign(
        [placed("article-z", "t", None, kind=ChangeKind.MOVE, why=f"shares {SECRET}")],
        arrivals=4,
        changed=(),
        now=NOW,
        revised=True,
    )
    publish(store, "s", "a", "b")
    made = page("t", "c", "article-z", headline=f"{SECRET} in court")
    says = replace(made.sections[0].sentences[1], text=f"A second version names the {SECRET} too.")
    section = replace(made.sections[0], sentences=(made.sections[0].sentences[0], says))
    source = replace(made.sources[1], title=f"{SECRET} sued")
    told_page = replace(made, sections=(section,), sources=(made.sources[0], source))
    store.publish(
        "t",
        told_page,
        facts(2, headline=told_page.headline, news=(says.text,)),
        held=(f"{SECRET} could not be checked",),
        now=NOW,
        why="",
    )


def test_nothing_of_an_erased_article_stands_in_any_table_or_is_found(store: Store):
    with_secret(store)
    assert everything(store).count(SECRET) > 8
    assert {hit.id for hit in store.search(SECRET, limit=9)} == {"t", "article-z"}
    assert store.erase("article-z", now=later(hours=1)) == ["t"]
    assert SECRET not in everything(store)
    assert store.search(SECRET, limit=9) == []


def test_a_tombstone_keeps_id_hashes_and_assignments(store: Store):
    with_secret(store)
    with store.database.reading() as connection:
        hashes = list(
            connection.execute(select(t.versions.c.hash).where(t.versions.c.article == "article-z").order_by("version"))
        )
    store.erase("article-z", now=later(hours=1))
    article, versions, erased = store.article_version("article-z")
    assert (article.title, article.text, article.url, versions, erased) == ("", "", None, (1, 2), True)
    with store.database.reading() as connection:
        kept = list(
            connection.execute(select(t.versions.c.hash).where(t.versions.c.article == "article-z").order_by("version"))
        )
    assert kept == hashes
    assert [assignment.story for assignment, _ in store.history("article-z")] == ["t", "s"]
    assert store.story_of("article-z") is None
    assert "article-z" not in {article for article, _, _ in store.memories()}


def test_pages_that_showed_an_erased_article_are_withdrawn_and_written_again_and_others_stay(store: Store):
    with_secret(store)
    for item in store.due("write", now=NOW, limit=9):
        store.give_up("write", item.key)
    store.erase("article-z", now=later(hours=1))
    assert [item.key for item in store.due("write", now=later(hours=1), limit=9)] == ["t"]
    assert [one.id for one in store.story_input("t").articles] == ["c"]
    assert store.story_input("t").previous is None
    with pytest.raises(StoryNotFound, match="withdrawn"):
        store.story_record("t", 1)
    assert store.story_record("s").page.headline == "What happened"
    assert [card.id for card in store.cards(limit=9)] == ["s"]

    publish(store, "t", "c", headline="The rest of it")
    assert store.story_record("t").page.revision == 2
    assert {card.id for card in store.cards(limit=9)} == {"s", "t"}


def test_an_erased_article_is_never_taken_in_again_by_its_feed_or_its_page(store: Store):
    with_secret(store)
    store.erase("article-z", now=NOW)
    told = entry("z", title=f"{SECRET} sued", text=f"A {SECRET} was sued.")
    back = arrival("article-z", f"The {SECRET} of the town was sued.", title=f"{SECRET} sued")
    waiting = store.waiting()
    done = poll(store, FEED, state={}, changed=[told], fetch=[told.id], arrivals=[back], now=later(hours=1))
    assert done["erased"] == 1
    assert store.take([back], now=later(hours=1)) == ["erased"]
    assert SECRET not in everything(store)
    assert store.waiting() == waiting, "its page is not asked for either"


def test_an_article_in_no_story_yet_can_be_erased_and_is_then_not_grouped(store: Store):
    take(store, "a", "b")
    assert store.erase("a", now=NOW) == []
    assert store.to_assign(now=NOW, limit=9) == ["b"]
    with pytest.raises(ArticleNotFound):
        store.erase("nothing", now=NOW)


def test_erasing_the_only_article_of_a_story_leaves_no_headline_of_it(store: Store):
    store.take([arrival("a", f"About the {SECRET}.", title=f"{SECRET} alone")], now=NOW)
    store.assign([placed("a", "s", 0)], arrivals=1, changed=(), now=NOW, done=["a"])
    store.publish("s", None, facts(1, headline=f"{SECRET} alone"), held=("too short",), now=NOW, why="")
    store.erase("a", now=NOW)
    store.publish("s", None, None, now=NOW, why="an article was erased")
    assert SECRET not in everything(store)
    assert (store.cards(limit=9), store.front_cards(since=NOW, limit=9)) == ([], [])


def test_the_bytes_of_an_erased_article_are_gone_from_the_file_and_its_log(tmp_path: Path):
    store = open_store(str(tmp_path / "news.db"))
    with_secret(store)
    take(store, *(f"more-{n}" for n in range(50)))

    def beside() -> bytes:
        return b"".join(path.read_bytes().lower() for path in sorted(tmp_path.iterdir()) if path.suffix != ".db-shm")

    assert SECRET.lower().encode() in beside()
    store.erase("article-z", now=NOW)
    assert SECRET.lower().encode() not in beside()
    assert store.article_version("more-7")[0].text == "This is what more-7 says."
    store.close()


# ---------------------------------------------------------------------------------------------- retention


def test_retention_drops_old_bodies_but_none_that_a_page_cites(store: Store):
    long_ago = later(days=-90)
    store.take([arrival(name, when=long_ago) for name in ("cited", "told")], now=long_ago)
    store.take([arrival("new")], now=NOW)
    for at, name in enumerate(("cited", "told", "new")):
        store.assign([placed(name, "s", at)], arrivals=at + 1, changed=(), now=NOW, done=[name])
    publish(store, "s", "cited")
    publish(store, "s", "new", now=later(hours=1))
    assert store.retain(before=later(days=-30)) == 1
    assert store.article_version("cited")[0].text == "This is what cited says.", "an old revision cites it"
    assert store.article_version("new")[0].text
    told = store.article_version("told")[0]
    assert (told.title, told.text) == ("Title of told", "")
    assert {hit.id for hit in store.search("told", limit=9)} == {"told"}, "found by its title still"
    assert store.retain(before=later(days=-30)) == 0


def test_a_body_that_retention_dropped_is_the_same_version_when_it_comes_again(store: Store):
    store.take([arrival("a", when=later(days=-90))], now=NOW)
    store.retain(before=NOW)
    assert store.take([arrival("a", when=later(days=-90))], now=NOW) == ["same"]
    assert store.take([arrival("a", "Changed.", when=later(days=-90))], now=NOW) == ["changed"]
    assert [hit.id for hit in store.search("changed", limit=9)] == ["a"]


def test_a_cited_passage_is_still_shown_when_its_body_is_gone(store: Store):
    take(store, "a")
    citation = page("s", "a").sections[0].sentences[0].citations[0]
    store.retain(before=later(days=1))
    assert store.passage(citation) == ("", "This is what a says.", "")


def test_retention_forgets_what_feeds_said_of_entries_that_left_them(store: Store):
    store.add_subscription(FEED, now=later(days=-90))
    old, kept = entry("old"), entry("kept")
    poll(store, FEED, state={}, changed=[old, kept], now=later(days=-90))
    poll(store, FEED, state={}, gone={old.id}, now=later(days=-89))
    store.retain(before=later(days=-30))
    assert {one.entry.key: one.entry.summary for one in store.entries("feed")} == {"old": "", "kept": "A summary."}
