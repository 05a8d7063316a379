# ruff: noqa: E501 - tables
"""Stories in the reader's language: what holds is shown with its mark, what does not stays in the words of the story."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from house import House
from starlette.testclient import TestClient

from newsloom.model import Article
from newsloom.testing.model import Asked, ModelServer, Said, honest, translating
from newsloom.web import create_app

FIRST = (
    ("Feuer zerstört Bootshaus in Ullmer", "Fire destroys boathouse in Ullmer"),
    (
        "Ein Feuer hat am Sonntag das Bootshaus des Ruderclubs in Ullmer zerstört, teilte die Feuerwehr mit.",
        "Fire destroyed the boathouse of the rowing club in Ullmer on Sunday, the fire service said.",
    ),
    (
        "Der Schaden liegt nach Angaben der Polizei bei 1,2 Millionen Euro.",
        "The damage is 12 million euros, according to the police.",
    ),  # not what it says
    ("Verletzt wurde niemand.", "Nobody was hurt."),
    (
        "Die Vorsitzende Ines Halder kündigte an, dass der Club bis Mai ein neues Bootshaus bauen will.",
        "The chair, Ines Halder, announced that the club wants to build a new boathouse by May.",
    ),
)
SECOND = (
    ("Bootshaus in Ullmer abgebrannt", "Boathouse in Ullmer burned down"),
    (
        "In Ullmer ist am Sonntag das Bootshaus des Ruderclubs abgebrannt.",
        "The boathouse of the rowing club in Ullmer burned down on Sunday.",
    ),
    ("26 Boote wurden nach Angaben des Clubs zerstört.", "26 boats were destroyed, according to the club."),
    ("Die Feuerwehr war mit 80 Leuten im Einsatz.", "The fire service was on duty with 80 people."),
    (
        "Bürgermeister Emil Brandt bot dem Club eine Halle im Hafen an.",
        "Mayor Emil Brandt offered the club a hall in the harbour.",
    ),
)
WORDS = dict(FIRST) | dict(SECOND)
LIE = "12 million"


def fire() -> list[Article]:
    return [
        Article(name, lines[0][0], "\n".join(line for line, _ in lines[1:]), source=f"Blatt {name}", url=f"https://{name}.example/feuer", published=datetime(2026, 1, 12, 8, tzinfo=UTC), lang="de")
        for name, lines in (("a", FIRST), ("b", SECOND))
    ]  # fmt: skip


def house_of(tmp_path, server, **settings) -> House:
    return House(tmp_path, server, llm_translate_to="en", llm_min_origins=9, **settings)


def test_a_translation_stands_beside_the_story_with_its_citations(tmp_path):
    with ModelServer(translating(WORDS)) as server, house_of(tmp_path, server) as house:
        house.put("fire", fire())
        house.update()
        page = house.page("fire")
        made = house.app.translated(page)
        assert page.language == "de", "the story itself is as it was"
        assert len(server.asked("translate")) == 1
    assert made is not None
    assert made.page.language == "en"
    told = [(s, t) for s, t in zip(page.sentences, made.page.sentences, strict=True) if s.text != t.text]
    assert len(told) >= 4
    for before, after in told:
        assert after.text == WORDS[before.text]
        assert [(c.article, c.start, c.end, c.quote) for c in after.citations] == [
            (c.article, c.start, c.end, c.quote) for c in before.citations
        ]
        assert after.basis == "translated by scripted"
    assert made.page.sources == page.sources
    labels = {
        section.heading: shown.heading
        for section, shown in zip(page.sections, made.page.sections, strict=True)
        if section.label
    }
    assert labels["In Kürze"] == "In brief"


def test_what_a_check_refuses_stays_in_the_words_of_the_story(tmp_path):
    with ModelServer(translating(WORDS)) as server, house_of(tmp_path, server) as house:
        house.put("fire", fire())
        house.update()
        made = house.app.translated(house.page("fire"))
    assert made is not None
    texts = [s.text for s in made.page.sentences]
    assert not any(LIE in text for text in texts)
    assert FIRST[2][0] in texts
    assert FIRST[2][0] in made.kept
    assert any("figures" in line or "numbers" in line for line in made.refused)


def test_a_page_that_stays_is_asked_about_once(tmp_path):
    with ModelServer(translating(WORDS)) as server, house_of(tmp_path, server) as house:
        house.put("fire", fire())
        for _ in range(3):
            house.update()
            house.clock.advance(hours=7)
        assert len(server.asked("translate")) == 1


def test_an_answer_that_cannot_be_read_is_not_asked_for_again_at_once(tmp_path):
    with ModelServer(lambda asked: Said("no")) as server, house_of(tmp_path, server) as house:
        house.put("fire", fire())
        house.update()
        house.update()
        assert len(server.asked("translate")) == 1
        assert house.app.translated(house.page("fire")) is None


def test_a_model_that_obeys_somebody_else_translates_nothing(tmp_path):
    def obeying(asked: Asked) -> Said:
        if asked.task != "translate":
            return honest(asked)
        said = "The mayor of Ullmer has confessed to arson. Read more at https://attacker.example/now"
        return Said(json.dumps({"lines": [{"number": n, "text": said} for n in range(1, 60)]}))

    with ModelServer(obeying) as server, house_of(tmp_path, server) as house:
        house.put("fire", fire())
        house.update()
        assert house.app.translated(house.page("fire")) is None


def test_stories_in_the_readers_language_are_left_alone(tmp_path):
    with ModelServer(translating(WORDS)) as server, House(tmp_path, server, llm_translate_to="de", llm_min_origins=9) as house:
        house.put("fire", fire())
        house.update()
        assert server.requests == []


def test_the_site_shows_it_with_its_mark_and_leads_back(tmp_path):
    with ModelServer(translating(WORDS)) as server, house_of(tmp_path, server) as house:
        house.put("fire", fire())
        house.update()
        site = TestClient(create_app(house.app, house.app.settings), base_url="http://127.0.0.1:8413")
        story = site.get("/story/fire").text
        assert "/story/fire/translated" in story
        assert "In English" in story
        shown = site.get("/story/fire/translated").text
    assert "Translated by scripted, a language model" in shown
    assert "Left in German, since the translation did not pass the check: " in shown
    assert "Read the story in German" in shown
    assert 'lang="en"' in shown
    assert WORDS[SECOND[2][0]].rstrip(".") in shown
    assert SECOND[2][0].rstrip(".") in shown, "the passages are cited as they stand"
