"""How the running bot is, in figures: what `/healthz` says and `/metrics` counts. Without names and ids of anybody."""

import asyncio
import math
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import metadata
from typing import TYPE_CHECKING, Any

from bot import __version__
from bot.due import Counts
from bot.operations import backup, doctor, schema

if TYPE_CHECKING:
    from bot.client import Bot

DATABASE_MAY_TAKE = timedelta(seconds=3)
DUE_MAY_WAIT = timedelta(minutes=10)
MAY_FAIL_FOR = timedelta(minutes=1)
"""How long activity may be kept back before that counts: a backup or a busy disk is over sooner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    id: int
    connected: bool
    latency_seconds: float | None
    """Of the last heartbeat; None before the first one was answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What only a look into the database and the folders can tell."""

    due: Mapping[str, Counts] | None
    """None where the database doesn't answer."""
    problems_open: int | None
    database_bytes: int
    backup_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The bot at one moment."""

    at: datetime
    started_at: datetime
    ready: bool
    connected: bool
    shards: tuple[Shard, ...]
    guilds: int
    facts_waiting: int
    facts_dropped: int
    failing_since: datetime | None
    """Since when activity can't be written."""
    jobs_overdue: Mapping[str, bool]
    """Every job by name."""
    stored: Stored

    @property
    def database_answers(self) -> bool:
        return self.stored.due is not None

    @property
    def due(self) -> Mapping[str, Counts]:
        """Empty where the database doesn't answer."""
        return self.stored.due or {}

    @property
    def due_overdue(self) -> int:
        return sum(counts.overdue for counts in self.due.values())

    @property
    def due_given_up(self) -> int:
        return sum(counts.given_up for counts in self.due.values())

    @property
    def backup_age(self) -> timedelta | None:
        at = self.stored.backup_at
        return None if at is None else max(timedelta(), self.at - at)

    def wrong(self) -> list[str]:
        """Return what keeps the bot from doing its work now, as sentences; empty: it is well."""
        found = []
        if not self.ready:
            found.append("not ready: the servers have not come yet")
        elif not self.connected:
            found.append("not connected to Discord")
        if not self.database_answers:
            found.append("the database does not answer")
        if self.failing_since is not None and self.at - self.failing_since >= MAY_FAIL_FOR:
            found.append(f"activity can't be written since {self.failing_since.isoformat(timespec='seconds')}")
        overdue = sorted(name for name, late in self.jobs_overdue.items() if late)
        if self.ready and overdue:
            found.append(f"overdue jobs: {', '.join(overdue)}")
        if self.ready and self.due_overdue:
            found.append(f"overdue due rows: {self.due_overdue}")
        return found

    def warnings(self) -> list[str]:
        """Return what a person should look into; a restart would not mend it."""
        found = []
        age = self.backup_age
        if age is not None and age > doctor.BACKUP_TOO_OLD:
            found.append(f"the newest backup is {int(age.total_seconds() // 3600)} hours old")
        if self.facts_dropped:
            found.append(f"{self.facts_dropped} reactions or deletions were dropped")
        if self.due_given_up:
            found.append(f"due rows given up: {self.due_given_up}")
        return found

    def as_json(self) -> dict[str, Any]:
        wrong = self.wrong()
        return {
            "status": "unwell" if wrong else "well",
            "wrong": wrong,
            "warnings": self.warnings(),
            "version": __version__,
            "revision": schema.head(),
            "uptime_seconds": round((self.at - self.started_at).total_seconds()),
            "ready": self.ready,
            "connected": self.connected,
            "guilds": self.guilds,
            "shards": [
                {"id": shard.id, "connected": shard.connected, "latency_seconds": _rounded(shard.latency_seconds)}
                for shard in self.shards
            ],
            "activity": {
                "waiting": self.facts_waiting,
                "dropped": self.facts_dropped,
                "failing_since": _moment(self.failing_since),
            },
            "jobs": {
                "count": len(self.jobs_overdue),
                "overdue": [name for name, late in self.jobs_overdue.items() if late],
            },
            "due": None
            if not self.database_answers
            else {
                "open": sum(counts.open for counts in self.due.values()),
                "overdue": self.due_overdue,
                "given_up": self.due_given_up,
            },
            "database": {"answers": self.database_answers, "bytes": self.stored.database_bytes},
            "backup": {
                "at": _moment(self.stored.backup_at),
                "age_seconds": None if self.backup_age is None else round(self.backup_age.total_seconds()),
            },
        }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 4)


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")


def versions() -> dict[str, str]:
    return {
        "version": __version__,
        "revision": schema.head(),
        "python": platform.python_version(),
        "discord_py": metadata.version("discord.py"),
    }


async def look(bot: "Bot") -> Stored:
    """Return what is stored. Takes no longer than `DATABASE_MAY_TAKE`, whatever the database does."""
    due, problems = await _of_database(bot)
    size, backup_at = await asyncio.to_thread(_of_files, bot)
    return Stored(due=due, problems_open=problems, database_bytes=size, backup_at=backup_at)


def status_of(bot: "Bot", stored: Stored, *, started_at: datetime) -> Status:
    """Return how the bot is now, with what was found at the last look."""
    app = bot.app
    health, now = app.activity.health(), app.clock()
    return Status(
        at=now,
        started_at=started_at,
        ready=bot.is_ready(),
        connected=bot.is_connected(),
        shards=tuple(
            Shard(id=number, connected=not shard.is_closed(), latency_seconds=_finite(shard.latency))
            for number, shard in sorted(bot.shards.items())
        ),
        guilds=len(bot.guilds),
        facts_waiting=health.waiting,
        facts_dropped=health.dropped,
        failing_since=health.failing_since,
        jobs_overdue={job.name: job.overdue(now) for job in app.jobs.all()},
        stored=stored,
    )


async def _of_database(bot: "Bot") -> tuple[Mapping[str, Counts] | None, int | None]:
    try:
        async with asyncio.timeout(DATABASE_MAY_TAKE.total_seconds()):
            if not await bot.app.database.answers():
                return None, None
            return await bot.app.due.counts(by=DUE_MAY_WAIT), await bot.app.problems.count_open()
    except TimeoutError:
        return None, None


def _of_files(bot: "Bot") -> tuple[int, datetime | None]:
    path = bot.app.database.path
    sizes = [] if path is None else [path, path.with_name(f"{path.name}-wal")]
    size = sum(part.stat().st_size for part in sizes if part.exists())
    try:
        newest = backup.newest(bot.app.config.backup_dir, now=bot.app.clock())
        return size, None if newest is None else backup.made_at(newest)
    except OSError:
        return size, None


def _finite(seconds: float) -> float | None:
    return seconds if math.isfinite(seconds) else None
