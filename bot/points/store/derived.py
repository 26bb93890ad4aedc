"""What is derived from the ledger: totals, days, seasons, and how many members have how many points."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.points.model import Scope, Season, Standing
from bot.points.tables import (
    point_bucket,
    point_day,
    point_member,
    point_season,
    point_season_member,
    point_voice,
)

ALL_TIME = 0
"""The `season_id` of the board of all time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """A member's row after points were added."""

    standing: Standing
    announced_points: int
    role_percent: int


@dataclass(slots=True)
class Sum:
    points: int = 0
    helper_points: int = 0
    spent: int = 0


async def add_to_members(connection: AsyncConnection, sums: Mapping[tuple[int, int], Sum]) -> list[After]:
    """Add to members' totals; returns their rows as they are then."""
    if not sums:
        return []
    statement = insert_into(point_member, connection)
    added = ("points", "helper_points", "spent")
    statement = statement.on_conflict_do_update(
        index_elements=["guild_id", "member_id"],
        set_={name: point_member.c[name] + statement.excluded[name] for name in added},
    ).returning(*point_member.c)
    rows = await connection.execute(
        statement,
        [
            {
                "guild_id": guild_id,
                "member_id": member_id,
                "points": sum_.points,
                "helper_points": sum_.helper_points,
                "spent": sum_.spent,
                "rank_id": None,
                "announced_points": 0,
                "hidden": False,
                "staff": False,
                "listed": True,
                "role_percent": 100,
            }
            for (guild_id, member_id), sum_ in sums.items()
        ],
    )
    return [
        After(standing=standing_of(row), announced_points=row.announced_points, role_percent=row.role_percent)
        for row in rows
    ]


async def add_to_days(connection: AsyncConnection, sums: Mapping[tuple[int, date, int], Sum]) -> None:
    if not sums:
        return
    statement = insert_into(point_day, connection)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["guild_id", "day", "member_id"],
            set_={name: point_day.c[name] + statement.excluded[name] for name in ("points", "helper_points")},
        ),
        [
            {
                "guild_id": guild_id,
                "day": day,
                "member_id": member_id,
                "points": sum_.points,
                "helper_points": sum_.helper_points,
            }
            for (guild_id, day, member_id), sum_ in sums.items()
        ],
    )


async def add_to_seasons(
    connection: AsyncConnection, sums: Mapping[tuple[int, int, int], Sum]
) -> list[tuple[int, int, int, int]]:
    """Add to members' seasons, by (season, server, member); returns (season, member, points, helper points) then."""
    if not sums:
        return []
    statement = insert_into(point_season_member, connection)
    statement = statement.on_conflict_do_update(
        index_elements=["season_id", "member_id"],
        set_={name: point_season_member.c[name] + statement.excluded[name] for name in ("points", "helper_points")},
    ).returning(
        point_season_member.c.season_id,
        point_season_member.c.member_id,
        point_season_member.c.points,
        point_season_member.c.helper_points,
    )
    rows = await connection.execute(
        statement,
        [
            {
                "season_id": season_id,
                "guild_id": guild_id,
                "member_id": member_id,
                "points": sum_.points,
                "helper_points": sum_.helper_points,
            }
            for (season_id, guild_id, member_id), sum_ in sums.items()
        ],
    )
    return [(row.season_id, row.member_id, row.points, row.helper_points) for row in rows]


BucketKey = tuple[int, int, Scope, int]
"""Server, season (0: all time), scope, bucket."""


async def add_to_buckets(connection: AsyncConnection, changes: Mapping[BucketKey, int]) -> None:
    rows = [
        {"guild_id": guild_id, "season_id": season_id, "scope": scope.value, "bucket": bucket, "members": change}
        for (guild_id, season_id, scope, bucket), change in changes.items()
        if change
    ]
    if not rows:
        return
    statement = insert_into(point_bucket, connection)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["guild_id", "season_id", "scope", "bucket"],
            set_={"members": point_bucket.c.members + statement.excluded.members},
        ),
        rows,
    )


async def set_member(connection: AsyncConnection, standing_id: int, **values: Any) -> None:
    await connection.execute(update(point_member).where(point_member.c.id == standing_id).values(**values))


async def standing(connection: AsyncConnection, *, guild_id: int, member_id: int) -> Standing | None:
    row = (
        await connection.execute(
            select(point_member).where(point_member.c.guild_id == guild_id, point_member.c.member_id == member_id)
        )
    ).one_or_none()
    return None if row is None else standing_of(row)


async def standing_by_id(connection: AsyncConnection, standing_id: int) -> Standing | None:
    row = (await connection.execute(select(point_member).where(point_member.c.id == standing_id))).one_or_none()
    return None if row is None else standing_of(row)


async def role_percents(
    connection: AsyncConnection, *, guild_id: int, member_ids: Collection[int]
) -> Mapping[int, int]:
    rows = await connection.execute(
        select(point_member.c.member_id, point_member.c.role_percent).where(
            point_member.c.guild_id == guild_id, point_member.c.member_id.in_(list(member_ids))
        )
    )
    return {row.member_id: row.role_percent for row in rows}


def standing_of(row: Any) -> Standing:
    return Standing(
        id=row.id,
        guild_id=row.guild_id,
        member_id=row.member_id,
        points=row.points,
        helper_points=row.helper_points,
        spent=row.spent,
        rank_id=row.rank_id,
        hidden=row.hidden,
        staff=row.staff,
        listed=row.listed,
    )


# Seasons


async def seasons(
    connection: AsyncConnection, *, guild_ids: Collection[int], ending_after: datetime
) -> dict[int, list[Season]]:
    """Return the seasons of servers that end after a moment, oldest first."""
    rows = await connection.execute(
        select(point_season)
        .where(point_season.c.guild_id.in_(list(guild_ids)), point_season.c.ends_at > ending_after)
        .order_by(point_season.c.starts_at)
    )
    found: dict[int, list[Season]] = {}
    for row in rows:
        found.setdefault(row.guild_id, []).append(Season(**row._mapping))
    return found


async def latest_season(connection: AsyncConnection, *, guild_id: int) -> Season | None:
    row = (
        await connection.execute(
            select(point_season)
            .where(point_season.c.guild_id == guild_id)
            .order_by(point_season.c.starts_at.desc())
            .limit(1)
        )
    ).one_or_none()
    return None if row is None else Season(**row._mapping)


async def open_season(connection: AsyncConnection, *, guild_id: int, starts_at: datetime, ends_at: datetime) -> Season:
    row = (
        await connection.execute(
            insert_into(point_season, connection)
            .values(guild_id=guild_id, starts_at=starts_at, ends_at=ends_at, closed_at=None)
            .returning(*point_season.c)
        )
    ).one()
    return Season(**row._mapping)


async def season_points(connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[tuple[int, int, int]]:
    """Return (season, points, helper points) of all of a member's seasons."""
    rows = await connection.execute(
        select(
            point_season_member.c.season_id, point_season_member.c.points, point_season_member.c.helper_points
        ).where(point_season_member.c.guild_id == guild_id, point_season_member.c.member_id == member_id)
    )
    return [(row.season_id, row.points, row.helper_points) for row in rows]


# Voice


async def voice_seconds(
    connection: AsyncConnection, *, guild_id: int, member_ids: Iterable[int]
) -> dict[int, tuple[date, int]]:
    rows = await connection.execute(
        select(point_voice.c.member_id, point_voice.c.day, point_voice.c.seconds).where(
            point_voice.c.guild_id == guild_id, point_voice.c.member_id.in_(list(member_ids))
        )
    )
    return {row.member_id: (row.day, row.seconds) for row in rows}


async def set_voice_seconds(connection: AsyncConnection, seconds: Mapping[tuple[int, int], tuple[date, int]]) -> None:
    statement = insert_into(point_voice, connection)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["guild_id", "member_id"],
            set_={"day": statement.excluded.day, "seconds": statement.excluded.seconds},
        ),
        [
            {"guild_id": guild_id, "member_id": member_id, "day": day, "seconds": value}
            for (guild_id, member_id), (day, value) in seconds.items()
        ],
    )
