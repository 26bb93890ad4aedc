"""Counting queries of cases. What each figure means is said where it is shown to callers: `bot.moderation.figures`."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select

from bot.engine import AsyncConnection
from bot.moderation.model import Origin, State
from bot.moderation.rules import PUNISHES
from bot.moderation.tables import moderation_case

_STOOD = moderation_case.c.state != State.FAILED


def _sanctions(guild_id: int, start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(
        moderation_case.c.guild_id == guild_id,
        moderation_case.c.created_at >= start,
        moderation_case.c.created_at < end,
        moderation_case.c.act.in_(sorted(PUNISHES)),
        _STOOD,
    )


async def by(
    connection: AsyncConnection, column: Any, *, guild_id: int, start: datetime, end: datetime
) -> Mapping[str, int]:
    """Count a period's sanctions by the values of a column."""
    rows = await connection.execute(
        select(column, func.count()).where(_sanctions(guild_id, start, end)).group_by(column)
    )
    return {str(value): int(count) for value, count in rows}


async def by_rule(
    connection: AsyncConnection, *, guild_id: int, start: datetime, end: datetime, limit: int
) -> Sequence[tuple[int | None, int]]:
    """Count a period's sanctions by the rule's key, most first; None: without a rule."""
    count = func.count()
    rows = await connection.execute(
        select(moderation_case.c.rule_key, count)
        .where(_sanctions(guild_id, start, end))
        .group_by(moderation_case.c.rule_key)
        .order_by(count.desc(), moderation_case.c.rule_key)
        .limit(limit)
    )
    return [(key, int(number)) for key, number in rows]


async def members(connection: AsyncConnection, *, guild_id: int, start: datetime, end: datetime) -> int:
    """Count the members that a period's sanctions are about."""
    found = await connection.scalar(
        select(func.count(moderation_case.c.member_id.distinct())).where(_sanctions(guild_id, start, end))
    )
    return int(found or 0)


async def repeaters(
    connection: AsyncConnection, *, guild_id: int, start: datetime, end: datetime, within: timedelta
) -> int:
    """Count those of them who had an earlier sanction since `within` before the period."""
    earlier = moderation_case.alias("earlier")
    again = exists().where(
        earlier.c.guild_id == guild_id,
        earlier.c.member_id == moderation_case.c.member_id,
        earlier.c.id < moderation_case.c.id,
        earlier.c.created_at >= start - within,
        earlier.c.act.in_(sorted(PUNISHES)),
        earlier.c.state.not_in([State.FAILED, State.LIFTED]),
    )
    found = await connection.scalar(
        select(func.count(moderation_case.c.member_id.distinct())).where(_sanctions(guild_id, start, end), again)
    )
    return int(found or 0)


async def proposed(connection: AsyncConnection, *, guild_id: int, start: datetime, end: datetime) -> tuple[int, int]:
    """Count a moderator's decisions for which something was proposed, and those of them that did otherwise."""
    decided = and_(
        _sanctions(guild_id, start, end),
        moderation_case.c.proposed.is_not(None),
        moderation_case.c.origin.in_([Origin.COMMAND, Origin.MENU, Origin.REPORT, Origin.FILTER]),
        moderation_case.c.moderator_id.is_not(None),
    )
    row = (
        await connection.execute(
            select(func.count(), func.count().filter(moderation_case.c.deviation.is_not(None))).where(decided)
        )
    ).one()
    return int(row[0]), int(row[1])
