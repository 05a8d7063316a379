"""What the owner follows, saves and mutes, and that all is read. I/O: the app's verbs."""

from __future__ import annotations

from starlette.responses import Response

from newsloom.errors import InputError
from newsloom.model import StoryMark
from newsloom.web.visit import Site, Visit

NEW_SHOWN = 4  # new sentences of a followed story in the list


def following(site: Site, visit: Visit) -> Response:
    """The stories that are followed, each with what is new in it."""
    return _marked(site, visit, StoryMark.FOLLOW, visit.say("Following"))


def saved(site: Site, visit: Visit) -> Response:
    """The stories that are kept for later."""
    return _marked(site, visit, StoryMark.SAVE, visit.say("Saved"))


def muted(site: Site, visit: Visit) -> Response:
    """The stories that are in no list."""
    return _marked(site, visit, StoryMark.MUTE, visit.say("Muted"))


def _marked(site: Site, visit: Visit, mark: StoryMark, title: str) -> Response:
    return site.page(
        visit,
        "marked.html",
        nav="feeds",
        title=title,
        mark=mark.value,
        marked=site.app.marked(mark),
        caught_up=site.app.caught_up(),
        most_new=NEW_SHOWN,
    )


def mark(site: Site, visit: Visit) -> Response:
    """Follow, save or mute a story, or no longer."""
    wanted = visit.field("mark")
    if wanted not in list(StoryMark):
        raise InputError(wanted[:40], "is nothing that can be made of a story", remedy="follow, save or mute it")
    story = visit.part("story")
    site.app.mark(story, StoryMark(wanted), on=not visit.field("off"))
    return site.redirect(visit, site.back(visit, visit.links.story(story)))


def caught_up(site: Site, visit: Visit) -> Response:
    """All that is published counts as read."""
    site.app.catch_up()
    return site.redirect(visit, site.back(visit, visit.links.front()))
