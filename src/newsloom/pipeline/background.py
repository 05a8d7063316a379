"""Passes in the background of the site: a thread with a loop of its own. I/O: what the pipeline does."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from newsloom.model import Progress
from newsloom.pipeline.run import Pipeline
from newsloom.ports import OnProgress

_DOING = {
    "poll": "Reading feeds",
    "fetch": "Fetching pages",
    "group": "Grouping articles",
    "write": "Writing stories",
    "prose": "Writing stories with the language model",
    "wait": "Waiting for another update",
}
T = TypeVar("T")
#: how soon a pass that computes lets readers of the site have the interpreter. At Python's own 5 ms they wait so long at each step that
#: reads or writes, and a page took four times as long while a pass ran; with a tenth of that, less than twice
SWITCH_S = 0.0005
STOP_S = 20.0  # a pass that is being stopped gets this long


class Background:
    """Runs passes from its making until `stop`.

    Args:
        give_way: called before each statement of a pass, to let others have the interpreter.
    """

    def __init__(
        self, pipeline: Pipeline, on_progress: OnProgress | None = None, *, give_way: Callable[[], None] | None = None
    ) -> None:
        self.line = ""  #: what is being done, for a reader; "" while it rests
        self._switched_s = sys.getswitchinterval()  #: before
        sys.setswitchinterval(SWITCH_S)
        self._pipeline = pipeline
        self._told = on_progress
        self._give_way = give_way
        self._loop = asyncio.new_event_loop()
        self._stop, self._again = asyncio.Event(), asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="newsloom-background", daemon=True)
        self._thread.start()

    def poke(self) -> None:
        """Look for what is due at once."""
        self._loop.call_soon_threadsafe(self._again.set)

    def ask(self, work: Coroutine[Any, Any, T]) -> T:
        """Do this on the loop of the background, beside its passes, and wait for it. Not to be called from that loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def stop(self) -> None:
        """End after the step that is being made; what is left is done after the next start."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._end)
            self._thread.join(STOP_S)
        sys.setswitchinterval(self._switched_s)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._pipeline.store.database.patient(self._give_way)
        self._task = self._loop.create_task(self._pipeline.run_forever(self._stop, self._again, self._progress))
        try:
            self._loop.run_until_complete(self._task)
        except asyncio.CancelledError:  # stopped in the middle of a pass: nothing is half-written
            pass
        finally:
            self._pipeline.store.database.patient(None)
            self._loop.run_until_complete(self._leave())
            self._loop.close()

    def _end(self) -> None:
        self._stop.set()
        self._task.cancel()

    async def _leave(self) -> None:
        close = getattr(self._pipeline.collector.fetcher, "close", None)
        if close is not None:
            await close()

    def _progress(self, step: Progress) -> None:
        doing = _DOING.get(step.stage, "") if step.stage != "stuck" else f"Stopped: {step.note}"
        if doing and step.total:
            doing = f"{doing}: {step.done} of {step.total}"
        self.line = doing
        if self._told is not None:
            self._told(step)
