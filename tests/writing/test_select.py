"""Which sentences are central to a story, and which are chosen."""

from __future__ import annotations

from newsloom import origins
from newsloom.model import Article
from newsloom.writing import claims, evidence, select

FERRY = (
    "The ferry Orla ran aground off Vell on Sunday with 210 passengers on board. Coast guards took the passengers of the ferry Orla "
    "to Vell in lifeboats. The captain collects antique barometers and once won a prize for them. "
    "Divers will look for leaks in the hull of the ferry on Monday."
)
HARBOUR = (
    "Lifeboats carried 210 passengers to Vell after the ferry Orla ran aground on Sunday. Nobody on the ferry was hurt, the coast "
    "guards said. A bakery in the harbour has raised its price of bread twice. Divers look for a leak in the Orla."
)
RADIO = (
    "Passengers of the stranded ferry Orla reached Vell in lifeboats. The ferry stays on the rocks until divers have examined it. "
    "The owner bought the ship in 2009 from a brewery."
)


def gathered(*texts):
    articles = [Article(f"a{i}", "", text, source=f"Outlet {i}", lang="en") for i, text in enumerate(texts)]
    return evidence.gather(articles, origins.group(articles))


def nearness(*texts):
    found = gathered(*texts)
    like = claims.likeness(found.candidates)
    return {c.text: value for c, value in zip(found.candidates, select.centrality(found.candidates, like.rarity), strict=True)}


def chosen(*texts, words=90):
    found = gathered(*texts)
    like = claims.likeness(found.candidates)
    return select.choose(found.candidates, like, select.weights(found.candidates, like.rarity), limit=select.Budget(words, 9))


def test_what_all_outlets_write_about_is_more_central_than_a_detail_of_one():
    near = nearness(FERRY, HARBOUR, RADIO)
    shared = min(value for text, value in near.items() if "lifeboats" in text.lower())
    details = ("barometers", "bakery", "brewery")
    assert all(value < 0.5 * shared for text, value in near.items() if any(word in text for word in details))


def test_centrality_reaches_from_nothing_to_one():
    values = list(nearness(FERRY, HARBOUR, RADIO).values())
    assert max(values) == 1.0 and all(0.0 <= value <= 1.0 for value in values)


def test_a_longer_text_of_one_outlet_does_not_make_its_own_words_central():
    """Its words are many, but one origin's: what three origins have stays ahead."""
    bakeries = " ".join(f"A bakery number {n} in the harbour has raised its price of bread again." for n in range(4))
    near = nearness(FERRY, f"{HARBOUR} {bakeries}", RADIO)
    assert max(value for text, value in near.items() if "bread" in text) < near[FERRY.split(". ")[0] + "."]


def test_the_page_leaves_the_details_of_one_outlet_out():
    units = chosen(FERRY, HARBOUR, RADIO, words=45)
    told = " ".join(c.text for unit in units for c in unit.members)
    assert "210 passengers" in told
    assert not any(word in told for word in ("barometers", "bread", "brewery"))


def test_the_page_opens_with_the_news_and_not_with_what_is_said_of_it():
    """Though two outlets carry the same quotation, and only one of them the news."""
    said = (
        "“The ferry Orla should never have left Vell on a Sunday with 210 passengers on board,” mayor Ada Lind said on Monday."
    )
    units = chosen(f"{said} {HARBOUR}", f"{said} {RADIO}", FERRY)
    assert not units[0].first.text.startswith("“") and "said" not in units[0].first.text
    indirect = said.replace("“", "Mayor Ada Lind said in a statement: “", 1).replace(",” mayor Ada Lind said on Monday.", ".”")
    assert "Lind" not in chosen(f"{indirect} {HARBOUR}", f"{indirect} {RADIO}", FERRY)[0].first.text


def test_such_things_wait_for_the_sentence_that_names_them():
    found = gathered(
        "Two ferries of Vell lie idle with broken engines. The owner has let such ferries wait for months before. Those on board were "
        "taken ashore by lifeboats. “These ferries are the pride of our old town,” Ada Lind said."
    )
    needs = [c.needs for c in found.candidates]
    assert needs[1] == {"ferri"}
    assert not any(needs[i] for i in (0, 2, 3))
