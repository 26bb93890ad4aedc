"""The figures in Prometheus's format, by its official library. Loaded only where a port is set.

Labels are names of the code (kinds, commands, jobs, numbers of shards), so that there are never more series than the
program has names: nothing of a server or a member is ever one.
"""

from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any

from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from bot.operations.status import Status, versions
from bot.tally import Histogram, Tally

CONTENT_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """A registry of our own: the library's global one would start with whatever others put there."""

    def __init__(self, tally: Tally) -> None:
        self._registry = CollectorRegistry(auto_describe=False)
        self._figures = _Figures(tally)
        self._registry.register(self._figures)
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)

    def render(self, status: Status) -> bytes:
        self._figures.status = status
        return generate_latest(self._registry)


class _Figures(Collector):
    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self.status: Status | None = None

    def collect(self) -> Iterator[Metric]:
        if self.status is None:
            return  # asked by the registry when it is registered
        yield InfoMetricFamily("engawa", "Versions of the bot and what it runs on.", value=versions())
        yield from _of_status(self.status)
        if self.status.database_answers:
            yield from _of_due(self.status)
        yield from _of_tally(self._tally)


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"engawa_{name}", meaning, value=value)


def _of_status(status: Status) -> Iterator[Metric]:
    yield _gauge("well", "1 while /healthz answers 200.", not status.wrong())
    yield _gauge("ready", "1 once the servers are there.", status.ready)
    yield _gauge("start_time_seconds", "When the bot was started.", status.started_at.timestamp())
    yield _gauge("guilds", "Servers the bot is in.", status.guilds)
    yield _gauge("shards", "Connections to Discord there should be.", len(status.shards))
    yield _gauge("shards_connected", "Connections to Discord that are up.", sum(one.connected for one in status.shards))
    latency = GaugeMetricFamily(
        "engawa_gateway_latency_seconds", "How long Discord took to answer the last heartbeat.", labels=["shard"]
    )
    for shard in status.shards:
        if shard.latency_seconds is not None:
            latency.add_metric([str(shard.id)], shard.latency_seconds)
    yield latency
    yield _gauge("facts_waiting", "Messages, reactions and the like that are not written yet.", status.facts_waiting)
    yield CounterMetricFamily(
        "engawa_facts_dropped", "Reactions and deletions there was no room for.", value=status.facts_dropped
    )
    failing = 0.0 if status.failing_since is None else (status.at - status.failing_since).total_seconds()
    yield _gauge("flush_failing_seconds", "For how long activity could not be written; 0: it can.", failing)
    overdue = GaugeMetricFamily("engawa_job_overdue", "1 for a job that has not run for too long.", labels=["job"])
    for name, late in status.jobs_overdue.items():
        overdue.add_metric([name], late)
    yield overdue
    yield _gauge("database_up", "1 while the database answers.", status.database_answers)
    yield _gauge("database_bytes", "The size of the database with its log.", status.stored.database_bytes)
    if status.backup_age is not None:
        yield _gauge("backup_age_seconds", "The age of the newest backup.", status.backup_age.total_seconds())


def _of_due(status: Status) -> Iterator[Metric]:
    rows = GaugeMetricFamily(
        "engawa_due_rows",
        "What is to happen on Discord and is not done; overdue is part of open.",
        labels=["kind", "state"],
    )
    for kind, counts in sorted(status.due.items()):
        for state in ("open", "overdue", "given_up"):
            rows.add_metric([kind, state], getattr(counts, state))
    yield rows
    yield _gauge("problems_open", "Problems people reported that are not closed.", status.stored.problems_open or 0)


def _of_tally(tally: Tally) -> Iterator[Metric]:
    yield _counter(
        "messages", "Messages counted.", ["source"], {(one,): count for one, count in tally.messages.items()}
    )
    yield _histogram("flush_seconds", "How long writing what came in took.", [], {(): tally.flushes})
    yield _counter("due_rows_tried", "Tries of due rows.", ["kind", "outcome"], tally.due)
    yield _counter("job_runs", "Runs of jobs.", ["job", "outcome"], tally.jobs)
    yield _histogram(
        "job_seconds", "How long jobs ran.", ["job"], {(name,): seen for name, seen in tally.job_seconds.items()}
    )
    yield _counter("interactions", "Commands, presses and forms.", ["kind", "name", "outcome"], tally.interactions)
    yield _histogram(
        "interaction_acknowledged_seconds",
        "How long people waited for the first sign.",
        ["kind", "name"],
        tally.answers,
    )
    yield _counter(
        "errors", "What went wrong, by kind.", ["kind"], {(one,): count for one, count in tally.errors.items()}
    )


# The keys are the values of the labels, as a tuple.


def _counter(name: str, meaning: str, labels: list[str], counts: Mapping[Any, int]) -> Metric:
    family = CounterMetricFamily(f"engawa_{name}", meaning, labels=labels)
    for values, count in sorted(counts.items()):
        family.add_metric(values, count)
    return family


def _histogram(name: str, meaning: str, labels: list[str], seen: Mapping[Any, Histogram]) -> Metric:
    family = HistogramMetricFamily(f"engawa_{name}", meaning, labels=labels)
    for values, histogram in sorted(seen.items()):
        bounds = [*map(str, histogram.bounds), "+Inf"]
        family.add_metric(values, list(zip(bounds, accumulate(histogram.counts), strict=True)), histogram.total)
    return family
