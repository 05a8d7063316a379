"""Cut a clause that can stand as a headline or heading out of a title or sentence. Pure; deletions only, never a new word.

Of English by its grammar (`grammar`); of other languages at marks that end a statement. Whether what is lost turns the meaning is
for the checker to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from newsloom.model import Span
from newsloom.text import statements, tagger
from newsloom.text.sentences import FULL_STOPS
from newsloom.text.terms import prior
from newsloom.text.verbs import has_verb, words_of
from newsloom.writing import grammar
from newsloom.writing.casing import in_title_case

MOST_QUOTED = 6  # words in quotation marks in a heading
_QUOTED_PART = re.compile(r'"[^"“”]*"|“[^"“”]*”')
_QUOTE_MARKS = ('"', "“", "”")
_NO_SPACE_BEFORE = ",;:.”"
_ARTICLE = re.compile(r"(?:The|the|An?|an?)\s+(?=\w)")
_TOKEN = re.compile(r"\S+")
_STRIPPED = ",;:.\"“”'‘’()–—"
LONGEST = 500  # characters; what is longer is no sentence, and its cuts would take quadratic time
PROSE = 3e-6  # probability of a word in the language from which it is taken for no name
UNSPACED = ("zh", "ja", "th")
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
        kept = [text[p.start : p.end].strip() for p in self.pieces]
        return "".join(
            piece if not i or piece[0] in _NO_SPACE_BEFORE or piece == '"' else f" {piece}" for i, piece in enumerate(kept)
        )


_SUBORDINATE = re.compile(
    r"(?!(?:at (?:least|most)|about|over|around|just (?:over|under)|up to|from)"
    r" (?:\$?\d|a (?:third|quarter|half)|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|half|one))"
    r"(?:while|when|as|if|because|although|though|after|before|since|unless|until|whether|where|once|even|despite|with"
    r"|without|like|unlike|given|asked|named"
    r"|among|under|according|following|amid|by|for|from|to|at|in|on|during|about|along|instead|rather|not|what|who|why"
    r"|how|whatever|so|then|and|but|or"
    r"|also|through|over|across|against|speaking|citing|including|it|there|just|only|thus|both|throughout|upon|within|near|behind)\b",
    re.I,
)
_LOOSE = re.compile(
    r"\b(?:also|too|however|therefore|instead|meanwhile|him|them|this|these|those|such|i|we|you|me|us|my|our|your)\b"
    r"|^(?:\S+ |[^,]{2,40}, )?(?:he|she|they|it|his|her|their|its)\b",  # later ones stand for who is named before them
    re.I,
)
#: "King Features, was directed": a comma between subject and verb is the rest of something longer.
_SUBJECT_COMMA = re.compile(r"^[^,]+, (?:is|are|was|were|has|have|had|will|would|can|could|may|said|says)\b[^,]*$")
#: "walks a tightrope just eight months": into what?
_JUST_SO_LONG = re.compile(r"\b(?:just|only|barely) (?:[\w-]+ ){1,2}(?:hour|day|week|month|year)s?$")
#: as what, how, where? "Two ministers were seen"
_ENDS_ON_BE = re.compile(
    r"\b(?:is|are|was|were|be|been)"
    r"(?: (?:seen|spotted|heard|found|named|called|considered|believed|thought|told|asked|made|given|known|based))?$"
    r"|\b(?:reads|went|goes|came|comes|got|gets|became|becomes)$"
)
#: Says nothing by itself.
_VAGUE = re.compile(
    r"\w+(?:ing (?:with|by|to|from|on|at|in|for|as)|ed by)\b|"
    r"(?:the|such|that|another) (?:comments?|remarks?|move|decision|announcement|statement|news|report|vote|measure"
    r"|incident|case|law|plan|suit"
    r"|override|latest|group|agency|campaign|company|office|officials?|idea|issue|question|problem|reason|result"
    r"|results|findings|event)\b(?! (?:behind|for|to|on|of|by|against|that))"
    r"|(?:\S+ ){1,4}(?:made|issued|gave|released|offered) (?:the|his|her|their|a|an|similar) (?:comments?|remarks?"
    r"|statements?|announcements?)\b"
    r"|(?:most|some|many|several|few|others?|more|all|each|part) (?:of|people|experts|critics|observers)\b|(?:one|two|three) of\b",
    re.I,
)
#: nor that somebody says nothing
_SILENT = re.compile(
    r"\b(?:(?:could|did|would|had) not|couldn['’]t|didn['’]t|wouldn['’]t|hadn['’]t) (?:\w+ )?(?:be reached|respond|return|comment|repl(?:y|ied)"
    r"|responded|returned|commented)\b|\bdeclined (?:to (?:comment|be interviewed|elaborate)|comment|an? (?:interview|request))\b"
    r"|\bhad no (?:immediate )?comment\b"
    r"|\b(?:concurred|agreed|disagreed)$|^[^,]*\b(?:said|explained|replied|responded|added|testified|commented|spoke)$",
    re.I,
)
#: of whom? "The Senate rejected his proposal"
_WHOSE = re.compile(r"\b(?:he|she|his|her)\b")
_ANYBODY = re.compile(
    r"\b(?!(?:The|Senate|House|Congress|Parliament|Council|Committee|Court|Board|Commission|Department|Ministry|Government|White"
    r"|Supreme|Police|Officials|Authorities|Prosecutors|Lawmakers|Republicans|Democrats|Critics)\b)[A-Z][\w’'-]+"
    r"|\b(?:man|woman|boy|girl|mother|father|parents|wife|husband|son|daughter|teacher|officer|suspect|victim|teen|\w+(?:er|or|ist|ian))\b"
)
#: nor that an outlet tells it, nor that somebody was asked
_REPORTS = re.compile(
    r"^(?:The )?(?:[A-Z][\w&.’'-]* ){0,3}(?:CNN|NBC|ABC|CBS|BBC|NPR|MSNBC|AP|Reuters|Politico|POLITICO|Bloomberg|Axios|NYT|WSJ"
    r"|Times|Post|Journal|Guardian|Telegraph|Herald|Tribune|Examiner|Chronicle|Gazette|Independent|Press|News)(?: News)?"
    r" (?:has |have |had |first |also )?(?:said|says|tells?|told|report(?:s|ed)|confirm(?:s|ed)|finds|found|reveal(?:s|ed)|interviewed"
    r"|obtained|asked|reached|contacted|learned|cited|spoke)\b"
    r"|\b(?:asked|told) (?:[A-Z]\S+ ?){1,4}$"
    r"|(?:,|according to) (?:CNN|NBC|ABC|CBS|BBC|NPR|W[A-Z]{2,3}|K[A-Z]{2,3})(?:-TV)?(?: reports?| said)?$"
)
#: nor where somebody was
_WHEREABOUTS = re.compile(r"^(?:[A-Z][\w.’'-]* ){1,4}(?:is|was|are|were) (?:in|at|there|here)(?: \S+){0,2}$")
#: a sentence may end so, a heading not
_TRAILING = words_of(
    "since too either so though instead again then there here also well yet now it him her them even way just only still very really quite"
    " rather almost nearly as than prior immediately shortly directly partly mainly largely mostly chiefly especially particularly"
    " and or but including such about around exactly located situated following amid despite"
)
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
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}$")  # the stop of "the U.S." belongs to it
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
#: what a number before it is a part of: "on 19 | January", "12 | million"
_OF_NUMBER = re.compile(
    r"\s+(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?|million|billion|trillion|percent|per cent)\b|\s?%|[.,:]\d"
    r"|\s+(?:to|until|through)\s+\$?\d"
)
_DASH = re.compile(r"[–—]|\s-\s")
_SPACED_STOPS = re.compile(r"[,;–—]|\s-\s")


def clauses(
    text: str, lang: str | None, *, words: tuple[int, int], characters: tuple[int, int] = (1, 400), surnames: Set[str] = frozenset()
) -> list[Clause]:  # fmt: skip
    """The clauses of a sentence or title that can stand by themselves.

    Args:
        text: one line without furniture. words, characters: bounds of a clause, both inclusive; characters as `width` counts them.
        surnames: of people who may be called by them alone.
    Returns: the whole text without its full stop first, if it is short enough, then the cuts in the order of their ends.
    """
    found = []
    for cut in _cuts(text, lang, frozenset(name for name in surnames if name in text)):
        if cut.words == words[1] + 1 and lang == "en":
            cut = _without_article(cut, text)
        if words[0] <= cut.words <= words[1] and characters[0] <= cut.width <= characters[1]:
            found.append(cut.clause)
    return found


@dataclass(frozen=True, slots=True)
class _Cut:
    clause: Clause
    words: int
    width: int


def _without_article(cut: _Cut, text: str) -> _Cut:
    """A cut of one word too many without its leading article, as headings go; the same if it has none."""
    first = cut.clause.pieces[0]
    article = _ARTICLE.match(text, first.start, first.end)
    if article is None:
        return cut
    pieces = (Span(article.end(), first.end), *cut.clause.pieces[1:])
    return _Cut(Clause(pieces, cut.clause.quality), cut.words - 1, cut.width - (article.end() - first.start))


@lru_cache(
    maxsize=4096
)  # headline, deck and headings ask for other lengths of the same lines, and the next revision asks again
def _cuts(text: str, lang: str | None, surnames: frozenset[str]) -> tuple[_Cut, ...]:
    """The clauses of any length, each once."""
    body = text.rstrip()
    if not _INITIALS.search(body):
        body = body.rstrip(" " + FULL_STOPS)
    found: dict[str, _Cut] = {}
    quoted = [m.span() for m in _QUOTED_PART.finditer(body)]
    whole = ([(0, len(body))], 1.0)
    sentence = text.rstrip().endswith(tuple(FULL_STOPS))
    for pieces, quality in (whole, *_pieces(body, lang, surnames, sentence=sentence)):
        kept = [(s, s + len(body[s:e].rstrip(" ,;:–—-"))) for s, e in pieces]
        kept = _with_quotations([(s, e) for s, e in kept if e > s], body, quoted) if quoted else kept
        clause = Clause(tuple(Span(s, e) for s, e in kept if e > s), quality)
        if (
            quality <= 0
            or not clause.pieces
            or any(body[e - 1].isdigit() and _OF_NUMBER.match(body, e) for s, e in clause.pieces)
        ):
            continue
        piece = clause.of(body)
        if piece not in found and _closed(piece) and not (lang == "en" and _last_word(piece) in _TRAILING):
            n = len(_TOKEN.findall(piece)) if lang not in UNSPACED else max(1, round(len(piece) / 2.5))
            found[piece] = _Cut(clause, n, width(piece))
    return tuple(found.values())


def _last_word(piece: str) -> str:
    return piece.rsplit(None, 1)[-1].strip(_STRIPPED).lower()


def _with_quotations(kept: list[tuple[int, int]], body: str, quoted: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces with the mark that closes a quotation which they reach the end of, without its full stop; none if they cut into one."""
    for start, end in quoted:
        inside = [(max(s, start), min(e, end)) for s, e in kept if s < end and e > start]
        if not inside:
            continue
        words = end - 1 - len(body[start : end - 1]) + len(body[start : end - 1].rstrip(" .,!?…"))
        if len(inside) > 1 or inside[0][0] != start or inside[0][1] < words:
            return []
        s, e = next((s, e) for s, e in kept if s <= start < e)
        if e <= end:
            at = kept.index((s, e))
            closed = [(s, end)] if words == end - 1 else [(s, words), (end - 1, end)]
            kept = [*kept[:at], *closed, *kept[at + 1 :]]
    return kept


def _pieces(
    body: str, lang: str | None, surnames: frozenset[str], *, sentence: bool
) -> Iterator[tuple[list[tuple[int, int]], float]]:
    """What each cut keeps, and how safe it is."""
    if lang == "en" and len(body) <= LONGEST:
        tokens = tagger.tag(_as_prose(body) if not sentence and in_title_case(body) else body)
        tokens = tuple(t for t in tokens if t.text not in _QUOTE_MARKS)
        for clause in grammar.clauses(tokens, surnames):
            yield [(tokens[a].start, tokens[b - 1].end) for a, b in clause.pieces], clause.quality
    elif lang not in ("en", "ja", "ko", "zh", "th"):
        first = body.split(None, 1)[0].strip(_STRIPPED).lower() if body.strip() else ""
        goes_on = _GOES_ON.get(lang or "", frozenset())
        for stop in () if first in _OPENS_LATE.get(lang or "", frozenset()) else _SPACED_STOPS.finditer(body):
            following = re.match(r"\w*", body[stop.end() :].lstrip())
            kept, dash = body[: stop.start()], _DASH.match(stop.group())
            if (
                following is None
                or following.group().lower() in goes_on
                or "," in kept
                or not statements.states(kept, lang or "")
                or (dash and _DASH.search(kept + body[stop.end() :]))
                or (stop.group() == "," and statements.in_a_list(body, stop.start(), lang or ""))
            ):
                continue
            yield [(0, stop.start())], 0.45
    elif lang == "zh":
        for at, letter in enumerate(body):
            if letter in "，；" and not body[:at].endswith(_SAYS_ZH):
                yield [(0, at)], 0.5


def width(text: str) -> int:
    """The characters of a text, a letter of Chinese, Japanese or Korean counted as two: it is as wide and says as much."""
    return len(text) if text.isascii() else len(text) + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


def _as_prose(title: str) -> str:
    """A line in Title Case as far in small letters as tagging it needs: words that a dictionary has, but after another that it has not."""
    words = re.findall(r"\S+\s*", title)
    made = []
    for i, word in enumerate(words):
        bare = re.sub(r"\W+$", "", word).strip("'‘“\"(")
        plain = bare[:1].isupper() and bare[1:].islower() and prior(bare.lower(), "en") >= PROSE
        made.append(word.lower() if plain and i else word)
    return "".join(made)


@lru_cache(maxsize=8192)  # headline, deck and headings look at the same lines, and so does the next revision
def reads_alone(text: str, lang: str | None) -> bool:
    """Whether a clause can stand as a heading: a verb, no pronoun without its noun, no quotation marks, no bare subordinate clause."""
    if any(mark in text for mark in "«»„()") or (('"' in text or "“" in text or "”" in text) and not _quotes_little(text)):
        return False
    if lang != "en":
        named = _WHO.get(lang or "", frozenset()).isdisjoint(re.findall(r"\w+", text.lower()))
        return named and (lang not in statements.LANGUAGES or statements.states(text, lang))
    if (
        any(said.search(text) for said in (_LOOSE, _SUBJECT_COMMA, _WHEREABOUTS, _SILENT, _REPORTS))
        or _SUBORDINATE.match(text)
        or _VAGUE.match(text)
    ):
        return False
    if (whose := _WHOSE.search(text)) and not _ANYBODY.search(text, 0, whose.start()):
        return False
    tags = [t.tag for t in tagger.tag(text)]
    if tags[-2:] in (["NS", "VN"], ["NN", "VN"], ["IN", "VG"]) or _JUST_SO_LONG.search(text) or _ENDS_ON_BE.search(text):
        return False  # "judges appointed": by whom is cut off
    words = [w.strip(",;:.\"“”'‘’()–—") for w in text.replace("’", "'").split()]
    words = ["" if i and w[:1].isupper() else w.lower() for i, w in enumerate(words)]  # "Jared" is no verb
    return has_verb(words) or not {"VF", "MD"}.isdisjoint(tags)


def _quotes_little(text: str) -> bool:
    """Whether what stands in quotation marks is a few words inside a statement, and all marks close."""
    inside = _QUOTED_PART.findall(text)
    rest = _QUOTED_PART.sub("", text)
    return (
        text[0] not in '"“' and not any(mark in rest for mark in '"“”') and all(len(q.split()) <= MOST_QUOTED for q in inside)
    )


def _closed(piece: str) -> bool:
    return (
        piece.count('"') % 2 == 0
        and piece.count("“") == piece.count("”")
        and piece.count("(") == piece.count(")")
        and piece[-1:] not in "“'‘("
        and not piece.endswith(' "')
    )
