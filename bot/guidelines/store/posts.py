"""Queries of where the rules are posted."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from bot.db import upsert
from bot.engine import AsyncConnection
from bot.guidelines.model import Post
from bot.guidelines.tables import guideline_post


async def get(connection: AsyncConnection, *, guild_id: int) -> Post | None:
    row = (await connection.execute(select(guideline_post).where(guideline_post.c.guild_id == guild_id))).one_or_none()
    if row is None:
        return None
    return Post(
        channel_id=row.channel_id,
        message_ids=tuple(row.message_ids),
        version_id=row.version_id,
        posted_at=row.posted_at,
    )


async def shown(connection: AsyncConnection) -> dict[int, frozenset[int]]:
    """Return the posted messages of all servers."""
    rows = await connection.execute(select(guideline_post.c.guild_id, guideline_post.c.message_ids))
    return {row.guild_id: frozenset(row.message_ids) for row in rows}


async def put(
    connection: AsyncConnection,
    *,
    guild_id: int,
    channel_id: int,
    message_ids: Sequence[int],
    version_id: int | None,
    at: datetime,
) -> None:
    values = {
        "guild_id": guild_id,
        "channel_id": channel_id,
        "message_ids": list(message_ids),
        "version_id": version_id,
        "posted_at": at,
    }
    update = [name for name in values if name != "guild_id"]
    await upsert(connection, guideline_post, values, key=["guild_id"], update=update)


async def forget(connection: AsyncConnection, *, guild_id: int) -> None:
    await connection.execute(delete(guideline_post).where(guideline_post.c.guild_id == guild_id))
