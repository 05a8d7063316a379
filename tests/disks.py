"""Real disks of a few megabytes, to be filled up."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

SIZE_MB = 6


def mount(*arguments: str) -> bool:
    try:
        return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of a few megabytes; skips the test where none can be made."""
    folder.mkdir()
    if os.geteuid() != 0 or not mount("-t", "tmpfs", "-o", f"size={SIZE_MB}m", "none", str(folder)):
        pytest.skip("a small disk can be made only by root, where mounting is allowed")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_up(folder: Path, *, leave: int = 0) -> Path:
    """Take all room that is left, but for so many bytes."""
    filler = folder / "filler"
    room = os.statvfs(folder)
    with contextlib.suppress(OSError), filler.open("wb") as out:
        out.write(bytes(max(0, room.f_bavail * room.f_frsize - leave)))
    return filler
