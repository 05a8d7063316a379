"""A site with faults on loopback, and a client that may reach it and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from newsloom.net.client import GuardedClient
from newsloom.ports import Request, Response
from newsloom.testing import Site

Fetch = Callable[..., Response]


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        yield served


@pytest.fixture
def fetch() -> Fetch:
    """Fetch one address with a client of its own that is allowed on loopback; `client` are the client's own arguments."""

    def fetched(url: str, *, client: dict[str, Any] | None = None, **request: Any) -> Response:
        async def once() -> Response:
            given = {"allowed_networks": ("127.0.0.0/8",), "requests_per_s": None} | (client or {})
            async with GuardedClient(**given) as guarded:
                return await guarded.fetch(Request(url, **request))

        return asyncio.run(once())

    return fetched
