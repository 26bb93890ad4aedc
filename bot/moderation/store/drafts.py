"""Queries of decisions that are being made."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from bot.engine import AsyncConnection
from bot.moderation.drafting import Draft
from bot.moderation.model import Act, Origin
from bot.moderation.tables import moderation_draft


async def add(connection: AsyncConnection, **values: Any) -> Draft:
    rows = await connection.execute(insert(moderation_draft).values(**values).returning(*moderation_draft.c))
    return _draft(rows.one())


async def get(connection: AsyncConnection, *, guild_id: int, draft_id: int) -> Draft | None:
    rows = await connection.execute(
        select(moderation_draft).where(
            moderation_draft.c.guild_id == guild_id,
            moderation_draft.c.id == draft_id,
            moderation_draft.c.member_id.is_not(None),
        )
    )
    found = rows.one_or_none()
    return None if found is None else _draft(found)


async def change(connection: AsyncConnection, *, draft_id: int, **values: Any) -> None:
    await connection.execute(update(moderation_draft).where(moderation_draft.c.id == draft_id).values(**values))


async def remove(connection: AsyncConnection, *, draft_id: int) -> None:
    await connection.execute(delete(moderation_draft).where(moderation_draft.c.id == draft_id))


async def others(connection: AsyncConnection, *, draft: Draft, since: datetime, limit: int = 3) -> tuple[int, ...]:
    """Return other moderators who have begun to decide about the same member, latest first."""
    rows = await connection.scalars(
        select(moderation_draft.c.moderator_id)
        .where(
            moderation_draft.c.guild_id == draft.guild_id,
            moderation_draft.c.member_id == draft.member_id,
            moderation_draft.c.moderator_id != draft.moderator_id,
            moderation_draft.c.case_id.is_(None),
            moderation_draft.c.created_at >= since,
        )
        .group_by(moderation_draft.c.moderator_id)
        .order_by(func.max(moderation_draft.c.created_at).desc())
        .limit(limit)
    )
    return tuple(rows)


def _draft(row: Row[tuple[object, ...]]) -> Draft:
    values: dict[str, Any] = dict(row._mapping)
    return Draft(
        **{
            **values,
            "origin": Origin(values["origin"]),
            "act": None if values["act"] is None else Act(values["act"]),
            "remove_message": bool(values["remove_message"]),
        }
    )
