"""The language models that the settings name: how they are reached, asked, limited and examined."""

from __future__ import annotations

import asyncio
import urllib.request
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsloom.app.engines import cluster
from newsloom.model import Article, StoryPage
from newsloom.ports import LLM, Clock, Judge

if TYPE_CHECKING:
    from newsloom.config import Settings
    from newsloom.pipeline.doctor import Finding
    from newsloom.pipeline.prose import Models, Prose
    from newsloom.pipeline.purse import Limits
    from newsloom.pipeline.rewrite import Style
    from newsloom.store import Store


def language_models(settings: Settings) -> Models | None:
    """The language models that the settings name; None if they name none. Nothing is connected to.

    Raises:
        BadSetting: when the file of a key cannot be read. LLMError: when an address is none.
    """
    s = settings
    if not s.llm_base_url or not s.llm_model:
        return None
    from newsloom.net.llm import ChatClient  # lazy: aiohttp
    from newsloom.pipeline.prose import Models

    def client(base_url: str, model: str, key: str) -> LLM:
        return ChatClient(
            base_url,
            model,
            key=key,
            deadline_s=s.llm_deadline_s,
            concurrency=s.llm_concurrency,
            stream=s.llm_stream,
            proxy=_proxy(s, base_url),
        )

    judge = None
    if s.llm_judge_model:
        own = s.llm_judge_api_key.get_secret_value() if s.llm_judge_api_key is not None else None
        # the writer's key goes to the writer's endpoint alone
        key = own if own is not None else "" if s.llm_judge_base_url else s.llm_key
        judge = client(s.llm_judge_base_url or s.llm_base_url, s.llm_judge_model, key)
    llm = client(s.llm_base_url, s.llm_model, s.llm_key)
    return Models(llm, s.llm_model, judge, s.llm_judge_model, s.llm_concurrency)


def _proxy(settings: Settings, address: str) -> str | None:
    return urllib.request.getproxies().get(urlsplit(address).scheme) if settings.use_proxy else None


def endpoint_of(settings: Settings) -> str:
    """The address of the model as it may be shown: without name, password and query."""
    from newsloom.net.llm import shown_address  # lazy: aiohttp

    return shown_address(settings.llm_base_url or "")


def style_of(settings: Settings, *, min_origins: int | None = None) -> Style:
    """How the settings would have the model asked."""
    from newsloom.pipeline.rewrite import Style  # lazy: the pipeline

    s = settings
    least = s.llm_min_origins if min_origins is None else min_origins
    return Style(
        samples=s.llm_samples,
        temperature=s.llm_temperature,
        words=s.llm_style,
        min_origins=least,
        context=s.llm_context,
        pace_min=s.llm_pace_min,
    )


def prose_of(settings: Settings, store: Store, clock: Clock, judges: Sequence[Judge]) -> Prose | None:
    """All that the settings want a language model for; None if none is set."""
    models = language_models(settings)
    if models is None:
        return None
    from newsloom.pipeline.grey import GreyZone  # lazy, all: the pipeline
    from newsloom.pipeline.headings import Headings
    from newsloom.pipeline.prose import Prose
    from newsloom.pipeline.purse import Purse
    from newsloom.pipeline.rewrite import Rewriter
    from newsloom.pipeline.translate import Translator

    purse, style = Purse(store, clock, limits_of(settings)), style_of(settings)
    to = settings.llm_translate_to
    return Prose(
        models,
        purse,
        Headings(style=style) if settings.llm_writes == "headings" else Rewriter(style=style, judges=judges),
        translator=Translator(purse, models.llm, models.model, to, concurrency=models.concurrency) if to else None,
        grey=GreyZone(purse, models.llm, models.model) if settings.llm_same_event else None,
    )


def metered(llm: LLM, settings: Settings) -> LLM:
    """The model with the tokens of a day as the limit of this run, for where no database keeps a ledger."""
    from newsloom.pipeline.doctor import Meter  # lazy: the pipeline

    return Meter(llm, most_tokens=settings.llm_tokens_per_day)


def limits_of(settings: Settings) -> Limits:
    from newsloom.pipeline.purse import Limits  # lazy: the pipeline

    s = settings
    return Limits(
        tokens_a_day=s.llm_tokens_per_day,
        tokens_a_month=s.llm_tokens_per_month,
        money_a_day=s.llm_money_per_day,
        money_a_month=s.llm_money_per_month,
        price_in=s.llm_price_in,
        price_out=s.llm_price_out,
    )


def doctor(settings: Settings) -> tuple[list[Finding], StoryPage | None]:
    """Whether the models that these settings name are fit for their work: a story of the sample by the one that writes, a truth and a lie
    for those that judge. And that story; None where none was written.

    Raises:
        BadSetting: when no model is set, or a file of one is not there.
    """
    from newsloom.app.nli import nli_judges  # lazy, all: the pipeline
    from newsloom.errors import BadSetting
    from newsloom.net import endpoints
    from newsloom.pipeline import doctor as examining

    models, entailing = language_models(settings), nli_judges(settings)
    if models is None and not entailing:
        raise BadSetting("llm_base_url and llm_model", "no language model is set", remedy="see docs/how-to/use-an-llm.md")

    async def examined() -> tuple[list[Finding], StoryPage | None]:
        found: list[Finding] = []
        page = None
        if models is not None:
            limits, style = limits_of(settings), style_of(settings)
            found, page = await examining.examine(models.llm, _most_told(), style=style, limits=limits, name=models.model)
            if not found[0].well:
                base_url = settings.llm_base_url or ""
                proxy = _proxy(settings, base_url)
                advised = await endpoints.advice(base_url, models.model, key=settings.llm_key, proxy=proxy)
                found[0] = replace(found[0], remedy=advised or found[0].remedy)
            if models.judge is not None:
                found.append(await examining.examine_judge(models.judge, name=models.judge_model))
        return [*found, *(examining.examine_entailment(judge, name=judge.name) for judge in entailing)], page

    return asyncio.run(examined())


def _most_told() -> list[Article]:
    """The articles of the sample's story that most outlets tell."""
    from newsloom import sample  # lazy: read from the package

    stories: dict[str, list[Article]] = {}
    for article, story in zip(sample.articles(), cluster(sample.articles()), strict=True):
        stories.setdefault(story.story, []).append(article)
    return max(stories.values(), key=lambda of: (len({a.voice for a in of}), -sample.articles().index(of[0])))
