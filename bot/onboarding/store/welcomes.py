"""Queries about who is to be welcomed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, or_, select, update

from bot.engine import AsyncConnection
from bot.onboarding.tables import onboarding_arrival

_WAITS = onboarding_arrival.c.to_welcome & onboarding_arrival.c.welcomed_at.is_(None)


async def skip(connection: AsyncConnection, *, guild_id: int, arrived_before: datetime) -> None:
    """Leave out who arrived too long ago, has left, or is forgotten."""
    await connection.execute(
        update(onboarding_arrival)
        .where(
            onboarding_arrival.c.guild_id == guild_id,
            _WAITS,
            or_(
                onboarding_arrival.c.arrived_at < arrived_before,
                onboarding_arrival.c.member_id.is_(None),
                onboarding_arrival.c.left_at.is_not(None) & onboarding_arrival.c.bundled_at.is_(None),
            ),
        )
        .values(to_welcome=False)
    )


async def bundled(connection: AsyncConnection, *, guild_id: int) -> Sequence[Row[Any]]:
    """Return who was put into a message of which it isn't known whether it was sent."""
    rows = await connection.execute(
        select(
            onboarding_arrival.c.id,
            onboarding_arrival.c.member_id,
            onboarding_arrival.c.bundled_at,
            onboarding_arrival.c.left_at,
        )
        .where(onboarding_arrival.c.guild_id == guild_id, _WAITS, onboarding_arrival.c.bundled_at.is_not(None))
        .order_by(onboarding_arrival.c.id)
    )
    return rows.all()


async def bundle(connection: AsyncConnection, *, guild_id: int, at: datetime, limit: int) -> Sequence[Row[Any]]:
    """Put those who wait longest into a message."""
    next_ones = (
        select(onboarding_arrival.c.id)
        .where(onboarding_arrival.c.guild_id == guild_id, _WAITS, onboarding_arrival.c.bundled_at.is_(None))
        .order_by(onboarding_arrival.c.id)
        .limit(limit)
    )
    await connection.execute(
        update(onboarding_arrival).where(onboarding_arrival.c.id.in_(next_ones)).values(bundled_at=at)
    )
    return await bundled(connection, guild_id=guild_id)


async def mark_welcomed(connection: AsyncConnection, arrival_ids: Collection[int], *, at: datetime) -> None:
    await connection.execute(
        update(onboarding_arrival).where(onboarding_arrival.c.id.in_(list(arrival_ids))).values(welcomed_at=at)
    )


async def drop(connection: AsyncConnection, arrival_ids: Collection[int]) -> None:
    """Welcome these no more."""
    await connection.execute(
        update(onboarding_arrival).where(onboarding_arrival.c.id.in_(list(arrival_ids))).values(to_welcome=False)
    )


async def hold_back(connection: AsyncConnection, *, guild_id: int, member_ids: Collection[int]) -> None:
    """Welcome these members no more whom no message has welcomed yet."""
    await connection.execute(
        update(onboarding_arrival)
        .where(
            onboarding_arrival.c.guild_id == guild_id,
            onboarding_arrival.c.member_id.in_(list(member_ids)),
            _WAITS,
        )
        .values(to_welcome=False)
    )


async def let_in(connection: AsyncConnection, *, guild_id: int, member_ids: Collection[int]) -> None:
    """Welcome these members after all who were held back."""
    await connection.execute(
        update(onboarding_arrival)
        .where(
            onboarding_arrival.c.guild_id == guild_id,
            onboarding_arrival.c.member_id.in_(list(member_ids)),
            onboarding_arrival.c.arrived_at.is_not(None),
            onboarding_arrival.c.left_at.is_(None),
            onboarding_arrival.c.welcomed_at.is_(None),
        )
        .values(to_welcome=True)
    )


async def waiting(connection: AsyncConnection, *, guild_id: int) -> tuple[int, datetime | None]:
    """Return how many wait for a welcome, and since when the first does."""
    row = (
        await connection.execute(
            select(func.count(), func.min(onboarding_arrival.c.arrived_at)).where(
                onboarding_arrival.c.guild_id == guild_id, _WAITS, onboarding_arrival.c.left_at.is_(None)
            )
        )
    ).one()
    return row[0], row[1]


async def guilds_waiting(connection: AsyncConnection) -> set[int]:
    rows = await connection.execute(select(onboarding_arrival.c.guild_id).where(_WAITS).distinct())
    return set(rows.scalars())
