"""Captions of pictures, which stand among the sentences of a page and are none of its story. Pure; English."""

from __future__ import annotations

import re

from newsloom.checking import lexicon
from newsloom.text import tagger
from newsloom.text.terms import word_set
from newsloom.text.verbs import words_of

#: What a photograph shows.
_CAPTION_EN = re.compile(
    r"(?:(?:in )?(?:an?|this|the) (?:[\w-]+ )?(?:photograph|photo|image|picture|video still|frame grab|screenshot|sketch|rendering"
    r"|file photo|screen grab)\b"
    r".{0,90}\b(?:shows?|showing|released|provided|taken|made|seen|from)\b"
    r"|(?-i:[A-Z]{3,})(?:-TV)? an? (?:video|photo|picture)\b"
    r"|[^.]{0,60}\b(?:is|are) (?:seen|shown|pictured) (?:in|at|on|here|during|after|before)\b|(?:pictured|seen here|file photo|from left)\b"
    r"|[^.,“\"]{3,80} (?:speaks|smiles|waves|gestures|listens|looks on|poses|walks|stands|shakes hands|answers questions)"
    r" (?:during|at|to|with|as|before|after|in|on|near|outside|next)\b[^“\"]*$"
    r"|[^“\"]{3,80}, (?:as )?(?:seen|shown|pictured) (?:here|in|at|on|above|during)\b[^,]*$"
    r"|(?:this|the) (?:footage|video|clip|gallery|slideshow|segment|podcast)\b.{0,40}\b(?:is|shows?|contains?|features?)\b"
    r"|.{3,60}\bhas (?:the details|the latest|the story|this report|more)\b[^,]{0,40}$"
    r"|.{20,400}\bin (?:this|an?) (?:[\w,.-]+ ){0,6}(?:photo|photograph|image|picture|handout|screenshot)\b[^.“\"]{0,80}\.?$"
    r"|[^.,“\"]{3,80} (?:is|are) (?:hoisted|lowered|carried|escorted|wheeled|parked|silhouetted|reflected|illuminated|draped|flanked|hugged"
    r"|embraced|comforted|handcuffed|greeted) (?!out\b|over\b)[a-z]"
    r"|(?:hide|show) caption\b|.{0,30}\bphotos?: "
    r"|.{20,300}, (?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day,? [a-z]{3,9}\.? \d{1,2}, (?:19|20)\d\d[^a-z]*$"
    r"|[^.]{3,90}, (?:left|right|cent(?:er|re)), (?:and|with|in|at|on|poses?|speaks?|meets?)\b)",
    re.I,
)


#: one of these must stand in a sentence for the pattern above to match, or a day of the week and a year
_CAPTIONS_EN = words_of(
    "photograph photo image picture handout still grab screenshot seen shown pictured speaks smiles waves gestures listens looks poses walks"
    " stands shakes answers footage video clip gallery slideshow segment podcast has caption photos left right center centre"
    " sketch rendering hoisted lowered carried escorted wheeled parked silhouetted reflected illuminated draped flanked hugged embraced"
    " comforted handcuffed greeted"
)
_DAYS_EN = words_of("monday tuesday wednesday thursday friday saturday sunday")


#: "A woman waits at the quay in Lorn December 14, 2014.": what is told in the present tense with its full date is a picture
_DATED_EN = re.compile(
    r"\b(?:jan(?:uary|\.)|feb(?:ruary|\.)|march|april|may|june|july|aug(?:ust|\.)|sept(?:ember|\.)|oct(?:ober|\.)|nov(?:ember|\.)"
    r"|dec(?:ember|\.)) \d{1,2}, (?:19|20)\d\d(?:[\s.)]*$|, in\b)",
    re.I,
)
#: in the present tense of what is fixed for a day: "The law takes effect on January 1, 2015."
_FIXED = words_of("takes expires begins starts ends runs opens closes goes remains falls comes becomes says was")


def _in_the_present(text: str) -> bool:
    if ("20" not in text and "19" not in text) or not _DATED_EN.search(text):
        return False
    told = next((t.low for t in tagger.tag(text) if t.tag in ("VF", "MD")), "")
    return (
        not told
        or (told.endswith("s") and told not in _FIXED)
        or told in ("are", "have")
        or lexicon.look(told).lemmas == (told,)
    )


def is_caption(text: str) -> bool:
    """Whether an English sentence tells what a photograph or video shows, not what happened."""
    return bool(_may_be_one(text) and _CAPTION_EN.match(text)) or _in_the_present(text)


def _may_be_one(text: str) -> bool:
    words = word_set(text)
    return not words.isdisjoint(_CAPTIONS_EN) or (("19" in text or "20" in text) and not words.isdisjoint(_DAYS_EN))
