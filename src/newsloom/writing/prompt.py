"""Ask a language model for a story, and take its answer apart. Pure: the call itself is made elsewhere.

The model sees numbered evidence that the extractive engine chose, never a page, a title or an address. Of its answer
only words and ids of that evidence are taken; citations and quotations are put in here, by id. Whether a sentence is true
to its evidence is not decided here: that is the gate's work.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any

from newsloom import origins
from newsloom.model import Article, Citation, Disagreement, Passage, Section, Sentence, StoryPage
from newsloom.ports import Prompt
from newsloom.text import sentences as text_sentences
from newsloom.writing import claims, evidence, hostile, select
from newsloom.writing.draft import oldest_first
from newsloom.writing.evidence import Candidate

STORY, UPDATE, REPAIR, JUDGE = (
    "story.v1",
    "update.v1",
    "repair.v1",
    "judge.v1",
)  # files in `prompts`; a changed file gets a new number

MOST, MOST_NEW = 48, 8  # pieces of evidence of a first request, and of an update; with more that is new, all is asked anew
LEAST_NEW = (
    2  # new statements of weight, or one among more, that a request waits for: till then the extractive writer tells them
)
GIST = 12  # words that an update shows of a sentence of the page that has nothing to do with what is new
ALIKE = 0.25  # share of a new piece's longer words in a sentence of the page from which the two have to do with each other
MOST_IDS = 3  # evidence of one sentence: the smallest set that carries it (ALCE)
MOST_SENTENCES, MOST_SECTIONS, MOST_WORDS = 24, 8, 460  # taken of an answer, whatever its length
LONGEST_TEXT, LONGEST_HEADING, LONGEST_HEADLINE = 420, 110, 150  # characters
LONGEST_ANSWER = 400_000  # characters looked at
CONTEXT = 8192  # tokens a model can read and write, if nothing else is said
ANSWER = 1200  # tokens kept for the answer
PER_TOKEN = 3.3  # characters, marks and numbers counted in
LINE = 60  # characters of a piece of evidence beside its text: id, outlet, time, marks
MARK_EVERY = 5  # spaces: data-marking keeps the evidence apart at a tenth of the tokens that marking each would cost
REPEAT = 0.8  # share of a sentence's longer words in an earlier one from which it says nothing new
MARKS = "‡¦◊¤§¬"

_QUOTE = re.compile(
    r"“([^“”\n]{12,400})”|\"([^\"\n]{12,400})\"|«\s?([^«»\n]{12,400}?)\s?»|„([^„“”\n]{12,400})[“”]|「([^「」\n]{6,200})」"
)
_PLACED = re.compile(r"\{\{?\s*(?:q:)?(q\d{1,3})\s*\}?\}")
_TYPED = re.compile(r"[“\"„«「]([^“”\"„«»「」]+)[”\"“»」]")
_FIGURE = re.compile(r"\d[\d.,]*")
_ID = re.compile(r"[ep]\d{1,3}")
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
_DANGLING = re.compile(r',?\s*(?<=[,{\s])"[^"\\]{0,60}"\s*:?\s*$')  # a value that was cut off, or a key without one
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.S | re.I)
_OUTLET = re.compile(r"[^\w .&'’-]+")
_LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
    "pl": "Polish", "ru": "Russian", "uk": "Ukrainian", "sv": "Swedish", "da": "Danish", "no": "Norwegian", "fi": "Finnish",
    "cs": "Czech", "tr": "Turkish", "el": "Greek", "ro": "Romanian", "hu": "Hungarian", "ar": "Arabic", "he": "Hebrew",
    "fa": "Persian", "hi": "Hindi", "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "vi": "Vietnamese", "id": "Indonesian",
}  # fmt: skip


@cache
def template(name: str) -> str:
    """A prompt file of this package, as it is shipped."""
    return resources.files("newsloom.writing").joinpath("prompts", f"{name}.md").read_text(encoding="utf-8").strip()


# ---------------------------------------------------------------------------------------------- what is shown


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A piece of evidence as a request shows it."""

    id: str  #: e1, e2 …; of the page's own sentences p1, p2 …
    text: str  #: what is shown, before marking
    citations: tuple[Citation, ...]  #: what naming it cites: its passage; of a sentence of the page, that sentence's own
    outlet: str = ""
    when: datetime | None = None
    quotes: tuple[tuple[str, str], ...] = ()  #: id and words of each quotation in it
    sentence: Sentence | None = None  #: the sentence of the page, for p1, p2 …

    @property
    def hash(self) -> str:
        """Of the passage; of a sentence of the page, of its words."""
        return text_hash(self.text if self.sentence is not None else self.citations[0].quote)


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that one request shows."""

    exhibits: tuple[Exhibit, ...]  #: by article, the oldest first, and by place in it
    standing: tuple[Exhibit, ...] = ()  #: sentences of the page that readers see now and that still hold; () at first
    lang: str | None = None
    disputes: tuple[Disagreement, ...] = ()
    headline: str = ""  #: of the page now; "" at first
    shown: tuple[str, ...] = ()  #: hashes of all evidence that there was at this and earlier requests for the story

    @property
    def update(self) -> bool:
        """Whether only changes of the page are asked for."""
        return bool(self.standing) and len(self.exhibits) <= 2 * MOST_NEW

    def find(self, name: str) -> Exhibit | None:
        """The piece of this id; None if this request has none such."""
        return next((one for one in (*self.exhibits, *self.standing) if one.id == name), None)


def text_hash(text: str) -> str:
    """Names a text: the same words, the same name."""
    return hashlib.sha256(text.casefold().encode("utf-8", "replace")).hexdigest()[:16]


def dossier(
    articles: Sequence[Article],
    page: StoryPage,
    *,
    standing: Sequence[Sentence] = (),
    headline: str = "",
    seen: Collection[str] = (),
    context: int = CONTEXT,
) -> Dossier:
    """The evidence for a request.

    Args:
        articles: of the story. page: what the extractive writer made of them, checked.
        standing: sentences a model wrote that readers see now and that still hold; with any, only evidence not yet shown is shown.
        headline: of the page now. seen: hashes of the evidence that earlier requests showed.
        context: tokens that the model can read and write; evidence is left out to fit, the least worth first.
    """
    ordered = oldest_first(articles)
    found = evidence.gather(ordered, origins.group(ordered))
    good = {c.index: c for c in found.candidates if c.grade <= 1 and not hostile.smuggles(c.whole.text)}
    good = {i: c for i, c in good.items() if not hostile.commands(c.text) and not _beside_orders(c)}
    chosen, weighty = _chosen(found.candidates, page, good)
    if standing:
        told = [evidence.content_words(s.text, found.lang) for s in standing]
        places = [(c.article, c.field, c.start, c.end) for s in standing for c in s.citations]
        fresh = [
            i
            for i in chosen
            if text_hash(good[i].passage.text) not in seen
            and not _told(good[i], told)
            and not any(_overlaps(good[i].passage, place) for place in places)
        ]
        new = _distinct([i for i in fresh if i in weighty], good)
        enough = len(new) >= LEAST_NEW or (new and len(_distinct(fresh, good)) > LEAST_NEW)
        if not enough and not any(_overtakes(good[i], standing, found.lang) for i in new):
            return Dossier((), lang=found.lang, shown=tuple(seen))  # what is new is not worth a place on the page
        chosen = [*new, *(i for i in fresh if i not in new)][:MOST_NEW] if len(new) <= MOST_NEW else chosen
    room = int((context - ANSWER - len(template(STORY)) / PER_TOKEN) * PER_TOKEN) - sum(len(s.text) + 10 for s in standing)
    chosen = sorted(_fitting(_with_before(chosen[:MOST], good), good, room))
    exhibits = _numbered([good[i] for i in chosen])
    kept = tuple(Exhibit(f"p{n}", s.text, s.citations, sentence=s) for n, s in enumerate(standing, 1))
    shown = dict.fromkeys([*seen, *(text_hash(c.passage.text) for c in good.values())])
    disputes = tuple(d for d in page.disagreements if not hostile.commands(d.about))
    return Dossier(exhibits, kept, found.lang, disputes, headline, tuple(shown))


def _chosen(
    candidates: Sequence[Candidate], page: StoryPage, good: Mapping[int, Candidate]
) -> tuple[list[int], frozenset[int]]:
    """What the page cites, then what it has no room for, then who says the same, by worth; and what of it has weight: what the
    extractive writer put on the page, and what two independent owners say."""
    places = {(c.article, c.field, c.start, c.end) for s in page.sentences for c in s.citations[:1]}
    on_page = [i for i, c in good.items() if any(_overlaps(c.passage, place) for place in places)]
    like = claims.likeness(candidates)
    worth = select.weights(candidates, like.rarity)
    units = select.choose(candidates, like, worth, limit=select.Budget(words=1400, sentences=MOST))
    order = [*on_page, *(c.index for unit in units for c in unit.members)]
    for i in list(order):
        own = candidates[i].voice
        order += [j for j, _ in like.of.get(i, ())[:4] if candidates[j].voice != own][:2]
    weighty = frozenset(on_page) | {i for i in order if i in good and like.voices(i)}
    return [i for i in dict.fromkeys(order) if i in good], weighty


def _distinct(chosen: Sequence[int], good: Mapping[int, Candidate]) -> list[int]:
    """The first of those that say the same."""
    kept: list[int] = []
    for i in chosen:
        if not select.repeats(good[i], [good[j] for j in kept]):
            kept.append(i)
    return kept


def _beside_orders(candidate: Candidate) -> bool:
    whole = candidate.whole
    return hostile.near_orders(candidate.article.field(whole.field), whole.start, whole.end)


def _overlaps(passage: Passage, place: tuple[str, str, int, int]) -> bool:
    article, field, start, end = place
    return passage.article == article and passage.field == field and passage.start < end and start < passage.end


def _with_before(chosen: Sequence[int], good: Mapping[int, Candidate]) -> list[int]:
    """The chosen, each that hangs on the sentence before it together with that."""
    wanted: list[int] = []
    for i in chosen:
        before = good[i].before
        wanted += [before, i] if good[i].hang and before is not None and before in good else [i]
    return list(dict.fromkeys(wanted))


def _overtakes(candidate: Candidate, standing: Sequence[Sentence], lang: str | None) -> bool:
    """Whether it has other figures for what a sentence of the page gives figures of: that page may be out of date."""
    figures = frozenset(_FIGURE.findall(candidate.text))
    for sentence in standing if figures else ():
        words, theirs = evidence.content_words(sentence.text, lang), frozenset(_FIGURE.findall(sentence.text))
        if (
            theirs
            and not figures <= theirs
            and len(words & candidate.content) >= ALIKE * max(4, min(len(words), len(candidate.content)))
        ):
            return True
    return False


def _fitting(chosen: Sequence[int], good: Mapping[int, Candidate], room: int) -> list[int]:
    """As many of the first as have room; five in any case."""
    kept: list[int] = []
    for i in chosen:
        room -= len(good[i].text) + LINE
        if room < 0 and len(kept) >= 5:
            break
        kept.append(i)
    return kept


def _told(candidate: Candidate, told: Sequence[frozenset[str]]) -> bool:
    words = candidate.content
    return any(len(words & other) >= REPEAT * max(4, len(words)) for other in told)


def _shown(candidate: Candidate) -> str:
    return hostile.visible(candidate.text).replace("{", "(").replace("}", ")")


def _numbered(chosen: Sequence[Candidate]) -> tuple[Exhibit, ...]:
    exhibits: list[Exhibit] = []
    quotes = 0
    for number, candidate in enumerate(chosen, 1):
        text = _shown(candidate)
        found: list[tuple[str, str]] = []
        for match in _QUOTE.finditer(text):
            words = next(group for group in match.groups() if group).strip(" ,.;")
            if len(words.split()) >= 3 or candidate.article.lang in ("zh", "ja", "th"):
                quotes += 1
                found.append((f"q{quotes}", words))
        outlet = _OUTLET.sub(" ", hostile.visible(candidate.article.source or ""))[:40].strip()
        exhibits.append(
            Exhibit(
                f"e{number}",
                text,
                (candidate.citation,),
                "an outlet" if not outlet or hostile.commands(outlet) else outlet,
                candidate.article.published,
                tuple(found),
            )
        )
    return tuple(exhibits)


# ---------------------------------------------------------------------------------------------- the request


def key(dossier: Dossier, *, sample: int = 0, style: str = "") -> str:
    """Names all that an answer depends on but the model: prompt version, evidence, the page's sentences."""
    parts = [UPDATE if dossier.update else STORY, style, str(sample), dossier.lang or "", dossier.headline]
    parts += [f"{e.id}:{e.hash}" for e in (*dossier.exhibits, *dossier.standing)]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


def request(
    dossier: Dossier,
    *,
    delimiter: str,
    sample: int = 0,
    style: str = "",
    temperature: float = 0.2,
    context: int = CONTEXT,
) -> Prompt:
    """The request for a story. The system part is the same for all stories, so that vendors' prompt caches serve it.

    Args:
        delimiter: unguessable, new for each request: at least eight hexadecimal digits.
        sample: number of the answer, where several are asked for. style: a sentence or two of the operator's own.
    """
    lines = [f"Language: {_LANGUAGES.get(dossier.lang or 'en', dossier.lang or 'English')}"]
    lines += _opened(delimiter)
    lines += _evidence_lines(dossier.exhibits, delimiter)
    for dispute in dossier.disputes:
        lines.append(_marked(f"Sources differ on {hostile.visible(dispute.about)}: {_values(dispute, dossier)}", delimiter))
    if dossier.standing:
        lines += ["", "On the page now:"]
        lines += [f"{e.id} | {_marked(_gist(e, dossier), delimiter)}" for e in dossier.standing]
    lines += [delimiter, "", "Update the page." if dossier.standing else "Write the story."]
    name = UPDATE if dossier.update else STORY
    system = template(name)
    if style.strip():
        system += f"\n\nStyle\n\n{style.strip()}"
    user = "\n".join(lines)
    left = context - int((len(system) + len(user)) / PER_TOKEN) - 1  # servers refuse what might not fit
    return Prompt(
        system,
        user,
        schema=UPDATE_SCHEMA if dossier.update else SCHEMA,
        version=name,
        max_tokens=max(400, min(1000 if dossier.update else 2400, left)),
        temperature=temperature if sample == 0 else max(temperature, 0.5),
        key=key(dossier, sample=sample, style=style),
    )


def _gist(standing: Exhibit, dossier: Dossier) -> str:
    """A sentence of the page, in an update shortened unless it has to do with what is new."""
    words = standing.text.split()
    own = evidence.content_words(standing.text, dossier.lang)
    alike = any(
        len(own & new) >= ALIKE * max(4, len(new))
        for new in (evidence.content_words(e.text, dossier.lang) for e in dossier.exhibits)
    )
    return standing.text if alike or not dossier.update or len(words) <= GIST + 3 else f"{' '.join(words[:GIST])} …"


def repair(failed: Sequence[tuple[Sentence, Sequence[str]]], dossier: Dossier, *, delimiter: str) -> Prompt:
    """The request to correct sentences that the checker refused, each with its reasons; only their evidence is shown again."""
    named: list[Exhibit] = []
    lines: list[str] = []
    for number, (sentence, reasons) in enumerate(failed, 1):
        own = [e for e in (*dossier.exhibits, *dossier.standing) if set(e.citations) & set(sentence.citations)]
        named += own
        lines.append(f"{number} | {_marked(sentence.text, delimiter)}")
        lines.append(f"   evidence named: {', '.join(e.id for e in own)}")
        lines.append(f"   refused: {_marked('; '.join(hostile.visible(reason) for reason in reasons[:3]), delimiter)}")
    shown = [e for e in dossier.exhibits if e in named]
    standing = [f"{e.id} | {_marked(e.text, delimiter)}" for e in dossier.standing if e in named]
    user = "\n".join(
        [*_opened(delimiter), *_evidence_lines(shown, delimiter), *standing, "", "Refused sentences:", *lines, delimiter]
    )
    digest = hashlib.sha256("\x1f".join([REPAIR, *(s.text for s, _ in failed), *(e.hash for e in named)]).encode()).hexdigest()
    return Prompt(template(REPAIR), user, schema=REPAIR_SCHEMA, version=REPAIR, max_tokens=900, temperature=0.0, key=digest)


def judging(claims_: Sequence[tuple[str, Sequence[str]]], *, delimiter: str) -> Prompt:
    """The request to judge texts, each against its passages."""
    lines = _opened(delimiter)
    for number, (text, passages) in enumerate(claims_, 1):
        lines.append(f"{number} | {_marked(hostile.visible(text), delimiter)}")
        lines += [f"   passage: {_marked(hostile.visible(passage), delimiter)}" for passage in passages]
    lines.append(delimiter)
    digest = hashlib.sha256(json.dumps([JUDGE, [[t, list(p)] for t, p in claims_]]).encode()).hexdigest()
    return Prompt(
        template(JUDGE), "\n".join(lines), schema=JUDGE_SCHEMA, version=JUDGE, max_tokens=900, temperature=0.0, key=digest
    )


def _opened(delimiter: str) -> list[str]:
    return [f"Delimiter: {delimiter}", f"Mark: {mark(delimiter)}", "", delimiter]


def mark(delimiter: str) -> str:
    """The mark that stands for some of the spaces of a request with this delimiter."""
    return MARKS[int(hashlib.sha256(delimiter.encode()).hexdigest(), 16) % len(MARKS)]


def _marked(text: str, delimiter: str) -> str:
    sign = mark(delimiter)
    words = text.replace(sign, " ").replace(delimiter, " ").split(" ")
    return sign + "".join(word if i == 0 else f"{sign if i % MARK_EVERY == 0 else ' '}{word}" for i, word in enumerate(words))


def _evidence_lines(exhibits: Iterable[Exhibit], delimiter: str) -> list[str]:
    lines: list[str] = []
    for e in exhibits:
        when = e.when.astimezone(UTC).strftime("%Y-%m-%d %H:%M") if e.when else "undated"
        lines.append(f"{e.id} | {e.outlet} | {when} | {_marked(e.text, delimiter)}")
        lines += [f"   {name}: {_marked(words, delimiter)}" for name, words in e.quotes]
    return lines


def _values(dispute: Disagreement, dossier: Dossier) -> str:
    told = []
    for value in dispute.values:
        ids = [e.id for e in dossier.exhibits if any(_same_place(c, d) for c in e.citations for d in value.citations)]
        told.append(hostile.visible(value.value) + (f" ({', '.join(ids)})" if ids else ""))
    return "; ".join(told)


def _same_place(one: Citation, other: Citation) -> bool:
    return (one.article, one.field) == (other.article, other.field) and one.start < other.end and other.start < one.end


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


_IDS = {
    "type": "array",
    "items": {"type": "string", "enum": [f"{k}{n}" for k, m in (("e", 60), ("p", 30)) for n in range(1, m + 1)]},
}
_TEXT = {"type": "string"}
_CITED = _object(text=_TEXT, evidence=_IDS)
SCHEMA: dict[str, Any] = _object(
    headline=_CITED,
    deck=_CITED,
    sections={"type": "array", "items": _object(heading=_TEXT, sentences={"type": "array", "items": _CITED})},
)
_PLACES = {"type": "string", "enum": [f"p{n}" for n in range(1, 31)]}
UPDATE_SCHEMA: dict[str, Any] = _object(
    headline=_CITED,
    changes={
        "type": "array",
        "items": _object(at=_PLACES, how={"type": "string", "enum": ["after", "instead"]}, text=_TEXT, evidence=_IDS),
    },
)
REPAIR_SCHEMA: dict[str, Any] = _object(
    sentences={"type": "array", "items": _object(number={"type": "integer"}, text=_TEXT, evidence=_IDS)}
)
JUDGE_SCHEMA: dict[str, Any] = _object(refused={"type": "array", "items": _object(number={"type": "integer"}, reason=_TEXT)})


# ---------------------------------------------------------------------------------------------- the answer


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
        return Accepted(None, ("the answer is no JSON" if answer.strip() else "the answer is empty",))
    taker = _Taker(dossier, model)
    sections = taker.changed(told.get("changes"), sections) if dossier.update else taker.sections(told.get("sections"))
    if not sections:
        return Accepted(None, (*taker.refused, "the answer has no sentence that could be checked"))
    headline = taker.line(told.get("headline"), "headline", LONGEST_HEADLINE)
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
        for row in given[:MOST_SENTENCES] if isinstance(given, list) else ():
            at = row.get("at") if isinstance(row, dict) else None
            if not isinstance(at, str) or (place := self.dossier.find(at)) is None or place.sentence is None:
                continue
            made = self.counted(self.sentence(row))
            after.setdefault(at, []).extend(made)
            if made and row.get("how") == "instead":
                gone.add(at)
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
        citations = tuple(dict.fromkeys(c for e in named for c in e.citations))[: MOST_IDS + 1]
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
        text = _EMPHASIS.sub("", _LEAD.sub("", hostile.visible(given)))
        text = _REFERENCE.sub("", text)
        for sign in MARKS:
            text = text.replace(sign, " ")
        text = " ".join(text.split())
        if len(text) > longest:
            self.no(about, "it is too long")
        elif _ADDRESS.search(text) or any(all(d.lower() not in e.text.lower() for e in named) for d in _DOMAIN.findall(text)):
            self.no(about, "it holds an address or markup")
        elif hostile.commands(_unquoted(text)):
            self.no(about, hostile.commands(_unquoted(text)))
        else:
            return text
        return ""


def _unquoted(text: str) -> str:
    """The text without quotations, in which a person may well say "you"."""
    return _TYPED.sub(" ", text)


def _ended(text: str) -> str:
    return text if re.search(r"[.!?…。！？।؟][\"”’»」)]*$", text) else f"{text}."
