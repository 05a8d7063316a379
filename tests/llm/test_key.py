"""The key of a model is on no page, in no header, setting as text, backup or traceback."""

from __future__ import annotations

import json
import re
import traceback

import pytest
from house import KEY, House, summit
from starlette.testclient import TestClient

from newsloom import config
from newsloom.errors import NewsloomError
from newsloom.testing.model import FAULTS, ModelServer, honest
from newsloom.web import create_app

PAGES = 150


@pytest.mark.parametrize("script", [honest, FAULTS["401"]], ids=["well", "refused"])
def test_the_key_is_on_no_page_that_the_site_leads_to(script, tmp_path):
    with ModelServer(script) as server, House(tmp_path, server) as house:
        house.put("summit", summit())
        house.update()
        site = create_app(house.app, house.app.settings)
        reader = TestClient(site, base_url="http://127.0.0.1:8413")
        plain = [p for route in site.routes if "{" not in (p := getattr(route, "path", "{"))]
        waiting, seen = ["/", "/desk/spending", "/settings", *plain], set()
        while waiting and len(seen) < PAGES:
            path = waiting.pop(0)
            if path in seen:
                continue
            seen.add(path)
            answer = reader.get(path)
            assert KEY not in answer.text, path
            assert all(KEY not in value for value in answer.headers.values()), path
            waiting += re.findall(r'href="(/[^"#]*)"', answer.text)
        assert {"/", "/settings", "/desk/spending", "/story/summit"} <= seen
        told = [repr(house.app.settings), str(house.app.settings), house.app.settings.model_dump_json()]
        told += [json.dumps(house.app.facts(), default=str), json.dumps(house.app.spending(), default=str)]
        assert all(KEY not in text for text in told)
        house.app.backup(tmp_path / "backup.db")
        assert KEY.encode() not in (tmp_path / "backup.db").read_bytes()


@pytest.mark.parametrize("wrong", [{"llm_samples": "many"}, {"llm_base_url": 7}])
def test_a_setting_that_is_wrong_beside_the_key_shows_no_key(wrong):
    with pytest.raises(NewsloomError) as found:
        config.load(llm_api_key=KEY, **wrong)
    assert KEY not in "".join(traceback.format_exception(found.value))
