"""Claims written to slip past the checker: each kind of lie is caught, and none of their honest twins is refused."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsloom.checking import support
from newsloom.checking.source import Prepared
from newsloom.checking.support import Mode

sys.path.insert(0, str(Path(__file__).parent))
import hostile  # beside this file
import surprises
import twins
import unseen

PUBLISHED = datetime(2026, 5, 20, 12, tzinfo=UTC)
#: what rules by words do not see, and why
PASS_STILL = {
    "who it concerns",  # "police officers" for "firefighters": both stand in the source
    "lawyer exchanged",  # the prosecutor's name for the lawyer's, from a sentence further on
}
MODES = [Mode.PARAPHRASE, Mode.SECOND_SOURCE, Mode.JOINT]


def _source(number: int) -> Prepared:
    return support.prepare(hostile.SOURCES[number], lang="en", published=PUBLISHED)


@pytest.mark.parametrize("mode", MODES)
def test_each_kind_of_lie_is_caught(mode: Mode) -> None:
    passed = {what for what, claim, number in hostile.FALSE if support.check(claim, _source(number), mode=mode).supported}
    assert passed <= PASS_STILL


def test_no_honest_twin_is_refused() -> None:
    assert not [claim for claim, number in hostile.HONEST if not support.check(claim, _source(number)).supported]


@pytest.mark.parametrize("mode", [Mode.PARAPHRASE, Mode.JOINT])
def test_lies_in_other_languages_are_caught(mode: Mode) -> None:
    told = [
        (lang, what, support.check(false, support.prepare(text, lang=lang, published=PUBLISHED), mode=mode).supported)
        for lang, text, what, false, _ in hostile.ABROAD
    ]
    assert not [(lang, what) for lang, what, supported in told if supported]


def test_no_honest_twin_in_other_languages_is_refused() -> None:
    for lang, text, _, _, honest in hostile.ABROAD:
        assert support.check(honest, support.prepare(text, lang=lang, published=PUBLISHED)).supported, honest


@pytest.mark.parametrize(
    ("claim", "number", "part"),
    [
        ("Eleven people were killed and four injured in a gas explosion at a bakery in Merrow.", 0, "in the passage injured"),
        ("President Sven Halberg has signed the law that bans advertising for betting.", 4, "the passage says “will”"),
        ("The study was paid for by Calder University.", 6, "in the passage it is Orbex"),
        ("Unemployment in Ostria rose by 6.8 percent in April.", 1, "the passage has “to 6.8”"),
    ],
)
def test_the_reason_says_what_was_turned_round(claim: str, number: int, part: str) -> None:
    verdict = support.check(claim, _source(number))
    assert verdict.verdict == "contradicted"
    assert any(part in reason for reason in verdict.reasons), verdict.reasons


@pytest.mark.parametrize(("mode", "caught"), [(Mode.PARAPHRASE, 74), (Mode.JOINT, 83), (Mode.SECOND_SOURCE, 89)])
def test_lies_written_after_the_rules_are_caught(mode: Mode, caught: int) -> None:
    """Floors that may only rise. When first run, paraphrase caught 53 of the 89, joint 77; before these rules 33 and 73."""
    sources = [support.prepare(text, lang="en", published=PUBLISHED) for text in surprises.SOURCES]
    assert sum(not support.check(claim, sources[n], mode=mode).supported for claim, n in surprises.FALSE) >= caught


def test_honest_sentences_written_after_the_rules_pass() -> None:
    """All but one, which says "nobody has died" for "no deaths have been reported"."""
    sources = [support.prepare(text, lang="en", published=PUBLISHED) for text in surprises.SOURCES]
    refused = [claim for claim, n in surprises.HONEST if not support.check(claim, sources[n]).supported]
    assert refused in ([], ["Nobody has died in the outbreak."])


@pytest.mark.parametrize(("mode", "caught"), [(Mode.PARAPHRASE, 52), (Mode.JOINT, 62), (Mode.SECOND_SOURCE, 69)])
def test_lies_beside_their_honest_twins_are_caught(mode: Mode, caught: int) -> None:
    """Floors that may only rise. When first run, paraphrase caught 29 of the 69, joint 54, second source 65."""
    sources = [support.prepare(text, lang=lang, published=PUBLISHED) for lang, text in twins.SOURCES]
    assert sum(not support.check(lie, sources[n], mode=mode).supported for _, _, lie, n in twins.TWINS) >= caught


@pytest.mark.parametrize(("mode", "passed"), [(Mode.PARAPHRASE, 69), (Mode.JOINT, 55)])
def test_the_honest_twins_pass(mode: Mode, passed: int) -> None:
    """Floors that may only rise. When first run, 65 and 48 of the 69."""
    sources = [support.prepare(text, lang=lang, published=PUBLISHED) for lang, text in twins.SOURCES]
    assert sum(support.check(honest, sources[n], mode=mode).supported for _, honest, _, n in twins.TWINS) >= passed


@pytest.mark.parametrize(("mode", "caught"), [(Mode.PARAPHRASE, 30), (Mode.JOINT, 61), (Mode.SECOND_SOURCE, 74)])
def test_lies_written_before_any_rule_for_them_are_caught(mode: Mode, caught: int) -> None:
    """Floors that may only rise. When first run, paraphrase caught 18 of the 74, joint 58, second source 73."""
    sources = [support.prepare(text, lang="en", published=PUBLISHED) for text in unseen.SOURCES]
    assert sum(not support.check(lie, sources[n], mode=mode).supported for _, lie, n in unseen.LIES) >= caught


@pytest.mark.parametrize(("mode", "passed"), [(Mode.PARAPHRASE, 62), (Mode.JOINT, 30)])
def test_honest_sentences_written_with_them_pass(mode: Mode, passed: int) -> None:
    """Floors that may only rise. When first run, 62 and 30 of the 66."""
    sources = [support.prepare(text, lang="en", published=PUBLISHED) for text in unseen.SOURCES]
    assert sum(support.check(claim, sources[n], mode=mode).supported for claim, n in unseen.HONEST) >= passed


@pytest.mark.parametrize(
    ("claim", "source", "part"),
    [
        (
            "Oren Talvik dismissed Rebane on Friday.",
            "Oren Talvik dismissed his defence minister, Kaja Lepp, on Friday.",
            "it is Kaja Lepp",
        ),
        ("Lucia Ferrand, 19, won the title in 2021.", "Lucia Ferrand, 31, won the title in 2021.", "says 31"),
        ("A 71-year-old woman died in Weldon.", "A 71-year-old man died in his cellar in Weldon.", "has “man”"),
        ("His sister, Niamh, spoke outside the court.", "He died. His widow, Niamh, spoke outside the court.", "other kin"),
        ("Ferrona admitted guilt on Thursday.", "Ferrona did not admit guilt on Thursday, it said.", "says “not” of it"),
        (
            "“Nothing brings him back,” said Ravi Kohli.",
            "“Nothing brings him back,” Niamh Reddy said on Friday. Inspector Ravi Kohli called the case hard.",
            "to Niamh Reddy",
        ),
        ("The fever kills only farmers.", "The fever kills about 1,100 people a year, mostly farmers.", "has “mostly farmers”"),
        (
            "Everyone had returned by Monday evening.",
            "Some 5,000 left; most had returned by Monday evening.",
            "has “most had returned”",
        ),
    ],
)
def test_what_is_said_of_a_person_otherwise_is_a_contradiction(claim: str, source: str, part: str) -> None:
    verdict = support.check(claim, support.prepare(source, lang="en", published=PUBLISHED))
    assert verdict.verdict == "contradicted"
    assert any(part in reason for reason in verdict.reasons), verdict.reasons


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Ortega joined from Tarland in January.", "Ortega joined Brandsen from Tarland in January for a fee."),
        ("Talvik dismissed Lepp on Friday.", "Oren Talvik dismissed his defence minister, Kaja Lepp, on Friday."),
        ("Oscar was replaced against Stoke.", "Mourinho replaced Oscar at half time against Stoke."),
    ],
)
def test_whom_a_deed_struck_may_be_told_in_other_words(claim: str, source: str) -> None:
    assert support.check(claim, support.prepare(source, lang="en", published=PUBLISHED)).verdict != "contradicted"


def test_joint_refuses_few_honest_sentences() -> None:
    """A floor that may only rise: 82 of the 92 of the older tables pass, 67 before a passive, a moved name and a surname alone were known."""
    told = [(claim, support.prepare(surprises.SOURCES[n], lang="en", published=PUBLISHED)) for claim, n in surprises.HONEST]
    told += [(claim, _source(n)) for claim, n in hostile.HONEST]
    told += [(honest, support.prepare(text, lang=lang, published=PUBLISHED)) for lang, text, _, _, honest in hostile.ABROAD]
    assert len(told) == 92
    assert sum(support.check(claim, source, mode=Mode.JOINT).supported for claim, source in told) >= 82
