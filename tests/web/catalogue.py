"""What the interface says, in English: the keys that every catalogue must have."""

from __future__ import annotations

import ast
import itertools
import re
from pathlib import Path

from newsloom import errors
from newsloom.app.installation import SAMPLE_NOTICE
from newsloom.model import CallState, ChangeKind, Kind, ReportState
from newsloom.pipeline.explain import RESTS
from newsloom.ranking import TOPICS
from newsloom.web import feeds, views, visit, words
from newsloom.web.words.problems import PROBLEMS

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
FACTS = (
    "same text as", "paywall", "not cited", "adds nothing that the page had room for", "has no sentence that could be quoted",
    "is about something else", "is only the teaser of the feed", "judges more than it reports",
)  # fmt: skip
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
    return found | told | {*words.SCRIPTS_SAY, *words.RANKED, *words.REASONS, *words.REGIONS, *PROBLEMS, *RESTS, SAMPLE_NOTICE}


def of_errors(*files: Path) -> set[str]:
    """Reasons and remedies of the errors that these files raise, and what they have a page of an error say; `{1}` for what is put in."""
    said: set[str] = set()
    for path in files:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
            place = 2 if name == "failed" else 1 if isinstance(getattr(errors, name, None), type) else None
            if place is not None:
                given = call.args[place : place + (2 if name == "failed" else 1)]
                given += [one.value for one in call.keywords if one.arg == "remedy"]
                said |= {text for one in given for text in _texts(one)}
    return said


def _texts(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return _texts(node.body) + _texts(node.orelse)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value] if node.value else []
    if not isinstance(node, ast.JoinedStr):
        return []
    numbers = itertools.count(1)
    return ["".join(str(one.value) if isinstance(one, ast.Constant) else f"{{{next(numbers)}}}" for one in node.values)]


def wanted() -> set[str]:
    return {text.replace("\\u00a0", "\u00a0") for text in of_templates() | of_code() if text not in NAMES}
