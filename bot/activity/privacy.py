"""What erasing a member leaves of their days: the server's sums, in which nobody is named."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, or_, select

from bot.activity.tables import activity_day, activity_total
from bot.db import insert_into
from bot.engine import AsyncConnection

SUMS = ("members", "messages", "replies", "reactions", "voice_seconds")


class ActivityPrivacy:
    async def forget(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Add a member's days to the server's sums. Before their rows are erased."""
        await add_to_totals(
            connection, and_(activity_day.c.guild_id == guild_id, activity_day.c.member_id == member_id)
        )

    async def export(
        self, connection: AsyncConnection, *, guild_id: int, member_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        return {}


async def add_to_totals(connection: AsyncConnection, which: ColumnElement[bool]) -> None:
    """Add rows of members' days to the server's sums; whoever calls it deletes the rows in the same transaction."""
    day = activity_day.c
    did_something = or_(*(day[name] > 0 for name in ("messages", "reactions_given", "voice_seconds")))
    sums = (
        select(
            day.guild_id,
            day.day,
            func.sum(cast(case((did_something, 1), else_=0), Integer)),
            func.sum(day.messages),
            func.sum(day.replies),
            func.sum(day.reactions_given),
            func.sum(day.voice_seconds),
        )
        .where(which)
        .group_by(day.guild_id, day.day)
    )
    statement = insert_into(activity_total, connection).from_select(["guild_id", "day", *SUMS], sums)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["guild_id", "day"],
            set_={name: activity_total.c[name] + statement.excluded[name] for name in SUMS},
        )
    )


async def total_of(connection: AsyncConnection, *, guild_id: int, day: date) -> Mapping[str, int]:
    """Return what members did together on a day, those whose rows are gone included."""
    found = dict.fromkeys(SUMS, 0)
    kept = await connection.execute(
        select(activity_total).where(activity_total.c.guild_id == guild_id, activity_total.c.day == day)
    )
    for row in kept:
        found = {name: int(row._mapping[name]) for name in SUMS}
    rows = activity_day.c
    did_something = or_(*(rows[name] > 0 for name in ("messages", "reactions_given", "voice_seconds")))
    now = (
        await connection.execute(
            select(
                func.coalesce(func.sum(case((did_something, 1), else_=0)), 0),
                *(
                    func.coalesce(func.sum(rows[name]), 0)
                    for name in ("messages", "replies", "reactions_given", "voice_seconds")
                ),
            ).where(rows.guild_id == guild_id, rows.day == day)
        )
    ).one()
    return {name: found[name] + int(value) for name, value in zip(SUMS, now, strict=True)}
