"""Queries of messages that are deleted together."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.engine import AsyncConnection
from bot.moderation.model import Purge
from bot.moderation.tables import moderation_evidence, moderation_purge


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    moderator_id: int,
    channel_id: int,
    young: Sequence[int],
    old: Sequence[int],
    reason: str,
    at: datetime,
) -> Purge:
    rows = await connection.execute(
        insert(moderation_purge)
        .values(
            guild_id=guild_id,
            moderator_id=moderator_id,
            channel_id=channel_id,
            young=list(young),
            old=list(old),
            deleted=0,
            gone=0,
            failed=0,
            reason=reason,
            created_at=at,
        )
        .returning(*moderation_purge.c)
    )
    return _purge(rows.one())


async def get(connection: AsyncConnection, *, guild_id: int, purge_id: int) -> Purge | None:
    rows = await connection.execute(
        select(moderation_purge).where(moderation_purge.c.guild_id == guild_id, moderation_purge.c.id == purge_id)
    )
    found = rows.one_or_none()
    return None if found is None else _purge(found)


async def change(connection: AsyncConnection, *, guild_id: int, purge_id: int, **values: Any) -> Purge:
    rows = await connection.execute(
        update(moderation_purge)
        .where(moderation_purge.c.guild_id == guild_id, moderation_purge.c.id == purge_id)
        .values(**values)
        .returning(*moderation_purge.c)
    )
    return _purge(rows.one())


async def kept(connection: AsyncConnection, *, guild_id: int, case_id: int, message_ids: Collection[int]) -> set[int]:
    """Return those messages of which a case has evidence."""
    found = await connection.scalars(
        select(moderation_evidence.c.message_id).where(
            moderation_evidence.c.guild_id == guild_id,
            moderation_evidence.c.case_id == case_id,
            moderation_evidence.c.message_id.in_(list(message_ids)),
        )
    )
    return set(found)


def _purge(row: Row[tuple[object, ...]]) -> Purge:
    values: dict[str, Any] = dict(row._mapping)
    return Purge(**{**values, "young": tuple(values["young"]), "old": tuple(values["old"])})
