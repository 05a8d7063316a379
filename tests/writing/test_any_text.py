"""Whatever the text: offsets are exact, only deletions are made, nothing crashes, and time grows with length."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsloom import formats
from newsloom.model import Article
from newsloom.pipeline import compose

PIECES = [
    "The council of Lorn approved the bridge on Monday. ", "He said “no” to it. ", "“We will pay,” said Ada Lind, the mayor. ",
    "U.S. officials (two of them) left at 6 p.m. on Sept. 11. ", "\n\n", "𝔸stral 𝓵etters and 👩‍👩‍👧 stood on the quay of Lorn. ",

    "e\u0301t\u00e9 in Lor\u0308n ends on Friday, the mayor said. ", "قالت الشركة إن السفينة في طريقها إلى لورن. ",
    "渡轮星期一在洛恩港附近搁浅。",
    "Who left the quay? ", "[Editor's note] ", "<b>12 dead</b> & 14 hurt in Lorn harbour. ", "\u202eabc\u202c ", "\x00\x07 ",
    "Read more: http://x.y/z ",
    "In a blow to the mayor, the court rejected the tax, which had been planned since May. ", "\ufeff",
    "However, it rained; 3.5 km away it did not. ",
]  # fmt: skip
TEXT = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=25).map("".join)


def made_of(text, quote):
    """Whether the words of a shown text, inserts aside, stand in its quote in this order."""
    rest = quote.casefold()
    at = 0
    for word in re.findall(r"\w+", re.sub(r"\[[^\[\]]*\]", " ", text).casefold()):
        found = rest.find(word, at)
        if found < 0:
            return False
        at = found + len(word)
    return True


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4))
def test_every_quote_is_the_very_text_and_every_sentence_is_what_is_left_of_one(given_articles):
    articles = [Article(f"a{i}", title[:80], text, source=f"s{i}") for i, (title, text) in enumerate(given_articles)]
    page = compose(articles, story_id="any")
    if page is None:
        return
    known = {a.id: a for a in articles}
    lines = [(page.headline, page.headline_citations), (page.deck, page.deck_citations if page.deck else ())]
    lines += [(s.heading, s.heading_citations) for s in page.sections]
    lines += [(s.text, s.citations) for s in page.sentences]
    for text, citations in lines:
        for c in citations:
            assert known[c.article].field(c.field)[c.start : c.end] == c.quote
        if citations:
            assert made_of(text, citations[0].quote)
    assert formats.page_json(page) == formats.page_json(compose(articles, story_id="any"))


@pytest.mark.parametrize(
    "unit",
    [
        "a ", "A. ", "The ", "“", "(", "He said, ", ", and ", "Mr. ", "The council of Lorn approved the bridge on Monday. ", "who , ", "[x] ",
        "12 dead ", "Ada Lind ", "\u0301", "渡轮", "the, a who: ", "In Lorn, ",
    ],
)  # fmt: skip
def test_time_grows_with_the_length_of_the_text_and_no_faster(unit):
    def seconds(times):
        text = "The council of Lorn approved the new bridge on Monday after a debate. " + unit * times
        began = time.process_time()
        compose([Article("a", unit * 20, text, source="a"), Article("b", "", text + "End.", source="b")], story_id="x")
        return time.process_time() - began

    seconds(200)
    short, long = min(seconds(2_000) for _ in range(2)), min(seconds(8_000) for _ in range(2))
    assert long < 9 * short + 0.8  # four times the text; a square would be sixteen times
