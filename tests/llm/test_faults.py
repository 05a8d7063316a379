"""Whatever the endpoint or its model does, the story is published, and nothing stands on it that its sources do not bear out."""

from __future__ import annotations

import logging
import re
import sys
import time

import pytest
from house import KEY, House, assert_sound, storm, summit

from newsloom import formats
from newsloom.testing.model import FAULTS, ModelServer, Said, honest

CONNECTIONS: list[tuple[str, int]] = []
BACKGROUND = ("127.0.0.1", "::1")
#: faults after which sentences of the model may stand on the page: those it got right
HARMLESS = {
    "thinks aloud", "ten times too long", "control characters", "obeys", "truncated", "all ids", "negations turned", "swapped names",
    "invented numbers", "drip", "keys twice", "BOM and NaN", "another content type", "tokens of another world", "events without an end",
    "longer than it says", "unknown encoding", "chunk of another length", "no chunks", "broken UTF-8",
}  # fmt: skip


def _watch(event: str, args: tuple[object, ...]) -> None:
    if event == "socket.connect" and isinstance(args[1], tuple):
        CONNECTIONS.append((str(args[1][0]), int(args[1][1])))


sys.addaudithook(_watch)


def test_there_are_at_least_sixty_faults():
    assert len(FAULTS) >= 60


def test_an_honest_model_writes_the_story(tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server) as house:
        house.put("summit", summit())
        house.update()
        page = house.page("summit")
        assert page.writer == "scripted"
        assert {s.writer for s in page.sentences} == {"scripted"}
        assert len(page.sentences) >= 8
        assert_sound(page, summit())


#: faults that come another way when the answer is asked for piece by piece
STREAMED = (
    "hang", "drip", "endless", "truncated", "cut off", "hangs up", "not JSON", "no HTTP JSON", "empty", "null", "no choices", "error in 200",
    "401", "429", "500", "tool call", "invented numbers",
)  # fmt: skip


STORIES = ("summit", "storm")  # in turns: each fault meets one of them


@pytest.mark.parametrize(
    ("fault", "stream", "story"),
    [
        *((fault, False, STORIES[at % 2]) for at, fault in enumerate(sorted(FAULTS))),
        *((fault, True, STORIES[at % 2]) for at, fault in enumerate(STREAMED)),
    ],
    ids=lambda value: value if isinstance(value, str) else ("streamed" if value is True else "whole"),
)
def test_the_story_is_published_and_sound(fault, stream, story, tmp_path, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    CONNECTIONS.clear()
    began = time.monotonic()
    with ModelServer(FAULTS[fault]) as server, House(tmp_path, server, llm_stream=stream) as house:
        articles = summit() if story == "summit" else storm()
        house.put(story, articles)
        house.update()
        page = house.page(story)
        assert_sound(page, articles)
        given = {text for asked in server.asked("story") for text in asked.evidence.values()}
        for sentence in page.sentences:
            if sentence.writer != "extractive":
                assert fault in HARMLESS, sentence.text
                # the scripts change what they write: what is on the page must be what was left as the evidence has it
                assert sentence.text in given, sentence.text
        shown = house.told() + formats.markdown(page)
        ports = {int(server.base_url.rsplit(":", 1)[1].partition("/")[0])}
        house.store.database.sweep()
    assert not re.search(r"attacker|acme|417 people|Zanzibar|bribery|secret payment|<script|!\[|\x1b|\u202e", shown, re.I)
    assert {where for where in CONNECTIONS if where[0] not in BACKGROUND or where[1] not in ports} == set()
    told = caplog.text + "".join(capfd.readouterr()) + shown
    assert KEY not in told
    assert all(KEY.encode() not in file.read_bytes() for file in tmp_path.iterdir())
    assert time.monotonic() - began < 30


def test_the_endpoint_that_dies_half_way_leaves_a_sound_site(tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server, llm_concurrency=1) as house:
        house.put("summit", summit())
        house.update()
        assert house.page("summit").writer == "scripted"
        server.scripts = [lambda asked: Said(hang_up=True)]
        house.put("storm", storm())
        house.update()
        assert house.page("summit").writer == "scripted"
        assert house.page("storm").writer == "extractive"
        assert_sound(house.page("storm"), storm())
        assert "language model" in house.told()
        server.scripts = [honest]
        house.clock.advance(hours=1)
        house.app._prose.models.llm.breaker.well()
        house.update()
        assert house.page("storm").writer == "scripted", "what the model missed it writes when it is back"
        assert "language model" not in "".join(str(p) for p in house.app.problems())


def test_refused_sentences_are_sent_back_once_with_the_reasons(tmp_path):
    with ModelServer(FAULTS["invented numbers"]) as server, House(tmp_path, server) as house:
        house.put("storm", storm())
        house.update()
        first = server.asked("repair")
        assert len(first) == 1
        assert re.search(r"refused: .*“\d+”|refused: .*\d", first[0].user.replace(first[0].mark, " "))


def test_what_was_refused_and_why_is_kept_with_the_story(tmp_path):
    with ModelServer(FAULTS["invented sentence"]) as server, House(tmp_path, server) as house:
        house.put("storm", storm())
        house.update()
        assert any("prime minister has resigned" in line and ":" in line for line in house.held("storm"))
