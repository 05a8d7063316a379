"""Every step from a database of the version before, with something in it; and databases that are not ours."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from making import take
from sqlalchemy import Column, MetaData, select, text, update
from test_backup import fill, told

from newsloom.errors import StoreError
from newsloom.store import Store, migrate, open_store
from newsloom.store import tables as t
from newsloom.store.engine import Database
from newsloom.store.upkeep import Upkeep, check_file, rebuild_search

STEPS = sorted(path.name[1:5] for path in (Path(migrate.__file__).parent / "migrations" / "versions").glob("m*.py"))


def made_by(step: str, url: str, rows: Store) -> None:
    """A database as that step left it, with the rows of a store, from which what came later is taken away."""
    database = Database(url)
    migrate.upgrade(database, to=step)
    known = MetaData()
    with database.writing() as connection, rows.database.writing() as source:
        known.reflect(connection)
        for table in t.IN_ORDER:
            old = known.tables.get(table.name)
            if old is None:
                continue
            columns = [column for column in table.columns if column.name in old.columns]
            if newer := {c.name: empty(c) for c in table.columns if c.name not in old.columns}:
                source.execute(update(table).values(newer))
            for row in source.execute(select(*(text(f'"{column.name}"') for column in columns)).select_from(table)):
                given = dict(zip((column.name for column in columns), row, strict=True))
                booleans = {column.name for column in columns if str(column.type) == "BOOLEAN"}
                connection.execute(old.insert(), {k: bool(v) if k in booleans else v for k, v in given.items()})
    if "search_docs" in known.tables:
        rebuild_search(Upkeep(database))
    database.close()


def empty(column: Column) -> object:
    """What a step that adds a column puts into it."""
    if column.nullable:
        return None
    if isinstance(column.type, t.Clean):
        return ""
    return {"BOOLEAN": False, "INTEGER": 0}.get(str(column.type), ())


@pytest.fixture
def filled(tmp_path: Path):
    store = open_store(str(tmp_path / "filled.db"))
    fill(store)
    yield store
    store.close()


def test_the_newest_step_is_the_one_that_opening_expects():
    assert STEPS[-1] == migrate.HEAD
    assert [f"{number:04d}" for number in range(1, len(STEPS) + 1)] == STEPS


#: what a step does is the same on both engines; on PostgreSQL the suite looks at the oldest and the newest, `make soak` at all
ON_BOTH = [
    *(("sqlite", step) for step in STEPS[:-1]),
    *(
        pytest.param("postgres", step, marks=[pytest.mark.postgres, *((pytest.mark.soak,) if step in STEPS[1:-2] else ())])
        for step in STEPS[:-1]
    ),
]


@pytest.mark.parametrize(("engine", "step"), ON_BOTH, indirect=["engine"])
def test_a_full_database_of_an_older_step_is_backed_up_and_then_upgraded_without_losing_anything(
    step: str, filled: Store, new_database: Callable, tmp_path: Path
):
    url = new_database(empty=True)
    made_by(step, url, filled)
    opened = open_store(url, backups=tmp_path / "kept")
    assert told(opened) == told(filled)
    for query in ("東京", "changed", "xylophonist"):
        assert {hit.id for hit in opened.search(query, limit=9)} == {hit.id for hit in filled.search(query, limit=9)} != set()
    take(opened, "after")
    opened.close()

    [backup] = (tmp_path / "kept").iterdir()
    assert f"before-upgrade-from-{step}-" in backup.name
    check_file(backup)
    again = open_store(str(backup), backups=tmp_path / "second")
    assert told(again) == told(filled)
    again.close()


def test_opening_a_new_or_a_present_database_makes_no_backup(new_database: Callable, tmp_path: Path):
    for url in (new_database(empty=True), new_database()):
        for _ in range(2):
            open_store(url, backups=tmp_path / "kept").close()
    assert not (tmp_path / "kept").exists()


def test_the_steps_make_the_tables_that_the_code_describes(store: Store):
    with store.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, t.metadata)
    ours = [one for one in differences if not any(name in str(one) for name in ("search_", "alembic_version"))]
    assert ours == []


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(filled: Store, new_database: Callable, tmp_path: Path):
    url = new_database(empty=True)
    made_by("0001", url, filled)
    database = Database(url)

    def fail(_: str) -> None:
        raise StoreError("search", "the disk is full")

    with pytest.raises(StoreError, match="full"):
        migrate.upgrade(database, after=fail)
    assert migrate.version(database) == "0001"
    database.close()
    opened = open_store(url, backups=tmp_path)
    assert told(opened) == told(filled)
    opened.close()


def test_a_database_of_a_newer_version_is_refused_and_not_touched(new_database: Callable):
    url = new_database()
    database = Database(url)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="made by a newer Newsloom") as caught:
        open_store(url)
    assert caught.value.remedy == "upgrade Newsloom"
    assert migrate.version(database) == "9999"
    database.close()


def test_a_database_of_another_program_is_refused_and_not_touched(tmp_path: Path):
    path = tmp_path / "theirs.db"
    with contextlib.closing(sqlite3.connect(path)) as theirs:
        theirs.execute("CREATE TABLE recipes (name)")
    with pytest.raises(StoreError, match="not Newsloom's"):
        open_store(str(path))
    with contextlib.closing(sqlite3.connect(path)) as theirs:
        assert theirs.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]


def test_many_processes_may_open_a_database_that_none_has_made_yet(new_database: Callable):
    url = new_database(empty=True)
    code = "import sys; from newsloom.store import open_store; open_store(sys.argv[1]).keep_fact(sys.argv[2], 'here')"
    started = [subprocess.Popen([sys.executable, "-c", code, url, str(n)], stderr=subprocess.PIPE) for n in range(4)]
    said = [process.communicate(timeout=60)[1].decode() for process in started]
    assert said == [""] * 4
    opened = open_store(url)
    assert [opened.fact(str(n)) for n in range(4)] == ["here"] * 4
    opened.close()
