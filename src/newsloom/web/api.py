"""The JSON API under `/api/v1`: the verbs of the command line; those that change something are in `changing`. I/O: the app it is given.

Every answer carries a tag of its content (ETag, 304). Lists come in parts: `limit` and `offset`, `next` names the next part.
Errors are problem details (RFC 9457).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated, Any, Literal
from urllib.parse import urlencode, urlsplit, urlunsplit

from fastapi import APIRouter, Depends, HTTPException, Path, Query
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from newsloom import __version__, formats
from newsloom.app import App
from newsloom.channels import narrowed
from newsloom.errors import NewsloomError
from newsloom.model import Alert, ArticleCard, Channel, StoryCard, StoryMark, Subscription
from newsloom.web import changing, schemas
from newsloom.web.access import Gate
from newsloom.web.answers import answered, site_address
from newsloom.web.links import Links
from newsloom.web.visit import status_of

PREFIX = "/api/v1"
JSON, PROBLEM = "application/json", "application/problem+json"
MOST, USUAL, FARTHEST = 100, 30, 10_000  # rows of a list at the most, and if nothing is asked; how far in one may begin

Limit = Annotated[int, Query(ge=1, le=MOST, description="how many at the most")]
Offset = Annotated[int, Query(ge=0, le=FARTHEST, description="how many to pass over")]
Name = Annotated[str, Path(max_length=200, description="an id")]
Number = Annotated[int, Path(ge=1, le=10**9)]


class Problems(APIRoute):
    """A route whose errors are problem details."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except RequestValidationError as error:
                first = error.errors()[0]
                where = ".".join(str(part) for part in first["loc"][1:]) or "request"
                return problem(HTTPStatus.BAD_REQUEST, f"{where}: {first['msg']}")
            except HTTPException as error:
                return problem(HTTPStatus(error.status_code), str(error.detail))
            except NewsloomError as error:
                reason = f"{error.about}: {error.reason}" if error.about else error.reason
                return problem(HTTPStatus(status_of(error)), reason, error.remedy)

        return answer


def problem(status: HTTPStatus, detail: str, remedy: str = "") -> Response:
    """The answer that tells an error."""
    told: dict[str, Any] = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail}
    if remedy:
        told["remedy"] = remedy
    return Response(_dumped(told), int(status), media_type=PROBLEM)


# ---------------------------------------------------------------------------------------------- from words to JSON


def _dumped(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=_plain).encode("utf-8", "replace")


def _plain(value: object) -> str | None:
    if isinstance(value, datetime):
        return formats.iso(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def card_json(card: StoryCard, links: Links, *, ranked: bool = False) -> dict[str, Any]:
    """A story as a list shows it; with its rank and why, where the list is ranked."""
    told: dict[str, Any] = {
        "id": card.id,
        "url": links.story(card.id),
        "headline": card.headline,
        "deck": card.deck,
        "updated": card.updated,
        "last_new_fact": card.last_new_fact,
        "first_published": card.first_published,
        "article_count": card.article_count,
        "origin_count": card.origin_count,
        "owner_count": card.voices,
        "publishers": card.publishers,
        "language": card.language,
        "languages": card.languages,
        "countries": card.countries,
        "topic": card.topic,
        "coverage": card.coverage,
        "news": card.news,
        "link": card.link,
    }
    if ranked:
        told["score"] = round(card.score, 9)
        told["why"] = [{"name": term.name, "value": round(term.value, 9), "why": term.why} for term in card.terms]
    return told


def _article_card(card: ArticleCard) -> dict[str, Any]:
    return asdict(card)


def _channel(channel: Channel, links: Links) -> dict[str, Any]:
    return {**asdict(channel), "url": links.channel(channel.id)}


def _alert(alert: Alert) -> dict[str, Any]:
    named = ("channel", "url", "kind", "owners", "quiet", "zone")
    return {**{name: getattr(alert, name) for name in named}, "signed": bool(alert.secret)}


def _subscription(one: Subscription) -> dict[str, Any]:
    named = ("id", "title", "site", "publisher", "category", "lang", "paused", "gone")
    health = ("last_success", "next_poll", "failures", "error", "entries_per_day")
    told = {name: getattr(one, name) for name in (*named, *health)}
    return {**told, "url": without_login(one.url), "use": one.use.value}


def without_login(url: str) -> str:
    """The address without a user name and password in it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else url


def _part(rows: Sequence[Any], request: Request, base: str, *, limit: int, offset: int, **asked: str) -> dict[str, Any]:
    """`limit` of `limit + 1` rows, and the address of the next part if there is one."""
    further = len(rows) > limit and offset + limit <= FARTHEST
    path = f"{base}{request.scope['path'].removeprefix(request.scope.get('root_path', ''))}"
    following = urlencode({**asked, "limit": limit, "offset": offset + limit})
    return {"items": list(rows[:limit]), "next": f"{path}?{following}" if further else None}


# ---------------------------------------------------------------------------------------------- the addresses

_PROBLEM = {PROBLEM: {"schema": schemas.ProblemShape.model_json_schema()}}
_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"description": "It cannot be used", "content": _PROBLEM},
    404: {"description": "Nothing has this id", "content": _PROBLEM},
    503: {"description": "The database is busy", "content": _PROBLEM},
}


def _told(shape: type[BaseModel], *, moves: bool = False, own: bool = False) -> dict[int | str, dict[str, Any]]:
    """What an address may answer, for the OpenAPI document."""
    told: dict[int | str, dict[str, Any]] = {
        200: {"model": shape},
        304: {"description": "You have it already (`If-None-Match`)"},
        **_ERRORS,
    }
    if own:
        told[403] = {"description": "It is the owner's own", "content": _PROBLEM}
    if moves:
        told[308] = {"description": "The story was merged; `Location` names the one it is in now"}
    return told


def router(app: App, gate: Gate) -> APIRouter:
    """All addresses of the API.

    Args:
        gate: who may see and do what is the owner's own.
    """
    routes = APIRouter(prefix=PREFIX, route_class=Problems)

    def only_private(request: Request) -> None:
        if not gate.private(request):
            raise HTTPException(HTTPStatus.FORBIDDEN, "this is for the owner of the site: send the password along (RFC 7617)")

    def get(path: str, shape: type[BaseModel], *, moves: bool = False, own: bool = False) -> Callable[[Any], Any]:
        def both(handler: Any) -> Any:
            needs = [Depends(only_private)] if own else []
            told = _told(shape, moves=moves, own=own)
            routes.add_api_route(
                path, handler, methods=["GET"], responses=told, response_class=Response, dependencies=needs, tags=["reading"]
            )
            routes.add_api_route(path, handler, methods=["HEAD"], include_in_schema=False, dependencies=needs)
            return handler

        return both

    def links(request: Request) -> Links:
        return Links(site_address(app, request))

    def told(request: Request, body: Any) -> Response:
        return answered(request, _dumped(body), JSON, fresh_s=0)

    def cards(request: Request, found: Iterable[StoryCard], *, ranked: bool = False) -> list[dict[str, Any]]:
        here = links(request)
        return [card_json(card, here, ranked=ranked) for card in found]

    @get("/front", schemas.FrontShape)
    def front(request: Request) -> Response:
        """*Top Headlines*, *From one source* and the latest articles."""
        page = app.front()
        shown = {
            "updated": page.updated,
            "top": cards(request, page.top[:MOST], ranked=True),
            "single": cards(request, page.single[:MOST], ranked=True),
            "latest": [_article_card(card) for card in page.latest[:MOST]],
        }
        return told(request, shown)

    @get("/stories", schemas.CardsShape)
    def stories(request: Request, limit: Limit = USUAL, offset: Offset = 0) -> Response:
        """All stories, the newest fact first."""
        found = cards(request, app.stories(limit=limit + 1, offset=offset))
        return told(request, _part(found, request, links(request).prefix, limit=limit, offset=offset))

    @get("/stories/{story}", schemas.StoryShape, moves=True)
    def story(request: Request, story: Name) -> Response:
        """A story page."""
        view = app.story(story)
        if view.redirected_from is not None:
            return _moved(links(request), "stories", view.page.id)
        return told(request, formats.page_json(view.page))

    @get("/stories/{story}/revisions", schemas.RevisionsShape, moves=True)
    def revisions(request: Request, story: Name) -> Response:
        """The published versions of a story page."""
        view = app.story(story)
        if view.redirected_from is not None:
            return _moved(links(request), "stories", view.page.id, "revisions")
        return told(request, {"items": [asdict(note) for note in view.revisions]})

    @get("/stories/{story}/revisions/{number}", schemas.StoryShape, moves=True)
    def revision(request: Request, story: Name, number: Number) -> Response:
        """A story page as it once stood."""
        view = app.story(story, revision=number)
        if view.redirected_from is not None:
            return _moved(links(request), "stories", view.page.id, "revisions", str(number))
        return told(request, formats.page_json(view.page))

    @get("/articles", schemas.LatestShape)
    def articles(request: Request) -> Response:
        """The latest articles."""
        return told(request, {"items": [_article_card(card) for card in app.front().latest]})

    @get("/articles/{article}", schemas.ArticleShape)
    def article(
        request: Request,
        article: Name,
        version: Annotated[int | None, Query(ge=1, le=10**9, description="an older version")] = None,
    ) -> Response:
        """An article as it was extracted."""
        view = app.article(article, version=version)
        one = view.article
        shown = {
            "id": one.id,
            "title": one.title,
            "text": one.text if app.settings.full_text else None,
            "source": one.source,
            "url": one.url,
            "published": one.published,
            "lang": one.lang,
            "version": one.version,
            "versions": view.versions,
            "kind": one.kind.value,
            "paid": one.paid,
            "story": view.story,
            "cited_by": [{"story": found, "sentence": number} for found, number in view.cited_by],
            "erased": view.erased,
        }
        return told(request, shown)

    @get("/search", schemas.HitsShape)
    def search(
        request: Request,
        q: Annotated[str, Query(min_length=1, max_length=400, description='words, "a phrase", -without, begin*')],
        kind: Annotated[Literal["", "story", "article"], Query(description="stories or articles alone")] = "",
        lang: Annotated[str, Query(max_length=20, description="a language, by its two letters")] = "",
        publisher: Annotated[str, Query(max_length=200, description="the whole name of an outlet")] = "",
        since: Annotated[date | None, Query(description="published on this day (UTC) or later")] = None,
        until: Annotated[date | None, Query(description="published on this day (UTC) or earlier")] = None,
        limit: Limit = USUAL,
        offset: Offset = 0,
    ) -> Response:
        """Stories, then articles, that have all the words."""
        only = narrowed(kind, lang, publisher, since, until)
        found = [
            {**asdict(hit), "snippet": hit.snippet.replace("\x02", "").replace("\x03", "")}
            for hit in app.search(q, limit=limit + 1, offset=offset, only=only)
        ]
        given = {"kind": kind, "lang": lang, "publisher": publisher, "since": str(since or ""), "until": str(until or "")}
        asked = {name: value for name, value in given.items() if value}
        return told(request, _part(found, request, links(request).prefix, limit=limit, offset=offset, q=q, **asked))

    @get("/channels", schemas.ChannelsShape)
    def channels(request: Request) -> Response:
        """The channels, in the order they were made."""
        here = links(request)
        return told(request, {"items": [_channel(one, here) for one in app.channels()]})

    @get("/channels/{channel}", schemas.ChannelShape)
    def channel(request: Request, channel: Name) -> Response:
        """A channel: what it selects by."""
        return told(request, _channel(app.channel(channel), links(request)))

    @get("/channels/{channel}/stories", schemas.CardListShape)
    def channel_stories(request: Request, channel: Name, limit: Limit = USUAL) -> Response:
        """The stories of a channel, the newest fact first."""
        return told(request, {"items": cards(request, app.channel_stories(app.channel(channel), limit=limit))})

    @get("/channels/{channel}/alert", schemas.AlertShape, own=True)
    def alert(request: Request, channel: Name) -> Response:
        """The address that the channel calls. The owner's own."""
        return told(request, _alert(app.alert(channel)))

    @get("/channels/{channel}/calls", schemas.CallsShape, own=True)
    def calls(request: Request, channel: Name, limit: Limit = USUAL) -> Response:
        """What the channel's alert has told its address, the newest first. The owner's own."""
        rows = [asdict(call) for call in app.calls(app.channel(channel).id, limit=limit)]
        return told(request, {"items": rows})

    @get("/marked/{mark}", schemas.MarkedListShape, own=True)
    def marked(request: Request, mark: StoryMark) -> Response:
        """The stories that the owner follows (with what is new in them), saved for later, or muted. The owner's own."""
        here = links(request)
        rows = [{"story": card_json(one.card, here), "at": one.at, "new": one.new} for one in app.marked(mark)]
        return told(request, {"caught_up": app.caught_up(), "items": rows})

    @get("/reports", schemas.ReportsShape, own=True)
    def reports(request: Request, closed: bool = False, limit: Limit = USUAL) -> Response:
        """Sentences that readers say are wrong, the newest first: those that wait, or those closed. The owner's own."""
        rows = [asdict(one) for one in app.reports(closed=closed, limit=limit)]
        return told(request, {"items": rows})

    @get("/subscriptions", schemas.SubscriptionsShape)
    def subscriptions(request: Request) -> Response:
        """What is followed, and its health."""
        return told(request, {"items": [_subscription(one) for one in app.subscriptions()]})

    @get("/changes", schemas.ChangesShape)
    def changes(request: Request, limit: Limit = USUAL) -> Response:
        """Changes of grouping by people and by revision, newest first."""
        return told(request, {"items": [asdict(change) for change in app.changes(limit=limit)]})

    @get("/explain/{about}", schemas.ExplanationShape)
    def explain(
        request: Request,
        about: Name,
        sentence: Annotated[int | None, Query(ge=1, le=10_000, description="of a story, from 1")] = None,
    ) -> Response:
        """Why a story holds these articles, why an article is in its story, why a sentence is cited so."""
        return told(request, asdict(app.explain(about, sentence=sentence)))

    changing.add_verbs(
        routes,
        app,
        gate,
        errors=_ERRORS,
        told=lambda body, status: Response(_dumped(body), int(status), media_type=JSON),
        here=links,
        channel_json=_channel,
        alert_json=_alert,
        subscription_json=_subscription,
    )

    @get("/healthz", schemas.HealthShape)
    def health(request: Request) -> Response:
        """Whether the database answers."""
        app.store.generation()
        return told(request, {"ok": True, "version": __version__})

    return routes


def _moved(links: Links, *parts: str) -> Response:
    return RedirectResponse(links.to("api", "v1", *parts), 308)
