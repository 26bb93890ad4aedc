"""Queries of who was at an event first when, and whether there is one to come to."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select

from bot.engine import AsyncConnection
from bot.events.model import Attended, EventState, OccurrenceState
from bot.events.tables import event, event_attendance, event_occurrence


async def first_attended(
    connection: AsyncConnection, *, guild_id: int, member_ids: Collection[int]
) -> Mapping[int, datetime]:
    """Return who of these was at an event, as far as it is settled or they checked in, with when the first began."""
    was_there = or_(
        event_attendance.c.outcome == Attended.ATTENDED.value,
        and_(event_attendance.c.outcome.is_(None), event_attendance.c.by_code, event_attendance.c.denied.is_(False)),
    )
    rows = await connection.execute(
        select(event_attendance.c.member_id, func.min(event_occurrence.c.starts_at))
        .join(event_occurrence, event_occurrence.c.id == event_attendance.c.occurrence_id)
        .where(event_attendance.c.guild_id == guild_id, event_attendance.c.member_id.in_(list(member_ids)), was_there)
        .group_by(event_attendance.c.member_id)
    )
    return {member_id: at for member_id, at in rows}  # noqa: C416 - `dict` of rows is nothing mypy follows


async def is_any_coming(connection: AsyncConnection, *, guild_id: int, now: datetime) -> bool:
    """Whether something is announced, or to be, that isn't over and that everybody may come to."""
    coming = (
        select(event_occurrence.c.id)
        .join(event, event.c.id == event_occurrence.c.event_id)
        .where(
            event_occurrence.c.guild_id == guild_id,
            event_occurrence.c.ends_at > now,
            event_occurrence.c.state.in_([OccurrenceState.PLANNED.value, OccurrenceState.RUNNING.value]),
            event.c.state == EventState.PUBLISHED.value,
            event.c.audience_role_id.is_(None),
            event.c.needs_rank.is_(False),
        )
    )
    return bool(await connection.scalar(select(exists(coming))))
