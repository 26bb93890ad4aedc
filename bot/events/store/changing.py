"""Queries of what happens to occurrences when organisers move, change or cancel. One query a function."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from bot.engine import AsyncConnection
from bot.events.model import Answer, Occurrence, OccurrenceState
from bot.events.store.occurrences import occurrence_of
from bot.events.tables import event_occurrence, event_rsvp

CONCERNED = (Answer.GOING, Answer.WAITING, Answer.OFFERED, Answer.MAYBE)
"""Whose plans change with an occurrence."""


async def all_of(connection: AsyncConnection, *, event_id: int) -> list[Occurrence]:
    """Return a series' occurrences, by when the rule has them."""
    rows = await connection.execute(
        select(event_occurrence)
        .where(event_occurrence.c.event_id == event_id)
        .order_by(event_occurrence.c.original_at, event_occurrence.c.id)
    )
    return [occurrence_of(row) for row in rows]


async def coming(
    connection: AsyncConnection, *, event_ids: Collection[int], after: datetime, limit: int
) -> list[Occurrence]:
    """Return what is planned to start after a moment, or is running, the earliest first."""
    rows = await connection.execute(
        select(event_occurrence)
        .where(
            event_occurrence.c.event_id.in_(list(event_ids)),
            event_occurrence.c.state.in_([OccurrenceState.PLANNED.value, OccurrenceState.RUNNING.value]),
            event_occurrence.c.ends_at > after,
        )
        .order_by(event_occurrence.c.starts_at, event_occurrence.c.id)
        .limit(limit)
    )
    return [occurrence_of(row) for row in rows]


async def change(
    connection: AsyncConnection, values: Mapping[str, Any], *, occurrence_id: int, states: Sequence[OccurrenceState]
) -> bool:
    """Change an occurrence in one of these states, and count it as changed; returns whether there was one."""
    changed = await connection.execute(
        update(event_occurrence)
        .where(event_occurrence.c.id == occurrence_id, event_occurrence.c.state.in_([state.value for state in states]))
        .values(**values, sequence=event_occurrence.c.sequence + 1)
    )
    return bool(changed.rowcount)


async def concerned(connection: AsyncConnection, *, occurrence_ids: Collection[int]) -> dict[int, int]:
    """Return how many people's plans each of these occurrences is part of; those of nobody are left out."""
    rows = await connection.execute(
        select(event_rsvp.c.occurrence_id, func.count())
        .where(
            event_rsvp.c.occurrence_id.in_(list(occurrence_ids)),
            event_rsvp.c.answer.in_([answer.value for answer in CONCERNED]),
        )
        .group_by(event_rsvp.c.occurrence_id)
    )
    return {row[0]: row[1] for row in rows}


async def people(connection: AsyncConnection, *, occurrence_ids: Collection[int]) -> int:
    """Return how many people's plans these occurrences are part of, everybody counted once."""
    found = await connection.scalar(
        select(func.count(event_rsvp.c.member_id.distinct())).where(
            event_rsvp.c.occurrence_id.in_(list(occurrence_ids)),
            event_rsvp.c.answer.in_([answer.value for answer in CONCERNED]),
        )
    )
    return int(found or 0)


async def answers(connection: AsyncConnection, *, occurrence_id: int) -> dict[Answer, int]:
    """Return how many gave each answer."""
    rows = await connection.execute(
        select(event_rsvp.c.answer, func.count())
        .where(event_rsvp.c.occurrence_id == occurrence_id)
        .group_by(event_rsvp.c.answer)
    )
    return {Answer(answer): count for answer, count in rows}
