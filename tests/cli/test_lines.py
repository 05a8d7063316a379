"""`cluster`, `write` and `check`: the contract of lines in and lines out, and what bad input does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import lines, newsloom

QUAY = (
    "The harbour board of Lorn reopened the northern quay on Tuesday after three weeks of repairs. "
    "Engineers replaced 140 metres of decking that a storm tore away in December. "
    "The first ferry to Skerry left at 06:40 with 212 passengers, the board said. "
    "Repairs cost 3.2 million crowns, a third less than planned, according to harbour master Ida Sund. "
    "A second berth will open in March, when the crane has been inspected."
)
QUAY_AGAIN = (
    "Ferries sail from Lorn's northern quay again. The quay, damaged by a December storm, reopened on Tuesday after repairs of three weeks. "
    "Harbour master Ida Sund said the work had cost 3.2 million crowns. "
    "The board expects the second berth to open in March after an inspection of the crane. "
    "Fishing crews had used the southern pier in the meantime and landed a quarter less herring than usual."
)
CHESS = (
    "Sixteen-year-old Mio Tarn won the national chess championship in Vell on Sunday. "
    "She beat the defending champion Osk Brandt in 41 moves in the last round. "
    "Tarn is the youngest winner since the tournament began in 1921, the federation said."
)


def article(key: object, text: str, **more: object) -> dict[str, object]:
    return {"id": key, "title": None, "text": text, "published": "2026-01-13T08:00:00Z", "source": None, "lang": "en", **more}


def test_cluster_gives_a_line_for_each_article_in_input_order_with_ids_of_their_own_type() -> None:
    ran = newsloom(
        "cluster",
        "-",
        stdin=lines(article(7, QUAY, source="Post"), article("7", CHESS, source="Isles"), article("x", QUAY_AGAIN)),
    )
    assert ran.code == 0, ran.err
    assert [row["id"] for row in ran.rows] == [7, "7", "x"]
    stories = [row["story"] for row in ran.rows]
    assert stories[0] == stories[2] != stories[1]
    assert all(set(row) == {"id", "story", "score", "reasons"} and 0 <= row["score"] <= 1 for row in ran.rows)
    assert ran.err == ""


def test_a_bad_line_is_told_with_its_number_the_rest_is_done_and_the_command_ends_with_1(tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    source.write_text(
        lines(
            article(1, QUAY),
            article(1, CHESS),
            {"id": 3},
            article(4, CHESS),
            {"title": "no id", "text": "x"},
            article([1], CHESS),
            '{"id": 7, "title": ',
            article(8, QUAY_AGAIN, unknown={"deep": []}),
            "[]",
            "",
        )
    )
    ran = newsloom("cluster", source)
    assert ran.code == 1
    assert [row["id"] for row in ran.rows] == [1, 4, 8]
    for number in (2, 3, 5, 6, 7, 9):
        assert f"articles.jsonl, line {number}:" in ran.err
    assert "line 10:" not in ran.err  # an empty line is no article
    assert "Traceback" not in ran.err


def test_by_time_takes_articles_in_order_of_publication_and_keeps_output_in_input_order(tmp_path: Path) -> None:
    history = tmp_path / "history.jsonl"
    rows = [
        article("late", QUAY, published="2026-01-13"),
        article("undated", CHESS, published=None),
        article("early", QUAY_AGAIN, published="2026-01-12T09:00:00"),
        article("unreadable", CHESS + " Again.", published="yesterday-ish"),
    ]
    ran = newsloom("cluster", "-", "--by-time", "--history", history, stdin=lines(*rows))
    assert ran.code == 0
    assert [row["id"] for row in ran.rows] == ["late", "undated", "early", "unreadable"]
    assert "line 4" in ran.err and "published" in ran.err  # a warning, not a failure
    told = [json.loads(line) for line in history.read_text().splitlines()]
    arrivals = [row["id"] for row in told if row["change"] in ("found", "join")]
    assert arrivals == ["early", "unreadable", "late", "undated"]
    final = {row["id"]: row["story"] for row in told}
    assert final == {row["id"]: row["story"] for row in ran.rows}


def test_the_same_input_gives_the_same_bytes() -> None:
    given = lines(article(1, QUAY), article(2, CHESS), article(3, QUAY_AGAIN))
    assert newsloom("cluster", "-", stdin=given).out == newsloom("cluster", "-", stdin=given).out


def test_write_gives_the_story_json_with_exact_citations() -> None:
    texts = {"a": QUAY, "b": QUAY_AGAIN}
    event = {"id": 12, "articles": [{"id": key, "text": text, "source": f"Outlet {key}"} for key, text in texts.items()]}
    ran = newsloom("write", "-", stdin=lines(event))
    assert ran.code == 0, ran.err
    (story,) = ran.rows
    assert story["id"] == 12
    assert {source["article"] for source in story["sources"]} == {"a", "b"}
    article_of = {source["number"]: texts[source["article"]] for source in story["sources"]}
    cited = [*story["headline_citations"], *story["deck_citations"]]
    for section in story["sections"]:
        cited += section["heading_citations"]
        for sentence in section["sentences"]:
            assert sentence["citations"] and sentence["verdict"] == "supported"
            cited += sentence["citations"]
    for citation in cited:
        if citation["field"] == "text":
            assert article_of[citation["source"]][citation["start"] : citation["end"]] == citation["quote"]


def test_articles_without_ids_are_named_by_their_position() -> None:
    ran = newsloom("write", "-", stdin=lines({"id": "e", "articles": [{"text": QUAY}, {"text": QUAY_AGAIN}]}))
    assert sorted(source["article"] for source in ran.rows[0]["sources"]) == [1, 2]


def test_an_event_without_text_is_told_and_the_next_is_written() -> None:
    given = lines(
        {"id": "empty", "articles": [{"title": "Only a title"}]},
        {"id": "none", "articles": []},
        {"id": "good", "articles": [{"text": QUAY}]},
    )
    ran = newsloom("write", "-", stdin=given)
    assert ran.code == 1
    assert [row["id"] for row in ran.rows] == ["good"]
    assert "line 1" in ran.err and "line 2" in ran.err


def test_article_files_are_one_event(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(f"Quay at Lorn reopens\n\nRepairs took three weeks\n\nQuay at Lorn reopens\n\n{QUAY}\n")
    (tmp_path / "two.md").write_text(f"# Ferries are back\n\n{QUAY_AGAIN}\n")
    ran = newsloom("write", tmp_path / "one.txt", tmp_path / "two.md", "--format", "text")
    assert ran.code == 0, ran.err
    assert "(2 articles)" in ran.out and "Sources (2 articles)" in ran.out and "[1]" in ran.out
    assert "2026" not in ran.out.split("Sources")[0].splitlines()[2]  # no file says when it was published


@pytest.mark.parametrize("format", ["md", "html"])
def test_pages_of_several_events_make_a_folder_with_harmless_names(tmp_path: Path, format: str) -> None:
    events = lines({"id": "../../etc/x", "articles": [{"text": QUAY}]}, {"id": "b", "articles": [{"text": QUAY_AGAIN}]})
    (tmp_path / "events.jsonl").write_text(events)
    ran = newsloom("write", tmp_path / "events.jsonl", "-f", format, "-o", tmp_path / "out")
    assert ran.code == 0, ran.err
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [f"b.{format}", f"etc-x.{format}"]


def test_check_tells_supported_from_changed_and_points_at_the_evidence() -> None:
    claims = lines(
        {"id": 1, "claim": "The first ferry to Skerry left at 06:40 with 212 passengers, the board said.", "source_text": QUAY},
        {"id": 2, "claim": "The first ferry to Skerry left at 06:40 with 312 passengers, the board said.", "source_text": QUAY},
    )
    ran = newsloom("check", "-", stdin=claims)
    assert ran.code == 0, ran.err
    good, changed = ran.rows
    assert good["supported"] and good["basis"] == "quoted" and good["score"] > changed["score"]
    span = good["evidence"][0]
    assert "212 passengers" in QUAY[span["start"] : span["end"]]
    assert not changed["supported"] and any("312" in reason for reason in changed["reasons"])


@pytest.mark.parametrize("command", ["cluster", "write", "check"])
def test_a_missing_an_empty_and_a_binary_file_each_get_a_clear_sentence(tmp_path: Path, command: str) -> None:
    missing = newsloom(command, tmp_path / "nothing.jsonl")
    assert missing.code == 1 and "nothing.jsonl" in missing.err and "Traceback" not in missing.err
    (tmp_path / "empty.jsonl").write_bytes(b"")
    empty = newsloom(command, tmp_path / "empty.jsonl")
    assert "empty.jsonl" in empty.err and empty.code == 1
    (tmp_path / "binary.jsonl").write_bytes(bytes(range(256)) * 20)
    binary = newsloom(command, tmp_path / "binary.jsonl")
    assert binary.code == 1 and "binary.jsonl" in binary.err and "Traceback" not in binary.err


def test_a_stopped_or_failed_command_leaves_the_old_output(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old\n")
    assert newsloom("cluster", tmp_path / "nothing.jsonl", "-o", out).code == 1
    assert out.read_text() == "old\n"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_input_and_output_may_be_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "both.jsonl"
    path.write_text(lines(article(1, QUAY), article(2, CHESS)))
    assert newsloom("cluster", path, "-o", path).code == 0
    assert [json.loads(line)["id"] for line in path.read_text().splitlines()] == [1, 2]


def test_wrong_usage_ends_with_2() -> None:
    assert newsloom("cluster").code == 2
    assert newsloom("cluster", "-", "--no-such-option").code == 2
    assert newsloom("write", "a.jsonl", "b.txt").code == 2


@pytest.mark.parametrize(
    "command",
    [
        "cluster",
        "write",
        "check",
        "demo",
        "add",
        "update",
        "serve",
        "stories",
        "show",
        "explain",
        "merge",
        "split",
        "move",
        "undo",
        "channels",
        "subscriptions",
        "export",
        "backup",
        "restore",
    ],
)
def test_every_command_of_the_contract_teaches_itself(command: str) -> None:
    ran = newsloom(command, "--help")
    assert ran.code == 0 and "Usage" in ran.out and len(ran.out) > 300


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_lines_as_other_systems_save_them_are_read(encoding: str) -> None:
    claim = {"id": "é", "claim": "The quay of Lorn is open.", "source_text": "The quay of Lorn is open. It was shut in May."}
    ran = newsloom("check", "-", stdin=f"{json.dumps(claim, ensure_ascii=False)}\r\n".encode(encoding))
    assert (ran.code, [row["id"] for row in ran.rows]) == (0, ["é"]), ran.err


@pytest.mark.parametrize("command", ["cluster", "write", "check"])
def test_a_file_of_blank_lines_is_told_to_be_empty(command: str) -> None:
    ran = newsloom(command, "-", stdin=b"\n \r\n\n")
    assert ran.code == 1 and "is empty" in ran.err


def test_an_article_that_cannot_be_used_is_told_and_the_rest_of_its_event_is_written() -> None:
    articles = [
        {"id": 1, "text": QUAY},
        {"id": 1, "text": QUAY_AGAIN},
        {"id": 2, "text": QUAY_AGAIN, "source": 5},
        {"text": QUAY_AGAIN},
    ]
    ran = newsloom("write", "-", stdin=lines({"id": "quay", "articles": articles}))
    assert ran.code == 1
    assert "line 1: article 2: id 1 is repeated" in ran.err and "line 1: article 3: source must be a string" in ran.err
    assert [source["article"] for source in ran.rows[0]["sources"]] in ([1, 4], [4, 1])
