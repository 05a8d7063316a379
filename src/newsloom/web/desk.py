"""The owner's corrections: merge, split, move, write without an outlet, and taking each of these back. I/O: the app's verbs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from starlette.responses import Response

from newsloom.errors import InputError
from newsloom.model import CorrectionRecord, StoryPage
from newsloom.web import views
from newsloom.web.visit import Site, Visit

LEDGER = 200  # lines of the ledger shown
NEARBY = 60  # stories offered to merge with or move to
_STORY_ADDRESS = re.compile(r"/story/([^/?#]+)")


def correct(site: Site, visit: Visit) -> Response:
    """The page on which a grouping is corrected."""
    view = site.app.story(visit.part("story"))
    related = [one.other for one in view.related]
    others = [card for card in site.app.stories(limit=NEARBY) if card.id != view.page.id]
    others.sort(key=lambda card: card.id not in related)
    return site.page(
        visit,
        "correct.html",
        title=visit.say("Correct “{headline}”", headline=view.page.headline),
        story=view,
        others=others,
        publishers=sorted({source.publisher for source in view.page.sources if source.publisher}),
        direction=views.direction(view.page.language),
    )


def merge(site: Site, visit: Visit) -> Response:
    """This story goes into another."""
    return _done(site, visit, site.app.merge(visit.part("story"), _other(visit)))


def split(site: Site, visit: Visit) -> Response:
    """The ticked articles become a story of their own."""
    chosen = visit.fields("article")
    if not chosen:
        raise InputError("", "no article was ticked", remedy="tick those that belong to another event")
    return _done(site, visit, site.app.split(visit.part("story"), chosen))


def move(site: Site, visit: Visit) -> Response:
    """One article goes into another story."""
    return _done(site, visit, site.app.move(visit.field("article"), _other(visit)))


def drop(site: Site, visit: Visit) -> Response:
    """The story is written without an outlet."""
    return _done(site, visit, site.app.drop_publisher(visit.part("story"), visit.field("publisher")))


def spending(site: Site, visit: Visit) -> Response:
    """What the language model has cost: in all, against its limits, and by story, model and prompt."""
    days = min(visit.number("days", most=3660, default=30), 3660)
    told = site.app.spending(days=days, limit=LEDGER)
    pages = site.app.pages([line["story"] for line in told["lines"]])
    return site.page(visit, "spending.html", title=visit.say("What the model costs"), told=told, days=days, pages=pages)


def undo(site: Site, visit: Visit) -> Response:
    """Take a change back."""
    record = site.app.undo(visit.part("change"))
    return site.redirect(visit, site.back(visit, f"{visit.links.story(record.story)}?done={record.id}"))


def changes(site: Site, visit: Visit) -> Response:
    """Everything that people and revisions changed of the grouping, newest first."""
    made = site.app.changes(limit=200)
    return site.page(visit, "changes.html", title=visit.say("Corrections"), changes=made, pages=told_of(site, made))


def told_of(site: Site, changes: Sequence[CorrectionRecord]) -> dict[str, StoryPage]:
    """The pages of the stories that changes are about, for their headlines."""
    return site.app.pages(sorted({story for one in changes for story in (one.story, one.other) if story}))


def _other(visit: Visit) -> str:
    """The story that a form names: chosen from its list, or by id or address in the field beside it."""
    written = visit.field("other")
    found = _STORY_ADDRESS.search(written)
    other = found[1] if found else written or visit.field("story")
    if not other:
        raise InputError("", "no other story was chosen", remedy="choose one, or paste its address")
    return other


def _done(site: Site, visit: Visit, record: CorrectionRecord) -> Response:
    """On to the story that came of it, which offers to take it back."""
    story = record.other or record.story
    return site.redirect(visit, visit.links.to("story", story) + f"?done={record.id}")
