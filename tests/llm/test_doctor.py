"""What `newsloom doctor` finds out of the models that judge, and whether a server that takes a schema holds its model to it."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import entailing
import pytest

from newsloom import app, config
from newsloom.pipeline import doctor
from newsloom.testing.model import FAULTS, ModelServer, Said, honest


def found(server: ModelServer | None, **settings: object) -> dict[str, doctor.Finding]:
    """The findings by name."""
    given: dict[str, object] = {"llm_deadline_s": 5}
    if server is not None:
        given |= {"llm_base_url": server.base_url, "llm_model": "scripted"}
    given |= settings
    return {finding.name: finding for finding in app.doctor(config.load(**given))[0]}


def refusing(*numbers: int):
    """Judges by number, whatever it is asked; writes honestly."""
    told = {"refused": [{"number": n, "reason": "not stated"} for n in numbers]}
    return lambda asked: Said(json.dumps(told)) if asked.task == "judge" else honest(asked)


@pytest.mark.parametrize(
    ("script", "well", "says"),
    [
        (refusing(2), True, "refuses what its passage denies"),
        (refusing(), False, "lets through what its passage denies"),
        (refusing(1, 2), False, "refuses what its passage states, too"),
        (FAULTS["not JSON"], False, "cannot be read"),
        (FAULTS["401"], False, "refused the key"),
    ],
)
def test_a_judge_at_another_endpoint_is_asked_for_a_truth_and_a_lie(script, well, says):
    with ModelServer(honest) as writer, ModelServer(script) as judge:
        told = found(writer, llm_judge_model="strict", llm_judge_base_url=judge.base_url)
        assert len(judge.requests) >= 1
        assert not writer.asked("judge")
    assert told["judge"].well is well
    assert says in told["judge"].text
    assert told["story"].well, "the writer is found fit all the same"


def test_a_judge_at_the_writers_own_endpoint_is_asked_there():
    with ModelServer(refusing(2)) as server:
        assert found(server, llm_judge_model="strict")["judge"].well
        assert [one.body["model"] for one in server.asked("judge")] == ["strict"]


def test_an_entailment_model_is_tried_without_any_endpoint(tmp_path):
    made = entailing.write(tmp_path / "tiny-nli", [doctor.PASSAGE])
    told = found(None, nli_model=made)
    assert list(told) == ["nli"]
    assert told["nli"].well
    assert "tiny-nli" in told["nli"].text


def test_an_entailment_model_that_refuses_nothing_is_found_out(tmp_path):
    made = entailing.write(tmp_path / "kind", [doctor.PASSAGE])
    told = found(None, nli_model=made, nli_least=0.0)
    assert not told["nli"].well
    assert "lets through" in told["nli"].text


def test_an_entailment_model_that_cannot_be_loaded_is_a_finding_and_no_crash(tmp_path):
    made = entailing.write(tmp_path / "broken", [doctor.PASSAGE])
    (made / "model.onnx").write_bytes(b"no model")
    told = found(None, nli_model=made)
    assert not told["nli"].well
    assert "cannot be loaded" in told["nli"].text


@pytest.mark.parametrize(
    ("script", "says"),
    [
        (honest, "its answers follow a JSON schema"),
        (FAULTS["thinks aloud"], "does not hold its answers to it"),
        (
            lambda asked: Said((honest(asked).content or "").replace('"headline"', '"title"', 1)),
            "does not hold its answers to it",
        ),
    ],
)
def test_a_server_that_takes_a_schema_and_ignores_it_is_found_out(script, says):
    with ModelServer(script) as server:
        assert says in found(server)["endpoint"].text


def test_a_server_without_schemas_is_told_as_one():
    with ModelServer(honest, schema=False) as server:
        assert "without a schema" in found(server)["endpoint"].text


@pytest.mark.parametrize("wrong", ["", "/", "/api", "/api/generate", "/v2"])
def test_an_address_without_the_api_is_told_with_the_one_that_has_it(wrong):
    with ModelServer(honest) as server:
        root = server.base_url.removesuffix("/v1")
        told = found(server, llm_base_url=root + wrong, llm_api_key="sk-of-another-address")["endpoint"]
        assert not told.well
        assert "set llm_base_url to that" in told.remedy
        assert f"{root}/v1:" in told.remedy


def test_https_at_a_port_of_http_is_told_with_the_address_that_answers():
    with ModelServer(honest) as server:
        told = found(server, llm_base_url=server.base_url.replace("http:", "https:"))["endpoint"]
        assert "does not speak https" in told.text
        assert server.base_url in told.remedy


def test_a_model_that_is_not_there_is_told_with_those_that_are():
    with ModelServer(FAULTS["404"], models=("qwen3:4b-instruct", "gemma3:4b")) as server:
        told = found(server)["endpoint"]
        assert "model not found" in told.text
        assert "it lists qwen3:4b-instruct, gemma3:4b: set llm_model" in told.remedy


def test_a_port_at_which_nothing_listens_is_told_as_that():
    with ModelServer(honest) as server:
        gone = server.base_url
    told = found(None, llm_base_url=gone, llm_model="m")["endpoint"]
    assert "cannot be reached (connection refused)" in told.text
    assert "is the server running" in told.remedy


def test_the_key_is_sent_to_the_address_that_was_set_and_to_no_guess():
    """A server that takes requests at one path only sees what is sent to the others."""
    seen: list[tuple[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            seen.append((self.path, self.headers.get("Authorization", "")))
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST = answer

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        found(None, llm_base_url=f"{address}/api", llm_model="m", llm_api_key="sk-test")
        server.shutdown()
    assert {path for path, key in seen if key} == {"/api/chat/completions", "/api/models"}
    assert {path for path, key in seen if not key} >= {"/v1/models", "/api/v1/models"}
