# ruff: noqa: E501 - tables
"""What a verdict says of quotations, deletions, other languages, several passages and odd input."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.checking import cite, features, quoting, scoring, support
from newsloom.checking.facts import Fault
from newsloom.checking.features import Cover
from newsloom.checking.support import Mode

SOURCE = (
    'Police denied on Monday that the bridge was unsafe. "We closed it as a precaution," said engineer Mira Holt. '
    "The bridge, which opened in 1931, will be rebuilt by 2028, the city said."
)


def test_a_quotation_must_stand_word_for_word() -> None:
    source = support.prepare(SOURCE, lang="en")
    right = support.check('Mira Holt said: "We closed it as a precaution."', source, mode=Mode.JOINT)
    wrong = support.check('Mira Holt said: "We closed it as a measure of precaution."', source)
    assert right.supported
    assert not wrong.supported and any("quotation" in reason for reason in wrong.reasons)


def test_words_cut_out_of_a_denial_are_not_quoted() -> None:
    assert (
        support.check("The bridge was unsafe.", support.prepare(SOURCE, lang="en"), mode=Mode.VERBATIM).verdict == "unsupported"
    )


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("The bridge will be rebuilt by 2028, the city said.", False),
        ("The bridge, which opened in 1931, will be rebuilt by 2028", True),  # who says so is lost
        ("The bridge was rebuilt", True),  # of two sentences
        ("The bridge was sold", None),
    ],
)
def test_a_deletion_is_a_quotation_only_if_it_turns_nothing(text: str, turned: bool | None) -> None:
    found = quoting.find(text, SOURCE, lang="en")
    assert (found is None) if turned is None else (found is not None and bool(found.turned) is turned)


@pytest.mark.parametrize(
    ("text", "passage", "turned"),
    [
        ("The board met Ada Lind in Lorn.", "The board met Sen. Ada Lind in Lorn.", False),
        ("The board met President Lind in Lorn.", "The board met Vice President Lind in Lorn.", True),
        ("The board met President Lind in Lorn.", "The board met former President Lind in Lorn.", True),
        ("The quay of Lorn showed cracks.", "The quay of Lorn in 2012 showed cracks.", False),
        ("The board has closed the quay.", "The board has officially closed the quay.", False),
        ("The board has not closed the quay.", "The board has not officially closed the quay.", True),
    ],
)
def test_an_office_before_a_name_may_be_left_out_and_an_adverb_where_nothing_is_denied(
    text: str, passage: str, turned: bool
) -> None:
    found = quoting.find(text, passage, lang="en")
    assert found is not None and bool(found.turned) is turned


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("The quay showed cracks, police said", False),
        ("The quay showed cracks, according to police", True),  # in other words than the passage
    ],
)
def test_who_says_so_may_follow_the_end_of_what_is_said_wherever_that_is(text: str, turned: bool) -> None:
    passage = "The quay showed cracks in three places near the old crane, police said on Friday in a statement."
    found = quoting.find(text, passage, lang="en")
    assert (found is None or bool(found.turned)) is turned
    condition = "The quay showed cracks if the crane stood on it, police said."
    kept = quoting.find("The quay showed cracks, police said", condition, lang="en")
    assert kept is not None and "condition" in kept.turned


def test_a_condition_left_out_is_told() -> None:
    found = quoting.find("Tarland will leave the union", "Tarland will leave the union unless the vote fails.", lang="en")
    assert found is not None and "condition" in found.turned


def test_a_fused_sentence_is_supported_by_its_passages_together_and_by_neither_alone() -> None:
    first = support.prepare("The ferry Aurora sank off Port Lind on Tuesday.", lang="en")
    second = support.prepare("Twelve people died when the Aurora sank, the coast guard said.", lang="en")
    claim = "The ferry Aurora sank off Port Lind on Tuesday and twelve people died, the coast guard said."
    assert support.check(claim, [first, second], mode=Mode.JOINT).supported
    assert not support.check(claim, [first], mode=Mode.JOINT).supported


def test_a_figure_of_no_passage_is_never_joined() -> None:
    first = support.prepare("The ferry Aurora sank off Port Lind on Tuesday.", lang="en")
    verdict = support.check("The ferry Aurora sank off Port Lind on Tuesday with 40 aboard.", [first], mode=Mode.JOINT)
    assert not verdict.supported and any("40" in reason for reason in verdict.reasons)


@pytest.mark.parametrize(
    ("sentence", "passage", "supported"),
    [
        ("Officials closed the Harlan Bridge on Monday after cracks were found in two of its supports.",
         "Officials closed the Harlan Bridge on Monday after cracks had been found in two of its supports.", True),
        ("Officials closed the Harlan Bridge on Monday after cracks were found in two of its supports.",
         "Officials closed the Harlan Bridge on Monday after cracks were found in three of its supports.", False),
        ("Officials closed the Harlan Bridge on Monday after cracks were found in two of its supports.",
         "Officials closed the Harlan Bridge on Monday.", False),
        ("Officials closed the Harlan Bridge on Monday after cracks were found.",
         "Officials closed the Harlan Bridge on Monday after cracks were found, the mayor said.", False),
        ("He was charged with three counts of attempted murder.", "He is expected to be charged with three counts of attempted murder.", False),
        ("He was sentenced to 2 years, with 9 months to serve.", "He was sentenced to 2 1/2 years, with 9 months to serve.", False),
        ("The 8-year-old girl was taken to a hospital in Merle.", "The 8-year-old child was taken to a hospital in Merle.", False),
        ("Officials will close the Harlan Bridge on Monday after cracks were found in it.",
         "Officials may close the Harlan Bridge on Monday after cracks were found in it.", False),
    ],
)  # fmt: skip
def test_a_second_source_says_the_whole_sentence_itself(sentence: str, passage: str, supported: bool) -> None:
    assert cite.second_source(sentence, passage, lang="en").supported is supported


def test_spelling_and_marks_do_not_part_two_sources() -> None:
    sentence = "Zoë Bélanger recognised the flag that had hung over the town hall of Merle for a century."
    passage = "Zoe Belanger recognized the flag that had hung over the town hall of Merle for a century."
    assert cite.second_source(sentence, passage, lang="en").supported


@pytest.mark.parametrize(
    ("sentence", "passage", "supported"),
    [
        ("President Lind has nominated Dr. Regina Dahl to be surgeon general of the navy.",
         "Lind has nominated Regina Dahl to be surgeon general of the navy.", True),
        ("Lind met the president of Merle at the harbour on Sunday after the storm.",
         "Lind met Merle at the harbour on Sunday after the storm.", False),
        ("Ferries should stay in the harbour until the storm is over, said Paul Dahl, a researcher with Norvik Micro.",
         "Ferries should stay in the harbour until the storm is over, said Norvik Micro senior researcher Paul Dahl.", True),
        ("Ferries should stay in the harbour until the storm is over, said Paul Dahl, a lawyer for Ada Lind.",
         "Ferries should stay in the harbour until the storm is over, said Ada Lind, a lawyer for Paul Dahl.", False),
        ('"The ferries of Merle should stay in the harbour until the storm is over," the board said.',
         '"The ferries of Merle should stay in the harbour until the storm is over."', False),
        ('"The ferries of Merle should stay in the harbour until the storm is over," the board said.',
         'The board wrote: "The ferries of Merle should stay in the harbour until the storm is over."', True),
        ("Paul Dahl beat Ada Lind in the final of the open on Sunday.", "Ada Lind beat Paul Dahl in the final of the open on Sunday.", False),
    ],
)  # fmt: skip
def test_a_title_may_go_where_the_name_says_who_is_meant(sentence: str, passage: str, supported: bool) -> None:
    found = cite.second_source(sentence, passage, lang="en")
    assert found.supported is supported, found.reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Four ferries of Vell stay", "4 ferries of Vell stay"),
        ("Sen. Ada Lind said that ferries stay", "Senator Ada Lind said that ferries stay"),
        ("Gov. Ada Lind let 12 percent of the ferries stay", "Governor Ada Lind let 12% of the ferries stay"),
        ("Ferries of Mr. Lind stay", "Ferries of Lind stay"),
        ("Ferries of P.J. Lind stay", "Ferries of PJ Lind stay"),
    ],
)
def test_figures_and_titles_written_in_two_ways_do_not_part_two_sources(one: str, other: str) -> None:
    for sentence, passage in ((one, other), (other, one)):
        found = cite.second_source(
            f"{sentence} in the harbour until the storm is over.",
            f"{passage} in the harbour until the storm is over.",
            lang="en",
        )
        assert found.supported, found.reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Four ferries of Vell stay", "5 ferries of Vell stay"),
        ("Sen. Ada Lind said that ferries stay", "Governor Ada Lind said that ferries stay"),
        ("12 percent of the ferries stay", "13% of the ferries stay"),
        ("12 percent of the ferries stay", "12 of the ferries stay"),
    ],
)
def test_other_figures_and_titles_part_two_sources_however_written(one: str, other: str) -> None:
    found = cite.second_source(
        f"{one} in the harbour until the storm is over.", f"{other} in the harbour until the storm is over.", lang="en"
    )
    assert not found.supported


def test_a_heading_with_a_foreign_figure_fits_nothing() -> None:
    section = ["The ferry sank off Port Lind, killing 12 people.", "Rescue crews pulled 141 survivors from the water."]
    assert cite.heading_fits("Ferry sinks off Port Lind", section, lang="en") >= 0.7
    assert cite.heading_fits("Ferry sinks off Port Lind, killing 15", section, lang="en") == 0.0
    assert cite.heading_fits("Parliament debates the new budget", section, lang="en") < 0.3


@pytest.mark.parametrize(
    ("lang", "source", "false"),
    [
        ("de", "Die Fähre Aurora sank am Dienstag vor Port Lind, dabei starben 12 Menschen.", "Die Fähre Aurora sank am Dienstag vor Port Lind, dabei starben 15 Menschen."),
        ("es", "El ferry Aurora se hundió el martes frente a Port Lind y murieron 12 personas.", "El ferry Aurora no se hundió el martes frente a Port Lind y murieron 12 personas."),
        ("fr", "Le ferry Aurora a coulé mardi au large de Port Lind, faisant 12 morts.", "Le ferry Aurora a coulé mardi au large de Port Lind, faisant 21 morts."),
        ("pt", "O navio Aurora afundou na terça-feira e 12 pessoas morreram.", "O navio Aurora não afundou na terça-feira e 12 pessoas morreram."),
        ("ru", "Паром Аврора затонул во вторник, погибли 12 человек.", "Паром Аврора затонул во вторник, погибли 15 человек."),
        ("zh", "渡轮极光号周二在林德港外沉没，造成12人死亡。", "渡轮极光号周二在林德港外沉没，造成15人死亡。"),
        ("ja", "フェリー「オーロラ」は火曜日に沈没し、12人が死亡した。", "フェリー「オーロラ」は火曜日に沈没し、15人が死亡した。"),
        ("ko", "여객선 오로라호가 화요일 침몰해 12명이 숨졌다.", "여객선 오로라호가 화요일 침몰해 15명이 숨졌다."),
        ("ar", "غرقت العبارة أورورا يوم الثلاثاء وقتل 12 شخصا.", "غرقت العبارة أورورا يوم الثلاثاء وقتل 15 شخصا."),
        ("vi", "Phà Aurora chìm hôm thứ Ba khiến 12 người thiệt mạng.", "Phà Aurora chìm hôm thứ Ba khiến 15 người thiệt mạng."),
    ],
)  # fmt: skip
def test_other_languages_have_the_same_rules(lang: str, source: str, false: str) -> None:
    known = support.prepare(source, lang=lang)
    assert support.check(source, known).supported
    assert not support.check(false, known, mode=Mode.JOINT).supported
    assert not support.check(false, known, mode=Mode.SECOND_SOURCE).supported


@pytest.mark.parametrize("claim", ["", "   ", "\x00", "\ud800", "!!!", "12", "“", "\u200b"])
@pytest.mark.parametrize("mode", list(Mode))
def test_odd_claims_are_refused_and_crash_nothing(claim: str, mode: Mode) -> None:
    for source in ("", "\x00\ud800", SOURCE, "İ" * 50 + SOURCE):
        verdict = support.check(claim, support.prepare(source, lang="en"), mode=mode)
        assert 0.0 <= verdict.score <= 1.0


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=400), st.sampled_from([None, "en", "de", "zh", "ar"]))
def test_any_text_gets_a_verdict_with_spans_inside_the_source(claim: str, source: str, lang: str | None) -> None:
    verdict = support.check(claim, support.prepare(source, lang=lang))
    assert all(0 <= span.start < span.end <= len(source) for span in verdict.evidence)
    assert verdict == support.check(claim, support.prepare(source, lang=lang))


def test_a_source_of_megabytes_is_read_in_bounded_time() -> None:
    import time

    source = "the ferry sank " * 200_000
    started = time.perf_counter()
    support.check("The ferry Aurora sank off Port Lind on Tuesday.", support.prepare(source, lang="en"))
    assert time.perf_counter() - started < 10


def test_no_shipped_weight_speaks_for_a_claim() -> None:
    weights = scoring.shipped()
    assert all(weight <= 0 for weight in weights.weights)
    assert scoring.score((0.0,) * len(scoring.NAMES)) > scoring.THRESHOLD > scoring.score((1.0,) * len(scoring.NAMES))


def test_a_whole_sentence_is_quoted_whatever_stands_around_it() -> None:
    source = (
        '"I would not say that." "Now we hope to build it." They asked: "Why did you go?" (No one would say.) He went home.'
    )
    for sentence in ('"Now we hope to build it."', '"I would not say that."', "He went home."):
        verdict = support.check(sentence, support.prepare(source, lang="en"))
        assert verdict.supported and verdict.basis == "quoted", sentence


@pytest.mark.parametrize(
    ("claim", "supported"),
    [
        ("More than 100 people were rescued from the flooded valley.", True),  # of 116
        ("Nearly 120 people were rescued from the flooded valley.", True),
        ("More than 120 people were rescued from the flooded valley.", False),
        ("Fewer than 100 people were rescued from the flooded valley.", False),
    ],
)
def test_a_bound_is_held_against_the_figure(claim: str, supported: bool) -> None:
    source = support.prepare("Crews said that 116 people were rescued from the flooded valley overnight.", lang="en")
    assert support.check(claim, source).supported is supported


def test_a_tokenised_claim_is_read_as_written() -> None:
    source = support.prepare(
        "The 25-year-old striker signed a £5m deal after a 2-1 win, and didn't speak to the city's press.", lang="en"
    )
    spaced = "The 25 - year - old striker signed a £ 5 m deal after a 2 - 1 win , and did n't speak to the city 's press ."
    assert support.check(spaced, source).supported


def test_a_quarter_may_be_written_short() -> None:
    source = support.prepare("Sales of the group fell in the third quarter of 2024, it said.", lang="en")
    assert support.check("Sales of the group fell in Q3 of 2024.", source).supported
    assert not support.check("Sales of the group fell in Q2 of 2024.", source).supported


def test_a_paraphrase_may_change_its_verbs_but_not_its_nouns() -> None:
    source = support.prepare("The founder of the troubled start-up was arrested on fraud charges, prosecutors said.", lang="en")
    near = support.check("The founder of the struggling start-up was apprehended on fraud charges.", source)
    far = support.check("The founder of the troubled orchestra was arrested on piracy charges.", source)
    assert near.supported and far.score < near.score


@pytest.mark.parametrize(
    ("sentence", "passage", "supported"),
    [
        ("The device consists of two electrodes placed in water at the laboratory in Dornau.",
         "The device consists of two electrodes put in water at the laboratory in Dornau.", True),
        ("The group hasn’t found the missing ledger, the lawyer said in a statement.",
         "The group hasn't found the missing ledger, the lawyer said.", True),
        ("Harbour union official said he spoke to Brandt.",
         "Yet, despite Brandt stating that no envoys of his had any part of it, the union president told the police and the prosecutors "
         "that he spoke to harbour union official on 3 May, who received a phone message from the party of Brandt that evening.", False),
        ("The stars of the film", "The film opened in March, and its stars came to Dornau.", False),
    ],
)  # fmt: skip
def test_a_second_source_may_choose_another_word_but_not_another_order(sentence: str, passage: str, supported: bool) -> None:
    assert cite.second_source(sentence, passage, lang="en").supported is supported


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("A fire alarm alerted the crew to the smoke.", "The crew were alerted to the smoke by a fire alarm."),
        ("All candidates are funded by the council, with a ban on other funding.",
         "Since other funding was banned, all candidates were funded by the council."),
        ("Ivo Brandt was pronounced dead at Merle Hospital.",
         "Paramedics rushed Ivo Brandt to Merle Hospital, where he was later pronounced dead."),
        ("Ada Lind was wearing a life jacket but was inexperienced, police said.",
         "Police said Ada Lind was inexperienced. She was wearing a life jacket."),
        ("The Harlan Bridge was closed on Monday after cracks were found.",
         "Police closed the Harlan Bridge on Monday after cracks were found in two supports, officials said."),
    ],
)  # fmt: skip
def test_a_second_source_may_put_the_same_words_in_another_order(sentence: str, passage: str) -> None:
    found = cite.second_source(sentence, passage, lang="en")
    assert found.supported, found.reasons


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("Merle Motors has released an update to fix the brakes of its buses.",
         "Merle Motors was to release an update yesterday, the brakes of its buses being the first thing to fix."),
        ("The child was pronounced dead, police said.",
         "The fire brigade said the child was pronounced dead at noon. Police said the house had been empty."),
        ("Residents nearby were evacuated as a precaution.", "Sixty nearby residents had to be evacuated to the day care centre."),
        ("The news was first reported by the Merle Post.", "The Merle Post reports that the minister met the envoy, in its news of the day."),
        ("The boy's grandmother was home at the time, Holm said.",
         "The boy lived with his grandmother in the three-storey home. Holm said that at the time relatives were devastated."),
        ("Ada Lind sold the mill.", "Ada Lind sold the mill, her rival Ivo Brandt said."),
        ("Ada Lind left the mill to rot.", "Ada Lind left the mill to rot, a man told police."),
    ],
)  # fmt: skip
def test_the_same_words_in_another_order_may_say_something_else(sentence: str, passage: str) -> None:
    assert not cite.second_source(sentence, passage, lang="en").supported


@pytest.mark.parametrize(
    ("lang", "source", "said", "unsaid"),
    [
        ("de", "Die Küstenwache rettete 141 Passagiere aus dem Wasser. Der Verkehrsminister kündigte eine Untersuchung an.",
         "Die Küstenwache holte 141 Passagiere aus dem Wasser.", "Der Bürgermeister trat zurück, weil die Oper geschlossen wurde."),
        ("es", "El ferry Aurora se hundió el martes frente a Port Lind y murieron 12 personas.",
         "Doce personas murieron al hundirse el ferry Aurora frente a Port Lind.", "El alcalde dimitió por el cierre de la ópera."),
        ("fr", "Le ferry Aurora a coulé mardi au large de Port Lind, faisant 12 morts.",
         "Douze personnes sont mortes dans le naufrage du ferry Aurora au large de Port Lind.", "Le maire a démissionné après la fermeture de l'opéra."),
        ("ru", "Паром Аврора затонул во вторник у порта Линд, погибли 12 человек.",
         "При крушении парома Аврора у порта Линд погибли 12 человек.", "Мэр ушёл в отставку из-за закрытия оперы."),
        ("zh", "渡轮极光号周二在林德港外沉没，造成12人死亡。", "极光号渡轮在林德港外沉没，12人遇难。", "市长因歌剧院关闭而辞职。"),
        ("ar", "غرقت العبارة أورورا يوم الثلاثاء قبالة ميناء ليند وقتل 12 شخصا.",
         "قتل 12 شخصا في غرق العبارة أورورا قبالة ميناء ليند.", "استقال رئيس البلدية بسبب إغلاق الأوبرا."),
    ],
)  # fmt: skip
def test_a_paraphrase_passes_in_other_languages_and_another_event_does_not(
    lang: str, source: str, said: str, unsaid: str
) -> None:
    known = support.prepare(source, lang=lang)
    assert support.check(said, known).supported
    assert not support.check(unsaid, known).supported


def test_a_thing_missing_tells_more_in_a_copied_claim_and_less_in_one_of_several_sentences() -> None:
    def scored(near_shares: list[float]) -> float:
        values = tuple(0.5 if name == "things" else 0.0 for name in features.NAMES)
        rows = [(Cover(values, (), None, 0.0, share), list[Fault]()) for share in near_shares]
        return scoring.score(scoring.vector(rows))

    assert scored([1.0]) < scored([0.9]) < scored([0.7])
    assert scored([1.0]) < scored([1.0, 1.0, 1.0])


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Ada Lind took more than £400,000.", "The accountant Ada Lind took £431,000 from the club, the court heard."),
        ("The boat carried 207 foreign sailors to Lorn.", "A boat carrying more than 200 foreign sailors reached Lorn. On it were 207 sailors."),
        ("Lorn, Hembly, Teel and Marn have never before shared a festival.", "Boldly, Lorn, Hembly, Teel and Marn have never before shared a festival."),
        ("The rower lost 20lbs for the race.", "The rower lost 20 pounds for the race and put 12lbs back on."),
        ("Lorn lost 3-1 to Teel at Old Quay.", "After a 3-1 defeat to Teel at Old Quay, Lorn are out."),
        ("Sales will be between 90 and 100 million crowns.", "Sales will be in the range of 90 to 100 million crowns."),
        ("The school changes its name in the 2018–19 year.", "The school will change its name in the 2018-2019 year."),
    ],
)  # fmt: skip
def test_a_figure_or_a_name_put_in_another_way_is_no_contradiction(claim: str, source: str) -> None:
    verdict = support.check(claim, support.prepare(source, lang="en"))
    assert verdict.verdict != "contradicted"
    assert not any("not in the passage" in reason or "the passage says" in reason for reason in verdict.reasons)


def test_a_sentence_that_only_says_where_more_can_be_read_is_not_held_against_the_source() -> None:
    source = support.prepare(SOURCE, lang="en")
    plain = support.check("The bridge opened in 1931.", source)
    assert support.check("The bridge opened in 1931. Click here for all the latest Lorn news.", source).score == plain.score
    assert support.check("Click here for the mayor's theft: 400 crowns, and more.", source).score < 0.5


@pytest.mark.parametrize(("claim", "supported"), [("at Tessaly", True), ("at Tuesday", False), ("on Tuesday", True)])
def test_a_day_is_no_place(claim: str, supported: bool) -> None:
    source = support.prepare("Two pupils were hurt in a crash at Tessaly on Tuesday. The driver was not hurt.", lang="en")
    assert support.check(f"Two pupils were hurt in a crash {claim}.", source).supported is supported
