"""Queries of occurrences. One query a function."""

from typing import Any

from sqlalchemy import Row, select

from bot.engine import AsyncConnection
from bot.events.model import NativeState, Occurrence, OccurrenceState
from bot.events.tables import event_occurrence


async def get(connection: AsyncConnection, *, guild_id: int, occurrence_id: int) -> Occurrence | None:
    rows = await connection.execute(
        select(event_occurrence).where(event_occurrence.c.guild_id == guild_id, event_occurrence.c.id == occurrence_id)
    )
    row = rows.first()
    return None if row is None else occurrence_of(row)


def occurrence_of(row: Row[Any]) -> Occurrence:
    """Return the occurrence in a row that has all columns of the table."""
    values = {name: getattr(row, name) for name in _PLAIN}
    return Occurrence(**values, state=OccurrenceState(row.state), native_state=NativeState(row.native_state))


_PLAIN = tuple(column.name for column in event_occurrence.c if column.name not in ("state", "native_state"))
