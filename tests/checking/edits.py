# ruff: noqa: E501 - tables
"""Articles written for these tests, and edits that turn a sentence of them into one that is not true. Deterministic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

ARTICLES = (
    """The coastal ferry Aurora sank off Port Lind on Tuesday, killing 12 people and injuring 34 others, the coast guard said.
The vessel was carrying 187 passengers from Arlen to the island of Keld when it struck a reef at about 6 a.m.
Captain Ruta Varga ordered an evacuation within four minutes of the impact.
Rescue crews from Norland pulled 141 survivors from the water, and the navy sent two helicopters.
Transport Minister Olaf Brandt suspended the licence of Keld Lines on Wednesday.
Keld Lines blamed the Harbour Board for a missing buoy, while the Harbour Board accused Keld Lines of ignoring warnings.
The company carried 1.2 million passengers in 2025 and earned $48 million.
Brandt promised a public inquiry before 15 March 2026.
The reef was marked on every chart, according to harbour pilot Ida Solberg.
Families of the victims welcomed the inquiry.""",
    """Veltra Motors will close its plant in Dornau by June 2027, cutting 2,400 jobs, the carmaker announced on Monday.
The plant opened in 1974 and built the first electric car of the region.
Veltra lost $310 million last year, its worst result since 2009.
Chief executive Marta Klein told workers that demand for the X40 model fell 38 percent in twelve months.
The union IG Werk rejected the plan and called a strike for 3 February.
Mayor Jonas Feld met Klein on Friday and offered tax relief worth 15 million euros.
Shares in Veltra rose 6 percent after the announcement.
Rival carmaker Sondra bought a smaller factory from Veltra in 2024 for 90 million euros.
Analyst Petra Lang expects the industry to shed 20,000 jobs before 2030.
The government in Halden approved a fund of 200 million euros for the region on Thursday.""",
    """Brandsen beat Corvia 3-1 in the final of the Continental Cup in Morland on Saturday.
Forward Luis Ortega scored twice in the first half, and defender Tom Reyes added a third goal in the 78th minute.
Corvia had won the trophy in 2018 and 2022.
Coach Anna Weiss praised goalkeeper Dario Penn, who saved a penalty before half time.
The match drew 62,000 spectators, the largest crowd in the stadium since 1998.
Corvia coach Emil Novak criticised referee Hanna Lind for the late penalty.
Brandsen will face Tarland in the Super Cup on 9 August.
Ortega joined Brandsen from Tarland in January 2024 for a fee of 22 million euros.
Police arrested 17 supporters after clashes near the northern gate.
The victory was the first international title for Brandsen in 31 years.""",
    """The High Court in Tessaly convicted former governor Viktor Ramon of fraud on Thursday and sentenced him to nine years in prison.
Prosecutors accused Ramon of taking bribes worth $4.5 million between 2016 and 2019.
Judge Clara Beaumont found that he accepted cash from the builder Teron Group.
Defence lawyer Paul Iversen said his client would appeal within 30 days.
Ramon was arrested in May 2023 at the airport of Silva while boarding a flight to Porto Nero.
The court acquitted his former aide Lena Marsh of all charges.
Teron Group paid a fine of $12 million in 2024 and replaced its board.
About 300 protesters gathered outside the court and demanded a longer sentence.
President Helga Thorne welcomed the verdict and said the law applied to everyone.
Ramon governed the province from 2014 until 2021.""",
    """A wildfire near the town of Ashgrove destroyed 86 homes and forced 5,300 residents to leave, officials said on Sunday.
Strong winds pushed the flames across Highway 9 shortly after midnight.
Fire chief Dana Whitlock said the blaze covered 14,000 acres and was 20 percent contained.
Two firefighters were treated for burns at Mercy Hospital in Linden.
Governor Samuel Price declared an emergency in Harlow County and asked Washington for help.
The fire started on Friday when lightning struck a ridge above Pine Creek.
Temperatures reached 41 degrees on Saturday, the hottest day of the year.
Linden opened three shelters and the Red Cross sent 60 volunteers.
The state lost 1,100 homes to fires in 2025.
Forecasters expect rain by Wednesday.""",
)

_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d+\b")
_NUMBER_WORDS = {"two": "five", "three": "seven", "four": "nine", "nine": "six", "twelve": "twenty", "twice": "once"}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_DATE = re.compile(rf"\b(?:{'|'.join(_DAYS)}|(?:\d{{1,2}} )?(?:{'|'.join(_MONTHS)})(?: \d{{4}})?|(?:19|20)\d\d)\b")
_PAST = {
    "sank": "did not sink", "struck": "did not strike", "ordered": "did not order", "suspended": "did not suspend", "blamed": "did not blame",
    "promised": "did not promise", "welcomed": "did not welcome", "opened": "did not open", "lost": "did not lose", "rejected": "did not reject",
    "offered": "did not offer", "rose": "did not rise", "bought": "did not buy", "approved": "did not approve", "beat": "did not beat",
    "scored": "did not score", "praised": "did not praise", "criticised": "did not criticise", "joined": "did not join", "arrested": "did not arrest",
    "convicted": "did not convict", "found": "did not find", "paid": "did not pay", "gathered": "did not gather", "destroyed": "did not destroy",
    "pushed": "did not push", "declared": "did not declare", "started": "did not start", "reached": "did not reach", "drew": "did not draw",
    "was": "was not", "were": "were not", "will": "will not", "had": "had not", "carried": "did not carry", "acquitted": "did not acquit",
    "governed": "did not govern", "sent": "did not send", "pulled": "did not pull", "accused": "did not accuse", "expect": "do not expect",
}  # fmt: skip
_NAMES = (
    "Keld Lines", "Harbour Board", "Veltra Motors", "Veltra", "Sondra", "Brandsen", "Corvia", "Tarland", "Marta Klein", "Jonas Feld", "Luis Ortega",
    "Tom Reyes", "Anna Weiss", "Dario Penn", "Emil Novak", "Hanna Lind", "Viktor Ramon", "Clara Beaumont", "Teron Group", "Paul Iversen", "Lena Marsh",
    "Helga Thorne", "Samuel Price", "Dana Whitlock", "Linden", "Ashgrove", "Harlow County", "Olaf Brandt", "Ruta Varga", "Ida Solberg", "Port Lind",
    "Arlen", "Keld", "Norland", "Dornau", "Halden", "Morland", "Tessaly", "Silva", "Porto Nero", "Pine Creek", "Petra Lang",
)  # fmt: skip
_FOREIGN = ("Bergen Trust", "Carla Mendes", "Otto Frank Weber", "Lakeview", "Nadia Rahman", "Westmark")
_HEDGES = {"said": "denied", "will": "may", "killed": "allegedly killed", "sank": "may have sunk", "lost": "may have lost"}
_ANTONYMS = {
    "rose": "fell", "fell": "rose", "largest": "smallest", "worst": "best", "first": "last", "opened": "closed", "close": "open", "welcomed": "condemned",
    "rejected": "accepted", "approved": "rejected", "beat": "lost to", "won": "lost", "convicted": "acquitted", "acquitted": "convicted",
    "arrested": "released", "hottest": "coldest", "praised": "criticised", "criticised": "praised", "bought": "sold", "public": "private",
    "northern": "southern", "late": "early", "strong": "weak", "Strong": "Weak", "longer": "shorter", "before": "after", "smaller": "larger",
}  # fmt: skip

#: two names around one verb, so that changing their places changes who did what
ROLES = (
    ("Keld Lines", "Harbour Board"), ("Brandsen", "Corvia"), ("Anna Weiss", "Dario Penn"), ("Emil Novak", "Hanna Lind"), ("Sondra", "Veltra"),
    ("Jonas Feld", "Klein"), ("Olaf Brandt", "Keld Lines"), ("Brandt", "Keld Lines"), ("Brandsen", "Tarland"), ("Ortega", "Brandsen"),
    ("Corvia", "Hanna Lind"), ("Luis Ortega", "Tom Reyes"), ("Viktor Ramon", "High Court"), ("Samuel Price", "Washington"),
    ("Clara Beaumont", "Teron Group"), ("Prosecutors", "Ramon"), ("High Court", "Viktor Ramon"), ("Veltra Motors", "Dornau"),
    ("Linden", "Red Cross"), ("Paul Iversen", "Defence"), ("Two", "Linden"), ("Brandsen", "Ortega"), ("Rival", "Veltra"),
)  # fmt: skip


def sentences(articles: Sequence[str] = ARTICLES) -> Iterator[tuple[str, str]]:
    """(sentence, its article) of all articles."""
    for article in articles:
        for line in article.splitlines():
            yield line, article


def _each(change: Callable[[str, str], Iterator[str]], articles: Sequence[str]) -> list[tuple[str, str]]:
    return [(edited, article) for line, article in sentences(articles) for edited in change(line, article) if edited != line]


def _swapped(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def numbers(articles: Sequence[str] = ARTICLES) -> list[tuple[str, str]]:
    """Each figure replaced by another."""

    def change(line: str, article: str) -> Iterator[str]:
        for m in _NUMBER.finditer(line):
            digits = m.group()
            if any(d.start() <= m.start() < d.end() for d in _DATE.finditer(line)):
                continue
            yield _swapped(line, m.start(), m.end(), re.sub(r"\d", lambda d: str((int(d.group()) + 3) % 9 + 1), digits))
        for m in re.finditer(r"\b(?:two|three|four|nine|twelve)\b", line):
            yield _swapped(line, m.start(), m.end(), _NUMBER_WORDS[m.group()])

    return _each(change, articles)


def dates(articles: Sequence[str] = ARTICLES) -> list[tuple[str, str]]:
    """Each day, month or year replaced by another."""

    def change(line: str, article: str) -> Iterator[str]:
        for m in _DATE.finditer(line):
            found = m.group()
            if found in _DAYS:
                new = _DAYS[(_DAYS.index(found) + 3) % 7]
            elif found.isdigit():
                new = str(int(found) - 7)
            else:
                month = next(name for name in _MONTHS if name in found)
                new = found.replace(month, _MONTHS[(_MONTHS.index(month) + 5) % 12])
            yield _swapped(line, m.start(), m.end(), new)

    return _each(change, articles)


def negations(articles: Sequence[str] = ARTICLES) -> list[tuple[str, str]]:
    """The first verb negated."""

    def change(line: str, article: str) -> Iterator[str]:
        found = re.search(rf"\b(?:{'|'.join(_PAST)})\b", line)
        if found:
            yield _swapped(line, found.start(), found.end(), _PAST[found.group()])

    return _each(change, articles)


def roles(articles: Sequence[str] = ARTICLES, pairs: Sequence[tuple[str, str]] = ROLES) -> list[tuple[str, str]]:
    """Two names that one verb joins in each other's place."""

    def change(line: str, article: str) -> Iterator[str]:
        for a, b in pairs:
            first, second = line.find(a), line.find(b)
            if 0 <= first < second:
                yield f"{line[:first]}{b}{line[first + len(a) : second]}{a}{line[second + len(b) :]}"

    return _each(change, articles)


def entities(articles: Sequence[str] = ARTICLES, names: Sequence[str] = _NAMES) -> list[tuple[str, str]]:
    """Each name replaced by one from elsewhere, and by another of the same article."""

    def change(line: str, article: str) -> Iterator[str]:
        here = [name for name in names if name in article and name not in line]
        for number, name in enumerate(n for n in names if re.search(rf"\b{n}\b", line)):
            yield re.sub(rf"\b{name}\b", _FOREIGN[number % len(_FOREIGN)], line, count=1)
            if here:
                yield re.sub(rf"\b{name}\b", here[number % len(here)], line, count=1)

    return _each(change, articles)


def hedges(articles: Sequence[str] = ARTICLES) -> list[tuple[str, str]]:
    """A statement made doubtful, or a word of saying turned into one of denying."""

    def change(line: str, article: str) -> Iterator[str]:
        for word, new in _HEDGES.items():
            if re.search(rf"\b{word}\b", line):
                yield re.sub(rf"\b{word}\b", new, line, count=1)

    return _each(change, articles)


def antonyms(articles: Sequence[str] = ARTICLES) -> list[tuple[str, str]]:
    """A word replaced by its opposite."""

    def change(line: str, article: str) -> Iterator[str]:
        for word, new in _ANTONYMS.items():
            if re.search(rf"\b{word}\b", line):
                yield re.sub(rf"\b{word}\b", new, line, count=1)

    return _each(change, articles)
