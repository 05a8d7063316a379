"""Ids of stories, from the articles that found them. Pure."""

from __future__ import annotations

import hashlib
from base64 import b32encode


def story_id(article_id: str) -> str:
    """A short id for the story that this article founds; safe in addresses."""
    digest = hashlib.blake2b(article_id.encode("utf-8", "surrogatepass"), digest_size=8, person=b"story").digest()
    return b32encode(digest).decode("ascii").rstrip("=").lower()
