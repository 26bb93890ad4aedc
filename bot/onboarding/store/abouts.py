"""Queries of what `/about` says."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select

from bot.db import upsert
from bot.engine import AsyncConnection
from bot.onboarding.tables import onboarding_about


async def of_server(connection: AsyncConnection, *, guild_id: int) -> list[Any]:
    """Return what is written, a row a language, by language."""
    rows = await connection.execute(
        select(onboarding_about).where(onboarding_about.c.guild_id == guild_id).order_by(onboarding_about.c.language)
    )
    return list(rows)


async def put(connection: AsyncConnection, values: Mapping[str, Any]) -> None:
    changed = ("purpose", "benefits", "hopes", "changed_by_id", "changed_at")
    await upsert(connection, onboarding_about, values, key=("guild_id", "language"), update=changed)


async def remove(connection: AsyncConnection, *, guild_id: int, language: str) -> None:
    await connection.execute(
        delete(onboarding_about).where(onboarding_about.c.guild_id == guild_id, onboarding_about.c.language == language)
    )
