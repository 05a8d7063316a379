"""The command as a shell starts it, from nothing: what it loads late is there when it is wanted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = '{"id": 1, "title": "Quay reopens", "text": "The harbour board of Lorn reopened the northern quay on Tuesday."}'
CLAIM = '{"id": 1, "claim": "The quay reopened.", "source_text": "The harbour board of Lorn reopened the northern quay on Tuesday."}'


@pytest.mark.parametrize(
    ("arguments", "given", "code"),
    [
        (["--version"], "", 0),
        (["update", "--db", "news.db"], "", 1),
        (["cluster", "-", "-o", "-"], ARTICLE, 0),
        (["write", "-", "-o", "-"], f'{{"id": 7, "articles": [{ARTICLE}]}}', 0),
        (["check", "-", "-o", "-"], CLAIM, 0),
        (["cluster"], "", 2),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_loads_all_it_needs(arguments: list[str], given: str, code: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "newsloom", *arguments],
        input=given.encode(),
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "NEWSLOOM_CONFIG": os.devnull},
        timeout=120,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert bool(done.stdout) == (code == 0), done.stderr
