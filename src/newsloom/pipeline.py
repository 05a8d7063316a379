"""The order of the stages: what is read, which pure stage is called, what is stored. Owns no rule of its own.

`compose` is the pure path from articles to a checked page, which `newsloom.write` and the stored path both call: no clock,
network or database.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from newsloom.model import Article, StoryPage
from newsloom.ports import Judge

if TYPE_CHECKING:
    from newsloom.checking.gate import Gated


def compose(
    articles: Sequence[Article],
    *,
    now: datetime | None = None,
    story_id: str = "story",
    previous: StoryPage | None = None,
    judges: Sequence[Judge] = (),
    options: Any = None,
) -> StoryPage | None:
    """The checked page of one story: origins, then draft, then gate.

    Args:
        articles: in the order of their numbers where nothing else decides; ids are distinct.
        now: only passed on; nothing on the page depends on the time of writing.
        previous: the page that readers see now, so that what has not changed stays as it is.
        options: `writing.draft.Options`; None for the defaults.

    Returns:
        None if nothing in these articles can be published.
    """
    gated = checked(articles, story_id=story_id, previous=previous, judges=judges, options=options)
    return gated.page if gated is not None else None


def checked(
    articles: Sequence[Article],
    *,
    story_id: str,
    previous: StoryPage | None = None,
    judges: Sequence[Judge] = (),
    options: Any = None,
) -> Gated | None:
    """As `compose`, with what the gate held back and why; None if there was nothing to write from."""
    from newsloom import origins  # lazy, all of these: `newsloom --help` must not load the stages
    from newsloom.checking import gate
    from newsloom.writing import draft

    given = {} if options is None else {"options": options}
    page = draft.draft(articles, origins.group(articles), story_id=story_id, previous=previous, **given)
    if page is None:
        return None
    return gate.gate(page, {article.id: article for article in articles}, judges=judges)
