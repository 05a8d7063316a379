"""How plainly a sentence speaks, and what that means for the page."""

from __future__ import annotations

import pytest

import newsloom
from newsloom.model import Article
from newsloom.writing import tone


def plainness(text: str) -> float:
    return tone.plainness(text, tone.marks(text))


def test_of_two_wordings_the_one_without_judgement_is_the_plainer():
    assert plainness("The council approved the bridge.") > plainness("The council approved the shocking bridge!")


@pytest.mark.parametrize(
    "marked",
    [
        "The so-called expert was heard.", "A jaw-dropping bridge opened.", "The council, of course, agreed.", "It turns out it was right.",
        "He told reporters that it was right.", "He said in an interview with the Post.", "He said in a statement to CNN.",
        "The bridge is safe, reported the BBC.", "What a bridge…", "Why now?", "INCREDIBLE bridge opens.",
        "The bridge is pretty narrow.", "It's a bridge of stone.", "The bridge isn’t safe.", "The infamous bridge opens.",
        "Even better, the bridge is safe.", "It’s worth asking who paid.", "The bridge is truly a marvel.",
        "Norline is excited to announce a bridge.", "Once upon a time there was a bridge.",
    ],
)  # fmt: skip
def test_each_mark_of_judgement_and_outlet_talk_makes_a_wording_less_plain(marked):
    assert plainness(marked) < 1


@pytest.mark.parametrize(
    "plain",
    [
        "“It's pretty narrow,” said Ada Lind of the bridge in Lorn.",
        "The council of Lorn approved the bridge on Monday by 12 votes to 3.",
        "“What a wonderful bridge!” Ada Lind wrote.",
        "The storm slammed into the quay of Lorn and ripped off roofs.",
        "Residents were powerless to do anything but wait in Lorn.",
        "Ida Smart and Ben Nice opened the bridge.",
    ],
)
def test_what_is_quoted_and_what_names_may_sound_like_talk(plain):
    assert tone.marks(plain) == 0


def test_a_judgement_that_the_sentence_gives_to_somebody_counts_less():
    assert tone.marks("The council called the bridge ridiculous.") < tone.marks("The bridge of the council is ridiculous.")


@pytest.mark.parametrize(
    "opinion",
    [
        "The bridge is a ridiculous waste of money.",
        "The mayor is wonderful as the plucky captain of the ferry.",
        "There is plenty of blame to go around, but the bridge is simply no good, of course.",
        "Sure enough, the mayor of Lorn probably forgot the bridge.",
    ],
)
def test_such_a_sentence_is_none_of_a_reports(opinion):
    assert tone.marks(opinion) >= tone.LOADED


def test_other_languages_are_not_judged_by_english_words():
    assert tone.marks("Der wild lame Fun war stark und smart.", "de") == 0


def test_an_article_leans_by_what_it_judges_on_average():
    assert tone.leaning([0.0] * 20) == 0
    assert tone.leaning([0.0, 0.0, 0.3, 0.0, 0.0]) == 0
    assert 0 < tone.leaning([0.4, 0.0, 1.0, 0.0, 0.6, 0.0]) < tone.leaning([1.0] * 9) <= tone.MOST_LEANING


REPORT = """The council of Lorn approved a new bridge over the Arle on Monday by 12 votes to 3.
The bridge will cost 40 million crowns and open in 2031, mayor Ada Lind said.
Work on the two piers of the bridge begins in March, the harbour office said.
The old bridge of Lorn has been closed to lorries since a pier moved in June."""
COLUMN = """The council of Lorn has approved a ridiculous bridge over the Arle.
Nobody in Lorn seems to want the bridge, and of course nobody asked.
The old bridge of Lorn is a masterpiece, a truly wonderful gem of stone.
Mayor Ada Lind is hardly the smart captain that Lorn needs for a bridge.
The new bridge over the Arle is simply a stupid idea, to say the least.
The harbour office of Lorn has 31 pages of plans for the bridge over the Arle.
Sadly, the bridge will be built in Lorn anyway.
It is a pathetic end to a pretty silly debate on a bridge in Lorn."""


def test_of_a_column_a_page_tells_what_is_plain():
    page = newsloom.write([Article("1", text=REPORT, source="a"), Article("2", text=COLUMN, source="b")])
    told = " ".join(s.text for s in page.sentences)
    assert "12 votes" in told
    assert not any(word in told for word in ("ridiculous", "wonderful", "hardly", "stupid", "Sadly", "pathetic"))


def test_a_page_opens_with_the_report_whoever_wrote_first():
    articles = [Article("1", text=COLUMN, source="b"), Article("2", text=REPORT, source="a")]
    assert newsloom.write(articles).sentences[0].text.startswith("The council of Lorn approved a new bridge")


def test_an_article_that_only_judges_still_has_its_plainest_sentence():
    only = (
        "The bridge over the Arle in Lorn is a ridiculous idea.\nThe old bridge of Lorn is a wonderful, gorgeous gem of stone."
    )
    page = newsloom.write([Article("1", text=only, source="b")])
    assert [s.text for s in page.sentences] == ["The bridge over the Arle in Lorn is a ridiculous idea."]
