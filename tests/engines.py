"""The two engines of the store for tests: SQLite in a file, and a real PostgreSQL started for the run.

The PostgreSQL is Debian's package or the binaries of the `pgserver` wheel, whichever can run here; `NEWSLOOM_TEST_POSTGRES` names a
running server instead. It refuses to run as root, so under root it runs as `nobody`. Where none can be had, tests skip and say why.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

ENGINES = ("sqlite", "postgres")


class NoPostgres(Exception):
    """No PostgreSQL can be started here; says why."""


class Postgres:
    """A running server in which databases are made and dropped."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url).set(drivername="postgresql+psycopg")
        self._admin = create_engine(self._url, isolation_level="AUTOCOMMIT")
        self._made = 0

    def new(self, *, template: str | None = None) -> str:
        """The address of a new database, empty or a copy of another (to which nobody is connected)."""
        self._made += 1
        name = f"test_{os.getpid()}_{self._made}"
        with self._admin.connect() as connection:
            # as files: through the log, which is the default since there is a choice, it costs five times as much
            how = " STRATEGY FILE_COPY" if connection.dialect.server_version_info >= (15,) else ""
            copied = f" TEMPLATE {make_url(template).database}{how}" if template else ""
            connection.execute(text(f"CREATE DATABASE {name}{copied}"))
        return self._url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)"))

    def close(self) -> None:
        self._admin.dispose()


def binaries() -> Iterator[Path]:
    """Folders with `initdb` and `postgres`, the newest of Debian's first."""
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    if (wheel := importlib.util.find_spec("pgserver")) is not None and wheel.origin is not None:
        yield Path(wheel.origin).parent / "pginstall" / "bin"


def _as_whom() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def running() -> Iterator[Postgres]:
    """A PostgreSQL for as long as a `with` lasts; raises NoPostgres."""
    if given := os.environ.get("NEWSLOOM_TEST_POSTGRES"):
        server = Postgres(given)
        yield server
        server.close()
        return
    folder = Path(tempfile.mkdtemp(prefix="newsloom-postgres-"))
    process = None
    try:
        url, process = _start(folder)
        server = Postgres(url)
        yield server
        server.close()
    finally:
        if process is not None:
            process.send_signal(signal.SIGQUIT)  # at once: nothing in it is wanted any more
            process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path) -> tuple[str, subprocess.Popen[bytes]]:
    whom = _as_whom()
    if whom:
        os.chown(folder, whom["user"], whom["group"])
    tried = []
    for place in binaries():
        data = folder / f"data-{len(tried)}"
        said = _initialised(place, data, whom)
        if said is not None:
            tried.append(f"{place}: {said}")
            continue
        quick = (
            "fsync=off",
            "full_page_writes=off",
            "synchronous_commit=off",
            "shared_buffers=32MB",
            "autovacuum=off",
            "max_connections=200",
        )
        options = [part for setting in quick for part in ("-c", setting)]
        process = subprocess.Popen(
            [place / "postgres", "-D", data, "-k", folder, "-h", "", *options],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, **whom,
        )  # fmt: skip
        url = f"postgresql://newsloom@/postgres?host={folder}"
        if _answers(url, process):
            return url, process
        process.kill()
        process.wait(10)
        tried.append(f"{place}: it did not start")
    raise NoPostgres(
        "no PostgreSQL here: " + ("; ".join(tried) or "neither Debian's package nor the pgserver wheel is installed")
    )


def _initialised(place: Path, data: Path, whom: dict[str, Any]) -> str | None:
    """Make a cluster; None if it went well. With a language's own order of letters, where it can: ours must not depend on it."""
    said: str | None = None
    for locale in (["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"], ["--locale=C.UTF-8"], ["--locale=C"]):
        shutil.rmtree(data, ignore_errors=True)
        said = _run([place / "initdb", "-D", data, "-U", "newsloom", "-A", "trust", "-E", "UTF8", "-N", *locale], whom)
        if said is None:
            return None
    return said


def _run(command: list[str | Path], whom: dict[str, Any]) -> str | None:
    """None if it went well, else what went wrong."""
    try:
        done = subprocess.run(command, capture_output=True, cwd="/", timeout=120, check=False, **whom)
    except OSError as exc:
        return str(exc)
    return None if done.returncode == 0 else done.stderr.decode(errors="replace").strip()[-200:]


def _answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    try:
        for _ in range(300):
            if process.poll() is not None:
                return False
            with contextlib.suppress(Exception), engine.connect():
                return True
            time.sleep(0.1)
        return False
    finally:
        engine.dispose()
