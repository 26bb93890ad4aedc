"""Queries on settings and their change log."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select

from bot.db import upsert
from bot.engine import AsyncConnection
from bot.settings.model import Change
from bot.settings.tables import setting, setting_change


async def values(connection: AsyncConnection, *, guild_id: int, section: str) -> dict[str, Any]:
    rows = await connection.execute(
        select(setting.c.key, setting.c.value).where(setting.c.guild_id == guild_id, setting.c.section == section)
    )
    return {row.key: row.value for row in rows}


async def apply(connection: AsyncConnection, change: Change, *, guild_id: int) -> None:
    """Store one change and its log row; a new value of None takes the setting back to its default."""
    where = (setting.c.guild_id == guild_id, setting.c.section == change.section, setting.c.key == change.key)
    if change.new is None:
        await connection.execute(delete(setting).where(*where))
    else:
        row = {
            "guild_id": guild_id,
            "section": change.section,
            "key": change.key,
            "value": change.new,
            "changed_by": change.changed_by,
            "changed_at": change.changed_at,
        }
        await upsert(
            connection, setting, row, key=["guild_id", "section", "key"], update=["value", "changed_by", "changed_at"]
        )
    await connection.execute(insert(setting_change), [{"guild_id": guild_id, **_logged(change)}])


def _logged(change: Change) -> Mapping[str, Any]:
    return {
        "section": change.section,
        "key": change.key,
        "old": change.old,
        "new": change.new,
        "changed_by": change.changed_by,
        "changed_at": change.changed_at,
    }


async def changes(connection: AsyncConnection, *, guild_id: int, limit: int, offset: int = 0) -> list[Change]:
    """Return the change log, latest first."""
    rows = await connection.execute(
        select(setting_change)
        .where(setting_change.c.guild_id == guild_id)
        .order_by(setting_change.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [
        Change(
            section=row.section,
            key=row.key,
            old=row.old,
            new=row.new,
            changed_by=row.changed_by,
            changed_at=row.changed_at,
        )
        for row in rows
    ]
