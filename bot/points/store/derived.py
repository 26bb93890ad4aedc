"""What is derived from the ledger: totals, days, seasons, and how many members have how many points."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from bot.bulk import Bulk
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

IDS_AT_ONCE = 500

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


_add_to_members = Bulk(
    point_member,
    (
        *("guild_id", "member_id", "points", "helper_points", "spent"),
        *("announced_points", "hidden", "staff", "listed", "role_percent"),
    ),
    key=("guild_id", "member_id"),
    change=lambda row, new: {name: row[name] + new[name] for name in ("points", "helper_points", "spent")},
)
_NEW_MEMBER = (0, False, False, True, 100)


async def add_to_members(connection: AsyncConnection, sums: Mapping[tuple[int, int], Sum]) -> list[After]:
    """Add to members' totals; returns their rows as they are then."""
    await _add_to_members.run(
        connection,
        [(*key, sum_.points, sum_.helper_points, sum_.spent, *_NEW_MEMBER) for key, sum_ in sums.items()],
    )
    members: dict[int, list[int]] = {}
    for guild_id, member_id in sums:
        members.setdefault(guild_id, []).append(member_id)
    found: list[After] = []
    for guild_id, member_ids in members.items():
        for start in range(0, len(member_ids), IDS_AT_ONCE):
            rows = await connection.execute(
                select(point_member).where(
                    point_member.c.guild_id == guild_id,
                    point_member.c.member_id.in_(member_ids[start : start + IDS_AT_ONCE]),
                )
            )
            found += [
                After(standing=standing_of(row), announced_points=row.announced_points, role_percent=row.role_percent)
                for row in rows
            ]
    return found


_add_to_days = Bulk(
    point_day,
    ("guild_id", "day", "member_id", "points", "helper_points"),
    key=("guild_id", "day", "member_id"),
    change=lambda row, new: {name: row[name] + new[name] for name in ("points", "helper_points")},
)


async def add_to_days(connection: AsyncConnection, sums: Mapping[tuple[int, date, int], Sum]) -> None:
    await _add_to_days.run(connection, [(*key, sum_.points, sum_.helper_points) for key, sum_ in sums.items()])


_add_to_seasons = Bulk(
    point_season_member,
    ("season_id", "guild_id", "member_id", "points", "helper_points"),
    key=("season_id", "member_id"),
    change=lambda row, new: {name: row[name] + new[name] for name in ("points", "helper_points")},
)


async def has_other_days(
    connection: AsyncConnection, *, guild_id: int, since: date, but: Mapping[tuple[int, date, int], Sum]
) -> bool:
    """Return whether anything was earned since a day, apart from these sums (all of this server)."""
    rows = await connection.execute(
        select(point_day).where(point_day.c.guild_id == guild_id, point_day.c.day >= since).limit(len(but) + 1)
    )
    for row in rows:
        own = but.get((guild_id, row.day, row.member_id))
        if own is None or (own.points, own.helper_points) != (row.points, row.helper_points):
            return True
    return False


async def add_to_seasons(
    connection: AsyncConnection, sums: Mapping[tuple[int, int, int], Sum]
) -> list[tuple[int, int, int, int]]:
    """Add to members' seasons, by (season, server, member); returns (season, member, points, helper points) then."""
    await _add_to_seasons.run(connection, [(*key, sum_.points, sum_.helper_points) for key, sum_ in sums.items()])
    members: dict[int, list[int]] = {}
    for season_id, _, member_id in sums:
        members.setdefault(season_id, []).append(member_id)
    table = point_season_member.c
    found: list[tuple[int, int, int, int]] = []
    for season_id, member_ids in members.items():
        for start in range(0, len(member_ids), IDS_AT_ONCE):
            rows = await connection.execute(
                select(table.season_id, table.member_id, table.points, table.helper_points).where(
                    table.season_id == season_id, table.member_id.in_(member_ids[start : start + IDS_AT_ONCE])
                )
            )
            found += [(row[0], row[1], row[2], row[3]) for row in rows]
    return found


BucketKey = tuple[int, int, Scope, int]
"""Server, season (0: all time), scope, bucket."""

_add_to_buckets = Bulk(
    point_bucket,
    ("guild_id", "season_id", "scope", "bucket", "members"),
    key=("guild_id", "season_id", "scope", "bucket"),
    change=lambda row, new: {"members": row["members"] + new["members"]},
)


async def add_to_buckets(connection: AsyncConnection, changes: Mapping[BucketKey, int]) -> None:
    await _add_to_buckets.run(
        connection,
        [
            (guild_id, season_id, scope.value, bucket, change)
            for (guild_id, season_id, scope, bucket), change in changes.items()
            if change
        ],
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


_set_voice_seconds = Bulk(
    point_voice,
    ("guild_id", "member_id", "day", "seconds"),
    key=("guild_id", "member_id"),
    change=lambda _, new: {"day": new["day"], "seconds": new["seconds"]},
)


async def set_voice_seconds(connection: AsyncConnection, seconds: Mapping[tuple[int, int], tuple[date, int]]) -> None:
    await _set_voice_seconds.run(connection, [(*key, *value) for key, value in seconds.items()])
