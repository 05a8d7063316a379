"""The pages that readers read, as answers of the site."""

from __future__ import annotations

import json
import re

import pytest
from html_pages import found, links, parsed, words  # beside this file

from newsloom import formats
from newsloom.app import write
from newsloom.web import composing, render, views


def lead(site) -> str:
    document = parsed(site.get("/").text)
    return next(one for one in found(document, "article", class_="lead")[0].iter() if one.get("href")).get("href")


@pytest.fixture(scope="module")
def summit(demo) -> str:
    """The id of the story of the Nara summit."""
    return next(card.id for card in demo.stories() if "Nara" in card.headline)


def test_front_page_leads_with_the_first_ranked_story(site, demo):
    document = parsed(site.get("/").text)
    first = demo.front().top[0]
    article = found(document, "article", class_="lead")[0]
    assert article.get("data-story") == first.id
    assert first.headline in words(article)
    assert f"{first.article_count} articles" in words(article)


def test_navigation_is_top_headlines_and_feeds(site):
    nav = found(parsed(site.get("/").text), "nav", **{"aria-label": "Main"})[0]
    assert [words(link) for link in nav] == ["Top Headlines", "Feeds"]


def test_front_page_names_every_story_and_single_report(site, demo):
    text = words(parsed(site.get("/").text))
    front = demo.front()
    joined = text.replace(views.WORD_JOINER, "")
    assert all(" ".join(card.headline.split()) in joined for card in (*front.top, *front.single))


def test_the_front_page_says_where_sources_differ_and_leads_there(site, demo):
    page = parsed(site.get("/").text)
    differing = [card.id for card in demo.front().top if card.differing]
    assert differing
    assert [link for link in links(page) if link.endswith("#differ")] == [f"/story/{story}#differ" for story in differing]
    assert all(found(parsed(site.get(f"/story/{story}").text), "h2", id="differ") for story in differing)


def test_reports_of_one_source_lead_straight_to_the_outlet(site, demo):
    page = parsed(site.get("/").text)
    shown = [one for one in found(page, "ul", **{"class": "singles"})[0] if one.tag.endswith("li")]
    leading = {card.id: card.link for card in demo.front().single if card.link}
    assert shown
    assert all(leading[one.get("data-story")] in links(one) for one in shown)


def test_story_page_has_the_form_of_the_contract(site, demo, summit):
    page = demo.story(summit).page
    text = words(parsed(site.get(f"/story/{summit}").text))
    assert formats.updated_line(page) in text
    assert f"Sources ({formats.count_line(page)})" in text
    assert all(section.heading in text for section in page.sections)


def test_every_sentence_carries_a_citation_that_leads_to_its_passage(site, demo, summit):
    document = parsed(site.get(f"/story/{summit}").text)
    sentences = [one for one in found(document, "span", class_="s") if one.get("id", "").startswith("s")]
    assert len(sentences) == len(demo.story(summit).page.sentences)
    for sentence in sentences:
        cited = found(sentence, "a", class_="c")
        assert cited
        for link in cited:
            article = parsed(site.get(link.get("href").partition("#")[0]).text)
            marked = [one for one in article.iter() if one.get("id") == "passage"]
            assert len(marked) == 1


def test_a_citation_marks_exactly_the_quoted_passage(site, demo, summit):
    page = demo.story(summit).page
    cited = next(c for s in page.sentences for c in s.citations)
    answer = site.get(f"/article/{cited.article}?v={cited.version}&p={cited.start}-{cited.end}")
    marked = "".join(words(one) + " " for one in found(parsed(answer.text), "mark"))
    assert " ".join(marked.split()) == " ".join(cited.quote.split())


def test_citation_markers_stand_before_the_full_stop(site, summit):
    text = words(found(parsed(site.get(f"/story/{summit}").text), "div", class_="text")[0])
    assert re.search(r"\w\[\d+\](\[\d+\])*\.", text)


def test_copies_are_folded_under_their_origin(site, demo):
    story = next(card for card in demo.stories() if card.origin_count < card.article_count)
    document = parsed(site.get(f"/story/{story.id}").text)
    copies = found(document, "details", class_="copies")
    assert sum(len(found(one, "li")) for one in copies) == story.article_count - story.origin_count


def test_an_article_page_leads_back_to_the_sentences_that_cite_it(site, demo, summit):
    page = demo.story(summit).page
    cited = page.sentences[0].citations[0]
    assert f"/story/{summit}#s1" in links(parsed(site.get(f"/article/{cited.article}").text))


def test_changed_article_shows_its_versions_and_their_difference(site, demo):
    article = next(a.id for card in demo.stories() for a in demo.story(card.id).articles if a.version > 1)
    page = parsed(site.get(f"/article/{article}").text)
    assert f"/article/{article}/difference/2" in links(page)
    changed = parsed(site.get(f"/article/{article}/difference/2").text)
    assert found(changed, "ins") or found(changed, "del")


def test_history_has_every_revision_and_what_it_changed(site, demo):
    story = next(card.id for card in demo.stories() if demo.story(card.id).page.revision > 1)
    count = demo.story(story).page.revision
    document = parsed(site.get(f"/story/{story}/history").text)
    assert len(found(document, "ol", class_="revisions")[0]) == count
    assert f"/story/{story}/difference/{count}" in links(document)
    assert found(parsed(site.get(f"/story/{story}/difference/{count}").text), "div", class_="diff")
    older = site.get(f"/story/{story}/revision/{count - 1}")
    assert f"This is revision {count - 1}" in words(parsed(older.text))


def test_search_marks_what_was_found(site):
    document = parsed(site.get("/search", params={"q": "tram"}).text)
    assert any("tram" in words(one).lower() for one in found(document, "mark"))


def test_why_page_names_every_article_with_reasons(site, demo, summit):
    text = words(parsed(site.get(f"/story/{summit}/why").text))
    assert all(article.title in text for article in demo.story(summit).articles)


@pytest.mark.parametrize("path", ["/nothing", "/story/nothing", "/article/nothing", "/channel/nothing", "/static/0/nothing"])
def test_what_is_not_there_is_a_page_of_the_site(site, path):
    answer = site.get(path)
    assert answer.status_code == 404
    assert found(parsed(answer.text), "h1")


def test_an_unchanged_page_is_not_sent_again(site):
    first = site.get("/stories")
    again = site.get("/stories", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_story_pages_and_static_files_are_small(site, demo):
    for card in demo.stories():
        assert len(site.get(f"/story/{card.id}").content) <= 60_000
    files = render.static_files()
    assert len(files["site.css"][1]) + len(files["site.js"][1]) <= 60_000


def test_a_story_alone_is_one_file_that_loads_nothing(demo, summit):
    document = parsed(render.story_html(write(demo.story(summit).articles)))
    loaded = [one for one in document.iter() if one.get("src") or one.tag.endswith("}link")]
    targets = {one.get("id") for one in document.iter()}
    markers = found(document, "a", class_="c")
    assert not loaded
    assert markers
    assert all(link.get("href").removeprefix("#") in targets for link in markers)


def test_each_sentence_says_why_it_is_cited_so(site, demo, summit):
    document = parsed(site.get(f"/story/{summit}/why/1").text)
    sentence = demo.story(summit).page.sentences[0]
    assert " ".join(sentence.text.split()) in words(document)
    assert found(document, "ul", class_="reasons")[0]
    assert site.get(f"/story/{summit}/why/999").status_code == 404


def test_sources_say_how_much_of_the_page_rests_on_them_alone(site, demo, summit):
    text = words(parsed(site.get(f"/story/{summit}").text))
    page = demo.story(summit).page
    first = page.sources[0].article
    count = sum(any(cited.article == first for cited in sentence.citations) for sentence in page.sentences)
    assert f"{count} sentence" in text


def test_a_topic_has_a_page(site, demo):
    card = next(card for card in demo.stories() if card.topic)
    assert " ".join(card.headline.split()) in words(parsed(site.get(f"/topic/{card.topic.lower()}").text))
    assert site.get("/topic/nothing").status_code == 404


def test_the_page_says_to_machines_what_it_is_and_cites(site, demo, summit):
    data = json.loads(
        "".join(found(parsed(site.get(f"/story/{summit}").text), "script", type="application/ld+json")[0].itertext())
    )
    page = demo.story(summit).page
    assert (data["@type"], data["headline"]) == ("NewsArticle", page.headline)
    assert [one["url"] for one in data["citation"]] == [source.url for source in page.sources if source.cited]


def test_the_sample_says_on_every_page_that_it_is_invented(site):
    for path in ("/", "/feeds", "/nothing"):
        assert "are invented" in words(parsed(site.get(path).text))


def test_a_search_is_narrowed_by_its_form_and_saved_as_a_channel(site, demo):
    asked = {"q": "ferry -storm", "kind": "article", "lang": "en", "from": "2026-01-01", "to": "2026-12-31"}
    document = parsed(site.get("/search", params=asked).text)
    shown = list(links(found(document, "ol", class_="hits")[0]))
    assert shown and all(one.startswith("/article/") for one in shown)
    assert found(document, "input", name="to")[0].get("value") == "2026-12-31"
    form = parsed(site.get(next(one for one in links(document) if one.startswith("/channels/new?"))).text)
    values = {
        name: found(form, "input", name=name)[0].get("value") for name in ("name", "every", "without", "languages", "words")
    }
    assert values == {"name": "ferry -storm", "every": "ferry", "without": "storm", "languages": "en", "words": ""}


def test_a_day_that_is_none_is_told(site):
    document = parsed(site.get("/search", params={"q": "ferry", "from": "yesterday"}).text)
    assert "A day is written as" in words(found(document, "div", class_="bad")[0])


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_all_can_be_asked_for(site, day):
    for path in (f"/search?q=ferry&from={day}&to={day}", f"/api/v1/search?q=ferry&since={day}&until={day}"):
        assert site.get(path).status_code == 200


def test_the_leading_story_begins_on_the_front_page_with_its_citations(site, demo):
    story = demo.front().top[0].id
    lede = found(parsed(site.get("/").text), "p", class_="lede")[0]
    first = demo.story(story).page.sentences[0]
    assert words(lede).startswith(" ".join(first.text.split()).rstrip("."))
    passages = list(links(lede))
    assert passages and all(address.startswith("/article/") and address.endswith("#passage") for address in passages)
    assert site.get(passages[0]).status_code == 200


@pytest.mark.parametrize(
    ("deck", "first", "repeated"),
    [
        ("The council approved it by 29 votes to 22 on Monday night", "The council voted by 29 to 22 on Monday night", True),
        ("Trams to return after narrow vote", "The city council voted by 29 to 22 on Monday night", False),
        ("", "The city council voted", False),
        ("…", "…", False),
    ],
)
def test_a_deck_that_the_first_sentence_repeats_is_left_out(deck, first, repeated):
    assert composing.alike(deck, first) is repeated


def test_a_page_of_one_section_under_a_label_shows_no_heading_and_a_longer_one_shows_it_small(demo):
    pages = [write(demo.story(card.id).articles) for card in demo.front().top]
    labelled = [page for page in pages if page is not None and page.sections[0].label]
    assert {len(page.sections) == 1 for page in labelled} == {True, False}
    for page in labelled:
        text = found(parsed(render.story_html(page)), "div", class_="text")[0]
        shown = [words(one) for one in found(text, "h2", class_="fixed")]
        assert shown == ([] if len(page.sections) == 1 else [s.heading for s in page.sections if s.label])
