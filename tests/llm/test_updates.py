"""Updates, the cache, the ledger and the budget: what is asked again, what stays, and what happens when nothing may be spent."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from house import KEY, NOW, House, assert_sound, storm, summit
from starlette.testclient import TestClient

from newsloom.model import Article, Channel, StoryMark
from newsloom.testing.model import Asked, ModelServer, Said, honest, update
from newsloom.web import create_app


def late(number: int, text: str) -> Article:
    """A further article about the summit."""
    when = NOW - timedelta(hours=1)
    return Article(f"late{number}", "More on the summit in Nara", text, source=f"Outlet {number}", published=when, lang="en")


NEWS = (
    "South Korean President Lee Jae Myung and Japanese Prime Minister Takaichi Sanae met in Nara on Tuesday.\n"
    "Lee and Takaichi also agreed to hold their next summit in Andong in October.\n"
    "Seoul and Tokyo will set up a joint fund of 90 billion yen for young scientists, the two governments said.\n"
    "South Korea and Japan will share data on North Korean missiles around the clock from March.\n"
    "Takaichi accepted an invitation to visit Seoul in the spring, officials of both countries said."
)


def add(house: House, story: str, *articles: Article) -> None:
    """More articles in a story that is there."""
    house.put(story, articles)


AGAIN = (
    "Andong will be the place of the next summit between Lee and Takaichi, which is to be held in October.\n"
    "Young scientists will get 90 billion yen out of a joint fund that Tokyo and Seoul set up.\n"
    "Data on missiles of North Korea will go around the clock between Japan and South Korea once March has begun.\n"
    "Officials of both countries said Takaichi accepted an invitation to visit Seoul in the spring.\n"
    "The fund is to be run from Busan."
)
#: two outlets that report the same news of the summit
LATE = (late(1, NEWS), late(2, AGAIN))


def texts(house: House, story: str) -> list[str]:
    return [s.text for s in house.page(story).sentences]


def test_an_update_shows_only_what_is_new_and_keeps_the_words_that_stand(tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server) as house:
        house.put("summit", summit())
        house.update()
        before = texts(house, "summit")
        house.clock.advance(hours=7)
        add(house, "summit", *LATE)
        house.update()
        asked = server.asked("update")
        assert len(asked) == 1
        new = [text for name, text in asked[0].evidence.items() if name.startswith("e")]
        assert new
        assert not set(new) & set(server.asked("story")[0].evidence.values())
        after = texts(house, "summit")
        assert [text for text in after if text in before] == before
        assert any("visit Seoul in the spring" in text for text in after)
        assert any("90 billion yen" in text for text in after)
        assert house.page("summit").revision > 2
        assert_sound(house.page("summit"), [*summit(), *LATE])
        cost = len(asked[0].system + asked[0].user) / len(server.asked("story")[0].system + server.asked("story")[0].user)
        assert cost < 0.5


def test_an_update_shows_of_two_outlets_that_say_the_same_one_and_cites_both(tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server) as house:
        house.put("summit", summit())
        house.update()
        house.clock.advance(hours=7)
        add(house, "summit", *LATE)
        house.update()
        (asked,) = server.asked("update")
        assert sum("in the spring" in text for text in asked.evidence.values()) == 1
        (told,) = (s for s in house.page("summit").sentences if "in the spring" in s.text)
        assert {c.article for c in told.citations} == {"late1", "late2"}


@pytest.mark.parametrize("holds", [True, False])
def test_an_update_shows_the_headline_and_may_replace_it_where_its_evidence_holds(holds, tmp_path):
    def headed(asked: Asked) -> Said:
        if asked.task != "update":
            return honest(asked)
        told = update(asked)
        best = max((row for row in told["changes"]), key=lambda row: "visit Seoul" in row["text"])
        text = best["text"].rstrip(".") if holds else "Takaichi resigns over a bribery scandal"
        return Said(json.dumps({"changes": [*told["changes"], {**best, "at": "headline", "text": text}]}))

    with ModelServer(headed) as server, House(tmp_path, server) as house:
        house.put("summit", summit())
        house.update()
        before = house.page("summit").headline
        house.clock.advance(hours=7)
        add(house, "summit", *LATE)
        house.update()
        (asked,) = server.asked("update")
        assert f"headline |  {before}" in asked.user.replace(asked.mark, " ")
        assert ("visit Seoul" in house.page("summit").headline) is holds
        assert "bribery" not in house.page("summit").headline
        assert all("bribery" not in text for text in texts(house, "summit"))


def test_an_update_without_anything_new_asks_nothing(tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server) as house:
        house.put("summit", summit())
        house.update()
        calls, before = len(server.requests), texts(house, "summit")
        house.clock.advance(hours=7)
        copy = replace(summit()[0], id="copy", source="Another Outlet", published=NOW)
        add(house, "summit", copy)
        house.update()
        assert len(server.requests) == calls
        assert texts(house, "summit") == before
        assert len(house.page("summit").sources) == len(summit()) + 1
        assert house.page("summit").writer == "scripted"


def test_a_sentence_whose_source_changed_leaves_the_page(tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server) as house:
        house.put("summit", summit())
        house.update()
        cited = house.page("summit").sentences[0].citations[0]
        old = next(a for a in summit() if a.id == cited.article)
        changed = replace(old, text=old.text.replace(cited.quote, "The meeting was put off until further notice.", 1))
        house.clock.advance(hours=7)
        house.put("summit", [changed])
        house.update()
        assert cited.quote not in texts(house, "summit")


def test_a_page_never_waits_for_the_model(tmp_path):
    """The extractive page is there as soon as it is written; the model's is its next revision."""
    with ModelServer(honest) as server, House(tmp_path, server) as house:
        house.put("summit", summit())
        house.app._pipeline.desk.write_now(["summit"])
        assert house.page("summit").writer == "extractive"
        assert server.requests == []
        house.update()
        assert house.page("summit").writer == "scripted"
        first = house.app.story("summit", 1)
        assert first.page.writer == "extractive"


def test_other_words_for_the_same_are_no_new_fact(tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server) as house:
        house.put("summit", summit())
        house.app._pipeline.desk.write_now(["summit"])
        before = house.app.stories()[0].last_new_fact
        house.update()
        assert house.app.stories()[0].last_new_fact == before


def test_young_stories_and_quick_updates_wait_their_pace(tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server, llm_pace_min=60) as house:
        house.put("summit", [replace(a, published=NOW - timedelta(minutes=5)) for a in summit()])
        house.update()
        assert server.requests == [], "the story is five minutes old"
        house.clock.advance(minutes=56)
        house.update()
        assert len(server.asked("story")) == 1
        house.clock.advance(minutes=10)
        add(house, "summit", *(replace(a, published=house.clock()) for a in LATE))
        house.update()
        assert server.asked("update") == []
        writers = {s.writer for s in house.page("summit").sentences}
        assert writers == {"scripted", "extractive"}, "meanwhile the extractive writer tells it"
        house.clock.advance(minutes=48)
        house.update()
        assert server.asked("update") == [], "it is not twice as old as when the model was last asked"
        house.clock.advance(minutes=4)
        house.update()
        assert len(server.asked("update")) == 1


def test_the_same_evidence_is_never_paid_for_twice(tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server) as house:
        house.put("summit", summit())
        house.update()
        calls = len(server.requests)
        house.put("again", [replace(a, id=f"{a.id}-b") for a in summit()])
        house.update()
        assert len(server.requests) == calls
        assert house.page("again").writer == "scripted"
        assert house.store.spent(since=NOW - timedelta(days=1)).calls == calls


def test_what_is_not_json_is_not_kept(tmp_path):
    with ModelServer([lambda asked: Said("Sorry."), honest]) as server, House(tmp_path, server) as house:
        house.put("summit", summit())
        house.update()
        house.put("again", [replace(a, id=f"{a.id}-b") for a in summit()])
        house.update()
        assert house.page("again").writer == "scripted"


@pytest.mark.parametrize(
    "limit",
    [
        {"llm_tokens_per_day": 7_000},
        {"llm_tokens_per_month": 7_000},
        {"llm_money_per_day": 0.015, "llm_price_in": 2, "llm_price_out": 2},
    ],
    ids=["tokens a day", "tokens a month", "money a day"],
)
def test_at_a_limit_the_site_goes_on_extractively_and_says_so(limit, tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server, llm_concurrency=1, **limit) as house:
        house.put("summit", summit())
        house.update()
        calls = len(server.requests)
        assert calls == 1
        house.put("storm", storm())
        house.update()
        assert len(server.requests) == calls
        assert house.page("storm").writer == "extractive"
        assert_sound(house.page("storm"), storm())
        assert any("is spent" in str(p) for p in house.app.problems())
        assert house.app.facts()["llm_waiting"] == 1
        spent = house.app.spending()
        assert spent["tokens"] <= 7_000 or spent["cost"] <= 0.015
        house.clock.advance(days=32)
        house.update()
        assert house.page("storm").writer == "scripted", "there is a budget again"


def test_a_limit_that_is_raised_holds_within_minutes_and_not_from_the_next_day_on(tmp_path):
    with ModelServer(honest) as server:
        with House(tmp_path, server, llm_tokens_per_day=1_000) as house:
            house.put("summit", summit())
            house.update()
            assert house.app.spending()["limit"] == "today", "too little is left for a story, and the owner is told so"
            assert server.requests == []
        with House(tmp_path, server, llm_tokens_per_day=100_000) as house:
            house.clock.advance(minutes=11)
            house.update()
            assert house.page("summit").writer == "scripted"
            assert house.app.spending()["limit"] == ""


def test_calls_on_their_way_count_against_the_limit(tmp_path):
    """Several stories at a time do not spend more than there is."""
    with ModelServer(honest) as server, House(tmp_path, server, llm_concurrency=4, llm_tokens_per_day=9_000) as house:
        for number in range(4):
            house.put(f"s{number}", [replace(a, id=f"{a.id}-{number}", text=f"{a.text}\nNote {number}.") for a in storm()])
        house.update()
        assert 1 <= len(server.requests) <= 2
        assert house.store.spent(since=NOW - timedelta(days=1)).tokens <= 9_000


def test_the_ledger_names_story_model_and_prompt(tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server, llm_price_in=1.0, llm_price_out=4.0) as house:
        house.put("summit", summit())
        house.update()
        (line,) = house.app.spending()["lines"]
        assert (line["story"], line["model"], line["prompt"]) == ("summit", "scripted", "story.v2")
        spent = house.store.spent(since=NOW - timedelta(days=1))
        assert line["cost"] == pytest.approx((spent.tokens_in * 1.0 + spent.tokens_out * 4.0) / 1e6)


def test_stories_of_more_outlets_are_written_first(tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server, llm_concurrency=1) as house:
        house.put("two", storm()[:2])
        house.put("four", summit())
        house.update()
        assert "Takaichi" in server.requests[0].user


@pytest.mark.parametrize("wish", ["follow", "channel"])
def test_what_the_reader_follows_or_has_a_channel_for_is_written_before_all_others(wish, tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server, llm_concurrency=1) as house:
        house.put("four", summit())
        house.put("two", storm()[:2])
        house.app._pipeline.desk.write_now(["four", "two"])
        if wish == "follow":
            house.app.mark("two", StoryMark.FOLLOW)
        else:
            house.app.save_channel(Channel("", "Weather", words=("Ilse",)))
        house.update()
        assert "Ilse" in server.requests[0].user


def test_the_desk_shows_what_the_model_cost_by_story(tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server, llm_price_in=3, llm_tokens_per_day=50_000) as house:
        house.put("summit", summit())
        house.update()
        site = TestClient(create_app(house.app, house.app.settings), base_url="http://127.0.0.1:8413")
        shown, told = site.get("/desk/spending").text, house.app.spending()
    assert 'href="/story/summit"' in shown
    assert "story.v2" in shown
    assert f"{told['tokens']:,} tokens" in shown
    assert "of 50,000" in shown
    assert KEY not in shown


def test_the_best_of_several_answers_is_taken(tmp_path):
    """Of three answers the one whose citations hold best is published."""

    def wrong(asked: Asked) -> Said:
        told = json.loads(honest(asked).content or "{}")
        for section in told.get("sections", ()):
            for sentence in section["sentences"][1:]:
                sentence["text"] = "The prime minister has resigned."
        return Said(json.dumps(told))

    with ModelServer([wrong, wrong, honest]) as server, House(tmp_path, server, llm_samples=3, llm_concurrency=1) as house:
        house.put("summit", summit())
        house.update()
        assert len(server.asked("story")) == 3
        assert len(house.page("summit").sentences) >= 8
        assert {s.writer for s in house.page("summit").sentences} == {"scripted"}


def test_a_judge_can_only_refuse(tmp_path):
    def reworded(asked: Asked) -> Said:
        told = json.loads(honest(asked).content or "{}")
        for section in told.get("sections", ()):
            for sentence in section["sentences"]:
                sentence["text"] = f"On the day, {sentence['text'][0].lower()}{sentence['text'][1:]}"
        return Said(json.dumps(told))

    def refusing(asked: Asked) -> Said:
        if asked.task == "judge":
            return Said(json.dumps({"refused": [{"number": n, "reason": "not stated"} for n in range(1, 40)]}))
        return honest(asked)

    with ModelServer(refusing) as server, House(tmp_path, server, llm_judge_model="strict") as house:
        house.put("summit", summit())
        house.update()
        assert {s.basis for s in house.page("summit").sentences} == {"quoted"}, "a quotation needs no judge"
        assert house.page("summit").writer == "scripted"


def test_a_wish_survives_the_end_of_the_process(tmp_path):
    with ModelServer(honest) as server:
        with House(tmp_path, server) as house:
            house.put("summit", summit())
            house.app._pipeline.desk.write_now(["summit"])
        with House(tmp_path, server) as house:
            house.update()
            assert house.page("summit").writer == "scripted"


def test_without_a_model_nothing_of_it_is_stored(tmp_path):
    with House(tmp_path, None) as house:
        house.put("summit", summit())
        house.update()
        assert house.page("summit").writer == "extractive"
        assert house.store.waiting("prose") == 0
        assert "llm" not in house.app.facts()


def test_an_update_that_says_nothing_leaves_the_page_as_it_was(tmp_path):
    def silent(asked: Asked) -> Said:
        return Said(json.dumps({**update(asked), "changes": []})) if asked.task == "update" else honest(asked)

    with ModelServer(silent) as server, House(tmp_path, server) as house:
        house.put("summit", summit())
        house.update()
        before = texts(house, "summit")
        house.clock.advance(hours=7)
        add(house, "summit", *LATE)
        house.update()
        assert texts(house, "summit")[: len(before)] == before
        assert_sound(house.page("summit"), [*summit(), *LATE])


def test_erasing_an_article_erases_what_models_wrote_of_it(tmp_path):
    with ModelServer(honest) as server, House(tmp_path, server) as house:
        house.put("summit", summit())
        house.update()
        house.app.erase(summit()[0].id)
        house.store.database.sweep()
        sentence = summit()[0].text.split("\n")[0][:40].encode()
        assert all(sentence not in file.read_bytes() for file in tmp_path.iterdir())
