"""The JSON API against its own description, and against the verbs it stands for."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsloom import formats
from newsloom.model import Alert, Channel
from newsloom.web import api, schemas

API = "/api/v1"


@pytest.fixture(scope="module")
def names(demo):
    """Ids that are there, by the name of their place in a path."""
    story = demo.front().top[0].id
    made = demo.save_channel(Channel("", "Ferries", words=("ferry",)))
    demo.save_alert(Alert(made.id, "https://calls.example/", owners=90))
    yield {
        "story": story,
        "article": demo.story(story).articles[0].id,
        "channel": made.id,
        "number": "1",
        "about": story,
        "mark": "save",
    }
    demo.remove_alert(made.id)
    demo.remove_channel(made.id)


@pytest.fixture(scope="module")
def document(site):
    return site.get(f"{API}/openapi.json").json()


READING = [
    ("/front", schemas.FrontShape),
    ("/stories", schemas.CardsShape),
    ("/stories?limit=2&offset=1", schemas.CardsShape),
    ("/stories/{story}", schemas.StoryShape),
    ("/stories/{story}/revisions", schemas.RevisionsShape),
    ("/stories/{story}/revisions/{number}", schemas.StoryShape),
    ("/articles", schemas.LatestShape),
    ("/articles/{article}", schemas.ArticleShape),
    ("/articles/{article}?version=1", schemas.ArticleShape),
    ("/search?q=ferry", schemas.HitsShape),
    ("/search?q=ferry&kind=article&lang=en&since=2026-01-01&until=2026-12-31&limit=1", schemas.HitsShape),
    ("/channels", schemas.ChannelsShape),
    ("/channels/{channel}", schemas.ChannelShape),
    ("/channels/{channel}/stories", schemas.CardListShape),
    ("/channels/{channel}/alert", schemas.AlertShape),
    ("/channels/{channel}/calls", schemas.CallsShape),
    ("/marked/{mark}", schemas.MarkedListShape),
    ("/reports", schemas.ReportsShape),
    ("/subscriptions", schemas.SubscriptionsShape),
    ("/changes", schemas.ChangesShape),
    ("/explain/{about}", schemas.ExplanationShape),
    ("/explain/{about}?sentence=1", schemas.ExplanationShape),
    ("/healthz", schemas.HealthShape),
]


@pytest.mark.parametrize(("path", "shape"), READING, ids=[path for path, _ in READING])
def test_an_answer_has_the_shape_that_is_promised(site, names, path, shape):
    answer = site.get(API + path.format(**names))
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/json"
    shape.model_validate(answer.json())


def test_every_address_of_the_document_is_tried_here(document):
    read = {path for path, methods in document["paths"].items() if "get" in methods}
    assert read == {API + path.partition("?")[0] for path, _ in READING}


def test_the_document_promises_the_shapes_that_are_tested(document):
    for path, shape in READING:
        told = document["paths"][API + path.partition("?")[0]]["get"]["responses"]["200"]["content"]["application/json"]
        assert told["schema"]["$ref"].rsplit("/", 1)[1] == shape.__name__


def test_every_address_says_what_it_does_and_how_it_fails(document):
    for methods in document["paths"].values():
        for method, told in methods.items():
            assert told["description"]
            found = {"200", "304"} if method == "get" else {"403", "409", "502"}
            assert {*found, "400", "404", "503"} <= set(told["responses"])


def test_a_story_is_the_story_of_the_contract(site, demo, names):
    assert site.get(f"{API}/stories/{names['story']}").json() == formats.page_json(demo.story(names["story"]).page)


def test_the_front_page_is_ranked_and_says_why(site, demo):
    told = site.get(f"{API}/front").json()
    assert [card["id"] for card in told["top"]] == [card.id for card in demo.front().top]
    for card in told["top"]:
        product = 1.0
        for term in card["why"]:
            product *= term["value"]
        assert product == pytest.approx(card["score"], rel=1e-3)


def test_the_parts_of_a_list_have_every_story_once(site, demo):
    seen, address = [], f"{API}/stories?limit=3"
    while address:
        part = site.get(address).json()
        assert len(part["items"]) <= 3
        seen += [card["id"] for card in part["items"]]
        address = part["next"]
    assert seen == [card.id for card in demo.stories(limit=1000)]


def test_search_finds_what_the_command_finds(site, demo):
    told = site.get(f"{API}/search", params={"q": "ferry", "limit": 50}).json()["items"]
    assert [(hit["kind"], hit["id"]) for hit in told] == [(hit.kind, hit.id) for hit in demo.search("ferry", limit=50)]
    assert not any(mark in hit["snippet"] for hit in told for mark in "\x02\x03")


def test_the_next_part_of_a_search_is_narrowed_alike(site):
    first = site.get(f"{API}/search?q=the&kind=article&lang=en&limit=1").json()
    assert [hit["kind"] for hit in first["items"]] == ["article"]
    second = site.get(first["next"]).json()
    assert second["items"][0]["kind"] == "article" and second["items"] != first["items"]


def test_an_unchanged_answer_is_not_sent_again(site, names):
    first = site.get(f"{API}/stories/{names['story']}")
    assert site.get(f"{API}/stories/{names['story']}", headers={"if-none-match": first.headers["etag"]}).status_code == 304


def test_the_head_alone_can_be_asked_for(site, names):
    answer = site.head(f"{API}/stories/{names['story']}")
    assert answer.status_code == 200 and answer.headers["etag"]


def test_a_merged_story_leads_to_where_it_went(site, demo):
    first, second = (card.id for card in demo.front().top[:2])
    change = demo.merge(first, second)
    try:
        moved = site.get(f"{API}/stories/{first}")
        assert (moved.status_code, moved.headers["location"]) == (308, f"http://127.0.0.1:8413{API}/stories/{second}")
        log = site.get(f"{API}/changes").json()["items"]
        assert log[0]["id"] == change.id and log[0]["by_person"]
    finally:
        demo.undo(change.id)


WRONG = [
    ("/stories/none", 404),
    ("/stories/none/revisions", 404),
    ("/stories/{story}/revisions/999", 404),
    ("/stories/{story}/revisions/0", 400),
    ("/stories/{story}/revisions/x", 400),
    ("/articles/none", 404),
    ("/articles/{article}?version=99", 404),
    ("/articles/{article}?version=no", 400),
    ("/channels/none", 404),
    ("/channels/none/stories", 404),
    ("/explain/none", 404),
    ("/explain/{story}?sentence=999", 404),
    ("/search", 400),
    ("/search?q=", 400),
    ("/stories?limit=0", 400),
    ("/stories?limit=1000000", 400),
    ("/stories?offset=-1", 400),
    ("/nothing", 404),
]


@pytest.mark.parametrize(("path", "status"), WRONG, ids=[path for path, _ in WRONG])
def test_an_error_is_told_as_problem_details(site, names, path, status):
    answer = site.get(API + path.format(**names))
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    told = schemas.ProblemShape.model_validate(answer.json())
    assert told.status == status and told.detail


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_what_is_only_read_cannot_be_changed(site, names, method):
    answer = site.request(method, f"{API}/stories/{names['story']}")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("path", "method", "allowed"),
    [
        ("/api/v1/channels/any", "PATCH", "DELETE, GET, HEAD, PUT"),
        ("/api/v1/caught-up", "GET", "POST"),
        ("/settings", "DELETE", "GET, HEAD, POST"),
        ("/story/any/wrong", "PUT", "GET, HEAD, POST"),
    ],
)
def test_an_address_tells_all_its_methods_to_who_asks_by_another(site, path, method, allowed):
    answer = site.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=30), st.text(max_size=30))
def test_whatever_is_asked_gets_an_answer_or_a_problem(site, name, query):
    """Any path and query: never a 500, never another type than JSON."""
    for path in (f"/stories/{quote(name, safe='')}", f"/articles/{quote(name, safe='')}?version={quote(query)}",
                 f"/search?q={quote(query)}", f"/explain/{quote(name, safe='')}", f"/stories?limit={quote(query)}"):  # fmt: skip
        answer = site.get(API + path)
        assert answer.status_code in (200, 400, 404)
        assert answer.headers["content-type"] in ("application/json", "application/problem+json")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://me:secret@feeds.example/a?b=1", "https://feeds.example/a?b=1"),
        ("https://feeds.example/@me", "https://feeds.example/@me"),
        ("https://[bad/@x", "https://[bad/@x"),
        ("/home/me/clippings", "/home/me/clippings"),
    ],
)
def test_a_login_in_the_address_of_a_feed_is_not_shown(url, shown):
    assert api.without_login(url) == shown
