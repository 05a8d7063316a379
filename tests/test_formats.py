"""The forms of a story page: JSON contract, lossless dump, plain text, Markdown."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom import formats
from newsloom.model import (
    Citation,
    Disagreement,
    DisputedValue,
    Kind,
    Quotation,
    Section,
    Sentence,
    Source,
    Span,
    StoryPage,
    TimelineEntry,
)
from newsloom.store.pages import page_text

NINE_THIRTY = datetime(2026, 1, 13, 9, 30, tzinfo=UTC)


def cite(article: str, quote: str, start: int = 0) -> Citation:
    return Citation(article, "text", start, start + len(quote), quote)


def a_page(**changes: object) -> StoryPage:
    first, second = cite("a", "The quay at Lorn reopened on Tuesday."), cite("b", "Boats left Lorn again.", 7)
    page = dict(
        id="s1",
        headline="Quay at Lorn reopens after three weeks",
        headline_citations=(Citation("a", "title", 0, 38, "Quay at Lorn reopens after three weeks"),),
        deck="Boats left Lorn again.",
        deck_citations=(second,),
        updated=NINE_THIRTY,
        sections=(
            Section(
                "Boats leave the quay again",
                (second,),
                (
                    Sentence(first.quote, (first, second), dates=((Span(29, 36), date(2026, 1, 13)),)),
                    Sentence("“We waited.”", (cite("b", "“We waited.”", 40),)),
                ),
            ),
        ),
        sources=(
            Source(
                1,
                "a",
                "Quay at Lorn reopens after three weeks",
                "Lorn Post",
                "http://lorn.example/a",
                NINE_THIRTY,
                True,
                1,
                (3,),
            ),
            Source(2, "b", "Boats are back", "The Skerry", None, None, True, 2),
            Source(
                3,
                "c",
                "Quay reopens",
                "Isles Daily",
                "http://isles.example/c",
                NINE_THIRTY,
                False,
                1,
                (1,),
                kind=Kind.LIVE_BLOG,
            ),
        ),
        language="en",
        disagreements=(Disagreement("boats", (DisputedValue("12", (first,)), DisputedValue("15", (second,)))),),
        quotations=(Quotation("Ida Brandt", "We waited", (second,)),),
        timeline=(TimelineEntry(date(2026, 1, 12), "The crane was tested.", (first,)),),
    )
    return StoryPage(**{**page, **changes})  # type: ignore[arg-type]


def test_dump_and_load_give_the_same_page_back() -> None:
    assert formats.load(formats.dump(a_page())) == a_page()


@given(st.text(max_size=40), st.one_of(st.none(), st.datetimes(timezones=st.just(UTC))))
def test_any_text_and_time_survive_the_store(text: str, when: datetime | None) -> None:
    page = a_page(headline=text, updated=when)
    assert formats.load(formats.dump(page)) == page


def test_the_gist_of_a_dumped_page_is_what_search_finds_it_by() -> None:
    page = a_page()
    assert formats.gist(formats.dump(page)) == (page.headline, page_text(page), page.updated)


def test_json_has_the_fields_of_the_contract_and_numbers_its_citations() -> None:
    story = formats.page_json(a_page(), ids={"a": 7}, story_id=12)
    assert story["id"] == 12
    assert story["updated"] == "2026-01-13T09:30:00Z"
    assert (story["article_count"], story["origin_count"]) == (3, 2)
    assert [s["article"] for s in story["sources"]] == [7, "b", "c"]
    sentence = story["sections"][0]["sentences"][0]
    assert [c["source"] for c in sentence["citations"]] == [1, 2]
    assert sentence["citations"][1] == {"source": 2, "field": "text", "start": 7, "end": 29, "quote": "Boats left Lorn again."}
    assert sentence["dates"] == [{"start": 29, "end": 36, "date": "2026-01-13"}]
    assert story["disagreements"][0]["values"][1]["value"] == "15"
    assert [(q["speaker"], q["text"], q["citations"][0]["source"]) for q in story["quotations"]] == [
        ("Ida Brandt", "We waited", 2)
    ]
    assert story["timeline"][0]["date"] == "2026-01-12"
    json.dumps(story)


def test_a_page_stored_before_there_were_quotations_has_none() -> None:
    raw = json.loads(formats.dump(a_page()))
    del raw["quotations"]
    assert formats.load(json.dumps(raw)) == a_page(quotations=())


def test_who_says_what_is_told_in_every_form() -> None:
    assert "\n\nWho says what\nIda Brandt: “We waited”[2]\n" in formats.plain(a_page())
    assert "- Ida Brandt: “We waited”[^" in formats.markdown(a_page())


def test_plain_text_has_the_form_of_the_contract() -> None:
    assert formats.plain(a_page(disagreements=(), quotations=(), timeline=())) == (
        "Quay at Lorn reopens after three weeks\n\n"
        "Boats left Lorn again[2].\n\n"
        "Updated 13 Jan 2026, 09:30 (3 articles, 2 independent)\n\n"
        "Boats leave the quay again\n"
        "The quay at Lorn reopened on Tuesday[1][2]. “We waited.”[2]\n\n"
        "Sources (3 articles, 2 independent)\n"
        "[1] Lorn Post: Quay at Lorn reopens after three weeks, 13 Jan 2026, 09:30, same text as [3]\n"
        "    http://lorn.example/a\n"
        "[2] The Skerry: Boats are back\n"
        "[3] Isles Daily: Quay reopens, 13 Jan 2026, 09:30, same text as [1], live blog\n"
        "    http://isles.example/c\n"
    )


def test_updated_is_in_the_readers_zone_and_says_only_what_is_known() -> None:
    assert formats.updated_line(a_page(), zone=ZoneInfo("Asia/Seoul")).startswith("Updated 13 Jan 2026, 18:30 (")
    assert formats.updated_line(a_page(updated_day_only=True), zone=ZoneInfo("America/Lima")).startswith(
        "Updated 13 Jan 2026 ("
    )
    assert formats.updated_line(a_page(updated=None)) == "Updated (3 articles, 2 independent)"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("They met in Gyeongju.", "They met in Gyeongju[1]."),
        ("He said: “We waited.”", "He said: “We waited.”[1]"),
        ("They flew to the U.S.", "They flew to the U.S.[1]"),
        ("And then…", "And then…[1]"),
        ("And then...", "And then...[1]"),
        ("Why now?", "Why now?[1]"),
        ("両首脳は奈良で会談した。", "両首脳は奈良で会談した[1]。"),
        ("No stop", "No stop[1]"),
        ("ድልድዩ ተዘጋ።", "ድልድዩ ተዘጋ[1]።"),
    ],
)
def test_markers_stand_before_the_sentences_own_stop(text: str, shown: str) -> None:
    assert formats.with_markers(text, "[1]") == shown


def test_markdown_neutralises_markup_and_links_only_to_the_web() -> None:
    evil = Source(1, "a", "# [x](javascript:alert(1)) <img src=x>", "*Post*", "javascript:alert(1)", None, True, 1)
    shown = formats.markdown(a_page(sources=(evil, *a_page().sources[1:]), headline="<script>alert(1)</script>"))
    assert "<script>" not in shown
    assert "](<javascript:" not in shown
    assert not re.search(r"(?<!\\)\]\(javascript:", shown)
    assert "\\<img src=x\\>" in shown


def test_markdown_footnotes_hold_the_quoted_passages() -> None:
    shown = formats.markdown(a_page())
    assert "[^2]" in shown
    assert "“The quay at Lorn reopened on Tuesday.”" in shown
