"""Queries of reminders, and of how members want to be reminded. One query a function."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from bot.engine import AsyncConnection
from bot.events.model import Answer, Reminder, ReminderState
from bot.events.tables import event_preference, event_reminder, event_rsvp


async def get(connection: AsyncConnection, *, guild_id: int, reminder_id: int) -> Reminder | None:
    rows = await connection.execute(
        select(event_reminder).where(event_reminder.c.guild_id == guild_id, event_reminder.c.id == reminder_id)
    )
    row = rows.first()
    return None if row is None else _reminder(row)


async def of_occurrence(connection: AsyncConnection, *, occurrence_id: int) -> list[Reminder]:
    """Return the reminders of an occurrence, the earliest first."""
    rows = await connection.execute(
        select(event_reminder)
        .where(event_reminder.c.occurrence_id == occurrence_id)
        .order_by(event_reminder.c.minutes_before.desc())
    )
    return [_reminder(row) for row in rows]


async def add(
    connection: AsyncConnection, *, guild_id: int, occurrence_id: int, before: timedelta, due_at: datetime
) -> int:
    rows = await connection.execute(
        insert(event_reminder)
        .values(
            guild_id=guild_id,
            occurrence_id=occurrence_id,
            minutes_before=int(before.total_seconds() // 60),
            due_at=due_at,
            state=ReminderState.PLANNED.value,
        )
        .returning(event_reminder.c.id)
    )
    return int(rows.one().id)


async def replan(connection: AsyncConnection, *, reminder_id: int, due_at: datetime) -> None:
    await connection.execute(
        update(event_reminder)
        .where(event_reminder.c.id == reminder_id)
        .values(due_at=due_at, state=ReminderState.PLANNED.value, finished_at=None)
    )


async def set_state(
    connection: AsyncConnection,
    *,
    reminder_id: int,
    only_in: Collection[ReminderState],
    state: ReminderState,
    at: datetime | None,
) -> bool:
    """Returns whether it was in one of these states."""
    done = await connection.execute(
        update(event_reminder)
        .where(event_reminder.c.id == reminder_id, event_reminder.c.state.in_([one.value for one in only_in]))
        .values(state=state.value, finished_at=at)
    )
    return bool(done.rowcount)


async def remove(connection: AsyncConnection, *, reminder_ids: Sequence[int]) -> None:
    await connection.execute(delete(event_reminder).where(event_reminder.c.id.in_(reminder_ids)))


# How members want to be reminded ------------------------------------------------------------------------------------


async def by_message(connection: AsyncConnection, *, occurrence_id: int) -> Mapping[int, int]:
    """Return who is going and wants a direct message, with the ids of their answers."""
    rows = await connection.execute(
        select(event_rsvp.c.member_id, event_rsvp.c.id)
        .join(
            event_preference,
            (event_preference.c.guild_id == event_rsvp.c.guild_id)
            & (event_preference.c.member_id == event_rsvp.c.member_id),
        )
        .where(
            event_rsvp.c.occurrence_id == occurrence_id,
            event_rsvp.c.answer == Answer.GOING.value,
            event_preference.c.by_message.is_(True),
            event_preference.c.refused_at.is_(None),
        )
        .order_by(event_rsvp.c.place)
    )
    return {row.member_id: row.id for row in rows}


async def refused(connection: AsyncConnection, *, guild_id: int, member_id: int, at: datetime) -> None:
    """Note that somebody's direct messages are closed to us."""
    await connection.execute(
        update(event_preference)
        .where(event_preference.c.guild_id == guild_id, event_preference.c.member_id == member_id)
        .values(refused_at=at)
    )


async def forget_refusal(connection: AsyncConnection, *, guild_id: int, member_id: int) -> bool:
    """Delete the preference of somebody who couldn't be reached; returns whether there was such a one."""
    done = await connection.execute(
        delete(event_preference).where(
            event_preference.c.guild_id == guild_id,
            event_preference.c.member_id == member_id,
            event_preference.c.refused_at.is_not(None),
        )
    )
    return bool(done.rowcount)


async def all_refused(connection: AsyncConnection, *, limit: int = 10_000) -> list[tuple[int, int]]:
    """Return who couldn't be reached and doesn't know yet, as (server, member)."""
    rows = await connection.execute(
        select(event_preference.c.guild_id, event_preference.c.member_id)
        .where(event_preference.c.refused_at.is_not(None))
        .limit(limit)
    )
    return [(row.guild_id, row.member_id) for row in rows]


def _reminder(row: Row[Any]) -> Reminder:
    return Reminder(
        id=row.id,
        guild_id=row.guild_id,
        occurrence_id=row.occurrence_id,
        before=timedelta(minutes=row.minutes_before),
        due_at=row.due_at,
        state=ReminderState(row.state),
        finished_at=row.finished_at,
    )
