"""Sweeps and their timers."""

import asyncio
from datetime import timedelta

import pytest

from bot.clock import utc_now
from bot.jobs import Jobs
from tests.support.clock import MovableClock


async def test_every_sweep_runs_even_when_one_fails_and_the_failure_is_raised(clock: MovableClock) -> None:
    jobs, ran = Jobs(clock), []

    async def breaks() -> None:
        raise ZeroDivisionError

    async def works() -> None:
        ran.append(1)

    jobs.declare("breaks", breaks, every=timedelta(minutes=1))
    jobs.declare("works", works, every=timedelta(minutes=1))
    with pytest.raises(ExceptionGroup):
        await jobs.run_due()
    assert ran == [1]
    failed, fine = jobs.all()
    assert failed.failure and not fine.failure


async def test_a_job_that_did_not_run_for_long_is_overdue(clock: MovableClock) -> None:
    jobs = Jobs(clock)

    async def sweep() -> None:
        pass

    jobs.declare("hourly", sweep, every=timedelta(hours=1))
    [job] = jobs.all()
    clock.advance(hours=2)
    assert not job.overdue(clock.now)
    clock.advance(hours=2)
    assert job.overdue(clock.now)
    await jobs.run_due()
    assert not job.overdue(clock.now)


async def test_stopping_waits_for_a_sweep_that_is_running() -> None:
    jobs, started, go_on, finished = Jobs(utc_now), asyncio.Event(), asyncio.Event(), []

    async def slow() -> None:
        started.set()
        await go_on.wait()
        finished.append(1)

    jobs.declare("slow", slow, every=timedelta(milliseconds=20))
    jobs.start()
    await started.wait()
    stopping = asyncio.create_task(jobs.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    go_on.set()
    await stopping
    assert finished == [1]


async def test_stopping_gives_up_a_sweep_that_does_not_end_in_time() -> None:
    jobs, started, cut_off = Jobs(utc_now), asyncio.Event(), []

    async def endless() -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cut_off.append(1)
            raise

    jobs.declare("endless", endless, every=timedelta(hours=1), at_start=True)
    jobs.start()
    await asyncio.wait_for(started.wait(), 10)  # at once, not after an hour
    await jobs.stop(within=timedelta(milliseconds=1))
    assert cut_off == [1]


@pytest.mark.expects_errors
async def test_a_timed_sweep_that_fails_runs_again() -> None:
    jobs, runs, twice = Jobs(utc_now), [], asyncio.Event()

    async def breaks() -> None:
        runs.append(1)
        if len(runs) == 2:
            twice.set()
        raise ZeroDivisionError

    jobs.declare("breaks", breaks, every=timedelta(milliseconds=20))
    jobs.start()
    await asyncio.wait_for(twice.wait(), 10)
    await jobs.stop()


async def test_two_jobs_of_one_name_are_a_mistake(clock: MovableClock) -> None:
    jobs = Jobs(clock)

    async def sweep() -> None:
        pass

    jobs.declare("once", sweep, every=timedelta(hours=1))
    with pytest.raises(ValueError, match="once"):
        jobs.declare("once", sweep, every=timedelta(hours=1))
    jobs.withdraw("once")
    jobs.declare("once", sweep, every=timedelta(hours=1))


async def test_a_sweep_that_takes_long_runs_once_at_a_time_and_nobody_is_warned(
    caplog: pytest.LogCaptureFixture,
) -> None:
    jobs, started, ticks, go_on, many = Jobs(utc_now), [], [], asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        started.append(1)
        await go_on.wait()

    async def quick() -> None:
        ticks.append(1)
        if len(ticks) == 6:
            many.set()

    for name, sweep in (("slow", slow), ("quick", quick)):
        jobs.declare(name, sweep, every=timedelta(milliseconds=20))
    jobs.start()
    await asyncio.wait_for(many.wait(), 10)
    assert started == [1] and not jobs.stopping
    go_on.set()
    await jobs.stop()
    assert jobs.stopping
    assert [record for record in caplog.records if record.levelname == "WARNING"] == []
