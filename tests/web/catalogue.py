"""What the interface says, in English: the keys that every catalogue must have."""

from __future__ import annotations

import re
from pathlib import Path

from newsloom.model import CallState, ChangeKind, Kind, ReportState
from newsloom.ranking import TOPICS
from newsloom.web import feeds, views, visit, words

WEB = Path(words.__file__).parent.parent
NAMES = frozenset({"Newsloom", "Atom", "RSS", "JSON Feed", "Markdown", "JSON", "ntfy"}) | {
    *(
        "allow_networks",
        "X-Newsloom-Signature",
        "public",
        "https://ntfy.sh/a-topic-of-your-own",
        "example.org",
        "reach*",
        "…/story/…",
    ),
    *("en", "en, fr"),
    *("reading", "front", "page", "empty", "error"),  # classes of the page
}  #: the same in all languages
FACTS = ("same text as", "paywall", "not cited", "adds nothing that the sources above do not say")
PLACES = re.compile(r"\{\w*\}")


def of_templates() -> set[str]:
    return {text for path in (WEB / "templates").glob("*.html") for text in words.messages(path.read_text(encoding="utf-8"))}


def of_code() -> set[str]:
    found = {
        text
        for path in WEB.rglob("*.py")
        for text in re.findall(r'\bsay\(\s*[\'"]([^\n]*?)[\'"][,)]', path.read_text(encoding="utf-8"))
    }
    marks = (views.WORD_FOR_WORD, views.CHECKED, views.UNSUPPORTED, views.CONTRADICTED)
    told = {text for mark in marks for text in (mark.name, mark.meaning)}
    told |= {one.value for kinds in (CallState, ChangeKind, ReportState) for one in kinds}
    told |= {one.value for one in Kind if one is not Kind.NEWS}
    told |= {channel.name for channel in feeds.SUGGESTED}
    told |= {
        *visit.TITLES.values(),
        *visit.SENTENCES.values(),
        "That did not work",
        *TOPICS,
        "follows",
        "possibly related",
        *FACTS,
    }
    return found | told | {*words.SCRIPTS_SAY, *words.RANKED, *words.REASONS}


def wanted() -> set[str]:
    return {text.replace("\\u00a0", "\u00a0") for text in of_templates() | of_code() if text not in NAMES}
