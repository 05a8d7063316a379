"""Everything that has sentences makes a page: hand-made events in eleven languages."""

from __future__ import annotations

import re

import languages
import pytest

import newsloom

LANGS = sorted(languages.EVENTS)
_QUESTION = re.compile(r"[?？؟]")


def page_of(lang):
    page = newsloom.write(languages.reports(lang), story_id=lang)
    assert page is not None
    return page


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_is_written_in_the_language_of_its_articles(lang):
    page = page_of(lang)
    assert page.language == lang
    assert len(page.sentences) >= 4
    assert all(source.cited for source in page.sources)


@pytest.mark.parametrize("lang", LANGS)
def test_every_sentence_is_one_whole_sentence_of_its_article(lang):
    text = {a.id: a.text for a in languages.reports(lang)}
    for sentence in page_of(lang).sentences:
        c = sentence.citations[0]
        assert text[c.article][c.start : c.end] == c.quote
        assert sentence.text[-1] in ".。"
        assert sentence.text[1:] == " ".join(c.quote.split())[1:]


@pytest.mark.parametrize("lang", LANGS)
def test_no_question_is_a_sentence_heading_or_headline(lang):
    page = page_of(lang)
    lines = [page.headline, page.deck, *(s.heading for s in page.sections), *(s.text for s in page.sentences)]
    assert not [line for line in lines if _QUESTION.search(line)]


@pytest.mark.parametrize("lang", LANGS)
def test_a_sentence_that_hangs_follows_the_one_it_hangs_on_or_is_left_out(lang):
    start = languages.EVENTS[lang][1]
    for section in page_of(lang).sections:
        for i, sentence in enumerate(section.sentences):
            if sentence.text.startswith(start):
                assert i > 0
                before, own = section.sentences[i - 1].citations[0], sentence.citations[0]
                assert before.article == own.article and 0 <= own.start - before.end <= 1


@pytest.mark.parametrize("lang", LANGS)
def test_headline_and_headings_are_lines_of_the_sources_and_no_two_are_the_same(lang):
    page = page_of(lang)
    lines = [page.headline, *(s.heading for s in page.sections)]
    assert len(set(lines)) == len(lines)
    given = " ".join(f"{a.title} {a.text}" for a in languages.reports(lang)).casefold()
    for section in page.sections:
        assert section.label or section.heading.casefold() in given


def test_the_day_of_a_weekday_is_known_to_the_page():
    days = {str(day) for sentence in page_of("en").sentences for _, day in sentence.dates}
    assert days == {"2026-03-02", "2026-03-04"}


@pytest.mark.parametrize("lang", ["de", "es", "fr", "pt"])
def test_what_is_to_happen_on_wednesday_is_no_day_of_the_week_before(lang):
    assert all(day.month == 3 for sentence in page_of(lang).sentences for _, day in sentence.dates)


def test_a_page_is_in_the_language_that_most_owners_write_and_lists_the_others():
    mixed = [*languages.reports("en"), languages.reports("de")[0]]
    page = newsloom.write(mixed, story_id="mixed")
    assert page is not None and page.language == "en"
    (german,) = [source for source in page.sources if source.article == "de-0"]
    assert not german.cited and "(de)" in german.note
