"""What a page keeps from its reader's eyes is no part of its text; what a script is going to show is."""

from __future__ import annotations

import time

import pytest
from lxml.html import fromstring

from newsloom.intake import hidden
from newsloom.intake.extract import extract

SHOWN = (
    "The council of Marrowby voted on Monday to reopen the old swimming baths on Tanner Street.",
    "Fourteen councillors were in favour and five against, the town hall said on Tuesday morning.",
    "Repairs to the roof are to cost 2.3 million crowns and to begin in March, before the summer season.",
)
HIDDEN_ONE = "<i style='opacity:0'>x</i>word "
SECRET = "Orla Venn has confessed."


def text_of(inside: str) -> str:
    body = f"<p>{SHOWN[0]}</p><p>{SHOWN[1]}</p>{inside}<p>{SHOWN[2]}</p>"
    page = f"<html lang=en><head><title>Baths</title></head><body><article><h1>Baths</h1>{body}</article></body></html>"
    return extract(page.encode(), url="https://outlet.example/baths").text


@pytest.mark.parametrize(
    "style",
    [
        "display:none", "visibility: hidden", "opacity:0", "opacity: .01 !important", "font-size:0", "font-size:1px", "font-size:.05em",
        "text-indent:-9999px", "position:absolute;left:-9999px", "color:transparent", "color:rgba(0,0,0,0)", "color:#fff;background:#ffffff",
        "background-color:black;COLOR: #000", "transform:scale(0)", "clip-path:inset(100%)", "height:0;overflow:hidden",
        f"margin:{'1' * 5_000}px;opacity:0", "opacity/* so */:0",
    ],
)  # fmt: skip
def test_an_element_that_its_style_hides_is_not_read(style):
    text = text_of(f"<p style='{style}'>{SECRET}</p>")
    assert SECRET not in text
    assert all(line in text for line in SHOWN)


@pytest.mark.parametrize(
    "style",
    [
        "opacity:0.9", "opacity:1", "font-size:1.5em", "font-size:12px", "color:rgb(0,0,0)", "color:rgba(0,0,0,.87)", "color:#000",
        "color:#fff;background:#000", "margin-left:-10px", "background-color:transparent", "text-indent:1em",
    ],
)  # fmt: skip
def test_an_element_that_is_seen_is_read(style):
    assert SECRET in text_of(f"<p style='{style}'>{SECRET}</p>")


def test_what_only_screen_readers_say_is_not_read():
    assert "opens in a new" not in text_of(f"<p>{SECRET} <span class='sr-only'>opens in a new tab</span> Nobody heard it.</p>")


def test_what_stands_behind_a_hidden_element_is_read():
    text = text_of("<p>The mayor <span hidden>Orla</span> was there, and so was <b style='opacity:0'>x</b> the whole town.</p>")
    assert "The mayor was there, and so was the whole town." in " ".join(text.split())


def test_a_page_that_a_script_is_going_to_show_is_read_all_the_same():
    page = "".join(f"<div style='opacity:0'><p>{line}</p></div>" for line in SHOWN)
    found = extract(f"<html><body><article>{page}</article></body></html>".encode(), url=None)
    assert all(line in found.text for line in SHOWN)


def test_thousands_of_hidden_elements_one_in_another_cost_no_more_than_their_number():
    began = time.process_time()
    text_of("<div style='opacity:0'>" * 20_000 + SECRET)
    text_of("<i style='opacity:0'>x</i>" * 20_000)
    assert time.process_time() - began < 20


def test_hidden_elements_with_words_between_them_cost_no_more_than_their_number():
    began = time.process_time()
    tree = fromstring(f"<p>{'seen ' * 80_000}</p><p>{HIDDEN_ONE * 80_000}</p>")
    hidden.strip(tree)
    assert tree.text_content().count("word ") == 80_000 and "x" not in tree.text_content()
    assert time.process_time() - began < 8  # a second; copying what stands behind each takes twenty
