"""Cut a clause that can stand as a headline or heading out of a title or sentence. Pure; deletions only, never a new word.

A cut ends where English grammar allows a reader to stop (before a subordinate clause, a day, a place) and where what is lost
does not turn the meaning: never before "unless", "if", "but not", never just before who said it. A prepositional phrase that
the
verb may need ("puts the party | at odds") is never cut off. It may begin after a leading adverbial, and leave out an apposition
or a relative clause between two commas, and what stands in brackets.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from newsloom.model import Span
from newsloom.text.sentences import FULL_STOPS
from newsloom.text.terms import stem
from newsloom.text.verbs import FINITE, INTRANSITIVE, PARTICIPLES, has_verb, is_finite, words_of

_TOKEN = re.compile(r"\S+")
_STRIPPED = ",;:.\"“”'‘’()–—"
MOST_LEADING = 11  # words of an adverbial that may be left out at the front
MOST_INSIDE = 14  # words of an apposition that may be left out
_UNSPACED = ("zh", "ja", "th")
#: "the mayor said": what comes after the comma is what was said
_SAYS_ZH = (
    "表示", "称", "稱", "说", "說", "指出", "认为", "認為", "透露", "强调", "強調", "介绍", "报道", "報道", "報導", "宣布",
    "警告", "回应", "回應", "解释", "坦言", "消息", "补充", "显示", "獲悉", "获悉", "预计", "預計",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clause:
    pieces: tuple[Span, ...]  #: what is kept of the text given, in order
    quality: float  #: in (0, 1]: how safe the cut is

    @property
    def span(self) -> Span:
        """From the first character kept to the last."""
        return Span(self.pieces[0].start, self.pieces[-1].end)

    def of(self, text: str) -> str:
        """The words kept."""
        return " ".join(text[p.start : p.end].strip() for p in self.pieces)


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    raw: str
    bare: str  #: lower case, without marks around it

    @property
    def stops(self) -> bool:
        return self.raw[-1:] in ",;:–—"

    @property
    def capital(self) -> bool:
        return self.raw.lstrip("\"“'‘(")[:1].isupper()


_SUBORDINATORS = {
    "while": 0.95, "when": 0.9, "after": 0.95, "before": 0.85, "because": 0.9, "although": 0.9, "though": 0.9, "amid": 0.95,
    "during": 0.9, "since": 0.9, "despite": 0.9, "following": 0.9, "as": 0.85, "where": 0.85, "near": 0.85, "outside": 0.8,
}  # fmt: skip
_NEEDS_VERB = words_of("as while when because although though where that if whether")
_AFTER_COMMA = {
    "who": 0.95, "which": 0.95, "whose": 0.95, "where": 0.9, "while": 0.95, "when": 0.9, "after": 0.95, "as": 0.9, "because": 0.9,
    "although": 0.9, "though": 0.9, "despite": 0.9, "amid": 0.95, "following": 0.9, "including": 0.95, "with": 0.8, "but": 0.85,
    "a": 0.75, "an": 0.75, "and": 0.6, "so": 0.8, "in": 0.7, "on": 0.7, "at": 0.6,
}  # fmt: skip
_TIME = words_of(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
    november december jan feb mar apr jun jul aug sept sep oct nov dec"""
)
_TIME_WORDS = words_of("early late last this next earlier later today yesterday tonight")
_TIME_NOUNS = _TIME | words_of(
    "week month year morning afternoon evening night weekend today day hours summer winter spring fall autumn"
)
_MEASURES = words_of(
    "seconds minutes hours days weeks months years day week month year hour minute miles kilometres kilometers feet"
    " metres meters yards"
)
_WANTS_IN = words_of(
    "interest role part increase decrease drop rise fall confidence trust involvement step change success stake"
    " decline participate"
    " engaged involved interested placed put resulted result results believe believes belief invest invested"
    " investment drop surge"
)
_AS_VERBS = words_of(
    "depict depicts depicted portray portrays portrayed characterized characterised known described describe describes"
    " regarded seen used named serve serves served serving work works worked working act acts acted"
    " such same viewed hailed identified listed treated treat denounced dismissed referred defined recognised"
    " recognized appointed elected"
)
_PREPOSITIONS = words_of(
    "in on at for from with by against over about into through under between among across around toward towards via"
)
_SUBJECTS = words_of("both all most some many several it he she they others another")
#: verbs that say a whole thing with their object alone: "signed an order | on cybersecurity"
_WITH_OBJECT = frozenset(
    stem(w, "en")
    for w in words_of(
        """approve expand announce sign condemn launch release win kill arrest injure wound close open raise cut reject block pass
    discuss
    reaffirm visit meet met restrict deploy suspend delay postpone attack destroy publish unveil ban lift impose file seek
    sought face lose lost
    defend criticise criticize praise welcome oppose support back sue buy bought sell sold acquire build built test fire fired
    evacuate rescue
    find found discover identify replace begin began start end finish complete cancel halt stop resume extend deepen
    strengthen boost reduce
    increase double broke break strike struck hit won killed shot charged convicted indict indicted seize seized recover
    recovered receive received
    deny denied confirm confirmed warn denounce oust ousted elect elected nominate nominated name appoint dismiss dismissed
    fire veto vetoed override
    overturn overturned uphold upheld enact repeal amend ratify agree hold held host attend cancel plead capture storm raid
    search detain hang burn
    damage flood ruin demolish sink sank test join leave left quit enter reopen regain retake tie beat defeat"""
    )
)
_EMPTY_OBJECTS = words_of(
    "it him her them one this that these those part place time people others thing things way steps action"
)
#: even in the passive they want more: "are being sent | on by bus"
_PASSIVE_WANTS = words_of(
    "sent put taken brought placed given told asked forced moved made left kept led set expected urged accused based known called considered"
    " named turned used seen described regarded treated caught driven meant said believed thought supposed allowed required scheduled due"
)
_PASSIVE_BE = words_of("is are was were be been being gets got get")
_WANTS_CLAUSE = words_of(
    """said says say told tells thinks think thought believes believe believed knows know knew argues argue argued predicted predicts suggests
    suggested insisted insists claims claimed alleges alleged noted notes added adds hopes hoped means meant shows showed
    seems seemed appears
    appeared wants wanted consider considers considered warned warns explained explains concluded estimates estimated assured told"""
)
_SPEECH = re.compile(
    r"\b(?:said|says|say|saying|told|tells|according|reported|reports|claims?|claimed|alleged|alleges?|believes?"
    r"|believed|argued|argues"
    r"|suggested|tweeted|wrote|insisted|thinks?|accused|denied|denies|asked|warned|if|unless|not|never|without)\b|n['’]t\b",
    re.I,
)
_SUBORDINATE = re.compile(
    r"(?:while|when|as|if|because|although|though|after|before|since|unless|until|whether|where|once|even|despite|with"
    r"|without|like|unlike|given|asked|named"
    r"|among|under|according|following|amid|by|for|from|to|at|in|on|during|about|along|instead|rather|not|what|who|why"
    r"|how|whatever|so|then|and|but|or"
    r"|also|through|over|across|against|speaking|citing|including|it|there|just|only|thus|both|throughout|upon|within|near|behind)\b",
    re.I,
)
_LOOSE = re.compile(
    r"\b(?:also|too|however|therefore|instead|meanwhile|he|she|they|it|him|them|himself|herself|themselves|this|these|those|his|her|their|i|we|you|me|us|my|our|your)\b",
    re.I,
)
_TURNS = re.compile(
    r"[\s,;:–—-]*(?:if|unless|except|provided|without|but (?:not|only|never)|or|rather|instead|until|not"
    r"|only if|as long as|as if|as though|as well)\b",
    re.I,
)
_LOST_SPEAKER = re.compile(
    r"\b(?:said|says|say|told|according to|reported|reports|claims?|claimed|alleged|alleges?|believes?|believed"
    r"|argued|argues|suggested|tweeted|wrote|insisted|thinks?|accused|denied|denies)\b",
    re.I,
)
#: "King Features, was directed": a comma between subject and verb is the rest of something longer.
_SUBJECT_COMMA = re.compile(r"[^,]+, (?:is|are|was|were|has|have|had|will|would|can|could|may|said|says)\b[^,]*$")
#: Says nothing by itself.
_VAGUE = re.compile(
    r"\w+ing (?:with|by|to|from|on|at|in|for|as)\b|"
    r"(?:the|such|that|another) (?:comments?|remarks?|move|decision|announcement|statement|news|report|vote|measure"
    r"|incident|case|law|plan|suit"
    r"|override|latest|group|agency|campaign|company|office|officials?|idea|issue|question|problem|reason|result"
    r"|results|findings|event)\b"
    r"|(?:\S+ ){1,4}(?:made|issued|gave|released|offered) (?:the|his|her|their|a|an|similar) (?:comments?|remarks?"
    r"|statements?|announcements?)\b"
    r"|(?:\S+ ){1,4}(?:is|was|are|were) (?:in|at|there|here)(?: \S+){0,2}$"
    r"|(?:most|some|many|several|few|others?|more|one|two|three|all|each|part) (?:of|people|experts|critics|observers)\b",
    re.I,
)
_LAST_BAD = words_of(
    """a an the of to and or but in on at for from with by as that this these those his her its their our my your who which whose is are was
    were be been being has have had will would can could may might must should not no more most less least very so too than
    then also just
    only even still about into over under after before because while when where if between among against during both each
    every any some
    all other another such mr mrs ms dr gen sen sens rep reps gov st president mayor senator judge minister prime chief former
    new same own next last
    first second third two three four five six seven eight nine ten dozens hundreds thousands several many few u.s us one
    allegedly reportedly
    nearly almost around roughly least up out off down away back within without upon toward towards through throughout across
    behind beyond along near per via amid despite including like unlike outside inside onto since until that's it's he's
    mainly mostly
    what how why whether there here ever ahead early late p a.m p.m dep lt col sgt capt maj rev jr vs no nos"""
)  # fmt: skip
#: a sentence may end so, a heading not
_TRAILING = words_of("since too either so though instead again then there here also well yet now it him her them")
#: what begins a sentence whose first comma ends no statement: a subordinate clause or an adverbial
_OPENS_LATE = {
    "de": words_of(
        "sollte sollten wenn als während weil obwohl da dass ob wie nachdem bevor sobald solange falls mit nach bei"
        " seit trotz wegen für laut um ohne gegen unter statt neben angesichts was wer wo vorerst zwar würde würden hätte wäre"
    ),
    "fr": words_of(
        "si quand lorsque alors pendant bien après avant depuis malgré selon pour avec sans dans en sur sous à au aux comme parce puisque dès"
    ),
    "es": words_of(
        "si cuando mientras aunque tras después antes desde según para con sin en sobre como porque pese ante durante por"
    ),
    "pt": words_of(
        "se quando enquanto embora após depois antes desde segundo para com sem em no na sobre como porque apesar durante por"
    ),
    "it": words_of(
        "se quando mentre sebbene dopo prima da secondo per con senza in nel nella sul sulla come perché nonostante durante"
    ),
    "ru": words_of("если когда пока хотя после до с по для без в во на о об как потому несмотря чтобы перед при"),
}
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}$")  # the stop of "the U.S." belongs to it
#: what after a comma shows that the clause before it is not whole: the clause its verb wants, or the verb itself
_GOES_ON = {
    "de": words_of("dass ob wie ist sind war waren hat hatte haben wird werden kann können muss müssen soll sollen sei sondern"),
    "fr": words_of("que qu mais"), "es": words_of("que sino"), "pt": words_of("que mas"), "it": words_of("che ma"),
    "ru": words_of("что чтобы как"), "nl": words_of("dat of is zijn heeft wordt"),
}  # fmt: skip
#: who is meant, the sentence before says
_WHO = {
    "de": words_of("er sie es ihm ihr ihnen ihn sein seine seinen seiner ihre ihren ihrer diese dieser dieses diesen dabei damit dazu"),
    "fr": words_of("il elle ils elles lui leur leurs son sa ses ce cette cet ces celui celle"),
    "es": words_of("él ella ellos ellas le les su sus este esta esto eso ese esa"),
    "pt": words_of("ele ela eles elas lhe seu sua seus suas este esta isso esse essa"),
    "it": words_of("lui lei loro suo sua suoi sue questo questa quello"),
    "ru": words_of("он она они его её ее их ему ей им это этот эта эти"), "nl": words_of("hij zij ze hem haar hun zijn dit deze"),
}  # fmt: skip
_SPACED_STOPS = re.compile(r"[,;:–—]|\s-\s")


def clauses(text: str, lang: str | None, *, words: tuple[int, int], characters: tuple[int, int] = (1, 400)) -> list[Clause]:
    """The clauses of a sentence or title that can stand by themselves.

    Args:
        text: one line without furniture. words, characters: bounds of a clause, both inclusive; characters as `width` counts them.
    Returns: the whole text without its full stop first, if it is short enough, then the cuts in the order of their ends.
    """
    body = text.rstrip()
    if not _INITIALS.search(body):
        body = body.rstrip(" " + FULL_STOPS)
    found: list[Clause] = []
    seen: set[str] = set()

    def consider(pieces: Sequence[tuple[int, int]], quality: float) -> None:
        kept = [(s, s + len(body[s:e].rstrip(" ,;:–—-"))) for s, e in pieces]
        clause = Clause(tuple(Span(s, e) for s, e in kept if e > s), quality)
        if quality <= 0 or not clause.pieces:
            return
        piece = clause.of(body)
        n = len(_TOKEN.findall(piece)) if lang not in _UNSPACED else max(1, round(len(piece) / 2.5))
        if (
            words[0] <= n <= words[1]
            and characters[0] <= width(piece) <= characters[1]
            and _closed(piece)
            and piece not in seen
        ):
            seen.add(piece)
            found.append(clause)

    last = body.rsplit(None, 1)[-1].strip(_STRIPPED).lower() if body.strip() else ""
    consider([(0, len(body))], 0.0 if lang == "en" and last in _TRAILING else 1.0)
    if lang == "en":
        _english(body, consider)
    elif lang not in ("ja", "ko", "zh", "th"):
        late = (
            body.split(None, 1)[0].strip(_STRIPPED).lower() in _OPENS_LATE.get(lang or "", frozenset())
            if body.strip()
            else False
        )
        goes_on = _GOES_ON.get(lang or "", frozenset())
        for stop in () if late else _SPACED_STOPS.finditer(body):
            following = re.match(r"\w*", body[stop.end() :].lstrip())
            if following is not None and following.group().lower() not in goes_on:
                consider([(0, stop.start())], 0.45)
    elif lang == "zh":
        for at, letter in enumerate(body):
            if letter in "，；" and not body[:at].endswith(_SAYS_ZH):
                consider([(0, at)], 0.5)
    return found


def width(text: str) -> int:
    """The characters of a text, a letter of Chinese, Japanese or Korean counted as two: it is as wide and says as much."""
    return len(text) if text.isascii() else len(text) + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


def reads_alone(text: str, lang: str | None) -> bool:
    """Whether a clause can stand as a heading: no pronoun without its noun, no quotation marks, no bare subordinate clause."""
    if any(mark in text for mark in '"“”«»„()'):
        return False
    if lang != "en":
        return _WHO.get(lang or "", frozenset()).isdisjoint(re.findall(r"\w+", text.lower()))
    words = [w.strip(",;:.'‘’()–—") for w in text.split()]
    words = ["" if i and w[:1].isupper() else w.lower() for i, w in enumerate(words)]  # "Jared" is no verb
    broken = _SUBJECT_COMMA.match(text) or _LOOSE.search(text) or _SUBORDINATE.match(text) or _VAGUE.match(text)
    return has_verb(words) and not broken


def _closed(piece: str) -> bool:
    return (
        piece.count('"') % 2 == 0
        and piece.count("“") == piece.count("”")
        and piece.count("(") == piece.count(")")
        and piece[-1:] not in "“\"'‘("
    )


# ---------------------------------------------------------------------------------------------- English


def _english(body: str, consider: Callable[[Sequence[tuple[int, int]], float], None]) -> None:
    tokens = [_Token(m.start(), m.end(), m.group(), m.group().strip(_STRIPPED).lower()) for m in _TOKEN.finditer(body)]
    for first, safe in _starts(tokens, body):
        verb, left_out = _main_verb(tokens, first)
        if verb is None:
            continue
        for end, quality in _ends(tokens, first, verb, body):
            consider(_kept(tokens, first, end, left_out), safe * quality)


def _starts(tokens: Sequence[_Token], body: str) -> Iterator[tuple[int, float]]:
    """Where a clause can begin: at the front, after a leading adverbial, after a comma and "and", after a semicolon."""
    if not tokens:
        return
    if not _SUBORDINATE.match(body):
        yield 0, 1.0
    else:
        for i in range(1, min(MOST_LEADING, len(tokens) - 4)):
            if tokens[i].raw.endswith(","):
                if _opens(tokens, i + 1) and not _SPEECH.search(body[: tokens[i].end]):
                    yield i + 1, 0.9
                break
    for i in range(5, len(tokens) - 4):
        head = body[: tokens[i].start]
        if tokens[i - 1].raw.endswith(";") and _opens(tokens, i) and not _SPEECH.search(head):
            yield i, 0.9
        elif tokens[i].bare in ("and", "but") and tokens[i - 1].raw.endswith(",") and _opens(tokens, i + 1):
            yield i + 1, 0.8 if not _SPEECH.search(head) and has_verb([t.bare for t in tokens[:i]]) else 0.0


def _opens(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a subject seems to begin here."""
    return at < len(tokens) and (tokens[at].capital or tokens[at].bare in ("the", "a", "an")) and not tokens[at].stops


def _main_verb(tokens: Sequence[_Token], first: int) -> tuple[int | None, tuple[int, int] | None]:
    """The verb of the clause that begins at `first`, not that of a relative clause in its subject; and what can be left out."""
    inside = relative = False
    opened: int | None = None
    titled = sum(t.capital for t in tokens) > 0.6 * len(tokens)
    left_out: tuple[int, int] | None = None
    i = first + 1
    while i < len(tokens):
        token, previous = tokens[i], tokens[i - 1]
        if previous.raw.endswith(",") and not inside and opened is None:
            opened = i
            inside = token.bare in ("who", "which", "whose", "where") or (_verbal(token.bare) and token.bare not in _PASSIVE_BE)
        if inside or (opened is not None and left_out is None):
            if token.raw.endswith(","):
                left_out, inside = (opened or i, i), False
                while i + 2 < len(tokens) and tokens[i + 1].capital and tokens[i + 1].raw.endswith(","):
                    i += 1  # "in Mahan City, Pennvale, was"
                    left_out = (left_out[0], i)
            elif not inside and is_finite(token.bare, previous.bare):
                return (i, None) if opened == i else (None, None)  # one comma between subject and verb: a list
        elif token.bare in ("who", "that", "which"):
            relative = True
        elif is_finite(token.bare, previous.bare) and (titled or not token.capital):
            if not relative and not _reduced(tokens, i):
                return i, left_out if left_out and i - left_out[1] <= 2 and left_out[1] - left_out[0] < MOST_INSIDE else None
            relative = False
            while i + 1 < len(tokens) and (tokens[i + 1].bare in ("been", "be", "not") or _verbal(tokens[i + 1].bare)):
                i += 1
        i += 1
    return None, None


def _verbal(word: str) -> bool:
    return word in FINITE or word in PARTICIPLES or (word.endswith("ed") and len(word) > 4)


def _reduced(tokens: Sequence[_Token], at: int) -> bool:
    """Whether "accused" in "a man accused of murder was" is no verb of the clause: a surer one follows."""
    word = tokens[at].bare
    if not (word.endswith("ed") or word in PARTICIPLES) or at + 1 >= len(tokens):
        return False
    if tokens[at + 1].bare not in ("of", "in", "by", "with", "from", "to", "for", "as", "on", "at", "during", "near"):
        return False
    for token in tokens[at + 1 : at + 12]:
        if token.bare in ("was", "were", "is", "are", "has", "had", "have", "will", "would"):
            return True
        if token.stops or token.bare in ("after", "when", "while", "because", "that", "who", "as", "and"):
            return False
    return False


def _ends(tokens: Sequence[_Token], first: int, verb: int, body: str) -> Iterator[tuple[int, float]]:
    """Tokens before which the clause can stop, and the end of the text."""
    for i in range(max(verb + 2, first + 3), len(tokens)):
        quality = _cut_before(tokens, i, verb, body)
        if quality:
            yield i, quality
    if first:
        yield len(tokens), 1.0


def _kept(tokens: Sequence[_Token], first: int, end: int, left_out: tuple[int, int] | None) -> list[tuple[int, int]]:
    """The spans of the tokens from `first` to before `end`, less what is left out and what stands in brackets."""
    spans: list[tuple[int, int]] = []
    begin: int | None = None
    for i in range(first, end):
        gone = (left_out is not None and left_out[0] <= i <= left_out[1]) or (
            tokens[i].raw.startswith("(") and tokens[i].raw.rstrip(",").endswith(")")
        )
        if gone and begin is not None:
            spans.append((begin, tokens[i - 1].end))
            begin = None
        elif not gone and begin is None:
            begin = tokens[i].start
    if begin is not None:
        spans.append((begin, tokens[end - 1].end))
    return spans


def _cut_before(tokens: Sequence[_Token], i: int, verb: int, body: str) -> float:
    """How safe it is to stop before token `i`; 0.0 if it is not."""
    last, following = tokens[i - 1], tokens[i].bare
    rest = body[tokens[i].start :]
    if not last.bare or _bad_end(tokens, i - 1, verb) or _TURNS.match(rest):
        return 0.0
    quality = _at_stop(tokens, i, verb) if last.stops else _at_word(tokens, i, verb)
    if not quality:
        return 0.0
    if any(t.bare in ("who", "which", "whose") and b.raw.endswith(",") for b, t in itertools.pairwise(tokens[verb:i])):
        return 0.0
    if not _closes(tokens, i, verb):
        return 0.0
    kept = body[: last.end].lower()
    if following == "and" and re.search(r"\b(?:between|both|either|from)\b", kept):
        return 0.0
    if _LOST_SPEAKER.search(rest) and not _LOST_SPEAKER.search(kept):
        quality *= 0.5
    return quality * _whole(tokens, i, verb)


def _bad_end(tokens: Sequence[_Token], at: int, verb: int) -> bool:
    """Whether a clause cannot end on this token: a word that wants another, a verb that wants its object, a bare number."""
    ending, before = tokens[at].bare, tokens[at - 1].bare
    if ending in _LAST_BAD or ending.rstrip(".") in _LAST_BAD or ending.isdigit() or ending.endswith(("'s", "’s", "-", "ly")):
        return True
    if ending in INTRANSITIVE:
        return False
    if before == "to" or at == verb:
        return True
    if ending.endswith("ing") and before in _PASSIVE_BE:
        return True
    if ending in _PASSIVE_WANTS:
        return True
    if _verbal(ending):
        k = at - 1
        while k > verb and tokens[k].bare.endswith("ly"):
            k -= 1
        return tokens[k].bare not in _PASSIVE_BE
    return False


def _at_stop(tokens: Sequence[_Token], i: int, verb: int) -> float:
    """How safe it is to stop at the comma or dash before token `i`, by what follows it."""
    if tokens[i - 1].raw[-1:] in ";–—":
        return 0.9
    if tokens[i - 1].raw[-1:] != ",":
        return 0.0
    following = tokens[i].bare
    quality = _AFTER_COMMA.get(following, 0.9 if following.endswith("ing") and len(following) > 4 else 0.0)
    if following == "and" and not (_opens(tokens, i + 1) or (tokens[i + 1 : i + 2] and tokens[i + 1].bare in _SUBJECTS)):
        return 0.0
    earlier = sum(t.raw.endswith(",") for t in tokens[verb : i - 1])
    return quality * (0.5 if earlier else 1.0)  # after another comma: perhaps a list or an apposition


def _at_word(tokens: Sequence[_Token], i: int, verb: int) -> float:
    """How safe it is to stop before token `i` where no mark invites it: only before what no verb needs."""
    word, last = tokens[i].bare, tokens[i - 1].bare
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None:
        return 0.0
    if word in ("before", "after", "as", "since") and last in _MEASURES:
        return 0.0
    if word == "as" and (
        after.bare in ("a", "an", "well", "many", "much", "part", "one") or _AS_VERBS & {t.bare for t in tokens[verb:i]}
    ):
        return 0.0
    if word in _SUBORDINATORS:
        return _SUBORDINATORS[word]
    if word == "on":
        return 0.95 if after.bare in _TIME and not _completed(tokens, i + 2) else 0.0
    if word == "in":
        timely = after.bare in _TIME or (after.bare.isdigit() and len(after.bare) == 4)
        placed = after.capital and (not tokens[i - 1].capital or after.stops)  # not inside "Science in Action"
        whole = not _verbal(last) and last not in _WANTS_IN and tokens[verb].bare not in _WANTS_IN
        if (timely or placed) and whole:
            return 0.85
    if word in _TIME and tokens[i].capital:
        return 0.0 if _completed(tokens, i + 1) else 0.9
    if word in _TIME_WORDS:
        return 0.9 if after.bare in _TIME_NOUNS else 0.0
    if word in _PREPOSITIONS and _has_object(tokens, i, verb):
        return 0.75
    if word == "by":
        # "was killed | by", not "were accompanied | by"
        return 0.8 if tokens[i - 2].bare in _PASSIVE_BE and stem(last, "en") in _WITH_OBJECT else 0.0
    if word == "and":
        return 0.7 if is_finite(after.bare, "") and not after.capital else 0.0
    return 0.0


def _completed(tokens: Sequence[_Token], i: int) -> bool:
    """Whether what the verb still wants follows a day: "accused the mayor on Monday | of hiding it"."""
    return i < len(tokens) and tokens[i].bare in ("of", "that", "to", "with", "as") and not tokens[i - 1].stops


def _closes(tokens: Sequence[_Token], i: int, verb: int) -> bool:
    """Whether a "while" or "because" before token `i` has its verb: "while a handful of people | were inside" has not."""
    opened = [k for k in range(verb, i) if tokens[k].bare in _NEEDS_VERB]
    return not opened or any(is_finite(tokens[k].bare, tokens[k - 1].bare) for k in range(opened[-1] + 2, i))


def _has_object(tokens: Sequence[_Token], i: int, verb: int) -> bool:
    """Whether the last verb before token `i` is one that says a whole thing with its object alone, and has one."""
    for k in range(i - 1, verb - 1, -1):
        word = tokens[k].bare
        if stem(word, "en") in _WITH_OBJECT and (
            k == verb or tokens[k - 1].bare in ("to", "will", "would", "and", "not", "has", "have", "had")
        ):
            return k < i - 1 and tokens[i - 1].bare not in _EMPTY_OBJECTS
        if word in _PREPOSITIONS or word in _SUBORDINATORS or word == "to" or tokens[k].raw.endswith(","):
            return False
    return False


def _whole(tokens: Sequence[_Token], i: int, verb: int) -> float:
    """Whether what stands before token `i` says a whole thing: 0.0 if its verb still wants a clause, or an "as"."""
    if (
        tokens[verb].bare in _AS_VERBS
        and tokens[verb - 1].bare not in _PASSIVE_BE
        and "as" not in {t.bare for t in tokens[verb:i]}
    ):
        return 0.0
    if tokens[verb].bare not in _WANTS_CLAUSE:
        return 1.0
    after = [k for k in range(verb + 2, i) if is_finite(tokens[k].bare, tokens[k - 1].bare)]
    return 0.9 if after and i - after[0] >= 2 and tokens[i - 1].bare not in FINITE else 0.0
