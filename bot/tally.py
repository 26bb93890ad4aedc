"""What has happened since the start, counted, for `/metrics`.

Plain numbers that are always kept: counting then needs no library. Nothing is counted for each message; a flush counts
those it wrote. Names are those of the code (commands, actions, jobs, kinds), never those of people and servers, and
never ids.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

FLUSH_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)
ANSWER_SECONDS = (0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Discord waits three seconds for a first answer."""
JOB_SECONDS = (0.01, 0.1, 1.0, 10.0, 60.0)


class Histogram:
    """How often something took how long, by upper bounds in seconds."""

    __slots__ = ("bounds", "counts", "total")

    def __init__(self, bounds: Sequence[float]) -> None:
        self.bounds = bounds
        self.counts = [0] * (len(bounds) + 1)
        self.total = 0.0

    def observe(self, seconds: float) -> None:
        self.counts[bisect_left(self.bounds, seconds)] += 1
        self.total += seconds


Named = tuple[str, str]
"""The kind of an interaction (command, component, form …) and the name of what it belongs to."""


@dataclass(slots=True)
class Tally:
    messages: Counter[str] = field(default_factory=Counter)
    """Messages that were written, by where they came from: live, or history."""
    flushes: Histogram = field(default_factory=lambda: Histogram(FLUSH_SECONDS))
    interactions: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """By kind, name and outcome."""
    answers: defaultdict[Named, Histogram] = field(
        default_factory=lambda: defaultdict(lambda: Histogram(ANSWER_SECONDS))
    )
    """How long people waited for the first sign."""
    errors: Counter[str] = field(default_factory=Counter)
    """By kind; what was refused by a rule is none."""
    jobs: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Runs by name and outcome."""
    job_seconds: defaultdict[str, Histogram] = field(
        default_factory=lambda: defaultdict(lambda: Histogram(JOB_SECONDS))
    )
    due: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Due rows that were tried, by kind and outcome."""
    page_fault: str | None = None
    """Why `/healthz` and `/metrics` can't be served, where they should be."""

    def job_ran(self, name: str, *, seconds: float, failed: bool) -> None:
        self.jobs[name, "failed" if failed else "ok"] += 1
        self.job_seconds[name].observe(seconds)
        if failed:
            self.errors["job"] += 1

    def flushed(self, *, messages: int, seconds: float) -> None:
        self.messages["live"] += messages
        self.flushes.observe(seconds)
