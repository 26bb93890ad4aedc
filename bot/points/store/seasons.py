"""Queries of seasons that are over, and of who was best in them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, select, update

from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.points.model import Scope, Season
from bot.points.tables import point_member, point_season, point_season_member, point_winner


async def get(connection: AsyncConnection, season_id: int) -> Season | None:
    row = (await connection.execute(select(point_season).where(point_season.c.id == season_id))).one_or_none()
    return None if row is None else Season(**row._mapping)


async def best(connection: AsyncConnection, *, season_id: int, scope: Scope, limit: int) -> list[tuple[int, int]]:
    """Return (member, points) of those whom boards show, most points first."""
    points = point_season_member.c.points if scope is Scope.ALL else point_season_member.c.helper_points
    rows = await connection.execute(
        select(point_season_member.c.member_id, points)
        .join(
            point_member,
            (point_member.c.guild_id == point_season_member.c.guild_id)
            & (point_member.c.member_id == point_season_member.c.member_id),
        )
        .where(point_season_member.c.season_id == season_id, point_member.c.listed.is_(True), points > 0)
        .order_by(points.desc(), point_season_member.c.member_id)
        .limit(limit)
    )
    return [(member_id, value) for member_id, value in rows]


async def close(connection: AsyncConnection, *, season_id: int, now: datetime) -> bool:
    """Note that a season is closed; returns whether it was still open."""
    done = await connection.execute(
        update(point_season)
        .where(point_season.c.id == season_id, point_season.c.closed_at.is_(None))
        .values(closed_at=now)
    )
    return bool(done.rowcount)


async def add_winners(
    connection: AsyncConnection, season: Season, *, scope: Scope, winners: Sequence[tuple[int, int]]
) -> None:
    if not winners:
        return
    await connection.execute(
        insert_into(point_winner, connection),
        [
            {
                "season_id": season.id,
                "guild_id": season.guild_id,
                "scope": scope.value,
                "place": number,
                "member_id": member_id,
                "points": points,
            }
            for number, (member_id, points) in enumerate(winners, start=1)
        ],
    )


async def winners(connection: AsyncConnection, *, season_id: int) -> dict[Scope, list[tuple[int | None, int, bool]]]:
    """Return (member, points, whether they hide themselves by now) by scope, the best first."""
    hidden = exists(
        select(point_member.c.id).where(
            point_member.c.guild_id == point_winner.c.guild_id,
            point_member.c.member_id == point_winner.c.member_id,
            point_member.c.hidden.is_(True),
        )
    )
    rows = await connection.execute(
        select(point_winner.c.scope, point_winner.c.member_id, point_winner.c.points, hidden)
        .where(point_winner.c.season_id == season_id)
        .order_by(point_winner.c.place)
    )
    found: dict[Scope, list[tuple[int | None, int, bool]]] = {}
    for scope, member_id, points, is_hidden in rows:
        found.setdefault(Scope(scope), []).append((member_id, points, is_hidden))
    return found


def _closed(guild_id: int) -> ColumnElement[bool]:
    return and_(point_season.c.guild_id == guild_id, point_season.c.closed_at.is_not(None))


async def count_closed(connection: AsyncConnection, *, guild_id: int) -> int:
    found = await connection.scalar(select(func.count()).select_from(point_season).where(_closed(guild_id)))
    return int(found or 0)


async def closed(connection: AsyncConnection, *, guild_id: int, limit: int, offset: int) -> list[Season]:
    """Return seasons that are over, the latest first."""
    rows = await connection.execute(
        select(point_season)
        .where(_closed(guild_id))
        .order_by(point_season.c.starts_at.desc())
        .limit(limit)
        .offset(offset)
    )
    return [Season(**row._mapping) for row in rows]
