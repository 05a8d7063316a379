"""Which sentences are central to a story, and which are chosen."""

from __future__ import annotations

from dataclasses import replace

from newsloom import origins
from newsloom.model import Article
from newsloom.writing import claims, evidence, headline, rating, sections, select, twice
from newsloom.writing.chosen import Budget, Chosen, Priors, Unit

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
    return {c.text: value for c, value in zip(found.candidates, rating.centrality(found.candidates, like.rarity), strict=True)}


def chosen(*texts, words=90):
    found = gathered(*texts)
    like = claims.likeness(found.candidates)
    return select.choose(found.candidates, like, rating.weights(found.candidates, like.rarity), limit=Budget(words, 9))


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


def test_the_page_opens_with_a_sentence_that_adds_to_nothing():
    adding = "The ferry Orla, which ran aground off Vell on Sunday with 210 passengers on board, also lost its anchor."
    plain = adding.replace(" also", "")
    assert chosen(f"{plain} {HARBOUR}", HARBOUR)[0].first.text == plain
    assert chosen(f"{adding} {HARBOUR}", HARBOUR)[0].first.text != adding
    guessing = f"It is possible that {plain[0].lower()}{plain[1:]}"
    assert chosen(f"{guessing} {HARBOUR}", HARBOUR)[0].first.text != guessing


def test_such_things_wait_for_the_sentence_that_names_them():
    found = gathered(
        "Two ferries of Vell lie idle with broken engines. The owner has let such ferries wait for months before. Those on board were "
        "taken ashore by lifeboats. “These ferries are the pride of our old town,” Ada Lind said."
    )
    needs = [c.needs for c in found.candidates]
    assert needs[1] == {"ferri"}
    assert not any(needs[i] for i in (0, 2, 3))


SENTENCES = (
    "The ferry Orla ran aground off Vell on Sunday with 210 passengers on board.",
    "On Sunday the Orla hit a rock near Vell, and its passengers were taken ashore.",
    "Divers of the navy will look for leaks in the hull of the ferry for two days.",
)


def gain_of(sentence, beside, **more):
    """What choosing a sentence gains on a page that has one of another article."""
    found = gathered(*more.get("texts", SENTENCES))
    by_text = {c.text: Unit((c,)) for c in found.candidates}
    worth = dict.fromkeys((k for c in found.candidates for k in c.concepts), 1.0)
    page = Chosen()
    page.add(by_text[beside])
    page.covered.clear()
    page.compare(by_text[beside], [by_text[sentence]])
    return select._gain(by_text[sentence], page, worth, Priors(dict.fromkeys(range(len(found.candidates)), 1.0)))


def test_a_sentence_near_to_one_on_the_page_gains_less_than_one_that_is_not():
    near, far = gain_of(SENTENCES[1], SENTENCES[0]), gain_of(SENTENCES[1], SENTENCES[2])
    assert near < 0.7 * far


def late(*texts):
    """The sentences of as many articles as stand there far down, where two sentences say the same only if they share much."""
    return [replace(c, rank=9) for c in gathered(*texts).candidates]


def test_one_figure_of_one_thing_is_one_fact_and_of_two_things_is_two():
    first, same, other = late(
        "A judge in Lorn sentenced 683 striking men to prison in the latest trial of dockers.",
        "The 683 men went to prison for blocking the harbour pilots in May and June.",
        "The port of Skerry has berths for 683 yachts and a crane in the latest plan.",
    )
    assert twice.repeats(same, [first])
    assert not twice.repeats(other, [first])


def test_one_quotation_is_told_once_and_another_of_the_same_speaker_again():
    first, same, other = late(
        "Ada Lind said of the shortage of pilots in Lorn: “It is not so, as I see it.”",
        "Pilots heard a minister of Skerry repeat on the radio that “it is not so” with dockers.",
        "Pilots at anchor off Skerry called it “a gift to all of the ports up the coast” on Sunday.",
    )
    assert twice.repeats(same, [first])
    assert not twice.repeats(other, [first])


TRAWLER = (
    "Rescuers found the trawler Corrie empty off Skerry at dawn, and its lifeboat gone. A search by two aircraft goes on until Friday.",
    "Nobody was on the trawler when rescuers reached it near Skerry, said a pilot. Its owner in Lorn has sold four boats this year.",
    "A court in Vell hears a claim about herring nets. The lifeboats of Skerry were built for the trawler fleet and its rescuers.",
)


def test_what_two_outlets_tell_first_is_likelier_one_fact_than_what_shares_as_many_words_further_down():
    found = gathered(*TRAWLER).candidates
    measure = twice.Measure(found, "en")
    first, search, same, owner = found[:4]
    assert measure.degree(first, same) >= 1.0 > measure.degree(first, owner)
    assert measure.degree(first, same) > measure.degree(first, replace(same, rank=8))
    assert measure.degree(first, same) == measure.degree(same, first)
    assert measure.degree(first, search) == 0.0  # nothing in common


RESCUE = (
    "Two sailors were killed and a third was wounded when a blast hit a freighter off Skerry. The owner has hired a lawyer in Lorn. "
    "A storm had kept the harbour shut for most of the week."
)
QUAY = (
    "The explosion left two of the crew dead and one injured, said the harbour master. Bread has become dearer in the harbour. "
    "A new quay will be built in spring."
)


def test_a_fact_told_in_kindred_words_is_told_twice():
    """ "killed", "wounded", "blast"; "dead", "injured", "explosion": they share hardly a stem."""
    found = gathered(RESCUE, QUAY).candidates
    first, same = found[0], found[3]
    english, unknown = twice.Measure(found, "en"), twice.Measure(found, "xx")
    assert english.degree(first, same) >= 1.0 > unknown.degree(first, same)
    assert all(english.degree(first, other) < 1.0 for other in (*found[1:3], *found[4:]))


def test_an_article_that_tells_its_lead_again_does_so_by_kin_and_by_more_than_two_outlets_need():
    text = RESCUE + " The blast on the freighter off Skerry killed the two sailors and wounded the third."
    found = gathered(text, QUAY).candidates
    first, again = found[0], found[3]
    measure = twice.Measure(found, "en")
    assert measure.degree(first, again) >= 1.0
    elsewhere = replace(again, article=found[-1].article)
    assert measure.degree(first, again) < measure.degree(first, elsewhere)


def test_a_neighbour_below_the_lead_goes_on_from_the_one_before_it():
    """Three words of the second are in the first: what it is about, not what it tells."""
    found = gathered(
        RESCUE
        + " Engineers found soft ground below the quay, the port authority says. The port authority wants the quay mended."
    ).candidates
    first, after = found[3:5]
    measure = twice.Measure(found, "en")
    assert measure.degree(first, after) == 0.0 < measure.degree(replace(first, rank=0), replace(after, rank=1))


def test_names_in_common_say_less_than_things():
    """Most sentences of a story name those it is about."""
    told = "The council shut the bridge to lorries at noon. At noon the council had shut the bridge, engineers said."
    things, names = (
        gathered(told).candidates,
        gathered(told.replace("council", "Council").replace("bridge", "Bridge")).candidates,
    )
    assert twice.Measure(names, "en").degree(*names) < twice.Measure(things, "en").degree(*things)
    assert twice.Measure(names, "de").degree(*names) == twice.Measure(things, "de").degree(
        *things
    )  # all its nouns have capitals


def told_once(*chosen_in_order, texts=TRAWLER):
    """Which of these sentences, numbered in the order of the texts, stay on a page; more speaks for each than for the next."""
    found = gathered(*texts)
    page = Chosen()
    for number in chosen_in_order:
        page.add(Unit((found.candidates[number],)))
    measure, worth = twice.Measure(found.candidates, "en"), {c.index: 1 / (1 + c.index) for c in found.candidates}
    pool = select.units(found.candidates, 0)
    return [u.first.index for u in select._told_once(page, claims.likeness(found.candidates), measure, worth, pool)]


def test_of_two_tellings_of_one_fact_the_page_keeps_one():
    assert told_once(0, 1, 3, 2) == [0, 1, 3]


def test_what_the_page_opens_with_and_an_outlet_that_would_not_be_heard_stay():
    assert told_once(2, 3, 1, 0) == [2, 3, 1]
    assert told_once(0, 1, 2) == [0, 1, 2]


def test_an_outlet_that_only_tells_again_says_something_else_of_its_own_instead():
    more = QUAY.replace("A new quay", "A ship of the navy has come to look for the cause below the pier. A new quay")
    found = gathered(RESCUE, more).candidates
    assert [found[i].text for i in told_once(0, 1, 3, texts=(RESCUE, more))] == [found[0].text, found[1].text, found[5].text]
    assert told_once(0, 1, 3, texts=(RESCUE, QUAY)) == [0, 1, 3]  # nothing else of some length


def test_a_sentence_that_introduces_somebody_to_another_stays_though_it_is_told_twice():
    texts = (TRAWLER[0], TRAWLER[1].replace("said a pilot", "said pilot Ada Lind").replace("Its owner in Lorn has", "Lind has"))
    assert gathered(*texts).candidates[3].needs == {"Lind"}
    assert told_once(0, 1, 3, 2, texts=texts) == [0, 1, 3, 2]


def test_the_sentences_of_an_article_that_mostly_chats_count_less():
    report = "The ferry stayed on the rocks of Vell for the whole of day {}."
    chat = "We think the ferry should stay on the rocks of Vell for day {}!"
    plain = gathered(" ".join(report.format(n) for n in range(9)))
    column = gathered(" ".join((chat if n % 2 else report).format(n) for n in range(9)))
    short = gathered(" ".join((chat if n % 2 else report).format(n) for n in range(4)))
    assert set(rating.fitness(plain.candidates).values()) == {1.0} == set(rating.fitness(short.candidates).values())
    assert set(rating.fitness(column.candidates).values()) == {(5 / 9) ** 2}


def test_words_in_a_row_that_two_outlets_have_are_worth_more_than_those_that_one_repeats():
    found = gathered(
        "Brown herring boats left the harbour. Green whale ships entered the harbour. Green whale ships stayed in the harbour.",
        "Brown herring boats sank in the harbour.",
    )
    worth = rating.weights(found.candidates, claims.likeness(found.candidates).rarity)
    assert worth["brown", "herring"] > 3 * worth["green", "whale"]


def test_the_page_opens_with_the_sentence_that_says_what_the_headline_does():
    """Of two leads that are equal otherwise."""
    texts = (
        "Grain prices in Lorn fell by a tenth on Monday after the harbour reopened.",
        "Pilots of the harbour of Lorn ended a strike on Monday after the mayor resigned.",
    )
    found = gathered(*texts)
    like = claims.likeness(found.candidates)
    worth = rating.weights(found.candidates, like.rarity)
    for text in texts:
        line = frozenset(next(c.stems for c in found.candidates if c.text == text)[:4])
        units = select.choose(found.candidates, like, worth, limit=Budget(40, 4), headline=line)
        assert units[0].first.text == text


def test_a_statement_whose_speaker_went_missing_is_told_from_a_report():
    """As another outlet has its words in quotation marks."""
    found = gathered(
        "The port of Lorn on Monday sued the pilots. From the beginning the port has pursued a vendetta against the pilots of Lorn.",
        "“From the beginning the port has pursued a vendetta against the pilots,” said Ada Lind, a lawyer of the pilots of Lorn.",
    ).candidates
    speech = twice.speech(found)
    assert [twice.bare_speech(c, speech) for c in found] == [False, True, False]


def many(*texts, words=300, **more):
    found = gathered(*texts)
    like = claims.likeness(found.candidates)
    limit = Budget(words, 14, **more)
    units = select.choose(found.candidates, like, rating.weights(found.candidates, like.rarity), limit=limit)
    return [c for unit in units for c in unit.members]


TOWNS = ["Brom", "Dell", "Esker", "Fahl", "Gorm", "Hulme", "Irn", "Jarl", "Kolm"]
TRIFLES = " ".join(
    f"A baker of {town} has sold {n} loaves of {bread} bread to the {guest} of an inn."
    for n, (town, bread, guest) in enumerate(
        zip(TOWNS, ["rye", "oat", "barley", "corn", "wheat", "spelt", "millet", "rice", "potato"],
            ["cook", "owner", "guests", "fiddler", "groom", "maid", "porter", "carter", "brewer"], strict=True), 3)
)  # fmt: skip


def test_a_page_of_several_origins_ends_where_nothing_is_worth_telling():
    ended, full = many(f"{FERRY} {TRIFLES}", HARBOUR, RADIO), many(f"{FERRY} {TRIFLES}", HARBOUR, RADIO, worthwhile=0.0)
    assert select.SHORT <= len(ended) < len(full)


def test_a_page_with_a_stranger_whom_no_insert_can_name_passes_the_sentence_over():
    text = (
        "The council of Lorn heard eleven pilots on Sunday. With Ada Lind, her father Olaf Lind and others, the mayor had called them. "
        "Lind told the pilots of Lorn that the council had no money for boats."
    )
    found = gathered(text)
    last = found.candidates[2]
    strangers = frozenset({"Lind"})
    assert last.needs == strangers
    page = Chosen(unnamable=lambda c, names: names == strangers)
    assert select._introduced(Unit((last,)), [last], page) == 0.0
    page.known |= strangers
    assert select._introduced(Unit((last,)), [last], page) == 1.0


def test_a_sentence_gives_way_to_one_that_says_the_same_for_an_outlet_not_yet_heard():
    found = gathered(
        "Pilots of Lorn ended a strike on Monday. The mayor of Skerry bought a crane from a brewery. A bakery lies by the harbour wall.",
        "From a brewery the mayor of Skerry has bought a tall crane. Herring boats came home early.",
    )
    mine, other = found.candidates[:3], found.candidates[3]
    page = Chosen()
    for c in mine:
        page.add(Unit((c,)))
    swap = select._exchange(page, [Unit((other,))], dict.fromkeys(range(len(found.candidates)), 1.0))
    assert swap is not None
    old, new = swap
    assert old.first is mine[1] and new.first is other
    changed = page.exchanged(old, new, [])
    assert [c.index for c in changed.candidates] == [mine[0].index, other.index, mine[2].index]


def test_the_page_does_not_open_with_what_is_said_of_the_news():
    """Though the headline says as much of a quotation as of the news."""
    found = gathered(
        "“The crane of Lorn has to go,” Ada Lind told the council. The council of Lorn met on Sunday to talk of the crane."
    )
    units = [Unit((c,)) for c in found.candidates]
    line = headline.Line(
        "The crane of Lorn has to go",
        found.candidates[0].citation,
        frozenset(found.candidates[0].stems),
        1.0,
        "Outlet 0",
        is_title=True,
    )
    like = claims.likeness(found.candidates)
    assert sections.opening(units, line, like.rarity) is units[1]
