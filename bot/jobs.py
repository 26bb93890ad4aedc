"""What happens by itself: sweeps that are run again and again. Only this module knows APScheduler.

The truth about what is due is in the database; a sweep does everything that is due by now, and may be run at any time
and twice. Only `python -m bot run` starts the timers: tests and the sandbox move the clock and call `run_due()`.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock
from bot.db import StorageTrouble
from bot.errors import new_reference
from bot.tally import Tally

log = logging.getLogger(__name__)

Sweep = Callable[[], Awaitable[object]]


@dataclass(slots=True)
class Job:
    """A sweep and how its last run went."""

    name: str
    sweep: Sweep
    every: timedelta
    at_start: bool
    declared_at: datetime
    finished_at: datetime | None = None
    failure: str | None = None
    """The reference of the last run's log line, where it failed."""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def overdue(self, now: datetime) -> bool:
        """Whether the job should have finished a run long ago: three intervals, and at least five minutes."""
        last = self.finished_at or self.declared_at
        return now - last > max(3 * self.every, timedelta(minutes=5))


class Jobs:
    def __init__(self, clock: Clock, tally: Tally | None = None) -> None:
        self._clock = clock
        self._tally = tally or Tally()
        self._jobs: dict[str, Job] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._scheduler: AsyncIOScheduler | None = None
        self.stopping = False
        """Whether a sweep that takes long should leave the rest to the next process."""

    def declare(self, name: str, sweep: Sweep, *, every: timedelta, at_start: bool = False) -> None:
        """Make a sweep known; it runs once timers are started, for the first time after `every`, or at once."""
        if name in self._jobs:
            raise ValueError(f"a job named {name!r} is declared already")
        self._jobs[name] = Job(name=name, sweep=sweep, every=every, at_start=at_start, declared_at=self._clock())
        if self._scheduler is not None:
            self._schedule(self._jobs[name])

    def withdraw(self, name: str) -> None:
        self._jobs.pop(name, None)
        if self._scheduler is not None and self._scheduler.get_job(name):
            self._scheduler.remove_job(name)

    def all(self) -> list[Job]:
        return list(self._jobs.values())

    async def run_due(self) -> None:
        """Run every sweep once, in the order they were declared. Raises what failed, after all have run."""
        failures: list[Exception] = []
        for job in self.all():
            try:
                await self._run(job)
            except Exception as error:  # noqa: BLE001 - all of them are raised below
                failures.append(error)
        if failures:
            raise ExceptionGroup("sweeps failed", failures)

    def start(self) -> None:
        """Start the timers."""
        # APScheduler's own default drops a run that is more than a second late. A second run beside one that takes
        # long ends at once (`_run_logged`): with one instance only, APScheduler would warn of it each time.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 2}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        for job in self.all():
            self._schedule(job)
        self._scheduler.start()

    async def stop(self, *, within: timedelta | None = None) -> None:
        """Start nothing more and wait for the sweeps that are running: APScheduler's own shutdown cancels them.

        One that has not ended `within` that time is cancelled: what it had claimed is released at the next start.
        """
        self.stopping = True
        if self._scheduler is not None:
            self._scheduler.pause()
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=within.total_seconds() if within else None)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    def _schedule(self, job: Job) -> None:
        assert self._scheduler is not None
        first = {"next_run_time": datetime.now(UTC)} if job.at_start else {}
        trigger = IntervalTrigger(seconds=job.every.total_seconds(), timezone=UTC)
        self._scheduler.add_job(self._run_logged, trigger, [job], id=job.name, **first)

    async def _run_logged(self, job: Job) -> None:
        if job.lock.locked():
            return
        # A task of its own: stopping the scheduler cancels its own tasks, and a sweep must be allowed to finish.
        task = asyncio.create_task(self._run_quietly(job), name=f"job-{job.name}")
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await asyncio.wait({task})

    async def _run_quietly(self, job: Job) -> None:
        try:
            await self._run(job)
        except StorageTrouble as trouble:
            log.error("job %s failed (%s): %s; it will run again", job.name, job.failure, trouble)
        except Exception:
            log.exception("job %s failed (%s); it will run again", job.name, job.failure)

    async def _run(self, job: Job) -> None:
        async with job.lock:
            began = time.perf_counter()
            try:
                await job.sweep()
            except Exception:
                job.failure = new_reference()
                raise
            else:
                job.failure = None
            finally:
                job.finished_at = self._clock()
                self._tally.job_ran(job.name, seconds=time.perf_counter() - began, failed=job.failure is not None)
