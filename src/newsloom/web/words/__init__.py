"""The words of the interface in other languages, and the language that a reader gets. Reads only the catalogues beside this module.

Templates and code are written in English, and what they say in English is the key of a catalogue: text between two tags with what
stands in it as `{1}`, the text of `_("…")`, and what is counted. What a catalogue lacks stays English; a test says what it lacks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2.ext import Extension

from newsloom import formats
from newsloom.model import StoryPage
from newsloom.web.words.problems import PROBLEMS

HERE = Path(__file__).parent
ENGLISH = "en"
INTERFACES = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
}  #: languages of the interface, in their own words
SCRIPTS_SAY = (
    "For “{1}”",
    "The sentence also rests on",
    "Another source says the same",
    "Other sources say the same",
    "Another source says otherwise",
    "Other sources say otherwise",
    "Why is it cited so?",
    "This sentence is wrong",
    "Close",
    "Saved for later",
    "Muted",
    "(this machine)",
)
RANKED = (
    "independent owners",
    "freshness",
    "pace",
    "countries",
    "languages",
    "All its articles come from one owner or are one text.",
    "First reported within the hour; this halves every {1} hours.",
    "First reported {1} days ago; this halves every {2} hours.",
    "First reported {1} hour ago; this halves every {2} hours.",
    "First reported {1} hours ago; this halves every {2} hours.",
    "It is reported in one language.",
    "It is reported in {1} languages.",
    "Last confirmed by another owner within the hour; this halves every {1} hours.",
    "Last confirmed by another owner {1} days ago; this halves every {2} hours.",
    "Last confirmed by another owner {1} hour ago; this halves every {2} hours.",
    "Last confirmed by another owner {1} hours ago; this halves every {2} hours.",
    "Last new fact within the hour; this halves every {1} hours.",
    "Last new fact {1} days ago; this halves every {2} hours.",
    "Last new fact {1} hour ago; this halves every {2} hours.",
    "Last new fact {1} hours ago; this halves every {2} hours.",
    "No further owner took it up in the last {1} hours.",
    "No second country is known from the outlets' domains.",
    "None of its articles says when it was published.",
    "One outlet reports it.",
    "Outlets of {1} countries report it, by their domains.",
    "{1} further owner took it up in the last {2} hours.",
    "{1} further owners took it up in the last {2} hours.",
    "{1} independent owners report it; copies of one text count once.",
)  #: what `ranking` says of a rank
REASONS = (
    "shares {1}",
    "{1} h apart",
    "{1} min apart",
    "{1} days apart",
    "no story is near enough",
    "nothing in the window is like it",
    "an unknown time apart",
    "new articles",
    "an article changed",
    "an article was erased",
    "grouping was revised",
    "grouping was corrected",
    "a correction was undone",
)  #: what is said of an assignment by `grouping`, of a revision by the store
REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)  #: of time zones
LONGEST_PROBLEM = 400  # characters; a longer one quotes another program, and stays as it is
MOST_ASKED = 20  # languages of an Accept-Language that are looked at
_TOKEN = re.compile(r"(\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[a-zA-Z/!](?:[^<>{]|\{\{.*?\}\}|\{%.*?%\}|\{(?![{%]))*>)", re.DOTALL)
_TOLD = re.compile(r'((?<=\s)(?:aria-label|placeholder|title|alt)=")((?:[^"{]|\{\{.*?\}\}|\{%.*?%\})*)(")', re.DOTALL)
_FIGURE = re.compile(r"\d+")
_PLACE = re.compile(r"\{(\d+)\}")
_EDGES = re.compile(r"(\s*)(.*?)(\s*)\Z", re.DOTALL)
_ASKED = re.compile(r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]{0,40})?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*")


@dataclass(frozen=True, slots=True)
class Words:
    """How the interface speaks."""

    language: str
    said: dict[str, str]
    counted_as: dict[str, tuple[str, str]]  #: one, several
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    of_day: str  #: `{d}`, `{month}`, `{year}`
    figures: tuple[str, str]  #: between thousands, and before the decimals
    countries: dict[str, str]  #: by the letters of their domains, which are those of ISO 3166 but for `uk`
    none_as_one: bool = False  #: nothing is counted as one is

    def say(self, text: str, **values: Any) -> str:
        """This text, `{name}` filled in."""
        told = self.said.get(text, text)
        return told.format_map(values) if values else told

    def counted(self, number: int, what: str) -> str:
        """`1 article`, `4 articles`."""
        forms = self.counted_as.get(what)
        if forms is None:
            return formats.counted(number, what)
        return f"{number} {forms[0 if number == 1 or (number == 0 and self.none_as_one) else 1]}"

    def figure(self, number: float, form: str) -> str:
        """A number as the language sets it; `form` is that of `format`."""
        return format(number, form).translate({ord(","): self.figures[0], ord("."): self.figures[1]})

    def told(self, sentence: str) -> str:
        """What the program says of a rank or a grouping, with its figures and words; as it is where the catalogue lacks it."""
        if self.language == ENGLISH:
            return sentence
        return "; ".join(map(self._told, sentence.split("; "))) if sentence.startswith("shares ") else self._told(sentence)

    def problem(self, said: str) -> str:
        """What an error or its remedy says; as it is where the catalogue lacks it."""
        if self.language == ENGLISH or said in self.said or len(said) > LONGEST_PROBLEM:
            return self.say(said)
        for key, form in _problem_forms():
            if (found := form.fullmatch(said)) is not None:
                return _PLACE.sub(lambda place: found[int(place[1])], self.say(key))
        return said

    def _told(self, said: str) -> str:
        shares, named = said.startswith("shares "), list[str]()
        if shares:
            named = [self.say(" and ").join(said.removeprefix("shares ").rsplit(" and ", 1))]
            said = "shares {1}"
        else:
            said = _FIGURE.sub(lambda found: named.append(found[0]) or f"{{{len(named)}}}", said)  # type: ignore[func-returns-value]
        return _PLACE.sub(lambda found: named[int(found[1]) - 1], self.say(said))

    def for_scripts(self) -> str:
        """What the scripts say, as JSON; "" in English, which they speak."""
        if self.language == ENGLISH:
            return ""
        return json.dumps({text: self.say(text) for text in SCRIPTS_SAY}, ensure_ascii=False, separators=(",", ":"))

    def day(self, when: date) -> str:
        """`13 Jan 2026`."""
        return self._day(when, self.of_day)

    def short_day(self, when: date) -> str:
        """`13 Jan`."""
        return self._day(when, self.of_day.replace("{year}", "")).strip()

    def _day(self, when: date, form: str) -> str:
        return form.format(d=when.day, month=self.months[when.month - 1], year=when.year)

    def moment(self, when: datetime, *, zone: tzinfo, day_only: bool = False) -> str:
        """`13 Jan 2026, 09:30`."""
        if day_only:
            return self.day(when.astimezone(UTC).date())
        local = when.astimezone(zone)
        return f"{self.day(local.date())}, {local.hour:02}:{local.minute:02}"

    def weekday(self, when: date) -> str:
        """As a line begins with it."""
        return self.weekdays[when.weekday()].capitalize()

    def count_line(self, page: StoryPage) -> str:
        """`4 articles`, or `7 articles, 4 independent` when some are copies."""
        articles = self.counted(page.article_count, "article")
        if page.origin_count == page.article_count:
            return articles
        return f"{articles}{self.say(', {1} independent').replace('{1}', str(page.origin_count))}"

    def country(self, code: str) -> str:
        """The name of a country; its letters where it is none of those known."""
        return self.countries.get(code, code.upper())

    def fact(self, fact: str) -> str:
        """What a line of *Sources* says, such as `same text as [4][7]`."""
        begins, mark, rest = fact.partition(" [")
        return f"{self.say(begins)}{mark}{rest}"

    def listed(self, names: tuple[str, ...], most: int = 3) -> str:
        """`A, B, C and 2 more`."""
        shown, more = names[:most], len(names) - most
        return ", ".join(shown) + (self.say(" and {more}\u00a0more", more=more) if more > 0 else "")


@lru_cache(maxsize=1)
def _problem_forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The problems that have places, and what they look like with something in these, the longest text first."""
    forms = sorted((key for key in PROBLEMS if _PLACE.search(key)), key=len, reverse=True)
    return tuple((key, re.compile("(.+)".join(map(re.escape, _PLACE.sub("\0", key).split("\0"))), re.DOTALL)) for key in forms)


@lru_cache(maxsize=len(INTERFACES))
def words(language: str) -> Words:
    """The words of this language; English for one that there is not."""
    if language not in INTERFACES:
        return words(ENGLISH)
    raw = json.loads((HERE / f"{language}.json").read_text(encoding="utf-8"))
    return Words(
        language,
        raw["said"],
        {what: (one, several) for what, (one, several) in raw["counted"].items()},
        tuple(raw["months"]),
        tuple(raw["weekdays"]),
        raw["day"],
        (raw["figures"][0], raw["figures"][1]),
        raw["countries"],
        raw.get("none_as_one", False),
    )


def chosen(wish: str, accepted: str) -> str:
    """The language that a reader gets.

    Args:
        wish: what was chosen in the settings; "" if nothing was.
        accepted: the header Accept-Language.
    """
    if wish in INTERFACES:
        return wish
    asked: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepted[:1_000].split(",")[:MOST_ASKED]):
        if (found := _ASKED.fullmatch(part)) and found[1].lower() in INTERFACES and (worth := float(found[2] or 1)) > 0:
            asked.append((-worth, place, found[1].lower()))
    return min(asked)[2] if asked else ENGLISH


# ---------------------------------------------------------------------------------------------- templates


def rewritten(source: str, say: Callable[[str], str]) -> str:
    """A template with what it says, and what its attributes say, put through `say`."""
    made: list[str] = []
    run: list[str] = []

    def end_of_run() -> None:
        made.append(_said("".join(run), say))
        run.clear()

    for piece in _TOKEN.split(source):
        if piece.startswith("{{"):
            run.append(piece)
        elif piece.startswith(("{%", "{#", "<")) and piece.endswith((">", "}")):
            end_of_run()
            made.append(
                _TOLD.sub(lambda found: found[1] + _each_said(found[2], say) + found[3], piece) if piece[0] == "<" else piece
            )
        else:
            run.append(piece)
    end_of_run()
    return "".join(made)


def _each_said(text: str, say: Callable[[str], str]) -> str:
    parts = re.split(r"(\{%.*?%\})", text)
    return "".join(part if part.startswith("{%") else _said(part, say) for part in parts)


def _said(run: str, say: Callable[[str], str]) -> str:
    shown: list[str] = []

    def place(found: re.Match[str]) -> str:
        shown.append(found[0])
        return f"{{{len(shown)}}}"

    plain = re.sub(r"\{\{.*?\}\}", place, run, flags=re.DOTALL)
    before, text, after = _EDGES.fullmatch(plain).groups()  # type: ignore[union-attr]  # it fits everything
    key = " ".join(text.split())
    if not re.search(r"[^\W\d_]", _PLACE.sub("", key)) or (told := say(key)) == key:
        return run
    return _PLACE.sub(lambda found: shown[int(found[1]) - 1], f"{before}{told}{after}")


def messages(source: str) -> Iterator[str]:
    """All that a template says: the keys that a catalogue should have."""
    found: list[str] = []

    def noted(text: str) -> str:
        found.append(text)
        return text

    rewritten(source, noted)
    yield from found
    yield from re.findall(r'\b_\("((?:[^"\\]|\\.)*)"', source)


class Worded(Extension):
    """Puts the words of the environment's language (`words`) into templates when they are read."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        known = self.environment.globals["words"]
        assert isinstance(known, Words)
        return source if known.language == ENGLISH else rewritten(source, lambda text: known.said.get(text, text))
