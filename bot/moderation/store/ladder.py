"""Queries of the ladder."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from bot.engine import AsyncConnection
from bot.moderation.model import Act, Rung
from bot.moderation.tables import moderation_rung


async def get(connection: AsyncConnection, *, guild_id: int) -> list[Rung]:
    """Return a server's own rungs, lowest first; empty where it has none."""
    rows = await connection.execute(
        select(moderation_rung.c.strikes, moderation_rung.c.act, moderation_rung.c.minutes)
        .where(moderation_rung.c.guild_id == guild_id)
        .order_by(moderation_rung.c.strikes)
    )
    return [Rung(strikes=row.strikes, act=Act(row.act), minutes=row.minutes) for row in rows]


async def replace(connection: AsyncConnection, *, guild_id: int, rungs: Sequence[Rung]) -> None:
    await connection.execute(delete(moderation_rung).where(moderation_rung.c.guild_id == guild_id))
    if rungs:
        await connection.execute(
            insert(moderation_rung),
            [{"guild_id": guild_id, "strikes": one.strikes, "act": one.act, "minutes": one.minutes} for one in rungs],
        )
