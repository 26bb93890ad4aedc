"""Queries of announcements: where an occurrence's message and thread are, and what is shown of it."""

from datetime import datetime

from sqlalchemy import select, update

from bot.engine import AsyncConnection
from bot.events.model import Occurrence, OccurrenceState
from bot.events.store.occurrences import occurrence_of
from bot.events.tables import event_occurrence, event_picture
from bot.points.model import Rank
from bot.points.tables import point_rank

GONE_MAX = 20


async def set_message(
    connection: AsyncConnection, *, occurrence_id: int, channel_id: int, message_id: int | None
) -> None:
    await connection.execute(
        update(event_occurrence)
        .where(event_occurrence.c.id == occurrence_id)
        .values(channel_id=channel_id, message_id=message_id)
    )


async def set_thread(
    connection: AsyncConnection, *, occurrence_id: int, thread_id: int | None, instead_of: int | None
) -> bool:
    """Note the thread, unless another one was noted meanwhile; returns whether it was."""
    is_as_known = (
        event_occurrence.c.thread_id.is_(None) if instead_of is None else event_occurrence.c.thread_id == instead_of
    )
    done = await connection.execute(
        update(event_occurrence).where(event_occurrence.c.id == occurrence_id, is_as_known).values(thread_id=thread_id)
    )
    return bool(done.rowcount)


async def lose_message(connection: AsyncConnection, *, occurrence_id: int, message_id: int) -> None:
    """Note that somebody deleted the announcement; where it was stays known."""
    await connection.execute(
        update(event_occurrence)
        .where(event_occurrence.c.id == occurrence_id, event_occurrence.c.message_id == message_id)
        .values(message_id=None)
    )


async def of_message(connection: AsyncConnection, *, guild_id: int, message_id: int) -> Occurrence | None:
    """Return the occurrence that a message announces."""
    rows = await connection.execute(
        select(event_occurrence).where(
            event_occurrence.c.guild_id == guild_id,
            event_occurrence.c.message_id == message_id,
            event_occurrence.c.state.in_(_TO_COME),
        )
    )
    row = rows.first()
    return None if row is None else occurrence_of(row)


async def gone(connection: AsyncConnection, *, guild_id: int, after: datetime) -> list[Occurrence]:
    """Return what was announced, isn't over, and whose announcement was deleted; the next first."""
    rows = await connection.execute(
        select(event_occurrence)
        .where(
            event_occurrence.c.guild_id == guild_id,
            event_occurrence.c.channel_id.is_not(None),
            event_occurrence.c.message_id.is_(None),
            event_occurrence.c.state.in_(_TO_COME),
            event_occurrence.c.ends_at > after,
        )
        .order_by(event_occurrence.c.starts_at)
        .limit(GONE_MAX)
    )
    return [occurrence_of(row) for row in rows]


async def picture(connection: AsyncConnection, *, event_id: int) -> tuple[str, bytes] | None:
    """Return the format and the bytes of an event's picture."""
    row = (
        await connection.execute(
            select(event_picture.c.format, event_picture.c.data).where(event_picture.c.event_id == event_id)
        )
    ).first()
    return None if row is None else (row.format, row.data)


async def rank(connection: AsyncConnection, *, guild_id: int, rank_id: int) -> Rank | None:
    row = (
        await connection.execute(
            select(point_rank).where(point_rank.c.guild_id == guild_id, point_rank.c.id == rank_id)
        )
    ).first()
    return None if row is None else Rank(**row._mapping)


_TO_COME = (OccurrenceState.PLANNED.value, OccurrenceState.RUNNING.value)
