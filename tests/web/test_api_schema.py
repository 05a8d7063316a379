"""The API is as its OpenAPI document says: schemathesis asks every address for what the document allows, and for what it forbids.

The inputs are the same in every run. `SCHEMATHESIS_EXAMPLES` asks for more of each kind.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import positive_data_acceptance

from newsloom.web import create_app

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "10"))
HERE = {"host": "127.0.0.1"}
ADDRESSES = (
    "/front",
    "/stories",
    "/stories/{story}",
    "/stories/{story}/revisions",
    "/stories/{story}/revisions/{number}",
    "/articles",
    "/articles/{article}",
    "/search",
    "/channels",
    "/channels/{channel}",
    "/channels/{channel}/stories",
    "/channels/{channel}/alert",
    "/channels/{channel}/calls",
    "/marked/{mark}",
    "/reports",
    "/subscriptions",
    "/changes",
    "/explain/{about}",
    "/healthz",
)
CHANGING = (
    "post /stories/{story}/merge",
    "post /stories/{story}/split",
    "post /stories/{story}/drop",
    "post /stories/{story}/reports",
    "post /articles/{article}/move",
    "post /changes/{change}/undo",
    "put /marked/{mark}/{story}",
    "delete /marked/{mark}/{story}",
    "post /caught-up",
    "post /channels",
    "put /channels/{channel}",
    "delete /channels/{channel}",
    "put /channels/{channel}/alert",
    "delete /channels/{channel}/alert",
    "post /channels/{channel}/alert/try",
    "post /subscriptions",
    "post /subscriptions/{subscription}/{act}",
    "put /subscriptions/{subscription}/use",
    "delete /subscriptions/{subscription}",
    "delete /articles/{article}",
    "put /reports/{report}",
)


@pytest.fixture(scope="module")
def document(demo):
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(demo, demo.settings), headers=HERE)


@pytest.fixture(scope="module")
def known(demo):
    """Ids that are there, so that not every answer is that nothing has this id."""
    story = demo.front().top[0].id
    return {"story": story, "about": story, "number": 1, "article": demo.story(story).articles[0].id}


@pytest.fixture(scope="module")
def changed(new_demo):
    """The document of a site that may be changed at will: its outlets are on this machine, nothing else is reached."""
    app = new_demo()
    yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(app, app.settings), headers=HERE)
    app.close()


def operations(document: Any, *methods: str) -> dict[str, Any]:
    """By method and path; of GET by the path alone."""
    found = [one.ok() for one in document.get_all_operations()]
    told = {("" if one.method == "get" else f"{one.method} ") + one.path.removeprefix("/api/v1"): one for one in found}
    return {name: one for name, one in told.items() if not methods or one.method in methods}


def every_answer_fits(
    operation: Any, mode: GenerationMode, *, at: dict[str, Any] | None = None, without: list[Any] | None = None
) -> int:
    """Ask for what this mode of generation draws and validate each answer; how many there were."""
    asked = 0

    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        nonlocal asked
        asked += 1
        if at is not None:
            case.path_parameters = {name: at[name] for name in case.path_parameters}
        case.call_and_validate(headers=HERE, excluded_checks=without)

    ask()
    return asked


def test_every_address_is_asked(document):
    assert sorted(operations(document)) == sorted((*ADDRESSES, *CHANGING))


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_the_document_allows_is_answered_as_it_says(document, address: str):
    assert every_answer_fits(operations(document)[address], GenerationMode.POSITIVE)


@pytest.mark.parametrize(
    "address", [one for one in ADDRESSES if one.count("{") and not one.startswith(("/channels", "/marked"))]
)
def test_what_is_there_is_answered_as_the_document_says(document, known, address: str):
    assert every_answer_fits(operations(document)[address], GenerationMode.POSITIVE, at=known)


@pytest.mark.parametrize(
    "address", [one for one in ADDRESSES if one in ("/stories", "/search", "/reports", "/changes") or "{" in one]
)
def test_what_the_document_forbids_is_refused_as_it_says(document, address: str):
    assert every_answer_fits(operations(document)[address], GenerationMode.NEGATIVE)


@pytest.mark.parametrize("address", CHANGING)
def test_a_verb_answers_as_the_document_says(changed, address: str):
    # most texts are no address and no time zone, and nothing answers at most addresses (502)
    addressed = address in ("post /subscriptions", "put /channels/{channel}/alert")
    no_answer = [not_a_server_error, positive_data_acceptance] if addressed else []
    assert every_answer_fits(operations(changed)[address], GenerationMode.POSITIVE, without=no_answer)
