"""How a sentence in a writer's own words binds and attributes what its passages say. Pure.

Each part of such a sentence may be true and the whole a lie: a cause, an order or a comparison that no passage states, a
statement given to another speaker, a deed to another person, a day to another event. Rules by words and places, no grammar: in
doubt they refuse. For text whose words are a passage's own they are not asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

from newsloom.checking import clauses, cues, lexicon, quoting
from newsloom.checking.cues import word_set
from newsloom.checking.facts import Fault, day_for_place
from newsloom.checking.shades import outside
from newsloom.checking.slots import PASSIVE
from newsloom.checking.source import UNSPACED, Piece, stem_table
from newsloom.model import Span
from newsloom.text import names as name_words

SIDE = 0.7  # of the content words on each side of a bond, in the sentence that states it
MOST_STEMS = 40  # of a part that are looked at
LEAST_SURNAME = 4  # letters of a surname that stands for the whole name
LEAST = 2  # content words of a side; a shorter one binds nothing that could be looked for
NEAR = 6  # content words of the source among which three stand in the opposite order: subject and object have changed places
SPEAKER_WORDS = 2  # words between a verb of saying and its speaker
VOICE_REACH = 12  # words between a verb of saying and a speaker without a name
SIMPLE = 5  # content words of a part that is one clause; a longer one may be two that no conjunction parts
SOME = 0.3  # of the content words of such a longer part, in a sentence that carries one of its clauses
TOGETHER = 0.65  # of the content words of a part that must stand in one sentence

#: class → how a writer says it; how a source may
_BONDS = {
    "cause": (
        r"because(?: of)?|(?<!is )(?<!are )(?<!was )(?<!were )due to|owing to|thanks to"
        r"|as a (?:result|consequence)(?: of)?|result(?:s|ed|ing) (?:in|from)|le(?:d|ads?|ading) to"
        r"|caus(?:e[sd]?|ing)|prompt(?:s|ed|ing)|trigger(?:s|ed|ing)|spark(?:s|ed|ing)|therefore|thus|hence|consequently|so that|thereby"
        r"|forcing|which is why|that is why|stem(?:s|med|ming) from|blamed (?:on|for)"
        r"|weil|wegen|aufgrund|infolge|deshalb|daher|dadurch|führte[n]? zu|parce que|en raison d\w*|à cause d\w*|provoqu\w+"
        r"|porque|debido a|a causa de|perché|a causa d\w+|omdat|vanwege|wegens|daardoor",
        r"|because|reason|why|blam\w+|forced?|make[s]?|made|so",
    ),
    "order": (
        r"after(?:wards?)?|following|in the wake of|before(?=\s+(?!but\b|and\b)\w)|prior to|ahead of|since then|thereafter|subsequently"
        r"|shortly after|hours later"
        r"|(?:days?|weeks?|months?|years?) (?:later|earlier|after|before)|nachdem|bevor|après que|avant que|después de|antes de|nadat|voordat",
        r"|after|before|when|since|because|until|follow\w*|earlier|later|then|as|once|next|while|nach|vor|lorsque|après|avant|cuando|dopo|prima",
    ),
    "contrast": (
        r"despite|in spite of|although|even though|though|nevertheless|nonetheless|however|regardless of|in defiance of"
        r"|obwohl|trotz|malgré|bien que|a pesar de|aunque|nonostante|sebbene|ondanks|hoewel",
        r"|but|yet|while|still|even|defy\w*|defi\w+|aber|doch|mais|pero|ma|maar",
    ),
    "answer": (
        r"in protest|in response|in retaliation|in reaction|in return|in revenge|amid|aus protest|als reaktion|en réponse|en represalia",
        r"|protest\w*|respon\w+|retaliat\w+|react\w*|reveng\w+|against|over|after|as",
    ),
    "comparison": (
        r"(?:more|less|fewer|higher|lower|larger|smaller|bigger|better|worse|longer|shorter|faster|slower|older|younger|stronger|weaker"
        r"|earlier|later|greater|\w{3,}er)(?: \w+){0,3} than(?! \d)|compared (?:with|to)|twice as|as \w+ as|outpac\w+|exceed\w*"
        r"|surpass\w*|unlike",
        r"|than|compar\w+|twice|times|double\w*",
    ),
}  # fmt: skip
_SAID = {name: re.compile(rf"\b(?:{said})\b", re.I) for name, (said, _) in _BONDS.items()}
_BORNE = {name: re.compile(rf"\b(?:{said}{more})\b", re.I) for name, (said, more) in _BONDS.items()}

#: a sentence that opens like this speaks of what the one before it names
_HANGS = re.compile(
    r"\W*(?:[\w'’]+\W+){0,2}?(?:he|she|they|his|her|their|it|its|the (?:company|firm|group|agency|party|team|club|man|woman|pair"
    r"|couple|suspect|victim|vessel|ship|ferry|plane|plant|factory|building|bill|law|minister|president|governor|mayor|two))\b(?! of)",
    re.I,
)
#: pasts of verbs that no ending shows and that can name a thing as well
_PASTS = word_set(
    "said fell rose cut set put hit left won met saw found felt held led lost made sent spent told thought went shot struck drew hurt let"
)
#: they carry what somebody else says
_NO_SPEAKERS = word_set(
    "statement report reports document documents letter post tweet message email one man woman person also news data"
)
_AND = re.compile(r"\W*(?:and|or)\s", re.I)
_VERB_FIRST = re.compile(r"\W*(?:and|or) [a-z]+s (?:an?|the|its|his|her|their) ", re.I)
_OF = re.compile(r"\s(?:of|for|from|at)\s")  # "Ada Brandt of Lorton": two names
_CONDITION = re.compile(r"\b(?:if|unless|provided|on condition|subject to|falls|sofern|à condition|a condición)\b", re.I)


def faults(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """What binds, measures, colours or attributes the sentence otherwise than its passages do.

    Args:
        near: the sentences of all passages that it cites, those of one passage in their order.
    """
    if claim.lang in UNSPACED or not near:
        return []
    parts = [Piece(part.text, part.span, claim.lang, claim.published) for part in clauses.split(claim)]
    found = [
        *_bound(claim, parts, near),
        *_spoken(parts, near),
        *_voiced(claim, parts, near),
        *_dated(claim, near),
        *_unless(claim, parts, near),
        *_listed(parts, near),
    ]
    for part in parts:
        found += [*_merged(part, near), *_turned(part, near)]
    return found


# ---------------------------------------------------------------------------------------------- whose words, and of whom


def _merged(part: Piece, near: Sequence[Piece]) -> list[Fault]:
    """A part put together of what the passages say of several: most of it must stand in one sentence, and so must its names.

    A name may be left to the sentence before, or to one that has it beside another name of the part.
    """
    listed = [text for name in part.names for text in _OF.split(name.text)]
    rest = part.stemset - frozenset().union(*(_stems(text, part) for text in (*listed, *(d.text for d in part.dates))))
    rest = frozenset(stem for stem in rest if stem.isalpha() and any(stem in piece.stemset for piece in near))
    if len(rest) < LEAST:
        return []
    share = [len(rest & _with_before(near, n)) for n in range(len(near))]
    least = TOGETHER * len(rest)
    if max(share) < least and len(rest) <= SIMPLE:
        return [Fault("roles", f"no one sentence of the passages says “{_short(part.text)}”")]
    enough = [n for n, held in enumerate(share) if held >= (least if max(share) >= least else SOME * len(rest))]
    for text in listed:
        if any(_says_of(near, n, text) for n in enough):
            continue
        others = [other for other in listed if other != text]
        if any(_names(p, text) and any(_names(p, o) and _names(near[n], o) for o in others) for p in near for n in enough):
            continue
        return [Fault("roles", f"no passage says of “{text}” what the sentence says of it", True)]
    return []


def _with_before(near: Sequence[Piece], number: int) -> frozenset[str]:
    """The words of a sentence, and of the one before it if it speaks of "him" or "the company"."""
    own = near[number].stemset
    return own | near[number - 1].stemset if number and _HANGS.match(near[number].text) else own


def _names(piece: Piece, text: str) -> bool:
    """Whether a sentence has a name, or the surname of it; that it is another's of the family is looked at elsewhere."""
    if text.lower() in piece.text.lower() or any(name_words.same(text, n.key) for n in piece.names):
        return True
    words = text.split()
    return (
        len(words) == 2 and len(words[1]) >= LEAST_SURNAME and re.search(rf"\b{re.escape(words[1])}\b", piece.text) is not None
    )


def _says_of(near: Sequence[Piece], number: int, text: str) -> bool:
    if _names(near[number], text):
        return True
    return number > 0 and _HANGS.match(near[number].text) is not None and _names(near[number - 1], text)


def _listed(parts: Sequence[Piece], near: Sequence[Piece]) -> list[Fault]:
    """Somebody put beside another in a list, of whom the sentence that says it of the other does not speak: "X and Y were fined"."""
    for before, part in pairwise(parts):
        if part.lang not in (None, "en") or not _AND.match(part.text) or any(c.isdigit() for c in part.text):
            continue
        if _VERB_FIRST.match(part.text):
            continue  # "and supplies a third of the power"
        of_names = {word for name in part.names for word in quoting.WORD.findall(name.text.lower())}
        table = stem_table(part.lang)
        if any(table[word] and word not in of_names and not _is_thing(word) for word in part.words):
            continue  # it has a verb of its own
        said = max(near, key=lambda p: (len(p.stemset & before.stemset), -p.span.start))
        if len(part.stemset & said.stemset) < SIDE * len(part.stemset):
            return [Fault("roles", f"no one sentence of the passages says it of “{_short(part.text)}” as well")]
    return []


def _is_thing(word: str) -> bool:
    """Whether a word names a thing and is no form of a verb by its ending."""
    return lexicon.look(word).noun and not word.endswith(("ed", "ing")) and word not in _PASTS


def _turned(part: Piece, near: Sequence[Piece]) -> list[Fault]:
    """Three content words in the opposite order: who did it and to whom it was done have changed places.

    Between commas only, and not across a verb of saying: there, order means nothing.
    """
    best = max(near, key=lambda p: (len(p.stemset & part.stemset), -p.span.start))
    if bool(PASSIVE.search(part.text)) != bool(PASSIVE.search(best.text)):
        return []
    days = frozenset().union(*(_stems(d.text, part) for d in part.dates))
    own = best.stems
    places = {stem: at for at, stem in enumerate(own) if own.count(stem) == 1 and stem.isalpha() and stem not in days}
    said = cues.speech(part.text, part.lang)
    for run in re.split("|".join([",", *(rf"\b{re.escape(word)}\b" for word in said)]), part.text, flags=re.I):
        stems = Piece(run, Span(0, 0), part.lang, None).stems[:MOST_STEMS]
        order = [places[stem] for stem in stems if stem in places and stems.count(stem) == 1]
        if any(0 < a - c <= NEAR and a > b > c for a, b, c in combinations(order, 3)):
            return [Fault("roles", "the passage says it the other way round", True)]
    return []


def _spoken(parts: Sequence[Piece], near: Sequence[Piece]) -> list[Fault]:
    """A statement that the sentence gives to a name which the sentence that states it does not have."""
    for number, part in enumerate(parts):
        for name in part.names:
            said = _said(part, name.start, name.end)
            if said is None:
                continue
            beside = parts[number - 1 : number] or parts[number + 1 : number + 2]
            content = _stems(said, part) - _stems(name.text, part)
            if not content:
                content = frozenset().union(*(p.stemset for p in beside)) - _stems(name.text, part)
            best = max(len(content & piece.stemset) for piece in near)
            tops = [n for n, piece in enumerate(near) if len(content & piece.stemset) == best]
            if best >= LEAST and not any(_says_of(near, n, name.text) for n in tops):
                return [Fault("speaker", f"the passage does not give it to “{name.text}”", True)]
    return []


def _voiced(claim: Piece, parts: Sequence[Piece], near: Sequence[Piece]) -> list[Fault]:
    """A statement that the sentence gives to "police" or "the ministry", and the sentence that states it to somebody else."""
    said = "|".join(re.escape(word) for word in dict.fromkeys(cues.speech(claim.text, claim.lang)))
    if not said or claim.lang not in (None, "en"):
        return []
    for match in outside(claim.text, re.compile(rf"\b(?:according to (?:the |a |an )?(\w+)|(\w+) (?:{said}))\b", re.I)):
        speaker = (match[1] or match[2]).lower()
        own = _stems(speaker, claim)
        if not own or speaker in _NO_SPEAKERS or not _is_thing(speaker) or match[match.lastindex or 1][0].isupper():
            continue
        number = max((n for n, part in enumerate(parts) if part.span.start <= claim.span.start + match.start()), default=0)
        content = parts[number].stemset - own - _stems(match[0], claim)
        if len(content) < LEAST:
            content = frozenset().union(*(p.stemset for p in (*parts[:number][-1:], *parts[number + 1 :][:1]))) - own
        best = max(len(content & piece.stemset) for piece in near)
        tops = [piece for piece in near if len(content & piece.stemset) == best]
        if best >= LEAST and not any(_voices(piece, speaker, own) for piece in tops):
            return [Fault("speaker", f"the passage does not give it to “{speaker}”", True)]
    return []


def _voices(piece: Piece, speaker: str, own: frozenset[str]) -> bool:
    """Whether a sentence has a speaker, or a word like it, beside a verb of saying."""
    said, table = set(cues.speech(piece.text, piece.lang)), stem_table(piece.lang)
    for at, word in enumerate(piece.words):
        if word in said:
            beside = piece.words[max(0, at - VOICE_REACH) : at + VOICE_REACH]
            if any(table[w] in own for w in beside) or lexicon.Field(beside).has_same(speaker):
                return True
    return False


def _said(part: Piece, start: int, end: int) -> str | None:
    """What a name beside a verb of saying says in this part of a sentence; None if no such verb stands there."""
    before, after = part.text[:start], part.text[end:]
    if cues.speech(" ".join(quoting.WORD.findall(after)[:2]), part.lang):
        return " ".join(quoting.WORD.findall(after)[1:])
    if cues.speech(" ".join(quoting.WORD.findall(before)[-SPEAKER_WORDS:]), part.lang):
        return before if len(_stems(before, part)) > LEAST else after
    return None


def _unless(claim: Piece, parts: Sequence[Piece], near: Sequence[Piece]) -> list[Fault]:
    """A condition of the passage without which the sentence states the thing."""
    if _CONDITION.search(claim.text):
        return []
    for part in parts:
        whole = max(near, key=lambda p: (len(p.stemset & part.stemset), -p.span.start))
        if part.hedges or len(whole.stemset & part.stemset) < TOGETHER * len(part.stemset):
            continue
        for found in outside(whole.text, _CONDITION):
            if _stems(whole.text[found.end() :].partition(",")[0], part).isdisjoint(part.stemset):
                return [Fault("doubt", f"the passage says “{found[0].lower()}”")]
    return []


# ---------------------------------------------------------------------------------------------- bonds


def _bound(claim: Piece, parts: Sequence[Piece], near: Sequence[Piece]) -> list[Fault]:
    """Causes, orders, contrasts and comparisons that no passage states of the same two things."""
    found = []
    for name, pattern in _SAID.items():
        for match in outside(claim.text, pattern):
            sides = [s for s in _sides(claim, parts, match) if len(s) >= LEAST]
            bound = frozenset().union(*sides)
            names = [n.text for n in claim.names if _stems(n.text, claim) & bound]
            known = [p for p in near if _BORNE[name].search(p.text) and all(_names(p, text) for text in names)]
            if not any(all(len(side & piece.stemset) >= SIDE * len(side) for side in sides) for piece in known):
                found.append(Fault("roles", f"no passage joins the two by “{match[0].lower()}”"))
                break
    return found


def _sides(claim: Piece, parts: Sequence[Piece], match: re.Match[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The content words that a bond joins: of its own part before and after it; where there are none, of the part beside it."""
    at = claim.span.start + match.start()
    number = max((n for n, part in enumerate(parts) if part.span.start <= at), default=0)
    part = parts[number]
    cut = at - part.span.start
    left, right = _stems(part.text[:cut], claim), _stems(part.text[cut + len(match[0]) :], claim)
    before, after = parts[number - 1 : number], parts[number + 1 : number + 2]
    if not left:
        left = frozenset().union(*(p.stemset for p in (before or after)))
    if not right:
        right = frozenset().union(*(p.stemset for p in after))
    return left, right


def _stems(text: str, like: Piece) -> frozenset[str]:
    return Piece(text, Span(0, 0), like.lang, None).stemset


def _dated(claim: Piece, near: Sequence[Piece]) -> list[Fault]:
    """A day that no passage names, where the sentence that says most of it has another: the day of publication is none to guess.

    A day where no passage has it, in the place of a place ("the harbour at Tuesday"), too.
    """
    placed = day_for_place(claim, near)
    if placed:
        return placed
    best = max(near, key=lambda p: (len(p.stemset & claim.stemset), -p.span.start))
    for mention in claim.dates:
        if not mention.weekday or any(mention.text.lower() in piece.text.lower() for piece in near):
            continue
        other = next((d for d in best.dates if d.weekday and d.first != mention.first), None)
        if other is not None:
            return [Fault("date", f"“{mention.text}” is not in the passage, which has “{other.text}”", True)]
    return []


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:57]}…"
