"""A pass gives way to the pages that are being made, and is never held up for long."""

from __future__ import annotations

import threading
import time

from sqlalchemy import text

from newsloom.app import courtesy
from newsloom.app.courtesy import Readers


def read(store) -> None:
    with store.database.reading() as connection:
        connection.execute(text("SELECT 1"))


def test_a_step_waits_until_the_page_is_made():
    readers, order = Readers(), []
    begun = threading.Event()

    def page() -> None:
        with readers:
            begun.set()
            time.sleep(0.02)
            order.append("page")

    reader = threading.Thread(target=page)
    reader.start()
    assert begun.wait(10)
    readers._waited = 0.0  # the pass has worked for long
    readers.give_way()
    order.append("pass")
    reader.join()
    assert order == ["page", "pass"]


def test_a_page_that_never_ends_doubles_what_a_pass_takes_at_most():
    readers, began, worked = Readers(), time.monotonic(), 0.0
    with readers:
        for _ in range(50):
            at = time.monotonic()
            while time.monotonic() - at < 0.004:
                pass
            worked += time.monotonic() - at
            readers.give_way()
    waited = time.monotonic() - began - worked
    assert 0 < waited < 2 * worked + courtesy.MOST_S  # twice, as others use the machine too


def test_nobody_waits_where_no_page_is_being_made(store):
    readers, waits = Readers(), []
    with readers:
        pass
    store.database.patient(lambda: waits.append(readers._none.is_set()))
    read(store)
    assert waits and all(waits)


def test_only_the_thread_that_asked_for_it_gives_way(store):
    called: list[int] = []
    store.database.patient(lambda: called.append(threading.get_ident()))
    reader = threading.Thread(target=read, args=(store,))
    reader.start()
    reader.join()
    assert called == []
    read(store)
    assert set(called) == {threading.get_ident()}
    in_all = len(called)
    with store.database.writing() as connection:
        connection.execute(text("SELECT 1"))
    assert len(called) > in_all
    before = len(called)
    store.database.patient(None)
    read(store)
    assert len(called) == before
