"""Are the language models fit for their work? Has one write a story of the sample, and judges judge a truth and a lie, and measures.

I/O: the LLMs and judges it is given, a monotonic clock.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from newsloom.errors import BadSetting, LLMError
from newsloom.model import Article, Passage, StoryPage
from newsloom.pipeline.compose import composed
from newsloom.pipeline.purse import UNIT, Limits
from newsloom.pipeline.rewrite import Rewriter, Style
from newsloom.ports import LLM, Completion, Judge, Prompt

#: what a judge is asked: a passage, what it states, and what it denies
PASSAGE = "The bridge over the Sorne was closed on Monday after divers found cracks in a pier, the road office said."
STATED, DENIED = "The bridge over the Sorne was closed on Monday.", "The bridge over the Sorne was opened on Monday."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    name: str
    well: bool
    text: str
    remedy: str = ""


class Meter:
    """An LLM that counts what goes through it; with a limit, it refuses what might go beyond it."""

    def __init__(self, llm: LLM, *, most_tokens: int = 0) -> None:
        self.llm = llm
        self.most_tokens = most_tokens
        self.calls = self.tokens_in = self.tokens_out = 0
        self.seconds = 0.0
        self.fits = True  #: whether every answer so far had the form that its request asked for

    async def complete(self, prompt: Prompt) -> Completion:
        if self.most_tokens and self.tokens_in + self.tokens_out + prompt.max_tokens > self.most_tokens:
            raise LLMError("language model", f"the {self.most_tokens:,} tokens of llm_tokens_per_day are spent in this run")
        began = time.monotonic()
        try:
            answer = await self.llm.complete(prompt)
        finally:
            self.seconds += time.monotonic() - began
        self.calls += 1
        self.tokens_in += answer.tokens_in
        self.tokens_out += answer.tokens_out
        self.fits = self.fits and _fits(answer.text, prompt)
        return answer


def _fits(text: str, prompt: Prompt) -> bool:
    from newsloom.writing import answer as answers  # lazy: the stages

    return not prompt.schema or answers.fits(text, prompt.schema)


async def examine(
    llm: LLM, articles: Sequence[Article], *, style: Style, limits: Limits, name: str = "model"
) -> tuple[list[Finding], StoryPage | None]:
    """Have the model write one story.

    Args:
        articles: of one event. name: of the model, as the findings call it.

    Returns: what was found, and the story; None if it wrote none.
    """
    meter = Meter(llm)
    base = composed(articles, story_id="doctor").page
    assert base is not None, "the sample has a story"
    try:
        made = await Rewriter(style=style).rewrite(base, articles, llm=meter)
    except LLMError as exc:
        return [Finding("endpoint", False, f"{exc.about}: {exc.reason}", exc.remedy)], None
    tokens = meter.tokens_in + meter.tokens_out
    speed = meter.tokens_out / meter.seconds if meter.seconds else 0.0
    found = [
        Finding("endpoint", True, f"answers; {_schema(llm, followed=meter.fits)}"),
        Finding(
            "speed",
            meter.seconds < 120,
            f"{meter.seconds:.1f} s for a story ({meter.calls} calls, {meter.tokens_in:,} tokens read and {meter.tokens_out:,}"
            f" written, {speed:.0f} a second)",
            "" if meter.seconds < 120 else "a smaller model, or a graphics card",
        ),
    ]
    page = made.page
    own = [s for s in page.sentences if s.writer != "extractive"] if page is not None else []
    refused = [line for line in made.held if line.startswith(f"{name}: ")]
    if page is None:
        why = made.held[0] if made.held else "it gave no reason"
        found.append(Finding("story", False, f"nothing it wrote passed the check ({why})", _remedy(why)))
    else:
        found.append(Finding("story", True, f"{len(own)} sentences of its own passed the check, {len(refused)} were refused"))
    cost = limits.cost(meter.tokens_in, meter.tokens_out) / UNIT
    price = f"{cost:.4f} a story" if cost else "no price is set (llm_price_in, llm_price_out)"
    most = (
        f"; {limits.tokens_a_day // max(1, tokens):,} such stories a day within llm_tokens_per_day"
        if limits.tokens_a_day
        else ""
    )
    found.append(Finding("price", True, price + most))
    return found, page


async def examine_judge(llm: LLM, *, name: str) -> Finding:
    """Have a model judge a truth and a lie, as it would judge sentences."""
    from newsloom.writing import answer as answers  # lazy, both: the stages
    from newsloom.writing import prompt

    meter = Meter(llm)
    claims = [(claim, [PASSAGE]) for claim in (STATED, DENIED)]
    try:
        answer = await meter.complete(prompt.judging(claims, delimiter=secrets.token_hex(4)))
    except LLMError as exc:
        return Finding("judge", False, f"{exc.about}: {exc.reason}", exc.remedy)
    refused = answers.judged(answer.text, len(claims))
    if refused is None:
        return Finding(
            "judge", False, f"{name}: its answer cannot be read, so that it refuses nothing", "another llm_judge_model"
        )
    return _verdict("judge", name, refused, meter.seconds, "another llm_judge_model")


def examine_entailment(judge: Judge, *, name: str) -> Finding:
    """Have an entailment model judge the same."""
    passages = (Passage("", "text", 0, len(PASSAGE), PASSAGE),)
    began = time.monotonic()
    try:
        refused = [n for n, claim in enumerate((STATED, DENIED)) if judge.judge(claim, passages).refused]
    except BadSetting as exc:
        return Finding("nli", False, f"{exc.about}: {exc.reason}", exc.remedy)
    return _verdict("nli", name, refused, time.monotonic() - began, "another nli_model, or a higher nli_least")


def _verdict(what: str, name: str, refused: Collection[int], seconds: float, remedy: str) -> Finding:
    if 1 not in refused:
        return Finding(what, False, f"{name} lets through what its passage denies", remedy)
    if 0 in refused:
        return Finding(what, False, f"{name} refuses what its passage states, too: little would be left of a page", remedy)
    return Finding(what, True, f"{name} refuses what its passage denies, and lets through what it states ({seconds:.1f} s)")


def _remedy(why: str) -> str:
    from newsloom.writing.answer import THOUGHT  # lazy: the stages

    if why == THOUGHT:
        return "take a model that answers without thinking first, mostly one named instruct"
    return "try a larger model, or see that its context has room: OLLAMA_CONTEXT_LENGTH=8192, or a smaller llm_context"


def _schema(llm: LLM, *, followed: bool) -> str:
    dialect = getattr(llm, "dialect", None)
    kind = getattr(dialect, "format", "")
    if kind == "json_schema":
        return "its answers follow a JSON schema" if followed else "it takes a JSON schema and does not hold its answers to it"
    return (
        "its answers are JSON, without a schema"
        if kind == "json_object"
        else "it takes no schema: its answers are read as they come"
    )
