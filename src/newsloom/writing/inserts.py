"""Editor's inserts in [square brackets]: who "he" is, the first name of a person not yet named, the date of an old weekday. Pure.

Every word of an insert stands in the same article or is part of a date; none is ever put inside a quotation, and a section has
one at most besides dates. The citation stays that of the sentence as the source has it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from newsloom.model import Article, Passage, Sentence, Span
from newsloom.text import dates, names, tagger
from newsloom.writing import people
from newsloom.writing.wording import quoted_spans

FRESH_DAYS = 6  # a weekday within six days of "Updated" is plain to a reader

_MONTHS = (
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
)
_NO_PERSON_AFTER = frozenset(["the", "a", "an", "this", "that", "so-called", "proposed"])
_TITLE_WORD = re.compile(r"[^\W\d_]+")
_IN_PLACE = re.compile(r"\b(?:in|at|near|from|of|to) (?:the )?(?:[A-Z][\w.'’-]+,? )*$")
_DAY = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_SUBJECT_PRONOUN = re.compile(r"(?:He|She)(?=\s+[a-z])")


class People:
    """Full names by surname, for each article; a surname that two people of the story share is nobody's.

    A surname that editors put alone into their titles needs no first name.
    """

    def __init__(self, of_article: Mapping[str, Sequence[str]], titles: Iterable[str] = ()) -> None:
        firsts: dict[str, set[str]] = {}
        for full in of_article.values():
            for name in full:
                firsts.setdefault(name.split()[-1], set()).add(name.split()[0])
        in_titles = {w for title in titles for w in _TITLE_WORD.findall(title)}
        #: who needs no first name
        self.known = frozenset(s for s, given in firsts.items() if s in in_titles and not given & in_titles)
        self._full = {
            article: {n.split()[-1]: n for n in reversed(full) if len(firsts[n.split()[-1]]) == 1}
            for article, full in of_article.items()
        }

    def surnames(self, article: Article) -> Container[str]:
        """The surnames of those whom the article names in full."""
        return self._full.get(article.id, {})

    def full(self, article: Article, surname: str) -> str | None:
        """The one full name in the article that ends in this surname; None if there is none, or more than one in the story."""
        return None if surname in self.known else self._full.get(article.id, {}).get(surname)


def subject(text: str, previous: Passage | None, lang: str | None) -> str:
    """Whom a leading "He" or "She" stands for: the one person named, as its subject, by the sentence before; "" if unsure."""
    if lang != "en" or previous is None or not _SUBJECT_PRONOUN.match(text):
        return ""
    persons = [n for n in names.find(previous.text, lang=lang) if len(n.text.split()) in (2, 3)]
    if len({n.key for n in persons}) != 1 or persons[0].start > 12 or "\n" in persons[0].text:
        return ""
    own = set(persons[0].text.split())
    others = (w for w in tagger.tag(previous.text) if w.tag == "NP" and w.text not in own and not names.is_title(w.text))
    if any(not _IN_PLACE.search(previous.text, 0, other.start) and not _DAY.match(other.text) for other in others):
        return ""  # "Judge Ada Lind ordered Brandt held. He …"
    return persons[0].text


def with_subject(text: str, who: str) -> str:
    """The sentence with `[who]` for its leading pronoun."""
    return _SUBJECT_PRONOUN.sub(lambda _: f"[{who}]", text, count=1)


def first_name(text: str, article: Article, known: People, introduced: set[str], lang: str | None) -> str | None:
    """The sentence with the first name of a person whom the page has not named in full; None if nobody needs one."""
    if lang != "en":
        return None
    quoted = quoted_spans(text)
    in_full = {w for n in names.find(text, lang=lang) if " " in n.text for w in n.text.split()}
    for name in people.alone(text, known.surnames(article)):
        surname = name.group()
        if surname in introduced or surname in in_full:
            continue
        before = text[: name.start()].split()[-1:]
        if before and (before[0][:1].isupper() or before[0].lower() in _NO_PERSON_AFTER):
            continue  # "Mr. Lopes", "the Lopes plan"
        if _of_a_thing(text, name.end()) or re.search(rf"\b(?:in|near) {re.escape(surname)}\b", article.text):
            continue  # "official Skerry residence"
        full = known.full(article, surname)
        if full is None or any(start <= name.start() < end for start, end in quoted):
            continue
        given = full[: -len(surname)].strip()
        return f"{text[: name.start()]}[{given}] {text[name.start() :]}"
    return None


def _of_a_thing(text: str, end: int) -> bool:
    """Whether a noun follows, of which the name before it only says which it is."""
    following = next((word for word in tagger.tag(text) if word.start >= end), None)
    return following is not None and following.tag in ("NN", "NS", "JJ")


def unnamable(text: str, strangers: Collection[str], article: Article, known: People, lang: str | None) -> bool:
    """Whether no one insert tells a reader who these surnames are."""
    return len(strangers) > 1 or first_name(text, article, known, set(), lang) is None


def introduce(text: str, introduced: set[str], lang: str | None) -> None:
    """Note whom a shown text names in full."""
    for name in names.find(text.replace("[", "").replace("]", ""), lang=lang):
        words = name.text.split()
        if len(words) > 1:
            introduced.update(words)


def dated(sentence: Sentence, anchor: datetime | None, updated: datetime | None, lang: str | None) -> Sentence:
    """The sentence with the days that its weekdays and relative dates mean, older ones written out in brackets."""
    if anchor is None:
        return sentence
    text, spans = sentence.text, []
    shift = 0
    quoted = quoted_spans(sentence.text)
    for mention in dates.find(sentence.text, anchor=anchor, lang=lang):
        if not (mention.weekday or mention.relative) or mention.first is None or mention.first != mention.last:
            continue
        start, end = mention.start + shift, mention.end + shift
        spans.append((Span(start, end), mention.first))
        old = updated is not None and abs((updated.date() - mention.first).days) > FRESH_DAYS
        named = any(month[:3].casefold() in mention.text.casefold() for month in _MONTHS)  # "21 January" says it already
        if old and not named and updated is not None and not any(a <= mention.start < b for a, b in quoted):
            insert = f" [{_day(mention.first, updated.date(), lang)}]"
            text = text[:end] + insert + text[end:]
            shift += len(insert)
    return replace(sentence, text=text, dates=tuple(spans)) if spans else sentence


def _day(day: date, today: date, lang: str | None) -> str:
    if lang != "en":
        return day.isoformat()
    return f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if day.year != today.year else "")
