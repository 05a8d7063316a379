"""Bring a database to the newest schema, with a backup before it. The steps are in `migrations/versions`, one transaction each.

I/O: the database given, and a backup file beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import inspect, text

from newsloom.errors import StoreError
from newsloom.store.engine import Database
from newsloom.store.tables import metadata

HEAD = "0015"  # the newest step; a test compares it with the folder, so that opening need not load Alembic


def version(database: Database) -> str | None:
    """The step the database is at; None if it is empty.

    Raises:
        StoreError: when it holds something else than Newsloom's tables.
    """
    with database.reading() if database.exists() else database.writing() as connection:
        tables = set(inspect(connection).get_table_names())
        if "alembic_version" not in tables:
            if (tables and database.sqlite) or tables & set(metadata.tables):
                raise StoreError(database, "this database is not Newsloom's", remedy="give another with --db")
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(
    database: Database,
    *,
    to: str = "head",
    before: Callable[[str], object] | None = None,
    after: Callable[[str], object] | None = None,
) -> None:
    """Bring the database to step `to`.

    Args:
        before: called with the present step when there is something to lose, to make the backup.
        after: called with that step when all is done, in the same transaction, to fill what the steps added.

    Raises:
        StoreError: when the database was made by a newer Newsloom.
    """
    at = version(database)
    if at == HEAD and to == "head":
        return
    from alembic import command  # lazy: 100 ms that only a new or an old database has to pay
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if at is not None and at not in known:
        raise StoreError(database, f"this database was made by a newer Newsloom (step {at})", remedy="upgrade Newsloom")
    if at is not None and before is not None:
        before(at)
    with database.writing() as connection:  # all steps in one transaction: both engines can roll back table changes
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, to)
        except CommandError as exc:
            raise StoreError(database, f"cannot be upgraded: {exc}") from exc
        if at is not None and after is not None:
            after(at)
