"""What a new revision of a story page tells that the one before did not. Pure."""

from __future__ import annotations

from newsloom.model import Sentence, StoryPage
from newsloom.text.terms import bare

COVERED = (
    0.55  # of a sentence's words in one sentence known before: told already, in other words (as in temporal summarisation)
)


def new_sentences(previous: StoryPage | None, page: StoryPage) -> tuple[Sentence, ...]:
    """The sentences of the page that tell something new, in reading order; none if there was no page before.

    A sentence is new when no sentence of the page before has most of its words, or when it has a figure that the page
    before had nowhere.
    """
    if previous is None:
        return ()
    told = [frozenset(bare(sentence.text).split()) for sentence in previous.sentences]
    known = frozenset().union(*told, bare(previous.headline).split(), bare(previous.deck).split())
    found = []
    for sentence in page.sentences:
        words = frozenset(bare(sentence.text).split())
        if words in told or not words:
            continue
        covered = max((len(words & old) / len(words) for old in told), default=0.0)
        if covered < COVERED or any(any(map(str.isdigit, word)) and word not in known for word in words):
            found.append(sentence)
    return tuple(found)
