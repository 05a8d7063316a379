"""What to do about an endpoint of language models that did not answer: which models does it list, and is the API at another address?

Asks the address that was given and those that people mean by it (`/v1` missing, `https` for `http`), a few seconds each; the key goes to the
address that was given alone. No redirect is followed. I/O: the network.
"""

from __future__ import annotations

import json
from urllib.parse import urlsplit, urlunsplit

import aiohttp
from yarl import URL

from newsloom.errors import LLMError
from newsloom.net.client import user_agent
from newsloom.net.llm import shown_address

TIMEOUT_S = 5.0
MOST_BYTES = 1_000_000  # of a list of models; the largest vendor's has some hundred thousand
LISTED = 6  # models that an advice names


async def advice(base_url: str, model: str, *, key: str = "", proxy: str | None = None) -> str:
    """What to set so that the endpoint answers; "" if nothing is known to be wrong with the settings."""
    try:
        shown = shown_address(base_url)
    except LLMError as exc:
        return exc.remedy
    listed = await _models(base_url, key=key, proxy=proxy)
    if listed:
        if model in listed:
            return ""
        more = f" and {len(listed) - LISTED} more" if len(listed) > LISTED else ""
        return f"it has no model of this name; it lists {', '.join(listed[:LISTED])}{more}: set llm_model, or fetch the model"
    if listed is None:
        for other in _meant(shown):
            if await _models(other, proxy=proxy) is not None:
                return f"an API answers at {other}: set llm_base_url to that"
    return ""


def _meant(shown: str) -> list[str]:
    """Addresses that people mean by one at which there is no API."""
    parts = urlsplit(shown)
    path = parts.path.rstrip("/")
    paths = [path] if path.endswith("/v1") else [*([f"{path}/v1"] if path else []), "/v1"]
    schemes = (parts.scheme, "https" if parts.scheme == "http" else "http")
    found = [urlunsplit((scheme, parts.netloc, one, "", "")) for scheme in schemes for one in paths]
    return [one for one in found if one != shown]


async def _models(base_url: str, *, key: str = "", proxy: str | None = None) -> list[str] | None:
    """The names that `GET {base_url}/models` lists; [] if it wants another key; None if that is no API."""
    parts = urlsplit(base_url.strip())
    path = parts.path.rstrip("/").removesuffix("/chat/completions") + "/models"
    headers = {"User-Agent": user_agent(), "Accept": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
    session = aiohttp.ClientSession(
        cookie_jar=aiohttp.DummyCookieJar(), trust_env=False, timeout=aiohttp.ClientTimeout(total=TIMEOUT_S)
    )
    try:
        async with (
            session,
            session.get(
                URL(urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))),
                headers=headers,
                allow_redirects=False,
                proxy=proxy,
            ) as answer,
        ):
            body = await answer.content.read(MOST_BYTES)
            while not answer.content.at_eof() and len(body) < MOST_BYTES:
                body += await answer.content.read(MOST_BYTES)
            told = json.loads(body)
            if answer.status in (401, 403):
                return []
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError, RecursionError):
        return None
    rows = told.get("data") if isinstance(told, dict) and answer.status == 200 else None
    if not isinstance(rows, list):
        return None
    names = [row.get("id") for row in rows if isinstance(row, dict)]
    return ["".join(c for c in name if c.isprintable())[:80] for name in names if isinstance(name, str) and name]
