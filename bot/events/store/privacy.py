"""Queries for erasing a member from events. One query a function."""

from sqlalchemy import delete, select, update

from bot.engine import AsyncConnection
from bot.events.model import Answer, EventState
from bot.events.tables import event, event_occurrence, event_rsvp

ANNOUNCEMENTS_MAX = 50
NOTHING = "–"


async def delete_drafts(connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
    """Delete what somebody has begun to write, and nobody else has seen."""
    await connection.execute(
        delete(event).where(
            event.c.guild_id == guild_id,
            event.c.created_by_id == member_id,
            event.c.state == EventState.DRAFT.value,
        )
    )


async def blank_proposals(connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[int]:
    """Empty what somebody has proposed and was not published; returns whose cards have to be drawn anew."""
    rows = await connection.execute(
        update(event)
        .where(
            event.c.guild_id == guild_id,
            event.c.created_by_id == member_id,
            event.c.state.in_([EventState.PROPOSED.value, EventState.DECLINED.value]),
        )
        .values(state=EventState.DECLINED.value, title=NOTHING, description="", place=None, reason=None)
        .returning(event.c.id)
    )
    return list(rows.scalars())


async def announcements_naming(connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[int]:
    """Return the latest announced occurrences that list somebody among those who come."""
    rows = await connection.execute(
        select(event_occurrence.c.id)
        .join(event_rsvp, event_rsvp.c.occurrence_id == event_occurrence.c.id)
        .where(
            event_rsvp.c.guild_id == guild_id,
            event_rsvp.c.member_id == member_id,
            event_rsvp.c.answer == Answer.GOING.value,
            event_occurrence.c.message_id.is_not(None),
        )
        .order_by(event_occurrence.c.starts_at.desc())
        .limit(ANNOUNCEMENTS_MAX)
    )
    return list(rows.scalars())
