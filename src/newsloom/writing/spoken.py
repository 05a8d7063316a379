"""Who says what: quotations, word for word, whose speaker the same passage names beside them. Pure; precision first.

The speaker is the one person in the words that attribute the quotation, directly beside its verb of saying: "…", said Ida Brandt; Ida
Brandt, the captain, said: "…". "He said", "a friend of Ida Brandt said" and "she said of Ida Brandt" name no speaker. A surname alone
is given in full only where the same article has introduced one person of that surname.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from newsloom.model import Quotation
from newsloom.text import names, terms
from newsloom.writing.chosen import ARTICLE_SENTENCES
from newsloom.writing.evidence import Candidate, Evidence, cite, count_words
from newsloom.writing.people import person

MOST = 4  # quotations on a page, each of another speaker
LEAST = 2  # fewer are told by the text itself
WORDS = (7, 45)  # of a quotation
WORST = 2  # grade of a sentence that may still be quoted from

_MARKED = re.compile(r"[\"“«„](?P<said>[^\"“”«»„\[\]]{20,400})[\"”»“]")
_SAID = {
    "en": r"said|says|told (?:\w+ ){1,4}|added|adds|wrote|tweeted|stated|argued|insisted|warned|declared|explained|testified|recalled",
    "de": r"sagte|sagt|erklärte|betonte|schrieb|warnte|ergänzte",
    "fr": r"(?:a )?(?:dit|déclaré|affirmé|expliqué|ajouté|écrit|assuré)|déclare|affirme|explique",
    "es": r"dijo|dice|afirmó|aseguró|declaró|explicó|señaló|escribió|agregó|añadió",
    "pt": r"disse|diz|afirmou|declarou|explicou|escreveu|acrescentou",
    "it": r"ha (?:detto|dichiarato|affermato|spiegato|aggiunto|scritto)",
}
#: between a verb of saying and its speaker: an office, never another person's
_NOBODY = "for|of|to|about|by|from|with|on|in|at|that|as|and|a|an|" + "|".join(_SAID.values())
_OFFICE = rf"(?:(?!(?:{_NOBODY})\b)[\w.'’-]+ ){{0,5}}"


#: of whom or what it speaks was said before
_HANGS = re.compile(
    r"(?:He|She|They|Er|Elle?|Elles|Ils?|Él|Ella|Ellos|Ele|Ela|Lui|Lei)\b|That['’]s\b|That (?:is|was|would|will|has)\b|(?:Those|These)\b"
    r"|(?:Even |So |And |But )?(?:with|despite|after|because of|besides|like|unlike|for|by|from|in) (?:that|those|these)\b(?! (?:who|of)\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Spoken:
    speaker: str
    said: str
    candidate: Candidate
    key: str  #: its words, folded: the same in every outlet
    stems: frozenset[str]


def quotations(
    evidence: Evidence, shown: Sequence[Candidate], about: Set[str], *, article_share: float
) -> tuple[Quotation, ...]:
    """Quotations that the page does not have yet, the most reported first, one of each speaker; none if fewer than LEAST.

    Args:
        about: stems that the story is about; a quotation must have one of them.
        article_share: of one article's words that a page may carry; ARTICLE_SENTENCES sentences always.
    """
    if evidence.lang not in _SAID:
        return ()
    text = _key(" ".join(c.whole.text for c in shown))
    people = _People(evidence)
    found: defaultdict[str, list[_Spoken]] = defaultdict(list)
    for c in evidence.candidates:
        if c.grade <= WORST:
            for one in _spoken(c, people, evidence.lang):
                if one.key not in text and about & one.stems:
                    found[one.key].append(one)
    sentences, words = Counter(c.article.id for c in shown), Counter[str]()
    for c in shown:
        words[c.article.id] += c.words
    chosen: list[Quotation] = []
    speakers: set[str] = set()
    for group in sorted(found.values(), key=lambda group: _weight(group, about)):
        first = group[0]
        article, length = first.candidate.article, count_words(first.said, evidence.lang)
        room = article_share * count_words(article.text, evidence.lang)
        full = sentences[article.id] >= ARTICLE_SENTENCES and words[article.id] + length > room
        surname = first.speaker.split()[-1]
        if full or surname in speakers or len({one.speaker.split()[-1] for one in group}) > 1:
            continue
        speakers.add(surname)
        sentences[article.id] += 1
        words[article.id] += length
        chosen.append(Quotation(first.speaker, first.said, tuple(cite(one.candidate.whole) for one in _one_of_each(group))))
        if len(chosen) == MOST:
            break
    return tuple(chosen) if len(chosen) >= LEAST else ()


def _spoken(c: Candidate, people: _People, lang: str) -> Iterator[_Spoken]:
    text = c.whole.text
    for match in _MARKED.finditer(text):
        said = match["said"].strip().rstrip(",")
        if not WORDS[0] <= len(said.split()) <= WORDS[1] or not said[:1].isupper() or _HANGS.match(said):
            continue
        name = _after(text[match.end() :], lang) or _before(text[: match.start()], lang)
        speaker = people.in_full(name) if name else ""
        if speaker:
            yield _Spoken(speaker, said, c, _key(said), frozenset(terms.stems(said, lang)))


def _after(text: str, lang: str) -> str:
    """The speaker in what follows a quotation."""
    said = _SAID[lang]
    for pattern in (
        rf",? ?(?:{said}) {_OFFICE}",
        rf",? {_OFFICE}(?=[^\W\d_][^,.;]{{1,60}}(?:, [^,.;]{{1,70}},)? (?:{said})\b)",
    ):
        begins = re.match(pattern, text)
        if begins and (name := _person(text, begins.start(), begins.end() + 60)):
            verb_first = re.match(rf",? ?(?:{said}) ", text) is not None
            if verb_first or re.match(rf"(?:, [^,.;]{{1,70}},)? (?:{said})\b", text[name.end :]):
                gap = text[: name.start]
                if re.fullmatch(rf",? ?(?:(?:{said}) )?{_OFFICE}", gap):
                    return name.text
    return ""


def _before(text: str, lang: str) -> str:
    """The speaker in what leads to a quotation: "Ida Brandt, the captain, said on Monday: "."""
    clause = re.split(r"(?<=[.;!?])\s+(?=[^\W\d_])(?<!\bMr\. )(?<!\bMs\. )(?<!\bDr\. )(?<!\bMrs\. )", text)[-1]
    if re.search(r"[\"“”«»„]", clause):
        return ""
    verb = re.search(rf" (?:{_SAID[lang]})\b[^,:;]{{0,40}}[,:] *$", clause)
    if verb is None:
        return ""
    name = _person(clause, 0, verb.start())
    if name is None or not re.fullmatch(rf"\s*{_OFFICE}", clause[: name.start]):
        return ""
    between = clause[name.end : verb.start()]
    return name.text if re.fullmatch(r"(?:, [^,;]{1,70},)?(?: \w+ly| has| had)?", between) else ""


def _person(text: str, start: int, end: int) -> names.Name | None:
    """The first person there, offices in front aside: Chad Griffin of "the Union's president Chad Griffin"."""
    for name in names.find(text):
        if not start <= name.start < end:
            continue
        bare = names.untitled(name)
        if names.office_follows(text, bare.end):
            continue
        return bare if " " not in bare.text or person(bare.text) else None
    return None


class _People:
    """Who is meant by a surname alone."""

    def __init__(self, evidence: Evidence) -> None:
        self._full: defaultdict[str, set[str]] = defaultdict(set)
        for article in evidence.articles:
            for name in evidence.people.get(article.id, ()):
                bare = names.untitled(names.Name(name, 0, len(name), "")).text
                if person(bare):
                    self._full[bare.split()[-1]].add(bare)
        self._texts = [article.text for article in evidence.articles]

    def in_full(self, name: str) -> str:
        """The person's name in full; "" if no article has it, or people of this surname may be several.

        A president of a surname who is named in full nowhere is another person than her daughter who is.
        """
        if " " in name:
            return name
        full = self._full.get(name, set())
        firsts = {one.split()[0] for one in full}
        if len(firsts) != 1:
            return ""
        offices = {m.group(1) for text in self._texts for m in re.finditer(rf"\b([A-Z][a-z]+\.?) {re.escape(name)}\b", text)}
        offices -= firsts | {"Mr.", "Ms.", "Mrs.", "Mr", "Ms", "Mrs", "Dr.", "Dr"}
        alone = {one for one in offices if names.is_title(one)}
        with_name = {
            m.group(1) for text in self._texts for m in re.finditer(rf"\b([A-Z][a-z]+\.?) {re.escape(min(firsts))}\b", text)
        }
        return min(full, key=len) if alone <= with_name else ""


def _weight(group: Sequence[_Spoken], about: Set[str]) -> tuple[int, int, int, int]:
    """The most reported first, then what speaks of the matter, then what stands early."""
    first = group[0].candidate
    return (-len({one.candidate.voice for one in group}), -min(3, len(about & group[0].stems)), first.rank, first.index)


def _one_of_each(group: Sequence[_Spoken]) -> list[_Spoken]:
    voices: Mapping[str, _Spoken] = {one.candidate.voice: one for one in reversed(group)}
    return [one for one in group if voices[one.candidate.voice] is one][:3]


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
