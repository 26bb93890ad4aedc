"""Queries of series. One query a function."""

import json
import re
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, insert, or_, select, union, update

from bot.engine import AsyncConnection
from bot.events.model import Event, EventState, Picture, PlaceKind
from bot.events.tables import event, event_picture


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


# Being made, changed and decided


def columns_of(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return changes to an Event's fields as the table has them."""
    values = dict(changes)
    if "starts_local" in values:
        start: datetime = values["starts_local"]
        values["starts_local"] = start.replace(fold=0).isoformat(timespec="minutes")
        values["second_time"] = bool(start.fold)
    if "duration" in values:
        values["duration_minutes"] = int(values.pop("duration").total_seconds() // 60)
    if "reminders" in values:
        values["reminders"] = reminders_text(values["reminders"])
    if "pending" in values:
        values["pending"] = json.dumps(dict(values["pending"]), ensure_ascii=False) if values["pending"] else None
    for name in ("state", "place_kind"):
        if name in values:
            values[name] = values[name].value
    return values


async def add(connection: AsyncConnection, changes: Mapping[str, Any]) -> int:
    """Add an event and return its id."""
    added = await connection.execute(insert(event).values(**columns_of(changes)).returning(event.c.id))
    return int(added.scalar_one())


async def change(connection: AsyncConnection, changes: Mapping[str, Any], *, event_id: int, revision: int) -> bool:
    """Change an event that is still at `revision`; returns whether it was."""
    changed = await connection.execute(
        update(event)
        .where(event.c.id == event_id, event.c.revision == revision)
        .values(**columns_of(changes), revision=event.c.revision + 1)
    )
    return bool(changed.rowcount)


async def delete_(connection: AsyncConnection, *, event_id: int) -> None:
    await connection.execute(delete(event).where(event.c.id == event_id))


async def drafts(
    connection: AsyncConnection, *, guild_id: int, created_by_id: int, edits_id: int | None = None
) -> list[Event]:
    """Return somebody's drafts, the latest first: of new events, or their working copy of `edits_id`."""
    rows = await connection.execute(
        select(event)
        .where(
            event.c.guild_id == guild_id,
            event.c.created_by_id == created_by_id,
            event.c.state == EventState.DRAFT.value,
            event.c.edits_id.is_(None) if edits_id is None else event.c.edits_id == edits_id,
        )
        .order_by(event.c.id.desc())
        .limit(25)
    )
    return [event_of(row) for row in rows]


async def named(
    connection: AsyncConnection,
    *,
    guild_id: int,
    typed: str,
    states: Collection[EventState],
    host_id: int | None = None,
    created_by_id: int | None = None,
    limit: int = 25,
) -> list[Event]:
    """Return events whose title has what was typed, the latest first; of one host, or of who made them."""
    conditions = [
        event.c.guild_id == guild_id,
        event.c.state.in_([state.value for state in states]),
        event.c.edits_id.is_(None),
    ]
    if typed:
        conditions.append(event.c.title.ilike(f"%{escaped(typed)}%", escape="\\"))
    if host_id is not None:
        conditions.append(or_(event.c.host_id == host_id, event.c.cohost_id == host_id))
    if created_by_id is not None:
        conditions.append(event.c.created_by_id == created_by_id)
    rows = await connection.execute(select(event).where(*conditions).order_by(event.c.id.desc()).limit(limit))
    return [event_of(row) for row in rows]


def escaped(typed: str) -> str:
    """Return what was typed for LIKE: as it is, whatever signs it has."""
    return re.sub(r"([\\%_])", r"\\\1", typed)


async def count_proposed(connection: AsyncConnection, *, guild_id: int, created_by_id: int) -> int:
    found = await connection.scalar(
        select(func.count())
        .select_from(event)
        .where(
            event.c.guild_id == guild_id,
            event.c.created_by_id == created_by_id,
            event.c.state == EventState.PROPOSED.value,
        )
    )
    return int(found or 0)


async def proposed(connection: AsyncConnection, *, guild_id: int, limit: int) -> list[Event]:
    """Return the proposals nobody has decided on, longest waiting first."""
    rows = await connection.execute(
        select(event)
        .where(event.c.guild_id == guild_id, event.c.state == EventState.PROPOSED.value)
        .order_by(event.c.id)
        .limit(limit)
    )
    return [event_of(row) for row in rows]


async def decide(
    connection: AsyncConnection, *, event_id: int, state: EventState, by_id: int, reason: str | None, at: datetime
) -> bool:
    """Decide on a proposal that nobody has decided on; returns whether nobody had."""
    done = await connection.execute(
        update(event)
        .where(event.c.id == event_id, event.c.state == EventState.PROPOSED.value)
        .values(state=state.value, decided_by_id=by_id, decided_at=at, reason=reason, revision=event.c.revision + 1)
    )
    return bool(done.rowcount)


async def set_card(
    connection: AsyncConnection, *, event_id: int, channel_id: int | None, message_id: int | None
) -> None:
    """Note where the event's card in the moderators' queue is."""
    await connection.execute(
        update(event).where(event.c.id == event_id).values(queue_channel_id=channel_id, queue_message_id=message_id)
    )


async def untold(connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[Event]:
    """Return somebody's proposals that were decided on, and that they were not told of."""
    rows = await connection.execute(
        select(event)
        .where(event.c.guild_id == guild_id, event.c.created_by_id == member_id, *_UNTOLD)
        .order_by(event.c.decided_at)
        .limit(5)
    )
    return [event_of(row) for row in rows]


async def members_untold(connection: AsyncConnection) -> set[tuple[int, int]]:
    """Return by server who is to be told of a decision."""
    rows = await connection.execute(
        select(event.c.guild_id, event.c.created_by_id).where(event.c.created_by_id.is_not(None), *_UNTOLD).distinct()
    )
    return {(row.guild_id, row.created_by_id) for row in rows}


async def set_told(connection: AsyncConnection, *, event_ids: Collection[int], at: datetime) -> None:
    await connection.execute(
        update(event).where(event.c.id.in_(list(event_ids)), event.c.told_at.is_(None)).values(told_at=at)
    )


async def hosted_by(connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[Event]:
    """Return what somebody hosts or co-hosts and that is not over."""
    rows = await connection.execute(
        select(event)
        .where(
            event.c.guild_id == guild_id,
            or_(event.c.host_id == member_id, event.c.cohost_id == member_id),
            event.c.state.in_([EventState.DRAFT.value, EventState.PROPOSED.value, EventState.PUBLISHED.value]),
        )
        .order_by(event.c.id)
    )
    return [event_of(row) for row in rows]


async def hosts(connection: AsyncConnection, *, guild_id: int, after_id: int, limit: int) -> list[int]:
    """Return who hosts or co-hosts what is published, by their ids."""
    of_published = (event.c.guild_id == guild_id, event.c.state == EventState.PUBLISHED.value)
    everybody = union(
        select(event.c.host_id.label("id")).where(*of_published, event.c.host_id > after_id),
        select(event.c.cohost_id.label("id")).where(*of_published, event.c.cohost_id > after_id),
    ).subquery()
    return list(await connection.scalars(select(everybody.c.id).order_by(everybody.c.id).limit(limit)))


async def set_hosts(connection: AsyncConnection, *, event_id: int, host_id: int | None, cohost_id: int | None) -> None:
    await connection.execute(
        update(event)
        .where(event.c.id == event_id)
        .values(host_id=host_id, cohost_id=cohost_id, revision=event.c.revision + 1)
    )


# Pictures


async def picture(connection: AsyncConnection, *, event_id: int) -> Picture | None:
    rows = await connection.execute(select(event_picture).where(event_picture.c.event_id == event_id))
    row = rows.first()
    return None if row is None else Picture(format=row.format, data=row.data)


async def picture_format(connection: AsyncConnection, *, event_id: int) -> str | None:
    """Return the format of an event's picture without reading it; None where it has none."""
    found: str | None = await connection.scalar(
        select(event_picture.c.format).where(event_picture.c.event_id == event_id)
    )
    return found


async def set_picture(connection: AsyncConnection, *, guild_id: int, event_id: int, picture: Picture | None) -> None:
    await connection.execute(delete(event_picture).where(event_picture.c.event_id == event_id))
    if picture is not None:
        await connection.execute(
            insert(event_picture).values(guild_id=guild_id, event_id=event_id, format=picture.format, data=picture.data)
        )


_UNTOLD = (
    event.c.told_at.is_(None),
    event.c.decided_at.is_not(None),
    event.c.edits_id.is_(None),
)
