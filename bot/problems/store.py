"""Queries of problems."""

from datetime import datetime

from sqlalchemy import Row, func, insert, select, update

from bot.engine import AsyncConnection
from bot.problems.model import Problem
from bot.problems.tables import problem


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    member_id: int | None,
    reference: str | None,
    text: str,
    at: datetime,
) -> Problem:
    rows = await connection.execute(
        insert(problem)
        .values(guild_id=guild_id, member_id=member_id, reference=reference, text=text, reported_at=at)
        .returning(*problem.c)
    )
    return _problem(rows.one())


async def get(connection: AsyncConnection, problem_id: int) -> Problem | None:
    rows = await connection.execute(select(problem).where(problem.c.id == problem_id))
    found = rows.one_or_none()
    return None if found is None else _problem(found)


async def count_since(connection: AsyncConnection, *, guild_id: int, member_id: int | None, since: datetime) -> int:
    """Return how many a member has reported since then, or with None how many came without a name."""
    found = await connection.scalar(
        select(func.count())
        .select_from(problem)
        .where(problem.c.guild_id == guild_id, problem.c.member_id == member_id, problem.c.reported_at > since)
    )
    return int(found or 0)


async def mark_told(
    connection: AsyncConnection, problem_id: int, *, at: datetime, channel_id: int, message_id: int
) -> None:
    await connection.execute(
        update(problem)
        .where(problem.c.id == problem_id)
        .values(told_at=at, channel_id=channel_id, message_id=message_id)
    )


async def close(connection: AsyncConnection, problem_id: int, *, at: datetime) -> bool:
    """Return whether it was open."""
    done = await connection.execute(
        update(problem).where(problem.c.id == problem_id, problem.c.closed_at.is_(None)).values(closed_at=at)
    )
    return bool(done.rowcount)


async def latest(connection: AsyncConnection, *, closed: bool, limit: int) -> list[Problem]:
    """Return the problems of all servers, latest first; those that were `closed` only if wanted."""
    query = select(problem).order_by(problem.c.id.desc()).limit(limit)
    rows = await connection.execute(query if closed else query.where(problem.c.closed_at.is_(None)))
    return [_problem(row) for row in rows]


async def untold(connection: AsyncConnection, *, limit: int) -> list[Problem]:
    """Return open problems that were posted nowhere, oldest first."""
    rows = await connection.execute(
        select(problem)
        .where(problem.c.told_at.is_(None), problem.c.closed_at.is_(None))
        .order_by(problem.c.id)
        .limit(limit)
    )
    return [_problem(row) for row in rows]


async def posted_of(connection: AsyncConnection, *, guild_id: int, member_id: int) -> list[int]:
    """Return the ids of a member's problems that were posted with their name, or may be any moment."""
    rows = await connection.scalars(
        select(problem.c.id).where(problem.c.guild_id == guild_id, problem.c.member_id == member_id)
    )
    return [int(one) for one in rows]


async def count_open(connection: AsyncConnection) -> int:
    found = await connection.scalar(select(func.count()).select_from(problem).where(problem.c.closed_at.is_(None)))
    return int(found or 0)


def _problem(row: Row[tuple[object, ...]]) -> Problem:
    return Problem(**row._asdict())
