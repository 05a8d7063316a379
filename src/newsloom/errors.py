"""The one tree of errors. Each carries the id or input it is about, and a sentence the user can act on.

NewsloomError
├── InputError            what was given cannot be used: a file, a line, an address, a setting
│   ├── BadLine           one line of a JSON-lines input (number, reason); the rest goes on
│   ├── UnreadableFile    a file that is missing, empty, binary or not what its name says
│   └── BadSetting        a setting with an impossible value
├── NotFound              nothing has this id
│   ├── StoryNotFound · ArticleNotFound · SubscriptionNotFound · ChannelNotFound · ChangeNotFound · ReportNotFound
├── FetchError            a request that gave no usable answer (url, reason, retry)
│   ├── AddressRefused    the address is private, reserved or not http(s); names the setting that would allow it
│   ├── RobotsRefused     the site's robots.txt asks that the page be left alone
│   └── TooLarge          more bytes than the bound
├── ParseError            bytes that are not the feed or page they should be
├── ExtractionError       a page without an article, or one whose worker was stopped
├── StoreError            the database cannot do what was asked (busy, full, read-only, too new)
├── LLMError              the endpoint gave no usable answer; the extractive writer takes over
│   └── BudgetSpent       what may be spent on it is spent
└── CorrectionError       a merge, split or move that contradicts itself or a standing one
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any


class NewsloomError(Exception):
    """Base of all errors that Newsloom raises on purpose.

    `about` is the id, address, file or line in question; `remedy` is what the user can do, or "".
    """

    def __init__(self, about: object, reason: str, *, remedy: str = "") -> None:
        self.about = str(about)
        self.reason = reason
        self.remedy = remedy
        super().__init__(self.__str__())

    def __str__(self) -> str:
        sentence = f"{self.about}: {self.reason}" if self.about else self.reason
        return f"{sentence} ({self.remedy})" if self.remedy else sentence

    def __reduce__(self) -> tuple[Callable[..., NewsloomError], tuple[type[NewsloomError], dict[str, Any]]]:
        # Exception would call the class with its message alone; errors must travel out of worker processes as they are.
        return _again, (type(self), self.__dict__)


def _again(kind: type[NewsloomError], facts: dict[str, Any]) -> NewsloomError:
    error = kind.__new__(kind)
    error.__dict__.update(facts)
    error.args = (str(error),)
    return error


class InputError(NewsloomError):
    """Something the user gave cannot be used."""


class BadLine(InputError):
    """One line of a JSON-lines input cannot be used; `line` is its number from 1."""

    def __init__(self, about: object, line: int, reason: str, *, remedy: str = "") -> None:
        self.line = line
        super().__init__(f"{about}, line {line}", reason, remedy=remedy)


class UnreadableFile(InputError):
    """A file is missing, empty, binary, or not what its name says."""


class BadSetting(InputError):
    """A setting has a value it cannot have."""


class NotFound(NewsloomError):
    """Nothing has this id."""

    what = "thing"

    def __init__(self, about: object, reason: str = "", *, remedy: str = "") -> None:
        super().__init__(about, reason or f"no {self.what} has this id", remedy=remedy)


class StoryNotFound(NotFound):
    what = "story"


class ArticleNotFound(NotFound):
    what = "article"


class SubscriptionNotFound(NotFound):
    what = "subscription"


class ChannelNotFound(NotFound):
    what = "channel"


class ChangeNotFound(NotFound):
    what = "change"


class ReportNotFound(NotFound):
    what = "report"


class FetchError(NewsloomError):
    """A request gave no usable answer.

    `status` is the HTTP status, None if there was no answer; `retry_after_s` what the server asked for, None if nothing.
    """

    def __init__(
        self, about: object, reason: str, *, status: int | None = None, retry_after_s: float | None = None, remedy: str = ""
    ) -> None:
        self.status = status
        self.retry_after_s = retry_after_s
        super().__init__(about, reason, remedy=remedy)


class AddressRefused(FetchError):
    """The address is private, reserved, or not http(s), and no setting allows it."""


class RobotsRefused(FetchError):
    """The site's robots.txt asks that this page be left alone."""


class TooLarge(FetchError):
    """The answer has more bytes than its bound."""


class ParseError(NewsloomError):
    """Bytes are not the feed, page or list they should be."""


class ExtractionError(NewsloomError):
    """A page has no article, or its extraction was stopped at its bound."""


class StoreError(NewsloomError):
    """The database cannot do what was asked."""


class LLMError(NewsloomError):
    """The LLM endpoint gave no usable answer. `tokens` is what the attempt was probably billed for all the same, 0 for nothing."""

    def __init__(self, about: object, reason: str, *, remedy: str = "", tokens: int = 0) -> None:
        self.tokens = tokens
        super().__init__(about, reason, remedy=remedy)


class BudgetSpent(LLMError):
    """What may be spent on language models is spent; `until` says when there is more."""

    def __init__(self, about: object, reason: str, *, until: datetime, remedy: str = "") -> None:
        self.until = until
        super().__init__(about, reason, remedy=remedy)


class CorrectionError(NewsloomError):
    """A merge, split or move contradicts itself or a standing correction."""
