"""A reader sees which writer wrote what, and what was not published and why."""

from __future__ import annotations

from dataclasses import replace

from house import House, storm, summit

from newsloom.pipeline.compose import compose
from newsloom.testing.model import FAULTS, ModelServer, honest
from newsloom.web import render


def test_the_page_names_the_model_that_wrote_it(tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server) as house:
        house.put("summit", summit())
        house.update()
        assert "in the words of scripted" in render.story_html(house.page("summit"))


def test_sentences_that_stand_in_for_the_models_are_marked_and_counted():
    """On a page of a model a reader sees which sentences the extractive writer put in; on its own page none is marked."""
    page = compose(summit(), story_id="summit")
    assert page is not None
    assert "by the extractive writer" not in render.story_html(page)
    first, *others = page.sections
    told = replace(first, sentences=tuple(replace(s, writer="scripted") for s in first.sentences))
    rest = sum(len(section.sentences) for section in others)
    assert rest > 1
    shown = render.story_html(replace(page, writer="scripted", sections=(told, *others)))
    assert shown.count('title="by the extractive writer">°</span>') == rest
    assert f"{rest} sentences by the extractive writer" in shown


def test_a_page_of_one_writer_has_no_such_mark(tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server) as house:
        house.put("summit", summit())
        house.update()
        assert "by the extractive writer" not in render.story_html(house.page("summit"))


def test_a_page_of_the_extractive_writer_names_no_model(tmp_path):
    with House(tmp_path, None) as house:
        house.put("summit", summit())
        house.update()
        assert "in the words of" not in render.story_html(house.page("summit"))


def test_explaining_a_sentence_names_its_writer(tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server) as house:
        house.put("summit", summit())
        house.update()
        told = house.app.explain("summit#1")
        assert "language model scripted" in told.lines[1]
        assert told.facts["writer"] == "scripted"


def test_explaining_a_story_tells_what_was_not_published_and_why(tmp_path):
    with ModelServer(FAULTS["invented sentence"]) as server, House(tmp_path, server) as house:
        house.put("storm", storm())
        house.update()
        lines = [line for line in house.app.explain("storm").lines if line.startswith("Not published:")]
        assert any("prime minister has resigned" in line for line in lines)
