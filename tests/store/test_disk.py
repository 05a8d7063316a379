"""A disk that is full or read-only: nothing is corrupted, reading goes on, the message says what to do, and work goes on afterwards."""

from __future__ import annotations

import contextlib
import resource
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from making import FEED, NOW, arrival, entry, group, poll, publish, take

from disks import SIZE_MB, fill_up, mount, small_disk
from newsloom.errors import StoreError
from newsloom.store import Store, open_store


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes."""
    with small_disk(tmp_path / "disk") as folder:
        yield folder


def whole(path: Path) -> bool:
    with contextlib.closing(sqlite3.connect(path)) as file:
        return bool(file.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def take_until_full(store: Store) -> int:
    """Take articles until no more fits; how many went in."""
    for number in range(10_000):
        try:
            store.take([arrival(f"n{number}", f"Text number {number}. " * 600)], now=NOW)
        except StoreError as exc:
            assert "disk is full" in exc.reason
            assert "free some space" in exc.remedy
            return number
    raise AssertionError("the disk never filled up")


@pytest.mark.parametrize("leave", [0, 20_000, 60_000, 200_000])
def test_a_full_disk_stops_writing_only_and_work_goes_on_when_there_is_room(disk: Path, leave: int):
    store = open_store(str(disk / "news.db"))
    group(store, s=("a",))
    publish(store, "s", "a")
    filler = fill_up(disk, leave=leave)
    stored = take_until_full(store)
    counted = (store.count("articles"), store.count("versions"), store.waiting("assign"))
    assert counted == (stored + 1, stored + 1, stored)
    for _ in range(3):
        with pytest.raises(StoreError, match="disk is full"):
            publish(store, "s", "a", headline="More " * 4000)
        assert store.story_record("s").page.headline == "What happened"
        assert [hit.id for hit in store.search("happened", limit=9)] == ["s"]
    filler.unlink()
    take(store, "after")
    assert publish(store, "s", "a", headline="Room again")
    store.close()
    assert whole(disk / "news.db")
    again = open_store(str(disk / "news.db"))
    assert again.count("articles") == stored + 2
    assert again.story_record("s").page.headline == "Room again"
    again.close()


def test_a_poll_on_a_full_disk_leaves_the_validators_as_they_were(disk: Path):
    store = open_store(str(disk / "news.db"))
    store.add_subscription(FEED, now=NOW)
    filler = fill_up(disk, leave=60_000)
    take_until_full(store)
    told = [entry(f"e{n}", text="A long summary. " * 500) for n in range(40)]
    polled = replace(FEED, etag='"new"', last_success=NOW)
    with pytest.raises(StoreError, match="disk is full"):
        poll(store, polled, state={"seen": 1}, changed=told, now=NOW)
    assert (store.subscription("feed").etag, store.entries("feed"), store.polling_state("feed")[0]) == (None, [], {})
    filler.unlink()
    poll(store, polled, state={"seen": 1}, changed=told, now=NOW)
    assert (store.subscription("feed").etag, len(store.entries("feed"))) == ('"new"', 40)
    store.close()


def test_a_backup_for_which_there_is_no_room_says_so_and_leaves_nothing_behind(disk: Path, tmp_path: Path):
    store = open_store(str(tmp_path / "news.db"))
    store.take([arrival(f"n{number}", f"Text number {number}. " * 600) for number in range(SIZE_MB * 100)], now=NOW)
    with pytest.raises(StoreError, match="backup cannot be written"):
        store.backup(disk / "backup.db")
    assert list(disk.iterdir()) == []
    store.close()


def test_a_process_killed_while_the_disk_is_full_leaves_a_whole_database(disk: Path):
    path = disk / "news.db"
    open_store(str(path)).close()
    filler = fill_up(disk, leave=300_000)
    code = """
    import sys; sys.path[:0] = sys.argv[2:]
    from making import NOW, arrival
    from newsloom.errors import StoreError
    from newsloom.store import open_store
    import os, signal
    store = open_store(sys.argv[1])
    try:
        for number in range(10_000):
            store.take([arrival(f"n{number}", "Text. " * 2000)], now=NOW)
    except StoreError:
        os.kill(os.getpid(), signal.SIGKILL)
    """
    died = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(path), str(Path(__file__).parent)], capture_output=True, check=False
    )
    assert died.returncode == -9, died.stderr.decode()
    filler.unlink()
    store = open_store(str(path))
    assert store.count("articles") == store.count("versions") == store.waiting("assign") > 0
    take(store, "after")
    store.close()
    assert whole(path)


def test_a_read_only_disk_can_be_read_and_says_that_it_cannot_be_written(disk: Path):
    path = disk / "news.db"
    store = open_store(str(path))
    group(store, s=("a",))
    publish(store, "s", "a")
    store.close()
    assert mount("-o", "remount,ro", str(disk))
    store = open_store(str(path))
    for _ in range(2):
        assert store.story_record("s").page.headline == "What happened"
        assert [hit.id for hit in store.search("happened", limit=9)] == ["s"]
        with pytest.raises(StoreError, match=r"read-only|cannot be written"):
            take(store, "b")
    store.close()
    assert mount("-o", "remount,rw", str(disk))
    store = open_store(str(path))
    take(store, "b")
    store.close()
    assert whole(path)


def test_a_file_that_may_not_grow_is_a_full_disk_for_whoever_is_not_root_too(tmp_path: Path):
    """A limit of the size of files in a process of its own: writing fails half-way through a page of the log."""
    path = tmp_path / "news.db"
    open_store(str(path)).close()
    code = """
    import resource, sys; sys.path[:0] = sys.argv[2:]
    from making import NOW, arrival
    from newsloom.errors import StoreError
    from newsloom.store import open_store
    store = open_store(sys.argv[1])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, hard))
    stored = failed = 0
    for number in range(60):
        try:
            store.take([arrival(f"n{number}", "Text. " * 5000)], now=NOW)
            stored += 1
        except StoreError as exc:
            failed += 1
            assert store.count("articles") == store.waiting("assign") == stored, exc
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    store.take([arrival("after")], now=NOW)
    print(stored, failed, store.count("articles"))
    """
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 0
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(path), str(Path(__file__).parent)], capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()
    stored, failed, counted = map(int, ran.stdout.split())
    assert failed > 0
    assert counted == stored + 1
    assert whole(path)
