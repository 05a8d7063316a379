"""The commands, as a user runs them, with a scripted endpoint in the environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from house import KEY, summit

import started
from newsloom.testing.model import FAULTS, ModelServer, Said, honest


def newsloom(*words: str, server: ModelServer | None = None, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    given = {k: v for k, v in os.environ.items() if not k.startswith("NEWSLOOM_")}
    given |= {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "NEWSLOOM_WORKERS": "1", **more}
    if server is not None:
        given |= {
            "NEWSLOOM_LLM_BASE_URL": server.base_url,
            "NEWSLOOM_LLM_MODEL": "scripted",
            "NEWSLOOM_LLM_API_KEY": KEY,
            "NEWSLOOM_LLM_DEADLINE_S": "5",
        }
    code, out, err = started.run(list(words), environment=given, cwd=folder)
    return subprocess.CompletedProcess(words, code, out.decode(), err.decode())


@pytest.fixture
def events(tmp_path: Path) -> Path:
    rows = [{"id": a.id, "title": a.title, "text": a.text, "source": a.source, "lang": "en"} for a in summit()]
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps({"id": 7, "articles": rows}) + "\n", encoding="utf-8")
    return path


def test_write_by_the_model_names_it_as_the_writer(events, tmp_path):
    with ModelServer(honest) as server:
        done = newsloom("write", str(events), "--llm", server=server, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    story = json.loads(done.stdout)
    assert story["id"] == 7
    assert story["writer"] == "scripted"
    assert KEY not in done.stdout + done.stderr


def test_write_without_the_option_is_the_same_to_the_byte_whatever_is_set(events, tmp_path):
    plain = newsloom("write", str(events), folder=tmp_path)
    with ModelServer(honest) as server:
        done = newsloom("write", str(events), server=server, folder=tmp_path)
        assert server.requests == []
    assert done.stdout == plain.stdout
    assert json.loads(plain.stdout)["writer"] == "extractive"


def test_write_goes_on_without_the_model_and_says_so(events, tmp_path):
    with ModelServer(FAULTS["401"]) as server:
        done = newsloom("write", str(events), "--llm", server=server, folder=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["writer"] == "extractive"
    assert "refused the key" in done.stderr
    assert KEY not in done.stdout + done.stderr


def test_write_by_a_model_that_is_not_set_is_an_error_with_its_remedy(events, tmp_path):
    done = newsloom("write", str(events), "--llm", folder=tmp_path)
    assert done.returncode == 1
    assert "llm_base_url" in done.stderr


def test_the_tokens_of_a_day_bound_a_run_of_write(events, tmp_path):
    with ModelServer(honest) as server:
        done = newsloom("write", str(events), "--llm", server=server, folder=tmp_path, NEWSLOOM_LLM_TOKENS_PER_DAY="100")
        assert server.requests == []
    assert "llm_tokens_per_day" in done.stderr


def test_doctor_measures_and_shows_a_story(tmp_path):
    with ModelServer(honest) as server:
        done = newsloom("doctor", server=server, folder=tmp_path, NEWSLOOM_LLM_PRICE_IN="3", NEWSLOOM_LLM_PRICE_OUT="15")
    assert done.returncode == 0, done.stdout + done.stderr
    for part in ("JSON schema", "a second", "passed the check", "a story;", "Sources ("):
        assert part in done.stdout
    assert KEY not in done.stdout + done.stderr


def with_a_login(server: ModelServer) -> str:
    return server.base_url.replace("http://", "http://me:hunter22@") + "?key=hunter33"


def test_a_login_in_the_address_is_shown_nowhere(tmp_path):
    with ModelServer(honest) as server:
        done = newsloom("doctor", server=server, folder=tmp_path, NEWSLOOM_LLM_BASE_URL=with_a_login(server))
        assert server.requests
    assert "hunter" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("fault", "says"), [("401", "llm_api_key"), ("404", "llm_model"), ("not JSON", "nothing it wrote passed")]
)
def test_doctor_says_what_is_wrong_and_how_to_mend_it(fault, says, tmp_path):
    with ModelServer(FAULTS[fault]) as server:
        done = newsloom("doctor", server=server, folder=tmp_path)
    assert done.returncode == 1
    assert says in done.stdout


def test_doctor_tells_a_model_that_thinks_until_it_is_cut_off(tmp_path):
    thinking = Said("<think>Okay, let me see. " + "Hm. " * 2_000, finish="length")
    with ModelServer(lambda asked: thinking) as server:
        done = newsloom("doctor", server=server, folder=tmp_path)
    assert done.returncode == 1
    assert "thought aloud" in done.stdout
    assert "instruct" in done.stdout


def test_doctor_without_a_model_says_that_none_is_needed(tmp_path):
    done = newsloom("doctor", folder=tmp_path)
    assert done.returncode == 1
    assert "needs none" in done.stdout


def test_doctor_in_json_is_one_object(tmp_path):
    with ModelServer(honest) as server:
        done = newsloom("doctor", "--json", server=server, folder=tmp_path)
    told = json.loads(done.stdout)
    assert [f["name"] for f in told["findings"]] == ["endpoint", "speed", "story", "price"]
    assert told["story"]["writer"] == "scripted"


def test_the_demo_writes_its_stories_by_the_model_and_shows_no_login(tmp_path):
    with ModelServer(honest) as server:
        done = newsloom("demo", "--once", server=server, folder=tmp_path, NEWSLOOM_LLM_BASE_URL=with_a_login(server))
        assert len(server.asked("story")) >= 5
    assert done.returncode == 0, done.stderr
    assert "hunter" not in done.stdout + done.stderr
    assert "Sources (" in done.stdout


#: the demo as `make demo` runs it, then what a reader and the owner see of it
_DEMO = """
import json, sys
from newsloom.app import open_demo
app = open_demo(sys.argv[1])
pages = [app.story(card.id).page for card in app.stories(1000)]
told = {
    "writers": [page.writer for page in pages],
    "uncited": [s.text for page in pages for s in page.sentences if not s.citations or s.verdict != "supported"],
    "problems": [str(record.problem.reason) for record in app.problems()],
    "waiting": app.facts()["llm_waiting"],
}
app.close()
print(json.dumps(told))
"""


def test_an_endpoint_killed_half_way_through_the_demo_breaks_nothing(tmp_path):
    def mortal(asked):
        if len(server.asked("story")) == 4:
            threading.Thread(target=server.stop).start()
            return Said(hang_up=True)
        return honest(asked)

    with ModelServer(mortal) as server:
        given = {k: v for k, v in os.environ.items() if not k.startswith("NEWSLOOM_")}
        given |= {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "NEWSLOOM_WORKERS": "1"}
        given |= {"NEWSLOOM_LLM_BASE_URL": server.base_url, "NEWSLOOM_LLM_MODEL": "scripted", "NEWSLOOM_LLM_API_KEY": KEY}
        command = [sys.executable, "-c", _DEMO, str(tmp_path / "demo.db")]
        done = subprocess.run(command, capture_output=True, text=True, env=given, cwd=tmp_path, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {"scripted", "extractive"} <= set(told["writers"]), (
        "some stories are by the model, the rest by the extractive writer"
    )
    assert len(told["writers"]) >= 15
    assert told["uncited"] == []
    assert any("cannot be reached" in reason or "broke" in reason for reason in told["problems"]), "the owner is told"
    assert told["waiting"] > 0, "what it did not write waits until it is back"
    assert KEY not in done.stdout + done.stderr


def test_a_keyring_that_is_not_there_is_told_with_its_remedy(events, tmp_path):
    with ModelServer(honest) as server:
        done = newsloom(
            "write",
            str(events),
            "--llm",
            folder=tmp_path,
            NEWSLOOM_LLM_BASE_URL=server.base_url,
            NEWSLOOM_LLM_MODEL="scripted",
            NEWSLOOM_LLM_KEYRING="newsloom/llm",
        )
        assert server.requests == []
    assert done.returncode == 1
    assert "keyring" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_key_may_stand_in_the_keyring(events, tmp_path):
    pytest.importorskip("keyring", reason="pip install 'newsloom[keyring]'")
    (tmp_path / "ring.py").write_text(_RING, encoding="utf-8")
    with ModelServer(honest) as server:
        newsloom(
            "write",
            str(events),
            "--llm",
            folder=tmp_path,
            NEWSLOOM_LLM_BASE_URL=server.base_url,
            NEWSLOOM_LLM_MODEL="scripted",
            NEWSLOOM_LLM_KEYRING="newsloom/llm",
            PYTHON_KEYRING_BACKEND="ring.Ring",
            PYTHONPATH=str(tmp_path),
        )
        assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"


_RING = f"""
from keyring.backend import KeyringBackend

class Ring(KeyringBackend):
    priority = 1
    def get_password(self, service, username):
        return {KEY!r} if (service, username) == ("newsloom", "llm") else None
    def set_password(self, service, username, password): ...
    def delete_password(self, service, username): ...
"""


def test_the_key_may_stand_in_a_file(events, tmp_path):
    (tmp_path / "key").write_text(f"{KEY}\n", encoding="utf-8")
    with ModelServer(honest) as server:
        newsloom(
            "write",
            str(events),
            "--llm",
            folder=tmp_path,
            NEWSLOOM_LLM_BASE_URL=server.base_url,
            NEWSLOOM_LLM_MODEL="scripted",
            NEWSLOOM_LLM_API_KEY_FILE=str(tmp_path / "key"),
        )
        assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_a_wrong_address_is_told_at_once(events, tmp_path):
    done = newsloom(
        "write", str(events), "--llm", folder=tmp_path, NEWSLOOM_LLM_BASE_URL="localhost:11434", NEWSLOOM_LLM_MODEL="m"
    )
    assert done.returncode == 1
    assert "http://localhost:11434/v1" in done.stderr
    assert "Traceback" not in done.stderr
