"""What tests of several rooms share: a database of each engine."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import engines
from newsloom.store import Store, open_store


@pytest.fixture(scope="session")
def postgres() -> Iterator[engines.Postgres]:
    """A PostgreSQL for the whole run."""
    try:
        with engines.running() as server:
            yield server
    except engines.NoPostgres as exc:
        pytest.skip(str(exc))


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, engines.Postgres | None], str]:
    """An upgraded and empty database of each engine, to be copied: making one takes far longer than copying it."""
    known: dict[str, str] = {}

    def made(engine: str, server: engines.Postgres | None) -> str:
        if engine not in known:
            known[engine] = server.new() if server is not None else str(tmp_path_factory.mktemp("made") / "empty.db")
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
