"""What a channel selects: the rule, and that the store finds by its index what the rule says."""

from __future__ import annotations

import random
from dataclasses import replace

import making
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom import channels
from newsloom.model import Channel, StoryCard
from newsloom.text.terms import bare


def card(**more: object) -> StoryCard:
    made = StoryCard("s", "Ferry runs aground off Port Ennis", "", None, None, 2, 2, ("The Courier",), "en", "World", voices=2)
    return replace(made, **more)  # type: ignore[arg-type]


def selects(channel: Channel, text: str = "", **more: object) -> bool:
    return channels.selects(channel, card(**more), text)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("ferry", True),
        ("FERRY", True),
        ("fèrry", True),
        ("ferr", False),
        ("ferr*", True),
        ("port ennis", True),
        ("Port   Ennis", True),
        ("ennis port", False),
        ("off", True),
        ("of", False),
        ("...", False),
        ("", False),
    ],
)
def test_a_word_matches_whole_words_a_phrase_its_words_in_order(word: str, found: bool) -> None:
    assert selects(Channel("c", "C", words=(word,))) is found


@pytest.mark.parametrize(
    ("word", "headline", "found"),
    [
        ("首相", "高市首相、奈良で会談", True),
        ("相首", "高市首相、奈良で会談", False),
        ("대통령*", "이재명 대통령은 나라에 도착했다", True),
        ("대통령", "이재명 대통령은 나라에 도착했다", False),
        ("cafe", "Le café de Nara", True),
        ("ÉTÉ", "l’été à Lindrach", True),
        ("straße", "Die Strasse nach Ennis", True),
        ("санкции", "Новые САНКЦИИ", True),
        ("กรุงเทพ", "ข่าวจากกรุงเทพวันนี้", True),
    ],
)
def test_words_of_all_scripts_match(word: str, headline: str, found: bool) -> None:
    assert selects(Channel("c", "C", words=(word,)), headline=headline) is found


def test_any_of_the_words_is_enough_and_a_muted_word_wins() -> None:
    channel = Channel("c", "C", words=("storm", "ferry"), without=("aground",))
    assert not selects(channel)
    assert selects(replace(channel, without=("strike",)))


def test_words_are_looked_for_in_the_text_too() -> None:
    assert selects(Channel("c", "C", words=("harbour master",)), "Said the harbour master.")


@pytest.mark.parametrize(
    ("channel", "found"),
    [
        (Channel("c", "C", publishers=("the courier",)), True),
        (Channel("c", "C", publishers=("Courier",)), False),
        (Channel("c", "C", languages=("en", "de")), True),
        (Channel("c", "C", languages=("de",)), False),
        (Channel("c", "C", topics=("world",)), True),
        (Channel("c", "C", topics=("Sport",)), False),
        (Channel("c", "C", min_origins=2), True),
        (Channel("c", "C", min_origins=3), False),
        (Channel("c", "C"), True),
    ],
)
def test_each_rule_is_kept(channel: Channel, found: bool) -> None:
    assert selects(channel) is found


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_word_of_a_text_is_found_in_it(text: str, other: str) -> None:
    for word in bare(text).split():
        assert channels.mentions(bare(text), word)
        assert channels.mentions(bare(f"{other} {text}"), word)


@given(st.text(max_size=100))
def test_an_address_name_is_never_empty_nor_long(name: str) -> None:
    made = channels.slug(name)
    assert made and len(made) <= 60 and not set(made) & set("/?#% ")


# -- the store finds by its index what the rule selects

WORDS = ["ferry", "storm", "port", "ennis", "tram", "Nara", "首相", "été", "recall"]
OUTLETS = ["The Courier", "Müller’s 100% Blatt", 'Quote "d" Post', "Other"]


def filled(store, chance: random.Random, stories: int) -> list[tuple[str, str]]:
    """Stories of random words, outlets and topics; their ids with their texts."""
    told = []
    for number in range(stories):
        name = f"s{number:03}"
        headline, text = (" ".join(chance.choices(WORDS, k=3)) for _ in range(2))
        making.group(store, **{name: (f"a{number}",)})
        page = making.page(name, f"a{number}", headline=headline, says=text)
        facts = replace(
            making.facts(),
            headline=headline,
            topic=chance.choice(("", "World", "Sport")),
            language=chance.choice(("en", "de")),
            publishers=tuple(chance.sample(OUTLETS, k=chance.randint(1, 2))),
            voices=chance.randint(1, 3),
            origins=chance.randint(1, 3),
            last_new_fact=making.later(hours=chance.randint(0, 30)),
        )
        store.publish(name, page, facts, now=making.NOW, why="test")
        told.append((name, text))
    return told


def some_channel(chance: random.Random) -> Channel:
    def few(names: list[str], most: int) -> tuple[str, ...]:
        return tuple(chance.sample(names, k=chance.randint(0, most)))

    return Channel(
        "c",
        "C",
        words=few([*WORDS, "port ennis", "fer*", "storm tram"], 2),
        publishers=few([*OUTLETS, "MÜLLER’S 100% blatt"], 1),
        languages=few(["en", "de"], 1),
        topics=few(["World", "sport", "None"], 2),
        without=few([*WORDS, "tra*"], 2),
        min_origins=chance.randint(1, 3),
    )


def test_the_index_finds_what_the_rule_selects(store) -> None:
    chance = random.Random(7)
    texts = dict(filled(store, chance, 40))
    cards = store.cards(limit=100)
    assert len(cards) == 40
    tried = [some_channel(chance) for _ in range(120)]
    for channel in tried:
        expected = [one.id for one in cards if channels.selects(channel, one, texts[one.id])]
        assert [one.id for one in store.selected(channel, limit=100)] == expected, channel
    assert sum(bool(store.selected(channel, limit=1)) for channel in tried) > 30


def test_a_channel_of_signs_alone_selects_nothing(store) -> None:
    filled(store, random.Random(1), 3)
    assert store.selected(Channel("c", "C", words=("?!",)), limit=9) == []
