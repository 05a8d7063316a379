"""A person's corrections: articles bound together or kept apart, for as long as both are in the window. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from newsloom.errors import CorrectionError
from newsloom.model import Constraint


class Corrections:
    """Which articles belong together, and which never may, because a person said so. Pairs are of arrival numbers inside."""

    def __init__(self) -> None:
        self.bound: dict[int, set[int]] = {}
        self.barred: dict[int, set[int]] = {}
        self._standing: dict[tuple[str, str], bool] = {}
        self._about: dict[str, set[tuple[str, str]]] = {}

    def add(self, constraint: Constraint, first: int, second: int) -> None:
        """Raises: CorrectionError: a standing correction says the opposite, or both articles are one."""
        key = _pair(constraint.first, constraint.second)
        if first == second or self._standing.get(key, constraint.together) != constraint.together:
            raise CorrectionError(constraint.first, f"a standing correction about it and {constraint.second} says the opposite")
        self._standing[key] = constraint.together
        for article in key:
            self._about.setdefault(article, set()).add(key)
        self._tie_down(first, second, together=constraint.together)

    def remove(self, constraint: Constraint, first: int | None, second: int | None) -> None:
        """Take a correction back; None for an article that left the window."""
        key = _pair(constraint.first, constraint.second)
        self._standing.pop(key, None)
        for article in key:
            self._about.get(article, set()).discard(key)
        if first is not None and second is not None:
            table = self.bound if constraint.together else self.barred
            table.get(first, set()).discard(second)
            table.get(second, set()).discard(first)

    def renew(self, article_id: str, number: dict[str, int]) -> None:
        """Corrections about an article hold for its next version, too; `number` is where the articles are now."""
        for first, second in sorted(self._about.get(article_id, ())):
            if first in number and second in number:
                self._tie_down(number[first], number[second], together=self._standing[first, second])

    def drop(self, arrival: int) -> None:
        """Forget an arrival number; the corrections themselves stand."""
        for table in (self.bound, self.barred):
            for other in table.pop(arrival, ()):
                table.get(other, set()).discard(arrival)

    def _tie_down(self, first: int, second: int, *, together: bool) -> None:
        table = self.bound if together else self.barred
        table.setdefault(first, set()).add(second)
        table.setdefault(second, set()).add(first)


def within(table: dict[int, set[int]], arrivals: Iterable[int]) -> list[tuple[int, int]]:
    """The pairs of a table between articles of a group, as positions in it, in order."""
    position = {arrival: at for at, arrival in enumerate(arrivals)}
    return sorted(
        (position[first], position[second])
        for first in position
        for second in table.get(first, ())
        if second in position and first < second
    )


def _pair(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first <= second else (second, first)
