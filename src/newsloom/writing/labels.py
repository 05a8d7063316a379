"""The two fixed headings, and when they are the truth. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from newsloom.text import dates
from newsloom.writing.evidence import Candidate, Evidence

OLD = timedelta(days=60)  # what a background sentence dates to lies at least so far back

_NEXT = {
    "en": "What happens next", "de": "Wie es weitergeht", "es": "Qué pasará ahora", "fr": "Et maintenant", "pt": "O que acontece agora",
    "it": "Che cosa succede ora", "nl": "Hoe het verdergaat", "ru": "Что дальше", "ar": "ماذا بعد", "zh": "接下来", "ja": "今後の予定",
    "ko": "향후 일정", "vi": "Diễn biến tiếp theo",
}  # fmt: skip
_BACKGROUND = {
    "en": "Background", "de": "Hintergrund", "es": "Contexto", "fr": "Contexte", "pt": "Contexto", "it": "Contesto", "nl": "Achtergrond",
    "ru": "Предыстория", "ar": "خلفية", "zh": "背景", "ja": "背景", "ko": "배경", "vi": "Bối cảnh",
}  # fmt: skip
_WILL = {
    "en": re.compile(r"\b(?:will|is|are) (?:\w+ )?(?:be|set|due|scheduled|expected|meet|begin|start|hold|appear"
                     r"|vote|decide|continue|take|return|go)\b", re.I),
}  # fmt: skip


def label_of(candidates: Sequence[Candidate], evidence: Evidence) -> str:
    """The label that is true of every sentence given; "" if none is, or if there is but one sentence."""
    lang = evidence.lang or ""
    if len(candidates) < 2:
        return ""
    if all(_is_next(c, lang) for c in candidates):
        return _NEXT.get(lang, "")
    if all(_is_old(c, lang) for c in candidates):
        return _BACKGROUND.get(lang, "")
    return ""


def _days(c: Candidate, lang: str) -> list[timedelta]:
    """How far the days that a sentence names lie from its article's publication."""
    published = c.article.published
    if published is None:
        return []
    found = dates.find(c.passage.text, anchor=published, lang=lang)
    return [m.last - published.date() for m in found if m.last is not None]


def _is_next(c: Candidate, lang: str) -> bool:
    will = _WILL.get(lang)
    return any(d > timedelta(0) for d in _days(c, lang)) and (will is None or bool(will.search(c.text)))


def _is_old(c: Candidate, lang: str) -> bool:
    days = _days(c, lang)
    return bool(days) and all(d < -OLD for d in days)
