"""The pages that readers read: front page, lists, stories with their history, articles, search. I/O: the app's reading verbs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from markupsafe import Markup
from starlette.responses import Response

from newsloom.channels import narrowed, terms_of
from newsloom.errors import NewsloomError, NotFound
from newsloom.model import Article, Channel, FrontPage, SearchFilter, StoryCard, StoryPage, StoryView
from newsloom.ranking import TOPICS
from newsloom.text.language import LANGUAGES
from newsloom.web import composing, differences, photos, pictures, views
from newsloom.web.desk import told_of
from newsloom.web.links import passage_span
from newsloom.web.preferences import Preferences
from newsloom.web.visit import Site, Visit
from newsloom.web.words import words

PER_PAGE = 30
HITS = 20  # of a search, on a page
VISIT_S = 1_800  # what was read longer ago than this was another visit
SEEN_S = 120 * 24 * 3600
FILTERS = ("kind", "lang", "publisher", "from", "to")  # of a search
LOOKED_UP = 12  # older versions of articles fetched for the context of passages
CITING = 5  # stories whose sentences an article page names


def stored(site: Site, visit: Visit) -> object:
    """The state of a page that shows what is stored, and nothing that follows from the hour."""
    return site.app.store.generation()


def listed(site: Site, visit: Visit) -> object:
    """The state of a page that lists the stories of channels."""
    return site.app.edition()


def front_state(site: Site, visit: Visit) -> object:
    """The state of the front page: its stories, in their places of this minute, and what of them is new to the owner."""
    return site.app.front_state(), site.app.caught_up() if visit.owner else None


def front(site: Site, visit: Visit) -> Response:
    """*Top Headlines*."""
    whole = site.app.front()
    found = of_languages(whole, visit.chosen)
    if not (whole.top or whole.single or whole.latest):
        followed = site.app.subscriptions()
        return site.page(visit, "empty.html", nav="front", title=visit.say("Top Headlines"), followed=followed)
    since = site.app.caught_up() if visit.owner else None
    name = f"front {visit.links.prefix} {since} {site.zone_of(visit).key} {visit.chosen.languages} {visit.language}"
    body = site.kept(name, whole, lambda: _front_body(site, visit, found, since))
    fresh = sum(1 for card in (*found.top, *found.single) if since and card.changed and card.changed > since)
    return site.page(
        visit, "front.html", nav="front", title=visit.say("Top Headlines"), body=body, updated=found.updated, fresh=fresh
    )


def of_languages(found: FrontPage, chosen: Preferences) -> FrontPage:
    """The front page without stories in languages that the reader does not read."""
    if not chosen.languages:
        return found

    def read(cards: tuple[StoryCard, ...]) -> tuple[StoryCard, ...]:
        return tuple(card for card in cards if chosen.reads(card.language))

    latest = tuple(one for one in found.latest if chosen.reads(one.lang))
    return replace(found, top=read(found.top), single=read(found.single), latest=latest)


def _front_body(site: Site, visit: Visit, found: FrontPage, since: datetime | None) -> Markup:
    """All of the front page that is the same for every reader who has read as much."""
    shown = composing.composed(found, lambda lead: composing.lede(site.app, visit.links, lead))
    ranked = shown["ranked"]
    pictured = (0, 1, 1 + shown["second"], 2 + shown["second"])  # the lead, who stands highest beside it, both below it
    seen = [card.id for place, card in enumerate(ranked) if place in pictured] if site.settings.images else []
    shown["photos"] = photos.of_stories(site.app, site.app.pages(seen)) if seen else {}
    return site.part("front_body.html", visit, since=since, **shown)


def topic(site: Site, visit: Visit) -> Response:
    """The stories of a topic, newest change first."""
    name = visit.part("topic")
    known = {one.casefold(): one for one in TOPICS}
    if name.casefold() not in known:
        raise NotFound(name, "there is no such topic")
    title = known[name.casefold()]
    of_topic = Channel("", title, topics=(title,), languages=visit.chosen.languages)
    cards = site.app.channel_stories(of_topic, limit=2 * PER_PAGE)
    return site.page(visit, "topic.html", nav="front", title=visit.say(title), topic=title, cards=cards)


def stories(site: Site, visit: Visit) -> Response:
    """All stories, newest change first."""
    number = visit.number("page")
    found = site.app.stories(limit=PER_PAGE + 1, offset=(number - 1) * PER_PAGE)
    return site.page(
        visit,
        "stories.html",
        nav="front",
        title=visit.say("All stories"),
        cards=found[:PER_PAGE],
        number=number,
        more=len(found) > PER_PAGE,
    )


def search(site: Site, visit: Visit) -> Response:
    """Stories, then articles, that have the words."""
    query, number = visit.query("q").strip()[:400], visit.number("page", most=100)
    asked = {name: visit.query(name).strip()[:80] for name in FILTERS}
    only, failed = _filter(asked, site.zone_of(visit)), ""
    if only is None:
        only, failed = SearchFilter(), visit.say("A day is written as 2026-01-13.")
    start = (number - 1) * HITS
    found = site.app.search(query, limit=HITS + 1, offset=start, only=only) if query and not failed else []
    every, without = terms_of(query)
    return site.page(
        visit,
        "search.html",
        title=visit.say("Search: {query}", query=query) if query else visit.say("Search"),
        query=query,
        asked=asked,
        narrowed=any(asked.values()),
        failed=failed,
        hits=found[:HITS],
        number=number,
        more=len(found) > HITS,
        channel=visit.links.channel_new(
            name=query,
            every=", ".join(every),
            without=", ".join(without),
            publishers=asked["publisher"],
            languages=asked["lang"],
        ),
        outlets=site.app.store.outlets(),
    )


def _filter(asked: Mapping[str, str], zone: tzinfo) -> SearchFilter | None:
    """What the fields of the search form narrow by, days taken in this zone; None: a day is none."""
    try:
        first, last = (date.fromisoformat(asked[name]) if asked[name] else None for name in ("from", "to"))
    except ValueError:
        return None
    return narrowed(asked["kind"], asked["lang"], asked["publisher"], first, last, zone=zone)


# ---------------------------------------------------------------------------------------------- a story


def story(site: Site, visit: Visit) -> Response:
    """The story page; an id that was merged leads on for ever."""
    view = site.app.story(visit.part("story"))
    if view.redirected_from is not None:
        return site.redirect(visit, visit.links.story(view.page.id), status=308)
    base = last_read(site, visit, view)
    known = _page_of(site, view.page.id, base) if base is not None else None
    return _story_page(site, visit, view, known=known, base=base)


def revision(site: Site, visit: Visit) -> Response:
    """A story as an earlier revision had it."""
    number = int(visit.part("number"))
    view = site.app.story(visit.part("story"), revision=number)
    if view.redirected_from is not None:
        return site.redirect(visit, visit.links.story(view.page.id), status=308)
    if view.live:
        return site.redirect(visit, visit.links.story(view.page.id), status=302)
    return _story_page(site, visit, view)


def translated(site: Site, visit: Visit) -> Response:
    """A story in the language that the model translates into; where no translation holds, the story itself."""
    view = site.app.story(visit.part("story"))
    made = site.app.translated(view.page)
    if view.redirected_from is not None or made is None:
        return site.redirect(visit, visit.links.story(view.page.id), status=302)
    return _story_page(site, visit, replace(view, page=made.page), of=Variant(made.model, view.page.language, len(made.kept)))


@dataclass(frozen=True, slots=True)
class Variant:
    """What a reader is told of a page in another language."""

    model: str
    language: str | None  #: of the story itself
    kept: int  #: lines that stand in that language, since their translation did not pass the check

    @property
    def original(self) -> str:
        return LANGUAGES.get(self.language or "", "another language")


def _story_page(
    site: Site,
    visit: Visit,
    view: StoryView,
    *,
    known: StoryPage | None = None,
    base: int | None = None,
    of: Variant | None = None,
) -> Response:
    page = view.page
    asked = visit.query("done")
    done = next((change for change in view.changes if change.id == asked and asked), None)
    left = done.story if done is not None and not done.undone and done.story != page.id else ""
    return site.page(
        visit,
        "story.html",
        title=page.headline,
        view=views.story(page, visit.links, articles=cited_versions(site, view), known=known),
        coverage=pictures.coverage(page, zone=site.zone_of(visit), speaking=words(visit.language)),
        count_line=words(visit.language).count_line(page),
        photo=photos.of_story(page, view.articles) if site.settings.images else None,
        story=view,
        base=base,
        corrections=[change for change in view.changes if change.by_person],
        done=done,
        left=site.app.pages([left]).get(left) if left else None,
        related=related(site, view),
        variant=of,
        into=LANGUAGES.get(site.app.translated_into(page), "") if of is None and view.live else "",
        marks={mark.value for mark, stories in site.app.marks().items() if page.id in stories} if visit.owner else None,
    )


def related(site: Site, view: StoryView) -> list[tuple[str, str, str]]:
    """Stories this one leads to: relation, id, headline."""
    found: list[tuple[str, str, str]] = []
    for one in view.related[:6]:
        try:
            other = site.app.story(one.other)
        except NotFound:
            continue
        found.append((one.relation, other.page.id, other.page.headline))
    return found


def last_read(site: Site, visit: Visit, view: StoryView) -> int | None:
    """The revision that this browser read on its last visit; None on the first one.

    A cookie that is sent to this story's page alone keeps `BASE.SHOWN.WHEN`: the revision that the visit before ended with, the one
    shown last, and when. Reloading a page does not take its marks away.
    """
    current, (base, shown, over) = view.page.revision, _visits(site, visit)
    if shown is None:
        base = None
    elif current > shown or over:
        base = shown
    path = visit.links.story(view.page.id).removeprefix(visit.links.prefix)
    visit.cookies["seen"] = (f"{base or 0}.{current}.{_now_s(site) // 60 * 60}", path, SEEN_S)
    return base if base and base < current else None


def story_state(site: Site, visit: Visit) -> object:
    """The state of a story page: what is stored, and what of it this browser has read."""
    return stored(site, visit), _visits(site, visit)


def _visits(site: Site, visit: Visit) -> tuple[int | None, int | None, bool]:
    """The revision that the visit before ended with, the one shown last, and whether that visit is over."""
    base, shown, when = _numbers(visit.request.cookies.get("seen", ""))
    return base, shown, _now_s(site) - (when or 0) > VISIT_S


def _now_s(site: Site) -> int:
    return int(site.app.clock().timestamp())


def _numbers(cookie: str) -> tuple[int | None, int | None, int | None]:
    parts = cookie.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 13 for part in parts):
        return None, None, None
    base, shown, when = (int(part) for part in parts)
    return base or None, shown, when


def _page_of(site: Site, story: str, number: int) -> StoryPage | None:
    try:
        return site.app.story(story, revision=number).page
    except NotFound:  # withdrawn since: nothing to compare with
        return None


def cited_versions(site: Site, view: StoryView) -> list[Article]:
    """The articles in the versions that the page cites."""
    newest = {article.id: article for article in view.articles}
    page = view.page
    cited = [
        *page.headline_citations,
        *page.deck_citations,
        *(cited for section in page.sections for cited in section.heading_citations),
        *(cited for sentence in page.sentences for cited in sentence.citations),
    ]
    wanted = {cited.article: cited.version for cited in cited}
    older = [(a, version) for a, version in wanted.items() if a not in newest or newest[a].version != version]
    for article, version in older[:LOOKED_UP]:
        try:
            newest[article] = site.app.article(article, version=version).article
        except NewsloomError:  # retention dropped its body; the passage itself is in the page
            continue
    return list(newest.values())


def sources(site: Site, visit: Visit) -> Response:
    """All sources of a story that has very many."""
    view = site.app.story(visit.part("story"))
    return site.page(
        visit,
        "sources.html",
        title=visit.say("Sources of “{headline}”", headline=view.page.headline),
        view=views.story(view.page, visit.links, all_sources=True),
        count_line=words(visit.language).count_line(view.page),
    )


def history(site: Site, visit: Visit) -> Response:
    """Every revision, and the corrections."""
    view = site.app.story(visit.part("story"))
    title = visit.say("History of “{headline}”", headline=view.page.headline)
    return site.page(visit, "history.html", title=title, story=view, pages=told_of(site, view.changes))


def difference(site: Site, visit: Visit) -> Response:
    """What a revision changed."""
    number = int(visit.part("number"))
    view = site.app.story(visit.part("story"), revision=number)
    before = _page_of(site, view.page.id, number - 1) if number > 1 else None
    came, went = differences.sources(before, view.page)
    return site.page(
        visit,
        "difference.html",
        title=visit.say("Revision {number} of “{headline}”", number=number, headline=view.page.headline),
        story=view,
        number=number,
        before=before,
        changes=differences.pages(before, view.page),
        came=came,
        went=went,
        note=next((note for note in view.revisions if note.number == number), None),
    )


def why(site: Site, visit: Visit) -> Response:
    """Why these articles are together, and why the story stands where it stands."""
    view = site.app.story(visit.part("story"))
    title = visit.say("Why “{headline}” is one story", headline=view.page.headline)
    by_article = {assignment.article: assignment for assignment in view.assignments}
    rows = [(article, by_article.get(article.id)) for article in view.articles]
    return site.page(visit, "why.html", title=title, story=view, rows=rows, related=related(site, view), card=view.card)


def why_sentence(site: Site, visit: Visit) -> Response:
    """Why a sentence is cited so, and why other sources are not cited for it."""
    number = int(visit.part("number"))
    view = site.app.story(visit.part("story"))
    sentences = view.page.sentences
    if not 1 <= number <= len(sentences):
        raise NotFound(f"{view.page.id}#{number}", f"the story has {len(sentences)} sentences")
    facts = site.app.explain(view.page.id, number).facts
    one, source = sentences[number - 1], {known.article: known for known in view.page.sources}
    whys = [cited["why"] for cited in facts["citations"]]
    return site.page(
        visit,
        "why_sentence.html",
        title=visit.say("Sentence {number} of “{headline}”", number=number, headline=view.page.headline),
        page=view.page,
        number=number,
        last=len(sentences),
        sentence=one,
        mark=views.mark_of(one),
        cited=[(source[cited.article], cited, why) for cited, why in zip(one.citations, whys, strict=True)],
        others="".join(f"[{other}]" for other in facts["not_cited"]),
    )


# ---------------------------------------------------------------------------------------------- an article


def article(site: Site, visit: Visit) -> Response:
    """An article as the reader of a citation sees it: the passage asked for is marked, and those that stories cite."""
    version = visit.number("v", default=0, most=10_000_000) or None
    view = site.app.article(visit.part("article"), version=version)
    shown = view.article
    asked = passage_span(visit.query("p"))
    pages = _citing_pages(site, list(dict.fromkeys(story for story, _ in view.cited_by)))
    sentences = views.citing_sentences(pages, shown.id, shown.version)
    in_text = asked[1] if asked is not None and asked[0] == "text" else None
    spans = [*view.passages, *sentences]
    return site.page(
        visit,
        "article.html",
        title=shown.title or visit.say("Article"),
        article=shown,
        story=view.story,
        headline=view.headline,
        erased=view.erased,
        photo=photos.photo_of(shown) if site.settings.images else None,
        versions=view.versions,
        newest=max(view.versions, default=shown.version),
        paragraphs=views.marked(shown.text, spans, in_text, whole=site.settings.full_text),
        excerpt=not site.settings.full_text,
        sentences=sentences,
        in_title=asked is not None and asked[0] == "title",
        cited_by=by_story(pages, view.cited_by),
        direction=views.direction(shown.lang),
    )


def _citing_pages(site: Site, ids: list[str]) -> list[StoryPage]:
    pages = []
    for one in ids[:CITING]:
        try:
            pages.append(site.app.story(one).page)
        except NotFound:
            continue
    return pages


def by_story(pages: list[StoryPage], cited_by: tuple[tuple[str, int], ...]) -> list[tuple[StoryPage, list[int]]]:
    """The pages that cite an article, with the numbers of the sentences that do."""
    return [(page, [number for story, number in cited_by if story == page.id]) for page in pages]


def article_difference(site: Site, visit: Visit) -> Response:
    """What a version of an article changed of the one before it."""
    number = int(visit.part("number"))
    new = site.app.article(visit.part("article"), version=number)
    older = [version for version in new.versions if version < number]
    if not older:
        raise NotFound(visit.part("article"), "it has no earlier version to compare with")
    old = site.app.article(visit.part("article"), version=max(older)).article
    changes = differences.paragraphs(_lines(old), _lines(new.article))
    if not site.settings.full_text:
        changes = [change for change in changes if change.how != "same"]
    return site.page(
        visit,
        "article_difference.html",
        title=visit.say("Version {number} of “{headline}”", number=number, headline=new.article.title),
        article=new.article,
        old=old,
        changes=changes,
    )


def _lines(article: Article) -> list[str]:
    return [line for line in (article.title, *article.text.split("\n")) if line.strip()]
