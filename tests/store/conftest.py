"""What tests of the store share."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def inside(tmp_path: Path) -> Iterator[None]:
    """Work in a folder of the test's own: what is backed up of a database on a server goes into the present one."""
    with contextlib.chdir(tmp_path):
        yield
