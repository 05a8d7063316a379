"""A reader sees which writer wrote what, and what was not published and why."""

from __future__ import annotations

from house import House, storm, summit

from newsloom.testing.model import FAULTS, ModelServer, honest
from newsloom.web import render


def test_the_page_names_the_model_that_wrote_it(tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server) as house:
        house.put("summit", summit())
        house.update()
        assert "in the words of scripted" in render.story_html(house.page("summit"))


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
