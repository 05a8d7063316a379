"""Runs the real command in a process of its own, away from this machine's settings."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import started


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def newsloom(
    *arguments: str | Path, stdin: str | bytes = b"", cwd: Path | None = None, settings: dict[str, str] | None = None
) -> Ran:
    """Run `newsloom ARGUMENTS` and wait for its end; `settings` are given by the environment."""
    environment = {**os.environ, "NEWSLOOM_CONFIG": os.devnull, "COLUMNS": "120", "NO_COLOR": "1"}
    environment |= {f"NEWSLOOM_{name.upper()}": value for name, value in (settings or {}).items()}
    given = stdin.encode() if isinstance(stdin, str) else stdin
    code, out, err = started.run([*map(str, arguments)], environment=environment, stdin=given, cwd=cwd)
    return Ran(code, out.decode(), err.decode())


def lines(*rows: object) -> str:
    """JSON lines; a string is taken as it is."""
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)
