"""What the generic erasure can't see of points: sums of others that count a member, and their roles on Discord.

It also erases the tables in which the generic way would look at every row of the server (`ERASED_HERE`).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, delete, func, select, update

from bot import due, state
from bot.clock import Clock
from bot.engine import AsyncConnection
from bot.points import rules
from bot.points.ledger import Ledger
from bot.points.roles import roles_of, walk_key
from bot.points.store import derived, ranks
from bot.points.tables import point_day, point_ledger, point_season, point_season_member

ERASED_HERE = frozenset(
    {
        ("point_ledger", "member_id"),
        ("point_ledger", "giver_id"),
        ("point_day", "member_id"),
        ("point_season_member", "member_id"),
    }
)


class PointsPrivacy:
    def __init__(self, *, clock: Clock, ledger: Ledger) -> None:
        self._clock = clock
        self._ledger = ledger

    async def bulk(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> int:
        """Return how many rows of the ledger name a member."""
        own = (point_ledger.c.guild_id == guild_id, point_ledger.c.member_id == member_id)
        total = 0
        for condition in (and_(*own), _given(guild_id, member_id)):
            total += int(await connection.scalar(select(func.count()).select_from(point_ledger).where(condition)) or 0)
        return total

    async def trim(self, connection: AsyncConnection, *, guild_id: int, member_id: int, limit: int) -> int:
        """Take the member out of up to `limit` rows of the ledger; returns of how many. What is derived stays.

        `forget` brings that in step, for whatever is left then.
        """
        own = select(point_ledger.c.id).where(
            point_ledger.c.guild_id == guild_id, point_ledger.c.member_id == member_id
        )
        # Reversals come after what they reverse, and go with it.
        deleted = await connection.execute(
            delete(point_ledger).where(point_ledger.c.id.in_(own.order_by(point_ledger.c.id.desc()).limit(limit)))
        )
        if deleted.rowcount:
            return deleted.rowcount
        given = select(point_ledger.c.id).where(_given(guild_id, member_id)).limit(limit)
        return (
            await connection.execute(update(point_ledger).where(point_ledger.c.id.in_(given)).values(giver_id=None))
        ).rowcount

    async def forget(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Take a member out of the boards, and plan that their rank's roles are taken. Before their rows go."""
        standing = await derived.standing(connection, guild_id=guild_id, member_id=member_id)
        if standing is not None:
            await self._plan_roles(connection, guild_id=guild_id, member_id=member_id)
            if standing.listed:
                await self._ledger.set_hidden(connection, standing, hidden=True)
        await self._forget_periods(connection, guild_id=guild_id, member_id=member_id)
        await connection.execute(
            delete(point_ledger).where(point_ledger.c.guild_id == guild_id, point_ledger.c.member_id == member_id)
        )
        await connection.execute(update(point_ledger).where(_given(guild_id, member_id)).values(giver_id=None))
        await self._forget_walk(connection, guild_id=guild_id, member_id=member_id)

    async def export(
        self, connection: AsyncConnection, *, guild_id: int, member_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        return {}

    async def _plan_roles(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        role_ids = sorted(roles_of(await ranks.ranks(connection, guild_id=guild_id)))
        if role_ids:
            await due.plan(
                connection,
                guild_id=guild_id,
                kind=rules.FORGET_ROLES,
                # One for each server and member, and not a number by which a member is found.
                subject_id=(guild_id * 31 + member_id) % 2**62,
                due_at=self._clock(),
                payload={"member_id": member_id, "role_ids": role_ids},
            )

    async def _forget_periods(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        first, last = (
            await connection.execute(
                select(func.min(point_day.c.day), func.max(point_day.c.day)).where(point_day.c.guild_id == guild_id)
            )
        ).one()
        if first is not None:
            # Day by day each is a look-up in the key; by the member alone it is a walk through all days of everybody.
            days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
            for start in range(0, len(days), derived.IDS_AT_ONCE):
                await connection.execute(
                    delete(point_day).where(
                        point_day.c.guild_id == guild_id,
                        point_day.c.day.in_(days[start : start + derived.IDS_AT_ONCE]),
                        point_day.c.member_id == member_id,
                    )
                )
        seasons = select(point_season.c.id).where(point_season.c.guild_id == guild_id)
        await connection.execute(
            delete(point_season_member).where(
                point_season_member.c.season_id.in_(seasons), point_season_member.c.member_id == member_id
            )
        )

    async def _forget_walk(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Have the walk over members begin anew where it stands at this one."""
        key = walk_key(guild_id)
        value = await state.get(connection, key)
        if value is not None and re.search(rf"(?<!\d){member_id}(?!\d)", value):
            await state.forget(connection, key)


def _given(guild_id: int, member_id: int) -> Any:
    # As the condition of the index over pairs has it, without which every row would be looked at.
    return and_(
        point_ledger.c.guild_id == guild_id,
        point_ledger.c.giver_id == member_id,
        point_ledger.c.giver_id != point_ledger.c.member_id,
    )
