"""Everything derived from the ledger, made anew and compared with what is kept.

The sums are the database's own, over all servers; they share no code with `ledger.py`, which adds to them row by row.
Where both agree, neither has lost anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Select,
    Table,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
    update,
)

from bot.db import Database
from bot.engine import AsyncConnection
from bot.points.model import NOT_IN_PERIODS, NOT_IN_TOTALS, Scope
from bot.points.store.boards import bucket_column
from bot.points.store.derived import ALL_TIME
from bot.points.tables import (
    point_bucket,
    point_day,
    point_ledger,
    point_member,
    point_rank,
    point_season,
    point_season_member,
)

SHOWN = 20
"""How many differences of a kind are listed; all are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A row that is not what the ledger says. None: there is no such row."""

    table: str
    key: tuple[Any, ...]
    kept: tuple[Any, ...] | None
    derived: tuple[Any, ...] | None

    def __str__(self) -> str:
        return f"{self.table} {'/'.join(map(str, self.key))}: kept {self.kept}, the ledger says {self.derived}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    entries: int
    """Rows of the ledger."""
    members: int
    count: int
    """How many differences there are."""
    differences: tuple[Difference, ...]
    """The first of each kind."""


@dataclass(frozen=True, slots=True)
class _Derivation:
    """A table and the query that says what it should hold; the first `keys` columns are its key."""

    table: Table
    names: tuple[str, ...]
    keys: int
    query: Select[Any]
    matters: ColumnElement[bool]
    """Which of the kept rows say anything: one of zeros is as good as none."""


class Recompute:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def compare(self) -> Report:
        """Compare, and change nothing."""
        async with self._database.read() as connection:
            return await _compare(connection)

    async def rebuild(self) -> Report:
        """Compare, and make everything derived anew, in one transaction. Returns what was different before."""
        async with self._database.write() as connection:
            report = await _compare(connection)
            await _rebuild(connection)
        return report


async def _compare(connection: AsyncConnection) -> Report:
    count, shown = 0, []
    for derivation in _derivations():
        found = await _differences(connection, derivation)
        count += len(found)
        shown += found[:SHOWN]
    return Report(
        entries=int(await connection.scalar(select(func.count()).select_from(point_ledger)) or 0),
        members=int(await connection.scalar(select(func.count()).select_from(point_member)) or 0),
        count=count,
        differences=tuple(shown),
    )


async def _differences(connection: AsyncConnection, derivation: _Derivation) -> list[Difference]:
    kept = select(*(derivation.table.c[name] for name in derivation.names)).where(derivation.matters)
    only_kept = await _rows(connection, kept.except_(derivation.query), derivation.keys)
    only_derived = await _rows(connection, derivation.query.except_(kept), derivation.keys)
    return [
        Difference(table=derivation.table.name, key=key, kept=only_kept.get(key), derived=only_derived.get(key))
        for key in sorted(only_kept.keys() | only_derived.keys(), key=str)
    ]


async def _rows(connection: AsyncConnection, query: Any, keys: int) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    return {tuple(row)[:keys]: tuple(row)[keys:] for row in await connection.execute(query)}


async def _rebuild(connection: AsyncConnection) -> None:
    members, *others, ranks = _derivations()
    await _rebuild_members(connection, members)
    for derivation in others:
        await connection.execute(delete(derivation.table))
        await connection.execute(insert(derivation.table).from_select(list(derivation.names), derivation.query))
    await connection.execute(update(point_member).values(rank_id=_rank_of(point_member)))
    assert ranks.table is point_member


async def _rebuild_members(connection: AsyncConnection, members: _Derivation) -> None:
    totals = members.query.subquery()
    same = and_(totals.c.guild_id == point_member.c.guild_id, totals.c.member_id == point_member.c.member_id)
    await connection.execute(
        update(point_member).values(
            {
                name: func.coalesce(select(totals.c[name]).where(same).scalar_subquery(), 0)
                for name in ("points", "helper_points", "spent")
            }
        )
    )
    start = {"announced_points": 0, "hidden": False, "staff": False, "listed": True, "role_percent": 100}
    missing = select(*totals.c, *(literal(value) for value in start.values())).where(
        ~exists(select(point_member.c.id).where(same))
    )
    await connection.execute(insert(point_member).from_select([*members.names, *start], missing))


# What the ledger says


def _derivations() -> Sequence[_Derivation]:
    """Return the tables in the order in which they can be rebuilt: places after totals, ranks last."""
    return (
        _Derivation(
            point_member,
            ("guild_id", "member_id", "points", "helper_points", "spent"),
            2,
            _totals(),
            or_(point_member.c.points != 0, point_member.c.helper_points != 0, point_member.c.spent != 0),
        ),
        _Derivation(
            point_day,
            ("guild_id", "day", "member_id", "points", "helper_points"),
            3,
            _days(),
            or_(point_day.c.points != 0, point_day.c.helper_points != 0),
        ),
        _Derivation(
            point_season_member,
            ("season_id", "guild_id", "member_id", "points", "helper_points"),
            3,
            _seasons(),
            or_(point_season_member.c.points != 0, point_season_member.c.helper_points != 0),
        ),
        _Derivation(
            point_bucket,
            ("guild_id", "season_id", "scope", "bucket", "members"),
            4,
            _buckets(),
            point_bucket.c.members != 0,
        ),
        _Derivation(
            point_member,
            ("guild_id", "member_id", "rank_id"),
            2,
            _ranks(),
            point_member.c.rank_id.is_not(None),
        ),
    )


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, point_ledger.c.points), else_=0))


def _kind_in(kinds: frozenset[Any]) -> ColumnElement[bool]:
    return point_ledger.c.kind.in_(sorted(kind.value for kind in kinds))


def _totals() -> Select[Any]:
    counted = ~_kind_in(NOT_IN_TOTALS)
    points = _sum(counted)
    helper_points = _sum(and_(counted, point_ledger.c.helping))
    spent = -_sum(_kind_in(NOT_IN_TOTALS))
    return (
        select(
            point_ledger.c.guild_id,
            point_ledger.c.member_id,
            points.label("points"),
            helper_points.label("helper_points"),
            spent.label("spent"),
        )
        .group_by(point_ledger.c.guild_id, point_ledger.c.member_id)
        .having(or_(points != 0, helper_points != 0, spent != 0))
    )


_IN_PERIODS = ~_kind_in(NOT_IN_PERIODS | NOT_IN_TOTALS)


def _days() -> Select[Any]:
    # Moments are kept in UTC, and so are the days.
    day: ColumnElement[Any] = func.date(point_ledger.c.happened_at, type_=Date())
    points, helper_points = func.sum(point_ledger.c.points), _sum(point_ledger.c.helping)
    return (
        select(
            point_ledger.c.guild_id,
            day.label("day"),
            point_ledger.c.member_id,
            points.label("points"),
            helper_points.label("helper_points"),
        )
        .where(_IN_PERIODS)
        .group_by(point_ledger.c.guild_id, day, point_ledger.c.member_id)
        .having(or_(points != 0, helper_points != 0))
    )


def _seasons() -> Select[Any]:
    points, helper_points = func.sum(point_ledger.c.points), _sum(point_ledger.c.helping)
    within = and_(
        point_season.c.guild_id == point_ledger.c.guild_id,
        point_season.c.starts_at <= point_ledger.c.happened_at,
        point_ledger.c.happened_at < point_season.c.ends_at,
    )
    return (
        select(
            point_season.c.id.label("season_id"),
            point_ledger.c.guild_id,
            point_ledger.c.member_id,
            points.label("points"),
            helper_points.label("helper_points"),
        )
        .select_from(point_ledger.join(point_season, within))
        .where(_IN_PERIODS)
        .group_by(point_season.c.id, point_ledger.c.guild_id, point_ledger.c.member_id)
        .having(or_(points != 0, helper_points != 0))
    )


def _buckets() -> Select[Any]:
    totals, seasons = _totals().subquery("totals"), _seasons().subquery("seasons")
    boards = union_all(
        *(
            _board(totals, literal(ALL_TIME), totals.c[name], scope)
            for name, scope in (("points", Scope.ALL), ("helper_points", Scope.HELPERS))
        ),
        *(
            _board(seasons, seasons.c.season_id, seasons.c[name], scope)
            for name, scope in (("points", Scope.ALL), ("helper_points", Scope.HELPERS))
        ),
    ).subquery("boards")
    return select(
        boards.c.guild_id, boards.c.season_id, boards.c.scope, boards.c.bucket, func.count().label("members")
    ).group_by(boards.c.guild_id, boards.c.season_id, boards.c.scope, boards.c.bucket)


def _board(of: FromClause, season_id: ColumnElement[Any], points: ColumnElement[Any], scope: Scope) -> Select[Any]:
    unlisted = exists(
        select(point_member.c.id).where(
            point_member.c.guild_id == of.c.guild_id,
            point_member.c.member_id == of.c.member_id,
            point_member.c.listed.is_(False),
        )
    )
    return select(
        of.c.guild_id,
        season_id.label("season_id"),
        literal(scope.value).label("scope"),
        bucket_column(points).label("bucket"),
    ).where(points > 0, ~unlisted)


def _ranks() -> Select[Any]:
    totals = _totals().subquery("totals")
    rank_id = _rank_of(totals)
    return select(totals.c.guild_id, totals.c.member_id, rank_id.label("rank_id")).where(rank_id.is_not(None))


def _rank_of(of: FromClause) -> Any:
    return (
        select(point_rank.c.id)
        .where(point_rank.c.guild_id == of.c.guild_id, point_rank.c.threshold <= of.c.points)
        .order_by(point_rank.c.threshold.desc())
        .limit(1)
        .correlate(of)
        .scalar_subquery()
    )
