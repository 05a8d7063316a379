"""The front page is made once for all who ask while it is made, and what was done meanwhile is not hidden."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

from newsloom.app.front import Front
from newsloom.store import Store

NOW = datetime(2026, 1, 13, 12, 0, tzinfo=UTC)


class Slow:
    """Stories that are muted, told only when they may be; notes how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.going, self.may = threading.Event(), threading.Event()
        self.may.set()

    def __call__(self) -> list[str]:
        self.asked += 1
        self.going.set()
        assert self.may.wait(10)
        return []


def test_while_one_makes_it_anew_the_others_are_given_the_one_before(store: Store):
    muted = Slow()
    front = Front(store, muted=muted)
    before = front.page(now=NOW)
    later = NOW.replace(minute=1)
    muted.may.clear()
    muted.going.clear()
    maker = threading.Thread(target=front.page, kwargs={"now": later})
    maker.start()
    assert muted.going.wait(10)
    assert front.page(now=later) == before
    muted.may.set()
    maker.join(10)
    assert front.page(now=later)[0][1] == later
    assert muted.asked == 2


def test_a_page_that_was_begun_before_something_was_done_is_not_kept(store: Store):
    muted = Slow()
    front = Front(store, muted=muted)
    muted.may.clear()
    maker = threading.Thread(target=front.page, kwargs={"now": NOW})
    maker.start()
    assert muted.going.wait(10)
    front.forget()
    muted.may.set()
    maker.join(10)
    front.page(now=NOW)
    assert muted.asked == 2
