"""Which sentences the page shows. Pure: greedy choice of what covers most of what the sources share.

A greedy choice on concepts (stems and pairs of neighbouring stems, after ICSISumm, Gillick & Favre 2009), weighted by nearness to the
centroid of the story (after Radev et al. 2004, the words counted by how many origins have them), support by independent owners,
plainness, and limits of fair use.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from datetime import date

from newsloom.model import Article
from newsloom.text import language
from newsloom.writing import tone, twice, wording
from newsloom.writing.ahead import freshness
from newsloom.writing.chosen import ARTICLE_SENTENCES, Budget, Chosen, Priors, Unit, caution
from newsloom.writing.claims import Likeness
from newsloom.writing.evidence import Candidate, count_words
from newsloom.writing.rating import Rated, rate
from newsloom.writing.wording import Hang

FEWEST = 2  # sentences below which two leads may stand side by side
LIKE = 0.5  # share of its gain that a sentence loses as it nears those limits; swept 0–0.8: ROUGE-2 14.8 at 0, 14.9 at 0.5
BARE_SPEECH = 0.3  # what a sentence counts that tells as its own what another has in quotation marks
UNKNOWN = 0.05  # for each "the bottle" that the page has not introduced
LEAST = 0.01  # gain below which not even an origin that has no sentence gets one
LEAST_OF_COLUMN = 0.0005  # of one that judges: what speaks against its sentences beside a report's does not silence it
UNTOLD = 0.5  # degree of `twice.Measure` below which a sentence tells what another does not
EXCHANGED = 0.2  # share of the worth of a sentence that one in its place must have
STRANGER_NAMED = 0.3  # for a surname whose first name can be inserted; without, the sentence is passed over
SHORT = 5  # sentences that a page has in any case, if there are so many good ones
# times the share of the headline's words, for what the page opens with; ROUGE 44.5/14.9 at 0, 44.4/14.8 from 1 to 4
HEADLINE = 2.0
NEWS = 0.75  # share of the headline's words that the most telling of these has, which another must have to open the page
PROMISED = 4.0  # times the worth of what the headline says: the page has to tell it
LEAD_BY_RANK = (1.0, 0.7, 0.55)  # the page opens with one of the first three sentences of an article
LEAD_QUOTED = 0.3  # share of an opening sentence that may stand in quotation marks: the news comes before what is said of it
# for a sentence that another owner states wholly; swept 10–1000, ROUGE flat: at 10 13.0 % of 1,308 sentences of 137 large stories have two
# sources, at 30 14.1; with the measure of risk 13.0 at 30, 13.6 at 100, hardly more beyond. A short one, or one that hangs, has the
# lower: it often says nothing.
SHARED, SHARED_BRIEF, BRIEF = 10.0, 3.0, 9
CENTRAL = 2.5  # power of `centrality` in the choice; swept 0–3: ROUGE-2 on multinews 14.9 at 1.5, 15.1 at 2.5, then falling
LENGTH = 0.1  # power of a sentence's words that its gain is divided by; swept 0–0.6: ROUGE best at 0.1, flat 0–0.3
# for what stands in its article right after a sentence of the page, and right before: they read on. Swept 2–100: more of them, ROUGE flat
FOLLOWS, LEADS_UP = 20.0, 3.0
JUDGING = 0.8  # share that a wording loses as it is not plain at all; swept 0.4–0.8, ROUGE flat
COLUMN, UNREPORTED = (
    0.1,
    0.5,
)  # leaning from which an article is a column, and share of a sentence there that says neither who said it nor a figure
STRANGER = 0.4  # for a sentence far down that names somebody and shares one stem only with what the sources say first
LATE = 8  # from this rank on, a sentence must share one of the stems that the sources say first
PRESELECTED = 160  # candidates that the greedy looks at
ROOM_OF_ORIGIN = 25  # words kept for an origin not yet heard
OVERRUN = 1.15  # of the length, to let every origin be heard
VOICE_SHARE = 0.6  # of a page, from three owners on
# power of the chance that a sentence reads right, beside what is usual; swept 0–16: expected faults .204 of sentences at 2, .196 at 8; ROUGE-1
# on Multi-News .6 lower
CAUTION = 8.0
# the risk from which a sentence stands on no page, whoever is not heard then: likelier wrong than right. Swept .3–1: at .45 ROUGE-1 is .5
# lower, and expected faults the same
RISKIEST = 0.55

_DIGIT = re.compile(r"\d")


def budget(candidates: Sequence[Candidate]) -> Budget:
    """How long the page should be: by the number of independent origins and by how much there is to say."""
    good = [c for c in candidates if c.grade <= 1]
    origins = len({c.origin for c in good})
    voices = len({c.voice for c in good})
    available = sum(c.words for c in good)
    if min(origins, voices) <= 1:
        return Budget(min(150, max(40, round(0.5 * available))), 7)
    words = min(320, 215 + 8 * origins)
    return Budget(min(words, max(60, round(0.6 * available))), 14)


def prior(
    c: Candidate, like: Likeness, kept: Set[tuple[str, int, int]], about: Set[str], central: float
) -> float:  # fmt: skip
    """What speaks for a sentence apart from what it adds: centrality, place, plainness, support, length, and having been on the page."""
    value = (1 + 0.6 / (1 + 0.5 * c.rank)) * math.pow(max(0.02, central), CENTRAL)
    value *= 1 - JUDGING * (1 - c.plain)
    value *= 1 + 0.10 * min(3, like.voices(c.index)) if c.index in like.of else 1.0
    value *= 1.0 if 12 <= c.words <= 34 else 0.85
    if _DIGIT.search(c.text) if c.text.isascii() else any(map(str.isdigit, c.text)):
        value *= 1.04
    value *= (1.0, 0.9, 0.45, 0.2, 0.2)[c.grade]
    if c.leaning:
        value *= (1 - c.leaning) * (1.0 if c.leaning < COLUMN or tone.reported(c.text) else UNREPORTED)
    if c.hang is Hang.DEFINITE or c.resolved:
        value *= 0.85
    if c.rank >= LATE:
        touching = len(about & frozenset(c.stems))
        # a newsletter goes on to other things, a report to other cases and their people
        value *= 0.15 if not touching else STRANGER if touching == 1 and c.gives else 1.0
    if _kept(c, kept):
        value *= 1.25  # a sentence that is on the page stays unless another is clearly better: pages move on facts only
    return value


def shared(c: Candidate, like: Likeness) -> float:
    """What speaks for a sentence besides if another owner states it wholly."""
    if c.index not in like.of or c.grade > 1 or not like.seconds(c.index):
        return 1.0
    return SHARED if c.grade == 0 and c.words >= BRIEF else SHARED_BRIEF


def _kept(c: Candidate, kept: Set[tuple[str, int, int]]) -> bool:
    return (c.passage.article, c.passage.start, c.passage.end) in kept


def units(candidates: Sequence[Candidate], worst: int) -> list[Unit]:
    """What can be chosen: sentences that stand alone, and hanging ones with the one before, or with an insert."""
    found: list[Unit] = []
    for c in candidates:
        if c.grade == 0 or (c.grade <= worst and c.grade != 1):
            found.append(Unit((c,)))
        elif c.grade == 1:
            before = None if c.before is None else candidates[c.before]
            if c.hang is not Hang.CONNECTIVE and before is not None and before.grade == 0:
                found.append(Unit((before, c)))
            if worst >= 1 or c.resolved:
                found.append(Unit((c,)))
    return found


def allowed(unit: Unit, chosen: Chosen, length_of: dict[str, int], limit: Budget, voices: int) -> bool:
    """Whether fair use and the page's length leave room for it."""
    fresh = [c for c in unit.members if c.index not in chosen.taken]
    words: Counter[str] = Counter()
    for c in fresh:
        words[c.article.id] += c.words
    for article, more in words.items():
        n = chosen.sentences_of_article[article] + sum(c.article.id == article for c in fresh)
        if n > ARTICLE_SENTENCES and chosen.words_of_article[article] + more > limit.article_share * length_of[article]:
            return False
    if voices >= 3:
        voice = unit.first.voice
        before = chosen.words_of_voice[voice]
        if (
            before and before + sum(c.words for c in fresh) > VOICE_SHARE * limit.words
        ):  # one sentence each, however short the page
            return False
    return chosen.sentences + len(fresh) <= limit.sentences


def choose(
    candidates: Sequence[Candidate],
    like: Likeness,
    worth: dict[object, float],
    *,
    limit: Budget,
    kept: Set[tuple[str, int, int]] = frozenset(),
    headline: Set[str] = frozenset(),
    since: date | None = None,
    known: Set[str] = frozenset(),
    unnamable: Callable[[Candidate, Set[str]], bool] = lambda _, strangers: False,
    rated: Rated | None = None,
) -> list[Unit]:
    """Choose the sentences of the page, in the order of choice.

    Args:
        candidates: all of the story. like: which of them are alike. worth: `weights` of them. limit: length of the page.
        kept: (article, start, end) of the passages on the page's last revision.
        headline: its stems: what it says the first sentence should say in full.
        since: the day of the headline: what the page opens with should not be of a day before.
        known: stems and names that a reader knows before the first sentence.
        unnamable: whether no insert can tell who these surnames of a candidate are.
        rated: `rate` of the candidates; None to have it done.
    """
    worth = {concept: value * (PROMISED if _of(concept, headline) else 1.0) for concept, value in worth.items()}
    worst = min((c.grade for c in candidates), default=3)
    pool = units(candidates, worst if worst != 0 else 0)
    if not pool:
        return []
    rated = rated or rate(candidates, like)
    newest = max((c.article.published for c in candidates if c.article.published), default=None)
    speech = twice.speech(candidates)
    alone = {
        c.index: rated.fit[c.article.id]
        * freshness(c.article.published, newest)
        * (BARE_SPEECH if twice.bare_speech(c, speech) else 1.0)
        * prior(c, like, kept, rated.about, rated.central[i])
        for i, c in enumerate(candidates)
    }
    priors = {i: p * shared(candidates[i], like) for i, p in alone.items()}
    lang = candidates[0].article.lang
    length_of = {a.id: count_words(a.text, lang) for a in _articles(candidates)}
    voices = len({c.voice for c in candidates})
    careful = Priors(priors, rated.risks, CAUTION)

    def sound(unit: Unit, page: Chosen) -> bool:
        """Whether none of its sentences is likely to read wrong where it would stand."""
        return all(page.risk(c, unit, rated.risks) < RISKIEST for c in unit.members if c.index not in page.taken)

    def add(unit: Unit) -> None:
        for c in unit.members:
            if c.index not in chosen.taken:
                chosen.risked[c.index] = chosen.risk(c, unit, rated.risks)
        chosen.add(unit)
        chosen.compare(unit, pool)
        told.add(unit.first.origin)

    chosen = Chosen(
        known=set(known), start=known, unnamable=unnamable, kept=frozenset(c.index for c in candidates if _kept(c, kept))
    )
    everything = pool = _preselect(pool, worth, Priors(priors))
    told: set[int] = set()
    every = {u.first.origin for u in pool}
    first = {
        i: p * LEAD_BY_RANK[candidates[i].rank] * (1 + HEADLINE * share_of(headline, candidates[i].stems, like.rarity))
        for i, p in alone.items()
        if candidates[i].rank < len(LEAD_BY_RANK)
    }
    leads = _leads(pool)
    leads = [u for u in leads if not wording.presuming(u.first.text)] or leads
    leads = [u for u in leads if not before(u.first.article, since)] or leads
    leads = [u for u in leads if u.first.leaning < COLUMN] or leads
    leads = [u for u in leads if sound(u, chosen)] or leads
    told_of = {u.first.index: share_of(headline, u.first.stems, like.rarity) for u in leads}
    most = max(told_of.values(), default=0.0)
    leads = [u for u in leads if told_of[u.first.index] >= NEWS * most]
    lead = _best(leads, chosen, worth, Priors(first, rated.risks, CAUTION), length_of, limit, voices)
    if lead is not None:
        add(lead)
    while chosen.words < limit.words or (every - told and chosen.words < OVERRUN * limit.words):
        # room is kept for the origins not yet heard, a sentence for each
        best = None
        if not _short_of_room(chosen, limit, len(every - told)):
            fit = [u for u in pool if sound(u, chosen)]
            best = _best(fit, chosen, worth, careful, length_of, limit, voices)
            if best is not None and len(every) > 1 and _enough(best, chosen, worth, careful, limit):
                best = None
        if best is None:
            pool = unheard = [u for u in pool if u.first.origin not in told]
            swap = _exchange(chosen, [u for u in unheard if sound(u, chosen)], priors)
            if swap is not None:
                risk = chosen.risk(swap[1].first, swap[1], rated.risks)
                chosen = chosen.exchanged(*swap, pool)
                chosen.risked[swap[1].first.index] = risk
                told.add(swap[1].first.origin)
                continue
            least = [LEAST_OF_COLUMN if u.first.leaning else LEAST for u in unheard]
            worthy = [
                u
                for u, enough in zip(unheard, least, strict=True)
                if _gain(u, chosen, worth, Priors(priors)) >= enough and sound(u, chosen)
            ]
            best = _best(worthy, chosen, worth, careful, length_of, limit, voices)
        if best is None and chosen.sentences < FEWEST:
            best = _best(everything, chosen, worth, careful, length_of, limit, voices, lenient=True)
        if best is None:
            break
        add(best)
        pool = [u for u in pool if any(c.index not in chosen.taken for c in u.members)]
    if len(chosen.units) <= FEWEST:
        return chosen.units
    measure = twice.Measure(candidates, language.of_article(candidates[0].article))
    spare = [u for u in everything if u.first.index not in chosen.taken and sound(u, chosen)]
    risked = {**{u.first.index: chosen.risk(u.first, u, rated.risks) for u in spare}, **chosen.risked}
    return _told_once(chosen, like, measure, {i: p * caution(risked.get(i, 0.0), CAUTION) for i, p in priors.items()}, spare)


def _of(concept: object, stems: Set[str]) -> bool:
    """Whether a concept, a stem or a pair of them, is all of these stems."""
    return (
        concept in stems if isinstance(concept, str) else isinstance(concept, tuple) and all(stem in stems for stem in concept)
    )


def _told_once(
    chosen: Chosen, like: Likeness, measure: twice.Measure, priors: Mapping[int, float], pool: Sequence[Unit]
) -> list[Unit]:
    """The units without those that tell what others tell: a page is better shorter than filled with what comes next.

    Of two it is the one with fewer second sources that goes, else the one for which less speaks; never what the page opens with, nor what
    introduces somebody or something to another sentence. The only sentence of an article gives way to another of that article, if to any.
    """
    units = list(chosen.units)
    pairs = [
        (max(measure.degree(c, d) for c in a.members for d in b.members), i, i + 1 + j)
        for i, a in enumerate(units)
        for j, b in enumerate(units[i + 1 :])
    ]
    for degree, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if degree < 1.0 or len(units) <= FEWEST:
            break
        pair = chosen.units[i], chosen.units[j]
        if any(unit not in units for unit in pair):
            continue
        for unit in sorted(pair, key=lambda unit: (_sources(unit, like), max(priors[c.index] for c in unit.members))):
            if unit is chosen.units[0]:
                continue
            if _spared(unit, units, chosen.start):
                units.remove(unit)
                break
            other = _instead(unit, units, pool, measure, priors, chosen.start)
            if other is not None:
                units[units.index(unit)] = other
                break
    return units


def _instead(
    unit: Unit,
    units: Sequence[Unit],
    pool: Sequence[Unit],
    measure: twice.Measure,
    priors: Mapping[int, float],
    known: Set[str],
) -> Unit | None:
    """What an article can say instead of its only sentence that the page does not tell: that for which most speaks; None without any."""
    rest = [c for u in units if u is not unit for c in u.members]
    given = frozenset(known).union(*(c.gives.union(c.stems) for c in rest))
    introduced = unit.first.gives.union(unit.first.stems) - given
    if (
        len(unit.members) > 1
        or any(c.needs & introduced for c in rest)
        or any(c.article.id == unit.first.article.id for c in rest)
    ):
        return None
    worth = EXCHANGED * priors[unit.first.index]
    return max(
        (
            other
            for other in pool
            if other.first.article.id == unit.first.article.id
            and other.first is not unit.first
            and _in_own_words(other)
            and priors[other.first.index] >= worth
            and not other.first.needs - given
            and all(measure.degree(other.first, c) < UNTOLD for c in rest)
            and not twice.repeats(other.first, rest)
        ),
        key=lambda other: (priors[other.first.index], -other.first.index),
        default=None,
    )


def _sources(unit: Unit, like: Likeness) -> int:
    return sum(len(like.seconds(c.index)) for c in unit.members)


def _spared(unit: Unit, units: Sequence[Unit], known: Set[str]) -> bool:
    """Whether the page can do without it: its articles are heard elsewhere, and all that others need is introduced elsewhere."""
    rest = [c for u in units if u is not unit for c in u.members]
    heard = {c.article.id for c in rest}
    given = frozenset(known).union(*(c.gives.union(c.stems) for c in rest))
    introduced = frozenset[str]().union(*(c.gives.union(c.stems) for c in unit.members)) - given
    return all(c.article.id in heard for c in unit.members) and not any(c.needs & introduced for c in rest)


def _exchange(chosen: Chosen, unheard: Sequence[Unit], priors: Mapping[int, float]) -> tuple[Unit, Unit] | None:
    """A sentence of the page that can give way to one of an origin not yet heard which says the same; None if there is none.

    What the page opens with stays, and so does the only sentence of an origin, and what another one hangs on.
    """
    of_origin = Counter(c.origin for c in chosen.candidates)
    best: tuple[float, int, Unit, Unit] | None = None
    for unit in chosen.units[1:]:
        old = unit.first
        if len(unit.members) > 1 or of_origin[old.origin] < 2:
            continue
        rest = [c for c in chosen.candidates if c is not old]
        for other in unheard:
            new = other.first
            share = priors[new.index] / (priors[old.index] or 1.0)
            if (
                len(other.members) > 1
                or new.grade
                or new.hang
                or share < EXCHANGED
                or not twice.says_same(new, old, lenient=False)
            ):
                continue
            if new.needs - chosen.known or twice.repeats(new, rest):
                continue
            if best is None or (-share, new.index) < best[:2]:
                best = (-share, new.index, unit, other)
    return None if best is None else best[2:]


def before(article: Article, day: date | None) -> bool:
    """Whether an article is of a day before this one."""
    return day is not None and article.published is not None and article.published.date() < day


def share_of(wanted: Set[str], stems: Collection[str], rarity: Mapping[str, float]) -> float:
    """How much of a line's stems, by rarity, stands among others; 0 of an empty line."""
    weights = {s: rarity.get(s, 1.0) for s in sorted(wanted)}
    return math.fsum(weights[s] for s in sorted(wanted & frozenset(stems))) / (math.fsum(weights.values()) or 1.0)


def _leads(pool: Sequence[Unit]) -> list[Unit]:
    """The units that a page can open with: an early sentence that stands alone, in the article's own words rather than somebody's."""
    return [
        u
        for u in pool
        if _in_own_words(u)
        and u.first.rank < len(LEAD_BY_RANK)
        and sum(end - start for start, end in wording.quoted_spans(u.first.text)) <= LEAD_QUOTED * len(u.first.text)
    ]


def _in_own_words(unit: Unit) -> bool:
    """Whether it is one sentence of some length that stands alone and begins on no quotation."""
    c = unit.first
    return len(unit.members) == 1 and c.grade == 0 and not c.hang and c.words >= 10 and c.text[:1] not in "\"“'‘«„「(["


def _short_of_room(chosen: Chosen, limit: Budget, unheard: int) -> bool:
    if not unheard:
        return False
    return limit.words - chosen.words <= ROOM_OF_ORIGIN * unheard or limit.sentences - chosen.sentences <= unheard


def _articles(candidates: Sequence[Candidate]) -> list[Article]:
    return list({c.article.id: c.article for c in candidates}.values())


def _gain(unit: Unit, chosen: Chosen, worth: dict[object, float], priors: Priors) -> float:
    fresh = [c for c in unit.members if c.index not in chosen.taken]
    if not fresh:
        return 0.0
    prior = math.fsum(priors.of(c, unit, chosen) for c in fresh) / len(fresh)
    if len(fresh) == 1:
        value, words = chosen.left(fresh[0], worth), fresh[0].words
    else:
        new = frozenset[object]().union(*(c.concepts for c in fresh)).difference(chosen.covered)
        value = math.fsum(map(worth.__getitem__, new))
        words = sum(c.words for c in fresh)
    value *= prior * _introduced(unit, fresh, chosen) / math.pow(max(8, words), LENGTH)
    value *= 1 - LIKE * chosen.near.get(fresh[0].index, 0.0)
    if fresh[0].before in chosen.taken:
        return value * FOLLOWS
    return value * LEADS_UP if unit.members[-1].index in chosen.before else value


def _introduced(unit: Unit, fresh: Sequence[Candidate], chosen: Chosen) -> float:
    """What is left of a sentence's worth by what it takes as known and the page has not introduced; 0.0 with a stranger's surname."""
    share = 1.0
    for c in fresh:
        if needs := c.needs - chosen.known:
            needs = needs.difference(*(m.gives.union(m.stems) for m in unit.members if m.index < c.index))
            strangers = {name for name in needs if name[:1].isupper()}
            if strangers and chosen.unnamable(c, strangers):
                return 0.0
            share *= math.pow(UNKNOWN, len(needs) - len(strangers)) * (STRANGER_NAMED if strangers else 1.0)
    return share


def _enough(best: Unit, chosen: Chosen, worth: dict[object, float], priors: Priors, limit: Budget) -> bool:
    """Whether the page is better without what would add most to it."""
    return chosen.sentences >= SHORT and _gain(best, chosen, worth, priors) < limit.worthwhile


def _preselect(pool: list[Unit], worth: dict[object, float], priors: Priors) -> list[Unit]:
    """The most promising units, and the best three of every origin."""
    if len(pool) <= PRESELECTED:
        return pool
    empty = Chosen()
    ranked = sorted(pool, key=lambda u: (-_gain(u, empty, worth, priors), u.first.index))
    of_origin: Counter[int] = Counter()
    keep: list[Unit] = []
    for i, unit in enumerate(ranked):
        of_origin[unit.first.origin] += 1
        if i < PRESELECTED or of_origin[unit.first.origin] <= 3:
            keep.append(unit)
    return keep


def _best(
    pool: list[Unit], chosen: Chosen, worth: dict[object, float], priors: Priors,
    length_of: dict[str, int], limit: Budget, voices: int,
    *, lenient: bool = False,
) -> Unit | None:  # fmt: skip
    on_page = chosen.candidates

    def repeats(c: Candidate) -> bool:
        if lenient:
            return twice.repeats(c, on_page, lenient=True)
        if c.index not in chosen.told and twice.repeats(c, on_page):
            chosen.told.add(c.index)  # as more is taken it says no more
        return c.index in chosen.told

    gains = ((_gain(unit, chosen, worth, priors), unit) for unit in pool)
    ranked = [(-gain, unit.first.index, len(unit.members), unit) for gain, unit in gains if gain > 0]
    for *_, unit in sorted(ranked, key=lambda row: row[:3]):
        fresh = [c for c in unit.members if c.index not in chosen.taken]
        if any(map(repeats, fresh)) or (len(fresh) > 1 and twice.repeats(fresh[0], fresh[1:])):
            continue
        if allowed(unit, chosen, length_of, limit, voices):
            return unit
    return None
