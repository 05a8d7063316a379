"""*Feeds*: the reader's channels, and below them the subscriptions with their health. I/O: the app's verbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import UploadFile
from starlette.responses import Response

from newsloom.errors import InputError, NewsloomError
from newsloom.model import Added, Channel, FeedUse, StoryCard, Subscription
from newsloom.ranking import TOPICS
from newsloom.web.visit import Site, Visit
from newsloom.web.words import Words, words

SHOWN = 60  # stories of a channel
PREVIEW = 12
LISTED = 3  # headlines under a channel on the Feeds page
PER_PAGE = 200  # subscriptions
MOST_LISTED = 50  # words, topics … of a channel
BAD = ("failing", "gone")  # states that come first where the list has several pages
LISTS = ("words", "every", "without", "places", "publishers", "topics", "languages")
FIELDS = ("name", "min_origins", *LISTS)  # of the form of a channel; each topic is a box of its own
SUGGESTED = (
    Channel("", "Widely reported", min_origins=3),
    Channel("", "World", topics=("World", "Politics")),
    Channel("", "Business", topics=("Business",)),
    Channel("", "Science and technology", topics=("Science", "Technology", "Health", "Environment")),
    Channel("", "Sport", topics=("Sport",)),
)  #: offered to a new reader


@dataclass(frozen=True, slots=True)
class Health:
    """The state of a subscription, for people."""

    state: str  #: "fine", "waiting", "ignored", "paused", "failing", "gone"
    sentence: str


def health(subscription: Subscription, speaking: Words) -> Health:
    """How a subscription does."""
    if subscription.gone:
        return Health("gone", speaking.say("gone: the server says it will not come back"))
    if subscription.paused:
        return Health("paused", speaking.say("paused"))
    if subscription.use is FeedUse.IGNORED:
        return Health("ignored", speaking.say("ignored"))
    if subscription.failures:
        failed = speaking.say("failed {times}", times=speaking.counted(subscription.failures, "time"))
        return Health("failing", f"{failed}: {_said(subscription.error, speaking)}" if subscription.error else failed)
    if subscription.last_success is None:
        return Health("waiting", speaking.say("not polled yet"))
    return Health("fine", speaking.say("fine"))


def _said(error: str, speaking: Words) -> str:
    """What went wrong at the last poll: the reason, and what helps in parentheses behind it."""
    reason, mark, remedy = error.removesuffix(")").rpartition(" (") if error.endswith(")") else (error, "", "")
    if not mark or speaking.problem(remedy) == remedy:
        return speaking.problem(error)
    return f"{speaking.problem(reason)} ({speaking.problem(remedy)})"


def feeds(site: Site, visit: Visit) -> Response:
    """Channels first, subscriptions below."""
    return _feeds(site, visit)


def _feeds(
    site: Site, visit: Visit, *, status: int = 200, added: Added | None = None, failed: NewsloomError | None = None
) -> Response:
    channels = [(channel, site.app.channel_stories(channel, limit=LISTED)) for channel in site.app.channels()]
    names = {channel.name.casefold() for channel, _ in channels}
    ready = [channel for channel in SUGGESTED if channel.name.casefold() not in names]
    known = [(one, health(one, words(visit.language))) for one in site.app.subscriptions()]
    failing = [one for one in known if one[1].state in BAD]
    followed = [*failing, *(one for one in known if one[1].state not in BAD)] if len(known) > PER_PAGE else known
    number = min(visit.number("page"), max(1, -(-len(known) // PER_PAGE)))
    return site.page(
        visit,
        "feeds.html",
        status=status,
        nav="feeds",
        title=visit.say("Feeds"),
        channels=channels,
        suggested=[(one, site.app.channel_stories(one, limit=LISTED)) for one in ready] if visit.owner else [],
        followed=followed[(number - 1) * PER_PAGE : number * PER_PAGE],
        total=len(known),
        number=number,
        more=len(known) > number * PER_PAGE,
        failing=len(failing),
        problems=site.app.problems(limit=20) if visit.owner else [],
        added=added,
        failed=failed,
        rule=lambda channel: rule(channel, words(visit.language)),
    )


# ---------------------------------------------------------------------------------------------- subscriptions


def add(site: Site, visit: Visit) -> Response:
    """Follow an address: a feed, or a site that names one."""
    address = visit.field("address")
    try:
        return _feeds(site, visit, added=site.app.add(web_address(address)))
    except NewsloomError as error:
        return _feeds(site, visit, status=400, failed=error)


def web_address(given: str) -> str:
    """What was typed, as an address. Never a file or folder of this machine: those are for the command line.

    Raises:
        InputError: when it cannot be an address.
    """
    address = given if "://" in given else f"https://{given}"
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or any(ord(c) <= 32 for c in address):
        remedy = "it must be like example.org or https://example.org/feed.xml"
        raise InputError(given[:200], "is no address of the web" if given else "no address was given", remedy=remedy)
    return address


def upload(site: Site, visit: Visit) -> Response:
    """Follow the feeds of an OPML file."""
    given = visit.form.get("file")
    if not isinstance(given, UploadFile) or not given.filename:
        return _feeds(site, visit, status=400, failed=InputError("", "no file was chosen", remedy="choose an OPML file"))
    try:
        return _feeds(site, visit, added=site.app.add_list(given.file.read(), name=given.filename[:80]))
    except NewsloomError as error:
        return _feeds(site, visit, status=400, failed=error)


def opml(site: Site, visit: Visit) -> Response:
    """The subscriptions, to take along."""
    headers = {"content-disposition": 'attachment; filename="newsloom.opml"'}
    return Response(site.app.opml(), headers=headers, media_type="text/x-opml; charset=utf-8")


def refresh_all(site: Site, visit: Visit) -> Response:
    """Poll everything soon."""
    site.app.refresh()
    return site.redirect(visit, visit.links.feeds() + "#subscriptions")


def refresh(site: Site, visit: Visit) -> Response:
    """Poll one soon."""
    site.app.refresh(visit.part("subscription"))
    return site.redirect(visit, visit.links.feeds() + "#subscriptions")


def pause(site: Site, visit: Visit) -> Response:
    """Poll it no more, for now."""
    site.app.pause(visit.part("subscription"))
    return site.redirect(visit, visit.links.feeds() + "#subscriptions")


def resume(site: Site, visit: Visit) -> Response:
    """Poll it again."""
    site.app.pause(visit.part("subscription"), False)
    return site.redirect(visit, visit.links.feeds() + "#subscriptions")


def use(site: Site, visit: Visit) -> Response:
    """Take it as news, only into stories that others report, or not at all."""
    given = visit.field("use")
    if given in list(FeedUse):
        site.app.use(visit.part("subscription"), FeedUse(given))
    return site.redirect(visit, visit.links.feeds() + "#subscriptions")


def remove(site: Site, visit: Visit) -> Response:
    """Follow it no more."""
    site.app.unsubscribe(visit.part("subscription"))
    return site.redirect(visit, visit.links.feeds() + "#subscriptions")


# ---------------------------------------------------------------------------------------------- channels


def channel_of(fields: Mapping[str, str], *, identity: str = "") -> Channel:
    """The channel that the fields of its form describe; lists are parted by commas or line breaks."""

    def listed(name: str) -> tuple[str, ...]:
        parts = (part.strip() for part in fields.get(name, "").replace("\n", ",").split(","))
        return tuple(dict.fromkeys(part for part in parts if part))[:MOST_LISTED]

    least = fields.get("min_origins", "")
    return Channel(
        identity,
        fields.get("name", "").strip()[:80],
        words=listed("words"),
        every=listed("every"),
        places=listed("places"),
        without=listed("without"),
        publishers=listed("publishers"),
        topics=listed("topics"),
        languages=tuple(code.lower() for code in listed("languages")),
        min_origins=min(99, max(1, int(least))) if least.isascii() and least.isdigit() and len(least) < 4 else 1,
    )


def rule(channel: Channel, speaking: Words) -> str:
    """What a channel selects, as a phrase."""
    say = speaking.say

    def either(names: Iterable[str]) -> str:
        return say(" or ").join(names)

    def quoted(names: Iterable[str]) -> list[str]:
        return [say("“{word}”", word=name) for name in names]

    parts = []
    if channel.words:
        parts.append(say("with {words}", words=either(quoted(channel.words))))
    if channel.every:
        parts.append(say("with {words}", words=say(" and ").join(quoted(channel.every))))
    if channel.places:
        parts.append(say("about {places}", places=either(channel.places)))
    if channel.without:
        parts.append(say("without {words}", words=", ".join(quoted(channel.without))))
    if channel.topics:
        parts.append(say("on {topics}", topics=either(say(topic) for topic in channel.topics)))
    if channel.publishers:
        parts.append(say("reported by {outlets}", outlets=either(channel.publishers)))
    if channel.languages:
        parts.append(say("in {languages}", languages=either(channel.languages)))
    if channel.min_origins > 1:
        parts.append(say("from {number} independent sources or more", number=channel.min_origins))
    return f"{say('stories')} {', '.join(parts)}" if parts else say("all stories")


def _asked(visit: Visit) -> dict[str, str]:
    return {name: ",".join(visit.queries(name)) for name in FIELDS}


def channel_new(site: Site, visit: Visit) -> Response:
    """The form of a new channel, with what it would show now."""
    return _channel_form(site, visit, channel_of(_asked(visit)), title=visit.say("New channel"))


def channel_edit(site: Site, visit: Visit) -> Response:
    """The form of a channel, with what it shows now."""
    kept = site.app.channel(visit.part("channel"))
    return _channel_form(site, visit, kept, title=visit.say("Change “{name}”", name=kept.name))


def _channel_form(site: Site, visit: Visit, channel: Channel, *, title: str, status: int = 200, failed: str = "") -> Response:
    shown = site.app.channel_stories(channel, limit=PREVIEW)
    return site.page(
        visit,
        "channel_form.html",
        status=status,
        nav="feeds",
        title=title,
        channel=channel,
        topics=list(dict.fromkeys((*TOPICS, *channel.topics))),
        narrowed=bool(channel.every or channel.without or channel.publishers or channel.languages or channel.min_origins > 1),
        cards=shown,
        rule=rule(channel, words(visit.language)),
        failed=failed,
    )


def channel_save(site: Site, visit: Visit) -> Response:
    """Make a channel, or change one; or show what it would select, as its form stands."""
    identity = visit.field("id")
    if identity:
        site.app.channel(identity)  # an id that is not there must not be made by this
    wanted = channel_of({name: ",".join(visit.fields(name)) for name in FIELDS}, identity=identity)
    if visit.field("do") == "preview":
        return _channel_form(
            site, visit, wanted, title=visit.say("Change the channel") if identity else visit.say("New channel")
        )
    if not wanted.name:
        return _channel_form(
            site, visit, wanted, title=visit.say("New channel"), status=400, failed=visit.say("Give the channel a name.")
        )
    saved = site.app.save_channel(wanted)
    return site.redirect(visit, visit.links.channel(saved.id))


def channel(site: Site, visit: Visit) -> Response:
    """The stories of a channel, newest change first."""
    kept = site.app.channel(visit.part("channel"))
    cards: list[StoryCard] = site.app.channel_stories(kept, limit=SHOWN)
    return site.page(
        visit, "channel.html", nav="feeds", title=kept.name, channel=kept, cards=cards, rule=rule(kept, words(visit.language))
    )


def channel_delete(site: Site, visit: Visit) -> Response:
    """Forget a channel; its stories stay."""
    site.app.remove_channel(visit.part("channel"))
    return site.redirect(visit, visit.links.feeds())
