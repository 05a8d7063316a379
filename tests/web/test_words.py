"""The interface in other languages: complete catalogues, the reader's language, dates and counts as the language has them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import catalogue
import pytest
from html_pages import found, parsed
from html_pages import words as text_of
from starlette.testclient import TestClient

from newsloom import errors
from newsloom.model import StoryCard
from newsloom.ranking.scoring import score
from newsloom.web import create_app
from newsloom.web.words import INTERFACES, chosen, messages, rewritten, words
from newsloom.web.words.problems import PROBLEMS

OTHERS = [language for language in INTERFACES if language != "en"]
NOW = datetime(2026, 1, 13, 20, 0, tzinfo=UTC)
HOST = "http://127.0.0.1:8413"


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_has_all_that_templates_and_code_say_and_nothing_else(language: str):
    assert set(words(language).said) == catalogue.wanted()


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_places_of_its_text(language: str):
    for text, told in words(language).said.items():
        assert sorted(catalogue.PLACES.findall(text)) == sorted(catalogue.PLACES.findall(told)), text
        assert told.strip(), text


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_counted_in_english_is_counted_in_every_language(language: str):
    assert set(words(language).counted_as) == set(words("en").counted_as)


@pytest.mark.parametrize("language", OTHERS)
def test_every_term_of_a_rank_is_told_in_the_language(language: str):
    hours = [NOW - timedelta(hours=h) for h in (0.2, 1.5, 5, 80)]
    cards = [
        StoryCard("s", "H", "", fact, fact, many, many, (), "en", voices=owners, joined=joined, countries=two, languages=two)
        for fact in (None, *hours)
        for many, owners in ((1, 1), (3, 1), (3, 3))
        for joined in ((), (hours[3],), (hours[3], hours[2]), (hours[3], hours[1], hours[0]))
        for two in ((), ("de", "fr"))
    ]
    said = {text for card in cards for term in score(card, now=NOW)[1] for text in (term.name, term.why)}
    assert len(said) > 20
    assert [text for text in said if words(language).told(text) == text] == []


def test_a_reason_of_grouping_keeps_its_words_and_figures():
    assert (
        words("de").told("shares Trams, vote and council; 45 min apart")
        == "gemeinsam: Trams, vote und council; 45 Min. auseinander"
    )
    assert words("de").told("no story is near enough") == "keine Story ist nah genug"
    assert words("en").told("shares Trams; 2 h apart") == "shares Trams; 2 h apart"
    assert words("fr").told("something {1} else 7") == "something {1} else 7"


def test_what_the_errors_of_pages_say_is_in_the_catalogues():
    room = catalogue.WEB.parent
    own = [path for path in catalogue.WEB.glob("*.py") if path.name not in ("exporting.py", "changing.py")]
    below = (
        "app/reader.py",
        "app/alerting.py",
        "pipeline/correct.py",
        "store/reading.py",
        "store/corrections.py",
        "store/reports.py",
    )
    assert catalogue.of_errors(*own, *(room / name for name in below)) <= set(PROBLEMS)
    assert {kind("x").reason for kind in errors.NotFound.__subclasses__()} <= set(PROBLEMS)


@pytest.mark.parametrize("language", OTHERS)
def test_an_error_keeps_what_was_put_into_its_words(language: str):
    say = words(language).problem
    assert "404" in say("answered 404") != "answered 404"
    assert "a35u" in say("a standing correction keeps it apart from a35u")
    assert say("what another program says: {1}") == "what another program says: {1}"
    assert words("en").problem("answered 404") == "answered 404"


def test_the_page_of_an_error_speaks_the_language(site):
    shown = text_of(parsed(site.get("/story/nothing", headers={"accept-language": "de"}).text))
    assert "nothing: keine Story hat diese Kennung." in shown


def test_why_a_sentence_is_cited_so_is_told_in_the_language(site, summit):
    document = parsed(site.get(f"/story/{summit}/why/1", headers={"accept-language": "es"}).text)
    assert "Cómo se comprobó" in text_of(document)
    assert "sentence" not in " ".join(text_of(one) for one in found(document, "p") if "small" in (one.get("class") or ""))


def test_all_that_templates_count_has_its_forms():
    sources = [path.read_text(encoding="utf-8") for path in (catalogue.WEB / "templates").rglob("*.html")]
    counted = {part.split('"')[0] for source in sources for part in source.split('counted("')[1:]}
    assert counted <= set(words("en").counted_as)


def test_a_template_says_what_stands_between_tags_with_its_places_numbered():
    source = (
        '<p class="x" title="Read {{ a }}">Read {{ b|upper }} of {{ c }}.</p>{% if d %} and more {% endif %}{{ _("Save") }}'
    )
    assert list(messages(source)) == ["Read {1}", "Read {1} of {2}.", "and more", "Save"]


def test_a_translation_may_put_the_places_in_another_order_and_leaves_the_rest_alone():
    source = '<p class="of">{{ a }} of {{ b }}</p><a href="/of">{% if of %} x {{ of }}{% endif %}</a>'
    assert rewritten(source, lambda text: "{2} von {1}" if text == "{1} of {2}" else text) == (
        '<p class="of">{{ b }} von {{ a }}</p><a href="/of">{% if of %} x {{ of }}{% endif %}</a>'
    )


@pytest.mark.parametrize(
    ("wish", "accepted", "given"),
    [
        ("", "", "en"),
        ("", "de", "de"),
        ("", "de-AT,de;q=0.9,en;q=0.5", "de"),
        ("", "it, fr;q=0.4, es;q=0.8", "es"),
        ("", "it;q=1, ja", "en"),
        ("", "fr;q=0, en;q=0.1", "en"),
        ("", "*;q=0.5, ;;;, fr;q=x, " + "a" * 5_000, "en"),
        ("es", "de", "es"),
        ("tlh", "fr", "fr"),
    ],
)
def test_the_setting_comes_before_what_the_browser_asks_for(wish: str, accepted: str, given: str):
    assert chosen(wish, accepted) == given


def test_days_and_numbers_are_as_the_language_has_them():
    when = datetime(2026, 3, 1, 9, 5, tzinfo=UTC)
    assert [words(one).moment(when, zone=UTC) for one in INTERFACES] == [
        "1 Mar 2026, 09:05",
        "1. März 2026, 09:05",
        "1 mars 2026, 09:05",
        "1 mar 2026, 09:05",
    ]
    assert [words(one).short_day(date(2026, 3, 1)) for one in INTERFACES] == ["1 Mar", "1. März", "1 mars", "1 mar"]
    assert [words(one).counted(0, "sentence") for one in INTERFACES] == ["0 sentences", "0 Sätze", "0 phrase", "0 frases"]
    assert [words(one).counted(1, "copy") for one in INTERFACES] == ["1 copy", "1 Kopie", "1 copie", "1 copia"]


@pytest.fixture(scope="module")
def summit(demo) -> str:
    """The id of the story of the Nara summit."""
    return next(card.id for card in demo.stories() if "Nara" in card.headline)


PATHS = (
    "/",
    "/feeds",
    "/channels/new",
    "/search?q=tram",
    "/stories",
    "/settings",
    "/keys",
    "/changes",
    "/following",
    "/desk",
    "/nowhere",
)


@pytest.mark.parametrize("language", OTHERS)
def test_every_kind_of_page_speaks_the_language_that_the_browser_asks_for(site, demo, summit, language: str):
    article = demo.story(summit).articles[0].id
    own = [f"/story/{summit}{part}" for part in ("", "/history", "/why", "/why/1", "/wrong", "/correct", "/sources")]
    for path in (*PATHS, *own, f"/article/{article}"):
        answer = site.get(path, headers={"accept-language": language})
        document = parsed(answer.text)
        assert document.get("lang") == language
        assert "accept-language" in answer.headers["vary"]
        heads = [text_of(one) for tag in ("nav", "footer") for one in found(document, tag)]
        assert words(language).say("Top Headlines") in " ".join(heads), path
        assert words(language).say("Settings") in " ".join(heads), path


def test_what_outlets_wrote_keeps_its_own_language(site, summit):
    document = parsed(site.get(f"/story/{summit}", headers={"accept-language": "de"}).text)
    story = found(document, "article")[0]
    assert story.get("lang") == "en"
    assert {one.get("lang") for one in found(story, "section") if one.get("lang")} == {"de"}


def test_the_language_that_was_chosen_is_kept(demo):
    with TestClient(create_app(demo, demo.settings), base_url=HOST, headers={"accept-language": "fr"}) as reader:
        token = found(parsed(reader.get("/settings").text), "input", name="token")[0].get("value")
        kept = reader.post("/settings", data={"token": token, "interface": "es"})
        assert "Ajustes" in kept.text
        assert "Titulares" in reader.get("/").text


def test_a_page_of_one_language_is_not_taken_for_that_of_another(site):
    tag = site.get("/", headers={"accept-language": "de"}).headers["etag"]
    assert site.get("/", headers={"accept-language": "fr", "if-none-match": tag}).status_code == 200
    assert site.get("/", headers={"accept-language": "de", "if-none-match": tag}).status_code == 304


def test_figures_have_the_comma_and_the_point_of_the_language():
    assert [words(one).figure(12345.6, ",.1f") for one in INTERFACES] == ["12,345.6", "12.345,6", "12\u202f345,6", "12.345,6"]


def test_regions_of_time_zones_and_the_notice_of_the_sample_speak_the_language(site):
    assert "Europa" in {
        one.get("label") for one in found(parsed(site.get("/settings", headers={"accept-language": "de"}).text), "optgroup")
    }
    assert "échantillon" in text_of(parsed(site.get("/settings", headers={"accept-language": "fr"}).text))
