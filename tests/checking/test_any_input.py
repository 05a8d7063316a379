"""Input that means harm or is merely odd: a clear verdict, exact offsets, and time that grows with the length alone."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.checking import joint, quoting, support
from newsloom.checking.source import words
from newsloom.checking.support import Mode

CLAIM = "The ferry Aurora sank off Port Lind on Tuesday, killing 12 people, the “coast guard” said."
ODD = [
    *("a", "İ", "ﬃ", "e\u0301", "\u0301", "\x00", "\ud800", "\u202e", "م", "中", "ん", "한"),
    *("\u200b", " ", "\n", ".", "“", '"', "[", "]", "1", "-", "ß", "Σ"),
]
PATTERNS = [
    *("the ferry sank ", "No. ", "a\n", "12,345 ", "“x” ", ". ", "Ab Cd "),
    *("\ud800\x00 ", "e\u0301", "中文", "مرحبا ", "[x] ", "X said ", "1", "not "),
]


def _seconds(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("mode", [Mode.PARAPHRASE, Mode.JOINT, Mode.SECOND_SOURCE])
def test_time_grows_with_the_length_of_a_source_and_no_faster(pattern: str, mode: Mode) -> None:
    """A square would take minutes here; what is linear stays under seconds of computing, on any machine."""

    def run(length: int) -> Callable[[], object]:
        source = (pattern * length)[:length] + "\n" + CLAIM
        return lambda: support.check(CLAIM, support.prepare(source, lang="en"), mode=mode)

    assert _seconds(run(160_000)) < max(8 * _seconds(run(40_000)), 4.0)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_claim_of_a_megabyte_gets_a_verdict_at_once(pattern: str) -> None:
    claim = (pattern * 1_000_000)[:1_000_000]
    for mode in Mode:
        assert _seconds(lambda mode=mode: support.check(claim, support.prepare(CLAIM * 3, lang="en"), mode=mode)) < 20  # type: ignore[misc]


def test_a_paragraph_of_megabytes_is_read_where_the_claim_leads() -> None:
    source = "It rained all day in Arlen. " * 60_000 + CLAIM + " It rained all day in Arlen." * 60_000
    verdict = support.check("The Aurora sank off Port Lind, and 12 people were killed.", support.prepare(source, lang="en"))
    assert any("Aurora sank" in source[span.start : span.end] for span in verdict.evidence)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([*ODD, "The ferry sank. ", "12 people died. "]), max_size=60).map("".join),
    st.sampled_from(list(Mode)),
)
def test_evidence_lies_inside_the_source_for_any_letters(text: str, mode: Mode) -> None:
    for claim in (text, "The ferry sank.", text[::-1]):
        verdict = support.check(claim, support.prepare(text, lang="en"), mode=mode)
        assert 0.0 <= verdict.score <= 1.0 and verdict.reasons
        assert all(0 <= span.start < span.end <= len(text) for span in verdict.evidence)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(ODD), max_size=25).map("".join), st.lists(st.sampled_from(ODD), max_size=25).map("".join))
def test_a_quoted_sentence_is_found_at_its_very_place(before: str, after: str) -> None:
    sentence = "Twelve people died when the Aurora sank off Port Lind."
    source = f"{before}\n{sentence}\n{after}"
    verdict = support.check(sentence, support.prepare(source, lang="en"))
    assert verdict.supported and verdict.basis == "quoted"
    span = verdict.evidence[0]
    assert quoting.flat_words(source[span.start : span.end]) == quoting.flat_words(sentence)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*ODD, "the ferry sank ", ", and 12 people died"]), max_size=40).map("".join))
def test_the_parts_of_a_joint_verdict_lie_inside_both_texts(text: str) -> None:
    found = joint.check(text, [support.prepare(text, lang="en"), support.prepare(CLAIM, lang="en")])
    for one in found.carried:
        assert 0 <= one.part.start < one.part.end <= len(text)
        assert one.span.end <= len((text, CLAIM)[one.source])


def test_a_letter_that_two_small_ones_stand_for_is_part_of_its_word() -> None:
    text = "İİthe ferry sank "
    assert words("İzmir İİthe", "en") == ["İzmir", "İİthe"]
    assert joint.check(text, [support.prepare(text, lang="en"), support.prepare(CLAIM, lang="en")]).carried


@pytest.mark.parametrize("lang", ["zh", "ar", "xx", "", "de"])
def test_a_wrong_language_refuses_no_quotation_and_crashes_nothing(lang: str) -> None:
    source = support.prepare(f"It rained. {CLAIM} It rained again.", lang=lang)
    assert support.check(CLAIM, source).supported
    assert not support.check(CLAIM.replace("12", "15"), source, mode=Mode.SECOND_SOURCE).supported
