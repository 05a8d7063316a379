"""Names of people, organisations and places in a text. Pure; no gazetteer but countries and their people.

In scripts with capitals a name is a run of capitalised words that the start of a sentence does not explain. Without capitals
only what is marked is found: katakana runs, words in angle or corner brackets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from newsloom.text.terms import is_stop


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_WORD = re.compile(r"[^\W_]+(?:['’.&-](?=[^\W_])[^\W_]+)*(?:\.(?=[A-Z]))?")
_PARTICLES = _words(
    "de del della di da do dos das du la le van von der den ten ter zu zur of the and & al el bin ibn ben y e i und et abu san"
)
_INNER_ONLY = _words("of the and & y e i und et")
_TITLES = _words(
    "mr mrs ms mx dr prof vice professor sir dame lord lady president vice-president premier chancellor minister prime secretary"
    " senator sen rep representative congressman congresswoman governor gov mayor judge justice king queen prince princess pope captain"
    " capt colonel col general gen lieutenant lt major maj sergeant sgt officer detective det chief sheriff inspector"
    " director chairman chairwoman ceo coach spokesman spokeswoman spokesperson reverend rev bishop archbishop cardinal"
    " rabbi imam sheikh ambassador herr frau präsident bundeskanzler monsieur madame señor señora presidente ministro"
    " président ministre the former acting deputy co-founder founder attorney first"
)
_CALENDAR = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september"
    " october november december jan feb mar apr jun jul aug sep sept oct nov dec montag dienstag mittwoch donnerstag freitag"
    " samstag sonntag januar februar märz mai juni juli oktober dezember lundi mardi mercredi jeudi vendredi samedi dimanche"
)
#: written with a full stop inside a name
_STOPPED = _words("st ste mt ft jr sr dr mr mrs ms prof gen lt col maj capt sgt sen rep gov rev hon")
#: part a run of capitals: what follows is a person, what stands before is an office
_OFFICES = _words(
    "president minister premier chancellor director secretary senator chief chairman chairwoman spokesman spokeswoman governor mayor coach"
    " sheriff ambassador captain sergeant officer king queen prince princess pope"
)
#: what "of" belongs to: University of Lorn is one name, Kyle Carney of Killingly two
_HEADS = _words(
    "university department bank republic ministry house city state court board council bureau kingdom church association institute academy"
    " union league federation center centre chamber museum office committee organisation organization commission party army port gulf isle"
    " cape strait sea mount bay college school society statue tower hall bill order medal states rights duke king queen prince bishop"
    " archbishop secretary speaker minister director"
)
#: common words that names begin with, too
_NAME_STARTS = _words("new north south east west great los las san santa old big white black red green royal world united")
#: words that open sentences and no names, beyond stop words
_OPENERS = _words(
    "while after before since although though because however meanwhile asked according under during despite among until unless whether"
    " earlier later both either neither yet still even once here there then thus hence instead likewise despite without within"
)
_NO_FIRST_NAMES = _TITLES | _OPENERS
_NEVER_FIRST = _PARTICLES - _words("al el abu ibn bin de la le van von san")
_NOT_NAMES = _words("i i'm i've i'd i'll ok tv am pm gmt est utc mr mrs ms dr")
_TITLE_WORDS = 4  # a headline with a capital on every word has so many longer ones
_MOST_WORDS = 16  # a longer run of capitals is a line in capitals, not a name
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_POSSESSIVE = re.compile(r"['’][sS]?$")
_INSIDE = re.compile(r"(?<=[a-zà-ÿ,;0-9] )([A-ZÀ-Þ][^\W\d_]+)")
_KATAKANA = re.compile(r"[\u30a1-\u30ff]{3,}(?:[・＝][\u30a1-\u30ff]+)*")
_BRACKETED = re.compile(r"[《〈『]([^》〉』]{2,30})[》〉』]")
_SENTENCE_END = re.compile(r"[.!?:…。！？\n\"“”«»()\[\]—–]\s*[\"“‘'«(\[—–-]*\s*$")

#: country: its own name first, then other names and its people
_COUNTRIES = """
afghanistan afghan afghans|albania albanian|algeria algerian|argentina argentine argentinian|armenia armenian
australia australian aussie|austria austrian|azerbaijan azerbaijani|bahrain bahraini|bangladesh bangladeshi
belarus belarusian|belgium belgian|bolivia bolivian|bosnia bosnian|brazil brazilian brasil|bulgaria bulgarian
cambodia cambodian|cameroon cameroonian|canada canadian|chad chadian|chile chilean|china chinese prc|colombia colombian
congo congolese drc|croatia croatian croat|cuba cuban|cyprus cypriot|czechia czech|denmark danish dane|ecuador ecuadorian
egypt egyptian|estonia estonian|ethiopia ethiopian|eritrea eritrean|finland finnish finn|france french frenchman
georgia georgian|germany german deutschland|ghana ghanaian|greece greek|guatemala guatemalan|haiti haitian|honduras honduran
hungary hungarian|iceland icelandic|india indian|indonesia indonesian|iran iranian|iraq iraqi|ireland irish|israel israeli
italy italian|jamaica jamaican|japan japanese|jordan jordanian|kazakhstan kazakh|kenya kenyan|kosovo kosovar|kuwait kuwaiti
kyrgyzstan kyrgyz|laos lao laotian|latvia latvian|lebanon lebanese|libya libyan|lithuania lithuanian|luxembourg luxembourger
malaysia malaysian|mali malian|malta maltese|mexico mexican|moldova moldovan|mongolia mongolian|morocco moroccan
mozambique mozambican|myanmar burmese burma|nepal nepali nepalese|netherlands dutch holland|nicaragua nicaraguan
niger nigerien|nigeria nigerian|norway norwegian|oman omani|pakistan pakistani|palestine palestinian|panama panamanian
paraguay paraguayan|peru peruvian|philippines philippine filipino|poland polish pole|portugal portuguese|qatar qatari
romania romanian|russia russian|rwanda rwandan|saudi-arabia saudi|senegal senegalese|serbia serbian serb
singapore singaporean|slovakia slovak|slovenia slovenian slovene|somalia somali|south-africa south-african
south-korea south-korean|north-korea north-korean dprk|spain spanish spaniard|sudan sudanese|sweden swedish swede
switzerland swiss|syria syrian|taiwan taiwanese|tajikistan tajik|tanzania tanzanian|thailand thai|tunisia tunisian
turkey turkish turk türkiye|turkmenistan turkmen|uganda ugandan|ukraine ukrainian|united-arab-emirates uae emirati
united-kingdom uk u.k britain british briton great-britain
united-states us u.s usa u.s.a america american united-states-of-america|uruguay uruguayan|uzbekistan uzbek
venezuela venezuelan|vietnam vietnamese|yemen yemeni|zambia zambian|zimbabwe zimbabwean|european-union eu european e.u
united-nations un u.n|england english|scotland scottish scot|wales welsh|europe european|africa african|asia asian
"""
_COUNTRY_OF: dict[str, str] = {}
for _line in _COUNTRIES.strip().splitlines():
    for _entry in _line.split("|"):
        _country, *_others = _entry.split()
        for _name in (_country, *_others):
            for _form in (_name, _name + "s"):
                _COUNTRY_OF.setdefault(_form.replace("-", " "), _country)

#: forms that mean something else in small letters
_OTHER_WORDS = frozenset(("us", "uss", "un", "uns", "eu", "eus", "pole", "poles", "dane", "finn", "scot"))


def forms_of(place: str) -> tuple[str, ...]:
    """What tells of a place: of a country its names and its people in English, of any other place its own name."""
    country = _COUNTRY_OF.get(place.casefold().strip())
    if country is None:
        return (place,)
    return (place, *(form for form, of in _COUNTRY_OF.items() if of == country and form not in _OTHER_WORDS))


@dataclass(frozen=True, slots=True)
class Name:
    """A name and its place; `key` is the form to compare: folded, without title, possessive and article."""

    text: str
    start: int
    end: int
    key: str


def find(text: str, *, lang: str | None = None) -> list[Name]:
    """The names of a text in order. German nouns are left out unless they are part of a longer run."""
    if text.isascii() and (text.islower() or text.isupper()):
        return []
    return list(_found_again(text, lang) if len(text) < _SENTENCE else _found(text, lang))


def _found(text: str, lang: str | None) -> tuple[Name, ...]:
    runs = _runs(text)
    title_case = _in_title_case(text)
    mid = _seen_mid_sentence(text, runs)
    opening = len(text) - len(text.lstrip())
    found = [
        name
        for run in runs
        for words in _parted(text, run)
        if (name := _named(text, words, mid, opening, title_case=title_case, lang=lang)) is not None
    ]
    for pattern in (_KATAKANA, _BRACKETED):
        if not text.isascii():
            found += [Name(m.group(), m.start(), m.end(), key(m.group().strip("《〈『》〉』"))) for m in pattern.finditer(text)]
    return tuple(sorted(found, key=lambda name: (name.start, name.end)))


_SENTENCE = 600  # characters; what is no longer is asked about more than once: read, written, cited, checked
_found_again = lru_cache(maxsize=4096)(_found)


def _parted(text: str, words: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The names of one run: parted after a country's possessive, around an office, at "and" between two full names, at a person's "of"."""
    at = 0
    for number, match in enumerate(words):
        word = match.group().lower()
        before, after = words[at:number], words[number + 1 :]
        if not before or not after:
            continue
        if word in ("and", "&", "y", "e", "i", "und", "et") and (len(before) > 1 or at) and len(after) > 1:
            if not any(w.group().lower() == "of" for w in before):
                yield before
                at = number + 1
        elif (
            word == "of"
            and len(before) > 1
            and before[-1].group().lower() not in _HEADS
            and before[0].group().lower() not in _HEADS
        ):
            yield before
            at = number + 1
        elif (
            word in _OFFICES
            and after[0].group()[0].isupper()
            and not _bare(before[-1].group()).lower().endswith(("vice", "prime"))
        ) or _country_possessive(before):
            yield before
            at = number
    yield words[at:]


def _country_possessive(words: list[re.Match[str]]) -> bool:
    """South Korea's President: the country is a name of its own."""
    last = words[-1].group()
    both = " ".join(w.group() for w in words[-2:])
    return last != _bare(last) and (key(_bare(last)) in _COUNTRY_OF or key(_bare(both)) in _COUNTRY_OF)


def _runs(text: str) -> list[list[re.Match[str]]]:
    """Runs of capitalised words, with particles inside."""
    runs: list[list[re.Match[str]]] = []
    current: list[re.Match[str]] = []
    pending: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        word = match.group()
        first = word[0]
        capital = first.isupper() or (first.isdigit() and any(c.isupper() for c in word))
        if not capital and not current:
            continue
        last = pending[-1] if pending else current[-1] if current else None
        gap = text[last.end() : match.start()] if last else ""
        adjacent = (
            last is not None
            and gap in (" ", "\u00a0", ". ", "-", " & ", "’", "'")
            and not (gap == ". " and len(last.group()) > 1 and last.group().lower() not in _STOPPED)
        )
        if current and (not adjacent or len(current) >= _MOST_WORDS):
            runs.append(current)
            current, pending = [], []
        if capital:
            current += [*pending, match]
            pending = []
        elif current and word.lower() in _PARTICLES and len(pending) < 2:
            pending.append(match)
        elif current:
            runs.append(current)
            current, pending = [], []
    if current:
        runs.append(current)
    return runs


def _named(
    text: str, words: list[re.Match[str]], mid: frozenset[str], opening: int, *, title_case: bool, lang: str | None
) -> Name | None:
    """The name that a run holds, or None: leading words that only a sentence start or a title explains are cut."""
    start = words[0].start()
    at_start = start <= opening or bool(_SENTENCE_END.search(text[max(0, start - 6) : start]))
    if at_start and not _acronym(words[0].group()):
        first = _bare(words[0].group()).lower()
        if len(words) == 1 and first not in mid:
            return None
        if (
            len(words) > 1
            and first not in mid
            and first not in _NAME_STARTS
            and (first in _NO_FIRST_NAMES or is_stop(first, lang))
        ):
            words = words[1:]
    while words and (_bare(words[0].group()).lower() in _TITLES or words[0].group().lower() in _NEVER_FIRST):
        words = words[1:]
    while words and (words[-1].group().lower() in _INNER_ONLY):
        words = words[:-1]
    if all(_bare(w.group()).lower() in _CALENDAR for w in words):
        return None
    if words and _bare(words[-1].group()).lower() in _CALENDAR and len(words) > 1:
        words = words[:-1]
    if not words:
        return None
    text_of = text[words[0].start() : words[-1].end()]
    bare = _bare(text_of)
    if bare.lower() in _NOT_NAMES or (len(bare) < 2 and not bare.isupper()) or bare.isdigit():
        return None
    if (lang == "de" or title_case) and len(words) == 1 and not _acronym(bare) and bare.lower() not in mid:
        return None
    if len(words) == 1 and is_stop(bare.lower(), lang) and not _acronym(bare) and bare.lower() not in _COUNTRY_OF:
        return None
    end = words[-1].end() - (len(text_of) - len(bare))
    return Name(text[words[0].start() : end], words[0].start(), end, key(bare))


def _acronym(word: str) -> bool:
    letters = word.replace(".", "")
    return 2 <= len(letters) <= 6 and letters.isupper()


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word) if "'" in word or "’" in word else word


def _in_title_case(text: str) -> bool:
    """Whether a short text is a headline with a capital on every word."""
    if len(text) >= 240 or sum(map(str.isupper, text)) < _TITLE_WORDS:
        return False
    words = _LONG_WORD.findall(text)
    return len(words) >= _TITLE_WORDS and sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def _seen_mid_sentence(text: str, runs: list[list[re.Match[str]]]) -> frozenset[str]:
    """Lower-case forms of words that stand capitalised inside a sentence."""
    seen = [_INSIDE.match(text, word.start()) for run in runs for word in run]
    return frozenset(match.group(1).lower() for match in seen if match)


def is_title(word: str) -> bool:
    """Whether a word stands before a person's name: Mr., Senator, Bürgermeister."""
    return word.lower().rstrip(".") in _TITLES


def untitled(name: Name) -> Name:
    """The name without titles in front of it: `John Lewis` of `Representative John Lewis`."""
    start, words = 0, name.text.split(" ")
    while len(words) > 1 and is_title(words[0]):
        start += len(words.pop(0)) + 1
    return Name(name.text[start:], name.start + start, name.end, name.key) if start else name


def office_follows(text: str, end: int) -> bool:
    """Whether what ends here belongs to the office of a person named next: "Union" in "Union President Chad Griffin"."""
    after = re.match(r" ([^\W\d_]+\.?) [^\W\d_]", text[end:])
    return after is not None and after[1].lower().rstrip(".") in _OFFICES


@lru_cache(maxsize=50_000)
def is_country(word: str) -> bool:
    """Whether a lower-case word is a country, its people or what is theirs."""
    return word in _COUNTRY_OF


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """A name for comparing: no marks on letters, no stops, hyphens as spaces, lower case."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    if not plain.isascii() and any("\u1100" <= c <= "\u11ff" for c in plain):
        plain = unicodedata.normalize("NFC", name)  # Hangul falls into its letters otherwise
    return " ".join(re.sub(r"[-‐‑‒–’']", " ", plain.replace(".", "")).lower().split())


@lru_cache(maxsize=100_000)
def same(a: str, b: str) -> bool:
    """Whether two names may well mean the same: equal, surname, acronym, a part of the longer one, country and its people."""
    first, second = key(a), key(b)
    if first == second:
        return True
    countries = _COUNTRY_OF.get(first), _COUNTRY_OF.get(second)
    if countries[0] and countries[1]:
        return countries[0] == countries[1]
    short, long = sorted((first, second), key=len)
    short_words, long_words = short.split(), long.split()
    if not short_words:
        return False
    if len(short_words) == 1 and len(long_words) > 1:
        initials = "".join(w[0] for w in long_words if w not in _INNER_ONLY)
        if 2 <= len(short) <= 6 and short in (initials, "".join(w[0] for w in long_words)):
            return True
    # the words of the shorter stand in the longer in their order: Takaichi ~ Sanae Takaichi, Lee ~ Lee Jae Myung
    rest = iter(long_words)
    return all(any(_like(word, other) for other in rest) for word in short_words)


def _like(word: str, other: str) -> bool:
    return (
        word == other
        or (len(word) == 1 and other.startswith(word))
        or (len(word) > 4 and (other == word + "s" or word == other + "s"))
    )
