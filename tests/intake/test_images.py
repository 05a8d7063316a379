"""Which picture an article has, what it shows and whose it is, as pages and feeds say it. Nothing is fetched here."""

# ruff: noqa: E501  (documents stand on one line)

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from lxml.html import fromstring

from newsloom.intake import images
from newsloom.intake.extract import extract
from newsloom.intake.feeds import parse
from newsloom.intake.images import credit_of
from newsloom.model import Image

URL = "https://herald.example/2026/quay"
TEXT = (
    "<p>"
    + "The harbour board of Lorn reopened the northern quay on Tuesday after three weeks of repairs, its chairwoman said. " * 4
)
PICTURE = "https://cdn.example/1200/northern-quay-7741.jpg"


def of_page(body: str = "", *, head: str = "", **facts: Any) -> Image | None:
    stated = json.dumps({"@type": "NewsArticle", "headline": "Quay reopens", **facts}) if facts else ""
    script = f'<script type="application/ld+json">{stated}</script>' if facts else ""
    page = f"<!doctype html><html><head><title>Quay reopens</title>{script}{head}</head><body><article><h1>Quay reopens</h1>{body}{TEXT}</article></body></html>"
    return extract(page.encode(), url=URL).image


def shared(address: str = PICTURE) -> str:
    return f'<meta property="og:image" content="{address}">'


def of_item(inside: str, *, text: str = "Quay reopens.") -> Image | None:
    document = f'<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>H</title><item><title>Quay</title><link>https://herald.example/q</link><description>{text}</description>{inside}</item></channel></rss>'
    return parse(document.encode(), url="https://herald.example/feed").entries[0].image


@pytest.mark.parametrize(
    "caption, credit",
    [
        ("The quay on Tuesday. Photo: Ida Sund/AFP", "Ida Sund/AFP"), ("The quay. Photograph by Ida Sund", "Ida Sund"),
        ("The quay on Tuesday. (AP Photo/Ida Sund)", "AP Photo/Ida Sund"), ("Der Kai am Dienstag. © Ida Sund/dpa", "Ida Sund/dpa"),
        ("Der Kai. (Foto: picture alliance/dpa | Ida Sund)", "picture alliance/dpa | Ida Sund"), ("Le quai. IDA SUND / AFP", "IDA SUND / AFP"),
        ("Der KaiQuelle: dpa", ""), ("Der Kai. Quelle: dpa", "dpa"), ("Bild © Ida Sund (hr)", "Ida Sund (hr)"),
        ("The quay (Image: LightRocket via Getty Images)", "LightRocket via Getty Images"), ("Image credit: Skerry Press", "Skerry Press"),
        ("The quay reopened on Tuesday.", ""), ("A photo that shows the quay at dawn.", ""), ("Ferries to Skerry and/or Lorn", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_caption_says_whose_the_picture_is_or_it_does_not(caption: str, credit: str) -> None:
    assert credit_of(caption) == credit


def test_the_figure_with_the_same_file_says_what_the_picture_shows_and_whose_it_is() -> None:
    figure = '<figure><img src="/img/northern-quay-7741-640x360.jpg" alt="The quay at dawn"><figcaption>Open again. Photo: Ida Sund</figcaption></figure>'
    assert of_page(figure, head=shared()) == Image(PICTURE, alt="The quay at dawn", credit="Ida Sund")


def test_the_credit_of_another_picture_is_not_taken() -> None:
    other = '<figure><img src="/img/harbour-board-1289.jpg" alt="The board"><figcaption>The board. Photo: Osk Lind</figcaption></figure>'
    assert of_page(other, head=shared()) == Image(PICTURE)


def test_a_name_that_stands_in_the_address_of_every_picture_tells_none_apart() -> None:
    def figure(name: str, credit: str) -> str:
        return f'<figure><img src="https://cdn.example/account-x77912/{name}.jpg"><figcaption>© {credit}</figcaption></figure>'

    page = figure("harbour-board-1289", "Osk Lind") + figure("northern-quay-7741", "Ida Sund")
    found = of_page(page, head=shared("https://cdn.example/account-x77912/w_1200/northern-quay-7741.jpg"))
    assert found is not None and found.credit == "Ida Sund"


def test_an_element_named_credit_says_whose_the_picture_is() -> None:
    figure = '<figure><img src="/northern-quay-7741.jpg"><figcaption>Open again <span class="c-credit">Foto: Ida Sund</span></figcaption></figure>'
    assert of_page(figure, head=shared()) == Image(PICTURE, alt="Open again", credit="Ida Sund")


def test_what_a_page_states_for_machines_of_its_picture_counts() -> None:
    image = {"@type": "ImageObject", "url": PICTURE, "caption": "The quay at dawn", "creditText": "Photo: Ida Sund/AFP"}
    assert of_page(image=[image]) == Image(PICTURE, "The quay at dawn", "Ida Sund/AFP")
    by_holder = {"url": PICTURE, "copyrightHolder": {"@type": "Organization", "name": "AFP"}}
    assert of_page(image=by_holder) == Image(PICTURE, credit="AFP")


def test_a_picture_that_is_only_referred_to_is_looked_up_among_what_the_page_states() -> None:
    graph = {"@graph": [{"@type": "NewsArticle", "headline": "Quay reopens", "image": {"@id": f"{URL}#primaryimage"}}, {"@type": "ImageObject", "@id": f"{URL}#primaryimage", "url": "/q-7741.jpg?a=1&#038;b=2"}]}  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    assert of_page(head=script) == Image("https://herald.example/q-7741.jpg?a=1&b=2")
    assert of_page(image={"@id": f"{URL}#nowhere"}) is None


@pytest.mark.parametrize(
    "name", ["logo.png", "site-logo-1200.jpg", "img/placeholder.webp", "default.jpg", "og-image.png", "share.jpg", "mark.svg"]
)
def test_the_mark_of_an_outlet_is_no_picture_of_its_article(name: str) -> None:
    assert of_page(head=shared(f"https://cdn.example/{name}")) is None


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:image/png;base64,AA", "https://me:pw@cdn.example/a.jpg", "http://[", "", "x" * 5000],
)
def test_what_is_no_address_on_the_web_is_no_picture(address: str) -> None:
    assert of_page(head=shared(address)) is None
    assert of_item(f'<enclosure url="{address}" type="image/jpeg"/>') is None


def test_figures_that_stand_in_each_other_are_looked_at_in_time() -> None:
    inside = "<img srcset='/b-77412.jpg 1x'><span class=credit>x</span>" * 5_000
    tree = fromstring(f"<div>{'<figure><figcaption class=credit>' * 200}{inside}</div>")
    began = time.process_time()
    assert images.of_page(tree, {"og:image": PICTURE}, {}, (), url=URL) == Image(PICTURE)
    assert time.process_time() - began < 5


def test_alt_and_credit_are_bounded_plain_text() -> None:
    image = {"url": PICTURE, "caption": "<b onmouseover=x>Quay</b> \u202e" + "w" * 9000, "creditText": "c" * 9000}
    found = of_page(image=image)
    assert found is not None and found.alt.startswith("Quay w") and len(found.alt) <= 500 and len(found.credit) <= 200


def test_media_rss_gives_the_largest_picture_with_its_credit() -> None:
    inside = f'<media:content url="https://cdn.example/s.jpg" width="140" medium="image"/><media:content url="{PICTURE}" width="1200" type="image/jpeg"><media:description>The quay</media:description><media:credit scheme="urn:ebu">Photograph: Ida Sund/AFP</media:credit></media:content>'
    assert of_item(inside) == Image(PICTURE, "The quay", "Ida Sund/AFP")


def test_a_video_is_no_picture_and_its_still_is() -> None:
    assert of_item('<media:content url="https://cdn.example/v.mp4" type="video/mp4"/>') is None
    assert of_item(f'<media:thumbnail url="{PICTURE}" width="200"/>') == Image(PICTURE)


def test_an_enclosed_picture_counts_and_an_enclosed_sound_does_not() -> None:
    assert of_item(f'<enclosure url="{PICTURE}" length="1" type="image/jpeg"/>') == Image(PICTURE)
    assert of_item('<enclosure url="https://cdn.example/a.mp3" length="1" type="audio/mpeg"/>') is None


def test_the_first_picture_of_the_text_counts_unless_it_counts_readers() -> None:
    text = (
        f'<![CDATA[<p><img src="https://count.example/p.gif" width="1" height="1"><img alt="The quay" src="{PICTURE}"></p>]]>'
    )
    assert of_item("", text=text) == Image(PICTURE, "The quay")


def test_a_broken_feed_gives_the_same_picture_as_a_sound_one() -> None:
    inside = f'<media:content url="{PICTURE}" medium="image"><media:credit>Ida Sund</media:credit></media:content>'
    sound = f'<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>H</title><item><title>Quay</title><link>https://herald.example/q</link>{inside}</item></channel></rss>'
    broken = sound.replace("</item></channel></rss>", "<b><i></item>")
    assert [parse(one.encode(), url=URL).entries[0].image for one in (sound, broken)] == [Image(PICTURE, credit="Ida Sund")] * 2


def test_json_feed_gives_its_picture() -> None:
    def read(**more: Any) -> Image | None:
        item = {"id": "1", "url": "https://herald.example/q", "title": "Quay", **more}
        document = {"version": "https://jsonfeed.org/version/1.1", "title": "H", "items": [item]}
        return parse(json.dumps(document).encode(), url="https://herald.example/feed").entries[0].image

    assert read(image=PICTURE) == read(banner_image=PICTURE) == Image(PICTURE)
    assert read(attachments=[{"url": PICTURE, "mime_type": "image/jpeg"}]) == Image(PICTURE)
    assert read(image=5, attachments=[7, {"url": 1}]) is None


def test_a_news_sitemap_with_pictures_gives_the_article_and_not_the_picture() -> None:
    document = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>https://herald.example/q</loc><news:news><news:publication><news:name>The Herald</news:name><news:language>en</news:language></news:publication><news:publication_date>2026-01-13</news:publication_date><news:title>Quay reopens</news:title></news:news><image:image><image:loc>{PICTURE}</image:loc><image:title>Dawn</image:title><image:caption>The quay. Photo: Ida Sund</image:caption></image:image></url></urlset>'
    feed = parse(document.encode(), url="https://herald.example/news.xml")
    [entry] = feed.entries
    assert (feed.title, entry.lang, entry.link, entry.title) == ("The Herald", "en", "https://herald.example/q", "Quay reopens")
    assert entry.image == Image(PICTURE, "The quay. Photo: Ida Sund", "Ida Sund")
