"""Queries of series. One query a function."""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select, update

from bot.engine import AsyncConnection
from bot.events.model import Event, EventState, PlaceKind
from bot.events.tables import event


async def get(connection: AsyncConnection, *, guild_id: int, event_id: int) -> Event | None:
    rows = await connection.execute(select(event).where(event.c.guild_id == guild_id, event.c.id == event_id))
    row = rows.first()
    return None if row is None else event_of(row)


async def set_state(connection: AsyncConnection, *, event_id: int, state: EventState) -> None:
    await connection.execute(update(event).where(event.c.id == event_id).values(state=state.value))


def event_of(row: Row[Any]) -> Event:
    """Return the event in a row that has all columns of the table."""
    values = {name: getattr(row, name) for name in _PLAIN}
    return Event(
        **values,
        state=EventState(row.state),
        starts_local=datetime.fromisoformat(row.starts_local).replace(fold=int(row.second_time)),
        duration=timedelta(minutes=row.duration_minutes),
        place_kind=PlaceKind(row.place_kind),
        reminders=reminders_of(row.reminders),
        pending=json.loads(row.pending) if row.pending else {},
    )


def reminders_of(text: str) -> tuple[timedelta, ...]:
    """Return how long before the start, from minutes as they are stored; the longest first."""
    return tuple(sorted({timedelta(minutes=int(part)) for part in text.split()}, reverse=True))


def reminders_text(reminders: tuple[timedelta, ...]) -> str:
    """Return reminders as they are stored."""
    return " ".join(str(int(before.total_seconds() // 60)) for before in reminders)


_MADE = ("state", "starts_local", "second_time", "duration_minutes", "place_kind", "reminders", "pending")
_PLAIN = tuple(column.name for column in event.c if column.name not in _MADE)
