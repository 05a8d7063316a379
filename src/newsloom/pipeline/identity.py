"""Decide which entries of a document are new, changed or the same, and which article each leads to. Pure.

An entry is its guid within its feed, else its link, else a hash. A guid shared by two links is two entries; a guid that changes while
link and words stay is the same entry; scheme, tracking parameters and AMP make no new article.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit

from newsloom.intake.feeds import indexable
from newsloom.model import Entry
from newsloom.origins import canonical_address
from newsloom.store import StoredEntry, entry_id
from newsloom.store.base import digest
from newsloom.store.input import Standing


@dataclass(frozen=True, slots=True)
class Settled:
    """What a document says against what is known."""

    changed: tuple[StoredEntry, ...]  #: new ones and those that say something else than before, in document order
    seen: frozenset[str]  #: ids of all entries of the document
    new: int  #: how many of `changed` were not known


def article_id(link: str | None, *otherwise: str) -> str:
    """The id of an article: the same for the same address, whatever feed it came by; `otherwise` counts where there is none."""
    address = place_of(link)
    return digest("address", address) if address else digest(*otherwise)


def place_of(link: str | None) -> str:
    """The address that an article is known by; "" where the link leads to no page of its own, such as to a home page."""
    address = _spelled(link) if link else ""
    if not address:
        return ""
    parts = urlsplit(address)
    return address if parts.path.strip("/") or parts.query or parts.fragment else ""


def unchanged(standing: Iterable[Standing], entries: Iterable[Entry]) -> tuple[set[str], list[Entry]]:
    """Ids of the entries that stand in the document as they stood before, and the entries that have to be looked at."""
    by_key = {one.key: one for one in standing}
    seen: set[str] = set()
    left = []
    for entry in entries:
        old = by_key.get(entry.key)
        if old is not None and old.link == entry.link and (old.title, old.summary, old.content) == _words(entry):
            seen.add(old.id)
        else:
            left.append(entry)
    return seen, left


def elsewhere(
    standing: Iterable[Standing], left: Collection[Entry], *, subscription: str, url: str
) -> tuple[set[str], set[str]]:
    """Ids of entries, and of articles, under which what is `left` may have been stored before."""
    if not left:
        return set(), set()
    found = {entry_id(subscription, key) for entry in left for key in (entry.key, _apart(entry))}
    words, guids = {_words(entry) for entry in left}, {entry.guid for entry in left if entry.guid}
    places = {_place(entry) for entry in left if entry.link and not entry.guid}
    for one in standing:
        by_name = one.guid in guids if one.guid else bool(places and one.link and _spelled(one.link) in places)
        if by_name or (one.title, one.summary, one.content) in words:
            found.add(one.id)
    return found, {_article(url, entry) for entry in left}


def settle(
    known: Sequence[StoredEntry],
    entries: Iterable[Entry],
    *,
    subscription: str,
    url: str,
    now: datetime,
    seen: Collection[str] = (),
) -> Settled:
    """Each entry once: the known one that it is, or a new one.

    Args:
        known: entries of this feed that these could be.
        url: the feed's address; part of the identity of articles that have none.
        seen: ids of those `known` that stand in the document anyway.
    """
    index = _Index(known)
    changed: dict[int, StoredEntry] = {}
    met = set(seen)
    new = 0

    def take(position: int, entry: Entry, old: StoredEntry | None) -> None:
        nonlocal new
        if old is not None:
            if old.id in met:
                return
            met.add(old.id)
            if _same(old.entry, entry):
                return
            one = replace(old, entry=replace(entry, key=old.entry.key), live=True)
        else:
            if entry.key in index.by_key:
                entry = replace(entry, key=_apart(entry))
            one = StoredEntry(entry_id(subscription, entry.key), subscription, entry, _article(url, entry), now)
            if one.id in met:
                return
            met.add(one.id)
            new += 1
        changed[position] = one
        index.put(one, instead=old)

    left: list[tuple[int, Entry]] = []
    for position, entry in enumerate(entries):  # what is sure comes first, so that no likeness takes its place
        old = index.exactly(entry)
        if old is not None:
            take(position, entry, old)
        else:
            left.append((position, entry))
    for position, entry in left:
        take(position, entry, index.exactly(entry) or index.alike(entry, taken=met))
    return Settled(tuple(changed[position] for position in sorted(changed)), frozenset(met), new)


class _Index:
    """Known entries by what identifies them. Places and words are looked at only if some entry is not known by its key."""

    def __init__(self, known: Iterable[StoredEntry]) -> None:
        self.by_key = {one.entry.key: one for one in known}
        self._by_guid: dict[
            tuple[str, str], dict[str, StoredEntry]
        ] = {}  # name and place → id → entry: one guid may have thousands
        self._by_words: dict[tuple[str, ...], dict[str, StoredEntry]] = {}
        self._listed = False

    def put(self, one: StoredEntry, *, instead: StoredEntry | None = None) -> None:
        """Make it known; `instead` is what it was before."""
        self.by_key[one.entry.key] = one
        if self._listed:
            if instead is not None:
                place = _place(instead.entry)
                del self._by_words[*_words(instead.entry), place][instead.id]
                del self._by_guid[_name(instead.entry), place][instead.id]
            self._list(one)

    def exactly(self, entry: Entry) -> StoredEntry | None:
        """The known entry with this guid, or link where there is no guid; None if there is none."""
        old = self.by_key.get(entry.key)
        if old is not None and old.entry.link == entry.link:
            return old
        place = _place(entry)
        if old is not None and (_place(old.entry) in ("", place) or not place):
            return old
        if not place:  # of entries without a link only key and words tell which they are: one guid may stand for a whole feed
            return None
        self._list_all()
        return next(iter(self._by_guid.get((_name(entry), place), {}).values()), None)

    def alike(self, entry: Entry, *, taken: Collection[str]) -> StoredEntry | None:
        """The known entry with this guid and these words whose link moved, or with this link and these words under another guid.

        None if there is none; one that is `taken` cannot have moved.
        """
        if not any(_words(entry)):
            return None
        old = self.by_key.get(entry.key)
        if old is not None and old.id not in taken and _words(old.entry) == _words(entry):
            return old
        self._list_all()
        return next(iter(self._by_words.get((*_words(entry), _place(entry)), {}).values()), None)

    def _list_all(self) -> None:
        if not self._listed:
            self._listed = True
            for one in self.by_key.values():
                self._list(one)

    def _list(self, one: StoredEntry) -> None:
        place = _place(one.entry)
        self._by_guid.setdefault((_name(one.entry), place), {})[one.id] = one
        self._by_words.setdefault((*_words(one.entry), place), {})[one.id] = one


def _name(entry: Entry) -> str:
    """By what an entry is found again: its guid, else where its link leads."""
    return f"guid {entry.guid}" if entry.guid else f"link {_place(entry)}"


def _article(url: str, entry: Entry) -> str:
    return article_id(entry.link, "entry", url, entry.key)


def _apart(entry: Entry) -> str:
    """The key of an entry whose guid another link has already."""
    return indexable(f"{entry.guid or entry.key} {_place(entry) or digest(*_words(entry))}")


def _place(entry: Entry) -> str:
    return _spelled(entry.link) if entry.link else ""


@lru_cache(maxsize=8192)
def _spelled(link: str) -> str:
    return canonical_address(link)


def _words(entry: Entry) -> tuple[str, str, str]:
    return entry.title, entry.summary, entry.content


def _same(old: Entry, new: Entry) -> bool:
    """Whether both say the same under the same address."""
    return _words(old) == _words(new) and (old.link == new.link or _place(old) == _place(new))
