"""What the audit reads: bounded by a month, by the pair's index, and by the members looked at."""

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
DAYS_MAX = 500_000


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
    return [Flow(*row) for row in rows]


async def days(connection: AsyncConnection, *, guild_id: int, since: date) -> list[tuple[date, int, int]]:
    """Return (day, member, points) of everybody who earned anything since a day."""
    rows = await connection.execute(
        select(point_day.c.day, point_day.c.member_id, point_day.c.points)
        .where(point_day.c.guild_id == guild_id, point_day.c.day >= since, point_day.c.points > 0)
        .limit(DAYS_MAX)
    )
    return [(day, member_id, points) for day, member_id, points in rows]


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
