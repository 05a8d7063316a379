"""Invented news for tests: as many events as wanted, each told by several outlets in words of their own. The same seed, the same news.

Names of people, places, firms and outlets are made of syllables; nothing of it has happened.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from newsloom.model import Article, Subscription

START = datetime(2026, 1, 5, 6, tzinfo=UTC)
OUTLETS = ("Ardent Post", "Brackwater Echo", "Corvale Times", "Dunmere Journal", "Eastfold Herald", "Farrow Gazette")

_FIRST = ("Mara", "Edwin", "Ilse", "Tomas", "Petra", "Oskar", "Livia", "Henrik", "Nadia", "Rufus", "Selma", "Viktor")
_LAST = ("Aldane", "Brisk", "Corrow", "Demmering", "Estvale", "Fenwright", "Garrick", "Holmby", "Istrand", "Jorvik", "Keldane")
_PLACE_A = (
    "Ashen",
    "Birk",
    "Carn",
    "Dove",
    "Elder",
    "Fen",
    "Grim",
    "Hollow",
    "Iron",
    "Kestrel",
    "Lark",
    "Marl",
    "Nether",
    "Oaken",
)
_PLACE_B = ("bridge", "burgh", "combe", "dale", "ford", "haven", "hurst", "mere", "mouth", "port", "stead", "thorpe", "wick")
_RIVER = ("Sorrel", "Tamble", "Ulver", "Wensley", "Yarrel", "Ossen", "Pellow", "Quinter", "Reddle")


@dataclass(frozen=True)
class Event:
    """What the outlets tell of."""

    number: int
    kind: str
    place: str
    river: str
    person: str
    second: str
    hurt: int
    cost: int
    day: str


def _events(chance: random.Random, count: int) -> list[Event]:
    places = [a + b for a in _PLACE_A for b in _PLACE_B]
    people = [f"{a} {b}" for a in _FIRST for b in _LAST]
    chance.shuffle(places)
    chance.shuffle(people)
    kinds = sorted(_TOLD)
    return [
        Event(
            n,
            kinds[n % len(kinds)],
            places[n % len(places)],
            _RIVER[n % len(_RIVER)],
            people[(2 * n) % len(people)],
            people[(2 * n + 1) % len(people)],
            chance.randint(3, 90),
            chance.randint(2, 480),
            chance.choice(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")),
        )
        for n in range(count)
    ]


#: kind of event → titles, and the facts in two wordings each
_TOLD: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "bridge": (
        ("{place} bridge closes after crack is found", "Crack shuts the old bridge at {place}", "Bridge in {place} shut to all traffic"),
        (
            ("The bridge over the {river} at {place} was closed on {day} after engineers found a crack.",
             "Engineers closed the {place} bridge over the {river} on {day} because of a crack."),
            ("Repairs will cost {cost} million crowns, the transport office said.",
             "The transport office put the cost of the repairs at {cost} million crowns."),
            ("{person}, who heads the transport office, promised that work would begin within a month.",
             "Work will begin within a month, said {person}, head of the transport office."),
            ("Some {hurt} lorries an hour used the crossing before it was shut.",
             "Before the closure the crossing carried {hurt} lorries an hour."),
            ("{second} of the chamber of trade in {place} warned that shops would lose customers.",
             "Shops would lose customers, warned {second} of the chamber of trade in {place}."),
        ),
    ),
    "fire": (
        ("Warehouse fire in {place} injures {hurt}", "{hurt} hurt as warehouse burns in {place}", "Flames destroy warehouse at {place}"),
        (
            ("A fire destroyed a warehouse in {place} on {day} and injured {hurt} people.",
             "Flames tore through a warehouse in {place} on {day}; {hurt} people were injured."),
            ("The fire brigade of {place} needed nine hours to put the flames out.",
             "It took the fire brigade of {place} nine hours to put out the flames."),
            ("{person}, the fire chief, said the blaze had begun in a store of paint.",
             "The blaze began in a store of paint, according to fire chief {person}."),
            ("The owner put the damage at {cost} million crowns.",
             "Damage of {cost} million crowns was reported by the owner."),
            ("{second}, the mayor, asked people along the {river} to keep their windows shut.",
             "People along the {river} were asked by mayor {second} to keep their windows shut."),
        ),
    ),
    "strike": (
        ("Tram drivers in {place} strike for higher pay", "No trams in {place} as drivers walk out", "Strike stops the trams of {place}"),
        (
            ("Tram drivers in {place} walked out on {day} and demanded higher pay.",
             "Demanding higher pay, the tram drivers of {place} stopped work on {day}."),
            ("The union led by {person} wants {hurt} crowns more a week for each driver.",
             "Each driver should get {hurt} crowns more a week, says the union of {person}."),
            ("The tram company says the demand would cost it {cost} million crowns a year.",
             "According to the tram company, that would cost {cost} million crowns a year."),
            ("{second}, who speaks for the company, called the walkout unlawful.",
             "The walkout was unlawful, said {second}, who speaks for the company."),
            ("Talks are to go on at the town hall beside the {river}.",
             "At the town hall beside the {river} the talks are to go on."),
        ),
    ),
    "flood": (
        ("Flood on the {river} drives {hurt} families from {place}", "{place} under water as the {river} rises", "The {river} floods {place}"),
        (
            ("The {river} flooded the lower streets of {place} on {day}.",
             "On {day} the lower streets of {place} were flooded by the {river}."),
            ("{hurt} families had to leave their homes, the district said.",
             "The district said that {hurt} families had left their homes."),
            ("{person} of the weather service expects the water to fall by the weekend.",
             "By the weekend the water should fall, expects {person} of the weather service."),
            ("The government will give {cost} million crowns to those who lost their homes.",
             "Those who lost their homes will share {cost} million crowns from the government."),
            ("{second}, who runs the shelter in the school, said there were beds for all.",
             "There were beds for all, said {second}, who runs the shelter in the school."),
        ),
    ),
    "court": (
        ("Court in {place} jails banker over millions", "Banker {person} sentenced in {place}", "{person} guilty of fraud in {place}"),
        (
            ("A court in {place} sentenced the banker {person} to prison for fraud on {day}.",
             "The banker {person} was sentenced to prison for fraud by a court in {place} on {day}."),
            ("The judges found that {cost} million crowns had gone missing from the savings bank.",
             "From the savings bank {cost} million crowns had gone missing, the judges found."),
            ("{hurt} savers had joined the case against the bank.",
             "The case against the bank was joined by {hurt} savers."),
            ("{second}, who defended the banker, said there would be an appeal.",
             "There would be an appeal, said {second}, who defended the banker."),
            ("The bank by the {river} has been closed since last spring.",
             "Since last spring the bank by the {river} has been closed."),
        ),
    ),
}  # fmt: skip


def articles(count: int, *, seed: int = 7, per_event: int = 4) -> list[Article]:
    """So many articles, `per_event` of each event, in order of time; ids are a0001, a0002 …"""
    chance = random.Random(seed)
    events = _events(chance, -(-count // per_event))
    told: list[tuple[datetime, Event, int]] = []
    for event in events:
        began = START + timedelta(hours=5 * event.number, minutes=chance.randint(0, 200))
        told += [(began + timedelta(minutes=47 * n + chance.randint(0, 20)), event, n) for n in range(per_event)]
    told.sort(key=lambda one: (one[0], one[1].number, one[2]))
    return [_article(f"a{at:04d}", *one, chance) for at, one in enumerate(told[:count], start=1)]


def _article(name: str, when: datetime, event: Event, number: int, chance: random.Random) -> Article:
    titles, facts = _TOLD[event.kind]
    fields = {name: getattr(event, name) for name in ("place", "river", "person", "second", "hurt", "cost", "day")}
    order = [0, *chance.sample(range(1, len(facts)), len(facts) - 1)][: 4 + number % 2]
    sentences = [chance.choice(facts[at]).format(**fields) for at in order]
    outlet = OUTLETS[(event.number + number) % len(OUTLETS)]
    host = outlet.lower().replace(" ", "-")
    return Article(
        id=name,
        title=titles[number % len(titles)].format(**fields),
        text="\n".join((" ".join(sentences[:2]), *sentences[2:])),
        source=outlet,
        url=f"https://{host}.example/{event.number}/{number}",
        published=when,
        lang="en",
    )


# ---------------------------------------------------------------------------------------------- as outlets put it on the web


def subscriptions(articles: list[Article]) -> list[Subscription]:
    """The feeds of the outlets of these articles."""
    hosts = dict.fromkeys(article.url.split("/")[2] for article in articles if article.url)
    return [Subscription(host.partition(".")[0], f"https://{host}/feed.xml") for host in sorted(hosts)]


def web(articles: list[Article]) -> dict[str, str]:
    """Address → body: a feed for each outlet, the newest entry first, and a page for each article."""
    feeds: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    for article in articles:
        assert article.url and article.published, "invented articles have both"
        link, when = escape(article.url), format_datetime(article.published)
        item = f"<item><title>{escape(article.title)}</title><link>{link}</link><guid>{link}</guid><pubDate>{when}</pubDate></item>"
        feeds.setdefault(article.url.split("/")[2], []).insert(0, item)
        found[article.url] = page(article)
    for host, items in feeds.items():
        title = host.partition(".")[0].replace("-", " ").title()
        head = f"<title>{title}</title><link>https://{host}/</link><description>News</description>"
        found[f"https://{host}/feed.xml"] = f'<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'
    return found


def page(article: Article) -> str:
    """The page of an article, with the furniture that pages have."""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in article.text.splitlines())
    when = article.published.isoformat() if article.published else ""
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(article.title)}</title>'
        f'<meta property="article:published_time" content="{when}"><meta property="og:site_name" content="{article.source}"></head>'
        f"<body><header><nav><a href='/'>Home</a> <a href='/weather'>Weather</a></nav></header>"
        f"<main><article><h1>{escape(article.title)}</h1>{paragraphs}</article></main>"
        f"<footer>© {article.source}. All rights reserved.</footer></body></html>"
    )
