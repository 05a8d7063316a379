"""Addresses that documents name. Pure."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin, urlsplit

_LONGEST = 4000  # characters


def absolute(given: Any, base: str | None) -> str | None:
    """An absolute http(s) address without a name and password in it, or None.

    Args:
        given: what the document says, of whatever type.
        base: what relative addresses count from; None if nobody knows.
    """
    text = _spelled(given) if isinstance(given, str) else ""
    if not text or len(text) > _LONGEST:
        return None
    try:
        address = urljoin(base or "", text)
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
            return None
    except ValueError:
        return None
    return address


def _spelled(given: str) -> str:
    """An address as browsers read it: line breaks are none of it, spaces within are, and a backslash before the query is a slash."""
    text = "".join(part.strip() for part in given[: 2 * _LONGEST].splitlines()).replace("\t", "").replace(" ", "%20")
    place, mark, rest = text.partition("?")
    return place.replace("\\", "/") + mark + rest
