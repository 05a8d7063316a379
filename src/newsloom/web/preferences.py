"""How this browser wants the site: look, size of text, time zone, languages. One cookie, and one in which scripts tell the zone of
the machine; the server keeps nothing. Pure.

A cookie is what a browser sends, so that anything may stand in it: what is none of the known values counts as not set.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote
from zoneinfo import TZPATH, ZoneInfo, available_timezones

from newsloom.web.words import INTERFACES, REGIONS

COOKIE, ZONE_COOKIE = "reader", "zone"
THEMES = ("light", "dark")
SIZES = ("small", "large", "largest")
MOST_LANGUAGES = 12
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a reader chose; "" or () where the site's own holds."""

    theme: str = ""
    size: str = ""  #: of text
    zone: str = ""
    interface: str = ""  #: language of the site; "" as the browser asks
    languages: tuple[str, ...] = ()  #: of the stories on the front page and under topics; (): all
    machine_zone: str = ""  #: the time zone of the reader's machine, for who chose none; "" if it did not tell

    @property
    def time_zone(self) -> ZoneInfo | None:
        """The reader's; None where the site's own holds."""
        return known_zone(self.zone) or known_zone(self.machine_zone)

    def reads(self, language: str | None) -> bool:
        """Whether stories in this language are wanted; one whose language is not known is."""
        return not self.languages or language is None or language in self.languages


def of(theme: str, size: str, zone: str, languages: str, interface: str = "") -> Preferences:
    """The known ones of these values."""
    asked = dict.fromkeys(part for part in re.split(r"[\s,;]+", languages.lower()) if _LANGUAGE.fullmatch(part))
    return Preferences(
        theme if theme in THEMES else "",
        size if size in SIZES else "",
        zone if zone and known_zone(zone) is not None else "",
        interface if interface in INTERFACES else "",
        tuple(asked)[:MOST_LANGUAGES],
    )


def read(cookie: str, zone_cookie: str = "") -> Preferences:
    """What the cookies say."""
    parts = [unquote(part) for part in cookie[:400].split("|")]
    chosen = of(*parts) if len(parts) in (4, 5) else Preferences()
    zone = unquote(zone_cookie[:200])
    return replace(chosen, machine_zone=zone) if zone and known_zone(zone) is not None else chosen


def written(chosen: Preferences) -> str:
    """The cookie that says it; "" where nothing was chosen."""
    if replace(chosen, machine_zone="") == Preferences():
        return ""
    parts = (chosen.theme, chosen.size, chosen.zone, ",".join(chosen.languages), chosen.interface)
    return "|".join(quote(part, safe="") for part in parts)


def with_theme(chosen: Preferences, theme: str) -> Preferences:
    """The same with another look; "" for that of the system."""
    return replace(chosen, theme=theme if theme in THEMES else "")


@lru_cache(maxsize=1_000)
def known_zone(name: str) -> ZoneInfo | None:
    """The time zone of this name; None if there is none."""
    if len(name) > 60 or not _ZONE.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


@lru_cache(maxsize=1)
def zones() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The time zones there are, by region, each under one name where the system tells which: some have been renamed."""
    known = sorted(available_timezones() & _present_names() or available_timezones())
    return tuple((region, tuple(name for name in known if name.startswith(f"{region}/"))) for region in REGIONS)


def _present_names() -> set[str]:
    """What the table of zones beside the system's own calls them; none where there is no table."""
    for folder in TZPATH:
        try:
            lines = Path(folder, "zone.tab").read_text(encoding="utf-8").splitlines()
        except OSError:
            continue
        return {line.split("\t")[2] for line in lines if not line.startswith("#") and line.count("\t") > 1}
    return set()
