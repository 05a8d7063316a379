"""Seams: protocols of one or two methods, each with a fake shipped in `newsloom.testing`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeAlias

from newsloom.model import Passage, Progress

Clock: TypeAlias = Callable[[], datetime]  #: gives an aware time in UTC
OnProgress: TypeAlias = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Request:
    """A GET, or a POST where there is a body. `url` is http or https; `max_bytes` bounds the decoded body, `deadline_s` the whole of it."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    accept: str = "*/*"
    max_bytes: int = 10_000_000
    deadline_s: float = 60.0
    headers: tuple[tuple[str, str], ...] = ()  #: the reader's own (tokens, cookies); never logged
    obey_robots: bool = False
    body: bytes | None = None  #: sent by POST, which no redirect is followed from; None: a GET


@dataclass(frozen=True, slots=True)
class Response:
    """An answer; `url` is where it came from after redirects, `permanent` the address that only 301/308 led to, or None."""

    url: str
    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()  #: names in lower case
    permanent: str | None = None

    def header(self, name: str) -> str | None:
        """The first header of this name (lower case), or None."""
        return next((value for key, value in self.headers if key == name), None)


class Fetcher(Protocol):
    """Brings one address. Raises FetchError (AddressRefused, TooLarge) and nothing else."""

    async def fetch(self, request: Request) -> Response: ...


class Resolver(Protocol):
    """Names to addresses. Every address is checked again when the socket connects.

    An IPv4 address may carry a port, `127.0.0.1:8080`, which is then connected to instead of the one asked for.
    """

    async def resolve(self, host: str, port: int) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Judgement:
    refused: bool
    reason: str = ""
    judge: str = ""  #: the name shown in the basis


class Judge(Protocol):
    """A model's opinion of a sentence. It can only refuse: rules that refused are never overruled."""

    def judge(self, claim: str, passages: Sequence[Passage]) -> Judgement: ...


@dataclass(frozen=True, slots=True)
class Prompt:
    system: str
    user: str
    schema: dict[str, Any] = field(default_factory=dict)  #: JSON schema of the answer
    version: str = ""
    max_tokens: int = 2000
    temperature: float = 0.2
    key: str = ""  #: names all that the answer depends on but the model; "": the answer is not to be kept


@dataclass(frozen=True, slots=True)
class Completion:
    text: str
    model: str
    tokens_in: int
    tokens_out: int


class LLM(Protocol):
    """One chat completion. Raises LLMError and nothing else."""

    async def complete(self, prompt: Prompt) -> Completion: ...
