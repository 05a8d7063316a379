"""Pictures: none unless the owner wants them, with whose they are, through this site, and nothing of a file but what draws it."""

from __future__ import annotations

import shutil

import pytest
from html_pages import found, parsed
from sqlalchemy import update
from starlette.testclient import TestClient

from newsloom import config, sample
from newsloom.app import open_app
from newsloom.errors import FetchError
from newsloom.ports import Response
from newsloom.store import tables as t
from newsloom.testing import FakeFetcher
from newsloom.web import create_app
from picture_files import SECRET, jpeg, segment

HOST = "http://127.0.0.1:8413"
SHOWN, BROKEN, DRAWING, GONE = (f"https://pictures.example/{name}" for name in ("tram.jpg", "b.jpg", "d.svg", "gone.png"))


@pytest.fixture(scope="module")
def pictured(demo, tmp_path_factory):
    """The sample with pictures: of each article one that can be shown, but of a few."""
    folder = tmp_path_factory.mktemp("pictured")
    demo.backup(folder / "backup.db")
    shutil.move(folder / "backup.db", folder / "own.db")
    fetcher = FakeFetcher(
        {
            SHOWN: jpeg(600, 400, segment(0xE1, b"Exif\0\0" + SECRET)),
            BROKEN: Response(BROKEN, 200, b"<html>", (("content-type", "image/jpeg"),)),
            DRAWING: Response(DRAWING, 200, b"<svg xmlns='http://www.w3.org/2000/svg'/>", (("content-type", "image/svg+xml"),)),
            GONE: FetchError(GONE, "timed out"),
        }
    )
    app = open_app(config.load(db=str(folder / "own.db"), images=True), fetcher=fetcher, clock=sample.SampleClock(), workers=1)
    with app.store.database.writing() as connection:
        values = {"image": SHOWN, "image_alt": "A <tram>", "image_credit": "A. Nyberg"}
        connection.execute(update(t.versions).values(**values))
    yield app, fetcher
    app.close()


@pytest.fixture(scope="module")
def site(pictured):
    with TestClient(create_app(pictured[0], pictured[0].settings), base_url=HOST, follow_redirects=False) as client:
        yield client


def set_picture(app, article: str, url: str) -> None:
    with app.store.database.writing() as connection:
        connection.execute(update(t.versions).where(t.versions.c.article == article).values(image=url))


def articles(app):
    return [source.article for source in app.story(app.front().top[0].id).page.sources]


def test_without_the_setting_no_page_has_a_picture_and_none_is_fetched(demo, pictured):
    app, fetcher = pictured
    before = len(fetcher.requests)
    settings = config.load(db=app.settings.db)
    with (
        open_app(settings, fetcher=fetcher, clock=sample.SampleClock()) as plain,
        TestClient(create_app(plain, settings), base_url=HOST) as client,
    ):
        story = plain.front().top[0].id
        for path in ("/", f"/story/{story}", f"/article/{articles(plain)[0]}"):
            assert not found(parsed(client.get(path).text), "img")
        assert client.get(f"/article/{articles(plain)[0]}/picture").status_code == 404
    assert len(fetcher.requests) == before


def test_front_page_story_and_article_show_a_picture_with_whose_it_is(site, pictured):
    app, _ = pictured
    story = app.front().top[0].id
    for path in ("/", f"/story/{story}", f"/article/{articles(app)[0]}"):
        document = parsed(site.get(path).text)
        figure = found(document, "figure")[0]
        picture, caption = found(figure, "img")[0], found(figure, "figcaption")[0]
        assert picture.get("src").startswith("/article/")
        assert picture.get("alt") == "A <tram>"
        assert picture.get("width")
        assert picture.get("height")
        assert "A. Nyberg / " in "".join(caption.itertext())


def test_a_picture_comes_without_what_its_file_tells_besides(site, pictured):
    answer = site.get(f"/article/{articles(pictured[0])[0]}/picture")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "max-age" in answer.headers["cache-control"]
    assert SECRET not in answer.content
    assert answer.content.startswith(b"\xff\xd8\xff")


def test_a_picture_is_fetched_once_for_all_readers(site, pictured):
    app, fetcher = pictured
    for article in articles(app):
        site.get(f"/article/{article}/picture")
    assert [request.url for request in fetcher.requests].count(SHOWN) == 1
    assert all(request.max_bytes <= 4_000_000 and not request.headers for request in fetcher.requests)


@pytest.mark.parametrize(("url", "status"), [(BROKEN, 404), (DRAWING, 404), (GONE, 502)])
def test_what_is_no_picture_or_cannot_be_had_is_asked_for_once(site, pictured, url: str, status: int):
    app, fetcher = pictured
    article = articles(app)[-1]
    set_picture(app, article, url)
    assert [site.get(f"/article/{article}/picture").status_code for _ in range(2)] == [status, status]
    assert [request.url for request in fetcher.requests].count(url) == 1
    set_picture(app, article, SHOWN)


def test_an_article_without_picture_or_with_an_odd_address_has_none(site, pictured):
    app, _ = pictured
    article = articles(app)[-1]
    for odd in ("javascript:alert(1)", "file:///etc/passwd", "https://a.example/x y.png"):
        set_picture(app, article, odd)
        assert site.get(f"/article/{article}/picture").status_code == 404
    set_picture(app, article, SHOWN)
    assert site.get("/article/none/picture").status_code == 404
