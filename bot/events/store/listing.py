"""Queries of what is coming, for lists and calendars. One query a function."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select

from bot.engine import AsyncConnection
from bot.events.model import Answer, Event, EventState, Occurrence, OccurrenceState
from bot.events.rsvp_model import Counts
from bot.events.store.occurrences import TO_COME, occurrence_of
from bot.events.store.series import event_of
from bot.events.tables import event, event_occurrence, event_rsvp

COMING_MAX = 500


async def coming(
    connection: AsyncConnection, *, guild_id: int, after: datetime, limit: int = COMING_MAX
) -> list[Occurrence]:
    """Return what runs or is planned of published events and ends after a moment, the soonest first."""
    rows = await connection.execute(
        select(event_occurrence)
        .join(event, event.c.id == event_occurrence.c.event_id)
        .where(
            event_occurrence.c.guild_id == guild_id,
            event_occurrence.c.state.in_(TO_COME),
            event_occurrence.c.ends_at > after,
            event.c.state == EventState.PUBLISHED.value,
        )
        .order_by(event_occurrence.c.starts_at, event_occurrence.c.id)
        .limit(limit)
    )
    return [occurrence_of(row) for row in rows]


async def events(connection: AsyncConnection, *, event_ids: Collection[int]) -> dict[int, Event]:
    rows = await connection.execute(select(event).where(event.c.id.in_(event_ids)))
    return {row.id: event_of(row) for row in rows}


async def cancelled(connection: AsyncConnection, *, event_ids: Collection[int], after: datetime) -> list[Occurrence]:
    """Return the dates of events that were to be after a moment, and won't."""
    rows = await connection.execute(
        select(event_occurrence)
        .where(
            event_occurrence.c.event_id.in_(event_ids),
            event_occurrence.c.state == OccurrenceState.CANCELLED.value,
            event_occurrence.c.original_at > after,
        )
        .order_by(event_occurrence.c.original_at)
        .limit(COMING_MAX)
    )
    return [occurrence_of(row) for row in rows]


async def changes(connection: AsyncConnection, *, event_ids: Collection[int]) -> dict[int, int]:
    """Return how often the dates of each event were changed, all dates there have been together."""
    rows = await connection.execute(
        select(event_occurrence.c.event_id, func.sum(event_occurrence.c.sequence))
        .where(event_occurrence.c.event_id.in_(event_ids))
        .group_by(event_occurrence.c.event_id)
    )
    return {event_id: int(count) for event_id, count in rows}


async def answers(connection: AsyncConnection, *, member_id: int, occurrence_ids: Collection[int]) -> dict[int, Answer]:
    """Return a member's answers by occurrence."""
    rows = await connection.execute(
        select(event_rsvp.c.occurrence_id, event_rsvp.c.answer).where(
            event_rsvp.c.member_id == member_id, event_rsvp.c.occurrence_id.in_(occurrence_ids)
        )
    )
    return {occurrence_id: Answer(answer) for occurrence_id, answer in rows}


async def counts(connection: AsyncConnection, *, occurrence_ids: Collection[int]) -> dict[int, Counts]:
    """Return how many have which answer, by occurrence; none where nobody has answered."""
    rows = await connection.execute(
        select(event_rsvp.c.occurrence_id, event_rsvp.c.answer, func.count())
        .where(event_rsvp.c.occurrence_id.in_(occurrence_ids))
        .group_by(event_rsvp.c.occurrence_id, event_rsvp.c.answer)
    )
    found: dict[int, dict[str, int]] = {}
    for occurrence_id, answer, count in rows:
        found.setdefault(occurrence_id, {})[answer] = int(count)
    return {occurrence_id: Counts(**by_answer) for occurrence_id, by_answer in found.items()}
