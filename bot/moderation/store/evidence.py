"""Queries of evidence."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, or_, select, update

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
    values = _values(snapshot, guild_id=guild_id, at=at, expires_at=expires_at, case_id=case_id)
    rows = await connection.execute(insert(moderation_evidence).values(**values).returning(*moderation_evidence.c))
    return _evidence(rows.one())


async def add_many(
    connection: AsyncConnection,
    *,
    guild_id: int,
    snapshots: Sequence[Snapshot],
    at: datetime,
    expires_at: datetime,
    case_id: int,
) -> None:
    if snapshots:
        await connection.execute(
            insert(moderation_evidence),
            [_values(one, guild_id=guild_id, at=at, expires_at=expires_at, case_id=case_id) for one in snapshots],
        )


async def free(connection: AsyncConnection, *, guild_id: int, message_id: int, text: str) -> Evidence | None:
    """Return what was kept of a message with these words and is no case's yet."""
    rows = await connection.execute(
        select(moderation_evidence)
        .where(
            moderation_evidence.c.guild_id == guild_id,
            moderation_evidence.c.message_id == message_id,
            moderation_evidence.c.case_id.is_(None),
            moderation_evidence.c.text == text,
        )
        .order_by(moderation_evidence.c.id.desc())
        .limit(1)
    )
    found = rows.one_or_none()
    return None if found is None else _evidence(found)


async def old(
    connection: AsyncConnection, *, guild_id: int, before: datetime, now: datetime, after_id: int = 0, limit: int
) -> list[int]:
    """Return what still has words and was taken before a moment, or whose own time is over, by id."""
    found = await connection.scalars(
        select(moderation_evidence.c.id)
        .where(
            moderation_evidence.c.guild_id == guild_id,
            moderation_evidence.c.id > after_id,
            moderation_evidence.c.text.is_not(None),
            or_(moderation_evidence.c.expires_at <= now, moderation_evidence.c.taken_at < before),
        )
        .order_by(moderation_evidence.c.id)
        .limit(limit)
    )
    return list(found)


async def of_author(connection: AsyncConnection, *, guild_id: int, author_id: int, limit: int = 100_000) -> list[int]:
    found = await connection.scalars(
        select(moderation_evidence.c.id)
        .where(moderation_evidence.c.guild_id == guild_id, moderation_evidence.c.author_id == author_id)
        .order_by(moderation_evidence.c.id)
        .limit(limit)
    )
    return list(found)


async def empty(connection: AsyncConnection, *, guild_id: int, evidence_ids: Collection[int]) -> None:
    """Take away words, names of files and author."""
    if evidence_ids:
        await connection.execute(
            update(moderation_evidence)
            .where(moderation_evidence.c.guild_id == guild_id, moderation_evidence.c.id.in_(list(evidence_ids)))
            .values(text=None, attachments=[], author_id=None)
        )


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


async def of_ids(connection: AsyncConnection, *, guild_id: int, evidence_ids: Collection[int]) -> dict[int, Evidence]:
    """Return several pieces of evidence by id, without what isn't there."""
    rows = await connection.execute(
        select(moderation_evidence).where(
            moderation_evidence.c.guild_id == guild_id, moderation_evidence.c.id.in_(list(evidence_ids))
        )
    )
    return {row.id: _evidence(row) for row in rows}


def _values(
    snapshot: Snapshot, *, guild_id: int, at: datetime, expires_at: datetime, case_id: int | None
) -> dict[str, Any]:
    return {
        "guild_id": guild_id,
        "case_id": case_id,
        "author_id": snapshot.author_id,
        "channel_id": snapshot.channel_id,
        "message_id": snapshot.message_id,
        "written_at": snapshot.written_at,
        "taken_at": at,
        "expires_at": expires_at,
        "text": snapshot.text,
        "attachments": [
            {"name": one.name, "size": one.size, "content_type": one.content_type} for one in snapshot.attachments
        ],
    }


def _evidence(row: Row[tuple[object, ...]]) -> Evidence:
    values: dict[str, Any] = dict(row._mapping)
    return Evidence(**{**values, "attachments": tuple(Attachment(**one) for one in values["attachments"])})
