"""What a sentence says is still to come or not yet known, and whether the story's later articles have overtaken it. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime

from newsloom.model import Article
from newsloom.text import dates
from newsloom.writing.wording import without_quotations

# what an article's lines lose for each day, up to so many, that it is older than the newest of its story
OLDER, OLDEST = 0.9, 7
#: what is still to come
AHEAD = re.compile(
    r"\b(?:set to|expected to|poised|prepares? to|preparing to|to (?:announce|vote|decide|hold|meet|sign|visit)|about to|will)\b",
    re.I,
)

#: what is not known, or has not been done, so far
_NOT_YET = re.compile(
    r"\b(?:remain(?:s|ed)? (?:under investigation|at large|unclear|unknown|missing|unidentified|in custody|closed)"
    r"|(?:ha(?:s|ve|d)(?: not|n['’]t)|not|yet to)(?: yet)?(?: been| be)? (?:released|release|identified|identify|named|charged|arrested"
    r"|commented|comment|determined|determine|announced|confirmed|disclosed|recovered|located)"
    r"|no (?:arrests?|suspects?|motive|one has|injuries have been|decision has|date has)"
    r"|(?:not|n['’]t)(?: yet| immediately| clear| been)* (?:known|clear|available|respond|return(?:ed)?)"
    r"|(?:is|are|was|were) (?:still )?(?:being sought|searching for|looking for|hunting|trying to (?:determine|find|identify))"
    r"|(?:unclear|too early to) )\b",
    re.I,
)

#: what lasts for hours or days: in the news of the day before it may be over
_PASSING = re.compile(
    r"\b(?:(?:is|are|remains?|stays?) (?:still |now |currently |also |all )?(?:closed|shut|blocked|suspended|cancelled|without|cut off|stranded"
    r"|trapped|stuck|under ?way|in force|on strike|(?!(?:amaz|interest|excit|bor|shock|stunn|will|\w*th|accord|includ|dur)ing\b)[a-z]{2,}ing\b"
    r"(?! (?:to|for)\b))"
    r"|today|tonight|tomorrow|this (?:morning|afternoon|evening)|at the moment|right now|currently"
    r"|(?:until|till) (?:\d{1,2}(?:[.:]\d\d)? ?(?:[ap]\.?m\b|o['’]clock)|midnight|noon|(?:the|this) (?:morning|afternoon|evening)))",
    re.I,
)

#: what is to be done on a day
_PLANNED = re.compile(
    r"\b(?:will|would|could|may|might|(?:plans?|planned|hopes?|hoped|aims?|aimed|intends?|vow(?:s|ed)) to"
    r"|(?:is|are|be|was|were|been) (?:to|due|set|scheduled|expected|supposed|slated|planned|poised)\b)"
)
#: what was to be done, and maybe was not
_NO_LONGER = re.compile(r"\b(?:was|were|been) (?:to|due|set|scheduled|supposed|slated|poised)\b")
#: before the day on which it was said
_SAID_ON = re.compile(
    r"\b(?:said|says|announced|told [^,.]{1,40}|wrote|reported|confirmed|added|statement)(?: late| early)?(?: on| in)? $", re.I
)


def overtaken(text: str, article: Article, newest: datetime | None, lang: str | None) -> bool:
    """Whether a sentence announces for a day, its own or a later one, what newer articles come after, or says what was unknown, or was so
    for the time being, days before them.

    Args:
        article: the sentence is of. newest: when the story's newest article was published; None if no article has a time.
    """
    published = article.published
    if lang != "en" or newest is None or published is None or newest.date() <= published.date():
        return False
    if _NOT_YET.search(text) or _PASSING.search(without_quotations(text)):
        return True
    announced = AHEAD.search(text)
    if announced is None:
        return False
    days = [
        m.last
        for m in dates.find(text, anchor=published, lang=lang)
        if m.last is not None and m.start > announced.start() and not _SAID_ON.search(text[: m.start])
    ]
    return bool(days) and published.date() <= max(days) < newest.date()


def only_planned(text: str, at: int, day: date, newest: datetime | None) -> bool:
    """Whether an English sentence tells of the day at this place what was planned for it, and the story's newer articles tell what came of it.

    "Was to open on Monday" leaves open whether it did, whenever it was written.
    """
    before = text[:at]
    if _SAID_ON.search(before):
        return False
    return bool(_NO_LONGER.search(before)) or (newest is not None and day < newest.date() and bool(_PLANNED.search(before)))


def freshness(published: datetime | None, newest: datetime | None) -> float:
    """What the lines of an article count beside those of the story's newest one, in (0, 1]; 1.0 if either has no time."""
    if published is None or newest is None:
        return 1.0
    return float(OLDER ** min(OLDEST, max(0, (newest.date() - published.date()).days)))
