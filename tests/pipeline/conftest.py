"""Workers for the whole run, and a rig for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from collecting import Rig

from newsloom.intake.workers import Pool
from newsloom.testing import Site


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    workers = Pool(2)
    yield workers
    workers.close()


@pytest.fixture
def rig(pool: Pool, tmp_path: Path, empty_database: Path) -> Iterator[Rig]:
    shutil.copy(empty_database, tmp_path / "news.db")
    with Site() as site:
        made = Rig(site, pool, tmp_path)
        yield made
        made.store.close()
