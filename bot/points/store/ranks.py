"""Queries of ranks, of who has which, and of those who are still to be told of theirs."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    delete,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    update,
)

from bot.db import insert_into, upsert
from bot.engine import AsyncConnection
from bot.points.model import Bundle, Rank, RankUp
from bot.points.tables import point_member, point_notice, point_rank

# What ranks there are


async def ranks(connection: AsyncConnection, *, guild_id: int) -> list[Rank]:
    """Return a server's ranks, lowest first."""
    rows = await connection.execute(
        select(point_rank).where(point_rank.c.guild_id == guild_id).order_by(point_rank.c.threshold)
    )
    return [Rank(**row._mapping) for row in rows]


async def add(
    connection: AsyncConnection, *, guild_id: int, name: str, threshold: int, role_id: int | None
) -> Rank | None:
    """Add a rank; None where another one has its name or its threshold."""
    row = (
        await connection.execute(
            insert_into(point_rank, connection)
            .values(guild_id=guild_id, name=name, threshold=threshold, role_id=role_id)
            .on_conflict_do_nothing()
            .returning(*point_rank.c)
        )
    ).one_or_none()
    return None if row is None else Rank(**row._mapping)


async def change(connection: AsyncConnection, rank: Rank) -> None:
    await connection.execute(
        update(point_rank)
        .where(point_rank.c.guild_id == rank.guild_id, point_rank.c.id == rank.id)
        .values(name=rank.name, threshold=rank.threshold, role_id=rank.role_id)
    )


async def remove(connection: AsyncConnection, *, guild_id: int, rank_id: int) -> bool:
    done = await connection.execute(
        delete(point_rank).where(point_rank.c.guild_id == guild_id, point_rank.c.id == rank_id)
    )
    return bool(done.rowcount)


async def guilds_with_roles(connection: AsyncConnection, *, guild_ids: Collection[int]) -> set[int]:
    """Return those of the servers in which a rank has a role."""
    rows = await connection.execute(
        select(point_rank.c.guild_id)
        .where(point_rank.c.guild_id.in_(list(guild_ids)), point_rank.c.role_id.is_not(None))
        .distinct()
    )
    return {row.guild_id for row in rows}


# Who has which


async def counts(connection: AsyncConnection, rank_ids: Collection[int]) -> dict[int, int]:
    """Return how many members have each rank as their highest."""
    rows = await connection.execute(
        select(point_member.c.rank_id, func.count().label("members"))
        .where(point_member.c.rank_id.in_(list(rank_ids)))
        .group_by(point_member.c.rank_id)
    )
    return {row.rank_id: row.members for row in rows}


async def derive_all(connection: AsyncConnection, *, guild_id: int, ranks: Sequence[Rank]) -> int:
    """Bring the rank of every member of a server in step with its definitions; returns how many changed.

    Nobody is told: what they have now counts as announced.
    """
    rank_id = _by_points(ranks, [rank.id for rank in ranks], null())
    threshold = _by_points(ranks, [rank.threshold for rank in ranks], literal(0))
    done = await connection.execute(
        update(point_member)
        .where(
            point_member.c.guild_id == guild_id,
            or_(
                point_member.c.rank_id.is_distinct_from(rank_id),
                and_(point_member.c.announced_points < threshold),
            ),
        )
        .values(
            rank_id=rank_id,
            announced_points=case(
                (point_member.c.announced_points < threshold, threshold), else_=point_member.c.announced_points
            ),
        )
    )
    return done.rowcount


def _by_points(ranks: Sequence[Rank], values: Sequence[int], otherwise: ColumnElement[Any]) -> ColumnElement[Any]:
    pairs = [
        (point_member.c.points >= rank.threshold, cast(literal(value), Integer))
        for rank, value in zip(ranks, values, strict=True)
    ]
    return case(*reversed(pairs), else_=otherwise) if pairs else otherwise


async def page(
    connection: AsyncConnection, *, guild_id: int, with_rank: bool, after_id: int, limit: int
) -> list[tuple[int, int, int]]:
    """Return (row, member, points) of members with a rank, or without one, by member: `after_id` is the last one's."""
    has = point_member.c.rank_id.is_not(None) if with_rank else point_member.c.rank_id.is_(None)
    rows = await connection.execute(
        select(point_member.c.id, point_member.c.member_id, point_member.c.points)
        .where(point_member.c.guild_id == guild_id, point_member.c.member_id > after_id, has)
        .order_by(point_member.c.member_id)
        .limit(limit)
    )
    return [(row.id, row.member_id, row.points) for row in rows]


# Who is still to be told


async def announced_points(connection: AsyncConnection, standing_id: int) -> int:
    found = await connection.scalar(select(point_member.c.announced_points).where(point_member.c.id == standing_id))
    return int(found or 0)


async def add_notice(
    connection: AsyncConnection, *, guild_id: int, member_id: int, rank_id: int, private: bool, at: datetime
) -> None:
    """Note that somebody is to be told of a rank, in place of a lower one they were not told of yet."""
    values = {
        "guild_id": guild_id,
        "member_id": member_id,
        "rank_id": rank_id,
        "private": private,
        "reached_at": at,
        "bundled_at": None,
    }
    changed = ["rank_id", "private", "reached_at", "bundled_at"]
    await upsert(connection, point_notice, values, key=["guild_id", "member_id"], update=changed)


def _rank_ups() -> Select[Any]:
    return select(
        point_notice.c.id.label("notice_id"),
        point_notice.c.member_id,
        point_notice.c.reached_at,
        point_notice.c.bundled_at,
        *point_rank.c,
    ).join_from(point_notice, point_rank, point_rank.c.id == point_notice.c.rank_id)


async def bundle(connection: AsyncConnection, *, guild_id: int, now: datetime, limit: int) -> Bundle | None:
    """Return what goes into the next message: what a try that failed had in it, else all that waits."""
    query = (
        _rank_ups()
        .where(point_notice.c.guild_id == guild_id, point_notice.c.private.is_(False))
        .order_by(point_notice.c.bundled_at.is_(None), point_notice.c.bundled_at, point_notice.c.id)
        .limit(limit)
    )
    rows = (await connection.execute(query)).all()
    if not rows:
        return None
    begun_at = rows[0].bundled_at
    rows = [row for row in rows if row.bundled_at == begun_at]
    if begun_at is None:
        ids = [row.notice_id for row in rows]
        await connection.execute(update(point_notice).where(point_notice.c.id.in_(ids)).values(bundled_at=now))
    return Bundle(rank_ups=tuple(_rank_up(row) for row in rows), begun_at=begun_at or now, again=begun_at is not None)


async def count_waiting(connection: AsyncConnection, *, guild_id: int) -> int:
    found = await connection.scalar(
        select(func.count())
        .select_from(point_notice)
        .where(point_notice.c.guild_id == guild_id, point_notice.c.private.is_(False))
    )
    return int(found or 0)


async def guilds_waiting(connection: AsyncConnection) -> set[int]:
    """Return the servers in which something is still to be announced."""
    rows = await connection.execute(select(point_notice.c.guild_id).where(point_notice.c.private.is_(False)).distinct())
    return {row.guild_id for row in rows}


async def make_private(connection: AsyncConnection, *, guild_id: int, before: datetime) -> list[int]:
    """Have members told privately of what was to be announced since before a moment; returns who they are."""
    rows = await connection.execute(
        update(point_notice)
        .where(
            point_notice.c.guild_id == guild_id,
            point_notice.c.private.is_(False),
            point_notice.c.reached_at <= before,
        )
        .values(private=True, bundled_at=None)
        .returning(point_notice.c.member_id)
    )
    return [row.member_id for row in rows]


async def make_hidden_private(connection: AsyncConnection, *, guild_id: int) -> list[int]:
    """The same for those who hid themselves, where no message was begun that tells of them."""
    # Asked for each notice, of which there are few: the hidden among a million members take longer to list.
    hidden = exists(
        select(point_member.c.id).where(
            point_member.c.guild_id == point_notice.c.guild_id,
            point_member.c.member_id == point_notice.c.member_id,
            point_member.c.hidden.is_(True),
        )
    )
    rows = await connection.execute(
        update(point_notice)
        .where(
            point_notice.c.guild_id == guild_id,
            point_notice.c.private.is_(False),
            point_notice.c.bundled_at.is_(None),
            hidden,
        )
        .values(private=True)
        .returning(point_notice.c.member_id)
    )
    return [row.member_id for row in rows]


async def with_private(connection: AsyncConnection) -> set[tuple[int, int]]:
    """Return (server, member) of everybody who is to be told privately."""
    rows = await connection.execute(
        select(point_notice.c.guild_id, point_notice.c.member_id).where(point_notice.c.private.is_(True))
    )
    return {(row.guild_id, row.member_id) for row in rows}


async def private_of(connection: AsyncConnection, *, guild_id: int, member_id: int) -> RankUp | None:
    row = (
        await connection.execute(
            _rank_ups().where(
                point_notice.c.guild_id == guild_id,
                point_notice.c.member_id == member_id,
                point_notice.c.private.is_(True),
            )
        )
    ).one_or_none()
    return None if row is None else _rank_up(row)


async def told(connection: AsyncConnection, rank_ups: Sequence[RankUp]) -> None:
    """Forget what was told; a higher rank that was reached meanwhile stays."""
    for one in rank_ups:
        await connection.execute(
            delete(point_notice).where(point_notice.c.id == one.id, point_notice.c.rank_id == one.rank.id)
        )


def _rank_up(row: Any) -> RankUp:
    rank = Rank(id=row.id, guild_id=row.guild_id, name=row.name, threshold=row.threshold, role_id=row.role_id)
    return RankUp(
        id=row.notice_id, guild_id=row.guild_id, member_id=row.member_id, rank=rank, reached_at=row.reached_at
    )
