"""The verbs of the JSON API that change something: the owner's corrections, marks, channels, feeds, reports. I/O: the app it is given.

All are the owner's: logged in, on this machine where there is no password, or with the password sent along (RFC 7617). A page
of another site cannot use a reader's login: no other origin is let in, and bodies must be JSON, which a browser asks about first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Path
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from newsloom.app import App
from newsloom.errors import InputError
from newsloom.model import Alert, Channel, CorrectionRecord, FeedUse, ReportState, StoryMark
from newsloom.web import preferences, schemas
from newsloom.web.access import Gate
from newsloom.web.feeds import web_address
from newsloom.web.links import Links

Id = Annotated[str, Path(max_length=200, description="an id")]
Named = Annotated[str, Field(min_length=1, max_length=200)]
Listed = Annotated[list[Annotated[str, Field(min_length=1, max_length=200)]], Field(max_length=100)]
Hour = Annotated[int, Field(ge=0, le=23)]
JSON = "application/json"


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Into(_Body):
    into: Named = Field(description="the story to merge into, or to move to", examples=["a35u4eycqnjjy"])


class These(_Body):
    articles: Annotated[list[Named], Field(min_length=1, max_length=500)] = Field(description="ids of articles of the story")


class Outlet(_Body):
    publisher: Named = Field(description="the outlet that the story is to be written without")


class ChannelBody(_Body):
    name: Annotated[str, Field(min_length=1, max_length=80, pattern=r"\S")]
    words: Listed = Field([], description="one of which must be there")
    every: Listed = Field([], description="all of which must be there")
    places: Listed = Field([], description="one of which must be named")
    without: Listed = Field([], description="none of which may be there")
    topics: Listed = []
    publishers: Listed = []
    languages: Listed = Field([], description="two letters each", examples=[["en"]])
    min_origins: int = Field(1, ge=1, le=99, description="independent sources at the least")


class AlertBody(_Body):
    url: Annotated[str, Field(min_length=1, max_length=2_000)] = Field(
        description="is called", examples=["https://ntfy.sh/a-topic"]
    )
    kind: Literal["webhook", "ntfy"] = "webhook"
    owners: int = Field(3, ge=1, le=99, description="when a story reaches so many independent owners")
    quiet: tuple[Hour, Hour] | None = Field(None, description="hours between which nothing is sent", examples=[[22, 7]])
    zone: Annotated[str, Field(max_length=80)] = Field("", description="time zone of the quiet hours; the site's if empty")
    secret: Annotated[str, Field(max_length=200)] | None = Field(
        None, description="signs what a webhook gets, the token of ntfy; null leaves it as it is"
    )


class Use(_Body):
    use: Literal["news", "read only", "ignored"] = Field(
        description="whether its articles found stories, only join them, or neither"
    )


class Address(_Body):
    url: Annotated[str, Field(min_length=1, max_length=2_000)] = Field(description="of a feed or a site")
    category: Annotated[str, Field(max_length=80)] = ""


class Wrong(_Body):
    sentence: int = Field(ge=1, le=10_000, description="its number on the page, from 1")
    note: Annotated[str, Field(max_length=2_000)] = Field("", description="what is wrong")


class State(_Body):
    state: Literal["open", "resolved", "dismissed"]


class DoneShape(_Body):
    """It was done."""

    done: Literal[True]


def add_verbs(
    routes: APIRouter,
    app: App,
    gate: Gate,
    *,
    errors: dict[int | str, dict[str, Any]],
    told: Callable[[Any, HTTPStatus], Response],
    here: Callable[[Request], Links],
    channel_json: Callable[[Channel, Links], dict[str, Any]],
    alert_json: Callable[[Alert], dict[str, Any]],
    subscription_json: Callable[[Any], dict[str, Any]],
) -> None:
    """Put the verbs among the routes.

    Args:
        errors: how every address may fail, for the document.
        told: makes the answer of a body.
        here: the addresses of the site, as the request came to it.
    """

    def only_owner(request: Request) -> None:
        if not gate.private(request):
            raise HTTPException(HTTPStatus.FORBIDDEN, "this is for the owner of the site: send the password along (RFC 7617)")
        if gate.from_elsewhere(request):
            raise HTTPException(HTTPStatus.FORBIDDEN, "it came from a page of another site")
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in ("", JSON) or (not kind and request.headers.get("content-length", "0") != "0"):
            raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send JSON, with `content-type: application/json`")

    def verb(method: str, path: str, shape: type[BaseModel], status: int = 200) -> Callable[[Any], Any]:
        def both(handler: Any) -> Any:
            problem = errors[400]["content"]
            answers: dict[int | str, dict[str, Any]] = {
                status: {"model": shape},
                **errors,
                403: {"description": "It is the owner's to do", "content": problem},
                409: {"description": "It contradicts something", "content": problem},
                502: {"description": "No answer from there", "content": problem},
            }
            if method != "DELETE":
                answers[415] = {"description": "It is not JSON", "content": problem}
            routes.add_api_route(
                path,
                handler,
                methods=[method],
                responses=answers,
                status_code=status,
                response_class=Response,
                dependencies=[Depends(only_owner)],
                tags=["changing"],
            )
            return handler

        return both

    def record(done: CorrectionRecord) -> Response:
        return told(asdict(done), HTTPStatus.OK)

    # -- corrections

    @verb("POST", "/stories/{story}/merge", schemas.ChangeShape)
    def merge(story: Id, body: Into) -> Response:
        """Make one story of two: this one goes into the other, and its address leads there. `undo` takes it back."""
        return record(app.merge(story, body.into))

    @verb("POST", "/stories/{story}/split", schemas.ChangeShape)
    def split(story: Id, body: These) -> Response:
        """Make these articles a story of their own; `other` of the answer is its id."""
        return record(app.split(story, body.articles))

    @verb("POST", "/stories/{story}/drop", schemas.ChangeShape)
    def drop(story: Id, body: Outlet) -> Response:
        """Write the story without an outlet."""
        return record(app.drop_publisher(story, body.publisher))

    @verb("POST", "/articles/{article}/move", schemas.ChangeShape)
    def move(article: Id, body: Into) -> Response:
        """Move one article to another story."""
        return record(app.move(article, body.into))

    @verb("POST", "/changes/{change}/undo", schemas.ChangeShape)
    def undo(change: Id) -> Response:
        """Take a correction back."""
        return record(app.undo(change))

    @verb("DELETE", "/articles/{article}", DoneShape)
    def erase(article: Id) -> Response:
        """Delete title and text of an article for good; stories that cited it are written again without it. Cannot be undone."""
        app.erase(article)
        return done()

    # -- marks

    @verb("PUT", "/marked/{mark}/{story}", DoneShape)
    def mark(mark: StoryMark, story: Id) -> Response:
        """Follow, save or mute a story; doing it again changes nothing."""
        app.mark(story, mark)
        return done()

    @verb("DELETE", "/marked/{mark}/{story}", DoneShape)
    def unmark(mark: StoryMark, story: Id) -> Response:
        """No longer follow, save or mute it."""
        app.mark(story, mark, False)
        return done()

    @verb("POST", "/caught-up", DoneShape)
    def caught_up() -> Response:
        """Count everything that is published as read."""
        app.catch_up()
        return done()

    # -- channels

    @verb("POST", "/channels", schemas.ChannelShape, 201)
    def new_channel(request: Request, body: ChannelBody) -> Response:
        """Make a channel; its id is made from its name."""
        made = app.save_channel(_channel("", body))
        return told(channel_json(made, here(request)), HTTPStatus.CREATED)

    @verb("PUT", "/channels/{channel}", schemas.ChannelShape)
    def change_channel(request: Request, channel: Id, body: ChannelBody) -> Response:
        """Change what a channel selects."""
        saved = app.save_channel(_channel(app.channel(channel).id, body))
        return told(channel_json(saved, here(request)), HTTPStatus.OK)

    @verb("DELETE", "/channels/{channel}", DoneShape)
    def remove_channel(channel: Id) -> Response:
        """Delete a channel; its stories stay."""
        app.remove_channel(channel)
        return done()

    # -- alerts

    @verb("PUT", "/channels/{channel}/alert", schemas.AlertShape)
    def set_alert(channel: Id, body: AlertBody) -> Response:
        """Have the channel call an address once a story; what has the number of owners already is not told."""
        app.save_alert(_alert(app, channel, body))
        return told(alert_json(app.alert(channel)), HTTPStatus.OK)

    @verb("DELETE", "/channels/{channel}/alert", DoneShape)
    def remove_alert(channel: Id) -> Response:
        """Have the channel call nothing; doing it again changes nothing."""
        app.remove_alert(app.channel(channel).id)
        return done()

    @verb("POST", "/channels/{channel}/alert/try", DoneShape)
    def try_alert(channel: Id) -> Response:
        """Call the address now, with the newest story of the channel."""
        app.try_alert(channel)
        return done()

    # -- feeds

    @verb("POST", "/subscriptions", schemas.SubscriptionsShape, 201)
    def subscribe(body: Address) -> Response:
        """Follow a feed, or the feeds of a site; doing it again changes nothing."""
        added = app.add(web_address(body.url), category=body.category)
        return told({"items": [subscription_json(one) for one in added.subscriptions]}, HTTPStatus.CREATED)

    @verb("POST", "/subscriptions/{subscription}/{act}", DoneShape)
    def act(subscription: Id, act: Literal["refresh", "pause", "resume"]) -> Response:
        """Poll it now, or pause and resume polling it."""
        app.refresh(subscription) if act == "refresh" else app.pause(subscription, act == "pause")
        return done()

    @verb("PUT", "/subscriptions/{subscription}/use", DoneShape)
    def use(subscription: Id, body: Use) -> Response:
        """Take it as news, as read only, or not at all."""
        app.use(subscription, FeedUse(body.use))
        return done()

    @verb("DELETE", "/subscriptions/{subscription}", DoneShape)
    def unsubscribe(subscription: Id) -> Response:
        """Stop following it; its articles and their stories stay."""
        app.unsubscribe(subscription)
        return done()

    # -- reports

    @verb("POST", "/stories/{story}/reports", schemas.ReportShape, 201)
    def report(story: Id, body: Wrong) -> Response:
        """Note that a sentence is wrong, with the passages it cites."""
        return told(asdict(app.report(story, body.sentence, body.note)), HTTPStatus.CREATED)

    @verb("PUT", "/reports/{report}", schemas.ReportShape)
    def close(report: Id, body: State) -> Response:
        """Say what became of a report."""
        return told(asdict(app.close_report(report, ReportState(body.state))), HTTPStatus.OK)

    def done() -> Response:
        return told({"done": True}, HTTPStatus.OK)


def _channel(identity: str, body: ChannelBody) -> Channel:
    return Channel(
        identity,
        body.name,
        words=tuple(body.words),
        every=tuple(body.every),
        places=tuple(body.places),
        without=tuple(body.without),
        topics=tuple(body.topics),
        publishers=tuple(body.publishers),
        languages=tuple(code.lower() for code in body.languages),
        min_origins=body.min_origins,
    )


def _alert(app: App, channel: str, body: AlertBody) -> Alert:
    zone = preferences.known_zone(body.zone or app.settings.zone)
    if zone is None:
        raise InputError(body.zone, "is no time zone", remedy="give one such as Europe/Berlin")
    known = app.alerts().get(app.channel(channel).id)
    kept = known.secret if known is not None else ""
    quiet = None if body.quiet is None or body.quiet[0] == body.quiet[1] else body.quiet
    secret = kept if body.secret is None else body.secret
    return Alert(channel, body.url, body.kind, body.owners, quiet, zone.key, secret)
