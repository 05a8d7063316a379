"""Find near-duplicate articles (wire copy, light edits), so that a story counts origins and not addresses. Pure: no I/O, no clock.

The ladder: same address → same text → candidates by a scaled MinHash of 4-word shingles (FracMinHash, Irber et al. 2022: it
estimates containment as well as Jaccard) → exact shingles. A copy is known by how much it shares *and* by where: an edited wire text
shares something in nearly every block of 24 words, two reports of one event only in what they quote.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit
from zlib import crc32

from newsloom.model import Article, Origin

if TYPE_CHECKING:
    import numpy as np

    Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]

JACCARD = 0.5  #: share of all shingles above which two texts are copies, wherever they agree
CONTAINED = 0.8  #: share of the shorter text's shingles above which it is a cut of the longer,
CONTAINED_SHINGLES = 60  #: if at least this many are shared
EDITED = 0.3  #: share of the shorter text's shingles in a heavily edited copy (20 % of words changed leave 0.41),
EDITED_BLOCKS = 0.85  #: if this share of its blocks has a shared shingle; two reports of one event stay below 0.6
EDITED_SHINGLES = 16
CREDITED = 0.15  #: the same where both credit the same agency
CREDITED_BLOCKS = 0.6
SHINGLE_WORDS = 4
BLOCK_WORDS = 24
MAX_WORDS = 4000  #: nothing beyond is read
SCALE, SHORT_SCALE = 16, 4  #: one shingle in so many leads to an article; short texts keep more
SHORT_SHINGLES = 150
VOTES = 2  #: sampled shingles two articles must share to be compared
COMPARED = 8  #: candidates compared exactly
EXACT_GROUP = 64  #: groups up to this size are compared pair by pair
TITLE_WORDS = 6  #: a shorter title alone does not show that two teasers are one
TEASER_WORDS = 60
TEASER_HOURS = 48.0

_TRACKING = re.compile(
    r"^(utm_.*|fb_.*|ga_.*|pk_.*|mtm_.*|hsa_.*|mc_[ce]id|fbclid|gclid|gclsrc|dclid|msclkid|yclid|twclid|igshid|igsh|ref|ref_src|refsrc"
    r"|ref_url|referrer|cmp|cmpid|ncid|ocid|smid|smtyp|sref|src|source|xtor|at_.*|ns_.*|wt_.*|s_cid|cid|icid|ito|taid|ftag|partner"
    r"|feedtype|feedname|ftcamp|guccounter|guce_.*|sh|share|shared|soc_.*|spm|trk|tag|via|wprov|_ga|_gl|amp|outputtype|output|ampcf|"
    r"usqp|amp_js_v|amp_gsa|isfreemail|campaign_id|emc|nl|te|rss|rssfeed|intcmp|mod|link_source)$",
    re.IGNORECASE,
)
_DROPPED_HOSTS = re.compile(r"^(?:(?:www\d?|m|mobile|mobil|amp|touch|edition)\.)+(?=[^.]+\.[^.]+)")
_AMP_PATH = re.compile(r"(/amp|\.amp|/amp\.html|\.amp\.html|/outputtype/amp)/?$", re.IGNORECASE)
_INDEX_PATH = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_AGENCIES = (
    ("Reuters", r"\(reuters\)|\breuters\s*[-–—/|]|\bby reuters\b|©\s*reuters|\breporting by\b.{0,200}\bediting by\b"),
    ("AP", r"\(ap\)|\bassociated press\b|\bap\s*[-–—|]\s"),
    ("AFP", r"\(afp\)|\bagence france[- ]presse\b|\bafp\s*[-–—|]\s"),
    ("dpa", r"\(dpa(?:/[^)]*)?\)|\bdpa\s*[-–—|]\s"),
    ("PA Media", r"\bpa media\b|\bpress association\b"),
    ("UPI", r"\(upi\)"),
    ("Xinhua", r"\(xinhua\)"),
    ("EFE", r"\(efe\)|\bagencia efe\b"),
    ("ANSA", r"\(ansa\)"),
    ("Kyodo", r"\(kyodo\)"),
    ("Yonhap", r"\(yonhap\)"),
    ("TASS", r"\(tass\)|/tass/"),
)
_CREDITS = tuple((name, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for name, pattern in _AGENCIES)


#: what a path may end on without leading elsewhere: a stroke, and whatever `str.strip` takes off an address
_ENDS = "/" + "".join(
    code
    for code in map(chr, (*range(9, 14), *range(28, 33), 133, 160, 5760, *range(8192, 8203), 8232, 8233, 8239, 8287, 12288))
)


def canonical_address(url: str) -> str:
    """One spelling of an address: no tracking, AMP or mobile forms, scheme, port or fragment; "" if it is not an address.

    The result is for comparing, not for fetching.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".").lower()
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return ""
    if not host.isascii():
        host = _ascii_host(host)
    path = re.sub(r"/{2,}", "/", parts.path)
    inner = _inside_amp(host, path)
    if inner:
        return canonical_address(inner)
    host = _DROPPED_HOSTS.sub("", host)
    path = _INDEX_PATH.sub("/", _AMP_PATH.sub("", re.sub(r"^/amp/", "/", path)))
    query = sorted((key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(key))
    place = f"{host}:{port}" if port not in (None, 80, 443) else host
    tail = f"?{urlencode(query)}" if query else ""
    fragment = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    return f"https://{place}{unquote(path).rstrip(_ENDS)}{tail}{fragment}"


def _ascii_host(host: str) -> str:
    """A host name as it is asked for, whichever way it is written; as it stands where it can be none."""
    import idna  # lazy: tables of all characters; comes with aiohttp

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return host


def _inside_amp(host: str, path: str) -> str | None:
    """The publisher's address inside an AMP cache's."""
    if host.endswith(".cdn.ampproject.org") or host == "cdn.ampproject.org":
        match = re.match(r"/[a-z]/(s/)?(.+)", path)
    elif host.startswith(("google.", "www.google.")):
        match = re.match(r"/amp/(s/)?(.+)", path)
    else:
        return None
    return f"https://{match.group(2)}" if match and "." in match.group(2) else None


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """What is compared of an article."""

    id: str
    addresses: tuple[str, ...]
    text: int  #: hash of the normalised words; 0 if there are too few to tell
    teaser: int  #: hash of title and text of a very short article; 0 otherwise
    shingles: Array  # uint32, in reading order
    agencies: frozenset[str]
    hours: float | None


def fingerprint(article: Article) -> Print:
    """The article's print, in time linear in at most `MAX_WORDS` words."""
    import numpy as np  # lazy: the command line imports this module for `canonical_address`

    words = _words(article.text)
    title = _words(article.title[:400])
    shingles = _shingles(np.array([crc32(word.encode("utf-8", "surrogatepass")) for word in words], np.uint64))
    text = _hash(words) if len(words) >= TEASER_WORDS // 2 else 0
    short = len(words) < TEASER_WORDS and len(title) >= TITLE_WORDS
    addresses = [canonical_address(address) for address in (article.url, article.canonical) if address]
    return Print(
        article.id,
        tuple(dict.fromkeys(address for address in addresses if address.count("/") > 2)),  # a front page is no article
        text,
        _hash(title) if short else 0,
        shingles,
        _credited(article.text),
        article.published.timestamp() / 3600 if article.published else None,
    )


_printed = lru_cache(maxsize=500)(fingerprint)  # a story is grouped anew with each article


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text[: MAX_WORDS * 8]).casefold()
    words: list[str] = _WORD.findall(folded)
    if _UNSPACED.search(folded):
        words = [part for word in words for part in (word if _UNSPACED.search(word) else (word,))]
    return words[:MAX_WORDS]


def _hash(words: Sequence[str]) -> int:
    return hash_bytes(" ".join(words).encode("utf-8", "surrogatepass"))


def hash_bytes(raw: bytes) -> int:
    """A 64-bit hash that is the same in every run; never 0."""
    from hashlib import blake2b

    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "little") or 1


def _shingles(codes: Array) -> Array:
    import numpy as np

    if len(codes) < SHINGLE_WORDS:
        return np.zeros(0, np.uint32)
    mixed = np.zeros(len(codes) - SHINGLE_WORDS + 1, np.uint64)
    for at in range(SHINGLE_WORDS):
        mixed = mixed * np.uint64(0x100000001B3) + codes[at : len(codes) - SHINGLE_WORDS + 1 + at]
    mixed *= np.uint64(0x9E3779B97F4A7C15)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _credited(text: str) -> frozenset[str]:
    """Agencies credited in the first or last lines."""
    edges = f"{text[:300]}\n{text[-300:]}" if len(text) > 300 else text
    return frozenset(name for name, pattern in _CREDITS if pattern.search(edges))


def same(first: Print, second: Print) -> str | None:
    """Why two articles are copies of each other, for a reader; None if they are not."""
    if set(first.addresses) & set(second.addresses):
        return "same address"
    if first.text and first.text == second.text:
        return "same text"
    if first.teaser and first.teaser == second.teaser:
        apart = abs(first.hours - second.hours) if first.hours is not None and second.hours is not None else 0.0
        return "same title" if apart <= TEASER_HOURS else None
    return _same_words(first, second)


_same = lru_cache(maxsize=4096)(same)


def _same_words(first: Print, second: Print) -> str | None:
    import numpy as np

    short, long = sorted((first, second), key=lambda one: len(one.shingles))
    if len(short.shingles) < EDITED_SHINGLES:
        return None
    known = np.sort(long.shingles)
    hit = known[np.searchsorted(known[:-1], short.shingles)] == short.shingles
    shared = int(hit.sum())
    contained = shared / len(hit)
    words = f"{contained * 100:.0f} % of the phrases shared"
    if shared / (len(short.shingles) + len(long.shingles) - shared) >= JACCARD:
        return words
    if contained >= CONTAINED and shared >= CONTAINED_SHINGLES:
        return words
    blocks = np.add.reduceat(hit, np.arange(0, len(hit), BLOCK_WORDS)) > 0
    if len(hit) % BLOCK_WORDS and len(blocks) > 1 and len(hit) % BLOCK_WORDS < BLOCK_WORDS // 2:
        blocks = blocks[:-1]
    spread = float(blocks.mean())
    if contained >= EDITED and spread >= EDITED_BLOCKS and shared >= EDITED_SHINGLES:
        return words
    credit = sorted(first.agencies & second.agencies)
    if credit and contained >= CREDITED and spread >= CREDITED_BLOCKS and shared >= EDITED_SHINGLES:
        return f"both credit {credit[0]}; {words}"
    return None


def group(articles: Sequence[Article]) -> tuple[Origin, ...]:
    """Articles by origin: every article in exactly one, input order inside and between.

    Small groups are compared pair by pair; larger ones through an index.
    """
    if len(articles) == 1:
        return (Origin(articles[0].id, (articles[0].id,), ""),)
    if len(articles) > EXACT_GROUP:
        return _group_many(articles)
    prints = [_printed(article) for article in articles]
    root = list(range(len(prints)))
    reasons: dict[int, str] = {}
    for at, one in enumerate(prints):
        for before in range(at):
            if root[at] != root[before]:
                reason = _same(prints[before], one)
                if reason:
                    first, second = sorted((root[at], root[before]))
                    root = [first if entry == second else entry for entry in root]
                    reasons.setdefault(first, reason)
    return _origins([article.id for article in articles], root, reasons)


def _group_many(articles: Sequence[Article]) -> tuple[Origin, ...]:
    index = OriginIndex()
    numbers: dict[str, int] = {}
    root: list[int] = []
    reasons: dict[int, str] = {}
    for at, article in enumerate(articles):
        origin, reason = index.add(article)
        first = numbers.setdefault(origin, at)
        root.append(first)
        if reason:
            reasons.setdefault(first, reason)
    return _origins([article.id for article in articles], root, reasons)


def _origins(ids: Sequence[str], root: Sequence[int], reasons: dict[int, str]) -> tuple[Origin, ...]:
    parts: dict[int, list[str]] = {}
    for article, first in zip(ids, root, strict=True):
        parts.setdefault(first, []).append(article)
    return tuple(
        Origin(members[0], tuple(members), reasons.get(first, "") if len(members) > 1 else "")
        for first, members in sorted(parts.items())
    )


class OriginIndex:
    """Origins of a stream: each article is matched against those before it. Deterministic in the order of arrival."""

    def __init__(self) -> None:
        self._prints: dict[str, Print] = {}
        self._origin: dict[str, str] = {}
        self._by_address: dict[str, str] = {}
        self._by_text: dict[int, str] = {}
        self._by_teaser: dict[int, str] = {}
        self._by_shingle: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._prints)

    def add(self, article: Article) -> tuple[str, str]:
        """Enter an article. Returns: the id of its origin's first article (its own if it is no copy), and why ("" then)."""
        if article.id in self._prints:
            self.forget(article.id)
        one = fingerprint(article)
        origin, reason = one.id, ""
        for other in self._candidates(one):
            found = same(self._prints[other], one)
            if found:
                origin, reason = self._origin[other], found
                break
        self._enter(one, origin)
        return origin, reason

    def _candidates(self, one: Print) -> list[str]:
        exact = [self._by_address.get(address) for address in one.addresses]
        exact += [self._by_text.get(one.text), self._by_teaser.get(one.teaser)]
        sampled = one.shingles[one.shingles % SHORT_SCALE == 0].tolist()
        votes = Counter(found for found in map(self._by_shingle.get, sampled) if found is not None)
        likely = sorted((other for other, count in votes.items() if count >= VOTES), key=lambda other: (-votes[other], other))
        return list(dict.fromkeys([found for found in exact if found is not None] + likely[:COMPARED]))

    def _enter(self, one: Print, origin: str) -> None:
        self._prints[one.id], self._origin[one.id] = one, origin
        for address in one.addresses:
            self._by_address.setdefault(address, one.id)
        for table, key in ((self._by_text, one.text), (self._by_teaser, one.teaser)):
            if key:
                table.setdefault(key, one.id)
        for shingle in self._sampled(one):
            self._by_shingle.setdefault(shingle, one.id)

    @staticmethod
    def _sampled(one: Print) -> Iterable[int]:
        scale = SHORT_SCALE if len(one.shingles) < SHORT_SHINGLES else SCALE
        sampled: list[int] = one.shingles[one.shingles % scale == 0].tolist()
        return sampled

    def forget(self, article_id: str) -> None:
        """Take an article out; its copies keep their origin's id."""
        one = self._prints.pop(article_id, None)
        if one is None:
            return
        del self._origin[article_id]
        for address in one.addresses:
            if self._by_address.get(address) == article_id:
                del self._by_address[address]
        for table, key in ((self._by_text, one.text), (self._by_teaser, one.teaser)):
            if table.get(key) == article_id:
                del table[key]
        for shingle in self._sampled(one):
            if self._by_shingle.get(shingle) == article_id:
                del self._by_shingle[shingle]
