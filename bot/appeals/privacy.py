"""What the generic erasure can't see of appeals: what was written in them, and those that are open."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.appeals import store
from bot.appeals.appealing import Appealing
from bot.appeals.desk import Desk
from bot.engine import AsyncConnection


class AppealPrivacy:
    def __init__(self, desk: Desk, appealing: Appealing) -> None:
        self._desk = desk
        self._appealing = appealing

    async def forget(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Withdraw a member's open appeals and delete what was written in all of them. Before their columns."""
        for appeal_id in await store.open_of(connection, guild_id=guild_id, member_id=member_id):
            appeal = await self._desk.appeal(connection, guild_id=guild_id, appeal_id=appeal_id)
            await self._appealing.withdraw_in(connection, appeal)
        await store.forget(connection, guild_id=guild_id, member_id=member_id)

    async def export(
        self, connection: AsyncConnection, *, guild_id: int, member_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        return {}
