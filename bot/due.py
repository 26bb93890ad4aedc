"""Due rows: what must happen on Discord at some moment, kept so that no crash loses it.

A feature plans a row in the same transaction as the fact it follows from, and registers a handler for its kind. The
sweep claims what is due, runs the handler, and marks the row done; a failure is tried again with growing pauses, and
after `MAX_ATTEMPTS` the row is given up and shown to the admins (`/doctor`). A claim runs out by itself, so a process
that dies while it handles a row leaves it to the next one. Handlers can therefore be run twice for one row: they send
with `nonce=due.nonce`, look before they act, and change their own rows on a condition.
"""

import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    func,
    or_,
    select,
    update,
)

from bot.clock import Clock
from bot.db import Database, Id, StorageTrouble, UtcDateTime, discord_column, metadata, upsert
from bot.engine import AsyncConnection
from bot.errors import new_reference
from bot.tally import Tally

log = logging.getLogger(__name__)

CLAIM_FOR = timedelta(minutes=5)
CLAIM_AT_ONCE = 50
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
MAX_ATTEMPTS = len(BACK_OFF) + 1


class State(StrEnum):
    OPEN = "open"
    DONE = "done"
    GIVEN_UP = "given_up"


due_row = Table(
    "due_row",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column("kind", String(60), nullable=False),
    Column("subject_id", Id, nullable=False, info={"names": "row"}),
    Column("payload", JSON, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("claimed_until", UtcDateTime),
    Column("failure", Text),
    Column("finished_at", UtcDateTime),
    UniqueConstraint("kind", "subject_id"),
    Index("ix_due_row_open", "state", "due_at"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something that is due: `kind` says what, `subject_id` for which row of the feature's own."""

    id: int
    guild_id: int
    kind: str
    subject_id: int
    payload: dict[str, Any]
    due_at: datetime
    attempts: int
    failure: str | None = None
    given_up: bool = False
    under_way: bool = False
    """Whether somebody is handling it at this moment (or died doing so)."""

    @property
    def nonce(self) -> str:
        """A nonce for the message this row sends: Discord then posts it once, even if we ask twice within minutes."""
        return f"due-{self.id}-{int(self.due_at.timestamp())}"[:25]


class TryLater(Exception):
    """Discord or the world isn't ready: try again, after the usual pause or `after`."""

    def __init__(self, reason: str, *, after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.after = after


class CannotBeDone(Exception):
    """It will never work (what it was about is gone, for instance). The reason is shown to the admins."""


Handler = Callable[[Due], Awaitable[None]]


async def plan(
    connection: AsyncConnection,
    *,
    guild_id: int,
    kind: str,
    subject_id: int,
    due_at: datetime,
    payload: dict[str, Any] | None = None,
) -> None:
    """Have `kind` happen for `subject_id` at `due_at`; one row for each pair, planning again moves and reopens it."""
    values = {
        "guild_id": guild_id,
        "kind": kind,
        "subject_id": subject_id,
        "payload": payload or {},
        "due_at": due_at,
        "state": State.OPEN,
        "attempts": 0,
        "claimed_until": None,
        "failure": None,
        "finished_at": None,
    }
    changed = [name for name in values if name not in ("guild_id", "kind", "subject_id")]
    await upsert(connection, due_row, values, key=["kind", "subject_id"], update=changed)


async def cancel(connection: AsyncConnection, *, kind: str, subject_id: int) -> None:
    """Have it not happen after all. One that is being handled right now may still happen."""
    await connection.execute(
        delete(due_row).where(due_row.c.kind == kind, due_row.c.subject_id == subject_id, due_row.c.state == State.OPEN)
    )


async def given_up(connection: AsyncConnection, *, guild_id: int, limit: int = 50) -> list[Due]:
    """Return what was given up in a server, latest first."""
    rows = await connection.execute(
        select(due_row)
        .where(due_row.c.guild_id == guild_id, due_row.c.state == State.GIVEN_UP)
        .order_by(due_row.c.finished_at.desc())
        .limit(limit)
    )
    return [_due(row) for row in rows]


async def unfinished(connection: AsyncConnection, *, kind: str, subject_ids: Collection[int]) -> list[Due]:
    """Return the rows of a kind that are still to be done or were given up."""
    rows = await connection.execute(
        select(due_row).where(
            due_row.c.kind == kind, due_row.c.subject_id.in_(list(subject_ids)), due_row.c.state != State.DONE
        )
    )
    return [_due(row) for row in rows]


async def count_overdue(connection: AsyncConnection, *, before: datetime) -> int:
    """Return how many open rows should have been done before `before`."""
    found = await connection.scalar(
        select(func.count()).select_from(due_row).where(due_row.c.state == State.OPEN, due_row.c.due_at < before)
    )
    return int(found or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Rows of one kind that are not done."""

    open: int
    overdue: int
    given_up: int


async def counts(connection: AsyncConnection, *, before: datetime) -> dict[str, Counts]:
    """Return what is not done, of all servers, by kind; `overdue` is what was due before `before`."""
    is_open = due_row.c.state == State.OPEN
    rows = await connection.execute(
        select(
            due_row.c.kind,
            func.count().filter(is_open),
            func.count().filter(is_open, due_row.c.due_at < before),
            func.count().filter(due_row.c.state == State.GIVEN_UP),
        )
        .where(due_row.c.state.in_([State.OPEN, State.GIVEN_UP]))
        .group_by(due_row.c.kind)
    )
    return {kind: Counts(open=waiting, overdue=overdue, given_up=given_up) for kind, waiting, overdue, given_up in rows}


async def settle(connection: AsyncConnection, *, guild_id: int, due_id: int, now: datetime) -> bool:
    """Have done with a row that was given up, as somebody has seen to it; returns whether there was one."""
    done = await connection.execute(
        update(due_row)
        .where(due_row.c.id == due_id, due_row.c.guild_id == guild_id, due_row.c.state == State.GIVEN_UP)
        .values(state=State.DONE, finished_at=now)
    )
    return bool(done.rowcount)


async def reopen(connection: AsyncConnection, *, guild_id: int, due_id: int, now: datetime) -> bool:
    """Try a row again that was given up; returns whether there was one."""
    done = await connection.execute(
        update(due_row)
        .where(due_row.c.id == due_id, due_row.c.guild_id == guild_id, due_row.c.state == State.GIVEN_UP)
        .values(state=State.OPEN, attempts=0, due_at=now, claimed_until=None, finished_at=None)
    )
    return bool(done.rowcount)


class DueRows:
    """Runs what is due."""

    def __init__(self, database: Database, clock: Clock, tally: Tally | None = None) -> None:
        self._database = database
        self._clock = clock
        self._tally = tally or Tally()
        self._handlers: dict[str, Handler] = {}

    def handle(self, kind: str, handler: Handler) -> None:
        """Let `handler` do the rows of `kind`."""
        self._handlers[kind] = handler

    async def plan(self, *, guild_id: int, kind: str, subject_id: int, due_at: datetime) -> None:
        """Plan in a transaction of its own: for what is tried on Discord right now and may fail, or be cut off."""
        async with self._database.write() as connection:
            await plan(connection, guild_id=guild_id, kind=kind, subject_id=subject_id, due_at=due_at)

    async def cancel(self, *, kind: str, subject_id: int) -> None:
        """Have it not happen after all, in a transaction of its own."""
        async with self._database.write() as connection:
            await cancel(connection, kind=kind, subject_id=subject_id)

    async def drop(self, due_id: int) -> None:
        """Delete a row: for a handler whose row names somebody, at its end. What is handled may go."""
        async with self._database.write() as connection:
            await connection.execute(delete(due_row).where(due_row.c.id == due_id))

    async def given_up(self, *, guild_id: int, limit: int = 50) -> list[Due]:
        """Return what was given up in a server, latest first."""
        async with self._database.read() as connection:
            return await given_up(connection, guild_id=guild_id, limit=limit)

    async def retry(self, *, guild_id: int, due_id: int) -> bool:
        """Try a row again that was given up, with the next sweep; returns whether there was one."""
        async with self._database.write() as connection:
            return await reopen(connection, guild_id=guild_id, due_id=due_id, now=self._clock())

    async def count_overdue(self, *, by: timedelta) -> int:
        """Return how many open rows of all servers should have been done longer ago than `by`."""
        async with self._database.read() as connection:
            return await count_overdue(connection, before=self._clock() - by)

    async def counts(self, *, by: timedelta) -> dict[str, Counts]:
        """Return by kind how much is open, how much of that was due longer ago than `by`, and how much given up."""
        async with self._database.read() as connection:
            return await counts(connection, before=self._clock() - by)

    async def release_claims(self) -> None:
        """Take over at once what a process that died had claimed. For the start, when no other process runs."""
        async with self._database.write() as connection:
            await connection.execute(update(due_row).where(due_row.c.state == State.OPEN).values(claimed_until=None))

    async def sweep(self) -> int:
        """Do everything that is due by now; returns how many rows were handled."""
        handled = 0
        while claimed := await self._claim():
            for due in claimed:
                await self._do(due)
            handled += len(claimed)
        return handled

    async def _claim(self) -> list[Due]:
        now = self._clock()
        wanted = (
            select(due_row.c.id)
            .where(
                due_row.c.state == State.OPEN,
                due_row.c.due_at <= now,
                due_row.c.kind.in_(self._handlers),
                or_(due_row.c.claimed_until.is_(None), due_row.c.claimed_until <= now),
            )
            .order_by(due_row.c.due_at, due_row.c.id)
            .limit(CLAIM_AT_ONCE)
            .with_for_update(skip_locked=True)
        )
        statement = (
            update(due_row)
            .where(due_row.c.id.in_(wanted))
            .values(claimed_until=now + CLAIM_FOR, attempts=due_row.c.attempts + 1)
            .returning(*due_row.c)
        )
        async with self._database.write() as connection:
            rows = (await connection.execute(statement)).all()
        return sorted((_due(row) for row in rows), key=lambda due: (due.due_at, due.id))

    async def _do(self, due: Due) -> None:
        try:
            await self._handlers[due.kind](due)
        except CannotBeDone as reason:
            await self._finish(due, State.GIVEN_UP, str(reason))
        except TryLater as reason:
            await self._postpone(due, str(reason), reason.after)
        except StorageTrouble as trouble:
            # The database's own doing, not the handler's: a traceback would tell nothing.
            log.error("due row %s (%s) failed: %s; it will be tried again", due.id, due.kind, trouble)
            self._tally.errors["due"] += 1
            await self._postpone(due, str(trouble), None)
        except Exception as error:
            reference = new_reference()
            log.exception("due row %s (%s) failed (%s)", due.id, due.kind, reference)
            self._tally.errors["due"] += 1
            await self._postpone(due, f"{type(error).__name__} ({reference})", None)
        else:
            await self._finish(due, State.DONE, None)

    async def _finish(self, due: Due, state: State, failure: str | None) -> None:
        self._tally.due[due.kind, state.value] += 1
        if state is State.GIVEN_UP:
            log.warning("due row %s (%s, server %s) was given up: %s", due.id, due.kind, due.guild_id, failure)
        await self._mark(due, state=state, failure=failure, claimed_until=None, finished_at=self._clock())

    async def _postpone(self, due: Due, failure: str, after: timedelta | None) -> None:
        if due.attempts >= MAX_ATTEMPTS:
            await self._finish(due, State.GIVEN_UP, failure)
            return
        self._tally.due[due.kind, "later"] += 1
        pause = after or BACK_OFF[due.attempts - 1]
        await self._mark(due, failure=failure, claimed_until=None, due_at=self._clock() + pause)

    async def _mark(self, due: Due, **values: object) -> None:
        # Only the row as it was claimed: a handler may have planned the same kind anew, and that must stay.
        async with self._database.write() as connection:
            await connection.execute(
                update(due_row)
                .where(
                    due_row.c.id == due.id,
                    due_row.c.state == State.OPEN,
                    due_row.c.attempts == due.attempts,
                    due_row.c.due_at == due.due_at,
                )
                .values(**values)
            )


def _due(row: Row[Any]) -> Due:
    return Due(
        id=row.id,
        guild_id=row.guild_id,
        kind=row.kind,
        subject_id=row.subject_id,
        payload=row.payload,
        due_at=row.due_at,
        attempts=row.attempts,
        failure=row.failure,
        given_up=row.state == State.GIVEN_UP,
        under_way=row.claimed_until is not None,
    )
