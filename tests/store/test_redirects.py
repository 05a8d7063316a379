"""No address of a story is ever lost, whatever revisions do to its articles."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import NOW, group, placed

from newsloom.model import ChangeKind
from newsloom.store import Store, open_store

ARTICLES = tuple(f"a{n}" for n in range(5))
STORIES = ("s", "t", "u", "v")
#: revisions, each of which puts some of the articles into stories
REVISIONS = st.lists(st.dictionaries(st.sampled_from(ARTICLES), st.sampled_from(STORIES), min_size=1), max_size=8)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every article in the story "s"."""
    path = tmp_path_factory.mktemp("redirects") / "made.sqlite3"
    store = open_store(str(path))
    group(store, s=ARTICLES)
    store.close()
    return path


@contextmanager
def copy_of(made: Path) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(str(shutil.copy(made, Path(folder) / "copy.sqlite3")))
        yield store
        store.close()


def revise(store: Store, moves: dict[str, str]) -> None:
    told = [placed(article, story, None, kind=ChangeKind.MOVE) for article, story in sorted(moves.items())]
    store.assign(told, arrivals=len(ARTICLES), changed=(), now=NOW, revised=True)


@settings(max_examples=25, deadline=None)
@given(REVISIONS)
def test_every_id_a_reader_ever_saw_leads_to_a_story_with_articles(made: Path, revisions: list[dict[str, str]]) -> None:
    with copy_of(made) as store:
        seen = {"s"}
        for moves in revisions:
            revise(store, moves)
            seen |= set(moves.values())
            for story in seen:
                assert store.articles_of(store.resolve(story)), story


@settings(max_examples=25, deadline=None)
@given(REVISIONS)
def test_a_story_that_has_articles_leads_to_itself(made: Path, revisions: list[dict[str, str]]) -> None:
    with copy_of(made) as store:
        for moves in revisions:
            revise(store, moves)
        assert all(store.resolve(store.story_of(article)) == store.story_of(article) for article in ARTICLES)
