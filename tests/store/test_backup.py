"""Backup, restore, and the way from one engine to the other."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from making import FEED, NOW, arrival, entry, group, later, placed, poll, publish, take
from test_erased import SECRET, everything, with_secret

from newsloom.errors import StoreError, UnreadableFile
from newsloom.model import Channel
from newsloom.store import Store, open_store


def fill(store: Store) -> None:
    """Something in every table."""
    with_secret(store)
    store.save_channel(Channel("b", "Brücken", words=("bridge",)), now=NOW)
    publish(store, "s", "a", headline="Changed")
    store.keep_fact("a fact", "kept")
    store.take([arrival("odd", "Ein Text 東京 😀\n\nmit Absatz")], now=NOW.replace(microsecond=7))


def told(store: Store) -> list[str]:
    """Everything that is stored, but for the counters that a restore moves on."""
    return [line for line in everything(store).splitlines() if not line.startswith(("('generation'", "('grouping_generation'"))]


def test_a_backup_restored_elsewhere_holds_the_same_and_is_searched_the_same(
    store: Store, new_database: Callable, tmp_path: Path
):
    fill(store)
    file = store.backup(tmp_path / "folder" / "backup.db")
    assert [path.name for path in file.parent.iterdir()] == ["backup.db"], "one file, with nothing beside it"
    other = open_store(new_database())
    other.restore(file)
    assert told(other) == told(store)
    for query in ("odd", "東京", SECRET, "changed", "says"):
        assert {hit.id for hit in other.search(query, limit=9)} == {hit.id for hit in store.search(query, limit=9)} != set()
    other.close()


def test_what_was_there_before_a_restore_is_backed_up_beside_it(store: Store, new_database: Callable, tmp_path: Path):
    fill(store)
    file = store.backup(tmp_path / "backup.db")
    other = open_store(new_database())
    take(other, "of", "before")
    other.restore(file)
    [kept] = (other.database.path.parent if other.database.path else tmp_path).glob("*.before-restore-*")
    back = open_store(str(kept))
    assert sorted(back.articles(["of", "before", "a"])) == ["before", "of"]
    for opened in (back, other):
        opened.close()


@pytest.mark.postgres
def test_sqlite_goes_to_postgresql_and_back_without_losing_anything(postgres, tmp_path: Path):
    first = open_store(str(tmp_path / "first.db"))
    fill(first)
    there = postgres.new()
    second = open_store(there)
    second.restore(first.backup(tmp_path / "one.db"))
    third = open_store(str(tmp_path / "third.db"))
    third.restore(second.backup(tmp_path / "two.db"))
    assert told(first) == told(second) == told(third)
    for opened in (second, third):
        group(opened, further=("new-1", "new-2"))  # counters go on where they were
        assert publish(opened, "further", "new-1")
        assert opened.articles_of("further") == ("new-1", "new-2")
    for opened in (first, second, third):
        opened.close()
    postgres.drop(there)


def test_a_backup_is_a_database_of_its_own(store: Store, tmp_path: Path):
    fill(store)
    opened = open_store(str(store.backup(tmp_path / "backup.db")))
    assert told(opened) == told(store)
    take(opened, "more")
    opened.close()


def test_a_backup_made_while_others_write_holds_one_moment(store: Store, tmp_path: Path):
    """Every transaction stores one article with its work, so a half transaction would show as a difference of counts."""
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            take(store, f"w{number}")
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        sizes = []
        for number in range(4):
            file = store.backup(tmp_path / f"{number}.db")
            with contextlib.closing(sqlite3.connect(file)) as copy:
                articles, versions, work, docs = (
                    copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  names of this test
                    for table in ("articles", "versions", "work", "search_docs")
                )
                assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert articles == versions == work == docs
            sizes.append(articles)
    finally:
        stop.set()
        writer.join()
    assert sizes == sorted(sizes)
    assert sizes[-1] > sizes[0], "writing went on"


def test_restoring_a_file_that_is_no_backup_changes_nothing(store: Store, tmp_path: Path):
    fill(store)
    before = told(store)
    (tmp_path / "text").write_text("This is no database, though it is longer than a header of one is." * 20)
    with contextlib.closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE something (x)")
    whole = store.backup(tmp_path / "whole.db").read_bytes()
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])
    for name in ("missing", "text", "other.db", "cut"):
        with pytest.raises(UnreadableFile) as caught:
            store.restore(tmp_path / name)
        assert str(tmp_path / name) in str(caught.value)
        assert "newsloom backup" in caught.value.remedy
    assert told(store) == before


def test_a_backup_that_cannot_be_written_leaves_nothing_and_the_old_one_in_place(store: Store, tmp_path: Path):
    take(store, "a")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="backup cannot be written"):
        store.backup(tmp_path / "file" / "backup.db")
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("database-")) == ["file"]


def test_a_restore_changes_what_readers_and_grouping_go_by(store: Store, tmp_path: Path):
    group(store, s=("a",))
    file = store.backup(tmp_path / "backup.db")
    group(store, t=("b",))
    publish(store, "t", "b")
    seen = store.generation(), store.grouping_state().generation
    store.restore(file)
    assert store.generation() > seen[0]
    assert store.grouping_state().generation > seen[1]
    assert (store.grouping_state().arrivals, store.articles_of("t")) == (1, ())
    store.assign([placed("a", "s", None)], arrivals=1, changed=(), now=NOW, revised=True)


def test_what_was_erased_after_the_backup_stays_erased_when_that_is_restored(store: Store, tmp_path: Path):
    with_secret(store)
    file = store.backup(tmp_path / "backup.db")
    take(store, "later")
    for article in ("article-z", "later"):
        store.erase(article, now=later(hours=1))
    store.restore(file)
    assert SECRET not in everything(store)
    assert store.search(SECRET, limit=9) == []
    assert store.article_version("article-z")[2]
    assert store.take([arrival("later"), arrival("article-z")], now=later(hours=2)) == ["erased", "erased"]
    assert poll(store, FEED, state={}, changed=[entry("z")], now=NOW)["new"] == 0
    assert [item.key for item in store.due("write", now=later(hours=2), limit=9)] == ["t"]
