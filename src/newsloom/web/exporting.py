"""The site as static files that need no server: pages, feeds, Markdown and JSON of every story. I/O: the app, and one folder.

All links are relative, so that the folder works from a disk as from any web server. Nothing outside the folder is touched, and
in it only what an earlier export wrote is replaced or taken away; each file is replaced in one step.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from newsloom import formats
from newsloom.app import App
from newsloom.errors import InputError, NotFound
from newsloom.model import Article, Citation, Progress, StoryCard, StoryPage
from newsloom.ports import OnProgress
from newsloom.web import composing, pictures, reading, render, syndication, views
from newsloom.web import feeds as feed_pages
from newsloom.web.links import Links
from newsloom.web.words import ENGLISH, words

MANIFEST = ".newsloom-export"  # names what an export wrote, so that the next one may take it away
PER_PAGE = 50  # stories of a part of the list
BATCH = 200  # stories read at a time
CHANNEL_STORIES = 200
_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,78}[a-z0-9])?")
# What Windows opens as a device, whatever its suffix.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


def file_name(identity: str) -> str:
    """A harmless file name for an id, the same for the same id, different for different ones on any file system."""
    if _PLAIN.fullmatch(identity) and identity not in _DEVICES and not identity.startswith("x-"):
        return identity
    return f"x-{blake2b(identity.encode('utf-8', 'surrogatepass'), digest_size=12).hexdigest()}"


@dataclass(frozen=True, slots=True)
class FileLinks(Links):
    """Addresses of files. `prefix` leads from the page to the folder: "" or "../", or the public address with a slash."""

    newest: Mapping[str, int] = field(
        default_factory=dict, compare=False
    )  #: of articles, the version whose page has no number in its name

    def front(self) -> str:
        return f"{self.prefix}index.html"

    def front_as(self, suffix: str) -> str:
        return f"{self.prefix}feed.{suffix}"

    def stories(self, page: int = 1) -> str:
        return f"{self.prefix}stories{f'-{page}' if page > 1 else ''}.html"

    def topic(self, topic: str) -> str:
        return self.stories()  # topics have no file of their own

    def feeds(self) -> str:
        return f"{self.prefix}feeds.html"

    def story(self, story: str, *, sentence: int | None = None) -> str:
        return f"{self.story_as(story, 'html')}{f'#s{sentence}' if sentence else ''}"

    def story_as(self, story: str, suffix: str) -> str:
        return f"{self.prefix}story/{file_name(story)}.{suffix}"

    def article(self, article: str, version: int | None = None) -> str:
        return f"{self.prefix}article/{file_name(article)}{f'.v{version}' if version else ''}.html"

    def passage(self, cited: Citation) -> str:
        where = "title" if cited.field == "title" else f"p{cited.start}-{cited.end}"
        older = cited.version != self.newest.get(cited.article, cited.version)
        return f"{self.article(cited.article, cited.version if older else None)}#{where}"

    def channel(self, channel: str) -> str:
        return self.channel_as(channel, "html")

    def channel_as(self, channel: str, suffix: str) -> str:
        return f"{self.prefix}channel/{file_name(channel)}.{suffix}"

    def static(self, name: str) -> str:
        return f"{self.prefix}static/{name}"

    def _at(self, *parts: str, **asked: object) -> str:
        raise NotImplementedError(f"an exported site has no page {'/'.join(parts)}")


def export(app: App, folder: str | Path, *, on_progress: OnProgress | None = None) -> int:
    """Write the site into a folder, in place of an earlier export; other files in it stay.

    Args:
        folder: made if it is not there.

    Returns:
        How many HTML pages there are.

    Raises:
        InputError: when the folder is a file, or holds files of these names that no export wrote.
    """
    target = Path(folder)
    if target.exists() and not target.is_dir():
        raise InputError(target, "is a file", remedy="name a folder")
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".newsloom-export-", dir=target) as made:
            site = _Export(app, Path(made), on_progress)
            site.write()
            _put_in_place(Path(made), site.names, target)
            return site.pages
    except OSError as exc:
        raise InputError(target, f"cannot be written: {exc.strerror or exc}") from exc


# ---------------------------------------------------------------------------------------------- putting files in place


def _put_in_place(made: Path, names: Sequence[str], target: Path) -> None:
    """Move the new files where the old ones are, then take away what is no longer written."""
    before = set(_manifest(target))
    for folder in sorted({str(parent) for name in before | set(names) for parent in PurePosixPath(name).parents} - {"."}):
        if (target / folder).is_symlink():
            raise InputError(target / folder, "is a link that may lead elsewhere", remedy="export into another folder")
    for name in names:
        if name not in before and (target / name).exists():
            raise InputError(target / name, "is there already, and no export wrote it", remedy="export into another folder")
    # Named before they are there: whoever is stopped half-way leaves nothing that the next export would not take as its own.
    _write_manifest(target, sorted(before | set(names)))
    for name in sorted(names, key=lambda name: (name == "index.html", name)):  # the door last
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        (made / name).replace(place)
    for name in sorted(before - set(names)):
        (target / name).unlink(missing_ok=True)
    _write_manifest(target, sorted(names))


def _manifest(target: Path) -> list[str]:
    """What an earlier export wrote; only names that lie in the folder."""
    try:
        names = json.loads((target / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return []
    safe = re.compile(r"(?:[\w-]+/){0,2}[\w.-]+", re.ASCII)
    return [name for name in names if isinstance(name, str) and safe.fullmatch(name) and ".." not in name]


def _write_manifest(target: Path, names: Sequence[str]) -> None:
    with tempfile.NamedTemporaryFile("w", dir=target, prefix=".newsloom-", encoding="utf-8", delete=False) as file:
        json.dump({"made by": "newsloom export", "files": names}, file, indent=0)
    Path(file.name).replace(target / MANIFEST)


# ---------------------------------------------------------------------------------------------- making the files


class _Export:
    """One export into a folder of its own."""

    def __init__(self, app: App, folder: Path, on_progress: OnProgress | None) -> None:
        self.app = app
        self.folder = folder
        self.names: list[str] = []
        self.pages = 0
        self._zone = ZoneInfo(app.settings.zone)
        self._shared = self._shared_values()
        self._progress = on_progress or (lambda _: None)
        base = (app.settings.base_url or "").rstrip("/")
        self._newest: dict[str, int] = {}
        self._top = FileLinks("", newest=self._newest)
        self._deep = FileLinks("../", newest=self._newest)
        self._public = FileLinks(f"{base}/", newest=self._newest) if base else self._top  # for feeds and Markdown
        self._public_deep = self._public if base else self._deep
        self._wanted: dict[tuple[str, int], None] = {}  # versions of articles that pages lead to, in order; 0: the newest

    def _shared_values(self) -> dict[str, Any]:
        now = self.app.clock().astimezone(self._zone)
        return {
            **render.times(self._zone),
            "owner": False,
            "nav": "",
            "since": None,
            "local": False,
            "today": formats.day(now.date()),
            "weekday": now.strftime("%A"),
        }

    def write(self) -> None:
        """Everything."""
        self._static()
        known = self._stories()
        self._articles(known)
        self._lists()

    # -- files

    def _put(self, name: str, body: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        self.names.append(name)

    def _page(self, name: str, template: str, links: FileLinks, **values: Any) -> None:
        text = render.html(template, {**self._shared, "links": links, **values}, exported=True)
        self._put(name, text.encode("utf-8", "replace"))
        self.pages += 1

    def _static(self) -> None:
        for name, (_, body) in render.static_files().items():
            if name != "site.js":  # its keys and forms need the server
                self._put(f"static/{name}", body)
        self._put("static/card.js", (render.STATIC / "card.js").read_bytes())

    def _feed(self, name: str, make: Callable[[], syndication.Feed]) -> None:
        feed = make()
        for suffix, (_, write) in syndication.FORMATS.items():
            self._put(f"{name}.{suffix}", write(feed))

    # -- stories

    def _cards(self) -> Iterator[list[StoryCard]]:
        offset = 0
        while cards := self.app.stories(limit=BATCH, offset=offset):
            yield cards
            offset += len(cards)

    def _stories(self) -> set[str]:
        total = int(self.app.facts().get("stories", 0)) or None
        front = self.app.front()
        ranked = {card.id: card for card in (*front.top, *front.single)}
        known: set[str] = set()
        for cards in self._cards():
            pages = self.app.pages([card.id for card in cards])
            for card in cards:
                if card.id in pages and card.id not in known:
                    known.add(card.id)
                    self._story(pages[card.id], ranked.get(card.id))
            self._progress(Progress("stories", len(known), total))
        return known

    def _story(self, page: StoryPage, card: StoryCard | None) -> None:
        links, name = self._deep, f"story/{file_name(page.id)}"
        articles = self._cited_articles(page)  # first: it finds out which version is the newest
        view = views.story(page, links, articles=articles, all_sources=True)
        coverage = pictures.coverage(page, zone=self._zone, speaking=words(ENGLISH))
        count_line = formats.count_line(page)
        self._page(
            f"{name}.html",
            "story.html",
            links,
            title=page.headline,
            view=view,
            coverage=coverage,
            count_line=count_line,
            card=card,
        )
        text = formats.markdown(page, zone=self._zone, passage_link=self._public_deep.passage if self._public.prefix else None)
        self._put(f"{name}.md", text.encode("utf-8", "replace"))
        told = json.dumps(formats.page_json(page), ensure_ascii=False, indent=1)
        self._put(f"{name}.json", told.encode("utf-8", "replace"))

    def _cited_articles(self, page: StoryPage) -> list[Article]:
        """The articles in the versions that the page cites; notes that there must be pages of these and of all sources."""
        found: dict[tuple[str, int], Article] = {}
        for cited in views.citations(page):
            place = (cited.article, cited.version)
            if place in found:
                continue
            try:
                view = self.app.article(cited.article, version=cited.version)
            except NotFound:  # retention dropped it; the passage itself is in the page
                self._newest[cited.article] = cited.version
                continue
            found[place] = view.article
            self._newest[cited.article] = newest = max(view.versions)
            if cited.version != newest:
                self._wanted[place] = None
        for source in page.sources:
            self._wanted[source.article, 0] = None
        return list(found.values())

    # -- articles

    def _articles(self, known: set[str]) -> None:
        for done, (article, version) in enumerate(self._wanted, 1):
            self._article_page(article, version or None, known)
            if done % BATCH == 0 or done == len(self._wanted):
                self._progress(Progress("articles", done, len(self._wanted)))

    def _article_page(self, article: str, version: int | None, known: set[str]) -> None:
        links, view = self._deep, self.app.article(article, version=version)
        shown = view.article
        cited_by = tuple(place for place in view.cited_by if place[0] in known)
        pages = list(self.app.pages(list(dict.fromkeys(story for story, _ in cited_by))).values())
        sentences = views.citing_sentences(pages, shown.id, shown.version)
        self._page(
            links.article(article, version).removeprefix("../"),
            "article.html",
            links,
            title=shown.title or "Article",
            article=shown,
            story=view.story if view.story in known else None,
            headline=view.headline,
            erased=view.erased,
            versions=(),
            newest=max(view.versions, default=shown.version),
            paragraphs=views.marked(shown.text, [*view.passages, *sentences], whole=self.app.settings.full_text),
            excerpt=not self.app.settings.full_text,
            sentences=sentences,
            in_title=False,
            cited_by=reading.by_story(pages, cited_by),
            direction=views.direction(shown.lang),
        )

    # -- lists

    def _lists(self) -> None:
        top = self._top
        found = self.app.front()
        here = tuple(card for card in found.latest if (card.id, 0) in self._wanted)
        shown = composing.composed(replace(found, latest=here), lambda lead: composing.lede(self.app, top, lead))
        self._page(
            "index.html",
            "front.html",
            top,
            nav="front",
            title="Top Headlines",
            **shown,
            photos={},
            updated=found.updated,
        )
        self._feed("feed", lambda: syndication.top_feed(self.app, self._public, {}))
        self._all_stories(top)
        self._channels(top)

    def _all_stories(self, links: FileLinks) -> None:
        cards = [card for some in self._cards() for card in some]
        parts = list(_parts(cards, PER_PAGE)) or [[]]
        for number, part in enumerate(parts, 1):
            name = links.stories(number)
            self._page(name, "stories.html", links, title="All stories", cards=part, number=number, more=number < len(parts))

    def _channels(self, top: FileLinks) -> None:
        deep, shown = self._deep, []
        for channel in self.app.channels():
            cards = self.app.channel_stories(channel, limit=CHANNEL_STORIES)
            shown.append((channel, cards[: feed_pages.LISTED]))
            name = f"channel/{file_name(channel.id)}"
            rule = feed_pages.rule(channel, words(ENGLISH))
            self._page(f"{name}.html", "channel.html", deep, title=channel.name, channel=channel, cards=cards, rule=rule)
            self._feed(name, lambda known=channel.id: syndication.channel_feed(self.app, self._public_deep, known, {}))  # type: ignore[misc]
        followed = [one for one in self.app.subscriptions() if not one.gone]
        self._page(
            "feeds.html",
            "feeds.html",
            top,
            nav="feeds",
            title="Feeds",
            channels=shown,
            followed=followed,
            rule=lambda channel: feed_pages.rule(channel, words(ENGLISH)),
        )


def _parts(rows: Sequence[Any], size: int) -> Iterable[Sequence[Any]]:
    return (rows[at : at + size] for at in range(0, len(rows), size))
