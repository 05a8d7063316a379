"""The fixed headings, and when they are the truth. Pure.

Two say what a section tells; two only that it is the news itself, or the rest of it, for want of a line that says more.
"""

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
#: over what opens a page, where no line tells more than the headline
_BRIEF = {
    "en": "In brief", "de": "In Kürze", "es": "En breve", "fr": "En bref", "pt": "Em resumo", "it": "In breve", "nl": "In het kort",
    "ru": "Коротко", "ar": "باختصار", "zh": "概要", "ja": "概要", "ko": "간추린 소식", "vi": "Tóm tắt",
}  # fmt: skip
_DETAILS = {
    "en": "Further details", "de": "Weitere Einzelheiten", "es": "Más detalles", "fr": "Plus de détails", "pt": "Mais detalhes",
    "it": "Altri dettagli", "nl": "Meer details", "ru": "Подробности", "ar": "مزيد من التفاصيل", "zh": "更多详情", "ja": "詳細",
    "ko": "자세한 내용", "vi": "Thông tin thêm",
}  # fmt: skip
_WILL = {
    "en": re.compile(r"\b(?:will|is|are) (?:\w+ )?(?:be|set|due|scheduled|expected|meet|begin|start|hold|appear"
                     r"|vote|decide|continue|take|return|go)\b", re.I),
}  # fmt: skip


def brief(lang: str | None) -> str:
    """The label of the section that opens a page; "" if the language has none."""
    return _BRIEF.get(lang or "", "")


def details(lang: str | None) -> str:
    """The label of a later section that nothing names; "" if the language has none."""
    return _DETAILS.get(lang or "", "")


def translated(label: str, lang: str | None, to: str) -> str:
    """The same label in another language; as it is if either is not known."""
    for table in (_NEXT, _BACKGROUND, _BRIEF, _DETAILS):
        if table.get(lang or "") == label:
            return table.get(to, label)
    return label


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
