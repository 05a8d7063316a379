"""What a sentence says is still to come, and whether the story's later articles have overtaken it. Pure."""

from __future__ import annotations

import re
from datetime import datetime

from newsloom.model import Article
from newsloom.text import dates

#: what is still to come
AHEAD = re.compile(
    r"\b(?:set to|expected to|poised|prepares? to|preparing to|to (?:announce|vote|decide|hold|meet|sign|visit)|about to|will)\b",
    re.I,
)


def overtaken(text: str, article: Article, newest: datetime | None, lang: str | None) -> bool:
    """Whether a sentence announces for a day, its own or a later one, what newer articles of the story come after.

    Args:
        article: the sentence is of. newest: when the story's newest article was published; None if no article has a time.
    """
    published = article.published
    if lang != "en" or newest is None or published is None or newest.date() <= published.date() or not AHEAD.search(text):
        return False
    days = [m.last for m in dates.find(text, anchor=published, lang=lang) if m.last is not None]
    return bool(days) and published.date() <= max(days) < newest.date()
