"""What tests with a scripted model share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def made_database(tmp_path: Path, empty_database: Path) -> None:
    """The database of a `House` is there and empty, since making it takes as long as many of these tests."""
    shutil.copy(empty_database, tmp_path / "news.db")
