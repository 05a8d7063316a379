"""Quality and speed on labelled data, as tables: `newsloom bench cluster | write | check | speed`.

Reads the folder named by NEWSLOOM_DATA and never writes to it; labels are used only to score. Peers run in the same process
on the same input, and speeds are ratios to a yardstick timed in the same run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from newsloom.errors import InputError

VARIABLE = "NEWSLOOM_DATA"


def folder() -> Path:
    """The folder of labelled data.

    Raises:
        InputError: when NEWSLOOM_DATA is not set, or names no folder.
    """
    named = os.environ.get(VARIABLE, "")
    if not named:
        raise InputError(VARIABLE, "is not set", remedy=f"benchmarks read labelled data: {VARIABLE}=FOLDER newsloom bench …")
    if not Path(named).is_dir():
        raise InputError(f"{VARIABLE}={named}", "is not a folder")
    return Path(named)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file of JSON lines.

    Raises:
        InputError: when the set is not there.
    """
    if not path.is_file():
        raise InputError(path, "is not there", remedy=f"see what {VARIABLE} should hold in docs/how-to/measure.md")
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def aligned(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    """A table as Markdown, for a terminal and for docs alike."""
    widths = [max(len(row[i]) for row in [head, *body]) for i in range(len(head))]
    lines = [
        "| " + " | ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(r, widths, strict=True))) + " |"
        for r in [head, *body]
    ]
    rule = "|" + "|".join("-" * (w + 2) if i == 0 else "-" * (w + 1) + ":" for i, w in enumerate(widths)) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])
