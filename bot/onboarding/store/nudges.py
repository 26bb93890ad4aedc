"""Queries of nudges: who has stalled, and what was said to them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select, update

from bot.engine import AsyncConnection
from bot.onboarding.store.first_steps import IS_CURRENT
from bot.onboarding.tables import onboarding_arrival, onboarding_fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Stalled:
    """A newcomer who has done no step for a while."""

    arrival_id: int
    member_id: int
    arrived_at: datetime
    nudge_after: datetime | None


_MAY_BE_NUDGED = and_(
    onboarding_arrival.c.arrived_at.is_not(None),
    onboarding_arrival.c.member_id.is_not(None),
    onboarding_arrival.c.rejoined.is_(False),
    onboarding_arrival.c.nudges_off.is_(False),
    IS_CURRENT,
)
"""Who is new here, has not left, and has not said that they want no reminder."""


async def stalled(
    connection: AsyncConnection,
    *,
    guild_id: int,
    now: datetime,
    since: datetime,
    idle: timedelta,
    names: Collection[str],
    after_id: int,
    limit: int,
) -> list[Stalled]:
    """Return who arrived `since`, did none of the steps `names` for `idle`, and was not nudged, or said “not now”.

    In the order of arriving. Who has done all of them may be among them.
    """
    latest = (
        select(func.max(onboarding_fact.c.happened_at))
        .where(onboarding_fact.c.arrival_id == onboarding_arrival.c.id, onboarding_fact.c.name.in_(list(names)))
        .scalar_subquery()
    )
    rows = await connection.execute(
        select(
            onboarding_arrival.c.id,
            onboarding_arrival.c.member_id,
            onboarding_arrival.c.arrived_at,
            onboarding_arrival.c.nudge_after,
        )
        .where(
            onboarding_arrival.c.guild_id == guild_id,
            onboarding_arrival.c.joined_at >= since,
            onboarding_arrival.c.arrived_at <= now - idle,
            or_(
                onboarding_arrival.c.nudged_at.is_(None),
                and_(
                    onboarding_arrival.c.nudge_after <= now,
                    onboarding_arrival.c.nudge_after > onboarding_arrival.c.nudged_at,
                ),
            ),
            or_(latest.is_(None), latest <= now - idle),
            onboarding_arrival.c.id > after_id,
            _MAY_BE_NUDGED,
        )
        .order_by(onboarding_arrival.c.id)
        .limit(limit)
    )
    return [
        Stalled(arrival_id=id_, member_id=member_id, arrived_at=arrived_at, nudge_after=nudge_after)
        for id_, member_id, arrived_at, nudge_after in rows
    ]


async def count_nudged(connection: AsyncConnection, *, guild_id: int, since: datetime) -> int:
    found = await connection.scalar(
        select(func.count())
        .select_from(onboarding_arrival)
        .where(onboarding_arrival.c.guild_id == guild_id, onboarding_arrival.c.nudged_at > since)
    )
    return int(found or 0)


async def set_nudged(
    connection: AsyncConnection, *, guild_id: int, arrival_ids: Collection[int], at: datetime
) -> list[int]:
    """Note that arrivals are nudged; returns those for which that was still to be done."""
    rows = await connection.scalars(
        update(onboarding_arrival)
        .where(
            onboarding_arrival.c.guild_id == guild_id,
            onboarding_arrival.c.id.in_(list(arrival_ids)),
            or_(
                onboarding_arrival.c.nudged_at.is_(None),
                onboarding_arrival.c.nudge_after > onboarding_arrival.c.nudged_at,
            ),
            _MAY_BE_NUDGED,
        )
        .values(nudged_at=at)
        .returning(onboarding_arrival.c.id)
    )
    return sorted(rows)


async def still_here(
    connection: AsyncConnection, *, guild_id: int, arrival_ids: Collection[int]
) -> list[tuple[int, int]]:
    """Return those of the arrivals that may still be nudged: arrival and member, in the order of arriving."""
    rows = await connection.execute(
        select(onboarding_arrival.c.id, onboarding_arrival.c.member_id)
        .where(
            onboarding_arrival.c.guild_id == guild_id, onboarding_arrival.c.id.in_(list(arrival_ids)), _MAY_BE_NUDGED
        )
        .order_by(onboarding_arrival.c.id)
    )
    return [(id_, member_id) for id_, member_id in rows]


async def postpone(connection: AsyncConnection, *, guild_id: int, member_id: int, until: datetime) -> bool:
    """Have somebody nudged once more, not before `until`; returns whether this was the first time they asked."""
    done = await connection.execute(
        update(onboarding_arrival)
        .where(
            onboarding_arrival.c.guild_id == guild_id,
            onboarding_arrival.c.member_id == member_id,
            onboarding_arrival.c.nudged_at.is_not(None),
            # from the second nudge on it stays what it was, and is past
            or_(
                onboarding_arrival.c.nudge_after.is_(None),
                onboarding_arrival.c.nudge_after > onboarding_arrival.c.nudged_at,
            ),
            IS_CURRENT,
        )
        .values(nudge_after=until)
    )
    return bool(done.rowcount)


async def switch_off(connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
    await connection.execute(
        update(onboarding_arrival)
        .where(onboarding_arrival.c.guild_id == guild_id, onboarding_arrival.c.member_id == member_id)
        .values(nudges_off=True)
    )
