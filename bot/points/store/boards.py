"""Queries of boards: their tops, anybody's place, how many are on them. Whoever isn't `listed` is on none of them.

All time and a season read the derived tables in the order of an index, so the top costs what it shows. A place is the
members in higher buckets and those who have more within one's own bucket. Recent days have no table of their own: their
sums are made for every board that is shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    ScalarSelect,
    Select,
    Table,
    and_,
    case,
    delete,
    exists,
    func,
    literal,
    select,
    true,
    update,
)

from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.points.model import RECENT_BOARD_DAYS, Scope, Season
from bot.points.rules import BUCKET_WIDTH, BUCKETS_OF_ONE, bucket_end, bucket_of
from bot.points.store.derived import ALL_TIME, After, standing_of
from bot.points.tables import point_bucket, point_day, point_member, point_season, point_season_member

_COLUMNS: Mapping[Scope, str] = {Scope.ALL: "points", Scope.HELPERS: "helper_points"}


@dataclass(frozen=True, slots=True)
class Scored:
    """A member with the points a board counts."""

    member_id: int
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """A page of the board of recent days."""

    rows: list[Scored]
    first_place: int
    """Of the first of them; the same points share a place."""
    members: int
    own_points: int | None
    """None: they aren't on the board."""
    own_place: int | None


def _of(table: Table, scope: Scope) -> ColumnElement[int]:
    return table.c[_COLUMNS[scope]]


# All time


def top_query(*, guild_id: int, scope: Scope, limit: int, offset: int = 0) -> Select[Any]:
    points = _of(point_member, scope)
    return (
        select(point_member.c.member_id, points)
        .where(point_member.c.guild_id == guild_id, point_member.c.listed.is_(True), points > 0)
        .order_by(points.desc(), point_member.c.member_id.desc())
        .limit(limit)
        .offset(offset)
    )


async def top(connection: AsyncConnection, *, guild_id: int, scope: Scope, limit: int, offset: int = 0) -> list[Scored]:
    """Return members with the most points of all time, best first."""
    query = top_query(guild_id=guild_id, scope=scope, limit=limit, offset=offset)
    return [Scored(*row) for row in await connection.execute(query)]


def within_query(*, guild_id: int, scope: Scope, points: int) -> Select[Any]:
    has = _of(point_member, scope)
    return (
        select(func.count())
        .select_from(point_member)
        .where(
            point_member.c.guild_id == guild_id,
            point_member.c.listed.is_(True),
            has > points,
            has < bucket_end(points),
        )
    )


async def place(connection: AsyncConnection, *, guild_id: int, scope: Scope, points: int) -> int:
    """Return which place these points have on the board of all time; the same points share one."""
    higher = await _in_higher_buckets(connection, guild_id=guild_id, season_id=ALL_TIME, scope=scope, points=points)
    within = await connection.scalar(within_query(guild_id=guild_id, scope=scope, points=points))
    return higher + int(within or 0) + 1


# A season


def season_top_query(*, season_id: int, scope: Scope, limit: int, offset: int = 0) -> Select[Any]:
    points = _of(point_season_member, scope)
    listed = exists(
        select(point_member.c.id).where(
            point_member.c.guild_id == point_season_member.c.guild_id,
            point_member.c.member_id == point_season_member.c.member_id,
            point_member.c.listed.is_(True),
        )
    )
    return (
        select(point_season_member.c.member_id, points)
        .where(point_season_member.c.season_id == season_id, points > 0, listed)
        .order_by(points.desc(), point_season_member.c.member_id.desc())
        .limit(limit)
        .offset(offset)
    )


async def season_top(
    connection: AsyncConnection, *, season_id: int, scope: Scope, limit: int, offset: int = 0
) -> list[Scored]:
    """Return members with the most points of a season, best first."""
    query = season_top_query(season_id=season_id, scope=scope, limit=limit, offset=offset)
    return [Scored(*row) for row in await connection.execute(query)]


def season_within_query(*, guild_id: int, season_id: int, scope: Scope, points: int) -> Select[Any]:
    has = _of(point_season_member, scope)
    return (
        select(func.count())
        .select_from(point_season_member)
        .where(
            point_season_member.c.season_id == season_id,
            has > points,
            has < bucket_end(points),
            point_season_member.c.member_id.not_in(_unlisted(guild_id)),
        )
    )


async def season_place(connection: AsyncConnection, *, guild_id: int, season_id: int, scope: Scope, points: int) -> int:
    """Return which place these points have on a season's board; the same points share one."""
    higher = await _in_higher_buckets(connection, guild_id=guild_id, season_id=season_id, scope=scope, points=points)
    within = await connection.scalar(
        season_within_query(guild_id=guild_id, season_id=season_id, scope=scope, points=points)
    )
    return higher + int(within or 0) + 1


async def season_sums(connection: AsyncConnection, *, season_id: int, member_id: int) -> Mapping[Scope, int]:
    """Return a member's points of a season by scope."""
    row = (
        await connection.execute(
            select(point_season_member.c.points, point_season_member.c.helper_points).where(
                point_season_member.c.season_id == season_id, point_season_member.c.member_id == member_id
            )
        )
    ).one_or_none()
    return dict.fromkeys(Scope, 0) if row is None else {Scope.ALL: row.points, Scope.HELPERS: row.helper_points}


async def running_season(connection: AsyncConnection, *, guild_id: int, now: datetime) -> Season | None:
    row = (
        await connection.execute(
            select(point_season)
            .where(
                point_season.c.guild_id == guild_id,
                point_season.c.starts_at <= now,
                point_season.c.ends_at > now,
            )
            .order_by(point_season.c.starts_at.desc())
            .limit(1)
        )
    ).one_or_none()
    return None if row is None else Season(**row._mapping)


# Recent days


def recent_query(
    *, guild_id: int, scope: Scope, since: date, limit: int, offset: int = 0, member_id: int | None = None
) -> Select[Any]:
    """The sums are made once, for the page, for the member and for how many there are; window functions took twice
    as long as the sums themselves."""
    points = func.sum(_of(point_day, scope))
    sums = (
        select(point_day.c.member_id, points.label("points"))
        .where(point_day.c.guild_id == guild_id, point_day.c.day >= since)
        .group_by(point_day.c.member_id)
        .having(and_(points > 0, point_day.c.member_id.not_in(_unlisted(guild_id))))
        .cte("sums")
    )
    page = (
        select(sums.c.member_id, sums.c.points)
        .order_by(sums.c.points.desc(), sums.c.member_id.desc())
        .limit(limit)
        .offset(offset)
        .cte("page")
    )
    mine = sums.alias("mine")
    own = select(mine.c.points).where(mine.c.member_id == member_id).scalar_subquery()
    first = select(func.max(page.c.points)).scalar_subquery()
    totals = select(
        select(func.count()).select_from(sums).scalar_subquery().label("members"),
        own.label("own_points"),
        _more_than(sums, own).label("before_own"),
        (_more_than(sums, first) if offset else literal(0)).label("before_first"),
    ).subquery("totals")
    return (
        select(totals, page.c.member_id, page.c.points)
        .select_from(totals.outerjoin(page, true()))
        .order_by(page.c.points.desc(), page.c.member_id.desc())
    )


def _more_than(sums: CTE, points: ColumnElement[Any]) -> ScalarSelect[Any]:
    more = sums.alias()
    return select(func.count()).select_from(more).where(more.c.points > points).scalar_subquery()


async def recent(
    connection: AsyncConnection,
    *,
    guild_id: int,
    scope: Scope,
    since: date,
    limit: int,
    offset: int = 0,
    member_id: int | None = None,
) -> Recent:
    """Return a page of the board since a day (of UTC), and how `member_id` stands there."""
    query = recent_query(guild_id=guild_id, scope=scope, since=since, limit=limit, offset=offset, member_id=member_id)
    found = (await connection.execute(query)).all()
    totals = found[0]
    return Recent(
        rows=[Scored(row.member_id, row.points) for row in found if row.member_id is not None],
        first_place=totals.before_first + 1,
        members=totals.members,
        own_points=totals.own_points,
        own_place=None if totals.own_points is None else totals.before_own + 1,
    )


async def recent_points(
    connection: AsyncConnection, *, guild_id: int, member_id: int, scope: Scope, since: date
) -> int:
    """Return a member's points since a day (of UTC)."""
    days = [since + timedelta(days=number) for number in range(RECENT_BOARD_DAYS + 1)]
    found = await connection.scalar(
        select(func.sum(_of(point_day, scope))).where(
            point_day.c.guild_id == guild_id,
            # Each day by its name: the key has the day before the member, and a span would read everybody's.
            point_day.c.day.in_(days),
            point_day.c.member_id == member_id,
        )
    )
    return int(found or 0)


# Buckets


async def members(connection: AsyncConnection, *, guild_id: int, scope: Scope, season_id: int = ALL_TIME) -> int:
    """Return how many are on the board of all time or of a season."""
    found = await connection.scalar(select(func.sum(point_bucket.c.members)).where(*_board(guild_id, season_id, scope)))
    return int(found or 0)


async def _in_higher_buckets(
    connection: AsyncConnection, *, guild_id: int, season_id: int, scope: Scope, points: int
) -> int:
    found = await connection.scalar(
        select(func.sum(point_bucket.c.members)).where(
            *_board(guild_id, season_id, scope), point_bucket.c.bucket > bucket_of(points)
        )
    )
    return int(found or 0)


def _board(guild_id: int, season_id: int, scope: Scope) -> tuple[ColumnElement[bool], ...]:
    return (
        point_bucket.c.guild_id == guild_id,
        point_bucket.c.season_id == season_id,
        point_bucket.c.scope == scope.value,
    )


def _unlisted(guild_id: int) -> Select[Any]:
    return select(point_member.c.member_id).where(point_member.c.guild_id == guild_id, point_member.c.listed.is_(False))


# Who is listed


async def rows(connection: AsyncConnection, *, guild_id: int, member_ids: Sequence[int]) -> list[After]:
    """Return the rows of some members; whoever never had points has none."""
    found = await connection.execute(
        select(point_member).where(point_member.c.guild_id == guild_id, point_member.c.member_id.in_(member_ids))
    )
    return [
        After(standing=standing_of(row), announced_points=row.announced_points, role_percent=row.role_percent)
        for row in found
    ]


async def list_staff(connection: AsyncConnection, *, guild_id: int, staff_on_boards: bool) -> int:
    """Put all staff of a server on its boards, or take them off; returns how many that changed."""
    done = await connection.execute(
        update(point_member)
        .where(
            point_member.c.guild_id == guild_id,
            point_member.c.staff.is_(True),
            point_member.c.hidden.is_(False),
            point_member.c.listed.is_not(staff_on_boards),
        )
        .values(listed=staff_on_boards)
    )
    return done.rowcount


async def forget_staff(connection: AsyncConnection, *, guild_id: int) -> int:
    """Take everybody of a server for a member like any other; returns how many were staff."""
    done = await connection.execute(
        update(point_member)
        .where(point_member.c.guild_id == guild_id, point_member.c.staff.is_(True))
        .values(staff=False, listed=~point_member.c.hidden)
    )
    return done.rowcount


async def count_anew(connection: AsyncConnection, *, guild_id: int) -> None:
    """Count all buckets of a server from the members who are listed."""
    await connection.execute(delete(point_bucket).where(point_bucket.c.guild_id == guild_id))
    for scope in Scope:
        for query in (_all_time_buckets(guild_id, scope), _season_buckets(guild_id, scope)):
            await connection.execute(
                insert_into(point_bucket, connection).from_select(
                    ["guild_id", "season_id", "scope", "bucket", "members"], query
                )
            )


def _all_time_buckets(guild_id: int, scope: Scope) -> Select[Any]:
    points = _of(point_member, scope)
    bucket = bucket_column(points)
    return (
        select(point_member.c.guild_id, literal(ALL_TIME), literal(scope.value), bucket, func.count())
        .where(point_member.c.guild_id == guild_id, point_member.c.listed.is_(True), points > 0)
        .group_by(point_member.c.guild_id, bucket)
    )


def _season_buckets(guild_id: int, scope: Scope) -> Select[Any]:
    points = _of(point_season_member, scope)
    bucket = bucket_column(points)
    seasons = select(point_season.c.id).where(point_season.c.guild_id == guild_id)
    return (
        select(
            point_season_member.c.guild_id,
            point_season_member.c.season_id,
            literal(scope.value),
            bucket,
            func.count(),
        )
        .where(
            point_season_member.c.season_id.in_(seasons),
            points > 0,
            point_season_member.c.member_id.not_in(_unlisted(guild_id)),
        )
        .group_by(point_season_member.c.guild_id, point_season_member.c.season_id, bucket)
    )


def bucket_column(points: ColumnElement[Any]) -> ColumnElement[int]:
    """The same as `rules.bucket_of`, in SQL."""
    wide = BUCKETS_OF_ONE + (points - BUCKETS_OF_ONE) // BUCKET_WIDTH
    return case((points < BUCKETS_OF_ONE, points), else_=wide)
