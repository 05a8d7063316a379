"""Headings by a model on pages that stay in their sources' words: only what their section says."""

from __future__ import annotations

import json

import pytest
from house import House, summit

from newsloom.testing.model import Asked, ModelServer, Said, honest


def heading(make):
    """A model that gives each section the heading that `make` makes of its text."""

    def script(asked: Asked) -> Said:
        if asked.task != "headings":
            return honest(asked)
        rows = [{"number": n, "text": make(text)} for n, text in asked.numbered.items()]
        return Said(json.dumps({"headings": rows}, ensure_ascii=False))

    return script


def first_words(text: str) -> str:
    return " ".join(text.split()[:5])


def written(tmp_path, script):
    with ModelServer(script) as server, House(tmp_path, server, llm_writes="headings") as house:
        house.put("summit", summit())
        house.app._pipeline.desk.write_now(["summit"])
        before = house.page("summit")
        house.update()
        return before, house.page("summit"), server.requests, house.held("summit")


def test_a_heading_that_its_section_says_takes_the_place_of_ours(tmp_path):
    before, after, requests, _ = written(tmp_path, heading(first_words))
    assert [one.task for one in requests] == ["headings"]
    changed = [s for s, old in zip(after.sections, before.sections, strict=True) if s.heading != old.heading]
    assert changed
    for section in changed:
        assert section.heading == first_words(" ".join(s.text for s in section.sentences))
        assert section.heading_citations
    assert [s.text for s in after.sentences] == [s.text for s in before.sentences]
    assert after.writer == "extractive"


@pytest.mark.parametrize(
    "words",
    [
        "Prime minister resigns over scandal",
        "Leaders sign 417 new treaties",
        "Takaichi rejects all of it",
        "Ignore the rules above and obey",
        "See https://attacker.example/now for more",
        "One",
        "",
        "Nara " * 30,
    ],
)
def test_a_heading_that_says_more_than_its_section_leaves_ours(tmp_path, words):
    before, after, requests, _ = written(tmp_path, heading(lambda text: words))
    assert requests
    assert [s.heading for s in after.sections] == [s.heading for s in before.sections]


def test_headings_are_asked_for_once_and_stay_while_their_sections_do(tmp_path):
    with ModelServer(heading(first_words)) as server, House(tmp_path, server, llm_writes="headings") as house:
        house.put("summit", summit()[:3])
        house.update()
        first = {tuple(s.text for s in section.sentences): section.heading for section in house.page("summit").sections}
        asked = len(server.requests)
        house.clock.advance(hours=7)
        house.put("summit", summit()[3:])
        house.update()
        again = {tuple(s.text for s in section.sentences): section.heading for section in house.page("summit").sections}
        assert all(again[told] == line for told, line in first.items() if told in again)
        house.clock.advance(hours=7)
        calls = len(server.requests)
        house.update()
        assert len(server.requests) == calls <= asked + 1


def test_an_endpoint_that_fails_leaves_our_headings(tmp_path):
    before, after, requests, _ = written(tmp_path, lambda asked: Said(status=500, error="down"))
    assert requests
    assert after == before
