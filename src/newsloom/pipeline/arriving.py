"""What is made of what came: whose it is, its time, picture and language, and whether to ask again. Pure; no I/O."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from newsloom.errors import AddressRefused, ExtractionError, NewsloomError, ParseError, RobotsRefused, TooLarge
from newsloom.model import Article, Entry, Extracted, Image, Kind, ParsedFeed, Problem, Subscription
from newsloom.pipeline import identity
from newsloom.pipeline.crowd import host_of

EARLIEST_YEAR = 1990  # a time before is no time of publication
TOO_LATE = timedelta(days=1)  # a time further ahead than this is no time at all
PROBLEMS_OF_A_FILE = 20  # that are told
#: answers that will not get better by asking again soon
FINAL = frozenset({400, 401, 402, 403, 404, 405, 406, 410, 414, 451})


def usable(published: datetime | None, first_seen: datetime) -> datetime | None:
    """The time of publication, if it can be one: None for a date long past or to come."""
    if published is None or published.year < EARLIEST_YEAR or published > first_seen + TOO_LATE:
        return None
    return min(published, first_seen)


def outlet(subscription: Subscription, link: str | None, said: str | None) -> tuple[str | None, str | None]:
    """Name and owner of the outlet of an article: by domain, so that several feeds of one outlet speak with one voice."""
    host = domain(host_of(link or ""))
    home = domain(host_of(subscription.site or subscription.url))
    if subscription.publisher and (not host or host == home):
        return subscription.publisher, subscription.owner or host or home or None
    name = said or host or subscription.publisher or subscription.title or None
    owner = subscription.owner if host == home else None
    return name, owner or host or None


@lru_cache(maxsize=4096)
def domain(host: str) -> str:
    """The domain that an outlet has registered: `bbc.co.uk` of `news.bbc.co.uk`; the host where no list knows it."""
    if not host:
        return ""
    from courlan import extract_domain  # lazy: its list of suffixes takes a moment to load; comes with trafilatura

    return str(extract_domain(f"https://{host}/") or host.removeprefix("www."))


def has_page(link: str | None) -> bool:
    """Whether the link leads to a page of its own, and not to a home page."""
    return bool(identity.place_of(link))


def described(subscription: Subscription, feed: ParsedFeed) -> Subscription:
    return replace(
        subscription,
        title=subscription.title or feed.title,
        site=subscription.site or feed.link,
        lang=subscription.lang or feed.lang,
    )


def some(problems: list[Problem], name: str) -> list[Problem]:
    """The problems of one file, or the first of them: one of another kind has one in each line."""
    if len(problems) <= PROBLEMS_OF_A_FILE:
        return problems
    more = len(problems) - PROBLEMS_OF_A_FILE
    return [
        *problems[:PROBLEMS_OF_A_FILE],
        Problem(f"{name}, further lines", f"{more} more lines cannot be used", problems[-1].remedy),
    ]


def remedy(status: int) -> str:
    """What a reader can do about an answer."""
    if status in (401, 403, 407):
        return "it wants a login, or refuses readers like this one; give it your own with `newsloom add --header`"
    if status in (404, 410):
        return "look on the site for its new address"
    return "it will be tried again"


def may_pass(exc: NewsloomError) -> bool:
    """Whether the same request may succeed later."""
    if isinstance(exc, (AddressRefused, RobotsRefused, TooLarge, ExtractionError, ParseError)):
        return False
    return getattr(exc, "status", None) not in FINAL


def image(page: Extracted | None, entry: Entry) -> Image | None:
    """The page's picture, unless the feed alone says whose its own is; a wall has none."""
    shown = page.image if page is not None and page.kind is not Kind.EMPTY else None
    if shown is None or (entry.image is not None and entry.image.credit and not shown.credit):
        return entry.image or shown
    return shown


def kind(article: Article) -> Any:
    from newsloom.text import kinds  # lazy: only for articles that come without a page

    return kinds.kind(article.title, article.text, url=article.url, lang=article.lang)


def language(title: str, text: str, *, hint: str | None) -> str | None:
    from newsloom.text import language  # lazy: its model takes a moment to load

    return language.detect(f"{title}\n{text[:4000]}", hint=hint)
