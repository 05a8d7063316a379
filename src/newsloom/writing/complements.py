"""How far an English clause goes: what its verb wants, and where a reader can stop. Pure.

From its verb on a clause is read one complement after another, each verb by its frame (`text.frames`). It can stop where its last verb has
what it wants and what follows belongs to neither that nor the noun before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsloom.text import frames
from newsloom.text.tagger import Token
from newsloom.text.verbs import INTRANSITIVE, words_of
from newsloom.writing.groups import FACTS, NOUNS, TIME, Verb, base_phrase, is_year, listed, noun_phrase, timely, verb_group

BARE = 0.35  # share of its uses without anything from which a verb is whole by itself
CLAUSE = 0.15  # share of its uses with a clause from which one is looked for
OBJECT = 0.15  # share of its uses with an object from which that makes it whole
PURPOSE = 0.08  # share of its uses with a clause up to which "to" after its object tells what for: "used the quay | to land"
MOST_INSERTED = 14  # words between two commas after a noun
FIRST_OF_TWO = 0.6  # for a stop after the first of two things that "and" joins
SINGLED_OUT = 0.5  # for a stop after "the most popular way", before what tells of which
DENIED = 0.5  # for a stop before what limits a denial
BARE_CUT = 0.5  # for a cut between a verb and the first thing beside it: of such lines read half were weak headings
BARE_PASSIVE = 0.6  # the same of "was arrested | in Lorn": a fifth were
AT_THE_END = 0.9  # for the end of the sentence, whatever the verb wants
UNWANTED = 0.75  # for a stop before "as" or "after" where a verb has no object
OBJECT_OR_SUBJECT = (
    0.4  # for a stop at a comma after what may be the object of a verb or the subject of a clause that it governs
)
#: what follows turns what stands before it
TURNS = words_of("if unless until whether except provided or not rather instead without than lest")
SAYING = words_of(
    "said says say told tells added adds according announced confirmed reported warned claimed argued believe believes believed suggested"
)
_HAVE = words_of("has have had")
_LIMITING = ("IN", "TO", "VG", "VN", "RB")
_DENYING = words_of("no not never nobody none nothing neither few hardly only cannot without")
#: with an object they want what it was made to do: "the vote prompted the board | to close"
_CAUSING = frozenset(
    frames.stem(w)
    for w in words_of(
        "prompt lead cause force urge ask tell allow encourage persuade compel enable help order push press invite require permit inspire"
        " convince want expect need warn advise instruct direct motivate pressure drive tempt entitle"
    )
)
#: what is said of two is not said of one
_TOGETHER = words_of(
    "between both either neither , marry married marries merge merged share shared split compare compared combine combined join"
)
_TELLING = words_of("tell told tells telling")
#: verbs that no object makes whole
_STATING = words_of("said says say argued argues believe believes believed think thinks thought hoped hopes insisted insists")
#: verbs that want what, where or when: "the talks came | on Monday"
_COPULAS = words_of("be becom remain seem appear stay feel look sound prove go get keep come came happen occur")
_CLAUSE_PREPOSITIONS = words_of("amid despite following during including after before since like unlike")
_COMPLETING = words_of("with to into as from of on against")
_NARROWING = words_of("for about in by between over")
_OF_AN_ADJECTIVE = words_of("to of for that with about in on at by from")
#: what opens a clause that a verb asks or does not know: "have not said | whether the quay will open"
_ASKED = words_of("whether how why")
_OWNED = ("U.S.", "U.K.", "U.N.", "EU", "UN")
_PLACES = words_of("in at on near inside outside by under off behind")
#: verbs of which, in the passive, a place is enough
_FOUND = words_of("found seen held heard spotted discovered felt kept caught")
_MEASURED = words_of("long high wide deep tall old thick heavy away across apart ahead behind")
_WHICH_ONES = words_of("any every each all those only the anyone everyone")
_PARTICLES = words_of("as than like out up down off away back")


def _is_sum(t: Token) -> bool:
    """Whether a number is one of money or millions, which wants no noun: "will get $3 million | from the board"."""
    return t.low in ("million", "billion") or t.text[0] in "$€£"


def ends(tokens: Sequence[Token], verb: Verb) -> Iterator[tuple[int, float]]:
    """Tokens before which a clause with this verb can stop, and how safely, in (0, 1]."""
    return _Walk(tokens, verb).ends()


class _Walk:
    """A clause read from its verb on; `at` is the token that comes next."""

    def __init__(self, tokens: Sequence[Token], verb: Verb) -> None:
        self.tokens = tokens
        self.worth = 1.0
        self.named = False  #: the predicate is "the …", which what follows may have to tell
        self._turn_to(verb)

    def _turn_to(self, verb: Verb, worth: float = 1.0) -> None:
        """Go on with another verb: one that the last governs."""
        low = self.tokens[verb.at].low
        self.verb, self.frame = verb, frames.look(low)
        self.copula = verb.copula or (frames.stem(low) in _COPULAS and not verb.passive)
        if verb.passive:
            self.whole = not self.frame.must and self.frame.with_clause < 2 * CLAUSE
        else:
            self.whole = not self.copula and self.frame.bare >= BARE and self.frame.with_clause < CLAUSE
        self.has_object = verb.passive
        self.wants = self.frame.wants_more if verb.passive else self.frame.wants
        self.at = verb.end
        self.worth *= worth

    def ends(self) -> Iterator[tuple[int, float]]:
        while self.at < len(self.tokens):
            t = self.tokens[self.at]
            if t.tag == "-" or (t.low in TURNS - {"not"} and not (t.low == "whether" and not self.whole)):
                if self.whole and (safe := self._at_mark()):
                    yield self.at, self.worth * safe
                return
            if self.whole and (safe := self._before()):
                yield self.at, self.worth * safe * (DENIED if t.tag in _LIMITING and self._denies() else 1.0)
            elif not self.whole and t.tag == "SC" and t.low in FACTS and self._wants_nothing():
                yield self.at, self.worth * UNWANTED
            start, verb = self.at, self.verb
            if not self._take():
                return
            if self.whole and self.verb is verb and (joint := self._joint(start)):
                yield joint, self.worth * FIRST_OF_TWO
        if self.whole or self.tokens[self.verb.at].low not in SAYING:
            yield len(self.tokens), self.worth * (1.0 if self.whole else AT_THE_END)

    def _denies(self) -> bool:
        """Whether a negation stands with the verb or its subject: what limits it is then the point, "no ship had sailed | through the ice"."""
        return any(w.low in _DENYING or w.low.endswith(("n't", "n’t")) for w in self.tokens[max(0, self.verb.at - 5) : self.at])

    def _wants_nothing(self) -> bool:
        """Of a verb after which another clause begins, whether nothing can be wanting: "watched in horror | as the ship sank"."""
        return (
            not self.copula and self.frame.with_clause < CLAUSE and not self.frame.must and self.tokens[self.at - 1].tag != "IN"
        )

    # ------------------------------------------------------------------------------------------ where it can stop

    def _at_mark(self) -> float:
        """How safe it is to stop at a mark, by what follows it."""
        mark = self.tokens[self.at].text
        if any(w.low in TURNS for w in self.tokens[self.at + 1 : self.at + 4]):
            return 0.0  # "— at least if they gain by it"
        if mark != ",":
            return 0.95 if mark in (";", "—", "–", "--", ".") else 0.0
        rest = self.tokens[self.at + 1 :]
        if not rest:
            return 1.0
        t = rest[0]
        if t.text in ("Jr.", "Sr.", "Jr", "Sr", "Inc.", "III"):
            return 0.0
        if t.low in TURNS or (t.low == "but" and rest[1:] and rest[1].low in ("not", "only", "never")):
            return 0.0
        unsure = OBJECT_OR_SUBJECT if self.has_object and self.frame.with_clause >= CLAUSE else 1.0
        if t.tag in ("WH", "SC", "VG", "IN", "CC", "TO", "VN"):
            return 0.95 * unsure
        if any(w.low in SAYING for w in rest[:8]):
            return 0.6 * unsure
        if t.tag == "JJ" and rest[1:] and rest[1].tag in ("TO", "IN"):
            return 0.8 * unsure  # ", unable to unload"
        if t.tag in ("DT", "NP", "PS", "RB", "CD") and "-" not in t.text and not listed(self.tokens, self.at):
            return 0.8 * unsure
        return 0.0

    def _before(self) -> float:
        """How safe it is to stop before a word that no mark precedes."""
        t = self.tokens[self.at]
        safe = self._before_word(t)
        if t.tag == "TO" and self.frame.with_clause >= CLAUSE:
            return 0.0  # "allow the board | to close"
        if self.named and not timely(self.tokens, self.at) and t.tag not in ("SC", "CC"):
            return 0.0
        if t.tag in ("IN", "TO") and self.at == self.verb.end and safe < 0.9 and self.verb.passive and t.low in _COMPLETING:
            return 0.0
        bare = t.tag in ("IN", "TO", "CC") and self.at == self.verb.end and t.low != "by" and safe < 0.9
        if bare and self.tokens[self.verb.at].low not in INTRANSITIVE:
            return safe * (BARE_PASSIVE if self.verb.passive else BARE_CUT)  # "gathered | in a park", "rose | and spoke"
        return safe

    def _before_word(self, t: Token) -> float:
        previous, low = self.tokens[self.at - 1], t.low
        if previous.tag in ("DT", "IN", "TO", "CC", "PS", "OS") or low == "of" or low in self.wants:
            return 0.0
        if low == "that":
            return self._before_that(previous)
        if previous.tag == "CD" and not is_year(previous) and (low != "from" or not _is_sum(previous)):
            return 0.0  # "2 | to 3 miles"
        if low in _MEASURED and self.tokens[self.at - 2].tag == "CD":
            return 0.0  # "14 km | long"
        if (previous.tag == "RB" and t.tag in ("VN", "VG", "JJ")) or (previous.text in _OWNED and t.tag != "IN"):
            return 0.0  # "items cleverly | intended", "all U.S. | spying"
        if previous.low in TIME and low in ("after", "before", "since", "ago", "later", "earlier"):
            return 0.0  # "two days | after"
        if timely(self.tokens, self.at):
            return 0.0 if previous.tag == "RB" or self._goes_on() else 0.97
        if low in ("on", "in", "at", "since", "by", "for") and self._tells_when(self.at + 1):
            return 0.97
        if t.tag == "RB" and self.tokens[self.at + 1 : self.at + 2] and self.tokens[self.at + 1].tag in ("JJ", "IN"):
            return 0.0  # "the days | immediately before the war"
        if t.tag in ("IN", "RB") and low in ("between", "among", "prior"):
            return 0.0
        if low in ("who", "whose", "whom", "which", "where") and self._of_some():
            return 0.0  # "any candidate | who", "the street | where"
        if t.tag in ("SC", "WH") or low in _CLAUSE_PREPOSITIONS:
            return 0.0 if low in ("whether", "if", "how", "what", "why") else 0.93
        if t.tag == "VG" and previous.tag in NOUNS and (self.tokens[self.verb.at].low in _HAVE or previous.low in TIME):
            return 0.0  # "has the sailor | hoping", "has spent more than a year | promising"
        if t.tag == "VG" and previous.tag == "NN" and not self._determined() and not self._has_object(self.at):
            return 0.0  # "elephant trophy | hunting": a noun that no "a" or "the" makes whole
        if t.tag == "IN":
            return self._before_preposition(previous, low)
        if t.tag == "TO":
            if self.has_object and frames.stem(self.tokens[self.verb.at].low) in _CAUSING:
                return 0.0
            # "a bid | to close"
            wanted = previous.tag in NOUNS and ("to" in frames.look_noun(previous.low) or self._singled_out())
            purpose = self.has_object or (self.frame.bare >= BARE and not self.wants)
            return 0.7 if purpose and not wanted and self.frame.with_clause < PURPOSE else 0.0
        if t.tag == "RB":
            return 0.0 if low in _PARTICLES - {"as", "than"} else 0.6  # "will fight | back"
        return {"CC": 0.85 if low in ("and", "but") else 0.0, "VG": 0.7, "VN": 0.7}.get(t.tag, 0.0)

    def _of_some(self) -> bool:
        """Whether the noun that ends here is one that what follows has to tell: "any candidate", "the street"."""
        last = self.tokens[max(self.verb.end, self.at - 4) : self.at]
        return any(w.low in _WHICH_ONES for w in last)

    def _has_object(self, at: int) -> bool:
        """Whether a participle is followed by what only its object can be: "footage | showing a boat"."""
        if frames.is_naming(self.tokens[self.verb.at].low) or self.tokens[self.verb.at].tag == "VG":
            return False  # "calls herring boat | racing a shame"
        return at + 1 < len(self.tokens) and self.tokens[at + 1].tag in ("DT", "PS", "NP", "CD")

    def _determined(self) -> bool:
        """Whether what stands between the verb and here has an article, a possessive or a number."""
        return any(w.tag in ("DT", "PS", "OS", "CD") for w in self.tokens[self.verb.end : self.at])

    def _joint(self, start: int) -> int | None:
        """Before "and" in what was just taken in, if the first of the two is whole without the second: "took two men | and the guns"."""
        tokens = self.tokens
        if (
            any(w.low in _TOGETHER for w in tokens[max(self.verb.at, start - 3) : self.at])
            or tokens[self.verb.at].low in _TOGETHER
        ):
            return None
        if self.at < len(tokens) and tokens[self.at].tag == "TO":
            return None  # "the way for the House and the Senate to pass"
        for i in range(start + 1, self.at - 1):
            if tokens[i].low == "and" and tokens[i - 1].tag in NOUNS and tokens[i + 1].tag in ("DT", "PS", "CD"):
                return i
        return None

    def _goes_on(self) -> bool:
        """Whether after the day comes what the verb still wants: "admitted on Monday that"."""
        at = self.at
        while at < len(self.tokens) and (timely(self.tokens, at) or self.tokens[at].tag == "CD"):
            at += 1
        following = self.tokens[at].low if at < len(self.tokens) else ""
        return following in ("that", "to", "of") or following in self.wants

    def _before_that(self, previous: Token) -> float:
        """Of plurals and "a …" that no "the" makes certain ones, what follows can be left out: "rich in compounds | that feed"."""
        following = self.tokens[self.at + 1 : self.at + 2]
        last = self.tokens[max(0, self.at - 4) : self.at]
        some = previous.tag == "NS" or (previous.tag == "NN" and any(w.low in ("a", "an") for w in last))
        relative = some and following and following[0].tag in ("VF", "MD")
        certain = any(w.low == "the" for w in last)
        return 0.55 if relative and not certain else 0.0

    def _before_preposition(self, previous: Token, low: str) -> float:
        following = self.tokens[self.at + 1 : self.at + 2]
        if low in _PARTICLES or not following or following[0].tag in ("IN", "SC", "CC", "WH", "-"):
            return 0.0  # "stood idly | by as"
        if (previous.tag in NOUNS and low in frames.look_noun(previous.low)) or (previous.tag == "RP" and low in _COMPLETING):
            return 0.0  # "a ban | on", "is broken down | into"
        if previous.low in TIME and self.tokens[self.at - 2].tag in ("CD", "DT"):
            return 0.0  # "two years | in prison"
        if self.tokens[self.at - 2].tag == "PS" and low in _COMPLETING:
            return 0.0  # "trained its focus | on"
        if previous.tag in NOUNS and low in _COMPLETING | _NARROWING and self._singled_out():
            return 0.8 * SINGLED_OUT
        return 0.8

    def _singled_out(self) -> bool:
        """Whether a phrase tells of one thing among others, which what follows may have to name: "the most popular way | to Skerry"."""
        start = self.at - 1
        while start > self.verb.at and self.tokens[start].tag in (*NOUNS, "JJ", "RB", "CD", "OS", "VN", "VG", "IN"):
            start -= 1
        return self.tokens[start].low == "the" and any(
            t.tag in ("JJ", "RB", "VN", "VG") or t.low.endswith("est") for t in self.tokens[start + 1 : self.at]
        )

    def _tells_when(self, at: int) -> bool:
        words = self.tokens[at : at + 2]
        if not words:
            return False
        year = words[0].tag == "CD" and len(words[0].text) == 4
        return year or timely(self.tokens, at) or (words[0].low == "the" and words[-1].low in TIME)

    # ------------------------------------------------------------------------------------------ taking in what comes next

    def _take(self) -> bool:
        """Take in what stands here; False where the clause cannot be followed further."""
        t = self.tokens[self.at]
        if self.whole and timely(self.tokens, self.at):
            return self._take_time(t)
        if t.low == "that" and not self.whole and not self.has_object and self.frame.with_clause >= CLAUSE:
            return self._take_that()
        if self.whole and t.low in FACTS and t.tag in ("SC", "WH", "IN") and self._take_fact():
            return True
        if t.low in _ASKED and not self.whole and not self.has_object and self.frame.with_clause >= CLAUSE:
            return self._take_that()
        if t.tag in ("SC", "WH", "CC", "EX", "XX") or t.low == "that":
            return False
        if t.low in ("as", "than") and t.tag in ("IN", "RB") and not (t.low == "as" and "as" in self.wants):
            return False
        if t.tag in ("RB", "RP"):
            self.at += 1
            if t.tag == "RP" and self.frame.bare < 0.5 and not self.has_object:
                self.whole = False  # "sets up" wants what it sets up
            return True
        if t.tag in ("IN", "TO"):
            return self._take_infinitive() or self._take_preposition(t)
        if (t.tag == "JJ" or (t.tag == "VN" and not self.has_object)) and self.copula and not self.whole:
            return self._take_adjective()
        if t.tag == "JJ" and self.verb.passive and self.at == self.verb.end and base_phrase(self.tokens, self.at) is None:
            self.at += 1  # "was found dead"
            self.whole = True
            return True
        if t.tag == "VG" or (t.tag == "VN" and self.has_object):
            if not self.whole and self.tokens[self.verb.at].low in SAYING:
                return False  # "said in a talk airing on Friday": what was said is still to come
            self._turn_to(Verb(self.at, self.at + 1, t.tag == "VN", False), 0.9)
            return True
        return self._take_object(t)

    def _take_time(self, t: Token) -> bool:
        self.at += 2 if t.low in ("last", "next", "this", "early", "late", "earlier") else 1
        while self.at < len(self.tokens) and (self.tokens[self.at].tag == "CD" or self.tokens[self.at].low in TIME):
            self.at += 1
        return True

    def _take_that(self) -> bool:
        """A clause that the verb governs: "said that the mayor has …"."""
        at = self.at + 1
        if at >= len(self.tokens) or self.tokens[at].tag == "VG":
            return False
        end = at + 1 if self.tokens[at].tag == "PR" else noun_phrase(self.tokens, at, subject=True)
        governed = None if end is None else verb_group(self.tokens, end)
        if governed is not None:
            self._turn_to(governed, 0.9)
        return governed is not None

    def _take_fact(self) -> bool:
        """A clause that "when", "after" or "as" joins: "closed the quay after the wall gave way"."""
        at = self.at + 1
        if at >= len(self.tokens):
            return False
        end = at + 1 if self.tokens[at].tag == "PR" else noun_phrase(self.tokens, at, subject=True)
        joined = None if end is None else verb_group(self.tokens, end)
        if joined is not None:
            self._turn_to(joined, 0.9)
        return joined is not None

    def _take_infinitive(self) -> bool:
        tokens, at = self.tokens, self.at + 1
        if tokens[self.at].low != "to" or (self.has_object and tokens[self.verb.at].low in SAYING):
            return False  # "said the plan to close …": what the plan does is still to come
        while at < len(tokens) and tokens[at].tag == "RB":
            at += 1
        if at >= len(tokens) or tokens[at].tag != "VB":
            return False
        if tokens[at].low == "be" and at + 1 < len(tokens) and tokens[at + 1].tag == "VN":
            self._turn_to(Verb(at + 1, at + 2, passive=True, copula=False))
        else:
            self._turn_to(Verb(at, at + 1, passive=False, copula=tokens[at].low == "be"))
        return True

    def _take_preposition(self, t: Token) -> bool:
        tokens, at = self.tokens, self.at + 1
        if at >= len(tokens) or tokens[at].tag == "PR":
            return False
        if tokens[at].tag == "VG":
            self._turn_to(Verb(at, at + 1, passive=False, copula=False), 0.95)
            return True
        end = noun_phrase(tokens, at)
        if end is None or (end < len(tokens) and tokens[end].tag in ("VF", "MD")):
            return False  # "after the court ruled": a clause
        if t.low in FACTS and self._insertion_before_verb(end):
            return False  # "after the winner, Ada Lind, was"
        self.at = end
        if (self.copula and not self.whole) or (self.has_object and frames.is_placing(tokens[self.verb.at].low)):
            self.whole = True
        elif self.verb.passive and not self.whole and t.low in _PLACES and tokens[self.verb.at].low in _FOUND:
            self.whole = True  # "was found in a barn"
        elif t.low in self.wants:
            self.whole = self.frame.with_clause < 2 * CLAUSE  # "admitted to the board that"
            self.wants = frozenset()
        return True

    def _insertion_before_verb(self, comma: int) -> bool:
        tokens = self.tokens
        if comma >= len(tokens) or tokens[comma].text != ",":
            return False
        closing = next((k for k in range(comma + 2, min(comma + MOST_INSERTED, len(tokens))) if tokens[k].text == ","), None)
        return closing is not None and verb_group(tokens, closing + 1) is not None

    def _take_adjective(self) -> bool:
        end = base_phrase(self.tokens, self.at)
        self.wants = _OF_AN_ADJECTIVE if end is None else frozenset()
        self.at = self.at + 1 if end is None else end
        self.whole = self.has_object = True
        self.copula = False
        return True

    def _take_object(self, t: Token) -> bool:
        tokens = self.tokens
        end = noun_phrase(tokens, self.at, subject=self.frame.with_clause >= CLAUSE and not self.has_object)
        if end is None:
            return False
        governed = verb_group(tokens, end)
        if governed is not None and self.frame.with_clause >= CLAUSE and not self.has_object:
            self._turn_to(governed, 0.9)  # "said the mayor has"
            return True
        if governed is not None or t.tag == "PR" or (tokens[self.verb.at].low in _STATING and not self.verb.passive):
            return False  # "said the search": what it would be is still to come
        end = noun_phrase(tokens, self.at) or end  # no subject after all: what follows "found the wreck" may stay away
        self.worth *= 0.8 if self.has_object else 1.0
        named = end < len(tokens) and tokens[end].tag in ("DT", "NP", "NN", "NS", "CD", "PS") and not timely(tokens, end)
        if named:
            second = noun_phrase(tokens, end)  # "gave the mayor a list"
            if second is None:
                return False
            end, self.worth = second, self.worth * 0.7
        self.named = self.copula and t.low == "the"
        told = tokens[self.verb.at].low in _TELLING and not self.verb.passive
        lacks = told or self.frame.must or frames.is_placing(tokens[self.verb.at].low)
        self.whole = self.copula or (not lacks and self.frame.with_object > OBJECT)
        if frames.is_naming(tokens[self.verb.at].low) and not self.verb.passive:
            self.whole = named
        self.has_object, self.copula = True, False
        self.wants = self.frame.wants_more
        self.at = end
        return True
