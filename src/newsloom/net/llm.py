"""Carry a prompt to an OpenAI-compatible endpoint and bring back the answer: bounded in time, bytes and tries. An `LLM`.

Talks to the one address it was given, which may be private, and to no other: no redirect is followed, no cookie kept, no environment
read. The key leaves this module in one header only; no error, log line or repr holds it.
"""

from __future__ import annotations

import asyncio
import json
import os
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import aiohttp
from yarl import URL

from newsloom.errors import LLMError
from newsloom.intake import times
from newsloom.net.client import user_agent
from newsloom.net.inflate import Inflated, UnknownEncoding
from newsloom.ports import Completion, Prompt

DEADLINE_S = 120.0  # of one completion with all its tries
MAX_BYTES = 4_000_000  # of an answer; the longest page has some thousand characters, reasoning models think for more
TRIES = 4
PAID_TRIES = 2  # of those that the model has worked for: what came was cut off or no completion
FIRST_PAUSE_S = 1.0  # doubled with every try
LONGEST_PAUSE_S = 30.0  # a server that asks for more is left alone for that long, and the extractive writer takes over
TRIPS_AT = 4  # failures in a row after which the endpoint is left alone
REST_S = (30.0, 900.0)  # how long, at first and at most; doubled with every trial that fails
REFUSED_REST_S = 600.0  # a refused key does not get better by asking
CHARACTERS_PER_TOKEN = 3.5  # where a server counts nothing; English has about 4, others less
_CONNECT_S = 15.0
_CHUNK = 65_536
_SHOWN = 160  # characters of a server's own words in an error
_FORMATS = ("json_schema", "json_object", "")
_NOT_UNDERSTOOD = frozenset({400, 404, 415, 422, 501})
_WORTH_ANOTHER_TRY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})


@dataclass(frozen=True, slots=True)
class Dialect:
    """What of the protocol an endpoint understands; found out by asking once, then remembered."""

    format: str = _FORMATS[0]
    tokens: str = "max_tokens"  #: or "max_completion_tokens", which newer vendors' models insist on
    temperature: bool = True
    usage: bool = True  #: may be asked to count the tokens of a stream

    def simpler(self, complaint: str) -> Dialect | None:
        """What to try after a refusal with these words; None if nothing is left to leave out."""
        if self.tokens == "max_tokens" and "max_completion_tokens" in complaint:
            return replace(self, tokens="max_completion_tokens")
        if self.temperature and "temperature" in complaint:
            return replace(self, temperature=False)
        if self.usage and "stream_options" in complaint:
            return replace(self, usage=False)
        if self.format:
            return replace(self, format=_FORMATS[_FORMATS.index(self.format) + 1])
        return None


@dataclass(slots=True)
class Breaker:
    """Leaves an endpoint alone that has failed several times in a row; then lets one request through as a trial."""

    clock: Callable[[], float]
    failures: int = 0
    rest_s: float = REST_S[0]
    until: float = 0.0
    trial: bool = False
    why: str = ""

    def ask(self, about: str) -> None:
        """Raises LLMError while the endpoint rests."""
        left_s = self.until - self.clock()
        if left_s > 0 or self.trial:
            raise LLMError(about, f"is left alone after failures ({self.why})", remedy=f"asked again in {max(left_s, 1):.0f} s")
        self.trial = self.until > 0

    def well(self) -> None:
        self.failures, self.rest_s, self.until, self.trial, self.why = 0, REST_S[0], 0.0, False, ""

    def failed(self, why: str, *, rest_s: float | None = None) -> None:
        """A completion failed; with `rest_s` the endpoint is left alone at once and for so long."""
        self.failures += 1
        self.why = why
        if rest_s is not None:
            self.until = self.clock() + rest_s
        elif self.trial or self.failures >= TRIPS_AT:
            self.until = self.clock() + self.rest_s
            self.rest_s = min(2 * self.rest_s, REST_S[1])
        self.trial = False

    def let_go(self) -> None:
        """A trial ended without telling anything (it was cancelled)."""
        self.trial = False


class ChatClient:
    """An `LLM` behind `POST {base_url}/chat/completions`.

    Args:
        base_url: of the API, mostly ending in `/v1`. model: as the endpoint names it. key: sent as a bearer token, "" sends none.
        deadline_s: seconds that one completion may take with all its tries, whatever trickles in.
        concurrency: requests at a time; more wait.
        stream: ask for the answer piece by piece (some gateways end silent connections); either form is read whatever was asked.
        proxy: address of an HTTP proxy; None: none.
        clock: seconds, for the breaker. tls: for tests with certificates of their own.

    Raises:
        LLMError: when the address is none.
    """

    def __init__(
        self,
        base_url: str,
        model: str,
        *,
        key: str = "",
        deadline_s: float = DEADLINE_S,
        concurrency: int = 2,
        stream: bool = False,
        max_bytes: int = MAX_BYTES,
        first_pause_s: float = FIRST_PAUSE_S,
        proxy: str | None = None,
        clock: Callable[[], float] = time.monotonic,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.model = model
        self.url, self.shown = _endpoint(base_url)
        self.dialect = Dialect()
        self.breaker = Breaker(clock)
        self._key = key.strip()
        if any(ord(char) < 33 or ord(char) > 126 for char in self._key):
            raise LLMError(self.shown, "the key has characters that no key has", remedy="check llm_api_key")
        self._deadline_s = deadline_s
        self._concurrency = concurrency
        self._stream = stream
        self._max_bytes = max_bytes
        self._first_pause_s = first_pause_s
        self._proxy = proxy
        self._tls = tls
        self._loop: asyncio.AbstractEventLoop | None = None
        self._slots: asyncio.Semaphore | None = None

    def __repr__(self) -> str:
        return f"ChatClient({self.shown!r}, {self.model!r})"

    async def complete(self, prompt: Prompt) -> Completion:
        """One answer to the prompt; its text is "" where the model refused or said nothing.

        Raises:
            LLMError: there was no whole answer within the deadline, the endpoint rests after failures, or it refused the request.
        """
        async with self._turn():
            self.breaker.ask(self.shown)
            try:
                async with asyncio.timeout(self._deadline_s) as bound:
                    answer = await self._tried(prompt, until=bound.when() or 0.0)
            except TimeoutError as exc:
                self.breaker.failed("timed out")
                raise LLMError(
                    self.shown,
                    f"gave no whole answer within {self._deadline_s:g} s",
                    remedy="raise llm_deadline_s or take a smaller model",
                    tokens=_estimate(prompt),
                ) from exc
            except _Failed as exc:
                self.breaker.failed(exc.why, rest_s=exc.rest_s)
                raise LLMError(self.shown, exc.why, remedy=exc.remedy, tokens=exc.tokens) from exc.__cause__
            except BaseException:
                self.breaker.let_go()
                raise
            self.breaker.well()
            return answer

    # ------------------------------------------------------------------------------------------ tries

    async def _tried(self, prompt: Prompt, *, until: float) -> Completion:
        """`until`, by the loop's clock: a try that could begin only then is not waited for, so that what failed is told and not the time."""
        dialect, pause_s = self.dialect, self._first_pause_s
        tries = paid_tries = spent = 0
        while True:
            try:
                answer = await self._exchange(prompt, dialect)
            except _NotUnderstood as exc:
                simpler = dialect.simpler(exc.complaint)
                if simpler is None:
                    raise _Failed(exc.why, remedy=exc.remedy, tokens=spent) from None
                dialect = simpler
                continue
            except _Failed as exc:
                tries += 1
                paid_tries += exc.tokens > 0
                spent += exc.tokens
                wait_s = pause_s if exc.wait_s is None else exc.wait_s
                late = asyncio.get_running_loop().time() + wait_s >= until
                if not exc.again or tries >= TRIES or paid_tries >= PAID_TRIES or wait_s > LONGEST_PAUSE_S or late:
                    exc.tokens = spent
                    raise
                pause_s *= 2
                await asyncio.sleep(wait_s)
                continue
            self.dialect = dialect  # only what led to an answer is remembered: a refusal may have had another reason
            return replace(answer, tokens_in=answer.tokens_in + spent)

    async def _exchange(self, prompt: Prompt, dialect: Dialect) -> Completion:
        try:
            async with (
                self._http() as session,
                session.post(
                    URL(self.url),
                    data=json.dumps(self._body(prompt, dialect), ensure_ascii=False).encode("utf-8", "replace"),
                    headers=self._headers(),
                    allow_redirects=False,
                    proxy=self._proxy,
                ) as answer,
            ):
                body, cut = await self._read(answer)
                if answer.status == 200:
                    return self._completion(prompt, answer.content_type, body, cut)
                raise self._refusal(answer, body, dialect)
        except UnknownEncoding as exc:
            raise _Failed(str(exc)) from exc
        except (aiohttp.ClientError, OSError, ValueError) as exc:
            # not as the cause: aiohttp's errors may carry the request with its headers, and so the key
            raise _Failed(_explained(exc), again=True, remedy="is the server running, and llm_base_url right?") from None

    def _body(self, prompt: Prompt, dialect: Dialect) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self.model,
            "messages": [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}],
            dialect.tokens: prompt.max_tokens,
            "stream": self._stream,
        }
        if dialect.temperature:
            body["temperature"] = prompt.temperature
        if self._stream and dialect.usage:
            body["stream_options"] = {"include_usage": True}
        if prompt.schema and dialect.format == "json_schema":
            named = {"name": "answer", "strict": True, "schema": prompt.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        elif prompt.schema and dialect.format == "json_object":
            body["response_format"] = {"type": "json_object"}
        return body

    def _headers(self) -> dict[str, str]:
        headers = {"User-Agent": user_agent(), "Content-Type": "application/json", "Accept-Encoding": "gzip, deflate"}
        headers["Accept"] = "text/event-stream, application/json" if self._stream else "application/json"
        return headers | ({"Authorization": f"Bearer {self._key}"} if self._key else {})

    async def _read(self, answer: aiohttp.ClientResponse) -> tuple[bytes, bool]:
        """The decoded body, and whether it was cut off."""
        stream = Inflated(",".join(answer.headers.getall("Content-Encoding", [])), max_bytes=self._max_bytes)
        parts: list[bytes] = []
        size = received = 0
        try:
            async for chunk in answer.content.iter_chunked(_CHUNK):
                received += len(chunk)
                for part in stream.feed(chunk):
                    size += len(part)
                    if size > self._max_bytes:
                        break
                    parts.append(part)
                if size > self._max_bytes or received > self._max_bytes:
                    answer.close()
                    raise _Failed(f"its answer is larger than {self._max_bytes / 1e6:g} MB", tokens=int(size / 4))
        except aiohttp.ClientPayloadError:
            return b"".join(parts), True
        return b"".join(parts), not stream.whole

    # ------------------------------------------------------------------------------------------ answers

    def _completion(self, prompt: Prompt, content_type: str, body: bytes, cut: bool) -> Completion:
        text = body.decode("utf-8", "replace")
        streamed = content_type == "text/event-stream" or text.startswith(("data:", ":"))
        told = _streamed(text) if streamed else _json(text)
        if told is None:
            why = "its answer was cut off" if cut else "its answer is no JSON of a completion"
            raise _Failed(why, again=True, tokens=_estimate(prompt))
        if isinstance(told.get("error"), (dict, str)) and not told.get("choices"):
            raise _Failed(f"answered: {self._quoted(_complaint(told))}", again=True, remedy="see the server's log")
        content = _content(told)
        raw = told.get("usage")
        usage: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
        return Completion(
            text=content,
            model=self.model,
            tokens_in=_count(usage.get("prompt_tokens"), _estimate(prompt)),
            tokens_out=_count(usage.get("completion_tokens"), _tokens(content)),
        )

    def _refusal(self, answer: aiohttp.ClientResponse, body: bytes, dialect: Dialect) -> _Failed | _NotUnderstood:
        status = answer.status
        complaint = _complaint(_json(body.decode("utf-8", "replace")) or {})
        said = f": {self._quoted(complaint)}" if complaint else ""
        if 300 <= status < 400:
            return _Failed("leads to another address, which is not followed", remedy="set llm_base_url to where it leads")
        if status in (401, 403):
            return _Failed(f"refused the key ({status})", rest_s=REFUSED_REST_S, remedy="check llm_api_key")
        if status == 402:
            return _Failed(f"asks for money ({status}){said}", rest_s=REFUSED_REST_S, remedy="top up the account")
        if status in _WORTH_ANOTHER_TRY or (status >= 500 and status != 501):
            asked_s = times.wait_s(answer.headers.get("Retry-After"), now=datetime.now(UTC))
            what = "has no more requests for us now" if status == 429 else "failed"
            rest_s = min(asked_s, REST_S[1]) if asked_s is not None and asked_s > LONGEST_PAUSE_S else None
            return _Failed(f"{what} ({status}){said}", again=True, wait_s=asked_s, rest_s=rest_s)
        why = f"refused the request ({status}){said}"
        remedy = "check llm_base_url and llm_model; Ollama has a model after `ollama pull MODEL`" if status == 404 else ""
        if status in _NOT_UNDERSTOOD:
            return _NotUnderstood(why, complaint.casefold(), remedy)
        return _Failed(why, remedy=remedy)

    def _quoted(self, said: str) -> str:
        """A server's words for an error: short, one line, and never with the key that some repeat."""
        flat = " ".join("".join(c if c.isprintable() else " " for c in said).split())
        if self._key:
            flat = flat.replace(self._key, "…")
            if len(self._key) >= 12:  # a part of it, too
                flat = flat.replace(self._key[:8], "…").replace(self._key[-8:], "…")
        return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"

    # ------------------------------------------------------------------------------------------ connections

    def _turn(self) -> asyncio.Semaphore:
        loop = asyncio.get_running_loop()
        if self._slots is None or self._loop is not loop:  # what belongs to a loop that is gone cannot be awaited any more
            self._slots, self._loop = asyncio.Semaphore(self._concurrency), loop
        return self._slots

    def _http(self) -> aiohttp.ClientSession:
        """A session for one exchange: an answer takes seconds, so that a connection kept open would save nothing."""
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=self._tls or True, force_close=True),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_S),
        )


# ---------------------------------------------------------------------------------------------- small pieces


class _Failed(Exception):
    """One try failed. `again`: another may not; `wait_s`: what the server asked for; `rest_s`: leave it alone for so long."""

    def __init__(
        self,
        why: str,
        *,
        again: bool = False,
        wait_s: float | None = None,
        rest_s: float | None = None,
        remedy: str = "",
        tokens: int = 0,
    ) -> None:
        super().__init__(why)
        self.why, self.again, self.wait_s, self.rest_s, self.remedy, self.tokens = why, again, wait_s, rest_s, remedy, tokens


class _NotUnderstood(Exception):
    """The request was refused; a simpler one may not be."""

    def __init__(self, why: str, complaint: str, remedy: str) -> None:
        super().__init__(why)
        self.why, self.complaint, self.remedy = why, complaint, remedy


def shown_address(base_url: str) -> str:
    """The address without name, password and query. Raises LLMError when it is none."""
    return _endpoint(base_url)[1]


def _endpoint(base_url: str) -> tuple[str, str]:
    """Where to post to, and how errors call it: without name, password and query."""
    try:
        parts = urlsplit(base_url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        host = None
    if host is None or parts.scheme not in ("http", "https"):
        raise LLMError("llm_base_url", "is no http or https address", remedy="such as http://localhost:11434/v1")
    path = parts.path.rstrip("/").removesuffix("/chat/completions") + "/chat/completions"
    name = f"[{host}]" if ":" in host else host
    shown = urlunsplit((parts.scheme, f"{name}:{port}" if port else name, path.removesuffix("/chat/completions"), "", ""))
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, "")), shown


def _json(text: str) -> dict[str, Any] | None:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _streamed(text: str) -> dict[str, Any] | None:
    """A stream of events as the one answer it adds up to; None if it ended before its end."""
    parts: list[str] = []
    whole: dict[str, Any] = {}
    ended = False
    for line in text.splitlines():
        if not line.startswith("data:"):
            continue
        payload = line[5:].strip()
        if payload == "[DONE]":
            ended = True
            break
        event = _json(payload)
        if event is None:
            return None
        if event.get("error"):
            return {"error": event["error"]}
        if isinstance(event.get("usage"), dict):
            whole["usage"] = event["usage"]
        choice = _choice(event)
        delta = choice.get("delta")
        piece = delta.get("content") if isinstance(delta, dict) else None
        if isinstance(piece, str):
            parts.append(piece)
        ended = ended or bool(choice.get("finish_reason"))
    if not ended:
        return None
    return whole | {"choices": [{"message": {"content": "".join(parts)}}]}


def _choice(told: Mapping[str, Any]) -> Mapping[str, Any]:
    choices = told.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if isinstance(first, dict) else {}


def _content(told: Mapping[str, Any]) -> str:
    """What the model said; "" if it said nothing, refused, or asked for a tool (it has none)."""
    message = _choice(told).get("message")
    content = message.get("content") if isinstance(message, dict) else None
    if isinstance(content, list):  # parts, as some vendors give them
        texts = [part.get("text") for part in content if isinstance(part, dict) and part.get("type") in ("text", "output_text")]
        content = "".join(text for text in texts if isinstance(text, str))
    return content if isinstance(content, str) else ""


def _complaint(told: Mapping[str, Any]) -> str:
    error = told.get("error", told.get("detail", told.get("message")))
    if isinstance(error, dict):
        error = error.get("message", error.get("code"))
    return error if isinstance(error, str) else ""


def _count(given: object, otherwise: int) -> int:
    known = isinstance(given, int) and not isinstance(given, bool) and 0 <= given < 100_000_000
    return int(given) if known else otherwise  # type: ignore[call-overload]


def _tokens(text: str) -> int:
    return -(-len(text) // 4) if text.isascii() else int(len(text) / 2) + 1


def _estimate(prompt: Prompt) -> int:
    return int((len(prompt.system) + len(prompt.user)) / CHARACTERS_PER_TOKEN) + 1


def _explained(exc: BaseException) -> str:
    if isinstance(exc, (ssl.SSLCertVerificationError, aiohttp.ClientConnectorCertificateError)):
        return "its certificate cannot be trusted"
    if isinstance(exc, aiohttp.ClientConnectorDNSError):
        return "no host has this name"
    if isinstance(exc, aiohttp.ClientConnectorSSLError):
        return "does not speak https"
    if isinstance(exc, aiohttp.ClientConnectorError):
        number = exc.os_error.errno
        return f"cannot be reached ({(os.strerror(number) if number else 'no answer').lower()})"
    if isinstance(exc, aiohttp.ServerTimeoutError):
        return "cannot be reached (no answer)"
    return f"the connection broke ({type(exc).__name__})"
