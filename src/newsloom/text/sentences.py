"""Paragraphs, sentences and passages of a text, with exact offsets. Pure.

sentencex (Wikimedia) finds the boundaries; what it cuts wrongly in news is joined again here. A span is trimmed of white space,
never empty, and spans never overlap.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from newsloom.model import Article, Passage, Span

_LONGEST_LINE = 20_000  # characters; a longer paragraph is cut first, so that no tool meets a line of megabytes
_LONGEST_QUOTE = 450  # characters; a longer quotation is cut into its sentences
_STOPS = re.compile("[.!?。！？]")
_ASCII_STOPS = re.compile("[.!?;:]")  # a text of plain letters without any is one sentence in every language
_PARAGRAPH = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
#: sentencex ends the process on a capital and a space of more than one byte before a full stop ("F\xa0.")
_SPACED_STOP = re.compile(r"\s\.")
_WIDE_SPACE = re.compile(r"[^\S\x00-\x7f]")
_BLANK = re.compile(r"\n[ \t\r]*\n")
FULL_STOPS = ".。．।۔།။።។"  # of Latin and most scripts, Chinese, Hindi, Urdu, Tibetan, Burmese, Amharic and Khmer
_STOP = (*FULL_STOPS, "!", "?", ":", "…", "！", "？", '"', "”", "'", "’", ")", "؟")

#: what ends with a full stop before a sentence ends, by what follows
_BEFORE_NAME = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Cpl|Pvt|Brig|Sen|Rep|Reps|Sens|Gov|Pres|Supt|Det|Insp|St"
    r"|Ste|Mt|Ft"
    r"|Sra?|Dra?|Mme|Mlle|Hr|Fr|vs|v|No|Nos|Nr|Art|Fig|Vol|cf|ca|approx|est|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Bros|dept"
    r"|al|e\.g|i\.e|z\.B|d\.h|u\.a)\.)$"
)
_INITIAL = re.compile(r"(?:^|[\s(\"“‘'.-])[A-ZÀ-Þ]\.$")
_ABBREVIATION_MID = re.compile(
    r"(?:\b(?:U\.S|U\.K|U\.N|E\.U|D\.C|L\.A|N\.Y|Inc|Corp|Co|Ltd|Jr|Sr|Ph\.D|a\.\s?m|p\.\s?m|St|etc|min"
    r"|Min|Mio|Mrd|Fla|Calif|Mass|Pa|Va|Wash|Conn|Ore|Tenn|Ind|Minn|Mich|Wis|Colo|Ariz|Okla|г|гг)\.)$"
)
#: "with Wash. Gov. Ada Lind": a state before the office of one of its people
_STATE = re.compile(r"\b(?:Md|Mass|Wash)\.$")
_OFFICE = re.compile(
    r"(?:Gov|Lt|Sen|Rep|Atty|Supt)\.|(?:Attorney General|Secretary of State|Governor|Senator|Representative)\b"
)
#: "9:04 a.m. Saturday", "11 a.m. ET": the day and the clock of an hour
_HOUR = re.compile(r"\d ?[ap]\.\s?m\.$")
_OF_HOUR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?! (?:is|was|will|had|has|would|marks|marked|brings|brought)\b)(?:[.,;]|,? [a-z])"
    r"|(?:[ECMP][SD]?T|GMT|BST|UTC|Eastern|Pacific)\b"
)
_LOWER_START = re.compile(r"[\s\"“”‘’'(\[]*[a-zà-ÿа-я]")
_GERMAN_ORDINAL = re.compile(r"\b(?:[Dd](?:er|ie|as|em|en|es)|[AaIi]m|[Zz]u[mr]|[Vv]om|[Bb]eim)\s\d{1,2}\.$")
_ORDINAL_DAY = re.compile(r"\b\d{1,2}\.$")
_CLOSES = re.compile(r"\s*(?:[”’\"'»)\]]|â\x80[\x99\x9d])+\s*")


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs: lines, or blocks between blank lines where the lines are hard-wrapped."""
    if _hard_wrapped(text):
        spans, at = [], 0
        for blank in _BLANK.finditer(text):
            spans.append(Span(at, blank.start()))
            at = blank.end()
        spans.append(Span(at, len(text)))
    else:
        spans = [Span(m.start(), m.end()) for m in _PARAGRAPH.finditer(text)]
    return [trimmed for span in spans if (trimmed := _trim(text, span)).end > trimmed.start]


def _hard_wrapped(text: str) -> bool:
    """Whether line breaks stand inside sentences: most lines are full, of much the same length, and end in mid-sentence."""
    if text.count("\n", 0, 8000) < 4:  # most texts asked about are single sentences
        return False
    lines = [line.strip() for line in text[:8000].split("\n")]
    inner = [line for line, after in itertools.pairwise(lines) if line and after]
    if len(inner) < 4:
        return False
    longest = max(map(len, inner))
    full = sum(len(line) >= 0.7 * longest for line in inner)
    open_ended = sum(not line.endswith(_STOP) for line in inner)
    return 40 <= longest <= 130 and full >= 0.8 * len(inner) and open_ended >= 0.6 * len(inner)


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and (text[start].isspace() or text[start] in "\u200b\ufeff"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\u200b\ufeff"):
        end -= 1
    return Span(start, end)


def split(text: str, *, lang: str | None = None) -> list[Span]:
    """Spans of the sentences, in order."""
    return [span for paragraph in paragraphs(text) for span in split_paragraph(text, paragraph, lang=lang)]


def split_paragraph(text: str, paragraph: Span, *, lang: str | None = None) -> list[Span]:
    """Spans of the sentences of one paragraph."""
    found: list[Span] = []
    for start in range(paragraph.start, paragraph.end, _LONGEST_LINE):
        piece = Span(start, min(start + _LONGEST_LINE, paragraph.end))
        found += _boundaries(text, piece, lang or "en")
    joined = _quotes_closed(text, _rejoined(text, _cut_more(text, found)))
    return [trimmed for span in joined if (trimmed := _trim(text, span)).end > trimmed.start]


def _boundaries(text: str, piece: Span, lang: str) -> list[Span]:
    import sentencex  # lazy: a compiled library

    given = text[piece.start : piece.end]
    if len(given) < 30 or given.isascii():
        stops = _STOPS if len(given) < 30 else _ASCII_STOPS
        if not stops.search(given, 0, len(given) - 1):
            return [piece]
    flat = given.replace("\n", " ")
    if not flat.isascii():
        flat = flat.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate would be refused
        if _SPACED_STOP.search(flat):
            flat = _WIDE_SPACE.sub(" ", flat)
    spans, at = [], piece.start
    for sentence in sentencex.segment(lang, flat):
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence)
    return spans if at == piece.end else [piece]


#: ends that sentencex runs over: a sentence in brackets, the Arabic question mark, the word no (not No. 2)
_MISSED = re.compile(r"(?:(?<=[.!?]\))|(?<=[؟۔]))\s+(?=\S)|(?<=[a-z,] no\.)\s+(?=[A-Z])")

_MISSED_SIGNS = (".)", "!)", "?)", " no. ", "؟", "۔")

#: abbreviations that may end a sentence, before a word that begins one and continues no name
_ENDED = re.compile(
    r"(?:\b(?:U\.S|U\.K|U\.N|E\.U|D\.C|EE\.\s?UU|Fed|Inc|Corp|Ltd|Co|Jr|Sr|[ap]\.m|etc|usw|Okla|Fla|Calif)\."
    r"(?=\s+(?:The|This|That|These|Those|It|Its|He|She|They|His|Her|Their|But|In|On|At|As|An?|After|Before|However|Meanwhile|If|When|While"
    r"|For|There|Der|Die|Das|Doch|Es|Sie|Er|Eine?|Im|Am|Aber|El|Las?|Los|Una?|Pero|En|Les?|Ils?|Elles?|Une|Mais)\s)"
    r"|\b\d{4} гг?\.(?=\s+[А-ЯЁ]))\s+"
)
_ENDED_SIGNS = (".S. ", ".K. ", ".N. ", ".U. ", ".C. ", "UU. ", "ed. ", "nc. ", "rp. ", "td. ", "Co. ", "r. ", ".m. ", "tc. ", "sw. ", "la. ",
                "if. ", "г. ")  # fmt: skip


def _cut_more(text: str, spans: list[Span]) -> list[Span]:
    whole = text[spans[0].start : spans[-1].end] if spans else ""
    if any(sign in whole for sign in _ENDED_SIGNS):
        spans = [part for span in spans for part in _cut_at(text, span, _ENDED)]
    if not any(sign in whole for sign in _MISSED_SIGNS):
        return spans
    found: list[Span] = []
    for start, end in spans:
        at = start
        for gap in _MISSED.finditer(text, start, end):
            bracketed = text[gap.start() - 1] != ")" or (text[at:end].lstrip()[:1] == "(" and not text[gap.end()].islower())
            if bracketed:
                found.append(Span(at, gap.end()))
                at = gap.end()
        found.append(Span(at, end))
    return found


def _cut_at(text: str, span: Span, ends: re.Pattern[str]) -> list[Span]:
    cuts = [found.end() for found in ends.finditer(text, span.start, span.end)]
    return [Span(a, b) for a, b in itertools.pairwise([span.start, *cuts, span.end]) if b > a]


def _rejoined(text: str, spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        if joined and _belongs(text, joined[-1], span):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _belongs(text: str, before: Span, after: Span) -> bool:
    """Whether two neighbours that were cut apart are one sentence."""
    head = text[max(before.start, before.end - 200) : before.end].rstrip()  # "No. No. No. …" is joined to one long sentence
    tail = text[after.start : after.end]
    stripped = tail.lstrip()
    if not stripped or _CLOSES.fullmatch(tail):
        return True
    if tail[0] in "-–/" and tail[1:2].isalpha() and text[before.end - 1] == ".":  # K.-o.-Runde
        return True
    tip = head[-24:]
    if tip.endswith(".") and not tip.endswith(".."):
        if _ENDED.search(f"{tip} {stripped[:14]} "):
            return False
        if _BEFORE_NAME.search(tip) or _INITIAL.search(tip):
            return True
        if _STATE.search(tip) and _OFFICE.match(stripped):
            return True
        if _ABBREVIATION_MID.search(tip) and (_LOWER_START.match(tail) or stripped[0].isdigit()):
            return True
        if _HOUR.search(tip) and _OF_HOUR.match(stripped):
            return True
        if _GERMAN_ORDINAL.search(tip):
            return True
        if _ORDINAL_DAY.search(tip) and stripped[0].islower():
            return True
    if (
        stripped[0].islower()
        and stripped[0].isalpha()
        and tip.endswith(("...", "…", "?", "!", '"', "”", "’", "'", "»", "」", "』"))
    ):
        return True
    return tip.endswith(("」", "』", "”")) and stripped[0] in "とという」』"


def _quotes_closed(text: str, spans: list[Span]) -> list[Span]:
    """Join the sentences of one quotation that closes soon, so that no passage holds half of it."""
    joined: list[Span] = []
    at = 0
    while at < len(spans):
        start, end = spans[at]
        last = at
        if _opened(text[start:end]):
            for ahead in range(at + 1, min(at + 4, len(spans))):
                if spans[ahead].end - start > _LONGEST_QUOTE:
                    break
                if not _opened(text[start : spans[ahead].end]):
                    last = ahead
                    break
        joined.append(Span(start, spans[last].end))
        at = last + 1
    return joined


def _opened(piece: str) -> bool:
    """Whether a quotation begins here and does not end."""
    return piece.count("“") > piece.count("”") or piece.count("«") > piece.count("»") or piece.count('"') % 2 == 1


def passages(article: Article) -> list[Passage]:
    """The sentence-sized passages of an article's text, in order."""
    return list(each_passage(article))


def each_passage(article: Article) -> Iterator[Passage]:
    """As `passages`, split no further than they are asked for."""
    text, position = article.text, 0
    for number, paragraph in enumerate(paragraphs(text)):
        for start, end in split_paragraph(text, paragraph, lang=article.lang):
            yield Passage(article.id, "text", start, end, text[start:end], number, position, article.version)
            position += 1
