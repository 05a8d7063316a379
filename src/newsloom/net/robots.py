"""Read robots.txt as RFC 9309 says. Pure; linear in the length of the rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

MAX_BYTES = 500_000  # RFC 9309, 2.5: at least 500 KiB must be read
_MAX_RULES = 5_000
_MAX_STARS = 20  # a rule with more wildcards is passed over


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for one reader."""

    rules: tuple[tuple[str, bool], ...] = ()  #: (path pattern, allowed)
    delay_s: float | None = None  #: what the site asks for between requests; None if nothing
    everything_refused: bool = False

    def allows(self, url: str) -> bool:
        """Whether this address may be fetched: the longest rule that matches decides, and allowing wins a tie."""
        if self.everything_refused:
            return False
        parts = urlsplit(url)
        path = _same_spelling((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        if path == "/robots.txt":
            return True
        matching = [(len(pattern), allowed) for pattern, allowed in self.rules if _matches(pattern, path)]
        return max(matching)[1] if matching else True


def parse(body: bytes, *, agent: str) -> Robots:
    """The rules for `agent` (a product token in lower case), or else those for everybody.

    Never fails: what is no rule is passed over.
    """
    groups: dict[str, list[tuple[str, bool]]] = {}
    delays: dict[str, float] = {}
    naming, names = True, []  # type: tuple[bool, list[str]]
    for line in body[:MAX_BYTES].decode("utf-8", "replace").lstrip("\ufeff").splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        field, value = field.strip().lower(), value.strip()
        if not colon:
            continue
        if field == "user-agent":
            if not naming:
                naming, names = True, []
            names.append(_token(value))
            groups.setdefault(names[-1], [])
        elif field in ("allow", "disallow"):
            naming = False
            if value and value.count("*") <= _MAX_STARS:
                for name in names:
                    if len(groups[name]) < _MAX_RULES:
                        groups[name].append((_same_spelling(value), field == "allow"))
        elif field == "crawl-delay":
            naming = False
            if re.fullmatch(r"\d{1,5}(\.\d{1,3})?", value):
                for name in names:
                    delays[name] = float(value)
    chosen = agent if agent in groups else "*"
    return Robots(rules=tuple(groups.get(chosen, ())), delay_s=delays.get(chosen))


def _token(value: str) -> str:
    if value.startswith("*"):
        return "*"
    found = re.match(r"[A-Za-z_-]{1,100}", value)
    return found[0].lower() if found else ""


def _same_spelling(path: str) -> str:
    """The path with one spelling of percent-encoding, so that rule and address can be compared."""
    return quote(unquote(path, errors="surrogateescape"), safe="/*$?&=:;,+@!~'()[]%", errors="surrogateescape")


def _matches(pattern: str, path: str) -> bool:
    anchored = pattern.endswith("$")
    first, *rest = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(first):
        return False
    position = len(first)
    for number, part in enumerate(rest):
        if anchored and number == len(rest) - 1:
            return len(path) - len(part) >= position and path.endswith(part)
        found = path.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return not anchored or position == len(path)
