"""Queries of evidence."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.engine import AsyncConnection
from bot.moderation.model import Attachment, Evidence, Snapshot
from bot.moderation.tables import moderation_evidence


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    snapshot: Snapshot,
    at: datetime,
    expires_at: datetime,
    case_id: int | None = None,
) -> Evidence:
    rows = await connection.execute(
        insert(moderation_evidence)
        .values(
            guild_id=guild_id,
            case_id=case_id,
            author_id=snapshot.author_id,
            channel_id=snapshot.channel_id,
            message_id=snapshot.message_id,
            written_at=snapshot.written_at,
            taken_at=at,
            expires_at=expires_at,
            text=snapshot.text,
            attachments=[
                {"name": one.name, "size": one.size, "content_type": one.content_type} for one in snapshot.attachments
            ],
        )
        .returning(*moderation_evidence.c)
    )
    return _evidence(rows.one())


async def attach(connection: AsyncConnection, *, guild_id: int, evidence_ids: Collection[int], case_id: int) -> None:
    """Make evidence that has no case yet that of a case."""
    await connection.execute(
        update(moderation_evidence)
        .where(
            moderation_evidence.c.guild_id == guild_id,
            moderation_evidence.c.id.in_(list(evidence_ids)),
            moderation_evidence.c.case_id.is_(None),
        )
        .values(case_id=case_id)
    )


async def of_case(connection: AsyncConnection, *, guild_id: int, case_id: int, limit: int = 100) -> list[Evidence]:
    """Return a case's evidence, oldest first."""
    rows = await connection.execute(
        select(moderation_evidence)
        .where(moderation_evidence.c.guild_id == guild_id, moderation_evidence.c.case_id == case_id)
        .order_by(moderation_evidence.c.id)
        .limit(limit)
    )
    return [_evidence(row) for row in rows]


async def get(connection: AsyncConnection, *, guild_id: int, evidence_id: int) -> Evidence | None:
    rows = await connection.execute(
        select(moderation_evidence).where(
            moderation_evidence.c.guild_id == guild_id, moderation_evidence.c.id == evidence_id
        )
    )
    found = rows.one_or_none()
    return None if found is None else _evidence(found)


def _evidence(row: Row[tuple[object, ...]]) -> Evidence:
    values: dict[str, Any] = dict(row._mapping)
    return Evidence(**{**values, "attachments": tuple(Attachment(**one) for one in values["attachments"])})
