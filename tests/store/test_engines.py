"""Transactions, locks, several processes, and what is said when a database cannot be used."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from making import NOW, arrival, group, publish, take
from sqlalchemy import text

from newsloom.errors import StoreError
from newsloom.store import Store, open_store, safe_sqlite
from newsloom.store.engine import check_sqlite


def child(code: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A process that runs this code on a store opened at the first argument."""
    whole = "import sys\nfrom newsloom.store import open_store\nstore = open_store(sys.argv[1])\n" + textwrap.dedent(code)
    return subprocess.Popen([sys.executable, "-c", whole, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def done(process: subprocess.Popen[bytes]) -> str:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err.decode()
    return out.decode()


# ---------------------------------------------------------------------------------------------- one moment, one writer


def test_a_reader_sees_one_moment_and_does_not_wait_for_the_writer(store: Store):
    take(store, "a")
    count = text("SELECT count(*) FROM articles")
    with store.database.writing() as writer:
        writer.execute(text("UPDATE articles SET version = 7"))
        seen: list[int] = []
        reader = threading.Thread(target=lambda: seen.append(store.article_version("a")[0].version))
        reader.start()
        reader.join(10)
        assert seen == [1], "it neither waited nor saw what is not stored yet"
    with store.database.reading() as reading:
        assert reading.execute(count).scalar() == 1
        other = threading.Thread(target=take, args=(store, "b", "c"))
        other.start()
        other.join(10)
        assert not other.is_alive(), "the writer did not wait for the reader"
        assert reading.execute(count).scalar() == 1, "the reader still sees the moment at which it began"
    assert store.count("articles") == 3


def test_a_writer_reads_what_it_has_just_written_and_a_nested_write_is_part_of_the_whole(store: Store):
    with contextlib.suppress(ZeroDivisionError), store.database.writing():
        take(store, "a")
        assert store.articles(["a"])["a"].title == "Title of a"
        raise ZeroDivisionError
    assert store.count("articles") == 0


def test_threads_write_one_after_the_other_and_nothing_is_lost(store: Store):
    def write(name: str) -> None:
        for number in range(15):
            take(store, f"{name}{number}")

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (store.count("articles"), store.count("work")) == (60, 60)
    assert store.generation() == 60


def test_processes_write_at_once_and_none_is_told_that_the_database_is_locked(new_database: Callable):
    url = new_database()
    code = """
    from datetime import UTC, datetime
    from newsloom.model import Article, ChangeKind
    from newsloom.store import Arrival
    now = datetime(2026, 1, 13, tzinfo=UTC)
    for number in range(40):
        two = [Arrival(Article(f"{sys.argv[2]}{n}", "T", "text"), now, now) for n in (number, number + 1)]
        store.take(two if number % 2 else two[::-1], now=now)
        store.correct(ChangeKind.DROP, placed=[], constraints=[], story="s", other=None, reason="", arrivals=0, changed=(), now=now)
    """
    for printed in [done(one) for one in [child(code, url, name) for name in ("a", "b", "a")]]:
        assert printed == ""
    store = open_store(url)
    assert store.count("articles") == 82
    assert [one.id for one in store.changes(limit=200)] == [f"c{n}" for n in range(120, 0, -1)], "no number was given twice"
    store.close()


# ---------------------------------------------------------------------------------------------- named locks


def test_a_lock_is_exclusive_between_threads_and_opened_stores_and_free_afterwards(new_database: Callable):
    url = new_database()
    first, second = open_store(url), open_store(url)
    lock = first.lock("stories")
    assert lock.take()
    assert not first.lock("stories").take()
    assert not second.lock("stories").take()
    assert second.lock("intake").take(), "another name is another lock"
    take(second, "a")
    lock.leave()
    assert second.lock("stories").take()
    for store in (first, second):
        store.close()


def test_a_lock_ends_with_its_process_however_that_ends(new_database: Callable):
    url = new_database()
    holder = child("print(store.lock('stories').take(), flush=True); sys.stdin.read(); import time; time.sleep(60)", url)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"True\n"
    store = open_store(url)
    assert not store.lock("stories").take()
    holder.send_signal(signal.SIGKILL)
    holder.communicate(timeout=10)
    until = time.monotonic() + 10
    while not store.lock("stories").take():
        assert time.monotonic() < until
        time.sleep(0.02)
    store.close()


def test_a_process_killed_inside_a_transaction_leaves_nothing_of_it_and_nobody_waiting(new_database: Callable):
    url = new_database()
    code = """
    with store.database.writing() as connection:
        from datetime import UTC, datetime
        from newsloom.model import Article
        from newsloom.store import Arrival
        now = datetime(2026, 1, 13, tzinfo=UTC)
        store.take([Arrival(Article(f"k{n}", "T", "text " * 4000), now, now) for n in range(300)], now=now)
        print("in it", flush=True)
        sys.stdin.read()
        import time; time.sleep(60)
    """
    killed = child(code, url)
    assert killed.stdout is not None
    assert killed.stdout.readline() == b"in it\n"
    killed.send_signal(signal.SIGKILL)
    killed.communicate(timeout=10)
    store = open_store(url)
    assert store.count("articles") == store.waiting() == 0
    take(store, "a")
    store.close()
    if "://" not in url:
        with contextlib.closing(sqlite3.connect(url)) as file:
            assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)


# ---------------------------------------------------------------------------------------------- SQLite alone


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def test_the_versions_of_sqlite_that_can_corrupt_a_log_are_known():
    safe = ((3, 44, 6), (3, 44, 9), (3, 50, 7), (3, 51, 3), (3, 52, 0), (4, 0, 0))
    unsafe = ((3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 0), (3, 51, 2))
    assert [safe_sqlite(version) for version in safe] == [True] * len(safe)
    assert [safe_sqlite(version) for version in unsafe] == [False] * len(unsafe)


def test_an_sqlite_that_is_too_old_is_refused_with_the_remedy():
    check_sqlite((3, 35, 0))
    with pytest.raises(StoreError, match=r"version 3\.34\.1 is too old; 3\.35 is needed") as caught:
        check_sqlite((3, 34, 1))
    assert "PostgreSQL" in caught.value.remedy


def test_one_connection_of_a_process_writes_and_checkpoints_and_no_reader_can_do_either(file: Path):
    store = open_store(str(file))
    group(store, s=("a",))
    with store.database.writing() as one:
        first = one.connection.driver_connection
    with store.database.writing() as two:
        assert two.connection.driver_connection is first
    with store.database.reading() as reader:
        raw = reader.connection.driver_connection
        assert raw.execute("PRAGMA wal_autocheckpoint").fetchone() == (0,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            raw.execute("UPDATE articles SET version = 2")
    log = file.with_name("news.db-wal")
    size = log.stat().st_size
    assert size > 0
    store.database.reader.dispose()
    assert log.stat().st_size == size, "closing the readers did not touch the log"
    store.close()
    assert not log.exists()


def test_every_connection_has_what_the_store_relies_on(file: Path):
    store = open_store(str(file))
    wanted = {"foreign_keys": 1, "journal_mode": "wal", "busy_timeout": 120_000, "temp_store": 2}
    with store.database.writing() as writer, store.database.reader.connect() as reader:
        for connection in (writer, reader):
            assert {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in wanted} == wanted
        assert writer.execute(text("PRAGMA secure_delete")).scalar() == 1
    store.close()


def test_another_program_that_holds_the_file_is_waited_for(file: Path):
    store = open_store(str(file))
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, lambda: other.execute("ROLLBACK")).start()
    began = time.monotonic()
    take(store, "a")
    assert time.monotonic() - began > 0.2
    store.close()
    other.close()


def test_what_is_no_database_is_told_and_not_touched(tmp_path: Path):
    words = tmp_path / "words.db"
    words.write_text("This is not a database. " * 100)
    for path in (words, tmp_path):
        with pytest.raises(StoreError) as caught:
            open_store(str(path))
        assert str(path) in str(caught.value)
    assert words.read_text().startswith("This is not")
    with pytest.raises(StoreError, match="folder cannot be made"):
        open_store(str(words / "inside" / "news.db"))


def test_a_damaged_file_is_told_with_the_way_back(file: Path):
    store = open_store(str(file))
    take(store, *(f"a{n}" for n in range(200)))
    kept = store.backup(file.with_name("kept.db"))
    store.close()
    content = bytearray(file.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(StoreError, match="newsloom restore"):
        open_store(str(file)).count("articles")
    file.rename(file.with_name("damaged.db"))
    store = open_store(str(file))
    store.restore(kept)
    assert store.count("articles") == 200
    store.close()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://localhost/news", "neither SQLite nor PostgreSQL"),
        ("sqlite://", "must be a file"),
        (":memory:", "must be a file"),
        ("postgresql://reader:opensesame@127.0.0.1:1/news", "127.0.0.1"),
    ],
)
def test_an_address_that_cannot_be_opened_is_told_without_its_password(url: str, says: str):
    with pytest.raises(StoreError, match=says) as caught:
        open_store(url)
    assert "opensesame" not in str(caught.value)


@pytest.mark.postgres
def test_a_server_that_went_away_is_told_and_used_again_when_it_is_back(postgres):
    url = postgres.new()
    store = open_store(url)
    take(store, "a")
    with postgres._admin.connect() as admin:
        name = store.database.url.database
        admin.execute(
            text("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = :name"), {"name": name}
        )
    assert store.count("articles") == 1
    take(store, "b")
    postgres.drop(url)
    with pytest.raises(StoreError):
        store.count("articles")
    store.close()


def test_a_store_that_was_closed_can_be_closed_again(store: Store):
    take(store, "a")
    store.close()
    store.close()


def test_reading_and_writing_at_once_from_many_threads_ends_with_everything_there(store: Store):
    group(store, s=("a",))
    publish(store, "s", "a")
    failed: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(30):
                record = store.story_record("s")
                assert record.page is not None
                assert len(record.revisions) == record.page.revision, "the list of revisions is of the moment of the page"
        except BaseException as exc:
            failed.append(exc)

    readers = [threading.Thread(target=read) for _ in range(6)]
    for reader in readers:
        reader.start()
    for number in range(20):
        publish(store, "s", "a", headline=f"Headline {number}")
    for reader in readers:
        reader.join()
    assert failed == []
    assert store.story_record("s").page.revision == 21


def test_an_article_taken_twice_at_once_is_stored_once(store: Store):
    told: list[str] = []
    threads = [threading.Thread(target=lambda: told.extend(store.take([arrival("a")], now=NOW))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["new", *["same"] * 7]
