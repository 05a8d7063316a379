"""Group a whole stream of articles at once. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from newsloom.grouping.assign import Grouper
from newsloom.model import Article, Assignment, Kind
from newsloom.text import kinds


def cluster(
    articles: Iterable[Article], *, single_pass: bool = False, on_change: Callable[[Assignment], None] | None = None
) -> list[Assignment]:
    """Group a stream of articles, in the order given.

    Args:
        articles: with distinct ids; of those that are NEWS, the kind is looked at.
        single_pass: leave revision off.
        on_change: called with every assignment as it is made.

    Returns: one assignment for each article, in input order, the one that holds at the end.
    """
    grouper = Grouper()
    final: dict[str, Assignment] = {}

    def take(assignment: Assignment) -> None:
        final[assignment.article] = assignment
        if on_change is not None:
            on_change(assignment)

    for article in articles:
        if article.kind is Kind.NEWS:
            article = replace(article, kind=kinds.kind(article.title, article.text, url=article.url, lang=article.lang))
        take(grouper.add(article).assignment)
        if not single_pass and grouper.due():
            for assignment in grouper.revise():
                take(assignment)
    if not single_pass:
        for assignment in grouper.revise():
            take(assignment)
    return list(final.values())
