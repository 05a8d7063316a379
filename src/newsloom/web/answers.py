"""What feeds, API and pages answer alike: the address of the site, and an answer that is not sent twice."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from newsloom.app import App

LEVEL = 5  # of compression: a story page in a millisecond, to a fifth
SMALL_BYTES = 600  # what is not worth it
KEPT = 32  # feeds and the like that are asked for again and again
READ = ["GET", "HEAD"]  #: methods of an address that changes nothing
FRESH_S = 300  # a reader that asks for a feed again sooner need not be answered anew


def site_address(app: App, request: Request) -> str:
    """The public address of the site without a slash at its end: as set, else as it was asked for."""
    return (app.settings.base_url or str(request.base_url)).rstrip("/")


def compressed(body: bytes) -> bytes:
    """The same, compressed."""
    return gzip.compress(body, LEVEL, mtime=0)


@lru_cache(maxsize=KEPT)
def _compressed_once(body: bytes) -> bytes:
    return compressed(body)


def squeezed(
    request: Request, body: bytes, headers: dict[str, str], *, compress: Callable[[bytes], bytes] = compressed
) -> bytes:
    """The body as it is sent: compressed where the client takes that; says so in the headers.

    A page that another site made the browser ask for is not: how long it is must tell nothing of what stands in it.
    """
    headers["vary"] = ", ".join(filter(None, (headers.get("vary"), "accept-encoding")))
    takes = "gzip" in request.headers.get("accept-encoding", "")
    if len(body) < SMALL_BYTES or not takes or request.headers.get("sec-fetch-site") == "cross-site":
        return body
    headers["content-encoding"] = "gzip"
    return compress(body)


def answered(request: Request, body: bytes, kind: str, *, fresh_s: int = FRESH_S) -> Response:
    """The answer with a tag of its content, or 304 for who has that content already.

    Args:
        kind: the content type.
        fresh_s: for how long nobody need ask again; 0: each time.
    """
    etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"etag": etag, "cache-control": f"private, max-age={fresh_s}" if fresh_s else "private, no-cache"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(squeezed(request, body, headers, compress=_compressed_once), headers=headers, media_type=kind)
