"""What the audit reads: bounded by a month, by the pair's index, and by the members looked at."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import case, func, select

from bot.engine import AsyncConnection
from bot.points.model import HELPING, Kind
from bot.points.rings import Flow
from bot.points.store.ledger import STANDS
from bot.points.tables import point_day, point_ledger

FLOWS_MAX = 200_000
ROWS_AT_ONCE = 500


class Earned(NamedTuple):
    member_id: int
    kind: Kind
    happened_at: datetime
    points: int


async def flows(
    connection: AsyncConnection, *, guild_id: int, since: datetime, weights: Mapping[Kind, int]
) -> list[Flow]:
    """Return who gave whom what since a moment, without what was taken back; `weights` are what a gift is worth."""
    kinds = {kind.value: weight for kind, weight in weights.items() if weight}
    if not kinds:
        return []
    helping = {kind: weight for kind, weight in kinds.items() if Kind(kind) in HELPING}
    giver, receiver = point_ledger.c.giver_id, point_ledger.c.member_id
    rows = await connection.execute(
        select(
            giver,
            receiver,
            func.count(),
            func.sum(point_ledger.c.points),
            func.sum(case(kinds, value=point_ledger.c.kind, else_=0)),
            func.sum(case(helping, value=point_ledger.c.kind, else_=0) if helping else 0),
            func.min(point_ledger.c.happened_at),
        )
        .where(
            point_ledger.c.guild_id == guild_id,
            giver != receiver,
            point_ledger.c.happened_at >= since,
            point_ledger.c.kind.in_(list(kinds)),
            STANDS,
        )
        .group_by(giver, receiver)
        .limit(FLOWS_MAX)
    )
    found: list[Flow] = []
    for part in rows.partitions(ROWS_AT_ONCE):
        found += [Flow(*row) for row in part]
        await asyncio.sleep(0)  # making ten thousands of them takes a while: others come in between
    return found


async def most(connection: AsyncConnection, *, guild_id: int, since: date, limit: int) -> list[int]:
    """Return the members who earned most since a day."""
    found = await connection.scalars(
        select(point_day.c.member_id)
        .where(point_day.c.guild_id == guild_id, point_day.c.day >= since)
        .group_by(point_day.c.member_id)
        .order_by(func.sum(point_day.c.points).desc())
        .limit(limit)
    )
    return list(found)


async def risen(
    connection: AsyncConnection, *, guild_id: int, since: date, from_day: date, least: int, times: float, limit: int
) -> list[tuple[int, int, int]]:
    """Return (member, points from a day on, points before it) where the former are `least` and `times` the latter.

    The most first; `since` is how far back it looks.
    """
    lately = func.sum(case((point_day.c.day >= from_day, point_day.c.points), else_=0))
    before = func.sum(case((point_day.c.day < from_day, point_day.c.points), else_=0))
    rows = await connection.execute(
        select(point_day.c.member_id, lately, before)
        .where(point_day.c.guild_id == guild_id, point_day.c.day >= since)
        .group_by(point_day.c.member_id)
        .having(lately >= least, lately >= times * before)
        .order_by(lately.desc())
        .limit(limit)
    )
    return [(member_id, int(points), int(earlier)) for member_id, points, earlier in rows]


async def earned(
    connection: AsyncConnection, *, guild_id: int, member_ids: Collection[int], since: datetime
) -> list[Earned]:
    """Return what these members earned since a moment, without what was taken back."""
    rows = await connection.execute(
        select(point_ledger.c.member_id, point_ledger.c.kind, point_ledger.c.happened_at, point_ledger.c.points).where(
            point_ledger.c.guild_id == guild_id,
            point_ledger.c.member_id.in_(list(member_ids)),
            point_ledger.c.happened_at >= since,
            point_ledger.c.points > 0,
            STANDS,
        )
    )
    return [Earned(member_id, Kind(kind), happened_at, points) for member_id, kind, happened_at, points in rows]
