"""Templates made into HTML, everything from outside escaped. Reads only the files beside this module.

`story_html` makes one page that needs no server and no other file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from newsloom import formats
from newsloom.model import StoryPage
from newsloom.ports import Clock
from newsloom.web import pictures, views
from newsloom.web.links import Links, safe
from newsloom.web.words import ENGLISH, INTERFACES, Worded, Words, words

HERE = Path(__file__).parent
STATIC = HERE / "static"
STYLE = ("fonts.css", "core.css", "site.css")  #: made into one file, in this order
SCRIPT = ("card.js", "site.js")


@lru_cache(maxsize=2 * len(INTERFACES))
def environment(exported: bool = False, language: str = ENGLISH) -> Environment:
    """The templates in a language, with what they may call; those of an export stand before those of the same name."""
    speaking = words(language)
    folders = [HERE / "templates" / "export", HERE / "templates"]
    templates = Environment(
        loader=FileSystemLoader(folders if exported else folders[1:]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[Worded],
    )
    templates.globals.update(words=speaking, _=speaking.say)
    templates.filters.update(
        counted=speaking.counted,
        outside=safe,
        rtl=views.direction,
        spark=pictures.spark,
        snippet=views.snippet_parts,
        day=lambda when: day(when, speaking),
        shown_day=speaking.day,
        flat=lambda text: " ".join(text.split()),
        capital=lambda text: text[:1].upper() + text[1:],
        listed=speaking.listed,
        typeset=views.typeset,
    )
    return templates


def html(template: str, values: Mapping[str, Any], *, exported: bool = False, language: str = ENGLISH) -> str:
    """A template filled in; `exported` for pages that have no server behind them."""
    return environment(exported, language).get_template(template).render(**values)


def moment(
    when: datetime | None, *, zone: tzinfo, day_only: bool = False, today: date | None = None, language: str = ENGLISH
) -> Markup:
    """A time as `<time>`, shown in a zone; "" for None.

    Args:
        today: makes it as short as a list wants it: of today the time alone, else the day, its year where it is not this one.
    """
    if when is None:
        return Markup("")
    exact = when.astimezone(UTC).date().isoformat() if day_only else formats.iso(when)
    local = when.astimezone(UTC if day_only else zone)
    speaking = words(language)
    if today is None:
        shown = speaking.moment(when, zone=zone, day_only=day_only)
    elif local.date() == today and not day_only:
        shown = f"{local.hour:02}:{local.minute:02}"
    else:
        shown = speaking.short_day(local.date()) if local.year == today.year else speaking.day(local.date())
    return Markup('<time datetime="{}">{}</time>').format(exact, shown)


def is_day(when: datetime | None) -> bool:
    """Whether a time in a list was a date alone: lists do not say, and nothing is published at midnight to the microsecond."""
    return when is not None and when.astimezone(UTC).time() == time()


def day(when: date, speaking: Words) -> Markup:
    """A day as `<time>`."""
    return Markup('<time datetime="{}">{}</time>').format(when.isoformat(), speaking.day(when))


# ---------------------------------------------------------------------------------------------- static files


@lru_cache(maxsize=1)
def static_files() -> dict[str, tuple[str, bytes]]:
    """Every static file by its name, with its content type. Style and script are one file each."""
    files: dict[str, tuple[str, bytes]] = {
        "site.css": ("text/css; charset=utf-8", _joined(STYLE)),
        "site.js": ("text/javascript; charset=utf-8", _joined(SCRIPT)),
        "icon.svg": ("image/svg+xml", (STATIC / "icon.svg").read_bytes()),
    }
    for font in sorted((STATIC / "fonts").glob("*.woff2")):
        files[f"fonts/{font.name}"] = ("font/woff2", font.read_bytes())
    return files


def _joined(names: tuple[str, ...]) -> bytes:
    return b"\n".join((STATIC / name).read_bytes() for name in names)


@lru_cache(maxsize=1)
def build() -> str:
    """Names this state of the static files: it changes when one of them does."""
    digest = hashlib.blake2b(digest_size=5)
    for name, (_, body) in static_files().items():
        digest.update(name.encode() + body)
    return digest.hexdigest()


# ---------------------------------------------------------------------------------------------- one page alone


def story_html(page: StoryPage, *, zone: tzinfo = UTC) -> str:
    """One story as a single HTML file: its citations lead to the passages listed under the text, nothing is loaded.

    Args:
        zone: of the times that are shown.
    """
    style = Markup((STATIC / "core.css").read_text(encoding="utf-8"))
    return html(
        "single.html",
        {
            "view": views.story(page, Links(), all_sources=True),
            "coverage": pictures.coverage(page, zone=zone, speaking=words(ENGLISH)),
            "count_line": formats.count_line(page),
            "style": style,
            "local": True,
            **times(zone),
        },
    )


def times(zone: tzinfo, clock: Clock | None = None, language: str = ENGLISH) -> dict[str, Any]:
    """The functions by which templates show times in a zone.

    Args:
        clock: tells what day it is, so that lists name only what differs from it; None: all is named.
    """

    speaking = words(language)

    def today() -> date | None:
        return clock().astimezone(zone).date() if clock is not None else None

    def when(value: datetime | None, day_only: bool = False, short: bool = False) -> Markup:
        alone = day_only or (short and is_day(value))
        return moment(value, zone=zone, day_only=alone, today=today() if short else None, language=language)

    def facts(source: Any) -> list[str]:
        shown = formats.source_facts(source, zone=zone)
        return [speaking.fact(fact) for fact in (shown[1:] if source.published else shown)]

    def at(value: datetime | None) -> Markup:
        if value is None or is_day(value):
            return Markup("")
        local = value.astimezone(zone)
        return Markup('<time datetime="{}">{}</time>').format(formats.iso(value), f"{local.hour:02}:{local.minute:02}")

    def day_of(value: datetime | None) -> str:
        if value is None:
            return ""
        local = value.astimezone(UTC if is_day(value) else zone).date()
        now = today()
        return speaking.short_day(local) if now is not None and now.year == local.year else speaking.day(local)

    return {"when": when, "facts": facts, "clock": at, "day_of": day_of}
