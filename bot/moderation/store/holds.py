"""Queries of what is held of channels."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.engine import AsyncConnection
from bot.moderation.model import Act, Hold
from bot.moderation.tables import moderation_hold


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    channel_id: int,
    act: Act,
    before: Mapping[str, Any],
    at: datetime,
    ends_at: datetime | None,
    case_id: int | None,
) -> Hold:
    rows = await connection.execute(
        insert(moderation_hold)
        .values(
            guild_id=guild_id,
            case_id=case_id,
            channel_id=channel_id,
            act=act,
            before=dict(before),
            began_at=at,
            ends_at=ends_at,
        )
        .returning(*moderation_hold.c)
    )
    return _hold(rows.one())


async def get(connection: AsyncConnection, *, guild_id: int, hold_id: int) -> Hold | None:
    rows = await connection.execute(
        select(moderation_hold).where(moderation_hold.c.guild_id == guild_id, moderation_hold.c.id == hold_id)
    )
    found = rows.one_or_none()
    return None if found is None else _hold(found)


async def open_of_channel(connection: AsyncConnection, *, guild_id: int, channel_id: int, act: Act) -> Hold | None:
    """Return what holds a channel now; the latest, should there be several."""
    rows = await connection.execute(
        select(moderation_hold)
        .where(
            moderation_hold.c.guild_id == guild_id,
            moderation_hold.c.channel_id == channel_id,
            moderation_hold.c.act == act,
            moderation_hold.c.ended_at.is_(None),
        )
        .order_by(moderation_hold.c.id.desc())
        .limit(1)
    )
    found = rows.one_or_none()
    return None if found is None else _hold(found)


async def open_of_case(connection: AsyncConnection, *, guild_id: int, case_id: int, limit: int = 500) -> list[Hold]:
    """Return what a case still holds, oldest first."""
    rows = await connection.execute(
        select(moderation_hold)
        .where(
            moderation_hold.c.guild_id == guild_id,
            moderation_hold.c.case_id == case_id,
            moderation_hold.c.ended_at.is_(None),
        )
        .order_by(moderation_hold.c.id)
        .limit(limit)
    )
    return [_hold(row) for row in rows]


async def change(connection: AsyncConnection, *, hold_id: int, before: Mapping[str, Any]) -> None:
    """Have another thing given back in the end."""
    await connection.execute(update(moderation_hold).where(moderation_hold.c.id == hold_id).values(before=dict(before)))


async def end(connection: AsyncConnection, *, guild_id: int, hold_id: int, at: datetime) -> bool:
    """Note that a hold is over; returns whether it was not before."""
    done = await connection.execute(
        update(moderation_hold)
        .where(
            moderation_hold.c.guild_id == guild_id,
            moderation_hold.c.id == hold_id,
            moderation_hold.c.ended_at.is_(None),
        )
        .values(ended_at=at)
    )
    return bool(done.rowcount)


def _hold(row: Row[tuple[object, ...]]) -> Hold:
    values: dict[str, Any] = dict(row._mapping)
    return Hold(**{**values, "act": Act(values["act"])})
