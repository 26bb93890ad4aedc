"""Whether somebody has been at an event: a first step of newcomers. To say that one will come is not yet one."""

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.clock import Clock
from bot.engine import AsyncConnection
from bot.events.store import taking_part as store


class TakingPart:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def attended(
        self, connection: AsyncConnection, guild_id: int, member_ids: Collection[int]
    ) -> Mapping[int, datetime]:
        """Return who of these was at an event, with when the first one began."""
        return await store.first_attended(connection, guild_id=guild_id, member_ids=member_ids)

    async def is_any_coming(self, connection: AsyncConnection, guild_id: int) -> bool:
        """Whether there is an event that anybody can come to."""
        return await store.is_any_coming(connection, guild_id=guild_id, now=self._clock())
