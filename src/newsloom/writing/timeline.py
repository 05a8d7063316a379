"""What happened on which day, in sentences of the story. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from newsloom.model import TimelineEntry
from newsloom.text import dates
from newsloom.writing import ahead
from newsloom.writing.evidence import Candidate, Evidence
from newsloom.writing.figures import dates_of
from newsloom.writing.twice import repeats
from newsloom.writing.wording import quoted_spans

MOST_DAYS = 8  # of a timeline
LEAST_DAYS = 3  # fewer are told by the text itself
BEFORE = 60  # characters before a date that are looked at for what it is the date of
TOPICAL = 3  # stems of the story that a sentence outside the page must share
REMOTE = timedelta(days=730)  # a day further off counts only if two owners name it
#: what makes a date part of a name: "the Sept. 11 attacks", "the 17 February Brigade"
_NAMING = re.compile(
    r",? (?:\d{4},? )?(?:attacks?|victims|terror\w*|riots?|insurrection|massacre"
    r"|bombings?|uprising|movement|revolution|commission|families|plot|hijackers)\b"
    r"| [A-Z]"
)
#: what before a date, or after it, makes it the day of something else: "sank after surging on Wednesday", "Sunday's loss", "Patch Tuesday"
_ELSEWHERE = re.compile(
    r"\b(?:after|before|while|despite) \w+ing (?:\S+ ){0,3}$|\b(?:since|until|till|through|ahead of|prior to) (?:\S+ ){0,2}$"
    r"|\b(?:Patch|Black|Cyber|Super|Good|Giving|Bloody|Fat) $",
    re.I,
)
_OWNS = re.compile(r"['’]s\b")
_QUOTES = "\"“'‘«„「『(["


def timeline(evidence: Evidence, chosen: Sequence[Candidate], about: frozenset[str]) -> tuple[TimelineEntry, ...]:
    """One sentence for each day that the sentences name, when they name at least LEAST_DAYS distinct days.

    Days named most often and early win (date-mention counts select days about as well as supervised methods, Gholipour 2020). A day is
    left out where a date is part of a name ("the Sept. 11 attacks", "the 17 February Brigade"), or lies years back and one owner
    alone names it.

    Args:
        about: stems that the story is about; a sentence that is not shown must share three of them.
    """
    shown = {c.index for c in chosen}
    newest = max((a.published for a in evidence.articles if a.published), default=None)
    by_day: defaultdict[date, list[Candidate]] = defaultdict(list)
    for c in evidence.candidates:
        if c.grade != 0 or (c.index not in shown and (c.rank > 12 or len(about.intersection(c.stems)) < TOPICAL)):
            continue
        if c.text[:1] in _QUOTES or (c.needs and c.index not in shown):
            continue
        days = _days(c, evidence.lang, newest)
        if len(days) == 1:
            by_day[min(days)].append(c)
    for day in [d for d, found in by_day.items() if _remote(d, found)]:
        del by_day[day]
    best_days = sorted(by_day, key=lambda d: (-len({c.voice for c in by_day[d]}), -len(by_day[d]), d))[:MOST_DAYS]
    entries: list[TimelineEntry] = []
    used: list[Candidate] = []
    for day in sorted(best_days):
        free = [c for c in by_day[day] if c not in used and not repeats(c, used)]
        if not free:
            continue
        # what "the announcement" is, only the sentence before tells
        c = min(
            free, key=lambda c: (any(word.islower() for word in c.needs), c.index not in shown, c.words > 30, c.rank, c.index)
        )
        used.append(c)
        entries.append(TimelineEntry(day, c.text, (c.citation,)))
    return tuple(entries) if len(entries) >= LEAST_DAYS else ()


def _days(c: Candidate, lang: str | None, newest: datetime | None) -> set[date]:
    """The days on which a sentence says that something happens: not in quotations, names, or what a coming event is called.

    "Declared her candidacy for the election on 3 June" says nothing of that day, a day to come is told by who speaks of what is to come, and
    what was planned for a day by nobody who writes after it.
    """
    text = c.passage.text
    quoted = quoted_spans(text)
    today = c.article.published.date() if c.article.published else date.max
    return {
        m.first
        for m in dates_of(text, c.article.published, lang)
        if m.first
        and m.first == m.last
        and not _NAMING.match(text, m.end)
        and not _OWNS.match(text, m.end)
        and not _ELSEWHERE.search(text, max(0, m.start - BEFORE), m.start)
        and not ahead.only_planned(text, m.start, m.first, newest)
        and not (m.first > today and (dates.of_an_event(text, m.start, m.end) or not dates.told_ahead(text, m.start)))
        and not any(a <= m.start < b for a, b in quoted)
    }


def _remote(day: date, found: Sequence[Candidate]) -> bool:
    published = [c.article.published.date() for c in found if c.article.published]
    return bool(published) and abs(min(published) - day) > REMOTE and len({c.voice for c in found}) < 2
