"""Queries about introductions and first posts that somebody should answer."""

from datetime import datetime

from sqlalchemy import select, update

from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.onboarding.model import GreetingKind
from bot.onboarding.tables import onboarding_greeting


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    member_id: int,
    kind: GreetingKind,
    channel_id: int,
    message_id: int,
    posted_at: datetime,
) -> int | None:
    """Write a greeting row and return its id; None where the member has one of this kind, or the message is one."""
    rows = await connection.execute(
        insert_into(onboarding_greeting, connection)
        .values(
            guild_id=guild_id,
            member_id=member_id,
            kind=kind.value,
            channel_id=channel_id,
            message_id=message_id,
            posted_at=posted_at,
            answered_at=None,
            told_at=None,
        )
        .on_conflict_do_nothing()
        .returning(onboarding_greeting.c.id)
    )
    return rows.scalar()


async def unanswered(connection: AsyncConnection, *, since: datetime) -> dict[int, tuple[int, int]]:
    """Return whose messages posted since a moment nobody has answered: server and member by message."""
    rows = await connection.execute(
        select(onboarding_greeting.c.message_id, onboarding_greeting.c.guild_id, onboarding_greeting.c.member_id).where(
            onboarding_greeting.c.posted_at >= since, onboarding_greeting.c.answered_at.is_(None)
        )
    )
    return {row.message_id: (row.guild_id, row.member_id) for row in rows}


async def mark_answered(connection: AsyncConnection, *, message_id: int, at: datetime) -> None:
    await connection.execute(
        update(onboarding_greeting)
        .where(onboarding_greeting.c.message_id == message_id, onboarding_greeting.c.answered_at.is_(None))
        .values(answered_at=at)
    )
