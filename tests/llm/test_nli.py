"""An entailment model of the operator's as a judge: a true ONNX file, run. It can only refuse."""

from __future__ import annotations

import re

import entailing
import pytest
from house import House, assert_sound, summit
from starlette.testclient import TestClient

from newsloom.app import NliJudge
from newsloom.errors import BadSetting
from newsloom.model import Passage
from newsloom.testing.model import Asked, ModelServer, Said, edited, honest
from newsloom.web import create_app

TEXT = "The bridge was closed on Monday after divers found cracks in a pier."


def passage(text: str) -> Passage:
    return Passage("a", "text", 0, len(text), text)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The model, which knows the words of the summit."""
    return entailing.write(tmp_path_factory.mktemp("models") / "tiny-nli", [TEXT, *(a.text for a in summit())])


def test_what_the_passages_state_is_let_through_under_the_models_name(folder):
    told = NliJudge(folder).judge("Divers found cracks in a pier.", [passage(TEXT)])
    assert (told.refused, told.judge) == (False, "tiny-nli")


def test_what_no_passage_states_is_refused_with_the_reason(folder):
    told = NliJudge(folder).judge("Monday divers found a summit.", [passage(TEXT)])
    assert told.refused
    assert "tiny-nli" in told.reason


def test_several_passages_count_together(folder):
    judge = NliJudge(folder)
    halves = [passage("The bridge was closed on Monday."), passage("Divers found cracks.")]
    assert not judge.judge("Monday divers found the bridge closed.", halves).refused
    assert judge.judge("Monday divers found the bridge closed.", halves[:1]).refused


def test_the_limit_moves_what_is_let_through(folder):
    claim = "Divers found cracks in a pier."
    assert not NliJudge(folder, least=0.9).judge(claim, [passage(TEXT)]).refused
    assert NliJudge(folder, least=0.9999).judge(claim, [passage(TEXT)]).refused


def test_a_passage_beyond_what_the_model_reads_costs_no_error(folder):
    assert NliJudge(folder).judge("Divers found cracks.", [passage("Lorries wait. " * 5_000)]).refused


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_folder_without_one_of_its_files_is_a_bad_setting(folder, missing, tmp_path):
    for file in folder.iterdir():
        if file.name != missing:
            (tmp_path / file.name).write_bytes(file.read_bytes())
    with pytest.raises(BadSetting, match=re.escape(missing)):
        NliJudge(tmp_path)


def test_labels_without_entailment_are_a_bad_setting(tmp_path):
    made = entailing.write(tmp_path / "m", [TEXT], labels={"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"})
    with pytest.raises(BadSetting, match="entailment"):
        NliJudge(made).judge("Divers found cracks.", [passage(TEXT)])


def reworded(text: str) -> str:
    return f"On the day, {text[0].lower()}{text[1:]}"


def test_a_sentence_in_a_models_words_that_it_lets_through_is_shown_as_judged_by_its_name(tmp_path):
    with ModelServer(edited(reworded)) as server:
        known = entailing.write(tmp_path / "kind-nli", ["On the day,", *(a.text for a in summit())])
        with House(tmp_path, server, nli_model=known, nli_least=0.0) as house:
            house.put("summit", summit())
            house.update()
            page = house.page("summit")
            shown = (
                TestClient(create_app(house.app, house.app.settings), base_url="http://127.0.0.1:8413")
                .get("/story/summit")
                .text
            )
    assert "judged by kind-nli" in {s.basis for s in page.sentences}
    assert "judged by kind-nli" in shown
    assert_sound(page, summit())


def test_a_sentence_that_it_refuses_is_not_published(folder, tmp_path):
    """What the rules let through without it is held back with it, and the page says why."""
    script = edited(reworded)
    with ModelServer(script) as server, House(tmp_path / "a", server) as house:
        house.put("summit", summit())
        house.update()
        own = {s.text for s in house.page("summit").sentences if s.basis not in ("quoted",)}
    assert own
    with ModelServer(script) as server, House(tmp_path / "b", server, nli_model=folder) as house:
        house.put("summit", summit())
        house.update()
        page, held = house.page("summit"), house.held("summit")
    assert not own & {s.text for s in page.sentences if s.writer != "extractive"}
    assert any("tiny-nli does not hold it" in line for line in held)
    assert_sound(page, summit())


def test_it_lets_nothing_through_that_the_rules_refuse(tmp_path):
    """A judge that entails all changes nothing of what the rules hold back."""

    def invented(asked: Asked) -> Said:
        return edited(lambda text: "The prime minister has resigned over a bribery scandal.")(asked)

    kind = entailing.write(tmp_path / "kind", ["The prime minister has resigned over a bribery scandal."])
    with ModelServer(invented) as server, House(tmp_path, server, nli_model=kind, nli_least=0.0) as house:
        house.put("summit", summit())
        house.update()
        assert "bribery" not in house.told()


def test_a_model_that_cannot_be_loaded_stops_no_story(folder, tmp_path):
    broken = tmp_path / "broken"
    broken.mkdir()
    for file in folder.iterdir():
        (broken / file.name).write_bytes(file.read_bytes() if file.name != "model.onnx" else b"no model")
    with ModelServer(honest) as server, House(tmp_path, server, nli_model=broken) as house:
        house.put("summit", summit())
        house.update()
        assert house.page("summit").sections
