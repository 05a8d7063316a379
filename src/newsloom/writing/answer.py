"""Take a language model's answer apart. Pure.

Of it only words and ids of the evidence shown are taken; citations and quotations are put in here, by id. Whether a
sentence is true to its evidence is not decided here: that is the gate's work.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from newsloom.model import Citation, Section, Sentence, StoryPage
from newsloom.text import sentences as text_sentences
from newsloom.writing import evidence, hostile
from newsloom.writing.dossier import REPEAT, Dossier, Exhibit
from newsloom.writing.prompt import HEADLINE, INSTEAD, MARKS

MOST_IDS = 3  # evidence of one sentence: the smallest set that carries it (ALCE)
MOST_SENTENCES, MOST_SECTIONS, MOST_WORDS = 24, 8, 460  # taken of an answer, whatever its length
LONGEST_TEXT, LONGEST_HEADING, LONGEST_HEADLINE = 420, 110, 150  # characters
THOUGHT = "the model thought aloud until its answer was cut off"
LONGEST_ANSWER = 400_000  # characters looked at

_PLACED = re.compile(r"\{\{?\s*(?:q:)?(q\d{1,3})\s*\}?\}")
_TYPED = re.compile(r"[“\"„«「]([^“”\"„«»「」]+)[”\"“»」]")
_ID = re.compile(r"[ep]\d{1,3}")
_SECTION = re.compile(r"s\d{1,2}")
_REFERENCE = re.compile(
    r"\s*\[\s*[epq]?\d{1,3}(?:\s*[,;]\s*[epq]?\d{1,3})*\s*\]|\s*\(\s*[epq]\d{1,3}(?:\s*[,;]\s*[epq]\d{1,3})*\s*\)|\s*【[^】]{0,40}】"
)
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|`")
_LEAD = re.compile(r"^\s*(?:[-*•–—#>]+|\d{1,2}[.)])\s+")
_DOMAIN = re.compile(
    r"\b[\w-]+\.(?:com|org|net|io|co|ru|cn|info|biz|xyz|top|site|online|gov|edu|app|dev|me|tv|uk|de|fr|eu|example)\b", re.I
)
_ADDRESS = re.compile(
    r"https?:|\bwww\.|\S@\S"
    r"|!\[|\]\(|[<>{}|\\^~]|&\w+;|javascript:|data:\w+/",
    re.I,
)
_BROKEN = "\ufffd"  # stands where bytes were no text
_DANGLING = re.compile(r',?\s*(?<=[,{\s])"[^"\\]{0,60}"\s*:?\s*$')  # a value that was cut off, or a key without one
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.S | re.I)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What of an answer can be checked."""

    page: StoryPage | None  #: None: nothing
    refused: tuple[str, ...] = ()  #: a line for each thing not taken, and why


def parse(answer: str) -> dict[str, Any] | None:
    """The one JSON object in an answer: as it is, out of a code fence or after thoughts, or mended once; None if there is none."""
    text = _THOUGHTS.sub("", answer[:LONGEST_ANSWER]) if "</think" in answer else answer[:LONGEST_ANSWER]
    start = text.find("{")
    if start < 0:
        return None
    text = text[start:]
    for tried in (_upto_end, _mended):
        try:
            told = json.loads(tried(text), strict=False)
        except (ValueError, RecursionError):
            continue
        if isinstance(told, dict):
            return told
    return None


def fits(answer: str, schema: Mapping[str, Any]) -> bool:
    """Whether an answer is JSON of this schema and nothing else, as of a server that holds its model to it; also if it was cut off."""
    if answer.startswith("{") and not _scan(answer)[0]:
        return True
    try:
        return _fits(json.loads(answer), schema)
    except (ValueError, RecursionError):
        return False


def _fits(told: object, schema: Mapping[str, Any]) -> bool:
    """Of JSON Schema, what the requests use: objects of known properties, lists, texts of an enumeration, numbers."""
    match schema.get("type"):
        case "object":
            known: Mapping[str, Any] = schema["properties"]
            return isinstance(told, dict) and set(told) == set(known) and all(_fits(told[name], known[name]) for name in known)
        case "array":
            return isinstance(told, list) and all(_fits(one, schema["items"]) for one in told)
        case "string":
            return isinstance(told, str) and told in schema.get("enum", (told,))
        case "integer":
            return isinstance(told, int) and not isinstance(told, bool)
    return isinstance(told, bool)


def _upto_end(text: str) -> str:
    """Up to the bracket that closes the first."""
    end, _, _ = _scan(text)
    return text[:end] if end else text


def _mended(text: str) -> str:
    """Without commas before a closing bracket, and with what is open closed."""
    end, open_, inside = _scan(text)
    if end:
        text = text[:end]
    else:
        text = text + ('"' if inside else "")
        if open_ and open_[-1] == "}":
            text = _DANGLING.sub("", _DANGLING.sub("", text))
        text = text.rstrip().rstrip(",")
        text += "".join(reversed(open_))
    return re.sub(r",(\s*[}\]])", r"\1", text)


def _scan(text: str) -> tuple[int, list[str], bool]:
    """Where the first object ends (0 if it does not), what is open at the end, and whether that is inside a string."""
    open_: list[str] = []
    inside = escaped = False
    for i, char in enumerate(text):
        if inside:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == '"':
                inside = False
        elif char == '"':
            inside = True
        elif char in "{[":
            open_.append("}" if char == "{" else "]")
        elif char in "}]":
            if not open_ or open_[-1] != char:
                return 0, open_, False
            open_.pop()
            if not open_:
                return i + 1, [], False
    return 0, open_, inside


def accept(answer: str, dossier: Dossier, *, base: StoryPage, model: str, sections: Sequence[Section] = ()) -> Accepted:
    """The page that an answer describes, unchecked, for the gate.

    Args:
        base: what the extractive writer made: its sources, disagreements and timeline stay. model: shown as the writer.
        sections: of the page now, which an update changes.
    """
    told = parse(answer)
    if told is None:
        return Accepted(None, (_unreadable(answer),))
    taker = _Taker(dossier, model)
    sections = taker.changed(told.get("changes"), sections) if dossier.update else taker.sections(told.get("sections"))
    if not sections:
        return Accepted(None, (*taker.refused, "the answer has no sentence that could be checked"))
    given = _changed_headline(told.get("changes")) if dossier.update else told.get("headline")
    headline = taker.line(given, "headline", LONGEST_HEADLINE)
    deck = taker.line(told.get("deck"), "deck", LONGEST_TEXT)
    page = replace(
        base,
        headline=headline[0],
        headline_citations=headline[1],
        deck=deck[0],
        deck_citations=deck[1],
        sections=sections,
        writer=model,
    )
    return Accepted(page, tuple(taker.refused))


def _changed_headline(changes: object) -> object:
    """The change that names the headline as its place; None if none does."""
    rows = changes[:MOST_SENTENCES] if isinstance(changes, list) else ()
    return next((row for row in rows if isinstance(row, dict) and row.get("at") == HEADLINE), None)


def _unreadable(answer: str) -> str:
    if not answer.strip():
        return "the answer is empty"
    if "<think" in answer[:200] and "</think" not in answer:
        return THOUGHT
    return "the answer is no JSON"


def corrected(
    answer: str, failed: Sequence[tuple[Sentence, Sequence[str]]], dossier: Dossier, *, model: str
) -> list[Sentence | None]:
    """The corrected sentence for each that failed; None where there is none."""
    told = parse(answer) or {}
    found: dict[int, Sentence] = {}
    taker = _Taker(dossier, model)
    listed = told.get("sentences")
    for row in listed[: 2 * len(failed)] if isinstance(listed, list) else ():
        number = row.get("number") if isinstance(row, dict) else None
        if isinstance(number, int) and 1 <= number <= len(failed) and number not in found:
            made = taker.sentence(row)
            if made and made[0].text != failed[number - 1][0].text:
                found[number] = made[0]
    return [found.get(number) for number in range(1, len(failed) + 1)]


def judged(answer: str, count: int) -> dict[int, str] | None:
    """Which of the texts a judge refused, counted from 0, and why; None if the answer cannot be read."""
    told = parse(answer)
    listed = told.get("refused") if told is not None else None
    if not isinstance(listed, list):
        return None
    refused: dict[int, str] = {}
    for row in listed[: 4 * count]:
        number = row.get("number") if isinstance(row, dict) else row
        if isinstance(number, int) and 1 <= number <= count:
            reason = row.get("reason") if isinstance(row, dict) else ""
            refused[number - 1] = hostile.visible(reason)[:160] if isinstance(reason, str) else ""
    return refused


def headings(answer: str, numbers: Collection[int]) -> dict[int, str]:
    """The headings of an answer by the number of their section, plain; what is no heading of these sections is left out."""
    listed = (parse(answer) or {}).get("headings")
    found: dict[int, str] = {}
    for row in listed[: 4 * len(numbers)] if isinstance(listed, list) else ():
        number, text = (row.get("number"), row.get("text")) if isinstance(row, dict) else (None, None)
        if isinstance(number, int) and number in numbers and number not in found and isinstance(text, str):
            shown = plain(text, LONGEST_HEADING).rstrip(".。:")
            if shown:
                found[number] = shown
    return found


class _Taker:
    """Takes what is usable of an answer, and says of the rest why not."""

    def __init__(self, dossier: Dossier, model: str) -> None:
        self.dossier = dossier
        self.model = model
        self.refused: list[str] = []
        self.told: list[frozenset[str]] = []
        self.words = self.sentences = 0

    def no(self, what: str, why: str) -> None:
        flat = " ".join(what.split())
        self.refused.append(f"{self.model}: “{flat[:70]}{'…' if len(flat) > 70 else ''}”: {why}")

    def sections(self, given: object) -> tuple[Section, ...]:
        made: list[Section] = []
        for row in given[:MOST_SECTIONS] if isinstance(given, list) else ():
            if not isinstance(row, dict):
                continue
            listed = row.get("sentences")
            sentences: list[Sentence] = []
            for one in listed[: 2 * MOST_SENTENCES] if isinstance(listed, list) else ():
                sentences += self.counted(self.sentence(one))
            if not sentences:
                continue
            heading = self.clean(row.get("heading"), LONGEST_HEADING, "a heading").rstrip(".。:")
            cited = tuple(dict.fromkeys(c for s in sentences for c in s.citations))
            made.append(Section(heading, cited if heading else (), tuple(sentences)))
        return tuple(made)

    def changed(self, given: object, sections: Sequence[Section]) -> tuple[Section, ...]:
        """The page's sections with the changes made that name a place on it."""
        for sentence in (s for section in sections for s in section.sentences):
            self.counted([sentence])
        after: dict[str, list[Sentence]] = {}
        gone: set[str] = set()
        last = {e.section: e.id for e in self.dossier.standing}
        for row in given[:MOST_SENTENCES] if isinstance(given, list) else ():
            at = row.get("at") if isinstance(row, dict) else None
            if not isinstance(at, str):
                continue
            name = f"p{at.removeprefix(INSTEAD)}" if at.startswith(INSTEAD) else at
            if _SECTION.fullmatch(name):
                name = last.get(int(name[1:]), "")  # behind the last sentence of that section
            if (place := self.dossier.find(name)) is None or place.sentence is None:
                continue
            made = self.counted(self.sentence(row))
            after.setdefault(name, []).extend(made)
            if made and at.startswith(INSTEAD):
                gone.add(name)
        names = {e.sentence: e.id for e in self.dossier.standing}
        shown = []
        for section in sections:
            sentences: list[Sentence] = []
            for sentence in section.sentences:
                name = names.get(sentence, "")
                sentences += [*(() if name in gone else (sentence,)), *after.get(name, ())]
            shown.append(replace(section, sentences=tuple(sentences)))
        return tuple(section for section in shown if section.sentences)

    def counted(self, given: Sequence[Sentence]) -> list[Sentence]:
        """Those that fit on the page and say something that none before them says."""
        taken: list[Sentence] = []
        for sentence in given:
            words = evidence.content_words(sentence.text, self.dossier.lang)
            if any(len(words & other) >= REPEAT * max(4, len(words)) for other in self.told):
                continue
            length = evidence.count_words(sentence.text, self.dossier.lang)
            if self.sentences >= MOST_SENTENCES or self.words + length > MOST_WORDS:
                self.no(sentence.text, "the page is full")
                continue
            self.told.append(words)
            self.sentences += 1
            self.words += length
            taken.append(sentence)
        return taken

    def sentence(self, given: object) -> list[Sentence]:
        """The sentences of one entry: mostly one; [] if none can be taken."""
        if not isinstance(given, dict):
            return []
        text = given.get("text")
        named = self.named(given.get("evidence"))
        if len(named) == 1 and named[0].sentence is not None and not str(text or "").strip():
            return [named[0].sentence]  # kept, word for word
        if not isinstance(text, str) or not text.strip():
            return []
        if not named:
            self.no(text, "it names no evidence of this story")
            return []
        shown = self.quoted(text, named)
        cleaned = self.clean(shown, LONGEST_TEXT, text, named) if shown is not None else ""
        if not cleaned:
            return []
        own, more = [c for e in named for c in e.citations[:1]], [c for e in named for c in e.citations[1:]]
        citations = tuple(dict.fromkeys([*own, *more]))[: MOST_IDS + 1]
        parts = [cleaned[span.start : span.end] for span in text_sentences.split(cleaned, lang=self.dossier.lang)]
        return [
            Sentence(_ended(part), citations, writer=self.model) for part in parts if len(part.split()) > 1 or len(part) > 8
        ]

    def line(self, given: object, what: str, longest: int) -> tuple[str, tuple[Citation, ...]]:
        if not isinstance(given, dict) or not isinstance(given.get("text"), str) or not given["text"].strip():
            return "", ()
        named = self.named(given.get("evidence"))
        text = self.quoted(given["text"], named)
        if not named or text is None:
            self.no(given["text"], f"the {what} names no evidence of this story")
            return "", ()
        cleaned = self.clean(text, longest, f"the {what}", named)
        if what == "headline":
            cleaned = cleaned.rstrip(".。")
        return (cleaned, tuple(dict.fromkeys(c for e in named for c in e.citations))) if cleaned else ("", ())

    def named(self, given: object) -> list[Exhibit]:
        """The pieces of this request that are named, each once, three at most."""
        listed = given if isinstance(given, list) else [given]
        names = [name for one in listed[:20] if isinstance(one, str) for name in _ID.findall(one)]
        found = [e for name in dict.fromkeys(names) if (e := self.dossier.find(name)) is not None]
        return found[:MOST_IDS]

    def quoted(self, text: str, named: list[Exhibit]) -> str | None:
        """The text with its quotations in place; their evidence joins what is named. None if one is typed or not to be had."""
        known = {name: (words, e) for e in self.dossier.exhibits for name, words in e.quotes}
        for name in dict.fromkeys(_PLACED.findall(text)):
            if name not in known:
                self.no(text, f"there is no quotation {name}")
                return None
            words, owner = known[name]
            placed = re.compile(rf"[“\"]?\{{\{{?\s*(?:q:)?{name}\s*\}}?\}}[”\"]?")
            text = f"“{words}”".join(placed.split(text))
            if owner not in named:
                named.insert(0, owner)
        for typed in _TYPED.findall(text):
            words = typed.strip(" ,.;")
            if len(words.split()) >= 3 and not any(words in e.text for e in named):
                self.no(text, "a quotation is typed and stands in no evidence that it names")
                return None
        return text

    def clean(self, given: object, longest: int, about: str, named: Sequence[Exhibit] = ()) -> str:
        """The text, plain; "" if it is none, too long, or holds what no page shows. A domain may be named where evidence names it."""
        if not isinstance(given, str) or not given.strip():
            return ""
        text = _flat(given)
        if len(text) > longest:
            self.no(about, "it is too long")
        elif _ADDRESS.search(text) or any(all(d.lower() not in e.text.lower() for e in named) for d in _DOMAIN.findall(text)):
            self.no(about, "it holds an address or markup")
        elif _BROKEN in text or any(
            all(sign not in e.text for e in named) for sign in text if unicodedata.category(sign) == "So"
        ):
            self.no(about, "it holds signs that are no part of a text")
        elif hostile.commands(_unquoted(text)):
            self.no(about, hostile.commands(_unquoted(text)))
        else:
            return text
        return ""


def _flat(text: str) -> str:
    """A text as a page may show it, without marks of emphasis, lists, references and our own."""
    shown = _REFERENCE.sub("", _EMPHASIS.sub("", _LEAD.sub("", hostile.visible(text))))
    for sign in MARKS:
        shown = shown.replace(sign, " ")
    return " ".join(shown.split())


def plain(text: str, longest: int = 2 * LONGEST_TEXT) -> str:
    """One line of an answer, plain; "" if it holds what no page shows, or speaks to its reader."""
    shown = _flat(text)
    refused = (
        len(shown) > longest
        or _BROKEN in shown
        or _ADDRESS.search(shown)
        or _DOMAIN.search(shown)
        or hostile.commands(_unquoted(shown))
    )
    return "" if refused else shown


def _unquoted(text: str) -> str:
    """The text without quotations, in which a person may well say "you"."""
    return _TYPED.sub(" ", text)


def _ended(text: str) -> str:
    return text if re.search(r"[.!?…。！？।؟][\"”’»」)]*$", text) else f"{text}."
