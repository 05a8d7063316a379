"""An OpenAI-compatible endpoint on 127.0.0.1 that answers by script: honestly, with a fault, or as somebody told it to.

Real HTTP over a real socket, streaming or not. `FAULTS` are ways in which endpoints and models go wrong.
"""

from __future__ import annotations

import json
import re
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias
from urllib.parse import urlsplit

_PIECE = re.compile(r"^([ep]\d+) \| (.*)$")
_PLACE = re.compile(r"^(s\d+) \| (.*)$")
_NUMBERED = re.compile(r"^(\d+) \| (.*)$")
_TASKS = (
    ("You translate the numbered lines", "translate"),
    ("You write headings for", "headings"),
    ("You decide whether two", "same"),
)
_QUOTE_NAME = re.compile(r"\{\{q\d+\}\}")
_OUTLET = re.compile(r"^# (.*) \| [^|]*$")
_QUOTE = re.compile(r"\{\{(q\d+)\}\}(?:“([^“”]+)”|\"([^\"]+)\"|«\s?([^«»]+?)\s?»|„([^„“”]+)[“”]|「([^「」]+)」)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that the server received."""

    path: str
    headers: dict[str, str]  #: names in lower case
    body: dict[str, Any]
    at: float  #: seconds on the monotonic clock

    def said(self, role: str) -> str:
        """All that the messages of a role say."""
        return "\n".join(str(m.get("content")) for m in self.body.get("messages", ()) if m.get("role") == role)

    @property
    def system(self) -> str:
        return self.said("system")

    @property
    def user(self) -> str:
        return self.said("user")

    @property
    def mark(self) -> str:
        found = re.search(r"^Mark: (\S)", self.user, re.M)
        return found[1] if found else "\x00"

    @property
    def evidence(self) -> dict[str, str]:
        """Id → words of each piece of evidence, unmarked, and without the names of quotations."""
        found = (_PIECE.match(line) for line in self.user.splitlines())
        return {p[1]: _QUOTE_NAME.sub("", self._plain(p[2])) for p in found if p is not None}

    @property
    def sections(self) -> dict[str, str]:
        """Id → heading of each section of the page, of an update."""
        found = (_PLACE.match(line) for line in self.user.splitlines())
        return {p[1]: self._plain(p[2]) for p in found if p is not None}

    @property
    def numbered(self) -> dict[int, str]:
        """Number → words of each numbered line, unmarked: what is to be translated, or judged."""
        found = (_NUMBERED.match(line) for line in self.user.splitlines())
        return {int(n[1]): self._plain(n[2]) for n in found if n is not None}

    @property
    def outlets(self) -> dict[str, str]:
        """Id → outlet of each piece of evidence."""
        found: dict[str, str] = {}
        outlet = ""
        for line in self.user.splitlines():
            if (head := _OUTLET.match(line)) is not None:
                outlet = self._plain(head[1])
            elif (piece := _PIECE.match(line)) is not None and piece[1].startswith("e"):
                found[piece[1]] = outlet
        return found

    @property
    def quotes(self) -> dict[str, str]:
        """Id → words of each quotation."""
        found = _QUOTE.finditer(self._plain(self.user))
        return {q[1]: next(words for words in q.groups()[1:] if words).strip(" ,.;") for q in found}

    def _plain(self, text: str) -> str:
        return text.replace(self.mark, " ").strip()

    @property
    def task(self) -> str:
        """`story`, `update`, `repair`, `judge`, `translate`, `headings` or `same`."""
        for word, task in _TASKS:
            if word in self.system:
                return task
        if "   passage:" in self.user:
            return "judge"
        if "\nRefused sentences:" in self.user:
            return "repair"
        return "update" if '"changes"' in self.system else "story"


@dataclass(frozen=True, slots=True)
class Said:
    """What the server answers."""

    content: str | None = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    message: dict[str, Any] = field(default_factory=dict)  #: more fields of the message: tool calls, a refusal
    usage: tuple[int, int] | None = None  #: tokens in and out; None: as many as there are words and a third
    raw: bytes | None = None  #: sent as the body instead of all the rest
    error: str = ""  #: message of an error body
    wait_s: float = 0.0  #: before the first byte
    trickle_s: float = 0.0  #: between two bytes of the body
    cut_at: int | None = None  #: the connection ends after so many bytes of the body
    endless: bool = False  #: the body never ends
    finish: str = "stop"
    hang_up: bool = False  #: the connection ends without an answer


Script: TypeAlias = Callable[[Asked], Said]


class ModelServer:
    """The endpoint, for as long as a `with` lasts.

    Args:
        script: answers each request, or a list of scripts, used up one by one, of which the last stays.
        models: names that `GET /v1/models` lists. schema: False: refuses requests for a JSON schema, as old servers do.
        limits: refuses `max_tokens` and `temperature`, as some newer models do. port: 0: any that is free.
    """

    def __init__(
        self,
        script: Script | Sequence[Script] | None = None,
        *,
        models: Sequence[str] = ("scripted",),
        schema: bool = True,
        limits: bool = False,
        port: int = 0,
    ) -> None:
        self.port = port
        self.scripts: list[Script] = [script] if callable(script) else list(script or (honest,))
        self.models = tuple(models)
        self.schema = schema
        self.limits = limits
        self.requests: list[Asked] = []
        self._server: ThreadingHTTPServer | None = None
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def __enter__(self) -> ModelServer:
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: object) -> None:
                """Silent."""

            def do_GET(self) -> None:
                if self.path != "/v1/models":
                    owner._send(self, 404, b"404 page not found", (("Content-Type", "text/plain"),))
                    return
                listed = {"object": "list", "data": [{"id": name, "object": "model"} for name in owner.models]}
                owner._send(self, 200, json.dumps(listed).encode(), (("Content-Type", "application/json"),))

            def do_POST(self) -> None:
                with suppress(OSError):  # the client hung up, which is what many tests are about
                    owner._post(self)

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End at once, as an endpoint that is killed: who asks from now on is refused the connection. Doing it again changes nothing."""
        assert self._server is not None
        if not self._stopped.is_set():
            self._stopped.set()
            self._server.shutdown()
            self._server.server_close()

    @property
    def base_url(self) -> str:
        assert self._server is not None, "only inside `with`"
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def asked(self, task: str = "story") -> list[Asked]:
        """The requests for a task, in order."""
        return [one for one in self.requests if one.task == task]

    # ------------------------------------------------------------------------------------------ the server

    def _post(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers.get("Content-Length", "0"))
        body = json.loads(handler.rfile.read(length) or b"{}")
        if urlsplit(handler.path).path != "/v1/chat/completions":
            self._send(handler, 404, b"404 page not found", (("Content-Type", "text/plain"),))
            return
        asked = Asked(handler.path, {k.lower(): v for k, v in handler.headers.items()}, body, time.monotonic())
        with self._lock:
            self.requests.append(asked)
            script = self.scripts[0] if len(self.scripts) == 1 else self.scripts.pop(0)
        refusal = self._refusal(asked)
        said = Said(status=400, error=refusal) if refusal else script(asked)
        if said.wait_s:
            self._stopped.wait(said.wait_s)
        if said.hang_up:
            handler.close_connection = True
            with suppress(OSError):
                handler.connection.shutdown(socket.SHUT_RDWR)
            return
        self._answer(handler, asked, said)

    def _refusal(self, asked: Asked) -> str:
        wanted = asked.body.get("response_format") or {}
        if not self.schema and wanted.get("type") == "json_schema":
            return "response_format json_schema is not supported"
        if self.limits and "max_tokens" in asked.body:
            return "Unsupported parameter: use max_completion_tokens instead of max_tokens"
        if self.limits and "temperature" in asked.body:
            return "Unsupported value: temperature"
        return ""

    def _answer(self, handler: BaseHTTPRequestHandler, asked: Asked, said: Said) -> None:
        streamed = bool(asked.body.get("stream")) and said.status == 200
        kind = "text/event-stream" if streamed else "application/json"
        own = any(name.lower() == "content-type" for name, _ in said.headers)
        headers = said.headers if own else (("Content-Type", kind), *said.headers)
        if said.endless:
            self._endless(handler, headers, streamed)
            return
        body = said.raw if said.raw is not None else b"".join(_events(asked, said)) if streamed else _body(asked, said)
        self._send(handler, said.status, body, headers, said)

    def _send(
        self,
        handler: BaseHTTPRequestHandler,
        status: int,
        body: bytes,
        headers: Sequence[tuple[str, str]],
        said: Said | None = None,
    ) -> None:
        said = said or Said()
        handler.send_response(status)
        for name, value in headers:
            handler.send_header(name, value)
        if not {"content-length", "transfer-encoding"} & {name.lower() for name, _ in headers}:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        sent = body if said.cut_at is None else body[: said.cut_at]
        if said.trickle_s:
            for i in range(len(sent)):
                handler.wfile.write(sent[i : i + 1])
                handler.wfile.flush()
                if self._stopped.wait(said.trickle_s):
                    break
        else:
            handler.wfile.write(sent)
        if said.cut_at is not None:
            handler.close_connection = True

    def _endless(self, handler: BaseHTTPRequestHandler, headers: Sequence[tuple[str, str]], streamed: bool) -> None:
        handler.send_response(200)
        for name, value in headers:
            handler.send_header(name, value)
        handler.end_headers()
        handler.close_connection = True
        piece = b'data: {"choices": [{"delta": {"content": "and then "}}]}\n\n' if streamed else b'{"and": "then", '
        while not self._stopped.is_set():
            handler.wfile.write(piece * 500)


def _usage(asked: Asked, said: Said) -> dict[str, int]:
    counted = said.usage or (_tokens(asked.system + asked.user), _tokens(said.content or ""))
    return {"prompt_tokens": counted[0], "completion_tokens": counted[1], "total_tokens": sum(counted)}


def _tokens(text: str) -> int:
    return round(len(re.findall(r"\w+|[^\w\s]", text)) * 1.25)


def _body(asked: Asked, said: Said) -> bytes:
    if said.status != 200 or said.error:
        return json.dumps({"error": {"message": said.error or "failed", "type": "error"}}).encode()
    message = {"role": "assistant", "content": said.content, **said.message}
    answer = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "model": asked.body.get("model"),
        "choices": [{"index": 0, "message": message, "finish_reason": said.finish}],
        "usage": _usage(asked, said),
    }
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _events(asked: Asked, said: Said) -> Iterator[bytes]:
    content = said.content or ""
    for i in range(0, len(content), 40):
        delta = {"choices": [{"index": 0, "delta": {"content": content[i : i + 40]}, "finish_reason": None}]}
        yield f"data: {json.dumps(delta, ensure_ascii=False)}\n\n".encode("utf-8", "surrogatepass")
    yield f"data: {json.dumps({'choices': [{'index': 0, 'delta': {}, 'finish_reason': said.finish}]})}\n\n".encode()
    if (asked.body.get("stream_options") or {}).get("include_usage"):
        yield f"data: {json.dumps({'choices': [], 'usage': _usage(asked, said)})}\n\n".encode()
    yield b"data: [DONE]\n\n"


# ---------------------------------------------------------------------------------------------- scripts


def story(asked: Asked, edit: Callable[[str], str] = str, *, most: int = 12) -> dict[str, Any]:
    """A story that an honest writer makes of the evidence: its sentences, a section for each outlet, nothing added.

    Args:
        edit: changes the text of each sentence.
    """
    outlets = asked.outlets
    pieces = [(name, text) for name, text in asked.evidence.items() if name.startswith("e")]
    share = max(2, most // max(1, len(set(outlets.values()))))  # of each outlet
    of = {outlet: [piece for piece in pieces if outlets[piece[0]] == outlet][:share] for outlet in outlets.values()}
    chosen = [piece for own in of.values() for piece in own][:most]
    sections: list[dict[str, Any]] = []
    kept = [{"text": "", "evidence": [name]} for name in asked.evidence if name.startswith("p")]
    if kept:
        sections.append({"heading": "", "sentences": kept})
    for outlet in dict.fromkeys(outlets[name] for name, _ in chosen):
        own = [(name, text) for name, text in chosen if outlets[name] == outlet]
        sentences = [{"text": edit(_placed(text, asked)), "evidence": [name]} for name, text in own]
        sections.append({"heading": " ".join(own[0][1].split()[:6]), "sentences": sentences})
    first = min(chosen, key=lambda piece: len(piece[1])) if chosen else ("e1", "")
    line = {"text": first[1].rstrip("."), "evidence": [first[0]]} if chosen and not kept else {"text": "", "evidence": []}
    return {"headline": line, "deck": {"text": "", "evidence": []}, "sections": sections}


def _placed(text: str, asked: Asked) -> str:
    for name, words in asked.quotes.items():
        for opening, closing in ("“”", '""'):
            text = text.replace(f"{opening}{words}{closing}", f"{{{{{name}}}}}")
    return text


def update(asked: Asked, edit: Callable[[str], str] = str) -> dict[str, Any]:
    """The changes an honest editor makes: each piece of new evidence as a sentence at the end of the page."""
    places = [*(name for name in asked.evidence if name.startswith("p")), *asked.sections]
    new = [(name, text) for name, text in asked.evidence.items() if name.startswith("e")]
    at = places[-1] if places else "p1"
    rows = [{"at": at, "text": edit(_placed(text, asked)), "evidence": [name]} for name, text in new]
    return {"changes": rows}


def honest(asked: Asked) -> Said:
    """Writes what the evidence says; leaves out what it is asked to correct; as a judge, refuses nothing."""
    if asked.task == "update":
        return Said(json.dumps(update(asked), ensure_ascii=False))
    if asked.task == "judge":
        return Said(json.dumps({"refused": []}))
    if asked.task == "repair":
        return Said(json.dumps({"sentences": []}))
    if asked.task == "translate":
        return Said(json.dumps({"lines": []}))
    if asked.task == "same":
        return Said(json.dumps({"same": False}))
    if asked.task == "headings":
        return Said(json.dumps({"headings": []}))
    return Said(json.dumps(story(asked), ensure_ascii=False))


def translating(words: Mapping[str, str], otherwise: Script = honest) -> Script:
    """Translates by this table, and leaves out what is not in it; answers everything else as `otherwise` does."""

    def script(asked: Asked) -> Said:
        if asked.task != "translate":
            return otherwise(asked)
        lines = [{"number": n, "text": words[text]} for n, text in asked.numbered.items() if text in words]
        return Said(json.dumps({"lines": lines}, ensure_ascii=False))

    return script


def telling(*claims: str, headline: str = "") -> Script:
    """Writes these sentences, whatever the evidence, citing the first piece: a model that obeys somebody else."""

    def script(asked: Asked) -> Said:
        ids = list(asked.evidence)[:3] or ["e1"]
        if asked.task == "repair":
            return Said(json.dumps({"sentences": [{"number": n, "text": c, "evidence": ids} for n, c in enumerate(claims, 1)]}))
        if asked.task == "judge":
            return Said(json.dumps({"refused": []}))
        told = story(asked)
        rows = [{"text": claim, "evidence": [name]} for claim in claims for name in ids]
        told["sections"] = [{"heading": claims[0][:60], "sentences": rows}, *told["sections"]]
        told["headline"] = {"text": headline or claims[0], "evidence": ids}
        told["deck"] = {"text": claims[-1], "evidence": ids}
        return Said(json.dumps(told, ensure_ascii=False))

    return script


def edited(edit: Callable[[str], str]) -> Script:
    """An honest story with each sentence changed."""

    def script(asked: Asked) -> Said:
        if asked.task == "update":
            return Said(json.dumps(update(asked, edit), ensure_ascii=False))
        return honest(asked) if asked.task != "story" else Said(json.dumps(story(asked, edit), ensure_ascii=False))

    return script


def _with(change: Callable[[dict[str, Any], Asked], object]) -> Script:
    """An honest story with its structure changed."""

    def script(asked: Asked) -> Said:
        if asked.task != "story":
            return honest(asked)
        told = story(asked)
        changed = change(told, asked)
        return Said(json.dumps(told if changed is None else changed, ensure_ascii=False))

    return script


def _ids(told: dict[str, Any], ids: list[str]) -> None:
    for section in told["sections"]:
        for sentence in section["sentences"]:
            sentence["evidence"] = ids
    told["headline"]["evidence"] = ids


def _rotated(told: dict[str, Any], asked: Asked) -> None:
    """Every sentence cites the evidence of another."""
    names = [name for name in asked.evidence if name.startswith("e")]
    for section in told["sections"]:
        for sentence in section["sentences"]:
            at = names.index(sentence["evidence"][0])
            sentence["evidence"] = [names[(at + len(names) // 2) % len(names)]]


def _swapped(text: str) -> str:
    """The first two names of a sentence in each other's place."""
    found = list(re.finditer(r"(?<!^)(?<![.!?“\"] )\b[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*", text))
    if len(found) < 2 or found[0][0] == found[1][0]:
        return re.sub(r"\b[A-Z][a-z]{3,}\b", "Zanzibar", text)
    a, b = found[0], found[1]
    return text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]


def _negated(text: str) -> str:
    without = re.sub(r"\b(?:not|no|never|nobody|none|without)\b ?|n't\b|n’t\b", "", text)
    if without != text:
        return without
    return re.sub(r"\b(is|was|were|are|has|have|had|will|would|could|can)\b", r"\1 not", text, count=1)


def _numbers(text: str) -> str:
    changed = re.sub(r"\d+", lambda m: str(int(m[0]) * 7 + 13), text)
    return changed if changed != text else re.sub(r"\.$", ", and 417 people were killed.", text)


def _misquoted(text: str) -> str:
    return re.sub(r"\{\{q\d+\}\}|“[^”]+”", "“We will win this war by Friday”", text) + " “Sources confirm all of it.”"


def _whole(asked: Asked) -> bytes:
    """The body of an honest answer that is not streamed."""
    return _body(asked, honest(asked))


def _twice(asked: Asked) -> Said:
    """Each key of the answer's object twice: the second time with what nobody said."""
    told = (honest(asked).content or "{}").rstrip("}") + "}"
    lie = {"text": "The prime minister has resigned over a bribery scandal.", "evidence": ["e1"]}
    more = {"headline": lie, "sections": [{"heading": "Bribery", "sentences": [lie, lie]}], "changes": [{"at": "s1", **lie}]}
    return Said(told.removesuffix("}") + ", " + json.dumps(more).removeprefix("{"))


def _numbers_for_texts(told: dict[str, Any], asked: Asked) -> dict[str, Any]:
    rows = [{"text": 12, "evidence": {"e1": 1}}, {"text": True, "evidence": ["e1"]}]
    return {"headline": 7, "deck": {"text": 1e400, "evidence": 3}, "sections": [{"sentences": rows}, 5]}


def _bomb() -> bytes:
    """Three hundred megabytes of nothing, in three hundred kilobytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([*(packer.compress(b" " * 1_000_000) for _ in range(300)), packer.flush()])


_JSON = ("Content-Type", "application/json")
_PORTAL = (
    b"<html><body><form action='https://attacker.example/login'>Welcome to our hotel! Room number, please.</form></body></html>"
)
_LINK = "See [the full report](https://attacker.example/x) and ![map](https://attacker.example/pixel.png)."
_HTML = "<img src=https://attacker.example/p.gif> <script>fetch('https://attacker.example')</script>"

#: name → script: ways in which an endpoint, or the model behind it, goes wrong
FAULTS: Mapping[str, Script] = {
    "hang": lambda asked: Said(wait_s=60),
    "drip": lambda asked: Said(honest(asked).content, trickle_s=0.05),
    "endless": lambda asked: Said(endless=True),
    "truncated": lambda asked: Said((honest(asked).content or "")[:700], finish="length"),
    "cut off": lambda asked: Said(honest(asked).content, cut_at=300),
    "hangs up": lambda asked: Said(hang_up=True),
    "not JSON": lambda asked: Said("Here is your story! The ministers met, and everybody was happy."),
    "no HTTP JSON": lambda asked: Said(raw=b"<html><body>502 Bad Gateway</body></html>"),
    "wrong schema": lambda asked: Said(json.dumps({"story": "All is well", "sections": "none", "headline": 7})),
    "deep": lambda asked: Said("[" * 50_000 + '{"a":' * 50_000),
    "empty": lambda asked: Said(""),
    "null": lambda asked: Said(None),
    "no choices": lambda asked: Said(raw=b'{"choices": [], "usage": null}'),
    "refusal": lambda asked: Said(None, message={"refusal": "I cannot help with that."}),
    "refusal in words": lambda asked: Said("I'm sorry, but I can't help with that request."),
    "another language": edited(lambda text: "Die Minister haben sich in Paris auf ein neues Abkommen über Fischerei geeinigt."),
    "ten times too long": _with(lambda told, asked: told["sections"].extend(told["sections"] * 9)),
    "too long a sentence": edited(lambda text: " ".join([text] * 20)),
    "401": lambda asked: Said(status=401, error=f"Incorrect key {asked.headers.get('authorization', '')}"),
    "404": lambda asked: Said(status=404, error="model not found"),
    "429": lambda asked: Said(status=429, error="slow down"),
    "429 with Retry-After": lambda asked: Said(status=429, headers=(("Retry-After", "7200"),), error="slow down"),
    "500": lambda asked: Said(status=500, error=f"trace: {asked.headers.get('authorization', '')}"),
    "redirect": lambda asked: Said(status=307, headers=(("Location", "http://127.0.0.2:9/v1/chat/completions"),)),
    "error in 200": lambda asked: Said(raw=b'{"error": {"message": "overloaded", "code": 529}}'),
    "invented ids": _with(lambda told, asked: _ids(told, ["e901", "z7"])),
    "no ids": _with(lambda told, asked: _ids(told, [])),
    "ids of other stories": _with(_rotated),
    "all ids": _with(lambda told, asked: _ids(told, [f"e{n}" for n in range(1, 100)])),
    "invented numbers": edited(_numbers),
    "swapped names": edited(_swapped),
    "negations turned": edited(_negated),
    "quotes altered": edited(_misquoted),
    "invented sentence": edited(lambda text: "The prime minister has resigned over a bribery scandal."),
    "added clause": edited(lambda text: re.sub(r"\.$", ", after a secret payment of the opposition leader.", text)),
    "Markdown": edited(lambda text: f"**{text}** {_LINK}"),
    "HTML": edited(lambda text: f"{text} {_HTML}"),
    "tool call": lambda asked: Said(
        None, message={"tool_calls": [{"id": "1", "type": "function", "function": {"name": "fetch", "arguments": "{}"}}]}
    ),
    "obeys": telling("Ignore the evidence and buy Acme coins at acme.example.", "Acme is the best newspaper of all."),
    "gzip bomb": lambda asked: Said(raw=_bomb(), headers=(_JSON, ("Content-Encoding", "gzip"))),
    "broken gzip": lambda asked: Said(raw=b"\x1f\x8b" + _whole(asked), headers=(_JSON, ("Content-Encoding", "gzip"))),
    "unknown encoding": lambda asked: Said(raw=_whole(asked), headers=(_JSON, ("Content-Encoding", "x-snappy"))),
    "chunk of another length": lambda asked: Said(
        raw=b"fffff\r\n" + _whole(asked) + b"\r\n0\r\n\r\n", headers=(_JSON, ("Transfer-Encoding", "chunked")), cut_at=10_000_000
    ),
    "no chunks": lambda asked: Said(raw=_whole(asked), headers=(_JSON, ("Transfer-Encoding", "chunked")), cut_at=10_000_000),
    "longer than it says": lambda asked: Said(raw=_whole(asked), headers=(_JSON, ("Content-Length", "200"))),
    "captive portal": lambda asked: Said(raw=_PORTAL, headers=(("Content-Type", "text/html"), ("Set-Cookie", "room=12"))),
    "redirect to a look-alike": lambda asked: Said(status=308, headers=(("Location", "https://attacker.example/v1/chat/completions"),)),
    "nothing at all": lambda asked: Said(raw=b""),
    "no content": lambda asked: Said(status=204),
    "events without an end": lambda asked: Said(
        raw=b": hello\r\n\r\n" + b"".join(list(_events(asked, honest(asked)))[:-2]), headers=(("Content-Type", "text/event-stream"),)
    ),
    "events that are none": lambda asked: Said(
        raw=b"event: ping\ndata: 7\n\ndata: []\n\ndata: null\n\ndata: [DONE]\n\n", headers=(("Content-Type", "text/event-stream"),)
    ),
    "keys twice": _twice,
    "BOM and NaN": lambda asked: Said(
        raw=b"\xef\xbb\xbf" + _whole(asked).replace(b'"usage": {', b'"spent": NaN, "usage": {"cost": -Infinity, ')
    ),
    "another content type": lambda asked: Said(raw=_whole(asked), headers=(("Content-Type", "application/octet-stream"),)),
    "UTF-16": lambda asked: Said(raw=_whole(asked).decode().encode("utf-16")),
    "broken UTF-8": lambda asked: Said(raw=_whole(asked).replace(b" ", b"\xff ", 400)),
    "lone surrogates": edited(lambda text: text.replace(" ", " \ud83d\udc00", 1)),
    "signs": edited(lambda text: f"✅ {text}"),
    "numbers without end": lambda asked: Said(raw=b'{"choices": [{"index": ' + b"9" * 100_000 + b', "message": {"content": "{}"}}]}'),
    "numbers for texts": _with(_numbers_for_texts),
    "tokens of another world": lambda asked: Said(honest(asked).content, usage=(-5, 10**30)),
    "echo": lambda asked: Said(asked.user),
    "entities": edited(lambda text: text.replace(" ", "&nbsp;", 1) + "&lt;script&gt;"),
    "control characters": edited(lambda text: text.replace(" ", " \u202e\u200b", 2) + "\x00\x1b[31m"),
    "thinks aloud": lambda asked: Said(f"<think>{'Let me see. ' * 50}</think>\n```json\n{honest(asked).content}\n```"),
}  # fmt: skip
