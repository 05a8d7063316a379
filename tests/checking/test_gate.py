"""Nothing passes the gate that its sources do not bear out, and what passes is renumbered as a reader meets it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from newsloom import evaluate, formats
from newsloom.checking import gate
from newsloom.errors import LLMError
from newsloom.model import (
    Article,
    Citation,
    Disagreement,
    DisputedValue,
    Passage,
    Quotation,
    Section,
    Sentence,
    Source,
    StoryPage,
    TimelineEntry,
)
from newsloom.ports import Judgement

AT = datetime(2026, 1, 13, 9, tzinfo=UTC)
A = Article(
    "a", "Ferry sinks off Port Lind, killing 12",
    "The ferry Aurora sank off Port Lind on Tuesday, killing 12 people, the coast guard said.\n"
    "Captain Ruta Varga ordered an evacuation within four minutes.\nThe navy sent two helicopters.",
    "Lind Post", None, AT, lang="en",
)  # fmt: skip
B = Article(
    "b", "Twelve dead as the Aurora goes down",
    "Captain Ruta Varga ordered an evacuation within four minutes.\nThe inquiry will begin in March, Minister Olaf Brandt promised.",
    "Keld News", None, AT.replace(hour=10), lang="en",
)  # fmt: skip
C = Article(
    "c", "Aurora: what we know", "The reef was marked on every chart.", "Norland Times", None, AT.replace(hour=8), lang="en"
)
ARTICLES = {article.id: article for article in (A, B, C)}


def cite(article: Article, words: str, field: str = "text") -> Citation:
    start = article.field(field).index(words)  # type: ignore[arg-type]
    return Citation(article.id, field, start, start + len(words), words, article.version)  # type: ignore[arg-type]


def quoted(article: Article, words: str, *more: Citation) -> Sentence:
    return Sentence(words, (cite(article, words), *more))


SANK = "The ferry Aurora sank off Port Lind on Tuesday, killing 12 people, the coast guard said."
ORDERED = "Captain Ruta Varga ordered an evacuation within four minutes."
NAVY = "The navy sent two helicopters."
INQUIRY = "The inquiry will begin in March, Minister Olaf Brandt promised."
REEF = "The reef was marked on every chart."


def page(sentences: Sequence[Sentence], **changed: object) -> StoryPage:
    made = StoryPage(
        "s", A.title, (cite(A, A.title, "title"),), "", (), AT.replace(hour=10),
        (
            Section("Ferry sinks off Port Lind", (cite(A, "Ferry sinks off Port Lind", "title"),), tuple(sentences[:2])),
            Section("Twelve dead as the Aurora goes down", (cite(B, B.title, "title"),), tuple(sentences[2:])),
        ),
        tuple(Source(n, x.id, x.title, x.source or "", None, x.published, True, n) for n, x in enumerate((A, B, C), 1)), "en",
    )  # fmt: skip
    return replace(made, **changed)  # type: ignore[arg-type]


GOOD = (quoted(A, SANK), quoted(A, ORDERED, cite(B, ORDERED)), quoted(A, NAVY), quoted(B, INQUIRY), quoted(C, REEF))


def passed(given: StoryPage, **options: object) -> StoryPage:
    result = gate.gate(given, ARTICLES, **options)  # type: ignore[arg-type]
    assert result.page is not None
    return result.page


def test_a_page_of_quoted_sentences_passes_whole() -> None:
    result = gate.gate(page(GOOD), ARTICLES)
    assert result.held == ()
    assert result.page is not None and [s.basis for s in result.page.sentences] == ["quoted"] * 5
    assert len(result.page.sentences[1].citations) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        Sentence(SANK.replace("12", "15"), (cite(A, SANK),)),
        Sentence("The navy did not send two helicopters.", (cite(A, NAVY),)),
        Sentence(NAVY, (Citation("a", "text", 0, len(NAVY), NAVY),)),  # quote and place differ
        Sentence(NAVY, (Citation("a", "text", 10, 10, ""),)),
        Sentence(NAVY, (Citation("nobody", "text", 0, 5, "The n"),)),
        Sentence(NAVY, (replace(cite(A, NAVY), version=2),)),
        Sentence(NAVY, ()),
        Sentence("", (cite(A, NAVY),)),
        Sentence(f'{NAVY[:-1]} "to save every soul".', (cite(A, NAVY),)),
        Sentence("The navy of Norland [under Admiral Quist] sent two helicopters.", (cite(A, NAVY),)),
        Sentence("Port Lind is a town with 40,000 people.", (cite(A, SANK),)),
        Sentence("The ferry Aurora sank off Port Lind on Tuesday, killing 12 people.", (cite(A, SANK),)),  # who says so is lost
        Sentence("The inquiry will begin in March.", (cite(B, "The inquiry will begin in March"),)),  # the rest of it is in the article
    ],
)  # fmt: skip
def test_what_its_citations_do_not_bear_out_is_dropped_with_a_reason(wrong: Sentence) -> None:
    result = gate.gate(page((*GOOD[:2], wrong, *GOOD[3:])), ARTICLES)
    assert result.page is not None and len(result.page.sentences) == 4
    assert wrong.text not in [s.text for s in result.page.sentences]
    assert result.held


def test_an_insert_from_the_cited_article_or_a_date_part_passes() -> None:
    sentence = Sentence("The navy [Tuesday, Port Lind] sent two helicopters.", (cite(A, NAVY),))
    assert passed(page((*GOOD[:2], sentence, *GOOD[3:]))).sentences[2].basis == "quoted"


def test_a_second_citation_that_says_less_is_dropped_and_the_sentence_stays() -> None:
    result = gate.gate(page((quoted(A, SANK, cite(C, REEF)), *GOOD[1:])), ARTICLES)
    assert result.page is not None and len(result.page.sentences[0].citations) == 1
    assert any("further citation" in line for line in result.held)


def test_sources_are_numbered_as_they_are_met_after_sentences_were_dropped() -> None:
    wrong = Sentence("The navy sent five helicopters.", (cite(A, NAVY),))
    got = passed(page((wrong, quoted(C, REEF), quoted(B, INQUIRY), quoted(A, ORDERED))))
    assert [s.article for s in got.sources] == ["c", "b", "a"]
    assert [s.number for s in got.sources] == [1, 2, 3] and [s.origin for s in got.sources] == [1, 2, 3]
    assert gate.renumber(got) == got


def test_a_source_whose_sentences_were_dropped_says_so() -> None:
    got = passed(page((*GOOD[:4], Sentence("The reef was not marked on any chart.", (cite(C, REEF),)))))
    last = got.sources[-1]
    assert last.article == "c" and not last.cited and last.note


def test_a_heading_that_fails_is_replaced_by_a_source_or_its_section_joined() -> None:
    given = page(GOOD)
    bad = replace(given.sections[1], heading="Forty dead in Port Lind", heading_citations=(cite(A, SANK),))
    got = passed(replace(given, sections=(given.sections[0], bad)))
    assert "Forty dead in Port Lind" not in [s.heading for s in got.sections]
    assert len(got.sentences) == 5 and all(s.heading_citations for s in got.sections)


def test_a_page_of_one_section_whose_heading_fails_is_not_lost() -> None:
    given = page(GOOD)
    bad = replace(given.sections[0], heading="Forty dead in Port Lind", heading_citations=(cite(A, SANK),))
    got = passed(replace(given, sections=(bad,), sources=given.sources[:2]))
    (section,) = got.sections
    assert section.heading != bad.heading and section.heading_citations
    assert len(section.sentences) == len(bad.sentences)


def test_a_noun_phrase_may_be_a_heading_without_its_speaker_but_a_clause_may_not() -> None:
    def headed(words: str) -> str:
        start = SANK.index(words)
        cited = Citation("d", "text", start, start + len(words), words, given.version)
        section = Section(
            words[:1].upper() + words[1:],
            (cited,),
            (Sentence(SANK, (Citation("d", "text", 0, len(SANK), SANK, given.version),)),),
        )
        made = replace(
            page(GOOD),
            sections=(section,),
            headline=given.title,
            headline_citations=(Citation("d", "title", 0, len(given.title), given.title, given.version),),
            sources=(Source(1, "d", given.title, "", None, AT, True, 1),),
        )
        result = gate.gate(made, {"d": given})
        assert result.page is not None
        return result.page.sections[0].heading

    SANK = "The coast guard said the loss of the ferry Aurora was an accident, and the crew of the vessel tells of a reef."
    given = Article("d", "Ferry Aurora sinks off Port Lind", SANK, "Lind Post", None, AT, lang="en")
    assert headed("loss of the ferry Aurora") == "Loss of the ferry Aurora"
    assert headed("the loss of the ferry Aurora was an accident") != "The loss of the ferry Aurora was an accident"


def test_a_repeated_heading_stands_once() -> None:
    given = page(GOOD)
    twice = replace(given.sections[1], heading=given.sections[0].heading, heading_citations=given.sections[0].heading_citations)
    headings = [s.heading for s in passed(replace(given, sections=(given.sections[0], twice))).sections]
    assert len(headings) == len(set(headings))


def test_a_label_needs_no_citation_but_may_state_nothing() -> None:
    given = page(GOOD)
    label = replace(given.sections[1], heading="Background", heading_citations=(), label=True)
    assert passed(replace(given, sections=(given.sections[0], label))).sections[1].label
    stated = replace(label, heading="12 people died in Port Lind on Tuesday")
    assert not any(s.label for s in passed(replace(given, sections=(given.sections[0], stated))).sections)


def test_a_headline_that_fails_gives_way_to_a_line_of_a_source() -> None:
    got = passed(page(GOOD, headline="Ferry sinks, killing 40", headline_citations=(cite(A, A.title, "title"),)))
    assert "40" not in got.headline and got.headline_citations
    assert got.headline == got.headline_citations[0].quote


def test_a_deck_that_fails_is_left_out() -> None:
    assert passed(page(GOOD, deck="Nobody was hurt", deck_citations=(cite(A, NAVY),))).deck == ""


def test_a_page_with_nothing_that_holds_is_not_published() -> None:
    result = gate.gate(page([Sentence("The navy sent nobody.", (cite(A, NAVY),))]), ARTICLES)
    assert result.page is None and result.held


def test_disputed_values_and_timeline_entries_are_held_to_their_passages() -> None:
    right = DisputedValue("12", (cite(A, SANK),))
    other = DisputedValue("four", (cite(A, ORDERED),))
    wrong = DisputedValue("31", (cite(B, INQUIRY),))
    entries = (
        TimelineEntry(date(2026, 1, 13), SANK, (cite(A, SANK),)),
        TimelineEntry(date(2025, 5, 1), NAVY, (cite(A, NAVY),)),
    )
    disputes = (Disagreement("people killed", (right, other)), Disagreement("people hurt", (right, wrong)))
    got = passed(page(GOOD, disagreements=disputes, timeline=entries))
    assert [d.about for d in got.disagreements] == ["people killed"]
    assert [e.text for e in got.timeline] == [SANK]


def test_a_quotation_stays_where_its_passage_has_the_words_and_the_speaker() -> None:
    said = "A second ship will follow within the hour"
    text = f"{SANK} “{said},” Ida Brandt said. Tom Nyberg saw the wreck."
    article = Article("q", "Ferry sinks", text, source="Q", published=A.published)
    passage = f"“{said},” Ida Brandt said."
    told = (
        Quotation("Ida Brandt", said, (cite(article, passage),)),
        Quotation("Tom Nyberg", said, (cite(article, passage),)),
        Quotation("Ida Brandt", "A third ship will follow within the hour", (cite(article, passage),)),
        Quotation("Ida Brandt", SANK, (cite(article, SANK),)),
    )
    base = page(GOOD, quotations=told)
    sources = (*base.sources, Source(9, "q", "Ferry sinks", "Q", None, article.published, True, 9))
    result = gate.gate(replace(base, sources=sources), {**ARTICLES, "q": article})
    assert result.page is not None
    assert result.page.quotations == told[:1]
    assert len([line for line in result.held if line.startswith("quotation")]) == 3


class Refuser:
    """Refuses what speaks of the navy; has no voice on the rest."""

    def judge(self, claim: str, passages: Sequence[Passage]) -> Judgement:
        assert all(p.text for p in passages)
        return Judgement("navy" in claim, "it reads otherwise", "strict")


class Silent:
    def judge(self, claim: str, passages: Sequence[Passage]) -> Judgement:
        raise LLMError("endpoint", "timed out")


def own_words(article: Article, text: str, words: str) -> Sentence:
    return Sentence(text, (cite(article, words),), writer="a-model")


def test_a_models_sentence_is_facts_checked_and_a_judge_may_only_refuse() -> None:
    rewritten = own_words(A, "Captain Varga ordered the evacuation within four minutes.", ORDERED)
    navy = own_words(A, "Two helicopters were sent by the navy.", NAVY)
    false = own_words(A, "Captain Varga ordered the evacuation within nine minutes.", ORDERED)
    given = page((rewritten, navy, false, GOOD[3]), writer="a-model")
    assert [s.basis for s in passed(given).sentences] == ["facts checked", "facts checked", "quoted"]
    judged = passed(given, judges=[Refuser()])
    assert [s.basis for s in judged.sentences] == ["judged by strict", "quoted"]
    assert [s.basis for s in passed(given, judges=[Silent()]).sentences] == ["facts checked", "facts checked", "quoted"]


def test_what_passes_has_none_of_the_faults_of_the_contract() -> None:
    wrong = Sentence("The navy sent nine helicopters.", (cite(A, NAVY), Citation("b", "text", 5, 2, "x")))
    got = passed(page((*GOOD[:2], wrong, *GOOD[3:])))
    given = [{"id": x.id, "title": x.title, "text": x.text} for x in ARTICLES.values()]
    assert evaluate.page(given, formats.page_json(got)).faults == {}


def test_a_long_page_of_several_articles_never_ends_as_one_section() -> None:
    given = page(GOOD)
    whole = replace(given.sections[0], sentences=GOOD)
    got = passed(replace(given, sections=(whole,)))
    assert len(got.sections) == 2 and len(got.sentences) == 5
    assert all(section.heading and section.heading_citations for section in got.sections)


def test_a_fused_sentence_keeps_what_each_citation_carries_and_loses_what_carries_nothing() -> None:
    text = "Captain Varga ordered the evacuation within four minutes, and two helicopters were sent by the navy."
    citations = (cite(A, ORDERED), cite(A, SANK), cite(A, NAVY))
    fused = Sentence(text, citations, writer="a-model")
    got = passed(page((fused, GOOD[3]), writer="a-model"))
    kept = got.sentences[0].citations
    assert [c.quote for c in kept] == [ORDERED, NAVY]
    assert [text[c.carries.start : c.carries.end] for c in kept if c.carries] == [
        "Captain Varga ordered the evacuation within four minutes",
        "and two helicopters were sent by the navy.",
    ]
    assert formats.load(formats.dump(got)).sentences[0].citations[0].carries == kept[0].carries
    assert "carries" in formats.page_json(got)["sections"][0]["sentences"][0]["citations"][0]
