"""Counts for Prometheus, in its text format or as OpenMetrics. Off unless a setting turns it on; counts alone, nothing of anybody."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from starlette.responses import PlainTextResponse, Response

from newsloom import __version__
from newsloom.web.visit import Site, Visit

if TYPE_CHECKING:
    from prometheus_client.core import Metric

    from newsloom.store.measures import Measures

MILLIONTHS = 1_000_000

Values: TypeAlias = Iterable[tuple[Sequence[str], float]]  # of each label its value, and the number


def metrics(site: Site, visit: Visit) -> Response:
    """The counts, for who has the token, or for the owner where the setting `metrics` is on."""
    s = site.settings
    token = s.metrics_token.get_secret_value() if s.metrics_token is not None else ""
    if not token and not s.metrics:
        return PlainTextResponse("Metrics are off; see the settings metrics and metrics_token.\n", 404)
    kind, _, given = visit.request.headers.get("authorization", "").partition(" ")
    by_token = bool(token) and kind.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode())
    if not by_token and not (s.metrics and site.gate.private(visit.request)):
        asks = {"www-authenticate": 'Bearer realm="Newsloom metrics"'}
        return PlainTextResponse("Metrics are for who has the token.\n", 401, headers=asks)
    from prometheus_client import CollectorRegistry  # lazy, both: only who is watched over needs it
    from prometheus_client.exposition import choose_encoder

    registry = CollectorRegistry()
    registry.register(_Collector(site.app.measures()))
    encode, content_type = choose_encoder(visit.request.headers.get("accept", ""))
    return Response(encode(registry), headers={"content-type": content_type, "cache-control": "no-store"})


class _Collector:
    """One moment's counts as families."""

    def __init__(self, measures: Measures) -> None:
        self.measures = measures

    def collect(self) -> Iterator[Metric]:
        yield from self._news()
        yield from self._models()

    def _news(self) -> Iterator[Metric]:
        m = self.measures
        yield _gauge("newsloom_info", "Always 1; the version is its label.", [((__version__,), 1)], "version")
        yield _gauge("newsloom_feeds", "Feeds that are followed, by state.", _by(m.feeds), "state")
        yield _gauge("newsloom_feeds_due", "Feeds whose time to be polled has come.", _one(m.feeds_due))
        yield _gauge("newsloom_feeds_polled_last_hour", "Feeds polled within the last hour.", _one(m.polled_last_hour))
        if m.last_polled is not None:
            at = m.last_polled.timestamp()
            yield _gauge("newsloom_last_poll_timestamp_seconds", "When any feed was polled last.", _one(at))
        yield _gauge("newsloom_articles", "Articles that were taken in.", _one(m.articles))
        yield _gauge("newsloom_article_versions", "Versions of articles.", _one(m.versions))
        yield _gauge("newsloom_stories", "Stories that have a page.", _one(m.stories))
        yield _gauge("newsloom_stories_refused", "Of them, those of which the check held something back.", _one(m.stories_held))
        yield _gauge("newsloom_revisions", "Published versions of pages.", _one(m.revisions))
        yield _gauge("newsloom_problems", "Inputs that could not be used, by stage.", _by(m.problems), "stage")
        queues = m.queues.items()
        yield _gauge("newsloom_queue_length", "Work that waits.", [((k,), q.length) for k, q in queues], "stage")
        yield _gauge("newsloom_queue_due", "Of it, what could be done now.", [((k,), q.due) for k, q in queues], "stage")
        yield _gauge("newsloom_queue_retries", "Of it, what failed before.", [((k,), q.tried) for k, q in queues], "stage")

    def _models(self) -> Iterator[Metric]:
        by = ("model", "prompt")
        asked = [((a.model, a.prompt), a) for a in self.measures.llm]
        calls = [(k, a.spent.calls) for k, a in asked]
        yield _counter("newsloom_llm_calls", "Calls of language models that were paid for.", calls, *by)
        failed = [(k, a.failed) for k, a in asked]
        yield _counter("newsloom_llm_failed_calls", "Of them, those without a usable answer.", failed, *by)
        tokens = [((*k, "read"), a.spent.tokens_in) for k, a in asked]
        tokens += [((*k, "written"), a.spent.tokens_out) for k, a in asked]
        yield _counter("newsloom_llm_tokens", "Tokens of language models.", tokens, *by, "direction")
        cost = [(k, a.spent.cost / MILLIONTHS) for k, a in asked]
        yield _counter("newsloom_llm_cost", "Money for language models, in the currency of the prices.", cost, *by)


def _by(counted: Mapping[str, int]) -> Values:
    return [((name,), number) for name, number in counted.items()]


def _one(value: float) -> Values:
    return [((), value)]


def _gauge(name: str, says: str, values: Values, *labels: str) -> Metric:
    from prometheus_client.core import GaugeMetricFamily  # lazy: see `metrics`

    family = GaugeMetricFamily(name, says, labels=labels)
    for key, value in values:
        family.add_metric(key, value)
    return family


def _counter(name: str, says: str, values: Values, *labels: str) -> Metric:
    from prometheus_client.core import CounterMetricFamily  # lazy: see `metrics`

    family = CounterMetricFamily(name, says, labels=labels)
    for key, value in values:
        family.add_metric(key, value)
    return family
