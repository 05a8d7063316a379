"""Search goes from the newest texts to the oldest, however far apart their numbers are, and stops where it has enough."""

from __future__ import annotations

import pytest
from making import arrival, later
from sqlalchemy import event, text

from newsloom.model import Channel, SearchFilter
from newsloom.store import Store
from newsloom.store.search import BLOCK, NEWEST, parse

ARTICLES = SearchFilter("article")


def number_from(store: Store, number: int) -> None:
    """The next text that is indexed has a number beyond this."""
    with store.database.writing() as connection:
        if store.database.sqlite:
            connection.execute(text("INSERT INTO search_docs (id, kind, ref) VALUES (:id, 'none', :id)"), {"id": number})
        else:
            connection.execute(text("SELECT setval(pg_get_serial_sequence('search_docs', 'id'), :id)"), {"id": number})


@pytest.fixture
def spread(store: Store):
    """Articles of like texts, each many blocks after the one before."""
    for name, blocks in (("a", 0), ("b", 1), ("c", 2), ("d", 7), ("e", 40), ("f", 300), ("g", 500)):
        number_from(store, blocks * BLOCK + 5)
        store.take([arrival(name, "The ferry came.", title="A title")], now=later())
    return store


def test_matches_of_equal_worth_come_newest_first_from_all_blocks(spread: Store):
    assert spread.find("article", parse("ferry"), limit=9) == list("gfedcba")
    assert spread.find("article", parse('"ferry came" -tram'), limit=2, offset=3) == ["d", "c"]
    assert spread.find("article", parse("fer*"), limit=9, only=SearchFilter(language="en")) == list("gfedcba")


def test_a_better_match_comes_before_newer_ones_of_another_block(spread: Store):
    number_from(spread, 5 * BLOCK + 9)
    spread.take([arrival("title", "The ferry came, the ferry.", title="Ferry")], now=later())
    assert spread.find("article", parse("ferry"), limit=1) == ["title"]


def test_no_query_finds_a_text_by_what_names_its_block(spread: Store):
    for query in ("art*", "article*", '"article 0"', "0*"):
        assert spread.find("article", parse(query), limit=9) == []


def test_of_a_common_word_the_oldest_blocks_are_not_asked_for(store: Store):
    for blocks in (0, 1, 2, 3):
        number_from(store, blocks * BLOCK + 5)
        names = [f"{blocks}-{n}" for n in range(NEWEST if blocks == 3 else 3)]
        store.take([arrival(name, f"The ferry came. This is {name}.") for name in names], now=later())
    asked: list[str] = []
    event.listen(store.database.reader, "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert len(store.find("article", parse("ferry"), limit=9)) == 9
    assert len([one for one in asked if "LIMIT" in one]) == 1
    asked.clear()
    assert len(store.find("article", parse("ferry 2"), limit=9)) == 6
    assert (len([one for one in asked if "LIMIT" in one]) > 1) is not store.database.sqlite


def test_after_some_matches_no_more_blocks_are_asked_for_than_it_takes(store: Store):
    """A word of every fourth text: what the newest block has says how far back the rest is."""
    for blocks in range(40):
        number_from(store, blocks * BLOCK + 5)
        store.take(
            [arrival(f"{blocks}-{n}", f"The ferry came. This is {blocks}-{n}.") for n in range(60 if blocks > 30 else 6)],
            now=later(),
        )
    asked: list[tuple[str, object]] = []
    event.listen(store.database.reader, "before_cursor_execute", lambda *given: asked.append((given[2], given[3])))
    assert len(store.find("article", parse("ferry"), limit=1_000)) == NEWEST
    matched = [str(bound) for statement, bound in asked if "LIMIT" in statement]
    assert len(matched) <= 6
    assert store.database.sqlite or not any("' article 5'" in one or "before" in one for one in matched)


def test_a_channel_of_words_has_its_stories_from_all_blocks(spread: Store):
    from making import facts, page, placed

    for number, name in enumerate("acdfg"):
        story = f"story-{name}"
        number_from(spread, (400 + 100 * number) * BLOCK)
        spread.assign([placed(name, story, number)], arrivals=number + 1, changed=[name], now=later(), done=[name])
        made = page(story, name, headline="The ferry")
        spread.publish(story, made, facts(1, headline="The ferry"), now=later(hours=number), why="new")
    found = spread.selected(Channel("", "Ferries", words=("ferry",)), limit=9)
    assert {card.id for card in found} == {f"story-{name}" for name in "acdfg"}
