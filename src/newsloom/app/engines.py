"""The verbs without a database: articles in, stories, pages and verdicts out. They are what `import newsloom` gives."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from newsloom.model import Article, Assignment, StoryPage, Verdict
from newsloom.ports import LLM, Judge

if TYPE_CHECKING:
    from newsloom.pipeline.rewrite import Style


def cluster(
    articles: Iterable[Article], *, single_pass: bool = False, on_change: Callable[[Assignment], None] | None = None
) -> list[Assignment]:
    """Group articles into stories, taken as a stream in the order given.

    Args:
        single_pass: leave out the revision of earlier decisions.
        on_change: called with every assignment as it happens, revisions included.

    Returns:
        One assignment for each article, in input order, with its final story.
    """
    from newsloom.grouping import cluster as group  # lazy: numpy

    return group(articles, single_pass=single_pass, on_change=on_change)


def write(articles: Sequence[Article], *, story_id: str = "story", judges: Sequence[Judge] = ()) -> StoryPage | None:
    """One story page for the articles of one event; None if there is nothing to publish.

    Every sentence, heading, deck and headline is cited, and `quote == article.field[start:end]` for every citation.
    """
    from newsloom import pipeline  # lazy: the stages

    return pipeline.compose(articles, story_id=story_id, judges=judges)


def write_with(
    articles: Sequence[Article],
    llm: LLM,
    *,
    story_id: str = "story",
    judge: LLM | None = None,
    judges: Sequence[Judge] = (),
    style: Style | None = None,
) -> tuple[StoryPage | None, tuple[str, ...]]:
    """As `write`, in the words of a language model where they pass the check; and what was refused and why.

    Where the model fails, the page is the extractive writer's, and the failure is the last of what is returned.
    """
    from newsloom.errors import LLMError  # lazy, all: the pipeline
    from newsloom.pipeline.compose import composed
    from newsloom.pipeline.rewrite import Rewriter
    from newsloom.pipeline.rewrite import Style as Default

    told = composed(articles, story_id=story_id, judges=judges)
    if told.page is None:
        return None, told.held
    rewriter = Rewriter(style=style or Default(min_origins=1), judges=judges)
    base, _ = rewriter.woven(told.page, articles, None)
    try:
        made = asyncio.run(rewriter.rewrite(told.page, articles, llm=llm, judge=judge))
    except LLMError as exc:
        return base, (str(exc),)
    return made.page or base, made.held


def check(
    claim: str,
    sources: str | Article | Sequence[str | Article],
    *,
    lang: str | None = None,
    published: datetime | None = None,
) -> Verdict:
    """Whether the sources support the claim, on what ground, and where.

    Args:
        sources: texts or articles; `evidence` of the verdict counts in the one source, if there is one.
        lang: ISO 639-1 code of the claim; None to detect it.
        published: anchor of relative dates in the claim and in sources given as text.
    """
    from newsloom.checking import support  # lazy: the stages

    given = [sources] if isinstance(sources, (str, Article)) else list(sources)
    prepared = [
        support.prepare(source.text, lang=source.lang, published=source.published)
        if isinstance(source, Article)
        else support.prepare(source, lang=lang, published=published)
        for source in given
    ]
    return support.check(claim, prepared[0] if len(prepared) == 1 else prepared, lang=lang, published=published)
