"""Counting what happened."""

from bot.operations.metrics import Metrics
from bot.tally import Histogram, Tally


def test_what_takes_as_long_as_a_bound_is_within_it() -> None:
    seen = Histogram((0.1, 1.0))
    for seconds in (0.05, 0.1, 0.11, 1.0, 5.0):
        seen.observe(seconds)

    assert seen.counts == [2, 2, 1]
    assert round(seen.total, 2) == 6.26


def test_a_job_that_fails_is_an_error() -> None:
    tally = Tally()
    tally.job_ran("backup", seconds=0.2, failed=True)
    tally.job_ran("backup", seconds=0.2, failed=False)

    assert tally.jobs == {("backup", "failed"): 1, ("backup", "ok"): 1}
    assert tally.errors == {"job": 1}


def test_each_registry_is_its_own() -> None:
    """Two bots in one process (tests, a restart) must not find each other's figures, nor the name taken."""
    assert Metrics(Tally()) is not Metrics(Tally())
