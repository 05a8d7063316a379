"""Which words of an article its sketch keeps."""

from __future__ import annotations

import numpy as np
import pytest

from newsloom.grouping.features import NAME, Featuriser, entry_ids
from newsloom.model import Article


def names(phrase: str) -> set[int]:
    """Ids of the names in a sketch of a text with this phrase in it."""
    entries = Featuriser().sketch(Article("a", "", f"it was seen near {phrase} today", lang="en")).entries
    return set(entry_ids(entries[(entries & np.uint32(NAME)) != 0]).tolist())


@pytest.mark.parametrize("compound", ["Lindrach-Tunnel", "Eastholm-Lindrach", "pro-Lindrach"])
def test_a_name_in_a_compound_is_the_name_that_stands_alone(compound):
    assert len(names("Lindrach")) == 1
    assert names("Lindrach") <= names(compound)


@pytest.mark.parametrize("whole", ["Covid-19", "F-16", "Expo-2027"])
def test_a_name_with_a_figure_is_not_the_name_without(whole):
    assert names(whole)
    assert not names(whole) & names(whole.split("-")[0])
