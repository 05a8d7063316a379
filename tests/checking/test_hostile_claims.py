"""Claims written to slip past the checker: each kind of lie is caught, and none of their honest twins is refused."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from newsloom.checking import quoting, support
from newsloom.checking.source import Prepared
from newsloom.checking.support import Mode

sys.path.insert(0, str(Path(__file__).parent))
import aftersight  # beside this file
import afterwards
import finer
import hostile
import oncemore
import otherkinds
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


@pytest.mark.parametrize(("mode", "caught"), [(Mode.PARAPHRASE, 76), (Mode.JOINT, 85), (Mode.SECOND_SOURCE, 89)])
def test_lies_written_after_the_rules_are_caught(mode: Mode, caught: int) -> None:
    """Floors that may only rise. When first run, paraphrase caught 53 of the 89, joint 77; before these rules 33 and 73."""
    sources = [support.prepare(text, lang="en", published=PUBLISHED) for text in surprises.SOURCES]
    assert sum(not support.check(claim, sources[n], mode=mode).supported for claim, n in surprises.FALSE) >= caught


def test_honest_sentences_written_after_the_rules_pass() -> None:
    """All but one, which says "nobody has died" for "no deaths have been reported"."""
    sources = [support.prepare(text, lang="en", published=PUBLISHED) for text in surprises.SOURCES]
    refused = [claim for claim, n in surprises.HONEST if not support.check(claim, sources[n]).supported]
    assert refused in ([], ["Nobody has died in the outbreak."])


@pytest.mark.parametrize(("mode", "caught"), [(Mode.PARAPHRASE, 54), (Mode.JOINT, 64), (Mode.SECOND_SOURCE, 69)])
def test_lies_beside_their_honest_twins_are_caught(mode: Mode, caught: int) -> None:
    """Floors that may only rise. When first run, paraphrase caught 29 of the 69, joint 54, second source 65."""
    sources = [support.prepare(text, lang=lang, published=PUBLISHED) for lang, text in twins.SOURCES]
    assert sum(not support.check(lie, sources[n], mode=mode).supported for _, _, lie, n in twins.TWINS) >= caught


@pytest.mark.parametrize(("mode", "passed"), [(Mode.PARAPHRASE, 69), (Mode.JOINT, 55)])
def test_the_honest_twins_pass(mode: Mode, passed: int) -> None:
    """Floors that may only rise. When first run, 65 and 48 of the 69."""
    sources = [support.prepare(text, lang=lang, published=PUBLISHED) for lang, text in twins.SOURCES]
    assert sum(support.check(honest, sources[n], mode=mode).supported for _, honest, _, n in twins.TWINS) >= passed


@pytest.mark.parametrize(("mode", "caught"), [(Mode.PARAPHRASE, 32), (Mode.JOINT, 61), (Mode.SECOND_SOURCE, 74)])
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
    ("table", "mode", "caught", "passed"),
    [
        (finer, Mode.PARAPHRASE, 96, 99),
        (finer, Mode.SECOND_SOURCE, 106, 51),
        (finer, Mode.JOINT, 104, 86),
        (afterwards, Mode.PARAPHRASE, 36, 36),
        (afterwards, Mode.SECOND_SOURCE, 38, 23),
        (afterwards, Mode.JOINT, 37, 35),
        (oncemore, Mode.PARAPHRASE, 28, 28),
        (oncemore, Mode.SECOND_SOURCE, 30, 18),
        (oncemore, Mode.JOINT, 29, 27),
        (otherkinds, Mode.PARAPHRASE, 65, 70),
        (otherkinds, Mode.SECOND_SOURCE, 70, 50),
        (otherkinds, Mode.JOINT, 68, 61),
        (aftersight, Mode.PARAPHRASE, 44, 49),
        (aftersight, Mode.SECOND_SOURCE, 50, 32),
        (aftersight, Mode.JOINT, 47, 44),
    ],
)
def test_finer_lies_are_caught_and_their_honest_twins_pass(table: ModuleType, mode: Mode, caught: int, passed: int) -> None:
    """Floors that may only rise.

    When first run, paraphrase caught 46 of the 107 of `finer.py`, second source 97, joint 71; of the 38 of `afterwards.py`, written once
    the rules for those stood, 26, 36 and 30 (15, 33 and 20 by the rules before); of the 30 of `oncemore.py`, written when those were mended,
    24, 29 and 27 (11, 27 and 16). Of the 70 of `otherkinds.py`, written before any rule for their kinds, 39, 66 and 60; of the 50 of
    `aftersight.py`, of the same kinds, written when the rules stood, 38, 47 and 43 (19, 46 and 38 by the rules before).
    """
    sources = [support.prepare(text, lang=lang, published=PUBLISHED) for lang, text in table.SOURCES]
    assert sum(not support.check(lie, sources[n], mode=mode).supported for _, _, lie, n in table.TWINS) >= caught
    assert sum(support.check(honest, sources[n], mode=mode).supported for _, honest, _, n in table.TWINS) >= passed


@pytest.mark.parametrize(
    ("claim", "source", "part"),
    [
        (
            "Marsh was charged with fraud.",
            "Police arrested Theo Marsh on suspicion of fraud. Marsh has not been charged.",
            "arrested",
        ),
        ("The council rejected the plan.", "The council's water committee rejected the plan in May.", "committee"),
        ("Exactly five passengers fell ill.", "At least five passengers fell ill on Sunday.", "another bound"),
        ("Use rose from 47 to 41 gigawatts.", "Use rose from 41 to 47 gigawatts on Thursday.", "other way round"),
        ("Acting director Karl Hest had rejected it.", "Former director Karl Hest had rejected it in 2022.", "says “former”"),
        ("More firms than households complied.", "More households than firms complied, it said.", "other way round"),
        ("Sand said Omar Tiel had lied.", "Omar Tiel said Livia Sand had lied about the truce.", "says it of “Sand”"),
        (
            "The party does not want to delay the tax.",
            "The party does not want to abolish the tax, only to delay it.",
            "not deny",
        ),
        ("It will close a plant if wages are frozen.", "It will close a plant unless wages are frozen.", "says “unless”"),
        ("The governing party will abstain.", "Some members of the governing party will abstain.", "Some members"),
        ("It was the highest value on record.", "It was the second-highest value on record.", "second-highest"),
        ("It fell to 6 degrees on the mountain.", "It fell to minus 6 degrees on the mountain.", "minus 6"),
        ("Two passengers fell from the car.", "Two passengers nearly fell from the car.", "says “nearly”"),
    ],
)
def test_how_far_it_got_and_on_which_side_is_a_contradiction(claim: str, source: str, part: str) -> None:
    verdict = support.check(claim, support.prepare(source, lang="en", published=PUBLISHED))
    assert verdict.verdict == "contradicted", verdict
    assert any(part in reason for reason in verdict.reasons), verdict.reasons


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Finance minister Ola Brandt said so.", "Deputy finance minister Ola Brandt said so."),
        ("The governing party abstained.", "Some members of the governing party abstained."),
        ("The brakes had failed.", "The brakes had failed before, he said."),
        ("500 homes were flooded.", "Nearly 500 homes were flooded."),
    ],
)
def test_a_deletion_that_loses_how_far_or_who_is_no_quotation(text: str, passage: str) -> None:
    found = quoting.find(text, passage, lang="en")
    assert found is not None
    assert found.turned


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
