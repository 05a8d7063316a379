"""What tests of several rooms share: a database of each engine."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import engines
from newsloom.app import open_demo
from newsloom.store import Store, open_store


def pytest_configure() -> None:
    gc.set_threshold(
        50_000, 20, 50
    )  # thousands of tests are collected, and all of it stays: looking through it again and again took a third


#: the files that take longest, each one worker's: begun last, one of them would run on alone
LONGEST = ("test_browser", "test_faults", "test_stuck", "test_collect", "test_passes", "test_commands", "test_workers")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files begin first, then what drives a browser, then the rest as it stands."""
    first = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (first.get(item.path.stem, len(first)), item.get_closest_marker("browser") is None))


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres() -> Iterator[engines.Postgres]:
    """A PostgreSQL for the whole run."""
    try:
        with engines.running() as server:
            yield server
    except engines.NoPostgres as exc:
        pytest.skip(str(exc))


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """Makes a file the first time that any process of the run asks for it: `once(name, make)` is where it is. To be copied, not changed."""
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def found(name: str, make: Callable[[Path], None]) -> Path:
        place, unfinished = folder / name, folder / f"unfinished-{name}"
        with (folder / f"{name}.making").open("w") as guard:
            fcntl.flock(guard, fcntl.LOCK_EX)
            if not place.exists():
                make(unfinished)
                unfinished.rename(place)
        return place

    return found


@pytest.fixture(scope="session")
def read_sample(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A database with the bundled sample in it, read through the real path once for the whole run."""
    return once("sample.db", lambda path: open_demo(path).close())


@pytest.fixture(scope="session")
def empty_database(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A database of SQLite with all its tables and nothing in them: making one takes far longer than copying it."""
    return once("empty.db", lambda path: open_store(str(path)).close())


@pytest.fixture(scope="session")
def _made(empty_database: Path) -> Callable[[str, engines.Postgres | None], str]:
    """An upgraded and empty database of each engine, to be copied."""
    known = {"sqlite": str(empty_database)}

    def made(engine: str, server: engines.Postgres | None) -> str:
        if engine not in known:
            assert server is not None
            known[engine] = server.new()
            open_store(known[engine]).close()
        return known[engine]

    return made


@pytest.fixture(
    params=[pytest.param(name, marks=pytest.mark.postgres if name == "postgres" else ()) for name in engines.ENGINES]
)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of an engine; a test that asks for it runs once on each."""
    return str(request.param)


@pytest.fixture
def new_database(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path, _made: Callable[..., str]
) -> Iterator[Callable[..., str]]:
    """Makes databases of the engine: `new_database()` is up to date, `new_database(empty=True)` has no table yet."""
    server: engines.Postgres | None = request.getfixturevalue("postgres") if engine == "postgres" else None
    made: list[str] = []

    def new(*, empty: bool = False) -> str:
        if server is not None:
            made.append(server.new(template=None if empty else _made(engine, server)))
        else:
            folder = tmp_path / f"database-{len(made)}"
            folder.mkdir()
            made.append(str(folder / "news.db"))
            if not empty:
                shutil.copy(_made(engine, None), made[-1])
        return made[-1]

    yield new
    if server is not None:
        for url in made:
            server.drop(url)


@pytest.fixture
def store(new_database: Callable[..., str]) -> Iterator[Store]:
    """An empty store, on each engine."""
    opened = open_store(new_database())
    yield opened
    opened.close()
