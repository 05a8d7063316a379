"""Full text of stories and articles: FTS5 on SQLite, tsvector on PostgreSQL, the same words found by both.

Texts are folded and cut into words here, not by the engines, so that a query finds the same on each: case and accents do not
count, every CJK character is a word. The index holds no text: what was indexed must be named again to be taken out.

Matches are wanted from the newest on, and of a common word no more than a few hundred. FTS5 gives them so. A tsvector index
does not; on PostgreSQL each text therefore also has lexemes that name its kind and the block of numbers that its own is in
(` story` and ` story 12`: no word has a space), and is looked for block by block (`newest_first`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence, Sized
from dataclasses import dataclass
from math import ceil

from sqlalchemy import Connection, bindparam, text

from newsloom import channels
from newsloom.model import SearchFilter
from newsloom.store import tables as t
from newsloom.store.base import Base, chunks
from newsloom.text.terms import bare as fold

MAX_INDEXED = 200_000  # characters of one text; PostgreSQL refuses a tsvector of more than 1 MB
_INDEXED_TOGETHER = 100  # texts, whose folded copies are in memory at once
MAX_TERMS = 24  # of a query; more are ignored
SNIPPET = 220  # characters
NEWEST = (
    400  # matches that are put in order of how well they match: of more only the newest, or a common word would take seconds
)
BLOCK = 16_384  # numbers of texts: a word of one text in ten has some 150 stories in a block, with ten articles to a story
WIDER = 8  # blocks that are looked into after one in which nothing was found, before all others
SPARE = 1.3  # times as many blocks as seem to be needed by what was found so far
SURPLUS = (
    8  # matches too many that cost as much as to ask for a block: where all others are likely to have fewer, all are asked for
)
EVERYTHING = SearchFilter()
BEGIN, END = "\x02", "\x03"  # around a match

_LINES = re.compile(r"(?<=[^\s.!?:…。！？”’\"')\]])\s*\n\s*")  # between a headline, a heading and what follows
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asked for: each term a phrase of folded words; `starts` are beginnings of words."""

    phrases: tuple[str, ...]
    without: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()

    @property
    def words(self) -> frozenset[str]:
        return frozenset(word for phrase in self.phrases for word in phrase.split())


def parse(query: str) -> Query:
    """The terms of a query: words, "phrases", -without, begin*."""
    wanted, excluded = channels.terms_of(query)
    starts = [fold(term) for term in wanted if channels.is_beginning(term)]
    phrases = [fold(term) for term in wanted if not channels.is_beginning(term)]
    without = [fold(term) for term in excluded]
    return Query(tuple(phrases[:MAX_TERMS]), tuple(without[:MAX_TERMS]), tuple(starts[:MAX_TERMS]))


def snippet(plain: str, query: Query, *, width: int = SNIPPET) -> str:
    """A stretch of the text around the first match, the matches between BEGIN and END; the opening if nothing matches."""
    plain = plain[:20_000]
    wanted, starts = query.words, query.starts
    spans: list[tuple[int, int]] = []
    for found in _WORD.finditer(plain):
        if spans and found.start() > spans[0][0] + width:
            break
        word = found.group()
        folded = word.lower() if word.isascii() and "_" not in word else fold(word)
        if folded in wanted or (starts and folded.startswith(starts)) or (" " in folded and wanted & set(folded.split())):
            spans.append(found.span())
    first = max(0, spans[0][0] - width // 3) if spans else 0
    if first:
        space = plain.find(" ", first)
        first = space + 1 if 0 <= space < spans[0][0] else first
    last = min(len(plain), first + width)
    pieces: list[str] = ["… "] if first else []
    at = first
    for start, end in spans:
        if start >= at and end <= last:
            pieces += [plain[at:start], BEGIN, plain[start:end], END]
            at = end
    if last < len(plain):  # at the end of a word, where there is one
        last = max(plain.rfind(" ", at, last), at) if " " in plain[at:last] else last
    pieces.append(plain[at:last])
    if last < len(plain):
        pieces.append(" …")
    return " ".join(_LINES.sub(" · ", "".join(pieces)).split())


_NEW_DOC = text("INSERT INTO search_docs (kind, ref) VALUES (:kind, :ref)")
_NUMBERS = text("SELECT ref, id FROM search_docs WHERE kind = :kind AND ref IN :refs").bindparams(
    bindparam("refs", expanding=True)
)
_INDEXED = {
    True: text("INSERT INTO search_text (rowid, title, body) VALUES (:id, :title, :body)"),  # SQLite
    False: text(
        "INSERT INTO search_text (id, words) VALUES (:id,"
        " setweight(to_tsvector('simple', :title), 'A') || setweight(to_tsvector('simple', :body), 'D')"
        " || array_to_tsvector(ARRAY[:kind, :block]))"
    ),
}


class Search(Base):
    """The index of words."""

    def index_text(
        self, connection: Connection, kind: str, ref: str, title: str, body: str, *, old: tuple[str, str] | None = None
    ) -> None:
        """Make this text findable, in place of `old` (title and text as they were indexed; None if they were not)."""
        if old is not None:
            self.unindex(connection, kind, ref, old)
        self.index_texts(connection, kind, [(ref, title, body)])

    def index_texts(self, connection: Connection, kind: str, texts: Sequence[tuple[str, str, str]]) -> None:
        """Make texts findable that are not yet: of each what it belongs to, title and text; each belongs to another."""
        if not texts:
            return
        connection.execute(_NEW_DOC, [{"kind": kind, "ref": ref} for ref, _, _ in texts])
        numbers: dict[str, int] = {}
        for some in chunks(ref for ref, _, _ in texts):
            numbers |= {row.ref: row.id for row in connection.execute(_NUMBERS, {"kind": kind, "refs": some})}
        for at in range(0, len(texts), _INDEXED_TOGETHER):
            words = [
                {
                    "id": (number := numbers[ref]),
                    "title": fold(title[:1000]),
                    "body": fold(body[:MAX_INDEXED]),
                    "kind": f" {kind}",
                    "block": f" {kind} {number // BLOCK}",
                }
                for ref, title, body in texts[at : at + _INDEXED_TOGETHER]
            ]
            connection.execute(_INDEXED[self.database.sqlite], words)

    def unindex(self, connection: Connection, kind: str, ref: str, old: tuple[str, str] | None) -> None:
        """Take a text out of the index; `old` is its title and text as they were indexed."""
        number = self._number(connection, kind, ref)
        if number is None:
            return
        if self.database.sqlite:
            title, body = old or ("", "")
            words = {"id": number, "title": fold(title[:1000]), "body": fold(body[:MAX_INDEXED])}
            connection.execute(
                text("INSERT INTO search_text (search_text, rowid, title, body) VALUES ('delete', :id, :title, :body)"), words
            )
        else:
            connection.execute(text("DELETE FROM search_text WHERE id = :id"), {"id": number})
        connection.execute(text("DELETE FROM search_docs WHERE id = :id"), {"id": number})

    def is_indexed(self, connection: Connection, kind: str, ref: str) -> bool:
        return self._number(connection, kind, ref) is not None

    def _number(self, connection: Connection, kind: str, ref: str) -> int | None:
        found = connection.execute(
            text("SELECT id FROM search_docs WHERE kind = :kind AND ref = :ref"), {"kind": kind, "ref": ref}
        )
        return found.scalar()

    def find(self, kind: str, query: Query, *, limit: int, offset: int = 0, only: SearchFilter = EVERYTHING) -> list[str]:
        """Ids of the stories or articles that have all terms, the best match first; `only` those that are so."""
        if not query.phrases and not query.starts:
            return []
        narrowed, bound = _narrowed(kind, only)
        select, terms = (_sqlite_query if self.database.sqlite else _postgres_query)(query)
        found: list[tuple[float, int, str]] = []
        with self.database.reading() as connection:
            for stretch, blocks in self.newest_first(connection, kind, found, NEWEST):
                asked = {**terms, **bound, **blocks, "newest": NEWEST - len(found)}
                statement = text(select.format(only=f"{stretch}{narrowed}"))
                found += [(row.worth, -row.id, row.ref) for row in connection.execute(statement, asked)]
                if len(found) >= NEWEST:
                    break
        return [ref for _, _, ref in sorted(found)[offset : offset + limit]]

    def newest_first(
        self, connection: Connection, kind: str, found: Sized, wanted: int
    ) -> Iterator[tuple[str, dict[str, object]]]:
        """Conditions on `search_text` and `search_docs` that part the texts of a kind into stretches, the newest first, and what
        is bound in each. On SQLite it is one: FTS5 gives the newest first, and stops where enough are found.

        Args:
            found: what was found in the stretches so far; the next is as wide as it should be for what is still `wanted`.
        """
        if self.database.sqlite:
            yield "search_docs.kind = :kind", {"kind": kind}
            return
        newest = (connection.execute(text("SELECT max(id) FROM search_docs")).scalar() or 0) / BLOCK  # the last is seldom full
        after, some = int(newest) + 1, 1
        while some < after:
            first = after - some
            asked = "|".join(f"' {kind} {number}'" for number in range(first, after))
            yield "search_text.words @@ CAST(:blocks AS tsquery)", {"blocks": asked}
            after, seen = first, newest - first
            if not found:
                some = WIDER if seen < WIDER else after
                continue
            some = ceil(SPARE * seen * (wanted - len(found)) / len(found))
            if len(found) * after / seen - (wanted - len(found)) < SURPLUS * some:
                break
        # The sum keeps the planner from reading all texts by their number.
        older = "search_text.words @@ CAST(:blocks AS tsquery) AND search_text.id + 0 < :before"
        yield older, {"blocks": f"' {kind}'", "before": after * BLOCK}


def _sqlite_query(query: Query) -> tuple[str, dict[str, object]]:
    """The newest matches, with the worse the higher; `{only}` is to be narrowed."""
    wanted = " AND ".join([_quoted(p) for p in query.phrases] + [f"{_quoted(s)} *" for s in query.starts])
    match = " NOT ".join([f"({wanted})", *(_quoted(w) for w in query.without)])
    return (
        "SELECT ref, id, bm25(search_text, 5.0, 1.0) AS worth FROM search_text JOIN search_docs ON id = search_text.rowid"
        " WHERE search_text MATCH :match AND {only} ORDER BY search_text.rowid DESC LIMIT :newest",
        {"match": match},
    )


def _postgres_query(query: Query) -> tuple[str, dict[str, object]]:
    """The same."""
    parts: list[str] = []
    terms: dict[str, object] = {}

    def bound(values: Sequence[str], form: str) -> None:
        for value in values:
            name = f"t{len(terms)}"
            terms[name] = value
            parts.append(form.replace("?", f":{name}"))

    bound(query.phrases, "phraseto_tsquery('simple', ?)")
    bound([f"{start}:*" for start in query.starts], "to_tsquery('simple', ?)")
    bound(query.without, "!! phraseto_tsquery('simple', ?)")
    asked = " && ".join(parts)
    # The sum keeps the planner from walking back through all texts by their number, hundreds of thousands for a rare word.
    return (
        f"SELECT ref, id, -ts_rank_cd(words, {asked}) AS worth"  # noqa: S608  only bound names are put in
        " FROM (SELECT ref, search_text.id, words FROM search_text JOIN search_docs ON search_docs.id = search_text.id"
        f" WHERE words @@ ({asked}) AND {{only}} ORDER BY search_text.id + 0 DESC LIMIT :newest) newest",
        terms,
    )


def matching(groups: Sequence[Sequence[tuple[str, bool]]], *, sqlite: bool, name: str) -> tuple[str, dict[str, object]]:
    """A condition on `search_text` that is true of texts with one of each group of bare words or phrases, and what is bound in it.

    Args:
        groups: of words, each with whether it is only the beginning of one.
        name: of the condition, for the names of what is bound.
    """
    if sqlite:
        match = " AND ".join(
            "(" + " OR ".join(f"{_quoted(word)} *" if begins else _quoted(word) for word, begins in words) + ")"
            for words in groups
        )
        return f"search_text MATCH :{name}", {name: match}
    bound: dict[str, object] = {}
    parts = []
    for words in groups:
        either = []
        for word, begins in words:
            asked = f"{name}{len(bound)}"
            bound[asked] = f"{word}:*" if begins else word
            either.append(f"{'to_tsquery' if begins else 'phraseto_tsquery'}('simple', :{asked})")
        parts.append(f"({' || '.join(either)})")
    return f"search_text.words @@ ({' && '.join(parts)})", bound


def _narrowed(kind: str, only: SearchFilter) -> tuple[str, dict[str, object]]:
    """What a search is narrowed by, to follow its other conditions, and what is bound in it."""
    bound: dict[str, object] = {}
    if only == EVERYTHING:
        return "", bound
    if kind == "story":
        table, columns = (
            "stories x WHERE x.id = search_docs.ref",
            ("x.language", "x.publishers", "x.last_new_fact", "x.first_published"),
        )
    else:
        joined = "articles a JOIN versions x ON x.article = a.id AND x.version = a.version WHERE a.id = search_docs.ref"
        table, columns = joined, ("x.lang", "x.source", "a.effective", "a.effective")
    language, publisher, last, first = columns
    conditions = []
    if only.language:
        conditions.append(f"{language} = :only_language")
        bound["only_language"] = t.clean(only.language)
    if only.publisher:
        conditions.append(f"lower({publisher}) LIKE :only_publisher ESCAPE '\\'")
        bound["only_publisher"] = f'%"{like(only.publisher)}"%' if kind == "story" else like(only.publisher, listed=False)
    if only.since is not None:
        conditions.append(f"{last} >= :only_since")
        bound["only_since"] = t.micros(only.since)
    if only.before is not None:
        conditions.append(f"{first} < :only_before")
        bound["only_before"] = t.micros(only.before)
    return f" AND EXISTS (SELECT 1 FROM {' AND '.join([table, *conditions])})", bound  # noqa: S608  only names of this file


def like(name: str, *, listed: bool = True) -> str:
    """A pattern that fits this name, whatever the engine makes of case beyond ASCII.

    Args:
        listed: as it stands in a list that is kept as JSON.
    """
    lowered = t.clean(name.strip().lower())
    written = json.dumps(lowered, ensure_ascii=False)[1:-1] if listed else lowered
    return "".join(f"\\{c}" if c in "%_\\" else c if c.isascii() else "%" for c in written)


def _quoted(phrase: str) -> str:
    return '"' + phrase.replace('"', '""') + '"'
