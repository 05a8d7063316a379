"""Importing this loads all that a pass needs, models and word lists included, by making one, so that forks of this process have it."""

import tempfile
from pathlib import Path

import passes

import invented
from newsloom.store import open_store

with tempfile.TemporaryDirectory() as folder:
    store = open_store(str(Path(folder) / "warm.db"))
    passes.update(passes.pipeline(store, invented.articles(8)))
    store.close()
