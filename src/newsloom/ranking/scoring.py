"""How a story ranks, and why (docs/explanation/front-page.md). Pure: the time is an argument.

The rank of a story is the product of the factors that it shows as its terms:

    ln(1 + owners) / ln 2  ·  0.5^(age / 14 h)  ·  (1 + 0.5 · pace)  ·  countries  ·  languages

Owners are independent: copies of one text, and outlets of one owner, count once, so that a copy changes nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import log
from urllib.parse import urlsplit

from newsloom.model import Article, ArticleCard, FrontPage, RankTerm, StoryCard

HALF_LIFE_H = 14.0  # half a day: what broke yesterday morning is behind this morning's
FACT_LAG_H = 6.0  # a new fact from an owner who had reported already makes fresh, but less than another owner does
PACE_WINDOW = timedelta(hours=3)
PACE_EXPECTED = 0.5  # further owners in three hours for a story that is nothing special
PACE_CAP = 4.0  # standard deviations above it; more is not more urgent
PACE_GAIN = 0.5
COUNTRY_GAIN, MOST_COUNTRIES = 0.15, 4  # for each country beyond the first, so many at most
LANGUAGE_GAIN, MOST_LANGUAGES = 0.2, 3
TOP_OWNERS = 2  # *Top Headlines* holds what two owners report, independently
CAP, CAPPED_PLACES = 2, 10  # at most two of one topic in the first ten
UNDATED = 0.05  # freshness of a story no article of which has a time

# Domains of a country that are sold to everybody: they say nothing of where an outlet is.
_GENERIC = frozenset(
    ("ac", "ag", "ai", "cc", "cd", "co", "eu", "fm", "gg", "gl", "im", "io", "la", "ly", "me", "sh", "st", "tk", "to", "tv")
)


def spread(articles: Sequence[Article]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Countries, by the domains of the outlets, and languages of a story's articles; each once, in alphabetical order.

    A domain such as `.com` tells no country.
    """
    countries = {country for article in articles if (country := country_of(article.url))}
    return tuple(sorted(countries)), tuple(sorted({article.lang for article in articles if article.lang}))


def country_of(url: str | None) -> str | None:
    """The country of an outlet by the domain of its page, as its two letters there; None if that tells none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:  # a hostile address
        return None
    last = host.rstrip(".").rpartition(".")[2].lower()
    return last if len(last) == 2 and last.isascii() and last.isalpha() and last not in _GENERIC else None


# ---------------------------------------------------------------------------------------------- one story


def score(card: StoryCard, *, now: datetime) -> tuple[float, tuple[RankTerm, ...]]:
    """How high a story ranks at this moment, and the factors whose product that is, for *why is this here*."""
    terms = (_owners(card), _freshness(card, now), _pace(card, now), _countries(card), _languages(card))
    value = 1.0
    for term in terms:
        value *= term.value
    return value, terms


def _owners(card: StoryCard) -> RankTerm:
    owners = max(1, card.voices)
    if owners == 1:
        why = "One outlet reports it." if card.article_count < 2 else "All its articles come from one owner or are one text."
    else:
        why = f"{owners} independent owners report it; copies of one text count once."
    return RankTerm("independent owners", log(1 + owners) / log(2), why)


def _freshness(card: StoryCard, now: datetime) -> RankTerm:
    corroborated = card.joined[-1] if card.joined else None
    fact = card.last_new_fact or card.updated or card.first_published
    ages = []
    if corroborated is not None:
        told = "Last confirmed by another owner" if len(card.joined) > 1 else "First reported"
        ages.append((_hours(corroborated, now), told, _hours(corroborated, now)))
    if fact is not None:
        lag = FACT_LAG_H if corroborated is not None and fact > corroborated else 0.0
        ages.append((_hours(fact, now) + lag, "Last new fact", _hours(fact, now)))
    if not ages:
        return RankTerm("freshness", UNDATED, "None of its articles says when it was published.")
    age, told, shown = min(ages)
    value = 0.5 ** (age / HALF_LIFE_H)
    return RankTerm("freshness", value, f"{told} {_ago(shown)}; this halves every {HALF_LIFE_H:.0f} hours.")


def _pace(card: StoryCard, now: datetime) -> RankTerm:
    further = card.joined[1:]
    recent = len(further) - bisect_left(further, now - PACE_WINDOW)
    deviations = (recent - PACE_EXPECTED) / PACE_EXPECTED**0.5
    value = 1 + PACE_GAIN * min(PACE_CAP, max(0.0, deviations)) / PACE_CAP
    hours = PACE_WINDOW // timedelta(hours=1)
    if not recent:
        return RankTerm("pace", value, f"No further owner took it up in the last {hours} hours.")
    return RankTerm("pace", value, f"{_counted(recent, 'further owner')} took it up in the last {hours} hours.")


def _countries(card: StoryCard) -> RankTerm:
    value = 1 + COUNTRY_GAIN * min(max(0, len(card.countries) - 1), MOST_COUNTRIES)
    if len(card.countries) > 1:
        return RankTerm("countries", value, f"Outlets of {len(card.countries)} countries report it, by their domains.")
    return RankTerm("countries", value, "No second country is known from the outlets' domains.")


def _languages(card: StoryCard) -> RankTerm:
    value = 1 + LANGUAGE_GAIN * min(max(0, len(card.languages) - 1), MOST_LANGUAGES)
    if len(card.languages) > 1:
        return RankTerm("languages", value, f"It is reported in {len(card.languages)} languages.")
    return RankTerm("languages", value, "It is reported in one language.")


def _hours(when: datetime, now: datetime) -> float:
    return max(0.0, (now - when).total_seconds() / 3600)  # a time to come, of a wrong clock, is now


def _ago(hours: float) -> str:
    if hours < 1:
        return "within the hour"
    if hours < 48:
        return f"{_counted(int(hours), 'hour')} ago"
    return f"{int(hours / 24)} days ago"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


# ---------------------------------------------------------------------------------------------- the page


def front(cards: Sequence[StoryCard], latest: Sequence[ArticleCard], *, now: datetime) -> FrontPage:
    """*Top Headlines*, *From one source* and the latest articles.

    Args:
        cards: the stories to rank, in any order, each once.
        latest: newest first; passed on.

    Returns:
        Every card, ranked, with its score and terms. In the first ten of *Top Headlines* at most two are of one topic,
        in the first ten of *From one source* at most two are of one outlet, for as long as there are others to show.
    """
    ranked = sorted((_ranked(card, now) for card in cards), key=_order)
    top = [card for card in ranked if card.voices >= TOP_OWNERS]
    single = [card for card in ranked if card.voices < TOP_OWNERS]
    return FrontPage(
        top=_mixed(top, lambda card: card.topic),
        single=_mixed(single, lambda card: card.publishers[0] if card.publishers else ""),
        latest=tuple(latest),
        updated=max((when for card in cards if (when := card.last_new_fact or card.updated)), default=None),
    )


def _ranked(card: StoryCard, now: datetime) -> StoryCard:
    value, terms = score(card, now=now)
    return replace(card, score=value, terms=terms)


def _order(card: StoryCard) -> tuple[float, float, str]:
    fresh = card.last_new_fact or card.updated
    return -card.score, -fresh.timestamp() if fresh is not None else 0.0, card.id


def _mixed(ranked: Sequence[StoryCard], what: Callable[[StoryCard], str]) -> tuple[StoryCard, ...]:
    """The same cards with at most `CAP` of one kind in the first places; what had to wait comes right after them.

    Cards of which the kind is not known ("") are not held back. Where nothing else is left, what waits fills the places.
    """
    taken: list[StoryCard] = []
    waiting: list[StoryCard] = []
    seen: Counter[str] = Counter()
    for at, card in enumerate(ranked):
        if len(taken) == CAPPED_PLACES:
            return (*taken, *sorted([*waiting, *ranked[at:]], key=_order))
        kind = what(card)
        if kind and seen[kind] == CAP:
            waiting.append(card)
        else:
            seen[kind] += 1
            taken.append(card)
    return (*taken, *waiting)
