"""What an admin changed about rules, and what channels and roles make of points; ranks."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select

from bot.db import upsert
from bot.engine import AsyncConnection
from bot.points.model import DEFAULT_RULES, Kind, Rank, Rule
from bot.points.tables import point_rank, point_rule, point_weight


async def rules(connection: AsyncConnection, *, guild_id: int) -> dict[Kind, Rule]:
    """Return every rule as it applies, in the order of the defaults."""
    rows = await connection.execute(select(point_rule).where(point_rule.c.guild_id == guild_id))
    changed = {Kind(row.kind): row for row in rows}
    return {kind: _changed(rule, changed.get(kind)) for kind, rule in DEFAULT_RULES.items()}


def _changed(rule: Rule, row: Any) -> Rule:
    if row is None:
        return rule
    return Rule(
        kind=rule.kind,
        points=row.points,
        cooldown_seconds=row.cooldown_seconds,
        daily_cap=row.daily_cap,
        pair_free=rule.pair_free,
    )


async def set_rule(connection: AsyncConnection, rule: Rule, *, guild_id: int) -> None:
    values = {
        "guild_id": guild_id,
        "kind": rule.kind.value,
        "points": rule.points,
        "cooldown_seconds": rule.cooldown_seconds,
        "daily_cap": rule.daily_cap,
    }
    changed = ["points", "cooldown_seconds", "daily_cap"]
    await upsert(connection, point_rule, values, key=["guild_id", "kind"], update=changed)


async def reset_rule(connection: AsyncConnection, *, guild_id: int, kind: Kind) -> None:
    await connection.execute(
        delete(point_rule).where(point_rule.c.guild_id == guild_id, point_rule.c.kind == kind.value)
    )


async def weights(connection: AsyncConnection, *, guild_id: int) -> dict[int, tuple[bool, int]]:
    """Return (is it a role, percent) of each channel and role that isn't usual."""
    rows = await connection.execute(select(point_weight).where(point_weight.c.guild_id == guild_id))
    return {row.target_id: (row.is_role, row.percent) for row in rows}


async def set_weight(
    connection: AsyncConnection, *, guild_id: int, target_id: int, is_role: bool, percent: int
) -> None:
    if percent == 100:
        await connection.execute(
            delete(point_weight).where(point_weight.c.guild_id == guild_id, point_weight.c.target_id == target_id)
        )
        return
    values = {"guild_id": guild_id, "target_id": target_id, "is_role": is_role, "percent": percent}
    await upsert(connection, point_weight, values, key=["guild_id", "target_id"], update=["is_role", "percent"])


async def ranks(connection: AsyncConnection, *, guild_ids: Collection[int]) -> dict[int, list[Rank]]:
    """Return the ranks of servers, lowest first."""
    rows = await connection.execute(
        select(point_rank).where(point_rank.c.guild_id.in_(list(guild_ids))).order_by(point_rank.c.threshold)
    )
    found: dict[int, list[Rank]] = {}
    for row in rows:
        found.setdefault(row.guild_id, []).append(Rank(**row._mapping))
    return found
