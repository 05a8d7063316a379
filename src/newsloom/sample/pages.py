"""The sample's feeds and pages as an outlet's software would make them, with all that surrounds an article. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from email.utils import format_datetime
from html import escape
from typing import NamedTuple

from newsloom.model import Kind
from newsloom.sample.corpus import Filed, Outlet

FEED_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


class Words(NamedTuple):
    """What stands around the articles of an outlet, in its language."""

    home: str
    subscribe: str
    cookies: str
    accept: str
    more: str
    share: str
    rights: str


_COOKIES = "We use cookies to improve your experience."
_COOKIES_DE = "Wir verwenden Cookies, um unser Angebot zu verbessern."
_COOKIES_FR = "Nous utilisons des cookies pour améliorer votre visite."
_WORDS = {
    "en": Words("Home", "Subscribe", _COOKIES, "Accept all", "Read more", "Share", "No rights reserved."),
    "de": Words("Start", "Abonnieren", _COOKIES_DE, "Alle annehmen", "Lesen Sie auch", "Teilen", "Gemeinfrei."),
    "fr": Words("Accueil", "S'abonner", _COOKIES_FR, "Tout accepter", "À lire aussi", "Partager", "Domaine public."),
}
_WALL = "La suite de cet article est réservée à nos abonnés. Abonnez-vous pour continuer la lecture."
_UPDATE = re.compile(r"(\d\d:\d\d) (.+?)\. (.+)", re.DOTALL)


def feed(outlet: Outlet, out: Sequence[Filed]) -> str:
    """The outlet's feed, newest first, with a summary of each article and a link to its page."""
    entries = sorted(out, key=lambda one: (one.article.published or one.updated, one.slug), reverse=True)
    return {"rss": _rss, "atom": _atom, "json": _json_feed}[outlet.format](outlet, entries)


def article(filed: Filed, out: Sequence[Filed]) -> str:
    """The page of an article."""
    own = filed.article
    published = own.published or filed.updated
    words = _WORDS[filed.outlet.lang]
    linked = {
        "@context": "https://schema.org",
        "@type": {Kind.LIVE_BLOG: "LiveBlogPosting", Kind.OPINION: "OpinionNewsArticle"}.get(own.kind, "NewsArticle"),
        "headline": own.title,
        "datePublished": published.isoformat(),
        "dateModified": filed.updated.isoformat(),
        "author": {"@type": "Person", "name": filed.author},
        "publisher": {"@type": "Organization", "name": filed.outlet.name},
        "inLanguage": own.lang,
        "isAccessibleForFree": own.kind is not Kind.EMPTY,
    }
    data = json.dumps(linked, ensure_ascii=False).replace("</", "<\\/")
    head = f"""<title>{escape(own.title)} | {escape(filed.outlet.name)}</title>
<link rel="canonical" href="{own.url}">
<meta name="description" content="{escape(_summary(filed))}">
<meta name="author" content="{escape(filed.author)}">
<meta property="og:type" content="article">
<meta property="og:title" content="{escape(own.title)}">
<meta property="og:site_name" content="{escape(filed.outlet.name)}">
<meta property="og:url" content="{own.url}">
<meta property="article:published_time" content="{published.isoformat()}">
<meta property="article:modified_time" content="{filed.updated.isoformat()}">
<script type="application/ld+json">{data}</script>"""
    standfirst = f'<p class="standfirst">{escape(filed.deck)}</p>' if filed.deck else ""
    related = "".join(
        f'<li><a href="{escape(one.path)}">{escape(one.article.title)}</a></li>' for one in out[-4:] if one.slug != filed.slug
    )
    main = f"""<article>
<header>
<p class="kicker"><a href="/">{escape(filed.section)}</a></p>
<h1>{escape(own.title)}</h1>
{standfirst}
<p class="byline">{escape(filed.author)}, <time datetime="{published.isoformat()}">{published:%d.%m.%Y %H:%M}</time></p>
</header>
{_picture(filed)}
<div class="article-body">
{_body(filed)}
</div>
<ul class="share" aria-label="{escape(words.share)}"><li><a href="#">{escape(words.share)}</a></li></ul>
</article>
<aside class="related"><h2>{escape(words.more)}</h2><ul>{related}</ul></aside>"""
    return _page(filed.outlet, head, main)


def home(outlet: Outlet, out: Sequence[Filed]) -> str:
    """The outlet's front page, which names its feed."""
    kind = FEED_TYPES[outlet.format].partition(";")[0]
    head = f"""<title>{escape(outlet.name)}</title>
<link rel="alternate" type="{kind}" title="{escape(outlet.name)}" href="{outlet.feed}">"""
    items = "".join(
        f'<li><h2><a href="{escape(one.path)}">{escape(one.article.title)}</a></h2><p>{escape(_summary(one))}</p></li>'
        for one in reversed(out)
    )
    return _page(outlet, head, f"<h1>{escape(outlet.name)}</h1><ul>{items}</ul>")


# ---------------------------------------------------------------------------------------------- parts of a page


def _page(outlet: Outlet, head: str, main: str) -> str:
    words = _WORDS[outlet.lang]
    return f"""<!doctype html>
<html lang="{outlet.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{head}
</head>
<body>
<div class="cookie-banner" role="dialog"><p>{escape(words.cookies)}</p><button>{escape(words.accept)}</button></div>
<header class="site"><a href="/">{escape(outlet.name)}</a>
<nav><ul><li><a href="/">{escape(words.home)}</a></li><li><a href="/subscribe">{escape(words.subscribe)}</a></li></ul></nav></header>
<main>
{main}
</main>
<footer><p>{escape(outlet.name)} · {escape(outlet.owner)} · {escape(words.rights)}</p></footer>
</body>
</html>
"""


def _picture(filed: Filed) -> str:
    if not filed.caption:
        return ""
    return f'<figure><img src="/pictures/{filed.slug}.jpg" alt=""><figcaption>{escape(filed.caption)}</figcaption></figure>'


def _body(filed: Filed) -> str:
    paragraphs = filed.article.text.split("\n")
    if filed.article.kind is Kind.LIVE_BLOG:
        return "\n".join(_update(paragraph) for paragraph in paragraphs)
    shown = "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)
    return f'{shown}\n<div class="paywall"><p>{_WALL}</p></div>' if filed.article.kind is Kind.EMPTY else shown


def _update(paragraph: str) -> str:
    """One entry of a live page."""
    found = _UPDATE.fullmatch(paragraph)
    shown = paragraph if found is None else f"{found[1]} {found[2]}. {found[3]}"
    return f'<section class="update"><p>{escape(shown, quote=False)}</p></section>'


def _summary(filed: Filed) -> str:
    """What a feed says of an article: its deck, or its first sentence."""
    return filed.deck or re.split(r"(?<=[.!?”])\s", filed.article.text, maxsplit=1)[0]


# ---------------------------------------------------------------------------------------------- feeds


def _rss(outlet: Outlet, entries: Sequence[Filed]) -> str:
    items = "".join(
        f"<item><title>{escape(one.article.title)}</title><link>{one.article.url}</link>"
        f'<guid isPermaLink="false">{outlet.id}:{one.slug}</guid>'
        f"<pubDate>{format_datetime(one.article.published or one.updated, usegmt=True)}</pubDate>"
        f"<category>{escape(one.section)}</category><description>{escape(_summary(one))}</description></item>\n"
        for one in entries
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel>
<title>{escape(outlet.name)}</title><link>http://{outlet.host}/</link><description>{escape(outlet.about)}</description>
<language>{outlet.lang}</language>
{items}</channel></rss>
"""


def _atom(outlet: Outlet, entries: Sequence[Filed]) -> str:
    newest = max((one.updated for one in entries), default=None)
    items = "".join(
        f"<entry><title>{escape(one.article.title)}</title><id>tag:{outlet.host},2026:{one.slug}</id>"
        f'<link rel="alternate" href="{one.article.url}"/>'
        f"<published>{(one.article.published or one.updated).isoformat()}</published><updated>{one.updated.isoformat()}</updated>"
        f"<author><name>{escape(one.author)}</name></author><summary>{escape(_summary(one))}</summary></entry>\n"
        for one in entries
    )
    updated = f"<updated>{newest.isoformat()}</updated>" if newest else ""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.lang}">
<title>{escape(outlet.name)}</title><id>tag:{outlet.host},2026:feed</id><link href="http://{outlet.host}/"/>{updated}
{items}</feed>
"""


def _json_feed(outlet: Outlet, entries: Sequence[Filed]) -> str:
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": f"http://{outlet.host}/",
        "feed_url": outlet.feed,
        "language": outlet.lang,
        "items": [
            {
                "id": f"{outlet.id}:{one.slug}",
                "url": one.article.url,
                "title": one.article.title,
                "summary": _summary(one),
                "content_text": _summary(one),
                "date_published": (one.article.published or one.updated).isoformat(),
                "date_modified": one.updated.isoformat(),
                "authors": [{"name": one.author}],
            }
            for one in entries
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)
