"""Errors carry what they are about, and travel between processes as they are."""

from __future__ import annotations

import pickle

import pytest

from newsloom import errors


@pytest.mark.parametrize(
    "error",
    [
        errors.ParseError("feed.xml", "is not a feed", remedy="check it"),
        errors.BadLine("lines.jsonl", 7, "is not JSON", remedy="repair it"),
        errors.FetchError("https://a.example/", "answered 503", status=503, retry_after_s=9.0),
        errors.StoryNotFound("x"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_comes_out_of_another_process_as_it_went_in(error):
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert str(back) == str(error)
    assert vars(back) == vars(error)
