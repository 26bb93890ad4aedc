"""Queries of occurrences. One query a function."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.due import State, due_row
from bot.engine import AsyncConnection
from bot.events.model import EventState, NativeState, Occurrence, OccurrenceState, PlaceKind, ReminderState
from bot.events.rules import NATIVE
from bot.events.tables import event, event_occurrence

TO_COME = (OccurrenceState.PLANNED.value, OccurrenceState.RUNNING.value)


async def get(connection: AsyncConnection, *, guild_id: int, occurrence_id: int) -> Occurrence | None:
    rows = await connection.execute(
        select(event_occurrence).where(event_occurrence.c.guild_id == guild_id, event_occurrence.c.id == occurrence_id)
    )
    row = rows.first()
    return None if row is None else occurrence_of(row)


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    event_id: int,
    original_at: datetime,
    starts_at: datetime,
    ends_at: datetime,
) -> Occurrence:
    rows = await connection.execute(
        insert(event_occurrence)
        .values(
            guild_id=guild_id,
            event_id=event_id,
            original_at=original_at,
            starts_at=starts_at,
            ends_at=ends_at,
            moved=False,
            state=OccurrenceState.PLANNED.value,
            native_state=NativeState.NONE.value,
            sequence=0,
        )
        .returning(*event_occurrence.c)
    )
    return occurrence_of(rows.one())


async def to_come(connection: AsyncConnection, *, event_id: int, limit: int = 100) -> list[Occurrence]:
    """Return the occurrences of an event that run or are planned, the next first."""
    rows = await connection.execute(
        select(event_occurrence)
        .where(event_occurrence.c.event_id == event_id, event_occurrence.c.state.in_(TO_COME))
        .order_by(event_occurrence.c.starts_at, event_occurrence.c.id)
        .limit(limit)
    )
    return [occurrence_of(row) for row in rows]


async def since(connection: AsyncConnection, *, event_id: int, after: datetime, limit: int = 500) -> list[Occurrence]:
    """Return the occurrences of an event, whatever their state, that the rule or a move has after a moment."""
    rows = await connection.execute(
        select(event_occurrence)
        .where(
            event_occurrence.c.event_id == event_id,
            (event_occurrence.c.original_at > after) | (event_occurrence.c.starts_at > after),
        )
        .order_by(event_occurrence.c.original_at)
        .limit(limit)
    )
    return [occurrence_of(row) for row in rows]


async def latest_end(connection: AsyncConnection, *, event_id: int, before: datetime) -> datetime | None:
    """Return when the occurrence before a moment ends, of those that weren't cancelled."""
    found: datetime | None = await connection.scalar(
        select(event_occurrence.c.ends_at)
        .where(
            event_occurrence.c.event_id == event_id,
            event_occurrence.c.starts_at < before,
            event_occurrence.c.state != OccurrenceState.CANCELLED.value,
        )
        .order_by(event_occurrence.c.starts_at.desc())
        .limit(1)
    )
    return found


async def was_announced(connection: AsyncConnection, *, event_id: int) -> bool:
    """Whether any occurrence of an event has had an announcement."""
    found = await connection.scalar(
        select(event_occurrence.c.id)
        .where(event_occurrence.c.event_id == event_id, event_occurrence.c.channel_id.is_not(None))
        .limit(1)
    )
    return found is not None


async def of_native(connection: AsyncConnection, *, guild_id: int, native_id: int) -> Occurrence | None:
    """Return the occurrence that one of Discord's own events stands for."""
    rows = await connection.execute(
        select(event_occurrence).where(
            event_occurrence.c.guild_id == guild_id, event_occurrence.c.native_id == native_id
        )
    )
    row = rows.first()
    return None if row is None else occurrence_of(row)


async def with_native(connection: AsyncConnection, *, guild_id: int, limit: int = 200) -> list[Occurrence]:
    """Return the occurrences whose event on Discord is there as far as we know, and not over."""
    rows = await connection.execute(
        select(event_occurrence)
        .where(
            event_occurrence.c.guild_id == guild_id,
            event_occurrence.c.native_state == NativeState.KEPT.value,
            event_occurrence.c.state.in_(TO_COME),
        )
        .order_by(event_occurrence.c.starts_at)
        .limit(limit)
    )
    return [occurrence_of(row) for row in rows]


async def next_of_each(connection: AsyncConnection, *, guild_id: int, limit: int = 200) -> list[Occurrence]:
    """Return the next occurrence of each published event of a server, the soonest first."""
    rows = await connection.execute(
        select(event_occurrence)
        .join(event, event.c.id == event_occurrence.c.event_id)
        .where(
            event_occurrence.c.guild_id == guild_id,
            event_occurrence.c.state.in_(TO_COME),
            event.c.state == EventState.PUBLISHED.value,
        )
        .order_by(event_occurrence.c.starts_at, event_occurrence.c.id)
        .limit(limit)
    )
    found: dict[int, Occurrence] = {}
    for row in rows:
        found.setdefault(row.event_id, occurrence_of(row))
    return list(found.values())


async def servers_with_native(connection: AsyncConnection) -> list[int]:
    """Return the servers in which Discord has an event of ours that isn't over, as far as we know."""
    rows = await connection.execute(
        select(event_occurrence.c.guild_id)
        .where(event_occurrence.c.native_state == NativeState.KEPT.value, event_occurrence.c.state.in_(TO_COME))
        .distinct()
    )
    return list(rows.scalars())


async def natives_given_up(connection: AsyncConnection, *, limit: int = 500) -> list[tuple[int, int]]:
    """Return what was given up about Discord's own events, as (server, due row)."""
    rows = await connection.execute(
        select(due_row.c.guild_id, due_row.c.id)
        .where(due_row.c.kind == NATIVE, due_row.c.state == State.GIVEN_UP)
        .order_by(due_row.c.id)
        .limit(limit)
    )
    return [(row.guild_id, row.id) for row in rows]


async def change(
    connection: AsyncConnection,
    *,
    occurrence_id: int,
    only_in: Collection[OccurrenceState] = tuple(OccurrenceState),
    counts: bool = False,
    **values: Any,
) -> Occurrence | None:
    """Set columns of an occurrence while it is in one of these states; returns it as it is now, None where it isn't.

    What a calendar shows `counts`: SEQUENCE goes up.
    """
    if counts:
        values["sequence"] = event_occurrence.c.sequence + 1
    rows = await connection.execute(
        update(event_occurrence)
        .where(event_occurrence.c.id == occurrence_id, event_occurrence.c.state.in_([state.value for state in only_in]))
        .values({name: _stored(value) for name, value in values.items()})
        .returning(*event_occurrence.c)
    )
    row = rows.first()
    return None if row is None else occurrence_of(row)


async def count_changes(connection: AsyncConnection, *, occurrence_ids: Sequence[int]) -> None:
    """Raise SEQUENCE: what a calendar shows of them has changed."""
    await connection.execute(
        update(event_occurrence)
        .where(event_occurrence.c.id.in_(occurrence_ids))
        .values(sequence=event_occurrence.c.sequence + 1)
    )


def _stored(value: Any) -> Any:
    return value.value if isinstance(value, StrEnum) else value


def occurrence_of(row: Row[Any]) -> Occurrence:
    """Return the occurrence in a row that has all columns of the table."""
    values = {name: getattr(row, name) for name in _PLAIN}
    return Occurrence(
        **values,
        state=OccurrenceState(row.state),
        native_state=NativeState(row.native_state),
        place_kind=PlaceKind(row.place_kind) if row.place_kind else None,
        follow_up=ReminderState(row.follow_up) if row.follow_up else None,
    )


_MADE = ("state", "native_state", "place_kind", "follow_up")
_PLAIN = tuple(name for name in Occurrence.__dataclass_fields__ if name not in _MADE)
