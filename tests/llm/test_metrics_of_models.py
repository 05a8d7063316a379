"""What language models cost stands in the metrics, by model and prompt version."""

from __future__ import annotations

from house import KEY, House, summit
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr
from starlette.testclient import TestClient

from newsloom.testing.model import ModelServer, Said, honest
from newsloom.web import create_app


def test_metrics_tell_calls_tokens_and_money_by_model_and_prompt(tmp_path):
    with (
        ModelServer([lambda asked: Said("Sorry."), honest]) as server,
        House(tmp_path, server, llm_price_in=1.0, llm_price_out=4.0, metrics_token=SecretStr("t" * 20)) as house,
    ):
        house.put("summit", summit())
        house.update()
        house.put("again", summit()[:3])
        house.update()
        site = TestClient(create_app(house.app, house.app.settings), base_url="http://127.0.0.1:8413")
        text = site.get("/metrics", headers={"authorization": f"Bearer {'t' * 20}"}).text
        samples = [s for family in text_string_to_metric_families(text) for s in family.samples]
        spent = house.app.spending()
    by = {"model": "scripted", "prompt": "story.v2"}
    assert [s.value for s in samples if s.name == "newsloom_llm_calls_total" and s.labels == by] == [spent["calls"]]
    assert [s.value for s in samples if s.name == "newsloom_llm_failed_calls_total" and s.labels == by] == [1]
    assert sum(s.value for s in samples if s.name == "newsloom_llm_tokens_total") == spent["tokens"]
    assert abs(sum(s.value for s in samples if s.name == "newsloom_llm_cost_total") - spent["cost"]) < 1e-9
    assert KEY not in text
