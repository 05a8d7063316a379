"""What the owner does by command: `follow`, `save`, `mute`, `catch-up`, `report`, `reports`, `password`, on a database of files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import newsloom

from newsloom.app import open_app

TEXT = "The harbour council of Eastholm approved a new breakwater on Monday. Mayor Ada Brandt said work begins in March."


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A database with one story, and the story's id."""
    folder = tmp_path_factory.mktemp("marking")
    (folder / "in").mkdir()
    (folder / "in" / "one.txt").write_text(f"Eastholm approves a breakwater\n\n{TEXT}\n", encoding="utf-8")
    db = folder / "news.db"
    newsloom("add", folder / "in", "--db", db)
    newsloom("update", "--db", db)
    return db, json.loads(newsloom("stories", "--json", "--db", db).out)[0]["id"]


@pytest.mark.parametrize("command", ["follow", "save", "mute"])
def test_a_story_is_marked_listed_and_unmarked(filled: tuple[Path, str], command: str) -> None:
    db, story = filled
    assert newsloom(command, story, "--db", db).code == 0
    assert [one["card"]["id"] for one in json.loads(newsloom(command, "--json", "--db", db).out)] == [story]
    assert story in newsloom(command, "--db", db).out
    assert newsloom(command, story, "--off", "--db", db).code == 0
    assert json.loads(newsloom(command, "--json", "--db", db).out) == []


def test_what_is_not_there_cannot_be_marked(filled: tuple[Path, str]) -> None:
    ran = newsloom("follow", "none", "--db", filled[0])
    assert ran.code == 1 and "no story has this id" in ran.err
    assert newsloom("follow", "--off", "--db", filled[0]).code == 2


def test_everything_can_count_as_read(filled: tuple[Path, str]) -> None:
    assert newsloom("catch-up", "--db", filled[0]).code == 0


def test_a_wrong_sentence_is_noted_listed_and_resolved(filled: tuple[Path, str]) -> None:
    db, story = filled
    assert newsloom("report", f"{story}#1", "It was Tuesday.", "--db", db).code == 0
    [made] = json.loads(newsloom("reports", "--json", "--db", db).out)
    told = newsloom("reports", "--db", db).out
    assert "reader: It was Tuesday." in told and made["passages"][0]["quote"] in told
    assert json.loads(newsloom("reports", "--resolve", made["id"], "--json", "--db", db).out) == []
    assert [one["state"] for one in json.loads(newsloom("reports", "--closed", "--json", "--db", db).out)] == ["resolved"]
    assert newsloom("report", story, "--db", db).code == 2
    assert newsloom("report", f"{story}#99", "--db", db).code == 1


def test_a_password_is_kept_as_its_hash_and_taken_away(tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    assert newsloom("password", "--db", db, stdin="short\n").code == 1
    assert newsloom("password", "--db", db, stdin="a long one, here\n").code == 0
    with open_app(db) as app:
        assert app.password_hash().startswith("$argon2id$")
    assert newsloom("password", "--remove", "--db", db).code == 0
    with open_app(db) as app:
        assert app.password_hash() == ""


def test_a_channel_is_made_listed_and_deleted(filled: tuple[Path, str]) -> None:
    db, _ = filled
    made = newsloom("channel", "Harbours", "--word", "quay", "--word", "breakwater", "--every", "council", "--db", db)
    assert "Eastholm" in made.out
    [kept] = [one for one in json.loads(newsloom("channels", "--json", "--db", db).out) if one["id"] == "harbours"]
    assert (kept["id"], kept["words"], kept["every"]) == ("harbours", ["quay", "breakwater"], ["council"])
    left = json.loads(newsloom("channels", "--delete", "harbours", "--json", "--db", db).out)
    assert all(one["id"] != "harbours" for one in left)


def test_a_search_is_narrowed_by_kind_and_day(filled: tuple[Path, str]) -> None:
    db, story = filled
    found = json.loads(newsloom("search", "breakwater", "--kind", "story", "--json", "--db", db).out)
    assert [hit["id"] for hit in found] == [story]
    assert json.loads(newsloom("search", "breakwater", "--to", "1990-01-01", "--json", "--db", db).out) == []
    assert newsloom("search", "breakwater", "--from", "soon", "--db", db).code == 2
    assert newsloom("search", "breakwater", "--kind", "song", "--db", db).code == 2


def test_a_channel_is_told_which_address_to_call(filled: tuple[Path, str]) -> None:
    db, _ = filled
    newsloom("channel", "Quays", "--word", "quay", "--db", db)
    address = "https://ntfy.example/quays"
    assert newsloom("alert", "quays", address, "--ntfy", "--owners", "4", "--quiet", "22-7", "--db", db).code == 0
    with open_app(db) as app:
        alert = app.alerts()["quays"]
        assert (alert.url, alert.kind, alert.owners, alert.quiet) == (address, "ntfy", 4, (22, 7))
    assert newsloom("alert", "quays", "ftp://x", "--db", db).code == 1
    assert newsloom("alert", "quays", address, "--quiet", "late", "--db", db).code == 2
    assert newsloom("alert", "none", address, "--db", db).code == 1
    assert newsloom("alert", "quays", "--off", "--db", db).code == 0
    with open_app(db) as app:
        assert app.alerts() == {}
