"""The client of language models against a scripted server over real HTTP on loopback."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import time
import tracemalloc
from contextlib import suppress
from email.utils import formatdate

import pytest

from newsloom.errors import LLMError
from newsloom.net.llm import Breaker, ChatClient
from newsloom.ports import Prompt
from newsloom.testing.model import ModelServer, Said

KEY = "sk-test-0123456789abcdefghijklmnop"
PROMPT = Prompt("You are brief.", "Say so.", schema={"type": "object"}, version="test.v1")


def answer(server: ModelServer, **how):
    return asyncio.run(ChatClient(server.base_url, "scripted", key=KEY, first_pause_s=0.01, **how).complete(PROMPT))


def ok(asked):
    return Said('{"a": 1}')


def test_an_answer_comes_back_with_its_tokens():
    with ModelServer(lambda asked: Said('{"a": "ü"}', usage=(120, 7))) as server:
        found = answer(server)
    assert (found.text, found.tokens_in, found.tokens_out) == ('{"a": "ü"}', 120, 7)


def test_a_stream_adds_up_to_the_same_answer():
    with ModelServer(lambda asked: Said('{"a": "' + "ü" * 200 + '"}', usage=(120, 7))) as server:
        assert answer(server, stream=True) == answer(server)


def test_a_server_that_counts_no_tokens_has_them_estimated():
    body = json.dumps({"choices": [{"message": {"content": "x" * 400}}]}).encode()
    with ModelServer(lambda asked: Said(raw=body)) as server:
        found = answer(server)
    assert found.tokens_out == 100
    assert found.tokens_in > 0


def test_content_in_parts_is_joined():
    parts = [{"type": "text", "text": "{"}, {"type": "text", "text": "}"}]
    with ModelServer(lambda asked: Said(None, message={"content": parts})) as server:
        assert answer(server).text == "{}"


def test_the_schema_goes_along_where_the_server_takes_it():
    with ModelServer(ok) as server:
        answer(server)
        assert server.requests[0].body["response_format"]["json_schema"]["schema"] == PROMPT.schema


def test_a_server_without_schemas_is_asked_once_and_remembered():
    with ModelServer(ok, schema=False) as server:
        client = ChatClient(server.base_url, "scripted", key=KEY)
        for _ in range(2):
            assert asyncio.run(client.complete(PROMPT)).text == '{"a": 1}'
        kinds = [asked.body.get("response_format", {}).get("type") for asked in server.requests]
    assert kinds == ["json_schema", "json_object", "json_object"]


def test_models_that_refuse_max_tokens_and_temperature_are_asked_in_their_way():
    with ModelServer(ok, limits=True) as server:
        assert answer(server).text == '{"a": 1}'
        last = server.requests[-1].body
    assert "max_completion_tokens" in last
    assert "max_tokens" not in last
    assert "temperature" not in last


def test_a_refused_request_leaves_what_was_known_of_the_server():
    """A prompt that is too long is refused with the same status as an unknown field; the next keeps its schema."""
    with ModelServer([*[lambda asked: Said(status=400, error="too many tokens")] * 3, ok]) as server:
        client = ChatClient(server.base_url, "scripted")
        with pytest.raises(LLMError, match="too many tokens"):
            asyncio.run(client.complete(PROMPT))
        asyncio.run(client.complete(PROMPT))
        assert server.requests[-1].body["response_format"]["type"] == "json_schema"


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 529])
def test_what_passes_is_tried_again(status):
    with ModelServer([lambda asked: Said(status=status), ok]) as server:
        assert answer(server).text == '{"a": 1}'
        assert len(server.requests) == 2


def test_tries_end():
    with ModelServer(lambda asked: Said(status=500)) as server:
        with pytest.raises(LLMError, match="failed"):
            answer(server)
        assert len(server.requests) == 4


def test_retry_after_is_waited_for():
    with ModelServer([lambda asked: Said(status=429, headers=(("Retry-After", "1"),)), ok]) as server:
        answer(server)
        first, second = server.requests
    assert second.at - first.at >= 1.0


def test_retry_after_may_be_a_date():
    """Two seconds from now, to the second: between one and two are left."""
    when = [lambda asked: Said(status=429, headers=(("Retry-After", formatdate(time.time() + 2, usegmt=True)),)), ok]
    with ModelServer(when) as server:
        answer(server)
        first, second = server.requests
    assert 0.9 <= second.at - first.at <= 10


def test_a_date_far_off_leaves_the_endpoint_alone_at_once():
    far = Said(status=429, headers=(("Retry-After", formatdate(time.time() + 7200, usegmt=True)),))
    with ModelServer([lambda asked: far, ok]) as server:
        client = ChatClient(server.base_url, "scripted")
        for _ in range(2):
            with pytest.raises(LLMError, match="requests"):
                asyncio.run(client.complete(PROMPT))
        assert len(server.requests) == 1


def test_what_failed_is_told_and_not_that_the_time_was_too_short_to_try_again():
    with ModelServer(ok) as server:
        gone = server.base_url
    began = time.monotonic()
    with pytest.raises(LLMError, match="connection refused"):
        asyncio.run(ChatClient(gone, "m", deadline_s=2.0).complete(PROMPT))
    assert time.monotonic() - began < 2.0


def test_a_long_retry_after_leaves_the_endpoint_alone_at_once():
    with ModelServer([lambda asked: Said(status=429, headers=(("Retry-After", "7200"),)), ok]) as server:
        client = ChatClient(server.base_url, "scripted")
        for _ in range(3):
            with pytest.raises(LLMError, match="requests"):
                asyncio.run(client.complete(PROMPT))
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    "said", [Said(wait_s=30), Said('{"a": 1}' * 50, trickle_s=0.05), Said(endless=True)], ids=["silent", "trickling", "endless"]
)
@pytest.mark.parametrize("stream", [False, True])
def test_the_deadline_holds_whatever_trickles(said, stream):
    with ModelServer(lambda asked: said) as server:
        began = time.monotonic()
        with pytest.raises(LLMError):
            answer(server, deadline_s=1.0, stream=stream)
        assert time.monotonic() - began < 10.0


def test_an_answer_larger_than_the_bound_is_refused():
    with ModelServer(lambda asked: Said("x" * 300_000)) as server, pytest.raises(LLMError, match="larger"):
        answer(server, max_bytes=100_000)


@pytest.mark.parametrize("layers", [1, 2])
def test_a_compressed_bomb_is_refused_before_it_fills_memory(layers):
    body = b" " * 200_000_000
    for _ in range(layers):
        body = gzip.compress(body, 9)
    said = Said(raw=body, headers=(("Content-Encoding", ", ".join(["gzip"] * layers)),))
    with ModelServer(lambda asked: said) as server:
        tracemalloc.start()
        with pytest.raises(LLMError):
            answer(server)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert len(server.requests) == 1, "what is a bomb once is not asked for again"
    assert most < 30_000_000


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_the_key_goes_to_no_other_host_whatever_the_redirect(status):
    with ModelServer(ok) as elsewhere:
        target = (("Location", f"{elsewhere.base_url.replace('127.0.0.1', 'localhost')}/chat/completions"),)
        with ModelServer(lambda asked: Said(status=status, headers=target)) as server, pytest.raises(LLMError):
            answer(server)
        assert elsewhere.requests == []


def test_headers_that_trickle_end_with_the_deadline():
    async def drip(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n")
        with suppress(OSError):
            for n in range(200):
                writer.write(f"X-{n}: a\r\n".encode())
                await writer.drain()
                await asyncio.sleep(0.05)

    async def ask():
        server = await asyncio.start_server(drip, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        began = time.monotonic()
        with pytest.raises(LLMError, match="no whole answer"):
            await ChatClient(f"http://127.0.0.1:{port}/v1", "m", deadline_s=1.0).complete(PROMPT)
        server.close()
        return time.monotonic() - began

    assert asyncio.run(ask()) < 5


@pytest.mark.parametrize("cut_at", [0, 1, 40])
def test_an_answer_that_is_cut_off_is_no_answer(cut_at):
    with ModelServer([*[lambda asked: Said('{"a": 1}', cut_at=cut_at)] * 4]) as server, pytest.raises(LLMError):
        answer(server)


def test_a_stream_that_ends_before_its_end_is_no_answer():
    with (
        ModelServer(lambda asked: Said(raw=b'data: {"choices": [{"delta": {"content": "half"}}]}\n\n')) as server,
        pytest.raises(LLMError, match="no JSON of a completion"),
    ):
        answer(server, stream=True)


def test_no_redirect_is_followed():
    with ModelServer(ok) as elsewhere:
        target = (("Location", f"{elsewhere.base_url}/chat/completions"),)
        with (
            ModelServer(lambda asked: Said(status=307, headers=target)) as server,
            pytest.raises(LLMError, match="not followed"),
        ):
            answer(server)
        assert elsewhere.requests == []


def test_a_refused_key_is_not_sent_again_soon():
    with ModelServer(lambda asked: Said(status=401, error="bad key")) as server:
        client = ChatClient(server.base_url, "scripted", key=KEY)
        for _ in range(3):
            with pytest.raises(LLMError, match="refused the key"):
                asyncio.run(client.complete(PROMPT))
        assert len(server.requests) == 1


def test_an_endpoint_that_keeps_failing_is_left_alone_and_then_tried_once():
    now = [0.0]
    with ModelServer(lambda asked: Said(status=400, error="no")) as server:
        client = ChatClient(server.base_url, "scripted", clock=lambda: now[0])
        for _ in range(4):
            with pytest.raises(LLMError, match="refused the request"):
                asyncio.run(client.complete(PROMPT))
        before = len(server.requests)
        with pytest.raises(LLMError, match="left alone"):
            asyncio.run(client.complete(PROMPT))
        assert len(server.requests) == before
        now[0] = 31.0
        server.scripts = [ok]
        assert asyncio.run(client.complete(PROMPT)).text == '{"a": 1}'
        assert client.breaker.until == 0.0


def test_rest_doubles_with_every_trial_that_fails():
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    for _ in range(4):
        breaker.failed("down")
    rests = []
    for _ in range(7):
        rests.append(breaker.until - now[0])
        now[0] = breaker.until
        breaker.ask("endpoint")
        breaker.failed("down")
    assert rests == [30.0, 60.0, 120.0, 240.0, 480.0, 900.0, 900.0]


def test_one_trial_at_a_time():
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    breaker.failed("down", rest_s=10.0)
    now[0] = 11.0
    breaker.ask("endpoint")
    with pytest.raises(LLMError):
        breaker.ask("endpoint")


def test_requests_at_a_time_are_bounded():
    open_, most = [0], [0]

    def script(asked):
        open_[0] += 1
        most[0] = max(most[0], open_[0])
        time.sleep(0.1)
        open_[0] -= 1
        return Said("{}")

    async def many(client):
        await asyncio.gather(*(client.complete(PROMPT) for _ in range(6)))

    with ModelServer(script) as server:
        asyncio.run(many(ChatClient(server.base_url, "scripted", concurrency=2)))
    assert most[0] == 2


@pytest.mark.parametrize(
    "said",
    [
        Said(status=401, error=f"Incorrect API key provided: {KEY}."),
        Said(status=500, error=f"Authorization: Bearer {KEY}"),
        Said(status=400, error=f"key {KEY[:8]}…{KEY[-8:]} may not"),
        Said(hang_up=True),
        Said(raw=b"\xff\xfe nothing"),
        Said(wait_s=9),
    ],
    ids=["401", "500", "400", "hang up", "garbage", "silence"],
)
def test_the_key_is_in_no_error_log_or_repr(said, caplog):
    caplog.set_level(logging.DEBUG)
    with ModelServer(lambda asked: said) as server:
        client = ChatClient(server.base_url, "scripted", key=KEY, first_pause_s=0.01, deadline_s=1.0)
        with pytest.raises(LLMError) as found:
            asyncio.run(client.complete(PROMPT))
        assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    chain, told = found.value, [repr(client), caplog.text]
    while chain is not None:
        told += [str(chain), repr(chain)]
        chain = chain.__cause__ or (None if chain.__suppress_context__ else chain.__context__)
    for part in (KEY, KEY[:8], KEY[-8:]):
        assert not any(part in text for text in told)


def test_a_name_and_password_in_the_address_are_in_no_error():
    with pytest.raises(LLMError) as found:
        asyncio.run(ChatClient("http://me:hunter22@127.0.0.1:9/v1", "m", first_pause_s=0.01).complete(PROMPT))
    assert "hunter22" not in str(found.value)


@pytest.mark.parametrize("given", ["localhost:11434", "ftp://host/v1", "http://", "http://[::1", ""])
def test_what_is_no_address_is_refused_at_once(given):
    with pytest.raises(LLMError, match="address"):
        ChatClient(given, "m")


@pytest.mark.parametrize("path", ["/v1", "/v1/", "/v1/chat/completions"])
def test_the_address_may_end_as_people_write_it(path):
    with ModelServer(ok) as server:
        client = ChatClient(server.base_url.removesuffix("/v1") + path, "scripted")
        asyncio.run(client.complete(PROMPT))
        assert server.requests[0].path == "/v1/chat/completions"


def test_a_key_with_line_breaks_is_refused_and_not_shown():
    with pytest.raises(LLMError) as found:
        ChatClient("http://127.0.0.1/v1", "m", key="sk-secret\nHost: elsewhere")
    assert "secret" not in str(found.value)


def test_one_client_serves_several_event_loops():
    with ModelServer(ok) as server:
        client = ChatClient(server.base_url, "scripted")
        assert [asyncio.run(client.complete(PROMPT)).text for _ in range(2)] == ['{"a": 1}'] * 2
