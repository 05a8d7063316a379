"""What templates are given: marks in words, copies folded, differences readable, pictures, addresses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from newsloom.model import Article, ArticleCard, Citation, FrontPage, Section, Sentence, Source, Span, StoryCard, StoryPage
from newsloom.web import composing, differences, pictures, render, views
from newsloom.web.links import Links, passage_span, safe
from newsloom.web.words import words

TEXT = "The first sentence stands alone. The council voted for the tram. It will open in 2031."


def page(*sentences: Sentence, sources: tuple[Source, ...] | None = None) -> StoryPage:
    source = Source(1, "a", "Title", "Outlet", "https://a.example/", datetime(2026, 1, 13, 9, tzinfo=UTC), True, 1)
    return StoryPage("s", "Headline", (), "", (), None, (Section("", (), sentences),), sources or (source,), "en")


def cited(start: int, end: int, **more) -> Citation:
    return Citation("a", "text", start, end, TEXT[start:end], **more)


def test_a_passage_stands_in_its_context():
    before, after = views.context(cited(33, 64), Article("a", text=TEXT))
    assert (before, after) == ("The first sentence stands alone. ", " It will open in 2031.")


def test_a_passage_of_another_version_stands_alone():
    assert views.context(cited(33, 64), Article("a", text=TEXT, version=2)) == ("", "")


def test_a_source_without_a_title_is_known_by_what_the_page_cites_of_it():
    source = Source(1, "a", "Title", "Outlet", None, None, True, 1)
    told = Sentence(TEXT[33:64], (cited(33, 64),))
    for title, opening in ((" ", TEXT[33:64]), ("Title", "")):
        assert views.folded(page(told, sources=(replace(source, title=title),)))[0][0].opening == opening


def test_context_is_cut_at_sentences_of_a_long_paragraph():
    long = "Word word word word. " * 40
    text = f"{long}The council voted for the tram. {long}"
    start = len(long)
    before, after = views.context(Citation("a", "text", start, start + 31, text[start : start + 31]), Article("a", text=text))
    assert len(before) <= views.CONTEXT_CHARS
    assert before.startswith("Word word")
    assert after.endswith("word.")


def test_a_citation_of_a_part_says_which():
    sentence = Sentence("The council voted, and it will open in 2031.", (cited(33, 64, carries=Span(0, 17)), cited(65, 86)))
    marker = views.story(page(sentence), Links()).parts[0].lines[0].markers
    assert [one.part for one in marker] == [""], "one source with a passage for all of it carries all of it"
    only = Sentence(sentence.text, (sentence.citations[0],))
    assert views.story(page(only), Links()).parts[0].lines[0].markers[0].part == "The council voted"


def test_a_sentence_that_is_quoted_has_no_mark_and_one_that_was_reworded_has():
    lines = (
        views.story(page(Sentence("A.", (cited(0, 5),)), Sentence("B.", (cited(0, 5),), basis="facts checked")), Links())
        .parts[0]
        .lines
    )
    assert [line.mark.sign for line in lines] == ["", "✓"]


def test_words_that_mean_a_day_show_it():
    day = datetime(2026, 1, 12).date()
    line = (
        views.story(page(Sentence("It came on Monday.", (cited(0, 5),), dates=((Span(11, 17), day),))), Links())
        .parts[0]
        .lines[0]
    )
    assert [(run.text, run.day) for run in line.runs] == [("It came on ", None), ("Monday", day)]


def test_many_sources_leave_the_story_page_small():
    sources = tuple(Source(n, f"a{n}", "T", "O", None, None, n == 1, n) for n in range(1, 300))
    view = views.story(page(sources=sources), Links())
    assert (len(view.grouped), view.hidden_sources) == (views.SOURCES_SHOWN, 298 - views.SOURCES_SHOWN)


def test_overlapping_passages_are_marked_without_losing_a_letter():
    paragraphs = views.marked(TEXT, [Span(0, 32), Span(20, 64)], Span(33, 64))
    assert "".join(piece.text for piece in paragraphs[0].pieces) == TEXT
    assert "".join(piece.text for piece in paragraphs[0].pieces if piece.asked) == TEXT[33:64]
    assert sum(piece.first for piece in paragraphs[0].pieces) == 1


def test_an_excerpt_keeps_what_is_cited():
    text = "\n".join(f"Paragraph {n}." for n in range(9))
    kept = views.marked(text, [Span(60, 70)], whole=False)
    assert ["".join(piece.text for piece in paragraph.pieces) for paragraph in kept] == [
        "Paragraph 0.",
        "Paragraph 4.",
        "Paragraph 5.",
    ]
    assert [paragraph.cut for paragraph in kept] == [False, True, False]


def test_differences_show_words_that_changed_and_what_moved():
    changes = differences.paragraphs(
        ["One stays here.", "12 people were hurt there.", "Moves up."],
        ["Moves up.", "One stays here.", "15 people were hurt there."],
    )
    assert [change.how for change in changes] == ["moved", "same", "changed"]
    assert [(run.how, run.text) for run in changes[2].runs if run.how != "same"] == [("removed", "12"), ("added", "15")]


def test_differences_of_hostile_texts_end():
    old, new = ["a " * 50_000] * 3 + [str(n) for n in range(5_000)], ["a b " * 50_000] * 3 + [str(n * 7) for n in range(5_000)]
    assert differences.paragraphs(old, new)


def test_coverage_rings_what_another_outlet_carried_before():
    when = [datetime(2026, 1, 13, hour, tzinfo=UTC) for hour in (9, 11, 10)]
    sources = tuple(Source(n, f"a{n}", "T", f"Outlet {n}", None, when[n - 1], True, 2 if n == 3 else 1) for n in (1, 2, 3))
    lanes = pictures.coverage(page(sources=sources), zone=UTC, speaking=words("en")).lanes
    assert [(lane.name, lane.dots[0].copy) for lane in lanes] == [("Outlet 1", False), ("Outlet 3", False), ("Outlet 2", True)]
    assert lanes[0].dots[0].x < lanes[1].dots[0].x < lanes[2].dots[0].x


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//a.example", "https://", "http://a.example/ b", None, "mailto:a@b.example"],
)
def test_only_addresses_of_the_web_may_stand_in_a_link(address):
    assert safe(address) is None


def test_the_address_of_a_passage_is_read_back():
    assert passage_span("12-141") == ("text", Span(12, 141))
    assert passage_span("title-0-9") == ("title", Span(0, 9))
    assert [passage_span(bad) for bad in ("", "12", "a-b", "-1-2", "9" * 50 + "-1")] == [None] * 5


# ---------------------------------------------------------------------------------------------- who reports what


def outlets(*hosts: str) -> tuple[Source, ...]:
    when = datetime(2026, 1, 13, 9, tzinfo=UTC)
    return tuple(
        Source(n, f"a{n}", "Title", f"Outlet {n}", f"https://{host}/", when, True, n) for n, host in enumerate(hosts, 1)
    )


def test_countries_are_told_by_the_domains_of_outlets():
    made = page(sources=outlets("a.de", "b.de", "c.uk", "d.com", "e.io", "f.zz"))
    assert pictures.countries(made, words("en")) == (("Germany", 2), ("United Kingdom", 1), ("ZZ", 1))
    assert pictures.countries(page(sources=outlets("a.de", "b.de", "c.com")), words("en")) == ()


def test_what_one_outlet_alone_reports_is_listed_and_what_two_report_is_not():
    def by(*articles: str) -> tuple[Citation, ...]:
        return tuple(Citation(article, "text", 0, 3, "The") for article in articles)

    long = "The council of the old harbour town voted for the tram after a debate that lasted eleven hours."
    made = page(
        Sentence(long, by("a1")),
        Sentence("Both say this.", by("a1", "a2")),
        Sentence("The other says that.", by("a2", "a2")),
        sources=outlets("a.de", "b.de"),
    )
    first, second = pictures.alone(made)
    assert (first.outlet, second.outlet) == ("Outlet 1", "Outlet 2")
    assert second.sentences == ((3, "The other says that."),)
    [(number, text)] = first.sentences
    assert number == 1 and text.endswith(" …") and long.startswith(text.removesuffix(" …"))
    assert pictures.alone(page(Sentence(long, by("a1")), sources=outlets("a.de"))) == ()


# ---------------------------------------------------------------------------------------------- headlines


@pytest.mark.parametrize(
    ("plain", "language", "shown"),
    [
        ("Schiff's  resignation", "en", "Schiff’s resignation"),
        ("Trump calls Flynn treatment 'unfair,' claims", "en", "Trump calls Flynn treatment ‘unfair,’ claims"),
        ('"We will pay," says the mayor', "en", "“We will pay,” says the mayor"),
        ("Teachers' strike ('the last') ends", "en", "Teachers’ strike (‘the last’) ends"),
        ('L\'Europe dit "non"', "fr", 'L’Europe dit "non"'),
        ('Said "so"', None, 'Said "so"'),
        ("A 21-year-old on an e-bike", "en", "A 21-\u2060year-\u2060old on an e-\u2060bike"),
        ("First-degree murder near the pre-K", "en", "First-degree murder near the pre-\u2060K"),
    ],
)
def test_headlines_are_set_as_a_printer_would(plain, language, shown):
    assert views.typeset(plain, language) == shown


def story_card(name: str, topic: str = "") -> StoryCard:
    return StoryCard(name, f"Headline {name}", "", None, None, 3, 3, ("Outlet",), "en", topic)


def front_of(stories: int, singles: int, articles: int) -> FrontPage:
    ranked = tuple(story_card(f"t{n}", f"Topic {n % 6}") for n in range(stories))
    alone = tuple(story_card(f"s{n}") for n in range(singles))
    return FrontPage(
        ranked, alone, tuple(ArticleCard(f"a{n}", f"Title {n}", "Outlet", None, None, None) for n in range(articles))
    )


def composed(found: FrontPage) -> dict:
    return composing.composed(found, lambda lead: composing.Lede(lead.deck))


def test_stories_from_one_source_stand_in_the_margin_of_a_high_page():
    shown = composed(front_of(60, 40, 40))
    assert shown["single_beside"]
    assert composing.SINGLES[0] < len(shown["single"]) <= composing.SINGLES[1]


def test_stories_from_one_source_stand_below_where_the_page_is_low():
    shown = composed(front_of(8, 40, 40))
    assert not shown["single_beside"]
    assert len(shown["single"]) == composing.SINGLES[0]


def test_a_front_page_of_single_reports_alone_shows_them_in_its_columns():
    assert not composed(front_of(0, 5, 5))["single_beside"]


def test_what_stands_among_the_latest_does_not_stand_from_one_source_too():
    found = front_of(8, 9, 0)
    latest = tuple(ArticleCard(f"a{n}", f"Title {n}", "Outlet", None, None, f"s{n}") for n in range(4))
    shown = composed(replace(found, latest=latest))
    assert [one.story for one in shown["latest"]] == ["s0", "s1", "s2", "s3"]
    assert [card.id for card in shown["single"]] == ["s4", "s5", "s6", "s7", "s8"]


def test_where_single_reports_are_all_there_is_they_are_the_page():
    latest = tuple(ArticleCard(f"a{n}", f"Title {n}", "Outlet", None, None, f"s{n}") for n in range(4))
    shown = composed(replace(front_of(0, 3, 0), latest=latest))
    assert [card.id for card in shown["single"]] == ["s0", "s1", "s2"]
    assert [one.story for one in shown["latest"]] == ["s3"]


def test_topics_keep_their_order_in_columns_of_which_each_has_some():
    topics = [composing.Topic(f"Topic {n}", (story_card(f"t{n}"),) * 2, (story_card(f"r{n}"),) * (3 * n), 5) for n in range(7)]
    for number in range(8):
        columns = composing.in_columns(topics[:number])
        assert [one.name for column in columns for one in column] == [one.name for one in topics[:number]]
        assert len(columns) == min(number, composing.COLUMNS)
        assert all(columns)


def test_what_a_topic_does_not_show_is_counted_below_it():
    topics = [
        composing.Topic("Long", (story_card("a"),), (story_card("b"),) * 30, 5),
        composing.Topic("Short", (story_card("c"),)),
    ]
    long = composing.in_columns(topics)[0][0]
    assert composing.TOPIC_LINES[0] <= len(long.lines) < 5
    assert len(long.lines) + long.more == 30


def test_a_long_leading_story_has_more_beside_it_than_a_short_one():
    def beside(headline: str, deck: str) -> int:
        found = front_of(12, 0, 0)
        return composed(replace(found, top=(replace(found.top[0], headline=headline, deck=deck), *found.top[1:])))["second"]

    assert composing.LEAST_BESIDE <= beside("Rain", "") < beside("Rain " * 25, "Much of it. " * 20) <= composing.MOST_BESIDE


def test_fewer_stories_than_places_are_all_shown():
    for number in range(8):
        shown = composed(front_of(number, 0, 0))
        assert (
            len(shown["ranked"])
            + sum(len(one.cards) + len(one.lines) + one.more for column in shown["columns"] for one in column)
            == number
        )
        assert shown["second"] <= max(0, number - 1)


def test_an_article_without_title_is_not_among_the_latest():
    found = replace(front_of(3, 3, 1), latest=(ArticleCard("a", " ", "Outlet", None, None, None),))
    assert composed(found)["latest"] == []


def test_a_list_names_the_time_of_what_is_of_today_and_the_day_of_what_is_not():
    today = datetime(2026, 1, 13, 9, 5, tzinfo=UTC)
    assert [
        str(render.moment(when, zone=UTC, today=today.date())).split(">")[1].split("<")[0]
        for when in (today, datetime(2026, 1, 12, 9, 5, tzinfo=UTC), datetime(2025, 1, 13, 9, 5, tzinfo=UTC))
    ] == ["09:05", "12 Jan", "13 Jan 2025"]
