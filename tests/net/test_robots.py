"""robots.txt by RFC 9309."""

from __future__ import annotations

import time

import pytest

from newsloom.net import robots


def allows(rules: str, path: str) -> bool:
    return robots.parse(rules.encode(), agent="newsloom").allows(f"https://example.org{path}")


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /private", "/private/x", False),
        ("User-agent: *\nDisallow: /private", "/public", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: newsloom\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", True),
        ("User-agent: newsloom\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/a", False),
        ("User-agent: Newsloom/2.0 (x)\nDisallow: /a", "/a", False),
        ("user-agent: one\nuser-agent: newsloom\ndisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /*/private/", "/a/private/b", False),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/caf\u00e9", False),
        ("User-agent: *\nDisallow: /x # why", "/x", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("Disallow: /", "/a", True),
        ("User-agent: *\nSitemap: https://example.org/s.xml\nDisallow: /a", "/a", False),
        ("<html>not a robots.txt</html>", "/a", True),
        ("User-agent: *\nDisallow: /q?x=1", "/q?x=1&y", False),
    ],
)
def test_the_longest_rule_that_matches_decides(rules: str, path: str, allowed: bool) -> None:
    assert allows(rules, path) is allowed


def test_a_delay_is_read_and_what_is_none_is_passed_over() -> None:
    assert robots.parse(b"User-agent: *\nCrawl-delay: 2.5", agent="newsloom").delay_s == 2.5
    assert robots.parse(b"User-agent: *\nCrawl-delay: soon", agent="newsloom").delay_s is None


def test_binary_and_half_utf8_do_no_harm() -> None:
    assert robots.parse(bytes(range(256)) * 100, agent="newsloom").allows("https://example.org/a")


def test_rules_made_to_be_slow_are_not() -> None:
    hostile = (
        "User-agent: *\n" + "Disallow: /" + "a*" * 30 + "\n" + "".join(f"Disallow: /{'a*' * 19}{n}$\n" for n in range(5000))
    )
    began = time.perf_counter()
    assert robots.parse(hostile.encode(), agent="newsloom").allows("https://example.org/" + "a" * 5000)
    assert time.perf_counter() - began < 10
