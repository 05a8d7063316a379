"""A model that tells lies made of true passages, each with the very evidence it is made of, through the whole pipeline."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from house import House, assert_sound

from newsloom.model import Article
from newsloom.testing.model import Asked, ModelServer, Said, honest, story

sys.path.insert(0, str(Path(__file__).parent.parent / "checking"))
import lies  # beside the checker's tests

#: known misses, which the docs tell: what a list of words does not exclude
PASSES = ("could reopen on Thursday.", "Nordbank and Sundbank fell", "expects to hire")


def event(name: str) -> list[Article]:
    told = lies.HARBOUR if name == "harbour" else lies.BANK
    titles = (
        ("Crane falls into basin of Ellerby", "Crane kills two in Ellerby")
        if name == "harbour"
        else ("Key rate up in Varland", "Varland lifts rate")
    )
    return [
        Article(f"{name}{n}", titles[n], "\n".join(lines), source=f"Outlet {n}", published=datetime(2026, 1, 13, 8 + n, tzinfo=UTC), lang="en")
        for n, lines in enumerate(told)
    ]  # fmt: skip


def liar(rows, lines):
    """Writes every lie whose evidence it is shown, as headline, deck, headings and sentences; when refused, says it again."""

    def script(asked: Asked) -> Said:
        if asked.task != "story":
            return honest(asked)
        ids = {text: name for name, text in asked.evidence.items()}
        ready = [(text, [ids[lines[n]] for n in cited]) for text, cited in rows if all(lines[n] in ids for n in cited)]
        told = story(asked)
        first = [{"text": t, "evidence": e} for t, e in ready]
        told["sections"].insert(0, {"heading": ready[0][0].rstrip("."), "sentences": first})
        told["headline"] = {"text": ready[0][0].rstrip("."), "evidence": ready[0][1]}
        told["deck"] = {"text": ready[-1][0], "evidence": ready[-1][1]}
        return Said(json.dumps(told, ensure_ascii=False))

    return script


@pytest.mark.parametrize("name", ["harbour", "bank"])
@pytest.mark.parametrize("part", range(6))  # an answer is read only so far: a page has room for a few
def test_no_reader_sees_any_of_them(name, part, tmp_path):
    rows = [row for row in (lies.HARBOUR_LIES if name == "harbour" else lies.BANK_LIES) if not any(p in row[0] for p in PASSES)]
    rows = rows[part::6]
    lines = [line for article in (lies.HARBOUR if name == "harbour" else lies.BANK) for line in article]
    with ModelServer(liar(rows, lines)) as server, House(tmp_path, server) as house:
        house.put(name, event(name))
        house.update()
        page, held = house.page(name), "\n".join(house.held(name))
    assert_sound(page, event(name))
    assert page.writer == "scripted"
    read = {page.headline, page.deck, *(s.heading for s in page.sections), *(s.text for s in page.sentences)}
    assert not {text for text, _ in rows} & read
    assert not {text.rstrip(".") for text, _ in rows} & read
    assert any(text[:40] in held for text, _ in rows), "the model did tell them"
