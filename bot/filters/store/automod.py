"""Queries of what was handed to AutoMod."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from bot.db import upsert
from bot.engine import AsyncConnection
from bot.filters.model import AutoModRule, Handed
from bot.filters.tables import filter_automod


async def get(connection: AsyncConnection, *, guild_id: int, filter_id: int) -> AutoModRule | None:
    rows = await connection.execute(
        select(filter_automod).where(filter_automod.c.guild_id == guild_id, filter_automod.c.filter_id == filter_id)
    )
    found = rows.one_or_none()
    return None if found is None else _rule(found)


async def with_rule(connection: AsyncConnection, *, guild_id: int, rule_id: int) -> AutoModRule | None:
    rows = await connection.execute(
        select(filter_automod).where(filter_automod.c.guild_id == guild_id, filter_automod.c.rule_id == rule_id)
    )
    found = rows.first()
    return None if found is None else _rule(found)


async def all_of(connection: AsyncConnection, *, guild_id: int) -> list[AutoModRule]:
    rows = await connection.execute(
        select(filter_automod)
        .where(filter_automod.c.guild_id == guild_id)
        .order_by(filter_automod.c.filter_id)
        .limit(100)
    )
    return [_rule(row) for row in rows]


async def put(
    connection: AsyncConnection,
    *,
    guild_id: int,
    filter_id: int,
    state: Handed,
    at: datetime,
    rule_id: int | None = None,
    failure: str | None = None,
    digest: str | None = None,
) -> None:
    """Note how a filter stands with AutoMod; `digest`: of its rule as Discord shows it now, where that is known."""
    values: dict[str, Any] = {
        "filter_id": filter_id,
        "guild_id": guild_id,
        "rule_id": rule_id,
        "state": state,
        "failure": failure,
        "checked_at": at,
    }
    if digest is not None:
        values["digest"] = digest
    changed = [name for name in values if name not in ("filter_id", "guild_id")]
    await upsert(connection, filter_automod, values, key=["filter_id"], update=changed)


async def take_back(connection: AsyncConnection, *, filter_id: int, rule_id: int | None, at: datetime) -> None:
    """Let a rule be written over whatever it is now; without `rule_id` another one is made."""
    await connection.execute(
        update(filter_automod)
        .where(filter_automod.c.filter_id == filter_id)
        .values(state=Handed.OURS, rule_id=rule_id, digest=None, digest_before=None, failure=None, checked_at=at)
    )


async def about_to_write(
    connection: AsyncConnection, *, guild_id: int, filter_id: int, digest: str, before: str | None, at: datetime
) -> None:
    """Note what a rule is going to be, before Discord is asked: its event can come before the answer."""
    await upsert(
        connection,
        filter_automod,
        {
            "filter_id": filter_id,
            "guild_id": guild_id,
            "state": Handed.OURS,
            "digest": digest,
            "digest_before": before,
            "checked_at": at,
        },
        key=["filter_id"],
        update=["digest", "digest_before", "checked_at"],
    )


async def mark(connection: AsyncConnection, *, filter_id: int, state: Handed, at: datetime) -> None:
    await connection.execute(
        update(filter_automod).where(filter_automod.c.filter_id == filter_id).values(state=state, checked_at=at)
    )


async def forget(connection: AsyncConnection, *, filter_id: int) -> None:
    """Drop what is known of a filter's rule."""
    await connection.execute(filter_automod.delete().where(filter_automod.c.filter_id == filter_id))


def _rule(row: Row[Any]) -> AutoModRule:
    values: dict[str, Any] = dict(row._mapping)
    return AutoModRule(**{**values, "state": Handed(values["state"])})
