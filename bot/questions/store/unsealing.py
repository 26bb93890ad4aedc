"""Requests to unseal an anonymous author: who wanted it, who agreed, and whether the author was told."""

from datetime import datetime

from sqlalchemy import insert, select, update

from bot.engine import AsyncConnection
from bot.questions.model import UnsealRequest, UnsealState
from bot.questions.store import rows
from bot.questions.tables import question, question_unseal

UNTOLD_MAX = 2
"""What one message can hold; the rest is told with the next."""


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    question_id: int,
    reason: str,
    requested_by_id: int,
    requested_at: datetime,
) -> int:
    result = await connection.execute(
        insert(question_unseal)
        .values(
            guild_id=guild_id,
            question_id=question_id,
            reason=reason,
            requested_by_id=requested_by_id,
            requested_at=requested_at,
            state=UnsealState.REQUESTED,
        )
        .returning(question_unseal.c.id)
    )
    return int(result.scalar_one())


async def get(connection: AsyncConnection, *, guild_id: int, request_id: int) -> UnsealRequest | None:
    row = (
        await connection.execute(
            select(question_unseal).where(question_unseal.c.id == request_id, question_unseal.c.guild_id == guild_id)
        )
    ).one_or_none()
    return rows.unseal_request(row) if row else None


async def latest(connection: AsyncConnection, *, question_id: int) -> UnsealRequest | None:
    row = (
        await connection.execute(
            select(question_unseal)
            .where(question_unseal.c.question_id == question_id)
            .order_by(question_unseal.c.id.desc())
            .limit(1)
        )
    ).one_or_none()
    return rows.unseal_request(row) if row else None


async def untold(connection: AsyncConnection, *, guild_id: int, fingerprint: str) -> list[UnsealRequest]:
    """Return the confirmed requests about a member's questions of which they were not told, oldest first."""
    found = await connection.execute(
        select(question_unseal)
        .join(question, question.c.id == question_unseal.c.question_id)
        .where(
            question_unseal.c.guild_id == guild_id,
            question.c.author_fingerprint == fingerprint,
            question_unseal.c.state == UnsealState.CONFIRMED,
            question_unseal.c.told_at.is_(None),
        )
        .order_by(question_unseal.c.id)
        .limit(UNTOLD_MAX)
    )
    return [rows.unseal_request(row) for row in found]


async def confirm(
    connection: AsyncConnection, *, request_id: int, by_id: int, at: datetime, not_before: datetime
) -> bool:
    """Confirm it, if it waits, was made after `not_before`, and by somebody else."""
    result = await connection.execute(
        update(question_unseal)
        .where(
            question_unseal.c.id == request_id,
            question_unseal.c.state == UnsealState.REQUESTED,
            question_unseal.c.requested_at > not_before,
            question_unseal.c.requested_by_id != by_id,
        )
        .values(state=UnsealState.CONFIRMED, confirmed_by_id=by_id, confirmed_at=at)
    )
    return bool(result.rowcount)


async def mark_told(connection: AsyncConnection, *, request_id: int, at: datetime) -> None:
    await connection.execute(
        update(question_unseal)
        .where(question_unseal.c.id == request_id, question_unseal.c.told_at.is_(None))
        .values(told_at=at)
    )
